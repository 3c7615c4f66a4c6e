//! The end of reading a table: keys that are unknown, and keys that are missing.

use crate::model::diagnostic::Diagnostic;
use crate::model::sentence;
use crate::model::text::Text;
use crate::read::plan::section::Section;
use crate::read::plan::section::names::did_you_mean;
use crate::text;

/// Keys of which one was needed and none is there, with the help that says what to write.
pub struct Wanted {
    pub keys: Vec<&'static str>,
    pub help: Text,
}

/// The keys that unknown ones of a table seem to be.
pub struct Slips(Vec<&'static str>);

impl Slips {
    pub fn hold(&self, key: &str) -> bool {
        self.0.contains(&key)
    }
}

impl Section<'_, '_> {
    /// Reports unknown keys, then missing ones. A missing key that an unknown one seems to be is not told twice.
    pub fn finish(self) -> Slips {
        let mut slips = Vec::new();
        for entry in self.table.entries.iter().filter(|entry| !self.known.contains(&entry.key.as_str())) {
            let meant = sentence::suggestion(&entry.key, self.known.iter().copied());
            let path = self.path_of(&sentence::harmless(&entry.key, 40));
            let problem = Diagnostic::error(
                text!(en: "unknown key `{path}`"; zh: "未知的键 `{path}`"),
                entry.key_place.clone(),
                text!(en: "no such key here"; zh: "此处没有这个键"),
            );
            let help = did_you_mean(&entry.key, self.known.iter().copied());
            self.notes.report(problem.help(help));
            slips.extend(meant);
        }
        for wanted in self.wanted.iter().filter(|wanted| !wanted.keys.iter().any(|key| slips.contains(key))) {
            self.notes.report(self.missing(wanted));
        }
        Slips(slips)
    }

    fn missing(&self, wanted: &Wanted) -> Diagnostic {
        let keys = |or: &str| wanted.keys.iter().map(|key| self.shown(key)).collect::<Vec<_>>().join(or);
        let (en, zh) = (keys(" or "), keys(" 或 "));
        let label = if self.path.is_empty() {
            text!(en: "the whole file lacks it"; zh: "整个文件中没有")
        } else {
            text!(en: "needed here"; zh: "此处需要")
        };
        let message = text!(en: "{en} is missing"; zh: "缺少 {zh}");
        Diagnostic::error(message, self.place.clone(), label).help(wanted.help.clone())
    }

    /// A key as the author writes it: with its path, and as a heading where it is a table of the file.
    fn shown(&self, key: &str) -> String {
        match (self.path.is_empty(), key) {
            (true, "reps") => "`[[reps]]`".to_owned(),
            (true, table) => format!("`[{table}]`"),
            (false, key) => format!("`{}`", self.path_of(key)),
        }
    }
}
