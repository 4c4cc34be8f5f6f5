//! What is refused in an election on projects, and why.

use std::fmt;

use caisse_units::Language;

use super::ballots::VoteType;
use super::utility::Utility;

/// Why an election cannot be put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ElectionError {
    /// A project has no identifier.
    EmptyProjectId {
        /// Its place, from 0.
        place: usize,
    },
    /// Two projects share an identifier.
    ProjectTwice {
        /// The identifier.
        id: String,
    },
    /// A cost or the budget is too large to count with.
    AmountTooLarge {
        /// In the smallest unit.
        amount: u64,
    },
    /// A ballot names a place where there is no project.
    UnknownPlace {
        /// The place, from 0.
        place: u32,
    },
    /// A ballot names a project twice.
    TwiceInBallot {
        /// The project.
        id: String,
    },
    /// A ballot for one project names several.
    SeveralChoices {
        /// How many.
        count: usize,
    },
    /// More points than can be counted.
    PointsTooLarge {
        /// In units of the last decimal.
        points: u32,
    },
    /// More voters than can be counted.
    TooManyVoters {
        /// The most.
        limit: u64,
    },
    /// More projects named, over all ballots, than can be counted.
    TooManyEntries {
        /// The most.
        limit: usize,
    },
}

impl ElectionError {
    /// What is refused, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        use ElectionError as E;
        match (self, language) {
            (E::EmptyProjectId { place }, Language::French) => {
                format!("Le projet n° {} n'a pas d'identifiant ; donnez-lui en un", place + 1)
            }
            (E::EmptyProjectId { place }, Language::English) => {
                format!("Project number {} has no identifier; give it one", place + 1)
            }
            (E::ProjectTwice { id }, Language::French) => {
                format!("Deux projets portent l'identifiant « {id} » ; renommez l'un des deux")
            }
            (E::ProjectTwice { id }, Language::English) => {
                format!("Two projects carry the identifier “{id}”; rename one of them")
            }
            (E::AmountTooLarge { amount }, Language::French) => {
                format!(
                    "Le montant {amount} (en plus petite unité) est trop grand pour être compté"
                )
            }
            (E::AmountTooLarge { amount }, Language::English) => {
                format!("The amount {amount} (in the smallest unit) is too large to count with")
            }
            (E::UnknownPlace { place }, Language::French) => {
                format!("Un bulletin nomme le projet de rang {place}, qui n'existe pas")
            }
            (E::UnknownPlace { place }, Language::English) => {
                format!("A ballot names the project of place {place}, which does not exist")
            }
            (E::TwiceInBallot { id }, Language::French) => {
                format!("Un bulletin nomme deux fois le projet « {id} » ; une seule mention compte")
            }
            (E::TwiceInBallot { id }, Language::English) => {
                format!("A ballot names project “{id}” twice; keep one mention")
            }
            (E::SeveralChoices { count }, Language::French) => {
                format!("Un bulletin nomme {count} projets ; ce vote n'en permet qu'un")
            }
            (E::SeveralChoices { count }, Language::English) => {
                format!("A ballot names {count} projects; this vote allows one")
            }
            (E::PointsTooLarge { points }, Language::French) => {
                format!("{points} points pour un projet, c'est plus que ce qui peut être compté")
            }
            (E::PointsTooLarge { points }, Language::English) => {
                format!("{points} points for one project are more than can be counted")
            }
            (E::TooManyEntries { limit }, Language::French) => format!(
                "Plus de {limit} projets nommés sur l'ensemble des bulletins ; dépouillez ce vote en \
                 plusieurs parts"
            ),
            (E::TooManyEntries { limit }, Language::English) => format!(
                "More than {limit} projects named on all ballots together; count this vote in several \
                 parts"
            ),
            (E::TooManyVoters { limit }, Language::French) => {
                format!("Plus de {limit} personnes ; dépouillez ce vote en plusieurs parts")
            }
            (E::TooManyVoters { limit }, Language::English) => {
                format!("More than {limit} voters; count this vote in several parts")
            }
        }
    }
}

