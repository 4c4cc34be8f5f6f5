//! Convening, attendance, proxies, quorum, speech, minutes.

use super::super::meeting::{Convocation, Document, Place, Stage};
use super::super::statutes::{Alternate, SpeakingRules};
use super::super::{Command, Refusal, minutes};
use super::*;

#[test]
fn an_assembly_is_convened_with_the_notice_of_the_statutes() {
    let mut caisse = Caisse::with(6, usual());
    let early = caisse.refused(2, convene("2026-01-14", agenda()));
    let (on, earliest) = (day("2026-01-14"), day("2026-01-15"));
    assert_eq!(early, Refusal::NoticeTooShort { on, notice: 14, earliest });
    caisse.desk(convene("2026-01-15", agenda())).expect("just in time");
}

#[test]
fn who_holds_no_office_that_convenes_does_not() {
    let mut caisse = Caisse::with(6, usual());
    let actor = Some(MemberId(1));
    assert_eq!(caisse.refused(1, convene("2026-02-01", agenda())), Refusal::NotAtTheDesk { actor });
}

#[test]
fn without_statutes_there_is_no_assembly() {
    let mut caisse = Caisse::founded(6);
    let on = caisse.today;
    assert_eq!(caisse.refused(2, convene("2026-02-01", agenda())), Refusal::NoStatutes { on });
}

#[test]
fn enough_members_convene_by_themselves() {
    let mut caisse = Caisse::with(10, usual());
    let ask = Command::RequestAssembly { title: "Et nos horaires ?".to_owned() };
    caisse.member(7, ask).expect("asked");
    let Command::Convene(mut convocation) = convene("2026-02-01", agenda()) else { panic!() };
    convocation.request = Some(1);
    let early = caisse.refused(7, Command::Convene(convocation.clone()));
    assert_eq!(early, Refusal::RequestTooSmall { supporters: 1, needed: 2 });
    let twice = caisse.refused(7, Command::SupportRequest { request: 1 });
    assert_eq!(twice, Refusal::AlreadySupported { member: MemberId(7) });
    caisse.member(8, Command::SupportRequest { request: 1 }).expect("supported");
    let stranger = caisse.refused(9, Command::Convene(convocation.clone()));
    assert_eq!(stranger, Refusal::NotAtTheDesk { actor: Some(MemberId(9)) });
    caisse.member(8, Command::Convene(convocation.clone())).expect("convened");
    let again = caisse.refused(8, Command::Convene(convocation));
    assert_eq!(again, Refusal::RequestUnknown { request: 1 });
    let bureau = Command::SetBureau { assembly: AG1, bureau: bureau() };
    caisse.member(7, bureau).expect("those who asked run it");
}

#[test]
fn the_agenda_changes_until_its_day() {
    let mut caisse = Caisse::with(6, usual());
    caisse.convene();
    let shorter = || Command::AmendAgenda { assembly: AG1, agenda: agenda()[..1].to_vec() };
    caisse.today = day("2026-01-25");
    caisse.desk(shorter()).expect("seven days before");
    caisse.today = day("2026-01-26");
    assert_eq!(caisse.refused(2, shorter()), Refusal::AgendaClosed { since: day("2026-01-26") });
    let digest = "ab".repeat(32);
    let documents = vec![Document { name: "Comptes".to_owned(), digest }];
    caisse
        .desk(Command::AddDocuments { assembly: AG1, item: 0, documents })
        .expect("documents are added until the end");
    let bad = vec![Document { name: "Comptes".to_owned(), digest: "abc".to_owned() }];
    let bad = Command::AddDocuments { assembly: AG1, item: 0, documents: bad };
    assert_eq!(caisse.refused(2, bad), Refusal::DocumentUnusable);
}

