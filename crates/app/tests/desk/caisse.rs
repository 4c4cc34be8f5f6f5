//! A caisse in a temporary directory, with a clock that is set.

use std::path::{Path, PathBuf};
use std::process::Command as Program;
use std::sync::Arc;

use caisse_app::work::members_file;
use caisse_app::{Desk, Done, ExecuteError, SetClock, Source, models};
use caisse_domain::contributions;
use caisse_domain::founding::Founding;
use caisse_domain::identity::{DecisionId, MemberId};
use caisse_domain::offices::{self, Actor, Decision, Office, Role};
use caisse_domain::{Command, Organisation, rules};
use caisse_journal::OrganisationId;
use caisse_units::{Amount, Day, Month};

pub const OWN_IBAN: &str = "FR7630006000011234567890189";
pub const DECISION: DecisionId = DecisionId(1);

pub struct Caisse {
    pub desk: Desk,
    pub clock: SetClock,
    pub directory: tempfile::TempDir,
}

pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

pub fn month(text: &str) -> Month {
    text.parse().unwrap()
}

pub fn euros(text: &str) -> Amount {
    Amount::parse(text).unwrap()
}

pub fn member(number: u32) -> MemberId {
    MemberId(number)
}

pub fn acting(number: u32) -> Actor {
    Actor::Member(member(number))
}

/// A German IBAN with right check digits.
pub fn iban(number: u64) -> String {
    let account = format!("{number:018}");
    let digits = format!("{account}131400");
    let remainder = digits.bytes().fold(0_u32, |rest, b| (rest * 10 + u32::from(b - b'0')) % 97);
    format!("DE{:02}{account}", 98 - remainder)
}

/// A caisse of that model, founded and with its rules adopted.
pub fn found(model: &str, on: Day) -> Caisse {
    let directory = tempfile::tempdir().unwrap();
    let clock = SetClock::at(on);
    let organisation = OrganisationId::new("caisse.test").unwrap();
    let root = directory.path().join("caisse");
    let mut desk =
        Desk::create(&root, organisation, Arc::new(clock.clone()), Source::seeded(7)).unwrap();
    let model = models::model(model).unwrap();
    let founding = Founding {
        name: "Caisse d'essai".to_owned(),
        sector: model.sector.clone(),
        model: Some(model.name.clone()),
        siren: Some("732829320".to_owned()),
        iban: Some(OWN_IBAN.to_owned()),
        creditor_identifier: Some("FR72ZZZ123456".to_owned()),
        first_year: 2026,
        chart: models::chart(&model.chart).unwrap(),
        decision: Decision {
            assembly: "Assemblée fondatrice".to_owned(),
            on,
            title: "Fondation".to_owned(),
            text: String::new(),
            document: None,
        },
    };
    desk.act(Actor::Founders, Command::Found(Box::new(founding))).unwrap();
    let adopt = rules::Command::Adopt { rules: model.rules, decision: DECISION };
    desk.act(Actor::Founders, Command::Rules(adopt)).unwrap();
    Caisse { desk, clock, directory }
}

impl Caisse {
    pub fn root(&self) -> PathBuf {
        self.directory.path().join("caisse")
    }

    pub fn state(&self) -> &Organisation {
        self.desk.state().unwrap()
    }

    pub fn enrol(&mut self, table: &str, joined: Day) {
        let preview = members_file::preview(&self.desk, table.as_bytes(), joined);
        let preview = preview.unwrap().unwrap();
        members_file::take(&mut self.desk, Actor::Founders, preview).unwrap();
    }

    /// Gives the offices of treasurer to the first and of co-signatory to the others.
    pub fn elect(&mut self, members: &[u32], from: Day) {
        for (rank, number) in members.iter().enumerate() {
            let role = if rank == 0 { Role::Treasurer } else { Role::CoSignatory };
            let office =
                Office { member: member(*number), role, from, until: None, decision: DECISION };
            let give = Command::Offices(offices::Command::Give(office));
            self.desk.act(Actor::Founders, give.clone()).or_else(|_| self.act(give)).unwrap();
        }
    }

    /// As the treasurer, member 1.
    pub fn act(&mut self, command: Command) -> Result<Done, ExecuteError> {
        self.desk.act(acting(1), command)
    }

    pub fn call(&mut self, called: &str, due: &str) {
        let month = month(called);
        let situations = self.desk.people.situations_to_call(self.state(), month).unwrap();
        let call = contributions::Command::Call { month, due: day(due), situations };
        self.act(Command::Contributions(call)).unwrap();
    }
}

/// Asks a program about a file; `None` if it is not installed.
pub fn asked(program: &str, before: &[&str], file: &Path, after: &[&str]) -> Option<String> {
    let run =
        Program::new(program).args(before).arg(file).args(after).env("LC_ALL", "C.UTF-8").output();
    let Ok(output) = run else {
        println!("skipped: {program} is not installed");
        return None;
    };
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{program}: {told}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// The schema of its form accepts the file; nothing is said where schema or program are absent.
pub fn accepted_by_schema(bytes: &[u8], form: &str) {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/banking/xsd");
    let schema = schemas.join(format!("{form}.xsd"));
    if !schema.exists() {
        println!("skipped: no shared data");
        return;
    }
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("file.xml");
    std::fs::write(&path, bytes).unwrap();
    let schema = schema.to_str().unwrap();
    asked("xmllint", &["--noout", "--nonet", "--schema", schema], &path, &[]);
}
