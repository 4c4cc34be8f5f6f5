//! A small caisse made by real commands: founded, paid, granted, corrected, closed.

use std::collections::BTreeMap;
use std::sync::Arc;

use caisse_app::{Desk, SetClock, Source, models};
use caisse_domain::allocations::{self, ShortageMethod};
use caisse_domain::bank::{self, Line, LineIdentity, Statement};
use caisse_domain::books;
use caisse_domain::contributions::{self, IncomeKind, Means};
use caisse_domain::identity::*;
use caisse_domain::ledger::{Entry, JournalCode, Posting, Reason, Use};
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_domain::offices::{self, Actor, Decision, Office, Role};
use caisse_domain::payments::{self, Beneficiary, Item};
use caisse_domain::rules::{self, AdoptedRule, Purpose};
use caisse_domain::{Command, Founding};
use caisse_journal::OrganisationId;
use caisse_rules::RuleSet;
use caisse_units::{Amount, Day, Month};
use caisse_vault::PersonalData;
use caisse_window::{Reader, Window};
use tempfile::TempDir;

/// The treasurer.
pub const TREASURER: Actor = Actor::Member(MemberId(7));
/// The one who signs beside the treasurer.
pub const CO_SIGNATORY: Actor = Actor::Member(MemberId(8));

/// Keys by which four fifths stay and one fifth goes to the federation; the reserve that stays.
const KEYS: &str = r#"
[[regles]]
regle = "cles"
titre = { fr = "Partage des cotisations", en = "Split of contributions" }
resultat = "EUR"

[regles.entrees]
somme = { type = "EUR", titre = { fr = "Somme reçue", en = "Sum received" }, max = "1 000 000,00 EUR" }

[[regles.version]]
depuis = 2025-01-01

[[regles.version.ligne]]
nom = "repartition"
titre = { fr = "Répartition", en = "Split" }
partage = { montant = "somme", methode = "cles", cles = { local = "80 %", federation = "20 %" }, reste_a = "local" }

[[regles]]
regle = "reserve"
titre = { fr = "Réserve intouchable", en = "Reserve left untouched" }
resultat = "EUR"

[[regles.version]]
depuis = 2025-01-01
source = "assemblée"
valeur = "100,00 EUR"
"#;

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub fn month(year: i16, month: i8) -> Month {
    Month::new(year, month).expect("a month")
}

pub fn euros(text: &str) -> Amount {
    Amount::parse(text).expect("an amount")
}

/// A caisse in a directory of its own.
pub struct Caisse {
    pub directory: TempDir,
    pub clock: SetClock,
    pub desk: Desk,
    statement: u16,
}

/// A window on a caisse; its directory is removed after it.
pub struct Seen {
    pub window: Window,
    pub directory: TempDir,
}

impl std::ops::Deref for Seen {
    type Target = Window;

    fn deref(&self) -> &Window {
        &self.window
    }
}

impl Caisse {
    /// The window that a reader has on it.
    pub fn seen_by(self, reader: Reader) -> Seen {
        Seen { window: Window::for_reader(self.desk, reader), directory: self.directory }
    }

    /// The treasurer's window.
    pub fn seen(self) -> Seen {
        Seen { window: Window::new(self.desk), directory: self.directory }
    }

    /// A directory where nothing is founded yet.
    pub fn unfounded() -> Caisse {
        let directory = tempfile::tempdir().expect("a directory");
        let clock = SetClock::at(day("2025-01-10"));
        let organisation = OrganisationId::new("caisse.essai").expect("an identifier");
        let desk = Desk::create(
            &directory.path().join("caisse"),
            organisation,
            Arc::new(clock.clone()),
            Source::seeded(7),
        )
        .expect("a desk");
        Caisse { directory, clock, desk, statement: 0 }
    }

