//! From a grievance to a demand, to projects, to invoices paid and results told.

use caisse_app::work::{bank_files, matching};
use caisse_banking::payment::target_days::next_target_day;
use caisse_domain::identity::{DemandId, ExpenseId, GrievanceId, MemberId, ProjectId};
use caisse_domain::offices::{Actor, Role};
use caisse_domain::payments::{self, Beneficiary, Item};
use caisse_domain::projects::{
    Answer, Command as P, Cost, Demand, Event as E, Grievance, Invoice, Milestone, Outcome, Plan,
    Reached, Report, Supplier, Voice,
};
use caisse_domain::{Command, Event};
use caisse_journal::{Digest, SealedWrite};
use caisse_units::Amount;

use super::bank::Movement;
use super::{Stage, day};
use crate::answer::Failure;

/// What three members wrote; the last one without a name.
const GRIEVANCES: [&str; 3] = [
    "Je reçois mes légumes le samedi et je n'ai pas de quoi les garder au frais jusqu'au mercredi.",
    "Au marché, on jette chaque semaine ce que personne n'a pu emporter : il n'y a aucun endroit où le garder.",
    "Mon frigo est en panne depuis novembre et je n'ose pas le dire. Je jette la moitié.",
];

/// The projects from which the assembly chooses: title, text, costs, steps, and who carries them.
struct Sketch {
    title: &'static str,
    text: &'static str,
    costs: &'static [(&'static str, u32, i64)],
    carried_by: usize,
}

const SKETCHES: [Sketch; 5] = [
    Sketch {
        title: "Chambre froide partagée",
        text: "La commune prête un local ; la caisse y installe une chambre froide de 12 m³, ouverte aux foyers et aux stands du marché.",
        costs: &[("Chambre froide et pose", 2184, 540_000), ("Étagères et bacs", 6063, 98_000)],
        carried_by: 4,
    },
    Sketch {
        title: "Achats groupés de légumes secs et de farine",
        text: "Une tonne achetée chaque trimestre à deux fermes, revendue au prix coûtant.",
        costs: &[("Premier achat", 607, 320_000)],
        carried_by: 8,
    },
    Sketch {
        title: "Cuisine collective et ateliers",
        text: "Douze ateliers de cuisine dans l'année, dans la cuisine du centre social.",
        costs: &[("Matériel de cuisine", 6063, 210_000), ("Ateliers", 618, 240_000)],
        carried_by: 5,
    },
    Sketch {
        title: "Vélo-cargo pour livrer les foyers sans voiture",
        text: "Un vélo-cargo prêté à qui livre ses voisins.",
        costs: &[("Vélo-cargo", 2184, 390_000)],
        carried_by: 6,
    },
    Sketch {
        title: "Verger partagé",
        text: "Planter soixante fruitiers sur un terrain de la commune.",
        costs: &[("Plants et clôture", 6063, 520_000)],
        carried_by: 7,
    },
];

/// 18 February: three grievances, grouped under a theme.
pub fn grievances(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let facilitator = stage.officer(Role::Facilitator);
    for (text, member) in GRIEVANCES.into_iter().zip([Some(3), Some(8), None]) {
        let member = member.map(|rank| stage.active(rank));
        let (digest, sealed) = seal(stage, member, text)?;
        // Who does not want to be named tells the desk, which does not write who it was; the secret
        // behind the commitment stays with them.
        let commitment = || Digest::of(b"a number and a secret").to_string();
        let (actor, voice) = match member {
            Some(member) => (Actor::Member(member), Voice::Named(member)),
            None => (facilitator, Voice::Anonymous { commitment: commitment() }),
        };
        let (workplace, on) = (Some("Distribution du samedi".to_owned()), stage.desk.today());
        let record = P::RecordGrievance(Grievance { voice, text: digest, workplace, on });
        let done = stage.desk.act_with(actor, Command::Projects(record), sealed);
        done.map_err(|error| stage.fail(&error))?;
    }
    let theme = "Garder les produits frais".to_owned();
    let grievances = (1..=3).map(GrievanceId).collect();
    let group = P::Group { theme, grievances };
    stage.act(facilitator, Command::Projects(group)).map(drop)
}

/// A text sealed for its author, or for the house: its digest, and what to write.
fn seal(
    stage: &mut Stage<'_>,
    member: Option<MemberId>,
    text: &str,
) -> Result<(String, Vec<SealedWrite>), Failure> {
    let entropy = stage.desk.house.entropy();
    let sealed = match member {
        Some(member) => stage.desk.people.seal_document(member, text.as_bytes(), entropy),
        None => {
            let digest = Digest::of(text.as_bytes()).to_string();
            let writes = stage.desk.people.seal_line(&digest, text, entropy);
            writes.map(|writes| (digest, writes))
        }
    };
    sealed.map_err(|error| stage.fail(&error))
}

