//! What readers of ranked ballots share: limits, the text of a file, the list of its faults.
//!
//! A file is taken whole or not at all. Every fault is listed with its line, up to a maximum, so that
//! a file is corrected once. What does not change the ballots but should be known is a warning, read
//! beside the result: counts in a header that the ballots contradict are of that kind, since the
//! ballots are what was cast and the header a copy that many published files carry wrong.

use std::borrow::Cow;
use std::fmt;

use caisse_units::Language;

use crate::ranked::ProfileError;

/// How large a file may be. The defaults suffice for a national vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes.
    pub bytes: usize,
    /// Candidates.
    pub candidates: usize,
    /// Lines of the file.
    pub lines: usize,
    /// Faults that are listed; the others are only counted.
    pub faults: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { bytes: 128 << 20, candidates: 1_000, lines: 2_000_000, faults: 50 }
    }
}

/// What a file holds, and what should be known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<T> {
    /// What the file holds.
    pub content: T,
    /// What does not change the ballots but should be known.
    pub warnings: Vec<Fault>,
}

/// A number that a header states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderCount {
    /// How many candidates stand.
    Candidates,
    /// How many voters cast a ballot.
    Voters,
    /// How many different ballots there are.
    DistinctBallots,
    /// How many categories candidates are put in.
    Categories,
}

impl HeaderCount {
    fn name(self, language: Language) -> &'static str {
        match self {
            HeaderCount::Candidates => language.choose("candidats", "candidates"),
            HeaderCount::Voters => language.choose("votants", "voters"),
            HeaderCount::DistinctBallots => {
                language.choose("bulletins différents", "different ballots")
            }
            HeaderCount::Categories => language.choose("catégories", "categories"),
        }
    }
}

/// What is wrong at a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// More bytes than the limit.
    TooManyBytes {
        /// Bytes of the file.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// More lines than the limit.
    TooManyLines {
        /// The limit.
        limit: usize,
    },
    /// More candidates than the limit.
    TooManyCandidates {
        /// What the file states.
        candidates: u64,
        /// The limit.
        limit: usize,
    },
    /// The line is not UTF-8.
    NotUtf8,
    /// The file does not begin as such a file does.
    NoHeader,
    /// No whole number, or one too large, where one is expected.
    NotANumber {
        /// What is there, shortened.
        text: String,
    },
    /// A number of voters of 0 or less.
    NoVoter {
        /// What is there, shortened.
        text: String,
    },
    /// A line that is neither a header nor a ballot.
    NotABallot {
        /// What is there, shortened.
        text: String,
    },
    /// A brace opens or closes alone, or stands inside another.
    Braces,
    /// The ballot does not end with 0.
    NoFinalZero,
    /// Something follows the 0 that ends the ballot.
    AfterFinalZero {
        /// What is there, shortened.
        text: String,
    },
    /// The line 0 that ends the ballots is missing.
    NoEndOfBallots,
    /// A candidate has no name.
    MissingNames {
        /// Names found.
        found: usize,
        /// Candidates.
        candidates: usize,
    },
    /// A ballot puts candidates in more categories than there are.
    TooManyCategories {
        /// Categories of the ballot.
        found: usize,
        /// Categories of the file.
        categories: usize,
    },
    /// Something follows the title; it was passed over.
    AfterTitle {
        /// What is there, shortened.
        text: String,
    },
    /// Two lines of the header name the same thing.
    NamedAgain {
        /// The number named.
        number: u32,
    },
    /// A header states a number and the file shows another.
    HeaderDisagrees {
        /// Of what.
        count: HeaderCount,
        /// What the header states.
        stated: u64,
        /// What the file shows.
        found: u64,
    },
    /// The ballot cannot be taken.
    Ballot(ProfileError),
}

