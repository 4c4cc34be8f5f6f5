//! Names and texts in the characters that every SEPA bank accepts.
//!
//! Letters and digits of ASCII, space, `/ - ? : ( ) . , ' +`. A file with any other character can be
//! refused whole by a bank. The replacements are ours, made for French ears: `é` becomes `e`, `œ`
//! becomes `oe`, `€` becomes `EUR`, `’` becomes `'`, `&` becomes `+`; the letters of other Latin
//! alphabets lose their marks, Greek and Cyrillic ones are spelled; a letter of another script
//! becomes a full stop, as the European Payments Council advises, and a symbol becomes a space.
//!
//! Absent on purpose: identifiers, which are refused and not repaired.

/// The text in SEPA characters, spaces joined and trimmed, at most `limit` characters. May be empty.
///
/// Linear in the text's length.
pub fn sepa_text(text: &str, limit: usize) -> String {
    let mut written = String::with_capacity(text.len().min(limit * 2));
    let mut length = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let mut buffer = [0_u8; 4];
        let before_small_letter = characters.peek().is_some_and(|next| next.is_lowercase());
        for (rank, piece) in replacement(character, &mut buffer).chars().enumerate() {
            // Œuvre becomes Oeuvre and ŒUVRE becomes OEUVRE.
            let small = rank > 0 && before_small_letter && character.is_uppercase();
            let piece = if small { piece.to_ascii_lowercase() } else { piece };
            let space = piece == ' ';
            if space && (written.is_empty() || written.ends_with(' ')) {
                continue;
            }
            if length == limit {
                return written.trim_end().to_owned();
            }
            written.push(piece);
            length += 1;
        }
    }
    written.trim_end().to_owned()
}

/// True if the text has a letter or a digit left: a name of full stops only names nobody.
pub fn says_something(sepa: &str) -> bool {
    sepa.chars().any(|character| character.is_ascii_alphanumeric())
}

/// True if every character of the text is accepted by every SEPA bank.
pub fn is_sepa(text: &str) -> bool {
    text.chars().all(is_sepa_character)
}

fn is_sepa_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || " /-?:().,'+".contains(character)
}

fn replacement(character: char, buffer: &mut [u8; 4]) -> &str {
    if is_sepa_character(character) {
        return character.encode_utf8(buffer);
    }
    if let Some((_, ascii)) = SIGNS.iter().find(|(from, _)| from.contains(character)) {
        return ascii;
    }
    if let Some((_, ascii)) = LETTERS.iter().find(|(from, _)| from.contains(character)) {
        return ascii;
    }
    match character {
        // Marks that follow their letter, as some systems store é; and joiners without width.
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{feff}' => "",
        letter if letter.is_alphabetic() => {
            let lower = letter.to_lowercase().next();
            match lower.filter(|lower| *lower != letter) {
                Some(lower) => capital(lower),
                None => ".",
            }
        }
        _ => " ",
    }
}

/// The capital of what a small letter becomes; only for single small letters of the table.
fn capital(lower: char) -> &'static str {
    let mut buffer = [0_u8; 4];
    // The dotted İ of Turkish has an ASCII small letter, which is in no table.
    let ascii = match LETTERS.iter().find(|(from, _)| from.contains(lower)) {
        Some((_, ascii)) => ascii,
        None => &*lower.encode_utf8(&mut buffer),
    };
    CAPITALS.iter().find(|(small, _)| *small == ascii).map_or(".", |(_, capital)| capital)
}

const SIGNS: [(&str, &str); 19] = [
    ("’‘‛ʼʹ′`´\"“”„«»‹›″", "'"),
    ("–—‒―−‐‑_~", "-"),
    ("€", "EUR"),
    ("&", "+"),
    ("@", "(at)"),
    ("…", "..."),
    ("°ºɔ", "o"),
    ("ª", "a"),
    ("²", "2"),
    ("³", "3"),
    ("½", "1/2"),
    ("¼", "1/4"),
    ("¾", "3/4"),
    ("[{", "("),
    ("]}", ")"),
    ("\\|", "/"),
    (";", ","),
    ("№", "No"),
    ("!", "."),
];

/// Small letters of Latin, Greek and Cyrillic alphabets and what they become.
const LETTERS: [(&str, &str); 45] = [
    ("àáâãäåāăąǎȁȃạảấầẩẫậắằẳẵặǻαάа", "a"),
    ("çćĉċčц", "c"),
    ("ďđðδдɗḍ", "d"),
    ("èéêëēĕėęěȅȇẹẻẽếềểễệεέеəɛǝ", "e"),
    ("ĝğġģǧγгɣ", "g"),
    ("ĥħхḥḫ", "h"),
    ("ìíîïĩīĭįıǐȉȋịỉηήιίϊΐи", "i"),
    ("ĵ", "j"),
    ("ķĸǩκкƙḳ", "k"),
    ("ĺļľŀłλлḷ", "l"),
    ("ñńņňŉŋνнɲṅṇ", "n"),
    ("òóôõöøōŏőǒơȍȏọỏốồổỗộớờởỡợǿοόωώо", "o"),
    ("ŕŗřρрṛ", "r"),
    ("śŝşšșſσςсṣ", "s"),
    ("ţťŧțτтṭ", "t"),
    ("ùúûüũūŭůűųǔưȕȗụủứừửữựу", "u"),
    ("ŵẁẃẅ", "w"),
    ("ýÿŷỳỵỷỹυύϋΰйыƴẏ", "y"),
    ("źżžζзẓ", "z"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ß", "ss"),
    ("þθ", "th"),
    ("ĳ", "ij"),
    ("βвѓ", "v"),
    ("μмµṃṁ", "m"),
    ("ξ", "x"),
    ("πп", "p"),
    ("φф", "f"),
    ("χ", "ch"),
    ("ψ", "ps"),
    ("бɓḅ", "b"),
    ("ё", "io"),
    ("ж", "zh"),
    ("ч", "tch"),
    ("ш", "sh"),
    ("щ", "sht"),
    ("ъь", ""),
    ("э", "e"),
    ("ю", "yu"),
    ("я", "ya"),
    ("є", "ye"),
    ("і", "i"),
    ("ї", "yi"),
    ("ґ", "g"),
];

#[rustfmt::skip]
const CAPITALS: [(&str, &str); 42] = [
    ("a", "A"), ("b", "B"), ("c", "C"), ("d", "D"), ("e", "E"), ("f", "F"), ("g", "G"), ("h", "H"),
    ("i", "I"), ("j", "J"), ("k", "K"), ("l", "L"), ("m", "M"), ("n", "N"), ("o", "O"), ("p", "P"),
    ("r", "R"), ("s", "S"), ("t", "T"), ("u", "U"), ("v", "V"), ("w", "W"), ("x", "X"), ("y", "Y"),
    ("z", "Z"), ("ae", "AE"), ("oe", "OE"), ("ss", "SS"), ("th", "TH"), ("ij", "IJ"), ("ch", "CH"),
    ("ps", "PS"), ("io", "IO"), ("zh", "ZH"), ("tch", "TCH"), ("sh", "SH"), ("sht", "SHT"),
    ("yu", "YU"), ("ya", "YA"), ("ye", "YE"), ("yi", "YI"), ("", ""),
];

#[cfg(test)]
mod tests;
