//! Rules, decisions, and why.

use caisse_units::{Amount, Day, Language};
use caisse_web::views::{
    Adoption, Decision, Effect, Example, Origin, Parameter, Place, Reference, Rule, Table, Version,
    Vote, Why,
};

use super::people::{HOUSEHOLDS, due, size, steps};
use super::{TestHouse, day, euros, number};

pub fn decision(house: &TestHouse, decision: u32, language: Language) -> Option<Decision> {
    Some(Decision {
        id: format!("D{decision}"),
        title: house.typed(language.choose("La cotisation suit la taille du foyer", "Contributions follow the size of the household")),
        day: day("2024-12-14"),
        assembly: language.choose("Assemblée fondatrice", "Founding assembly").to_owned(),
        text: vec![
            house.typed("À compter du 1er janvier 2025, chaque foyer verse chaque mois 10 € et 5 € par personne de plus. Nul n'est tenu de dire pourquoi il donne davantage."),
            "La règle est revue par l'assemblée au plus tard dans un an.".to_owned(),
        ],
        vote: (decision != 3).then_some(Vote { in_favour: 112, against: 9, abstentions: 14, blanks: 0 }),
        origin: (decision == 2).then(|| Origin {
            proposal: Some(reference(house.typed(language.choose("La cotisation suit la taille du foyer", "Contributions follow the size of the household")), Some(Place::Proposal("PR4".to_owned())))),
            poll: reference(language.choose("scrutin S1", "poll S1").to_owned(), None),
            outcome: language.choose("Adoptée : 112 pour, 9 contre ; il en fallait 61.", "Adopted: 112 for, 9 against; 61 were needed.").to_owned(),
            assembly: reference(language.choose("Assemblée fondatrice", "Founding assembly").to_owned(), None),
            minutes: reference(language.choose("procès-verbal de AG1", "minutes of AG1").to_owned(), None),
        }),
        effects: if decision == 3 { vec![] } else { vec![Effect {
            sentence: language.choose("la règle « Cotisation des foyers » entre en vigueur", "the rule “Contributions of households” comes into force").to_owned(),
            from: day("2025-01-01"),
            place: Some(Place::Rule { name: "cotisation".to_owned(), since: Some(day("2025-01-01")) }),
        }] },
        federation: (decision == 3)
            .then(|| super::federated::common_rule(house, language).federation),
        record: 12,
    })
}

fn reference(label: String, place: Option<Place>) -> Reference {
    Reference { label, detail: None, place }
}

fn parameter(title: &str, amount: Amount, language: Language) -> Parameter {
    Parameter {
        title: title.to_owned(),
        value: amount.written(language),
        since: day("2025-01-01"),
        source: language
            .choose("décision D2, 14 décembre 2024", "decision D2, 14 December 2024")
            .to_owned(),
    }
}

fn parameters(language: Language) -> Vec<Parameter> {
    vec![
        parameter(language.choose("part du foyer", "household part"), euros(10), language),
        parameter(
            language.choose("part par personne de plus", "part per further person"),
            euros(5),
            language,
        ),
    ]
}

pub fn rule(house: &TestHouse, name: &str, since: Option<Day>, language: Language) -> Option<Rule> {
    let title = match name {
        "cotisation" => language.choose("Cotisation des foyers", "Contributions of households"),
        "allocation" => language.choose("Allocation alimentaire", "Food allowance"),
        "partage" => language.choose("Partage des cotisations", "Sharing of contributions"),
        _ => return None,
    };
    let since = since.unwrap_or(day("2025-01-01"));
    let old = since == day("2024-10-01");
    if !old && since != day("2025-01-01") {
        return None;
    }
    let first = Adoption {
        decision: "D1".to_owned(),
        day: day("2024-09-21"),
        vote: None,
        ..house.adoption(language)
    };
    Some(Rule {
        name: name.to_owned(),
        title: house.typed(title),
        since,
        until: old.then(|| day("2024-12-31")),
        repealed: (name == "partage").then(|| (day("2026-03-01"), house.adoption(language))),
        sentences: vec![
            language.choose("La cotisation est la somme de 10,00 € par foyer et de 5,00 € par personne du foyer au-delà de la première.", "The contribution is the sum of €10.00 per household and €5.00 per person of the household beyond the first.").to_owned(),
            language.choose("Un membre peut choisir de verser davantage ; il ne peut pas verser moins sans dispense.", "A member may choose to pay more; they may not pay less without a waiver.").to_owned(),
        ],
        tables: vec![Table {
            caption: language.choose("Cotisation et allocation selon la taille du foyer", "Contribution and allowance by size of household").to_owned(),
            columns: [language.choose("Personnes", "Persons"), language.choose("Cotisation", "Contribution"), language.choose("Allocation", "Allowance")].map(str::to_owned).to_vec(),
            rows: (1..=4).map(|persons| vec![persons.to_string(), euros(5 + 5 * persons).written(language), euros(75 + 75 * persons).written(language)]).collect(),
        }],
        parameters: parameters(language),
        examples: vec![Example {
            case: language.choose("foyer de 3 personnes", "household of 3").to_owned(),
            result: euros(20).written(language),
        }],
        findings: vec![
            language.choose("Le résultat va de 10,00 € à 105,00 € (20 personnes).", "The result goes from €10.00 to €105.00 (20 persons).").to_owned(),
            language.choose("Aucun saut ; le revenu n'y entre pas.", "No jump; income does not enter.").to_owned(),
        ],
        versions: vec![
            Version { since: day("2025-01-01"), until: None, adoption: house.adoption(language) },
            Version { since: day("2024-10-01"), until: Some(day("2024-12-31")), adoption: first },
        ],
        adoption: house.adoption(language),
        common: (name == "partage").then(|| super::federated::common_rule(house, language)),
    })
}

pub fn why(house: &TestHouse, id: &str, language: Language) -> Option<Why> {
    assert!(!id.ends_with("-broken"), "the house of the tests can break down on demand");
    let claim = number(id, 'C', HOUSEHOLDS);
    let household = claim.or_else(|| number(id, 'A', HOUSEHOLDS))?;
    let (what, name, amount) = match claim {
        Some(_) => (
            language.choose("Cotisation de janvier 2026", "Contribution for January 2026"),
            "cotisation",
            due(household),
        ),
        None => (
            language.choose(
                "Allocation alimentaire de janvier 2026",
                "Food allowance for January 2026",
            ),
            "allocation",
            euros(75 + 75 * size(household)),
        ),
    };
    Some(Why {
        id: id.to_owned(),
        title: format!("{what}, M{household}"),
        amount,
        day: day("2026-01-02"),
        steps: steps(household, language),
        parameters: parameters(language),
        rule: Reference {
            label: house.typed(language.choose(
                "Règle « Cotisation des foyers », version du 1er janvier 2025",
                "Rule “Contributions of households”, version of 1 January 2025",
            )),
            detail: None,
            place: Some(Place::Rule { name: name.to_owned(), since: Some(day("2025-01-01")) }),
        },
        adoption: house.adoption(language),
        entries: vec![Reference {
            label: format!("{} E{household}", language.choose("Écriture", "Entry")),
            detail: Some(
                language
                    .choose("reçue le 12 janvier 2026", "received on 12 January 2026")
                    .to_owned(),
            ),
            place: Some(Place::Entry(format!("E{household}"))),
        }],
        record: 4000 + u64::from(household),
    })
}
