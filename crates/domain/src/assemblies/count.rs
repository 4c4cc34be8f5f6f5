//! From merged ballots to an outcome with its proof sheet, by the crate that counts.
//!
//! Absent on purpose: who may vote; by here every ballot is a good one.

use caisse_units::{Amount, Language};
use caisse_votes::approval::Approvals;
use caisse_votes::graded::GradeTally;
use caisse_votes::graded::judgment::{JudgmentOutcome, MissingGrades, judge};
use caisse_votes::graded::scores::{ScoreOutcome, ScoreRule, score};
use caisse_votes::motion::consent::{ConsentOutcome, ConsentRule, Objection, consent};
use caisse_votes::motion::{
    Answer, CollegeCount, CollegeRule, Count, Electorate as Figures, MotionError, MotionOutcome,
    MotionRule, Presence, Quorum, QuorumSize, Tally, Verdict as Motion, decide,
};
use caisse_votes::participatory::{
    Completion, Election, EqualShares, Project, Step, TieRule as ShareTies, Utility, VoteType,
    equal_shares, written_exactly,
};
use serde::{Deserialize, Serialize};

mod said;
mod transfers;

use super::Verdict;
use super::meeting::There;
use super::method::{Method, SharesCompletion};
use super::poll::{Ballot, Merged, Poll, Spending};
use super::statutes::Together;

/// What was counted, with its proof sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Of a motion.
    Motion(MotionOutcome),
    /// Of consent.
    Consent(ConsentOutcome),
    /// By approval: how many approve each option.
    Approval {
        /// By option.
        counts: Vec<u64>,
        /// Options equal at the last seat, of which none was chosen.
        tied: Vec<usize>,
    },
    /// By points.
    Scores {
        /// The sheet.
        sheet: ScoreOutcome,
        /// Options equal at the last seat, of which none was chosen.
        tied: Vec<usize>,
    },
    /// By majority judgment.
    Judgment {
        /// The sheet.
        sheet: JudgmentOutcome,
        /// Options equal at the last seat, of which none was chosen.
        tied: Vec<usize>,
    },
    /// By the method of Schulze, options numbered from 1.
    Ranking {
        /// The sheet: pairwise figures, strongest paths, classes.
        sheet: serde_json::Value,
        /// Options equal at the last seat, of which none was chosen.
        tied: Vec<usize>,
    },
    /// By ranked pairs, options numbered from 1.
    Pairs {
        /// The sheet: the victories in the order in which they were taken.
        sheet: serde_json::Value,
        /// Options that only an order of equal victories would have separated.
        tied: Vec<usize>,
    },
    /// By votes that pass on: run-off or transferable vote, options numbered from 1.
    Transfers {
        /// The sheet: every round or stage.
        sheet: serde_json::Value,
        /// Options that only a lot would have separated, of which none was chosen.
        tied: Vec<usize>,
    },
    /// By equal shares.
    EqualShares {
        /// Voters.
        voters: u64,
        /// What each voter started with, exactly, in euros.
        share: String,
        /// What the chosen projects cost.
        spent: Amount,
        /// By option: supporters, and the price to each that bought it, exactly, if it was bought
        /// by its supporters alone.
        lines: Vec<(u64, Option<String>)>,
        /// How often equal projects were ordered by cost, then support, then place.
        ties: u64,
    },
}

/// Ballots that cannot be counted, in French and in English.
pub(super) struct Uncountable(pub String, pub String);

impl From<MotionError> for Uncountable {
    fn from(error: MotionError) -> Uncountable {
        Uncountable(error.sentence(Language::French), error.sentence(Language::English))
    }
}

/// Counts a poll. `found` is how many count for the quorum, `chair` how the chair answered.
pub(super) fn count(
    poll: &Poll,
    ballots: &[Merged],
    there: &There,
    counted: Presence,
    chair: Option<Answer>,
) -> Result<(Outcome, Verdict), Uncountable> {
    let rule = motion_rule(poll, counted);
    match &poll.terms.method {
        Method::Motion => {
            let outcome = decide(&rule, &motion_count(poll, ballots, there, chair))?;
            let verdict = motion_verdict(&outcome);
            Ok((Outcome::Motion(outcome), verdict))
        }
        Method::Approval
        | Method::Scores { .. }
        | Method::Judgment { .. }
        | Method::Ranking
        | Method::RankedPairs
        | Method::Runoff
        | Method::Transferable => by_options(poll, ballots),
        Method::EqualShares => by_equal_shares(poll, ballots, None),
        Method::EqualSharesWith(completion) => by_equal_shares(poll, ballots, Some(*completion)),
        Method::Consent { vote_otherwise } => {
            let objections: Vec<Objection> =
                poll.objections.iter().map(|objected| objected.state).collect();
            let fallback = vote_otherwise.then_some(rule);
            let count = motion_count(poll, ballots, there, chair);
            let outcome = consent(&ConsentRule { fallback }, &objections, Some(&count))?;
            let verdict = match &outcome.fallback {
                Some(vote) => motion_verdict(vote),
                None if outcome.adopted => Verdict::Adopted,
                None => Verdict::Rejected,
            };
            Ok((Outcome::Consent(outcome), verdict))
        }
    }
}

