//! Journals of past forms, verified and replayed for ever (`journals/`).

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use caisse_app::house::read_event;
use caisse_app::{Desk, ExecuteError, House, SetClock, Source, verify};
use caisse_domain::Event;
use caisse_domain::assemblies::{Event as Held, Verdict};
use caisse_domain::identity::{GrievanceId, MemberId, PeerId, PollId, ProjectId, QuestionId};
use caisse_domain::ledger::Use;
use caisse_domain::offices::Role;
use caisse_domain::proposals::{Proposal, ProposalState};
use caisse_domain::readings::Became;
use caisse_journal::{JournalStore, MemoryStore, archive};
use caisse_units::{Amount, Day};
use caisse_world::caisse::{day, identifier};
use caisse_world::{every_kind, every_vote, kinds, laws};

/// Kinds of events that no kept journal holds yet, because no release wrote them: before the release,
/// write a journal that holds them (`journals/README.md`).
const NOT_KEPT_YET: &[&str] = &[];

fn journals() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../journals")
}

fn kept(name: &str) -> Vec<u8> {
    std::fs::read(journals().join(name)).expect("journals of past forms are part of the house")
}

/// A kept journal, verified, imported and opened.
fn opened(name: &str, today: Day) -> House {
    let bytes = kept(name);
    let report = verify::archive(bytes.as_slice(), &[]).expect("its beginning is read");
    assert!(report.is_sound(), "{}", report.sentence(caisse_units::Language::English));
    let store = Arc::new(MemoryStore::new());
    let summary = archive::import(store.as_ref(), bytes.as_slice()).expect("it is whole");
    let clock = Arc::new(SetClock::at(today));
    let house = House::open(summary.organisation, store, clock, Source::seeded(1));
    let house = house.expect("the store is read");
    assert_eq!(house.read_only(), None);
    house
}

/// The kinds of events that a store holds.
fn held(store: &dyn JournalStore) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for who in store.list_organisations().expect("read") {
        let head = store.head(&who).expect("read");
        let mut next = 0;
        while next < head.size {
            for record in store.read(&who, next, 500).expect("read") {
                let event = read_event(&record, next).expect("an event that is known");
                found.insert(kinds::of_event(&event));
                // What a vote brought is carried by its closing.
                if let Event::Assemblies(Held::PollClosed(closed)) = &event {
                    found.extend(closed.effects.iter().map(kinds::of_event));
                }
                next += 1;
            }
        }
    }
    found
}

#[test]
fn a_journal_of_the_first_form_replays_to_the_same_figures() {
    let report = verify::archive(kept("v1/demo.caisse").as_slice(), &[]).expect("it is read");
    assert_eq!((report.events, report.entries), (1366, 2543));

    let day = Day::new(2026, 1, 31).expect("a day of the calendar");
    let house = opened("v1/demo.caisse", day);
    assert_eq!(house.head().size, 1366);
    let state = house.state().expect("it was founded");
    assert_eq!(state.members.len(), 400);
    assert_eq!(state.in_hand(), Amount::from_cents(10_046_080));
    assert_eq!(state.available(day), Amount::from_cents(10_041_580));
    let food = state.chart.allocations_for("food");
    let spent = state.ledger.account_ledger(food, None, year_of_2025());
    assert_eq!(spent.lines.iter().map(|line| line.amount).sum::<Amount>(), Amount::ZERO);
    let granted: Amount =
        spent.lines.iter().map(|line| line.amount).filter(|amount| amount.is_positive()).sum();
    assert_eq!(granted, Amount::from_cents(53_370_000), "44,475.00 a month, as published");
    let bank = state.ledger.balance(state.chart.account(Use::Bank));
    assert_eq!(Some(bank), state.bank.last_closing());
}

fn year_of_2025() -> caisse_domain::ledger::figures::Period {
    caisse_domain::ledger::figures::Period::year(2025).expect("a year of the calendar")
}

#[test]
fn a_journal_of_the_first_form_with_every_kind_of_event_replays_to_the_same_figures() {
    let house = opened("v1/every-kind.caisse", day(2027, 1, 10));
    let state = house.state().expect("it was founded");
    laws::check_state(state).expect("the laws hold");
    assert_eq!((house.head().size, state.ledger.entry_count()), (70, 23));
    // What the year can be told by: 900 € given and 60 € received, of which 41.40 € is for other
    // levels and 17.40 € of that was paid; an allocation paid, 300 € reserved and shared.
    let figures = [
        (Use::Bank, 72_460),
        (Use::Cash, 1_000),
        (Use::ContributionsReceivable, 2_500),
        (Use::OwedToLevels, -2_400),
        (Use::AllocationsPayable, -30_000),
        (Use::Suppliers, -1_200),
        (Use::Suspense, 3_000),
        (Use::ResultSurplus, -45_360),
    ];
    for (account, cents) in figures {
        let found = state.ledger.balance(state.chart.account(account));
        assert_eq!(found, Amount::from_cents(cents), "{account:?}");
    }
    assert_eq!(state.in_hand(), Amount::from_cents(73_460));
    assert!(state.periods.is_year_closed(2026));
    assert_eq!(state.members.len(), 8);
}

