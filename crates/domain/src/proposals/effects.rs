//! What an adopted proposal does: the events of the parts that carry it out.

use std::collections::BTreeSet;

use caisse_units::{Amount, Day};

use super::{Content, Effect, Field, LONGEST_LIST, LONGEST_TEXT, Refusal};
use crate::assemblies::Verdict;
use crate::books::Budget;
use crate::identity::{DecisionId, EnvelopeId, MemberId, OfficeId, ProjectId, ProposalId};
use crate::offices::{self, Office, Role};
use crate::projects::{self, Credit, Envelope};
use crate::rules::{self, AdoptedRule, Purpose};
use crate::{Event, Organisation, agreements, assemblies, books, federation};

/// The events that a poll on this proposal brings when it ends so, in the order in which they apply;
/// none when it was not adopted. `decision` is the number under which the decision is recorded by
/// the same closing, `on` the day of the closing. An effect dated before the closing, but for rules,
/// takes place on the day of the closing.
///
/// # Errors
/// The refusal of the module concerned, when the effect has become impossible: the decision then
/// stands without it.
pub fn effects(
    house: &Organisation,
    proposal: ProposalId,
    verdict: &Verdict,
    decision: DecisionId,
    on: Day,
) -> Result<Vec<Event>, crate::Refusal> {
    let Some(known) = house.proposals.get(proposal) else {
        return Err(Refusal::Unknown { proposal }.into());
    };
    let content = &known.content;
    let chosen: Vec<usize> = match (verdict, &content.effect) {
        (Verdict::Rejected | Verdict::NoQuorum, _) => return Ok(Vec::new()),
        (Verdict::Chosen(positions), _) => positions.clone(),
        // One list for as many seats or less may be put to a plain vote.
        (Verdict::Adopted, Effect::Elect { candidates, seats, .. })
            if candidates.len() <= usize::from(*seats) =>
        {
            (0..candidates.len()).collect()
        }
        (Verdict::Adopted, _) => Vec::new(),
    };
    events(house, content, &chosen, decision, on)
}

/// Refuses an effect that could not take place if it were adopted on `on`.
pub(super) fn check(
    house: &Organisation,
    content: &Content,
    on: Day,
) -> Result<(), crate::Refusal> {
    let from = content.from;
    let first = first_possible(house, &content.effect, on);
    if content.effect.is_dated() && from < first {
        return Err(Refusal::TooEarly { from, first }.into());
    }
    let decision = DecisionId::at(house.offices.decisions().count());
    match &content.effect {
        Effect::AdoptRules { rules } | Effect::AdoptCommonRules { rules, .. } => {
            check_start(house, rules, from)?;
        }
        Effect::AdoptBudget { year, lines } => check_budget(house, *year, lines, on)?,
        Effect::Elect { .. } => return check_election(house, content),
        Effect::Prioritise { envelope, projects, report_by } => {
            return check_priorities(house, *envelope, projects, *report_by, on);
        }
        _ => (),
    }
    events(house, content, &[], decision, on).map(drop)
}

/// The first day on which this effect may begin, if it were adopted on `on`.
pub fn first_possible(house: &Organisation, effect: &Effect, on: Day) -> Day {
    let purposes: Vec<&Purpose> = match effect {
        Effect::AdoptRules { rules } | Effect::AdoptCommonRules { rules, .. } => rules
            .iter()
            .filter(|adopted| house.rules.set().rule(&adopted.rule.name).is_some())
            .map(|adopted| &adopted.purpose)
            .collect(),
        Effect::RepealRule { rule } => house.rules.purpose(rule).into_iter().collect(),
        Effect::TakeBack { cession } => {
            let known = house.agreements.cession(*cession);
            let notice = known.map_or(0, |known| known.content.notice_days);
            return on.plus_days(i32::from(notice));
        }
        _ => Vec::new(),
    };
    let settled = purposes.into_iter().filter_map(|purpose| rules::settled(house, purpose)).max();
    settled.map_or(on, |month| month.next().first_day().max(on))
}

