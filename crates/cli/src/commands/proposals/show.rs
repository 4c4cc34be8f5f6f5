//! A proposal as people read it: what it changes, where it stands, what is missing.

use caisse_domain::Organisation;
use caisse_domain::assemblies::Verdict;
use caisse_domain::identity::ProposalId;
use caisse_domain::proposals::{
    AmendmentState, Effect, Link, Proposal, ProposalState, Refusal, Vote, check_schedulable,
    check_votable,
};
use caisse_units::{Day, Language};
use serde_json::{Value, json};

use super::changes::changes;
use super::is_pending;
use crate::answer::{Answer, Failure};
use crate::context::Context;

/// `caisse proposal show`, or what it changes alone.
pub(super) fn proposal(
    context: &Context,
    house: &Organisation,
    id: ProposalId,
    difference: bool,
) -> Result<Answer, Failure> {
    let language = context.language;
    let Some(known) = house.proposals.get(id) else {
        return Err(context.fail(|l| Refusal::Unknown { proposal: id }.sentence(l)));
    };
    let changes = changes(house, &known.content, language);
    if difference {
        let json = json!({ "proposal": id.to_string(), "changes": changes });
        return Ok(Answer::new(changes.join("\n"), json));
    }
    let missing = missing(house, id, known, context.today(), language);
    let mut text = heading(id, known, language);
    let mut section = |french: &str, english: &str, lines: &[String]| {
        if !lines.is_empty() {
            text.push_str(&format!("\n{}\n", language.choose(french, english)));
            for line in lines {
                text.push_str(&format!("  {line}\n"));
            }
        }
    };
    section("Ce qu'elle change", "What it changes", &changes);
    let summary: Vec<String> = known
        .consequences
        .iter()
        .flat_map(|attached| attached.summary.lines().map(str::to_owned))
        .collect();
    section("Ses conséquences", "Its consequences", &summary);
    section("Amendements", "Amendments", &amendments(house, known, language));
    section("Votes", "Votes", &votes(house, known, language));
    section(
        "Ce qui manque pour qu'elle soit votée",
        "What is missing for it to be voted",
        &missing,
    );
    let json = json!({
        "proposal": id.to_string(), "title": known.content.title, "text": known.content.text,
        "author": known.author.to_string(), "on": known.on, "from": known.content.from,
        "effect": effect_name(&known.content.effect), "state": known.state,
        "supporters": known.supporters.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "links": known.content.links.iter().map(written_link).collect::<Vec<_>>(),
        "documents": known.content.documents, "changes": changes,
        "consequences": known.consequences, "amendments": amendments_json(known),
        "votes": votes_json(house, known), "decision": known.decision(), "missing": missing,
    });
    Ok(Answer::new(text, json))
}

/// The name of an effect in values for programs.
pub(super) fn effect_name(effect: &Effect) -> &'static str {
    match effect {
        Effect::Resolution => "resolution",
        Effect::AdoptRules { .. } => "adopt_rules",
        Effect::RepealRule { .. } => "repeal_rule",
        Effect::AdoptBudget { .. } => "adopt_budget",
        Effect::FundProject { .. } => "fund_project",
        Effect::OpenEnvelope { .. } => "open_envelope",
        Effect::Prioritise { .. } => "prioritise",
        Effect::Elect { .. } => "elect",
        Effect::Revoke { .. } => "revoke",
        Effect::Agree(_) => "agree",
        Effect::EndAgreement { .. } => "end_agreement",
        Effect::ChangeStatutes { .. } => "change_statutes",
        Effect::Cede(_) => "cede",
        Effect::TakeBack { .. } => "take_back",
        Effect::Tie { .. } => "tie",
        Effect::EndTie { .. } => "end_tie",
        Effect::AdoptCommonRules { .. } => "adopt_common_rules",
    }
}

