//! The files of the programs that count the single transferable vote (`.blt`).
//!
//! As OpenSTV, the Electoral Reform Society's programs and the published Scottish ballots have them:
//! a line with the numbers of candidates and seats; perhaps the numbers of withdrawn candidates, each
//! with a minus; one line for each ballot, with the number of voters, the candidates from best to last
//! and 0; a line 0; the names, one a line, in quotes or not; the title. `1=2` ranks equally, `-` is a
//! rank left empty, `#` begins a comment, and a ballot may begin with its identifier in parentheses.
//!
//! Withdrawn candidates leave the ballots; those who ranked them count for their next preference.
//! Absent on purpose: weights that are not whole, and options in brackets; both are refused.

use std::fmt;
use std::fmt::Write as _;

use caisse_units::Language;

use super::text::{
    Fault, Faults, Limits, Problem, Reading, excerpt, lines, number, one_line, voters,
};
use crate::ranked::{Candidate, CandidateNumber, Profile, ProfileBuilder, ProfileError};

/// An election for several seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Election {
    /// The title; may be empty.
    pub title: String,
    /// Seats to fill.
    pub seats: u32,
    /// Candidates named on the ballot who withdrew.
    pub withdrawn: Vec<Candidate>,
    /// Candidates who stand, and the ballots without those who withdrew.
    pub profile: Profile,
}

/// Reads a file.
///
/// # Errors
/// All faults of the file, with their lines, up to the limit.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Reading<Election>, Faults> {
    let mut reader = Reader { limits, faults: Faults::default(), withdrawn: Vec::new() };
    let lines = lines(bytes, limits)?;
    let mut lines =
        lines.into_iter().filter(|(_, text)| !text.is_empty() && !text.starts_with('#'));
    let (line, text) = lines.next().ok_or_else(|| Faults::one(1, Problem::NoHeader))?;
    let header = header(without_comment(text), limits);
    let (candidates, seats) = header.map_err(|problem| Faults::one(line, problem))?;
    let mut ballots: Vec<(usize, &str)> = Vec::new();
    let mut last_line = line;
    let mut ended = false;
    for (line, text) in lines.by_ref() {
        last_line = line;
        let text = without_comment(text);
        if text == "0" {
            ended = true;
            break;
        }
        if text.starts_with('-') && ballots.is_empty() {
            reader.withdraw(line, text, candidates);
        } else if !text.is_empty() {
            ballots.push((line, text));
        }
    }
    if !ended {
        reader.faults.add(limits, last_line, Problem::NoEndOfBallots);
    }
    let mut names: Vec<String> = Vec::new();
    for (line, text) in lines {
        last_line = line;
        read_names(text, &mut names);
    }
    if ended && names.len() < candidates {
        let problem = Problem::MissingNames { found: names.len(), candidates };
        reader.faults.add(limits, last_line, problem);
    }
    names.resize(names.len().max(candidates), String::new());
    let title = names.get(candidates).cloned().unwrap_or_default();
    let after_title =
        names.get(candidates + 1).map(|text| Problem::AfterTitle { text: excerpt(text) });
    names.truncate(candidates);
    let mut reading = reader.count(names, ballots, seats, title)?;
    reading.warnings.extend(after_title.map(|problem| Fault { line: last_line, problem }));
    Ok(reading)
}

struct Reader<'a> {
    limits: &'a Limits,
    faults: Faults,
    withdrawn: Vec<u32>,
}

