use caisse_units::Language;

use super::*;

fn faults(text: &str) -> Vec<(u64, TableFault)> {
    let errors = read(text.as_bytes(), Limits::default()).unwrap_err();
    errors.into_iter().map(|error| (error.line, error.fault)).collect()
}

#[test]
fn a_row_is_a_vote_with_its_weight() {
    let text = "nom;vote;poids\nAda;oui;40\nBob;Non;2\nCléo;abstention;1\nDan;blanc;\nEve;;3\n";
    let table = read(text.as_bytes(), Limits::default()).unwrap();
    assert_eq!(table.voters, 5);
    let [college] = table.colleges.as_slice() else { panic!("no colleges") };
    assert_eq!(college.tally, Tally { yes: 40, no: 2, abstain: 1, blank: 1 });
    assert_eq!(college.electorate, Electorate { entitled: 47, present: 47, represented: 0 });
}

#[test]
fn a_delegate_may_split_within_the_weight_and_no_further() {
    let text = "syndicat,collège,pour,contre,abstention,voix\nA,nord,40,27,3,70\nB,sud,5,0,0,9\n";
    let table = read(text.as_bytes(), Limits::default()).unwrap();
    assert_eq!(table.colleges.len(), 2);
    assert_eq!(table.colleges[0].tally, Tally { yes: 40, no: 27, abstain: 3, blank: 0 });
    assert_eq!(table.colleges[1].electorate.entitled, 9);
    let beyond = "pour,contre,voix\n40,27,70\n44,27,70\n";
    let error = MandateError::MoreThanWeight { cast: 71, weight: 70 };
    assert_eq!(faults(beyond), [(3, TableFault::Mandate(error))]);
}

#[test]
fn every_fault_is_listed_with_its_line() {
    let text = "vote,poids\noui,1\npeut-être,1\nnon,-4\nnon\n";
    assert_eq!(faults(text), [(5, TableFault::Cells { expected: 2, found: 1 })]);
    let text = "vote,poids\noui,1\npeut-être,1\nnon,-4\n";
    assert_eq!(
        faults(text),
        [
            (3, TableFault::NotAnAnswer { text: "peut-être".into() }),
            (4, TableFault::NotANumber { text: "-4".into() })
        ]
    );
    assert_eq!(faults("nom\nAda\n"), [(1, TableFault::ColumnMissing { names: VOTE })]);
    assert_eq!(faults("pour\n1\n"), [(1, TableFault::ColumnMissing { names: NO })]);
    assert_eq!(
        faults("vote,choix\noui,non\n"),
        [(1, TableFault::ColumnTwice { name: "choix".into() })]
    );
    assert_eq!(faults("vote\n"), [(0, TableFault::NoRow)]);
    let error = TableError { line: 3, fault: TableFault::NotAnAnswer { text: "x".into() } };
    assert_eq!(
        error.sentence(Language::English),
        "line 3: “x” is not a vote; write yes, no, abstain or blank"
    );
    let heavy = format!("vote,poids\noui,{0}\noui,{0}\n", u64::MAX);
    assert_eq!(faults(&heavy), [(3, TableFault::Mandate(MandateError::TooManyVotes))]);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "(vote|oui|pour|contre|poids|,|;|\n|[0-9]|\"|é){0,60}") {
        let _ = read(text.as_bytes(), Limits::default());
    }
}
