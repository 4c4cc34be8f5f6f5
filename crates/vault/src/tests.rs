//! The rules of the vault.

use std::collections::BTreeMap;

use caisse_units::{Day, Language};
use proptest::prelude::*;

use super::*;

const ORGANISATION: &str = "caisse-gironde.example";

fn entropy() -> SeededEntropy {
    SeededEntropy::new(7)
}

fn master(seed: u64) -> MasterKey {
    MasterKey::generate(&mut SeededEntropy::new(seed)).unwrap()
}

fn key_of(person: u64) -> PersonKey {
    PersonKey::generate(Owner::new(ORGANISATION, person), &mut SeededEntropy::new(person)).unwrap()
}

/// The same 32 secret bytes in the hands of another owner.
fn same_secret_for(owner: Owner, key: &PersonKey) -> PersonKey {
    let mut copy = PersonKey::generate(owner, &mut entropy()).unwrap();
    copy.copy_secret_of(key);
    copy
}

fn amel() -> PersonalData {
    PersonalData {
        given_names: Some("Amel".to_owned()),
        family_name: Some("Bensaïd".to_owned()),
        email: Some("amel@exemple.fr".to_owned()),
        postal_address: Some(PostalAddress {
            lines: vec!["12 rue du Mirail".to_owned()],
            postal_code: "33000".to_owned(),
            town: "Bordeaux".to_owned(),
            country: String::new(),
        }),
        birth_date: Day::new(1984, 3, 9),
        iban: Some("FR1420041010050500013M02606".to_owned()),
        language: Some(Language::French),
        ..PersonalData::default()
    }
}

fn situation(income: &str) -> Situation {
    Situation {
        valid_from: Day::new(2026, 1, 1).unwrap(),
        values: BTreeMap::from([
            ("revenu_mensuel".to_owned(), income.to_owned()),
            ("enfants".to_owned(), "2".to_owned()),
        ]),
    }
}

#[test]
fn what_is_sealed_opens_unchanged() {
    let key = key_of(12);
    let sealed = amel().seal(&key, &mut entropy()).unwrap();
    assert_eq!(PersonalData::open(&key, &sealed).unwrap(), amel());
}

#[test]
fn sealed_bytes_show_no_datum() {
    let sealed = amel().seal(&key_of(12), &mut entropy()).unwrap();
    for datum in ["Amel", "Mirail", "FR14", "amel@", "given_names"] {
        let found = sealed.windows(datum.len()).any(|window| window == datum.as_bytes());
        assert!(!found, "{datum} stands in the sealed bytes");
    }
}

#[test]
fn the_length_of_what_is_sealed_does_not_tell_the_income() {
    let key = key_of(12);
    let lengths = ["0", "1850.00", "123456.78"].map(|income| {
        let committed = situation(income).commit(&mut entropy()).unwrap();
        committed.seal(&key, &mut entropy()).unwrap().len()
    });
    assert_eq!(lengths, [lengths[0]; 3]);
}

#[test]
fn the_same_data_sealed_twice_give_different_bytes() {
    let (key, mut entropy) = (key_of(12), entropy());
    let first = amel().seal(&key, &mut entropy).unwrap();
    let second = amel().seal(&key, &mut entropy).unwrap();
    assert_ne!(first, second);
}

#[test]
fn any_altered_byte_is_refused() {
    let key = key_of(12);
    let sealed = key.seal(Kind::Request, b"une avance", &mut entropy()).unwrap();
    for place in 0..sealed.len() {
        for bit in 0..8 {
            let mut altered = sealed.clone();
            altered[place] ^= 1 << bit;
            assert!(key.open(Kind::Request, &altered).is_err(), "byte {place}, bit {bit}");
        }
    }
}

#[test]
fn torn_or_lengthened_bytes_are_refused() {
    let key = key_of(12);
    let sealed = key.seal(Kind::Request, b"une avance", &mut entropy()).unwrap();
    for length in 0..sealed.len() {
        assert!(key.open(Kind::Request, &sealed[..length]).is_err(), "cut at {length}");
    }
    let mut longer = sealed;
    longer.push(0);
    assert!(matches!(key.open(Kind::Request, &longer), Err(VaultError::NotAuthentic { .. })));
}

