//! The number of a bank account.

use super::{IdentifierError, IdentifierKind, check_digits, compact, text_identifier};

/// An international bank account number (ISO 13616), with right check digits.
///
/// The structure of each country comes from the public register of IBAN formats: `n` digits, `a`
/// capitals, `c` both. In France and Monaco the RIB key is checked too: an IBAN made from a mistyped
/// RIB has right check digits over a wrong account.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Iban(String);

impl Iban {
    /// Reads a number, in capitals or not, with or without spaces.
    ///
    /// # Errors
    /// [`IdentifierError`] says what is wrong, the first of: characters, country, length, check
    /// digits, structure, RIB key.
    pub fn parse(text: &str) -> Result<Iban, IdentifierError> {
        let kind = IdentifierKind::Iban;
        let number = compact(kind, text)?;
        let owned = || text.to_owned();
        let country: String = number.chars().take(2).collect();
        let Some(structure) = structure_of(&country) else {
            return Err(IdentifierError::UnknownCountry { text: owned(), country });
        };
        let (length, found) = (4 + structure_length(structure), number.len());
        if found != length {
            let (least, most, text) = (length, length, owned());
            return Err(IdentifierError::WrongLength { kind, text, found, least, most });
        }
        if !number.as_bytes()[2..4].iter().all(u8::is_ascii_digit)
            || !check_digits::is_right(&number)
        {
            return Err(IdentifierError::WrongCheckDigits { kind, text: owned() });
        }
        if !has_structure(&number[4..], structure) {
            let example = "FR76 3000 6000 0112 3456 7890 189";
            return Err(IdentifierError::WrongShape { kind, text: owned(), example });
        }
        if matches!(country.as_str(), "FR" | "MC") {
            let (expected, found) = (rib_key(&number[4..25]), number[25..].to_owned());
            if expected != found {
                return Err(IdentifierError::WrongRibKey { text: owned(), expected, found });
            }
        }
        Ok(Iban(number))
    }

    /// The two letters of its country.
    pub fn country(&self) -> &str {
        &self.0[..2]
    }

    /// True if the country takes part in SEPA, so that the account can be paid or collected from by
    /// the files of this crate (the list of the European Payments Council, 2025).
    pub fn is_in_sepa(&self) -> bool {
        SEPA.contains(&self.country())
    }

    /// The number in groups of four, as people read it: `FR76 3000 6000 …`.
    pub fn grouped(&self) -> String {
        in_groups_of_four(&self.0)
    }

    /// The beginning and the last four characters, for lists that many people see: `FR76 … 0189`.
    pub fn masked(&self) -> String {
        format!("{} … {}", &self.0[..4], &self.0[self.0.len() - 4..])
    }
}

text_identifier!(Iban);

/// The text in groups of four characters separated by spaces.
pub(super) fn in_groups_of_four(text: &str) -> String {
    let mut grouped = String::with_capacity(text.len() * 5 / 4 + 1);
    for (rank, character) in text.chars().enumerate() {
        if rank > 0 && rank.is_multiple_of(4) {
            grouped.push(' ');
        }
        grouped.push(character);
    }
    grouped
}

/// The RIB key of these 21 characters: bank (5), branch (5), account (11, where letters count as
/// digits: A and J 1, B, K and S 2, and so on to I, R and Z 9).
fn rib_key(bank_branch_account: &str) -> String {
    let remainder = bank_branch_account.chars().fold(0, |remainder, character| {
        let digit = match character.to_digit(36).unwrap_or(0) {
            value @ 0..=9 => value,
            value @ 10..=27 => (value - 10) % 9 + 1,
            value => value - 26,
        };
        (remainder * 10 + digit) % 97
    });
    format!("{:02}", 97 - remainder * 100 % 97)
}

/// The lengths and kinds of characters in a structure such as `5n11c`.
fn parts(structure: &str) -> impl Iterator<Item = (usize, char)> {
    structure.split_inclusive(['n', 'a', 'c']).filter_map(|part| {
        let kind = part.chars().last()?;
        Some((part.trim_end_matches(kind).parse().ok()?, kind))
    })
}