fn heading(id: ProposalId, known: &Proposal, language: Language) -> String {
    let content = &known.content;
    let (author, state) = (known.author, known.state.written(language));
    let (on, from) = (known.on.written(language), content.from.written(language));
    let (effect, count) = (content.effect.written(language), known.supporters.len());
    let mut text = match language {
        Language::French => {
            let plural = if count == 1 { "" } else { "s" };
            format!(
                "{id} — {}\nde {author}, le {on} ; {count} soutien{plural} ; {state}\neffet : {effect}, à partir du {from}\n",
                content.title
            )
        }
        Language::English => {
            let plural = if count == 1 { "" } else { "s" };
            format!(
                "{id} — {}\nby {author}, on {on}; {count} supporter{plural}; {state}\neffect: {effect}, from {from}\n",
                content.title
            )
        }
    };
    let links: Vec<String> = content.links.iter().map(written_link).collect();
    if !links.is_empty() {
        text.push_str(language.choose("vient de : ", "comes from: "));
        text.push_str(&format!("{}\n", links.join(", ")));
    }
    for digest in &content.documents {
        text.push_str(&format!("{} {digest}\n", language.choose("document :", "document:")));
    }
    if content.text != content.title {
        text.push_str(&format!("\n{}\n", content.text.trim()));
    }
    text
}

fn written_link(link: &Link) -> String {
    match link {
        Link::Grievance(grievance) => grievance.to_string(),
        Link::Demand(demand) => demand.to_string(),
        Link::Project(project) => project.to_string(),
        Link::Proposal(proposal) => proposal.to_string(),
    }
}

fn amendment_state(state: &AmendmentState, language: Language) -> String {
    let dated = |french: &str, english: &str, on: Day| {
        format!("{} {}", language.choose(french, english), on.written(language))
    };
    match state {
        AmendmentState::Moved => language.choose("à répondre", "to be answered").to_owned(),
        AmendmentState::Declined(on) => dated("décliné le", "declined on", *on),
        AmendmentState::InVote(poll) => {
            format!("{} ({poll})", language.choose("au vote", "in vote"))
        }
        AmendmentState::Adopted(on) => dated("pris dans la proposition le", "taken in on", *on),
        AmendmentState::Rejected(on) => dated("rejeté le", "rejected on", *on),
        AmendmentState::Withdrawn(on) => dated("retiré le", "withdrawn on", *on),
    }
}

fn amendments(house: &Organisation, known: &Proposal, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for (number, amendment) in (1..).zip(&known.amendments) {
        let (by, author) = (language.choose("de", "by"), amendment.author);
        let state = amendment_state(&amendment.state, language);
        lines.push(format!("{number}. {by} {author} — {} ({state})", amendment.reasons));
        if matches!(amendment.state, AmendmentState::Adopted(_)) {
            continue;
        }
        let change = &amendment.change;
        if let Some(title) = &change.title {
            lines.push(format!("   {} {title}", language.choose("titre :", "title:")));
        }
        if change.text.is_some() {
            lines.push(format!("   {}", language.choose("un autre texte", "another text")));
        }
        if change.effect.is_some() || change.from.is_some() {
            let amended = change.on(&known.content);
            let changed = changes(house, &amended, language);
            lines.extend(changed.into_iter().map(|line| format!("   {line}")));
        }
    }
    lines
}

fn amendments_json(known: &Proposal) -> Value {
    let one = |(number, amendment): (usize, &caisse_domain::proposals::Amendment)| {
        json!({
            "amendment": number, "author": amendment.author.to_string(),
            "reasons": amendment.reasons, "on": amendment.on, "state": amendment.state,
        })
    };
    (1..).zip(&known.amendments).map(one).collect()
}

fn verdict(known: &Proposal, vote: &Vote, language: Language) -> String {
    let Some((on, verdict)) = &vote.verdict else {
        return language.choose("en cours", "under way").to_owned();
    };
    let said = match verdict {
        Verdict::Adopted => language.choose("adoptée", "adopted").to_owned(),
        Verdict::Rejected => language.choose("rejetée", "rejected").to_owned(),
        Verdict::NoQuorum => language.choose("sans quorum", "without quorum").to_owned(),
        Verdict::Chosen(places) => {
            let name = |place: &usize| match &known.content.effect {
                Effect::Elect { candidates, .. } => candidates.get(*place).map(ToString::to_string),
                Effect::Prioritise { projects, .. } => {
                    projects.get(*place).map(ToString::to_string)
                }
                _ => None,
            };
            let names: Vec<String> = places.iter().filter_map(name).collect();
            format!("{} {}", language.choose("choix :", "chosen:"), names.join(", "))
        }
    };
    format!("{said}, {}", on.written(language))
}

