//! Verification of everything: the journal (chain, digests, Merkle root, signatures), then the replay
//! of every event, and every balance recomputed.

use std::fmt::Write as _;
use std::io::Read;

use caisse_domain::identity::AssemblyId;
use caisse_domain::{Organisation, apply};
use caisse_journal::archive::ArchiveError;
use caisse_journal::verify::{Verification, verify_archive, verify_store};
use caisse_journal::{JournalStore, NoteKey, OrganisationId, Payload, Record};
use caisse_units::{Amount, Language};

use crate::snapshot;
use crate::work::minutes_text;

/// What the replay found, beside the journal's own report.
pub struct Report {
    /// The journal's report.
    pub journal: Verification,
    /// How many events were replayed.
    pub events: u64,
    /// How many entries of the books they made.
    pub entries: usize,
    /// What is wrong in the replay, in French and in English.
    pub faults: Vec<(String, String)>,
    /// True if a snapshot was compared with the replay.
    pub snapshot_compared: bool,
    /// The assemblies whose minutes are sealed, and whether the minutes made again from the journal
    /// have the digest that was sealed.
    pub minutes: Vec<(AssemblyId, bool)>,
}

impl Report {
    /// True if nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.journal.is_sound() && self.faults.is_empty()
    }

    /// The report in plain words: what was checked, what was not, what is wrong.
    pub fn sentence(&self, language: Language) -> String {
        let mut text = self.journal.sentences(language).join("\n");
        let more = match language {
            Language::French => format!(
                "Rejoué : {} événements, {} écritures ; chaque écriture est équilibrée et chaque solde recalculé.",
                self.events, self.entries
            ),
            Language::English => format!(
                "Replayed: {} events, {} entries; each entry balances and each balance was recomputed.",
                self.events, self.entries
            ),
        };
        text.push('\n');
        text.push_str(&more);
        if self.snapshot_compared {
            text.push('\n');
            text.push_str(language.choose(
                "L'instantané gardé donne le même état que le journal rejoué.",
                "The snapshot kept gives the same state as the journal replayed.",
            ));
        }
        self.tell_minutes(&mut text, language);
        for (french, english) in &self.faults {
            text.push('\n');
            text.push_str(language.choose(french, english));
        }
        text
    }
}

impl Report {
    /// Minutes that differ are no fault of the journal: another text, or another version of these
    /// sentences, was sealed. The copy that was signed is then the one to compare.
    fn tell_minutes(&self, text: &mut String, language: Language) {
        if self.minutes.is_empty() {
            return;
        }
        let same = self.minutes.iter().filter(|(_, same)| *same).count();
        let all = self.minutes.len();
        let _ = match language {
            Language::French => write!(
                text,
                "\nProcès-verbaux scellés : {all}, dont {same} refaits à l'identique depuis le journal."
            ),
            Language::English => {
                write!(
                    text,
                    "\nSealed minutes: {all}, {same} of them made again the same from the journal."
                )
            }
        };
        for (assembly, _) in self.minutes.iter().filter(|(_, same)| !same) {
            let _ = match language {
                Language::French => write!(
                    text,
                    "\nLe procès-verbal de {assembly} a été scellé dans un autre texte que celui que le journal donne aujourd'hui ; comparez l'empreinte avec l'exemplaire signé."
                ),
                Language::English => write!(
                    text,
                    "\nThe minutes of {assembly} were sealed in another text than the one the journal gives today; compare the digest with the copy that was signed."
                ),
            };
        }
    }
}

/// The replay of events, which stops at the first that cannot be read.
#[derive(Default)]
struct Replay {
    state: Option<Organisation>,
    events: u64,
    stopped: bool,
    faults: Vec<(String, String)>,
}

impl Replay {
    fn take(&mut self, record: &Record, payload: Option<&Payload<'_>>) {
        if self.stopped {
            return;
        }
        let number = record.number();
        let Some(payload) = payload else {
            self.stop(
                format!("Enregistrement {number} : contenu retiré, la suite n'est pas rejouée."),
                format!("Record {number}: content withheld, what follows is not replayed."),
            );
            return;
        };
        match serde_json::from_str(payload.event) {
            Ok(event) => {
                apply(&mut self.state, &event, number);
                self.events += 1;
            }
            Err(error) => self.stop(
                format!("Enregistrement {number} : événement illisible ({error})."),
                format!("Record {number}: unreadable event ({error})."),
            ),
        }
    }

    fn stop(&mut self, french: String, english: String) {
        self.stopped = true;
        self.faults.push((french, english));
    }

    /// `agrees` is what the comparison with the snapshot gave, when there is one.
    fn finish(mut self, journal: Verification, agrees: Option<bool>) -> Report {
        let mut entries = 0;
        if let Some(state) = &self.state {
            entries = state.ledger.entry_count();
            if !state.ledger.is_the_fold_of_its_entries() {
                self.faults.push((
                    "Un solde gardé diffère de la somme de ses écritures.".to_owned(),
                    "A balance kept differs from the sum of its entries.".to_owned(),
                ));
            }
            for entry in state.ledger.entries() {
                let total: Amount = entry.postings().map(|posting| posting.amount).sum();
                if !total.is_zero() {
                    let id = entry.id();
                    self.faults.push((
                        format!("L'écriture {id} n'est pas équilibrée."),
                        format!("Entry {id} does not balance."),
                    ));
                }
            }
        }
        let snapshot_compared = agrees.is_some();
        if agrees == Some(false) {
            self.faults.push((
                "L'instantané gardé diffère de l'état rejoué ; il peut être supprimé sans perte.".to_owned(),
                "The snapshot kept differs from the state replayed; it can be deleted without loss.".to_owned(),
            ));
        }
        let minutes = self.state.as_ref().map(minutes_text::check).unwrap_or_default();
        let (events, faults) = (self.events, self.faults);
        Report { journal, events, entries, faults, snapshot_compared, minutes }
    }
}

/// Verifies an archive.
///
/// # Errors
/// [`ArchiveError`] when its beginning cannot be read.
pub fn archive(from: impl Read, keys: &[NoteKey]) -> Result<Report, ArchiveError> {
    let mut replay = Replay::default();
    let journal = verify_archive(from, keys, |record, payload| replay.take(record, payload))?;
    Ok(replay.finish(journal, None))
}

/// Verifies an organisation in a store; its snapshot is compared with the replay when it is of the
/// same head.
pub fn store(store: &dyn JournalStore, organisation: &OrganisationId, keys: &[NoteKey]) -> Report {
    let mut replay = Replay::default();
    let journal = verify_store(store, organisation, keys, |record, payload| {
        replay.take(record, payload);
    });
    let agrees = match (store.head(organisation), &replay.state) {
        (Ok(head), Some(state)) => {
            snapshot::agrees(store, organisation, head, state).ok().flatten()
        }
        _ => None,
    };
    replay.finish(journal, agrees)
}
