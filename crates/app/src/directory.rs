//! The directory of a caisse: one file for the journal, one for each key, folders for what comes out.
//!
//! `journal.sqlite`, `acces.sqlite`, `keys/signing.key`, `keys/master.key`, `keys/words.key` (readable by their owner
//! only), `outbox/`, `exports/`. Copy the directory while the program is stopped, and you have moved the caisse.

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use caisse_access::Access;
use caisse_journal::{Cosigner, JournalStore, NoteKey, NoteSigner, OrganisationId, StoreError};
use caisse_journal_sqlite::SqliteStore;
use caisse_units::Language;
use caisse_vault::{Entropy, MasterKey, OsEntropy};

use crate::house::Source;
use crate::words::PersonalWords;

/// The variable that gives the master key in place of the file.
pub const MASTER_KEY_VARIABLE: &str = "CAISSE_MASTER_KEY";

/// Where a new master key waits while the vault is moved under it.
const PENDING_MASTER_KEY: &str = "keys/master.key.new";

/// Where the key of personal words stands.
const WORDS_KEY: &str = "keys/words.key";

/// Where accounts and sessions stand, and the key under which they are sealed.
const ACCESS: &str = "acces.sqlite";
const ACCESS_KEY: &str = "keys/access.key";

/// Where the key of the witness stands, never the one that signs our own journal.
const WITNESS_KEY: &str = "keys/witness.key";

const SIGNING_KEY: &str = "keys/signing.key";
/// Where a new signing key waits until the feed has announced it.
const PENDING_SIGNING_KEY: &str = "keys/signing.key.new";
/// The public keys that signed before, one a line.
const FORMER_KEYS: &str = "keys/former";

/// An opened directory.
pub struct Directory {
    root: PathBuf,
    organisation: OrganisationId,
    store: Arc<dyn JournalStore>,
}

/// What is wrong with a directory.
#[derive(Debug)]
pub enum DirectoryError {
    /// The directory holds a caisse already.
    NotEmpty {
        /// Where.
        path: PathBuf,
    },
    /// There is no caisse there.
    NoCaisse {
        /// Where.
        path: PathBuf,
    },
    /// The disk refuses.
    Disk {
        /// Where.
        path: PathBuf,
        /// What it said.
        error: std::io::Error,
    },
    /// A key file does not hold a key.
    Key {
        /// Where.
        path: PathBuf,
        /// Why, in French and in English.
        why: (String, String),
    },
    /// The store refuses.
    Store(StoreError),
}

impl DirectoryError {
    /// What happened, and what to do.
    pub fn sentence(&self, language: Language) -> String {
        let french = language == Language::French;
        match self {
            DirectoryError::NotEmpty { path } if french => {
                format!("{} contient déjà une caisse ; choisissez un autre dossier", path.display())
            }
            DirectoryError::NotEmpty { path } => {
                format!("{} holds a caisse already; choose another directory", path.display())
            }
            DirectoryError::NoCaisse { path } if french => format!(
                "{} ne contient pas de caisse ; « caisse init » en crée une",
                path.display()
            ),
            DirectoryError::NoCaisse { path } => {
                format!("{} holds no caisse; “caisse init” makes one", path.display())
            }
            DirectoryError::Disk { path, error } => format!("{} : {error}", path.display()),
            DirectoryError::Key { path, why } => {
                format!("{} : {}", path.display(), language.choose(&why.0, &why.1))
            }
            DirectoryError::Store(error) => error.sentence(language),
        }
    }
}

impl fmt::Display for DirectoryError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for DirectoryError {}

impl From<StoreError> for DirectoryError {
    fn from(error: StoreError) -> DirectoryError {
        DirectoryError::Store(error)
    }
}

