//! The two energy caisses, on the model of the essay: each contributes by wage, and the fund
//! guarantees income when useful work stops for a while, and the tools to go on with it.
//!
//! A quarter of each contribution goes to their federation.

use std::collections::BTreeMap;

use caisse_app::models;
use caisse_domain::Command;
use caisse_domain::allocations;
use caisse_domain::identity::MemberId;
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_domain::offices::{Actor, Role};
use caisse_domain::rules::{AdoptedRule, Purpose};
use caisse_rules::RuleSet;
use caisse_units::{Amount, Day, Month};

use super::caisse::Caisse;
use super::food::someone;
use super::founding::Founded;
use crate::answer::Failure;
use crate::context::Context;
use crate::demo::day;

const STATUTES: &str = include_str!("caisse.toml");
const KEYS: &str = include_str!("cles.toml");

/// An energy caisse of the world.
pub struct Energy {
    /// Its label.
    pub label: &'static str,
    /// Its identifier for others.
    pub origin: &'static str,
    /// Its name.
    pub name: &'static str,
    text: &'static str,
    account: u32,
    people: u32,
    /// The lowest wage, in euros, and how far the wages go above it.
    wages: (u32, u32),
    /// Whose work stops, and the months in which it does.
    stopped: &'static [u32],
    months: std::ops::RangeInclusive<i8>,
    /// The tool asked for, and its price in euros.
    tool: (i8, i64),
}

/// The two.
pub const ENERGIES: [Energy; 2] = [
    Energy {
        label: "reseau",
        origin: "caisse.demo-reseau",
        name: "Caisse des réseaux électriques du Sud",
        text: "40 agentes et agents des réseaux cotisent selon leur salaire pour que le travail utile ne s'arrête pas quand un marché s'arrête.",
        account: 31,
        people: 40,
        wages: (1_950, 1_700),
        stopped: &[14],
        months: 5..=8,
        tool: (3, 1_240),
    },
    Energy {
        label: "chaufferies",
        origin: "caisse.demo-chaufferies",
        name: "Caisse des chaufferies urbaines",
        text: "24 personnes font tourner quatre chaufferies au bois. L'été les chaudières s'éteignent ; la caisse garantit le revenu de celles et ceux qui n'ont alors pas d'heures.",
        account: 32,
        people: 24,
        wages: (1_820, 900),
        stopped: &[9, 17],
        months: 6..=9,
        tool: (4, 860),
    },
];

impl Energy {
    /// What is founded.
    ///
    /// # Errors
    /// The model or the keys cannot be read.
    pub fn founded(&self, context: &Context) -> Result<Founded, Failure> {
        let joined = day(2024, 10, 5);
        let enrolled = |number: u32| {
            let enrolment = Enrolment {
                kind: MemberKind::Person,
                joined,
                category: "salarié·e".to_owned(),
                household: None,
            };
            (enrolment, someone(self.account * 1_000 + number, number * 3 + self.account))
        };
        Ok(Founded {
            origin: self.origin,
            name: self.name,
            sector: "énergie",
            model: Some("sector-caisse"),
            on: joined,
            text: self.text,
            account: self.account,
            people: (1..=self.people).map(enrolled).collect(),
            rules: rules(context)?,
            statutes: STATUTES.to_owned(),
            offices: [MemberId(1), MemberId(2), MemberId(3)],
        })
    }

    fn wage(&self, number: u32) -> u32 {
        self.wages.0 + number * 137 % self.wages.1
    }

