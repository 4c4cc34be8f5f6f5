//! The square code that a member photographs to fill in a transfer (EPC069-12, "QR code SEPA").
//!
//! Reads and writes the text of the code and draws it as SVG. The bank of the payer shows the form
//! already filled; a reference with check digits comes back untouched on the caisse's statement.
//!
//! Absent on purpose: any notion of having been paid.

use std::fmt;
use std::fmt::Write as _;

use caisse_units::{Amount, Language};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode, Version};
use serde::{Deserialize, Serialize};

use super::fault::LARGEST;
use super::{AccountHolder, Remittance};
use crate::identifiers::{Bic, CreditorReference, Iban, IdentifierError};

/// The most bytes that a code may hold.
const MOST_BYTES: usize = 331;
/// The largest square allowed, 69 modules wide.
const LARGEST_VERSION: i16 = 13;

/// What a code asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferRequest {
    /// Who is to be paid; the name has 70 characters at most.
    pub beneficiary: AccountHolder,
    /// How much; the payer fills it in if absent.
    pub amount: Option<Amount>,
    /// A code of 1 to 4 capitals or digits for the kind of payment, such as `CHAR`; may be empty.
    pub purpose: String,
    /// What comes back on the statement; a text has 140 characters at most.
    pub remittance: Remittance,
    /// A note to the payer, 70 characters at most; may be empty.
    pub note: String,
}

/// Why a request cannot be a code, or a text is not one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SquareCodeError {
    /// The name is empty.
    Nameless,
    /// A text is over its limit.
    TooLong {
        /// Which text.
        line: CodeLine,
        /// Characters found.
        found: usize,
        /// Most characters allowed.
        most: usize,
    },
    /// A text holds a line break or another control character.
    ControlCharacter {
        /// Which text.
        line: CodeLine,
    },
    /// The amount is zero, negative, too large or not written like `EUR12.30`.
    WrongAmount {
        /// What was found.
        text: String,
    },
    /// The purpose is not 1 to 4 capitals or digits.
    WrongPurpose {
        /// What was found.
        text: String,
    },
    /// A reference and a text: one of both must be empty.
    ReferenceAndText,
    /// A fixed line (`BCD`, version, character set, `SCT`) is not as it must be.
    WrongLine {
        /// Its number, from 1.
        number: usize,
        /// What was found.
        text: String,
    },
    /// The number of lines is not 7 to 12.
    WrongLineCount {
        /// What was found.
        found: usize,
    },
    /// The whole is over 331 bytes.
    TooManyBytes {
        /// What was found.
        found: usize,
    },
    /// The account, bank or reference is wrong.
    Identifier(IdentifierError),
}

/// The texts of a code that have a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeLine {
    /// The name of the beneficiary.
    Name,
    /// The text for the beneficiary.
    Text,
    /// The note to the payer.
    Note,
}

impl TransferRequest {
    /// The text of the code: lines separated by line feeds, the last ones left out if empty.
    ///
    /// # Errors
    /// [`SquareCodeError`] names the first thing that does not fit.
    pub fn payload(&self) -> Result<String, SquareCodeError> {
        let text = match &self.remittance {
            Remittance::Text(text) => text.as_str(),
            Remittance::Reference(_) => "",
        };
        if self.beneficiary.name.trim().is_empty() {
            return Err(SquareCodeError::Nameless);
        }
        within(CodeLine::Name, &self.beneficiary.name, 70)?;
        within(CodeLine::Text, text, 140)?;
        within(CodeLine::Note, &self.note, 70)?;
        check_purpose(&self.purpose)?;
        let amount = match self.amount {
            Some(amount) if !amount.is_positive() || amount > LARGEST => {
                return Err(SquareCodeError::WrongAmount { text: amount.to_string() });
            }
            Some(amount) => format!("EUR{amount}"),
            None => String::new(),
        };
        let reference = match &self.remittance {
            Remittance::Reference(reference) => reference.as_str(),
            Remittance::Text(_) => "",
        };
        let bank = self.beneficiary.bic.as_ref().map_or("", Bic::as_str);
        let mut payload = String::from("BCD\n002\n1\nSCT");
        for line in [
            bank,
            self.beneficiary.name.trim(),
            self.beneficiary.iban.as_str(),
            &amount,
            &self.purpose,
            reference,
            text,
            &self.note,
        ] {
            let _ = write!(payload, "\n{line}");
        }
        payload.truncate(payload.trim_end_matches('\n').len());
        match payload.len() {
            found if found > MOST_BYTES => Err(SquareCodeError::TooManyBytes { found }),
            _ => Ok(payload),
        }
    }

