//! What a voter's page is told.

use caisse_units::{Amount, Day};

use crate::ballot_form::{Fields, Shape};

/// The page of one voter in one assembly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VoterPage {
    /// The title of the assembly.
    pub assembly: String,
    /// Its day.
    pub on: Day,
    /// Its time and place, in words.
    pub place: String,
    /// Who votes here: `M12, Amel Roux`.
    pub voter: String,
    /// Where the assembly and the voter stand, in sentences: open or not, present or not, a proxy
    /// given.
    pub notes: Vec<String>,
    /// Why one would say that one takes part from afar, if one can; there is a button for it.
    pub presence: Option<String>,
    /// The questions that are open, in the order of asking.
    pub open: Vec<Asked>,
    /// Those that are closed, the last one first.
    pub closed: Vec<Told>,
}

/// A question that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The number of the poll: `S1`.
    pub poll: String,
    /// The question.
    pub question: String,
    /// The title of the proposal, if it differs from the question, and what it changes.
    pub about: Vec<String>,
    /// How it is decided: method, threshold, base, quorum, ties.
    pub decided: Vec<String>,
    /// How many voted, never what.
    pub turnout: String,
    /// The voter's own ballot first, then those of who gave a proxy.
    pub papers: Vec<Paper>,
}

/// One ballot to cast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Whose vote it is: `M12`.
    pub voter: String,
    /// Whose, in words, when it is not the voter's own: `M5, Jo Petit, qui vous a donné procuration`.
    pub whose: Option<String>,
    /// Where it stands: not cast, cast, cast by a proxy.
    pub standing: String,
    /// What one fills in; else why one cannot.
    pub sheet: Result<Sheet, String>,
}

/// What one fills in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What is asked.
    pub shape: Shape,
    /// The options, as many as the shape says.
    pub options: Vec<Candidate>,
    /// The names of the grades from the worst, where they have names.
    pub grades: Vec<String>,
    /// The sum that projects share.
    pub budget: Option<Amount>,
    /// The ballot as it stands, as the fields that made it; empty when none was cast.
    pub given: Fields,
    /// True if a ballot was cast.
    pub cast: bool,
}

/// What one may choose: a person, a project, a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// What it is.
    pub label: String,
    /// What it costs, where projects share a sum.
    pub cost: Option<Amount>,
}

/// A question that is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The number of the poll: `S1`.
    pub poll: String,
    /// The question.
    pub question: String,
    /// What it came to, with the figures.
    pub result: String,
}
