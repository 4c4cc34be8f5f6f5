//! Members, their contributions, the treasurer's month.

use caisse_units::{Amount, Language, Month, Rate, split};
use caisse_web::views::{
    Allowance, ClosingCondition, Contribution, Line, List, MemberPage, MonthPage, Part,
    PastContribution, Payment, Place, RequestLine, Step, Transfer, Worklist,
};

use super::{TestHouse, day, euros, month, now};

pub const HOUSEHOLDS: u32 = 193;

/// The size of a household: 1 to 4; 400 people in all.
pub fn size(household: u32) -> i64 {
    match household {
        1..=70 => 1,
        71..=130 => 2,
        131..=176 => 3,
        _ => 4,
    }
}

pub fn due(household: u32) -> Amount {
    euros(10 + 5 * (size(household) - 1))
}

fn late(household: u32) -> bool {
    household.is_multiple_of(16)
}

fn paid(household: u32) -> bool {
    !late(household) && household % 9 != 4
}

/// What came in this month.
pub fn received() -> Amount {
    (1..=HOUSEHOLDS).filter(|household| paid(*household)).map(due).sum()
}

pub fn steps(household: u32, language: Language) -> Vec<Step> {
    let step = |sentence: String, value: String, source: Option<&str>, from| Step {
        sentence,
        value,
        source: source.map(str::to_owned),
        place: None,
        from,
    };
    let size = size(household);
    let voted = language.choose(
        "voté le 14 décembre 2024, valable depuis le 1er janvier 2025",
        "voted on 14 December 2024, valid since 1 January 2025",
    );
    let declared = language.choose(
        "déclaré le 3 janvier 2025 ; la trésorerie voit le nombre, pas les noms",
        "declared on 3 January 2025; the treasurer sees the number, not the names",
    );
    let household_part = Step {
        place: Some(Place::Rule { name: "cotisation".to_owned(), since: Some(day("2025-01-01")) }),
        ..step(
            language.choose("part du foyer", "household part").to_owned(),
            euros(10).written(language),
            Some(voted),
            vec![],
        )
    };
    let further = step(
        language.choose("personnes de plus × 5,00 €", "further persons × €5.00").to_owned(),
        euros(5 * (size - 1)).written(language),
        Some(voted),
        vec![step(
            language
                .choose("personnes du foyer, moins une", "persons in the household, less one")
                .to_owned(),
            (size - 1).to_string(),
            None,
            vec![step(
                language.choose("personnes du foyer", "persons in the household").to_owned(),
                size.to_string(),
                Some(declared),
                vec![],
            )],
        )],
    );
    if household == 150 {
        // A computation of many floors, to see that it stays on the page.
        let deepest = step("étage 0".to_owned(), euros(10).written(language), Some(voted), vec![]);
        let floors = (1..15).fold(deepest, |below, floor| {
            step(format!("étage {floor}"), euros(1_000_000).written(language), None, vec![below])
        });
        return vec![floors];
    }
    vec![step(
        language
            .choose(
                "cotisation : part du foyer et part des personnes de plus",
                "contribution: household part and part of further persons",
            )
            .to_owned(),
        due(household).written(language),
        None,
        vec![household_part, further],
    )]
}

pub fn member(house: &TestHouse, household: u32, language: Language) -> Option<MemberPage> {
    let due = due(household);
    let paid_now = paid(household);
    Some(MemberPage {
        pseudonym: format!("M{household}"),
        name: (household == 12 || house.name.contains('<')).then(|| house.typed("Amel")),
        since: day("2025-01-03"),
        standing: vec![
            language.choose("Adhésion valable jusqu'au 31 décembre 2026.", "Membership valid until 31 December 2026.").to_owned(),
            language.choose("Vote à l'assemblée depuis le 3 avril 2025.", "Votes in the assembly since 3 April 2025.").to_owned(),
        ],
        contribution: Some(Contribution {
            claim: format!("C{household}"),
            month: now(),
            due,
            paid: if paid_now { due } else { Amount::ZERO },
            due_day: day("2026-01-15"),
            payment: match (paid_now, late(household)) {
                (true, _) => Payment::Paid { on: day("2026-01-12") },
                (_, true) => Payment::Late { days: 16 },
                _ => Payment::Awaited,
            },
            steps: steps(household, language),
            transfer: (!paid_now).then(|| Transfer {
                beneficiary: house.name.clone(),
                iban: "FR76 3000 6000 0112 3456 7890 189".to_owned(),
                reference: "RF18 5390 0754 7034".to_owned(),
                qr_text: format!("BCD\n002\n1\nSCT\n\nCaisse\nFR7630006000011234567890189\nEUR{due}\n\nRF18539007547034\n"),
            }),
        }),
        earlier: (1..=12)
            .map(|months| PastContribution {
                claim: format!("C{household}"),
                month: now().plus_months(-months),
                due,
                paid: due,
                payment: Payment::Paid { on: now().plus_months(-months).first_day().plus_days(11) },
            })
            .collect(),
        my_money: my_money(due, language),
        allowances: vec![Allowance {
            allocation: format!("A{household}"),
            label: language.choose("Allocation alimentaire de janvier 2026", "Food allowance for January 2026").to_owned(),
            day: day("2026-01-05"),
            amount: euros(75 + 75 * size(household)),
            state: language.choose("versée le 7 janvier 2026", "paid on 7 January 2026").to_owned(),
        }],
        changes: if household == 12 { super::decided::mine(house, language) } else { vec![] },
        requests: vec![RequestLine {
            request: "Q4".to_owned(),
            label: house.typed(language.choose("Panne du congélateur", "Broken freezer")),
            day: day("2026-01-20"),
            asked: Some(euros(180)),
            state: language.choose(
                "Accordée à 120,00 € le 24 janvier : c'est le plafond de l'aide d'urgence. Un appel est possible jusqu'au 24 février.",
                "Granted at €120.00 on 24 January: the ceiling of emergency help. An appeal is possible until 24 February.",
            ).to_owned(),
            allocation: Some(format!("A{household}")),
        }],
    })
}

