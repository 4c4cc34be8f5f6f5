//! Motions: yes, no, abstention; what the statutes ask for, and whether it was reached.
//!
//! [`MotionRule`] is what the statutes say (threshold, base, quorum, colleges, ties), [`Count`] what
//! was counted, [`decide`] compares them. Everything is whole numbers: a threshold is an exact
//! fraction and is compared by multiplying across, so that two thirds of 100 is 67 and never 66.67.
//! Votes are members, or their weights where votes are weighted. [`consent`](mod@consent) decides
//! by the absence of objections.
//!
//! Absent on purpose: who may vote, who holds whose proxy, and when a vote closes. The types here
//! are stored in events for ever: a new case is a new variant, and none is renamed.

pub mod consent;
mod decide;
mod error;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use caisse_units::Language;
use serde::{Deserialize, Serialize};

pub use decide::{decide, sentence};
pub use error::MotionError;

/// An exact fraction between 0 and 1, kept as it was written: 2/3 and 4/6 are equal in effect and
/// different in print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "WrittenFraction")]
pub struct Fraction {
    numerator: u64,
    denominator: u64,
}

#[derive(Deserialize)]
struct WrittenFraction {
    numerator: u64,
    denominator: u64,
}

impl TryFrom<WrittenFraction> for Fraction {
    type Error = MotionError;

    fn try_from(written: WrittenFraction) -> Result<Fraction, MotionError> {
        Fraction::new(written.numerator, written.denominator)
    }
}

impl Fraction {
    /// One half.
    pub const HALF: Fraction = Fraction { numerator: 1, denominator: 2 };
    /// The whole.
    pub const WHOLE: Fraction = Fraction { numerator: 1, denominator: 1 };

    /// `numerator / denominator`.
    ///
    /// # Errors
    /// A denominator of 0, or a fraction above 1.
    pub fn new(numerator: u64, denominator: u64) -> Result<Fraction, MotionError> {
        if denominator == 0 || numerator > denominator {
            return Err(MotionError::NotAFraction { numerator, denominator });
        }
        Ok(Fraction { numerator, denominator })
    }

    /// Above the line.
    pub fn numerator(self) -> u64 {
        self.numerator
    }

    /// Below the line; never 0.
    pub fn denominator(self) -> u64 {
        self.denominator
    }

    /// The least whole number that is at least (or, when `more`, more than) this fraction of
    /// `base`. May be `base + 1`.
    pub(crate) fn least(self, base: u64, more: bool) -> u128 {
        let (exact, below) =
            (u128::from(self.numerator) * u128::from(base), u128::from(self.denominator));
        if more { exact / below + 1 } else { exact.div_ceil(below) }
    }
}

impl std::fmt::Display for Fraction {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{}", self.numerator, self.denominator)
    }
}

/// How much is enough: at least a fraction, or more than it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// The fraction itself is enough: two thirds, unanimity.
    AtLeast(Fraction),
    /// The fraction itself is not enough: a majority is more than half.
    MoreThan(Fraction),
}

impl Threshold {
    /// More than half: a simple majority of votes cast, an absolute one of members, as the
    /// [`Base`] says.
    pub const MAJORITY: Threshold = Threshold::MoreThan(Fraction::HALF);
    /// At least two thirds.
    pub const TWO_THIRDS: Threshold = Threshold::AtLeast(Fraction { numerator: 2, denominator: 3 });
    /// At least three quarters.
    pub const THREE_QUARTERS: Threshold =
        Threshold::AtLeast(Fraction { numerator: 3, denominator: 4 });
    /// Everyone.
    pub const UNANIMITY: Threshold = Threshold::AtLeast(Fraction::WHOLE);

    /// The fraction.
    pub fn fraction(self) -> Fraction {
        match self {
            Threshold::AtLeast(fraction) | Threshold::MoreThan(fraction) => fraction,
        }
    }

    /// The least number of `base` that reaches this threshold; `base + 1` for "more than all",
    /// which nothing reaches.
    pub fn least(self, base: u64) -> u128 {
        self.fraction().least(base, matches!(self, Threshold::MoreThan(_)))
    }

    /// In words: `plus de 1/2`, `at least 2/3`.
    pub fn written(self, language: Language) -> String {
        let words = match self {
            Threshold::AtLeast(_) => language.choose("au moins", "at least"),
            Threshold::MoreThan(_) => language.choose("plus de", "more than"),
        };
        format!("{words} {}", self.fraction())
    }
}

