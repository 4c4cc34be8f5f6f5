//! Bytes to text, text to amounts and days: what all forms share.

use std::borrow::Cow;

use caisse_units::{Amount, AmountError, Day};
use encoding_rs::{Encoding, ISO_8859_15, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::{DayOrder, DecimalSign, Place, Problem, StatementError, TextEncoding};

impl TextEncoding {
    fn encoding(self) -> &'static Encoding {
        match self {
            TextEncoding::Utf8 => UTF_8,
            TextEncoding::Utf16 => UTF_16LE,
            TextEncoding::Windows1252 => WINDOWS_1252,
            TextEncoding::Latin9 => ISO_8859_15,
        }
    }
}

/// The text of a file without prolog: by its byte order mark, else as `asked`, else UTF-8 if it is,
/// else the Windows encoding of western Europe, which reads any byte.
///
/// # Errors
/// [`Problem::Encoding`] at the first byte that is not text.
pub(super) fn decode(
    bytes: &[u8],
    asked: Option<TextEncoding>,
) -> Result<(Cow<'_, str>, TextEncoding), StatementError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let kind = if encoding == UTF_8 { TextEncoding::Utf8 } else { TextEncoding::Utf16 };
        return Ok((strict(&bytes[mark..], encoding)?, kind));
    }
    let kind = asked.unwrap_or_else(|| match std::str::from_utf8(bytes) {
        Ok(_) => TextEncoding::Utf8,
        Err(_) => TextEncoding::Windows1252,
    });
    Ok((strict(bytes, kind.encoding())?, kind))
}

/// The text of an XML file: by its byte order mark, else by its prolog, else UTF-8.
///
/// # Errors
/// [`Problem::Encoding`] for an unknown encoding, or at the first byte that is not text.
pub(super) fn decode_xml(bytes: &[u8]) -> Result<Cow<'_, str>, StatementError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strict(&bytes[mark..], encoding);
    }
    match bytes {
        [b'<', 0, ..] => return strict(bytes, UTF_16LE),
        [0, b'<', ..] => return strict(bytes, UTF_16BE),
        _ => {}
    }
    let Some(label) = prolog_encoding(bytes) else { return strict(bytes, UTF_8) };
    match Encoding::for_label(label.as_bytes()) {
        Some(encoding) => strict(bytes, encoding),
        None => Err(Problem::Encoding { encoding: label }.at(Place::Line(1))),
    }
}

/// The encoding that `<?xml … encoding="…"?>` declares.
fn prolog_encoding(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(300)]);
    let head = head.trim_start();
    let prolog = head.strip_prefix("<?xml")?;
    let prolog = &prolog[..prolog.find("?>")?];
    let after = prolog.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(after[1..].split(quote).next()?.to_owned())
}

fn strict<'a>(
    bytes: &'a [u8],
    encoding: &'static Encoding,
) -> Result<Cow<'a, str>, StatementError> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(|| {
        let good = Encoding::utf8_valid_up_to(bytes);
        let place = if encoding == UTF_8 { place_of(&bytes[..good]) } else { Place::File };
        Problem::Encoding { encoding: encoding.name().to_owned() }.at(place)
    })
}

/// The place just after these bytes.
pub(super) fn place_of(before: &[u8]) -> Place {
    let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
    let last = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    // A byte that continues a UTF-8 character is not a character of its own.
    let column = 1 + before[last..].iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
    Place::Character { line: number(line), column: number(column) }
}

/// A count as the `u32` of a place; files are limited far below its end.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Trims, and turns an empty text, or one of the banks' ways to say "none", into `None`.
pub(super) fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    let none = text.is_empty()
        || ["NOTPROVIDED", "NONREF", "NOTAVAILABLE"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word));
    (!none).then(|| text.to_owned())
}

/// The IBAN that a text spells, in capitals and without spaces; `None` for anything else.
pub(super) fn iban(text: &str) -> Option<String> {
    let compact: String =
        text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
    super::account::looks_like_iban(&compact).then_some(compact)
}

