//! How an orderly treasurer of a simulated caisse ends a month, and with December the year.
//!
//! Absent on purpose: chance. Whether the month is ended today is for the simulation to say.

use caisse_domain::payments::{self, PaymentState};
use caisse_domain::{Command, Organisation, bank, books};
use caisse_units::{Day, Month};

/// What an orderly treasurer does some days after a month: the lines of signed orders are noted as
/// paid, those that nothing explains are set aside, the oldest open month is closed, and its year with
/// it.
pub fn commands(house: &Organisation, today: Day) -> Vec<Command> {
    let start = Month::new(house.founding.first_year, 1);
    let Some(month) = house.periods.last_closed_month().map(Month::next).or(start) else {
        return Vec::new();
    };
    if today <= month.last_day().plus_days(10) {
        return Vec::new();
    }
    let signed = house.payments.all().filter(|(_, order)| order.state == PaymentState::Signed);
    let mut signed: Vec<_> = signed.map(|(id, order)| (id, -order.total())).collect();
    let mut commands = Vec::new();
    for (line, content) in house.bank.open_lines() {
        if content.booked.month() > month {
            continue;
        }
        commands.push(match signed.iter().position(|(_, total)| *total == content.amount) {
            Some(place) => {
                let payment = signed.remove(place).0;
                Command::Payments(payments::Command::Execute { payment, line })
            }
            None => Command::Bank(bank::Command::SetAside { line }),
        });
    }
    commands.push(Command::Books(books::Command::CloseMonth { month }));
    if month.month_of_year() == 12 {
        commands.push(Command::Books(books::Command::CloseYear { year: month.year() }));
    }
    commands
}
