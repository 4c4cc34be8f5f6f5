//! Why a text is not an identifier.

use std::fmt;

use caisse_units::Language;

/// Which identifier was being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IdentifierKind {
    /// International bank account number.
    Iban,
    /// Business identifier code of a bank.
    Bic,
    /// Creditor reference of ISO 11649, `RF…`.
    CreditorReference,
    /// SEPA creditor identifier, in French ICS.
    CreditorIdentifier,
    /// Unique mandate reference, in French RUM.
    MandateReference,
    /// Identifier of a message, a batch or a payment.
    PaymentIdentifier,
    /// Number of a French organisation, nine digits.
    Siren,
}

impl IdentifierKind {
    /// The name a treasurer knows, with its article in French.
    pub fn name(self, language: Language) -> &'static str {
        match self {
            IdentifierKind::Iban => language.choose("l'IBAN", "the IBAN"),
            IdentifierKind::Bic => language.choose("le BIC", "the BIC"),
            IdentifierKind::CreditorReference => {
                language.choose("la référence de créancier", "the creditor reference")
            }
            IdentifierKind::CreditorIdentifier => language
                .choose("l'identifiant créancier SEPA (ICS)", "the SEPA creditor identifier (ICS)"),
            IdentifierKind::MandateReference => {
                language.choose("la référence de mandat (RUM)", "the mandate reference (RUM)")
            }
            IdentifierKind::PaymentIdentifier => {
                language.choose("l'identifiant de paiement", "the payment identifier")
            }
            IdentifierKind::Siren => language.choose("le numéro SIREN", "the SIREN number"),
        }
    }
}

/// Why a text is not an identifier of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentifierError {
    /// A character that this identifier cannot hold.
    WrongCharacter {
        /// The identifier that was being read.
        kind: IdentifierKind,
        /// What was read.
        text: String,
        /// The first wrong character.
        character: char,
    },
    /// Too short or too long.
    WrongLength {
        /// The identifier that was being read.
        kind: IdentifierKind,
        /// What was read.
        text: String,
        /// Characters found, spaces left out.
        found: usize,
        /// Fewest characters allowed.
        least: usize,
        /// Most characters allowed.
        most: usize,
    },
    /// The right characters in the wrong places.
    WrongShape {
        /// The identifier that was being read.
        kind: IdentifierKind,
        /// What was read.
        text: String,
        /// A right one, to compare with.
        example: &'static str,
    },
    /// The first two letters name no country with this identifier.
    UnknownCountry {
        /// What was read.
        text: String,
        /// The two letters.
        country: String,
    },
    /// The check digits do not agree with the rest: a character was mistyped.
    WrongCheckDigits {
        /// The identifier that was being read.
        kind: IdentifierKind,
        /// What was read.
        text: String,
    },
    /// The IBAN is right as a whole but its French bank details are not.
    WrongRibKey {
        /// What was read.
        text: String,
        /// The key that the bank, branch and account call for.
        expected: String,
        /// The key that was read.
        found: String,
    },
}

impl IdentifierError {
    /// The sentence for the person who typed it, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let name = |kind: &IdentifierKind| kind.name(Language::French);
        match self {
            Self::WrongCharacter { kind, text, character } => format!(
                "« {text} » : {} ne peut pas contenir « {} » ; retirez ce caractère",
                name(kind),
                character.escape_debug()
            ),
            Self::WrongLength { kind, text, found, least, most } if least == most => format!(
                "« {text} » : {} compte {most} caractères et non {found} ; recopiez-le en entier",
                name(kind)
            ),
            Self::WrongLength { kind, text, found, least, most } => format!(
                "« {text} » : {} compte de {least} à {most} caractères et non {found} ; \
                 recopiez-le en entier",
                name(kind)
            ),
            Self::WrongShape { kind, text, example } => {
                format!("« {text} » : {} s'écrit comme {example}", name(kind))
            }
            Self::UnknownCountry { text, country } => format!(
                "« {text} » : aucun pays ne commence un IBAN par {country} ; vérifiez les deux \
                 premières lettres"
            ),
            Self::WrongCheckDigits { kind, text } => format!(
                "« {text} » : {} a une clé de contrôle fausse ; un caractère a été mal recopié",
                name(kind)
            ),
            Self::WrongRibKey { text, expected, found } => format!(
                "« {text} » : la clé RIB devrait être {expected} et non {found} ; recopiez le \
                 relevé d'identité bancaire"
            ),
        }
    }

    fn english(&self) -> String {
        let name = |kind: &IdentifierKind| kind.name(Language::English);
        match self {
            Self::WrongCharacter { kind, text, character } => format!(
                "“{text}”: {} cannot hold “{}”; remove this character",
                name(kind),
                character.escape_debug()
            ),
            Self::WrongLength { kind, text, found, least, most } if least == most => format!(
                "“{text}”: {} has {most} characters, not {found}; copy it in full",
                name(kind)
            ),
            Self::WrongLength { kind, text, found, least, most } => format!(
                "“{text}”: {} has {least} to {most} characters, not {found}; copy it in full",
                name(kind)
            ),
            Self::WrongShape { kind, text, example } => {
                format!("“{text}”: {} is written like {example}", name(kind))
            }
            Self::UnknownCountry { text, country } => format!(
                "“{text}”: no country begins an IBAN with {country}; check the first two letters"
            ),
            Self::WrongCheckDigits { kind, text } => {
                format!("“{text}”: {} has wrong check digits; a character is mistyped", name(kind))
            }
            Self::WrongRibKey { text, expected, found } => format!(
                "“{text}”: the RIB key should be {expected}, not {found}; copy it again from the \
                 bank's paper"
            ),
        }
    }
}

impl fmt::Display for IdentifierError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for IdentifierError {}
