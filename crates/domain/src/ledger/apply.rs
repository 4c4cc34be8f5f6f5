//! The ledger: entries and postings in columns, with the balances that follow from them.

use caisse_units::{Amount, Day};
use serde::{Deserialize, Serialize};

use super::texts::Texts;
use super::{AccountNumber, BulkEntry, Entry, JournalCode, Party, Posting, Reason, Side};
use crate::identity::{BankLineId, DecisionId, EntryId, LevelId, MemberId};

/// All entries of an organisation and the balances that they make.
///
/// Columns of plain integers: 26 bytes an entry and 14 a posting, plus each different label once and
/// 8 bytes per account and member that ever met. At most 65,536 accounts, four billion postings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Ledger {
    pub(super) entries: Entries,
    pub(super) postings: Postings,
    pub(super) balances: Balances,
    /// Labels and digests.
    texts: Texts,
    /// The versions of rules that entries carry out.
    rules: Vec<(String, Day)>,
    /// How many entries each journal has numbered, as [`JournalCode::ALL`].
    numbered: [u32; JournalCode::ALL.len()],
}

/// One row per entry.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Entries {
    /// Dates as packed integers that sort as dates do.
    #[serde(with = "crate::columns")]
    pub(super) dates: Vec<u32>,
    pub(super) journals: Vec<JournalCode>,
    #[serde(with = "crate::columns")]
    pub(super) numbers: Vec<u32>,
    /// Where its postings start; they end where those of the next one start.
    #[serde(with = "crate::columns")]
    pub(super) firsts: Vec<u32>,
    #[serde(with = "crate::columns")]
    pub(super) records: Vec<u32>,
    #[serde(with = "crate::columns")]
    pub(super) reason_kinds: Vec<u8>,
    #[serde(with = "crate::columns")]
    pub(super) reason_values: Vec<u32>,
    #[serde(with = "crate::columns")]
    pub(super) labels: Vec<u32>,
}

/// One row per posting.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Postings {
    /// Places in [`Balances::accounts`].
    #[serde(with = "crate::columns")]
    pub(super) accounts: Vec<u16>,
    /// Parties as [`Party::pack`] writes them.
    #[serde(with = "crate::columns")]
    pub(super) parties: Vec<u32>,
    #[serde(with = "crate::columns")]
    pub(super) amounts: Vec<Amount>,
}

/// What follows from the postings: kept so that nobody waits, and always recomputable.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Balances {
    /// Accounts in the order of their first use.
    pub(super) accounts: Vec<AccountNumber>,
    /// Their places, in the order of their numbers.
    sorted: Vec<(AccountNumber, u16)>,
    pub(super) debits: Vec<Amount>,
    pub(super) credits: Vec<Amount>,
    pub(super) parties: Vec<PartyBalances>,
}

/// The balances of one account, party by party; positions are those of the identifiers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct PartyBalances {
    #[serde(with = "crate::columns")]
    pub(super) members: Vec<Amount>,
    #[serde(with = "crate::columns")]
    pub(super) levels: Vec<Amount>,
}

impl PartyBalances {
    pub(super) fn add(&mut self, party: Party, amount: Amount) {
        let (column, index) = match party {
            Party::Member(member) => (&mut self.members, member.index()),
            Party::Level(level) => (&mut self.levels, level.index()),
        };
        if column.len() <= index {
            column.resize(index + 1, Amount::ZERO);
        }
        column[index] = column[index].plus(amount);
    }

    /// The balances of all parties, those at zero included: members, then levels.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Party, Amount)> {
        let members = self.members.iter().enumerate();
        let members = members.map(|(index, amount)| (Party::Member(MemberId::at(index)), *amount));
        let levels = self.levels.iter().enumerate();
        let levels = levels.map(|(index, amount)| (Party::Level(LevelId::at(index)), *amount));
        members.chain(levels)
    }

    pub(super) fn of(&self, party: Party) -> Amount {
        let (kept, number) = match party {
            Party::Member(member) => (&self.members, member.0),
            Party::Level(level) => (&self.levels, level.0),
        };
        // Whoever asks may have the number from outside: 0 is nobody.
        let index = (number as usize).checked_sub(1);
        index.and_then(|index| kept.get(index)).copied().unwrap_or(Amount::ZERO)
    }
}

impl Balances {
    /// The place of an account that has moved.
    pub(super) fn place(&self, account: AccountNumber) -> Option<u16> {
        let found = self.sorted.binary_search_by_key(&account, |(number, _)| *number).ok()?;
        Some(self.sorted[found].1)
    }

