//! `caisse poll`: opened with everything that decides, voted, closed, proved.

use std::fmt::Write as _;
use std::path::Path;

use caisse_app::Desk;
use caisse_app::ballots::{self, Given};
use caisse_app::work::{ballot_file, ballot_text, statutes_file};
use caisse_domain::assemblies::poll::{Channel, Choice, Poll as Held, Question, Spending};
use caisse_domain::assemblies::statutes::{DecisionRule, Secrecy};
use caisse_domain::assemblies::{Command as Asked, Event, Kind, Refusal, Verdict};
use caisse_domain::identity::{MemberId, PollId};
use caisse_domain::offices::Actor;
use caisse_domain::{Envelope, Organisation};
use caisse_units::Language;
use serde_json::{Value, json};

use super::{
    ask_at_the_desk, ask_in_person, at_the_desk, named, oneself, papers, place, problems, state,
};
use crate::answer::{Answer, Failure};
use crate::arguments::{Cast, OpenPoll, Poll};
use crate::context::Context;

/// `caisse poll`.
pub fn run(context: &Context, arguments: Poll) -> Result<Answer, Failure> {
    match arguments {
        Poll::Open(arguments) => open(context, arguments),
        Poll::Cast(arguments) => match arguments.from {
            Some(ref path) => cast_table(context, arguments.poll, path),
            None => cast(context, arguments),
        },
        Poll::Paper(arguments) => papers::run(context, arguments),
        Poll::Object { poll, text } => {
            let (desk, _) = ask_in_person(context, Asked::Object { poll, text })?;
            told(context, &desk, poll)
        }
        Poll::WithdrawObjection { poll, objection } => {
            let command = Asked::WithdrawObjection { poll, objection };
            let (desk, _) = ask_in_person(context, command)?;
            told(context, &desk, poll)
        }
        Poll::Integrate { poll, objection, how } => {
            let command = Asked::IntegrateObjection { poll, objection, how };
            let (desk, _) = ask_at_the_desk(context, command)?;
            told(context, &desk, poll)
        }
        Poll::Close { poll } => close(context, poll),
        Poll::Annul { poll, reason } => {
            let mut desk = context.desk()?;
            let actor = at_the_desk(context, desk.house.state());
            ballots::annul(&mut desk, actor, poll, reason)
                .map_err(|error| context.fail(|l| error.sentence(l)))?;
            told(context, &desk, poll)
        }
        Poll::Show { poll } => told(context, &context.reading()?, poll),
        Poll::Proof { poll, ballots: Some(file) } => recount(context, poll, &file),
        Poll::Proof { poll, ballots: None } => proof(context, poll),
    }
}

/// A poll by its number.
pub fn known<'a>(
    context: &Context,
    house: &'a Organisation,
    poll: PollId,
) -> Result<&'a Held, Failure> {
    let refusal = Refusal::PollUnknown { poll };
    house.assemblies.poll(poll).ok_or_else(|| context.fail(|l| refusal.sentence(l)))
}

fn open(context: &Context, arguments: OpenPoll) -> Result<Answer, Failure> {
    let (question, rule) = question(context, &arguments)?;
    let assembly = arguments.assembly;
    let command = Asked::OpenPoll { assembly, question: Box::new(question), rule };
    let (desk, event) = ask_at_the_desk(context, command)?;
    let Event::PollOpened { poll, .. } = event else { unreachable!("a poll opened") };
    told(context, &desk, poll)
}

/// The question, completed by the item of the agenda.
fn question(
    context: &Context,
    arguments: &OpenPoll,
) -> Result<(Question, Option<Box<DecisionRule>>), Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let held = super::known(context, house, arguments.assembly)?;
    let item = match arguments.item {
        Some(item) => place(context, item)?,
        None => held.item.ok_or_else(|| {
            Failure::new(context.say(
                "dites le point par --item, ou passez-y d'abord : caisse assembly goto",
                "say the item by --item, or go to it first: caisse assembly goto",
            ))
        })?,
    };
    let on_agenda = held.item(item);
    let kind = match arguments.kind {
        Some(kind) => kind.into(),
        None => on_agenda.map_or(Kind::Resolution, |item| item.kind.decision()),
    };
    let spending =
        arguments.budget.map(|budget| Spending { budget, costs: arguments.costs.clone() });
    let amendment = arguments.amendment.map(|number| place(context, number)).transpose()?;
    let rule = match &arguments.rule {
        Some(path) => {
            let bytes = context.read(path)?;
            let rule = statutes_file::read_rule(&bytes).map_err(|all| problems(context, &all))?;
            Some(Box::new(rule))
        }
        None => None,
    };
    let question = Question {
        item,
        kind,
        text: arguments.question.clone(),
        options: arguments.options.iter().map(|text| Choice::read(text)).collect(),
        proposal: on_agenda.and_then(|item| item.proposal),
        amendment,
        seats: arguments.seats,
        spending,
    };
    Ok((question, rule))
}

