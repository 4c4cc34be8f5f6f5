use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use num_bigint::BigUint;
use num_traits::ToPrimitive;
use proptest::prelude::*;

use super::lots::Lots;
use super::*;

fn pool(people: usize) -> Pool {
    Pool::new((1..=people).map(|one| Entry::new(format!("M{one}"))).collect()).unwrap()
}

fn entry(id: &str, weight: u64, stratum: Option<&str>) -> Entry {
    Entry { id: id.into(), weight, stratum: stratum.map(str::to_owned) }
}

fn sources(texts: &[&str]) -> Sources {
    Sources::new(texts.iter().map(|text| SourceValue::guess(text).unwrap()).collect()).unwrap()
}

fn whole(seats: u64, reserve: u64) -> DrawRule {
    DrawRule { seats: Allotment::Whole(seats), reserve }
}

#[test]
fn sources_are_written_in_one_way_only() {
    assert_eq!(sources(&["9319", "2 5 12 8 10"]).canonical(), "9319./2.5.8.10.12./");
    assert_eq!(sources(&["0009319", "12,10;8 5 2"]).canonical(), "9319./2.5.8.10.12./");
    assert_eq!(sources(&["000"]).canonical(), "0./");
    assert_eq!(sources(&["00:ab-c3"]).canonical(), "00ABC3./");
    assert!(SourceKind::Numbers.read("12.5").is_err());
    assert!(SourceKind::Numbers.read(" ").is_err());
    assert!(SourceKind::Text.read("été").is_err());
    assert_eq!(Sources::new(vec![]), Err(SortitionError::NoSource));
    let long = "9".repeat(60);
    assert_eq!(sources(&[&format!("{long} 10")]).canonical(), format!("10.{long}./"));
}

/// The draws of the RFC itself and of the IETF in 2012 use MD5, whose digests stand in the file:
/// our keys and our way of picking among those left must give theirs.
#[test]
fn the_draws_of_rfc_3797_are_found_again_from_their_digests() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/votes/sortition/nomcom.json");
    let Ok(bytes) = std::fs::read(file) else {
        println!("skipped: no shared data");
        return;
    };
    let file: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let draws = file["draws"].as_array().unwrap();
    assert_eq!(draws.len(), 2);
    for draw in draws {
        let inputs: Vec<&str> =
            draw["inputs"].as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect();
        assert_eq!(sources(&inputs).canonical(), draw["key"].as_str().unwrap());
        let people = draw["pool"].as_u64().unwrap();
        let mut left = Lots::new(vec![1; people as usize].into_iter());
        let selected: Vec<usize> = draw["md5"]
            .as_array()
            .unwrap()
            .iter()
            .map(|digest| {
                let number = BigUint::parse_bytes(digest.as_str().unwrap().as_bytes(), 16).unwrap();
                let position = left.at((number % left.total).to_u64().unwrap());
                left.remove(position, 1);
                position + 1
            })
            .collect();
        assert_eq!(serde_json::to_value(selected).unwrap(), draw["selected"]);
    }
}

#[test]
fn the_same_sources_draw_the_same_people_for_ever() {
    let drawn = draw(&pool(25), &sources(&["9319", "2 5 12 8 10"]), &whole(3, 2)).unwrap();
    let ids: Vec<&str> = drawn.strata[0].picks.iter().map(|pick| pick.id.as_str()).collect();
    assert_eq!(ids, KEPT);
    assert_eq!(drawn.strata[0].elected().count(), 3);
    assert_eq!(drawn.strata[0].reserve().count(), 2);
    let stored = serde_json::to_string(&drawn).unwrap();
    assert_eq!(serde_json::from_str::<Draw>(&stored).unwrap(), drawn);
    let other = draw(&pool(25), &sources(&["9320", "2 5 12 8 10"]), &whole(3, 2)).unwrap();
    assert_ne!(other.strata, drawn.strata);
}

/// Found by the script of `docs/sortition.md`, which knows nothing of this crate.
const KEPT: [&str; 5] = ["M19", "M10", "M23", "M12", "M3"];

#[test]
fn a_digest_above_the_last_whole_multiple_is_thrown_away() {
    // 2^256 mod 7 is 2: the two highest numbers would favour lots 0 and 1.
    let highest = [u8::MAX; 32];
    assert_eq!(lots::lot(&highest, 7), None);
    let mut usable = highest;
    usable[31] -= 2;
    assert_eq!(lots::lot(&usable, 7), Some(6));
    usable[31] += 1;
    assert_eq!(lots::lot(&usable, 7), None);
    assert_eq!(lots::lot(&highest, 8), Some(7), "eight divides 2^256");
    assert_eq!(lots::lot(&[0; 32], 1), Some(0));
}

