//! The demo: thirteen months of a food caisse of the size of Gironde's, made by the commands that a
//! treasurer gives, on bank statements as a bank writes them.
//!
//! Rules: those published in Gironde (`models/food-caisse-gironde`). People, accounts and events are
//! invented; so are the mid-year change of the rule and the sums that members choose to pay.

mod bank;
mod people;
mod year;

use std::path::Path;

use caisse_app::{Desk, SetClock};
use caisse_units::{Amount, Day, Month};

use crate::answer::Failure;
use crate::context::Context;

/// The IBAN of the demo caisse; bank 99999 does not exist.
fn own_iban() -> String {
    people::iban(1)
}

/// The day of the founding assembly.
fn founded() -> Day {
    Day::new(2024, 12, 14).expect("a day of the calendar")
}

/// The first and the last month told.
fn months() -> impl Iterator<Item = Month> {
    let first = Month::new(2025, 1).expect("a month of the calendar");
    (0..13).map(move |index| first.plus_months(index))
}

/// What stays the same during the demo.
pub struct Stage<'a> {
    context: &'a Context,
    desk: Desk,
    clock: SetClock,
    households: Vec<people::Household>,
    balance: Amount,
    statement: u32,
    late: Vec<caisse_domain::identity::ClaimId>,
}

/// Makes the demo caisse in a directory; gives its desk and the clock, set to its last day. `told`
/// hears of each month.
///
/// # Errors
/// The first command that is refused: none is expected to be.
pub fn make(
    context: &Context,
    root: &Path,
    told: &mut dyn FnMut(usize, usize),
) -> Result<(Desk, SetClock), Failure> {
    let clock = SetClock::at(founded());
    let mut stage = year::found(context, root, clock)?;
    let total = months().count();
    for (index, month) in months().enumerate() {
        told(index, total);
        stage.month(month)?;
    }
    told(total, total);
    stage.clock.set(Day::new(2026, 1, 31).expect("a day of the calendar"));
    stage.desk.checkpoint().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let Stage { desk, clock, .. } = stage;
    Ok((desk, clock))
}

impl Stage<'_> {
    /// Sets the clock: what is recorded from now on is recorded on that day.
    fn on(&self, day: Day) -> Day {
        self.clock.set(day);
        day
    }
}
