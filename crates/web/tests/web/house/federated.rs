//! A federation of four caisses and a confederation above it, with figures that agree with one another.

use caisse_units::{Amount, Language};
use caisse_web::views::{
    Above, Below, Cession, CommonRule, Consolidated, ConsolidatedCaisse, ConsolidatedMonth, Debt,
    DelegateMandate, Equalisation, EqualisationShare, Federation, Instructed, Mandated,
    MandatedItem, MemberCaisse, Offered, PastEqualisation, Peer, Place, Reference, SetForAll,
    Sharer, Statement, Supposed, TheirAssembly, TheirItem, Trial, TrialField,
};

use super::{TestHouse, day, euros, month};

/// Name, members, base in euros, received in euros, what it receives in cents.
const CAISSES: [(&str, u64, i64, i64, i64); 4] = [
    ("Caisse de Bordeaux-Bastide", 400, 900_000, 13_400, -675_000),
    ("Caisse du Médoc", 150, 120_000, 1_750, 79_375),
    ("Caisse de Sainte-Foy", 120, 60_000, 900, 117_500),
    ("Caisse du Sud-Gironde des Landes et des vallées", 300, 128_000, 2_000, 478_125),
];

fn name(house: &TestHouse, index: usize) -> String {
    house.typed(CAISSES[index].0)
}

fn peer(house: &TestHouse, index: usize) -> Reference {
    let place = Some(Place::Peer(format!("OL{}", index + 1)));
    Reference { label: name(house, index), detail: None, place }
}

fn confederation(house: &TestHouse, language: Language) -> Reference {
    let label = language.choose("Confédération des caisses", "Confederation of caisses");
    let place = Some(Place::Peer("OL5".to_owned()));
    Reference { label: house.typed(label), detail: None, place }
}

fn statement(index: usize, back: i32) -> Statement {
    let (_, members, base, received, _) = CAISSES[index];
    let (received, granted) = (euros(received), euros(received * 9 / 10));
    let each = |amount: Amount| Some(Amount::from_cents(amount.cents() / members as i64));
    let available = euros(20_000 + i64::from(index as u32) * 1_000 - i64::from(back) * 300);
    Statement {
        month: month("2025-12").plus_months(-back),
        members,
        contributors: members - 10,
        base: (index != 2).then(|| euros(base)),
        called: received,
        received,
        granted,
        asked: 3,
        available,
        floor: euros(5_000),
        survival: (index > 0).then_some(147),
        received_per_head: each(received),
        granted_per_head: each(granted),
        available_per_head: each(available),
    }
}

fn said(language: Language, french: &str, english: &str) -> String {
    language.choose(french, english).to_owned()
}

fn tied(language: Language) -> String {
    said(
        language,
        "Liées depuis le 1er janvier 2025, par les deux assemblées.",
        "Tied since 1 January 2025, by both assemblies.",
    )
}

fn heard(language: Language) -> String {
    said(
        language,
        "Dernier message lu : n° 14, le 9 janvier 2026 (il y a 22 jours).",
        "Last message read: no. 14, on 9 January 2026 (22 days ago).",
    )
}

fn caught(language: Language) -> String {
    said(
        language,
        "Elle a dit deux choses différentes sous le même numéro.",
        "It said two different things under the same number.",
    )
}

pub fn common_rule(house: &TestHouse, language: Language) -> CommonRule {
    CommonRule {
        rule: Reference {
            label: house.typed(language.choose("Cotisation", "Contribution")),
            detail: None,
            place: Some(Place::Rule { name: "cotisation".to_owned(), since: None }),
        },
        federation: confederation(house, language),
        matter: house.typed(language.choose("taux de cotisation", "rate of contribution")),
        from: day("2025-01-01"),
        adoption: house.adoption(language),
    }
}

fn instructed(house: &TestHouse, language: Language, counts: [u64; 3]) -> Instructed {
    let [in_favour, against, abstained] = counts;
    let text =
        language.choose("Voter le taux, demander un bilan.", "Vote the rate, ask for a report.");
    Instructed { in_favour, against, abstained, text: vec![house.typed(text)] }
}

pub fn federation(house: &TestHouse, language: Language) -> Federation {
    let equalised =
        Place::Equalisation { by: None, rule: "perequation".to_owned(), month: month("2025-12") };
    Federation {
        told: 31,
        above: vec![above(house, language)],
        below: Some(Below {
            month: month("2025-12"),
            years: vec![2025],
            members: (0..4).map(|index| member(house, language, index)).collect(),
            set: vec![SetForAll {
                matter: house.typed(language.choose("taux de cotisation", "rate of contribution")),
                rules: vec![common_rule(house, language).rule],
                from: day("2025-01-01"),
                adoption: house.adoption(language),
            }],
            assemblies: vec![mandated(house, language)],
        }),
        equalised: vec![PastEqualisation {
            rule: house.typed(language.choose("Péréquation par tête", "Equalisation per head")),
            month: month("2025-12"),
            volume: euros(6_750),
            payers: 1,
            receivers: 3,
            place: equalised,
        }],
    }
}

