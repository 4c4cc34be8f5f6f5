//! A common rate: the food federation proposes one floor for all, each caisse votes on it at home, its
//! delegate carries that count, one of them split, one of them not as told; what is adopted becomes a
//! rule in all four by itself.

use std::collections::BTreeMap;

use caisse_domain::assemblies::poll::{Answer, Parts};
use caisse_domain::federation::{Command as F, Side};
use caisse_domain::identity::{MemberId, PollId};
use caisse_domain::proposals::Effect;
use caisse_domain::rules::{AdoptedRule, Purpose};

use super::caisse::{Motion, counted, part};
use super::energy::read;
use super::federations::above;
use super::food::{FOODS, rules};
use super::joining::{RATE, SHARED};
use super::{LARGE, World, desks, on, statements};
use crate::answer::Failure;
use crate::context::Context;
use crate::demo::day;
use crate::demo::proposals::content;

const SHARING: &str = include_str!("../../../../../models/equalisation/besoins.toml");
/// The name of the rule by which the food caisses share.
pub const FLOOR_OF_THE_MEAN: &str = "perequation_plancher";
/// The two motions of the federation, as the story calls them.
pub const MOTIONS: [&str; 2] = ["common rate", "sharing"];

/// What the federation puts on the agenda of October.
fn motions(context: &Context) -> Result<Vec<Motion>, Failure> {
    let from = day(2026, 1, 1);
    let rules = common_rate(context)?;
    let effect = Effect::AdoptCommonRules { matter: RATE.to_owned(), rules };
    let text = "À partir du 1er janvier 2026, dans les quatre caisses : 14 € par foyer et 5 € par personne de plus, que chacun peut dépasser. Aujourd'hui les foyers versent au moins 8 € à Port-Salain, 10 € aux Hautes-Combes, 12 € en Gironde et 20 € à Montreval.";
    let rate = Motion {
        name: MOTIONS[0],
        content: content("Une même cotisation plancher : 14 € par foyer", text, effect, from),
        said: "La déléguée des Hautes-Combes dit qu'elle votera contre, quoi que sa caisse ait décidé : le marché du jeudi n'y suffit pas. On lui rappelle que son mandat est impératif et que son vote sera lu chez elle.".to_owned(),
    };
    let mut sharing = read(SHARING, FLOOR_OF_THE_MEAN, Purpose::Equalisation)?;
    for version in &mut sharing.rule.versions {
        version.since = on(11, 1);
    }
    let matter = SHARED.to_owned();
    let effect = Effect::AdoptCommonRules { matter, rules: vec![sharing] };
    let text = "Chaque mois, une caisse dont les cotisations par tête sont sous les quatre cinquièmes de la moyenne reçoit ce qui lui manque ; celles qui sont au-dessus de la moyenne le versent, en proportion de ce qui les en sépare.";
    let sharing = Motion {
        name: MOTIONS[1],
        content: content("Assurer à chaque caisse 80 % de la moyenne", text, effect, on(11, 1)),
        said: "Montreval et la Gironde verseraient, Port-Salain et les Hautes-Combes recevraient."
            .to_owned(),
    };
    Ok(vec![rate, sharing])
}

/// The contribution of all from January on.
fn common_rate(context: &Context) -> Result<Vec<AdoptedRule>, Failure> {
    let rules = rules(context, 1_400, 7_500, day(2026, 1, 1))?;
    Ok(rules.into_iter().filter(|one| one.purpose == Purpose::Contribution).collect())
}

/// 1 August: the federation convenes its assembly of October and tells its members the agenda; the
/// small caisses convene theirs.
///
/// # Errors
/// What is refused.
pub fn announce(world: &mut World<'_>) -> Result<(), Failure> {
    let context = world.context;
    let motions = motions(context)?;
    let federation = world.other("alimentation");
    let assembly = federation.convene("Assemblée d'automne", on(10, 18), &motions)?;
    let summon = F::Summon { assembly };
    desks::federate(context, world.desk("alimentation"), summon)?;
    statements::listen(world)?;
    for (label, of_september, _) in SMALL {
        let motions = mandate();
        world.other(label).convene("Assemblée de rentrée", on(9, of_september), &motions)?;
    }
    Ok(())
}

/// What a small caisse votes on, before its delegate goes.
fn mandate() -> Vec<Motion> {
    let text = "Ce que nous votons ici est le mandat de notre déléguée, voix par voix.";
    let titles = ["Mandat : une même cotisation plancher", "Mandat : 80 % de la moyenne"];
    let motions = MOTIONS.into_iter().zip(titles);
    let motion = |(name, title): (&'static str, &str)| Motion {
        name,
        content: content(title, text, Effect::Resolution, on(10, 18)),
        said: "Le texte de la fédération est lu en entier.".to_owned(),
    };
    motions.map(motion).collect()
}

