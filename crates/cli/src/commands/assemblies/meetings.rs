//! `caisse assembly`: asked for, convened, prepared, opened, closed, shown.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use caisse_app::work::convocation;
use caisse_app::work::minutes_text::item_kind;
use caisse_domain::assemblies::meeting::{Assembly as Held, Bureau, Convocation, Document, Stage};
use caisse_domain::assemblies::{Command as Asked, Event, TimeOfDay};
use caisse_domain::identity::{AssemblyId, MemberId};
use caisse_journal::Digest;
use caisse_units::Language;
use serde_json::{Value, json};

use super::{
    agenda, ask_at_the_desk, ask_in_person, attendance, known, named, place, speakers, state, time,
};
use crate::answer::{Answer, Failure};
use crate::arguments::{Assembly, Convene};
use crate::context::Context;

/// `caisse assembly`.
pub fn run(context: &Context, arguments: Assembly) -> Result<Answer, Failure> {
    match arguments {
        Assembly::Request { title } => request(context, title),
        Assembly::Support { request } => {
            let (desk, _) = ask_in_person(context, Asked::SupportRequest { request })?;
            let mut requests = state(context, &desk)?.assemblies.requests();
            let supporters = requests.find(|(number, _)| *number == request);
            let count = supporters.map_or(0, |(_, known)| known.supporters.len());
            let said = context.say("membres la demandent", "members ask for it");
            Ok(Answer::new(
                format!("{request} : {count} {said}"),
                json!({ "request": request, "supporters": count }),
            ))
        }
        Assembly::Convene(arguments) => convene(context, arguments),
        Assembly::Agenda { assembly, agenda } => {
            let agenda = agenda::read(context, &agenda)?;
            done(context, assembly, Asked::AmendAgenda { assembly, agenda })
        }
        Assembly::Documents { assembly, item, files } => documents(context, assembly, item, &files),
        Assembly::Convocation { assembly, from, out } => {
            letters(context, assembly, from.as_deref(), out.as_deref())
        }
        Assembly::Cancel { assembly, reason } => {
            done(context, assembly, Asked::Cancel { assembly, reasons: reason })
        }
        Assembly::Bureau { assembly, chair, secretary, scrutineers } => {
            let bureau = Bureau { chair: Some(chair), secretary: Some(secretary), scrutineers };
            done(context, assembly, Asked::SetBureau { assembly, bureau })
        }
        Assembly::Arrive { assembly, members, from, remote, at } => {
            let at = time(context, at);
            attendance::arrive(context, assembly, members, from.as_deref(), remote, at)
        }
        Assembly::Leave { assembly, members, at } => {
            let at = time(context, at);
            attendance::leave(context, assembly, members, at)
        }
        Assembly::Proxy(arguments) => attendance::proxy(context, arguments),
        Assembly::Quorum { assembly } => attendance::quorum(context, assembly),
        Assembly::Open { assembly, at } => open(context, assembly, time(context, at)),
        Assembly::WithoutQuorum { assembly } => without_quorum(context, assembly),
        Assembly::Goto { assembly, item } => {
            let item = place(context, item)?;
            done(context, assembly, Asked::GoTo { assembly, item })
        }
        Assembly::Speakers(arguments) => speakers::run(context, arguments),
        Assembly::Close { assembly, at } => {
            let at = time(context, at);
            done(context, assembly, Asked::Close { assembly, at })
        }
        Assembly::List => list(context),
        Assembly::Show { assembly } => show(context, assembly),
        Assembly::Sheet { assembly, out } => sheet(context, assembly, out.as_deref()),
    }
}

/// Does it, then shows the assembly as it is.
fn done(context: &Context, assembly: AssemblyId, command: Asked) -> Result<Answer, Failure> {
    let (desk, _) = ask_at_the_desk(context, command)?;
    told(context, &desk, assembly)
}

fn request(context: &Context, title: String) -> Result<Answer, Failure> {
    let (_, event) = ask_in_person(context, Asked::RequestAssembly { title })?;
    let Event::AssemblyRequested { request, .. } = event else {
        unreachable!("an assembly was asked for");
    };
    let text = match context.language {
        Language::French => format!(
            "Demande {request} enregistrée. Pour la soutenir : caisse --as MEMBRE assembly support {request}"
        ),
        Language::English => {
            format!(
                "Request {request} recorded. To support it: caisse --as MEMBER assembly support {request}"
            )
        }
    };
    Ok(Answer::new(text, json!({ "request": request })))
}

