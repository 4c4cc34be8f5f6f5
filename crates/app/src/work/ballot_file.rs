//! The ballots of a closed poll as a file that anyone counts again, and the command that does it.
//!
//! Ballots are those of the record of the closing: merged, sorted, without who cast them. The formats
//! are those that `caisse vote tally` reads, written by the same crate wherever it writes them.
//!
//! Absent on purpose: the counting; names, even for the treasurer: a file is handed on.

use std::fmt::Write as _;

use caisse_domain::assemblies::poll::{Ballot, Choice, Closed, Poll};
use caisse_domain::assemblies::statutes::Together;
use caisse_domain::assemblies::{Enough, Method, Outcome, SharesCompletion};
use caisse_domain::identity::PollId;
use caisse_units::Amount;
use caisse_votes::motion::{Base, BlankVotes, MotionOutcome, TieDecision, TieRule};
use caisse_votes::participatory::{
    Completion, Election, EqualShares, Project, Step, TieRule as ShareTies, Utility, VoteType,
};
use caisse_votes::ranked::{Candidate, CandidateNumber, Profile, ProfileBuilder};
use caisse_votes::read::pabulib::{self, Pabulib};
use caisse_votes::read::preflib::{self, Categories, CategoryBallot, OrderKind, Orders};

/// A file in the standard format of a method, and how to count it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotFile {
    /// How its name ends, which tells its format to those who read it: `toi`, `cat`, `pb`, `csv`.
    pub extension: &'static str,
    /// Its media type.
    pub kind: &'static str,
    /// The text of the file.
    pub text: String,
    /// The method, as `caisse vote tally --method` names it.
    pub method: &'static str,
    /// The parameters, each `NAME=VALUE`.
    pub parameters: Vec<String>,
}

impl BallotFile {
    /// Its format, as `caisse vote tally --format` names it, for a file of another name.
    pub fn format(&self) -> &'static str {
        match self.extension {
            "csv" => "csv",
            "cat" => "categories",
            "pb" => "pb",
            _ => "orders",
        }
    }

    /// The command that counts the file of that name, as one line of a shell.
    pub fn command(&self, file: &str) -> String {
        let mut text = format!("caisse vote tally {file} --method {}", self.method);
        for parameter in &self.parameters {
            let quoted = parameter
                .contains(|sign: char| !(sign.is_ascii_alphanumeric() || "=_,/.".contains(sign)));
            // Writing to a string cannot fail.
            let _ = match quoted {
                true => write!(text, " --parameter \"{parameter}\""),
                false => write!(text, " --parameter {parameter}"),
            };
        }
        text
    }
}

const TEXT: &str = "text/plain; charset=utf-8";
const TABLE: &str = "text/csv; charset=utf-8";

/// The ballots of a closed poll; `None` while it is open, and when no vote was taken.
pub fn of(id: PollId, poll: &Poll) -> Option<BallotFile> {
    let closed = poll.closed.as_ref().filter(|closed| !closed.ballots.is_empty())?;
    match &closed.outcome.0 {
        Outcome::Motion(outcome) => Some(answers(poll, closed, outcome)),
        Outcome::Consent(outcome) => {
            outcome.fallback.as_ref().map(|vote| answers(poll, closed, vote))
        }
        Outcome::Approval { .. } if poll.terms.method == Method::Approval => {
            approvals(id, poll, closed)
        }
        Outcome::Approval { .. } => None,
        Outcome::Scores { .. } | Outcome::Judgment { .. } => Some(grades(poll, closed)),
        Outcome::Ranking { .. } | Outcome::Pairs { .. } | Outcome::Transfers { .. } => {
            orders(id, poll, closed)
        }
        Outcome::EqualShares { .. } => budget(id, poll, closed),
    }
}

