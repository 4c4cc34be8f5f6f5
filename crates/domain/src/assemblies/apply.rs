//! What events change in assemblies. The decision and the effects of a closed poll are applied by the
//! front door, with their own modules.

use caisse_votes::motion::consent::Objection;
use std::collections::BTreeMap;

use super::event::PollClosed;
use super::meeting::{Addition, Assembly, Attendance, Request, Speakers, Stage};
use super::poll::{Cast, Closed, Objected, Papers, Poll, Vote};
use super::{Assemblies, Event, Kept, statutes};
use crate::identity::{AssemblyId, MemberId, PollId};

/// Applies an event that was decided; trusts the journal.
pub fn apply(state: &mut Assemblies, event: &Event) {
    match event {
        Event::StatutesAdopted { since, decision, statutes } => {
            let statutes = statutes.as_ref().clone();
            state.statutes.push(statutes::Version { since: *since, decision: *decision, statutes });
        }
        Event::AssemblyRequested { title, by, on, .. } => state.requests.push(Request {
            title: title.clone(),
            on: *on,
            supporters: vec![*by],
            assembly: None,
        }),
        Event::RequestSupported { request, by } => {
            state.requests[*request as usize - 1].supporters.push(*by);
        }
        Event::Convened { assembly, on, convocation, quorums } => {
            if let Some(request) = convocation.request {
                state.requests[request as usize - 1].assembly = Some(*assembly);
            }
            state.assemblies.push(Assembly::convened(convocation.as_ref().clone(), *on, *quorums));
        }
        Event::PollOpened { poll, assembly, question, terms, electorate } => {
            at(state, *assembly).polls.push(*poll);
            state.polls.push(Poll {
                assembly: *assembly,
                question: question.clone(),
                terms: terms.as_ref().clone(),
                electorate: electorate.as_ref().clone(),
                votes: BTreeMap::new(),
                papers: Papers::default(),
                objections: Vec::new(),
                annulled: None,
                closed: None,
            });
        }
        Event::BallotsCast { poll, .. }
        | Event::PapersHandedOut { poll, .. }
        | Event::TallyEntered { poll, .. }
        | Event::TallyConfirmed { poll, .. }
        | Event::Objected { poll, .. }
        | Event::ObjectionWithdrawn { poll, .. }
        | Event::ObjectionIntegrated { poll, .. }
        | Event::PollAnnulled { poll, .. } => apply_to_poll(&mut state.polls[poll.index()], event),
        Event::PollClosed(closed) => close(state, closed),
        Event::MandateGiven { content, .. } => state.mandates.push(content.as_ref().clone()),
        Event::MandateEnded { mandate, on } => {
            state.mandates[*mandate as usize - 1].until = Some(*on);
        }
        Event::Cancelled { assembly, .. }
        | Event::AgendaAmended { assembly, .. }
        | Event::DocumentsAdded { assembly, .. }
        | Event::BureauSet { assembly, .. }
        | Event::Arrived { assembly, .. }
        | Event::Left { assembly, .. }
        | Event::ProxyGiven { assembly, .. }
        | Event::ProxyWithdrawn { assembly, .. }
        | Event::Opened { assembly, .. }
        | Event::LackedQuorum { assembly, .. }
        | Event::ItemReached { assembly, .. }
        | Event::Closed { assembly, .. }
        | Event::MinutesAdded { assembly, .. }
        | Event::MinutesSealed { assembly, .. }
        | Event::MinutesSigned { assembly, .. } => apply_to_assembly(at(state, *assembly), event),
        Event::SpeakingSet { assembly, .. }
        | Event::SpeechAsked { assembly, .. }
        | Event::SpeechGivenUp { assembly, .. }
        | Event::SpeechStarted { assembly, .. }
        | Event::SpeechEnded { assembly, .. } => {
            apply_to_speakers(&mut at(state, *assembly).speakers, event);
        }
    }
}

fn at(state: &mut Assemblies, assembly: AssemblyId) -> &mut Assembly {
    &mut state.assemblies[assembly.index()]
}

