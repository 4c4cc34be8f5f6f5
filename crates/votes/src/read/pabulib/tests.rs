use caisse_units::Language;

use super::*;
use crate::participatory::{Ballot, Project, VoteType};

const FILE: &str = "META\n\
    key;value\n\
    description;A town\n\
    num_projects;3\n\
    num_votes;4\n\
    budget;2228141,75\n\
    vote_type;approval\n\
    PROJECTS\n\
    name;cost;project_id;selected\n\
    A well;1000.5;7;1\n\
    \"A \"\"big\"\"; bridge\n\
    of stone\";2000000;b-1;0\n\
    Nobody's;300.00;10;\n\
    VOTES\n\
    voter_id;age;vote\n\
    1;30;7,b-1\n\
    2;31;b-1,7\n\
    3;32;\n\
    4;33;b-1\n";

fn read_file(text: &str) -> Pabulib {
    parse(text.as_bytes(), &Limits::default()).unwrap_or_else(|error| panic!("{error}"))
}

fn problems(text: &str) -> Vec<(u64, Problem)> {
    parse(text.as_bytes(), &Limits::default()).expect_err("a refusal").problems
}

#[test]
fn costs_with_decimals_and_commas_are_exact() {
    let election = read_file(FILE).election;
    assert_eq!((election.decimals(), election.budget()), (2, 222_814_175));
    let costs: Vec<u64> = election.projects().iter().map(|project| project.cost).collect();
    assert_eq!(costs, [100_050, 200_000_000, 30_000]);
}

#[test]
fn columns_come_in_any_order_and_fields_may_be_quoted() {
    let file = read_file(FILE);
    let bridge = Project {
        id: "b-1".to_owned(),
        name: "A \"big\"; bridge\nof stone".to_owned(),
        cost: 200_000_000,
        selected: Some(false),
    };
    assert_eq!(file.election.projects()[1], bridge);
    assert_eq!(file.election.official(), Some(vec![0]));
    assert_eq!(file.meta("description"), Some("A town"));
    assert_eq!(file.remarks, []);
}

#[test]
fn identical_ballots_are_merged_and_an_empty_one_is_a_voter() {
    let election = read_file(FILE).election;
    let ballots: Vec<Ballot<'_>> = election.ballots().iter().collect();
    assert_eq!(election.ballots().voters(), 4);
    assert_eq!(
        ballots,
        [
            Ballot { voters: 2, projects: &[0, 1], points: &[] },
            Ballot { voters: 1, projects: &[], points: &[] },
            Ballot { voters: 1, projects: &[1], points: &[] },
        ]
    );
}

#[test]
fn a_mark_at_the_start_and_carriage_returns_change_nothing() {
    let windows = format!("\u{feff}{}", FILE.replace('\n', "\r\n"));
    let file = read_file(&windows);
    assert_eq!(file.election.ballots(), read_file(FILE).election.ballots());
    // Only the line break inside a quoted name stays as it is.
    assert_eq!(file.election.projects()[1].name, "A \"big\"; bridge\r\nof stone");
    let unended = FILE.trim_end();
    assert_eq!(read_file(unended), read_file(FILE));
}

#[test]
fn a_file_comes_back_from_writing_as_it_was_read() {
    let file = read_file(FILE);
    assert_eq!(read_file(&write(&file)), file);
    let made = Pabulib::new(file.election.clone(), vec![("unit".to_owned(), "x;y".to_owned())]);
    let again = read_file(&write(&made));
    assert_eq!(again.election.ballots(), made.election.ballots());
    assert_eq!(again.meta("unit"), Some("x;y"));
    assert_eq!(again.election.budget(), made.election.budget());
}

/// A file with other ballots and vote type: points where the type has them.
fn with(vote_type: &str, votes: &str) -> String {
    format!(
        "META\nkey;value\nbudget;10\nvote_type;{vote_type}\nPROJECTS\nproject_id;cost\n1;5\n2;5\n\
         VOTES\n{votes}"
    )
}

#[test]
fn points_may_have_decimals_and_be_zero() {
    let file =
        read_file(&with("cumulative", "vote;points\n2,1;3,0\n1;1.25\n;\nNone;None\n1,2;0,3\n"));
    let election = file.election;
    assert_eq!((election.point_decimals(), election.ballots().voters()), (2, 5));
    let ballots: Vec<Ballot<'_>> = election.ballots().iter().collect();
    assert_eq!(ballots[0], Ballot { voters: 2, projects: &[0, 1], points: &[0, 300] });
    assert_eq!(ballots[1].points, [125]);
    assert_eq!(ballots[2], Ballot { voters: 2, projects: &[], points: &[] });
}

#[test]
fn ranks_keep_their_order() {
    let election = read_file(&with("ordinal", "vote\n2,1\n1,2\n2,1\n")).election;
    let ballots: Vec<Ballot<'_>> = election.ballots().iter().collect();
    assert_eq!(ballots[0], Ballot { voters: 2, projects: &[1, 0], points: &[] });
    assert_eq!(ballots.len(), 2);
}

