//! Federations, as the stories tell them: several organisations in one story, each at its place
//! (`à Bordeaux, la trésorerie …`), that hear each other when the story says so.

use caisse_domain::agreements::{Ceded, Covered};
use caisse_domain::federation::{
    Answer, Card, Command as C, Despite, Mandated, Message, Sent, Side, above_us, announced_by,
    answers, mandated, owed_to_levels, queue_of,
};
use caisse_domain::identity::PeerId;
use caisse_domain::offices::Actor;
use caisse_domain::proposals::Effect;
use caisse_domain::rules::{AdoptedRule, Purpose};
use caisse_domain::{Command, Organisation};
use caisse_rules::RuleSet;
use caisse_units::{Amount, Day, Rate};

use super::words::{amount, day, month, number, places};

/// The identifier under which others know the organisation of a place.
pub fn origin(place: &str) -> String {
    let plain = place.to_lowercase().replace(['é', 'è'], "e").replace([' ', '\''], "-");
    if plain.is_empty() { "ici".to_owned() } else { plain }
}

fn card(place: &str) -> Card {
    let origin = origin(place);
    let key = format!("{origin}+0a0b0c0d+AQID");
    Card { origin, name: place.to_owned(), key, address: None }
}

/// What one organisation said that another one has not heard yet, as commands of the other one.
pub fn news(hearer: (&str, &Organisation), speaker: (&str, &Organisation)) -> Vec<Command> {
    let (own, other) = (origin(hearer.0), origin(speaker.0));
    let Some((peer, known)) = hearer.1.federation.by_origin(&other) else { return Vec::new() };
    let us = speaker.1.federation.by_origin(&own).map(|(peer, _)| peer);
    let said: Vec<Sent> = speaker.1.federation.sent().to_vec();
    let new = (1_u64..).zip(said).filter(|(number, _)| *number >= known.next());
    new.map(|(number, sent)| {
        let for_us = sent.to.is_none() || sent.to == us;
        let message = for_us.then(|| Box::new(sent.message));
        receive(peer, number, message)
    })
    .collect()
}

fn receive(peer: PeerId, number: u64, message: Option<Box<Message>>) -> Command {
    Command::Federation(C::Receive { peer, number, digest: format!("{number:064x}"), message })
}

/// What is asked between organisations.
pub fn asked(house: Option<&Organisation>, here: &str, act: &str) -> Option<Command> {
    let command = introductions(here, act)
        .or_else(|| feed(house, act))
        .or_else(|| sums(act))
        .or_else(|| consultations(act))
        .or_else(|| delegates(act))?;
    Some(Command::Federation(command))
}

fn introductions(here: &str, act: &str) -> Option<C> {
    let own = origin(here);
    let usable = || card("Lyon");
    let (card, side) = if let Some(p) = places(act, "reconnaît {} comme fédération") {
        (card(p[0]), Side::Above)
    } else if let Some(p) = places(act, "reconnaît {} comme membre {}") {
        (card(p[0]), Side::Below(number(p[1])))
    } else {
        let card = match act.strip_prefix("reconnaît une organisation ")? {
            "sans nom" => Card { name: " ".to_owned(), ..usable() },
            "sans clé" => Card { key: "rien".to_owned(), ..usable() },
            "à une adresse de papier" => Card { address: Some("rue".to_owned()), ..usable() },
            _ => return None,
        };
        (card, Side::Above)
    };
    Some(C::Introduce { own, card, side })
}

