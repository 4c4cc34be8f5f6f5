//! Rules and decisions: what was adopted, when, and what it changed.

use std::collections::BTreeSet;

use caisse_domain::identity::DecisionId;
use caisse_domain::ledger::Reason;
use caisse_domain::rules::{LegalMode, Purpose, Repeal};
use caisse_rules::Rule as Adopted;
use caisse_rules::tree::{Content, Expression, Version as AdoptedVersion};
use caisse_units::{Day, Language};
use caisse_web::views::{
    Adoption, Decision, Effect, Example, Parameter, Place, Rule, Table, Version,
};

use crate::look::Look;

/// The most entries of a decision that its page lists.
const MOST_ENTRIES: usize = 100;

impl Look<'_> {
    /// A version of a rule, as the assembly reads it.
    pub fn rule(&self, name: &str, since: Option<Day>) -> Option<Rule> {
        let set = self.state.rules.set();
        let rule = set.rule(name)?;
        let version = match since {
            Some(since) => rule.versions.iter().find(|version| version.since == since)?,
            None => rule.versions.last()?,
        };
        let on = version.since;
        let text = set.explain(name, on, self.language)?;
        let mut sentences: Vec<String> = self
            .state
            .rules
            .purpose(name)
            .map(|purpose| self.purpose_of(purpose))
            .into_iter()
            .collect();
        sentences.extend(text.inputs);
        let mut tables = Vec::new();
        for (line, told) in version.lines.iter().zip(text.lines) {
            sentences.push(told.sentence);
            tables.extend(told.tables.into_iter().map(|table| Table {
                caption: line.title.text(self.language).to_owned(),
                columns: table.headings,
                rows: table.rows,
            }));
        }
        let examples = text.examples.iter().map(|told| example(told)).collect();
        let findings = set.report(name, on).map(|report| report.sentences(set, self.language));
        Some(Rule {
            name: name.to_owned(),
            title: rule.title.text(self.language).to_owned(),
            since: version.since,
            until: self.until(rule, version),
            repealed: self.repealed(rule, version),
            sentences,
            tables,
            parameters: self.parameters(&self.needed(rule, version), on),
            examples,
            findings: findings.unwrap_or_default(),
            versions: self.versions(rule),
            adoption: self.adoption(self.adopted_by(name, version.since)),
            common: self.common_rule(name, version.since),
        })
    }

    fn versions(&self, rule: &Adopted) -> Vec<Version> {
        let newest_first = rule.versions.iter().rev();
        newest_first
            .map(|version| Version {
                since: version.since,
                until: self.until(rule, version),
                adoption: self.adoption(self.adopted_by(&rule.name, version.since)),
            })
            .collect()
    }

    /// The last day of a version, if another follows or the rule was repealed.
    fn until(&self, rule: &Adopted, version: &AdoptedVersion) -> Option<Day> {
        let next = rule.versions.iter().map(|other| other.since).find(|day| *day > version.since);
        let end = next.into_iter().chain(self.repeal(rule, version).map(|repeal| repeal.from));
        end.min().map(|first| first.plus_days(-1))
    }

    /// What ended a version before another began.
    fn repeal(&self, rule: &Adopted, version: &AdoptedVersion) -> Option<Repeal> {
        let next = rule.versions.iter().map(|other| other.since).find(|day| *day > version.since);
        let repeals = self.state.rules.repeals(&rule.name).iter().copied();
        let ends = |repeal: &Repeal| {
            version.since < repeal.from && next.is_none_or(|next| repeal.from < next)
        };
        repeals.filter(ends).min_by_key(|repeal| repeal.from)
    }

    fn repealed(&self, rule: &Adopted, version: &AdoptedVersion) -> Option<(Day, Adoption)> {
        let repeal = self.repeal(rule, version)?;
        Some((repeal.from, self.adoption(repeal.decision)))
    }

    /// What a rule does, in one sentence: the line that is its result, or what it is for.
    pub fn rule_summary(&self, rule: &Adopted, purpose: &Purpose) -> String {
        let told = self.state.rules.set().explain(&rule.name, self.today, self.language);
        let line = told.and_then(|told| match told.lines.len() {
            1 => told.lines.into_iter().next().map(|line| line.sentence),
            _ => None,
        });
        line.unwrap_or_else(|| self.purpose_of(purpose))
    }

    fn purpose_of(&self, purpose: &Purpose) -> String {
        match purpose {
            Purpose::Contribution => {
                self.say("Ce que chacun doit chaque mois.", "What each owes each month.")
            }
            Purpose::Keys { own } => match self.language {
                Language::French => format!(
                    "Comment chaque somme reçue est partagée entre les niveaux ; « {own} » reste ici."
                ),
                Language::English => {
                    format!("How each sum received is split between levels; “{own}” stays here.")
                }
            },
            Purpose::Benefit { need, mode } => {
                let (need, mode) = (self.need(need), self.mode(*mode));
                match self.language {
                    Language::French => format!("Une allocation ({need}) ; {mode}."),
                    Language::English => format!("An allowance ({need}); {mode}."),
                }
            }
            Purpose::ReserveFloor => {
                self.say("Ce qui doit rester dans le fonds.", "What must stay in the fund.")
            }
            Purpose::Equalisation => self.say(
                "Comment une fédération partage entre ses caisses.",
                "How a federation shares between its caisses.",
            ),
            Purpose::Parameter => self.say(
                "Une valeur ou un calcul que d'autres règles utilisent.",
                "A value or a computation that other rules use.",
            ),
        }
    }

    fn mode(&self, mode: LegalMode) -> String {
        match mode {
            LegalMode::DiscretionaryAid => {
                self.say("une aide que la caisse peut accorder", "an aid that the caisse may grant")
            }
            LegalMode::GiftCircle => self.say("des dons entre membres", "gifts between members"),
            LegalMode::InsuredByPartner => {
                self.say("assurée par un partenaire", "insured by a partner")
            }
            LegalMode::CreditByThirdParty => {
                self.say("un crédit émis par un tiers", "credit issued by a third party")
            }
        }
    }

    /// The parameters that a version rests on, through the rules it refers to.
    fn needed(&self, rule: &Adopted, version: &AdoptedVersion) -> BTreeSet<String> {
        let set = self.state.rules.set();
        let mut seen = BTreeSet::from([rule.name.clone()]);
        let mut waiting: Vec<&AdoptedVersion> = vec![version];
        while let Some(version) = waiting.pop() {
            for name in referred(version) {
                if let Some(other) = set.rule(&name)
                    && seen.insert(name)
                {
                    waiting.extend(self.version_or_first(other, version.since));
                }
            }
        }
        seen
    }

    /// The version in force on a day; the first one for a rule that begins later. None for a rule
    /// that was repealed.
    fn version_or_first<'r>(&'r self, rule: &'r Adopted, on: Day) -> Option<&'r AdoptedVersion> {
        let first = rule.versions.first().filter(|first| on < first.since);
        self.state.rules.version_on(&rule.name, on).or(first)
    }

    /// Those of these rules that are dated values, as they stand on a day.
    pub fn parameters(&self, names: &BTreeSet<String>, on: Day) -> Vec<Parameter> {
        let set = self.state.rules.set();
        let known = names.iter().filter_map(|name| set.rule(name));
        let valued = known.filter(|rule| rule.is_parameter()).filter_map(|rule| {
            let version = self.version_or_first(rule, on)?;
            let Content::Formula(Expression::Constant(value)) = &version.lines.first()?.content
            else {
                return None;
            };
            let source = version.source.clone().or_else(|| version.decision.clone());
            Some(Parameter {
                title: rule.title.text(self.language).to_owned(),
                value: value.written(self.language),
                since: version.since,
                source: source.unwrap_or_else(|| {
                    self.adoption(self.adopted_by(&rule.name, version.since)).title
                }),
            })
        });
        valued.collect()
    }

    /// A decision and what it changed.
    pub fn decision(&self, id: &str) -> Option<Decision> {
        let id: DecisionId = id.parse().ok()?;
        let content = self.state.offices.decision(id)?;
        Some(Decision {
            id: id.to_string(),
            title: content.title.clone(),
            day: content.on,
            assembly: content.assembly.clone(),
            text: self.decided_text(id, content),
            vote: self.decision_count(id),
            origin: self.origin(id),
            federation: self.federation_behind(id),
            effects: self.effects(id),
            record: self.index.decision(id)?,
        })
    }

    /// The text decided: that of the proposal, when the record holds only the result of its poll.
    fn decided_text(
        &self,
        id: DecisionId,
        content: &caisse_domain::offices::Decision,
    ) -> Vec<String> {
        match self.state.proposals.of_decision(id) {
            Some((_, proposal)) => self.paragraphs(&proposal.content.text),
            None => self.paragraphs(&content.text),
        }
    }

    fn effects(&self, id: DecisionId) -> Vec<Effect> {
        let mut effects = self.rules_adopted(id);
        effects.extend(self.rules_repealed(id));
        effects.extend(self.orders_given(id));
        effects.extend(self.offices_given(id));
        effects.extend(self.budgets(id));
        let entries = self.state.ledger.entries();
        let carried_out = entries.filter(|entry| entry.reason() == Reason::Decision(id));
        effects.extend(carried_out.take(MOST_ENTRIES).map(|entry| Effect {
            sentence: format!(
                "{} {}{}{}, {}",
                self.say("écriture", "entry"),
                entry.id(),
                self.language.choose("\u{a0}: ", ": "),
                entry.label(),
                self.money(entry.total())
            ),
            from: entry.date(),
            place: Some(Place::Entry(entry.id().to_string())),
        }));
        effects
    }

    fn rules_adopted(&self, id: DecisionId) -> Vec<Effect> {
        let book = &self.state.rules;
        let versions = book
            .set()
            .rules()
            .flat_map(|rule| rule.versions.iter().map(move |version| (rule, version.since)));
        let adopted =
            versions.filter(|(rule, since)| book.decision(&rule.name, *since) == Some(id));
        adopted
            .map(|(rule, since)| {
                let title = rule.title.text(self.language);
                Effect {
                    sentence: match self.language {
                        Language::French => format!("la règle « {title} » entre en vigueur"),
                        Language::English => format!("the rule “{title}” comes into force"),
                    },
                    from: since,
                    place: Some(Place::Rule { name: rule.name.clone(), since: Some(since) }),
                }
            })
            .collect()
    }

    fn rules_repealed(&self, id: DecisionId) -> Vec<Effect> {
        let all = self.state.rules.all();
        let repealed = all.flat_map(|(rule, _)| {
            let repeals = self.state.rules.repeals(&rule.name).iter();
            repeals.filter(|repeal| repeal.decision == id).map(move |repeal| (rule, repeal.from))
        });
        repealed
            .map(|(rule, from)| {
                let title = rule.title.text(self.language);
                Effect {
                    sentence: match self.language {
                        Language::French => format!("la règle « {title} » est abrogée"),
                        Language::English => format!("the rule “{title}” is repealed"),
                    },
                    from,
                    place: Some(Place::Rule { name: rule.name.clone(), since: None }),
                }
            })
            .collect()
    }

    fn offices_given(&self, id: DecisionId) -> Vec<Effect> {
        let given = self.state.offices.offices().filter(|(_, office)| office.decision == id);
        given
            .map(|(_, office)| {
                let (member, role) = (office.member, office.role.written(self.language));
                Effect {
                    sentence: match self.language {
                        Language::French => format!("{member} exerce la fonction : {role}"),
                        Language::English => format!("{member} holds the office of {role}"),
                    },
                    from: office.from,
                    place: self.sight.opens(member).then(|| Place::Member(member.to_string())),
                }
            })
            .collect()
    }

    fn budgets(&self, id: DecisionId) -> Vec<Effect> {
        let years = self.state.periods.years();
        let voted = years.filter_map(|year| {
            let budget = self.state.books.budget(year)?;
            (budget.decision == id).then_some(year)
        });
        voted
            .filter_map(|year| {
                Some(Effect {
                    sentence: match self.language {
                        Language::French => format!("le budget de {year} est adopté"),
                        Language::English => format!("the budget of {year} is adopted"),
                    },
                    from: Day::new(year, 1, 1)?,
                    place: Some(Place::Accounts(year)),
                })
            })
            .collect()
    }
}

/// An example told in one line, its case and its result apart.
fn example(told: &str) -> Example {
    match told.split_once(" → ") {
        Some((case, result)) if !result.contains(" → ") => {
            Example { case: case.to_owned(), result: result.to_owned() }
        }
        _ => Example { case: told.to_owned(), result: String::new() },
    }
}

/// The rules that a version refers to by name.
fn referred(version: &AdoptedVersion) -> Vec<String> {
    let names = std::cell::RefCell::new(Vec::new());
    let note = |expression: &Expression| {
        if let Expression::Rule(name) = expression {
            names.borrow_mut().push(name.clone());
        }
        false
    };
    for line in &version.lines {
        match &line.content {
            Content::Formula(formula) => drop(formula.any(&note)),
            Content::Sharing(sharing) => drop(sharing.total.any(&note)),
        }
        for bound in line.floor.iter().chain(&line.ceiling) {
            bound.any(&note);
        }
    }
    names.into_inner()
}
