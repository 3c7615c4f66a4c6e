//! The waterfall of the company, what stands beside it, and the groups.

use crate::calc::changes::{Changes, Figure, Movement, Path};
use crate::calc::group::Scope;
use crate::model::money::Money;
use crate::model::plan::Plan;
use crate::model::sentence::{Counted, grouped, harmless};
use crate::model::text::{Lang, Text};
use crate::report::amounts::spoken;
use crate::report::bars::bar;
use crate::report::cell::Cell;
use crate::report::changes::{figures, groups};
use crate::report::chart::{Beam, Chart, Drawing};
use crate::report::model::{Column, Row, RowKind, Section, Table};
use crate::report::words::Word;
use crate::text;

/// The company's waterfall, then every group of a scope, if one is asked for.
pub fn sections<'a>(plan: &'a Plan, changes: &Changes<'_>, period: &str, by: Option<Scope>) -> Vec<Section<'a>> {
    let Some(company) = changes.company() else { return Vec::new() };
    let money = |figure| spoken(&plan.currency, company.of(figure).amount);
    let (start, closing) = (money(Figure::Start), money(Figure::Closing));
    let heading = text!(
        en: "changes: the pipeline due in {period} went from {start} to {closing}";
        zh: "变动：{period} 到期的商机储备由 {start} 变为 {closing}"
    );
    let mut all = vec![Section {
        heading: Some(heading),
        name: Some(text!(en: "changes"; zh: "变动")),
        table: Some(waterfall(company)),
        lines: beside(plan, changes, company),
        charts: vec![chart(company, period)],
        ..Section::default()
    }];
    if let Some(by) = by.filter(|by| *by != Scope::Company) {
        all.extend(groups::sections(plan, changes, by));
    }
    all
}

/// What moved since an earlier export, in one sentence: from where to where, and the largest movement.
pub fn brief(plan: &Plan, changes: &Changes<'_>, earlier: &str, period: &str) -> Option<Text> {
    let company = changes.company()?;
    let money = |figure| spoken(&plan.currency, company.of(figure).amount);
    let (earlier, start, closing) = (harmless(earlier, 120), money(Figure::Start), money(Figure::Closing));
    let moved = shown().filter(|figure| figure.is_change() && company.of(*figure).amount != Money::ZERO);
    let largest = moved.rev().max_by_key(|figure| company.of(*figure).amount.minor().abs());
    let (largest_en, largest_zh) = match largest {
        None => ("no amount moved".to_owned(), "金额没有变动".to_owned()),
        Some(figure) => {
            let (named, sum) = (figures::text(figure), company.of(figure));
            let sign = if sum.amount > Money::ZERO { "+" } else { "" };
            let (amount, deals) = (spoken(&plan.currency, sum.amount), Counted(sum.deals, "deal", "deals"));
            let (en, zh, n) = (named.say(Lang::En), named.say(Lang::Zh), grouped(&sum.deals.to_string()));
            (
                format!("largest movement: {en} {sign}{amount} ({deals})"),
                format!("最大变动为{zh} {sign}{amount}（{n} 个商机）"),
            )
        }
    };
    Some(text!(
        en: "changes since {earlier}: the pipeline due in {period} went from {start} to {closing}; {largest_en}";
        zh: "自 {earlier} 以来：{period} 到期的商机储备由 {start} 变为 {closing}；{largest_zh}"
    ))
}

/// The figures of a company: transfers are between its groups, and none of its own.
fn shown() -> impl DoubleEndedIterator<Item = Figure> {
    let inner = |figure: &Figure| !matches!(figure, Figure::TransferredIn | Figure::TransferredOut);
    Figure::ALL.into_iter().filter(inner)
}

/// A level as it is, a movement with its sign.
pub fn amount<'a>(figure: Figure, amount: Money) -> Cell<'a> {
    if figure.is_change() { Cell::MoneyGap(amount) } else { Cell::Money(amount) }
}

