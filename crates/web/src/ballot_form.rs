//! What a browser sends when someone votes, read with limits; and the marks it makes on a ballot.
//!
//! A form is read in two steps: bytes into [`Fields`], fields into [`Marks`] for the [`Shape`] of the
//! ballot. The way back, from marks to fields, shows a ballot as it stands in the form it was made
//! with. Every fault stands at its field.
//!
//! Absent on purpose: who votes, polls, markup.

use caisse_units::Language;

/// The most bytes of a form that is read.
pub const MOST_BYTES: usize = 64 << 10;
/// The most fields: a thousand options, each with a few.
const MOST_FIELDS: usize = 2_100;
/// The longest name of a field in bytes.
const LONGEST_NAME: usize = 40;
/// The longest objection in characters.
const LONGEST_OBJECTION: usize = 2_000;

/// The answers of a motion and the words of the form for them.
const ANSWERS: [(Mark, &str); 4] = [
    (Mark::Yes, "pour"),
    (Mark::No, "contre"),
    (Mark::Abstain, "abstention"),
    (Mark::Blank, "blanc"),
];

/// The fields of a form, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(Vec<(String, String)>);

/// A form that cannot be read at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormError {
    /// More than [`MOST_BYTES`].
    TooLong,
    /// Too many fields, or a name that is no name of ours.
    Fields,
    /// What is encoded is no text.
    NotText,
}

/// What a ballot asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How one answers.
    pub answering: Answering,
    /// How many options there are.
    pub options: u16,
    /// How many votes the voter has; more than one for a delegate.
    pub votes: u64,
}

/// How one answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answering {
    /// Yes, no, abstention, blank.
    Motion,
    /// No objection, or one with its reasons; abstention too where a vote may follow.
    Consent {
        /// True if a vote decides when objections stand.
        vote: bool,
    },
    /// As many options as one approves.
    Approval,
    /// Points from 0 to `most`.
    Scores {
        /// The most points.
        most: u16,
    },
    /// A grade for each option, the worst being 0.
    Judgment {
        /// How many grades.
        grades: u16,
    },
    /// Numbers of preference, 1 being the best.
    Ranking {
        /// True if equal numbers count as equal; else a ballot stops at the first shared number.
        ties: bool,
    },
    /// The projects that one wants, which share a sum.
    Shares,
}

/// One answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// For; no objection.
    Yes,
    /// Against.
    No,
    /// Neither.
    Abstain,
    /// Nothing on the paper.
    Blank,
}

/// What a ballot says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marks {
    /// Answers with their votes: one, or several of a delegate who splits a mandate.
    Answers(Vec<(Mark, u64)>),
    /// No objection.
    NoObjection,
    /// An objection with its reasons.
    Objection(String),
    /// An abstention, where objections are asked for.
    Abstention,
    /// The options approved, in order.
    Approved(Vec<u16>),
    /// A grade or points for each option.
    Graded(Vec<Option<u16>>),
    /// Classes of equal options, best first.
    Ranked(Vec<Vec<u16>>),
}

/// What is wrong at one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The name of the field; empty for the ballot as a whole.
    pub field: String,
    /// What is wrong, and what to do.
    pub sentence: String,
}

impl Fault {
    /// A fault of the ballot as a whole.
    pub fn whole(sentence: String) -> Fault {
        Fault { field: String::new(), sentence }
    }
}

impl Fields {
    /// Reads `application/x-www-form-urlencoded`. Linear.
    ///
    /// # Errors
    /// [`FormError`].
    pub fn read(body: &[u8]) -> Result<Fields, FormError> {
        if body.len() > MOST_BYTES {
            return Err(FormError::TooLong);
        }
        let mut fields = Vec::new();
        for pair in body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let split = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let name = decoded(&pair[..split])?;
            let value = decoded(pair.get(split + 1..).unwrap_or_default())?;
            let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
            if fields.len() == MOST_FIELDS || name.len() > LONGEST_NAME || !name.bytes().all(known)
            {
                return Err(FormError::Fields);
            }
            fields.push((name, value));
        }
        Ok(Fields(fields))
    }

    /// The first value of a field, without blanks around it.
    pub fn first(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.trim())
    }

    /// Every value of a field, without blanks around it.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.trim())
    }

    /// True if a field has that value.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|other| other == value)
    }

    fn with(fields: impl IntoIterator<Item = (String, String)>) -> Fields {
        Fields(fields.into_iter().collect())
    }
}

