//! Joining: nine foundings, then eight ties, each by two assemblies that have the other's card in
//! front of them, with the digits of its key compared aloud. Matters are ceded with notice.
//!
//! The large caisse votes its tie at its own first assembly (`demo::winter`).

use std::collections::BTreeMap;
use std::path::Path;

use caisse_app::SetClock;
use caisse_domain::Command;
use caisse_domain::agreements::Ceded;
use caisse_domain::assemblies::Command as A;
use caisse_domain::assemblies::meeting::Mandate;
use caisse_domain::contributions;
use caisse_domain::federation::{Card, Command as F, Side};
use caisse_domain::offices::{Actor, Role};
use caisse_domain::proposals::Effect;
use caisse_units::{Day, Month, Rate};

use super::caisse::{Motion, counted, part};
use super::energy::ENERGIES;
use super::federations::{FEDERATIONS, Federation, above};
use super::food::FOODS;
use super::founding;
use super::{LARGE, World, desks, large, statements};
use crate::answer::Failure;
use crate::context::Context;
use crate::demo::proposals::content;
use crate::demo::{day, founded};

/// The matter in which the food federation sets the rate for all.
pub const RATE: &str = "taux de cotisation";
/// The matter in which federations share between members.
pub const SHARED: &str = "péréquation";

/// The first day of the ties.
pub fn from() -> Day {
    day(2025, 1, 1)
}

/// The day on which cards are exchanged, and assemblies convened on them.
fn noted() -> Day {
    day(2024, 11, 25)
}

/// Founds all nine.
///
/// # Errors
/// What is refused, or cannot be written.
pub fn found<'a>(context: &'a Context, root: &Path) -> Result<World<'a>, Failure> {
    let clock = SetClock::at(day(2024, 10, 5));
    let mut others = BTreeMap::new();
    for energy in &ENERGIES {
        let founded = energy.founded(context)?;
        let made = founding::found(context, &root.join(energy.label), &clock, founded)?;
        others.insert(energy.label, made);
    }
    for food in &FOODS {
        let founded = food.founded(context)?;
        let made = founding::found(context, &root.join(food.label), &clock, founded)?;
        others.insert(food.label, made);
    }
    for federation in &FEDERATIONS {
        let name = |label: &&str| match others.get(*label) {
            Some(caisse) => caisse.house().founding.name.clone(),
            None => large::NAME.to_owned(),
        };
        let names: Vec<String> = federation.members.iter().map(name).collect();
        let root = root.join(federation.label);
        let made = founding::found(context, &root, &clock, federation.founded(&names))?;
        others.insert(federation.label, made);
    }
    clock.set(founded());
    let card = desks::card(context, &others["alimentation"].desk)?;
    let large = large::found(context, &root.join(LARGE), clock.clone(), card)?;
    Ok(World { context, root: root.to_path_buf(), clock, large, others })
}

/// Introduces all to each other, and has every tie decided on both sides.
///
/// # Errors
/// What is refused.
pub fn join(world: &mut World<'_>) -> Result<(), Failure> {
    // The large caisse notes the card of the federation, proposes the tie and votes it.
    world.large.on(day(2024, 12, 20))?;
    world.clock.set(noted());
    for federation in &FEDERATIONS {
        for label in federation.members {
            introduce(world, federation, label)?;
        }
    }
    choose_and_declare(world)?;
    for food in &FOODS {
        caisse_joins(world, food.label, vec![ceded(RATE), ceded(SHARED)])?;
    }
    for energy in &ENERGIES {
        caisse_joins(world, energy.label, vec![ceded("salaires de référence")])?;
    }
    for federation in &FEDERATIONS {
        federation_joins_and_admits(world, federation)?;
    }
    world.clock.set(day(2024, 12, 21));
    statements::listen(world)
}

/// Each notes the other's card, reads the digits of the key aloud, and remembers where its feed is.
fn introduce(world: &mut World<'_>, federation: &Federation, label: &str) -> Result<(), Failure> {
    let context = world.context;
    let (theirs, ours) = (
        desks::card(context, world.desk(federation.label))?,
        desks::card(context, world.desk(label))?,
    );
    let side = Side::Below(federation.member(label));
    let note = F::Introduce { own: theirs.origin.clone(), card: ours.clone(), side };
    desks::federate(context, world.desk(federation.label), note)?;
    if label != LARGE {
        let (own, card) = (ours.origin.clone(), theirs.clone());
        let note = F::Introduce { own, card, side: Side::Above };
        desks::federate(context, world.desk(label), note)?;
    }
    desks::compare(context, world.desk(federation.label), &ours)?;
    desks::compare(context, world.desk(label), &theirs)?;
    let directory = world.directory(label);
    desks::remember(context, world.desk(federation.label), &ours.name, directory)?;
    let directory = world.directory(federation.label);
    desks::remember(context, world.desk(label), &theirs.name, directory)
}

/// A matter ceded for three years, taken back by three votes in five with ninety days of notice.
pub fn ceded(matter: &str) -> Ceded {
    Ceded {
        matter: matter.to_owned(),
        federation: String::new(),
        until: Some(day(2027, 12, 31)),
        notice_days: 90,
        majority: Rate::from_parts_per_million(600_000),
        rules: Vec::new(),
    }
}

