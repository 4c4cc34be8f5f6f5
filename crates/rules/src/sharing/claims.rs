//! Dividing a fund that is too small: the classical rules for conflicting claims.
//!
//! E is the total, d the claims, D their sum, all whole cents with 0 ≤ E ≤ D < 2⁶³; every rule gives
//! awards x with 0 ≤ x ≤ d and sum E.

use caisse_units::{Amount, Language};

use super::few;
use super::{ExactShares, PARTICIPANTS_LIMIT, SharingError, Ties};

/// A way of sharing a total that does not cover all claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Each euro claimed is served alike: E·d/D.
    Proportional,
    /// Constrained equal awards: all get the same amount, nobody more than claimed. Small needs are
    /// covered first.
    EqualAwards,
    /// Constrained equal losses: all lose the same amount, nobody gets less than nothing. Large
    /// needs are covered first.
    EqualLosses,
    /// Equal awards of the half-claims while E ≤ D/2, then equal losses of the other halves.
    Talmud,
    /// Equal losses of the half-claims while E ≤ D/2, then equal awards of the other halves.
    ReverseTalmud,
    /// Equal awards of the half-claims, then equal awards again of the other halves.
    Piniles,
    /// The mean over all orders of arrival, each being served in full while there is enough
    /// (O'Neill 1982, the Shapley value). At most 20 participants.
    RandomArrival,
    /// Each part of the total goes equally to those who claim it, with parts claimed by as few as
    /// possible (O'Neill 1982). At most 40 participants.
    MinimalOverlap,
    /// First what nobody else claims, then the rest in proportion to claims cut down to that rest.
    AdjustedProportional,
    /// The mean of equal awards and equal losses.
    AverageOfAwardsAndLosses,
}

impl Method {
    /// All methods, in the order of this list.
    pub const ALL: [Method; 10] = [
        Method::Proportional,
        Method::EqualAwards,
        Method::EqualLosses,
        Method::Talmud,
        Method::ReverseTalmud,
        Method::Piniles,
        Method::RandomArrival,
        Method::MinimalOverlap,
        Method::AdjustedProportional,
        Method::AverageOfAwardsAndLosses,
    ];

    /// The most participants that this method takes.
    pub fn participants_limit(self) -> usize {
        match self {
            Method::RandomArrival => few::RANDOM_ARRIVAL_LIMIT,
            Method::MinimalOverlap => few::MINIMAL_OVERLAP_LIMIT,
            _ => PARTICIPANTS_LIMIT,
        }
    }

    /// The method as an assembly reads it.
    pub fn sentence(self, language: Language) -> &'static str {
        let (french, english) = match self {
            Method::Proportional => (
                "chaque euro demandé reçoit la même part",
                "every euro asked for receives the same share",
            ),
            Method::EqualAwards => (
                "le même montant pour chacun, sans dépasser sa demande",
                "the same amount for everyone, never more than they asked for",
            ),
            Method::EqualLosses => (
                "le même manque pour chacun, sans descendre sous zéro",
                "the same shortfall for everyone, never below nothing",
            ),
            Method::Talmud => (
                "gains égaux jusqu'à la moitié de chaque demande, puis manques égaux",
                "equal gains up to half of each request, then equal shortfalls",
            ),
            Method::ReverseTalmud => (
                "manques égaux jusqu'à la moitié de chaque demande, puis gains égaux",
                "equal shortfalls up to half of each request, then equal gains",
            ),
            Method::Piniles => (
                "gains égaux jusqu'à la moitié de chaque demande, puis gains égaux de nouveau",
                "equal gains up to half of each request, then equal gains again",
            ),
            Method::RandomArrival => (
                "la moyenne de tous les ordres d'arrivée, chacun étant servi tant qu'il reste assez",
                "the mean over all orders of arrival, each served while enough is left",
            ),
            Method::MinimalOverlap => (
                "chaque part du fonds partagée entre ceux qui la demandent, le moins nombreux possible",
                "each part of the fund shared among those who claim it, as few as possible",
            ),
            Method::AdjustedProportional => (
                "d'abord ce que personne d'autre ne demande, puis le reste en proportion",
                "first what nobody else asks for, then the rest in proportion",
            ),
            Method::AverageOfAwardsAndLosses => (
                "la moyenne entre montants égaux et manques égaux",
                "the mean of equal amounts and equal shortfalls",
            ),
        };
        language.choose(french, english)
    }
}

/// A checked problem: 0 ≤ total ≤ sum of claims < 2⁶³, no negative claim.
pub(super) struct Problem {
    pub(super) total: i128,
    pub(super) claims: Vec<i128>,
    pub(super) sum: i128,
}

impl Problem {
    fn check(total: Amount, claims: &[Amount], limit: usize) -> Result<Problem, SharingError> {
        if total.is_negative() {
            return Err(SharingError::TotalNegative { total });
        }
        let claimed = sum_of(claims, limit)?;
        if total > claimed {
            return Err(SharingError::TotalAboveClaims { total, claimed });
        }
        let claims = claims.iter().map(|claim| i128::from(claim.cents())).collect();
        Ok(Problem { total: total.cents().into(), claims, sum: claimed.cents().into() })
    }
}

/// The sum of claims none of which is negative.
pub(super) fn sum_of(claims: &[Amount], limit: usize) -> Result<Amount, SharingError> {
    if claims.len() > limit {
        return Err(SharingError::TooManyParticipants { count: claims.len(), at_most: limit });
    }
    let mut sum = Amount::ZERO;
    for (position, claim) in claims.iter().enumerate() {
        if claim.is_negative() {
            return Err(SharingError::NegativeClaim { position, claim: *claim });
        }
        sum = sum.checked_add(*claim).ok_or(SharingError::OutOfBounds)?;
    }
    Ok(sum)
}

