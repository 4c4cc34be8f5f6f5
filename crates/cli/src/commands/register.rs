//! Members: imported, shown, suspended, erased; their situations and choices.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use caisse_app::work::{members_file, own_data};
use caisse_domain::members::{self, Standing as Where};
use caisse_domain::{Command, contributions};
use caisse_journal::Digest;
use caisse_units::Language;
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::arguments::{HelpName, Helper, Member, Situation, Standing};
use crate::context::Context;

/// `caisse import members`: in two steps, the first of which changes nothing.
pub fn import(context: &Context, file: &Path, dry_run: bool) -> Result<Answer, Failure> {
    let bytes = context.read(file)?;
    let mut desk = context.desk()?;
    let preview = members_file::preview(&desk, &bytes, context.today())
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let preview = preview.map_err(|problems| {
        let heading = context
            .say("Rien n'a été importé. À corriger :", "Nothing was imported. To be corrected:");
        let lines: Vec<String> =
            problems.iter().map(|problem| problem.sentence(context.language)).collect();
        Failure::new(format!("{heading}\n{}", lines.join("\n")))
    })?;
    let mut text = String::new();
    let (new, changed, same) = (preview.new.len(), preview.changed.len(), preview.unchanged.len());
    let _ = match context.language {
        Language::French => write!(text, "{new} nouveaux, {changed} modifiés, {same} inchangés"),
        Language::English => write!(text, "{new} new, {changed} changed, {same} unchanged"),
    };
    for (member, row, fields) in &preview.changed {
        let line = context.say("ligne", "line");
        let _ = write!(text, "\n  {member} ({line} {}) : {}", row.line, fields.join(", "));
    }
    let mut json = json!({ "new": new, "changed": changed, "unchanged": same, "done": !dry_run });
    if dry_run {
        text.push('\n');
        text.push_str(
            &context
                .say("Essai seulement : rien n'a changé.", "Dry run only: nothing has changed."),
        );
        return Ok(Answer::new(text, json));
    }
    let actor = context.acting(desk.house.state());
    let first = desk.house.state().map_or(0, |house| house.members.len()) + 1;
    let count = members_file::take(&mut desk, actor, preview)
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    if count > 0 {
        let _ = write!(text, "\nM{first} … M{}", first + count - 1);
        json["first"] = json!(format!("M{first}"));
    }
    Ok(Answer::new(text, json))
}

/// `caisse member`.
pub fn member(context: &Context, arguments: Member) -> Result<Answer, Failure> {
    match arguments {
        Member::List => list(context),
        Member::Show { member } => show(context, member),
        Member::Suspend(change) => standing(context, change, Where::Suspended),
        Member::Resume(change) => standing(context, change, Where::Active),
        Member::Leave(change) => standing(context, change, Where::Left),
        Member::Erase { member } => {
            let mut desk = context.desk()?;
            let actor = context.acting(desk.house.state());
            desk.erase(actor, member).map_err(|error| context.fail(|l| error.sentence(l)))?;
            let text = context.say(
                "Données personnelles effacées, la chaîne est intacte. Les sauvegardes plus anciennes les gardent jusqu'à leur propre échéance.",
                "Personal data erased, the chain is intact. Older backups keep them until they expire themselves.",
            );
            Ok(Answer::new(text, json!({ "erased": member.to_string() })))
        }
        Member::Helper(arguments) => helper(context, arguments),
        Member::Choose { member, amount, from } => {
            let mut desk = context.desk()?;
            let actor = context.acting(desk.house.state());
            let choice = contributions::Command::Choose { member, from, amount };
            desk.act(actor, Command::Contributions(choice))
                .map_err(|error| context.fail(|l| error.sentence(l)))?;
            let text = format!("{member} : {}", context.amount(amount));
            Ok(Answer::new(text, json!({ "member": member.to_string(), "amount": amount })))
        }
    }
}

/// `caisse member helper`.
fn helper(context: &Context, arguments: Helper) -> Result<Answer, Failure> {
    let fail = |error: caisse_app::ExecuteError| context.fail(|l| error.sentence(l));
    match arguments {
        Helper::Give { member, helper, may, from, until, document } => {
            let document = document.map(|path| context.read(&path)).transpose()?;
            let given = members::Helper {
                helper,
                may: may.into_iter().map(covered).collect(),
                from: from.unwrap_or_else(|| context.today()),
                until,
                document: document.map(|bytes| Digest::of(&bytes).to_string()),
            };
            let mut desk = context.desk()?;
            let actor = context.acting(desk.house.state());
            let command = members::Command::GiveHelper { member, helper: given };
            desk.act(actor, Command::Members(command)).map_err(fail)?;
            mandates(context, desk.state().map_err(fail)?, member)
        }
        Helper::End { member, helper, on } => {
            let mut desk = context.desk()?;
            let actor = context.acting(desk.house.state());
            let on = on.unwrap_or_else(|| context.today());
            let command = members::Command::EndHelper { member, helper, on };
            desk.act(actor, Command::Members(command)).map_err(fail)?;
            mandates(context, desk.state().map_err(fail)?, member)
        }
        Helper::List { member } => {
            let desk = context.reading()?;
            mandates(context, desk.state().map_err(fail)?, member)
        }
    }
}

