//! A small caisse made by real commands, seen through its window: every figure against the state,
//! every link followed.

mod assembled;
mod booth;
mod browser;
mod caisse;
mod clicks;
mod decided;
mod driven;
mod entering;
mod federated;
mod figures;
mod judged;
mod judges;
mod links;
mod played;
mod polls;
mod readers;
mod readings;
mod voted;
