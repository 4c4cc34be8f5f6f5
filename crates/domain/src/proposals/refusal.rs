//! Why a proposal is refused.

use caisse_units::{Amount, Day, Language};

use super::{LONGEST_LIST, Link, ProposalState};
use crate::identity::{MemberId, ProjectId, ProposalId};

/// A text or a list that someone gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// The title.
    Title,
    /// The text.
    Text,
    /// Reasons.
    Reasons,
    /// The instructions of a mandate.
    Mandate,
    /// The summary of consequences.
    Consequences,
    /// Links.
    Links,
    /// Documents.
    Documents,
    /// Amendments.
    Amendments,
}

impl Field {
    fn written(self, language: Language) -> &'static str {
        match self {
            Field::Title => language.choose("le titre", "the title"),
            Field::Text => language.choose("le texte", "the text"),
            Field::Reasons => language.choose("le motif", "the reason"),
            Field::Mandate => language.choose("le texte du mandat", "the text of the mandate"),
            Field::Consequences => {
                language.choose("le résumé des conséquences", "the summary of consequences")
            }
            Field::Links => language.choose("les liens", "the links"),
            Field::Documents => language.choose("les documents", "the documents"),
            Field::Amendments => language.choose("les amendements", "the amendments"),
        }
    }
}

fn written(link: &Link) -> String {
    match link {
        Link::Grievance(grievance) => grievance.to_string(),
        Link::Demand(demand) => demand.to_string(),
        Link::Project(project) => project.to_string(),
        Link::Proposal(proposal) => proposal.to_string(),
    }
}

/// Why it is refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Only an active member proposes, supports and amends.
    NotActive {
        /// Who, if it is a member at all.
        member: Option<MemberId>,
    },
    /// Only its author may do this.
    NotTheAuthor {
        /// Who acts.
        member: MemberId,
        /// Whose it is.
        author: MemberId,
    },
    /// No proposal of that number.
    Unknown {
        /// The number.
        proposal: ProposalId,
    },
    /// Not in this state.
    NotNow {
        /// Which.
        proposal: ProposalId,
        /// Where it stands.
        state: ProposalState,
    },
    /// A text is missing or too long.
    TextUnusable {
        /// Which.
        field: Field,
        /// Its most characters.
        longest: usize,
    },
    /// A list is too long.
    TooMany {
        /// Of what.
        field: Field,
        /// The most.
        longest: usize,
    },
    /// A link leads nowhere.
    LinkUnknown {
        /// Which.
        link: Link,
    },
    /// A document is not named by its digest.
    DigestUnusable,
    /// The day of effect is past, or in a month called or closed.
    TooEarly {
        /// The day given.
        from: Day,
        /// The first possible day.
        first: Day,
    },
    /// A rule begins on another day than the proposal says.
    StartsElsewhere {
        /// Which rule.
        rule: String,
        /// Its first new day.
        since: Day,
        /// The day of effect.
        from: Day,
    },
    /// The year of a budget is over.
    BudgetOver {
        /// Which.
        year: i16,
    },
    /// A budget spends more than the fund has and expects.
    BudgetTooLarge {
        /// What it spends.
        planned: Amount,
        /// What it expects.
        expected: Amount,
        /// What there is.
        available: Amount,
    },
    /// An election has no candidate, or too many.
    CandidatesUnusable {
        /// How many.
        given: usize,
    },
    /// An election has no seat, or too many.
    SeatsUnusable {
        /// How many.
        seats: u16,
    },
    /// A candidate stands twice.
    CandidateTwice {
        /// Who.
        member: MemberId,
    },
    /// A candidate is not an active member on the first day.
    CandidateInactive {
        /// Who.
        member: MemberId,
    },
    /// A vote on priorities has no project, or too many.
    ProjectsUnusable {
        /// How many.
        given: usize,
    },
    /// A project stands twice.
    ProjectTwice {
        /// Which.
        project: ProjectId,
    },
    /// Supported already.
    SupportsAlready {
        /// Which.
        proposal: ProposalId,
        /// Who.
        member: MemberId,
    },
    /// Not supported.
    DoesNotSupport {
        /// Which.
        proposal: ProposalId,
        /// Who.
        member: MemberId,
    },
    /// An amendment changes nothing.
    ChangesNothing {
        /// Which.
        proposal: ProposalId,
    },
    /// No amendment of that number.
    AmendmentUnknown {
        /// Which.
        proposal: ProposalId,
        /// How many it has.
        count: usize,
    },
    /// The amendment is decided or in vote.
    AmendmentDecided {
        /// Which.
        proposal: ProposalId,
        /// Which, from 0.
        amendment: u16,
    },
    /// An amendment waits for an answer.
    AmendmentWaits {
        /// Which.
        proposal: ProposalId,
        /// Which, from 0.
        amendment: u16,
    },
    /// It takes effect with its vote, and its day is still to come.
    NotBefore {
        /// Which.
        proposal: ProposalId,
        /// Its day.
        from: Day,
    },
    /// Too few support it.
    TooFewSupporters {
        /// Which.
        proposal: ProposalId,
        /// How many it has.
        have: usize,
        /// How many it needs.
        needed: usize,
    },
    /// Another proposal, adopted or in vote, decides the same for the same day.
    Conflict {
        /// Which.
        proposal: ProposalId,
        /// The other one.
        other: ProposalId,
        /// Its title.
        title: String,
    },
    /// The poll does not ask what the proposal asks.
    OtherQuestion {
        /// Which.
        proposal: ProposalId,
    },
}

