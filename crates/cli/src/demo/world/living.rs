//! The month of the smaller organisations: contributions called and received in one sum, allowances
//! granted and paid by order, statements of the bank, the month closed.

use caisse_app::work::bank_files;
use caisse_domain::allocations::{self, AllocationState};
use caisse_domain::contributions::{self, IncomeKind};
use caisse_domain::identity::{BankLineId, DecisionId, MemberId, PaymentId};
use caisse_domain::payments::{Beneficiary, Item};
use caisse_domain::{Command, bank as lines, books};
use caisse_units::{Amount, Day, Month};

use super::caisse::Caisse;
use super::energy::ENERGIES;
use super::federations::FEDERATIONS;
use super::food::FOODS;
use super::{World, transfer};
use crate::answer::Failure;
use crate::demo::bank::Movement;
use crate::demo::{months, people};

/// The month of a food caisse.
///
/// # Errors
/// What is refused.
pub fn food(world: &mut World<'_>, label: &str, month: Month) -> Result<(), Failure> {
    let food = FOODS.iter().find(|food| food.label == label).expect("one of the three");
    let caisse = world.other(label);
    caisse.begin(month)?;
    caisse.movements.push(Movement {
        on: Some(of(month, 5)),
        amount: food.grant,
        label: "VIR SUBVENTION".to_owned(),
        party: Some((food.giver.to_owned(), people::iban(3))),
        ..Movement::default()
    });
    let parts = caisse.contributions(month);
    caisse.import(of(month, 1), of(month, 14))?;
    caisse.take(food.grant, IncomeKind::Grant, "Subvention de fonctionnement", DecisionId(1))?;
    caisse.take_contributions(parts)?;
    caisse.grant(month, Some("allocation"))?;
    caisse.import(of(month, 15), month.last_day())?;
    transfer::receive(world, label)?;
    world.other(label).close(month)
}

/// The month of the two energy caisses.
///
/// # Errors
/// What is refused.
pub fn energy(world: &mut World<'_>, month: Month) -> Result<(), Failure> {
    for energy in &ENERGIES {
        let caisse = world.other(energy.label);
        caisse.clock.set(month.first_day());
        energy.happens(caisse, month)?;
        caisse.begin(month)?;
        let parts = caisse.contributions(month);
        caisse.import(of(month, 1), of(month, 14))?;
        caisse.take_contributions(parts)?;
        caisse.grant(month, energy.guarantees(month).then_some("garantie_de_revenu"))?;
        caisse.import(of(month, 15), month.last_day())?;
        caisse.close(month)?;
    }
    Ok(())
}

/// The month of the federations: what comes in, is passed on, and closed; the confederation is paid by
/// one and pays the other.
///
/// # Errors
/// What is refused.
pub fn federations(world: &mut World<'_>, month: Month) -> Result<(), Failure> {
    for label in ["energie", "confederation", "alimentation"] {
        debug_assert!(FEDERATIONS.iter().any(|one| one.label == label), "{label} is a federation");
        let caisse = world.other(label);
        caisse.clock.set(month.first_day());
        caisse.import(of(month, 1), of(month, 14))?;
        transfer::receive(world, label)?;
        transfer::pay(world, label, of(month, 15))?;
        world.other(label).import(of(month, 15), month.last_day())?;
        transfer::receive(world, label)?;
        world.other(label).close(month)?;
    }
    Ok(())
}

/// A day of a month.
pub fn of(month: Month, of_month: i8) -> Day {
    Day::new(month.year(), month.month_of_year(), of_month).expect("every month has 28 days")
}

