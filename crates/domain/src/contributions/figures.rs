//! Questions one may ask of contributions.

use caisse_units::{Amount, Day, Month};

use super::{Claim, Contributions, DebitMandate, DebitRun, KeptReceipt};
use crate::identity::{
    BankLineId, ClaimId, DebitMandateId, DebitRunId, EntryId, MemberId, ReceiptId,
};

/// Where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimState {
    /// Paid or waived in full.
    Settled,
    /// Not due yet.
    Awaited,
    /// Due and not settled.
    Late,
}

impl Claim {
    /// What is still to be paid.
    pub fn left(&self) -> Amount {
        self.called.minus(self.waived).minus(self.paid)
    }

    /// Where it stands on that day; a claim that was spread is late with its first missed instalment
    /// ([`Contributions::late_on`] says of how much).
    pub fn state_on(&self, day: Day) -> ClaimState {
        if self.left().is_zero() {
            ClaimState::Settled
        } else if day <= self.due {
            ClaimState::Awaited
        } else {
            ClaimState::Late
        }
    }
}

impl DebitMandate {
    /// True if the mandate can be used on that day: signed, not revoked, and used (or signed) within
    /// 36 months (SEPA Core rulebook).
    pub fn valid_on(&self, day: Day) -> bool {
        let last = self.last_used.unwrap_or(self.signed);
        self.signed <= day
            && self.revoked.is_none_or(|revoked| day < revoked)
            && day.whole_months_since(last) < 36
    }
}

impl Contributions {
    /// The claim of that number.
    pub fn claim(&self, claim: ClaimId) -> Option<&Claim> {
        self.claims.get((claim.0 as usize).checked_sub(1)?)
    }

    /// Every claim with its number, in the order called.
    pub fn claims(&self) -> impl Iterator<Item = (ClaimId, &Claim)> {
        self.claims.iter().enumerate().map(|(index, claim)| (ClaimId::at(index), claim))
    }

    /// The claims of one month. Linear in that month's claims.
    pub fn claims_of(&self, month: Month) -> impl Iterator<Item = (ClaimId, &Claim)> {
        self.called.get(&month).into_iter().flatten().flat_map(|(first, count)| {
            let start = first.index();
            (start..start + *count as usize).map(|index| (ClaimId::at(index), &self.claims[index]))
        })
    }

    /// The months called, in order.
    pub fn months(&self) -> impl DoubleEndedIterator<Item = Month> {
        self.called.keys().copied()
    }

    /// What the member still owes, oldest first.
    pub fn open_claims(&self, member: MemberId) -> &[ClaimId] {
        self.open.get(&member).map_or(&[], Vec::as_slice)
    }

    /// Every open claim, by member.
    pub fn all_open(&self) -> impl Iterator<Item = (ClaimId, &Claim)> {
        self.open.values().flatten().map(|claim| (*claim, &self.claims[claim.index()]))
    }

    /// What the member has paid in advance.
    pub fn credit(&self, member: MemberId) -> Amount {
        self.credit.get(&member).copied().unwrap_or_default()
    }

    /// The amount the member chose for that month, if any.
    pub fn chosen(&self, member: MemberId, month: Month) -> Option<Amount> {
        let choices = self.chosen.get(&member)?;
        let (_, amount) = choices.iter().rev().find(|(from, _)| *from <= month)?;
        amount.is_positive().then_some(*amount)
    }

    /// The receipt of that number.
    pub fn receipt(&self, receipt: ReceiptId) -> Option<&KeptReceipt> {
        self.receipts.get((receipt.0 as usize).checked_sub(1)?)
    }

    /// Every receipt with its number.
    pub fn receipts(&self) -> impl Iterator<Item = (ReceiptId, &KeptReceipt)> {
        self.receipts.iter().enumerate().map(|(index, kept)| (ReceiptId::at(index), kept))
    }

    /// How many claims there were.
    pub(super) fn claim_count(&self) -> usize {
        self.claims.len()
    }

    /// How many mandates there were.
    pub(super) fn mandate_count(&self) -> usize {
        self.mandates.len()
    }

    /// True if a mandate has that reference already.
    pub(super) fn reference_taken(&self, reference: &str) -> bool {
        self.references.contains(reference)
    }

    /// How many receipts there were.
    pub(super) fn receipt_count(&self) -> usize {
        self.receipts.len()
    }

    /// The mandate of that number.
    pub(super) fn mandate(&self, mandate: DebitMandateId) -> Option<&DebitMandate> {
        self.mandates.get((mandate.0 as usize).checked_sub(1)?)
    }

    /// Every mandate with its number.
    pub fn mandates(&self) -> impl Iterator<Item = (DebitMandateId, &DebitMandate)> {
        self.mandates.iter().enumerate().map(|(i, mandate)| (DebitMandateId::at(i), mandate))
    }

    /// The valid mandate of a member on that day.
    pub fn mandate_of(
        &self,
        member: MemberId,
        day: Day,
    ) -> Option<(DebitMandateId, &DebitMandate)> {
        let theirs = self.mandates_by_member.get(&member)?;
        let mut known = theirs.iter().map(|id| (*id, &self.mandates[id.index()]));
        known.find(|(_, mandate)| mandate.valid_on(day))
    }

    /// The collection of that number.
    pub fn run(&self, run: DebitRunId) -> Option<&DebitRun> {
        self.runs.get((run.0 as usize).checked_sub(1)?)
    }

    /// The receipt that the bank took back by this line, and the entry of the return.
    pub fn return_by(&self, line: BankLineId) -> Option<(ReceiptId, EntryId)> {
        self.returns.get(&line).copied()
    }

    /// Every collection with its number.
    pub fn runs(&self) -> impl Iterator<Item = (DebitRunId, &DebitRun)> {
        self.runs.iter().enumerate().map(|(index, run)| (DebitRunId::at(index), run))
    }
}
