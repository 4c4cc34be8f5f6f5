//! The rules on published problems, and the laws they keep on any problem.

mod cases;
mod laws;
mod refusals;

use caisse_units::Amount;

fn amounts(cents: &[i64]) -> Vec<Amount> {
    cents.iter().map(|cents| Amount::from_cents(*cents)).collect()
}

fn cents(amounts: &[Amount]) -> Vec<i64> {
    amounts.iter().map(|amount| amount.cents()).collect()
}
