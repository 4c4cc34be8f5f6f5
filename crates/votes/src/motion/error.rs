//! Figures of a motion that contradict each other.

use std::fmt;

use caisse_units::Language;

use super::Threshold;

/// Why a motion cannot be counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MotionError {
    /// Not between 0 and 1.
    NotAFraction {
        /// Above the line.
        numerator: u64,
        /// Below the line.
        denominator: u64,
    },
    /// More than all.
    OutOfReach {
        /// The threshold.
        threshold: Threshold,
    },
    /// There is no tally at all.
    NoCount,
    /// A college stands twice in the count.
    CollegeTwice {
        /// Its name.
        college: String,
    },
    /// The rule gives a threshold to a college that is not in the count.
    UnknownCollege {
        /// Its name.
        college: String,
    },
    /// The rule wants more colleges than there are.
    TooFewColleges {
        /// How many the rule wants.
        needed: u64,
        /// How many there are.
        found: u64,
    },
    /// More present or represented than entitled.
    MorePresentThanEntitled {
        /// The college; empty for the assembly.
        college: String,
        /// Present and represented.
        there: u128,
        /// Entitled.
        entitled: u64,
    },
    /// More votes than people (or weights) present.
    MoreVotesThanPresent {
        /// The college; empty for the assembly.
        college: String,
        /// Votes of all answers.
        votes: u128,
        /// Present and represented.
        there: u64,
    },
    /// The colleges together exceed what can be counted.
    TooManyVotes,
}

impl MotionError {
    /// The sentence for who counts, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        match self {
            MotionError::NotAFraction { numerator, denominator } => format!(
                "{numerator}/{denominator} n'est pas une fraction entre 0 et 1 ; écrivez par exemple 2/3"
            ),
            MotionError::OutOfReach { threshold } => format!(
                "{} ne peut pas être atteint ; pour l'unanimité, écrivez « au moins 1/1 »",
                threshold.written(Language::French)
            ),
            MotionError::NoCount => "aucun décompte ; donnez au moins celui de l'assemblée".into(),
            MotionError::CollegeTwice { college } => {
                format!("le collège « {college} » est compté deux fois ; réunissez ses voix")
            }
            MotionError::UnknownCollege { college } => format!(
                "la règle donne un seuil au collège « {college} », qui n'est pas dans le décompte ; ajoutez ses voix ou corrigez son nom"
            ),
            MotionError::TooFewColleges { needed, found } => format!(
                "la règle demande {needed} collèges et le décompte en a {found} ; ajoutez ceux qui manquent"
            ),
            MotionError::MorePresentThanEntitled { college, there, entitled } => format!(
                "{}{there} présents et représentés pour {entitled} inscrits ; vérifiez l'émargement",
                place(college, Language::French)
            ),
            MotionError::MoreVotesThanPresent { college, votes, there } => format!(
                "{}{votes} voix pour {there} présents et représentés ; recomptez les bulletins",
                place(college, Language::French)
            ),
            MotionError::TooManyVotes => {
                "trop de voix pour être comptées ; vérifiez les poids".into()
            }
        }
    }

    fn english(&self) -> String {
        match self {
            MotionError::NotAFraction { numerator, denominator } => format!(
                "{numerator}/{denominator} is not a fraction between 0 and 1; write for example 2/3"
            ),
            MotionError::OutOfReach { threshold } => format!(
                "{} cannot be reached; for unanimity, write “at least 1/1”",
                threshold.written(Language::English)
            ),
            MotionError::NoCount => "no tally; give at least the assembly's".into(),
            MotionError::CollegeTwice { college } => {
                format!("the college “{college}” is counted twice; add its votes together")
            }
            MotionError::UnknownCollege { college } => format!(
                "the rule gives a threshold to the college “{college}”, which is not in the count; add its votes or correct its name"
            ),
            MotionError::TooFewColleges { needed, found } => format!(
                "the rule asks for {needed} colleges and the count has {found}; add those that are missing"
            ),
            MotionError::MorePresentThanEntitled { college, there, entitled } => format!(
                "{}{there} present or represented for {entitled} entitled; check the attendance list",
                place(college, Language::English)
            ),
            MotionError::MoreVotesThanPresent { college, votes, there } => format!(
                "{}{votes} votes for {there} present or represented; count the ballots again",
                place(college, Language::English)
            ),
            MotionError::TooManyVotes => "too many votes to be counted; check the weights".into(),
        }
    }
}

fn place(college: &str, language: Language) -> String {
    match (college.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::French) => format!("collège « {college} » : "),
        (false, Language::English) => format!("college “{college}”: "),
    }
}

impl fmt::Display for MotionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for MotionError {}