impl Directory {
    /// Makes a directory for a new caisse: an empty journal, and fresh keys.
    ///
    /// # Errors
    /// [`DirectoryError`]; what exists is never overwritten.
    pub fn create(
        root: &Path,
        organisation: OrganisationId,
        entropy: &mut Source,
    ) -> Result<Directory, DirectoryError> {
        if journal_path(root).exists() {
            return Err(DirectoryError::NotEmpty { path: root.to_path_buf() });
        }
        for folder in ["keys", "outbox", "exports"] {
            let path = root.join(folder);
            std::fs::create_dir_all(&path).map_err(|error| DirectoryError::Disk { path, error })?;
        }
        let mut secret = [0; 32];
        let fail = |error: caisse_vault::EntropyError| DirectoryError::Key {
            path: root.join("keys"),
            why: (error.sentence(Language::French), error.sentence(Language::English)),
        };
        entropy.fill(&mut secret).map_err(fail)?;
        write_secret(&root.join(SIGNING_KEY), &hexadecimal(&secret))?;
        let master = MasterKey::generate(entropy).map_err(fail)?;
        if std::env::var_os(MASTER_KEY_VARIABLE).is_none() {
            write_secret(&root.join("keys/master.key"), &master.to_text())?;
        }
        write_secret(&root.join("keys/organisation"), organisation.as_str())?;
        let store = Arc::new(SqliteStore::open(journal_path(root))?);
        Ok(Directory { root: root.to_path_buf(), organisation, store })
    }

    /// Opens the directory of a caisse, for writing.
    ///
    /// # Errors
    /// [`DirectoryError`]; `Store(Busy)` when another program writes there.
    pub fn open(root: &Path) -> Result<Directory, DirectoryError> {
        Directory::opened(root, SqliteStore::open)
    }

    /// Opens it for reading only.
    ///
    /// # Errors
    /// [`DirectoryError`].
    pub fn open_read_only(root: &Path) -> Result<Directory, DirectoryError> {
        Directory::opened(root, SqliteStore::open_read_only)
    }

    fn opened(
        root: &Path,
        open: impl FnOnce(PathBuf) -> Result<SqliteStore, StoreError>,
    ) -> Result<Directory, DirectoryError> {
        let path = journal_path(root);
        if !path.exists() {
            return Err(DirectoryError::NoCaisse { path: root.to_path_buf() });
        }
        let store = Arc::new(open(path)?);
        let organisations = store.list_organisations()?;
        let Some(organisation) = organisations.into_iter().next() else {
            return Err(DirectoryError::NoCaisse { path: root.to_path_buf() });
        };
        Ok(Directory { root: root.to_path_buf(), organisation, store })
    }

    /// Where it is.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The organisation it holds.
    pub fn organisation(&self) -> &OrganisationId {
        &self.organisation
    }

    /// Its store.
    pub fn store(&self) -> Arc<dyn JournalStore> {
        Arc::clone(&self.store)
    }

    /// The folder for messages that wait to be sent.
    pub fn outbox(&self) -> PathBuf {
        self.root.join("outbox")
    }

    /// The folder for files made for others.
    pub fn exports(&self) -> PathBuf {
        self.root.join("exports")
    }

    /// The master key of the vault: from the environment, or from its file.
    ///
    /// # Errors
    /// [`DirectoryError::Key`], [`DirectoryError::Disk`].
    pub fn master_key(&self) -> Result<MasterKey, DirectoryError> {
        let path = self.root.join("keys/master.key");
        let text = match std::env::var(MASTER_KEY_VARIABLE) {
            Ok(text) => text,
            Err(_) => read_secret(&path)?,
        };
        MasterKey::from_text(text.trim()).map_err(|error| DirectoryError::Key {
            path,
            why: (error.sentence(Language::French), error.sentence(Language::English)),
        })
    }

    /// Puts a new master key in the place of the old one. It is first written beside it, so that no
    /// moment is without a key that opens the vault: [`Directory::pending_master_key`] finds it when
    /// a rotation was interrupted.
    ///
    /// # Errors
    /// [`DirectoryError::Key`] when the key comes from the environment, which this program cannot
    /// change; [`DirectoryError::Disk`].
    pub fn write_pending_master_key(&self, key: &MasterKey) -> Result<(), DirectoryError> {
        let path = self.root.join("keys/master.key");
        if std::env::var_os(MASTER_KEY_VARIABLE).is_some() {
            let why = (
                format!(
                    "la clé vient de la variable {MASTER_KEY_VARIABLE} ; écrivez-la dans ce fichier, retirez la variable, puis recommencez"
                ),
                format!(
                    "the key comes from the variable {MASTER_KEY_VARIABLE}; write it into this file, remove the variable, then start again"
                ),
            );
            return Err(DirectoryError::Key { path, why });
        }
        write_secret(&self.root.join(PENDING_MASTER_KEY), &key.to_text())
    }

