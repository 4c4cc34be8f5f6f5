//! Founding, members, decisions and offices, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::{DecisionId, MemberId, OfficeId};
use caisse_units::{Amount, Day, Month};
use clap::{Args, Subcommand, ValueEnum};

/// `init`.
#[derive(Args)]
pub struct Init {
    /// Le dossier, vide ou à créer / the directory, empty or new
    pub directory: PathBuf,
    /// Le modèle : un nom, ou un dossier de règles / the model: a name, or a folder of rules
    #[arg(long)]
    pub model: String,
    /// Le nom de la caisse / its name
    #[arg(long)]
    pub name: String,
    /// Le secteur, sinon celui du modèle / the sector, else the model's
    #[arg(long)]
    pub sector: Option<String>,
    /// La date de l'assemblée fondatrice / the day of the founding assembly
    #[arg(long)]
    pub on: Option<Day>,
    /// L'IBAN de la caisse / its IBAN
    #[arg(long)]
    pub iban: Option<String>,
    /// L'identifiant créancier SEPA / its SEPA creditor identifier
    #[arg(long)]
    pub creditor_identifier: Option<String>,
    /// Le numéro SIREN / its SIREN number
    #[arg(long)]
    pub siren: Option<String>,
    /// Les statuts : un nom ou un fichier, adoptés ensuite / statutes: a name or a file, adopted next
    #[arg(long)]
    pub statutes: Option<String>,
    /// Le premier exercice, sinon l'année de la fondation / the first year of the books
    #[arg(long)]
    pub first_year: Option<i16>,
}

/// `import`.
#[derive(Subcommand)]
pub enum Import {
    /// Des membres, d'un tableau CSV / members, from a CSV table
    Members {
        /// Le fichier / the file
        file: PathBuf,
        /// Montrer sans rien faire / show and do nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Une archive, dans un dossier vide (--dir) / an archive, into an empty directory (--dir)
    Archive {
        /// Le fichier / the file
        file: PathBuf,
    },
}

/// `member`.
#[derive(Subcommand)]
pub enum Member {
    /// La liste / the list
    List,
    /// Tout ce qui concerne un membre / everything about a member
    Show {
        /// Qui / who
        member: MemberId,
    },
    /// Suspendre / suspend
    Suspend(Standing),
    /// Réintégrer / make active again
    Resume(Standing),
    /// Enregistrer un départ / record a departure
    Leave(Standing),
    /// Effacer pour toujours les données personnelles / erase the personal data for good
    Erase {
        /// Qui / who
        member: MemberId,
    },
    /// Payer plus que proposé, à partir d'un mois / pay more than proposed, from a month on
    Choose {
        /// Qui / who
        member: MemberId,
        /// Combien ; 0 met fin au choix / how much; 0 ends the choice
        amount: Amount,
        /// À partir de quel mois / from which month
        #[arg(long)]
        from: Month,
    },
    /// Qui agit pour un membre : aide choisie, tutelle / who acts for a member: helper, guardian
    #[command(subcommand)]
    Helper(Helper),
}

/// `member helper`.
#[derive(Subcommand)]
pub enum Helper {
    /// Donner mandat / give a mandate
    Give {
        /// Pour qui / for whom
        member: MemberId,
        /// Qui agira / who will act
        helper: MemberId,
        /// En quoi : situation, demandes, cotisation / in what: situation, requests, contributions
        #[arg(long, value_enum, value_delimiter = ',', required = true)]
        may: Vec<HelpName>,
        /// À partir de quand / from when
        #[arg(long)]
        from: Option<Day>,
        /// Jusqu'à quand / until when
        #[arg(long)]
        until: Option<Day>,
        /// Le jugement ou le mandat signé, gardé par son empreinte / the paper, kept by digest
        #[arg(long)]
        document: Option<PathBuf>,
    },
    /// Mettre fin à un mandat / end a mandate
    End {
        /// Pour qui / for whom
        member: MemberId,
        /// Qui agissait / who acted
        helper: MemberId,
        /// Le dernier jour / the last day
        #[arg(long)]
        on: Option<Day>,
    },
    /// Les mandats d'un membre / the mandates of a member
    List {
        /// Qui / who
        member: MemberId,
    },
}

/// What a helper may do, on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub enum HelpName {
    /// Déclarer la situation / declare the situation
    Situation,
    /// Demander de l'aide, contester / ask for help, contest
    #[value(alias = "demandes")]
    Requests,
    /// Choisir de payer plus / choose to pay more
    #[value(alias = "cotisation")]
    Contributions,
}

/// A change of standing.
#[derive(Args)]
pub struct Standing {
    /// Qui / who
    pub member: MemberId,
    /// À partir de quand / from when
    #[arg(long)]
    pub from: Option<Day>,
    /// Pourquoi / why
    #[arg(long)]
    pub reason: String,
}

/// `situation`.
#[derive(Args)]
pub struct Situation {
    /// De qui / whose
    pub member: MemberId,
    /// À partir de quand / from when
    #[arg(long)]
    pub from: Day,
    /// NOM=VALEUR, autant de fois qu'il faut / NAME=VALUE, as often as needed
    #[arg(long = "set", value_name = "NAME=VALUE", required = true)]
    pub values: Vec<String>,
}

/// `decision`.
#[derive(Args)]
pub struct Decision {
    /// Le titre / the title
    pub title: String,
    /// L'assemblée / the assembly
    #[arg(long)]
    pub assembly: String,
    /// La date / the day
    #[arg(long)]
    pub on: Option<Day>,
    /// Le texte / the text
    #[arg(long, default_value = "")]
    pub text: String,
    /// Le procès-verbal, gardé par son empreinte / the minutes, kept by digest
    #[arg(long)]
    pub document: Option<PathBuf>,
}

/// The offices on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub enum OfficeName {
    /// La trésorerie / treasurer
    Treasurer,
    /// La cosignature / co-signatory
    CoSignatory,
    /// L'animation / facilitator
    Facilitator,
    /// Le contrôle / auditor
    Auditor,
}

/// `office`.
#[derive(Subcommand)]
pub enum Office {
    /// Donner une fonction / give an office
    Give(GiveOffice),
    /// Mettre fin à une fonction, par décision / end an office, by decision
    End {
        /// Laquelle, par son numéro (O2) / which, by its number (O2)
        office: OfficeId,
        /// Par quelle décision / by which decision
        #[arg(long)]
        decision: DecisionId,
        /// Le dernier jour / the last day
        #[arg(long)]
        on: Option<Day>,
    },
    /// La liste / the list
    List,
}

/// `office give`.
#[derive(Args)]
pub struct GiveOffice {
    /// La fonction / the office
    pub office: OfficeName,
    /// À qui / to whom
    pub member: MemberId,
    /// Par quelle décision / by which decision
    #[arg(long)]
    pub decision: DecisionId,
    /// À partir de quand / from when
    #[arg(long)]
    pub from: Option<Day>,
    /// Jusqu'à quand / until when
    #[arg(long)]
    pub until: Option<Day>,
}
