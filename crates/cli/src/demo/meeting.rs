//! An assembly while it lasts: convened, opened, speakers heard, minutes sealed and signed.
//!
//! Absent on purpose: votes (`ballots`), what is decided (one file per assembly).

use caisse_domain::assemblies::meeting::{Bureau, Convocation, Document, Item, ItemKind, Place};
use caisse_domain::assemblies::statutes::{Alternate, SpeakingRules};
use caisse_domain::assemblies::{Command as C, Event as E, TimeOfDay, minutes};
use caisse_domain::identity::{AssemblyId, MemberId, ProposalId};
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Event};
use caisse_journal::Digest;
use caisse_units::{Day, Language};

use super::Stage;
use super::opinions::{drawn, keenest};
use crate::answer::Failure;

/// How many come: in the room, from afar, represented.
#[derive(Clone, Copy)]
pub struct Turnout {
    /// In the room.
    pub room: usize,
    /// From afar.
    pub far: usize,
    /// Represented by someone in the room.
    pub proxies: usize,
}

/// An assembly that is under way.
pub struct Meeting<'s, 'a> {
    /// The demo.
    pub stage: &'s mut Stage<'a>,
    /// Its number.
    pub assembly: AssemblyId,
    chair: MemberId,
    secretary: MemberId,
    scrutineers: [MemberId; 2],
}

/// An item of an agenda.
pub fn item(title: &str, kind: ItemKind, minutes: u16) -> Item {
    let (proposal, documents) = (None, Vec::new());
    Item {
        title: title.to_owned(),
        kind,
        proposal,
        minutes: Some(minutes),
        documents,
        report: None,
    }
}

/// An item that puts a proposal to the vote.
pub fn vote_on(title: &str, proposal: ProposalId, minutes: u16) -> Item {
    Item { proposal: Some(proposal), ..item(title, ItemKind::Proposal, minutes) }
}

/// The same for people to be elected.
pub fn election(title: &str, proposal: ProposalId, minutes: u16) -> Item {
    Item { proposal: Some(proposal), ..item(title, ItemKind::Election, minutes) }
}

fn time(hour: u16, minute: u16) -> TimeOfDay {
    TimeOfDay::new(hour, minute).expect("a time of day")
}

/// A convocation for an afternoon.
pub fn convocation(title: &str, on: Day, place: &str, agenda: Vec<Item>) -> Convocation {
    Convocation {
        title: title.to_owned(),
        on,
        at: time(14, 0),
        place: place.to_owned(),
        link: "https://assemblee.exemple.org/caisse".to_owned(),
        agenda,
        second_call_of: None,
        request: None,
    }
}

impl<'a> Stage<'a> {
    /// Convenes an assembly; `name` is how the demo calls it.
    pub(super) fn convene(
        &mut self,
        name: &'static str,
        actor: Actor,
        convocation: Convocation,
    ) -> Result<AssemblyId, Failure> {
        let convene = C::Convene(Box::new(convocation));
        let Event::Assemblies(E::Convened { assembly, .. }) =
            self.act(actor, Command::Assemblies(convene))?
        else {
            unreachable!("an assembly was convened");
        };
        self.assemblies.insert(name, assembly);
        self.add_documents(actor, assembly)?;
        Ok(assembly)
    }

    /// To each item on a rule, what it would change for this caisse.
    fn add_documents(&mut self, actor: Actor, assembly: AssemblyId) -> Result<(), Failure> {
        let house = self.house();
        let agenda = &house.assemblies.assembly(assembly).expect("it was convened").convocation;
        let document = |(place, item): (u16, &Item)| {
            let proposal = house.proposals.get(item.proposal?)?;
            let digest = proposal.consequences.as_ref()?.digest.clone();
            let known = item.documents.iter().any(|document| document.digest == digest);
            let name = "Conséquences sur notre caisse".to_owned();
            let documents = vec![Document { name, digest }];
            let add = C::AddDocuments { assembly, item: place, documents };
            (!known).then_some((actor, Command::Assemblies(add)))
        };
        let documents = (0..).zip(&agenda.agenda).filter_map(document).collect();
        self.act_all(documents)
    }