/// Why a method does not apply to an election.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MethodError {
    /// Nobody voted: the budget cannot be shared between nobody.
    NoVoter,
    /// The utility needs ballots of another type.
    UnsuitableUtility {
        /// What was asked.
        utility: Utility,
        /// What the ballots are.
        vote_type: VoteType,
    },
    /// The step of add-one is not above 0.
    StepNotPositive,
    /// The floor of the share is 0, so nobody could pay anything.
    StartIsZero,
    /// Add-one did not end within the number of runs allowed.
    TooManyRuns {
        /// The most runs.
        limit: u64,
    },
    /// A lot does not name every project.
    LotIncomplete {
        /// A project it forgets.
        id: String,
    },
    /// A lot names something that is no project, or names it twice.
    LotUnknown {
        /// What it names.
        id: String,
    },
    /// The sum of the values given to a project is too large to count with.
    ValuesTooLarge,
}

impl MethodError {
    /// What is refused, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        use MethodError as E;
        match (self, language) {
            (E::NoVoter, Language::French) => {
                "Aucun bulletin : un budget ne se partage pas entre personne".to_owned()
            }
            (E::NoVoter, Language::English) => {
                "No ballot: a budget cannot be shared between nobody".to_owned()
            }
            (E::UnsuitableUtility { utility, vote_type }, Language::French) => format!(
                "L'utilité « {} » demande des bulletins classés, et ceux-ci sont de type « {} » ; \
                 choisissez cost, cardinality ou score",
                utility.name(),
                vote_type.name()
            ),
            (E::UnsuitableUtility { utility, vote_type }, Language::English) => format!(
                "The utility “{}” needs ranked ballots, and these are of type “{}”; choose cost, \
                 cardinality or score",
                utility.name(),
                vote_type.name()
            ),
            (E::StepNotPositive, Language::French) => {
                "Le pas d'augmentation doit être positif ; donnez par exemple 1".to_owned()
            }
            (E::StepNotPositive, Language::English) => {
                "The step of the increase must be above 0; give for example 1".to_owned()
            }
            (E::StartIsZero, Language::French) => {
                "La part entière de chaque personne est 0 ; partez de la part exacte".to_owned()
            }
            (E::StartIsZero, Language::English) => {
                "The whole share of each voter is 0; start from the exact share".to_owned()
            }
            (E::TooManyRuns { limit }, Language::French) => format!(
                "Après {limit} calculs, l'augmentation des parts n'a pas abouti ; prenez un pas plus \
                 grand, par exemple 1 % de la part, ou permettez plus de calculs"
            ),
            (E::TooManyRuns { limit }, Language::English) => format!(
                "After {limit} runs the increase of the shares has not ended; take a larger step, for \
                 example 1 % of the share, or allow more runs"
            ),
            (E::LotIncomplete { id }, Language::French) => {
                format!("Le tirage au sort oublie le projet « {id} » ; il doit les nommer tous")
            }
            (E::LotIncomplete { id }, Language::English) => {
                format!("The lot forgets project “{id}”; it must name all of them")
            }
            (E::LotUnknown { id }, Language::French) => {
                format!("Le tirage au sort nomme « {id} », inconnu ou déjà nommé ; corrigez-le")
            }
            (E::LotUnknown { id }, Language::English) => {
                format!("The lot names “{id}”, which is unknown or already named; correct it")
            }
            (E::ValuesTooLarge, Language::French) => {
                "La somme des points est trop grande pour être comptée ; réduisez l'échelle"
                    .to_owned()
            }
            (E::ValuesTooLarge, Language::English) => {
                "The sum of the points is too large to count with; reduce the scale".to_owned()
            }
        }
    }
}

impl fmt::Display for ElectionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl fmt::Display for MethodError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for ElectionError {}
impl std::error::Error for MethodError {}
