//! The first general assembly: statutes, rules, money and offices, all voted.

use caisse_app::models;
use caisse_app::peers::key_in_digits;
use caisse_domain::assemblies::meeting::Convocation;
use caisse_domain::assemblies::{Command as C, Event as E};
use caisse_domain::federation::Command::Introduce;
use caisse_domain::federation::Event::Introduced;
use caisse_domain::federation::Side;
use caisse_domain::identity::MemberId;
use caisse_domain::offices::{Actor, Role};
use caisse_domain::proposals::{self, Change, Effect};
use caisse_domain::rules::{AdoptedRule, Purpose};
use caisse_domain::{Command, Event, contributions};
use caisse_units::Month;

use super::ballots::Ask;
use super::meeting::{Meeting, Turnout, afternoon, election, vote_on};
use super::people::Pays;
use super::proposals::content;
use super::statutes::statutes;
use super::world::joining::ceded;
use super::{Stage, day, founded, opinions};
use crate::answer::Failure;

/// The offices to be filled in 2024: how the demo calls the proposal, the office, its title, and the
/// ranks of who stands ([`Stage::active`]).
const OFFICES: [(&str, Role, &str, [usize; 2]); 4] = [
    ("first treasurer", Role::Treasurer, "Élire à la trésorerie", [3, 8]),
    ("first co-signatory", Role::CoSignatory, "Élire à la cosignature", [0, 4]),
    ("first facilitator", Role::Facilitator, "Élire à l'animation", [1, 5]),
    ("first auditor", Role::Auditor, "Élire au contrôle des comptes", [2, 6]),
];

/// Who asks for the first assembly.
const REQUESTER: usize = 9;

/// What is proposed for the first assembly.
pub fn proposals(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let author = stage.active(REQUESTER);
    let on = day(2024, 12, 14);
    let effect = Effect::ChangeStatutes { statutes: Box::new(statutes(stage.context, 1)?) };
    let text = "Les statuts provisoires, lus à la fondation, deviennent les statuts de la caisse.";
    stage.propose("statutes", author, 14, content("Adopter les statuts", text, effect, on))?;
    amend_statutes(stage, author)?;
    let rules = first_rules(stage)?;
    let text = "Les règles publiées en Gironde, à partir de janvier 2025 : une cotisation plancher de 10 € par foyer et de 5 € par personne de plus, que chacun peut dépasser ; une allocation de 75 € par foyer et de 75 € par personne. Les cotisations ne suffisent pas aux allocations : la convention de financement, votée au point suivant, apporte le reste.";
    let effect = Effect::AdoptRules { rules };
    let from = day(2025, 1, 1);
    let title = "Adopter la règle de cotisation et la règle d'allocation";
    stage.propose("first rules", author, 31, content(title, text, effect, from))?;
    let title = "Signer la convention de financement des collectivités";
    let text = "Les collectivités versent 44 500 € par mois pour les allocations, en 2025 et 2026. La caisse publie ses comptes et son registre de décisions.";
    let agreement = content(title, text, Effect::Resolution, on);
    stage.propose("financing", stage.active(8), 12, agreement)?;
    federation(stage)?;
    for (name, role, title, standing) in OFFICES {
        let candidates: Vec<MemberId> = standing.map(|rank| stage.active(rank)).to_vec();
        let author = candidates[0];
        let (seats, until, mandate, renews) = (1, None, None, Vec::new());
        let until = if role == Role::CoSignatory { Some(day(2025, 12, 31)) } else { until };
        let effect = Effect::Elect { role, candidates, seats, until, mandate, renews };
        let text = "Deux personnes se présentent ; on vote au jugement majoritaire.";
        stage.propose(name, author, 5, content(title, text, effect, on))?;
    }
    Ok(())
}

