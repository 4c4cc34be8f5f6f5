//! Why a file is refused, where, and what to do.
//!
//! Both languages stand side by side; every sentence ends with a remedy. Texts of the file are
//! repeated as excerpts only.

use std::fmt;

use caisse_units::{Amount, AmountError, Language};
use serde::{Deserialize, Serialize};

/// A place in a file, counted from 1 as editors do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The file as a whole.
    File,
    /// A line of text.
    Line(u32),
    /// A character of a line of text.
    Character {
        /// The line.
        line: u32,
        /// The character in it.
        column: u32,
    },
    /// A record of a fixed-width file, which may have no lines.
    Record(u32),
}

impl Place {
    /// The place as a person reads it: `ligne 12`, `line 12`.
    pub fn written(self, language: Language) -> String {
        match (self, language) {
            (Place::File, Language::French) => "fichier".to_owned(),
            (Place::File, Language::English) => "file".to_owned(),
            (Place::Line(line), Language::French) => format!("ligne {line}"),
            (Place::Line(line), Language::English) => format!("line {line}"),
            (Place::Character { line, column }, Language::French) => {
                format!("ligne {line}, caractère {column}")
            }
            (Place::Character { line, column }, Language::English) => {
                format!("line {line}, character {column}")
            }
            (Place::Record(number), Language::French) => format!("enregistrement {number}"),
            (Place::Record(number), Language::English) => format!("record {number}"),
        }
    }
}

/// One reason to refuse a file, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementError {
    /// Where.
    pub place: Place,
    /// What.
    pub problem: Problem,
}

impl StatementError {
    /// The sentence for the treasurer: where, what, and the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let colon = language.choose("\u{a0}: ", ": ");
        format!("{}{colon}{}", self.place.written(language), self.problem.sentence(language))
    }
}

impl fmt::Display for StatementError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for StatementError {}

/// How many characters of a text an error repeats.
const EXCERPT: usize = 120;

