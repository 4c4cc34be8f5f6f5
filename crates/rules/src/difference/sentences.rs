//! A difference, in the words that an assembly reads.

use caisse_units::Language;

use super::{Change, Difference, Place};
use crate::tree::Title;

impl Difference {
    /// What it is about: the rule's title, and from when.
    pub fn heading(&self, language: Language) -> String {
        let (title, from) = (self.title.text(language), self.from.written(language));
        match language {
            Language::French => format!("{title}, à partir du {from}"),
            Language::English => format!("{title}, from {from}"),
        }
    }

    /// One sentence for each change; one that says so when nothing changes.
    pub fn sentences(&self, language: Language) -> Vec<String> {
        if self.changes.is_empty() {
            let same = language.choose("rien ne change", "nothing changes");
            return vec![same.to_owned()];
        }
        self.changes.iter().map(|change| self.sentence(change, language)).collect()
    }

    fn sentence(&self, change: &Change, language: Language) -> String {
        let from = self.from.written(language);
        let dated = |text: String| match language {
            Language::French => format!("{text}, à partir du {from}"),
            Language::English => format!("{text}, from {from}"),
        };
        match change {
            Change::Value { line, at, before, after } => {
                let (where_, before, after) =
                    (place(line, at, language), before.written(language), after.written(language));
                dated(match language {
                    Language::French => format!("{where_}\u{a0}: {before} devient {after}"),
                    Language::English => format!("{where_}: {before} becomes {after}"),
                })
            }
            Change::Begins => dated(
                language.choose("la règle entre en vigueur", "the rule comes into force").into(),
            ),
            Change::Ends => {
                dated(language.choose("la règle cesse d'être en vigueur", "the rule ends").into())
            }
            other => undated(other, language),
        }
    }
}

fn undated(change: &Change, language: Language) -> String {
    let french = language == Language::French;
    let pair = |french_words: &str, english_words: &str, before: &str, after: &str| match language {
        Language::French => {
            format!("{french_words}\u{a0}: «\u{a0}{before}\u{a0}» devient «\u{a0}{after}\u{a0}»")
        }
        Language::English => format!("{english_words}: “{before}” becomes “{after}”"),
    };
    match change {
        Change::Title { before, after } => {
            pair("titre", "title", before.text(language), after.text(language))
        }
        Change::Result { before, after } => {
            pair("résultat", "result", before.text(language), after.text(language))
        }
        Change::LineChanged { before, after } => {
            pair("ligne", "line", before.text(language), after.text(language))
        }
        Change::InputChanged { before, after } => pair(
            "ce qu'il faut savoir",
            "what must be known",
            before.text(language),
            after.text(language),
        ),
        Change::PartAdded { line, at, gives } => {
            let (where_, gives) = (place(line, at, language), gives.text(language));
            if french {
                format!("ajouté, {where_}\u{a0}: {gives}")
            } else {
                format!("added, {where_}: {gives}")
            }
        }
        Change::PartRemoved { line, at, gave } => {
            let (where_, gave) = (place(line, at, language), gave.text(language));
            if french {
                format!("supprimé, {where_}\u{a0}: {gave}")
            } else {
                format!("removed, {where_}: {gave}")
            }
        }
        Change::LineAdded { sentence } if french => {
            format!("ligne ajoutée\u{a0}: {}", sentence.text(language))
        }
        Change::LineAdded { sentence } => format!("line added: {}", sentence.text(language)),
        Change::LineRemoved { sentence } if french => {
            format!("ligne supprimée\u{a0}: {}", sentence.text(language))
        }
        Change::LineRemoved { sentence } => format!("line removed: {}", sentence.text(language)),
        Change::InputAdded { sentence } if french => {
            format!("il faut aussi savoir\u{a0}: {}", sentence.text(language))
        }
        Change::InputAdded { sentence } => {
            format!("must be known as well: {}", sentence.text(language))
        }
        Change::InputRemoved { sentence } if french => {
            format!("il n'est plus besoin de savoir\u{a0}: {}", sentence.text(language))
        }
        Change::InputRemoved { sentence } => {
            format!("need not be known any more: {}", sentence.text(language))
        }
        Change::Begins | Change::Ends | Change::Value { .. } => String::new(),
    }
}

/// The line and the place in it.
fn place(line: &Title, at: &[Place], language: Language) -> String {
    let mut text = line.text(language).to_owned();
    for place in at {
        text.push_str(", ");
        text.push_str(&place.written(language));
    }
    text
}

impl Place {
    fn written(&self, language: Language) -> String {
        let french = language == Language::French;
        match self {
            Place::Floor => language.choose("au moins", "at least").to_owned(),
            Place::Ceiling => language.choose("au plus", "at most").to_owned(),
            Place::UpTo(limit) if french => format!("jusqu'à {}", limit.text(language)),
            Place::UpTo(limit) => format!("up to {}", limit.text(language)),
            Place::Above => language.choose("dans les autres cas", "in all other cases").to_owned(),
            Place::Limit(index) if french => format!("limite de la tranche {index}"),
            Place::Limit(index) => format!("limit of bracket {index}"),
            Place::Row(key) if french => format!("cas «\u{a0}{}\u{a0}»", key.written(language)),
            Place::Row(key) => format!("case “{}”", key.written(language)),
            Place::Taker(name) if french => format!("part de «\u{a0}{name}\u{a0}»"),
            Place::Taker(name) => format!("part of “{name}”"),
            Place::Class(title) if french => {
                format!("classe «\u{a0}{}\u{a0}»", title.text(language))
            }
            Place::Class(title) => format!("class “{}”", title.text(language)),
        }
    }
}
