//! Tables by column: what a batch reads and gives.

use std::collections::BTreeMap;

use caisse_units::Day;

use crate::trace::Outcome;
use crate::value::{Inputs, Value, ValueType};

/// The values of one variable for all rows, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Numbers of that type, in units (see [`Value::units`]).
    Numbers(ValueType, Vec<i64>),
    /// Yes or no.
    YesNo(Vec<bool>),
    /// Named cases: each row holds the place of its name in `names`.
    Categories {
        /// The names.
        names: Vec<String>,
        /// For each row, a place in `names`.
        places: Vec<u32>,
    },
    /// Civil days.
    Dates(Vec<Day>),
}

/// One variable for all rows; some rows may not know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    values: Values,
    known: Option<Vec<bool>>,
}

impl Column {
    /// A column known for every row.
    pub fn new(values: Values) -> Column {
        Column { values, known: None }
    }

    /// Euros, in cents.
    pub fn euros(cents: Vec<i64>) -> Column {
        Column::new(Values::Numbers(ValueType::Euros, cents))
    }

    /// A column where the rows that are `false` in `known` know nothing; their value is not read.
    /// `None` when the lengths differ.
    pub fn partly_known(values: Values, known: Vec<bool>) -> Option<Column> {
        (values.len() == known.len()).then_some(Column { values, known: Some(known) })
    }

    /// The values; those of rows that do not know are arbitrary.
    pub fn values(&self) -> &Values {
        &self.values
    }

    /// Which rows know; `None` when all do.
    pub fn known(&self) -> Option<&[bool]> {
        self.known.as_deref()
    }

    /// The units of a column of numbers.
    pub fn units(&self) -> Option<&[i64]> {
        match &self.values {
            Values::Numbers(_, units) => Some(units),
            _ => None,
        }
    }

    /// The value of a row; `None` when it does not know, or beyond the last row.
    pub fn value(&self, row: usize) -> Option<Value> {
        if let Some(known) = &self.known
            && !*known.get(row)?
        {
            return None;
        }
        match &self.values {
            Values::Numbers(kind, units) => Value::from_units(*kind, *units.get(row)?),
            Values::YesNo(values) => values.get(row).map(|yes| Value::YesNo(*yes)),
            Values::Categories { names, places } => {
                let place = usize::try_from(*places.get(row)?).ok()?;
                names.get(place).map(|name| Value::Category(name.clone()))
            }
            Values::Dates(days) => days.get(row).map(|day| Value::Date(*day)),
        }
    }
}

impl Values {
    /// How many rows.
    pub fn len(&self) -> usize {
        match self {
            Values::Numbers(_, units) => units.len(),
            Values::YesNo(values) => values.len(),
            Values::Categories { places, .. } => places.len(),
            Values::Dates(days) => days.len(),
        }
    }

    /// True without rows.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// No row yet, of that type.
    pub(super) fn none(kind: ValueType, names: &[String]) -> Values {
        match kind {
            ValueType::YesNo => Values::YesNo(Vec::new()),
            ValueType::Category => Values::Categories { names: names.to_vec(), places: Vec::new() },
            ValueType::Date => Values::Dates(Vec::new()),
            number => Values::Numbers(number, Vec::new()),
        }
    }

    /// Adds the rows of `other`, which is of the same type and holds places in the same names.
    pub(super) fn append(&mut self, other: Values) {
        match (self, other) {
            (Values::Numbers(_, all), Values::Numbers(_, more)) => all.extend(more),
            (Values::YesNo(all), Values::YesNo(more)) => all.extend(more),
            (Values::Categories { places, .. }, Values::Categories { places: more, .. }) => {
                places.extend(more);
            }
            (Values::Dates(all), Values::Dates(more)) => all.extend(more),
            _ => unreachable!("a line has one type"),
        }
    }

    /// Adds a row whose value is put afterwards.
    fn push_any(&mut self) {
        match self {
            Values::Numbers(_, units) => units.push(0),
            Values::YesNo(values) => values.push(false),
            Values::Categories { places, .. } => places.push(0),
            Values::Dates(days) => {
                days.push(Day::new(2000, 1, 1).expect("a day that exists"));
            }
        }
    }

