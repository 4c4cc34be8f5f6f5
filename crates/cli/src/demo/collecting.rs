//! How contributions come in: by debit, by transfer, in cash; late, or returned.

use caisse_app::work::{bank_files, matching};
use caisse_domain::contributions::{self, DebitItem, Means};
use caisse_domain::identity::{ClaimId, DebitRunId, MemberId};
use caisse_domain::{Command, Event};
use caisse_units::{Amount, Day, Month};

use super::Stage;
use super::bank::Movement;
use super::people::{self, Pays};
use crate::answer::Failure;

impl Stage<'_> {
    /// Prepares the collection and its file for the bank.
    pub(super) fn collect(
        &mut self,
        on: Day,
        collection: Day,
    ) -> Result<(DebitRunId, Vec<DebitItem>), Failure> {
        self.on(on)?;
        let prepare = contributions::Command::PrepareDebits { collection };
        let event = self.act(self.treasurer(), Command::Contributions(prepare))?;
        let Event::Contributions(contributions::Event::DebitsPrepared { run, items, .. }) = event
        else {
            unreachable!("a collection was prepared");
        };
        let file = bank_files::debits(&self.desk, run)
            .map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        let path =
            self.desk.directory.exports().join(format!("{}.xml", matching::run_message(run)));
        let send = contributions::Command::SendDebits { run, on };
        self.act(self.treasurer(), Command::Contributions(send))?;
        self.context.write(&path, &file)?;
        Ok((run, items))
    }

    /// Cash at the market stall: most pay the day of the stall, one in four next month.
    pub(super) fn cash(&mut self, on: Day, month: Month) -> Result<(), Failure> {
        self.on(on)?;
        for household in self.households.clone() {
            let absent =
                (household.head.0 + u32::from(month.month_of_year().unsigned_abs())) % 4 == 0;
            if household.pays != Pays::Cash || absent {
                continue;
            }
            let amount = self.owed(household.head);
            if amount.is_positive() {
                let means = Means::Cash;
                let receive =
                    contributions::Command::Receive { member: household.head, amount, on, means };
                self.act(self.treasurer(), Command::Contributions(receive))?;
            }
        }
        Ok(())
    }

    pub(super) fn owed(&self, member: MemberId) -> Amount {
        let Some(house) = self.desk.house.state() else { return Amount::ZERO };
        let open = house.contributions.open_claims(member).iter();
        open.filter_map(|claim| house.contributions.claim(*claim)).map(|c| c.left()).sum()
    }

    /// Transfers of the month: some carry the reference of the notice, some do not; one in seven
    /// forgets and pays later.
    pub(super) fn transfers(&mut self, month: Month, on: Day) -> Vec<Movement> {
        let Some(house) = self.desk.house.state() else { return Vec::new() };
        let (mut movements, mut late) = (Vec::new(), Vec::new());
        for (claim, owed) in house.contributions.claims_of(month) {
            let Some(household) =
                self.households.iter().find(|household| household.head == owed.member)
            else {
                continue;
            };
            let by_transfer =
                matches!(household.pays, Pays::Transfer | Pays::TransferWithoutReference);
            if !by_transfer || !owed.left().is_positive() {
                continue;
            }
            let rank = owed.member.0 + u32::from(month.month_of_year().unsigned_abs());
            if rank.is_multiple_of(7) {
                late.push(claim);
                continue;
            }
            movements.push(transfer(household, claim, owed.left(), on));
        }
        self.late.extend(late);
        movements
    }

    /// Two debits come back each month: no money on the account.
    pub(super) fn returns(&self, run: DebitRunId, items: &[DebitItem], on: Day) -> Vec<Movement> {
        let Some(house) = self.desk.house.state() else { return Vec::new() };
        let skip = (run.0 as usize * 37) % items.len().max(3);
        let chosen = items.iter().cycle().skip(skip).step_by(29).take(2);
        chosen
            .filter_map(|item| {
                let claim = house.contributions.claim(item.claim)?;
                let household = self.households.iter().find(|h| h.head == claim.member)?;
                Some(Movement {
                    on: Some(on),
                    amount: -item.amount,
                    label: "REJET PRLV SEPA PROVISION INSUFFISANTE".to_owned(),
                    party: Some((household.name.clone(), household.iban.clone())),
                    end_to_end: Some(matching::debit_identifier(run, item.claim)),
                    returned: Some("AM04".to_owned()),
                    ..Movement::default()
                })
            })
            .collect()
    }

    /// Those who were late pay what they owe; one in three waits longer.
    pub(super) fn late_payers(&mut self, on: Day) -> Vec<Movement> {
        let Some(house) = self.desk.house.state() else { return Vec::new() };
        let (mut movements, mut still) = (Vec::new(), Vec::new());
        for claim in std::mem::take(&mut self.late) {
            let owed = house.contributions.claim(claim).expect("it was called");
            let household = self.households.iter().find(|h| h.head == owed.member);
            match household {
                Some(household) if !claim.0.is_multiple_of(3) && owed.left().is_positive() => {
                    movements.push(transfer(household, claim, owed.left(), on));
                }
                _ => still.push(claim),
            }
        }
        // Whoever waited this month pays the next.
        self.late = still.into_iter().filter(|claim| !claim.0.is_multiple_of(9)).collect();
        movements
    }
}

fn transfer(household: &people::Household, claim: ClaimId, amount: Amount, on: Day) -> Movement {
    let named = household.pays == Pays::Transfer;
    Movement {
        on: Some(on),
        amount,
        label: format!("VIR SEPA {}", household.name.to_uppercase()),
        party: Some((household.name.clone(), household.iban.clone())),
        reference: named.then(|| matching::reference(claim).to_string()),
        text: (!named).then(|| "cotisation".to_owned()),
        ..Movement::default()
    }
}

/// The bank books the first debits and the recurring ones apart.
pub fn debits(run: DebitRunId, items: &[DebitItem], on: Day) -> Vec<Movement> {
    let mut movements = Vec::new();
    let kinds: Vec<Vec<&DebitItem>> = [true, false]
        .into_iter()
        .map(|first| items.iter().filter(|item| item.first == first).collect())
        .filter(|kind: &Vec<_>| !kind.is_empty())
        .collect();
    for (rank, kind) in kinds.iter().enumerate() {
        movements.push(Movement {
            on: Some(on),
            amount: kind.iter().map(|item| item.amount).sum(),
            label: "PRLV SEPA REMISE COTISATIONS".to_owned(),
            batch: Some((format!("{}-{}", matching::run_message(run), rank + 1), kind.len())),
            ..Movement::default()
        });
    }
    movements
}
