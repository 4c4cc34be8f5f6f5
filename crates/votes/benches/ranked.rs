//! Rankings and transferable votes at the sizes of real elections, generated from one seed.
//!
//! `cargo bench -p caisse-votes --bench ranked`. The shapes: sushi (5,000 complete orders of 100
//! candidates), 100,000 orders of 50 candidates, Meath 2002 (64,081 papers, 14 candidates, 5 seats), an
//! Edinburgh ward (14,207 papers, 10 candidates, 4 seats).

use caisse_votes::ranked::{
    Candidate, CandidateNumber, Profile, ProfileBuilder, RankedPairsRule, SchulzeRule,
    ranked_pairs, schulze,
};
use caisse_votes::read::preflib;
use caisse_votes::read::text::Limits;
use caisse_votes::transferable::{
    EqualRanks, MeekRule, RunoffRule, ScottishRule, instant_runoff, meek, scottish,
};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// Marsaglia's xorshift: the same ballots on every machine.
struct Generator(u64);

impl Generator {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }
}

/// Orders in which some candidates are more popular than others; complete, or of a few candidates as
/// voters write them by hand.
fn profile(voters: usize, candidates: u32, complete: bool) -> Profile {
    let candidate =
        |number| Candidate { number: CandidateNumber(number), name: format!("Candidate {number}") };
    let all: Vec<Candidate> = (1..=candidates).map(candidate).collect();
    let mut builder = ProfileBuilder::new(all).expect("candidates");
    let mut chance = Generator(0x2545_F491_4F6C_DD1D);
    let mut drawn: Vec<(u64, u32)> = Vec::new();
    for _ in 0..voters {
        drawn.clear();
        let weight = |number| 100 + 900 / u64::from(number);
        drawn.extend((1..=candidates).map(|number| (chance.below(weight(number)), number)));
        drawn.sort_unstable_by(|a, b| b.cmp(a));
        let most = u64::from(candidates);
        let ranked = if complete { most } else { 1 + chance.below(most).min(chance.below(most)) };
        let order = drawn.iter().take(ranked as usize).map(|&(_, c)| (CandidateNumber(c), false));
        builder.add_places(order, 1).expect("a ballot");
    }
    builder.build()
}

fn scottish_rule(seats: u32) -> ScottishRule {
    ScottishRule { seats, equal_ranks: EqualRanks::Refused, lots: Vec::new() }
}

#[divan::bench(args = [(5_000, 100), (100_000, 50)], sample_count = 10)]
fn schulze_with_its_matrix(bencher: Bencher<'_, '_>, (voters, candidates): (usize, u32)) {
    let profile = profile(voters, candidates, true);
    bencher.bench_local(|| schulze(black_box(&profile), SchulzeRule::default()));
}

#[divan::bench(args = [(5_000, 100), (100_000, 50)], sample_count = 10)]
fn ranked_pairs_with_the_matrix(bencher: Bencher<'_, '_>, (voters, candidates): (usize, u32)) {
    let profile = profile(voters, candidates, true);
    bencher.bench_local(|| ranked_pairs(black_box(&profile), RankedPairsRule::default()));
}

#[divan::bench(args = [(5_000, 100), (100_000, 50)], sample_count = 10)]
fn reading_and_merging(bencher: Bencher<'_, '_>, (voters, candidates): (usize, u32)) {
    let profile = profile(voters, candidates, true);
    let text = preflib::write_orders(&preflib::Orders { title: String::new(), profile });
    bencher.bench_local(|| preflib::read_orders(black_box(text.as_bytes()), &Limits::default()));
}

#[divan::bench(args = [(64_081, 14, 5), (14_207, 10, 4)], sample_count = 10)]
fn scottish_stv(bencher: Bencher<'_, '_>, (voters, candidates, seats): (usize, u32, u32)) {
    let profile = profile(voters, candidates, false);
    bencher.bench_local(|| scottish(black_box(&profile), scottish_rule(seats)));
}

#[divan::bench(args = [(64_081, 14, 5), (14_207, 10, 4)], sample_count = 10)]
fn meek_stv(bencher: Bencher<'_, '_>, (voters, candidates, seats): (usize, u32, u32)) {
    let profile = profile(voters, candidates, false);
    bencher.bench_local(|| meek(black_box(&profile), MeekRule::for_seats(seats)));
}

#[divan::bench(args = [(64_081, 14), (14_207, 10)], sample_count = 10)]
fn runoff(bencher: Bencher<'_, '_>, (voters, candidates): (usize, u32)) {
    let profile = profile(voters, candidates, false);
    bencher.bench_local(|| instant_runoff(black_box(&profile), RunoffRule::default()));
}
