//! The ballots of a closed poll as a file that other programs count again: preflib for rankings and
//! approvals, pabulib for shared sums, plain tables for answers and grades; with the method and the
//! parameters that `caisse vote tally` takes for the same result.
//!
//! The file holds merged ballots, never who cast them.
//!
//! Absent on purpose: the counting.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use caisse_domain::assemblies::meeting::Assembly;
use caisse_domain::assemblies::poll::{Answer, Ballot, Closed, Merged, Poll};
use caisse_domain::assemblies::statutes::{Size, Together};
use caisse_domain::assemblies::{Enough, Method, SharesCompletion};
use caisse_units::Amount;
use serde_json::Value;

use super::ballot_text::option_name;

/// Ballots as a file, and how to count it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotFile {
    /// The text of the file.
    pub text: String,
    /// Its format, as `caisse vote tally --format` names it.
    pub format: &'static str,
    /// The method, as `caisse vote tally --method` names it.
    pub method: &'static str,
    /// The parameters, each `NAME=VALUE`.
    pub parameters: Vec<String>,
}

/// The ballots of a closed poll; `None` while it is open, or when consent left nothing to count.
pub fn of(assembly: &Assembly, poll: &Poll) -> Option<BallotFile> {
    let closed = poll.closed.as_ref()?;
    let ballots = &closed.ballots;
    Some(match &poll.terms.method {
        Method::Motion => answers(assembly, poll, closed),
        Method::Consent { .. } if !ballots.is_empty() => answers(assembly, poll, closed),
        Method::Consent { .. } => return None,
        Method::Ranking | Method::RankedPairs | Method::Runoff | Method::Transferable => {
            rankings(poll, ballots)
        }
        Method::Approval => file(categories(poll, ballots), "categories", "approval", &[]),
        Method::Scores { most } => {
            let text = grades(poll, ballots, 0);
            file(text, "csv", "score_sum", &[format!("best={most}")])
        }
        Method::Judgment { grades: of } => {
            let parameters = [format!("best={of}"), "no_opinion=worst grade".to_owned()];
            file(grades(poll, ballots, 1), "csv", "majority_judgment", &parameters)
        }
        Method::EqualShares => shares(poll, ballots, None),
        Method::EqualSharesWith(completion) => shares(poll, ballots, Some(*completion)),
    })
}

fn file(
    text: String,
    format: &'static str,
    method: &'static str,
    parameters: &[String],
) -> BallotFile {
    BallotFile { text, format, method, parameters: parameters.to_vec() }
}

/// The places of the options, in the order in which ties are decided.
fn in_order(poll: &Poll) -> String {
    let places: Vec<String> =
        (1..=poll.question.options.len()).map(|place| place.to_string()).collect();
    format!("lots={}", places.join(","))
}

fn rankings(poll: &Poll, ballots: &[Merged]) -> BallotFile {
    let (method, parameters) = match poll.terms.method {
        Method::RankedPairs => ("ranked_pairs", vec![in_order(poll)]),
        Method::Runoff => {
            ("instant_runoff", vec!["last_tie=earlier_round".to_owned(), in_order(poll)])
        }
        Method::Transferable => {
            let seats = format!("seats={}", poll.question.seats.max(1));
            ("stv_scottish", vec![seats, "equal_ranks=paper_stops".to_owned(), in_order(poll)])
        }
        _ => ("schulze", Vec::new()),
    };
    file(orders(poll, ballots), "orders", method, &parameters)
}