#[test]
fn the_data_of_one_person_are_refused_in_the_place_of_anothers() {
    let key = key_of(12);
    let sealed = amel().seal(&key, &mut entropy()).unwrap();
    let neighbours = [
        Owner::new(ORGANISATION, 13),
        Owner::new("caisse-gironde.exampl", 12),
        Owner::new("caisse-gironda.example", 12),
    ];
    for owner in neighbours {
        let other = same_secret_for(owner.clone(), &key);
        let refused = PersonalData::open(&other, &sealed).unwrap_err();
        assert_eq!(refused, VaultError::NotAuthentic { owner, kind: Kind::PersonalData });
    }
    let same = same_secret_for(Owner::new(ORGANISATION, 12), &key);
    assert!(PersonalData::open(&same, &sealed).is_ok(), "the copied secret is the same key");
}

#[test]
fn one_kind_is_refused_in_the_place_of_another_even_with_its_byte_altered() {
    let key = key_of(12);
    let sealed = key.seal(Kind::Request, b"une avance", &mut entropy()).unwrap();
    assert_eq!(
        key.open(Kind::Situation, &sealed).unwrap_err(),
        VaultError::OtherKind { wanted: Kind::Situation, found: Some(Kind::Request) }
    );
    let mut disguised = sealed;
    disguised[5] = Kind::Situation as u8;
    assert!(matches!(
        key.open(Kind::Situation, &disguised).unwrap_err(),
        VaultError::NotAuthentic { kind: Kind::Situation, .. }
    ));
}

#[test]
fn more_than_the_limit_is_refused_and_the_limit_itself_is_sealed() {
    let key = key_of(12);
    for kind in Kind::ALL {
        let mut plaintext = vec![0; kind.limit()];
        let sealed = key.seal(kind, &plaintext, &mut entropy()).unwrap();
        assert_eq!(key.open(kind, &sealed).unwrap().len(), kind.limit());
        plaintext.push(0);
        assert_eq!(
            key.seal(kind, &plaintext, &mut entropy()).unwrap_err(),
            VaultError::TooLong { kind, length: kind.limit() + 1, limit: kind.limit() }
        );
    }
}

#[test]
fn a_wrapped_key_opens_for_its_owner_only() {
    let master = master(1);
    let wrapped = key_of(12).wrap(&master, &mut entropy()).unwrap();
    let sealed = amel().seal(&key_of(12), &mut entropy()).unwrap();
    let opened = wrapped.open(&master, &Owner::new(ORGANISATION, 12)).unwrap();
    assert_eq!(PersonalData::open(&opened, &sealed).unwrap(), amel());
    for owner in [Owner::new(ORGANISATION, 13), Owner::new("caisse-lyon.example", 12)] {
        let refused = wrapped.open(&master, &owner).unwrap_err();
        assert_eq!(refused, VaultError::KeyNotAuthentic { owner });
    }
}

#[test]
fn an_altered_wrapped_key_is_refused() {
    let (master, owner) = (master(1), Owner::new(ORGANISATION, 12));
    let wrapped = key_of(12).wrap(&master, &mut entropy()).unwrap();
    for place in 0..wrapped.as_bytes().len() {
        let mut altered = wrapped.as_bytes().to_vec();
        altered[place] ^= 1;
        let result = WrappedKey::from_bytes(&altered).and_then(|key| key.open(&master, &owner));
        assert!(result.is_err(), "byte {place}");
    }
}

#[test]
fn the_wrong_master_key_is_said_to_be_the_wrong_one() {
    let (right, wrong) = (master(1), master(2));
    let wrapped = key_of(12).wrap(&right, &mut entropy()).unwrap();
    let refused = wrapped.open(&wrong, &Owner::new(ORGANISATION, 12)).unwrap_err();
    assert_eq!(
        refused,
        VaultError::OtherMasterKey { given: wrong.fingerprint(), wanted: right.fingerprint() }
    );
    let sentence = refused.sentence(Language::French);
    assert!(sentence.contains(&right.fingerprint().to_string()), "{sentence}");
}

