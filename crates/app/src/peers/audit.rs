//! Whether a caisse lied: its archive is verified, replayed, and each statement that we heard is
//! compared with what its journal gave on the day it was published.
//!
//! Absent on purpose: what follows from it. The federation's assembly decides (a statement set aside, a
//! settlement, the end of the tie).

use std::path::Path;

use caisse_domain::federation::{self, Difference, Message, Statement, differences};
use caisse_domain::identity::PeerId;
use caisse_domain::{Event, Organisation, apply};
use caisse_journal::archive::{self, ArchiveError};
use caisse_journal::{JournalStore as _, MemoryStore, NoteKey};
use caisse_units::{Language, Month};

use crate::desk::Desk;
use crate::error::{ExecuteError, ReadOnlyReason};
use crate::house::read_event;
use crate::verify;

/// How many records are read at a time.
const RECORDS: usize = 500;

/// What the archive says of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audited {
    /// The month.
    pub month: Month,
    /// The statement as we heard it.
    pub heard: Statement,
    /// True if the journal published this very statement.
    pub published: bool,
    /// The figures that the journal does not give; `None` when it had not closed the month.
    pub differences: Option<Vec<Difference>>,
}

impl Audited {
    /// True if the archive bears out what we heard.
    pub fn is_borne_out(&self) -> bool {
        self.published && self.differences.as_ref().is_some_and(Vec::is_empty)
    }

    /// What was found, a sentence each; one sentence that says so when nothing was.
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let mut told = Vec::new();
        if !self.published {
            told.push(
                language
                    .choose(
                        "son journal n'a pas publié ce relevé",
                        "its journal did not publish this statement",
                    )
                    .to_owned(),
            );
        }
        match &self.differences {
            None => told.push(
                language
                    .choose(
                        "son journal n'avait pas clos ce mois",
                        "its journal had not closed this month",
                    )
                    .to_owned(),
            ),
            Some(list) => told.extend(list.iter().map(|one| one.sentence(language))),
        }
        if told.is_empty() {
            let french = "l'archive donne les chiffres publiés";
            told.push(language.choose(french, "the archive gives what was published").to_owned());
        }
        told
    }
}

/// Why an archive cannot be used for it.
#[derive(Debug)]
pub enum AuditError {
    /// Our house.
    Execute(ExecuteError),
    /// We do not know such a peer.
    Unknown {
        /// The number.
        peer: PeerId,
    },
    /// The file cannot be opened.
    Disk(std::io::Error),
    /// The file cannot be read as an archive.
    Archive(ArchiveError),
    /// The archive is of somebody else.
    Another {
        /// Whose it is.
        found: String,
        /// Whose is expected.
        expected: String,
    },
    /// The archive is not sound: what it holds proves nothing.
    Unsound {
        /// What is wrong, in French and in English.
        report: (String, String),
    },
    /// An event cannot be read.
    Unreadable(ReadOnlyReason),
}

impl AuditError {
    /// What happened, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        let (french, english) = match self {
            AuditError::Execute(error) => return error.sentence(language),
            AuditError::Archive(error) => return error.sentence(language),
            AuditError::Disk(error) => (
                format!("cette archive ne s'ouvre pas : {error}"),
                format!("this archive does not open: {error}"),
            ),
            AuditError::Unreadable(reason) => return reason.sentence(language),
            AuditError::Unknown { peer } => (
                format!("{peer} n'est pas une organisation connue"),
                format!("{peer} is no organisation that is known"),
            ),
            AuditError::Another { found, expected } => (
                format!("cette archive est celle de {found} ; il faut celle de {expected}"),
                format!("this archive is that of {found}; that of {expected} is needed"),
            ),
            AuditError::Unsound { report: (french, english) } => (
                format!("cette archive ne se vérifie pas, elle ne prouve rien : {french}"),
                format!("this archive does not verify, it proves nothing: {english}"),
            ),
        };
        language.choose(&french, &english).to_owned()
    }
}

impl From<ExecuteError> for AuditError {
    fn from(error: ExecuteError) -> AuditError {
        AuditError::Execute(error)
    }
}

impl From<ArchiveError> for AuditError {
    fn from(error: ArchiveError) -> AuditError {
        AuditError::Archive(error)
    }
}

/// Replays the archive of a peer and compares each statement that we heard with what its journal gave
/// when it was published, month by month. Linear in the archive, once for its bytes and once for its
/// events; the archive is held in memory.
///
/// # Errors
/// [`AuditError`]: an archive of somebody else, or one that does not verify.
pub fn audit(desk: &Desk, peer: PeerId, file: &Path) -> Result<Vec<Audited>, AuditError> {
    let state = desk.state()?;
    let known = state.federation.peer(peer).ok_or(AuditError::Unknown { peer })?;
    let keys: Vec<NoteKey> = NoteKey::parse(&known.card.key).into_iter().collect();
    let open = || std::fs::File::open(file).map_err(AuditError::Disk);
    let report = verify::archive(std::io::BufReader::new(open()?), &keys)?;
    if !report.is_sound() {
        let report = (report.sentence(Language::French), report.sentence(Language::English));
        return Err(AuditError::Unsound { report });
    }
    let store = MemoryStore::new();
    let summary = archive::import(&store, std::io::BufReader::new(open()?))?;
    let (found, expected) = (summary.organisation.to_string(), known.card.origin.clone());
    if found != expected {
        return Err(AuditError::Another { found, expected });
    }
    replayed(&store, &summary, known)
}

fn replayed(
    store: &MemoryStore,
    summary: &archive::ArchiveSummary,
    known: &federation::Peer,
) -> Result<Vec<Audited>, AuditError> {
    let mut audited: Vec<Audited> = known
        .statements
        .values()
        .map(|heard| Audited {
            month: heard.month,
            heard: heard.clone(),
            published: false,
            differences: None,
        })
        .collect();
    let mut house: Option<Organisation> = None;
    let mut next = 0;
    while next < summary.head.size {
        let records = store.read(&summary.organisation, next, RECORDS);
        for record in records.map_err(ExecuteError::Store)? {
            let event = read_event(&record, next).map_err(AuditError::Unreadable)?;
            if let (Some(house), Some(said)) = (&house, published(&event)) {
                compare(&mut audited, house, said);
            }
            apply(&mut house, &event, next);
            next += 1;
        }
    }
    // What its journal never published is compared with where it stands at the end.
    if let Some(house) = &house {
        for one in audited.iter_mut().filter(|one| !one.published) {
            one.differences = differences(house, &one.heard).ok();
        }
    }
    Ok(audited)
}

/// The statement that an event publishes.
fn published(event: &Event) -> Option<&Statement> {
    match event {
        Event::Federation(federation::Event::Sent { message, .. }) => match &**message {
            Message::Statement(statement) => Some(statement),
            _ => None,
        },
        _ => None,
    }
}

/// A later statement of the same month is a correction: the last one that we heard counts.
fn compare(audited: &mut [Audited], house: &Organisation, said: &Statement) {
    if let Some(one) = audited.iter_mut().find(|one| one.heard == *said) {
        one.published = true;
        one.differences = differences(house, said).ok();
    }
}
