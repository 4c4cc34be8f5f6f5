//! From the text of a `.pb` file to an election, section by section.

use std::borrow::Cow;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hasher};

use super::error::{PabulibError, Problem, Remark};
use super::faults::Faults;
use super::numbers::Decimal;
use super::rows::Rows;
use super::votes::{Names, Places, Votes};
use super::{Limits, Pabulib};
use crate::participatory::{Election, Project, VoteType};

/// The columns that the count reads.
const COUNTED: [&str; 4] = ["project_id", "cost", "vote", "points"];

/// More remarks of one kind than this would hide the others.
const MOST_REMARKS: usize = 10;

pub(super) fn parse(bytes: &[u8], limits: &Limits) -> Result<Pabulib, PabulibError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return Err(not_utf8(bytes, limits)) };
    let mut reader = Reader {
        rows: Rows::new(text),
        fields: Vec::new(),
        faults: Faults::new(limits.errors),
        limits: *limits,
        meta: Vec::new(),
        columns: Vec::new(),
        table: Vec::new(),
        remarks: Vec::new(),
    };
    let election = reader.sections();
    let Reader { faults, meta, columns, table, remarks, .. } = reader;
    match (faults.problems.is_empty(), election) {
        (true, Some(election)) => Ok(Pabulib { election, meta, columns, rows: table, remarks }),
        _ => Err(faults.refusal()),
    }
}

fn not_utf8(bytes: &[u8], limits: &Limits) -> PabulibError {
    let mut faults = Faults::new(limits.errors);
    for (index, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
        if std::str::from_utf8(line).is_err() {
            faults.add(index as u64 + 1, Problem::NotUtf8);
        }
        if faults.more {
            break;
        }
    }
    faults.refusal()
}

struct Reader<'a> {
    rows: Rows<'a>,
    fields: Vec<Cow<'a, str>>,
    faults: Faults,
    limits: Limits,
    meta: Vec<(String, String)>,
    columns: Vec<String>,
    table: Vec<Vec<String>>,
    remarks: Vec<Remark>,
}

/// What the next row is.
enum Next {
    Row(u64),
    Section(&'static str, u64),
    End,
}

impl<'a> Reader<'a> {
    /// The next row; a row that cannot be split ends the file.
    fn next(&mut self) -> Next {
        if self.faults.more {
            return Next::End;
        }
        match self.rows.next(&mut self.fields) {
            None => Next::End,
            Some(Err((line, problem))) => {
                self.faults.add(line, problem);
                self.faults.more = true;
                Next::End
            }
            Some(Ok(line)) => {
                let alone = self.fields[1..].iter().all(|field| field.trim().is_empty());
                let name = self.fields[0].trim();
                let is = |section: &&&str| name.eq_ignore_ascii_case(section);
                match ["META", "PROJECTS", "VOTES"].iter().filter(|_| alone).find(is) {
                    Some(section) => Next::Section(section, line),
                    None => Next::Row(line),
                }
            }
        }
    }

    fn sections(&mut self) -> Option<Election> {
        let mut next = self.next();
        while let Next::Row(line) = next {
            let text = self.fields[0].trim().to_owned();
            self.faults.add(line, Problem::OutsideSections { text });
            // One such row is enough to understand a file of another kind.
            self.faults.more = true;
            next = self.next();
        }
        self.enter("META", next)?;
        let (next, budget) = self.meta_rows();
        self.enter("PROJECTS", next)?;
        let (next, projects, names) = self.project_rows();
        self.enter("VOTES", next)?;
        let vote_type = self.vote_type();
        let election = self.election(budget, &projects, vote_type);
        self.vote_rows(election, &names, vote_type)
    }

    /// Goes on if the section begins here; otherwise says what is wrong and gives up.
    fn enter(&mut self, section: &'static str, next: Next) -> Option<()> {
        match next {
            Next::Section(found, _) if found == section => Some(()),
            Next::Section(found, line) => {
                let misplaced = Problem::SectionMisplaced { section: found };
                self.faults.add(line, misplaced);
                None
            }
            Next::Row(_) | Next::End => {
                if !self.faults.more {
                    self.faults.add(0, Problem::SectionMissing { section });
                }
                None
            }
        }
    }

    /// The rows of META; gives the line and text of the budget.
    fn meta_rows(&mut self) -> (Next, Option<(u64, String)>) {
        let mut budget = None;
        loop {
            let line = match self.next() {
                Next::Row(line) => line,
                other => return (other, budget),
            };
            let key = self.fields[0].trim().to_owned();
            // A value with semicolons that nobody quoted is still one value.
            let value = self.fields[1..].join(";");
            let value = value.trim_end_matches(';').trim().to_owned();
            if key.eq_ignore_ascii_case("key") && value.eq_ignore_ascii_case("value") {
                continue;
            }
            let twice = self.meta.iter().any(|(known, _)| known.eq_ignore_ascii_case(&key));
            if twice && ["budget", "vote_type"].iter().any(|name| key.eq_ignore_ascii_case(name)) {
                self.faults.add(line, Problem::KeyTwice { key: key.clone() });
            }
            if key.eq_ignore_ascii_case("budget") {
                budget = Some((line, value.clone()));
            }
            if key.eq_ignore_ascii_case("vote_type") && VoteType::from_name(&value).is_none() {
                self.faults.add(line, Problem::UnknownVoteType { name: value.clone() });
            }
            self.meta.push((key, value));
        }
    }

