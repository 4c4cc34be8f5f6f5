//! Founding a caisse: its directory, its model, its first decisions and offices.

use std::path::Path;

use caisse_app::work::statutes_file;
use caisse_app::{Desk, Directory, Source, models};
use caisse_domain::assemblies::Statutes;
use caisse_domain::founding::Founding;
use caisse_domain::offices::{self, Role};
use caisse_domain::{Command, Event, rules};
use caisse_journal::{Digest, OrganisationId, archive};
use caisse_units::Language;
use serde_json::json;

use super::assemblies;
use crate::answer::{Answer, Failure};
use crate::arguments::{Decision, GiveOffice, Init, Office, OfficeName};
use crate::context::Context;

/// `caisse init`: the directory, the founding decision D1, the rules of the model.
pub fn init(context: &Context, arguments: Init) -> Result<Answer, Failure> {
    let model =
        models::model(&arguments.model).map_err(|error| context.fail(|l| error.sentence(l)))?;
    let chart = models::chart(&model.chart).map_err(|error| context.fail(|l| error.sentence(l)))?;
    let statutes = match &arguments.statutes {
        Some(name) => Some(assemblies::read_statutes(context, name)?),
        None => None,
    };
    let on = arguments.on.unwrap_or_else(|| context.today());
    let identity = identity_of(&arguments.name, on);
    let organisation =
        OrganisationId::new(&identity).map_err(|error| context.fail(|l| error.sentence(l)))?;
    let founding = Founding {
        name: arguments.name.clone(),
        sector: arguments.sector.unwrap_or_else(|| model.sector.clone()),
        model: Some(model.name.clone()),
        siren: arguments.siren,
        iban: arguments.iban.map(|iban| iban.replace(' ', "")),
        creditor_identifier: arguments.creditor_identifier.map(|id| id.replace(' ', "")),
        first_year: arguments.first_year.unwrap_or_else(|| on.year()),
        chart,
        decision: offices::Decision {
            assembly: "Assemblée fondatrice".to_owned(),
            on,
            title: format!("Fondation de {}", arguments.name),
            text: founding_text(&arguments.name, &model.title.0, statutes.as_ref()),
            document: None,
        },
    };
    check_bank_data(context, &founding)?;
    let clock = context.clock();
    let opened = Desk::create(&arguments.directory, organisation, clock, Source::system());
    let mut desk = opened.map_err(|error| context.fail(|l| error.sentence(l)))?;
    let founders = offices::Actor::Founders;
    let mut act =
        |command| desk.act(founders, command).map_err(|error| context.fail(|l| error.sentence(l)));
    act(Command::Found(Box::new(founding)))?;
    let count = model.rules.len();
    act(Command::Rules(rules::Command::Adopt {
        rules: model.rules,
        decision: caisse_domain::identity::DecisionId(1),
    }))?;
    if let Some(statutes) = &statutes {
        let file = statutes_file::write(statutes, Language::French);
        context.write(&arguments.directory.join(assemblies::CHOSEN), file.as_bytes())?;
    }
    let place = arguments.directory.display();
    let mut text = match context.language {
        Language::French => format!(
            "La caisse « {} » est fondée dans {place}, avec {count} règles du modèle (décision D1).\nEnsuite : caisse --dir {place} import members MEMBRES.csv",
            arguments.name
        ),
        Language::English => format!(
            "The caisse “{}” is founded in {place}, with {count} rules of the model (decision D1).\nNext: caisse --dir {place} import members MEMBERS.csv",
            arguments.name
        ),
    };
    if statutes.is_some() {
        let then = context.say(
            "Les statuts entreront en vigueur quand il y aura des membres et les fonctions qui convoquent :",
            "The statutes come into force once there are members and the offices that convene:",
        );
        text.push_str(&format!("\n{then} caisse --dir {place} statutes adopt"));
    }
    let json = json!({
        "organisation": identity, "rules": count, "decision": "D1",
        "statutes": statutes.map(|statutes| statutes.title),
    });
    Ok(Answer::new(text, json))
}

/// What the founding decision says, in French: the rules, and the statutes in sentences.
fn founding_text(name: &str, model: &str, statutes: Option<&Statutes>) -> String {
    let founded =
        format!("La caisse « {name} » est fondée. Elle adopte les règles du modèle « {model} ».");
    match statutes {
        None => founded,
        Some(statutes) => {
            let told = statutes.text(Language::French).join("\n");
            let text = format!("{founded}\nElle adopte ces statuts.\n{told}");
            text.chars().take(10_000).collect()
        }
    }
}

/// Refuses an IBAN or identifier with a typing error before anything is made.
fn check_bank_data(context: &Context, founding: &Founding) -> Result<(), Failure> {
    use caisse_banking::identifiers::{CreditorIdentifier, Iban, Siren};
    let checked = [
        founding.iban.as_deref().map(|text| Iban::parse(text).err()),
        founding.creditor_identifier.as_deref().map(|text| CreditorIdentifier::parse(text).err()),
        founding.siren.as_deref().map(|text| Siren::parse(text).err()),
    ];
    match checked.into_iter().flatten().flatten().next() {
        Some(error) => Err(context.fail(|language| error.sentence(language))),
        None => Ok(()),
    }
}

