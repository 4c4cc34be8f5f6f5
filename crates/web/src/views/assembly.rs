//! Assemblies: what is to come, what happened, who was there.

use caisse_units::Day;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Pages, Place, Reference};

/// The assemblies of a caisse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Assemblies {
    /// Those to come and the one that is open, the soonest first.
    pub next: Vec<AssemblyInShort>,
    /// Those that were held, failed their quorum or were called off, the latest first.
    pub past: Vec<AssemblyInShort>,
    /// Which page of those past this is.
    pub pages: Pages,
    /// What one must know where none was ever convened.
    pub none_yet: Option<String>,
}

/// One assembly in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AssemblyInShort {
    /// The assembly, such as `AG2`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day.
    pub day: Day,
    /// The time, written.
    pub time: String,
    /// The time as `18:30`.
    pub clock: String,
    /// The day it was convened.
    pub convened: Day,
    /// Where.
    pub room: String,
    /// Where it stands.
    pub stage: Stage,
    /// The titles of its agenda, in order.
    pub agenda: Vec<AgendaItem>,
    /// Who came, if it was opened or tried.
    pub turnout: Option<Turnout>,
    /// What it decided, each leading to its poll.
    pub decided: Vec<Reference>,
}

/// Where an assembly stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Convened, and not open yet.
    Convened,
    /// Called off, and why.
    Cancelled(String),
    /// Too few came.
    WithoutQuorum,
    /// Open now.
    Open,
    /// Closed; its minutes are being written.
    Closed,
    /// Its minutes are sealed.
    Sealed,
    /// Its minutes are sealed and signed.
    Signed,
}

/// Who came, against those who may vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Turnout {
    /// Members entitled to vote.
    pub entitled: u64,
    /// Present.
    pub present: u64,
    /// Represented by a proxy.
    pub represented: u64,
    /// How many count for the quorum.
    pub found: u64,
    /// How many are needed.
    pub needed: u64,
}

/// A member on a page: the number that everyone may read, and the name for those who may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Person {
    /// The pseudonym, such as `M12`.
    pub number: String,
    /// The name.
    pub name: Option<String>,
    /// The member's page, for those who may open it.
    pub place: Option<Place>,
}

/// One assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Assembly {
    /// The assembly, such as `AG2`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day.
    pub day: Day,
    /// The time, written.
    pub time: String,
    /// Where.
    pub room: String,
    /// How to take part from afar, for those who may know.
    pub link: Option<String>,
    /// Where it stands.
    pub stage: Stage,
    /// When it opened and closed, as sentences.
    pub hours: Vec<String>,
    /// How it was convened, line by line.
    pub convening: Vec<Fact>,
    /// The earlier call that failed its quorum, and the later one that follows it.
    pub calls: Vec<Reference>,
    /// The quorum, live while the assembly is open.
    pub quorum: Option<Quorum>,
    /// Who leads it.
    pub bureau: Vec<(String, Vec<Person>)>,
    /// The agenda.
    pub agenda: Vec<AgendaItem>,
    /// How speech is shared.
    pub speech: Option<Speech>,
    /// What was decided, each leading to its poll or decision.
    pub decided: Vec<Reference>,
    /// Whether there are minutes to read.
    pub minutes: bool,
    /// Whether this reader may print the attendance sheet.
    pub sheet: bool,
    /// The record of its convocation in the journal.
    pub record: Option<u64>,
}

/// A name and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// What it is.
    pub value: String,
    /// Where it leads.
    pub place: Option<Place>,
}

/// A quorum, with the words for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Quorum {
    /// The figures.
    pub turnout: Turnout,
    /// In words: “41 présents ou représentés sur 120 ; il en faut 30”.
    pub sentence: String,
    /// Of which moment: “à l'ouverture”, “en ce moment”.
    pub moment: String,
    /// Of those present, how many take part from afar.
    pub remote: u64,
    /// Proxies given, whether their holder is there or not.
    pub proxies: u64,
    /// By college, where there are any.
    pub colleges: Vec<CollegeTurnout>,
}

