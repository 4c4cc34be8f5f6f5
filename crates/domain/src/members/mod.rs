//! Who belongs to the caisse: people and organisations, their category, household and dates.
//!
//! Absent on purpose: names, addresses, bank accounts, workplace, trade, union, birth dates, income.
//! They are sealed in the vault, person by person; the journal knows a number (law 5), and of a
//! declared situation only its date and a commitment that cannot be read back.

mod apply;
mod decide;
mod figures;
mod help;

pub use apply::apply;
pub use decide::decide;
pub use help::{HelpWith, Helper, MOST_HELPERS};

use std::collections::BTreeMap;

use caisse_units::{Day, Language};
use serde::{Deserialize, Serialize};

use crate::identity::{HouseholdId, MemberId};

/// A person, or an organisation (workplace, cooperative, AMAP, association).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MemberKind {
    /// A natural person.
    Person,
    /// A legal person or a group.
    Organisation,
}

/// What the journal keeps of a new member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// A person or an organisation.
    pub kind: MemberKind,
    /// The day from which the membership is valid.
    pub joined: Day,
    /// The category that rules may refer to, such as `active` or `retired`; at most 40 characters.
    pub category: String,
    /// The household this member belongs to; the first member of a household stands for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub household: Option<HouseholdId>,
}

/// A situation as the journal knows it: from when, and a commitment to what the vault holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SituationMark {
    /// The first day the situation holds; it holds until the next one.
    pub from: Day,
    /// SHA-256 of the sealed situation's nonce and content, 64 hexadecimal digits.
    pub commitment: String,
}

/// Where a membership stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Valid.
    Active,
    /// Suspended: owes nothing new, receives nothing new.
    Suspended,
    /// Has left.
    Left,
}

/// A member, as the core knows one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// A person or an organisation.
    pub kind: MemberKind,
    /// The category that rules may refer to.
    pub category: String,
    /// The household, if any.
    pub household: Option<HouseholdId>,
    /// The day of joining.
    pub joined: Day,
    /// Every change of standing with the day it takes effect, in the order it was recorded.
    pub standings: Vec<(Day, Standing)>,
    /// The situations declared, in the order they were declared; none is overwritten.
    pub situations: Vec<SituationMark>,
    /// True once the personal data are erased from the vault.
    pub erased: bool,
}

/// The register.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Members {
    list: Vec<Member>,
    households: BTreeMap<HouseholdId, Vec<MemberId>>,
    helpers: BTreeMap<MemberId, Vec<Helper>>,
}

/// What one may ask of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Command {
    /// Enrol these members, all or none; they are numbered in this order.
    Enrol(Vec<Enrolment>),
    /// Change the category or the household of a member.
    Change {
        /// Who.
        member: MemberId,
        /// The new category.
        category: String,
        /// The new household.
        household: Option<HouseholdId>,
    },
    /// Change the standing of a member from a day on.
    SetStanding {
        /// Who.
        member: MemberId,
        /// The new standing.
        standing: Standing,
        /// From when.
        from: Day,
        /// Why, in words; at most 500 characters.
        reason: String,
    },
    /// Declare situations: the member for oneself, or the treasurer from declarations received.
    DeclareSituations(Vec<(MemberId, SituationMark)>),
    /// Record that the personal data of a member have been erased.
    Erase {
        /// Who.
        member: MemberId,
    },
    /// Let somebody act for a member: by the member in person, or by the desk on a paper.
    GiveHelper {
        /// For whom.
        member: MemberId,
        /// Who, and in what.
        helper: Helper,
    },
    /// End such a mandate.
    EndHelper {
        /// For whom.
        member: MemberId,
        /// Who acted.
        helper: MemberId,
        /// The last day.
        on: Day,
    },
}

