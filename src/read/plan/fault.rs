//! What is wrong with one value, before the key it belongs to is known.

use crate::model::diagnostic::{Diagnostic, Place};
use crate::model::text::{Lang, Text};
use crate::read::plan::tree::Node;
use crate::text;

/// Completes the sentence "`key` must …" for the value at its place.
#[derive(Clone, Debug)]
pub struct Fault {
    place: Place,
    words: Box<Words>,
}

#[derive(Clone, Debug)]
struct Words {
    must: Text,
    label: Text,
    help: Text,
}

impl Fault {
    /// A value that breaks a rule, shown as written; `help` is what would be right.
    pub fn new(node: &Node, must: Text, help: Text) -> Self {
        let written = node.written();
        let label = text!(en: "not {written}"; zh: "不能是 {written}");
        Fault { place: node.place.clone(), words: Box::new(Words { must, label, help }) }
    }

    /// A value of the wrong type.
    pub fn kind(node: &Node, must: Text, help: Text) -> Self {
        let kind = node.kind();
        let (en, zh) = (kind.say(Lang::En), kind.say(Lang::Zh));
        Fault::new(node, must, help).label(text!(en: "this is {en}"; zh: "这是{zh}"))
    }

    pub fn label(mut self, label: Text) -> Self {
        self.words.label = label;
        self
    }

    pub fn help(mut self, help: Text) -> Self {
        self.words.help = help;
        self
    }

    /// The problem of the key at `path`.
    pub fn of(self, path: &str) -> Diagnostic {
        let Words { must, label, help } = *self.words;
        let (en, zh) = (must.say(Lang::En), must.say(Lang::Zh));
        Diagnostic::error(text!(en: "`{path}` must {en}"; zh: "`{path}` 必须{zh}"), self.place, label).help(help)
    }
}
