//! Questions put to the vote, objections, polls given up.

use super::{Desk, said};
use crate::assemblies::meeting::{Assembly, Item, ItemKind};
use crate::assemblies::poll::{Choice, Electorate, Poll, Question, Spending, Terms};
use crate::assemblies::refusal::Expected;
use crate::assemblies::statutes::{DecisionRule, Kind, Remote};
use crate::assemblies::{Enough, Event, Method, Refusal, Share, Statutes};
use crate::identity::{AssemblyId, MemberId, PollId};
use crate::proposals::{self, Choices};
use caisse_votes::motion::consent::Objection;

impl Desk<'_> {
    pub(super) fn open_poll(
        &self,
        assembly: AssemblyId,
        mut question: Question,
        rule: Option<DecisionRule>,
    ) -> Result<Event, crate::Refusal> {
        let known = self.assembly(assembly, Expected::Open)?;
        let statutes = self.statutes_of(known)?;
        let place = usize::from(question.item) + 1;
        let item = known.item(question.item).ok_or(Refusal::ItemUnknown { place })?;
        if known.item != Some(question.item) {
            return Err(Refusal::NotAtThisItem { place }.into());
        }
        if question.proposal.is_some() && question.proposal != item.proposal {
            return Err(Refusal::OtherProposal.into());
        }
        let majority = self.as_proposed(&mut question)?;
        check_item(item, &question)?;
        let mut rule = self.chosen_rule(statutes, question.kind, rule)?;
        if let Some(majority) = majority {
            rule.threshold = Enough::AtLeast(majority);
        }
        fit_method(&mut rule.method, &mut question);
        self.check_question(&question, &rule.method)?;
        let terms = terms(&rule, statutes, known);
        let quorum = known.quorate(terms.quorum.needed(known.roll.heads().members));
        // Where the absent may vote too, who takes part is known at the closing only.
        if !quorum.met() && terms.remote != Remote::Everyone {
            return Err(Refusal::QuorumLacking { quorum }.into());
        }
        let electorate = Electorate {
            colleges: known.colleges.clone(),
            entitled: known.roll.heads_by_college(known.colleges.len()),
            there: known.there(),
            quorum,
        };
        let poll = PollId::at(self.house.assemblies.polls().count());
        let (terms, electorate) = (Box::new(terms), Box::new(electorate));
        Ok(Event::PollOpened { poll, assembly, question, terms, electorate })
    }

    /// Kind, options, seats and sums are those of the proposal; gives the share of the votes that
    /// was agreed beforehand, if any.
    fn as_proposed(&self, question: &mut Question) -> Result<Option<Share>, crate::Refusal> {
        let Some(proposal) = question.proposal else { return Ok(None) };
        let amendment = question.amendment;
        proposals::check_votable(self.house, proposal, amendment, self.today)?;
        let asked = match amendment {
            Some(amendment) => proposals::amendment_question(self.house, proposal, amendment),
            None => proposals::question(self.house, proposal),
        };
        let asked = asked.ok_or(Refusal::OtherProposal)?;
        let options = asked.choices.options();
        // What is left out is the proposal's own; what is said must be it.
        if !question.options.is_empty() && question.options != options {
            return Err(proposals::Refusal::OtherQuestion { proposal }.into());
        }
        question.kind = asked.kind;
        if question.text.trim().is_empty() {
            question.text = asked.title.chars().take(500).collect();
        }
        (question.seats, question.spending) = match asked.choices {
            Choices::Motion => (0, None),
            Choices::Candidates { seats, .. } => (seats, None),
            Choices::Projects { projects, budget } => {
                let costs = projects.into_iter().map(|(_, cost)| cost).collect();
                let seats = u16::try_from(options.len()).unwrap_or(u16::MAX);
                (seats, Some(Spending { budget, costs }))
            }
        };
        question.options = options;
        let parts = asked.majority.map(|rate| rate.parts_per_million());
        Ok(parts.and_then(|parts| Share::new(u64::try_from(parts).ok()?, 1_000_000)))
    }

    fn chosen_rule(
        &self,
        statutes: &Statutes,
        kind: Kind,
        rule: Option<DecisionRule>,
    ) -> Result<DecisionRule, Refusal> {
        let Some(rule) = rule else { return Ok(statutes.rule(kind)) };
        if kind != Kind::Resolution {
            return Err(Refusal::RuleNotChosen { kind });
        }
        let problems = statutes.problems_of(kind, &rule);
        if problems.is_empty() { Ok(rule) } else { Err(Refusal::RuleUnusable { problems }) }
    }

    fn check_question(&self, question: &Question, method: &Method) -> Result<(), Refusal> {
        let fits = |text: &str, most| !text.trim().is_empty() && text.chars().count() <= most;
        let options = &question.options;
        let most = question.spending.as_ref().map(|spending| spending.costs.len());
        let number = match method {
            _ if method.is_motion() => options.is_empty(),
            _ if method.shares_a_sum() => most == Some(options.len()) && !options.is_empty(),
            // Of one proposal with few candidates, one may stand alone.
            _ => options.len() >= if question.proposal.is_some() { 1 } else { 2 },
        };
        let mut different = true;
        for (index, option) in options.iter().enumerate() {
            different &= !options[..index].contains(option);
            if let Choice::Text(text) = option {
                different &= fits(text, 200);
            }
            if let Choice::Member(member) = option {
                self.in_good_standing(*member)?;
            }
        }
        if !fits(&question.text, 500) || !number || !different || options.len() > 1000 {
            return Err(Refusal::QuestionUnusable);
        }
        Ok(())
    }

    pub(super) fn object(&self, poll: PollId, text: String) -> Result<Event, Refusal> {
        let (known, assembly) = self.poll(poll)?;
        let by = self.oneself()?;
        if !matches!(known.terms.method, Method::Consent { .. }) {
            return Err(Refusal::NotConsent);
        }
        if assembly.roll.voter(by).is_none() {
            return Err(Refusal::NotOnTheRoll { member: by });
        }
        if !assembly.is_present(by) && known.terms.remote != Remote::Everyone {
            return Err(Refusal::NotThere { member: by });
        }
        said(&text, 2_000)?;
        Ok(Event::Objected { poll, by, text })
    }

    pub(super) fn withdraw_objection(
        &self,
        poll: PollId,
        objection: u16,
    ) -> Result<Event, Refusal> {
        let (known, _) = self.poll(poll)?;
        let by = standing_objection(known, objection)?;
        match self.oneself()? {
            actor if actor == by => Ok(Event::ObjectionWithdrawn { poll, objection }),
            actor => Err(Refusal::NotOneself { actor, member: by }),
        }
    }

    pub(super) fn integrate_objection(
        &self,
        poll: PollId,
        objection: u16,
        how: String,
    ) -> Result<Event, Refusal> {
        let (known, _) = self.poll(poll)?;
        standing_objection(known, objection)?;
        said(&how, 2_000)?;
        Ok(Event::ObjectionIntegrated { poll, objection, how })
    }

    pub(super) fn annul_poll(&self, poll: PollId, reasons: String) -> Result<Event, Refusal> {
        self.poll(poll)?;
        said(&reasons, 500)?;
        Ok(Event::PollAnnulled { poll, on: self.today, reasons })
    }
}

