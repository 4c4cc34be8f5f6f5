//! What a record costs: sealing, chaining into the tree, checking when read back.

use caisse_journal::{
    Append, Batch, CommandMark, Digest, Draft, Frontier, Head, Journal, JournalStore, MemoryStore,
    MerkleTree, Moment, OrganisationId, Pseudonym, Record, Sealer, StoreError, archive,
};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// As long as the event of a contribution received.
const EVENT: &str = r#"{"type":"contribution_received","member":1234,"month":"2026-03","amount":1250,"entry":{"debit":"512","credit":"756"},"reason":{"rule":"R1","version":3},"line":"stmt-2026-03/000123"}"#;

fn organisation() -> OrganisationId {
    OrganisationId::new("bench").expect("an identifier")
}

fn mark() -> CommandMark {
    let key = "receipt-2026-03-000123".to_owned();
    CommandMark { key, digest: Digest::of(b"command"), records: 1 }
}

fn sealed(count: usize) -> Vec<Record> {
    let (mut sealer, mark) = (Sealer::new(Head::empty(&organisation())), mark());
    (0..count).map(|_| seal(&mut sealer, &mark)).collect()
}

fn seal(sealer: &mut Sealer, mark: &CommandMark) -> Record {
    let (time, actor, nonce) = (Moment(1_767_225_600_000), Pseudonym(12), [9; 16]);
    let draft = Draft { time, actor, nonce, command: Some(mark), event: EVENT };
    sealer.seal(&draft).expect("short")
}

#[divan::bench]
fn seal_one_record(bencher: Bencher) {
    let (mut sealer, mark) = (Sealer::new(Head::empty(&organisation())), mark());
    bencher.counter(ItemsCount::new(1u32)).bench_local(|| black_box(seal(&mut sealer, &mark)));
}

#[divan::bench]
fn check_one_append(bencher: Bencher) {
    let (who, head) = (organisation(), Head::empty(&organisation()));
    let batch = Batch::new(sealed(1)).expect("framed");
    bencher
        .counter(ItemsCount::new(1u32))
        .with_inputs(|| vec![batch.clone()])
        .bench_values(|batches| Append::new(&who, head, batches, Vec::new()).expect("in order"));
}

#[divan::bench]
fn push_one_leaf(bencher: Bencher) {
    let (record, mut frontier) = (sealed(1).remove(0), Frontier::new());
    bencher.counter(ItemsCount::new(1u32)).bench_local(|| frontier.push(record.leaf()));
}

#[divan::bench]
fn prove_one_inclusion_among_a_hundred_thousand(bencher: Bencher) {
    let mut tree = MerkleTree::new();
    sealed(100_000).iter().for_each(|record| tree.push(record.leaf()));
    bencher.bench(|| tree.inclusion_proof(black_box(77_777), 100_000));
}

#[divan::bench(sample_count = 10)]
fn read_and_verify_from_memory(bencher: Bencher) {
    const COUNT: usize = 100_000;
    let (who, store) = (organisation(), MemoryStore::new());
    // One batch without marks: the keys would have to differ.
    let mut sealer = Sealer::new(Head::empty(&who));
    let (time, actor, nonce) = (Moment(0), Pseudonym(12), [9; 16]);
    let draft = Draft { time, actor, nonce, command: None, event: EVENT };
    let records = (0..COUNT).map(|_| sealer.seal(&draft).expect("short")).collect();
    let batch = Batch::new(records).expect("framed");
    let append = Append::new(&who, Head::empty(&who), vec![batch], Vec::new());
    store.append(&append.expect("in order")).expect("appended");
    bencher.counter(ItemsCount::new(COUNT)).bench_local(|| {
        let mut bytes = 0;
        Journal::open(&store, &who)
            .expect("opens")
            .replay(|_, payload| {
                bytes += payload.map_or(0, |payload| payload.event.len());
                Ok::<(), StoreError>(())
            })
            .expect("holds");
        bytes
    });
}

#[divan::bench(sample_count = 10)]
fn read_and_verify_an_archive(bencher: Bencher) {
    const COUNT: usize = 20_000;
    let who = organisation();
    let mut bytes = Vec::new();
    let mut writer = archive::ArchiveWriter::new(&who, &mut bytes).expect("starts");
    sealed(COUNT).iter().for_each(|record| writer.record(record).expect("follows"));
    writer.end().expect("ends");
    bencher
        .counter(ItemsCount::new(COUNT))
        .bench_local(|| archive::read(bytes.as_slice(), |_| ()).expect("holds"));
}
