//! Problems in a file the user wrote, shown with the line itself. The only file that knows the snippet crate.
//!
//! ```text
//! error: unknown key `revnue`
//!  --> plan.toml:8:1
//!   |
//! 8 | revnue = 10_000_000
//!   | ^^^^^^ not a key of `[target]`
//!   |
//!   = help: did you mean `revenue`?
//! ```

use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Renderer, Snippet};

use crate::model::diagnostic::{Diagnostic, Place, Severity};
use crate::model::sentence::{Counted, harmless};
use crate::model::text::{Lang, Text};
use crate::report::words;
use crate::text;

/// Longer lines are cut around the place they are shown for. The width is fixed, so that the same file gives the same
/// text everywhere.
const WIDTH: usize = 120;
const LONGEST_SENTENCE: usize = 2_000;

/// All problems in the order of their places, those without a place first; a count below if there are several.
pub fn render(diagnostics: &[Diagnostic], lang: Lang, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() }.term_width(WIDTH);
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|problem| problem.place.as_ref().map(|place| (&place.source.name, place.span.start)));
    let mut out = String::new();
    for problem in sorted {
        match problem.place {
            Some(_) => out.push_str(&renderer.render(&[group(problem, &sources_of(problem, lang), lang)])),
            None => out.push_str(&general(problem, lang, color)),
        }
        out.push_str("\n\n");
    }
    match summary(diagnostics) {
        Some(summary) => out.push_str(&format!("{}\n", summary.say(lang))),
        None => drop(out.pop()),
    }
    out
}

/// A problem without a place has no lines to draw.
fn general(problem: &Diagnostic, lang: Lang, color: bool) -> String {
    let (name, style) = match problem.severity {
        Severity::Error => (words::error(), "\u{1b}[1;31m"),
        Severity::Warning => (words::warning(), "\u{1b}[1;33m"),
    };
    let (style, reset) = if color { (style, "\u{1b}[0m") } else { ("", "") };
    let title = format!("{style}{}{reset}: {}", name.say(lang), sentence(&problem.message, lang));
    match &problem.help {
        Some(help) => format!("{title}\n  = {}: {}", words::help().say(lang), sentence(help, lang)),
        None => title,
    }
}

fn group<'a>(problem: &'a Diagnostic, excerpts: &'a [Excerpt], lang: Lang) -> Group<'a> {
    let (level, name) = match problem.severity {
        Severity::Error => (Level::ERROR, words::error()),
        Severity::Warning => (Level::WARNING, words::warning()),
    };
    let title = level.with_name(name.say(lang).to_owned()).primary_title(sentence(&problem.message, lang));
    let mut elements: Vec<Element<'_>> = excerpts.iter().map(|excerpt| excerpt.snippet().into()).collect();
    if let Some(help) = &problem.help {
        let level = Level::HELP.with_name(words::help().say(lang).to_owned());
        elements.push(level.message(sentence(help, lang)).into());
    }
    Group::with_title(title).elements(elements)
}

/// The lines of one source that belong to a problem.
struct Excerpt {
    name: String,
    text: String,
    first_line: usize,
    marks: Vec<(AnnotationKind, Range<usize>, String)>,
}

/// The problem's place, and its second one, in the same excerpt where both lie in the same source.
fn sources_of(problem: &Diagnostic, lang: Lang) -> Vec<Excerpt> {
    let main = problem.place.as_ref().map(|place| (place, &problem.label, AnnotationKind::Primary));
    let also = problem.also.as_ref().map(|(place, label)| (place, label, AnnotationKind::Context));
    let mut excerpts = Vec::new();
    match (main, also) {
        (Some(main), Some(also)) if Arc::ptr_eq(&main.0.source, &also.0.source) => {
            excerpts.push(Excerpt::new(&[main, also], lang));
        }
        (main, also) => excerpts.extend(main.into_iter().chain(also).map(|mark| Excerpt::new(&[mark], lang))),
    }
    excerpts
}

impl Excerpt {
    fn new(marks: &[(&Place, &Text, AnnotationKind)], lang: Lang) -> Self {
        let source = marks.first().map(|(place, ..)| &place.source);
        let (name, text) = source.map_or(("", ""), |source| (source.name.as_str(), source.text.as_str()));
        let spans: Vec<Range<usize>> = marks.iter().map(|(place, ..)| within_line(text, &place.span)).collect();
        let start = spans.iter().map(|span| span.start).min().unwrap_or(0);
        let end = spans.iter().map(|span| span.end).max().unwrap_or(0);
        let from = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let to = text[end..].find('\n').map_or(text.len(), |newline| end + newline);
        let marks = spans
            .iter()
            .zip(marks)
            .map(|(span, (_, label, kind))| (*kind, span.start - from..span.end - from, sentence(label, lang)));
        Excerpt {
            name: harmless(name, LONGEST_SENTENCE),
            text: visible(&text[from..to]),
            first_line: text[..from].matches('\n').count() + 1,
            marks: marks.collect(),
        }
    }

    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let annotations = self.marks.iter().map(|(kind, span, label)| {
            let label = (!label.is_empty()).then_some(label.as_str());
            kind.span(span.clone()).label(label)
        });
        let snippet = Snippet::source(&self.text).line_start(self.first_line).path(self.name.as_str());
        snippet.annotations(annotations)
    }
}

