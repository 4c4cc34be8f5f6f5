//! Polls: who votes, how often, by proxy, on paper, discreetly; and what a closing brings.

use super::super::count::Outcome;
use super::super::meeting::{Mandate, Place};
use super::super::poll::{Merged, Parts};
use super::super::statutes::DecisionRule;
use super::super::{Command, Refusal, Verdict, counts_again};
use super::*;
use crate::assemblies;

fn verdict(caisse: &Caisse) -> Verdict {
    let poll = caisse.house().assemblies.poll(S1).expect("S1");
    poll.verdict().expect("closed").clone()
}

fn tally(votes: &[(Answer, u64)]) -> Vec<Merged> {
    let merged = |(answer, votes): &(Answer, u64)| Merged {
        college: 0,
        ballot: Ballot::Answer(*answer),
        votes: *votes,
    };
    votes.iter().map(merged).collect()
}

/// Four in the room and a resolution as S1.
fn asked() -> Caisse {
    let mut caisse = Caisse::with(8, usual());
    caisse.open([2, 3, 4, 5]);
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    caisse
}

#[test]
fn a_majority_adopts_and_the_decision_knows_its_poll() {
    let mut caisse = asked();
    caisse.vote(&[(2, Answer::Yes), (3, Answer::Yes), (4, Answer::No), (5, Answer::Abstain)]);
    caisse.desk(close_poll()).expect("closed");
    assert_eq!(verdict(&caisse), Verdict::Adopted);
    let house = caisse.house();
    let poll = house.assemblies.poll(S1).expect("S1");
    let closed = poll.closed.as_ref().expect("closed");
    let decision = closed.decision.expect("a decision");
    assert_eq!(decision, DecisionId(2));
    assert_eq!(house.assemblies.poll_of(decision), Some(S1));
    let recorded = house.offices.decision(decision).expect("recorded");
    assert_eq!(recorded.title, "Ouvrir le samedi ?");
    assert!(recorded.text.contains("2 oui, 1 non, 1 abstention,"), "{}", recorded.text);
    assert_eq!(closed.ballots, tally(&[(Answer::Yes, 2), (Answer::No, 1), (Answer::Abstain, 1)]));
    let Outcome::Motion(sheet) = &closed.outcome.0 else { panic!("a motion") };
    assert_eq!((sheet.whole.base, sheet.whole.needed), (3, 2));
}

#[test]
fn a_closed_poll_counted_again_gives_what_was_recorded_and_nothing_else() {
    let mut caisse = asked();
    caisse.vote(&[(2, Answer::Yes), (3, Answer::Yes), (4, Answer::No)]);
    assert_eq!(counts_again(caisse.house(), S1), None, "open");
    let open = caisse.clone();
    let Ok(Event::Assemblies(assemblies::Event::PollClosed(closed))) = caisse.desk(close_poll())
    else {
        panic!("closed");
    };
    assert_eq!(counts_again(caisse.house(), S1), Some(true));
    // A journal made by someone who wished another result.
    let wish = |change: &dyn Fn(&mut assemblies::PollClosed)| {
        let (mut caisse, mut closed) = (open.clone(), closed.clone());
        change(&mut closed);
        let event = Event::Assemblies(assemblies::Event::PollClosed(closed));
        crate::apply(&mut caisse.state, &event, caisse.records);
        counts_again(caisse.house(), S1)
    };
    assert_eq!(wish(&|closed| closed.verdict = Verdict::Rejected), Some(false));
    assert_eq!(wish(&|closed| closed.ballots.reverse()), Some(false));
    assert_eq!(wish(&|closed| closed.ballots[0].votes += 1), Some(false));
}

#[test]
fn a_tie_is_rejected_and_no_decision_is_recorded() {
    let mut caisse = asked();
    caisse.vote(&[(2, Answer::Yes), (3, Answer::No)]);
    caisse.desk(close_poll()).expect("closed");
    assert_eq!(verdict(&caisse), Verdict::Rejected);
    assert_eq!(caisse.house().offices.decisions().count(), 1);
}

