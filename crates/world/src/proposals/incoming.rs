//! Contributions, collections and the bank's lines.

use caisse_domain::contributions::{self, IncomeKind, Means};
use caisse_domain::identity::{
    BankLineId, ClaimId, DebitMandateId, DebitRunId, MemberId, ReceiptId,
};
use caisse_domain::ledger::Use;
use caisse_domain::{Command, bank as bank_lines};
use caisse_units::Amount;

use super::Drawing;
use crate::bank;

impl Drawing<'_> {
    pub(super) fn contributions(&mut self) -> Command {
        use contributions::Command as C;
        let command = match self.chance.below(42) {
            0..=4 => {
                let month = self.month();
                let due = month.first_day().plus_days(self.small(30) - 1);
                C::Call { month, due, situations: self.situations.clone() }
            }
            5 | 6 => {
                let amount = self.amount(6_000);
                C::Choose { member: self.member(), from: self.month(), amount }
            }
            7 | 8 => {
                let (claim, left) = self.claim();
                let amount = if self.chance.percent(70) { left } else { self.amount(3_000) };
                let (reason, decision) = (self.reason(), self.decision());
                C::Waive { claim, amount, reason, decision, on: self.day() }
            }
            9 | 10 => {
                let (claim, left) = self.claim();
                let half = Amount::from_cents(left.cents() / 2);
                let parts = vec![
                    (self.today.plus_days(5), half),
                    (self.today.plus_days(35), left.minus(half)),
                ];
                C::Spread { claim, parts }
            }
            11..=17 => self.by_hand(),
            18..=24 => self.transfer(),
            25..=27 => self.settle_debits(),
            28 | 29 => self.take_back(),
            30 => C::Remind { claims: vec![self.claim().0], on: self.today },
            31..=33 => {
                let reference = if self.chance.percent(10) {
                    String::new()
                } else {
                    format!("RUM-{}", self.chance.below(500))
                };
                C::SignMandate { member: self.member(), reference, signed: self.day() }
            }
            34 => {
                let known = self.house.contributions.mandates().count();
                let mandate = DebitMandateId(self.number(known));
                C::RevokeMandate { mandate, on: self.today }
            }
            35 | 36 => C::PrepareDebits { collection: self.today.plus_days(self.small(40)) },
            37 | 38 => self.collection_changes(),
            39 => {
                let known = self.house.contributions.receipts().count();
                let receipt = ReceiptId(self.number(known));
                let kept = self.house.contributions.receipt(receipt);
                if let (Some(Means::Transfer { line }), true) =
                    (kept.map(|kept| kept.means.clone()), self.chance.percent(50))
                {
                    return Command::Contributions(C::UndoTogether {
                        line,
                        on: self.day(),
                        reason: self.reason(),
                    });
                }
                C::UndoReceipt { receipt, on: self.day(), reason: self.reason() }
            }
            _ => C::ReceiveOther {
                kind: self
                    .chance
                    .one_of(&[IncomeKind::Surplus, IncomeKind::OtherCaisse, IncomeKind::Gift])
                    .unwrap_or(IncomeKind::Grant),
                amount: self.amount(50_000),
                on: self.day(),
                label: self.reason(),
                line: None,
                decision: self.decision(),
            },
        };
        Command::Contributions(command)
    }

    /// A collection goes to the bank, or is given up, whole or in part.
    fn collection_changes(&mut self) -> contributions::Command {
        use contributions::Command as C;
        let run = DebitRunId(self.number(self.house.contributions.runs().count()));
        let (on, reason) = (self.today, self.reason());
        let items = self.house.contributions.run(run).map_or(&[][..], |run| &run.items);
        let claims: Vec<ClaimId> = items.iter().map(|item| item.claim).collect();
        match self.chance.below(6) {
            5 => {
                let line = self.any_line();
                let claim = self.chance.one_of(&claims).unwrap_or_else(|| self.claim().0);
                C::SettleDebit { claim, line }
            }
            0 | 1 => C::SendDebits { run, on },
            3 => {
                let runs = || self.house.contributions.runs();
                let settled = runs().flat_map(|(_, run)| run.settled.iter().map(|(_, line)| *line));
                let apart = runs().flat_map(|(_, run)| run.apart.iter().map(|(_, line)| *line));
                let lines: Vec<_> = settled.chain(apart).collect();
                let line = self.chance.one_of(&lines).unwrap_or_else(|| self.any_line());
                C::UndoDebits { line, on, reason }
            }
            2 => C::AbandonDebits { run, claims: Vec::new(), reason, on },
            _ => {
                let claim = self.chance.one_of(&claims).unwrap_or_else(|| self.claim().0);
                C::AbandonDebits { run, claims: vec![claim], reason, on }
            }
        }
    }

    fn by_hand(&mut self) -> contributions::Command {
        let (claim, left) = self.claim();
        let member = self.house.contributions.claim(claim).map_or(MemberId(0), |c| c.member);
        let amount = match self.chance.below(4) {
            0 => self.amount(9_000),
            1 => left.plus(Amount::from_cents(1_000)),
            _ => left,
        };
        let means = match self.chance.below(2) {
            0 => Means::Cash,
            _ => Means::Cheque { number: "0007".to_owned() },
        };
        contributions::Command::Receive { member, amount, on: self.day(), means }
    }

    fn transfer(&mut self) -> contributions::Command {
        let member = self.member();
        let found = bank::open_line(self.house, true, self.chance);
        let Some((line, content)) = found else { return self.by_hand() };
        let wrong = self.chance.percent(10);
        let amount = if wrong { self.amount(5_000) } else { content.amount };
        if self.chance.percent(15) {
            let part = Amount::from_cents(
                1 + self.chance.below(content.amount.cents().unsigned_abs()) as i64,
            );
            let rest = content.amount.minus(part);
            let parts = vec![(member, part), (self.member(), rest)];
            return contributions::Command::ReceiveTogether { line, parts };
        }
        let means = Means::Transfer { line };
        contributions::Command::Receive { member, amount, on: content.booked, means }
    }

    fn settle_debits(&mut self) -> contributions::Command {
        let runs: Vec<_> = self.house.contributions.runs().collect();
        for (run, prepared) in &runs {
            for first_debits in [true, false] {
                let items = prepared.items.iter().filter(|item| item.first == first_debits);
                let total: Amount = items.map(|item| item.amount).sum();
                let settled = prepared.settled.iter().any(|(first, _)| *first == first_debits);
                if let (false, Some(line)) = (settled, bank::line_of(self.house, total)) {
                    return contributions::Command::SettleDebits { run: *run, first_debits, line };
                }
            }
        }
        let (run, line) = (DebitRunId(self.number(runs.len())), self.any_line());
        contributions::Command::SettleDebits { run, first_debits: self.chance.percent(50), line }
    }

    fn take_back(&mut self) -> contributions::Command {
        if self.chance.percent(25) {
            let house = self.house;
            let lines = house.bank.lines().map(|(line, _, _)| line);
            let returned = |line: &_| house.contributions.return_by(*line).is_some();
            let line = lines.into_iter().find(returned).unwrap_or_else(|| self.any_line());
            return contributions::Command::UndoReturn {
                line,
                on: self.day(),
                reason: self.reason(),
            };
        }
        let fits = self.house.contributions.receipts().find_map(|(id, receipt)| {
            let line = bank::line_of(self.house, -receipt.amount)?;
            receipt.returned.is_none().then_some((id, line))
        });
        let known = self.house.contributions.receipts().count();
        let (receipt, line) =
            fits.unwrap_or_else(|| (ReceiptId(self.number(known)), self.any_line()));
        contributions::Command::Return { receipt, on: self.day(), reason: self.reason(), line }
    }

    pub(super) fn bank(&mut self) -> Command {
        use bank_lines::Command as B;
        Command::Bank(match self.chance.below(16) {
            0..=7 => bank::statement(self.house, self.today, self.chance),
            8..=10 => B::Charge { line: self.outgoing() },
            11 | 12 => B::Expense {
                line: self.outgoing(),
                account: self.house.chart.account(Use::OtherExpense),
                label: self.reason(),
                decision: self.decision(),
            },
            13 | 14 => B::SetAside { line: self.any_line() },
            _ => B::CashDeposit { line: self.any_line() },
        })
    }

    pub(super) fn outgoing(&mut self) -> BankLineId {
        let fits = bank::open_line(self.house, false, self.chance);
        fits.map_or_else(|| self.any_line(), |(line, _)| line)
    }

    pub(super) fn any_line(&mut self) -> BankLineId {
        let open: Vec<_> = self.house.bank.open_lines().map(|(id, _)| id).collect();
        let known = self.house.bank.lines().count();
        let wild = BankLineId(self.number(known));
        if self.chance.percent(90) { self.chance.one_of(&open).unwrap_or(wild) } else { wild }
    }
}
