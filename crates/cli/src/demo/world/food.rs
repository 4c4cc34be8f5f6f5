//! The three smaller food caisses: their people, what they ask and give, and their month.
//!
//! They are unequal on purpose: one lives by high contributions, two by little, so that sharing
//! between them means something.

use caisse_app::models;
use caisse_domain::identity::{HouseholdId, MemberId};
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_domain::rules::{AdoptedRule, Purpose};
use caisse_units::{Amount, Day};
use caisse_vault::PersonalData;

use super::founding::{Founded, Person};
use crate::answer::Failure;
use crate::context::Context;
use crate::demo::{day, people};

const STATUTES: &str = include_str!("caisse.toml");

/// A food caisse of the world.
pub struct Food {
    /// Its label: the name of its directory, and of its host.
    pub label: &'static str,
    /// Its identifier for others.
    pub origin: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it declares.
    text: &'static str,
    /// The number of its account; its people's follow from 100 times that.
    account: u32,
    /// How many people each household has, over and over, and how many people in all.
    sizes: &'static [u32],
    people: u32,
    /// The floor of a household, in cents, before the common one.
    floor: i64,
    /// What households choose to pay above it, in euros, over and over.
    chosen: &'static [i64],
    /// The allowance per household and per person, in cents.
    allowance: i64,
    /// What the commune gives each month.
    pub grant: Amount,
    /// Who gives it.
    pub giver: &'static str,
}

/// The three.
pub const FOODS: [Food; 3] = [
    Food {
        label: "montreval",
        origin: "caisse.demo-montreval",
        name: "Caisse alimentaire de Montreval",
        text: "28 foyers de la ville haute cotisent pour manger mieux et payer mieux les fermes d'alentour.",
        account: 21,
        sizes: &[2, 3, 1, 2],
        people: 58,
        floor: 2_000,
        chosen: &[50, 60, 0, 45, 80, 30],
        allowance: 5_000,
        grant: Amount::from_cents(330_000),
        giver: "Commune de Montreval",
    },
    Food {
        label: "port-salain",
        origin: "caisse.demo-port-salain",
        name: "Caisse alimentaire de Port-Salain",
        text: "16 foyers du quartier des quais, dont beaucoup sans emploi depuis la fermeture du chantier, mettent en commun ce qu'ils peuvent.",
        account: 22,
        sizes: &[3, 1, 2, 2, 3],
        people: 34,
        floor: 800,
        chosen: &[0, 0, 20, 0],
        allowance: 2_000,
        grant: Amount::from_cents(90_000),
        giver: "Commune de Port-Salain",
    },
    Food {
        label: "hautes-combes",
        origin: "caisse.demo-hautes-combes",
        name: "Caisse alimentaire des Hautes-Combes",
        text: "10 foyers de trois villages, autour d'un marché qui n'ouvre plus que le jeudi.",
        account: 23,
        sizes: &[2, 1, 3, 2],
        people: 20,
        floor: 1_000,
        chosen: &[0, 25, 0],
        allowance: 2_000,
        grant: Amount::from_cents(45_000),
        giver: "Communauté de communes des Combes",
    },
];

impl Food {
    /// What is founded.
    ///
    /// # Errors
    /// The model cannot be read.
    pub fn founded(&self, context: &Context) -> Result<Founded, Failure> {
        Ok(Founded {
            origin: self.origin,
            name: self.name,
            sector: "alimentation",
            model: Some("food-caisse-gironde"),
            on: day(2024, 10, 12),
            text: self.text,
            account: self.account,
            people: self.enrolled(),
            rules: rules(context, self.floor, self.allowance, day(2025, 1, 1))?,
            statutes: STATUTES.to_owned(),
            offices: self.officers(),
        })
    }

    /// Second members of households: nobody signs their own allowance.
    fn officers(&self) -> [MemberId; 3] {
        let people = self.households();
        let mut seconds = people.iter().filter(|(_, size)| *size > 1).map(|(head, _)| head.0 + 1);
        [(); 3].map(|()| MemberId(seconds.next().expect("three households of two or more")))
    }

    /// Who stands for each household, and how many people it has.
    pub fn households(&self) -> Vec<(MemberId, u32)> {
        let (mut households, mut enrolled) = (Vec::new(), 0);
        for size in self.sizes.iter().cycle() {
            let size = (*size).min(self.people - enrolled);
            if size == 0 {
                return households;
            }
            households.push((MemberId(enrolled + 1), size));
            enrolled += size;
        }
        households
    }

    /// What the household of that rank chose to pay, if more than the floor.
    pub fn chosen(&self, rank: usize) -> Option<Amount> {
        let euros = self.chosen[rank % self.chosen.len()];
        (euros > 0).then(|| Amount::from_cents(euros * 100))
    }

    fn enrolled(&self) -> Vec<Person> {
        let joined = day(2024, 10, 12);
        let mut enrolled = Vec::new();
        for (rank, (head, size)) in self.households().into_iter().enumerate() {
            for person in 0..size {
                let number = self.account * 1_000 + head.0 + person;
                let enrolment = Enrolment {
                    kind: MemberKind::Person,
                    joined,
                    category: "habitant·e".to_owned(),
                    household: Some(HouseholdId::at(rank)),
                };
                enrolled.push((enrolment, someone(number, head.0 + self.account)));
            }
        }
        enrolled
    }
}

/// An invented person with an invented account; people of one household share the family name.
pub fn someone(number: u32, family: u32) -> PersonalData {
    PersonalData {
        given_names: Some(people::given(number as usize).to_owned()),
        family_name: Some(people::family(family as usize).to_owned()),
        iban: Some(people::iban(number)),
        ..PersonalData::default()
    }
}

/// The contribution and the allowance of the Gironde model, with another floor and other allowances.
///
/// # Errors
/// The model cannot be read.
pub fn rules(
    context: &Context,
    floor: i64,
    allowance: i64,
    since: Day,
) -> Result<Vec<AdoptedRule>, Failure> {
    let model = models::model("food-caisse-gironde");
    let model = model.map_err(|error| context.fail(|l| error.sentence(l)))?;
    let lived = model.rules.into_iter().filter(|one| !matches!(one.purpose, Purpose::Parameter));
    let changed = lived.map(|adopted| {
        let adopted = with_euros(adopted, 1_000, floor, since);
        with_euros(adopted, 7_500, allowance, since)
    });
    Ok(changed.collect())
}

/// A rule whose versions begin on a day, with other euros in the place of some.
fn with_euros(mut adopted: AdoptedRule, before: i64, after: i64, since: Day) -> AdoptedRule {
    for version in &mut adopted.rule.versions {
        let text = serde_json::to_string(version).expect("a version is plain data");
        let (before, after) =
            (format!(r#"{{"euros":{before}}}"#), format!(r#"{{"euros":{after}}}"#));
        *version =
            serde_json::from_str(&text.replace(&before, &after)).expect("a version is plain data");
        version.since = since;
        version.source = None;
        version.examples.clear();
    }
    adopted
}
