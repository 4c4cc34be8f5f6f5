//! Exact numbers as people read them, before any rounding.

use caisse_units::Language;

use crate::exact::Exact;
use crate::trace::Term;
use crate::value::{Value, ValueType};

/// An exact number of that type: `20,025 €`, `2,5 %`, `151,6667 h`. Euros and rates show up to six
/// decimals; a number that has more is preceded by `≈`.
pub fn exact_written(kind: ValueType, number: &Exact, language: Language) -> String {
    let hundred = Exact::whole(100);
    let (shown, decimals) = match kind {
        ValueType::Euros => (number.divided_by(&hundred).unwrap_or(Exact::ZERO), 6),
        ValueType::Rate => (number.times(&hundred), 6),
        _ => (number.clone(), 4),
    };
    let (text, is_exact) = shown.decimal(decimals);
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("\u{2212}", digits),
        None => ("", text.as_str()),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut fraction = fraction.to_owned();
    while kind == ValueType::Euros && fraction.len() < 2 {
        fraction.push('0');
    }
    let point = if fraction.is_empty() { "" } else { language.choose(",", ".") };
    let number = format!("{sign}{}{point}{fraction}", grouped(whole, language));
    let about = if is_exact { "" } else { "≈\u{a0}" };
    let (before, unit) = match (kind, language) {
        (ValueType::Euros, Language::French) => ("", "\u{a0}€"),
        (ValueType::Euros, Language::English) => ("€", ""),
        (ValueType::Rate, _) => ("", language.choose("\u{a0}%", "%")),
        (ValueType::Months, _) => ("", language.choose("\u{a0}mois", "\u{a0}months")),
        (ValueType::Days, _) => ("", language.choose("\u{a0}jours", "\u{a0}days")),
        (ValueType::Hours, _) => ("", "\u{a0}h"),
        _ => ("", ""),
    };
    let number = number.replacen(sign, "", 1);
    format!("{about}{sign}{before}{number}{unit}")
}

fn grouped(digits: &str, language: Language) -> String {
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push_str(language.choose("\u{202f}", ","));
        }
        grouped.push(digit);
    }
    grouped
}

/// A term as people read it.
pub(super) fn term_written(term: &Term, language: Language) -> String {
    match term {
        Term::Number(kind, number) => exact_written(*kind, number, language),
        Term::YesNo(yes) => Value::YesNo(*yes).written(language),
        Term::Category(name) => name.clone(),
        Term::Date(day) => day.written(language),
    }
}