fn cast(context: &Context, arguments: Cast) -> Result<Answer, Failure> {
    let Cast { poll, ballot, voter, by, remote, .. } = arguments;
    let desk = context.desk()?;
    let house = state(context, &desk)?;
    let held = known(context, house, poll)?;
    let (actor, voter) = match (voter, oneself(context)) {
        (Some(voter), _) => (at_the_desk(context, Some(house)), voter),
        (None, Ok(Actor::Member(member))) => (Actor::Member(member), member),
        (None, Err(failure)) => return Err(failure),
        (None, Ok(Actor::Founders)) => unreachable!("a member acts in person"),
    };
    let weight = weight(house, held, voter);
    let parts = ballot_text::parts(held, weight, &ballot.unwrap_or_default())
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let channel = if remote { Channel::Remote } else { Channel::Room };
    let given = Given { voter, by, channel, parts };
    taken(context, desk, actor, poll, vec![given])
}

fn weight(house: &Organisation, poll: &Held, voter: MemberId) -> u64 {
    let assembly = house.assemblies.assembly(poll.assembly);
    assembly.and_then(|held| held.roll.voter(voter)).map_or(1, |right| right.votes)
}

fn cast_table(context: &Context, poll: PollId, path: &Path) -> Result<Answer, Failure> {
    let bytes = context.read(path)?;
    let desk = context.desk()?;
    let house = state(context, &desk)?;
    let actor = at_the_desk(context, Some(house));
    let envelope = Envelope { actor, today: context.today() };
    let rows =
        ballot_text::table(house, envelope, poll, &bytes).map_err(|all| problems(context, &all))?;
    let given = rows.into_iter().map(|row| Given {
        voter: row.voter,
        by: row.by,
        channel: Channel::Room,
        parts: row.parts,
    });
    taken(context, desk, actor, poll, given.collect())
}

/// Takes ballots, all or none; tells how many, and the turnout.
fn taken(
    context: &Context,
    mut desk: Desk,
    actor: Actor,
    poll: PollId,
    given: Vec<Given>,
) -> Result<Answer, Failure> {
    let count = given.len();
    ballots::cast(&mut desk, actor, poll, given)
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let known = known(context, state(context, &desk)?, poll)?;
    let said = context.say("bulletins pris", "ballots taken");
    let text = format!("{poll}, {said} : {count}\n{}", standing(context, known));
    Ok(Answer::new(text, value(context, poll, known)))
}

fn close(context: &Context, poll: PollId) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = at_the_desk(context, desk.house.state());
    ballots::close(&mut desk, actor, poll).map_err(|error| context.fail(|l| error.sentence(l)))?;
    told(context, &desk, poll)
}

/// Where a poll stands, in a few words.
pub fn standing(context: &Context, poll: &Held) -> String {
    if poll.annulled.is_some() {
        return context.say("abandonné", "given up");
    }
    let Some(closed) = &poll.closed else { return turnout(context, poll) };
    let verdict = match &closed.verdict {
        Verdict::Adopted => context.say("adopté", "adopted"),
        Verdict::Rejected => context.say("rejeté", "rejected"),
        Verdict::NoQuorum => {
            context.say("sans quorum, rien n'est décidé", "no quorum, nothing is decided")
        }
        Verdict::Chosen(places) => {
            let chosen = places.iter().filter_map(|place| poll.question.options.get(*place));
            let chosen: Vec<String> = chosen.map(ballot_text::option_name).collect();
            match chosen.is_empty() {
                true => context.say("personne n'est choisi", "nothing is chosen"),
                false => format!("{} : {}", context.say("choisi", "chosen"), chosen.join(", ")),
            }
        }
    };
    match closed.decision {
        Some(decision) => format!("{verdict} ({decision})"),
        None => verdict,
    }
}

fn turnout(context: &Context, poll: &Held) -> String {
    let turnout = poll.turnout();
    match context.language {
        Language::French => format!(
            "ouvert : {} votes et {} bulletins de papier, sur {} inscrits",
            turnout.cast, turnout.papers, turnout.entitled
        ),
        Language::English => format!(
            "open: {} votes and {} paper ballots, of {} entitled",
            turnout.cast, turnout.papers, turnout.entitled
        ),
    }
}

/// What decides, in one sentence: the terms as they were fixed.
fn terms(poll: &Held, language: Language) -> String {
    let rule = poll.terms.rule();
    rule.text(poll.question.kind, language)
}

/// The poll as it stands: turnout only until it closes.
fn told(context: &Context, desk: &Desk, number: PollId) -> Result<Answer, Failure> {
    let poll = known(context, state(context, desk)?, number)?;
    let mut text =
        format!("{number} — {}\n{}\n", poll.question.text, terms(poll, context.language));
    for (place, option) in poll.question.options.iter().enumerate() {
        let cost = poll.question.spending.as_ref().and_then(|spending| spending.costs.get(place));
        let cost = cost.map_or(String::new(), |cost| format!(" — {}", context.amount(*cost)));
        let _ = writeln!(text, "  {}. {}{cost}", place + 1, ballot_text::option_name(option));
    }
    if poll.is_open() {
        let _ = writeln!(text, "{}", ballot_text::how(poll, context.language));
    }
    for (place, objected) in poll.objections.iter().enumerate() {
        let heading = context.say("Objection", "Objection");
        let state = objection_state(context, objected.state);
        let _ = writeln!(
            text,
            "{heading} {} ({}, {state}) : {}",
            place + 1,
            objected.by,
            objected.text
        );
    }
    if let Some(closed) = &poll.closed {
        let _ = writeln!(text, "{}", closed.outcome.0.sentence(poll, context.language));
        if let Some((french, english)) = &closed.blocked {
            let _ = writeln!(text, "{}", context.say(french, english));
        }
    }
    let _ = writeln!(text, "{}", standing(context, poll));
    Ok(Answer::new(named(desk, &text), value(context, number, poll)))
}