fn structure_length(structure: &str) -> usize {
    parts(structure).map(|(length, _)| length).sum()
}

fn has_structure(text: &str, structure: &str) -> bool {
    let mut rest = text.bytes();
    parts(structure).all(|(length, kind)| {
        (0..length).all(|_| match (rest.next(), kind) {
            (Some(byte), 'n') => byte.is_ascii_digit(),
            (Some(byte), 'a') => byte.is_ascii_uppercase(),
            (Some(_), _) => true,
            (None, _) => false,
        })
    })
}

fn structure_of(country: &str) -> Option<&'static str> {
    STRUCTURES.iter().find(|(code, _)| *code == country).map(|(_, structure)| *structure)
}

#[rustfmt::skip]
const SEPA: [&str; 42] = [
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GI",
    "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD", "ME", "MK", "MT", "NL",
    "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA",
];

#[rustfmt::skip]
const STRUCTURES: [(&str, &str); 87] = [
    ("AD", "4n4n12c"), ("AE", "3n16n"), ("AL", "8n16c"), ("AT", "5n11n"), ("AZ", "4a20c"),
    ("BA", "3n3n8n2n"), ("BE", "3n7n2n"), ("BG", "4a4n2n8c"), ("BH", "4a14c"),
    ("BI", "5n5n11n2n"), ("BR", "8n5n10n1a1c"), ("BY", "4c4n16c"), ("CH", "5n12c"),
    ("CR", "4n14n"), ("CY", "3n5n16c"), ("CZ", "4n6n10n"), ("DE", "8n10n"), ("DJ", "5n5n11n2n"),
    ("DK", "4n9n1n"), ("DO", "4c20n"), ("EE", "2n2n11n1n"), ("EG", "4n4n17n"),
    ("ES", "4n4n1n1n10n"), ("FI", "3n11n"), ("FK", "2a12n"), ("FO", "4n9n1n"),
    ("FR", "5n5n11c2n"), ("GB", "4a6n8n"), ("GE", "2a16n"), ("GI", "4a15c"), ("GL", "4n9n1n"),
    ("GR", "3n4n16c"), ("GT", "4c20c"), ("HR", "7n10n"), ("HU", "3n4n1n15n1n"), ("IE", "4a6n8n"),
    ("IL", "3n3n13n"), ("IQ", "4a3n12n"), ("IS", "4n2n6n10n"), ("IT", "1a5n5n12c"),
    ("JO", "4a4n18c"), ("KW", "4a22c"), ("KZ", "3n13c"), ("LB", "4n20c"), ("LC", "4a24c"),
    ("LI", "5n12c"), ("LT", "5n11n"), ("LU", "3n13c"), ("LV", "4a13c"), ("LY", "3n3n15n"),
    ("MC", "5n5n11c2n"), ("MD", "2c18c"), ("ME", "3n13n2n"), ("MK", "3n10c2n"), ("MN", "4n12n"),
    ("MR", "5n5n11n2n"), ("MT", "4a5n18c"), ("MU", "4a2n2n12n3n3a"), ("NI", "4a20n"),
    ("NL", "4a10n"), ("NO", "4n6n1n"), ("OM", "3n16c"), ("PL", "8n16n"), ("PS", "4a21c"),
    ("PT", "4n4n11n2n"), ("QA", "4a21c"), ("RO", "4a16c"), ("RS", "3n13n2n"), ("RU", "9n5n15c"),
    ("SA", "2n18c"), ("SC", "4a2n2n16n3a"), ("SD", "2n12n"), ("SE", "3n16n1n"), ("SI", "5n8n2n"),
    ("SK", "4n6n10n"), ("SM", "1a5n5n12c"), ("SO", "4n3n12n"), ("ST", "4n4n11n2n"),
    ("SV", "4a20n"), ("TL", "3n14n2n"), ("TN", "2n3n13n2n"), ("TR", "5n1n16c"), ("UA", "6n19c"),
    ("VA", "3n15n"), ("VG", "4a16n"), ("XK", "4n10n2n"), ("YE", "4a4n18c"),
];
