//! What happened in assemblies.

use caisse_units::Day;
use serde::{Deserialize, Serialize};

use super::Verdict;
use super::count::Outcome;
use super::meeting::{Bureau, Convocation, Document, Item, Mandate, Place, Quorate, There};
use super::poll::{Cast, Electorate, Merged, Question, Terms};
use super::roll::Roll;
use super::statutes::{Quorums, SpeakingRules, Statutes};
use super::written::TimeOfDay;
use crate::identity::{AssemblyId, DecisionId, MemberId, PollId};
use crate::offices::Decision;

/// What happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Statutes were adopted.
    StatutesAdopted {
        /// Their first day.
        since: Day,
        /// By which decision.
        decision: DecisionId,
        /// The statutes, whole.
        statutes: Box<Statutes>,
    },
    /// A member asked for an assembly.
    AssemblyRequested {
        /// The number of the request.
        request: u32,
        /// What for.
        title: String,
        /// By whom.
        by: MemberId,
        /// When.
        on: Day,
    },
    /// A member supported a request.
    RequestSupported {
        /// Which.
        request: u32,
        /// Who.
        by: MemberId,
    },
    /// An assembly was convened.
    Convened {
        /// Its number.
        assembly: AssemblyId,
        /// When this was done.
        on: Day,
        /// What was sent.
        convocation: Box<Convocation>,
        /// The quorums of the statutes of that day.
        quorums: Quorums,
    },
    /// An assembly was called off.
    Cancelled {
        /// Which.
        assembly: AssemblyId,
        /// Why.
        reasons: String,
    },
    /// An agenda was changed.
    AgendaAmended {
        /// Of which assembly.
        assembly: AssemblyId,
        /// The whole agenda.
        agenda: Vec<Item>,
    },
    /// Documents were added.
    DocumentsAdded {
        /// To which assembly.
        assembly: AssemblyId,
        /// To which item.
        item: u16,
        /// Which.
        documents: Vec<Document>,
    },
    /// Chair, secretary and scrutineers were named.
    BureauSet {
        /// Of which assembly.
        assembly: AssemblyId,
        /// Who.
        bureau: Bureau,
    },
    /// Members came; the proxies that they had given fall.
    Arrived {
        /// Where.
        assembly: AssemblyId,
        /// Who.
        members: Vec<MemberId>,
        /// In the room or from afar.
        place: Place,
        /// When.
        at: TimeOfDay,
    },
    /// Members left.
    Left {
        /// Where.
        assembly: AssemblyId,
        /// Who.
        members: Vec<MemberId>,
        /// When.
        at: TimeOfDay,
    },
    /// A proxy was given.
    ProxyGiven {
        /// For which assembly.
        assembly: AssemblyId,
        /// By whom.
        giver: MemberId,
        /// To whom.
        holder: MemberId,
    },
    /// A proxy was taken back.
    ProxyWithdrawn {
        /// For which assembly.
        assembly: AssemblyId,
        /// By whom.
        giver: MemberId,
    },
    /// An assembly opened.
    Opened {
        /// Which.
        assembly: AssemblyId,
        /// The day.
        on: Day,
        /// The time.
        at: TimeOfDay,
        /// The names of the colleges.
        colleges: Vec<String>,
        /// Who may vote.
        roll: Roll,
        /// The quorum.
        quorum: Quorate,
        /// The quorums of the statutes of that day.
        quorums: Quorums,
        /// How speech is shared, by the statutes.
        speaking: SpeakingRules,
    },
    /// Too few came.
    LackedQuorum {
        /// To which assembly.
        assembly: AssemblyId,
        /// The figures.
        quorum: Quorate,
    },
    /// The assembly went to an item.
    ItemReached {
        /// Where.
        assembly: AssemblyId,
        /// Which.
        item: u16,
    },
    /// The assembly said how speech is shared.
    SpeakingSet {
        /// Where.
        assembly: AssemblyId,
        /// How.
        rules: SpeakingRules,
        /// The lists that alternate.
        lists: Vec<(String, Vec<MemberId>)>,
    },
    /// Someone asked to speak.
    SpeechAsked {
        /// Where.
        assembly: AssemblyId,
        /// Who.
        member: MemberId,
    },
    /// Someone gave up one's place.
    SpeechGivenUp {
        /// Where.
        assembly: AssemblyId,
        /// Who.
        member: MemberId,
    },
    /// Someone has the floor.
    SpeechStarted {
        /// Where.
        assembly: AssemblyId,
        /// Who.
        member: MemberId,
    },
    /// Someone has spoken.
    SpeechEnded {
        /// Where.
        assembly: AssemblyId,
        /// Who.
        member: MemberId,
        /// How long.
        seconds: u32,
    },
    /// A question was put to the vote.
    PollOpened {
        /// Its number.
        poll: PollId,
        /// Where.
        assembly: AssemblyId,
        /// What is asked.
        question: Question,
        /// What decides.
        terms: Box<Terms>,
        /// The figures.
        electorate: Box<Electorate>,
    },
    /// Ballots were cast.
    BallotsCast {
        /// In which poll.
        poll: PollId,
        /// Which.
        ballots: Vec<Cast>,
    },
    /// Paper ballots were handed out.
    PapersHandedOut {
        /// For which poll.
        poll: PollId,
        /// To whom, or for whom.
        to: Vec<MemberId>,
    },
    /// Paper ballots were counted.
    TallyEntered {
        /// Of which poll.
        poll: PollId,
        /// By whom.
        by: MemberId,
        /// The ballots, merged.
        tally: Vec<Merged>,
    },
    /// The count was confirmed by another person.
    TallyConfirmed {
        /// Of which poll.
        poll: PollId,
        /// By whom.
        by: MemberId,
    },
    /// Someone objected.
    Objected {
        /// In which poll.
        poll: PollId,
        /// Who.
        by: MemberId,
        /// Why.
        text: String,
    },
    /// An objection was withdrawn.
    ObjectionWithdrawn {
        /// In which poll.
        poll: PollId,
        /// Its number, from 1.
        objection: u16,
    },
    /// An objection was met by an amendment.
    ObjectionIntegrated {
        /// In which poll.
        poll: PollId,
        /// Its number, from 1.
        objection: u16,
        /// How.
        how: String,
    },
    /// A poll was closed.
    PollClosed(Box<PollClosed>),
    /// A poll was given up.
    PollAnnulled {
        /// Which.
        poll: PollId,
        /// Why.
        reasons: String,
    },
    /// An assembly closed.
    Closed {
        /// Which.
        assembly: AssemblyId,
        /// The day.
        on: Day,
        /// The time.
        at: TimeOfDay,
    },
    /// Something was written into the minutes by hand.
    MinutesAdded {
        /// Of which assembly.
        assembly: AssemblyId,
        /// The item.
        item: Option<u16>,
        /// What.
        text: String,
        /// By whom.
        by: MemberId,
    },
    /// Minutes were sealed.
    MinutesSealed {
        /// Of which assembly.
        assembly: AssemblyId,
        /// Their digest.
        digest: String,
    },
    /// Sealed minutes were signed.
    MinutesSigned {
        /// Of which assembly.
        assembly: AssemblyId,
        /// By whom.
        by: MemberId,
    },
    /// A mandate was given.
    MandateGiven {
        /// Its number, from 1.
        mandate: u32,
        /// All about it.
        content: Box<Mandate>,
    },
    /// A mandate ended.
    MandateEnded {
        /// Its number.
        mandate: u32,
        /// Its last day.
        on: Day,
    },
}

/// A poll that was closed: the count, the decision, and what they cause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PollClosed {
    /// Which.
    pub poll: PollId,
    /// What it came to.
    pub verdict: Verdict,
    /// With its proof sheet.
    pub outcome: Outcome,
    /// The ballots that were counted, merged and sorted: anyone can count them again.
    pub ballots: Vec<Merged>,
    /// Who was there.
    pub there: There,
    /// The decision that it records, with its number.
    #[serde(default)]
    pub decision: Option<(DecisionId, Decision)>,
    /// The events of other modules that it causes, in the order in which they apply.
    #[serde(default)]
    pub effects: Vec<crate::Event>,
    /// Why they could not take place, in French and in English.
    #[serde(default)]
    pub blocked: Option<(String, String)>,
}
