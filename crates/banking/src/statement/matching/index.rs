//! The claims by each of their keys, and what is still due of each.

use std::collections::HashMap;

use caisse_units::Amount;

use super::names::words;
use super::{Evidence, Match, OpenClaim, PROPOSALS, Proposal, Share};

/// A word that more claims of one amount share does not find any of them by itself.
const NAMESAKES: usize = 50;

/// Claims by key, each list in the order given (oldest first).
pub(super) struct Index<'c> {
    claims: &'c [OpenClaim],
    /// What is still due of each claim, with the sign of the payments that settle it.
    due: Vec<Amount>,
    references: HashMap<String, Vec<usize>>,
    end_to_ends: HashMap<&'c str, Vec<usize>>,
    mandates: HashMap<&'c str, Vec<usize>>,
    orders: HashMap<&'c str, Vec<usize>>,
    ibans: HashMap<&'c str, Vec<usize>>,
    names: HashMap<(String, Amount), Vec<usize>>,
    /// How many words the name of each claim has.
    word_counts: Vec<usize>,
}

impl<'c> Index<'c> {
    /// Indexes claims; `undone` when the payments looked for take back what was paid.
    pub(super) fn new(claims: &'c [OpenClaim], undone: bool) -> Index<'c> {
        let due = |claim: &OpenClaim| if undone { -claim.amount } else { claim.amount };
        let mut index = Index {
            claims,
            due: claims.iter().map(due).collect(),
            references: HashMap::new(),
            end_to_ends: HashMap::new(),
            mandates: HashMap::new(),
            orders: HashMap::new(),
            ibans: HashMap::new(),
            names: HashMap::new(),
            word_counts: Vec::with_capacity(claims.len()),
        };
        for (position, claim) in claims.iter().enumerate() {
            index.add(position, claim);
        }
        index
    }

    fn add(&mut self, position: usize, claim: &'c OpenClaim) {
        if let Some(reference) = &claim.reference {
            self.references.entry(compact(reference)).or_default().push(position);
        }
        let keys = [
            (&mut self.end_to_ends, &claim.end_to_end),
            (&mut self.mandates, &claim.mandate),
            (&mut self.orders, &claim.order),
            (&mut self.ibans, &claim.iban),
        ];
        for (map, key) in keys {
            if let Some(key) = key {
                map.entry(key.as_str()).or_default().push(position);
            }
        }
        let due = self.due[position];
        let words = words(claim.name.as_deref().unwrap_or(""));
        self.word_counts.push(words.len());
        for word in words {
            self.names.entry((word, due)).or_default().push(position);
        }
    }

    /// Of these claims, those still due on the side of that payment.
    fn due_of(&self, claims: Option<&Vec<usize>>, payment: Amount) -> Vec<usize> {
        let same_side = |claim: &usize| {
            let due = self.due[*claim];
            !due.is_zero() && due.is_negative() == payment.is_negative()
        };
        claims.map_or_else(Vec::new, |claims| claims.iter().copied().filter(same_side).collect())
    }

    pub(super) fn of_reference(&self, reference: &str, payment: Amount) -> Vec<usize> {
        self.due_of(self.references.get(&compact(reference)), payment)
    }

    pub(super) fn of_end_to_end(&self, key: Option<&str>, payment: Amount) -> Vec<usize> {
        self.due_of(key.and_then(|key| self.end_to_ends.get(key)), payment)
    }

    pub(super) fn of_mandate(&self, key: Option<&str>, payment: Amount) -> Vec<usize> {
        self.due_of(key.and_then(|key| self.mandates.get(key)), payment)
    }

    pub(super) fn of_order(&self, key: &str, payment: Amount) -> Vec<usize> {
        self.due_of(self.orders.get(key), payment)
    }

    pub(super) fn of_iban(&self, key: Option<&str>, payment: Amount) -> Vec<usize> {
        self.due_of(key.and_then(|key| self.ibans.get(key)), payment)
    }

    /// Claims of that amount whose payer shares the most words with that name: all the words of the
    /// payer's name, or at least two. Words that many namesakes share only confirm what a rarer
    /// word found, so that the work stays small.
    pub(super) fn of_name(&self, name: &str, payment: Amount) -> Vec<usize> {
        let mut lists: Vec<&Vec<usize>> =
            words(name).into_iter().filter_map(|word| self.names.get(&(word, payment))).collect();
        lists.sort_by_key(|claims| claims.len());
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for claims in lists {
            if claims.len() <= NAMESAKES {
                for claim in claims {
                    *shared.entry(*claim).or_insert(0) += 1;
                }
            } else {
                for (claim, count) in &mut shared {
                    *count += usize::from(claims.binary_search(claim).is_ok());
                }
            }
        }
        let mut alike: Vec<(usize, usize)> = shared
            .into_iter()
            .filter(|(claim, count)| {
                self.due[*claim] == payment && (*count >= 2 || *count == self.word_counts[*claim])
            })
            .collect();
        alike.sort_by_key(|(claim, count)| (usize::MAX - count, *claim));
        alike.into_iter().map(|(claim, _)| claim).take(PROPOSALS).collect()
    }

    /// Settles these claims with that payment when there is no doubt; proposes otherwise.
    pub(super) fn settle(
        &mut self,
        claims: &[usize],
        payment: Amount,
        evidence: Evidence,
    ) -> Match {
        let certain = if evidence == Evidence::NameAndAmount {
            None
        } else {
            self.without_doubt(claims, payment, evidence)
        };
        if let Some(shares) = certain {
            return self.certain(&shares, evidence);
        }
        // The claims of that very amount are the likeliest.
        let (mut likely, others): (Vec<usize>, Vec<usize>) =
            claims.iter().partition(|claim| self.due[**claim] == payment);
        likely.extend(others);
        let proposals: Vec<Proposal> = likely
            .into_iter()
            .take(PROPOSALS)
            .map(|claim| Proposal {
                shares: vec![Share { claim: self.claims[claim].id, amount: payment }],
                evidence,
            })
            .collect();
        if proposals.is_empty() { Match::None } else { Match::Proposals(proposals) }
    }

    /// Which claims the payment settles, if one reading alone is reasonable:
    /// one claim of that amount, or several of one payer (the oldest then); else all claims of one
    /// payer together; else part of the only claim that carries the reference.
    fn without_doubt(
        &self,
        claims: &[usize],
        payment: Amount,
        evidence: Evidence,
    ) -> Option<Vec<(usize, Amount)>> {
        let payer = self.claims[*claims.first()?].payer;
        let one_payer = claims.iter().all(|claim| self.claims[*claim].payer == payer);
        let mut equal = claims.iter().copied().filter(|claim| self.due[*claim] == payment);
        if let Some(first) = equal.next()
            && (one_payer || equal.next().is_none())
        {
            return Some(vec![(first, payment)]);
        }
        if !one_payer {
            return None;
        }
        let all: Vec<(usize, Amount)> =
            claims.iter().map(|claim| (*claim, self.due[*claim])).collect();
        if self.total(claims) == Some(payment) {
            return Some(all);
        }
        let named = matches!(evidence, Evidence::Reference | Evidence::EndToEnd);
        match claims {
            [only] if named && payment.magnitude() < self.due[*only].magnitude() => {
                Some(vec![(*only, payment)])
            }
            _ => None,
        }
    }

    /// Settles all these claims, if they sum to the payment; proposes them together otherwise.
    pub(super) fn settle_exactly(
        &mut self,
        claims: &[usize],
        payment: Amount,
        evidence: Evidence,
    ) -> Match {
        let shares: Vec<(usize, Amount)> =
            claims.iter().map(|claim| (*claim, self.due[*claim])).collect();
        let mut distinct = claims.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        if distinct.len() == claims.len() && self.total(claims) == Some(payment) {
            return self.certain(&shares, evidence);
        }
        Match::Proposals(vec![Proposal { shares: self.shares(&shares), evidence }])
    }

    fn total(&self, claims: &[usize]) -> Option<Amount> {
        claims.iter().try_fold(Amount::ZERO, |sum, claim| sum.checked_add(self.due[*claim]))
    }

    fn certain(&mut self, shares: &[(usize, Amount)], evidence: Evidence) -> Match {
        for (claim, amount) in shares {
            self.due[*claim] = self.due[*claim].minus(*amount);
        }
        Match::Certain(Proposal { shares: self.shares(shares), evidence })
    }

    fn shares(&self, shares: &[(usize, Amount)]) -> Vec<Share> {
        shares
            .iter()
            .map(|(claim, amount)| Share { claim: self.claims[*claim].id, amount: *amount })
            .collect()
    }
}

/// A reference without spaces, in capitals.
fn compact(reference: &str) -> String {
    reference.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase()
}
