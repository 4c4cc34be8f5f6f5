//! Exact numbers as texts: an integer, a decimal, or a fraction `p/q`.

use num_bigint::BigInt;
use num_traits::{Signed, Zero};

use super::Exact;

/// The longest text of a number, in bytes.
const LONGEST: usize = 80;

/// Reads an integer, a decimal with a point, or a fraction; `None` for anything else, for a zero
/// divisor, and beyond 80 characters.
pub fn parse(text: &str) -> Option<Exact> {
    if text.len() > LONGEST {
        return None;
    }
    if let Some((above, below)) = text.split_once('/') {
        let (above, below) = (integer(above)?, integer(below)?);
        return (!below.is_zero()).then(|| Exact::new(above, below));
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(decimals) || digits.ends_with('.') {
        return None;
    }
    let number: BigInt = format!("{whole}{decimals}").parse().ok()?;
    let number = Exact::new(number, BigInt::from(10).pow(u32::try_from(decimals.len()).ok()?));
    Some(if negative { -number } else { number })
}

fn integer(text: &str) -> Option<BigInt> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// Writes a number as [`parse`] reads it: decimal when it ends within twelve digits, else a fraction.
pub fn written(number: &Exact) -> String {
    let ten = BigInt::from(10);
    let (mut scaled, mut digits) = (number.clone(), 0_usize);
    while !scaled.is_integer() && digits < 12 {
        scaled *= &ten;
        digits += 1;
    }
    if !scaled.is_integer() {
        return format!("{}/{}", number.numer(), number.denom());
    }
    let sign = if number.is_negative() { "-" } else { "" };
    let text = format!("{:0>width$}", scaled.numer().abs().to_string(), width = digits + 1);
    let (whole, decimals) = text.split_at(text.len() - digits);
    let point = if digits > 0 { "." } else { "" };
    format!("{sign}{whole}{point}{decimals}")
}
