//! What the readers of small tables share: a head, rows of the same length, faults with their line.
//!
//! Separators are commas, semicolons or tabs. Columns are known by name, in either language and
//! whatever the case.

use std::fmt;

use caisse_units::Language;

use crate::mandate::MandateError;
use crate::sortition::SortitionError;

/// How much is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Rows.
    pub rows: usize,
    /// Faults listed before giving up.
    pub errors: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 64_000_000, rows: 1_000_000, errors: 50 }
    }
}

/// A fault, with its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// The line of the file, from 1; 0 for the whole file.
    pub line: u64,
    /// What is wrong.
    pub fault: TableFault,
}

/// What is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableFault {
    /// The file is too large.
    TooManyBytes {
        /// The limit.
        limit: usize,
    },
    /// Too many rows.
    TooManyRows {
        /// The limit.
        limit: usize,
    },
    /// Not UTF-8.
    NotUtf8,
    /// The table itself cannot be read.
    NotATable,
    /// No row under the head.
    NoRow,
    /// A row is longer or shorter than the head.
    Cells {
        /// Cells of the head.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// A column that must be there is not.
    ColumnMissing {
        /// Names that it may have.
        names: &'static [&'static str],
    },
    /// Two columns have the same name, or names for the same thing.
    ColumnTwice {
        /// The name.
        name: String,
    },
    /// Not a whole number.
    NotANumber {
        /// What was read.
        text: String,
    },
    /// Not yes, no, abstain or blank.
    NotAnAnswer {
        /// What was read.
        text: String,
    },
    /// A mandate that cannot be counted.
    Mandate(MandateError),
    /// Someone who cannot be drawn.
    Pool(SortitionError),
}

impl TableError {
    /// The sentence for who sent the file, with line and remedy.
    pub fn sentence(&self, language: Language) -> String {
        let fault = match (&self.fault, language) {
            (TableFault::Mandate(error), _) => error.sentence(language),
            (TableFault::Pool(error), _) => error.sentence(language),
            (fault, Language::French) => fault.french(),
            (fault, Language::English) => fault.english(),
        };
        match (self.line, language) {
            (0, _) => fault,
            (line, Language::French) => format!("ligne {line} : {fault}"),
            (line, Language::English) => format!("line {line}: {fault}"),
        }
    }
}

impl TableFault {
    pub(super) fn french(&self) -> String {
        match self {
            TableFault::TooManyBytes { limit } => {
                format!("le fichier dépasse {limit} octets ; coupez-le")
            }
            TableFault::TooManyRows { limit } => {
                format!("plus de {limit} lignes ; coupez le fichier")
            }
            TableFault::NotUtf8 => "le fichier n'est pas en UTF-8 ; enregistrez-le ainsi".into(),
            TableFault::NotATable => {
                "ce n'est pas un tableau CSV lisible ; vérifiez les guillemets".into()
            }
            TableFault::NoRow => "aucune ligne sous l'en-tête ; ajoutez-en".into(),
            TableFault::Cells { expected, found } => {
                format!("{found} cases pour {expected} colonnes ; complétez ou corrigez la ligne")
            }
            TableFault::ColumnMissing { names } => {
                format!(
                    "il manque une colonne « {} » ; ajoutez-la à l'en-tête",
                    names.join(" » ou « ")
                )
            }
            TableFault::ColumnTwice { name } => {
                format!("la colonne « {name} » est là deux fois ; retirez-en une")
            }
            TableFault::NotANumber { text } => {
                format!("« {text} » n'est pas un nombre entier ; écrivez par exemple 40")
            }
            TableFault::NotAnAnswer { text } => {
                format!("« {text} » n'est pas un vote ; écrivez oui, non, abstention ou blanc")
            }
            TableFault::Mandate(error) => error.sentence(Language::French),
            TableFault::Pool(error) => error.sentence(Language::French),
        }
    }

