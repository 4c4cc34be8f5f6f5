//! Polls with options, by each method; and proposals voted, with their effects.

use super::super::poll::{Choice, Parts};
use super::super::statutes::DecisionRule;
use super::super::{Command, Refusal, Verdict};
use super::*;
use crate::proposals::{self, Content, Effect, ProposalState};

/// Six in the room and a resolution with three options by this method, for so many seats.
fn asked(method: serde_json::Value, seats: u16) -> Caisse {
    let mut caisse = Caisse::with(8, usual());
    caisse.open([2, 3, 4, 5, 6, 7]);
    let rule: DecisionRule =
        serde_json::from_value(serde_json::json!({ "method": method })).expect("a rule");
    let mut question = question(0, Kind::Resolution);
    let texts = ["le samedi", "le dimanche", "jamais"];
    question.options = texts.map(|text| Choice::Text(text.to_owned())).to_vec();
    question.seats = seats;
    let (question, rule) = (Box::new(question), Some(Box::new(rule)));
    caisse.desk(Command::OpenPoll { assembly: AG1, question, rule }).expect("asked");
    caisse
}

fn cast_ballot(voter: u32, ballot: Ballot) -> Command {
    let parts: Parts = vec![Part { ballot, votes: 1 }];
    let paper = Paper::Open(parts);
    let voter = MemberId(voter);
    let ballots = vec![BallotGiven { voter, by: None, channel: Channel::Room, paper }];
    Command::Cast { poll: S1, ballots }
}

/// Casts these ballots from M2 on, closes, and gives the verdict.
fn counted(caisse: &mut Caisse, ballots: Vec<Ballot>) -> Verdict {
    for (voter, ballot) in (2..).zip(ballots) {
        caisse.member(voter, cast_ballot(voter, ballot)).expect("cast");
    }
    caisse.desk(close_poll()).expect("closed");
    let poll = caisse.house().assemblies.poll(S1).expect("S1");
    let closed = poll.closed.as_ref().expect("closed");
    for language in [Language::French, Language::English] {
        assert!(closed.outcome.0.sentence(poll, language).len() > 10);
    }
    let bytes = postcard::to_stdvec(&caisse.house().assemblies).expect("written");
    let read: crate::assemblies::Assemblies = postcard::from_bytes(&bytes).expect("read");
    assert_eq!(read, caisse.house().assemblies);
    closed.verdict.clone()
}

#[test]
fn the_most_approved_are_chosen_and_a_tie_at_the_last_seat_is_left_to_another_vote() {
    let approve = |options: &[u16]| Ballot::Approve(options.to_vec());
    let ballots = vec![approve(&[0, 1]), approve(&[1]), approve(&[1, 2]), approve(&[])];
    let one = counted(&mut asked("approval".into(), 1), ballots.clone());
    assert_eq!(one, Verdict::Chosen(vec![1]));
    let two = counted(&mut asked("approval".into(), 2), ballots.clone());
    assert_eq!(two, Verdict::Chosen(vec![1]), "two are equal for the second seat");
    let three = counted(&mut asked("approval".into(), 3), ballots);
    assert_eq!(three, Verdict::Chosen(vec![1, 0, 2]));
    assert_eq!(counted(&mut asked("approval".into(), 1), Vec::new()), Verdict::Rejected);
}

#[test]
fn points_grades_and_rankings_choose() {
    let grade = |grades: [u16; 3]| Ballot::Grade(grades.map(Some).to_vec());
    let ballots = vec![grade([5, 0, 2]), grade([4, 1, 2]), grade([0, 5, 2])];
    let scores = serde_json::json!({ "scores": { "most": 5 } });
    assert_eq!(counted(&mut asked(scores, 1), ballots.clone()), Verdict::Chosen(vec![0]));
    let judgment = serde_json::json!({ "judgment": { "grades": 6 } });
    assert_eq!(counted(&mut asked(judgment, 1), ballots), Verdict::Chosen(vec![0]));
    let rank = |classes: &[&[u16]]| Ballot::Rank(classes.iter().map(|c| c.to_vec()).collect());
    let ballots = vec![rank(&[&[0], &[1]]), rank(&[&[1], &[2]]), rank(&[&[1], &[0, 2]])];
    assert_eq!(counted(&mut asked("ranking".into(), 1), ballots), Verdict::Chosen(vec![1]));
}

