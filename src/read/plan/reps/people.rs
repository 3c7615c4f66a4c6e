//! Names and aliases of reps, each of one rep only, and teams.

use std::collections::BTreeMap;

use crate::model::diagnostic::{Diagnostic, Place};
use crate::model::person::folded;
use crate::read::plan::names::fold;
use crate::read::plan::notes::Notes;
use crate::text;

#[derive(Default)]
pub struct People {
    /// By each name as it is compared, the rep who has it and where.
    names: BTreeMap<String, (usize, Place)>,
    team_names: BTreeMap<String, usize>,
    teams: Vec<String>,
}

impl People {
    /// Takes the name and aliases of the rep at `position`; those that another rep has are reported.
    pub fn take(&mut self, name: &(String, Place), aliases: &[(String, Place)], position: usize, notes: &mut Notes) {
        for (name, place) in std::iter::once(name).chain(aliases) {
            let (other, first) = self.names.entry(folded(name)).or_insert_with(|| (position, place.clone()));
            if *other != position {
                notes.report(twice(name, place, first.clone()));
            }
        }
    }

    /// The index of a team, new or known.
    pub fn team(&mut self, name: &str) -> usize {
        *self.team_names.entry(fold(name)).or_insert_with(|| {
            self.teams.push(name.to_owned());
            self.teams.len() - 1
        })
    }

    /// In the order of their first rep.
    pub fn into_teams(self) -> Vec<String> {
        self.teams
    }
}

fn twice(name: &str, place: &Place, first: Place) -> Diagnostic {
    Diagnostic::error(
        text!(en: "two reps are known as `{name}`"; zh: "两位销售都叫 `{name}`"),
        place.clone(),
        text!(en: "the second"; zh: "第二位"),
    )
    .also(first, text!(en: "the first"; zh: "第一位"))
    .help(text!(
        en: "give each rep names and aliases of its own, such as `{name} 2` or an e-mail address";
        zh: "每位销售的姓名和别名不得重复，可写 `{name}2` 或电子邮箱"
    ))
}
