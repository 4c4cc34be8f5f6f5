//! Statutes and assemblies, on the command line.

use std::path::PathBuf;

use caisse_domain::assemblies::TimeOfDay;
use caisse_domain::identity::{AssemblyId, DecisionId, MemberId};
use caisse_units::Day;
use clap::{Args, Subcommand, ValueEnum};

/// `statutes`.
#[derive(Subcommand)]
pub enum Statutes {
    /// Lire des statuts et les dire en phrases / read statutes and tell them in sentences
    Check {
        /// Un fichier, ou le nom d'un modèle / a file, or the name of a model
        statutes: String,
    },
    /// Adopter les premiers statuts, par une décision / adopt the first statutes, by a decision
    Adopt {
        /// Un fichier ou un modèle ; ceux de la fondation sinon / a file or a model; else those of the founding
        statutes: Option<String>,
        /// La décision qui les adopte / the decision that adopts them
        #[arg(long, default_value = "D1")]
        decision: DecisionId,
        /// Leur premier jour / their first day
        #[arg(long)]
        since: Option<Day>,
    },
    /// Montrer les statuts en vigueur / show the statutes in force
    Show {
        /// Un autre jour / another day
        #[arg(long)]
        on: Option<Day>,
        /// Tels qu'on les écrit dans un fichier / as they are written in a file
        #[arg(long)]
        file: bool,
    },
}

