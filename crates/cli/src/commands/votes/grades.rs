//! Graded ballots: majority judgment and scores.

use caisse_units::Language;
use caisse_votes::graded::judgment::{MissingGrades, judge};
use caisse_votes::graded::scores::{Score, ScoreRule, score};
use caisse_votes::read::grades::{self, GradeTable, Limits, Scale};
use serde_json::{Map, Value, json};

use super::Ballots;
use super::parameters::Parameters;
use super::tallied::Tallied;
use crate::answer::Failure;

fn read(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<(GradeTable, Vec<String>), Failure> {
    let scale = match (parameters.text("scale"), parameters.number("best")) {
        (Some(words), _) => {
            Scale::Words(words.split(',').map(|word| word.trim().to_owned()).collect())
        }
        (None, Some(best)) => {
            Scale::UpTo(u16::try_from(best).map_err(|_| parameters.unreadable("best", language))?)
        }
        (None, None) => Scale::Found,
    };
    let table = grades::read(&ballots.bytes, &scale, Limits::default()).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(|error| error.sentence(language)).collect();
        Failure::new(lines.join("\n"))
    })?;
    let names = match scale {
        Scale::Words(words) => words,
        _ => (1..=table.grades).map(|grade| grade.to_string()).collect(),
    };
    Ok((table, names))
}

fn named(table: &GradeTable, classes: &[Vec<usize>]) -> Vec<Vec<String>> {
    let name = |candidate: &usize| table.candidates[*candidate].clone();
    classes.iter().map(|class| class.iter().map(name).collect()).collect()
}

fn by_candidate(table: &GradeTable, value: impl Fn(usize) -> Value) -> Map<String, Value> {
    let named = table.candidates.iter().enumerate();
    named.map(|(candidate, name)| (name.clone(), value(candidate))).collect()
}

fn tallied(
    method: &str,
    parameters: &Parameters,
    table: &GradeTable,
    names: &[String],
    classes: &[Vec<usize>],
) -> Tallied {
    let ranking = named(table, classes);
    let scale = match parameters.text("scale") {
        Some(_) => {
            format!("{} best .. {} worst, empty = no opinion", names[names.len() - 1], names[0])
        }
        None => format!("{} best .. 1 worst, 0 = no opinion", table.grades),
    };
    let several = classes.iter().filter(|class| class.len() > 1).count();
    Tallied::new(method, parameters)
        .with("winners", json!(ranking.first()))
        .with("ranking_classes", json!(ranking))
        .with(
            "key_figures",
            json!({
                "voters": table.voters,
                "candidates": table.candidates.len(),
                "grades": scale,
            }),
        )
        .with("ties", json!({ "classes_with_several": several }))
}

fn places(classes: &[Vec<usize>]) -> Vec<(usize, usize)> {
    let ranks = caisse_votes::graded::ranks(classes);
    classes.iter().flatten().map(|candidate| (ranks[*candidate], *candidate)).collect()
}

/// `worst grade`, `median grade`, `ignored`, `grade 3` (the worst is 1).
fn missing(parameters: &Parameters, language: Language) -> Result<MissingGrades, Failure> {
    let text = parameters.text("no_opinion").unwrap_or("worst grade");
    Ok(match text {
        "worst grade" => MissingGrades::Worst,
        "median grade" => MissingGrades::Median,
        "ignored" => MissingGrades::Ignored,
        _ => {
            let number = text.strip_prefix("grade ").and_then(|text| text.parse::<u16>().ok());
            let grade = number.and_then(|number| number.checked_sub(1));
            MissingGrades::Fixed(
                grade.ok_or_else(|| parameters.unreadable("no_opinion", language))?,
            )
        }
    })
}

