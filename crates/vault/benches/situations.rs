//! What a month's call asks of the vault: the situation of each member, opened and checked.

use std::collections::BTreeMap;

use caisse_units::{Day, Language};
use caisse_vault::{
    CommittedSituation, Keyring, MasterKey, PersonalData, SeededEntropy, Situation, SituationDigest,
};

/// The members of the largest call that we promise.
const MEMBERS: u64 = 100_000;

fn main() {
    divan::main();
}

struct Caisse {
    master: MasterKey,
    ring: Keyring,
    situations: Vec<(u64, Vec<u8>, SituationDigest)>,
}

fn situation(member: u64) -> Situation {
    let values = [("revenu_mensuel", format!("{}.00", 1000 + member % 3000))]
        .into_iter()
        .chain([("enfants", (member % 4).to_string()), ("foyer", "2".to_owned())])
        .map(|(name, value)| (name.to_owned(), value));
    let valid_from = Day::new(2026, 1, 1).expect("a day of the calendar");
    Situation { valid_from, values: BTreeMap::from_iter(values) }
}

fn caisse() -> Caisse {
    let mut entropy = SeededEntropy::new(1);
    let master = MasterKey::generate(&mut entropy).expect("a seed always gives bytes");
    let mut ring = Keyring::new("caisse.example");
    let situations = (1..=MEMBERS)
        .map(|member| {
            let key = ring.key_or_new(&master, member, &mut entropy).expect("a new key");
            let committed = situation(member).commit(&mut entropy).expect("a small situation");
            let sealed = committed.seal(&key, &mut entropy).expect("a small situation");
            (member, sealed, committed.digest().expect("a small situation"))
        })
        .collect();
    Caisse { master, ring, situations }
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn open_and_check_100_000_situations(bencher: divan::Bencher<'_, '_>) {
    let caisse = caisse();
    bencher.counter(divan::counter::ItemsCount::new(MEMBERS)).bench_local(|| {
        caisse
            .situations
            .iter()
            .map(|(member, sealed, digest)| {
                let key = caisse.ring.key(&caisse.master, *member).expect("its key");
                let opened = CommittedSituation::open(&key, sealed, digest).expect("as recorded");
                opened.situation().values.len()
            })
            .sum::<usize>()
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn open_100_000_keys(bencher: divan::Bencher<'_, '_>) {
    let caisse = caisse();
    bencher.counter(divan::counter::ItemsCount::new(MEMBERS)).bench_local(|| {
        let opened = |member: &u64| caisse.ring.key(&caisse.master, *member).is_ok();
        caisse.situations.iter().filter(|(member, ..)| opened(member)).count()
    });
}

#[divan::bench]
fn seal_personal_data(bencher: divan::Bencher<'_, '_>) {
    let mut entropy = SeededEntropy::new(1);
    let master = MasterKey::generate(&mut entropy).expect("a seed always gives bytes");
    let key =
        Keyring::new("caisse.example").key_or_new(&master, 1, &mut entropy).expect("a new key");
    let data = PersonalData {
        given_names: Some("Amel".to_owned()),
        family_name: Some("Bensaïd".to_owned()),
        email: Some("amel@exemple.fr".to_owned()),
        iban: Some("FR1420041010050500013M02606".to_owned()),
        language: Some(Language::French),
        ..PersonalData::default()
    };
    bencher.bench_local(|| data.seal(&key, &mut entropy));
}
