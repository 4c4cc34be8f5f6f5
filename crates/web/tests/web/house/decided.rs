//! Proposals with consequences, statutes, offices, projects, agreements of the invented house.

use caisse_units::{Amount, Day, Language};
use caisse_web::views::{
    Adoption, Agreement, Agreements, Amendment, Board, Case, Cession, Change, Compared,
    Consequences, Cost, Credit, Demand, Difference, Envelope, Grievance, Group, Groups, Invoice,
    Mandate, Milestone, MyChange, ObjectionRaised, Office, Offices, Pages, Place, Project,
    ProjectLine, Proposal, ProposalLine, ProposalList, ProposalVote, Reached, Reference, Run,
    RunMonth, Share, Station, Statutes, StatutesVersion, Theme, Vote,
};

use super::{TestHouse, day, euros, month, number};

fn to(label: &str, detail: Option<&str>, place: Option<Place>) -> Reference {
    Reference { label: label.to_owned(), detail: detail.map(str::to_owned), place }
}

fn title(house: &TestHouse, proposal: u32, language: Language) -> String {
    house.typed(match proposal {
        1 => language.choose("La part du foyer passe à 12 €", "The household part becomes €12"),
        2 => language.choose("Un fournil pour le quartier", "A bakehouse for the district"),
        3 => language.choose("Doubler l'allocation", "Double the allowance"),
        _ => language.choose(
            "La cotisation suit la taille du foyer",
            "Contributions follow the size of the household",
        ),
    })
}

fn line(house: &TestHouse, proposal: u32, language: Language) -> ProposalLine {
    let (does, state) = match proposal {
        1 => (("adopter des règles", "adopt rules"), ("ouverte au soutien", "open for support")),
        2 => (("financer un projet", "fund a project"), ("au vote (S4)", "in vote (S4)")),
        3 => (
            ("adopter des règles", "adopt rules"),
            ("rejetée le 14 décembre 2025", "rejected on 14 December 2025"),
        ),
        _ => (
            ("adopter des règles", "adopt rules"),
            ("adoptée le 14 décembre 2024 (D2)", "adopted on 14 December 2024 (D2)"),
        ),
    };
    ProposalLine {
        id: format!("PR{proposal}"),
        title: title(house, proposal, language),
        does: language.choose(does.0, does.1).to_owned(),
        author: "M12".to_owned(),
        day: day("2026-01-05"),
        supporters: 11 * proposal,
        state: language.choose(state.0, state.1).to_owned(),
        refused: proposal == 3,
    }
}

pub fn proposals(house: &TestHouse, page: u32, language: Language) -> Option<ProposalList> {
    (page == 1).then(|| ProposalList {
        in_vote: vec![line(house, 2, language)],
        scheduled: vec![],
        open: vec![line(house, 1, language)],
        decided: vec![line(house, 3, language), line(house, 4, language)],
        pages: Some(Pages { current: 1, count: 1 }),
    })
}

fn path(proposal: u32, language: Language) -> Vec<Station> {
    let names = [
        ("écrite", "written"),
        ("ouverte au soutien", "open for support"),
        ("à l'ordre du jour", "on the agenda"),
        ("votée", "voted"),
        ("en vigueur", "in force"),
    ];
    let here = [1, 3, 4, 5][proposal as usize - 1];
    let station = |(place, name): (usize, &(&str, &str))| Station {
        name: language.choose(name.0, name.1).to_owned(),
        day: (place == 0).then(|| day("2026-01-05")),
        at: None,
        reached: match place.cmp(&here) {
            std::cmp::Ordering::Less => Reached::Done,
            std::cmp::Ordering::Equal => Reached::Here,
            std::cmp::Ordering::Greater => Reached::ToCome,
        },
    };
    let mut path: Vec<Station> = names.iter().enumerate().map(station).collect();
    if proposal == 3 {
        path[4] = Station {
            name: language.choose("rejetée", "rejected").to_owned(),
            day: Some(day("2025-12-14")),
            at: None,
            reached: Reached::Ended,
        };
    }
    path
}

