//! What cannot be ranked.

use std::fmt;

use caisse_units::Language;

/// Why grades cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GradedError {
    /// No candidate, or a scale without grades.
    NothingToRank,
    /// A grade beyond the scale.
    GradeOffScale {
        /// The grade, the worst being 0.
        grade: usize,
        /// How many grades there are.
        grades: usize,
    },
    /// A candidate is tallied on another scale.
    OtherScale {
        /// Which candidate, from 0.
        candidate: usize,
        /// Grades of the first candidate.
        expected: usize,
        /// Grades of this one.
        found: usize,
    },
    /// As many values as grades are needed, from the worst to the best.
    ValuesDoNotFit {
        /// How many grades there are.
        grades: usize,
        /// How many values were given.
        values: usize,
    },
    /// More votes than can be counted.
    TooManyVotes,
}

impl GradedError {
    /// The sentence for who counts, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (GradedError::NothingToRank, _) => language
                .choose(
                    "rien à classer ; il faut au moins un candidat et une mention",
                    "nothing to rank; at least one candidate and one grade are needed",
                )
                .to_owned(),
            (GradedError::GradeOffScale { grade, grades }, Language::French) => format!(
                "la mention n° {grade} n'existe pas ; l'échelle va de 0 à {}",
                grades.saturating_sub(1)
            ),
            (GradedError::GradeOffScale { grade, grades }, Language::English) => format!(
                "there is no grade number {grade}; the scale goes from 0 to {}",
                grades.saturating_sub(1)
            ),
            (GradedError::OtherScale { candidate, expected, found }, Language::French) => format!(
                "le candidat n° {} a {found} mentions et le premier {expected} ; employez une seule échelle",
                candidate + 1
            ),
            (GradedError::OtherScale { candidate, expected, found }, Language::English) => format!(
                "candidate number {} has {found} grades and the first one {expected}; use one scale",
                candidate + 1
            ),
            (GradedError::ValuesDoNotFit { grades, values }, Language::French) => format!(
                "{values} valeurs données ; il en faut {grades}, une par mention, croissantes de la pire à la meilleure"
            ),
            (GradedError::ValuesDoNotFit { grades, values }, Language::English) => format!(
                "{values} values were given; {grades} are needed, one for each grade, rising from the worst to the best"
            ),
            (GradedError::TooManyVotes, _) => language
                .choose(
                    "trop de voix pour être comptées ; vérifiez les décomptes",
                    "too many votes to be counted; check the tallies",
                )
                .to_owned(),
        }
    }
}

impl fmt::Display for GradedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for GradedError {}
