//! The shared reading of the accounts: each of its steps, on the caisse's own figures.
//!
//! A month here is a whole month: the one before the month at hand, so that three days are never compared
//! with thirty. Sums are those of the public page and of the accounts; an exercise is computed from them.
//!
//! Absent on purpose: anything about one member.

mod months;
mod reserve;
mod supposed;

use caisse_domain::readings::Figure;
use caisse_domain::rules::Purpose;
use caisse_units::{Amount, Language, Month};
use caisse_web::views::{
    Drawing, Exercise, GuidedStep, Part, Place, ReadingStep, Reference, Trying,
};

use crate::look::Look;
use crate::readings::domain_step;

/// What a step says, before its questions are added.
#[derive(Default)]
struct Told {
    figure: String,
    says: String,
    why: Vec<Reference>,
    sentences: Vec<String>,
    drawing: Option<Drawing>,
    discuss: String,
    exercise: Option<Exercise>,
    trying: Option<Trying>,
}

impl Look<'_> {
    /// One step. Linear in the postings, the receipts and the claims.
    pub fn guided_step(&self, step: ReadingStep, supposed: Option<&str>) -> GuidedStep {
        let told = match step {
            ReadingStep::TenEuros => self.ten_euros_step(),
            ReadingStep::TwoMonths => self.months_step(),
            ReadingStep::Reserve => self.reserve_step(),
            ReadingStep::HoldingOut => self.holding_out_step(),
            ReadingStep::WhatIf => self.what_if_step(supposed),
        };
        GuidedStep {
            step,
            as_of: self.today,
            figure: told.figure,
            says: told.says,
            why: told.why,
            sentences: told.sentences,
            drawing: told.drawing,
            discuss: told.discuss,
            exercise: told.exercise,
            trying: told.trying,
            questions: self.pinned_to(&Figure::Step(domain_step(step))),
        }
    }

    /// The last whole month that the caisse has; the month at hand when it has none.
    fn whole_month(&self) -> Month {
        self.this_month().previous().max(self.first_month())
    }

    fn accounts_reference(&self, year: i16) -> Reference {
        let label = match self.language {
            Language::French => format!("les comptes de {year}"),
            Language::English => format!("the accounts of {year}"),
        };
        Reference { label, detail: None, place: Some(Place::Accounts(year)) }
    }

    fn rule_in_force_reference(&self, wanted: impl Fn(&Purpose) -> bool) -> Option<Reference> {
        let mut rules = self.state.rules.all().filter(|(_, purpose)| wanted(purpose));
        rules.find_map(|(rule, _)| {
            let since = self.state.rules.version_on(&rule.name, self.today)?.since;
            Some(Reference {
                label: rule.title.text(self.language).to_owned(),
                detail: Some(self.day(since)),
                place: Some(Place::Rule { name: rule.name.clone(), since: Some(since) }),
            })
        })
    }

    fn ten_euros_step(&self) -> Told {
        let ten = Amount::from_cents(1_000);
        let parts = self.parts_of(ten);
        let year = self.this_year();
        let Some(largest) = parts.iter().max_by_key(|part| part.amount) else {
            return self.nothing_yet();
        };
        let (share, name) = (self.money(largest.amount), largest.name.as_str());
        let many = parts.len();
        let mut sentences = vec![match self.language {
            Language::French => format!(
                "De chaque 10 € entrés en {year}, {share}\u{a0}: {name}. C'est la plus grande des {many} parts du dessin."
            ),
            Language::English => format!(
                "Of every €10 that came in during {year}, {share}: {name}. It is the largest of the {many} parts of the drawing."
            ),
        }];
        sentences.push(self.say(
            "Le dessin coupe dix pièces d'un euro là où l'argent part, dans l'ordre du tableau.",
            "The drawing cuts ten one-euro coins where the money goes, in the order of the table.",
        ));
        sentences.push(self.say(
            "Personne n'a choisi ce partage d'un coup\u{a0}: il résulte des règles votées et de ce que chacun a demandé.",
            "Nobody chose this division at one stroke: it follows from the rules that were voted and from what each asked for.",
        ));
        let mut why = vec![self.accounts_reference(year)];
        why.extend(self.rule_in_force_reference(|purpose| matches!(purpose, Purpose::Keys { .. })));
        let exercise = self.mean_contribution().map(|mean| self.own_share(mean, name, &parts));
        Told {
            figure: share,
            says: match self.language {
                Language::French => format!("sur 10 €\u{a0}: {name}"),
                Language::English => format!("of €10: {name}"),
            },
            why,
            sentences,
            discuss: self.say(
                "Qu'est-ce qui vous surprend\u{a0}? Quelle part devrait être plus grande, et laquelle plus petite\u{a0}?",
                "What surprises you? Which part should be larger, and which smaller?",
            ),
            exercise,
            drawing: Some(Drawing::Coins(parts)),
            trying: None,
        }
    }

    /// What the members were called on average in the last month that was called.
    fn mean_contribution(&self) -> Option<Amount> {
        let month = self.state.contributions.months().next_back()?;
        let (mut sum, mut count) = (Amount::ZERO, 0_i64);
        for (_, claim) in self.state.contributions.claims_of(month) {
            (sum, count) = (sum.plus(claim.called), count + 1);
        }
        (count > 0 && sum.is_positive()).then(|| Amount::from_cents(sum.cents() / count))
    }

    fn own_share(&self, mean: Amount, name: &str, of_ten: &[Part]) -> Exercise {
        let found = |parts: &[Part]| {
            let part = parts.iter().find(|part| part.name == name);
            part.map(|part| part.amount).unwrap_or_default()
        };
        let (whole, of_ten) = (self.parts_of(mean), found(of_ten));
        let answer = found(&whole);
        let (mean, share, answer) = (self.money(mean), self.money(of_ten), self.money(answer));
        match self.language {
            Language::French => Exercise {
                asks: format!(
                    "La cotisation appelée est en moyenne de {mean} par mois. Combien va à «\u{a0}{name}\u{a0}»\u{a0}? Refaites-le avec votre propre cotisation."
                ),
                way: vec![
                    format!("{mean} ÷ 10 donne le nombre de fois 10 €"),
                    format!("ce nombre × {share}"),
                ],
                answer: format!("{answer}, au centime que donne l'arrondi"),
            },
            Language::English => Exercise {
                asks: format!(
                    "The contribution called is {mean} a month on average. How much goes to “{name}”? Do it again with your own contribution."
                ),
                way: vec![
                    format!("{mean} ÷ 10 gives how many times €10"),
                    format!("that number × {share}"),
                ],
                answer: format!("{answer}, give or take the cent of the rounding"),
            },
        }
    }

    fn nothing_yet(&self) -> Told {
        Told {
            figure: self.say("Rien encore", "Nothing yet"),
            says: self.say(
                "aucune cotisation n'a encore été appelée ni reçue",
                "no contribution was called or received yet",
            ),
            discuss: self.say(
                "Que voudrions-nous pouvoir lire ici dans un an\u{a0}?",
                "What would we like to be able to read here in a year?",
            ),
            ..Told::default()
        }
    }

    /// An amount with its sign.
    fn signed(&self, amount: Amount) -> String {
        if amount.is_positive() { format!("+{}", self.money(amount)) } else { self.money(amount) }
    }
}

/// `part` of `whole` in whole per cent, half away from zero.
fn percent(part: Amount, whole: Amount) -> i64 {
    let (part, whole) = (i128::from(part.cents()), i128::from(whole.cents().max(1)));
    let half = if part < 0 { -whole / 2 } else { whole / 2 };
    i64::try_from((part * 100 + half) / whole).unwrap_or(i64::MAX)
}

/// A quotient with one decimal, cut: `4,5`.
fn tenths(part: i128, whole: i128, language: Language) -> String {
    let tenths = part * 10 / whole.max(1);
    format!("{}{}{}", tenths / 10, language.choose(",", "."), tenths % 10)
}