fn feed(house: Option<&Organisation>, act: &str) -> Option<C> {
    let command = if let Some(p) = places(act, "prend le message {} de {}") {
        let (peer, digest) = (number(p[1]), format!("{:064x}", 9));
        C::Receive { peer, number: number(p[0]), digest, message: None }
    } else if let Some(p) = places(act, "prend de {} une clé illisible") {
        let peer: PeerId = number(p[0]);
        let next = house?.federation.peer(peer)?.next();
        let message = Some(Box::new(Message::Key { key: "rien".to_owned() }));
        C::Receive { peer, number: next, digest: format!("{next:064x}"), message }
    } else if let Some(p) = places(act, "prend de {} des parts de {} pour {}") {
        let peer: PeerId = number(p[0]);
        let next = house?.federation.peer(peer)?.next();
        let (month, amount) = (month(p[2]), amount(p[1]));
        return match receive(peer, next, Some(Box::new(Message::PassedOn { month, amount }))) {
            Command::Federation(command) => Some(command),
            _ => None,
        };
    } else if let Some(p) = places(act, "garde la preuve que {} s'est contredite : {}") {
        let note = if p[1] == "rien" { String::new() } else { p[1].to_owned() };
        C::KeepEvidence { peer: number(p[0]), note }
    } else if let Some(p) = places(act, "reconnaît la clé « {} » de {} par {}") {
        C::AcceptKey { peer: number(p[1]), key: p[0].to_owned(), decision: number(p[2]) }
    } else if let Some(p) = places(act, "annonce la clé « {} »") {
        C::Announce { key: Some(p[0].to_owned()), address: None }
    } else if let Some(p) = places(act, "annonce l'adresse « {} »") {
        C::Announce { key: None, address: Some(p[0].to_owned()) }
    } else if act == "n'annonce rien" {
        C::Announce { key: None, address: None }
    } else {
        return None;
    };
    Some(command)
}

fn sums(act: &str) -> Option<C> {
    let command = if let Some(p) = places(act, "publie le relevé de {} sur une assiette de {}") {
        C::PublishStatement { month: month(p[0]), base: Some(amount(p[1])) }
    } else if let Some(p) = places(act, "publie le relevé de {} sans assiette") {
        C::PublishStatement { month: month(p[0]), base: None }
    } else if let Some(p) = places(act, "péréque {} par « {} » sans {} par {}") {
        despite(&p, Despite::Without)
    } else if let Some(p) =
        places(act, "péréque {} par « {} » sur les derniers chiffres de {} par {}")
    {
        despite(&p, Despite::LastKnown)
    } else if let Some(p) = places(act, "péréque {} par « {} »") {
        C::Equalise { rule: p[1].to_owned(), month: month(p[0]) }
    } else if let Some(p) = places(act, "solde {} par « {} »") {
        C::Settle { rule: p[1].to_owned(), month: month(p[0]) }
    } else if let Some(p) = places(act, "annonce à {} ses parts de {}") {
        C::PassOn { peer: number(p[0]), month: month(p[1]) }
    } else {
        let p = places(act, "note que la ligne {} vient de {}")?;
        C::ReceiveFrom { peer: number(p[1]), line: number(p[0]) }
    };
    Some(command)
}

fn despite(p: &[&str], what: Despite) -> C {
    C::EqualiseDespite {
        rule: p[1].to_owned(),
        month: month(p[0]),
        despite: vec![(number(p[2]), what)],
        decision: number(p[3]),
    }
}

/// What is asked about a proposal of common rules, and answered in totals.
fn consultations(act: &str) -> Option<C> {
    if let Some(p) = places(act, "consulte les caisses membres sur {}") {
        return Some(C::Consult { proposal: number(p[0]) });
    }
    let p = places(act, "répond à {} sur {} : {} membres, {} y gagnent, {} y perdent")?;
    let count = |text: &str| (text != "quelques-uns").then(|| number(text));
    let answer = Answer {
        proposal: number(p[1]),
        members: number(p[2]),
        months: 12,
        contributions: (Amount::ZERO, Amount::ZERO),
        allocations: (Amount::ZERO, Amount::ZERO),
        gain: count(p[3]),
        lose: count(p[4]),
        by_income: Vec::new(),
        impossible: None,
    };
    Some(C::AnswerTo { peer: number(p[0]), answer: Box::new(answer) })
}