#[test]
fn a_rotation_keeps_the_data_and_retires_the_old_master_key() {
    let (old, new, mut entropy) = (master(1), master(2), entropy());
    let mut ring = Keyring::new(ORGANISATION);
    let sealed: Vec<Vec<u8>> = (1..=3)
        .map(|person| {
            let key = ring.key_or_new(&old, person, &mut entropy).unwrap();
            amel().seal(&key, &mut entropy).unwrap()
        })
        .collect();
    let rotated = ring.rotated(&old, &new, &mut entropy).unwrap();
    for (person, sealed) in (1..=3).zip(&sealed) {
        let key = rotated.key(&new, person).unwrap();
        assert_eq!(PersonalData::open(&key, sealed).unwrap(), amel());
        assert!(matches!(rotated.key(&old, person), Err(VaultError::OtherMasterKey { .. })));
    }
}

#[test]
fn an_interrupted_rotation_is_run_again() {
    let (old, new, mut entropy) = (master(1), master(2), entropy());
    let mut ring = Keyring::new(ORGANISATION);
    for person in 1..=4 {
        ring.key_or_new(&old, person, &mut entropy).unwrap();
    }
    let rotated = ring.rotated(&old, &new, &mut entropy).unwrap();
    let half_stored = ring.entries().map(|(person, key)| {
        let stored = if person <= 2 { rotated.wrapped(person).unwrap() } else { key };
        (person, stored.clone())
    });
    let resumed =
        Keyring::from_entries(ORGANISATION, half_stored).rotated(&old, &new, &mut entropy).unwrap();
    for person in 1..=4 {
        assert!(resumed.key(&new, person).is_ok());
    }
}

#[test]
fn a_rotation_that_is_run_again_refuses_an_altered_key() {
    let (old, new, mut entropy) = (master(1), master(2), entropy());
    let mut altered = key_of(1).wrap(&new, &mut entropy).unwrap().as_bytes().to_vec();
    altered[40] ^= 1;
    let ring =
        Keyring::from_entries(ORGANISATION, [(1, WrappedKey::from_bytes(&altered).unwrap())]);
    let owner = Owner::new(ORGANISATION, 1);
    assert_eq!(
        ring.rotated(&old, &new, &mut entropy).unwrap_err(),
        VaultError::KeyNotAuthentic { owner }
    );
}

#[test]
fn a_rotation_is_all_or_nothing() {
    let (old, new, mut entropy) = (master(1), master(2), entropy());
    let mut ring = Keyring::new(ORGANISATION);
    ring.key_or_new(&old, 1, &mut entropy).unwrap();
    let stranger = key_of(2).wrap(&master(3), &mut entropy).unwrap();
    let entries: Vec<_> =
        ring.entries().map(|(person, key)| (person, key.clone())).chain([(2, stranger)]).collect();
    let ring = Keyring::from_entries(ORGANISATION, entries);
    assert!(matches!(
        ring.rotated(&old, &new, &mut entropy),
        Err(VaultError::OtherMasterKey { .. })
    ));
    assert!(ring.key(&old, 1).is_ok(), "the ring that stands is untouched");
}

#[test]
fn an_erased_person_is_erased_for_good_and_the_others_stay() {
    let (master, mut entropy) = (master(1), entropy());
    let mut ring = Keyring::new(ORGANISATION);
    let erased = ring.key_or_new(&master, 1, &mut entropy).unwrap();
    let other = ring.key_or_new(&master, 2, &mut entropy).unwrap();
    let sealed = amel().seal(&erased, &mut entropy).unwrap();
    let kept = amel().seal(&other, &mut entropy).unwrap();
    drop((erased, other));

    assert!(ring.erase(1));
    let owner = Owner::new(ORGANISATION, 1);
    assert_eq!(
        ring.open(&master, 1, Kind::PersonalData, &sealed).unwrap_err(),
        VaultError::NoKey { owner }
    );
    assert!(ring.open(&master, 2, Kind::PersonalData, &kept).is_ok());
    assert!(!ring.erase(1), "there is nothing left to erase");

    let redrawn = ring.key_or_new(&master, 1, &mut entropy).unwrap();
    assert!(matches!(PersonalData::open(&redrawn, &sealed), Err(VaultError::NotAuthentic { .. })));
}

