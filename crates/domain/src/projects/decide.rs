//! What a grievance, a demand or a project must respect.

use std::collections::BTreeSet;

use caisse_units::{Amount, Day};

use super::authority::active;
use super::{
    Answer, Command, Credit, Demand, Envelope, Event, Field, Grievance, LONGEST_LIST, LONGEST_TEXT,
    LONGEST_TITLE, Plan, Project, ProjectState, Reached, Refusal, Report, Voice, expenses,
};
use crate::identity::{DemandId, EnvelopeId, GrievanceId, ProjectId};
use crate::{Organisation, is_digest};

/// Decides a command.
///
/// # Errors
/// The first refusal in the order of the checks.
pub fn decide(
    house: &Organisation,
    command: Command,
    envelope: crate::Envelope,
) -> Result<Event, crate::Refusal> {
    let on = envelope.today;
    match command {
        Command::RecordGrievance(content) => Ok(grievance(house, content, on)?),
        Command::Group { theme, grievances } => Ok(group(house, theme, grievances)?),
        Command::StateDemand(content) => {
            check_demand(house, &content, on)?;
            let demand = DemandId::at(house.projects.demands.len());
            Ok(Event::DemandStated { demand, content, author: active(house, envelope)?, on })
        }
        Command::RecordAnswer { demand, answer } => Ok(answered(house, demand, answer, on)?),
        Command::OpenProject(plan) => {
            check_plan(house, &plan, on)?;
            let project = ProjectId::at(house.projects.list.len());
            Ok(Event::ProjectOpened { project, plan, author: active(house, envelope)?, on })
        }
        Command::Replan { project, plan } => {
            open(house, project)?;
            check_plan(house, &plan, on)?;
            Ok(Event::Replanned { project, plan })
        }
        Command::ReachMilestone { project, milestone, reached } => {
            Ok(milestone_reached(house, project, milestone, reached, on)?)
        }
        Command::AcceptInvoice(invoice) => expenses::accept(house, invoice),
        Command::CancelInvoice { expense, reasons, on } => {
            expenses::cancel(house, expense, reasons, on)
        }
        Command::Report { project, report } => Ok(reported(house, project, report, on)?),
        Command::CloseProject { project } => Ok(close(house, project, on)?),
        Command::GiveUp { project, reasons } => {
            open(house, project)?;
            check_text(&reasons, 500, Field::Reasons)?;
            Ok(Event::GivenUp { project, reasons, on })
        }
    }
}

fn grievance(house: &Organisation, content: Grievance, on: Day) -> Result<Event, Refusal> {
    let commitment = match &content.voice {
        Voice::Named(_) => None,
        Voice::Anonymous { commitment } => Some(commitment),
    };
    if let Voice::Named(member) = content.voice
        && house.members.get(member).is_none_or(|known| !known.is_active_on(on))
    {
        return Err(Refusal::NotActive { member: Some(member) });
    }
    for digest in commitment.into_iter().chain([&content.text]) {
        check_digest(digest)?;
    }
    if let Some(workplace) = &content.workplace {
        check_text(workplace, LONGEST_TITLE, Field::Workplace)?;
    }
    if content.on > on {
        return Err(Refusal::InFuture { on: content.on });
    }
    let known = house.projects.grievances();
    for (grievance, before) in known {
        if before.content.text == content.text {
            return Err(Refusal::RecordedAlready { grievance });
        }
    }
    let grievance = GrievanceId::at(house.projects.grievances.len());
    Ok(Event::GrievanceRecorded { grievance, content })
}

fn group(
    house: &Organisation,
    theme: String,
    grievances: Vec<GrievanceId>,
) -> Result<Event, Refusal> {
    check_text(&theme, LONGEST_TITLE, Field::Theme)?;
    check_grievances(house, &grievances)?;
    if grievances.is_empty() {
        return Err(Refusal::NothingGiven);
    }
    Ok(Event::Grouped { theme, grievances })
}

fn check_grievances(house: &Organisation, grievances: &[GrievanceId]) -> Result<(), Refusal> {
    if grievances.len() > LONGEST_LIST {
        return Err(Refusal::TooMany { given: grievances.len() });
    }
    let mut seen = BTreeSet::new();
    for grievance in grievances.iter().copied() {
        if house.projects.grievance(grievance).is_none() {
            return Err(Refusal::GrievanceUnknown { grievance });
        }
        if !seen.insert(grievance) {
            return Err(Refusal::GrievanceTwice { grievance });
        }
    }
    Ok(())
}

