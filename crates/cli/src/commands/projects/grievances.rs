//! Grievances, named or anonymous, and the demands made of them.

use std::fmt::Write as _;

use caisse_app::{Desk, ExecuteError};
use caisse_domain::Command;
use caisse_domain::identity::{GrievanceId, MemberId};
use caisse_domain::offices::Actor;
use caisse_domain::projects::{
    self, Answer as Told, Command as C, Event, LONGEST_TEXT, RecordedGrievance, Refusal, Voice,
};
use caisse_journal::Digest;
use caisse_units::Language;
use caisse_vault::Entropy;
use serde_json::{Value, json};

use super::{act, digest_of, state};
use crate::answer::{Answer, Failure};
use crate::arguments::{Demand, Grievance, Outcome, RecordGrievance};
use crate::context::Context;

/// `caisse grievance`.
pub fn grievance(context: &Context, arguments: Grievance) -> Result<Answer, Failure> {
    match arguments {
        Grievance::Record(arguments) => record(context, &arguments),
        Grievance::Check { grievance, secret } => check(context, grievance, &secret),
        Grievance::Group { theme, grievances } => {
            let (count, name) = (grievances.len(), theme.clone());
            act(context, C::Group { theme, grievances })?;
            let said = context.say("griefs sous", "grievances under");
            let text = format!("{count} {said} « {name} »");
            Ok(Answer::new(text, json!({ "theme": name, "grievances": count })))
        }
        Grievance::List => list(context),
    }
}

fn record(context: &Context, given: &RecordGrievance) -> Result<Answer, Failure> {
    let text = match (&given.text, &given.file) {
        (Some(text), _) => text.clone(),
        (None, Some(file)) => {
            let bytes = context.read(file)?;
            String::from_utf8(bytes).map_err(|_| {
                let said = context.say("ce n'est pas un texte UTF-8", "this is not UTF-8 text");
                Failure::new(format!("{} : {said}", file.display()))
            })?
        }
        (None, None) => String::new(),
    };
    let length = text.chars().count();
    if text.trim().is_empty() || length > LONGEST_TEXT {
        return Err(Failure::new(match context.language {
            Language::French => {
                format!("un grief a de 1 à {LONGEST_TEXT} caractères ; celui-ci en a {length}")
            }
            Language::English => {
                format!("a grievance has 1 to {LONGEST_TEXT} characters; this one has {length}")
            }
        }));
    }
    if given.anonymous { anonymous(context, given, &text) } else { named(context, given, &text) }
}

fn recorded(
    context: &Context,
    desk: &mut Desk,
    given: &RecordGrievance,
    (actor, voice): (Actor, Voice),
    text: &str,
) -> Result<GrievanceId, Failure> {
    let fail = |error: ExecuteError| context.fail(|l| error.sentence(l));
    let of = match voice {
        Voice::Named(member) => Some(member),
        Voice::Anonymous { .. } => None,
    };
    let sealed = desk.people.seal_text(of, text, desk.house.entropy());
    let (digest, writes) = sealed.map_err(fail)?;
    let content = projects::Grievance {
        voice,
        text: digest,
        workplace: given.workplace.clone(),
        on: given.on.unwrap_or_else(|| context.today()),
    };
    let command = Command::Projects(C::RecordGrievance(content));
    let done = desk.act_with(actor, command, writes).map_err(fail)?;
    let caisse_domain::Event::Projects(Event::GrievanceRecorded { grievance, .. }) = done.event
    else {
        unreachable!("a grievance was decided")
    };
    Ok(grievance)
}

fn named(context: &Context, given: &RecordGrievance, text: &str) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let Actor::Member(member) = actor else {
        return Err(context.fail(|l| Refusal::NotActive { member: None }.sentence(l)));
    };
    let voice = Voice::Named(member);
    let grievance = recorded(context, &mut desk, given, (actor, voice), text)?;
    let said = match context.language {
        Language::French => format!(
            "{grievance}, de {member}. Le texte est au coffre, scellé à votre nom ; le journal n'en a que l'empreinte."
        ),
        Language::English => format!(
            "{grievance}, by {member}. The text is in the vault, sealed under your name; the journal has its digest only."
        ),
    };
    let json = json!({ "grievance": grievance.to_string(), "member": member.to_string() });
    Ok(Answer::new(said, json))
}

