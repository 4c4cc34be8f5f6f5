//! What the checker finds, in words.

use std::fmt;

use caisse_units::{Day, Language};

use super::FecColumn;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Allowed, but doubtful or unusual: have a look.
    Warning,
    /// Against the rules of the file or of bookkeeping: correct it.
    Error,
}

/// One thing found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The line of the file, the first line being 1; 0 for the file as a whole.
    pub line: usize,
    /// The column, if the finding is about one.
    pub column: Option<FecColumn>,
    /// What.
    pub problem: Problem,
}

/// The things that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // Their fields are the values that the sentences below show.
pub enum Problem {
    /// The file is larger than the checker reads.
    TooLarge { bytes: usize },
    /// The file has no line.
    EmptyFile,
    /// The first line is there, and no entry.
    NoEntry,
    /// UTF-16 or something that is not text.
    NotText,
    /// The file begins with a byte order mark.
    ByteOrderMark,
    /// The file is not called `SIRENFECYYYYMMDD`.
    WrongFileName { name: String },
    /// The number in the file's name is not a SIREN.
    WrongSiren { siren: String },
    /// The first line is cut neither by tabs nor by bars.
    NoSeparator,
    /// The first line lacks a column.
    MissingColumn,
    /// The first line has a column that the law does not know.
    UnknownColumn { name: String },
    /// A column is in the first line twice.
    RepeatedColumn,
    /// A column is not where the law puts it.
    MisplacedColumn { found: usize, expected: usize },
    /// A line without anything.
    EmptyLine,
    /// A line with more or fewer columns than the first.
    WrongColumnCount { found: usize, expected: usize },
    /// A column that must be filled is empty.
    MissingValue,
    /// A control character inside a text.
    ControlCharacter,
    /// A date with dashes, strokes or points.
    SeparatedDate { text: String },
    /// Not a date.
    WrongDate { text: String },
    /// An amount with a decimal point.
    DecimalPoint { text: String },
    /// An amount with spaces or signs between thousands.
    ThousandsSeparator { text: String },
    /// An amount with more than two decimals.
    TooManyDecimals { text: String },
    /// Not an amount.
    WrongAmount { text: String },
    /// An amount below zero.
    NegativeAmount { text: String },
    /// A debit and a credit on one line.
    BothSides,
    /// Neither debit nor credit.
    NoSide,
    /// The direction of an amount is neither D, C, +1 nor -1.
    WrongSide { text: String },
    /// One of the first three characters of the account is not a digit.
    AccountWithoutClass { text: String },
    /// Letters further in the account.
    AccountWithLetters { text: String },
    /// A person's code without a name, or a name without a code.
    HalfAuxiliary,
    /// A lettering mark without its date, or a date without a mark.
    HalfLettering,
    /// An amount in another currency without the currency, or the currency without the amount.
    HalfCurrency,
    /// An entry dated after the closing day in the file's name.
    AfterClosing { date: Day, closing: Day },
    /// An entry dated more than 24 months before the closing day.
    LongBeforeClosing { date: Day, closing: Day },
    /// A document dated after the entry.
    PieceAfterEntry { piece: Day, date: Day },
    /// Validated before it is dated.
    ValidatedBeforeDate { validated_on: Day, date: Day },
    /// An entry whose debits and credits differ.
    Unbalanced { entry: String, debit: String, credit: String },
    /// An entry of one line.
    SingleLine { entry: String },
    /// The lines of an entry are not together, or two entries share a number.
    Scattered { entry: String, first_line: usize },
    /// Lines of an entry with different dates.
    DifferentDates { entry: String },
    /// Lines of an entry validated on different days.
    DifferentValidations { entry: String },
    /// Numbers missing in the sequence.
    Gap { first: u64, last: u64, journal: Option<String> },
    /// A number lower than one before.
    NumberGoesBack { number: u64, previous: u64 },
    /// The number of an entry has no digits.
    NotANumber { text: String },
    /// Validated before an entry that precedes it.
    OrderOfValidation { validated_on: Day, previous: Day },
    /// Last year's balances are not at the beginning.
    OpeningNotFirst { journal: String },
    /// The last entries seem to close the accounts of classes 6 and 7.
    ClosesResult { entry: String },
    /// A journal, an account or a person is called by two names.
    TwoNames { code: String, first: String, other: String },
    /// The lines under one lettering mark do not settle each other.
    UnbalancedLettering { mark: String, account: String, difference: String },
}

