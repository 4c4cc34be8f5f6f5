//! Statutes as data: who convenes, who votes, how each kind of decision is taken.
//!
//! They are read from a file (the forms are the plain ones of serde: fractions are texts such as
//! `"2/3"`), checked as a whole ([`Statutes::problems`]), told in sentences ([`Statutes::text`]), and
//! adopted with a first day and the decision behind them, like rules.
//!
//! Absent on purpose: what law asks of an association; names of people.

mod check;
mod figures;
mod problem;
mod text;

pub use problem::Problem;

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Language};
use caisse_votes::mandate::WeightRule;
use caisse_votes::motion::{Base, BlankVotes, Presence, TieRule};
use serde::{Deserialize, Serialize};

use super::method::Method;
use super::written::{Enough, Share};
use crate::identity::DecisionId;
use crate::offices::Role;

/// The statutes of a caisse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statutes {
    /// Their title, 1 to 200 characters.
    pub title: String,
    /// Who convenes, and how long before.
    pub convening: Convening,
    /// How many must be there.
    pub quorum: Quorums,
    /// Who votes.
    #[serde(default)]
    pub voters: Voters,
    /// Who may vote for whom.
    #[serde(default)]
    pub proxies: Proxies,
    /// Colleges; none when all vote together.
    #[serde(default)]
    pub colleges: Vec<College>,
    /// How each kind of decision is taken. `statutes` and `resolution` must be there; a kind that is
    /// not follows `resolution`.
    pub decisions: BTreeMap<Kind, DecisionRule>,
    /// How speech is shared, unless the assembly says otherwise.
    #[serde(default)]
    pub speaking: SpeakingRules,
    /// Which sums need a vote, and whose signatures.
    #[serde(default)]
    pub sums: Sums,
    /// How many members support a proposal before it goes on an agenda, its author included.
    #[serde(default = "one")]
    pub supporters: u32,
}

fn one() -> u32 {
    1
}

/// Who convenes an assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Convening {
    /// These offices convene and run the desk.
    #[serde(default)]
    pub roles: Vec<Role>,
    /// So large a share of the members entitled to vote may ask for an assembly and convene it.
    #[serde(default)]
    pub member_share: Option<Share>,
    /// Days between the convocation and the assembly, at most 365.
    pub notice_days: u16,
    /// The agenda may be amended until so many days before; at most the notice.
    #[serde(default)]
    pub agenda_days: u16,
}

/// How many must be there for the assembly to decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quorums {
    /// At the first call.
    pub first: Size,
    /// At the second.
    pub second: Size,
    /// Days at least between the assembly that failed and its second call, at most 365.
    pub second_call_days: u16,
    /// Whether those represented count.
    #[serde(default)]
    pub counted: Presence,
}

/// A number of members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Size {
    /// None is asked.
    None,
    /// This share of the members entitled to vote.
    Share(Share),
    /// So many members.
    Members(u32),
}

/// Who votes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Voters {
    /// Whole months of membership needed, at most 120.
    pub seniority_months: u16,
    /// No contribution may be late for more than so many months; not looked at if absent.
    pub contribution_months: Option<u16>,
    /// True if organisations that are members do not vote.
    pub people_only: bool,
    /// In an assembly of delegates: only who holds a mandate votes, and its members weigh so.
    pub delegates: Option<WeightRule>,
}

/// Who may vote for whom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Proxies {
    /// How many one holder may hold; none are allowed at 0.
    pub per_holder: u16,
    /// Who may hold one.
    pub holder: Holder,
}

/// Who may hold a proxy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// Anyone entitled to vote.
    #[default]
    AnyVoter,
    /// A voter of the same college.
    SameCollege,
    /// A voter of the same household.
    SameHousehold,
}

