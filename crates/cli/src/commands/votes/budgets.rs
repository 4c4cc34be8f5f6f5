//! Participatory budgets.

use std::collections::BTreeMap;

use caisse_units::Language;
use caisse_votes::participatory::{
    self, Completion, Election, Ending, EqualShares, Outcome, Phase, Start, Step, Tie, TieOrder,
    TieRule, Utility, written_exactly,
};
use caisse_votes::read::pabulib::{self, Limits, Pabulib};
use num_rational::BigRational;
use serde_json::{Value, json};

use super::Ballots;
use super::parameters::Parameters;
use super::tallied::Tallied;
use crate::answer::Failure;

fn read(ballots: &Ballots, language: Language) -> Result<Pabulib, Failure> {
    pabulib::parse(&ballots.bytes, &Limits::default())
        .map_err(|error| Failure::new(error.sentence(language)))
}

fn utility(parameters: &Parameters) -> Utility {
    Utility::from_name(parameters.word("utility")).expect("the words are those of the method")
}

fn ties(parameters: &Parameters, language: Language) -> Result<TieOrder, Failure> {
    let lot = || {
        let text = parameters.text("lots").ok_or_else(|| {
            let said = language.choose(
                "donnez l'ordre tiré : --parameter lots=12,7,9",
                "give the order drawn: --parameter lots=12,7,9",
            );
            Failure::new(said)
        })?;
        Ok(TieRule::Lot(text.split(',').map(|id| id.trim().to_owned()).collect()))
    };
    let rules = match parameters.word("ties") {
        "lowest_cost" => vec![TieRule::LowestCost],
        "most_votes" => vec![TieRule::MostVotes],
        "lot" => vec![lot()?],
        "lowest_cost, then most_votes, then lot" => {
            vec![TieRule::LowestCost, TieRule::MostVotes, lot()?]
        }
        _ => vec![TieRule::ProjectId],
    };
    Ok(TieOrder { rules, reversed: false })
}

fn tie_breaking(parameters: &Parameters) -> String {
    match parameters.word("ties") {
        "project_id" => "project_id compared as a string, smallest first".to_owned(),
        rule => format!("{rule}; then project_id compared as a string, smallest first"),
    }
}

/// `1`, `5/2` or `1%` of the first share.
fn step(parameters: &Parameters, language: Language) -> Result<Step, Failure> {
    let Some(text) = parameters.text("step") else { return Ok(Step::default()) };
    let exact = |text: &str| text.trim().parse::<BigRational>().ok();
    let step = match text.strip_suffix('%') {
        Some(percent) => exact(percent)
            .map(|percent| Step::PartOfShare(percent / BigRational::from_integer(100.into()))),
        None => exact(text).map(Step::Amount),
    };
    step.ok_or_else(|| parameters.unreadable("step", language))
}

/// `pb_equal_shares`.
pub fn equal_shares(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let file = read(ballots, language)?;
    let completion =
        Completion::from_name(parameters.word("completion")).expect("the words are the method's");
    let mut method = EqualShares::new(utility(parameters), completion);
    method.ties = ties(parameters, language)?;
    method.step = step(parameters, language)?;
    if parameters.word("start") == "whole_units" {
        method.start = Start::WholeUnits;
    }
    if let Some(most) = parameters.number("most_runs") {
        method.most_runs = most;
    }
    let fail = |error: participatory::MethodError| Failure::new(error.sentence(language));
    let outcome = participatory::equal_shares(&file.election, &method).map_err(fail)?;
    let leans = participatory::leans_on_ties(&file.election, &method, &outcome).map_err(fail)?;
    let mut tallied = tallied("pb_equal_shares", parameters, &file, &outcome, leans, language);
    let exact = |number: &Option<BigRational>| number.as_ref().map(written_exactly);
    let added = !matches!(completion, Completion::None | Completion::Greedy);
    if added {
        let figures = &mut tallied.json["key_figures"];
        figures["endowment_start"] = json!(exact(&outcome.endowment_start));
        figures["endowment_end"] = json!(exact(&outcome.endowment_end));
        figures["runs"] = json!(outcome.runs);
    }
    let sheet = &mut tallied.json["sheet"];
    sheet["endowment_start"] = json!(exact(&outcome.endowment_start));
    sheet["endowment_end"] = json!(exact(&outcome.endowment_end));
    sheet["runs"] = json!(outcome.runs);
    sheet["ending"] = json!(outcome.ending.map(ending));
    if let (Some(start), Some(end)) = (&outcome.endowment_start, &outcome.endowment_end) {
        let (start, end) = (written_exactly(start), written_exactly(end));
        tallied.line(match language {
            Language::French => {
                format!("chaque votant reçoit {start}, puis {end} après {} calculs", outcome.runs)
            }
            Language::English => {
                format!("each voter gets {start}, then {end} after {} runs", outcome.runs)
            }
        });
    }
    Ok(tallied)
}

