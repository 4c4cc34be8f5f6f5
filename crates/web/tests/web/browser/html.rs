//! Reading pages as strictly as a validator: every tag closed in order, every attribute quoted and
//! written once.

/// An element as it opens.
#[derive(Debug)]
pub struct Tag {
    pub name: String,
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Attributes without a value.
const THERE_OR_NOT: [&str; 6] =
    ["checked", "selected", "multiple", "novalidate", "autofocus", "defer"];

const VOID: [&str; 5] = ["meta", "link", "input", "br", "img"];

/// The tags of a page in order.
///
/// # Errors
/// The first thing that is not well formed, with what stands around it.
pub fn tags(page: &str) -> Result<Vec<Tag>, String> {
    let mut rest = page.strip_prefix("<!DOCTYPE html>").ok_or("no document type")?;
    let mut open: Vec<String> = Vec::new();
    let mut tags = Vec::new();
    while let Some(start) = rest.find('<') {
        let around: String = rest[start..].chars().take(60).collect();
        let end = start + rest[start..].find('>').ok_or(format!("unclosed: {around}"))?;
        let inside = &rest[start + 1..end];
        rest = &rest[end + 1..];
        if let Some(name) = inside.strip_prefix('/') {
            let last = open.pop();
            if last.as_deref() != Some(name) {
                return Err(format!("</{name}> closes {last:?}: {around}"));
            }
            continue;
        }
        let tag = tag(inside).ok_or(format!("unreadable: {around}"))?;
        if !VOID.contains(&tag.name.as_str()) {
            open.push(tag.name.clone());
        }
        tags.push(tag);
    }
    if open.is_empty() { Ok(tags) } else { Err(format!("never closed: {open:?}")) }
}

fn tag(inside: &str) -> Option<Tag> {
    let (name, mut rest) = inside.split_once(' ').unwrap_or((inside, ""));
    let mut attributes: Vec<(String, String)> = Vec::new();
    while !rest.is_empty() {
        let (word, after) = rest.split_once(' ').unwrap_or((rest, ""));
        if THERE_OR_NOT.contains(&word) {
            attributes.push((word.to_owned(), String::new()));
            rest = after;
            continue;
        }
        let (name, after) = rest.split_once("=\"")?;
        let (value, after) = after.split_once('"')?;
        if attributes.iter().any(|(other, _)| other == name) || name.contains(' ') {
            return None;
        }
        attributes.push((name.to_owned(), unescaped(value)));
        rest = after.strip_prefix(' ').or(after.is_empty().then_some(""))?;
    }
    let plain = name.chars().all(|sign| sign.is_ascii_alphanumeric());
    (plain && !name.is_empty()).then(|| Tag { name: name.to_owned(), attributes })
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}
