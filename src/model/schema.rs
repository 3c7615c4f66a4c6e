//! What a value may look like, as far as JSON Schema can say it.

use crate::model::text::Text;

/// The rules of one value, which must all hold, and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    pub about: Option<Text>,
    pub rules: Vec<Rule>,
}

/// A keyword of JSON Schema (draft 2020-12); those for other kinds of values say nothing about this one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    Types(Vec<Kind>),
    /// One of these words.
    Enum(Vec<String>),
    /// For texts: a regular expression of ECMA 262.
    Pattern(String),
    /// For texts: that they are dates.
    Date,
    Least(i64),
    Above(i64),
    Most(i64),
    Items(Box<Schema>),
    LeastItems(u32),
    /// Members by name, in the order of the documentation, and which of them must be there.
    Members(Vec<Member>),
    /// What members have that are not named; nothing where there are none.
    Others(Option<Box<Schema>>),
    /// What the names of members look like.
    Names(Box<Schema>),
    LeastMembers(u32),
    /// A table must have these.
    Required(Vec<&'static str>),
    /// Where a table has the first, it must have the second.
    Needs(&'static str, &'static str),
    Not(Box<Schema>),
    AnyOf(Vec<Schema>),
    OneOf(Vec<Schema>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub name: &'static str,
    pub schema: Schema,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Object,
    Array,
    Text,
    Number,
    Integer,
    Truth,
    Null,
}

impl Schema {
    pub fn of(kind: Kind) -> Self {
        Schema::default().rule(Rule::Types(vec![kind]))
    }

    pub fn any_of(schemas: Vec<Schema>) -> Self {
        Schema::default().rule(Rule::AnyOf(schemas))
    }

    /// A text that matches a regular expression.
    pub fn text(pattern: &str) -> Self {
        Schema::of(Kind::Text).rule(Rule::Pattern(pattern.to_owned()))
    }

    pub fn words<S: Into<String>>(words: impl IntoIterator<Item = S>) -> Self {
        Schema::of(Kind::Text).rule(Rule::Enum(words.into_iter().map(Into::into).collect()))
    }

    pub fn whole(least: i64, most: i64) -> Self {
        Schema::of(Kind::Integer).rule(Rule::Least(least)).rule(Rule::Most(most))
    }

    pub fn list(item: Schema) -> Self {
        Schema::of(Kind::Array).rule(Rule::Items(Box::new(item)))
    }

    /// A table with these members and no other.
    pub fn table(members: Vec<Member>) -> Self {
        Schema::of(Kind::Object).rule(Rule::Members(members)).rule(Rule::Others(None))
    }

    /// A table whose members have names of the author's own.
    pub fn map(name: Schema, member: Schema) -> Self {
        Schema::of(Kind::Object).rule(Rule::Names(Box::new(name))).rule(Rule::Others(Some(Box::new(member))))
    }

    /// Rules about members that some other rule names.
    pub fn having(required: &[&'static str]) -> Self {
        Schema::default().rule(Rule::Required(required.to_vec()))
    }

    pub fn rule(mut self, rule: Rule) -> Self {
        self.rules.push(rule);
        self
    }

    pub fn required(self, names: &[&'static str]) -> Self {
        self.rule(Rule::Required(names.to_vec()))
    }

    pub fn about(mut self, about: Text) -> Self {
        self.about = Some(about);
        self
    }

    /// The same, or `null`.
    pub fn or_null(mut self) -> Self {
        for rule in &mut self.rules {
            if let Rule::Types(kinds) = rule {
                kinds.push(Kind::Null);
            }
        }
        self
    }
}

impl Member {
    pub fn new(name: &'static str, schema: Schema, about: Text) -> Self {
        Member { name, schema: schema.about(about) }
    }

    /// One whose name says what it is.
    pub fn plain(name: &'static str, schema: Schema) -> Self {
        Member { name, schema }
    }
}