#[test]
fn an_assembly_opens_on_its_day_with_a_bureau_and_its_quorum() {
    let mut caisse = Caisse::with(6, usual());
    caisse.desk(convene("2026-02-01", agenda())).expect("convened");
    let open = || Command::Open { assembly: AG1, at: at("18:30") };
    assert_eq!(caisse.refused(2, open()), Refusal::NotItsDay { on: day("2026-02-01") });
    caisse.today = day("2026-02-01");
    assert_eq!(caisse.refused(2, open()), Refusal::NoBureau { assembly: AG1 });
    caisse.desk(Command::SetBureau { assembly: AG1, bureau: bureau() }).expect("a bureau");
    caisse.arrive([2, 3]);
    match caisse.refused(2, open()) {
        Refusal::QuorumLacking { quorum } => {
            assert_eq!((quorum.entitled, quorum.needed, quorum.found), (6, 3, 2));
        }
        other => panic!("{other:?}"),
    }
    caisse.arrive([4]);
    caisse.desk(open()).expect("open");
    let held = caisse.house().assemblies.assembly(AG1).expect("AG1");
    assert_eq!(held.opening.map(|quorum| quorum.found), Some(3));
}

#[test]
fn who_is_represented_counts_for_the_quorum_and_comes_to_vote_in_person() {
    let mut caisse = Caisse::with(6, usual());
    caisse.convene();
    let give = |giver, holder| Command::GiveProxy {
        assembly: AG1,
        giver: MemberId(giver),
        holder: MemberId(holder),
    };
    caisse.member(5, give(5, 3)).expect("given");
    caisse.today = day("2026-02-01");
    caisse.arrive([3, 4]);
    let quorum = |caisse: &Caisse| {
        let mut caisse = caisse.clone();
        caisse.desk(Command::Open { assembly: AG1, at: at("18:30") }).map(|_| ())
    };
    quorum(&caisse).expect("two present, one represented");
    caisse
        .desk(Command::Leave { assembly: AG1, members: vec![MemberId(3)], at: at("18:00") })
        .expect("left");
    quorum(&caisse).expect_err("the proxy of who is away does not count");
    caisse.arrive([3, 5]);
    quorum(&caisse).expect("three present");
    let held = caisse.house().assemblies.assembly(AG1).expect("AG1");
    assert!(held.proxies.is_empty(), "the proxy falls when its giver comes");
}

#[test]
fn each_refusal_of_a_proxy() {
    let mut caisse = Caisse::with(8, usual());
    caisse.convene();
    let give = |giver, holder| Command::GiveProxy {
        assembly: AG1,
        giver: MemberId(giver),
        holder: MemberId(holder),
    };
    assert_eq!(caisse.refused(5, give(5, 5)), Refusal::ProxyToOneself);
    let not_mine = Refusal::NotOneself { actor: MemberId(6), member: MemberId(5) };
    assert_eq!(caisse.refused(6, give(5, 6)), not_mine);
    assert_eq!(caisse.refused(5, give(5, 99)), Refusal::NotAMember { member: MemberId(99) });
    caisse.member(5, give(5, 3)).expect("one");
    let already = Refusal::ProxyGivenAlready { holder: MemberId(3) };
    assert_eq!(caisse.refused(5, give(5, 4)), already);
    assert_eq!(caisse.refused(6, give(6, 5)), Refusal::HolderAway { holder: MemberId(5) });
    assert_eq!(caisse.refused(3, give(3, 6)), Refusal::HolderAway { holder: MemberId(3) });
    caisse.member(6, give(6, 3)).expect("two");
    let full = Refusal::HolderFull { holder: MemberId(3), most: 2 };
    assert_eq!(caisse.refused(7, give(7, 3)), full);
    let withdraw = |giver| Command::WithdrawProxy { assembly: AG1, giver: MemberId(giver) };
    caisse.member(6, withdraw(6)).expect("taken back");
    assert_eq!(caisse.refused(6, withdraw(6)), Refusal::NoProxyGiven { member: MemberId(6) });
    caisse.member(7, give(7, 3)).expect("there is room again");
    caisse.today = day("2026-02-01");
    caisse.arrive([8]);
    assert_eq!(caisse.refused(8, give(8, 4)), Refusal::GiverPresent { member: MemberId(8) });
    let mut none = usual();
    none["proxies"]["per_holder"] = 0.into();
    let mut caisse = Caisse::with(8, none);
    caisse.convene();
    assert_eq!(caisse.refused(5, give(5, 3)), Refusal::NoProxies);
}

