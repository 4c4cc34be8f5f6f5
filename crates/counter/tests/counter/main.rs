//! The counter of a real caisse, over HTTP, as a browser without scripts meets it.

mod browser;
mod caisse;
mod chromium;
mod month;
mod people;
mod programs;
