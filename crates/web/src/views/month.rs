//! The treasurer's month.

use caisse_units::{Amount, Day, Month};
use schemars::JsonSchema;
use serde::Serialize;

use super::Place;

/// The month of the treasurer: what came, what is missing, what waits for a hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MonthPage {
    /// The month.
    pub month: Month,
    /// The month before, if the caisse was there.
    pub previous: Option<Month>,
    /// The month after, if it was opened.
    pub next: Option<Month>,
    /// The day it was closed, if it was.
    pub closed: Option<Day>,
    /// Contributions called.
    pub called: Worklist,
    /// Contributions paid.
    pub paid: Worklist,
    /// Contributions past their day.
    pub late: Worklist,
    /// Bank lines that nothing explains yet.
    pub unmatched: Worklist,
    /// Requests that wait for a decision.
    pub to_decide: Worklist,
    /// Payments that wait for a second signature.
    pub to_sign: Worklist,
    /// Payments signed that wait for the bank.
    pub to_pay: Worklist,
    /// What stands between this month and its closing; each met or not.
    pub to_close: Vec<ClosingCondition>,
}

impl MonthPage {
    /// The list of that kind.
    pub fn list(&self, list: List) -> &Worklist {
        match list {
            List::Called => &self.called,
            List::Paid => &self.paid,
            List::Late => &self.late,
            List::Unmatched => &self.unmatched,
            List::ToDecide => &self.to_decide,
            List::ToSign => &self.to_sign,
            List::ToPay => &self.to_pay,
        }
    }
}

/// The lists of a treasurer's month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum List {
    /// Contributions called.
    Called,
    /// Contributions paid.
    Paid,
    /// Contributions past their day.
    Late,
    /// Bank lines that nothing explains yet.
    Unmatched,
    /// Requests that wait for a decision.
    ToDecide,
    /// Payments that wait for a second signature.
    ToSign,
    /// Payments signed that wait for the bank.
    ToPay,
}

/// A list of things, each with its amount. Give all lines: the pages cut long lists themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Worklist {
    /// The lines, in the order in which they should be dealt with.
    pub lines: Vec<Line>,
}

impl Worklist {
    /// The sum of its lines.
    pub fn total(&self) -> Amount {
        self.lines.iter().map(|line| line.amount).sum()
    }
}

/// One thing that waits or is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Line {
    /// Its identifier: `C12`, `B7`, `Q3`, `P2`.
    pub id: String,
    /// Its day: due, booked, asked or prepared.
    pub day: Day,
    /// What it is: the pseudonym, the wording of a bank line, the purpose of a request.
    pub label: String,
    /// How much; negative for money that left the bank.
    pub amount: Amount,
    /// What helps to deal with it: “12 jours de retard”, “ressemble à C40”.
    pub note: Option<String>,
    /// Where it leads: the member, the amount's why, the entry.
    pub place: Option<Place>,
}

/// A condition of closing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ClosingCondition {
    /// The condition as a sentence: “toutes les lignes de relevé sont expliquées”.
    pub sentence: String,
    /// True when it is met.
    pub met: bool,
    /// Where to go to meet it.
    pub place: Option<Place>,
}
