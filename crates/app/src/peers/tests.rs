//! Two organisations in two directories that hear each other.

use std::path::PathBuf;
use std::sync::Arc;

use caisse_domain::Command as C;
use caisse_domain::federation::{self, Card, Command, Event, Side};
use caisse_domain::founding::Founding;
use caisse_domain::identity::{DecisionId, MemberId, PeerId};
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_domain::offices::{self, Actor, Decision, Office, Role};
use caisse_journal::OrganisationId;
use caisse_units::Day;
use caisse_vault::PersonalData;

mod levels;

use super::*;
use crate::clock::SetClock;
use crate::house;
use crate::models;

const TREASURER: Actor = Actor::Member(MemberId(1));

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// An organisation in a directory of its own.
struct Place {
    folder: tempfile::TempDir,
    clock: SetClock,
    desk: Option<Desk>,
    seed: u64,
}

impl Place {
    fn found(origin: &str, seed: u64) -> Place {
        let folder = tempfile::tempdir().unwrap();
        let on = day("2026-01-01");
        let clock = SetClock::at(on);
        let organisation = OrganisationId::new(origin).unwrap();
        let mut desk = Desk::create(
            &folder.path().join("caisse"),
            organisation,
            Arc::new(clock.clone()),
            house::Source::seeded(seed),
        )
        .unwrap();
        let decision = Decision {
            assembly: "Assemblée fondatrice".to_owned(),
            on,
            title: "Fondation".to_owned(),
            text: String::new(),
            document: None,
        };
        let founding = Founding {
            name: format!("Caisse {origin}"),
            sector: "food".to_owned(),
            model: None,
            siren: None,
            iban: None,
            creditor_identifier: None,
            first_year: 2026,
            chart: models::chart("association-2025").unwrap(),
            decision,
        };
        desk.act(Actor::Founders, C::Found(Box::new(founding))).unwrap();
        let enrolment =
            |kind| Enrolment { kind, joined: on, category: "active".to_owned(), household: None };
        let list = [MemberKind::Person, MemberKind::Organisation, MemberKind::Organisation]
            .map(|kind| (enrolment(kind), PersonalData::default()));
        desk.enrol(Actor::Founders, list.to_vec()).unwrap();
        let office = Office {
            member: MemberId(1),
            role: Role::Treasurer,
            from: on,
            until: None,
            decision: DecisionId(1),
        };
        desk.act(Actor::Founders, C::Offices(offices::Command::Give(office))).unwrap();
        Place { folder, clock, desk: Some(desk), seed }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("caisse")
    }

    fn desk(&mut self) -> &mut Desk {
        self.desk.as_mut().unwrap()
    }

    fn close(&mut self) {
        self.desk = None;
    }

    fn open(&mut self) {
        self.seed += 100;
        let (clock, source) = (Arc::new(self.clock.clone()), house::Source::seeded(self.seed));
        self.desk = Some(Desk::open(&self.root(), clock, source).unwrap());
    }

    fn act(&mut self, command: Command) -> Event {
        match self.desk().act(TREASURER, C::Federation(command)).unwrap().event {
            caisse_domain::Event::Federation(event) => event,
            other => panic!("{other:?}"),
        }
    }

    fn card(&mut self) -> Card {
        own_card(self.desk(), None).unwrap()
    }

    fn introduce(&mut self, other: &mut Place, side: Side) {
        let (own, card) = (self.card().origin, other.card());
        self.act(Command::Introduce { own, card, side });
    }

    fn says(&mut self, number: u32) {
        let address = Some(format!("https://{number}.example.org"));
        self.act(Command::Announce { key: None, address });
    }

    /// Visits its only peer.
    fn hears(&mut self, other: &Place) -> Report {
        self.hears_from(other.root())
    }

    fn hears_from(&mut self, root: PathBuf) -> Report {
        let source = DirectorySource::new(root, Arc::new(self.clock.clone()));
        sync(self.desk(), TREASURER, FIRST, &source).unwrap()
    }

    fn peer(&mut self) -> &federation::Peer {
        self.desk().state().unwrap().federation.peer(FIRST).unwrap()
    }

