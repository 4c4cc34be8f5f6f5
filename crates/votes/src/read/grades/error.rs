//! What is wrong with a table of grades.

use std::fmt;

use caisse_units::Language;

use crate::read::table::{TableError, TableFault};

/// A fault, with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradesError {
    /// The line of the file, from 1; 0 for the whole file.
    pub line: u64,
    /// What is wrong.
    pub fault: GradesFault,
}

/// What is wrong with a table of grades.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GradesFault {
    /// What is wrong with any table: its size, its bytes, the length of a row.
    Table(TableFault),
    /// Too many rows.
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// No candidates in the head, or too many.
    Candidates {
        /// How many.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// A candidate without a name or named twice.
    CandidateName {
        /// The name.
        name: String,
    },
    /// A cell is no grade of the scale.
    Grade {
        /// The candidate.
        candidate: String,
        /// What was read.
        text: String,
        /// The best grade, where grades are numbers.
        best: u16,
    },
    /// The weight of a row is not a whole number above 0.
    Weight {
        /// What was read.
        text: String,
    },
    /// No voter.
    NoVoter,
    /// A scale without words, or with a word twice.
    Scale,
    /// The votes cannot be counted.
    Votes,
}

impl From<TableFault> for GradesFault {
    fn from(fault: TableFault) -> GradesFault {
        GradesFault::Table(fault)
    }
}

impl From<TableError> for GradesError {
    fn from(error: TableError) -> GradesError {
        GradesError { line: error.line, fault: error.fault.into() }
    }
}

impl GradesError {
    /// The sentence for who sent the file, with line and remedy.
    pub fn sentence(&self, language: Language) -> String {
        let fault = match language {
            Language::French => self.fault.french(),
            Language::English => self.fault.english(),
        };
        match (self.line, language) {
            (0, _) => fault,
            (line, Language::French) => format!("ligne {line} : {fault}"),
            (line, Language::English) => format!("line {line}: {fault}"),
        }
    }
}

impl GradesFault {
    fn french(&self) -> String {
        match self {
            GradesFault::Table(fault) => fault.french(),
            GradesFault::TooManyRows { limit } => {
                format!(
                    "plus de {limit} lignes ; réunissez les bulletins égaux avec une colonne « poids »"
                )
            }
            GradesFault::Candidates { found, limit } => format!(
                "{found} candidats dans l'en-tête ; il en faut entre 1 et {limit}, un par colonne"
            ),
            GradesFault::CandidateName { name } => format!(
                "le candidat « {name} » est sans nom ou nommé deux fois dans l'en-tête ; donnez à chacun le sien"
            ),
            GradesFault::Grade { candidate, text, best: 0 } => format!(
                "« {text} » pour {candidate} n'est pas une mention de l'échelle ; écrivez-en une, ou rien"
            ),
            GradesFault::Grade { candidate, text, best } => format!(
                "« {text} » pour {candidate} n'est pas une note ; écrivez un entier de 1 à {best}, ou 0 sans opinion"
            ),
            GradesFault::Weight { text } => {
                format!("« {text} » n'est pas un nombre de voix ; écrivez un entier au-dessus de 0")
            }
            GradesFault::NoVoter => "aucun bulletin sous l'en-tête ; ajoutez-en".into(),
            GradesFault::Scale => {
                "l'échelle est vide, trop longue, ou nomme deux fois une mention ; corrigez-la"
                    .into()
            }
            GradesFault::Votes => "trop de voix pour être comptées ; vérifiez les poids".into(),
        }
    }

    fn english(&self) -> String {
        match self {
            GradesFault::Table(fault) => fault.english(),
            GradesFault::TooManyRows { limit } => {
                format!("more than {limit} rows; merge equal ballots with a column “weight”")
            }
            GradesFault::Candidates { found, limit } => format!(
                "{found} candidates in the head; between 1 and {limit} are needed, one a column"
            ),
            GradesFault::CandidateName { name } => format!(
                "the candidate “{name}” has no name or is named twice in the head; give each its own"
            ),
            GradesFault::Grade { candidate, text, best: 0 } => {
                format!("“{text}” for {candidate} is no grade of the scale; write one, or nothing")
            }
            GradesFault::Grade { candidate, text, best } => format!(
                "“{text}” for {candidate} is not a grade; write a whole number from 1 to {best}, or 0 for no opinion"
            ),
            GradesFault::Weight { text } => {
                format!("“{text}” is not a number of votes; write a whole number above 0")
            }
            GradesFault::NoVoter => "no ballot under the head; add some".into(),
            GradesFault::Scale => {
                "the scale is empty, too long, or names a grade twice; correct it".into()
            }
            GradesFault::Votes => "too many votes to be counted; check the weights".into(),
        }
    }
}

impl fmt::Display for GradesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for GradesError {}
