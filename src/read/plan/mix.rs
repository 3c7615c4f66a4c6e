//! A rep's mix: which segments it serves, and in which shares.

use crate::model::diagnostic::Diagnostic;
use crate::model::number::Fraction;
use crate::read::plan::fault::Fault;
use crate::read::plan::node::{Node, Value};
use crate::read::plan::notes::Notes;
use crate::read::plan::reps::Draft;
use crate::read::plan::section::Section;
use crate::read::plan::segments::SegmentsPart;
use crate::read::plan::values;
use crate::text;

/// The mix by segment; nothing where it is in doubt, which is reported.
pub fn read(rep: &mut Section, segments: &SegmentsPart) -> Option<Vec<Fraction>> {
    let Some(node) = rep.node("segments") else { return segments.shares.clone() };
    let found = match &node.value {
        Value::Table(_) => stated(node, segments),
        Value::List(items) => limited(node, items, segments),
        _ => limited(node, std::slice::from_ref(node), segments),
    };
    match found {
        Ok(mix) => mix,
        Err(faults) => {
            for fault in faults {
                rep.fault::<()>("segments", fault);
            }
            None
        }
    }
}

/// `["KA"]`: these segments, in the ratio of their shares.
fn limited(node: &Node, items: &[Node], segments: &SegmentsPart) -> Result<Option<Vec<Fraction>>, Vec<Fault>> {
    let mut served = vec![false; segments.places.len().max(1)];
    let mut faults = Vec::new();
    for item in items {
        match values::text(item).and_then(|name| known(item, &name, segments)) {
            Ok(Some(segment)) => match served.get_mut(segment) {
                Some(seen) if *seen => {
                    let fault = Fault::new(item, text!(en: "name each segment once"; zh: "每个细分只写一次"));
                    faults.push(fault.label(text!(en: "named twice"; zh: "重复")));
                }
                Some(seen) => *seen = true,
                None => {}
            },
            Ok(None) => return if faults.is_empty() { Ok(None) } else { Err(faults) },
            Err(fault) => faults.push(fault),
        }
    }
    if items.is_empty() {
        let fault = Fault::new(node, text!(en: "name at least one segment"; zh: "至少写一个细分"));
        faults.push(fault.label(text!(en: "serves nothing"; zh: "不服务任何细分")).help(text!(
            en: "leave `segments` out for a rep who serves all";
            zh: "服务全部细分的销售可省略 `segments`"
        )));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let Some(shares) = &segments.shares else { return Ok(None) };
    let chosen = || shares.iter().zip(&served).map(|(share, served)| if *served { *share } else { Fraction::ZERO });
    let whole = Fraction::sum(&chosen().collect::<Vec<_>>()).and_then(|sum| sum.inverse());
    let mix: Option<Vec<Fraction>> = whole.and_then(|whole| chosen().map(|share| share.times(&whole)).collect());
    match mix {
        Some(mix) => Ok(Some(mix)),
        None => Err(vec![too_fine(node)]),
    }
}

/// `{ KA = 0.3, SMB = 0.7 }`: the rep's own shares.
fn stated(node: &Node, segments: &SegmentsPart) -> Result<Option<Vec<Fraction>>, Vec<Fault>> {
    let Value::Table(table) = &node.value else { return Ok(None) };
    let mut mix = vec![Fraction::ZERO; segments.places.len().max(1)];
    let mut faults = Vec::new();
    let mut in_doubt = false;
    for entry in &table.entries {
        let share = values::share(&entry.node);
        let name = Node { place: entry.key_place.clone(), value: Value::Text(entry.key.clone()) };
        match (known(&name, &entry.key, segments), share) {
            (Ok(Some(segment)), Ok(share)) => mix.iter_mut().skip(segment).take(1).for_each(|slot| *slot = share),
            (Ok(None), Ok(_)) => in_doubt = true,
            (known, share) => faults.extend(known.err().into_iter().chain(share.err())),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    if in_doubt {
        return Ok(None);
    }
    match Fraction::sum(&mix) {
        Some(sum) if sum == Fraction::ONE => Ok(Some(mix)),
        Some(sum) => {
            let sum = sum.decimal().round_dp(6).normalize();
            let fault = Fault::new(node, text!(en: "sum to exactly 1"; zh: "合计恰好为 1"));
            let fault = fault.label(text!(en: "these sum to {sum}"; zh: "合计为 {sum}"));
            Err(vec![fault.help(text!(
                en: "write shares such as `{{ KA = 0.3, SMB = 0.7 }}`, or `[\"KA\", \"SMB\"]` for the plan's ratio";
                zh: "请写占比，如 `{{ KA = 0.3, SMB = 0.7 }}`；按计划比例则写 `[\"KA\", \"SMB\"]`"
            ))])
        }
        None => Err(vec![too_fine(node)]),
    }
}

fn too_fine(node: &Node) -> Fault {
    Fault::new(node, text!(en: "have shares of fewer digits"; zh: "使用位数更少的占比"))
}

/// The index of a segment; nothing where the segments are in doubt themselves.
fn known(node: &Node, name: &str, segments: &SegmentsPart) -> Result<Option<usize>, Fault> {
    match segments.names.find(name) {
        Some(segment) => Ok(Some(segment)),
        None if !segments.all_named => Ok(None),
        None => {
            let fault = Fault::new(node, text!(en: "name segments of the plan"; zh: "是计划中的细分"));
            let fault = fault.label(text!(en: "no such segment"; zh: "没有这个细分"));
            Err(if segments.places.is_empty() {
                fault.help(text!(en: "the plan has no segments: add `[[segments]]`, or leave this out"; zh: "计划没有细分：请加上 `[[segments]]`，或删去此项"))
            } else {
                fault.help(segments.names.instead_of(name))
            })
        }
    }
}

/// Reports segments that no rep serves, unless the mix of any rep is in doubt.
pub fn every_segment_is_served(reps: &[Draft], segments: &SegmentsPart, notes: &mut Notes) {
    let Some(mixes) = reps.iter().map(|rep| rep.mix.as_deref()).collect::<Option<Vec<_>>>() else { return };
    for (segment, place) in segments.places.iter().enumerate() {
        let served = mixes.iter().any(|mix| mix.get(segment).is_some_and(|share| !share.is_zero()));
        if !served {
            let problem = Diagnostic::error(
                text!(en: "nobody serves this segment"; zh: "没有销售负责该细分"),
                place.clone(),
                text!(en: "no rep's `segments` names it"; zh: "没有销售的 `segments` 包含它"),
            );
            let help = text!(en: "add it to a rep's `segments`; a rep without `segments` serves all"; zh: "请加入某位销售的 `segments`；未写 `segments` 的销售服务全部细分");
            notes.report(problem.help(help));
        }
    }
}