/// How the poll is told once it is counted, in both languages.
fn told(caisse: &Caisse) -> [String; 2] {
    let poll = caisse.house().assemblies.poll(S1).expect("S1");
    let outcome = &poll.closed.as_ref().expect("closed").outcome.0;
    [Language::French, Language::English].map(|language| outcome.sentence(poll, language))
}

#[test]
fn outcomes_are_told_by_the_names_of_the_options_with_equals_together() {
    let rank = |classes: &[&[u16]]| Ballot::Rank(classes.iter().map(|c| c.to_vec()).collect());
    let mut caisse = asked("ranking".into(), 1);
    counted(&mut caisse, vec![rank(&[&[1], &[0, 2]]), rank(&[&[1]])]);
    let [french, english] = told(&caisse);
    assert_eq!(french, "Classement : 1. le dimanche ; 2. le samedi et jamais, à égalité");
    assert_eq!(english, "Ranking: 1. le dimanche; 2. le samedi and jamais, equal");
    let mut caisse = asked("approval".into(), 1);
    let approve = |options: &[u16]| Ballot::Approve(options.to_vec());
    counted(&mut caisse, vec![approve(&[0, 1])]);
    assert_eq!(
        told(&caisse)[0],
        "Approbations : le samedi (1), le dimanche (1), jamais (0) ; à égalité pour la dernière place, un autre vote départage le samedi et le dimanche"
    );
    let mut caisse = asked("runoff".into(), 1);
    counted(&mut caisse, vec![rank(&[&[2], &[1]]), rank(&[&[2]])]);
    assert_eq!(told(&caisse), ["1 tour : en tête jamais", "1 round: ahead jamais"]);
}

#[test]
fn a_ballot_that_says_nothing_is_told_as_empty() {
    let caisse = asked("approval".into(), 1);
    let poll = caisse.house().assemblies.poll(S1).expect("S1");
    let empty =
        [Ballot::Approve(vec![]), Ballot::Rank(vec![]), Ballot::Grade(vec![None, None, None])];
    for ballot in empty {
        assert_eq!(ballot.written(poll, Language::French), "bulletin vide");
    }
    assert_eq!(Ballot::Approve(vec![0]).written(poll, Language::French), "1");
}

#[test]
fn a_ballot_that_the_method_cannot_count_is_refused() {
    let refused = |method: serde_json::Value, ballot: Ballot| {
        let refusal = asked(method, 1).refused(3, cast_ballot(3, ballot));
        assert_eq!(refusal, Refusal::BallotUnusable { voter: MemberId(3) });
    };
    refused("approval".into(), Ballot::Approve(vec![3]));
    refused("approval".into(), Ballot::Approve(vec![1, 1]));
    refused("approval".into(), Ballot::Answer(Answer::Yes));
    refused("ranking".into(), Ballot::Rank(vec![vec![0], vec![0]]));
    refused("ranking".into(), Ballot::Rank(vec![vec![]]));
    let scores = serde_json::json!({ "scores": { "most": 5 } });
    refused(scores.clone(), Ballot::Grade(vec![Some(6), None, None]));
    refused(scores, Ballot::Grade(vec![Some(1)]));
}

fn proposed(caisse: &mut Caisse, title: &str, effect: Effect, from: &str) {
    let content: Content = serde_json::from_value(serde_json::json!({
        "title": title, "text": "Parce que.", "effect": effect, "from": from,
    }))
    .expect("a proposal");
    let proposal = crate::identity::ProposalId(1);
    let actor = Actor::Member(MemberId(3));
    for command in
        [proposals::Command::Draft(Box::new(content)), proposals::Command::Open { proposal }]
    {
        caisse.act(actor, crate::Command::Proposals(command)).expect("proposed");
    }
}