    /// The people arrive at an assembly whose day it is, led by these people; it is not open yet.
    /// `actor` runs the desk until there is a chair.
    pub(super) fn gather(
        &mut self,
        name: &'static str,
        actor: Actor,
        led_by: [usize; 4],
        turnout: Turnout,
    ) -> Result<Meeting<'_, 'a>, Failure> {
        let assembly = *self.assemblies.get(name).expect("it was convened");
        let [chair, secretary, first, second] = led_by.map(|rank| self.active(rank));
        let scrutineers = [first, second];
        let bureau = Bureau {
            chair: Some(chair),
            secretary: Some(secretary),
            scrutineers: scrutineers.to_vec(),
        };
        self.act(actor, Command::Assemblies(C::SetBureau { assembly, bureau }))?;
        let mut meeting = Meeting { stage: self, assembly, chair, secretary, scrutineers };
        meeting.arrivals(name, turnout)?;
        Ok(meeting)
    }
}

impl Meeting<'_, '_> {
    /// The chair acts for the desk.
    pub fn desk(&mut self, command: C) -> Result<Event, Failure> {
        self.stage.act(Actor::Member(self.chair), Command::Assemblies(command))
    }

    fn arrivals(&mut self, name: &str, turnout: Turnout) -> Result<(), Failure> {
        let today = self.stage.desk.today();
        let house = self.stage.house();
        let version = house.assemblies.statutes_on(today).expect("there are statutes");
        let entitled = house
            .members
            .all()
            .filter(|(member, known)| version.statutes.entitled(house, *member, known, today));
        let offices = house.offices.offices().map(|(_, office)| office.member);
        let mut coming: Vec<MemberId> = vec![self.chair, self.secretary];
        coming.extend(self.scrutineers);
        coming.extend(offices);
        let keen = keenest(entitled.map(|(member, _)| member), name);
        let others: Vec<MemberId> =
            keen.into_iter().filter(|member| !coming.contains(member)).collect();
        coming.sort_unstable();
        coming.dedup();
        let mut others = others.into_iter();
        let missing = turnout.room.saturating_sub(coming.len());
        coming.extend(others.by_ref().take(missing));
        let far: Vec<MemberId> = others.by_ref().take(turnout.far).collect();
        let givers: Vec<MemberId> = others.take(turnout.proxies).collect();
        // Whoever represents somebody has been asked by a neighbour.
        let mut holders = coming.clone();
        holders.sort_by_key(|member| drawn(*member, &format!("{name} represents")));
        let assembly = self.assembly;
        let proxies = givers.into_iter().zip(holders).map(|(giver, holder)| {
            let give = C::GiveProxy { assembly, giver, holder };
            (Actor::Member(giver), Command::Assemblies(give))
        });
        self.stage.act_all(proxies.collect())?;
        let (place, at) = (Place::Room, time(13, 40));
        self.desk(C::Arrive { assembly, members: coming, place, at })?;
        if !far.is_empty() {
            let (place, at) = (Place::Remote, time(13, 55));
            self.desk(C::Arrive { assembly, members: far, place, at })?;
        }
        Ok(())
    }

    /// Opens it.
    pub fn open(&mut self) -> Result<(), Failure> {
        self.desk(C::Open { assembly: self.assembly, at: time(14, 5) }).map(drop)
    }

    /// Some come late, when votes have begun: they are on the roll, and vote from then on.
    pub fn come_late(&mut self, name: &str, people: usize) -> Result<(), Failure> {
        let held = self.held();
        let away = held.roll.voters().map(|(member, _)| member).filter(|member| {
            !held.attendance.contains_key(member) && !held.proxies.contains_key(member)
        });
        let members: Vec<MemberId> = keenest(away, name).into_iter().take(people).collect();
        let (assembly, place, at) = (self.assembly, Place::Room, time(14, 50));
        self.desk(C::Arrive { assembly, members, place, at }).map(drop)
    }

    /// Some leave before the end; their last vote stands.
    pub fn leave_early(&mut self, people: usize) -> Result<(), Failure> {
        let held = self.held();
        let free =
            |member: &MemberId| !held.bureau.holds(*member) && !held.held.contains_key(member);
        let leaving = keenest(self.room().filter(free), "leave early");
        let members: Vec<MemberId> = leaving.into_iter().rev().take(people).collect();
        let (assembly, at) = (self.assembly, time(16, 40));
        self.desk(C::Leave { assembly, members, at }).map(drop)
    }

