//! Ballots, sealed and open, from the voter to the count.

use std::sync::Arc;

use caisse_app::ballots::{self, BallotsError, Given};
use caisse_app::{Desk, DeskError, ExecuteError, SetClock, Source};
use caisse_domain::assemblies::meeting::{Bureau, Convocation, Item, ItemKind, Place};
use caisse_domain::assemblies::poll::{Answer, Ballot, Channel, Choice, Part, Parts, Question};
use caisse_domain::assemblies::statutes::Kind;
use caisse_domain::assemblies::{Command, Event, Refusal, TimeOfDay, Verdict};
use caisse_domain::identity::{AssemblyId, MemberId, PollId};
use caisse_domain::members::{self, Enrolment, MemberKind};
use caisse_domain::offices::{self, Actor, Office, Role};
use caisse_domain::{Command as Any, Event as AnyEvent};
use caisse_journal::{SealedWrite, archive};
use caisse_journal_sqlite::SqliteStore;

use crate::caisse::{Caisse, DECISION, acting, day, found, member};

const AG1: AssemblyId = AssemblyId(1);
const S1: PollId = PollId(1);
/// The vault's number of the first poll.
const KEY: &str = "4294967297";

fn at(text: &str) -> TimeOfDay {
    text.parse().unwrap()
}

/// Five members, M1 facilitator, an assembly open with all of them in the room but the last, who
/// gave a proxy to M2. Elections are discreet and from everywhere; resolutions open.
fn assembled() -> Caisse {
    let mut caisse = found("sector-caisse", day("2026-01-01"));
    let person = Enrolment {
        kind: MemberKind::Person,
        joined: day("2026-01-01"),
        category: "cotisant".to_owned(),
        household: None,
    };
    let enrol = Any::Members(members::Command::Enrol(vec![person; 5]));
    caisse.desk.act(Actor::Founders, enrol).unwrap();
    let office = Office {
        member: member(1),
        role: Role::Facilitator,
        from: day("2026-01-01"),
        until: None,
        decision: DECISION,
    };
    caisse.desk.act(Actor::Founders, Any::Offices(offices::Command::Give(office))).unwrap();
    let statutes = serde_json::json!({
        "title": "Statuts",
        "convening": {
            "roles": ["facilitator"], "member_share": "1/5", "notice_days": 14, "agenda_days": 7,
        },
        "quorum": { "first": { "share": "1/2" }, "second": "none", "second_call_days": 7 },
        "proxies": { "per_holder": 2 },
        "decisions": {
            "statutes": {}, "resolution": {},
            "election": { "secrecy": "discreet", "remote": "everyone", "method": "approval" },
        },
    });
    let statutes = serde_json::from_value(statutes).unwrap();
    let since = day("2026-01-01");
    let adopt = Command::AdoptStatutes { statutes, since, decision: DECISION };
    desk(&mut caisse, adopt);
    let item = |title: &str, kind| Item {
        title: title.to_owned(),
        kind,
        proposal: None,
        minutes: None,
        documents: Vec::new(),
        report: None,
    };
    desk(
        &mut caisse,
        Command::Convene(Box::new(Convocation {
            title: "assemblée de février".to_owned(),
            on: day("2026-02-01"),
            at: at("18:00"),
            place: "salle des fêtes".to_owned(),
            link: String::new(),
            agenda: vec![item("Bureau", ItemKind::Election), item("Horaires", ItemKind::Debate)],
            second_call_of: None,
            request: None,
        })),
    );
    let bureau =
        Bureau { chair: Some(member(3)), secretary: Some(member(4)), scrutineers: Vec::new() };
    desk(&mut caisse, Command::SetBureau { assembly: AG1, bureau });
    caisse.clock.set(day("2026-02-01"));
    let members = (1..=4).map(MemberId).collect();
    desk(
        &mut caisse,
        Command::Arrive { assembly: AG1, members, place: Place::Room, at: at("18:00") },
    );
    desk(&mut caisse, Command::GiveProxy { assembly: AG1, giver: member(5), holder: member(2) });
    desk(&mut caisse, Command::Open { assembly: AG1, at: at("18:10") });
    caisse
}

fn desk(caisse: &mut Caisse, command: Command) {
    caisse.act(Any::Assemblies(command)).unwrap();
}

