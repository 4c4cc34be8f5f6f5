//! What a message of another organisation causes here.

use caisse_units::{Amount, Day, Language, Month};

use super::{CommonRules, Equalised, Event, Message, Peer, Refusal, Side, circle, limits, matters};
use crate::Organisation;
use crate::identity::{DecisionId, PeerId};
use crate::ledger::{Entry, JournalCode, Party, Posting, Reason, Use};
use crate::offices::Decision;
use crate::proposals::Said;
use crate::rules::{AdoptedRule, Purpose};

/// Takes the next message of an organisation. A message that is not for us, or of a kind that this
/// program does not know, is counted and has no effect; so is one that the core refuses, with why.
///
/// # Errors
/// [`Refusal::Unknown`], [`Refusal::OutOfOrder`], [`Refusal::Contradicted`].
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
    let unusable = message.as_deref().and_then(|message| limits::unusable(message, on));
    let unusable =
        unusable.or_else(|| message.as_deref().and_then(|said| not_for_now(house, peer, said)));
    let heard = match (&message, unusable) {
        (_, Some(why)) => Err(why),
        (None, None) => Ok(Heard::default()),
        (Some(message), None) => heard(house, peer, known, message, &digest, on),
    };
    // What cannot be taken is counted, with the reason: a feed is never stopped by what it says.
    let (message, heard) = match heard {
        Ok(heard) => (message, heard),
        Err(why) => (None, Heard { offered: Some(why), ..Heard::default() }),
    };
    let Heard { decision, entry, effects, offered } = heard;
    Ok(Event::Received { peer, number, digest, message, on, decision, entry, effects, offered })
}

#[derive(Default)]
struct Heard {
    decision: Option<(DecisionId, Decision)>,
    entry: Option<Entry>,
    effects: Vec<crate::Event>,
    offered: Option<Said>,
}

/// What a message causes here, or why it is taken without effect. Before the tie, and after it, an
/// organisation is listened to and binds us to nothing.
fn heard(
    house: &Organisation,
    id: PeerId,
    peer: &Peer,
    message: &Message,
    digest: &str,
    on: Day,
) -> Result<Heard, Said> {
    match (message, peer.side) {
        (Message::CommonRules(common), _) => Ok(common_rules(house, peer, common, on)),
        (Message::Equalised(done), Side::Above) => equalised(house, id, peer, done, digest, on),
        (Message::PassedOn { month, amount }, _) => {
            passed_on(house, peer, (*month, *amount), digest, on)
        }
        (Message::Above(above), Side::Above) => {
            let said = circle::said_after(house, id, above, on).map(crate::Event::Federation);
            Ok(Heard { effects: said.into_iter().collect(), ..Heard::default() })
        }
        _ => Ok(Heard::default()),
    }
}

fn ignored(french: &str, english: &str) -> Said {
    Said {
        french: format!("le message est ignoré : {french}"),
        english: format!("the message is ignored: {english}"),
    }
}

/// Why a message comes too late, twice, or from the wrong side, if it does.
fn not_for_now(house: &Organisation, id: PeerId, message: &Message) -> Option<Said> {
    let peer = house.federation.peer(id)?;
    match message {
        Message::Equalised(done) if !done.settles => {
            let mut settled = house.federation.settled();
            let again = settled.any(|(from, rule, month, _)| {
                from == id && rule == done.rule && month == done.month
            });
            again.then(|| {
                ignored(
                    "cette péréquation est déjà passée dans nos comptes",
                    "this equalisation is in our books already",
                )
            })
        }
        Message::PassedOn { month, .. } if peer.passed.contains_key(month) => Some(ignored(
            "les parts de ce mois sont déjà annoncées",
            "the shares of this month are announced already",
        )),
        Message::Answer(answer) => {
            let asked = house.federation.sent().iter().any(|sent| {
                matches!(&sent.message, Message::Consultation(said) if said.proposal == answer.proposal)
            });
            let unasked = !asked || peer.side == Side::Above;
            unasked.then(|| {
                ignored("nous n'avons pas posé cette question", "we did not ask this question")
            })
        }
        _ => None,
    }
}

