//! Minutes completed, sealed and signed; mandates.

use caisse_units::Day;

use super::{Desk, is_digest, said};
use crate::assemblies::meeting::{Mandate, Stage};
use crate::assemblies::refusal::Expected;
use crate::assemblies::{Event, Refusal};
use crate::identity::AssemblyId;

impl Desk<'_> {
    pub(super) fn add_minutes(
        &self,
        assembly: AssemblyId,
        item: Option<u16>,
        text: String,
    ) -> Result<Event, Refusal> {
        let known = self.assembly(assembly, Expected::NotSealed)?;
        let by = self.oneself()?;
        if let Some(item) = item
            && known.item(item).is_none()
        {
            return Err(Refusal::ItemUnknown { place: usize::from(item) + 1 });
        }
        said(&text, 5_000)?;
        Ok(Event::MinutesAdded { assembly, item, text, by })
    }

    pub(super) fn seal_minutes(
        &self,
        assembly: AssemblyId,
        digest: String,
    ) -> Result<Event, Refusal> {
        self.assembly(assembly, Expected::Closed)?;
        if !is_digest(&digest) {
            return Err(Refusal::DigestUnusable);
        }
        Ok(Event::MinutesSealed { assembly, digest })
    }

    pub(super) fn sign_minutes(&self, assembly: AssemblyId) -> Result<Event, Refusal> {
        let known = self.assembly(assembly, Expected::Sealed)?;
        let by = self.oneself()?;
        if known.bureau.chair != Some(by) && known.bureau.secretary != Some(by) {
            return Err(Refusal::NotToSign { member: by });
        }
        match &known.stage {
            Stage::Sealed { signatures, .. } if signatures.contains(&by) => {
                Err(Refusal::SignedAlready { member: by })
            }
            _ => Ok(Event::MinutesSigned { assembly, by }),
        }
    }

    pub(super) fn give_mandate(&self, mandate: Box<Mandate>) -> Result<Event, Refusal> {
        let reversed = mandate.until.is_some_and(|until| until < mandate.from);
        let instruction = mandate.instruction.chars().count() <= 10_000;
        let members = (1..=10_000_000).contains(&mandate.members);
        let of = mandate.of.chars().count();
        if reversed || !instruction || !members || mandate.of.trim().is_empty() || of > 200 {
            return Err(Refusal::MandateUnusable);
        }
        self.in_good_standing(mandate.delegate)?;
        let count = self.house.assemblies.mandates().count();
        let number = u32::try_from(count + 1).unwrap_or(u32::MAX);
        Ok(Event::MandateGiven { mandate: number, content: mandate })
    }

    pub(super) fn end_mandate(&self, mandate: u32, on: Day) -> Result<Event, Refusal> {
        let mut mandates = self.house.assemblies.mandates();
        let known = mandates.find(|(number, _)| *number == mandate);
        match known {
            Some((_, known)) if on >= known.from && known.until.is_none_or(|until| on < until) => {
                Ok(Event::MandateEnded { mandate, on })
            }
            _ => Err(Refusal::MandateUnknown { mandate }),
        }
    }
}
