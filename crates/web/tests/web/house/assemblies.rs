//! Assemblies and polls: one open, one signed, one without quorum; a poll for each drawing.

use caisse_units::{Amount, Language};
use caisse_web::views::{
    AgendaItem, Assemblies, Assembly, AssemblyInShort, AttendanceSheet, Bar, CollegeTurnout,
    Convocation, Effect, Fact, File, Funding, Matrix, MeritRow, Minutes, MinutesItem, MotionBar,
    Objection, OpenVotes, Pages, Payers, Person, Picture, Place, Poll, PollResult, PollState,
    PollTurnout, Quorum, Recount, Reference, SharedProject, Shares, SheetLine, SpeakingTime,
    Speech, Stage, Table, Turnout, Weighs,
};

use super::{TestHouse, day, euros, number};

fn reference(label: &str, detail: Option<&str>, place: Option<Place>) -> Reference {
    Reference { label: label.to_owned(), detail: detail.map(str::to_owned), place }
}

fn person(number: u32) -> Person {
    let place = Some(Place::Member(format!("M{number}")));
    Person { number: format!("M{number}"), name: Some(format!("Prénom {number}")), place }
}

fn fact(name: &str, value: &str) -> Fact {
    Fact { name: name.to_owned(), value: value.to_owned(), place: None }
}

fn item(house: &TestHouse, title: &str, poll: Option<&str>) -> AgendaItem {
    AgendaItem {
        title: house.typed(title),
        kind: "débat".to_owned(),
        minutes: Some(30),
        current: poll.is_some(),
        proposal: poll.map(|_| reference("PR4, la règle de cotisation", None, None)),
        documents: vec![("Comptes de l'hiver".to_owned(), "5e".repeat(32))],
        polls: poll
            .map(|poll| {
                reference(
                    &house.typed("Ouvrir le samedi ?"),
                    Some("Adopté"),
                    Some(Place::Poll(poll.to_owned())),
                )
            })
            .into_iter()
            .collect(),
        lines: Vec::new(),
    }
}

const TURNOUT: Turnout =
    Turnout { entitled: 120, present: 35, represented: 6, found: 41, needed: 30 };

fn in_short(house: &TestHouse, id: &str, stage: Stage) -> AssemblyInShort {
    let to_come = matches!(stage, Stage::Convened | Stage::Open);
    AssemblyInShort {
        id: id.to_owned(),
        title: house.typed("Assemblée de printemps"),
        day: day("2026-01-24"),
        time: "18 h 30".to_owned(),
        clock: "18:30".to_owned(),
        convened: day("2026-01-08"),
        room: house.typed("Salle des fêtes"),
        turnout: (!to_come).then_some(TURNOUT),
        decided: match stage {
            Stage::Signed => vec![reference(
                "Ouvrir le samedi ?",
                Some("Adopté"),
                Some(Place::Poll("S1".to_owned())),
            )],
            _ => Vec::new(),
        },
        agenda: vec![item(house, "La vie du local", None)],
        stage,
    }
}

pub fn assemblies(house: &TestHouse, page: u32, _: Language) -> Option<Assemblies> {
    (page == 1).then(|| Assemblies {
        next: vec![in_short(house, "AG3", Stage::Open), in_short(house, "AG4", Stage::Convened)],
        past: vec![
            in_short(house, "AG2", Stage::Signed),
            in_short(house, "AG1", Stage::WithoutQuorum),
        ],
        pages: Pages { current: 1, count: 1 },
        none_yet: None,
    })
}

