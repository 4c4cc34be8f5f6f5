//! What the books refuse, before anything is recorded.

use std::fmt;

use caisse_units::{Amount, Day, Language, Month};

use super::{AccountNumber, BulkEntry, Chart, Entry, Ledger, Party, Periods, Posting, Reason, Use};
use crate::identity::{EntryId, MemberId};

/// The most members or levels of one organisation: more than there are workers in France. Balances by
/// party stand at the position of their number, so that a number typed wrong must not pass.
const MOST_PARTIES: u32 = 50_000_000;

/// Do the parties of this entry exist, in an organisation that has given numbers to so many members and
/// levels? [`Ledger::check`] cannot know them; whoever takes entries typed by hand asks this first.
///
/// # Errors
/// [`LedgerRefusal::UnknownParty`].
pub fn check_parties(entry: &Entry, members: u32, levels: u32) -> Result<(), LedgerRefusal> {
    for party in entry.postings.iter().filter_map(|posting| posting.party) {
        let (number, known) = match party {
            Party::Member(member) => (member.0, members),
            Party::Level(level) => (level.0, levels),
        };
        if number == 0 || number > known {
            return Err(LedgerRefusal::UnknownParty { party });
        }
    }
    Ok(())
}

/// The most characters of a label; legal exports and bank files would cut longer ones.
const LONGEST_LABEL: usize = 200;

/// Why the books refuse, in the order of the checks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerRefusal {
    /// Fewer than two postings.
    Empty,
    /// A posting of zero.
    ZeroPosting {
        /// Its account.
        account: AccountNumber,
    },
    /// An amount beyond [`Amount::LIMIT`], alone or in total.
    TooLarge {
        /// The account of the posting.
        account: AccountNumber,
    },
    /// Debits and credits differ. No option lets this pass.
    Unbalanced {
        /// Debits minus credits.
        difference: Amount,
    },
    /// Accounts of class 8 (volunteer work, gifts in kind) do not balance among themselves.
    VolunteerUnequal {
        /// Debits minus credits of class 8.
        difference: Amount,
    },
    /// The members and the amounts of a bulk entry are not as many, or a member stands twice.
    Columns {
        /// How many members.
        members: usize,
        /// How many amounts.
        amounts: usize,
    },
    /// An amount of a bulk entry is below zero.
    NegativeAmount {
        /// The member.
        member: MemberId,
    },
    /// A label that is empty, or longer than 200 characters, or that holds control characters.
    Label {
        /// Its number of characters.
        characters: usize,
    },
    /// The account is not in the chart.
    UnknownAccount {
        /// The account.
        account: AccountNumber,
        /// The nearest account above it in the chart.
        nearest: Option<AccountNumber>,
    },
    /// A posting names a member or a level that does not exist.
    UnknownParty {
        /// The party.
        party: Party,
    },
    /// The account was closed before the date of the entry.
    AccountClosed {
        /// The account.
        account: AccountNumber,
        /// Its last day.
        until: Day,
    },
    /// The year is outside the calendar that we know, 1900 to 2999.
    YearOutOfCalendar {
        /// The year.
        year: i16,
    },
    /// The date is in a year that was not opened.
    YearNotOpen {
        /// The date.
        day: Day,
        /// The years that are open.
        open: Vec<i16>,
    },
    /// The date is in a year that was closed.
    YearClosed {
        /// The date.
        day: Day,
        /// The first day after it that is not locked.
        open: Day,
    },
    /// The date is in a month that was locked.
    MonthClosed {
        /// The date.
        day: Day,
        /// The locked month.
        month: Month,
        /// The first day after it that is not locked.
        open: Day,
    },
    /// An earlier month must be locked first.
    EarlierMonthOpen {
        /// The month that was to be locked.
        month: Month,
        /// The first one before it that is open.
        earlier: Month,
    },
    /// An entry that says that it closes a year does something else.
    NotAClosing {
        /// The account that a closing does not touch, or the first account of an entry that is not
        /// dated of the last day.
        account: AccountNumber,
        /// The year.
        year: i16,
    },
    /// The entry to undo does not exist.
    UnknownEntry {
        /// The entry.
        entry: EntryId,
    },
    /// The closing of a year is not undone by an entry.
    ClosingStands {
        /// The entry.
        entry: EntryId,
    },
    /// The entry was undone already.
    AlreadyCorrected {
        /// The entry.
        entry: EntryId,
        /// The counter-entry that undid it.
        by: EntryId,
    },
    /// The counter-entry would be dated before the entry that it undoes.
    CorrectionBeforeEntry {
        /// The entry.
        entry: EntryId,
        /// Its date.
        date: Day,
    },
}

