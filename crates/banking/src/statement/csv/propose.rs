//! A mapping proposed from the titles of a table.

use super::mapping::{AmountColumns, CsvMapping, DayOrder, DecimalSign};
use super::rows::{Row, rows};
use crate::statement::text::{Guess, decode, guess_days, guess_decimal};
use crate::statement::{Limits, Place, Problem, StatementError};

/// How many rows may stand above the titles.
pub(super) const HEAD_ROWS: usize = 40;

pub(super) const SEPARATORS: [char; 4] = [';', '\t', ',', '|'];

impl CsvMapping {
    /// A mapping from the titles of the table: those of Crédit Mutuel, BoursoBank, La Banque
    /// Postale, and the words that most banks use in French or English. Show it before using it.
    ///
    /// # Errors
    /// [`Problem::MappingNeeded`] when no row of titles is understood; an encoding or quoting
    /// error; [`Problem::AmbiguousAmount`] or [`Problem::Day`] when the content may be read two
    /// ways.
    pub fn propose(bytes: &[u8], limits: &Limits) -> Result<CsvMapping, StatementError> {
        let (text, encoding) = decode(bytes, None)?;
        let mut widest: Vec<String> = Vec::new();
        let mut unreadable = None;
        for separator in SEPARATORS {
            let head = match rows(&text, separator, HEAD_ROWS, limits.nodes) {
                Ok(head) => head,
                Err(error) => {
                    unreadable = unreadable.or(Some(error));
                    continue;
                }
            };
            for (index, row) in head.iter().enumerate() {
                if let Some(columns) = Columns::of(row) {
                    let all = rows(&text, separator, limits.lines, limits.nodes)?;
                    let below = all.get(index + 1..).unwrap_or_default();
                    return columns.mapping(row, below, encoding, separator);
                }
                if row.cells.len() > widest.len() {
                    widest.clone_from(&row.cells);
                }
            }
        }
        Err(unreadable.unwrap_or_else(|| Problem::MappingNeeded { head: widest }.at(Place::File)))
    }

    /// The highest column that a row must have.
    pub(super) fn last_column(&self) -> usize {
        let amounts = match self.amount {
            AmountColumns::Signed(column) => [column, column],
            AmountColumns::DebitCredit { debit, credit } => [debit, credit],
            AmountColumns::AmountAndSide { amount, side } => [amount, side],
        };
        let optional = [
            self.value,
            self.balance,
            self.reference,
            self.name,
            self.iban,
            self.account,
            self.currency,
        ];
        amounts
            .into_iter()
            .chain([self.booked])
            .chain(self.label.iter().copied())
            .chain(optional.into_iter().flatten())
            .max()
            .unwrap_or(0)
    }
}

/// The columns that a row of titles names.
pub(super) struct Columns {
    pub(super) booked: usize,
    pub(super) value: Option<usize>,
    pub(super) amount: AmountColumns,
    pub(super) label: Vec<usize>,
    pub(super) balance: Option<usize>,
    pub(super) reference: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) iban: Option<usize>,
    pub(super) account: Option<usize>,
    pub(super) currency: Option<usize>,
}

impl Columns {
    /// The columns, when a day, an amount and a label are among them.
    fn of(row: &Row) -> Option<Columns> {
        let titles: Vec<String> = row.cells.iter().map(|cell| normal(cell)).collect();
        let find = |words: &[&str]| {
            words.iter().find_map(|word| titles.iter().position(|title| title == word))
        };
        let starting = |word: &str| titles.iter().position(|title| title.starts_with(word));
        let booked = find(&[
            "dateop",
            "date operation",
            "date de l'operation",
            "date d'operation",
            "date de comptabilisation",
            "date comptable",
            "date de comptabilite",
            "booking date",
            "transaction date",
            "date",
        ])?;
        let side = find(&["d/c", "sens", "debit/credit"]);
        let signed =
            find(&["montant", "amount", "montant(euros)", "montant (euros)"]).or_else(|| {
                titles.iter().position(|title| {
                    title.starts_with("montant")
                        && !title.contains("fran")
                        && !title.contains("dev")
                })
            });
        let amount = match (starting("debit"), starting("credit"), signed, side) {
            (_, _, Some(amount), Some(side)) => AmountColumns::AmountAndSide { amount, side },
            (Some(debit), Some(credit), _, _) => AmountColumns::DebitCredit { debit, credit },
            (_, _, Some(column), None) => AmountColumns::Signed(column),
            _ => return None,
        };
        let label = find(&[
            "libelle",
            "label",
            "libelle operation",
            "libelle de l'operation",
            "libelle complet",
            "libelle simplifie",
            "intitule",
            "description",
            "communication",
            "nature de l'operation",
            "operation",
            "detail",
            "memo",
        ])
        .or_else(|| starting("libelle"))?;
        Some(Columns {
            booked,
            value: find(&["dateval", "date de valeur", "date valeur", "value date", "valeur"]),
            amount,
            label: vec![label],
            balance: find(&["solde", "accountbalance", "balance", "solde apres operation"]),
            reference: find(&["reference", "numero d'operation", "reference de l'operation"]),
            name: find(&["partner name", "contrepartie", "nom de la contrepartie", "tiers", "nom"]),
            iban: find(&["iban contrepartie", "iban de la contrepartie", "bank account"]),
            account: find(&["accountnum", "numero de compte", "compte", "iban", "account"]),
            currency: find(&["devise", "currency"]),
        })
    }

    pub(super) fn mapping(
        self,
        head: &Row,
        rows: &[Row],
        encoding: super::TextEncoding,
        separator: char,
    ) -> Result<CsvMapping, StatementError> {
        let decimal = self.decimal(rows)?;
        let days = rows.iter().map(|row| row.cell(self.booked));
        let days = guess_days(days).map_err(|(index, text)| {
            let line = rows.get(index).map_or(head.line, |row| row.line);
            Problem::Day { text }.at(Place::Line(line))
        })?;
        Ok(CsvMapping {
            encoding,
            separator,
            head: head.cells.clone(),
            days: days.unwrap_or(DayOrder::DayMonthYear),
            decimal,
            booked: self.booked,
            value: self.value,
            amount: self.amount,
            label: self.label,
            balance: self.balance,
            reference: self.reference,
            name: self.name,
            iban: self.iban,
            account: self.account,
            currency: self.currency,
        })
    }

    fn decimal(&self, rows: &[Row]) -> Result<DecimalSign, StatementError> {
        let columns = match self.amount {
            AmountColumns::Signed(column) => [column, column],
            AmountColumns::DebitCredit { debit, credit } => [debit, credit],
            AmountColumns::AmountAndSide { amount, .. } => [amount, amount],
        };
        let texts = rows.iter().flat_map(|row| columns.map(|column| row.cell(column)));
        match guess_decimal(texts) {
            Guess::Known(sign) => Ok(sign),
            Guess::Indifferent => Ok(DecimalSign::Comma),
            Guess::Ambiguous(text) => {
                let line = rows
                    .iter()
                    .find(|row| columns.iter().any(|column| row.cell(*column) == text))
                    .map_or(1, |row| row.line);
                Err(Problem::AmbiguousAmount { text }.at(Place::Line(line)))
            }
        }
    }
}

/// A title without case, accents or spare spaces, so that `Libellé ` is `libelle`.
pub(super) fn normal(text: &str) -> String {
    let plain: String = text
        .chars()
        .flat_map(char::to_lowercase)
        .map(|character| match character {
            'à' | 'â' | 'ä' => 'a',
            'ç' => 'c',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            '’' => '\'',
            other => other,
        })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