/// 10 March: a demand to the town.
pub fn demand(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let state = P::StateDemand(Demand {
        title: "Un lieu frais pour la distribution".to_owned(),
        addressee: "La commune".to_owned(),
        deadline: day(2025, 5, 31),
        text: "Nous demandons à la commune un local et une chambre froide près du marché."
            .to_owned(),
        grievances: (1..=3).map(GrievanceId).collect(),
    });
    let author = stage.active(3);
    stage.act(Actor::Member(author), Command::Projects(state)).map(drop)
}

/// 20 May: the town lends a place, and no more.
pub fn answer(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let answer = Answer {
        outcome: Outcome::PartlyGranted,
        text: "La commune prête un local de 30 m² rue du Port ; le matériel reste à notre charge."
            .to_owned(),
        document: Some(Digest::of(b"Lettre de la commune, 19 mai 2025").to_string()),
    };
    let record = P::RecordAnswer { demand: DemandId(1), answer };
    let author = stage.active(3);
    stage.act(Actor::Member(author), Command::Projects(record)).map(drop)
}

/// 8 July: five projects are opened; the first one comes from the demand.
pub fn plans(stage: &mut Stage<'_>) -> Result<(), Failure> {
    for (rank, sketch) in SKETCHES.iter().enumerate() {
        let carrier = stage.active(sketch.carried_by);
        let costs = sketch.costs.iter().map(|(label, account, cents)| Cost {
            label: (*label).to_owned(),
            account: account.to_string().parse().expect("an account of the chart"),
            amount: Amount::from_cents(*cents),
        });
        let milestone = |label: &str, due| Milestone { label: label.to_owned(), due };
        let plan = Plan {
            title: sketch.title.to_owned(),
            text: sketch.text.to_owned(),
            demand: (rank == 0).then_some(DemandId(1)),
            costs: costs.collect(),
            milestones: vec![
                milestone("Choisir et commander", day(2025, 10, 15)),
                milestone("En service", day(2025, 11, 30)),
            ],
            people: vec![carrier],
        };
        stage.act(Actor::Member(carrier), Command::Projects(P::OpenProject(plan)))?;
    }
    Ok(())
}

/// 18 October: the cold room and its fittings are invoiced, ordered and signed by two people.
pub fn first_invoices(stage: &mut Stage<'_>) -> Result<(), Failure> {
    let project = ProjectId(1);
    reach(stage, project, 0)?;
    let fitter =
        Supplier::Outside { identity: sealed_supplier("Froid d'Aquitaine, SIRET inventé") };
    let joiner = Supplier::Member(stage.active(10));
    let room = accept(stage, project, 0, fitter, 528_000, "Facture FA-2025-117, chambre froide")?;
    let shelves = accept(stage, project, 1, joiner, 91_500, "Facture 12, étagères et bacs")?;
    // A transfer to someone outside is typed at the bank; one to a member goes by file.
    order(stage, &[room])?;
    order(stage, &[shelves])
}

/// 18 November: the first bulk purchase.
pub fn last_invoice(stage: &mut Stage<'_>) -> Result<(), Failure> {
    reach(stage, ProjectId(1), 1)?;
    let project = ProjectId(2);
    reach(stage, project, 0)?;
    let farm = Supplier::Outside { identity: sealed_supplier("Ferme des Graves, SIRET inventé") };
    let bought = accept(stage, project, 0, farm, 318_400, "Facture 2025-44, une tonne")?;
    order(stage, &[bought])
}

fn sealed_supplier(name: &str) -> String {
    Digest::of(name.as_bytes()).to_string()
}

fn reach(stage: &mut Stage<'_>, project: ProjectId, milestone: u16) -> Result<(), Failure> {
    let reached = Reached { on: stage.desk.today(), document: None };
    let reach = P::ReachMilestone { project, milestone, reached };
    let carrier = carrier(stage, project);
    stage.act(carrier, Command::Projects(reach)).map(drop)
}

fn carrier(stage: &Stage<'_>, project: ProjectId) -> Actor {
    Actor::Member(stage.house().projects.get(project).expect("it was opened").author)
}

fn accept(
    stage: &mut Stage<'_>,
    project: ProjectId,
    cost: u16,
    supplier: Supplier,
    cents: i64,
    paper: &str,
) -> Result<ExpenseId, Failure> {
    let document = Digest::of(paper.as_bytes()).to_string();
    let (amount, on) = (Amount::from_cents(cents), stage.desk.today());
    let accept = P::AcceptInvoice(Invoice { project, cost, supplier, document, amount, on });
    let accepted = stage.act(stage.treasurer(), Command::Projects(accept))?;
    let Event::Projects(E::InvoiceAccepted { expense, .. }) = accepted else {
        unreachable!("an invoice was accepted");
    };
    Ok(expense)
}