impl LedgerRefusal {
    /// The sentence for a person: what is refused, by which rule, and what would make it possible.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        let written = |amount: &Amount| amount.written(Language::French);
        let day_of = |day: &Day| day.written(Language::French);
        let month_of = |month: &Month| month.written(Language::French);
        match self {
            LedgerRefusal::Empty => {
                "l'écriture est vide ; il faut au moins un débit et un crédit".to_owned()
            }
            LedgerRefusal::ZeroPosting { account } => {
                format!(
                    "la ligne du compte {account} est à zéro ; retirez-la ou donnez son montant"
                )
            }
            LedgerRefusal::TooLarge { account } => format!(
                "un montant du compte {account} dépasse {} ; vérifiez les zéros",
                written(&Amount::LIMIT)
            ),
            LedgerRefusal::Unbalanced { difference } => format!(
                "l'écriture n'est pas équilibrée : débits moins crédits = {} ; l'argent ne se déplace que par écritures équilibrées, corrigez un montant",
                written(difference)
            ),
            LedgerRefusal::VolunteerUnequal { difference } => format!(
                "les contributions volontaires (classe 8) diffèrent de {} ; le 86 et le 87 reçoivent le même montant",
                written(difference)
            ),
            LedgerRefusal::Columns { members, amounts } => format!(
                "{members} membres pour {amounts} montants, ou un membre deux fois ; il faut un montant par membre"
            ),
            LedgerRefusal::NegativeAmount { member } => {
                format!("le montant de {member} est négatif ; passez une écriture à part pour lui")
            }
            LedgerRefusal::Label { characters: 0 } => {
                "l'écriture n'a pas de libellé ; dites en quelques mots ce qu'elle est".to_owned()
            }
            LedgerRefusal::Label { characters } => format!(
                "le libellé a {characters} caractères ou des caractères de contrôle ; {LONGEST_LABEL} caractères imprimables au plus"
            ),
            LedgerRefusal::UnknownAccount { account, nearest: Some(nearest) } => format!(
                "le compte {account} n'est pas au plan comptable ; le plus proche est {nearest}, ou ajoutez d'abord le sous-compte"
            ),
            LedgerRefusal::UnknownAccount { account, nearest: None } => {
                format!(
                    "le compte {account} n'est pas au plan comptable ; choisissez-en un du plan"
                )
            }
            LedgerRefusal::UnknownParty { party } => {
                format!("{party} n'existe pas ; cherchez son numéro au registre")
            }
            LedgerRefusal::AccountClosed { account, until } => format!(
                "le compte {account} est fermé depuis le {} ; choisissez un compte ouvert",
                day_of(until)
            ),
            LedgerRefusal::YearOutOfCalendar { year } => {
                format!("l'année {year} est hors du calendrier ; donnez une année de 1900 à 2999")
            }
            LedgerRefusal::YearNotOpen { day, open } => format!(
                "le {} n'est dans aucun exercice ouvert ({}) ; ouvrez l'exercice {} ou changez la date",
                day_of(day),
                listed(open, "aucun"),
                day.year()
            ),
            LedgerRefusal::YearClosed { day, open } => format!(
                "l'exercice {} est clos et le {} en fait partie ; datez l'écriture du {} ou d'un jour suivant",
                day.year(),
                day_of(day),
                day_of(open)
            ),
            LedgerRefusal::MonthClosed { day, month, open } => format!(
                "{} est clôturé et le {} en fait partie ; datez l'écriture du {} ou d'un jour suivant, son libellé dit de quand est la chose",
                month_of(month),
                day_of(day),
                day_of(open)
            ),
            LedgerRefusal::EarlierMonthOpen { month, earlier } => format!(
                "{} ne peut pas être clôturé : {} est encore ouvert ; clôturez-le d'abord",
                month_of(month),
                month_of(earlier)
            ),
            LedgerRefusal::NotAClosing { account, year } => format!(
                "la clôture de {year} solde au 31 décembre les classes 6, 7 et 8 vers le résultat ; le compte {account} demande une autre écriture, avec sa propre raison"
            ),
            LedgerRefusal::UnknownEntry { entry } => {
                format!("l'écriture {entry} n'existe pas ; cherchez son numéro dans le journal")
            }
            LedgerRefusal::ClosingStands { entry } => format!(
                "l'écriture {entry} est la clôture d'un exercice ; elle ne s'annule pas, corrigez dans l'exercice ouvert"
            ),
            LedgerRefusal::AlreadyCorrected { entry, by } => format!(
                "l'écriture {entry} est déjà annulée par {by} ; pour la rétablir, annulez {by}"
            ),
            LedgerRefusal::CorrectionBeforeEntry { entry, date } => format!(
                "l'écriture {entry} est du {} ; son annulation ne peut pas être datée d'avant",
                day_of(date)
            ),
        }
    }

    fn english(&self) -> String {
        let written = |amount: &Amount| amount.written(Language::English);
        let day_of = |day: &Day| day.written(Language::English);
        let month_of = |month: &Month| month.written(Language::English);
        match self {
            LedgerRefusal::Empty => {
                "the entry is empty; it takes at least one debit and one credit".to_owned()
            }
            LedgerRefusal::ZeroPosting { account } => {
                format!("the line of account {account} is zero; remove it or give its amount")
            }
            LedgerRefusal::TooLarge { account } => format!(
                "an amount of account {account} is over {}; check the zeros",
                written(&Amount::LIMIT)
            ),
            LedgerRefusal::Unbalanced { difference } => format!(
                "the entry does not balance: debits minus credits = {}; money moves only by balanced entries, correct an amount",
                written(difference)
            ),
            LedgerRefusal::VolunteerUnequal { difference } => format!(
                "volunteer work and gifts in kind (class 8) differ by {}; 86 and 87 take the same amount",
                written(difference)
            ),
            LedgerRefusal::Columns { members, amounts } => format!(
                "{members} members for {amounts} amounts, or one member twice; it takes one amount per member"
            ),
            LedgerRefusal::NegativeAmount { member } => {
                format!("the amount of {member} is negative; post an entry apart for them")
            }
            LedgerRefusal::Label { characters: 0 } => {
                "the entry has no label; say in a few words what it is".to_owned()
            }
            LedgerRefusal::Label { characters } => format!(
                "the label has {characters} characters or control characters; at most {LONGEST_LABEL} printable ones"
            ),
            LedgerRefusal::UnknownAccount { account, nearest: Some(nearest) } => format!(
                "account {account} is not in the chart; the nearest is {nearest}, or add the sub-account first"
            ),
            LedgerRefusal::UnknownAccount { account, nearest: None } => {
                format!("account {account} is not in the chart; choose one of the chart")
            }
            LedgerRefusal::UnknownParty { party } => {
                format!("{party} does not exist; look for its number in the register")
            }
            LedgerRefusal::AccountClosed { account, until } => format!(
                "account {account} is closed since {}; choose an open account",
                day_of(until)
            ),
            LedgerRefusal::YearOutOfCalendar { year } => {
                format!("the year {year} is outside the calendar; give a year from 1900 to 2999")
            }
            LedgerRefusal::YearNotOpen { day, open } => format!(
                "{} is in no open year ({}); open the year {} or change the date",
                day_of(day),
                listed(open, "none"),
                day.year()
            ),
            LedgerRefusal::YearClosed { day, open } => format!(
                "the year {} is closed and {} is in it; date the entry {} or later",
                day.year(),
                day_of(day),
                day_of(open)
            ),
            LedgerRefusal::MonthClosed { day, month, open } => format!(
                "{} is closed and {} is in it; date the entry {} or later, its label says when the thing was",
                month_of(month),
                day_of(day),
                day_of(open)
            ),
            LedgerRefusal::EarlierMonthOpen { month, earlier } => format!(
                "{} cannot be closed: {} is still open; close it first",
                month_of(month),
                month_of(earlier)
            ),
            LedgerRefusal::NotAClosing { account, year } => format!(
                "the closing of {year} clears classes 6, 7 and 8 into the result on 31 December; account {account} takes another entry, with a reason of its own"
            ),
            LedgerRefusal::UnknownEntry { entry } => {
                format!("entry {entry} does not exist; look for its number in the journal")
            }
            LedgerRefusal::ClosingStands { entry } => format!(
                "entry {entry} closes a year; it cannot be undone, correct in the open year"
            ),
            LedgerRefusal::AlreadyCorrected { entry, by } => {
                format!("entry {entry} is undone by {by} already; to restore it, undo {by}")
            }
            LedgerRefusal::CorrectionBeforeEntry { entry, date } => format!(
                "entry {entry} is of {}; it cannot be undone at an earlier date",
                day_of(date)
            ),
        }
    }
}