fn state(caisse: &Caisse) -> ProposalState {
    let proposal = crate::identity::ProposalId(1);
    caisse.house().proposals.get(proposal).expect("PR1").state.clone()
}

/// An assembly open on 1 February at the item of PR1.
fn at_its_item(caisse: &mut Caisse, kind: ItemKind) {
    let mut agenda = agenda();
    agenda[0].kind = kind;
    agenda[0].proposal = Some(crate::identity::ProposalId(1));
    caisse.desk(convene("2026-02-01", agenda)).expect("convened");
    assert_eq!(state(caisse), ProposalState::Scheduled { assembly: AG1 });
    caisse.desk(Command::SetBureau { assembly: AG1, bureau: bureau() }).expect("a bureau");
    caisse.today = day("2026-02-01");
    caisse.arrive([2, 3, 4, 5, 6]);
    caisse.desk(Command::Open { assembly: AG1, at: at("18:30") }).expect("open");
    caisse.desk(Command::GoTo { assembly: AG1, item: 0 }).expect("at the item");
}

fn ask_proposal() -> Command {
    let mut question = question(0, Kind::Resolution);
    question.proposal = Some(crate::identity::ProposalId(1));
    question.text = String::new();
    Command::OpenPoll { assembly: AG1, question: Box::new(question), rule: None }
}

fn election() -> Effect {
    Effect::Elect {
        role: Role::Auditor,
        candidates: vec![MemberId(5), MemberId(6), MemberId(7)],
        seats: 1,
        until: None,
        mandate: None,
        renews: Vec::new(),
    }
}

#[test]
fn an_election_gives_its_office_by_the_closing_of_its_poll() {
    let mut statutes = usual();
    statutes["decisions"]["election"] = serde_json::json!({ "method": "approval" });
    let mut caisse = Caisse::with(8, statutes);
    proposed(&mut caisse, "Contrôle des comptes", election(), "2026-02-01");
    at_its_item(&mut caisse, ItemKind::Election);
    caisse.desk(ask_proposal()).expect("asked");
    let poll = caisse.house().assemblies.poll(S1).expect("S1");
    assert_eq!(poll.question.options[1], Choice::Member(MemberId(6)));
    assert_eq!((poll.question.kind, poll.question.seats), (Kind::Election, 1));
    assert_eq!(state(&caisse), ProposalState::InVote { poll: S1 });
    for voter in [3, 4, 5] {
        let ballot = cast_ballot(voter, Ballot::Approve(vec![1]));
        caisse.member(voter, ballot).expect("cast");
    }
    caisse.desk(close_poll()).expect("closed");
    let (on, decision) = (caisse.today, DecisionId(2));
    assert_eq!(state(&caisse), ProposalState::Adopted { decision, on });
    assert!(caisse.house().offices.holds(MemberId(6), Role::Auditor, on));
    assert_eq!(caisse.house().assemblies.poll_of(decision), Some(S1));
}

#[test]
fn as_many_candidates_as_seats_are_voted_as_a_list_whatever_the_method_of_elections() {
    for method in
        [serde_json::json!("approval"), serde_json::json!({ "judgment": { "grades": 6 } })]
    {
        let mut statutes = usual();
        statutes["decisions"]["election"] = serde_json::json!({ "method": method });
        let mut caisse = Caisse::with(8, statutes);
        let Effect::Elect { role, until, mandate, renews, .. } = election() else {
            unreachable!("an election");
        };
        let candidates = vec![MemberId(6)];
        let alone = Effect::Elect { role, candidates, seats: 1, until, mandate, renews };
        proposed(&mut caisse, "Contrôle des comptes", alone, "2026-02-01");
        at_its_item(&mut caisse, ItemKind::Election);
        caisse.desk(ask_proposal()).expect("asked");
        for voter in [3, 4, 5] {
            let ballot = cast_ballot(voter, Ballot::Answer(Answer::Yes));
            caisse.member(voter, ballot).expect("cast");
        }
        caisse.desk(close_poll()).expect("closed");
        assert!(caisse.house().offices.holds(MemberId(6), Role::Auditor, caisse.today));
    }
}