/// `assembly`.
#[derive(Subcommand)]
pub enum Assembly {
    /// Demander une assemblée / ask for an assembly
    Request {
        /// Pour quoi / what for
        title: String,
    },
    /// Soutenir une demande d'assemblée / support a request for an assembly
    Support {
        /// Son numéro / its number
        request: u32,
    },
    /// Convoquer / convene
    Convene(Convene),
    /// Changer l'ordre du jour / change the agenda
    Agenda {
        /// Laquelle / which
        assembly: AssemblyId,
        /// L'ordre du jour entier / the whole agenda
        #[command(flatten)]
        agenda: Agenda,
    },
    /// Joindre des documents à un point / add documents to an item
    Documents {
        /// Laquelle / which
        assembly: AssemblyId,
        /// Le point, à partir de 1 / the item, from 1
        item: u16,
        /// Les fichiers, gardés par leur empreinte / the files, kept by digest
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Écrire les convocations / write the convocations
    Convocation {
        /// Laquelle / which
        assembly: AssemblyId,
        /// L'expéditeur, « Nom <adresse> » : une lettre par membre / the sender: one letter per member
        #[arg(long, required_unless_present = "out")]
        from: Option<String>,
        /// Un seul fichier à imprimer / one file to print
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Annuler une assemblée convoquée / call off an assembly
    Cancel {
        /// Laquelle / which
        assembly: AssemblyId,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
    /// Nommer présidence, secrétariat, scrutateur·ices / name chair, secretary, scrutineers
    Bureau {
        /// De laquelle / of which
        assembly: AssemblyId,
        /// La présidence / the chair
        #[arg(long)]
        chair: MemberId,
        /// Le secrétariat / the secretary
        #[arg(long)]
        secretary: MemberId,
        /// Qui compte les bulletins de papier / who counts paper ballots
        #[arg(long = "scrutineer")]
        scrutineers: Vec<MemberId>,
    },
    /// Noter des arrivées / note arrivals
    Arrive {
        /// Où / where
        assembly: AssemblyId,
        /// Qui / who
        members: Vec<MemberId>,
        /// D'un fichier, colonne « membre » : numéro, ou prénom et nom / from a file, column “member”
        #[arg(long, value_name = "FILE")]
        from: Option<PathBuf>,
        /// À distance / from afar
        #[arg(long)]
        remote: bool,
        /// L'heure, sinon maintenant / the time, else now
        #[arg(long)]
        at: Option<TimeOfDay>,
    },
    /// Noter des départs / note departures
    Leave {
        /// D'où / from where
        assembly: AssemblyId,
        /// Qui / who
        #[arg(required = true)]
        members: Vec<MemberId>,
        /// L'heure, sinon maintenant / the time, else now
        #[arg(long)]
        at: Option<TimeOfDay>,
    },
    /// Les procurations / proxies
    #[command(subcommand)]
    Proxy(Proxy),
    /// Mesurer le quorum / measure the quorum
    Quorum {
        /// De laquelle / of which
        assembly: AssemblyId,
    },
    /// Ouvrir, si le quorum est atteint / open, if the quorum is met
    Open {
        /// Laquelle / which
        assembly: AssemblyId,
        /// L'heure, sinon maintenant / the time, else now
        #[arg(long)]
        at: Option<TimeOfDay>,
    },
    /// Constater que le quorum manque / record that the quorum is lacking
    WithoutQuorum {
        /// De laquelle / of which
        assembly: AssemblyId,
    },
    /// Passer à un point de l'ordre du jour / go to an item of the agenda
    Goto {
        /// Où / where
        assembly: AssemblyId,
        /// Le point, à partir de 1 / the item, from 1
        item: u16,
    },
    /// Les tours de parole / speakers
    #[command(subcommand)]
    Speakers(Speakers),
    /// Clore / close
    Close {
        /// Laquelle / which
        assembly: AssemblyId,
        /// L'heure, sinon maintenant / the time, else now
        #[arg(long)]
        at: Option<TimeOfDay>,
    },
    /// Les assemblées et les demandes / assemblies and requests
    List,
    /// Montrer une assemblée / show an assembly
    Show {
        /// Laquelle / which
        assembly: AssemblyId,
    },
    /// La feuille d'émargement à imprimer / the attendance sheet to print
    Sheet {
        /// De laquelle / of which
        assembly: AssemblyId,
        /// Dans un fichier / into a file
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
}

/// An agenda on the command line.
#[derive(Args)]
#[group(skip)]
pub struct Agenda {
    /// Un point : « débat : Bilan », « proposition PR1 20 min : Cotisation » / an item: “debate: Accounts”
    #[arg(long = "item", value_name = "ITEM")]
    pub items: Vec<String>,
    /// Un fichier, un point par ligne / a file, one item per line
    #[arg(long = "items", value_name = "FILE", conflicts_with = "items")]
    pub file: Option<PathBuf>,
}

/// `assembly convene`.
#[derive(Args)]
pub struct Convene {
    /// Le jour / the day
    #[arg(long)]
    pub on: Day,
    /// L'heure / the time
    #[arg(long)]
    pub at: TimeOfDay,
    /// Le titre / the title
    #[arg(long, required_unless_present = "again")]
    pub title: Option<String>,
    /// Le lieu / the place
    #[arg(long)]
    pub place: Option<String>,
    /// Comment participer à distance / how to take part from afar
    #[arg(long)]
    pub link: Option<String>,
    /// L'ordre du jour / the agenda
    #[command(flatten)]
    pub agenda: Agenda,
    /// Seconde convocation de celle qui a manqué de quorum / second call of the one that lacked its quorum
    #[arg(long, value_name = "ASSEMBLY")]
    pub again: Option<AssemblyId>,
    /// La demande de membres à laquelle elle répond / the request of members that it answers
    #[arg(long)]
    pub request: Option<u32>,
}

/// `assembly proxy`.
#[derive(Subcommand)]
pub enum Proxy {
    /// Donner procuration / give a proxy
    Give {
        /// Pour laquelle / for which
        assembly: AssemblyId,
        /// De qui / from whom
        giver: MemberId,
        /// À qui / to whom
        #[arg(long = "to")]
        holder: MemberId,
    },
    /// Retirer une procuration / withdraw a proxy
    Withdraw {
        /// Pour laquelle / for which
        assembly: AssemblyId,
        /// De qui / from whom
        giver: MemberId,
    },
}

/// Who alternates.
#[derive(Clone, Copy, ValueEnum)]
pub enum Alternation {
    /// Personne / nobody
    None,
    /// Les catégories / categories
    Categories,
    /// Les listes déclarées / the lists declared
    Lists,
}

/// `assembly speakers`.
#[derive(Subcommand)]
pub enum Speakers {
    /// Dire comment la parole se partage / say how speech is shared
    Rules {
        /// Où / where
        assembly: AssemblyId,
        /// Qui n'a pas parlé passe d'abord / who has not spoken goes first
        #[arg(long)]
        first_time_first: bool,
        /// Ce qui alterne / what alternates
        #[arg(long, default_value = "none")]
        alternate: Alternation,
        /// La durée d'un tour, en secondes / the length of a turn, in seconds
        #[arg(long)]
        seconds: Option<u32>,
        /// NOM=M1,M2 : une liste qui alterne / NAME=M1,M2: a list that alternates
        #[arg(long = "list", value_name = "NAME=MEMBERS")]
        lists: Vec<String>,
    },
    /// Demander la parole / ask to speak
    Ask {
        /// Où / where
        assembly: AssemblyId,
        /// Qui / who
        member: MemberId,
    },
    /// Se retirer de la liste / leave the list
    Leave {
        /// Où / where
        assembly: AssemblyId,
        /// Qui / who
        member: MemberId,
    },
    /// Donner la parole à la personne suivante / give the floor to the next one
    Next {
        /// Où / where
        assembly: AssemblyId,
        /// Qui, si les règles laissent le choix / who, if the rules leave the choice
        member: Option<MemberId>,
    },
    /// La personne a fini / the speaker has finished
    Stop {
        /// Où / where
        assembly: AssemblyId,
        /// Combien de secondes / how many seconds
        seconds: u32,
    },
    /// Qui attend, qui a parlé / who waits, who has spoken
    Show {
        /// Où / where
        assembly: AssemblyId,
    },
}

/// `minutes`.
#[derive(Subcommand)]
pub enum Minutes {
    /// Montrer le procès-verbal, avec les noms / show the minutes, with names
    Show {
        /// De laquelle / of which
        assembly: AssemblyId,
        /// Sans les noms : le texte scellé / without names: the text that is sealed
        #[arg(long)]
        numbers: bool,
    },
    /// Y écrire à la main, avant le sceau / write into them by hand, before the seal
    Add {
        /// De laquelle / of which
        assembly: AssemblyId,
        /// Quoi ; les numéros des membres, pas leurs noms / what; members' numbers, not their names
        text: String,
        /// Le point, à partir de 1 / the item, from 1
        #[arg(long)]
        item: Option<u16>,
    },
    /// Écrire le procès-verbal dans un fichier / write the minutes into a file
    Print {
        /// De laquelle / of which
        assembly: AssemblyId,
        /// Le fichier / the file
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Sans les noms / without names
        #[arg(long)]
        numbers: bool,
    },
    /// Sceller le procès-verbal / seal the minutes
    Seal {
        /// De laquelle / of which
        assembly: AssemblyId,
    },
    /// Signer, présidence et secrétariat (--as) / sign, chair and secretary (--as)
    Sign {
        /// De laquelle / of which
        assembly: AssemblyId,
    },
}

/// `mandate`.
#[derive(Subcommand)]
pub enum Mandate {
    /// Donner un mandat / give a mandate
    Give(GiveMandate),
    /// Mettre fin à un mandat / end a mandate
    End {
        /// Son numéro / its number
        mandate: u32,
        /// Le dernier jour / the last day
        #[arg(long)]
        on: Option<Day>,
    },
    /// La liste / the list
    List,
}

/// `mandate give`.
#[derive(Args)]
pub struct GiveMandate {
    /// À qui / to whom
    pub delegate: MemberId,
    /// De qui : une section, un lieu de travail / from whom: a section, a workplace
    #[arg(long)]
    pub of: String,
    /// Combien de membres derrière / how many members behind
    #[arg(long)]
    pub members: u64,
    /// Ce qu'il faut défendre ; libre sinon / what to defend; free otherwise
    #[arg(long, default_value = "")]
    pub instruction: String,
    /// Depuis quand / from when
    #[arg(long)]
    pub from: Option<Day>,
    /// Jusqu'à quand / until when
    #[arg(long)]
    pub until: Option<Day>,
    /// Une seule sorte de décision / one kind of decision only
    #[arg(long)]
    pub kind: Option<super::KindName>,
}
