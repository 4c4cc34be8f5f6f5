//! Other organisations: how each is known, where the tie stands, what was heard, what is owed.
//!
//! When a feed was last read stands beside the journal, in what `caisse-app` remembers of contacts.
//!
//! Absent on purpose: fetching feeds and checking signatures (`caisse-app`).

use caisse_app::clock::day_of;
use caisse_app::peers::{Contacts, key_in_digits};
use caisse_domain::federation::{Peer as Known, Side, Statement as Told};
use caisse_domain::identity::PeerId;
use caisse_domain::ledger::{Party, Use};
use caisse_journal::Moment;
use caisse_units::{Amount, Language};
use caisse_web::views::{Debt, Peer, Place, Reference, Statement};

use crate::look::Look;

/// The most statements that a page lists: five years.
const MOST_STATEMENTS: usize = 60;
/// The most messages that could not be used that a sentence tells.
const MOST_UNUSABLE: usize = 3;
/// The most proofs of contradiction that a page shows whole.
const MOST_PROOFS: usize = 10;

impl Look<'_> {
    /// Another organisation, leading to its page.
    pub fn peer_reference(&self, id: PeerId, peer: &Known) -> Reference {
        Reference {
            label: peer.card.name.clone(),
            detail: None,
            place: Some(Place::Peer(id.to_string())),
        }
    }

    /// An organisation as messages name it: one that we know, ourselves, or a stranger.
    pub fn origin_reference(&self, origin: &str) -> Reference {
        if let Some((id, peer)) = self.state.federation.by_origin(origin) {
            return self.peer_reference(id, peer);
        }
        let own = self.state.federation.own() == origin;
        let label = if own { &self.state.founding.name } else { origin };
        Reference { label: label.to_owned(), detail: None, place: own.then_some(Place::Public) }
    }

    /// The page of another organisation.
    pub fn peer_page(&self, id: &str) -> Option<Peer> {
        let id: PeerId = id.parse().ok()?;
        let peer = self.state.federation.peer(id)?;
        let card = &peer.card;
        let statements = peer.statements.values().rev().take(MOST_STATEMENTS);
        let proofs = || peer.evidence.iter().take(MOST_PROOFS).cloned().collect();
        Some(Peer {
            id: id.to_string(),
            name: card.name.clone(),
            origin: card.origin.clone(),
            address: card.address.clone(),
            key: card.key.clone(),
            key_groups: key_in_digits(&card.key),
            side: self.side_told(peer),
            state: self.tie_told(peer),
            adoption: peer.tie.map(|tie| self.adoption(tie.decision)),
            debt: self.debt(peer),
            heard: self.heard_told(id, peer),
            caught: self.caught_told(peer).map(|told| (told, proofs())),
            statements: statements.map(statement).collect(),
        })
    }

    fn side_told(&self, peer: &Known) -> String {
        match peer.side {
            Side::Above => self.say(
                "C'est une fédération à laquelle nous appartenons.",
                "It is a federation that we belong to.",
            ),
            Side::Below(member) => match self.language {
                Language::French => format!("C'est un membre de notre fédération ({member})."),
                Language::English => format!("It is a member of our federation ({member})."),
            },
        }
    }

    /// Where a tie stands.
    pub fn tie_told(&self, peer: &Known) -> String {
        let Some(tie) = peer.tie else {
            return match peer.theirs {
                Some(_) => self.say(
                    "Son assemblée a décidé le lien ; la nôtre pas encore.",
                    "Its assembly decided the tie; ours not yet.",
                ),
                None => self.say(
                    "Connue, mais aucune assemblée n'a encore décidé de lien.",
                    "Known, but no assembly decided a tie yet.",
                ),
            };
        };
        let from = peer.theirs.map_or(tie.from, |theirs| theirs.max(tie.from));
        match (tie.until, peer.theirs) {
            (Some(until), _) if until < self.today => match self.language {
                Language::French => format!("Le lien a pris fin le {}.", self.day(until)),
                Language::English => format!("The tie ended on {}.", self.day(until)),
            },
            (Some(until), _) => match self.language {
                Language::French => format!("Le lien prendra fin le {}.", self.day(until)),
                Language::English => format!("The tie will end on {}.", self.day(until)),
            },
            (None, None) => self.say(
                "Notre assemblée a décidé le lien ; la sienne pas encore.",
                "Our assembly decided the tie; theirs not yet.",
            ),
            (None, Some(_)) if from > self.today => match self.language {
                Language::French => format!("Liées à partir du {}.", self.day(from)),
                Language::English => format!("Tied from {}.", self.day(from)),
            },
            (None, Some(_)) => match self.language {
                Language::French => {
                    format!("Liées depuis le {}, par les deux assemblées.", self.day(from))
                }
                Language::English => {
                    format!("Tied since {}, by both assemblies.", self.day(from))
                }
            },
        }
    }

    /// How far we listened to an organisation, and when last.
    pub fn heard_told(&self, id: PeerId, peer: &Known) -> String {
        let count = peer.taken.len();
        let last = self.index.heard(id).map(|day| (self.day(day), self.today.days_since(day)));
        let told = match (last, self.language) {
            (None, Language::French) => "Aucun message lu encore.".to_owned(),
            (None, Language::English) => "No message read yet.".to_owned(),
            (Some((day, ago)), Language::French) => {
                format!(
                    "Dernier message lu : n° {count}, le {day} ({}).",
                    days_ago(ago, self.language)
                )
            }
            (Some((day, ago)), Language::English) => {
                format!(
                    "Last message read: no. {count}, on {day} ({}).",
                    days_ago(ago, self.language)
                )
            }
        };
        let unusable = peer.unusable.iter().rev().take(MOST_UNUSABLE).map(|(number, why)| {
            let why = self.say(&why.french, &why.english);
            match self.language {
                Language::French => format!(" Message n° {number} inutilisable : {why}."),
                Language::English => format!(" Message no. {number} cannot be used: {why}."),
            }
        });
        std::iter::once(told).chain(self.reached_told(peer)).chain(unusable).collect()
    }

    /// How many messages were seen and not taken, and when its feed was last read; nothing when it was
    /// never looked for.
    fn reached_told(&self, peer: &Known) -> Option<String> {
        let contacts = Contacts::read(self.desk.directory.root()).ok()?;
        let contact = contacts.of(&peer.card.origin);
        let read = day_of(Moment(contact.last_contact?));
        let lag = (contact.highest + 1).saturating_sub(peer.next());
        let mut told = match self.language {
            Language::French => format!(" Retard : {lag}. Fil lu le {}.", self.day(read)),
            Language::English => format!(" Lag: {lag}. Feed read on {}.", self.day(read)),
        };
        if let Some((french, english)) = &contact.trouble {
            told.push_str(&format!(" {}", self.say(french, english)));
        }
        Some(told)
    }

    /// What an organisation was caught at, in plain words.
    pub fn caught_told(&self, peer: &Known) -> Option<String> {
        let (count, name) = (peer.evidence.len(), &peer.card.name);
        if count == 0 {
            return None;
        }
        Some(match self.language {
            Language::French => format!(
                "{name} a dit deux choses différentes sous le même numéro, et l'a signé : un passé a \
                 été réécrit. Preuves gardées : {count}. Plus rien n'est lu de sa part tant qu'une \
                 décision n'a pas accepté une nouvelle clé."
            ),
            Language::English => format!(
                "{name} said two different things under the same number, and signed them: a past was \
                 rewritten. Proofs kept: {count}. Nothing more is read from it until a decision \
                 accepts another key."
            ),
        })
    }

    /// What is owed between us and another. Linear in the postings when something is.
    pub fn debt(&self, peer: &Known) -> Option<Debt> {
        let owed = self.state.owed_to(peer.level);
        if owed.is_zero() {
            return None;
        }
        let account = self.state.chart.account(Use::OwedToLevels);
        let party = Some(Party::Level(peer.level));
        let (mut balance, mut began) = (Amount::ZERO, None);
        for entry in self.state.ledger.entries() {
            let postings = entry.postings();
            let ours = postings.filter(|line| line.account == account && line.party == party);
            let moved: Amount = ours.map(|line| line.amount).sum();
            if moved.is_zero() {
                continue;
            }
            if balance.is_zero() || balance.is_negative() != balance.plus(moved).is_negative() {
                began = Some((entry.date(), entry.id()));
            }
            balance = balance.plus(moved);
        }
        let (since, entry) = began?;
        Some(Debt {
            amount: if owed.is_negative() { -owed } else { owed },
            ours: owed.is_positive(),
            since,
            entry: self.entry_place(entry),
        })
    }
}

