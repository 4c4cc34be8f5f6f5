//! Names and texts made fit for plain text forms.

use std::collections::{HashMap, HashSet};

/// The text on one line: tabs, line breaks and other control characters become spaces, and spaces
/// are joined and trimmed. Direction marks and line separators of Unicode count as spaces, so that
/// no text can hide or turn around what follows it.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        let blank = character.is_control() || character.is_whitespace() || is_hidden(character);
        match blank {
            true if line.is_empty() || line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(character),
        }
    }
    line.truncate(line.trim_end().len());
    line
}

fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// Names that stay different when characters are replaced: the first comer keeps the plain name,
/// later ones that would be equal get ` 2`, ` 3`, ….
#[derive(Default)]
pub(super) struct DistinctNames {
    given: HashMap<(String, Option<String>), String>,
    taken: HashSet<String>,
}

impl DistinctNames {
    /// The name of this account (and person), made from `plain` at its first use.
    pub(super) fn name(
        &mut self,
        account: &str,
        person: Option<&str>,
        separator: &str,
        plain: impl FnOnce() -> String,
    ) -> &str {
        let key = (account.to_owned(), person.map(str::to_owned));
        let taken = &mut self.taken;
        self.given.entry(key).or_insert_with(|| {
            let plain = plain();
            let numbered = (2..).map(|rank| format!("{plain}{separator}{rank}"));
            let name = std::iter::once(plain.clone())
                .chain(numbered)
                .find(|name| !taken.contains(name))
                .expect("an endless list has a name that is not taken");
            taken.insert(name.clone());
            name
        })
    }
}
