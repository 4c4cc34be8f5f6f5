//! The laws of votes: counted again by hand from the ballots cast, never changed once closed, and what
//! they decide happens once, or not at all.

use std::collections::{BTreeMap, BTreeSet};

use caisse_domain::assemblies::poll::{Answer, Ballot, Merged, Parts, Poll};
use caisse_domain::assemblies::{Enough, Event as Held, Method, PollClosed, Verdict};
use caisse_domain::identity::{MemberId, PollId};
use caisse_domain::projects::{self, ExpenseState};
use caisse_domain::proposals::Effect;
use caisse_domain::{Event, Organisation, agreements, rules};
use caisse_units::Amount;

use super::{Broken, must};

/// Checks the laws of votes on a state and the events that led to it.
///
/// # Errors
/// The first law that does not hold.
pub(super) fn check(house: &Organisation, events: &[Event]) -> Result<(), Broken> {
    let mut cast: BTreeMap<PollId, BTreeMap<MemberId, Parts>> = BTreeMap::new();
    let mut over: BTreeSet<PollId> = BTreeSet::new();
    let mut effects: Vec<&Event> = Vec::new();
    let mut decided = BTreeSet::new();
    for event in events {
        must(!by_vote(event), || format!("no vote brought {event:?}"))?;
        let Event::Assemblies(event) = event else { continue };
        if let Some(poll) = of_poll(event) {
            must(!over.contains(&poll), || format!("{poll} is over, and then {event:?}"))?;
        }
        match event {
            Held::BallotsCast { poll, ballots } => {
                for one in ballots {
                    let parts = one.parts.clone().unwrap_or_default();
                    cast.entry(*poll).or_default().insert(one.voter, parts);
                }
            }
            Held::PollAnnulled { poll, .. } => drop(over.insert(*poll)),
            Held::PollClosed(closed) => {
                over.insert(closed.poll);
                let known = house.assemblies.poll(closed.poll).expect("it was opened");
                stands_as_closed(known, closed)?;
                let ballots = cast.remove(&closed.poll).unwrap_or_default();
                counted_by_hand(known, closed, ballots)?;
                happens_if_adopted(house, known, closed)?;
                let adopted = matches!(closed.verdict, Verdict::Adopted | Verdict::Chosen(_));
                if let Some(proposal) = known.question.proposal.filter(|_| adopted) {
                    let first = decided.insert((proposal, known.question.amendment));
                    must(first, || format!("{proposal} was adopted twice"))?;
                }
                effects.extend(&closed.effects);
            }
            _ => (),
        }
    }
    stands_once(house, &effects)?;
    credits_are_not_overdrawn(house)
}

/// What nothing but a vote may bring.
fn by_vote(event: &Event) -> bool {
    use agreements::Event as E;
    match event {
        Event::Agreements(event) => !matches!(event, E::Spent { .. }),
        Event::Projects(event) => matches!(
            event,
            projects::Event::CreditOpened { .. } | projects::Event::EnvelopeOpened { .. }
        ),
        Event::Rules(event) => matches!(event, rules::Event::Repealed { .. }),
        _ => false,
    }
}

fn of_poll(event: &Held) -> Option<PollId> {
    match event {
        Held::BallotsCast { poll, .. }
        | Held::PapersHandedOut { poll, .. }
        | Held::TallyEntered { poll, .. }
        | Held::TallyConfirmed { poll, .. }
        | Held::Objected { poll, .. }
        | Held::PollAnnulled { poll, .. } => Some(*poll),
        Held::PollClosed(closed) => Some(closed.poll),
        _ => None,
    }
}

/// A closed poll never changes.
fn stands_as_closed(known: &Poll, closed: &PollClosed) -> Result<(), Broken> {
    let stands = known.closed.as_ref().is_some_and(|kept| {
        kept.verdict == closed.verdict
            && kept.outcome.0 == closed.outcome
            && kept.ballots == closed.ballots
            && kept.decision == closed.decision.as_ref().map(|(number, _)| *number)
    });
    must(stands, || format!("{} is not what it was when it closed", closed.poll))
}

/// The verdict is found again from the ballots cast, the last of each voter, in the plainest way.
fn counted_by_hand(
    poll: &Poll,
    closed: &PollClosed,
    cast: BTreeMap<MemberId, Parts>,
) -> Result<(), Broken> {
    let number = closed.poll;
    let mut merged: Vec<Merged> = Vec::new();
    for part in cast.into_values().flatten() {
        match merged.iter_mut().find(|one| one.ballot == part.ballot) {
            Some(one) => one.votes += part.votes,
            None => merged.push(Merged { college: 0, ballot: part.ballot, votes: part.votes }),
        }
    }
    merged.sort_by(|one, other| one.ballot.cmp(&other.ballot));
    must(merged == closed.ballots, || format!("the ballots of {number} are not those cast"))?;
    let there = closed.there.members_present() + closed.there.members_represented();
    let found = if there < poll.electorate.quorum.needed {
        Some(Verdict::NoQuorum)
    } else {
        by_hand(poll, &merged)
    };
    must(found.is_none_or(|found| found == closed.verdict), || {
        format!("{number} comes to another verdict than {:?} by hand", closed.verdict)
    })
}

