//! Statutes that would lock everyone out are refused, with every reason.

use std::collections::BTreeSet;

use caisse_units::{Amount, Day, Language};
use caisse_votes::mandate::weights;
use caisse_votes::motion::{Presence, TieRule};

use super::{DecisionRule, Kind, Problem, Secrecy, Size, Statutes, Together};
use crate::Organisation;
use crate::assemblies::method::Method;
use crate::assemblies::written::Enough;
use crate::offices::Role;

impl Statutes {
    /// Everything that makes these statutes unusable, in the order of their parts.
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !fits(&self.title, 200) {
            problems.push(Problem::TitleUnusable);
        }
        self.check_convening(&mut problems);
        self.check_quorums(&mut problems);
        self.check_voters(&mut problems);
        self.check_colleges(&mut problems);
        self.check_decisions(&mut problems);
        self.check_sums(&mut problems);
        problems
    }

    /// Everything that would lock out this very caisse on that day, beside [`Statutes::problems`]:
    /// nobody votes, nobody convenes, a quorum larger than the membership. Linear in the members.
    pub fn problems_here(&self, house: &Organisation, on: Day) -> Vec<Problem> {
        let mut problems = self.problems();
        let mut by_college = vec![0_u64; self.colleges.len()];
        let mut entitled = 0;
        for (member, known) in house.members.all() {
            if self.entitled(house, member, known, on) {
                entitled += 1;
                if let Some(college) = self.college_of(&known.category) {
                    by_college[college] += 1;
                }
            }
        }
        if entitled == 0 {
            problems.push(Problem::NobodyVotes);
        }
        if self.decisions.values().any(|rule| rule.colleges == Together::EachCollege) {
            let without = self.colleges.iter().zip(&by_college).filter(|(_, voters)| **voters == 0);
            problems.extend(without.map(|(college, _)| Problem::CollegeWithoutVoters {
                college: college.name.clone(),
            }));
        }
        let in_office =
            |role: &Role| house.offices.offices().any(|(_, office)| office.role == *role);
        let convening = &self.convening;
        if convening.member_share.is_none()
            && !convening.roles.is_empty()
            && !convening.roles.iter().any(in_office)
        {
            problems.push(Problem::NobodyInOffice);
        }
        for size in [self.quorum.first, self.quorum.second] {
            if let Size::Members(asked) = size
                && u64::from(asked) > entitled
            {
                problems.push(Problem::QuorumAboveMembers { asked, entitled });
            }
        }
        let (asked, few) = (self.supporters, u64::from(self.supporters) > entitled);
        if entitled > 0 && few {
            problems.push(Problem::SupportersAboveMembers { asked, entitled });
        }
        problems
    }

    fn check_convening(&self, problems: &mut Vec<Problem>) {
        let convening = &self.convening;
        if convening.roles.is_empty() && convening.member_share.is_none() {
            problems.push(Problem::NobodyConvenes);
        }
        if convening.member_share.is_some_and(|share| share.is_zero()) {
            problems.push(Problem::ShareUnusable);
        }
        for days in [convening.notice_days, self.quorum.second_call_days] {
            if days > 365 {
                problems.push(Problem::DelayTooLong { days });
            }
        }
        if convening.agenda_days > convening.notice_days {
            problems.push(Problem::AgendaBeforeNotice {
                agenda: convening.agenda_days,
                notice: convening.notice_days,
            });
        }
    }

    fn check_quorums(&self, problems: &mut Vec<Problem>) {
        let quorum = &self.quorum;
        // Both are compared on a caisse of a thousand: shares and numbers do not mix otherwise.
        if quorum.second.needed(1000) > quorum.first.needed(1000) {
            problems.push(Problem::SecondCallHarder);
        }
        let own = self.decisions.values().filter_map(|rule| rule.quorum);
        let mut sizes = own.chain([quorum.first, quorum.second]);
        let everyone = |size: Size| matches!(size, Size::Share(share) if share.least(1000) == 1000);
        if quorum.counted == Presence::PresentOnly && sizes.any(everyone) {
            problems.push(Problem::QuorumOfAllInPerson);
        }
    }

    fn check_voters(&self, problems: &mut Vec<Problem>) {
        let voters = &self.voters;
        for months in [Some(voters.seniority_months), voters.contribution_months] {
            if let Some(months) = months
                && months > 120
            {
                problems.push(Problem::MonthsUnusable { months });
            }
        }
        if let Some(rule) = &voters.delegates
            && let Err(error) = weights(rule, &[])
        {
            problems.push(Problem::WeightsUnusable {
                french: error.sentence(Language::French),
                english: error.sentence(Language::English),
            });
        }
        if self.proxies.per_holder > 50 {
            problems.push(Problem::TooManyProxies { per_holder: self.proxies.per_holder });
        }
        let by_college = self.proxies.holder == super::Holder::SameCollege;
        if by_college && self.proxies.per_holder > 0 && self.colleges.is_empty() {
            problems.push(Problem::ProxiesWithoutColleges);
        }
    }

    fn check_colleges(&self, problems: &mut Vec<Problem>) {
        let (mut names, mut categories) = (BTreeSet::new(), BTreeSet::new());
        for (index, college) in self.colleges.iter().enumerate() {
            if !fits(&college.name, 60) || !names.insert(college.name.trim()) {
                problems.push(Problem::CollegeName { place: index + 1 });
            }
            if college.categories.is_empty() {
                problems.push(Problem::CollegeEmpty { college: college.name.clone() });
            }
            for category in &college.categories {
                if !categories.insert(category.as_str()) {
                    problems.push(Problem::CategoryTwice { category: category.clone() });
                }
            }
        }
    }

    fn check_decisions(&self, problems: &mut Vec<Problem>) {
        for kind in [Kind::Statutes, Kind::Resolution] {
            if !self.decisions.contains_key(&kind) {
                problems.push(Problem::KindMissing { kind });
            }
        }
        for (kind, rule) in &self.decisions {
            problems.extend(self.problems_of(*kind, rule));
        }
    }

    /// Everything that makes a rule of decision unusable under these statutes.
    pub fn problems_of(&self, kind: Kind, rule: &DecisionRule) -> Vec<Problem> {
        let mut problems = Vec::new();
        let (Enough::AtLeast(share) | Enough::MoreThan(share)) = rule.threshold;
        let fraction = share.0;
        let never = matches!(rule.threshold, Enough::MoreThan(_))
            && fraction.numerator() == fraction.denominator();
        let always = matches!(rule.threshold, Enough::AtLeast(_)) && share.is_zero();
        if never || always {
            problems.push(Problem::ThresholdUnreachable { kind });
        }
        let half = u128::from(fraction.numerator()) * 2 == u128::from(fraction.denominator());
        let majority = matches!(rule.threshold, Enough::MoreThan(_)) && half;
        if rule.tie == TieRule::ChairDecides && !majority {
            problems.push(Problem::TieWithoutMajority { kind });
        }
        let needed = match rule.colleges {
            Together::Whole => 0,
            Together::EachCollege => 1,
            Together::WholeAndColleges(colleges) => usize::from(colleges).max(1),
        };
        if needed > self.colleges.len() {
            problems.push(Problem::TooFewColleges { kind, needed, found: self.colleges.len() });
        }
        let options = matches!(kind, Kind::Election | Kind::Priorities | Kind::Resolution);
        let without_sum = kind == Kind::Election && rule.method.shares_a_sum();
        if (!options && !rule.method.is_motion()) || without_sum {
            problems.push(Problem::MethodUnfit { kind });
        }
        if matches!(rule.method, Method::Consent { .. }) && rule.secrecy == Secrecy::Discreet {
            problems.push(Problem::ConsentDiscreet { kind });
        }
        let by_college = rule.colleges != Together::Whole;
        if !rule.method.is_sound() || (by_college && !rule.method.is_motion()) {
            problems.push(Problem::MethodUnusable { kind });
        }
        problems
    }

    fn check_sums(&self, problems: &mut Vec<Problem>) {
        let signatures = self.sums.signatures.iter().map(|signature| signature.from);
        let mut sums = signatures.chain(self.sums.vote_from);
        if sums.any(|sum| !sum.is_positive() || sum > Amount::LIMIT) {
            problems.push(Problem::SumUnusable);
        }
        let signs = |role: Role| matches!(role, Role::Treasurer | Role::CoSignatory);
        if !self.sums.signatures.iter().all(|signature| signs(signature.role)) {
            problems.push(Problem::OfficeDoesNotSign);
        }
    }
}

fn fits(text: &str, most: usize) -> bool {
    !text.trim().is_empty() && text.chars().count() <= most
}