    /// The code as an SVG image, black on white with its quiet border, at least `width` pixels wide.
    ///
    /// # Errors
    /// [`SquareCodeError`] as for [`TransferRequest::payload`].
    pub fn svg(&self, width: u32) -> Result<String, SquareCodeError> {
        let code = self.code()?;
        Ok(code
            .render::<svg::Color<'_>>()
            .min_dimensions(width, width)
            .dark_color(svg::Color("#000"))
            .light_color(svg::Color("#fff"))
            .build())
    }

    /// The squares, row by row, true for black, without border; for other drawings.
    ///
    /// # Errors
    /// [`SquareCodeError`] as for [`TransferRequest::payload`].
    pub fn squares(&self) -> Result<Vec<Vec<bool>>, SquareCodeError> {
        let code = self.code()?;
        let black = |color: &qrcode::Color| *color == qrcode::Color::Dark;
        let colors = code.to_colors();
        Ok(colors.chunks(code.width()).map(|row| row.iter().map(black).collect()).collect())
    }

    fn code(&self) -> Result<QrCode, SquareCodeError> {
        let payload = self.payload()?;
        let too_many = || SquareCodeError::TooManyBytes { found: payload.len() };
        let code = QrCode::with_error_correction_level(payload.as_bytes(), EcLevel::M)
            .map_err(|_| too_many())?;
        match code.version() {
            Version::Normal(version) if version <= LARGEST_VERSION => Ok(code),
            _ => Err(too_many()),
        }
    }

    /// Reads the text of a code, as written by us or by another program.
    ///
    /// # Errors
    /// [`SquareCodeError`] names the first line that is wrong.
    pub fn parse(payload: &str) -> Result<TransferRequest, SquareCodeError> {
        if payload.len() > MOST_BYTES {
            return Err(SquareCodeError::TooManyBytes { found: payload.len() });
        }
        let lines: Vec<&str> = payload.trim_end_matches(['\n', '\r']).lines().collect();
        if !(7..=12).contains(&lines.len()) {
            return Err(SquareCodeError::WrongLineCount { found: lines.len() });
        }
        let line = |number: usize| lines.get(number - 1).copied().unwrap_or("");
        let fixed: [&[&str]; 4] =
            [&["BCD"], &["001", "002"], &["1", "2", "3", "4", "5", "6", "7", "8"], &["SCT"]];
        for (number, allowed) in (1..).zip(fixed) {
            if !allowed.contains(&line(number)) {
                return Err(SquareCodeError::WrongLine { number, text: line(number).to_owned() });
            }
        }
        let bic = match line(5) {
            "" => None,
            text => Some(Bic::parse(text)?),
        };
        let remittance = match (line(10), line(11)) {
            ("", text) => Remittance::Text(text.to_owned()),
            (reference, "") => Remittance::Reference(CreditorReference::parse(reference)?),
            _ => return Err(SquareCodeError::ReferenceAndText),
        };
        let name = line(6).to_owned();
        let iban = Iban::parse(line(7))?;
        let request = TransferRequest {
            beneficiary: AccountHolder { name, iban, bic },
            amount: read_amount(line(8))?,
            purpose: line(9).to_owned(),
            remittance,
            note: line(12).to_owned(),
        };
        request.payload()?;
        Ok(request)
    }
}

