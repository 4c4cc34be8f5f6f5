//! Who acts for somebody else: a helper whom a member chose, or a guardian whom a judge named.
//!
//! A helper acts under the own number, so that the journal always says who did what, and only in what
//! the mandate covers, from its first day to its last. Votes are not among it: whoever cannot come
//! gives a proxy, for one assembly, as the statutes allow.

use caisse_units::{Day, Language};
use serde::{Deserialize, Serialize};

use super::{Event, MemberKind, Members};
use crate::identity::MemberId;

/// The most helpers that one member has at a time.
pub const MOST_HELPERS: usize = 10;

/// What a helper may do in the name of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HelpWith {
    /// Declare the situation.
    Situation,
    /// Ask for help, and contest what was decided.
    Requests,
    /// Choose to pay more.
    Contributions,
}

impl HelpWith {
    /// All of it, in this order.
    pub const ALL: [HelpWith; 3] =
        [HelpWith::Situation, HelpWith::Requests, HelpWith::Contributions];

    /// In words.
    pub fn written(self, language: Language) -> &'static str {
        match self {
            HelpWith::Situation => language.choose("sa situation", "the situation"),
            HelpWith::Requests => language.choose("ses demandes d'aide", "requests for help"),
            HelpWith::Contributions => language.choose("sa cotisation", "the contribution"),
        }
    }
}

/// A mandate to act for somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Helper {
    /// Who acts.
    pub helper: MemberId,
    /// In what; at least one, none twice.
    pub may: Vec<HelpWith>,
    /// The first day.
    pub from: Day,
    /// The last day; open-ended if absent.
    #[serde(default)]
    pub until: Option<Day>,
    /// SHA-256 of the paper: the judgment that names a guardian, or the mandate signed; none when the
    /// member gave it in person.
    #[serde(default)]
    pub document: Option<String>,
}

impl Helper {
    /// True on the days when the mandate holds.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

impl Members {
    /// The mandates ever given to act for a member, in the order they were given.
    pub fn helpers_of(&self, member: MemberId) -> &[Helper] {
        self.helpers.get(&member).map_or(&[], Vec::as_slice)
    }

    /// True when `helper` may act for `member` in that, on that day: both are still here.
    pub fn may_act_for(
        &self,
        helper: MemberId,
        member: MemberId,
        what: HelpWith,
        day: Day,
    ) -> bool {
        let here = |who: MemberId| {
            self.get(who).is_some_and(|known| known.is_active_on(day) && !known.erased)
        };
        let given =
            |one: &Helper| one.helper == helper && one.may.contains(&what) && one.holds_on(day);
        here(helper) && here(member) && self.helpers_of(member).iter().any(given)
    }
}

/// A mandate given by the member in person, or by the desk on a paper.
pub(super) fn give(
    members: &Members,
    member: MemberId,
    mut helper: Helper,
    in_person: bool,
) -> Result<Event, super::Refusal> {
    use super::Refusal;
    for who in [member, helper.helper] {
        let known = super::decide::present(members, who)?;
        if known.kind != MemberKind::Person {
            return Err(Refusal::NotAPerson { member: who });
        }
    }
    if helper.helper == member {
        return Err(Refusal::HelpsOneself { member });
    }
    helper.may.sort_unstable();
    helper.may.dedup();
    if helper.may.is_empty() {
        return Err(Refusal::NothingToHelpWith);
    }
    if helper.until.is_some_and(|until| until < helper.from) {
        return Err(Refusal::HelpReversed);
    }
    match &helper.document {
        Some(digest) if !crate::is_digest(digest) => return Err(Refusal::PaperUnusable),
        None if !in_person => return Err(Refusal::PaperMissing { member }),
        _ => (),
    }
    let others = members.helpers_of(member);
    let from = helper.from;
    let goes_on = |one: &&Helper| one.until.is_none_or(|until| until >= from);
    if others.iter().filter(goes_on).any(|one| one.helper == helper.helper) {
        return Err(Refusal::HelpsAlready { member, helper: helper.helper });
    }
    if others.iter().filter(goes_on).count() >= MOST_HELPERS {
        return Err(Refusal::TooManyHelpers { member });
    }
    Ok(Event::HelperGiven { member, helper })
}

/// The end of a mandate.
pub(super) fn end(
    members: &Members,
    member: MemberId,
    helper: MemberId,
    on: Day,
) -> Result<Event, super::Refusal> {
    let holds = |one: &Helper| one.helper == helper && one.until.is_none_or(|until| until > on);
    match members.helpers_of(member).iter().rfind(|one| holds(one)) {
        Some(known) => Ok(Event::HelperEnded { member, helper, on: on.max(known.from) }),
        None => Err(super::Refusal::NoHelper { member, helper }),
    }
}

/// Applies what happened to mandates.
pub(super) fn apply(members: &mut Members, event: &Event) {
    match event {
        Event::HelperGiven { member, helper } => {
            members.helpers.entry(*member).or_default().push(helper.clone());
        }
        Event::HelperEnded { member, helper, on } => {
            let mandates = members.helpers.entry(*member).or_default();
            let holds =
                |one: &&mut Helper| one.helper == *helper && one.until.is_none_or(|u| u > *on);
            if let Some(known) = mandates.iter_mut().rev().find(holds) {
                known.until = Some(*on);
            }
        }
        _ => (),
    }
}

#[cfg(test)]
mod tests;