#[test]
fn a_tie_is_the_chairs_where_the_statutes_say_so() {
    let mut statutes = usual();
    statutes["decisions"]["resolution"] = serde_json::json!({ "tie": "chair_decides" });
    let mut caisse = Caisse::with(8, statutes);
    caisse.open([2, 3, 4, 5]);
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    caisse.vote(&[(2, Answer::No), (3, Answer::Yes)]);
    caisse.desk(close_poll()).expect("closed");
    assert_eq!(verdict(&caisse), Verdict::Adopted);
}

#[test]
fn a_ballot_may_be_changed_until_the_closing_and_the_last_one_counts() {
    let mut caisse = asked();
    caisse.vote(&[(3, Answer::No), (3, Answer::Yes)]);
    let turnout = caisse.house().assemblies.poll(S1).expect("S1").turnout();
    assert_eq!((turnout.cast, turnout.entitled), (1, 8));
    caisse.desk(close_poll()).expect("closed");
    assert_eq!(verdict(&caisse), Verdict::Adopted);
}

#[test]
fn a_closed_poll_never_changes() {
    let mut caisse = asked();
    caisse.vote(&[(3, Answer::Yes)]);
    caisse.desk(close_poll()).expect("closed");
    let closed = Refusal::PollClosed { poll: S1 };
    assert_eq!(caisse.refused(3, cast(3, Answer::No)), closed);
    assert_eq!(caisse.refused(2, close_poll()), closed);
    let annul = Command::AnnulPoll { poll: S1, reasons: "erreur".to_owned() };
    assert_eq!(caisse.refused(2, annul), closed);
    let papers = Command::HandOut { poll: S1, to: vec![MemberId(4)] };
    assert_eq!(caisse.refused(2, papers), closed);
    let entered = Command::EnterTally { poll: S1, tally: Vec::new() };
    assert_eq!(caisse.refused(2, entered), closed);
}

#[test]
fn who_has_no_right_does_not_vote() {
    let mut statutes = usual();
    statutes["voters"] = serde_json::json!({ "seniority_months": 1 });
    let mut caisse = Caisse::founded(6);
    // The oldest have been members for a month when the statutes are adopted.
    caisse.today = day("2026-02-01");
    let since = caisse.today;
    let statutes = Box::new(read(statutes));
    caisse
        .desk(Command::AdoptStatutes { statutes, since, decision: DecisionId(1) })
        .expect("adopted");
    let new = Enrolment {
        kind: MemberKind::Person,
        joined: day("2026-02-10"),
        category: "active".to_owned(),
        household: None,
    };
    let enrol = crate::Command::Members(members::Command::Enrol(vec![new]));
    caisse.act(Actor::Member(MemberId(1)), enrol).expect("enrolled");
    caisse.desk(convene("2026-02-20", agenda())).expect("convened");
    caisse.desk(Command::SetBureau { assembly: AG1, bureau: bureau() }).expect("a bureau");
    caisse.today = day("2026-02-20");
    caisse.arrive([2, 3, 4, 7]);
    caisse.desk(Command::Open { assembly: AG1, at: at("18:30") }).expect("open");
    caisse.desk(Command::GoTo { assembly: AG1, item: 0 }).expect("at the item");
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    let refusal = Refusal::NotOnTheRoll { member: MemberId(7) };
    assert_eq!(caisse.refused(7, cast(7, Answer::Yes)), refusal);
    let held = caisse.house().assemblies.assembly(AG1).expect("AG1");
    assert_eq!(held.roll.heads().members, 6);
}

#[test]
fn nobody_votes_for_another_without_a_proxy() {
    let mut caisse = asked();
    let alone = Refusal::NotOneself { actor: MemberId(4), member: MemberId(3) };
    let Command::Cast { mut ballots, .. } = cast(3, Answer::Yes) else { panic!() };
    ballots[0].channel = Channel::Remote;
    let from_afar = Command::Cast { poll: S1, ballots: ballots.clone() };
    assert_eq!(caisse.refused(4, from_afar.clone()), alone);
    let desk = Refusal::NotOneself { actor: MemberId(2), member: MemberId(3) };
    assert_eq!(caisse.refused(2, from_afar), desk, "not even the desk, from afar");
    let holder = Refusal::NotTheHolder { holder: MemberId(4), voter: MemberId(7) };
    assert_eq!(caisse.refused(4, cast_by(4, 7, Answer::Yes)), holder);
    caisse.desk(cast(3, Answer::Yes)).expect("the desk enters what it sees in the room");
    let stranger = Refusal::NotAtTheDesk { actor: Some(MemberId(5)) };
    assert_eq!(caisse.refused(5, cast(3, Answer::No)), stranger);
}