/// Who came of one college.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CollegeTurnout {
    /// Its name.
    pub name: String,
    /// Members entitled to vote.
    pub entitled: u64,
    /// Present.
    pub present: u64,
    /// Represented.
    pub represented: u64,
}

/// An item of an agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AgendaItem {
    /// Its title.
    pub title: String,
    /// What it is: “information”, “débat”, “vote”.
    pub kind: String,
    /// Minutes set aside.
    pub minutes: Option<u16>,
    /// True for the item that an open assembly is at.
    pub current: bool,
    /// Its proposal.
    pub proposal: Option<Reference>,
    /// Its documents: name and digest.
    pub documents: Vec<(String, String)>,
    /// Its polls, each with its state or its outcome.
    pub polls: Vec<Reference>,
    /// What else happened at it: a draw by lot.
    pub lines: Vec<String>,
}

/// How speech is shared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Speech {
    /// The rules in use, as sentences.
    pub rules: Vec<String>,
    /// Who is speaking.
    pub speaking: Option<Person>,
    /// Who waits, in the order of speaking when nothing else happens.
    pub waiting: Vec<Person>,
    /// Turns and seconds by group.
    pub groups: Vec<SpeakingTime>,
}

/// How often and how long a group spoke.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SpeakingTime {
    /// The group: a category, or a list declared.
    pub name: String,
    /// Turns.
    pub turns: u32,
    /// Seconds.
    pub seconds: u32,
}

/// A convocation, to read and to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Convocation {
    /// The assembly.
    pub assembly: Assembly,
    /// What the statutes say to those who are convened: who votes, proxies, quorum.
    pub law: Vec<String>,
}

/// The attendance sheet, to print and sign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AttendanceSheet {
    /// The assembly.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day.
    pub day: Day,
    /// The time, written.
    pub time: String,
    /// Where.
    pub room: String,
    /// True where votes differ and so are printed.
    pub weighted: bool,
    /// True where there are colleges.
    pub colleges: bool,
    /// One line for each member entitled to vote, those of this page.
    pub lines: Vec<SheetLine>,
    /// How many there are in all.
    pub count: u64,
    /// Which page this is.
    pub pages: Pages,
}

/// The line of one member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SheetLine {
    /// Who.
    pub person: Person,
    /// The college; empty where there are none.
    pub college: String,
    /// Votes.
    pub votes: u64,
    /// Who holds this member's proxy.
    pub given_to: Option<Person>,
    /// Whose proxies this member holds.
    pub holds: Vec<Person>,
    /// When the member came and left, if so.
    pub attendance: Option<String>,
}

/// The minutes of an assembly, to read and to print.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Minutes {
    /// The assembly.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The day.
    pub day: Day,
    /// Convocation, opening, attendance.
    pub opening: Vec<String>,
    /// Each item of the agenda.
    pub items: Vec<MinutesItem>,
    /// Closing.
    pub closing: Vec<String>,
    /// The seal and its signatures, as sentences.
    pub seal: Vec<String>,
    /// True when nothing changes any more.
    pub signed: bool,
    /// The digest that was sealed.
    pub digest: Option<String>,
    /// Whether the text made again from the journal has that digest; nothing before the seal.
    pub remade: Option<bool>,
    /// The signatures asked for: office, person, given or not.
    pub signatures: Vec<(String, Person, bool)>,
    /// Whose the numbers of the minutes are, for those who may know.
    pub names: Vec<Person>,
}

/// One item of the agenda in the minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MinutesItem {
    /// Its title.
    pub title: String,
    /// What happened.
    pub lines: Vec<String>,
    /// What was added by hand.
    pub additions: Vec<String>,
    /// Its polls and decisions.
    pub references: Vec<Reference>,
}
