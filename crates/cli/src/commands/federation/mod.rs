//! Federations: cards and keys, feeds read and served, statements, instructions, equalisation.

mod exchange;
mod show;
mod together;

pub(super) use exchange::Served;

use caisse_app::peers::{self, PeersError};
use caisse_app::{Desk, ExecuteError};
use caisse_domain::federation::{Card, Command as C, Event, Message, Side};
use caisse_domain::identity::PeerId;
use caisse_domain::{Command, Event as Any};
use caisse_units::{Language, Month};
use serde_json::{Value, json};

use crate::answer::{Answer, Failure};
use crate::arguments::{Federation, Introduce};
use crate::context::Context;

/// `caisse federation`.
pub fn run(context: &Context, arguments: Federation) -> Result<Answer, Failure> {
    match arguments {
        Federation::Card { address } => show::card(context, address),
        Federation::KeyWords { peer } => show::key_words(context, peer),
        Federation::Introduce(arguments) => introduce(context, arguments),
        Federation::List => show::list(context),
        Federation::Sync { peer, from } => sync(context, peer, from),
        Federation::Statement { month } => statement(context, month),
        Federation::Summon { assembly } => {
            let said = ("convocation dite aux membres", "the members are told of the assembly");
            say(context, C::Summon { assembly }, said)
        }
        Federation::Instruct { peer, assembly, item, poll, text } => {
            let item = item.checked_sub(1).ok_or_else(|| {
                Failure::new(
                    context.say("les points se comptent à partir de 1", "items are counted from 1"),
                )
            })?;
            let said = ("mandat dit à la fédération", "the federation is told the mandate");
            say(context, C::Instruct { peer, assembly, item, poll, text }, said)
        }
        Federation::Equalise { rule, month } => equalise(context, rule, month),
        Federation::Receive { peer, line } => {
            let mut desk = context.desk()?;
            act(context, &mut desk, C::ReceiveFrom { peer, line })?;
            let text = context.say("reconnu", "recognised");
            let json = json!({ "peer": peer.to_string(), "line": line.to_string() });
            Ok(Answer::new(format!("{line} : {text} ({peer})"), json))
        }
        Federation::Witness => witness(context),
        Federation::TurnKey => turn_key(context),
        Federation::Move { address } => {
            let said = ("adresse annoncée", "the address is announced");
            say(context, C::Announce { key: None, address: Some(address) }, said)
        }
        Federation::AcceptKey { peer, key, decision } => {
            let mut desk = context.desk()?;
            act(context, &mut desk, C::AcceptKey { peer, key: key.clone(), decision })?;
            let text = context.say("clé reconnue", "the key is accepted");
            let json = json!({ "peer": peer.to_string(), "key": key });
            Ok(Answer::new(format!("{peer} : {text}"), json))
        }
        Federation::Serve { listen } => exchange::serve(context, &listen),
        Federation::Together(more) => together::run(context, more),
    }
}

fn refused(context: &Context, error: &PeersError) -> Failure {
    context.fail(|language| error.sentence(language))
}

fn act(context: &Context, desk: &mut Desk, command: C) -> Result<Event, Failure> {
    let actor = context.acting(desk.house.state());
    let done = desk.act(actor, Command::Federation(command));
    let done = done.map_err(|error: ExecuteError| context.fail(|l| error.sentence(l)))?;
    let Any::Federation(event) = done.event else { unreachable!("this part decided") };
    Ok(event)
}

/// Says something to other organisations; whoever is on another server is nudged.
fn say(context: &Context, command: C, (french, english): (&str, &str)) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let event = act(context, &mut desk, command)?;
    said(context, &desk, &event, context.say(french, english))
}

fn said(context: &Context, desk: &Desk, event: &Event, text: String) -> Result<Answer, Failure> {
    let Event::Sent { message, .. } = event else { unreachable!("something was said") };
    let state = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let number = state.federation.sent().len();
    // What could not be signed now is signed the next time: it is said all the same, with the reason.
    let fault = desk.feed_fault.as_ref().map(|fault| fault.sentence(context.language));
    peers::nudge(desk).map_err(|error| refused(context, &error))?;
    let mut told = match context.language {
        Language::French => format!("{text} (message {number} de notre fil)"),
        Language::English => format!("{text} (message {number} of our feed)"),
    };
    if let Some(fault) = &fault {
        told = format!("{told}\n{fault}");
    }
    let json = json!({
        "number": number, "kind": message.kind(), "message": message, "fault": fault,
    });
    Ok(Answer { text: told, json, good: fault.is_none() })
}

