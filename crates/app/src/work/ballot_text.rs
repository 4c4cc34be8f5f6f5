//! Ballots as people write them: `oui`, `40:oui + 27:non`, `1, 3`, `2 > 1 = 3`, `5, 4, -`; one by one,
//! merged in a paper tally, or a table with one row per voter, every error with its row.
//!
//! Absent on purpose: who may vote (the domain), counting, sealing of discreet ballots.

use std::collections::BTreeMap;

use caisse_domain::assemblies::poll::{Answer, Ballot, Channel, Choice, Merged, Part, Parts, Poll};
use caisse_domain::assemblies::{BallotGiven, Command as Asked, Method, Paper};
use caisse_domain::identity::{MemberId, PollId};
use caisse_domain::{Command, Envelope, Organisation};
use caisse_units::Language;

use super::members_file::{Problem, decode, separator};

/// The most bytes and rows of a table.
const MOST_BYTES: usize = 64_000_000;
const MOST_ROWS: usize = 500_000;
/// The most errors listed.
const MOST_PROBLEMS: usize = 100;

/// A ballot that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BallotError {
    text: String,
    /// What the poll expects, in French and in English.
    expected: (String, String),
}

impl BallotError {
    /// What is wrong, and what the poll expects.
    pub fn sentence(&self, language: Language) -> String {
        let BallotError { text, expected: (french, english) } = self;
        match language {
            Language::French => {
                format!("« {text} » n'est pas un bulletin de ce scrutin ; {french}")
            }
            Language::English => format!("“{text}” is not a ballot of this poll; {english}"),
        }
    }
}

/// How a ballot of this poll is written, with an example.
pub fn how(poll: &Poll, language: Language) -> String {
    let options = poll.question.options.len();
    let (french, english) = match &poll.terms.method {
        Method::Motion | Method::Consent { .. } => (
            "écrivez oui, non, abstention ou blanc".into(),
            "write yes, no, abstain or blank".into(),
        ),
        Method::Approval | Method::EqualShares | Method::EqualSharesWith(_) => (
            format!("écrivez les numéros approuvés, de 1 à {options} : 1, 2 ; ou « aucun »"),
            format!("write the numbers approved, from 1 to {options}: 1, 2; or “none”"),
        ),
        Method::Ranking | Method::RankedPairs | Method::Runoff | Method::Transferable => (
            format!("écrivez les numéros, de 1 à {options}, du préféré au dernier : 2 > 1 = 3"),
            format!("write the numbers, from 1 to {options}, from the best to the last: 2 > 1 = 3"),
        ),
        Method::Scores { most } => (
            format!("écrivez {options} notes de 0 à {most}, « - » sans avis : 5, 4, -"),
            format!("write {options} scores from 0 to {most}, “-” without opinion: 5, 4, -"),
        ),
        Method::Judgment { grades } => (
            format!(
                "écrivez {options} mentions de 0 (la pire) à {}, « - » sans avis : 3, 0, -",
                grades - 1
            ),
            format!(
                "write {options} grades from 0 (the worst) to {}, “-” without opinion: 3, 0, -",
                grades - 1
            ),
        ),
    };
    match language {
        Language::French => french,
        Language::English => english,
    }
}

fn unreadable(poll: &Poll, text: &str) -> BallotError {
    let expected = (how(poll, Language::French), how(poll, Language::English));
    BallotError { text: text.trim().chars().take(80).collect(), expected }
}

/// All that a voter of that weight casts: `oui`, or parts of a mandate, `40:oui + 27:non`. What is
/// written without a number has all the votes.
///
/// # Errors
/// [`BallotError`] with how ballots of this poll are written.
pub fn parts(poll: &Poll, weight: u64, text: &str) -> Result<Parts, BallotError> {
    if text.len() > 10_000 {
        return Err(unreadable(poll, text));
    }
    if !text.contains(':') {
        return Ok(vec![Part { ballot: ballot(poll, text)?, votes: weight }]);
    }
    let part = |text: &str| {
        let (votes, said) = text.split_once(':').ok_or_else(|| unreadable(poll, text))?;
        let votes = votes.trim().parse().map_err(|_| unreadable(poll, text))?;
        Ok(Part { ballot: ballot(poll, said)?, votes })
    };
    text.split('+').map(part).collect()
}

