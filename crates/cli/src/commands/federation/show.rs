//! What is shown of other organisations: cards, keys, lag, contacts, evidence, visits.

use std::fmt::Write as _;

use caisse_app::peers::{self, Contacts, Report};
use caisse_domain::federation::Side;
use caisse_domain::identity::PeerId;
use caisse_units::Language;
use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use serde_json::{Value, json};

use super::refused;
use crate::answer::{Answer, Failure};
use crate::context::Context;

/// Our card, and the command with which the other side notes it.
pub(super) fn card(context: &Context, address: Option<String>) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let card = peers::own_card(&desk, address).map_err(|error| refused(context, &error))?;
    let digits = peers::key_in_digits(&card.key).join(" ");
    let mut command = format!(
        "caisse federation introduce --origin {} --name \"{}\" --key {}",
        card.origin, card.name, card.key
    );
    if let Some(address) = &card.address {
        let _ = write!(command, " --address {address}");
    }
    let (name, origin, key) = (&card.name, &card.origin, &card.key);
    let text = match context.language {
        Language::French => format!(
            "{name}\nidentifiant : {origin}\nclé : {key}\nà comparer de vive voix : {digits}\n\nChez l'autre organisation, avec --above si nous sommes la fédération, --below M… si nous sommes le membre :\n{command}"
        ),
        Language::English => format!(
            "{name}\nidentifier: {origin}\nkey: {key}\nto be compared aloud: {digits}\n\nAt the other organisation, with --above if we are the federation, --below M… if we are the member:\n{command}"
        ),
    };
    Ok(Answer::new(text, json!({ "card": card, "digits": digits, "command": command })))
}

/// A key in digits and as a code for a camera.
pub(super) fn key_words(context: &Context, peer: Option<PeerId>) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let key = match peer {
        None => {
            let card = peers::own_card(&desk, None).map_err(|error| refused(context, &error))?;
            card.key
        }
        Some(peer) => {
            let state = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
            let known = state.federation.peer(peer);
            let unknown = || refused(context, &peers::PeersError::Unknown { peer });
            known.ok_or_else(unknown)?.card.key.clone()
        }
    };
    let groups = peers::key_in_digits(&key);
    let rows: Vec<String> = groups.chunks(4).map(|row| row.join("  ")).collect();
    let code = QrCode::new(key.as_bytes())
        .map(|code| code.render::<Dense1x2>().build())
        .map_err(|error| Failure::new(error.to_string()))?;
    let text = format!("{key}\n\n{}\n\n{code}", rows.join("\n"));
    Ok(Answer::new(text, json!({ "key": key, "digits": groups })))
}

/// Every organisation that is known, with what is to be watched.
pub(super) fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let state = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let contacts =
        Contacts::read(desk.directory.root()).map_err(|error| refused(context, &error))?;
    let today = context.today();
    let (mut text, mut rows) = (String::new(), Vec::new());
    for (id, peer) in state.federation.peers() {
        let contact = contacts.of(&peer.card.origin);
        let lag = (contact.highest + 1).saturating_sub(peer.next());
        let owed = state.owed_to(peer.level);
        let tied = peer.is_tied_on(today);
        let side = match peer.side {
            Side::Above => context.say("au-dessus", "above"),
            Side::Below(member) => format!("{} {member}", context.say("au-dessous,", "below,")),
        };
        let last = contact.last_contact.map(moment);
        let trouble = contact.trouble.as_ref().map(|(french, english)| {
            context.language.choose(french.as_str(), english.as_str()).to_owned()
        });
        let tie = match tied {
            true => context.say("lien en vigueur", "tie in force"),
            false => context.say("sans lien en vigueur", "no tie in force"),
        };
        let never = context.say("jamais", "never");
        let contacted = last.as_deref().unwrap_or(&never);
        let taken = peer.taken.len();
        let amount = context.amount(owed);
        let _ = match context.language {
            Language::French => writeln!(
                text,
                "{id} {} ({side}) : {tie} ; {taken} messages pris, retard {lag}, dernier contact {contacted} ; dû : {amount}",
                peer.card.name
            ),
            Language::English => writeln!(
                text,
                "{id} {} ({side}): {tie}; {taken} messages taken, lag {lag}, last contact {contacted}; owed: {amount}",
                peer.card.name
            ),
        };
        for line in trouble.iter() {
            let _ = writeln!(text, "  ! {line}");
        }
        for note in &peer.evidence {
            let first = note.lines().take(3).collect::<Vec<_>>().join(" · ");
            let kept = context.say("preuve gardée", "evidence kept");
            let _ = writeln!(text, "  ! {kept} : {first}");
        }
        for offer in &peer.offered {
            let why = context.language.choose(&offer.why.french, &offer.why.english);
            let _ = writeln!(text, "  {} : {why}", offer.rules.title);
        }
        rows.push(json!({
            "peer": id.to_string(), "card": peer.card, "side": peer.side, "tied": tied,
            "taken": taken, "next": peer.next(), "highest": contact.highest, "lag": lag,
            "last_contact": last, "trouble": trouble, "evidence": peer.evidence,
            "offered": peer.offered, "owed": owed, "witness": contact.witness,
            "statements": peer.statements.keys().map(ToString::to_string).collect::<Vec<_>>(),
        }));
    }
    let settled: Vec<Value> = state
        .federation
        .settled()
        .map(|(peer, rule, month, one)| {
            json!({
                "peer": peer.to_string(), "rule": rule, "month": month.to_string(),
                "amount": one.amount, "among": one.among, "on": one.on,
            })
        })
        .collect();
    let said = state.federation.sent().len();
    let json = json!({ "peers": rows, "said": said, "settled": settled });
    Ok(Answer::new(text, json))
}

/// What visits gave; wrong when one of them met a fault.
pub(super) fn visits(context: &Context, reports: &[Report]) -> Answer {
    let (mut text, mut rows) = (String::new(), Vec::new());
    for report in reports {
        let fault = report.fault.as_ref().map(|fault| fault.sentence(context.language));
        let (peer, origin, taken, lag) = (report.peer, &report.origin, report.taken, report.lag());
        let _ = match context.language {
            Language::French => {
                writeln!(text, "{peer} {origin} : {taken} messages pris, retard {lag}")
            }
            Language::English => {
                writeln!(text, "{peer} {origin}: {taken} messages taken, lag {lag}")
            }
        };
        if let Some(fault) = &fault {
            let _ = writeln!(text, "  ! {fault}");
        }
        rows.push(json!({
            "peer": peer.to_string(), "origin": origin, "taken": taken, "next": report.next,
            "highest": report.highest, "lag": lag,
            "last_contact": report.last_contact.map(moment), "fault": fault,
        }));
    }
    if reports.is_empty() {
        text = context.say(
            "aucune organisation à visiter : donnez une adresse (introduce --address) ou un dossier (sync OL1 --from)",
            "no organisation to visit: give an address (introduce --address) or a directory (sync OL1 --from)",
        );
    }
    let good = reports.iter().all(|report| report.fault.is_none());
    Answer { text, json: json!({ "visits": rows }), good }
}

/// A moment as a day: lag is told in days.
fn moment(milliseconds: i64) -> String {
    caisse_app::clock::day_of(caisse_journal::Moment(milliseconds)).to_string()
}