fn shares(poll: &Poll, ballots: &[Merged], completion: Option<SharesCompletion>) -> BallotFile {
    let name = match completion {
        None => "greedy",
        Some(SharesCompletion::None) => "none",
        Some(SharesCompletion::AddOne { .. }) => "add1",
        Some(SharesCompletion::AddOneUntilOverspending { .. }) => "add1_overspend",
        Some(SharesCompletion::AddOneThenGreedy { .. }) => "add1_greedy",
    };
    let mut parameters = vec![
        "utility=cost".to_owned(),
        format!("completion={name}"),
        "ties=lowest_cost, then most_votes, then lot".to_owned(),
        in_order(poll),
    ];
    if let Some(step) = completion.and_then(SharesCompletion::step) {
        parameters.push(format!("step={}/100", step.cents()));
    }
    file(budget(poll, ballots), "pb", "pb_equal_shares", &parameters)
}

/// One row per college, with how many votes went where.
fn answers(assembly: &Assembly, poll: &Poll, closed: &Closed) -> BallotFile {
    let mut colleges: BTreeMap<u16, [u64; 4]> = BTreeMap::new();
    for merged in &closed.ballots {
        if let Ballot::Answer(answer) = merged.ballot {
            let place = match answer {
                Answer::Yes => 0,
                Answer::No => 1,
                Answer::Abstain => 2,
                Answer::Blank => 3,
            };
            colleges.entry(merged.college).or_default()[place] += merged.votes;
        }
    }
    let mut text = "college;weight;yes;no;abstain;blank\n".to_owned();
    for (college, [yes, no, abstain, blank]) in &colleges {
        let name = poll.electorate.colleges.get(usize::from(*college));
        let name = name.map_or(String::new(), |name| name.replace([';', '"'], " "));
        let weight = yes + no + abstain + blank;
        let _ = writeln!(text, "{name};{weight};{yes};{no};{abstain};{blank}");
    }
    file(text, "csv", "yes_no", &answer_parameters(assembly, poll, closed))
}

fn answer_parameters(assembly: &Assembly, poll: &Poll, closed: &Closed) -> Vec<String> {
    let terms = &poll.terms;
    let threshold = match terms.threshold {
        Enough::AtLeast(share) => format!("threshold=at least {share}"),
        Enough::MoreThan(share) => format!("threshold=more than {share}"),
    };
    let sum = |heads: &[caisse_domain::assemblies::roll::Heads]| -> u64 {
        heads.iter().map(|heads| heads.votes).sum()
    };
    let mut parameters = vec![threshold];
    let plain = |name: &str, value: Value| value.as_str().map(|value| format!("{name}={value}"));
    parameters.extend(plain("base", serde_json::json!(terms.base)));
    parameters.extend(plain("blank", serde_json::json!(terms.blank)));
    parameters.extend(plain("tie", serde_json::json!(terms.tie)));
    parameters.push(format!("entitled={}", sum(&poll.electorate.entitled)));
    parameters.push(format!("present={}", sum(&closed.there.present)));
    parameters.push(format!("represented={}", sum(&closed.there.represented)));
    match terms.quorum {
        Size::None => (),
        Size::Share(share) => parameters.push(format!("quorum={share}")),
        Size::Members(members) => parameters.push(format!("quorum={members}")),
    }
    match terms.colleges {
        Together::Whole => (),
        Together::EachCollege => parameters.push("colleges=each".to_owned()),
        Together::WholeAndColleges(colleges) => parameters.push(format!("colleges={colleges}")),
    }
    let chair = assembly.bureau.chair.and_then(|chair| poll.votes.get(&chair));
    if let Some([part]) = chair.map(|vote| vote.parts.as_slice())
        && let Ballot::Answer(answer) = part.ballot
    {
        parameters.extend(plain("chair", serde_json::json!(answer)));
    }
    parameters
}

/// The head that preflib's formats share.
fn head(poll: &Poll, kind: &str, ballots: &[Merged]) -> String {
    let options = &poll.question.options;
    let voters: u64 = ballots.iter().map(|merged| merged.votes).sum();
    let one_line = |text: &str| text.replace(['\n', '\r'], " ");
    let mut text = format!(
        "# TITLE: {}\n# DATA TYPE: {kind}\n# NUMBER ALTERNATIVES: {}\n# NUMBER VOTERS: {voters}\n",
        one_line(&poll.question.text),
        options.len()
    );
    for (place, option) in options.iter().enumerate() {
        let name = one_line(&option_name(option));
        let _ = writeln!(text, "# ALTERNATIVE NAME {}: {name}", place + 1);
    }
    text
}