/// New versions begin on the day of effect at the earliest, and one of them on that very day.
fn check_start(house: &Organisation, rules: &[AdoptedRule], from: Day) -> Result<(), Refusal> {
    let starts = || rules.iter().filter_map(|adopted| start(house, adopted));
    let odd = starts().find(|(_, since)| *since < from);
    let first = starts().min_by_key(|(_, since)| *since).filter(|(_, since)| *since > from);
    match odd.or(first) {
        Some((rule, since)) => Err(Refusal::StartsElsewhere { rule: rule.to_owned(), since, from }),
        None => Ok(()),
    }
}

/// The first day of what a rule brings that is new.
pub(super) fn start<'a>(house: &Organisation, adopted: &'a AdoptedRule) -> Option<(&'a str, Day)> {
    let known = house.rules.set().rule(&adopted.rule.name);
    let kept = known.map_or(0, |rule| rule.versions.len());
    let version = adopted.rule.versions.get(kept).or(adopted.rule.versions.last())?;
    Some((&adopted.rule.name, version.since))
}

/// A budget spends no more than what is there and what it expects.
fn check_budget(
    house: &Organisation,
    year: i16,
    lines: &[(crate::ledger::AccountNumber, Amount)],
    on: Day,
) -> Result<(), Refusal> {
    if year < on.year() {
        return Err(Refusal::BudgetOver { year });
    }
    let sum = |income: bool| -> Amount {
        let class = |class: u8| matches!(class, 1 | 7) == income;
        lines.iter().filter(|(account, _)| class(account.class())).map(|line| line.1).sum()
    };
    let (planned, expected, available) = (sum(false), sum(true), house.available(on));
    if planned > available.plus(expected) {
        return Err(Refusal::BudgetTooLarge { planned, expected, available });
    }
    Ok(())
}

fn check_election(house: &Organisation, content: &Content) -> Result<(), crate::Refusal> {
    let Effect::Elect { role, candidates, seats, until, mandate, renews } = &content.effect else {
        return Ok(());
    };
    let from = content.from;
    if candidates.is_empty() || candidates.len() > LONGEST_LIST {
        return Err(Refusal::CandidatesUnusable { given: candidates.len() }.into());
    }
    if *seats == 0 || usize::from(*seats) > LONGEST_LIST {
        return Err(Refusal::SeatsUnusable { seats: *seats }.into());
    }
    if until.is_some_and(|until| until < from) {
        return Err(offices::Refusal::TermReversed.into());
    }
    if mandate
        .as_ref()
        .is_some_and(|text| text.trim().is_empty() || text.chars().count() > LONGEST_TEXT)
    {
        let (field, longest) = (Field::Mandate, LONGEST_TEXT);
        return Err(Refusal::TextUnusable { field, longest }.into());
    }
    let mut seen = BTreeSet::new();
    for member in candidates.iter().copied() {
        if !seen.insert(member) {
            return Err(Refusal::CandidateTwice { member }.into());
        }
        if house.members.get(member).is_none_or(|known| !known.is_active_on(from)) {
            return Err(Refusal::CandidateInactive { member }.into());
        }
        ending(house, *role, &[member], renews, from)?;
    }
    Ok(())
}

/// The offices that an election ends the day before `from`: those it renews, and those of the same
/// kind that the elected hold beyond that day.
fn ending(
    house: &Organisation,
    role: Role,
    elected: &[MemberId],
    renews: &[OfficeId],
    from: Day,
) -> Result<BTreeSet<OfficeId>, crate::Refusal> {
    let last = from.plus_days(-1);
    let mut ending = BTreeSet::new();
    for office in renews.iter().copied() {
        match house.offices.office(office) {
            Some(held) if held.role == role => {
                if held.until.is_none_or(|until| until > last) {
                    ending.insert(office);
                }
            }
            _ => return Err(offices::Refusal::OfficeNotHeld { office }.into()),
        }
    }
    for (office, held) in house.offices.offices() {
        let goes_on = held.until.is_none_or(|until| until > last);
        if held.role == role && elected.contains(&held.member) && goes_on {
            ending.insert(office);
        }
    }
    for office in ending.iter().copied() {
        let Some(held) = house.offices.office(office).filter(|held| held.from > last) else {
            continue;
        };
        // It would begin after the election: ending it the day before makes no sense.
        return Err(offices::Refusal::AlreadyHeld { member: held.member, role }.into());
    }
    Ok(ending)
}

