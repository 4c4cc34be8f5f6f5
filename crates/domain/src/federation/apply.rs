//! Takes what happened between organisations into the state; trusts the journal.

use super::{Common, Event, Federation, Message, Offer, Peer, Sent, Settled, Side, Tie};

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
            });
        }
        Event::Tied { peer, from, decision } => {
            let known = &mut federation.peers[peer.index()];
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
                federation.equalised.insert((done.rule.clone(), done.month), done.clone());
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
            if let (Side::Above, Some(amount)) = (known.side, done.transfers.get(&federation.own)) {
                let among = u32::try_from(done.transfers.len()).unwrap_or(u32::MAX);
                let settled = Settled { amount: *amount, among, on };
                federation.settled.insert((peer, done.rule.clone(), done.month), settled);
            }
        }
        Message::Key { key } => known.card.key.clone_from(key),
        Message::Moved { address } => known.card.address = Some(address.clone()),
    }
}