    /// Puts a value of the same type in a row.
    pub(super) fn put(&mut self, row: usize, value: &Value) {
        match (self, value) {
            (Values::YesNo(values), Value::YesNo(yes)) => values[row] = *yes,
            (Values::Dates(days), Value::Date(day)) => days[row] = *day,
            (Values::Categories { names, places }, Value::Category(name)) => {
                let found = names.iter().position(|known| known == name);
                let place = found.unwrap_or_else(|| {
                    names.push(name.clone());
                    names.len() - 1
                });
                places[row] = u32::try_from(place).expect("few names");
            }
            (Values::Numbers(_, units), value) => {
                units[row] = value.units().expect("a line has one type");
            }
            _ => unreachable!("a line has one type"),
        }
    }
}

/// A table of inputs: columns of one length, by the name of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    rows: usize,
    columns: BTreeMap<String, Column>,
}

impl Columns {
    /// A table of that many rows, without columns.
    pub fn new(rows: usize) -> Columns {
        Columns { rows, columns: BTreeMap::new() }
    }

    /// Adds or replaces a column; gives it back when it does not have as many rows as the table.
    ///
    /// # Errors
    /// The column itself.
    pub fn insert(&mut self, name: impl Into<String>, column: Column) -> Result<(), Column> {
        if column.values.len() != self.rows {
            return Err(column);
        }
        self.columns.insert(name.into(), column);
        Ok(())
    }

    /// The table with one more column.
    ///
    /// # Panics
    /// When the column does not have as many rows as the table.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, column: Column) -> Columns {
        self.insert(name, column).expect("a column has as many rows as its table");
        self
    }

    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.get(name)
    }

    /// One row, as the row evaluator reads it.
    pub fn row(&self, row: usize) -> Inputs {
        let known = |(name, column): (&String, &Column)| Some((name.clone(), column.value(row)?));
        self.columns.iter().filter_map(known).collect()
    }
}

/// What a batch gives: each line of the rule, for all rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub(super) rows: usize,
    pub(super) lines: Vec<AnswerLine>,
    pub(super) result: usize,
}

/// A line for all rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerLine {
    /// The line's name.
    pub name: String,
    /// Its value for each row.
    pub values: Values,
    /// For a split by keys: each taker and its part of each row, in cents.
    pub parts: Vec<(String, Vec<i64>)>,
}

impl Answer {
    /// How many rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The lines in order.
    pub fn lines(&self) -> &[AnswerLine] {
        &self.lines
    }

    /// The line of that name.
    pub fn line(&self, name: &str) -> Option<&AnswerLine> {
        self.lines.iter().find(|line| line.name == name)
    }

    /// The values of the rule's result, the other lines dropped.
    pub fn into_result(mut self) -> Values {
        self.lines.swap_remove(self.result).values
    }

    /// The line that is the rule's result.
    pub fn result(&self) -> &AnswerLine {
        &self.lines[self.result]
    }
}

impl Answer {
    /// Makes room for that many rows.
    pub(super) fn reserve(&mut self, rows: usize) {
        for line in &mut self.lines {
            match &mut line.values {
                Values::Numbers(_, units) => units.reserve_exact(rows),
                Values::YesNo(values) => values.reserve_exact(rows),
                Values::Categories { places, .. } => places.reserve_exact(rows),
                Values::Dates(days) => days.reserve_exact(rows),
            }
            line.parts.iter_mut().for_each(|(_, part)| part.reserve_exact(rows));
        }
    }

    /// Adds the rows of `more`, the same rule's answer for the rows that follow.
    pub(super) fn append(&mut self, more: Answer) {
        self.rows += more.rows;
        for (line, more) in self.lines.iter_mut().zip(more.lines) {
            line.values.append(more.values);
            for ((_, part), (_, more)) in line.parts.iter_mut().zip(more.parts) {
                part.extend(more);
            }
        }
    }

    /// Puts what the row evaluator gave in a row.
    pub(super) fn put(&mut self, row: usize, outcome: &Outcome) {
        for (line, outcome) in self.lines.iter_mut().zip(&outcome.lines) {
            line.values.put(row, &outcome.value);
            for ((_, part), outcome) in line.parts.iter_mut().zip(&outcome.parts) {
                part[row] = outcome.amount.cents();
            }
        }
    }

    /// Adds a row that the row evaluator gave.
    pub(super) fn push(&mut self, outcome: &Outcome) {
        for line in &mut self.lines {
            line.values.push_any();
            line.parts.iter_mut().for_each(|(_, part)| part.push(0));
        }
        self.rows += 1;
        self.put(self.rows - 1, outcome);
    }
}
