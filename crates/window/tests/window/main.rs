//! A small caisse made by real commands, seen through its window: every figure against the state,
//! every link followed.

mod browser;
mod caisse;
mod clicks;
mod decided;
mod figures;
mod links;
mod voted;
