//! Why this amount: from a claim or an allocation down to the vote.

use std::collections::BTreeSet;

use caisse_domain::allocations::{Allocation, AllocationState};
use caisse_domain::contributions::Claim;
use caisse_domain::identity::{AllocationId, ClaimId, EntryId, MemberId};
use caisse_domain::rules::Question;
use caisse_rules::{Outcome, Value};
use caisse_units::{Amount, Day, Language};
use caisse_web::views::{Parameter, Place, Reference, Step, Why};

use crate::index::Made;
use crate::look::Look;
use crate::steps;

/// A computation told again: its steps and the values it rests on.
pub(crate) struct Told {
    /// The steps.
    pub steps: Vec<Step>,
    /// The values.
    pub parameters: Vec<Parameter>,
}

/// What a rule was applied to.
struct Applied<'a> {
    made: &'a Made,
    member: MemberId,
    on: Day,
    asked: Option<Amount>,
    computed: Amount,
    told: Option<AllocationId>,
}

impl Look<'_> {
    /// Why this claim or this allocation, for who may see the situation behind it: one's own, or
    /// whoever keeps or checks the accounts.
    pub fn why(&self, id: &str) -> Option<Why> {
        let own = || self.sight.own.is_some_and(|reader| self.whose(id) == Some(reader));
        if self.sight.accounts || own() { self.why_of(id) } else { None }
    }

    /// The same, whoever reads.
    pub fn why_of(&self, id: &str) -> Option<Why> {
        match (id.parse::<ClaimId>(), id.parse::<AllocationId>()) {
            (Ok(claim), _) => self.why_claim(claim),
            (_, Ok(allocation)) => self.why_allocation(allocation),
            _ => None,
        }
    }

    fn why_claim(&self, id: ClaimId) -> Option<Why> {
        let claim = self.state.contributions.claim(id)?;
        let made = self.index.call(id)?;
        let told = self.claim_told(id, claim)?;
        let month = claim.month.written(self.language);
        let title = match self.language {
            Language::French => {
                format!("cotisation {} de {}", claim.month.genitive(Language::French), claim.member)
            }
            Language::English => format!("contribution for {month} of {}", claim.member),
        };
        let mut entries: Vec<Reference> = self.entry_of(made).into_iter().collect();
        entries.extend(self.receipts_of(id).into_iter().map(|(entry, amount, on)| Reference {
            label: format!("{} {entry}", self.say("reçu, écriture", "received, entry")),
            detail: Some(format!("{}, {}", self.money(amount), self.day(on))),
            place: self.entry_place(entry),
        }));
        for waived in self.index.waived(id) {
            entries.push(self.decision_reference(waived.decision));
        }
        Some(Why {
            id: id.to_string(),
            title,
            amount: claim.called,
            day: made.on,
            steps: told.steps,
            parameters: told.parameters,
            rule: self.rule_reference(&made.rule, made.since),
            adoption: self.adoption(self.adopted_by(&made.rule, made.since)),
            entries,
            record: made.record,
        })
    }

    fn why_allocation(&self, id: AllocationId) -> Option<Why> {
        let allocation = self.state.allocations.get(id)?;
        let made = self.index.grant(id)?;
        let told = self.allocation_told(id, allocation)?;
        let rule = self.state.allocations.rule_of(allocation);
        let member = allocation.member;
        let label = self.allowance_label(id, allocation);
        let title = match self.language {
            Language::French => format!("{label}, pour {member}"),
            Language::English => format!("{label}, for {member}"),
        };
        let mut entries: Vec<Reference> = self.entry_of(made).into_iter().collect();
        if let AllocationState::Ordered(payment) = allocation.state {
            let label = format!("{} {payment}", self.say("dans l'ordre de paiement", "in payment"));
            entries.push(Reference { label, detail: None, place: None });
        }
        Some(Why {
            id: id.to_string(),
            title,
            amount: allocation.amount,
            day: made.on,
            steps: told.steps,
            parameters: told.parameters,
            rule: self.rule_reference(rule, made.since),
            adoption: self.adoption(self.adopted_by(rule, made.since)),
            entries,
            record: made.record,
        })
    }

    /// What an allowance is for: the rule's title, and its month.
    pub fn allowance_label(&self, id: AllocationId, allocation: &Allocation) -> String {
        let rule = self.state.allocations.rule_of(allocation);
        let title = self.rule_title(rule);
        match self.index.grant(id).and_then(|made| made.month) {
            Some(month) => format!("{title}, {}", month.written(self.language)),
            None => title,
        }
    }

    /// The title of a rule; its name when it is not known.
    pub fn rule_title(&self, rule: &str) -> String {
        let known = self.state.rules.set().rule(rule);
        known.map_or_else(|| rule.to_owned(), |known| known.title.text(self.language).to_owned())
    }

    fn rule_reference(&self, rule: &str, since: Day) -> Reference {
        let title = self.rule_title(rule);
        let label = match self.language {
            Language::French => format!("{title}, version du {}", self.day(since)),
            Language::English => format!("{title}, version of {}", self.day(since)),
        };
        let known = self.state.rules.set().rule(rule);
        let there = known.is_some_and(|known| known.versions.iter().any(|v| v.since == since));
        let place = Place::Rule { name: rule.to_owned(), since: Some(since) };
        Reference { label, detail: None, place: there.then_some(place) }
    }

    /// The entry in which a call or a grant stands.
    fn entry_of(&self, made: &Made) -> Option<Reference> {
        let mut entries = self.state.ledger.entries().filter(|e| e.recorded_in() == made.record);
        let entry = entries.next()?;
        Some(self.entry_reference(entry.id(), "écriture", "entry"))
    }

    /// The entries that brought money for a claim, with how much and when; returned ones left aside.
    fn receipts_of(&self, claim: ClaimId) -> Vec<(EntryId, Amount, Day)> {
        let kept = self.state.contributions.receipts().filter(|(_, kept)| kept.returned.is_none());
        kept.flat_map(|(_, kept)| {
            let settled = kept.settles.iter().filter(|(other, _)| *other == claim);
            settled.map(|(_, amount)| (kept.entry, *amount, kept.on))
        })
        .collect()
    }

    /// How the amount of a claim came about, then what the member chose and what was waived.
    pub fn claim_told(&self, id: ClaimId, claim: &Claim) -> Option<Told> {
        let made = self.index.call(id)?;
        let mut told = self.told(&Applied {
            made,
            member: claim.member,
            on: claim.month.first_day(),
            asked: None,
            computed: claim.proposed,
            told: None,
        });
        if claim.called != claim.proposed {
            told.steps.push(steps::valued(
                self.say(
                    "montant choisi par le membre, au-dessus de ce qui est proposé",
                    "amount chosen by the member, above what is proposed",
                ),
                self.money(claim.called),
            ));
        }
        for waived in self.index.waived(id) {
            let mut step = steps::valued(
                format!(
                    "{} {}{}{}",
                    self.say("remise du", "waived on"),
                    self.day(waived.on),
                    self.language.choose("\u{a0}: ", ": "),
                    waived.reason
                ),
                format!("−{}", self.money(waived.amount)),
            );
            step.place = Some(Place::Decision(waived.decision.to_string()));
            told.steps.push(step);
        }
        Some(told)
    }

    fn allocation_told(&self, id: AllocationId, allocation: &Allocation) -> Option<Told> {
        let made = self.index.grant(id)?;
        let asked = allocation.request.and_then(|request| self.state.allocations.request(request));
        let mut told = self.told(&Applied {
            made,
            member: allocation.member,
            on: made.month.map_or(made.on, caisse_units::Month::first_day),
            asked: asked.map(|asked| asked.asked),
            computed: allocation.computed,
            told: Some(id),
        });
        if allocation.amount != allocation.computed {
            let sentence = match made.decision {
                Some(_) => self.say("montant accordé par décision", "amount granted by decision"),
                None => self.say(
                    "le fonds ne suffisait pas pour tous : part de ce qui restait",
                    "the fund was too short for all: share of what was left",
                ),
            };
            let mut step = steps::valued(sentence, self.money(allocation.amount));
            step.place = made.decision.map(|decision| Place::Decision(decision.to_string()));
            told.steps.push(step);
        }
        told.steps.extend(
            made.reasons.as_ref().map(|reasons| {
                steps::remark(format!("{} {reasons}", self.say("Motif :", "Reason:")))
            }),
        );
        Some(told)
    }

    /// The computation told again from the situation in the vault. What cannot be told is said; what
    /// was recorded stands.
    fn told(&self, applied: &Applied<'_>) -> Told {
        let recorded = |said: String| Told {
            steps: vec![
                steps::valued(
                    self.say("montant calculé le jour dit", "amount computed on that day"),
                    self.money(applied.computed),
                ),
                steps::remark(said),
            ],
            parameters: Vec::new(),
        };
        match self.outcome(applied) {
            Err(said) => recorded(said),
            Ok(outcome) => {
                let mut told = Told {
                    steps: steps::of(&outcome, self.language),
                    parameters: self.parameters_of(&outcome, applied.on),
                };
                if outcome.value != Value::Euros(applied.computed) {
                    told.steps.push(steps::valued(
                        self.say(
                            "la situation ou le registre a changé depuis : le montant enregistré ce jour-là vaut",
                            "the situation or the register has changed since: the amount recorded on that day stands",
                        ),
                        self.money(applied.computed),
                    ));
                }
                told
            }
        }
    }

    fn outcome(&self, applied: &Applied<'_>) -> Result<Outcome, String> {
        let Applied { made, member, on, asked, told, .. } = *applied;
        let situation = self
            .desk
            .people
            .situation(self.state, member, on)
            .map_err(|error| error.sentence(self.language))?;
        let rule = self
            .state
            .rules
            .named(&made.rule, on)
            .map_err(|refusal| refusal.sentence(self.language))?;
        let counted = made.month.map_or(on, caisse_units::Month::last_day);
        let question = Question { member, on, counted, asked, told };
        rule.explain(self.state, question, situation.as_ref())
            .map_err(|failure| failure.sentence(self.language))
    }

    fn parameters_of(&self, outcome: &Outcome, on: Day) -> Vec<Parameter> {
        let Some(trace) = &outcome.trace else { return Vec::new() };
        let names: BTreeSet<String> =
            steps::rules_used(trace).into_iter().map(|(name, _)| name).collect();
        self.parameters(&names, on)
    }
}
