//! Approvals, and delegates chosen from them.

use caisse_units::Language;
use caisse_votes::approval::{
    ApprovalError, Approvals, CommitteeRule, Committees, Resolution, Value as Meaning, committees,
};
use caisse_votes::participatory::written_exactly;
use caisse_votes::ranked::{Candidate, CandidateNumber};
use caisse_votes::read::preflib;
use caisse_votes::read::text::Limits;
use serde_json::{Map, Value, json};

use super::Ballots;
use super::parameters::Parameters;
use super::ranked::{lots, named, names};
use super::tallied::Tallied;
use crate::answer::Failure;

/// The candidates, and who approves whom: those of the first category.
struct Read {
    candidates: Vec<Candidate>,
    approvals: Approvals,
    warnings: Vec<String>,
}

impl Read {
    fn file(ballots: &Ballots, language: Language) -> Result<Read, Failure> {
        let reading = preflib::read_categories(&ballots.bytes, &Limits::default())
            .map_err(|faults| Failure::new(faults.sentence(language)))?;
        let file = reading.content;
        let fail = |error: ApprovalError| Failure::new(error.sentence(language));
        let most = u32::try_from(file.candidates.len()).expect("the reader limits candidates");
        let mut approvals = Approvals::new(most);
        for ballot in &file.ballots {
            let first = ballot.sets.first().map(Vec::as_slice).unwrap_or_default();
            let approved: Vec<u32> =
                first.iter().filter_map(|number| place(&file.candidates, *number)).collect();
            approvals.cast(&approved, ballot.count).map_err(fail)?;
        }
        let warnings = reading.warnings.iter().map(|fault| fault.sentence(language)).collect();
        Ok(Read { candidates: file.candidates, approvals, warnings })
    }

    fn numbers(&self, places: &[u32]) -> Vec<CandidateNumber> {
        places.iter().map(|place| self.candidates[*place as usize].number).collect()
    }

    fn tallied(&self, method: &str, parameters: &Parameters, language: Language) -> Tallied {
        let (voters, candidates) = (self.approvals.voters(), self.candidates.len());
        let mut tallied = Tallied::new(method, parameters)
            .with("key_figures", json!({ "voters": voters, "candidates": candidates }));
        if !self.warnings.is_empty() {
            tallied = tallied.with("warnings", json!(self.warnings));
            self.warnings.iter().for_each(|warning| tallied.line(warning));
        }
        tallied.line(match language {
            Language::French => format!("{voters} votants, {candidates} candidats"),
            Language::English => format!("{voters} voters, {candidates} candidates"),
        });
        tallied
    }

    /// Approvals by candidate, for programs.
    fn counts(&self) -> Map<String, Value> {
        let counts = self.candidates.iter().zip(self.approvals.counts());
        counts.map(|(candidate, count)| (candidate.number.to_string(), json!(count))).collect()
    }
}

fn place(candidates: &[Candidate], number: CandidateNumber) -> Option<u32> {
    let place = candidates.binary_search_by_key(&number, |candidate| candidate.number).ok()?;
    u32::try_from(place).ok()
}

/// `approval`.
pub fn approval(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let read = Read::file(ballots, language)?;
    let classes: Vec<Vec<CandidateNumber>> =
        read.approvals.classes().iter().map(|class| read.numbers(class)).collect();
    let several = classes.iter().filter(|class| class.len() > 1).count();
    let mut tallied = read
        .tallied("approval", parameters, language)
        .with("tie_breaking", json!("equal counts share a class"))
        .with("winners", json!(classes.first()))
        .with("ranking_classes", json!(classes))
        .with("ties", json!({ "classes_with_several": several }))
        .with("sheet", json!({ "candidates": read.candidates, "approvals": read.counts() }));
    tallied.json["key_figures"]["approvals"] = read.counts().into();
    let counts = read.approvals.counts();
    let head = language.choose("rang,candidat,approbations", "rank,candidate,approvals");
    let mut rows = vec![head.split(',').map(str::to_owned).collect::<Vec<_>>()];
    let mut rank = 1;
    for class in &classes {
        for number in class {
            let count = place(&read.candidates, *number).map_or(0, |place| counts[place as usize]);
            rows.push(vec![rank.to_string(), named(&read.candidates, *number), count.to_string()]);
        }
        rank += class.len();
    }
    tallied.table("", &rows);
    Ok(tallied)
}

