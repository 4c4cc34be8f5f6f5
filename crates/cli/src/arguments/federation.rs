//! Federations, on the command line.

use std::path::PathBuf;

use caisse_domain::identity::{AssemblyId, BankLineId, DecisionId, MemberId, PeerId, PollId};
use caisse_units::Month;
use clap::{Args, Subcommand};

use super::Together;

/// `federation`.
#[derive(Subcommand)]
pub enum Federation {
    /// Notre carte, à donner à l'autre organisation / our card, for the other organisation
    Card {
        /// L'adresse où lire notre fil, s'il est sur un serveur / where our feed is read
        #[arg(long)]
        address: Option<String>,
    },
    /// Une clé à comparer de vive voix : chiffres et code / a key to compare aloud: digits and code
    KeyWords {
        /// La clé de qui ; la nôtre sinon / whose key; ours otherwise
        peer: Option<PeerId>,
    },
    /// Noter une organisation, sa clé comparée / note an organisation, its key compared
    Introduce(Introduce),
    /// Les organisations connues : retard, dernier contact, preuves / known organisations
    List,
    /// Lire les fils et en prendre la suite / read the feeds and take what follows
    Sync {
        /// De qui ; de toutes sinon / whose; everyone's otherwise
        peer: Option<PeerId>,
        /// Son dossier sur cette machine, retenu pour la suite / its directory here, remembered
        #[arg(long, requires = "peer", value_name = "DIR")]
        from: Option<PathBuf>,
    },
    /// Publier le relevé d'un mois clos / publish the statement of a closed month
    Statement {
        /// Le mois / the month
        month: Month,
    },
    /// Annoncer une assemblée aux membres / tell members of an assembly
    Summon {
        /// Laquelle / which
        assembly: AssemblyId,
    },
    /// Dire à la fédération le vote de notre assemblée / tell the federation how we voted
    Instruct {
        /// Quelle fédération / which federation
        peer: PeerId,
        /// Son assemblée / its assembly
        assembly: AssemblyId,
        /// Le point, à partir de 1 / the item, from 1
        item: u16,
        /// Notre scrutin / our poll
        #[arg(long)]
        poll: PollId,
        /// Ce que la personne déléguée doit dire / what the delegate has to say
        #[arg(long, default_value = "")]
        text: String,
    },
    /// Calculer la péréquation d'un mois et la dire à tous / equalise a month and tell all
    #[command(visible_alias = "perequation")]
    Equalise {
        /// La règle adoptée / the rule adopted
        rule: String,
        /// Le mois / the month
        month: Month,
    },
    /// Reconnaître l'argent reçu d'une organisation / recognise money from an organisation
    Receive {
        /// De qui / from whom
        peer: PeerId,
        /// La ligne du relevé (B5) / the bank line (B5)
        #[arg(long)]
        line: BankLineId,
    },
    /// Faire cosigner notre journal par les autres / have our journal cosigned by the others
    Witness,
    /// Changer notre clé, et l'annoncer / change our key, and announce it
    TurnKey,
    /// Annoncer notre nouvelle adresse / announce our new address
    Move {
        /// L'adresse / the address
        address: String,
    },
    /// Reconnaître la clé d'une organisation, par décision / accept a key, by a decision
    AcceptKey {
        /// De qui / whose
        peer: PeerId,
        /// La clé / the key
        #[arg(long)]
        key: String,
        /// La décision / the decision
        #[arg(long)]
        decision: DecisionId,
    },
    /// Servir notre fil et notre témoin, rien d'autre / serve our feed and witness, nothing else
    Serve {
        /// L'adresse / the address
        #[arg(long, default_value = "127.0.0.1:7071")]
        listen: String,
    },
    /// Ce qui se règle entre organisations.
    #[command(flatten)]
    Together(Together),
}

/// `federation introduce`.
#[derive(Args)]
pub struct Introduce {
    /// Son identifiant / its identifier
    #[arg(long)]
    pub origin: String,
    /// Son nom / its name
    #[arg(long)]
    pub name: String,
    /// Sa clé, comparée / its key, compared
    #[arg(long)]
    pub key: String,
    /// Où lire son fil, s'il est sur un autre serveur / where its feed is read
    #[arg(long)]
    pub address: Option<String>,
    /// De quel côté.
    #[command(flatten)]
    pub side: SideOf,
}

/// On which side of us it stands.
#[derive(Args)]
#[group(required = true, multiple = false)]
pub struct SideOf {
    /// C'est une fédération à laquelle nous adhérons / it is a federation of ours
    #[arg(long)]
    pub above: bool,
    /// C'est notre membre, sous ce numéro / it is our member, under that number
    #[arg(long, value_name = "MEMBER")]
    pub below: Option<MemberId>,
}