fn read_amount(text: &str) -> Result<Option<Amount>, SquareCodeError> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || SquareCodeError::WrongAmount { text: text.to_owned() };
    let digits = text.strip_prefix("EUR").ok_or_else(wrong)?;
    if digits.contains(|c: char| !c.is_ascii_digit() && c != '.') {
        return Err(wrong());
    }
    Amount::parse(digits).map(Some).map_err(|_| wrong())
}

fn check_purpose(purpose: &str) -> Result<(), SquareCodeError> {
    let right = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    match purpose.len() <= 4 && purpose.bytes().all(right) {
        true => Ok(()),
        false => Err(SquareCodeError::WrongPurpose { text: purpose.to_owned() }),
    }
}

fn within(line: CodeLine, text: &str, most: usize) -> Result<(), SquareCodeError> {
    if text.contains(char::is_control) {
        return Err(SquareCodeError::ControlCharacter { line });
    }
    match text.chars().count() {
        found if found > most => Err(SquareCodeError::TooLong { line, found, most }),
        _ => Ok(()),
    }
}

impl CodeLine {
    fn name(self, language: Language) -> &'static str {
        match self {
            CodeLine::Name => language.choose("le nom", "the name"),
            CodeLine::Text => language.choose("le texte", "the text"),
            CodeLine::Note => language.choose("la note", "the note"),
        }
    }
}

impl SquareCodeError {
    /// The sentence for the person who asked for the code, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let name = |line: &CodeLine| line.name(Language::French);
        match self {
            Self::Nameless => "le bénéficiaire n'a pas de nom ; donnez-en un".into(),
            Self::TooLong { line, found, most } => {
                format!("{} compte {found} caractères ; {most} au plus", name(line))
            }
            Self::ControlCharacter { line } => {
                format!("{} contient un saut de ligne ; écrivez-le d'un trait", name(line))
            }
            Self::WrongAmount { text } => {
                format!("« {text} » n'est pas un montant de code ; écrivez par exemple EUR12.30")
            }
            Self::WrongPurpose { text } => {
                format!("« {text} » n'est pas un motif ; quatre capitales ou chiffres au plus")
            }
            Self::ReferenceAndText => {
                "le code porte une référence et un texte ; gardez l'un des deux".into()
            }
            Self::WrongLine { number, text } => format!(
                "ligne {number}, « {text} » : ce n'est pas un code de virement SEPA (EPC069-12)"
            ),
            Self::WrongLineCount { found } => {
                format!("{found} lignes au lieu de 7 à 12 : ce n'est pas un code de virement SEPA")
            }
            Self::TooManyBytes { found } => {
                format!("le code fait {found} octets, {MOST_BYTES} au plus ; abrégez le texte")
            }
            Self::Identifier(error) => error.sentence(Language::French),
        }
    }

    fn english(&self) -> String {
        let name = |line: &CodeLine| line.name(Language::English);
        match self {
            Self::Nameless => "the beneficiary has no name; give one".into(),
            Self::TooLong { line, found, most } => {
                format!("{} has {found} characters; {most} at most", name(line))
            }
            Self::ControlCharacter { line } => {
                format!("{} holds a line break; write it in one line", name(line))
            }
            Self::WrongAmount { text } => {
                format!("“{text}” is not an amount of a code; write for example EUR12.30")
            }
            Self::WrongPurpose { text } => {
                format!("“{text}” is not a purpose; four capitals or digits at most")
            }
            Self::ReferenceAndText => {
                "the code carries a reference and a text; keep one of them".into()
            }
            Self::WrongLine { number, text } => {
                format!("line {number}, “{text}”: not a code of a SEPA transfer (EPC069-12)")
            }
            Self::WrongLineCount { found } => {
                format!("{found} lines instead of 7 to 12: not a code of a SEPA transfer")
            }
            Self::TooManyBytes { found } => {
                format!("the code has {found} bytes, {MOST_BYTES} at most; shorten the text")
            }
            Self::Identifier(error) => error.sentence(Language::English),
        }
    }
}

impl From<IdentifierError> for SquareCodeError {
    fn from(error: IdentifierError) -> SquareCodeError {
        SquareCodeError::Identifier(error)
    }
}

impl fmt::Display for SquareCodeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for SquareCodeError {}
