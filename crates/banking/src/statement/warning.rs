//! What is accepted with a remark.

use caisse_units::{Amount, Day, Language};
use serde::{Deserialize, Serialize};

use super::Place;

/// What the treasurer should know, and that is no reason to refuse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// A balance is absent, so that opening + lines = closing was not checked.
    BalanceUnchecked,
    /// Opening + lines differs from closing, and [`super::BalanceCheck::Warn`] was asked.
    BalanceDiffers {
        /// The opening balance.
        opening: Amount,
        /// The sum of the booked lines.
        booked: Amount,
        /// The closing balance.
        closing: Amount,
    },
    /// The file does not name its account.
    AccountUnnamed,
    /// The file counts another number of lines than it holds.
    LineCount {
        /// The number it declares.
        declared: u64,
        /// The number it holds.
        found: u64,
    },
    /// The payments inside a line do not add up to it.
    DetailsDiffer {
        /// Where.
        place: Place,
        /// The line.
        amount: Amount,
        /// The sum of its payments.
        details: Amount,
    },
    /// A line has no booking day; its value day was taken.
    BookingDayAbsent {
        /// Where.
        place: Place,
    },
    /// A day such as 30 February, which some banks write; the last day of the month was taken.
    DayAdjusted {
        /// Where.
        place: Place,
        /// What was read.
        text: String,
        /// What was taken.
        day: Day,
    },
    /// Nothing in the file says whether days or months come first; days were assumed.
    DayOrderAssumed,
    /// The columns of a table were recognised, not mapped by a person.
    MappingProposed,
}

impl Warning {
    /// The sentence for the treasurer.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let french = Language::French;
        match self {
            Warning::BalanceUnchecked => {
                "le fichier n'a pas ses deux soldes : comparez avec votre dernier solde connu"
                    .to_owned()
            }
            Warning::BalanceDiffers { opening, booked, closing } => format!(
                "solde de départ {} + lignes {} ne font pas le solde final {}",
                opening.written(french),
                booked.written(french),
                closing.written(french)
            ),
            Warning::AccountUnnamed => {
                "le fichier ne nomme pas son compte : vérifiez que c'est celui de la caisse, ou nommez-le (--account)".to_owned()
            }
            Warning::LineCount { declared, found } => {
                format!("le fichier annonce {declared} lignes et en contient {found}")
            }
            Warning::DetailsDiffer { place, amount, details } => format!(
                "{}\u{a0}: les paiements font {}, la ligne {}",
                place.written(french),
                details.written(french),
                amount.written(french)
            ),
            Warning::BookingDayAbsent { place } => format!(
                "{}\u{a0}: pas de date d'opération, la date de valeur est prise",
                place.written(french)
            ),
            Warning::DayAdjusted { place, text, day } => format!(
                "{}\u{a0}: « {text} » n'existe pas, le {} est pris",
                place.written(french),
                day.written(french)
            ),
            Warning::DayOrderAssumed => {
                "rien ne dit si le jour ou le mois vient en premier : le jour est supposé"
                    .to_owned()
            }
            Warning::MappingProposed => {
                "colonnes reconnues d'après leurs titres : vérifiez l'aperçu".to_owned()
            }
        }
    }

    fn english(&self) -> String {
        let english = Language::English;
        match self {
            Warning::BalanceUnchecked => {
                "the file lacks one of its balances: compare with the last balance you hold"
                    .to_owned()
            }
            Warning::BalanceDiffers { opening, booked, closing } => format!(
                "opening balance {} + lines {} do not make the closing balance {}",
                opening.written(english),
                booked.written(english),
                closing.written(english)
            ),
            Warning::AccountUnnamed => {
                "the file does not name its account: check that it is the caisse's, or name it (--account)"
                    .to_owned()
            }
            Warning::LineCount { declared, found } => {
                format!("the file announces {declared} lines and holds {found}")
            }
            Warning::DetailsDiffer { place, amount, details } => format!(
                "{}: the payments make {}, the line {}",
                place.written(english),
                details.written(english),
                amount.written(english)
            ),
            Warning::BookingDayAbsent { place } => {
                format!("{}: no booking day, the value day is taken", place.written(english))
            }
            Warning::DayAdjusted { place, text, day } => format!(
                "{}: “{text}” does not exist, {} is taken",
                place.written(english),
                day.written(english)
            ),
            Warning::DayOrderAssumed => {
                "nothing says whether days or months come first: days are assumed".to_owned()
            }
            Warning::MappingProposed => {
                "columns recognised by their titles: check the preview".to_owned()
            }
        }
    }
}
