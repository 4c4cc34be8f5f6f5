//! Decimal numbers of `.pb` files, exact: `2228141.75`, `400000.0`, `1234,5`.

/// A decimal number not below 0: `digits` / 10^`decimals`, without zeros at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub digits: u64,
    pub decimals: u32,
}

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    NotANumber,
    Negative,
    TooLong,
}

impl Decimal {
    /// Reads a number; a point or a comma stands before the decimals.
    pub fn parse(text: &str) -> Result<Decimal, Fault> {
        let text = text.trim();
        let (negative, rest) = match text.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, decimals) = rest.split_once(['.', ',']).unwrap_or((rest, ""));
        let numeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.len() + decimals.len() == 0 || !numeric(whole) || !numeric(decimals) {
            return Err(Fault::NotANumber);
        }
        let decimals = decimals.trim_end_matches('0');
        let digits = whole
            .bytes()
            .chain(decimals.bytes())
            .try_fold(0u64, |sum, digit| sum.checked_mul(10)?.checked_add(u64::from(digit - b'0')))
            .ok_or(Fault::TooLong)?;
        if negative && digits > 0 {
            return Err(Fault::Negative);
        }
        Ok(Decimal { digits, decimals: decimals.len() as u32 })
    }

    /// The number as a whole count of 10^-`decimals`; `None` if that is not whole or too large.
    pub fn scaled(self, decimals: u32) -> Option<u64> {
        let more = decimals.checked_sub(self.decimals)?;
        self.digits.checked_mul(10u64.checked_pow(more)?)
    }
}

/// The text of `digits` / 10^`decimals`, without zeros at the end.
pub(super) fn written(digits: u64, decimals: u32) -> String {
    if decimals == 0 {
        return digits.to_string();
    }
    let width = decimals as usize + 1;
    let text = format!("{digits:0>width$}");
    let (whole, rest) = text.split_at(text.len() - decimals as usize);
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}
