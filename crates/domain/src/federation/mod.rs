//! Ties between organisations: a caisse and its federations, a federation and its caisses, to any
//! depth. The same organisation, assemblies, rules and books serve both sides; this part holds who is
//! tied to whom, what was said ([`Message`]) and what was heard.
//!
//! What one side says is an event of its journal, numbered as in its feed; what it hears from the
//! other side is an event too, applied once and in order, with what it causes. A federation sets only
//! what a caisse's assembly ceded; what it decides beyond that arrives as a proposal.
//!
//! Absent on purpose: bytes, signatures and addresses of feeds (`caisse-messages`), sockets, clocks;
//! and any money: what is due between organisations stands in the books, as for any level.

mod apply;
mod circle;
mod consultation;
mod decide;
mod delegates;
mod equalisation;
mod limits;
mod matters;
mod message;
mod queue;
mod receive;
mod refusal;
mod statement;
#[cfg(test)]
mod tests;

pub use apply::apply;
pub use circle::{above_us, in_a_circle};
pub use consultation::{Consulted, answers, as_adopted};
pub use decide::{authorise, decide, members_on};
pub use delegates::{Mandated, Votes, mandated};
pub use equalisation::{equalise, inputs_of, settle};
pub use message::{
    Answer, CommonRules, Consultation, Despite, Equalised, Instruction, ItemOf, Message,
    SMALLEST_GROUP, Settled, Statement, Summons, Tier,
};
pub use queue::{Announced, Queue, announced_by, owed_to_levels, queue_of, shares_of_month};
pub use refusal::Refusal;
pub use statement::{Difference, differences, statement};

pub(crate) use decide::{common_rules, end_tie, tie};
pub(crate) use matters::{check_local_rules, said_again};

use std::collections::BTreeMap;

use caisse_units::{Amount, Day, Month};
use serde::{Deserialize, Serialize};

use crate::agreements::Cession;
use crate::identity::{AssemblyId, BankLineId, DecisionId, LevelId, MemberId, PeerId, ProposalId};
use crate::ledger::Entry;
use crate::proposals::Said;

/// The most characters of a name or an address.
pub const LONGEST_NAME: usize = 200;
/// The most organisations that one is tied to.
pub const MOST_PEERS: usize = 10_000;

/// How another organisation is known: what both sides compared before they tied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its identifier, the name of its journal and of its feed; at most 64 characters.
    pub origin: String,
    /// Its name for people.
    pub name: String,
    /// The public key that signs its feed and its journal, as signed notes write it.
    pub key: String,
    /// Where its feed is read, if it is on another server.
    #[serde(default)]
    pub address: Option<String>,
}

/// On which side of us the other stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// It is a federation that we belong to.
    Above,
    /// It is a member of ours, under that number.
    Below(MemberId),
}

/// A tie from our side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tie {
    /// Our decision.
    pub decision: DecisionId,
    /// The first day.
    pub from: Day,
    /// The last day, once one side has ended it.
    #[serde(default)]
    pub until: Option<Day>,
}

/// Another organisation, as we know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peer {
    /// How it is known.
    pub card: Card,
    /// On which side.
    pub side: Side,
    /// The level under which our books know it.
    pub level: LevelId,
    /// What our assembly decided.
    pub tie: Option<Tie>,
    /// The first day that theirs decided, as they said.
    pub theirs: Option<Day>,
    /// The digest of each message that was taken, in order: 64 hexadecimal digits.
    pub taken: Vec<String>,
    /// What it was caught at: a message that contradicts another, under its own signature.
    pub evidence: Vec<String>,
    /// Its monthly statements, the last one said for each month.
    pub statements: BTreeMap<Month, Statement>,
    /// Its assemblies to which we send a delegate.
    pub summons: BTreeMap<AssemblyId, Summons>,
    /// How its members told their delegates to vote, item by item.
    pub instructions: BTreeMap<(AssemblyId, u16), Instruction>,
    /// What it decided in matters that are not ceded, or that could not take place here, and why.
    pub offered: Vec<Offer>,
    /// The numbers of its messages that could not be used, and why.
    pub unusable: Vec<(u64, Said)>,
    /// The first and last days of ties that were held and ended: what was due then stays due.
    pub former: Vec<(Day, Day)>,
    /// What it cedes to us, as it said.
    pub cedes: Vec<Cession>,
    /// Every organisation that stands above it, as it said.
    pub above: Vec<String>,
    /// What its contributions gave us, month by month, as it said, and when.
    pub passed: BTreeMap<Month, (Amount, Day)>,
    /// The rules that it proposes to all.
    pub consultations: BTreeMap<ProposalId, Asked>,
    /// What our proposals would change for its members, as it computed.
    pub answers: BTreeMap<ProposalId, Answer>,
}