fn check_priorities(
    house: &Organisation,
    envelope: EnvelopeId,
    list: &[ProjectId],
    report_by: Day,
    on: Day,
) -> Result<(), crate::Refusal> {
    if list.is_empty() || list.len() > LONGEST_LIST {
        return Err(Refusal::ProjectsUnusable { given: list.len() }.into());
    }
    let mut seen = BTreeSet::new();
    for project in list.iter().copied() {
        if !seen.insert(project) {
            return Err(Refusal::ProjectTwice { project }.into());
        }
        let amount = lacking(house, project);
        let decision = DecisionId(1);
        let credit = Credit { amount, on, report_by, envelope: Some(envelope), decision };
        projects::check_credit(house, project, &credit, on)?;
    }
    Ok(())
}

fn lacking(house: &Organisation, project: ProjectId) -> Amount {
    house.projects.get(project).map_or(Amount::ZERO, projects::Project::lacking)
}

fn events(
    house: &Organisation,
    content: &Content,
    chosen: &[usize],
    decision: DecisionId,
    on: Day,
) -> Result<Vec<Event>, crate::Refusal> {
    let from = content.from.max(on);
    match &content.effect {
        Effect::AdoptRules { rules } | Effect::AdoptCommonRules { rules, .. } => {
            let named = rules.iter().map(|one| (one.rule.name.as_str(), &one.purpose));
            federation::check_local_rules(house, named, content.from)?;
        }
        Effect::RepealRule { rule } => {
            let purpose = house.rules.purpose(rule).unwrap_or(&Purpose::Parameter);
            let one = std::iter::once((rule.as_str(), purpose));
            federation::check_local_rules(house, one, content.from)?;
        }
        _ => (),
    }
    let one = match &content.effect {
        Effect::Resolution => return Ok(Vec::new()),
        Effect::AdoptRules { rules } => Event::Rules(rules::adopt(house, rules.clone(), decision)?),
        Effect::RepealRule { rule } => {
            Event::Rules(rules::repeal(house, rule.clone(), content.from, decision)?)
        }
        Effect::AdoptBudget { year, lines } => {
            let budget = Budget { decision, lines: lines.clone() };
            Event::Books(books::adopt_budget(house, *year, budget, on)?)
        }
        Effect::FundProject { project, amount, report_by } => {
            let (amount, report_by) = (*amount, *report_by);
            let credit = Credit { amount, on, report_by, envelope: None, decision };
            projects::check_credit(house, *project, &credit, on)?;
            Event::Projects(projects::Event::CreditOpened { project: *project, credit })
        }
        Effect::OpenEnvelope { title, amount, until } => {
            let (title, until) = (title.clone(), *until);
            let opened = Envelope { title, amount: *amount, until, decision };
            projects::check_opening(house, &opened, on)?;
            let envelope = EnvelopeId::at(house.projects.envelopes().count());
            Event::Projects(projects::Event::EnvelopeOpened { envelope, content: opened })
        }
        Effect::Prioritise { envelope, projects, report_by } => {
            let list: Vec<ProjectId> = pick(projects, chosen);
            return priorities(house, *envelope, &list, *report_by, decision, on);
        }
        Effect::Elect { .. } => return election(house, content, chosen, decision, from),
        Effect::Revoke { office } => revocation(house, *office, from, decision)?,
        Effect::Agree(terms) => {
            Event::Agreements(agreements::agree(house, terms.clone(), from, decision)?)
        }
        Effect::EndAgreement { agreement } => {
            let last = from.plus_days(-1);
            Event::Agreements(agreements::end(house, *agreement, last, decision)?)
        }
        Effect::ChangeStatutes { statutes } => Event::Assemblies(assemblies::adopt_statutes(
            house,
            (**statutes).clone(),
            from,
            decision,
            on,
        )?),
        Effect::Cede(ceded) => {
            let event = agreements::cede(house, ceded.clone(), from, decision)?;
            return Ok(with_said(house, event, on));
        }
        Effect::Tie { peer, ceded } => {
            return federation::tie(house, *peer, ceded, from, decision, on);
        }
        Effect::EndTie { peer } => {
            return federation::end_tie(house, *peer, from.plus_days(-1), decision, on);
        }
        Effect::AdoptCommonRules { matter, rules } => {
            let told = (decision, sitting(house), content.title.clone());
            return federation::common_rules(house, matter, rules, told, content.from, on);
        }
        Effect::TakeBack { cession } => {
            let from = from.max(first_possible(house, &content.effect, on));
            let event = agreements::take_back(house, *cession, from, on, decision)?;
            return Ok(with_said(house, event, on));
        }
    };
    Ok(vec![one])
}

