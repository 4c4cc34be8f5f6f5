//! The minutes of an assembly: what happened, item by item, in sentences; and what was added by hand.
//!
//! Absent on purpose: layout, names. A page puts names beside the numbers; the digest that is sealed
//! is that of the text that was printed.

use caisse_units::Language;

use super::meeting::{Assembly, Quorate, Stage};
use super::poll::Poll;
use super::statutes::Secrecy;
use crate::Organisation;
use crate::identity::{AssemblyId, MemberId, PollId};

/// The minutes of an assembly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// The title of the assembly.
    pub title: String,
    /// Convocation, opening, attendance.
    pub opening: Vec<String>,
    /// Each item of the agenda.
    pub items: Vec<Section>,
    /// Closing and signatures.
    pub closing: Vec<String>,
}

/// One item of the agenda in the minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// What happened.
    pub lines: Vec<String>,
    /// What was added by hand.
    pub additions: Vec<String>,
    /// Its polls.
    pub polls: Vec<PollId>,
}

/// The minutes of an assembly as they stand; `None` if there is none of that number.
pub fn minutes(house: &Organisation, assembly: AssemblyId, language: Language) -> Option<Minutes> {
    let held = house.assemblies.assembly(assembly)?;
    let items = held.convocation.agenda.iter().enumerate().map(|(place, item)| {
        let item_polls =
            held.polls.iter().filter_map(|poll| Some((*poll, house.assemblies.poll(*poll)?)));
        let mine: Vec<(PollId, &Poll)> =
            item_polls.filter(|(_, poll)| usize::from(poll.question.item) == place).collect();
        let mut lines = Vec::new();
        lines.extend(item.documents.iter().map(|document| match language {
            Language::French => {
                format!("Document : {} ({}).", document.name, &document.digest[..12])
            }
            Language::English => {
                format!("Document: {} ({}).", document.name, &document.digest[..12])
            }
        }));
        for (number, poll) in &mine {
            lines.extend(poll_lines(*number, poll, language));
        }
        let of_item =
            |addition: &&super::meeting::Addition| addition.item.map(usize::from) == Some(place);
        Section {
            title: item.title.clone(),
            lines,
            additions: held.additions.iter().filter(of_item).map(|one| one.text.clone()).collect(),
            polls: mine.iter().map(|(number, _)| *number).collect(),
        }
    });
    Some(Minutes {
        title: held.convocation.title.clone(),
        opening: opening(held, language),
        items: items.collect(),
        closing: closing(held, language),
    })
}

fn opening(held: &Assembly, language: Language) -> Vec<String> {
    let convocation = &held.convocation;
    let (on, at) = (convocation.on.written(language), convocation.at.written(language));
    let convened = held.convened.written(language);
    let mut lines = vec![match language {
        Language::French => format!("Convoquée le {convened} pour le {on} à {at}."),
        Language::English => format!("Convened on {convened} for {on} at {at}."),
    }];
    if !convocation.place.trim().is_empty() {
        lines.push(match language {
            Language::French => format!("Lieu : {}.", convocation.place),
            Language::English => format!("Place: {}.", convocation.place),
        });
    }
    if let Some(first) = convocation.second_call_of {
        lines.push(match language {
            Language::French => format!("Seconde convocation de {first}."),
            Language::English => format!("Second call of {first}."),
        });
    }
    if let (Some(chair), Some(secretary)) = (held.bureau.chair, held.bureau.secretary) {
        lines.push(match language {
            Language::French => format!("Présidence : {chair} ; secrétariat : {secretary}."),
            Language::English => format!("Chair: {chair}; secretary: {secretary}."),
        });
    }
    if let (Some((day, time)), Some(quorum)) = (held.opened, held.opening) {
        let (day, time) = (day.written(language), time.written(language));
        lines.push(match language {
            Language::French => format!("Ouverte le {day} à {time}."),
            Language::English => format!("Opened on {day} at {time}."),
        });
        lines.push(quorum_line(&quorum, language));
    }
    if let Stage::WithoutQuorum(quorum) = &held.stage {
        lines.push(quorum_line(quorum, language));
    }
    lines.extend(held.proxies.iter().map(|(giver, holder)| match language {
        Language::French => format!("{holder} porte la procuration de {giver}."),
        Language::English => format!("{holder} holds the proxy of {giver}."),
    }));
    lines
}

