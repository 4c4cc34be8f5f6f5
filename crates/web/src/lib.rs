//! The pages that anyone opens in a browser: the caisse, a member's month, the treasurer's month, the
//! accounts, the rules and the decisions behind them, the journal.
//!
//! [`House`] is what the pages ask; [`views`] is what they are told, already in the reader's
//! language; [`router`] answers over HTTP; [`serve`] listens. Every page is complete without a
//! script, in French and in English, and every amount leads to its reason.
//!
//! Members vote on one more page, for which a [`Booth`] answers.
//! People enter through a [`Door`].
//! Whoever entered does what is theirs to do at the [`Counter`], by forms that are data ([`form`]).
//! Other organisations ask of an [`Exchange`]. Several organisations share a server [by host
//! name](by_host).
//!
//! Absent on purpose: rules, balances, the clock, names other than those [`House`] gives, writing of
//! any other kind, and who may see what: a [`House`] answers `None` to what the
//! reader may not see.

mod address;
mod api;
pub mod ballot_form;
mod booth;
mod calendar;
mod compression;
mod counter;
mod entrance;
mod feed;
pub mod form;
mod house;
mod live;
mod organisations;
mod pages;
mod programs;
mod reception;
mod router;
mod serve;
mod sheets;
mod style;
mod typography;
pub mod views;
mod visit;

/// What answers requests; several may be joined before they are served.
pub use axum::Router;
pub use booth::{Booth, booth_routes};
pub use counter::{Acted, Counter, JobCard, Preview, Queue, counter_routes};
pub use entrance::{
    AccountPage, Door, Invited, Moment, Pass, Role, Roles, SessionLine, Setup, entrance_routes,
    role_routes,
};
pub use feed::{Exchange, feed_router, feed_routes};
pub use house::{House, LINES_PER_PAGE, LINES_PER_SHEET};
pub use organisations::{Hosted, Label, by_host, front_page};
pub use programs::programs_routes;
pub use reception::{Guest, OneHouse, Reception, SESSION};
pub use router::{guarded, pages_for, router, router_with_booth};
pub use serve::serve;
pub use sheets::{Sheet, invitation_sheets};

#[cfg(test)]
mod tests;