    pub(super) fn english(&self) -> String {
        match self {
            TableFault::TooManyBytes { limit } => format!("the file is over {limit} bytes; cut it"),
            TableFault::TooManyRows { limit } => format!("more than {limit} rows; cut the file"),
            TableFault::NotUtf8 => "the file is not UTF-8; save it so".into(),
            TableFault::NotATable => "this is not a readable CSV table; check the quotes".into(),
            TableFault::NoRow => "no row under the head; add some".into(),
            TableFault::Cells { expected, found } => {
                format!("{found} cells for {expected} columns; complete or correct the row")
            }
            TableFault::ColumnMissing { names } => {
                format!("a column “{}” is missing; add it to the head", names.join("” or “"))
            }
            TableFault::ColumnTwice { name } => {
                format!("the column “{name}” stands twice; remove one of them")
            }
            TableFault::NotANumber { text } => {
                format!("“{text}” is not a whole number; write for example 40")
            }
            TableFault::NotAnAnswer { text } => {
                format!("“{text}” is not a vote; write yes, no, abstain or blank")
            }
            TableFault::Mandate(error) => error.sentence(Language::English),
            TableFault::Pool(error) => error.sentence(Language::English),
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for TableError {}

/// A table as read.
#[derive(Clone, Debug)]
pub(super) struct Table {
    head: Vec<String>,
    rows: Vec<Row>,
}

/// A row, with its line in the file.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub line: u64,
    cells: csv::StringRecord,
}

impl Table {
    pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Table, Vec<TableError>> {
        let mut reader = reader(bytes, limits.bytes).map_err(|error| vec![error])?;
        let broken = |error: csv::Error| vec![broken(&error)];
        let head: Vec<String> =
            reader.headers().map_err(broken)?.iter().map(str::to_lowercase).collect();
        let (mut rows, mut errors) = (Vec::new(), Vec::new());
        for record in reader.records() {
            let cells = record.map_err(broken)?;
            let line = cells.position().map_or(0, csv::Position::line);
            if rows.len() == limits.rows {
                errors.push(TableError {
                    line,
                    fault: TableFault::TooManyRows { limit: limits.rows },
                });
                break;
            }
            if cells.len() != head.len() {
                let (expected, found) = (head.len(), cells.len());
                errors.push(TableError { line, fault: TableFault::Cells { expected, found } });
            }
            if errors.len() >= limits.errors {
                break;
            }
            rows.push(Row { line, cells });
        }
        if rows.is_empty() && errors.is_empty() {
            errors.push(TableError { line: 0, fault: TableFault::NoRow });
        }
        if errors.is_empty() { Ok(Table { head, rows }) } else { Err(errors) }
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The place of the only column with one of these names.
    pub(super) fn column(&self, names: &[&str]) -> Result<Option<usize>, Vec<TableError>> {
        let mut places =
            self.head.iter().enumerate().filter(|(_, head)| names.contains(&head.as_str()));
        let place = places.next().map(|(place, _)| place);
        match places.next() {
            None => Ok(place),
            Some((_, name)) => {
                let fault = TableFault::ColumnTwice { name: name.clone() };
                Err(vec![TableError { line: 1, fault }])
            }
        }
    }
}

impl Row {
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// The whole number of a cell; `otherwise` for an empty one or without the column.
    pub(super) fn number(&self, column: Option<usize>, otherwise: u64) -> Result<u64, TableFault> {
        match column.map(|column| self.cell(column)) {
            None | Some("") => Ok(otherwise),
            Some(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => {
                text.parse().map_err(|_| TableFault::NotANumber { text: shown(text) })
            }
            Some(text) => Err(TableFault::NotANumber { text: shown(text) }),
        }
    }
}

/// The rows of a table one by one, with the head apart and cells trimmed; refuses what is too large or
/// not UTF-8.
pub(super) fn reader(bytes: &[u8], most: usize) -> Result<csv::Reader<&[u8]>, TableError> {
    if bytes.len() > most {
        return Err(TableError { line: 0, fault: TableFault::TooManyBytes { limit: most } });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let lines = bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        TableError { line: lines as u64 + 1, fault: TableFault::NotUtf8 }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    Ok(csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes()))
}

/// What the reader of rows could not read.
pub(super) fn broken(error: &csv::Error) -> TableError {
    let line = error.position().map_or(0, csv::Position::line);
    TableError { line, fault: TableFault::NotATable }
}

fn separator(text: &str) -> u8 {
    let head = text.lines().next().unwrap_or_default();
    let count = |separator: &u8| head.bytes().filter(|byte| byte == separator).count();
    *[b'\t', b';', b','].iter().max_by_key(|separator| count(separator)).expect("there are three")
}

/// At most 40 characters of what was read.
pub(super) fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}
