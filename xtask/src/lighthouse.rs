//! Lighthouse on the main pages: installed when first asked for, then run (`judges/lighthouse`).

use std::path::Path;
use std::process::Command;

/// Asks Lighthouse about these pages of the caisse served at `address`, the ten main ones if none is
/// named; wants Node.js, npm and Chromium. True if every figure is high enough.
pub fn run(root: &Path, address: &str, paths: &[&str]) -> bool {
    let folder = root.join("judges/lighthouse");
    let installed = folder.join("node_modules/lighthouse").is_dir();
    let install = ["ci", "--no-audit", "--no-fund", "--loglevel=error"];
    if !installed && !succeeds(Command::new("npm").args(install).current_dir(&folder)) {
        eprintln!("lighthouse: npm ci failed in {}", folder.display());
        return false;
    }
    let mut figures = Command::new("node");
    succeeds(figures.arg("lighthouse.mjs").arg(address).args(paths).current_dir(&folder))
}

fn succeeds(command: &mut Command) -> bool {
    match command.status() {
        Ok(status) => status.success(),
        Err(error) => {
            eprintln!("lighthouse: {command:?}: {error}");
            false
        }
    }
}
