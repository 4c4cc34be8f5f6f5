//! Decides what is asked between organisations.

use caisse_units::{Day, Month};

use super::{
    Card, Command, CommonRules, Event, Instruction, ItemOf, LONGEST_NAME, MOST_PEERS, Message,
    Refusal, Side, Summons, circle, consultation, equalisation, matters, queue, receive, statement,
};
use crate::agreements::Ceded;
use crate::assemblies::Outcome;
use crate::assemblies::meeting::ItemKind;
use crate::identity::{AssemblyId, BankLineId, DecisionId, LevelId, MemberId, PeerId, PollId};
use crate::ledger::{Entry, JournalCode, Party, Posting, Reason, Use};
use crate::members::MemberKind;
use crate::offices::Power;
use crate::rules::AdoptedRule;
use crate::{Envelope, Organisation};

/// The most characters of what a delegate has to say.
pub(super) const LONGEST_TEXT: usize = 10_000;

/// Which office each command needs.
///
/// # Errors
/// That of [`crate::offices::Offices::allow`].
pub fn authorise(
    house: &Organisation,
    envelope: Envelope,
    command: &Command,
) -> Result<(), crate::Refusal> {
    let power = match command {
        Command::PublishStatement { .. }
        | Command::Equalise { .. }
        | Command::EqualiseDespite { .. }
        | Command::Settle { .. }
        | Command::ReceiveFrom { .. } => Power::KeepAccounts,
        _ => Power::RecordDecisions,
    };
    Ok(house.offices.allow(envelope.actor, power, envelope.today)?)
}

/// Decides a command.
///
/// # Errors
/// The first [`Refusal`] in the order of the checks.
pub fn decide(house: &Organisation, command: Command, today: Day) -> Result<Event, crate::Refusal> {
    let event = match command {
        Command::Introduce { own, card, side } => introduce(house, own, card, side, today)?,
        Command::Receive { peer, number, digest, message } => {
            return receive::receive(house, peer, number, digest, message, today);
        }
        Command::KeepEvidence { peer, note } => {
            known(house, peer)?;
            if note.is_empty() || note.len() > 64 * 1024 {
                return Err(Refusal::TextUnusable { longest: 64 * 1024 }.into());
            }
            Event::EvidenceKept { peer, note }
        }
        Command::AcceptKey { peer, key, decision } => {
            known(house, peer)?;
            house.offices.require(decision)?;
            check_key(&key)?;
            Event::KeyAccepted { peer, key, decision }
        }
        Command::Announce { key, address } => announce(key, address, today)?,
        Command::PublishStatement { month, base } => publish(house, month, base, today)?,
        Command::Summon { assembly } => summon(house, assembly, today)?,
        Command::Instruct { peer, assembly, item, poll, text } => {
            instruct(house, peer, (assembly, item), poll, text, today)?
        }
        Command::Equalise { rule, month } => {
            let done = equalisation::equalise(house, &rule, month)?;
            return equalised(house, done, today);
        }
        Command::EqualiseDespite { rule, month, despite, decision } => {
            house.offices.require(decision)?;
            let done = equalisation::despite(house, &rule, month, &despite, decision)?;
            return equalised(house, done, today);
        }
        Command::Settle { rule, month } => {
            let done = equalisation::settle(house, &rule, month)?;
            return equalised(house, done, today);
        }
        Command::PassOn { peer, month } => pass_on(house, peer, month, today)?,
        Command::Consult { proposal } => consultation::consult(house, proposal, today)?,
        Command::AnswerTo { peer, answer } => consultation::answer(house, peer, *answer, today)?,
        Command::ReceiveFrom { peer, line } => return receive_from(house, peer, line),
    };
    Ok(event)
}

/// Organisations that are members of ours, tied to us on a day and in right standing, in the order in
/// which they were introduced.
pub fn members_on(house: &Organisation, day: Day) -> impl Iterator<Item = (PeerId, &super::Peer)> {
    house.federation.below_on(day).filter(move |(_, peer)| match peer.side {
        Side::Below(member) => {
            house.members.get(member).is_some_and(|known| known.is_active_on(day))
        }
        Side::Above => false,
    })
}

fn known(house: &Organisation, peer: PeerId) -> Result<&super::Peer, Refusal> {
    house.federation.peer(peer).ok_or(Refusal::Unknown { peer })
}

/// The form of a key: `name+hash+base64`. Whether it is a point of the curve, the reader of feeds says.
pub(super) fn check_key(key: &str) -> Result<(), Refusal> {
    let parts = key.splitn(3, '+').filter(|part| !part.is_empty()).count();
    let usable = parts == 3 && key.len() <= LONGEST_NAME && !key.contains(char::is_whitespace);
    usable.then_some(()).ok_or(Refusal::CardUnusable { part: "key" })
}

