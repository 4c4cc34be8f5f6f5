//! Both languages are there: French and English stand side by side wherever a sentence is written.

use super::Finding;
use super::house::House;
use super::tokens::{Token, is};

/// Every sentence that lacks one of the two languages.
pub fn check(house: &House) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, file) in &house.rust {
        for (index, token) in file.tokens.iter().enumerate() {
            let missing = match token.text.as_str() {
                "choose" => empty_side(&file.tokens, index + 1),
                "match" => missing_arm(&file.tokens, index),
                _ => None,
            };
            findings.extend(missing.map(|message| Finding::new(path, token.line, message)));
        }
    }
    findings
}

/// What is wrong with the arguments of a call to `choose` that opens at `index`.
fn empty_side(tokens: &[Token], index: usize) -> Option<String> {
    let open = tokens.get(index).filter(|token| token.text == "(")?;
    let sides = arguments(tokens, index + 1, open.end);
    let empty = |side: &&[Token]| side.len() == 1 && side[0].text == "\"\"";
    let language = ["French", "English"];
    let place = sides.iter().position(empty)?;
    Some(format!("the {} side is empty", language.get(place)?))
}

/// The arguments between two tokens, cut at the commas that stand in no inner delimiter.
fn arguments(tokens: &[Token], start: usize, end: usize) -> Vec<&[Token]> {
    let mut found = Vec::new();
    let (mut from, mut index) = (start, start);
    while index < end {
        if tokens[index].text == "," {
            found.push(&tokens[from..index]);
            from = index + 1;
        }
        index = tokens[index].end + 1;
    }
    found.push(&tokens[from..end]);
    found
}

/// What the `match` at `index` forgets. An arm for English alone is allowed: a title that a caisse did
/// not translate falls back to its French.
fn missing_arm(tokens: &[Token], index: usize) -> Option<String> {
    let mut open = index + 1;
    while tokens.get(open)?.text != "{" {
        open = tokens[open].end + 1;
    }
    let patterns = patterns(tokens, open + 1, tokens[open].end);
    let names = |language: &str| {
        let path = ["Language", "::", language];
        patterns.iter().any(|(from, to)| {
            (*from..*to).any(|place| place + path.len() <= *to && is(tokens, place, &path))
        })
    };
    (names("French") && !names("English"))
        .then(|| "a match with Language::French and no Language::English".to_owned())
}

/// Where the patterns of a `match` body stand, guards included.
fn patterns(tokens: &[Token], start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let (mut from, mut index) = (start, start);
    let mut in_pattern = true;
    while index < end {
        let text = tokens[index].text.as_str();
        if in_pattern && text == "=>" {
            found.push((from, index));
            in_pattern = false;
            // A block ends its arm without a comma.
            if is(tokens, index + 1, &["{"]) {
                index = tokens[index + 1].end;
                (in_pattern, from) = (true, index + 1);
            }
        } else if !in_pattern && text == "," {
            (in_pattern, from) = (true, index + 1);
        }
        index = tokens[index].end + 1;
    }
    found
}
