//! The files of PrefLib: orders (`.soc`, `.soi`, `.toc`, `.toi`) and categories (`.cat`).
//!
//! Source: preflib.org, "Data format". Lines that begin with `#` name the candidates and state counts;
//! each other line is a number of voters, a colon, and the candidates from best to last, equal ones in
//! braces. The format in use until 2022 is read too: the number of candidates, a line `number,name` for
//! each, a line `voters,sum,different`, and ballots whose number of voters is followed by a comma.
//!
//! Numbers of voters and of different ballots that the header states wrong are warnings (see
//! [`text`](super::text)); a wrong number of candidates is an error, since then who stands is unclear.
//! Absent on purpose: descriptions, dates and related files of the header; they are passed over.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use super::text::{
    Fault, Faults, HeaderCount, Limits, Problem, Reading, excerpt, lines, number, one_line, voters,
};
use crate::ranked::{Candidate, CandidateNumber, Profile, ProfileBuilder, ProfileError};

/// A file of orders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Orders {
    /// The title of the election; may be empty.
    pub title: String,
    /// Candidates and ballots.
    pub profile: Profile,
}

/// What a file of orders may hold, as its extension says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OrderKind {
    /// Strict and complete orders.
    Soc,
    /// Strict orders, some incomplete.
    Soi,
    /// Complete orders, some with equal ranks.
    Toc,
    /// Orders, some incomplete and some with equal ranks.
    Toi,
}

impl OrderKind {
    /// The narrowest kind that holds these ballots.
    pub fn of(profile: &Profile) -> OrderKind {
        let strict = profile.ballots().iter().all(|ballot| ballot.is_strict());
        let all = profile.candidates().len();
        let complete = profile.ballots().iter().all(|ballot| ballot.ranked() == all);
        match (strict, complete) {
            (true, true) => OrderKind::Soc,
            (true, false) => OrderKind::Soi,
            (false, true) => OrderKind::Toc,
            (false, false) => OrderKind::Toi,
        }
    }

    /// The extension of such files.
    pub fn extension(self) -> &'static str {
        match self {
            OrderKind::Soc => "soc",
            OrderKind::Soi => "soi",
            OrderKind::Toc => "toc",
            OrderKind::Toi => "toi",
        }
    }
}

/// A file of categories: each ballot puts candidates in categories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Categories {
    /// The title; may be empty.
    pub title: String,
    /// The candidates, in the order of their numbers.
    pub candidates: Vec<Candidate>,
    /// The names of the categories, in order.
    pub categories: Vec<String>,
    /// The ballots, identical ones merged, most voters first.
    pub ballots: Vec<CategoryBallot>,
}

/// Candidates in categories, and how many voters put them so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryBallot {
    /// How many voters cast it.
    pub count: u64,
    /// For each category of the file, the candidates put in it, by number; a candidate may be in none.
    pub sets: Vec<Vec<CandidateNumber>>,
}

/// Reads a file of orders, of either format.
///
/// # Errors
/// All faults of the file, with their lines, up to the limit.
pub fn read_orders(bytes: &[u8], limits: &Limits) -> Result<Reading<Orders>, Faults> {
    let mut reader = Reader::open(bytes, limits)?;
    let mut builder = match ProfileBuilder::new(reader.header.candidates()) {
        Ok(builder) => builder,
        Err(error) => return Err(Faults::one(1, Problem::Ballot(error))),
    };
    let mut items = Vec::new();
    for (line, text) in std::mem::take(&mut reader.ballots) {
        let read = reader.header.ballot(text, &mut items).and_then(|count| {
            if items.iter().any(|item| matches!(item, Item::Empty)) {
                return Err(Problem::Braces);
            }
            let places = items.iter().filter_map(|item| match *item {
                Item::Candidate { number, shares } => Some((number, shares)),
                Item::Empty => None,
            });
            builder.add_places(places, count).map_err(Problem::Ballot)
        });
        reader.note(line, read);
    }
    let profile = builder.build();
    let title = reader.header.title.clone();
    let figures = profile.figures();
    let distinct = figures.distinct_ballots as u64;
    let warnings = reader.close(figures.voters, distinct)?;
    Ok(Reading { content: Orders { title, profile }, warnings })
}