pub fn assembly(house: &TestHouse, id: &str, language: Language) -> Option<Assembly> {
    let stage = match number_of(id, "AG", 4)? {
        1 => Stage::WithoutQuorum,
        2 => Stage::Signed,
        3 => Stage::Open,
        _ => Stage::Convened,
    };
    let held = stage != Stage::Convened;
    Some(Assembly {
        id: id.to_owned(),
        title: house.typed("Assemblée de printemps"),
        day: day("2026-01-24"),
        time: "18 h 30".to_owned(),
        room: house.typed("Salle des fêtes"),
        link: Some(house.typed("https://visio.example/caisse")),
        hours: if held {
            vec!["Ouverte le 24 janvier 2026 à 18 h 40.".to_owned()]
        } else {
            Vec::new()
        },
        convening: vec![fact("Convoquée le", "8 janvier 2026"), fact("Quorum", "1/4 des membres")],
        calls: match stage {
            Stage::WithoutQuorum => vec![reference(
                "Convoquée de nouveau : AG2",
                None,
                Some(Place::Assembly("AG2".to_owned())),
            )],
            _ => Vec::new(),
        },
        quorum: Some(Quorum {
            turnout: TURNOUT,
            sentence: language
                .choose(
                    "41 présents ou représentés sur 120 ; il en faut 30.",
                    "41 present or represented of 120; 30 are needed.",
                )
                .to_owned(),
            moment: language.choose("en ce moment", "at this moment").to_owned(),
            remote: 4,
            proxies: 6,
            colleges: vec![CollegeTurnout {
                name: house.typed("habitants"),
                entitled: 90,
                present: 30,
                represented: 6,
            }],
        }),
        bureau: vec![
            ("Présidence".to_owned(), vec![person(3)]),
            ("Dépouillement".to_owned(), vec![person(5), person(6)]),
        ],
        agenda: vec![
            item(house, "La vie du local", Some(if stage == Stage::Open { "S7" } else { "S1" })),
            item(house, "Les comptes", None),
        ],
        speech: held.then(|| Speech {
            rules: vec!["Qui n'a pas encore parlé passe en premier.".to_owned()],
            speaking: Some(person(7)),
            waiting: vec![person(8), person(9)],
            groups: vec![
                SpeakingTime { name: house.typed("habitants"), turns: 4, seconds: 422 },
                SpeakingTime { name: String::new(), turns: 1, seconds: 65 },
            ],
        }),
        decided: match stage {
            Stage::Signed => vec![reference(
                "Ouvrir le samedi ?",
                Some("décision D2"),
                Some(Place::Decision("D2".to_owned())),
            )],
            _ => Vec::new(),
        },
        minutes: held,
        sheet: true,
        record: Some(31),
        stage,
    })
}

pub fn convocation(house: &TestHouse, id: &str, language: Language) -> Option<Convocation> {
    let assembly = assembly(house, id, language)?;
    Some(Convocation {
        assembly,
        law: vec!["Une procuration se donne à toute personne qui vote.".to_owned()],
    })
}

pub fn attendance_sheet(
    house: &TestHouse,
    id: &str,
    page: u32,
    _: Language,
) -> Option<AttendanceSheet> {
    number_of(id, "AG", 4)?;
    let pages = Pages { current: page, count: 2 };
    (1..=2).contains(&page).then(|| AttendanceSheet {
        id: id.to_owned(),
        title: house.typed("Assemblée de printemps"),
        day: day("2026-01-24"),
        time: "18 h 30".to_owned(),
        room: house.typed("Salle des fêtes"),
        weighted: page == 2,
        colleges: true,
        lines: (1..=if page == 1 { 100 } else { 20 })
            .map(|line| SheetLine {
                person: person((page - 1) * 100 + line),
                college: house.typed("habitants"),
                votes: 1,
                given_to: (line == 4).then(|| person(7)),
                holds: if line == 7 { vec![person(4)] } else { Vec::new() },
                attendance: (line == 7).then(|| "en salle, 18 h 20".to_owned()),
            })
            .collect(),
        count: 120,
        pages,
    })
}

pub fn minutes(house: &TestHouse, id: &str, _: Language) -> Option<Minutes> {
    let place = number_of(id, "AG", 3)?;
    let signed = place == 2;
    Some(Minutes {
        id: id.to_owned(),
        title: house.typed("Assemblée de printemps"),
        day: day("2026-01-24"),
        opening: vec!["Convoquée le 8 janvier 2026 pour le 24 janvier 2026 à 18 h 30.".to_owned()],
        items: vec![MinutesItem {
            title: house.typed("La vie du local"),
            lines: vec!["S1 : Ouvrir le samedi ?".to_owned()],
            additions: vec![house.typed("La salle remercie la cuisine.")],
            references: vec![reference(
                "Ouvrir le samedi ?",
                Some("Adopté"),
                Some(Place::Poll("S1".to_owned())),
            )],
        }],
        closing: vec!["Close le 24 janvier 2026 à 21 h 10.".to_owned()],
        seal: vec!["Scellé dans le journal.".to_owned()],
        signed,
        digest: signed.then(|| "4b".repeat(32)),
        remade: signed.then_some(true),
        signatures: vec![
            ("Présidence".to_owned(), person(3), true),
            ("Secrétariat".to_owned(), person(4), signed),
        ],
        names: vec![person(3), person(4)],
    })
}