impl Problem {
    /// What is wrong and the remedy, without the line.
    pub fn sentence(&self, language: Language) -> String {
        if let Problem::Ballot(error) = self {
            return error.problem(language);
        }
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        match self {
            Problem::TooManyBytes { bytes, limit } => {
                format!("{bytes} octets, {limit} au plus ; partagez le fichier")
            }
            Problem::TooManyLines { limit } => {
                format!("plus de {limit} lignes ; réunissez les bulletins identiques")
            }
            Problem::TooManyCandidates { candidates, limit } => {
                format!("{candidates} candidats, {limit} au plus ; corrigez l'en-tête")
            }
            Problem::NotUtf8 => "texte illisible ; enregistrez le fichier en UTF-8".to_owned(),
            Problem::NoHeader => {
                "ce n'est pas l'en-tête attendu ; vérifiez le format du fichier".to_owned()
            }
            Problem::NotANumber { text } => {
                format!("« {text} » n'est pas un nombre entier attendu ici ; corrigez-le")
            }
            Problem::NoVoter { text } => {
                format!("« {text} » bulletins ; écrivez 1 ou plus, ou retirez la ligne")
            }
            Problem::NotABallot { text } => {
                format!("« {text} » n'est pas un bulletin ; écrivez-le comme les autres lignes")
            }
            Problem::Braces => {
                "accolades mal placées ; écrivez {1,2} pour deux candidats égaux".to_owned()
            }
            Problem::NoFinalZero => "le bulletin ne finit pas par 0 ; ajoutez 0".to_owned(),
            Problem::AfterFinalZero { text } => {
                format!("« {text} » suit le 0 qui finit le bulletin ; un bulletin par ligne")
            }
            Problem::NoEndOfBallots => {
                "les bulletins ne finissent pas par une ligne 0 : le fichier est peut-être \
                 coupé ; ajoutez-la s'il est complet"
                    .to_owned()
            }
            Problem::MissingNames { found, candidates } => {
                format!("{found} noms pour {candidates} candidats ; ajoutez ceux qui manquent")
            }
            Problem::TooManyCategories { found, categories } => {
                format!(
                    "{found} catégories, l'en-tête en nomme {categories} ; corrigez l'un ou l'autre"
                )
            }
            Problem::AfterTitle { text } => {
                format!(
                    "« {text} » suit le titre et n'est pas lu ; vérifiez le nombre de candidats"
                )
            }
            Problem::NamedAgain { number } => {
                format!("le numéro {number} est nommé deux fois ; gardez une seule ligne")
            }
            Problem::HeaderDisagrees { count, stated, found } => format!(
                "l'en-tête annonce {stated} {}, le fichier en montre {found} ; vérifiez qu'il est entier",
                count.name(Language::French)
            ),
            Problem::Ballot(error) => error.problem(Language::French),
        }
    }

    fn english(&self) -> String {
        match self {
            Problem::TooManyBytes { bytes, limit } => {
                format!("{bytes} bytes, {limit} at most; divide the file")
            }
            Problem::TooManyLines { limit } => {
                format!("more than {limit} lines; put identical ballots together")
            }
            Problem::TooManyCandidates { candidates, limit } => {
                format!("{candidates} candidates, {limit} at most; correct the header")
            }
            Problem::NotUtf8 => "unreadable text; save the file as UTF-8".to_owned(),
            Problem::NoHeader => {
                "this is not the expected header; check the format of the file".to_owned()
            }
            Problem::NotANumber { text } => {
                format!("\"{text}\" is not a whole number that may stand here; correct it")
            }
            Problem::NoVoter { text } => {
                format!("\"{text}\" ballots; write 1 or more, or remove the line")
            }
            Problem::NotABallot { text } => {
                format!("\"{text}\" is not a ballot; write it like the other lines")
            }
            Problem::Braces => {
                "misplaced braces; write {1,2} for two equal candidates".to_owned()
            }
            Problem::NoFinalZero => "the ballot does not end with 0; add 0".to_owned(),
            Problem::AfterFinalZero { text } => {
                format!("\"{text}\" follows the 0 that ends the ballot; one ballot a line")
            }
            Problem::NoEndOfBallots => {
                "the ballots do not end with a line 0: the file may be cut; add it if it is complete"
                    .to_owned()
            }
            Problem::MissingNames { found, candidates } => {
                format!("{found} names for {candidates} candidates; add those that are missing")
            }
            Problem::TooManyCategories { found, categories } => {
                format!("{found} categories, the header names {categories}; correct either")
            }
            Problem::AfterTitle { text } => {
                format!("\"{text}\" follows the title and is not read; check the number of candidates")
            }
            Problem::NamedAgain { number } => {
                format!("number {number} is named twice; keep one line")
            }
            Problem::HeaderDisagrees { count, stated, found } => format!(
                "the header states {stated} {}, the file shows {found}; check that it is complete",
                count.name(Language::English)
            ),
            Problem::Ballot(error) => error.problem(Language::English),
        }
    }
}