/// Recorded in nobody's name: the journal has a commitment, of which the author keeps the secret.
fn anonymous(context: &Context, given: &RecordGrievance, text: &str) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let Some(author) = context.actor else {
        return Err(Failure::new(context.say(
            "dites qui vous êtes avec --as : votre numéro ne sert qu'à faire le secret, il n'est pas écrit",
            "say who you are with --as: your number only serves to make the secret, it is not written",
        )));
    };
    let known = state(context, &desk)?.members.get(author);
    if known.is_none_or(|known| !known.is_active_on(context.today())) {
        let member = Some(author);
        return Err(context.fail(|l| Refusal::NotActive { member }.sentence(l)));
    }
    let mut bytes = [0; 16];
    let drawn = desk.house.entropy().fill(&mut bytes);
    drawn.map_err(|error| context.fail(|l| error.sentence(l)))?;
    let secret = hexadecimal(&bytes);
    let voice = Voice::Anonymous { commitment: commitment(author, &secret) };
    let grievance = recorded(context, &mut desk, given, (Actor::Founders, voice), text)?;
    let said = match context.language {
        Language::French => format!(
            "{grievance}, anonyme.\n\
             Caché : qui l'a écrit. Ni votre nom ni votre numéro ne sont écrits, nulle part ; l'acte est inscrit au nom de personne.\n\
             Pas caché : la date, le lieu de travail s'il est dit, et le texte, que lit qui tient la caisse : il peut vous faire reconnaître. Qui a accès à cette machine peut aussi voir qui s'en est servi, et les commandes restent dans l'historique du terminal.\n\
             Secret : {secret}\n\
             Gardez-le : avec lui vous, et personne d'autre, pourrez montrer que ce grief est le vôtre (caisse grievance check). Il n'est écrit nulle part ailleurs."
        ),
        Language::English => format!(
            "{grievance}, anonymous.\n\
             Hidden: who wrote it. Neither your name nor your number is written anywhere; the act is recorded in nobody's name.\n\
             Not hidden: the date, the workplace if told, and the text, which whoever keeps the caisse reads: it may give you away. Whoever has access to this machine may also see who used it, and commands stay in the history of the terminal.\n\
             Secret: {secret}\n\
             Keep it: with it you, and nobody else, can show that this grievance is yours (caisse grievance check). It is written nowhere else."
        ),
    };
    Ok(Answer::new(said, json!({ "grievance": grievance.to_string(), "secret": secret })))
}

/// SHA-256 of the author's number and the secret, as text with a space between.
fn commitment(author: MemberId, secret: &str) -> String {
    Digest::of(format!("{author} {secret}").as_bytes()).to_string()
}

fn hexadecimal(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn check(context: &Context, grievance: GrievanceId, secret: &str) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let Some(known) = house.projects.grievance(grievance) else {
        return Err(context.fail(|l| Refusal::GrievanceUnknown { grievance }.sentence(l)));
    };
    let Some(author) = context.actor else {
        return Err(Failure::new(context.say("dites de qui, avec --as", "say whose, with --as")));
    };
    let holds = match &known.content.voice {
        Voice::Named(member) => *member == author,
        Voice::Anonymous { commitment: kept } => *kept == commitment(author, secret.trim()),
    };
    let text = match (context.language, holds) {
        (Language::French, true) => format!("{grievance} est bien de {author}"),
        (Language::English, true) => format!("{grievance} is by {author}"),
        (Language::French, false) => {
            format!("rien ne montre que {grievance} soit de {author} : ce secret n'est pas le sien")
        }
        (Language::English, false) => {
            format!("nothing shows that {grievance} is by {author}: this secret is not theirs")
        }
    };
    let json = json!({ "grievance": grievance.to_string(), "holds": holds });
    Ok(Answer { text, json, good: holds })
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    for (theme, grievances) in house.projects.themes() {
        let said = match theme {
            "" => context.say("sans thème", "without a theme"),
            theme => theme.to_owned(),
        };
        let _ = writeln!(text, "{said}");
        for id in grievances {
            let Some(known) = house.projects.grievance(id) else { continue };
            let words = words_of(context, &desk, known)?;
            let (on, who) = (known.content.on, voice(context, known));
            let place = known.content.workplace.as_deref().unwrap_or_default();
            let shown = words.as_deref().unwrap_or("—").lines().next().unwrap_or_default();
            let demands: Vec<String> =
                house.projects.demands_of(id).map(|demand| demand.to_string()).collect();
            let _ =
                writeln!(text, "{id:>5}  {on}  {who}  {place}  {shown}  {}", demands.join(", "));
            rows.push(json!({
                "grievance": id.to_string(), "on": on, "member": named_member(known),
                "workplace": known.content.workplace, "theme": known.theme, "text": words,
                "demands": demands,
            }));
        }
    }
    Ok(Answer::new(text, json!({ "grievances": Value::Array(rows) })))
}

