//! The pages of assemblies and of a poll of every method, against what was recorded at its closing.

use std::io::Write;

use caisse_domain::Organisation;
use caisse_domain::assemblies::Outcome;
use caisse_domain::assemblies::poll::Closed;
use caisse_units::{Amount, Language};
use caisse_web::House;
use caisse_web::views::{Funding, Picture, Poll, PollResult, PollState, Stage};
use caisse_window::{Reader, Window};
use tempfile::TempDir;

use crate::played::{self, Played};

const BOTH: [Language; 2] = [Language::French, Language::English];

fn treasurer() -> (Window, TempDir) {
    Played::whole().seen_by(Reader::Treasurer)
}

fn state<T>(window: &Window, read: impl FnOnce(&Organisation) -> T) -> T {
    let desk = window.desk().read().expect("nobody panicked");
    read(desk.state().expect("founded"))
}

fn closed(window: &Window, poll: &str) -> Closed {
    let number = poll.parse().expect("a poll");
    state(window, |house| {
        house.assemblies.poll(number).and_then(|poll| poll.closed.clone()).expect("closed")
    })
}

fn result(poll: &Poll) -> &PollResult {
    match &poll.state {
        PollState::Closed(result) => result,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_motion_is_drawn_against_its_threshold() {
    let (window, _directory) = treasurer();
    for language in BOTH {
        let poll = window.poll(played::MOTION, language).expect("a poll");
        let shown = result(&poll);
        let Picture::Motion(bars) = &shown.picture else { panic!("{:?}", shown.picture) };
        let bar = &bars[0];
        assert_eq!((bar.yes, bar.no, bar.abstain, bar.blank), (10, 5, 2, 1));
        assert_eq!((bar.base, bar.needed, bar.reached), (15, 8, true));
        assert!(!bar.weighs.abstain && !bar.weighs.silent);
        assert!(shown.decided);
        let poll = window.poll(played::ABSOLUTE, language).expect("a poll");
        let Picture::Motion(bars) = &result(&poll).picture else { panic!("a motion") };
        assert_eq!((bars[0].base, bars[0].needed, bars[0].reached), (24, 16, false));
        assert!(bars[0].weighs.silent, "those who did not vote weigh like a no");
        assert!(!result(&poll).decided && poll.decision.is_none());
    }
}

#[test]
fn consent_shows_its_objections_and_the_vote_they_led_to() {
    let (window, _directory) = treasurer();
    let poll = window.poll(played::CONSENT, Language::French).expect("a poll");
    assert_eq!(result(&poll).picture, Picture::None);
    let stands: Vec<bool> = poll.objections.iter().map(|objection| objection.stands).collect();
    assert_eq!(stands, [false, false]);
    assert_eq!(poll.objections[1].how.as_deref(), Some("Les allergènes sont écrits en gras."));
    assert!(result(&poll).decided && poll.recount.is_none());
    let poll = window.poll(played::CONSENT_VOTED, Language::French).expect("a poll");
    assert!(poll.objections[0].stands);
    let Picture::Motion(bars) = &result(&poll).picture else { panic!("a vote was taken") };
    assert_eq!((bars[0].yes, bars[0].no), (7, 9));
    assert!(poll.recount.is_some());
}

#[test]
fn approvals_and_points_are_bars_of_what_was_counted() {
    let (window, _directory) = treasurer();
    let poll = window.poll(played::APPROVAL, Language::French).expect("a poll");
    let Picture::Bars { bars, most, .. } = &result(&poll).picture else { panic!("bars") };
    let Outcome::Approval { counts, .. } = closed(&window, played::APPROVAL).outcome.0 else {
        panic!("approvals")
    };
    assert_eq!(*most, 18);
    let mut sorted = counts.clone();
    sorted.sort_unstable_by_key(|count| std::cmp::Reverse(*count));
    assert_eq!(bars.iter().map(|bar| bar.value).collect::<Vec<u64>>(), sorted);
    assert_eq!(bars.iter().filter(|bar| bar.chosen).count(), 2);
    let poll = window.poll(played::SCORES, Language::French).expect("a poll");
    let Picture::Bars { bars, most, .. } = &result(&poll).picture else { panic!("bars") };
    let Outcome::Scores { sheet, .. } = closed(&window, played::SCORES).outcome.0 else {
        panic!("points")
    };
    assert_eq!(*most, 90, "eighteen ballots of at most five points");
    let sum: i128 = sheet.scores.iter().map(|score| score.points).sum();
    assert_eq!(i128::from(bars.iter().map(|bar| bar.value).sum::<u64>()), sum);
}

#[test]
fn a_merit_profile_holds_every_voter_in_every_row() {
    let (window, _directory) = treasurer();
    let poll = window.poll(played::JUDGMENT, Language::French).expect("a poll");
    let Picture::Merit { grades, rows } = &result(&poll).picture else { panic!("a profile") };
    assert_eq!((grades.len(), rows.len()), (6, 4));
    for row in rows {
        assert_eq!(row.counts.iter().sum::<u64>(), 18, "{}", row.name);
    }
    let Outcome::Judgment { sheet, .. } = closed(&window, played::JUDGMENT).outcome.0 else {
        panic!("judgment")
    };
    let best = sheet.classes[0][0];
    assert_eq!(rows[0].grade, 5 - usize::from(sheet.sheets[best].median));
    assert!(rows[0].chosen && !rows[1].chosen);
    assert!(poll.votes.is_none(), "who voted what in a discreet poll is known to nobody");
}

#[test]
fn a_ranking_shows_the_matrix_in_the_order_of_the_ranking() {
    let (window, _directory) = treasurer();
    let poll = window.poll(played::RANKING, Language::French).expect("a poll");
    let Picture::Matrix(matrix) = &result(&poll).picture else { panic!("a matrix") };
    let Outcome::Ranking { sheet, .. } = closed(&window, played::RANKING).outcome.0 else {
        panic!("a ranking")
    };
    let order: Vec<u64> = sheet["ranking_classes"]
        .as_array()
        .expect("classes")
        .iter()
        .flat_map(|class| class.as_array().expect("a class"))
        .map(|number| number.as_u64().expect("a number"))
        .collect();
    for (row, first) in order.iter().enumerate() {
        assert_eq!(matrix.wins[row][row], None);
        for (column, second) in order.iter().enumerate().filter(|(column, _)| *column != row) {
            let told = sheet["pairwise_wins"][first.to_string()][second.to_string()].as_u64();
            assert_eq!(matrix.wins[row][column], told);
        }
    }
    assert!(matrix.options[0].2 && matrix.options[0].0 == 1);
    assert!(matrix.paths[0][1].is_some());
}

#[test]
fn equal_shares_tell_who_paid_and_what_was_lacking() {
    let (window, _directory) = treasurer();
    let poll = window.poll(played::SHARES, Language::French).expect("a poll");
    let Picture::Shares(shares) = &result(&poll).picture else { panic!("shares") };
    assert_eq!((shares.budget, shares.voters), (Amount::from_cents(300_000), 18));
    let funded: Vec<_> =
        shares.projects.iter().filter(|project| project.funding != Funding::None).collect();
    assert_eq!(funded.iter().map(|project| project.cost).sum::<Amount>(), shares.spent);
    for project in &shares.projects {
        match project.funding {
            Funding::Supporters => {
                let voters: u64 = project.payers.iter().map(|payers| payers.voters).sum();
                assert_eq!(voters, project.supporters, "{}", project.name);
                let cents = |payers: &caisse_web::views::Payers| {
                    payers.each.cents() * i64::try_from(payers.voters).expect("few")
                };
                let paid: i64 = project.payers.iter().map(cents).sum();
                let rounding = project.cost.cents() - paid;
                assert!((0..=18).contains(&rounding), "{rounding} cents of {}", project.name);
            }
            Funding::Rest => assert!(project.paid < project.cost),
            Funding::None => assert!(project.paid < project.cost),
        }
    }
    assert!(shares.projects.iter().any(|project| project.funding == Funding::Supporters));
    assert!(shares.projects.iter().any(|project| project.funding == Funding::None));
}

#[test]
fn each_college_has_its_bar_and_its_turnout() {
    let (window, _directory) = Played::in_colleges().seen_by(Reader::Everyone);
    for language in BOTH {
        let poll = window.poll("S1", language).expect("a poll");
        let Picture::Motion(bars) = &result(&poll).picture else { panic!("a motion") };
        let names: Vec<Option<&str>> = bars.iter().map(|bar| bar.name.as_deref()).collect();
        assert_eq!(names, [None, Some("habitants"), Some("salariés, et alliés")]);
        assert_eq!(bars[1].yes + bars[2].yes, bars[0].yes);
        assert_eq!(bars[1].base + bars[2].base, bars[0].base);
        let quorum = window.assembly("AG1", language).expect("AG1").quorum.expect("a quorum");
        let entitled: u64 = quorum.colleges.iter().map(|college| college.entitled).sum();
        assert_eq!((quorum.colleges.len(), entitled), (2, 24));
    }
}

#[test]
fn rankings_of_every_method_are_drawn_and_shown_round_by_round() {
    let (window, _directory) = Played::in_colleges().seen_by(Reader::Everyone);
    for language in BOTH {
        let pairs = window.poll("S4", language).expect("ranked pairs");
        let Picture::Matrix(matrix) = &result(&pairs).picture else { panic!("a matrix") };
        assert!(matrix.paths.iter().flatten().all(Option::is_none));
        assert!(matrix.wins[0][1].is_some());
        for (id, most) in [("S5", 4), ("S6", 4)] {
            let poll = window.poll(id, language).expect("votes that pass on");
            let Picture::Bars { bars, .. } = &result(&poll).picture else {
                panic!("first choices")
            };
            assert_eq!(
                bars.iter().map(|bar| bar.value).sum::<u64>(),
                15,
                "three ballots are empty"
            );
            let rounds = &result(&poll).sheet[0];
            assert_eq!(rounds.rows.len(), most);
            assert!(rounds.columns.len() > 2, "{rounds:?}");
            assert!(
                rounds.rows.iter().flatten().any(|cell| cell.parse::<u64>().is_ok()),
                "{rounds:?}"
            );
        }
        let shares = window.poll("S7", language).expect("equal shares");
        assert!(matches!(result(&shares).picture, Picture::Shares(_)));
    }
}

#[test]
fn an_election_gives_its_office_and_leads_to_the_decision() {
    let (window, _directory) = treasurer();
    let poll = window.poll(played::ELECTION, Language::French).expect("a poll");
    assert!(result(&poll).verdict.contains("Maëlle"), "{}", result(&poll).verdict);
    let decision = poll.decision.expect("a decision").label.replace("Décision ", "");
    let shown = window.decision(&decision, Language::French).expect("its page");
    assert_eq!(shown.effects, poll.effects);
    assert!(poll.effects.iter().any(|effect| effect.sentence.contains("M13")));
    assert_eq!(poll.about.len(), 1);
}

#[test]
fn an_open_poll_shows_its_turnout_and_nothing_of_its_ballots() {
    for reader in [Reader::Treasurer, Reader::Everyone] {
        let (window, _directory) = Played::whole().seen_by(reader);
        for language in BOTH {
            let poll = window.poll(played::STILL_OPEN, language).expect("a poll");
            assert_eq!(poll.state, PollState::Open);
            assert_eq!((poll.turnout.entitled, poll.turnout.cast), (24, 7));
            assert_eq!((poll.votes, poll.recount, poll.decision), (None, None, None));
        }
        for extension in ["json", "csv"] {
            assert_eq!(window.ballots(played::STILL_OPEN, extension), None);
        }
    }
    let (window, _directory) = treasurer();
    let poll = window.poll(played::GIVEN_UP, Language::French).expect("a poll");
    assert!(matches!(poll.state, PollState::GivenUp(_)));
    assert_eq!(poll.recount, None);
}

#[test]
fn assemblies_stand_where_they_are() {
    let (window, _directory) = treasurer();
    for language in BOTH {
        let all = window.assemblies(1, language).expect("a list");
        let ids = |list: &[caisse_web::views::AssemblyInShort]| {
            list.iter().map(|one| one.id.clone()).collect::<Vec<String>>()
        };
        assert_eq!(ids(&all.next), ["AG3", "AG4"]);
        assert_eq!(ids(&all.past), ["AG2", "AG1"]);
        assert_eq!(window.assemblies(2, language), None);
        assert_eq!(all.past[1].stage, Stage::WithoutQuorum);
        let turnout = all.past[0].turnout.expect("a turnout");
        assert_eq!((turnout.present, turnout.represented, turnout.entitled), (15, 3, 24));
        assert_eq!(all.past[0].decided.len(), 10);
    }
    let second = window.assembly("AG2", Language::French).expect("AG2");
    assert_eq!(second.stage, Stage::Signed);
    let quorum = second.quorum.expect("a quorum");
    assert_eq!(quorum.sentence, "18 présents ou représentés sur 24 ; il en faut 6.");
    assert!(second.convening.iter().any(|fact| fact.value == "seconde convocation, après AG1"));
    assert!(second.convening.iter().any(|fact| fact.value == "Bertrand (M2)"));
    let first = window.assembly("AG1", Language::French).expect("AG1");
    assert!(first.calls[0].label.contains("AG2"));
    let open = window.assembly("AG3", Language::French).expect("AG3");
    assert!(open.agenda[0].current);
    assert_eq!(open.speech.expect("speech").waiting.len(), 2);
    let coming = window.assembly("AG4", Language::French).expect("AG4");
    let expected = coming.quorum.expect("what would be needed");
    assert_eq!((expected.turnout.entitled, expected.turnout.needed), (24, 12));
}

#[test]
fn the_papers_of_an_assembly_say_what_they_must() {
    let (window, _directory) = treasurer();
    let convocation = window.convocation("AG4", Language::French).expect("a convocation");
    let law = convocation.law.join(" ");
    for word in ["Quorum", "procuration", "Votent"] {
        assert!(law.contains(word), "{word} in {law}");
    }
    let sheet = window.attendance_sheet("AG2", 1, Language::French).expect("a sheet");
    assert_eq!((sheet.lines.len(), sheet.count), (24, 24));
    let ursule = &sheet.lines[20];
    assert_eq!(ursule.person.name.as_deref(), Some("Ursule"));
    assert_eq!(ursule.given_to.as_ref().map(|holder| holder.number.as_str()), Some("M6"));
    assert_eq!(sheet.lines[5].holds.len(), 2);
    let minutes = window.minutes("AG2", Language::French).expect("minutes");
    assert!(minutes.signed && minutes.signatures.iter().all(|(_, _, signed)| *signed));
    assert_eq!(minutes.remade, Some(true));
    let text = window.minutes_text("AG2").expect("the text");
    assert_eq!(Some(caisse_journal::Digest::of(text.text.as_bytes()).to_string()), minutes.digest);
    assert!(minutes.names.iter().any(|one| one.name.as_deref() == Some("Chloé")));
    assert_eq!(window.minutes("AG4", Language::French), None, "nothing happened yet");
    for id in ["AG0", "AG5", "ag1", "1", "AG1/"] {
        assert_eq!(window.assembly(id, Language::French), None, "{id}");
    }
    for id in ["S0", "S13", "V1", "s1"] {
        assert_eq!(window.poll(id, Language::French), None, "{id}");
    }
}

#[test]
fn everyone_reads_numbers_and_no_name_no_sheet_and_no_private_link() {
    let (window, directory) = Played::whole().seen_by(Reader::Everyone);
    assert_eq!(window.attendance_sheet("AG2", 1, Language::French), None);
    let files: Vec<String> = played::ALL
        .iter()
        .flat_map(|poll| ["json", "csv", "toi", "cat", "pb"].map(|end| window.ballots(poll, end)))
        .flatten()
        .map(|file| file.text)
        .collect();
    assert!(files.len() > 12, "only {} files", files.len());
    let server = crate::browser::Server::of(crate::caisse::Seen { window, directory });
    let mut seen = 0;
    for tag in ["fr", "en"] {
        for (path, (status, body)) in server.all(tag) {
            assert_eq!(status, 200, "{path}");
            seen += usize::from(path.starts_with("/scrutins/") || path.starts_with("/assemblees/"));
            let hidden =
                played::NAMES.iter().chain(&["caisse-secrete", "/membres/", "/emargement"]);
            for word in hidden {
                // Written by hand into the minutes, which are read by everyone.
                let by_hand = path.contains("proces-verbal") && *word == "Lucienne";
                assert!(by_hand || !body.contains(word), "{path} says {word}");
            }
        }
    }
    assert!(seen > 40, "only {seen} pages of assemblies");
    for text in &files {
        assert!(!played::NAMES.iter().any(|name| text.contains(name)), "{text}");
    }
}

#[test]
fn the_treasurers_files_hold_no_name_either() {
    let (window, _directory) = treasurer();
    let file = window.ballots(played::ELECTION, "cat").expect("a file");
    assert!(file.text.contains("M13") && !file.text.contains("Maëlle"), "{}", file.text);
    assert_eq!(file.name, "S11.cat");
    let mut kept = tempfile::NamedTempFile::new().expect("a file");
    kept.write_all(file.text.as_bytes()).expect("written");
    let read = caisse_votes::read::preflib::read_categories(
        file.text.as_bytes(),
        &caisse_votes::read::text::Limits::default(),
    );
    assert_eq!(read.expect("our own reader reads it").warnings.len(), 0);
}

#[test]
fn every_record_of_an_assembly_has_its_words_and_leads_where_it_can() {
    let (window, _directory) = treasurer();
    for language in BOTH {
        let first = window.journal(1, language).expect("a journal");
        let all = (1..=first.pages.count).filter_map(|page| window.journal(page, language));
        let records: Vec<_> = all.flat_map(|page| page.records).collect();
        let unknown = language.choose("autre enregistrement", "another record");
        assert!(records.iter().all(|record| record.kind != unknown));
        let closed = language.choose("scrutin clos", "poll closed");
        assert_eq!(records.iter().filter(|record| record.kind == closed).count(), 10);
        let polls = |record: &&caisse_web::views::Record| {
            matches!(&record.place, Some(caisse_web::views::Place::Poll(_)))
        };
        assert!(records.iter().filter(polls).count() > 100, "each ballot leads to its poll");
    }
}
