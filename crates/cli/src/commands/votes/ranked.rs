//! Comparisons of pairs: who is preferred to whom.

use caisse_units::Language;
use caisse_votes::ranked::{
    self, Candidate, CandidateNumber, PairState, Profile, RankedPairsRule, SchulzeRule, Strength,
    Unranked,
};
use caisse_votes::read::text::Limits;
use caisse_votes::read::{blt, preflib};
use serde_json::{Value, json};

use super::Ballots;
use super::parameters::Parameters;
use super::tallied::Tallied;
use crate::answer::Failure;
use crate::arguments::Format;

/// Up to how many candidates figures show whole matrices and rounds; beyond, the sheet alone does.
pub const SHOWN: usize = 8;

/// A profile as read, with what should be known about its file.
pub struct Read {
    /// The ballots.
    pub profile: Profile,
    /// The seats that the file itself states.
    pub seats: Option<u32>,
    /// What is odd.
    pub warnings: Vec<String>,
}

/// Reads orders of either format.
pub fn read(ballots: &Ballots, language: Language) -> Result<Read, Failure> {
    let limits = Limits::default();
    let (profile, seats, warnings) = match ballots.format {
        Format::Blt => {
            let reading = blt::read(&ballots.bytes, &limits);
            let reading = reading.map_err(|faults| Failure::new(faults.sentence(language)))?;
            (reading.content.profile, Some(reading.content.seats), reading.warnings)
        }
        _ => {
            let reading = preflib::read_orders(&ballots.bytes, &limits);
            let reading = reading.map_err(|faults| Failure::new(faults.sentence(language)))?;
            (reading.content.profile, None, reading.warnings)
        }
    };
    let warnings = warnings.iter().map(|fault| fault.sentence(language)).collect();
    Ok(Read { profile, seats, warnings })
}

/// Numbers written `3,1,2`.
pub fn lots(parameters: &Parameters, language: Language) -> Result<Vec<CandidateNumber>, Failure> {
    let Some(text) = parameters.text("lots") else { return Ok(Vec::new()) };
    let numbers: Option<Vec<CandidateNumber>> =
        text.split(',').map(|part| part.trim().parse().ok().map(CandidateNumber)).collect();
    numbers.ok_or_else(|| parameters.unreadable("lots", language))
}

/// `1 Ada`, for people.
pub fn named(candidates: &[Candidate], number: CandidateNumber) -> String {
    let name = candidates.iter().find(|candidate| candidate.number == number);
    format!("{number} {}", name.map_or("", |candidate| candidate.name.as_str()))
        .trim_end()
        .to_owned()
}

/// `1 Ada, 2 Bob`, for people.
pub fn names(candidates: &[Candidate], numbers: &[CandidateNumber]) -> String {
    let named: Vec<String> = numbers.iter().map(|number| named(candidates, *number)).collect();
    named.join(", ")
}

/// A tally over rankings: figures, warnings, candidates in the sheet.
pub fn tallied(
    method: &str,
    parameters: &Parameters,
    read: &Read,
    sheet: &Value,
    language: Language,
) -> Tallied {
    let mut sheet = sheet.clone();
    sheet["candidates"] = json!(read.profile.candidates());
    let mut tallied = Tallied::new(method, parameters)
        .with("key_figures", json!(read.profile.figures()))
        .with("sheet", sheet);
    if !read.warnings.is_empty() {
        tallied = tallied.with("warnings", json!(read.warnings));
        for warning in &read.warnings {
            tallied.line(warning);
        }
    }
    let figures = read.profile.figures();
    tallied.line(match language {
        Language::French => format!(
            "{} votants, {} candidats, {} bulletins différents",
            figures.voters, figures.candidates, figures.distinct_ballots
        ),
        Language::English => format!(
            "{} voters, {} candidates, {} different ballots",
            figures.voters, figures.candidates, figures.distinct_ballots
        ),
    });
    tallied
}

fn unranked(parameters: &Parameters) -> Unranked {
    match parameters.word("unranked") {
        "ignored" => Unranked::Ignored,
        _ => Unranked::BelowRanked,
    }
}

fn strength(parameters: &Parameters) -> Strength {
    match parameters.word("strength") {
        "margins" => Strength::Margins,
        "winning_votes, then fewer losing votes" => Strength::WinningVotesThenFewerLosingVotes,
        _ => Strength::WinningVotes,
    }
}

/// `pairwise`.
pub fn pairwise(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let read = read(ballots, language)?;
    let outcome = ranked::pairwise(&read.profile, unranked(parameters));
    let candidates = read.profile.candidates();
    let mut tallied = tallied("pairwise", parameters, &read, &json!(outcome), language);
    let figures = &mut tallied.json["key_figures"];
    figures["condorcet_winner"] = json!(outcome.condorcet_winner);
    if candidates.len() <= SHOWN {
        figures["pairwise_wins"] = json!(outcome.pairwise_wins);
    }
    match outcome.condorcet_winner {
        Some(winner) => {
            tallied = tallied.with("winners", json!([winner]));
            let said = language.choose("préféré à chacun des autres", "preferred to each other");
            tallied.line(format!("{said} : {}", named(candidates, winner)));
        }
        None => tallied.line(language.choose(
            "personne n'est préféré à chacun des autres",
            "nobody is preferred to each other",
        )),
    }
    matrix(&mut tallied, candidates, language, |row, column| {
        outcome.pairwise_wins[&row][&column].to_string()
    });
    Ok(tallied)
}