#[test]
fn every_error_of_a_ballot_is_told_with_its_line() {
    let votes = "vote;points\n1,3;1,1\n1,2;-1,2\n1,1;2,3\n1,2;1\n1;many\n1;99999999999\n1;1;2\n";
    let id = |id: &str| id.to_owned();
    let points = "points";
    assert_eq!(
        problems(&with("scoring", votes)),
        [
            (11, Problem::UnknownProject { id: id("3") }),
            (12, Problem::Negative { field: points, text: id("-1") }),
            (13, Problem::TwiceInBallot { id: id("1") }),
            (14, Problem::PointsMismatch { projects: 2, points: 1 }),
            (15, Problem::NotANumber { field: points, text: id("many") }),
            (16, Problem::TooLong { field: points, text: id("99999999999") }),
            (17, Problem::TooManyFields { count: 3, columns: 2 }),
        ]
    );
    let several = problems(&with("choose-1", "vote\n1,2\n"));
    assert_eq!(several, [(11, Problem::SeveralChoices { count: 2 })]);
}

#[test]
fn every_error_of_the_sections_is_told_with_its_line() {
    let text = "META\nkey;value\nbudget;-3\nvote_type;shouting\nPROJECTS\nproject_id;cost\n1;x\n1;5\n\
                ;4\n2;12345678901234567890123\nVOTES\nvote\n9\n";
    let id = |id: &str| id.to_owned();
    assert_eq!(
        problems(text),
        [
            (3, Problem::Negative { field: "budget", text: id("-3") }),
            (4, Problem::UnknownVoteType { name: id("shouting") }),
            (7, Problem::NotANumber { field: "cost", text: id("x") }),
            (8, Problem::ProjectTwice { id: id("1") }),
            (9, Problem::NoProjectId),
            (10, Problem::TooLong { field: "cost", text: id("12345678901234567890123") }),
            (13, Problem::UnknownProject { id: id("9") }),
        ]
    );
}

#[test]
fn what_is_missing_is_named() {
    let missing = |section| vec![(0, Problem::SectionMissing { section })];
    assert_eq!(problems(""), missing("META"));
    assert_eq!(problems("META\nkey;value\nbudget;1\n"), missing("PROJECTS"));
    assert_eq!(problems("META\nPROJECTS\nproject_id;cost\n"), missing("VOTES"));
    let misplaced = |section, line| vec![(line, Problem::SectionMisplaced { section })];
    assert_eq!(problems("VOTES\nvote\n1\n"), misplaced("VOTES", 1));
    assert_eq!(problems(&with("approval", "vote\n1\nMETA\n")), misplaced("META", 12));
    let column = Problem::ColumnMissing { section: "VOTES", column: "points" };
    assert_eq!(problems(&with("scoring", "vote\n1\n")), [(10, column)]);
    let twice = problems(&with("approval", "vote;vote\n1;2\n"));
    assert_eq!(twice, [(10, Problem::ColumnTwice { column: "vote".to_owned() })]);
    let keys = problems("META\nPROJECTS\nproject_id;cost\n1;1\nVOTES\nvote\n");
    let key = |key| (0, Problem::KeyMissing { key });
    assert_eq!(keys, [key("vote_type"), key("budget")]);
    let text = Problem::OutsideSections { text: "hello".to_owned() };
    assert_eq!(problems("hello;you\nMETA\n")[0], (1, text));
}

#[test]
fn broken_text_is_refused_with_its_lines() {
    let bytes = b"META\nkey;value\nunit;\xff\xfe\nbudget;1\nname;\xe9\n";
    let refusal = parse(bytes, &Limits::default()).expect_err("a refusal");
    assert_eq!(refusal.problems, [(3, Problem::NotUtf8), (5, Problem::NotUtf8)]);
    let open = problems("META\nkey;value\nunit;\"never closed\nbudget;1\n");
    assert_eq!(open, [(3, Problem::QuoteNotClosed)]);
}

#[test]
fn limits_stop_the_reading() {
    let limits = Limits { bytes: FILE.len() as u64 - 1, ..Limits::default() };
    let refused = |limits: &Limits| parse(FILE.as_bytes(), limits).expect_err("a refusal").problems;
    assert_eq!(refused(&limits), [(0, Problem::TooManyBytes { limit: limits.bytes })]);
    let streamed = read(std::io::repeat(b'x'), &limits).expect_err("a refusal");
    assert_eq!(streamed.problems, [(0, Problem::TooManyBytes { limit: limits.bytes })]);
    let limits = Limits { projects: 2, ..Limits::default() };
    assert_eq!(refused(&limits), [(13, Problem::TooManyProjects { limit: 2 })]);
    let limits = Limits { voters: 3, ..Limits::default() };
    assert_eq!(refused(&limits), [(19, Problem::TooManyVoters { limit: 3 })]);
    let limits = Limits { entries: 3, ..Limits::default() };
    assert_eq!(refused(&limits), [(17, Problem::TooManyEntries { limit: 3 })]);
}

