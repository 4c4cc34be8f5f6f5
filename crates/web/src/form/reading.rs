//! From what was sent to answers: each field by its kind, every fault at its field.
//!
//! Absent on purpose: guessing. What cannot be read is said, with what would be read.

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Language, Month, Rate};

use super::{Choice, Fault, Field, Filled, Form, Kind, Sent, Upload, Value};

/// The name of the field that says that what will happen was agreed to.
pub(crate) const CONFIRMED: &str = "confirme";

impl Form {
    /// Reads what was sent.
    ///
    /// # Errors
    /// Every fault, at its field.
    pub(crate) fn read(&self, sent: &Sent, language: Language) -> Result<Filled, Vec<Fault>> {
        let (mut values, mut faults) = (BTreeMap::new(), Vec::new());
        for field in self.fields() {
            match answer(field, sent, language) {
                Ok(Some(value)) => {
                    values.insert(field.name.clone(), value);
                }
                Ok(None) => (),
                Err(sentence) => faults.push(Fault { field: field.name.clone(), sentence }),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let confirmed = sent.first(CONFIRMED) == "oui";
        Ok(Filled::new(values, confirmed, language))
    }
}

/// The answer of one field: none when it was left empty and may be.
fn answer(field: &Field, sent: &Sent, language: Language) -> Result<Option<Value>, String> {
    if let Kind::Files { endings, most_bytes, most } = &field.kind {
        let files: Vec<Upload> = sent.files(&field.name).cloned().collect();
        return attached(field, files, endings, *most_bytes, *most, language);
    }
    if let Kind::Several(list) = &field.kind {
        return several(field, sent, list, language);
    }
    let typed = match field.kind {
        // A word that is not shown is taken as it is, blanks and all.
        Kind::Secret => sent.first_as_typed(&field.name),
        _ => sent.first(&field.name),
    };
    if typed.is_empty() {
        return match (&field.kind, field.required) {
            (_, false) | (Kind::Hidden, _) => Ok(None),
            (kind, true) => Err(empty(kind, language)),
        };
    }
    value(&field.kind, typed, language).map(Some)
}

/// What to say of a field left empty.
fn empty(kind: &Kind, language: Language) -> String {
    let (french, english) = match kind {
        Kind::Amount { .. } => {
            ("Écrivez un montant, par exemple 12,50.", "Write an amount, such as 12.50.")
        }
        Kind::Rate => ("Écrivez un taux, par exemple 2,5\u{a0}%.", "Write a rate, such as 2.5%."),
        Kind::Day => {
            ("Dites quel jour, par exemple 31/01/2026.", "Say which day, such as 2026-01-31.")
        }
        Kind::Month => {
            ("Dites quel mois, par exemple 2026-01.", "Say which month, such as 2026-01.")
        }
        Kind::Whole { .. } => ("Écrivez un nombre.", "Write a number."),
        Kind::Choice(_) | Kind::Several(_) => ("Choisissez une réponse.", "Choose an answer."),
        Kind::YesNo => ("Cochez cette case pour continuer.", "Tick this box to go on."),
        Kind::Email => (
            "Écrivez une adresse, par exemple nom@exemple.fr.",
            "Write an address, such as name@example.org.",
        ),
        Kind::Files { .. } => ("Choisissez un fichier.", "Choose a file."),
        Kind::Text { .. } | Kind::LongText { .. } | Kind::Secret | Kind::Hidden => {
            ("Répondez à cette question.", "Answer this question.")
        }
    };
    language.choose(french, english).to_owned()
}

fn value(kind: &Kind, typed: &str, language: Language) -> Result<Value, String> {
    match kind {
        Kind::Text { most } | Kind::LongText { most } => text(typed, *most, language),
        Kind::Amount { least, most } => amount(typed, *least, *most, language),
        Kind::Rate => Rate::parse(typed).map(Value::Rate).map_err(|error| error.sentence(language)),
        Kind::Day => day(typed).map(Value::Day).ok_or_else(|| match language {
            Language::French => {
                format!("«\u{a0}{typed}\u{a0}» n'est pas un jour\u{a0}; écrivez 31/01/2026.")
            }
            Language::English => format!("“{typed}” is not a day; write 2026-01-31."),
        }),
        Kind::Month => month(typed).map(Value::Month).ok_or_else(|| match language {
            Language::French => format!(
                "«\u{a0}{typed}\u{a0}» n'est pas un mois\u{a0}; écrivez 2026-01 ou janvier 2026."
            ),
            Language::English => {
                format!("“{typed}” is not a month; write 2026-01 or January 2026.")
            }
        }),
        Kind::Whole { least, most } => whole(typed, *least, *most, language),
        Kind::Choice(list) => known(list, typed, language).map(|word| Value::Text(word.to_owned())),
        Kind::YesNo => Ok(Value::Yes),
        Kind::Email => email(typed, language),
        Kind::Secret | Kind::Hidden => Ok(Value::Text(typed.to_owned())),
        Kind::Several(_) | Kind::Files { .. } => Ok(Value::Text(String::new())),
    }
}

fn text(typed: &str, most: usize, language: Language) -> Result<Value, String> {
    // Browsers send the ends of lines as CR LF.
    let text = typed.replace("\r\n", "\n");
    let long = text.chars().count();
    if long > most {
        return Err(match language {
            Language::French => {
                format!("{most} signes au plus, {long} ici\u{a0}: raccourcissez ce texte.")
            }
            Language::English => format!("At most {most} signs, {long} here: shorten this text."),
        });
    }
    let strange = |c: char| c.is_control() && c != '\n' && c != '\t';
    if text.contains(strange) {
        return Err(language
            .choose(
                "Ce texte contient des signes illisibles\u{a0}: tapez-le de nouveau.",
                "This text holds unreadable signs: type it again.",
            )
            .to_owned());
    }
    Ok(Value::Text(text))
}

fn amount(typed: &str, least: Amount, most: Amount, language: Language) -> Result<Value, String> {
    let amount = Amount::parse(typed).map_err(|error| error.sentence(language))?;
    let bound = |french: &str, english: &str, bound: Amount| {
        format!("{} {}.", language.choose(french, english), bound.written(language))
    };
    if amount < least {
        return Err(bound("Il faut au moins", "It must be at least", least));
    }
    if amount > most {
        return Err(bound("Il faut au plus", "It must be at most", most));
    }
    Ok(Value::Amount(amount))
}

fn whole(typed: &str, least: i64, most: i64, language: Language) -> Result<Value, String> {
    let compact: String =
        typed.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}')).collect();
    match compact.parse::<i64>() {
        Ok(number) if (least..=most).contains(&number) => Ok(Value::Whole(number)),
        _ => Err(match language {
            Language::French => format!("Écrivez un nombre entier de {least} à {most}."),
            Language::English => format!("Write a whole number from {least} to {most}."),
        }),
    }
}

/// A day as it is typed: `2026-01-31`, `31/01/2026`, `31.1.2026`, `31 janvier 2026`, `31 January 2026`.
fn day(typed: &str) -> Option<Day> {
    if let Ok(day) = typed.replace('.', "/").parse::<Day>() {
        return Some(day);
    }
    let words: Vec<&str> = typed.split_whitespace().collect();
    let [day, month, year] = words.as_slice() else { return None };
    let day = day.trim_end_matches("er").parse().ok()?;
    Day::new(year.parse().ok()?, month_named(month)?, day)
}

/// A month as it is typed: `2026-01`, `01/2026`, `janvier 2026`, `January 2026`.
fn month(typed: &str) -> Option<Month> {
    if let Ok(month) = typed.parse::<Month>() {
        return Some(month);
    }
    if let Some((month, year)) = typed.split_once('/') {
        return Month::new(year.trim().parse().ok()?, month.trim().parse().ok()?);
    }
    let (name, year) = typed.split_once(char::is_whitespace)?;
    Month::new(year.trim().parse().ok()?, month_named(name)?)
}

/// The number of a month by its name in either language, with or without its accents.
fn month_named(name: &str) -> Option<i8> {
    let plain = |text: &str| {
        text.to_lowercase().replace(['é', 'è'], "e").replace('û', "u").trim_matches('.').to_owned()
    };
    let name = plain(name);
    (1..=12).find(|number| {
        [Language::French, Language::English].into_iter().any(|language| {
            let written = Month::new(2000, *number).map(|month| month.written(language));
            let known = written.unwrap_or_default();
            plain(known.split(' ').next().unwrap_or_default()) == name
        })
    })
}

/// An address that mail can be sent to, as far as can be seen without sending.
fn email(typed: &str, language: Language) -> Result<Value, String> {
    let parts = typed.split_once('@');
    let fine = parts.is_some_and(|(name, host)| {
        let label = |label: &str| {
            !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-')
        };
        !name.is_empty()
            && host.contains('.')
            && host.split('.').all(label)
            && typed.len() <= 254
            && !typed
                .contains(|c: char| c.is_whitespace() || c.is_control() || "<>()\",;".contains(c))
    });
    if fine {
        return Ok(Value::Text(typed.to_owned()));
    }
    Err(match language {
        Language::French => format!(
            "«\u{a0}{typed}\u{a0}» n'est pas une adresse électronique\u{a0}; écrivez nom@exemple.fr."
        ),
        Language::English => format!("“{typed}” is no e-mail address; write name@example.org."),
    })
}

fn known<'a>(list: &'a [Choice], typed: &str, language: Language) -> Result<&'a str, String> {
    let found = list.iter().find(|choice| choice.word == typed);
    found.map(|choice| choice.word.as_str()).ok_or_else(|| {
        let sentence = language.choose(
            "Cette réponse n'est plus dans la liste\u{a0}: choisissez-en une autre.",
            "This answer is not in the list any more: choose another.",
        );
        sentence.to_owned()
    })
}