/// How many columns of a table an error repeats.
const COLUMNS: usize = 40;

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The file is larger than [`super::Limits::bytes`].
    TooLarge {
        /// Its size in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// More elements than [`super::Limits::nodes`].
    TooManyElements {
        /// The limit.
        limit: usize,
    },
    /// Deeper than [`super::Limits::depth`].
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// More lines than [`super::Limits::lines`].
    TooManyLines {
        /// The limit.
        limit: usize,
    },
    /// A text is longer than [`super::Limits::text`].
    TextTooLong {
        /// Its length in bytes.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// More errors than [`super::Limits::errors`]; the rest is not listed.
    TooManyErrors {
        /// The limit.
        limit: usize,
    },
    /// There is nothing in the file.
    Empty,
    /// The content is none of the forms that can be read.
    UnknownForm,
    /// A file that is recognised, and is no statement.
    OtherDocument {
        /// What it is: `PDF`, `ZIP`, `camt.054.001.08`…
        name: String,
    },
    /// Bytes that are not text in the declared encoding.
    Encoding {
        /// The encoding.
        encoding: String,
    },
    /// A document type declaration, which could name other files.
    DocumentType,
    /// An entity that XML does not define.
    UnknownEntity {
        /// Its name.
        name: String,
    },
    /// The text breaks the grammar of its form.
    Malformed {
        /// The grammar: `XML`, `CSV`…
        grammar: &'static str,
        /// What the reader saw.
        detail: String,
    },
    /// The file stops before its end.
    Truncated {
        /// What should have come.
        expected: &'static str,
    },
    /// A field that every statement needs is absent.
    Missing {
        /// The field, by its name in the form.
        field: &'static str,
    },
    /// A field holds something that the form does not allow.
    Unexpected {
        /// The field, by its name in the form.
        field: &'static str,
        /// What was read.
        text: String,
    },
    /// A text is not an amount in cents.
    Amount(AmountError),
    /// `1,234` may be a thousand or one and a bit.
    AmbiguousAmount {
        /// What was read.
        text: String,
    },
    /// A text is not a day.
    Day {
        /// What was read.
        text: String,
    },
    /// An account, line or balance in another currency than the euro.
    Currency {
        /// The currency, as written.
        currency: String,
    },
    /// Opening + booked lines differs from closing.
    Balance {
        /// The opening balance.
        opening: Amount,
        /// The sum of the booked lines.
        booked: Amount,
        /// The closing balance.
        closing: Amount,
    },
    /// The balance after a line is not the one before it plus the line.
    RunningBalance {
        /// The balance before.
        before: Amount,
        /// The line.
        amount: Amount,
        /// The balance that the file gives after it.
        after: Amount,
    },
    /// A record of another account than the statement that holds it.
    OtherAccount {
        /// The account of the statement.
        expected: String,
        /// The account of the record.
        found: String,
    },
    /// The head of the table is not the one of the mapping.
    HeadNotFound {
        /// The columns that the mapping remembers.
        expected: Vec<String>,
    },
    /// No mapping could be proposed for this table.
    MappingNeeded {
        /// The columns of what looks like its head.
        head: Vec<String>,
    },
    /// A row has fewer or more cells than the head.
    Cells {
        /// How many the head has.
        expected: usize,
        /// How many the row has.
        found: usize,
    },
    /// A row has a debit and a credit, or neither.
    Sides {
        /// The debit cell.
        debit: String,
        /// The credit cell.
        credit: String,
    },
}

impl Problem {
    /// This problem at that place.
    pub(super) fn at(self, place: Place) -> StatementError {
        StatementError { place, problem: self.shortened() }
    }

    /// The same problem with excerpts of what was read: a field may hold the whole file.
    fn shortened(mut self) -> Problem {
        let texts: Vec<&mut String> = match &mut self {
            Problem::OtherDocument { name: text }
            | Problem::Encoding { encoding: text }
            | Problem::UnknownEntity { name: text }
            | Problem::Malformed { detail: text, .. }
            | Problem::Unexpected { text, .. }
            | Problem::AmbiguousAmount { text }
            | Problem::Day { text }
            | Problem::Currency { currency: text }
            | Problem::Amount(
                AmountError::NotANumber { text }
                | AmountError::TooManyDecimals { text }
                | AmountError::OutOfBounds { text },
            ) => vec![text],
            Problem::OtherAccount { expected: one, found: other }
            | Problem::Sides { debit: one, credit: other } => vec![one, other],
            Problem::HeadNotFound { expected: head } | Problem::MappingNeeded { head } => {
                head.truncate(COLUMNS);
                head.iter_mut().collect()
            }
            _ => Vec::new(),
        };
        for text in texts {
            if let Some((end, _)) = text.char_indices().nth(EXCERPT) {
                text.truncate(end);
                text.push('…');
            }
        }
        self
    }

    /// The sentence for the treasurer, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        match self {
            Problem::TooLarge { bytes, limit } => format!(
                "le fichier pèse {bytes} octets, plus que les {limit} admis ; demandez à la banque \
                 une période plus courte"
            ),
            Problem::TooManyElements { limit } => {
                format!("plus de {limit} éléments ; demandez à la banque une période plus courte")
            }
            Problem::TooDeep { limit } => format!(
                "plus de {limit} niveaux imbriqués : ce n'est pas un relevé ; redemandez le \
                 fichier à la banque"
            ),
            Problem::TooManyLines { limit } => {
                format!("plus de {limit} lignes ; demandez à la banque une période plus courte")
            }
            Problem::TextTooLong { length, limit } => format!(
                "un texte de {length} octets, plus que les {limit} admis : ce n'est pas un \
                 libellé de banque ; redemandez le fichier"
            ),
            Problem::TooManyErrors { limit } => format!(
                "plus de {limit} erreurs, la suite n'est pas listée ; vérifiez que le fichier est \
                 le bon"
            ),
            Problem::Empty => {
                "le fichier est vide ; téléchargez-le de nouveau à la banque".to_owned()
            }
            Problem::UnknownForm => {
                "forme de relevé inconnue ; demandez à la banque un camt.053, un CFONB 120, un \
                 OFX ou un CSV"
                    .to_owned()
            }
            Problem::OtherDocument { name } => format!(
                "c'est un fichier {name}, pas un relevé de compte ; demandez à la banque un \
                 camt.053, un CFONB 120, un OFX ou un CSV"
            ),
            Problem::Encoding { encoding } => format!(
                "des octets ne sont pas du texte en {encoding} ; redemandez le fichier sans \
                 l'ouvrir dans un éditeur, ou changez l'encodage choisi"
            ),
            Problem::DocumentType => {
                "le fichier contient une déclaration DOCTYPE, qu'aucune banque n'envoie et qui \
                 peut lire d'autres fichiers ; redemandez-le à la banque"
                    .to_owned()
            }
            Problem::UnknownEntity { name } => {
                format!("entité inconnue « &{name}; » ; redemandez le fichier à la banque")
            }
            Problem::Malformed { grammar, detail } => format!(
                "ce n'est pas du {grammar} bien formé ({detail}) ; redemandez le fichier à la \
                 banque"
            ),
            Problem::Truncated { expected } => format!(
                "le fichier s'arrête avant sa fin, il manque {expected} ; téléchargez-le de \
                 nouveau"
            ),
            Problem::Missing { field } => {
                format!("il manque {field} ; redemandez le fichier à la banque")
            }
            Problem::Unexpected { field, text } => format!(
                "« {text} » n'est pas admis pour {field} ; redemandez le fichier à la banque"
            ),
            Problem::Amount(error) => error.sentence(Language::French),
            Problem::AmbiguousAmount { text } => format!(
                "« {text} » peut être un millier ou une décimale ; demandez des montants à deux \
                 décimales, ou indiquez le signe décimal"
            ),
            Problem::Day { text } => format!(
                "« {text} » n'est pas un jour du calendrier ; vérifiez l'ordre jour, mois, année"
            ),
            Problem::Currency { currency } => format!(
                "devise « {currency} » : la caisse tient ses comptes en euros ; choisissez un \
                 compte en EUR"
            ),
            Problem::Balance { opening, booked, closing } => {
                let gap = closing.minus(*opening).minus(*booked);
                format!(
                    "solde de départ {} + lignes {} ne font pas le solde final {} (écart {}) ; il \
                     manque des lignes ou un solde est faux : redemandez le relevé",
                    opening.written(Language::French),
                    booked.written(Language::French),
                    closing.written(Language::French),
                    gap.written(Language::French),
                )
            }
            Problem::RunningBalance { before, amount, after } => format!(
                "solde {} + ligne {} ne font pas le solde {} ; une ligne manque ou a été modifiée \
                 : redemandez le fichier",
                before.written(Language::French),
                amount.written(Language::French),
                after.written(Language::French),
            ),
            Problem::OtherAccount { expected, found } => format!(
                "enregistrement du compte {found} dans le relevé du compte {expected} ; \
                 dites quel compte lire (--account), ou demandez un fichier par compte"
            ),
            Problem::HeadNotFound { expected } => format!(
                "la ligne de titres « {} » est introuvable ; si la banque a changé ses colonnes, \
                 refaites la correspondance",
                expected.join(" ; ")
            ),
            Problem::MappingNeeded { head } => format!(
                "colonnes non reconnues : « {} » ; indiquez lesquelles sont la date, le libellé et \
                 le montant (--column libelle=TITRE)",
                head.join(" ; ")
            ),
            Problem::Cells { expected, found } => format!(
                "{found} cellules au lieu de {expected} ; vérifiez le séparateur et les guillemets"
            ),
            Problem::Sides { debit, credit } => format!(
                "débit « {debit} » et crédit « {credit} » : il faut l'un ou l'autre ; corrigez la \
                 correspondance des colonnes"
            ),
        }
    }

    fn english(&self) -> String {
        match self {
            Problem::TooLarge { bytes, limit } => format!(
                "the file has {bytes} bytes, more than the {limit} allowed; ask the bank for a \
                 shorter period"
            ),
            Problem::TooManyElements { limit } => {
                format!("more than {limit} elements; ask the bank for a shorter period")
            }
            Problem::TooDeep { limit } => format!(
                "more than {limit} nested levels: this is no statement; ask the bank for the file \
                 again"
            ),
            Problem::TooManyLines { limit } => {
                format!("more than {limit} lines; ask the bank for a shorter period")
            }
            Problem::TextTooLong { length, limit } => format!(
                "a text of {length} bytes, more than the {limit} allowed: this is no bank label; \
                 ask for the file again"
            ),
            Problem::TooManyErrors { limit } => format!(
                "more than {limit} errors, the rest is not listed; check that this is the right \
                 file"
            ),
            Problem::Empty => "the file is empty; download it again from the bank".to_owned(),
            Problem::UnknownForm => {
                "unknown form of statement; ask the bank for camt.053, CFONB 120, OFX or CSV"
                    .to_owned()
            }
            Problem::OtherDocument { name } => format!(
                "this is a {name} file, not an account statement; ask the bank for camt.053, CFONB \
                 120, OFX or CSV"
            ),
            Problem::Encoding { encoding } => format!(
                "some bytes are not text in {encoding}; ask for the file again without opening it \
                 in an editor, or change the encoding chosen"
            ),
            Problem::DocumentType => {
                "the file holds a DOCTYPE declaration, which no bank sends and which can read \
                 other files; ask the bank for it again"
                    .to_owned()
            }
            Problem::UnknownEntity { name } => {
                format!("unknown entity “&{name};”; ask the bank for the file again")
            }
            Problem::Malformed { grammar, detail } => format!(
                "this is not well-formed {grammar} ({detail}); ask the bank for the file again"
            ),
            Problem::Truncated { expected } => {
                format!("the file stops before its end, {expected} is missing; download it again")
            }
            Problem::Missing { field } => {
                format!("{field} is missing; ask the bank for the file again")
            }
            Problem::Unexpected { field, text } => {
                format!("“{text}” is not allowed for {field}; ask the bank for the file again")
            }
            Problem::Amount(error) => error.sentence(Language::English),
            Problem::AmbiguousAmount { text } => format!(
                "“{text}” may be a thousand or a decimal; ask for amounts with two decimals, or \
                 say which sign is the decimal one"
            ),
            Problem::Day { text } => {
                format!("“{text}” is not a day of the calendar; check the order day, month, year")
            }
            Problem::Currency { currency } => format!(
                "currency “{currency}”: the books are kept in euros; choose an account in EUR"
            ),
            Problem::Balance { opening, booked, closing } => {
                let gap = closing.minus(*opening).minus(*booked);
                format!(
                    "opening balance {} + lines {} do not make the closing balance {} (gap {}); \
                     lines are missing or a balance is wrong: ask for the statement again",
                    opening.written(Language::English),
                    booked.written(Language::English),
                    closing.written(Language::English),
                    gap.written(Language::English),
                )
            }
            Problem::RunningBalance { before, amount, after } => format!(
                "balance {} + line {} do not make the balance {}; a line is missing or was \
                 changed: ask for the file again",
                before.written(Language::English),
                amount.written(Language::English),
                after.written(Language::English),
            ),
            Problem::OtherAccount { expected, found } => format!(
                "a record of account {found} stands in the statement of account {expected}; say \
                 which account to read (--account), or ask for one file per account"
            ),
            Problem::HeadNotFound { expected } => format!(
                "the row of titles “{}” was not found; if the bank changed its columns, map them \
                 again",
                expected.join("; ")
            ),
            Problem::MappingNeeded { head } => format!(
                "columns not recognised: “{}”; say which are the date, the label and the amount \
                 (--column label=TITLE)",
                head.join("; ")
            ),
            Problem::Cells { expected, found } => {
                format!("{found} cells instead of {expected}; check the separator and the quotes")
            }
            Problem::Sides { debit, credit } => format!(
                "debit “{debit}” and credit “{credit}”: one or the other is needed; correct the \
                 mapping of the columns"
            ),
        }
    }
}
