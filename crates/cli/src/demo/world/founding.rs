//! How the smaller organisations of the world are founded: one decision each, with its people, its
//! first rules, its statutes and its offices. All that follows is voted.

use std::path::Path;
use std::sync::Arc;

use caisse_app::work::statutes_file;
use caisse_app::{Desk, SetClock, Source, models};
use caisse_domain::assemblies::Statutes;
use caisse_domain::founding::Founding;
use caisse_domain::identity::{DecisionId, MemberId};
use caisse_domain::members::Enrolment;
use caisse_domain::offices::{self, Actor, Decision, Office, Role};
use caisse_domain::rules::{self, AdoptedRule};
use caisse_domain::{Command, assemblies};
use caisse_journal::OrganisationId;
use caisse_units::Day;
use caisse_vault::PersonalData;

use super::caisse::Caisse;
use super::desks;
use crate::answer::Failure;
use crate::context::Context;
use crate::demo::people;

/// A member to enrol.
pub type Person = (Enrolment, PersonalData);

/// An organisation to found.
pub struct Founded {
    /// Its identifier for others.
    pub origin: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its sector.
    pub sector: &'static str,
    /// The model it starts from.
    pub model: Option<&'static str>,
    /// When.
    pub on: Day,
    /// What the founding assembly declares.
    pub text: &'static str,
    /// The number of its account.
    pub account: u32,
    /// Its people.
    pub people: Vec<Person>,
    /// Its first rules.
    pub rules: Vec<AdoptedRule>,
    /// Its statutes.
    pub statutes: String,
    /// Who keeps the accounts, who signs too, who prepares assemblies.
    pub offices: [MemberId; 3],
}

/// Founds it.
///
/// # Errors
/// What is refused, or cannot be written.
pub fn found<'a>(
    context: &'a Context,
    root: &Path,
    clock: &SetClock,
    founded: Founded,
) -> Result<Caisse<'a>, Failure> {
    clock.set(founded.on);
    let chart = models::chart("association-2025");
    let chart = chart.map_err(|error| context.fail(|l| error.sentence(l)))?;
    let origin = OrganisationId::new(founded.origin);
    let origin = origin.map_err(|error| context.fail(|l| error.sentence(l)))?;
    let desk = Desk::create(root, origin, Arc::new(clock.clone()), Source::system());
    let desk = desk.map_err(|error| context.fail(|l| error.sentence(l)))?;
    let iban = people::iban(founded.account);
    let mut caisse = Caisse::new(context, desk, clock.clone(), iban.clone());
    let founding = Founding {
        name: founded.name.to_owned(),
        sector: founded.sector.to_owned(),
        model: founded.model.map(str::to_owned),
        siren: None,
        iban: Some(iban),
        creditor_identifier: None,
        first_year: 2025,
        chart,
        decision: Decision {
            assembly: "Assemblée fondatrice".to_owned(),
            on: founded.on,
            title: "Fondation, premières règles, statuts et fonctions".to_owned(),
            text: founded.text.to_owned(),
            document: None,
        },
    };
    caisse.act(Actor::Founders, Command::Found(Box::new(founding)))?;
    let enrolled = caisse.desk.enrol(Actor::Founders, founded.people);
    enrolled.map_err(|error| context.fail(|l| error.sentence(l)))?;
    if !founded.rules.is_empty() {
        let adopt = rules::Command::Adopt { rules: founded.rules, decision: DecisionId(1) };
        caisse.act(Actor::Founders, Command::Rules(adopt))?;
    }
    give_offices(&mut caisse, founded.on, founded.offices)?;
    let statutes = Box::new(statutes(context, &founded.statutes)?);
    let (since, decision) = (founded.on, DecisionId(1));
    let adopt = assemblies::Command::AdoptStatutes { statutes, since, decision };
    let facilitator = desks::officer(&caisse.desk, Role::Facilitator);
    caisse.act(facilitator, Command::Assemblies(adopt))?;
    Ok(caisse)
}

/// The treasurer last: from then on the founders act no more.
fn give_offices(caisse: &mut Caisse<'_>, from: Day, held: [MemberId; 3]) -> Result<(), Failure> {
    let roles = [Role::Treasurer, Role::CoSignatory, Role::Facilitator];
    for (role, member) in roles.into_iter().zip(held).rev() {
        let office = Office { member, role, from, until: None, decision: DecisionId(1) };
        caisse.act(Actor::Founders, Command::Offices(offices::Command::Give(office)))?;
    }
    Ok(())
}

fn statutes(context: &Context, text: &str) -> Result<Statutes, Failure> {
    statutes_file::read(text.as_bytes()).map_err(|problems| {
        let said = problems.iter().map(|problem| problem.sentence(context.language));
        Failure::new(said.collect::<Vec<_>>().join("\n"))
    })
}