/// `pb_greedy`.
pub fn greedy(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let file = read(ballots, language)?;
    let (utility, order) = (utility(parameters), ties(parameters, language)?);
    let fail = |error: participatory::MethodError| Failure::new(error.sentence(language));
    let outcome = participatory::greedy(&file.election, utility, &order).map_err(fail)?;
    let leans = participatory::greedy_leans_on_ties(&file.election, utility, &order, &outcome)
        .map_err(fail)?;
    Ok(tallied("pb_greedy", parameters, &file, &outcome, leans, language))
}

/// `pb_official_outcome`: no count, the column `selected` of the file.
pub fn official(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let file = read(ballots, language)?;
    let election = &file.election;
    let places = election.official().ok_or_else(|| {
        Failure::new(language.choose(
            "le fichier ne dit pas ce que les organisateurs ont décidé (colonne « selected »)",
            "the file does not say what the organisers decided (column “selected”)",
        ))
    })?;
    let cost: BigRational =
        places.iter().map(|place| election.money(election.projects()[*place].cost)).sum();
    let winners = ids(election, &places);
    let mut tallied = Tallied::new("pb_official_outcome", parameters)
        .with("tie_breaking", json!("not stated"))
        .with("winners_sorted", json!(sorted(winners.clone())))
        .with(
            "key_figures",
            json!({
                "voters": election.ballots().voters(),
                "projects": election.projects().len(),
                "budget": written_exactly(&election.money(election.budget())),
                "total_cost": written_exactly(&cost),
                "selected": places.len(),
            }),
        )
        .with("sheet", json!({ "rule": file.meta("rule") }));
    if parameters.text("rule").is_none()
        && let Some(rule) = file.meta("rule")
    {
        tallied.json["parameters"]["rule"] = json!(rule);
    }
    tallied.line(format!("{} : {}", language.choose("retenus", "selected"), winners.join(", ")));
    Ok(tallied)
}

