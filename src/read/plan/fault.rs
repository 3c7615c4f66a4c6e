//! What is wrong with one value, before the key it belongs to is known.

use crate::model::diagnostic::{Diagnostic, Place};
use crate::model::text::{Lang, Text};
use crate::read::plan::node::Node;
use crate::text;

/// Completes the sentence "`key` must …" for the value at `place`.
#[derive(Clone, Debug)]
pub struct Fault {
    place: Place,
    must: Text,
    label: Text,
    help: Option<Text>,
}

impl Fault {
    /// A value of the right type that breaks a rule; the label shows it as written.
    pub fn new(node: &Node, must: Text) -> Self {
        let written = node.written();
        Fault {
            place: node.place.clone(), must, label: text!(en: "not {written}"; zh: "不能是 {written}"), help: None
        }
    }

    /// A value of the wrong type.
    pub fn kind(node: &Node, must: Text, help: Text) -> Self {
        let kind = node.kind();
        let (en, zh) = (kind.say(Lang::En), kind.say(Lang::Zh));
        Fault { label: text!(en: "this is {en}"; zh: "这是{zh}"), help: Some(help), ..Fault::new(node, must) }
    }

    pub fn label(mut self, label: Text) -> Self {
        self.label = label;
        self
    }

    pub fn help(mut self, help: Text) -> Self {
        self.help = Some(help);
        self
    }

    /// The problem of the key at `path`.
    pub fn of(self, path: &str) -> Diagnostic {
        let (en, zh) = (self.must.say(Lang::En), self.must.say(Lang::Zh));
        let message = text!(en: "`{path}` must {en}"; zh: "`{path}` 必须{zh}");
        let problem = Diagnostic::error(message, self.place, self.label);
        match self.help {
            Some(help) => problem.help(help),
            None => problem,
        }
    }
}
