//! The pages as a reader meets them: over HTTP, in both languages, and in a real Chromium.

mod api;
mod booth;
mod browser;
mod chromium;
mod counter;
mod house;
mod live;
mod organisations;
mod pages;
mod wire;
mod young;