/// What happened to the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Members were enrolled, numbered from `first`.
    Enrolled {
        /// The number of the first.
        first: MemberId,
        /// All of them, in order.
        members: Vec<Enrolment>,
    },
    /// A member changed category or household.
    Changed {
        /// Who.
        member: MemberId,
        /// The new category.
        category: String,
        /// The new household.
        household: Option<HouseholdId>,
    },
    /// The standing of a member changed.
    StandingSet {
        /// Who.
        member: MemberId,
        /// The new standing.
        standing: Standing,
        /// From when.
        from: Day,
        /// Why.
        reason: String,
    },
    /// Situations were declared.
    SituationsDeclared {
        /// Whose, and which.
        situations: Vec<(MemberId, SituationMark)>,
    },
    /// The personal data of a member were erased from the vault.
    Erased {
        /// Who.
        member: MemberId,
    },
    /// Somebody may act for a member.
    HelperGiven {
        /// For whom.
        member: MemberId,
        /// Who, and in what.
        helper: Helper,
    },
    /// Somebody acts for a member no more.
    HelperEnded {
        /// For whom.
        member: MemberId,
        /// Who acted.
        helper: MemberId,
        /// The last day.
        on: Day,
    },
}

/// Why the register refuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody of that number.
    Unknown {
        /// The number asked for.
        member: MemberId,
    },
    /// An empty list.
    NobodyGiven,
    /// A category is empty or too long.
    CategoryUnusable {
        /// The position in the list, from 1.
        position: usize,
        /// The category.
        category: String,
    },
    /// The member has left; a person who comes back is enrolled anew.
    HasLeft {
        /// Who.
        member: MemberId,
        /// Since when.
        on: Day,
    },
    /// The member already has that standing on that day.
    StandingUnchanged {
        /// Who.
        member: MemberId,
        /// The standing.
        standing: Standing,
    },
    /// A change of standing dated before the previous one.
    StandingOutOfOrder {
        /// Who.
        member: MemberId,
        /// The date of the last change.
        last: Day,
    },
    /// A reason is missing or too long.
    ReasonUnusable,
    /// A commitment is not 64 hexadecimal digits.
    CommitmentUnusable {
        /// Whose.
        member: MemberId,
    },
    /// The personal data of the member are erased.
    AlreadyErased {
        /// Who.
        member: MemberId,
    },
    /// Only people help and are helped.
    NotAPerson {
        /// Who.
        member: MemberId,
    },
    /// Nobody needs a mandate to act for oneself.
    HelpsOneself {
        /// Who.
        member: MemberId,
    },
    /// A mandate that covers nothing.
    NothingToHelpWith,
    /// A mandate that would end before it starts.
    HelpReversed,
    /// A paper that is not named by its digest.
    PaperUnusable,
    /// The desk records a mandate on a paper only.
    PaperMissing {
        /// For whom.
        member: MemberId,
    },
    /// The mandate is given already.
    HelpsAlready {
        /// For whom.
        member: MemberId,
        /// Who acts.
        helper: MemberId,
    },
    /// More than [`MOST_HELPERS`] at a time.
    TooManyHelpers {
        /// For whom.
        member: MemberId,
    },
    /// There is no such mandate.
    NoHelper {
        /// For whom.
        member: MemberId,
        /// Who would act.
        helper: MemberId,
    },
}

