//! Equal shares on made-up elections of the shape of real ones: a large city in one run, and a town
//! with 150 runs of add-one.
//!
//! `cargo bench -p caisse-votes --bench participatory`. Prints the median wall time, processor time
//! and peak memory; a machine that does other things shows in the wall time only.

use std::fmt::Write;
use std::time::Instant;

use caisse_votes::participatory::{
    Completion, EqualShares, Outcome, Utility, equal_shares, written_exactly,
};
use caisse_votes::read::pabulib::{Limits, parse};

const TURNS: usize = 9;

fn main() {
    // Łódź 2022: 90,494 voters, 160 projects in 36 districts, 23,571 different ballots.
    let city = City { voters: 90_000, projects: 160, districts: 20, most: 5, budget: 40_000_000 };
    let file = city.file();
    measure("a city, parsed and counted once", &file, Completion::None);
    // Wieliczka 2023: 6,586 voters, 64 projects, ballots long enough to be nearly all different.
    let town = City { voters: 6_600, projects: 64, districts: 1, most: 20, budget: 2_250_000 };
    let file = town.file();
    measure("a town, parsed and counted with add-one", &file, Completion::AddOneUntilOverspending);
}

fn measure(name: &str, file: &str, completion: Completion) {
    let mut walls = Vec::new();
    let processor = processor_ticks();
    let mut counted = None;
    for _ in 0..TURNS {
        let start = Instant::now();
        let election = parse(file.as_bytes(), &Limits::default()).expect("a file").election;
        let parsed = start.elapsed();
        let method = EqualShares::new(Utility::Cost, completion);
        let outcome = equal_shares(&election, &method).expect("a result");
        walls.push((start.elapsed(), parsed));
        counted = Some(outcome);
    }
    let processor = (processor_ticks() - processor) * 10 / TURNS as u64;
    walls.sort_unstable();
    let (all, parsed) = walls[TURNS / 2];
    println!(
        "{name}: {:.1} ms wall ({:.1} ms of it parsing {} KiB), {processor} ms of processor, peak {} KiB",
        all.as_secs_f64() * 1e3,
        parsed.as_secs_f64() * 1e3,
        file.len() / 1024,
        peak_kibibytes(),
    );
    describe(&counted.expect("a turn"));
}

fn describe(outcome: &Outcome) {
    println!(
        "    {} voters, {} different ballots, {} projects funded for {} of {}, {} runs, {} ties",
        outcome.voters(),
        outcome.distinct_ballots(),
        outcome.selected.len(),
        written_exactly(&outcome.total_cost),
        written_exactly(&outcome.budget),
        outcome.runs,
        outcome.ties_met,
    );
}

/// The shape of an election.
struct City {
    voters: u64,
    projects: u64,
    districts: u64,
    most: u64,
    budget: u64,
}

impl City {
    /// A file of ballots: each voter approves some projects, mostly of one district, the first ones
    /// of it more often.
    fn file(&self) -> String {
        let mut draw = Draw(42);
        let mut text = String::from("META\nkey;value\n");
        let _ = writeln!(text, "num_projects;{}\nnum_votes;{}", self.projects, self.voters);
        let _ = writeln!(text, "budget;{}\nvote_type;approval\nPROJECTS", self.budget);
        text.push_str("project_id;cost;name\n");
        for project in 1..=self.projects {
            let cost = (1 + draw.below(400)) * self.budget / (self.projects * 80);
            let _ = writeln!(text, "{project};{cost};Project {project}");
        }
        text.push_str("VOTES\nvoter_id;age;sex;voting_method;vote\n");
        let size = self.projects / self.districts;
        for voter in 0..self.voters {
            let mut chosen: Vec<u64> = Vec::new();
            let district = draw.below(self.districts);
            for _ in 0..1 + draw.below(self.most) {
                // The product of two draws favours the first projects.
                let local = draw.below(size) * (1 + draw.below(size)) / size;
                let anywhere = draw.below(self.projects) * (1 + draw.below(self.projects));
                let project = if draw.below(8) > 0 {
                    district * size + local
                } else {
                    anywhere / self.projects
                };
                if !chosen.contains(&(project + 1)) {
                    chosen.push(project + 1);
                }
            }
            let ids: Vec<String> = chosen.iter().map(u64::to_string).collect();
            let _ =
                writeln!(text, "{};{};F;internet;{}", voter + 1, 18 + voter % 70, ids.join(","));
        }
        text
    }
}

/// A generator of numbers, the same every time (splitmix64).
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (bits ^ (bits >> 31)) % limit
    }
}

/// Hundredths of a second of processor that this process used, as Linux counts them.
fn processor_ticks() -> u64 {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = text.rsplit(')').next().unwrap_or_default();
    let fields = after.split_whitespace().skip(11).take(2);
    fields.filter_map(|field| field.parse::<u64>().ok()).sum()
}

fn peak_kibibytes() -> String {
    let text = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map(|line| line.trim().trim_end_matches(" kB").to_owned()).unwrap_or_default()
}
