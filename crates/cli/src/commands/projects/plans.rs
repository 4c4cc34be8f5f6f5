//! Projects: planned, paid by the credit that a vote opened, reported on.

use std::fmt::Write as _;

use caisse_app::work::bank_files::supplier_text;
use caisse_banking::identifiers::Iban;
use caisse_domain::Organisation;
use caisse_domain::identity::ProjectId;
use caisse_domain::projects::{
    self, Command as C, Cost, Event, ExpenseState, Milestone, Plan, ProjectState, Reached, Refusal,
    Report, Step, Supplier,
};
use caisse_units::{Amount, Language};
use serde_json::{Value, json};

use super::{act, act_with, digest_of, state};
use crate::answer::{Answer, Failure};
use crate::arguments::{Invoice, PlanOf, Project};
use crate::context::Context;

/// `caisse project`.
pub fn project(context: &Context, arguments: Project) -> Result<Answer, Failure> {
    match arguments {
        Project::New(given) => {
            let event = act(context, C::OpenProject(plan(context, given)?))?;
            let Event::ProjectOpened { project, plan, .. } = event else {
                unreachable!("a project was decided")
            };
            let (title, cost) = (&plan.title, context.amount(plan.cost()));
            let text = format!("{project} « {title} » : {cost}");
            Ok(Answer::new(text, json!({ "project": project.to_string(), "cost": plan.cost() })))
        }
        Project::Plan { project, plan: given } => {
            let plan = plan(context, given)?;
            replan(context, project, plan)
        }
        Project::People { project, people } => {
            let desk = context.reading()?;
            let house = state(context, &desk)?;
            let Some(known) = house.projects.get(project) else {
                return Err(context.fail(|l| Refusal::ProjectUnknown { project }.sentence(l)));
            };
            let plan = Plan { people, ..known.plan.clone() };
            drop(desk);
            replan(context, project, plan)
        }
        Project::Milestone { project, milestone, document, on } => {
            let milestone = from_one(context, milestone)?;
            let document = digest_of(context, document.as_deref())?;
            let reached = Reached { on: on.unwrap_or_else(|| context.today()), document };
            act(context, C::ReachMilestone { project, milestone, reached })?;
            said(context, project, ("étape atteinte", "step reached"))
        }
        Project::Invoice(given) => invoice(context, &given),
        Project::CancelInvoice { invoice, reason } => {
            let on = context.today();
            act(context, C::CancelInvoice { expense: invoice, reasons: reason, on })?;
            let text = format!("{invoice} {}", context.say("annulée", "cancelled"));
            Ok(Answer::new(text, json!({ "invoice": invoice.to_string() })))
        }
        Project::Report { project, text, document, next } => {
            let document = digest_of(context, document.as_deref())?;
            let report = Report { text, document, next };
            act(context, C::Report { project, report })?;
            said(context, project, ("compte rendu enregistré", "report recorded"))
        }
        Project::Close { project } => {
            let event = act(context, C::CloseProject { project })?;
            let Event::ProjectClosed { returned, .. } = event else {
                unreachable!("a closing was decided")
            };
            let amount = context.amount(returned);
            let text = match context.language {
                Language::French => format!("{project} clos ; {amount} reviennent à la caisse"),
                Language::English => format!("{project} closed; {amount} go back to the caisse"),
            };
            Ok(Answer::new(text, json!({ "project": project.to_string(), "returned": returned })))
        }
        Project::GiveUp { project, reason } => {
            act(context, C::GiveUp { project, reasons: reason })?;
            said(context, project, ("abandonné", "given up"))
        }
        Project::List => list(context),
        Project::Show { project } => show(context, project),
    }
}

fn said(
    context: &Context,
    project: ProjectId,
    (french, english): (&str, &str),
) -> Result<Answer, Failure> {
    let text = format!("{project} : {}", context.say(french, english));
    Ok(Answer::new(text, json!({ "project": project.to_string() })))
}

fn replan(context: &Context, project: ProjectId, plan: Plan) -> Result<Answer, Failure> {
    let cost = plan.cost();
    act(context, C::Replan { project, plan })?;
    let said = context.say("replanifié", "planned anew");
    let text = format!("{project} {said} : {}", context.amount(cost));
    Ok(Answer::new(text, json!({ "project": project.to_string(), "cost": cost })))
}

/// Costs and steps are numbered from 1 for people.
fn from_one(context: &Context, number: u16) -> Result<u16, Failure> {
    number
        .checked_sub(1)
        .ok_or_else(|| Failure::new(context.say("on compte à partir de 1", "one counts from 1")))
}

fn plan(context: &Context, given: PlanOf) -> Result<Plan, Failure> {
    let costs = given.costs.iter().map(|text| cost(context, text)).collect::<Result<_, _>>()?;
    let milestones =
        given.milestones.iter().map(|text| milestone(context, text)).collect::<Result<_, _>>()?;
    let PlanOf { title, text, demand, people, .. } = given;
    Ok(Plan { title, text, demand, costs, milestones, people })
}

