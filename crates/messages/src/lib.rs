//! What organisations say to each other across servers: one feed per organisation, of numbered,
//! chained and signed messages (`docs/messages-format.md`).
//!
//! [`Feed`] writes the messages of its organisation, [`Reader`] follows the feed of another one: each
//! message once, in order, and any change of what was said before is told as evidence. [`page`] is
//! the form in which messages travel. Two organisations on one server speak the same way.
//!
//! Absent on purpose: what a message means (`caisse-domain`), sockets, the clock, where feeds are
//! kept, and whom to trust: the reader is given the key that both sides compared.

mod fault;
mod feed;
mod message;
pub mod page;
mod reader;

pub use fault::{Evidence, Fault, MessageError};
pub use feed::Feed;
pub use message::{Content, Heading, Kind, LONGEST_BODY, Message, To};
pub use reader::{Reader, Taken};

#[cfg(test)]
mod tests;