fn several(
    field: &Field,
    sent: &Sent,
    list: &[Choice],
    language: Language,
) -> Result<Option<Value>, String> {
    let mut words = Vec::new();
    for typed in sent.all(&field.name).filter(|typed| !typed.is_empty()) {
        let word = known(list, typed, language)?.to_owned();
        if !words.contains(&word) {
            words.push(word);
        }
    }
    match (words.is_empty(), field.required) {
        (true, true) => Err(empty(&field.kind, language)),
        (true, false) => Ok(None),
        (false, _) => Ok(Some(Value::Several(words))),
    }
}

fn attached(
    field: &Field,
    files: Vec<Upload>,
    endings: &[&str],
    most_bytes: usize,
    most: usize,
    language: Language,
) -> Result<Option<Value>, String> {
    if files.is_empty() {
        return if field.required { Err(empty(&field.kind, language)) } else { Ok(None) };
    }
    if files.len() > most {
        return Err(match language {
            Language::French => {
                format!("{most} fichiers au plus, {} ici\u{a0}: envoyez-en moins.", files.len())
            }
            Language::English => format!("At most {most} files, {} here: send fewer.", files.len()),
        });
    }
    for file in &files {
        let name = &file.name;
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
        if !endings.is_empty() && !endings.contains(&ending.as_str()) {
            let list = endings.join(", ");
            return Err(match language {
                Language::French => format!(
                    "«\u{a0}{name}\u{a0}» n'est pas un fichier attendu ici\u{a0}; choisissez un fichier {list}."
                ),
                Language::English => {
                    format!("“{name}” is not a file expected here; choose one of {list}.")
                }
            });
        }
        if file.bytes.is_empty() {
            return Err(match language {
                Language::French => {
                    format!("«\u{a0}{name}\u{a0}» est vide\u{a0}: choisissez un autre fichier.")
                }
                Language::English => format!("“{name}” is empty: choose another file."),
            });
        }
        if file.bytes.len() > most_bytes {
            let size = most_bytes >> 10;
            return Err(match language {
                Language::French => format!(
                    "«\u{a0}{name}\u{a0}» dépasse {size}\u{a0}ko\u{a0}: choisissez un fichier plus petit."
                ),
                Language::English => {
                    format!("“{name}” is larger than {size} kB: choose a smaller file.")
                }
            });
        }
    }
    Ok(Some(Value::Files(files)))
}
