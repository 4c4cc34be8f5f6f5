//! Who comes, who leaves, who votes for whom; opening, items, closing.

use std::collections::BTreeSet;

use super::Desk;
use crate::assemblies::meeting::{Assembly, Place};
use crate::assemblies::refusal::Expected;
use crate::assemblies::roll::Roll;
use crate::assemblies::statutes::Holder;
use crate::assemblies::{Event, Refusal, TimeOfDay};
use crate::identity::{AssemblyId, MemberId};

impl Desk<'_> {
    pub(super) fn arrive(
        &self,
        assembly: AssemblyId,
        members: Vec<MemberId>,
        place: Place,
        at: TimeOfDay,
    ) -> Result<Event, Refusal> {
        let known = self.on_its_day(assembly, Expected::ToCome)?;
        each_once(&members)?;
        for member in &members {
            self.in_good_standing(*member)?;
            if let Some(before) = known.attendance.get(member) {
                match before.left {
                    None if before.place == place => {
                        return Err(Refusal::AlreadyThere { member: *member });
                    }
                    Some(left) if at < left && self.today == known.convocation.on => {
                        return Err(Refusal::TimeReversed { at, recorded: left });
                    }
                    _ => (),
                }
            }
        }
        Ok(Event::Arrived { assembly, members, place, at })
    }

    pub(super) fn leave(
        &self,
        assembly: AssemblyId,
        members: Vec<MemberId>,
        at: TimeOfDay,
    ) -> Result<Event, Refusal> {
        let known = self.assembly(assembly, Expected::ToCome)?;
        each_once(&members)?;
        for member in &members {
            match known.attendance.get(member) {
                Some(there) if there.left.is_none() => {
                    // Past midnight the clock starts again; an hour before arrival is a mistake.
                    if at < there.arrived && self.today == known.convocation.on {
                        return Err(Refusal::TimeReversed { at, recorded: there.arrived });
                    }
                }
                _ => return Err(Refusal::NotThere { member: *member }),
            }
        }
        Ok(Event::Left { assembly, members, at })
    }

    pub(super) fn give_proxy(
        &self,
        assembly: AssemblyId,
        giver: MemberId,
        holder: MemberId,
    ) -> Result<Event, Refusal> {
        let known = self.assembly(assembly, Expected::ToCome)?;
        let statutes = self.statutes()?;
        let most = statutes.proxies.per_holder;
        if most == 0 {
            return Err(Refusal::NoProxies);
        }
        if giver == holder {
            return Err(Refusal::ProxyToOneself);
        }
        for member in [giver, holder] {
            match known.opening {
                Some(_) if known.roll.voter(member).is_none() => {
                    return Err(Refusal::NotOnTheRoll { member });
                }
                Some(_) => (),
                None => self.entitled(member)?,
            }
        }
        if known.is_present(giver) {
            return Err(Refusal::GiverPresent { member: giver });
        }
        if let Some(holder) = known.proxies.get(&giver) {
            return Err(Refusal::ProxyGivenAlready { holder: *holder });
        }
        if known.proxies.contains_key(&holder) || known.held.contains_key(&giver) {
            let holder = if known.held.contains_key(&giver) { giver } else { holder };
            return Err(Refusal::HolderAway { holder });
        }
        self.same_place(giver, holder, statutes.proxies.holder)?;
        if known.held.get(&holder).is_some_and(|held| held.len() >= usize::from(most)) {
            return Err(Refusal::HolderFull { holder, most });
        }
        Ok(Event::ProxyGiven { assembly, giver, holder })
    }

    fn same_place(&self, giver: MemberId, holder: MemberId, may: Holder) -> Result<(), Refusal> {
        let (Some(from), Some(to)) =
            (self.house.members.get(giver), self.house.members.get(holder))
        else {
            return Err(Refusal::NotAMember { member: holder });
        };
        let statutes = self.statutes()?;
        let same = match may {
            Holder::AnyVoter => true,
            Holder::SameCollege => {
                statutes.college_of(&from.category) == statutes.college_of(&to.category)
            }
            Holder::SameHousehold => from.household.is_some() && from.household == to.household,
        };
        if same {
            return Ok(());
        }
        Err(Refusal::HolderElsewhere { holder, college: may == Holder::SameCollege })
    }

    pub(super) fn withdraw_proxy(
        &self,
        assembly: AssemblyId,
        giver: MemberId,
    ) -> Result<Event, Refusal> {
        let known = self.assembly(assembly, Expected::ToCome)?;
        if !known.proxies.contains_key(&giver) {
            return Err(Refusal::NoProxyGiven { member: giver });
        }
        let used = known.polls.iter().find(|poll| {
            self.house.assemblies.poll(**poll).is_some_and(|known| {
                known.is_open() && known.votes.get(&giver).is_some_and(|vote| vote.by != giver)
            })
        });
        match used {
            Some(poll) => Err(Refusal::ProxyInUse { poll: *poll }),
            None => Ok(Event::ProxyWithdrawn { assembly, giver }),
        }
    }

    pub(super) fn open(&self, assembly: AssemblyId, at: TimeOfDay) -> Result<Event, Refusal> {
        let known = self.on_its_day(assembly, Expected::Convened)?;
        if known.bureau.chair.is_none() {
            return Err(Refusal::NoBureau { assembly });
        }
        let statutes = self.statutes()?;
        let as_open = self.as_it_would_open(known)?;
        let quorum = as_open.quorate(as_open.needed());
        if !quorum.met() {
            return Err(Refusal::QuorumLacking { quorum });
        }
        Ok(Event::Opened {
            assembly,
            on: self.today,
            at,
            colleges: as_open.colleges,
            roll: as_open.roll,
            quorum,
            quorums: statutes.quorum,
            speaking: statutes.speaking.clone(),
        })
    }

    pub(super) fn without_quorum(&self, assembly: AssemblyId) -> Result<Event, Refusal> {
        let known = self.on_its_day(assembly, Expected::Convened)?;
        let as_open = self.as_it_would_open(known)?;
        let quorum = as_open.quorate(as_open.needed());
        if quorum.met() {
            return Err(Refusal::QuorumThere { quorum });
        }
        Ok(Event::LackedQuorum { assembly, quorum })
    }

    /// The assembly with the roll and the quorums of this day.
    fn as_it_would_open(&self, known: &Assembly) -> Result<Assembly, Refusal> {
        let statutes = self.statutes()?;
        let mut as_open = known.clone();
        as_open.roll = Roll::of(self.house, statutes, self.today);
        as_open.colleges = statutes.colleges.iter().map(|college| college.name.clone()).collect();
        as_open.quorums = statutes.quorum;
        Ok(as_open)
    }

    pub(super) fn go_to(&self, assembly: AssemblyId, item: u16) -> Result<Event, Refusal> {
        let known = self.assembly(assembly, Expected::Open)?;
        if known.item(item).is_none() {
            return Err(Refusal::ItemUnknown { place: usize::from(item) + 1 });
        }
        if let Some(member) = known.speakers.speaking {
            return Err(Refusal::SomeoneSpeaks { member });
        }
        Ok(Event::ItemReached { assembly, item })
    }

    pub(super) fn close(&self, assembly: AssemblyId, at: TimeOfDay) -> Result<Event, Refusal> {
        let known = self.assembly(assembly, Expected::Open)?;
        let open = known
            .polls
            .iter()
            .find(|poll| self.house.assemblies.poll(**poll).is_some_and(|poll| poll.is_open()));
        if let Some(poll) = open {
            return Err(Refusal::PollStillOpen { poll: *poll });
        }
        match known.opened {
            Some((day, opened)) if day == self.today && at < opened => {
                Err(Refusal::TimeReversed { at, recorded: opened })
            }
            _ => Ok(Event::Closed { assembly, on: self.today, at }),
        }
    }

    /// An assembly lives on its day, and on the night after.
    fn on_its_day(&self, assembly: AssemblyId, expected: Expected) -> Result<&Assembly, Refusal> {
        let known = self.assembly(assembly, expected)?;
        let on = known.convocation.on;
        let too_late = known.opening.is_none() && self.today > on.plus_days(1);
        if self.today < on || too_late {
            return Err(Refusal::NotItsDay { on });
        }
        Ok(known)
    }
}

/// At least one, and nobody twice.
pub(super) fn each_once(members: &[MemberId]) -> Result<(), Refusal> {
    if members.is_empty() {
        return Err(Refusal::NobodyGiven);
    }
    let mut seen = BTreeSet::new();
    match members.iter().find(|member| !seen.insert(**member)) {
        Some(member) => Err(Refusal::VoterTwice { member: *member }),
        None => Ok(()),
    }
}
