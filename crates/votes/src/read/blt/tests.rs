//! What a blt file may hold, and what is refused.

use proptest::prelude::*;

use super::*;
use crate::read::text::Fault;

fn read(text: &str) -> Result<Reading<Election>, Faults> {
    super::read(text.as_bytes(), &Limits::default())
}

const SMALL: &str = "4 2 # candidates, seats\n-3\n# a comment\n(card 7) 3 1 3 2 0\n2 2=4 - 1 0\n\
                     1 3 0\n1 1 2 0 # spoilt?\n0\n\"Ana \"\n\"Béa #2\"\n\"Cem\"\n\"Dan\" # late\n\
                     \"Bureau\"\n";

fn problems(text: &str) -> Vec<(usize, Problem)> {
    let faults = read(text).expect_err("a wrong file");
    faults.listed.into_iter().map(|fault| (fault.line, fault.problem)).collect()
}

#[test]
fn a_file_is_read_and_the_withdrawn_leave_the_ballots() {
    let election = read(SMALL).expect("a right file").content;
    assert_eq!((election.title.as_str(), election.seats), ("Bureau", 2));
    assert_eq!(election.withdrawn[0].name, "Cem");
    let names: Vec<&str> = election.profile.candidates().iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names, ["Ana", "Béa #2", "Dan"]);
    let ballots: Vec<(Vec<Vec<usize>>, u64)> =
        election.profile.ballots().iter().map(|b| (b.classes(), b.count())).collect();
    // Ballots 1 and 4 are the same without the candidate who withdrew; ballot 3 ranks nobody else.
    let expected = [(vec![vec![0], vec![1]], 4), (vec![vec![1, 2], vec![0]], 2), (Vec::new(), 1)];
    assert_eq!(ballots, expected);
    assert_eq!((election.profile.voters(), election.profile.voters_who_rank()), (7, 6));
}

#[test]
fn names_without_quotes_or_several_on_a_line_are_read() {
    let text = "2 1\n1 1 0\n0\nAnna O'Neil (Ind)\nBob \"Bobby\" Smith\nWard 1\n";
    let election = read(text).expect("a right file").content;
    assert_eq!(election.profile.candidates()[1].name, "Bob \"Bobby\" Smith");
    assert_eq!(election.title, "Ward 1");
    let election = read("2 1\n1 1 0\n0\n\"A\" \"B\"\n\"T\"").expect("a right file").content;
    assert_eq!(
        (election.profile.candidates()[1].name.as_str(), election.title.as_str()),
        ("B", "T")
    );
    assert_eq!(read("2 1\n1 1 0\n0\nA\nB").expect("no title").content.title, "");
}

#[test]
fn a_quote_written_twice_is_one() {
    // As the Scottish ballots of 2022 are published.
    let text = "2 1\n1 1 0\n0\n\"Neil A \"\"Scottish Liberal\"\"\"\n\"\" \nWard 6\n";
    let election = read(text).expect("a right file").content;
    assert_eq!(election.profile.candidates()[0].name, "Neil A \"Scottish Liberal\"");
    assert_eq!(election.profile.candidates()[1].name, "");
    assert_eq!(election.title, "Ward 6");
    let written = write(&election).expect("numbers from 1");
    assert_eq!(read(&written).expect("our own file").content, election);
}

#[test]
fn what_follows_the_title_is_said_not_to_be_read() {
    let reading = read("1 1\n1 1 0\n0\nA\nT\nB\n").expect("a right file");
    let problem = Problem::AfterTitle { text: "B".to_owned() };
    assert_eq!(reading.warnings, [Fault { line: 6, problem }]);
}

#[test]
fn line_ends_and_the_mark_of_other_systems_change_nothing() {
    let other = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    assert_eq!(read(&other), read(SMALL));
}

#[test]
fn every_fault_is_listed_with_its_line() {
    let text = "3 1\n1 4 0\n1 1 1 0\n0 1 0\n-1 1 0\n1 1 2\n1 1 0 2 0\n1.5 1 0\n1 a 0\n1 1= 0\n(x 1 0\n\
                1 =2 0\n1 1 -2 0\n0\nA\nB\n";
    let found = problems(text);
    let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16]);
    assert_eq!(found[12].1, Problem::MissingNames { found: 2, candidates: 3 });
    assert!(matches!(found[0].1, Problem::Ballot(ProfileError::UnknownCandidate { .. })));
    assert!(matches!(found[1].1, Problem::Ballot(ProfileError::NamedTwice { .. })));
    assert_eq!(found[2].1, Problem::NoVoter { text: "0".to_owned() });
    assert_eq!(found[3].1, Problem::NoVoter { text: "-1".to_owned() });
    assert_eq!(found[4].1, Problem::NoFinalZero);
    assert_eq!(found[5].1, Problem::AfterFinalZero { text: "2".to_owned() });
    assert_eq!(found[6].1, Problem::NotANumber { text: "1.5".to_owned() });
}