/// Reads a file of categories, of the present format.
///
/// # Errors
/// All faults of the file, with their lines, up to the limit.
pub fn read_categories(bytes: &[u8], limits: &Limits) -> Result<Reading<Categories>, Faults> {
    let mut reader = Reader::open(bytes, limits)?;
    let candidates = reader.header.candidates();
    if candidates.is_empty() {
        return Err(Faults::one(1, Problem::Ballot(ProfileError::NoCandidate)));
    }
    let categories: Vec<String> =
        reader.header.categories.values().map(|(_, name)| name.clone()).collect();
    if let Some((stated, line)) = reader.header.stated_categories {
        let found = categories.len() as u64;
        if stated != found {
            let count = HeaderCount::Categories;
            reader.note(line, Err(Problem::HeaderDisagrees { count, stated, found }));
        }
    }
    let mut merged: HashMap<Vec<Vec<CandidateNumber>>, u64> = HashMap::new();
    let mut items = Vec::new();
    let mut total = 0u64;
    for (line, text) in std::mem::take(&mut reader.ballots) {
        let read = reader.header.ballot(text, &mut items).and_then(|count| {
            let sets = sets(&items, &reader.header.names, categories.len())?;
            let sum = total.checked_add(count).filter(|&sum| sum <= Profile::VOTERS_LIMIT);
            total = sum.ok_or(Problem::Ballot(ProfileError::TooManyVoters { ballot: 0 }))?;
            *merged.entry(sets).or_default() += count;
            Ok(())
        });
        reader.note(line, read);
    }
    let title = reader.header.title.clone();
    let warnings = reader.close(total, merged.len() as u64)?;
    let mut ballots: Vec<CategoryBallot> =
        merged.into_iter().map(|(sets, count)| CategoryBallot { count, sets }).collect();
    ballots.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.sets.cmp(&b.sets)));
    Ok(Reading { content: Categories { title, candidates, categories, ballots }, warnings })
}

/// The sets of a ballot, checked.
fn sets(
    items: &[Item],
    names: &BTreeMap<u32, (usize, String)>,
    categories: usize,
) -> Result<Vec<Vec<CandidateNumber>>, Problem> {
    let mut sets: Vec<Vec<CandidateNumber>> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for item in items {
        match *item {
            Item::Empty => sets.push(Vec::new()),
            Item::Candidate { number, shares } => {
                let wrong = |error| Err(Problem::Ballot(error));
                if !names.contains_key(&number.0) {
                    return wrong(ProfileError::UnknownCandidate { ballot: 0, number });
                }
                if !seen.insert(number) {
                    return wrong(ProfileError::NamedTwice { ballot: 0, number });
                }
                match sets.last_mut() {
                    Some(set) if shares => set.push(number),
                    _ => sets.push(vec![number]),
                }
            }
        }
    }
    if sets.len() > categories {
        return Err(Problem::TooManyCategories { found: sets.len(), categories });
    }
    sets.resize(categories, Vec::new());
    for set in &mut sets {
        set.sort_unstable();
    }
    Ok(sets)
}

/// Writes a file of orders in the present format. Characters that would end a line become spaces.
pub fn write_orders(orders: &Orders) -> String {
    let profile = &orders.profile;
    let kind = OrderKind::of(profile).extension();
    let mut text = head(&orders.title, kind, profile.candidates().len(), profile.voters());
    line(&mut text, "NUMBER UNIQUE ORDERS", profile.ballots().len());
    for candidate in profile.candidates() {
        let name = one_line(&candidate.name);
        line(&mut text, &format!("ALTERNATIVE NAME {}", candidate.number), name);
    }
    for ballot in profile.ballots() {
        let classes: Vec<Vec<CandidateNumber>> =
            ballot.classes().iter().map(|class| profile.numbers(class)).collect();
        ballot_line(&mut text, ballot.count(), &classes);
    }
    text
}