pub(super) fn check_address(address: &str) -> Result<(), Refusal> {
    let web = address.starts_with("https://") || address.starts_with("http://");
    let usable = web && address.len() <= LONGEST_NAME && !address.contains(char::is_whitespace);
    usable.then_some(()).ok_or(Refusal::CardUnusable { part: "address" })
}

fn check_origin(origin: &str) -> Result<(), Refusal> {
    let allowed =
        |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'_');
    let usable = !origin.is_empty() && origin.len() <= 64 && origin.bytes().all(allowed);
    usable.then_some(()).ok_or(Refusal::CardUnusable { part: "origin" })
}

fn introduce(
    house: &Organisation,
    own: String,
    card: Card,
    side: Side,
    today: Day,
) -> Result<Event, Refusal> {
    check_origin(&card.origin)?;
    check_origin(&own)?;
    let length = card.name.trim().chars().count();
    if length == 0 || length > LONGEST_NAME {
        return Err(Refusal::CardUnusable { part: "name" });
    }
    check_key(&card.key)?;
    card.address.as_deref().map(check_address).transpose()?;
    if let Some((peer, _)) = house.federation.by_origin(&card.origin) {
        return Err(Refusal::Known { peer });
    }
    if card.origin == own || house.federation.peers().any(|(_, peer)| peer.card.name == card.name) {
        return Err(Refusal::CardUnusable { part: "name" });
    }
    if house.federation.peers().count() >= MOST_PEERS {
        return Err(Refusal::TooMany);
    }
    if let Side::Below(member) = side {
        check_member(house, member, today)?;
    }
    let named = house.rules.levels().find(|(_, name)| *name == card.name);
    let level = named.map_or_else(|| LevelId::at(house.rules.levels().count()), |(level, _)| level);
    let peer = PeerId::at(house.federation.peers().count());
    Ok(Event::Introduced { peer, own, card, side, level })
}

fn check_member(house: &Organisation, member: MemberId, today: Day) -> Result<(), Refusal> {
    let known = house.members.get(member);
    let organisation = known
        .is_some_and(|known| known.kind == MemberKind::Organisation && known.is_active_on(today));
    let taken = house.federation.peers().any(|(_, peer)| peer.side == Side::Below(member));
    match organisation && !taken {
        true => Ok(()),
        false => Err(Refusal::NotAnOrganisation { member }),
    }
}

fn announce(key: Option<String>, address: Option<String>, on: Day) -> Result<Event, Refusal> {
    let message = match (key, address) {
        (Some(key), None) => {
            check_key(&key)?;
            Message::Key { key }
        }
        (None, Some(address)) => {
            check_address(&address)?;
            Message::Moved { address }
        }
        _ => return Err(Refusal::NothingToAnnounce),
    };
    Ok(Event::Sent { to: None, message: Box::new(message), on, entry: None })
}

fn publish(
    house: &Organisation,
    month: Month,
    base: Option<caisse_units::Amount>,
    on: Day,
) -> Result<Event, Refusal> {
    let statement = statement(house, month, base)?;
    let same = house.federation.sent().iter().rev().find_map(|sent| match &sent.message {
        Message::Statement(before) if before.month == month => Some(*before == statement),
        _ => None,
    });
    if same == Some(true) {
        return Err(Refusal::StatementTwice { month });
    }
    let message = Box::new(Message::Statement(statement));
    Ok(Event::Sent { to: None, message, on, entry: None })
}

fn summon(house: &Organisation, assembly: AssemblyId, today: Day) -> Result<Event, Refusal> {
    let unusable = Refusal::AssemblyUnusable { assembly };
    let known = house.assemblies.assembly(assembly).filter(|known| known.convocation.on >= today);
    let convocation = &known.ok_or(unusable)?.convocation;
    if members_on(house, today).next().is_none() {
        return Err(Refusal::NobodyToTell);
    }
    let items = (0_u16..)
        .zip(&convocation.agenda)
        .filter(|(_, item)| matches!(item.kind, ItemKind::Proposal | ItemKind::Election))
        .map(|(item, content)| ItemOf { item, title: content.title.clone() })
        .collect();
    let (title, on) = (convocation.title.clone(), convocation.on);
    let message = Box::new(Message::Summons(Summons { assembly, title, on, items }));
    Ok(Event::Sent { to: None, message, on: today, entry: None })
}

