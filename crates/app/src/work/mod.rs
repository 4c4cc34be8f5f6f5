//! What a treasurer does with the desk beyond single commands: importing and matching statements,
//! files for the bank, exports, notices.
//!
//! Each is a translation: values of `banking` on one side, commands of `domain` on the other.

pub mod ballot_file;
pub mod ballot_text;
pub mod bank_files;
pub mod columns;
pub mod consequences;
pub mod consultation;
pub mod convocation;
pub mod exports;
pub mod invitations;
pub mod matching;
pub mod members_file;
pub mod minutes_text;
pub mod notices;
pub mod own_data;
pub mod payables;
pub mod proposal_file;
pub mod readings;
pub mod statements;
pub mod statutes_file;
