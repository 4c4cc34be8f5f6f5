//! What happens to proposals when assemblies put them on an agenda, vote on them, or part.

use super::meeting::{Assembly, Item};
use super::poll::Poll;
use super::{Event, Verdict};
use crate::Organisation;
use crate::identity::{AssemblyId, ProposalId};
use crate::proposals::{Ending, ProposalState, Said, scheduled, vote_closed, vote_opened};

/// Tells proposals what happens to them; before the event changes the assemblies.
pub fn follow(house: &mut Organisation, event: &Event) {
    match event {
        Event::Convened { assembly, on, convocation, .. } => {
            for proposal in named(&convocation.agenda) {
                scheduled(&mut house.proposals, proposal, Some(*assembly), *on);
            }
        }
        Event::AgendaAmended { assembly, on, agenda } => {
            let now = named(agenda);
            let before = agenda_of(house, *assembly);
            for proposal in before.into_iter().filter(|proposal| !now.contains(proposal)) {
                scheduled(&mut house.proposals, proposal, None, *on);
            }
            for proposal in now {
                scheduled(&mut house.proposals, proposal, Some(*assembly), *on);
            }
        }
        Event::Cancelled { assembly, on, .. }
        | Event::LackedQuorum { assembly, on, .. }
        | Event::Closed { assembly, on, .. } => {
            for proposal in agenda_of(house, *assembly) {
                let waits = house.proposals.get(proposal).is_some_and(|known| {
                    known.state == ProposalState::Scheduled { assembly: *assembly }
                });
                if waits {
                    scheduled(&mut house.proposals, proposal, None, *on);
                }
            }
        }
        Event::PollOpened { poll, question, .. } => {
            if let Some(proposal) = question.proposal {
                vote_opened(&mut house.proposals, proposal, question.amendment, *poll);
            }
        }
        Event::PollAnnulled { poll, on, .. } => {
            let Some(known) = house.assemblies.poll(*poll) else { return };
            let (assembly, amendment) = (known.assembly, known.question.amendment);
            let Some(proposal) = known.question.proposal else { return };
            let verdict = &Verdict::NoQuorum;
            let ending = Ending { poll: *poll, verdict, decision: None, on: *on, blocked: None };
            vote_closed(&mut house.proposals, proposal, amendment, ending);
            if amendment.is_none() {
                scheduled(&mut house.proposals, proposal, Some(assembly), *on);
            }
        }
        _ => (),
    }
}

/// Tells the proposal of a closed poll how it ended; after its decision and effects.
pub fn follow_closing(house: &mut Organisation, closed: &super::PollClosed) {
    let known: Option<&Poll> = house.assemblies.poll(closed.poll);
    let Some(question) = known.map(|known| &known.question) else { return };
    let (Some(proposal), amendment) = (question.proposal, question.amendment) else { return };
    let ending = Ending {
        poll: closed.poll,
        verdict: &closed.verdict,
        decision: closed.decision.as_ref().map(|(decision, _)| *decision),
        on: closed.on,
        blocked: closed
            .blocked
            .as_ref()
            .map(|(french, english)| Said { french: french.clone(), english: english.clone() }),
    };
    vote_closed(&mut house.proposals, proposal, amendment, ending);
}

fn named(agenda: &[Item]) -> Vec<ProposalId> {
    agenda.iter().filter_map(|item| item.proposal).collect()
}

fn agenda_of(house: &Organisation, assembly: AssemblyId) -> Vec<ProposalId> {
    let held: Option<&Assembly> = house.assemblies.assembly(assembly);
    held.map_or_else(Vec::new, |held| named(&held.convocation.agenda))
}
