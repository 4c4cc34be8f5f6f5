//! Votes, on the command line.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

/// `vote`.
#[derive(Subcommand)]
pub enum Vote {
    /// Dépouiller un fichier de bulletins / count a file of ballots
    Tally(Tally),
    /// Tirer au sort, de sources publiques / draw lots, from public sources
    Draw(Draw),
}

/// `vote tally`.
#[derive(Args)]
pub struct Tally {
    /// Le fichier : .pb, .soi, .soc, .toi, .toc, .cat, .blt, .csv
    pub file: PathBuf,
    /// La méthode ; « help » les montre toutes / the method; “help” shows them all
    #[arg(long)]
    pub method: String,
    /// Un paramètre, autant qu'il faut / a parameter, as many as needed
    #[arg(long = "parameter", visible_alias = "parametre", value_name = "NAME=VALUE")]
    pub parameters: Vec<String>,
    /// Le format, sinon selon le nom du fichier / the format, else by the file's name
    #[arg(long)]
    pub format: Option<Format>,
}

/// The formats of ballots.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// PrefLib, ordres / orders (.soc, .soi, .toc, .toi)
    #[value(alias = "soc", alias = "soi", alias = "toc", alias = "toi")]
    Orders,
    /// PrefLib, catégories / categories (.cat)
    #[value(alias = "cat")]
    Categories,
    /// Vote transférable / transferable vote (.blt)
    Blt,
    /// Pabulib, budget participatif / participatory budget (.pb)
    #[value(alias = "pabulib")]
    Pb,
    /// Un tableau / a table (.csv)
    Csv,
}

/// `vote draw`.
#[derive(Args)]
pub struct Draw {
    /// La liste (CSV) : nom, poids, strate / the pool (CSV): name, weight, stratum
    pub file: PathBuf,
    /// Combien de sièges / how many seats
    #[arg(long, required_unless_present = "quotas")]
    pub seats: Option<u64>,
    /// Combien de remplaçant·es, dans chaque strate / how many replacements, in each stratum
    #[arg(long, default_value_t = 0)]
    pub reserve: u64,
    /// Répartir les sièges entre les strates, selon leur taille / share seats among strata by size
    #[arg(long)]
    pub stratified: bool,
    /// STRATE=SIÈGES, au lieu de --seats / STRATUM=SEATS, instead of --seats
    #[arg(long = "quota", value_name = "STRATUM=SEATS", conflicts_with_all = ["seats", "stratified"])]
    pub quotas: Vec<String>,
    /// Ce qu'une source a donné, dans l'ordre annoncé / what a source gave, in the order announced
    #[arg(long = "source", required = true, value_name = "TEXT")]
    pub sources: Vec<String>,
    /// Écrire la liste telle qu'on la publie / write the pool as it is published
    #[arg(long, value_name = "FILE")]
    pub published: Option<PathBuf>,
}