fn delegates(act: &str) -> Option<C> {
    if let Some(p) = places(act, "annonce {} aux caisses membres") {
        return Some(C::Summon { assembly: number(p[0]) });
    }
    let p = places(act, "mandate pour {} au point {} de {} selon {} : {}")?;
    let text = match p[4] {
        "un roman" => "a".repeat(10_001),
        text => text.to_owned(),
    };
    let item = number::<u16>(p[1]) - 1;
    let (peer, assembly, poll) = (number(p[0]), number(p[2]), number(p[3]));
    Some(C::Instruct { peer, assembly, item, poll, text })
}

/// A rule of equalisation, and from when.
fn equalisation(act: &str) -> Option<(AdoptedRule, Day)> {
    if let Some(p) = places(act, "propose la péréquation par tête dès le {}") {
        return Some((pool(day(p[0])), day(p[0])));
    }
    let p = places(act, "propose une péréquation qui donne {} à chacune dès le {}")?;
    let from = day(p[1]);
    let rule = parameter("largesse", p[0], &from.to_string());
    Some((AdoptedRule { purpose: Purpose::Equalisation, ..rule }, from))
}

fn pool(since: Day) -> AdoptedRule {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/equalisation/par-tete.toml");
    let text = std::fs::read_to_string(path).expect("the model");
    let set = RuleSet::read(&[("pool.toml".to_owned(), text)]).expect("sound rules");
    let mut rule = set.rule("perequation_par_tete").expect("it is there").clone();
    rule.versions[0].since = since;
    AdoptedRule { purpose: Purpose::Equalisation, rule }
}

/// A rule that only says an amount.
fn parameter(name: &str, sum: &str, since: &str) -> AdoptedRule {
    let euros = sum.trim_end_matches('€').trim().replace(' ', "");
    let text = format!(
        "regle = \"{name}\"\ntitre = {{ fr = \"{name}\" }}\nresultat = \"EUR\"\n[[version]]\ndepuis = {since}\nvaleur = \"{euros} EUR\"\n"
    );
    let set = RuleSet::read(&[("p.toml".to_owned(), text)]).expect("a parameter");
    let rule = set.rule(name).expect("it").clone();
    AdoptedRule { purpose: Purpose::Parameter, rule }
}

/// A flat contribution.
fn contribution(name: &str, sum: &str, since: Day) -> AdoptedRule {
    let rule = parameter(name, sum, &since.to_string());
    AdoptedRule { purpose: Purpose::Contribution, ..rule }
}

fn ceded(matter: &str) -> Ceded {
    Ceded {
        matter: matter.to_owned(),
        federation: String::new(),
        until: None,
        notice_days: 90,
        majority: Rate::from_parts_per_million(666_667),
        rules: Vec::new(),
    }
}

/// A rule between quotes, or what rules are for.
fn covered(text: &str) -> Covered {
    let text = text.trim().trim_start_matches("la ").trim_matches(['«', '»', ' ']);
    if text == "rien" { Covered::Rule(String::new()) } else { Covered::read(text) }
}

