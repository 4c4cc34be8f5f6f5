//! What federated organisations settle between them: shares passed on, consultations, months without a
//! statement, settlements, archives that are compared.

use std::fmt::Write as _;
use std::path::Path;

use caisse_app::peers;
use caisse_app::work::consultation;
use caisse_domain::Organisation;
use caisse_domain::federation::{
    Answer as Answered, Command as C, Despite, announced_by, answers, owed_to_levels,
};
use caisse_domain::identity::{PeerId, ProposalId};
use caisse_units::Language;
use serde_json::{Value, json};

use super::{refused, say};
use crate::answer::{Answer, Failure};
use crate::arguments::Together;
use crate::context::Context;

pub(super) fn run(context: &Context, arguments: Together) -> Result<Answer, Failure> {
    match arguments {
        Together::Queue => queue(context),
        Together::PassOn => pass_on(context),
        Together::Consult { proposal } => {
            let said = ("question posée aux membres", "the members are asked");
            say(context, C::Consult { proposal }, said)
        }
        Together::Answer => answer(context),
        Together::Answers { proposal } => shown(context, proposal),
        Together::EqualiseDespite { rule, month, without, last_known, decision } => {
            let without = without.into_iter().map(|peer| (peer, Despite::Without));
            let known = last_known.into_iter().map(|peer| (peer, Despite::LastKnown));
            let despite: Vec<(PeerId, Despite)> = without.chain(known).collect();
            let said = ("péréquation, par une décision", "equalised, by a decision");
            say(context, C::EqualiseDespite { rule, month, despite, decision }, said)
        }
        Together::Settle { rule, month } => {
            let said = ("mois soldé sur les chiffres définitifs", "settled on final figures");
            say(context, C::Settle { rule, month }, said)
        }
        Together::Audit { peer, archive } => audit(context, peer, &archive),
    }
}

fn state<'a>(context: &Context, desk: &'a caisse_app::Desk) -> Result<&'a Organisation, Failure> {
    desk.state().map_err(|error| context.fail(|l| error.sentence(l)))
}

fn queue(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let (house, today) = (state(context, &desk)?, context.today());
    let (mut text, mut rows) = (String::new(), Vec::new());
    for queue in owed_to_levels(house) {
        let ours = queue.sum.is_positive();
        let size =
            |amount: caisse_units::Amount| context.amount(if ours { amount } else { -amount });
        let since = queue.since().map_or_else(String::new, |month| month.written(context.language));
        let verb = match ours {
            true => context.say("nous devons à", "we owe"),
            false => context.say("nous est dû par", "is owed to us by"),
        };
        let from = context.say("depuis", "since");
        let _ = writeln!(text, "{} {verb} {} — {from} {since}", size(queue.sum), queue.name);
        for (month, amount) in &queue.months {
            let _ = writeln!(text, "  {} : {}", month.written(context.language), size(*amount));
        }
        let late = queue.late(today);
        if !late.is_zero() {
            let _ = writeln!(text, "  {} : {}", context.say("en retard", "late"), size(late));
        }
        let announced = queue.peer.map(|peer| announced_by(house, peer)).unwrap_or_default();
        let announced = announced.iter().map(|one| {
            json!({
                "month": one.month, "amount": one.amount, "left": one.left,
                "late": one.is_late(today),
            })
        });
        rows.push(json!({
            "level": queue.level.to_string(), "name": queue.name,
            "peer": queue.peer.map(|peer| peer.to_string()), "owed": queue.sum,
            "since": queue.since(), "months": queue.months, "ordered": queue.ordered,
            "late": late, "announced": announced.collect::<Vec<Value>>(),
        }));
    }
    if text.is_empty() {
        text = context.say("rien n'attend d'être transmis", "nothing waits to be passed on");
    }
    Ok(Answer::new(text, json!({ "queue": rows })))
}

