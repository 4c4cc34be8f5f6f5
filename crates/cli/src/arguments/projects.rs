//! Grievances, demands, projects, envelopes, agreements and cessions, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::{AgreementId, DemandId, ExpenseId, GrievanceId, MemberId, ProjectId};
use caisse_units::{Amount, Day, Month};
use clap::{Args, Subcommand, ValueEnum};

/// `grievance`.
#[derive(Subcommand)]
pub enum Grievance {
    /// Enregistrer un grief / record a grievance
    Record(RecordGrievance),
    /// Vérifier, avec son secret, de qui est un grief anonyme / check whose an anonymous one is
    Check {
        /// Lequel / which
        grievance: GrievanceId,
        /// Le secret donné à l'enregistrement / the secret given at the recording
        #[arg(long)]
        secret: String,
    },
    /// Les réunir sous un thème / put them under a theme
    Group {
        /// Le thème / the theme
        theme: String,
        /// Lesquels / which
        #[arg(required = true)]
        grievances: Vec<GrievanceId>,
    },
    /// La liste, par thème / the list, by theme
    List,
}

/// `grievance record`.
#[derive(Args)]
pub struct RecordGrievance {
    /// Le texte / the text
    #[arg(required_unless_present = "file", conflicts_with = "file")]
    pub text: Option<String>,
    /// Le texte, dans un fichier / the text, in a file
    #[arg(long)]
    pub file: Option<PathBuf>,
    /// Sans dire de qui : --as sert au secret et n'est pas écrit / without saying whose
    #[arg(long)]
    pub anonymous: bool,
    /// Le lieu de travail ou la section / the workplace or section
    #[arg(long)]
    pub workplace: Option<String>,
    /// Quand / when
    #[arg(long)]
    pub on: Option<Day>,
}

/// `demand`.
#[derive(Subcommand)]
pub enum Demand {
    /// Poser une revendication / state a demand
    State {
        /// Son titre / its title
        title: String,
        /// À qui / of whom
        #[arg(long)]
        addressee: String,
        /// Pour quand la réponse / by when an answer is expected
        #[arg(long)]
        deadline: Day,
        /// Ce qui est demandé / what is demanded
        #[arg(long)]
        text: String,
        /// Un grief qui la fonde, autant qu'il faut / a grievance behind it, as many as needed
        #[arg(long = "grievance")]
        grievances: Vec<GrievanceId>,
    },
    /// Enregistrer une réponse / record an answer
    Answer {
        /// À laquelle / to which
        demand: DemandId,
        /// Ce qui est obtenu / what came of it
        outcome: Outcome,
        /// En mots / in words
        #[arg(long)]
        text: String,
        /// La lettre ou l'accord, gardé par son empreinte / the letter, kept by digest
        #[arg(long)]
        document: Option<PathBuf>,
    },
    /// La liste / the list
    List,
}

/// What came of a demand, on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub enum Outcome {
    /// Ce qui était demandé / what was demanded
    Granted,
    /// Une partie / a part of it
    Partly,
    /// Rien / nothing
    Rejected,
    /// Aucune réponse à l'échéance / no answer by the deadline
    Unanswered,
}

/// What a plan is made of.
#[derive(Args)]
pub struct PlanOf {
    /// Son titre / its title
    pub title: String,
    /// De quoi il s'agit / what it is about
    #[arg(long)]
    pub text: String,
    /// La revendication d'où il vient / the demand it comes from
    #[arg(long)]
    pub demand: Option<DemandId>,
    /// COMPTE=MONTANT=LIBELLÉ, autant qu'il faut / ACCOUNT=AMOUNT=LABEL, as often as needed
    #[arg(long = "cost", required = true)]
    pub costs: Vec<String>,
    /// DATE=ÉTAPE, par date / DATE=STEP, by date
    #[arg(long = "milestone")]
    pub milestones: Vec<String>,
    /// Qui le porte, autant qu'il faut / who carries it, as often as needed
    #[arg(long = "carrier", required = true)]
    pub people: Vec<MemberId>,
}

