//! Requests and allowances, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::{DecisionId, MemberId, RequestId};
use caisse_units::{Amount, Day, Month};
use clap::{Args, Subcommand, ValueEnum};

/// `requests`.
#[derive(Subcommand)]
pub enum Requests {
    /// La liste / the list
    List,
    /// Demander / ask
    Ask {
        /// Qui / who
        member: MemberId,
        /// Sous quelle règle / under which rule
        #[arg(long)]
        rule: String,
        /// Combien, ou le coût à partager / how much, or the cost to share
        amount: Amount,
        /// Une pièce, autant qu'il faut / a document, as many as needed
        #[arg(long = "document")]
        documents: Vec<PathBuf>,
        /// À ne montrer qu'au petit comité / to be shown to the small committee only
        #[arg(long)]
        sensitive: bool,
        /// Quand / when
        #[arg(long)]
        on: Option<Day>,
    },
    /// Accorder ce que donne la règle / grant what the rule gives
    Grant {
        /// Laquelle / which
        request: RequestId,
        /// Moins que la règle / less than the rule
        #[arg(long)]
        amount: Option<Amount>,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
        /// La décision, si l'on accorde moins / the decision, if less
        #[arg(long)]
        decision: Option<DecisionId>,
        /// Le dernier jour pour payer / the last day to pay
        #[arg(long)]
        expires: Option<Day>,
        /// Quand / when
        #[arg(long)]
        on: Option<Day>,
    },
    /// Refuser / refuse
    Refuse {
        /// Laquelle / which
        request: RequestId,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
    /// Faire appel d'un refus / contest a refusal
    Appeal {
        /// Laquelle / which
        request: RequestId,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
}

/// How a shortage is shared, on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub enum Shortage {
    /// En proportion / in proportion
    Proportional,
    /// Le même montant pour tous / the same amount for all
    EqualAwards,
    /// La même perte pour tous / the same loss for all
    EqualLosses,
}

/// `allowances`.
#[derive(Args)]
pub struct Allowances {
    /// Le mois / the month
    pub month: Month,
    /// La règle / the rule
    #[arg(long)]
    pub rule: String,
    /// Le plus que l'on accorde en tout / the most granted in all
    #[arg(long)]
    pub envelope: Option<Amount>,
    /// Comment partager s'il n'y a pas assez / how to share if it is too short
    #[arg(long)]
    pub shortage: Option<Shortage>,
    /// La date de l'écriture / the date of the entry
    #[arg(long)]
    pub on: Option<Day>,
}
