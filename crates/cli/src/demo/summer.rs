//! The assembly of June: a smaller step for the floor, help with unforeseen costs, a sum for projects,
//! and a resolution of which some vote on paper.

use caisse_domain::offices::Role;
use caisse_domain::proposals::{Content, Effect, Link};
use caisse_domain::rules::{AdoptedRule, LegalMode, Purpose};
use caisse_rules::RuleSet;
use caisse_units::Amount;

use super::ballots::Ask;
use super::meeting::{Meeting, Turnout, convocation, vote_on};
use super::proposals::content;
use super::{Stage, day};
use crate::answer::Failure;

/// Help with an unforeseen cost.
const HELP: &str = include_str!("aide.toml");

/// What is proposed, and the convocation.
pub fn convene(stage: &mut Stage<'_>) -> Result<(), Failure> {
    rules(stage)?;
    let on = day(2025, 6, 14);
    let effect = Effect::OpenEnvelope {
        title: "Projets d'alimentation commune 2025".to_owned(),
        amount: Amount::from_cents(1_500_000),
        until: day(2025, 12, 31),
    };
    let text = "Les cinq premiers mois laissent plus de 35 000 € : 15 000 € vont à des projets communs, que l'assemblée de septembre choisira par parts égales parmi ceux qui seront ouverts d'ici là.";
    let envelope = content("Ouvrir une enveloppe de 15 000 € pour des projets", text, effect, on);
    stage.propose("envelope", stage.active(6), 17, envelope)?;
    let text = "Deux personnes gardent les enfants pendant chaque assemblée, à tour de rôle ; leur repas est offert par les autres.";
    let title = "Garder les enfants pendant les assemblées";
    let childcare = content(title, text, Effect::Resolution, on);
    stage.propose("childcare", stage.active(12), 26, childcare)?;
    let agenda = vec![
        vote_on("Cotisation plancher à 12 €", stage.proposal("floor of 12"), 30),
        vote_on("Aide à un imprévu alimentaire", stage.proposal("help"), 30),
        vote_on("Enveloppe pour des projets", stage.proposal("envelope"), 25),
        vote_on("Garde des enfants", stage.proposal("childcare"), 10),
    ];
    let convened = convocation("Assemblée générale de juin", on, "salle des fêtes", agenda);
    let facilitator = stage.officer(Role::Facilitator);
    stage.convene("summer", facilitator, convened).map(drop)
}

fn rules(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let from = day(2025, 7, 1);
    let effect =
        Effect::AdoptRules { rules: vec![stage.with_floor(Amount::from_cents(1_200), from)] };
    let text = "À partir du 1er juillet 2025, le plancher d'un foyer passe de 10 € à 12 €. C'est le pas plus petit demandé en avril : il coûte 2 € par mois aux foyers au plancher, et finance l'aide aux imprévus proposée au point suivant.";
    let title = "Porter la cotisation plancher à 12 € par foyer";
    let links = vec![Link::Proposal(stage.proposal("floor of 25"))];
    let floor = Content { links, ..content(title, text, effect, from) };
    stage.propose("floor of 12", stage.active(5), 41, floor)?;
    let effect = Effect::AdoptRules { rules: vec![help()?] };
    let text = "La caisse prend en charge la moitié d'un imprévu alimentaire (frigo en panne, perte d'emploi, enfants revenus), dans la limite de 200 € par foyer et par an, sur demande et sans autre justificatif que le coût.";
    let help = content("Créer une aide aux imprévus alimentaires", text, effect, from);
    stage.propose("help", stage.active(4), 35, help).map(drop)
}

fn help() -> Result<AdoptedRule, Failure> {
    let read = RuleSet::read(&[("aide.toml".to_owned(), HELP.to_owned())]);
    let set = read.map_err(|errors| {
        Failure::new(errors.iter().map(ToString::to_string).collect::<String>())
    })?;
    let rule = set.rule("aide_imprevu").expect("the file holds it").clone();
    let mode = LegalMode::DiscretionaryAid;
    Ok(AdoptedRule { purpose: Purpose::Benefit { need: "solidarity".to_owned(), mode }, rule })
}

/// 14 June 2025: 171 in the room, 24 from afar, 33 represented; nine come late, fourteen leave early.
pub fn assembly(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let facilitator = stage.officer(Role::Facilitator);
    let turnout = Turnout { room: 171, far: 24, proxies: 33 };
    let mut meeting = stage.gather("summer", facilitator, [11, 12, 10, 7], turnout)?;
    meeting.open()?;
    vote_rules(&mut meeting)?;
    meeting.come_late("summer, late", 9)?;
    meeting.go_to(2)?;
    meeting.hear("envelope", &[110, 80, 95])?;
    let proposal = meeting.stage.proposal("envelope");
    meeting.vote(Ask::proposal(2, proposal), &|v| v.answer("envelope", 780))?.adopted()?;
    meeting.go_to(3)?;
    meeting.leave_early(14)?;
    let proposal = meeting.stage.proposal("childcare");
    let ask = Ask::proposal(3, proposal).on_paper(38);
    meeting.note(3, "Les personnes du fond de la salle votent sur papier ; les bulletins sont comptés deux fois, par deux personnes.")?;
    meeting.vote(ask, &|v| v.answer("childcare", 900))?.adopted()?;
    meeting.close(17, 30)
}

fn vote_rules(meeting: &mut Meeting<'_, '_>) -> Result<(), Failure> {
    meeting.go_to(0)?;
    meeting.hear("floor of 12", &[120, 175, 90, 100])?;
    let proposal = meeting.stage.proposal("floor of 12");
    let voted = meeting.vote(Ask::proposal(0, proposal), &|v| {
        v.answer("floor of 12", if v.pays_the_floor() { 560 } else { 740 })
    })?;
    voted.adopted()?;
    meeting.go_to(1)?;
    meeting.hear("help", &[60, 140, 170])?;
    meeting.note(1, "Une personne craint les abus ; on rappelle le plafond annuel et que chaque demande est examinée par le comité.")?;
    let proposal = meeting.stage.proposal("help");
    meeting.vote(Ask::proposal(1, proposal), &|v| v.answer("help", 840))?.adopted().map(drop)
}
