//! Account numbers and the parties behind them, four bytes each.

use std::fmt;
use std::str::FromStr;

use caisse_units::Language;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::identity::{LevelId, MemberId, from_text};

/// The number of an account in the chart: one to eight decimal digits, such as `411` or `6571`.
///
/// Numbers are ordered as text, as every chart prints them: `41` < `411` < `42`. The first digit is
/// the class.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AccountNumber(
    /// One digit per half byte from the left, stored as digit + 1, so that the order of the integers
    /// is the order of the texts.
    u32,
);

impl AccountNumber {
    /// The most digits that a number has.
    pub const MOST_DIGITS: usize = 8;

    /// The class of the account, its first digit: 1 capital, 2 fixed assets, 3 stocks, 4 third
    /// parties, 5 money, 6 expense, 7 income, 8 volunteer work and gifts in kind.
    pub const fn class(self) -> u8 {
        ((self.0 >> 28) as u8).saturating_sub(1)
    }

    /// How many digits the number has, 1 to 8.
    pub const fn digits(self) -> usize {
        Self::MOST_DIGITS - (self.0.trailing_zeros() / 4) as usize
    }

    /// The digit at a place from 0, or `None` beyond the last.
    pub const fn digit(self, place: usize) -> Option<u8> {
        if place >= self.digits() {
            return None;
        }
        Some((self.0 >> (28 - 4 * place) & 0xf) as u8 - 1)
    }

    /// True when this number is `prefix` or one of its sub-accounts: `4111` starts with `411`.
    pub const fn starts_with(self, prefix: AccountNumber) -> bool {
        let kept = u32::MAX << (4 * (Self::MOST_DIGITS - prefix.digits()));
        self.0 & kept == prefix.0
    }

    /// The four bytes of this number, for columns; [`AccountNumber::from_packed`] reads them back.
    pub const fn packed(self) -> u32 {
        self.0
    }

    /// The number that these four bytes hold, or `None` when they hold none.
    pub const fn from_packed(packed: u32) -> Option<AccountNumber> {
        let mut shift = 32;
        let mut ended = false;
        while shift > 0 {
            shift -= 4;
            let half = packed >> shift & 0xf;
            if half > 10 || (half != 0 && ended) {
                return None;
            }
            ended = half == 0;
        }
        if packed >> 28 == 0 { None } else { Some(AccountNumber(packed)) }
    }
}

impl FromStr for AccountNumber {
    type Err = AccountNumberError;

    fn from_str(text: &str) -> Result<AccountNumber, AccountNumberError> {
        let digits = text.as_bytes();
        let right = (1..=AccountNumber::MOST_DIGITS).contains(&digits.len())
            && digits.iter().all(u8::is_ascii_digit)
            && digits[0] != b'0';
        if !right {
            return Err(AccountNumberError { text: text.to_owned() });
        }
        let packed = digits.iter().fold(0u32, |packed, digit| packed << 4 | u32::from(digit - 47));
        Ok(AccountNumber(packed << (4 * (AccountNumber::MOST_DIGITS - digits.len()))))
    }
}

impl fmt::Display for AccountNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(AccountNumber::MOST_DIGITS);
        for place in 0..self.digits() {
            let half = self.0 >> (28 - 4 * place) & 0xf;
            text.push(char::from(b'0' + (half as u8).saturating_sub(1)));
        }
        formatter.pad(&text)
    }
}

impl fmt::Debug for AccountNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for AccountNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_u32(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for AccountNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<AccountNumber, D::Error> {
        if deserializer.is_human_readable() {
            from_text(deserializer)
        } else {
            AccountNumber::from_packed(u32::deserialize(deserializer)?)
                .ok_or_else(|| serde::de::Error::custom("four bytes that are not an account"))
        }
    }
}

/// A text that is not an account number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountNumberError {
    /// What was read.
    pub text: String,
}

impl AccountNumberError {
    /// The sentence for the person who typed it, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let text = &self.text;
        match language {
            Language::French => format!(
                "« {text} » n'est pas un numéro de compte ; écrivez de un à huit chiffres, par exemple 411"
            ),
            Language::English => format!(
                "“{text}” is not an account number; write one to eight digits, for example 411"
            ),
        }
    }
}

impl fmt::Display for AccountNumberError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for AccountNumberError {}

/// Who stands behind a line of an account that is kept person by person: the auxiliary account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Party {
    /// A member, for what is called, owed or paid.
    Member(MemberId),
    /// A level that receives a share of contributions.
    Level(LevelId),
}

/// The bit that tells a level from a member in the four packed bytes.
const LEVEL: u32 = 1 << 31;

impl Party {
    /// The four bytes of a party or of none (0), for columns. Identifiers stay under two billion.
    pub(super) fn pack(party: Option<Party>) -> u32 {
        match party {
            None => 0,
            Some(Party::Member(member)) => member.0 & !LEVEL,
            Some(Party::Level(level)) => level.0 | LEVEL,
        }
    }

    /// The party that [`Party::pack`] wrote.
    pub(super) fn unpack(packed: u32) -> Option<Party> {
        match (packed & !LEVEL, packed & LEVEL) {
            (0, _) => None,
            (number, 0) => Some(Party::Member(MemberId(number))),
            (number, _) => Some(Party::Level(LevelId(number))),
        }
    }
}

impl fmt::Display for Party {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Party::Member(member) => fmt::Display::fmt(member, formatter),
            Party::Level(level) => fmt::Display::fmt(level, formatter),
        }
    }
}

impl FromStr for Party {
    type Err = crate::identity::IdentifierError;

    fn from_str(text: &str) -> Result<Party, Self::Err> {
        match text.parse::<LevelId>() {
            Ok(level) => Ok(Party::Level(level)),
            Err(_) => text.parse::<MemberId>().map(Party::Member),
        }
    }
}

impl Serialize for Party {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_u32(Party::pack(Some(*self)))
        }
    }
}

impl<'de> Deserialize<'de> for Party {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Party, D::Error> {
        if deserializer.is_human_readable() {
            from_text(deserializer)
        } else {
            Party::unpack(u32::deserialize(deserializer)?)
                .ok_or_else(|| serde::de::Error::custom("four bytes that are not a party"))
        }
    }
}