pub fn proposal(house: &TestHouse, id: &str, language: Language) -> Option<Proposal> {
    let proposal = id.strip_prefix("PR").and_then(|rest| number(&format!("P{rest}"), 'P', 4))?;
    let decided = proposal > 2;
    let vote =
        Vote { in_favour: if proposal == 3 { 41 } else { 112 }, against: 66, abstentions: 14 };
    Some(Proposal {
        line: line(house, proposal, language),
        text: vec![house.typed(language.choose(
            "Le prix du pain et des légumes a monté d'un cinquième depuis la fondation.",
            "The price of bread and vegetables has risen by a fifth since the founding.",
        ))],
        from: day("2026-04-01"),
        path: path(proposal, language),
        effects: if proposal == 2 {
            vec![to("Fournil", Some("8 000,00 €"), Some(Place::Project("PJ1".to_owned())))]
        } else {
            vec![]
        },
        differences: if proposal == 2 {
            vec![]
        } else {
            vec![Difference {
                heading: language
                    .choose(
                        "Cotisation des foyers, à partir du 1er avril 2026",
                        "Contributions of households, from 1 April 2026",
                    )
                    .to_owned(),
                sentences: vec![
                    language
                        .choose(
                            "part du foyer : 10,00 € devient 12,00 €, à partir du 1er avril 2026",
                            "household part: €10.00 becomes €12.00, from 1 April 2026",
                        )
                        .to_owned(),
                ],
                place: Some(Place::Rule {
                    name: "cotisation".to_owned(),
                    since: Some(day("2025-01-01")),
                }),
            }]
        },
        terms: vec![],
        consequences: (proposal == 1).then(|| consequences(language)),
        attached: (proposal == 3).then(|| {
            (
                vec![language.choose(
            "Dans 12 mois, l'argent libre passerait de 184 000,00 € à −12 000,00 €.",
            "In 12 months the free money would go from €184,000.00 to −€12,000.00.",
        ).to_owned()],
                "c0ffee".repeat(10) + "1234",
            )
        }),
        amendments: vec![Amendment {
            number: 1,
            author: "M40".to_owned(),
            day: day("2026-01-09"),
            reasons: house.typed(
                language.choose("Laisser le temps de s'y préparer.", "Leave time to prepare."),
            ),
            changes: vec![
                language
                    .choose(
                        "la prise d'effet devient le 1er juillet 2026",
                        "it takes effect on 1 July 2026 instead",
                    )
                    .to_owned(),
            ],
            state: language.choose("à examiner par l'auteur", "with the author").to_owned(),
        }],
        objections: if proposal == 3 {
            vec![ObjectionRaised {
                by: "M7".to_owned(),
                text: house.typed(language.choose(
                    "Le fonds serait vide en octobre.",
                    "The fund would be empty in October.",
                )),
                state: language.choose("maintenue", "stands").to_owned(),
            }]
        } else {
            vec![]
        },
        origins: vec![to(
            "PR3",
            Some(language.choose("rejetée", "rejected")),
            Some(Place::Proposal("PR3".to_owned())),
        )],
        documents: vec![],
        votes: if decided {
            vec![ProposalVote {
                poll: to(language.choose("scrutin S3", "poll S3"), None, None),
                assembly: to(
                    language.choose("Assemblée d'hiver", "Winter assembly"),
                    Some("AG2"),
                    None,
                ),
                minutes: None,
                day: Some(day("2025-12-14")),
                outcome: language
                    .choose(
                        "Plus de 1/2 des suffrages exprimés.",
                        "More than 1/2 of the votes cast.",
                    )
                    .to_owned(),
                count: Some(vote),
            }]
        } else {
            vec![]
        },
        decision: (proposal == 4).then(|| {
            to(
                language.choose("décision D2", "decision D2"),
                None,
                Some(Place::Decision("D2".to_owned())),
            )
        }),
    })
}

fn compared(today: i64, proposed: i64) -> Compared {
    Compared { today: euros(today), proposed: euros(proposed) }
}

fn run(first: &str, months: i32, opening: i64, loss: i64, gain: i64) -> Run {
    let month = |ahead: i32| RunMonth {
        month: month(first).plus_months(ahead),
        contributions: compared(4_200, 4_200 + gain),
        allocations: compared(4_200 + loss, 4_200 + loss),
        balance: compared(
            opening - loss * i64::from(ahead + 1),
            opening - (loss - gain) * i64::from(ahead + 1),
        ),
    };
    Run {
        opening: euros(opening),
        months: (0..months).map(month).collect(),
        survival: Some(("4,1 mois".to_owned(), "6,2 mois".to_owned())),
    }
}

