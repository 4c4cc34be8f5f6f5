//! What the caisse agreed with others by a vote: with producers and services where its credits are
//! spent (conventionnement), and with a federation to which it ceded a matter.
//!
//! Terms are dated and end by themselves; nothing is removed from the list. What was spent at a
//! partner is a figure on a document: the money itself went to members, as allocations.
//!
//! Absent on purpose: the vote that made an agreement (`proposals`), names and addresses (vault).

mod covered;
mod refusal;
#[cfg(test)]
mod tests;

pub use covered::Covered;
pub use refusal::Refusal;

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Month, Rate};
use serde::{Deserialize, Serialize};

use crate::Organisation;
use crate::identity::{AgreementId, CessionId, DecisionId, MemberId};
use crate::members::MemberKind;
use crate::rules::Purpose;

/// The most characters of criteria.
pub const LONGEST_CRITERIA: usize = 5_000;
/// The most characters of the name of a matter or a federation.
pub const LONGEST_NAME: usize = 200;
/// The most rules that one matter lists.
pub const MOST_COVERED: usize = 500;

/// What is agreed with a producer or a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The member organisation: producer, shop, service.
    pub partner: MemberId,
    /// What it must meet: local, organic, working conditions; 1 to 5,000 characters.
    pub criteria: String,
    /// The part of the price that may be paid with the caisse's credits.
    pub rate: Rate,
    /// The last day.
    pub until: Day,
}

/// An agreement voted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// What is agreed.
    pub terms: Terms,
    /// The first day.
    pub from: Day,
    /// The decision that made it.
    pub decision: DecisionId,
    /// Its last day and the decision, when it was ended before its term.
    #[serde(default)]
    pub ended: Option<(Day, DecisionId)>,
    /// What was spent there, as its documents say.
    #[serde(default)]
    pub spent: Vec<Spending>,
}

impl Agreement {
    /// The last day on which it holds.
    pub fn last_day(&self) -> Day {
        self.ended.map_or(self.terms.until, |(last, _)| last.min(self.terms.until))
    }

    /// True on the days it holds.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && day <= self.last_day()
    }

    /// Credits spent there, all months together.
    pub fn total_spent(&self) -> Amount {
        self.spent.iter().map(|spending| spending.amount).sum()
    }

    /// Credits spent there, month by month.
    pub fn spent_by_month(&self) -> BTreeMap<Month, Amount> {
        let mut months: BTreeMap<Month, Amount> = BTreeMap::new();
        for spending in &self.spent {
            let sum = months.entry(spending.month).or_default();
            *sum = sum.plus(spending.amount);
        }
        months
    }
}

/// Credits spent at a partner in a month, on a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spending {
    /// The month.
    pub month: Month,
    /// How much, above zero.
    pub amount: Amount,
    /// SHA-256 of the statement that says so, 64 hexadecimal digits.
    pub document: String,
}

/// A matter on which a federation decides in the caisse's place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ceded {
    /// Which matter, in words.
    pub matter: String,
    /// To whom.
    pub federation: String,
    /// The last day; without end if absent.
    #[serde(default)]
    pub until: Option<Day>,
    /// How many days pass between the decision to take it back and its effect.
    pub notice_days: u16,
    /// The share of the votes needed to take it back.
    pub majority: Rate,
    /// Which rules the federation sets under this matter, by their names or by what they are for; at
    /// most 500. With none, whatever it adopts under the name of the matter: so did older decisions.
    #[serde(default)]
    pub rules: Vec<Covered>,
}

impl Ceded {
    /// True if the federation sets this rule under this matter; `matter` is the name under which it
    /// speaks, which counts where no rule is listed.
    pub fn covers(&self, matter: &str, rule: &str, purpose: &Purpose) -> bool {
        match self.rules.is_empty() {
            true => self.matter == matter,
            false => self.rules.iter().any(|one| one.covers(rule, purpose)),
        }
    }
}

/// A matter ceded by a vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cession {
    /// What was ceded.
    pub content: Ceded,
    /// The first day.
    pub from: Day,
    /// The decision.
    pub decision: DecisionId,
    /// The first day on which the caisse decides again itself, with the decision.
    #[serde(default)]
    pub taken_back: Option<(Day, DecisionId)>,
}

impl Cession {
    /// True on the days when the federation decides.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day
            && self.content.until.is_none_or(|until| day <= until)
            && self.taken_back.is_none_or(|(back, _)| day < back)
    }
}

/// The register of agreements and cessions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreements {
    list: Vec<Agreement>,
    cessions: Vec<Cession>,
}

impl Agreements {
    /// The agreement of that number.
    pub fn get(&self, agreement: AgreementId) -> Option<&Agreement> {
        self.list.get((agreement.0 as usize).checked_sub(1)?)
    }

