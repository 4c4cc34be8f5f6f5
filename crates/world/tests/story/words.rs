//! The words of the stories: days, months, amounts, numbers, and phrases with places to fill.

use std::str::FromStr;

use caisse_units::{Amount, Day, Month};

const MONTHS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];

/// What stands in the places `{}` of a phrase, if the text is that phrase.
pub fn places<'a>(text: &'a str, phrase: &str) -> Option<Vec<&'a str>> {
    let mut parts = phrase.split("{}");
    let mut rest = text.strip_prefix(parts.next()?)?;
    let mut found = Vec::new();
    let parts: Vec<&str> = parts.collect();
    for (index, part) in parts.iter().enumerate() {
        let last = index + 1 == parts.len();
        let at = if last && part.is_empty() { rest.len() } else { rest.find(part)? };
        found.push(&rest[..at]);
        rest = &rest[at + part.len()..];
    }
    rest.is_empty().then_some(found)
}

/// Without the spaces that do not break, and with the plain apostrophe.
pub fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ").replace('’', "'")
}

/// `5 janvier 2026`, `1er mars 2026`.
pub fn day(text: &str) -> Day {
    let words: Vec<&str> = text.split(' ').collect();
    let number = words[0].trim_end_matches("er").parse().expect("un jour");
    let month = month(&words[1..].join(" "));
    Day::new(month.year(), month.month_of_year(), number).expect("un jour du calendrier")
}

/// `janvier 2026`.
pub fn month(text: &str) -> Month {
    let (name, year) = text.split_once(' ').expect("un mois et une année");
    let number = MONTHS.iter().position(|known| *known == name).expect("un mois");
    let number = i8::try_from(number + 1).expect("douze mois");
    Month::new(year.parse().expect("une année"), number).expect("un mois du calendrier")
}

/// `1 200,50 €`.
pub fn amount(text: &str) -> Amount {
    let digits = text.trim().trim_end_matches('€').trim();
    Amount::parse(digits).unwrap_or_else(|_| panic!("« {text} » n'est pas un montant"))
}

/// An identifier such as `M3`.
pub fn number<T: FromStr>(text: &str) -> T {
    text.trim().parse().unwrap_or_else(|_| panic!("« {text} » n'est pas un numéro"))
}
