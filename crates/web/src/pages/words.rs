//! The words of the house, explained where they are used and together on one page.
//!
//! A word unfolds in place, by an element that needs no script, and leads to its line on `/mots`. What is
//! said of each stands in one file ([`list`]).

mod list;

use caisse_units::Language;
use maud::{Markup, html};

use super::{Page, Section};
use crate::views::Place;
use list::{GROUPS, WORDS};

/// A word and what it means, in one language.
struct Said {
    name: &'static str,
    means: &'static str,
}

/// A word in both languages.
struct Word {
    /// Its name in addresses: French, without accents.
    id: &'static str,
    /// What it is about, a place in the list of groups.
    group: usize,
    french: Said,
    english: Said,
}

impl Word {
    fn said(&self, language: Language) -> &Said {
        match language {
            Language::French => &self.french,
            Language::English => &self.english,
        }
    }
}

/// A row of words that unfold in place, for under a heading. Words that are not in the list are passed
/// over (a test knows them all).
pub(super) fn explained(words: &[&str], language: Language) -> Markup {
    let known = words.iter().filter_map(|id| WORDS.iter().find(|word| word.id == *id));
    html! {
        div.words {
            @for word in known {
                @let said = word.said(language);
                details {
                    summary { (said.name) }
                    p { (said.means) " " a href=(Place::Words(Some(word.id)).address()) {
                        (language.choose("Tous les mots", "All the words"))
                    } }
                }
            }
        }
    }
}

/// All the words.
pub(crate) fn words(language: Language) -> Page {
    let title = language.choose("Les mots de la caisse", "The words of the caisse");
    Page {
        title: title.to_owned(),
        section: Section::Words,
        body: html! {
            h1 { (title) }
            p.purpose { (language.choose(
                "Un mot, un sens, partout le même. Aucun ne demande d'être comptable.",
                "One word, one meaning, the same everywhere. None asks you to be an accountant.",
            )) }
            @for (group, (french, english)) in GROUPS.iter().enumerate() {
                section {
                    h2 { (language.choose(french, english)) }
                    dl.glossary { @for word in WORDS.iter().filter(|word| word.group == group) {
                        @let said = word.said(language);
                        div id=(word.id) {
                            dt { dfn { (said.name) } }
                            dd { (said.means) }
                        }
                    } }
                }
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_word_has_its_own_address_a_group_and_a_short_meaning() {
        let ids: BTreeSet<&str> = WORDS.iter().map(|word| word.id).collect();
        assert_eq!(ids.len(), WORDS.len());
        for word in WORDS {
            assert!(word.group < GROUPS.len(), "{}", word.id);
            assert!(word.id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{}", word.id);
            for said in [&word.french, &word.english] {
                assert!(
                    !said.name.is_empty() && (20..=170).contains(&said.means.chars().count()),
                    "{}",
                    word.id
                );
                assert!(said.means.ends_with('.'), "{}", word.id);
            }
        }
    }

    #[test]
    fn every_word_that_a_page_explains_is_in_the_list() {
        let pages = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pages");
        let mut found = 0;
        for page in std::fs::read_dir(pages).expect("the pages").flatten() {
            if page.file_name() == "words.rs" {
                continue;
            }
            let Ok(text) = std::fs::read_to_string(page.path()) else { continue };
            for part in text.split("explained(&[").skip(1) {
                let list = part.split(']').next().unwrap_or_default();
                for id in list.split('"').skip(1).step_by(2) {
                    assert!(WORDS.iter().any(|word| word.id == id), "{id} in {page:?}");
                    found += 1;
                }
            }
        }
        assert!(found >= 12, "{found}");
    }
}