#[test]
fn a_kept_year_of_assemblies_replays_to_the_same_votes_and_effects() {
    let house = opened("v1/assemblies.caisse", day(2026, 6, 2));
    let state = house.state().expect("it was founded");
    laws::check_state(state).expect("the laws hold");
    assert_eq!((house.head().size, state.ledger.entry_count()), (356, 5));
    let (assemblies, proposals) = (&state.assemblies, &state.proposals);
    let counted = (assemblies.assemblies().count(), assemblies.polls().count());
    assert_eq!(counted, (19, 24));
    let adopted = |one: &Proposal| matches!(one.state, ProposalState::Adopted { .. });
    let adopted = proposals.all().filter(|(_, one)| adopted(one)).count();
    assert_eq!((proposals.all().count(), adopted), (16, 15));
    // On paper; given up; by approval, points, judgment, Schulze, pairs, run-off and transfer; an
    // election of the second of two; projects that share a sum.
    let chosen = |poll: u32| match assemblies.poll(PollId(poll)).and_then(|poll| poll.verdict()) {
        Some(Verdict::Chosen(options)) => options.clone(),
        _ => Vec::new(),
    };
    assert_eq!((3..=9).map(chosen).collect::<Vec<_>>(), vec![vec![0]; 7]);
    assert_eq!((chosen(1), chosen(2), chosen(20), chosen(21)), (vec![], vec![], vec![1], vec![0]));
    let stages = assemblies.assemblies().map(|(_, one)| one.is_signed()).filter(|s| *s).count();
    assert_eq!(stages, 1);
    // What the votes did: an elected co-signatory, a facilitator revoked after two months, credits of
    // which 120 € were spent and 200 € are kept.
    let today = day(2026, 6, 2);
    let holds = |member, role| state.offices.holds(MemberId(member), role, today);
    assert!(!holds(5, Role::Facilitator) && holds(7, Role::CoSignatory));
    assert_eq!(state.offices.decisions().count(), 24);
    assert_eq!(state.available(today), Amount::from_cents(968_000));
    let remainder = |project| state.projects.get(ProjectId(project)).map(|one| one.remainder());
    let cents = |cents| Some(Amount::from_cents(cents));
    assert_eq!((remainder(1), remainder(2)), (cents(18_000), cents(20_000)));
    assert_eq!(assemblies.statutes().len(), 2);
    assert!(state.agreements.ceded("taux", day(2026, 5, 31)).is_some());
    assert!(state.agreements.ceded("taux", today).is_none());
    let draw = assemblies.draws().next().and_then(|(_, draw)| draw.drawn.as_ref());
    let drawn = draw.expect("it was drawn").1.0.strata[0].elected();
    assert_eq!(drawn.map(|pick| pick.id.as_str()).collect::<Vec<_>>(), ["M1", "M4"]);
}

#[test]
fn a_kept_year_with_what_was_undone_replays_to_the_same_figures() {
    let house = opened("v1/undone.caisse", day(2027, 1, 10));
    let state = house.state().expect("it was founded");
    laws::check_state(state).expect("the laws hold");
    assert_eq!((house.head().size, state.ledger.entry_count()), (83, 30));
    let figures = [
        (Use::Bank, 73_460),
        (Use::Cash, 1_000),
        (Use::ContributionsReceivable, 2_000),
        (Use::OwedToLevels, -3_090),
        (Use::AllocationsPayable, -30_000),
        (Use::Suppliers, -1_200),
        (Use::Suspense, 3_000),
        (Use::ResultSurplus, -45_170),
    ];
    let found = figures
        .map(|(account, _)| (account, state.ledger.balance(state.chart.account(account)).cents()));
    assert_eq!(found, figures);
}

#[test]
fn a_kept_year_with_lines_taken_apart_replays_to_the_same_figures() {
    let house = opened("v1/lines-apart.caisse", day(2027, 1, 10));
    let state = house.state().expect("it was founded");
    laws::check_state(state).expect("the laws hold");
    assert_eq!((house.head().size, state.ledger.entry_count()), (92, 41));
    let figures = [
        (Use::Bank, 75_460),
        (Use::Cash, 1_000),
        (Use::ContributionsReceivable, 0),
        (Use::OwedToLevels, -4_470),
        (Use::AllocationsPayable, -30_000),
        (Use::Suppliers, -1_200),
        (Use::Suspense, 3_000),
        (Use::ResultSurplus, -43_790),
    ];
    let found = figures
        .map(|(account, _)| (account, state.ledger.balance(state.chart.account(account)).cents()));
    assert_eq!(found, figures);
}

