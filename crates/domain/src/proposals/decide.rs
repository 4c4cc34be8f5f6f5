//! What drafting, amending, supporting and voting must respect.

use caisse_units::Day;

use super::effects::{check, first_possible};
use super::{
    Amendment, AmendmentState, Change, Command, Consequences, Content, Effect, Event, Field,
    LONGEST_LIST, LONGEST_TEXT, LONGEST_TITLE, Link, Proposal, ProposalState, Refusal, conflicts,
};
use crate::identity::{MemberId, ProposalId};
use crate::offices::{Actor, Power};
use crate::{Envelope, Organisation, is_digest};

/// Refuses an actor who may not do this: any active member proposes, supports and amends; a
/// proposal is its author's, an amendment its mover's; consequences are attached by the author or a
/// facilitator.
///
/// # Errors
/// [`Refusal::NotActive`], [`Refusal::NotTheAuthor`], or the office that is lacking.
pub fn authorise(
    house: &Organisation,
    envelope: Envelope,
    command: &Command,
) -> Result<(), crate::Refusal> {
    let author = |proposal: &ProposalId| house.proposals.get(*proposal).map(|known| known.author);
    let own = match command {
        Command::Draft(_)
        | Command::Support { .. }
        | Command::TakeBackSupport { .. }
        | Command::Amend { .. } => None,
        Command::Revise { proposal, .. }
        | Command::Open { proposal }
        | Command::AcceptAmendment { proposal, .. }
        | Command::DeclineAmendment { proposal, .. }
        | Command::Withdraw { proposal, .. } => author(proposal),
        Command::WithdrawAmendment { proposal, amendment } => {
            let known = house.proposals.get(*proposal);
            let moved = known.and_then(|known| known.amendments.get(usize::from(*amendment)));
            moved.map(|moved| moved.author)
        }
        Command::AttachConsequences { proposal, .. } => {
            let power = Power::RecordDecisions;
            if house.offices.allow(envelope.actor, power, envelope.today).is_ok() {
                return Ok(());
            }
            author(proposal)
        }
    };
    let member = active(house, envelope)?;
    match own {
        Some(author) if author != member => Err(Refusal::NotTheAuthor { member, author }.into()),
        _ => Ok(()),
    }
}

fn active(house: &Organisation, envelope: Envelope) -> Result<MemberId, crate::Refusal> {
    let Actor::Member(member) = envelope.actor else {
        return Err(Refusal::NotActive { member: None }.into());
    };
    match house.members.get(member) {
        Some(known) if known.is_active_on(envelope.today) => Ok(member),
        _ => Err(Refusal::NotActive { member: Some(member) }.into()),
    }
}

