//! What a request says of its reader: the language, which reading of the accounts, which page of a
//! list. A strange request is read as far as it makes sense and never refused here.

use std::convert::Infallible;

use axum::extract::{FromRequestParts, Query};
use axum::http::HeaderMap;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE};
use axum::http::request::Parts;
use caisse_units::Language;

use crate::address::percent_encoded;
use crate::views::Supposed;

/// The name of the cookie that says on the next page what was just done.
pub(crate) const DONE: &str = "caisse_fait";
/// The longest sentence that is told so, in bytes.
const LONGEST_DONE: usize = 3_000;
/// How many things a query may say; the rest is passed over.
const MOST_ASKED: usize = 12;

/// Which reading of the accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Plain words, for everyone.
    Plain,
    /// Accounts by number, as accountants read.
    Accountant,
}

impl Reading {
    /// The word of this reading in addresses.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Reading::Plain => "simple",
            Reading::Accountant => "comptable",
        }
    }

    fn from_word(word: &str) -> Option<Reading> {
        [Reading::Plain, Reading::Accountant].into_iter().find(|reading| reading.word() == word)
    }
}

/// One visit to one page.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    /// The language to answer in.
    pub language: Language,
    /// The reading of the accounts to show.
    pub reading: Reading,
    /// The page of a long list, from 1.
    pub page: u32,
    /// What was just done, to be told once.
    pub done: Option<String>,
    /// The address visited, to offer the same page in the other language.
    path: String,
    /// What its query said, but for the language.
    query: Vec<(String, String)>,
    /// The choices made in this very address, to be remembered.
    chosen: Vec<(&'static str, &'static str)>,
}

impl Visit {
    /// The address of this same page with one thing of its query changed.
    pub(crate) fn address_with(&self, name: &str, value: &str) -> String {
        let mut address = format!("{}?{name}={value}", self.path);
        for (other, kept) in self.query.iter().filter(|(other, _)| other != name) {
            address.push_str(&format!("&{}={}", percent_encoded(other), percent_encoded(kept)));
        }
        address
    }

    /// The figures that a member supposes: one caisse, and what was typed for it.
    pub(crate) fn supposed(&self) -> Supposed {
        let named = |name: &str| self.query.iter().find(|(other, _)| other == name);
        let known = ["caisse", "lecture", "page"];
        let figures = self.query.iter().filter(|(name, _)| !known.contains(&name.as_str()));
        Supposed {
            origin: named("caisse").map(|(_, origin)| origin.clone()),
            figures: figures.cloned().collect(),
        }
    }

    /// Whether the page is for the large screen of a meeting room: nothing but its own words.
    pub(crate) fn large_screen(&self) -> bool {
        self.asked("ecran") == Some("grand")
    }

    /// The address visited, without its query.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// What the query says under a name.
    pub(crate) fn asked(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The `Set-Cookie` values that remember what the reader chose: a year, readable by no script; and
    /// the one that forgets what is told once.
    pub(crate) fn cookies(&self) -> impl Iterator<Item = String> {
        let chosen = self.chosen.iter().map(|(name, value)| {
            format!("{name}={value}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly")
        });
        let told = self.done.as_ref();
        chosen.chain(told.map(|_| format!("{DONE}=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly")))
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Visit, Infallible> {
        let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        let query = query.map(|Query(pairs)| pairs).unwrap_or_default();
        let asked = |name: &str| {
            query.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
        };
        let language = asked("langue").and_then(known_language);
        let reading = asked("lecture").and_then(Reading::from_word);
        let mut chosen = Vec::new();
        chosen.extend(language.map(|language| ("langue", language.tag())));
        chosen.extend(reading.map(|reading| ("lecture", reading.word())));
        let remembered = |name| cookie(&parts.headers, name);
        Ok(Visit {
            language: language
                .or_else(|| remembered("langue").and_then(known_language))
                .or_else(|| accepted_language(&parts.headers))
                .unwrap_or_default(),
            reading: reading
                .or_else(|| remembered("lecture").and_then(Reading::from_word))
                .unwrap_or(Reading::Plain),
            page: asked("page").and_then(|page| page.parse().ok()).unwrap_or(1).max(1),
            done: remembered(DONE).and_then(told),
            path: parts.uri.path().to_owned(),
            query: query
                .iter()
                .filter(|(name, _)| name != "langue")
                .take(MOST_ASKED)
                .cloned()
                .collect(),
            chosen,
        })
    }
}

/// The sentence that a cookie carries; nothing for one that is not ours.
fn told(value: &str) -> Option<String> {
    if value.is_empty() || value.len() > LONGEST_DONE {
        return None;
    }
    crate::ballot_form::decoded(value.as_bytes()).ok()
}

/// The language of a tag such as `fr` or `en-GB`; nothing for a language that the house does not
/// speak.
fn known_language(tag: &str) -> Option<Language> {
    match tag.split('-').next().unwrap_or("").trim().to_ascii_lowercase().as_str() {
        "fr" => Some(Language::French),
        "en" => Some(Language::English),
        _ => None,
    }
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(other, _)| *other == name)
        .map(|(_, value)| value)
}

/// The language that the browser prefers among ours: the one with the highest quality, the earlier
/// at equal quality (RFC 9110, 12.5.4).
fn accepted_language(headers: &HeaderMap) -> Option<Language> {
    let header = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let mut best: Option<(u32, Language)> = None;
    for item in header.split(',') {
        let (tag, parameters) = item.split_once(';').unwrap_or((item, ""));
        let quality = quality(parameters);
        let Some(language) = known_language(tag.trim()) else { continue };
        if quality > best.map_or(0, |(quality, _)| quality) {
            best = Some((quality, language));
        }
    }
    best.map(|(_, language)| language)
}

/// The quality of `q=0.8` in thousandths: 1000 without it, 0 when it cannot be read.
fn quality(parameters: &str) -> u32 {
    let Some(value) = parameters.trim().strip_prefix("q=") else { return 1000 };
    let (whole, decimals) = value.split_once('.').unwrap_or((value, ""));
    if decimals.len() > 3 {
        return 0;
    }
    format!("{whole}{decimals:0<3}").parse().map_or(0, |quality: u32| quality.min(1000))
}