    fn feed(&self) -> String {
        std::fs::read_to_string(self.root().join(FEED)).unwrap()
    }
}

const FIRST: PeerId = PeerId(1);

/// A federation and a caisse that know each other.
fn two() -> (Place, Place) {
    let (mut above, mut below) = (Place::found("federation", 1), Place::found("caisse-1", 2));
    above.introduce(&mut below, Side::Below(MemberId(2)));
    below.introduce(&mut above, Side::Above);
    (above, below)
}

/// The directory as it stands, elsewhere.
fn copy(place: &mut Place) -> Place {
    place.close();
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (place.root(), folder.path().join("caisse"));
    std::fs::create_dir_all(to.join("keys")).unwrap();
    for entry in ["", "keys"] {
        for file in std::fs::read_dir(from.join(entry)).unwrap() {
            let file = file.unwrap();
            if file.file_type().unwrap().is_file() {
                std::fs::copy(file.path(), to.join(entry).join(file.file_name())).unwrap();
            }
        }
    }
    let mut copy =
        Place { folder, clock: place.clock.clone(), desk: None, seed: place.seed + 1000 };
    place.open();
    copy.open();
    copy
}

#[test]
fn what_is_said_is_signed_at_once_and_taken_once() {
    let (mut above, mut below) = two();
    (1..=3).for_each(|number| above.says(number));
    assert_eq!(above.feed().lines().count(), 3);
    let report = below.hears(&above);
    assert!(report.fault.is_none(), "{:?}", report.fault);
    assert_eq!((report.taken, report.next, report.highest, report.lag()), (3, 4, 3, 0));
    assert_eq!(below.peer().card.address.as_deref(), Some("https://3.example.org"));
    assert_eq!(below.hears(&above).taken, 0);
    assert_eq!(below.peer().taken.len(), 3);
}

#[test]
fn a_torn_line_is_cut_and_a_lost_feed_is_made_again_to_the_byte() {
    let (mut above, mut below) = two();
    (1..=3).for_each(|number| above.says(number));
    let whole = above.feed();
    below.hears(&above);
    let path = above.root().join(FEED);
    for length in [whole.len() - 1, whole.len() / 2, 10, 0] {
        above.close();
        std::fs::write(&path, &whole[..length]).unwrap();
        let bytes = page(&above.root(), 0).unwrap();
        assert!(whole.as_bytes().starts_with(&bytes), "a page has whole lines only");
        above.open();
        assert_eq!(above.feed(), whole, "after {length} bytes");
    }
    above.close();
    std::fs::remove_file(&path).unwrap();
    above.open();
    assert_eq!(above.feed(), whole);
    assert!(below.hears(&above).fault.is_none());
}

#[test]
fn an_old_copy_of_the_journal_says_nothing_in_the_name_of_the_new_one() {
    let (mut above, mut below) = two();
    above.says(1);
    let mut old = copy(&mut above);
    above.says(2);
    below.hears(&above);
    // The old copy with the feed of today: it knows less than was said.
    std::fs::copy(above.root().join(FEED), old.root().join(FEED)).unwrap();
    old.close();
    old.open();
    let fault = old.desk().feed_fault.as_ref();
    assert!(matches!(fault, Some(PeersError::FeedAhead { said: 2, known: 1 })), "{fault:?}");
    old.says(3);
    let fault = old.desk().feed_fault.as_ref();
    assert!(matches!(fault, Some(PeersError::FeedOther { number: 2 })), "{fault:?}");
    assert_eq!(old.feed(), above.feed());
}

#[test]
fn a_copy_that_goes_its_own_way_is_caught_and_heard_no_more() {
    let (mut above, mut below) = two();
    above.says(1);
    let mut other = copy(&mut above);
    above.says(2);
    other.says(9);
    assert_eq!(below.hears(&above).taken, 2);
    let report = below.hears(&other);
    assert!(matches!(&report.fault, Some(PeersError::Fault(fault)) if fault.evidence().is_some()));
    assert_eq!(below.peer().evidence.len(), 1);
    above.says(3);
    let report = below.hears(&above);
    assert!(matches!(report.fault, Some(PeersError::Contradicted { .. })));
    assert_eq!((report.taken, below.peer().taken.len(), below.peer().evidence.len()), (0, 2, 1));
    // An assembly looked at it and accepts the key again: what follows is taken.
    let (key, decision) = (below.peer().card.key.clone(), DecisionId(1));
    below.act(Command::AcceptKey { peer: FIRST, key, decision });
    assert_eq!(below.hears(&above).taken, 1);
}

