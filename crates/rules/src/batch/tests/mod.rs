//! The batch evaluator against the row evaluator: on rules written by hand, and on random ones.

mod by_hand;
mod models;
mod random;

use caisse_units::Day;

use super::{Answer, Batch, Columns};
use crate::evaluate::evaluate_pool;
use crate::tree::RuleSet;
use crate::value::Inputs;

/// Both evaluators on one table; panics where they differ.
fn compare(
    rules: &RuleSet,
    rule: &str,
    on: Day,
    columns: &Columns,
    context: &str,
) -> Option<Answer> {
    let rows: Vec<Inputs> = (0..columns.rows()).map(|row| columns.row(row)).collect();
    let expected = evaluate_pool(rules, rule, on, &rows, false);
    let found = Batch::compile(rules, rule, on)
        .unwrap_or_else(|error| panic!("{context}: a well-typed rule compiles: {error}"))
        .run(columns);
    let (expected, found) = match (expected, found) {
        (Ok(expected), Ok(found)) => (expected, found),
        (Err(expected), Err(found)) => {
            assert_eq!(expected, found, "{context}");
            return None;
        }
        (expected, found) => {
            let found = found.map(|answer| answer.rows());
            panic!("{context}: expected {expected:?}, found {found:?}")
        }
    };
    assert_eq!(found.rows(), expected.len(), "{context}");
    for (row, outcome) in expected.iter().enumerate() {
        for (line, expected) in found.lines().iter().zip(&outcome.lines) {
            let value = super::Column::new(line.values.clone()).value(row);
            let name = &expected.name;
            assert_eq!(value.as_ref(), Some(&expected.value), "{context}, row {row}, line {name}");
            let parts = line.parts.iter().map(|(name, cents)| (name.as_str(), cents[row]));
            let parts: Vec<(&str, i64)> = parts.collect();
            let expected = expected.parts.iter().map(|p| (p.name.as_str(), p.amount.cents()));
            assert_eq!(parts, expected.collect::<Vec<_>>(), "{context}, row {row}, line {name}");
        }
        let result = super::Column::new(found.result().values.clone()).value(row);
        assert_eq!(result.as_ref(), Some(&outcome.value), "{context}, row {row}");
    }
    Some(found)
}
