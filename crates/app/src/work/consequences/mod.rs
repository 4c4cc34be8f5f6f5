//! What a rule proposal would change for this very caisse, before anyone votes.
//!
//! The last twelve months are computed again and the next twelve ahead, under the rules of today and
//! under the proposed ones: contributions, allocations, balance, months of survival; then who gains
//! and who loses, by income and by household. What is told is totals and groups of at least five
//! ([`figures`]); [`mine`] is for the member who looks and for nobody else.
//!
//! What is assumed, and said on the page: members, choices and situations are those that were (or
//! are today); the part of the calls that comes in stays the same; the same requests for help come
//! back; so do other income and expense, on average, but for projects. Cost: linear in members ×
//! months and in the postings; both cores.
//!
//! Absent on purpose: the vote, pages; situations leave this module as sums only.

mod cases;
mod declared;
mod figures;
mod groups;
mod proposal;
mod replay;
mod sentences;

pub use declared::Declared;
pub use figures::{
    Both, Case, CaseInput, Change, Consequences, Count, Flow, Group, GroupName, Mine, MonthOfRun,
    Ranking, Run, SMALLEST_GROUP,
};

pub use proposal::{AsProposed, as_proposed};

use std::sync::atomic::AtomicUsize;

use caisse_domain::Organisation;
use caisse_domain::identity::MemberId;
use caisse_domain::rules::RuleBook;
use caisse_units::Day;

use replay::Replay;

/// How many months are computed again, and how many ahead.
pub const MONTHS: u32 = 12;

/// A question: these rules instead of those in force.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The caisse.
    pub house: &'a Organisation,
    /// The rule book as it would be.
    pub proposed: &'a RuleBook,
    /// The first day on which it differs.
    pub effective: Day,
    /// The day of the question.
    pub today: Day,
}

/// The consequences of a proposal for the whole caisse.
pub fn consequences(question: Question<'_>, declared: &Declared) -> Consequences {
    consequences_watched(question, declared, &AtomicUsize::new(0))
}

/// The same, for who waits: `done` goes up by one for each member or household computed.
pub fn consequences_watched(
    question: Question<'_>,
    declared: &Declared,
    done: &AtomicUsize,
) -> Consequences {
    let replay = Replay::new(question).watched(done);
    let units = replay.units();
    let told = replay.all(&units, declared);
    let collected = replay.collected();
    let measured = groups::measure(&replay, &told.units, declared);
    Consequences {
        as_of: question.today,
        effective: question.effective,
        replay: replay.run(&told, collected, false),
        projection: replay.run(&told, collected, true),
        units: told.units.len(),
        not_counted: Count::of(told.failed),
        collected,
        change: groups::change(&told.units, replay.past()),
        by_income: groups::by_income(&measured, &told.units, replay.past()),
        by_household: groups::by_household(question, &told.units, replay.past()),
        cases: cases::typical(&replay, &measured, &told.units, declared),
        ranking: measured.ranking,
    }
}

/// The consequences for one member: computed from the private situation, shown to nobody else.
/// `None` when the member is not active or the rules cannot be computed on what is declared.
pub fn mine(question: Question<'_>, declared: &Declared, member: MemberId) -> Option<Mine> {
    let replay = Replay::new(question);
    let unit = replay.unit_of(member)?;
    let told = replay.all(&[unit], declared);
    let mine = told.units.first()?;
    Some(Mine {
        replay: mine.replay,
        months: replay.past(),
        first_month: replay.first_month_of(&told),
    })
}

#[cfg(test)]
mod tests;