#[test]
fn a_proxy_votes_for_who_gave_it_unless_they_vote_themselves() {
    let mut caisse = Caisse::with(8, usual());
    caisse.convene();
    for giver in [6, 7] {
        let (giver, holder) = (MemberId(giver), MemberId(5));
        caisse.member(giver.0, Command::GiveProxy { assembly: AG1, giver, holder }).expect("given");
    }
    caisse.today = day("2026-02-01");
    caisse.arrive([2, 3, 5]);
    caisse.desk(Command::Open { assembly: AG1, at: at("18:30") }).expect("open");
    caisse.desk(Command::GoTo { assembly: AG1, item: 0 }).expect("at the item");
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    caisse.member(5, cast_by(5, 6, Answer::Yes)).expect("by proxy");
    caisse.member(5, cast_by(5, 7, Answer::Yes)).expect("by proxy");
    let withdraw = Command::WithdrawProxy { assembly: AG1, giver: MemberId(7) };
    assert_eq!(caisse.refused(7, withdraw), Refusal::ProxyInUse { poll: S1 });
    caisse.arrive([6]);
    let gone = Refusal::NotTheHolder { holder: MemberId(5), voter: MemberId(6) };
    assert_eq!(caisse.refused(5, cast_by(5, 6, Answer::Yes)), gone);
    caisse.member(6, cast(6, Answer::No)).expect("in person");
    caisse.member(5, cast(5, Answer::No)).expect("for oneself");
    caisse.desk(close_poll()).expect("closed");
    let poll = caisse.house().assemblies.poll(S1).expect("S1");
    let closed = poll.closed.as_ref().expect("closed");
    assert_eq!(closed.ballots, tally(&[(Answer::Yes, 1), (Answer::No, 2)]));
    assert_eq!(closed.there.members_represented(), 1);
    assert_eq!(closed.there.members_present(), 4);
}

#[test]
fn a_holder_who_is_away_votes_for_nobody() {
    let mut caisse = Caisse::with(8, usual());
    caisse.convene();
    let (giver, holder) = (MemberId(6), MemberId(5));
    caisse.member(6, Command::GiveProxy { assembly: AG1, giver, holder }).expect("given");
    caisse.today = day("2026-02-01");
    caisse.arrive([2, 3, 4, 7]);
    caisse.desk(Command::Open { assembly: AG1, at: at("18:30") }).expect("open");
    caisse.desk(Command::GoTo { assembly: AG1, item: 0 }).expect("at the item");
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    let away = Refusal::NotInTheRoom { member: MemberId(5) };
    assert_eq!(caisse.refused(5, cast_by(5, 6, Answer::Yes)), away);
}

#[test]
fn from_afar_one_votes_where_the_poll_allows_it() {
    let mut statutes = usual();
    statutes["decisions"]["resolution"] = serde_json::json!({ "remote": "none" });
    let mut caisse = Caisse::with(6, statutes);
    caisse.open([2, 3, 4]);
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    let remote = |voter| {
        let Command::Cast { mut ballots, .. } = cast(voter, Answer::Yes) else { panic!() };
        ballots[0].channel = Channel::Remote;
        Command::Cast { poll: S1, ballots }
    };
    assert_eq!(caisse.refused(3, remote(3)), Refusal::NotFromAfar);
    let mut caisse = asked();
    assert_eq!(caisse.refused(6, remote(6)), Refusal::NotThere { member: MemberId(6) });
    caisse.desk(arrive([6], Place::Remote)).expect("takes part from afar");
    caisse.member(6, remote(6)).expect("cast");
    assert_eq!(
        caisse.refused(6, cast(6, Answer::Yes)),
        Refusal::NotInTheRoom { member: MemberId(6) }
    );
}

