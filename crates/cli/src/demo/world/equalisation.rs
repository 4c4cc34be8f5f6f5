//! The equalisation of November between the four food caisses: computed on their statements by the
//! rule that their delegates adopted, booked on both sides, paid by two and to two.

use caisse_domain::federation::Command as F;

use super::common_rate::FLOOR_OF_THE_MEAN;
use super::{LARGE, World, desks, on, statements, transfer};
use crate::answer::Failure;

/// 1 December: the federation computes and tells it, the payers order their transfers. What they pay
/// comes in and goes out again with the month (`living`).
///
/// # Errors
/// What is refused.
pub fn equalise(world: &mut World<'_>) -> Result<(), Failure> {
    let context = world.context;
    let (rule, month) = (FLOOR_OF_THE_MEAN.to_owned(), on(11, 1).month());
    desks::federate(context, world.desk("alimentation"), F::Equalise { rule, month })?;
    statements::listen(world)?;
    let today = world.clock_day();
    for label in [LARGE, "montreval", "port-salain", "hautes-combes"] {
        transfer::pay(world, label, today)?;
    }
    Ok(())
}
