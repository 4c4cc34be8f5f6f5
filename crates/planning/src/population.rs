//! A nation of workers made up from a seed, in whole cents.
//!
//! Published for France in 2024 and used here: employees by branch at the end of the year (Insee,
//! statistics 2496914), and the net monthly full-time wage in the private sector, D1 1 492 €, median
//! 2 190 €, D9 4 334 €, C99 10 261 €, with the means of some branches (Insee Première 2079). The
//! deciles in between, and a Pareto tail of exponent 2.43 above 6 528 €, are fitted to them and not
//! published; so is the wage of the branches whose mean was not found, taken as the average.
//!
//! Row n is a function of the seed and of n: any chunk can be drawn alone, by any thread.

use std::ops::Range;

use caisse_rules::value::ValueType;
use caisse_units::Language;

use crate::{Chunk, Source, SourceColumn};

/// A branch of activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sector {
    /// Farming.
    Agriculture,
    /// Manufacturing, energy, water.
    Industry,
    /// Building.
    Construction,
    /// Services sold: trade, transport, food service, information, finance…
    MarketServices,
    /// Administration, teaching, health, social work.
    NonMarketServices,
}

impl Sector {
    /// All of them, in the order of their groups.
    pub const ALL: [Sector; 5] = [
        Sector::Agriculture,
        Sector::Industry,
        Sector::Construction,
        Sector::MarketServices,
        Sector::NonMarketServices,
    ];

    /// The name for people.
    pub fn name(self, language: Language) -> &'static str {
        let (french, english) = match self {
            Sector::Agriculture => ("agriculture", "agriculture"),
            Sector::Industry => ("industrie", "industry"),
            Sector::Construction => ("construction", "construction"),
            Sector::MarketServices => ("services marchands", "market services"),
            Sector::NonMarketServices => ("services non marchands", "non-market services"),
        };
        language.choose(french, english)
    }

    /// Hundreds of employees at the end of 2024.
    fn employees(self) -> u64 {
        match self {
            Sector::Agriculture => 3_222,
            Sector::Industry => 32_710,
            Sector::Construction => 15_485,
            Sector::MarketServices => 133_590,
            Sector::NonMarketServices => 85_712,
        }
    }

    /// The mean net wage in euros.
    fn mean_wage(self) -> i64 {
        match self {
            Sector::Industry => 3_021,
            Sector::Construction => 2_411,
            Sector::MarketServices => 2_705,
            Sector::Agriculture | Sector::NonMarketServices => ALL_MEAN,
        }
    }
}

/// The mean net wage of all, in euros.
const ALL_MEAN: i64 = 2_733;

/// What the lowest wages are counted from, in cents.
const BASE: i64 = 115_507;

/// Workers below that wage, in millionths, and the wage in cents.
const QUANTILES: [(i64, i64); 18] = [
    (0, 117_500),
    (50_000, 138_000),
    (100_000, 149_200),
    (200_000, 165_000),
    (300_000, 180_800),
    (400_000, 198_400),
    (500_000, 219_000),
    (600_000, 244_700),
    (700_000, 279_300),
    (800_000, 331_700),
    (900_000, 433_400),
    (950_000, 552_200),
    (970_000, 652_754),
    (990_000, 1_026_100),
    (995_000, 1_365_000),
    (999_000, 2_648_200),
    (999_900, 6_834_000),
    (1_000_000, 15_000_000),
];

/// The wage is read from that many equal steps of the distribution, and in between on a line.
const STEPS: usize = 1 << 13;

/// Workers of all sectors; the group of a row is its [`Sector`], its only column a net monthly wage.
#[derive(Clone, Debug)]
pub struct Workers {
    rows: u64,
    seed: u64,
    input: String,
    /// `STEPS` + 1 wages by increasing rank.
    wages: Vec<i32>,
    /// By sector: the rank in 65 536ths under which a worker belongs to it, and by how many millionths
    /// its wages lie further from the base.
    sectors: [(u64, i64); 5],
}

impl Workers {
    /// That many workers, drawn from that seed; `input` names the rule's input for their wage.
    pub fn new(rows: u64, seed: u64, input: impl Into<String>) -> Workers {
        let all: u64 = Sector::ALL.iter().map(|sector| sector.employees()).sum();
        let mut below = 0;
        let sectors = Sector::ALL.map(|sector| {
            below += sector.employees();
            let stretch = (sector.mean_wage() * 100 - BASE) * 1_000_000 / (ALL_MEAN * 100 - BASE);
            (below * 65_536 / all, stretch)
        });
        let wages = (0..=STEPS).map(wage_at).collect();
        Workers { rows, seed, input: input.into(), wages, sectors }
    }

    fn draw(&self, row: u64) -> (u8, i32) {
        let drawn = mixed(self.seed ^ row.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let rank = drawn & 0xffff;
        let sector = self.sectors[..4].iter().map(|(below, _)| u8::from(rank >= *below)).sum();
        let (_, stretch) = self.sectors[usize::from(sector)];
        // 13 bits choose the step, 20 the place within it.
        let step = (drawn >> 51) as usize;
        let within = (drawn >> 31 & 0xf_ffff) as i64;
        let (low, high) = (i64::from(self.wages[step]), i64::from(self.wages[step + 1]));
        let wage = low + (((high - low) * within) >> 20);
        let stretched = BASE + (wage - BASE) * stretch / 1_000_000;
        (sector, i32::try_from(stretched).expect("wages are under 21 million euros"))
    }
}

/// The wage under which that many steps of the distribution lie.
fn wage_at(step: usize) -> i32 {
    let rank = step as i64 * 1_000_000 / STEPS as i64;
    let above =
        QUANTILES.iter().position(|(below, _)| *below > rank).unwrap_or(QUANTILES.len() - 1);
    let ((from, low), (to, high)) = (QUANTILES[above - 1], QUANTILES[above]);
    let wage = low + (high - low) * (rank - from) / (to - from);
    i32::try_from(wage).expect("the quantiles are under 21 million euros")
}

/// The finalizer of splitmix64 (Steele, Lea and Flood 2014): each bit depends on every bit.
fn mixed(mut bits: u64) -> u64 {
    bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

impl Source for Workers {
    fn rows(&self) -> u64 {
        self.rows
    }

    fn groups(&self) -> usize {
        Sector::ALL.len()
    }

    fn columns(&self) -> Vec<SourceColumn> {
        vec![SourceColumn { name: self.input.clone(), kind: ValueType::Euros }]
    }

    fn read(&self, rows: Range<u64>, chunk: &mut Chunk) {
        chunk.groups.clear();
        chunk.columns.resize(1, Vec::new());
        let wages = &mut chunk.columns[0];
        wages.clear();
        for row in rows {
            let (sector, wage) = self.draw(row);
            chunk.groups.push(sector);
            wages.push(wage);
        }
    }
}