/// Of what the threshold is a fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// Yes and no (suffrages exprimés): who abstains does not weigh on the result.
    VotesCast,
    /// Yes, no and abstentions (votants): who abstains weighs like a no.
    VotesAndAbstentions,
    /// All who are present or represented, whether they vote or not.
    Present,
    /// All members entitled to vote (inscrits), present or not.
    Entitled,
}

impl Base {
    /// In words, as minutes say it.
    pub fn written(self, language: Language) -> &'static str {
        match self {
            Base::VotesCast => language.choose("des suffrages exprimés", "of votes cast"),
            Base::VotesAndAbstentions => {
                language.choose("des votants, abstentions comprises", "of votes and abstentions")
            }
            Base::Present => {
                language.choose("des présents et représentés", "of those present or represented")
            }
            Base::Entitled => language.choose("des inscrits", "of members entitled to vote"),
        }
    }
}

/// What a blank ballot is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlankVotes {
    /// An abstention.
    #[default]
    AsAbstentions,
    /// A vote cast: it weighs in [`Base::VotesCast`], and so like a no.
    AsVotesCast,
    /// Nothing: counted and shown, in no base but those of presence and membership.
    SetAside,
}

/// What decides when there are as many yes as no and one yes more would have been enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieRule {
    /// The motion is rejected: it did not get more than half.
    #[default]
    Rejected,
    /// The chair's own vote counts once more (voix prépondérante).
    ChairDecides,
}

/// Who must be there for the assembly to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Quorum {
    /// How many.
    pub size: QuorumSize,
    /// Whether those represented by proxy count.
    pub counted: Presence,
}

/// How large a quorum is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuorumSize {
    /// This part of the members entitled to vote.
    Share(Threshold),
    /// This many members.
    Members(u64),
}

/// Who counts for a quorum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Who is present, and who is represented by proxy.
    #[default]
    PresentAndRepresented,
    /// Who is present in person.
    PresentOnly,
}

/// What colleges change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CollegeRule {
    /// Nothing: all votes together reach the threshold or not.
    #[default]
    Together,
    /// Every college must reach its own threshold, or the motion's where it has none of its own.
    /// Nothing more is asked of the whole.
    EachCollege {
        /// College by name → its threshold.
        thresholds: BTreeMap<String, Threshold>,
    },
    /// Double majority: the whole reaches the motion's threshold, and at least so many colleges
    /// reach `threshold`.
    WholeAndColleges {
        /// How many colleges.
        colleges: u64,
        /// What each of them must reach.
        threshold: Threshold,
    },
}

/// What the statutes ask for a motion of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct MotionRule {
    /// How much is enough.
    pub threshold: Threshold,
    /// Of what.
    pub base: Base,
    /// Who must be there; none asked when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<Quorum>,
    /// What a blank ballot is.
    #[serde(default)]
    pub blank: BlankVotes,
    /// What decides when there are as many yes as no.
    #[serde(default)]
    pub tie: TieRule,
    /// What colleges change.
    #[serde(default)]
    pub colleges: CollegeRule,
}

impl MotionRule {
    /// A threshold of a base: no quorum, blank as abstention, a tie rejects, no colleges.
    pub fn of(threshold: Threshold, base: Base) -> MotionRule {
        MotionRule {
            threshold,
            base,
            quorum: None,
            blank: BlankVotes::default(),
            tie: TieRule::default(),
            colleges: CollegeRule::default(),
        }
    }

    /// More yes than no.
    pub fn simple_majority() -> MotionRule {
        MotionRule::of(Threshold::MAJORITY, Base::VotesCast)
    }

    /// More than half of all members entitled to vote.
    pub fn absolute_majority() -> MotionRule {
        MotionRule::of(Threshold::MAJORITY, Base::Entitled)
    }

    /// This rule with a quorum.
    #[must_use]
    pub fn with_quorum(self, quorum: Quorum) -> MotionRule {
        MotionRule { quorum: Some(quorum), ..self }
    }

    /// This rule with other ties.
    #[must_use]
    pub fn with_tie(self, tie: TieRule) -> MotionRule {
        MotionRule { tie, ..self }
    }

    /// This rule with other blank votes.
    #[must_use]
    pub fn with_blank(self, blank: BlankVotes) -> MotionRule {
        MotionRule { blank, ..self }
    }

    /// This rule with colleges.
    #[must_use]
    pub fn with_colleges(self, colleges: CollegeRule) -> MotionRule {
        MotionRule { colleges, ..self }
    }
}

