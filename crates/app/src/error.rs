//! Why a command was not executed.

use std::fmt;

use caisse_domain::Refusal;
use caisse_journal::{SealError, StoreError};
use caisse_units::Language;
use caisse_vault::VaultError;

use crate::ballots::BallotsError;

/// Why an organisation can only be read.
#[derive(Clone, Debug, PartialEq)]
pub enum ReadOnlyReason {
    /// The journal is broken, or the store failed in a way that leaves doubt.
    Store(StoreError),
    /// A record carries an event that this version does not know or cannot read.
    Event {
        /// The number of the record.
        record: u64,
        /// What the reader said.
        detail: String,
    },
    /// The payload of a record is withheld, so that the state cannot be computed.
    Withheld {
        /// The number of the record.
        record: u64,
    },
}

impl ReadOnlyReason {
    /// What happened, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (ReadOnlyReason::Store(error), _) => error.sentence(language),
            (ReadOnlyReason::Event { record, detail }, Language::French) => format!(
                "l'enregistrement {record} porte un événement que cette version ne sait pas lire ({detail}) ; utilisez la version qui l'a écrit ou une plus récente"
            ),
            (ReadOnlyReason::Event { record, detail }, Language::English) => format!(
                "record {record} carries an event that this version cannot read ({detail}); use the version that wrote it, or a later one"
            ),
            (ReadOnlyReason::Withheld { record }, Language::French) => format!(
                "le contenu de l'enregistrement {record} a été retiré ; la chaîne se vérifie, mais l'état ne peut être recalculé"
            ),
            (ReadOnlyReason::Withheld { record }, Language::English) => format!(
                "the content of record {record} was withheld; the chain can be checked, but the state cannot be recomputed"
            ),
        }
    }
}

/// Why a command was not executed. Nothing was recorded.
#[derive(Clone, Debug, PartialEq)]
pub enum ExecuteError {
    /// The core refuses.
    Refused(Refusal),
    /// The key was used for another command.
    SameKeyOtherContent {
        /// The key.
        key: String,
    },
    /// The organisation is read-only.
    ReadOnly(ReadOnlyReason),
    /// The store did not take it; the state before stands.
    Store(StoreError),
    /// It could not be sealed; the state before stands.
    Seal(SealError),
    /// The vault refuses.
    Vault(VaultError),
    /// The sealed ballots of a poll are not those that were cast.
    Ballots(BallotsError),
    /// The writer of this organisation has stopped.
    Stopped,
}

impl ExecuteError {
    /// What happened, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            ExecuteError::Refused(refusal) => refusal.sentence(language),
            ExecuteError::SameKeyOtherContent { key } => match language {
                Language::French => format!(
                    "la clé « {key} » a déjà servi pour une autre commande ; rien n'a été fait, prenez une nouvelle clé"
                ),
                Language::English => format!(
                    "the key “{key}” was used for another command; nothing was done, take a new key"
                ),
            },
            ExecuteError::ReadOnly(reason) => {
                let heading = language
                    .choose("cette caisse est en lecture seule : ", "this caisse is read-only: ");
                format!("{heading}{}", reason.sentence(language))
            }
            ExecuteError::Store(error) => error.sentence(language),
            ExecuteError::Seal(error) => error.sentence(language),
            ExecuteError::Vault(error) => error.sentence(language),
            ExecuteError::Ballots(error) => error.sentence(language),
            ExecuteError::Stopped => language
                .choose(
                    "cette caisse a été fermée ; rien n'a été fait",
                    "this caisse was closed; nothing was done",
                )
                .to_owned(),
        }
    }
}

impl fmt::Display for ExecuteError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for ExecuteError {}

impl From<Refusal> for ExecuteError {
    fn from(refusal: Refusal) -> ExecuteError {
        ExecuteError::Refused(refusal)
    }
}

impl From<StoreError> for ExecuteError {
    fn from(error: StoreError) -> ExecuteError {
        ExecuteError::Store(error)
    }
}

impl From<VaultError> for ExecuteError {
    fn from(error: VaultError) -> ExecuteError {
        ExecuteError::Vault(error)
    }
}

impl From<BallotsError> for ExecuteError {
    fn from(error: BallotsError) -> ExecuteError {
        ExecuteError::Ballots(error)
    }
}
