//! Grievances, demands, projects and what is spent on them.

use caisse_domain::identity::{DemandId, EnvelopeId, ExpenseId, GrievanceId, PaymentId, ProjectId};
use caisse_domain::payments::Beneficiary;
use caisse_domain::projects::{
    Credit as Voted, Expense, ExpenseState, OpenEnvelope, Outcome, Project as Known, ProjectState,
    StatedDemand, Step, Supplier, Voice,
};
use caisse_units::Language;
use caisse_web::views::{
    Board, Cost, Credit, Demand, Envelope, Grievance, Invoice, Milestone, Place, Project,
    ProjectLine, Reference, Theme,
};

use crate::look::Look;

/// The most grievances that the board lists under one theme.
const MOST_GRIEVANCES: usize = 50;

impl Look<'_> {
    /// A project, with its title.
    pub fn project_reference(&self, id: ProjectId) -> Reference {
        let known = self.state.projects.get(id);
        Reference {
            label: known.map_or_else(|| id.to_string(), |known| known.plan.title.clone()),
            detail: Some(id.to_string()),
            place: Some(Place::Project(id.to_string())),
        }
    }

    /// A demand, with its title.
    pub fn demand_reference(&self, id: DemandId) -> Reference {
        let known = self.state.projects.demand(id);
        Reference {
            label: known.map_or_else(|| id.to_string(), |known| known.content.title.clone()),
            detail: Some(format!("{} {id}", self.say("revendication", "demand"))),
            place: Some(Place::OnBoard(id.to_string())),
        }
    }

    /// An envelope, with its title.
    pub fn envelope_reference(&self, id: EnvelopeId) -> Reference {
        let known = self.state.projects.envelope(id);
        Reference {
            label: known.map_or_else(|| id.to_string(), |known| known.content.title.clone()),
            detail: Some(id.to_string()),
            place: Some(Place::OnBoard(id.to_string())),
        }
    }

    fn grievance_reference(&self, id: GrievanceId) -> Reference {
        let label = id.to_string();
        Reference { label, detail: None, place: Some(Place::OnBoard(id.to_string())) }
    }

    /// The board.
    pub fn board(&self) -> Board {
        let projects = &self.state.projects;
        let mut demands: Vec<Demand> =
            projects.demands().map(|(id, one)| self.demand(id, one)).collect();
        demands.reverse();
        let mut lines: Vec<ProjectLine> =
            projects.all().map(|(id, one)| self.project_line(id, one)).collect();
        lines.reverse();
        Board {
            themes: self.themes(),
            demands,
            projects: lines,
            envelopes: projects.envelopes().map(|(id, one)| self.envelope(id, one)).collect(),
        }
    }

    fn themes(&self) -> Vec<Theme> {
        let themes = self.state.projects.themes().into_iter().map(|(name, grievances)| Theme {
            name: name.to_owned(),
            count: u32::try_from(grievances.len()).unwrap_or(u32::MAX),
            grievances: grievances
                .iter()
                .rev()
                .take(MOST_GRIEVANCES)
                .filter_map(|id| self.grievance(*id))
                .collect(),
        });
        let mut themes: Vec<Theme> = themes.collect();
        themes.sort_by_key(|theme| (theme.name.is_empty(), std::cmp::Reverse(theme.count)));
        themes
    }

    fn grievance(&self, id: GrievanceId) -> Option<Grievance> {
        let content = &self.state.projects.grievance(id)?.content;
        let demands = self.state.projects.demands_of(id);
        Some(Grievance {
            id: id.to_string(),
            voice: match &content.voice {
                Voice::Named(member) => self.person(*member),
                Voice::Anonymous { .. } => self.say("anonyme", "anonymous"),
            },
            workplace: content.workplace.clone(),
            day: content.on,
            demands: demands
                .map(|demand| Reference {
                    label: demand.to_string(),
                    detail: None,
                    place: Some(Place::OnBoard(demand.to_string())),
                })
                .collect(),
        })
    }

    fn demand(&self, id: DemandId, one: &StatedDemand) -> Demand {
        let content = &one.content;
        let projects = self.state.projects.projects_of(id);
        Demand {
            id: id.to_string(),
            title: content.title.clone(),
            addressee: content.addressee.clone(),
            text: self.paragraphs(&content.text),
            deadline: content.deadline,
            overdue: one.answers.is_empty() && content.deadline < self.today,
            grievances: content
                .grievances
                .iter()
                .map(|grievance| self.grievance_reference(*grievance))
                .collect(),
            answers: one
                .answers
                .iter()
                .map(|(day, answer)| (*day, self.outcome_of(answer.outcome), answer.text.clone()))
                .collect(),
            projects: projects.map(|project| self.project_reference(project)).collect(),
        }
    }

    fn outcome_of(&self, outcome: Outcome) -> String {
        match outcome {
            Outcome::Granted => self.say("obtenu", "granted"),
            Outcome::PartlyGranted => self.say("obtenu en partie", "granted in part"),
            Outcome::Rejected => self.say("rejeté", "rejected"),
            Outcome::Unanswered => self.say("sans réponse", "no answer"),
        }
    }

    fn envelope(&self, id: EnvelopeId, one: &OpenEnvelope) -> Envelope {
        Envelope {
            id: id.to_string(),
            title: one.content.title.clone(),
            amount: one.content.amount,
            drawn: one.drawn,
            until: one.content.until,
            open: self.today <= one.content.until,
            adoption: self.adoption(one.content.decision),
        }
    }

    fn project_line(&self, id: ProjectId, known: &Known) -> ProjectLine {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        ProjectLine {
            id: id.to_string(),
            title: known.plan.title.clone(),
            state: self.project_state(known),
            cost: known.plan.cost(),
            credit: known.credit(),
            drawn: known.drawn,
            steps: (number(known.reached.len()), number(known.plan.milestones.len())),
        }
    }

    fn project_state(&self, known: &Known) -> String {
        match (known.state, self.language) {
            (ProjectState::Open, _) => self.say("proposé, sans argent", "proposed, no money yet"),
            (ProjectState::Funded, _) => self.say("financé, en cours", "funded, under way"),
            (ProjectState::Closed(on), Language::French) => format!("terminé le {}", self.day(on)),
            (ProjectState::Closed(on), Language::English) => format!("done on {}", self.day(on)),
            (ProjectState::GivenUp(on), Language::French) => {
                format!("abandonné le {}", self.day(on))
            }
            (ProjectState::GivenUp(on), Language::English) => {
                format!("given up on {}", self.day(on))
            }
        }
    }

    /// One project. Linear in the invoices and the payment orders.
    pub fn project(&self, id: &str) -> Option<Project> {
        let id: ProjectId = id.parse().ok()?;
        let known = self.state.projects.get(id)?;
        let plan = &known.plan;
        let spent = self.state.projects.spent_by_cost(id);
        let costs = plan.costs.iter().zip(spent).map(|(cost, spent)| Cost {
            label: cost.label.clone(),
            planned: cost.amount,
            spent,
        });
        let invoices = self.state.projects.expenses();
        let mine = invoices.filter(|(_, one)| one.invoice.project == id);
        Some(Project {
            line: self.project_line(id, known),
            text: self.paragraphs(&plan.text),
            people: plan.people.iter().map(|member| self.person_reference(*member)).collect(),
            day: known.on,
            thread: self.thread(id),
            costs: costs.collect(),
            milestones: self.milestones(known),
            credits: known.credits.iter().map(|credit| self.credit(credit)).collect(),
            paid: known.paid,
            invoices: mine.map(|(expense, one)| self.invoice(expense, one, known)).collect(),
            reports: known
                .reports
                .iter()
                .map(|(day, report)| (*day, self.paragraphs(&report.text)))
                .collect(),
            report_due: known.report_due(),
        })
    }

    /// From the grievances to the votes, with the proposals that spoke of the project.
    fn thread(&self, id: ProjectId) -> Vec<Reference> {
        let steps = self.state.projects.thread(id);
        let told = steps.into_iter().filter_map(|step| match step {
            Step::Grievance(grievance) => {
                let label = format!("{} {grievance}", self.say("grief", "grievance"));
                Some(Reference { label, ..self.grievance_reference(grievance) })
            }
            Step::Demand(demand) => Some(self.demand_reference(demand)),
            Step::Project(_) => None,
            Step::Decision(decision) => Some(self.decision_reference(decision)),
        });
        told.collect()
    }

    fn milestones(&self, known: &Known) -> Vec<Milestone> {
        let steps = (0_u16..).zip(&known.plan.milestones);
        steps
            .map(|(place, step)| {
                let reached = known.reached.get(&place).map(|reached| reached.on);
                Milestone {
                    label: step.label.clone(),
                    due: step.due,
                    reached,
                    late: reached.is_none() && step.due < self.today,
                }
            })
            .collect()
    }

    fn credit(&self, voted: &Voted) -> Credit {
        Credit {
            amount: voted.amount,
            on: voted.on,
            envelope: voted.envelope.map(|envelope| self.envelope_reference(envelope)),
            adoption: self.adoption(voted.decision),
        }
    }

    fn invoice(&self, id: ExpenseId, one: &Expense, project: &Known) -> Invoice {
        let invoice = &one.invoice;
        let cost = project.plan.costs.get(usize::from(invoice.cost));
        let order = self.order_of(id, one);
        let signed = order.and_then(|order| self.state.payments.get(order));
        let signatures = signed.map(|order| order.signatures.as_slice()).unwrap_or_default();
        Invoice {
            id: id.to_string(),
            cost: cost.map_or_else(String::new, |cost| cost.label.clone()),
            supplier: match &invoice.supplier {
                Supplier::Member(member) => self.person(*member),
                Supplier::Outside { .. } => self.say("fournisseur extérieur", "outside supplier"),
            },
            on: invoice.on,
            amount: invoice.amount,
            state: self.expense_state(one, order),
            signatures: signatures.iter().map(|member| self.person_reference(*member)).collect(),
            entry: self.entry_reference(one.entry, "écriture", "entry"),
        }
    }

    /// The order that pays an invoice, the latest one when an earlier one was given up.
    fn order_of(&self, id: ExpenseId, one: &Expense) -> Option<PaymentId> {
        if let ExpenseState::Ordered(payment) = one.state {
            return Some(payment);
        }
        let pays = |order: &caisse_domain::payments::Payment| {
            order.items.iter().any(|item| item.to == Beneficiary::Supplier(id))
        };
        let orders = self.state.payments.all().filter(|(_, order)| pays(order));
        matches!(one.state, ExpenseState::Paid(_))
            .then(|| orders.last())
            .flatten()
            .map(|(id, _)| id)
    }

    fn expense_state(&self, one: &Expense, order: Option<PaymentId>) -> String {
        match (one.state, self.language) {
            (ExpenseState::Accepted, _) => self.say("acceptée, à payer", "accepted, to be paid"),
            (ExpenseState::Ordered(_), _) => {
                let order = order.and_then(|order| self.state.payments.get(order));
                match order.is_some_and(|order| order.signatures.len() >= 2) {
                    true => self.say("signée, à la banque", "signed, at the bank"),
                    false => self.say("à signer", "to be signed"),
                }
            }
            (ExpenseState::Paid(on), Language::French) => format!("payée le {}", self.day(on)),
            (ExpenseState::Paid(on), Language::English) => format!("paid on {}", self.day(on)),
            (ExpenseState::Cancelled(on), Language::French) => {
                format!("annulée le {}", self.day(on))
            }
            (ExpenseState::Cancelled(on), Language::English) => {
                format!("cancelled on {}", self.day(on))
            }
        }
    }
}