fn consequences(language: Language) -> Consequences {
    let share = |number: u32, mean: Option<i64>| Share {
        number,
        written: number.to_string(),
        mean: mean.map(euros),
    };
    let group = |name: String, units: u32, today: i64, more: i64| Group {
        name,
        units,
        contribution: compared(today, today + more),
        allocation: compared(150, 150),
        change: language.choose("gagnent : 0, perdent : tous", "gain: 0, lose: all").to_owned(),
    };
    let persons = language.choose("personnes", "persons");
    Consequences {
        as_of: day("2026-01-31"),
        sentences: vec![
            language.choose("Sur les 12 derniers mois, les cotisations auraient été de 55 200,00 € au lieu de 50 400,00 €.", "Over the last 12 months contributions would have been €55,200.00 instead of €50,400.00.").to_owned(),
            language.choose("Dans 12 mois, l'argent libre passerait de 21 000,00 € à 8 200,00 € ; sans la proposition, à 3 400,00 €.", "In 12 months the free money would go from €21,000.00 to €8,200.00; without the proposal, to €3,400.00.").to_owned(),
        ],
        assumptions: vec![language.choose("Aucun groupe de moins de cinq n'est montré seul.", "No group of fewer than five is shown alone.").to_owned()],
        past: run("2025-01", 12, 44_000, 1_900, 400),
        ahead: run("2026-01", 12, 21_000, 1_900, 400),
        change: Change { gain: share(0, None), same: share(12, None), lose: share(181, Some(2)) },
        by_income: Groups {
            caption: language.choose("Selon la cotisation d'aujourd'hui, de la plus basse à la plus haute", "By today's contribution, from the lowest").to_owned(),
            groups: (1..=10).map(|part| group(
                match language {
                    Language::French => format!("{part} sur 10, vers {},00 €", 10 + part * 3),
                    Language::English => format!("{part} of 10, around €{}.00", 10 + part * 3),
                },
                19, 10 + part * 3, if part == 10 { -3 } else { 2 },
            )).collect(),
        },
        by_household: Groups {
            caption: language.choose("Selon la taille du foyer", "By size of household").to_owned(),
            groups: (1..=4).map(|size| group(format!("{size} {persons}"), 48, 5 + 5 * size, 2)).collect(),
        },
        cases: (1..=5).map(|size| Case {
            who: match language {
                Language::French => format!("personnes du foyer : {size}"),
                Language::English => format!("persons of the household: {size}"),
            },
            contribution: compared(5 + 5 * size, 7 + 5 * size),
            allocation: compared(75 + 75 * size, 75 + 75 * size),
        }).collect(),
    }
}

pub fn mine(house: &TestHouse, language: Language) -> Vec<MyChange> {
    vec![MyChange {
        proposal: "PR1".to_owned(),
        title: title(house, 1, language),
        months: 12,
        contributions: compared(180, 204),
        allocations: compared(2_700, 2_700),
        first_contribution: compared(15, 17),
        first_allocation: compared(225, 225),
    }]
}

pub fn statutes(house: &TestHouse, since: Option<Day>, language: Language) -> Option<Statutes> {
    let since = since.unwrap_or(day("2024-12-14"));
    let old = since == day("2024-09-21");
    (old || since == day("2024-12-14")).then(|| Statutes {
        title: house.typed(language.choose("Statuts de la caisse", "Statutes of the caisse")),
        since,
        until: old.then(|| day("2024-12-13")),
        text: vec![
            language
                .choose(
                    "L'assemblée est convoquée par « animation », 15 jours au moins avant sa date.",
                    "The assembly is convened by “facilitator”, at least 15 days before its date.",
                )
                .to_owned(),
            language
                .choose(
                    "Pour une règle : plus de 1/2 des suffrages exprimés.",
                    "For a rule: more than 1/2 of the votes cast.",
                )
                .to_owned(),
        ],
        adoption: house.adoption(language),
        ceded: vec![to(
            language.choose("Grille des salaires de référence", "Grid of reference wages"),
            Some("MF1"),
            Some(Place::Agreements),
        )],
        versions: vec![
            StatutesVersion {
                since: day("2024-12-14"),
                until: None,
                adoption: house.adoption(language),
            },
            StatutesVersion {
                since: day("2024-09-21"),
                until: Some(day("2024-12-13")),
                adoption: house.adoption(language),
            },
        ],
    })
}

