//! The closing of a poll: everyone's ballots merged, counted, and what follows from it.

use std::collections::BTreeSet;

use caisse_units::Language;
use caisse_votes::motion::{Answer, Presence, TieRule};

use super::Desk;
use super::ballots::{sorted, usable};
use crate::assemblies::count::{Uncountable, count};
use crate::assemblies::meeting::{Assembly, There};
use crate::assemblies::poll::{Ballot, Merged, Parts, Poll};
use crate::assemblies::statutes::Secrecy;
use crate::assemblies::{Event, PollClosed, Refusal, Verdict};
use crate::identity::{DecisionId, MemberId, PollId};
use crate::offices::Decision;
use crate::proposals;

impl Desk<'_> {
    /// Counts, and asks proposals for the effects. Linear in the ballots and in those who came.
    pub(super) fn close_poll(
        &self,
        poll: PollId,
        opened: Vec<(MemberId, Parts)>,
    ) -> Result<Event, Refusal> {
        let (known, assembly) = self.poll(poll)?;
        let papers = &known.papers;
        if !papers.handed.is_empty() && papers.confirmed.is_none() {
            return Err(Refusal::PapersNotCounted { handed: papers.handed.len() });
        }
        let cast = match known.terms.secrecy {
            Secrecy::Open => {
                known.votes.iter().map(|(voter, vote)| (*voter, vote.parts.clone())).collect()
            }
            Secrecy::Discreet => check_opened(known, assembly, opened)?,
        };
        let chair = chair_of(known, assembly, &cast);
        let ballots = merge(known, assembly, cast)?;
        let there = there_at_closing(known, assembly);
        let (outcome, verdict) = count(known, &ballots, &there, assembly.quorums.counted, chair)
            .map_err(|Uncountable(french, english)| Refusal::Uncountable { french, english })?;
        let verdict = match quorum_met(known, assembly, &there) {
            true => verdict,
            false => Verdict::NoQuorum,
        };
        let number = DecisionId::at(self.house.offices.decisions().count());
        let taken = matches!(verdict, Verdict::Adopted | Verdict::Chosen(_));
        let taken = taken && known.question.amendment.is_none();
        let decision = taken.then(|| {
            let text = outcome.sentence(known, Language::French);
            (number, self.decision(known, assembly, text))
        });
        let (effects, blocked) = match known.question.proposal {
            // An amendment changes the proposal, and nothing else.
            _ if known.question.amendment.is_some() => (Vec::new(), None),
            None => (Vec::new(), None),
            Some(proposal) => {
                match proposals::effects(self.house, proposal, &verdict, number, self.today) {
                    Ok(effects) => (effects, None),
                    Err(refusal) => {
                        let said = |language| refusal.sentence(language);
                        (Vec::new(), Some((said(Language::French), said(Language::English))))
                    }
                }
            }
        };
        Ok(Event::PollClosed(Box::new(PollClosed {
            poll,
            on: self.today,
            verdict,
            outcome,
            ballots,
            there,
            decision,
            effects,
            blocked,
        })))
    }

    fn decision(&self, poll: &Poll, assembly: &Assembly, text: String) -> Decision {
        let title = poll.question.text.chars().take(200).collect();
        Decision {
            assembly: assembly.convocation.title.clone(),
            on: self.today,
            title,
            text: text.chars().take(10_000).collect(),
            document: None,
        }
    }
}

/// The ballots opened are those cast: each voter's, once, and countable.
fn check_opened(
    poll: &Poll,
    assembly: &Assembly,
    opened: Vec<(MemberId, Parts)>,
) -> Result<Vec<(MemberId, Parts)>, Refusal> {
    let differ = Refusal::OpenedDiffer { cast: poll.votes.len(), opened: opened.len() };
    let voters: BTreeSet<MemberId> = opened.iter().map(|(voter, _)| *voter).collect();
    if opened.len() != poll.votes.len() || !voters.iter().eq(poll.votes.keys()) {
        return Err(differ);
    }
    let checked = opened.into_iter().map(|(voter, parts)| {
        let weight = assembly.roll.voter(voter).map_or(0, |right| right.votes);
        Ok((voter, usable(poll, voter, weight, parts)?))
    });
    checked.collect()
}

/// How the chair answered, where ties are the chair's to decide and the whole vote went one way.
pub(super) fn chair_of(
    poll: &Poll,
    assembly: &Assembly,
    cast: &[(MemberId, Parts)],
) -> Option<Answer> {
    if poll.terms.tie != TieRule::ChairDecides {
        return None;
    }
    let chair = assembly.bureau.chair?;
    let (_, parts) = cast.iter().find(|(voter, _)| *voter == chair)?;
    match parts.as_slice() {
        [part] => match part.ballot {
            Ballot::Answer(answer) => Some(answer),
            _ => None,
        },
        _ => None,
    }
}

pub(super) fn merge(
    poll: &Poll,
    assembly: &Assembly,
    cast: Vec<(MemberId, Parts)>,
) -> Result<Vec<Merged>, Refusal> {
    let electronic = cast.into_iter().flat_map(|(voter, parts)| {
        let college = assembly.roll.voter(voter).map_or(0, |right| right.college);
        parts.into_iter().map(move |part| Merged {
            college,
            ballot: part.ballot,
            votes: part.votes,
        })
    });
    let paper = poll.papers.entered.iter().flat_map(|(_, tally)| tally.iter().cloned());
    sorted(electronic.chain(paper).collect()).ok_or(Refusal::TallyUnusable)
}

/// Motions say it in their sheet too; other methods know no quorum.
pub(super) fn quorum_met(poll: &Poll, assembly: &Assembly, there: &There) -> bool {
    let represented = match assembly.quorums.counted {
        Presence::PresentAndRepresented => there.members_represented(),
        Presence::PresentOnly => 0,
    };
    there.members_present() + represented >= poll.electorate.quorum.needed
}

/// Who took part: those there at the closing, those who voted in person or by paper before they left;
/// and those for whom a proxy was there, or voted.
fn there_at_closing(poll: &Poll, assembly: &Assembly) -> There {
    let mut present: BTreeSet<MemberId> = assembly
        .attendance
        .iter()
        .filter(|(_, attendance)| attendance.left.is_none())
        .map(|(member, _)| *member)
        .collect();
    present.extend(poll.votes.values().map(|vote| vote.by));
    let in_person = |voter: &&MemberId| !assembly.proxies.contains_key(*voter);
    present.extend(poll.papers.handed.iter().filter(in_person));
    let held = assembly.proxies.iter().filter(|(_, holder)| present.contains(*holder));
    let mut represented: BTreeSet<MemberId> = held.map(|(giver, _)| *giver).collect();
    represented.extend(poll.votes.keys());
    represented.extend(&poll.papers.handed);
    let mut there = There::new(assembly.colleges.len());
    for member in &present {
        if let Some(voter) = assembly.roll.voter(*member) {
            there.present[usize::from(voter.college)].add(voter.votes);
        }
    }
    for member in represented.difference(&present) {
        if let Some(voter) = assembly.roll.voter(*member) {
            there.represented[usize::from(voter.college)].add(voter.votes);
        }
    }
    there
}
