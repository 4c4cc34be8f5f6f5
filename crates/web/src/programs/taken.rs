//! A body of JSON, read into the fields and files of a form.
//!
//! `{"somme": "12,50", "quoi": ["A1", "A2"], "releve": {"name": "r.xml", "base64": "…"}, "confirm": true}`
//!
//! Absent on purpose: deeper structures; a form is flat.

use std::hash::{DefaultHasher, Hash, Hasher};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use caisse_units::Language;
use serde_json::{Map, Value};

use crate::form::{CONFIRMED, Sent, Upload};

/// Why a body is no form.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    /// It is not JSON, or not an object.
    NotAnObject,
    /// The value of a field is of no kind that a form takes.
    Value(String),
    /// Too many fields or files, or a name that no field has.
    Fields,
}

impl Wrong {
    /// What is wrong, and what to do.
    pub(super) fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (Wrong::NotAnObject, _) => {
                language.choose("Envoyez un objet JSON.", "Send a JSON object.").to_owned()
            }
            (Wrong::Value(name), Language::French) => format!(
                "«\u{a0}{name}\u{a0}»\u{a0}: un texte, un nombre, vrai ou faux, une liste de textes, ou un fichier {{\"name\", \"base64\"}}."
            ),
            (Wrong::Value(name), Language::English) => format!(
                "“{name}”: a text, a number, true or false, a list of texts, or a file {{\"name\", \"base64\"}}."
            ),
            (Wrong::Fields, _) => language
                .choose(
                    "Trop de champs, ou un nom qu'aucun champ ne porte.",
                    "Too many fields, or a name that no field has.",
                )
                .to_owned(),
        }
    }
}

/// Reads a body.
pub(super) fn read(body: &[u8]) -> Result<Sent, Wrong> {
    let Ok(Value::Object(object)) = serde_json::from_slice(body) else {
        return Err(Wrong::NotAnObject);
    };
    let mut sent = Sent::default();
    for (name, value) in &object {
        if name == "confirm" {
            let agreed = value.as_bool().ok_or_else(|| Wrong::Value(name.clone()))?;
            if agreed {
                add(&mut sent, CONFIRMED, "oui".to_owned())?;
            }
            continue;
        }
        take(&mut sent, name, value)?;
    }
    Ok(sent)
}

fn take(sent: &mut Sent, name: &str, value: &Value) -> Result<(), Wrong> {
    let wrong = || Wrong::Value(name.to_owned());
    match value {
        Value::Null | Value::Bool(false) => Ok(()),
        Value::Bool(true) => add(sent, name, "oui".to_owned()),
        Value::Number(number) => add(sent, name, number.to_string()),
        Value::String(text) => add(sent, name, text.clone()),
        Value::Object(file) => attach(sent, name, file),
        Value::Array(list) => list.iter().try_for_each(|one| match one {
            Value::String(text) => add(sent, name, text.clone()),
            Value::Object(file) => attach(sent, name, file),
            _ => Err(wrong()),
        }),
    }
}

fn add(sent: &mut Sent, name: &str, value: String) -> Result<(), Wrong> {
    sent.add(name.to_owned(), value).map_err(|_| Wrong::Fields)
}

fn attach(sent: &mut Sent, name: &str, file: &Map<String, Value>) -> Result<(), Wrong> {
    let wrong = || Wrong::Value(name.to_owned());
    let text = |key: &str| file.get(key).and_then(Value::as_str);
    let (Some(known_as), Some(encoded), 2) = (text("name"), text("base64"), file.len()) else {
        return Err(wrong());
    };
    let bytes = STANDARD.decode(encoded).map_err(|_| wrong())?;
    let upload = Upload { name: known_as.to_owned(), bytes: bytes.into() };
    sent.attach(name.to_owned(), upload).map_err(|_| Wrong::Fields)
}

/// A digest of the files: tells two requests apart, protects nothing.
pub(super) fn digest(sent: &Sent) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (name, upload) in &sent.uploads {
        (name, &upload.bytes).hash(&mut hasher);
    }
    hasher.finish()
}
