//! `caisse minutes`: shown, completed, printed, sealed, signed.

use caisse_app::Desk;
use caisse_app::work::minutes_text;
use caisse_domain::assemblies::Command as Asked;
use caisse_domain::assemblies::meeting::Stage;
use caisse_domain::identity::AssemblyId;
use caisse_units::Language;
use serde_json::json;

use super::{ask_at_the_desk, ask_in_person, known, named, place, state};
use crate::answer::{Answer, Failure};
use crate::arguments::Minutes;
use crate::context::Context;

/// `caisse minutes`.
pub fn run(context: &Context, arguments: Minutes) -> Result<Answer, Failure> {
    match arguments {
        Minutes::Show { assembly, numbers } => {
            let desk = context.reading()?;
            let text = printed(context, &desk, assembly, numbers)?;
            let json = json!({
                "assembly": assembly.to_string(), "text": text, "digest": digest(context, &desk, assembly)?,
            });
            Ok(Answer::new(text, json))
        }
        Minutes::Print { assembly, out, numbers } => {
            let desk = context.reading()?;
            let text = printed(context, &desk, assembly, numbers)?;
            context.write(&out, text.as_bytes())?;
            let json = json!({ "file": out, "digest": digest(context, &desk, assembly)? });
            Ok(Answer::new(out.display().to_string(), json))
        }
        Minutes::Add { assembly, text, item } => {
            let item = item.map(|item| place(context, item)).transpose()?;
            ask_at_the_desk(context, Asked::AddToMinutes { assembly, item, text })?;
            let said = context.say("ajouté au procès-verbal", "added to the minutes");
            Ok(Answer::new(
                format!("{assembly} : {said}"),
                json!({ "assembly": assembly.to_string() }),
            ))
        }
        Minutes::Seal { assembly } => seal(context, assembly),
        Minutes::Sign { assembly } => sign(context, assembly),
    }
}

fn seal(context: &Context, assembly: AssemblyId) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let digest = digest(context, &desk, assembly)?;
    let actor = super::at_the_desk(context, desk.house.state());
    let command = Asked::SealMinutes { assembly, digest: digest.clone() };
    desk.act(actor, caisse_domain::Command::Assemblies(command))
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let text = match context.language {
        Language::French => format!(
            "Procès-verbal de {assembly} scellé, SHA-256 {digest}.\nEnsuite, présidence et secrétariat : caisse --as MEMBRE minutes sign {assembly}"
        ),
        Language::English => format!(
            "Minutes of {assembly} sealed, SHA-256 {digest}.\nNext, chair and secretary: caisse --as MEMBER minutes sign {assembly}"
        ),
    };
    Ok(Answer::new(text, json!({ "assembly": assembly.to_string(), "digest": digest })))
}

fn sign(context: &Context, assembly: AssemblyId) -> Result<Answer, Failure> {
    let (desk, _) = ask_in_person(context, Asked::SignMinutes { assembly })?;
    let held = known(context, state(context, &desk)?, assembly)?;
    let signatures = match &held.stage {
        Stage::Sealed { signatures, .. } => signatures.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let text = match held.is_signed() {
        true => context.say(
            "signé par les deux : plus rien ne change",
            "signed by both: nothing changes any more",
        ),
        false => context.say("signé ; il manque une signature", "signed; one signature is missing"),
    };
    let json = json!({ "assembly": assembly.to_string(), "signatures": signatures, "complete": held.is_signed() });
    Ok(Answer::new(format!("{assembly} : {text}"), json))
}

fn digest(context: &Context, desk: &Desk, assembly: AssemblyId) -> Result<String, Failure> {
    let house = state(context, desk)?;
    known(context, house, assembly)?;
    Ok(minutes_text::digest(house, assembly).unwrap_or_default())
}

/// The minutes, with the seal and the signatures below.
fn printed(
    context: &Context,
    desk: &Desk,
    assembly: AssemblyId,
    numbers: bool,
) -> Result<String, Failure> {
    let house = state(context, desk)?;
    known(context, house, assembly)?;
    // What is sealed is in French; without names it is shown to the letter.
    let language = if numbers { Language::French } else { context.language };
    let text = minutes_text::text(house, assembly, language).unwrap_or_default();
    if numbers {
        return Ok(text);
    }
    let seal = minutes_text::seal(house, assembly, language);
    let text = if seal.is_empty() { text } else { format!("{text}\n{seal}") };
    Ok(named(desk, &text))
}
