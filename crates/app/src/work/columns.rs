//! The columns of the tables of a bank, pointed at once and remembered in the directory of the caisse.
//!
//! One file, `statement-columns.json`: a list of mappings, each known by its row of titles. It holds
//! titles only, nothing of the lines.
//!
//! Absent on purpose: what a column means (`banking`).

use std::path::{Path, PathBuf};

use caisse_banking::statement::{CsvMapping, Limits};

const FILE: &str = "statement-columns.json";
/// The most mappings kept: more banks than anyone has.
const MOST: usize = 100;

fn path(root: &Path) -> PathBuf {
    root.join(FILE)
}

/// What is remembered; nothing when there is no file.
///
/// # Errors
/// The disk's, and a file that is not what we write.
pub fn remembered(root: &Path) -> std::io::Result<Vec<CsvMapping>> {
    match std::fs::read(path(root)) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(std::io::Error::from),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The remembered mapping whose titles are those of this table, if there is one.
///
/// # Errors
/// Those of [`remembered`].
pub fn known(root: &Path, bytes: &[u8]) -> std::io::Result<Option<CsvMapping>> {
    let all = remembered(root)?;
    Ok(all.into_iter().find(|mapping| mapping.fits(bytes, &Limits::default())))
}

/// Remembers a mapping, in the place of the one that had the same titles.
///
/// # Errors
/// The disk's; the file before stands.
pub fn remember(root: &Path, mapping: &CsvMapping) -> std::io::Result<()> {
    let mut all = remembered(root)?;
    all.retain(|known| known.head != mapping.head);
    all.insert(0, mapping.clone());
    all.truncate(MOST);
    let draft = root.join(format!("{FILE}.draft"));
    std::fs::write(&draft, serde_json::to_vec_pretty(&all)?)?;
    std::fs::rename(&draft, path(root))
}