/// The exact award of each participant when `total` is shared among `claims` by `method`.
///
/// Awards sum to the total, are never negative and never above the claim. O(n log n);
/// [`Method::RandomArrival`] O(n·2ⁿ).
///
/// # Errors
/// When the total is negative or above the sum of the claims, when a claim is negative, when the
/// claims sum to 2⁶³ cents or more, when there are more participants than the method takes.
pub fn divide(
    total: Amount,
    claims: &[Amount],
    method: Method,
) -> Result<ExactShares, SharingError> {
    let problem = Problem::check(total, claims, method.participants_limit())?;
    let Problem { total, claims, sum } = &problem;
    let twice = 2 * total;
    Ok(match method {
        Method::Proportional => proportional(*total, claims, *sum),
        Method::EqualAwards => equal_awards(*total, claims),
        Method::EqualLosses => equal_losses(*total, claims, *sum),
        Method::Talmud if twice <= *sum => halved(equal_awards(twice, claims), None),
        Method::Talmud => halved(equal_losses(twice - sum, claims, *sum), Some(claims)),
        Method::ReverseTalmud if twice <= *sum => halved(equal_losses(twice, claims, *sum), None),
        Method::Piniles if twice <= *sum => halved(equal_awards(twice, claims), None),
        Method::ReverseTalmud | Method::Piniles => {
            halved(equal_awards(twice - sum, claims), Some(claims))
        }
        Method::RandomArrival => few::random_arrival(&problem),
        Method::MinimalOverlap => few::minimal_overlap(&problem),
        Method::AdjustedProportional => adjusted_proportional(&problem),
        Method::AverageOfAwardsAndLosses => {
            mean(&equal_awards(*total, claims), &equal_losses(*total, claims, *sum))
        }
    })
}

/// [`divide`], rounded to cents by largest remainders: the awards sum to the total, and nobody gets
/// more than claimed. Equal claims get equal amounts up to one cent, which goes by `ties`.
///
/// # Errors
/// Those of [`divide`], and ranks that are not as many as the claims.
pub fn share(
    total: Amount,
    claims: &[Amount],
    method: Method,
    ties: Ties<'_>,
) -> Result<Vec<Amount>, SharingError> {
    divide(total, claims, method)?.round(ties)
}

/// E·d over D: both factors are under 2⁶³.
fn proportional(total: i128, claims: &[i128], sum: i128) -> ExactShares {
    if sum == 0 {
        return ExactShares::whole(vec![0; claims.len()]);
    }
    ExactShares::new(claims.iter().map(|claim| total * claim).collect(), sum)
}

/// min(d, k) with k such that the sum is the total. The claims below k are served in full; the `m`
/// others share what is left, so `m` is the denominator: products stay under 2⁶⁴·2²⁷.
fn equal_awards(total: i128, claims: &[i128]) -> ExactShares {
    let mut ascending = claims.to_vec();
    ascending.sort_unstable();
    let mut left = total;
    for (served, claim) in ascending.iter().enumerate() {
        let unserved = (claims.len() - served) as i128;
        if claim * unserved >= left {
            let awards = claims.iter().map(|claim| (claim * unserved).min(left)).collect();
            return ExactShares::new(awards, unserved);
        }
        left -= claim;
    }
    ExactShares::whole(claims.to_vec())
}

/// max(d − k, 0): the dual of equal awards, d − CEA(D − E).
fn equal_losses(total: i128, claims: &[i128], sum: i128) -> ExactShares {
    let losses = equal_awards(sum - total, claims);
    let denominator = losses.denominator();
    let awards = claims.iter().zip(losses.numerators());
    ExactShares::new(awards.map(|(claim, loss)| claim * denominator - loss).collect(), denominator)
}

/// Half of `shares`, which were computed on doubled amounts, on top of half of `base`.
fn halved(shares: ExactShares, base: Option<&[i128]>) -> ExactShares {
    let denominator = shares.denominator();
    let numerators = match base {
        None => shares.numerators().to_vec(),
        Some(base) => {
            let both = base.iter().zip(shares.numerators());
            both.map(|(claim, award)| claim * denominator + award).collect()
        }
    };
    ExactShares::new(numerators, 2 * denominator)
}

/// The mean of two sharings: two counts as denominators and amounts under 2⁶³ give under 2¹¹⁹.
fn mean(one: &ExactShares, other: &ExactShares) -> ExactShares {
    let (first, second) = (one.denominator(), other.denominator());
    let pairs = one.numerators().iter().zip(other.numerators());
    ExactShares::new(pairs.map(|(a, b)| a * second + b * first).collect(), 2 * first * second)
}

/// What nobody else claims, max(E − (D − d), 0), then the rest in proportion to the claims that
/// remain, each cut down to that rest.
fn adjusted_proportional(problem: &Problem) -> ExactShares {
    let Problem { total, claims, sum } = problem;
    let rights: Vec<i128> = claims.iter().map(|claim| (total - (sum - claim)).max(0)).collect();
    let rest = total - rights.iter().sum::<i128>();
    let cut: Vec<i128> =
        claims.iter().zip(&rights).map(|(claim, right)| (claim - right).min(rest)).collect();
    let cut_sum: i128 = cut.iter().sum();
    let shares = proportional(rest, &cut, cut_sum);
    let denominator = shares.denominator();
    let awards = rights.iter().zip(shares.numerators());
    ExactShares::new(awards.map(|(right, part)| right * denominator + part).collect(), denominator)
}
