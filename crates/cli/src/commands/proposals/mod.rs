//! Proposals: drafted from a file or in a line, supported, amended, shown with what they change.
//!
//! Putting one on an agenda and voting on it are acts of assemblies.

mod consequences;
mod quick;
mod show;

use std::fmt::Write as _;
use std::path::Path;

use caisse_app::work::proposal_file::{self, Problem, Source};
use caisse_app::{Desk, ExecuteError};
use caisse_domain::identity::ProposalId;
use caisse_domain::proposals::{Command as C, Content, Event, ProposalState};
use caisse_domain::{Command, Event as Any, Organisation};
use caisse_units::Language;
use serde_json::{Value, json};

use crate::answer::{Answer, Failure};
use crate::arguments::Proposal;
use crate::context::Context;

/// `caisse proposal`.
pub fn run(context: &Context, arguments: Proposal) -> Result<Answer, Failure> {
    match arguments {
        Proposal::New(arguments) => new(context, &arguments),
        Proposal::Revise { proposal, file } => {
            let mut desk = context.desk()?;
            let content = Box::new(content_of(context, state(context, &desk)?, &file)?);
            act(context, &mut desk, C::Revise { proposal, content })?;
            shown(context, &desk, proposal, ("récrite", "written anew"))
        }
        Proposal::Open { proposal } => simple(context, proposal, C::Open { proposal }, OPENED),
        Proposal::Support { proposal, take_back: false } => {
            support(context, proposal, C::Support { proposal })
        }
        Proposal::Support { proposal, take_back: true } => {
            support(context, proposal, C::TakeBackSupport { proposal })
        }
        Proposal::Amend { proposal, file, reason } => amend(context, proposal, &file, reason),
        Proposal::Accept { proposal, amendment } => {
            let command = C::AcceptAmendment { proposal, amendment: place(context, amendment)? };
            simple(context, proposal, command, ("amendée", "amended"))
        }
        Proposal::Decline { proposal, amendment } => {
            let command = C::DeclineAmendment { proposal, amendment: place(context, amendment)? };
            let said = (
                "amendement décliné ; il peut être mis au vote",
                "amendment declined; it may be put to the vote",
            );
            simple(context, proposal, command, said)
        }
        Proposal::Withdraw { proposal, amendment: Some(amendment), .. } => {
            let command = C::WithdrawAmendment { proposal, amendment: place(context, amendment)? };
            simple(context, proposal, command, ("amendement retiré", "amendment withdrawn"))
        }
        Proposal::Withdraw { proposal, amendment: None, reason } => {
            let reasons = reason.ok_or_else(|| {
                Failure::new(context.say("dites pourquoi (--reason)", "say why (--reason)"))
            })?;
            simple(context, proposal, C::Withdraw { proposal, reasons }, ("retirée", "withdrawn"))
        }
        Proposal::List { all } => list(context, all),
        Proposal::Show { proposal, difference } => {
            let desk = context.reading()?;
            show::proposal(context, state(context, &desk)?, proposal, difference)
        }
        Proposal::Consequences { proposal, attach, output } => {
            consequences::run(context, proposal, attach, output.as_deref())
        }
        Proposal::Diff { of } => diff(context, &of),
    }
}

const OPENED: (&str, &str) =
    ("ouverte au soutien et aux amendements", "open for support and amendments");

fn state<'a>(context: &Context, desk: &'a Desk) -> Result<&'a Organisation, Failure> {
    desk.state().map_err(|error| context.fail(|l| error.sentence(l)))
}

fn act(context: &Context, desk: &mut Desk, command: C) -> Result<Event, Failure> {
    let actor = context.acting(desk.house.state());
    let done = desk.act(actor, Command::Proposals(command));
    let done = done.map_err(|error: ExecuteError| context.fail(|l| error.sentence(l)))?;
    let Any::Proposals(event) = done.event else { unreachable!("a proposal was decided") };
    Ok(event)
}

/// Amendments are numbered from 1 for people.
fn place(context: &Context, amendment: u16) -> Result<u16, Failure> {
    amendment.checked_sub(1).ok_or_else(|| {
        Failure::new(
            context
                .say("les amendements se comptent à partir de 1", "amendments are counted from 1"),
        )
    })
}

/// Where the proposal stands after an act.
fn shown(
    context: &Context,
    desk: &Desk,
    proposal: ProposalId,
    (french, english): (&str, &str),
) -> Result<Answer, Failure> {
    let house = state(context, desk)?;
    let stands = house.proposals.get(proposal).map(|known| &known.state);
    let json = json!({ "proposal": proposal.to_string(), "state": stands });
    let colon = context.say(" : ", ": ");
    Ok(Answer::new(format!("{proposal}{colon}{}", context.say(french, english)), json))
}

fn simple(
    context: &Context,
    proposal: ProposalId,
    command: C,
    said: (&str, &str),
) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    act(context, &mut desk, command)?;
    shown(context, &desk, proposal, said)
}

fn support(context: &Context, proposal: ProposalId, command: C) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    act(context, &mut desk, command)?;
    let house = state(context, &desk)?;
    let count = house.proposals.get(proposal).map_or(0, |known| known.supporters.len());
    let text = match (context.language, count) {
        (Language::French, 1) => format!("{proposal} : 1 soutien"),
        (Language::French, _) => format!("{proposal} : {count} soutiens"),
        (Language::English, 1) => format!("{proposal}: 1 supporter"),
        (Language::English, _) => format!("{proposal}: {count} supporters"),
    };
    Ok(Answer::new(text, json!({ "proposal": proposal.to_string(), "supporters": count })))
}

