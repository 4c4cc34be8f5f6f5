//! Why contributions refuse, in the order of the checks.

use caisse_units::{Amount, Day, Language, Month};

use crate::identity::{
    BankLineId, ClaimId, DebitMandateId, DebitRunId, LevelId, MemberId, ReceiptId,
};

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
    /// No collection of that number, or nothing of it is awaited any more.
    RunUnknown {
        /// The number.
        run: DebitRunId,
    },
    /// Nothing of the claim is late.
    NotLate {
        /// The claim.
        claim: ClaimId,
        /// When what is left of it is due first.
        due: Day,
    },
    /// What is late of the claim is being collected.
    InCollection {
        /// The claim.
        claim: ClaimId,
        /// The collection.
        run: DebitRunId,
    },
    /// The bank line has another amount than the debits that are awaited.
    CollectionDiffers {
        /// The collection.
        run: DebitRunId,
        /// The line's amount.
        line: Amount,
        /// What is awaited.
        total: Amount,
    },
    /// The claim is not in that collection, or its debit came already.
    NotInRun {
        /// The claim.
        claim: ClaimId,
        /// The collection.
        run: DebitRunId,
    },
    /// A receipt of a collection is not undone by hand.
    CameByDebit {
        /// The receipt.
        receipt: ReceiptId,
        /// Its collection.
        run: DebitRunId,
    },
    /// The bank line was not taken for the debits of a collection.
    NotALineOfDebits {
        /// The line.
        line: BankLineId,
    },
    /// The bank line was not taken for a return.
    NotALineOfReturn {
        /// The line.
        line: BankLineId,
    },
    /// The bank line shows no receipt that stands.
    NotALineOfReceipts {
        /// The line.
        line: BankLineId,
    },
    /// The receipt came by one line with others, and is undone with them.
    SharesItsLine {
        /// The receipt.
        receipt: ReceiptId,
        /// The line.
        line: BankLineId,
    },
    /// A member stands twice in the parts of a line.
    MemberTwice {
        /// The member.
        member: MemberId,
    },
    /// No collection asks for this claim.
    NotInCollection {
        /// The claim.
        claim: ClaimId,
    },
    /// The receipt was undone before.
    AlreadyUndone {
        /// The receipt.
        receipt: ReceiptId,
    },
    /// The share of the receipt was ordered or paid to a level.
    SharePassedOn {
        /// The receipt.
        receipt: ReceiptId,
        /// The level.
        level: LevelId,
        /// Its share.
        share: Amount,
    },
    /// The cash of the receipt is not in the cash box any more.
    CashGone {
        /// The receipt.
        receipt: ReceiptId,
        /// What it brought in.
        taken: Amount,
        /// What is in the cash box.
        in_cash: Amount,
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
                "l'appel {} a déjà été fait pour tous les membres en règle, ou il n'y en a aucun",
                month.genitive(Language::French)
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
                format!("la remise {run} n'existe pas, a été encaissée ou a été abandonnée")
            }
            Refusal::NotLate { claim, due } => format!(
                "rien n'est en retard sur {claim} ; la prochaine échéance est le {}",
                date(due)
            ),
            Refusal::InCollection { claim, run } => format!(
                "{claim} est dans le prélèvement {run}, qui est attendu ; s'il n'aura pas lieu, abandonnez-le d'abord"
            ),
            Refusal::CollectionDiffers { run, line, total } => format!(
                "la ligne du relevé est de {}, {run} en attend {} ; abandonnez les prélèvements que la banque a rejetés, puis rapprochez",
                write(line),
                write(total)
            ),
            Refusal::NotInRun { claim, run } => {
                format!("{claim} n'est pas dans {run}, ou son prélèvement est déjà encaissé")
            }
            Refusal::CameByDebit { receipt, run } => format!(
                "{receipt} vient du prélèvement {run} ; si la banque l'a repris, rapprochez la ligne du rejet ; si la ligne n'est pas celle de {run}, défaites la ligne"
            ),
            Refusal::NotALineOfDebits { line } => {
                format!("la ligne {line} n'est pas rapprochée d'un prélèvement")
            }
            Refusal::NotALineOfReturn { line } => {
                format!("la ligne {line} n'est pas rapprochée d'un rejet")
            }
            Refusal::NotALineOfReceipts { line } => {
                format!("la ligne {line} n'est pas rapprochée de cotisations")
            }
            Refusal::SharesItsLine { receipt, line } => format!(
                "{receipt} est venu avec d'autres par la ligne {line} ; défaites la ligne, puis partagez-la de nouveau"
            ),
            Refusal::MemberTwice { member } => {
                format!("{member} figure deux fois dans le partage ; réunissez ses montants")
            }
            Refusal::NotInCollection { claim } => format!(
                "aucun prélèvement en cours ne demande {claim} ; si son membre a viré, rapprochez la ligne de ce membre"
            ),
            Refusal::AlreadyUndone { receipt } => {
                format!("{receipt} a déjà été défait ; saisissez le bon encaissement")
            }
            Refusal::SharePassedOn { receipt, level, share } => format!(
                "{receipt} ne se défait plus : la part de {level} ({}) est déjà ordonnée ou payée ; abandonnez d'abord l'ordre, ou convenez avec ce niveau d'une reprise",
                write(share)
            ),
            Refusal::CashGone { receipt, taken, in_cash } => format!(
                "{receipt} a apporté {}, mais la caisse d'espèces n'a que {} ; défaites d'abord le dépôt en banque ou la dépense qui s'en est servi",
                write(taken),
                write(in_cash)
            ),
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
                format!("the collection {run} does not exist, came in or was given up")
            }
            Refusal::NotLate { claim, due } => {
                format!("nothing is late on {claim}; the next date is {}", date(due))
            }
            Refusal::InCollection { claim, run } => format!(
                "{claim} is in the collection {run}, which is awaited; if it will not take place, give it up first"
            ),
            Refusal::CollectionDiffers { run, line, total } => format!(
                "the statement line is of {}, {run} awaits {}; give up the debits that the bank refused, then match",
                write(line),
                write(total)
            ),
            Refusal::NotInRun { claim, run } => {
                format!("{claim} is not in {run}, or its debit has come already")
            }
            Refusal::CameByDebit { receipt, run } => format!(
                "{receipt} comes from the collection {run}; if the bank took it back, match the line of the return; if the line is not of {run}, undo the line"
            ),
            Refusal::NotALineOfDebits { line } => {
                format!("the line {line} is not matched with a collection")
            }
            Refusal::NotALineOfReturn { line } => {
                format!("the line {line} is not matched with a return")
            }
            Refusal::NotALineOfReceipts { line } => {
                format!("the line {line} is not matched with contributions")
            }
            Refusal::SharesItsLine { receipt, line } => format!(
                "{receipt} came with others by the line {line}; undo the line, then split it again"
            ),
            Refusal::MemberTwice { member } => {
                format!("{member} stands twice in the split; put the amounts together")
            }
            Refusal::NotInCollection { claim } => format!(
                "no collection under way asks for {claim}; if its member made a transfer, match the line with that member"
            ),
            Refusal::AlreadyUndone { receipt } => {
                format!("{receipt} was undone already; record the right receipt")
            }
            Refusal::SharePassedOn { receipt, level, share } => format!(
                "{receipt} cannot be undone any more: the share of {level} ({}) is ordered or paid; give up the order first, or agree with that level to take it back",
                write(share)
            ),
            Refusal::CashGone { receipt, taken, in_cash } => format!(
                "{receipt} brought {}, but the cash box has only {}; undo first the deposit or the expense that used it",
                write(taken),
                write(in_cash)
            ),
        }
    }
}