/// Members of the food caisses choose to pay more than the floor; those of energy declare their wage.
fn choose_and_declare(world: &mut World<'_>) -> Result<(), Failure> {
    let month = Month::new(2025, 1).expect("a month of the calendar");
    for food in &FOODS {
        let caisse = world.other(food.label);
        for (rank, (member, _)) in food.households().into_iter().enumerate() {
            let Some(amount) = food.chosen(rank) else { continue };
            let choose = contributions::Command::Choose { member, from: month, amount };
            caisse.act(Actor::Member(member), Command::Contributions(choose))?;
        }
    }
    ENERGIES.iter().try_for_each(|energy| energy.declare(world.other(energy.label)))
}

/// What an assembly reads before it ties: the other's card, and the digits that were compared.
fn key_compared(context: &Context, world: &mut World<'_>, label: &str) -> Result<String, Failure> {
    let card: Card = desks::card(context, world.desk(label))?;
    let digits = caisse_app::peers::key_in_digits(&card.key).join(" ");
    Ok(format!(
        "Les deux trésoreries se sont lu à voix haute la clé de {} : {digits}. Ce sont les mêmes des deux côtés.",
        card.name
    ))
}

/// The assembly of a caisse, on a Saturday of December: it ties, and sends a delegate.
fn caisse_joins(world: &mut World<'_>, label: &str, ceded: Vec<Ceded>) -> Result<(), Failure> {
    let (context, federation) = (world.context, above(label).expect("it has a federation"));
    let said = key_compared(context, world, federation.label)?;
    let effect = tie(world, label, federation, ceded);
    let title = format!("Adhérer : {}", federation.name);
    let text = "La caisse garde ses moyens. Elle cède les domaines nommés ici, pour trois ans ; elle les reprend par 60 % des voix, avec quatre-vingt-dix jours de préavis.";
    let day = day(2024, 12, 7);
    let sent =
        format!("Envoyer notre déléguée ({}) : {}", federation.delegate(label), federation.name);
    let motions = vec![
        Motion { name: "tie", content: content(&title, text, effect, from()), said },
        Motion {
            name: "delegate",
            content: content(
                &sent,
                "Elle vote comme nous votons, point par point, et rend compte à l'assemblée qui suit.",
                Effect::Resolution,
                day,
            ),
            said: "Une personne se présente.".to_owned(),
        },
    ];
    world.clock.set(noted());
    let caisse = world.other(label);
    let active = caisse.house().members.active_on(day).count();
    let people = active * 3 / 5;
    let assembly = caisse.convene("Assemblée d'hiver", day, &motions)?;
    let votes = [[people - 3, 2, 1], [people - 1, 0, 1]];
    caisse.hold(assembly, people, &motions, &counted(&votes))
}

fn tie(world: &mut World<'_>, label: &str, federation: &Federation, ceded: Vec<Ceded>) -> Effect {
    Effect::Tie { peer: desks::peer_named(world.desk(label), federation.name), ceded }
}

/// The assembly of delegates: it admits each member, and joins the confederation in its turn.
fn federation_joins_and_admits(
    world: &mut World<'_>,
    federation: &'static Federation,
) -> Result<(), Failure> {
    let context = world.context;
    world.clock.set(day(2024, 12, 2));
    give_mandates(world, federation)?;
    let mut motions = Vec::new();
    for label in federation.members {
        let name = world.name(label);
        let peer = desks::peer_named(world.desk(federation.label), &name);
        let effect = Effect::Tie { peer, ceded: Vec::new() };
        let text = "Elle garde ses moyens, et vote ici par sa déléguée.";
        let said = key_compared(context, world, label)?;
        let content = content(&format!("Accueillir : {name}"), text, effect, from());
        motions.push(Motion { name: label, content, said });
    }
    if let Some(higher) = above(federation.label) {
        let said = key_compared(context, world, higher.label)?;
        let effect = tie(world, federation.label, higher, vec![ceded(SHARED)]);
        let text = "Avec l'autre secteur, à une voix chacun.";
        let content = content(&format!("Adhérer : {}", higher.name), text, effect, from());
        motions.push(Motion { name: "tie", content, said });
    }
    let caisse = world.other(federation.label);
    let assembly = caisse.convene("Première assemblée", day(2024, 12, 18), &motions)?;
    let all = |_, _, _, votes| vec![part(caisse_domain::assemblies::poll::Answer::Yes, votes)];
    caisse.hold(assembly, federation.members.len(), &motions, &all)
}

/// Each delegate stands for the members of a caisse, and for nobody else.
fn give_mandates(world: &mut World<'_>, federation: &Federation) -> Result<(), Failure> {
    for label in federation.members {
        let house = world.desk(label).house.state().expect("it is founded");
        let people = house.members.active_on(day(2024, 12, 1));
        let members = people.count() as u64;
        let mandate = Mandate {
            delegate: federation.delegate(label),
            of: world.name(label),
            members,
            instruction: "Voter comme la caisse a voté, point par point ; rendre compte à l'assemblée qui suit, avant le 31 décembre.".to_owned(),
            from: day(2024, 12, 1),
            until: Some(day(2026, 12, 31)),
            kind: None,
        };
        let caisse = world.other(federation.label);
        let facilitator = caisse.officer(Role::Facilitator);
        let give = A::GiveMandate(Box::new(mandate));
        caisse.act(facilitator, Command::Assemblies(give))?;
    }
    Ok(())
}