fn instruct(
    house: &Organisation,
    peer: PeerId,
    (assembly, item): (AssemblyId, u16),
    poll: PollId,
    text: String,
    on: Day,
) -> Result<Event, Refusal> {
    let federation = known(house, peer)?;
    if federation.side != Side::Above {
        return Err(Refusal::NotAbove { peer });
    }
    if !federation.is_tied_on(on) {
        return Err(Refusal::NotTied { peer, on });
    }
    let summons = federation.summons.get(&assembly).ok_or(Refusal::ItemUnknown { item })?;
    if !summons.items.iter().any(|one| one.item == item) {
        return Err(Refusal::ItemUnknown { item });
    }
    if text.chars().count() > LONGEST_TEXT {
        return Err(Refusal::TextUnusable { longest: LONGEST_TEXT });
    }
    let closed = house.assemblies.poll(poll).and_then(|known| known.closed.as_ref());
    let Some(Outcome::Motion(outcome)) = closed.map(|closed| &closed.outcome.0) else {
        return Err(Refusal::PollUnusable { poll });
    };
    let tally = outcome.whole.tally;
    let instruction = Instruction {
        assembly,
        item,
        in_favour: tally.yes,
        against: tally.no,
        abstained: tally.abstain + tally.blank,
        text,
    };
    let message = Box::new(Message::Instruction(instruction));
    Ok(Event::Sent { to: Some(peer), message, on, entry: None })
}

/// What the contributions of a closed month gave a level that is tied to us: our books hold it as owed
/// since each receipt, theirs once they hear it.
fn pass_on(house: &Organisation, peer: PeerId, month: Month, on: Day) -> Result<Event, Refusal> {
    let other = known(house, peer)?;
    if !other.is_tied_on(on) && !other.is_tied_in(month) {
        return Err(Refusal::NotTied { peer, on });
    }
    if !house.periods.is_month_closed(month) {
        return Err(Refusal::MonthOpen { month });
    }
    if queue::was_passed_on(house, peer, month) {
        return Err(Refusal::PassedOnAlready { peer, month });
    }
    let amount = queue::shares_of_month(house, other.level, month);
    if amount.is_zero() {
        return Err(Refusal::NothingToPassOn { peer, month });
    }
    let message = Box::new(Message::PassedOn { month, amount });
    Ok(Event::Sent { to: Some(peer), message, on, entry: None })
}

/// The equalisation, told to all, and in our books: what payers owe us is what we owe receivers, less
/// what was booked for that month before.
fn equalised(
    house: &Organisation,
    done: super::Equalised,
    on: Day,
) -> Result<Event, crate::Refusal> {
    let month = done.month;
    let account = house.chart.account(Use::OwedToLevels);
    let postings: Vec<Posting> = house
        .federation
        .peers()
        .filter_map(|(_, peer)| {
            let amount = equalisation::due(house, &done, &peer.card.origin);
            let party = Some(Party::Level(peer.level));
            (amount != caisse_units::Amount::ZERO).then_some(Posting {
                account,
                party,
                amount: -amount,
            })
        })
        .collect();
    let entry = (!postings.is_empty()).then(|| Entry {
        journal: JournalCode::General,
        date: house.periods.open_day(on),
        label: equalisation::label(&done, month),
        reason: Reason::Rule { rule: done.rule.clone(), since: done.since },
        postings,
    });
    entry.as_ref().map(|entry| house.check(entry)).transpose()?;
    Ok(Event::Sent { to: None, message: Box::new(Message::Equalised(done)), on, entry })
}

fn receive_from(
    house: &Organisation,
    peer: PeerId,
    line: BankLineId,
) -> Result<Event, crate::Refusal> {
    let level = known(house, peer)?.level;
    let content = house.bank.open_line(line)?;
    let amount = content.amount;
    if !amount.is_positive() {
        return Err(Refusal::NotIncome { amount }.into());
    }
    let owed = house.chart.account(Use::OwedToLevels);
    let entry = Entry {
        journal: JournalCode::Bank,
        date: house.periods.open_day(content.booked),
        label: format!("Reçu de {peer}"),
        reason: Reason::BankLine(line),
        postings: vec![
            Posting::debit(house.chart.account(Use::Bank), None, amount),
            Posting { account: owed, party: Some(Party::Level(level)), amount: -amount },
        ],
    };
    house.check(&entry)?;
    Ok(Event::MoneyReceived { peer, line, entry })
}

