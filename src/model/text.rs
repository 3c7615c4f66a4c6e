//! Sentences in the two languages of the program.

/// The language of labels, sentences and messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lang {
    #[default]
    En,
    Zh,
}

/// One sentence in both languages. It can only be built with both, so a missing translation does not compile.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    en: String,
    zh: String,
}

impl Text {
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Text { en: en.into(), zh: zh.into() }
    }

    /// A text that is the same in both languages: a name, a number, a word of another program.
    pub fn same(text: impl Into<String>) -> Self {
        let en = text.into();
        Text { zh: en.clone(), en }
    }

    pub fn say(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// `text!(en: "rep `{name}`"; zh: "销售 `{name}`")`, with the arguments of `format!` in each.
#[macro_export]
macro_rules! text {
    (en: $($en:expr),+; zh: $($zh:expr),+ $(;)?) => {
        $crate::model::text::Text::new(format!($($en),+), format!($($zh),+))
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_speaks_both_languages() {
        let n = 3;
        let text = text!(en: "{n} rows"; zh: "{n} 行");
        assert_eq!((text.say(Lang::En), text.say(Lang::Zh)), ("3 rows", "3 行"));
    }
}