fn check_demand(house: &Organisation, demand: &Demand, today: Day) -> Result<(), Refusal> {
    check_text(&demand.title, LONGEST_TITLE, Field::Title)?;
    check_text(&demand.addressee, LONGEST_TITLE, Field::Addressee)?;
    check_text(&demand.text, LONGEST_TEXT, Field::Text)?;
    check_grievances(house, &demand.grievances)?;
    if demand.deadline < today {
        return Err(Refusal::DeadlinePast { deadline: demand.deadline });
    }
    Ok(())
}

fn answered(
    house: &Organisation,
    demand: DemandId,
    answer: Answer,
    on: Day,
) -> Result<Event, Refusal> {
    let Some(known) = house.projects.demand(demand) else {
        return Err(Refusal::DemandUnknown { demand });
    };
    check_text(&answer.text, LONGEST_TEXT, Field::Text)?;
    if let Some(document) = &answer.document {
        check_digest(document)?;
    }
    let deadline = known.content.deadline;
    if answer.outcome == super::Outcome::Unanswered && on <= deadline {
        return Err(Refusal::DeadlineNotOver { demand, deadline });
    }
    Ok(Event::Answered { demand, answer, on })
}

fn check_plan(house: &Organisation, plan: &Plan, today: Day) -> Result<(), crate::Refusal> {
    check_text(&plan.title, LONGEST_TITLE, Field::Title)?;
    check_text(&plan.text, LONGEST_TEXT, Field::Text)?;
    if let Some(demand) = plan.demand
        && house.projects.demand(demand).is_none()
    {
        return Err(Refusal::DemandUnknown { demand }.into());
    }
    check_costs(house, plan, today)?;
    check_milestones(plan)?;
    if plan.people.is_empty() || plan.people.len() > LONGEST_LIST {
        return Err(Refusal::NobodyCarries.into());
    }
    for member in plan.people.iter().copied() {
        if house.members.get(member).is_none_or(|known| !known.is_active_on(today)) {
            return Err(Refusal::NotActive { member: Some(member) }.into());
        }
    }
    Ok(())
}

fn check_costs(house: &Organisation, plan: &Plan, today: Day) -> Result<(), crate::Refusal> {
    let mut total = Amount::ZERO;
    for cost in &plan.costs {
        check_text(&cost.label, LONGEST_TITLE, Field::Cost)?;
        let sum = total.checked_add(cost.amount).filter(|sum| *sum <= Amount::LIMIT);
        match sum {
            Some(sum) if cost.amount.is_positive() => total = sum,
            _ => return Err(Refusal::CostsUnusable.into()),
        }
        house.chart.check_account(cost.account, today)?;
        if !matches!(cost.account.class(), 2 | 6) {
            return Err(Refusal::NotACostAccount { account: cost.account }.into());
        }
    }
    if plan.costs.is_empty() || plan.costs.len() > LONGEST_LIST {
        return Err(Refusal::CostsUnusable.into());
    }
    Ok(())
}

fn check_milestones(plan: &Plan) -> Result<(), Refusal> {
    for milestone in &plan.milestones {
        check_text(&milestone.label, LONGEST_TITLE, Field::Milestone)?;
    }
    let ordered = plan.milestones.is_sorted_by_key(|milestone| milestone.due);
    if !ordered || plan.milestones.len() > LONGEST_LIST {
        return Err(Refusal::MilestonesUnordered);
    }
    Ok(())
}

fn milestone_reached(
    house: &Organisation,
    project: ProjectId,
    milestone: u16,
    reached: Reached,
    today: Day,
) -> Result<Event, Refusal> {
    let known = running(house, project)?;
    let Some(planned) = known.plan.milestones.get(usize::from(milestone)) else {
        return Err(Refusal::MilestoneUnknown { project, count: known.plan.milestones.len() });
    };
    if let Some(before) = known.reached.get(&milestone) {
        return Err(Refusal::ReachedAlready { label: planned.label.clone(), on: before.on });
    }
    if let Some(document) = &reached.document {
        check_digest(document)?;
    }
    if reached.on > today {
        return Err(Refusal::InFuture { on: reached.on });
    }
    Ok(Event::MilestoneReached { project, milestone, reached })
}

fn reported(
    house: &Organisation,
    project: ProjectId,
    report: Report,
    on: Day,
) -> Result<Event, Refusal> {
    let known = get(house, project)?;
    if known.credits.is_empty() {
        return Err(Refusal::NotFunded { project });
    }
    check_text(&report.text, LONGEST_TEXT, Field::Text)?;
    if let Some(document) = &report.document {
        check_digest(document)?;
    }
    if let Some(next) = report.next.filter(|next| *next <= on) {
        return Err(Refusal::NextReportPast { next });
    }
    Ok(Event::Reported { project, report, on })
}

