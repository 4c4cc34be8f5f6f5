//! Why a grievance, a demand, a project or an invoice is refused.

use caisse_units::{Amount, Day, Language};

use super::{ExpenseState, LONGEST_LIST};
use crate::identity::{DemandId, EnvelopeId, ExpenseId, GrievanceId, MemberId, ProjectId};
use crate::ledger::AccountNumber;

/// A text that someone gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// A title.
    Title,
    /// A text.
    Text,
    /// A theme.
    Theme,
    /// A workplace or section.
    Workplace,
    /// To whom a demand goes.
    Addressee,
    /// What a cost is for.
    Cost,
    /// What a milestone is.
    Milestone,
    /// Reasons.
    Reasons,
}

impl Field {
    fn written(self, language: Language) -> &'static str {
        match self {
            Field::Title => language.choose("le titre", "the title"),
            Field::Text => language.choose("le texte", "the text"),
            Field::Theme => language.choose("le thème", "the theme"),
            Field::Workplace => language.choose("le lieu de travail", "the workplace"),
            Field::Addressee => language.choose("le destinataire", "the addressee"),
            Field::Cost => language.choose("l'objet d'un coût", "what a cost is for"),
            Field::Milestone => language.choose("le nom d'une étape", "the name of a milestone"),
            Field::Reasons => language.choose("le motif", "the reason"),
        }
    }
}

