//! The monthly statement of a caisse, computed from its own state, and what a published one says that
//! the caisse's archive does not.

use std::collections::BTreeSet;

use caisse_units::{Amount, Language, Month};

use super::{Refusal, Statement};
use crate::Organisation;
use crate::allocations::{AllocationState, RequestState};

/// The months whose spending gives the pace.
const PACE: u32 = 3;

/// Where we stand at the end of a closed month. Linear in claims, receipts and allocations.
///
/// # Errors
/// [`Refusal::MonthOpen`]: figures that can still change are not published.
pub fn statement(
    house: &Organisation,
    month: Month,
    base: Option<Amount>,
) -> Result<Statement, Refusal> {
    if !house.periods.is_month_closed(month) {
        return Err(Refusal::MonthOpen { month });
    }
    let last = month.last_day();
    let claims = || house.contributions.claims_of(month).map(|(_, claim)| claim);
    let contributors: BTreeSet<_> = claims().map(|claim| claim.member).collect();
    let in_month = |day: caisse_units::Day| day.month() == month;
    let received = house
        .contributions
        .receipts()
        .filter(|(_, receipt)| in_month(receipt.on) && receipt.returned.is_none())
        .map(|(_, receipt)| receipt.amount)
        .sum();
    let granted = house
        .allocations
        .all()
        .filter(|(_, one)| in_month(one.on))
        .filter(|(_, one)| {
            !matches!(one.state, AllocationState::Cancelled(_) | AllocationState::Expired(_))
        })
        .map(|(_, one)| one.amount)
        .sum();
    let waits =
        |state: &RequestState| matches!(state, RequestState::Asked | RequestState::Appealed { .. });
    let asked = house
        .allocations
        .requests()
        .filter(|(_, request)| request.on <= last && waits(&request.state))
        .count();
    let survival = house.ledger.survival(&house.chart, month, PACE);
    let floor = house.rules.reserve_floor(last);
    Ok(Statement {
        month,
        members: house.members.active_on(last).count() as u64,
        contributors: contributors.len() as u64,
        base,
        called: claims().map(|claim| claim.called).sum(),
        received,
        granted,
        asked: asked as u64,
        available: survival.free.minus(floor),
        floor,
        survival: survival.tenths.and_then(|tenths| u32::try_from(tenths).ok()),
    })
}

/// One figure of a statement that the books do not give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A number of people or requests.
    Count {
        /// Which figure, in French and in English.
        figure: (&'static str, &'static str),
        /// As it was published.
        published: u64,
        /// As the archive gives it.
        found: u64,
    },
    /// A sum.
    Sum {
        /// Which figure, in French and in English.
        figure: (&'static str, &'static str),
        /// As it was published.
        published: Amount,
        /// As the archive gives it.
        found: Amount,
    },
}

impl Difference {
    /// What was published, and what the archive gives.
    pub fn sentence(&self, language: Language) -> String {
        let (figure, published, found) = match self {
            Difference::Count { figure, published, found } => {
                (figure, published.to_string(), found.to_string())
            }
            Difference::Sum { figure, published, found } => {
                (figure, published.written(language), found.written(language))
            }
        };
        let french = format!("{} : {published} publiés, l'archive donne {found}", figure.0);
        let english = format!("{}: {published} published, the archive gives {found}", figure.1);
        language.choose(&french, &english).to_owned()
    }
}

/// What a published statement says and the caisse's own archive does not: `archive` is its state as
/// restored from there, replayed up to the event that published the statement, since what happens
/// later may change a figure honestly. The base is not in the books, and is not compared.
///
/// # Errors
/// [`Refusal::MonthOpen`] when the archive has not closed that month.
pub fn differences(
    archive: &Organisation,
    published: &Statement,
) -> Result<Vec<Difference>, Refusal> {
    let found = statement(archive, published.month, published.base)?;
    let counts = [
        (("membres", "members"), published.members, found.members),
        (("cotisants", "contributors"), published.contributors, found.contributors),
        (("demandes en attente", "requests waiting"), published.asked, found.asked),
    ];
    let sums = [
        (("cotisations appelées", "contributions called"), published.called, found.called),
        (("cotisations reçues", "contributions received"), published.received, found.received),
        (("accordé", "granted"), published.granted, found.granted),
        (("disponible", "available"), published.available, found.available),
        (("réserve", "reserve"), published.floor, found.floor),
    ];
    let counts = counts.into_iter().filter(|(_, published, found)| published != found);
    let sums = sums.into_iter().filter(|(_, published, found)| published != found);
    let counts =
        counts.map(|(figure, published, found)| Difference::Count { figure, published, found });
    let sums = sums.map(|(figure, published, found)| Difference::Sum { figure, published, found });
    Ok(counts.chain(sums).collect())
}
