//! One assembly: its convocation, agenda, attendance, proxies, speakers, minutes.
//!
//! Absent on purpose: polls (`poll`), sentences (`minutes`), names of people.

use std::collections::BTreeMap;

use caisse_units::Day;
use caisse_votes::motion::Presence as Counted;
use caisse_votes::sortition::Draw;
use serde::{Deserialize, Serialize};

use super::roll::{Heads, Roll};
use super::statutes::{Kind, Quorums, SpeakingRules};
use super::written::{Kept, TimeOfDay};
use crate::identity::{AssemblyId, MemberId, PollId, ProjectId, ProposalId};

/// A document of the agenda, known by its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its name, 1 to 200 characters.
    pub name: String,
    /// SHA-256, 64 hexadecimal digits.
    pub digest: String,
}

/// What an item of the agenda is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// Something is told.
    Information,
    /// Something is debated.
    Debate,
    /// A proposal is put to the vote.
    Proposal,
    /// People are chosen.
    Election,
    /// Projects are put in order.
    Priorities,
    /// People are drawn by lot.
    Sortition,
}

impl ItemKind {
    /// What kind of decision is taken at such an item, unless it is said otherwise.
    pub fn decision(self) -> Kind {
        match self {
            ItemKind::Election => Kind::Election,
            ItemKind::Priorities => Kind::Priorities,
            _ => Kind::Resolution,
        }
    }
}

/// An item of the agenda.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its title, 1 to 200 characters.
    pub title: String,
    /// What it is.
    pub kind: ItemKind,
    /// The proposal that it puts to the vote.
    #[serde(default)]
    pub proposal: Option<ProposalId>,
    /// Minutes set aside for it.
    #[serde(default)]
    pub minutes: Option<u16>,
    /// Its documents.
    #[serde(default)]
    pub documents: Vec<Document>,
    /// The project whose results it reports back. Such items come by themselves when they are due.
    #[serde(default)]
    pub report: Option<ProjectId>,
}

/// A convocation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Convocation {
    /// The title, such as `assemblée générale de printemps`; 1 to 200 characters.
    pub title: String,
    /// The day.
    pub on: Day,
    /// The time.
    pub at: TimeOfDay,
    /// Where; at most 200 characters.
    #[serde(default)]
    pub place: String,
    /// How to take part from afar; at most 500 characters.
    #[serde(default)]
    pub link: String,
    /// The agenda, 1 to 100 items.
    pub agenda: Vec<Item>,
    /// The assembly that failed its quorum, if this is its second call.
    #[serde(default)]
    pub second_call_of: Option<AssemblyId>,
    /// The request of members that it answers.
    #[serde(default)]
    pub request: Option<u32>,
}

/// Where an assembly stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Convened, and not open yet.
    Convened,
    /// Called off.
    Cancelled {
        /// Why.
        reasons: String,
    },
    /// Too few came: it can be convened again.
    WithoutQuorum(Quorate),
    /// Open.
    Open,
    /// Closed: its minutes may be completed.
    Closed,
    /// Its minutes are sealed and wait for signatures.
    Sealed {
        /// Their digest.
        digest: String,
        /// Who signed.
        signatures: Vec<MemberId>,
    },
}

/// A quorum, measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quorate {
    /// Members entitled to vote.
    pub entitled: u64,
    /// Present, in the room or from afar.
    pub present: u64,
    /// Represented by a proxy.
    pub represented: u64,
    /// How many are needed.
    pub needed: u64,
    /// How many count.
    pub found: u64,
}

impl Quorate {
    /// True if there are enough.
    pub fn met(&self) -> bool {
        self.found >= self.needed
    }
}

/// How someone takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the room.
    Room,
    /// From afar.
    Remote,
}

/// One who came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    /// How.
    pub place: Place,
    /// When.
    pub arrived: TimeOfDay,
    /// When they left, if they did.
    pub left: Option<TimeOfDay>,
}

