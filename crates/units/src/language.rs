//! The languages a sentence can be written in.

use serde::{Deserialize, Serialize};

/// The language of the person who reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// French, the first language of the product.
    #[default]
    French,
    /// English, complete.
    English,
}

impl Language {
    /// The sentence of this language. Both stand side by side in the code, so that neither can be
    /// forgotten (decision 0003).
    pub fn choose<'a>(self, french: &'a str, english: &'a str) -> &'a str {
        match self {
            Language::French => french,
            Language::English => english,
        }
    }

    /// The language that a locale such as `fr_FR.UTF-8` or an `Accept-Language` tag such as
    /// `en-GB` names; French for anything else.
    pub fn from_tag(tag: &str) -> Language {
        if tag.trim_start().to_ascii_lowercase().starts_with("en") {
            Language::English
        } else {
            Language::French
        }
    }

    /// The BCP 47 tag, as pages declare it.
    pub fn tag(self) -> &'static str {
        self.choose("fr", "en")
    }
}