#[test]
fn seats_of_strata_are_fixed_by_largest_remainders() {
    let people = |strata: &[(&str, usize)]| {
        let entries = strata.iter().flat_map(|(stratum, members)| {
            (0..*members).map(move |one| entry(&format!("{stratum}{one}"), 1, Some(stratum)))
        });
        Pool::new(entries.collect()).unwrap()
    };
    let seats = |strata: &[(&str, usize)], seats| {
        let parts = allot(&people(strata), &Allotment::Proportional(seats)).unwrap();
        parts.into_iter().map(|part| (part.stratum.unwrap(), part.seats)).collect::<Vec<_>>()
    };
    let named = |parts: &[(&str, u64)]| {
        parts.iter().map(|(name, seats)| ((*name).to_owned(), *seats)).collect::<Vec<_>>()
    };
    // 10 seats for 47, 16, 15: 6.03, 2.05, 1.92.
    assert_eq!(
        seats(&[("c", 47), ("a", 16), ("b", 15)], 10),
        named(&[("a", 2), ("b", 2), ("c", 6)])
    );
    // 1 seat for 2 and 2: equal remainders, equal sizes, the first name.
    assert_eq!(seats(&[("b", 2), ("a", 2)], 1), named(&[("a", 1), ("b", 0)]));
    // 2 seats for 1, 3 and 4 of 8: 0.25, 0.75, 1.
    assert_eq!(seats(&[("a", 1), ("b", 3), ("c", 4)], 2), named(&[("a", 0), ("b", 1), ("c", 1)]));
}

