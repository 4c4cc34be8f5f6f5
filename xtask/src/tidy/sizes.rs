//! What is long. Listed and never refused: a reader judges whether it is one thing.

use super::Finding;
use super::house::House;
use super::tokens::Token;

/// A file is long above this many lines.
const LONG_FILE: usize = 600;
/// A function is long above this many lines, from `fn` to its last brace.
const LONG_FUNCTION: usize = 70;

/// Every long file and function, in the order of paths and lines.
pub fn long(house: &House) -> Vec<Finding> {
    let mut found = Vec::new();
    for (path, file) in &house.rust {
        if file.lines > LONG_FILE {
            found.push(Finding::new(path, 1, format!("{} lines", file.lines)));
        }
        for (index, token) in file.tokens.iter().enumerate() {
            if token.text == "fn"
                && let Some((name, lines)) = function(&file.tokens, index)
            {
                let message = format!("fn {name} has {lines} lines");
                found.extend(
                    (lines > LONG_FUNCTION).then(|| Finding::new(path, token.line, message)),
                );
            }
        }
    }
    found
}

/// The name and lines of the function at `index`; `None` for a type or a declaration without body.
fn function(tokens: &[Token], index: usize) -> Option<(&str, usize)> {
    let name = tokens.get(index + 1)?.text.as_str();
    if name == "(" {
        return None;
    }
    let mut place = index + 2;
    loop {
        let token = tokens.get(place)?;
        match token.text.as_str() {
            "{" => return Some((name, tokens[token.end].line - tokens[index].line + 1)),
            ";" => return None,
            _ => place = token.end + 1,
        }
    }
}
