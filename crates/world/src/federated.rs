//! A federation and three caisses during a year, each over its own store, that hear each other through
//! signed feeds: pages that come late, twice, in disorder or not at all, houses that are opened again,
//! clocks that differ; all of it from one seed.
//!
//! Absent on purpose: sockets, and what one organisation lives alone (`simulation`).

use std::sync::Arc;

use caisse_app::{House, Request, SetClock};
use caisse_domain::agreements::Ceded;
use caisse_domain::assemblies::meeting::{Bureau, Convocation, Item, ItemKind, Place};
use caisse_domain::assemblies::poll::{Answer, Ballot, Channel, Part, Question};
use caisse_domain::assemblies::{BallotGiven, Command as A, Kind, Paper};
use caisse_domain::contributions::{self, IncomeKind};
use caisse_domain::federation::{Card, Command as F, Message as Said, Side};
use caisse_domain::identity::{AssemblyId, DecisionId, MemberId, PeerId, PollId, ProposalId};
use caisse_domain::members::{self, MemberKind};
use caisse_domain::proposals::{Command as P, Content, Effect};
use caisse_domain::rules::{AdoptedRule, Purpose};
use caisse_domain::{Command, Organisation, books};
use caisse_journal::{Digest, MemoryStore, NoteKey, NoteSigner, OrganisationId};
use caisse_messages::{Content as Body, Feed, Kind as Word, Message, Reader, Taken, To, page};
use caisse_rules::RuleSet;
use caisse_units::{Amount, Day, Rate};

use crate::caisse::{day, founded, month, open, person, treasurer};
use crate::chance::Chance;
use crate::{assembled, laws};

const NAMES: [&str; 4] = ["federation", "bordeaux", "begles", "langon"];
const MONTHS: i8 = 11;
const RULE: &str = "perequation_par_tete";

/// One organisation on its own server.
struct Server {
    name: &'static str,
    store: Arc<MemoryStore>,
    clock: SetClock,
    house: House,
    signer: NoteSigner,
    feed: Vec<Message>,
    asked: u64,
}

impl Server {
    fn new(place: usize, people: usize) -> Server {
        let (name, store) = (NAMES[place], Arc::new(MemoryStore::new()));
        let clock = SetClock::at(day(2026, 1, 1));
        let house = founded(store.clone(), &clock, "food-caisse-gironde", people);
        let secret = [u8::try_from(place).unwrap_or(0) + 1; 32];
        let signer = NoteSigner::new(name, &secret).expect("a name");
        Server { name, store, clock, house, signer, feed: Vec::new(), asked: 0 }
    }

    fn state(&self) -> &Organisation {
        self.house.state().expect("it is founded")
    }

    fn ask(&mut self, command: Command) -> Result<(), String> {
        self.asked += 1;
        let (key, actor) = (format!("{}-{}", self.name, self.asked), treasurer());
        let request = Request { key, actor, command, sealed: Vec::new() };
        self.house.execute(request).map(drop).map_err(|error| error.to_string())
    }

    fn must(&mut self, command: Command) {
        self.ask(command).unwrap_or_else(|error| panic!("{}: {error}", self.name));
    }

    fn tie(&mut self, command: F) {
        self.must(Command::Federation(command));
    }

    fn open_again(&mut self) {
        self.house = open(self.store.clone(), &self.clock, 1);
    }

    fn card(&self) -> Card {
        let (origin, name) = (self.name.to_owned(), self.name.to_owned());
        Card { origin, name, key: self.signer.public().to_string(), address: None }
    }

    /// A proposal adopted by all on that day.
    fn vote(&mut self, effect: Effect, from: Day, on: Day) {
        let proposal = ProposalId::at(self.state().proposals.all().count());
        let content = Content {
            title: "Une proposition".to_owned(),
            text: "L'exposé des motifs.".to_owned(),
            effect,
            from,
            links: Vec::new(),
            documents: Vec::new(),
        };
        self.must(Command::Proposals(P::Draft(Box::new(content))));
        self.must(Command::Proposals(P::Open { proposal }));
        for asked in self.assembly(proposal, on) {
            self.must(Command::Assemblies(asked));
        }
    }