/// A college: members of these categories vote together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct College {
    /// Its name, 1 to 60 characters.
    pub name: String,
    /// The categories that belong to it.
    pub categories: Vec<String>,
}

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A rule is adopted, changed or repealed.
    Rule,
    /// A budget is adopted.
    Budget,
    /// A project is funded.
    Project,
    /// People are chosen for an office.
    Election,
    /// An office is taken back.
    Revocation,
    /// An agreement with a producer or a service.
    Agreement,
    /// The statutes are changed.
    Statutes,
    /// A matter is ceded to a federation, or taken back.
    Cession,
    /// A plain resolution.
    Resolution,
    /// Projects are put in order, or share an envelope.
    Priorities,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Kind; 10] = [
        Kind::Rule,
        Kind::Budget,
        Kind::Project,
        Kind::Election,
        Kind::Revocation,
        Kind::Agreement,
        Kind::Statutes,
        Kind::Cession,
        Kind::Resolution,
        Kind::Priorities,
    ];

    /// The kind in words.
    pub fn written(self, language: Language) -> &'static str {
        match self {
            Kind::Rule => language.choose("une règle", "a rule"),
            Kind::Budget => language.choose("un budget", "a budget"),
            Kind::Project => language.choose("un projet", "a project"),
            Kind::Election => language.choose("une élection", "an election"),
            Kind::Revocation => language.choose("une révocation", "a revocation"),
            Kind::Agreement => language.choose("un conventionnement", "an agreement"),
            Kind::Statutes => language.choose("les statuts", "the statutes"),
            Kind::Cession => language
                .choose("une compétence cédée à une fédération", "a matter ceded to a federation"),
            Kind::Resolution => language.choose("une résolution", "a resolution"),
            Kind::Priorities => language.choose("des priorités", "priorities"),
        }
    }
}

/// How one kind of decision is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionRule {
    /// How ballots become a result.
    #[serde(default)]
    pub method: Method,
    /// How many yes are enough, where the answer is yes or no.
    #[serde(default = "majority")]
    pub threshold: Enough,
    /// Of what the threshold is a share.
    #[serde(default = "votes_cast")]
    pub base: Base,
    /// What a blank ballot is.
    #[serde(default)]
    pub blank: BlankVotes,
    /// What decides between as many yes as no.
    #[serde(default)]
    pub tie: TieRule,
    /// A quorum of its own; that of the call if absent.
    #[serde(default)]
    pub quorum: Option<Size>,
    /// What colleges change.
    #[serde(default)]
    pub colleges: Together,
    /// Whether the record says who voted what.
    #[serde(default)]
    pub secrecy: Secrecy,
    /// True if ballots may come from afar.
    #[serde(default)]
    pub remote: Remote,
    /// True if paper ballots may be handed out.
    #[serde(default)]
    pub paper: bool,
}

fn majority() -> Enough {
    Enough::MAJORITY
}

fn votes_cast() -> Base {
    Base::VotesCast
}

impl Default for DecisionRule {
    /// More yes than no, open, in the room.
    fn default() -> DecisionRule {
        DecisionRule {
            method: Method::default(),
            threshold: Enough::MAJORITY,
            base: Base::VotesCast,
            blank: BlankVotes::default(),
            tie: TieRule::default(),
            quorum: None,
            colleges: Together::default(),
            secrecy: Secrecy::default(),
            remote: Remote::default(),
            paper: false,
        }
    }
}

/// What colleges change in a decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Together {
    /// Nothing: all votes together.
    #[default]
    Whole,
    /// Each college must reach the threshold.
    EachCollege,
    /// The whole must, and so many colleges.
    WholeAndColleges(u16),
}

/// Whether the record says who voted what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// Who voted what is in the record.
    #[default]
    Open,
    /// Only that they voted; the ballots are opened together at the closing.
    Discreet,
}

/// Who may vote from afar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Remote {
    /// Nobody.
    None,
    /// Who takes part in the assembly from afar.
    #[default]
    Attending,
    /// Whoever is entitled; the ballot makes them present for that poll, and the quorum is measured
    /// at the closing.
    Everyone,
}

/// How speech is shared.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SpeakingRules {
    /// Who has not spoken yet goes first.
    pub first_time_first: bool,
    /// The next speaker is of another group than the last, when there is one.
    pub alternate: Alternate,
    /// How long a turn is, in seconds; no limit if absent.
    pub seconds: Option<u32>,
}

/// Which groups alternate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Alternate {
    /// None.
    #[default]
    None,
    /// The categories of members.
    ByCategory,
    /// The lists that the desk declares for the assembly.
    ByList,
}

/// Which sums need a vote, and whose signatures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sums {
    /// From this sum on, help to one member and a payment outside allocations need a decision that
    /// was voted. Monthly allowances follow a voted rule, projects a voted credit line.
    pub vote_from: Option<Amount>,
    /// Who must be among the signatures, from which sum on.
    pub signatures: Vec<Signature>,
}

/// From a sum on, one signature is of this office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// From this sum on.
    pub from: Amount,
    /// The office.
    pub role: Role,
}

/// Statutes with their first day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Version {
    /// From when.
    pub since: Day,
    /// The decision that adopted them.
    pub decision: DecisionId,
    /// The statutes.
    pub statutes: Statutes,
}