impl Problem {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            Problem::ByteOrderMark
            | Problem::ControlCharacter
            | Problem::UnknownColumn { .. }
            | Problem::NegativeAmount { .. }
            | Problem::NoSide
            | Problem::AccountWithLetters { .. }
            | Problem::HalfAuxiliary
            | Problem::HalfLettering
            | Problem::HalfCurrency
            | Problem::LongBeforeClosing { .. }
            | Problem::PieceAfterEntry { .. }
            | Problem::ValidatedBeforeDate { .. }
            | Problem::NotANumber { .. }
            | Problem::OpeningNotFirst { .. }
            | Problem::ClosesResult { .. }
            | Problem::TwoNames { .. }
            | Problem::UnbalancedLettering { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// The sentences, French then English: what, then the remedy.
    #[allow(clippy::too_many_lines)] // One table; cutting it would hide a missing translation.
    fn sentences(&self) -> [String; 2] {
        match self {
            Self::TooLarge { bytes } => [
                format!("{bytes} octets, plus que ce que l'on sait lire ; découpez l'exercice"),
                format!("{bytes} bytes, more than can be read; cut the year"),
            ],
            Self::EmptyFile => [
                "le fichier est vide ; exportez-le encore".into(),
                "the file is empty; export it again".into(),
            ],
            Self::NoEntry => [
                "le fichier n'a pas d'écriture ; exportez tout l'exercice".into(),
                "the file has no entry; export the whole year".into(),
            ],
            Self::NotText => [
                "ce n'est pas du texte en UTF-8, ISO 8859-15 ou ASCII ; exportez-le encore".into(),
                "not text in UTF-8, ISO 8859-15 or ASCII; export it again".into(),
            ],
            Self::ByteOrderMark => [
                "le fichier commence par une marque d'ordre ; enregistrez-le en UTF-8 sans BOM"
                    .into(),
                "the file begins with a byte order mark; save it as UTF-8 without BOM".into(),
            ],
            Self::WrongFileName { name } => [
                format!("le nom « {name} » devrait être SIRENFECAAAAMMJJ ; renommez le fichier"),
                format!("the name “{name}” should be SIRENFECYYYYMMDD; rename the file"),
            ],
            Self::WrongSiren { siren } => [
                format!("« {siren} » n'est pas un SIREN ; renommez le fichier"),
                format!("“{siren}” is not a SIREN; rename the file"),
            ],
            Self::NoSeparator => [
                "les colonnes doivent être séparées par des tabulations ou des barres | ; \
                 exportez-le encore"
                    .into(),
                "columns must be separated by tabs or bars |; export it again".into(),
            ],
            Self::MissingColumn => [
                "cette colonne manque ; ajoutez-la à sa place".into(),
                "this column is missing; add it in its place".into(),
            ],
            Self::UnknownColumn { name } => [
                format!("la colonne « {name} » est inconnue ; retirez-la"),
                format!("the column “{name}” is unknown; remove it"),
            ],
            Self::RepeatedColumn => [
                "cette colonne vient deux fois ; gardez-en une".into(),
                "this column comes twice; keep one".into(),
            ],
            Self::MisplacedColumn { found, expected } => [
                format!("cette colonne est en place {found} au lieu de {expected} ; déplacez-la"),
                format!("this column is in place {found} instead of {expected}; move it"),
            ],
            Self::EmptyLine => {
                ["la ligne est vide ; retirez-la".into(), "the line is empty; remove it".into()]
            }
            Self::WrongColumnCount { found, expected } => [
                format!(
                    "{found} colonnes au lieu de {expected} ; cherchez un séparateur en trop ou \
                     manquant dans un libellé"
                ),
                format!(
                    "{found} columns instead of {expected}; look for a separator too many or \
                     missing in a label"
                ),
            ],
            Self::MissingValue => {
                ["la valeur manque ; remplissez-la".into(), "the value is missing; fill it".into()]
            }
            Self::ControlCharacter => [
                "un caractère invisible se cache ici ; retirez-le".into(),
                "an invisible character hides here; remove it".into(),
            ],
            Self::SeparatedDate { text } => [
                format!("la date « {text} » s'écrit AAAAMMJJ, sans séparateur"),
                format!("the date “{text}” is written YYYYMMDD, without separator"),
            ],
            Self::WrongDate { text } => [
                format!("« {text} » n'est pas une date ; écrivez AAAAMMJJ, comme 20251231"),
                format!("“{text}” is not a date; write YYYYMMDD, like 20251231"),
            ],
            Self::DecimalPoint { text } => [
                format!("le montant « {text} » a un point ; écrivez une virgule"),
                format!("the amount “{text}” has a point; write a comma"),
            ],
            Self::ThousandsSeparator { text } => [
                format!("le montant « {text} » sépare les milliers ; collez les chiffres"),
                format!("the amount “{text}” separates thousands; join the digits"),
            ],
            Self::TooManyDecimals { text } => [
                format!("le montant « {text} » a plus de deux décimales ; arrêtez-le au centime"),
                format!("the amount “{text}” has more than two decimals; stop at the cent"),
            ],
            Self::WrongAmount { text } => [
                format!("« {text} » n'est pas un montant ; écrivez par exemple 1234,56"),
                format!("“{text}” is not an amount; write for example 1234,56"),
            ],
            Self::NegativeAmount { text } => [
                format!("le montant « {text} » est négatif ; portez-le plutôt de l'autre côté"),
                format!("the amount “{text}” is negative; rather put it on the other side"),
            ],
            Self::BothSides => [
                "la ligne a un débit et un crédit ; faites-en deux lignes".into(),
                "the line has a debit and a credit; make two lines of it".into(),
            ],
            Self::NoSide => [
                "la ligne n'a ni débit ni crédit ; retirez-la ou complétez-la".into(),
                "the line has neither debit nor credit; remove or complete it".into(),
            ],
            Self::WrongSide { text } => [
                format!("le sens « {text} » doit être D ou C (ou +1, -1)"),
                format!("the direction “{text}” must be D or C (or +1, -1)"),
            ],
            Self::AccountWithoutClass { text } => [
                format!("le compte « {text} » doit commencer par trois chiffres du plan comptable"),
                format!("the account “{text}” must begin with three digits of the chart"),
            ],
            Self::AccountWithLetters { text } => [
                format!(
                    "le compte « {text} » contient des lettres ; mettez la personne en compte \
                     auxiliaire"
                ),
                format!("the account “{text}” has letters; put the person in CompAuxNum"),
            ],
            Self::HalfAuxiliary => [
                "le code et le nom du compte auxiliaire vont ensemble ; complétez".into(),
                "the code and the name of the person's account go together; complete them".into(),
            ],
            Self::HalfLettering => [
                "le lettrage et sa date vont ensemble ; complétez".into(),
                "the lettering mark and its date go together; complete them".into(),
            ],
            Self::HalfCurrency => [
                "le montant en devise et sa devise vont ensemble ; complétez".into(),
                "the amount in another currency and the currency go together; complete them".into(),
            ],
            Self::AfterClosing { date, closing } => [
                format!(
                    "datée du {date}, après la clôture du {closing} ; retirez l'écriture",
                    date = date.written(Language::French),
                    closing = closing.written(Language::French)
                ),
                format!(
                    "dated {date}, after the closing of {closing}; remove the entry",
                    date = date.written(Language::English),
                    closing = closing.written(Language::English)
                ),
            ],
            Self::LongBeforeClosing { date, closing } => [
                format!(
                    "datée du {date}, plus de 24 mois avant la clôture du {closing} ; vérifiez",
                    date = date.written(Language::French),
                    closing = closing.written(Language::French)
                ),
                format!(
                    "dated {date}, over 24 months before the closing of {closing}; check it",
                    date = date.written(Language::English),
                    closing = closing.written(Language::English)
                ),
            ],
            Self::PieceAfterEntry { piece, date } => [
                format!(
                    "la pièce du {piece} est postérieure à l'écriture du {date} ; vérifiez",
                    date = date.written(Language::French),
                    piece = piece.written(Language::French)
                ),
                format!(
                    "the document of {piece} is later than the entry of {date}; check it",
                    date = date.written(Language::English),
                    piece = piece.written(Language::English)
                ),
            ],
            Self::ValidatedBeforeDate { validated_on, date } => [
                format!(
                    "validée le {validated_on}, avant sa date du {date} ; vérifiez",
                    date = date.written(Language::French),
                    validated_on = validated_on.written(Language::French)
                ),
                format!(
                    "validated on {validated_on}, before its date of {date}; check it",
                    date = date.written(Language::English),
                    validated_on = validated_on.written(Language::English)
                ),
            ],
            Self::Unbalanced { entry, debit, credit } => [
                format!("écriture {entry} : débit {debit}, crédit {credit} ; équilibrez-la"),
                format!("entry {entry}: debit {debit}, credit {credit}; balance it"),
            ],
            Self::SingleLine { entry } => [
                format!("écriture {entry} : une seule ligne ; il manque la contrepartie"),
                format!("entry {entry}: one line only; the other side is missing"),
            ],
            Self::Scattered { entry, first_line } => [
                format!(
                    "écriture {entry} : déjà commencée ligne {first_line} ; réunissez ses lignes \
                     ou renumérotez"
                ),
                format!(
                    "entry {entry}: already begun at line {first_line}; join its lines or \
                     renumber"
                ),
            ],
            Self::DifferentDates { entry } => [
                format!("écriture {entry} : ses lignes ont des dates différentes ; séparez-les"),
                format!("entry {entry}: its lines have different dates; separate them"),
            ],
            Self::DifferentValidations { entry } => [
                format!("écriture {entry} : ses lignes sont validées à des dates différentes"),
                format!("entry {entry}: its lines are validated on different days"),
            ],
            Self::Gap { first, last, journal } => {
                let (french, english) = match journal {
                    Some(journal) => {
                        (format!("journal {journal} : "), format!("journal {journal}: "))
                    }
                    None => (String::new(), String::new()),
                };
                let numbers = match first == last {
                    true => first.to_string(),
                    false => format!("{first} … {last}"),
                };
                [
                    format!("{french}numéro manquant : {numbers} ; retrouvez ces écritures"),
                    format!("{english}missing number: {numbers}; find these entries"),
                ]
            }
            Self::NumberGoesBack { number, previous } => [
                format!("le numéro {number} vient après {previous} ; rangez dans l'ordre"),
                format!("number {number} comes after {previous}; put them in order"),
            ],
            Self::NotANumber { text } => [
                format!("« {text} » ne contient pas de numéro ; la suite ne peut être vérifiée"),
                format!("“{text}” holds no number; the sequence cannot be checked"),
            ],
            Self::OrderOfValidation { validated_on, previous } => [
                format!(
                    "validée le {validated_on}, après une écriture validée le {previous} ; rangez \
                     par date de validation",
                    validated_on = validated_on.written(Language::French),
                    previous = previous.written(Language::French)
                ),
                format!(
                    "validated on {validated_on}, after an entry validated on {previous}; sort by \
                     date of validation",
                    validated_on = validated_on.written(Language::English),
                    previous = previous.written(Language::English)
                ),
            ],
            Self::OpeningNotFirst { journal } => [
                format!("le journal {journal} des à-nouveaux doit venir en tête"),
                format!("the journal {journal} of opening balances must come first"),
            ],
            Self::ClosesResult { entry } => [
                format!(
                    "écriture {entry} : elle semble solder les classes 6 et 7 ; le fichier s'arrête \
                     avant cette écriture"
                ),
                format!(
                    "entry {entry}: it seems to close classes 6 and 7; the file stops before that"
                ),
            ],
            Self::TwoNames { code, first, other } => [
                format!("{code} s'appelle « {first} » puis « {other} » ; gardez un seul nom"),
                format!("{code} is called “{first}” then “{other}”; keep one name"),
            ],
            Self::UnbalancedLettering { mark, account, difference } => [
                format!("le lettrage {mark} du compte {account} laisse {difference} ; vérifiez"),
                format!("the lettering {mark} of account {account} leaves {difference}; check it"),
            ],
        }
    }
}

impl Finding {
    /// How much it matters.
    pub fn severity(&self) -> Severity {
        self.problem.severity()
    }

    /// The sentence for the accountant: where, what, and the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let line = match self.line {
            0 => language.choose("fichier", "file").to_owned(),
            line => format!("{} {line}", language.choose("ligne", "line")),
        };
        let column = self.column.map_or(String::new(), |column| format!(", {}", column.name()));
        let [french, english] = self.problem.sentences();
        match language {
            Language::French => format!("{line}{column} : {french}"),
            Language::English => format!("{line}{column}: {english}"),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}
