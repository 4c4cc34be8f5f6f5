//! The door of a demonstration: visitors choose whom to be.
//!
//! Each role is a member of the register by the office held on the day, and one member without any.
//! Their sessions live as long as the process. A second factor counts as shown: there is nobody to
//! protect.
//!
//! Absent on purpose: passwords; anything that a caisse of real people would serve.

use std::collections::BTreeMap;
use std::sync::Arc;

use caisse_domain::identity::MemberId;
use caisse_domain::members::MemberKind;
use caisse_domain::offices::Role as Office;
use caisse_units::Language;
use caisse_web::{Guest, House, Reception, Role, Roles};

use crate::{Reader, Window};

/// Who stands at the door of a demonstration.
pub struct Troupe {
    window: Window,
    parts: BTreeMap<MemberId, Part>,
}

/// A part: the office, the word of its session and its seal.
struct Part {
    office: Option<Office>,
    word: String,
    seal: String,
}

impl Troupe {
    /// How many words the parts need: two each.
    pub const WORDS: usize = 10;

    /// The parts of that window's caisse, with [`Troupe::WORDS`] words that nobody guesses; a part for
    /// which none is left is not played.
    pub fn new(window: &Window, words: Vec<String>) -> Troupe {
        let mut words = words.into_iter();
        let mut part = |office| Some(Part { office, word: words.next()?, seal: words.next()? });
        let mut parts = BTreeMap::new();
        {
            let desk = window.room().read();
            if let Some(house) = desk.house.state() {
                let (today, all) = (desk.today(), offices());
                let holds = |member: MemberId, office| house.offices.holds(member, office, today);
                let active: Vec<MemberId> = house
                    .members
                    .all()
                    .filter(|(_, known)| {
                        known.is_active_on(today) && known.kind == MemberKind::Person
                    })
                    .map(|(member, _)| member)
                    .collect();
                for office in all {
                    let free = |member: &&MemberId| !parts.contains_key(*member);
                    let found = active.iter().filter(free).find(|one| holds(**one, office));
                    let found = found.copied();
                    let played = found.and_then(|member| Some((member, part(Some(office))?)));
                    parts.extend(played);
                }
                let plain = active.iter().find(|one| !all.into_iter().any(|any| holds(**one, any)));
                parts.extend(plain.and_then(|member| Some((*member, part(None)?))));
            }
        }
        Troupe { window: window.seen_by(Reader::Everyone), parts }
    }
}

fn offices() -> [Office; 4] {
    [Office::Treasurer, Office::CoSignatory, Office::Facilitator, Office::Auditor]
}

impl Reception for Troupe {
    fn guest(&self, session: Option<&str>) -> Guest {
        let mut parts = self.parts.iter();
        let playing = session.and_then(|word| parts.find(|(_, part)| part.word == word));
        let Some((member, part)) = playing else { return Guest::default() };
        let desk = self.window.room().read();
        Guest {
            member: Some(member.to_string()),
            name: desk.people.personal(*member).ok().and_then(|data| data.full_name()),
            seal: part.seal.clone(),
            second_factor: true,
        }
    }

    fn house(&self, guest: &Guest) -> Arc<dyn House> {
        let member = guest.member.as_deref().and_then(|member| member.parse().ok());
        Arc::new(self.window.seen_by(member.map_or(Reader::Everyone, Reader::Member)))
    }
}

impl Roles for Troupe {
    fn roles(&self, language: Language) -> Vec<Role> {
        let desk = self.window.room().read();
        let mut order: Vec<_> = self.parts.iter().collect();
        let place = |office: &Option<Office>| {
            office.and_then(|one| offices().iter().position(|other| *other == one))
        };
        order.sort_by_key(|(_, part)| place(&part.office).map_or(0, |place| place + 1));
        let told = order.into_iter().map(|(member, part)| {
            let office = part.office;
            let name = desk.people.personal(*member).ok().and_then(|data| data.full_name());
            let title =
                office.map_or(language.choose("membre", "member"), |one| one.written(language));
            Role {
                member: member.to_string(),
                title: match name {
                    Some(name) => format!("{name}, {title}"),
                    None => format!("{member}, {title}"),
                },
                purpose: purpose(office, language).to_owned(),
            }
        });
        told.collect()
    }

    fn play(&self, member: &str) -> Option<String> {
        let member: MemberId = member.parse().ok()?;
        self.parts.get(&member).map(|part| part.word.clone())
    }
}

fn purpose(office: Option<Office>, language: Language) -> &'static str {
    match office {
        None => language.choose(
            "Voir sa cotisation et pourquoi, demander une aide, donner procuration, proposer.",
            "See one's contribution and why, ask for help, give a proxy, propose.",
        ),
        Some(Office::Treasurer) => language.choose(
            "Appeler, rapprocher le relevé, relancer, préparer les paiements, clore le mois.",
            "Call, match the statement, remind, prepare payments, close the month.",
        ),
        Some(Office::CoSignatory) => language.choose(
            "Lire un ordre de paiement et donner la seconde signature.",
            "Read a payment order and give the second signature.",
        ),
        Some(Office::Facilitator) => language.choose(
            "Préparer une assemblée, la convoquer, l'animer, en écrire le procès-verbal.",
            "Prepare an assembly, convene it, run it, write its minutes.",
        ),
        Some(Office::Auditor) => {
            language.choose("Tout lire, sans rien changer.", "Read everything, change nothing.")
        }
    }
}