/// A tie by a decision that may still be in the making: with a federation, that matters are ceded to
/// it; with a member, that it is admitted.
pub(crate) fn tie(
    house: &Organisation,
    peer: PeerId,
    ceded: &[Ceded],
    from: Day,
    decision: DecisionId,
    on: Day,
) -> Result<Vec<crate::Event>, crate::Refusal> {
    let other = known(house, peer)?;
    if other.tie.is_some_and(|tie| tie.until.is_none_or(|until| until >= from)) {
        return Err(Refusal::TiedAlready { peer }.into());
    }
    let mut events = vec![crate::Event::Federation(Event::Tied { peer, from, decision })];
    circle::check(house, peer, other, on)?;
    let mut said = Vec::new();
    let message = match other.side {
        Side::Below(_) if !ceded.is_empty() => return Err(Refusal::NotAbove { peer }.into()),
        Side::Below(_) => Message::Admits { from, decision },
        Side::Above => {
            let mut after = house.clone();
            for content in ceded {
                let content = Ceded { federation: other.card.name.clone(), ..content.clone() };
                let event = crate::agreements::cede(&after, content, from, decision)?;
                crate::agreements::apply(&mut after.agreements, &event);
                events.push(crate::Event::Agreements(event));
            }
            if !ceded.is_empty() {
                said.push(matters::cedes(&after.agreements, peer, &other.card.name, on));
            }
            said.extend(circle::said_with(house, peer, true, on).map(crate::Event::Federation));
            let matters = ceded.iter().map(|one| (one.matter.clone(), one.notice_days)).collect();
            Message::Joins { from, matters, decision }
        }
    };
    let sent = Event::Sent { to: Some(peer), message: Box::new(message), on, entry: None };
    events.push(crate::Event::Federation(sent));
    events.extend(said);
    Ok(events)
}

/// The end of a tie by a decision that may still be in the making.
pub(crate) fn end_tie(
    house: &Organisation,
    peer: PeerId,
    last: Day,
    decision: DecisionId,
    on: Day,
) -> Result<Vec<crate::Event>, crate::Refusal> {
    let other = known(house, peer)?;
    if other.tie.is_none_or(|tie| tie.until.is_some_and(|until| until <= last)) {
        return Err(Refusal::NotTied { peer, on: last }.into());
    }
    let message = Box::new(Message::Leaves { on: last, decision });
    let mut events = vec![
        Event::Untied { peer, on: last, decision },
        Event::Sent { to: Some(peer), message, on, entry: None },
    ];
    // Said at once although the last day may be to come: to stand above is no right.
    events.extend(circle::said_with(house, peer, false, on));
    Ok(events.into_iter().map(crate::Event::Federation).collect())
}

/// Rules for all in a matter, by a decision of our assembly: told to those who are tied to us.
pub(crate) fn common_rules(
    house: &Organisation,
    matter: &str,
    rules: &[AdoptedRule],
    told: (DecisionId, String, String),
    from: Day,
    on: Day,
) -> Result<Vec<crate::Event>, crate::Refusal> {
    let length = matter.trim().chars().count();
    if length == 0 || length > LONGEST_NAME {
        return Err(Refusal::TextUnusable { longest: LONGEST_NAME }.into());
    }
    if members_on(house, on).next().is_none() {
        return Err(Refusal::NobodyToTell.into());
    }
    let (decision, assembly, title) = told;
    let mut events = adopted_here(house, rules, from, decision)?;
    let matter = matter.to_owned();
    let common = CommonRules { matter, rules: rules.to_vec(), from, decision, assembly, on, title };
    let message = Box::new(Message::CommonRules(common));
    events.push(crate::Event::Federation(Event::Sent { to: None, message, on, entry: None }));
    Ok(events)
}

/// The rules for all hold here too, but where only one of a kind holds at a time and we have our own:
/// what a federation asks of its members is not replaced by what they ask of theirs.
fn adopted_here(
    house: &Organisation,
    rules: &[AdoptedRule],
    from: Day,
    decision: DecisionId,
) -> Result<Vec<crate::Event>, crate::Refusal> {
    let taken = |one: &&AdoptedRule| {
        matters::is_alone(&one.purpose)
            && house.rules.all().any(|(rule, purpose)| {
                rule.name != one.rule.name
                    && matters::same_kind(purpose, &one.purpose)
                    && house.rules.version_on(&rule.name, from).is_some()
            })
    };
    let (apart, ours): (Vec<&AdoptedRule>, Vec<&AdoptedRule>) = rules.iter().partition(taken);
    if !apart.is_empty() {
        let mut set = house.rules.set().clone();
        for one in rules {
            set.insert(one.rule.clone());
        }
        set.check().map_err(|errors| crate::rules::Refusal::Unsound { errors })?;
    }
    if ours.is_empty() && !apart.is_empty() {
        return Ok(Vec::new());
    }
    let ours = ours.into_iter().cloned().collect();
    Ok(vec![crate::Event::Rules(crate::rules::adopt(house, ours, decision)?)])
}
