//! `[funnel]`: the average deal, and steps that form a tree which ends in deals.

mod order;
pub mod steps;

use crate::model::funnel::{Beyond, Conversion, Funnel, Step};
use crate::model::money::Money;
use crate::read::plan::funnel::steps::Draft;
use crate::read::plan::names::Names;
use crate::read::plan::section::{Field, Section};
use crate::read::plan::values;
use crate::read::plan::values::amounts::Amounts;
use crate::text;

/// The funnel with the plan's own numbers, which segments may override.
pub struct FunnelPart {
    /// Nothing where the steps form no tree, which is reported.
    pub funnel: Option<Funnel>,
    pub average_deal: Field<Money>,
    /// By step, in the funnel's order.
    pub conversions: Vec<Conversion>,
    /// Calendar days by step, in the funnel's order.
    pub leads: Vec<u32>,
    pub steps: Names,
    /// Whether `steps` has every step that the author meant.
    pub all_named: bool,
}

pub fn read(root: &mut Section, amounts: Amounts) -> FunnelPart {
    let help = text!(
        en: "add `[funnel]` with `average_deal = 100_000` and its `[[funnel.steps]]`";
        zh: "请加上 `[funnel]`、`average_deal = 100_000` 和各个 `[[funnel.steps]]`"
    );
    let Some(mut section) = root.required_section("funnel", help) else { return FunnelPart::doubtful() };
    let average_deal = section.field("average_deal", |node| amounts.positive(node));
    let words = [("repeat", Beyond::Repeat), ("none", Beyond::Nothing)];
    let beyond = section.field("beyond", |node| values::choice(node, &words)).read().unwrap_or_default();
    let steps = steps::read(&mut section);
    let average_deal = section.unless_misspelt("average_deal", average_deal);
    let all_named = steps.all_named && !section.is_misspelt("steps");
    section.finish();
    match order::order(&steps, root.notes()) {
        Some(order) => FunnelPart::ordered(order, steps.drafts, beyond, average_deal, all_named),
        None => FunnelPart { average_deal, steps: steps.names, all_named, ..FunnelPart::doubtful() },
    }
}

impl FunnelPart {
    /// What stands for a funnel that is reported already.
    fn doubtful() -> Self {
        FunnelPart {
            funnel: None,
            average_deal: Field::Faulty,
            conversions: Vec::new(),
            leads: Vec::new(),
            steps: Names::default(),
            all_named: false,
        }
    }

    fn ordered(
        order: Vec<order::Placed>,
        drafts: Vec<Draft>,
        beyond: Beyond,
        average_deal: Field<Money>,
        all_named: bool,
    ) -> Self {
        let mut part = FunnelPart { average_deal, all_named, ..FunnelPart::doubtful() };
        let mut drafts: Vec<Option<Draft>> = drafts.into_iter().map(Some).collect();
        let mut steps = Vec::with_capacity(drafts.len());
        for (position, placed) in order.into_iter().enumerate() {
            let Some(draft) = drafts.get_mut(placed.written).and_then(Option::take) else { continue };
            // Doubles are reported where the steps are read.
            let _ = part.steps.take(&draft.name, position, &draft.place);
            part.conversions.push(draft.conversion);
            part.leads.push(draft.lead);
            steps.push(Step {
                name: draft.name,
                feeds: placed.feeds,
                source: draft.source,
                capacity: draft.capacity,
                words: draft.words.into_iter().map(|(word, _)| word).collect(),
            });
        }
        part.funnel = Funnel::new(steps, beyond);
        part
    }
}