/// What changes with a federation, and what it is told of it.
fn with_said(house: &Organisation, event: agreements::Event, on: Day) -> Vec<Event> {
    let said = federation::said_again(house, &event, on);
    std::iter::once(Event::Agreements(event)).chain(said).collect()
}

/// The title of the assembly that sits; the name of the house when none does.
fn sitting(house: &Organisation) -> String {
    let sits = |one: &assemblies::meeting::Assembly| one.opened.is_some() && one.closed.is_none();
    let found = house.assemblies.assemblies().map(|(_, one)| one).find(|one| sits(one));
    found.map_or_else(|| house.founding.name.clone(), |one| one.convocation.title.clone())
}

/// The options at these positions; what is out of range or stands twice is left out.
fn pick<T: Copy>(options: &[T], chosen: &[usize]) -> Vec<T> {
    let mut seen = BTreeSet::new();
    let once = chosen.iter().filter(|position| seen.insert(**position));
    once.filter_map(|position| options.get(*position).copied()).collect()
}

fn priorities(
    house: &Organisation,
    envelope: EnvelopeId,
    list: &[ProjectId],
    report_by: Day,
    decision: DecisionId,
    on: Day,
) -> Result<Vec<Event>, crate::Refusal> {
    let total: Amount = list.iter().map(|project| lacking(house, *project)).sum();
    projects::check_envelope(house, envelope, total, on)?;
    let mut events = Vec::with_capacity(list.len());
    for project in list.iter().copied() {
        let amount = lacking(house, project);
        let credit = Credit { amount, on, report_by, envelope: Some(envelope), decision };
        projects::check_credit(house, project, &credit, on)?;
        events.push(Event::Projects(projects::Event::CreditOpened { project, credit }));
    }
    Ok(events)
}

fn election(
    house: &Organisation,
    content: &Content,
    chosen: &[usize],
    decision: DecisionId,
    from: Day,
) -> Result<Vec<Event>, crate::Refusal> {
    let Effect::Elect { role, candidates, seats, until, renews, .. } = &content.effect else {
        return Ok(Vec::new());
    };
    let mut elected = pick(candidates, chosen);
    elected.truncate(usize::from(*seats));
    if elected.is_empty() {
        return Ok(Vec::new());
    }
    if until.is_some_and(|until| until < from) {
        return Err(offices::Refusal::TermReversed.into());
    }
    let mut events = Vec::new();
    for office in ending(house, *role, &elected, renews, from)? {
        let on = from.plus_days(-1);
        events.push(Event::Offices(offices::Event::OfficeEnded { office, on, decision }));
    }
    let first = house.offices.offices().count();
    for (index, member) in elected.into_iter().enumerate() {
        if house.members.get(member).is_none_or(|known| !known.is_active_on(from)) {
            return Err(Refusal::CandidateInactive { member }.into());
        }
        let office = OfficeId::at(first + index);
        let content = Office { member, role: *role, from, until: *until, decision };
        events.push(Event::Offices(offices::Event::OfficeGiven { office, content }));
    }
    Ok(events)
}

/// An office is held for the last time the day before; one that begins later ends on its first day.
fn revocation(
    house: &Organisation,
    office: OfficeId,
    from: Day,
    decision: DecisionId,
) -> Result<Event, crate::Refusal> {
    let begun = house.offices.office(office).map(|held| held.from);
    let on = begun.map_or(from, |begun| begun.max(from.plus_days(-1)));
    offices::check_end(&house.offices, office, on)?;
    Ok(Event::Offices(offices::Event::OfficeEnded { office, on, decision }))
}
