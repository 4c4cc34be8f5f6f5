//! The accounts and names of members, opened once to look many lines up.

use std::collections::BTreeMap;

use caisse_domain::identity::MemberId;

use crate::desk::Desk;
use crate::error::ExecuteError;

/// The account and name under which a member pays.
#[derive(Clone, Default)]
pub(super) struct Payer {
    /// The IBAN, in capitals and without spaces.
    pub(super) iban: Option<String>,
    /// The holder of the account, else the member.
    pub(super) name: Option<String>,
}

/// What is needed to look many lines up: accounts and names of members.
pub struct Directory {
    payers: BTreeMap<MemberId, Payer>,
    by_iban: BTreeMap<String, Vec<MemberId>>,
    by_name: BTreeMap<String, Vec<MemberId>>,
}

impl Directory {
    /// Opens the accounts and names of all members.
    ///
    /// # Errors
    /// [`ExecuteError::Vault`], [`ExecuteError::Store`].
    pub fn open(desk: &Desk) -> Result<Directory, ExecuteError> {
        let (mut payers, mut by_iban, mut by_name) =
            (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        for (member, _) in desk.state()?.members.all() {
            let data = desk.people.personal(member)?;
            let iban = data.iban.as_deref().map(compact);
            let name = data.account_holder.clone().or_else(|| data.full_name());
            if let Some(iban) = &iban {
                by_iban.entry(iban.clone()).or_insert_with(Vec::new).push(member);
            }
            if let Some(name) = &name {
                by_name.entry(words(name)).or_insert_with(Vec::new).push(member);
            }
            payers.insert(member, Payer { iban, name });
        }
        Ok(Directory { payers, by_iban, by_name })
    }

    pub(super) fn payer(&self, member: MemberId) -> Payer {
        self.payers.get(&member).cloned().unwrap_or_default()
    }

    pub(super) fn of_iban(&self, iban: &str) -> &[MemberId] {
        self.by_iban.get(&compact(iban)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn of_name(&self, name: &str) -> &[MemberId] {
        self.by_name.get(&words(name)).map_or(&[], Vec::as_slice)
    }
}

/// Without spaces, in capitals.
pub(super) fn compact(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// The words of a name in order, whatever the case, so that `DUPONT Marie` is `Marie Dupont`.
fn words(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    words.join(" ")
}
