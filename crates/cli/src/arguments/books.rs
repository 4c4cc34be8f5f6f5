//! Books, reports and exports, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::{BankLineId, DecisionId, EntryId, MemberId, PaymentId, ReceiptId};
use caisse_domain::ledger::AccountNumber;
use caisse_units::{Amount, Day};
use clap::{Args, Subcommand};

/// What `undo` undoes.
#[derive(Clone, Copy, Debug)]
pub enum Mistake {
    /// A receipt.
    Receipt(ReceiptId),
    /// The execution of a payment.
    Payment(PaymentId),
    /// An entry.
    Entry(EntryId),
    /// What explained a bank line.
    Line(BankLineId),
}

impl std::str::FromStr for Mistake {
    type Err = caisse_domain::identity::IdentifierError;

    fn from_str(text: &str) -> Result<Mistake, Self::Err> {
        match text.chars().next() {
            Some('P' | 'p') => text.parse().map(Mistake::Payment),
            Some('E' | 'e') => text.parse().map(Mistake::Entry),
            Some('B' | 'b') => text.parse().map(Mistake::Line),
            _ => text.parse().map(Mistake::Receipt),
        }
    }
}

/// `undo`.
#[derive(Args)]
pub struct Undo {
    /// Un encaissement (R1), l'exécution d'un ordre (P1), une écriture (E1), ou ce qu'on a fait d'une
    /// ligne de relevé (B1) / a receipt, the execution of an order, an entry, or what a bank line was
    /// taken for
    pub what: Mistake,
    /// Pourquoi / why
    #[arg(long)]
    pub reason: String,
    /// La date de la contre-passation / the date of the counter-entry
    #[arg(long)]
    pub on: Option<Day>,
}

/// `entry`.
#[derive(Args)]
pub struct WriteEntry {
    /// Ce que c'est, en quelques mots / what it is, in a few words
    pub label: String,
    /// COMPTE=MONTANT, autant qu'il faut / ACCOUNT=AMOUNT, as many as needed
    #[arg(long, required = true, value_name = "ACCOUNT=AMOUNT")]
    pub debit: Vec<AccountAmount>,
    /// COMPTE=MONTANT, autant qu'il faut / ACCOUNT=AMOUNT, as many as needed
    #[arg(long, required = true, value_name = "ACCOUNT=AMOUNT")]
    pub credit: Vec<AccountAmount>,
    /// La décision exécutée / the decision carried out
    #[arg(long, required_unless_present = "document", conflicts_with = "document")]
    pub decision: Option<DecisionId>,
    /// La pièce, gardée par son empreinte / the document, kept by its digest
    #[arg(long)]
    pub document: Option<PathBuf>,
    /// Un solde d'ouverture, quand la caisse tenait déjà des comptes / an opening balance
    #[arg(long)]
    pub opening: bool,
    /// La date / the day
    #[arg(long)]
    pub on: Option<Day>,
}

/// An account and an amount above zero, `6064=40,00`.
#[derive(Clone, Copy, Debug)]
pub struct AccountAmount {
    /// The account.
    pub account: AccountNumber,
    /// The amount.
    pub amount: Amount,
}

impl std::str::FromStr for AccountAmount {
    type Err = String;

    fn from_str(text: &str) -> Result<AccountAmount, String> {
        let read = text.split_once('=').and_then(|(account, amount)| {
            let (account, amount) = (account.trim().parse().ok()?, Amount::parse(amount).ok()?);
            Some(AccountAmount { account, amount })
        });
        read.filter(|read| read.amount.is_positive())
            .ok_or_else(|| "écrivez 6064=40,00 / write 6064=40.00".to_owned())
    }
}

/// `budget`.
#[derive(Subcommand)]
pub enum BudgetCommand {
    /// Adopter le budget d'une année, par décision / adopt the budget of a year, by decision
    Set {
        /// L'année / the year
        year: i16,
        /// COMPTE=MONTANT, charges et produits / ACCOUNT=AMOUNT, expense and income
        #[arg(required = true, value_name = "ACCOUNT=AMOUNT")]
        lines: Vec<AccountAmount>,
        /// La décision / the decision
        #[arg(long)]
        decision: DecisionId,
    },
    /// Le budget et ce qui s'est passé / the budget and what happened
    Show(Year),
}

/// `allot`.
#[derive(Args)]
pub struct Allot {
    /// COMPTE=MONTANT : où va le résultat, au centime / ACCOUNT=AMOUNT: where the result goes, to the cent
    #[arg(required = true, value_name = "ACCOUNT=AMOUNT")]
    pub parts: Vec<AccountAmount>,
    /// La décision / the decision
    #[arg(long)]
    pub decision: DecisionId,
    /// La date / the day
    #[arg(long)]
    pub on: Option<Day>,
}

/// `open`.
#[derive(Args)]
pub struct Open {
    /// L'exercice / the year
    pub year: i16,
}

/// `close`.
#[derive(Args)]
pub struct Close {
    /// Un mois (2026-01) ou une année (2026) / a month or a year
    pub period: String,
}

/// `correct`.
#[derive(Args)]
pub struct Correct {
    /// Laquelle / which
    pub entry: EntryId,
    /// Pourquoi / why
    #[arg(long)]
    pub reason: String,
    /// La date de la contre-passation / the date of the counter-entry
    #[arg(long)]
    pub on: Option<Day>,
}

/// `report`.
#[derive(Subcommand)]
pub enum Report {
    /// Où en est la caisse / where the caisse stands
    Overview,
    /// La balance / the trial balance
    Balance(Year),
    /// Le grand livre d'un compte / the ledger of an account
    Ledger {
        /// Quel compte / which account
        account: AccountNumber,
        /// L'année / the year
        #[command(flatten)]
        year: Year,
    },
    /// Le journal des écritures / the journal of entries
    Journal(Year),
    /// Le bilan / the balance sheet
    BalanceSheet(Year),
    /// Le compte de résultat / the income statement
    Income(Year),
    /// Les cotisations impayées / unpaid contributions
    Unpaid,
    /// Les mois de survie / months of survival
    Survival,
    /// Pourquoi ce montant : C12 ou A3 / why this amount: C12 or A3
    Why {
        /// Une cotisation ou une allocation / a claim or an allocation
        figure: String,
    },
}

/// A year, this one if absent.
#[derive(Args)]
pub struct Year {
    /// L'année / the year
    #[arg(long)]
    pub year: Option<i16>,
}

/// `export`.
#[derive(Subcommand)]
pub enum Export {
    /// L'archive entière / the whole archive
    Archive(Output),
    /// Le fichier des écritures comptables / the French tax file
    Fec {
        /// Le dossier où l'écrire / the folder to write it into
        #[arg(long, default_value = ".")]
        output: PathBuf,
        /// L'année / the year
        #[command(flatten)]
        year: Year,
    },
    /// Pour hledger
    Hledger(Output),
    /// Pour beancount
    Beancount(Output),
    /// Un tableau des écritures / a table of entries
    Csv(Output),
    /// Tout ce que l'on sait d'un membre / all that is known of a member
    Member {
        /// Qui / who
        member: MemberId,
    },
    /// Un point de contrôle signé / a signed checkpoint
    Checkpoint,
}

/// A file to write.
#[derive(Args)]
pub struct Output {
    /// Le fichier / the file
    pub file: PathBuf,
}
