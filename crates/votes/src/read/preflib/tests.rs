//! What the files of PrefLib may hold, and what is refused.

use proptest::prelude::*;

use super::*;
use caisse_units::Language;

fn read(text: &str) -> Result<Reading<Orders>, Faults> {
    read_orders(text.as_bytes(), &Limits::default())
}

const SMALL: &str = "# FILE NAME: x.toi\n# TITLE: Bureau\n# NUMBER ALTERNATIVES: 3\n\
                     # NUMBER VOTERS: 6\n# NUMBER UNIQUE ORDERS: 3\n# ALTERNATIVE NAME 1: Ana: A\n\
                     # ALTERNATIVE NAME 2: Béa\n# ALTERNATIVE NAME 3: Cem\n\
                     3: 1,{2,3}\n2: 2\n1: {3,1},2\n";

fn problems(text: &str) -> Vec<(usize, Problem)> {
    let faults = read(text).expect_err("a wrong file");
    faults.listed.into_iter().map(|fault| (fault.line, fault.problem)).collect()
}

#[test]
fn a_file_of_orders_is_read() {
    let reading = read(SMALL).expect("a right file");
    assert_eq!(reading.warnings, []);
    let Orders { title, profile } = reading.content;
    assert_eq!((title.as_str(), profile.voters()), ("Bureau", 6));
    assert_eq!(profile.candidates()[0].name, "Ana: A");
    let classes: Vec<Vec<Vec<usize>>> =
        profile.ballots().iter().map(|ballot| ballot.classes()).collect();
    assert_eq!(classes, [vec![vec![0], vec![1, 2]], vec![vec![1]], vec![vec![0, 2], vec![1]]]);
    assert_eq!(OrderKind::of(&profile), OrderKind::Toi);
}

#[test]
fn the_format_before_2022_gives_the_same() {
    let old = "3\n1,Ana: A\n2,Béa\n3,Cem\n6,6,3\n3,1,{2,3}\n2,2\n1,{1,3},2\n";
    let (old, new) = (read(old).expect("a right file"), read(SMALL).expect("a right file"));
    assert_eq!(old.warnings, []);
    assert_eq!(old.content.profile, new.content.profile);
}

#[test]
fn line_ends_and_the_mark_of_other_systems_change_nothing() {
    let other = format!("\u{feff}{}", SMALL.replace('\n', "\r\n"));
    assert_eq!(read(&other), read(SMALL));
    assert_eq!(read(SMALL.trim_end()), read(SMALL));
}

#[test]
fn identical_ballots_are_merged() {
    let text = format!("{SMALL}4: {{1,3}} , 2\n");
    let reading = read(&text).expect("a right file");
    let counts: Vec<u64> = reading.content.profile.ballots().iter().map(|b| b.count()).collect();
    assert_eq!(counts, [5, 3, 2]);
    // The header states 6 voters: the ballots show 10.
    let problem = Problem::HeaderDisagrees { count: HeaderCount::Voters, stated: 6, found: 10 };
    assert_eq!(reading.warnings, [Fault { line: 4, problem }]);
}

#[test]
fn every_fault_is_listed_with_its_line() {
    let text = format!(
        "{SMALL}1: 4\n1: 1,1\n0: 1\n-2: 1\nx: 1\nno colon\n1: 1,{{2\n1: 1}},2\n1: {{1,{{2}}}}\n\
         1: 1,,2\n1: 1,\n1: {{}}\n1.5: 1\n99999999999999999999: 1\n1: {{1,2}}3\n"
    );
    let found = problems(&text);
    let lines: Vec<usize> = found.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, (12..=26).collect::<Vec<_>>());
    let number = CandidateNumber(4);
    assert!(matches!(
        found[0].1,
        Problem::Ballot(ProfileError::UnknownCandidate { number: n, .. }) if n == number
    ));
    assert!(matches!(found[1].1, Problem::Ballot(ProfileError::NamedTwice { .. })));
    assert_eq!(found[2].1, Problem::NoVoter { text: "0".to_owned() });
    assert_eq!(found[3].1, Problem::NoVoter { text: "-2".to_owned() });
    assert_eq!(found[4].1, Problem::NotANumber { text: "x".to_owned() });
    assert_eq!(found[5].1, Problem::NotABallot { text: "no colon".to_owned() });
    assert_eq!(found[6].1, Problem::Braces);
    for (_, problem) in &found {
        for language in [Language::French, Language::English] {
            assert!(!problem.sentence(language).is_empty());
        }
    }
    let faults = read(&text).expect_err("a wrong file");
    let first = faults.sentence(Language::French);
    assert!(first.starts_with("ligne 12 : aucun candidat n'a le numéro 4 ;"), "{first}");
}

#[test]
fn faults_beyond_the_limit_are_counted() {
    let text = format!("{SMALL}{}", "1: 9\n".repeat(60));
    let faults = read(&text).expect_err("a wrong file");
    assert_eq!((faults.listed.len(), faults.more), (50, 10));
    assert!(faults.sentence(Language::English).ends_with("and 10 more errors"));
}

