//! Relative links in pages lead somewhere.

use super::Finding;
use super::house::House;

/// Every relative link whose file does not exist.
pub fn check(house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in &house.pages {
        for (line, target) in targets(text) {
            let file = target.split(['#', '?']).next().unwrap_or_default();
            if file.is_empty() || is_elsewhere(&target) {
                continue;
            }
            match resolved(path, file) {
                Some(found) if found.is_empty() || house.paths.contains(&found) => {}
                _ => findings.push(Finding::new(path, line, format!("{target} does not exist"))),
            }
        }
    }
    findings
}

/// Each link target outside code, with its line: `](target)`, `](<target>)` and `[label]: target`.
fn targets(text: &str) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut in_code = false;
    for (index, line) in text.lines().enumerate() {
        let trimmed = line.trim_start();
        if trimmed.starts_with("```") || trimmed.starts_with("~~~") {
            in_code = !in_code;
            continue;
        }
        if in_code {
            continue;
        }
        // Code between backquotes is every second piece.
        let prose: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        for piece in prose.split("](").skip(1) {
            let inside = piece.split(')').next().unwrap_or_default();
            let target = inside.split_whitespace().next().unwrap_or_default();
            found.push((index + 1, target.trim_matches(['<', '>']).to_owned()));
        }
        let definition = trimmed.strip_prefix('[').and_then(|rest| rest.split_once("]:"));
        if let Some((label, target)) = definition
            && !label.contains(']')
        {
            found.push((index + 1, target.trim().to_owned()));
        }
    }
    found
}

fn is_elsewhere(target: &str) -> bool {
    target.contains("://") || target.starts_with("mailto:")
}

/// The path of `target` seen from `page`, from the root; `None` when it leaves the house.
fn resolved(page: &str, target: &str) -> Option<String> {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    if target.starts_with('/') {
        parts.clear();
    }
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}