fn new(context: &Context, arguments: &crate::arguments::NewProposal) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let house = state(context, &desk)?;
    let content = match &arguments.what.file {
        Some(file) => {
            quick::check_file_alone(context, arguments)?;
            content_of(context, house, file)?
        }
        None => quick::content(context, house, arguments)?,
    };
    let effect = content.effect.written(context.language);
    let event = act(context, &mut desk, C::Draft(Box::new(content)))?;
    let Event::Drafted { proposal, content, author, .. } = event else {
        unreachable!("a draft was decided")
    };
    if arguments.open {
        act(context, &mut desk, C::Open { proposal })?;
    }
    let from = content.from.written(context.language);
    let mut text = match context.language {
        Language::French => {
            format!("{proposal} « {} », de {author} : {effect}, à partir du {from}", content.title)
        }
        Language::English => {
            format!("{proposal} “{}”, by {author}: {effect}, from {from}", content.title)
        }
    };
    let next = match arguments.open {
        true => context.say(OPENED.0, OPENED.1),
        false => context.say(
            "brouillon ; « caisse proposal open » l'ouvre au soutien",
            "a draft; “caisse proposal open” opens it for support",
        ),
    };
    let _ = write!(text, "\n{next}");
    let house = state(context, &desk)?;
    let stands = house.proposals.get(proposal).map(|known| &known.state);
    let json = json!({
        "proposal": proposal.to_string(), "title": content.title, "author": author.to_string(),
        "from": content.from, "state": stands,
    });
    Ok(Answer::new(text, json))
}

/// Reads a file of proposal, with those that stand beside it.
fn with_file<T>(
    context: &Context,
    house: &Organisation,
    file: &Path,
    read: impl FnOnce(Source<'_>) -> Result<T, Vec<Problem>>,
) -> Result<T, Failure> {
    let bytes = context.read(file)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        let said = context.say(
            "ce n'est pas un texte UTF-8 ; enregistrez-le ainsi",
            "this is not UTF-8 text; save it as such",
        );
        Failure::new(format!("{} : {said}", file.display()))
    })?;
    let name = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    let beside = proposal_file::folder(file.parent().unwrap_or(Path::new(".")));
    let source = Source {
        name: &name,
        text: &text,
        beside: &beside,
        book: &house.rules,
        today: context.today(),
    };
    read(source).map_err(|problems| {
        let heading = context
            .say("Rien n'a été proposé. À corriger :", "Nothing was proposed. To be corrected:");
        let lines: Vec<String> =
            problems.iter().map(|problem| problem.sentence(context.language)).collect();
        Failure::new(format!("{heading}\n{}", lines.join("\n")))
    })
}

fn content_of(context: &Context, house: &Organisation, file: &Path) -> Result<Content, Failure> {
    with_file(context, house, file, proposal_file::content)
}

fn amend(
    context: &Context,
    proposal: ProposalId,
    file: &Path,
    reason: Option<String>,
) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let house = state(context, &desk)?;
    let written = with_file(context, house, file, proposal_file::change)?;
    let reasons = reason.or(written.reasons).ok_or_else(|| {
        Failure::new(context.say(
            "dites pourquoi : motif = \"…\" dans le fichier, ou --reason",
            "say why: reason = \"…\" in the file, or --reason",
        ))
    })?;
    let change = Box::new(written.change);
    let event = act(context, &mut desk, C::Amend { proposal, reasons, change })?;
    let Event::Amended { amendment, author, .. } = event else {
        unreachable!("an amendment was decided")
    };
    let number = amendment + 1;
    let text = match context.language {
        Language::French => format!(
            "{proposal} : amendement {number}, de {author} ; à accepter ou à décliner par qui propose"
        ),
        Language::English => {
            format!(
                "{proposal}: amendment {number}, by {author}; to be accepted or declined by the author"
            )
        }
    };
    let json = json!({ "proposal": proposal.to_string(), "amendment": number });
    Ok(Answer::new(text, json))
}

fn list(context: &Context, all: bool) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    let mut hidden = 0;
    for (id, known) in house.proposals.all() {
        if known.is_over() && !all {
            hidden += 1;
            continue;
        }
        let stands = known.state.written(context.language);
        let _ = writeln!(text, "{id:>5}  {:>5}  {} — {stands}", known.author, known.content.title);
        rows.push(json!({
            "proposal": id.to_string(), "author": known.author.to_string(),
            "title": known.content.title, "effect": show::effect_name(&known.content.effect),
            "from": known.content.from, "state": known.state,
            "supporters": known.supporters.len(), "decision": known.decision(),
        }));
    }
    if hidden > 0 {
        let said = context.say("décidées ou retirées (--all)", "decided or withdrawn (--all)");
        let _ = writeln!(text, "+ {hidden} {said}");
    }
    Ok(Answer::new(text, json!({ "proposals": Value::Array(rows) })))
}

/// What a proposal changes, or a file that nobody proposed yet.
fn diff(context: &Context, of: &str) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    if let Ok(proposal) = of.parse::<ProposalId>() {
        return show::proposal(context, house, proposal, true);
    }
    let content = content_of(context, house, Path::new(of))?;
    let lines = show::changes(house, &content, context.language);
    let text = lines.join("\n");
    Ok(Answer::new(text, json!({ "title": content.title, "changes": lines })))
}

/// True while a proposal may still be put to a vote.
fn is_pending(state: &ProposalState) -> bool {
    matches!(
        state,
        ProposalState::Draft | ProposalState::Open { .. } | ProposalState::Scheduled { .. }
    )
}
