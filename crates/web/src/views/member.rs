//! A member's page.

use caisse_units::{Amount, Day, Month};
use schemars::JsonSchema;
use serde::Serialize;

use super::{MyChange, Part, Step};

/// What one member finds on their page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MemberPage {
    /// The pseudonym under which the journal knows the member: `M12`.
    pub pseudonym: String,
    /// The name, when this reader may see it.
    pub name: Option<String>,
    /// The day of joining.
    pub since: Day,
    /// Membership, contribution and right to vote: three states, each a sentence with its date.
    pub standing: Vec<String>,
    /// The contribution of the month, once called.
    pub contribution: Option<Contribution>,
    /// Earlier contributions, the newest first.
    pub earlier: Vec<PastContribution>,
    /// Where the member's contributions of this year went; their sum is what the member paid.
    pub my_money: Vec<Part>,
    /// What the caisse granted to the member, the newest first.
    pub allowances: Vec<Allowance>,
    /// What the member asked for, the newest first.
    pub requests: Vec<RequestLine>,
    /// What each open proposal on rules would change for the member; shown to nobody else.
    pub changes: Vec<MyChange>,
}

/// The contribution of the month and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Contribution {
    /// The claim, such as `C12`; leads to “why this amount”.
    pub claim: String,
    /// The month it is for.
    pub month: Month,
    /// What is asked.
    pub due: Amount,
    /// What has come in.
    pub paid: Amount,
    /// The day by which it is asked.
    pub due_day: Day,
    /// Where it stands.
    pub payment: Payment,
    /// Step by step, from the situation to the amount.
    pub steps: Vec<Step>,
    /// How to pay by transfer, when something remains to be paid.
    pub transfer: Option<Transfer>,
}

/// Where the payment of a claim stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Payment {
    /// Asked, not yet late.
    Awaited,
    /// A part has come in.
    Partial,
    /// All has come in.
    Paid {
        /// The day of the last payment.
        on: Day,
    },
    /// The day has passed.
    Late {
        /// Days since it was due, at least 1.
        days: u32,
    },
    /// Waived or spread in instalments, with the reason that may be shown.
    Arranged {
        /// The sentence: “échelonnée en trois fois, accord du 3 mars 2026”.
        terms: String,
    },
}

/// What a bank needs for a transfer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Transfer {
    /// Who receives it.
    pub beneficiary: String,
    /// The account of the caisse.
    pub iban: String,
    /// The creditor reference (ISO 11649).
    pub reference: String,
    /// The EPC text that phones read; drawn as a QR code.
    pub qr_text: String,
}

/// A contribution of an earlier month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PastContribution {
    /// The claim; leads to “why this amount”.
    pub claim: String,
    /// The month it was for.
    pub month: Month,
    /// What was asked.
    pub due: Amount,
    /// What came in.
    pub paid: Amount,
    /// Where it stands.
    pub payment: Payment,
}

/// What the caisse granted to a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Allowance {
    /// The allocation, such as `A7`; leads to “why this amount”.
    pub allocation: String,
    /// What it is for: “allocation alimentaire de janvier 2026”.
    pub label: String,
    /// The day it was granted.
    pub day: Day,
    /// How much.
    pub amount: Amount,
    /// Where it stands: “versée le 5 février 2026”, “à signer”.
    pub state: String,
}

/// What a member asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RequestLine {
    /// The request, such as `Q3`.
    pub request: String,
    /// What it is for.
    pub label: String,
    /// The day it was made.
    pub day: Day,
    /// How much was asked, if an amount was.
    pub asked: Option<Amount>,
    /// Where it stands, with the reason of a refusal and how to appeal.
    pub state: String,
    /// The allocation it led to.
    pub allocation: Option<String>,
}
