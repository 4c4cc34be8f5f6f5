//! What a message of another organisation causes here.

use caisse_units::{Amount, Day, Language};

use super::{CommonRules, Equalised, Event, Message, Peer, Refusal, Side, limits};
use crate::Organisation;
use crate::identity::{DecisionId, PeerId};
use crate::ledger::{Entry, JournalCode, Party, Posting, Reason, Use};
use crate::offices::Decision;
use crate::proposals::Said;
use crate::rules::{self, AdoptedRule};

/// Takes the next message of an organisation. A message that is not for us, or of a kind that this
/// program does not know, is counted and has no effect.
///
/// # Errors
/// [`Refusal::Unknown`], [`Refusal::OutOfOrder`], [`Refusal::Contradicted`], [`Refusal::NotTied`].
pub(super) fn receive(
    house: &Organisation,
    peer: PeerId,
    number: u64,
    digest: String,
    message: Option<Box<Message>>,
    on: Day,
) -> Result<Event, crate::Refusal> {
    let known = house.federation.peer(peer).ok_or(Refusal::Unknown { peer })?;
    if !known.evidence.is_empty() {
        return Err(Refusal::Contradicted { peer }.into());
    }
    if number != known.next() {
        return Err(Refusal::OutOfOrder { expected: known.next(), given: number }.into());
    }
    let mut heard = Heard::default();
    let unusable = message.as_deref().and_then(|message| limits::unusable(message, on));
    let unusable =
        unusable.or_else(|| message.as_deref().and_then(|said| twice(house, peer, said)));
    let message = message.filter(|_| unusable.is_none());
    heard.offered = unusable;
    // Before the tie, and after it, an organisation is listened to and binds us to nothing.
    if let Some(message) = &message {
        match &**message {
            Message::CommonRules(common) => heard = common_rules(house, known, common, on),
            Message::Equalised(done) if known.side == Side::Above => {
                heard = equalised(house, known, done, &digest, on)?;
            }
            _ => (),
        }
    }
    let Heard { decision, entry, effects, offered } = heard;
    Ok(Event::Received { peer, number, digest, message, on, decision, entry, effects, offered })
}

/// An equalisation that was booked already is not booked again, whatever its feed says.
fn twice(house: &Organisation, peer: PeerId, message: &Message) -> Option<Said> {
    let Message::Equalised(done) = message else { return None };
    let known =
        |from: PeerId, rule: &str, month| from == peer && rule == done.rule && month == done.month;
    let mut settled = house.federation.settled();
    settled.any(|(from, rule, month, _)| known(from, rule, month)).then(|| Said {
        french: "le message est ignoré : cette péréquation est déjà passée dans nos comptes"
            .to_owned(),
        english: "the message is ignored: this equalisation is in our books already".to_owned(),
    })
}

#[derive(Default)]
struct Heard {
    decision: Option<(DecisionId, Decision)>,
    entry: Option<Entry>,
    effects: Vec<crate::Event>,
    offered: Option<Said>,
}

