//! What a message of another organisation may hold at most. A message beyond is counted, so that the
//! feed goes on, and has no effect: why is kept beside it.

use caisse_units::{Amount, Day, Month};

use super::decide::{LONGEST_TEXT, check_address, check_key};
use super::{
    Answer, CommonRules, Consultation, Equalised, LONGEST_NAME, MOST_PEERS, Message, Statement,
    Summons, consultation,
};
use crate::agreements::{Cession, MOST_COVERED};
use crate::proposals::Said;

/// The most matters, rules or items of one message.
const LONGEST_LIST: usize = 500;
/// The largest number of people in a message.
const MOST_PEOPLE: u64 = 100_000_000;
/// How far back the month of a figure may lie.
const MOST_MONTHS: i32 = 240;

/// Why a message cannot be used, if it cannot. Linear in its parts.
pub(super) fn unusable(message: &Message, on: Day) -> Option<Said> {
    let (french, english) = match message {
        Message::Joins { matters, .. } => list(matters.len())
            .or_else(|| matters.iter().find_map(|(matter, _)| text(matter, LONGEST_NAME)))?,
        Message::Admits { .. } | Message::Leaves { .. } => return None,
        Message::Statement(said) => month(said.month, on).or_else(|| statement(said))?,
        Message::CommonRules(rules) => common_rules(rules)?,
        Message::Summons(said) => summons(said)?,
        Message::Instruction(said) => [said.in_favour, said.against, said.abstained]
            .into_iter()
            .find_map(people)
            .or_else(|| long(&said.text, LONGEST_TEXT))?,
        Message::Equalised(done) => month(done.month, on).or_else(|| equalised(done))?,
        Message::PassedOn { month: which, amount } => {
            ended(*which, on).or_else(|| month(*which, on)).or_else(|| money(*amount))?
        }
        Message::Cedes(cessions) => cedes(cessions)?,
        Message::Above(all) => above(all)?,
        Message::Consultation(said) => asked(said)?,
        Message::Answer(said) => answered(said)?,
        Message::Key { key } => card(check_key(key).is_err(), "clé", "key")?,
        Message::Moved { address } => card(check_address(address).is_err(), "adresse", "address")?,
    };
    Some(Said { french, english })
}

type Why = Option<(String, String)>;

fn list(length: usize) -> Why {
    (length > LONGEST_LIST).then(|| {
        (
            format!("le message est ignoré : {length} éléments, au plus {LONGEST_LIST}"),
            format!("the message is ignored: {length} items, at most {LONGEST_LIST}"),
        )
    })
}

fn long(text: &str, longest: usize) -> Why {
    (text.chars().count() > longest).then(|| {
        (
            format!("le message est ignoré : un texte dépasse {longest} caractères"),
            format!("the message is ignored: a text has over {longest} characters"),
        )
    })
}

fn text(text: &str, longest: usize) -> Why {
    let empty = text.trim().is_empty().then(|| {
        (
            "le message est ignoré : un nom ou un titre manque".to_owned(),
            "the message is ignored: a name or a title is missing".to_owned(),
        )
    });
    empty.or_else(|| long(text, longest))
}

fn people(count: u64) -> Why {
    (count > MOST_PEOPLE).then(|| {
        (
            format!("le message est ignoré : {count} personnes, au plus {MOST_PEOPLE}"),
            format!("the message is ignored: {count} people, at most {MOST_PEOPLE}"),
        )
    })
}

fn money(amount: Amount) -> Why {
    let (low, high) = (-Amount::LIMIT, Amount::LIMIT);
    (amount < low || amount > high).then(|| {
        (
            "le message est ignoré : un montant dépasse mille milliards d'euros".to_owned(),
            "the message is ignored: an amount is over a thousand billion euros".to_owned(),
        )
    })
}

fn month(month: Month, on: Day) -> Why {
    let (first, last) = (on.month().plus_months(-MOST_MONTHS), on.month().next());
    (month < first || month > last).then(|| {
        (
            "le message est ignoré : son mois est à venir, ou passé depuis plus de vingt ans"
                .to_owned(),
            "the message is ignored: its month is to come, or over twenty years past".to_owned(),
        )
    })
}

fn card(broken: bool, french: &str, english: &str) -> Why {
    broken.then(|| {
        (
            format!("le message est ignoré : cette {french} n'a pas la forme attendue"),
            format!("the message is ignored: this {english} is not of the expected form"),
        )
    })
}

fn statement(said: &Statement) -> Why {
    let Statement { called, received, granted, available, floor, .. } = said;
    let mut amounts =
        [*called, *received, *granted, *available, *floor].into_iter().chain(said.base);
    let below = [*called, *granted, *floor].into_iter().chain(said.base);
    let negative = below.into_iter().any(Amount::is_negative).then(|| {
        (
            "le message est ignoré : une somme du relevé est au-dessous de zéro".to_owned(),
            "the message is ignored: an amount of the statement is below zero".to_owned(),
        )
    });
    amounts
        .find_map(money)
        .or(negative)
        .or_else(|| [said.members, said.contributors, said.asked].into_iter().find_map(people))
}