/// What a proposal between organisations does, and from when.
pub fn effect(house: &Organisation, act: &str) -> Option<(Effect, Day)> {
    if let Some(p) = places(act, "propose de se lier à {} en lui cédant « {} » : {} dès le {}")
    {
        let rules = p[2].split(", ").map(covered).collect();
        let ceded = Ceded { rules, ..ceded(p[1]) };
        return Some((Effect::Tie { peer: number(p[0]), ceded: vec![ceded] }, day(p[3])));
    }
    if let Some(p) = places(act, "propose de se lier à {} en lui cédant « {} » dès le {}") {
        return Some((Effect::Tie { peer: number(p[0]), ceded: vec![ceded(p[1])] }, day(p[2])));
    }
    if let Some(p) = places(act, "propose de se lier à {} dès le {}") {
        return Some((Effect::Tie { peer: number(p[0]), ceded: Vec::new() }, day(p[1])));
    }
    if let Some((rule, from)) = equalisation(act) {
        return Some((Effect::AdoptRules { rules: vec![rule] }, from));
    }
    if let Some(p) = places(act, "propose de quitter {} dès le {}") {
        return Some((Effect::EndTie { peer: number(p[0]) }, day(p[1])));
    }
    if let Some(p) = places(act, "propose pour toutes, domaine « {} », que « {} » vaille {} dès {}")
    {
        let from = month(p[3]).first_day();
        let rules = vec![version(house, p[1], p[2], from)];
        return Some((Effect::AdoptCommonRules { matter: p[0].to_owned(), rules }, from));
    }
    if let Some(p) =
        places(act, "propose pour toutes, domaine « {} », la cotisation « {} » de {} dès {}")
    {
        let from = month(p[3]).first_day();
        let rules = vec![contribution(p[1], p[2], from)];
        return Some((Effect::AdoptCommonRules { matter: p[0].to_owned(), rules }, from));
    }
    if let Some(p) = places(act, "propose ici la cotisation « {} » de {} dès {}") {
        let from = month(p[2]).first_day();
        return Some((Effect::AdoptRules { rules: vec![contribution(p[0], p[1], from)] }, from));
    }
    let p = places(act, "propose ici que « {} » vaille {} dès {}")?;
    let from = month(p[2]).first_day();
    Some((Effect::AdoptRules { rules: vec![version(house, p[0], p[1], from)] }, from))
}

/// One more version of a rule, if it is known.
fn version(house: &Organisation, name: &str, sum: &str, from: Day) -> AdoptedRule {
    let mut adopted = parameter(name, sum, &from.to_string());
    if let Some(known) = house.rules.set().rule(name) {
        let mut versions = known.versions.clone();
        versions.append(&mut adopted.rule.versions);
        adopted.rule.versions = versions;
    }
    adopted
}

