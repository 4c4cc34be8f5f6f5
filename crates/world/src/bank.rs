//! The bank of a simulated caisse: it writes statements about what members pay, what the caisse
//! ordered, what it charges and takes back, and sometimes it writes them wrong.

use caisse_domain::Organisation;
use caisse_domain::bank::{Command, Line, LineIdentity, Statement};
use caisse_domain::identity::BankLineId;
use caisse_domain::payments::PaymentState;
use caisse_units::{Amount, Day};

use crate::chance::Chance;

/// A statement up to that day: some lines that fit what the caisse awaits, some that fit nothing.
/// About one in eight is wrong: it does not add, leaves a gap, or was given before.
pub fn statement(house: &Organisation, today: Day, chance: &mut Chance) -> Command {
    let count = chance.between(1, 5);
    let mut lines: Vec<Line> = (0..count).map(|_| line(house, today, chance)).collect();
    if chance.percent(10)
        && let Some(known) = house.bank.lines().last().map(|(_, line, _)| line.clone())
    {
        lines.insert(0, known);
    }
    let opening = house.bank.last_closing().unwrap_or_default();
    let total: Amount = lines.iter().map(|line| line.amount).sum();
    let mut statement = Statement {
        account: "0123".to_owned(),
        file: chance.hexadecimal(64),
        opening: Some(opening),
        closing: Some(opening.plus(total)),
        lines,
    };
    match chance.below(40) {
        0 => statement.closing = Some(opening),
        1 => statement.opening = Some(opening.plus(Amount::from_cents(100))),
        2 => statement.lines.clear(),
        3 => {
            statement.opening = None;
            statement.closing = None;
        }
        4 => statement.lines[0].amount = Amount::ZERO,
        _ => (),
    }
    Command::Import(statement)
}

fn line(house: &Organisation, today: Day, chance: &mut Chance) -> Line {
    let amount = amount(house, chance).unwrap_or(Amount::from_cents(chance.between(100, 9_000)));
    let booked = today.plus_days(-i32::try_from(chance.below(4)).unwrap_or(0));
    Line { identity: LineIdentity::of(&chance.hexadecimal(32)), booked, amount }
}

/// What the caisse may be waiting for.
fn amount(house: &Organisation, chance: &mut Chance) -> Option<Amount> {
    match chance.below(8) {
        0 | 1 => {
            let left: Vec<Amount> =
                house.contributions.all_open().map(|(_, claim)| claim.left()).collect();
            chance.one_of(&left)
        }
        2 | 3 => {
            let signed =
                house.payments.all().filter(|(_, order)| order.state == PaymentState::Signed);
            let totals: Vec<Amount> = signed.map(|(_, order)| -order.total()).collect();
            chance.one_of(&totals)
        }
        4 | 5 => {
            let runs: Vec<_> = house.contributions.runs().collect();
            let (_, run) = chance.one_of(&runs)?;
            let first = chance.percent(50);
            let items = run.items.iter().filter(|item| item.first == first);
            let total: Amount = items.map(|item| item.amount).sum();
            total.is_positive().then_some(total)
        }
        6 => {
            let kept: Vec<Amount> = house
                .contributions
                .receipts()
                .filter(|(_, receipt)| receipt.returned.is_none())
                .map(|(_, receipt)| -receipt.amount)
                .collect();
            chance.one_of(&kept)
        }
        _ => Some(Amount::from_cents(-chance.between(50, 1_500))),
    }
}

/// A line that nothing explains yet, of that sign if there is one; otherwise any line or none.
pub fn open_line(
    house: &Organisation,
    received: bool,
    chance: &mut Chance,
) -> Option<(BankLineId, Line)> {
    let open: Vec<(BankLineId, Line)> = house
        .bank
        .open_lines()
        .filter(|(_, line)| line.amount.is_positive() == received)
        .map(|(id, line)| (id, line.clone()))
        .collect();
    chance.one_of(&open)
}

/// The open line of exactly that amount.
pub fn line_of(house: &Organisation, amount: Amount) -> Option<BankLineId> {
    house.bank.open_lines().find(|(_, line)| line.amount == amount).map(|(id, _)| id)
}
