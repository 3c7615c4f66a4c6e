//! Reports as pages and Markdown, read back by a parser of HTML and one of Markdown.

mod support;

use assert_cmd::Command;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use scraper::{ElementRef, Html, Selector};
use support::hostile;

fn splan(args: &[&str]) -> String {
    let output = Command::cargo_bin("splan").unwrap().args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A page, which is well-formed: the parser has nothing to complain about.
fn page(args: &[&str]) -> Html {
    let text = splan(&[args, &["--format", "html"]].concat());
    let page = Html::parse_document(&text);
    assert!(page.errors.is_empty(), "{args:?}: {:?}", page.errors);
    page
}

fn all<'p>(page: &'p Html, selector: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

/// The cells of a table, headings first.
fn grid(table: ElementRef<'_>) -> Vec<Vec<String>> {
    let (row, cell) = (Selector::parse("tr").unwrap(), Selector::parse("th, td").unwrap());
    table.select(&row).map(|row| row.select(&cell).map(text).collect()).collect()
}

/// The rows of every table of a Markdown text, and the other texts.
fn markdown(text: &str) -> (Vec<Vec<Vec<String>>>, Vec<String>) {
    let (mut tables, mut texts, mut in_cell) = (Vec::<Vec<Vec<String>>>::new(), Vec::new(), false);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => tables.last_mut().unwrap().push(Vec::new()),
            Event::Start(Tag::TableCell) => {
                tables.last_mut().unwrap().last_mut().unwrap().push(String::new());
                in_cell = true;
            }
            Event::End(TagEnd::TableCell) => in_cell = false,
            Event::Text(text) | Event::Code(text) if in_cell => {
                tables.last_mut().unwrap().last_mut().unwrap().last_mut().unwrap().push_str(&text);
            }
            Event::Text(text) | Event::Code(text) => texts.push(text.into_string()),
            Event::Html(html) | Event::InlineHtml(html) => panic!("markup: {html}"),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => panic!("a link to {dest_url}"),
            _ => {}
        }
    }
    (tables, texts)
}

const REVIEW: [&str; 2] = ["review", "plans/demo.toml"];
const REVIEW_ZH: [&str; 2] = ["review", "plans/demo-zh.toml"];

#[test]
fn every_command_makes_a_well_formed_page_that_asks_for_nothing() {
    assert!(!Html::parse_document("<!DOCTYPE html><p></b>").errors.is_empty(), "the parser complains");
    let explain = ["explain", "plans/demo.toml", "--rep", "Lena Hartwick", "--metric", "calls"];
    for args in [
        &REVIEW[..],
        &REVIEW_ZH,
        &["review", "plans/demo.toml", "--wide", "--by", "team"],
        &["decompose", "plans/demo.toml", "--per", "month"],
        &["decompose", "plans/demo.toml", "--per", "week", "--period", "2026-Q1"],
        &["check", "plans/demo.toml"],
        &explain,
    ] {
        let page = page(args);
        for forbidden in ["script", "link", "img", "iframe", "object", "form", "[src]", "[href]", "[style]", "[onload]"]
        {
            assert!(all(&page, forbidden).is_empty(), "{args:?} has {forbidden}");
        }
        let policy = all(&page, "meta[http-equiv='Content-Security-Policy']");
        assert!(policy[0].attr("content").unwrap().starts_with("default-src 'none'; style-src 'sha256-"), "{args:?}");
        assert_eq!((all(&page, "head > title").len(), all(&page, "h1").len()), (1, 1), "{args:?}");
    }
    assert_eq!(all(&page(&REVIEW), "html")[0].attr("lang"), Some("en"));
    assert_eq!(all(&page(&REVIEW_ZH), "html")[0].attr("lang"), Some("zh-CN"));
}

#[test]
fn every_chart_says_what_it_shows_and_gives_its_numbers() {
    for args in [&REVIEW[..], &REVIEW_ZH, &["decompose", "plans/demo.toml"]] {
        let page = page(args);
        let charts = all(&page, "svg[role='img']");
        assert!(charts.len() >= 2, "{args:?}");
        for chart in charts {
            for id in chart.attr("aria-labelledby").unwrap().split(' ') {
                let named = all(&page, &format!("#{id}"));
                assert!(named.len() == 1 && !text(named[0]).is_empty(), "{args:?} {id}");
            }
        }
        assert_eq!(all(&page, "figure").len(), all(&page, "figure details table tbody").len(), "{args:?}");
    }
}

