//! What is paid each month: the allowance of every household, and help that some ask for.

use caisse_app::work::{bank_files, matching};
use caisse_banking::payment::target_days::next_target_day;
use caisse_domain::allocations::{self, AllocationState};
use caisse_domain::identity::PaymentId;
use caisse_domain::offices::{Actor, Role};
use caisse_domain::payments::{self, Beneficiary, Item};
use caisse_domain::{Command, Event, rules};
use caisse_units::{Amount, Day, Month};

use super::Stage;
use crate::answer::Failure;

impl Stage<'_> {
    /// The month's allowance to every household, ordered and signed by two people.
    pub(super) fn grant_and_order(&mut self, month: Month, on: Day) -> Result<PaymentId, Failure> {
        self.on(on)?;
        let grant = allocations::Command::GrantPeriodic {
            month,
            rule: "allocation".to_owned(),
            on,
            envelope: None,
            shortage: Some(allocations::ShortageMethod::ConstrainedEqualAwards),
            situations: rules::Situations::new(),
        };
        let treasurer = self.treasurer();
        self.act(treasurer, Command::Allocations(grant))?;
        let house = self.desk.house.state().expect("the caisse is founded");
        let reserved = house
            .allocations
            .all()
            .filter(|(_, allocation)| allocation.state == AllocationState::Reserved);
        let items: Vec<Item> = reserved
            .map(|(id, granted)| Item { to: Beneficiary::Allocation(id), amount: granted.amount })
            .collect();
        let execution = next_target_day(on.plus_days(2));
        let prepare = Command::Payments(payments::Command::Prepare { items, execution });
        let Event::Payments(payments::Event::Prepared { payment, .. }) =
            self.act(treasurer, prepare)?
        else {
            unreachable!("an order was prepared");
        };
        for actor in [treasurer, self.officer(Role::CoSignatory)] {
            self.act(actor, Command::Payments(payments::Command::Sign { payment }))?;
        }
        let file = bank_files::transfers(&self.desk, payment, &bank_files::LevelAccounts::new())
            .map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        let name = format!("{}.xml", matching::payment_message(payment));
        self.context.write(&self.desk.directory.exports().join(name), &file)?;
        Ok(payment)
    }

    /// Once the rule is in force, some households ask for help with an unforeseen cost.
    pub(super) fn requests(&mut self, month: Month, on: Day) -> Result<(), Failure> {
        if month < Month::new(2025, 7).expect("a month of the calendar") {
            return Ok(());
        }
        self.on(on)?;
        let turn = usize::from(month.month_of_year().unsigned_abs());
        for (rank, euros) in [(turn * 11, 90), (turn * 17 + 3, 260)] {
            let household = self.households[rank % self.households.len()].clone();
            let ask = allocations::Command::Ask {
                member: household.head,
                rule: "aide_imprevu".to_owned(),
                asked: Amount::from_cents(euros * 100),
                documents: Vec::new(),
                sensitive: false,
                on,
            };
            let asked = self.act(Actor::Member(household.head), Command::Allocations(ask))?;
            let Event::Allocations(allocations::Event::Asked { request, .. }) = asked else {
                unreachable!("a request was recorded");
            };
            // The last request of the demo waits for the committee.
            if (month.year(), euros) == (2026, 260) {
                continue;
            }
            let grant = allocations::Command::Grant {
                request,
                amount: None,
                reasons: "Imprévu constaté par le comité".to_owned(),
                decision: None,
                on,
                expires: Some(on.plus_days(60)),
                situation: None,
            };
            let granted = self.desk.act(self.treasurer(), Command::Allocations(grant));
            if let Err(error) = granted {
                let refuse = allocations::Command::Refuse {
                    request,
                    reasons: error.sentence(caisse_units::Language::French),
                    on,
                };
                self.act(self.treasurer(), Command::Allocations(refuse))?;
            }
        }
        Ok(())
    }
}