/// `majority_judgment`.
pub fn majority_judgment(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let missing = missing(parameters, language)?;
    let (table, names) = read(ballots, parameters, language)?;
    let outcome =
        judge(&table.tallies, missing).map_err(|error| Failure::new(error.sentence(language)))?;
    let ties = "Balinski-Laraki: medians removed one by one; equal sequences share a class";
    let sheets = by_candidate(&table, |candidate| json!(outcome.sheets[candidate]));
    let tallies = by_candidate(&table, |candidate| json!(outcome.sheets[candidate].profile));
    let mut tallied = tallied("majority_judgment", parameters, &table, &names, &outcome.classes)
        .with("tie_breaking", json!(ties))
        .with("sheet", json!({ "grades_worst_first": names, "candidates": sheets }));
    if parameters.text("no_opinion").is_none() {
        tallied.json["parameters"]["no_opinion"] = json!("worst grade");
    }
    tallied.json["key_figures"]["tallies_worst_first"] = tallies.into();
    let mut head = vec![
        language.choose("rang", "rank").to_owned(),
        language.choose("candidat", "candidate").to_owned(),
        language.choose("mention", "grade").to_owned(),
        language.choose("sous", "below").to_owned(),
        language.choose("sur", "above").to_owned(),
    ];
    head.extend(names.iter().cloned());
    let mut rows = vec![head];
    for (rank, candidate) in places(&outcome.classes) {
        let sheet = &outcome.sheets[candidate];
        let mut row = vec![
            rank.to_string(),
            table.candidates[candidate].clone(),
            names[usize::from(sheet.median)].clone(),
            sheet.below.to_string(),
            sheet.above.to_string(),
        ];
        row.extend(sheet.profile.iter().map(u64::to_string));
        rows.push(row);
    }
    tallied.line(voters(&table, language));
    tallied.table(
        language.choose("Combien ont donné chaque mention", "How many gave each grade"),
        &rows,
    );
    tallied.line(language.choose(
        "la mention majoritaire est celle du milieu, la plus basse des deux s'il y en a deux ; à mention égale, on compare les suivantes en s'éloignant du milieu",
        "the majority grade is the middle one, the lower of the two if there are two; where it is equal, the next ones are compared away from the middle",
    ));
    Ok(tallied)
}

fn voters(table: &GradeTable, language: Language) -> String {
    match language {
        Language::French => {
            format!("{} votants, {} candidats", table.voters, table.candidates.len())
        }
        Language::English => {
            format!("{} voters, {} candidates", table.voters, table.candidates.len())
        }
    }
}

/// `score_sum`.
pub fn score_sum(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let (table, scores, mut tallied) =
        scored("score_sum", ballots, parameters, ScoreRule::Sum, language)?;
    let totals = by_candidate(&table, |candidate| json!(whole(scores[candidate].points)));
    tallied.json["key_figures"]["totals"] = totals.into();
    Ok(tallied.with("tie_breaking", json!("equal sums share a class")))
}

/// `score_mean`.
pub fn score_mean(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let rule = match parameters.word("no_opinion") {
        "0 points" => ScoreRule::MeanOfAll,
        _ => ScoreRule::MeanOfGraded,
    };
    let (table, scores, mut tallied) = scored("score_mean", ballots, parameters, rule, language)?;
    let means = by_candidate(&table, |candidate| {
        json!(format!("{}/{}", scores[candidate].points, scores[candidate].voters))
    });
    tallied.json["key_figures"]["means"] = means.into();
    Ok(tallied.with("tie_breaking", json!("equal means share a class")))
}

/// Points as a number of JSON, which the limits of files keep within.
fn whole(points: i128) -> i64 {
    i64::try_from(points).unwrap_or(i64::MAX)
}

fn scored(
    method: &str,
    ballots: &Ballots,
    parameters: &Parameters,
    rule: ScoreRule,
    language: Language,
) -> Result<(GradeTable, Vec<Score>, Tallied), Failure> {
    let (table, names) = read(ballots, parameters, language)?;
    let values: Vec<i64> = (1..).take(table.grades).collect();
    let outcome = score(&table.tallies, &values, rule)
        .map_err(|error| Failure::new(error.sentence(language)))?;
    let sheets = by_candidate(&table, |candidate| {
        json!({ "points": whole(outcome.scores[candidate].points),
                "divided_by": outcome.scores[candidate].voters,
                "tally_worst_first": table.tallies[candidate] })
    });
    let mut tallied = tallied(method, parameters, &table, &names, &outcome.classes).with(
        "sheet",
        json!({ "grades_worst_first": names, "points": values, "candidates": sheets }),
    );
    let head =
        language.choose("rang,candidat,points,divisés par", "rank,candidate,points,divided by");
    let mut rows = vec![head.split(',').map(str::to_owned).collect::<Vec<_>>()];
    rows[0].extend(names.iter().cloned());
    rows[0].push(language.choose("sans opinion", "no opinion").to_owned());
    for (rank, candidate) in places(&outcome.classes) {
        let Score { points, voters } = outcome.scores[candidate];
        let mut row = vec![
            rank.to_string(),
            table.candidates[candidate].clone(),
            points.to_string(),
            voters.to_string(),
        ];
        row.extend(table.tallies[candidate].counts.iter().map(u64::to_string));
        row.push(table.tallies[candidate].missing.to_string());
        rows.push(row);
    }
    tallied.line(voters(&table, language));
    tallied.table(language.choose("Points", "Points"), &rows);
    Ok((table, outcome.scores, tallied))
}
