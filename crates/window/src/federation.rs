//! The federations that a caisse belongs to: what was ceded, what they set, what they share, what our
//! assembly told its delegates.

use caisse_domain::federation::{Common, Message, Peer as Known, Side, Summons};
use caisse_domain::identity::{DecisionId, PeerId};
use caisse_units::Day;
use caisse_web::views::{
    Above, CommonRule, EqualisationShare, Federation, Instructed, Offered, PastEqualisation, Place,
    Reference, TheirAssembly, TheirItem,
};

use crate::look::Look;

/// The most equalisations that a page lists: three years of one a month.
const MOST_MONTHS: usize = 36;
/// The most assemblies of a federation that a page lists.
const MOST_ASSEMBLIES: usize = 12;

impl Look<'_> {
    /// All that ties this organisation to others.
    pub fn federation_page(&self) -> Federation {
        let known = &self.state.federation;
        let above = known.peers().filter(|(_, peer)| peer.side == Side::Above);
        Federation {
            told: known.sent().len() as u64,
            above: above.map(|(id, peer)| self.above(id, peer)).collect(),
            below: self.below(),
            equalised: self.past_equalisations(),
        }
    }

    fn above(&self, id: PeerId, peer: &Known) -> Above {
        let cessions = self.state.agreements.cessions();
        let to_it = cessions.filter(|(_, one)| one.content.federation == peer.card.name);
        let offered = peer.offered.iter().rev().map(|offer| Offered {
            title: offer.rules.title.clone(),
            assembly: offer.rules.assembly.clone(),
            on: offer.rules.on,
            rules: offer
                .rules
                .rules
                .iter()
                .map(|one| one.rule.title.text(self.language).to_owned())
                .collect(),
            why: self.say(&offer.why.french, &offer.why.english),
        });
        let summons = peer.summons.values().rev().take(MOST_ASSEMBLIES);
        Above {
            peer: self.peer_reference(id, peer),
            state: self.tie_told(peer),
            adoption: peer.tie.map(|tie| self.adoption(tie.decision)),
            cessions: to_it.map(|(id, one)| self.cession(id, one)).collect(),
            set: self.set_by(id),
            offered: offered.collect(),
            shares: self.equalisation_shares(id),
            debt: self.debt(peer),
            assemblies: summons.map(|one| self.their_assembly(id, one)).collect(),
            heard: self.heard_told(id, peer),
            caught: self.caught_told(peer),
        }
    }

    /// The rules that a federation set here, the newest version of each.
    fn set_by(&self, id: PeerId) -> Vec<CommonRule> {
        let set = self.state.rules.set();
        let versions = set.rules().filter_map(|rule| {
            let common = self.state.federation.common(&rule.name)?;
            (common.peer == id).then_some(())?;
            let mut newest_first = rule.versions.iter().rev();
            newest_first.find_map(|version| self.common_rule(&rule.name, version.since))
        });
        versions.collect()
    }

    /// The federation behind a version of a rule, if one set it.
    pub fn common_rule(&self, rule: &str, since: Day) -> Option<CommonRule> {
        let common = self.state.federation.common(rule)?;
        let decision = self.state.rules.decision(rule, since)?;
        self.is_told_by(common, decision, since).then_some(())?;
        let peer = self.state.federation.peer(common.peer)?;
        Some(CommonRule {
            rule: Reference {
                label: self.rule_title(rule),
                detail: None,
                place: Some(Place::Rule { name: rule.to_owned(), since: Some(since) }),
            },
            federation: self.peer_reference(common.peer, peer),
            matter: common.matter.clone(),
            from: since,
            adoption: self.adoption(decision),
        })
    }

    /// The federation whose decision this is, as it was recorded here.
    pub fn federation_behind(&self, decision: DecisionId) -> Option<Reference> {
        let peer = self.index.told_by(decision)?;
        Some(self.peer_reference(peer, self.state.federation.peer(peer)?))
    }

    fn is_told_by(&self, common: &Common, decision: DecisionId, since: Day) -> bool {
        since >= common.from && self.index.told_by(decision) == Some(common.peer)
    }

    fn equalisation_shares(&self, id: PeerId) -> Vec<EqualisationShare> {
        let settled = self.state.federation.settled().filter(|(peer, ..)| *peer == id);
        let mut shares: Vec<EqualisationShare> = settled
            .map(|(_, rule, month, one)| EqualisationShare {
                month,
                rule: self.rule_or_name(rule),
                amount: one.amount,
                among: u64::from(one.among),
                on: one.on,
                place: Place::Equalisation {
                    by: Some(id.to_string()),
                    rule: rule.to_owned(),
                    month,
                },
            })
            .collect();
        shares.sort_by_key(|share| std::cmp::Reverse(share.month));
        shares.truncate(MOST_MONTHS);
        shares
    }

    /// The title of a rule that is known here, else its name as messages write it.
    pub fn rule_or_name(&self, rule: &str) -> String {
        match self.state.rules.set().rule(rule) {
            Some(known) => known.title.text(self.language).to_owned(),
            None => rule.replace('_', " "),
        }
    }

    fn their_assembly(&self, id: PeerId, told: &Summons) -> TheirAssembly {
        let items = told.items.iter().map(|item| TheirItem {
            title: item.title.clone(),
            instruction: self.our_instruction(id, told, item.item),
        });
        TheirAssembly {
            id: told.assembly.to_string(),
            title: told.title.clone(),
            on: told.on,
            items: items.collect(),
        }
    }

    /// The last instruction that we gave for an item of theirs.
    fn our_instruction(&self, id: PeerId, told: &Summons, item: u16) -> Option<Instructed> {
        let sent = self.state.federation.sent().iter().rev().filter(|sent| sent.to == Some(id));
        sent.filter_map(|sent| match &sent.message {
            Message::Instruction(one) => Some(one),
            _ => None,
        })
        .find(|one| one.assembly == told.assembly && one.item == item)
        .map(|one| self.instructed(one))
    }

    /// The equalisations that we computed, the newest first.
    fn past_equalisations(&self) -> Vec<PastEqualisation> {
        let done = self.state.federation.equalised();
        let mut past: Vec<PastEqualisation> = done
            .map(|(rule, month, done)| {
                let amounts = || done.transfers.values().copied();
                PastEqualisation {
                    rule: self.rule_or_name(rule),
                    month,
                    volume: amounts().filter(|one| one.is_positive()).sum(),
                    payers: amounts().filter(|one| one.is_negative()).count() as u64,
                    receivers: amounts().filter(|one| one.is_positive()).count() as u64,
                    place: Place::Equalisation { by: None, rule: rule.to_owned(), month },
                }
            })
            .collect();
        past.sort_by_key(|one| std::cmp::Reverse(one.month));
        past.truncate(MOST_MONTHS);
        past
    }
}
