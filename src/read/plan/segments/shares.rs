//! Shares of segments: they sum to exactly 1, and one left out takes the rest.

use crate::model::diagnostic::{Diagnostic, Place};
use crate::model::number::Fraction;
use crate::read::plan::notes::Notes;
use crate::read::plan::section::Field;
use crate::text;

/// What a segment says of its share; `place` is where it says it, or the segment's name.
pub struct Stated<'s> {
    pub name: &'s str,
    pub place: &'s Place,
    pub share: &'s Field<Fraction>,
}

/// The shares of all segments; nothing where they are in doubt, which is reported.
pub fn complete(stated: &[Stated], notes: &mut Notes) -> Option<Vec<Fraction>> {
    if stated.iter().any(|segment| segment.share.is_faulty()) {
        return None;
    }
    let without: Vec<&Stated> = stated.iter().filter(|segment| segment.share.is_absent()).collect();
    let shares: Vec<Option<Fraction>> = stated.iter().map(|segment| segment.share.clone().read()).collect();
    let given: Vec<Fraction> = shares.iter().copied().flatten().collect();
    let last = stated.iter().rev().find(|segment| !segment.share.is_absent()).or(stated.last())?;
    let sum = Fraction::sum(&given);
    let problem = match (without.as_slice(), sum, sum.and_then(|sum| Fraction::ONE.minus(&sum))) {
        ([first, second, ..], ..) => two_without(first, second),
        ([_], Some(_), Some(rest)) if rest.is_positive() => {
            return Some(shares.into_iter().map(|share| share.unwrap_or(rest)).collect());
        }
        ([], Some(_), Some(rest)) if rest.is_zero() => return Some(given),
        ([without], Some(sum), _) => nothing_left(without, last, &added(&given, &sum)),
        ([], Some(sum), Some(rest)) => wrong_sum(last, &added(&given, &sum), &sum, &rest),
        _ => too_fine(last),
    };
    notes.report(problem);
    None
}

fn two_without(first: &Stated, second: &Stated) -> Diagnostic {
    Diagnostic::error(
        text!(
            en: "segments `{}` and `{}` both have no share", first.name, second.name;
            zh: "细分 `{}` 与 `{}` 都没有占比", first.name, second.name
        ),
        second.place.clone(),
        text!(en: "how much of the rest?"; zh: "余下的占多少？"),
    )
    .also(first.place.clone(), text!(en: "takes what the others leave"; zh: "取其余细分之外的部分"))
    .help(text!(en: "only one segment may leave `share` out"; zh: "只有一个细分可以省略 `share`"))
}

fn nothing_left(without: &Stated, last: &Stated, added: &str) -> Diagnostic {
    let name = without.name;
    Diagnostic::error(
        text!(en: "the other segments leave nothing for `{name}`"; zh: "其他细分没有给 `{name}` 留下余量"),
        last.place.clone(),
        text!(en: "{added}"; zh: "合计 {added}"),
    )
    .also(without.place.clone(), text!(en: "takes the rest"; zh: "取余下的部分"))
    .help(text!(en: "lower one of the shares"; zh: "请调低其中一个占比"))
}

fn wrong_sum(last: &Stated, added: &str, sum: &Fraction, rest: &Fraction) -> Diagnostic {
    let (total, missing) = (written(sum), written(rest));
    let problem = Diagnostic::error(
        text!(en: "the shares of the segments sum to {total}, not 1"; zh: "细分的占比合计为 {total}，不是 1"),
        last.place.clone(),
        text!(en: "{added}"; zh: "合计 {added}"),
    );
    problem.help(if rest.is_positive() {
        text!(
            en: "{missing} is left to give; one `share` left out takes it";
            zh: "还差 {missing}；省略一个 `share` 即由它取余下部分"
        )
    } else {
        text!(en: "lower one of them, or leave one `share` out: it takes the rest"; zh: "请调低其中之一，或省略一个 `share`，由它取余下部分")
    })
}

fn too_fine(last: &Stated) -> Diagnostic {
    Diagnostic::error(
        text!(en: "the shares of the segments cannot be summed exactly"; zh: "细分的占比无法精确求和"),
        last.place.clone(),
        text!(en: "too many digits together"; zh: "位数过多"),
    )
    .help(text!(en: "write shares of fewer digits, such as `0.35` or `\"1/3\"`"; zh: "请减少位数，如 `0.35` 或 `\"1/3\"`"))
}

/// `0.6 + 0.3 = 0.9`.
fn added(shares: &[Fraction], sum: &Fraction) -> String {
    let terms: Vec<String> = shares.iter().map(written).collect();
    format!("{} = {}", terms.join(" + "), written(sum))
}

/// At most 6 decimals of a share, for messages.
fn written(share: &Fraction) -> String {
    share.decimal().round_dp(6).normalize().to_string()
}
