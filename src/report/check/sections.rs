//! A check for people: one section per area, what is fine with a tick, the rest with what to change; then the verdict.

use crate::calc::check::finding::{Area, Level};
use crate::model::diagnostic::Diagnostic;
use crate::model::sentence::Counted;
use crate::model::text::{Lang, Text};
use crate::report::check::rows::Row;
use crate::report::diagnostic;
use crate::report::model::Section;
use crate::report::words;
use crate::text;

/// `counts` are errors, warnings and infos.
pub fn sections<'a>(rows: &[Row], problems: &[Diagnostic], counts: [usize; 3], lang: Lang) -> Vec<Section<'a>> {
    let mut sections = Vec::new();
    for area in Area::ALL {
        let lines: Vec<Text> = match area {
            Area::Format => excerpts(problems, lang),
            _ => rows.iter().filter(|row| row.area == area).flat_map(lines).collect(),
        };
        if !lines.is_empty() {
            let verbatim = area == Area::Format;
            sections.push(Section { heading: Some(heading(area)), lines, verbatim, ..Section::default() });
        }
    }
    sections.push(Section { lines: vec![verdict(counts)], ..Section::default() });
    sections
}

fn heading(area: Area) -> Text {
    let (en, zh) = match area {
        Area::Format => ("Errors", "错误"),
        Area::Specific => ("Specific", "具体"),
        Area::Measurable => ("Measurable", "可衡量"),
        Area::Achievable => ("Achievable", "可实现"),
        Area::Relevant => ("Relevant", "相关"),
        Area::TimeBound => ("Time-bound", "有时限"),
        Area::Spread => ("Spread", "均衡"),
    };
    Text::new(en, zh)
}

/// Problems with the lines of the plan that they point at, a blank line between two. The report is of one language, and
/// so are they.
fn excerpts(problems: &[Diagnostic], lang: Lang) -> Vec<Text> {
    let shown: Vec<String> =
        problems.iter().map(|problem| diagnostic::render(std::slice::from_ref(problem), lang, false)).collect();
    shown.join("\n").lines().map(Text::same).collect()
}

/// The finding behind its level, with what to change behind it for an info; for more than that below it, with the place.
fn lines(row: &Row) -> Vec<Text> {
    let found = both(|lang| format!("  {}{}", mark(row.level).say(lang), row.finding.say(lang)));
    match &row.change {
        None => vec![found],
        Some(change) if row.level == Level::Info => {
            vec![both(|lang| format!("{} → {}", found.say(lang), change.say(lang)))]
        }
        Some(change) => {
            let place = row.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
            let change = both(|lang| format!("    → {place}{}", change.say(lang)));
            vec![found, change]
        }
    }
}

fn both(say: impl Fn(Lang) -> String) -> Text {
    Text::new(say(Lang::En), say(Lang::Zh))
}

/// A shape and a word before a finding, so that nobody needs colour.
fn mark(level: Level) -> Text {
    let (shape, word) = match level {
        Level::Ok => return Text::same("✓ "),
        Level::Info => ("·", Text::new("info", "提示")),
        Level::Warning => ("!", words::warning()),
        Level::Error => ("✗", words::error()),
    };
    text!(en: "{shape} {}: ", word.say(Lang::En); zh: "{shape} {}：", word.say(Lang::Zh))
}

/// `0 errors, 1 warning, 2 infos`.
fn verdict([errors, warnings, infos]: [usize; 3]) -> Text {
    let say_errors = Counted(errors as u64, "error", "errors");
    let say_warnings = Counted(warnings as u64, "warning", "warnings");
    let say_infos = Counted(infos as u64, "info", "infos");
    text!(
        en: "{say_errors}, {say_warnings}, {say_infos}";
        zh: "{errors} 个错误，{warnings} 个警告，{infos} 个提示"
    )
}
