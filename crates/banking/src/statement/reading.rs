//! A file being read: what was refused so far, and the checks that end every statement.

use caisse_units::{Amount, AmountError, Day};

use super::identity::{Ranks, References, assign};
use super::{
    AccountName, BalanceCheck, Format, Place, Problem, ReadOptions, Statement, StatementError,
    StatementLine, Warning,
};

/// A file being read.
pub(super) struct Reading<'a> {
    pub(super) options: &'a ReadOptions,
    errors: Vec<StatementError>,
    lines: usize,
    stopped: bool,
    previous: Option<Previous>,
}

/// The statement before, in the same file.
struct Previous {
    account: AccountName,
    closing: Option<Amount>,
    ranks: Ranks,
}

impl<'a> Reading<'a> {
    pub(super) fn new(options: &'a ReadOptions) -> Reading<'a> {
        Reading { options, errors: Vec::new(), lines: 0, stopped: false, previous: None }
    }

    /// Notes an error.
    pub(super) fn refuse(&mut self, place: Place, problem: Problem) {
        if self.stopped {
            return;
        }
        self.errors.push(problem.at(place));
        let limit = self.options.limits.errors.max(1);
        if self.errors.len() >= limit {
            self.errors.push(Problem::TooManyErrors { limit }.at(Place::File));
            self.stopped = true;
        }
    }

    /// The value, or its problem noted.
    pub(super) fn take<T>(&mut self, place: Place, result: Result<T, Problem>) -> Option<T> {
        result.map_err(|problem| self.refuse(place, problem)).ok()
    }

    /// Counts a line of the account; false when there are too many, and reading must stop.
    pub(super) fn count_line(&mut self, place: Place) -> bool {
        self.lines += 1;
        let limit = self.options.limits.lines;
        if self.lines > limit {
            self.refuse(place, Problem::TooManyLines { limit });
            self.stopped = true;
        }
        !self.stopped
    }

    /// True when reading further is of no use.
    pub(super) fn stopped(&self) -> bool {
        self.stopped
    }

    /// True while nothing was refused.
    pub(super) fn sound(&self) -> bool {
        self.errors.is_empty()
    }

    /// All or nothing.
    pub(super) fn end(
        self,
        statements: Vec<Statement>,
    ) -> Result<Vec<Statement>, Vec<StatementError>> {
        if self.errors.is_empty() { Ok(statements) } else { Err(self.errors) }
    }

    /// Ends a statement: oldest line first, identities, period, and opening + lines = closing. The
    /// balance is not checked when a line was refused: the gap would say nothing more.
    pub(super) fn conclude(
        &mut self,
        mut statement: Statement,
        references: References,
        place: impl FnOnce() -> Place,
    ) -> Statement {
        self.check_texts(&statement);
        oldest_first(&mut statement.lines);
        // Two equal payments may stand on two pages of the same day: the next page of an account
        // goes on counting. The same page twice does not follow itself, and counts the same.
        let mut ranks = match self.previous.take() {
            Some(previous)
                if previous.account == statement.account
                    && previous.closing.is_some()
                    && previous.closing == statement.opening =>
            {
                previous.ranks
            }
            _ => Ranks::new(),
        };
        assign(&mut statement.lines, references, &mut ranks);
        let (account, closing) = (statement.account.clone(), statement.closing);
        self.previous = Some(Previous { account, closing, ranks });
        statement.from = statement.from.or(statement.lines.first().map(|line| line.booked));
        statement.to = statement.to.or(statement.lines.last().map(|line| line.booked));
        if statement.account == AccountName::Unnamed {
            statement.warnings.push(Warning::AccountUnnamed);
        }
        if self.sound() {
            match checked_sum(&statement.lines) {
                Ok(booked) => self.check_balance(&mut statement, booked, place),
                Err(problem) => self.refuse(place(), problem),
            }
        }
        statement
    }

    /// Refuses texts that no bank writes: a label may hold a whole hostile file.
    fn check_texts(&mut self, statement: &Statement) {
        let limit = self.options.limits.text;
        let names = [&statement.owner, &statement.name].into_iter().flatten().map(String::len);
        let longest = match &statement.account {
            AccountName::Iban(text) | AccountName::Local(text) => {
                names.fold(text.len(), usize::max)
            }
            AccountName::Unnamed => names.fold(0, usize::max),
        };
        if longest > limit {
            self.refuse(Place::File, Problem::TextTooLong { length: longest, limit });
        }
        for line in &statement.lines {
            let texts = line.details.iter().flat_map(|detail| {
                [&detail.name, &detail.end_to_end, &detail.text, &detail.creditor_reference]
            });
            let longest = texts
                .flatten()
                .chain(&line.code)
                .chain(&line.bank_reference)
                .map(String::len)
                .fold(line.label.len(), usize::max);
            if longest > limit {
                let problem = Problem::TextTooLong { length: longest, limit };
                self.refuse(Place::Record(line.place), problem);
            }
        }
    }

    fn check_balance(
        &mut self,
        statement: &mut Statement,
        booked: Amount,
        place: impl FnOnce() -> Place,
    ) {
        let (Some(opening), Some(closing)) = (statement.opening, statement.closing) else {
            statement.warnings.push(Warning::BalanceUnchecked);
            return;
        };
        if opening.checked_add(booked) == Some(closing) {
            return;
        }
        match self.options.balance {
            BalanceCheck::Refuse => {
                self.refuse(place(), Problem::Balance { opening, booked, closing });
            }
            BalanceCheck::Warn => {
                statement.warnings.push(Warning::BalanceDiffers { opening, booked, closing });
            }
        }
    }
}

/// The sum of the lines, if it stays so far within the bounds of [`Amount`] that balances can be
/// added to it; no true account comes near.
fn checked_sum(lines: &[StatementLine]) -> Result<Amount, Problem> {
    let mut sum = Amount::ZERO;
    for line in lines {
        sum = sum.plus(line.amount);
        if sum.cents().unsigned_abs() > i64::MAX as u64 / 4 {
            return Err(Problem::Amount(AmountError::OutOfBounds { text: sum.to_string() }));
        }
    }
    Ok(sum)
}

/// Some forms list the newest line first; lines of one day keep the order of the bank.
fn oldest_first(lines: &mut [StatementLine]) {
    if let [first, .., last] = lines
        && first.booked > last.booked
    {
        lines.reverse();
    }
    lines.sort_by_key(|line| line.booked);
}

/// An empty statement of that form.
pub(super) fn blank(format: Format) -> Statement {
    Statement {
        format,
        account: AccountName::Unnamed,
        owner: None,
        name: None,
        sequence: None,
        from: None,
        to: None,
        opening: None,
        closing: None,
        lines: Vec::new(),
        pending: Vec::new(),
        warnings: Vec::new(),
    }
}

/// A bare line: the reader fills the rest.
pub(super) fn bare_line(place: u32, booked: Day, value: Day, amount: Amount) -> StatementLine {
    StatementLine {
        place,
        booked,
        value,
        amount,
        kind: super::LineKind::Other,
        code: None,
        bank_reference: None,
        label: String::new(),
        details: Vec::new(),
        batch: None,
        reversal: false,
        identity: super::LineIdentity::default(),
    }
}