fn ask(caisse: &mut Caisse, item: u16, kind: Kind, options: &[u32]) {
    desk(caisse, Command::GoTo { assembly: AG1, item });
    let question = Question {
        item,
        kind,
        text: "Qui anime ?".to_owned(),
        options: options.iter().map(|number| Choice::Member(member(*number))).collect(),
        proposal: None,
        amendment: None,
        seats: 0,
        spending: None,
    };
    let question = Box::new(question);
    desk(caisse, Command::OpenPoll { assembly: AG1, question, rule: None });
}

/// With an election open between M3 and M4.
fn electing() -> Caisse {
    let mut caisse = assembled();
    ask(&mut caisse, 0, Kind::Election, &[3, 4]);
    caisse
}

fn approving(option: u16) -> Parts {
    vec![Part { ballot: Ballot::Approve(vec![option]), votes: 1 }]
}

fn vote(caisse: &mut Caisse, voter: u32, option: u16) -> Result<AnyEvent, DeskError> {
    vote_by(caisse, voter, voter, option)
}

fn vote_by(caisse: &mut Caisse, by: u32, voter: u32, option: u16) -> Result<AnyEvent, DeskError> {
    let parts = approving(option);
    let given = Given {
        voter: member(voter),
        by: (by != voter).then(|| member(by)),
        channel: Channel::Remote,
        parts,
    };
    let done = ballots::cast(&mut caisse.desk, acting(by), S1, vec![given])?;
    Ok(done.event)
}

fn reopened(caisse: Caisse) -> Caisse {
    let Caisse { desk, clock, directory } = caisse;
    drop(desk);
    let desk = open(&directory, &clock);
    Caisse { desk, clock, directory }
}

fn open(directory: &tempfile::TempDir, clock: &SetClock) -> Desk {
    let root = directory.path().join("caisse");
    Desk::open(&root, Arc::new(clock.clone()), Source::seeded(8)).unwrap()
}

/// What the store holds of that kind.
fn kept(caisse: &Caisse, kind: &str) -> Vec<String> {
    let house = &caisse.desk.house;
    house.store().list_sealed(house.organisation(), kind).unwrap()
}

fn sealed(caisse: &Caisse, kind: &str, key: &str) -> Vec<u8> {
    let house = &caisse.desk.house;
    house.store().get_sealed(house.organisation(), kind, key).unwrap().unwrap()
}

fn put(caisse: &Caisse, key: &str, bytes: Vec<u8>) {
    let house = &caisse.desk.house;
    let write = SealedWrite::put("ballot", key, bytes);
    house.store().write_sealed(house.organisation(), &[write]).unwrap();
}

fn refused_ballots(error: DeskError) -> BallotsError {
    match error {
        DeskError::Execute(ExecuteError::Ballots(error)) => error,
        other => panic!("not about ballots: {other:?}"),
    }
}

#[test]
fn sealed_ballots_are_counted_after_a_restart_and_then_nobody_can_tell_who_voted_what() {
    let mut caisse = electing();
    for (voter, option) in [(1, 0), (2, 0), (3, 1), (4, 1), (3, 0)] {
        vote(&mut caisse, voter, option).unwrap();
    }
    vote_by(&mut caisse, 2, 5, 1).unwrap();
    let mut caisse = reopened(caisse);
    let poll = caisse.state().assemblies.poll(S1).unwrap();
    assert_eq!(poll.turnout().cast, 5);
    assert!(poll.votes.values().all(|vote| vote.parts.is_empty()), "the journal has no content");
    // M3 changed from the second candidate to the first.
    assert_eq!(ballots::standing(&caisse.desk, S1, member(3)).unwrap(), Some(approving(0)));
    assert_eq!(kept(&caisse, "ballot").len(), 5);

    let done = ballots::close(&mut caisse.desk, acting(1), S1).unwrap();
    let AnyEvent::Assemblies(Event::PollClosed(closed)) = done.event else { panic!("closed") };
    let votes: Vec<u64> = closed.ballots.iter().map(|merged| merged.votes).collect();
    assert_eq!(votes, [3, 2]);
    assert!(matches!(closed.verdict, Verdict::Chosen(_)), "{:?}", closed.verdict);
    assert!(kept(&caisse, "ballot").is_empty());
    assert!(!kept(&caisse, "person-key").contains(&KEY.to_owned()));
    assert_eq!(ballots::standing(&caisse.desk, S1, member(3)).unwrap(), None);
    // A new master key does not bring the erased key back from memory.
    caisse.desk.rotate_master_key().unwrap();
    assert!(!kept(&caisse, "person-key").contains(&KEY.to_owned()));
    let caisse = reopened(caisse);
    assert!(!caisse.state().assemblies.poll(S1).unwrap().is_open());
}

