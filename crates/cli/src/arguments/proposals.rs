//! Proposals, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::{EnvelopeId, MemberId, OfficeId, PeerId, ProjectId, ProposalId};
use caisse_units::{Amount, Day, Rate};
use clap::{Args, Subcommand};

use super::OfficeName;

/// `proposal`.
#[derive(Subcommand)]
pub enum Proposal {
    /// Rédiger une proposition, d'après un fichier ou en une ligne / draft one, from a file or in a line
    New(Box<NewProposal>),
    /// La récrire, d'après un fichier / write it anew, from a file
    Revise {
        /// Laquelle / which
        proposal: ProposalId,
        /// Le fichier / the file
        file: PathBuf,
    },
    /// L'ouvrir au soutien et aux amendements / open it for support and amendments
    Open {
        /// Laquelle / which
        proposal: ProposalId,
    },
    /// La soutenir / support it
    Support {
        /// Laquelle / which
        proposal: ProposalId,
        /// Retirer son soutien / take one's support back
        #[arg(long)]
        take_back: bool,
    },
    /// L'amender, d'après un fichier qui dit ce qui change / amend it, from a file with what changes
    Amend {
        /// Laquelle / which
        proposal: ProposalId,
        /// Le fichier / the file
        file: PathBuf,
        /// Pourquoi, si le fichier ne le dit pas / why, if the file does not say
        #[arg(long)]
        reason: Option<String>,
    },
    /// Accepter un amendement à sa proposition / accept an amendment to one's proposal
    Accept {
        /// À quelle proposition / to which proposal
        proposal: ProposalId,
        /// Lequel, à partir de 1 / which, from 1
        amendment: u16,
    },
    /// Décliner un amendement : il peut être mis au vote / decline one: it may be put to the vote
    Decline {
        /// À quelle proposition / to which proposal
        proposal: ProposalId,
        /// Lequel, à partir de 1 / which, from 1
        amendment: u16,
    },
    /// Retirer sa proposition, ou son amendement / withdraw one's proposal, or one's amendment
    Withdraw {
        /// Laquelle / which
        proposal: ProposalId,
        /// L'amendement, à partir de 1 / the amendment, from 1
        amendment: Option<u16>,
        /// Pourquoi, pour une proposition / why, for a proposal
        #[arg(long)]
        reason: Option<String>,
    },
    /// La liste / the list
    List {
        /// Aussi celles qui sont décidées ou retirées / also those decided or withdrawn
        #[arg(long)]
        all: bool,
    },
    /// La montrer : texte, effet, soutiens, votes, ce qui manque / show it
    Show {
        /// Laquelle / which
        proposal: ProposalId,
        /// Seulement ce qu'elle change / only what it changes
        #[arg(long)]
        difference: bool,
    },
    /// Ce qu'elle changerait pour cette caisse ; pour soi avec --as / what it would change here
    Consequences {
        /// Laquelle / which
        proposal: ProposalId,
        /// Les joindre à la proposition / attach them to the proposal
        #[arg(long)]
        attach: bool,
        /// Écrire le document entier, en JSON / write the whole document, as JSON
        #[arg(long)]
        output: Option<PathBuf>,
    },
    /// Ce que change une proposition, ou un fichier / what a proposal or a file changes
    Diff {
        /// PR1, ou un fichier / PR1, or a file
        of: String,
    },
}

/// `proposal new`: a file, or the commonest kinds in a line.
#[derive(Args)]
pub struct NewProposal {
    /// What is proposed.
    #[command(flatten)]
    pub what: What,
    /// Le titre, s'il faut un autre que l'usuel / the title, if not the usual one
    #[arg(long)]
    pub title: Option<String>,
    /// Le texte / the text
    #[arg(long)]
    pub text: Option<String>,
    /// À partir de quand / from when
    #[arg(long)]
    pub from: Option<Day>,
    /// D'où elle vient : G1, RV1, PJ1, PR1 / where it comes from
    #[arg(long = "link")]
    pub links: Vec<String>,
    /// Qui se présente, autant de fois qu'il faut / who stands, as often as needed
    #[arg(long = "candidate")]
    pub candidates: Vec<MemberId>,
    /// Combien d'élu·es / how many are elected
    #[arg(long)]
    pub seats: Option<u16>,
    /// Jusqu'à quand / until when
    #[arg(long)]
    pub until: Option<Day>,
    /// Le texte du mandat impératif / the text of the imperative mandate
    #[arg(long)]
    pub mandate: Option<String>,
    /// Les fonctions que l'élection renouvelle (O1) / the offices that the election renews (O1)
    #[arg(long = "renews")]
    pub renews: Vec<OfficeId>,
    /// Combien / how much
    #[arg(long)]
    pub amount: Option<Amount>,
    /// Un projet à choisir, autant de fois qu'il faut / a project to choose from
    #[arg(long = "project")]
    pub projects: Vec<ProjectId>,
    /// Quand les résultats sont rendus / by when results are reported
    #[arg(long)]
    pub report_by: Option<Day>,
    /// Un domaine cédé à la fédération rejointe, autant de fois qu'il faut / a matter ceded
    #[arg(long = "cede", value_name = "MATTER")]
    pub ceded: Vec<String>,
    /// Le préavis pour reprendre un domaine cédé, en jours (90 sinon) / notice, in days
    #[arg(long, value_name = "DAYS")]
    pub notice: Option<u16>,
    /// La part des voix pour le reprendre (2/3 sinon) / the share of votes to take it back
    #[arg(long, value_name = "RATE", value_parser = Rate::parse)]
    pub majority: Option<Rate>,
    /// L'ouvrir aussitôt au soutien / open it for support at once
    #[arg(long)]
    pub open: bool,
}

/// What is proposed: one of these.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct What {
    /// Le fichier de la proposition / the file of the proposal
    pub file: Option<PathBuf>,
    /// Élire à une fonction / elect to an office
    #[arg(long, value_name = "OFFICE")]
    pub elect: Option<OfficeName>,
    /// Révoquer une fonction (O2) / revoke an office (O2)
    #[arg(long, value_name = "OFFICE")]
    pub revoke: Option<OfficeId>,
    /// Financer un projet / fund a project
    #[arg(long, value_name = "PROJECT")]
    pub fund: Option<ProjectId>,
    /// Ouvrir une enveloppe de ce nom / open an envelope of that name
    #[arg(long, value_name = "NAME")]
    pub envelope: Option<String>,
    /// Choisir des projets dans une enveloppe / choose projects within an envelope
    #[arg(long, value_name = "ENVELOPE")]
    pub choose: Option<EnvelopeId>,
    /// Rejoindre une fédération (OL1) / join a federation (OL1)
    #[arg(long, value_name = "PEER")]
    pub join: Option<PeerId>,
    /// Admettre une caisse (OL2) / admit a caisse (OL2)
    #[arg(long, value_name = "PEER")]
    pub admit: Option<PeerId>,
    /// Quitter une fédération, ou mettre fin à l'adhésion d'une caisse / leave, or end a membership
    #[arg(long, value_name = "PEER")]
    pub leave: Option<PeerId>,
    /// Une simple résolution / a plain resolution
    #[arg(long, value_name = "TITLE")]
    pub resolution: Option<String>,
}