    /// The assembly lets the categories of members speak in turn.
    pub fn alternate(&mut self) -> Result<(), Failure> {
        let rules = SpeakingRules {
            first_time_first: true,
            alternate: Alternate::ByCategory,
            seconds: Some(180),
        };
        let (assembly, lists) = (self.assembly, Vec::new());
        self.desk(C::SetSpeaking { assembly, rules, lists }).map(drop)
    }

    /// Too few came.
    pub fn give_up(&mut self) -> Result<(), Failure> {
        let assembly = self.assembly;
        self.desk(C::DeclareWithoutQuorum { assembly }).map(drop)
    }

    /// Goes to an item, from 0.
    pub fn go_to(&mut self, item: u16) -> Result<(), Failure> {
        self.desk(C::GoTo { assembly: self.assembly, item }).map(drop)
    }

    /// People ask to speak and are heard, for so many seconds each.
    pub fn hear(&mut self, subject: &str, seconds: &[u32]) -> Result<(), Failure> {
        let assembly = self.assembly;
        let speakers = keenest(self.room(), subject);
        let asking = speakers.iter().take(seconds.len()).map(|member| {
            let ask = C::AskToSpeak { assembly, member: *member };
            (Actor::Member(*member), Command::Assemblies(ask))
        });
        self.stage.act_all(asking.collect())?;
        let chair = Actor::Member(self.chair);
        let turns = seconds.iter().flat_map(|seconds| {
            let start = C::StartSpeaking { assembly, member: None };
            let stop = C::StopSpeaking { assembly, seconds: *seconds };
            [start, stop].map(|command| (chair, Command::Assemblies(command)))
        });
        self.stage.act_all(turns.collect())
    }

    /// The secretary writes what was said.
    pub fn note(&mut self, item: u16, text: &str) -> Result<(), Failure> {
        let (assembly, text) = (self.assembly, text.to_owned());
        let note = C::AddToMinutes { assembly, item: Some(item), text };
        self.stage.act(Actor::Member(self.secretary), Command::Assemblies(note)).map(drop)
    }

    /// Closes the assembly; its minutes are sealed, then signed by chair and secretary.
    pub fn close(mut self, hour: u16, minute: u16) -> Result<(), Failure> {
        let assembly = self.assembly;
        self.desk(C::Close { assembly, at: time(hour, minute) })?;
        let told = minutes(self.stage.house(), assembly, Language::French);
        let told = told.expect("the assembly was held");
        let mut lines = vec![told.title];
        lines.extend(told.opening);
        for section in told.items {
            lines.push(section.title);
            lines.extend(section.lines);
            lines.extend(section.additions);
        }
        lines.extend(told.closing);
        let digest = Digest::of(lines.join("\n").as_bytes()).to_string();
        self.desk(C::SealMinutes { assembly, digest })?;
        for member in [self.chair, self.secretary] {
            let sign = C::SignMinutes { assembly };
            self.stage.act(Actor::Member(member), Command::Assemblies(sign))?;
        }
        Ok(())
    }

    /// Who is in the room and may vote.
    pub fn room(&self) -> impl DoubleEndedIterator<Item = MemberId> {
        self.present(Place::Room).into_iter()
    }

    /// Who takes part from afar and may vote.
    pub fn far(&self) -> impl Iterator<Item = MemberId> {
        self.present(Place::Remote).into_iter()
    }

    fn present(&self, place: Place) -> Vec<MemberId> {
        let held = self.held();
        let there = held.attendance.iter().filter(|(member, there)| {
            there.left.is_none() && there.place == place && held.roll.voter(**member).is_some()
        });
        there.map(|(member, _)| *member).collect()
    }

    /// Who is represented, by whom.
    pub fn proxies(&self) -> impl Iterator<Item = (MemberId, MemberId)> {
        let given = self.held().proxies.iter().map(|(giver, holder)| (*giver, *holder));
        given.collect::<Vec<_>>().into_iter()
    }

    /// Who counts paper ballots.
    pub fn scrutineers(&self) -> [MemberId; 2] {
        self.scrutineers
    }

    fn held(&self) -> &caisse_domain::assemblies::meeting::Assembly {
        let held = self.stage.house().assemblies.assembly(self.assembly);
        held.expect("it was convened")
    }
}
