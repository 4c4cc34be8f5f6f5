//! The arithmetic of check digits: ISO 7064 modulo 97-10, and Luhn.

/// The remainder by 97 of the number written by these capitals and digits, where A counts 10 and Z
/// counts 35. Any other character counts as nothing; callers check characters first.
pub(super) fn remainder_97(text: impl IntoIterator<Item = char>) -> u32 {
    text.into_iter().fold(0, |remainder, character| match character.to_digit(36) {
        Some(value) if value >= 10 => (remainder * 100 + value) % 97,
        Some(value) => (remainder * 10 + value) % 97,
        None => remainder,
    })
}

/// True if the text is right once its first four characters are moved to the end.
pub(super) fn is_right(text: &str) -> bool {
    let (head, tail) = text.split_at(4.min(text.len()));
    remainder_97(tail.chars().chain(head.chars())) == 1
}

/// The two digits to put after `prefix` and before `tail` to make it right.
pub(super) fn digits_for(prefix: &str, tail: &str) -> String {
    let remainder = remainder_97(tail.chars().chain(prefix.chars()).chain("00".chars()));
    format!("{:02}", 98 - remainder)
}

/// True if the digits are right by Luhn's rule.
pub(super) fn is_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|character| character.to_digit(10))
        .enumerate()
        .map(|(rank, digit)| match (rank % 2, digit * 2) {
            (0, _) => digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        })
        .sum();
    sum.is_multiple_of(10)
}
