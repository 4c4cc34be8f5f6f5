//! Why contributions refuse, in the order of the checks.

use caisse_units::{Amount, Day, Language, Month};

use crate::identity::{ClaimId, DebitMandateId, DebitRunId, MemberId, ReceiptId};

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Nobody of that number.
    MemberUnknown {
        /// The number.
        member: MemberId,
    },
    /// No claim of that number.
    ClaimUnknown {
        /// The number.
        claim: ClaimId,
    },
    /// No receipt of that number.
    ReceiptUnknown {
        /// The number.
        receipt: ReceiptId,
    },
    /// Everybody is called for that month already, or there is nobody to call.
    NobodyToCall {
        /// The month.
        month: Month,
    },
    /// A due date before the month that is called.
    DueTooEarly {
        /// The date.
        due: Day,
    },
    /// An amount that is zero, negative or beyond bounds.
    AmountUnusable {
        /// The amount.
        amount: Amount,
    },
    /// A text is missing or too long.
    ReasonUnusable,
    /// More than is left of the claim.
    MoreThanLeft {
        /// The claim.
        claim: ClaimId,
        /// What is left.
        left: Amount,
        /// What was asked.
        asked: Amount,
    },
    /// Instalments that do not sum to what is left, or are not in order.
    PlanUnusable {
        /// The claim.
        claim: ClaimId,
        /// What is left.
        left: Amount,
    },
    /// The amount differs from that of the bank line.
    LineDiffers {
        /// The line's amount.
        line: Amount,
        /// The amount given.
        given: Amount,
    },
    /// The receipt was returned before.
    AlreadyReturned {
        /// The receipt.
        receipt: ReceiptId,
        /// When.
        on: Day,
    },
    /// The claim is settled; nothing to remind.
    NothingToRemind {
        /// The claim.
        claim: ClaimId,
    },
    /// The reference of a mandate is empty, too long, or taken.
    ReferenceUnusable {
        /// The reference.
        reference: String,
    },
    /// The member has a valid mandate already.
    MandateExists {
        /// The mandate.
        mandate: DebitMandateId,
    },
    /// No mandate of that number, or it is revoked.
    MandateUnknown {
        /// The number.
        mandate: DebitMandateId,
    },
    /// No open claim has a valid mandate.
    NothingToCollect,
    /// No collection of that number, or its line came already.
    RunUnknown {
        /// The number.
        run: DebitRunId,
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
        let write = |amount: &Amount| amount.written(Language::French);
        let date = |day: &Day| day.written(Language::French);
        match self {
            Refusal::MemberUnknown { member } => {
                format!("aucun membre ne porte le numéro {member}")
            }
            Refusal::ClaimUnknown { claim } => {
                format!("aucune cotisation ne porte le numéro {claim}")
            }
            Refusal::ReceiptUnknown { receipt } => {
                format!("aucun encaissement ne porte le numéro {receipt}")
            }
            Refusal::NobodyToCall { month } => format!(
                "l'appel de {} a déjà été fait pour tous les membres en règle, ou il n'y en a aucun",
                month.written(Language::French)
            ),
            Refusal::DueTooEarly { due } => {
                format!(
                    "l'échéance du {} précède le mois appelé ; choisissez-en une plus tardive",
                    date(due)
                )
            }
            Refusal::AmountUnusable { amount } => {
                format!("{} : un montant positif et raisonnable est attendu", write(amount))
            }
            Refusal::ReasonUnusable => "un motif de 1 à 500 caractères est nécessaire".to_owned(),
            Refusal::MoreThanLeft { claim, left, asked } => {
                format!("il reste {} à payer sur {claim}, moins que {}", write(left), write(asked))
            }
            Refusal::PlanUnusable { claim, left } => format!(
                "les échéances de {claim} doivent se suivre et faire ensemble {}",
                write(left)
            ),
            Refusal::LineDiffers { line, given } => format!(
                "la ligne du relevé est de {}, le montant donné de {} ; ils doivent être égaux",
                write(line),
                write(given)
            ),
            Refusal::AlreadyReturned { receipt, on } => {
                format!("{receipt} a déjà été rejeté par la banque le {}", date(on))
            }
            Refusal::NothingToRemind { claim } => {
                format!("{claim} est soldée ; il n'y a rien à rappeler")
            }
            Refusal::ReferenceUnusable { reference } => format!(
                "la référence de mandat « {reference} » doit avoir de 1 à 35 caractères et ne servir qu'une fois"
            ),
            Refusal::MandateExists { mandate } => {
                format!("un mandat valide existe déjà ({mandate}) ; révoquez-le d'abord")
            }
            Refusal::MandateUnknown { mandate } => {
                format!("le mandat {mandate} n'existe pas ou est révoqué")
            }
            Refusal::NothingToCollect => {
                "aucune cotisation ouverte n'a de mandat de prélèvement valide".to_owned()
            }
            Refusal::RunUnknown { run } => {
                format!("la remise {run} n'existe pas ou a déjà été encaissée")
            }
        }
    }

    fn english(&self) -> String {
        let write = |amount: &Amount| amount.written(Language::English);
        let date = |day: &Day| day.written(Language::English);
        match self {
            Refusal::MemberUnknown { member } => format!("no member has the number {member}"),
            Refusal::ClaimUnknown { claim } => format!("no claim has the number {claim}"),
            Refusal::ReceiptUnknown { receipt } => format!("no receipt has the number {receipt}"),
            Refusal::NobodyToCall { month } => format!(
                "{} has been called from every active member already, or there is none",
                month.written(Language::English)
            ),
            Refusal::DueTooEarly { due } => {
                format!(
                    "the due date {} comes before the month called; choose a later one",
                    date(due)
                )
            }
            Refusal::AmountUnusable { amount } => {
                format!("{}: a positive and reasonable amount is expected", write(amount))
            }
            Refusal::ReasonUnusable => "a reason of 1 to 500 characters is needed".to_owned(),
            Refusal::MoreThanLeft { claim, left, asked } => {
                format!("{} is left on {claim}, less than {}", write(left), write(asked))
            }
            Refusal::PlanUnusable { claim, left } => {
                format!(
                    "the instalments of {claim} must follow each other and sum to {}",
                    write(left)
                )
            }
            Refusal::LineDiffers { line, given } => format!(
                "the statement line is of {}, the amount given of {}; they must be equal",
                write(line),
                write(given)
            ),
            Refusal::AlreadyReturned { receipt, on } => {
                format!("{receipt} was returned by the bank on {} already", date(on))
            }
            Refusal::NothingToRemind { claim } => format!("{claim} is settled; nothing to remind"),
            Refusal::ReferenceUnusable { reference } => format!(
                "the mandate reference “{reference}” must have 1 to 35 characters and be used once"
            ),
            Refusal::MandateExists { mandate } => {
                format!("a valid mandate exists already ({mandate}); revoke it first")
            }
            Refusal::MandateUnknown { mandate } => {
                format!("the mandate {mandate} does not exist or is revoked")
            }
            Refusal::NothingToCollect => "no open claim has a valid debit mandate".to_owned(),
            Refusal::RunUnknown { run } => {
                format!("the collection {run} does not exist or came in already")
            }
        }
    }
}