fn named_member(known: &RecordedGrievance) -> Option<String> {
    match known.content.voice {
        Voice::Named(member) => Some(member.to_string()),
        Voice::Anonymous { .. } => None,
    }
}

fn voice(context: &Context, known: &RecordedGrievance) -> String {
    named_member(known).unwrap_or_else(|| context.say("anonyme", "anonymous"))
}

/// The text, from the vault.
fn words_of(
    context: &Context,
    desk: &Desk,
    known: &RecordedGrievance,
) -> Result<Option<String>, Failure> {
    let of = match known.content.voice {
        Voice::Named(member) => Some(member),
        Voice::Anonymous { .. } => None,
    };
    let text = desk.people.text(of, &known.content.text);
    text.map_err(|error| context.fail(|l| error.sentence(l)))
}

/// `caisse demand`.
pub fn demand(context: &Context, arguments: Demand) -> Result<Answer, Failure> {
    match arguments {
        Demand::State { title, addressee, deadline, text, grievances } => {
            let content = projects::Demand { title, addressee, deadline, text, grievances };
            let event = act(context, C::StateDemand(content))?;
            let Event::DemandStated { demand, content, .. } = event else {
                unreachable!("a demand was decided")
            };
            let by = content.deadline.written(context.language);
            let (to, answer) = (&content.addressee, context.say("réponse avant le", "answer by"));
            let text = format!("{demand} « {} », {to}, {answer} {by}", content.title);
            Ok(Answer::new(
                text,
                json!({ "demand": demand.to_string(), "deadline": content.deadline }),
            ))
        }
        Demand::Answer { demand, outcome, text, document } => {
            let document = digest_of(context, document.as_deref())?;
            let outcome = match outcome {
                Outcome::Granted => projects::Outcome::Granted,
                Outcome::Partly => projects::Outcome::PartlyGranted,
                Outcome::Rejected => projects::Outcome::Rejected,
                Outcome::Unanswered => projects::Outcome::Unanswered,
            };
            let answer = Told { outcome, text, document };
            act(context, C::RecordAnswer { demand, answer })?;
            let said = outcome_said(context, outcome);
            let json = json!({ "demand": demand.to_string(), "outcome": outcome });
            Ok(Answer::new(format!("{demand} : {said}"), json))
        }
        Demand::List => demands(context),
    }
}

fn outcome_said(context: &Context, outcome: projects::Outcome) -> String {
    match outcome {
        projects::Outcome::Granted => context.say("obtenue", "granted"),
        projects::Outcome::PartlyGranted => context.say("obtenue en partie", "granted in part"),
        projects::Outcome::Rejected => context.say("refusée", "rejected"),
        projects::Outcome::Unanswered => context.say("sans réponse", "unanswered"),
    }
}

fn demands(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    let late: Vec<_> = house.projects.overdue_demands(context.today()).map(|one| one.0).collect();
    for (id, known) in house.projects.demands() {
        let content = &known.content;
        let stands = match known.answers.last() {
            Some((_, answer)) => outcome_said(context, answer.outcome),
            None if late.contains(&id) => context.say("en retard", "overdue"),
            None => context.say("attend une réponse", "waits for an answer"),
        };
        let list = |names: Vec<String>| names.join(", ");
        let grievances: Vec<String> = content.grievances.iter().map(ToString::to_string).collect();
        let projects: Vec<String> =
            house.projects.projects_of(id).map(|one| one.to_string()).collect();
        let _ = writeln!(
            text,
            "{id:>5}  {}  {} → {} — {stands}  {}  {}",
            content.deadline,
            content.title,
            content.addressee,
            list(grievances.clone()),
            list(projects.clone())
        );
        rows.push(json!({
            "demand": id.to_string(), "title": content.title, "addressee": content.addressee,
            "deadline": content.deadline, "text": content.text, "author": known.author.to_string(),
            "grievances": grievances, "projects": projects, "answers": known.answers,
            "overdue": late.contains(&id),
        }));
    }
    Ok(Answer::new(text, json!({ "demands": Value::Array(rows) })))
}
