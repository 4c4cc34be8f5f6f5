//! Voting methods: ballots in, a result and its proof sheet out.
//!
//! Every count is exact: whole numbers, or fractions as large as they need to be; never floating
//! point. Every tie rule is a parameter, and every outcome says where a tie decided. Identical
//! ballots are merged before counting, with the number of voters who cast them.
//!
//! | module | decides |
//! |---|---|
//! | [`motion`] | yes, no, abstention; bases, thresholds, quorum, colleges; consent with objections |
//! | [`mandate`] | weighted ballots, and delegates who split theirs |
//! | [`approval`] | approvals, and delegates chosen from approvals |
//! | [`graded`] | scores and majority judgment |
//! | [`ranked`] | pairwise counts, Schulze, ranked pairs |
//! | [`transferable`] | single transferable vote and instant run-off |
//! | [`participatory`] | participatory budgets: equal shares and greedy |
//! | [`sortition`] | draws from a public seed that anyone can repeat |
//! | [`read`] | files of ballots: pabulib, preflib, blt, grades |
//!
//! Absent on purpose: caisses, members, rights to vote, clocks, files, chance. Who may vote is the
//! caller's to know; a draw takes its seed.

pub mod approval;
pub mod graded;
pub mod mandate;
pub mod motion;
pub mod participatory;
pub mod ranked;
pub mod read;
pub mod sortition;
pub mod transferable;
