//! Who comes, who leaves, who votes for whom, whether there are enough.

use std::collections::BTreeMap;
use std::path::Path;

use caisse_app::Desk;
use caisse_app::work::ballot_text;
use caisse_app::work::members_file::Problem;
use caisse_domain::assemblies::meeting::{Place, Quorate};
use caisse_domain::assemblies::{Command as Asked, Event, Refusal, TimeOfDay};
use caisse_domain::identity::{AssemblyId, MemberId};
use caisse_domain::offices::Actor;
use caisse_domain::{Command, Envelope, Organisation};
use caisse_units::Language;
use serde_json::json;

use super::{ask_at_the_desk, at_the_desk, known, named, problems, state};
use crate::answer::{Answer, Failure};
use crate::arguments::Proxy;
use crate::context::Context;

/// `caisse assembly arrive`: those named, or those of a file, all or none.
pub fn arrive(
    context: &Context,
    assembly: AssemblyId,
    mut members: Vec<MemberId>,
    from: Option<&Path>,
    remote: bool,
    at: TimeOfDay,
) -> Result<Answer, Failure> {
    let place = if remote { Place::Remote } else { Place::Room };
    if let Some(path) = from {
        let bytes = context.read(path)?;
        let desk = context.reading()?;
        let named = names(context, &desk)?;
        let folded =
            |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let find = |name: &str| named.get(&folded(name)).cloned().unwrap_or_default();
        let rows = ballot_text::members(&bytes, find).map_err(|all| problems(context, &all))?;
        let house = state(context, &desk)?;
        let envelope =
            Envelope { actor: at_the_desk(context, Some(house)), today: context.today() };
        let refused = |(line, member): &(usize, MemberId)| {
            let command = Asked::Arrive { assembly, members: vec![*member], place, at };
            let refusal =
                caisse_domain::decide(Some(house), envelope, Command::Assemblies(command)).err()?;
            let said = |language| refusal.sentence(language);
            Some(Problem { line: *line, text: (said(Language::French), said(Language::English)) })
        };
        let wrong: Vec<Problem> = rows.iter().filter_map(refused).take(100).collect();
        if !wrong.is_empty() {
            return Err(problems(context, &wrong));
        }
        members.extend(rows.into_iter().map(|(_, member)| member));
    }
    let count = members.len();
    let (desk, _) = ask_at_the_desk(context, Asked::Arrive { assembly, members, place, at })?;
    let said = context.say("arrivées notées à", "arrivals noted at");
    let text = format!("{count} {said} {}", at.written(context.language));
    counted(context, &desk, assembly, text)
}

/// Every name of the register, folded, with whose it is.
fn names(context: &Context, desk: &Desk) -> Result<BTreeMap<String, Vec<MemberId>>, Failure> {
    let mut names: BTreeMap<String, Vec<MemberId>> = BTreeMap::new();
    for (member, _) in state(context, desk)?.members.all() {
        let data =
            desk.people.personal(member).map_err(|error| context.fail(|l| error.sentence(l)))?;
        if let Some(name) = data.full_name() {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            names.entry(name).or_default().push(member);
        }
    }
    Ok(names)
}

/// `caisse assembly leave`.
pub fn leave(
    context: &Context,
    assembly: AssemblyId,
    members: Vec<MemberId>,
    at: TimeOfDay,
) -> Result<Answer, Failure> {
    let count = members.len();
    let (desk, _) = ask_at_the_desk(context, Asked::Leave { assembly, members, at })?;
    let said = context.say("départs notés à", "departures noted at");
    let text = format!("{count} {said} {}", at.written(context.language));
    counted(context, &desk, assembly, text)
}

/// What was noted, with the quorum as it is then.
fn counted(
    context: &Context,
    desk: &Desk,
    assembly: AssemblyId,
    text: String,
) -> Result<Answer, Failure> {
    let house = state(context, desk)?;
    match measured(context, house, assembly) {
        Ok(quorum) => {
            let words = quorum_words(context, &quorum);
            Ok(Answer::new(
                format!("{text}\n{words}"),
                json!({ "assembly": assembly.to_string(), "quorum": quorum, "met": quorum.met() }),
            ))
        }
        Err(_) => Ok(Answer::new(text, json!({ "assembly": assembly.to_string() }))),
    }
}

/// `caisse assembly proxy`.
pub fn proxy(context: &Context, arguments: Proxy) -> Result<Answer, Failure> {
    match arguments {
        Proxy::Give { assembly, giver, holder } => {
            let (desk, _) = ask_at_the_desk(context, Asked::GiveProxy { assembly, giver, holder })?;
            let said = context.say("donne procuration à", "gives a proxy to");
            let text = named(&desk, &format!("{giver} {said} {holder}"));
            Ok(Answer::new(
                text,
                json!({ "giver": giver.to_string(), "holder": holder.to_string() }),
            ))
        }
        Proxy::Withdraw { assembly, giver } => {
            let (desk, _) = ask_at_the_desk(context, Asked::WithdrawProxy { assembly, giver })?;
            let said = context.say("retire sa procuration", "withdraws the proxy");
            let text = named(&desk, &format!("{giver} {said}"));
            Ok(Answer::new(text, json!({ "giver": giver.to_string() })))
        }
    }
}

/// `caisse assembly quorum`.
pub fn quorum(context: &Context, assembly: AssemblyId) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let quorum = measured(context, state(context, &desk)?, assembly)?;
    let json = json!({ "assembly": assembly.to_string(), "quorum": quorum, "met": quorum.met() });
    Ok(Answer::new(quorum_words(context, &quorum), json))
}

/// The quorum: of an open assembly by its roll; before, as it would be if it opened now.
fn measured(
    context: &Context,
    house: &Organisation,
    assembly: AssemblyId,
) -> Result<Quorate, Failure> {
    let held = known(context, house, assembly)?;
    if held.opening.is_some() {
        return Ok(held.quorate(held.needed()));
    }
    let envelope: Envelope = Envelope { actor: anyone(context, house), today: context.today() };
    let command = Command::Assemblies(Asked::DeclareWithoutQuorum { assembly });
    match caisse_domain::decide(Some(house), envelope, command) {
        Ok(caisse_domain::Event::Assemblies(Event::LackedQuorum { quorum, .. })) => Ok(quorum),
        Err(caisse_domain::Refusal::Assemblies(Refusal::QuorumThere { quorum })) => Ok(quorum),
        Err(refusal) => Err(context.fail(|l| refusal.sentence(l))),
        Ok(_) => unreachable!("the quorum is there or it is not"),
    }
}

/// Reading the quorum is everyone's: it is measured as the desk would.
fn anyone(context: &Context, house: &Organisation) -> Actor {
    at_the_desk(&context.for_nobody(), Some(house))
}

/// The quorum in words.
pub fn quorum_words(context: &Context, quorum: &Quorate) -> String {
    let Quorate { entitled, present, represented, needed, found } = quorum;
    let met = match quorum.met() {
        true => context.say("atteint", "met"),
        false => context.say("non atteint", "not met"),
    };
    match context.language {
        Language::French => format!(
            "Quorum {met} : {found} comptent, il en faut {needed} ({entitled} ont le droit de vote, {present} présents, {represented} représentés)"
        ),
        Language::English => format!(
            "Quorum {met}: {found} count, {needed} are needed ({entitled} entitled, {present} present, {represented} represented)"
        ),
    }
}
