//! Payments, on the command line.

use std::path::PathBuf;
use std::str::FromStr;

use caisse_domain::identity::{AllocationId, ExpenseId, PaymentId};
use caisse_units::Day;
use clap::Subcommand;

/// What an order may pay: an allocation (A1) or an invoice of a project (F1).
#[derive(Clone, Copy, Debug)]
pub enum Payable {
    /// An allocation.
    Allocation(AllocationId),
    /// An invoice of a project.
    Invoice(ExpenseId),
}

impl FromStr for Payable {
    type Err = String;

    fn from_str(text: &str) -> Result<Payable, String> {
        if let Ok(allocation) = text.parse() {
            return Ok(Payable::Allocation(allocation));
        }
        let said = |_| format!("« {text} » : A1 ou F1 / A1 or F1");
        text.parse().map(Payable::Invoice).map_err(said)
    }
}

/// `pay`.
#[derive(Subcommand)]
pub enum Pay {
    /// Les ordres / the orders
    List,
    /// Préparer un ordre / prepare an order
    Prepare {
        /// Allocations (A1) et factures (F1) ; toutes celles à payer sinon / which; all otherwise
        items: Vec<Payable>,
        /// Aussi ce qui est dû aux niveaux / also what is owed to the levels
        #[arg(long)]
        levels: bool,
        /// Quand la banque paie / when the bank pays
        #[arg(long)]
        on: Day,
    },
    /// Signer, soi-même (--as) / sign, oneself (--as)
    Sign {
        /// Lequel / which
        payment: PaymentId,
    },
    /// Le fichier pour la banque (pain.001) / the file for the bank (pain.001)
    File {
        /// Lequel / which
        payment: PaymentId,
        /// Où l'écrire / where to write it
        #[arg(long)]
        output: PathBuf,
        /// NIVEAU=TITULAIRE=IBAN / LEVEL=HOLDER=IBAN
        #[arg(long = "level", visible_alias = "niveau")]
        levels: Vec<String>,
    },
    /// Abandonner / give up
    Abandon {
        /// Lequel / which
        payment: PaymentId,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
    /// Annuler une allocation réservée / cancel a reserved allocation
    Cancel {
        /// Laquelle / which
        allocation: AllocationId,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
    /// Laisser échoir ce qui n'a pas été payé à temps / let expire what was not paid in time
    Expire,
}
