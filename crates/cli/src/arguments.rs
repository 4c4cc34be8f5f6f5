//! The grammar of the command line.

use std::path::PathBuf;

use caisse_domain::contributions::IncomeKind;
use caisse_domain::identity::{
    AllocationId, BankLineId, ClaimId, DebitRunId, DecisionId, EntryId, MemberId, PaymentId,
    RequestId,
};
use caisse_domain::ledger::AccountNumber;
use caisse_units::{Amount, Day, Month};
use clap::{Args, Parser, Subcommand, ValueEnum};

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
    /// Donner une fonction / give an office
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
    /// Clore un mois ou une année / close a month or a year
    Close(Close),
    /// Contre-passer une écriture / undo an entry
    Correct(Correct),
    /// Les états / reports
    #[command(subcommand)]
    Report(Report),
    /// Les exports / exports
    #[command(subcommand)]
    Export(Export),
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
#[derive(Args)]
pub struct Office {
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

/// `statement`.
#[derive(Subcommand)]
pub enum Statement {
    /// Importer un relevé, et rapprocher ce qui est certain / import a statement and match it
    Import {
        /// Le fichier : camt.053, CFONB 120, OFX, CSV, QIF, MT940
        file: PathBuf,
        /// Montrer sans rien faire / show and do nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Les lignes à rapprocher, avec des propositions / the open lines, with proposals
    Open,
    /// Dire ce qu'est une ligne / say what a line is
    Match(MatchLine),
}

/// `statement match`.
#[derive(Args)]
pub struct MatchLine {
    /// Quelle ligne / which line
    pub line: BankLineId,
    /// La cotisation de ce membre / a contribution of this member
    #[arg(long, group = "what")]
    pub member: Option<MemberId>,
    /// L'exécution de cet ordre / the execution of this order
    #[arg(long, group = "what")]
    pub payment: Option<PaymentId>,
    /// Des frais bancaires / a bank charge
    #[arg(long, group = "what")]
    pub charge: bool,
    /// À expliquer plus tard (compte d'attente) / to be explained later (suspense account)
    #[arg(long, group = "what")]
    pub set_aside: bool,
    /// Une remise d'espèces ou de chèques / a deposit of cash or cheques
    #[arg(long, group = "what")]
    pub deposit: bool,
    /// Une dépense, sur ce compte / an expense, on this account
    #[arg(long, group = "what", requires = "decision", requires = "label")]
    pub expense: Option<AccountNumber>,
    /// Une autre recette / other income
    #[arg(long, group = "what", requires = "decision", requires = "label")]
    pub income: Option<Income>,
    /// En un mot / in a word
    #[arg(long)]
    pub label: Option<String>,
    /// La décision exécutée / the decision carried out
    #[arg(long)]
    pub decision: Option<DecisionId>,
}

/// Kinds of other income on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub enum Income {
    /// L'excédent d'une activité / the surplus of an activity
    Surplus,
    /// Une autre caisse, la fédération / another caisse, the federation
    OtherCaisse,
    /// Un don / a gift
    Gift,
    /// Une subvention / a grant
    Grant,
}

impl From<Income> for IncomeKind {
    fn from(income: Income) -> IncomeKind {
        match income {
            Income::Surplus => IncomeKind::Surplus,
            Income::OtherCaisse => IncomeKind::OtherCaisse,
            Income::Gift => IncomeKind::Gift,
            Income::Grant => IncomeKind::Grant,
        }
    }
}

/// `requests`.
#[derive(Subcommand)]
pub enum Requests {
    /// La liste / the list
    List,
    /// Demander / ask
    Ask {
        /// Qui / who
        member: MemberId,
        /// Sous quelle règle / under which rule
        #[arg(long)]
        rule: String,
        /// Combien, ou le coût à partager / how much, or the cost to share
        amount: Amount,
        /// Une pièce, autant qu'il faut / a document, as many as needed
        #[arg(long = "document")]
        documents: Vec<PathBuf>,
        /// À ne montrer qu'au petit comité / to be shown to the small committee only
        #[arg(long)]
        sensitive: bool,
        /// Quand / when
        #[arg(long)]
        on: Option<Day>,
    },
    /// Accorder ce que donne la règle / grant what the rule gives
    Grant {
        /// Laquelle / which
        request: RequestId,
        /// Moins que la règle / less than the rule
        #[arg(long)]
        amount: Option<Amount>,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
        /// La décision, si l'on accorde moins / the decision, if less
        #[arg(long)]
        decision: Option<DecisionId>,
        /// Le dernier jour pour payer / the last day to pay
        #[arg(long)]
        expires: Option<Day>,
        /// Quand / when
        #[arg(long)]
        on: Option<Day>,
    },
    /// Refuser / refuse
    Refuse {
        /// Laquelle / which
        request: RequestId,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
    /// Faire appel d'un refus / contest a refusal
    Appeal {
        /// Laquelle / which
        request: RequestId,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
}

/// How a shortage is shared, on the command line.
#[derive(Clone, Copy, ValueEnum)]
pub enum Shortage {
    /// En proportion / in proportion
    Proportional,
    /// Le même montant pour tous / the same amount for all
    EqualAwards,
    /// La même perte pour tous / the same loss for all
    EqualLosses,
}

/// `allowances`.
#[derive(Args)]
pub struct Allowances {
    /// Le mois / the month
    pub month: Month,
    /// La règle / the rule
    #[arg(long)]
    pub rule: String,
    /// Le plus que l'on accorde en tout / the most granted in all
    #[arg(long)]
    pub envelope: Option<Amount>,
    /// Comment partager s'il n'y a pas assez / how to share if it is too short
    #[arg(long)]
    pub shortage: Option<Shortage>,
    /// La date de l'écriture / the date of the entry
    #[arg(long)]
    pub on: Option<Day>,
}

/// `pay`.
#[derive(Subcommand)]
pub enum Pay {
    /// Les ordres / the orders
    List,
    /// Préparer un ordre / prepare an order
    Prepare {
        /// Quelles allocations ; toutes celles réservées sinon / which; all reserved ones otherwise
        allocations: Vec<AllocationId>,
        /// Aussi ce qui est dû aux niveaux / also what is owed to the levels
        #[arg(long)]
        levels: bool,
        /// Quand la banque paie / when the bank pays
        #[arg(long)]
        on: Day,
    },
    /// Signer, soi-même (--as) / sign, oneself (--as)
    Sign {
        /// Lequel / which
        payment: PaymentId,
    },
    /// Le fichier pour la banque (pain.001) / the file for the bank (pain.001)
    File {
        /// Lequel / which
        payment: PaymentId,
        /// Où l'écrire / where to write it
        #[arg(long)]
        output: PathBuf,
        /// NIVEAU=TITULAIRE=IBAN / LEVEL=HOLDER=IBAN
        #[arg(long = "level", visible_alias = "niveau")]
        levels: Vec<String>,
    },
    /// Abandonner / give up
    Abandon {
        /// Lequel / which
        payment: PaymentId,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
    /// Annuler une allocation réservée / cancel a reserved allocation
    Cancel {
        /// Laquelle / which
        allocation: AllocationId,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
    /// Laisser échoir ce qui n'a pas été payé à temps / let expire what was not paid in time
    Expire,
}

/// `close`.
#[derive(Args)]
pub struct Close {
    /// Un mois (2026-01) ou une année (2026) / a month or a year
    pub period: String,
}

/// `correct`.
#[derive(Args)]
pub struct Correct {
    /// Laquelle / which
    pub entry: EntryId,
    /// Pourquoi / why
    #[arg(long)]
    pub reason: String,
    /// La date de la contre-passation / the date of the counter-entry
    #[arg(long)]
    pub on: Option<Day>,
}

/// `report`.
#[derive(Subcommand)]
pub enum Report {
    /// Où en est la caisse / where the caisse stands
    Overview,
    /// La balance / the trial balance
    Balance(Year),
    /// Le grand livre d'un compte / the ledger of an account
    Ledger {
        /// Quel compte / which account
        account: AccountNumber,
        /// L'année / the year
        #[command(flatten)]
        year: Year,
    },
    /// Le journal des écritures / the journal of entries
    Journal(Year),
    /// Le bilan / the balance sheet
    BalanceSheet(Year),
    /// Le compte de résultat / the income statement
    Income(Year),
    /// Les cotisations impayées / unpaid contributions
    Unpaid,
    /// Les mois de survie / months of survival
    Survival,
    /// Pourquoi ce montant : C12 ou A3 / why this amount: C12 or A3
    Why {
        /// Une cotisation ou une allocation / a claim or an allocation
        figure: String,
    },
}

/// A year, this one if absent.
#[derive(Args)]
pub struct Year {
    /// L'année / the year
    #[arg(long)]
    pub year: Option<i16>,
}

/// `export`.
#[derive(Subcommand)]
pub enum Export {
    /// L'archive entière / the whole archive
    Archive(Output),
    /// Le fichier des écritures comptables / the French tax file
    Fec {
        /// Le dossier où l'écrire / the folder to write it into
        #[arg(long, default_value = ".")]
        output: PathBuf,
        /// L'année / the year
        #[command(flatten)]
        year: Year,
    },
    /// Pour hledger
    Hledger(Output),
    /// Pour beancount
    Beancount(Output),
    /// Un tableau des écritures / a table of entries
    Csv(Output),
    /// Tout ce que l'on sait d'un membre / all that is known of a member
    Member {
        /// Qui / who
        member: MemberId,
    },
    /// Un point de contrôle signé / a signed checkpoint
    Checkpoint,
}

/// A file to write.
#[derive(Args)]
pub struct Output {
    /// Le fichier / the file
    pub file: PathBuf,
}

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