fn introduce(context: &Context, given: Introduce) -> Result<Answer, Failure> {
    let Introduce { origin, name, key, address, side } = given;
    let key_read = caisse_journal::NoteKey::parse(&key);
    key_read.map_err(|error| context.fail(|l| error.sentence(l)))?;
    let mut desk = context.desk()?;
    let own = desk.directory.organisation().to_string();
    let side = side.below.map_or(Side::Above, Side::Below);
    let card = Card { origin, name, key, address };
    let digits = peers::key_in_digits(&card.key).join(" ");
    let event = act(context, &mut desk, C::Introduce { own, card, side })?;
    let Event::Introduced { peer, card, .. } = event else { unreachable!("it was introduced") };
    let compare = context.say("clé, à comparer", "key, to be compared");
    let text = format!("{peer} {}\n{compare} : {digits}", card.name);
    Ok(Answer::new(text, json!({ "peer": peer.to_string(), "card": card, "digits": digits })))
}

fn sync(
    context: &Context,
    peer: Option<PeerId>,
    from: Option<std::path::PathBuf>,
) -> Result<Answer, Failure> {
    let fail = |error: PeersError| refused(context, &error);
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let reports = match peer {
        None => peers::sync_all(&mut desk, actor).map_err(fail)?,
        Some(peer) => {
            peers::publish(&mut desk).map_err(fail)?;
            let source = peers::source_of(&desk, peer, from).map_err(fail)?;
            vec![peers::sync(&mut desk, actor, peer, &*source).map_err(fail)?]
        }
    };
    Ok(show::visits(context, &reports))
}

fn statement(context: &Context, month: Month) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let base = peers::base_of(&desk, month).map_err(|error| context.fail(|l| error.sentence(l)))?;
    let event = act(context, &mut desk, C::PublishStatement { month, base })?;
    let text = match context.language {
        Language::French => format!("relevé de {month} publié"),
        Language::English => format!("statement of {month} published"),
    };
    said(context, &desk, &event, text)
}

fn equalise(context: &Context, rule: String, month: Month) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let event = act(context, &mut desk, C::Equalise { rule, month })?;
    let mut text = match context.language {
        Language::French => format!("péréquation de {month}"),
        Language::English => format!("equalisation of {month}"),
    };
    if let Event::Sent { message, .. } = &event
        && let Message::Equalised(done) = &**message
    {
        for (origin, amount) in &done.transfers {
            let size = context.amount(if amount.is_negative() { -*amount } else { *amount });
            let verb = match amount.is_negative() {
                true => context.say("verse", "pays"),
                false => context.say("reçoit", "receives"),
            };
            text.push_str(&format!("\n  {origin} {verb} {size}"));
        }
    }
    said(context, &desk, &event, text)
}

fn witness(context: &Context) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let (note, list) = peers::witness(&mut desk).map_err(|error| refused(context, &error))?;
    let mut text = String::new();
    let mut rows: Vec<Value> = Vec::new();
    for one in &list {
        let told = match &one.outcome {
            Ok(second) => format!("{} ({second})", context.say("a cosigné", "cosigned")),
            Err(error) => error.sentence(context.language),
        };
        text.push_str(&format!("{} {} : {told}\n", one.peer, one.origin));
        rows.push(json!({
            "peer": one.peer.to_string(), "origin": one.origin,
            "cosigned": one.outcome.as_ref().ok(),
            "fault": one.outcome.as_ref().err().map(|error| error.sentence(context.language)),
        }));
    }
    let good = list.iter().all(|one| one.outcome.is_ok());
    let json = json!({ "checkpoint": note, "witnesses": rows });
    Ok(Answer { text: format!("{text}\n{note}"), json, good })
}

fn turn_key(context: &Context) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let key = peers::turn_key(&mut desk, actor).map_err(|error| refused(context, &error))?;
    peers::nudge(&desk).map_err(|error| refused(context, &error))?;
    let text = context.say("notre nouvelle clé, annoncée", "our new key, announced");
    Ok(Answer::new(format!("{text} : {key}"), json!({ "key": key })))
}