impl Caisse<'_> {
    /// The call of the month, by what members declared.
    fn begin(&mut self, month: Month) -> Result<(), Failure> {
        self.clock.set(of(month, 2));
        let declared = self.desk.people.situations(self.house(), month.first_day());
        let situations = declared.map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        let call = contributions::Command::Call { month, due: of(month, 15), situations };
        self.keep(Command::Contributions(call)).map(drop)
    }

    /// What everyone brings to the desk, or has kept from wages, and the bank books as one sum; one in
    /// eleven is late, and brings it the month after.
    fn contributions(&mut self, month: Month) -> Vec<(MemberId, Amount)> {
        let turn = u32::from(month.month_of_year().unsigned_abs());
        let owed = |member: MemberId| -> Amount {
            let known = &self.house().contributions;
            let open = known.open_claims(member).iter();
            open.filter_map(|claim| known.claim(*claim)).map(|claim| claim.left()).sum()
        };
        let called = self.house().contributions.claims_of(month).map(|(_, claim)| claim.member);
        let parts: Vec<(MemberId, Amount)> = called
            .filter(|member| !(member.0 + turn).is_multiple_of(11))
            .map(|member| (member, owed(member)))
            .filter(|(_, amount)| amount.is_positive())
            .collect();
        self.movements.push(Movement {
            on: Some(of(month, 10)),
            amount: parts.iter().map(|(_, amount)| *amount).sum(),
            label: "REMISE COTISATIONS DU MOIS".to_owned(),
            ..Movement::default()
        });
        parts
    }

    fn take_contributions(&mut self, parts: Vec<(MemberId, Amount)>) -> Result<(), Failure> {
        let line = self.line_of(parts.iter().map(|(_, amount)| *amount).sum());
        let receive = contributions::Command::ReceiveTogether { line, parts };
        self.keep(Command::Contributions(receive)).map(drop)
    }

    /// Says what a line is that came from no member.
    ///
    /// # Errors
    /// What is refused.
    pub fn take(
        &mut self,
        amount: Amount,
        kind: IncomeKind,
        label: &str,
        decision: DecisionId,
    ) -> Result<(), Failure> {
        let line = self.line_of(amount);
        let on = self.house().bank.open_line(line).expect("it is open").booked;
        let (label, line) = (label.to_owned(), Some(line));
        let receive =
            contributions::Command::ReceiveOther { kind, amount, on, label, line, decision };
        self.keep(Command::Contributions(receive)).map(drop)
    }

    /// The open line of that amount.
    pub fn line_of(&self, amount: Amount) -> BankLineId {
        let found = self.house().bank.open_lines().find(|(_, line)| line.amount == amount);
        found.expect("the bank shows it").0
    }

    /// The month's allowance, if there is one, and the order for all that was granted.
    fn grant(&mut self, month: Month, rule: Option<&str>) -> Result<(), Failure> {
        self.clock.set(of(month, 16));
        if let Some(rule) = rule {
            let declared = self.desk.people.situations(self.house(), month.first_day());
            let situations = declared.map_err(|error| self.context.fail(|l| error.sentence(l)))?;
            let grant = allocations::Command::GrantPeriodic {
                month,
                rule: rule.to_owned(),
                on: of(month, 16),
                envelope: None,
                shortage: Some(allocations::ShortageMethod::ConstrainedEqualAwards),
                situations,
            };
            self.keep(Command::Allocations(grant))?;
        }
        let reserved = self.house().allocations.all();
        let items: Vec<Item> = reserved
            .filter(|(_, allocation)| allocation.state == AllocationState::Reserved)
            .map(|(id, granted)| Item { to: Beneficiary::Allocation(id), amount: granted.amount })
            .collect();
        if items.is_empty() {
            return Ok(());
        }
        self.order(items, of(month, 18), &bank_files::LevelAccounts::new()).map(drop)
    }

    /// An order signed by two people, its file for the bank, and what the bank will show of it.
    ///
    /// # Errors
    /// What is refused.
    pub fn order(
        &mut self,
        items: Vec<Item>,
        on: Day,
        accounts: &bank_files::LevelAccounts,
    ) -> Result<PaymentId, Failure> {
        let (payment, movement) =
            transfer::order(self.context, &mut self.desk, items, on, accounts)?;
        self.movements.push(movement);
        Ok(payment)
    }

    /// On the first of the next month the month is closed, but for the last one of the story.
    fn close(&mut self, month: Month) -> Result<(), Failure> {
        if months().last() == Some(month) {
            return Ok(());
        }
        self.clock.set(month.next().first_day());
        let open: Vec<BankLineId> = self.house().bank.open_lines().map(|(line, _)| line).collect();
        for line in open {
            self.keep(Command::Bank(lines::Command::SetAside { line }))?;
        }
        self.keep(Command::Books(books::Command::CloseMonth { month }))?;
        if month.month_of_year() == 12 {
            let year = month.year();
            self.keep(Command::Books(books::Command::CloseYear { year }))?;
        }
        Ok(())
    }
}