fn ids(election: &Election, places: &[usize]) -> Vec<String> {
    places.iter().map(|place| election.projects()[*place].id.clone()).collect()
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

fn tallied(
    method: &str,
    parameters: &Parameters,
    file: &Pabulib,
    outcome: &Outcome,
    leans: bool,
    language: Language,
) -> Tallied {
    let election = &file.election;
    let winners = ids(election, &outcome.winners());
    let mut tallied = Tallied::new(method, parameters)
        .with("tie_breaking", json!(tie_breaking(parameters)))
        .with("winners_in_order", json!(winners))
        .with("winners_sorted", json!(sorted(winners)))
        .with(
            "key_figures",
            json!({
                "voters": outcome.voters(),
                "distinct_ballots": outcome.distinct_ballots(),
                "projects": election.projects().len(),
                "budget": written_exactly(&outcome.budget),
                "total_cost": written_exactly(&outcome.total_cost),
                "selected": outcome.selected.len(),
            }),
        )
        .with("ties", json!({ "met": outcome.ties_met, "set_changes_if_order_reversed": leans }))
        .with("sheet", sheet(election, outcome));
    let remarks: Vec<String> =
        file.remarks.iter().map(|remark| remark.sentence(language)).collect();
    if !remarks.is_empty() {
        tallied = tallied.with("warnings", json!(remarks));
        remarks.iter().for_each(|remark| tallied.line(remark));
    }
    tell(&mut tallied, election, outcome, language);
    if leans {
        tallied.line(language.choose(
            "attention : un autre ordre pour les égalités financerait d'autres projets",
            "note: another order for ties would fund other projects",
        ));
    }
    tallied
}

fn tell(tallied: &mut Tallied, election: &Election, outcome: &Outcome, language: Language) {
    let (budget, spent) = (written_exactly(&outcome.budget), written_exactly(&outcome.total_cost));
    let voters = outcome.voters();
    tallied.line(match language {
        Language::French => format!(
            "{voters} votants, {} projets ; budget {budget}, attribué {spent}",
            election.projects().len()
        ),
        Language::English => format!(
            "{voters} voters, {} projects; budget {budget}, spent {spent}",
            election.projects().len()
        ),
    });
    let heads = language.choose(
        "n°,projet,coût,soutiens,valeur,prix par unité,financé par",
        "no.,project,cost,supporters,value,price per unit,funded by",
    );
    let mut rows = vec![heads.split(',').map(str::to_owned).collect::<Vec<_>>()];
    let chosen = outcome.selected.iter().map(|selection| (selection.project, Some(selection)));
    let others = (0..election.projects().len())
        .filter(|place| !outcome.selected.iter().any(|selection| selection.project == *place))
        .map(|place| (place, None));
    for (place, selection) in chosen.chain(others) {
        let (project, support) = (&election.projects()[place], outcome.support(place));
        let price = selection.and_then(|selection| selection.price.as_ref());
        let name: String = project.name.chars().take(40).collect();
        rows.push(vec![
            project.id.clone(),
            name,
            written_exactly(&election.money(project.cost)),
            support.voters.to_string(),
            written_exactly(&support.value),
            price.map(rounded).unwrap_or_default(),
            selection.map_or("", |selection| phase(selection.phase)).to_owned(),
        ]);
    }
    tallied.table(language.choose("Projets", "Projects"), &rows);
}

/// A fraction for people's eyes: six decimals, cut. The sheet for programs has it whole.
fn rounded(number: &BigRational) -> String {
    let millionths = (number * BigRational::from_integer(1_000_000.into())).trunc().to_integer();
    let text = format!("{millionths:0>7}");
    let (whole, decimals) = text.split_at(text.len() - 6);
    format!("{whole}.{decimals}")
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Free => "free",
        Phase::EqualShares => "equal_shares",
        Phase::Greedy => "greedy",
    }
}

fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::SingleRun => "single_run",
        Ending::Exhaustive => "exhaustive",
        Ending::WouldOverspend => "would_overspend",
        Ending::AllFunded => "all_funded",
    }
}

/// Per project: cost, supporters, price, and how many paid how much.
fn sheet(election: &Election, outcome: &Outcome) -> Value {
    let order: BTreeMap<usize, (usize, &participatory::Selection)> = outcome
        .selected
        .iter()
        .enumerate()
        .map(|(order, selection)| (selection.project, (order + 1, selection)))
        .collect();
    let projects: Vec<Value> = election
        .projects()
        .iter()
        .enumerate()
        .map(|(place, project)| {
            let support = outcome.support(place);
            let mut told = json!({
                "project_id": project.id,
                "name": project.name,
                "cost": written_exactly(&election.money(project.cost)),
                "supporters": support.voters,
                "value": written_exactly(&support.value),
            });
            if let Some((order, selection)) = order.get(&place) {
                told["selected"] = json!(order);
                told["funded_by"] = json!(phase(selection.phase));
                told["price"] = json!(selection.price.as_ref().map(written_exactly));
                told["payments"] = payments(outcome, place);
            }
            told
        })
        .collect();
    let ties: Vec<Value> = outcome.ties.iter().map(|tie| told_tie(election, tie)).collect();
    json!({ "projects": projects, "ties": ties, "money_left": written_exactly(&outcome.money_left()) })
}

fn told_tie(election: &Election, tie: &Tie) -> Value {
    json!({
        "after": tie.after,
        "projects": ids(election, &tie.projects),
        "decided_by_rule": tie.decided_by.map(|rule| rule + 1),
    })
}

/// Voters who paid the same are told together.
fn payments(outcome: &Outcome, place: usize) -> Value {
    let mut together = BTreeMap::<(BigRational, bool), u64>::new();
    for payment in outcome.payments(place) {
        *together.entry((payment.each, payment.exhausted)).or_default() +=
            u64::from(payment.voters);
    }
    let told = together.into_iter().rev().map(|((each, exhausted), voters)| {
        json!({ "voters": voters, "each": written_exactly(&each), "all_they_had": exhausted })
    });
    told.collect()
}