#[test]
fn each_stratum_is_drawn_by_its_own_key_and_keeps_its_numbers() {
    let entries = vec![
        entry("Ada", 1, Some("nord")),
        entry("Bob", 1, Some("sud")),
        entry("Cléo", 1, Some("nord")),
        entry("Dan", 1, Some("sud")),
    ];
    let pool = Pool::new(entries).unwrap();
    let quotas = BTreeMap::from([("nord".to_owned(), 1), ("sud".to_owned(), 2)]);
    let rule = DrawRule { seats: Allotment::Quotas(quotas), reserve: 5 };
    let drawn = draw(&pool, &sources(&["7"]), &rule).unwrap();
    assert_eq!(drawn.strata[0].key, "7./nord/");
    assert_eq!(drawn.strata[1].key, "7./sud/");
    assert_eq!(drawn.strata[0].picks.len(), 2, "a reserve stops when nobody is left");
    for stratum in &drawn.strata {
        for pick in &stratum.picks {
            let entry = &pool.entries()[pick.number as usize - 1];
            assert_eq!((&entry.id, &entry.stratum), (&pick.id, &stratum.stratum));
        }
    }
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let refused = |entries: Vec<Entry>| Pool::new(entries).unwrap_err();
    assert_eq!(refused(vec![]), SortitionError::EmptyPool);
    let ada = || Entry::new("Ada");
    assert_eq!(refused(vec![ada(), ada()]), SortitionError::Twice { id: "Ada".into() });
    assert_eq!(refused(vec![entry("Ada", 0, None)]), SortitionError::NoWeight { id: "Ada".into() });
    assert!(matches!(refused(vec![Entry::new("A\tB")]), SortitionError::UnfitName { .. }));
    assert!(matches!(refused(vec![Entry::new("")]), SortitionError::UnfitName { .. }));
    let mixed = vec![ada(), entry("Bob", 1, Some("sud"))];
    assert_eq!(refused(mixed), SortitionError::StratumMissing { id: "Bob".into() });
    let heavy = vec![entry("Ada", u64::MAX, None), entry("Bob", 1, None)];
    assert_eq!(refused(heavy), SortitionError::TooManyLots);
    assert!(matches!(
        draw(&pool(3), &sources(&["1"]), &whole(4, 0)),
        Err(SortitionError::TooManySeats { seats: 4, members: 3, .. })
    ));
    let proportional = DrawRule { seats: Allotment::Proportional(1), reserve: 0 };
    assert_eq!(draw(&pool(3), &sources(&["1"]), &proportional), Err(SortitionError::NoStrata));
    let quotas = BTreeMap::from([("est".to_owned(), 1)]);
    let rule = DrawRule { seats: Allotment::Quotas(quotas), reserve: 0 };
    let stratified = Pool::new(vec![entry("Ada", 1, Some("nord"))]).unwrap();
    assert_eq!(
        draw(&stratified, &sources(&["1"]), &rule),
        Err(SortitionError::UnknownStratum { stratum: "est".into() })
    );
    assert!(serde_json::from_str::<Pool>(r#"[{"id":"a"},{"id":"a"}]"#).is_err());
}

/// Every person is drawn about as often as every other, and a weight of 3 three times as often: 6000
/// draws from keys 0 to 5999, far within what chance allows (more than six standard deviations).
#[test]
fn chances_are_even_and_weights_weigh() {
    let mut even = BTreeMap::<u64, u32>::new();
    let mut weighted = BTreeMap::<u64, u32>::new();
    let weights = Pool::new(vec![entry("a", 3, None), entry("b", 1, None)]).unwrap();
    for seed in 0..6000 {
        let seed = sources(&[&seed.to_string()]);
        for (pool, counts) in [(pool(5), &mut even), (weights.clone(), &mut weighted)] {
            let drawn = draw(&pool, &seed, &whole(1, 0)).unwrap();
            *counts.entry(drawn.strata[0].picks[0].number).or_default() += 1;
        }
    }
    for count in even.values() {
        assert!((1000..1400).contains(count), "{even:?}");
    }
    assert!((4250..4750).contains(&weighted[&1]), "{weighted:?}");
}

/// The script of the documentation, run as it stands there.
#[test]
fn the_script_of_the_documentation_draws_the_same() {
    let docs = include_str!("../../../../docs/sortition.md");
    let script = docs.split("```python\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(script.lines().count() <= 13);
    if Command::new("python3").arg("--version").output().is_err() {
        println!("skipped: no python3");
        return;
    }
    let entries = (0..40).map(|one| {
        let stratum = ["nord", "sud-est", "été"][one % 3];
        entry(&format!("Personne n° {one}"), 1 + (one as u64 * 7) % 5, Some(stratum))
    });
    let pool = Pool::new(entries.collect()).unwrap();
    let folder = std::env::temp_dir().join(format!("sortition-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("pool.tsv");
    std::fs::write(&file, pool.published()).unwrap();
    let sources = sources(&["9319", "2 5 12 8 10", "bureau"]);
    let run = |wanted: usize, stratum: Option<&str>| {
        let mut python = Command::new("python3");
        python.arg("-c").arg(script).arg(&file).arg(sources.canonical()).arg(wanted.to_string());
        let output = python.args(stratum).env("PYTHONIOENCODING", "utf-8").output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let told = |picks: &[Pick]| {
        picks.iter().map(|pick| format!("{}\t{}\n", pick.number, pick.id)).collect::<String>()
    };
    let drawn = draw(&pool, &sources, &whole(9, 4)).unwrap();
    assert_eq!(run(13, None), told(&drawn.strata[0].picks));
    let rule = DrawRule { seats: Allotment::Proportional(10), reserve: 2 };
    for stratum in draw(&pool, &sources, &rule).unwrap().strata {
        assert_eq!(run(stratum.picks.len(), stratum.stratum.as_deref()), told(&stratum.picks));
    }
    let digest = Command::new("python3")
        .args(["-c", "import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest())"])
        .arg(&file)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(digest.stdout).unwrap().trim(), pool.digest());
    std::fs::remove_dir_all(&folder).unwrap();
}

proptest! {
    #[test]
    fn a_whole_draw_takes_everyone_once(weights in proptest::collection::vec(1_u64..50, 1..40), seed in any::<u64>()) {
        let entries = weights.iter().enumerate().map(|(one, weight)| entry(&one.to_string(), *weight, None));
        let pool = Pool::new(entries.collect()).unwrap();
        let people = weights.len() as u64;
        let drawn = draw(&pool, &sources(&[&seed.to_string()]), &whole(people, 3)).unwrap();
        let mut numbers: Vec<u64> = drawn.strata[0].picks.iter().map(|pick| pick.number).collect();
        numbers.sort_unstable();
        prop_assert_eq!(numbers, (1..=people).collect::<Vec<_>>());
        // Each lot falls to the one who holds it, counted plainly.
        let mut left: Vec<(u64, u64)> = weights.iter().enumerate().map(|(one, weight)| (one as u64 + 1, *weight)).collect();
        for pick in &drawn.strata[0].picks {
            let mut before = 0;
            let held = left.iter().position(|(_, weight)| {
                before += weight;
                before > pick.lot
            }).unwrap();
            prop_assert_eq!(left.remove(held).0, pick.number);
        }
    }

    #[test]
    fn shared_seats_sum_and_stay_within_one_of_their_share(
        members in proptest::collection::vec(1_u64..40, 1..8), part in 0_u64..=100,
    ) {
        let entries = members.iter().enumerate().flat_map(|(stratum, members)| {
            (0..*members).map(move |one| entry(&format!("{stratum}/{one}"), 1, Some(&stratum.to_string())))
        });
        let pool = Pool::new(entries.collect()).unwrap();
        let total: u64 = members.iter().sum();
        let seats = total * part / 100;
        let parts = allot(&pool, &Allotment::Proportional(seats)).unwrap();
        prop_assert_eq!(parts.iter().map(|part| part.seats).sum::<u64>(), seats);
        for part in parts {
            let floor = seats * part.members / total;
            prop_assert!(part.seats == floor || part.seats == floor + 1);
        }
    }
}
