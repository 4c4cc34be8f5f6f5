//! From a grievance to the money of a project.

mod laws;

use caisse_units::Amount;

use super::{
    Answer, Command, Cost, Credit, Demand, Envelope, Event, Grievance, Invoice, Milestone, Outcome,
    Plan, ProjectState, Reached, Refusal, Report, Step, Supplier, Voice,
};
use crate::fixture::{COOPERATIVE, Caisse, day, digest, euros};
use crate::identity::{
    DecisionId, DemandId, EnvelopeId, ExpenseId, GrievanceId, MemberId, PaymentId, ProjectId,
};
use crate::ledger::Use;
use crate::offices::Actor;
use crate::payments::{self, Beneficiary, Item};
use crate::{Command as Asked, Refusal as Refused, books};

fn grievance(voice: Voice, text: u64) -> Command {
    let workplace = Some("atelier nord".to_owned());
    Command::RecordGrievance(Grievance {
        voice,
        text: digest(text),
        workplace,
        on: day("2026-01-01"),
    })
}

fn demand(grievances: Vec<GrievanceId>) -> Command {
    Command::StateDemand(Demand {
        title: "Des sièges au poste".to_owned(),
        addressee: "la direction".to_owned(),
        deadline: day("2026-03-01"),
        text: "Un siège à chaque poste d'assemblage.".to_owned(),
        grievances,
    })
}

fn plan(costs: &[i64]) -> Plan {
    let account = "6063".parse().expect("an account");
    let cost = |euros_: &i64| Cost { label: "Sièges".to_owned(), account, amount: euros(*euros_) };
    Plan {
        title: "Des sièges".to_owned(),
        text: "Les acheter nous-mêmes.".to_owned(),
        demand: None,
        costs: costs.iter().map(cost).collect(),
        milestones: vec![
            Milestone { label: "Choisir".to_owned(), due: day("2026-03-01") },
            Milestone { label: "Poser".to_owned(), due: day("2026-05-01") },
        ],
        people: vec![MemberId(3)],
    }
}

fn invoice(document: u64, euros_: i64) -> Invoice {
    Invoice {
        project: ProjectId(1),
        cost: 0,
        supplier: Supplier::Outside { identity: digest(900) },
        document: digest(document),
        amount: euros(euros_),
        on: day("2026-01-01"),
    }
}

/// What the closing of a vote brings.
fn fund(caisse: &mut Caisse, project: u32, euros_: i64, envelope: Option<EnvelopeId>) {
    let credit = Credit {
        amount: euros(euros_),
        on: caisse.today,
        report_by: day("2026-06-30"),
        envelope,
        decision: DecisionId(1),
    };
    let event = Event::CreditOpened { project: ProjectId(project), credit };
    caisse.apply(&crate::Event::Projects(event));
}

fn funded(euros_: i64) -> Caisse {
    let mut caisse = Caisse::new();
    caisse.as_member(3, Command::OpenProject(plan(&[1_000, 500])));
    fund(&mut caisse, 1, euros_, None);
    caisse
}

fn pay(caisse: &mut Caisse, payment: u32, expense: u32, amount: Amount) {
    let items = vec![Item { to: Beneficiary::Supplier(ExpenseId(expense)), amount }];
    let execution = caisse.today;
    caisse.as_member(1, payments::Command::Prepare { items, execution });
    let payment = PaymentId(payment);
    caisse.as_member(1, payments::Command::Sign { payment });
    caisse.as_member(2, payments::Command::Sign { payment });
    let line = caisse.line(-amount);
    caisse.as_member(1, payments::Command::Execute { payment, line });
}

#[test]
fn the_way_from_a_grievance_to_a_project_is_kept() {
    let mut caisse = Caisse::new();
    caisse.as_member(3, grievance(Voice::Named(MemberId(3)), 1));
    caisse.as_member(4, grievance(Voice::Named(MemberId(4)), 2));
    let both = vec![GrievanceId(1), GrievanceId(2)];
    let theme = "Postures".to_owned();
    caisse.as_member(5, Command::Group { theme, grievances: both.clone() });
    caisse.as_member(3, demand(both.clone()));
    let demand = Some(DemandId(1));
    caisse.as_member(3, Command::OpenProject(Plan { demand, ..plan(&[1_000]) }));
    fund(&mut caisse, 1, 1_000, None);
    let projects = &caisse.house().projects;
    assert_eq!(projects.themes().get("Postures"), Some(&both));
    assert_eq!(
        projects.thread(ProjectId(1)),
        [
            Step::Grievance(GrievanceId(1)),
            Step::Grievance(GrievanceId(2)),
            Step::Demand(DemandId(1)),
            Step::Project(ProjectId(1)),
            Step::Decision(DecisionId(1)),
        ]
    );
    assert_eq!(projects.demands_of(GrievanceId(2)).collect::<Vec<_>>(), [DemandId(1)]);
    assert_eq!(projects.projects_of(DemandId(1)).collect::<Vec<_>>(), [ProjectId(1)]);
    caisse.kept();
}