#[test]
fn a_longer_fork_is_evidence_too() {
    let (mut above, mut below) = two();
    above.says(1);
    let mut other = copy(&mut above);
    (2..=3).for_each(|number| above.says(number));
    (7..=9).for_each(|number| other.says(number));
    below.hears(&above);
    let report = below.hears(&other);
    assert!(matches!(&report.fault, Some(PeersError::Fault(fault)) if fault.evidence().is_some()));
}

/// A source that answers what the test wants.
struct Fixed(Vec<u8>);

impl Source for Fixed {
    fn page(&self, _: u64) -> Result<Vec<u8>, PeersError> {
        Ok(self.0.clone())
    }
    fn witness_card(&self) -> Result<String, PeersError> {
        unreachable!("not asked")
    }
    fn add_checkpoint(&self, _: &str) -> Result<(u16, String), PeersError> {
        unreachable!("not asked")
    }
}

#[test]
fn replayed_reordered_altered_and_oversized_pages_change_nothing() {
    let (mut above, mut below) = two();
    (1..=4).for_each(|number| above.says(number));
    let whole = above.feed();
    below.hears(&above);
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let visit =
        |below: &mut Place, page: &str| sync(below.desk(), TREASURER, FIRST, &Fixed(page.into()));
    let report = visit(&mut below, &whole).unwrap();
    assert!(report.fault.is_none() && report.taken == 0, "a replay");
    let report = visit(&mut below, &[lines[2], lines[0], lines[1]].concat()).unwrap();
    assert!(report.fault.is_none() && report.taken == 0, "what was taken, in another order");
    let report = visit(&mut below, &lines[0].replace("1.example", "x.example")).unwrap();
    assert!(matches!(report.fault, Some(PeersError::Page(_))), "{:?}", report.fault);
    let report = visit(&mut below, &"\n".repeat(9 * 1024 * 1024)).unwrap();
    assert!(matches!(report.fault, Some(PeersError::Page(_))));
    (5..=6).for_each(|number| above.says(number));
    let last = above.feed().lines().last().unwrap().to_owned();
    let report = visit(&mut below, &last).unwrap();
    assert!(matches!(report.fault, Some(PeersError::Fault(caisse_messages::Fault::Gap { .. }))));
    assert_eq!((report.highest, report.lag()), (6, 2));
    let report = visit(&mut below, "").unwrap();
    assert!(matches!(report.fault, Some(PeersError::Shorter { taken: 4 })));
    assert_eq!(below.peer().taken.len(), 4);
    assert_eq!(below.hears(&above).taken, 2);
}

#[test]
fn a_peer_out_of_reach_is_shown_with_its_last_contact_and_nothing_is_lost() {
    let (mut above, mut below) = two();
    above.says(1);
    below.clock.set(day("2026-02-01"));
    below.hears(&above);
    let before = Contacts::read(&below.root()).unwrap().of("federation");
    below.clock.set(day("2026-02-09"));
    let report = below.hears_from(PathBuf::from("/nowhere"));
    assert!(report.fault.is_some());
    let after = Contacts::read(&below.root()).unwrap().of("federation");
    assert_eq!(after.last_contact, before.last_contact);
    assert!(after.last_try > before.last_try && after.trouble.is_some());
    // A clock that runs behind changes nothing: the order is that of the numbers.
    above.clock.set(day("2025-12-01"));
    above.says(2);
    below.close();
    below.open();
    let report = below.hears(&above);
    assert_eq!((report.taken, report.fault.is_none()), (1, true));
}