    /// The new master key of a rotation that was not finished, if there is one.
    ///
    /// # Errors
    /// [`DirectoryError::Key`], [`DirectoryError::Disk`].
    pub fn pending_master_key(&self) -> Result<Option<MasterKey>, DirectoryError> {
        let path = self.root.join(PENDING_MASTER_KEY);
        if !path.exists() {
            return Ok(None);
        }
        let text = read_secret(&path)?;
        let key = MasterKey::from_text(text.trim()).map_err(|error| DirectoryError::Key {
            path,
            why: (error.sentence(Language::French), error.sentence(Language::English)),
        })?;
        Ok(Some(key))
    }

    /// The pending master key becomes the master key; gives its path.
    ///
    /// # Errors
    /// [`DirectoryError::Disk`].
    pub fn promote_master_key(&self) -> Result<PathBuf, DirectoryError> {
        let path = self.root.join("keys/master.key");
        std::fs::rename(self.root.join(PENDING_MASTER_KEY), &path)
            .map_err(|error| DirectoryError::Disk { path: path.clone(), error })?;
        Ok(path)
    }

    /// The signer of checkpoints.
    ///
    /// # Errors
    /// [`DirectoryError::Key`], [`DirectoryError::Disk`].
    pub fn signer(&self) -> Result<NoteSigner, DirectoryError> {
        self.signer_of(&self.root.join(SIGNING_KEY))
    }

    fn signer_of(&self, path: &Path) -> Result<NoteSigner, DirectoryError> {
        let secret = thirty_two_bytes(path)?;
        NoteSigner::new(self.organisation.as_str(), &secret).map_err(|_| not_hexadecimal(path))
    }

    /// The signer that takes over once the feed has announced it, if one waits.
    ///
    /// # Errors
    /// [`DirectoryError::Key`], [`DirectoryError::Disk`].
    pub fn pending_signer(&self) -> Result<Option<NoteSigner>, DirectoryError> {
        let path = self.root.join(PENDING_SIGNING_KEY);
        path.exists().then(|| self.signer_of(&path)).transpose()
    }

    /// Draws the signer that is to take over, or finds the one that waits.
    ///
    /// # Errors
    /// [`DirectoryError::Key`], [`DirectoryError::Disk`].
    pub fn draw_pending_signer(&self) -> Result<NoteSigner, DirectoryError> {
        self.drawn_once(PENDING_SIGNING_KEY)?;
        self.signer_of(&self.root.join(PENDING_SIGNING_KEY))
    }

    /// The pending signer becomes the signer; the public key before is kept, so that what it signed
    /// can still be verified.
    ///
    /// # Errors
    /// [`DirectoryError::Key`], [`DirectoryError::Disk`].
    pub fn promote_signer(&self) -> Result<(), DirectoryError> {
        let mut former = self.former_keys()?;
        let before = self.signer()?.public();
        if !former.contains(&before) {
            former.push(before);
        }
        let lines: String = former.iter().map(|key| format!("{key}\n")).collect();
        let path = self.root.join(FORMER_KEYS);
        let fail = |error| DirectoryError::Disk { path: path.clone(), error };
        crate::peers::write_whole(&path, lines.as_bytes()).map_err(fail)?;
        std::fs::rename(self.root.join(PENDING_SIGNING_KEY), self.root.join(SIGNING_KEY))
            .map_err(fail)
    }

    /// The public keys that signed before the one of today, the oldest first.
    ///
    /// # Errors
    /// [`DirectoryError::Key`], [`DirectoryError::Disk`].
    pub fn former_keys(&self) -> Result<Vec<NoteKey>, DirectoryError> {
        let path = self.root.join(FORMER_KEYS);
        if !path.exists() {
            return Ok(Vec::new());
        }
        let text = read_secret(&path)?;
        let read = |line: &str| {
            NoteKey::parse(line).map_err(|error| DirectoryError::Key {
                path: path.clone(),
                why: (error.sentence(Language::French), error.sentence(Language::English)),
            })
        };
        text.lines().map(read).collect()
    }

