//! Forms as browsers send them, and as nobody should.

use caisse_units::Language::French;

use super::*;

fn fields(body: &str) -> Fields {
    Fields::read(body.as_bytes()).expect("a form")
}

fn shape(answering: Answering, options: u16) -> Shape {
    Shape { answering, options, votes: 1 }
}

/// The fields at which the form is refused.
fn at(shape: Shape, body: &str) -> Vec<String> {
    let faults = shape.marks(&fields(body), French).expect_err("a fault");
    faults.into_iter().map(|fault| fault.field).collect()
}

#[test]
fn a_form_is_read_as_a_browser_writes_it() {
    let read =
        fields("reponse=objection&objection=L%27%C3%A9t%C3%A9+%26+l%27hiver%0D%0A&vide=&&seul");
    assert_eq!(read.first("reponse"), Some("objection"));
    assert_eq!(read.first("objection"), Some("L'été & l'hiver"));
    assert_eq!(read.first("vide"), Some(""));
    assert_eq!(read.first("seul"), Some(""));
    assert_eq!(read.first("absent"), None);
}

#[test]
fn what_is_no_form_is_refused_within_the_limits() {
    for broken in ["a=%", "a=%4", "a=%zz", "a=%ff", "%c3=1"] {
        assert_eq!(Fields::read(broken.as_bytes()), Err(FormError::NotText), "{broken}");
    }
    assert_eq!(Fields::read(b"a=\xff"), Err(FormError::NotText));
    assert_eq!(Fields::read(b"<script>=1"), Err(FormError::Fields));
    assert_eq!(Fields::read("n".repeat(41).as_bytes()), Err(FormError::Fields));
    assert_eq!(Fields::read("a&".repeat(2_101).as_bytes()), Err(FormError::Fields));
    assert!(Fields::read("a&".repeat(2_100).as_bytes()).is_ok());
    assert_eq!(Fields::read(&vec![b'a'; MOST_BYTES + 1]), Err(FormError::TooLong));
}

#[test]
fn a_motion_takes_one_answer() {
    let motion = shape(Answering::Motion, 0);
    let marks = |body| motion.marks(&fields(body), French);
    assert_eq!(marks("reponse=pour"), Ok(Marks::Answers(vec![(Mark::Yes, 1)])));
    assert_eq!(marks("reponse=blanc"), Ok(Marks::Answers(vec![(Mark::Blank, 1)])));
    assert_eq!(at(motion, ""), ["reponse"]);
    assert_eq!(at(motion, "reponse=peut-%C3%AAtre"), ["reponse"]);
}

#[test]
fn a_delegate_splits_the_votes_of_the_mandate_and_never_more() {
    let delegate = Shape { answering: Answering::Motion, options: 0, votes: 67 };
    let marks = delegate.marks(&fields("pour=40&contre=27&blanc="), French);
    assert_eq!(marks, Ok(Marks::Answers(vec![(Mark::Yes, 40), (Mark::No, 27)])));
    assert_eq!(at(delegate, "pour=40&contre=28"), [""]);
    assert_eq!(at(delegate, "pour=18446744073709551615&contre=1"), [""]);
    assert_eq!(at(delegate, "pour=&contre=0"), [""]);
    assert_eq!(at(delegate, "pour=-1&contre=deux"), ["pour", "contre"]);
    // One answer in the manner of those who have one vote says nothing here.
    assert_eq!(at(delegate, "reponse=pour"), [""]);
}

#[test]
fn an_objection_says_why_and_nobody_objects_by_oversight() {
    let consent = shape(Answering::Consent { vote: true }, 0);
    let marks = |body| consent.marks(&fields(body), French);
    assert_eq!(marks("reponse=sans-objection&objection="), Ok(Marks::NoObjection));
    assert_eq!(marks("reponse=abstention"), Ok(Marks::Abstention));
    let objection = Marks::Objection("trop cher".to_owned());
    assert_eq!(marks("reponse=objection&objection=+trop+cher+"), Ok(objection));
    assert_eq!(at(consent, "reponse=objection&objection=+"), ["objection"]);
    assert_eq!(at(consent, "reponse=sans-objection&objection=trop+cher"), ["objection"]);
    let long = format!("reponse=objection&objection={}", "%C3%A9".repeat(2_001));
    assert_eq!(at(consent, &long), ["objection"]);
    let no_vote = shape(Answering::Consent { vote: false }, 0);
    assert_eq!(at(no_vote, "reponse=abstention"), ["reponse"]);
}

#[test]
fn options_are_approved_once_each_and_only_those_on_the_list() {
    let approval = shape(Answering::Approval, 3);
    let marks = |body| approval.marks(&fields(body), French);
    assert_eq!(marks("choix=2&choix=0&choix=2"), Ok(Marks::Approved(vec![0, 2])));
    assert_eq!(marks(""), Ok(Marks::Approved(Vec::new())));
    assert_eq!(at(approval, "choix=3"), ["choix"]);
    assert_eq!(at(approval, "choix=-1"), ["choix"]);
}

#[test]
fn grades_stay_on_their_scale_and_none_is_no_opinion() {
    let scores = shape(Answering::Scores { most: 10 }, 3);
    let marks = scores.marks(&fields("note-0=10&note-2=0&note-1="), French);
    assert_eq!(marks, Ok(Marks::Graded(vec![Some(10), None, Some(0)])));
    assert_eq!(at(scores, "note-0=11&note-1=1.5&note-2=65536"), ["note-0", "note-1", "note-2"]);
    let judgment = shape(Answering::Judgment { grades: 7 }, 1);
    assert_eq!(at(judgment, "note-0=7"), ["note-0"]);
}

#[test]
fn ranks_may_be_equal_skipped_or_left_out() {
    let ranking = shape(Answering::Ranking { ties: true }, 4);
    let marks = ranking.marks(&fields("rang-0=4&rang-1=1&rang-2=&rang-3=1"), French);
    assert_eq!(marks, Ok(Marks::Ranked(vec![vec![1, 3], vec![0]])));
    assert_eq!(at(ranking, "rang-0=0&rang-1=5"), ["rang-0", "rang-1"]);
}

#[test]
fn every_ballot_is_shown_by_the_fields_that_made_it() {
    let forms = [
        (shape(Answering::Motion, 0), "reponse=contre"),
        (Shape { answering: Answering::Motion, options: 0, votes: 9 }, "pour=4&blanc=5"),
        (shape(Answering::Consent { vote: true }, 0), "reponse=objection&objection=non"),
        (shape(Answering::Consent { vote: false }, 0), "reponse=sans-objection"),
        (shape(Answering::Approval, 3), "choix=1&choix=2"),
        (shape(Answering::Shares, 3), "choix=0"),
        (shape(Answering::Scores { most: 10 }, 2), "note-1=7"),
        (shape(Answering::Judgment { grades: 7 }, 2), "note-0=6&note-1=0"),
        (shape(Answering::Ranking { ties: true }, 3), "rang-2=1&rang-0=2"),
    ];
    for (shape, body) in forms {
        let marks = shape.marks(&fields(body), French).expect("marks");
        let again = shape.marks(&shape.fields(&marks), French);
        assert_eq!(again, Ok(marks), "{body}");
        assert_eq!(shape.fields(&again.expect("marks")), fields(body), "{body}");
    }
}
