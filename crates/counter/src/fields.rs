//! The questions that many jobs ask: which member, which decision, which day.
//!
//! Absent on purpose: questions that one job alone asks.

use caisse_domain::identity::MemberId;
use caisse_web::form::{Choice, Field, Kind};

use crate::job::Here;

/// Up to so many members are offered in a list; more are typed by number.
const MOST_MEMBERS: usize = 200;
/// How many of the latest decisions are offered.
const LATEST_DECISIONS: usize = 40;

impl Here<'_> {
    /// Which member: from a list in a small caisse, by number in a large one.
    pub(crate) fn member_field(&self, name: &str, label: &str) -> Field {
        let active: Vec<MemberId> =
            self.house.members.active_on(self.today).map(|(id, _)| id).collect();
        if active.len() <= MOST_MEMBERS {
            let list = active.into_iter().map(|id| Choice::new(id.to_string(), self.name(id)));
            return Field::new(name, label, Kind::Choice(list.collect()));
        }
        let hint = self.say("Le numéro, par exemple M12.", "The number, such as M12.");
        Field::new(name, label, Kind::Text { most: 12 }).hint(hint)
    }

    /// Which decision of an assembly allows it.
    pub(crate) fn decision_field(&self, name: &str) -> Field {
        let all: Vec<_> = self.house.offices.decisions().collect();
        let latest = all.into_iter().rev().take(LATEST_DECISIONS);
        let list = latest.map(|(id, decision)| {
            Choice::new(id.to_string(), format!("{id}, {}", decision.title))
                .meaning(decision.on.written(self.language))
        });
        Field::new(
            name,
            self.say("Quelle décision le permet\u{a0}?", "Which decision allows it?"),
            Kind::Choice(list.collect()),
        )
    }

    /// Which day, today at first.
    pub(crate) fn day_field(&self, name: &str, label: &str) -> Field {
        Field::new(name, label, Kind::Day).day(self.today)
    }

    /// Why, as it will stand in the journal.
    pub(crate) fn reason_field(&self, name: &str) -> Field {
        Field::new(name, self.say("Pourquoi\u{a0}?", "Why?"), Kind::LongText { most: 500 }).hint(
            self.say(
                "500 signes au plus. Ce texte reste dans le journal de la caisse\u{a0}: n'y mettez ni nom ni détail privé.",
                "At most 500 signs. This text stays in the journal of the caisse: no name and no private detail.",
            ),
        )
    }
}