    /// The place of an account, made if it is new.
    fn place_or_new(&mut self, account: AccountNumber) -> u16 {
        match self.sorted.binary_search_by_key(&account, |(number, _)| *number) {
            Ok(found) => self.sorted[found].1,
            Err(gap) => {
                let place = u16::try_from(self.accounts.len()).expect("charts are far smaller");
                self.sorted.insert(gap, (account, place));
                self.accounts.push(account);
                self.debits.push(Amount::ZERO);
                self.credits.push(Amount::ZERO);
                self.parties.push(PartyBalances::default());
                place
            }
        }
    }

    fn add(&mut self, place: u16, party: Option<Party>, amount: Amount) {
        let place = usize::from(place);
        let side = if amount.is_negative() { &mut self.credits } else { &mut self.debits };
        side[place] = side[place].plus(amount.magnitude());
        if let Some(party) = party {
            self.parties[place].add(party, amount);
        }
    }

    /// Accounts that have moved with their places, in the order of their numbers.
    pub(super) fn sorted(&self) -> &[(AccountNumber, u16)] {
        &self.sorted
    }
}

/// A date as an integer that sorts as dates do.
pub(super) fn pack_day(day: Day) -> u32 {
    let year = u32::from(day.year().unsigned_abs());
    let month = u32::from(day.month().month_of_year().unsigned_abs());
    year << 16 | month << 8 | u32::from(day.day_of_month().unsigned_abs())
}

fn unpack_day(packed: u32) -> Day {
    let (year, month, day) = (packed >> 16, packed >> 8 & 0xff, packed & 0xff);
    Day::new(year as i16, month as i8, day as i8).expect("only days were packed")
}

/// The kinds of reasons in their column; they are written in snapshots only, never in the journal.
mod kind {
    pub const RULE: u8 = 0;
    pub const DECISION: u8 = 1;
    pub const DOCUMENT: u8 = 2;
    pub const BANK_LINE: u8 = 3;
    pub const CORRECTION: u8 = 4;
    pub const CLOSING: u8 = 5;
}

impl Ledger {
    /// Posts an entry that was checked when it was decided, and numbers it in its journal.
    /// `recorded_in` is the number of the record that carries it.
    ///
    /// Never fails: what stands in the journal happened.
    ///
    /// # Panics
    /// Beyond four billion records, entries or postings in one organisation.
    pub fn post(&mut self, entry: &Entry, recorded_in: u64) -> EntryId {
        let id = self.start(entry.journal, entry.date, &entry.label, &entry.reason, recorded_in);
        for posting in &entry.postings {
            let place = self.balances.place_or_new(posting.account);
            self.push(place, posting.party, posting.amount);
        }
        id
    }

    /// Posts a line per member and their sum as one line, as one entry. Members without an amount
    /// and amounts of zero give no line; the entry stands even if all are zero.
    ///
    /// # Panics
    /// As [`Ledger::post`].
    pub fn post_bulk(&mut self, entry: &BulkEntry<'_>, recorded_in: u64) -> EntryId {
        let id = self.start(entry.journal, entry.date, entry.label, entry.reason, recorded_in);
        let (kept, counter) = match entry.by_member {
            Side::Debit => (entry.debit, entry.credit),
            Side::Credit => (entry.credit, entry.debit),
        };
        let signed = |amount: Amount, side: Side| match side {
            Side::Debit => amount,
            Side::Credit => -amount,
        };
        let place = self.balances.place_or_new(kept);
        let mut sum = Amount::ZERO;
        for (member, amount) in entry.members.iter().zip(entry.amounts) {
            if !amount.is_zero() {
                sum = sum.plus(*amount);
                self.push(place, Some(Party::Member(*member)), signed(*amount, entry.by_member));
            }
        }
        if !sum.is_zero() {
            let place = self.balances.place_or_new(counter);
            self.push(place, None, -signed(sum, entry.by_member));
        }
        id
    }

    fn start(
        &mut self,
        journal: JournalCode,
        date: Day,
        label: &str,
        reason: &Reason,
        recorded_in: u64,
    ) -> EntryId {
        let (reason_kind, reason_value) = self.pack_reason(reason);
        let label = self.texts.place(label);
        let numbered = &mut self.numbered[journal.position()];
        *numbered += 1;
        let entries = &mut self.entries;
        let id = EntryId::at(entries.dates.len());
        entries.dates.push(pack_day(date));
        entries.journals.push(journal);
        entries.numbers.push(*numbered);
        let first = u32::try_from(self.postings.amounts.len());
        entries.firsts.push(first.expect("fewer than four billion postings"));
        entries.records.push(u32::try_from(recorded_in).expect("fewer than four billion records"));
        entries.reason_kinds.push(reason_kind);
        entries.reason_values.push(reason_value);
        entries.labels.push(label);
        id
    }

