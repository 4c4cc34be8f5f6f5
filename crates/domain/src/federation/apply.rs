//! Takes what happened between organisations into the state; trusts the journal.

use super::{
    Asked, Common, Done, Event, Federation, Message, Offer, Peer, Sent, Settled, Side, Tie,
};

/// Applies an event that was decided. What it causes elsewhere is applied by the caller.
pub fn apply(federation: &mut Federation, event: &Event) {
    match event {
        Event::Introduced { own, card, side, level, .. } => {
            federation.own.clone_from(own);
            federation.peers.push(Peer {
                card: card.clone(),
                side: *side,
                level: *level,
                tie: None,
                theirs: None,
                taken: Vec::new(),
                evidence: Vec::new(),
                statements: Default::default(),
                summons: Default::default(),
                instructions: Default::default(),
                offered: Vec::new(),
                unusable: Vec::new(),
                former: Vec::new(),
                cedes: Vec::new(),
                above: Vec::new(),
                passed: Default::default(),
                consultations: Default::default(),
                answers: Default::default(),
            });
        }
        Event::Tied { peer, from, decision } => {
            let known = &mut federation.peers[peer.index()];
            if let Some((first, Some(last))) = known.held().filter(|(_, last)| last.is_some())
                && first <= last
            {
                known.former.push((first, last));
            }
            // What they decided for a tie that ended does not count for the new one.
            let ended = known.tie.and_then(|tie| tie.until);
            known.theirs = known.theirs.filter(|theirs| ended.is_none_or(|ended| *theirs > ended));
            known.tie = Some(Tie { decision: *decision, from: *from, until: None });
        }
        Event::Untied { peer, on, .. } => {
            if let Some(tie) = &mut federation.peers[peer.index()].tie {
                tie.until = Some(tie.until.map_or(*on, |until| until.min(*on)));
            }
        }
        Event::Sent { to, message, on, .. } => {
            if let Message::Equalised(done) = &**message {
                federation.equalised.insert((done.rule.clone(), done.month), Done(done.clone()));
            }
            federation.sent.push(Sent { to: *to, message: (**message).clone(), on: *on });
        }
        Event::Received { peer, number, digest, message, on, offered, .. } => {
            let known = &mut federation.peers[peer.index()];
            known.taken.push(digest.clone());
            match (message, offered) {
                (Some(message), offered) => {
                    hear(federation, *peer, message, *on, offered.clone());
                }
                (None, Some(why)) => known.unusable.push((*number, why.clone())),
                (None, None) => (),
            }
        }
        Event::EvidenceKept { peer, note } => {
            federation.peers[peer.index()].evidence.push(note.clone());
        }
        Event::KeyAccepted { peer, key, .. } => {
            let known = &mut federation.peers[peer.index()];
            known.card.key.clone_from(key);
            known.evidence.clear();
        }
        Event::MoneyReceived { .. } => (),
    }
}

fn hear(
    federation: &mut Federation,
    peer: crate::identity::PeerId,
    message: &Message,
    on: caisse_units::Day,
    offered: Option<crate::proposals::Said>,
) {
    let known = &mut federation.peers[peer.index()];
    match message {
        Message::Joins { from, .. } | Message::Admits { from, .. } => known.theirs = Some(*from),
        Message::Leaves { on, .. } => {
            if let Some(tie) = &mut known.tie {
                tie.until = Some(tie.until.map_or(*on, |until| until.min(*on)));
            }
        }
        Message::Statement(statement) => {
            known.statements.insert(statement.month, statement.clone());
        }
        Message::CommonRules(rules) => match offered {
            Some(why) => known.offered.push(Offer { rules: rules.clone(), why }),
            None => {
                for adopted in &rules.rules {
                    let (matter, from) = (rules.matter.clone(), rules.from);
                    let common = Common { peer, matter, from };
                    federation.common.insert(adopted.rule.name.clone(), common);
                }
            }
        },
        Message::Summons(summons) => {
            known.summons.insert(summons.assembly, summons.clone());
        }
        Message::Instruction(instruction) => {
            let key = (instruction.assembly, instruction.item);
            known.instructions.insert(key, instruction.clone());
        }
        Message::Equalised(done) => {
            let key = (peer, done.rule.clone(), done.month);
            let before = federation.settled.get(&key).filter(|_| done.settles);
            let amount = done.transfers.get(&federation.own).copied();
            // Whom a settlement leaves out gets back what it paid in advance.
            let amount = amount.or(before.map(|_| caisse_units::Amount::ZERO));
            if let (Side::Above, Some(amount)) = (known.side, amount) {
                let among = u32::try_from(done.transfers.len()).unwrap_or(u32::MAX);
                federation.settled.insert(key, Settled { amount, among, on });
            }
        }
        Message::PassedOn { month, amount } => {
            known.passed.insert(*month, (*amount, on));
        }
        Message::Cedes(cessions) => known.cedes.clone_from(cessions),
        Message::Above(organisations) => known.above.clone_from(organisations),
        Message::Consultation(asked) => {
            known.consultations.insert(asked.proposal, Asked(asked.clone()));
        }
        Message::Answer(answer) => {
            known.answers.insert(answer.proposal, answer.clone());
        }
        Message::Key { key } => known.card.key.clone_from(key),
        Message::Moved { address } => known.card.address = Some(address.clone()),
    }
}
