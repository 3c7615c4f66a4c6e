//! A segment's own conversions and leads: `rates`, `needs` and `leads` by step.

use crate::model::diagnostic::Diagnostic;
use crate::model::funnel::Conversion;
use crate::read::plan::fault::Fault;
use crate::read::plan::funnel::{FunnelPart, steps};
use crate::read::plan::section::{Field, Section};
use crate::read::plan::tree::Node;
use crate::read::plan::values;
use crate::text;

/// Conversions and leads by step, the plan's where the segment states none.
pub fn read(segment: &mut Section, funnel: &FunnelPart) -> (Vec<Conversion>, Vec<u32>) {
    let (mut conversions, mut leads) = (funnel.conversions.clone(), funnel.leads.clone());
    let rates = by_step(segment, "rates", funnel, values::rate);
    let needs = by_step(segment, "needs", funnel, values::need);
    for (step, rate) in &rates {
        put(&mut conversions, *step, Conversion::Rate(*rate));
    }
    for (step, need) in &needs {
        put(&mut conversions, *step, Conversion::Need(*need));
        if rates.iter().any(|(rated, _)| rated == step) {
            contradiction(segment, *step, funnel);
        }
    }
    for (step, lead) in by_step(segment, "leads", funnel, |node| values::whole(node, 0..=steps::MOST_LEAD, 45)) {
        put(&mut leads, step, lead);
    }
    (conversions, leads)
}

fn put<T>(list: &mut [T], at: usize, value: T) {
    if let Some(item) = list.get_mut(at) {
        *item = value;
    }
}

/// The values of a table whose keys are steps.
fn by_step<T>(
    segment: &mut Section,
    key: &'static str,
    funnel: &FunnelPart,
    read: impl Fn(&Node) -> Result<T, Fault>,
) -> Vec<(usize, T)> {
    let Field::Read(mut section) = segment.section(key) else { return Vec::new() };
    let mut values = Vec::new();
    for (name, place, node) in section.entries() {
        match (funnel.steps.find(name), read(node)) {
            (Some(step), Ok(value)) => values.push((step, value)),
            (_, Err(fault)) => section.fault(name, fault),
            (None, _) if !funnel.all_named => {}
            (None, _) => {
                let problem = Diagnostic::error(
                    text!(en: "`{}` names no step", section.path_of(name); zh: "`{}` 不是漏斗环节", section.path_of(name)),
                    place.clone(),
                    text!(en: "no such step"; zh: "没有这个环节"),
                );
                section.report(problem.help(funnel.steps.instead_of(name)));
            }
        }
    }
    values
}

fn contradiction(segment: &mut Section, step: usize, funnel: &FunnelPart) {
    let name =
        funnel.funnel.as_ref().and_then(|funnel| Some(funnel.steps().get(step)?.name.clone())).unwrap_or_default();
    let problem = Diagnostic::error(
        text!(
            en: "`{}` and `{}` both speak of `{name}`", segment.path_of("rates"), segment.path_of("needs");
            zh: "`{}` 与 `{}` 都写了 `{name}`", segment.path_of("rates"), segment.path_of("needs")
        ),
        segment.place_of("needs"),
        text!(en: "beside a rate"; zh: "已写了转化率"),
    );
    let problem = problem.also(segment.place_of("rates"), text!(en: "the rate"; zh: "转化率"));
    segment.report(problem.help(text!(en: "keep one of the two: need is 1 ÷ rate"; zh: "只留其一：need = 1 ÷ rate")));
}