    fn push(&mut self, place: u16, party: Option<Party>, amount: Amount) {
        self.postings.accounts.push(place);
        self.postings.parties.push(Party::pack(party));
        self.postings.amounts.push(amount);
        self.balances.add(place, party, amount);
    }

    fn pack_reason(&mut self, reason: &Reason) -> (u8, u32) {
        match reason {
            Reason::Rule { rule, since } => {
                let known = self.rules.iter().rposition(|(name, day)| name == rule && day == since);
                let place = known.unwrap_or_else(|| {
                    self.rules.push((rule.clone(), *since));
                    self.rules.len() - 1
                });
                (kind::RULE, u32::try_from(place).expect("fewer than four billion rules"))
            }
            Reason::Decision(decision) => (kind::DECISION, decision.0),
            Reason::Document { digest } => (kind::DOCUMENT, self.texts.place(digest)),
            Reason::BankLine(line) => (kind::BANK_LINE, line.0),
            Reason::Correction(entry) => (kind::CORRECTION, entry.0),
            Reason::Closing { year } => (kind::CLOSING, u32::from(year.unsigned_abs())),
        }
    }

    /// How many entries there are.
    pub fn entry_count(&self) -> usize {
        self.entries.dates.len()
    }

    /// How many postings there are.
    pub fn posting_count(&self) -> usize {
        self.postings.amounts.len()
    }

    /// The entry of that identifier.
    pub fn entry(&self, id: EntryId) -> Option<EntryView<'_>> {
        let known = id.0 > 0 && id.index() < self.entry_count();
        known.then(|| EntryView { ledger: self, index: id.index() })
    }

    /// All entries in the order in which they were recorded.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = EntryView<'_>> + ExactSizeIterator {
        (0..self.entry_count()).map(|index| EntryView { ledger: self, index })
    }

    /// The entry that undid this one, if any. Linear in the number of entries, one byte each.
    pub fn corrected_by(&self, entry: EntryId) -> Option<EntryId> {
        let kinds = self.entries.reason_kinds.iter().zip(&self.entries.reason_values);
        kinds
            .skip(entry.index())
            .position(|(kind, value)| *kind == kind::CORRECTION && *value == entry.0)
            .map(|offset| EntryId::at(entry.index() + offset))
    }

    /// The balance of an account today: debits minus credits. Constant time.
    pub fn balance(&self, account: AccountNumber) -> Amount {
        self.balances.place(account).map_or(Amount::ZERO, |place| {
            let place = usize::from(place);
            self.balances.debits[place].minus(self.balances.credits[place])
        })
    }

    /// The balance of an account and all its sub-accounts today. Linear in the number of accounts.
    pub fn balance_under(&self, prefix: AccountNumber) -> Amount {
        let under = self.balances.sorted.iter().filter(|(number, _)| number.starts_with(prefix));
        under.map(|(number, _)| self.balance(*number)).sum()
    }

    /// What stands for a party in an account today. Constant time.
    pub fn party_balance(&self, account: AccountNumber, party: Party) -> Amount {
        self.balances
            .place(account)
            .map_or(Amount::ZERO, |place| self.balances.parties[usize::from(place)].of(party))
    }

    /// The balances that are not zero in an account, party by party: members, then levels.
    pub fn party_balances(&self, account: AccountNumber) -> impl Iterator<Item = (Party, Amount)> {
        let place = self.balances.place(account).map(usize::from);
        let balances = place.map(|place| &self.balances.parties[place]);
        let parties = balances.into_iter().flat_map(PartyBalances::iter);
        parties.filter(|(_, amount)| !amount.is_zero())
    }

    /// Every account that has moved with its balance today, in the order of their numbers.
    pub fn all_balances(&self) -> impl Iterator<Item = (AccountNumber, Amount)> + '_ {
        self.balances.sorted.iter().map(|(number, place)| {
            let place = usize::from(*place);
            (*number, self.balances.debits[place].minus(self.balances.credits[place]))
        })
    }

    /// The law of the house, asked of itself: everything that is kept beside the entries (balances by
    /// account and by party, numbers in journals) equals what the entries give when folded again.
    /// Linear in the postings; used by `verify`.
    pub fn is_the_fold_of_its_entries(&self) -> bool {
        let mut again = Balances::default();
        for account in &self.balances.accounts {
            again.place_or_new(*account);
        }
        for index in 0..self.posting_count() {
            let party = Party::unpack(self.postings.parties[index]);
            again.add(self.postings.accounts[index], party, self.postings.amounts[index]);
        }
        let mut numbered = [0; JournalCode::ALL.len()];
        let numbers = self.entries().all(|entry| {
            let last = &mut numbered[entry.journal().position()];
            *last += 1;
            *last == entry.number()
        });
        let balanced = self
            .entries()
            .all(|entry| entry.postings().map(|posting| posting.amount).sum::<Amount>().is_zero());
        numbers && balanced && numbered == self.numbered && again == self.balances
    }

    /// The bytes of memory that the ledger holds, spare room included.
    pub fn bytes(&self) -> usize {
        let entries = &self.entries;
        let columns = entries.dates.capacity()
            + entries.numbers.capacity()
            + entries.firsts.capacity()
            + entries.records.capacity()
            + entries.reason_values.capacity()
            + entries.labels.capacity();
        let postings = &self.postings;
        let parties = self.balances.parties.iter();
        columns * 4
            + entries.journals.capacity()
            + entries.reason_kinds.capacity()
            + postings.accounts.capacity() * 2
            + postings.parties.capacity() * 4
            + postings.amounts.capacity() * 8
            + parties
                .map(|kept| (kept.members.capacity() + kept.levels.capacity()) * 8)
                .sum::<usize>()
            + self.texts.bytes()
    }
}

