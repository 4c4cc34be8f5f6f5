//! `caisse assembly speakers`: who speaks next, and how speech was shared.

use std::fmt::Write as _;

use caisse_app::Desk;
use caisse_domain::assemblies::Command as Asked;
use caisse_domain::assemblies::speech::{next_speaker, speaking_time};
use caisse_domain::assemblies::statutes::{Alternate, SpeakingRules};
use caisse_domain::identity::{AssemblyId, MemberId};
use serde_json::json;

use super::{ask_at_the_desk, known, named, state};
use crate::answer::{Answer, Failure};
use crate::arguments::{Alternation, Speakers};
use crate::context::Context;

/// `caisse assembly speakers`.
pub fn run(context: &Context, arguments: Speakers) -> Result<Answer, Failure> {
    let (assembly, command) = match arguments {
        Speakers::Rules { assembly, first_time_first, alternate, seconds, lists } => {
            let alternate = match alternate {
                Alternation::None => Alternate::None,
                Alternation::Categories => Alternate::ByCategory,
                Alternation::Lists => Alternate::ByList,
            };
            let rules = SpeakingRules { first_time_first, alternate, seconds };
            let lists = lists.iter().map(|text| list(context, text)).collect::<Result<_, _>>()?;
            (assembly, Asked::SetSpeaking { assembly, rules, lists })
        }
        Speakers::Ask { assembly, member } => (assembly, Asked::AskToSpeak { assembly, member }),
        Speakers::Leave { assembly, member } => {
            (assembly, Asked::LeaveSpeakers { assembly, member })
        }
        Speakers::Next { assembly, member } => {
            (assembly, Asked::StartSpeaking { assembly, member })
        }
        Speakers::Stop { assembly, seconds } => {
            (assembly, Asked::StopSpeaking { assembly, seconds })
        }
        Speakers::Show { assembly } => return show(context, &context.reading()?, assembly),
    };
    let (desk, _) = ask_at_the_desk(context, command)?;
    show(context, &desk, assembly)
}

/// `NAME=M1,M2`.
fn list(context: &Context, text: &str) -> Result<(String, Vec<MemberId>), Failure> {
    let read = text.split_once('=').and_then(|(name, members)| {
        let members = members.split(',').map(|member| member.trim().parse::<MemberId>());
        Some((name.trim().to_owned(), members.collect::<Result<Vec<_>, _>>().ok()?))
    });
    read.ok_or_else(|| {
        let (french, english) = ("écrivez NOM=M1,M2", "write NAME=M1,M2");
        Failure::new(format!("« {text} » : {}", context.say(french, english)))
    })
}

fn show(context: &Context, desk: &Desk, assembly: AssemblyId) -> Result<Answer, Failure> {
    let house = state(context, desk)?;
    let held = known(context, house, assembly)?;
    let speakers = &held.speakers;
    let next = next_speaker(house, held);
    let mut text = String::new();
    if let Some(member) = speakers.speaking {
        let limit =
            speakers.rules.seconds.map_or(String::new(), |seconds| format!(" ({seconds} s)"));
        let _ = writeln!(text, "{} : {member}{limit}", context.say("parle", "speaking"));
    }
    if let Some(member) = next {
        let _ = writeln!(text, "{} : {member}", context.say("ensuite", "next"));
    }
    if !speakers.waiting.is_empty() {
        let waiting: Vec<String> = speakers.waiting.iter().map(ToString::to_string).collect();
        let _ = writeln!(text, "{} : {}", context.say("attendent", "waiting"), waiting.join(", "));
    }
    let times = speaking_time(house, held);
    for (group, spoken) in &times {
        let group = if group.is_empty() { "—" } else { group };
        let turns = context.say("tours", "turns");
        let _ = writeln!(text, "{group} : {} {turns}, {} s", spoken.turns, spoken.seconds);
    }
    let groups: serde_json::Map<String, serde_json::Value> = times
        .iter()
        .map(|(group, spoken)| {
            (group.clone(), json!({ "turns": spoken.turns, "seconds": spoken.seconds }))
        })
        .collect();
    let json = json!({
        "speaking": speakers.speaking.map(|member| member.to_string()),
        "next": next.map(|member| member.to_string()),
        "waiting": speakers.waiting.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "groups": groups,
    });
    Ok(Answer::new(named(desk, &text), json))
}
