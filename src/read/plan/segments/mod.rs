//! `[[segments]]`: slices of the target, each with the plan's funnel and its own overrides.

pub mod matching;
mod overrides;
mod shares;

use crate::model::diagnostic::{Diagnostic, Place};
use crate::model::funnel::Conversion;
use crate::model::money::Money;
use crate::model::number::Fraction;
use crate::model::segment::{Match, Segment};
use crate::model::sentence;
use crate::read::plan::funnel::FunnelPart;
use crate::read::plan::names::{Names, two_named};
use crate::read::plan::section::{Field, Section};
use crate::read::plan::values;
use crate::read::plan::values::amounts::Amounts;
use crate::text;

/// The segments, and what reps need to know of them.
pub struct SegmentsPart {
    /// Nothing where they are in doubt, which is reported.
    pub segments: Option<Vec<Segment>>,
    pub names: Names,
    pub places: Vec<Place>,
    /// By segment; nothing where they are in doubt.
    pub shares: Option<Vec<Fraction>>,
    /// Whether `names` has every segment that the author meant.
    pub all_named: bool,
}

/// The name of the one segment of a plan without segments.
pub const ALL: &str = "all";

struct Draft {
    name: String,
    place: Place,
    share: Field<Fraction>,
    /// Where the share is written, or the name.
    share_place: Place,
    average_deal: Field<Money>,
    conversions: Vec<Conversion>,
    leads: Vec<u32>,
    matches: Field<Match>,
}

pub fn read(root: &mut Section, funnel: &FunnelPart, amounts: Amounts) -> SegmentsPart {
    let members = root.members("segments");
    let members = match root.unless_misspelt("segments", members) {
        Field::Read(members) if !members.is_empty() => members,
        Field::Faulty => return SegmentsPart::doubtful(),
        Field::Read(_) | Field::Absent => return without_segments(root, funnel),
    };
    let mut part = SegmentsPart { all_named: true, ..SegmentsPart::doubtful() };
    let mut drafts = Vec::with_capacity(members.len());
    for member in members {
        let (section, name) = root.named("segments", &member, "KA");
        match draft(section, name, funnel, amounts) {
            Some(draft) => match part.names.take(&draft.name, drafts.len(), &draft.place) {
                Ok(()) => drafts.push(draft),
                Err((_, first)) => {
                    part.all_named = false;
                    root.notes().report(two_named(("segments", "细分"), &draft.name, &draft.place, first));
                }
            },
            None => part.all_named = false,
        }
    }
    part.places = drafts.iter().map(|draft| draft.place.clone()).collect();
    one_without_match(&drafts, root);
    matched_twice(&drafts, root);
    deals_have_a_size(&drafts, funnel, root);
    if part.all_named {
        let stated: Vec<shares::Stated> = drafts
            .iter()
            .map(|draft| shares::Stated { place: &draft.share_place, name: &draft.name, share: &draft.share })
            .collect();
        part.shares = shares::complete(&stated, root.notes());
    }
    part.segments = resolved(drafts, funnel, part.shares.as_deref());
    part
}

impl SegmentsPart {
    /// How many segments, at least the one that takes all.
    pub fn count(&self) -> usize {
        self.places.len().max(1)
    }

    /// What stands for segments that are reported already.
    fn doubtful() -> Self {
        SegmentsPart { segments: None, names: Names::default(), places: Vec::new(), shares: None, all_named: false }
    }
}

/// A plan without segments has one that takes all.
fn without_segments(root: &mut Section, funnel: &FunnelPart) -> SegmentsPart {
    if funnel.average_deal.is_absent() {
        let place = root.place_of("funnel");
        root.report(no_deal_size(place, text!(en: "needed here"; zh: "此处需要")));
    }
    let segment = |average_deal: Money| Segment {
        name: ALL.to_owned(),
        share: Fraction::ONE,
        average_deal,
        conversions: funnel.conversions.clone(),
        leads: funnel.leads.clone(),
        matches: None,
    };
    let mut names = Names::default();
    let place = root.place().clone();
    let all_named = names.take(ALL, 0, &place).is_ok();
    SegmentsPart {
        segments: funnel.average_deal.clone().read().map(|size| vec![segment(size)]),
        names,
        places: Vec::new(),
        shares: Some(vec![Fraction::ONE]),
        all_named,
    }
}