#[test]
fn a_ballot_that_is_refused_leaves_nothing_and_the_next_one_is_sealed_all_the_same() {
    let mut caisse = electing();
    let refused = vote(&mut caisse, 1, 7);
    assert!(matches!(
        refused,
        Err(DeskError::Execute(ExecuteError::Refused(caisse_domain::Refusal::Assemblies(
            Refusal::BallotUnusable { voter: MemberId(1) }
        ))))
    ));
    assert!(kept(&caisse, "ballot").is_empty());
    assert!(!kept(&caisse, "person-key").contains(&KEY.to_owned()));
    // The key was drawn for the one that was refused: it goes with the next.
    vote(&mut caisse, 2, 1).unwrap();
    assert!(kept(&caisse, "person-key").contains(&KEY.to_owned()));
    // A changed ballot that is refused leaves the one before.
    vote(&mut caisse, 2, 9).unwrap_err();
    let caisse = reopened(caisse);
    assert_eq!(ballots::standing(&caisse.desk, S1, member(2)).unwrap(), Some(approving(1)));
}

#[test]
fn the_length_of_a_sealed_ballot_does_not_tell_what_it_says() {
    let mut caisse = electing();
    vote(&mut caisse, 1, 0).unwrap();
    let blank = vec![Part { ballot: Ballot::Approve(Vec::new()), votes: 1 }];
    let given = Given { voter: member(2), by: None, channel: Channel::Remote, parts: blank };
    ballots::cast(&mut caisse.desk, acting(2), S1, vec![given]).unwrap();
    let lengths = ["S1/M1", "S1/M2"].map(|key| sealed(&caisse, "ballot", key).len());
    assert_eq!(lengths[0], lengths[1]);
}

#[test]
fn a_ballot_put_in_the_place_of_another_stops_the_count_and_erases_nothing() {
    let mut caisse = electing();
    vote(&mut caisse, 1, 0).unwrap();
    let before = sealed(&caisse, "ballot", "S1/M1");
    vote(&mut caisse, 1, 1).unwrap();
    vote(&mut caisse, 2, 1).unwrap();
    let (first, second) = (sealed(&caisse, "ballot", "S1/M1"), sealed(&caisse, "ballot", "S1/M2"));

    // An older ballot of the same voter, then another voter's.
    for wrong in [before, second] {
        put(&caisse, "S1/M1", wrong);
        let error = ballots::close(&mut caisse.desk, acting(1), S1).unwrap_err();
        let expected = BallotsError::Differs { poll: S1, voter: member(1) };
        assert_eq!(refused_ballots(error), expected);
    }
    let house = &caisse.desk.house;
    let gone = SealedWrite::delete("ballot", "S1/M1");
    house.store().write_sealed(house.organisation(), &[gone]).unwrap();
    let error = ballots::close(&mut caisse.desk, acting(1), S1).unwrap_err();
    assert_eq!(refused_ballots(error), BallotsError::Missing { poll: S1, voter: member(1) });

    put(&caisse, "S1/M1", first);
    ballots::close(&mut caisse.desk, acting(1), S1).unwrap();
}

#[test]
fn a_closing_that_is_refused_erases_nothing() {
    let mut caisse = electing();
    vote(&mut caisse, 3, 0).unwrap();
    ballots::close(&mut caisse.desk, acting(2), S1).unwrap_err();
    assert_eq!(kept(&caisse, "ballot"), ["S1/M3"]);
    ballots::close(&mut caisse.desk, acting(1), S1).unwrap();
    assert!(ballots::close(&mut caisse.desk, acting(1), S1).is_err(), "it is closed");
    assert!(vote(&mut caisse, 4, 0).is_err(), "it is closed");
    assert!(kept(&caisse, "ballot").is_empty());
}