fn member(house: &TestHouse, language: Language, index: usize) -> MemberCaisse {
    MemberCaisse {
        peer: peer(house, index),
        tied: true,
        state: tied(language),
        statement: (index < 3).then(|| statement(index, 0)),
        lacks: (index == 3).then(|| {
            said(
                language,
                "Relevé de décembre 2025 attendu depuis 31 jours.",
                "Statement of December 2025 awaited for 31 days.",
            )
        }),
        debt: (index < 2).then(|| Debt {
            amount: euros(793),
            ours: index == 1,
            since: day("2026-01-10"),
            entry: Some(Place::Entry("E1".to_owned())),
        }),
        caught: (index == 3).then(|| caught(language)),
        heard: heard(language),
    }
}

fn mandated(house: &TestHouse, language: Language) -> Mandated {
    let mandate =
        |index, counts: Option<[u64; 3]>, voted: Option<(&str, &str)>, deviates| DelegateMandate {
            caisse: peer(house, index),
            instructed: counts.map(|counts| instructed(house, language, counts)),
            voted: voted.map(|(french, english)| said(language, french, english)),
            deviates,
        };
    Mandated {
        assembly: Reference {
            label: house.typed(language.choose("Congrès de printemps", "Spring congress")),
            detail: None,
            place: Some(Place::Assembly("AG1".to_owned())),
        },
        items: vec![MandatedItem {
            title: house.typed(language.choose("Un taux commun", "A common rate")),
            poll: Some(Reference {
                label: said(language, "scrutin S1", "poll S1"),
                detail: None,
                place: Some(Place::Poll("S1".to_owned())),
            }),
            mandates: vec![
                mandate(
                    0,
                    Some([40, 27, 0]),
                    Some(("40 pour, 27 contre", "40 for, 27 against")),
                    false,
                ),
                mandate(1, Some([31, 4, 2]), Some(("1 contre", "1 against")), true),
                mandate(2, None, None, false),
            ],
        }],
    }
}

fn above(house: &TestHouse, language: Language) -> Above {
    Above {
        peer: confederation(house, language),
        state: tied(language),
        adoption: Some(house.adoption(language)),
        cessions: vec![Cession {
            id: "MF1".to_owned(),
            matter: house.typed(language.choose("taux de cotisation", "rate of contribution")),
            federation: confederation(house, language).label,
            terms: vec![said(
                language,
                "La caisse peut la reprendre par 66,6667 % des voix, avec un préavis de 90 jours.",
                "The caisse can take it back by 66.6667% of the votes, with 90 days' notice.",
            )],
            adoption: house.adoption(language),
            taken_back: None,
        }],
        set: vec![common_rule(house, language)],
        offered: vec![Offered {
            title: house.typed(language.choose("Un plan commun", "A common plan")),
            assembly: house.typed(language.choose("Congrès", "Congress")),
            on: day("2026-01-10"),
            rules: vec![house.typed(language.choose("Plan d'investissement", "Investment plan"))],
            why: said(language, "« plan » n'est pas cédé", "“plan” is not ceded"),
        }],
        shares: vec![EqualisationShare {
            month: month("2025-12"),
            rule: house.typed(language.choose("Péréquation par tête", "Equalisation per head")),
            amount: Amount::from_cents(-70_000),
            among: 2,
            on: day("2026-01-12"),
            place: Place::Equalisation {
                by: Some("OL5".to_owned()),
                rule: "perequation".to_owned(),
                month: month("2025-12"),
            },
        }],
        debt: Some(Debt { amount: euros(700), ours: true, since: day("2026-01-12"), entry: None }),
        assemblies: vec![TheirAssembly {
            id: "AG3".to_owned(),
            title: house.typed(language.choose("Congrès d'hiver", "Winter congress")),
            on: day("2026-02-20"),
            items: vec![
                TheirItem {
                    title: house.typed(language.choose("Un taux commun", "A common rate")),
                    instruction: Some(instructed(house, language, [40, 27, 3])),
                },
                TheirItem {
                    title: house.typed(language.choose("Un plan commun", "A common plan")),
                    instruction: None,
                },
            ],
        }],
        heard: heard(language),
        caught: None,
    }
}

