//! What assemblies accept.

mod attendance;
mod ballots;
mod closing;
mod convening;
mod lots;
mod polls;
mod records;
mod recount;
mod speakers;

pub use convening::adopt_statutes;
pub use recount::counts_again;

use caisse_units::Day;

use super::meeting::{Assembly, Stage};
use super::poll::Poll;
use super::refusal::Expected;
use super::{Command, Event, Refusal, Statutes};
use crate::identity::{AssemblyId, MemberId, PollId};
use crate::members::Standing;
use crate::offices::Actor;
use crate::{Envelope, Organisation};

/// Decides a command on statutes, assemblies and polls. A ballot costs a few searches among those
/// who vote, whatever their number.
///
/// # Errors
/// The first [`Refusal`] in the order of the checks; statutes list all their problems.
pub fn decide(
    house: &Organisation,
    command: Command,
    envelope: Envelope,
) -> Result<Event, crate::Refusal> {
    let desk = Desk { house, today: envelope.today, actor: envelope.actor };
    Ok(match command {
        Command::AdoptStatutes { statutes, since, decision } => {
            house.offices.require(decision)?;
            desk.first_statutes(*statutes, since, decision)?
        }
        Command::RequestAssembly { title } => desk.request(title)?,
        Command::SupportRequest { request } => desk.support(request)?,
        Command::Convene(convocation) => desk.convene(convocation)?,
        Command::Cancel { assembly, reasons } => desk.cancel(assembly, reasons)?,
        Command::AmendAgenda { assembly, agenda } => desk.amend(assembly, agenda)?,
        Command::AddDocuments { assembly, item, documents } => {
            desk.add_documents(assembly, item, documents)?
        }
        Command::SetBureau { assembly, bureau } => desk.set_bureau(assembly, bureau)?,
        Command::Arrive { assembly, members, place, at } => {
            desk.arrive(assembly, members, place, at)?
        }
        Command::Leave { assembly, members, at } => desk.leave(assembly, members, at)?,
        Command::GiveProxy { assembly, giver, holder } => {
            desk.give_proxy(assembly, giver, holder)?
        }
        Command::WithdrawProxy { assembly, giver } => desk.withdraw_proxy(assembly, giver)?,
        Command::Open { assembly, at } => desk.open(assembly, at)?,
        Command::DeclareWithoutQuorum { assembly } => desk.without_quorum(assembly)?,
        Command::GoTo { assembly, item } => desk.go_to(assembly, item)?,
        Command::SetSpeaking { assembly, rules, lists } => {
            desk.set_speaking(assembly, rules, lists)?
        }
        Command::AskToSpeak { assembly, member } => desk.ask_to_speak(assembly, member)?,
        Command::LeaveSpeakers { assembly, member } => desk.leave_speakers(assembly, member)?,
        Command::StartSpeaking { assembly, member } => desk.start_speaking(assembly, member)?,
        Command::StopSpeaking { assembly, seconds } => desk.stop_speaking(assembly, seconds)?,
        Command::OpenPoll { assembly, question, rule } => {
            desk.open_poll(assembly, *question, rule.map(|rule| *rule))?
        }
        Command::Cast { poll, ballots } => desk.cast(poll, ballots)?,
        Command::HandOut { poll, to } => desk.hand_out(poll, to)?,
        Command::EnterTally { poll, tally } => desk.enter_tally(poll, tally)?,
        Command::ConfirmTally { poll, tally } => desk.confirm_tally(poll, tally)?,
        Command::Object { poll, text } => desk.object(poll, text)?,
        Command::WithdrawObjection { poll, objection } => {
            desk.withdraw_objection(poll, objection)?
        }
        Command::IntegrateObjection { poll, objection, how } => {
            desk.integrate_objection(poll, objection, how)?
        }
        Command::ClosePoll { poll, opened } => desk.close_poll(poll, opened)?,
        Command::AnnulPoll { poll, reasons } => desk.annul_poll(poll, reasons)?,
        Command::FixLots(lots) => desk.fix_lots(lots)?,
        Command::Draw { draw, values } => desk.draw(draw, values)?,
        Command::Close { assembly, at } => desk.close(assembly, at)?,
        Command::AddToMinutes { assembly, item, text } => desk.add_minutes(assembly, item, text)?,
        Command::SealMinutes { assembly, digest } => desk.seal_minutes(assembly, digest)?,
        Command::SignMinutes { assembly } => desk.sign_minutes(assembly)?,
        Command::GiveMandate(mandate) => desk.give_mandate(mandate)?,
        Command::EndMandate { mandate, on } => desk.end_mandate(mandate, on)?,
    })
}