fn draft(mut segment: Section, name: Field<(String, Place)>, funnel: &FunnelPart, amounts: Amounts) -> Option<Draft> {
    let share = segment.field("share", values::rate);
    let average_deal = segment.field("average_deal", |node| amounts.positive(node));
    let matches = matching::read(&mut segment, "match");
    let (conversions, leads) = overrides::read(&mut segment, funnel);
    let stated_share = segment.has("share").then(|| segment.place_of("share"));
    let share = segment.unless_misspelt("share", share);
    let average_deal = segment.unless_misspelt("average_deal", average_deal);
    let matches = segment.unless_misspelt("match", matches);
    segment.finish();
    let (name, place) = name.read()?;
    Some(Draft {
        name,
        share_place: stated_share.unwrap_or_else(|| place.clone()),
        place,
        share,
        average_deal,
        matches,
        conversions,
        leads,
    })
}

/// Only one segment can take every deal that no other matches.
fn one_without_match(drafts: &[Draft], root: &mut Section) {
    let mut without = drafts.iter().filter(|draft| draft.matches.is_absent());
    let Some(first) = without.next() else { return };
    for second in without {
        let problem = Diagnostic::error(
            text!(
                en: "segments `{}` and `{}` both have no `match`", first.name, second.name;
                zh: "细分 `{}` 与 `{}` 都没有 `match`", first.name, second.name
            ),
            second.place.clone(),
            text!(en: "which deals are its own?"; zh: "哪些商机属于它？"),
        );
        let problem = problem.also(first.place.clone(), text!(en: "takes every other deal"; zh: "包含其余所有商机"));
        let help = text!(
            en: "add `match = {{ \"Customer tier\" = [\"{}\"] }}`: a column of the export and its values", second.name;
            zh: "请加上 `match = {{ \"客户等级\" = [\"{}\"] }}`：导出文件的列及其值", second.name
        );
        root.report(problem.help(help));
    }
}

/// A deal belongs to the first segment that matches: what an earlier one matches with the same columns is lost to a later.
fn matched_twice(drafts: &[Draft], root: &mut Section) {
    for (at, later) in drafts.iter().enumerate() {
        let Field::Read(of_later) = &later.matches else { continue };
        for earlier in drafts.iter().take(at) {
            let Field::Read(of_earlier) = &earlier.matches else { continue };
            let Some((column, value)) = of_earlier.taken_from(of_later) else { continue };
            let (first, second) = (&earlier.name, &later.name);
            let problem = Diagnostic::error(
                text!(
                    en: "segments `{first}` and `{second}` both match `{value}` in `{column}`";
                    zh: "细分 `{first}` 与 `{second}` 都匹配 `{column}` 的 `{value}`"
                ),
                later.place.clone(),
                text!(en: "never has these deals"; zh: "得不到这些商机"),
            );
            let problem =
                problem.also(earlier.place.clone(), text!(en: "the first that matches has them"; zh: "先匹配的得到"));
            let help = text!(en: "leave each value to one segment"; zh: "每个值只归一个细分");
            root.report(problem.help(help).warning());
        }
    }
}

/// Every segment has an average deal, its own or the plan's.
fn deals_have_a_size(drafts: &[Draft], funnel: &FunnelPart, root: &mut Section) {
    if !funnel.average_deal.is_absent() {
        return;
    }
    let lacking: Vec<&str> =
        drafts.iter().filter(|draft| draft.average_deal.is_absent()).map(|draft| draft.name.as_str()).collect();
    if lacking.is_empty() {
        return;
    }
    let (names, zh_names) = sentence::names(&lacking, 4);
    let place = root.place_of("funnel");
    let label = text!(en: "{names} has none of its own"; zh: "{zh_names} 没有自己的客单价");
    root.report(no_deal_size(place, label));
}

fn no_deal_size(place: Place, label: crate::model::text::Text) -> Diagnostic {
    Diagnostic::error(
        text!(en: "`funnel.average_deal` is missing"; zh: "缺少 `funnel.average_deal`"),
        place,
        label,
    )
    .help(text!(en: "add `average_deal = 100_000`, the revenue per won deal"; zh: "请加上 `average_deal = 100_000`，即每个成交的收入"))
}

/// The segments with the plan's numbers where they have none of their own.
fn resolved(drafts: Vec<Draft>, funnel: &FunnelPart, shares: Option<&[Fraction]>) -> Option<Vec<Segment>> {
    let shares = shares?;
    let segments = drafts.into_iter().zip(shares).map(|(draft, share)| {
        Some(Segment {
            name: draft.name,
            share: *share,
            average_deal: draft.average_deal.read().or_else(|| funnel.average_deal.clone().read())?,
            conversions: draft.conversions,
            leads: draft.leads,
            matches: draft.matches.read(),
        })
    });
    segments.collect()
}