impl Refusal {
    /// What is refused and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        let french = language == Language::French;
        match self {
            Refusal::NotAPerson { .. }
            | Refusal::HelpsOneself { .. }
            | Refusal::NothingToHelpWith
            | Refusal::HelpReversed
            | Refusal::PaperUnusable
            | Refusal::PaperMissing { .. }
            | Refusal::HelpsAlready { .. }
            | Refusal::TooManyHelpers { .. }
            | Refusal::NoHelper { .. } => self.of_help(language),
            Refusal::Unknown { member } if french => {
                format!(
                    "aucun membre ne porte le numéro {member} ; vérifiez-le dans la liste des membres"
                )
            }
            Refusal::Unknown { member } => {
                format!("no member has the number {member}; check it in the list of members")
            }
            Refusal::NobodyGiven => language
                .choose(
                    "la liste est vide ; donnez au moins un membre",
                    "the list is empty; give at least one member",
                )
                .to_owned(),
            Refusal::CategoryUnusable { position, category } if french => format!(
                "ligne {position} : la catégorie « {category} » doit avoir de 1 à 40 caractères"
            ),
            Refusal::CategoryUnusable { position, category } => {
                format!("line {position}: the category “{category}” must have 1 to 40 characters")
            }
            Refusal::HasLeft { member, on } if french => format!(
                "{member} a quitté la caisse le {} ; pour un retour, inscrivez de nouveau la personne",
                on.written(language)
            ),
            Refusal::HasLeft { member, on } => format!(
                "{member} left the caisse on {}; to come back, the person is enrolled anew",
                on.written(language)
            ),
            Refusal::StandingUnchanged { member, standing } => match (standing, french) {
                (Standing::Active, true) => format!("{member} est déjà en règle à cette date"),
                (Standing::Active, false) => format!("{member} is already active on that day"),
                (Standing::Suspended, true) => format!("{member} est déjà suspendu·e à cette date"),
                (Standing::Suspended, false) => {
                    format!("{member} is already suspended on that day")
                }
                (Standing::Left, true) => format!("{member} a déjà quitté la caisse"),
                (Standing::Left, false) => format!("{member} has already left"),
            },
            Refusal::StandingOutOfOrder { member, last } if french => format!(
                "la situation de {member} a déjà changé le {} ; donnez une date qui ne soit pas antérieure",
                last.written(language)
            ),
            Refusal::StandingOutOfOrder { member, last } => format!(
                "the standing of {member} already changed on {}; give a date not before it",
                last.written(language)
            ),
            Refusal::ReasonUnusable => language
                .choose(
                    "un motif de 1 à 500 caractères est nécessaire",
                    "a reason of 1 to 500 characters is needed",
                )
                .to_owned(),
            Refusal::CommitmentUnusable { member } if french => {
                format!("l'empreinte de la situation de {member} n'est pas une empreinte SHA-256")
            }
            Refusal::CommitmentUnusable { member } => {
                format!("the commitment of the situation of {member} is not a SHA-256 digest")
            }
            Refusal::AlreadyErased { member } if french => {
                format!("les données personnelles de {member} sont effacées ; cela est sans retour")
            }
            Refusal::AlreadyErased { member } => {
                format!("the personal data of {member} are erased; there is no way back")
            }
        }
    }
}

impl Refusal {
    /// Of mandates to act for somebody.
    fn of_help(&self, language: Language) -> String {
        let (french, english) = match self {
            Refusal::NotAPerson { member } => (
                format!(
                    "{member} n'est pas une personne : seules des personnes aident et sont aidées"
                ),
                format!("{member} is no person: only people help and are helped"),
            ),
            Refusal::HelpsOneself { member } => (
                format!("{member} agit déjà pour soi ; nommez quelqu'un d'autre"),
                format!("{member} acts for oneself already; name somebody else"),
            ),
            Refusal::NothingToHelpWith => (
                "dites en quoi cette personne peut agir : situation, demandes, cotisation"
                    .to_owned(),
                "say in what this person may act: situation, requests, contribution".to_owned(),
            ),
            Refusal::HelpReversed => (
                "le mandat finirait avant de commencer ; corrigez les dates".to_owned(),
                "the mandate would end before it starts; correct the dates".to_owned(),
            ),
            Refusal::PaperUnusable => (
                "la pièce se désigne par son empreinte SHA-256, 64 chiffres hexadécimaux"
                    .to_owned(),
                "the paper is named by its SHA-256 digest, 64 hexadecimal digits".to_owned(),
            ),
            Refusal::PaperMissing { member } => (
                format!(
                    "pour agir au nom de {member}, il faut son accord donné en personne, ou une pièce : mandat signé, jugement"
                ),
                format!(
                    "to act for {member}, the member agrees in person, or there is a paper: a signed mandate, a judgment"
                ),
            ),
            Refusal::HelpsAlready { member, helper } => (
                format!("{helper} a déjà mandat pour {member} à cette date ; mettez-y fin d'abord"),
                format!("{helper} already has a mandate for {member} on that day; end it first"),
            ),
            Refusal::TooManyHelpers { member } => (
                format!("{member} a déjà {MOST_HELPERS} personnes pour l'aider"),
                format!("{member} already has {MOST_HELPERS} people to help"),
            ),
            Refusal::NoHelper { member, helper } => (
                format!("{helper} n'a pas de mandat pour {member} après cette date"),
                format!("{helper} has no mandate for {member} beyond that day"),
            ),
            _ => return String::new(),
        };
        language.choose(&french, &english).to_owned()
    }
}
