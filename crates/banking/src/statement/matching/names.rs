//! Names and references inside texts that people and banks write.

/// The words of a name that may identify someone: capitals, no accents, two letters at least, each
/// once.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut plain = String::with_capacity(name.len());
    for character in name.chars().flat_map(char::to_uppercase) {
        match character {
            'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' => plain.push('A'),
            'Ç' => plain.push('C'),
            'È' | 'É' | 'Ê' | 'Ë' => plain.push('E'),
            'Ì' | 'Í' | 'Î' | 'Ï' => plain.push('I'),
            'Ñ' => plain.push('N'),
            'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'Ø' => plain.push('O'),
            'Ù' | 'Ú' | 'Û' | 'Ü' => plain.push('U'),
            'Ý' | 'Ÿ' => plain.push('Y'),
            'Œ' => plain.push_str("OE"),
            'Æ' => plain.push_str("AE"),
            letter if letter.is_alphanumeric() => plain.push(letter),
            _ => plain.push(' '),
        }
    }
    const TITLES: [&str; 9] = ["MR", "MME", "MLLE", "OU", "ET", "DE", "DU", "LA", "LE"];
    let mut words: Vec<String> = plain
        .split_whitespace()
        .filter(|word| word.len() >= 2 && !TITLES.contains(word))
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The ISO 11649 references in a text, checked; people write them in groups of four or whole.
pub(super) fn creditor_references(text: &str) -> Vec<String> {
    let upper = text.to_uppercase();
    let bytes = upper.as_bytes();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = upper[from..].find("RF").map(|at| from + at) {
        from = start + 2;
        let at_word = start == 0 || !bytes[start - 1].is_ascii_alphanumeric();
        if at_word && let Some(reference) = reference_at(&bytes[start..]) {
            found.push(reference);
        }
    }
    found
}

/// The reference that starts here: the longest that passes its check, over at most 25 characters
/// and the spaces between them.
fn reference_at(bytes: &[u8]) -> Option<String> {
    let mut reference = String::new();
    let mut best = None;
    for byte in bytes {
        match byte {
            b' ' if reference.len() >= 4 => {
                best = longest(best, &reference);
                continue;
            }
            byte if byte.is_ascii_alphanumeric() && reference.len() < 25 => {
                reference.push(char::from(*byte));
            }
            _ => break,
        }
    }
    longest(best, &reference)
}

fn longest(best: Option<String>, candidate: &str) -> Option<String> {
    if candidate.len() >= 5 && passes_check(candidate) { Some(candidate.to_owned()) } else { best }
}

/// ISO 7064 mod 97-10 over the reference with its first four characters moved to the end.
fn passes_check(reference: &str) -> bool {
    let (head, tail) = reference.split_at(4);
    if !head[2..].bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let remainder = tail.bytes().chain(head.bytes()).fold(0u32, |remainder, byte| match byte {
        b'0'..=b'9' => (remainder * 10 + u32::from(byte - b'0')) % 97,
        _ => (remainder * 100 + u32::from(byte - b'A') + 10) % 97,
    });
    remainder == 1
}