/// The methods `committee_…`: the name of the rule follows the underscore.
pub fn delegates(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let read = Read::file(ballots, language)?;
    let method = parameters.method();
    let name = method.strip_prefix("committee_").unwrap_or(method);
    let rule = CommitteeRule::from_name(name).expect("the methods are named after the rules");
    let seats = u32::try_from(parameters.number("seats").unwrap_or(0))
        .map_err(|_| parameters.unreadable("seats", language))?;
    let (resolution, ties) = resolution(&read, rule, parameters, language)?;
    let outcome = committees(&read.approvals, seats, rule, &resolution)
        .map_err(|error| Failure::new(error.sentence(language)))?;
    let lists: Vec<Vec<CandidateNumber>> =
        outcome.committees.iter().map(|list| read.numbers(list)).collect();
    let mut tallied = read
        .tallied(method, parameters, language)
        .with("tie_breaking", json!(ties))
        .with("winners", json!(lists.first()))
        .with("sheet", sheet(&read, &outcome));
    if lists.len() > 1 {
        tallied = tallied.with("tied_committees", json!(lists));
        tallied.line(match (language, outcome.complete) {
            (Language::French, true) => format!("la règle laisse {} listes à égalité", lists.len()),
            (Language::French, false) => {
                format!("la règle laisse au moins {} listes à égalité", lists.len())
            }
            (Language::English, true) => format!("the rule leaves {} lists tied", lists.len()),
            (Language::English, false) => {
                format!("the rule leaves at least {} lists tied", lists.len())
            }
        });
    }
    for list in &lists {
        let said = language.choose("élu·es", "elected");
        tallied.line(format!("{said} : {}", names(&read.candidates, list)));
    }
    steps(&mut tallied, &read, &outcome, language);
    Ok(tallied)
}

fn resolution(
    read: &Read,
    rule: CommitteeRule,
    parameters: &Parameters,
    language: Language,
) -> Result<(Resolution, &'static str), Failure> {
    Ok(match parameters.word("ties") {
        "lots" => {
            let order = lots(parameters, language)?;
            let places: Option<Vec<u32>> =
                order.iter().map(|number| place(&read.candidates, *number)).collect();
            let places = places.ok_or_else(|| parameters.unreadable("lots", language))?;
            (Resolution::Order(places), "in the order of the lots")
        }
        "lowest" => (Resolution::Lowest, "lowest candidate first"),
        _ if rule == CommitteeRule::EqualSharesByIncrement => {
            (Resolution::Lowest, "lowest candidate first")
        }
        _ => (Resolution::default(), "all tied committees listed (at most 20)"),
    })
}

fn meaning(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::Price => "price",
        Meaning::Load => "load",
        Meaning::Gain => "gain",
    }
}

fn sheet(read: &Read, outcome: &Committees) -> Value {
    let steps: Vec<Value> = outcome
        .steps
        .iter()
        .map(|step| {
            json!({
                "candidate": read.numbers(&[step.candidate])[0],
                "tied": read.numbers(&step.tied),
                "meaning": meaning(step.meaning),
                "value": written_exactly(&step.value),
            })
        })
        .collect();
    json!({
        "candidates": read.candidates, "approvals": read.counts(), "steps": steps,
        "shared_seats": outcome.shared_seats, "complete": outcome.complete,
    })
}

fn steps(tallied: &mut Tallied, read: &Read, outcome: &Committees, language: Language) {
    let counts = read.approvals.counts();
    let head = language.choose(
        "siège,candidat,approbations,mesure,valeur,à égalité avec",
        "seat,candidate,approvals,measure,value,tied with",
    );
    let mut rows = vec![head.split(',').map(str::to_owned).collect::<Vec<_>>()];
    for (seat, step) in outcome.steps.iter().enumerate() {
        let others: Vec<u32> =
            step.tied.iter().copied().filter(|other| *other != step.candidate).collect();
        let measure = match step.meaning {
            Meaning::Price => language.choose("prix le plus haut payé", "highest price paid"),
            Meaning::Load => language.choose("charge de chacun", "load of each"),
            Meaning::Gain => language.choose("gain", "gain"),
        };
        rows.push(vec![
            (seat + 1).to_string(),
            named(&read.candidates, read.numbers(&[step.candidate])[0]),
            counts[step.candidate as usize].to_string(),
            measure.to_owned(),
            written_exactly(&step.value),
            names(&read.candidates, &read.numbers(&others)),
        ]);
    }
    tallied.table(language.choose("Sièges, dans l'ordre", "Seats, in order"), &rows);
}