#[test]
fn an_anonymous_grievance_names_nobody_not_even_as_the_actor_of_its_record() {
    let mut caisse = Caisse::new();
    let anonymous = || grievance(Voice::Anonymous { commitment: digest(77) }, 1);
    let refused = caisse.refused(4, anonymous());
    assert_eq!(refused, Refused::Projects(Refusal::NamesItsAuthor { member: MemberId(4) }));
    let event = caisse.by(Actor::Founders, anonymous().into());
    let written = serde_json::to_string(&event).expect("plain data");
    assert!(!written.contains("M4"), "{written}");
    // The desk records for people who come by.
    caisse.as_member(1, grievance(Voice::Anonymous { commitment: digest(78) }, 2));
}

#[test]
fn nobody_speaks_for_another_without_an_office() {
    let mut caisse = Caisse::new();
    let refused = caisse.refused(4, grievance(Voice::Named(MemberId(3)), 1));
    assert!(matches!(refused, Refused::Offices(_)), "{refused:?}");
    caisse.as_member(1, grievance(Voice::Named(MemberId(3)), 1));
}

#[test]
fn links_never_dangle() {
    let mut caisse = Caisse::new();
    let unknown = |refused, expected| assert_eq!(refused, Refused::Projects(expected));
    let grievance = GrievanceId(7);
    unknown(caisse.refused(3, demand(vec![grievance])), Refusal::GrievanceUnknown { grievance });
    let theme = "Divers".to_owned();
    unknown(
        caisse.refused(3, Command::Group { theme, grievances: vec![grievance] }),
        Refusal::GrievanceUnknown { grievance },
    );
    let demand = DemandId(2);
    let orphan = Plan { demand: Some(demand), ..plan(&[10]) };
    unknown(caisse.refused(3, Command::OpenProject(orphan)), Refusal::DemandUnknown { demand });
}

#[test]
fn silence_is_recorded_after_the_deadline_only() {
    let mut caisse = Caisse::new();
    caisse.as_member(3, demand(Vec::new()));
    let silence = || Command::RecordAnswer {
        demand: DemandId(1),
        answer: Answer {
            outcome: Outcome::Unanswered,
            text: "Rien reçu.".to_owned(),
            document: None,
        },
    };
    let refused = caisse.refused(3, silence());
    assert!(matches!(refused, Refused::Projects(Refusal::DeadlineNotOver { .. })));
    caisse.today = day("2026-03-02");
    assert_eq!(caisse.house().projects.overdue_demands(caisse.today).count(), 1);
    caisse.as_member(3, silence());
    assert_eq!(caisse.house().projects.overdue_demands(caisse.today).count(), 0);
}

#[test]
fn a_credit_line_reserves_until_its_invoices_are_paid_and_counts_once() {
    let mut caisse = funded(1_200);
    let available = |caisse: &Caisse| caisse.house().available(caisse.today);
    assert_eq!(available(&caisse), euros(8_800));
    caisse.as_member(1, Command::AcceptInvoice(invoice(1, 700)));
    assert_eq!(available(&caisse), euros(8_800), "the debt is in the credit line");
    let suppliers = caisse.house().chart.account(Use::Suppliers);
    assert_eq!(caisse.house().ledger.balance(suppliers), euros(-700));
    pay(&mut caisse, 1, 1, euros(700));
    assert_eq!(caisse.house().ledger.balance(suppliers), Amount::ZERO);
    assert_eq!(available(&caisse), euros(8_800), "paid from what was reserved");
    let project = caisse.house().projects.get(ProjectId(1)).expect("it is there");
    assert_eq!((project.remainder(), project.reserved()), (euros(500), euros(500)));
    assert_eq!(caisse.house().projects.spent_by_cost(ProjectId(1)), [euros(700), Amount::ZERO]);
    caisse.as_member(3, Command::CloseProject { project: ProjectId(1) });
    assert_eq!(available(&caisse), euros(9_300), "what was left went back");
    caisse.kept();
}

#[test]
fn draws_never_exceed_the_credit() {
    let mut caisse = funded(1_000);
    caisse.as_member(1, Command::AcceptInvoice(invoice(1, 600)));
    let refused = caisse.refused(1, Command::AcceptInvoice(invoice(2, 401)));
    let (project, left, asked) = (ProjectId(1), euros(400), euros(401));
    assert_eq!(refused, Refused::Projects(Refusal::MoreThanCredit { project, left, asked }));
    caisse.as_member(1, Command::AcceptInvoice(invoice(2, 400)));
    let cancel = Command::CancelInvoice {
        expense: ExpenseId(1),
        reasons: "livraison refusée".to_owned(),
        on: caisse.today,
    };
    caisse.as_member(1, cancel);
    assert_eq!(caisse.house().projects.get(project).expect("there").remainder(), euros(600));
    // The same paper may come again once its first entry is undone, and only then.
    caisse.as_member(1, Command::AcceptInvoice(invoice(1, 600)));
    let refused = caisse.refused(1, Command::AcceptInvoice(invoice(1, 1)));
    assert!(matches!(refused, Refused::Projects(Refusal::InvoiceTwice { .. })));
}

