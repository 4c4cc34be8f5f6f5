//! Payments, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::{AllocationId, PaymentId};
use caisse_units::Day;
use clap::Subcommand;

/// `pay`.
#[derive(Subcommand)]
pub enum Pay {
    /// Les ordres / the orders
    List,
    /// Préparer un ordre / prepare an order
    Prepare {
        /// Quelles allocations ; toutes celles réservées sinon / which; all reserved ones otherwise
        allocations: Vec<AllocationId>,
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
