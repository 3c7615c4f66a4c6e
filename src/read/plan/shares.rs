//! Shares of segments: they sum to exactly 1, and one left out takes the rest.

use crate::model::diagnostic::{Diagnostic, Place};
use crate::model::number::Fraction;
use crate::model::sentence;
use crate::read::plan::notes::Notes;
use crate::read::plan::section::Field;
use crate::text;

/// What a segment says of its share.
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
    if let [first, second, ..] = without[..] {
        notes.report(two_without(first, second));
        return None;
    }
    let shares = stated.iter().map(|segment| segment.share.clone().read());
    let sum = Fraction::sum(&shares.clone().flatten().collect::<Vec<_>>())?;
    let rest = Fraction::ONE.minus(&sum)?;
    let complete = match without.first() {
        Some(_) => rest.is_positive(),
        None => rest.is_zero(),
    };
    if !complete {
        notes.report(wrong_sum(stated, without.first().copied(), &sum));
        return None;
    }
    Some(shares.map(|share| share.unwrap_or(rest)).collect())
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

fn wrong_sum(stated: &[Stated], without: Option<&Stated>, sum: &Fraction) -> Diagnostic {
    let written = |share: &Fraction| share.decimal().normalize().round_dp(6).normalize();
    let (total, rest) = (written(sum), Fraction::ONE.minus(sum).map(|rest| written(&rest)).unwrap_or_default());
    let last = stated.iter().rev().find(|segment| !segment.share.is_absent()).or(stated.last());
    let place = last.map(|segment| segment.place.clone());
    let all = sentence::names(stated.iter().map(|segment| segment.name), 6);
    let problem = match (place, without) {
        (Some(place), Some(without)) => {
            let name = without.name;
            Diagnostic::error(
                text!(en: "the shares of the segments leave nothing for `{name}`"; zh: "细分的占比没有给 `{name}` 留下余量"),
                place,
                text!(en: "the shares sum to {total} up to here"; zh: "至此占比合计 {total}"),
            )
            .also(without.place.clone(), text!(en: "takes the rest"; zh: "取余下的部分"))
        }
        (Some(place), None) => Diagnostic::error(
            text!(en: "the shares of the segments sum to {total}, not 1"; zh: "细分的占比合计为 {total}，不是 1"),
            place,
            text!(en: "with this one: {all}"; zh: "连同这一个：{all}"),
        ),
        (None, _) => Diagnostic::general(text!(en: "no segment"; zh: "没有细分")),
    };
    if rest.is_sign_negative() || rest.is_zero() {
        problem.help(text!(en: "lower one of them, or leave one `share` out: it takes the rest"; zh: "请调低其中之一，或省略一个 `share`，由它取余下部分"))
    } else {
        problem.help(text!(en: "{rest} is left to give; one `share` left out takes it"; zh: "还差 {rest}；省略一个 `share` 即由它取余下部分"))
    }
}