/// The name of an option on one line, without that of a person.
fn option_name(poll: &Poll, place: usize) -> String {
    let option = poll.question.options.get(place);
    let name = option.map_or_else(|| (place + 1).to_string(), Choice::written);
    name.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// A title on one line.
fn title(id: PollId, poll: &Poll) -> String {
    let words: Vec<&str> = poll.question.text.split_whitespace().collect();
    format!("{id} {}", words.join(" "))
}

fn candidates(poll: &Poll) -> Vec<Candidate> {
    let places = 0..poll.question.options.len();
    places
        .map(|place| Candidate { number: number(place), name: option_name(poll, place) })
        .collect()
}

fn number(place: usize) -> CandidateNumber {
    CandidateNumber(u32::try_from(place + 1).unwrap_or(u32::MAX))
}

fn approvals(id: PollId, poll: &Poll, closed: &Closed) -> Option<BallotFile> {
    let ballots = closed.ballots.iter().map(|merged| {
        let Ballot::Approve(approved) = &merged.ballot else { return None };
        let set = approved.iter().map(|option| number(usize::from(*option))).collect();
        Some(CategoryBallot { count: merged.votes, sets: vec![set] })
    });
    let file = Categories {
        title: title(id, poll),
        candidates: candidates(poll),
        categories: vec!["approved".to_owned()],
        ballots: ballots.collect::<Option<_>>()?,
    };
    Some(BallotFile {
        extension: "cat",
        kind: TEXT,
        text: preflib::write_categories(&file),
        method: "approval",
        parameters: Vec::new(),
    })
}

/// The ballots of a poll by ranking; `None` for other polls.
pub fn profile(poll: &Poll, closed: &Closed) -> Option<Profile> {
    let mut builder = ProfileBuilder::new(candidates(poll)).ok()?;
    for merged in &closed.ballots {
        let Ballot::Rank(classes) = &merged.ballot else { return None };
        let classes: Vec<Vec<CandidateNumber>> = classes
            .iter()
            .map(|class| class.iter().map(|option| number(usize::from(*option))).collect())
            .collect();
        builder.add(&classes, merged.votes).ok()?;
    }
    Some(builder.build())
}

fn orders(id: PollId, poll: &Poll, closed: &Closed) -> Option<BallotFile> {
    let profile = profile(poll, closed)?;
    let extension = OrderKind::of(&profile).extension();
    let text = preflib::write_orders(&Orders { title: title(id, poll), profile });
    // Where only an order could decide, the sheet is that of the list: the commands' own.
    let (method, parameters) = match &closed.outcome.0 {
        Outcome::Pairs { .. } => ("ranked_pairs", vec!["strength=winning_votes".to_owned()]),
        Outcome::Transfers { sheet, .. } if sheet["quota"].is_null() => {
            ("instant_runoff", vec!["last_tie=earlier_round".to_owned()])
        }
        Outcome::Transfers { .. } => {
            let seats = format!("seats={}", poll.question.seats.max(1));
            ("stv_scottish", vec![seats, "equal_ranks=paper_stops".to_owned()])
        }
        _ => ("schulze", vec!["strength=winning_votes".to_owned()]),
    };
    Some(BallotFile { extension, kind: TEXT, text, method, parameters })
}

fn budget(id: PollId, poll: &Poll, closed: &Closed) -> Option<BallotFile> {
    let election = election_named(poll, closed, |place| option_name(poll, place))?;
    let projects = election.projects().len();
    let file = Pabulib::new(election, vec![("description".to_owned(), title(id, poll))]);
    let places: Vec<String> = (0..projects).map(identifier).collect();
    let step = completion(poll).and_then(SharesCompletion::step);
    let step = step.map(|step| format!("step={}/100", step.cents()));
    Some(BallotFile {
        extension: "pb",
        kind: TEXT,
        text: pabulib::write(&file),
        method: "pb_equal_shares",
        parameters: step
            .into_iter()
            .chain([
                "utility=cost".to_owned(),
                format!("completion={}", completed(completion(poll)).name()),
                "ties=lowest_cost, then most_votes, then lot".to_owned(),
                format!("lots={}", places.join(",")),
            ])
            .collect(),
    })
}

/// Grades and points: a grade from 1 or, for points, the points themselves, of which 0 is as none.
fn grades(poll: &Poll, closed: &Closed) -> BallotFile {
    let (method, best, above) = match poll.terms.method {
        Method::Judgment { grades } => ("majority_judgment", grades, 1),
        Method::Scores { most } => ("score_sum", most, 0),
        _ => ("score_sum", 1, 0),
    };
    let options = poll.question.options.len();
    let head =
        (0..options).map(|place| cell(&format!("{} {}", place + 1, option_name(poll, place))));
    let mut text = format!("weight,{}\n", head.collect::<Vec<String>>().join(","));
    for merged in &closed.ballots {
        let Ballot::Grade(given) = &merged.ballot else { continue };
        let cells = given
            .iter()
            .map(|grade| grade.map_or(String::new(), |grade| (grade + above).to_string()));
        let cells: Vec<String> = cells.collect();
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{},{}", merged.votes, cells.join(","));
    }
    let parameters = vec![format!("best={best}")];
    BallotFile { extension: "csv", kind: TABLE, text, method, parameters }
}

/// A cell of a table, quoted where it must be.
fn cell(text: &str) -> String {
    match text.contains([',', '"', ';', '\t']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}

/// A table of answers. Every line has a college, so that weights are votes and attendance is members;
/// those who did not vote stand in it where they weigh in the base.
fn answers(poll: &Poll, closed: &Closed, outcome: &MotionOutcome) -> BallotFile {
    let electorate = &poll.electorate;
    let name = |college: usize| electorate.colleges.get(college).map_or("caisse", String::as_str);
    let mut text = String::from("college,vote,weight\n");
    let mut cast = vec![0u64; electorate.entitled.len().max(1)];
    for merged in &closed.ballots {
        let Ballot::Answer(answer) = &merged.ballot else { continue };
        let college = usize::from(merged.college);
        if let Some(cast) = cast.get_mut(college) {
            *cast = cast.saturating_add(merged.votes);
        }
        let answer = match answer {
            caisse_votes::motion::Answer::Yes => "yes",
            caisse_votes::motion::Answer::No => "no",
            caisse_votes::motion::Answer::Abstain => "abstain",
            caisse_votes::motion::Answer::Blank => "blank",
        };
        let _ = writeln!(text, "{},{answer},{}", cell(name(college)), merged.votes);
    }
    for (college, cast) in cast.into_iter().enumerate() {
        let there = |heads: &[caisse_domain::assemblies::roll::Heads]| {
            heads.get(college).map_or(0, |heads| heads.votes)
        };
        let all = match poll.terms.base {
            Base::Entitled => there(&electorate.entitled),
            Base::Present => {
                there(&closed.there.present).saturating_add(there(&closed.there.represented))
            }
            _ => 0,
        };
        if all > cast {
            let _ = writeln!(text, "{},,{}", cell(name(college)), all - cast);
        }
    }
    let parameters = answer_parameters(poll, closed, outcome);
    BallotFile { extension: "csv", kind: TABLE, text, method: "yes_no", parameters }
}

fn answer_parameters(poll: &Poll, closed: &Closed, outcome: &MotionOutcome) -> Vec<String> {
    let terms = &poll.terms;
    let threshold = match terms.threshold {
        Enough::AtLeast(share) => format!("at least {share}"),
        Enough::MoreThan(share) => format!("more than {share}"),
    };
    let base = match terms.base {
        Base::VotesCast => "votes_cast",
        Base::VotesAndAbstentions => "votes_and_abstentions",
        Base::Present => "present",
        Base::Entitled => "entitled",
    };
    let blank = match terms.blank {
        BlankVotes::AsAbstentions => "as_abstentions",
        BlankVotes::AsVotesCast => "as_votes_cast",
        BlankVotes::SetAside => "set_aside",
    };
    let mut parameters =
        vec![format!("threshold={threshold}"), format!("base={base}"), format!("blank={blank}")];
    if terms.tie == TieRule::ChairDecides {
        parameters.push("tie=chair_decides".to_owned());
        match outcome.tie {
            Some(TieDecision::ChairYes) => parameters.push("chair=yes".to_owned()),
            Some(TieDecision::ChairNo) => parameters.push("chair=no".to_owned()),
            _ => (),
        }
    }
    match terms.colleges {
        Together::Whole => (),
        Together::EachCollege => parameters.push("colleges=each".to_owned()),
        Together::WholeAndColleges(colleges) => parameters.push(format!("colleges={colleges}")),
    }
    let quorum = &poll.electorate.quorum;
    // What the quorum found says whether those represented count for it.
    let present = closed.there.members_present();
    let found = outcome.quorum.map_or(present, |quorum| quorum.found);
    let represented = found.saturating_sub(present);
    parameters.push(format!("entitled={}", quorum.entitled));
    parameters.push(format!("present={present}"));
    parameters.push(format!("represented={represented}"));
    if quorum.needed > 0 {
        parameters.push(format!("quorum={}", quorum.needed));
    }
    parameters
}

/// How the ballots of a poll by equal shares are counted.
pub fn shares_method(poll: &Poll) -> EqualShares {
    let completion = completion(poll);
    let mut method = EqualShares::new(Utility::Cost, completed(completion));
    if let Some(step) = completion.and_then(SharesCompletion::step) {
        method.step = Step::of_hundredths(u64::try_from(step.cents()).unwrap_or(0));
    }
    method.ties.rules = vec![ShareTies::LowestCost, ShareTies::MostVotes];
    method
}

fn completion(poll: &Poll) -> Option<SharesCompletion> {
    match poll.terms.method {
        Method::EqualSharesWith(completion) => Some(completion),
        _ => None,
    }
}

fn completed(completion: Option<SharesCompletion>) -> Completion {
    match completion {
        None => Completion::Greedy,
        Some(SharesCompletion::None) => Completion::None,
        Some(SharesCompletion::AddOne { .. }) => Completion::AddOne,
        Some(SharesCompletion::AddOneUntilOverspending { .. }) => {
            Completion::AddOneUntilOverspending
        }
        Some(SharesCompletion::AddOneThenGreedy { .. }) => Completion::AddOneThenGreedy,
    }
}

/// The ballots of a poll by equal shares; `None` for other polls.
pub fn election(poll: &Poll, closed: &Closed) -> Option<Election> {
    election_named(poll, closed, identifier)
}

/// The identifier of a project, such that the order of places is the order of texts.
fn identifier(place: usize) -> String {
    format!("{:04}", place + 1)
}

fn election_named(
    poll: &Poll,
    closed: &Closed,
    name: impl Fn(usize) -> String,
) -> Option<Election> {
    let spending = poll.question.spending.as_ref()?;
    let cents = |amount: Amount| u64::try_from(amount.cents()).ok();
    let projects = spending.costs.iter().enumerate().map(|(place, cost)| {
        let (id, name) = (identifier(place), name(place));
        Some(Project { id, name, cost: cents(*cost)?, selected: None })
    });
    let projects: Option<Vec<Project>> = projects.collect();
    let mut election =
        Election::new(2, cents(spending.budget)?, projects?, VoteType::Approval, 0).ok()?;
    for merged in &closed.ballots {
        let Ballot::Approve(approved) = &merged.ballot else { return None };
        let entries: Vec<(u32, u32)> =
            approved.iter().map(|option| (u32::from(*option), 1)).collect();
        election.cast(&entries, u32::try_from(merged.votes).ok()?).ok()?;
    }
    Some(election)
}