#[test]
fn a_key_is_turned_by_a_message_and_whoever_comes_later_reads_from_the_first() {
    let (mut above, mut below) = two();
    above.says(1);
    let old = above.card().key;
    let new = turn_key(above.desk(), TREASURER).unwrap();
    above.says(2);
    assert_ne!(old, new);
    assert_eq!(above.card().key, new);
    assert_eq!(above.desk().directory.former_keys().unwrap().len(), 1);
    assert_eq!(below.hears(&above).taken, 3);
    assert_eq!(below.peer().card.key, new);
    // Turned twice: whoever meets it now knows only the third key.
    turn_key(above.desk(), TREASURER).unwrap();
    above.says(3);
    let mut late = Place::found("caisse-2", 3);
    late.introduce(&mut above, Side::Above);
    let report = late.hears(&above);
    assert!(report.fault.is_none(), "{:?}", report.fault);
    assert_eq!(report.taken, 5);
    assert_eq!(below.hears(&above).taken, 2);
}

#[test]
fn a_checkpoint_is_cosigned_by_peers_and_a_rewritten_past_is_caught() {
    let (mut above, mut below) = two();
    let root = above.root();
    Contacts::note(below.desk(), "federation", |contact| contact.directory = Some(root)).unwrap();
    let (_, list) = witness(below.desk()).unwrap();
    assert!(list[0].outcome.is_ok(), "{:?}", list[0].outcome);
    below.says(1);
    let mut other = copy(&mut below);
    below.says(2);
    let (note, list) = witness(below.desk()).unwrap();
    assert!(list[0].outcome.is_ok(), "{:?}", list[0].outcome);
    let again = below.desk().checkpoint().unwrap();
    assert_eq!(again, note, "a checkpoint signed again keeps its cosignatures");
    let size = below.desk().house.head().size;
    let told = cosigned(&below.desk().directory).unwrap();
    assert_eq!((told[0].witness.as_str(), told[0].size), ("federation", size));
    // The copy has another past of the same length.
    other.says(9);
    let (_, list) = witness(other.desk()).unwrap();
    let refused = &list[0].outcome;
    assert!(matches!(refused, Err(PeersError::NotCosigned { status: 409, .. })), "{refused:?}");
    assert_eq!(keep_evidence(above.desk(), TREASURER).unwrap(), 1);
    assert_eq!(keep_evidence(above.desk(), TREASURER).unwrap(), 0);
    assert_eq!(above.peer().evidence.len(), 1);
}

#[test]
fn a_stranger_and_a_proof_that_anyone_could_send_prove_nothing() {
    let (mut above, mut below) = two();
    let mut stranger = Place::found("caisse-9", 9);
    let note = stranger.desk().checkpoint().unwrap();
    let answer = look_at(above.desk(), &format!("old 0\n\n{note}")).unwrap();
    assert_eq!(answer.status, 404);
    let note = below.desk().checkpoint().unwrap();
    assert_eq!(look_at(above.desk(), &format!("old 0\n\n{note}")).unwrap().status, 200);
    below.says(1);
    let note = below.desk().checkpoint().unwrap();
    let answer = look_at(above.desk(), &format!("old 1\n\n{note}")).unwrap();
    assert_eq!(answer.status, 409);
    let seen = answer.text;
    let wrong = format!("old {}\n{}\n\n{note}", seen.trim(), "A".repeat(43) + "=");
    assert_eq!(look_at(above.desk(), &wrong).unwrap().status, 422);
    assert!(evidence_files(above.desk()).unwrap().is_empty());
    assert_eq!(look_at(above.desk(), "nonsense").unwrap().status, 400);
}

#[test]
fn a_key_is_told_in_groups_that_differ_with_it() {
    let (mut above, mut below) = two();
    let (one, two) = (key_in_digits(&above.card().key), key_in_digits(&below.card().key));
    assert_eq!(one.len(), 12);
    assert!(one.iter().all(|group| group.len() == 5));
    assert_ne!(one, two);
}

#[test]
fn what_is_no_key_turns_nothing() {
    let (mut above, mut below) = two();
    above.says(1);
    let key = Some("federation+00000000+AQID".to_owned());
    above.act(Command::Announce { key, address: None });
    above.says(2);
    let before = below.peer().card.key.clone();
    assert_eq!(below.hears(&above).taken, 3);
    assert_eq!(below.peer().card.key, before);
    assert_eq!(below.peer().card.address.as_deref(), Some("https://2.example.org"));
}
