//! Rust sources as a flat list of tokens, so that comments and texts never look like code.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A token. Delimiters are tokens of their own; `::` and `=>` are one token each.
#[derive(Clone, Debug)]
pub struct Token {
    pub text: String,
    pub line: usize,
    /// For an opening delimiter, the index of the closing one; else the index of the token.
    pub end: usize,
    /// True inside an item under `#[cfg(test)]` or `#[test]`.
    pub in_test: bool,
}

/// Reads a file. The error is a sentence.
pub fn read(text: &str) -> Result<Vec<Token>, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let stream: TokenStream =
        text.parse().map_err(|error| format!("is not Rust that can be read: {error}"))?;
    let mut tokens = Vec::new();
    flatten(stream, &mut tokens);
    mark_tests(&mut tokens);
    Ok(tokens)
}

fn flatten(stream: TokenStream, tokens: &mut Vec<Token>) {
    let mut joint = false;
    for tree in stream {
        let line = tree.span().start().line;
        let (text, next_joint) = match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                let start = tokens.len();
                push(tokens, open, line);
                flatten(group.stream(), tokens);
                tokens[start].end = tokens.len();
                push(tokens, close, group.span_close().end().line);
                joint = false;
                continue;
            }
            TokenTree::Punct(punct) => {
                (punct.as_char().to_string(), punct.spacing() == Spacing::Joint)
            }
            TokenTree::Ident(identifier) => (identifier.to_string(), false),
            TokenTree::Literal(literal) => (literal.to_string(), false),
        };
        match tokens.last_mut() {
            Some(last) if joint && is_pair(&last.text, &text) => last.text.push_str(&text),
            _ => push(tokens, &text, line),
        }
        joint = next_joint;
    }
}

fn is_pair(first: &str, second: &str) -> bool {
    matches!((first, second), (":", ":") | ("=", ">"))
}

fn push(tokens: &mut Vec<Token>, text: &str, line: usize) {
    let end = tokens.len();
    tokens.push(Token { text: text.to_owned(), line, end, in_test: false });
}

/// Marks the items that follow `#[cfg(test)]` and `#[test]`.
fn mark_tests(tokens: &mut [Token]) {
    let mut index = 0;
    while index < tokens.len() {
        if is(tokens, index, &["#", "[", "cfg", "(", "test", ")", "]"])
            || is(tokens, index, &["#", "[", "test", "]"])
        {
            let end = item_end(tokens, index);
            tokens[index..=end].iter_mut().for_each(|token| token.in_test = true);
            index = end;
        }
        index += 1;
    }
}

/// The last token of the item whose first attribute starts at `index`.
fn item_end(tokens: &[Token], mut index: usize) -> usize {
    while is(tokens, index, &["#", "["]) {
        index = tokens[index + 1].end + 1;
    }
    while index < tokens.len() {
        match tokens[index].text.as_str() {
            ";" => return index,
            "{" => return tokens[index].end,
            _ => index = tokens[index].end + 1,
        }
    }
    tokens.len().saturating_sub(1)
}

/// True if the tokens at `index` are these.
pub fn is(tokens: &[Token], index: usize, texts: &[&str]) -> bool {
    tokens.len() >= index + texts.len()
        && texts.iter().zip(&tokens[index..]).all(|(text, token)| token.text == *text)
}
