//! Shared readings of the accounts, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::{GrievanceId, MemberId, ProposalId, QuestionId, ReadingId};
use caisse_domain::readings::Figure;
use caisse_units::Day;
use clap::{Args, Subcommand};

/// `reading`.
#[derive(Subcommand)]
pub enum Reading {
    /// Ouvrir une lecture / open a reading
    Open {
        /// Comment elle s'appelle / what it is called
        title: String,
        /// Quand elle se tient / when it is held
        #[arg(long)]
        on: Option<Day>,
        /// Qui l'anime ; soi-même par défaut / who leads it; oneself by default
        #[arg(long, value_name = "MEMBER")]
        led_by: Option<MemberId>,
    },
    /// Épingler une question à un chiffre / pin a question to a figure
    Ask(AskQuestion),
    /// Répondre à une question / answer a question
    Answer {
        /// À laquelle / which
        question: QuestionId,
        /// La réponse / the answer
        text: String,
    },
    /// Noter ce qu'une question est devenue / note what a question became
    Turn {
        /// Laquelle / which
        question: QuestionId,
        /// Une proposition / a proposal
        #[arg(long, required_unless_present = "grievance", conflicts_with = "grievance")]
        proposal: Option<ProposalId>,
        /// Un grief / a grievance
        #[arg(long)]
        grievance: Option<GrievanceId>,
    },
    /// Clore une lecture / close a reading
    Close {
        /// Laquelle / which
        reading: ReadingId,
        /// Combien y ont pris part / how many took part
        #[arg(long)]
        people: u32,
        /// Ce qu'on en retient / what is kept of it
        #[arg(long, conflicts_with = "file")]
        record: Option<String>,
        /// Le même, dans un fichier / the same, in a file
        #[arg(long)]
        file: Option<PathBuf>,
    },
    /// Les lectures et leurs questions / readings and their questions
    List,
}

/// `reading ask`.
#[derive(Args)]
pub struct AskQuestion {
    /// Le chiffre : lecture:tenir, compte:512:2026, mois:2026-03, regle:cotisation / the figure
    pub figure: Figure,
    /// La question / the question
    pub text: String,
    /// Dans quelle lecture ; hors séance par défaut / in which reading
    #[arg(long, value_name = "READING")]
    pub reading: Option<ReadingId>,
    /// De la salle, sans nommer personne / from the room, naming nobody
    #[arg(long, conflicts_with = "by")]
    pub room: bool,
    /// Qui demande ; soi-même par défaut / who asks; oneself by default
    #[arg(long, value_name = "MEMBER")]
    pub by: Option<MemberId>,
}