fn convene(context: &Context, arguments: Convene) -> Result<Answer, Failure> {
    let Convene { on, at, title, place, link, agenda, again, request } = arguments;
    let mut items = agenda::read(context, &agenda)?;
    let (mut title, mut place, mut link) = (title, place, link);
    if let Some(first) = again {
        let desk = context.reading()?;
        let before = known(context, state(context, &desk)?, first)?.convocation.clone();
        title = title.or(Some(before.title));
        place = place.or(Some(before.place));
        link = link.or(Some(before.link));
        if items.is_empty() {
            items = before.agenda;
        }
    }
    let convocation = Convocation {
        title: title.unwrap_or_default(),
        on,
        at,
        place: place.unwrap_or_default(),
        link: link.unwrap_or_default(),
        agenda: items,
        second_call_of: again,
        request,
    };
    let (_, event) = ask_at_the_desk(context, Asked::Convene(Box::new(convocation)))?;
    let Event::Convened { assembly, convocation, .. } = event else {
        unreachable!("an assembly was convened");
    };
    let (day, hour) = (on.written(context.language), at.written(context.language));
    let text = match context.language {
        Language::French => format!(
            "{assembly} : {}, le {day} à {hour}.\nEnsuite : caisse assembly convocation {assembly} --from \"Nom <adresse>\"",
            convocation.title
        ),
        Language::English => format!(
            "{assembly}: {}, on {day} at {hour}.\nNext: caisse assembly convocation {assembly} --from \"Name <address>\"",
            convocation.title
        ),
    };
    Ok(Answer::new(text, json!({ "assembly": assembly.to_string(), "on": on, "at": at })))
}

fn documents(
    context: &Context,
    assembly: AssemblyId,
    item: u16,
    files: &[PathBuf],
) -> Result<Answer, Failure> {
    let document = |path: &PathBuf| {
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        Ok(Document { name, digest: Digest::of(&context.read(path)?).to_string() })
    };
    let documents = files.iter().map(document).collect::<Result<Vec<_>, Failure>>()?;
    let item = place(context, item)?;
    done(context, assembly, Asked::AddDocuments { assembly, item, documents })
}

fn letters(
    context: &Context,
    assembly: AssemblyId,
    from: Option<&str>,
    out: Option<&Path>,
) -> Result<Answer, Failure> {
    let fail = |error: caisse_app::ExecuteError| context.fail(|l| error.sentence(l));
    let mut json = json!({ "assembly": assembly.to_string() });
    let mut text = String::new();
    if let Some(out) = out {
        let desk = context.reading()?;
        let pages = convocation::print(&desk, assembly, &|_| None).map_err(fail)?;
        context.write(out, pages.as_bytes())?;
        let _ = writeln!(text, "{}", out.display());
        json["file"] = json!(out);
    }
    let Some(sender) = from else { return Ok(Answer::new(text, json)) };
    let desk = context.desk()?;
    let notices = convocation::write(&desk, assembly, sender, &|_| None).map_err(fail)?;
    let (letters, to_print) = (notices.letters, notices.to_print);
    let _ = match context.language {
        Language::French => {
            write!(text, "{letters} lettres dans l'outbox, {to_print} textes à imprimer")
        }
        Language::English => {
            write!(text, "{letters} letters in the outbox, {to_print} texts to print")
        }
    };
    for (member, error) in &notices.failed {
        let _ = write!(text, "\n  {member} : {}", error.sentence(context.language));
    }
    let failed: Vec<String> = notices.failed.iter().map(|(m, _)| m.to_string()).collect();
    (json["letters"], json["to_print"], json["failed"]) =
        (json!(letters), json!(to_print), json!(failed));
    Ok(Answer { text, json, good: notices.failed.is_empty() })
}

fn open(context: &Context, assembly: AssemblyId, at: TimeOfDay) -> Result<Answer, Failure> {
    let (desk, event) = ask_at_the_desk(context, Asked::Open { assembly, at })?;
    let Event::Opened { quorum, .. } = event else { unreachable!("an assembly opened") };
    let mut answer = told(context, &desk, assembly)?;
    answer.text = format!("{}\n{}", attendance::quorum_words(context, &quorum), answer.text);
    Ok(answer)
}

fn without_quorum(context: &Context, assembly: AssemblyId) -> Result<Answer, Failure> {
    let (_, event) = ask_at_the_desk(context, Asked::DeclareWithoutQuorum { assembly })?;
    let Event::LackedQuorum { quorum, .. } = event else { unreachable!("the quorum lacked") };
    let words = attendance::quorum_words(context, &quorum);
    let next = context
        .say("Ensuite : caisse assembly convene --again", "Next: caisse assembly convene --again");
    let text = format!("{words}\n{next} {assembly} --on DATE --at HEURE");
    Ok(Answer::new(text, json!({ "assembly": assembly.to_string(), "quorum": quorum })))
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let (mut text, mut rows, mut asked) = (String::new(), Vec::new(), Vec::new());
    for (number, held) in house.assemblies.assemblies() {
        let (on, stage) = (held.convocation.on, stage(context, held));
        let _ = writeln!(
            text,
            "{:>5}  {on}  {stage:<22}  {}",
            number.to_string(),
            held.convocation.title
        );
        rows.push(summary(context, number, held));
    }
    for (number, request) in house.assemblies.requests() {
        let supporters: Vec<String> = request.supporters.iter().map(MemberId::to_string).collect();
        let answered = request.assembly.map_or(String::new(), |assembly| format!(" → {assembly}"));
        let heading = context.say("demande", "request");
        let _ = writeln!(
            text,
            "{heading} {number}  {}  {} ({}){answered}",
            request.on,
            request.title,
            supporters.join(", ")
        );
        asked.push(json!({
            "request": number, "title": request.title, "on": request.on, "supporters": supporters,
            "assembly": request.assembly.map(|assembly| assembly.to_string()),
        }));
    }
    Ok(Answer::new(text, json!({ "assemblies": rows, "requests": asked })))
}