#[test]
fn a_quorum_lost_during_the_meeting_stops_the_votes() {
    let mut caisse = Caisse::with(8, usual());
    caisse.open([2, 3, 4, 5]);
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    caisse.vote(&[(3, Answer::Yes)]);
    let members = vec![MemberId(4), MemberId(5)];
    caisse.desk(Command::Leave { assembly: AG1, members, at: at("19:00") }).expect("left");
    caisse.desk(close_poll()).expect("closed");
    assert_eq!(verdict(&caisse), Verdict::NoQuorum);
    assert_eq!(caisse.house().offices.decisions().count(), 1, "nothing is decided");
    let lacking = caisse.refused(2, ask(0, Kind::Resolution));
    assert!(matches!(lacking, Refusal::QuorumLacking { .. }), "{lacking:?}");
}

#[test]
fn paper_is_counted_by_two_people_and_never_more_than_was_handed_out() {
    let mut caisse = asked();
    let to = vec![MemberId(3), MemberId(4), MemberId(5)];
    caisse.desk(Command::HandOut { poll: S1, to }).expect("handed out");
    assert_eq!(caisse.refused(3, cast(3, Answer::Yes)), Refusal::HasPaper { voter: MemberId(3) });
    let again = Command::HandOut { poll: S1, to: vec![MemberId(3)] };
    assert_eq!(caisse.refused(2, again), Refusal::HasPaper { voter: MemberId(3) });
    let away = Command::HandOut { poll: S1, to: vec![MemberId(8)] };
    assert_eq!(caisse.refused(2, away), Refusal::NotThere { member: MemberId(8) });
    caisse.vote(&[(2, Answer::No)]);
    let voted = Command::HandOut { poll: S1, to: vec![MemberId(2)] };
    assert_eq!(caisse.refused(2, voted), Refusal::HasVoted { voter: MemberId(2) });
    assert_eq!(caisse.refused(2, close_poll()), Refusal::PapersNotCounted { handed: 3 });
    let enter = |votes: &[(Answer, u64)]| Command::EnterTally { poll: S1, tally: tally(votes) };
    let confirm = |votes: &[(Answer, u64)]| Command::ConfirmTally { poll: S1, tally: tally(votes) };
    assert_eq!(caisse.refused(3, confirm(&[(Answer::Yes, 2)])), Refusal::TallyMissing);
    let large = Refusal::TallyTooLarge { counted: 4, handed: 3 };
    assert_eq!(caisse.refused(2, enter(&[(Answer::Yes, 3), (Answer::No, 1)])), large);
    let elsewhere = Merged { college: 3, ballot: Ballot::Answer(Answer::Yes), votes: 1 };
    let elsewhere = Command::EnterTally { poll: S1, tally: vec![elsewhere] };
    assert_eq!(caisse.refused(2, elsewhere), Refusal::TallyUnusable);
    caisse.desk(enter(&[(Answer::Yes, 2), (Answer::No, 1)])).expect("entered");
    let same = Refusal::SamePerson { member: MemberId(2) };
    assert_eq!(caisse.refused(2, confirm(&[(Answer::Yes, 2), (Answer::No, 1)])), same);
    assert_eq!(caisse.refused(3, confirm(&[(Answer::Yes, 3)])), Refusal::TallyDiffers);
    caisse.member(3, confirm(&[(Answer::No, 1), (Answer::Yes, 2)])).expect("confirmed");
    assert_eq!(caisse.refused(2, enter(&[(Answer::Yes, 3)])), Refusal::TallyConfirmed);
    caisse.desk(close_poll()).expect("closed");
    assert_eq!(verdict(&caisse), Verdict::Rejected, "two yes, one no on paper, one no by hand");
}

