//! The assembly of September: projects chosen by equal shares within the sum voted in June.

use caisse_domain::assemblies::Method;
use caisse_domain::assemblies::meeting::{Item, ItemKind};
use caisse_domain::identity::{EnvelopeId, ProjectId, ProposalId};
use caisse_domain::offices::Role;
use caisse_domain::proposals::{Content, Effect, Link};

use super::ballots::Ask;
use super::meeting::{Turnout, afternoon, item, vote_on};
use super::proposals::content;
use super::{Stage, day};
use crate::answer::Failure;

/// How many in a thousand approve each project, in the order in which they were opened.
const LIKINGS: [u32; 5] = [720, 560, 430, 330, 250];

/// When a second distribution could be, and how much each day is liked in a thousand.
const DAYS: [&str; 4] = ["mardi soir", "mercredi après-midi", "jeudi soir", "dimanche matin"];
const DAYS_LIKED: [u32; 4] = [420, 700, 560, 250];

/// The five projects are put to the vote.
pub fn convene(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let on = day(2025, 9, 20);
    let projects: Vec<ProjectId> = (1..=5).map(ProjectId).collect();
    let links = projects.iter().map(|project| Link::Project(*project)).collect();
    let report_by = day(2025, 12, 13);
    let effect = Effect::Prioritise { envelope: EnvelopeId(1), projects, report_by };
    let text = "Chaque personne approuve les projets qu'elle veut ; chacune dispose de la même part des 15 000 €, et un projet est financé quand celles qui l'approuvent peuvent le payer ensemble.";
    let title = "Choisir les projets de 2025";
    let choose = Content { links, ..content(title, text, effect, on) };
    let proposal = stage.propose("projects", stage.active(1), 8, choose)?;
    let mandates = mandates(stage)?;
    let choice = item("Choix des projets", ItemKind::Priorities, 60);
    let agenda = vec![
        item("Nouvelles de l'aide aux imprévus", ItemKind::Information, 15),
        Item { proposal: Some(proposal), ..choice },
        item("Jour d'une seconde distribution", ItemKind::Debate, 20),
        vote_on("Mandat : une même cotisation plancher", mandates[0], 25),
        vote_on("Mandat : 80 % de la moyenne", mandates[1], 20),
    ];
    let convened = afternoon("Assemblée générale de rentrée", on, "salle des fêtes", agenda);
    let facilitator = stage.officer(Role::Facilitator);
    stage.convene("autumn", facilitator, convened).map(drop)
}

/// What the federation will vote on in October is voted here first: it is the delegate's mandate.
fn mandates(stage: &mut Stage<'_>) -> Result<[ProposalId; 2], Failure> {
    let on = day(2025, 10, 18);
    let text = "La fédération propose 14 € par foyer et 5 € par personne de plus dans les quatre caisses, à partir de janvier. Ce que nous votons ici est le mandat de notre déléguée, voix par voix.";
    let rate = content("Mandat : une même cotisation plancher", text, Effect::Resolution, on);
    let rate = stage.propose("common rate", stage.active(3), 6, rate)?;
    let text = "La fédération propose que chaque caisse ait au moins quatre cinquièmes de la cotisation moyenne par tête. Nous verserions, deux caisses recevraient.";
    let sharing = content("Mandat : 80 % de la moyenne", text, Effect::Resolution, on);
    let sharing = stage.propose("sharing", stage.active(3), 6, sharing)?;
    Ok([rate, sharing])
}

/// 20 September 2025: 158 in the room, 29 from afar, 24 represented.
pub fn assembly(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let facilitator = stage.officer(Role::Facilitator);
    let proposal = stage.proposal("projects");
    let turnout = Turnout { room: 158, far: 29, proxies: 24 };
    let mut meeting = stage.gather("autumn", facilitator, [7, 11, 12, 9], turnout)?;
    meeting.open()?;
    meeting.go_to(0)?;
    meeting.note(0, "Six demandes d'aide depuis juillet, toutes accordées, pour 525 €. Personne n'a atteint le plafond annuel.")?;
    meeting.go_to(1)?;
    meeting.hear("projects", &[120, 120, 115, 120, 90])?;
    meeting.note(1, "Chaque projet est présenté en deux minutes par qui le porte.")?;
    let voted = meeting.vote(Ask::proposal(1, proposal), &|v| v.approvals("projects", &LIKINGS))?;
    voted.adopted()?;
    meeting.go_to(2)?;
    meeting.hear("day", &[40, 55, 35])?;
    let ask = Ask::options(2, "Quel jour pour une seconde distribution ?", &DAYS, Method::Ranking);
    meeting.vote(ask, &|v| v.ranking("day", &DAYS_LIKED))?.adopted()?;
    for (item, name, yes) in [(3, "common rate", 640), (4, "sharing", 730)] {
        meeting.go_to(item)?;
        meeting.hear(name, &[90, 120, 60])?;
        let proposal = meeting.stage.proposal(name);
        let voted = meeting.vote(Ask::proposal(item, proposal), &|v| v.answer(name, yes))?;
        let poll = voted.poll;
        voted.adopted()?;
        meeting.stage.polls.insert(name, poll);
    }
    meeting.close(17, 25)
}