/// Shares of contributions that are for us, in our books: owed by who received them.
fn passed_on(
    house: &Organisation,
    peer: &Peer,
    (month, amount): (Month, Amount),
    digest: &str,
    on: Day,
) -> Result<Heard, Said> {
    if !peer.is_tied_on(on) && !peer.is_tied_in(month) {
        return Err(ignored("aucun lien ne tenait ce mois-là", "no tie was held in that month"));
    }
    let chart = &house.chart;
    let owed = Posting {
        account: chart.account(Use::OwedToLevels),
        party: Some(Party::Level(peer.level)),
        amount,
    };
    let income =
        Posting { account: chart.account(Use::FromOtherBodies), party: None, amount: -amount };
    let name = &peer.card.name;
    let label = format!("Parts de cotisations de {}, {name}", month.written(Language::French));
    booked(house, label, digest, vec![owed, income], on)
}

/// An entry that a message causes, if the books take it.
fn booked(
    house: &Organisation,
    label: String,
    digest: &str,
    postings: Vec<Posting>,
    on: Day,
) -> Result<Heard, Said> {
    let entry = Entry {
        journal: JournalCode::General,
        date: booking_day(house, on),
        label: label.chars().take(200).collect(),
        reason: Reason::Document { digest: digest.to_owned() },
        postings,
    };
    house.check(&entry).map_err(|refusal| Said::of(&refusal.into()))?;
    Ok(Heard { entry: Some(entry), ..Heard::default() })
}

/// The day on which the books take something of that day: when its year is not opened yet, the last day
/// of the year before, so that nothing that is due is lost.
fn booking_day(house: &Organisation, on: Day) -> Day {
    let ends = (1..=3).filter_map(|back| Day::new(on.year() - back, 12, 31));
    let open = house.periods.open_day(on);
    let mut days = std::iter::once(open).chain(ends);
    days.find(|day| house.periods.check_day(*day).is_ok()).unwrap_or(open)
}

