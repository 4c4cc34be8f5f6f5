//! Who may do what in assemblies: the desk convenes and runs them, members act for themselves.

use caisse_units::{Amount, Day};

use super::meeting::Place;
use super::poll::Channel;
use super::refusal::ByVote;
use super::{Command, Refusal};
use crate::identity::{AssemblyId, DecisionId, MemberId, PollId};
use crate::offices::{Actor, Power};
use crate::{Envelope, Organisation, books, offices, rules};

/// Refuses an actor who may not do this.
///
/// # Errors
/// [`Refusal::NotAtTheDesk`], [`Refusal::NotOneself`], or the refusal of offices.
pub fn authorise(
    house: &Organisation,
    envelope: Envelope,
    command: &Command,
) -> Result<(), crate::Refusal> {
    let gate = Gate { house, envelope };
    match command {
        Command::AdoptStatutes { .. } => {
            let power = Power::RecordDecisions;
            house.offices.allow(envelope.actor, power, envelope.today)?;
        }
        // Decided with who asks: a request of one's own, or one that enough members support.
        Command::RequestAssembly { .. }
        | Command::SupportRequest { .. }
        | Command::Object { .. }
        | Command::WithdrawObjection { .. }
        | Command::SignMinutes { .. } => (),
        Command::Convene(convocation) if convocation.request.is_some() => {
            gate.supports(convocation.request)?
        }
        Command::GiveProxy { giver: member, assembly, .. }
        | Command::WithdrawProxy { giver: member, assembly }
        | Command::AskToSpeak { member, assembly }
        | Command::LeaveSpeakers { member, assembly } => {
            gate.oneself_or_desk(*member, Some(*assembly))?;
        }
        // Who follows from afar says so, where the statutes let people take part from afar.
        Command::Arrive { members, place: Place::Remote, .. }
            if gate.admits_from_afar() && members.iter().all(|member| gate.is(*member)) => {}
        Command::Cast { poll, ballots } => {
            let assembly = gate.assembly_of(*poll);
            for ballot in ballots {
                let caster = ballot.by.unwrap_or(ballot.voter);
                if gate.is(caster) {
                    continue;
                }
                // What the desk enters for others is what it sees in the room.
                if ballot.channel != Channel::Room {
                    return Err(gate.not_oneself(caster).into());
                }
                gate.desk(assembly)?;
            }
        }
        Command::HandOut { poll, .. }
        | Command::EnterTally { poll, .. }
        | Command::ConfirmTally { poll, .. }
        | Command::IntegrateObjection { poll, .. }
        | Command::ClosePoll { poll, .. }
        | Command::AnnulPoll { poll, .. } => gate.desk(gate.assembly_of(*poll))?,
        Command::Cancel { assembly, .. }
        | Command::AmendAgenda { assembly, .. }
        | Command::AddDocuments { assembly, .. }
        | Command::SetBureau { assembly, .. }
        | Command::Arrive { assembly, .. }
        | Command::Leave { assembly, .. }
        | Command::Open { assembly, .. }
        | Command::DeclareWithoutQuorum { assembly }
        | Command::GoTo { assembly, .. }
        | Command::SetSpeaking { assembly, .. }
        | Command::StartSpeaking { assembly, .. }
        | Command::StopSpeaking { assembly, .. }
        | Command::OpenPoll { assembly, .. }
        | Command::Close { assembly, .. }
        | Command::AddToMinutes { assembly, .. }
        | Command::SealMinutes { assembly, .. } => gate.desk(Some(*assembly))?,
        Command::FixLots(lots) => gate.desk(Some(lots.assembly))?,
        Command::Draw { draw, .. } => {
            let mut draws = house.assemblies.draws();
            let known = draws.find(|(number, _)| number == draw);
            gate.desk(known.map(|(_, drawing)| drawing.lots.assembly))?;
        }
        Command::Convene(_) | Command::GiveMandate(_) | Command::EndMandate { .. } => {
            gate.desk(None)?;
        }
    }
    Ok(())
}

