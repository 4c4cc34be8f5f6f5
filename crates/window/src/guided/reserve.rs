//! What a reserve is, and how long the fund holds out.

use caisse_domain::ledger::figures::Period;
use caisse_domain::rules::Purpose;
use caisse_units::{Amount, Language};
use caisse_web::views::{Drawing, Exercise, Part, Place, Reference};

use super::{Told, tenths};
use crate::look::Look;

impl Look<'_> {
    pub(super) fn reserve_step(&self) -> Told {
        let (fund, floor) = (self.fund(), self.state.rules.reserve_floor(self.today));
        let kept = floor.min(fund).max(Amount::ZERO);
        let free = fund.minus(kept).max(Amount::ZERO);
        let others = self.kept_for_others().max(Amount::ZERO);
        let part = |french: &str, english: &str, amount| Part {
            name: self.say(french, english),
            amount,
            place: None,
        };
        let parts = vec![
            part("réserve votée", "voted reserve", kept),
            part("libre\u{a0}: l'assemblée en dispose", "free: the assembly disposes of it", free),
            part(
                "gardé pour d'autres\u{a0}: ce n'est pas à nous",
                "kept for others: not ours",
                others,
            ),
        ];
        let mut why: Vec<Reference> = self
            .rule_in_force_reference(|purpose| matches!(purpose, Purpose::ReserveFloor))
            .into_iter()
            .collect();
        why.push(self.accounts_reference(self.this_year()));
        Told {
            figure: self.money(floor),
            says: if floor.is_positive() {
                self.say("que l'assemblée a décidé de garder", "that the assembly decided to keep")
            } else {
                self.say("de réserve\u{a0}: aucune n'a été votée", "of reserve: none was voted")
            },
            why,
            sentences: self.reserve_said(fund, floor, others),
            drawing: (fund.is_positive() || others.is_positive()).then_some(Drawing::Parts(parts)),
            discuss: self.say(
                "Combien de mois d'allocations voulons-nous toujours pouvoir verser, même si plus rien ne rentre\u{a0}? Qu'est-ce que garder plus nous empêcherait de faire\u{a0}?",
                "How many months of allowances do we always want to be able to pay, even if nothing more comes in? What would keeping more prevent us from doing?",
            ),
            exercise: self.months_of_reserve(floor),
            trying: None,
        }
    }

    fn reserve_said(&self, fund: Amount, floor: Amount, others: Amount) -> Vec<String> {
        let (fund_, floor_) = (self.money(fund), self.money(floor));
        let mut sentences = vec![match (self.language, floor.is_positive()) {
            (Language::French, true) => format!(
                "Une réserve est de l'argent à nous, que nous avons décidé de ne pas dépenser. La nôtre est de {floor_}, sur un fonds de {fund_}."
            ),
            (Language::French, false) => format!(
                "Une réserve est de l'argent à nous, que nous décidons de ne pas dépenser. Notre fonds est de {fund_}, et rien n'en est réservé par un vote."
            ),
            (Language::English, true) => format!(
                "A reserve is money of our own that we decided not to spend. Ours is {floor_}, out of a fund of {fund_}."
            ),
            (Language::English, false) => format!(
                "A reserve is money of our own that we decide not to spend. Our fund is {fund_}, and nothing of it is set aside by a vote."
            ),
        }];
        if floor.is_positive() && fund < floor {
            sentences.push(self.say(
                "Le fonds est en ce moment sous la réserve\u{a0}: de nouvelles allocations attendent qu'il remonte.",
                "At this moment the fund is below the reserve: new allowances wait until it rises.",
            ));
        }
        if others.is_positive() {
            let others = self.money(others);
            sentences.push(match self.language {
                Language::French => format!(
                    "Ce n'est pas la même chose que les {others} gardés pour d'autres\u{a0}: parts dues à d'autres niveaux, argent donné pour un usage précis."
                ),
                Language::English => format!(
                    "It is not the same as the {others} kept for others: shares owed to other levels, money given for one purpose."
                ),
            });
        }
        sentences
    }

    /// The mean of allowances paid over the last whole months.
    fn mean_allowances(&self) -> Option<(Amount, i32)> {
        let last = self.this_month().previous();
        let whole = self.this_month().months_since(self.first_month()).clamp(0, 6);
        if whole < 1 {
            return None;
        }
        let period = Period { from: last.plus_months(1 - whole).first_day(), to: last.last_day() };
        let paid = self.flow(period).allocations;
        paid.is_positive().then(|| (Amount::from_cents(paid.cents() / i64::from(whole)), whole))
    }

    fn months_of_reserve(&self, floor: Amount) -> Option<Exercise> {
        let (mean, whole) = self.mean_allowances()?;
        let three = mean.checked_times(3)?;
        let (mean_, three, floor_) = (self.money(mean), self.money(three), self.money(floor));
        let months = tenths(i128::from(floor.cents()), i128::from(mean.cents()), self.language);
        Some(match (self.language, floor.is_positive()) {
            (Language::French, true) => Exercise {
                asks: format!(
                    "Sur {whole} mois entiers, la caisse a versé en moyenne {mean_} d'allocations par mois. Combien de mois la réserve de {floor_} couvre-t-elle\u{a0}?"
                ),
                way: vec![format!("{floor_} ÷ {mean_}")],
                answer: format!("{months} mois\u{a0}; trois mois demanderaient {three}"),
            },
            (Language::French, false) => Exercise {
                asks: format!(
                    "Sur {whole} mois entiers, la caisse a versé en moyenne {mean_} d'allocations par mois. Combien faudrait-il garder pour tenir trois mois\u{a0}?"
                ),
                way: vec![format!("3 × {mean_}")],
                answer: three,
            },
            (Language::English, true) => Exercise {
                asks: format!(
                    "Over {whole} whole months the caisse paid {mean_} of allowances a month on average. How many months does the reserve of {floor_} cover?"
                ),
                way: vec![format!("{floor_} ÷ {mean_}")],
                answer: format!("{months} months; three months would take {three}"),
            },
            (Language::English, false) => Exercise {
                asks: format!(
                    "Over {whole} whole months the caisse paid {mean_} of allowances a month on average. How much would have to be kept to last three months?"
                ),
                way: vec![format!("3 × {mean_}")],
                answer: three,
            },
        })
    }

    pub(super) fn holding_out_step(&self) -> Told {
        let survival = self.survival(self.fund());
        let months = |months: u32| match self.language {
            Language::French => format!("{months} mois"),
            Language::English if months == 1 => "1 month".to_owned(),
            Language::English => format!("{months} months"),
        };
        let mut sentences = vec![survival.method.clone()];
        sentences.extend(survival.alone.as_ref().map(|alone| alone.method.clone()));
        sentences.push(self.say(
            "C'est une prévision, pas une promesse\u{a0}: elle prolonge le rythme des derniers mois, comme si rien ne changeait.",
            "It is a forecast, not a promise: it carries on the pace of the last months, as if nothing changed.",
        ));
        let why = vec![
            self.accounts_reference(self.this_year()),
            Reference {
                label: self.say("la page publique", "the public page"),
                detail: None,
                place: Some(Place::Public),
            },
        ];
        Told {
            figure: match survival.months {
                Some(number) => months(number),
                None => self.say("Sans fin prévue", "No end in sight"),
            },
            says: match survival.months {
                Some(_) => self.say("avant que le fonds soit épuisé, à ce rythme", "before the fund is used up, at this pace"),
                None => self.say("au rythme des derniers mois", "at the pace of the last months"),
            },
            why,
            sentences,
            drawing: (survival.fund.len() > 1).then_some(Drawing::Fund {
                points: survival.fund,
                alone: survival.alone.map(|alone| alone.fund).unwrap_or_default(),
                floor: survival.floor,
            }),
            discuss: self.say(
                "Qu'est-ce qui pourrait changer ce rythme, en bien ou en mal\u{a0}? À partir de combien de mois faudrait-il décider quelque chose\u{a0}?",
                "What could change this pace, for better or for worse? From how many months on should something be decided?",
            ),
            exercise: self.if_nothing_came_in(),
            trying: None,
        }
    }

    fn if_nothing_came_in(&self) -> Option<Exercise> {
        let whole = self.this_month().months_since(self.first_month()).clamp(0, 6);
        let count = u32::try_from(whole).ok().filter(|count| *count > 0)?;
        let last = self.this_month().previous();
        let found = self.state.ledger.survival(&self.state.chart, last, count);
        if !found.spent.is_positive() || !found.free.is_positive() {
            return None;
        }
        let each = Amount::from_cents(found.spent.cents() / i64::from(whole));
        let (free, spent, each) =
            (self.money(found.free), self.money(found.spent), self.money(each));
        let months = tenths(
            i128::from(found.free.cents()) * i128::from(whole),
            i128::from(found.spent.cents()),
            self.language,
        );
        let end = last.written(self.language);
        Some(match self.language {
            Language::French => Exercise {
                asks: format!(
                    "Et si plus rien ne rentrait\u{a0}? Fin {end}, la caisse avait {free} de libres\u{a0}; en {whole} mois, elle a dépensé {spent}. Combien de mois de survie\u{a0}?"
                ),
                way: vec![
                    format!("{spent} ÷ {whole} = {each} par mois"),
                    format!("{free} ÷ {each}"),
                ],
                answer: format!("{months} mois de survie"),
            },
            Language::English => Exercise {
                asks: format!(
                    "And if nothing more came in? At the end of {end} the caisse had {free} free; in {whole} months it spent {spent}. How many months of survival?"
                ),
                way: vec![
                    format!("{spent} ÷ {whole} = {each} a month"),
                    format!("{free} ÷ {each}"),
                ],
                answer: format!("{months} months of survival"),
            },
        })
    }
}