/// The numbers of the charts are those of the table, for the company and for every rep.
#[test]
fn charts_and_tables_agree() {
    let page = page(&REVIEW);
    let main = grid(all(&page, "section > .box > table")[0]);
    let row = |label: &str| main.iter().find(|row| row[0] == label).unwrap();
    let figures: Vec<_> = all(&page, "figure details table").into_iter().map(grid).collect();
    let [lines, funnel, bars, bridge, ..] = &figures[..] else { panic!("{} charts", figures.len()) };
    let [plan, to_date, actual, attainment, status] = [1, 2, 3, 5, 6];

    let at = |day: &str| lines.iter().find(|row| row[0] == day).unwrap();
    assert_eq!(at("2026-08-14")[1..3], [row("target")[to_date].clone(), row("target")[actual].clone()]);
    assert_eq!(at("2026-09-30")[1], row("target")[plan]);
    assert_eq!(at("2026-09-30")[3], row("target")[7], "the pace");
    for step in &funnel[1..] {
        assert_eq!(step[1..3], [row(&step[0])[to_date].clone(), row(&step[0])[actual].clone()], "{}", step[0]);
    }
    assert_eq!(bars.len(), 11, "ten reps and a heading");
    for bar in &bars[1..] {
        assert_eq!([&bar[1], &bar[3]], [&row(&bar[0])[attainment], &row(&bar[0])[status]], "{}", bar[0]);
    }
    let minor = |shown: &str| shown.replace([',', '.', '+'], "").parse::<i64>().unwrap();
    let parts: i64 = bridge[2..bridge.len() - 1].iter().map(|part| minor(&part[1])).sum();
    assert_eq!(bridge[1][1], row("total")[to_date]);
    assert_eq!(bridge.last().unwrap()[1], row("total")[actual]);
    assert_eq!(parts, minor(&row("total")[4]), "the parts sum to the gap");
}

#[test]
fn quotas_and_heat_map_agree() {
    let page = page(&["decompose", "plans/demo.toml", "--per", "month"]);
    let table = grid(all(&page, "section > .box > table")[0]);
    let heat = grid(all(&page, "figure details table")[0]);
    assert_eq!(heat.len(), 11);
    for row in &heat {
        let found = table.iter().find(|quota| quota[0] == row[0]).unwrap();
        assert_eq!(row[1..13], found[1..13], "{}", row[0]);
    }
}

/// The same numbers in HTML, Markdown and CSV.
#[test]
fn formats_agree() {
    for args in [&REVIEW[..], &REVIEW_ZH, &["decompose", "plans/demo.toml"]] {
        let page = page(args);
        let tables: Vec<_> = all(&page, "section > .box > table, .pair > .box > table").into_iter().map(grid).collect();
        let (read, _) = markdown(&splan(&[args, &["--format", "markdown"]].concat()));
        assert_eq!(read, tables, "{args:?}");
    }
    let csv = splan(&[&REVIEW[..], &["--format", "csv"]].concat());
    let rep = csv.lines().find(|line| line.contains(",Ava Thornberry,revenue,")).unwrap();
    let page = page(&REVIEW);
    let main = grid(all(&page, "section > .box > table")[0]);
    let shown = main.iter().find(|row| row[0] == "Ava Thornberry").unwrap();
    let plain: Vec<String> = shown[1..5].iter().map(|cell| cell.replace([',', '+'], "")).collect();
    assert_eq!(plain, rep.split(',').skip(5).take(4).collect::<Vec<_>>());
}

#[test]
fn hostile_names_are_text_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let plan = hostile::plan(folder.path());
    let deals = folder.path().join("deals.csv");
    std::fs::write(&deals, "Id,Owner,Amount,Stage,Close Date,Created Date\n1,<b>x</b>,700,Closed Won,2026-01-08,2026-01-02\n2,`|<i>,x<u>,Closed Won,2026-01-08,2026-01-02\n").unwrap();
    let review = ["review", &plan, &deals.to_string_lossy(), "--as-of", "2026-01-30"];
    let commands: [&[&str]; 4] = [
        &["decompose", &plan, "--per", "month"],
        &["check", &plan],
        &review,
        &["explain", &plan, "--rep", hostile::NAMES[0], "--metric", hostile::NAMES[0]],
    ];
    for args in commands {
        let page = page(args);
        for forbidden in ["script", "img", "a", "b", "i", "u", "[onerror]", "[href]"] {
            assert!(all(&page, forbidden).is_empty(), "{args:?} has {forbidden}");
        }
        assert_eq!(all(&page, "style").len(), 1);
        // Panics on markup and links.
        let written = splan(&[args, &["--format", "markdown"]].concat());
        markdown(&written);
        assert!(!written.contains('\u{202e}'));
    }
    let (tables, _) = markdown(&splan(&["decompose", &plan, "--format", "markdown"]));
    let names: Vec<&str> = tables[0].iter().map(|row| row[0].as_str()).collect();
    for name in [hostile::NAMES[0], "a|b | c\\|d", hostile::NAMES[4], hostile::NAMES[5]] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    let width = tables[0][0].len();
    assert!(tables[0].iter().all(|row| row.len() == width), "a name made a column");
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in ["html", "markdown"] {
        let args = [&REVIEW[..], &["--format", format]].concat();
        assert_eq!(splan(&args), splan(&args));
    }
    let folder = tempfile::tempdir().unwrap();
    for (name, format) in [("a.html", "html"), ("a.HTM", "html"), ("a.md", "markdown"), ("a.markdown", "markdown")] {
        let path = folder.path().join(name);
        splan(&[&REVIEW[..], &["-o", path.to_str().unwrap()]].concat());
        let printed = splan(&[&REVIEW[..], &["--format", format]].concat());
        assert_eq!(std::fs::read_to_string(path).unwrap(), printed, "{name}");
    }
}