fn covered(name: HelpName) -> members::HelpWith {
    match name {
        HelpName::Situation => members::HelpWith::Situation,
        HelpName::Requests => members::HelpWith::Requests,
        HelpName::Contributions => members::HelpWith::Contributions,
    }
}

/// The mandates to act for a member, as text and as values.
fn mandates(
    context: &Context,
    house: &caisse_domain::Organisation,
    member: caisse_domain::identity::MemberId,
) -> Result<Answer, Failure> {
    if house.members.get(member).is_none() {
        let refusal = members::Refusal::Unknown { member };
        return Err(context.fail(|l| refusal.sentence(l)));
    }
    let language = context.language;
    let (mut text, mut rows) = (String::new(), Vec::new());
    for one in house.members.helpers_of(member) {
        let may: Vec<&str> = one.may.iter().map(|what| what.written(language)).collect();
        let (from, may) = (one.from.written(language), may.join(", "));
        let until = one.until.map(|day| day.written(language));
        let until = until.map_or_else(String::new, |day| match language {
            Language::French => format!(" au {day}"),
            Language::English => format!(" to {day}"),
        });
        let since = language.choose("du", "from");
        let _ = writeln!(text, "{} → {member} : {may} ({since} {from}{until})", one.helper);
        rows.push(json!({
            "helper": one.helper.to_string(), "may": one.may, "from": one.from,
            "until": one.until, "document": one.document,
        }));
    }
    if rows.is_empty() {
        text = context.say("personne n'agit à sa place", "nobody acts for this member");
    }
    Ok(Answer::new(text, json!({ "member": member.to_string(), "helpers": rows })))
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let today = context.today();
    let (mut text, mut rows) = (String::new(), Vec::new());
    for (id, member) in house.members.all() {
        let data = desk.people.personal(id).map_err(|error| context.fail(|l| error.sentence(l)))?;
        let name = data.full_name().unwrap_or_else(|| "—".to_owned());
        let standing = match member.standing_on(today) {
            Some(Where::Active) => context.say("en règle", "active"),
            Some(Where::Suspended) => context.say("suspendu·e", "suspended"),
            Some(Where::Left) => context.say("parti·e", "left"),
            None => context.say("à venir", "to come"),
        };
        let _ = writeln!(text, "{id:>7}  {standing:<11} {:<14} {name}", member.category);
        rows.push(json!({
            "member": id.to_string(), "name": name, "standing": standing,
            "category": member.category, "joined": member.joined,
        }));
    }
    Ok(Answer::new(text, json!({ "members": rows })))
}

/// Everything that is known of a member: for the member, on request (GDPR art. 15).
pub fn show(
    context: &Context,
    member: caisse_domain::identity::MemberId,
) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = desk.state().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let fail = |error: caisse_app::ExecuteError| context.fail(|l| error.sentence(l));
    if house.members.get(member).is_none() {
        let refusal = members::Refusal::Unknown { member };
        return Err(context.fail(|l| refusal.sentence(l)));
    }
    let json = own_data::everything(&desk, member).map_err(fail)?;
    let text = serde_json::to_string_pretty(&json).unwrap_or_default();
    Ok(Answer::new(text, json))
}

fn standing(context: &Context, change: Standing, standing: Where) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let from = change.from.unwrap_or_else(|| context.today());
    let (member, reason) = (change.member, change.reason);
    let command = members::Command::SetStanding { member, standing, from, reason };
    desk.act(actor, Command::Members(command))
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let text = format!("{member} : {}", from.written(context.language));
    Ok(Answer::new(text, json!({ "member": member.to_string(), "from": from })))
}

/// `caisse situation`.
pub fn situation(context: &Context, arguments: Situation) -> Result<Answer, Failure> {
    let mut values = BTreeMap::new();
    for value in &arguments.values {
        let Some((name, value)) = value.split_once('=') else {
            let (french, english) = ("écrivez NOM=VALEUR", "write NAME=VALUE");
            return Err(Failure::new(format!("« {value} » : {}", context.say(french, english))));
        };
        values.insert(name.trim().to_owned(), value.trim().to_owned());
    }
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let member = arguments.member;
    desk.declare(actor, vec![(member, arguments.from, values)])
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let text = context.say(
        "Situation déclarée ; le journal n'en garde que la date et une empreinte.",
        "Situation declared; the journal keeps only its date and a digest.",
    );
    Ok(Answer::new(text, json!({ "member": member.to_string(), "from": arguments.from })))
}