/// One entry, read from the columns.
#[derive(Clone, Copy)]
pub struct EntryView<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) index: usize,
}

impl<'a> EntryView<'a> {
    /// Its identifier.
    pub fn id(self) -> EntryId {
        EntryId::at(self.index)
    }

    /// The day of the thing.
    pub fn date(self) -> Day {
        unpack_day(self.ledger.entries.dates[self.index])
    }

    /// Its date as the columns hold it, which sorts as dates do.
    pub(super) fn packed_date(self) -> u32 {
        self.ledger.entries.dates[self.index]
    }

    /// Its journal.
    pub fn journal(self) -> JournalCode {
        self.ledger.entries.journals[self.index]
    }

    /// Its number in its journal, from 1, without a gap.
    pub fn number(self) -> u32 {
        self.ledger.entries.numbers[self.index]
    }

    /// The number of the record that carries it.
    pub fn recorded_in(self) -> u64 {
        u64::from(self.ledger.entries.records[self.index])
    }

    /// What people read.
    pub fn label(self) -> &'a str {
        self.ledger.texts.at(self.ledger.entries.labels[self.index])
    }

    /// What it carries out.
    pub fn reason(self) -> Reason {
        let value = self.ledger.entries.reason_values[self.index];
        match self.ledger.entries.reason_kinds[self.index] {
            kind::RULE => {
                let (rule, since) = &self.ledger.rules[value as usize];
                Reason::Rule { rule: rule.clone(), since: *since }
            }
            kind::DECISION => Reason::Decision(DecisionId(value)),
            kind::DOCUMENT => Reason::Document { digest: self.ledger.texts.at(value).to_owned() },
            kind::BANK_LINE => Reason::BankLine(BankLineId(value)),
            kind::CORRECTION => Reason::Correction(EntryId(value)),
            _ => Reason::Closing { year: value as i16 },
        }
    }

    /// True when it carries out the closing of a year.
    pub fn is_closing(self) -> bool {
        self.ledger.entries.reason_kinds[self.index] == kind::CLOSING
    }

    /// Its lines.
    pub fn postings(self) -> impl DoubleEndedIterator<Item = Posting> + ExactSizeIterator + 'a {
        let ledger = self.ledger;
        self.range().map(move |index| ledger.posting(index))
    }

    /// Where its lines stand in the columns.
    pub(super) fn range(self) -> std::ops::Range<usize> {
        let firsts = &self.ledger.entries.firsts;
        let end =
            firsts.get(self.index + 1).map_or(self.ledger.posting_count(), |end| *end as usize);
        firsts[self.index] as usize..end
    }

    /// The sum of its debits.
    pub fn total(self) -> Amount {
        self.postings().map(|posting| posting.amount).filter(|amount| amount.is_positive()).sum()
    }

    /// The entry as it was recorded.
    pub fn to_entry(self) -> Entry {
        Entry {
            journal: self.journal(),
            date: self.date(),
            label: self.label().to_owned(),
            reason: self.reason(),
            postings: self.postings().collect(),
        }
    }
}

impl std::fmt::Debug for EntryView<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_tuple("EntryView").field(&self.id()).field(&self.to_entry()).finish()
    }
}

impl Ledger {
    /// The posting at a place in the columns.
    pub(super) fn posting(&self, index: usize) -> Posting {
        Posting {
            account: self.balances.accounts[usize::from(self.postings.accounts[index])],
            party: Party::unpack(self.postings.parties[index]),
            amount: self.postings.amounts[index],
        }
    }
}
