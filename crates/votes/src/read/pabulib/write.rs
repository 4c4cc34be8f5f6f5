//! Writing `.pb` files.

use std::fmt::Write;

use super::Pabulib;
use super::numbers::{Decimal, written};
use crate::participatory::{Ballot, Election};

impl Pabulib {
    /// A file for an election, with the pairs of META that the caller gives; those that follow from
    /// the election (`num_projects`, `num_votes`, `budget`, `vote_type`) are added when written.
    pub fn new(election: Election, meta: Vec<(String, String)>) -> Pabulib {
        let decided = election.official().is_some();
        let mut columns = vec!["project_id", "cost", "name"];
        if decided {
            columns.push("selected");
        }
        let row = |project: &crate::participatory::Project| {
            let mut row = vec![
                project.id.clone(),
                written(project.cost, election.decimals()),
                project.name.clone(),
            ];
            if decided {
                row.push(u8::from(project.selected == Some(true)).to_string());
            }
            row
        };
        let rows = election.projects().iter().map(row).collect();
        let columns = columns.into_iter().map(str::to_owned).collect();
        Pabulib { election, meta, columns, rows, remarks: Vec::new() }
    }
}

/// The text of a file: UTF-8, lines ended by a single line feed. Voters are numbered from 1, those
/// who cast the same ballot together.
pub fn write(file: &Pabulib) -> String {
    let election = &file.election;
    let ballots = election.ballots();
    let mut text = String::from("META\nkey;value\n");
    let computed = [
        ("num_projects", election.projects().len().to_string()),
        ("num_votes", ballots.voters().to_string()),
        ("budget", written(election.budget(), election.decimals())),
        ("vote_type", ballots.vote_type().name().to_owned()),
    ];
    for (key, value) in &file.meta {
        let ours = computed.iter().find(|(name, _)| key.eq_ignore_ascii_case(name));
        // `400000.0` is the same budget as `400000`, and stays as it was.
        let same =
            |ours: &str| Decimal::parse(ours).is_ok_and(|it| Decimal::parse(value) == Ok(it));
        let ours = ours.filter(|(_, ours)| !same(ours));
        row(&mut text, [key, ours.map_or(value, |(_, ours)| ours)]);
    }
    for (key, value) in &computed {
        if file.meta(key).is_none() {
            row(&mut text, [*key, value]);
        }
    }
    text.push_str("PROJECTS\n");
    row(&mut text, &file.columns);
    for project in &file.rows {
        row(&mut text, project);
    }
    let points = ballots.vote_type().has_points();
    text.push_str(if points { "VOTES\nvoter_id;vote;points\n" } else { "VOTES\nvoter_id;vote\n" });
    let mut voter = 0u64;
    for ballot in ballots.iter() {
        let line = ballot_fields(election, ballot, points);
        for _ in 0..ballot.voters {
            voter += 1;
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{voter};{line}");
        }
    }
    text
}

fn ballot_fields(election: &Election, ballot: Ballot<'_>, points: bool) -> String {
    let ids = ballot.projects.iter().map(|&place| election.projects()[place as usize].id.as_str());
    let mut fields = vec![ids.collect::<Vec<&str>>().join(",")];
    if points {
        let decimals = election.point_decimals();
        let given = ballot.points.iter().map(|&points| written(u64::from(points), decimals));
        fields.push(given.collect::<Vec<String>>().join(","));
    }
    let mut line = String::new();
    row(&mut line, &fields);
    line.truncate(line.trim_end_matches('\n').len());
    line
}

fn row<T: AsRef<str>>(text: &mut String, fields: impl IntoIterator<Item = T>) {
    for (index, field) in fields.into_iter().enumerate() {
        if index > 0 {
            text.push(';');
        }
        let field = field.as_ref();
        if field.contains([';', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(field);
        }
    }
    text.push('\n');
}