/// Rules of a federation: in force by themselves where the matter is ceded, offered to the assembly
/// where it is not, or where they could not be applied as they are.
fn common_rules(house: &Organisation, peer: &Peer, common: &CommonRules, on: Day) -> Heard {
    let offered = |french: String, english: String| Heard {
        offered: Some(Said { french, english }),
        ..Heard::default()
    };
    let ceded = house
        .agreements
        .ceded(&common.matter, common.from)
        .is_some_and(|(_, cession)| cession.content.federation == peer.card.name);
    if peer.side != Side::Above || !peer.is_tied_on(on) || !ceded {
        let matter = &common.matter;
        return offered(
            format!(
                "« {matter} » n'est pas cédé à {} : c'est une proposition, que l'assemblée peut reprendre",
                peer.card.name
            ),
            format!(
                "“{matter}” is not ceded to {}: it is a proposal, which the assembly may take up",
                peer.card.name
            ),
        );
    }
    let names = common.rules.iter().map(|one| one.rule.name.as_str());
    if let Err(refusal) = others_rules(house, peer, names, common.from) {
        let said = Said::of(&refusal.into());
        return offered(said.french, said.english);
    }
    let decision = DecisionId::at(house.offices.decisions().count());
    let adopted = common.rules.iter().map(|one| joined(house, one, common.from)).collect();
    match rules::adopt(house, adopted, decision) {
        Ok(event) => {
            let content = Decision {
                assembly: format!("{} — {}", peer.card.name, common.assembly),
                on: common.on,
                title: common.title.clone(),
                text: format!(
                    "Règle commune, domaine « {} », décision {} de la fédération, en vigueur ici à partir du {}.",
                    common.matter,
                    common.decision,
                    common.from.written(Language::French)
                ),
                document: None,
            };
            let effects = vec![crate::Event::Rules(event)];
            Heard { decision: Some((decision, content)), effects, ..Heard::default() }
        }
        Err(refusal) => {
            let said = Said::of(&refusal);
            offered(
                format!("la règle commune ne s'applique pas ici telle quelle : {}", said.french),
                format!("the common rule does not apply here as it is: {}", said.english),
            )
        }
    }
}

/// Refuses that one federation changes what another one set in a matter ceded to that one.
fn others_rules<'a>(
    house: &Organisation,
    peer: &Peer,
    rules: impl Iterator<Item = &'a str>,
    from: Day,
) -> Result<(), Refusal> {
    let by_another = |rule: &&str| {
        let known = house.federation.common(rule).and_then(|one| house.federation.peer(one.peer));
        known.is_some_and(|known| known.card.origin != peer.card.origin)
    };
    super::check_local_rules(house, rules.filter(by_another), from)
}

/// A rule of the federation on top of our own past: our versions stand until the day of the
/// federation's, which count from then on.
fn joined(house: &Organisation, common: &AdoptedRule, from: Day) -> AdoptedRule {
    let mut adopted = common.clone();
    if let Some(own) = house.rules.set().rule(&common.rule.name) {
        let mut versions: Vec<_> =
            own.versions.iter().filter(|version| version.since < from).cloned().collect();
        let later = common.rule.version_on(from).into_iter().map(|version| {
            let mut version = version.clone();
            version.since = version.since.max(from);
            version
        });
        let after = common.rule.versions.iter().filter(|version| version.since > from).cloned();
        versions.extend(later);
        versions.extend(after);
        adopted.rule.versions = versions;
    }
    adopted
}

/// What an equalisation gives us or takes from us, in our books: owed to the federation, or by it.
fn equalised(
    house: &Organisation,
    peer: &Peer,
    done: &Equalised,
    digest: &str,
    on: Day,
) -> Result<Heard, crate::Refusal> {
    let Some(amount) = done.transfers.get(house.federation.own()).copied() else {
        return Ok(Heard::default());
    };
    if amount == Amount::ZERO || !peer.is_tied_on(done.month.last_day()) {
        return Ok(Heard::default());
    }
    let chart = &house.chart;
    let owed = Posting {
        account: chart.account(Use::OwedToLevels),
        party: Some(Party::Level(peer.level)),
        amount,
    };
    let other = if amount.is_negative() { Use::PassedOn } else { Use::FromOtherBodies };
    let other = Posting { account: chart.account(other), party: None, amount: -amount };
    let label =
        format!("Péréquation de {}, {}", done.month.written(Language::French), peer.card.name);
    let entry = Entry {
        journal: JournalCode::General,
        date: house.periods.open_day(on),
        label: label.chars().take(200).collect(),
        reason: Reason::Document { digest: digest.to_owned() },
        postings: vec![owed, other],
    };
    house.check(&entry)?;
    Ok(Heard { entry: Some(entry), ..Heard::default() })
}
