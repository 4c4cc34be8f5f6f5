//! What the pages are told: plain values, already folded from the journal, already in the reader's
//! language, without any markup.
//!
//! Amounts stay amounts and days stay days; the pages write them for people. Texts are shown as they
//! are, escaped. Lists keep the order in which they come.
//!
//! Absent on purpose: addresses (a [`Place`] names where a link leads, the pages know the path) and
//! sums (a total that a page shows under a list is the sum of that list).

mod accounts;
mod agreements;
mod assembly;
mod consequences;
mod federation;
mod journal;
mod member;
mod month;
mod offices;
mod place;
mod poll;
mod projects;
mod proposals;
mod public;
mod reading;
mod reasons;
mod statutes;
mod voter;

pub use accounts::{
    AccountLine, Accounts, Entry, FundPoint, Ledger, LedgerLine, Posting, TrialLine,
};
pub use agreements::{Agreement, Agreements, Cession};
pub use assembly::{
    AgendaItem, Assemblies, Assembly, AssemblyInShort, AttendanceSheet, CollegeTurnout,
    Convocation, Fact, Minutes, MinutesItem, Person, Quorum, SheetLine, SpeakingTime, Speech,
    Stage, Turnout,
};
pub use consequences::{
    Case, Change, Compared, Consequences, Group, Groups, MyChange, Run, RunMonth, Share,
};
pub use federation::{
    Above, Below, CommonRule, Consolidated, ConsolidatedCaisse, ConsolidatedMonth, Debt,
    DelegateMandate, Equalisation, EqualisationShare, Federation, Instructed, Mandated,
    MandatedItem, MemberCaisse, Offered, PastEqualisation, Peer, SetForAll, Sharer, Statement,
    Supposed, TheirAssembly, TheirItem, Trial, TrialField, Tried,
};
pub use journal::{Checkpoint, Journal, Record};
pub use member::{
    Allowance, Contribution, MemberPage, PastContribution, Payment, RequestLine, Transfer,
};
pub use month::{ClosingCondition, Line, List, MonthPage, Worklist};
pub use offices::{Mandate, Office, Offices};
pub use place::{Pages, Place, Reference};
pub use poll::{
    Bar, File, Funding, Matrix, MeritRow, MotionBar, Objection, OpenVotes, Payers, Picture, Poll,
    PollResult, PollState, PollTurnout, Recount, SharedProject, Shares, Weighs,
};
pub use projects::{
    Board, Cost, Credit, Demand, Envelope, Grievance, Invoice, Milestone, Project, ProjectLine,
    Theme,
};
pub use proposals::{
    Amendment, Difference, ObjectionRaised, Proposal, ProposalLine, ProposalList, ProposalVote,
    Reached, Station,
};
pub use public::{Alone, Flow, Frame, MemberCount, Part, Public, RuleInForce, Survival};
pub use reading::{
    Drawing, Exercise, GuidedStep, PinnedQuestion, ReadingList, ReadingRecord, ReadingStep, Trying,
};
pub use reasons::{
    Adoption, Decision, Effect, Example, Origin, Parameter, Rule, Step, Table, Version, Vote, Why,
};
pub use statutes::{Statutes, StatutesVersion};
pub use voter::{Asked, Candidate, Paper, Sheet, Told, VoterPage};
