//! Entries: balanced movements of money, each with the reason that it carries out.

use std::fmt;

use caisse_units::{Amount, Day, Language};
use serde::de::{SeqAccess, Visitor};
use serde::ser::SerializeTuple;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{AccountNumber, Party};
use crate::identity::{BankLineId, DecisionId, EntryId, MemberId};

/// The journal in which an entry is numbered; each has its own continuous numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum JournalCode {
    /// `AN`: balances taken over when the books start.
    #[serde(rename = "AN")]
    Opening,
    /// `CO`: contributions called, split and waived.
    #[serde(rename = "CO")]
    Contributions,
    /// `BQ`: movements of the bank accounts.
    #[serde(rename = "BQ")]
    Bank,
    /// `CA`: movements of the petty cash.
    #[serde(rename = "CA")]
    Cash,
    /// `AL`: allocations granted and cancelled.
    #[serde(rename = "AL")]
    Allocations,
    /// `OD`: everything else.
    #[serde(rename = "OD")]
    General,
}

impl JournalCode {
    /// All journals, in the order in which they are printed.
    pub const ALL: [JournalCode; 6] = [
        JournalCode::Opening,
        JournalCode::Contributions,
        JournalCode::Bank,
        JournalCode::Cash,
        JournalCode::Allocations,
        JournalCode::General,
    ];

    /// The two letters that legal exports print.
    pub const fn code(self) -> &'static str {
        match self {
            JournalCode::Opening => "AN",
            JournalCode::Contributions => "CO",
            JournalCode::Bank => "BQ",
            JournalCode::Cash => "CA",
            JournalCode::Allocations => "AL",
            JournalCode::General => "OD",
        }
    }

    /// The name that people read.
    pub fn label(self, language: Language) -> &'static str {
        match self {
            JournalCode::Opening => language.choose("À-nouveaux", "Opening balances"),
            JournalCode::Contributions => language.choose("Cotisations", "Contributions"),
            JournalCode::Bank => language.choose("Banque", "Bank"),
            JournalCode::Cash => language.choose("Caisse (espèces)", "Petty cash"),
            JournalCode::Allocations => language.choose("Allocations", "Allocations"),
            JournalCode::General => language.choose("Opérations diverses", "General"),
        }
    }

    /// The position of this journal in [`JournalCode::ALL`].
    pub(super) const fn position(self) -> usize {
        self as usize
    }
}

/// What an entry carries out. There is no entry without it, so that every euro leads to a rule that
/// was voted, a decision, or a paper that someone can show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A rule, in the version in force since that day.
    Rule {
        /// The rule's name.
        rule: String,
        /// The first day of the version that was applied.
        since: Day,
    },
    /// A decision of an assembly, or of people whom it mandated.
    Decision(DecisionId),
    /// A paper, known by the digest of its bytes.
    Document {
        /// The digest, in hexadecimal.
        digest: String,
    },
    /// A line of a bank statement.
    BankLine(BankLineId),
    /// The entry that this one undoes.
    Correction(EntryId),
    /// The closing of a year.
    Closing {
        /// The year that is closed.
        year: i16,
    },
}

impl Reason {
    /// The sentence that a person reads next to the entry.
    pub fn sentence(&self, language: Language) -> String {
        let french = language == Language::French;
        match self {
            Reason::Rule { rule, since } if french => {
                format!(
                    "règle « {rule} », version en vigueur depuis le {}",
                    since.written(language)
                )
            }
            Reason::Rule { rule, since } => {
                format!("rule “{rule}”, version in force since {}", since.written(language))
            }
            Reason::Decision(decision) if french => format!("décision {decision}"),
            Reason::Decision(decision) => format!("decision {decision}"),
            Reason::Document { digest } => {
                let start: String = digest.chars().take(12).collect();
                format!("{} {start}", language.choose("pièce d'empreinte", "document with digest"))
            }
            Reason::BankLine(line) if french => format!("ligne de relevé {line}"),
            Reason::BankLine(line) => format!("statement line {line}"),
            Reason::Correction(entry) if french => format!("annule l'écriture {entry}"),
            Reason::Correction(entry) => format!("undoes entry {entry}"),
            Reason::Closing { year } if french => format!("clôture de l'exercice {year}"),
            Reason::Closing { year } => format!("closing of the year {year}"),
        }
    }
}

/// One line of an entry: an account, perhaps the party behind it, and an amount with its sign:
/// **debit positive, credit negative**.
///
/// Written `["512",12000]`, or `["411",-12000,"M12"]` with a party, in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The account.
    pub account: AccountNumber,
    /// The party, for accounts that are kept person by person.
    pub party: Option<Party>,
    /// Debit above zero, credit below.
    pub amount: Amount,
}

impl Posting {
    /// A line at the debit of an account.
    pub fn debit(account: AccountNumber, party: Option<Party>, amount: Amount) -> Posting {
        Posting { account, party, amount }
    }