fn cost(context: &Context, text: &str) -> Result<Cost, Failure> {
    let parts: Vec<&str> = text.splitn(3, '=').collect();
    let [account, amount, label] = parts.as_slice() else {
        let said = context.say("écrivez COMPTE=MONTANT=LIBELLÉ", "write ACCOUNT=AMOUNT=LABEL");
        return Err(Failure::new(format!("« {text} » : {said}, 6064=120,00=Papier")));
    };
    let account = account.trim().parse::<caisse_domain::ledger::AccountNumber>();
    let account = account.map_err(|error| context.fail(|l| error.sentence(l)))?;
    let amount = Amount::parse(amount).map_err(|error| context.fail(|l| error.sentence(l)))?;
    Ok(Cost { label: label.trim().to_owned(), account, amount })
}

fn milestone(context: &Context, text: &str) -> Result<Milestone, Failure> {
    let parts = text.split_once('=');
    let day = parts.and_then(|(day, label)| Some((day.trim().parse().ok()?, label.trim())));
    let Some((due, label)) = day else {
        let said = context.say("écrivez DATE=ÉTAPE", "write DATE=STEP");
        return Err(Failure::new(format!("« {text} » : {said}, 2027-03-31=…")));
    };
    Ok(Milestone { label: label.to_owned(), due })
}

/// The name and account of a supplier who is no member are sealed in the same commit.
fn invoice(context: &Context, given: &Invoice) -> Result<Answer, Failure> {
    let cost = from_one(context, given.cost)?;
    let document = digest_of(context, Some(&given.document))?.unwrap_or_default();
    let mut desk = context.desk()?;
    let (supplier, sealed) = match (given.member, &given.name, &given.iban) {
        (None, Some(name), Some(iban)) => {
            let iban = Iban::parse(iban).map_err(|error| context.fail(|l| error.sentence(l)))?;
            let text = supplier_text(name, &iban);
            let sealed = desk.people.seal_text(None, &text, desk.house.entropy());
            let (identity, writes) = sealed.map_err(|error| context.fail(|l| error.sentence(l)))?;
            (Supplier::Outside { identity }, writes)
        }
        (Some(member), ..) => (Supplier::Member(member), Vec::new()),
        _ => {
            let said = context
                .say("dites --member, ou --name et --iban", "say --member, or --name and --iban");
            return Err(Failure::new(said));
        }
    };
    let project = given.project;
    let invoice = projects::Invoice {
        project,
        cost,
        supplier,
        document,
        amount: given.amount,
        on: given.on.unwrap_or_else(|| context.today()),
    };
    let event = act_with(context, &mut desk, C::AcceptInvoice(invoice), sealed)?;
    let Event::InvoiceAccepted { expense, invoice, .. } = event else {
        unreachable!("an invoice was decided")
    };
    let left = state(context, &desk)?.projects.get(project).map_or(Amount::ZERO, |p| p.remainder());
    let (amount, remains) = (context.amount(invoice.amount), context.amount(left));
    let text = match context.language {
        Language::French => format!(
            "{expense}, {project} : {amount} à payer (caisse pay prepare) ; reste {remains} de crédit"
        ),
        Language::English => format!(
            "{expense}, {project}: {amount} to pay (caisse pay prepare); {remains} of credit left"
        ),
    };
    let json = json!({
        "invoice": expense.to_string(), "project": project.to_string(),
        "amount": invoice.amount, "remainder": left,
    });
    Ok(Answer::new(text, json))
}

fn standing(context: &Context, stands: ProjectState) -> String {
    match stands {
        ProjectState::Open => context.say("sans argent encore", "without money yet"),
        ProjectState::Funded => context.say("financé", "funded"),
        ProjectState::Closed(on) => format!("{} {on}", context.say("clos le", "closed on")),
        ProjectState::GivenUp(on) => {
            format!("{} {on}", context.say("abandonné le", "given up on"))
        }
    }
}

fn list(context: &Context) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let (mut text, mut rows) = (String::new(), Vec::new());
    for (id, known) in house.projects.all() {
        let (stands, remainder) = (standing(context, known.state), known.remainder());
        let cost = context.amount(known.plan.cost());
        let _ = write!(text, "{id:>5}  {cost:>13}  {} — {stands}", known.plan.title);
        if !known.credits.is_empty() {
            let left = context.say("reste", "left");
            let _ = write!(text, ", {left} {}", context.amount(remainder));
        }
        text.push('\n');
        rows.push(json!({
            "project": id.to_string(), "title": known.plan.title, "cost": known.plan.cost(),
            "state": known.state, "credit": known.credit(), "drawn": known.drawn,
            "paid": known.paid, "remainder": remainder, "report_due": known.report_due(),
        }));
    }
    Ok(Answer::new(text, json!({ "projects": Value::Array(rows) })))
}

