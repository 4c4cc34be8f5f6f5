//! What a proposal does, told one thing per line.

use caisse_domain::identity::PeerId;
use caisse_domain::proposals::{Content, Effect};
use caisse_rules::RuleSet;
use caisse_rules::difference::{Difference as Changed, between};
use caisse_units::{Amount, Language};
use caisse_web::views::{Difference, Place, Reference};

use crate::look::Look;

/// A line without a page.
fn plain(label: String) -> Reference {
    Reference { label, detail: None, place: None }
}

impl Look<'_> {
    /// What a proposal does, but for what [`Look::differences`] tells. `chosen` is what its vote chose
    /// among its options, by place.
    pub fn effect_lines(&self, content: &Content, chosen: Option<&[usize]>) -> Vec<Reference> {
        let mut lines = self.lines_of(content);
        let options = match &content.effect {
            Effect::Prioritise { projects, .. } => projects.len(),
            Effect::Elect { candidates, .. } => candidates.len(),
            _ => 0,
        };
        let first = lines.len().saturating_sub(options);
        if let Some(chosen) = chosen.filter(|_| options > 0) {
            for (place, line) in lines[first..].iter_mut().enumerate() {
                let said = match chosen.contains(&place) {
                    true => self.say("choisi par le vote", "chosen by the vote"),
                    false => self.say("non choisi", "not chosen"),
                };
                line.detail = Some(match line.detail.take() {
                    Some(detail) => format!("{detail}, {said}"),
                    None => said,
                });
            }
        }
        lines
    }

    fn lines_of(&self, content: &Content) -> Vec<Reference> {
        match &content.effect {
            Effect::Resolution | Effect::AdoptRules { .. } | Effect::ChangeStatutes { .. } => {
                Vec::new()
            }
            Effect::RepealRule { rule } => vec![Reference {
                label: format!(
                    "{} {}",
                    self.say("la règle abrogée :", "the rule repealed:"),
                    self.rule_title(rule)
                ),
                detail: None,
                place: Some(Place::Rule { name: rule.clone(), since: None }),
            }],
            Effect::AdoptBudget { year, lines } => self.budget_lines(*year, lines),
            Effect::FundProject { .. }
            | Effect::OpenEnvelope { .. }
            | Effect::Prioritise { .. } => self.money_lines(&content.effect),
            Effect::Elect { .. } | Effect::Revoke { .. } => self.office_lines(&content.effect),
            Effect::Tie { .. } | Effect::EndTie { .. } | Effect::AdoptCommonRules { .. } => {
                self.tie_lines(&content.effect)
            }
            _ => self.agreement_lines(&content.effect),
        }
    }

    fn budget_lines(
        &self,
        year: i16,
        lines: &[(caisse_domain::ledger::AccountNumber, Amount)],
    ) -> Vec<Reference> {
        let budget = Reference {
            label: match self.language {
                Language::French => format!("budget de {year}"),
                Language::English => format!("budget of {year}"),
            },
            detail: None,
            place: self.state.periods.knows_year(year).then_some(Place::Accounts(year)),
        };
        let line = |(account, amount): &(_, Amount)| Reference {
            label: self.account_plain(*account),
            detail: Some(self.money(*amount)),
            place: None,
        };
        std::iter::once(budget).chain(lines.iter().map(line)).collect()
    }

    fn money_lines(&self, effect: &Effect) -> Vec<Reference> {
        let until = |day| match self.language {
            Language::French => format!("jusqu'au {}", self.day(day)),
            Language::English => format!("until {}", self.day(day)),
        };
        match effect {
            Effect::FundProject { project, amount, report_by } => {
                let report = match self.language {
                    Language::French => format!(
                        "{} ; compte rendu pour le {}",
                        self.money(*amount),
                        self.day(*report_by)
                    ),
                    Language::English => {
                        format!("{}; report by {}", self.money(*amount), self.day(*report_by))
                    }
                };
                let mut to = self.project_reference(*project);
                to.detail = Some(report);
                vec![to]
            }
            Effect::OpenEnvelope { title, amount, until: last } => vec![Reference {
                label: title.clone(),
                detail: Some(format!("{}, {}", self.money(*amount), until(*last))),
                place: None,
            }],
            Effect::Prioritise { envelope, projects, .. } => {
                let from = self.envelope_reference(*envelope);
                let to = projects.iter().map(|project| self.project_reference(*project));
                std::iter::once(from).chain(to).collect()
            }
            _ => Vec::new(),
        }
    }

    fn office_lines(&self, effect: &Effect) -> Vec<Reference> {
        match effect {
            Effect::Elect { role, candidates, seats, until, .. } => {
                let role = role.written(self.language);
                let until = until.map(|until| match self.language {
                    Language::French => format!("jusqu'au {}", self.day(until)),
                    Language::English => format!("until {}", self.day(until)),
                });
                let office = Reference {
                    label: match self.language {
                        Language::French => format!("fonction : {role}, places : {seats}"),
                        Language::English => format!("office: {role}, seats: {seats}"),
                    },
                    detail: until,
                    place: Some(Place::Offices),
                };
                let stand = candidates.iter().map(|member| self.person_reference(*member));
                std::iter::once(office).chain(stand).collect()
            }
            Effect::Revoke { office } => {
                let Some(held) = self.state.offices.office(*office) else { return Vec::new() };
                let (role, who) = (held.role.written(self.language), self.person(held.member));
                let place = Some(Place::Offices);
                vec![Reference { label: format!("{office} : {role}, {who}"), detail: None, place }]
            }
            _ => Vec::new(),
        }
    }

    fn agreement_lines(&self, effect: &Effect) -> Vec<Reference> {
        let place = Some(Place::Agreements);
        let told = match effect {
            Effect::Agree(terms) => {
                let (who, rate) = (self.person(terms.partner), terms.rate.written(self.language));
                let until = self.day(terms.until);
                match self.language {
                    Language::French => {
                        format!("convention avec {who} : {rate} du prix, jusqu'au {until}")
                    }
                    Language::English => {
                        format!("agreement with {who}: {rate} of the price, until {until}")
                    }
                }
            }
            Effect::EndAgreement { agreement } => {
                let partner = self.state.agreements.get(*agreement).map(|one| one.terms.partner);
                let who = partner.map_or_else(String::new, |partner| self.person(partner));
                match self.language {
                    Language::French => format!("fin de la convention {agreement} avec {who}"),
                    Language::English => format!("end of the agreement {agreement} with {who}"),
                }
            }
            Effect::Cede(ceded) => match self.language {
                Language::French => format!("« {} » est cédé à {}", ceded.matter, ceded.federation),
                Language::English => {
                    format!("“{}” is ceded to {}", ceded.matter, ceded.federation)
                }
            },
            Effect::TakeBack { cession } => {
                let known = self.state.agreements.cession(*cession);
                let matter = known.map_or_else(String::new, |known| known.content.matter.clone());
                match self.language {
                    Language::French => format!("« {matter} » est repris par la caisse"),
                    Language::English => format!("“{matter}” is taken back by the caisse"),
                }
            }
            _ => return Vec::new(),
        };
        vec![Reference { place, ..plain(told) }]
    }

    /// What a proposal changes between organisations.
    fn tie_lines(&self, effect: &Effect) -> Vec<Reference> {
        let named = |peer: PeerId| match self.state.federation.peer(peer) {
            Some(known) => self.peer_reference(peer, known),
            None => plain(peer.to_string()),
        };
        match effect {
            Effect::Tie { peer, ceded } => {
                let with = named(*peer);
                let matters = ceded.iter().map(|one| {
                    plain(match self.language {
                        Language::French => format!("« {} » est cédé à {}", one.matter, with.label),
                        Language::English => format!("“{}” is ceded to {}", one.matter, with.label),
                    })
                });
                let tie =
                    self.say("lien entre les deux organisations", "tie of both organisations");
                let first = Reference { detail: Some(tie), ..with.clone() };
                std::iter::once(first).chain(matters).collect()
            }
            Effect::EndTie { peer } => {
                let end = self.say("fin du lien", "end of the tie");
                vec![Reference { detail: Some(end), ..named(*peer) }]
            }
            Effect::AdoptCommonRules { matter, .. } => vec![plain(match self.language {
                Language::French => {
                    format!(
                        "pour toutes les caisses qui ont cédé « {matter} » ; proposé aux autres"
                    )
                }
                Language::English => {
                    format!("for all caisses that ceded “{matter}”; proposed to the others")
                }
            })],
            _ => Vec::new(),
        }
    }

    /// What a proposal changes in rules or in the statutes, as one reads it aloud.
    pub fn differences(&self, content: &Content) -> Vec<Difference> {
        let of_rules = self.rule_differences(content).into_iter().map(|difference| {
            let since = difference.before;
            let place = since
                .map(|since| Place::Rule { name: difference.rule.clone(), since: Some(since) });
            Difference {
                heading: difference.heading(self.language),
                sentences: difference.sentences(self.language),
                place,
            }
        });
        let mut differences: Vec<Difference> = of_rules.collect();
        if let Effect::ChangeStatutes { statutes } = &content.effect {
            let eve = content.from.plus_days(-1);
            let before = self.state.assemblies.statutes_on(eve).map(|version| version.since);
            let old = self
                .state
                .assemblies
                .statutes_on(eve)
                .map(|version| version.statutes.text(self.language));
            let (old, new) = (old.unwrap_or_default(), statutes.text(self.language));
            let gone = old.iter().filter(|one| !new.contains(one));
            let come = new.iter().filter(|one| !old.contains(one));
            let sentences = gone
                .map(|one| format!("{} {one}", self.say("Retiré :", "Removed:")))
                .chain(come.map(|one| format!("{} {one}", self.say("Ajouté :", "Added:"))));
            let from = self.day(content.from);
            differences.push(Difference {
                heading: match self.language {
                    Language::French => format!("Statuts, à partir du {from}"),
                    Language::English => format!("Statutes, from {from}"),
                },
                sentences: sentences.collect(),
                place: before.map(|_| Place::Statutes(None)),
            });
        }
        differences
    }

    /// Rule by rule, what stood before the day of effect against what is proposed: the same once the
    /// proposal is in force as it was on the first day.
    fn rule_differences(&self, content: &Content) -> Vec<Changed> {
        let (known, from) = (self.state.rules.set(), content.from);
        match &content.effect {
            Effect::AdoptRules { rules } => {
                let (mut before, mut after) = (known.clone(), known.clone());
                for adopted in rules {
                    let mut earlier = adopted.rule.clone();
                    earlier.versions.retain(|version| version.since < from);
                    before.insert(earlier);
                    after.insert(adopted.rule.clone());
                }
                let changed = rules.iter().filter_map(|adopted| {
                    let mut starts = adopted.rule.versions.iter().map(|version| version.since);
                    let start = starts.find(|since| *since >= from)?;
                    between(&before, &after, &adopted.rule.name, start)
                });
                changed.collect()
            }
            Effect::RepealRule { rule } => {
                between(known, &RuleSet::new(), rule, from).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// A text that a proposal carries: the instruction of a mandate, the criteria of an agreement.
    pub fn carried_text(&self, effect: &Effect) -> Vec<String> {
        match effect {
            Effect::Elect { mandate: Some(text), .. } => self.paragraphs(text),
            Effect::Agree(terms) => self.paragraphs(&terms.criteria),
            _ => Vec::new(),
        }
    }
}