#[test]
fn proxies_may_stay_in_a_household() {
    let mut statutes = usual();
    statutes["proxies"]["holder"] = "same_household".into();
    let mut caisse = Caisse::with(6, statutes);
    caisse.convene();
    let give = Command::GiveProxy { assembly: AG1, giver: MemberId(5), holder: MemberId(3) };
    let elsewhere = Refusal::HolderElsewhere { holder: MemberId(3), college: false };
    assert_eq!(caisse.refused(5, give), elsewhere);
}

#[test]
fn an_assembly_without_quorum_is_convened_again_with_its_agenda() {
    let mut caisse = Caisse::with(6, usual());
    caisse.convene();
    caisse.today = day("2026-02-01");
    caisse.arrive([3]);
    caisse.desk(Command::DeclareWithoutQuorum { assembly: AG1 }).expect("recorded");
    let again = |on: &str, agenda| {
        let Command::Convene(convocation) = convene(on, agenda) else { panic!() };
        let second_call_of = Some(AG1);
        Command::Convene(Box::new(Convocation { second_call_of, ..*convocation }))
    };
    let other = caisse.refused(2, again("2026-02-08", agenda()[..1].to_vec()));
    assert_eq!(other, Refusal::AgendaDiffers { assembly: AG1 });
    let early = caisse.refused(2, again("2026-02-07", agenda()));
    assert!(matches!(early, Refusal::NoticeTooShort { notice: 7, .. }), "{early:?}");
    caisse.desk(again("2026-02-08", agenda())).expect("convened again");
    let twice = caisse.refused(2, again("2026-02-09", agenda()));
    assert_eq!(twice, Refusal::AlreadyConvenedAgain { by: AssemblyId(2) });
    caisse.today = day("2026-02-08");
    let assembly = AssemblyId(2);
    caisse.desk(Command::SetBureau { assembly, bureau: bureau() }).expect("a bureau");
    caisse.desk(Command::Open { assembly, at: at("18:00") }).expect("no quorum is asked");
}

#[test]
fn a_quorum_that_is_there_is_not_declared_lacking() {
    let mut caisse = Caisse::with(6, usual());
    caisse.convene();
    caisse.today = day("2026-02-01");
    caisse.arrive([2, 3, 4]);
    let declared = caisse.refused(2, Command::DeclareWithoutQuorum { assembly: AG1 });
    assert!(matches!(declared, Refusal::QuorumThere { .. }), "{declared:?}");
}

#[test]
fn who_has_not_spoken_goes_first_and_speech_alternates() {
    let mut caisse = Caisse::with(8, usual());
    caisse.open([2, 3, 4, 5, 6, 7]);
    let ask = |member| Command::AskToSpeak { assembly: AG1, member: MemberId(member) };
    let start = |member: Option<u32>| Command::StartSpeaking {
        assembly: AG1,
        member: member.map(MemberId),
    };
    let stop = |seconds| Command::StopSpeaking { assembly: AG1, seconds };
    let rules =
        SpeakingRules { first_time_first: true, alternate: Alternate::ByList, seconds: Some(120) };
    let lists = vec![
        ("femmes".to_owned(), vec![MemberId(5), MemberId(6)]),
        ("hommes".to_owned(), vec![MemberId(4), MemberId(7)]),
    ];
    let set = Command::SetSpeaking { assembly: AG1, rules: rules.clone(), lists };
    caisse.desk(set).expect("set");
    let alone = Command::SetSpeaking { assembly: AG1, rules, lists: Vec::new() };
    assert_eq!(caisse.refused(2, alone), Refusal::ListsUnusable);
    assert_eq!(caisse.refused(2, start(None)), Refusal::NobodyWaits);
    caisse.member(4, ask(4)).expect("asked");
    caisse.desk(start(None)).expect("M4 speaks");
    assert_eq!(caisse.refused(2, start(None)), Refusal::SomeoneSpeaks { member: MemberId(4) });
    assert_eq!(caisse.refused(2, stop(100_000)), Refusal::SecondsUnusable);
    caisse.desk(stop(90)).expect("M4 has spoken");
    assert_eq!(caisse.refused(2, stop(1)), Refusal::NobodySpeaks);
    for member in [4, 7, 5] {
        caisse.member(member, ask(member)).expect("asked");
    }
    assert_eq!(caisse.refused(5, ask(5)), Refusal::AlreadyWaiting { member: MemberId(5) });
    assert_eq!(caisse.refused(8, ask(8)), Refusal::NotThere { member: MemberId(8) });
    assert_eq!(caisse.refused(2, start(Some(4))), Refusal::NotNext { next: MemberId(5) });
    assert_eq!(caisse.refused(2, start(Some(6))), Refusal::NotWaiting { member: MemberId(6) });
    let order: Vec<u32> = (0..3)
        .map(|_| {
            caisse.desk(start(None)).expect("the next");
            let held = caisse.house().assemblies.assembly(AG1).expect("AG1");
            let speaking = held.speakers.speaking.expect("someone");
            caisse.desk(stop(60)).expect("spoken");
            speaking.0
        })
        .collect();
    assert_eq!(order, [5, 7, 4], "new ones of the other list, then new ones, then the others");
    let held = caisse.house().assemblies.assembly(AG1).expect("AG1");
    let times = super::super::speech::speaking_time(caisse.house(), held);
    assert_eq!(times["hommes"].seconds, 90 + 60 + 60);
    assert_eq!((times["femmes"].turns, times["femmes"].seconds), (1, 60));
}

