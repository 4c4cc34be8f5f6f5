//! What statutes say of one question.

use caisse_units::{Amount, Day};

use super::{College, DecisionRule, Kind, Remote, Size, Statutes};
use crate::Organisation;
use crate::identity::MemberId;
use crate::members::{Member, MemberKind, Standing};
use crate::offices::Role;

impl Size {
    /// The number of members needed of so many entitled.
    pub fn needed(self, entitled: u64) -> u64 {
        match self {
            Size::None => 0,
            Size::Share(share) => share.least(entitled),
            Size::Members(members) => u64::from(members),
        }
    }
}

impl Statutes {
    /// How a kind of decision is taken: its own rule, or that of resolutions.
    pub fn rule(&self, kind: Kind) -> DecisionRule {
        let own = self.decisions.get(&kind).or_else(|| self.decisions.get(&Kind::Resolution));
        own.cloned().unwrap_or_default()
    }

    /// True if ballots may come from afar in some decision: then members may take part from afar, and
    /// say so themselves.
    pub fn takes_part_from_afar(&self) -> bool {
        self.decisions.values().any(|rule| rule.remote != Remote::None)
    }

    /// True if a grant of this sum to one member, or an expense of it, needs a decision that was
    /// voted.
    pub fn requires_vote(&self, amount: Amount) -> bool {
        self.sums.vote_from.is_some_and(|from| amount >= from)
    }

    /// The offices that must be among the signatures of a payment of this sum.
    pub fn signatures(&self, amount: Amount) -> impl Iterator<Item = Role> {
        let asked = self.sums.signatures.iter().filter(move |signature| signature.from <= amount);
        asked.map(|signature| signature.role)
    }

    /// The place of the college of a category; `None` where there are no colleges, or none of them
    /// holds the category.
    pub fn college_of(&self, category: &str) -> Option<usize> {
        let holds = |college: &College| college.categories.iter().any(|known| known == category);
        self.colleges.iter().position(holds)
    }

    /// True if the member may vote on that day: membership valid, old enough, contributions paid,
    /// and of a college where there are any. Cost: the member's open claims.
    pub fn entitled(
        &self,
        house: &Organisation,
        member: MemberId,
        known: &Member,
        on: Day,
    ) -> bool {
        known.standing_on(on) == Some(Standing::Active)
            && known.seniority_on(on) >= i32::from(self.voters.seniority_months)
            && !(self.voters.people_only && known.kind == MemberKind::Organisation)
            && (self.colleges.is_empty() || self.college_of(&known.category).is_some())
            && self.has_paid(house, member, on)
    }

    fn has_paid(&self, house: &Organisation, member: MemberId, on: Day) -> bool {
        let Some(months) = self.voters.contribution_months else { return true };
        let contributions = &house.contributions;
        let mut claims = contributions.open_claims(member).iter();
        claims.all(|claim| {
            let claim = contributions.claim(*claim);
            claim.is_none_or(|claim| {
                on <= claim.due || on.whole_months_since(claim.due) < i32::from(months)
            })
        })
    }
}
