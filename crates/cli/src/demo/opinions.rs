//! Who comes to an assembly and what each thinks: functions of a number and a subject, so that every
//! demo gives the same votes, and that a person who pays little votes like someone who pays little.
//!
//! Absent on purpose: the votes themselves (`ballots`), and chance.

use caisse_domain::assemblies::poll::{Answer, Ballot};
use caisse_domain::identity::MemberId;

use super::people::Household;

/// The seed of the demo; another one gives another year.
const SEED: u64 = 0x0CA1_55E0_2025_0001;

/// A number from 0 to 999 for this person on this subject.
pub fn drawn(member: MemberId, subject: &str) -> u32 {
    let start = SEED ^ u64::from(member.0).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mixed = subject.bytes().fold(start, |state, byte| {
        // FNV-1a, then finished below as splitmix64 does.
        (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    u32::try_from((mixed ^ (mixed >> 31)) % 1000).expect("below a thousand")
}

/// Members in the order in which they would come to this meeting: half habit, half the day.
pub fn keenest(members: impl Iterator<Item = MemberId>, meeting: &str) -> Vec<MemberId> {
    let mut members: Vec<MemberId> = members.collect();
    members.sort_by_key(|member| (drawn(*member, "habit") + drawn(*member, meeting), member.0));
    members
}

/// One who votes.
#[derive(Clone, Copy)]
pub struct Voter<'a> {
    /// Who.
    pub member: MemberId,
    /// Of which household.
    pub household: &'a Household,
}

impl Voter<'_> {
    /// True if the household pays no more than the floor.
    pub fn pays_the_floor(&self) -> bool {
        self.household.chosen.is_none()
    }

    /// The answer of someone who says yes so many times in a thousand; a few abstain.
    pub fn answer(&self, subject: &str, yes: u32) -> Ballot {
        let answer = match drawn(self.member, subject) {
            said if said < yes => Answer::Yes,
            _ => match drawn(self.member, "does not decide") {
                0..150 => Answer::Abstain,
                150..180 => Answer::Blank,
                _ => Answer::No,
            },
        };
        Ballot::Answer(answer)
    }

    /// A grade from 0 to 5 for each candidate, around the esteem each has (in tenths of a grade).
    pub fn grades(&self, subject: &str, esteem: &[u32]) -> Ballot {
        let grades = esteem.iter().enumerate().map(|(place, esteem)| {
            let said = drawn(self.member, &format!("{subject} {place}"));
            // From two grades below to two above.
            let tenths = (esteem + said / 25).saturating_sub(20);
            let grade = u16::try_from((tenths / 10).min(5)).expect("at most 5");
            (drawn(self.member, &format!("{place} {subject}")) >= 40).then_some(grade)
        });
        Ballot::Grade(grades.collect())
    }

    /// The options from the most liked to the least, by the liking that each has in a thousand; what
    /// is not liked at all is left out.
    pub fn ranking(&self, subject: &str, likings: &[u32]) -> Ballot {
        let mut liked: Vec<(u32, u16)> = likings
            .iter()
            .zip(0_u16..)
            .map(|(liking, place)| {
                (liking + drawn(self.member, &format!("{subject} {place}")), place)
            })
            .filter(|(liking, _)| *liking >= 500)
            .collect();
        liked.sort_unstable_by(|one, other| other.cmp(one));
        Ballot::Rank(liked.into_iter().map(|(_, place)| vec![place]).collect())
    }

    /// The options that this person approves, each so many times in a thousand.
    pub fn approvals(&self, subject: &str, likings: &[u32]) -> Ballot {
        let liked = likings
            .iter()
            .enumerate()
            .filter(|(place, liking)| drawn(self.member, &format!("{subject} {place}")) < **liking);
        let liked = liked.map(|(place, _)| u16::try_from(place).expect("few options"));
        Ballot::Approve(liked.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opinions_are_spread_and_always_the_same() {
        let said: Vec<u32> = (1..=400).map(|number| drawn(MemberId(number), "a")).collect();
        let below = said.iter().filter(|said| **said < 500).count();
        assert!((160..240).contains(&below), "{below}");
        let again: Vec<u32> = (1..=400).map(|number| drawn(MemberId(number), "a")).collect();
        assert_eq!(said, again);
        let other: Vec<u32> = (1..=400).map(|number| drawn(MemberId(number), "b")).collect();
        assert_ne!(said, other);
    }
}
