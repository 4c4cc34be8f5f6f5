//! Polls and draws of an assembly, on the command line.

use std::path::PathBuf;

use caisse_domain::assemblies::Kind;
use caisse_domain::identity::{AssemblyId, MemberId, PollId};
use caisse_units::Amount;
use clap::{Args, Subcommand, ValueEnum};

/// The kinds of decision.
#[derive(Clone, Copy, ValueEnum)]
pub enum KindName {
    /// Une règle / a rule
    Rule,
    /// Un budget / a budget
    Budget,
    /// Un projet / a project
    Project,
    /// Une élection / an election
    Election,
    /// Une révocation / a revocation
    Revocation,
    /// Un conventionnement / an agreement
    Agreement,
    /// Les statuts / the statutes
    Statutes,
    /// Une compétence cédée / a matter ceded
    Cession,
    /// Une résolution / a resolution
    Resolution,
    /// Des priorités / priorities
    Priorities,
}

impl From<KindName> for Kind {
    fn from(name: KindName) -> Kind {
        match name {
            KindName::Rule => Kind::Rule,
            KindName::Budget => Kind::Budget,
            KindName::Project => Kind::Project,
            KindName::Election => Kind::Election,
            KindName::Revocation => Kind::Revocation,
            KindName::Agreement => Kind::Agreement,
            KindName::Statutes => Kind::Statutes,
            KindName::Cession => Kind::Cession,
            KindName::Resolution => Kind::Resolution,
            KindName::Priorities => Kind::Priorities,
        }
    }
}

/// `poll`.
#[derive(Subcommand)]
pub enum Poll {
    /// Ouvrir un scrutin : tout ce qui décide est fixé et dit / open a poll: all that decides is fixed and told
    Open(OpenPoll),
    /// Voter, ou entrer des bulletins / vote, or enter ballots
    Cast(Cast),
    /// Les bulletins de papier / paper ballots
    #[command(subcommand)]
    Paper(Paper),
    /// Objecter à une proposition par consentement (--as) / object to a proposal by consent (--as)
    Object {
        /// Dans lequel / in which
        poll: PollId,
        /// Pourquoi / why
        text: String,
    },
    /// Retirer son objection (--as) / withdraw one's objection (--as)
    WithdrawObjection {
        /// Dans lequel / in which
        poll: PollId,
        /// Son numéro / its number
        objection: u16,
    },
    /// Noter qu'une objection est levée par un amendement / note that an amendment meets an objection
    Integrate {
        /// Dans lequel / in which
        poll: PollId,
        /// Son numéro / its number
        objection: u16,
        /// Comment / how
        #[arg(long)]
        how: String,
    },
    /// Clore et dépouiller / close and count
    Close {
        /// Lequel / which
        poll: PollId,
    },
    /// Abandonner sans dépouiller / give up without counting
    Annul {
        /// Lequel / which
        poll: PollId,
        /// Pourquoi / why
        #[arg(long)]
        reason: String,
    },
    /// Montrer : la participation, puis le résultat / show: turnout, then the result
    Show {
        /// Lequel / which
        poll: PollId,
    },
    /// La feuille de preuve : tout pour recompter / the proof sheet: all that is needed to count again
    Proof {
        /// De quel scrutin / of which poll
        poll: PollId,
    },
}

/// `poll open`.
#[derive(Args)]
pub struct OpenPoll {
    /// Dans quelle assemblée / in which assembly
    pub assembly: AssemblyId,
    /// La question ; celle de la proposition sinon / the question; else the proposal's
    #[arg(default_value = "")]
    pub question: String,
    /// Le point, à partir de 1 ; celui qui est discuté sinon / the item, from 1; else the present one
    #[arg(long)]
    pub item: Option<u16>,
    /// Une option : M4, PJ1, PR2 ou un texte / an option: M4, PJ1, PR2 or a text
    #[arg(long = "option", value_name = "OPTION")]
    pub options: Vec<String>,
    /// Combien sont choisies au plus / how many are chosen at most
    #[arg(long, default_value_t = 0)]
    pub seats: u16,
    /// La sorte de décision ; celle du point sinon / the kind of decision; else the item's
    #[arg(long)]
    pub kind: Option<KindName>,
    /// L'amendement voté, à partir de 1 / the amendment voted, from 1
    #[arg(long)]
    pub amendment: Option<u16>,
    /// La somme à partager entre les options / the sum that the options share
    #[arg(long, requires = "costs")]
    pub budget: Option<Amount>,
    /// Ce que coûte chaque option, dans leur ordre / what each option costs, in their order
    #[arg(long = "cost", requires = "budget")]
    pub costs: Vec<Amount>,
    /// Une résolution : sa règle de décision, un fichier / a resolution: its rule of decision, a file
    #[arg(long, value_name = "FILE")]
    pub rule: Option<PathBuf>,
}