    /// Founded on 10 January 2025 with the rules of the Gironde and no member.
    pub fn founded() -> Caisse {
        let mut caisse = Caisse::unfounded();
        let model = models::model("food-caisse-gironde").expect("a model");
        let founding = Founding {
            name: "Caisse d'essai".to_owned(),
            sector: model.sector.clone(),
            model: Some(model.name.clone()),
            siren: None,
            iban: Some("FR1420041010050500013M02606".to_owned()),
            creditor_identifier: None,
            first_year: 2025,
            chart: models::chart(&model.chart).expect("a chart"),
            decision: Decision {
                assembly: "Assemblée fondatrice".to_owned(),
                on: day("2025-01-10"),
                title: "Fondation".to_owned(),
                text: "Nous mettons en commun de quoi bien manger.\n\nLes règles sont votées."
                    .to_owned(),
                document: None,
            },
        };
        caisse.act(Actor::Founders, Command::Found(Box::new(founding)));
        let decision = DecisionId(1);
        let adopt = rules::Command::Adopt { rules: model.rules, decision };
        caisse.act(Actor::Founders, Command::Rules(adopt));
        caisse
    }

    /// Two months of a caisse of eight members, seen on 20 March 2025.
    pub fn lived() -> Caisse {
        let mut caisse = Caisse::founded();
        caisse.enrol();
        caisse.assembly();
        caisse.february();
        caisse.march();
        caisse
    }

    pub fn act(&mut self, actor: Actor, command: Command) {
        if let Err(error) = self.desk.act(actor, command.clone()) {
            panic!("{command:?}: {error:?}");
        }
    }

    fn treasurer(&mut self, command: Command) {
        self.act(TREASURER, command);
    }

    fn enrol(&mut self) {
        let one = |kind, household: Option<u32>, name: &str| {
            let enrolment = Enrolment {
                kind,
                joined: day("2025-01-10"),
                category: "active".to_owned(),
                household: household.map(HouseholdId),
            };
            let data =
                PersonalData { given_names: Some(name.to_owned()), ..PersonalData::default() };
            (enrolment, data)
        };
        let person = MemberKind::Person;
        let list = vec![
            one(person, Some(1), "Zoé-Alma"),
            one(person, Some(1), "Yvon"),
            one(person, None, "Xavière"),
            one(person, None, "Wassim"),
            one(person, None, "Violette"),
            one(MemberKind::Organisation, None, "AMAP du Pont"),
            one(person, None, "Ulysse"),
            one(person, None, "Tamar"),
        ];
        self.desk.enrol(Actor::Founders, list).expect("members");
        let declared = BTreeMap::from([("personnes".to_owned(), "4".to_owned())]);
        let list = vec![(MemberId(3), day("2025-01-10"), declared)];
        self.desk.declare(Actor::Founders, list).expect("a situation");
    }

    /// 20 January: offices, keys and a reserve (D2).
    fn assembly(&mut self) {
        self.clock.set(day("2025-01-20"));
        self.record_decision("Fonctions, clés et réserve");
        let set = RuleSet::read(&[("cles.toml".to_owned(), KEYS.to_owned())]).expect("keys");
        let purpose = |name: &str| match name {
            "cles" => Purpose::Keys { own: "local".to_owned() },
            _ => Purpose::ReserveFloor,
        };
        let adopted = set
            .rules()
            .map(|rule| AdoptedRule { purpose: purpose(&rule.name), rule: rule.clone() });
        let (rules, decision) = (adopted.collect(), DecisionId(2));
        self.act(Actor::Founders, Command::Rules(rules::Command::Adopt { rules, decision }));
        for (member, role) in [(8, Role::CoSignatory), (7, Role::Treasurer)] {
            let office = Office {
                member: MemberId(member),
                role,
                from: day("2025-01-20"),
                until: None,
                decision,
            };
            self.act(Actor::Founders, Command::Offices(offices::Command::Give(office)));
        }
    }

    pub fn record_decision(&mut self, title: &str) {
        let decision = Decision {
            assembly: "Assemblée générale".to_owned(),
            on: day("2025-01-20"),
            title: title.to_owned(),
            text: "Adopté.".to_owned(),
            document: None,
        };
        self.act(Actor::Founders, Command::Offices(offices::Command::Record(decision)));
    }

