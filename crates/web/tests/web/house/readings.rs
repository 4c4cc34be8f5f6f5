//! The shared reading of the accounts, and one that was held.

use caisse_units::{Amount, Language};
use caisse_web::House;
use caisse_web::views::{
    Drawing, Exercise, Flow, GuidedStep, Pages, Part, PinnedQuestion, Place, ReadingList,
    ReadingRecord, ReadingStep, Reference, Trying,
};

use super::{TestHouse, day, euros, now};

fn reference(label: &str, place: Place) -> Reference {
    Reference { label: label.to_owned(), detail: None, place: Some(place) }
}

fn part(name: &str, amount: Amount) -> Part {
    let place = Place::Account { account: "657".to_owned(), year: 2026 };
    Part { name: name.to_owned(), amount, place: Some(place) }
}

/// One question that waits and one that was answered and became a proposal.
pub fn questions(house: &TestHouse, language: Language) -> Vec<PinnedQuestion> {
    let figure =
        reference(ReadingStep::Reserve.title(language), Place::ReadingStep(ReadingStep::Reserve));
    let reading = reference(
        &house.typed("Lecture de janvier"),
        Place::AmongReadings { id: "LE1".to_owned(), page: 1 },
    );
    let waiting = PinnedQuestion {
        id: "QU2".to_owned(),
        text: Some(house.typed("Où la réserve est-elle placée ?")),
        who: None,
        day: day("2026-01-20"),
        figure: figure.clone(),
        reading: Some(reading.clone()),
        answers: Vec::new(),
        became: Vec::new(),
    };
    let answered = PinnedQuestion {
        id: "QU1".to_owned(),
        text: None,
        who: Some(house.typed("Fatima Cordier")),
        answers: vec![(
            house.typed("Jean Pinson"),
            day("2026-01-22"),
            Some(house.typed("Sur le compte courant.\nElle ne bouge pas.")),
        )],
        became: vec![reference("PR1", Place::Proposal("PR1".to_owned()))],
        ..waiting.clone()
    };
    vec![waiting, answered]
}

pub fn step(
    house: &TestHouse,
    step: ReadingStep,
    supposed: Option<&str>,
    language: Language,
) -> GuidedStep {
    let say = |french: &str, english: &str| language.choose(french, english).to_owned();
    let public = house.public(language);
    let flow = |contributions, allocations| Flow {
        contributions: euros(contributions),
        allocations: euros(allocations),
    };
    let drawing = match step {
        ReadingStep::TenEuros => Drawing::Coins(public.ten_euros),
        ReadingStep::TwoMonths => Drawing::Months {
            months: vec![
                (now().plus_months(-1), flow(3_200, 44_475)),
                (now(), flow(3_510, 44_475)),
            ],
            sources: vec![part("cotisations", euros(3_510)), part("dons", euros(30_000))],
            uses: vec![
                part("allocations accordées : alimentation", euros(44_475)),
                part("pertes", -euros(100)),
            ],
        },
        ReadingStep::Reserve => {
            Drawing::Parts(vec![part("réserve", euros(20_000)), part("libre", euros(90_000))])
        }
        ReadingStep::HoldingOut => Drawing::Fund {
            points: public.survival.fund,
            alone: Vec::new(),
            floor: Some(euros(20_000)),
        },
        ReadingStep::WhatIf => Drawing::Compared {
            before: now(),
            today: (0..=12).map(|month| euros(100_000 - month * 5_000)).collect(),
            supposed: (0..=12).map(|month| euros(100_000 - month * 4_000)).collect(),
        },
    };
    let faulty = supposed.is_some_and(|typed| typed.parse::<Amount>().is_err());
    let trying = (step == ReadingStep::WhatIf).then(|| Trying {
        typed: supposed.unwrap_or("5").to_owned(),
        fault: faulty.then(|| say("ce n'est pas un montant", "this is not an amount")),
        proposals: vec![reference("PR1", Place::Proposal("PR1".to_owned()))],
    });
    GuidedStep {
        step,
        as_of: day("2026-01-31"),
        figure: "20 000,00 €".to_owned(),
        says: say("que l'assemblée garde", "that the assembly keeps"),
        why: vec![reference(&house.typed("Les comptes de 2026"), Place::Accounts(2026))],
        sentences: vec![say("Une phrase.", "A sentence."), house.typed("Une autre.")],
        drawing: Some(drawing),
        discuss: say("Est-ce trop ?", "Is it too much?"),
        exercise: Some(Exercise {
            asks: say("Combien de mois ?", "How many months?"),
            way: vec!["20 000 ÷ 4 475".to_owned()],
            answer: "4,4".to_owned(),
        }),
        trying,
        questions: match step {
            ReadingStep::Reserve => questions(house, language),
            _ => Vec::new(),
        },
    }
}

pub fn list(house: &TestHouse, page: u32, language: Language) -> Option<ReadingList> {
    let all = questions(house, language);
    (page == 1).then(|| ReadingList {
        waiting: vec![all[0].clone()],
        alone: Vec::new(),
        readings: vec![ReadingRecord {
            id: "LE1".to_owned(),
            title: house.typed("Lecture de janvier"),
            day: day("2026-01-20"),
            facilitator: house.typed("Jean Pinson"),
            closed: Some((day("2026-01-20"), 14)),
            record: vec![house.typed("Quatorze personnes, une heure.")],
            questions: all,
        }],
        pages: Pages { current: 1, count: 1 },
    })
}
