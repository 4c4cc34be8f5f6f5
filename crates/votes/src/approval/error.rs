//! What is refused in approvals, and why.

use std::fmt;

use caisse_units::Language;

/// Why a ballot or a choice of delegates is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApprovalError {
    /// A ballot approves somebody who is not a candidate.
    UnknownCandidate {
        /// Who, from 0.
        candidate: u32,
        /// How many candidates there are.
        candidates: u32,
    },
    /// A ballot approves a candidate twice.
    CandidateTwice {
        /// Who, from 0.
        candidate: u32,
    },
    /// More voters than can be counted.
    TooManyVoters {
        /// The most.
        limit: u64,
    },
    /// Nobody voted.
    NoVoter,
    /// No seat is to be filled, or more than there are candidates.
    SeatsOutOfRange {
        /// The seats asked.
        seats: u32,
        /// How many candidates there are.
        candidates: u32,
    },
    /// The order that decides ties does not name every candidate once.
    OrderIncomplete,
    /// The ties branch into more cases than may be followed.
    TooManyBranches {
        /// The most.
        limit: usize,
    },
}

impl ApprovalError {
    /// What is refused, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        use ApprovalError as E;
        match (self, language) {
            (E::UnknownCandidate { candidate, candidates }, Language::French) => format!(
                "Un bulletin approuve la candidature n° {}, et il y en a {candidates} ; corrigez-le",
                u64::from(*candidate) + 1
            ),
            (E::UnknownCandidate { candidate, candidates }, Language::English) => format!(
                "A ballot approves candidate number {}, and there are {candidates}; correct it",
                u64::from(*candidate) + 1
            ),
            (E::CandidateTwice { candidate }, Language::French) => format!(
                "Un bulletin approuve deux fois la candidature n° {} ; gardez une seule mention",
                candidate + 1
            ),
            (E::CandidateTwice { candidate }, Language::English) => format!(
                "A ballot approves candidate number {} twice; keep one mention",
                candidate + 1
            ),
            (E::TooManyVoters { limit }, Language::French) => {
                format!("Plus de {limit} personnes ; dépouillez ce vote en plusieurs parts")
            }
            (E::TooManyVoters { limit }, Language::English) => {
                format!("More than {limit} voters; count this vote in several parts")
            }
            (E::NoVoter, Language::French) => "Aucun bulletin : personne n'est élu".to_owned(),
            (E::NoVoter, Language::English) => "No ballot: nobody is elected".to_owned(),
            (E::SeatsOutOfRange { seats, candidates }, Language::French) => format!(
                "{seats} sièges pour {candidates} candidatures ; il en faut de 1 à {candidates}"
            ),
            (E::SeatsOutOfRange { seats, candidates }, Language::English) => format!(
                "{seats} seats for {candidates} candidates; there must be from 1 to {candidates}"
            ),
            (E::OrderIncomplete, Language::French) => {
                "L'ordre qui départage doit nommer chaque candidature une fois".to_owned()
            }
            (E::OrderIncomplete, Language::English) => {
                "The order that decides ties must name every candidate once".to_owned()
            }
            (E::TooManyBranches { limit }, Language::French) => format!(
                "Les égalités se ramifient en plus de {limit} cas ; départagez-les par un ordre"
            ),
            (E::TooManyBranches { limit }, Language::English) => {
                format!("The ties branch into more than {limit} cases; decide them by an order")
            }
        }
    }
}

impl fmt::Display for ApprovalError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for ApprovalError {}
