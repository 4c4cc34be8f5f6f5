//! How a file names an account.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How a file names an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountName {
    /// An IBAN, in capitals and without spaces: written in the file, or computed from the French
    /// bank, branch and account numbers.
    Iban(String),
    /// A number that only the bank understands.
    Local(String),
    /// The file does not name its account, as QIF and many CSV do: ask.
    Unnamed,
}

impl AccountName {
    /// The name that a text spells: an IBAN when it looks like one, a local number otherwise.
    pub fn from_text(text: &str) -> AccountName {
        let compact: String =
            text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        if compact.is_empty() {
            AccountName::Unnamed
        } else if looks_like_iban(&compact) {
            AccountName::Iban(compact)
        } else {
            AccountName::Local(compact)
        }
    }

    /// The IBAN of a French account from its bank code (5 characters), branch code (5) and account
    /// number (11): the RIB key and the check digits are computed. The account alone, when the
    /// parts do not have these lengths.
    pub fn from_french_parts(bank: &str, branch: &str, account: &str) -> AccountName {
        let parts = [bank.trim(), branch.trim(), account.trim()].map(str::to_uppercase);
        let [bank, branch, account] = &parts;
        let whole = format!("{bank}{branch}{account}");
        let complete = bank.len() == 5 && branch.len() == 5 && account.len() == 11;
        if !complete || !whole.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return AccountName::from_text(account);
        }
        let key = rib_key(bank, branch, account);
        let national = format!("{whole}{key:02}");
        let check = 98 - remainder_97(&format!("{national}FR00"));
        AccountName::Iban(format!("FR{check:02}{national}"))
    }

    /// Whether this name designates the account of that IBAN: `Some(true)` for the same IBAN,
    /// `Some(false)` for another account, `None` when the file does not say enough.
    ///
    /// A local number designates an account when it stands whole inside its IBAN, as the account
    /// number of a French IBAN does; under five characters it proves nothing.
    pub fn designates(&self, iban: &str) -> Option<bool> {
        let iban: String =
            iban.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        match self {
            AccountName::Iban(own) => Some(*own == iban),
            AccountName::Local(number) if number.len() >= 5 => {
                let digits: String = number.chars().filter(|c| c.is_alphanumeric()).collect();
                Some(iban.get(4..).is_some_and(|national| national.contains(&digits)))
            }
            AccountName::Local(_) | AccountName::Unnamed => None,
        }
    }
}

impl fmt::Display for AccountName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AccountName::Iban(text) | AccountName::Local(text) => formatter.write_str(text),
            AccountName::Unnamed => formatter.write_str("?"),
        }
    }
}

/// True for two letters, two digits, then 11 to 30 letters or digits. The check digits are not
/// verified here: the account must be one of ours anyway.
pub(super) fn looks_like_iban(compact: &str) -> bool {
    let bytes = compact.as_bytes();
    (15..=34).contains(&bytes.len())
        && bytes[..2].iter().all(u8::is_ascii_uppercase)
        && bytes[2..4].iter().all(u8::is_ascii_digit)
        && bytes[4..].iter().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// The two-digit key of a French account: 97 − (89 bank + 15 branch + 3 account) mod 97, letters
/// counting as the digits of a telephone dial shifted by one (A, J = 1; B, K, S = 2…).
fn rib_key(bank: &str, branch: &str, account: &str) -> u64 {
    let number = |text: &str| {
        text.bytes().fold(0u64, |total, byte| {
            let digit = match byte {
                b'0'..=b'9' => byte - b'0',
                b'A'..=b'I' => byte - b'A' + 1,
                b'J'..=b'R' => byte - b'J' + 1,
                _ => byte.saturating_sub(b'S') + 2,
            };
            total * 10 + u64::from(digit)
        })
    };
    97 - (89 * number(bank) + 15 * number(branch) + 3 * number(account)) % 97
}

/// The remainder by 97 of the number that a text spells, letters counting from A = 10.
fn remainder_97(text: &str) -> u32 {
    text.bytes().fold(0, |remainder, byte| match byte {
        b'0'..=b'9' => (remainder * 10 + u32::from(byte - b'0')) % 97,
        _ => (remainder * 100 + u32::from(byte.saturating_sub(b'A')) + 10) % 97,
    })
}