fn quorum_line(quorum: &Quorate, language: Language) -> String {
    let Quorate { entitled, present, represented, needed, found } = quorum;
    let met = match (quorum.met(), language) {
        (true, _) => language.choose("atteint", "met"),
        (false, _) => language.choose("non atteint", "not met"),
    };
    match language {
        Language::French => format!(
            "{entitled} membres ont le droit de vote ; {present} présents, {represented} représentés. Quorum {met} : {found} comptent, il en faut {needed}."
        ),
        Language::English => format!(
            "{entitled} members are entitled to vote; {present} present, {represented} represented. Quorum {met}: {found} count, {needed} are needed."
        ),
    }
}

fn poll_lines(number: PollId, poll: &Poll, language: Language) -> Vec<String> {
    let text = &poll.question.text;
    let mut lines = vec![match language {
        Language::French => format!("{number} : {text}"),
        Language::English => format!("{number}: {text}"),
    }];
    for (place, objected) in poll.objections.iter().enumerate() {
        let (place, by) = (place + 1, objected.by);
        let state = match objected.state {
            caisse_votes::motion::consent::Objection::Raised => {
                language.choose("maintenue", "stands")
            }
            caisse_votes::motion::consent::Objection::Withdrawn => {
                language.choose("retirée", "withdrawn")
            }
            caisse_votes::motion::consent::Objection::Integrated => {
                language.choose("intégrée", "integrated")
            }
        };
        lines.push(format!("Objection {place} ({by}, {state}) : {}", objected.text));
    }
    if let Some(reasons) = &poll.annulled {
        lines.push(match language {
            Language::French => format!("Scrutin abandonné : {reasons}"),
            Language::English => format!("Poll given up: {reasons}"),
        });
    }
    let Some(closed) = &poll.closed else { return lines };
    lines.push(closed.outcome.0.sentence(poll, language));
    if let Some(decision) = closed.decision {
        lines.push(match language {
            Language::French => format!("Décision enregistrée sous le numéro {decision}."),
            Language::English => format!("Decision recorded under the number {decision}."),
        });
    }
    if let Some((french, english)) = &closed.blocked {
        lines.push(match language {
            Language::French => {
                format!("L'effet n'a pu avoir lieu et demande une nouvelle date : {french}")
            }
            Language::English => {
                format!("The effect could not take place and asks for a new date: {english}")
            }
        });
    }
    if poll.terms.secrecy == Secrecy::Open && poll.votes.len() <= 100 {
        lines.extend(votes_line(poll, language));
    }
    lines
}

/// Who voted what, in an open poll of at most a hundred.
fn votes_line(poll: &Poll, language: Language) -> Option<String> {
    let mut by_ballot: std::collections::BTreeMap<&super::poll::Ballot, Vec<MemberId>> =
        std::collections::BTreeMap::new();
    for (voter, vote) in &poll.votes {
        for part in &vote.parts {
            by_ballot.entry(&part.ballot).or_default().push(*voter);
        }
    }
    let said = by_ballot.iter().map(|(ballot, voters)| {
        let voters: Vec<String> = voters.iter().map(ToString::to_string).collect();
        format!("{} : {}", ballot.written(poll, language), voters.join(", "))
    });
    let said: Vec<String> = said.collect();
    (!said.is_empty()).then(|| said.join(" ; "))
}

fn closing(held: &Assembly, language: Language) -> Vec<String> {
    let mut lines: Vec<String> = held
        .additions
        .iter()
        .filter(|addition| addition.item.is_none())
        .map(|addition| addition.text.clone())
        .collect();
    if let Some((day, time)) = held.closed {
        let (day, time) = (day.written(language), time.written(language));
        lines.push(match language {
            Language::French => format!("Close le {day} à {time}."),
            Language::English => format!("Closed on {day} at {time}."),
        });
    }
    lines
}