impl Reader<'_> {
    fn withdraw(&mut self, line: usize, text: &str, candidates: usize) {
        for word in text.split_whitespace() {
            let known = word.strip_prefix('-').map(number::<u32>);
            match known {
                Some(Ok(0)) | None => {
                    let text = excerpt(word);
                    self.faults.add(self.limits, line, Problem::NotANumber { text });
                }
                Some(Ok(who)) if who as usize > candidates => {
                    let number = CandidateNumber(who);
                    let error = ProfileError::UnknownCandidate { ballot: 0, number };
                    self.faults.add(self.limits, line, Problem::Ballot(error));
                }
                Some(Ok(number)) if self.withdrawn.contains(&number) => {
                    self.faults.add(self.limits, line, Problem::NamedAgain { number });
                }
                Some(Ok(number)) => self.withdrawn.push(number),
                Some(Err(problem)) => self.faults.add(self.limits, line, problem),
            }
        }
    }

    fn count(
        mut self,
        names: Vec<String>,
        ballots: Vec<(usize, &str)>,
        seats: u32,
        title: String,
    ) -> Result<Reading<Election>, Faults> {
        let candidates = (1..).map(CandidateNumber).zip(names);
        let candidates = candidates.map(|(number, name)| Candidate { number, name });
        let (withdrawn, standing): (Vec<Candidate>, Vec<Candidate>) =
            candidates.partition(|candidate| self.withdrawn.contains(&candidate.number.0));
        let all = withdrawn.len() + standing.len();
        let builder = ProfileBuilder::new(standing);
        let mut builder = match builder {
            Ok(builder) => builder,
            Err(error) => {
                self.faults.add(self.limits, 1, Problem::Ballot(error));
                return Err(self.faults);
            }
        };
        let mut gone = vec![false; all + 1];
        for candidate in &withdrawn {
            gone[candidate.number.0 as usize] = true;
        }
        let mut paper = Paper { gone, places: Vec::new(), seen: Vec::new() };
        for (line, text) in ballots {
            let read = paper.read(text).and_then(|count| {
                let places = paper.places.iter().copied();
                builder.add_places(places, count).map_err(Problem::Ballot)
            });
            if let Err(problem) = read {
                self.faults.add(self.limits, line, problem);
            }
        }
        if !self.faults.none() {
            // The names were read before the ballots.
            self.faults.listed.sort_by_key(|fault| fault.line);
            return Err(self.faults);
        }
        let content = Election { title, seats, withdrawn, profile: builder.build() };
        Ok(Reading { content, warnings: Vec::new() })
    }
}

/// The ballot being read.
struct Paper {
    /// For each number, true if the candidate withdrew.
    gone: Vec<bool>,
    places: Vec<(CandidateNumber, bool)>,
    /// Withdrawn candidates that this ballot named: they leave it, but not twice.
    seen: Vec<CandidateNumber>,
}

impl Paper {
    fn read(&mut self, text: &str) -> Result<u64, Problem> {
        self.places.clear();
        self.seen.clear();
        let mut rest = text;
        if let Some(after) = rest.strip_prefix('(') {
            let not_a_ballot = || Problem::NotABallot { text: excerpt(text) };
            rest = after.split_once(')').ok_or_else(not_a_ballot)?.1;
        }
        let mut words = rest.split_whitespace();
        let count = words.next().ok_or(Problem::NoFinalZero)?;
        let count = voters(count)?;
        loop {
            match words.next() {
                None => return Err(Problem::NoFinalZero),
                Some("0") => break,
                Some("-") => {}
                Some(class) => self.class(class)?,
            }
        }
        match words.next() {
            None => Ok(count),
            Some(more) => Err(Problem::AfterFinalZero { text: excerpt(more) }),
        }
    }

    fn class(&mut self, class: &str) -> Result<(), Problem> {
        let mut shares = false;
        for text in class.split('=') {
            if text.is_empty() {
                return Err(Problem::NotANumber { text: excerpt(class) });
            }
            let number = CandidateNumber(number(text)?);
            let unknown = ProfileError::UnknownCandidate { ballot: 0, number };
            match self.gone.get(number.0 as usize) {
                None => return Err(Problem::Ballot(unknown)),
                Some(false) => {
                    self.places.push((number, shares));
                    shares = true;
                }
                Some(true) if self.seen.contains(&number) => {
                    let twice = ProfileError::NamedTwice { ballot: 0, number };
                    return Err(Problem::Ballot(twice));
                }
                Some(true) => self.seen.push(number),
            }
        }
        Ok(())
    }
}

