//! Rules, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::DecisionId;
use caisse_units::Day;
use clap::Subcommand;

/// `rules`.
#[derive(Subcommand)]
pub enum Rules {
    /// Vérifier des fichiers de règles / check rule files
    Check {
        /// Un dossier ou un fichier / a folder or a file
        path: PathBuf,
    },
    /// Appliquer une règle à un tableau / run a rule over a table
    Run {
        /// Un dossier ou un fichier / a folder or a file
        path: PathBuf,
        /// La règle ; facultatif s'il n'y en a qu'une / the rule, if there are several
        #[arg(long)]
        rule: Option<String>,
        /// Le tableau : une ligne par personne / the table: one row per person
        #[arg(long)]
        input: PathBuf,
        /// Le résultat / the result
        #[arg(long)]
        output: Option<PathBuf>,
        /// Pour quelle date / for which day
        #[arg(long)]
        on: Option<Day>,
    },
    /// Expliquer un résultat pas à pas / explain a result step by step
    Explain {
        /// Un dossier ou un fichier / a folder or a file
        path: PathBuf,
        /// La règle / the rule
        #[arg(long)]
        rule: Option<String>,
        /// Le tableau / the table
        #[arg(long)]
        input: Option<PathBuf>,
        /// Quelle ligne du tableau, à partir de 1 / which row of the table, from 1
        #[arg(long, default_value_t = 1)]
        row: usize,
        /// Pour quelle date / for which day
        #[arg(long)]
        on: Option<Day>,
    },
    /// Adopter des règles par une décision / adopt rules by a decision
    Adopt {
        /// Un dossier de règles avec modele.toml / a folder of rules with modele.toml
        path: String,
        /// La décision / the decision
        #[arg(long)]
        decision: DecisionId,
    },
    /// Les règles en vigueur / the rules in force
    List,
}
