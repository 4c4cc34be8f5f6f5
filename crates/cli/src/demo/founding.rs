//! The founding: what cannot be voted because there are no statutes yet. It is one decision, recorded:
//! the caisse exists, these are its people, these are provisional statutes. All else is voted under
//! them, and the statutes themselves first.

use std::path::Path;
use std::sync::Arc;

use caisse_app::{Desk, SetClock, Source, models};
use caisse_domain::federation::Card;
use caisse_domain::founding::Founding;
use caisse_domain::identity::DecisionId;
use caisse_domain::offices::{Actor, Decision};
use caisse_domain::{Command, assemblies};
use caisse_journal::OrganisationId;
use caisse_units::Amount;

use super::{Stage, founded, own_iban, people, statutes};
use crate::answer::Failure;
use crate::context::Context;

/// What the founding assembly declares.
const FOUNDATION: &str = "193 foyers, 400 personnes, fondent une caisse commune pour que chacun mange bien : chaque foyer cotise selon ses moyens, tous reçoivent la même allocation, les comptes sont ouverts à tous. Des statuts provisoires permettent de convoquer une première assemblée générale : elle adoptera les statuts définitifs, les règles, la convention de financement, et élira à toutes les fonctions.";

/// The name of the caisse.
pub const NAME: &str = "Caisse alimentaire de Gironde (démonstration)";

/// Founds the caisse, enrols its people and adopts provisional statutes.
///
/// # Errors
/// What is refused, or cannot be written.
pub fn found<'a>(
    context: &'a Context,
    root: &Path,
    clock: SetClock,
    federation: Card,
) -> Result<Stage<'a>, Failure> {
    let model = models::model("food-caisse-gironde")
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let chart = models::chart(&model.chart).map_err(|error| context.fail(|l| error.sentence(l)))?;
    let organisation = OrganisationId::new("caisse.demo-gironde.20241123")
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let desk = Desk::create(root, organisation, Arc::new(clock.clone()), Source::system())
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let (members, households) = people::all(founded());
    let mut stage = empty(context, desk, clock, households, federation);
    let founding = Founding {
        name: NAME.to_owned(),
        sector: "alimentation".to_owned(),
        model: Some(model.name.clone()),
        siren: Some("123456782".to_owned()),
        iban: Some(own_iban()),
        creditor_identifier: Some("FR72ZZZ123456".to_owned()),
        first_year: 2025,
        chart,
        decision: Decision {
            assembly: "Assemblée fondatrice".to_owned(),
            on: founded(),
            title: "Fondation de la caisse et statuts provisoires".to_owned(),
            text: FOUNDATION.to_owned(),
            document: None,
        },
    };
    stage.act(Actor::Founders, Command::Found(Box::new(founding)))?;
    let enrolled = stage.desk.enrol(Actor::Founders, members);
    enrolled.map_err(|error| context.fail(|l| error.sentence(l)))?;
    let adopt = assemblies::Command::AdoptStatutes {
        statutes: Box::new(statutes::statutes(context, 1)?),
        since: founded(),
        decision: DecisionId(1),
    };
    stage.act(Actor::Founders, Command::Assemblies(adopt))?;
    Ok(stage)
}

fn empty(
    context: &Context,
    desk: Desk,
    clock: SetClock,
    households: Vec<people::Household>,
    federation: Card,
) -> Stage<'_> {
    Stage {
        context,
        desk,
        clock,
        households,
        balance: Amount::ZERO,
        statement: 0,
        late: Vec::new(),
        happened: 0,
        proposals: Default::default(),
        assemblies: Default::default(),
        decisions: Default::default(),
        polls: Default::default(),
        federation,
        wires: Vec::new(),
        orders: Vec::new(),
    }
}
