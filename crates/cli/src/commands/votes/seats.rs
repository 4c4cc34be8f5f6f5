//! Votes that transfer: instant run-off and the single transferable vote.

use std::collections::BTreeMap;

use caisse_units::Language;
use caisse_votes::ranked::{Candidate, CandidateNumber};
use caisse_votes::transferable::{
    self, EqualRanks, LastTie, MeekAction, MeekRule, RunoffRule, ScottishRule, StageAction,
};
use serde_json::json;

use super::Ballots;
use super::parameters::Parameters;
use super::ranked::{SHOWN, lots, named, names, read, tallied};
use super::tallied::Tallied;
use crate::answer::Failure;

/// `instant_runoff`.
pub fn instant_runoff(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let read = read(ballots, language)?;
    let lots = lots(parameters, language)?;
    let (last_tie, ties) = match parameters.word("last_tie") {
        "earlier_round" => (
            LastTie::EarlierRound { lots },
            "lowest candidates tied: fewest votes in the most recent earlier round where they differ, then lots; reported in ties",
        ),
        "lots" => (
            LastTie::LotOrder { lots },
            "lowest candidates tied: last in the order of the lots; reported in ties",
        ),
        _ => (
            LastTie::HighestNumberOut,
            "lowest candidates tied: the highest number leaves; reported in ties",
        ),
    };
    let outcome = transferable::instant_runoff(&read.profile, RunoffRule { last_tie });
    let candidates = read.profile.candidates();
    let sheet = json!(outcome);
    let mut tallied = tallied("instant_runoff", parameters, &read, &sheet, language)
        .with("tie_breaking", json!(ties))
        .with_those(&sheet, &["winners", "ties"]);
    let figures = &mut tallied.json["key_figures"];
    figures["excluded_in_order"] = json!(outcome.excluded_in_order);
    figures["rounds"] = match candidates.len() <= SHOWN {
        true => outcome.rounds.iter().map(|round| json!(round.votes)).collect(),
        false => json!(outcome.rounds.len()),
    };
    elected(&mut tallied, candidates, &outcome.winners, language);
    let columns: Vec<BTreeMap<CandidateNumber, String>> = outcome
        .rounds
        .iter()
        .map(|round| round.votes.iter().map(|(who, votes)| (*who, votes.to_string())).collect())
        .collect();
    rounds(&mut tallied, candidates, &columns, language.choose("Tours", "Rounds"));
    for (number, round) in outcome.rounds.iter().enumerate() {
        let number = number + 1;
        if round.tied_last.len() > 1 {
            let tied = names(candidates, &round.tied_last);
            tallied.line(match language {
                Language::French => format!("tour {number} : à égalité en dernier, {tied}"),
                Language::English => format!("round {number}: tied for the last place, {tied}"),
            });
        }
        if let Some(excluded) = round.excluded {
            let who = named(candidates, excluded);
            tallied.line(match language {
                Language::French => {
                    format!("tour {number} : {who} sort ; {} bulletins épuisés", round.exhausted)
                }
                Language::English => {
                    format!("round {number}: {who} leaves; {} exhausted papers", round.exhausted)
                }
            });
        }
    }
    Ok(tallied)
}

/// The seats: as told, else as the file states.
fn seats(parameters: &Parameters, stated: Option<u32>, language: Language) -> Result<u32, Failure> {
    match (parameters.number("seats"), stated) {
        (Some(seats), _) => {
            u32::try_from(seats).map_err(|_| parameters.unreadable("seats", language))
        }
        (None, Some(seats)) => Ok(seats),
        (None, None) => {
            let said = language.choose("il faut donner", "this must be given:");
            Err(Failure::new(format!("{said} --parameter seats=…")))
        }
    }
}

fn equal_ranks(parameters: &Parameters) -> EqualRanks {
    match parameters.word("equal_ranks") {
        "paper_stops" => EqualRanks::PaperStops,
        _ => EqualRanks::Refused,
    }
}