fn objection_state(context: &Context, state: caisse_votes::motion::consent::Objection) -> String {
    use caisse_votes::motion::consent::Objection;
    match state {
        Objection::Raised => context.say("maintenue", "stands"),
        Objection::Withdrawn => context.say("retirée", "withdrawn"),
        Objection::Integrated => context.say("intégrée", "integrated"),
    }
}

/// The poll for programs; ballots and result only once it is closed.
fn value(context: &Context, number: PollId, poll: &Held) -> Value {
    let turnout = poll.turnout();
    let mut json = json!({
        "poll": number.to_string(), "assembly": poll.assembly.to_string(), "question": poll.question,
        "terms": poll.terms, "terms_told": terms(poll, context.language),
        "electorate": poll.electorate, "open": poll.is_open(), "annulled": poll.annulled,
        "turnout": { "entitled": turnout.entitled, "cast": turnout.cast, "papers": turnout.papers },
        "objections": poll.objections, "standing": standing(context, poll),
    });
    if let Some(closed) = &poll.closed {
        json["verdict"] = json!(closed.verdict);
        json["sentence"] = json!(closed.outcome.0.sentence(poll, context.language));
        json["decision"] = json!(closed.decision.map(|decision| decision.to_string()));
        json["blocked"] = json!(closed.blocked);
    }
    json
}

/// `caisse poll proof --ballots`: the ballots in a file, and the command that counts it again.
fn recount(context: &Context, number: PollId, path: &Path) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let poll = known(context, house, number)?;
    let Some(file) = ballot_file::of(number, poll) else {
        return Err(Failure::new(context.say(
            "il n'y a pas de bulletins à recompter : le scrutin n'est pas clos, ou le consentement a suffi",
            "there are no ballots to count: the poll is not closed, or consent was enough",
        )));
    };
    context.write(path, file.text.as_bytes())?;
    let format = file.format();
    let words = format!("{} --format {format}", file.command(&path.display().to_string()));
    let json = json!({
        "poll": number.to_string(), "file": path, "format": format, "method": file.method,
        "parameters": file.parameters,
    });
    Ok(Answer::new(words, json))
}

/// `caisse poll proof`: what was fixed, the ballots merged, the sheet of the count; and in an open
/// poll who voted what.
fn proof(context: &Context, number: PollId) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let poll = known(context, state(context, &desk)?, number)?;
    let Some(closed) = &poll.closed else {
        return Err(Failure::new(context.say(
            "la feuille de preuve paraît à la clôture ; jusque-là, seule la participation se voit",
            "the proof sheet appears at the closing; until then, only turnout is seen",
        )));
    };
    let mut text = told(context, &desk, number)?.text;
    let heading = context.say("Bulletins dépouillés :", "Ballots counted:");
    let _ = writeln!(text, "\n{heading}");
    for merged in &closed.ballots {
        let college = poll.electorate.colleges.get(usize::from(merged.college));
        let college = college.map_or(String::new(), |college| format!("{college} / "));
        let ballot = merged.ballot.written(poll, context.language);
        let _ = writeln!(text, "{:>8} × {college}{ballot}", merged.votes);
    }
    let mut votes = Vec::new();
    if poll.terms.secrecy == Secrecy::Open {
        for (voter, vote) in &poll.votes {
            let said: Vec<String> = vote
                .parts
                .iter()
                .map(|part| {
                    format!("{}:{}", part.votes, part.ballot.written(poll, context.language))
                })
                .collect();
            votes.push(json!({ "voter": voter.to_string(), "by": vote.by.to_string(), "parts": vote.parts }));
            let _ = writeln!(text, "{:>8}   {}", voter.to_string(), said.join(" + "));
        }
    }
    let sheet = serde_json::to_string_pretty(&closed.outcome).unwrap_or_default();
    let _ = writeln!(
        text,
        "\n{}\n{sheet}",
        context.say("Feuille de dépouillement :", "Sheet of the count:")
    );
    let mut json = value(context, number, poll);
    json["ballots"] = json!(closed.ballots);
    json["votes"] = json!(votes);
    json["outcome"] = json!(closed.outcome);
    json["there"] = json!(closed.there);
    json["papers"] = json!({
        "handed": poll.papers.handed.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "entered_by": poll.papers.entered.as_ref().map(|(by, _)| by.to_string()),
        "confirmed_by": poll.papers.confirmed.map(|by| by.to_string()),
    });
    Ok(Answer::new(named(&desk, &text), json))
}