/// The card of the federation is noted, its key compared aloud, and the tie proposed.
fn federation(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let own = stage.desk.directory.organisation().to_string();
    let card = stage.federation.clone();
    let title = format!("Adhérer : {}", card.name);
    let introduce = Introduce { own, card, side: Side::Above };
    let known = stage.act(Actor::Founders, Command::Federation(introduce))?;
    let Event::Federation(Introduced { peer, .. }) = known else {
        unreachable!("an organisation was introduced");
    };
    let ceded = ["taux de cotisation", "péréquation"].map(ceded).to_vec();
    let text = "Trois caisses voisines fondent une fédération. Notre caisse garde ses moyens ; elle cède à la fédération le taux de cotisation et la péréquation, pour trois ans, et les reprend par 60 % des voix avec quatre-vingt-dix jours de préavis. Une déléguée y vote comme nous votons ici.";
    let tie = content(&title, text, Effect::Tie { peer, ceded }, day(2025, 1, 1));
    stage.propose("federation", stage.active(7), 18, tie).map(drop)
}

/// A member would rather have two proxies per person; the author leaves it to the assembly.
fn amend_statutes(stage: &mut Stage<'_>, author: MemberId) -> Result<(), Failure> {
    let proposal = stage.proposal("statutes");
    let effect = Some(Effect::ChangeStatutes { statutes: Box::new(statutes(stage.context, 2)?) });
    let amend = proposals::Command::Amend {
        proposal,
        reasons: "Deux procurations par personne et non une : beaucoup travaillent le samedi."
            .to_owned(),
        change: Box::new(Change { effect, ..Change::default() }),
    };
    stage.act(Actor::Member(stage.active(7)), Command::Proposals(amend))?;
    let decline = proposals::Command::DeclineAmendment { proposal, amendment: 0 };
    stage.act(Actor::Member(author), Command::Proposals(decline)).map(drop)
}

/// The two rules of the model that this caisse lives by, from January 2025 on.
fn first_rules(stage: &Stage<'_>) -> Result<Vec<AdoptedRule>, Failure> {
    let model = models::model("food-caisse-gironde")
        .map_err(|error| stage.context.fail(|l| error.sentence(l)))?;
    let lived = |adopted: &AdoptedRule| !matches!(adopted.purpose, Purpose::Parameter);
    let mut rules: Vec<AdoptedRule> = model.rules.into_iter().filter(lived).collect();
    for version in rules.iter_mut().flat_map(|adopted| &mut adopted.rule.versions) {
        version.since = day(2025, 1, 1);
    }
    Ok(rules)
}

/// Nobody is in office yet: a tenth of the members ask for the assembly, and it is convened.
pub fn ask_for_an_assembly(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let requester = stage.active(REQUESTER);
    let ask = C::RequestAssembly { title: "Première assemblée générale".to_owned() };
    let asked = stage.act(Actor::Member(requester), Command::Assemblies(ask))?;
    let Event::Assemblies(E::AssemblyRequested { request, .. }) = asked else {
        unreachable!("an assembly was asked for");
    };
    let members = stage.house().members.all().map(|(member, _)| member);
    let keen = opinions::keenest(members.filter(|member| *member != requester), "first assembly");
    let support = |member: &MemberId| {
        let support = C::SupportRequest { request };
        (Actor::Member(*member), Command::Assemblies(support))
    };
    stage.act_all(keen.iter().take(46).map(support).collect())?;
    let proposal = |name: &str| stage.proposal(name);
    let mut agenda = vec![
        vote_on("Statuts de la caisse", proposal("statutes"), 30),
        vote_on("Règles de cotisation et d'allocation", proposal("first rules"), 40),
        vote_on("Convention de financement", proposal("financing"), 15),
        vote_on("Adhésion à la fédération", proposal("federation"), 20),
    ];
    for (name, _, title, _) in OFFICES {
        agenda.push(election(title, proposal(name), 10));
    }
    let title = "Première assemblée générale";
    let convened = afternoon(title, day(2024, 12, 14), "salle des fêtes", agenda);
    let convened = Convocation { request: Some(request), ..convened };
    stage.convene("first", Actor::Member(requester), convened).map(drop)
}

