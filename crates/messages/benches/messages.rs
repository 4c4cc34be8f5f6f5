//! What a message costs: written, read from a page, taken by a reader.

use caisse_journal::{NoteSigner, OrganisationId};
use caisse_messages::{Content, Feed, Kind, Message, Reader, To, page};
use divan::counter::ItemsCount;
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

const COUNT: usize = 1000;

fn signer() -> NoteSigner {
    NoteSigner::new("caisse-gironde", &[7; 32]).expect("a name")
}

fn feed() -> Vec<Message> {
    let mut feed = Feed::new(OrganisationId::new("caisse-gironde").expect("an identifier"));
    let (kind, body) = (Kind::new("statement").expect("a word"), "x".repeat(400));
    let content = Content { to: To::All, kind, body };
    let write = |_| feed.write(&signer(), 1_767_225_600, content.clone()).expect("short");
    (0..COUNT).map(write).collect()
}

/// A page of a thousand messages: parsed, each signature and each link checked. At least 20,000
/// messages a second and core are asked for.
#[divan::bench]
fn a_page_is_verified(bencher: Bencher) {
    let page = page::write(&feed());
    let from = OrganisationId::new("caisse-gironde").expect("an identifier");
    bencher.counter(ItemsCount::new(COUNT)).bench_local(|| {
        let mut reader = Reader::new(from.clone(), signer().public());
        for message in page::read(page.as_bytes()).expect("a page") {
            black_box(reader.take(&message)).expect("in order");
        }
    });
}

#[divan::bench]
fn a_page_is_read(bencher: Bencher) {
    let page = page::write(&feed());
    bencher
        .counter(ItemsCount::new(COUNT))
        .bench_local(|| black_box(page::read(page.as_bytes())).expect("a page"));
}

#[divan::bench]
fn messages_are_written(bencher: Bencher) {
    bencher.counter(ItemsCount::new(COUNT)).bench_local(|| black_box(feed()));
}