#[test]
fn minutes_are_sealed_signed_by_two_and_then_nothing_changes() {
    let mut caisse = Caisse::with(6, usual());
    caisse.open([2, 3, 4, 5]);
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    caisse.vote(&[(3, Answer::Yes), (4, Answer::Yes), (5, Answer::No)]);
    let seal = |digest: &str| Command::SealMinutes { assembly: AG1, digest: digest.to_owned() };
    let close = || Command::Close { assembly: AG1, at: at("20:00") };
    assert_eq!(caisse.refused(2, close()), Refusal::PollStillOpen { poll: S1 });
    caisse.desk(close_poll()).expect("closed");
    let early = Command::Close { assembly: AG1, at: at("17:00") };
    assert!(matches!(caisse.refused(2, early), Refusal::TimeReversed { .. }));
    assert!(matches!(caisse.refused(2, seal(&"ab".repeat(32))), Refusal::WrongStage { .. }));
    caisse.desk(close()).expect("closed");
    let write =
        |text: &str| Command::AddToMinutes { assembly: AG1, item: Some(0), text: text.to_owned() };
    caisse.member(4, write("M5 demande un bilan en juin.")).expect("the secretary writes");
    let told = minutes(caisse.house(), AG1, Language::French).expect("minutes");
    assert_eq!(told.items[0].additions, ["M5 demande un bilan en juin."]);
    assert!(told.items[0].lines.iter().any(|line| line.contains("2 oui, 1 non")), "{told:?}");
    assert!(told.opening.iter().any(|line| line.contains("Quorum atteint : 4")), "{told:?}");
    assert_eq!(caisse.refused(2, seal("abc")), Refusal::DigestUnusable);
    caisse.desk(seal(&"ab".repeat(32))).expect("sealed");
    assert!(matches!(caisse.refused(4, write("trop tard")), Refusal::WrongStage { .. }));
    let sign = || Command::SignMinutes { assembly: AG1 };
    assert_eq!(caisse.refused(5, sign()), Refusal::NotToSign { member: MemberId(5) });
    caisse.member(3, sign()).expect("the chair");
    assert_eq!(caisse.refused(3, sign()), Refusal::SignedAlready { member: MemberId(3) });
    caisse.member(4, sign()).expect("the secretary");
    assert_eq!(caisse.refused(4, write("non")), Refusal::Signed { assembly: AG1 });
    assert_eq!(caisse.refused(3, sign()), Refusal::Signed { assembly: AG1 });
    let held = caisse.house().assemblies.assembly(AG1).expect("AG1");
    assert!(matches!(&held.stage, Stage::Sealed { signatures, .. } if signatures.len() == 2));
}

