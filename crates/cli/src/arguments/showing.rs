//! Verifying and showing, on the command line.

use std::path::PathBuf;

use clap::Args;

/// `verify`.
#[derive(Args)]
pub struct Verify {
    /// Un dossier de caisse ou une archive / the directory of a caisse or an archive
    pub path: PathBuf,
    /// Une clé publique en laquelle on a confiance (C2SP) / a public key one trusts
    #[arg(long = "key")]
    pub keys: Vec<String>,
}

/// `serve`.
#[derive(Args)]
pub struct Serve {
    /// Les dossiers, chacun sous son nom de dossier ou sous NOM=DOSSIER ; sans eux, --dir /
    /// the directories, each under its own name or as NAME=DIRECTORY; without any, --dir
    #[arg(value_name = "DIR")]
    pub directories: Vec<String>,
    /// L'adresse / the address
    #[arg(long, default_value = "127.0.0.1:7070")]
    pub listen: String,
}

/// `demo`.
#[derive(Args)]
pub struct Demo {
    /// L'adresse / the address
    #[arg(long, default_value = "127.0.0.1:7070")]
    pub listen: String,
    /// Où la faire ; un dossier temporaire sinon / where to make it; a temporary directory otherwise
    #[arg(long)]
    pub output: Option<PathBuf>,
    /// Ne pas servir, s'arrêter une fois faite / do not serve, stop once made
    #[arg(long)]
    pub no_serve: bool,
}
