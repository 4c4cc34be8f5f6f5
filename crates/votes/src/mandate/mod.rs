//! Mandates: what a delegate's ballot weighs, and how it may be split.
//!
//! A delegate of 70 members may cast 40 for, 27 against and 3 abstentions: a [`Split`] of weight
//! 70. What is not cast is not guessed. [`WeightRule`] says what a delegation weighs by statute:
//! one vote each, by members, by members with a ceiling, or growing more slowly than the members.
//!
//! Absent on purpose: who is whose delegate, what the instruction said, and how a ballot is counted.
//! The types here are stored in events for ever: a new case is a new variant, and none is renamed.

mod error;
#[cfg(test)]
mod tests;
mod weights;

use serde::{Deserialize, Serialize};

pub use error::MandateError;
pub use weights::{Bracket, Step, WeightRule, weights};

/// Some of a delegate's votes, for one choice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub struct SplitPart<T> {
    /// What they are cast for: an answer, an option, a whole ballot.
    pub choice: T,
    /// How many votes.
    pub votes: u64,
}

/// A delegate's ballot: a weight, and the parts in which it was cast.
///
/// The parts never exceed the weight; they stand in the order of the choices, without zeros, and
/// each choice once.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "WrittenSplit<T>", bound(deserialize = "T: Ord + Deserialize<'de>"))]
pub struct Split<T> {
    weight: u64,
    parts: Vec<SplitPart<T>>,
}

#[derive(Deserialize)]
struct WrittenSplit<T> {
    weight: u64,
    parts: Vec<SplitPart<T>>,
}

impl<T: Ord> TryFrom<WrittenSplit<T>> for Split<T> {
    type Error = MandateError;

    fn try_from(written: WrittenSplit<T>) -> Result<Split<T>, MandateError> {
        Split::new(written.weight, written.parts.into_iter().map(|part| (part.choice, part.votes)))
    }
}

impl<T: Ord> Split<T> {
    /// A ballot of `weight` votes cast in parts; parts for the same choice are added together.
    ///
    /// # Errors
    /// [`MandateError::MoreThanWeight`] when the parts exceed the weight.
    pub fn new(
        weight: u64,
        parts: impl IntoIterator<Item = (T, u64)>,
    ) -> Result<Split<T>, MandateError> {
        let mut gathered = std::collections::BTreeMap::<T, u128>::new();
        let mut cast = 0_u128;
        for (choice, votes) in parts {
            if votes > 0 {
                cast += u128::from(votes);
                *gathered.entry(choice).or_default() += u128::from(votes);
            }
        }
        if cast > u128::from(weight) {
            return Err(MandateError::MoreThanWeight { cast, weight });
        }
        let parts = gathered.into_iter().map(|(choice, votes)| SplitPart {
            choice,
            votes: u64::try_from(votes).expect("each part is at most the weight"),
        });
        Ok(Split { weight, parts: parts.collect() })
    }

    /// All of `weight` for one choice.
    pub fn whole(weight: u64, choice: T) -> Split<T> {
        let parts = if weight == 0 { vec![] } else { vec![SplitPart { choice, votes: weight }] };
        Split { weight, parts }
    }
}

impl<T> Split<T> {
    /// What the ballot weighs.
    pub fn weight(&self) -> u64 {
        self.weight
    }

    /// What was cast, by choice.
    pub fn parts(&self) -> &[SplitPart<T>] {
        &self.parts
    }

    /// How many votes were cast.
    pub fn cast(&self) -> u64 {
        self.parts.iter().map(|part| part.votes).sum()
    }

    /// How many were not.
    pub fn not_cast(&self) -> u64 {
        self.weight - self.cast()
    }
}

/// All splits together: votes by choice, and what was not cast.
///
/// # Errors
/// [`MandateError::TooManyVotes`] beyond `u64`.
pub fn gather<'a, T: Ord + Clone + 'a>(
    splits: impl IntoIterator<Item = &'a Split<T>>,
) -> Result<(Vec<SplitPart<T>>, u64), MandateError> {
    let mut gathered = std::collections::BTreeMap::<T, u64>::new();
    let mut not_cast = 0_u64;
    for split in splits {
        not_cast = not_cast.checked_add(split.not_cast()).ok_or(MandateError::TooManyVotes)?;
        for part in split.parts() {
            let votes = gathered.entry(part.choice.clone()).or_default();
            *votes = votes.checked_add(part.votes).ok_or(MandateError::TooManyVotes)?;
        }
    }
    let parts = gathered.into_iter().map(|(choice, votes)| SplitPart { choice, votes });
    Ok((parts.collect(), not_cast))
}