fn show(context: &Context, project: ProjectId) -> Result<Answer, Failure> {
    let desk = context.reading()?;
    let house = state(context, &desk)?;
    let Some(known) = house.projects.get(project) else {
        return Err(context.fail(|l| Refusal::ProjectUnknown { project }.sentence(l)));
    };
    let (language, plan) = (context.language, &known.plan);
    let stands = standing(context, known.state);
    let people: Vec<String> = plan.people.iter().map(ToString::to_string).collect();
    let steps: Vec<String> = house.projects.thread(project).iter().map(step).collect();
    let mut text = format!("{project} — {} ({stands})\n{}\n", plan.title, plan.text.trim());
    let _ = writeln!(text, "{} {}", context.say("porté par", "carried by"), people.join(", "));
    let _ = writeln!(text, "{}", steps.join(" → "));
    let spent = house.projects.spent_by_cost(project);
    let _ =
        writeln!(text, "\n{}", context.say("Dépenses : prévu, dépensé", "Costs: planned, spent"));
    for ((number, cost), spent) in (1..).zip(&plan.costs).zip(&spent) {
        let (planned, spent) = (context.amount(cost.amount), context.amount(*spent));
        let _ = writeln!(text, "  {number}. {} {}  {planned}  {spent}", cost.account, cost.label);
    }
    if !known.credits.is_empty() {
        let _ = writeln!(text, "\n{}", context.say("Crédit", "Credit"));
    }
    for credit in &known.credits {
        let amount = context.amount(credit.amount);
        let on = credit.on.written(language);
        let poll = house.assemblies.poll_of(credit.decision);
        let poll = poll.map_or_else(String::new, |poll| format!(", /scrutins/{poll}"));
        let _ = writeln!(text, "  {amount}, {on} ({}{poll})", credit.decision);
    }
    if !known.credits.is_empty() {
        let sums = [known.credit(), known.drawn, known.paid, known.remainder()];
        let [voted, drawn, paid, left] = sums.map(|sum| context.amount(sum));
        let _ = writeln!(
            text,
            "  {}",
            match language {
                Language::French => {
                    format!("voté {voted}, facturé {drawn}, payé {paid}, reste {left}")
                }
                Language::English => {
                    format!("voted {voted}, invoiced {drawn}, paid {paid}, left {left}")
                }
            }
        );
    }
    milestones(context, known, &mut text);
    let invoices = invoices(context, house, project, &mut text);
    reports(context, known, &mut text);
    let json = json!({
        "project": project.to_string(), "title": plan.title, "text": plan.text,
        "state": known.state, "thread": steps, "people": people, "costs": plan.costs,
        "spent": spent, "credits": known.credits, "credit": known.credit(), "drawn": known.drawn,
        "paid": known.paid, "remainder": known.remainder(), "milestones": plan.milestones,
        "reached": known.reached, "invoices": invoices, "reports": known.reports,
        "report_due": known.report_due(),
    });
    Ok(Answer::new(text, json))
}

fn step(step: &Step) -> String {
    match step {
        Step::Grievance(grievance) => grievance.to_string(),
        Step::Demand(demand) => demand.to_string(),
        Step::Project(project) => project.to_string(),
        Step::Decision(decision) => decision.to_string(),
    }
}

fn milestones(context: &Context, known: &projects::Project, text: &mut String) {
    if known.plan.milestones.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{}", context.say("Étapes", "Steps"));
    for (place, milestone) in (0_u16..).zip(&known.plan.milestones) {
        let reached = known.reached.get(&place).map_or_else(String::new, |reached| {
            let on = reached.on.written(context.language);
            format!(" — {} {on}", context.say("atteinte le", "reached on"))
        });
        let due = milestone.due.written(context.language);
        let _ = writeln!(text, "  {}. {}, {due}{reached}", place + 1, milestone.label);
    }
}

fn invoices(
    context: &Context,
    house: &Organisation,
    project: ProjectId,
    text: &mut String,
) -> Vec<Value> {
    let mine = house.projects.expenses().filter(|(_, one)| one.invoice.project == project);
    let mut rows = Vec::new();
    for (id, expense) in mine {
        if rows.is_empty() {
            let _ = writeln!(text, "\n{}", context.say("Factures", "Invoices"));
        }
        let stands = match expense.state {
            ExpenseState::Accepted => context.say("à payer", "to pay"),
            ExpenseState::Ordered(payment) => payment.to_string(),
            ExpenseState::Paid(on) => format!("{} {on}", context.say("payée le", "paid on")),
            ExpenseState::Cancelled(on) => {
                format!("{} {on}", context.say("annulée le", "cancelled on"))
            }
        };
        let amount = context.amount(expense.invoice.amount);
        let _ = writeln!(text, "  {id}  {amount}, {} — {stands}", expense.invoice.on);
        rows.push(json!({
            "invoice": id.to_string(), "amount": expense.invoice.amount,
            "on": expense.invoice.on, "cost": expense.invoice.cost + 1, "state": expense.state,
        }));
    }
    rows
}

fn reports(context: &Context, known: &projects::Project, text: &mut String) {
    for (on, report) in &known.reports {
        let said = context.say("Compte rendu du", "Report of");
        let _ = writeln!(text, "\n{said} {}\n  {}", on.written(context.language), report.text);
    }
    if let Some(due) = known.report_due() {
        let said = context.say("Prochain compte rendu avant le", "Next report by");
        let _ = writeln!(text, "\n{said} {}", due.written(context.language));
    }
}
