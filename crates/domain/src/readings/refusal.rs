//! Why a reading or a question is refused.

use caisse_units::{Day, Language};

use super::{Became, Figure, LONGEST_TITLE, MOST_ANSWERS, MOST_PEOPLE};
use crate::identity::{MemberId, QuestionId, ReadingId};

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Only an active member may do or be this.
    NotActive {
        /// Who, if it is a member at all.
        member: Option<MemberId>,
    },
    /// A question of the room that a member writes alone would name that member.
    NamesWhoAsks {
        /// Who.
        member: MemberId,
    },
    /// The title is missing or too long.
    TitleUnusable,
    /// A digest is not one.
    DigestUnusable,
    /// No reading of that number.
    ReadingUnknown {
        /// The number.
        reading: ReadingId,
    },
    /// The reading is closed.
    ClosedAlready {
        /// Which.
        reading: ReadingId,
        /// Since when.
        on: Day,
    },
    /// The reading is yet to be held.
    NotHeldYet {
        /// Which.
        reading: ReadingId,
        /// When it is.
        on: Day,
    },
    /// Nobody, or too many people for one room.
    PeopleUnusable {
        /// How many.
        given: u32,
    },
    /// The caisse has no such figure.
    FigureUnknown {
        /// Which.
        figure: Figure,
    },
    /// This very text was asked already.
    AskedAlready {
        /// As which.
        question: QuestionId,
    },
    /// No question of that number.
    QuestionUnknown {
        /// The number.
        question: QuestionId,
    },
    /// The question has all the answers it may have.
    AnsweredEnough {
        /// Which.
        question: QuestionId,
    },
    /// There is no proposal or grievance of that number.
    NothingOfThatNumber {
        /// Which.
        into: Became,
    },
    /// That it became this is noted already.
    TurnedAlready {
        /// Which question.
        question: QuestionId,
        /// Into what.
        into: Became,
    },
}

impl Became {
    /// Its number.
    pub fn number(self) -> String {
        match self {
            Became::Proposal(proposal) => proposal.to_string(),
            Became::Grievance(grievance) => grievance.to_string(),
        }
    }
}

impl Refusal {
    /// What is refused, by which rule, and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let day = |day: &Day| day.written(Language::French);
        match self {
            Refusal::NotActive { member: Some(member) } => format!(
                "{member} n'est pas membre en règle ce jour-là ; seul un membre en règle agit ou est nommé ici"
            ),
            Refusal::NotActive { member: None } => {
                "ici, un membre en règle agit en personne".to_owned()
            }
            Refusal::NamesWhoAsks { member } => format!(
                "le journal dirait que {member} a posé cette question ; posez-la en votre nom, ou faites-la noter par qui anime la lecture"
            ),
            Refusal::TitleUnusable => format!("le titre : de 1 à {LONGEST_TITLE} caractères"),
            Refusal::DigestUnusable => {
                "un texte scellé se désigne par son empreinte SHA-256, 64 chiffres hexadécimaux"
                    .to_owned()
            }
            Refusal::ReadingUnknown { reading } => {
                format!("aucune lecture ne porte le numéro {reading}")
            }
            Refusal::ClosedAlready { reading, on } => format!(
                "la lecture {reading} est close depuis le {} ; posez la question hors séance, ou ouvrez une autre lecture",
                day(on)
            ),
            Refusal::NotHeldYet { reading, on } => format!(
                "la lecture {reading} se tient le {} ; elle se clôt à partir de ce jour",
                day(on)
            ),
            Refusal::PeopleUnusable { given } => format!(
                "{given} personnes : une lecture en compte de 1 à {MOST_PEOPLE}, membres ou non"
            ),
            Refusal::FigureUnknown { figure } => format!(
                "la caisse n'a pas de chiffre « {figure} » ; un compte est au plan, une année est ouverte, une règle est adoptée"
            ),
            Refusal::AskedAlready { question } => {
                format!("cette question est déjà posée : {question}")
            }
            Refusal::QuestionUnknown { question } => {
                format!("aucune question ne porte le numéro {question}")
            }
            Refusal::AnsweredEnough { question } => {
                format!("{question} a déjà {MOST_ANSWERS} réponses ; posez une nouvelle question")
            }
            Refusal::NothingOfThatNumber { into: Became::Proposal(proposal) } => {
                format!("aucune proposition ne porte le numéro {proposal}")
            }
            Refusal::NothingOfThatNumber { into: Became::Grievance(grievance) } => {
                format!("aucun grief ne porte le numéro {grievance}")
            }
            Refusal::TurnedAlready { question, into } => {
                format!("il est déjà noté que {question} est devenue {}", into.number())
            }
        }
    }

    fn english(&self) -> String {
        let day = |day: &Day| day.written(Language::English);
        match self {
            Refusal::NotActive { member: Some(member) } => format!(
                "{member} is not an active member on that day; only an active member may act or be named here"
            ),
            Refusal::NotActive { member: None } => {
                "an active member acts here in person".to_owned()
            }
            Refusal::NamesWhoAsks { member } => format!(
                "the journal would say that {member} asked this; ask in your own name, or have it noted by who leads the reading"
            ),
            Refusal::TitleUnusable => format!("the title: from 1 to {LONGEST_TITLE} characters"),
            Refusal::DigestUnusable => {
                "a sealed text is named by its SHA-256 digest, 64 hexadecimal digits".to_owned()
            }
            Refusal::ReadingUnknown { reading } => {
                format!("no reading has the number {reading}")
            }
            Refusal::ClosedAlready { reading, on } => format!(
                "the reading {reading} is closed since {}; ask outside a session, or open another reading",
                day(on)
            ),
            Refusal::NotHeldYet { reading, on } => format!(
                "the reading {reading} is held on {}; it is closed from that day on",
                day(on)
            ),
            Refusal::PeopleUnusable { given } => {
                format!("{given} people: a reading counts 1 to {MOST_PEOPLE}, members or not")
            }
            Refusal::FigureUnknown { figure } => format!(
                "the caisse has no figure “{figure}”; an account is in the chart, a year is open, a rule is adopted"
            ),
            Refusal::AskedAlready { question } => {
                format!("this question was asked already: {question}")
            }
            Refusal::QuestionUnknown { question } => {
                format!("no question has the number {question}")
            }
            Refusal::AnsweredEnough { question } => {
                format!("{question} has {MOST_ANSWERS} answers already; ask a new question")
            }
            Refusal::NothingOfThatNumber { into: Became::Proposal(proposal) } => {
                format!("no proposal has the number {proposal}")
            }
            Refusal::NothingOfThatNumber { into: Became::Grievance(grievance) } => {
                format!("no grievance has the number {grievance}")
            }
            Refusal::TurnedAlready { question, into } => {
                format!("that {question} became {} is noted already", into.number())
            }
        }
    }
}