    /// The witness of others' journals, under a key of its own that is drawn at the first need.
    ///
    /// # Errors
    /// [`DirectoryError::Key`], [`DirectoryError::Disk`].
    pub fn cosigner(&self) -> Result<Cosigner, DirectoryError> {
        let secret = self.drawn_once(WITNESS_KEY)?;
        Cosigner::new(self.organisation.as_str(), &secret)
            .map_err(|_| not_hexadecimal(&self.root.join(WITNESS_KEY)))
    }

    /// The personal words of this caisse, under a key that is drawn at the first need. Who deletes
    /// its file (`keys/words.key`) makes every word printed so far worthless.
    ///
    /// # Errors
    /// [`DirectoryError::Key`], [`DirectoryError::Disk`].
    pub fn words(&self) -> Result<PersonalWords, DirectoryError> {
        Ok(PersonalWords::new(self.drawn_once(WORDS_KEY)?))
    }

    /// Who may enter: accounts and sessions, made at the first need. They stand beside the journal and
    /// are no part of it.
    ///
    /// # Errors
    /// [`DirectoryError::Key`], [`DirectoryError::Disk`].
    pub fn access(&self) -> Result<Access, DirectoryError> {
        let path = self.root.join(ACCESS);
        let key = self.drawn_once(ACCESS_KEY)?;
        Access::open(&path, self.organisation.as_str(), &key).map_err(|error| DirectoryError::Key {
            why: (error.sentence(Language::French), error.sentence(Language::English)),
            path,
        })
    }

    /// Whether anyone was ever invited to enter.
    pub fn has_access(&self) -> bool {
        self.root.join(ACCESS).exists()
    }

    /// The secret of a file, drawn when there is none yet.
    fn drawn_once(&self, file: &str) -> Result<[u8; 32], DirectoryError> {
        let path = self.root.join(file);
        if !path.exists() {
            let mut secret = [0; 32];
            OsEntropy.fill(&mut secret).map_err(|error| DirectoryError::Key {
                path: path.clone(),
                why: (error.sentence(Language::French), error.sentence(Language::English)),
            })?;
            match write_secret(&path, &hexadecimal(&secret)) {
                // Another program was first: its key is the key.
                Err(DirectoryError::Disk { error, .. })
                    if error.kind() == std::io::ErrorKind::AlreadyExists => {}
                written => written?,
            }
        }
        thirty_two_bytes(&path)
    }
}

fn journal_path(root: &Path) -> PathBuf {
    root.join("journal.sqlite")
}

fn read_secret(path: &Path) -> Result<String, DirectoryError> {
    std::fs::read_to_string(path)
        .map_err(|error| DirectoryError::Disk { path: path.to_path_buf(), error })
}

/// The secret of a file that holds 64 hexadecimal digits.
fn thirty_two_bytes(path: &Path) -> Result<[u8; 32], DirectoryError> {
    let digest = caisse_journal::Digest::from_hex(read_secret(path)?.trim());
    Ok(*digest.ok_or_else(|| not_hexadecimal(path))?.as_bytes())
}

fn not_hexadecimal(path: &Path) -> DirectoryError {
    DirectoryError::Key {
        path: path.to_path_buf(),
        why: (
            "64 chiffres hexadécimaux sont attendus".to_owned(),
            "64 hexadecimal digits are expected".to_owned(),
        ),
    }
}

fn hexadecimal(secret: &[u8; 32]) -> String {
    secret.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a file that only its owner may read; never over an existing one.
fn write_secret(path: &Path, text: &str) -> Result<(), DirectoryError> {
    let fail = |error| DirectoryError::Disk { path: path.to_path_buf(), error };
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(fail)?;
    file.write_all(text.as_bytes()).map_err(fail)?;
    file.write_all(b"\n").map_err(fail)?;
    file.sync_all().map_err(fail)
}
