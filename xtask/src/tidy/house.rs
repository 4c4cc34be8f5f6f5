//! The files of the house, in memory.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use super::Finding;
use super::tokens::{self, Token};

/// A Rust file.
pub struct RustFile {
    pub lines: usize,
    pub tokens: Vec<Token>,
}

/// What the rules read. Paths are relative to the root, with `/` between their parts.
#[derive(Default)]
pub struct House {
    /// Every file and directory.
    pub paths: BTreeSet<String>,
    pub rust: BTreeMap<String, RustFile>,
    /// Every `Cargo.toml`.
    pub manifests: BTreeMap<String, String>,
    /// Every `*.md`.
    pub pages: BTreeMap<String, String>,
    /// Files that could not be read as what their name says.
    pub unreadable: Vec<Finding>,
}

impl House {
    /// Reads the files under `root`, but for hidden directories, what cargo builds and what npm installs.
    pub fn read(root: &Path) -> io::Result<House> {
        let mut house = House::default();
        house.read_directory(root, "")?;
        Ok(house)
    }

    fn read_directory(&mut self, directory: &Path, prefix: &str) -> io::Result<()> {
        for entry in fs::read_dir(directory)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            let kind = entry.file_type()?;
            if kind.is_dir() {
                let built = prefix.is_empty() && name == "target";
                let skipped = name.starts_with('.') || built || name == "node_modules";
                self.paths.insert(path.clone());
                if !skipped {
                    self.read_directory(&entry.path(), &format!("{path}/"))?;
                }
            } else if is_read(&name) {
                match fs::read_to_string(entry.path()) {
                    Ok(text) => self.add(&path, &text),
                    Err(error) => {
                        self.unreadable.push(Finding::new(&path, 1, error.to_string()));
                    }
                }
            } else {
                self.paths.insert(path);
            }
        }
        Ok(())
    }

    /// Puts a file into the house.
    pub fn add(&mut self, path: &str, text: &str) {
        self.paths.insert(path.to_owned());
        let name = path.rsplit('/').next().unwrap_or(path);
        if name == "Cargo.toml" {
            self.manifests.insert(path.to_owned(), text.to_owned());
        } else if name.ends_with(".md") {
            self.pages.insert(path.to_owned(), text.to_owned());
        } else if name.ends_with(".rs") {
            match tokens::read(text) {
                Ok(tokens) => {
                    let lines = text.lines().count();
                    self.rust.insert(path.to_owned(), RustFile { lines, tokens });
                }
                Err(message) => self.unreadable.push(Finding::new(path, 1, message)),
            }
        }
    }
}

fn is_read(name: &str) -> bool {
    name == "Cargo.toml" || name.ends_with(".md") || name.ends_with(".rs")
}

/// The crate that a path belongs to, without the prefix `caisse-`: `crates/units/src/lib.rs` is of
/// `units`, `src/main.rs` of `caisse`, `xtask/src/main.rs` of `xtask`.
pub fn crate_of(path: &str) -> Option<&str> {
    let mut parts = path.split('/');
    match (parts.next(), parts.next()) {
        (Some("crates"), Some(name)) => Some(name),
        (Some("src" | "Cargo.toml" | "tests" | "benches"), _) => Some("caisse"),
        (Some("xtask"), _) => Some("xtask"),
        _ => None,
    }
}

/// True for files that only tests and benches compile.
pub fn is_test_file(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    parts.iter().any(|part| matches!(*part, "tests" | "benches" | "examples"))
        || parts.last() == Some(&"tests.rs")
        || parts.get(1) == Some(&"world")
}
