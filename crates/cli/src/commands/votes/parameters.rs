//! Parameters of methods: what each takes, what was given.

use std::collections::BTreeMap;

use caisse_units::Language;
use serde_json::{Map, Value, json};

use super::Method;
use crate::answer::Failure;

/// What a parameter takes.
#[derive(Clone, Copy, Debug)]
pub enum Takes {
    /// One of these words; the first unless told.
    Words(&'static [&'static str]),
    /// A whole number from the least; must be given where there is no usual one.
    Whole {
        /// The least.
        least: u64,
        /// The usual one.
        usual: Option<u64>,
    },
    /// What the method reads itself; an example shows the form.
    Text {
        /// An example.
        example: &'static str,
    },
}

/// A parameter of a method.
#[derive(Clone, Copy, Debug)]
pub struct Slot {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether it is told with every result, given or not.
    pub always_told: bool,
}

impl Slot {
    /// Told with every result.
    pub const fn told(name: &'static str, takes: Takes) -> Slot {
        Slot { name, takes, always_told: true }
    }

    /// Told when given.
    pub const fn quiet(name: &'static str, takes: Takes) -> Slot {
        Slot { name, takes, always_told: false }
    }

    fn described(&self, language: Language) -> String {
        let takes = match self.takes {
            Takes::Words(words) => words.join(" | "),
            Takes::Whole { least, .. } => {
                let from = language.choose("un entier à partir de", "a whole number from");
                format!("{from} {least}")
            }
            Takes::Text { example } => {
                format!("{} {example}", language.choose("par exemple", "for example"))
            }
        };
        format!("  {} = {takes}", self.name)
    }
}

/// The parameters of a method, checked.
pub struct Parameters {
    method: &'static str,
    slots: &'static [Slot],
    given: BTreeMap<&'static str, String>,
}

impl Parameters {
    /// Checks what was given against what the method takes.
    pub fn read(
        method: &'static Method,
        given: &[String],
        language: Language,
    ) -> Result<Parameters, Failure> {
        let mut parameters =
            Parameters { method: method.name, slots: method.slots, given: BTreeMap::new() };
        for text in given {
            let (name, value) = text.split_once('=').ok_or_else(|| not_a_pair(text, language))?;
            let (name, value) = (name.trim(), value.trim());
            let slot = method
                .slots
                .iter()
                .find(|slot| slot.name == name)
                .ok_or_else(|| unknown(method, name, language))?;
            let known = match slot.takes {
                Takes::Words(words) => words.contains(&value),
                Takes::Whole { least, .. } => whole(value).is_some_and(|value| value >= least),
                Takes::Text { .. } => !value.is_empty(),
            };
            if !known {
                return Err(refused(slot, value, language));
            }
            if parameters.given.insert(slot.name, value.to_owned()).is_some() {
                let said = language.choose("est donné deux fois", "is given twice");
                return Err(Failure::new(format!("« {name} » {said}")));
            }
        }
        for slot in method.slots {
            let needed = matches!(slot.takes, Takes::Whole { usual: None, .. }) && slot.always_told;
            if needed && !parameters.given.contains_key(slot.name) {
                let said = language.choose("il faut donner", "this must be given:");
                return Err(Failure::new(format!("{said} --parameter {}=…", slot.name)));
            }
        }
        Ok(parameters)
    }

    /// The name of the method.
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// The word of a parameter.
    pub fn word(&self, name: &str) -> &str {
        let usual = match self.slot(name).takes {
            Takes::Words(words) => words[0],
            _ => "",
        };
        self.given.get(name).map_or(usual, String::as_str)
    }

    /// The number of a parameter, if it was given or is usual.
    pub fn number(&self, name: &str) -> Option<u64> {
        let usual = match self.slot(name).takes {
            Takes::Whole { usual, .. } => usual,
            _ => None,
        };
        self.given.get(name).and_then(|text| whole(text)).or(usual)
    }

    /// The text of a parameter, if it was given.
    pub fn text(&self, name: &str) -> Option<&str> {
        debug_assert!(self.slots.iter().any(|slot| slot.name == name), "no slot {name}");
        self.given.get(name).map(String::as_str)
    }

    /// A text that its method could not read.
    pub fn unreadable(&self, name: &str, language: Language) -> Failure {
        refused(self.slot(name), self.text(name).unwrap_or_default(), language)
    }

    /// What is told with the result.
    pub fn told(&self) -> Map<String, Value> {
        let told = self.slots.iter().filter_map(|slot| {
            let given = self.given.contains_key(slot.name);
            if !given && !slot.always_told {
                return None;
            }
            let value = match slot.takes {
                Takes::Words(_) => as_value(self.word(slot.name)),
                Takes::Whole { .. } => json!(self.number(slot.name)?),
                Takes::Text { .. } => json!(self.text(slot.name)?),
            };
            Some((slot.name.to_owned(), value))
        });
        told.collect()
    }

    fn slot(&self, name: &str) -> &'static Slot {
        let found = self.slots.iter().find(|slot| slot.name == name);
        found.expect("a method asks only for the parameters that it declares")
    }
}

/// A word that is a number, such as the decimals of a transfer value, is told as one.
fn as_value(word: &str) -> Value {
    whole(word).map_or_else(|| json!(word), |number| json!(number))
}

fn whole(text: &str) -> Option<u64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn not_a_pair(text: &str, language: Language) -> Failure {
    let said = language.choose(
        "écrivez un paramètre sous la forme NOM=VALEUR, et non",
        "write a parameter as NAME=VALUE, not",
    );
    Failure::new(format!("{said} « {text} »"))
}

fn unknown(method: &Method, name: &str, language: Language) -> Failure {
    let takes: Vec<String> = method.slots.iter().map(|slot| slot.described(language)).collect();
    let said = match (language, takes.is_empty()) {
        (Language::French, true) => format!("{} ne prend aucun paramètre", method.name),
        (Language::English, true) => format!("{} takes no parameter", method.name),
        (Language::French, false) => {
            format!("{} n'a pas de paramètre « {name} » ; elle prend :", method.name)
        }
        (Language::English, false) => {
            format!("{} has no parameter “{name}”; it takes:", method.name)
        }
    };
    let lines: Vec<String> = std::iter::once(said).chain(takes).collect();
    Failure::new(lines.join("\n"))
}

fn refused(slot: &Slot, value: &str, language: Language) -> Failure {
    let said = match language {
        Language::French => format!("« {value} » n'est pas admis ; on peut écrire :"),
        Language::English => format!("“{value}” is not accepted; one may write:"),
    };
    Failure::new(format!("{said}\n{}", slot.described(language)))
}