/// Who could vote, in members or in votes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Electorate {
    /// Entitled to vote (inscrits).
    pub entitled: u64,
    /// Taking part in person, in the room or at a distance.
    pub present: u64,
    /// Represented by a proxy.
    pub represented: u64,
}

/// An answer to a motion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// For.
    Yes,
    /// Against.
    No,
    /// Neither.
    Abstain,
    /// A ballot without an answer.
    Blank,
}

/// Votes by answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Tally {
    /// For.
    pub yes: u64,
    /// Against.
    pub no: u64,
    /// Neither.
    #[serde(default)]
    pub abstain: u64,
    /// Without an answer.
    #[serde(default)]
    pub blank: u64,
}

impl Tally {
    /// Adds `votes` of one answer; `None` beyond `u64`, and nothing is added.
    #[must_use]
    pub fn with(mut self, answer: Answer, votes: u64) -> Option<Tally> {
        let part = match answer {
            Answer::Yes => &mut self.yes,
            Answer::No => &mut self.no,
            Answer::Abstain => &mut self.abstain,
            Answer::Blank => &mut self.blank,
        };
        *part = part.checked_add(votes)?;
        Some(self)
    }

    /// Adds what a delegate cast.
    #[must_use]
    pub fn with_split(self, split: &crate::mandate::Split<Answer>) -> Option<Tally> {
        split.parts().iter().try_fold(self, |tally, part| tally.with(part.choice, part.votes))
    }

    /// All votes counted, of whatever answer.
    pub fn total(&self) -> u128 {
        [self.yes, self.no, self.abstain, self.blank].into_iter().map(u128::from).sum()
    }
}

/// One college's votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct CollegeCount {
    /// Its name; empty where there is only the assembly.
    #[serde(default)]
    pub college: String,
    /// Who could vote in it, in votes.
    pub electorate: Electorate,
    /// Its votes.
    pub tally: Tally,
}

/// All that was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Count {
    /// Who was there, in members, for the quorum.
    pub attendance: Electorate,
    /// Each college, or the assembly as the only one.
    pub colleges: Vec<CollegeCount>,
    /// How the chair voted, where ties are the chair's to decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<Answer>,
}

impl Count {
    /// An assembly without colleges where each member has one vote.
    pub fn of_assembly(electorate: Electorate, tally: Tally) -> Count {
        let colleges = vec![CollegeCount { college: String::new(), electorate, tally }];
        Count { attendance: electorate, colleges, chair: None }
    }

    /// This count with the chair's vote.
    #[must_use]
    pub fn with_chair(self, chair: Answer) -> Count {
        Count { chair: Some(chair), ..self }
    }
}

/// What a motion came to, with the figures to check it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct MotionOutcome {
    /// Whether the motion is adopted.
    pub adopted: bool,
    /// Why.
    pub verdict: Verdict,
    /// The quorum asked for and found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<QuorumOutcome>,
    /// All votes together.
    pub whole: Part,
    /// Each college, in the order given; empty where there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub colleges: Vec<CollegeOutcome>,
    /// How many colleges had to reach their threshold, where colleges decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colleges_needed: Option<u64>,
    /// How a tie was decided; absent when none had to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie: Option<TieDecision>,
}

/// Votes measured against a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct Part {
    /// The votes.
    pub tally: Tally,
    /// What the threshold is a fraction of.
    pub base: u64,
    /// What had to be reached.
    pub threshold: Threshold,
    /// The least number of yes that reaches it with this base, and never less than 1.
    pub needed: u64,
    /// Whether the yes reach it, before any tie rule.
    pub reached: bool,
}

/// One college's part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct CollegeOutcome {
    /// Its name.
    pub college: String,
    /// Its votes against its threshold.
    pub part: Part,
}

/// A quorum, asked for and found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct QuorumOutcome {
    /// Members needed.
    pub needed: u64,
    /// Members who count for it.
    pub found: u64,
    /// Whether that is enough.
    pub met: bool,
}

/// Why a motion was adopted or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Everything asked for was reached.
    Adopted,
    /// The assembly could not decide.
    QuorumNotMet,
    /// The whole did not reach the threshold.
    ThresholdNotReached,
    /// Too few colleges reached theirs.
    CollegesNotReached,
}

/// How as many yes as no were decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TieDecision {
    /// Rejected, as the rule says.
    Rejected,
    /// The chair had voted yes.
    ChairYes,
    /// The chair had voted no.
    ChairNo,
    /// The chair had not voted yes or no, and so nothing adopts.
    ChairSilent,
}
