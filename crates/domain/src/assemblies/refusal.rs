//! Why assemblies refuse.

mod sentences;

use caisse_units::{Amount, Day, Language};

use super::meeting::{ItemKind, Quorate};
use super::statutes::{Kind, Problem};
use super::written::TimeOfDay;
use crate::identity::{AssemblyId, DecisionId, MemberId, PollId};

/// What is decided by a vote only, once statutes are in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByVote {
    /// A decision typed in.
    Decision,
    /// An office given or taken back.
    Office,
    /// A rule adopted.
    Rule,
    /// A budget adopted.
    Budget,
    /// Statutes changed.
    Statutes,
}

/// Why it is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There are no statutes in force.
    NoStatutes {
        /// On that day.
        on: Day,
    },
    /// Statutes are in force: this comes from a vote.
    ByVoteOnly {
        /// What.
        what: ByVote,
        /// Since when there are statutes.
        since: Day,
        /// By which decision.
        decision: DecisionId,
    },
    /// By the statutes, so large a sum needs a decision that was voted.
    SumNeedsVote {
        /// The sum.
        amount: Amount,
        /// From which sum on.
        from: Amount,
        /// The decision that was given, which no poll took.
        decision: Option<DecisionId>,
    },
    /// The statutes would lock the caisse out.
    StatutesUnusable {
        /// Every reason.
        problems: Vec<Problem>,
    },
    /// New statutes begin after those in force, and not in the past.
    StatutesTooEarly {
        /// The day asked for.
        since: Day,
        /// The first day possible.
        earliest: Day,
    },
    /// The actor does not run this assembly.
    NotAtTheDesk {
        /// Who.
        actor: Option<MemberId>,
    },
    /// Only a member in person may do this.
    MemberOnly,
    /// Nobody acts for another without a proxy.
    NotOneself {
        /// Who acts.
        actor: MemberId,
        /// For whom.
        member: MemberId,
    },
    /// Members may not convene by these statutes.
    NoRequests,
    /// No request of that number, or answered already.
    RequestUnknown {
        /// The number.
        request: u32,
    },
    /// The member supports it already.
    AlreadySupported {
        /// Who.
        member: MemberId,
    },
    /// Too few members ask for it.
    RequestTooSmall {
        /// How many.
        supporters: u64,
        /// How many are needed.
        needed: u64,
    },
    /// Nobody of that number, or not a member in good standing.
    NotAMember {
        /// The number.
        member: MemberId,
    },
    /// The member has no right to vote.
    NotEntitled {
        /// Who.
        member: MemberId,
    },
    /// No assembly of that number.
    AssemblyUnknown {
        /// The number.
        assembly: AssemblyId,
    },
    /// The assembly is not where this can be done.
    WrongStage {
        /// Which.
        assembly: AssemblyId,
        /// Where it should be.
        expected: Expected,
    },
    /// Its minutes are signed: nothing changes any more.
    Signed {
        /// Which.
        assembly: AssemblyId,
    },
    /// The convocation lacks a title, an agenda or is too long.
    ConvocationUnusable,
    /// An item lacks its title, or a proposal item its proposal.
    ItemUnusable {
        /// Its place, from 1.
        place: usize,
    },
    /// A document without name or digest.
    DocumentUnusable,
    /// The convocation is too late.
    NoticeTooShort {
        /// The day of the assembly.
        on: Day,
        /// Days of notice by the statutes.
        notice: u16,
        /// The first day possible.
        earliest: Day,
    },
    /// A second call of an assembly that did not lack its quorum.
    NotWithoutQuorum {
        /// Which.
        assembly: AssemblyId,
    },
    /// A second call has the agenda of the first.
    AgendaDiffers {
        /// The first.
        assembly: AssemblyId,
    },
    /// It was convened again already.
    AlreadyConvenedAgain {
        /// By which.
        by: AssemblyId,
    },
    /// The agenda can no longer be amended.
    AgendaClosed {
        /// Since when.
        since: Day,
    },
    /// A text is missing or too long.
    TextUnusable {
        /// Its greatest length.
        most: usize,
    },
    /// Chair and secretary are two members in good standing.
    BureauUnusable,
    /// The assembly has no chair and secretary yet.
    NoBureau {
        /// Which.
        assembly: AssemblyId,
    },
    /// It is not the day of the assembly.
    NotItsDay {
        /// The day.
        on: Day,
    },
    /// Nobody is given.
    NobodyGiven,
    /// The member is there already.
    AlreadyThere {
        /// Who.
        member: MemberId,
    },
    /// The member is not there.
    NotThere {
        /// Who.
        member: MemberId,
    },
    /// Earlier than what is recorded already.
    TimeReversed {
        /// The time given.
        at: TimeOfDay,
        /// What is recorded.
        recorded: TimeOfDay,
    },
    /// These statutes know no proxies.
    NoProxies,
    /// Nobody gives oneself a proxy.
    ProxyToOneself,
    /// Who is there votes in person.
    GiverPresent {
        /// Who.
        member: MemberId,
    },
    /// The proxy was given already.
    ProxyGivenAlready {
        /// To whom.
        holder: MemberId,
    },
    /// Who has given one's own vote away holds none of others.
    HolderAway {
        /// Who.
        holder: MemberId,
    },
    /// The holder has as many as the statutes allow.
    HolderFull {
        /// Who.
        holder: MemberId,
        /// How many they allow.
        most: u16,
    },
    /// The statutes keep proxies in a college or a household.
    HolderElsewhere {
        /// Who.
        holder: MemberId,
        /// True for a college, false for a household.
        college: bool,
    },
    /// The member gave no proxy.
    NoProxyGiven {
        /// Who.
        member: MemberId,
    },
    /// The proxy has been used in an open poll.
    ProxyInUse {
        /// Which.
        poll: PollId,
    },
    /// Too few are there to open, or to vote.
    QuorumLacking {
        /// The figures.
        quorum: Quorate,
    },
    /// There are enough: the assembly can open.
    QuorumThere {
        /// The figures.
        quorum: Quorate,
    },
    /// No item of that place.
    ItemUnknown {
        /// The place, from 1.
        place: usize,
    },
    /// The list of alternation is unusable.
    ListsUnusable,
    /// Only who is there asks to speak.
    AlreadyWaiting {
        /// Who.
        member: MemberId,
    },
    /// The member is not in the list of speakers.
    NotWaiting {
        /// Who.
        member: MemberId,
    },
    /// Nobody waits to speak.
    NobodyWaits,
    /// Someone is speaking.
    SomeoneSpeaks {
        /// Who.
        member: MemberId,
    },
    /// Nobody is speaking.
    NobodySpeaks,
    /// By the rules in use, another one is next.
    NotNext {
        /// Who is.
        next: MemberId,
    },
    /// A turn lasts less than a day.
    SecondsUnusable,
    /// The item under discussion is another one.
    NotAtThisItem {
        /// The place of the item of the question, from 1.
        place: usize,
    },
    /// This item is not put to the vote.
    NotForVote {
        /// What it is.
        kind: ItemKind,
    },
    /// The question is about another proposal than the item.
    OtherProposal,
    /// The question lacks a text, or its options do not fit the method.
    QuestionUnusable,
    /// The rule may be chosen for a plain resolution only.
    RuleNotChosen {
        /// For which kind.
        kind: Kind,
    },
    /// The rule chosen cannot give a result.
    RuleUnusable {
        /// Every reason.
        problems: Vec<Problem>,
    },
    /// No poll of that number.
    PollUnknown {
        /// The number.
        poll: PollId,
    },
    /// The poll is closed: it never changes.
    PollClosed {
        /// Which.
        poll: PollId,
    },
    /// The member is not on the roll of this assembly.
    NotOnTheRoll {
        /// Who.
        member: MemberId,
    },
    /// A voter twice in what was handed over.
    VoterTwice {
        /// Who.
        member: MemberId,
    },
    /// The member holds no proxy of that voter.
    NotTheHolder {
        /// Who casts.
        holder: MemberId,
        /// For whom.
        voter: MemberId,
    },
    /// The voter voted in person: the proxy counts no more.
    VotedInPerson {
        /// Who.
        voter: MemberId,
    },
    /// The voter has a paper ballot.
    HasPaper {
        /// Who.
        voter: MemberId,
    },
    /// The voter has voted already.
    HasVoted {
        /// Who.
        voter: MemberId,
    },
    /// No ballots from afar in this poll.
    NotFromAfar,
    /// Who votes in the room is in the room.
    NotInTheRoom {
        /// Who.
        member: MemberId,
    },
    /// An open ballot in a discreet poll, or the other way round; or a commitment that is not one.
    PaperUnfit,
    /// A ballot that this poll cannot count.
    BallotUnusable {
        /// Whose.
        voter: MemberId,
    },
    /// Parts that exceed the votes of the mandate.
    MoreThanMandate {
        /// Whose.
        voter: MemberId,
        /// Votes cast.
        cast: u64,
        /// Votes of the mandate.
        weight: u64,
    },
    /// No paper ballots in this poll.
    NoPaper,
    /// More votes than the ballots handed out.
    TallyTooLarge {
        /// Votes counted, in one college or in all.
        counted: u64,
        /// Votes of the ballots handed out.
        handed: u64,
    },
    /// A tally that this poll cannot count.
    TallyUnusable,
    /// No tally was entered.
    TallyMissing,
    /// The tally is confirmed: it never changes.
    TallyConfirmed,
    /// The second count differs.
    TallyDiffers,
    /// The same person cannot confirm.
    SamePerson {
        /// Who.
        member: MemberId,
    },
    /// Paper ballots are handed out and not counted by two people.
    PapersNotCounted {
        /// How many are out.
        handed: usize,
    },
    /// Objections belong to consent.
    NotConsent,
    /// No objection of that number stands.
    ObjectionUnknown {
        /// The number, from 1.
        objection: u16,
    },
    /// The opened ballots are not those that were cast.
    OpenedDiffer {
        /// Ballots cast.
        cast: usize,
        /// Ballots opened.
        opened: usize,
    },
    /// The figures contradict each other, in French and in English.
    Uncountable {
        /// In French.
        french: String,
        /// In English.
        english: String,
    },
    /// A poll is open.
    PollStillOpen {
        /// Which.
        poll: PollId,
    },
    /// A digest is 64 hexadecimal digits.
    DigestUnusable,
    /// Only chair and secretary sign.
    NotToSign {
        /// Who tried.
        member: MemberId,
    },
    /// The member has signed.
    SignedAlready {
        /// Who.
        member: MemberId,
    },
    /// The item is not a draw by lot.
    NotForLots {
        /// Its place, from 1.
        place: usize,
    },
    /// Seats, pool or sources of a draw do not fit.
    LotsUnusable,
    /// No draw of that number waits.
    DrawUnknown {
        /// The number, from 1.
        draw: u32,
    },
    /// Not one value for each source.
    SourcesMissing {
        /// Sources announced.
        announced: usize,
        /// Values given.
        given: usize,
    },
    /// It cannot be drawn, in French and in English.
    NotDrawn {
        /// In French.
        french: String,
        /// In English.
        english: String,
    },
    /// A mandate names a member, for whom, how many, and dates in order.
    MandateUnusable,
    /// No such mandate, or ended.
    MandateUnknown {
        /// Its number.
        mandate: u32,
    },
}

/// Where an assembly should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Convened, not yet open.
    Convened,
    /// Convened or open.
    ToCome,
    /// Open.
    Open,
    /// Closed, its minutes not sealed.
    Closed,
    /// Open or closed, its minutes not sealed.
    NotSealed,
    /// Sealed.
    Sealed,
}

impl Refusal {
    /// What is refused and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }
}
