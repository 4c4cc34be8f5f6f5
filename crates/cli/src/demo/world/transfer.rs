//! Money between organisations: keys passed on to the federation of energy, what equalisations move,
//! and the transfer between sectors. Every sum is owed in the books first, then ordered with two
//! signatures and a file for the bank, then seen on statements on both sides.

use caisse_app::Desk;
use caisse_app::work::{bank_files, matching};
use caisse_banking::payment::target_days::next_target_day;
use caisse_domain::assemblies::poll::Answer;
use caisse_domain::contributions::IncomeKind;
use caisse_domain::federation::{self, Peer};
use caisse_domain::offices::Role;
use caisse_domain::payments::{self, Beneficiary, Item};
use caisse_domain::proposals::Effect;
use caisse_domain::rules::Purpose;
use caisse_domain::{Command, Event};
use caisse_units::{Amount, Day};

use super::caisse::{Motion, counted, part};
use super::energy::{ENERGIES, read};
use super::joining::SHARED;
use super::{LABELS, LARGE, World, desks, on, statements};
use crate::answer::Failure;
use crate::context::Context;
use crate::demo::bank::Movement;
use crate::demo::proposals::content;

const RULE: &str = include_str!("secteurs.toml");
/// The name of the rule between sectors.
pub const BETWEEN_SECTORS: &str = "solidarite_entre_secteurs";

/// An order with two signatures, its file, and what the bank will show of it.
///
/// # Errors
/// What is refused, or cannot be written.
pub fn order(
    context: &Context,
    desk: &mut Desk,
    items: Vec<Item>,
    on: Day,
    accounts: &bank_files::LevelAccounts,
) -> Result<(caisse_domain::identity::PaymentId, Movement), Failure> {
    let execution = next_target_day(on);
    let count = items.len();
    let amount: Amount = items.iter().map(|item| item.amount).sum();
    let [treasurer, second] =
        [Role::Treasurer, Role::CoSignatory].map(|role| desks::officer(desk, role));
    let prepare = Command::Payments(payments::Command::Prepare { items, execution });
    let Event::Payments(payments::Event::Prepared { payment, .. }) =
        desks::act(context, desk, treasurer, prepare)?
    else {
        unreachable!("an order was prepared");
    };
    for actor in [treasurer, second] {
        desks::act(context, desk, actor, Command::Payments(payments::Command::Sign { payment }))?;
    }
    let file = bank_files::transfers(desk, payment, accounts)
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let name = format!("{}.xml", matching::payment_message(payment));
    context.write(&desk.directory.exports().join(name), &file)?;
    let movement = Movement {
        on: Some(execution),
        amount: -amount,
        label: format!("VIR SEPA REMISE {count} OP"),
        batch: Some((matching::payment_batch(payment), count)),
        ..Movement::default()
    };
    Ok((payment, movement))
}

/// Pays all that an organisation owes to others, and has it shown by their banks a day later.
///
/// # Errors
/// What is refused.
pub fn pay(world: &mut World<'_>, label: &str, on: Day) -> Result<(), Failure> {
    let house = world.desk(label).house.state().expect("it is founded");
    let owed = |peer: &Peer| {
        let amount = house.owed_to(peer.level).minus(house.payments.ordered_for(peer.level));
        amount.is_positive().then(|| (peer.card.name.clone(), peer.level, amount))
    };
    let owed: Vec<_> = house.federation.peers().filter_map(|(_, peer)| owed(peer)).collect();
    if owed.is_empty() {
        return Ok(());
    }
    world.clock.set(on);
    let accounts = world.accounts();
    let item = |(_, level, amount): &(_, _, Amount)| Item {
        to: Beneficiary::Level(*level),
        amount: *amount,
    };
    let items = owed.iter().map(item).collect();
    let context = world.context;
    let executed = next_target_day(on.plus_days(2));
    let (_, movement) = order(context, world.desk(label), items, executed, &accounts)?;
    let payer = world.name(label);
    let account = accounts.get(&payer).expect("everyone has an account").clone();
    world.show(label, movement);
    for (name, _, amount) in owed {
        let to = world.label_of(&name);
        world.show(
            to,
            Movement {
                on: Some(executed),
                amount,
                label: format!("VIR SEPA {}", payer.to_uppercase()),
                party: Some(account.clone()),
                text: Some(format!("Part {name}")),
                ..Movement::default()
            },
        );
    }
    Ok(())
}