/// Who leads the assembly.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bureau {
    /// The chair.
    pub chair: Option<MemberId>,
    /// The secretary, another person.
    pub secretary: Option<MemberId>,
    /// Who counts paper ballots.
    pub scrutineers: Vec<MemberId>,
}

impl Bureau {
    /// True if the member is one of them.
    pub fn holds(&self, member: MemberId) -> bool {
        self.chair == Some(member)
            || self.secretary == Some(member)
            || self.scrutineers.contains(&member)
    }
}

/// Who speaks, who waits, who has spoken.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speakers {
    /// The rules in use; those of the statutes until the assembly says otherwise.
    pub rules: SpeakingRules,
    /// Lists declared for alternation: name, and who is on it.
    pub lists: Vec<(String, Vec<MemberId>)>,
    /// Who waits, in the order they asked.
    pub waiting: Vec<MemberId>,
    /// Who is speaking.
    pub speaking: Option<MemberId>,
    /// Who spoke last.
    pub last: Option<MemberId>,
    /// How often and how long each has spoken.
    pub spoken: BTreeMap<MemberId, Spoken>,
}

/// How often and how long one has spoken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoken {
    /// Turns.
    pub turns: u32,
    /// Seconds in all.
    pub seconds: u32,
}

/// Something written into the minutes by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addition {
    /// The item, from 0; the assembly as a whole if absent.
    pub item: Option<u16>,
    /// What is written, 1 to 5,000 characters.
    pub text: String,
    /// By whom.
    pub by: MemberId,
}

/// One assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assembly {
    /// How it was convened.
    pub convocation: Convocation,
    /// The day it was convened.
    pub convened: Day,
    /// Where it stands.
    pub stage: Stage,
    /// The statutes' quorum that holds for it, as it stood when it opened.
    pub quorums: Quorums,
    /// The colleges of the roll, by place; none when all vote together.
    pub colleges: Vec<String>,
    /// Who may vote; empty before it opens.
    pub roll: Roll,
    /// The quorum at the opening.
    pub opening: Option<Quorate>,
    /// The day and time it opened.
    pub opened: Option<(Day, TimeOfDay)>,
    /// The day and time it closed.
    pub closed: Option<(Day, TimeOfDay)>,
    /// Who leads it.
    pub bureau: Bureau,
    /// Who came.
    pub attendance: BTreeMap<MemberId, Attendance>,
    /// Proxies: who gave one, to whom.
    pub proxies: BTreeMap<MemberId, MemberId>,
    /// The same, by holder.
    pub held: BTreeMap<MemberId, Vec<MemberId>>,
    /// The item under discussion, from 0.
    pub item: Option<u16>,
    /// The speakers.
    pub speakers: Speakers,
    /// Its polls.
    pub polls: Vec<PollId>,
    /// Its draws, by number from 1.
    pub draws: Vec<u32>,
    /// What was written into the minutes by hand.
    pub additions: Vec<Addition>,
}

impl Assembly {
    /// Convened and nothing more.
    pub(super) fn convened(convocation: Convocation, on: Day, quorums: Quorums) -> Assembly {
        Assembly {
            convocation,
            convened: on,
            stage: Stage::Convened,
            quorums,
            colleges: Vec::new(),
            roll: Roll::default(),
            opening: None,
            opened: None,
            closed: None,
            bureau: Bureau::default(),
            attendance: BTreeMap::new(),
            proxies: BTreeMap::new(),
            held: BTreeMap::new(),
            item: None,
            speakers: Speakers::default(),
            polls: Vec::new(),
            draws: Vec::new(),
            additions: Vec::new(),
        }
    }

    /// The item of that place, from 0.
    pub fn item(&self, item: u16) -> Option<&Item> {
        self.convocation.agenda.get(usize::from(item))
    }

    /// True if the member is there now.
    pub fn is_present(&self, member: MemberId) -> bool {
        self.attendance.get(&member).is_some_and(|attendance| attendance.left.is_none())
    }

