//! Why a rule is not adopted, or cannot be applied.

use caisse_rules::RuleError;
use caisse_units::{Day, Language, Month};

use super::Failure;
use crate::identity::MemberId;

/// Why it is refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// An empty list.
    NothingToAdopt,
    /// A version already adopted was changed.
    PastChanged {
        /// The rule.
        rule: String,
    },
    /// The rule brings no new version.
    NothingNew {
        /// The rule.
        rule: String,
    },
    /// A new version starts in a month that is closed or called.
    TooEarly {
        /// The rule.
        rule: String,
        /// Its first day.
        since: Day,
        /// The last month that is settled.
        settled: Month,
    },
    /// The rule's result is not in euros.
    NotAnAmount {
        /// The rule.
        rule: String,
    },
    /// A rule keeps its purpose.
    PurposeChanged {
        /// The rule.
        rule: String,
    },
    /// Another rule already serves this purpose.
    PurposeTaken {
        /// The rule.
        rule: String,
        /// The other.
        by: String,
    },
    /// The rules together are not sound.
    Unsound {
        /// Every error.
        errors: Vec<RuleError>,
    },
    /// No rule serves this purpose, or none is in force.
    NoneInForce {
        /// Its name, or the purpose in words.
        rule: String,
        /// The day.
        on: Day,
    },
    /// A rule is repealed after its last version has begun.
    LaterVersion {
        /// The rule.
        rule: String,
        /// The first day of the later version.
        since: Day,
    },
    /// The rule refers to one that is repealed by then.
    RefersToRepealed {
        /// The rule.
        rule: String,
        /// The one it refers to.
        to: String,
    },
    /// Another rule in force refers to it.
    StillNeeded {
        /// The rule.
        rule: String,
        /// The other.
        by: String,
    },
    /// The rule cannot be applied to some members.
    SituationsUnusable {
        /// Whom, and why.
        failures: Vec<(MemberId, Failure)>,
    },
}

impl Refusal {
    /// What is refused and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        match self {
            Refusal::NothingToAdopt => "aucune règle n'est donnée".to_owned(),
            Refusal::PastChanged { rule } => format!(
                "la règle « {rule} » change une version déjà adoptée ; ajoutez plutôt une version à partir d'une nouvelle date"
            ),
            Refusal::NothingNew { rule } => {
                format!("la règle « {rule} » est déjà adoptée telle quelle")
            }
            Refusal::TooEarly { rule, since, settled } => format!(
                "la nouvelle version de « {rule} » partirait du {}, mais {} est déjà appelé ou clos ; choisissez une date plus tardive",
                since.written(Language::French),
                settled.written(Language::French)
            ),
            Refusal::NotAnAmount { rule } => format!("la règle « {rule} » doit donner des euros"),
            Refusal::PurposeChanged { rule } => {
                format!(
                    "la règle « {rule} » ne peut changer d'objet ; donnez un autre nom à la nouvelle"
                )
            }
            Refusal::PurposeTaken { rule, by } => {
                format!("« {by} » sert déjà à cela ; « {rule} » ne peut s'y ajouter")
            }
            Refusal::Unsound { errors } => listed(
                "les règles ne peuvent être adoptées :",
                errors.iter().map(|error| error.sentence(Language::French)),
            ),
            Refusal::NoneInForce { rule, on } => format!(
                "aucune règle « {rule} » n'est en vigueur le {} ; une assemblée peut l'adopter",
                on.written(Language::French)
            ),
            Refusal::LaterVersion { rule, since } => format!(
                "une version de « {rule} » part du {} ; abrogez la règle à partir d'un jour plus tardif",
                since.written(Language::French)
            ),
            Refusal::RefersToRepealed { rule, to } => format!(
                "« {rule} » se réfère à « {to} », qui est abrogée ; adoptez-en d'abord une nouvelle version"
            ),
            Refusal::StillNeeded { rule, by } => format!(
                "la règle « {by} » se réfère à « {rule} » ; changez-la ou abrogez-la d'abord"
            ),
            Refusal::SituationsUnusable { failures } => listed(
                "le calcul est impossible, rien n'a été enregistré :",
                failures
                    .iter()
                    .map(|(member, why)| format!("{member} : {}", why.sentence(Language::French))),
            ),
        }
    }

    fn english(&self) -> String {
        match self {
            Refusal::NothingToAdopt => "no rule is given".to_owned(),
            Refusal::PastChanged { rule } => format!(
                "the rule “{rule}” changes a version already adopted; add a version from a new date instead"
            ),
            Refusal::NothingNew { rule } => {
                format!("the rule “{rule}” is adopted as it is already")
            }
            Refusal::TooEarly { rule, since, settled } => format!(
                "the new version of “{rule}” would start on {}, but {} is called or closed already; choose a later date",
                since.written(Language::English),
                settled.written(Language::English)
            ),
            Refusal::NotAnAmount { rule } => format!("the rule “{rule}” must give euros"),
            Refusal::PurposeChanged { rule } => {
                format!(
                    "the rule “{rule}” cannot change its purpose; give the new one another name"
                )
            }
            Refusal::PurposeTaken { rule, by } => {
                format!("“{by}” serves this purpose already; “{rule}” cannot join it")
            }
            Refusal::Unsound { errors } => listed(
                "the rules cannot be adopted:",
                errors.iter().map(|error| error.sentence(Language::English)),
            ),
            Refusal::NoneInForce { rule, on } => format!(
                "no rule “{rule}” is in force on {}; an assembly can adopt it",
                on.written(Language::English)
            ),
            Refusal::LaterVersion { rule, since } => format!(
                "a version of “{rule}” starts on {}; repeal the rule from a later day",
                since.written(Language::English)
            ),
            Refusal::RefersToRepealed { rule, to } => format!(
                "“{rule}” refers to “{to}”, which is repealed; adopt a new version of it first"
            ),
            Refusal::StillNeeded { rule, by } => {
                format!("the rule “{by}” refers to “{rule}”; change it or repeal it first")
            }
            Refusal::SituationsUnusable { failures } => listed(
                "it cannot be computed, nothing was recorded:",
                failures
                    .iter()
                    .map(|(member, why)| format!("{member}: {}", why.sentence(Language::English))),
            ),
        }
    }
}

/// A heading and its lines.
fn listed(heading: &str, lines: impl Iterator<Item = String>) -> String {
    let mut text = heading.to_owned();
    for line in lines {
        text.push_str("\n  - ");
        text.push_str(&line);
    }
    text
}