/// One ballot, along the method of the poll.
///
/// # Errors
/// [`BallotError`] with how ballots of this poll are written.
pub fn ballot(poll: &Poll, text: &str) -> Result<Ballot, BallotError> {
    let read = match &poll.terms.method {
        Method::Motion | Method::Consent { .. } => answer(text).map(Ballot::Answer),
        Method::Approval | Method::EqualShares | Method::EqualSharesWith(_) => {
            approved(poll, text).map(Ballot::Approve)
        }
        Method::Ranking | Method::RankedPairs | Method::Runoff | Method::Transferable => {
            let classes = text.split('>').map(|class| {
                class.split('=').map(|option| number(poll, option)).collect::<Option<Vec<u16>>>()
            });
            classes.collect::<Option<Vec<Vec<u16>>>>().map(Ballot::Rank)
        }
        Method::Scores { most } => grades(poll, text, *most).map(Ballot::Grade),
        Method::Judgment { grades: of } => grades(poll, text, of - 1).map(Ballot::Grade),
    };
    read.ok_or_else(|| unreadable(poll, text))
}

fn answer(text: &str) -> Option<Answer> {
    Some(match text.trim().to_lowercase().as_str() {
        "oui" | "pour" | "yes" | "for" => Answer::Yes,
        "non" | "contre" | "no" | "against" => Answer::No,
        "abstention" | "abstain" => Answer::Abstain,
        "blanc" | "blank" => Answer::Blank,
        _ => return None,
    })
}

/// The place from 0 of an option said by its number or by its name.
fn number(poll: &Poll, text: &str) -> Option<u16> {
    let text = text.trim();
    let options = &poll.question.options;
    let place = match text.parse::<usize>() {
        Ok(number) => number.checked_sub(1)?,
        Err(_) => {
            options.iter().position(|option| option_name(option).eq_ignore_ascii_case(text))?
        }
    };
    (place < options.len()).then_some(u16::try_from(place).ok()?)
}

fn approved(poll: &Poll, text: &str) -> Option<Vec<u16>> {
    if matches!(text.trim().to_lowercase().as_str(), "aucun" | "aucune" | "none") {
        return Some(Vec::new());
    }
    let read = text.split(',').map(|option| number(poll, option));
    let mut approved = read.collect::<Option<Vec<u16>>>()?;
    approved.sort_unstable();
    let different = approved.windows(2).all(|pair| pair[0] < pair[1]);
    different.then_some(approved)
}

fn grades(poll: &Poll, text: &str, most: u16) -> Option<Vec<Option<u16>>> {
    let grade = |text: &str| match text.trim() {
        "-" => Some(None),
        text => text.parse::<u16>().ok().filter(|grade| *grade <= most).map(Some),
    };
    let read = text.split(',').map(grade).collect::<Option<Vec<Option<u16>>>>()?;
    (read.len() == poll.question.options.len()).then_some(read)
}

/// An option as it is written on a ballot: `M4`, `PJ2`, or its text.
pub fn option_name(option: &Choice) -> String {
    option.written()
}

/// One line of a paper tally: `oui = 12`, or `salarié·es / oui = 12` where there are colleges.
///
/// # Errors
/// [`BallotError`] with how ballots of this poll are written.
pub fn tally_line(poll: &Poll, line: &str) -> Result<Merged, BallotError> {
    let colleges = &poll.electorate.colleges;
    let refuse = || {
        let BallotError { text, expected: (french, english) } = unreadable(poll, line);
        let (fr, en) = match colleges.as_slice() {
            [] => ("BULLETIN = VOIX".to_owned(), "BALLOT = VOTES".to_owned()),
            names => {
                let names = names.join(", ");
                (
                    format!("COLLÈGE / BULLETIN = VOIX (collèges : {names})"),
                    format!("COLLEGE / BALLOT = VOTES (colleges: {names})"),
                )
            }
        };
        BallotError { text, expected: (format!("{fr} ; {french}"), format!("{en}; {english}")) }
    };
    let (said, votes) = line.rsplit_once('=').ok_or_else(refuse)?;
    let votes = votes.trim().parse().map_err(|_| refuse())?;
    let (college, said) = match (colleges.is_empty(), said.split_once('/')) {
        (true, _) => (0, said),
        (false, Some((name, said))) => {
            let mine = |known: &String| known.to_lowercase() == name.trim().to_lowercase();
            (colleges.iter().position(mine).ok_or_else(refuse)?, said)
        }
        (false, None) => return Err(refuse()),
    };
    let college = u16::try_from(college).map_err(|_| refuse())?;
    Ok(Merged { college, ballot: ballot(poll, said)?, votes })
}

