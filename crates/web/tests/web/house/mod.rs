//! A house for tests and for the preview: a food caisse of 193 households in the shape of Gironde's
//! (10 € per household and 5 € per further person; 75 € per household and 75 € per person). Its
//! figures are computed here, from the household sizes, and agree with one another.

mod assemblies;
mod books;
mod decided;
mod federated;
mod people;
mod readings;
mod reasons;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use caisse_units::{Amount, Day, Language, Month};
use caisse_web::House;
use caisse_web::views::{
    Accounts, Adoption, Agreements, Alone, Board, Checkpoint, Decision, Entry, Flow, Frame,
    FundPoint, Journal, Ledger, MemberCount, MemberPage, MonthPage, Offices, Pages, Part, Place,
    Project, Proposal, ProposalList, Public, Record, Rule, RuleInForce, Statutes, Survival, Why,
};
use caisse_web::views::{Assemblies, Assembly, AttendanceSheet, Convocation, File, Minutes, Poll};
use caisse_web::views::{Consolidated, Equalisation, Federation, Peer, Supposed};
use caisse_web::views::{GuidedStep, ReadingList, ReadingStep};

/// The house of the tests. Every name that comes from people can be replaced by a hostile one.
pub struct TestHouse {
    /// The name of the caisse, and of everything that a person could have typed.
    pub name: String,
    /// What it says of the moment.
    pub moment: Arc<AtomicU64>,
}

pub fn euros(euros: i64) -> Amount {
    Amount::from_cents(euros * 100)
}

pub fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

pub fn month(text: &str) -> Month {
    text.parse().expect("a month")
}

/// The month that the treasurer is working on.
pub fn now() -> Month {
    month("2026-01")
}

/// The number of an identifier such as `M12`, within the bounds given.
pub fn number(id: &str, letter: char, most: u32) -> Option<u32> {
    id.strip_prefix(letter)?.parse().ok().filter(|number| (1..=most).contains(number))
}

impl TestHouse {
    pub fn new() -> TestHouse {
        TestHouse {
            name: "Caisse alimentaire de Gironde".to_owned(),
            moment: Arc::new(AtomicU64::new(1)),
        }
    }

    /// A text that a person typed: its own, or the hostile name.
    fn typed(&self, text: &str) -> String {
        if self.name.contains('<') { self.name.clone() } else { text.to_owned() }
    }

    fn adoption(&self, language: Language) -> Adoption {
        Adoption {
            decision: "D2".to_owned(),
            title: self.typed(language.choose(
                "La cotisation suit la taille du foyer",
                "Contributions follow the size of the household",
            )),
            day: day("2024-12-14"),
            assembly: language.choose("Assemblée fondatrice", "Founding assembly").to_owned(),
            vote: Some(
                language
                    .choose(
                        "112 pour, 9 contre, 14 abstentions",
                        "112 for, 9 against, 14 abstained",
                    )
                    .to_owned(),
            ),
        }
    }

    fn checkpoint_shown(&self) -> Checkpoint {
        Checkpoint {
            size: 4812,
            root: "9Xk2mVq0uK3r5b1yQpXoTz7cN4hYe8wLsDfGjAaBvCE=".to_owned(),
            note: NOTE.to_owned(),
            key: "gironde.caisse.example+6b2f9c1e+AWq9dE7uQ2nB0yXv3kLrT5mZpHs8cJfGaNeUoViKxYwD"
                .to_owned(),
            witnesses: vec!["federation-alimentation.example".to_owned()],
        }
    }

    fn fund(&self) -> Vec<FundPoint> {
        let start = month("2025-01");
        let mut fund = euros(184_000);
        let wobble = [900, -400, 1300, 200, -1100, 700, 300, -600, 1500, -200, 400, -900, 800];
        let mut points = Vec::new();
        for index in 0..34 {
            let moved = euros(-5200 + wobble.get(index).copied().unwrap_or(0) * 4);
            fund = fund.plus(moved);
            let month = start.plus_months(index as i32);
            points.push(FundPoint { month, fund, expected: index > 12 });
        }
        points
    }
}

const NOTE: &str = "gironde.caisse.example\n4812\n9Xk2mVq0uK3r5b1yQpXoTz7cN4hYe8wLsDfGjAaBvCE=\n\n\
— gironde.caisse.example ay+cHnJ4vQ0kR8yTzM1uWb6eXo2cLhPqAsDfGjKlZxCvBnMqWeRtYuIoPaSdFgHjKlZxCvBnMqWe\n\
— federation-alimentation.example k2LmNpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGh\n";

impl House for TestHouse {
    fn moment(&self) -> u64 {
        self.moment.load(Ordering::Relaxed)
    }