    /// A line at the credit of an account.
    pub fn credit(account: AccountNumber, party: Option<Party>, amount: Amount) -> Posting {
        Posting { account, party, amount: -amount }
    }
}

impl Serialize for Posting {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let short = serializer.is_human_readable() && self.party.is_none();
        let mut tuple = serializer.serialize_tuple(if short { 2 } else { 3 })?;
        tuple.serialize_element(&self.account)?;
        tuple.serialize_element(&self.amount)?;
        if !short {
            tuple.serialize_element(&self.party)?;
        }
        tuple.end()
    }
}

impl<'de> Deserialize<'de> for Posting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Posting, D::Error> {
        struct Line;
        impl<'de> Visitor<'de> for Line {
            type Value = Posting;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("[account, cents] or [account, cents, party]")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Posting, A::Error> {
                let missing = |place| serde::de::Error::invalid_length(place, &Line);
                let account = parts.next_element()?.ok_or_else(|| missing(0))?;
                let amount = parts.next_element()?.ok_or_else(|| missing(1))?;
                let party = parts.next_element::<Option<Party>>()?.flatten();
                Ok(Posting { account, party, amount })
            }
        }
        deserializer.deserialize_tuple(3, Line)
    }
}

/// A balanced movement of money: its postings sum to zero.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The journal that numbers it.
    pub journal: JournalCode,
    /// The day of the thing, which may be earlier than the day of its record.
    pub date: Day,
    /// What people read; no name of a person, since the journal is for ever.
    pub label: String,
    /// What it carries out.
    pub reason: Reason,
    /// Its lines, at least two.
    pub postings: Vec<Posting>,
}

impl Entry {
    /// An entry whose postings sum to zero. Postings of zero are left out.
    ///
    /// # Errors
    /// [`Unbalanced`] with the difference, or with zero when nothing is left to post.
    pub fn new(
        journal: JournalCode,
        date: Day,
        label: impl Into<String>,
        reason: Reason,
        mut postings: Vec<Posting>,
    ) -> Result<Entry, Unbalanced> {
        postings.retain(|posting| !posting.amount.is_zero());
        let entry = Entry { journal, date, label: label.into(), reason, postings };
        let difference = entry.difference();
        if difference != Some(Amount::ZERO) || entry.postings.is_empty() {
            return Err(Unbalanced { difference });
        }
        Ok(entry)
    }

    /// Debits minus credits; zero for a balanced entry, `None` beyond the bounds of an amount.
    pub fn difference(&self) -> Option<Amount> {
        self.postings
            .iter()
            .try_fold(Amount::ZERO, |total, posting| total.checked_add(posting.amount))
    }
}

/// Postings that are not an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unbalanced {
    /// Debits minus credits; zero when there is no posting, `None` beyond the bounds of an amount.
    pub difference: Option<Amount>,
}

impl Unbalanced {
    /// The sentence for a person, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match (self.difference, language) {
            (Some(Amount::ZERO), Language::French) => {
                "l'écriture est vide ; donnez au moins un débit et un crédit".to_owned()
            }
            (Some(Amount::ZERO), Language::English) => {
                "the entry is empty; give at least one debit and one credit".to_owned()
            }
            (Some(amount), Language::French) => format!(
                "l'écriture n'est pas équilibrée : débits moins crédits = {} ; corrigez un montant",
                amount.written(language)
            ),
            (Some(amount), Language::English) => format!(
                "the entry does not balance: debits minus credits = {}; correct an amount",
                amount.written(language)
            ),
            (None, Language::French) => "les montants de l'écriture sont trop grands".to_owned(),
            (None, Language::English) => "the amounts of the entry are too large".to_owned(),
        }
    }
}

impl fmt::Display for Unbalanced {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for Unbalanced {}

/// The side of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The debit, on the left: where money goes.
    Debit,
    /// The credit, on the right: where it comes from.
    Credit,
}

/// One entry with a line per member and one counter-line for their sum: a month's call for a
/// hundred thousand members is two columns, not a hundred thousand written postings.
#[derive(Clone, Copy, Debug)]
pub struct BulkEntry<'a> {
    /// The journal that numbers it.
    pub journal: JournalCode,
    /// The day of the thing.
    pub date: Day,
    /// What people read.
    pub label: &'a str,
    /// What it carries out.
    pub reason: &'a Reason,
    /// The account at the debit.
    pub debit: AccountNumber,
    /// The account at the credit.
    pub credit: AccountNumber,
    /// The side that is kept member by member; the other side takes the sum in one line.
    pub by_member: Side,
    /// The members, as many as `amounts`.
    pub members: &'a [MemberId],
    /// The amount of each member; not negative, and zero gives no line.
    pub amounts: &'a [Amount],
}
