//! `caisse draw`: fixed before, run with what the sources gave, shown for whoever draws again.

use std::fmt::Write as _;

use caisse_app::Desk;
use caisse_domain::assemblies::meeting::Lots as Content;
use caisse_domain::assemblies::{Command as Asked, Event, Refusal};
use caisse_domain::identity::MemberId;
use caisse_units::Language;
use serde_json::json;

use super::{ask_at_the_desk, known, named, place, state};
use crate::answer::{Answer, Failure};
use crate::arguments::{FixLots, Lots};
use crate::context::Context;

/// `caisse draw`.
pub fn run(context: &Context, arguments: Lots) -> Result<Answer, Failure> {
    match arguments {
        Lots::Fix(arguments) => fix(context, arguments),
        Lots::Run { draw, values } => {
            let (desk, _) = ask_at_the_desk(context, Asked::Draw { draw, values })?;
            show(context, &desk, draw)
        }
        Lots::Show { draw } => show(context, &context.reading()?, draw),
    }
}

fn fix(context: &Context, arguments: FixLots) -> Result<Answer, Failure> {
    let FixLots { assembly, item, seats, reserve, by_category, members, sources } = arguments;
    let item = place(context, item)?;
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let held = known(context, house, assembly)?;
    let today = context.today();
    let all = || -> Vec<MemberId> {
        if held.opening.is_some() {
            return held.roll.voters().map(|(member, _)| member).collect();
        }
        let Some(version) = house.assemblies.statutes_on(today) else { return Vec::new() };
        let entitled = house
            .members
            .all()
            .filter(|(member, known)| version.statutes.entitled(house, *member, known, today));
        entitled.map(|(member, _)| member).collect()
    };
    let members = if members.is_empty() { all() } else { members };
    let stratum = |member: MemberId| {
        by_category.then(|| house.members.get(member).map(|known| known.category.clone())).flatten()
    };
    let pool = members.into_iter().map(|member| (member, stratum(member))).collect();
    let lots = Content { assembly, item, pool, seats, reserve, sources };
    drop(desk);
    let (desk, event) = ask_at_the_desk(context, Asked::FixLots(Box::new(lots)))?;
    let Event::LotsFixed { draw, .. } = event else { unreachable!("lots were fixed") };
    show(context, &desk, draw)
}

fn show(context: &Context, desk: &Desk, number: u32) -> Result<Answer, Failure> {
    let house = state(context, desk)?;
    let refusal = Refusal::DrawUnknown { draw: number };
    let mut draws = house.assemblies.draws();
    let found = draws.find(|(known, _)| *known == number);
    let (_, drawing) = found.ok_or_else(|| context.fail(|l| refusal.sentence(l)))?;
    let lots = &drawing.lots;
    let mut text = match context.language {
        Language::French => format!(
            "Tirage {number} de {} : {} parmi {}, {} en réserve.\nListe publiée, SHA-256 {}\nSources : {}\n",
            lots.assembly,
            lots.seats,
            lots.pool.len(),
            lots.reserve,
            drawing.digest,
            lots.sources.join(" ; ")
        ),
        Language::English => format!(
            "Draw {number} of {}: {} among {}, {} in reserve.\nPublished pool, SHA-256 {}\nSources: {}\n",
            lots.assembly,
            lots.seats,
            lots.pool.len(),
            lots.reserve,
            drawing.digest,
            lots.sources.join("; ")
        ),
    };
    let mut json = json!({
        "draw": number, "assembly": lots.assembly.to_string(), "digest": drawing.digest,
        "pool": lots.pool.iter().map(|(member, stratum)| json!({ "member": member.to_string(), "stratum": stratum })).collect::<Vec<_>>(),
        "seats": lots.seats, "reserve": lots.reserve, "sources": lots.sources,
    });
    if let Some((values, outcome)) = &drawing.drawn {
        let values_said = context.say("Valeurs", "Values");
        let _ = writeln!(text, "{values_said} : {}", values.join(" ; "));
        for stratum in &outcome.0.strata {
            if let Some(name) = &stratum.stratum {
                let _ = writeln!(text, "{name} :");
            }
            for (place, pick) in stratum.picks.iter().enumerate() {
                let reserve = if pick.reserve {
                    context.say(" (réserve)", " (reserve)")
                } else {
                    String::new()
                };
                let _ = writeln!(text, "{:>4}. {}{reserve}", place + 1, pick.id);
            }
        }
        json["values"] = json!(values);
        json["outcome"] = json!(outcome);
    }
    Ok(Answer::new(named(desk, &text), json))
}
