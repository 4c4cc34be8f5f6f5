//! A small caisse for the tests of this crate: six members, two of them in office, and money in the
//! bank. Charts are those of the house.

use caisse_rules::RuleSet;
use caisse_units::{Amount, Day};

use crate::contributions::{self, IncomeKind};
use crate::identity::{DecisionId, MemberId};
use crate::ledger::Chart;
use crate::members::{self, Enrolment, MemberKind};
use crate::offices::{self, Actor, Decision, Office, Role};
use crate::rules::{AdoptedRule, Purpose};
use crate::{Command, Envelope, Event, Founding, Organisation, Refusal, apply, bank, decide};

/// A caisse that lives day by day.
pub(crate) struct Caisse {
    state: Option<Organisation>,
    pub today: Day,
    records: u64,
    statements: u64,
}

/// The treasurer; M2 signs too, M6 is a cooperative.
pub(crate) const TREASURER: MemberId = MemberId(1);
pub(crate) const COOPERATIVE: MemberId = MemberId(6);

pub(crate) fn day(text: &str) -> Day {
    text.parse().expect("a date")
}

pub(crate) fn euros(euros: i64) -> Amount {
    Amount::from_cents(euros * 100)
}

/// A digest that stands for some document.
pub(crate) fn digest(number: u64) -> String {
    format!("{number:064x}")
}

impl Caisse {
    /// Founded on 1 January 2026, with 10,000 € in the bank.
    pub(crate) fn new() -> Caisse {
        let today = day("2026-01-01");
        let mut caisse = Caisse { state: None, today, records: 0, statements: 0 };
        let chart = Chart::parse(include_str!("../../../charts/association-2018.csv"));
        let founding = Founding {
            name: "Caisse d'essai".to_owned(),
            sector: "essai".to_owned(),
            model: None,
            siren: None,
            iban: None,
            creditor_identifier: None,
            first_year: 2026,
            chart: chart.expect("a sound chart"),
            decision: caisse.decision("Fondation"),
        };
        caisse.by(Actor::Founders, Command::Found(Box::new(founding)));
        let mut members = vec![caisse.enrolment(MemberKind::Person); 5];
        members.push(caisse.enrolment(MemberKind::Organisation));
        caisse.by(Actor::Founders, Command::Members(members::Command::Enrol(members)));
        for (member, role) in [(MemberId(2), Role::CoSignatory), (TREASURER, Role::Treasurer)] {
            let (from, decision) = (today, DecisionId(1));
            let office = Office { member, role, from, until: None, decision };
            caisse.by(Actor::Founders, Command::Offices(offices::Command::Give(office)));
        }
        caisse.receive(euros(10_000));
        caisse
    }

    pub(crate) fn decision(&self, title: &str) -> Decision {
        Decision {
            assembly: "assemblée fondatrice".to_owned(),
            on: self.today,
            title: title.to_owned(),
            text: String::new(),
            document: None,
        }
    }

    fn enrolment(&self, kind: MemberKind) -> Enrolment {
        let category = "active".to_owned();
        Enrolment { kind, joined: self.today, category, household: None }
    }

    /// A line of a bank statement, of that amount.
    pub(crate) fn line(&mut self, amount: Amount) -> crate::identity::BankLineId {
        self.statements += 1;
        let opening = self.house().bank.last_closing().unwrap_or_default();
        let line = bank::Line {
            identity: crate::bank::LineIdentity::of(&format!("{:032x}", self.statements)),
            booked: self.today,
            amount,
        };
        let statement = bank::Statement {
            account: "0123".to_owned(),
            file: digest(self.statements),
            opening: Some(opening),
            closing: Some(opening.plus(amount)),
            lines: vec![line],
        };
        self.by(Actor::Member(TREASURER), Command::Bank(bank::Command::Import(statement)));
        self.house().bank.lines().last().expect("just imported").0
    }