/// What is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub problem: Problem,
}

impl Fault {
    /// The line, what is wrong and the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let (line, problem) = (self.line, self.problem.sentence(language));
        match language {
            Language::French => format!("ligne {line} : {problem}"),
            Language::English => format!("line {line}: {problem}"),
        }
    }
}

/// Why a file is refused: all that is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// The first ones, in the order in which they were found.
    pub listed: Vec<Fault>,
    /// How many more there are.
    pub more: usize,
}

impl Faults {
    /// One line for each fault.
    pub fn sentence(&self, language: Language) -> String {
        let mut lines: Vec<String> =
            self.listed.iter().map(|fault| fault.sentence(language)).collect();
        if self.more > 0 {
            let more = self.more;
            lines.push(match language {
                Language::French => format!("et {more} autres erreurs"),
                Language::English => format!("and {more} more errors"),
            });
        }
        lines.join("\n")
    }

    pub(crate) fn one(line: usize, problem: Problem) -> Faults {
        Faults { listed: vec![Fault { line, problem }], more: 0 }
    }

    pub(crate) fn add(&mut self, limits: &Limits, line: usize, problem: Problem) {
        if self.listed.len() < limits.faults {
            self.listed.push(Fault { line, problem });
        } else {
            self.more += 1;
        }
    }

    pub(crate) fn none(&self) -> bool {
        self.listed.is_empty() && self.more == 0
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for Faults {}

/// The lines of a file with their numbers, without the mark that some programs put at the beginning
/// and without either kind of line end.
pub(crate) fn lines<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Vec<(usize, &'a str)>, Faults> {
    if bytes.len() > limits.bytes {
        let problem = Problem::TooManyBytes { bytes: bytes.len(), limit: limits.bytes };
        return Err(Faults::one(1, problem));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines = Vec::new();
    let mut faults = Faults::default();
    for (number, line) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        if number > limits.lines {
            faults.add(limits, number, Problem::TooManyLines { limit: limits.lines });
            break;
        }
        match std::str::from_utf8(line) {
            Ok(line) => lines.push((number, line.trim())),
            Err(_) => faults.add(limits, number, Problem::NotUtf8),
        }
    }
    if faults.none() { Ok(lines) } else { Err(faults) }
}

/// An excerpt that fits in a sentence.
pub(crate) fn excerpt(text: &str) -> String {
    const CHARACTERS: usize = 40;
    let shown: String = text.chars().take(CHARACTERS).collect();
    if shown.len() < text.len() { format!("{shown}…") } else { shown }
}

/// A name on one line, without what would end it.
pub(crate) fn one_line(name: &str) -> Cow<'_, str> {
    if name.contains(|c: char| c.is_control()) {
        Cow::Owned(name.replace(|c: char| c.is_control(), " "))
    } else {
        Cow::Borrowed(name)
    }
}

/// A number of voters.
pub(crate) fn voters(text: &str) -> Result<u64, Problem> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Problem::NotANumber { text: excerpt(text) });
    }
    match text.parse::<u64>() {
        Ok(0) => Err(Problem::NoVoter { text: excerpt(text) }),
        Ok(count) => Ok(count),
        Err(_) if digits.len() < text.len() => Err(Problem::NoVoter { text: excerpt(text) }),
        Err(_) => Err(Problem::NotANumber { text: excerpt(text) }),
    }
}

/// A whole number, from 0.
pub(crate) fn number<N: std::str::FromStr>(text: &str) -> Result<N, Problem> {
    let not_a_number = || Problem::NotANumber { text: excerpt(text) };
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(not_a_number());
    }
    text.parse().map_err(|_| not_a_number())
}