/// The day of September and the counts of each small caisse: for, against, abstentions.
const SMALL: [(&str, i8, [[usize; 3]; 2]); 3] = [
    ("montreval", 1, [[31, 19, 0], [27, 22, 1]]),
    ("port-salain", 2, [[20, 2, 1], [23, 0, 0]]),
    ("hautes-combes", 2, [[9, 4, 1], [14, 0, 0]]),
];

/// 1 and 2 September: the small caisses vote. The large one votes on the 20th (`demo::autumn`).
///
/// # Errors
/// What is refused.
pub fn small_mandates(world: &mut World<'_>) -> Result<(), Failure> {
    for (label, _, votes) in SMALL {
        let caisse = world.other(label);
        let (assembly, _) = caisse.house().assemblies.assemblies().next_back().expect("convened");
        let people = votes[0].iter().sum();
        caisse.hold(assembly, people, &mandate(), &counted(&votes))?;
    }
    Ok(())
}

/// 1 October: each tells the federation how it voted.
///
/// # Errors
/// What is refused.
pub fn send_mandates(world: &mut World<'_>) -> Result<(), Failure> {
    let context = world.context;
    let federation = world.name("alimentation");
    for label in [LARGE].into_iter().chain(FOODS.iter().map(|food| food.label)) {
        for (item, name) in (0_u16..).zip(MOTIONS) {
            let poll = world.poll(label, name);
            let desk = world.desk(label);
            let peer = desks::peer_named(desk, &federation);
            let house = desk.house.state().expect("it is founded");
            let summons = &house.federation.peer(peer).expect("it is known").summons;
            let assembly = *summons.keys().next_back().expect("it was told");
            let text = match label {
                "port-salain" => "Que la règle soit revue au bout d'un an.".to_owned(),
                _ => String::new(),
            };
            let instruct = F::Instruct { peer, assembly, item, poll, text };
            desks::federate(context, desk, instruct)?;
        }
    }
    statements::listen(world)
}

/// 18 October: delegates vote with what their caisses told them, but for one.
///
/// # Errors
/// What is refused.
pub fn assembly(world: &mut World<'_>) -> Result<(), Failure> {
    let motions = motions(world.context)?;
    let known = above(LARGE).expect("it has a federation");
    let federation = world.other(known.label);
    let house = federation.house();
    let (assembly, _) = house.assemblies.assemblies().next_back().expect("it was convened");
    let mut told: BTreeMap<MemberId, [[u64; 3]; 2]> = BTreeMap::new();
    for (_, peer) in house.federation.peers() {
        let label =
            known.members.iter().find(|label| peer.side == Side::Below(known.member(label)));
        let said = |item| peer.instructions.get(&(assembly, item));
        let (Some(label), Some(rate), Some(sharing)) = (label, said(0), said(1)) else { continue };
        let counts = [rate, sharing].map(|one| [one.in_favour, one.against, one.abstained]);
        told.insert(known.delegate(label), counts);
    }
    let other_mind = known.delegate("hautes-combes");
    let votes = move |motion: usize, _, delegate: MemberId, votes: u64| {
        if (motion, delegate) == (0, other_mind) {
            return vec![part(Answer::No, votes)];
        }
        split(told[&delegate][motion], votes)
    };
    federation.hold(assembly, known.members.len(), &motions, &votes)
}

/// So many votes in the proportions of a count, by largest remainders.
fn split(told: [u64; 3], votes: u64) -> Parts {
    let whole: u64 = told.iter().sum();
    let mut parts = told.map(|count| votes * count / whole);
    let mut order = [0, 1, 2];
    order.sort_by_key(|place: &usize| std::cmp::Reverse(votes * told[*place] % whole));
    let left = votes - parts.iter().sum::<u64>();
    for place in order.into_iter().take(usize::try_from(left).expect("at most two")) {
        parts[place] += 1;
    }
    let answers = [Answer::Yes, Answer::No, Answer::Abstain];
    let parts = answers.into_iter().zip(parts).filter(|(_, votes)| *votes > 0);
    parts.map(|(answer, votes)| part(answer, votes)).collect()
}

impl World<'_> {
    /// The poll by which an organisation decided that.
    fn poll(&mut self, label: &str, name: &str) -> PollId {
        let polls = match label {
            LARGE => &self.large.polls,
            other => &self.other(other).polls,
        };
        *polls.get(name).expect("it was voted")
    }
}