/// `project`.
#[derive(Subcommand)]
pub enum Project {
    /// Ouvrir un projet / open a project
    New(PlanOf),
    /// Le replanifier, tant qu'il n'a pas d'argent / plan it anew, before it has money
    Plan {
        /// Lequel / which
        project: ProjectId,
        /// Le plan entier / the whole plan
        #[command(flatten)]
        plan: PlanOf,
    },
    /// Une étape est atteinte / a step is reached
    Milestone {
        /// De quel projet / of which project
        project: ProjectId,
        /// Laquelle, à partir de 1 / which, from 1
        milestone: u16,
        /// Ce qui le montre, gardé par son empreinte / what shows it, kept by digest
        #[arg(long)]
        document: Option<PathBuf>,
        /// Quand / when
        #[arg(long)]
        on: Option<Day>,
    },
    /// Changer qui le porte, tant qu'il n'a pas d'argent / change who carries it, before it has money
    People {
        /// Lequel / which
        project: ProjectId,
        /// Qui le porte désormais / who carries it from now on
        #[arg(required = true)]
        people: Vec<MemberId>,
    },
    /// Accepter une facture / accept an invoice
    Invoice(Invoice),
    /// Annuler une facture qui n'est dans aucun ordre / cancel an invoice that is in no order
    CancelInvoice {
        /// Laquelle (F1) / which (F1)
        invoice: ExpenseId,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
    /// Rendre compte à l'assemblée qui a voté / report back to the assembly that voted
    Report {
        /// De quel projet / on which project
        project: ProjectId,
        /// Les résultats / the results
        #[arg(long)]
        text: String,
        /// Un document, gardé par son empreinte / a document, kept by digest
        #[arg(long)]
        document: Option<PathBuf>,
        /// Quand vient le prochain compte rendu / by when the next report is owed
        #[arg(long)]
        next: Option<Day>,
    },
    /// Le clore : ce qui reste revient à la caisse / close it: what is left goes back
    Close {
        /// Lequel / which
        project: ProjectId,
    },
    /// Y renoncer, tant qu'il n'a pas d'argent / give it up, before it has money
    GiveUp {
        /// Lequel / which
        project: ProjectId,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
    /// La liste / the list
    List,
    /// Le montrer / show it
    Show {
        /// Lequel / which
        project: ProjectId,
    },
}

/// `project invoice`.
#[derive(Args)]
pub struct Invoice {
    /// Pour quel projet / for which project
    pub project: ProjectId,
    /// Combien / how much
    pub amount: Amount,
    /// La facture, gardée par son empreinte / the invoice, kept by digest
    #[arg(long)]
    pub document: PathBuf,
    /// Sous quelle dépense du plan, à partir de 1 / under which cost of the plan, from 1
    #[arg(long, default_value_t = 1)]
    pub cost: u16,
    /// Qui l'a faite, si c'est un membre / who made it, if a member
    #[arg(long, required_unless_present = "name", conflicts_with_all = ["name", "iban"])]
    pub member: Option<MemberId>,
    /// Sinon, son nom / otherwise, the name
    #[arg(long, requires = "iban")]
    pub name: Option<String>,
    /// Et son IBAN, gardés au coffre / and the IBAN, kept in the vault
    #[arg(long, requires = "name")]
    pub iban: Option<String>,
    /// Sa date / its date
    #[arg(long)]
    pub on: Option<Day>,
}

/// `envelope`.
#[derive(Subcommand)]
pub enum Envelope {
    /// La liste / the list
    List,
}

/// `agreement`.
#[derive(Subcommand)]
pub enum Agreement {
    /// La liste / the list
    List,
    /// La montrer / show it
    Show {
        /// Laquelle / which
        agreement: AgreementId,
    },
    /// Enregistrer ce qui y a été dépensé / record what was spent there
    Spent {
        /// Sous laquelle / under which
        agreement: AgreementId,
        /// Quel mois / which month
        month: Month,
        /// Combien / how much
        amount: Amount,
        /// Le relevé, gardé par son empreinte / the statement, kept by digest
        #[arg(long)]
        document: PathBuf,
    },
}

/// `cession`.
#[derive(Subcommand)]
pub enum Cession {
    /// La liste / the list
    List,
}
