//! Writing along the form: the statutes as a file that is read again as they are.

use caisse_domain::assemblies::Statutes;
use caisse_units::{Amount, Language};
use serde_json::Value;
use toml::Table;
use toml::Value as Toml;

use super::form::{Field, Form, STATUTES};

/// The statutes as a file, with the keys of a language. [`super::read`] gives them back.
pub fn write(statutes: &Statutes, language: Language) -> String {
    let value = serde_json::to_value(statutes).unwrap_or_default();
    let written = table(&value, STATUTES, language);
    toml::to_string_pretty(&written).unwrap_or_default()
}

fn table(value: &Value, fields: &[Field], language: Language) -> Table {
    let written = fields.iter().filter_map(|field| {
        let name = language.choose(field.french, field.english);
        let value = toml(value.get(field.key)?, &field.form, language)?;
        Some((name.to_owned(), value))
    });
    written.collect()
}

/// A value along its form; nothing for what is absent.
fn toml(value: &Value, form: &Form, language: Language) -> Option<Toml> {
    if value.is_null() {
        return None;
    }
    let text = |french: &str, english: &str| Toml::String(language.choose(french, english).into());
    let number = |value: &Value| value.as_u64().and_then(|n| i64::try_from(n).ok());
    Some(match form {
        Form::Text | Form::Share => Toml::String(value.as_str()?.to_owned()),
        Form::Count(_) => Toml::Integer(number(value)?),
        Form::YesNo => Toml::Boolean(value.as_bool()?),
        Form::Fraction => {
            let part = |name: &str| number(&value[name]);
            Toml::String(format!("{}/{}", part("numerator")?, part("denominator")?))
        }
        Form::Amount => {
            let amount = Amount::from_cents(value.as_i64()?);
            let (euros, cents) = (amount.cents() / 100, amount.cents() % 100);
            text(&format!("{euros},{cents:02} EUR"), &format!("{euros}.{cents:02} EUR"))
        }
        Form::Size => match (value.get("share"), value.get("members")) {
            (Some(share), _) => Toml::String(share.as_str()?.to_owned()),
            (_, Some(members)) => Toml::Integer(number(members)?),
            _ => text("aucun", "none"),
        },
        Form::Enough => match (value.get("more_than"), value.get("at_least")) {
            (Some(share), _) => {
                let share = share.as_str()?;
                text(&format!("plus de {share}"), &format!("more than {share}"))
            }
            (_, share) => {
                let share = share?.as_str()?;
                text(&format!("au moins {share}"), &format!("at least {share}"))
            }
        },
        Form::OneOf(words, keyed) => {
            let same = |json: &str| serde_json::from_str::<Value>(json).is_ok_and(|j| j == *value);
            if let Some((french, english, _)) = words.iter().find(|(_, _, json)| same(json)) {
                return Some(text(french, english));
            }
            let inner = |one: &super::form::Keyed| {
                let inner = one.path.iter().try_fold(value, |value, key| value.get(key))?;
                let name = language.choose(one.french, one.english).to_owned();
                Some(Toml::Table(Table::from_iter([(name, toml(inner, &one.form, language)?)])))
            };
            keyed.iter().find_map(inner)?
        }
        Form::Table(fields) => Toml::Table(table(value, fields, language)),
        Form::List(inner) => {
            let values = value.as_array()?;
            if values.is_empty() {
                return None;
            }
            Toml::Array(values.iter().filter_map(|one| toml(one, inner, language)).collect())
        }
    })
}