impl Peer {
    /// True on the days when both sides held the tie, the one that goes on or a former one.
    pub fn is_tied_on(&self, day: Day) -> bool {
        let now = self
            .held()
            .is_some_and(|(from, until)| from <= day && until.is_none_or(|until| day <= until));
        now || self.former.iter().any(|(from, until)| *from <= day && day <= *until)
    }

    /// True if both sides held the tie on the first or the last day of a month.
    pub fn is_tied_in(&self, month: Month) -> bool {
        self.is_tied_on(month.first_day()) || self.is_tied_on(month.last_day())
    }

    /// The first and the last day of the present tie, once both sides decided it.
    fn held(&self) -> Option<(Day, Option<Day>)> {
        let tie = self.tie?;
        Some((tie.from.max(self.theirs?), tie.until))
    }

    /// The number of the next message.
    pub fn next(&self) -> u64 {
        self.taken.len() as u64 + 1
    }
}

/// What a federation decided and what has no effect here by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// What it decided.
    #[serde(with = "crate::proposals::as_text")]
    pub rules: CommonRules,
    /// Why it does not apply by itself.
    pub why: Said,
}

/// A consultation that we heard.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Asked(#[serde(with = "crate::proposals::as_text")] pub Consultation);

/// An equalisation that we computed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
struct Done(#[serde(with = "crate::proposals::as_text")] Equalised);

/// Where a rule in force comes from, when a federation set it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Common {
    /// The federation.
    pub peer: PeerId,
    /// The matter.
    pub matter: String,
    /// From which day.
    pub from: Day,
}

/// Ties, what was said, what was heard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Federation {
    own: String,
    peers: Vec<Peer>,
    sent: Vec<Sent>,
    common: BTreeMap<String, Common>,
    equalised: BTreeMap<(String, Month), Done>,
    settled: BTreeMap<(PeerId, String, Month), Settled>,
}

/// A message of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// For whom; all who follow if absent.
    pub to: Option<PeerId>,
    /// What.
    #[serde(with = "crate::proposals::as_text")]
    pub message: Message,
    /// When.
    pub on: Day,
}

impl Federation {
    /// Our own identifier; empty before the first organisation is known.
    pub fn own(&self) -> &str {
        &self.own
    }

    /// The organisation of that number.
    pub fn peer(&self, peer: PeerId) -> Option<&Peer> {
        self.peers.get((peer.0 as usize).checked_sub(1)?)
    }

    /// All organisations that we know, with their numbers.
    pub fn peers(&self) -> impl Iterator<Item = (PeerId, &Peer)> {
        self.peers.iter().enumerate().map(|(index, peer)| (PeerId::at(index), peer))
    }

    /// The organisation of that identifier.
    pub fn by_origin(&self, origin: &str) -> Option<(PeerId, &Peer)> {
        self.peers().find(|(_, peer)| peer.card.origin == origin)
    }

    /// Members that are organisations tied to us on a day, those among them that are suspended too:
    /// [`members_on`] leaves them out.
    pub fn below_on(&self, day: Day) -> impl Iterator<Item = (PeerId, &Peer)> {
        self.peers()
            .filter(move |(_, peer)| matches!(peer.side, Side::Below(_)) && peer.is_tied_on(day))
    }

    /// What we said, message after message from number 1.
    pub fn sent(&self) -> &[Sent] {
        &self.sent
    }

    /// Where a rule comes from, when a federation set it.
    pub fn common(&self, rule: &str) -> Option<&Common> {
        self.common.get(rule)
    }

    /// The equalisations that we computed, by rule and month.
    pub fn equalised(&self) -> impl Iterator<Item = (&str, Month, &Equalised)> {
        self.equalised.iter().map(|((rule, month), done)| (rule.as_str(), *month, &done.0))
    }

