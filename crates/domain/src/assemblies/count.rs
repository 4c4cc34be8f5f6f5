//! From merged ballots to an outcome with its proof sheet, by the crate that counts.
//!
//! Absent on purpose: who may vote; by here every ballot is a good one.

use caisse_units::Language;
use caisse_votes::motion::consent::{ConsentOutcome, ConsentRule, Objection, consent};
use caisse_votes::motion::{
    Answer, CollegeCount, CollegeRule, Count, Electorate as Figures, MotionError, MotionOutcome,
    MotionRule, Presence, Quorum, QuorumSize, Tally, Verdict as Motion, decide, sentence,
};
use serde::{Deserialize, Serialize};

use super::Verdict;
use super::meeting::There;
use super::method::Method;
use super::poll::{Ballot, Merged, Poll};
use super::statutes::Together;

/// What was counted, with its proof sheet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Of a motion.
    Motion(MotionOutcome),
    /// Of consent.
    Consent(ConsentOutcome),
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
            let Ballot::Answer(answer) = &merged.ballot;
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

impl Outcome {
    /// The outcome as minutes say it, with the figures to check it.
    pub fn sentence(&self, poll: &Poll, language: Language) -> String {
        // Who counts for the quorum changes no word of the sentence.
        let rule = motion_rule(poll, Presence::default());
        match self {
            Outcome::Motion(outcome) => sentence(&rule, outcome, language),
            Outcome::Consent(outcome) => {
                let (standing, met) = (outcome.standing, outcome.withdrawn + outcome.integrated);
                let objections = match language {
                    Language::French => {
                        format!(
                            "Consentement : {standing} objection(s) maintenue(s), {met} levée(s)"
                        )
                    }
                    Language::English => {
                        format!("Consent: {standing} objection(s) stand, {met} met")
                    }
                };
                match &outcome.fallback {
                    Some(vote) => format!("{objections}. {}", sentence(&rule, vote, language)),
                    None => objections,
                }
            }
        }
    }
}