/// Rules of a federation: in force by themselves where the matter is ceded, offered to the assembly
/// where it is not, or where they could not be applied as they are.
fn common_rules(house: &Organisation, peer: &Peer, common: &CommonRules, on: Day) -> Heard {
    let offered = |french: String, english: String| Heard {
        offered: Some(Said { french, english }),
        ..Heard::default()
    };
    let known = peer.side == Side::Above && peer.is_tied_on(on);
    let not_ceded = common.rules.iter().find(|one| {
        let ruled = (one.rule.name.as_str(), &one.purpose);
        let ceded = house.agreements.covering(&peer.card.name, &common.matter, ruled, common.from);
        !known || ceded.is_none()
    });
    if let Some(one) = not_ceded {
        let (matter, rule, name) = (&common.matter, &one.rule.name, &peer.card.name);
        return offered(
            format!(
                "« {matter} », règle « {rule} », n'est pas cédé à {name} : c'est une proposition, que l'assemblée peut reprendre"
            ),
            format!(
                "“{matter}”, rule “{rule}”, is not ceded to {name}: it is a proposal, which the assembly may take up"
            ),
        );
    }
    let named = common.rules.iter().map(|one| (one.rule.name.as_str(), &one.purpose));
    if let Err(refusal) = others_rules(house, peer, named, common.from) {
        let said = Said::of(&refusal.into());
        return offered(said.french, said.english);
    }
    let decision = DecisionId::at(house.offices.decisions().count());
    match in_place(house, &common.rules, common.from, decision) {
        Ok(effects) => {
            let content = recorded(peer, common);
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

/// The decision as our own list of decisions holds it.
fn recorded(peer: &Peer, common: &CommonRules) -> Decision {
    Decision {
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
    }
}

/// Common rules in the place of ours: where only one rule of a kind holds at a time, and the federation
/// was ceded that kind under any name, ours ends on the day theirs begins.
pub(super) fn in_place(
    house: &Organisation,
    rules: &[AdoptedRule],
    from: Day,
    decision: DecisionId,
) -> Result<Vec<crate::Event>, crate::Refusal> {
    let mut effects = Vec::new();
    let mut book = house.rules.clone();
    for one in rules.iter().filter(|one| matters::is_alone(&one.purpose)) {
        let ours = book.all().filter(|(rule, purpose)| {
            rule.name != one.rule.name
                && matters::same_kind(purpose, &one.purpose)
                && book.version_on(&rule.name, from).is_some()
        });
        let ours: Vec<String> = ours.map(|(rule, _)| rule.name.clone()).collect();
        for rule in ours {
            let event = crate::rules::repeal(house, rule, from, decision)?;
            crate::rules::apply(&mut book, &event);
            effects.push(crate::Event::Rules(event));
        }
    }
    let adopted = rules.iter().map(|one| joined(house, one, from)).collect();
    let event = match effects.is_empty() {
        true => crate::rules::adopt(house, adopted, decision)?,
        false => {
            let after = Organisation { rules: book, ..house.clone() };
            crate::rules::adopt(&after, adopted, decision)?
        }
    };
    effects.push(crate::Event::Rules(event));
    Ok(effects)
}

/// Refuses that one federation changes what another one set and was ceded.
fn others_rules<'a>(
    house: &Organisation,
    peer: &Peer,
    mut rules: impl Iterator<Item = (&'a str, &'a Purpose)>,
    from: Day,
) -> Result<(), Refusal> {
    let taken = rules.find_map(|(rule, purpose)| {
        let (known, common) = matters::set_by(house, rule, purpose, from)?;
        (known.card.origin != peer.card.origin).then(|| Refusal::SetAbove {
            rule: rule.to_owned(),
            federation: known.card.name.clone(),
            matter: common.matter.clone(),
            since: common.from,
        })
    });
    taken.map_or(Ok(()), Err)
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

/// What an equalisation gives us or takes from us, in our books: owed to the federation, or by it. What
/// was booked for that month before counts as paid in advance.
fn equalised(
    house: &Organisation,
    id: PeerId,
    peer: &Peer,
    done: &Equalised,
    digest: &str,
    on: Day,
) -> Result<Heard, Said> {
    let mut settled = house.federation.settled();
    let before = settled
        .find(|(from, rule, month, _)| *from == id && *rule == done.rule && *month == done.month);
    let before = before.map_or(Amount::ZERO, |(_, _, _, one)| one.amount);
    let now = done.transfers.get(house.federation.own()).copied();
    let amount = now.unwrap_or_default().minus(before);
    if amount.is_zero() {
        return Ok(Heard::default());
    }
    let last = done.month.last_day();
    if !peer.is_tied_on(last) {
        return Err(ignored("aucun lien ne tenait ce mois-là", "no tie was held in that month"));
    }
    let ours = house.agreements.cessions().map(|(_, one)| one);
    let ours = ours.filter(|one| one.content.federation == peer.card.name);
    if !matters::takes_part(ours, &done.rule, last) {
        return Err(ignored(
            "notre assemblée n'a pas cédé la péréquation",
            "our assembly has not ceded equalisation",
        ));
    }
    let chart = &house.chart;
    let owed = Posting {
        account: chart.account(Use::OwedToLevels),
        party: Some(Party::Level(peer.level)),
        amount,
    };
    let other = if amount.is_negative() { Use::PassedOn } else { Use::FromOtherBodies };
    let other = Posting { account: chart.account(other), party: None, amount: -amount };
    let label = format!("{}, {}", super::equalisation::label(done, done.month), peer.card.name);
    booked(house, label, digest, vec![owed, other], on)
}