pub fn offices(house: &TestHouse, language: Language) -> Offices {
    let office =
        |id: &str, role: (&str, &str), member: &str, until: Option<&str>, instruction: bool| {
            Office {
                id: id.to_owned(),
                role: language.choose(role.0, role.1).to_owned(),
                holder: to(member, None, Some(Place::Member(member.to_owned()))),
                from: day("2025-01-01"),
                until: until.map(day),
                adoption: house.adoption(language),
                instruction: instruction
                    .then(|| house.typed(language.choose("Ne signer aucun prêt.", "Sign no loan.")))
                    .into_iter()
                    .collect(),
            }
        };
    Offices {
        held: vec![
            office("O1", ("trésorerie", "treasurer"), "M12", Some("2026-12-31"), true),
            office("O2", ("cosignature", "co-signatory"), "M16", None, false),
        ],
        past: vec![office("O3", ("animation", "facilitator"), "M1", Some("2025-06-30"), false)],
        delegates: vec![Mandate {
            delegate: to("M40", None, None),
            of: house
                .typed(language.choose("congrès de la fédération", "congress of the federation")),
            members: 67,
            instruction: vec![
                house.typed(language.choose("Voter contre la hausse.", "Vote against the rise.")),
            ],
            from: day("2026-01-01"),
            until: None,
            kind: Some(language.choose("une règle", "a rule").to_owned()),
        }],
    }
}

fn project_line(house: &TestHouse, language: Language) -> ProjectLine {
    ProjectLine {
        id: "PJ1".to_owned(),
        title: house
            .typed(language.choose("Un fournil pour le quartier", "A bakehouse for the district")),
        state: language.choose("financé, en cours", "funded, under way").to_owned(),
        cost: euros(9_500),
        credit: euros(8_000),
        drawn: euros(3_250),
        steps: (1, 3),
    }
}

pub fn board(house: &TestHouse, language: Language) -> Board {
    let grievance = |number: u32| Grievance {
        id: format!("G{number}"),
        voice: if number == 1 {
            "M16".to_owned()
        } else {
            language.choose("anonyme", "anonymous").to_owned()
        },
        workplace: (number == 2)
            .then(|| house.typed(language.choose("cuisine centrale", "central kitchen"))),
        day: day("2025-11-03"),
        demands: vec![to("RV1", None, Some(Place::OnBoard("RV1".to_owned())))],
    };
    Board {
        themes: vec![Theme {
            name: house.typed(language.choose("pain", "bread")),
            count: 3,
            grievances: (1..=3).map(grievance).collect(),
        }],
        demands: vec![Demand {
            id: "RV1".to_owned(),
            title: house.typed(language.choose("Un local pour cuire", "A place to bake")),
            addressee: house.typed(language.choose("Mairie", "Town hall")),
            text: vec![house.typed(language.choose(
                "Une ancienne boulangerie est vide depuis deux ans.",
                "A former bakery has stood empty for two years.",
            ))],
            deadline: day("2026-01-15"),
            overdue: true,
            grievances: (1..=3)
                .map(|n| to(&format!("G{n}"), None, Some(Place::OnBoard(format!("G{n}")))))
                .collect(),
            answers: vec![],
            projects: vec![to("PJ1", None, Some(Place::Project("PJ1".to_owned())))],
        }],
        projects: vec![project_line(house, language)],
        envelopes: vec![Envelope {
            id: "EV1".to_owned(),
            title: house.typed(language.choose("Projets de 2026", "Projects of 2026")),
            amount: euros(20_000),
            drawn: euros(8_000),
            until: day("2026-12-31"),
            open: true,
            adoption: house.adoption(language),
        }],
    }
}

