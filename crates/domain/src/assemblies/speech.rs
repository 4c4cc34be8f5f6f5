//! Who speaks next, and how speech was shared.

use std::collections::BTreeMap;

use super::meeting::{Assembly, Spoken};
use super::statutes::Alternate;
use crate::Organisation;
use crate::identity::MemberId;

/// Who speaks next among those who wait: by the rules in use, those who have not spoken first; then
/// one of another group than the last speaker; then in the order of asking.
pub fn next_speaker(house: &Organisation, assembly: &Assembly) -> Option<MemberId> {
    let speakers = &assembly.speakers;
    let new = |member: &&MemberId| !speakers.spoken.contains_key(*member);
    let mut candidates: Vec<&MemberId> = speakers.waiting.iter().collect();
    if speakers.rules.first_time_first && candidates.iter().any(new) {
        candidates.retain(new);
    }
    let other = speakers.last.and_then(|last| {
        let last = group(house, assembly, last)?;
        let other = |member: &&&MemberId| group(house, assembly, ***member) != Some(last.clone());
        candidates.iter().find(other)
    });
    other.or(candidates.first()).map(|member| **member)
}

/// The group of a member for alternation; `None` where nothing alternates.
fn group(house: &Organisation, assembly: &Assembly, member: MemberId) -> Option<String> {
    match assembly.speakers.rules.alternate {
        Alternate::None => None,
        Alternate::ByCategory => house.members.get(member).map(|known| known.category.clone()),
        Alternate::ByList => {
            let mut lists = assembly.speakers.lists.iter();
            let mine = lists.find(|(_, members)| members.contains(&member));
            Some(mine.map_or_else(String::new, |(name, _)| name.clone()))
        }
    }
}

/// How often and how long each group has spoken: the categories of members, or the lists declared.
/// Who is on no list counts under an empty name.
pub fn speaking_time(house: &Organisation, assembly: &Assembly) -> BTreeMap<String, Spoken> {
    let mut times: BTreeMap<String, Spoken> = BTreeMap::new();
    for (member, spoken) in &assembly.speakers.spoken {
        let by_category = || house.members.get(*member).map(|known| known.category.clone());
        let name = group(house, assembly, *member).or_else(by_category).unwrap_or_default();
        let group = times.entry(name).or_default();
        group.turns += spoken.turns;
        group.seconds = group.seconds.saturating_add(spoken.seconds);
    }
    times
}