/// Figures of a month are final once it has ended.
fn ended(month: Month, on: Day) -> Why {
    (month >= on.month()).then(|| {
        (
            "le message est ignoré : ce mois n'est pas fini".to_owned(),
            "the message is ignored: this month has not ended".to_owned(),
        )
    })
}

fn cedes(cessions: &[Cession]) -> Why {
    let part = |one: &Cession| {
        text(&one.content.matter, LONGEST_NAME)
            .or_else(|| long(&one.content.federation, LONGEST_NAME))
            .or_else(|| list(one.content.rules.len().saturating_sub(MOST_COVERED)))
            .or_else(|| {
                let usable = one.content.rules.iter().all(|one| one.is_usable());
                if usable { None } else { text("", LONGEST_NAME) }
            })
    };
    list(cessions.len()).or_else(|| cessions.iter().find_map(part))
}

fn above(all: &[String]) -> Why {
    let many = all.len() > MOST_PEERS;
    many.then(|| {
        (
            format!("le message est ignoré : plus de {MOST_PEERS} organisations"),
            format!("the message is ignored: more than {MOST_PEERS} organisations"),
        )
    })
    .or_else(|| all.iter().find_map(|origin| text(origin, LONGEST_NAME)))
}

fn asked(said: &Consultation) -> Why {
    list(said.rules.len())
        .or_else(|| text(&said.matter, LONGEST_NAME))
        .or_else(|| text(&said.title, LONGEST_NAME))
        .or_else(|| said.rules.iter().find_map(|one| text(&one.rule.name, LONGEST_NAME)))
        .or_else(|| said.rules.iter().find_map(|one| list(one.rule.versions.len())))
}

fn answered(said: &Answer) -> Why {
    let (contributions, allocations) = (said.contributions, said.allocations);
    let tiers = said.by_income.iter().map(|tier| tier.change);
    let mut amounts =
        [contributions.0, contributions.1, allocations.0, allocations.1].into_iter().chain(tiers);
    let people_of = said.gain.into_iter().chain(said.lose).chain([said.members]);
    let why = said.impossible.iter().flat_map(|(french, english)| [french, english]);
    list(said.by_income.len())
        .or_else(|| people_of.into_iter().find_map(people))
        .or_else(|| amounts.find_map(money))
        .or_else(|| why.into_iter().find_map(|text| long(text, LONGEST_TEXT)))
        .or_else(|| {
            consultation::tells_too_much(said).then(|| {
                (
                    "le message est ignoré : il parle de groupes où quelqu'un se reconnaîtrait"
                        .to_owned(),
                    "the message is ignored: it tells of groups in which someone could be recognised"
                        .to_owned(),
                )
            })
        })
}

fn common_rules(rules: &CommonRules) -> Why {
    list(rules.rules.len())
        .or_else(|| text(&rules.matter, LONGEST_NAME))
        .or_else(|| text(&rules.assembly, LONGEST_NAME))
        .or_else(|| text(&rules.title, LONGEST_NAME))
        .or_else(|| rules.rules.iter().find_map(|one| text(&one.rule.name, LONGEST_NAME)))
        .or_else(|| rules.rules.iter().find_map(|one| list(one.rule.versions.len())))
}

fn summons(said: &Summons) -> Why {
    list(said.items.len())
        .or_else(|| text(&said.title, LONGEST_NAME))
        .or_else(|| said.items.iter().find_map(|item| text(&item.title, LONGEST_NAME)))
}

fn equalised(done: &Equalised) -> Why {
    let many = done.statements.len().max(done.transfers.len()) > MOST_PEERS;
    let many = many.then(|| {
        (
            format!("le message est ignoré : plus de {MOST_PEERS} organisations"),
            format!("the message is ignored: more than {MOST_PEERS} organisations"),
        )
    });
    let first = many
        .or_else(|| text(&done.rule, LONGEST_NAME))
        .or_else(|| done.transfers.keys().find_map(|origin| text(origin, LONGEST_NAME)))
        .or_else(|| done.transfers.values().copied().find_map(money))
        .or_else(|| done.statements.values().find_map(statement));
    // Every amount is within its limit here, and so is their sum.
    first.or_else(|| {
        let sum: Amount = done.transfers.values().copied().sum();
        (!sum.is_zero()).then(|| {
            (
                "le message est ignoré : cette péréquation n'est pas à somme nulle".to_owned(),
                "the message is ignored: this equalisation does not sum to zero".to_owned(),
            )
        })
    })
}