#[test]
fn a_poll_given_up_takes_its_ballots_with_it() {
    let mut caisse = electing();
    vote(&mut caisse, 3, 0).unwrap();
    let reasons = "Une candidate se retire.".to_owned();
    ballots::annul(&mut caisse.desk, acting(1), S1, reasons).unwrap();
    assert!(kept(&caisse, "ballot").is_empty());
    assert!(!kept(&caisse, "person-key").contains(&KEY.to_owned()));
}

#[test]
fn enrolments_that_fail_do_not_drop_the_key_of_a_poll() {
    let mut caisse = electing();
    vote(&mut caisse, 3, 0).unwrap();
    let nobody = Enrolment {
        kind: MemberKind::Person,
        joined: day("2026-01-01"),
        category: "x".repeat(1000),
        household: None,
    };
    let list = vec![(nobody, caisse_vault::PersonalData::default())];
    caisse.desk.enrol(acting(1), list).unwrap_err();
    ballots::close(&mut caisse.desk, acting(1), S1).unwrap();
}

#[test]
fn open_ballots_stand_in_the_journal_and_nothing_is_sealed_for_them() {
    let mut caisse = assembled();
    ask(&mut caisse, 1, Kind::Resolution, &[]);
    let yes = vec![Part { ballot: Ballot::Answer(Answer::Yes), votes: 1 }];
    let given = |voter| Given {
        voter: member(voter),
        by: None,
        channel: Channel::Room,
        parts: yes.clone(),
    };
    // The desk enters what it sees in the room, all or nothing.
    ballots::cast(&mut caisse.desk, acting(1), S1, vec![given(2), given(5)]).unwrap_err();
    ballots::cast(&mut caisse.desk, acting(1), S1, vec![given(2), given(3), given(4)]).unwrap();
    assert_eq!(ballots::standing(&caisse.desk, S1, member(2)).unwrap(), Some(yes.clone()));
    assert_eq!(ballots::standing(&caisse.desk, S1, member(5)).unwrap(), None);
    assert!(kept(&caisse, "ballot").is_empty());
    let done = ballots::close(&mut caisse.desk, acting(1), S1).unwrap();
    let AnyEvent::Assemblies(Event::PollClosed(closed)) = done.event else { panic!("closed") };
    assert_eq!(closed.verdict, Verdict::Adopted);
}

#[test]
fn an_archive_carries_sealed_ballots_and_with_the_keys_they_are_counted_elsewhere() {
    let mut caisse = electing();
    vote(&mut caisse, 3, 0).unwrap();
    let mut bytes = Vec::new();
    let house = &caisse.desk.house;
    archive::export(house.store().as_ref(), house.organisation(), &mut bytes).unwrap();

    let elsewhere = tempfile::tempdir().unwrap();
    let root = elsewhere.path().join("caisse");
    std::fs::create_dir_all(root.join("keys")).unwrap();
    for key in ["keys/master.key", "keys/signing.key"] {
        std::fs::copy(caisse.root().join(key), root.join(key)).unwrap();
    }
    let store = SqliteStore::open(root.join("journal.sqlite")).unwrap();
    archive::import(&store, bytes.as_slice()).unwrap();
    drop(store);
    let mut there = open(&elsewhere, &caisse.clock);
    let done = ballots::close(&mut there, acting(1), S1).unwrap();
    let AnyEvent::Assemblies(Event::PollClosed(closed)) = done.event else { panic!("closed") };
    assert_eq!(closed.ballots.len(), 1);
}

#[test]
fn a_voting_address_stays_the_same_until_its_key_is_deleted() {
    let caisse = assembled();
    let address = caisse.desk.voting_address(AG1, member(2)).unwrap();
    let word = address.strip_prefix("/voter/").unwrap();
    assert_eq!(caisse.desk.directory.words().unwrap().read(word), Some((AG1, member(2))));
    let caisse = reopened(caisse);
    assert_eq!(caisse.desk.voting_address(AG1, member(2)).unwrap(), address);
    let key = caisse.root().join("keys/words.key");
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(&key).unwrap());
        assert_eq!(mode & 0o777, 0o600);
    }
    std::fs::write(&key, "not a key").unwrap();
    assert!(caisse.desk.voting_address(AG1, member(2)).is_err());
    std::fs::remove_file(&key).unwrap();
    assert_ne!(caisse.desk.voting_address(AG1, member(2)).unwrap(), address);
}