fn show(context: &Context, assembly: AssemblyId) -> Result<Answer, Failure> {
    told(context, &context.reading()?, assembly)
}

fn stage(context: &Context, held: &Held) -> String {
    match &held.stage {
        Stage::Convened => context.say("convoquée", "convened"),
        Stage::Cancelled { .. } => context.say("annulée", "called off"),
        Stage::WithoutQuorum(_) => context.say("sans quorum", "without its quorum"),
        Stage::Open => context.say("ouverte", "open"),
        Stage::Closed => context.say("close", "closed"),
        Stage::Sealed { .. } if held.is_signed() => {
            context.say("close, PV signé", "closed, minutes signed")
        }
        Stage::Sealed { .. } => context.say("close, PV scellé", "closed, minutes sealed"),
    }
}

fn summary(context: &Context, number: AssemblyId, held: &Held) -> Value {
    let convocation = &held.convocation;
    json!({
        "assembly": number.to_string(), "title": convocation.title, "on": convocation.on,
        "at": convocation.at, "stage": stage(context, held), "state": held.stage,
        "second_call_of": convocation.second_call_of.map(|first| first.to_string()),
        "polls": held.polls.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}

/// The assembly as it stands: for people by name, for programs with all its figures.
fn told(
    context: &Context,
    desk: &caisse_app::Desk,
    assembly: AssemblyId,
) -> Result<Answer, Failure> {
    let house = state(context, desk)?;
    let held = known(context, house, assembly)?;
    let convocation = &held.convocation;
    let (day, hour) =
        (convocation.on.written(context.language), convocation.at.written(context.language));
    let mut text =
        format!("{assembly} — {} — {day}, {hour} — {}\n", convocation.title, stage(context, held));
    if let Some(chair) = held.bureau.chair {
        let secretary = held.bureau.secretary.map_or(String::new(), |member| member.to_string());
        let (chaired, kept) =
            (context.say("Présidence", "Chair"), context.say("secrétariat", "secretary"));
        let _ = writeln!(text, "{chaired} : {chair} ; {kept} : {secretary}");
    }
    if matches!(held.stage, Stage::Open) {
        let quorum = held.quorate(held.needed());
        let _ = writeln!(text, "{}", attendance::quorum_words(context, &quorum));
    }
    for (place, item) in convocation.agenda.iter().enumerate() {
        let here = if held.item.map(usize::from) == Some(place) { "→" } else { " " };
        let proposal = item.proposal.map_or_else(String::new, |proposal| format!(" {proposal}"));
        let kind = item_kind(item.kind, context.language);
        let documents = match item.documents.len() {
            0 => String::new(),
            count => format!(", {count} {}", context.say("document(s)", "document(s)")),
        };
        let _ =
            writeln!(text, "{here} {}. {} ({kind}{proposal}{documents})", place + 1, item.title);
        for poll in &held.polls {
            let Some(known) = house.assemblies.poll(*poll) else { continue };
            if usize::from(known.question.item) == place {
                let _ = writeln!(
                    text,
                    "     {poll} {} — {}",
                    known.question.text,
                    super::polls::standing(context, known)
                );
            }
        }
    }
    let mut json = summary(context, assembly, held);
    json["quorum"] = json!(held.quorate(held.needed()));
    json["opening"] = json!(held.opening);
    json["present"] = json!(
        held.attendance
            .keys()
            .filter(|member| held.is_present(**member))
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    );
    json["proxies"] = json!(held.proxies.iter().map(|(giver, holder)| json!({ "giver": giver.to_string(), "holder": holder.to_string() })).collect::<Vec<_>>());
    json["bureau"] = json!({
        "chair": held.bureau.chair.map(|member| member.to_string()),
        "secretary": held.bureau.secretary.map(|member| member.to_string()),
        "scrutineers": held.bureau.scrutineers.iter().map(ToString::to_string).collect::<Vec<_>>(),
    });
    json["agenda"] = json!(convocation.agenda);
    json["item"] = json!(held.item.map(|item| item + 1));
    Ok(Answer::new(named(desk, &text), json))
}

fn sheet(context: &Context, assembly: AssemblyId, out: Option<&Path>) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let text = convocation::attendance_sheet(&desk, assembly, context.language)
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    match out {
        Some(out) => {
            context.write(out, text.as_bytes())?;
            Ok(Answer::new(out.display().to_string(), json!({ "file": out })))
        }
        None => Ok(Answer::new(text.clone(), json!({ "sheet": text }))),
    }
}