    fn assembly(&self, proposal: ProposalId, on: Day) -> Vec<A> {
        let known = &self.state().assemblies;
        let assembly = AssemblyId::at(known.assemblies().count());
        let poll = PollId::at(known.polls().count());
        let at = |text: &str| text.parse().expect("a time of day");
        let item = Item {
            title: "La proposition".to_owned(),
            kind: ItemKind::Proposal,
            proposal: Some(proposal),
            minutes: None,
            documents: Vec::new(),
            report: None,
        };
        let convocation = Convocation {
            title: "Assemblée".to_owned(),
            on,
            at: at("18:00"),
            place: "la salle".to_owned(),
            link: String::new(),
            agenda: vec![item],
            second_call_of: None,
            request: None,
        };
        let (chair, secretary) = (Some(MemberId(1)), Some(MemberId(2)));
        let bureau = Bureau { chair, secretary, scrutineers: Vec::new() };
        let voters: Vec<MemberId> =
            self.state().members.active_on(on).map(|(member, _)| member).collect();
        let question = Box::new(Question {
            item: 0,
            kind: Kind::Resolution,
            text: String::new(),
            options: Vec::new(),
            proposal: Some(proposal),
            amendment: None,
            seats: 0,
            spending: None,
        });
        let ballot = |voter: &MemberId| BallotGiven {
            voter: *voter,
            by: None,
            channel: Channel::Room,
            paper: Paper::Open(vec![Part { ballot: Ballot::Answer(Answer::Yes), votes: 1 }]),
        };
        let ballots = voters.iter().map(ballot).collect();
        vec![
            A::Convene(Box::new(convocation)),
            A::SetBureau { assembly, bureau },
            A::Arrive { assembly, members: voters, place: Place::Room, at: at("18:05") },
            A::Open { assembly, at: at("18:10") },
            A::GoTo { assembly, item: 0 },
            A::OpenPoll { assembly, question, rule: None },
            A::Cast { poll, ballots },
            A::ClosePoll { poll, opened: Vec::new() },
            A::Close { assembly, at: at("20:00") },
        ]
    }

    /// Signs what was said since the feed was last written.
    fn write(&mut self, second: u64) {
        let from = OrganisationId::new(self.name).expect("an identifier");
        let mut feed = self.feed.last().map_or_else(|| Feed::new(from), Feed::after);
        let known = &self.house.state().expect("it is founded").federation;
        for sent in &known.sent()[self.feed.len()..] {
            let one = sent.to.and_then(|peer| known.peer(peer)).map(|peer| &peer.card.origin);
            let one = one.map(|origin| OrganisationId::new(origin).expect("an origin"));
            let kind = Word::new(sent.message.kind()).expect("a word");
            let body = serde_json::to_string(&sent.message).expect("it can be written");
            let content = Body { to: one.map_or(To::All, To::One), kind, body };
            self.feed.push(feed.write(&self.signer, second, content).expect("it is short"));
        }
    }

    /// Takes a page of another one's feed; the reader is made anew from what the journal holds.
    fn read(&mut self, bytes: &[u8], speaker: &str) {
        let Some((peer, known)) = self.state().federation.by_origin(speaker) else { return };
        let taken = known.taken.iter().map(|digest| Digest::from_hex(digest));
        let taken = taken.collect::<Option<_>>().expect("digests");
        let from = OrganisationId::new(speaker).expect("an identifier");
        let key = NoteKey::parse(&known.card.key).expect("a key");
        let mut reader = Reader::after(from, key, taken);
        for message in page::read(bytes).expect("a page") {
            if reader.take(&message) != Ok(Taken::Next) {
                continue;
            }
            let heading = message.heading();
            let own = OrganisationId::new(self.name).expect("an identifier");
            let for_us = heading.to == To::All || heading.to == To::One(own);
            let said: Option<Box<Said>> =
                for_us.then(|| serde_json::from_str(message.body()).expect("a message"));
            let (number, digest) = (heading.number, heading.digest().to_string());
            self.tie(F::Receive { peer, number, digest, message: said });
        }
    }
}