/// `stv_scottish`.
pub fn scottish(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let read = read(ballots, language)?;
    let seats = seats(parameters, read.seats, language)?;
    let lots = lots(parameters, language)?;
    let rule = ScottishRule { seats, equal_ranks: equal_ranks(parameters), lots };
    let outcome = transferable::scottish(&read.profile, rule)
        .map_err(|error| Failure::new(error.sentence(language)))?;
    let candidates = read.profile.candidates();
    let ties = "most recent earlier stage where they differ; then by lot (reported)";
    let sheet = json!(outcome);
    let mut tallied = tallied("stv_scottish", parameters, &read, &sheet, language)
        .with("tie_breaking", json!(ties))
        .with_those(&sheet, &["winners", "ties"]);
    tallied.json["parameters"]["seats"] = json!(seats);
    tallied.json["key_figures"]["quota"] = json!(outcome.quota);
    tallied.json["key_figures"]["stages"] = json!(outcome.stages);
    elected(&mut tallied, candidates, &outcome.winners, language);
    tallied.line(format!("{} : {}", language.choose("quota", "quota"), outcome.quota));
    let columns: Vec<BTreeMap<CandidateNumber, String>> = outcome
        .sheet
        .iter()
        .map(|stage| stage.votes.iter().map(|(who, votes)| (*who, votes.to_string())).collect())
        .collect();
    rounds(&mut tallied, candidates, &columns, language.choose("Étapes", "Stages"));
    for (number, stage) in outcome.sheet.iter().enumerate() {
        let what = match &stage.action {
            StageAction::FirstPreferences => {
                language.choose("premiers choix", "first preferences").to_owned()
            }
            StageAction::Surplus { candidate, surplus } => {
                let who = named(candidates, *candidate);
                match language {
                    Language::French => format!("excédent de {who} ({surplus}) transféré"),
                    Language::English => format!("surplus of {who} ({surplus}) passes on"),
                }
            }
            StageAction::Exclusion { candidate } => {
                let who = named(candidates, *candidate);
                match language {
                    Language::French => format!("{who} sort"),
                    Language::English => format!("{who} is excluded"),
                }
            }
        };
        let elected: Vec<CandidateNumber> =
            stage.elected.iter().map(|record| record.candidate).collect();
        let now = match elected.is_empty() {
            true => String::new(),
            false => format!(
                " ; {} {}",
                language.choose("élu·es :", "elected:"),
                names(candidates, &elected)
            ),
        };
        tallied.line(format!("{:>3}. {what}{now}", number + 1));
    }
    for lot in &outcome.ties.lots {
        let (tied, who) = (names(candidates, &lot.tied), named(candidates, lot.designated));
        tallied.line(match language {
            Language::French => {
                format!("étape {} : tirage entre {tied} ; désigne {who}", lot.stage)
            }
            Language::English => format!("stage {}: lot among {tied}; designates {who}", lot.stage),
        });
    }
    Ok(tallied)
}

/// `stv_meek`.
pub fn meek(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let read = read(ballots, language)?;
    let seats = seats(parameters, read.seats, language)?;
    let exclusion_order = lots(parameters, language)?;
    let ties = match exclusion_order.is_empty() {
        true => "tied for the last place: the lowest number goes first",
        false => "tied for the last place: the first of the lots goes first",
    };
    let rule = MeekRule {
        equal_ranks: equal_ranks(parameters),
        exclusion_order,
        ..MeekRule::for_seats(seats)
    };
    let outcome = transferable::meek(&read.profile, rule)
        .map_err(|error| Failure::new(error.sentence(language)))?;
    let candidates = read.profile.candidates();
    let mut by_number = outcome.winners.clone();
    by_number.sort_unstable();
    let mut tallied = tallied("stv_meek", parameters, &read, &json!(outcome), language)
        .with("tie_breaking", json!(ties))
        .with("winners", json!(by_number));
    tallied.json["parameters"]["seats"] = json!(seats);
    elected(&mut tallied, candidates, &outcome.winners, language);
    let columns: Vec<BTreeMap<CandidateNumber, String>> = outcome
        .rounds
        .iter()
        .map(|round| round.votes.iter().map(|(who, votes)| (*who, votes.to_string())).collect())
        .collect();
    rounds(&mut tallied, candidates, &columns, language.choose("Tours", "Rounds"));
    for (number, round) in outcome.rounds.iter().enumerate() {
        let what = match &round.action {
            MeekAction::Elected(who) | MeekAction::RemainingElected(who) => {
                format!("{} {}", language.choose("élu·es :", "elected:"), names(candidates, who))
            }
            MeekAction::Excluded { candidate, .. } => {
                let who = named(candidates, *candidate);
                format!("{who} {}", language.choose("sort", "is excluded"))
            }
        };
        tallied.line(format!("{:>3}. quota {} ; {what}", number + 1, round.quota));
    }
    Ok(tallied)
}

fn elected(
    tallied: &mut Tallied,
    candidates: &[Candidate],
    winners: &[CandidateNumber],
    language: Language,
) {
    let said = language.choose("élu·es", "elected");
    tallied.line(format!("{said} : {}", names(candidates, winners)));
}

/// A row for each candidate, a column for each round.
fn rounds(
    tallied: &mut Tallied,
    candidates: &[Candidate],
    columns: &[BTreeMap<CandidateNumber, String>],
    title: &str,
) {
    let heads = (1..=columns.len()).map(|number| number.to_string());
    let mut rows = vec![std::iter::once(String::new()).chain(heads).collect::<Vec<_>>()];
    for candidate in candidates {
        let cells =
            columns.iter().map(|column| column.get(&candidate.number).cloned().unwrap_or_default());
        rows.push(std::iter::once(named(candidates, candidate.number)).chain(cells).collect());
    }
    tallied.table(title, &rows);
}