    /// Every agreement ever made, with its number.
    pub fn all(&self) -> impl Iterator<Item = (AgreementId, &Agreement)> {
        self.list.iter().enumerate().map(|(index, one)| (AgreementId::at(index), one))
    }

    /// The agreements that hold on a day.
    pub fn on(&self, day: Day) -> impl Iterator<Item = (AgreementId, &Agreement)> {
        self.all().filter(move |(_, one)| one.holds_on(day))
    }

    /// The agreements that hold on a day and end within so many days, to be renewed or not.
    pub fn ending(&self, day: Day, days: u16) -> impl Iterator<Item = (AgreementId, &Agreement)> {
        let last = day.plus_days(i32::from(days));
        self.on(day).filter(move |(_, one)| one.last_day() <= last)
    }

    /// The cession of that number.
    pub fn cession(&self, cession: CessionId) -> Option<&Cession> {
        self.cessions.get((cession.0 as usize).checked_sub(1)?)
    }

    /// Every cession ever made, with its number.
    pub fn cessions(&self) -> impl Iterator<Item = (CessionId, &Cession)> {
        self.cessions.iter().enumerate().map(|(index, one)| (CessionId::at(index), one))
    }

    /// The cession under which a federation sets a rule that day: the rule is listed, or the matter
    /// has the name under which the federation speaks and lists none.
    pub fn covering(
        &self,
        federation: &str,
        matter: &str,
        (rule, purpose): (&str, &Purpose),
        day: Day,
    ) -> Option<(CessionId, &Cession)> {
        self.cessions().find(|(_, one)| {
            one.content.federation == federation
                && one.holds_on(day)
                && one.content.covers(matter, rule, purpose)
        })
    }

    /// The cession under which a federation decides on a matter that day.
    pub fn ceded(&self, matter: &str, day: Day) -> Option<(CessionId, &Cession)> {
        self.cessions().find(|(_, one)| one.content.matter == matter && one.holds_on(day))
    }
}

/// What one may ask; agreements themselves come from proposals.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Command {
    /// Record what was spent at a partner.
    RecordSpending {
        /// Under which agreement.
        agreement: AgreementId,
        /// What.
        spending: Spending,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// An agreement was made.
    Agreed {
        /// Its number.
        agreement: AgreementId,
        /// What is agreed.
        terms: Terms,
        /// The first day.
        from: Day,
        /// By which decision.
        decision: DecisionId,
    },
    /// An agreement was ended before its term.
    Ended {
        /// Which.
        agreement: AgreementId,
        /// Its last day.
        on: Day,
        /// By which decision.
        decision: DecisionId,
    },
    /// Credits were spent at a partner.
    Spent {
        /// Under which agreement.
        agreement: AgreementId,
        /// What.
        spending: Spending,
    },
    /// A matter was ceded.
    Ceded {
        /// Its number.
        cession: CessionId,
        /// What.
        content: Ceded,
        /// The first day.
        from: Day,
        /// By which decision.
        decision: DecisionId,
    },
    /// A matter was taken back.
    TakenBack {
        /// Which.
        cession: CessionId,
        /// The first day on which the caisse decides again itself.
        from: Day,
        /// By which decision.
        decision: DecisionId,
    },
}

/// Decides a command.
///
/// # Errors
/// The first [`Refusal`] in the order of the checks.
pub fn decide(house: &Organisation, command: Command) -> Result<Event, crate::Refusal> {
    let Command::RecordSpending { agreement, spending } = command;
    let Some(known) = house.agreements.get(agreement) else {
        return Err(Refusal::Unknown { agreement }.into());
    };
    if !spending.amount.is_positive() || spending.amount > Amount::LIMIT {
        return Err(Refusal::AmountUnusable.into());
    }
    if !crate::is_digest(&spending.document) {
        return Err(Refusal::DocumentUnusable.into());
    }
    let month = spending.month;
    if month.last_day() < known.from || known.last_day() < month.first_day() {
        let (from, until) = (known.from, known.last_day());
        return Err(Refusal::NotInForce { agreement, from, until }.into());
    }
    if known.spent.iter().any(|before| before.document == spending.document) {
        return Err(Refusal::DocumentTwice { agreement }.into());
    }
    Ok(Event::Spent { agreement, spending })
}

/// An agreement by a decision that may still be in the making.
pub(crate) fn agree(
    house: &Organisation,
    terms: Terms,
    from: Day,
    decision: DecisionId,
) -> Result<Event, crate::Refusal> {
    let partner = terms.partner;
    let organisation = house
        .members
        .get(partner)
        .is_some_and(|known| known.kind == MemberKind::Organisation && known.is_active_on(from));
    if !organisation {
        return Err(Refusal::NotAPartner { partner }.into());
    }
    let criteria = terms.criteria.trim().chars().count();
    if criteria == 0 || criteria > LONGEST_CRITERIA {
        return Err(Refusal::CriteriaUnusable.into());
    }
    if terms.rate <= Rate::ZERO || terms.rate > Rate::WHOLE {
        return Err(Refusal::RateUnusable { rate: terms.rate }.into());
    }
    if terms.until < from {
        return Err(Refusal::TermReversed.into());
    }
    let overlaps = |one: &Agreement| {
        one.terms.partner == partner && one.from <= terms.until && from <= one.last_day()
    };
    if let Some((agreement, _)) = house.agreements.all().find(|(_, one)| overlaps(one)) {
        return Err(Refusal::AgreedAlready { agreement, partner }.into());
    }
    let agreement = AgreementId::at(house.agreements.list.len());
    Ok(Event::Agreed { agreement, terms, from, decision })
}

