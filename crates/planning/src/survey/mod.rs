//! Counts, sums and exact deciles of a rule's result, by group and for all.
//!
//! Deciles are found by counting. A first pass over the rows counts them in equal cells of a window
//! that a sample suggests; a decile that falls in a cell of one unit is found, another is sought in
//! its cell by one more pass, cut 4 096 times finer. Results that mostly lie within 655 € of one
//! another take one pass; whatever the results, seven are enough.

use std::num::NonZeroUsize;
use std::ops::Range;

use caisse_rules::batch::{BATCH_ROWS, Batch, Column, Columns, Values};

use crate::{Chunk, Source, SurveyError};

/// What is known of a group. Units are those of the rule's result: cents for euros.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// How many rows.
    pub count: u64,
    /// The sum of the results.
    pub sum: i128,
    /// The least result; 0 without rows.
    pub least: i64,
    /// The greatest result; 0 without rows.
    pub most: i64,
    /// The nine deciles: the k-th is the least result that at least k tenths of the rows do not
    /// exceed. 0 without rows.
    pub deciles: [i64; 9],
}

/// A rule's result over a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Survey {
    /// By group.
    pub groups: Vec<Figures>,
    /// For all.
    pub all: Figures,
}

/// The cells of the first pass, for each group: a quarter of a megabyte.
const CELLS: usize = 1 << 16;
/// The cells of a later pass, for each interval that holds a decile.
const FINE_CELLS: usize = 1 << 12;
/// The rows that suggest the window.
const SAMPLE_ROWS: u64 = 1 << 15;

/// Runs a rule over every row of a source, on that many threads.
///
/// The answer does not depend on the number of threads. Memory: 256 KiB for each group and thread,
/// whatever the number of rows. Time: linear in the rows; one pass, rarely more (see the module).
///
/// # Errors
/// When the rule gives no number or needs all rows at once, and for the first row that it refuses.
pub fn survey(
    batch: &Batch<'_>,
    source: &impl Source,
    threads: NonZeroUsize,
) -> Result<Survey, SurveyError> {
    if !batch.kind().is_number() {
        return Err(SurveyError::NotANumber { kind: batch.kind() });
    }
    if batch.is_pool() {
        return Err(SurveyError::NeedsAllRows);
    }
    let rows = source.rows();
    if rows > u64::from(u32::MAX) {
        return Err(SurveyError::TooManyRows { rows });
    }
    let reader = Reader { batch, source };
    let window = Window::around(&reader)?;
    let tally =
        reader.fold(threads, || Tally::new(source.groups(), window), Tally::count, Tally::add)?;
    let (mut survey, mut sought) = tally.figures();
    while !sought.is_empty() {
        let fine =
            reader.fold(threads, || Fine::new(source.groups(), &sought), Fine::count, Fine::add)?;
        sought = fine.settle(&mut survey);
    }
    Ok(survey)
}

struct Reader<'s, 'r, S> {
    batch: &'s Batch<'r>,
    source: &'s S,
}

/// What each thread needs to read rows.
struct Reading {
    chunk: Chunk,
    names: Vec<crate::SourceColumn>,
}

impl<S: Source> Reader<'_, '_, S> {
    /// The group and the result of some rows.
    fn results(&self, rows: Range<u64>, reading: &mut Reading) -> Result<Vec<i64>, SurveyError> {
        let start = rows.start;
        self.source.read(rows, &mut reading.chunk);
        let count = reading.chunk.groups.len();
        let mut columns = Columns::new(count);
        for (column, units) in reading.names.iter().zip(&reading.chunk.columns) {
            let units = units.iter().map(|unit| i64::from(*unit)).collect();
            columns = columns.with(&column.name, Column::new(Values::Numbers(column.kind, units)));
        }
        let answer = self.batch.run(&columns).map_err(|error| {
            let row = start + error.participant.unwrap_or(0) as u64;
            let error = caisse_rules::EvaluationError { participant: None, ..error };
            SurveyError::Row { row, error: Box::new(error) }
        })?;
        match answer.into_result() {
            Values::Numbers(_, units) => Ok(units),
            _ => unreachable!("the rule gives a number"),
        }
    }

    fn reading(&self) -> Reading {
        Reading { chunk: Chunk::default(), names: self.source.columns() }
    }

