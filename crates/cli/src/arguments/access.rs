//! Who may enter, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::MemberId;
use clap::Subcommand;

/// `access`.
#[derive(Subcommand)]
pub enum Access {
    /// Inviter à entrer / invite to enter
    Invite {
        /// Qui / who
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        members: Vec<MemberId>,
        /// Tous les membres actifs qui n'ont pas de mot de passe / every active member without a password
        #[arg(long)]
        all: bool,
        /// L'adresse du site : https://… / the address of the site
        #[arg(long, value_name = "URL")]
        site: String,
        /// Par courriel, de la part de « Nom <adresse> » / by e-mail, from this sender
        #[arg(long, value_name = "SENDER")]
        email: Option<String>,
        /// Des feuilles à imprimer, dans ce fichier HTML / sheets to print, in this HTML file
        #[arg(long, value_name = "FILE")]
        print: Option<PathBuf>,
        /// Pour combien de jours / for how many days
        #[arg(long, default_value_t = caisse_access::DAYS_VALID, value_parser = clap::value_parser!(i64).range(1..=365))]
        days: i64,
    },
    /// La liste des accès / the list of accesses
    List,
    /// Fermer toutes les sessions d'un membre / end every session of a member
    Revoke {
        /// Qui / who
        member: MemberId,
    },
    /// Tout retirer, pour recommencer par une invitation / take everything away, to begin again
    Reset {
        /// Qui / who
        member: MemberId,
    },
    /// Ce qui s'est passé aux entrées / what happened at the door
    Diary {
        /// De qui ; sinon de tout le monde / whose; else everybody's
        member: Option<MemberId>,
    },
}