fn pass_on(context: &Context) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let told = peers::pass_on(&mut desk, actor).map_err(|error| refused(context, &error))?;
    peers::publish(&mut desk).map_err(|error| refused(context, &error))?;
    peers::nudge(&desk).map_err(|error| refused(context, &error))?;
    let mut text = String::new();
    for (peer, month) in &told {
        let _ = writeln!(text, "{peer} : {}", month.written(context.language));
    }
    if text.is_empty() {
        text = context.say("rien de nouveau à annoncer", "nothing new to announce");
    }
    let rows = told.iter().map(|(peer, month)| json!({ "peer": peer.to_string(), "month": month }));
    Ok(Answer::new(text, json!({ "announced": rows.collect::<Vec<Value>>() })))
}

fn answer(context: &Context) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let told = consultation::answer_all(&mut desk, actor);
    let told = told.map_err(|error| context.fail(|l| error.sentence(l)))?;
    peers::nudge(&desk).map_err(|error| refused(context, &error))?;
    let mut text = String::new();
    for (peer, proposal) in &told {
        let _ = writeln!(text, "{peer}, {proposal} : {}", context.say("répondu", "answered"));
    }
    if text.is_empty() {
        text = context.say("aucune question n'attend", "no question waits");
    }
    let rows = told
        .iter()
        .map(|(peer, one)| json!({ "peer": peer.to_string(), "proposal": one.to_string() }));
    Ok(Answer::new(text, json!({ "answered": rows.collect::<Vec<Value>>() })))
}

fn shown(context: &Context, proposal: ProposalId) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    for one in answers(house, proposal, context.today()) {
        let told = one.answer.map_or_else(
            || context.say("pas encore répondu", "not answered yet"),
            |answer| sentence(context, answer),
        );
        let _ = writeln!(text, "{} {} : {told}", one.peer, one.known.card.name);
        rows.push(json!({
            "peer": one.peer.to_string(), "name": one.known.card.name, "answer": one.answer,
        }));
    }
    if text.is_empty() {
        text = context.say("personne n'a été consulté sur", "nobody was consulted on");
        let _ = write!(text, " {proposal}");
    }
    Ok(Answer::new(text, json!({ "proposal": proposal.to_string(), "answers": rows })))
}

fn sentence(context: &Context, answer: &Answered) -> String {
    if let Some((french, english)) = &answer.impossible {
        return context.say(french, english);
    }
    let few = || context.say("quelques-uns", "a few");
    let count = |count: Option<u64>| count.map_or_else(few, |count| count.to_string());
    let (gain, lose) = (count(answer.gain), count(answer.lose));
    let (before, after) = answer.contributions;
    let (granted, would) = answer.allocations;
    let [before, after, granted, would] =
        [before, after, granted, would].map(|amount| context.amount(amount));
    let (members, months) = (answer.members, answer.months);
    match context.language {
        Language::French => format!(
            "{members} membres, {gain} y gagnent, {lose} y perdent ; sur {months} mois, cotisations {before} → {after}, allocations {granted} → {would}"
        ),
        Language::English => format!(
            "{members} members, {gain} gain, {lose} lose; over {months} months, contributions {before} → {after}, allocations {granted} → {would}"
        ),
    }
}

fn audit(context: &Context, peer: PeerId, archive: &Path) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let found = peers::audit(&desk, peer, archive);
    let found = found.map_err(|error| context.fail(|l| error.sentence(l)))?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    for one in &found {
        let told = one.sentences(context.language);
        let _ = writeln!(text, "{} : {}", one.month.written(context.language), told.join(" ; "));
        rows.push(json!({
            "month": one.month, "published": one.published, "borne_out": one.is_borne_out(),
            "sentences": told,
        }));
    }
    if text.is_empty() {
        text = context.say("aucun relevé reçu", "no statement was heard");
    }
    let good = found.iter().all(peers::Audited::is_borne_out);
    Ok(Answer { text, json: json!({ "peer": peer.to_string(), "months": rows }), good })
}
