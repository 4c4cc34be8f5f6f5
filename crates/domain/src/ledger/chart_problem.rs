//! What is wrong in a chart, and the sentences that say it.

use std::fmt;

use caisse_units::Language;

use super::chart::{MOST_BYTES, MOST_LINES};
use super::{AccountNumber, AccountNumberError};

/// A problem of a chart file and its line; line 0 when it is of the whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartError {
    /// The line, from 1.
    pub line: usize,
    /// The problem.
    pub problem: ChartProblem,
}

impl ChartError {
    /// The sentence for the person who wrote the file, with its place and the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let problem = self.problem.sentence(language);
        match (self.line, language) {
            (0, Language::French) => format!("plan comptable : {problem}"),
            (0, Language::English) => format!("chart of accounts: {problem}"),
            (line, Language::French) => format!("plan comptable, ligne {line} : {problem}"),
            (line, Language::English) => format!("chart of accounts, line {line}: {problem}"),
        }
    }
}

impl fmt::Display for ChartError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for ChartError {}

/// What is wrong in a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChartProblem {
    /// The file is over one mebibyte or ten thousand lines.
    TooLong,
    /// A column is empty.
    Missing {
        /// What should stand there.
        what: &'static str,
    },
    /// A word that is not known there.
    Word {
        /// What was read.
        word: String,
    },
    /// A text that is not an account number.
    Number {
        /// The reason.
        error: AccountNumberError,
    },
    /// The same use or need is named twice.
    Twice {
        /// Its word.
        word: String,
    },
    /// The same account stands twice.
    Duplicate {
        /// The account.
        account: AccountNumber,
    },
    /// An account is named but not in the chart.
    Unknown {
        /// The account.
        account: AccountNumber,
    },
    /// A use has no account.
    Unnamed {
        /// The word of the use.
        purpose: &'static str,
    },
    /// An account that the core needs cannot be closed.
    InUse {
        /// The account.
        account: AccountNumber,
        /// The word of the use.
        purpose: &'static str,
    },
    /// An account has no row in the statements.
    NoPlace {
        /// The account.
        account: AccountNumber,
    },
    /// An account has more than one row in the statements.
    TwoPlaces {
        /// The account.
        account: AccountNumber,
        /// The first row's label.
        first: String,
        /// The second row's label.
        second: String,
    },
    /// A total names a section that no row belongs to.
    UnknownSection {
        /// The section.
        section: String,
    },
}

impl ChartProblem {
    /// The sentence for the person who wrote the file, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let french = language == Language::French;
        match self {
            ChartProblem::TooLong if french => {
                format!("le fichier dépasse {MOST_BYTES} octets ou {MOST_LINES} lignes")
            }
            ChartProblem::TooLong => {
                format!("the file is over {MOST_BYTES} bytes or {MOST_LINES} lines")
            }
            ChartProblem::Missing { what } if french => format!("il manque « {what} »"),
            ChartProblem::Missing { what } => format!("“{what}” is missing"),
            ChartProblem::Word { word } if french => {
                format!("« {word} » n'est pas connu ici ; voyez l'en-tête du fichier")
            }
            ChartProblem::Word { word } => {
                format!("“{word}” is not known here; see the head of the file")
            }
            ChartProblem::Number { error } => error.sentence(language),
            ChartProblem::Twice { word } if french => {
                format!("« {word} » est donné deux fois ; gardez une ligne")
            }
            ChartProblem::Twice { word } => format!("“{word}” is given twice; keep one line"),
            ChartProblem::Duplicate { account } if french => {
                format!("le compte {account} figure déjà au plan")
            }
            ChartProblem::Duplicate { account } => {
                format!("account {account} is in the chart already")
            }
            ChartProblem::Unknown { account } if french => {
                format!("le compte {account} n'est pas au plan ; ajoutez sa ligne « account »")
            }
            ChartProblem::Unknown { account } => {
                format!("account {account} is not in the chart; add its “account” line")
            }
            ChartProblem::Unnamed { purpose } if french => {
                format!("aucun compte pour l'usage « {purpose} » ; ajoutez une ligne « use »")
            }
            ChartProblem::Unnamed { purpose } => {
                format!("no account for the use “{purpose}”; add a “use” line")
            }
            ChartProblem::InUse { account, purpose } if french => {
                format!("le compte {account} sert à « {purpose} » ; il ne peut pas être fermé")
            }
            ChartProblem::InUse { account, purpose } => {
                format!("account {account} serves “{purpose}”; it cannot be closed")
            }
            ChartProblem::NoPlace { account } if french => format!(
                "le compte {account} n'a pas de ligne aux états ; ajoutez-le à une ligne « row »"
            ),
            ChartProblem::NoPlace { account } => {
                format!("account {account} has no row in the statements; add it to a “row” line")
            }
            ChartProblem::TwoPlaces { account, first, second } if french => format!(
                "le compte {account} a deux lignes aux états, « {first} » et « {second} » ; gardez-en une"
            ),
            ChartProblem::TwoPlaces { account, first, second } => format!(
                "account {account} has two rows in the statements, “{first}” and “{second}”; keep one"
            ),
            ChartProblem::UnknownSection { section } if french => {
                format!("aucune ligne n'appartient à la section « {section} »")
            }
            ChartProblem::UnknownSection { section } => {
                format!("no row belongs to the section “{section}”")
            }
        }
    }
}

impl fmt::Display for ChartProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for ChartProblem {}