#[test]
fn who_comes_comes_once_and_who_leaves_was_there() {
    let mut caisse = Caisse::with(6, usual());
    caisse.open([2, 3, 4]);
    assert_eq!(
        caisse.refused(2, arrive([3], Place::Room)),
        Refusal::AlreadyThere { member: MemberId(3) }
    );
    caisse.desk(arrive([3], Place::Remote)).expect("goes on from afar");
    let leave = |member, time| Command::Leave {
        assembly: AG1,
        members: vec![MemberId(member)],
        at: at(time),
    };
    assert_eq!(caisse.refused(2, leave(5, "19:00")), Refusal::NotThere { member: MemberId(5) });
    assert!(matches!(caisse.refused(2, leave(4, "17:00")), Refusal::TimeReversed { .. }));
    assert_eq!(caisse.refused(2, arrive([], Place::Room)), Refusal::NobodyGiven);
    let nobody = Refusal::NotAMember { member: MemberId(70) };
    assert_eq!(caisse.refused(2, arrive([70], Place::Room)), nobody);
    let twice = Refusal::VoterTwice { member: MemberId(5) };
    assert_eq!(caisse.refused(2, arrive([5, 5], Place::Room)), twice);
}

#[test]
fn a_snapshot_is_the_assemblies_as_they_were() {
    let mut caisse = Caisse::with(6, usual());
    caisse.open([2, 3, 4]);
    caisse.desk(ask(0, Kind::Resolution)).expect("asked");
    caisse.vote(&[(3, Answer::Yes)]);
    caisse.desk(close_poll()).expect("closed");
    let assemblies = &caisse.house().assemblies;
    let bytes = postcard::to_stdvec(assemblies).expect("written");
    let read: super::super::Assemblies = postcard::from_bytes(&bytes).expect("read");
    assert_eq!(read, *assemblies);
}

#[test]
fn an_assembly_decides_by_the_statutes_of_the_day_it_opened() {
    let mut caisse = Caisse::with(6, usual());
    caisse.open([1, 2, 3, 4, 5]);
    // Others, with colleges that this assembly's roll does not know, begin at midnight.
    let mut others = usual();
    others["colleges"] = serde_json::json!([{ "name": "A", "categories": ["active"] }]);
    others["decisions"]["resolution"] = serde_json::json!({ "colleges": "each_college" });
    let statutes = Box::new(super::read(others));
    let (since, decision) = (day("2026-02-02"), super::DecisionId(1));
    let adopted = super::super::Event::StatutesAdopted { since, decision, statutes };
    crate::apply(&mut caisse.state, &crate::Event::Assemblies(adopted), caisse.records);
    caisse.today = day("2026-02-02");
    caisse.desk(super::ask(0, super::Kind::Resolution)).expect("opened");
    let poll = caisse.house().assemblies.poll(super::S1).expect("it is there");
    assert_eq!(poll.terms.colleges, super::super::statutes::Together::Whole);
}

#[test]
fn who_follows_from_afar_says_so_where_the_statutes_let_people_take_part_so() {
    let mut caisse = Caisse::with(6, usual());
    caisse.convene();
    caisse.today = day("2026-02-01");
    caisse.member(5, arrive([5], Place::Remote)).expect("arrived");
    // For oneself, from afar: the room is for the desk to see, and the others for themselves.
    for command in [arrive([6], Place::Room), arrive([5, 6], Place::Remote)] {
        let stranger = Refusal::NotAtTheDesk { actor: Some(MemberId(6)) };
        assert_eq!(caisse.refused(6, command), stranger);
    }
    let mut statutes = usual();
    let kinds = statutes["decisions"].as_object_mut().expect("decisions");
    for rule in kinds.values_mut() {
        rule["remote"] = "none".into();
    }
    let mut caisse = Caisse::with(6, statutes);
    caisse.convene();
    caisse.today = day("2026-02-01");
    let stranger = Refusal::NotAtTheDesk { actor: Some(MemberId(5)) };
    assert_eq!(caisse.refused(5, arrive([5], Place::Remote)), stranger);
}