#[test]
fn a_discreet_ballot_is_not_in_the_journal_and_is_opened_once() {
    let mut caisse = Caisse::with(8, usual());
    caisse.open([2, 3, 4, 5]);
    caisse.desk(Command::GoTo { assembly: AG1, item: 2 }).expect("at the election");
    caisse.desk(ask(2, Kind::Election)).expect("asked");
    let sealed = |voter, answer| {
        let paper = Paper::Sealed { parts: whole(answer), commitment: "cd".repeat(32) };
        let channel = Channel::Remote;
        let ballots = vec![BallotGiven { voter: MemberId(voter), by: None, channel, paper }];
        Command::Cast { poll: S1, ballots }
    };
    let written = serde_json::to_string(&sealed(3, Answer::Abstain)).expect("a command");
    assert!(!written.contains("abstain"), "{written}");
    let event = caisse.member(3, sealed(3, Answer::Abstain)).expect("cast");
    let text = serde_json::to_string(&event).expect("an event");
    assert!(text.contains("cdcd") && !text.contains("abstain"), "{text}");
    assert_eq!(caisse.refused(4, cast(4, Answer::Yes)), Refusal::PaperUnfit);
    caisse.member(4, sealed(4, Answer::Yes)).expect("cast");
    caisse.member(7, sealed(7, Answer::Yes)).expect("everyone votes from afar");
    let close = |opened: Vec<(u32, Answer)>| {
        let opened: Vec<(MemberId, Parts)> =
            opened.into_iter().map(|(voter, answer)| (MemberId(voter), whole(answer))).collect();
        Command::ClosePoll { poll: S1, opened }
    };
    let few = Refusal::OpenedDiffer { cast: 3, opened: 2 };
    assert_eq!(caisse.refused(2, close(vec![(3, Answer::Abstain), (4, Answer::Yes)])), few);
    let wrong = vec![(3, Answer::Abstain), (4, Answer::Yes), (5, Answer::Yes)];
    assert_eq!(caisse.refused(2, close(wrong)), Refusal::OpenedDiffer { cast: 3, opened: 3 });
    let all = vec![(7, Answer::Yes), (3, Answer::Abstain), (4, Answer::Yes)];
    caisse.desk(close(all)).expect("closed");
    assert_eq!(verdict(&caisse), Verdict::Adopted);
    let poll = caisse.house().assemblies.poll(S1).expect("S1");
    assert!(poll.votes.values().all(|vote| vote.parts.is_empty()), "nobody's ballot is kept");
}

#[test]
fn objections_stand_are_withdrawn_or_integrated() {
    let mut statutes = usual();
    statutes["decisions"]["resolution"] =
        serde_json::json!({ "method": { "consent": { "vote_otherwise": false } } });
    let mut caisse = Caisse::with(8, statutes.clone());
    caisse.open([2, 3, 4, 5]);
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    let object = |text: &str| Command::Object { poll: S1, text: text.to_owned() };
    caisse.member(3, object("trop tard pour nous")).expect("objected");
    caisse.member(4, object("et les clés ?")).expect("objected");
    assert_eq!(caisse.refused(4, object(" ")), Refusal::TextUnusable { most: 2_000 });
    assert_eq!(caisse.refused(8, object("non")), Refusal::NotThere { member: MemberId(8) });
    assert_eq!(
        caisse.refused(3, cast(3, Answer::Yes)),
        Refusal::BallotUnusable { voter: MemberId(3) }
    );
    let withdraw = |objection| Command::WithdrawObjection { poll: S1, objection };
    let not_mine = Refusal::NotOneself { actor: MemberId(4), member: MemberId(3) };
    assert_eq!(caisse.refused(4, withdraw(1)), not_mine);
    caisse.member(3, withdraw(1)).expect("withdrawn");
    assert_eq!(caisse.refused(3, withdraw(1)), Refusal::ObjectionUnknown { objection: 1 });
    let mut stands = caisse.clone();
    stands.desk(close_poll()).expect("closed");
    assert_eq!(verdict(&stands), Verdict::Rejected);
    let how = "M4 tient les clés".to_owned();
    caisse.desk(Command::IntegrateObjection { poll: S1, objection: 2, how }).expect("integrated");
    caisse.desk(close_poll()).expect("closed");
    assert_eq!(verdict(&caisse), Verdict::Adopted);
    let mut motion = asked();
    assert_eq!(motion.refused(3, object("non")), Refusal::NotConsent);
    statutes["decisions"]["resolution"] =
        serde_json::json!({ "method": { "consent": { "vote_otherwise": true } } });
    let mut caisse = Caisse::with(8, statutes);
    caisse.open([2, 3, 4, 5]);
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    caisse.member(3, object("non")).expect("objected");
    caisse.vote(&[(2, Answer::Yes), (4, Answer::Yes), (3, Answer::No)]);
    caisse.desk(close_poll()).expect("closed");
    assert_eq!(verdict(&caisse), Verdict::Adopted, "the vote decides");
}

