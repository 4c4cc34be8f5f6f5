//! What a change would bring: so much more, or less, from every contribution.

use caisse_domain::proposals::{Effect, ProposalState};
use caisse_domain::rules::Purpose;
use caisse_units::{Amount, Language};
use caisse_web::views::{Drawing, Exercise, Place, Reference, Trying};

use super::{Told, tenths};
use crate::look::Look;
use crate::public::{AHEAD, Pace};

/// What is tried of a contribution when nothing is typed: 5 €.
const TRIED: Amount = Amount::from_cents(500);
/// The most that may be tried, either way: 1 000 € a month.
const MOST_TRIED: Amount = Amount::from_cents(100_000);
/// Over how many months what was called and what came are compared.
const COLLECTED: usize = 3;
/// How many past proposals are offered to read.
const PROPOSALS: usize = 3;

impl Look<'_> {
    pub(super) fn what_if_step(&self, supposed: Option<&str>) -> Told {
        let (tried, fault) = self.to_try(supposed);
        let typed = supposed.map_or_else(|| figures(TRIED, self.language), str::to_owned);
        let proposals = self.rule_proposals();
        let trying = Some(Trying { typed, fault, proposals });
        let Some((payers, came, called)) = self.collected() else {
            return Told { trying, ..self.nothing_yet() };
        };
        // Of what is called so much comes in; of more, the same part is supposed to.
        let more = i128::from(tried.cents()) * i128::from(payers) * i128::from(came.cents())
            / i128::from(called.cents().max(1));
        let more = Amount::from_cents(i64::try_from(more).unwrap_or_default());
        let why = self.rule_in_force_reference(|purpose| matches!(purpose, Purpose::Contribution));
        let each = self.signed(tried);
        Told {
            figure: self.signed(more),
            says: match self.language {
                Language::French => format!("par mois, si chaque cotisation changeait de {each}"),
                Language::English => format!("a month, if each contribution changed by {each}"),
            },
            why: why.into_iter().collect(),
            sentences: self.supposed_said(payers, came, called, more),
            drawing: self.pace().map(|pace| self.ahead(pace, more)),
            discuss: self.say(
                "Qui pourrait payer ce changement, et qui ne le pourrait pas\u{a0}? Comment la règle pourrait-elle en tenir compte\u{a0}?",
                "Who could pay this change, and who could not? How could the rule take that into account?",
            ),
            exercise: Some(self.in_a_year(payers, came, called)),
            trying,
        }
    }

    /// The amount to try, and what is wrong with what was typed.
    fn to_try(&self, supposed: Option<&str>) -> (Amount, Option<String>) {
        let Some(typed) = supposed else { return (TRIED, None) };
        let typed = typed.trim().replace('\u{2212}', "-");
        match Amount::parse(&typed) {
            Ok(amount) if amount.magnitude() <= MOST_TRIED => (amount, None),
            Ok(_) => {
                let most = self.money(MOST_TRIED);
                let fault = match self.language {
                    Language::French => {
                        format!("au plus {most}, en plus ou en moins\u{a0}; le calcul montre 5 €")
                    }
                    Language::English => {
                        format!("at most {most}, more or less; the computation shows €5")
                    }
                };
                (TRIED, Some(fault))
            }
            Err(error) => (TRIED, Some(error.sentence(self.language))),
        }
    }

    /// How many were called in the last month, and what came of what was called in the last months.
    fn collected(&self) -> Option<(i64, Amount, Amount)> {
        let contributions = &self.state.contributions;
        let last = contributions.months().next_back()?;
        let payers = contributions.claims_of(last).filter(|(_, claim)| claim.called.is_positive());
        let payers = i64::try_from(payers.count()).ok()?;
        // The month at hand is still coming in; the ones before it tell.
        let whole = contributions.months().rev().filter(|month| *month < self.this_month());
        let (mut came, mut called) = (Amount::ZERO, Amount::ZERO);
        for month in whole.take(COLLECTED) {
            for (_, claim) in contributions.claims_of(month) {
                (came, called) = (came.plus(claim.paid), called.plus(claim.called));
            }
        }
        if !called.is_positive() {
            // Nothing is past yet: all that is called is supposed to come.
            let one = Amount::from_cents(1);
            (came, called) = (one, one);
        }
        (payers > 0).then_some((payers, came, called))
    }

    fn supposed_said(
        &self,
        payers: i64,
        came: Amount,
        called: Amount,
        more: Amount,
    ) -> Vec<String> {
        let rate = per_cent_in_tenths(came, called, self.language);
        let lasting = |more: Amount| match self.pace() {
            None => None,
            Some(pace) => {
                let months = pace.lasting(more);
                Some(match (months, self.language) {
                    (None, _) => self.say("ne s'épuiserait pas", "would not run out"),
                    (Some(months), Language::French) => format!("tiendrait {months} mois"),
                    (Some(months), Language::English) => format!("would last {months} months"),
                })
            }
        };
        let mut sentences = vec![match self.language {
            Language::French => format!(
                "Le dernier appel compte {payers} cotisations, et {rate}\u{a0}% de ce qui est appelé finit par arriver\u{a0}: c'est ce que le calcul suppose encore."
            ),
            Language::English => format!(
                "The last call counts {payers} contributions, and {rate}% of what is called comes in at last: the computation supposes the same."
            ),
        }];
        match (lasting(Amount::ZERO), lasting(more)) {
            (Some(before), Some(after)) if before == after => sentences.push(match self.language {
                Language::French => format!("Dans les deux cas, le fonds {after}."),
                Language::English => format!("In both cases the fund {after}."),
            }),
            (Some(before), Some(after)) => sentences.push(match self.language {
                Language::French => {
                    format!("Le fonds {before} au rythme d'aujourd'hui\u{a0}; ainsi, il {after}.")
                }
                Language::English => {
                    format!("At today's pace the fund {before}; in this way it {after}.")
                }
            }),
            _ => (),
        }
        sentences.push(self.say(
            "Le calcul suppose que personne ne part et que personne ne paie moins. Une vraie règle dit qui paie combien\u{a0}: elle se lit sur sa proposition.",
            "The computation supposes that nobody leaves and nobody pays less. A real rule says who pays how much: it is read on its proposal.",
        ));
        sentences
    }

    /// The fund ahead, as it goes and with so much more a month.
    fn ahead(&self, pace: Pace, more: Amount) -> Drawing {
        let at = |more: Amount, months: i32| {
            let moved = i128::from(pace.change.cents()) * i128::from(months)
                / i128::from(pace.whole.max(1))
                + i128::from(more.cents()) * i128::from(months);
            let fund = i128::from(pace.fund.cents()).saturating_add(moved).max(0);
            let most = i128::from(Amount::LIMIT.cents());
            Amount::from_cents(i64::try_from(fund.min(most)).unwrap_or_default())
        };
        let line = |more: Amount| (0..=AHEAD).map(|months| at(more, months)).collect();
        Drawing::Compared {
            before: self.this_month(),
            today: line(Amount::ZERO),
            supposed: line(more),
        }
    }

    fn in_a_year(&self, payers: i64, came: Amount, called: Amount) -> Exercise {
        let rate = per_cent_in_tenths(came, called, self.language);
        let year = i128::from(payers) * 12 * 200 * i128::from(came.cents())
            / i128::from(called.cents().max(1));
        let year = Amount::from_cents(i64::try_from(year).unwrap_or_default());
        let (two, year) = (self.money(Amount::from_cents(200)), self.money(year));
        match self.language {
            Language::French => Exercise {
                asks: format!(
                    "Si chacune des {payers} cotisations baissait de {two} par mois, combien manquerait-il en un an\u{a0}?"
                ),
                way: vec![
                    format!("{payers} × {two} × 12"),
                    format!("dont {rate}\u{a0}% seraient arrivés"),
                ],
                answer: format!("environ {year} en moins"),
            },
            Language::English => Exercise {
                asks: format!(
                    "If each of the {payers} contributions fell by {two} a month, how much would be missing in a year?"
                ),
                way: vec![
                    format!("{payers} × {two} × 12"),
                    format!("of which {rate}% would have come in"),
                ],
                answer: format!("about {year} less"),
            },
        }
    }

    /// The latest proposals that change a rule.
    fn rule_proposals(&self) -> Vec<Reference> {
        let mut all: Vec<Reference> = self
            .state
            .proposals
            .all()
            .filter(|(_, known)| {
                let rules = matches!(
                    known.content.effect,
                    Effect::AdoptRules { .. } | Effect::RepealRule { .. }
                );
                rules && known.state != ProposalState::Draft
            })
            .map(|(id, known)| Reference {
                label: known.content.title.clone(),
                detail: Some(known.state.written(self.language)),
                place: Some(Place::Proposal(id.to_string())),
            })
            .collect();
        all.reverse();
        all.truncate(PROPOSALS);
        all
    }
}

/// An amount as one types it: `5` or `5,50`.
fn figures(amount: Amount, language: Language) -> String {
    let (euros, cents) = (amount.cents() / 100, amount.cents() % 100);
    match cents {
        0 => euros.to_string(),
        cents => format!("{euros}{}{cents:02}", language.choose(",", ".")),
    }
}

/// `part` of `whole` in per cent with one decimal: `99,5`.
fn per_cent_in_tenths(part: Amount, whole: Amount, language: Language) -> String {
    tenths(i128::from(part.cents()) * 100, i128::from(whole.cents()), language)
}
