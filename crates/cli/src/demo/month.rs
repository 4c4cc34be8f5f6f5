//! The treasurer's month: call, collect, match, grant, pay, remind, close.

use caisse_app::work::{matching, notices, statements};
use caisse_banking::payment::target_days::next_target_day;
use caisse_banking::statement::ReadOptions;
use caisse_domain::contributions::{self, IncomeKind};
use caisse_domain::{Command, bank as lines, books, rules};
use caisse_units::{Amount, Day, Month};

use super::bank::{Movement, statement};
use super::collecting::debits;
use super::{Stage, own_iban, people};
use crate::answer::Failure;

/// The sender of the demo's letters.
pub const SENDER: &str = "Caisse de la demo <caisse@exemple.org>";
/// What the public bodies give each month.
const GRANT: Amount = Amount::from_cents(4_450_000);

impl Stage<'_> {
    /// One month: call, collect, grant, pay, ask for help, match, remind, close the month before.
    pub(super) fn month(&mut self, month: Month) -> Result<(), Failure> {
        let day = |of_month| Day::new(month.year(), month.month_of_year(), of_month);
        let day = |of_month| day(of_month).expect("every month has 28 days");
        self.on(day(2))?;
        let situations = rules::Situations::new();
        let call = contributions::Command::Call { month, due: day(15), situations };
        self.act(self.treasurer(), Command::Contributions(call))?;
        notices::of_call(&self.desk, month, SENDER).map_err(|error| self.fail(&error))?;
        let (run, collected) = self.collect(day(4), next_target_day(day(12)))?;
        self.cash(day(8), month)?;

        // The first statement: the grant, the debits, the transfers of those who pay in time.
        let mut movements = vec![Movement {
            on: Some(day(5)),
            amount: GRANT,
            label: "VIR COLLECTIVITES CONVENTION".to_owned(),
            party: Some(("Collectivités de Gironde".to_owned(), people::iban(2))),
            text: Some("Convention caisse alimentaire".to_owned()),
            ..Movement::default()
        }];
        movements.extend(debits(run, &collected, next_target_day(day(12))));
        movements.extend(self.transfers(month, day(10)));
        movements.extend(self.wires_until(day(14)));
        self.import(day(1), day(14), movements)?;
        self.take_grant()?;

        let payment = self.grant_and_order(month, day(16))?;
        self.requests(month, day(17))?;

        // The second statement: the allowances leave, some debits come back, the bank takes its fee,
        // and some who were late pay.
        let total = self.desk.house.state().and_then(|house| house.payments.get(payment));
        let (amount, count) = total.map_or((Amount::ZERO, 0), |p| (p.total(), p.items.len()));
        let mut movements = vec![Movement {
            on: Some(day(20)),
            amount: -amount,
            label: format!("VIR SEPA REMISE {count} OP"),
            batch: Some((format!("{}-1", matching::payment_message(payment)), count)),
            ..Movement::default()
        }];
        self.on(month.last_day())?;
        movements.extend(self.project_transfers());
        movements.extend(self.wires_until(month.last_day()));
        movements.extend(self.returns(run, &collected, day(21)));
        movements.extend(self.late_payers(day(24)));
        movements.push(Movement {
            on: Some(day(28)),
            amount: Amount::from_cents(-1_240),
            label: "FRAIS DE TENUE DE COMPTE".to_owned(),
            ..Movement::default()
        });
        self.import(day(15), month.last_day(), movements)?;
        self.remind_and_close(month)
    }

    /// The bank's statement of a period, imported and matched.
    pub(super) fn import(
        &mut self,
        from: Day,
        to: Day,
        movements: Vec<Movement>,
    ) -> Result<(), Failure> {
        self.on(to)?;
        self.statement += 1;
        let mut movements = movements;
        movements.sort_by_key(|movement| movement.on);
        let number = self.statement;
        let (bytes, closing) = statement(&own_iban(), number, from, to, self.balance, &movements);
        let name = format!("releve-{number:03}.xml");
        self.context.write(&self.desk.directory.exports().join(&name), &bytes)?;
        let house = self.desk.house.state().expect("the caisse is founded");
        let preview = statements::preview(house, &bytes, Some(&name), &ReadOptions::default())
            .map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        let actor = self.treasurer();
        statements::import(&mut self.desk, actor, &preview)
            .map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        matching::match_all(&mut self.desk, actor).map_err(|error| self.fail(&error))?;
        self.balance = closing;
        Ok(())
    }

    /// What the bank shows of transfers with other organisations until a day.
    fn wires_until(&mut self, to: Day) -> Vec<Movement> {
        let all = std::mem::take(&mut self.wires);
        let (now, later) = all.into_iter().partition(|wire| wire.on.is_none_or(|on| on <= to));
        self.wires = later;
        now
    }

    /// The treasurer says what the line of the public bodies is.
    pub(super) fn take_grant(&mut self) -> Result<(), Failure> {
        let house = self.desk.house.state().expect("the caisse is founded");
        let line = house.bank.open_lines().find(|(_, line)| line.amount == GRANT);
        let Some((line, content)) = line.map(|(id, line)| (id, line.clone())) else {
            return Ok(());
        };
        let receive = contributions::Command::ReceiveOther {
            kind: IncomeKind::Grant,
            amount: content.amount,
            on: content.booked,
            label: "Convention de financement des collectivités".to_owned(),
            line: Some(line),
            decision: self.decision("financing"),
        };
        self.act(self.treasurer(), Command::Contributions(receive))?;
        Ok(())
    }

    /// At the start of the next month: what is unknown is set aside, the late are reminded, cash is
    /// counted, the month is closed. The last month of the demo stays open.
    pub(super) fn remind_and_close(&mut self, month: Month) -> Result<(), Failure> {
        if month == super::months().last().expect("the demo has months") {
            return Ok(());
        }
        self.on(month.next().first_day())?;
        let treasurer = self.treasurer();
        let house = self.desk.house.state().expect("the caisse is founded");
        let open: Vec<_> = house.bank.open_lines().map(|(id, _)| id).collect();
        for line in open {
            self.act(treasurer, Command::Bank(lines::Command::SetAside { line }))?;
        }
        let (_, late) = notices::of_late(&self.desk, SENDER).map_err(|error| self.fail(&error))?;
        if !late.is_empty() {
            let remind = contributions::Command::Remind { claims: late, on: self.desk.today() };
            self.act(treasurer, Command::Contributions(remind))?;
        }
        let close = |command| Command::Books(command);
        self.act(treasurer, close(books::Command::CloseMonth { month }))?;
        if month.month_of_year() == 12 {
            let year = month.year();
            self.act(treasurer, close(books::Command::CloseYear { year }))?;
        }
        self.desk.checkpoint().map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        Ok(())
    }
}