    fn frame(&self, language: Language) -> Frame {
        Frame {
            name: self.name.clone(),
            kind: language
                .choose("193 foyers, quatre caisses locales", "193 households, four local caisses")
                .to_owned(),
            month: now(),
            years: vec![2025, 2026],
            warning: Some(
                language
                    .choose(
                        "Démonstration : cette caisse est inventée, ses calculs sont vrais.",
                        "Demonstration: this caisse is invented, its computations are real.",
                    )
                    .to_owned(),
            ),
        }
    }

    fn public(&self, language: Language) -> Public {
        let fund = self.fund();
        let cents = |cents| Amount::from_cents(cents);
        let part = |name: &str, amount| Part {
            name: name.to_owned(),
            amount,
            place: Some(Place::Account { account: "657".to_owned(), year: 2026 }),
        };
        Public {
            purpose: language.choose(
                "Chaque foyer cotise selon sa taille et ses moyens ; chaque foyer reçoit de quoi manger bien, chez des producteurs que l'assemblée a choisis.",
                "Each household contributes by its size and its means; each household receives enough to eat well, from producers that the assembly chose.",
            ).to_owned(),
            as_of: day("2026-01-31"),
            fund: fund[12].fund,
            kept_for_others: cents(1_284_350),
            members: MemberCount { people: 400, households: 193, organisations: 12 },
            month: now(),
            this_month: Flow { contributions: people::received(), allocations: euros(44_475) },
            this_year: Flow { contributions: people::received(), allocations: euros(44_475) },
            survival: Survival {
                months: Some(20),
                method: language.choose(
                    "En moyenne sur six mois, il sort 5 200,00 € de plus qu'il n'entre ; la réserve votée de 20 000,00 € n'est pas touchée.",
                    "On average over six months, €5,200.00 more go out than come in; the voted reserve of €20,000.00 is not touched.",
                ).to_owned(),
                alone: Some(Alone {
                    months: Some(14),
                    method: language.choose(
                        "Ce rythme compte 12 000,00 € de dons et de subventions, qui peuvent ne pas revenir : sans eux, le fonds tiendrait 14 mois.",
                        "This pace counts €12,000.00 of gifts and grants, which may not come again: without them the fund would last 14 months.",
                    ).to_owned(),
                    fund: (1..=14).map(|ahead| FundPoint {
                        month: now().plus_months(ahead),
                        fund: fund[12].fund.minus(euros(7_000 * i64::from(ahead))),
                        expected: true,
                    }).collect(),
                }),
                fund,
                floor: Some(euros(20_000)),
            },
            ten_euros: vec![
                part(language.choose("Allocations versées aux foyers", "Allowances paid to households"), cents(714)),
                part(language.choose("Réserve de l'assemblée", "Reserve of the assembly"), cents(126)),
                part(language.choose("Fédération de l'alimentation", "Federation of food caisses"), cents(100)),
                part(language.choose("Éducation populaire", "Popular education"), cents(45)),
                part(language.choose("Frais de banque", "Bank fees"), cents(15)),
            ],
            rules: [("cotisation", "Cotisation des foyers", "Contributions of households",
                     "10,00 € par foyer et 5,00 € par personne de plus ; chacun peut donner davantage.",
                     "€10.00 per household and €5.00 per further person; anyone may give more."),
                    ("allocation", "Allocation alimentaire", "Food allowance",
                     "75,00 € par foyer et 75,00 € par personne, chaque mois.",
                     "€75.00 per household and €75.00 per person, each month."),
                    ("partage", "Partage des cotisations", "Sharing of contributions",
                     "10 % à la fédération, 4,5 % à l'éducation populaire ; la caisse garde le reste et le centime indivisible.",
                     "10% to the federation, 4.5% to popular education; the caisse keeps the rest and the odd cent.")]
                .into_iter()
                .map(|(name, french, english, french_summary, english_summary)| RuleInForce {
                    name: name.to_owned(),
                    title: self.typed(language.choose(french, english)),
                    summary: language.choose(french_summary, english_summary).to_owned(),
                    since: day("2025-01-01"),
                    adoption: self.adoption(language),
                })
                .collect(),
            checkpoint: Some(self.checkpoint_shown()),
        }
    }

    fn member(&self, id: &str, language: Language) -> Option<MemberPage> {
        people::member(self, number(id, 'M', 193)?, language)
    }

    fn month(&self, month: Month, language: Language) -> Option<MonthPage> {
        people::month_page(self, month, language)
    }

    fn accounts(&self, year: i16, language: Language) -> Option<Accounts> {
        books::accounts(self, year, language)
    }

    fn ledger(&self, account: &str, year: i16, page: u32, language: Language) -> Option<Ledger> {
        books::ledger(account, year, page, language)
    }

