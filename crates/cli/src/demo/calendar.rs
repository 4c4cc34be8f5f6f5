//! What happens beside the treasurer's months, in the order of its days.

use caisse_units::Day;

use super::{Stage, autumn, budget, day, projects, spring, summer, winter};
use crate::answer::Failure;

/// Something that happens on a day.
pub struct Happening {
    on: (i16, i8, i8),
    /// What it is.
    pub what: fn(&mut Stage<'_>) -> Result<(), Failure>,
}

impl Happening {
    /// Its day.
    pub fn day(&self) -> Day {
        day(self.on.0, self.on.1, self.on.2)
    }
}

const fn at(
    year: i16,
    month: i8,
    day: i8,
    what: fn(&mut Stage<'_>) -> Result<(), Failure>,
) -> Happening {
    Happening { on: (year, month, day), what }
}

/// The year.
pub const CALENDAR: &[Happening] = &[
    at(2024, 11, 24, winter::proposals),
    at(2024, 11, 25, winter::ask_for_an_assembly),
    at(2024, 12, 14, winter::first_assembly),
    at(2024, 12, 15, winter::choices_and_mandates),
    at(2025, 2, 18, projects::grievances),
    at(2025, 3, 10, projects::demand),
    at(2025, 3, 22, spring::convene),
    at(2025, 4, 12, spring::without_quorum),
    at(2025, 4, 13, spring::convene_again),
    at(2025, 4, 26, spring::second_call),
    at(2025, 5, 20, projects::answer),
    at(2025, 5, 24, summer::convene),
    at(2025, 6, 14, summer::assembly),
    at(2025, 7, 8, projects::plans),
    at(2025, 8, 28, autumn::convene),
    at(2025, 9, 20, autumn::assembly),
    at(2025, 10, 18, projects::first_invoices),
    at(2025, 11, 18, projects::last_invoice),
    at(2025, 11, 22, budget::convene),
    at(2025, 12, 6, projects::report),
    at(2025, 12, 13, budget::assembly),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_is_told_in_the_order_of_its_days() {
        assert!(CALENDAR.is_sorted_by_key(Happening::day));
    }
}