    /// Counts every row, each thread its own share of batches, and adds the threads together.
    fn fold<T: Send>(
        &self,
        threads: NonZeroUsize,
        empty: impl Fn() -> T + Sync,
        count: impl Fn(&mut T, &[u8], &[i64]) + Sync,
        add: impl Fn(&mut T, T),
    ) -> Result<T, SurveyError> {
        let share = |thread: usize| {
            let mut tally = empty();
            let mut reading = self.reading();
            let rows = self.source.rows();
            let (size, turn) = (BATCH_ROWS as u64, threads.get() as u64);
            for start in (thread as u64 * size..rows).step_by((turn * size) as usize) {
                let range = start..rows.min(start + size);
                let results = self.results(range, &mut reading)?;
                count(&mut tally, &reading.chunk.groups, &results);
            }
            Ok(tally)
        };
        let share = &share;
        let shares: Vec<Result<T, SurveyError>> = std::thread::scope(|scope| {
            let others: Vec<_> =
                (1..threads.get()).map(|thread| scope.spawn(move || share(thread))).collect();
            let mut shares = vec![share(0)];
            shares.extend(others.into_iter().map(|other| {
                other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            }));
            shares
        });
        first_error(&shares)?;
        let mut shares = shares.into_iter().flatten();
        let mut all = shares.next().unwrap_or_else(&empty);
        for share in shares {
            add(&mut all, share);
        }
        Ok(all)
    }
}

/// The error of the first row: each thread stopped at the first of its own.
fn first_error<T>(shares: &[Result<T, SurveyError>]) -> Result<(), SurveyError> {
    let row = |error: &&SurveyError| match error {
        SurveyError::Row { row, .. } => *row,
        _ => 0,
    };
    let errors = shares.iter().filter_map(|share| share.as_ref().err());
    errors.min_by_key(row).map_or(Ok(()), |error| Err(error.clone()))
}

/// The results that the first pass counts one by one, or a few units at a time.
#[derive(Clone, Copy, Debug)]
struct Window {
    low: i64,
    /// Cells hold 2^`shift` units.
    shift: u32,
}

impl Window {
    /// A window that holds nineteen twentieths of a sample of the first rows, from its least.
    fn around<S: Source>(reader: &Reader<'_, '_, S>) -> Result<Window, SurveyError> {
        let rows = reader.source.rows().min(SAMPLE_ROWS);
        let mut sample = reader.results(0..rows, &mut reader.reading())?;
        sample.sort_unstable();
        let low = sample.first().copied().unwrap_or(0);
        let high = sample.get(sample.len() * 19 / 20).copied().unwrap_or(low);
        let mut shift = 0;
        while high.abs_diff(low) >> shift >= CELLS as u64 {
            shift += 1;
        }
        Ok(Window { low, shift })
    }
}

/// The first pass: for each group its cells, one more below and one above.
struct Tally {
    window: Window,
    groups: Vec<Group>,
}

struct Group {
    figures: Figures,
    cells: Vec<u32>,
}

impl Tally {
    fn new(groups: usize, window: Window) -> Tally {
        let figures = Figures { least: i64::MAX, most: i64::MIN, ..Figures::default() };
        let group = || Group { figures, cells: vec![0; CELLS + 2] };
        Tally { window, groups: (0..groups).map(|_| group()).collect() }
    }

    fn count(&mut self, groups: &[u8], results: &[i64]) {
        let Window { low, shift } = self.window;
        for (group, result) in groups.iter().zip(results) {
            let group = &mut self.groups[usize::from(*group)];
            let figures = &mut group.figures;
            figures.count += 1;
            figures.sum += i128::from(*result);
            figures.least = figures.least.min(*result);
            figures.most = figures.most.max(*result);
            let cell = match result.wrapping_sub(low) {
                _ if *result < low => 0,
                above => ((above as u64 >> shift) as usize).min(CELLS) + 1,
            };
            group.cells[cell] += 1;
        }
    }

    fn add(&mut self, other: Tally) {
        for (group, other) in self.groups.iter_mut().zip(other.groups) {
            group.add(&other);
        }
    }

    /// The figures, with the deciles that are found and the intervals of the others.
    fn figures(self) -> (Survey, Vec<Sought>) {
        let mut all = Tally::new(1, self.window).groups.remove(0);
        self.groups.iter().for_each(|group| all.add(group));
        let mut sought = Vec::new();
        let places = 0..=self.groups.len();
        let of_all = self.groups.into_iter().chain([all]).zip(places);
        let figures = of_all.map(|(group, place)| group.settled(place, self.window, &mut sought));
        let mut groups: Vec<Figures> = figures.collect();
        let all = groups.pop().unwrap_or_default();
        (Survey { groups, all }, sought)
    }
}

impl Group {
    fn add(&mut self, other: &Group) {
        self.figures.count += other.figures.count;
        self.figures.sum += other.figures.sum;
        self.figures.least = self.figures.least.min(other.figures.least);
        self.figures.most = self.figures.most.max(other.figures.most);
        self.cells.iter_mut().zip(&other.cells).for_each(|(cell, other)| *cell += other);
    }