    fn entry(&self, id: &str, language: Language) -> Option<Entry> {
        books::entry(self, number(id, 'E', 600)?, language)
    }

    fn decision(&self, id: &str, language: Language) -> Option<Decision> {
        reasons::decision(self, number(id, 'D', 3)?, language)
    }

    fn rule(&self, name: &str, since: Option<Day>, language: Language) -> Option<Rule> {
        reasons::rule(self, name, since, language)
    }

    fn proposals(&self, page: u32, language: Language) -> Option<ProposalList> {
        decided::proposals(self, page, language)
    }

    fn proposal(&self, id: &str, language: Language) -> Option<Proposal> {
        decided::proposal(self, id, language)
    }

    fn statutes(&self, since: Option<Day>, language: Language) -> Option<Statutes> {
        decided::statutes(self, since, language)
    }

    fn offices(&self, language: Language) -> Offices {
        decided::offices(self, language)
    }

    fn board(&self, page: u32, language: Language) -> Option<Board> {
        (page == 1).then(|| decided::board(self, language))
    }

    fn project(&self, id: &str, language: Language) -> Option<Project> {
        decided::project(self, id, language)
    }

    fn agreements(&self, language: Language) -> Agreements {
        decided::agreements(self, language)
    }

    fn federation(&self, language: Language) -> Federation {
        federated::federation(self, language)
    }

    fn consolidated(&self, year: i16, _: Language) -> Option<Consolidated> {
        federated::consolidated(self, year)
    }

    fn peer(&self, id: &str, language: Language) -> Option<Peer> {
        federated::peer_page(self, id, language)
    }

    fn equalisation(
        &self,
        by: Option<&str>,
        rule: &str,
        month: Month,
        supposed: &Supposed,
        language: Language,
    ) -> Option<Equalisation> {
        federated::equalisation(self, by, rule, month, supposed, language)
    }

    fn journal(&self, page: u32, language: Language) -> Option<Journal> {
        (1..=97).contains(&page).then(|| Journal {
            records: (1..=4812)
                .rev()
                .skip((page as usize - 1) * 50)
                .take(50)
                .map(|number| self.record(number, language))
                .collect(),
            count: 4812,
            pages: Pages { current: page, count: 97 },
            checkpoint: Some(self.checkpoint_shown()),
        })
    }

    fn why(&self, id: &str, language: Language) -> Option<Why> {
        reasons::why(self, id, language)
    }

    fn checkpoint(&self) -> Option<String> {
        Some(NOTE.to_owned())
    }

    fn assemblies(&self, page: u32, language: Language) -> Option<Assemblies> {
        assemblies::assemblies(self, page, language)
    }

    fn assembly(&self, id: &str, language: Language) -> Option<Assembly> {
        assemblies::assembly(self, id, language)
    }

    fn convocation(&self, id: &str, language: Language) -> Option<Convocation> {
        assemblies::convocation(self, id, language)
    }

    fn attendance_sheet(&self, id: &str, page: u32, language: Language) -> Option<AttendanceSheet> {
        assemblies::attendance_sheet(self, id, page, language)
    }

    fn minutes(&self, id: &str, language: Language) -> Option<Minutes> {
        assemblies::minutes(self, id, language)
    }

    fn minutes_text(&self, id: &str) -> Option<File> {
        assemblies::minutes_text(id)
    }

    fn poll(&self, id: &str, language: Language) -> Option<Poll> {
        assemblies::poll(self, id, language)
    }

    fn ballots(&self, poll: &str, extension: &str) -> Option<File> {
        assemblies::ballots(poll, extension)
    }

    fn guided_step(
        &self,
        step: ReadingStep,
        supposed: Option<&str>,
        language: Language,
    ) -> Option<GuidedStep> {
        Some(readings::step(self, step, supposed, language))
    }

    fn readings(&self, page: u32, language: Language) -> Option<ReadingList> {
        readings::list(self, page, language)
    }
}

impl TestHouse {
    fn record(&self, number: u64, language: Language) -> Record {
        let entry = number % 600 + 1;
        let (kind, place) = match number % 5 {
            0 => (
                language.choose("allocation versée", "allocation paid"),
                Some(Place::Entry(format!("E{entry}"))),
            ),
            1 => (language.choose("relevé importé", "statement imported"), None),
            _ => (
                language.choose("cotisation reçue", "contribution received"),
                Some(Place::Entry(format!("E{entry}"))),
            ),
        };
        let minute = number % 60;
        Record {
            number,
            time: language.choose("31/01/2026 14:", "2026-01-31 14:").to_owned()
                + &format!("{minute:02} UTC"),
            kind: kind.to_owned(),
            actor: "M3".to_owned(),
            hash: format!("{:016x}{:016x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15), number),
            place,
        }
    }
}
