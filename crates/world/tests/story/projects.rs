//! Grievances, demands, projects and their money, as the stories tell them.

use caisse_domain::identity::{DemandId, EnvelopeId, MemberId, ProjectId};
use caisse_domain::offices::Actor;
use caisse_domain::projects::{
    Answer, Command as P, Cost, Demand, Grievance, Invoice, Milestone, Outcome, Plan, ProjectState,
    Reached, Report, Supplier, Voice,
};
use caisse_domain::{Command, Organisation};
use caisse_units::{Amount, Day};

use super::words::{amount, day, number, places};

/// The digest that stands for a document of the story.
pub fn digest(text: &str) -> String {
    match text.parse::<u64>() {
        Ok(number) => format!("{number:064x}"),
        Err(_) => text.to_owned(),
    }
}

/// `G1 et G2`, or nothing.
pub fn list<T: std::str::FromStr>(text: &str) -> Vec<T> {
    text.split(" et ").filter(|text| *text != "rien").map(number).collect()
}

/// What is asked of projects.
pub fn asked(act: &str, today: Day, actor: Actor) -> Option<Command> {
    let command = needs(act, today, actor).or_else(|| works(act, today))?;
    Some(Command::Projects(command))
}

fn needs(act: &str, today: Day, actor: Actor) -> Option<P> {
    let grievance = |voice, text: &str, on| {
        let workplace = Some("atelier".to_owned());
        P::RecordGrievance(Grievance { voice, text: digest(text), workplace, on })
    };
    let member = match actor {
        Actor::Member(member) => member,
        Actor::Founders => MemberId(0),
    };
    let command = if let Some(p) = places(act, "dépose un grief d'empreinte {} au nom de {}") {
        grievance(Voice::Named(number(p[1])), p[0], today)
    } else if let Some(p) = places(act, "dépose un grief daté du {} d'empreinte {}") {
        grievance(Voice::Named(member), p[1], day(p[0]))
    } else if let Some(p) = places(act, "dépose un grief d'empreinte {}") {
        grievance(Voice::Named(member), p[0], today)
    } else if let Some(p) = places(act, "dépose sans se nommer un grief d'empreinte {}") {
        grievance(Voice::Anonymous { commitment: digest("99") }, p[0], today)
    } else if let Some(p) = places(act, "regroupe {} sous « {} »") {
        P::Group { theme: p[1].to_owned(), grievances: list(p[0]) }
    } else if let Some(p) = places(act, "revendique « {} » auprès de « {} » avant le {} pour {}")
    {
        P::StateDemand(Demand {
            title: p[0].to_owned(),
            addressee: p[1].to_owned(),
            deadline: day(p[2]),
            text: "Le texte de la revendication.".to_owned(),
            grievances: list(p[3]),
        })
    } else {
        let p = places(act, "note la réponse à {} : {}")?;
        let outcome = match p[1] {
            "accordé" => Outcome::Granted,
            "accordé en partie" => Outcome::PartlyGranted,
            "refusé" => Outcome::Rejected,
            _ => Outcome::Unanswered,
        };
        let answer = Answer { outcome, text: p[1].to_owned(), document: None };
        P::RecordAnswer { demand: number(p[0]), answer }
    };
    Some(command)
}

