//! A year of a small caisse in which every kind of event happens: what `journals/` keeps of a form of
//! the journal, so that every later release is held to read it.
//!
//! Absent on purpose: anything drawn by chance, and the clock of the machine. The people are invented.

use std::collections::BTreeMap;

use caisse_app::{Clock, Desk, Done, ExecuteError, SetClock};
use caisse_domain::allocations::{self, ShortageMethod};
use caisse_domain::bank::{self, Line, Statement};
use caisse_domain::books::{self, Budget};
use caisse_domain::contributions::{self, IncomeKind, Means};
use caisse_domain::identity::{
    AllocationId, BankLineId, ClaimId, DebitMandateId, DebitRunId, DecisionId, EntryId,
    HouseholdId, LevelId, MemberId, OfficeId, PaymentId, ReceiptId, RequestId,
};
use caisse_domain::ledger::{Entry, JournalCode, Posting, Reason, Use};
use caisse_domain::members::{self, Standing};
use caisse_domain::offices::{self, Actor, Office, Role};
use caisse_domain::payments::{self, Beneficiary, Item};
use caisse_domain::rules::{self, AdoptedRule, Purpose, Situations};
use caisse_domain::{Command, Organisation};
use caisse_units::{Amount, Day, Month};
use caisse_vault::PersonalData;

use crate::caisse::{
    CO_SIGNATORY, TREASURER, day, decision, first_commands, model, month, person, treasurer,
};

/// The day on which this caisse is founded.
pub fn founded_on() -> Day {
    day(2026, 1, 5)
}

/// Lives the year on an empty desk whose clock stands at the founding; ends with a signed checkpoint.
///
/// # Errors
/// A refusal, where the core no longer accepts what this year asks.
///
/// # Panics
/// If the desk holds something already.
pub fn live(desk: &mut Desk, clock: &SetClock) -> Result<(), ExecuteError> {
    let mut year = Year { desk, clock, statements: 0 };
    year.found()?;
    year.register()?;
    year.contributions()?;
    year.bank()?;
    year.leniency()?;
    year.needs()?;
    year.payments()?;
    year.mistakes()?;
    year.books()?;
    year.desk.checkpoint().map(drop).map_err(|error| match error {
        caisse_app::DeskError::Execute(error) => error,
        caisse_app::DeskError::Directory(error) => panic!("{error}"),
    })
}

struct Year<'a> {
    desk: &'a mut Desk,
    clock: &'a SetClock,
    statements: i64,
}

type Lived = Result<(), ExecuteError>;

fn euros(euros: i64) -> Amount {
    Amount::from_cents(euros * 100)
}

/// What the founding decision and every later one here is called by.
const FOUNDING: DecisionId = DecisionId(1);