/// Refuses what statutes leave to a vote, once they are in force (decision 0012).
///
/// # Errors
/// [`Refusal::ByVoteOnly`].
pub fn by_vote_only(
    house: &Organisation,
    envelope: Envelope,
    command: &crate::Command,
) -> Result<(), Refusal> {
    let what = match command {
        crate::Command::Offices(offices::Command::Record(_)) => ByVote::Decision,
        crate::Command::Offices(offices::Command::Give(_) | offices::Command::End { .. }) => {
            ByVote::Office
        }
        crate::Command::Rules(rules::Command::Adopt { .. } | rules::Command::Repeal { .. }) => {
            ByVote::Rule
        }
        crate::Command::Books(books::Command::AdoptBudget { .. }) => ByVote::Budget,
        _ => return Ok(()),
    };
    match house.assemblies.statutes_on(envelope.today) {
        None => Ok(()),
        Some(version) => {
            let (since, decision) = (version.since, version.decision);
            Err(Refusal::ByVoteOnly { what, since, decision })
        }
    }
}

/// Refuses a sum that the statutes leave to a vote, unless that decision comes from a poll. What the
/// rules give every month and what draws on a voted credit line was voted already.
///
/// # Errors
/// [`Refusal::SumNeedsVote`].
pub fn check_sum(
    house: &Organisation,
    amount: Amount,
    decision: Option<DecisionId>,
    today: Day,
) -> Result<(), Refusal> {
    let Some(version) = house.assemblies.statutes_on(today) else { return Ok(()) };
    let voted = decision.is_some_and(|decision| house.assemblies.poll_of(decision).is_some());
    match version.statutes.sums.vote_from {
        Some(from) if version.statutes.requires_vote(amount) && !voted => {
            Err(Refusal::SumNeedsVote { amount, from, decision })
        }
        _ => Ok(()),
    }
}

struct Gate<'a> {
    house: &'a Organisation,
    envelope: Envelope,
}

impl Gate<'_> {
    fn is(&self, member: MemberId) -> bool {
        self.envelope.actor == Actor::Member(member)
    }

    /// True if the statutes let people take part from afar in some decision.
    fn admits_from_afar(&self) -> bool {
        let version = self.house.assemblies.statutes_on(self.envelope.today);
        version.is_some_and(|version| version.statutes.takes_part_from_afar())
    }

    fn assembly_of(&self, poll: PollId) -> Option<AssemblyId> {
        self.house.assemblies.poll(poll).map(|poll| poll.assembly)
    }

    /// The offices that convene; and for one assembly, its chair, secretary and scrutineers.
    fn desk(&self, assembly: Option<AssemblyId>) -> Result<(), Refusal> {
        let today = self.envelope.today;
        let version = self.house.assemblies.statutes_on(today);
        let statutes = &version.ok_or(Refusal::NoStatutes { on: today })?.statutes;
        let Actor::Member(member) = self.envelope.actor else {
            return Err(Refusal::NotAtTheDesk { actor: None });
        };
        let holds = |role| self.house.offices.holds(member, role, today);
        let known = assembly.and_then(|assembly| self.house.assemblies.assembly(assembly));
        let in_office = statutes.convening.roles.iter().any(|role| holds(*role));
        let of_bureau = known.is_some_and(|assembly| assembly.bureau.holds(member));
        // An assembly that members convened is first run by those who asked for it.
        let asked = known.and_then(|assembly| assembly.convocation.request);
        if in_office || of_bureau || self.supports(asked).is_ok() {
            return Ok(());
        }
        Err(Refusal::NotAtTheDesk { actor: Some(member) })
    }

    /// The actor supports that request.
    fn supports(&self, request: Option<u32>) -> Result<(), Refusal> {
        let Actor::Member(member) = self.envelope.actor else {
            return Err(Refusal::MemberOnly);
        };
        let mut requests = self.house.assemblies.requests();
        let known = requests.find(|(number, _)| Some(*number) == request);
        match known {
            Some((_, known)) if known.supporters.contains(&member) => Ok(()),
            _ => Err(Refusal::NotAtTheDesk { actor: Some(member) }),
        }
    }

    fn oneself_or_desk(
        &self,
        member: MemberId,
        assembly: Option<AssemblyId>,
    ) -> Result<(), Refusal> {
        if self.is(member) || self.desk(assembly).is_ok() {
            return Ok(());
        }
        Err(self.not_oneself(member))
    }

    fn not_oneself(&self, member: MemberId) -> Refusal {
        match self.envelope.actor {
            Actor::Member(actor) => Refusal::NotOneself { actor, member },
            Actor::Founders => Refusal::MemberOnly,
        }
    }
}