/// `schulze`.
pub fn schulze(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let read = read(ballots, language)?;
    let rule = SchulzeRule { strength: strength(parameters), unranked: unranked(parameters) };
    let outcome = ranked::schulze(&read.profile, rule);
    let candidates = read.profile.candidates();
    let ties = match rule.strength {
        Strength::WinningVotesThenFewerLosingVotes => "none: unbeaten candidates share a class",
        _ => "none: every candidate no other beats is listed",
    };
    let sheet = json!(outcome);
    let mut tallied = tallied("schulze", parameters, &read, &sheet, language)
        .with("tie_breaking", json!(ties))
        .with_those(&sheet, &["winners", "ranking_classes", "ties"]);
    classes(&mut tallied, candidates, &outcome.ranking_classes, language);
    matrix(&mut tallied, candidates, language, |row, column| {
        outcome.pairwise_wins[&row][&column].to_string()
    });
    let title = language.choose(
        "Plus forts chemins (voix pour – contre dans leur duel le plus faible)",
        "Strongest paths (votes for – against in their weakest comparison)",
    );
    grid(&mut tallied, title, candidates, |row, column| {
        let path = outcome.strongest_paths.get(&row).and_then(|paths| paths.get(&column));
        path.map_or_else(String::new, |path| format!("{}–{}", path.votes_for, path.votes_against))
    });
    Ok(tallied)
}

/// `ranked_pairs`.
pub fn ranked_pairs(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let read = read(ballots, language)?;
    let lots = lots(parameters, language)?;
    let by_number = lots.is_empty();
    let rule =
        RankedPairsRule { strength: strength(parameters), unranked: unranked(parameters), lots };
    let outcome = ranked::ranked_pairs(&read.profile, rule);
    let candidates = read.profile.candidates();
    let ties = match by_number {
        true => "equal strengths: pairs taken by lowest winner number, then lowest loser number",
        false => "equal strengths: pairs taken by winner, then by loser, in the order of the lots",
    };
    let sheet = json!(outcome);
    let mut tallied = tallied("ranked_pairs", parameters, &read, &sheet, language)
        .with("tie_breaking", json!(ties))
        .with_those(&sheet, &["winners", "ranking_classes", "ties"]);
    classes(&mut tallied, candidates, &outcome.ranking_classes, language);
    let head = language.choose("gagne,perd,pour,contre,", "wins,loses,for,against,");
    let mut rows = vec![head.split(',').map(str::to_owned).collect::<Vec<_>>()];
    for pair in &outcome.pairs {
        let state = match pair.state {
            PairState::Locked => language.choose("retenue", "locked"),
            PairState::PassedOver => language.choose("écartée", "passed over"),
        };
        rows.push(vec![
            named(candidates, pair.victor),
            named(candidates, pair.loser),
            pair.victory.votes_for.to_string(),
            pair.victory.votes_against.to_string(),
            state.to_owned(),
        ]);
    }
    tallied.table(language.choose("Paires, dans l'ordre", "Pairs, in order"), &rows);
    Ok(tallied)
}

fn classes(
    tallied: &mut Tallied,
    candidates: &[Candidate],
    classes: &[Vec<CandidateNumber>],
    language: Language,
) {
    tallied.line(format!("\n{}", language.choose("Classement", "Ranking")));
    let mut place = 1;
    for class in classes {
        tallied.line(format!("  {place:>3}. {}", names(candidates, class)));
        place += class.len();
    }
}

fn matrix(
    tallied: &mut Tallied,
    candidates: &[Candidate],
    language: Language,
    cell: impl Fn(CandidateNumber, CandidateNumber) -> String,
) {
    let title = language.choose(
        "Duels : combien préfèrent la ligne à la colonne",
        "Comparisons: how many prefer the row to the column",
    );
    grid(tallied, title, candidates, cell);
}

fn grid(
    tallied: &mut Tallied,
    title: &str,
    candidates: &[Candidate],
    cell: impl Fn(CandidateNumber, CandidateNumber) -> String,
) {
    let numbers = candidates.iter().map(|candidate| candidate.number.to_string());
    let mut rows = vec![std::iter::once(String::new()).chain(numbers).collect::<Vec<_>>()];
    for row in candidates {
        let cells = candidates.iter().map(|column| match row.number == column.number {
            true => "·".to_owned(),
            false => cell(row.number, column.number),
        });
        rows.push(std::iter::once(named(candidates, row.number)).chain(cells).collect());
    }
    tallied.table(title, &rows);
}