impl Refusal {
    /// What is refused and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let language = Language::French;
        match self {
            Refusal::NotActive { member } => match member {
                Some(member) => format!(
                    "{member} n'est pas membre en règle à cette date ; seul·e un·e membre en règle propose, soutient et amende"
                ),
                None => "une proposition est portée par un·e membre, en son nom".to_owned(),
            },
            Refusal::NotTheAuthor { member, author } => format!(
                "elle est de {author}, {member} ne peut le faire à sa place ; proposez un amendement"
            ),
            Refusal::Unknown { proposal } => {
                format!("aucune proposition ne porte le numéro {proposal}")
            }
            Refusal::NotNow { proposal, state } => match state {
                ProposalState::Draft => {
                    format!("{proposal} est encore un brouillon ; ouvrez-la d'abord")
                }
                _ => format!(
                    "{proposal} est {} ; cela ne se peut plus, faites-en une nouvelle",
                    state.written(language)
                ),
            },
            Refusal::TextUnusable { field, longest } => {
                format!("{} : de 1 à {longest} caractères", field.written(language))
            }
            Refusal::TooMany { field, longest } => {
                format!("{} : {longest} au plus", field.written(language))
            }
            Refusal::LinkUnknown { link } => {
                format!("le lien vers {} ne mène nulle part ; vérifiez le numéro", written(link))
            }
            Refusal::DigestUnusable => {
                "un document se désigne par son empreinte SHA-256, 64 chiffres hexadécimaux"
                    .to_owned()
            }
            Refusal::TooEarly { from, first } => format!(
                "l'effet ne peut dater du {}, passé ou dans un mois appelé ou clos ; la première date possible est le {}",
                from.written(language),
                first.written(language)
            ),
            Refusal::StartsElsewhere { rule, since, from } => format!(
                "« {rule} » commencerait le {}, la proposition dit le {} ; donnez la même date aux deux",
                since.written(language),
                from.written(language)
            ),
            Refusal::BudgetOver { year } => format!(
                "l'exercice {year} est passé ; un budget se vote pour l'exercice en cours ou à venir"
            ),
            Refusal::BudgetTooLarge { planned, expected, available } => format!(
                "le budget dépense {} ; la caisse dispose de {} et attend {} : réduisez les dépenses",
                planned.written(language),
                available.written(language),
                expected.written(language)
            ),
            Refusal::CandidatesUnusable { given } => {
                format!("{given} candidature(s) ; il en faut de 1 à {LONGEST_LIST}")
            }
            Refusal::SeatsUnusable { seats } => {
                format!("{seats} siège(s) ; il en faut de 1 à {LONGEST_LIST}")
            }
            Refusal::CandidateTwice { member } => format!("{member} se présente deux fois"),
            Refusal::CandidateInactive { member } => {
                format!("{member} ne serait pas membre en règle au premier jour du mandat")
            }
            Refusal::ProjectsUnusable { given } => {
                format!("{given} projet(s) à départager ; il en faut de 1 à {LONGEST_LIST}")
            }
            Refusal::ProjectTwice { project } => {
                format!("{project} figure deux fois dans la liste")
            }
            Refusal::SupportsAlready { proposal, member } => {
                format!("{member} soutient déjà {proposal}")
            }
            Refusal::DoesNotSupport { proposal, member } => {
                format!("{member} ne soutient pas {proposal}")
            }
            Refusal::ChangesNothing { proposal } => format!(
                "cet amendement ne change rien à {proposal} ; donnez un titre, un texte, un effet ou une date"
            ),
            Refusal::AmendmentUnknown { proposal, count } => {
                format!("{proposal} a {count} amendement(s) ; celui-ci n'en est pas")
            }
            Refusal::AmendmentDecided { proposal, amendment } => format!(
                "l'amendement {} de {proposal} est déjà tranché, retiré ou au vote",
                u32::from(*amendment) + 1
            ),
            Refusal::AmendmentWaits { proposal, amendment } => format!(
                "l'amendement {} de {proposal} attend une réponse ; acceptez-le, déclinez-le ou votez-le d'abord",
                u32::from(*amendment) + 1
            ),
            Refusal::NotBefore { proposal, from } => format!(
                "{proposal} prend effet avec son vote, et pas avant le {} ; votez-la ce jour-là ou après, ou changez sa date",
                from.written(Language::French)
            ),
            Refusal::TooFewSupporters { proposal, have, needed } => format!(
                "{proposal} a {have} soutien(s), il en faut {needed} pour l'inscrire à l'ordre du jour"
            ),
            Refusal::Conflict { proposal, other, title } => format!(
                "{proposal} décide la même chose à la même date que {other}, « {title} » ; changez la date ou attendez l'issue de l'autre"
            ),
            Refusal::OtherQuestion { proposal } => format!(
                "le vote ne pose pas la question de {proposal} ; reprenez son objet et ses options, dans leur ordre"
            ),
        }
    }

    fn english(&self) -> String {
        let language = Language::English;
        match self {
            Refusal::NotActive { member } => match member {
                Some(member) => format!(
                    "{member} is not an active member on that day; only an active member proposes, supports and amends"
                ),
                None => "a proposal is carried by a member, in person".to_owned(),
            },
            Refusal::NotTheAuthor { member, author } => format!(
                "it is {author}'s, {member} cannot do this in their place; move an amendment"
            ),
            Refusal::Unknown { proposal } => format!("no proposal has the number {proposal}"),
            Refusal::NotNow { proposal, state } => match state {
                ProposalState::Draft => format!("{proposal} is still a draft; open it first"),
                _ => format!(
                    "{proposal} is {}; this is not possible any more, begin another one",
                    state.written(language)
                ),
            },
            Refusal::TextUnusable { field, longest } => {
                format!("{}: from 1 to {longest} characters", field.written(language))
            }
            Refusal::TooMany { field, longest } => {
                format!("{}: at most {longest}", field.written(language))
            }
            Refusal::LinkUnknown { link } => {
                format!("the link to {} leads nowhere; check the number", written(link))
            }
            Refusal::DigestUnusable => {
                "a document is named by its SHA-256 digest, 64 hexadecimal digits".to_owned()
            }
            Refusal::TooEarly { from, first } => format!(
                "the effect cannot date from {}, which is past, or in a month called or closed; the first possible day is {}",
                from.written(language),
                first.written(language)
            ),
            Refusal::StartsElsewhere { rule, since, from } => format!(
                "“{rule}” would begin on {}, the proposal says {}; give both the same date",
                since.written(language),
                from.written(language)
            ),
            Refusal::BudgetOver { year } => {
                format!("the year {year} is past; a budget is voted for this year or one to come")
            }
            Refusal::BudgetTooLarge { planned, expected, available } => format!(
                "the budget spends {}; the caisse has {} available and expects {}: spend less",
                planned.written(language),
                available.written(language),
                expected.written(language)
            ),
            Refusal::CandidatesUnusable { given } => {
                format!("{given} candidate(s); there must be 1 to {LONGEST_LIST}")
            }
            Refusal::SeatsUnusable { seats } => {
                format!("{seats} seat(s); there must be 1 to {LONGEST_LIST}")
            }
            Refusal::CandidateTwice { member } => format!("{member} stands twice"),
            Refusal::CandidateInactive { member } => {
                format!("{member} would not be an active member on the first day of the term")
            }
            Refusal::ProjectsUnusable { given } => {
                format!("{given} project(s) to choose from; there must be 1 to {LONGEST_LIST}")
            }
            Refusal::ProjectTwice { project } => format!("{project} stands twice in the list"),
            Refusal::SupportsAlready { proposal, member } => {
                format!("{member} supports {proposal} already")
            }
            Refusal::DoesNotSupport { proposal, member } => {
                format!("{member} does not support {proposal}")
            }
            Refusal::ChangesNothing { proposal } => format!(
                "this amendment changes nothing in {proposal}; give a title, a text, an effect or a day"
            ),
            Refusal::AmendmentUnknown { proposal, count } => {
                format!("{proposal} has {count} amendment(s); this is none of them")
            }
            Refusal::AmendmentDecided { proposal, amendment } => format!(
                "the amendment {} of {proposal} is decided, withdrawn or in vote already",
                u32::from(*amendment) + 1
            ),
            Refusal::AmendmentWaits { proposal, amendment } => format!(
                "the amendment {} of {proposal} waits for an answer; accept it, decline it or vote on it first",
                u32::from(*amendment) + 1
            ),
            Refusal::NotBefore { proposal, from } => format!(
                "{proposal} takes effect with its vote, and not before {}; vote on it that day or later, or change its day",
                from.written(Language::English)
            ),
            Refusal::TooFewSupporters { proposal, have, needed } => format!(
                "{proposal} has {have} supporter(s), it needs {needed} to be put on an agenda"
            ),
            Refusal::Conflict { proposal, other, title } => format!(
                "{proposal} decides the same thing for the same day as {other}, “{title}”; change the day or wait for the other one"
            ),
            Refusal::OtherQuestion { proposal } => format!(
                "the poll does not ask the question of {proposal}; take its kind and options, in their order"
            ),
        }
    }
}