    /// What equalisations of our federations gave us or took from us.
    pub fn settled(&self) -> impl Iterator<Item = (PeerId, &str, Month, &Settled)> {
        self.settled.iter().map(|((peer, rule, month), one)| (*peer, rule.as_str(), *month, one))
    }
}

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Command {
    /// Note how another organisation is known, once its key was compared.
    Introduce {
        /// Our own identifier, under which others know us.
        own: String,
        /// How.
        card: Card,
        /// On which side.
        side: Side,
    },
    /// Take a message of another organisation: the next one of its feed.
    Receive {
        /// Whose.
        peer: PeerId,
        /// Its number.
        number: u64,
        /// The digest of its heading, 64 hexadecimal digits.
        digest: String,
        /// What it says, when it is for us and we know its kind.
        message: Option<Box<Message>>,
    },
    /// Keep the proof that an organisation contradicted itself.
    KeepEvidence {
        /// Whose.
        peer: PeerId,
        /// The signed heading, at most 64 kB.
        note: String,
    },
    /// Accept another key of an organisation that lost its own, by a decision.
    AcceptKey {
        /// Whose.
        peer: PeerId,
        /// The new key, as signed notes write it.
        key: String,
        /// The decision.
        decision: DecisionId,
    },
    /// Announce a key of ours, or an address, to all who follow.
    Announce {
        /// The new key.
        key: Option<String>,
        /// The new address.
        address: Option<String>,
    },
    /// Publish the statement of a closed month.
    PublishStatement {
        /// The month.
        month: Month,
        /// The base of its contributions, when it is known.
        base: Option<Amount>,
    },
    /// Tell our members the agenda of an assembly of ours, so that they can instruct their delegates.
    Summon {
        /// Which assembly.
        assembly: AssemblyId,
    },
    /// Tell a federation how our assembly voted on an item of theirs.
    Instruct {
        /// Which federation.
        peer: PeerId,
        /// Their assembly.
        assembly: AssemblyId,
        /// The item, from 0.
        item: u16,
        /// Our poll on it, closed.
        poll: crate::identity::PollId,
        /// What the delegate has to say, at most 10,000 characters.
        text: String,
    },
    /// Equalise a month between our members by a rule adopted for it.
    Equalise {
        /// The rule.
        rule: String,
        /// The month.
        month: Month,
    },
    /// Equalise a month although statements are missing, or are not believed: by a decision that
    /// says what stands in their place.
    EqualiseDespite {
        /// The rule.
        rule: String,
        /// The month.
        month: Month,
        /// Whose statement is not taken, and what is done instead.
        despite: Vec<(PeerId, Despite)>,
        /// The decision.
        decision: DecisionId,
    },
    /// Compute a month that was equalised again, on the statements as they are now: the difference is
    /// booked.
    Settle {
        /// The rule.
        rule: String,
        /// The month.
        month: Month,
    },
    /// Tell a level that is tied to us what the contributions of a closed month gave it.
    PassOn {
        /// Whom.
        peer: PeerId,
        /// The month.
        month: Month,
    },
    /// Ask our members what a proposal of common rules would change for theirs.
    Consult {
        /// Which proposal, open.
        proposal: ProposalId,
    },
    /// Answer a federation that asked.
    AnswerTo {
        /// Which federation.
        peer: PeerId,
        /// What its proposal would change for our members.
        answer: Box<Answer>,
    },
    /// Recognise money that another organisation sent, on a bank line, as what it owed.
    ReceiveFrom {
        /// Which.
        peer: PeerId,
        /// The line.
        line: BankLineId,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Another organisation is known.
    Introduced {
        /// Its number.
        peer: PeerId,
        /// Our own identifier, under which others know us.
        own: String,
        /// How.
        card: Card,
        /// On which side.
        side: Side,
        /// The level under which our books know it.
        level: LevelId,
    },
    /// Our assembly tied us.
    Tied {
        /// With whom.
        peer: PeerId,
        /// From when.
        from: Day,
        /// By which decision.
        decision: DecisionId,
    },
    /// Our assembly ended a tie.
    Untied {
        /// With whom.
        peer: PeerId,
        /// The last day.
        on: Day,
        /// By which decision.
        decision: DecisionId,
    },
    /// We said something; it is numbered by its place.
    Sent {
        /// For whom; all who follow if absent.
        to: Option<PeerId>,
        /// What.
        message: Box<Message>,
        /// When.
        on: Day,
        /// The entry in our books, when it moves what is due.
        #[serde(default)]
        entry: Option<Entry>,
    },
    /// We heard something.
    Received {
        /// From whom.
        peer: PeerId,
        /// Its number.
        number: u64,
        /// The digest of its heading.
        digest: String,
        /// What it says, when it is for us and we know its kind.
        message: Option<Box<Message>>,
        /// When.
        on: Day,
        /// The decision that it records here, with its number.
        #[serde(default)]
        decision: Option<(DecisionId, crate::offices::Decision)>,
        /// The entry in our books.
        #[serde(default)]
        entry: Option<Entry>,
        /// What it causes here, in order.
        #[serde(default)]
        effects: Vec<crate::Event>,
        /// Why it has no effect by itself; without a message, why it cannot be used.
        #[serde(default)]
        offered: Option<Said>,
    },
    /// An organisation was caught contradicting itself.
    EvidenceKept {
        /// Whose.
        peer: PeerId,
        /// The signed heading.
        note: String,
    },
    /// Another key is accepted.
    KeyAccepted {
        /// Whose.
        peer: PeerId,
        /// The key.
        key: String,
        /// By which decision.
        decision: DecisionId,
    },
    /// Money came from another organisation.
    MoneyReceived {
        /// From whom.
        peer: PeerId,
        /// The bank line.
        line: BankLineId,
        /// The entry.
        entry: Entry,
    },
}