/// By yes or no, and by approval; the crate of votes is held to published results for the others.
fn by_hand(poll: &Poll, ballots: &[Merged]) -> Option<Verdict> {
    match poll.terms.method {
        Method::Motion => {
            let votes = |answer| -> u64 {
                let mine = ballots.iter().filter(|one| one.ballot == Ballot::Answer(answer));
                mine.map(|one| one.votes).sum()
            };
            let (yes, cast) = (votes(Answer::Yes), votes(Answer::Yes) + votes(Answer::No));
            let (Enough::AtLeast(share) | Enough::MoreThan(share)) = poll.terms.threshold;
            let (left, right) = (yes * share.0.denominator(), cast * share.0.numerator());
            let enough = match poll.terms.threshold {
                Enough::AtLeast(_) => left >= right,
                Enough::MoreThan(_) => left > right,
            };
            Some(if enough && yes > 0 { Verdict::Adopted } else { Verdict::Rejected })
        }
        Method::Approval => {
            let approvals = |option: u16| -> u64 {
                let approves = |one: &&Merged| match &one.ballot {
                    Ballot::Approve(approved) => approved.contains(&option),
                    _ => false,
                };
                ballots.iter().filter(approves).map(|one| one.votes).sum()
            };
            let options = u16::try_from(poll.question.options.len()).ok()?;
            let counts: Vec<u64> = (0..options).map(approvals).collect();
            let seats = usize::from(poll.question.seats.max(1));
            // Chosen: whoever leaves room for all who have as many approvals or more.
            let fits = |option: &usize| {
                counts[*option] > 0
                    && counts.iter().filter(|count| **count >= counts[*option]).count() <= seats
            };
            let mut chosen: Vec<usize> = (0..counts.len()).filter(fits).collect();
            chosen.sort_by_key(|option| std::cmp::Reverse(counts[*option]));
            Some(if chosen.is_empty() { Verdict::Rejected } else { Verdict::Chosen(chosen) })
        }
        _ => None,
    }
}

/// Adopted, it has its effect and its decision; otherwise it has neither.
fn happens_if_adopted(
    house: &Organisation,
    poll: &Poll,
    closed: &PollClosed,
) -> Result<(), Broken> {
    let number = closed.poll;
    let adopted = matches!(closed.verdict, Verdict::Adopted | Verdict::Chosen(_));
    must(closed.decision.is_some() == adopted, || format!("{number}: a decision without a vote"))?;
    let proposal = poll.question.proposal.and_then(|proposal| house.proposals.get(proposal));
    let acts = proposal.is_some_and(|one| one.content.effect != Effect::Resolution);
    let expected = adopted && acts && closed.blocked.is_none();
    must(closed.effects.is_empty() != expected, || {
        format!("{number} ends with {:?} and brings {:?}", closed.verdict, closed.effects)
    })
}

/// What the votes brought stands in the state, once.
fn stands_once(house: &Organisation, effects: &[&Event]) -> Result<(), Broken> {
    let brought = |kind: fn(&Event) -> bool| effects.iter().filter(|event| kind(event)).count();
    let credits: usize = house.projects.all().map(|(_, project)| project.credits.len()).sum();
    let pairs = [
        (
            "credits",
            credits,
            brought(|event| matches!(event, Event::Projects(projects::Event::CreditOpened { .. }))),
        ),
        (
            "envelopes",
            house.projects.envelopes().count(),
            brought(|event| {
                matches!(event, Event::Projects(projects::Event::EnvelopeOpened { .. }))
            }),
        ),
        (
            "agreements",
            house.agreements.all().count(),
            brought(|event| matches!(event, Event::Agreements(agreements::Event::Agreed { .. }))),
        ),
        (
            "cessions",
            house.agreements.cessions().count(),
            brought(|event| matches!(event, Event::Agreements(agreements::Event::Ceded { .. }))),
        ),
        (
            "statutes",
            house.assemblies.statutes().len().saturating_sub(1),
            brought(|event| matches!(event, Event::Assemblies(Held::StatutesAdopted { .. }))),
        ),
    ];
    for (what, stand, voted) in pairs {
        must(stand == voted, || format!("{stand} {what} stand, votes brought {voted}"))?;
    }
    Ok(())
}

/// Invoices stay within the credits of their project, credits within their envelope.
fn credits_are_not_overdrawn(house: &Organisation) -> Result<(), Broken> {
    for (number, project) in house.projects.all() {
        let voted: Amount = project.credits.iter().map(|credit| credit.amount).sum();
        let invoices = house.projects.expenses().filter(|(_, one)| {
            one.invoice.project == number && !matches!(one.state, ExpenseState::Cancelled(_))
        });
        let spent: Amount = invoices.map(|(_, one)| one.invoice.amount).sum();
        must(spent <= voted, || format!("{number} spent {} of {}", spent.cents(), voted.cents()))?;
    }
    for (number, envelope) in house.projects.envelopes() {
        let credits = house.projects.all().flat_map(|(_, project)| &project.credits);
        let drawn: Amount = credits
            .filter(|credit| credit.envelope == Some(number))
            .map(|credit| credit.amount)
            .sum();
        must(drawn <= envelope.content.amount, || format!("{number} is overdrawn"))?;
    }
    Ok(())
}
