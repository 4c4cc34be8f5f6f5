//! The three federations: who belongs to them, and who is sent there.

use caisse_domain::identity::MemberId;
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_vault::PersonalData;

use super::food::someone;
use super::founding::Founded;
use crate::demo::day;

const STATUTES: &str = include_str!("federation.toml");

/// A federation of the world.
pub struct Federation {
    /// Its label.
    pub label: &'static str,
    /// Its identifier for others.
    pub origin: &'static str,
    /// Its name.
    pub name: &'static str,
    sector: &'static str,
    text: &'static str,
    statutes: &'static str,
    account: u32,
    /// The labels of its members, in the order of their numbers; their delegates follow in the same order.
    pub members: &'static [&'static str],
    /// Treasurer, co-signatory, facilitator, by the place of the delegate.
    offices: [usize; 3],
}

/// The three, the confederation last.
pub const FEDERATIONS: [Federation; 3] = [
    Federation {
        label: "alimentation",
        origin: "caisse.demo-alimentation",
        name: "Fédération des caisses alimentaires",
        sector: "alimentation",
        text: "Quatre caisses inégales gardent leurs moyens et se donnent des règles communes : un même plancher de cotisation, et un partage qui assure à chacune quatre cinquièmes de la moyenne.",
        statutes: include_str!("alimentation.toml"),
        account: 24,
        members: &["gironde", "montreval", "port-salain", "hautes-combes"],
        offices: [1, 2, 0],
    },
    Federation {
        label: "energie",
        origin: "caisse.demo-energie",
        name: "Fédération des caisses de l'énergie",
        sector: "énergie",
        text: "Deux caisses de salarié·es de l'énergie mettent un quart de leurs cotisations en commun.",
        statutes: include_str!("energie.toml"),
        account: 33,
        members: &["reseau", "chaufferies"],
        offices: [0, 1, 0],
    },
    Federation {
        label: "confederation",
        origin: "caisse.demo-confederation",
        name: "Confédération des caisses",
        sector: "interprofessionnel",
        text: "Deux secteurs que rien ne liait décident ensemble de ce que l'un donne à l'autre.",
        statutes: include_str!("confederation.toml"),
        account: 41,
        members: &["alimentation", "energie"],
        offices: [0, 1, 0],
    },
];

/// The federation that an organisation belongs to.
pub fn above(label: &str) -> Option<&'static Federation> {
    FEDERATIONS.iter().find(|one| one.members.contains(&label))
}

impl Federation {
    /// The number of a member organisation.
    pub fn member(&self, label: &str) -> MemberId {
        MemberId::at(self.place(label))
    }

    /// The number of its delegate.
    pub fn delegate(&self, label: &str) -> MemberId {
        MemberId::at(self.members.len() + self.place(label))
    }

    fn place(&self, label: &str) -> usize {
        self.members.iter().position(|member| *member == label).expect("it belongs to it")
    }

    /// What is founded: the organisations, by the names they have, then a delegate of each.
    pub fn founded(&self, names: &[String]) -> Founded {
        let joined = day(2024, 11, 16);
        let enrolment = |kind, category: &str| Enrolment {
            kind,
            joined,
            category: category.to_owned(),
            household: None,
        };
        let organisation = |name: &String| {
            let data = PersonalData { family_name: Some(name.clone()), ..PersonalData::default() };
            (enrolment(MemberKind::Organisation, "caisse"), data)
        };
        let mut people: Vec<_> = names.iter().map(organisation).collect();
        for (number, label) in (1..).zip(self.members) {
            let person = someone(self.account * 1_000 + number, number * 7 + self.account);
            people.push((enrolment(MemberKind::Person, label), person));
        }
        Founded {
            origin: self.origin,
            name: self.name,
            sector: self.sector,
            model: None,
            on: joined,
            text: self.text,
            account: self.account,
            people,
            rules: Vec::new(),
            statutes: format!("{STATUTES}\n{}", self.statutes),
            offices: self.offices.map(|place| MemberId::at(self.members.len() + place)),
        }
    }
}
