//! The assembly of December: reports, the budget of the next year, an agreement with a cooperative, a
//! co-signatory elected.

use caisse_domain::agreements::Terms;
use caisse_domain::assemblies::meeting::ItemKind;
use caisse_domain::identity::MemberId;
use caisse_domain::ledger::AccountNumber;
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_domain::offices::Role;
use caisse_domain::proposals::Effect;
use caisse_units::{Amount, Rate};
use caisse_vault::PersonalData;

use super::ballots::Ask;
use super::meeting::{Turnout, convocation, election, item, vote_on};
use super::people::iban;
use super::proposals::content;
use super::{Stage, day};
use crate::answer::Failure;

/// What is planned for 2026, in whole euros per account.
const BUDGET: [(&str, i64); 7] = [
    ("65716", 533_700),
    ("65715", 4_000),
    ("6063", 6_000),
    ("6132", 1_800),
    ("627", 200),
    ("7561", 97_000),
    ("741", 534_000),
];

/// The budget and the election are proposed, the assembly convened.
pub fn convene(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let on = day(2025, 12, 13);
    let line = |(account, euros): (&str, i64)| -> (AccountNumber, Amount) {
        (account.parse().expect("an account of the chart"), Amount::from_cents(euros * 100))
    };
    let effect = Effect::AdoptBudget { year: 2026, lines: BUDGET.map(line).to_vec() };
    let text = "Les mêmes allocations qu'en 2025, une aide aux imprévus mieux connue, un loyer pour le second point de distribution, et 6 000 € de petit matériel.";
    let budget = content("Adopter le budget de 2026", text, effect, on);
    let treasurer = stage.holder(Role::Treasurer);
    stage.propose("budget", treasurer, 9, budget)?;
    let candidates: Vec<MemberId> = [9, 0, 10].map(|rank| stage.active(rank)).to_vec();
    let author = candidates[0];
    let effect = Effect::Elect {
        role: Role::CoSignatory,
        candidates,
        seats: 1,
        until: Some(day(2026, 12, 31)),
        mandate: Some("Signer dans les cinq jours, ne pas signer sans avoir vu la pièce, et dire à l'assemblée de juin ce qui a été refusé.".to_owned()),
        renews: Vec::new(),
    };
    let text = "Le mandat de la cosignature finit le 31 décembre. Trois personnes se présentent, dont celle qui sort.";
    let from = day(2026, 1, 1);
    let renewal = content("Élire à la cosignature pour 2026", text, effect, from);
    stage.propose("co-signatory of 2026", author, 6, renewal)?;
    agreement(stage)?;
    let agenda = vec![
        item("Comptes de l'année et lecture par le groupe tiré au sort", ItemKind::Information, 30),
        item("Compte rendu des projets", ItemKind::Information, 20),
        vote_on("Budget de 2026", stage.proposal("budget"), 30),
        vote_on("Conventionnement de la coopérative", stage.proposal("agreement"), 20),
        election("Cosignature", stage.proposal("co-signatory of 2026"), 15),
    ];
    let convened = convocation("Assemblée générale de fin d'année", on, "salle des fêtes", agenda);
    let facilitator = stage.officer(Role::Facilitator);
    stage.convene("winter", facilitator, convened).map(drop)
}

/// A cooperative joins as a member in February, and asks for an agreement from then on.
fn agreement(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let from = day(2026, 2, 1);
    let cooperative = Enrolment {
        kind: MemberKind::Organisation,
        joined: from,
        category: "structure".to_owned(),
        household: None,
    };
    let data = PersonalData {
        family_name: Some("Coopérative maraîchère des Graves".to_owned()),
        email: Some("graves@exemple.org".to_owned()),
        iban: Some(iban(9)),
        ..PersonalData::default()
    };
    let facilitator = stage.officer(Role::Facilitator);
    let partner = stage.desk.enrol(facilitator, vec![(cooperative, data)]);
    let partner = partner.map_err(|error| stage.fail(&error))?;
    let effect = Effect::Agree(Terms {
        partner,
        criteria: "Légumes biologiques cultivés à moins de 40 km ; salaires au moins conventionnels ; prix fixés ensemble chaque saison ; visite ouverte à tous les membres.".to_owned(),
        rate: Rate::from_parts_per_million(600_000),
        until: day(2027, 1, 31),
    });
    let title = "Conventionner la coopérative maraîchère des Graves";
    let text = "Pendant un an, 60 % du prix de ses légumes peut être payé avec l'allocation.";
    let content = content(title, text, effect, from);
    stage.propose("agreement", stage.active(8), 19, content).map(drop)
}

/// 13 December 2025: 187 in the room, 26 from afar, 31 represented.
pub fn assembly(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let facilitator = stage.officer(Role::Facilitator);
    let (budget, renewal) = (stage.proposal("budget"), stage.proposal("co-signatory of 2026"));
    let turnout = Turnout { room: 187, far: 26, proxies: 31 };
    let mut meeting = stage.gather("winter", facilitator, [11, 7, 12, 4], turnout)?;
    meeting.open()?;
    meeting.go_to(0)?;
    meeting.alternate()?;
    meeting.hear("accounts", &[180, 160, 140])?;
    meeting.note(0, "Les six personnes tirées au sort en avril ont lu un mois sur trois, pièces en main. Elles demandent que les frais de banque soient renégociés, et ne relèvent aucune autre remarque.")?;
    meeting.go_to(1)?;
    meeting.note(1, "La chambre froide est en service ; le compte rendu est joint au projet. Les achats groupés ont livré une première tonne. Le troisième projet est commencé.")?;
    meeting.go_to(2)?;
    meeting.hear("budget", &[150, 70, 120])?;
    meeting.vote(Ask::proposal(2, budget), &|v| v.answer("budget", 860))?.adopted()?;
    meeting.go_to(3)?;
    let agreement = meeting.stage.proposal("agreement");
    meeting.note(3, "À qui craint que les petits producteurs du marché y perdent, on répond que l'allocation s'y dépense comme avant, et que la convention s'arrête au bout d'un an. L'objection est retirée.")?;
    let objection = "Les producteurs qui viennent depuis le début au marché n'ont pas de convention ; ils y perdraient.";
    meeting.consent(Ask::proposal(3, agreement), objection)?.adopted()?;
    meeting.go_to(4)?;
    let voted = meeting.vote(Ask::proposal(4, renewal), &|v| v.grades("renewal", &[37, 33, 24]))?;
    voted.adopted()?;
    meeting.close(17, 40)
}