fn listed(years: &[i16], none: &str) -> String {
    if years.is_empty() {
        return none.to_owned();
    }
    years.iter().map(i16::to_string).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for LedgerRefusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for LedgerRefusal {}

impl Ledger {
    /// May this entry be posted? The checks follow the order of [`LedgerRefusal`]; the first that
    /// fails is the answer. Linear in the number of postings.
    ///
    /// Entries whose reason is the closing of a year may fall in locked months, as long as their year
    /// is open: a year is closed when its twelve months already are.
    ///
    /// # Errors
    /// The first refusal.
    pub fn check(
        &self,
        entry: &Entry,
        chart: &Chart,
        periods: &Periods,
    ) -> Result<(), LedgerRefusal> {
        check_amounts(entry)?;
        check_label(&entry.label)?;
        for posting in &entry.postings {
            chart.check_account(posting.account, entry.date)?;
        }
        check_parties(entry, MOST_PARTIES, MOST_PARTIES)?;
        match entry.reason {
            Reason::Closing { year } => {
                periods.check_year(entry.date)?;
                check_closing(entry, year, chart)
            }
            Reason::Correction(undone) => {
                periods.check_day(entry.date)?;
                self.check_correction(undone, entry.date)
            }
            _ => periods.check_day(entry.date),
        }
    }

    /// May this bulk entry be posted? Its columns match, no amount is negative, something is left to
    /// post, and then as [`Ledger::check`]. O(n log n) in the number of members.
    ///
    /// # Errors
    /// The first refusal.
    pub fn check_bulk(
        &self,
        entry: &BulkEntry<'_>,
        chart: &Chart,
        periods: &Periods,
    ) -> Result<(), LedgerRefusal> {
        let (members, amounts) = (entry.members.len(), entry.amounts.len());
        let mut sorted = entry.members.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        if members != amounts || sorted.len() != members {
            return Err(LedgerRefusal::Columns { members, amounts });
        }
        let mut sum = Amount::ZERO;
        for (member, amount) in entry.members.iter().zip(entry.amounts) {
            if member.0 == 0 || member.0 > MOST_PARTIES {
                return Err(LedgerRefusal::UnknownParty { party: Party::Member(*member) });
            }
            if amount.is_negative() {
                return Err(LedgerRefusal::NegativeAmount { member: *member });
            }
            sum = sum.checked_add(*amount).unwrap_or(Amount::from_cents(i64::MAX));
        }
        if sum.is_zero() {
            return Err(LedgerRefusal::Empty);
        }
        let postings = vec![
            Posting { account: entry.debit, party: None, amount: sum },
            Posting { account: entry.credit, party: None, amount: -sum },
        ];
        let (journal, date, label) = (entry.journal, entry.date, entry.label.to_owned());
        let whole = Entry { journal, date, label, reason: entry.reason.clone(), postings };
        self.check(&whole, chart, periods)
    }

    /// The entry that undoes another: the same lines on the other side, in the same journal, with
    /// what was undone and why in its label.
    ///
    /// # Errors
    /// As [`Ledger::check_correction`].
    pub fn counter_entry(
        &self,
        entry: EntryId,
        date: Day,
        why: &str,
        language: Language,
    ) -> Result<Entry, LedgerRefusal> {
        self.check_correction(entry, date)?;
        let view = self.entry(entry).ok_or(LedgerRefusal::UnknownEntry { entry })?;
        let (journal, number) = (view.journal(), view.number());
        let undoing = language.choose("Annulation de", "Undoing");
        let label = format!("{undoing} {} {number} : {why}", journal.code());
        let postings =
            view.postings().map(|posting| Posting { amount: -posting.amount, ..posting });
        Ok(Entry {
            journal,
            date,
            label: label.chars().take(LONGEST_LABEL).collect(),
            reason: Reason::Correction(entry),
            postings: postings.collect(),
        })
    }

    /// May this entry be undone at that date? It exists, it does not close a
    /// year, it is not later, and it was not undone yet.
    /// Linear in the number of entries, one byte each.
    ///
    /// # Errors
    /// [`LedgerRefusal::UnknownEntry`], [`LedgerRefusal::ClosingStands`],
    /// [`LedgerRefusal::CorrectionBeforeEntry`], [`LedgerRefusal::AlreadyCorrected`].
    pub fn check_correction(&self, entry: EntryId, date: Day) -> Result<(), LedgerRefusal> {
        let Some(view) = self.entry(entry) else {
            return Err(LedgerRefusal::UnknownEntry { entry });
        };
        if view.is_closing() {
            return Err(LedgerRefusal::ClosingStands { entry });
        }
        if date < view.date() {
            return Err(LedgerRefusal::CorrectionBeforeEntry { entry, date: view.date() });
        }
        match self.corrected_by(entry) {
            Some(by) => Err(LedgerRefusal::AlreadyCorrected { entry, by }),
            None => Ok(()),
        }
    }
}

fn check_amounts(entry: &Entry) -> Result<(), LedgerRefusal> {
    if entry.postings.len() < 2 {
        return Err(LedgerRefusal::Empty);
    }
    let (mut total, mut volunteer) = (Amount::ZERO, Amount::ZERO);
    for posting in &entry.postings {
        let account = posting.account;
        if posting.amount.is_zero() {
            return Err(LedgerRefusal::ZeroPosting { account });
        }
        let within = -Amount::LIMIT..=Amount::LIMIT;
        if !within.contains(&posting.amount) {
            return Err(LedgerRefusal::TooLarge { account });
        }
        total = total.checked_add(posting.amount).ok_or(LedgerRefusal::TooLarge { account })?;
        if account.class() == 8 {
            volunteer = volunteer.plus(posting.amount);
        }
    }
    if !total.is_zero() {
        return Err(LedgerRefusal::Unbalanced { difference: total });
    }
    if !volunteer.is_zero() {
        return Err(LedgerRefusal::VolunteerUnequal { difference: volunteer });
    }
    Ok(())
}

/// A closing entry clears classes 6, 7 and 8 into the result on the last day of its year, so that
/// statements can leave it out without losing anything that happened.
fn check_closing(entry: &Entry, year: i16, chart: &Chart) -> Result<(), LedgerRefusal> {
    let results = [chart.account(Use::ResultSurplus), chart.account(Use::ResultDeficit)];
    let closes =
        |account: AccountNumber| matches!(account.class(), 6..=8) || results.contains(&account);
    let last_day = Some(entry.date) == Day::new(year, 12, 31);
    match entry.postings.iter().find(|posting| !last_day || !closes(posting.account)) {
        Some(posting) => Err(LedgerRefusal::NotAClosing { account: posting.account, year }),
        None => Ok(()),
    }
}

fn check_label(label: &str) -> Result<(), LedgerRefusal> {
    let characters = label.chars().count();
    let blank = label.trim().is_empty();
    if blank || characters > LONGEST_LABEL || label.chars().any(char::is_control) {
        return Err(LedgerRefusal::Label { characters: if blank { 0 } else { characters } });
    }
    Ok(())
}