/// Where the statutes say "by yes or no" and there is more to choose from: a list no longer than its
/// seats is voted as one, people by approval, projects with a sum by equal shares. Where they choose
/// between options and there is nothing to choose from, as with one candidate: by yes or no.
fn fit_method(method: &mut Method, question: &mut Question) {
    // One round after the other fills one seat.
    if *method == Method::Runoff && question.seats > 1 {
        *method = Method::Transferable;
    }
    if question.proposal.is_some() && question.options.is_empty() && !method.is_motion() {
        *method = Method::Motion;
        return;
    }
    let from_proposal = question.proposal.is_some() && !question.options.is_empty();
    if !from_proposal || !method.is_motion() {
        return;
    }
    if question.spending.is_some() {
        *method = Method::EqualShares;
    } else if question.options.len() <= usize::from(question.seats.max(1)) {
        question.options.clear();
    } else {
        *method = Method::Approval;
    }
}

/// Who raised an objection that stands.
fn standing_objection(poll: &Poll, objection: u16) -> Result<MemberId, Refusal> {
    let place = usize::from(objection).wrapping_sub(1);
    match poll.objections.get(place) {
        Some(known) if known.state == Objection::Raised => Ok(known.by),
        _ => Err(Refusal::ObjectionUnknown { objection }),
    }
}

/// What is voted is what was on the agenda.
fn check_item(item: &Item, question: &Question) -> Result<(), Refusal> {
    let fits = match item.kind {
        ItemKind::Proposal => true,
        ItemKind::Election => matches!(question.kind, Kind::Election | Kind::Revocation),
        ItemKind::Priorities => matches!(question.kind, Kind::Priorities | Kind::Project),
        ItemKind::Debate => question.kind == Kind::Resolution,
        ItemKind::Information | ItemKind::Sortition => false,
    };
    if !fits {
        return Err(Refusal::NotForVote { kind: item.kind });
    }
    Ok(())
}

fn terms(rule: &DecisionRule, statutes: &Statutes, assembly: &Assembly) -> Terms {
    let of_the_call = match assembly.convocation.second_call_of {
        Some(_) => statutes.quorum.second,
        None => statutes.quorum.first,
    };
    Terms {
        method: rule.method.clone(),
        threshold: rule.threshold,
        base: rule.base,
        blank: rule.blank,
        tie: rule.tie,
        quorum: rule.quorum.unwrap_or(of_the_call),
        colleges: rule.colleges,
        secrecy: rule.secrecy,
        remote: rule.remote,
        paper: rule.paper,
    }
}
