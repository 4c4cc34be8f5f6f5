//! The spring assembly: too few come, it is convened again; a rule is rejected once its consequences
//! were seen; people are drawn by lot to read the accounts.

use caisse_domain::Event;
use caisse_domain::assemblies::meeting::{Convocation, ItemKind, Lots};
use caisse_domain::assemblies::{Command as C, Event as E};
use caisse_domain::identity::MemberId;
use caisse_domain::offices::Role;
use caisse_domain::proposals::Effect;
use caisse_units::Amount;

use super::ballots::Ask;
use super::meeting::{Meeting, Turnout, convocation, item, vote_on};
use super::proposals::content;
use super::{Stage, day};
use crate::answer::Failure;

/// Who leads it.
const LED_BY: [usize; 4] = [10, 7, 11, 12];

/// The floor at 25 € is proposed, and the assembly convened.
pub fn convene(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let from = day(2025, 7, 1);
    let rules = vec![stage.with_floor(Amount::from_cents(2_500), from)];
    let title = "Porter la cotisation plancher à 25 € par foyer";
    let text = "À partir du 1er juillet 2025, le plancher d'un foyer passe de 10 € à 25 €, toujours avec 5 € par personne de plus. Les cotisations couvriraient une plus grande part des allocations, et la caisse dépendrait moins des collectivités.";
    let effect = Effect::AdoptRules { rules };
    let author = stage.active(5);
    stage.propose("floor of 25", author, 22, content(title, text, effect, from))?;
    let agenda = vec![
        item("Comptes du premier trimestre", ItemKind::Information, 20),
        vote_on("Cotisation plancher à 25 €", stage.proposal("floor of 25"), 45),
        item("Tirage au sort d'un groupe de lecture des comptes", ItemKind::Sortition, 15),
    ];
    let title = "Assemblée générale de printemps";
    let convened = convocation(title, day(2025, 4, 12), "maison des associations", agenda);
    let facilitator = stage.officer(Role::Facilitator);
    stage.convene("spring", facilitator, convened).map(drop)
}

/// 12 April 2025: 65 in the room, 6 from afar, 12 represented, and 100 are needed.
pub fn without_quorum(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let facilitator = stage.officer(Role::Facilitator);
    let turnout = Turnout { room: 65, far: 6, proxies: 12 };
    let mut meeting = stage.gather("spring", facilitator, LED_BY, turnout)?;
    meeting.give_up()
}

/// The same agenda, two weeks later.
pub fn convene_again(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let first = *stage.assemblies.get("spring").expect("it was convened");
    let held = stage.house().assemblies.assembly(first).expect("it was convened");
    let again = Convocation {
        title: "Assemblée générale de printemps, seconde convocation".to_owned(),
        on: day(2025, 4, 26),
        second_call_of: Some(first),
        ..held.convocation.clone()
    };
    let facilitator = stage.officer(Role::Facilitator);
    stage.convene("second call", facilitator, again).map(drop)
}

/// 26 April 2025: 163 in the room, 17 from afar, 19 represented.
pub fn second_call(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let facilitator = stage.officer(Role::Facilitator);
    let proposal = stage.proposal("floor of 25");
    let turnout = Turnout { room: 163, far: 17, proxies: 19 };
    let mut meeting = stage.gather("second call", facilitator, LED_BY, turnout)?;
    meeting.open()?;
    meeting.go_to(0)?;
    meeting.note(0, "La trésorerie présente les trois premiers mois. Deux prélèvements reviennent impayés chaque mois ; ils sont représentés ou rappelés le mois suivant.")?;
    meeting.go_to(1)?;
    debate(&mut meeting)?;
    let voted = meeting.vote(Ask::proposal(1, proposal), &|v| {
        let yes = match (v.pays_the_floor(), v.household.people) {
            (true, 1) => 120,
            (true, _) => 220,
            (false, _) => 480,
        };
        v.answer("floor of 25", yes)
    })?;
    voted.rejected()?;
    meeting.go_to(2)?;
    draw(&mut meeting)?;
    meeting.close(17, 20)
}

fn debate(meeting: &mut Meeting<'_, '_>) -> Result<(), Failure> {
    meeting.hear("floor of 25", &[180, 150, 175, 60, 180, 130])?;
    meeting.note(1, "Les conséquences jointes à la proposition sont lues avant le débat. Contre : ce sont les foyers au plancher qui paieraient, de 15 € par mois, et les personnes seules d'abord ; ceux qui ont choisi de donner davantage ne verraient aucun changement. Pour : une caisse qui vit surtout d'une subvention peut être arrêtée par d'autres.")?;
    meeting.note(1, "Des personnes des deux avis demandent un pas plus petit ; l'auteur annonce une autre proposition pour l'assemblée de juin.")
}

/// Nine people among those present who hold no office; the seed is thrown with dice on the stage.
fn draw(meeting: &mut Meeting<'_, '_>) -> Result<(), Failure> {
    let house = meeting.stage.house();
    let free =
        |member: &MemberId| house.offices.offices().all(|(_, office)| office.member != *member);
    let pool = meeting.room().filter(free).map(|member| {
        let known = house.members.get(member).expect("a member");
        (member, Some(known.category.clone()))
    });
    let lots = Lots {
        assembly: meeting.assembly,
        item: 2,
        pool: pool.collect(),
        seats: 6,
        reserve: 3,
        sources: vec![
            "Douze dés lancés sur scène par six personnes de l'assemblée".to_owned(),
            "Le nombre de voix pour et contre du scrutin précédent".to_owned(),
        ],
    };
    let fixed = meeting.desk(C::FixLots(Box::new(lots)))?;
    let Event::Assemblies(E::LotsFixed { draw, .. }) = fixed else {
        unreachable!("a draw was fixed");
    };
    let values = vec!["3 5 1 6 2 2 4 1 6 5 3 2".to_owned(), votes_of_the_last_poll(meeting)];
    meeting.desk(C::Draw { draw, values })?;
    meeting.note(2, "Les personnes tirées au sort lisent les comptes de l'année avec la personne élue au contrôle, et rendent compte en décembre. Une personne qui décline est remplacée dans l'ordre de la réserve.")
}

/// Yes and no, as they were announced.
fn votes_of_the_last_poll(meeting: &Meeting<'_, '_>) -> String {
    use caisse_domain::assemblies::poll::{Answer, Ballot};
    let polls = &meeting.stage.house().assemblies;
    let closed = polls.polls().next_back().and_then(|(_, poll)| poll.closed.as_ref());
    let ballots = closed.map_or(&[][..], |closed| &closed.ballots);
    let votes = |answer: Answer| -> u64 {
        let same = ballots.iter().filter(|merged| merged.ballot == Ballot::Answer(answer));
        same.map(|merged| merged.votes).sum()
    };
    format!("{} {}", votes(Answer::Yes), votes(Answer::No))
}