/// Writes a file of categories. Characters that would end a line become spaces.
pub fn write_categories(file: &Categories) -> String {
    let voters = file.ballots.iter().map(|ballot| ballot.count).sum();
    let mut text = head(&file.title, "cat", file.candidates.len(), voters);
    line(&mut text, "NUMBER UNIQUE PREFERENCES", file.ballots.len());
    line(&mut text, "NUMBER CATEGORIES", file.categories.len());
    for (number, name) in (1..).zip(&file.categories) {
        line(&mut text, &format!("CATEGORY NAME {number}"), one_line(name));
    }
    for candidate in &file.candidates {
        let name = one_line(&candidate.name);
        line(&mut text, &format!("ALTERNATIVE NAME {}", candidate.number), name);
    }
    for ballot in &file.ballots {
        ballot_line(&mut text, ballot.count, &ballot.sets);
    }
    text
}

fn head(title: &str, kind: &str, candidates: usize, voters: u64) -> String {
    let mut text = String::new();
    line(&mut text, "TITLE", one_line(title));
    line(&mut text, "DATA TYPE", kind);
    line(&mut text, "NUMBER ALTERNATIVES", candidates);
    line(&mut text, "NUMBER VOTERS", voters);
    text
}

fn line(text: &mut String, key: &str, value: impl std::fmt::Display) {
    writeln!(text, "# {key}: {value}").expect("a string takes any text");
}

fn ballot_line(text: &mut String, count: u64, classes: &[Vec<CandidateNumber>]) {
    let class = |class: &Vec<CandidateNumber>| match class.as_slice() {
        [only] => only.to_string(),
        several => {
            let numbers: Vec<String> = several.iter().map(ToString::to_string).collect();
            format!("{{{}}}", numbers.join(","))
        }
    };
    let classes: Vec<String> = classes.iter().map(class).collect();
    writeln!(text, "{count}: {}", classes.join(",")).expect("a string takes any text");
}

/// One thing between commas.
enum Item {
    Candidate {
        number: CandidateNumber,
        shares: bool,
    },
    /// `{}`.
    Empty,
}

#[derive(Default)]
struct Header {
    title: String,
    /// By number, with the line.
    names: BTreeMap<u32, (usize, String)>,
    categories: BTreeMap<u32, (usize, String)>,
    stated_candidates: Option<(u64, usize)>,
    stated_voters: Option<(u64, usize)>,
    stated_distinct: Option<(u64, usize)>,
    stated_categories: Option<(u64, usize)>,
    /// What follows the number of voters: a colon, or a comma in the old format.
    separator: char,
}

impl Header {
    fn candidates(&self) -> Vec<Candidate> {
        let candidate = |(&number, (_, name)): (&u32, &(usize, String))| Candidate {
            number: CandidateNumber(number),
            name: name.clone(),
        };
        self.names.iter().map(candidate).collect()
    }

    /// One line that begins with `#`. Keys that are not needed are passed over.
    fn read(&mut self, line: usize, text: &str) -> Result<(), Problem> {
        let Some((key, value)) = text.trim_start_matches('#').split_once(':') else {
            return Ok(());
        };
        let (key, value) = (key.trim(), value.trim());
        let name = |kind: &str| key.strip_prefix(kind).map(str::trim).map(number::<u32>);
        if let Some(candidate) = name("ALTERNATIVE NAME") {
            return name_once(&mut self.names, candidate?, line, value);
        }
        if let Some(category) = name("CATEGORY NAME") {
            return name_once(&mut self.categories, category?, line, value);
        }
        let stated = match key {
            "TITLE" => {
                value.clone_into(&mut self.title);
                return Ok(());
            }
            "NUMBER ALTERNATIVES" => &mut self.stated_candidates,
            "NUMBER VOTERS" => &mut self.stated_voters,
            "NUMBER UNIQUE ORDERS" | "NUMBER UNIQUE PREFERENCES" => &mut self.stated_distinct,
            "NUMBER CATEGORIES" => &mut self.stated_categories,
            _ => return Ok(()),
        };
        *stated = Some((number(value)?, line));
        Ok(())
    }