/// Takes what came from other organisations on the bank's statements: what they owed by an
/// equalisation, or a share of contributions by key.
///
/// # Errors
/// What is refused.
pub fn receive(world: &mut World<'_>, label: &str) -> Result<(), Failure> {
    let context = world.context;
    let desk = world.desk(label);
    let house = desk.house.state().expect("it is founded");
    let open: Vec<_> = house.bank.open_lines().map(|(id, line)| (id, line.amount)).collect();
    for (line, amount) in open {
        let house = desk.house.state().expect("it is founded");
        let debtor = house.federation.peers().find(|(_, peer)| {
            // What it owes us is a debt below zero.
            house.owed_to(peer.level) == -amount
        });
        if let Some((peer, _)) = debtor {
            desks::federate(context, desk, federation::Command::ReceiveFrom { peer, line })?;
        }
    }
    if label == "energie" {
        let caisse = world.other(label);
        let left: Vec<Amount> =
            caisse.house().bank.open_lines().map(|(_, line)| line.amount).collect();
        let decision = *caisse.decisions.get("reseau").expect("it was admitted");
        for amount in left.into_iter().filter(|amount| amount.is_positive()) {
            let label = "Part des cotisations passée par une caisse";
            caisse.take(amount, IncomeKind::OtherCaisse, label, decision)?;
        }
    }
    Ok(())
}

/// At the end of a quarter the energy caisses pass on what their keys left to the federation.
///
/// # Errors
/// What is refused.
pub fn pass_on(world: &mut World<'_>) -> Result<(), Failure> {
    let on = world.clock_day();
    ENERGIES.iter().try_for_each(|energy| pay(world, energy.label, on))
}

/// 20 October: the confederation puts solidarity between sectors on the agenda of its assembly of
/// November, and each federation convenes its own before.
///
/// # Errors
/// What is refused.
pub fn announce(world: &mut World<'_>) -> Result<(), Failure> {
    world.clock.set(on(10, 20));
    let motions = motions()?;
    let above = world.other("confederation");
    let assembly = above.convene("Assemblée de la confédération", on(11, 15), &motions)?;
    let context = world.context;
    let summon = federation::Command::Summon { assembly };
    desks::federate(context, world.desk("confederation"), summon)?;
    statements::listen_among(world, &CONFEDERATED)?;
    for (label, day) in MANDATES {
        let title = "Assemblée de la fédération, avant la confédération";
        world.other(label).convene(title, on(11, day), &mandate(day))?;
    }
    Ok(())
}

/// The confederation and its members: they meet while the caisses live their month.
const CONFEDERATED: [&str; 3] = ["confederation", "alimentation", "energie"];

fn motions() -> Result<Vec<Motion>, Failure> {
    let rules = vec![read(RULE, BETWEEN_SECTORS, Purpose::Equalisation)?];
    let text = "À partir du 15 novembre 2025, chaque fédération apporte un cinquième de ce qu'elle a de libre ; le pot se partage à parts égales entre les secteurs. Qui a davantage verse, qui a moins reçoit.";
    let effect = Effect::AdoptCommonRules { matter: SHARED.to_owned(), rules };
    Ok(vec![Motion {
        name: BETWEEN_SECTORS,
        content: content("Solidarité entre secteurs", text, effect, on(11, 15)),
        said: "L'énergie demande que ce qui passe à l'alimentation soit dit chaque année, caisse par caisse. Accepté.".to_owned(),
    }])
}

