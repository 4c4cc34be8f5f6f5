//! A mapping from the titles that a treasurer points at, for a bank whose words we do not know.

use std::str::FromStr;

use caisse_units::Language;

use super::mapping::{AmountColumns, CsvMapping};
use super::propose::{Columns, HEAD_ROWS, SEPARATORS, normal};
use super::rows::{Row, rows};
use crate::statement::text::decode;
use crate::statement::{Limits, Place, Problem, StatementError};

/// What a column of a table is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ColumnRole {
    /// The booking day.
    Booked,
    /// The value day.
    Value,
    /// The amount, signed, or with a column that says the side.
    Amount,
    /// Money out.
    Debit,
    /// Money in.
    Credit,
    /// The side: `D`, `C`, `débit`…
    Side,
    /// The label; may be given several times.
    Label,
    /// The balance.
    Balance,
    /// The bank's reference.
    Reference,
    /// The other party's name.
    Name,
    /// The other party's IBAN.
    Iban,
    /// The account of the statement.
    Account,
    /// The currency.
    Currency,
}

impl ColumnRole {
    const WORDS: [(ColumnRole, &'static str, &'static str); 13] = [
        (ColumnRole::Booked, "date", "date"),
        (ColumnRole::Value, "valeur", "value"),
        (ColumnRole::Amount, "montant", "amount"),
        (ColumnRole::Debit, "debit", "debit"),
        (ColumnRole::Credit, "credit", "credit"),
        (ColumnRole::Side, "sens", "side"),
        (ColumnRole::Label, "libelle", "label"),
        (ColumnRole::Balance, "solde", "balance"),
        (ColumnRole::Reference, "reference", "reference"),
        (ColumnRole::Name, "nom", "name"),
        (ColumnRole::Iban, "iban", "iban"),
        (ColumnRole::Account, "compte", "account"),
        (ColumnRole::Currency, "devise", "currency"),
    ];

    /// The words that name the roles, in the order of the roles.
    pub fn words(language: Language) -> Vec<&'static str> {
        Self::WORDS.iter().map(|(_, french, english)| language.choose(french, english)).collect()
    }
}

/// A column that a treasurer points at: `libelle=Nature de l'opération`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitledColumn {
    /// What it is.
    pub role: ColumnRole,
    /// Its title, as written in the file; case and accents do not matter.
    pub title: String,
}

impl FromStr for TitledColumn {
    type Err = String;

    fn from_str(text: &str) -> Result<TitledColumn, String> {
        let read = text.split_once('=').and_then(|(role, title)| {
            let role = normal(role);
            let known = ColumnRole::WORDS.iter().find(|(_, fr, en)| *fr == role || *en == role)?;
            let title = title.trim().to_owned();
            (!title.is_empty()).then_some(TitledColumn { role: known.0, title })
        });
        read.ok_or_else(|| {
            format!(
                "écrivez ROLE=TITRE, avec pour rôle {} / write ROLE=TITLE, the role being {}",
                ColumnRole::words(Language::French).join(", "),
                ColumnRole::words(Language::English).join(", ")
            )
        })
    }
}

impl CsvMapping {
    /// The mapping that these titles make on this table.
    ///
    /// # Errors
    /// [`Problem::HeadNotFound`] when no row holds all the titles; [`Problem::MappingNeeded`] when a
    /// day, a label or an amount is not among them; as [`CsvMapping::propose`] for the content.
    pub fn of_titles(
        bytes: &[u8],
        columns: &[TitledColumn],
        limits: &Limits,
    ) -> Result<CsvMapping, StatementError> {
        let (text, encoding) = decode(bytes, None)?;
        for separator in SEPARATORS {
            let Ok(head) = rows(&text, separator, HEAD_ROWS, limits.nodes) else { continue };
            let found = head.iter().enumerate().find_map(|(index, row)| {
                let places = places(row, columns)?;
                Some((index, row, places))
            });
            let Some((index, row, places)) = found else { continue };
            let Some(columns) = mapped(&places) else {
                return Err(Problem::MappingNeeded { head: row.cells.clone() }.at(Place::File));
            };
            let all = rows(&text, separator, limits.lines, limits.nodes)?;
            let below = all.get(index + 1..).unwrap_or_default();
            return columns.mapping(row, below, encoding, separator);
        }
        let expected = columns.iter().map(|column| column.title.clone()).collect();
        Err(Problem::HeadNotFound { expected }.at(Place::File))
    }

    /// True when the table has the very row of titles of this mapping: the next file of the same bank.
    pub fn fits(&self, bytes: &[u8], limits: &Limits) -> bool {
        let Ok((text, _)) = decode(bytes, Some(self.encoding)) else { return false };
        let Ok(head) = rows(&text, self.separator, HEAD_ROWS, limits.nodes) else { return false };
        !self.head.is_empty() && super::head_position(&head, self).is_ok()
    }
}

/// Where each column stands in a row of titles, if all do.
fn places(row: &Row, columns: &[TitledColumn]) -> Option<Vec<(ColumnRole, usize)>> {
    let titles: Vec<String> = row.cells.iter().map(|cell| normal(cell)).collect();
    let place = |column: &TitledColumn| {
        let title = normal(&column.title);
        Some((column.role, titles.iter().position(|known| *known == title)?))
    };
    columns.iter().map(place).collect()
}

fn mapped(places: &[(ColumnRole, usize)]) -> Option<Columns> {
    let of = |role: ColumnRole| places.iter().find(|(known, _)| *known == role).map(|(_, at)| *at);
    let label: Vec<usize> = places
        .iter()
        .filter(|(role, _)| *role == ColumnRole::Label)
        .map(|(_, place)| *place)
        .collect();
    let amount = match (of(ColumnRole::Amount), of(ColumnRole::Debit), of(ColumnRole::Credit)) {
        (Some(amount), _, _) => match of(ColumnRole::Side) {
            Some(side) => AmountColumns::AmountAndSide { amount, side },
            None => AmountColumns::Signed(amount),
        },
        (None, Some(debit), Some(credit)) => AmountColumns::DebitCredit { debit, credit },
        _ => return None,
    };
    let booked = of(ColumnRole::Booked).filter(|_| !label.is_empty())?;
    Some(Columns {
        booked,
        value: of(ColumnRole::Value),
        amount,
        label,
        balance: of(ColumnRole::Balance),
        reference: of(ColumnRole::Reference),
        name: of(ColumnRole::Name),
        iban: of(ColumnRole::Iban),
        account: of(ColumnRole::Account),
        currency: of(ColumnRole::Currency),
    })
}
