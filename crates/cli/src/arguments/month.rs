//! The month: calls, receipts and collections, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::{ClaimId, DebitMandateId, DebitRunId, DecisionId, MemberId};
use caisse_units::{Amount, Day, Month};
use clap::{Args, Subcommand};

/// `call`.
#[derive(Args)]
pub struct Call {
    /// Le mois / the month
    pub month: Month,
    /// L'échéance, sinon le 15 / the due date, else the 15th
    #[arg(long)]
    pub due: Option<Day>,
    /// L'expéditeur des avis : « Caisse <caisse@exemple.org> » / the sender of the notices
    #[arg(long)]
    pub sender: Option<String>,
}

/// `receive`.
#[derive(Args)]
pub struct Receive {
    /// De qui / from whom
    pub member: MemberId,
    /// Combien / how much
    pub amount: Amount,
    /// Quand / when
    #[arg(long)]
    pub on: Option<Day>,
    /// Le numéro du chèque ; en espèces sinon / the number of the cheque; in cash otherwise
    #[arg(long)]
    pub cheque: Option<String>,
}

/// `waive`.
#[derive(Args)]
pub struct Waive {
    /// Quelle cotisation / which claim
    pub claim: ClaimId,
    /// Combien, sinon tout / how much, else all
    #[arg(long)]
    pub amount: Option<Amount>,
    /// Pourquoi / why
    #[arg(long)]
    pub reason: String,
    /// La décision / the decision
    #[arg(long)]
    pub decision: DecisionId,
    /// La date de l'écriture / the date of the entry
    #[arg(long)]
    pub on: Option<Day>,
}

/// `spread`.
#[derive(Args)]
pub struct Spread {
    /// Quelle cotisation / which claim
    pub claim: ClaimId,
    /// DATE=MONTANT, dans l'ordre / DATE=AMOUNT, in order
    #[arg(required = true, value_name = "DATE=AMOUNT")]
    pub parts: Vec<String>,
}

/// The sender of letters.
#[derive(Args)]
pub struct Sender {
    /// L'expéditeur : « Caisse <caisse@exemple.org> » / the sender
    #[arg(long)]
    pub sender: String,
}

/// `debit`.
#[derive(Subcommand)]
pub enum Debit {
    /// Enregistrer un mandat signé / record a signed mandate
    Mandate {
        /// De qui / whose
        member: MemberId,
        /// La référence (RUM) / the reference
        #[arg(long)]
        reference: String,
        /// La date de signature / the day it was signed
        #[arg(long)]
        signed: Day,
    },
    /// La liste des mandats et des remises / the list of mandates and collections
    List,
    /// Révoquer un mandat / revoke a mandate
    Revoke {
        /// Lequel, par son numéro / which, by its number
        mandate: DebitMandateId,
        /// Quand / when
        #[arg(long)]
        on: Option<Day>,
    },
    /// Renoncer à une remise, ou à des prélèvements de celle-ci / give up a collection, or debits of it
    Abandon {
        /// Quelle remise / which collection
        run: DebitRunId,
        /// Seulement ces cotisations / these claims only
        #[arg(long = "claim")]
        claims: Vec<ClaimId>,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
    /// Préparer une remise / prepare a collection
    Prepare {
        /// La date du prélèvement / the day of collection
        #[arg(long)]
        on: Day,
    },
    /// Le fichier pour la banque (pain.008) / the file for the bank (pain.008)
    File {
        /// Quelle remise / which collection
        run: DebitRunId,
        /// Où l'écrire / where to write it
        #[arg(long)]
        output: PathBuf,
    },
}

/// `notices`.
#[derive(Subcommand)]
pub enum Notices {
    /// Ce qui attend / what waits
    List,
    /// Envoyer ce qui attend par le serveur de courriel / send what waits through the mail server
    Send {
        /// Un fichier dont la première ligne est l'adresse du serveur, smtps://nom:secret@hote ; sinon
        /// la variable CAISSE_SMTP / a file whose first line is the server's address
        #[arg(long)]
        server: Option<PathBuf>,
    },
}