/// The end of an agreement by a decision that may still be in the making.
pub(crate) fn end(
    house: &Organisation,
    agreement: AgreementId,
    on: Day,
    decision: DecisionId,
) -> Result<Event, crate::Refusal> {
    match house.agreements.get(agreement) {
        None => Err(Refusal::Unknown { agreement }.into()),
        Some(known) if on < known.from || on >= known.last_day() => {
            let (from, until) = (known.from, known.last_day());
            Err(Refusal::NotInForce { agreement, from, until }.into())
        }
        Some(_) => Ok(Event::Ended { agreement, on, decision }),
    }
}

/// A matter ceded by a decision that may still be in the making.
pub(crate) fn cede(
    house: &Organisation,
    content: Ceded,
    from: Day,
    decision: DecisionId,
) -> Result<Event, crate::Refusal> {
    let usable = |name: &str| {
        let length = name.trim().chars().count();
        length > 0 && length <= LONGEST_NAME
    };
    if !usable(&content.matter) || !usable(&content.federation) {
        return Err(Refusal::NameUnusable.into());
    }
    if content.majority <= Rate::ZERO || content.majority > Rate::WHOLE {
        return Err(Refusal::RateUnusable { rate: content.majority }.into());
    }
    if content.until.is_some_and(|until| until < from) {
        return Err(Refusal::TermReversed.into());
    }
    if content.rules.len() > MOST_COVERED || !content.rules.iter().all(Covered::is_usable) {
        return Err(Refusal::CoveredUnusable { most: MOST_COVERED }.into());
    }
    let goes_on = |one: &Cession| {
        let back = one.taken_back.map(|(back, _)| back.plus_days(-1));
        let last = back.into_iter().chain(one.content.until).min();
        overlap(house, &one.content, &content)
            && last.is_none_or(|last| from <= last)
            && content.until.is_none_or(|until| one.from <= until)
    };
    if let Some((cession, _)) = house.agreements.cessions().find(|(_, one)| goes_on(one)) {
        return Err(Refusal::CededAlready { cession }.into());
    }
    let cession = CessionId::at(house.agreements.cessions.len());
    Ok(Event::Ceded { cession, content, from, decision })
}

/// True if two cessions would let two federations set the same rule, or have one name.
fn overlap(house: &Organisation, one: &Ceded, other: &Ceded) -> bool {
    let purpose = |rule: &str| house.rules.purpose(rule);
    one.matter == other.matter
        || one.rules.iter().any(|one| {
            other.rules.iter().any(|other| one.meets(other, purpose) || other.meets(one, purpose))
        })
}

/// A matter taken back by a decision of `decided`, from a day on.
pub(crate) fn take_back(
    house: &Organisation,
    cession: CessionId,
    from: Day,
    decided: Day,
    decision: DecisionId,
) -> Result<Event, crate::Refusal> {
    let Some(known) = house.agreements.cession(cession) else {
        return Err(Refusal::CessionUnknown { cession }.into());
    };
    if !known.holds_on(from) || known.taken_back.is_some() {
        return Err(Refusal::NotCeded { cession }.into());
    }
    let first = decided.plus_days(i32::from(known.content.notice_days));
    if from < first {
        return Err(Refusal::NoticeTooShort { cession, first }.into());
    }
    Ok(Event::TakenBack { cession, from, decision })
}

/// Applies an event that was decided; trusts the journal.
pub fn apply(agreements: &mut Agreements, event: &Event) {
    match event {
        Event::Agreed { terms, from, decision, .. } => agreements.list.push(Agreement {
            terms: terms.clone(),
            from: *from,
            decision: *decision,
            ended: None,
            spent: Vec::new(),
        }),
        Event::Ended { agreement, on, decision } => {
            agreements.list[agreement.index()].ended = Some((*on, *decision));
        }
        Event::Spent { agreement, spending } => {
            agreements.list[agreement.index()].spent.push(spending.clone());
        }
        Event::Ceded { content, from, decision, .. } => agreements.cessions.push(Cession {
            content: content.clone(),
            from: *from,
            decision: *decision,
            taken_back: None,
        }),
        Event::TakenBack { cession, from, decision } => {
            agreements.cessions[cession.index()].taken_back = Some((*from, *decision));
        }
    }
}