#[test]
fn an_invoice_is_paid_once_by_two_others_than_its_supplier() {
    let mut caisse = funded(1_000);
    let own = Invoice { supplier: Supplier::Member(MemberId(2)), ..invoice(1, 100) };
    caisse.as_member(1, Command::AcceptInvoice(own));
    let to = Beneficiary::Supplier(ExpenseId(1));
    let order = |amount| {
        let items = vec![Item { to, amount }];
        payments::Command::Prepare { items, execution: day("2026-01-02") }
    };
    let refused = caisse.refused(1, order(euros(99)));
    assert!(matches!(refused, Refused::Projects(Refusal::NotWhatIsInvoiced { .. })));
    caisse.as_member(1, order(euros(100)));
    let refused = caisse.refused(1, order(euros(100)));
    assert!(matches!(refused, Refused::Projects(Refusal::NotToPay { .. })), "{refused:?}");
    let refused = caisse.refused(2, payments::Command::Sign { payment: PaymentId(1) });
    assert!(matches!(refused, Refused::Payments(payments::Refusal::OwnPayment { .. })));
    let abandon = payments::Command::Abandon {
        payment: PaymentId(1),
        reasons: "autre signataire".to_owned(),
        on: caisse.today,
    };
    caisse.as_member(1, abandon);
    caisse.as_member(1, order(euros(100)));
}

#[test]
fn the_entries_of_invoices_and_their_payments_are_not_undone_by_hand() {
    let mut caisse = funded(1_000);
    caisse.as_member(1, Command::AcceptInvoice(invoice(1, 600)));
    pay(&mut caisse, 1, 1, euros(600));
    let expense = caisse.house().projects.expense(ExpenseId(1)).expect("there").clone();
    let executed = caisse.house().payments.get(PaymentId(1)).expect("there").executed;
    caisse.as_member(1, Command::AcceptInvoice(invoice(2, 100)));
    let cancel = Command::CancelInvoice {
        expense: ExpenseId(2),
        reasons: "double".to_owned(),
        on: caisse.today,
    };
    caisse.as_member(1, cancel);
    let counter = caisse.house().projects.expense(ExpenseId(2)).expect("there").counter;
    for entry in [Some(expense.entry), executed.map(|made| made.0), counter] {
        let entry = entry.expect("each made an entry");
        let (on, reasons) = (caisse.today, "erreur".to_owned());
        let refused =
            caisse.refused(1, Asked::Books(books::Command::Correct { entry, on, reasons }));
        assert!(matches!(refused, Refused::Books(_) | Refused::Ledger(_)), "{refused:?}");
    }
}

#[test]
fn a_project_is_not_closed_while_an_invoice_waits() {
    let mut caisse = funded(1_000);
    caisse.as_member(1, Command::AcceptInvoice(invoice(1, 600)));
    let project = ProjectId(1);
    let refused = caisse.refused(3, Command::CloseProject { project });
    let expense = ExpenseId(1);
    assert_eq!(refused, Refused::Projects(Refusal::InvoiceUnpaid { project, expense }));
    pay(&mut caisse, 1, 1, euros(600));
    caisse.as_member(3, Command::CloseProject { project });
    let refused = caisse.refused(1, Command::AcceptInvoice(invoice(2, 1)));
    assert!(matches!(refused, Refused::Projects(Refusal::Over { .. })));
}

#[test]
fn a_payment_undone_is_owed_again_even_by_a_closed_project() {
    let mut caisse = funded(1_000);
    caisse.as_member(1, Command::AcceptInvoice(invoice(1, 600)));
    pay(&mut caisse, 1, 1, euros(600));
    caisse.as_member(3, Command::CloseProject { project: ProjectId(1) });
    assert_eq!(caisse.house().available(caisse.today), euros(9_400));
    let undo = payments::Command::Undo {
        payment: PaymentId(1),
        on: caisse.today,
        reasons: "ligne prise par erreur".to_owned(),
    };
    caisse.as_member(1, undo);
    assert_eq!(caisse.house().in_hand(), euros(10_000));
    assert_eq!(caisse.house().available(caisse.today), euros(9_400), "still owed");
}