fn order(stage: &mut Stage<'_>, invoices: &[ExpenseId]) -> Result<(), Failure> {
    let amount = |expense: &ExpenseId| {
        let known = stage.house().projects.expense(*expense);
        known.expect("it was accepted").invoice.amount
    };
    let items = invoices
        .iter()
        .map(|expense| Item { to: Beneficiary::Supplier(*expense), amount: amount(expense) });
    let execution = next_target_day(stage.desk.today().plus_days(2));
    let prepare = payments::Command::Prepare { items: items.collect(), execution };
    let prepared = stage.act(stage.treasurer(), Command::Payments(prepare))?;
    let Event::Payments(payments::Event::Prepared { payment, .. }) = prepared else {
        unreachable!("an order was prepared");
    };
    for role in [Role::Treasurer, Role::CoSignatory] {
        let sign = Command::Payments(payments::Command::Sign { payment });
        stage.act(stage.officer(role), sign)?;
    }
    // Only for members: the house knows no account of those outside.
    let file = bank_files::transfers(&stage.desk, payment, &bank_files::LevelAccounts::new());
    if let Ok(file) = file {
        let name = format!("{}.xml", matching::payment_message(payment));
        stage.context.write(&stage.desk.directory.exports().join(name), &file)?;
    }
    stage.orders.push(payment);
    Ok(())
}

impl Stage<'_> {
    /// What the bank shows of the orders for projects.
    pub(super) fn project_transfers(&mut self) -> Vec<Movement> {
        let orders = std::mem::take(&mut self.orders);
        let movement = |payment| {
            let order = self.house().payments.get(payment).expect("it was prepared");
            let [item] = order.items[..] else { unreachable!("one invoice an order") };
            let (name, iban) = match item.to {
                Beneficiary::Supplier(expense) => self.supplier(expense),
                _ => unreachable!("orders for projects pay invoices"),
            };
            Movement {
                on: Some(order.execution),
                amount: -order.total(),
                label: format!("VIR SEPA {}", name.to_uppercase()),
                party: Some((name, iban)),
                end_to_end: Some(format!("{payment}-{}", expense_of(item))),
                ..Movement::default()
            }
        };
        orders.into_iter().map(movement).collect()
    }

    fn supplier(&self, expense: ExpenseId) -> (String, String) {
        let known = self.house().projects.expense(expense).expect("it was accepted");
        match known.invoice.supplier {
            Supplier::Member(member) => {
                let household = self.household(member);
                (household.name.clone(), household.iban.clone())
            }
            Supplier::Outside { .. } => {
                ("Fournisseur du projet".to_owned(), super::people::iban(10 + expense.0))
            }
        }
    }
}

fn expense_of(item: Item) -> String {
    match item.to {
        Beneficiary::Supplier(expense) => expense.to_string(),
        _ => unreachable!("orders for projects pay invoices"),
    }
}

/// A day: year, month, day of the month.
type NextReport = (i16, i8, i8);

/// What is told in December of each project that was chosen, and when the next report is due.
const REPORTS: [(&str, Option<NextReport>); 3] = [
    (
        "La chambre froide tourne depuis le 15 novembre : 61 foyers et 7 stands s'en servent chaque semaine. Elle a coûté 6 195 € ; 185 € reviennent à la caisse. Le local est tenu à tour de rôle, l'électricité est payée par la commune jusqu'en juin.",
        None,
    ),
    (
        "Une première tonne de lentilles et de farine est livrée et vendue à moitié, au prix coûtant. Le second achat attend que la place se libère dans la chambre froide.",
        Some((2026, 6, 13)),
    ),
    (
        "Le centre social prête sa cuisine à partir de février. Rien n'est encore dépensé.",
        Some((2026, 6, 13)),
    ),
];

/// 6 December: what became of the projects, told to the assembly that chose them; the first is done.
pub fn report(stage: &mut Stage<'_>) -> Result<(), Failure> {
    for (project, (text, next)) in (1..).map(ProjectId).zip(REPORTS) {
        let actor = carrier(stage, project);
        let next = next.map(|(year, month, of_month)| day(year, month, of_month));
        let report = Report { text: text.to_owned(), document: None, next };
        stage.act(actor, Command::Projects(P::Report { project, report }))?;
        if next.is_none() {
            stage.act(actor, Command::Projects(P::CloseProject { project }))?;
        }
    }
    Ok(())
}