/// What every decision here looks at.
struct Desk<'a> {
    house: &'a Organisation,
    today: Day,
    actor: Actor,
}

impl<'a> Desk<'a> {
    fn statutes(&self) -> Result<&'a Statutes, Refusal> {
        let version = self.house.assemblies.statutes_on(self.today);
        version.map(|version| &version.statutes).ok_or(Refusal::NoStatutes { on: self.today })
    }

    /// Those under which an open assembly decides: of the day it opened, like its roll and colleges,
    /// even if others begin at midnight.
    fn statutes_of(&self, assembly: &Assembly) -> Result<&'a Statutes, Refusal> {
        let on = assembly.opened.map_or(self.today, |(day, _)| day);
        let version = self.house.assemblies.statutes_on(on);
        version.map(|version| &version.statutes).ok_or(Refusal::NoStatutes { on })
    }

    /// The member who acts in person.
    fn oneself(&self) -> Result<MemberId, Refusal> {
        match self.actor {
            Actor::Member(member) => Ok(member),
            Actor::Founders => Err(Refusal::MemberOnly),
        }
    }

    /// The assembly, if it is where this can be done.
    fn assembly(&self, assembly: AssemblyId, expected: Expected) -> Result<&'a Assembly, Refusal> {
        let known = self.house.assemblies.assembly(assembly);
        let known = known.ok_or(Refusal::AssemblyUnknown { assembly })?;
        if known.is_signed() {
            return Err(Refusal::Signed { assembly });
        }
        let fits = matches!(
            (expected, &known.stage),
            (Expected::Convened | Expected::ToCome, Stage::Convened)
                | (Expected::ToCome | Expected::Open | Expected::NotSealed, Stage::Open)
                | (Expected::Closed | Expected::NotSealed, Stage::Closed)
                | (Expected::Sealed, Stage::Sealed { .. })
        );
        if fits { Ok(known) } else { Err(Refusal::WrongStage { assembly, expected }) }
    }

    /// An open poll and its assembly, which is open.
    fn poll(&self, poll: PollId) -> Result<(&'a Poll, &'a Assembly), Refusal> {
        let known = self.house.assemblies.poll(poll).ok_or(Refusal::PollUnknown { poll })?;
        if !known.is_open() {
            return Err(Refusal::PollClosed { poll });
        }
        let assembly = self.assembly(known.assembly, Expected::Open)?;
        Ok((known, assembly))
    }

    fn in_good_standing(&self, member: MemberId) -> Result<(), Refusal> {
        let known = self.house.members.get(member);
        match known.and_then(|known| known.standing_on(self.today)) {
            Some(Standing::Active) => Ok(()),
            _ => Err(Refusal::NotAMember { member }),
        }
    }

    fn entitled(&self, member: MemberId) -> Result<(), Refusal> {
        let known = self.house.members.get(member).ok_or(Refusal::NotAMember { member })?;
        if !self.statutes()?.entitled(self.house, member, known, self.today) {
            return Err(Refusal::NotEntitled { member });
        }
        Ok(())
    }
}

/// A text of 1 to `most` characters.
fn said(text: &str, most: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() || text.chars().count() > most {
        return Err(Refusal::TextUnusable { most });
    }
    Ok(())
}

/// 64 hexadecimal digits.
fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}