    fn settled(mut self, place: usize, window: Window, sought: &mut Vec<Sought>) -> Figures {
        if self.figures.count == 0 {
            return Figures::default();
        }
        let (least, most) = (i128::from(self.figures.least), i128::from(self.figures.most));
        let cell_low = |cell: usize| i128::from(window.low) + ((cell as i128) << window.shift);
        let mut before = 0;
        let mut decile = 0;
        for (cell, count) in self.cells.iter().enumerate() {
            let up_to = before + u64::from(*count);
            while decile < 9 && rank(decile, self.figures.count) <= up_to {
                let (low, high) = match cell {
                    0 => (least, i128::from(window.low)),
                    last if last == CELLS + 1 => (cell_low(CELLS), most + 1),
                    cell => (cell_low(cell - 1), cell_low(cell)),
                };
                let rank = rank(decile, self.figures.count) - before;
                let wanted = Sought { group: place, decile, low, width: high - low, rank };
                match wanted.found() {
                    Some(value) => self.figures.deciles[decile] = value,
                    None => sought.push(wanted),
                }
                decile += 1;
            }
            before = up_to;
        }
        self.figures
    }
}

/// The rank of that decile (from 0) among `count` rows: k tenths, rounded up.
fn rank(decile: usize, count: u64) -> u64 {
    ((decile as u64 + 1) * count).div_ceil(10)
}

/// A decile that lies in an interval, at that rank among the rows in it.
#[derive(Clone, Copy, Debug)]
struct Sought {
    /// The group; one more than the last for all.
    group: usize,
    decile: usize,
    low: i128,
    width: i128,
    rank: u64,
}

impl Sought {
    fn found(&self) -> Option<i64> {
        (self.width == 1).then(|| i64::try_from(self.low).expect("a decile is one of the results"))
    }
}

/// A later pass: the intervals cut finer, each once for each group.
struct Fine {
    sought: Vec<Sought>,
    groups: Vec<Vec<Interval>>,
}

struct Interval {
    low: i64,
    last: i64,
    cell_width: u64,
    cells: Vec<u32>,
}

impl Fine {
    fn new(groups: usize, sought: &[Sought]) -> Fine {
        let mut intervals: Vec<Vec<Interval>> = (0..=groups).map(|_| Vec::new()).collect();
        for wanted in sought {
            let of_group = &mut intervals[wanted.group];
            let fits = "an interval lies between two results";
            let low = i64::try_from(wanted.low).expect(fits);
            if of_group.iter().any(|interval| interval.low == low) {
                continue;
            }
            let last = i64::try_from(wanted.low + wanted.width - 1).unwrap_or(i64::MAX);
            let cell_width = last.abs_diff(low) / FINE_CELLS as u64 + 1;
            of_group.push(Interval { low, last, cell_width, cells: vec![0; FINE_CELLS] });
        }
        Fine { sought: sought.to_vec(), groups: intervals }
    }

    fn count(&mut self, groups: &[u8], results: &[i64]) {
        let (all, of_groups) = self.groups.split_last_mut().expect("all is the last group");
        for (group, result) in groups.iter().zip(results) {
            for interval in of_groups[usize::from(*group)].iter_mut().chain(all.iter_mut()) {
                if interval.low <= *result && *result <= interval.last {
                    let cell = result.abs_diff(interval.low) / interval.cell_width;
                    interval.cells[cell as usize] += 1;
                }
            }
        }
    }

    fn add(&mut self, other: Fine) {
        let pairs = self.groups.iter_mut().flatten().zip(other.groups.into_iter().flatten());
        for (interval, other) in pairs {
            interval.cells.iter_mut().zip(other.cells).for_each(|(cell, other)| *cell += other);
        }
    }

    /// Writes the deciles that are found now; gives the intervals of the others.
    fn settle(self, survey: &mut Survey) -> Vec<Sought> {
        let mut left = Vec::new();
        for wanted in &self.sought {
            let of_group = &self.groups[wanted.group];
            let same = of_group.iter().find(|interval| i128::from(interval.low) == wanted.low);
            let narrower = same.expect("each interval was counted").narrow(wanted);
            let figures = survey.groups.get_mut(wanted.group).unwrap_or(&mut survey.all);
            match narrower.found() {
                Some(value) => figures.deciles[wanted.decile] = value,
                None => left.push(narrower),
            }
        }
        left
    }
}

impl Interval {
    /// The cell that holds the rank.
    fn narrow(&self, wanted: &Sought) -> Sought {
        let mut rank = wanted.rank;
        let mut place = 0;
        while u64::from(self.cells[place]) < rank {
            rank -= u64::from(self.cells[place]);
            place += 1;
        }
        let low = i128::from(self.low) + place as i128 * i128::from(self.cell_width);
        let width = i128::from(self.cell_width).min(wanted.low + wanted.width - low);
        Sought { low, width, rank, ..*wanted }
    }
}

#[cfg(test)]
mod tests;