#[test]
fn errors_are_told_up_to_a_maximum() {
    let text = with("approval", &format!("vote\n{}", "9\n".repeat(100)));
    let refusal = parse(text.as_bytes(), &Limits::default()).expect_err("a refusal");
    assert_eq!((refusal.problems.len(), refusal.more), (50, true));
    assert_eq!(refusal.sentences(Language::French).len(), 51);
    assert!(refusal.sentence(Language::French).starts_with("Ligne 11 : ce bulletin nomme"));
    assert!(refusal.to_string().starts_with("Line 11: this ballot names project “9”"));
}

#[test]
fn what_is_odd_is_remarked() {
    let odd = FILE.replace("num_votes;4", "num_votes;5").replace("4;33;b-1", "1;33;b-1");
    let odd = odd.replace("num_projects;3", "num_projects;2\ndefault_score;1");
    let remarks = read_file(&odd).remarks;
    assert_eq!(
        remarks,
        [
            Remark::VoterTwice { line: 20, id: "1".to_owned() },
            Remark::OtherVoters { announced: "5".to_owned(), counted: 4 },
            Remark::OtherProjects { announced: "2".to_owned(), counted: 3 },
            Remark::DefaultScore { value: "1".to_owned() },
        ]
    );
    assert!(remarks[1].sentence(Language::English).contains("announces 5 ballots"));
}

mod laws {
    use proptest::prelude::*;

    use super::*;

    /// Words that mean something to the reader, and some that do not.
    fn piece() -> impl Strategy<Value = Vec<u8>> {
        prop_oneof![
            prop::sample::select(vec![
                "META",
                "PROJECTS",
                "VOTES",
                "key;value",
                "budget;",
                "vote_type;",
                "project_id;cost",
                "voter_id;vote;points",
                "approval",
                "cumulative",
                "ordinal",
                "None",
                "\n",
                "\n",
                "\n",
                "\r\n",
                ";",
                ";",
                ",",
                "\"",
                "1",
                "2",
                "10",
                "-1",
                "1.5",
                "0",
                "é",
                "\u{feff}",
            ])
            .prop_map(|word| word.as_bytes().to_vec()),
            prop::collection::vec(any::<u8>(), 0..4),
        ]
    }

    /// Projects, points and voters.
    type Cast = (Vec<u32>, Vec<u32>, u32);

    fn ballots() -> impl Strategy<Value = (VoteType, Vec<Cast>)> {
        let ballot = (Just(vec![0u32, 1, 2, 3]).prop_shuffle(), 0usize..=4, 1u32..4).prop_flat_map(
            |(order, length, voters)| {
                let points = prop::collection::vec(0u32..1000, length);
                (Just(order[..length].to_vec()), points, Just(voters))
            },
        );
        (prop::sample::select(VoteType::ALL.to_vec()), prop::collection::vec(ballot, 0..12))
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_panic(pieces in prop::collection::vec(piece(), 0..60)) {
            let bytes = pieces.concat();
            if let Err(refusal) = parse(&bytes, &Limits::default()) {
                prop_assert!(!refusal.problems.is_empty());
                prop_assert!(!refusal.sentence(Language::French).is_empty());
            }
        }

        #[test]
        fn what_is_written_is_read_back(
            (vote_type, ballots) in ballots(),
            budget in 0u64..1_000_000,
            costs in prop::array::uniform4(0u64..100_000),
            names in prop::array::uniform4("[ -~é\n]{0,12}"),
            decimals in 0u32..4,
        ) {
            let ids = ["4", "007", "x y", "é"];
            let project = |place: usize| Project {
                id: ids[place].to_owned(),
                name: names[place].trim().to_owned(),
                cost: costs[place],
                selected: None,
            };
            let projects = (0..4).map(project).collect();
            let mut election =
                Election::new(decimals, budget, projects, vote_type, 1).expect("an election");
            for (projects, points, voters) in &ballots {
                let most = if vote_type == VoteType::ChooseOne { 1 } else { 4 };
                let entries: Vec<(u32, u32)> =
                    projects.iter().copied().zip(points.iter().copied()).take(most).collect();
                election.cast(&entries, *voters).expect("a ballot");
            }
            let first = Pabulib::new(election, vec![("unit".to_owned(), "A; \"B\"".to_owned())]);
            let second = read_file(&write(&first));
            // The unit of money may be larger, so amounts are compared as money.
            let (one, other) = (&first.election, &second.election);
            prop_assert_eq!(one.money(one.budget()), other.money(other.budget()));
            for (one_project, other_project) in one.projects().iter().zip(other.projects()) {
                prop_assert_eq!(one.money(one_project.cost), other.money(other_project.cost));
                prop_assert_eq!(&one_project.name, &other_project.name);
            }
            prop_assert_eq!(one.ballots().voters(), other.ballots().voters());
            prop_assert_eq!(read_file(&write(&second)), second);
        }
    }
}
