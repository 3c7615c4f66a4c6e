//! Names of reps, segments, steps and ramps: taken once, found ignoring case and outer space.

use std::collections::BTreeMap;

use crate::model::diagnostic::{Diagnostic, Place};
use crate::model::sentence;
use crate::model::text::Text;
use crate::text;

/// Names with the position of what they name, each with the place where it was written.
#[derive(Default)]
pub struct Names {
    taken: BTreeMap<String, (usize, Place)>,
    written: Vec<String>,
}

impl Names {
    /// Takes `name` for the thing at `position`, unless it is taken: then the position and place of the first.
    pub fn take(&mut self, name: &str, position: usize, place: &Place) -> Result<(), (usize, Place)> {
        let folded = fold(name);
        if let Some(first) = self.taken.get(&folded) {
            return Err(first.clone());
        }
        self.taken.insert(folded, (position, place.clone()));
        self.written.push(name.to_owned());
        Ok(())
    }

    pub fn find(&self, name: &str) -> Option<usize> {
        self.taken.get(&fold(name)).map(|(position, _)| *position)
    }

    /// The names as written, in the order taken.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        self.written.iter().map(String::as_str)
    }

    /// The help for a name that is not among these.
    pub fn instead_of(&self, unknown: &str) -> Text {
        did_you_mean(unknown, self.written.iter().map(String::as_str))
    }
}

/// The nearest of the known words if one is near or the only one, else all of them.
pub fn did_you_mean<'a>(word: &str, known: impl Iterator<Item = &'a str> + Clone) -> Text {
    let only = known.clone().next().filter(|_| known.clone().count() == 1);
    match sentence::suggestion(word, known.clone()).or(only) {
        Some(name) => text!(en: "did you mean `{name}`?"; zh: "是否指 `{name}`？"),
        None => {
            let (all, zh_all) = sentence::names(known, 20);
            text!(en: "one of {all}"; zh: "可用的有 {zh_all}")
        }
    }
}

/// The problem of a name that is taken: `nouns` are what both are, in English and Chinese.
pub fn two_named(nouns: (&str, &str), name: &str, place: &Place, first: Place) -> Diagnostic {
    let (noun, zh_noun) = nouns;
    Diagnostic::error(
        text!(en: "two {noun} are named `{name}`"; zh: "两个{zh_noun}同名 `{name}`"),
        place.clone(),
        text!(en: "the second"; zh: "第二个"),
    )
    .also(first, text!(en: "the first"; zh: "第一个"))
    .help(text!(en: "give each of them a name of its own"; zh: "请各用不同的名称"))
}

/// Two names are the same where these are equal.
pub fn fold(name: &str) -> String {
    name.trim().chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::diagnostic::Source;
    use crate::model::text::Lang;

    #[test]
    fn a_name_is_taken_once_ignoring_case() {
        let place = Place { source: Source { name: String::new(), text: String::new() }.into(), span: 0..0 };
        let mut names = Names::default();
        assert!(names.take("Ann Lee", 0, &place).is_ok());
        assert_eq!(names.take(" ann lee", 1, &place).unwrap_err().0, 0);
        assert_eq!(names.find("ANN LEE"), Some(0));
        assert_eq!(names.instead_of("An Lee").say(Lang::En), "did you mean `Ann Lee`?");
        assert!(names.take("Zoe", 1, &place).is_ok());
        assert_eq!(names.instead_of("Bob").say(Lang::En), "one of `Ann Lee`, `Zoe`");
    }
}