    /// Reads a ballot into `items` and gives its number of voters.
    fn ballot(&self, text: &str, items: &mut Vec<Item>) -> Result<u64, Problem> {
        items.clear();
        let Some((count, order)) = text.split_once(self.separator) else {
            return Err(Problem::NotABallot { text: excerpt(text) });
        };
        let count = voters(count.trim())?;
        let mut rest = order.trim();
        if strict(rest, items) {
            return Ok(count);
        }
        items.clear();
        while !rest.is_empty() {
            let (class, after) = match rest.strip_prefix('{') {
                Some(inside) => inside.split_once('}').ok_or(Problem::Braces)?,
                None => rest.split_at(rest.find(',').unwrap_or(rest.len())),
            };
            self.class(class, rest.starts_with('{'), items)?;
            rest = match after.trim_start().strip_prefix(',') {
                // A comma announces another class.
                Some(next) if !next.trim().is_empty() => next.trim_start(),
                Some(_) => return Err(Problem::NotABallot { text: excerpt(text) }),
                None if after.trim().is_empty() => "",
                None => return Err(Problem::Braces),
            };
        }
        Ok(count)
    }

    fn class(&self, class: &str, braces: bool, items: &mut Vec<Item>) -> Result<(), Problem> {
        if class.contains(['{', '}']) {
            return Err(Problem::Braces);
        }
        if braces && class.trim().is_empty() {
            items.push(Item::Empty);
            return Ok(());
        }
        for (index, text) in class.split(',').enumerate() {
            let text = text.trim();
            if text.is_empty() {
                return Err(Problem::NotANumber { text: String::new() });
            }
            let number = CandidateNumber(number(text)?);
            items.push(Item::Candidate { number, shares: index > 0 });
        }
        Ok(())
    }
}

/// Reads numbers with nothing but a comma between them, as almost all lines are; false for others.
fn strict(order: &str, items: &mut Vec<Item>) -> bool {
    const DIGITS: u32 = 9;
    let (mut value, mut digits) = (0u32, 0);
    for byte in order.bytes().chain(std::iter::once(b',')) {
        match byte {
            b'0'..=b'9' if digits < DIGITS => {
                value = value * 10 + u32::from(byte - b'0');
                digits += 1;
            }
            b',' if digits > 0 => {
                items.push(Item::Candidate { number: CandidateNumber(value), shares: false });
                (value, digits) = (0, 0);
            }
            _ => return false,
        }
    }
    true
}

fn name_once(
    names: &mut BTreeMap<u32, (usize, String)>,
    number: u32,
    line: usize,
    name: &str,
) -> Result<(), Problem> {
    match names.insert(number, (line, name.to_owned())) {
        None => Ok(()),
        Some(_) => Err(Problem::NamedAgain { number }),
    }
}

struct Reader<'a> {
    limits: &'a Limits,
    header: Header,
    ballots: Vec<(usize, &'a str)>,
    faults: Faults,
}

