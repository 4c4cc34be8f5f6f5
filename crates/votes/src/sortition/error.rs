//! What prevents a draw.

use std::fmt;

use caisse_units::Language;

use super::SourceKind;

/// Why a draw is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SortitionError {
    /// Nobody to draw from.
    EmptyPool,
    /// Someone stands twice in the pool.
    Twice {
        /// Who.
        id: String,
    },
    /// A weight of 0.
    NoWeight {
        /// Whose.
        id: String,
    },
    /// A name or a stratum that is empty, or holds a tab or a line break.
    UnfitName {
        /// Whose.
        id: String,
    },
    /// Some have a stratum and this one does not, or the reverse.
    StratumMissing {
        /// Who.
        id: String,
    },
    /// More lots than can be counted.
    TooManyLots,
    /// No source of chance.
    NoSource,
    /// What a source gave cannot be read in one way only.
    UnfitSource {
        /// What was expected.
        kind: SourceKind,
        /// What was given.
        text: String,
    },
    /// More seats than people.
    TooManySeats {
        /// The stratum; absent for the whole pool.
        stratum: Option<String>,
        /// Seats.
        seats: u64,
        /// People.
        members: u64,
    },
    /// A quota for a stratum that nobody belongs to.
    UnknownStratum {
        /// Its name.
        stratum: String,
    },
    /// Strata are asked of a pool that has none.
    NoStrata,
}

impl SortitionError {
    /// The sentence for who prepares the draw, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        match self {
            SortitionError::EmptyPool => "la liste est vide ; ajoutez-y des personnes".into(),
            SortitionError::Twice { id } => {
                format!("« {id} » est deux fois dans la liste ; retirez l'un des deux")
            }
            SortitionError::NoWeight { id } => {
                format!("« {id} » a un poids de 0 ; donnez au moins 1, ou retirez cette personne")
            }
            SortitionError::UnfitName { id } => format!(
                "« {id} » : un nom ou une strate est vide ou contient une tabulation ou un saut de ligne ; corrigez"
            ),
            SortitionError::StratumMissing { id } => {
                format!("« {id} » : donnez une strate à toutes les personnes, ou à aucune")
            }
            SortitionError::TooManyLots => "les poids sont trop grands ; divisez-les".into(),
            SortitionError::NoSource => {
                "aucune source publique de hasard ; donnez-en au moins une".into()
            }
            SortitionError::UnfitSource { kind: SourceKind::Numbers, text } => format!(
                "« {text} » n'est pas une suite de nombres entiers ; écrivez par exemple « 2 5 12 8 10 »"
            ),
            SortitionError::UnfitSource { kind: SourceKind::Text, text } => {
                format!(
                    "« {text} » est sans lettre ni chiffre, ou a des lettres accentuées ; choisissez une autre source"
                )
            }
            SortitionError::TooManySeats { stratum: None, seats, members } => {
                format!("{seats} sièges pour {members} personnes ; réduisez les sièges")
            }
            SortitionError::TooManySeats { stratum: Some(stratum), seats, members } => format!(
                "strate « {stratum} » : {seats} sièges pour {members} personnes ; réduisez les sièges"
            ),
            SortitionError::UnknownStratum { stratum } => format!(
                "personne n'appartient à la strate « {stratum} » ; corrigez son nom ou la liste"
            ),
            SortitionError::NoStrata => {
                "la liste n'a pas de strates ; ajoutez-en une à chaque personne".into()
            }
        }
    }

    fn english(&self) -> String {
        match self {
            SortitionError::EmptyPool => "the pool is empty; add people to it".into(),
            SortitionError::Twice { id } => {
                format!("“{id}” stands twice in the pool; remove one of them")
            }
            SortitionError::NoWeight { id } => {
                format!("“{id}” has a weight of 0; give at least 1, or remove this person")
            }
            SortitionError::UnfitName { id } => format!(
                "“{id}”: a name or a stratum is empty or holds a tab or a line break; correct it"
            ),
            SortitionError::StratumMissing { id } => {
                format!("“{id}”: give a stratum to everyone or to nobody")
            }
            SortitionError::TooManyLots => "the weights are too large; divide them".into(),
            SortitionError::NoSource => "no public source of chance; give at least one".into(),
            SortitionError::UnfitSource { kind: SourceKind::Numbers, text } => {
                format!("“{text}” is not a row of whole numbers; write for example “2 5 12 8 10”")
            }
            SortitionError::UnfitSource { kind: SourceKind::Text, text } => {
                format!(
                    "“{text}” has no plain letters or digits, or letters with accents; choose another source"
                )
            }
            SortitionError::TooManySeats { stratum: None, seats, members } => {
                format!("{seats} seats for {members} people; lower the seats")
            }
            SortitionError::TooManySeats { stratum: Some(stratum), seats, members } => {
                format!("stratum “{stratum}”: {seats} seats for {members} people; lower the seats")
            }
            SortitionError::UnknownStratum { stratum } => {
                format!("nobody belongs to the stratum “{stratum}”; correct its name or the pool")
            }
            SortitionError::NoStrata => "the pool has no strata; give one to everyone".into(),
        }
    }
}

impl fmt::Display for SortitionError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for SortitionError {}
