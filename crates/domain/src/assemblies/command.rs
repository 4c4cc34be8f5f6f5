//! What one may ask of assemblies.

use caisse_units::Day;
use serde::Serialize;

use super::meeting::{Bureau, Convocation, Document, Item, Mandate, Place};
use super::poll::{Channel, Merged, Parts, Question};
use super::statutes::{DecisionRule, SpeakingRules, Statutes};
use super::written::TimeOfDay;
use crate::identity::{AssemblyId, DecisionId, MemberId, PollId};

/// What a ballot says, as it is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Paper {
    /// In an open poll.
    Open(Parts),
    /// In a discreet one: looked at to refuse what cannot be counted, and not kept here. The caller
    /// seals it, and hands it over again at the closing.
    Sealed {
        /// What it says.
        #[serde(skip)]
        parts: Parts,
        /// A commitment to it, 64 hexadecimal digits.
        commitment: String,
    },
}

/// A ballot, as it is handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BallotGiven {
    /// Whose vote it is.
    pub voter: MemberId,
    /// The holder of the voter's proxy, if it is cast by proxy.
    pub by: Option<MemberId>,
    /// Where from.
    pub channel: Channel,
    /// What it says.
    pub paper: Paper,
}

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Command {
    /// Adopt the first statutes by a recorded decision of the founding assembly.
    AdoptStatutes {
        /// The statutes.
        statutes: Box<Statutes>,
        /// Their first day.
        since: Day,
        /// The decision.
        decision: DecisionId,
    },
    /// A member asks for an assembly.
    RequestAssembly {
        /// What for.
        title: String,
    },
    /// A member supports such a request.
    SupportRequest {
        /// Its number.
        request: u32,
    },
    /// Convene an assembly.
    Convene(Box<Convocation>),
    /// Call it off before it opens.
    Cancel {
        /// Which.
        assembly: AssemblyId,
        /// Why; 1 to 500 characters.
        reasons: String,
    },
    /// Change the agenda of an assembly to come.
    AmendAgenda {
        /// Which.
        assembly: AssemblyId,
        /// The whole agenda.
        agenda: Vec<Item>,
    },
    /// Add documents to an item.
    AddDocuments {
        /// Which assembly.
        assembly: AssemblyId,
        /// Which item, from 0.
        item: u16,
        /// The documents.
        documents: Vec<Document>,
    },
    /// Name chair, secretary and scrutineers.
    SetBureau {
        /// Which assembly.
        assembly: AssemblyId,
        /// Who.
        bureau: Bureau,
    },
    /// Members came.
    Arrive {
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
    Leave {
        /// Where.
        assembly: AssemblyId,
        /// Who.
        members: Vec<MemberId>,
        /// When.
        at: TimeOfDay,
    },
    /// Give a proxy.
    GiveProxy {
        /// For which assembly.
        assembly: AssemblyId,
        /// From whom.
        giver: MemberId,
        /// To whom.
        holder: MemberId,
    },
    /// Take a proxy back.
    WithdrawProxy {
        /// For which assembly.
        assembly: AssemblyId,
        /// From whom.
        giver: MemberId,
    },
    /// Open an assembly that has its quorum.
    Open {
        /// Which.
        assembly: AssemblyId,
        /// When.
        at: TimeOfDay,
    },
    /// Record that too few came, so that it can be convened again.
    DeclareWithoutQuorum {
        /// Which.
        assembly: AssemblyId,
    },
    /// Go to an item of the agenda.
    GoTo {
        /// Where.
        assembly: AssemblyId,
        /// Which item, from 0.
        item: u16,
    },
    /// Say how speech is shared in this assembly.
    SetSpeaking {
        /// Where.
        assembly: AssemblyId,
        /// The rules.
        rules: SpeakingRules,
        /// The lists that alternate, each with its name.
        lists: Vec<(String, Vec<MemberId>)>,
    },
    /// Ask to speak.
    AskToSpeak {
        /// Where.
        assembly: AssemblyId,
        /// Who.
        member: MemberId,
    },
    /// Give up one's place in the list of speakers.
    LeaveSpeakers {
        /// Where.
        assembly: AssemblyId,
        /// Who.
        member: MemberId,
    },
    /// Give the floor to the next speaker.
    StartSpeaking {
        /// Where.
        assembly: AssemblyId,
        /// Who, if the rules leave the choice; the next one if absent.
        member: Option<MemberId>,
    },
    /// The speaker has finished.
    StopSpeaking {
        /// Where.
        assembly: AssemblyId,
        /// How long it was, in seconds, at most 24 hours.
        seconds: u32,
    },
    /// Put a question to the vote.
    OpenPoll {
        /// Where.
        assembly: AssemblyId,
        /// The question.
        question: Box<Question>,
        /// How it is decided, for a plain resolution; the statutes' rule if absent.
        rule: Option<Box<DecisionRule>>,
    },
    /// Cast ballots, or change them: the last one counts. All or none.
    Cast {
        /// In which poll.
        poll: PollId,
        /// The ballots.
        ballots: Vec<BallotGiven>,
    },
    /// Hand out paper ballots, one for each of these voters.
    HandOut {
        /// For which poll.
        poll: PollId,
        /// Whose.
        to: Vec<MemberId>,
    },
    /// Enter the count of the paper ballots; again until it is confirmed.
    EnterTally {
        /// Of which poll.
        poll: PollId,
        /// The ballots, merged.
        tally: Vec<Merged>,
    },
    /// Confirm the count by a second one, made by another person.
    ConfirmTally {
        /// Of which poll.
        poll: PollId,
        /// The ballots as the second person counted them.
        tally: Vec<Merged>,
    },
    /// Object to a proposal taken by consent.
    Object {
        /// In which poll.
        poll: PollId,
        /// Why.
        text: String,
    },
    /// Withdraw one's objection.
    WithdrawObjection {
        /// In which poll.
        poll: PollId,
        /// Its number, from 1.
        objection: u16,
    },
    /// Note that an objection is met by an amendment.
    IntegrateObjection {
        /// In which poll.
        poll: PollId,
        /// Its number, from 1.
        objection: u16,
        /// How; 1 to 2,000 characters.
        how: String,
    },
    /// Close a poll and count.
    ClosePoll {
        /// Which.
        poll: PollId,
        /// The ballots of a discreet poll, opened for this count.
        #[serde(skip)]
        opened: Vec<(MemberId, Parts)>,
    },
    /// Give a poll up without counting.
    AnnulPoll {
        /// Which.
        poll: PollId,
        /// Why; 1 to 500 characters.
        reasons: String,
    },
    /// Close an assembly.
    Close {
        /// Which.
        assembly: AssemblyId,
        /// When.
        at: TimeOfDay,
    },
    /// Write into the minutes by hand, before they are sealed.
    AddToMinutes {
        /// Of which assembly.
        assembly: AssemblyId,
        /// The item, from 0; the assembly as a whole if absent.
        item: Option<u16>,
        /// What.
        text: String,
    },
    /// Seal the minutes.
    SealMinutes {
        /// Of which assembly.
        assembly: AssemblyId,
        /// SHA-256 of the minutes as printed.
        digest: String,
    },
    /// Sign the sealed minutes: chair and secretary, each for oneself.
    SignMinutes {
        /// Of which assembly.
        assembly: AssemblyId,
    },
    /// Record a mandate given to a delegate.
    GiveMandate(Box<Mandate>),
    /// End a mandate.
    EndMandate {
        /// Its number, from 1.
        mandate: u32,
        /// Its last day.
        on: Day,
    },
}
