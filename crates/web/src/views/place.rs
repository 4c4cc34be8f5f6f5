//! Where links lead.

use std::borrow::Cow;

use caisse_units::{Day, Month};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use super::{List, ReadingStep};

/// A page of the house that a link can lead to. The identifiers are those that
/// [`House`](crate::House) accepts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The public page.
    Public,
    /// The rules in force.
    Rules,
    /// A member's page.
    Member(String),
    /// The treasurer's month.
    Month(Month),
    /// One whole list of a treasurer's month.
    MonthList(Month, List),
    /// The accounts of a year.
    Accounts(i16),
    /// One account in a year.
    Account {
        /// The number of the account in the chart, such as `512`.
        account: String,
        /// The year of the books.
        year: i16,
    },
    /// An entry of the books.
    Entry(String),
    /// A decision of an assembly.
    Decision(String),
    /// A version of a rule.
    Rule {
        /// The name of the rule.
        name: String,
        /// The first day of the version, or the latest version.
        since: Option<Day>,
    },
    /// Why this amount.
    Why(String),
    /// A page of the journal; the newest records are on page 1.
    Journal(u32),
    /// The latest checkpoint as signed.
    Checkpoint,
    /// The assemblies.
    Assemblies,
    /// An assembly, such as `AG1`.
    Assembly(String),
    /// The convocation of an assembly.
    Convocation(String),
    /// The attendance sheet of an assembly, to print.
    AttendanceSheet(String),
    /// The screen of the room where an assembly is held.
    RoomScreen(String),
    /// The minutes of an assembly.
    Minutes(String),
    /// A poll, such as `S1`.
    Poll(String),
    /// The text of the minutes of an assembly, whose digest is sealed.
    MinutesText(String),
    /// A file of the ballots of a poll.
    Ballots {
        /// The poll.
        poll: String,
        /// The end of its name: `json`, `toi`, `pb`.
        extension: String,
    },
    /// The proposals.
    Proposals,
    /// A proposal, such as `PR4`.
    Proposal(String),
    /// The statutes: in force, or the version that began on a day.
    Statutes(Option<Day>),
    /// Offices and mandates.
    Offices,
    /// Grievances, demands and projects.
    Projects,
    /// A project, such as `PJ1`.
    Project(String),
    /// Something on the board of projects: a grievance `G3`, a demand `RV2`, an envelope `EV1`.
    OnBoard {
        /// Its number.
        id: String,
        /// The page of the board on which it stands.
        page: u32,
    },
    /// Agreements and matters ceded.
    Agreements,
    /// Federations and member caisses.
    Federation,
    /// The accounts of all members of a federation together, in a year.
    Consolidated(i16),
    /// Another organisation, such as `OL1`.
    Peer(String),
    /// An equalisation.
    Equalisation {
        /// The federation that computed it, such as `OL1`; ourselves if absent.
        by: Option<String>,
        /// The name of the rule.
        rule: String,
        /// The month.
        month: Month,
    },
    /// The shared reading of the accounts.
    SharedReading,
    /// A step of it.
    ReadingStep(ReadingStep),
    /// All its steps, a sheet each, to print.
    ReadingSheets,
    /// The readings held and the questions asked.
    Readings,
    /// A reading `LE1` or a question `QU2`, on that page of the list.
    AmongReadings {
        /// Its number.
        id: String,
        /// The page of the list on which it stands.
        page: u32,
    },
    /// The words of the house, explained; one of them, or all.
    Words(Option<&'static str>),
}

/// For programs a place is its address.
impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.address())
    }
}

impl JsonSchema for Place {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Place".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "uri-reference" })
    }
}

/// Something that a page names and, where there is a page of its own, leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reference {
    /// What it is, such as “règle de cotisation, version du 1er janvier 2026” or “ligne de relevé
    /// B7, virement reçu”.
    pub label: String,
    /// More about it in one line: the digest of a document, the wording of a bank line.
    pub detail: Option<String>,
    /// Where it leads, if it has a page.
    pub place: Option<Place>,
}

/// Which page of a long list this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pages {
    /// This page, from 1.
    pub current: u32,
    /// How many there are, at least 1.
    pub count: u32,
}