fn close(house: &Organisation, project: ProjectId, on: Day) -> Result<Event, Refusal> {
    let known = get(house, project)?;
    if known.state != ProjectState::Funded {
        return Err(wrong_state(project, known));
    }
    if let Some((expense, _)) = house.projects.unpaid(project).next() {
        return Err(Refusal::InvoiceUnpaid { project, expense });
    }
    Ok(Event::ProjectClosed { project, on, returned: known.remainder() })
}

/// A credit line that a decision may open: the project exists and needs it, and the money is there.
pub(crate) fn check_credit(
    house: &Organisation,
    project: ProjectId,
    credit: &Credit,
    on: Day,
) -> Result<(), Refusal> {
    let known = running(house, project)?;
    let (asked, costs) = (credit.amount, known.plan.cost());
    if !asked.is_positive() {
        return Err(Refusal::CreditUnusable);
    }
    let voted = known.credit();
    if voted.checked_add(asked).is_none_or(|sum| sum > costs) {
        return Err(Refusal::MoreThanCosts { project, costs, voted, asked });
    }
    if credit.report_by < on {
        return Err(Refusal::NextReportPast { next: credit.report_by });
    }
    match credit.envelope {
        Some(envelope) => check_envelope(house, envelope, asked, on),
        None => check_available(house, asked, on),
    }
}

/// An envelope that projects may still draw on, for that much.
pub(crate) fn check_envelope(
    house: &Organisation,
    envelope: EnvelopeId,
    asked: Amount,
    on: Day,
) -> Result<(), Refusal> {
    let Some(known) = house.projects.envelope(envelope) else {
        return Err(Refusal::EnvelopeUnknown { envelope });
    };
    if known.content.until < on {
        return Err(Refusal::EnvelopeOver { envelope, until: known.content.until });
    }
    let left = known.left();
    if asked > left {
        return Err(Refusal::MoreThanEnvelope { envelope, left, asked });
    }
    Ok(())
}

/// What the caisse may still promise is at least that much.
pub(crate) fn check_available(house: &Organisation, asked: Amount, on: Day) -> Result<(), Refusal> {
    let available = house.available(on);
    if asked > available {
        return Err(Refusal::MoreThanAvailable { asked, available });
    }
    Ok(())
}

/// An envelope as a decision may open it.
pub(crate) fn check_opening(
    house: &Organisation,
    content: &Envelope,
    on: Day,
) -> Result<(), Refusal> {
    check_text(&content.title, LONGEST_TITLE, Field::Title)?;
    if !content.amount.is_positive() || content.amount > Amount::LIMIT {
        return Err(Refusal::CreditUnusable);
    }
    if content.until < on {
        return Err(Refusal::DeadlinePast { deadline: content.until });
    }
    check_available(house, content.amount, on)
}

pub(super) fn get(house: &Organisation, project: ProjectId) -> Result<&Project, Refusal> {
    house.projects.get(project).ok_or(Refusal::ProjectUnknown { project })
}

/// A project that is not closed or given up.
pub(super) fn running(house: &Organisation, project: ProjectId) -> Result<&Project, Refusal> {
    let known = get(house, project)?;
    match known.state {
        ProjectState::Open | ProjectState::Funded => Ok(known),
        _ => Err(wrong_state(project, known)),
    }
}

/// A project without money yet.
fn open(house: &Organisation, project: ProjectId) -> Result<&Project, Refusal> {
    let known = running(house, project)?;
    match known.state {
        ProjectState::Open => Ok(known),
        _ => Err(Refusal::FundedAlready { project }),
    }
}

fn wrong_state(project: ProjectId, known: &Project) -> Refusal {
    match known.state {
        ProjectState::Open | ProjectState::Funded => Refusal::NotFunded { project },
        ProjectState::Closed(on) | ProjectState::GivenUp(on) => Refusal::Over { project, on },
    }
}

pub(super) fn check_text(text: &str, longest: usize, field: Field) -> Result<(), Refusal> {
    let length = text.chars().count();
    if text.trim().is_empty() || length > longest {
        return Err(Refusal::TextUnusable { field, longest });
    }
    Ok(())
}

pub(super) fn check_digest(digest: &str) -> Result<(), Refusal> {
    if is_digest(digest) { Ok(()) } else { Err(Refusal::DigestUnusable) }
}
