//! Executes commands: load, authorise, decide, append, publish. The only place with a clock, keys and
//! mail.
//!
//! A [`House`] is one organisation opened from its store: its state in memory, its head, its writer.
//! [`House::execute_batch`] decides any number of commands and makes them durable by one commit; a
//! [`Handle`] shares a house between threads and groups what arrives while the disk is busy. Personal
//! data are in [`people`], sealed; [`verify`] checks everything from the bytes up.
//!
//! Absent on purpose: rules of the caisse (`domain`), file formats (`banking`), pages and arguments.

pub mod accounts;
pub mod ballots;
pub mod clock;
pub mod desk;
pub mod directory;
pub mod error;
pub mod handle;
pub mod house;
pub mod line;
pub mod mail;
pub mod models;
pub mod peers;
pub mod people;
pub mod snapshot;
pub mod verify;
pub mod words;
pub mod work;

pub use accounts::Accounts;
pub use clock::{Clock, SetClock, SystemClock};
pub use desk::{Desk, DeskError};
pub use directory::Directory;
pub use error::{ExecuteError, ReadOnlyReason};
pub use handle::Handle;
pub use house::{Done, House, Request, Source};
pub use line::Line;

#[cfg(test)]
mod tests;
