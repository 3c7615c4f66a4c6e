//! Names that are markup, formulas or commands somewhere, and a plan that is full of them.

use std::path::Path;

/// As they stand in a TOML string.
pub const NAMES: [&str; 16] = [
    "<script>alert(1)</script>",
    "</style></svg></title><img src=x onerror=alert(1)>",
    "\\\"><a href='javascript:alert(1)'>",
    "a|b | c\\\\|d",
    "`x` **bold** [link](http://evil.example) <b>",
    "]]> --> &lt;b&gt; &amp;",
    "www.evil.example http://evil.example",
    "# _x_ ~~y~~ $z$ \\u202Egnp",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "＝cmd()",
    "＋１",
    "－１",
    "＠SUM(1)",
];

/// Those that a person may see exactly as they are.
pub const HARMLESS_HERE: &[&str] = &[
    "<script>alert(1)</script>",
    "a|b | c\\|d",
    "]]> --> &lt;b&gt; &amp;",
    "www.evil.example http://evil.example",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1+1)",
    "＝cmd()",
    "＋１",
    "－１",
    "＠SUM(1)",
];

/// A plan whose every name is hostile: its file.
pub fn plan(folder: &Path) -> String {
    let reps = NAMES
        .iter()
        .enumerate()
        .map(|(i, name)| format!("[[reps]]\nname = \"{name}\"\nteam = \"{} {name}\"\ncommit = 1_000\n", i % 3));
    let long = format!("[[reps]]\nname = \"{}\"\nteam = \"=1\"\n", "长".repeat(10_000));
    let step = NAMES[0];
    let plan = format!(
        "[plan]\nname = \"{}\"\nyear = 2026\ncurrency = \"EUR\"\n[target]\nrevenue = 900_000\n[funnel]\naverage_deal = 900\n\
         [[funnel.steps]]\nname = \"opportunities\"\nrate = 0.25\n\
         [[funnel.steps]]\nname = \"{step}\"\nfeeds = \"opportunities\"\nneed = 5\ncapacity = 2\n{}{long}",
        NAMES[1],
        reps.collect::<String>()
    );
    let path = folder.join("plan.toml");
    std::fs::write(&path, plan).unwrap();
    path.to_string_lossy().into_owned()
}

/// Deals of one owner after the other, whose texts hold what no plan may: control characters, escape sequences, line breaks.
pub fn deals(folder: &Path) -> String {
    let mut text = "Id,Owner,Amount,Stage,Close Date,Created Date,Deal Name\n".to_owned();
    let long = "长".repeat(10_000);
    let texts = [
        "\u{1b}[31mred\u{1b}[0m",
        "bell\u{7}",
        "turned \u{202e}gpj.exe",
        "two\nlines",
        "\t=1+1",
        "＝cmd()",
        "a|b",
        &long,
    ];
    for (i, name) in texts.iter().enumerate() {
        text += &format!("{i},\"{name}\",700,Closed Won,2026-01-08,2026-01-02,\"{name}\"\n");
        text += &format!("o{i},\"{name}\",900,\"{name}\",2026-03-08,2026-01-02,\"{name}\"\n");
    }
    text += "bad,<b>x</b>,\u{1b}[31mx,Closed Won,2026-01-08,2026-01-02,x\n";
    let path = folder.join("deals.csv");
    std::fs::write(&path, text).unwrap();
    path.to_string_lossy().into_owned()
}
