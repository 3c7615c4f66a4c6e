//! `[target]`: what the plan must bring in, and what is certain already.

use crate::model::diagnostic::Diagnostic;
use crate::model::money::Money;
use crate::model::number::Fraction;
use crate::model::plan::Target;
use crate::read::plan::section::Section;
use crate::read::plan::segments::matching;
use crate::read::plan::values;
use crate::read::plan::values::amounts::Amounts;
use crate::text;

pub fn read(root: &mut Section, amounts: Amounts) -> Option<Target> {
    let help =
        text!(en: "add `[target]` with `revenue = 10_000_000`"; zh: "请加上 `[target]` 和 `revenue = 10_000_000`");
    let mut target = root.required_section("target", help)?;
    let must = target.required("revenue", "revenue = 10_000_000", |node| amounts.positive(node)).read();
    let stretch = target.field("stretch", |node| amounts.positive(node)).read();
    let over_assign = target.field("over_assign", values::fraction).read().unwrap_or(Fraction::ZERO);
    let round_to = target.field("round_to", |node| amounts.positive(node)).read();
    let secured = target.field("secured", |node| amounts.at_least_zero(node)).read().unwrap_or(Money::ZERO);
    let secured_match = matching::read(&mut target, "secured_match").read();
    if let Some(must) = must {
        check_order(&mut target, must, stretch, secured);
    }
    if over_assign > Fraction::ONE {
        doubt_over_assign(&mut target);
    }
    target.finish();
    Some(Target { must: must?, stretch, over_assign, round_to, secured, secured_match })
}

/// What is secured is part of the target, and the stretch lies above it.
fn check_order(target: &mut Section, must: Money, stretch: Option<Money>, secured: Money) {
    let revenue = target.place_of("revenue");
    let the_target = || text!(en: "the target"; zh: "目标");
    if secured > must {
        let problem = Diagnostic::error(
            text!(en: "`target.secured` exceeds the target"; zh: "`target.secured` 超过了目标"),
            target.place_of("secured"),
            text!(en: "more than the whole target"; zh: "超过整个目标"),
        );
        let help = text!(
            en: "`secured` is the part of `revenue` that is signed already";
            zh: "`secured` 是 `revenue` 中已签约的部分"
        );
        target.report(problem.also(revenue.clone(), the_target()).help(help));
    }
    if stretch.is_some_and(|stretch| stretch < must) {
        let problem = Diagnostic::error(
            text!(en: "`target.stretch` is less than the target"; zh: "`target.stretch` 低于目标"),
            target.place_of("stretch"),
            text!(en: "below `revenue`"; zh: "低于 `revenue`"),
        );
        let help = text!(en: "the stretch target is the more ambitious one"; zh: "挑战目标应高于必达目标");
        target.report(problem.also(revenue, the_target()).help(help).warning());
    }
}

fn doubt_over_assign(target: &mut Section) {
    let problem = Diagnostic::error(
        text!(en: "`target.over_assign` assigns more than twice the target"; zh: "`target.over_assign` 分配超过两倍目标"),
        target.place_of("over_assign"),
        text!(en: "a share of the target, not percent"; zh: "这是目标的比例，不是百分数"),
    );
    let help = text!(en: "ten percent is `0.10` or `\"10%\"`"; zh: "百分之十写作 `0.10` 或 `\"10%\"`");
    target.report(problem.help(help).warning());
}