#[test]
fn a_person_keeps_one_key() {
    let (master, mut entropy) = (master(1), entropy());
    let mut ring = Keyring::new(ORGANISATION);
    let first = ring.key_or_new(&master, 1, &mut entropy).unwrap();
    let sealed = amel().seal(&first, &mut entropy).unwrap();
    let again = ring.key_or_new(&master, 1, &mut entropy).unwrap();
    assert_eq!(PersonalData::open(&again, &sealed).unwrap(), amel());
    assert_eq!(ring.entries().count(), 1);
}

#[test]
fn a_situation_answers_to_its_digest_and_no_other_does() {
    let (key, mut entropy) = (key_of(12), entropy());
    let january = situation("1850.00").commit(&mut entropy).unwrap();
    let february = situation("0.00").commit(&mut entropy).unwrap();
    let sealed = january.seal(&key, &mut entropy).unwrap();
    let recorded = january.digest().unwrap();
    let opened = CommittedSituation::open(&key, &sealed, &recorded).unwrap();
    assert_eq!(opened.situation(), &situation("1850.00"));
    assert_eq!(
        CommittedSituation::open(&key, &sealed, &february.digest().unwrap()).unwrap_err(),
        VaultError::OtherSituation {
            owner: Owner::new(ORGANISATION, 12),
            recorded: february.digest().unwrap(),
            found: recorded,
        }
    );
}

#[test]
fn two_people_in_the_same_situation_have_different_digests() {
    let mut entropy = entropy();
    let first = situation("1850.00").commit(&mut entropy).unwrap();
    let second = situation("1850.00").commit(&mut entropy).unwrap();
    assert_ne!(first.digest().unwrap(), second.digest().unwrap());
}

/// The digest of `docs/vault-format.md`, computed there by `sha256sum`: a format is a promise.
#[test]
fn the_digest_of_the_documented_example_is_the_documented_one() {
    let salt = "00".repeat(31) + "2a";
    let json = format!(
        r#"{{"salt":"{salt}","situation":{{"valid_from":"2026-01-01","values":{{"enfants":"2","revenu_mensuel":"1850.00"}}}}}}"#
    );
    let committed: CommittedSituation = serde_json::from_str(&json).unwrap();
    assert_eq!(
        String::from_utf8(committed.situation().canonical_json().unwrap()).unwrap(),
        r#"{"valid_from":"2026-01-01","values":{"enfants":"2","revenu_mensuel":"1850.00"}}"#
    );
    assert_eq!(
        committed.digest().unwrap().to_string(),
        "fda39457af26720f04877642cc7a93047bfea29924f591e8d46307e89036ed3b"
    );
}

#[test]
fn a_digest_is_read_back_from_its_text() {
    let digest = situation("1.00").commit(&mut entropy()).unwrap().digest().unwrap();
    assert_eq!(digest.to_string().parse::<SituationDigest>().unwrap(), digest);
    for text in ["", "2a", &"g".repeat(64), &"é".repeat(32), &"0".repeat(65)] {
        assert!(text.parse::<SituationDigest>().is_err(), "{text}");
    }
}

#[test]
fn a_situation_too_large_is_refused_with_the_name_of_the_value() {
    let mut large = situation("1850.00");
    large.values.insert("commentaire".to_owned(), "x".repeat(1001));
    assert_eq!(
        large.commit(&mut entropy()).unwrap_err(),
        VaultError::SituationTooLarge { name: "commentaire".to_owned(), length: 1001, limit: 1000 }
    );
    let mut many = situation("1850.00");
    many.values = (0..257).map(|number| (format!("valeur_{number}"), String::new())).collect();
    assert!(many.commit(&mut entropy()).is_err());
    let mut nameless = situation("1850.00");
    nameless.values.insert(String::new(), "1".to_owned());
    assert!(nameless.commit(&mut entropy()).is_err());
}

