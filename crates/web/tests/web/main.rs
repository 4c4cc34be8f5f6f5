//! The pages as a reader meets them: over HTTP, in both languages, and in a real Chromium.

mod booth;
mod browser;
mod chromium;
mod house;
mod pages;
mod wire;
mod young;
