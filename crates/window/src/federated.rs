//! The members of a federation side by side, and what each told its delegate for every item.

use caisse_domain::assemblies::poll::Poll;
use caisse_domain::federation::{self, Instruction, Message, Peer as Known, Side, Votes};
use caisse_domain::identity::{AssemblyId, PeerId, PollId};
use caisse_units::{Language, Month};
use caisse_web::views::{
    Below, DelegateMandate, Instructed, Mandated, MandatedItem, MemberCaisse, Place, Reference,
    SetForAll,
};

use crate::look::Look;
use crate::peers::statement;

/// The most members that a page lists.
const MOST_MEMBERS: usize = 200;
/// The most assemblies that a page lists with their mandates.
const MOST_ASSEMBLIES: usize = 6;

impl Look<'_> {
    /// Our members, when we are a federation.
    pub fn below(&self) -> Option<Below> {
        let peers = || {
            let all = self.state.federation.peers();
            all.filter(|(_, peer)| matches!(peer.side, Side::Below(_)))
        };
        peers().next()?;
        let month = self.today.month().previous();
        let members =
            peers().take(MOST_MEMBERS).map(|(id, peer)| self.member_caisse(id, peer, month));
        Some(Below {
            month,
            years: self.consolidated_years(),
            members: members.collect(),
            set: self.set_for_all(),
            assemblies: self.mandated(),
        })
    }

    fn member_caisse(&self, id: PeerId, peer: &Known, month: Month) -> MemberCaisse {
        let tied = peer.is_tied_on(self.today);
        let expected = peer.is_tied_on(month.last_day());
        let lacks = expected && !peer.statements.contains_key(&month);
        MemberCaisse {
            peer: self.peer_reference(id, peer),
            tied,
            state: self.tie_told(peer),
            statement: peer.statements.values().next_back().map(statement),
            lacks: lacks.then(|| self.lacks(month)),
            debt: self.debt(peer),
            caught: self.caught_told(peer),
            heard: self.heard_told(id, peer),
        }
    }

    fn lacks(&self, month: Month) -> String {
        let days = self.today.days_since(month.last_day());
        let month = month.written(self.language);
        match self.language {
            Language::French => format!("Relevé de {month} attendu depuis {days} jours."),
            Language::English => format!("Statement of {month} awaited for {days} days."),
        }
    }

    fn set_for_all(&self) -> Vec<SetForAll> {
        let sent = self.state.federation.sent().iter().rev();
        let common = sent.filter_map(|sent| match &sent.message {
            Message::CommonRules(common) => Some(common),
            _ => None,
        });
        common
            .map(|common| SetForAll {
                matter: common.matter.clone(),
                rules: common
                    .rules
                    .iter()
                    .map(|one| Reference {
                        label: one.rule.title.text(self.language).to_owned(),
                        detail: None,
                        place: Some(Place::Rule { name: one.rule.name.clone(), since: None }),
                    })
                    .collect(),
                from: common.from,
                adoption: self.adoption(common.decision),
            })
            .collect()
    }

    /// Our assemblies that were told to our members, the newest first.
    fn mandated(&self) -> Vec<Mandated> {
        let mut told: Vec<AssemblyId> = Vec::new();
        for sent in self.state.federation.sent().iter().rev() {
            if let Message::Summons(summons) = &sent.message
                && !told.contains(&summons.assembly)
            {
                told.push(summons.assembly);
            }
        }
        told.into_iter().take(MOST_ASSEMBLIES).filter_map(|id| self.mandated_in(id)).collect()
    }

    fn mandated_in(&self, id: AssemblyId) -> Option<Mandated> {
        let summons =
            self.state.federation.sent().iter().rev().find_map(|sent| match &sent.message {
                Message::Summons(summons) if summons.assembly == id => Some(summons),
                _ => None,
            })?;
        let items = summons.items.iter().map(|item| {
            let polls = self.state.assemblies.polls().rev();
            let poll = polls
                .filter(|(_, poll)| poll.assembly == id && poll.question.item == item.item)
                .find(|(_, poll)| poll.question.amendment.is_none() && poll.annulled.is_none());
            MandatedItem {
                title: item.title.clone(),
                poll: poll.map(|(poll, _)| self.poll_reference(poll)),
                mandates: self.mandates(id, item.item, poll),
            }
        });
        Some(Mandated { assembly: self.assembly_reference(id), items: items.collect() })
    }

    fn mandates(
        &self,
        assembly: AssemblyId,
        item: u16,
        poll: Option<(PollId, &Poll)>,
    ) -> Vec<DelegateMandate> {
        let on = self.state.assemblies.assembly(assembly).map(|held| held.convocation.on);
        let on = on.unwrap_or(self.today);
        let members = federation::members_on(self.state, on).take(MOST_MEMBERS);
        let closed = poll.filter(|(_, poll)| poll.closed.is_some());
        let cast = closed.map_or_else(Vec::new, |(id, _)| federation::mandated(self.state, id));
        members
            .map(|(id, peer)| {
                let told = peer.instructions.get(&(assembly, item));
                let mut votes = cast.iter().filter(|one| one.peer == id);
                let first = votes.clone().find(|one| one.cast != Votes::default());
                DelegateMandate {
                    caisse: self.peer_reference(id, peer),
                    instructed: told.map(|told| self.instructed(told)),
                    voted: first.map(|one| self.votes_told(one.cast)),
                    deviates: votes.any(|one| one.deviates),
                }
            })
            .collect()
    }

    /// An instruction as pages show it.
    pub fn instructed(&self, told: &Instruction) -> Instructed {
        Instructed {
            in_favour: told.in_favour,
            against: told.against,
            abstained: told.abstained,
            text: self.paragraphs(&told.text),
        }
    }

    fn votes_told(&self, votes: Votes) -> String {
        let Votes { in_favour: yes, against: no, abstained: abstain } = votes;
        let mut parts = Vec::new();
        if yes > 0 {
            parts.push(format!("{yes} {}", self.language.choose("pour", "for")));
        }
        if no > 0 {
            parts.push(format!("{no} {}", self.language.choose("contre", "against")));
        }
        if abstain > 0 {
            let plural = self.language == Language::French && abstain > 1;
            let word = self.language.choose("abstention", "abstained");
            parts.push(format!("{abstain} {word}{}", if plural { "s" } else { "" }));
        }
        parts.join(", ")
    }
}