/// Decides a command.
///
/// # Errors
/// The first refusal in the order of the checks; a set of rules that is unsound lists all its
/// errors.
pub fn decide(
    house: &Organisation,
    command: Command,
    envelope: Envelope,
) -> Result<Event, crate::Refusal> {
    let on = envelope.today;
    match command {
        Command::Draft(content) => {
            check_day(house, &content, on)?;
            check_content(house, &content, on)?;
            let proposal = ProposalId::at(house.proposals.list.len());
            Ok(Event::Drafted { proposal, content, author: active(house, envelope)?, on })
        }
        Command::Revise { proposal, content } => {
            let known = get(house, proposal)?;
            if !matches!(known.state, ProposalState::Draft | ProposalState::Open { .. }) {
                return Err(not_now(proposal, known).into());
            }
            check_day(house, &content, on)?;
            check_content(house, &content, on)?;
            Ok(Event::Revised { proposal, content })
        }
        Command::Open { proposal } => {
            let known = get(house, proposal)?;
            if known.state != ProposalState::Draft {
                return Err(not_now(proposal, known).into());
            }
            check(house, &known.content, on)?;
            Ok(Event::Opened { proposal, on })
        }
        Command::Support { proposal } => {
            let by = active(house, envelope)?;
            if before_vote(house, proposal)?.supporters.contains(&by) {
                return Err(Refusal::SupportsAlready { proposal, member: by }.into());
            }
            Ok(Event::Supported { proposal, by })
        }
        Command::TakeBackSupport { proposal } => {
            let by = active(house, envelope)?;
            if !before_vote(house, proposal)?.supporters.contains(&by) {
                return Err(Refusal::DoesNotSupport { proposal, member: by }.into());
            }
            Ok(Event::SupportTakenBack { proposal, by })
        }
        Command::Amend { proposal, reasons, change } => {
            let author = active(house, envelope)?;
            amend(house, proposal, author, reasons, change, on)
        }
        Command::AcceptAmendment { proposal, amendment } => {
            let known = before_vote(house, proposal)?;
            let moved = undecided(proposal, known, amendment)?;
            check_content(house, &moved.change.on(&known.content), on)?;
            Ok(Event::AmendmentAccepted { proposal, amendment, on })
        }
        Command::DeclineAmendment { proposal, amendment } => {
            undecided(proposal, before_vote(house, proposal)?, amendment)?;
            Ok(Event::AmendmentDeclined { proposal, amendment, on })
        }
        Command::WithdrawAmendment { proposal, amendment } => {
            undecided(proposal, before_vote(house, proposal)?, amendment)?;
            Ok(Event::AmendmentWithdrawn { proposal, amendment, on })
        }
        Command::AttachConsequences { proposal, consequences } => {
            check_consequences(house, proposal, &consequences)?;
            Ok(Event::ConsequencesAttached { proposal, consequences })
        }
        Command::Withdraw { proposal, reasons } => {
            let known = get(house, proposal)?;
            if known.state != ProposalState::Draft {
                before_vote(house, proposal)?;
            }
            check_text(&reasons, 500, Field::Reasons)?;
            Ok(Event::Withdrawn { proposal, reasons, on })
        }
    }
}

fn amend(
    house: &Organisation,
    proposal: ProposalId,
    author: MemberId,
    reasons: String,
    change: Box<Change>,
    on: Day,
) -> Result<Event, crate::Refusal> {
    let known = before_vote(house, proposal)?;
    check_text(&reasons, LONGEST_TEXT, Field::Reasons)?;
    let amended = change.on(&known.content);
    if change.is_empty() || amended == known.content {
        return Err(Refusal::ChangesNothing { proposal }.into());
    }
    if known.amendments.len() >= LONGEST_LIST {
        return Err(Refusal::TooMany { field: Field::Amendments, longest: LONGEST_LIST }.into());
    }
    if change.from.is_some() {
        check_day(house, &amended, on)?;
    }
    check_content(house, &amended, on)?;
    let amendment = u16::try_from(known.amendments.len()).unwrap_or(u16::MAX);
    Ok(Event::Amended { proposal, amendment, author, reasons, change, on })
}

fn check_consequences(
    house: &Organisation,
    proposal: ProposalId,
    consequences: &Consequences,
) -> Result<(), Refusal> {
    let known = get(house, proposal)?;
    let voted = matches!(
        known.state,
        ProposalState::Draft | ProposalState::Open { .. } | ProposalState::Scheduled { .. }
    );
    if !voted {
        return Err(not_now(proposal, known));
    }
    if !is_digest(&consequences.digest) {
        return Err(Refusal::DigestUnusable);
    }
    check_text(&consequences.summary, LONGEST_TEXT, Field::Consequences)
}

/// Refuses what cannot be put on an agenda: not open, too few supporters, or in conflict with
/// another proposal.
///
/// # Errors
/// The first refusal in the order of the list.
pub fn check_schedulable(
    house: &Organisation,
    proposal: ProposalId,
    on: Day,
) -> Result<(), crate::Refusal> {
    let known = before_vote(house, proposal)?;
    let (have, needed) = (known.supporters.len(), house.supporters_needed(on));
    if have < needed {
        return Err(Refusal::TooFewSupporters { proposal, have, needed }.into());
    }
    Ok(conflicts::check(house, proposal, &known.content)?)
}