fn header(text: &str, limits: &Limits) -> Result<(usize, u32), Problem> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [candidates, seats] = words[..] else {
        return Err(Problem::NoHeader);
    };
    let stated: u64 = number(candidates)?;
    let seats: u32 = number(seats)?;
    let limit = limits.candidates;
    if stated > limit as u64 {
        return Err(Problem::TooManyCandidates { candidates: stated, limit });
    }
    if stated == 0 {
        return Err(Problem::Ballot(ProfileError::NoCandidate));
    }
    Ok((stated as usize, seats))
}

fn without_comment(text: &str) -> &str {
    text.split_once('#').map_or(text, |(before, _)| before.trim_end())
}

/// Adds the names of a line: several in quotes, or one without.
fn read_names(text: &str, names: &mut Vec<String>) {
    let before = names.len();
    let mut rest = text;
    while let Some((name, after)) = quoted(rest) {
        names.push(name.trim().to_owned());
        rest = after.trim_start();
    }
    if !rest.is_empty() && !rest.starts_with('#') {
        // Not a list of quoted names: the whole line is one, perhaps with quotes of its own.
        names.truncate(before);
        let inside = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
        names.push(inside.unwrap_or(text).trim().to_owned());
    }
}

/// A name in quotes at the beginning, in which a double quote is written twice, and what follows.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut rest = text.strip_prefix('"')?;
    let mut name = String::new();
    loop {
        let (before, after) = rest.split_once('"')?;
        name.push_str(before);
        let Some(more) = after.strip_prefix('"') else { return Some((name, after)) };
        name.push('"');
        rest = more;
    }
}

/// Why an election cannot be written in this format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WriteError {
    /// The candidates, withdrawn ones included, are not numbered 1, 2, 3… as the format has them.
    Numbering {
        /// The first number that is missing.
        missing: u32,
    },
}

impl WriteError {
    /// What is refused and the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let WriteError::Numbering { missing } = self;
        match language {
            Language::French => format!(
                "le format blt numérote les candidats 1, 2, 3… et le numéro {missing} manque : \
                 renumérotez les candidats"
            ),
            Language::English => format!(
                "the blt format numbers candidates 1, 2, 3… and number {missing} is missing: renumber \
                 the candidates"
            ),
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for WriteError {}

/// Writes a file. Characters that would end a line become spaces; double quotes in names are written
/// twice, as in the published Scottish ballots.
///
/// # Errors
/// Candidates that are not numbered from 1 without a gap.
pub fn write(election: &Election) -> Result<String, WriteError> {
    let Election { title, seats, withdrawn, profile } = election;
    let mut candidates: Vec<&Candidate> = withdrawn.iter().chain(profile.candidates()).collect();
    candidates.sort_by_key(|candidate| candidate.number);
    for (expected, candidate) in (1..).zip(&candidates) {
        if candidate.number.0 != expected {
            return Err(WriteError::Numbering { missing: expected });
        }
    }
    let mut text = format!("{} {seats}\n", candidates.len());
    for candidate in withdrawn {
        line(&mut text, format_args!("-{}", candidate.number));
    }
    for ballot in profile.ballots() {
        write!(text, "{}", ballot.count()).expect("a string takes any text");
        for (place, shares) in ballot.places() {
            let separator = if shares { '=' } else { ' ' };
            write!(text, "{separator}{}", profile.number(place)).expect("a string takes any text");
        }
        text.push_str(" 0\n");
    }
    text.push_str("0\n");
    let names = candidates.iter().map(|candidate| candidate.name.as_str());
    for name in names.chain(std::iter::once(title.as_str())) {
        line(&mut text, format_args!("\"{}\"", one_line(name).replace('"', "\"\"")));
    }
    Ok(text)
}

fn line(text: &mut String, content: fmt::Arguments<'_>) {
    writeln!(text, "{content}").expect("a string takes any text");
}

#[cfg(test)]
mod tests;