/// A level as it is, a movement with its sign.
pub fn count<'a>(figure: Figure, count: i64) -> Cell<'a> {
    if figure.is_change() { Cell::CountGap(i128::from(count)) } else { Cell::Count(i128::from(count)) }
}

fn waterfall<'a>(company: &Movement) -> Table<'a> {
    let columns = vec![
        Column::left(Word::Pipeline.text()),
        Column::right(Text::new("deals", "个数")),
        Column::right(Word::Amount.text()),
        Column::left(Text::same("░ −  ▇ +")).spare(1),
    ];
    let sizes = shown().filter(|figure| figure.is_change()).map(|figure| company.of(figure).amount.minor().abs());
    let largest = sizes.max().unwrap_or(0);
    let row = |figure: Figure| {
        let sum = company.of(figure);
        // An amount that changes moves no deal, and zero would read as if there were none of them.
        let only_amount = matches!(figure, Figure::Increased | Figure::Decreased);
        let deals = if only_amount { Cell::from("") } else { count(figure, sum.count) };
        let bar = if figure.is_change() { bar(sum.amount.minor(), largest) } else { String::new() };
        let kind = if figure == Figure::Closing { RowKind::Total } else { RowKind::Plain };
        Row::new(kind, vec![figures::text(figure).into(), deals, amount(figure, sum.amount), bar.into()])
    };
    Table { columns, rows: shown().map(row).collect() }
}

/// What the figures leave open: how many amounts changed, who took over, and what was won past this pipeline.
fn beside(plan: &Plan, changes: &Changes<'_>, company: &Movement) -> Vec<Text> {
    let n = |n: u64| grouped(&n.to_string());
    let (up, down) = (company.of(Figure::Increased).deals, company.of(Figure::Decreased).deals);
    let stayed = changes.on(Path::Stayed) as u64;
    let mut lines = Vec::new();
    if stayed + up + down > 0 {
        let stayed_deals = Counted(stayed, "deal", "deals");
        let (stayed, up, down) = (n(stayed), n(up), n(down));
        lines.push(text!(
            en: "{stayed_deals} stayed in it; the amount of {up} rose, of {down} fell";
            zh: "{stayed} 个商机仍在其中；{up} 个金额调增，{down} 个调减"
        ));
    }
    let transferred = changes.behind(Figure::TransferredIn).len() as u64;
    if transferred > 0 {
        let (deals, n) = (Counted(transferred, "deal", "deals"), n(transferred));
        lines.push(text!(en: "{deals} of these changed hands"; zh: "其中 {n} 个更换了负责人"));
    }
    if changes.besides.count > 0 {
        let won = changes.besides;
        let amount = spoken(&plan.currency, won.amount);
        let (deals, n) = (Counted(won.deals, "more deal", "more deals"), n(won.deals));
        lines.push(text!(
            en: "won besides: {deals}, {amount}, not in this pipeline at the start";
            zh: "此外赢单：{n} 个，共 {amount}，期初不在其中"
        ));
    }
    let [old, new] = changes.without_amount;
    if old + new > 0 {
        let (old, new) = (n(old), n(new));
        lines.push(text!(
            en: "deals without an amount: {old} at the start, {new} at the end; they add nothing to the amounts";
            zh: "没有金额的商机：期初 {old} 个，期末 {new} 个；不计入金额"
        ));
    }
    lines
}

fn chart<'a>(company: &Movement, period: &str) -> Chart<'a> {
    let beam = |figure: Figure| Beam {
        label: figures::text(figure).into(),
        value: amount(figure, company.of(figure).amount),
        is_change: figure.is_change(),
    };
    Chart {
        title: text!(en: "pipeline of {period}: what moved"; zh: "{period} 商机储备的变动"),
        description: text!(
            en: "the open amount due in the period in the first export, what each movement added or took, and the open amount in the second";
            zh: "第一份导出中本期到期的商机金额、各类变动的增减，以及第二份导出中的金额"
        ),
        drawing: Drawing::Waterfall(shown().map(beam).collect()),
    }
}