    /// True if chair and secretary have signed: nothing about it changes any more.
    pub fn is_signed(&self) -> bool {
        matches!(&self.stage, Stage::Sealed { signatures, .. } if signatures.len() >= 2)
    }

    /// Who is present and who is represented, by college, in members and votes. A proxy counts when
    /// its holder is there. Linear in those who came.
    pub fn there(&self) -> There {
        let mut there = There::new(self.colleges.len());
        for (member, attendance) in &self.attendance {
            if attendance.left.is_none()
                && let Some(voter) = self.roll.voter(*member)
            {
                there.present[usize::from(voter.college)].add(voter.votes);
            }
        }
        for (giver, holder) in &self.proxies {
            if self.is_present(*holder)
                && !self.is_present(*giver)
                && let Some(voter) = self.roll.voter(*giver)
            {
                there.represented[usize::from(voter.college)].add(voter.votes);
            }
        }
        there
    }

    /// The quorum as it stands, for a number needed.
    pub fn quorate(&self, needed: u64) -> Quorate {
        let there = self.there();
        let (present, represented) = (there.members_present(), there.members_represented());
        let found = match self.quorums.counted {
            Counted::PresentAndRepresented => present + represented,
            Counted::PresentOnly => present,
        };
        Quorate { entitled: self.roll.heads().members, present, represented, needed, found }
    }

    /// How many must be there at this call.
    pub fn needed(&self) -> u64 {
        let size = match self.convocation.second_call_of {
            Some(_) => self.quorums.second,
            None => self.quorums.first,
        };
        size.needed(self.roll.heads().members)
    }
}

/// Who is there, by college.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct There {
    /// Present, by college.
    pub present: Vec<Heads>,
    /// Represented, by college.
    pub represented: Vec<Heads>,
}

impl There {
    pub(super) fn new(colleges: usize) -> There {
        let none = vec![Heads::default(); colleges.max(1)];
        There { present: none.clone(), represented: none }
    }

    /// Members present.
    pub fn members_present(&self) -> u64 {
        self.present.iter().map(|heads| heads.members).sum()
    }

    /// Members represented.
    pub fn members_represented(&self) -> u64 {
        self.represented.iter().map(|heads| heads.members).sum()
    }
}

/// Who may be drawn, and from where the seed will come: fixed before the draw.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lots {
    /// Where.
    pub assembly: AssemblyId,
    /// The item of the agenda, from 0.
    pub item: u16,
    /// Who may be drawn, in order, each with the category that makes the stratum, if there are any.
    pub pool: Vec<(MemberId, Option<String>)>,
    /// How many are drawn; shared among categories in proportion where there are strata.
    pub seats: u16,
    /// How many are drawn after them, to replace who declines.
    pub reserve: u16,
    /// The sources of the seed, announced in words: a lottery of a given day, dice on the stage.
    pub sources: Vec<String>,
}

/// A draw by lot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Drawing {
    /// What was fixed before.
    pub lots: Lots,
    /// SHA-256 of the published pool.
    pub digest: String,
    /// What the sources gave, and who was drawn: all that is needed to repeat it.
    pub drawn: Option<(Vec<String>, Kept<Draw>)>,
}

/// Members who ask for an assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// What for, 1 to 200 characters.
    pub title: String,
    /// When it was asked first.
    pub on: Day,
    /// Who asks, in the order of asking.
    pub supporters: Vec<MemberId>,
    /// The assembly that answered it.
    pub assembly: Option<AssemblyId>,
}

/// A mandate given to a delegate, with its instruction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mandate {
    /// Who carries it.
    pub delegate: MemberId,
    /// For whom or what: a section, a workplace, a federation's congress; 1 to 200 characters.
    pub of: String,
    /// Members behind it.
    pub members: u64,
    /// What the delegate must defend; empty for a free mandate, at most 10,000 characters.
    pub instruction: String,
    /// From when.
    pub from: Day,
    /// Until when, that day included.
    pub until: Option<Day>,
    /// The kind of decision that it binds; all of them if absent.
    pub kind: Option<Kind>,
}