/// Its votes, each with the address of its page.
fn votes(house: &Organisation, known: &Proposal, language: Language) -> Vec<String> {
    let one = |vote: &Vote| {
        let assembly = house.assemblies.poll(vote.poll).map(|poll| poll.assembly.to_string());
        let assembly = assembly.unwrap_or_default();
        let on = vote.amendment.map_or_else(String::new, |place| {
            format!("{} {}, ", language.choose("amendement", "amendment"), place + 1)
        });
        let said = verdict(known, vote, language);
        format!("{} ({assembly}) — {on}{said}  /scrutins/{}", vote.poll, vote.poll)
    };
    known.votes.iter().map(one).collect()
}

fn votes_json(house: &Organisation, known: &Proposal) -> Value {
    let one = |vote: &Vote| {
        let poll = house.assemblies.poll(vote.poll);
        json!({
            "poll": vote.poll.to_string(),
            "assembly": poll.map(|poll| poll.assembly.to_string()),
            "amendment": vote.amendment.map(|place| place + 1),
            "on": vote.verdict.as_ref().map(|(on, _)| *on),
            "verdict": vote.verdict.as_ref().map(|(_, verdict)| verdict),
            "page": format!("/scrutins/{}", vote.poll),
        })
    };
    known.votes.iter().map(one).collect()
}

/// What is missing for a proposal to be voted, in the order in which it is done.
fn missing(
    house: &Organisation,
    id: ProposalId,
    known: &Proposal,
    today: Day,
    language: Language,
) -> Vec<String> {
    let say = |french: String, english: String| match language {
        Language::French => french,
        Language::English => english,
    };
    let mut lines = Vec::new();
    if !is_pending(&known.state) {
        return lines;
    }
    if known.state == ProposalState::Draft {
        lines.push(say(
            format!("l'ouvrir au soutien : caisse proposal open {id}"),
            format!("open it for support: caisse proposal open {id}"),
        ));
    }
    if known.lacks_consequences() {
        lines.push(say(
            format!(
                "ses conséquences ne sont pas jointes : caisse proposal consequences {id} --attach"
            ),
            format!(
                "its consequences are not attached: caisse proposal consequences {id} --attach"
            ),
        ));
    }
    for (number, amendment) in (1..).zip(&known.amendments) {
        if amendment.state == AmendmentState::Moved {
            lines.push(say(
                format!("répondre à l'amendement {number} : caisse proposal accept {id} {number}, ou decline"),
                format!("answer amendment {number}: caisse proposal accept {id} {number}, or decline"),
            ));
        }
    }
    let waits = known.amendments.iter().any(|one| one.state == AmendmentState::Moved);
    match &known.state {
        ProposalState::Open { .. } => match check_schedulable(house, id, today) {
            Err(refusal) => lines.push(refusal.sentence(language)),
            Ok(()) => lines.push(say(
                "être à l'ordre du jour d'une assemblée : qui convoque l'y met".to_owned(),
                "be on the agenda of an assembly: whoever convenes puts it there".to_owned(),
            )),
        },
        ProposalState::Scheduled { assembly } => match check_votable(house, id, None, today) {
            Err(refusal) if !waits => lines.push(refusal.sentence(language)),
            _ => {
                let held = house.assemblies.assembly(*assembly);
                let on = held.map(|held| held.convocation.on.written(language));
                let on = on.unwrap_or_default();
                lines.push(say(
                    format!("l'assemblée {assembly}, le {on}, qui la met aux voix"),
                    format!("the assembly {assembly}, on {on}, which puts it to the vote"),
                ));
            }
        },
        _ => (),
    }
    lines
}