    /// Imports a statement of lines, each with its wording; gives their numbers.
    pub fn statement(&mut self, lines: &[(&str, &str, &str)]) -> Vec<BankLineId> {
        self.statement += 1;
        let first = self.desk.state().expect("founded").bank.lines().count();
        let mut sealed = Vec::new();
        let mut kept = Vec::new();
        for (index, (booked, amount, text)) in lines.iter().enumerate() {
            let identity = format!("{:016x}", (first + index + 1) as u64);
            let entropy = self.desk.house.entropy();
            sealed.extend(self.desk.people.seal_line(&identity, text, entropy).expect("a seal"));
            kept.push(Line {
                identity: LineIdentity::of(&identity),
                booked: day(booked),
                amount: euros(amount),
            });
        }
        let statement = Statement {
            account: "2606".to_owned(),
            file: format!("{:064x}", self.statement),
            opening: None,
            closing: None,
            lines: kept,
        };
        let command = Command::Bank(bank::Command::Import(statement));
        self.desk.act_with(TREASURER, command, sealed).expect("a statement");
        (first..first + lines.len()).map(BankLineId::at).collect()
    }

    pub fn receive(&mut self, member: u32, amount: &str, on: &str, line: BankLineId) {
        self.treasurer(Command::Contributions(contributions::Command::Receive {
            member: MemberId(member),
            amount: euros(amount),
            on: day(on),
            means: Means::Transfer { line },
        }));
    }

    pub fn call(&mut self, month: Month, due: &str) {
        let house = self.desk.state().expect("founded");
        let situations = self.desk.people.situations(house, month.first_day()).expect("opened");
        let due = day(due);
        let call = contributions::Command::Call { month, due, situations };
        self.treasurer(Command::Contributions(call));
    }

    /// February: everyone called, most pay, a gift, allowances shared short, one paid out.
    fn february(&mut self) {
        self.clock.set(day("2025-02-01"));
        let choose = contributions::Command::Choose {
            member: MemberId(5),
            from: month(2025, 2),
            amount: euros("40,00"),
        };
        self.treasurer(Command::Contributions(choose));
        self.call(month(2025, 2), "2025-02-15");
        self.clock.set(day("2025-02-20"));
        let lines = self.statement(&[
            ("2025-02-03", "15,00", "VIR ZOE"),
            ("2025-02-04", "25,00", "VIR XAVIERE"),
            ("2025-02-05", "12,00", "VIR WASSIM"),
            ("2025-02-06", "40,00", "VIR VIOLETTE"),
            ("2025-02-07", "500,00", "DON"),
            ("2025-02-10", "-3,50", "FRAIS"),
        ]);
        self.receive(1, "15,00", "2025-02-03", lines[0]);
        self.receive(3, "25,00", "2025-02-04", lines[1]);
        self.receive(4, "12,00", "2025-02-05", lines[2]);
        self.receive(5, "40,00", "2025-02-06", lines[3]);
        self.treasurer(Command::Contributions(contributions::Command::ReceiveOther {
            kind: IncomeKind::Gift,
            amount: euros("500,00"),
            on: day("2025-02-07"),
            label: "Don d'une voisine".to_owned(),
            line: Some(lines[4]),
            decision: DecisionId(2),
        }));
        self.treasurer(Command::Bank(bank::Command::Charge { line: lines[5] }));
        self.grant_february();
        let orders = payments::Command::Prepare {
            items: vec![self.item(1), self.item(2)],
            execution: day("2025-02-25"),
        };
        self.treasurer(Command::Payments(orders));
        let payment = PaymentId(1);
        for actor in [TREASURER, CO_SIGNATORY] {
            self.act(actor, Command::Payments(payments::Command::Sign { payment }));
        }
        let total = self.desk.state().expect("founded").payments.get(payment).expect("P1").total();
        let out = format!("-{}", total.written(caisse_units::Language::French).replace('€', ""));
        let lines = self.statement(&[("2025-02-25", out.trim(), "VIR ALLOCATIONS")]);
        let command = payments::Command::Execute { payment, line: lines[0] };
        self.treasurer(Command::Payments(command));
    }

    /// The allowances of February, out of 300 € for rights of more.
    fn grant_february(&mut self) {
        let house = self.desk.state().expect("founded");
        let on = month(2025, 2).first_day();
        let situations = self.desk.people.situations(house, on).expect("opened");
        self.treasurer(Command::Allocations(allocations::Command::GrantPeriodic {
            month: month(2025, 2),
            rule: "allocation".to_owned(),
            on: day("2025-02-20"),
            envelope: Some(euros("300,00")),
            shortage: Some(ShortageMethod::Proportional),
            situations,
        }));
    }

