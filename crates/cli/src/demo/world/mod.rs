//! The small world around the large caisse: three smaller food caisses, two energy caisses, a
//! federation of each sector, a confederation above both. Nine directories, one clock, and the feeds
//! that organisations on different servers would read of each other.
//!
//! One act each: joining ([`joining`]), the year of months and statements ([`living`], [`statements`]),
//! a common rate by mandates ([`common_rate`]), an equalisation between four unequal caisses
//! ([`equalisation`]), a transfer between sectors ([`transfer`]).
//!
//! Absent on purpose: any rule of federations; nothing is written but by commands and messages.

mod caisse;
mod common_rate;
mod desks;
mod energy;
mod equalisation;
mod federations;
mod food;
mod founding;
pub mod joining;
mod living;
mod statements;
#[cfg(test)]
pub mod tests;
mod transfer;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use caisse_app::{Desk, SetClock};
use caisse_units::{Day, Month};

use super::{Stage, day, founding as large, months};
use crate::answer::Failure;
use crate::context::Context;
use caisse::Caisse;

/// The label of the large caisse.
pub const LARGE: &str = "gironde";

/// Every organisation in the order in which it is shown, those above first.
pub const LABELS: [&str; 9] = [
    "confederation",
    "alimentation",
    LARGE,
    "montreval",
    "port-salain",
    "hautes-combes",
    "energie",
    "reseau",
    "chaufferies",
];

/// The world while it is made.
pub struct World<'a> {
    context: &'a Context,
    root: PathBuf,
    clock: SetClock,
    large: Stage<'a>,
    others: BTreeMap<&'static str, Caisse<'a>>,
}

/// Makes the world in a directory, one folder per organisation; gives their desks by label and the
/// clock, set to the last day. `told` hears of each month.
///
/// # Errors
/// The first command that is refused: none is expected to be.
pub fn make(
    context: &Context,
    root: &Path,
    told: &mut dyn FnMut(usize, usize),
) -> Result<(BTreeMap<&'static str, Desk>, SetClock), Failure> {
    let total = months().count();
    told(0, total);
    let mut world = joining::found(context, root)?;
    joining::join(&mut world)?;
    for (index, month) in months().enumerate() {
        told(index, total);
        world.month(month)?;
    }
    told(total, total);
    world.end()
}

impl<'a> World<'a> {
    /// One of the smaller organisations.
    fn other(&mut self, label: &str) -> &mut Caisse<'a> {
        self.others.get_mut(label).expect("it was founded")
    }

    /// One month: each organisation lives it, payers before those they pay; on the first of the next
    /// one, months are closed, statements published and read.
    fn month(&mut self, month: Month) -> Result<(), Failure> {
        let last = months().last() == Some(month);
        self.large.month(month)?;
        living::food(self, "montreval", month)?;
        living::energy(self, month)?;
        living::federations(self, month)?;
        living::food(self, "port-salain", month)?;
        living::food(self, "hautes-combes", month)?;
        if last {
            return Ok(());
        }
        self.clock.set(month.next().first_day());
        statements::publish(self, month)?;
        statements::listen(self)?;
        self.acts(month)
    }

    /// What happens between organisations once a month is told.
    fn acts(&mut self, told: Month) -> Result<(), Failure> {
        match (told.year(), told.month_of_year()) {
            (2025, 3 | 6) => transfer::pass_on(self),
            (2025, 7) => common_rate::announce(self),
            (2025, 8) => common_rate::small_mandates(self),
            (2025, 9) => {
                transfer::pass_on(self)?;
                common_rate::send_mandates(self)?;
                common_rate::assembly(self)?;
                transfer::announce(self)
            }
            (2025, 10) => transfer::assembly(self),
            (2025, 11) => {
                equalisation::equalise(self)?;
                transfer::between_sectors(self)
            }
            _ => Ok(()),
        }
    }

    fn end(mut self) -> Result<(BTreeMap<&'static str, Desk>, SetClock), Failure> {
        let end = day(2026, 1, 31);
        self.large.on(end)?;
        self.clock.set(end);
        statements::listen(&mut self)?;
        statements::witness(&mut self)?;
        let World { clock, large, others, .. } = self;
        let mut desks: BTreeMap<_, _> =
            others.into_iter().map(|(label, caisse)| (label, caisse.desk)).collect();
        desks.insert(LARGE, large.desk);
        Ok((desks, clock))
    }

    fn desk(&mut self, label: &str) -> &mut Desk {
        match label {
            LARGE => &mut self.large.desk,
            other => &mut self.others.get_mut(other).expect("it was founded").desk,
        }
    }

    fn directory(&self, label: &str) -> PathBuf {
        self.root.join(label)
    }

    /// The name of an organisation.
    fn name(&mut self, label: &str) -> String {
        let house = self.desk(label).house.state().expect("it is founded");
        house.founding.name.clone()
    }
}

/// A day of 2025.
fn on(month: i8, of_month: i8) -> Day {
    day(2025, month, of_month)
}
