//! Bank statements, on the command line.

use std::path::PathBuf;

use caisse_banking::statement::TitledColumn;
use caisse_domain::contributions::IncomeKind;
use caisse_domain::identity::{BankLineId, ClaimId, DecisionId, MemberId, PaymentId};
use caisse_domain::ledger::AccountNumber;
use caisse_units::Amount;
use clap::{Args, Subcommand, ValueEnum};

/// `statement`.
#[derive(Subcommand)]
pub enum Statement {
    /// Importer un relevé, et rapprocher ce qui est certain / import a statement and match it
    Import {
        /// Le fichier : camt.053, CFONB 120, OFX, CSV, QIF, MT940
        file: PathBuf,
        /// Montrer sans rien faire / show and do nothing
        #[arg(long)]
        dry_run: bool,
        /// Le compte à lire, si le fichier en contient plusieurs / the account to read, of several
        #[arg(long)]
        account: Option<String>,
        /// Une colonne d'un tableau, autant qu'il faut ; retenu pour les fichiers suivants : date=…,
        /// libelle=…, montant=… / a column of a table, as many as needed; remembered
        #[arg(long = "column", value_name = "ROLE=TITLE")]
        columns: Vec<TitledColumn>,
    },
    /// Les lignes à rapprocher, avec des propositions / the open lines, with proposals
    Open,
    /// Dire ce qu'est une ligne / say what a line is
    Match(MatchLine),
}

/// `statement match`.
#[derive(Args)]
pub struct MatchLine {
    /// Quelle ligne / which line
    pub line: BankLineId,
    /// La cotisation de ce membre / a contribution of this member
    #[arg(long, group = "what")]
    pub member: Option<MemberId>,
    /// Plusieurs virements en une ligne : MEMBRE=MONTANT, autant qu'il faut / transfers of several
    /// members in one line: MEMBER=AMOUNT, as many as needed
    #[arg(long = "split", group = "what", value_name = "MEMBER=AMOUNT")]
    pub split: Vec<Part>,
    /// Le prélèvement de cette seule cotisation / the debit of this contribution alone
    #[arg(long, group = "what")]
    pub debit: Option<ClaimId>,
    /// L'exécution de cet ordre / the execution of this order
    #[arg(long, group = "what")]
    pub payment: Option<PaymentId>,
    /// Des frais bancaires / a bank charge
    #[arg(long, group = "what")]
    pub charge: bool,
    /// À expliquer plus tard (compte d'attente) / to be explained later (suspense account)
    #[arg(long, group = "what")]
    pub set_aside: bool,
    /// Une remise d'espèces ou de chèques / a deposit of cash or cheques
    #[arg(long, group = "what")]
    pub deposit: bool,
    /// Une dépense, sur ce compte / an expense, on this account
    #[arg(long, group = "what", requires = "decision", requires = "label")]
    pub expense: Option<AccountNumber>,
    /// Une autre recette / other income
    #[arg(long, group = "what", requires = "decision", requires = "label")]
    pub income: Option<Income>,
    /// En un mot / in a word
    #[arg(long)]
    pub label: Option<String>,
    /// La décision exécutée / the decision carried out
    #[arg(long)]
    pub decision: Option<DecisionId>,
}

/// What one member paid of a line.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Who.
    pub member: MemberId,
    /// How much.
    pub amount: Amount,
}

impl std::str::FromStr for Part {
    type Err = String;

    fn from_str(text: &str) -> Result<Part, String> {
        let read = text.split_once('=').and_then(|(member, amount)| {
            let (member, amount) = (member.trim().parse().ok()?, Amount::parse(amount).ok()?);
            Some(Part { member, amount })
        });
        read.filter(|read| read.amount.is_positive())
            .ok_or_else(|| "écrivez M12=40,00 / write M12=40.00".to_owned())
    }
}

/// Kinds of other income on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub enum Income {
    /// L'excédent d'une activité / the surplus of an activity
    Surplus,
    /// Une autre caisse, la fédération / another caisse, the federation
    OtherCaisse,
    /// Un don / a gift
    Gift,
    /// Une subvention / a grant
    Grant,
}

impl From<Income> for IncomeKind {
    fn from(income: Income) -> IncomeKind {
        match income {
            Income::Surplus => IncomeKind::Surplus,
            Income::OtherCaisse => IncomeKind::OtherCaisse,
            Income::Gift => IncomeKind::Gift,
            Income::Grant => IncomeKind::Grant,
        }
    }
}