impl Year<'_> {
    /// The treasurer acts; the key of a command is its number.
    fn act(&mut self, command: Command) -> Result<Done, ExecuteError> {
        self.by(treasurer(), command)
    }

    fn by(&mut self, actor: Actor, command: Command) -> Result<Done, ExecuteError> {
        self.desk.act(actor, command)
    }

    fn state(&self) -> &Organisation {
        self.desk.house.state().expect("it is founded")
    }

    fn today(&self) -> Day {
        self.clock.today()
    }

    fn in_january(&self, number: i8) {
        self.clock.set(day(2026, 1, number));
    }

    /// With the keys of a union, so that what comes in is split between levels.
    fn found(&mut self) -> Lived {
        for command in first_commands("food-caisse-gironde", 6, self.today()) {
            self.by(Actor::Founders, command)?;
        }
        let is_keys = |adopted: &&AdoptedRule| matches!(adopted.purpose, Purpose::Keys { .. });
        let keys = model("union-dues-cgt").rules.iter().filter(is_keys).cloned().collect();
        self.act(Command::Rules(rules::Command::Adopt { rules: keys, decision: FOUNDING }))?;
        let record = offices::Command::Record(decision(self.today(), "Une commission de contrôle"));
        self.act(Command::Offices(record))?;
        let office = Office {
            member: MemberId(3),
            role: Role::Auditor,
            from: self.today(),
            until: Some(day(2026, 12, 31)),
            decision: DecisionId(2),
        };
        self.act(Command::Offices(offices::Command::Give(office)))?;
        let (office, on) = (OfficeId(3), self.today());
        self.act(Command::Offices(offices::Command::End { office, on, decision: DecisionId(2) }))?;
        Ok(())
    }

    /// M7 and M8 are a household with names; M6 is erased.
    fn register(&mut self) -> Lived {
        let mut one = person(self.today());
        one.household = Some(HouseholdId(1));
        let named = |name: &str| PersonalData {
            given_names: Some(name.to_owned()),
            ..PersonalData::default()
        };
        let list = vec![(one.clone(), named("Ninon")), (one, named("Anatole"))];
        self.desk.enrol(treasurer(), list)?;
        let category = "retired".to_owned();
        let change = members::Command::Change { member: MemberId(3), category, household: None };
        self.act(Command::Members(change))?;
        let salary = BTreeMap::from([("salaire_net".to_owned(), "1700.00".to_owned())]);
        self.desk.declare(treasurer(), vec![(MemberId(4), self.today(), salary)])?;
        self.in_january(6);
        for (standing, reason) in [(Standing::Suspended, "congé"), (Standing::Left, "départ")] {
            let (member, from, reason) = (MemberId(6), self.today(), reason.to_owned());
            let set = members::Command::SetStanding { member, standing, from, reason };
            self.act(Command::Members(set))?;
            self.in_january(7);
        }
        self.desk.erase(treasurer(), MemberId(6))?;
        Ok(())
    }

    fn contributions(&mut self) -> Lived {
        use contributions::Command as C;
        let (from, amount) = (month(2026, 1), euros(40));
        let choose = C::Choose { member: MemberId(5), from, amount };
        self.by(Actor::Member(MemberId(5)), Command::Contributions(choose))?;
        let (month, due, situations) = (from, day(2026, 1, 31), Situations::new());
        self.act(Command::Contributions(C::Call { month, due, situations }))?;
        for (member, reference) in [(3, "RUM-3"), (4, "RUM-4")] {
            let (member, signed) = (MemberId(member), self.today());
            let sign = C::SignMandate { member, reference: reference.to_owned(), signed };
            self.act(Command::Contributions(sign))?;
        }
        let (mandate, on) = (DebitMandateId(2), self.today());
        self.act(Command::Contributions(C::RevokeMandate { mandate, on }))?;
        let collection = day(2026, 1, 20);
        self.act(Command::Contributions(C::PrepareDebits { collection }))?;
        for (member, means) in
            [(2, Means::Cash), (1, Means::Cheque { number: "0000042".to_owned() })]
        {
            self.receive(member, euros(10), means)?;
        }
        Ok(())
    }

    fn receive(&mut self, member: u32, amount: Amount, means: Means) -> Lived {
        let (member, on) = (MemberId(member), self.today());
        let receive = contributions::Command::Receive { member, amount, on, means };
        self.act(Command::Contributions(receive)).map(drop)
    }

    /// The statement of a day: its lines continue those known.
    fn state_lines(&mut self, cents: &[i64]) -> Lived {
        self.statements += 1;
        let opening = self.state().bank.last_closing().unwrap_or_default();
        let lines = cents.iter().enumerate().map(|(index, cents)| Line {
            identity: bank::LineIdentity::of(&format!("{:016x}{index:016x}", self.statements)),
            booked: self.today(),
            amount: Amount::from_cents(*cents),
        });
        let closing = opening.plus(Amount::from_cents(cents.iter().sum()));
        let statement = Statement {
            account: "0123".to_owned(),
            file: format!("{:064x}", self.statements),
            opening: Some(opening),
            closing: Some(closing),
            lines: lines.collect(),
        };
        self.act(Command::Bank(bank::Command::Import(statement))).map(drop)
    }

    /// Each line of one statement, explained in its own way.
    fn bank(&mut self) -> Lived {
        use bank::Command as B;
        use contributions::Command as C;
        self.in_january(21);
        self.state_lines(&[4_000, 1_000, -1_000, -300, 90_000, -2_500, 1_000, -3_000])?;
        let line = BankLineId;
        self.receive(5, euros(40), Means::Transfer { line: line(1) })?;
        let settle = C::SettleDebits { run: DebitRunId(1), first_debits: true, line: line(2) };
        self.act(Command::Contributions(settle))?;
        let last =
            ReceiptId(u32::try_from(self.state().contributions.receipts().count()).unwrap_or(0));
        let (on, reason) = (self.today(), "AM04".to_owned());
        let back = C::Return { receipt: last, on, reason, line: line(3) };
        self.act(Command::Contributions(back))?;
        self.act(Command::Bank(B::Charge { line: line(4) }))?;
        let other = C::ReceiveOther {
            kind: IncomeKind::Gift,
            amount: euros(900),
            on,
            label: "don de départ".to_owned(),
            line: Some(line(5)),
            decision: FOUNDING,
        };
        self.act(Command::Contributions(other))?;
        let account = self.state().chart.account(Use::OtherExpense);
        let (label, decision) = ("timbres".to_owned(), FOUNDING);
        self.act(Command::Bank(B::Expense { line: line(6), account, label, decision }))?;
        self.act(Command::Bank(B::CashDeposit { line: line(7) }))?;
        self.act(Command::Bank(B::SetAside { line: line(8) }))?;
        Ok(())
    }

    /// The household's contribution: a part is waived, the rest is spread.
    fn leniency(&mut self) -> Lived {
        use contributions::Command as C;
        let of = |member: u32| {
            let open = self.state().contributions.open_claims(MemberId(member)).first();
            *open.expect("something is owed")
        };
        let claim: ClaimId = of(7);
        let (reason, on) = ("mois difficile".to_owned(), self.today());
        let waive = C::Waive { claim, amount: euros(5), reason, decision: FOUNDING, on };
        self.act(Command::Contributions(waive))?;
        let left = self.state().contributions.claim(claim).expect("it is owed").left();
        let parts = vec![(day(2026, 1, 20), euros(2)), (day(2026, 3, 10), left.minus(euros(2)))];
        self.act(Command::Contributions(C::Spread { claim, parts }))?;
        Ok(())
    }

    fn ask(&mut self, member: u32) -> Result<RequestId, ExecuteError> {
        let ask = allocations::Command::Ask {
            member: MemberId(member),
            rule: "allocation".to_owned(),
            asked: euros(150),
            documents: vec![format!("{member:064x}")],
            sensitive: member == 4,
            on: self.today(),
        };
        self.by(Actor::Member(MemberId(member)), Command::Allocations(ask))?;
        Ok(RequestId::at(self.state().allocations.requests().count() - 1))
    }

    fn grant(
        &mut self,
        request: RequestId,
        amount: Option<Amount>,
        expires: Option<Day>,
    ) -> Result<AllocationId, ExecuteError> {
        let grant = allocations::Command::Grant {
            request,
            amount,
            reasons: "selon la règle".to_owned(),
            decision: amount.map(|_| FOUNDING),
            on: self.today(),
            expires,
            situation: None,
        };
        self.act(Command::Allocations(grant))?;
        Ok(AllocationId::at(self.state().allocations.all().count() - 1))
    }

    /// A1 after an appeal, A2 that expires, A3 that is cancelled, then an allowance for all, shared.
    fn needs(&mut self) -> Lived {
        use allocations::Command as A;
        let on = self.today();
        let request = self.ask(3)?;
        let reasons = "pièce manquante".to_owned();
        self.act(Command::Allocations(A::Refuse { request, reasons, on }))?;
        let reasons = "la pièce est jointe".to_owned();
        self.by(
            Actor::Member(MemberId(3)),
            Command::Allocations(A::Appeal { request, reasons, on }),
        )?;
        self.grant(request, None, None)?;
        let request = self.ask(4)?;
        self.grant(request, Some(euros(100)), Some(day(2026, 1, 22)))?;
        let request = self.ask(5)?;
        let allocation = self.grant(request, None, None)?;
        let reasons = "n'en a plus besoin".to_owned();
        self.act(Command::Allocations(A::Cancel { allocation, reasons, on }))?;
        self.in_january(25);
        let on = self.today();
        self.act(Command::Allocations(A::Expire { on }))?;
        self.act(Command::Allocations(A::GrantPeriodic {
            month: month(2026, 1),
            rule: "allocation".to_owned(),
            on,
            envelope: Some(euros(300)),
            shortage: Some(ShortageMethod::ConstrainedEqualAwards),
            situations: Situations::new(),
        }))?;
        Ok(())
    }

    /// P1 is abandoned; P2 pays an allocation and what is owed to a level.
    fn payments(&mut self) -> Lived {
        use payments::Command as P;
        let execution = self.today();
        let allocation = AllocationId(1);
        let to = Beneficiary::Allocation(allocation);
        let items = vec![Item { to, amount: euros(150) }];
        self.act(Command::Payments(P::Prepare { items: items.clone(), execution }))?;
        let (reasons, on) = ("date changée".to_owned(), execution);
        self.act(Command::Payments(P::Abandon { payment: PaymentId(1), reasons, on }))?;
        let owed = self.state().owed_to(LevelId(1));
        let level = Item { to: Beneficiary::Level(LevelId(1)), amount: owed };
        let items = [items, vec![level]].concat();
        self.act(Command::Payments(P::Prepare { items, execution }))?;
        let payment = PaymentId(2);
        for member in [TREASURER, CO_SIGNATORY] {
            self.by(Actor::Member(member), Command::Payments(P::Sign { payment }))?;
        }
        self.in_january(28);
        self.state_lines(&[-(euros(150).plus(owed)).cents()])?;
        self.act(Command::Payments(P::Execute { payment, line: BankLineId(9) }))?;
        Ok(())
    }

    /// A line taken for the wrong payment, cash that was not received, a collection that the bank
    /// refused and another whose line was not its own; then the next year is opened.
    fn mistakes(&mut self) -> Lived {
        use contributions::Command as C;
        let (payment, on) = (PaymentId(2), self.today());
        let reasons = "c'était un autre ordre".to_owned();
        self.act(Command::Payments(payments::Command::Undo { payment, on, reasons }))?;
        let line = BankLineId(9);
        self.act(Command::Payments(payments::Command::Execute { payment, line }))?;
        self.receive(2, euros(10), Means::Cash)?;
        let receipts = self.state().contributions.receipts().count();
        let (receipt, reason) = (ReceiptId::at(receipts - 1), "mal compté".to_owned());
        self.act(Command::Contributions(C::UndoReceipt { receipt, on, reason }))?;
        let collection = day(2026, 2, 5);
        self.act(Command::Contributions(C::PrepareDebits { collection }))?;
        let (run, claims) = (DebitRunId(2), Vec::new());
        self.act(Command::Contributions(C::SendDebits { run, on }))?;
        let reason = "fichier refusé par la banque".to_owned();
        self.act(Command::Contributions(C::AbandonDebits { run, claims, reason, on }))?;
        self.act(Command::Contributions(C::PrepareDebits { collection }))?;
        let run = DebitRunId(3);
        let items = &self.state().contributions.run(run).expect("it was prepared").items;
        let total: Amount = items.iter().map(|item| item.amount).sum();
        let first_debits = items.iter().all(|item| item.first);
        self.state_lines(&[total.cents()])?;
        let line = BankLineId(10);
        let items = &self.state().contributions.run(run).expect("it was prepared").items;
        if let [item] = items[..] {
            let (claim, reason) = (item.claim, "avec les autres".to_owned());
            self.act(Command::Contributions(C::SettleDebit { claim, line }))?;
            self.act(Command::Contributions(C::UndoDebits { line, on, reason }))?;
        }
        self.act(Command::Contributions(C::SettleDebits { run, first_debits, line }))?;
        let reason = "un virement du même montant".to_owned();
        self.act(Command::Contributions(C::UndoDebits { line, on, reason }))?;
        self.act(Command::Contributions(C::SettleDebits { run, first_debits, line }))?;
        self.lines_apart()?;
        self.act(Command::Books(books::Command::OpenYear { year: 2027 }))?;
        Ok(())
    }

    /// A line that shows two transfers, a return matched with the wrong receipt, a debit that the bank
    /// booked alone: each is taken, given back and taken again.
    fn lines_apart(&mut self) -> Lived {
        use contributions::Command as C;
        let (on, reason) = (self.today(), || "mauvaise ligne".to_owned());
        self.state_lines(&[3_000, -1_000])?;
        let (shared, back) = (BankLineId(11), BankLineId(12));
        let parts = || vec![(MemberId(2), euros(10)), (MemberId(3), euros(20))];
        let share = || Command::Contributions(C::ReceiveTogether { line: shared, parts: parts() });
        self.act(share())?;
        self.act(Command::Contributions(C::UndoTogether { line: shared, on, reason: reason() }))?;
        self.act(share())?;
        let receipt = ReceiptId::at(self.state().contributions.receipts().count() - 2);
        let returned = C::Return { receipt, on, reason: "AM04".to_owned(), line: back };
        self.act(Command::Contributions(returned.clone()))?;
        self.act(Command::Contributions(C::UndoReturn { line: back, on, reason: reason() }))?;
        self.act(Command::Contributions(returned))?;
        Ok(())
    }

    fn entry(&self, reason: Reason) -> Entry {
        let chart = &self.state().chart;
        let (debit, credit) = (chart.account(Use::OtherExpense), chart.account(Use::Suppliers));
        Entry {
            journal: JournalCode::General,
            date: self.today(),
            label: "Papier".to_owned(),
            reason,
            postings: vec![
                Posting::debit(debit, None, euros(12)),
                Posting::credit(credit, None, euros(12)),
            ],
        }
    }

    fn books(&mut self) -> Lived {
        use books::Command as B;
        let reasons = [Reason::Decision(FOUNDING), Reason::Document { digest: "a".repeat(64) }];
        for reason in reasons {
            let entry = self.entry(reason);
            self.act(Command::Books(B::Record(entry)))?;
        }
        let entry = EntryId::at(self.state().ledger.entry_count() - 1);
        let (on, reasons) = (self.today(), "saisie deux fois".to_owned());
        self.act(Command::Books(B::Correct { entry, on, reasons }))?;
        let lines = vec![(self.state().chart.account(Use::OtherExpense), euros(500))];
        let budget = Budget { decision: FOUNDING, lines };
        self.act(Command::Books(B::AdoptBudget { year: 2026, budget }))?;
        self.clock.set(day(2027, 1, 10));
        // Long after what was spread fell due.
        let open = self.state().contributions.open_claims(MemberId(7)).to_vec();
        let remind = contributions::Command::Remind { claims: open, on: self.today() };
        self.act(Command::Contributions(remind))?;
        for number in 1..=12 {
            let month: Month = month(2026, number);
            self.act(Command::Books(B::CloseMonth { month }))?;
        }
        self.act(Command::Books(B::CloseYear { year: 2026 }))?;
        Ok(())
    }
}
