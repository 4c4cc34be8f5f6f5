//! What events change in the register.

use super::{Event, Member, Members, help};
use crate::identity::MemberId;

/// Applies an event that was decided; trusts the journal.
pub fn apply(members: &mut Members, event: &Event) {
    match event {
        Event::Enrolled { members: enrolled, .. } => {
            for enrolment in enrolled {
                let member = MemberId::at(members.list.len());
                if let Some(household) = enrolment.household {
                    members.households.entry(household).or_default().push(member);
                }
                members.list.push(Member {
                    kind: enrolment.kind,
                    category: enrolment.category.clone(),
                    household: enrolment.household,
                    joined: enrolment.joined,
                    standings: Vec::new(),
                    situations: Vec::new(),
                    erased: false,
                });
            }
        }
        Event::Changed { member, category, household } => {
            let known = &mut members.list[member.index()];
            known.category.clone_from(category);
            let before = std::mem::replace(&mut known.household, *household);
            if let Some(before) = before {
                members.households.entry(before).or_default().retain(|other| other != member);
            }
            if let Some(household) = household {
                let together = members.households.entry(*household).or_default();
                together.push(*member);
                together.sort_unstable();
            }
        }
        Event::StandingSet { member, standing, from, .. } => {
            members.list[member.index()].standings.push((*from, *standing));
        }
        Event::SituationsDeclared { situations } => {
            for (member, mark) in situations {
                members.list[member.index()].situations.push(mark.clone());
            }
        }
        Event::Erased { member } => members.list[member.index()].erased = true,
        Event::HelperGiven { .. } | Event::HelperEnded { .. } => help::apply(members, event),
    }
}
