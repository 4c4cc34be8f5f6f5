//! Who speaks.

use std::collections::BTreeSet;

use super::Desk;
use super::attendance::each_once;
use crate::assemblies::refusal::Expected;
use crate::assemblies::speech::next_speaker;
use crate::assemblies::statutes::{Alternate, SpeakingRules};
use crate::assemblies::{Event, Refusal};
use crate::identity::{AssemblyId, MemberId};

impl Desk<'_> {
    pub(super) fn set_speaking(
        &self,
        assembly: AssemblyId,
        rules: SpeakingRules,
        lists: Vec<(String, Vec<MemberId>)>,
    ) -> Result<Event, Refusal> {
        self.assembly(assembly, Expected::Open)?;
        let members: Vec<MemberId> =
            lists.iter().flat_map(|(_, members)| members).copied().collect();
        let names: BTreeSet<&str> = lists.iter().map(|(name, _)| name.trim()).collect();
        let named = names.len() == lists.len()
            && names.iter().all(|name| !name.is_empty() && name.chars().count() <= 60);
        let needed = rules.alternate == Alternate::ByList;
        let twice = !members.is_empty() && each_once(&members).is_err();
        if !named || twice || (needed && lists.len() < 2) || rules.seconds == Some(0) {
            return Err(Refusal::ListsUnusable);
        }
        Ok(Event::SpeakingSet { assembly, rules, lists })
    }

    pub(super) fn ask_to_speak(
        &self,
        assembly: AssemblyId,
        member: MemberId,
    ) -> Result<Event, Refusal> {
        let known = self.assembly(assembly, Expected::Open)?;
        if !known.is_present(member) {
            return Err(Refusal::NotThere { member });
        }
        if known.speakers.waiting.contains(&member) || known.speakers.speaking == Some(member) {
            return Err(Refusal::AlreadyWaiting { member });
        }
        Ok(Event::SpeechAsked { assembly, member })
    }

    pub(super) fn leave_speakers(
        &self,
        assembly: AssemblyId,
        member: MemberId,
    ) -> Result<Event, Refusal> {
        let known = self.assembly(assembly, Expected::Open)?;
        if !known.speakers.waiting.contains(&member) {
            return Err(Refusal::NotWaiting { member });
        }
        Ok(Event::SpeechGivenUp { assembly, member })
    }

    pub(super) fn start_speaking(
        &self,
        assembly: AssemblyId,
        member: Option<MemberId>,
    ) -> Result<Event, Refusal> {
        let known = self.assembly(assembly, Expected::Open)?;
        if let Some(member) = known.speakers.speaking {
            return Err(Refusal::SomeoneSpeaks { member });
        }
        if let Some(member) = member
            && !known.speakers.waiting.contains(&member)
        {
            return Err(Refusal::NotWaiting { member });
        }
        let next = next_speaker(self.house, known).ok_or(Refusal::NobodyWaits)?;
        let rules = &known.speakers.rules;
        let bound = rules.first_time_first || rules.alternate != Alternate::None;
        match member {
            Some(member) if bound && member != next => Err(Refusal::NotNext { next }),
            Some(member) => Ok(Event::SpeechStarted { assembly, member }),
            None => Ok(Event::SpeechStarted { assembly, member: next }),
        }
    }

    pub(super) fn stop_speaking(
        &self,
        assembly: AssemblyId,
        seconds: u32,
    ) -> Result<Event, Refusal> {
        let known = self.assembly(assembly, Expected::Open)?;
        let member = known.speakers.speaking.ok_or(Refusal::NobodySpeaks)?;
        if seconds > 86_400 {
            return Err(Refusal::SecondsUnusable);
        }
        Ok(Event::SpeechEnded { assembly, member, seconds })
    }
}
