//! What federated organisations settle between them, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::{DecisionId, PeerId, ProposalId};
use caisse_units::Month;
use clap::Subcommand;

/// More of `federation`.
#[derive(Subcommand)]
pub enum Together {
    /// Ce qui est dû entre niveaux, depuis quand, par qui / what is owed, since when, by whom
    Queue,
    /// Annoncer les parts des mois clos aux niveaux / announce shares of closed months to levels
    PassOn,
    /// Demander aux membres ce qu'une proposition leur ferait / ask members what it would change
    Consult {
        /// La proposition de règles communes / the proposal of common rules
        proposal: ProposalId,
    },
    /// Répondre aux fédérations qui demandent : des totaux / answer federations: totals only
    Answer,
    /// Ce que les membres ont répondu / what members answered
    Answers {
        /// La proposition / the proposal
        proposal: ProposalId,
    },
    /// Péréquer sans un relevé, par une décision / equalise without a statement, by a decision
    EqualiseDespite {
        /// La règle adoptée / the rule adopted
        rule: String,
        /// Le mois / the month
        month: Month,
        /// Sans qui / without whom
        #[arg(long)]
        without: Vec<PeerId>,
        /// Sur les derniers chiffres de qui / on whose last known figures
        #[arg(long)]
        last_known: Vec<PeerId>,
        /// La décision / the decision
        #[arg(long)]
        decision: DecisionId,
    },
    /// Solder un mois péréqué, sur les chiffres définitifs / settle a month on final figures
    Settle {
        /// La règle / the rule
        rule: String,
        /// Le mois / the month
        month: Month,
    },
    /// Comparer les relevés d'une caisse à son archive / compare a caisse's statements and archive
    Audit {
        /// Qui / who
        peer: PeerId,
        /// Son archive / its archive
        archive: PathBuf,
    },
}