impl<'a> Reader<'a> {
    /// Reads the header, of either format.
    fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Reader<'a>, Faults> {
        let lines: Vec<(usize, &str)> =
            lines(bytes, limits)?.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        let Some(&(first, text)) = lines.first() else {
            return Err(Faults::one(1, Problem::NoHeader));
        };
        let mut reader = Reader {
            limits,
            header: Header::default(),
            ballots: Vec::new(),
            faults: Faults::default(),
        };
        if text.starts_with('#') {
            reader.present(lines);
        } else if text.bytes().all(|byte| byte.is_ascii_digit()) {
            reader.before_2022(&lines);
        } else {
            return Err(Faults::one(first, Problem::NoHeader));
        }
        reader.check_candidates(first);
        // A file without candidates, or with too many, would give a fault on every line.
        if reader.faults.none() { Ok(reader) } else { reader.with_ballots_unread() }
    }

    fn with_ballots_unread(self) -> Result<Reader<'a>, Faults> {
        Err(self.faults)
    }

    fn present(&mut self, lines: Vec<(usize, &'a str)>) {
        self.header.separator = ':';
        for (line, text) in lines {
            if text.starts_with('#') {
                let read = self.header.read(line, text);
                self.note(line, read);
            } else {
                self.ballots.push((line, text));
            }
        }
    }

    fn before_2022(&mut self, lines: &[(usize, &'a str)]) {
        self.header.separator = ',';
        let mut lines = lines.iter().copied();
        let Some((first, text)) = lines.next() else { return };
        let candidates: u64 = match number(text) {
            Ok(candidates) => candidates,
            Err(problem) => return self.note(first, Err(problem)),
        };
        self.header.stated_candidates = Some((candidates, first));
        if candidates > self.limits.candidates as u64 {
            return;
        }
        for (line, text) in lines.by_ref().take(candidates as usize) {
            let read = match text.split_once(',') {
                Some((candidate, name)) => number(candidate.trim()).and_then(|candidate| {
                    let name = name.trim().trim_matches('"');
                    name_once(&mut self.header.names, candidate, line, name)
                }),
                None => Err(Problem::NoHeader),
            };
            self.note(line, read);
        }
        let Some((line, text)) = lines.next() else {
            return self.note(first, Err(Problem::NoHeader));
        };
        let counts: Vec<&str> = text.split(',').map(str::trim).collect();
        let read = match counts[..] {
            [voters, _, distinct] => number(voters).and_then(|voters| {
                self.header.stated_voters = Some((voters, line));
                self.header.stated_distinct = Some((number(distinct)?, line));
                Ok(())
            }),
            _ => Err(Problem::NoHeader),
        };
        self.note(line, read);
        self.ballots = lines.collect();
    }

    fn check_candidates(&mut self, first: usize) {
        let named = self.header.names.len();
        let (stated, line) = self.header.stated_candidates.unwrap_or((named as u64, first));
        let limit = self.limits.candidates;
        if stated.max(named as u64) > limit as u64 {
            let candidates = stated.max(named as u64);
            self.note(line, Err(Problem::TooManyCandidates { candidates, limit }));
        } else if stated != named as u64 {
            let count = HeaderCount::Candidates;
            let problem = Problem::HeaderDisagrees { count, stated, found: named as u64 };
            self.note(line, Err(problem));
        } else if named == 0 {
            self.note(first, Err(Problem::Ballot(ProfileError::NoCandidate)));
        }
    }

    fn note(&mut self, line: usize, read: Result<(), Problem>) {
        if let Err(problem) = read {
            self.faults.add(self.limits, line, problem);
        }
    }

    /// The warnings, or the faults.
    fn close(self, voters: u64, distinct: u64) -> Result<Vec<Fault>, Faults> {
        if !self.faults.none() {
            return Err(self.faults);
        }
        let warning = |count, stated: Option<(u64, usize)>, found: u64| {
            let (stated, line) = stated.filter(|&(stated, _)| stated != found)?;
            Some(Fault { line, problem: Problem::HeaderDisagrees { count, stated, found } })
        };
        let warnings = [
            warning(HeaderCount::Voters, self.header.stated_voters, voters),
            warning(HeaderCount::DistinctBallots, self.header.stated_distinct, distinct),
        ];
        Ok(warnings.into_iter().flatten().collect())
    }
}

#[cfg(test)]
mod tests;
