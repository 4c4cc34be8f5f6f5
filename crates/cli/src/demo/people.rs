//! The people of the demo: 193 households, 400 people, all invented.

use caisse_banking::statement::AccountName;
use caisse_domain::identity::{HouseholdId, MemberId};
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_units::{Amount, Day};
use caisse_vault::PersonalData;

const GIVEN: [&str; 40] = [
    "Amel",
    "Zoé",
    "Jean-Noël",
    "Inès",
    "Bachir",
    "Léa",
    "Marius",
    "Fatou",
    "Chloé",
    "Mehdi",
    "Anaïs",
    "Rémi",
    "Aïcha",
    "Lucie",
    "Thomas",
    "Yasmine",
    "Hugo",
    "Maëlle",
    "Karim",
    "Odile",
    "Paulo",
    "Nadia",
    "Gaël",
    "Sonia",
    "Étienne",
    "Rosa",
    "Malik",
    "Claire",
    "Ousmane",
    "Julie",
    "Noé",
    "Samia",
    "Denis",
    "Élise",
    "Tiago",
    "Manon",
    "Farid",
    "Agnès",
    "Loïc",
    "Mina",
];
const FAMILY: [&str; 41] = [
    "Benali",
    "Dupouy",
    "Le Gall",
    "García",
    "Traoré",
    "Lafitte",
    "Castaing",
    "Diallo",
    "Moreau",
    "Haddad",
    "Ferreira",
    "Laborde",
    "Cissé",
    "Duprat",
    "Nguyen",
    "Bonnet",
    "Lalanne",
    "Sow",
    "Marchand",
    "Costa",
    "Delmas",
    "Belkacem",
    "Faure",
    "Pujol",
    "Keita",
    "Roux",
    "Darrieux",
    "Meunier",
    "Ba",
    "Lopez",
    "Gauthier",
    "Brun",
    "Sarrazin",
    "Messaoudi",
    "Barrère",
    "Petit",
    "Saïdi",
    "Larrieu",
    "Almeida",
    "Colin",
    "Ducasse",
];

/// How a household pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pays {
    /// By direct debit.
    Debit,
    /// By transfer, with the reference of the notice.
    Transfer,
    /// By transfer, from an account that is known, without the reference.
    TransferWithoutReference,
    /// In cash, at the market stall.
    Cash,
}

/// A household of the demo.
#[derive(Clone, Debug)]
pub struct Household {
    /// Who stands for it.
    pub head: MemberId,
    /// How many people.
    pub people: u32,
    /// How it pays.
    pub pays: Pays,
    /// What it chose to pay, if more than proposed.
    pub chosen: Option<Amount>,
    /// The name of who stands for it.
    pub name: String,
    /// Its account.
    pub iban: String,
}

/// The IBAN of an invented account.
pub fn iban(number: u32) -> String {
    match AccountName::from_french_parts("99999", "00033", &format!("{number:011}")) {
        AccountName::Iban(iban) => iban,
        _ => unreachable!("the parts have their lengths"),
    }
}

/// A given name.
pub fn given(rank: usize) -> &'static str {
    GIVEN[rank * 11 % GIVEN.len()]
}

/// A family name.
pub fn family(rank: usize) -> &'static str {
    FAMILY[rank * 5 % FAMILY.len()]
}

/// How many people each household has: 70 of one, 65 of two, 32 of three, 26 of four make 193
/// households and 400 people.
fn sizes() -> impl Iterator<Item = u32> {
    let counts = [(1, 70), (2, 65), (3, 32), (4, 26)];
    let mut left = counts;
    (0..193).map(move |index| {
        // Mixed by a fixed stride, so that neighbours in the list differ.
        let mut choice = (index * 7) % 4;
        while left[choice].1 == 0 {
            choice = (choice + 1) % 4;
        }
        left[choice].1 -= 1;
        left[choice].0
    })
}

/// The members to enrol, in order, and the households they form.
pub fn all(joined: Day) -> (Vec<(Enrolment, PersonalData)>, Vec<Household>) {
    let (mut members, mut households) = (Vec::new(), Vec::new());
    for (index, people) in sizes().enumerate() {
        let household = HouseholdId::at(index);
        let head = MemberId::at(members.len());
        let family = FAMILY[(index * 5) % FAMILY.len()];
        let own = iban(u32::try_from(1000 + index).expect("few households"));
        let pays = match index % 10 {
            0..=5 => Pays::Debit,
            6 | 7 => Pays::Transfer,
            8 => Pays::TransferWithoutReference,
            _ => Pays::Cash,
        };
        let mut name = String::new();
        for person in 0..people {
            let given = GIVEN[(index * 3 + person as usize * 11) % GIVEN.len()];
            let first = person == 0;
            if first {
                name = format!("{given} {family}");
            }
            let plain = caisse_banking::payment::text::sepa_text(&format!("{given}.{family}"), 40);
            let address: String = plain
                .to_lowercase()
                .chars()
                .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
                .collect();
            let number = members.len() + 1;
            let data = PersonalData {
                given_names: Some(given.to_owned()),
                family_name: Some(family.to_owned()),
                email: (index % 12 != 5).then(|| format!("{address}{number}@exemple.org")),
                iban: first.then(|| own.clone()),
                ..PersonalData::default()
            };
            let enrolment = Enrolment {
                kind: MemberKind::Person,
                joined,
                category: if index % 3 == 0 { "salarié·e" } else { "habitant·e" }.to_owned(),
                household: Some(household),
            };
            members.push((enrolment, data));
        }
        let euros = [0, 25, 0, 40, 60, 0, 35, 0, 80, 50, 0, 120][index % 12];
        let chosen = (euros > 0).then(|| Amount::from_cents(euros * 100));
        households.push(Household { head, people, pays, chosen, name, iban: own });
    }
    (members, households)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_has_the_size_of_gironde() {
        let (members, households) = all(Day::new(2025, 1, 1).expect("a day"));
        assert_eq!((households.len(), members.len()), (193, 400));
        assert_eq!(households.iter().map(|household| household.people).sum::<u32>(), 400);
    }
}