    /// A gift on the bank account.
    pub(crate) fn receive(&mut self, amount: Amount) {
        let line = self.line(amount);
        let command = contributions::Command::ReceiveOther {
            kind: IncomeKind::Gift,
            amount,
            on: self.today,
            label: "Don".to_owned(),
            line: Some(line),
            decision: DecisionId(1),
        };
        self.by(Actor::Member(TREASURER), Command::Contributions(command));
    }

    pub(crate) fn house(&self) -> &Organisation {
        self.state.as_ref().expect("founded")
    }

    pub(crate) fn house_mut(&mut self) -> &mut Organisation {
        self.state.as_mut().expect("founded")
    }

    /// Does it, or tells why not.
    pub(crate) fn try_by(&mut self, actor: Actor, command: Command) -> Result<Event, Refusal> {
        let envelope = Envelope { actor, today: self.today };
        let event = decide(self.state.as_ref(), envelope, command)?;
        self.apply(&event);
        Ok(event)
    }

    pub(crate) fn by(&mut self, actor: Actor, command: Command) -> Event {
        self.try_by(actor, command).unwrap_or_else(|refusal| panic!("{refusal}"))
    }

    pub(crate) fn as_member(&mut self, member: u32, command: impl Into<Command>) -> Event {
        self.by(Actor::Member(MemberId(member)), command.into())
    }

    pub(crate) fn refused(&mut self, member: u32, command: impl Into<Command>) -> Refusal {
        let refused = self.try_by(Actor::Member(MemberId(member)), command.into());
        refused.expect_err("this must be refused")
    }

    pub(crate) fn apply(&mut self, event: &Event) {
        let written = serde_json::to_string(event).expect("an event is plain data");
        let read: Event = serde_json::from_str(&written).expect("what was written is read");
        assert_eq!(read, *event);
        apply(&mut self.state, event, self.records);
        self.records += 1;
    }

    /// The state survives the compact form of snapshots.
    pub(crate) fn kept(&self) {
        let bytes = postcard::to_stdvec(self.house()).expect("a state is kept");
        let read: Organisation = postcard::from_bytes(&bytes).expect("and read back");
        assert_eq!(read, *self.house());
    }
}

impl From<crate::proposals::Command> for Command {
    fn from(command: crate::proposals::Command) -> Command {
        Command::Proposals(command)
    }
}

impl From<crate::projects::Command> for Command {
    fn from(command: crate::projects::Command) -> Command {
        Command::Projects(command)
    }
}

impl From<crate::readings::Command> for Command {
    fn from(command: crate::readings::Command) -> Command {
        Command::Readings(command)
    }
}

impl From<crate::payments::Command> for Command {
    fn from(command: crate::payments::Command) -> Command {
        Command::Payments(command)
    }
}

impl From<crate::agreements::Command> for Command {
    fn from(command: crate::agreements::Command) -> Command {
        Command::Agreements(command)
    }
}

/// A contribution rule of so many euros a month from each day on.
pub(crate) fn contribution(name: &str, versions: &[(&str, u32)]) -> AdoptedRule {
    AdoptedRule { purpose: Purpose::Contribution, rule: flat(name, versions) }
}

/// A rule of so many euros from each day on.
pub(crate) fn flat(name: &str, versions: &[(&str, u32)]) -> caisse_rules::Rule {
    let mut text = format!(
        "[[regles]]\nregle = \"{name}\"\ntitre = {{ fr = \"Cotisation\", en = \"Contribution\" }}\nresultat = \"EUR/mois\"\n"
    );
    for (since, euros) in versions {
        text += &format!(
            "[[regles.version]]\ndepuis = {since}\n[[regles.version.ligne]]\nnom = \"due\"\ntitre = {{ fr = \"Cotisation due\", en = \"Contribution due\" }}\nsomme = [\"{euros},00 EUR\"]\n"
        );
    }
    let set = RuleSet::read(&[("regle.toml".to_owned(), text)]);
    set.unwrap_or_else(|errors| panic!("{errors:?}")).rule(name).expect("the rule").clone()
}