/// Why it is refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// Only an active member may do or be this.
    NotActive {
        /// Who, if it is a member at all.
        member: Option<MemberId>,
    },
    /// An anonymous grievance recorded by a member would name that member.
    NamesItsAuthor {
        /// Who.
        member: MemberId,
    },
    /// A text is missing or too long.
    TextUnusable {
        /// Which.
        field: Field,
        /// Its most characters.
        longest: usize,
    },
    /// A digest is not one.
    DigestUnusable,
    /// A thing is dated in the future.
    InFuture {
        /// The day given.
        on: Day,
    },
    /// This very text is recorded already.
    RecordedAlready {
        /// As which.
        grievance: GrievanceId,
    },
    /// An empty list.
    NothingGiven,
    /// A list is too long.
    TooMany {
        /// How many.
        given: usize,
    },
    /// No grievance of that number.
    GrievanceUnknown {
        /// The number.
        grievance: GrievanceId,
    },
    /// The same grievance twice.
    GrievanceTwice {
        /// Which.
        grievance: GrievanceId,
    },
    /// No demand of that number.
    DemandUnknown {
        /// The number.
        demand: DemandId,
    },
    /// A deadline has passed already.
    DeadlinePast {
        /// The day given.
        deadline: Day,
    },
    /// Silence is recorded after the deadline only.
    DeadlineNotOver {
        /// Which.
        demand: DemandId,
        /// Its deadline.
        deadline: Day,
    },
    /// No project of that number.
    ProjectUnknown {
        /// The number.
        project: ProjectId,
    },
    /// Costs are missing, too many, or not above zero.
    CostsUnusable,
    /// The account is not one for costs.
    NotACostAccount {
        /// Which.
        account: AccountNumber,
    },
    /// Steps are not by date, or too many.
    MilestonesUnordered,
    /// Nobody carries the project.
    NobodyCarries,
    /// The project is closed or given up.
    Over {
        /// Which.
        project: ProjectId,
        /// Since when.
        on: Day,
    },
    /// The project has money already.
    FundedAlready {
        /// Which.
        project: ProjectId,
    },
    /// The project has no credit line.
    NotFunded {
        /// Which.
        project: ProjectId,
    },
    /// The project has no such step.
    MilestoneUnknown {
        /// Which.
        project: ProjectId,
        /// How many it has.
        count: usize,
    },
    /// The step is reached already.
    ReachedAlready {
        /// Which.
        label: String,
        /// When.
        on: Day,
    },
    /// The next report would be due at once.
    NextReportPast {
        /// The day given.
        next: Day,
    },
    /// An invoice waits to be paid.
    InvoiceUnpaid {
        /// Which.
        project: ProjectId,
        /// The first.
        expense: ExpenseId,
    },
    /// An amount is not above zero, or beyond all bounds.
    CreditUnusable,
    /// More than the project costs.
    MoreThanCosts {
        /// Which.
        project: ProjectId,
        /// What it costs.
        costs: Amount,
        /// What was voted before.
        voted: Amount,
        /// What is asked now.
        asked: Amount,
    },
    /// More than the caisse has to give.
    MoreThanAvailable {
        /// What is asked.
        asked: Amount,
        /// What there is.
        available: Amount,
    },
    /// No envelope of that number.
    EnvelopeUnknown {
        /// The number.
        envelope: EnvelopeId,
    },
    /// The envelope is over.
    EnvelopeOver {
        /// Which.
        envelope: EnvelopeId,
        /// Its last day.
        until: Day,
    },
    /// More than is left in the envelope.
    MoreThanEnvelope {
        /// Which.
        envelope: EnvelopeId,
        /// What is left.
        left: Amount,
        /// What is asked.
        asked: Amount,
    },
    /// The project has no such cost.
    CostUnknown {
        /// Which.
        project: ProjectId,
        /// How many it has.
        count: usize,
    },
    /// The invoice is accepted already.
    InvoiceTwice {
        /// As which.
        expense: ExpenseId,
    },
    /// More than is left of the credit line.
    MoreThanCredit {
        /// Which.
        project: ProjectId,
        /// What is left.
        left: Amount,
        /// What is asked.
        asked: Amount,
    },
    /// No invoice of that number.
    ExpenseUnknown {
        /// The number.
        expense: ExpenseId,
    },
    /// The invoice is ordered, paid or cancelled.
    NotToPay {
        /// Which.
        expense: ExpenseId,
        /// Where it stands.
        state: ExpenseState,
    },
    /// Another amount than the invoice.
    NotWhatIsInvoiced {
        /// Which.
        expense: ExpenseId,
        /// What is invoiced.
        invoiced: Amount,
        /// What was to be paid.
        asked: Amount,
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
Some(member) => format!("{member} n'est pas membre en règle à cette date ; seul·e un·e membre en règle peut agir ou être désigné·e ici"),
None => "un·e membre en règle agit ici en son propre nom".to_owned(),
},
            Refusal::NamesItsAuthor { member } => format!("le journal dirait que {member} a déposé ce grief ; déposez-le sans vous identifier, ou confiez-le à l'animation"),
            Refusal::TextUnusable { field, longest } => format!("{} : de 1 à {longest} caractères", field.written(language)),
            Refusal::DigestUnusable => "une pièce ou un texte scellé se désigne par son empreinte SHA-256, 64 chiffres hexadécimaux".to_owned(),
            Refusal::InFuture { on } => format!("le {} n'est pas encore venu", on.written(language)),
            Refusal::RecordedAlready { grievance } => format!("ce texte est déjà enregistré : {grievance}"),
            Refusal::NothingGiven => "la liste est vide ; donnez au moins un grief".to_owned(),
            Refusal::TooMany { given } => format!("{given} dans une liste, c'est trop ; au plus {LONGEST_LIST}"),
            Refusal::GrievanceUnknown { grievance } => format!("aucun grief ne porte le numéro {grievance}"),
            Refusal::GrievanceTwice { grievance } => format!("{grievance} figure deux fois dans la liste"),
            Refusal::DemandUnknown { demand } => format!("aucune revendication ne porte le numéro {demand}"),
            Refusal::DeadlinePast { deadline } => format!("l'échéance du {} est déjà passée ; donnez une date à venir", deadline.written(language)),
            Refusal::DeadlineNotOver { demand, deadline } => format!("l'échéance de {demand} est le {} ; l'absence de réponse se constate après", deadline.written(language)),
            Refusal::ProjectUnknown { project } => format!("aucun projet ne porte le numéro {project}"),
            Refusal::CostsUnusable => "un projet chiffre de 1 à 200 coûts, chacun positif".to_owned(),
            Refusal::NotACostAccount { account } => format!("le compte {account} ne prend pas de coûts ; choisissez un compte de charges (6) ou d'immobilisations (2)"),
            Refusal::MilestonesUnordered => "les étapes se donnent dans l'ordre de leurs dates, 200 au plus".to_owned(),
            Refusal::NobodyCarries => "un projet est porté par au moins un·e membre, 200 au plus".to_owned(),
            Refusal::Over { project, on } => format!("{project} est clos depuis le {}", on.written(language)),
            Refusal::FundedAlready { project } => format!("{project} a déjà un crédit voté ; il ne se replanifie ni ne s'abandonne plus, il se clôt"),
            Refusal::NotFunded { project } => format!("{project} n'a pas de crédit voté ; proposez-le à une assemblée"),
            Refusal::MilestoneUnknown { project, count } => format!("{project} a {count} étape(s) ; celle-ci n'en est pas"),
            Refusal::ReachedAlready { label, on } => format!("l'étape « {label} » est faite depuis le {}", on.written(language)),
            Refusal::NextReportPast { next } => format!("le compte rendu serait dû le {}, ce qui est déjà passé ; donnez une date à venir", next.written(language)),
            Refusal::InvoiceUnpaid { project, expense } => format!("{expense} attend encore son paiement ; payez-la ou annulez-la avant de clore {project}"),
            Refusal::CreditUnusable => "le montant est positif, et dans les bornes".to_owned(),
            Refusal::MoreThanCosts { project, costs, voted, asked } => format!("{project} coûte {}, dont {} déjà votés ; {} seraient de trop", costs.written(language), voted.written(language), asked.written(language)),
            Refusal::MoreThanAvailable { asked, available } => format!("{} sont demandés, la caisse dispose de {} ; réduisez la somme ou attendez des rentrées", asked.written(language), available.written(language)),
            Refusal::EnvelopeUnknown { envelope } => format!("aucune enveloppe ne porte le numéro {envelope}"),
            Refusal::EnvelopeOver { envelope, until } => format!("l'enveloppe {envelope} a pris fin le {} ; votez-en une autre", until.written(language)),
            Refusal::MoreThanEnvelope { envelope, left, asked } => format!("il reste {} dans l'enveloppe {envelope} ; {} n'y tiennent pas", left.written(language), asked.written(language)),
            Refusal::CostUnknown { project, count } => format!("{project} a {count} coût(s) prévu(s) ; celui-ci n'en est pas"),
            Refusal::InvoiceTwice { expense } => format!("cette facture est déjà acceptée : {expense}"),
            Refusal::MoreThanCredit { project, left, asked } => format!("il reste {} du crédit de {project} ; {} le dépassent, faites voter un complément", left.written(language), asked.written(language)),
            Refusal::ExpenseUnknown { expense } => format!("aucune facture ne porte le numéro {expense}"),
            Refusal::NotToPay { expense, state } => match state {
ExpenseState::Accepted => format!("{expense} attend son paiement"),
ExpenseState::Ordered(payment) => format!("{expense} est déjà dans l'ordre {payment}"),
ExpenseState::Paid(on) => format!("{expense} a déjà été payée le {}", on.written(language)),
ExpenseState::Cancelled(on) => format!("{expense} a été annulée le {}", on.written(language)),
},
            Refusal::NotWhatIsInvoiced { expense, invoiced, asked } => format!("{expense} est de {}, on ne peut en payer {}", invoiced.written(language), asked.written(language)),
        }
    }

    fn english(&self) -> String {
        let language = Language::English;
        match self {
            Refusal::NotActive { member } => match member {
                Some(member) => format!(
                    "{member} is not an active member on that day; only an active member may act or be named here"
                ),
                None => "an active member acts here in person".to_owned(),
            },
            Refusal::NamesItsAuthor { member } => format!(
                "the journal would say that {member} recorded this grievance; record it without naming yourself, or through a facilitator"
            ),
            Refusal::TextUnusable { field, longest } => {
                format!("{}: from 1 to {longest} characters", field.written(language))
            }
            Refusal::DigestUnusable => {
                "a document or a sealed text is named by its SHA-256 digest, 64 hexadecimal digits"
                    .to_owned()
            }
            Refusal::InFuture { on } => format!("{} has not come yet", on.written(language)),
            Refusal::RecordedAlready { grievance } => {
                format!("this text is recorded already: {grievance}")
            }
            Refusal::NothingGiven => "the list is empty; give at least one grievance".to_owned(),
            Refusal::TooMany { given } => {
                format!("{given} in one list is too many; at most {LONGEST_LIST}")
            }
            Refusal::GrievanceUnknown { grievance } => {
                format!("no grievance has the number {grievance}")
            }
            Refusal::GrievanceTwice { grievance } => {
                format!("{grievance} stands twice in the list")
            }
            Refusal::DemandUnknown { demand } => format!("no demand has the number {demand}"),
            Refusal::DeadlinePast { deadline } => format!(
                "the deadline {} has passed already; give a date to come",
                deadline.written(language)
            ),
            Refusal::DeadlineNotOver { demand, deadline } => format!(
                "the deadline of {demand} is {}; silence is recorded after it",
                deadline.written(language)
            ),
            Refusal::ProjectUnknown { project } => format!("no project has the number {project}"),
            Refusal::CostsUnusable => "a project has 1 to 200 costs, each above zero".to_owned(),
            Refusal::NotACostAccount { account } => format!(
                "the account {account} takes no costs; choose one of expenses (6) or of fixed assets (2)"
            ),
            Refusal::MilestonesUnordered => "milestones are given by date, at most 200".to_owned(),
            Refusal::NobodyCarries => {
                "a project is carried by at least one member, at most 200".to_owned()
            }
            Refusal::Over { project, on } => {
                format!("{project} is over since {}", on.written(language))
            }
            Refusal::FundedAlready { project } => format!(
                "{project} has a credit line already; it is not planned anew or given up any more, it is closed"
            ),
            Refusal::NotFunded { project } => {
                format!("{project} has no credit line; propose it to an assembly")
            }
            Refusal::MilestoneUnknown { project, count } => {
                format!("{project} has {count} milestone(s); this is none of them")
            }
            Refusal::ReachedAlready { label, on } => {
                format!("the milestone “{label}” was reached on {}", on.written(language))
            }
            Refusal::NextReportPast { next } => format!(
                "the report would be due on {}, which has passed already; give a date to come",
                next.written(language)
            ),
            Refusal::InvoiceUnpaid { project, expense } => format!(
                "{expense} still waits to be paid; pay or cancel it before closing {project}"
            ),
            Refusal::CreditUnusable => "the amount is above zero, and within bounds".to_owned(),
            Refusal::MoreThanCosts { project, costs, voted, asked } => format!(
                "{project} costs {}, of which {} was voted already; {} would be too much",
                costs.written(language),
                voted.written(language),
                asked.written(language)
            ),
            Refusal::MoreThanAvailable { asked, available } => format!(
                "{} is asked, the caisse has {} available; lower the sum or wait for income",
                asked.written(language),
                available.written(language)
            ),
            Refusal::EnvelopeUnknown { envelope } => {
                format!("no envelope has the number {envelope}")
            }
            Refusal::EnvelopeOver { envelope, until } => format!(
                "the envelope {envelope} ended on {}; vote another one",
                until.written(language)
            ),
            Refusal::MoreThanEnvelope { envelope, left, asked } => format!(
                "{} is left in the envelope {envelope}; {} does not fit",
                left.written(language),
                asked.written(language)
            ),
            Refusal::CostUnknown { project, count } => {
                format!("{project} has {count} cost(s) planned; this is none of them")
            }
            Refusal::InvoiceTwice { expense } => {
                format!("this invoice is accepted already: {expense}")
            }
            Refusal::MoreThanCredit { project, left, asked } => format!(
                "{} is left of the credit line of {project}; {} exceeds it, have a supplement voted",
                left.written(language),
                asked.written(language)
            ),
            Refusal::ExpenseUnknown { expense } => format!("no invoice has the number {expense}"),
            Refusal::NotToPay { expense, state } => match state {
                ExpenseState::Accepted => format!("{expense} waits to be paid"),
                ExpenseState::Ordered(payment) => {
                    format!("{expense} is in the order {payment} already")
                }
                ExpenseState::Paid(on) => {
                    format!("{expense} was paid already, on {}", on.written(language))
                }
                ExpenseState::Cancelled(on) => {
                    format!("{expense} was cancelled on {}", on.written(language))
                }
            },
            Refusal::NotWhatIsInvoiced { expense, invoiced, asked } => format!(
                "{expense} is of {}, {} cannot be paid",
                invoiced.written(language),
                asked.written(language)
            ),
        }
    }
}