/// What the stories say between organisations.
pub fn figures(house: &Organisation, today: Day, figure: &str) -> Option<String> {
    let said = |holds: bool, found: &dyn std::fmt::Debug| {
        Some(if holds { String::new() } else { format!("c'est {found:?}") })
    };
    let federation = &house.federation;
    let peer = |text: &str| federation.peer(number(text)).expect("elle est connue");
    let owed = |text: &str| house.owed_to(peer(text).level);
    if let Some(p) = places(figure, "{} n'est pas liée") {
        return said(!peer(p[0]).is_tied_on(today), &peer(p[0]).tie);
    }
    if let Some(p) = places(figure, "{} est liée") {
        return said(peer(p[0]).is_tied_on(today), &(peer(p[0]).tie, peer(p[0]).theirs));
    }
    if let Some(p) = places(figure, "« {} » est en vigueur") {
        return said(house.rules.version_on(p[0], today).is_some(), &"non");
    }
    if let Some(p) = places(figure, "« {} » n'est pas en vigueur") {
        return said(house.rules.version_on(p[0], today).is_none(), &"si");
    }
    if let Some(p) = places(figure, "« {} » est fixée par {}") {
        let found = federation.common(p[0]);
        return said(found.is_some_and(|one| one.peer == number(p[1])), &found);
    }
    if let Some(p) = places(figure, "{} offre {} règles : {}") {
        let offered = &peer(p[0]).offered;
        let why =
            offered.last().is_some_and(|one| super::words::plain(&one.why.french).contains(p[2]));
        return said(offered.len() == number::<usize>(p[1]) && why, offered);
    }
    if let Some(p) = places(figure, "la file de {} est de {} depuis {}") {
        let queue = queue_of(house, number(p[0]));
        let found = queue.map(|queue| (queue.sum, queue.since()));
        return said(found == Some((amount(p[1]), Some(month(p[2])))), &found);
    }
    if figure == "rien n'attend d'être transmis" {
        let queues = owed_to_levels(house);
        return said(queues.is_empty(), &queues);
    }
    if let Some(p) = places(figure, "{} a annoncé {} pour {}, dont {} à venir") {
        let told = announced_by(house, number(p[0]));
        let found = told.iter().find(|one| one.month == month(p[2]));
        let found = found.map(|one| (one.amount, one.left));
        return said(found == Some((amount(p[1]), amount(p[3]))), &found);
    }
    if let Some(p) = places(figure, "{} se tient au-dessus de nous") {
        let above = above_us(house, today);
        return said(above.contains(&origin(p[0])), &above);
    }
    if let Some(p) = places(figure, "{} a répondu sur {} : {} y gagnent") {
        let told = answers(house, number(p[1]), today);
        let found = told.iter().find(|one| one.peer == number(p[0]));
        let found = found.and_then(|one| one.answer).map(|answer| answer.gain);
        return said(found == Some(Some(number(p[2]))), &found);
    }
    if let Some(p) = places(figure, "{} n'a pas répondu sur {}") {
        let told = answers(house, number(p[1]), today);
        let found = told.iter().find(|one| one.peer == number(p[0]));
        return said(found.is_some_and(|one| one.answer.is_none()), &found.map(|one| one.answer));
    }
    if let Some(p) = places(figure, "{} en {} est calculé sans {}") {
        let found = equalised(house, p[0], p[1])?;
        let origin = &peer(p[2]).card.origin;
        return said(found.despite.get(origin) == Some(&Despite::Without), &found.despite);
    }
    if let Some(p) = places(figure, "{} en {} est calculé sur les derniers chiffres de {}") {
        let found = equalised(house, p[0], p[1])?;
        let origin = &peer(p[2]).card.origin;
        return said(found.despite.get(origin) == Some(&Despite::LastKnown), &found.despite);
    }
    if let Some(p) = places(figure, "{} nous doit {}") {
        return said(owed(p[0]) == -amount(p[1]), &owed(p[0]));
    }
    if let Some(p) = places(figure, "nous devons {} à {}") {
        return said(owed(p[1]) == amount(p[0]), &owed(p[1]));
    }
    if let Some(p) = places(figure, "{} a publié {} membres et une assiette de {} en {}") {
        let found = peer(p[0]).statements.get(&month(p[3]))?;
        let same = found.members == number::<u64>(p[1]) && found.base == Some(amount(p[2]));
        return said(same, found);
    }
    if let Some(p) = places(figure, "{} mandate {} pour et {} contre au point {} de {}") {
        let item = (number(p[4]), number::<u16>(p[3]) - 1);
        let found = peer(p[0]).instructions.get(&item)?;
        let same = (found.in_favour, found.against) == (number(p[1]), number(p[2]));
        return said(same, found);
    }
    if let Some(p) = places(figure, "le vote de {} au scrutin {} suit son mandat") {
        let found = mandated_by(house, p[0], p[1]);
        return said(found.is_some_and(|one| one.instructed.is_some() && !one.deviates), &found);
    }
    if let Some(p) = places(figure, "le vote de {} au scrutin {} s'écarte de son mandat") {
        let found = mandated_by(house, p[0], p[1]);
        return said(found.is_some_and(|one| one.deviates), &found);
    }
    if let Some(p) = places(figure, "le dernier message de {} est ignoré") {
        let known = peer(p[0]);
        let last = known.unusable.last().map(|(number, _)| *number + 1);
        return said(last == Some(known.next()), &known.unusable);
    }
    if let Some(p) = places(figure, "la clé de {} est « {} »") {
        return said(peer(p[0]).card.key == p[1], &peer(p[0]).card.key);
    }
    None
}

fn mandated_by(house: &Organisation, peer: &str, poll: &str) -> Option<Mandated> {
    mandated(house, number(poll)).into_iter().find(|one| one.peer == number(peer))
}

fn equalised<'a>(
    house: &'a Organisation,
    rule: &str,
    of: &str,
) -> Option<&'a caisse_domain::federation::Equalised> {
    let (rule, month) = (rule.trim_matches(['«', '»', ' ']), month(of));
    let mut done = house.federation.equalised();
    done.find(|(name, known, _)| *name == rule && *known == month).map(|(_, _, done)| done)
}

/// Who hears for an organisation.
pub fn hearer() -> Actor {
    caisse_world::caisse::treasurer()
}
