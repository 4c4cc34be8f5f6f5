//! What happens in assemblies changes where proposals stand.
//!
//! Absent on purpose: whether an agenda or a question may name a proposal; assemblies ask before.

use super::apply::{Ending, scheduled, vote_annulled, vote_closed, vote_opened};
use super::{ProposalState, Proposals, Said};
use crate::assemblies::meeting::Item;
use crate::assemblies::{Assemblies, Event};
use crate::identity::{AssemblyId, ProposalId};

/// Follows assemblies: a proposal is scheduled, put to the vote, decided. `assemblies` are those
/// before the event.
pub fn follow(proposals: &mut Proposals, assemblies: &Assemblies, event: &Event) {
    match event {
        Event::Convened { assembly, convocation, .. } => {
            put_on(proposals, *assembly, &convocation.agenda);
        }
        Event::AgendaAmended { assembly, agenda, .. } => {
            take_off(proposals, *assembly);
            put_on(proposals, *assembly, agenda);
        }
        Event::Cancelled { assembly, .. }
        | Event::LackedQuorum { assembly, .. }
        | Event::Closed { assembly, .. } => take_off(proposals, *assembly),
        Event::PollOpened { poll, question, .. } => {
            if let Some(proposal) = question.proposal {
                vote_opened(proposals, proposal, question.amendment, *poll);
            }
        }
        Event::PollClosed(closed) => {
            let Some(known) = assemblies.poll(closed.poll) else { return };
            let Some(proposal) = known.question.proposal else { return };
            let said = |(french, english): &(String, String)| Said {
                french: french.clone(),
                english: english.clone(),
            };
            let on = closed.on;
            let ending = Ending {
                poll: closed.poll,
                verdict: &closed.verdict,
                decision: closed.decision.as_ref().map(|(decision, _)| *decision),
                on,
                blocked: closed.blocked.as_ref().map(said),
            };
            vote_closed(proposals, proposal, known.question.amendment, ending);
        }
        Event::PollAnnulled { poll, on, .. } => {
            let Some(known) = assemblies.poll(*poll) else { return };
            let (amendment, assembly) = (known.question.amendment, known.assembly);
            if let Some(proposal) = known.question.proposal {
                vote_annulled(proposals, proposal, amendment, *on, assembly);
            }
        }
        _ => (),
    }
}

fn put_on(proposals: &mut Proposals, assembly: AssemblyId, agenda: &[Item]) {
    for proposal in agenda.iter().filter_map(|item| item.proposal) {
        scheduled(proposals, proposal, Some(assembly));
    }
}

/// What that assembly did not decide is open again.
fn take_off(proposals: &mut Proposals, assembly: AssemblyId) {
    let on_it: Vec<ProposalId> = proposals
        .all()
        .filter(|(_, known)| known.state == ProposalState::Scheduled { assembly })
        .map(|(proposal, _)| proposal)
        .collect();
    for proposal in on_it {
        scheduled(proposals, proposal, None);
    }
}