/// An amount whose decimal sign is known. Spaces and apostrophes between thousands, the other sign
/// between groups of three, a sign before or after, and a final `€` or `EUR` are understood.
/// Decimals beyond cents are accepted only when they are zeros.
///
/// # Errors
/// [`Problem::Amount`] says what is wrong with the text.
pub(super) fn amount(text: &str, decimal: DecimalSign) -> Result<Amount, Problem> {
    let refuse = || Problem::Amount(AmountError::NotANumber { text: text.trim().to_owned() });
    let (negative, digits) = signed_digits(text);
    let (point, group) = match decimal {
        DecimalSign::Comma => (',', '.'),
        DecimalSign::Point => ('.', ','),
    };
    let (whole, decimals) = digits.split_once(point).unwrap_or((&digits, ""));
    let whole = ungroup(whole, group).ok_or_else(refuse)?;
    if whole.is_empty() && decimals.is_empty() {
        return Err(refuse());
    }
    let cents = cents(&whole, decimals, text)?;
    Ok(Amount::from_cents(if negative { -cents } else { cents }))
}

/// The cents of a whole part and decimals, both digits only.
pub(super) fn cents(whole: &str, decimals: &str, text: &str) -> Result<i64, Problem> {
    let text = || text.trim().to_owned();
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(decimals) {
        return Err(Problem::Amount(AmountError::NotANumber { text: text() }));
    }
    let (kept, rest) = decimals.split_at(decimals.len().min(2));
    if rest.bytes().any(|byte| byte != b'0') {
        return Err(Problem::Amount(AmountError::TooManyDecimals { text: text() }));
    }
    let out_of_bounds = || Problem::Amount(AmountError::OutOfBounds { text: text() });
    let whole = whole.trim_start_matches('0');
    let euros: i64 =
        if whole.is_empty() { 0 } else { whole.parse().map_err(|_| out_of_bounds())? };
    let small: i64 = format!("{kept:0<2}").parse().map_err(|_| out_of_bounds())?;
    euros
        .checked_mul(100)
        .and_then(|cents| cents.checked_add(small))
        .filter(|cents| *cents <= Amount::LIMIT.cents())
        .ok_or_else(out_of_bounds)
}