fn days_ago(days: i32, language: Language) -> String {
    match (days, language) {
        (..=0, _) => language.choose("aujourd'hui", "today").to_owned(),
        (1, _) => language.choose("hier", "yesterday").to_owned(),
        (days, Language::French) => format!("il y a {days} jours"),
        (days, Language::English) => format!("{days} days ago"),
    }
}

/// A statement as pages show it.
pub(crate) fn statement(told: &Told) -> Statement {
    let per_head = |amount: Amount| per_head(amount, told.members);
    Statement {
        month: told.month,
        members: told.members,
        contributors: told.contributors,
        base: told.base,
        called: told.called,
        received: told.received,
        granted: told.granted,
        asked: told.asked,
        available: told.available,
        floor: told.floor,
        survival: told.survival,
        received_per_head: per_head(told.received),
        granted_per_head: per_head(told.granted),
        available_per_head: per_head(told.available),
    }
}

/// An amount divided by a number of members, to the nearest cent; nothing for nobody.
pub(crate) fn per_head(amount: Amount, members: u64) -> Option<Amount> {
    let members = i64::try_from(members).ok().filter(|members| *members > 0)?;
    let half = if amount.is_negative() { -(members / 2) } else { members / 2 };
    Some(Amount::from_cents((amount.cents() + half) / members))
}