fn works(act: &str, today: Day) -> Option<P> {
    let command = if let Some(p) = places(act, "ouvre le projet « {} » de {} au compte {}") {
        P::OpenProject(plan(p[0], amount(p[1]), p[2], None, today))
    } else if let Some(p) = places(act, "ouvre le projet « {} » de {} pour {}") {
        P::OpenProject(plan(p[0], amount(p[1]), "6063", Some(number(p[2])), today))
    } else if let Some(p) = places(act, "ouvre sans porteur le projet « {} »") {
        let people = Vec::new();
        P::OpenProject(Plan { people, ..plan(p[0], amount("10,00"), "6063", None, today) })
    } else if let Some(p) = places(act, "ouvre le projet « {} » porté par {}") {
        let people = list(p[1]);
        P::OpenProject(Plan { people, ..plan(p[0], amount("10,00"), "6063", None, today) })
    } else if let Some(p) = places(act, "ouvre à rebours le projet « {} »") {
        let mut reversed = plan(p[0], amount("10,00"), "6063", None, today);
        reversed.milestones.reverse();
        P::OpenProject(reversed)
    } else if let Some(p) = places(act, "ouvre le projet « {} » de {}") {
        P::OpenProject(plan(p[0], amount(p[1]), "6063", None, today))
    } else if let Some(p) = places(act, "replanifie {} à {}") {
        let project = number(p[0]);
        P::Replan { project, plan: plan("Replanifié", amount(p[1]), "6063", None, today) }
    } else if let Some(p) = places(act, "constate l'étape {} de {} au {}") {
        reached(p[0], p[1], day(p[2]))
    } else if let Some(p) = places(act, "constate l'étape {} de {}") {
        reached(p[0], p[1], today)
    } else if let Some(p) = places(act, "rend compte de {}, puis le {}") {
        report(p[0], Some(day(p[1])))
    } else if let Some(p) = places(act, "rend compte de {}") {
        report(p[0], None)
    } else if let Some(p) = places(act, "clôt le projet {}") {
        P::CloseProject { project: number(p[0]) }
    } else if let Some(p) = places(act, "abandonne le projet {} : {}") {
        P::GiveUp { project: number(p[0]), reasons: p[1].to_owned() }
    } else if let Some(p) = places(act, "accepte la facture {} de {} pour le coût {} de {}") {
        let cost = number::<u16>(p[2]) - 1;
        invoice(p[0], p[1], cost, p[3], today)
    } else if let Some(p) = places(act, "accepte la facture {} de {} pour {}") {
        invoice(p[0], p[1], 0, p[2], today)
    } else {
        let p = places(act, "annule la facture {} : {}")?;
        P::CancelInvoice { expense: number(p[0]), reasons: p[1].to_owned(), on: today }
    };
    Some(command)
}

fn plan(title: &str, cost: Amount, account: &str, demand: Option<DemandId>, today: Day) -> Plan {
    let account = number(account);
    Plan {
        title: title.to_owned(),
        text: "Pour tou·tes.".to_owned(),
        demand,
        costs: vec![Cost { label: "Matériel".to_owned(), account, amount: cost }],
        milestones: vec![
            Milestone { label: "Choisir".to_owned(), due: today.plus_days(30) },
            Milestone { label: "Poser".to_owned(), due: today.plus_days(90) },
        ],
        people: vec![MemberId(3)],
    }
}

fn reached(milestone: &str, project: &str, on: Day) -> P {
    let milestone = number::<u16>(milestone) - 1;
    let reached = Reached { on, document: Some(digest("7")) };
    P::ReachMilestone { project: number(project), milestone, reached }
}

fn report(project: &str, next: Option<Day>) -> P {
    let report = Report { text: "Ce qui est fait.".to_owned(), document: None, next };
    P::Report { project: number(project), report }
}

fn invoice(document: &str, sum: &str, cost: u16, project: &str, on: Day) -> P {
    P::AcceptInvoice(Invoice {
        project: number(project),
        cost,
        supplier: Supplier::Outside { identity: digest("55") },
        document: digest(document),
        amount: amount(sum),
        on,
    })
}

/// What the stories say of projects.
pub fn figures(house: &Organisation, today: Day, figure: &str) -> Option<String> {
    let projects = &house.projects;
    let same = |found: Amount, expected: &str| {
        let found = found.written(caisse_units::Language::French);
        Some(if amount(&found.replace(['\u{a0}', '\u{202f}'], " ")) == amount(expected) {
            String::new()
        } else {
            format!("c'est {found}")
        })
    };
    let said = |holds: bool| Some(if holds { String::new() } else { "ce n'est pas le cas".into() });
    if let Some(p) = places(figure, "il reste {} au projet {}") {
        return same(projects.get(number::<ProjectId>(p[1]))?.remainder(), p[0]);
    }
    if let Some(p) = places(figure, "il reste {} dans l'enveloppe {}") {
        return same(projects.envelope(number::<EnvelopeId>(p[1]))?.left(), p[0]);
    }
    if let Some(p) = places(figure, "le projet {} est financé") {
        return said(projects.get(number(p[0]))?.state == ProjectState::Funded);
    }
    if let Some(p) = places(figure, "le projet {} est clos") {
        return said(matches!(projects.get(number(p[0]))?.state, ProjectState::Closed(_)));
    }
    if let Some(p) = places(figure, "un compte rendu est dû sur {}") {
        let project: ProjectId = number(p[0]);
        return said(projects.reports_owed(today).iter().any(|owed| owed.project == project));
    }
    if figure == "aucun compte rendu n'est dû" {
        return said(projects.reports_owed(today).is_empty());
    }
    if let Some(p) = places(figure, "{} vient de {}") {
        let project = projects.get(number::<ProjectId>(p[0]))?;
        return said(project.plan.demand == Some(number(p[1])));
    }
    None
}