#[test]
fn a_project_with_money_is_neither_planned_anew_nor_given_up() {
    let mut caisse = funded(1_000);
    let project = ProjectId(1);
    let funded = Refused::Projects(Refusal::FundedAlready { project });
    let reasons = "plus le temps".to_owned();
    assert_eq!(caisse.refused(3, Command::GiveUp { project, reasons }), funded);
    assert_eq!(caisse.refused(3, Command::Replan { project, plan: plan(&[1]) }), funded);
}

#[test]
fn a_project_without_money_takes_no_invoice() {
    let mut caisse = Caisse::new();
    caisse.as_member(3, Command::OpenProject(plan(&[1_000])));
    let refused = caisse.refused(1, Command::AcceptInvoice(invoice(1, 10)));
    let project = ProjectId(1);
    assert_eq!(refused, Refused::Projects(Refusal::NotFunded { project }));
    caisse.as_member(3, Command::Replan { project, plan: plan(&[1_200]) });
    caisse.as_member(3, Command::GiveUp { project, reasons: "plus le temps".to_owned() });
    let state = caisse.house().projects.get(project).expect("there").state;
    assert_eq!(state, ProjectState::GivenUp(caisse.today));
}

#[test]
fn an_envelope_reserves_until_its_last_day_and_what_projects_take_leaves_it() {
    let mut caisse = Caisse::new();
    caisse.as_member(3, Command::OpenProject(plan(&[1_000])));
    let content = Envelope {
        title: "Budget participatif".to_owned(),
        amount: euros(3_000),
        until: day("2026-06-30"),
        decision: DecisionId(1),
    };
    let envelope = EnvelopeId(1);
    caisse.apply(&crate::Event::Projects(Event::EnvelopeOpened { envelope, content }));
    let available = |caisse: &Caisse, on: &str| caisse.house().available(day(on));
    assert_eq!(available(&caisse, "2026-06-30"), euros(7_000));
    assert_eq!(available(&caisse, "2026-07-01"), euros(10_000));
    fund(&mut caisse, 1, 1_000, Some(envelope));
    assert_eq!(available(&caisse, "2026-06-30"), euros(7_000));
    assert_eq!(available(&caisse, "2026-07-01"), euros(9_000));
}

#[test]
fn a_step_is_reached_once_and_with_what_shows_it() {
    let mut caisse = funded(1_000);
    let reach = |milestone| Command::ReachMilestone {
        project: ProjectId(1),
        milestone,
        reached: Reached { on: day("2026-01-01"), document: Some(digest(5)) },
    };
    caisse.as_member(3, reach(0));
    let refused = caisse.refused(3, reach(0));
    assert!(matches!(refused, Refused::Projects(Refusal::ReachedAlready { .. })));
    let refused = caisse.refused(3, reach(2));
    assert!(matches!(refused, Refused::Projects(Refusal::MilestoneUnknown { count: 2, .. })));
    let refused = caisse.refused(4, reach(1));
    assert!(matches!(refused, Refused::Offices(_)), "others do not carry it");
}

#[test]
fn results_are_owed_to_the_assembly_by_a_day_and_again_at_the_end() {
    let mut caisse = funded(1_000);
    let owed = |caisse: &Caisse, by: &str| caisse.house().projects.reports_owed(day(by)).len();
    assert_eq!((owed(&caisse, "2026-06-29"), owed(&caisse, "2026-06-30")), (0, 1));
    let report = |next| Command::Report {
        project: ProjectId(1),
        report: Report { text: "Sièges choisis.".to_owned(), document: None, next },
    };
    caisse.today = day("2026-07-01");
    caisse.as_member(3, report(Some(day("2026-12-01"))));
    assert_eq!((owed(&caisse, "2026-11-30"), owed(&caisse, "2026-12-01")), (0, 1));
    caisse.today = day("2026-09-01");
    caisse.as_member(3, Command::CloseProject { project: ProjectId(1) });
    assert_eq!(owed(&caisse, "2026-09-01"), 1, "a last report");
    caisse.as_member(3, report(None));
    assert_eq!(owed(&caisse, "2027-12-31"), 0);
}

#[test]
fn costs_are_of_expenses_or_of_what_lasts() {
    let mut caisse = Caisse::new();
    let mut wrong = plan(&[10]);
    wrong.costs[0].account = "512".parse().expect("an account");
    let refused = caisse.refused(3, Command::OpenProject(wrong));
    assert!(matches!(refused, Refused::Projects(Refusal::NotACostAccount { .. })));
    let refused = caisse.refused(3, Command::OpenProject(plan(&[])));
    assert_eq!(refused, Refused::Projects(Refusal::CostsUnusable));
    let refused =
        caisse.refused(3, Command::OpenProject(Plan { people: Vec::new(), ..plan(&[1]) }));
    assert_eq!(refused, Refused::Projects(Refusal::NobodyCarries));
    caisse.as_member(COOPERATIVE.0, Command::OpenProject(plan(&[10])));
}