/// 14 December 2024: 204 people in the room, 21 from afar, 26 represented.
pub fn first_assembly(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let requester = Actor::Member(stage.active(REQUESTER));
    let (statutes, rules) = (stage.proposal("statutes"), stage.proposal("first rules"));
    let turnout = Turnout { room: 204, far: 21, proxies: 26 };
    let mut meeting = stage.gather("first", requester, [11, 12, 10, 7], turnout)?;
    meeting.open()?;
    meeting.go_to(0)?;
    meeting.hear("statutes", &[170, 95, 140])?;
    let amended = meeting.vote(Ask::amendment(0, statutes, 0), &|v| v.answer("proxies", 640))?;
    amended.carried()?;
    let voted = meeting.vote(Ask::proposal(0, statutes), &|v| v.answer("statutes", 890))?;
    voted.adopted()?;
    meeting.go_to(1)?;
    meeting.hear("first rules", &[180, 180, 120, 60, 175])?;
    meeting.note(1, "On demande pourquoi l'allocation ne dépend pas du revenu. Réponse : la cotisation est libre au-dessus du plancher, et un droit égal ne demande de justificatif à personne.")?;
    let voted = meeting.vote(Ask::proposal(1, rules), &|v| {
        v.answer("first rules", if v.pays_the_floor() { 830 } else { 760 })
    })?;
    voted.adopted()?;
    let financing = finance_and_elect(&mut meeting)?;
    meeting.close(18, 10)?;
    stage.decisions.insert("financing", financing);
    Ok(())
}

fn finance_and_elect(
    meeting: &mut Meeting<'_, '_>,
) -> Result<caisse_domain::identity::DecisionId, Failure> {
    let proposal = meeting.stage.proposal("financing");
    meeting.go_to(2)?;
    meeting.hear("financing", &[90, 45])?;
    let voted = meeting.vote(Ask::proposal(2, proposal), &|v| v.answer("financing", 930))?;
    let financing = voted.adopted()?;
    join_the_federation(meeting)?;
    for (item, (name, ..)) in (4..).zip(OFFICES) {
        let proposal = meeting.stage.proposal(name);
        meeting.go_to(item)?;
        let voted = meeting.vote(Ask::proposal(item, proposal), &|v| v.grades(name, &[38, 29]))?;
        voted.adopted()?;
    }
    Ok(financing)
}

fn join_the_federation(meeting: &mut Meeting<'_, '_>) -> Result<(), Failure> {
    let proposal = meeting.stage.proposal("federation");
    meeting.go_to(3)?;
    let key = key_in_digits(&meeting.stage.federation.key).join(" ");
    meeting
        .note(3, &format!("La clé de la fédération a été lue à voix haute et comparée : {key}."))?;
    meeting.hear("federation", &[140, 100, 75])?;
    meeting.note(3, "On demande si les autres pourront décider de notre argent. Réponse : seulement du taux et du partage que leurs délégués et la nôtre auront votés, et l'assemblée peut reprendre ce qu'elle a cédé.")?;
    let voted = meeting.vote(Ask::proposal(3, proposal), &|v| v.answer("federation", 810))?;
    voted.adopted().map(drop)
}

/// Most households choose to pay more than the floor; those who pay by debit sign for it.
pub fn choices_and_mandates(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let from = Month::new(2025, 1).expect("a month of the calendar");
    let choice = |household: &super::people::Household| {
        let member = household.head;
        let amount = household.chosen?;
        let choose = contributions::Command::Choose { member, from, amount };
        Some((Actor::Member(member), Command::Contributions(choose)))
    };
    let mut commands: Vec<_> = stage.households.iter().filter_map(choice).collect();
    let treasurer = stage.treasurer();
    let debited = stage.households.iter().filter(|household| household.pays == Pays::Debit);
    commands.extend(debited.map(|household| {
        let sign = contributions::Command::SignMandate {
            member: household.head,
            reference: format!("CAISSE-{}", household.head),
            signed: founded(),
        };
        (treasurer, Command::Contributions(sign))
    }));
    stage.act_all(commands)
}
