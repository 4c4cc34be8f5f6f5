//! One account line by line, and one entry with its reasons.

use std::collections::BTreeMap;

use caisse_app::clock::day_of;
use caisse_domain::identity::{DecisionId, EntryId};
use caisse_domain::ledger::figures::Period;
use caisse_domain::ledger::{self, AccountNumber, EntryView, Reason};
use caisse_units::{Amount, Day, Language};
use caisse_web::LINES_PER_PAGE;
use caisse_web::views::{Entry, Ledger, LedgerLine, Pages, Place, Posting, Reference};

use crate::look::Look;
use crate::words::sides;

/// The most claims that an entry names; the rest are counted.
const MOST_CLAIMS: usize = 20;

impl Look<'_> {
    /// A page of an account in a year that has books. Linear in the postings of the account.
    pub fn ledger(&self, account: &str, year: i16, page: u32) -> Option<Ledger> {
        let number: AccountNumber = account.parse().ok()?;
        let books = &self.state.ledger;
        let moved = books.all_balances().any(|(known, _)| known == number);
        if !self.state.periods.knows_year(year)
            || (self.state.chart.find(number).is_none() && !moved)
        {
            return None;
        }
        let full = books.account_ledger(number, None, Period::year(year)?);
        let count = u32::try_from(full.lines.len().div_ceil(LINES_PER_PAGE)).ok()?.max(1);
        if page == 0 || page > count {
            return None;
        }
        let start = (page as usize - 1) * LINES_PER_PAGE;
        let opening = match start.checked_sub(1) {
            Some(before) => full.lines[before].balance,
            None => full.opening,
        };
        let lines = full.lines.iter().skip(start).take(LINES_PER_PAGE).map(|line| {
            let (debit, credit) = sides(line.amount);
            let said = books.entry(line.entry).map_or("", EntryView::label);
            let label = match line.party {
                Some(party) => format!("{said} ({})", self.party(party)),
                None => said.to_owned(),
            };
            let entry = line.entry.to_string();
            LedgerLine { entry, day: line.date, label, debit, credit, balance: line.balance }
        });
        Some(Ledger {
            account: number.to_string(),
            title: self.account_title(number),
            plain: self.account_plain(number),
            year,
            opening,
            lines: lines.collect(),
            pages: Pages { current: page, count },
        })
    }

    /// An entry with what it carries out.
    pub fn entry(&self, id: &str) -> Option<Entry> {
        let id: EntryId = id.parse().ok()?;
        let view = self.state.ledger.entry(id)?;
        let mut reasons = vec![self.reason(&view.reason())];
        if let Reason::Rule { rule, since } = view.reason() {
            reasons.push(self.decision_reference(self.adopted_by(&rule, since)));
        }
        reasons.extend(self.explained_amounts(view));
        let mut corrections = Vec::new();
        if let Reason::Correction(undone) = view.reason() {
            corrections.push(self.entry_reference(undone, "écriture annulée", "entry undone"));
        }
        if let Some(by) = self.state.ledger.corrected_by(id) {
            corrections.push(self.entry_reference(by, "annulée par", "undone by"));
        }
        let record = view.recorded_in();
        Some(Entry {
            id: id.to_string(),
            day: view.date(),
            recorded: self.recorded(record).unwrap_or_else(|| view.date()),
            label: view.label().to_owned(),
            postings: self.postings(view),
            reasons,
            corrections,
            record,
        })
    }

    /// The day of a record.
    fn recorded(&self, record: u64) -> Option<Day> {
        let house = &self.desk.house;
        let read = house.store().read(house.organisation(), record, 1).ok()?;
        read.first().map(|stored| day_of(stored.header().time))
    }

    /// The sides of an entry. One that moves more than a page of lines is summed by account.
    fn postings(&self, view: EntryView<'_>) -> Vec<Posting> {
        if view.postings().len() <= LINES_PER_PAGE {
            return view.postings().map(|posting| self.posting(&posting)).collect();
        }
        let mut sums: BTreeMap<AccountNumber, (Amount, Amount, usize)> = BTreeMap::new();
        for posting in view.postings() {
            let (debit, credit) = sides(posting.amount);
            let sum = sums.entry(posting.account).or_default();
            *sum = (sum.0.plus(debit), sum.1.plus(credit), sum.2 + 1);
        }
        let summed = sums.into_iter().map(|(account, (debit, credit, lines))| Posting {
            account: account.to_string(),
            title: self.account_title(account),
            party: (lines > 1).then(|| match self.language {
                Language::French => format!("{lines} lignes"),
                Language::English => format!("{lines} lines"),
            }),
            debit,
            credit,
        });
        summed.collect()
    }

    fn posting(&self, posting: &ledger::Posting) -> Posting {
        let (debit, credit) = sides(posting.amount);
        Posting {
            account: posting.account.to_string(),
            title: self.account_title(posting.account),
            party: posting.party.map(|party| self.party(party)),
            debit,
            credit,
        }
    }

    /// A member by pseudonym, a level by its name in the keys.
    pub fn party(&self, party: ledger::Party) -> String {
        match party {
            ledger::Party::Member(member) => member.to_string(),
            ledger::Party::Level(level) => {
                self.state.rules.level(level).map_or_else(|| level.to_string(), str::to_owned)
            }
        }
    }

    /// What an entry carries out, leading there.
    fn reason(&self, reason: &Reason) -> Reference {
        let label = reason.sentence(self.language);
        let (detail, place) = match reason {
            Reason::Rule { rule, since } => {
                let known = self.state.rules.set().rule(rule);
                let title = known.map(|known| known.title.text(self.language).to_owned());
                let there = known.is_some_and(|k| k.versions.iter().any(|v| v.since == *since));
                let place = Place::Rule { name: rule.clone(), since: Some(*since) };
                (title, there.then_some(place))
            }
            Reason::Decision(decision) => {
                let known = self.state.offices.decision(*decision);
                let place = known.map(|_| Place::Decision(decision.to_string()));
                (known.map(|known| known.title.clone()), place)
            }
            Reason::Document { digest } => (Some(digest.clone()), None),
            Reason::BankLine(line) => {
                let known = self.state.bank.line(*line);
                let said = known.map(|(content, _)| {
                    let (text, amount) = (self.line_text(content), self.money(content.amount));
                    format!("{text}, {amount}, {}", self.day(content.booked))
                });
                (said, None)
            }
            Reason::Correction(entry) => (None, self.entry_place(*entry)),
            Reason::Closing { year } => {
                (None, self.state.periods.knows_year(*year).then_some(Place::Accounts(*year)))
            }
        };
        Reference { label, detail, place }
    }

    /// A decision as a reference.
    pub fn decision_reference(&self, decision: DecisionId) -> Reference {
        let adoption = self.adoption(decision);
        Reference {
            label: format!("{} {}", self.say("décision", "decision"), adoption.decision),
            detail: Some(format!(
                "{}, {} ({})",
                adoption.title,
                adoption.assembly,
                self.day(adoption.day)
            )),
            place: Some(Place::Decision(adoption.decision)),
        }
    }

    /// An entry as a reference.
    pub fn entry_reference(&self, entry: EntryId, french: &str, english: &str) -> Reference {
        let view = self.state.ledger.entry(entry);
        Reference {
            label: format!("{} {entry}", self.say(french, english)),
            detail: view.map(|view| format!("{} ({})", view.label(), self.day(view.date()))),
            place: self.entry_place(entry),
        }
    }

    /// The claims that an entry of a receipt settles, and the bank line that shows the money.
    fn explained_amounts(&self, view: EntryView<'_>) -> Vec<Reference> {
        let contributions = &self.state.contributions;
        let Some((_, receipt)) = contributions.receipts().find(|(_, kept)| kept.entry == view.id())
        else {
            return Vec::new();
        };
        let mut references = Vec::new();
        let line = receipt.means.line().filter(|line| view.reason() != Reason::BankLine(*line));
        references.extend(line.map(|line| self.reason(&Reason::BankLine(line))));
        for (claim, amount) in receipt.settles.iter().take(MOST_CLAIMS) {
            references.push(Reference {
                label: format!("{} {claim}", self.say("cotisation", "contribution")),
                detail: Some(self.money(*amount)),
                place: self.sight.accounts.then(|| Place::Why(claim.to_string())),
            });
        }
        references
    }
}
