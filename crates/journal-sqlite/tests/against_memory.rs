//! The store on disk answers as the store in memory does, whatever is asked, in whatever order,
//! with the file closed and opened in between. A seed that fails is printed and can be played again.

use caisse_journal::{
    Append, Batch, Digest, Head, JournalStore, MemoryStore, Moment, OrganisationId, Pseudonym,
    Restored, SealedWrite, Sealer, Snapshot, StoreError, StoredCheckpoint, archive,
};
use caisse_journal_sqlite::SqliteStore;

const SEEDS: u64 = 25;
const STEPS: u32 = 60;

/// Small numbers from a seed; the same ones each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }

    fn organisation(&mut self) -> OrganisationId {
        let name = ["a", "a-b", "b"][self.below(3) as usize];
        OrganisationId::new(name).expect("an identifier")
    }

    fn place(&mut self) -> (String, String) {
        (format!("kind{}", self.below(3)), format!("key{}", self.below(4)))
    }

    fn sealed(&mut self) -> Vec<SealedWrite> {
        (0..self.below(3))
            .map(|_| {
                let (kind, key) = self.place();
                match self.below(3) {
                    0 => SealedWrite::Delete { kind, key },
                    _ => {
                        let bytes = vec![self.below(256) as u8; self.below(9_000) as usize];
                        SealedWrite::Put { kind, key, bytes }
                    }
                }
            })
            .collect()
    }

    /// Commands after this head; their keys may have been used before.
    fn batches(&mut self, head: Head) -> Vec<Batch> {
        let mut sealer = Sealer::new(head);
        (0..self.below(4))
            .map(|_| {
                let key = format!("k{}", self.below(60));
                let events = vec!["{}".to_owned(); 1 + self.below(3) as usize];
                let (digest, actor) = (Digest::of(key.as_bytes()), Pseudonym(self.below(9) as u32));
                let nonce = self.below(256) as u8;
                sealer
                    .seal_command(Moment(0), actor, &key, digest, &events, &mut || [nonce; 16])
                    .expect("sealed")
            })
            .collect()
    }
}

/// One question or change, the same for both stores; the answers as text, to compare them.
fn step(draw: &mut Draw, stores: [&dyn JournalStore; 2]) -> [String; 2] {
    let who = draw.organisation();
    let head = stores[0].head(&who).expect("memory does not fail");
    match draw.below(12) {
        0..4 => {
            let stale = draw.below(6) == 0;
            let expected = if stale { Head::empty(&who) } else { head };
            let (batches, sealed) = (draw.batches(expected), draw.sealed());
            // The same key twice within one append is refused before any store sees it.
            let Ok(append) = Append::new(&who, expected, batches, sealed) else {
                return Default::default();
            };
            stores.map(|store| format!("{:?}", store.append(&append)))
        }
        4 => {
            let number = draw.below(head.size + 2);
            stores.map(|store| format!("{:?}", store.erase_payload(&who, number)))
        }
        5 => {
            let writes = draw.sealed();
            stores.map(|store| format!("{:?}", store.write_sealed(&who, &writes)))
        }
        6 => {
            let snapshot = Snapshot { head, bytes: vec![1; draw.below(20_000) as usize] };
            stores.map(|store| format!("{:?}", store.put_snapshot(&who, &snapshot)))
        }
        7 => stores.map(|store| format!("{:?}", store.delete_snapshot(&who))),
        8 => {
            let (size, note) = (draw.below(5), format!("note {}", draw.below(100)));
            let checkpoint = StoredCheckpoint { size, note };
            stores.map(|store| format!("{:?}", store.put_checkpoint(&who, &checkpoint)))
        }
        9 => {
            let (from, most) = (draw.below(head.size + 2), draw.below(5) as usize);
            stores.map(|store| format!("{:?}", store.read(&who, from, most)))
        }
        10 => {
            let key = format!("k{}", draw.below(60));
            stores.map(|store| format!("{:?}", store.command(&who, &key)))
        }
        _ => {
            let write = SealedWrite::put("restored", "key", vec![1, 2, 3]);
            stores.map(|store| {
                let mut items = vec![Restored::Sealed(write.clone())].into_iter();
                format!("{:?}", store.restore(&who, &mut || Ok(items.next())))
            })
        }
    }
}

/// Everything a store holds.
fn everything(store: &dyn JournalStore) -> Result<String, StoreError> {
    let mut text = String::new();
    for name in ["a", "a-b", "b"] {
        let who = OrganisationId::new(name).expect("an identifier");
        let mut bytes = Vec::new();
        let summary = archive::export(store, &who, &mut bytes).expect("sound");
        let snapshot = store.snapshot(&who)?.map(|kept| (kept.head, kept.bytes.len()));
        text += &format!("{summary:?} {} {snapshot:?}\n", Digest::of(&bytes));
        text += &format!("{:?}\n", store.checkpoints(&who)?);
    }
    Ok(text + &format!("{:?}", store.list_organisations()?))
}

#[test]
fn the_store_on_disk_answers_as_the_store_in_memory() {
    for seed in 0..SEEDS {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("caisse.db");
        let memory = MemoryStore::new();
        let mut disk = SqliteStore::open(&path).expect("opens");
        let mut draw = Draw(seed);
        for turn in 0..STEPS {
            let [expected, found] = step(&mut draw, [&memory, &disk]);
            assert_eq!(expected, found, "seed {seed}, step {turn}");
            if draw.below(15) == 0 {
                drop(disk);
                disk = SqliteStore::open(&path).expect("opens");
            }
        }
        assert_eq!(everything(&memory), everything(&disk), "seed {seed}");
    }
}
