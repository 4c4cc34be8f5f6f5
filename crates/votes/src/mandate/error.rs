//! What is refused of a mandate.

use std::fmt;

use caisse_units::Language;

use crate::motion::Fraction;

/// Why a ballot or a rule of weights is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MandateError {
    /// A delegate cast more votes than the mandate weighs.
    MoreThanWeight {
        /// What the parts sum to.
        cast: u128,
        /// What the mandate weighs.
        weight: u64,
    },
    /// More votes than can be counted.
    TooManyVotes,
    /// Bands out of order, without an open end, or with 0 members per vote.
    BracketsNotInOrder,
    /// A table out of order, or empty.
    StepsNotInOrder,
    /// So few delegations cannot all keep below such a share.
    ShareOutOfReach {
        /// The greatest share.
        share: Fraction,
        /// Delegations that have members.
        delegations: u64,
    },
}

impl MandateError {
    /// The sentence for who casts or writes the statutes, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (MandateError::MoreThanWeight { cast, weight }, Language::French) => format!(
                "{cast} voix réparties pour un mandat de {weight} ; retirez-en {}",
                cast - u128::from(*weight)
            ),
            (MandateError::MoreThanWeight { cast, weight }, Language::English) => format!(
                "{cast} votes cast on a mandate of {weight}; take {} away",
                cast - u128::from(*weight)
            ),
            (MandateError::TooManyVotes, _) => language
                .choose(
                    "trop de voix pour être comptées ; vérifiez les effectifs",
                    "too many votes to be counted; check the numbers of members",
                )
                .to_owned(),
            (MandateError::BracketsNotInOrder, _) => language
                .choose(
                    "les tranches doivent se suivre de la plus basse à la plus haute, la dernière sans fin, avec au moins un membre par voix",
                    "bands must follow each other from the lowest, the last one without an end, with at least one member per vote",
                )
                .to_owned(),
            (MandateError::StepsNotInOrder, _) => language
                .choose(
                    "le barème doit avoir au moins un palier, et ses paliers aller du plus bas au plus haut",
                    "the table needs at least one step, and its steps must go from the lowest to the highest",
                )
                .to_owned(),
            (MandateError::ShareOutOfReach { share, delegations }, Language::French) => format!(
                "{delegations} délégations ne peuvent pas toutes rester sous {share} des voix ; relevez le plafond"
            ),
            (MandateError::ShareOutOfReach { share, delegations }, Language::English) => format!(
                "{delegations} delegations cannot all stay within {share} of the votes; raise the ceiling"
            ),
        }
    }
}

impl fmt::Display for MandateError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for MandateError {}