/// Refuses what cannot be voted that day: as [`check_schedulable`], and an amendment that waits, or
/// an effect that has become impossible. With `amendment`, that amendment is voted, which must be
/// undecided or declined.
///
/// # Errors
/// The first refusal in the order of the list.
pub fn check_votable(
    house: &Organisation,
    proposal: ProposalId,
    amendment: Option<u16>,
    on: Day,
) -> Result<(), crate::Refusal> {
    check_schedulable(house, proposal, on)?;
    let known = get(house, proposal)?;
    if let Some(amendment) = amendment {
        let voted = undecided(proposal, known, amendment)?;
        return check_content(house, &voted.change.on(&known.content), on);
    }
    let waits =
        |state: &AmendmentState| matches!(state, AmendmentState::Moved | AmendmentState::InVote(_));
    if let Some(place) = known.amendments.iter().position(|one| waits(&one.state)) {
        let amendment = u16::try_from(place).unwrap_or(u16::MAX);
        return Err(Refusal::AmendmentWaits { proposal, amendment }.into());
    }
    // What takes effect with its vote is not voted before its day.
    let at_once = !known.content.effect.is_dated() && known.content.effect != Effect::Resolution;
    if at_once && on < known.content.from {
        return Err(Refusal::NotBefore { proposal, from: known.content.from }.into());
    }
    check(house, &known.content, on)
}

/// Nobody gives a day that has passed already.
fn check_day(house: &Organisation, content: &Content, on: Day) -> Result<(), Refusal> {
    let (from, first) = (content.from, first_possible(house, &content.effect, on));
    if from < on { Err(Refusal::TooEarly { from, first }) } else { Ok(()) }
}

fn check_content(house: &Organisation, content: &Content, on: Day) -> Result<(), crate::Refusal> {
    check_text(&content.title, LONGEST_TITLE, Field::Title)?;
    check_text(&content.text, LONGEST_TEXT, Field::Text)?;
    for (field, given) in
        [(Field::Links, content.links.len()), (Field::Documents, content.documents.len())]
    {
        if given > LONGEST_LIST {
            return Err(Refusal::TooMany { field, longest: LONGEST_LIST }.into());
        }
    }
    if let Some(link) = content.links.iter().find(|link| !exists(house, **link)) {
        return Err(Refusal::LinkUnknown { link: *link }.into());
    }
    if !content.documents.iter().all(|digest| is_digest(digest)) {
        return Err(Refusal::DigestUnusable.into());
    }
    check(house, content, on)
}

fn exists(house: &Organisation, link: Link) -> bool {
    match link {
        Link::Grievance(grievance) => house.projects.grievance(grievance).is_some(),
        Link::Demand(demand) => house.projects.demand(demand).is_some(),
        Link::Project(project) => house.projects.get(project).is_some(),
        Link::Proposal(proposal) => house.proposals.get(proposal).is_some(),
    }
}

fn get(house: &Organisation, proposal: ProposalId) -> Result<&Proposal, Refusal> {
    house.proposals.get(proposal).ok_or(Refusal::Unknown { proposal })
}

/// A proposal that is open or scheduled.
fn before_vote(house: &Organisation, proposal: ProposalId) -> Result<&Proposal, Refusal> {
    let known = get(house, proposal)?;
    match known.state {
        ProposalState::Open { .. } | ProposalState::Scheduled { .. } => Ok(known),
        _ => Err(not_now(proposal, known)),
    }
}

fn not_now(proposal: ProposalId, known: &Proposal) -> Refusal {
    Refusal::NotNow { proposal, state: known.state.clone() }
}

/// An amendment that waits, or that the author declined.
fn undecided(
    proposal: ProposalId,
    known: &Proposal,
    amendment: u16,
) -> Result<&Amendment, Refusal> {
    let Some(moved) = known.amendments.get(usize::from(amendment)) else {
        return Err(Refusal::AmendmentUnknown { proposal, count: known.amendments.len() });
    };
    match moved.state {
        AmendmentState::Moved | AmendmentState::Declined(_) => Ok(moved),
        _ => Err(Refusal::AmendmentDecided { proposal, amendment }),
    }
}

fn check_text(text: &str, longest: usize, field: Field) -> Result<(), Refusal> {
    let length = text.chars().count();
    if text.trim().is_empty() || length > longest {
        return Err(Refusal::TextUnusable { field, longest });
    }
    Ok(())
}