fn ceded() -> Ceded {
    Ceded {
        matter: "salaires".to_owned(),
        federation: String::new(),
        until: None,
        notice_days: 90,
        majority: Rate::from_parts_per_million(500_000),
        rules: Vec::new(),
    }
}

fn rule(text: &str, name: &str, since: Day, purpose: Purpose) -> AdoptedRule {
    let set = RuleSet::read(&[("r.toml".to_owned(), text.to_owned())]).expect("sound rules");
    let mut rule = set.rule(name).expect("it is there").clone();
    rule.versions[0].since = since;
    AdoptedRule { purpose, rule }
}

/// The year of one seed.
struct World {
    servers: Vec<Server>,
    chance: Chance,
}

/// Lives the year of a seed and checks its laws.
///
/// # Panics
/// Where a law does not hold, naming the seed.
pub fn live(seed: u64) {
    let servers = (0..NAMES.len()).map(|place| Server::new(place, 2 + place)).collect();
    let mut world = World { servers, chance: Chance::new(seed) };
    world.found();
    for number in 1..=MONTHS {
        world.month(number);
    }
    world.settle();
    world.check(seed);
}

impl World {
    fn found(&mut self) {
        let on = day(2026, 1, 1);
        for server in &mut self.servers {
            let (statutes, since, decision) = (assembled::statutes("1/2"), on, DecisionId(1));
            server.must(Command::Assemblies(A::AdoptStatutes { statutes, since, decision }));
            server.must(Command::Contributions(contributions::Command::ReceiveOther {
                kind: IncomeKind::Gift,
                amount: Amount::from_cents(1_000_000),
                on,
                label: "don de départ".to_owned(),
                line: None,
                decision,
            }));
        }
        let mut caisse = person(on);
        caisse.kind = MemberKind::Organisation;
        let enrol = members::Command::Enrol(vec![caisse; 3]);
        self.servers[0].must(Command::Members(enrol));
        let above = self.servers[0].card();
        for (place, name) in NAMES.iter().enumerate().skip(1) {
            let below = self.servers[place].card();
            let number = u32::try_from(place).unwrap_or(0);
            let side = Side::Below(MemberId(2 + number));
            self.servers[0].tie(F::Introduce { own: above.origin.clone(), card: below, side });
            let own = (*name).to_owned();
            let (card, side) = (above.clone(), Side::Above);
            self.servers[place].tie(F::Introduce { own, card, side });
            let ceded = if place == 3 { Vec::new() } else { vec![ceded()] };
            self.servers[place].vote(Effect::Tie { peer: PeerId(1), ceded }, on, on);
            let effect = Effect::Tie { peer: PeerId(number), ceded: Vec::new() };
            self.servers[0].vote(effect, on, on);
        }
        let pool = include_str!("../../../models/equalisation/par-tete.toml");
        let pool = rule(pool, RULE, on, Purpose::Equalisation);
        self.servers[0].vote(Effect::AdoptRules { rules: vec![pool] }, on, on);
        self.everyone_hears();
    }

    /// Statements of the month, pages that arrive or not, equalisations of what is complete.
    fn month(&mut self, number: i8) {
        for place in 0..NAMES.len() {
            let late = i8::try_from(self.chance.below(4)).unwrap_or(0);
            let server = &mut self.servers[place];
            server.clock.set(day(2026, number + 1, 5 + late));
            let month = month(2026, number);
            server.must(Command::Books(books::Command::CloseMonth { month }));
            let base = Some(Amount::from_cents(self.chance.between(0, 1_000_000)));
            if place > 0 {
                server.tie(F::PublishStatement { month, base });
            } else if number == 3 {
                let text = "regle = \"salaire\"\ntitre = { fr = \"salaire\" }\nresultat = \"EUR\"\n[[version]]\ndepuis = 2026-01-01\nvaleur = \"2000,00 EUR\"\n";
                let (from, on) = (day(2026, 6, 1), day(2026, 4, 5 + late));
                let rules = vec![rule(text, "salaire", from, Purpose::Parameter)];
                let matter = "salaires".to_owned();
                server.vote(Effect::AdoptCommonRules { matter, rules }, from, on);
            }
        }
        for _ in 0..12 {
            self.page();
        }
        self.equalise(number);
    }