fn motion_verdict(outcome: &MotionOutcome) -> Verdict {
    match outcome.verdict {
        Motion::Adopted => Verdict::Adopted,
        Motion::QuorumNotMet => Verdict::NoQuorum,
        Motion::ThresholdNotReached | Motion::CollegesNotReached => Verdict::Rejected,
    }
}

/// The rule of a yes-or-no poll, as the crate of votes takes it.
pub(super) fn motion_rule(poll: &Poll, counted: Presence) -> MotionRule {
    let terms = &poll.terms;
    let threshold = terms.threshold.threshold();
    let colleges = match terms.colleges {
        Together::Whole => CollegeRule::Together,
        Together::EachCollege => CollegeRule::EachCollege { thresholds: Default::default() },
        Together::WholeAndColleges(colleges) => {
            CollegeRule::WholeAndColleges { colleges: u64::from(colleges), threshold }
        }
    };
    let size = QuorumSize::Members(poll.electorate.quorum.needed);
    MotionRule::of(threshold, terms.base)
        .with_blank(terms.blank)
        .with_tie(terms.tie)
        .with_colleges(colleges)
        .with_quorum(Quorum { size, counted })
}

fn motion_count(poll: &Poll, ballots: &[Merged], there: &There, chair: Option<Answer>) -> Count {
    let electorate = &poll.electorate;
    let attendance = Figures {
        entitled: electorate.quorum.entitled,
        present: there.members_present(),
        represented: there.members_represented(),
    };
    let colleges = electorate.entitled.iter().enumerate().map(|(place, entitled)| {
        let mine = ballots.iter().filter(|ballot| usize::from(ballot.college) == place);
        let tally = mine.fold(Tally::default(), |mut tally, merged| {
            let Ballot::Answer(answer) = &merged.ballot else { return tally };
            let of_answer = match answer {
                Answer::Yes => &mut tally.yes,
                Answer::No => &mut tally.no,
                Answer::Abstain => &mut tally.abstain,
                Answer::Blank => &mut tally.blank,
            };
            *of_answer = of_answer.saturating_add(merged.votes);
            tally
        });
        CollegeCount {
            college: electorate.colleges.get(place).cloned().unwrap_or_default(),
            electorate: Figures {
                entitled: entitled.votes,
                present: there.present[place].votes,
                represented: there.represented[place].votes,
            },
            tally,
        }
    });
    Count { attendance, colleges: colleges.collect(), chair }
}

/// An error of the crate that counts: it cannot happen to ballots that were checked one by one.
fn unexpected(error: &dyn std::fmt::Display) -> Uncountable {
    Uncountable(error.to_string(), error.to_string())
}

/// The options of whole classes, best first, as far as the seats go; and those equal at the last
/// seat, of which none is chosen: another vote decides between them.
fn seated(classes: &[Vec<usize>], seats: u16) -> (Vec<usize>, Vec<usize>) {
    let (seats, mut chosen) = (usize::from(seats.max(1)), Vec::new());
    for class in classes {
        if chosen.len() == seats {
            break;
        }
        if chosen.len() + class.len() > seats {
            return (chosen, class.clone());
        }
        chosen.extend_from_slice(class);
    }
    (chosen, Vec::new())
}

fn chosen(options: Vec<usize>) -> Verdict {
    if options.is_empty() { Verdict::Rejected } else { Verdict::Chosen(options) }
}

