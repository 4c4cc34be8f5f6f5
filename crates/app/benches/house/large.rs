//! A large caisse with the published rules of Gironde: every month each member is called, the bank
//! shows one transfer of each, and each is recorded as a receipt, one record a transfer.

use caisse_app::models;
use caisse_app::{Done, House, Request};
use caisse_domain::identity::{BankLineId, DecisionId, MemberId};
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_domain::offices::{Actor, Decision};
use caisse_domain::{Command, Founding, bank, contributions, members, rules};
use caisse_journal::Digest;
use caisse_units::{Amount, Day, Month};

/// The contribution of a person alone under the rules of Gironde.
const CONTRIBUTION: Amount = Amount::from_cents(10_00);

/// How many commands one commit holds while a caisse is made.
const TOGETHER: usize = 10_000;

/// The day of the founding; the rules are in force since January 2024.
pub fn founded_on() -> Day {
    Day::new(2024, 1, 1).expect("a day")
}

/// A day after everything that is made here.
pub fn today() -> Day {
    Day::new(2033, 1, 1).expect("a day")
}

/// A request under a key that its number makes.
pub fn request(number: u64, command: Command) -> Request {
    Request { key: format!("{number:032x}"), actor: Actor::Founders, command, sealed: Vec::new() }
}

/// A member alone.
pub fn enrolment() -> Enrolment {
    Enrolment {
        kind: MemberKind::Person,
        joined: founded_on(),
        category: "actif".to_owned(),
        household: None,
    }
}

/// The founding, the rules of Gironde and that many members, each alone in a household.
pub fn beginning(count: u32) -> Vec<Command> {
    let model = models::model("food-caisse-gironde").expect("it comes with the program");
    let decision = Decision {
        assembly: "Assemblée fondatrice".to_owned(),
        on: founded_on(),
        title: "Fondation".to_owned(),
        text: "La caisse est fondée.".to_owned(),
        document: None,
    };
    let founding = Founding {
        name: "Grande caisse".to_owned(),
        sector: model.sector.clone(),
        model: Some(model.name.clone()),
        siren: None,
        iban: None,
        creditor_identifier: None,
        first_year: 2024,
        chart: models::chart(&model.chart).expect("it comes with the program"),
        decision,
    };
    let adopt = rules::Command::Adopt { rules: model.rules, decision: DecisionId(1) };
    vec![
        Command::Found(Box::new(founding)),
        Command::Rules(adopt),
        Command::Members(members::Command::Enrol(vec![enrolment(); count as usize])),
    ]
}

/// The call of a month.
pub fn call(month: Month) -> Command {
    let situations = rules::Situations::new();
    Command::Contributions(contributions::Command::Call {
        month,
        due: month.last_day(),
        situations,
    })
}

/// The statement of a month: one transfer of each member.
pub fn statement(month: Month, count: u32) -> Command {
    let text = |number: u32| format!("{month} {number}");
    let line = |number: u32| bank::Line {
        identity: bank::LineIdentity::of_digest(*Digest::of(text(number).as_bytes()).as_bytes()),
        booked: month.first_day(),
        amount: CONTRIBUTION,
    };
    Command::Bank(bank::Command::Import(bank::Statement {
        account: "0185".to_owned(),
        file: Digest::of(month.to_string().as_bytes()).to_string(),
        opening: None,
        closing: None,
        lines: (1..=count).map(line).collect(),
    }))
}

/// The receipt that a line of a month's statement shows.
pub fn receipt(month: Month, member: u32, line: u32) -> Command {
    Command::Contributions(contributions::Command::Receive {
        member: MemberId(member),
        amount: CONTRIBUTION,
        on: month.first_day(),
        means: contributions::Means::Transfer { line: BankLineId(line) },
    })
}

/// Executes everything, many commands in a commit; every one must be accepted.
pub fn execute(house: &mut House, commands: impl IntoIterator<Item = Command>) -> Vec<Done> {
    let mut done = Vec::new();
    let mut commands = commands.into_iter().peekable();
    while commands.peek().is_some() {
        let first = house.head().size;
        let together = commands.by_ref().take(TOGETHER).enumerate();
        let requests = together.map(|(place, command)| request(first + place as u64, command));
        let answers = house.execute_batch(requests.collect());
        done.extend(answers.into_iter().map(|answer| answer.expect("accepted")));
    }
    done
}

/// Makes a caisse of `count` members that lives for so many months: `count` × `months` transfers.
pub fn fill(house: &mut House, count: u32, months: u32) {
    execute(house, beginning(count));
    let mut month = founded_on().month();
    for index in 0..months {
        execute(house, [call(month), statement(month, count)]);
        let receipts = (1..=count).map(|member| receipt(month, member, index * count + member));
        execute(house, receipts);
        let close = caisse_domain::books::Command::CloseMonth { month };
        execute(house, [Command::Books(close)]);
        month = month.next();
    }
}