/// `poll cast`.
#[derive(Args)]
pub struct Cast {
    /// Dans lequel / in which
    pub poll: PollId,
    /// Le bulletin : oui, « 40:oui + 27:non », « 1, 3 », « 2 > 1 », « 5, 4, - » / the ballot
    #[arg(required_unless_present = "from")]
    pub ballot: Option<String>,
    /// De qui ; de qui agit (--as) sinon / whose; else who acts (--as)
    #[arg(long = "for", value_name = "MEMBER")]
    pub voter: Option<MemberId>,
    /// Par qui porte sa procuration / by who holds the proxy
    #[arg(long)]
    pub by: Option<MemberId>,
    /// À distance / from afar
    #[arg(long)]
    pub remote: bool,
    /// D'un tableau : membre, vote, par / from a table: member, vote, by
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ballot", "voter", "by", "remote"])]
    pub from: Option<PathBuf>,
}

/// `poll paper`.
#[derive(Subcommand)]
pub enum Paper {
    /// Remettre un bulletin à chacun·e / hand out one ballot to each
    HandOut {
        /// Pour lequel / for which
        poll: PollId,
        /// À qui, ou pour qui / to whom, or for whom
        #[arg(required = true)]
        members: Vec<MemberId>,
    },
    /// Entrer le décompte / enter the count
    Enter(PaperTally),
    /// Une autre personne confirme, par son propre décompte / another person confirms, by a count of one's own
    Confirm(PaperTally),
}

/// A count of paper ballots.
#[derive(Args)]
pub struct PaperTally {
    /// De quel scrutin / of which poll
    pub poll: PollId,
    /// « oui = 12 », « COLLÈGE / oui = 12 » : une ligne du décompte / a line of the count
    #[arg(long = "count", required = true, value_name = "BALLOT=VOTES")]
    pub lines: Vec<String>,
}

/// `draw`.
#[derive(Subcommand)]
pub enum Lots {
    /// Fixer la liste et les sources, avant le tirage / fix the pool and the sources, before the draw
    Fix(FixLots),
    /// Tirer, avec ce que les sources ont donné / draw, with what the sources gave
    Run {
        /// Son numéro / its number
        draw: u32,
        /// Ce que chaque source a donné, dans l'ordre / what each source gave, in order
        #[arg(required = true)]
        values: Vec<String>,
    },
    /// Montrer, avec de quoi refaire le tirage / show, with all that is needed to draw again
    Show {
        /// Son numéro / its number
        draw: u32,
    },
}

/// `draw fix`.
#[derive(Args)]
pub struct FixLots {
    /// Dans quelle assemblée / in which assembly
    pub assembly: AssemblyId,
    /// Le point, à partir de 1 / the item, from 1
    #[arg(long)]
    pub item: u16,
    /// Combien / how many
    #[arg(long)]
    pub seats: u16,
    /// Combien de remplaçant·es / how many replacements
    #[arg(long, default_value_t = 0)]
    pub reserve: u16,
    /// Répartir entre les catégories, en proportion / share among categories, in proportion
    #[arg(long)]
    pub by_category: bool,
    /// Qui peut être tiré ; tous ceux qui votent sinon / who may be drawn; else all who may vote
    #[arg(long = "member")]
    pub members: Vec<MemberId>,
    /// Une source, annoncée : « loto du 12 mai » / a source, announced: “lottery of 12 May”
    #[arg(long = "source", required = true)]
    pub sources: Vec<String>,
}
