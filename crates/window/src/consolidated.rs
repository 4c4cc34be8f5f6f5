//! The accounts of all members of a federation together, from the statements that they published and
//! the equalisations that we computed.
//!
//! Statements count contributions and grants, never transfers: what goes from caisse to caisse is told
//! beside the sums and is in none of them.

use std::collections::BTreeMap;

use caisse_domain::federation::{Peer as Known, Side, Statement as Told};
use caisse_domain::identity::PeerId;
use caisse_units::{Amount, Month};
use caisse_web::views::{Consolidated, ConsolidatedCaisse, ConsolidatedMonth};

use crate::look::Look;
use crate::peers::per_head;

impl Look<'_> {
    /// The accounts of a year; nothing without a statement of it.
    pub fn consolidated(&self, year: i16) -> Option<Consolidated> {
        let mut months: BTreeMap<Month, Vec<&Told>> = BTreeMap::new();
        for (_, peer) in self.caisses_below() {
            for (month, told) in peer.statements.iter().filter(|(month, _)| month.year() == year) {
                months.entry(*month).or_default().push(told);
            }
        }
        if months.is_empty() {
            return None;
        }
        let caisses = self.caisses_below();
        Some(Consolidated {
            year,
            months: months
                .into_iter()
                .map(|(month, told)| self.month_of_all(month, &told))
                .collect(),
            caisses: caisses.filter_map(|(id, peer)| self.year_of_one(id, peer, year)).collect(),
        })
    }

    /// The years of which a member published a statement.
    pub fn consolidated_years(&self) -> Vec<i16> {
        let months = self.caisses_below().flat_map(|(_, peer)| peer.statements.keys());
        let mut years: Vec<i16> = months.map(|month| month.year()).collect();
        years.sort_unstable();
        years.dedup();
        years
    }

    fn caisses_below(&self) -> impl Iterator<Item = (PeerId, &Known)> {
        let peers = self.state.federation.peers();
        peers.filter(|(_, peer)| matches!(peer.side, Side::Below(_)))
    }

    fn month_of_all(&self, month: Month, told: &[&Told]) -> ConsolidatedMonth {
        let sum = |of: fn(&Told) -> Amount| -> Amount { told.iter().map(|one| of(one)).sum() };
        let done = self.state.federation.equalised().filter(|(_, of, _)| *of == month);
        let received = done.flat_map(|(_, _, done)| done.transfers.values().copied());
        ConsolidatedMonth {
            month,
            told: told.len() as u64,
            of: self.state.federation.below_on(month.last_day()).count() as u64,
            members: told.iter().map(|one| one.members).sum(),
            received: sum(|one| one.received),
            granted: sum(|one| one.granted),
            available: sum(|one| one.available),
            moved: received.filter(|amount| amount.is_positive()).sum(),
        }
    }

    fn year_of_one(&self, id: PeerId, peer: &Known, year: i16) -> Option<ConsolidatedCaisse> {
        let told = || peer.statements.values().filter(|told| told.month.year() == year);
        let members = told().next_back()?.members;
        let (received, granted): (Amount, Amount) =
            (told().map(|one| one.received).sum(), told().map(|one| one.granted).sum());
        let done = self.state.federation.equalised().filter(|(_, month, _)| month.year() == year);
        let transfers = done.filter_map(|(_, _, done)| done.transfers.get(&peer.card.origin));
        Some(ConsolidatedCaisse {
            peer: self.peer_reference(id, peer),
            received,
            granted,
            transfer: transfers.copied().sum(),
            received_per_head: per_head(received, members),
            granted_per_head: per_head(granted, members),
        })
    }
}
