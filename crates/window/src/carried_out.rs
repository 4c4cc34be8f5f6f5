//! What a decision put in force beside rules and offices: statutes, agreements, cessions, credit lines,
//! envelopes.

use caisse_domain::identity::DecisionId;
use caisse_units::Language;
use caisse_web::views::{Effect, Place};

use crate::look::Look;

impl Look<'_> {
    /// These effects of a decision, in that order.
    pub fn orders_given(&self, id: DecisionId) -> Vec<Effect> {
        let mut effects = self.statutes_adopted(id);
        effects.extend(self.agreements_made(id));
        effects.extend(self.matters_ceded(id));
        effects.extend(self.ties(id));
        effects.extend(self.sums_opened(id));
        effects
    }

    fn statutes_adopted(&self, id: DecisionId) -> Vec<Effect> {
        let versions = self.state.assemblies.statutes().iter();
        let adopted = versions.filter(|version| version.decision == id);
        adopted
            .map(|version| Effect {
                sentence: self
                    .say("les statuts entrent en vigueur", "the statutes come into force"),
                from: version.since,
                place: Some(Place::Statutes(Some(version.since))),
            })
            .collect()
    }

    fn agreements_made(&self, id: DecisionId) -> Vec<Effect> {
        let mut effects = Vec::new();
        let place = || Some(Place::Agreements);
        for (number, one) in self.state.agreements.all() {
            let who = self.person(one.terms.partner);
            if one.decision == id {
                let sentence = match self.language {
                    Language::French => format!("la convention {number} est passée avec {who}"),
                    Language::English => format!("the agreement {number} is made with {who}"),
                };
                effects.push(Effect { sentence, from: one.from, place: place() });
            }
            if let Some((last, ended)) = one.ended
                && ended == id
            {
                let sentence = match self.language {
                    Language::French => format!("la convention {number} avec {who} prend fin"),
                    Language::English => format!("the agreement {number} with {who} ends"),
                };
                effects.push(Effect { sentence, from: last.plus_days(1), place: place() });
            }
        }
        effects
    }

    fn matters_ceded(&self, id: DecisionId) -> Vec<Effect> {
        let mut effects = Vec::new();
        let place = || Some(Place::Agreements);
        for (_, one) in self.state.agreements.cessions() {
            let (matter, federation) = (&one.content.matter, &one.content.federation);
            if one.decision == id {
                let sentence = match self.language {
                    Language::French => format!("« {matter} » est cédé à {federation}"),
                    Language::English => format!("“{matter}” is ceded to {federation}"),
                };
                effects.push(Effect { sentence, from: one.from, place: place() });
            }
            if let Some((back, decision)) = one.taken_back
                && decision == id
            {
                let sentence = match self.language {
                    Language::French => format!("« {matter} » est repris à {federation}"),
                    Language::English => format!("“{matter}” is taken back from {federation}"),
                };
                effects.push(Effect { sentence, from: back, place: place() });
            }
        }
        effects
    }

    fn ties(&self, id: DecisionId) -> Vec<Effect> {
        let peers = self.state.federation.peers();
        let tied = peers.filter_map(|(peer, known)| Some((peer, known, known.tie?)));
        tied.filter(|(_, _, tie)| tie.decision == id)
            .map(|(peer, known, tie)| Effect {
                sentence: match self.language {
                    Language::French => format!("le lien avec {} commence", known.card.name),
                    Language::English => format!("the tie with {} begins", known.card.name),
                },
                from: tie.from,
                place: Some(Place::Peer(peer.to_string())),
            })
            .collect()
    }

    fn sums_opened(&self, id: DecisionId) -> Vec<Effect> {
        let mut effects = Vec::new();
        for (number, known) in self.state.projects.all() {
            for credit in known.credits.iter().filter(|credit| credit.decision == id) {
                let (amount, title) = (self.money(credit.amount), &known.plan.title);
                let sentence = match self.language {
                    Language::French => format!("un crédit de {amount} s'ouvre : {title}"),
                    Language::English => format!("a credit line of {amount} opens: {title}"),
                };
                let place = Some(Place::Project(number.to_string()));
                effects.push(Effect { sentence, from: credit.on, place });
            }
        }
        for (number, one) in self.state.projects.envelopes() {
            if one.content.decision == id {
                let (amount, title) = (self.money(one.content.amount), &one.content.title);
                let sentence = match self.language {
                    Language::French => format!("une enveloppe de {amount} s'ouvre : {title}"),
                    Language::English => format!("an envelope of {amount} opens: {title}"),
                };
                let from = self.adoption(id).day;
                let place = Some(Place::OnBoard { id: number.to_string(), page: 1 });
                effects.push(Effect { sentence, from, place });
            }
        }
        effects
    }
}