pub fn peer_page(house: &TestHouse, id: &str, language: Language) -> Option<Peer> {
    let number: usize = id.strip_prefix("OL")?.parse().ok()?;
    let (name, statements) = match number {
        1..=4 => {
            (name(house, number - 1), (0..6).map(|back| statement(number - 1, back)).collect())
        }
        5 => (confederation(house, language).label, Vec::new()),
        _ => return None,
    };
    let key = "bastide.caisse.example+6b2f9c1e+AWq9dE7uQ2nB0yXv3kLrT5mZpHs8cJfGaNeUoViKxYwD";
    let signs: Vec<char> = key.split_once('+')?.1.replacen('+', "", 1).chars().collect();
    let proof =
        "bastide.caisse.example\n12\n9Xk2mVq0uK3r5b1yQpXoTz7cN4hYe8wLsDfGjAaBvCE=\n".to_owned();
    Some(Peer {
        id: id.to_owned(),
        name,
        origin: "bastide.caisse.example".to_owned(),
        address: (number == 1).then(|| "https://bastide.caisse.example/fil/".to_owned()),
        key: key.to_owned(),
        key_groups: signs.chunks(4).map(|group| group.iter().collect()).collect(),
        side: said(
            language,
            "C'est un membre de notre fédération.",
            "It is a member of our federation.",
        ),
        state: tied(language),
        adoption: Some(house.adoption(language)),
        debt: None,
        heard: heard(language),
        caught: (number == 4).then(|| (caught(language), vec![proof])),
        statements,
    })
}

pub fn equalisation(
    house: &TestHouse,
    by: Option<&str>,
    rule: &str,
    asked: caisse_units::Month,
    supposed: &Supposed,
    language: Language,
) -> Option<Equalisation> {
    let known = matches!(by, None | Some("OL5")) && rule == "perequation";
    (known && asked == month("2025-12")).then_some(())?;
    let place =
        Place::Equalisation { by: by.map(str::to_owned), rule: rule.to_owned(), month: asked };
    let sharer = |(index, caisse): (usize, &(&str, u64, i64, i64, i64))| Sharer {
        origin: format!("caisse-{index}"),
        who: peer(house, index),
        ours: by.is_some() && index == 0,
        figures: vec![caisse.1.to_string(), euros(caisse.2).written(language)],
        amount: Amount::from_cents(caisse.4),
    };
    let field = |name: &str, title: String, value: &str| TrialField {
        name: name.to_owned(),
        title,
        value: value.to_owned(),
    };
    // The first one would pay 79,375 cents less, and the second receive nothing.
    let tried = || {
        CAISSES.iter().zip(0..).map(|(caisse, index)| {
            let before = Amount::from_cents(caisse.4);
            let moved = [79_375, -79_375, 0, 0][index];
            (name(house, index), before, before.plus(Amount::from_cents(moved)))
        })
    };
    Some(Equalisation {
        place,
        rule: Reference {
            label: house.typed(language.choose("Péréquation par tête", "Equalisation per head")),
            detail: None,
            place: Some(Place::Rule { name: "cotisation".to_owned(), since: None }),
        },
        since: day("2025-01-01"),
        month: asked,
        by: by.map(|_| confederation(house, language)),
        adoption: Some(house.adoption(language)),
        sentences: vec![house.typed(language.choose(
            "Apport au pot : 1,5 % de l'assiette.",
            "Put into the pot: 1.5% of the base.",
        ))],
        columns: vec![said(language, "Membres", "Members"), said(language, "Assiette", "Base")],
        sharers: CAISSES.iter().enumerate().map(sharer).collect(),
        checked: said(
            language,
            "Recalculé à l'instant sur ces relevés : les mêmes montants, au centime.",
            "Computed again just now on these statements: the same amounts, to the cent.",
        ),
        trial: Some(Trial {
            origin: supposed.origin.clone().unwrap_or_else(|| "caisse-0".to_owned()),
            name: name(house, 0),
            fields: vec![
                field("membres", said(language, "Membres", "Members"), "400"),
                field("assiette", said(language, "Assiette", "Base"), "900000,00"),
            ],
            outcome: (!supposed.figures.is_empty()).then(|| Ok(tried().collect())),
        }),
    })
}

pub fn consolidated(house: &TestHouse, year: i16) -> Option<Consolidated> {
    (year == 2025).then_some(())?;
    let one = |back: i32| {
        let told: Vec<Statement> = (0..4).map(|index| statement(index, back)).collect();
        ConsolidatedMonth {
            month: month("2025-12").plus_months(-back),
            told: 4,
            of: 4,
            members: told.iter().map(|one| one.members).sum(),
            received: told.iter().map(|one| one.received).sum(),
            granted: told.iter().map(|one| one.granted).sum(),
            available: told.iter().map(|one| one.available).sum(),
            moved: if back == 0 { euros(6_750) } else { Amount::ZERO },
        }
    };
    let caisse = |index: usize| {
        let told = statement(index, 0);
        let times = |amount: Amount| Amount::from_cents(amount.cents() * 6);
        ConsolidatedCaisse {
            peer: peer(house, index),
            received: times(told.received),
            granted: times(told.granted),
            transfer: Amount::from_cents(CAISSES[index].4),
            received_per_head: told.received_per_head.map(times),
            granted_per_head: told.granted_per_head.map(times),
        }
    };
    Some(Consolidated {
        year,
        months: (0..6).rev().map(one).collect(),
        caisses: (0..4).map(caisse).collect(),
    })
}