#[test]
fn colleges_must_each_agree_where_the_statutes_say_so() {
    let mut statutes = usual();
    statutes["colleges"] = serde_json::json!([
        { "name": "actifs", "categories": ["active"] },
        { "name": "retraités", "categories": ["retired"] },
    ]);
    statutes["decisions"]["resolution"] = serde_json::json!({ "colleges": "each_college" });
    let mut caisse = Caisse::founded(6);
    let category = "retired".to_owned();
    for member in [5, 6] {
        let (member, category) = (MemberId(member), category.clone());
        let change = members::Command::Change { member, category, household: None };
        caisse.act(Actor::Member(MemberId(1)), crate::Command::Members(change)).expect("changed");
    }
    caisse.desk(adopt(read(statutes))).expect("adopted");
    caisse.open([2, 3, 4, 5, 6]);
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    caisse.vote(&[(2, Answer::Yes), (3, Answer::Yes), (4, Answer::Yes), (5, Answer::No)]);
    let mut alone = caisse.clone();
    alone.desk(close_poll()).expect("closed");
    assert_eq!(verdict(&alone), Verdict::Rejected, "the retired said no");
    caisse.vote(&[(5, Answer::Yes)]);
    caisse.desk(close_poll()).expect("closed");
    assert_eq!(verdict(&caisse), Verdict::Adopted);
}

#[test]
fn a_delegate_splits_a_mandate_and_never_beyond_its_weight() {
    let mut statutes = usual();
    statutes["voters"] = serde_json::json!({ "delegates": "by_members" });
    let mut caisse = Caisse::founded(6);
    caisse.desk(adopt(read(statutes))).expect("adopted");
    let mandate = |delegate, members| {
        Command::GiveMandate(Box::new(Mandate {
            delegate: MemberId(delegate),
            of: "section".to_owned(),
            members,
            instruction: "Voter contre la baisse.".to_owned(),
            from: day("2026-01-01"),
            until: None,
            kind: None,
        }))
    };
    assert_eq!(caisse.refused(2, mandate(3, 0)), Refusal::MandateUnusable);
    caisse.desk(mandate(3, 70)).expect("given");
    caisse.desk(mandate(4, 30)).expect("given");
    caisse.open([2, 3, 4]);
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    let split = |votes: &[(Answer, u64)]| {
        let part = |(answer, votes): &(Answer, u64)| Part {
            ballot: Ballot::Answer(*answer),
            votes: *votes,
        };
        let paper = Paper::Open(votes.iter().map(part).collect());
        let ballots =
            vec![BallotGiven { voter: MemberId(3), by: None, channel: Channel::Room, paper }];
        Command::Cast { poll: S1, ballots }
    };
    let voter = MemberId(3);
    let beyond = Refusal::MoreThanMandate { voter, cast: 71, weight: 70 };
    assert_eq!(caisse.refused(3, split(&[(Answer::Yes, 44), (Answer::No, 27)])), beyond);
    caisse
        .member(3, split(&[(Answer::Yes, 40), (Answer::No, 27), (Answer::Abstain, 3)]))
        .expect("cast");
    let refusal = Refusal::NotOnTheRoll { member: MemberId(2) };
    assert_eq!(caisse.refused(2, cast(2, Answer::Yes)), refusal, "without a mandate, no vote");
    caisse.desk(close_poll()).expect("closed");
    let poll = caisse.house().assemblies.poll(S1).expect("S1");
    let closed = poll.closed.as_ref().expect("closed");
    let counted = tally(&[(Answer::Yes, 40), (Answer::No, 27), (Answer::Abstain, 3)]);
    assert_eq!(closed.ballots, counted);
    caisse.desk(Command::EndMandate { mandate: 1, on: day("2026-02-01") }).expect("ended");
    let ended = Command::EndMandate { mandate: 1, on: day("2026-02-02") };
    assert_eq!(caisse.refused(2, ended), Refusal::MandateUnknown { mandate: 1 });
}