    fn item(&self, allocation: u32) -> Item {
        let house = self.desk.state().expect("founded");
        let granted = house.allocations.get(AllocationId(allocation)).expect("an allocation");
        Item { to: Beneficiary::Allocation(AllocationId(allocation)), amount: granted.amount }
    }

    /// March: months closed, a waiver, an arrangement, requests, a correction, lines that wait.
    fn march(&mut self) {
        self.clock.set(day("2025-03-02"));
        for closed in [1, 2] {
            let month = month(2025, closed);
            self.treasurer(Command::Books(books::Command::CloseMonth { month }));
        }
        self.call(month(2025, 3), "2025-03-10");
        self.clock.set(day("2025-03-20"));
        self.arrange();
        self.requests();
        self.correct();
        self.statement(&[
            ("2025-03-12", "10,00", "VIR INCONNU"),
            ("2025-03-13", "-8,20", "PRLV MYSTERE"),
        ]);
        let order =
            payments::Command::Prepare { items: vec![self.item(3)], execution: day("2025-03-25") };
        self.treasurer(Command::Payments(order));
        self.desk.checkpoint().expect("a checkpoint");
    }

    fn arrange(&mut self) {
        let house = self.desk.state().expect("founded");
        let of = |member: u32| {
            let claims = &house.contributions;
            let (id, claim) = claims
                .claims_of(month(2025, 2))
                .find(|(_, claim)| claim.member == MemberId(member))
                .expect("a claim");
            (id, claim.left())
        };
        let ((waived, left), (spread, rest)) = (of(7), of(8));
        self.treasurer(Command::Contributions(contributions::Command::Waive {
            claim: waived,
            amount: left,
            reason: "mois difficile".to_owned(),
            decision: DecisionId(2),
            on: day("2025-03-20"),
        }));
        let half = Amount::from_cents(rest.cents() / 2);
        let parts = vec![(day("2025-04-10"), half), (day("2025-05-10"), rest.minus(half))];
        let command = contributions::Command::Spread { claim: spread, parts };
        self.treasurer(Command::Contributions(command));
    }

    /// One request granted for less by decision, one refused and contested, one that waits.
    fn requests(&mut self) {
        for (member, sensitive) in [(4, false), (5, false), (6, true)] {
            self.treasurer(Command::Allocations(allocations::Command::Ask {
                member: MemberId(member),
                rule: "allocation".to_owned(),
                asked: euros("60,00"),
                documents: Vec::new(),
                sensitive,
                on: day("2025-03-20"),
            }));
        }
        let (reasons, on) = ("urgence".to_owned(), day("2025-03-20"));
        self.treasurer(Command::Allocations(allocations::Command::Grant {
            request: RequestId(1),
            amount: Some(euros("20,00")),
            reasons: reasons.clone(),
            decision: Some(DecisionId(2)),
            on,
            expires: None,
            situation: None,
        }));
        let refuse =
            allocations::Command::Refuse { request: RequestId(2), reasons: reasons.clone(), on };
        self.treasurer(Command::Allocations(refuse));
        let appeal = allocations::Command::Appeal { request: RequestId(2), reasons, on };
        self.treasurer(Command::Allocations(appeal));
    }

    /// An entry by decision, undone the same day.
    fn correct(&mut self) {
        let chart = &self.desk.state().expect("founded").chart;
        let (spent, owed) = (chart.account(Use::OtherExpense), chart.account(Use::Suppliers));
        let amount = euros("30,00");
        let entry = Entry {
            journal: JournalCode::General,
            date: day("2025-03-15"),
            label: "Location de salle".to_owned(),
            reason: Reason::Decision(DecisionId(2)),
            postings: vec![
                Posting::debit(spent, None, amount),
                Posting::credit(owed, None, amount),
            ],
        };
        self.treasurer(Command::Books(books::Command::Record(entry)));
        let last = self.desk.state().expect("founded").ledger.entry_count();
        self.treasurer(Command::Books(books::Command::Correct {
            entry: EntryId::at(last - 1),
            on: day("2025-03-16"),
            reasons: "saisie deux fois".to_owned(),
        }));
    }
}
