//! A rep's mix: which segments it serves, and in which shares.

use crate::model::diagnostic::Diagnostic;
use crate::model::number::Fraction;
use crate::read::plan::fault::Fault;
use crate::read::plan::notes::Notes;
use crate::read::plan::reps::Draft;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::segments::SegmentsPart;
use crate::read::plan::tree::{Node, Value};
use crate::read::plan::values;
use crate::text;

/// The mix by segment; nothing where it is in doubt, which is reported.
pub fn read(rep: &mut Section, segments: &SegmentsPart) -> Option<Vec<Fraction>> {
    let Some(node) = rep.node("segments") else { return segments.shares.clone() };
    match &node.value {
        Value::Table(_) => match rep.section("segments") {
            Field::Read(section) => stated(section, node, segments),
            Field::Absent | Field::Faulty => None,
        },
        _ => limited(rep, node, segments),
    }
}

/// `["KA"]`: these segments, in the ratio of their shares.
fn limited(rep: &mut Section, node: &Node, segments: &SegmentsPart) -> Option<Vec<Fraction>> {
    let served = rep.list("segments", |item| known(item, &values::text(item)?, segments)).read()?;
    let mut mix = vec![Fraction::ZERO; segments.count()];
    for (at, segment) in served.iter().enumerate() {
        if served.iter().take(at).any(|earlier| segment.is_some() && earlier == segment) {
            rep.report(named_twice(rep, at));
            return None;
        }
        let segment = (*segment)?;
        *mix.get_mut(segment)? = *segments.shares.as_ref()?.get(segment)?;
    }
    if served.is_empty() {
        let help =
            text!(en: "leave `segments` out for a rep who serves all"; zh: "服务全部细分的销售可省略 `segments`");
        let fault = Fault::new(node, text!(en: "name at least one segment"; zh: "至少写一个细分"), help);
        rep.fault("segments", fault.label(text!(en: "serves nothing"; zh: "不服务任何细分")));
        return None;
    }
    let whole = Fraction::sum(&mix).and_then(|sum| sum.inverse());
    let mix = whole.and_then(|whole| mix.iter().map(|share| share.times(&whole)).collect());
    if mix.is_none() {
        rep.fault("segments", too_fine(node));
    }
    mix
}

fn named_twice(rep: &Section, at: usize) -> Diagnostic {
    Diagnostic::error(
        text!(en: "`{}` must name each segment once", rep.path_of("segments"); zh: "`{}` 必须是不重复的细分", rep.path_of("segments")),
        rep.place_of_item("segments", at),
        text!(en: "named twice"; zh: "重复"),
    )
    .help(text!(en: "leave one of them out"; zh: "请删去其中一个"))
}

/// `{ KA = 0.3, SMB = 0.7 }`: the rep's own shares.
fn stated(mut section: Section, node: &Node, segments: &SegmentsPart) -> Option<Vec<Fraction>> {
    let mut mix = vec![Fraction::ZERO; segments.count()];
    let mut whole = true;
    for (name, place, node) in section.entries() {
        let key = Node { place: place.clone(), value: Value::Text(name.to_owned()) };
        let segment = section.checked(name, known(&key, name, segments)).read().flatten();
        let share = section.checked(name, values::share(node)).read();
        match segment.and_then(|segment| mix.get_mut(segment)).zip(share) {
            Some((slot, share)) => *slot = share,
            None => whole = false,
        }
    }
    if !whole {
        return None;
    }
    let fault = match Fraction::sum(&mix) {
        Some(sum) if sum == Fraction::ONE => return Some(mix),
        Some(sum) => {
            let sum = sum.decimal().round_dp(6).normalize();
            let help = text!(
                en: "write shares such as `{{ KA = 0.3, SMB = 0.7 }}`, or `[\"KA\", \"SMB\"]` for the plan's ratio";
                zh: "请写占比，如 `{{ KA = 0.3, SMB = 0.7 }}`；按计划比例则写 `[\"KA\", \"SMB\"]`"
            );
            let fault = Fault::new(node, text!(en: "sum to exactly 1"; zh: "合计恰好为 1"), help);
            fault.label(text!(en: "these sum to {sum}"; zh: "合计为 {sum}"))
        }
        None => too_fine(node),
    };
    section.report(fault.of(section.path()));
    None
}

fn too_fine(node: &Node) -> Fault {
    let help = text!(en: "write shares such as `0.35` or `\"1/3\"`"; zh: "请写占比，如 `0.35` 或 `\"1/3\"`");
    let fault = Fault::new(node, text!(en: "have shares of fewer digits"; zh: "使用位数更少的占比"), help);
    fault.label(text!(en: "too many digits together"; zh: "位数过多"))
}

/// The index of a segment; nothing where the segments are in doubt themselves.
fn known(node: &Node, name: &str, segments: &SegmentsPart) -> Result<Option<usize>, Fault> {
    match segments.names.find(name) {
        Some(segment) => Ok(Some(segment)),
        None if !segments.all_named => Ok(None),
        None => {
            let help = if segments.places.is_empty() {
                text!(en: "the plan has no segments: add `[[segments]]`, or leave this out"; zh: "计划没有细分：请加上 `[[segments]]`，或删去此项")
            } else {
                segments.names.instead_of(name)
            };
            let fault = Fault::new(node, text!(en: "name a segment of the plan"; zh: "是计划中的细分"), help);
            Err(fault.label(text!(en: "no such segment"; zh: "没有这个细分")))
        }
    }
}

/// Reports segments that no rep serves, unless the mix of any rep is in doubt.
pub fn every_segment_is_served(reps: &[Draft], segments: &SegmentsPart, notes: &mut Notes) {
    let Some(mixes) = reps.iter().map(|rep| rep.mix.as_deref()).collect::<Option<Vec<_>>>() else { return };
    for (segment, (name, place)) in segments.names.written().zip(&segments.places).enumerate() {
        let served = mixes.iter().any(|mix| mix.get(segment).is_some_and(|share| !share.is_zero()));
        if !served {
            let problem = Diagnostic::error(
                text!(en: "nobody serves segment `{name}`"; zh: "没有销售负责细分 `{name}`"),
                place.clone(),
                text!(en: "no rep's `segments` names it"; zh: "没有销售的 `segments` 包含它"),
            );
            notes.report(problem.help(text!(
                en: "add it to a rep's `segments`; a rep without `segments` serves all";
                zh: "请加入某位销售的 `segments`；未写 `segments` 的销售服务全部细分"
            )));
        }
    }
}