#[test]
fn a_kept_year_between_organisations_replays_to_the_same_ties_and_sums() {
    let house = opened("v1/ties.caisse", day(2026, 3, 2));
    let state = house.state().expect("it was founded");
    laws::check_state(state).expect("the laws hold");
    let known = &state.federation;
    let peer = |number| known.peer(PeerId(number)).expect("it was introduced");
    assert_eq!((house.head().size, state.ledger.entry_count()), (129, 4));
    let tied = |on| [1, 2, 3].map(|number| peer(number).is_tied_on(on));
    assert_eq!((tied(day(2026, 3, 31)), tied(day(2026, 4, 1))), ([true; 3], [true, false, false]));
    // 120 € to the confederation; the port owes 1,250 € and sent 1,000 €, the station receives 1,250 €.
    let owed = [1, 2, 3].map(|number| state.owed_to(peer(number).level).cents());
    assert_eq!(owed, [12_000, -25_000, 125_000]);
    let heard = [1, 2, 3].map(|number| (peer(number).taken.len(), peer(number).unusable.len()));
    assert_eq!(heard, [(6, 1), (7, 0), (2, 0)]);
    assert_eq!((known.sent().len(), peer(1).offered.len()), (11, 1));
    let common = known.common("salaire_commun").map(|one| one.peer);
    assert_eq!((common, known.common("plan_commun")), (Some(PeerId(1)), None));
    assert_eq!(peer(3).card.key, "caisse-de-la-gare+05060708+BAUG");
    let helpers = state.members.helpers_of(MemberId(3));
    assert_eq!(
        helpers.iter().map(|one| (one.helper, one.until.is_some())).collect::<Vec<_>>(),
        [(MemberId(4), true)]
    );
}

#[test]
fn kept_readings_replay_to_the_same_questions_and_answers() {
    let house = opened("v1/readings.caisse", day(2026, 2, 1));
    let state = house.state().expect("it was founded");
    laws::check_state(state).expect("the laws hold");
    let readings = &state.readings;
    let people = readings.all().map(|(_, one)| one.closing.as_ref().map(|one| one.took_part));
    assert_eq!(people.collect::<Vec<_>>(), [Some(12), None]);
    let open: Vec<u32> = readings.open_questions().map(|(id, _)| id.0).collect();
    assert_eq!((readings.questions().len(), open), (5, vec![2, 4]));
    let third = readings.question(QuestionId(3)).expect("it was asked");
    assert_eq!(third.asked.figure.to_string(), "mois:2026-01");
    assert_eq!(third.became, [Became::Grievance(GrievanceId(1))]);
    assert_eq!(readings.question(QuestionId(5)).expect("asked").asked.by, None);
}

#[test]
fn every_kind_of_event_is_in_a_kept_journal() {
    let mut found = BTreeSet::new();
    for form in std::fs::read_dir(journals()).expect("the folder").filter_map(Result::ok) {
        let Ok(files) = std::fs::read_dir(form.path()) else { continue };
        for file in files.filter_map(Result::ok).map(|file| file.path()) {
            let store = MemoryStore::new();
            let bytes = std::fs::read(&file).expect("read");
            archive::import(&store, bytes.as_slice()).expect("it is whole");
            found.append(&mut held(&store));
        }
    }
    let not_held: Vec<String> = kinds::events().difference(&found).cloned().collect();
    assert_eq!(not_held, NOT_KEPT_YET, "kinds of events that no kept journal holds");
}

/// Lives a year that the kept journals hold.
type Live = fn(&mut Desk, &SetClock) -> Result<(), ExecuteError>;

#[test]
fn the_year_with_every_kind_of_event_can_be_lived_today() {
    let folder = tempfile::tempdir().expect("a folder");
    let lived = |name: &str, live: Live| {
        let clock = SetClock::at(every_kind::founded_on());
        let root = folder.path().join(Path::new(name));
        let clock_of_desk = Arc::new(clock.clone());
        let desk = Desk::create(&root, identifier(), clock_of_desk, Source::seeded(1));
        let mut desk = desk.expect("made");
        live(&mut desk, &clock).expect("accepted");
        desk
    };
    let mut found = BTreeSet::new();
    let years: [Live; 4] =
        [every_kind::live, every_vote::live, every_vote::ties::live, every_vote::readings::live];
    for (number, live) in years.into_iter().enumerate() {
        let one = lived(&format!("one{number}"), live);
        let other = lived(&format!("other{number}"), live);
        laws::check_state(one.state().expect("founded")).expect("the laws hold");
        found.append(&mut held(one.directory.store().as_ref()));
        assert_eq!(one.house.root(), other.house.root(), "the same year is the same journal");
    }
    let missing = kinds::events().difference(&found).cloned().collect::<Vec<String>>();
    assert!(missing.is_empty(), "the years lack {missing:?}");
}

#[test]
fn one_byte_changed_in_a_kept_journal_is_found() {
    let mut bytes = kept("v1/demo.caisse");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    match verify::archive(bytes.as_slice(), &[]) {
        Ok(report) => assert!(!report.is_sound()),
        Err(error) => drop(error),
    }
}
