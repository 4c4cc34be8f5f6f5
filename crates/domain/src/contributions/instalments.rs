//! Claims that are spread over dates: each instalment has its due date, its lateness, its reminders.
//!
//! What a member pays settles the instalments in their order. What a plan did not foresee (a receipt
//! that came back after the claim was spread) is due at the date that the claim had before.

use caisse_units::{Amount, Day};
use serde::{Deserialize, Serialize};

use super::{Claim, Contributions};
use crate::identity::ClaimId;

/// A part of a claim with its own date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// When it is due.
    pub due: Day,
    /// How much.
    pub amount: Amount,
    /// Times it was reminded.
    pub reminders: u8,
}

/// How a claim is spread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// When the claim was due before it was spread.
    pub before: Day,
    /// The instalments, in the order of their dates.
    pub instalments: Vec<Instalment>,
}

impl Plan {
    pub(super) fn new(before: Day, parts: &[(Day, Amount)]) -> Plan {
        let instalment =
            |(due, amount): &(Day, Amount)| Instalment { due: *due, amount: *amount, reminders: 0 };
        Plan { before, instalments: parts.iter().map(instalment).collect() }
    }

    /// What is left of each instalment when so much is left of the claim, in their order.
    pub fn left_of_each(&self, left: Amount) -> Vec<(Instalment, Amount)> {
        let mut covered = self.planned().minus(left).max(Amount::ZERO);
        let rest = |instalment: &Instalment| {
            let part = instalment.amount.min(covered);
            covered = covered.minus(part);
            (*instalment, instalment.amount.minus(part))
        };
        self.instalments.iter().map(rest).collect()
    }

    /// What is due before that day and not paid, when so much is left of the claim.
    pub(super) fn late(&self, left: Amount, day: Day) -> Amount {
        let parts = self.left_of_each(left).into_iter();
        let late: Amount = parts.filter(|(part, _)| part.due < day).map(|(_, amount)| amount).sum();
        if self.before < day { late.plus(self.unforeseen(left)) } else { late }
    }

    /// When the first part that is not paid is due; the last date once all is.
    pub(super) fn next_due(&self, left: Amount) -> Day {
        if self.unforeseen(left).is_positive() {
            return self.before;
        }
        let open = self.left_of_each(left).into_iter().find(|(_, amount)| amount.is_positive());
        let last = self.instalments.last().map_or(self.before, |last| last.due);
        open.map_or(last, |(part, _)| part.due)
    }

    fn planned(&self) -> Amount {
        self.instalments.iter().map(|part| part.amount).sum()
    }

    fn unforeseen(&self, left: Amount) -> Amount {
        left.minus(self.planned()).max(Amount::ZERO)
    }
}

impl Contributions {
    /// How a claim is spread, if it is.
    pub fn plan(&self, claim: ClaimId) -> Option<&Plan> {
        self.plans.get(&claim)
    }

    /// What of a claim was due before that day and is not paid: of a claim that was spread, the
    /// instalments that were missed.
    pub fn late_on(&self, claim: ClaimId, day: Day) -> Amount {
        let Some(owed) = self.claim(claim) else { return Amount::ZERO };
        match self.plan(claim) {
            Some(plan) => plan.late(owed.left(), day),
            None if owed.due < day => owed.left(),
            None => Amount::ZERO,
        }
    }

    /// What of a claim is late on that day and in no collection that is still awaited: what a letter
    /// may ask for.
    pub fn to_remind(&self, claim: ClaimId, day: Day) -> Amount {
        let late = self.late_on(claim, day);
        late.minus(self.in_collection(claim)).max(Amount::ZERO)
    }

    /// What a collection that is still awaited asks the bank for this claim.
    pub fn in_collection(&self, claim: ClaimId) -> Amount {
        let run = self.claim(claim).and_then(|owed| self.run(owed.in_collection?));
        let items = run.map_or(&[][..], |run| run.items.as_slice());
        let place = items.binary_search_by_key(&claim, |item| item.claim);
        place.map_or(Amount::ZERO, |place| items[place].amount)
    }

    /// Keeps the due date of a claim that was spread at that of its first open instalment.
    pub(super) fn follow_plan(&mut self, claim: ClaimId) {
        if let Some(plan) = self.plans.get(&claim) {
            let owed: &mut Claim = &mut self.claims[claim.index()];
            owed.due = plan.next_due(owed.left());
        }
    }

    /// Counts a reminder on the claim, and on its instalments that are late.
    pub(super) fn count_reminder(&mut self, claim: ClaimId, on: Day) {
        let owed = &mut self.claims[claim.index()];
        owed.reminders = owed.reminders.saturating_add(1);
        let left = owed.left();
        if let Some(plan) = self.plans.get_mut(&claim) {
            let late: Vec<bool> = plan
                .left_of_each(left)
                .iter()
                .map(|(part, rest)| part.due < on && rest.is_positive())
                .collect();
            for (part, late) in plan.instalments.iter_mut().zip(late) {
                part.reminders = part.reminders.saturating_add(u8::from(late));
            }
        }
    }
}