/// What each federation votes on before its delegate goes, and on which day of November.
const MANDATES: [(&str, i8); 2] = [("energie", 4), ("alimentation", 5)];

fn mandate(of_november: i8) -> Vec<Motion> {
    let text = "Notre déléguée vote comme nous votons ici.";
    let title = "Mandat : solidarité entre secteurs";
    vec![Motion {
        name: BETWEEN_SECTORS,
        content: content(title, text, Effect::Resolution, on(11, of_november)),
        said: "La proposition de la confédération est lue.".to_owned(),
    }]
}

/// A federation votes, and tells the confederation how.
fn hold_mandate(world: &mut World<'_>, label: &str, of_november: i8) -> Result<(), Failure> {
    let context = world.context;
    let federation = world.other(label);
    let (held, _) = federation.house().assemblies.assemblies().next_back().expect("convened");
    // The delegate of Hautes-Combes is not convinced.
    let against = |rank: usize| label == "alimentation" && rank == 3;
    federation.hold(held, 4, &mandate(of_november), &|_, rank, _, votes| {
        vec![part(if against(rank) { Answer::No } else { Answer::Yes }, votes)]
    })?;
    let poll = *federation.polls.get(BETWEEN_SECTORS).expect("it was voted");
    let above = world.name("confederation");
    let desk = world.desk(label);
    let peer = desks::peer_named(desk, &above);
    let house = desk.house.state().expect("it is founded");
    let summons = &house.federation.peer(peer).expect("it is known").summons;
    let assembly = *summons.keys().next_back().expect("it was told");
    let text = String::from("Un bilan chaque année.");
    let instruct = federation::Command::Instruct { peer, assembly, item: 0, poll, text };
    desks::federate(context, desk, instruct).map(drop)
}

/// 4 and 5 November: each federation mandates its delegate; the 15th, the confederation adopts it.
///
/// # Errors
/// What is refused.
pub fn assembly(world: &mut World<'_>) -> Result<(), Failure> {
    for (label, day) in MANDATES {
        hold_mandate(world, label, day)?;
    }
    world.clock.set(on(11, 14));
    statements::listen_among(world, &CONFEDERATED)?;
    let motions = motions()?;
    let above = world.other("confederation");
    let (assembly, _) = above.house().assemblies.assemblies().next_back().expect("convened");
    let votes = counted(&[[2, 0, 0]]);
    above.hold(assembly, 2, &motions, &votes)?;
    statements::listen_among(world, &CONFEDERATED)
}

/// 1 December: November between sectors, by what each federation has free; energy pays at once.
///
/// # Errors
/// What is refused.
pub fn between_sectors(world: &mut World<'_>) -> Result<(), Failure> {
    let context = world.context;
    let month = on(11, 1).month();
    let rule = BETWEEN_SECTORS.to_owned();
    let equalise = federation::Command::Equalise { rule, month };
    desks::federate(context, world.desk("confederation"), equalise)?;
    statements::listen(world)?;
    let today = world.clock_day();
    pay(world, "energie", today)
}

impl World<'_> {
    /// The account of every organisation, by its name.
    fn accounts(&mut self) -> bank_files::LevelAccounts {
        let mut accounts = bank_files::LevelAccounts::new();
        for label in LABELS {
            let founding = &self.desk(label).house.state().expect("it is founded").founding;
            let iban = founding.iban.clone().expect("it has an account");
            accounts.insert(founding.name.clone(), (founding.name.clone(), iban));
        }
        accounts
    }

    fn label_of(&mut self, name: &str) -> &'static str {
        LABELS.into_iter().find(|label| self.name(label) == name).expect("one of the world")
    }

    /// The bank of an organisation will show this.
    fn show(&mut self, label: &str, movement: Movement) {
        match label {
            LARGE => self.large.wires.push(movement),
            other => self.other(other).movements.push(movement),
        }
    }

    /// The day that it is.
    pub fn clock_day(&self) -> Day {
        use caisse_app::Clock as _;
        self.clock.today()
    }
}
