//! Draws by lot: the pool and the sources first, the seed later.

use caisse_units::Language;
use caisse_votes::sortition::{
    Allotment, DrawRule, Entry, Pool, SortitionError, SourceValue, Sources, draw,
};

use super::Desk;
use super::attendance::each_once;
use crate::assemblies::meeting::{ItemKind, Lots};
use crate::assemblies::refusal::Expected;
use crate::assemblies::{Event, Refusal};
use crate::identity::MemberId;

impl Desk<'_> {
    pub(super) fn fix_lots(&self, lots: Box<Lots>) -> Result<Event, Refusal> {
        let known = self.assembly(lots.assembly, Expected::ToCome)?;
        let place = usize::from(lots.item) + 1;
        let item = known.item(lots.item).ok_or(Refusal::ItemUnknown { place })?;
        if item.kind != ItemKind::Sortition {
            return Err(Refusal::NotForLots { place });
        }
        let members: Vec<MemberId> = lots.pool.iter().map(|(member, _)| *member).collect();
        each_once(&members)?;
        for member in &members {
            self.in_good_standing(*member)?;
        }
        let drawn = usize::from(lots.seats) + usize::from(lots.reserve);
        let said = |source: &String| !source.trim().is_empty() && source.chars().count() <= 300;
        if lots.seats == 0
            || drawn > members.len()
            || lots.sources.is_empty()
            || lots.sources.len() > 20
            || !lots.sources.iter().all(said)
        {
            return Err(Refusal::LotsUnusable);
        }
        let digest = pool(&lots).map_err(|error| not_drawn(&error))?.digest();
        let count = self.house.assemblies.draws().count();
        let draw = u32::try_from(count + 1).unwrap_or(u32::MAX);
        Ok(Event::LotsFixed { draw, lots, digest })
    }

    pub(super) fn draw(&self, number: u32, values: Vec<String>) -> Result<Event, Refusal> {
        let mut draws = self.house.assemblies.draws();
        let known = draws.find(|(known, drawing)| *known == number && drawing.drawn.is_none());
        let (_, known) = known.ok_or(Refusal::DrawUnknown { draw: number })?;
        let lots = &known.lots;
        self.assembly(lots.assembly, Expected::NotSealed)?;
        if values.len() != lots.sources.len() {
            return Err(Refusal::SourcesMissing {
                announced: lots.sources.len(),
                given: values.len(),
            });
        }
        let read = values.iter().map(|value| SourceValue::guess(value));
        let sources = read.collect::<Result<Vec<SourceValue>, SortitionError>>();
        let sources = sources.and_then(Sources::new).map_err(|error| not_drawn(&error))?;
        let seats = u64::from(lots.seats);
        let stratified = lots.pool.first().is_some_and(|(_, stratum)| stratum.is_some());
        let seats =
            if stratified { Allotment::Proportional(seats) } else { Allotment::Whole(seats) };
        let rule = DrawRule { seats, reserve: u64::from(lots.reserve) };
        let pool = pool(lots).map_err(|error| not_drawn(&error))?;
        let outcome = draw(&pool, &sources, &rule).map_err(|error| not_drawn(&error))?;
        Ok(Event::Drawn { draw: number, values, outcome: Box::new(outcome) })
    }
}

/// The pool as it is published: members by their number.
fn pool(lots: &Lots) -> Result<Pool, SortitionError> {
    let entry = |(member, stratum): &(MemberId, Option<String>)| Entry {
        stratum: stratum.clone(),
        ..Entry::new(member.to_string())
    };
    Pool::new(lots.pool.iter().map(entry).collect())
}

fn not_drawn(error: &SortitionError) -> Refusal {
    Refusal::NotDrawn {
        french: error.sentence(Language::French),
        english: error.sentence(Language::English),
    }
}