pub fn project(house: &TestHouse, id: &str, language: Language) -> Option<Project> {
    let cost = |label: (&str, &str), planned: i64, spent: i64| Cost {
        label: house.typed(language.choose(label.0, label.1)),
        planned: euros(planned),
        spent: euros(spent),
    };
    let milestone = |label: (&str, &str), due: &str, reached: Option<&str>| Milestone {
        label: house.typed(language.choose(label.0, label.1)),
        due: day(due),
        reached: reached.map(day),
        late: due < "2026-01-31" && reached.is_none(),
    };
    (id == "PJ1").then(|| Project {
        line: project_line(house, language),
        text: vec![house.typed(language.choose(
            "Cuire cent pains par semaine, à prix coûtant.",
            "Bake a hundred loaves a week, at cost.",
        ))],
        people: vec![to("M12", None, Some(Place::Member("M12".to_owned())))],
        day: day("2025-11-20"),
        thread: vec![
            to(
                language.choose("grief G1", "grievance G1"),
                None,
                Some(Place::OnBoard("G1".to_owned())),
            ),
            to(
                language.choose("Un local pour cuire", "A place to bake"),
                Some("RV1"),
                Some(Place::OnBoard("RV1".to_owned())),
            ),
            to(
                language.choose("décision D2", "decision D2"),
                None,
                Some(Place::Decision("D2".to_owned())),
            ),
        ],
        costs: vec![cost(("Four", "Oven"), 6_500, 3_250), cost(("Travaux", "Works"), 3_000, 0)],
        milestones: vec![
            milestone(("Bail signé", "Lease signed"), "2026-01-01", Some("2025-12-20")),
            milestone(("Four posé", "Oven set"), "2026-01-20", None),
            milestone(("Première fournée", "First batch"), "2026-03-01", None),
        ],
        credits: vec![Credit {
            amount: euros(8_000),
            on: day("2025-12-14"),
            envelope: Some(to(
                language.choose("Projets de 2026", "Projects of 2026"),
                None,
                Some(Place::OnBoard("EV1".to_owned())),
            )),
            adoption: house.adoption(language),
        }],
        paid: euros(3_250),
        invoices: vec![Invoice {
            id: "F1".to_owned(),
            cost: house.typed(language.choose("Four", "Oven")),
            supplier: language.choose("fournisseur extérieur", "outside supplier").to_owned(),
            on: day("2026-01-08"),
            amount: euros(3_250),
            state: language
                .choose("payée le 12 janvier 2026", "paid on 12 January 2026")
                .to_owned(),
            signatures: vec![to("M12", None, None), to("M16", None, None)],
            entry: to("E1", None, Some(Place::Entry("E1".to_owned()))),
        }],
        reports: vec![(
            day("2026-01-20"),
            vec![house.typed(language.choose("Le bail est signé.", "The lease is signed."))],
        )],
        report_due: Some(day("2026-06-30")),
    })
}

pub fn agreements(house: &TestHouse, language: Language) -> Agreements {
    let adoption = || -> Adoption { house.adoption(language) };
    Agreements {
        agreements: vec![Agreement {
            id: "CV1".to_owned(),
            partner: to("M150", None, None),
            criteria: vec![house.typed(language.choose(
                "À moins de 50 km, salaires de la convention.",
                "Within 50 km, wages of the agreement.",
            ))],
            rate: "60 %".to_owned(),
            from: day("2025-03-01"),
            until: day("2027-02-28"),
            holds: true,
            adoption: adoption(),
            ended: None,
            spent: vec![
                (month("2025-12"), euros(1_240)),
                (month("2026-01"), Amount::from_cents(98_050)),
            ],
        }],
        cessions: vec![Cession {
            id: "MF1".to_owned(),
            matter: house.typed(
                language.choose("Grille des salaires de référence", "Grid of reference wages"),
            ),
            federation: house.typed(
                language.choose("Fédération de l'alimentation", "Federation of food caisses"),
            ),
            terms: vec![
                language
                    .choose(
                        "Depuis le 1er janvier 2025, sans terme fixé.",
                        "Since 1 January 2025, no term set.",
                    )
                    .to_owned(),
            ],
            adoption: adoption(),
            taken_back: None,
        }],
    }
}