#[test]
fn a_master_key_is_read_from_hexadecimal_and_from_base64() {
    let key = master(1);
    let hexadecimal = key.to_text();
    let read = MasterKey::from_text(&format!("  {}\n", *hexadecimal)).unwrap();
    assert_eq!(read.fingerprint(), key.fingerprint());
    let upper = MasterKey::from_text(&hexadecimal.to_uppercase()).unwrap();
    assert_eq!(upper.fingerprint(), key.fingerprint());
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
    for engine in [STANDARD, URL_SAFE, URL_SAFE_NO_PAD] {
        let text = engine.encode(key.bytes());
        let read = MasterKey::from_text(&text).unwrap();
        assert_eq!(read.fingerprint(), key.fingerprint(), "{text}");
    }
}

#[test]
fn a_weak_or_short_master_key_is_refused() {
    let sequence: String = (0..32).map(|byte| format!("{byte:02x}")).collect();
    let readable: String =
        "Le chat (noir) dort: 7 h, puis 9h!".bytes().take(32).map(|b| format!("{b:02x}")).collect();
    let cases = [
        (" \n".to_owned(), MasterKeyError::Empty),
        ("a".repeat(300), MasterKeyError::TooLong { length: 300 }),
        ("mot de passe".to_owned(), MasterKeyError::NotHexadecimalNorBase64 { length: 12 }),
        ("é".repeat(64), MasterKeyError::NotHexadecimalNorBase64 { length: 64 }),
        ("AAAA".to_owned(), MasterKeyError::WrongLength { bytes: 3 }),
        ("0".repeat(64), MasterKeyError::FewDifferentBytes { different: 1 }),
        ("0123456789abcdef".repeat(4), MasterKeyError::FewDifferentBytes { different: 8 }),
        (sequence, MasterKeyError::Sequence),
        (readable, MasterKeyError::ReadableText),
    ];
    for (text, expected) in cases {
        assert_eq!(MasterKey::from_text(&text).unwrap_err(), expected, "{text}");
    }
}

#[test]
fn no_refusal_of_a_master_key_repeats_it() {
    let nearly = "k3QyJx9aU0m1Zt7Yb2Vw5Rp8Ls4Nd6";
    let refused = MasterKey::from_text(nearly).unwrap_err();
    for language in [Language::French, Language::English] {
        assert!(!refused.sentence(language).contains(nearly));
    }
}

#[test]
fn nothing_secret_or_personal_is_shown_by_debug() {
    let (master, key) = (master(1), key_of(12));
    let committed = situation("1850.00").commit(&mut entropy()).unwrap();
    let shown = format!("{master:?} {key:?} {:?} {committed:?}", amel());
    for secret in [master.to_text().as_str(), "Amel", "Mirail", "FR14", "1850"] {
        assert!(!shown.contains(secret), "{secret} stands in {shown}");
    }
}

#[test]
fn data_of_a_newer_program_are_refused_and_not_half_read() {
    let key = key_of(12);
    let json = br#"{"given_names":"Amel","pronoun":"elle"}"#;
    let sealed = key.seal(Kind::PersonalData, json, &mut entropy()).unwrap();
    assert!(matches!(PersonalData::open(&key, &sealed), Err(VaultError::Unreadable { .. })));
}

#[test]
fn without_random_bytes_nothing_is_sealed() {
    struct NoEntropy;
    impl Entropy for NoEntropy {
        fn fill(&mut self, _: &mut [u8]) -> Result<(), EntropyError> {
            Err(EntropyError { reason: "épuisé".to_owned() })
        }
    }
    assert!(MasterKey::generate(&mut NoEntropy).is_err());
    assert!(matches!(amel().seal(&key_of(1), &mut NoEntropy), Err(VaultError::NoEntropy(_))));
    let mut ring = Keyring::new(ORGANISATION);
    assert!(ring.key_or_new(&master(1), 1, &mut NoEntropy).is_err());
    assert_eq!(ring.entries().count(), 0);
}

