//! Ballots in order of preference, counted by Schulze, ranked pairs, run-off or transferable vote.
//!
//! Where only an order of the options could decide between equals, the count is made in that order and
//! in the opposite one: what both choose is chosen, and another vote decides between the rest.
//!
//! Absent on purpose: chance. A lot would have to be drawn in front of the assembly.

use caisse_units::Language;
use caisse_votes::ranked::{
    Candidate, CandidateNumber, Profile, ProfileBuilder, RankedPairsRule, SchulzeRule,
    ranked_pairs, schulze,
};
use caisse_votes::transferable::{
    EqualRanks, LastTie, RunoffRule, ScottishRule, instant_runoff, scottish,
};
use serde_json::Value;

use super::{Outcome, Uncountable, chosen, seated, unexpected};
use crate::assemblies::poll::{Ballot, Merged};
use crate::assemblies::{Method, Verdict};

/// Counts by a method of rankings. Cost: that of the method, twice where an order may decide.
pub(super) fn by_ranking(
    method: &Method,
    options: usize,
    seats: u16,
    ballots: &[Merged],
) -> Result<(Outcome, Verdict), Uncountable> {
    let profile = profile(options, ballots)?;
    let (best, outcome) = match method {
        Method::RankedPairs => {
            let (best, sheet, tied) =
                in_both_orders(options, |lots| by_pairs(&profile, seats, lots))?;
            (best, Outcome::Pairs { sheet, tied })
        }
        Method::Runoff => {
            let (best, sheet, tied) = in_both_orders(options, |lots| by_runoff(&profile, lots))?;
            (best, Outcome::Transfers { sheet, tied })
        }
        Method::Transferable => {
            let (best, sheet, tied) =
                in_both_orders(options, |lots| by_transfers(&profile, seats, lots))?;
            (best, Outcome::Transfers { sheet, tied })
        }
        _ => {
            let outcome = schulze(&profile, SchulzeRule::default());
            let (best, tied) = seated(&places(&outcome.ranking_classes), seats);
            (best, Outcome::Ranking { sheet: written(&outcome)?, tied })
        }
    };
    // Nobody was preferred to anybody: what is left is the order of the list, which decides nothing.
    let verdict = if profile.voters_who_rank() == 0 { Verdict::Rejected } else { chosen(best) };
    Ok((outcome, verdict))
}

fn profile(options: usize, ballots: &[Merged]) -> Result<Profile, Uncountable> {
    let number = |option: usize| CandidateNumber(option as u32 + 1);
    let candidates = (0..options)
        .map(|option| Candidate { number: number(option), name: (option + 1).to_string() });
    let mut builder =
        ProfileBuilder::new(candidates.collect()).map_err(|error| unexpected(&error))?;
    for merged in ballots {
        if let Ballot::Rank(classes) = &merged.ballot {
            let classes: Vec<Vec<CandidateNumber>> = classes
                .iter()
                .map(|class| class.iter().map(|option| number(usize::from(*option))).collect())
                .collect();
            builder.add(&classes, merged.votes).map_err(|error| unexpected(&error))?;
        }
    }
    Ok(builder.build())
}

/// What a count in one order chose, its sheet, and what even that order left equal.
type Counted = (Vec<usize>, Value, Vec<usize>);

fn in_both_orders(
    options: usize,
    count: impl Fn(Vec<CandidateNumber>) -> Result<Counted, Uncountable>,
) -> Result<Counted, Uncountable> {
    let order: Vec<CandidateNumber> = (1..=options as u32).map(CandidateNumber).collect();
    let (one, sheet, mut tied) = count(order.clone())?;
    let (other, _, tied_too) = count(order.into_iter().rev().collect())?;
    let differ = one.iter().filter(|option| !other.contains(option));
    tied.extend(differ.chain(other.iter().filter(|option| !one.contains(option))));
    tied.extend(tied_too);
    tied.sort_unstable();
    tied.dedup();
    let best = one.into_iter().filter(|option| !tied.contains(option)).collect();
    Ok((best, sheet, tied))
}

fn by_pairs(
    profile: &Profile,
    seats: u16,
    lots: Vec<CandidateNumber>,
) -> Result<Counted, Uncountable> {
    let outcome = ranked_pairs(profile, RankedPairsRule { lots, ..RankedPairsRule::default() });
    let (best, tied) = seated(&places(&outcome.ranking_classes), seats);
    Ok((best, written(&outcome)?, tied))
}

fn by_runoff(profile: &Profile, lots: Vec<CandidateNumber>) -> Result<Counted, Uncountable> {
    let rule = RunoffRule { last_tie: LastTie::EarlierRound { lots } };
    let outcome = instant_runoff(profile, rule);
    let winners: Vec<usize> = outcome.winners.iter().map(place).collect();
    let sheet = written(&outcome)?;
    Ok(match winners.as_slice() {
        [_] => (winners, sheet, Vec::new()),
        _ => (Vec::new(), sheet, winners),
    })
}

fn by_transfers(
    profile: &Profile,
    seats: u16,
    lots: Vec<CandidateNumber>,
) -> Result<Counted, Uncountable> {
    let seats = u32::from(seats.max(1));
    let rule = ScottishRule { seats, equal_ranks: EqualRanks::PaperStops, lots };
    let outcome = scottish(profile, rule)
        .map_err(|e| Uncountable(e.sentence(Language::French), e.sentence(Language::English)))?;
    Ok((outcome.winners.iter().map(place).collect(), written(&outcome)?, Vec::new()))
}

fn place(candidate: &CandidateNumber) -> usize {
    candidate.0 as usize - 1
}

fn places(classes: &[Vec<CandidateNumber>]) -> Vec<Vec<usize>> {
    classes.iter().map(|class| class.iter().map(place).collect()).collect()
}

fn written(outcome: &impl serde::Serialize) -> Result<Value, Uncountable> {
    serde_json::to_value(outcome).map_err(|error| unexpected(&error))
}
