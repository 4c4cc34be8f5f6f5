//! The grammar of the command line; one file per family of commands.
//!
//! **Absent on purpose:** what a command does (`commands/`), and any rule of the caisse.

use std::path::PathBuf;

use caisse_domain::identity::MemberId;
use caisse_units::Day;
use clap::{Args, Parser, Subcommand};

pub use self::access::*;
pub use self::assembly::*;
pub use self::bank::*;
pub use self::books::*;
pub use self::members::*;
pub use self::month::*;
pub use self::pay::*;
pub use self::poll::*;
pub use self::requests::*;
pub use self::rules::*;
pub use self::showing::*;
pub use self::votes::*;

mod access;
mod assembly;
pub use self::projects::*;
pub use self::proposals::*;
pub use self::readings::*;

mod bank;
mod books;
mod members;
mod month;
mod pay;
mod poll;
mod requests;
mod rules;
mod showing;
mod votes;

mod projects;
mod proposals;
mod readings;

mod federation;
mod together;
pub use self::federation::*;
pub use self::together::*;

/// Tient une caisse : cotisations, allocations, comptes, sur un journal que chacun peut vérifier.
#[derive(Parser)]
#[command(name = "caisse", version, propagate_version = true)]
pub struct Arguments {
    /// What every command knows.
    #[command(flatten)]
    pub global: Global,
    /// The command.
    #[command(subcommand)]
    pub command: Command,
}

/// What every command knows.
#[derive(Args)]
pub struct Global {
    /// Le dossier de la caisse / the directory of the caisse
    #[arg(long = "dir", global = true, default_value = ".", env = "CAISSE_DIR")]
    pub directory: PathBuf,
    /// Qui agit, par son numéro (M1) / who acts, by number (M1)
    #[arg(long = "as", global = true, value_name = "MEMBER")]
    pub actor: Option<MemberId>,
    /// Des valeurs pour les programmes / values for programs
    #[arg(long, global = true)]
    pub json: bool,
    /// La langue : fr ou en / the language: fr or en
    #[arg(long, global = true, value_name = "LANG")]
    pub language: Option<String>,
    /// La date du jour, pour rejouer ou essayer / the day it is, to replay or try
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<Day>,
}

/// A command.
#[derive(Subcommand)]
pub enum Command {
    /// Fonder une caisse dans un dossier / found a caisse in a directory
    Init(Init),
    /// Importer des membres ou une archive / import members or an archive
    #[command(subcommand)]
    Import(Import),
    /// Les membres / members
    #[command(subcommand)]
    Member(Member),
    /// Déclarer la situation d'un membre / declare a member's situation
    Situation(Situation),
    /// Enregistrer une décision d'assemblée / record a decision of an assembly
    Decision(Decision),
    /// Les fonctions / offices
    #[command(subcommand)]
    Office(Office),
    /// Les règles / rules
    #[command(subcommand)]
    Rules(Rules),
    /// Appeler les cotisations d'un mois / call the contributions of a month
    Call(Call),
    /// Encaisser à la main / receive by hand
    Receive(Receive),
    /// Remettre tout ou partie d'une cotisation / waive a claim
    Waive(Waive),
    /// Échelonner une cotisation / spread a claim over dates
    Spread(Spread),
    /// Rappeler les cotisations en retard / remind late contributions
    Remind(Sender),
    /// Les prélèvements SEPA / SEPA direct debits
    #[command(subcommand)]
    Debit(Debit),
    /// Les relevés bancaires / bank statements
    #[command(subcommand)]
    Statement(Statement),
    /// Les demandes d'aide / requests for help
    #[command(subcommand)]
    Requests(Requests),
    /// Accorder l'allocation d'un mois / grant the allowance of a month
    Allowances(Allowances),
    /// Payer, à deux signatures / pay, under two signatures
    #[command(subcommand)]
    Pay(Pay),
    /// Les lettres de l'outbox / the letters in the outbox
    #[command(subcommand)]
    Notices(Notices),
    /// Défaire ce qui a été saisi par erreur / undo what was recorded by mistake
    Undo(Undo),
    /// Passer une écriture par décision ou pièce / post an entry by decision or document
    Entry(WriteEntry),
    /// Les budgets / budgets
    #[command(subcommand)]
    Budget(BudgetCommand),
    /// Affecter le résultat, par décision / allot the result, by decision
    Allot(Allot),
    /// Ouvrir l'exercice suivant / open the next year
    Open(Open),
    /// Clore un mois ou une année / close a month or a year
    Close(Close),
    /// Contre-passer une écriture / undo an entry
    Correct(Correct),
    /// Les statuts / statutes
    #[command(subcommand)]
    Statutes(Statutes),
    /// Les assemblées / assemblies
    #[command(subcommand)]
    Assembly(Assembly),
    /// Les scrutins d'une assemblée / the polls of an assembly
    #[command(subcommand)]
    Poll(Poll),
    /// Les tirages au sort d'une assemblée / the draws of an assembly
    #[command(subcommand)]
    Draw(Lots),
    /// Les procès-verbaux / minutes
    #[command(subcommand)]
    Minutes(Minutes),
    /// Les mandats des délégué·es / delegates' mandates
    #[command(subcommand)]
    Mandate(Mandate),
    /// Les propositions / proposals
    #[command(subcommand)]
    Proposal(Proposal),
    /// Les lectures des comptes / readings of the accounts
    #[command(subcommand)]
    Reading(Reading),
    /// Les griefs / grievances
    #[command(subcommand)]
    Grievance(Grievance),
    /// Les revendications / demands
    #[command(subcommand)]
    Demand(Demand),
    /// Les projets / projects
    #[command(subcommand)]
    Project(Project),
    /// Les enveloppes votées / envelopes voted
    #[command(subcommand)]
    Envelope(Envelope),
    /// Les conventions / agreements
    #[command(subcommand)]
    Agreement(Agreement),
    /// Les domaines cédés / matters ceded
    #[command(subcommand)]
    Cession(Cession),
    /// Dépouiller, tirer au sort / count votes, draw lots
    #[command(subcommand)]
    Vote(Vote),
    /// La fédération : liens, fils, relevés, péréquation, témoins / ties, feeds, statements, witnesses
    #[command(subcommand)]
    Federation(Federation),
    /// Calculer une péréquation, d'un fichier / compute an equalisation, from a file
    #[command(visible_alias = "perequation")]
    Equalise {
        /// Le fichier, en JSON / the file, in JSON
        file: PathBuf,
    },
    /// Les états / reports
    #[command(subcommand)]
    Report(Report),
    /// Les exports / exports
    #[command(subcommand)]
    Export(Export),
    /// Changer la clé maîtresse du coffre / change the master key of the vault
    RotateKey,
    /// Qui peut entrer dans les pages / who may enter the pages
    #[command(subcommand)]
    Access(Access),
    /// Tout vérifier : un dossier ou une archive / verify everything: a directory or an archive
    Verify(Verify),
    /// Montrer la caisse dans le navigateur / show the caisse in the browser
    Serve(Serve),
    /// Une caisse d'exemple, faite par de vraies commandes / a demo caisse, made by real commands
    Demo(Demo),
    /// La complétion du terminal / shell completions
    Completions {
        /// bash, zsh, fish…
        shell: clap_complete::Shell,
    },
}
