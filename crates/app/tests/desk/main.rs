//! Whole caisses through the desk, as a treasurer works: files in, commands, files out.

mod caisse;
mod camt;
mod mail;
mod matching;
mod members;
mod month;
mod union;