#[test]
fn what_is_voted_was_on_the_agenda() {
    let mut caisse = Caisse::with(8, usual());
    caisse.open([2, 3, 4, 5]);
    assert_eq!(caisse.refused(2, ask(9, Kind::Resolution)), Refusal::ItemUnknown { place: 10 });
    assert_eq!(caisse.refused(2, ask(1, Kind::Resolution)), Refusal::NotAtThisItem { place: 2 });
    let not = caisse.refused(2, ask(0, Kind::Budget));
    assert!(matches!(not, Refusal::NotForVote { .. }), "{not:?}");
    let mut options = question(0, Kind::Resolution);
    options.options = vec![crate::assemblies::poll::Choice::Text("un".to_owned())];
    let options = Command::OpenPoll { assembly: AG1, question: Box::new(options), rule: None };
    assert_eq!(caisse.refused(2, options), Refusal::QuestionUnusable);
    let mut other = question(0, Kind::Resolution);
    other.proposal = Some(crate::identity::ProposalId(1));
    let other = Command::OpenPoll { assembly: AG1, question: Box::new(other), rule: None };
    assert_eq!(caisse.refused(2, other), Refusal::OtherProposal);
    caisse.desk(Command::GoTo { assembly: AG1, item: 2 }).expect("at the election");
    let rule = Some(Box::new(DecisionRule::default()));
    let question = Box::new(question(2, Kind::Election));
    let chosen = Command::OpenPoll { assembly: AG1, question, rule };
    assert_eq!(caisse.refused(2, chosen), Refusal::RuleNotChosen { kind: Kind::Election });
}

#[test]
fn a_resolution_may_choose_a_sound_rule_of_its_own() {
    let mut caisse = Caisse::with(8, usual());
    caisse.open([2, 3, 4, 5]);
    let chosen = |text: serde_json::Value| {
        let rule: DecisionRule = serde_json::from_value(text).expect("a rule");
        let question = Box::new(question(0, Kind::Resolution));
        Command::OpenPoll { assembly: AG1, question, rule: Some(Box::new(rule)) }
    };
    let never = chosen(serde_json::json!({ "threshold": { "more_than": "1/1" } }));
    assert!(matches!(caisse.refused(2, never), Refusal::RuleUnusable { .. }));
    caisse.desk(chosen(serde_json::json!({ "base": "entitled" }))).expect("asked");
    caisse.vote(&[(2, Answer::Yes), (3, Answer::Yes), (4, Answer::Yes), (5, Answer::Yes)]);
    caisse.desk(close_poll()).expect("closed");
    assert_eq!(
        verdict(&caisse),
        Verdict::Rejected,
        "four of eight entitled are not more than half"
    );
}

#[test]
fn a_poll_given_up_counts_nothing() {
    let mut caisse = asked();
    caisse.vote(&[(3, Answer::Yes)]);
    let annul = Command::AnnulPoll { poll: S1, reasons: "question mal posée".to_owned() };
    caisse.desk(annul).expect("given up");
    assert_eq!(caisse.refused(3, cast(3, Answer::Yes)), Refusal::PollClosed { poll: S1 });
    let unknown = Command::ClosePoll { poll: PollId(9), opened: Vec::new() };
    let actor = caisse.member(2, unknown).expect_err("unknown");
    assert_eq!(actor, Refusal::PollUnknown { poll: PollId(9) }.into());
}

#[test]
fn ten_thousand_who_vote_one_by_one_are_each_counted_once() {
    let mut caisse = Caisse::with(10_000, usual());
    caisse.open(2..=10_000);
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    for voter in 2..=10_000 {
        let answer = if voter % 3 == 0 { Answer::No } else { Answer::Yes };
        let envelope = Envelope { actor: Actor::Member(MemberId(voter)), today: caisse.today };
        let command = crate::Command::Assemblies(cast(voter, answer));
        let event = crate::decide(caisse.state.as_ref(), envelope, command).expect("cast");
        crate::apply(&mut caisse.state, &event, 0);
    }
    caisse.desk(close_poll()).expect("closed");
    assert_eq!(verdict(&caisse), Verdict::Adopted);
    let poll = caisse.house().assemblies.poll(S1).expect("S1");
    let votes: Vec<u64> =
        poll.closed.iter().flat_map(|closed| &closed.ballots).map(|merged| merged.votes).collect();
    assert_eq!(votes, [6_666, 3_333]);
}