fn apply_to_assembly(assembly: &mut Assembly, event: &Event) {
    match event {
        Event::Cancelled { reasons, .. } => {
            assembly.stage = Stage::Cancelled { reasons: reasons.clone() };
        }
        Event::AgendaAmended { agenda, .. } => assembly.convocation.agenda.clone_from(agenda),
        Event::DocumentsAdded { item, documents, .. } => {
            let item = &mut assembly.convocation.agenda[usize::from(*item)];
            item.documents.extend_from_slice(documents);
        }
        Event::BureauSet { bureau, .. } => assembly.bureau = bureau.clone(),
        Event::Arrived { members, place, at, .. } => {
            for member in members {
                fall(assembly, *member);
                let there = Attendance { place: *place, arrived: *at, left: None };
                assembly.attendance.insert(*member, there);
            }
        }
        Event::Left { members, at, .. } => {
            for member in members {
                if let Some(there) = assembly.attendance.get_mut(member) {
                    there.left = Some(*at);
                }
                assembly.speakers.waiting.retain(|waiting| waiting != member);
            }
        }
        Event::ProxyGiven { giver, holder, .. } => {
            assembly.proxies.insert(*giver, *holder);
            assembly.held.entry(*holder).or_default().push(*giver);
        }
        Event::ProxyWithdrawn { giver, .. } => fall(assembly, *giver),
        Event::Opened { on, at, colleges, roll, quorum, quorums, speaking, .. } => {
            assembly.stage = Stage::Open;
            assembly.opened = Some((*on, *at));
            assembly.colleges.clone_from(colleges);
            assembly.roll = roll.clone();
            assembly.opening = Some(*quorum);
            assembly.quorums = *quorums;
            assembly.speakers.rules = speaking.clone();
        }
        Event::LackedQuorum { quorum, .. } => assembly.stage = Stage::WithoutQuorum(*quorum),
        Event::ItemReached { item, .. } => {
            assembly.item = Some(*item);
            assembly.speakers.waiting.clear();
        }
        Event::Closed { on, at, .. } => {
            assembly.stage = Stage::Closed;
            assembly.closed = Some((*on, *at));
        }
        Event::MinutesAdded { item, text, by, .. } => {
            assembly.additions.push(Addition { item: *item, text: text.clone(), by: *by });
        }
        Event::MinutesSealed { digest, .. } => {
            assembly.stage = Stage::Sealed { digest: digest.clone(), signatures: Vec::new() };
        }
        Event::MinutesSigned { by, .. } => {
            if let Stage::Sealed { signatures, .. } = &mut assembly.stage {
                signatures.push(*by);
            }
        }
        _ => unreachable!("sorted by `apply`"),
    }
}

/// A proxy falls: its giver came, or took it back.
fn fall(assembly: &mut Assembly, giver: MemberId) {
    let Some(holder) = assembly.proxies.remove(&giver) else { return };
    if let Some(held) = assembly.held.get_mut(&holder) {
        held.retain(|other| *other != giver);
        if held.is_empty() {
            assembly.held.remove(&holder);
        }
    }
}

fn apply_to_speakers(speakers: &mut Speakers, event: &Event) {
    match event {
        Event::SpeakingSet { rules, lists, .. } => {
            speakers.rules = rules.clone();
            speakers.lists.clone_from(lists);
        }
        Event::SpeechAsked { member, .. } => speakers.waiting.push(*member),
        Event::SpeechGivenUp { member, .. } => {
            speakers.waiting.retain(|waiting| waiting != member);
        }
        Event::SpeechStarted { member, .. } => {
            speakers.waiting.retain(|waiting| waiting != member);
            speakers.speaking = Some(*member);
        }
        Event::SpeechEnded { member, seconds, .. } => {
            speakers.speaking = None;
            speakers.last = Some(*member);
            let spoken = speakers.spoken.entry(*member).or_default();
            spoken.turns += 1;
            spoken.seconds = spoken.seconds.saturating_add(*seconds);
        }
        _ => unreachable!("sorted by `apply`"),
    }
}

fn apply_to_poll(poll: &mut Poll, event: &Event) {
    match event {
        Event::BallotsCast { ballots, .. } => {
            for Cast { voter, by, channel, parts, .. } in ballots {
                let by = by.unwrap_or(*voter);
                let parts = parts.clone().unwrap_or_default();
                poll.votes.insert(*voter, Vote { by, channel: *channel, parts });
            }
        }
        Event::PapersHandedOut { to, .. } => poll.papers.handed.extend(to),
        Event::TallyEntered { by, tally, .. } => {
            poll.papers.entered = Some((*by, tally.clone()));
        }
        Event::TallyConfirmed { by, .. } => poll.papers.confirmed = Some(*by),
        Event::Objected { by, text, .. } => poll.objections.push(Objected {
            by: *by,
            text: text.clone(),
            state: Objection::Raised,
            how: String::new(),
        }),
        Event::ObjectionWithdrawn { objection, .. } => {
            poll.objections[usize::from(*objection) - 1].state = Objection::Withdrawn;
        }
        Event::ObjectionIntegrated { objection, how, .. } => {
            let objected = &mut poll.objections[usize::from(*objection) - 1];
            objected.state = Objection::Integrated;
            objected.how.clone_from(how);
        }
        Event::PollAnnulled { reasons, .. } => poll.annulled = Some(reasons.clone()),
        _ => unreachable!("sorted by `apply`"),
    }
}

fn close(state: &mut Assemblies, closed: &PollClosed) {
    let number: PollId = closed.poll;
    let decision = closed.decision.as_ref().map(|(decision, _)| *decision);
    if let Some(decision) = decision {
        state.by_decision.insert(decision, number);
    }
    state.polls[number.index()].closed = Some(Closed {
        verdict: closed.verdict.clone(),
        outcome: Kept(closed.outcome.clone()),
        ballots: closed.ballots.clone(),
        there: closed.there.clone(),
        decision,
        blocked: closed.blocked.clone(),
    });
}
