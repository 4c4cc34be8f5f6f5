//! A month against the one before and the one a year ago.

use caisse_domain::ledger::figures::Period;
use caisse_units::{Language, Month};
use caisse_web::views::{AccountLine, Drawing, Exercise, Flow, Part, Place};

use super::{Told, percent};
use crate::look::Look;

impl Look<'_> {
    pub(super) fn months_step(&self) -> Told {
        let month = self.whole_month();
        let first = self.first_month();
        let compared = [month.plus_months(-12), month.previous()];
        let mut months: Vec<(Month, Flow)> = compared
            .into_iter()
            .filter(|known| *known >= first)
            .map(|known| (known, self.flow(Period::month(known))))
            // A month before anything moved tells nothing.
            .filter(|(_, flow)| !flow.contributions.is_zero() || !flow.allocations.is_zero())
            .collect();
        let now = self.flow(Period::month(month));
        let before = months.iter().find(|(known, _)| *known == month.previous()).map(|one| one.1);
        let last_year = months.iter().find(|(known, _)| *known != month.previous()).copied();
        months.push((month, now));
        let (income, expenses) = self.income(Period::month(month), None);
        let parts = |lines: Vec<AccountLine>| -> Vec<Part> {
            let year = month.year();
            let part = |line: AccountLine| Part {
                name: line.plain,
                amount: line.amount,
                place: Some(Place::Account { account: line.account, year }),
            };
            lines.into_iter().map(part).collect()
        };
        let change = before.map(|before| now.contributions.minus(before.contributions));
        Told {
            figure: match change {
                Some(change) => self.signed(change),
                None => self.money(now.contributions),
            },
            says: self.change_said(month, change.is_some()),
            why: vec![self.accounts_reference(month.year())],
            sentences: self.months_said(month, now, before, last_year),
            drawing: Some(Drawing::Months {
                months,
                sources: parts(income),
                uses: parts(expenses),
            }),
            discuss: self.say(
                "Qu'est-ce qui explique l'écart\u{a0}: des membres en plus, des retards, une règle nouvelle, la saison\u{a0}? Que faudrait-il regarder pour le savoir\u{a0}?",
                "What explains the difference: more members, late payments, a new rule, the season? What would one have to look at to know?",
            ),
            exercise: before.and_then(|before| self.change_of_allowances(month, now, before)),
            trying: None,
        }
    }

    fn change_said(&self, month: Month, compared: bool) -> String {
        let (this, last) = (month.written(self.language), month.previous().written(self.language));
        match (self.language, compared) {
            (Language::French, true) => {
                format!("de cotisations reçues en {this} par rapport à {last}")
            }
            (Language::French, false) => format!("de cotisations reçues en {this}"),
            (Language::English, true) => {
                format!("of contributions received in {this} compared with {last}")
            }
            (Language::English, false) => format!("of contributions received in {this}"),
        }
    }

    fn months_said(
        &self,
        month: Month,
        now: Flow,
        before: Option<Flow>,
        last_year: Option<(Month, Flow)>,
    ) -> Vec<String> {
        let said = |month: Month, flow: Flow| {
            let (came, went) = (self.money(flow.contributions), self.money(flow.allocations));
            let month = month.written(self.language);
            match self.language {
                Language::French => {
                    format!(
                        "En {month}, il est entré {came} de cotisations et il est sorti {went} d'allocations."
                    )
                }
                Language::English => {
                    format!(
                        "In {month}, {came} of contributions came in and {went} of allowances went out."
                    )
                }
            }
        };
        let mut sentences = vec![said(month, now)];
        sentences.extend(before.map(|before| said(month.previous(), before)));
        match last_year {
            Some((month, flow)) => sentences.push(said(month, flow)),
            None => sentences.push(self.say(
                "La caisse est trop jeune pour se comparer au même mois de l'an passé.",
                "The caisse is too young to be compared with the same month of last year.",
            )),
        }
        sentences
    }

    fn change_of_allowances(&self, month: Month, now: Flow, before: Flow) -> Option<Exercise> {
        let (now, before) = (now.allocations, before.allocations);
        if !before.is_positive() {
            return None;
        }
        let change = now.minus(before);
        let percent = percent(change, before);
        let (this, last) = (month.written(self.language), month.previous().written(self.language));
        let (written, now, base) = (self.signed(change), self.money(now), self.money(before));
        Some(match self.language {
            Language::French => Exercise {
                asks: format!(
                    "De combien les allocations versées ont-elles changé de {last} à {this}, en euros, puis en pour cent\u{a0}?"
                ),
                way: vec![
                    format!("{now} − {base} = {written}"),
                    format!("{written} ÷ {base} × 100"),
                ],
                answer: format!("{written}, soit {percent}\u{a0}%"),
            },
            Language::English => Exercise {
                asks: format!(
                    "By how much did the allowances paid change from {last} to {this}, in euros, then in per cent?"
                ),
                way: vec![
                    format!("{now} − {base} = {written}"),
                    format!("{written} ÷ {base} × 100"),
                ],
                answer: format!("{written}, or {percent}%"),
            },
        })
    }
}
