//! The identifiers of the house: small integers given in sequence, one type per thing.
//!
//! They are pseudonyms: nothing in them tells who a person is. Each is written with a letter and its
//! number (`M12`, `D3`), in journals, on pages and in files.

use std::fmt;
use std::str::FromStr;

pub(crate) use caisse_units::from_text;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that is not the identifier that was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentifierError {
    /// What was read.
    pub text: String,
    /// An example of what was expected.
    pub example: &'static str,
}

impl fmt::Display for IdentifierError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "“{}” is not an identifier such as {}", self.text, self.example)
    }
}

impl std::error::Error for IdentifierError {}

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident = $letter:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// The position of this thing in the sequence, from 0.
            pub fn index(self) -> usize {
                self.0 as usize - 1
            }

            /// The identifier of the thing at this position, from 0.
            pub fn at(index: usize) -> $name {
                $name(u32::try_from(index + 1).expect("fewer than four billion of a kind"))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                if formatter.width().is_none() {
                    return write!(formatter, concat!($letter, "{}"), self.0);
                }
                formatter.pad(&format!(concat!($letter, "{}"), self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, formatter)
            }
        }

        impl FromStr for $name {
            type Err = IdentifierError;

            fn from_str(text: &str) -> Result<$name, IdentifierError> {
                let digits = text.strip_prefix($letter).unwrap_or("");
                match digits.parse::<u32>() {
                    Ok(number) if number > 0 && !digits.starts_with(['0', '+']) => Ok($name(number)),
                    _ => Err(IdentifierError { text: text.to_owned(), example: concat!($letter, "1") }),
                }
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    serializer.serialize_u32(self.0)
                }
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                if deserializer.is_human_readable() {
                    from_text(deserializer)
                } else {
                    u32::deserialize(deserializer).map($name)
                }
            }
        }
    )*};
}

identifiers! {
    /// A member: a person or an organisation that belongs to the caisse.
    MemberId = "M";
    /// A household: members who share a roof and one contribution or allowance.
    HouseholdId = "H";
    /// A decision of an assembly.
    DecisionId = "D";
    /// A claim: what one member owes for one month.
    ClaimId = "C";
    /// A receipt: money that came in.
    ReceiptId = "R";
    /// A request for help.
    RequestId = "Q";
    /// An allocation: what the caisse granted to a member.
    AllocationId = "A";
    /// An order to pay, which needs two signatures.
    PaymentId = "P";
    /// A direct debit mandate.
    DebitMandateId = "T";
    /// A collection by direct debit.
    DebitRunId = "V";
    /// A line of a bank statement.
    BankLineId = "B";
    /// An entry in the books.
    EntryId = "E";
    /// A level that receives a share of the contributions: a federation, a union, a fund.
    LevelId = "L";
    /// An office held by a member.
    OfficeId = "O";
    /// An assembly.
    AssemblyId = "AG";
    /// A poll: one question put to the vote.
    PollId = "S";
    /// A proposal.
    ProposalId = "PR";
    /// A grievance.
    GrievanceId = "G";
    /// A demand.
    DemandId = "RV";
    /// A project.
    ProjectId = "PJ";
    /// An invoice that a project pays.
    ExpenseId = "F";
    /// An envelope: a sum voted for projects yet to be chosen.
    EnvelopeId = "EV";
    /// An agreement with a producer or a service.
    AgreementId = "CV";
    /// A matter ceded to a federation.
    CessionId = "MF";
    /// Another organisation: a federation of ours, or a caisse that is a member of ours.
    PeerId = "OL";
    /// A shared reading of the accounts.
    ReadingId = "LE";
    /// A question pinned to a figure.
    QuestionId = "QU";
}
