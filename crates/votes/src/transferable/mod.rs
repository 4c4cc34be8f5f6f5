//! The transferable vote: a paper counts for its best-placed candidate who is still in the count, and
//! passes on.
//!
//! [`instant_runoff`] fills one seat, in exact fractions. [`scottish`] and [`meek`] fill several: the
//! former as the Scottish Local Government Elections Order 2007 (SSI 2007/42) counts by hand, with
//! transfer values of five decimals; the latter as B. L. Meek's computer count, with nine. Each outcome
//! holds the sheet of every stage, on which papers are accounted for to the last unit.
//!
//! Equal ranks: instant run-off divides the paper equally. The counts for several seats were written
//! for papers that order strictly, so the caller says what becomes of others ([`EqualRanks`]).
//!
//! Absent on purpose: chance (lots are an order given by the caller, drawn and recorded before the
//! count), files, names.

mod decimal;
mod meek;
mod papers;
mod runoff;
mod scottish;

pub use decimal::{Fraction, Votes};
pub use meek::{MeekAction, MeekOutcome, MeekRound, MeekRule, meek};
pub use papers::{EqualRanks, TransferableError};
pub use runoff::{LastTie, Round, RunoffOutcome, RunoffRule, RunoffTies, instant_runoff};
pub use scottish::{
    ElectionReason, ElectionRecord, Lot, LotMatter, ScottishOutcome, ScottishRule, ScottishTies,
    Stage, StageAction, Transfer, scottish,
};

#[cfg(test)]
mod tests;