#[test]
fn a_header_that_does_not_say_who_stands_is_refused() {
    let more = SMALL.replace("ALTERNATIVES: 3", "ALTERNATIVES: 4");
    let count = HeaderCount::Candidates;
    let disagrees = Problem::HeaderDisagrees { count, stated: 4, found: 3 };
    assert_eq!(problems(&more), [(3, disagrees)]);
    let twice = SMALL.replace("NAME 3: Cem", "NAME 2: Cem");
    assert_eq!(problems(&twice)[0], (8, Problem::NamedAgain { number: 2 }));
    assert_eq!(problems(""), [(1, Problem::NoHeader)]);
    assert_eq!(problems("\n\nhello"), [(3, Problem::NoHeader)]);
    assert_eq!(problems("# TITLE: x"), [(1, Problem::Ballot(ProfileError::NoCandidate))]);
}

#[test]
fn what_is_too_large_is_refused_before_it_is_read() {
    let limits = Limits { bytes: 100, ..Limits::default() };
    let faults = read_orders(SMALL.as_bytes(), &limits).expect_err("too large");
    let bytes = SMALL.len();
    assert_eq!(faults.listed[0].problem, Problem::TooManyBytes { bytes, limit: 100 });
    let limits = Limits { lines: 5, ..Limits::default() };
    let faults = read_orders(SMALL.as_bytes(), &limits).expect_err("too many lines");
    assert_eq!(faults.listed[0], Fault { line: 6, problem: Problem::TooManyLines { limit: 5 } });
    let limits = Limits { candidates: 2, ..Limits::default() };
    let faults = read_orders(SMALL.as_bytes(), &limits).expect_err("too many candidates");
    let problem = Problem::TooManyCandidates { candidates: 3, limit: 2 };
    assert_eq!(faults.listed[0], Fault { line: 3, problem });
    let old = read("4000000000\n1,Ana\n").expect_err("too many candidates");
    assert!(matches!(old.listed[0].problem, Problem::TooManyCandidates { .. }));
}

#[test]
fn text_that_is_not_utf_8_is_refused_with_its_lines() {
    let bytes: Vec<u8> = SMALL.chars().map(|c| if c == 'é' { 0xe9 } else { c as u8 }).collect();
    let faults = read_orders(&bytes, &Limits::default()).expect_err("Latin-1");
    assert_eq!(faults.listed, [Fault { line: 7, problem: Problem::NotUtf8 }]);
}

#[test]
fn categories_hold_sets_and_may_be_empty() {
    let head = "# TITLE: t\n# NUMBER ALTERNATIVES: 3\n# NUMBER VOTERS: 4\n# NUMBER CATEGORIES: 2\n\
                # CATEGORY NAME 1: Yes\n# CATEGORY NAME 2: No\n# ALTERNATIVE NAME 1: A\n\
                # ALTERNATIVE NAME 2: B\n# ALTERNATIVE NAME 3: C\n";
    let text = format!("{head}2: {{3,1}},2\n1: {{}},{{1,2,3}}\n1: 2\n");
    let reading = read_categories(text.as_bytes(), &Limits::default()).expect("a right file");
    let sets: Vec<Vec<Vec<u32>>> = reading
        .content
        .ballots
        .iter()
        .map(|b| b.sets.iter().map(|set| set.iter().map(|c| c.0).collect()).collect())
        .collect();
    assert_eq!(
        sets,
        [vec![vec![1, 3], vec![2]], vec![vec![], vec![1, 2, 3]], vec![vec![2], vec![]],]
    );
    let written = write_categories(&reading.content);
    assert_eq!(
        read_categories(written.as_bytes(), &Limits::default()).expect("our own").content,
        reading.content
    );
    let wrong = format!("{head}1: 1,2,3\n1: 1,1\n1: 7\n");
    let faults = read_categories(wrong.as_bytes(), &Limits::default()).expect_err("wrong");
    let lines: Vec<usize> = faults.listed.iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [10, 11, 12]);
    assert_eq!(faults.listed[0].problem, Problem::TooManyCategories { found: 3, categories: 2 });
}

proptest! {
    #[test]
    fn no_file_makes_a_reader_fail(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = read_orders(&bytes, &Limits::default());
        let _ = read_categories(&bytes, &Limits::default());
    }

    #[test]
    fn no_line_after_a_header_makes_a_reader_fail(lines in "[0-9,:{}# \n-]{0,60}") {
        let _ = read(&format!("{SMALL}{lines}"));
        let _ = read(&format!("3\n1,a\n2,b\n3,c\n{lines}"));
        let _ = read_categories(format!("{SMALL}{lines}").as_bytes(), &Limits::default());
    }

    #[test]
    fn what_is_written_is_read_again(
        names in proptest::collection::vec("\\PC{0,12}", 1..6),
        ballots in proptest::collection::vec((proptest::collection::vec(0usize..7, 6), 1u64..9), 0..9),
        title in "\\PC{0,12}",
    ) {
        let candidates: Vec<Candidate> = (3..)
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
        let orders = Orders { title: title.trim().to_owned(), profile: builder.build() };
        let again = read(&write_orders(&orders)).expect("our own file");
        prop_assert_eq!(again.warnings, Vec::new());
        prop_assert_eq!(again.content, orders);
    }
}