#[test]
fn a_proposal_that_is_not_voted_is_open_again_and_one_refused_changes_nothing() {
    let mut caisse = Caisse::with(8, usual());
    proposed(&mut caisse, "Ouvrir le samedi", Effect::Resolution, "2026-02-01");
    at_its_item(&mut caisse, ItemKind::Proposal);
    let mut unvoted = caisse.clone();
    unvoted.desk(Command::Close { assembly: AG1, at: at("20:00") }).expect("closed");
    assert!(matches!(state(&unvoted), ProposalState::Open { .. }));
    caisse.desk(ask_proposal()).expect("asked");
    let mut annulled = caisse.clone();
    let reasons = "mal posée".to_owned();
    annulled.desk(Command::AnnulPoll { poll: S1, reasons }).expect("given up");
    assert_eq!(state(&annulled), ProposalState::Scheduled { assembly: AG1 });
    caisse.vote(&[(3, Answer::No), (4, Answer::No), (5, Answer::Yes)]);
    caisse.desk(close_poll()).expect("closed");
    assert_eq!(state(&caisse), ProposalState::Refused { decision: None, on: caisse.today });
    assert_eq!(caisse.house().offices.decisions().count(), 1);
}

#[test]
fn a_draw_is_announced_before_its_seed_and_can_be_repeated() {
    let mut caisse = Caisse::with(8, usual());
    let mut agenda = agenda();
    agenda[1].kind = ItemKind::Sortition;
    caisse.desk(convene("2026-02-01", agenda)).expect("convened");
    let lots = |item, seats| {
        Command::FixLots(Box::new(crate::assemblies::meeting::Lots {
            assembly: AG1,
            item,
            pool: (3..=8).map(|member| (MemberId(member), None)).collect(),
            seats,
            reserve: 1,
            sources: vec!["loto du 31 janvier".to_owned(), "dés jetés en séance".to_owned()],
        }))
    };
    assert_eq!(caisse.refused(2, lots(0, 2)), Refusal::NotForLots { place: 1 });
    assert_eq!(caisse.refused(2, lots(1, 6)), Refusal::LotsUnusable);
    caisse.desk(lots(1, 2)).expect("announced");
    caisse.desk(Command::SetBureau { assembly: AG1, bureau: bureau() }).expect("a bureau");
    caisse.today = day("2026-02-01");
    caisse.arrive([2, 3, 4, 5]);
    caisse.desk(Command::Open { assembly: AG1, at: at("18:30") }).expect("open");
    let draw = |values: &[&str]| Command::Draw {
        draw: 1,
        values: values.iter().map(|value| (*value).to_owned()).collect(),
    };
    let missing = Refusal::SourcesMissing { announced: 2, given: 1 };
    assert_eq!(caisse.refused(2, draw(&["9319"])), missing);
    let mut again = caisse.clone();
    let first = caisse.desk(draw(&["2 5 8 10 12", "4"])).expect("drawn");
    let second = again.desk(draw(&["2 5 8 10 12", "4"])).expect("drawn");
    assert_eq!(first, second, "the same seed draws the same people");
    let (_, drawing) = caisse.house().assemblies.draws().next().expect("a draw");
    let (_, outcome) = drawing.drawn.as_ref().expect("drawn");
    assert_eq!(outcome.0.strata[0].elected().count(), 2);
    assert_eq!(outcome.0.strata[0].reserve().count(), 1);
    assert_eq!(caisse.refused(2, draw(&["1", "2"])), Refusal::DrawUnknown { draw: 1 });
    let bytes = postcard::to_stdvec(&caisse.house().assemblies).expect("written");
    let read: crate::assemblies::Assemblies = postcard::from_bytes(&bytes).expect("read");
    assert_eq!(read, caisse.house().assemblies);
}
