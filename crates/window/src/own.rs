//! What a member reads under a personal word: the own page, and why each of its amounts.
//!
//! A word is made for an assembly and opens the page until a later assembly is held: what is printed
//! on an old convocation opens nothing for ever. The page's own links carry the word on, so that
//! they lead to the computation and to the vote behind it.
//!
//! Absent on purpose: making words and sending them (`caisse-app`), sessions.

use caisse_domain::assemblies::meeting::Stage;
use caisse_domain::identity::{AllocationId, AssemblyId, ClaimId, MemberId};
use caisse_web::views::{MemberPage, Why};

use crate::look::Look;

/// What stands between a word and the claim or allocation that is asked about.
pub(crate) const BETWEEN: char = '_';

impl Look<'_> {
    /// The page of the member whose word was read.
    pub fn own_page(
        &self,
        assembly: AssemblyId,
        member: MemberId,
        word: &str,
    ) -> Option<MemberPage> {
        if !self.opens(assembly, member) {
            return None;
        }
        let mut page = self.page_of(member)?;
        let under = |id: &mut String| *id = format!("{word}{BETWEEN}{id}");
        page.contribution.iter_mut().for_each(|one| under(&mut one.claim));
        page.earlier.iter_mut().for_each(|one| under(&mut one.claim));
        page.allowances.iter_mut().for_each(|one| under(&mut one.allocation));
        page.requests.iter_mut().filter_map(|one| one.allocation.as_mut()).for_each(under);
        Some(page)
    }

    /// Why an amount of the member whose word was read; nobody else's.
    pub fn own_why(&self, assembly: AssemblyId, member: MemberId, id: &str) -> Option<Why> {
        let own = self.whose(id) == Some(member);
        if own && self.opens(assembly, member) { self.why_of(id) } else { None }
    }

    /// Whose claim or allocation it is.
    pub fn whose(&self, id: &str) -> Option<MemberId> {
        let claimed = || {
            let claim = id.parse::<ClaimId>().ok()?;
            Some(self.state.contributions.claim(claim)?.member)
        };
        let granted = || {
            let allocation = id.parse::<AllocationId>().ok()?;
            Some(self.state.allocations.get(allocation)?.member)
        };
        claimed().or_else(granted)
    }

    /// Whether a word for that assembly still opens a page.
    fn opens(&self, assembly: AssemblyId, member: MemberId) -> bool {
        let assemblies = &self.state.assemblies;
        let known = assemblies
            .assembly(assembly)
            .is_some_and(|held| !matches!(held.stage, Stage::Cancelled { .. }));
        let later =
            assemblies.assemblies().any(|(id, held)| id > assembly && held.opened.is_some());
        let member = self.state.members.get(member);
        known && !later && member.is_some_and(|member| member.is_active_on(self.today))
    }
}