#[test]
fn a_cut_file_is_refused() {
    assert_eq!(problems("2 1\n1 1 2 0\n"), [(2, Problem::NoEndOfBallots)]);
    assert_eq!(problems(""), [(1, Problem::NoHeader)]);
    assert_eq!(problems("2\n"), [(1, Problem::NoHeader)]);
    assert!(matches!(problems("2 1\n1 1 0\n0\nA\n")[0], (4, Problem::MissingNames { .. })));
    assert!(matches!(problems("5000 1\n")[0].1, Problem::TooManyCandidates { .. }));
    assert!(matches!(problems("1 1\n-1\n0\nA\n")[0].1, Problem::Ballot(ProfileError::NoCandidate)));
}

#[test]
fn who_withdraws_must_stand_and_withdraws_once() {
    let found = problems("2 1\n-3\n-1 -1\n-x\n1 2 0\n0\nA\nB\n");
    let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 3, 4]);
    let named_twice = "2 1\n-1\n1 1 1 2 0\n0\nA\nB\n";
    assert!(matches!(
        problems(named_twice)[..],
        [(3, Problem::Ballot(ProfileError::NamedTwice { .. }))]
    ));
}

#[test]
fn text_that_is_not_utf_8_is_refused_with_its_line() {
    let faults = super::read(b"2 1\n1 1 0\n0\nBj\xf6rn\nB\n", &Limits::default());
    let fault = Fault { line: 4, problem: Problem::NotUtf8 };
    assert_eq!(faults.expect_err("Latin-1").listed, [fault]);
}

#[test]
fn an_election_is_written_as_it_is_read() {
    let election = read(SMALL).expect("a right file").content;
    let text = write(&election).expect("numbers from 1");
    assert_eq!(
        text,
        "4 2\n-3\n4 1 2 0\n2 2=4 1 0\n1 0\n0\n\"Ana\"\n\"Béa #2\"\n\"Cem\"\n\"Dan\"\n\"Bureau\"\n"
    );
    assert_eq!(read(&text).expect("our own file").content, election);
    let gap = Election { withdrawn: Vec::new(), ..election };
    assert_eq!(write(&gap), Err(WriteError::Numbering { missing: 3 }));
}

proptest! {
    #[test]
    fn no_file_makes_the_reader_fail(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = super::read(&bytes, &Limits::default());
    }

    #[test]
    fn no_line_after_a_header_makes_the_reader_fail(lines in "[0-9=()# \n\"-]{0,60}") {
        let _ = read(&format!("3 2\n{lines}"));
        let _ = read(&format!("3 2\n{lines}\n0\nA\nB\nC\n"));
    }

    #[test]
    fn what_is_written_is_read_again(
        names in proptest::collection::vec("\\PC{0,12}", 1..6),
        ballots in proptest::collection::vec((proptest::collection::vec(0usize..7, 6), 1u64..9), 0..9),
        seats in 0u32..5,
    ) {
        let candidates: Vec<Candidate> = (1..)
            .map(CandidateNumber)
            .zip(&names)
            .map(|(number, name)| Candidate { number, name: name.trim().to_owned() })
            .collect();
        let mut builder = ProfileBuilder::new(candidates.clone()).expect("distinct numbers");
        for (ranks, count) in ballots {
            let class = |rank| -> Vec<CandidateNumber> {
                let members = candidates.iter().zip(&ranks).filter(|(_, r)| **r == rank);
                members.map(|(candidate, _)| candidate.number).collect()
            };
            let classes: Vec<_> = (1..7).map(class).filter(|class| !class.is_empty()).collect();
            builder.add(&classes, count).expect("a right ballot");
        }
        let profile = builder.build();
        let election =
            Election { title: "T".to_owned(), seats, withdrawn: Vec::new(), profile };
        let text = write(&election).expect("numbers from 1");
        prop_assert_eq!(read(&text).expect("our own file").content, election);
    }
}