/// The number of an identifier with a prefix, within bounds.
fn number_of(id: &str, prefix: &str, most: u32) -> Option<u32> {
    id.strip_prefix(prefix)?.parse().ok().filter(|number| (1..=most).contains(number))
}

/// S1 a motion by colleges, S2 consent, S3 approvals, S4 grades, S5 a ranking, S6 equal shares, S7 open,
/// S8 given up.
pub fn poll(house: &TestHouse, id: &str, language: Language) -> Option<Poll> {
    let place = number(id, 'S', 8)?;
    let picture = picture(house, place, language);
    let options = ["le samedi", "le dimanche", "jamais"];
    let decided = !matches!(place, 2 | 7 | 8);
    Some(Poll {
        id: id.to_owned(),
        question: house.typed("Ouvrir le samedi ?"),
        kind: language.choose("une résolution", "a resolution").to_owned(),
        assembly: reference(
            "Assemblée de printemps",
            None,
            Some(Place::Assembly("AG2".to_owned())),
        ),
        item: house.typed("La vie du local"),
        day: day("2026-01-24"),
        about: vec![reference("Proposition PR4", None, None)],
        options: match place {
            3..=6 => {
                options.iter().map(|option| reference(&house.typed(option), None, None)).collect()
            }
            _ => Vec::new(),
        },
        rule: vec![
            fact("Seuil", "plus de 1/2 des suffrages exprimés"),
            fact("Quorum", "30 membres"),
        ],
        turnout: PollTurnout {
            entitled: 120,
            cast: 38,
            papers: 3,
            remarks: vec!["Dont 6 par procuration.".to_owned()],
        },
        state: match place {
            7 => PollState::Open,
            8 => PollState::GivenUp(house.typed("La question était mal posée.")),
            _ => PollState::Closed(Box::new(PollResult {
                verdict: if decided { "Adopté" } else { "Rejeté" }.to_owned(),
                decided,
                sentence: "31 oui, 4 non ; il faut plus de 1/2.".to_owned(),
                quorum: "41 présents ou représentés sur 120 ; il en faut 30.".to_owned(),
                picture,
                sheet: vec![Table {
                    caption: "Les bulletins".to_owned(),
                    columns: vec!["Bulletin".to_owned(), "Voix".to_owned()],
                    rows: vec![vec![house.typed("oui"), "31".to_owned()]],
                }],
                remarks: vec!["La base est de 35.".to_owned()],
            })),
        },
        objections: match place {
            2 => vec![
                Objection {
                    by: person(7),
                    text: house.typed("Qui range ?"),
                    state: "maintenue".to_owned(),
                    stands: true,
                    how: None,
                },
                Objection {
                    by: person(8),
                    text: "Et le dimanche ?".to_owned(),
                    state: "intégrée".to_owned(),
                    stands: false,
                    how: Some("Le dimanche aussi.".to_owned()),
                },
            ],
            _ => Vec::new(),
        },
        effects: match place {
            1 => vec![Effect {
                sentence: "la règle entre en vigueur".to_owned(),
                from: day("2026-02-01"),
                place: Some(Place::Rule { name: "cotisation".to_owned(), since: None }),
            }],
            _ => Vec::new(),
        },
        decision: decided
            .then(|| reference("Décision D2", None, Some(Place::Decision("D2".to_owned())))),
        blocked: (place == 3).then(|| house.typed("Le projet a été abandonné.")),
        votes: (place == 1).then(|| OpenVotes {
            ballots: vec![
                ("oui".to_owned(), vec![person(3), person(4)]),
                ("non".to_owned(), vec![person(5)]),
            ],
            more: 35,
        }),
        recount: (place < 7).then(|| Recount {
            files: vec![reference(
                "S1.csv",
                Some("un tableau"),
                Some(Place::Ballots { poll: id.to_owned(), extension: "csv".to_owned() }),
            )],
            command: Some("caisse vote tally S1.csv --method yes_no".to_owned()),
            remarks: vec!["La commande donne le classement.".to_owned()],
        }),
        record: Some(77),
    })
}

