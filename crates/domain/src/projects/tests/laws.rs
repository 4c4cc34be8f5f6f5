//! Laws of credit lines, whatever is asked in whatever order.

use caisse_units::Amount;
use proptest::prelude::*;

use super::{invoice, plan};
use crate::fixture::{Caisse, day};
use crate::identity::{DecisionId, EnvelopeId, ExpenseId, MemberId, PaymentId, ProjectId};
use crate::ledger::Use;
use crate::offices::Actor;
use crate::payments::{self, Beneficiary, Item};
use crate::projects::{
    Command, Credit, Envelope, Event, ExpenseState, Invoice, ProjectState, check_credit,
    check_opening,
};
use crate::{Command as Asked, Organisation};

/// Something that someone tries, by small numbers.
type Try = (u8, u32, i64);

fn attempt(caisse: &mut Caisse, (what, number, cents): Try, document: u64) {
    let (project, amount) = (ProjectId(number), Amount::from_cents(cents));
    let (expense, payment) = (ExpenseId(number), PaymentId(number));
    let envelope = Some(EnvelopeId(number)).filter(|_| what == 1);
    let on = caisse.today;
    let asked = match what {
        0 | 1 => {
            let report_by = day("2026-12-31");
            let credit = Credit { amount, on, report_by, envelope, decision: DecisionId(1) };
            // What a vote brings is checked when it closes.
            if check_credit(caisse.house(), project, &credit, on).is_ok() {
                caisse.apply(&crate::Event::Projects(Event::CreditOpened { project, credit }));
            }
            return;
        }
        2 => {
            let until = on.plus_days(i32::try_from(number).unwrap_or(0) * 3);
            let title = "Enveloppe".to_owned();
            let content = Envelope { title, amount, until, decision: DecisionId(1) };
            if check_opening(caisse.house(), &content, on).is_ok() {
                let envelope = EnvelopeId::at(caisse.house().projects.envelopes().count());
                let opened = Event::EnvelopeOpened { envelope, content };
                caisse.apply(&crate::Event::Projects(opened));
            }
            return;
        }
        3 => Asked::Projects(Command::OpenProject(plan(&[cents / 100 + 1, 400]))),
        4..=6 => {
            let asked = Invoice { project, amount, on, ..invoice(document, 0) };
            Asked::Projects(Command::AcceptInvoice(asked))
        }
        7 => {
            let reasons = "erreur".to_owned();
            Asked::Projects(Command::CancelInvoice { expense, reasons, on })
        }
        8 | 9 => {
            let known = caisse.house().projects.expense(expense);
            let amount = known.map_or(amount, |known| known.invoice.amount);
            let items = vec![Item { to: Beneficiary::Supplier(expense), amount }];
            Asked::Payments(payments::Command::Prepare { items, execution: on })
        }
        10 => return sign_and_execute(caisse, payment),
        11 => {
            let reasons = "autre date".to_owned();
            Asked::Payments(payments::Command::Abandon { payment, reasons, on })
        }
        12 if cents < 0 => {
            let reasons = "ligne prise par erreur".to_owned();
            Asked::Payments(payments::Command::Undo { payment, on, reasons })
        }
        12 => Asked::Projects(Command::CloseProject { project }),
        _ => {
            caisse.today = caisse.today.plus_days(i32::try_from(number).unwrap_or(0));
            return;
        }
    };
    let actor = if what == 3 || (what == 12 && cents >= 0) { MemberId(3) } else { MemberId(1) };
    let _ = caisse.try_by(Actor::Member(actor), asked);
}

fn sign_and_execute(caisse: &mut Caisse, payment: PaymentId) {
    let Some(order) = caisse.house().payments.get(payment) else { return };
    let total = order.total();
    for member in [MemberId(1), MemberId(2)] {
        let sign = Asked::Payments(payments::Command::Sign { payment });
        let _ = caisse.try_by(Actor::Member(member), sign);
    }
    if caisse.house().payments.get(payment).map(|order| order.state)
        == Some(payments::PaymentState::Signed)
    {
        let line = caisse.line(-total);
        let execute = Asked::Payments(payments::Command::Execute { payment, line });
        let _ = caisse.try_by(Actor::Member(MemberId(1)), execute);
    }
}

/// From the invoices alone, in the plainest way.
fn laws(house: &Organisation, on: caisse_units::Day) {
    let projects = &house.projects;
    let mut kept = Amount::ZERO;
    let mut owed = Amount::ZERO;
    for (id, project) in projects.all() {
        let of = |wanted: &dyn Fn(ExpenseState) -> bool| -> Amount {
            projects
                .expenses()
                .filter(|(_, one)| one.invoice.project == id && wanted(one.state))
                .map(|(_, one)| one.invoice.amount)
                .sum()
        };
        let drawn = of(&|state| !matches!(state, ExpenseState::Cancelled(_)));
        let paid = of(&|state| matches!(state, ExpenseState::Paid(_)));
        assert_eq!((drawn, paid), (project.drawn, project.paid));
        assert!(drawn <= project.credit(), "{id} drew more than its credit");
        assert!(project.credit() <= project.plan.cost(), "{id} has more than it costs");
        let for_it = match project.state {
            ProjectState::Funded => project.credit(),
            _ => drawn,
        };
        kept = kept.plus(for_it).minus(paid);
        owed = owed.plus(drawn).minus(paid);
        for credit in &project.credits {
            assert!(house.offices.decision(credit.decision).is_some());
            assert!(credit.envelope.is_none_or(|one| projects.envelope(one).is_some()));
        }
    }
    for (id, envelope) in projects.envelopes() {
        let credits = projects.all().flat_map(|(_, project)| &project.credits);
        let taken: Amount =
            credits.filter(|one| one.envelope == Some(id)).map(|one| one.amount).sum();
        assert_eq!(taken, envelope.drawn);
        assert!(taken <= envelope.content.amount, "{id} gave more than it had");
        if on <= envelope.content.until {
            kept = kept.plus(envelope.content.amount).minus(taken);
        }
    }
    assert_eq!(projects.reserved(on), kept);
    assert_eq!(house.available(on), house.in_hand().minus(kept), "nothing counts twice");
    let suppliers = house.chart.account(Use::Suppliers);
    assert_eq!(house.ledger.balance(suppliers), -owed, "suppliers are owed what is unpaid");
    for (_, one) in projects.expenses() {
        assert!(projects.get(one.invoice.project).is_some());
        assert!(house.ledger.entry(one.entry).is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn draws_stay_within_credits_and_available_counts_nothing_twice(
        tries in prop::collection::vec((0_u8..14, 1_u32..5, -500_i64..200_000), 1..60),
    ) {
        let mut caisse = Caisse::new();
        for (document, one) in tries.into_iter().enumerate() {
            attempt(&mut caisse, one, document as u64);
            laws(caisse.house(), caisse.today);
        }
        caisse.kept();
    }
}
