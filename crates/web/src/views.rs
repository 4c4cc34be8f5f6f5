//! What the pages are told: plain values, already folded from the journal, already in the reader's
//! language, without any markup.
//!
//! Amounts stay amounts and days stay days; the pages write them for people. Texts are shown as they
//! are, escaped. Lists keep the order in which they come.
//!
//! Absent on purpose: addresses (a [`Place`] names where a link leads, the pages know the path) and
//! sums (a total that a page shows under a list is the sum of that list).

mod accounts;
mod assembly;
mod journal;
mod member;
mod month;
mod place;
mod poll;
mod public;
mod reasons;

pub use accounts::{
    AccountLine, Accounts, Entry, FundPoint, Ledger, LedgerLine, Posting, TrialLine,
};
pub use assembly::{
    AgendaItem, Assemblies, Assembly, AssemblyInShort, AttendanceSheet, CollegeTurnout,
    Convocation, Fact, Minutes, MinutesItem, Person, Quorum, SheetLine, SpeakingTime, Speech,
    Stage, Turnout,
};
pub use journal::{Checkpoint, Journal, Record};
pub use member::{
    Allowance, Contribution, MemberPage, PastContribution, Payment, RequestLine, Transfer,
};
pub use month::{ClosingCondition, Line, List, MonthPage, Worklist};
pub use place::{Pages, Place, Reference};
pub use poll::{
    Bar, File, Funding, Matrix, MeritRow, MotionBar, Objection, OpenVotes, Payers, Picture, Poll,
    PollResult, PollState, PollTurnout, Recount, SharedProject, Shares, Weighs,
};
pub use public::{Flow, Frame, MemberCount, Part, Public, RuleInForce, Survival};
pub use reasons::{
    Adoption, Decision, Effect, Example, Parameter, Rule, Step, Table, Version, Vote, Why,
};