    fn situation(&self, number: u32, stopped: bool) -> BTreeMap<String, String> {
        let wage = self.wage(number);
        let level = match wage {
            ..2_000 => "1",
            2_000..2_500 => "2",
            2_500..3_000 => "3",
            _ => "4",
        };
        let (wage, days) = if stopped { (wage / 3, "23") } else { (wage, "0") };
        [
            ("salaire", format!("{wage},00 EUR")),
            ("niveau", level.to_owned()),
            ("statut", "salarie".to_owned()),
            ("jours_sans_revenu", days.to_owned()),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
    }

    /// Everyone declares their wage in December, before the first call.
    ///
    /// # Errors
    /// What is refused.
    pub fn declare(&self, caisse: &mut Caisse<'_>) -> Result<(), Failure> {
        let from = day(2025, 1, 1);
        let all = (1..=self.people).map(|n| (MemberId(n), from, self.situation(n, false)));
        declared(caisse, all.collect())
    }

    /// What changes this month: work stops or is taken up again, a tool is asked for.
    ///
    /// # Errors
    /// What is refused.
    pub fn happens(&self, caisse: &mut Caisse<'_>, month: Month) -> Result<(), Failure> {
        if month.year() != 2025 {
            return Ok(());
        }
        let number = month.month_of_year();
        let change = match number {
            number if number == *self.months.start() => Some(true),
            number if number == *self.months.end() + 1 => Some(false),
            _ => None,
        };
        if let Some(stopped) = change {
            let from = month.first_day();
            let told =
                self.stopped.iter().map(|n| (MemberId(*n), from, self.situation(*n, stopped)));
            declared(caisse, told.collect())?;
        }
        if number == self.tool.0 { self.tool(caisse) } else { Ok(()) }
    }

    /// True in the months in which the guarantee is due to somebody.
    pub fn guarantees(&self, month: Month) -> bool {
        month.year() == 2025 && self.months.contains(&month.month_of_year())
    }

    fn tool(&self, caisse: &mut Caisse<'_>) -> Result<(), Failure> {
        let member = MemberId(self.people / 2);
        let on = caisse.desk.today();
        let ask = allocations::Command::Ask {
            member,
            rule: "prise_en_charge_outils".to_owned(),
            asked: Amount::from_cents(self.tool.1 * 100),
            documents: Vec::new(),
            sensitive: false,
            on,
        };
        let asked = caisse.act(Actor::Member(member), Command::Allocations(ask))?;
        let caisse_domain::Event::Allocations(allocations::Event::Asked { request, .. }) = asked
        else {
            unreachable!("a request was recorded");
        };
        let grant = allocations::Command::Grant {
            request,
            amount: None,
            reasons: "Outil de l'équipe, sans lequel le travail s'arrête".to_owned(),
            decision: None,
            on,
            expires: Some(on.plus_days(60)),
            situation: None,
        };
        caisse.keep(Command::Allocations(grant)).map(drop)
    }
}

type Told = (MemberId, Day, BTreeMap<String, String>);

fn declared(caisse: &mut Caisse<'_>, told: Vec<Told>) -> Result<(), Failure> {
    let treasurer = caisse.officer(Role::Treasurer);
    let done = caisse.desk.declare(treasurer, told);
    done.map(drop).map_err(|error| caisse.context.fail(|l| error.sentence(l)))
}

/// The rules of the model, and the keys between caisse and federation.
fn rules(context: &Context) -> Result<Vec<AdoptedRule>, Failure> {
    let model = models::model("sector-caisse");
    let mut rules = model.map_err(|error| context.fail(|l| error.sentence(l)))?.rules;
    let purpose = Purpose::Keys { own: "caisse".to_owned() };
    rules.push(read(KEYS, "partage_avec_la_federation", purpose)?);
    Ok(rules)
}

/// One rule of a file of the demo.
///
/// # Errors
/// What is wrong in the file.
pub fn read(text: &str, name: &str, purpose: Purpose) -> Result<AdoptedRule, Failure> {
    let set = RuleSet::read(&[(format!("{name}.toml"), text.to_owned())]);
    let set = set.map_err(|errors| {
        Failure::new(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })?;
    let rule = set.rule(name).expect("the file holds it").clone();
    Ok(AdoptedRule { purpose, rule })
}
