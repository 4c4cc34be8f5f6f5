//! `caisse statutes`: read, adopted, shown.

use caisse_app::models;
use caisse_app::work::statutes_file;
use caisse_domain::assemblies::{Command as Asked, Refusal, Statutes as Content};
use serde_json::json;

use super::{ask, state};
use crate::answer::{Answer, Failure};
use crate::arguments::Statutes;
use crate::context::Context;

/// The statutes chosen at the founding, as they wait in the directory of the caisse.
pub const CHOSEN: &str = "statuts.toml";

/// `caisse statutes`.
pub fn run(context: &Context, arguments: Statutes) -> Result<Answer, Failure> {
    match arguments {
        Statutes::Check { statutes } => check(context, &statutes),
        Statutes::Adopt { statutes, decision, since } => {
            let since = since.unwrap_or_else(|| context.today());
            let chosen = || context.root.join(CHOSEN).to_string_lossy().into_owned();
            let content = read(context, &statutes.unwrap_or_else(chosen))?;
            let title = content.title.clone();
            let command = Asked::AdoptStatutes { statutes: Box::new(content), since, decision };
            ask(context, |context, house| Ok(context.acting(house)), command)?;
            let day = since.written(context.language);
            let said = context.say("en vigueur le", "in force on");
            let text = format!("« {title} » : {said} {day} ({decision}).");
            Ok(Answer::new(
                text,
                json!({ "title": title, "since": since, "decision": decision.to_string() }),
            ))
        }
        Statutes::Show { on, file } => show(context, on.unwrap_or_else(|| context.today()), file),
    }
}

/// Statutes by name or from a file.
pub fn read(context: &Context, name: &str) -> Result<Content, Failure> {
    models::statutes(name).map_err(|error| context.fail(|l| error.sentence(l)))
}

fn check(context: &Context, name: &str) -> Result<Answer, Failure> {
    let content = read(context, name)?;
    let mut text = content.text(context.language).join("\n");
    let mut json = json!({ "title": content.title, "statutes": content, "sentences": content.text(context.language) });
    // Inside a caisse, what would lock out its own members is told too.
    if let Ok(desk) = context.reading()
        && let Some(house) = desk.house.state()
    {
        let here = content.problems_here(house, context.today());
        let told: Vec<String> = here.iter().map(|one| one.sentence(context.language)).collect();
        if !told.is_empty() {
            let heading = context.say("Ici, aujourd'hui :", "Here, today:");
            text.push_str(&format!("\n\n{heading}\n{}", told.join("\n")));
        }
        json["here"] = json!(told);
        return Ok(Answer { text, json, good: told.is_empty() });
    }
    Ok(Answer::new(text, json))
}

fn show(context: &Context, on: caisse_units::Day, file: bool) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let refusal = Refusal::NoStatutes { on };
    let version = house.assemblies.statutes_on(on);
    let version = version.ok_or_else(|| context.fail(|l| refusal.sentence(l)))?;
    let written = statutes_file::write(&version.statutes, context.language);
    let text = match file {
        true => written.clone(),
        false => {
            let (since, decision) = (version.since.written(context.language), version.decision);
            let said = context.say("En vigueur depuis le", "In force since");
            let text = version.statutes.text(context.language).join("\n");
            format!("{text}\n\n{said} {since} ({decision}).")
        }
    };
    let json = json!({
        "since": version.since, "decision": version.decision.to_string(),
        "statutes": version.statutes, "file": written,
        "sentences": version.statutes.text(context.language),
    });
    Ok(Answer::new(text, json))
}