/// Strips spaces, the euro sign and the sign of a number; true for a minus.
fn signed_digits(text: &str) -> (bool, String) {
    let compact: String = text
        .chars()
        .filter(|c| !matches!(c, ' ' | '\t' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’'))
        .collect();
    let compact =
        ["€", "EUR", "eur"].iter().find_map(|unit| compact.strip_suffix(unit)).unwrap_or(&compact);
    const MINUS: [char; 2] = ['-', '\u{2212}'];
    if let Some(digits) = compact.strip_prefix(MINUS).or_else(|| compact.strip_suffix(MINUS)) {
        return (true, digits.to_owned());
    }
    let digits = compact.strip_prefix('+').or_else(|| compact.strip_suffix('+'));
    (false, digits.unwrap_or(compact).to_owned())
}

/// Removes the sign between thousands, which must stand before groups of exactly three digits.
fn ungroup(whole: &str, group: char) -> Option<String> {
    let mut parts = whole.split(group);
    let first = parts.next()?;
    let mut digits = first.to_owned();
    for part in parts {
        if part.len() != 3 || first.is_empty() || first.len() > 3 {
            return None;
        }
        digits.push_str(part);
    }
    Some(digits)
}

/// What some amounts say of their decimal sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Guess {
    /// At least one amount leaves no doubt, and none contradicts it.
    Known(DecimalSign),
    /// No amount has decimals or thousands: either sign reads them alike.
    Indifferent,
    /// This amount may be read two ways, or contradicts the others.
    Ambiguous(String),
}

/// The decimal sign of a column of amounts: `1,234.56` and `12.5` say point, `1.234,56` and `12,5`
/// say comma, `1,234` says nothing by itself.
pub(super) fn guess_decimal<'a>(texts: impl Iterator<Item = &'a str>) -> Guess {
    let mut known = None;
    let mut doubtful = None;
    for text in texts {
        let last = text.rfind([',', '.']);
        let Some(last) = last else { continue };
        let sign =
            if text[last..].starts_with(',') { DecimalSign::Comma } else { DecimalSign::Point };
        let other = if sign == DecimalSign::Comma { '.' } else { ',' };
        let decimals = text[last + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let sure = decimals != 3 || text[..last].contains(other);
        match (sure, known) {
            (true, Some(before)) if before != sign => return Guess::Ambiguous(text.to_owned()),
            (true, _) => known = Some(sign),
            (false, _) => doubtful = doubtful.or(Some(text)),
        }
    }
    match (known, doubtful) {
        (Some(sign), _) => Guess::Known(sign),
        (None, Some(text)) => Guess::Ambiguous(text.to_owned()),
        (None, None) => Guess::Indifferent,
    }
}

/// What some days say of their order: `Ok(None)` when all of them can be read two ways, the first
/// contradiction as error. A year of four digits in front, or a number over twelve, decides.
pub(super) fn guess_days<'a>(
    texts: impl Iterator<Item = &'a str>,
) -> Result<Option<DayOrder>, (usize, String)> {
    let mut known: Option<DayOrder> = None;
    for (index, text) in texts.enumerate() {
        let numbers: Vec<&str> =
            text.split(['/', '-', '.', '\'', ' ']).filter(|part| !part.is_empty()).collect();
        let over_twelve = |text: &&str| text.parse::<u32>().is_ok_and(|value| value > 12);
        let order = match numbers.as_slice() {
            [year, _, ..] if year.len() == 4 => DayOrder::YearMonthDay,
            [first, second, ..] if over_twelve(first) && !over_twelve(second) => {
                DayOrder::DayMonthYear
            }
            [first, second, ..] if over_twelve(second) && !over_twelve(first) => {
                DayOrder::MonthDayYear
            }
            _ => continue,
        };
        if known.is_some_and(|before| before != order) {
            return Err((index, text.to_owned()));
        }
        known = Some(order);
    }
    Ok(known)
}

/// A day of which the order is known; two-digit years from 80 on are of the last century.
pub(super) fn day(text: &str, order: DayOrder) -> Result<Day, Problem> {
    let refuse = || Problem::Day { text: text.trim().to_owned() };
    let trimmed = text.trim();
    let parts: Vec<&str> =
        trimmed.split(['/', '-', '.', '\'', ' ']).filter(|part| !part.is_empty()).collect();
    let parts: [&str; 3] = match parts.as_slice() {
        [first, second, third, ..] => [first, second, third],
        [digits] if digits.len() == 8 && digits.is_ascii() => match order {
            DayOrder::YearMonthDay => [&digits[..4], &digits[4..6], &digits[6..]],
            _ => [&digits[..2], &digits[2..4], &digits[4..]],
        },
        _ => return Err(refuse()),
    };
    let [year, month, day] = match order {
        DayOrder::YearMonthDay => parts,
        DayOrder::DayMonthYear => [parts[2], parts[1], parts[0]],
        DayOrder::MonthDayYear => [parts[2], parts[0], parts[1]],
    };
    // A time may follow the day: `2026-01-31T10:00:00`.
    let day = day.split(['T', 't']).next().unwrap_or(day);
    civil_day(year, month, day).ok_or_else(refuse)
}

/// The day of a year (two or four digits), month and day.
pub(super) fn civil_day(year: &str, month: &str, day: &str) -> Option<Day> {
    let digits = |text: &str, longest: usize| -> Option<i16> {
        let fine = (1..=longest).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        fine.then(|| text.parse().ok()).flatten()
    };
    let year = match (year.len(), digits(year, 4)?) {
        (4, year) => year,
        (2, year) if year >= 80 => 1900 + year,
        (2, year) => 2000 + year,
        _ => return None,
    };
    Day::new(year, digits(month, 2)? as i8, digits(day, 2)? as i8)
}
