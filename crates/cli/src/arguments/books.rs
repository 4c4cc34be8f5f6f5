//! Books, reports and exports, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::{EntryId, MemberId};
use caisse_domain::ledger::AccountNumber;
use caisse_units::Day;
use clap::{Args, Subcommand};

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