fn by_options(poll: &Poll, ballots: &[Merged]) -> Result<(Outcome, Verdict), Uncountable> {
    let (options, seats) = (poll.question.options.len(), poll.question.seats);
    if ballots.is_empty() {
        return Ok((
            Outcome::Approval { counts: vec![0; options], tied: Vec::new() },
            Verdict::Rejected,
        ));
    }
    match &poll.terms.method {
        Method::Approval => {
            let mut approvals = Approvals::new(options as u32);
            for merged in ballots {
                if let Ballot::Approve(approved) = &merged.ballot {
                    let approved: Vec<u32> = approved.iter().copied().map(u32::from).collect();
                    approvals.cast(&approved, merged.votes).map_err(|error| unexpected(&error))?;
                }
            }
            let counts = approvals.counts();
            let approved = |class: &Vec<u32>| counts[class[0] as usize] > 0;
            let classes: Vec<Vec<usize>> = approvals
                .classes()
                .into_iter()
                .filter(approved)
                .map(|class| class.into_iter().map(|option| option as usize).collect())
                .collect();
            let (best, tied) = seated(&classes, seats);
            Ok((Outcome::Approval { counts, tied }, chosen(best)))
        }
        Method::Scores { most } => {
            let tallies = tallies(options, usize::from(*most) + 1, ballots)?;
            let values: Vec<i64> = (0..=i64::from(*most)).collect();
            let sheet =
                score(&tallies, &values, ScoreRule::Sum).map_err(|error| unexpected(&error))?;
            let (best, tied) = seated(&sheet.classes, seats);
            Ok((Outcome::Scores { sheet, tied }, chosen(best)))
        }
        Method::Judgment { grades } => {
            let tallies = tallies(options, usize::from(*grades), ballots)?;
            let sheet =
                judge(&tallies, MissingGrades::Worst).map_err(|error| unexpected(&error))?;
            let (best, tied) = seated(&sheet.classes, seats);
            Ok((Outcome::Judgment { sheet, tied }, chosen(best)))
        }
        method => transfers::by_ranking(method, options, seats, ballots),
    }
}

fn tallies(
    options: usize,
    grades: usize,
    ballots: &[Merged],
) -> Result<Vec<GradeTally>, Uncountable> {
    let mut tallies = vec![GradeTally::empty(grades); options];
    for merged in ballots {
        if let Ballot::Grade(given) = &merged.ballot {
            for (tally, grade) in tallies.iter_mut().zip(given) {
                let grade = grade.map(usize::from);
                tally.add(grade, merged.votes).map_err(|error| unexpected(&error))?;
            }
        }
    }
    Ok(tallies)
}

fn by_equal_shares(
    poll: &Poll,
    ballots: &[Merged],
    completion: Option<SharesCompletion>,
) -> Result<(Outcome, Verdict), Uncountable> {
    let none = Spending { budget: Amount::ZERO, costs: Vec::new() };
    let spending = poll.question.spending.as_ref().unwrap_or(&none);
    let cents = |amount: Amount| u64::try_from(amount.cents()).unwrap_or(0);
    let projects = spending.costs.iter().enumerate().map(|(place, cost)| {
        // With leading zeros, the order of places is the order of texts.
        let id = format!("{:04}", place + 1);
        Project { name: id.clone(), id, cost: cents(*cost), selected: None }
    });
    let projects: Vec<Project> = projects.collect();
    let mut election = Election::new(2, cents(spending.budget), projects, VoteType::Approval, 0)
        .map_err(|error| unexpected(&error))?;
    for merged in ballots {
        if let Ballot::Approve(approved) = &merged.ballot {
            let entries: Vec<(u32, u32)> =
                approved.iter().map(|option| (u32::from(*option), 1)).collect();
            let voters = u32::try_from(merged.votes).map_err(|error| unexpected(&error))?;
            election.cast(&entries, voters).map_err(|error| unexpected(&error))?;
        }
    }
    if ballots.is_empty() {
        let lines = vec![(0, None); poll.question.options.len()];
        let (share, spent) = ("0".to_owned(), Amount::ZERO);
        let outcome = Outcome::EqualShares { voters: 0, share, spent, lines, ties: 0 };
        return Ok((outcome, Verdict::Rejected));
    }
    let mut method = EqualShares::new(Utility::Cost, completed(completion));
    if let Some(step) = completion.and_then(SharesCompletion::step) {
        method.step = Step::of_hundredths(cents(step));
    }
    method.ties.rules = vec![ShareTies::LowestCost, ShareTies::MostVotes];
    let counted = equal_shares(&election, &method).map_err(|error| unexpected(&error))?;
    let best = counted.winners();
    let price = |place: usize| {
        let bought = counted.selected.iter().find(|selection| selection.project == place);
        bought.and_then(|selection| selection.price.as_ref()).map(written_exactly)
    };
    let lines = (0..spending.costs.len())
        .map(|place| (counted.support(place).voters, price(place)))
        .collect();
    let outcome = Outcome::EqualShares {
        voters: counted.voters(),
        share: counted.endowment_start.as_ref().map(written_exactly).unwrap_or_default(),
        spent: best.iter().map(|place| spending.costs[*place]).sum(),
        lines,
        ties: counted.ties_met,
    };
    Ok((outcome, chosen(best)))
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