/// The identifier of a caisse in its journal: its name without accents or spaces, and its day.
fn identity_of(name: &str, on: caisse_units::Day) -> String {
    let plain = caisse_banking::payment::text::sepa_text(name, 60).to_lowercase();
    let words: Vec<&str> =
        plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let short: String = words.join("-").chars().take(40).collect();
    format!("caisse.{}.{}", short.trim_matches('-'), on.compact())
}

/// `caisse import archive`.
pub fn import_archive(context: &Context, file: &Path) -> Result<Answer, Failure> {
    let bytes = context.read(file)?;
    let mut count = 0_u64;
    let summary = archive::read(bytes.as_slice(), |_| count += 1)
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let organisation = summary.organisation.clone();
    let directory = Directory::create(&context.root, organisation, &mut Source::system())
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let summary = archive::import(directory.store().as_ref(), bytes.as_slice())
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let text = match context.language {
        Language::French => format!(
            "{} enregistrements de {} importés dans {}.\nPour lire les données personnelles et signer, copiez-y aussi le dossier keys/ de l'ancienne machine.",
            summary.head.size,
            summary.organisation,
            context.root.display()
        ),
        Language::English => format!(
            "{} records of {} imported into {}.\nTo read personal data and to sign, copy the keys/ folder of the old machine there too.",
            summary.head.size,
            summary.organisation,
            context.root.display()
        ),
    };
    let json = json!({
        "organisation": summary.organisation.as_str(),
        "records": summary.head.size,
        "sealed": summary.sealed,
    });
    Ok(Answer::new(text, json))
}

/// `caisse decision`.
pub fn decision(context: &Context, arguments: Decision) -> Result<Answer, Failure> {
    let document = match &arguments.document {
        Some(path) => Some(Digest::of(&context.read(path)?).to_string()),
        None => None,
    };
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let content = offices::Decision {
        assembly: arguments.assembly,
        on: arguments.on.unwrap_or_else(|| context.today()),
        title: arguments.title,
        text: arguments.text,
        document,
    };
    let command = Command::Offices(offices::Command::Record(content));
    let done = desk.act(actor, command).map_err(|error| context.fail(|l| error.sentence(l)))?;
    let Event::Offices(offices::Event::DecisionRecorded { decision, .. }) = done.event else {
        unreachable!("a decision was recorded");
    };
    let said = context.say("enregistrée", "recorded");
    Ok(Answer::new(format!("{decision} {said}"), json!({ "decision": decision.to_string() })))
}

/// `caisse office`.
pub fn office(context: &Context, arguments: Office) -> Result<Answer, Failure> {
    match arguments {
        Office::Give(arguments) => give_office(context, arguments),
        Office::End { office, decision, on } => {
            let on = on.unwrap_or_else(|| context.today());
            let mut desk = context.desk()?;
            let actor = context.acting(desk.house.state());
            let command = offices::Command::End { office, on, decision };
            desk.act(actor, Command::Offices(command))
                .map_err(|error| context.fail(|l| error.sentence(l)))?;
            let said = context.say("finit le", "ends on");
            let text = format!("{office} {said} {}", on.written(context.language));
            Ok(Answer::new(text, json!({ "office": office.to_string(), "until": on })))
        }
        Office::List => list_offices(context),
    }
}

fn list_offices(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    for (id, office) in house.offices.offices() {
        let until = office.until.map_or(String::new(), |day| format!(" → {day}"));
        let role = office.role.written(context.language);
        let line = format!(
            "{:>4}  {:>5}  {role}  {}{until}  ({})\n",
            id.to_string(),
            office.member.to_string(),
            office.from,
            office.decision
        );
        text.push_str(&line);
        rows.push(json!({
            "office": id.to_string(), "member": office.member.to_string(), "role": role,
            "from": office.from, "until": office.until, "decision": office.decision.to_string(),
        }));
    }
    Ok(Answer::new(text, json!({ "offices": rows })))
}

/// `caisse rotate-key`.
pub fn rotate_key(context: &Context) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let place = desk.rotate_master_key().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let text = match context.language {
        Language::French => format!(
            "La clé maîtresse est changée : {}. Les copies de l'ancienne n'ouvrent plus le coffre ; gardez une copie de la nouvelle ailleurs que sur cette machine.",
            place.display()
        ),
        Language::English => format!(
            "The master key is changed: {}. Copies of the old one open the vault no more; keep a copy of the new one away from this machine.",
            place.display()
        ),
    };
    Ok(Answer::new(text, json!({ "key": place })))
}

fn give_office(context: &Context, arguments: GiveOffice) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let role = match arguments.office {
        OfficeName::Treasurer => Role::Treasurer,
        OfficeName::CoSignatory => Role::CoSignatory,
        OfficeName::Facilitator => Role::Facilitator,
        OfficeName::Auditor => Role::Auditor,
    };
    let content = offices::Office {
        member: arguments.member,
        role,
        from: arguments.from.unwrap_or_else(|| context.today()),
        until: arguments.until,
        decision: arguments.decision,
    };
    let command = Command::Offices(offices::Command::Give(content));
    desk.act(actor, command).map_err(|error| context.fail(|l| error.sentence(l)))?;
    let text = format!("{} : {}", role.written(context.language), arguments.member);
    Ok(Answer::new(text, json!({ "member": arguments.member.to_string() })))
}
