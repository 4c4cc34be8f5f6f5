//! Rules over whole populations: columns, exact integers, deciles.
//!
//! [`survey()`] runs a rule over every row of a [`Source`] and tells, for each group and for all: how
//! many, the sum, and the exact deciles of the result. A source is read in chunks, so that a nation
//! fits in a few megabytes; [`Workers`] makes up thirty million people from a seed, and [`Table`]
//! holds a caisse's own rows in narrow columns.
//!
//! What comes out depends on the source and the rule alone, never on the number of threads: figures
//! are sums of whole numbers, and deciles are found by counting.
//!
//! Absent on purpose: floating point, files, clocks, names of people; projections over years.

mod error;
mod population;
mod source;
mod survey;

pub use error::SurveyError;
pub use population::{Sector, Workers};
pub use source::{Chunk, Source, SourceColumn, Table};
pub use survey::{Figures, Survey, survey};
