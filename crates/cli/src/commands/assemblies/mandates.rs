//! `caisse mandate`: given, ended, listed.

use std::fmt::Write as _;

use caisse_domain::assemblies::meeting::Mandate as Content;
use caisse_domain::assemblies::{Command as Asked, Event};
use caisse_units::Language;
use serde_json::json;

use super::{ask_at_the_desk, named, state};
use crate::answer::{Answer, Failure};
use crate::arguments::{GiveMandate, Mandate};
use crate::context::Context;

/// `caisse mandate`.
pub fn run(context: &Context, arguments: Mandate) -> Result<Answer, Failure> {
    match arguments {
        Mandate::Give(arguments) => give(context, arguments),
        Mandate::End { mandate, on } => {
            let on = on.unwrap_or_else(|| context.today());
            ask_at_the_desk(context, Asked::EndMandate { mandate, on })?;
            let day = on.written(context.language);
            let text = match context.language {
                Language::French => format!("Le mandat {mandate} finit le {day}."),
                Language::English => format!("Mandate {mandate} ends on {day}."),
            };
            Ok(Answer::new(text, json!({ "mandate": mandate, "until": on })))
        }
        Mandate::List => list(context),
    }
}

fn give(context: &Context, arguments: GiveMandate) -> Result<Answer, Failure> {
    let GiveMandate { delegate, of, members, instruction, from, until, kind } = arguments;
    let from = from.unwrap_or_else(|| context.today());
    let kind = kind.map(Into::into);
    let content = Content { delegate, of, members, instruction, from, until, kind };
    let (_, event) = ask_at_the_desk(context, Asked::GiveMandate(Box::new(content)))?;
    let Event::MandateGiven { mandate, .. } = event else {
        unreachable!("a mandate was given");
    };
    let text = match context.language {
        Language::French => format!("Mandat {mandate} : {delegate}, pour {members} membres."),
        Language::English => format!("Mandate {mandate}: {delegate}, for {members} members."),
    };
    Ok(Answer::new(text, json!({ "mandate": mandate, "delegate": delegate.to_string() })))
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    for (number, mandate) in house.assemblies.mandates() {
        let until = mandate.until.map_or(String::new(), |day| format!(" → {day}"));
        let kind = mandate.kind.map(|kind| kind.written(context.language));
        let what = match mandate.instruction.trim() {
            "" => context.say("libre", "free"),
            instruction => instruction.to_owned(),
        };
        let bound = kind.map_or(String::new(), |kind| format!(" [{kind}]"));
        let _ = writeln!(
            text,
            "{number:>4}  {}  {} ({})  {}{until}{bound} : {what}",
            mandate.delegate, mandate.of, mandate.members, mandate.from
        );
        rows.push(json!({
            "mandate": number, "delegate": mandate.delegate.to_string(), "of": mandate.of,
            "members": mandate.members, "instruction": mandate.instruction,
            "from": mandate.from, "until": mandate.until, "kind": mandate.kind,
        }));
    }
    Ok(Answer::new(named(&desk, &text), json!({ "mandates": rows })))
}
