//! The treasurer's month: what was called, what came, what waits for a hand.

use caisse_domain::allocations::RequestState;
use caisse_domain::contributions::{Claim, ClaimState};
use caisse_domain::identity::ClaimId;
use caisse_domain::payments::{Payment, PaymentState};
use caisse_units::{Amount, Language, Month};
use caisse_web::views::{ClosingCondition, Line, List, MonthPage, Place, Worklist};

use crate::look::Look;

impl Look<'_> {
    /// The month of the treasurer, for the treasurer alone: from the first month of the caisse to the
    /// month at hand or the last one called.
    pub fn month_page(&self, month: Month) -> Option<MonthPage> {
        let (first, last) = (self.first_month(), self.last_month());
        if !self.sight.accounts || month < first || month > last {
            return None;
        }
        let closed = self.state.periods.is_month_closed(month);
        let closed_on = || self.index.month_closed(month).or(self.index.year_closed(month.year()));
        Some(MonthPage {
            month,
            previous: (month > first).then(|| month.previous()),
            next: (month < last).then(|| month.next()),
            closed: closed.then(closed_on).flatten(),
            called: self.claims(month, |_, claim| claim.called),
            paid: self.claims(month, |_, claim| claim.paid),
            late: self.claims(month, |id, _| self.state.contributions.late_on(id, self.today)),
            unmatched: self.unmatched(month),
            to_decide: self.to_decide(month),
            to_sign: self.orders(month, PaymentState::ToSign),
            to_pay: self.orders(month, PaymentState::Signed),
            to_close: self.to_close(month),
        })
    }

    fn is_late(&self, claim: &Claim) -> bool {
        claim.state_on(self.today) == ClaimState::Late
    }

    /// The claims of a month for which the amount is above zero.
    fn claims(&self, month: Month, amount: impl Fn(ClaimId, &Claim) -> Amount) -> Worklist {
        let claims = self.state.contributions.claims_of(month);
        let wanted = claims.filter(|(id, claim)| amount(*id, claim).is_positive());
        let lines = wanted.map(|(id, claim)| Line {
            id: id.to_string(),
            day: claim.due,
            label: claim.member.to_string(),
            amount: amount(id, claim),
            note: self.claim_note(id, claim),
            place: Some(Place::Member(claim.member.to_string())),
        });
        Worklist { lines: lines.collect() }
    }

    fn claim_note(&self, id: ClaimId, claim: &Claim) -> Option<String> {
        if self.is_late(claim) {
            let days = self.today.days_since(claim.due).unsigned_abs();
            let late = self.days_late(days);
            return Some(match (claim.reminders, self.language) {
                (0, _) => late,
                (times, Language::French) => format!("{late}, rappelée {times} fois"),
                (times, Language::English) => format!("{late}, reminded {times} times"),
            });
        }
        if let Some(plan) = self.state.contributions.plan(id) {
            return Some(match self.language {
                Language::French => format!("échelonnée en {} fois", plan.instalments.len()),
                Language::English => {
                    format!("spread over {} payments", plan.instalments.len())
                }
            });
        }
        if claim.waived.is_positive() {
            let waived = self.money(claim.waived);
            return Some(format!("{} {waived}", self.say("remise de", "waived:")));
        }
        let partial = claim.paid.is_positive() && claim.left().is_positive();
        partial.then(|| format!("{} {}", self.say("reste", "left:"), self.money(claim.left())))
    }

    /// Bank lines up to the end of the month that nothing explains.
    fn unmatched(&self, month: Month) -> Worklist {
        let open = self.state.bank.open_lines().filter(|(_, line)| line.booked.month() <= month);
        let lines = open.map(|(id, line)| Line {
            id: id.to_string(),
            day: line.booked,
            label: self.line_text(line),
            amount: line.amount,
            note: None,
            place: None,
        });
        Worklist { lines: lines.collect() }
    }

    /// Requests up to the end of the month that wait for a decision.
    fn to_decide(&self, month: Month) -> Worklist {
        let waiting = self.state.allocations.requests().filter(|(_, asked)| {
            matches!(asked.state, RequestState::Asked | RequestState::Appealed { .. })
                && asked.on.month() <= month
        });
        let lines = waiting.map(|(id, asked)| {
            let appealed = matches!(asked.state, RequestState::Appealed { .. });
            let label = match asked.sensitive {
                true => {
                    self.say("demande réservée à la commission", "request for the committee only")
                }
                false => format!("{}, {}", self.rule_title(&asked.rule), asked.member),
            };
            Line {
                id: id.to_string(),
                day: asked.on,
                label,
                amount: asked.asked,
                note: appealed.then(|| self.say("refus contesté", "refusal contested")),
                place: (!asked.sensitive).then(|| Place::Member(asked.member.to_string())),
            }
        });
        Worklist { lines: lines.collect() }
    }

    /// Payment orders of that state to be executed up to the end of the month.
    fn orders(&self, month: Month, state: PaymentState) -> Worklist {
        let waiting = self
            .state
            .payments
            .all()
            .filter(|(_, order)| order.state == state && order.execution.month() <= month);
        let lines = waiting.map(|(id, order)| Line {
            id: id.to_string(),
            day: order.execution,
            label: self.order_label(order),
            amount: order.total(),
            note: Some(self.signatures(order)),
            place: None,
        });
        Worklist { lines: lines.collect() }
    }

    fn order_label(&self, order: &Payment) -> String {
        match (order.items.len(), self.language) {
            (1, Language::French) => "1 bénéficiaire".to_owned(),
            (count, Language::French) => format!("{count} bénéficiaires"),
            (1, Language::English) => "1 beneficiary".to_owned(),
            (count, Language::English) => format!("{count} beneficiaries"),
        }
    }

    fn signatures(&self, order: &Payment) -> String {
        let signed: Vec<String> = order.signatures.iter().map(ToString::to_string).collect();
        match (signed.is_empty(), self.language) {
            (true, Language::French) => "aucune signature".to_owned(),
            (true, Language::English) => "no signature".to_owned(),
            (false, Language::French) => format!("signé par {}", signed.join(", ")),
            (false, Language::English) => format!("signed by {}", signed.join(", ")),
        }
    }

    /// What the books ask before a month is locked, in the order in which they ask it.
    fn to_close(&self, month: Month) -> Vec<ClosingCondition> {
        let (periods, bank) = (&self.state.periods, &self.state.bank);
        let open = bank.open_lines().filter(|(_, line)| line.booked.month() <= month).count();
        let earlier = (1..month.month_of_year())
            .filter_map(|number| Month::new(month.year(), number))
            .find(|earlier| !periods.is_month_closed(*earlier));
        let reachable = earlier.filter(|earlier| *earlier >= self.first_month());
        let lines = match (open, self.language) {
            (0, _) => self.say(
                "toutes les lignes de relevé sont expliquées",
                "every statement line is explained",
            ),
            (1, Language::French) => "1 ligne de relevé reste à expliquer".to_owned(),
            (1, Language::English) => "1 statement line is still to be explained".to_owned(),
            (open, Language::French) => format!("{open} lignes de relevé restent à expliquer"),
            (open, Language::English) => {
                format!("{open} statement lines are still to be explained")
            }
        };
        vec![
            ClosingCondition {
                sentence: self.say("le mois est terminé", "the month is over"),
                met: self.today > month.last_day(),
                place: None,
            },
            ClosingCondition {
                sentence: self.say("l'exercice est ouvert", "the year of the books is open"),
                met: periods.knows_year(month.year()),
                place: periods.knows_year(month.year()).then(|| Place::Accounts(month.year())),
            },
            ClosingCondition {
                sentence: self.say(
                    "les mois d'avant dans l'année sont clos",
                    "the earlier months of the year are closed",
                ),
                met: earlier.is_none(),
                place: reachable.map(Place::Month),
            },
            ClosingCondition {
                sentence: lines,
                met: open == 0,
                place: (open > 0).then_some(Place::MonthList(month, List::Unmatched)),
            },
        ]
    }
}