/// A ballot of a table, and its row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file.
    pub line: usize,
    /// Whose vote it is.
    pub voter: MemberId,
    /// The holder of the proxy, if it is cast by proxy.
    pub by: Option<MemberId>,
    /// What it says.
    pub parts: Parts,
}

const COLUMNS: &[(&str, &[&str])] = &[
    ("voter", &["membre", "voter", "member"]),
    ("vote", &["vote", "bulletin", "ballot"]),
    ("by", &["par", "by"]),
];

/// Reads a table of ballots entered at the desk, one row per voter: `membre`, `vote`, and `par` where a
/// proxy votes. Each row is tried on the poll as it stands, so that every row in error is told at once.
///
/// # Errors
/// Every problem with its line, at most 100.
pub fn table(
    house: &Organisation,
    envelope: Envelope,
    poll: PollId,
    bytes: &[u8],
) -> Result<Vec<Row>, Vec<Problem>> {
    let Some(known) = house.assemblies.poll(poll) else {
        let refusal = caisse_domain::assemblies::Refusal::PollUnknown { poll };
        return Err(vec![Problem::new(
            0,
            refusal.sentence(Language::French),
            refusal.sentence(Language::English),
        )]);
    };
    let cells = cells(bytes, COLUMNS, &["voter", "vote"], MOST_ROWS)?;
    let (mut rows, mut problems): (Vec<Row>, Vec<Problem>) = (Vec::new(), Vec::new());
    let mut lines: BTreeMap<MemberId, usize> = BTreeMap::new();
    for (line, cells) in cells {
        match row(house, known, line, &cells) {
            Err(problem) => problems.push(problem),
            Ok(row) => {
                if let Some(first) = lines.insert(row.voter, line) {
                    let voter = row.voter;
                    problems.push(Problem::new(
                        line,
                        format!("{voter} vote déjà à la ligne {first} ; gardez une seule des deux"),
                        format!("{voter} votes at line {first} already; keep one of the two"),
                    ));
                } else if let Err(refusal) = tried(house, envelope, poll, known, &row) {
                    let said = |language| refusal.sentence(language);
                    problems.push(Problem::new(
                        line,
                        said(Language::French),
                        said(Language::English),
                    ));
                }
                rows.push(row);
            }
        }
        if problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}

fn row(
    house: &Organisation,
    poll: &Poll,
    line: usize,
    cells: &BTreeMap<&'static str, String>,
) -> Result<Row, Problem> {
    let member = |text: &str| {
        text.parse::<MemberId>().map_err(|_| {
            Problem::new(
                line,
                format!("« {text} » n'est pas un numéro de membre ; écrivez par exemple M12"),
                format!("“{text}” is not a member's number; write for example M12"),
            )
        })
    };
    let voter = member(&cells["voter"])?;
    let by = cells.get("by").map(|text| member(text)).transpose()?;
    let assembly = house.assemblies.assembly(poll.assembly);
    let weight = assembly.and_then(|held| held.roll.voter(voter)).map_or(1, |right| right.votes);
    let parts = parts(poll, weight, &cells["vote"]).map_err(|error| {
        Problem::new(line, error.sentence(Language::French), error.sentence(Language::English))
    })?;
    Ok(Row { line, voter, by, parts })
}

/// What the poll would say of this row alone.
fn tried(
    house: &Organisation,
    envelope: Envelope,
    poll: PollId,
    known: &Poll,
    row: &Row,
) -> Result<(), caisse_domain::Refusal> {
    use caisse_domain::assemblies::statutes::Secrecy;
    let parts = row.parts.clone();
    let paper = match known.terms.secrecy {
        Secrecy::Open => Paper::Open(parts),
        // Only tried: the commitment of the true one is made when it is sealed.
        Secrecy::Discreet => Paper::Sealed { parts, commitment: "0".repeat(64) },
    };
    let given = BallotGiven { voter: row.voter, by: row.by, channel: Channel::Room, paper };
    let command = Asked::Cast { poll, ballots: vec![given] };
    caisse_domain::decide(Some(house), envelope, Command::Assemblies(command)).map(|_| ())
}

type Cells = BTreeMap<&'static str, String>;

/// The rows of a table with known columns, each with its line; empty cells are absent.
pub(super) fn cells(
    bytes: &[u8],
    columns: &[(&'static str, &[&str])],
    needed: &[&'static str],
    most_rows: usize,
) -> Result<Vec<(usize, Cells)>, Vec<Problem>> {
    let one = |line, french: String, english: String| vec![Problem::new(line, french, english)];
    if bytes.len() > MOST_BYTES {
        return Err(one(0, "le fichier dépasse 64 Mo".into(), "the file is over 64 MB".into()));
    }
    let text = decode(bytes);
    let separator = separator(&text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
    let unreadable = |error: csv::Error| one(1, error.to_string(), error.to_string());
    let heads = reader.headers().map_err(unreadable)?.clone();
    let mut places: BTreeMap<&'static str, usize> = BTreeMap::new();
    for (place, head) in heads.iter().enumerate() {
        let head = head.trim().to_lowercase();
        if let Some((name, _)) = columns.iter().find(|(_, names)| names.contains(&head.as_str())) {
            places.insert(name, place);
        }
    }
    for (name, names) in columns.iter().filter(|(name, _)| needed.contains(name)) {
        if !places.contains_key(name) {
            let wanted = names[0];
            return Err(one(
                1,
                format!("il manque la colonne « {wanted} » ; la première ligne nomme les colonnes"),
                format!("the column “{}” is missing; the first line names the columns", names[1]),
            ));
        }
    }
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = record.map_err(|error| one(0, error.to_string(), error.to_string()))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() >= most_rows {
            let (french, english) =
                (format!("plus de {most_rows} lignes"), format!("more than {most_rows} lines"));
            return Err(one(0, french, english));
        }
        let line = record.position().map_or(0, |position| position.line() as usize);
        let cell = |(name, place): (&&'static str, &usize)| {
            let cell = record.get(*place)?.trim();
            (!cell.is_empty()).then(|| (*name, cell.to_owned()))
        };
        let cells: Cells = places.iter().filter_map(cell).collect();
        match needed.iter().find(|name| !cells.contains_key(**name)) {
            Some(name) => {
                let (_, names) = columns.iter().find(|(known, _)| known == name).expect("a column");
                problems.push(Problem::new(
                    line,
                    format!("la case « {} » est vide", names[0]),
                    format!("the cell “{}” is empty", names[1]),
                ));
            }
            None => rows.push((line, cells)),
        }
        if problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    if rows.is_empty() && problems.is_empty() {
        let french = "le fichier n'a aucune ligne sous son en-tête";
        return Err(one(0, french.into(), "the file has no line under its head".into()));
    }
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}

/// Members from a table with a column `membre`: a number, or the name as it is in the register, which
/// `named` gives. Nobody twice.
///
/// # Errors
/// Every problem with its line, at most 100.
pub fn members(
    bytes: &[u8],
    named: impl Fn(&str) -> Vec<MemberId>,
) -> Result<Vec<(usize, MemberId)>, Vec<Problem>> {
    let cells = cells(bytes, &COLUMNS[..1], &["voter"], MOST_ROWS)?;
    let (mut members, mut problems) = (Vec::new(), Vec::new());
    let mut seen: BTreeMap<MemberId, usize> = BTreeMap::new();
    for (line, cells) in cells {
        let text = &cells["voter"];
        let found = match text.parse::<MemberId>() {
            Ok(member) => vec![member],
            Err(_) => named(text),
        };
        let problem = match found.as_slice() {
            [member] => match seen.insert(*member, line) {
                None => {
                    members.push((line, *member));
                    continue;
                }
                Some(first) => (
                    format!("{member} est déjà à la ligne {first}"),
                    format!("{member} is at line {first} already"),
                ),
            },
            [] => (
                format!(
                    "« {text} » n'est pas dans le registre ; écrivez le numéro, M12, ou prénom et nom"
                ),
                format!("“{text}” is not in the register; write the number, M12, or the full name"),
            ),
            _ => (
                format!("« {text} » désigne plusieurs membres ; écrivez le numéro"),
                format!("“{text}” means several members; write the number"),
            ),
        };
        problems.push(Problem::new(line, problem.0, problem.1));
        if problems.len() >= MOST_PROBLEMS {
            break;
        }
    }
    if problems.is_empty() { Ok(members) } else { Err(problems) }
}