#[test]
fn the_operating_system_gives_different_keys() {
    let first = MasterKey::generate(&mut OsEntropy).unwrap();
    let second = MasterKey::generate(&mut OsEntropy).unwrap();
    assert_ne!(first.fingerprint(), second.fingerprint());
    assert!(MasterKey::from_text(&first.to_text()).is_ok());
}

#[test]
fn a_full_name_is_what_is_known() {
    assert_eq!(amel().full_name().unwrap(), "Amel Bensaïd");
    let association =
        PersonalData { family_name: Some("AMAP du Pin".to_owned()), ..PersonalData::default() };
    assert_eq!(association.full_name().unwrap(), "AMAP du Pin");
    assert_eq!(PersonalData::default().full_name(), None);
}

proptest! {
    #[test]
    fn every_plaintext_opens_unchanged(plaintext: Vec<u8>, person: u64, seed: u64) {
        let mut entropy = SeededEntropy::new(seed);
        let key = PersonKey::generate(Owner::new(ORGANISATION, person), &mut entropy).unwrap();
        let sealed = key.seal(Kind::Document, &plaintext, &mut entropy).unwrap();
        prop_assert_eq!(&*key.open(Kind::Document, &sealed).unwrap(), &plaintext);
        prop_assert_eq!(sealed.len() % 256, 30 + 16);
    }

    #[test]
    fn no_bytes_make_the_vault_panic(bytes: Vec<u8>, text: String) {
        let key = key_of(1);
        prop_assert!(key.open(Kind::Request, &bytes).is_err());
        prop_assert!(WrappedKey::from_bytes(&bytes).is_err());
        let _ = MasterKey::from_text(&text);
    }
}

#[test]
fn a_ballot_is_known_by_its_digest_in_its_place_only() {
    let ballot = CommittedBallot::new("oui".to_owned(), &mut entropy()).unwrap();
    let key = key_of(1 << 32);
    let sealed = ballot.seal(&key, &mut entropy()).unwrap();
    let opened = CommittedBallot::open(&key, &sealed).unwrap();
    assert_eq!(opened.text(), "oui");
    assert_eq!(opened.digest("S1/M2"), ballot.digest("S1/M2"));
    assert_ne!(opened.digest("S1/M2"), ballot.digest("S1/M3"));
    // The same answer under another salt cannot be told from another answer.
    let mut entropy = entropy();
    let digests = ["oui", "oui"]
        .map(|text| CommittedBallot::new(text.to_owned(), &mut entropy).unwrap().digest("S1/M2"));
    assert_ne!(digests[0], digests[1]);
    assert!(CommittedBallot::open(&key_of(12), &sealed).is_err());
    let short = key.seal(Kind::Ballot, b"no salt", &mut entropy).unwrap();
    assert!(matches!(
        CommittedBallot::open(&key, &short),
        Err(VaultError::Unreadable { kind: Kind::Ballot, .. })
    ));
    assert_eq!(format!("{ballot:?}"), "CommittedBallot(…)");
}

#[test]
fn the_digest_of_a_ballot_is_the_one_that_the_format_says() {
    // The salt is what the seeded source gives first; the digest is python3's hashlib on it:
    // sha256(b"caisse ballot v1\n" + salt + b"S1/M12\noui")
    let mut source = SeededEntropy::new(7);
    let mut salt = [0; 32];
    source.fill(&mut salt).unwrap();
    let hexadecimal: String = salt.iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(hexadecimal, "d3d933fd4b9a6065f38e6be92ed4888674e408a17f1a6fa70848f3d1421b098d");
    let ballot = CommittedBallot::new("oui".to_owned(), &mut SeededEntropy::new(7)).unwrap();
    assert_eq!(
        ballot.digest("S1/M12"),
        "47e6f9fedf4e8a88d6b9dad533071fb6fa55bad20ca0c488b05c4eb6bfe1dd9d"
    );
}