/// `+` is a blank, `%41` an A; anything else stands for itself.
pub(crate) fn decoded(text: &[u8]) -> Result<String, FormError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        rest = after;
        match first {
            b'+' => bytes.push(b' '),
            b'%' => {
                let [high, low, after @ ..] = rest else { return Err(FormError::NotText) };
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let value = digit(*high).zip(digit(*low)).map(|(high, low)| high * 16 + low);
                let value = value.and_then(|value| u8::try_from(value).ok());
                bytes.push(value.ok_or(FormError::NotText)?);
                rest = after;
            }
            other => bytes.push(*other),
        }
    }
    String::from_utf8(bytes).map_err(|_| FormError::NotText)
}

impl Shape {
    /// The marks that these fields make; every fault at its field.
    ///
    /// # Errors
    /// The faults, at least one. Nothing is guessed: a ballot with a fault is not cast in part.
    pub fn marks(&self, fields: &Fields, language: Language) -> Result<Marks, Vec<Fault>> {
        let reading = Reading { shape: self, fields, language };
        match self.answering {
            Answering::Motion if self.votes > 1 => reading.split(),
            Answering::Motion => reading.answer(),
            Answering::Consent { vote } => reading.consent(vote),
            Answering::Approval | Answering::Shares => reading.approved(),
            Answering::Scores { most } => reading.graded(most),
            Answering::Judgment { grades } => reading.graded(grades.saturating_sub(1)),
            Answering::Ranking { .. } => reading.ranked(),
        }
    }

    /// The fields that make these marks.
    pub fn fields(&self, marks: &Marks) -> Fields {
        let one = |name: &str, value: &str| Fields::with([(name.to_owned(), value.to_owned())]);
        match marks {
            Marks::Answers(answers) if self.votes > 1 => {
                let votes =
                    |(mark, votes): &(Mark, u64)| (word(*mark).to_owned(), votes.to_string());
                Fields::with(answers.iter().map(votes))
            }
            Marks::Answers(answers) => answers
                .first()
                .map_or_else(Fields::default, |(mark, _)| one("reponse", word(*mark))),
            Marks::NoObjection => one("reponse", "sans-objection"),
            Marks::Abstention => one("reponse", "abstention"),
            Marks::Objection(text) => Fields::with([
                ("reponse".to_owned(), "objection".to_owned()),
                ("objection".to_owned(), text.clone()),
            ]),
            Marks::Approved(options) => {
                Fields::with(options.iter().map(|option| ("choix".to_owned(), option.to_string())))
            }
            Marks::Graded(grades) => {
                Fields::with((0_u16..).zip(grades).filter_map(|(option, grade)| {
                    Some((format!("note-{option}"), grade.as_ref()?.to_string()))
                }))
            }
            Marks::Ranked(classes) => {
                Fields::with((1_u16..).zip(classes).flat_map(|(rank, class)| {
                    class.iter().map(move |option| (format!("rang-{option}"), rank.to_string()))
                }))
            }
        }
    }
}

/// The word of an answer in forms.
fn word(mark: Mark) -> &'static str {
    ANSWERS.iter().find(|(other, _)| *other == mark).map_or("", |(_, word)| word)
}

struct Reading<'a> {
    shape: &'a Shape,
    fields: &'a Fields,
    language: Language,
}