fn class(options: &[u16]) -> String {
    let numbers: Vec<String> = options.iter().map(|option| (option + 1).to_string()).collect();
    match numbers.as_slice() {
        [only] => only.clone(),
        several => format!("{{{}}}", several.join(",")),
    }
}

fn orders(poll: &Poll, ballots: &[Merged]) -> String {
    let mut text = head(poll, "toi", ballots);
    for merged in ballots {
        if let Ballot::Rank(classes) = &merged.ballot {
            let classes: Vec<String> = classes.iter().map(|options| class(options)).collect();
            let _ = writeln!(text, "{}: {}", merged.votes, classes.join(","));
        }
    }
    text
}

fn categories(poll: &Poll, ballots: &[Merged]) -> String {
    let mut text = head(poll, "cat", ballots);
    text.push_str("# NUMBER CATEGORIES: 2\n# CATEGORY NAME 1: yes\n# CATEGORY NAME 2: no\n");
    let all = u16::try_from(poll.question.options.len()).unwrap_or(u16::MAX);
    for merged in ballots {
        if let Ballot::Approve(approved) = &merged.ballot {
            let others: Vec<u16> = (0..all).filter(|option| !approved.contains(option)).collect();
            let _ = writeln!(text, "{}: {},{}", merged.votes, class(approved), class(&others));
        }
    }
    text
}

/// One row per ballot, its votes as the weight; grades are raised by `from`, the worst being that.
fn grades(poll: &Poll, ballots: &[Merged], from: u16) -> String {
    let names = poll.question.options.iter().enumerate();
    let names = names.map(|(place, option)| {
        format!("{} {}", place + 1, option_name(option).replace([';', '"'], " "))
    });
    let mut text = format!("weight;{}\n", names.collect::<Vec<String>>().join(";"));
    for merged in ballots {
        if let Ballot::Grade(given) = &merged.ballot {
            let grade =
                |grade: &Option<u16>| grade.map_or(String::new(), |g| (g + from).to_string());
            let given: Vec<String> = given.iter().map(grade).collect();
            let _ = writeln!(text, "{};{}", merged.votes, given.join(";"));
        }
    }
    text
}

fn budget(poll: &Poll, ballots: &[Merged]) -> String {
    let written = |amount: Amount| format!("{}.{:02}", amount.cents() / 100, amount.cents() % 100);
    let spending = poll.question.spending.as_ref();
    let budget = spending.map_or(Amount::ZERO, |spending| spending.budget);
    let costs = spending.map_or(&[][..], |spending| &spending.costs);
    let voters: u64 = ballots.iter().map(|merged| merged.votes).sum();
    let mut text = format!(
        "META\nkey;value\nnum_projects;{}\nnum_votes;{voters}\nbudget;{}\nvote_type;approval\nPROJECTS\nproject_id;cost;name\n",
        costs.len(),
        written(budget)
    );
    for (place, (cost, option)) in costs.iter().zip(&poll.question.options).enumerate() {
        let name = option_name(option).replace([';', '"', '\n'], " ");
        let _ = writeln!(text, "{};{};{name}", place + 1, written(*cost));
    }
    text.push_str("VOTES\nvoter_id;vote\n");
    let mut voter = 0_u64;
    for merged in ballots {
        if let Ballot::Approve(approved) = &merged.ballot {
            let approved: Vec<String> =
                approved.iter().map(|option| (option + 1).to_string()).collect();
            for _ in 0..merged.votes {
                voter += 1;
                let _ = writeln!(text, "{voter};{}", approved.join(","));
            }
        }
    }
    text
}