fn my_money(due: Amount, language: Language) -> Vec<Part> {
    let keys = [855_000, 100_000, 45_000].map(Rate::from_parts_per_million);
    let parts = split::by_rates(due, &keys, 0).expect("keys of 100 %");
    [
        language.choose("la caisse : allocations et réserve", "the caisse: allowances and reserve"),
        language.choose("la fédération", "the federation"),
        language.choose("l'éducation populaire", "popular education"),
    ]
    .into_iter()
    .zip(parts)
    .map(|(name, amount)| Part {
        name: name.to_owned(),
        amount,
        place: Some(Place::Rule { name: "partage".to_owned(), since: None }),
    })
    .collect()
}

fn claims(wanted: impl Fn(u32) -> bool, note: Option<&str>) -> Worklist {
    let lines = (1..=HOUSEHOLDS).filter(|household| wanted(*household)).map(|household| Line {
        id: format!("C{household}"),
        day: day("2026-01-15"),
        label: format!("M{household}"),
        amount: due(household),
        note: note.map(str::to_owned),
        place: Some(Place::Why(format!("C{household}"))),
    });
    Worklist { lines: lines.collect() }
}

fn line(
    id: &str,
    day_text: &str,
    label: &str,
    amount: Amount,
    note: Option<&str>,
    place: Option<Place>,
) -> Line {
    Line {
        id: id.to_owned(),
        day: day(day_text),
        label: label.to_owned(),
        amount,
        note: note.map(str::to_owned),
        place,
    }
}

pub fn month_page(house: &TestHouse, asked: Month, language: Language) -> Option<MonthPage> {
    let first = month("2025-01");
    if asked < first || asked > now() {
        return None;
    }
    let open = asked == now();
    let unmatched = vec![
        line(
            "B31",
            "2026-01-22",
            &house.typed("VIR DURAND PAUL LOYER JANVIER"),
            euros(25),
            Some(
                language.choose("ressemble à C150 : même montant", "looks like C150: same amount"),
            ),
            Some(Place::Why("C150".to_owned())),
        ),
        line(
            "B37",
            "2026-01-28",
            "FRAIS TENUE DE COMPTE",
            Amount::from_cents(-840),
            Some(language.choose("ressemble à des frais de banque", "looks like bank fees")),
            None,
        ),
    ];
    Some(MonthPage {
        month: asked,
        previous: (asked > first).then(|| asked.previous()),
        next: (!open).then(|| asked.next()),
        closed: (!open).then(|| asked.next().first_day().plus_days(8)),
        called: claims(|_| true, None),
        paid: claims(|household| if open { paid(household) } else { true }, None),
        late: claims(
            |household| open && late(household),
            Some(language.choose("16 jours de retard", "16 days late")),
        ),
        unmatched: Worklist { lines: if open { unmatched } else { vec![] } },
        to_decide: Worklist {
            lines: if open {
                vec![line(
                    "Q5",
                    "2026-01-27",
                    language.choose("aide d'urgence, M88", "emergency help, M88"),
                    euros(90),
                    None,
                    Some(Place::Member("M88".to_owned())),
                )]
            } else {
                vec![]
            },
        },
        to_sign: Worklist {
            lines: if open {
                vec![line(
                    "P9",
                    "2026-01-24",
                    language.choose("aide d'urgence, M12", "emergency help, M12"),
                    euros(120),
                    Some(language.choose(
                        "préparé par M3 ; une autre personne signe",
                        "prepared by M3; another person signs",
                    )),
                    Some(Place::Why("A12".to_owned())),
                )]
            } else {
                vec![]
            },
        },
        to_pay: Worklist::default(),
        to_close: vec![
            ClosingCondition {
                sentence: language
                    .choose(
                        "tous les relevés du mois sont importés",
                        "all statements of the month are imported",
                    )
                    .to_owned(),
                met: true,
                place: None,
            },
            ClosingCondition {
                sentence: language
                    .choose("chaque ligne de relevé est expliquée", "every bank line is explained")
                    .to_owned(),
                met: !open,
                place: Some(Place::MonthList(asked, List::Unmatched)),
            },
            ClosingCondition {
                sentence: language
                    .choose(
                        "aucun paiement n'attend une signature",
                        "no payment waits for a signature",
                    )
                    .to_owned(),
                met: !open,
                place: Some(Place::MonthList(asked, List::ToSign)),
            },
        ],
    })
}