fn picture(house: &TestHouse, place: u32, language: Language) -> Picture {
    let name = |french: &str| house.typed(french);
    match place {
        1 => {
            let bar = |name: Option<String>, yes, no| MotionBar {
                name,
                yes,
                no,
                abstain: 2,
                blank: 1,
                base: yes + no,
                needed: (yes + no) / 2 + 1,
                reached: true,
                weighs: Weighs::default(),
            };
            let whole = MotionBar {
                weighs: Weighs { abstain: true, blank: true, silent: true },
                base: 120,
                needed: 61,
                ..bar(None, 31, 4)
            };
            Picture::Motion(vec![whole, bar(Some(name("habitants")), 21, 3)])
        }
        3 => Picture::Bars {
            unit: language.choose("Approbations", "Approvals").to_owned(),
            most: 38,
            bars: vec![
                Bar {
                    name: name("le samedi"),
                    place: Some(Place::Member("M3".to_owned())),
                    value: 30,
                    chosen: true,
                },
                Bar { name: name("jamais"), place: None, value: 0, chosen: false },
            ],
        },
        4 => Picture::Merit {
            grades: ["2", "1", "0"].map(str::to_owned).to_vec(),
            rows: vec![
                MeritRow {
                    name: name("le samedi"),
                    place: None,
                    counts: vec![20, 10, 8],
                    grade: 0,
                    chosen: true,
                },
                MeritRow {
                    name: name("jamais"),
                    place: None,
                    counts: vec![3, 0, 35],
                    grade: 2,
                    chosen: false,
                },
            ],
        },
        5 => Picture::Matrix(Matrix {
            options: vec![
                (1, name("le samedi"), true),
                (2, name("le dimanche"), false),
                (2, name("jamais"), false),
            ],
            wins: vec![
                vec![None, Some(20), Some(30)],
                vec![Some(18), None, Some(19)],
                vec![Some(8), Some(19), None],
            ],
            paths: vec![
                vec![None, Some((20, 18)), Some((30, 8))],
                vec![None, None, None],
                vec![None, None, None],
            ],
        }),
        6 => {
            let project = |title: &str, cost, funding, payers: Vec<Payers>, paid| SharedProject {
                name: name(title),
                place: None,
                cost: euros(cost),
                supporters: 10,
                funding,
                payers,
                paid: euros(paid),
            };
            let payers = vec![
                Payers { voters: 6, each: Amount::from_cents(12_888), all_left: false },
                Payers { voters: 4, each: Amount::from_cents(10_666), all_left: true },
            ];
            Picture::Shares(Shares {
                budget: euros(3_000),
                spent: euros(1_650),
                voters: 18,
                share: "166,66 €".to_owned(),
                projects: vec![
                    project("un four", 1_200, Funding::Supporters, payers, 1_200),
                    project("des conserves", 450, Funding::Rest, Vec::new(), 433),
                    project("des vélos", 1_500, Funding::None, Vec::new(), 433),
                ],
            })
        }
        _ => Picture::None,
    }
}

pub fn minutes_text(id: &str) -> Option<File> {
    number_of(id, "AG", 3)?;
    let text = format!("Procès-verbal de {id}\n");
    Some(File { name: format!("{id}.txt"), kind: "text/plain; charset=utf-8", text })
}

pub fn ballots(poll: &str, extension: &str) -> Option<File> {
    number(poll, 'S', 6)?;
    (extension == "csv").then(|| File {
        name: format!("{poll}.csv"),
        kind: "text/csv; charset=utf-8",
        text: "college,vote,weight\ncaisse,yes,31\n".to_owned(),
    })
}
