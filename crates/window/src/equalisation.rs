//! One equalisation: who pays, who receives, on which figures; the same computed again, and with other
//! figures when a member asks.
//!
//! Absent on purpose: entries and payments; a question changes nothing.

use caisse_domain::federation::{Equalised, Statement as Told, inputs_of};
use caisse_domain::identity::PeerId;
use caisse_rules::{Inputs, Rule, Value, ValueType};
use caisse_units::{Amount, Language, Month};
use caisse_web::views::{
    Equalisation, Place, Reference, Sharer, Supposed, Trial, TrialField, Tried,
};

use crate::look::Look;

/// What a formula gave: for each caisse its lines, and what it receives or pays.
type Computed = Vec<(Vec<Value>, Amount)>;

impl Look<'_> {
    /// An equalisation of ours, or one told by a federation of ours.
    pub fn equalisation_page(
        &self,
        by: Option<&str>,
        rule: &str,
        month: Month,
        supposed: &Supposed,
    ) -> Option<Equalisation> {
        let by: Option<PeerId> = by.map(str::parse).transpose().ok()?;
        let done = match by {
            None => {
                self.state.federation.equalised().find(|(r, m, _)| *r == rule && *m == month)?.2
            }
            Some(peer) => self.index.equalised(peer, rule, month)?,
        };
        let federation = by.and_then(|id| Some((id, self.state.federation.peer(id)?)));
        let place =
            Place::Equalisation { by: by.map(|id| id.to_string()), rule: rule.to_owned(), month };
        let version = self.applied(done);
        let told = version.and_then(|rule| {
            self.state.rules.set().explain(&rule.name, month.last_day(), self.language)
        });
        let sentences = told.map(|told| told.lines.into_iter().map(|line| line.sentence).collect());
        Some(Equalisation {
            place,
            rule: Reference {
                label: self.rule_or_name(rule),
                detail: None,
                place: version
                    .map(|_| Place::Rule { name: rule.to_owned(), since: Some(done.since) }),
            },
            since: done.since,
            month,
            by: federation.map(|(id, peer)| self.peer_reference(id, peer)),
            adoption: version.map(|_| self.adoption(self.adopted_by(rule, done.since))),
            sentences: sentences.unwrap_or_default(),
            columns: self.columns(version, done),
            sharers: self.sharers(version, done),
            checked: self.checked(version, done),
            trial: version.map(|rule| self.trial(rule, done, supposed)),
        })
    }

    /// The rule, if the version that was applied is in force here for that month.
    fn applied(&self, done: &Equalised) -> Option<&Rule> {
        let rule = self.state.rules.set().rule(&done.rule)?;
        let version = self.state.rules.version_on(&done.rule, done.month.last_day())?;
        (version.since == done.since).then_some(rule)
    }

    fn columns(&self, rule: Option<&Rule>, done: &Equalised) -> Vec<String> {
        let Some(rule) = rule else {
            return vec![
                self.say("Membres", "Members"),
                self.say("Assiette", "Base"),
                self.say("Cotisations reçues", "Contributions received"),
            ];
        };
        let inputs = rule.inputs.iter().map(|input| input.title.text(self.language).to_owned());
        let version = rule.version_on(done.month.last_day());
        let lines = version.map_or(&[][..], |version| &version.lines);
        let between = &lines[..lines.len().saturating_sub(1)];
        let titles = between.iter().map(|line| line.title.text(self.language).to_owned());
        inputs.chain(titles).collect()
    }

    fn sharers(&self, rule: Option<&Rule>, done: &Equalised) -> Vec<Sharer> {
        let computed = rule.and_then(|_| self.computed(done, None).ok());
        let sharer = |(index, (origin, amount)): (usize, (&String, &Amount))| {
            let told = done.statements.get(origin);
            let lines = computed.as_ref().and_then(|computed| computed.get(index));
            Sharer {
                origin: origin.clone(),
                who: self.origin_reference(origin),
                ours: origin == self.state.federation.own(),
                figures: told
                    .map(|told| self.sharer_figures(rule, told, lines))
                    .unwrap_or_default(),
                amount: *amount,
            }
        };
        done.transfers.iter().enumerate().map(sharer).collect()
    }

    fn sharer_figures(
        &self,
        rule: Option<&Rule>,
        told: &Told,
        lines: Option<&(Vec<Value>, Amount)>,
    ) -> Vec<String> {
        let Some(rule) = rule else {
            let base = told.base.map_or_else(|| "–".to_owned(), |base| self.money(base));
            return vec![told.members.to_string(), base, self.money(told.received)];
        };
        let known = inputs_of(told);
        let input = |name: &str| known.get(name).map(|value| value.written(self.language));
        let inputs =
            rule.inputs.iter().map(|one| input(&one.name).unwrap_or_else(|| "–".to_owned()));
        let between = lines.map_or(&[][..], |(lines, _)| &lines[..lines.len().saturating_sub(1)]);
        inputs.chain(between.iter().map(|value| value.written(self.language))).collect()
    }

    /// The formula over the statements that were used, in the order of the federation, one caisse
    /// changed if asked; then told in the order of the transfers.
    fn computed(
        &self,
        done: &Equalised,
        changed: Option<(&str, Inputs)>,
    ) -> Result<Computed, String> {
        let mut order: Vec<&String> = done.transfers.keys().collect();
        let place = |origin: &str| {
            self.state.federation.by_origin(origin).map_or(usize::MAX, |(id, _)| id.index())
        };
        order.sort_by_key(|origin| place(origin));
        let rows: Vec<Inputs> = order
            .iter()
            .map(|origin| match &changed {
                Some((whose, inputs)) if *whose == origin.as_str() => inputs.clone(),
                _ => done.statements.get(*origin).map(inputs_of).unwrap_or_default(),
            })
            .collect();
        let on = done.month.last_day();
        let outcomes = self.state.rules.set().evaluate_pool(&done.rule, on, &rows);
        let outcomes = outcomes.map_err(|error| error.sentence(self.language))?;
        let mut told: Vec<(&String, (Vec<Value>, Amount))> = Vec::new();
        for (origin, outcome) in order.into_iter().zip(outcomes) {
            let Value::Euros(amount) = outcome.value else {
                return Err(
                    self.say("La règle ne donne pas des euros.", "The rule gives no euros.")
                );
            };
            let lines = outcome.lines.into_iter().map(|line| line.value).collect();
            told.push((origin, (lines, amount)));
        }
        told.sort_by_key(|(origin, _)| origin.as_str());
        Ok(told.into_iter().map(|(_, computed)| computed).collect())
    }

    fn checked(&self, rule: Option<&Rule>, done: &Equalised) -> String {
        if rule.is_none() {
            return self.say(
                "La règle n'est pas en vigueur ici : elle se lit et se recalcule chez la fédération.",
                "The rule is not in force here: it is read and computed again at the federation.",
            );
        }
        match self.computed(done, None) {
            Ok(computed) if computed.iter().map(|(_, amount)| amount).eq(done.transfers.values()) => {
                self.say(
                    "Recalculé à l'instant sur ces relevés : les mêmes montants, au centime.",
                    "Computed again just now on these statements: the same amounts, to the cent.",
                )
            }
            Ok(_) => self.say(
                "Recalculé à l'instant sur ces relevés : les montants ne sont pas ceux qui ont été inscrits. À signaler à la fédération.",
                "Computed again just now on these statements: the amounts are not those that were booked. Tell the federation.",
            ),
            Err(why) => why,
        }
    }

    fn trial(&self, rule: &Rule, done: &Equalised, supposed: &Supposed) -> Trial {
        let known = |origin: &&str| done.transfers.contains_key(*origin);
        let asked = supposed.origin.as_deref().filter(known);
        let own = Some(self.state.federation.own()).filter(known);
        let first = done.transfers.keys().next().map(String::as_str);
        let origin = asked.or(own).or(first).unwrap_or_default();
        let mut inputs = done.statements.get(origin).map(inputs_of).unwrap_or_default();
        let mut wrong = None;
        let fields = rule
            .inputs
            .iter()
            .map(|input| {
                let typed = supposed.figures.iter().find(|(name, _)| *name == input.name);
                let typed = typed.map(|(_, value)| value.trim().to_owned());
                if let Some(text) = &typed {
                    match read(input.kind, text) {
                        Some(value) => drop(inputs.insert(input.name.clone(), value)),
                        None => wrong = Some(input.title.text(self.language).to_owned()),
                    }
                }
                let value = typed.or_else(|| inputs.get(&input.name).map(written));
                TrialField {
                    name: input.name.clone(),
                    title: input.title.text(self.language).to_owned(),
                    value: value.unwrap_or_default(),
                }
            })
            .collect();
        let tried = rule
            .inputs
            .iter()
            .any(|input| supposed.figures.iter().any(|(name, _)| *name == input.name));
        let outcome = tried.then(|| match wrong {
            Some(title) => Err(self.unreadable(&title)),
            None => self.tried(done, origin, inputs),
        });
        let name = self.origin_reference(origin).label;
        Trial { origin: origin.to_owned(), name, fields, outcome }
    }

    fn tried(&self, done: &Equalised, origin: &str, inputs: Inputs) -> Result<Vec<Tried>, String> {
        let computed = self.computed(done, Some((origin, inputs)))?;
        let rows = done.transfers.iter().zip(computed).map(|((origin, before), (_, after))| {
            (self.origin_reference(origin).label, *before, after)
        });
        Ok(rows.collect())
    }

    fn unreadable(&self, title: &str) -> String {
        match self.language {
            Language::French => format!(
                "« {title} » : ce n'est pas un nombre que la règle puisse lire. Écrivez par exemple 120 ou 35 000,00."
            ),
            Language::English => format!(
                "“{title}”: not a number that the rule can read. Write for instance 120 or 35000.00."
            ),
        }
    }
}

/// A figure as it is typed.
fn written(value: &Value) -> String {
    match value {
        Value::Count(number) => number.to_string(),
        Value::Euros(amount) => {
            let cents = amount.cents();
            let sign = if cents < 0 { "-" } else { "" };
            let (euros, cents) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
            format!("{sign}{euros},{cents:02}")
        }
        other => other.written(Language::French),
    }
}

/// A figure that was typed: whole numbers and euros, as statements hold them.
fn read(kind: ValueType, text: &str) -> Option<Value> {
    let bare: String = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '€').collect();
    match kind {
        ValueType::Count => bare.parse().ok().map(Value::Count),
        ValueType::Euros => Amount::parse(&bare).ok().map(Value::Euros),
        _ => None,
    }
}