    fn key(&self, key: &str) -> Option<&str> {
        let mut pairs = self.meta.iter();
        pairs.find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value.as_str())
    }

    fn vote_type(&mut self) -> VoteType {
        match self.key("vote_type") {
            Some(name) => VoteType::from_name(name).unwrap_or(VoteType::Approval),
            None => {
                self.faults.add(0, Problem::KeyMissing { key: "vote_type" });
                VoteType::Approval
            }
        }
    }

    /// The names of the columns, in lower case, from the first row of a section.
    fn header(&mut self) -> Result<(u64, Vec<String>), Next> {
        match self.next() {
            Next::Row(line) => {
                let mut columns: Vec<String> = Vec::with_capacity(self.fields.len());
                for field in &self.fields {
                    let column = field.trim().to_lowercase();
                    // Of two columns that nothing is read from, the first is as good as the second.
                    if COUNTED.contains(&column.as_str()) && columns.contains(&column) {
                        self.faults.add(line, Problem::ColumnTwice { column: column.clone() });
                    }
                    columns.push(column);
                }
                Ok((line, columns))
            }
            other => Err(other),
        }
    }

    fn column(
        &mut self,
        line: u64,
        columns: &[String],
        section: &'static str,
        column: &'static str,
    ) -> Option<usize> {
        let place = columns.iter().position(|name| name == column);
        if place.is_none() {
            self.faults.add(line, Problem::ColumnMissing { section, column });
        }
        place
    }

    /// False, with a problem, if the row has fields beyond the columns.
    fn fits(&mut self, line: u64, columns: usize) -> bool {
        let beyond = self.fields.iter().skip(columns).any(|field| !field.trim().is_empty());
        if beyond {
            self.faults.add(line, Problem::TooManyFields { count: self.fields.len(), columns });
        }
        !beyond
    }

    fn project_rows(&mut self) -> (Next, Vec<(u64, Project, Decimal)>, Names) {
        let mut names = Names::new();
        let mut projects = Vec::new();
        let (line, columns) = match self.header() {
            Ok(header) => header,
            Err(next) => return (next, projects, names),
        };
        let id_column = self.column(line, &columns, "PROJECTS", "project_id");
        let cost_column = self.column(line, &columns, "PROJECTS", "cost");
        let name_column = columns.iter().position(|name| name == "name");
        let selected_column = columns.iter().position(|name| name == "selected");
        loop {
            let line = match self.next() {
                Next::Row(line) => line,
                other => {
                    self.columns = columns;
                    return (other, projects, names);
                }
            };
            let (Some(id_column), Some(cost_column)) = (id_column, cost_column) else { continue };
            if !self.fits(line, columns.len()) {
                continue;
            }
            if projects.len() == self.limits.projects {
                self.faults.add(line, Problem::TooManyProjects { limit: self.limits.projects });
                self.faults.more = true;
                continue;
            }
            let field = |column: Option<usize>| {
                column.and_then(|column| self.fields.get(column)).map_or("", |field| field.trim())
            };
            let id = field(Some(id_column)).to_owned();
            let cost = self.faults.number(line, "cost", field(Some(cost_column)));
            let selected = match field(selected_column) {
                "0" => Some(false),
                "1" => Some(true),
                // Some files mark projects that were funded from another budget with other numbers.
                _ => None,
            };
            let name = field(name_column).to_owned();
            if id.is_empty() {
                self.faults.add(line, Problem::NoProjectId);
            } else if !names.add(&id, projects.len() as u32) {
                self.faults.add(line, Problem::ProjectTwice { id: id.clone() });
            }
            let mut row: Vec<String> = self
                .fields
                .iter()
                .take(columns.len())
                .map(|field| field.trim().to_owned())
                .collect();
            row.resize(columns.len(), String::new());
            self.table.push(row);
            projects.push((line, Project { id, name, cost: 0, selected }, cost));
        }
    }