impl Reading<'_> {
    fn fault(&self, field: &str, french: &str, english: &str) -> Fault {
        let sentence = self.language.choose(french, english).to_owned();
        Fault { field: field.to_owned(), sentence }
    }

    fn choose_one(&self) -> Vec<Fault> {
        vec![self.fault(
            "reponse",
            "Choisissez une réponse\u{a0}: rien n'a été enregistré.",
            "Choose an answer: nothing was recorded.",
        )]
    }

    fn answer(&self) -> Result<Marks, Vec<Fault>> {
        let given = self.fields.first("reponse");
        let known = ANSWERS.iter().find(|(_, word)| Some(*word) == given);
        let (mark, _) = known.ok_or_else(|| self.choose_one())?;
        Ok(Marks::Answers(vec![(*mark, self.shape.votes)]))
    }

    fn split(&self) -> Result<Marks, Vec<Fault>> {
        let (mut answers, mut faults, mut sum) = (Vec::new(), Vec::new(), 0_u64);
        for (mark, word) in ANSWERS {
            match self.number(word) {
                Ok(None | Some(0)) => (),
                Ok(Some(votes)) => {
                    sum = sum.saturating_add(votes);
                    answers.push((mark, votes));
                }
                Err(fault) => faults.push(fault),
            }
        }
        let votes = self.shape.votes;
        if faults.is_empty() && sum > votes {
            let french =
                format!("Vous portez {votes} voix et vous en donnez {sum}\u{a0}: retirez-en.");
            let english = format!("You carry {votes} votes and give {sum}: take some away.");
            faults.push(self.fault("", &french, &english));
        }
        if faults.is_empty() && sum == 0 {
            faults.push(self.fault(
                "",
                "Dites combien de voix vont à chaque réponse.",
                "Say how many votes go to each answer.",
            ));
        }
        if faults.is_empty() { Ok(Marks::Answers(answers)) } else { Err(faults) }
    }

    fn consent(&self, vote: bool) -> Result<Marks, Vec<Fault>> {
        let text = self.fields.first("objection").unwrap_or_default();
        match self.fields.first("reponse") {
            Some("sans-objection") if text.is_empty() => Ok(Marks::NoObjection),
            Some("abstention") if vote && text.is_empty() => Ok(Marks::Abstention),
            given if given == Some("sans-objection") || (vote && given == Some("abstention")) => Err(vec![self.fault(
                "objection",
                "Vous avez écrit une objection sans la choisir\u{a0}: choisissez «\u{a0}J'ai une objection\u{a0}», ou effacez ce texte.",
                "You wrote an objection without choosing it: choose “I object”, or erase this text.",
            )]),
            Some("objection") if text.is_empty() => Err(vec![self.fault(
                "objection",
                "Dites pourquoi vous faites objection\u{a0}: l'assemblée doit pouvoir y répondre.",
                "Say why you object: the assembly must be able to answer.",
            )]),
            Some("objection") if text.chars().count() > LONGEST_OBJECTION => Err(vec![self.fault(
                "objection",
                "2 000 signes au plus\u{a0}: raccourcissez ce texte.",
                "2,000 characters at most: shorten this text.",
            )]),
            Some("objection") => Ok(Marks::Objection(text.to_owned())),
            _ => Err(self.choose_one()),
        }
    }

    fn approved(&self) -> Result<Marks, Vec<Fault>> {
        let mut approved = Vec::new();
        for given in self.fields.all("choix") {
            match given.parse::<u16>() {
                Ok(option) if option < self.shape.options => approved.push(option),
                _ => {
                    return Err(vec![self.fault(
                        "choix",
                        "L'un de ces choix n'est pas dans la liste\u{a0}: rechargez la page.",
                        "One of these choices is not on the list: load the page again.",
                    )]);
                }
            }
        }
        approved.sort_unstable();
        approved.dedup();
        Ok(Marks::Approved(approved))
    }

    fn graded(&self, most: u16) -> Result<Marks, Vec<Fault>> {
        let (mut grades, mut faults) = (Vec::new(), Vec::new());
        for option in 0..self.shape.options {
            let field = format!("note-{option}");
            match self.number(&field) {
                Ok(grade) if grade.is_none_or(|grade| grade <= u64::from(most)) => {
                    grades.push(grade.and_then(|grade| u16::try_from(grade).ok()));
                }
                Ok(_) => {
                    let french = format!("De 0 à {most}, ou rien.");
                    let english = format!("From 0 to {most}, or nothing.");
                    faults.push(self.fault(&field, &french, &english));
                }
                Err(fault) => faults.push(fault),
            }
        }
        if faults.is_empty() { Ok(Marks::Graded(grades)) } else { Err(faults) }
    }

    fn ranked(&self) -> Result<Marks, Vec<Fault>> {
        let (mut ranks, mut faults) = (Vec::new(), Vec::new());
        for option in 0..self.shape.options {
            let field = format!("rang-{option}");
            match self.number(&field) {
                Ok(None) => (),
                Ok(Some(rank)) if (1..=u64::from(self.shape.options)).contains(&rank) => {
                    ranks.push((rank, option));
                }
                Ok(_) => {
                    let most = self.shape.options;
                    let french = format!("De 1 (préféré) à {most}, ou rien.");
                    let english = format!("From 1 (preferred) to {most}, or nothing.");
                    faults.push(self.fault(&field, &french, &english));
                }
                Err(fault) => faults.push(fault),
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        ranks.sort_unstable();
        let classes = ranks.chunk_by(|(one, _), (other, _)| one == other);
        let options = |class: &[(u64, u16)]| class.iter().map(|(_, option)| *option).collect();
        Ok(Marks::Ranked(classes.map(options).collect()))
    }

    /// A whole number; `None` when nothing was written.
    fn number(&self, field: &str) -> Result<Option<u64>, Fault> {
        match self.fields.first(field) {
            None | Some("") => Ok(None),
            Some(text) => text.parse().map(Some).map_err(|_| {
                self.fault(
                    field,
                    "Écrivez un nombre entier, ou rien.",
                    "Write a whole number, or nothing.",
                )
            }),
        }
    }
}

#[cfg(test)]
mod tests;