    fn equalise(&mut self, until: i8) {
        for number in 1..=until {
            let (rule, month) = (RULE.to_owned(), month(2026, number));
            // What lacks a statement, or was done, is refused and tried again later.
            let _ = self.servers[0].ask(Command::Federation(F::Equalise { rule, month }));
        }
    }

    /// Some page of some feed, from before what is known or from after it, maybe in disorder.
    fn page(&mut self) {
        let count = NAMES.len() as u64;
        let (hearer, speaker) = (self.chance.below(count), self.chance.below(count));
        let (hearer, speaker) = (
            usize::try_from(hearer).expect("one of four"),
            usize::try_from(speaker).expect("one of four"),
        );
        if hearer == speaker || self.chance.percent(30) {
            return;
        }
        if self.chance.percent(10) {
            self.servers[hearer].open_again();
        }
        let second = self.chance.below(4_000_000_000);
        self.servers[speaker].write(second);
        let feed = &self.servers[speaker].feed;
        let start = self.chance.below(feed.len() as u64 + 1);
        let mut part = feed[usize::try_from(start).expect("a place")..].to_vec();
        if self.chance.percent(30) {
            part.reverse();
        }
        let bytes = page::write(&part);
        self.servers[hearer].read(bytes.as_bytes(), NAMES[speaker]);
    }

    /// The lines hold again: everyone hears all, what waited is equalised, everyone hears that.
    fn settle(&mut self) {
        for _ in 0..3 {
            self.everyone_hears();
            self.equalise(MONTHS);
        }
    }

    fn everyone_hears(&mut self) {
        for (hearer, speaker) in [(0, 1), (0, 2), (0, 3), (1, 0), (2, 0), (3, 0)] {
            self.servers[speaker].write(1);
            let bytes = page::write(&self.servers[speaker].feed);
            self.servers[hearer].read(bytes.as_bytes(), NAMES[speaker]);
        }
    }

    fn check(&self, seed: u64) {
        let federation = self.servers[0].state();
        laws::check_state(federation).unwrap_or_else(|law| panic!("seed {seed}: {law}"));
        let done = federation.federation.equalised().count();
        assert_eq!(done, usize::try_from(MONTHS).expect("months"), "seed {seed}: equalised");
        for (number, server) in (1..).zip(&self.servers[1..]) {
            let (name, state) = (server.name, server.state());
            laws::check_state(state).unwrap_or_else(|law| panic!("seed {seed}, {name}: {law}"));
            let above = state.federation.peer(PeerId(1)).expect("it is known");
            let below = federation.federation.peer(PeerId(number)).expect("it is known");
            let heard = (above.taken.len(), below.taken.len());
            let said = (federation.federation.sent().len(), state.federation.sent().len());
            assert_eq!(heard, said, "seed {seed}, {name}: each message once");
            assert!(above.unusable.is_empty() && below.unusable.is_empty(), "seed {seed}, {name}");
            let sum = state.owed_to(above.level).plus(federation.owed_to(below.level));
            assert_eq!(sum, Amount::ZERO, "seed {seed}, {name}: what is owed on both sides");
            let due: Amount = federation
                .federation
                .equalised()
                .filter_map(|(_, _, one)| one.transfers.get(name).copied())
                .sum();
            assert_eq!(federation.owed_to(below.level), due, "seed {seed}, {name}: booked once");
            assert_eq!(state.federation.settled().count(), done, "seed {seed}, {name}");
            let common = state.rules.version_on("salaire", day(2026, 12, 1)).is_some();
            assert_eq!(common, number < 3, "seed {seed}, {name}: in force where it is ceded");
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn four_servers_end_in_agreement_whatever_the_lines_do() {
        for seed in 1..=20 {
            super::live(seed);
        }
    }
}