    /// The election without its ballots, if what was read so far allows one.
    fn election(
        &mut self,
        budget: Option<(u64, String)>,
        projects: &[(u64, Project, Decimal)],
        vote_type: VoteType,
    ) -> Option<Election> {
        let Some((budget_line, text)) = budget else {
            self.faults.add(0, Problem::KeyMissing { key: "budget" });
            return None;
        };
        let budget = self.faults.number(budget_line, "budget", &text);
        let amounts = projects.iter().map(|(_, _, cost)| cost.decimals);
        let decimals = amounts.chain([budget.decimals]).max().unwrap_or(0);
        let scaled = |amount: Decimal| {
            amount.scaled(decimals).filter(|amount| *amount <= Election::LARGEST_AMOUNT)
        };
        let whole = scaled(budget);
        if whole.is_none() {
            self.faults.add(budget_line, Problem::TooLong { field: "budget", text });
        }
        let mut priced = Vec::with_capacity(projects.len());
        for (line, project, cost) in projects {
            let Some(cost) = scaled(*cost) else {
                let text = super::numbers::written(cost.digits, cost.decimals);
                self.faults.add(*line, Problem::TooLong { field: "cost", text });
                continue;
            };
            priced.push(Project { cost, ..project.clone() });
        }
        if !self.faults.problems.is_empty() {
            return None;
        }
        Election::new(decimals, whole?, priced, vote_type, 0).ok()
    }

    fn vote_rows(
        &mut self,
        election: Option<Election>,
        names: &Names,
        vote_type: VoteType,
    ) -> Option<Election> {
        let (line, columns) = match self.header() {
            Ok(header) => header,
            Err(Next::Section(section, line)) => {
                self.faults.add(line, Problem::SectionMisplaced { section });
                return None;
            }
            Err(_) if self.faults.more => return None,
            // No header, no ballot.
            Err(_) => return self.finish(election?),
        };
        let vote = self.column(line, &columns, "VOTES", "vote")?;
        let points = if vote_type.has_points() {
            Some(self.column(line, &columns, "VOTES", "points")?)
        } else {
            None
        };
        let voter = columns.iter().position(|name| name == "voter_id");
        let places = Places { vote, points, voter, columns: columns.len() };
        let (rows, faults, remarks) = (self.rows, self.faults.problems.len(), self.remarks.len());
        let mut votes = Votes::new(election.clone(), names, 0);
        self.ballots(&mut votes, &places);
        if votes.decimals_needed > 0 && !self.faults.more {
            // Points with decimals are rare; the ballots are read again in the smaller unit.
            self.rows = rows;
            self.faults.problems.truncate(faults);
            self.remarks.truncate(remarks);
            let finer = election.and_then(|election| finer(&election, votes.decimals_needed));
            votes = Votes::new(finer, names, votes.decimals_needed);
            self.ballots(&mut votes, &places);
        }
        self.finish(votes.election?)
    }

    fn ballots<'n>(&mut self, votes: &mut Votes<'n>, places: &Places) {
        // Digests and not texts: a remark is not worth the memory of ten million names.
        let mut voters: HashSet<u64> = HashSet::new();
        loop {
            let line = match self.next() {
                Next::Row(line) => line,
                Next::Section(section, line) => {
                    self.faults.add(line, Problem::SectionMisplaced { section });
                    return;
                }
                Next::End => return,
            };
            if !self.fits(line, places.columns) {
                continue;
            }
            if votes.voters == self.limits.voters {
                self.faults.add(line, Problem::TooManyVoters { limit: self.limits.voters });
                self.faults.more = true;
                return;
            }
            votes.voters += 1;
            if let Some(id) = places.voter.and_then(|column| self.fields.get(column))
                && !id.is_empty()
                && self.remarks.len() < MOST_REMARKS
                && !voters.insert(digest(id.trim()))
            {
                self.remarks.push(Remark::VoterTwice { line, id: id.trim().to_owned() });
            }
            let field = |column: usize| self.fields.get(column).map_or("", |field| field.trim());
            let (vote, points) = (field(places.vote), places.points.map(field));
            votes.ballot(line, vote, points, &mut self.faults);
            if votes.entries > self.limits.entries {
                self.faults.add(line, Problem::TooManyEntries { limit: self.limits.entries });
                self.faults.more = true;
                return;
            }
        }
    }

    /// Compares what META announces with what was read.
    fn finish(&mut self, election: Election) -> Option<Election> {
        let announced = |key: &str, counted: u64| {
            self.key(key)
                .filter(|text| text.parse().ok() != Some(counted))
                .map(|text| text.to_owned())
        };
        let counted = election.ballots().voters();
        let voters = announced("num_votes", counted);
        let projects = announced("num_projects", election.projects().len() as u64);
        let default = self.key("default_score").map(str::to_owned);
        if let Some(announced) = voters {
            self.remarks.push(Remark::OtherVoters { announced, counted });
        }
        if let Some(announced) = projects {
            let counted = election.projects().len();
            self.remarks.push(Remark::OtherProjects { announced, counted });
        }
        if let Some(value) = default.filter(|value| value.parse() != Ok(0.0)) {
            self.remarks.push(Remark::DefaultScore { value });
        }
        Some(election)
    }
}

fn digest(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(id.as_bytes());
    hasher.finish()
}

/// The same election without ballots, with points in a smaller unit.
fn finer(election: &Election, decimals: u32) -> Option<Election> {
    let (projects, ballots) = (election.projects().to_vec(), election.ballots());
    let (money, budget) = (election.decimals(), election.budget());
    Election::new(money, budget, projects, ballots.vote_type(), decimals).ok()
}
