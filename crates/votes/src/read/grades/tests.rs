use caisse_units::Language;

use super::*;

fn faults(text: &str) -> Vec<(u64, GradesFault)> {
    let errors = read(text.as_bytes(), &Scale::UpTo(6), Limits::default()).unwrap_err();
    errors.into_iter().map(|error| (error.line, error.fault)).collect()
}

#[test]
fn a_row_is_a_voter_and_zero_or_nothing_is_no_opinion() {
    let table = read(b",Ada,Bob\n1,3,0\n2,,1\n3,2,3\n", &Scale::Found, Limits::default()).unwrap();
    assert_eq!(table.candidates, ["Ada", "Bob"]);
    assert_eq!((table.grades, table.voters), (3, 3));
    assert_eq!(table.tallies[0], GradeTally { counts: vec![0, 1, 1], missing: 1 });
    assert_eq!(table.tallies[1], GradeTally { counts: vec![1, 0, 1], missing: 1 });
}

#[test]
fn grades_may_be_words_and_rows_may_weigh() {
    let words = ["À rejeter", "Passable", "Très bien"].map(str::to_owned).to_vec();
    let text = "\u{feff}Ada;Bob;poids\r\ntrès bien;à rejeter;40\r\nPassable;;2\r\n";
    let table = read(text.as_bytes(), &Scale::Words(words), Limits::default()).unwrap();
    assert_eq!(table.tallies[0], GradeTally { counts: vec![0, 2, 40], missing: 0 });
    assert_eq!(table.tallies[1], GradeTally { counts: vec![40, 0, 0], missing: 2 });
    assert_eq!(table.voters, 42);
}

#[test]
fn every_fault_is_listed_with_its_line() {
    let text = "id,Ada,Bob\n1,7,2\n2,3\n3,x,1\n4,1,2\n5,-1,2\n";
    let grade =
        |text: &str| GradesFault::Grade { candidate: "Ada".into(), text: text.into(), best: 6 };
    assert_eq!(
        faults(text),
        [
            (2, grade("7")),
            (3, TableFault::Cells { expected: 3, found: 2 }.into()),
            (4, grade("x")),
            (6, grade("-1")),
        ]
    );
    let error = GradesError { line: 2, fault: grade("7") };
    assert_eq!(
        error.sentence(Language::French),
        "ligne 2 : « 7 » pour Ada n'est pas une note ; écrivez un entier de 1 à 6, ou 0 sans opinion"
    );
}

#[test]
fn heads_bytes_and_weights_are_checked() {
    let name = |name: &str| GradesFault::CandidateName { name: name.into() };
    assert_eq!(faults("id,Ada,Ada\n1,1,1\n"), [(1, name("Ada"))]);
    assert_eq!(faults("id,Ada,\n1,1,1\n"), [(1, name(""))]);
    assert_eq!(faults("id\n1\n"), [(1, GradesFault::Candidates { found: 0, limit: 1000 })]);
    assert_eq!(faults("id,Ada\n"), [(0, GradesFault::NoVoter)]);
    assert_eq!(faults("Ada,voix\n1,0\n"), [(2, GradesFault::Weight { text: "0".into() })]);
    let broken = read(b"Ada\n1\n\xff\n", &Scale::Found, Limits::default()).unwrap_err();
    assert_eq!(broken, [GradesError { line: 3, fault: TableFault::NotUtf8.into() }]);
    let small = Limits { bytes: 4, ..Limits::default() };
    assert!(read(b"Ada\n1\n", &Scale::Found, small).is_err());
    let two = Limits { rows: 2, ..Limits::default() };
    assert_eq!(
        read(b"Ada\n1\n1\n1\n", &Scale::Found, two).unwrap_err(),
        [GradesError { line: 4, fault: GradesFault::TooManyRows { limit: 2 } }]
    );
    let twice = Scale::Words(vec!["a".into(), "A".into()]);
    assert_eq!(
        read(b"Ada\na\n", &twice, Limits::default()).unwrap_err()[0].fault,
        GradesFault::Scale
    );
    let heavy = format!("Ada,poids\n1,{0}\n1,{0}\n", u64::MAX);
    assert_eq!(faults(&heavy), [(3, GradesFault::Votes)]);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(,|;|\n|[0-9]|\"|a|é|poids|id){0,60}") {
        let _ = read(text.as_bytes(), &Scale::Found, Limits::default());
    }
}