/// The part of `span` on its first line, at boundaries of characters.
fn within_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let start = boundary(span.start);
    let end = boundary(span.end).max(start);
    let line_end = text[start..end].find(['\n', '\r']).map_or(end, |newline| start + newline);
    start..line_end
}

/// The same text with what could harm a terminal replaced by characters of the same number of bytes, so that places
/// stay right. The crate replaces ASCII control characters itself.
fn visible(text: &str) -> String {
    let replaced = text.chars().map(|c| match c {
        '\u{80}'..='\u{9f}' | '\u{61c}' => '¿',
        '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        other => other,
    });
    replaced.collect()
}

fn sentence(text: &Text, lang: Lang) -> String {
    harmless(text.say(lang), LONGEST_SENTENCE)
}

/// `2 errors, 1 warning`; nothing for a single problem.
fn summary(diagnostics: &[Diagnostic]) -> Option<Text> {
    if diagnostics.len() < 2 {
        return None;
    }
    let errors = diagnostics.iter().filter(|problem| problem.severity == Severity::Error).count() as u64;
    let warnings = diagnostics.len() as u64 - errors;
    let say_errors = text!(en: "{}", Counted(errors, "error", "errors"); zh: "{errors} 个错误");
    let say_warnings = text!(en: "{}", Counted(warnings, "warning", "warnings"); zh: "{warnings} 个警告");
    Some(match (errors, warnings) {
        (0, _) => say_warnings,
        (_, 0) => say_errors,
        _ => text!(
            en: "{}, {}", say_errors.say(Lang::En), say_warnings.say(Lang::En);
            zh: "{}，{}", say_errors.say(Lang::Zh), say_warnings.say(Lang::Zh)
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::diagnostic::Source;

    fn place(source: &Arc<Source>, word: &str) -> Place {
        let start = source.text.find(word).unwrap();
        Place { source: source.clone(), span: start..start + word.len() }
    }

    fn source(text: &str) -> Arc<Source> {
        Arc::new(Source { name: "plan.toml".into(), text: text.into() })
    }

    #[test]
    fn carets_stand_under_chinese_text() {
        let plan = source("[plan]\nname = \"华东直销\" # 张伟\nyear = 1\n");
        let problem =
            Diagnostic::error(text!(en: "m"; zh: "名称太长"), place(&plan, "张伟"), text!(en: "l"; zh: "这里"))
                .help(text!(en: "h"; zh: "改短"));
        assert_eq!(
            render(&[problem], Lang::Zh, false),
            "错误: 名称太长
 --> plan.toml:2:17
  |
2 | name = \"华东直销\" # 张伟
  |                     ^^^^ 这里
  |
  = 建议: 改短
"
        );
    }

    #[test]
    fn problems_come_in_order_and_are_counted() {
        let plan = source("a = 1\nb = 2\na = 3\n");
        let late = Diagnostic::error(Text::same("late"), place(&plan, "a = 3"), Text::same("again"))
            .also(place(&plan, "a = 1"), Text::same("first here"));
        let early = Diagnostic::error(Text::same("early"), place(&plan, "b"), Text::same("")).warning();
        let general = Diagnostic::general(Text::same("general")).help(Text::same("try"));
        assert_eq!(
            render(&[late, early, general], Lang::En, false),
            "error: general
  = help: try

warning: early
 --> plan.toml:2:1
  |
2 | b = 2
  | ^

error: late
 --> plan.toml:3:1
  |
1 | a = 1
  | ----- first here
2 | b = 2
3 | a = 3
  | ^^^^^ again

2 errors, 1 warning
"
        );
    }

    #[test]
    fn long_lines_are_cut_and_odd_places_do_no_harm() {
        let long =
            source(&format!("names = [{}\"张\u{1b}\u{9b}31m伟\", {}]\n", "\"x\", ".repeat(200), "\"y\", ".repeat(200)));
        let shown = render(&[Diagnostic::error(Text::same("m"), place(&long, "伟"), Text::same("l"))], Lang::En, false);
        assert!(shown.lines().all(|line| line.chars().count() <= WIDTH + 10), "{shown}");
        assert!(shown.contains("伟") && !shown.contains(['\u{1b}', '\u{9b}']), "{shown}");
        for span in [0..0, 5_000..6_000, 1..100_000, 999..1_001] {
            let place = Place { source: long.clone(), span };
            render(&[Diagnostic::error(Text::same("m"), place, Text::same("l"))], Lang::En, true);
        }
        let empty = Place { source: source(""), span: 0..0 };
        render(&[Diagnostic::error(Text::same("m"), empty, Text::same("l"))], Lang::En, false);
    }
}
