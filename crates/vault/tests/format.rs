//! The bytes of version 1 are opened for ever, by us and by libsodium.

use std::path::{Path, PathBuf};
use std::process::Command;

use caisse_vault::{Kind, MasterKey, Owner, PersonKey, SeededEntropy, WrappedKey};

const ORGANISATION: &str = "caisse-gironde.example";

fn master_key() -> MasterKey {
    MasterKey::generate(&mut SeededEntropy::new(1)).expect("a seed always gives bytes")
}

fn here(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file)
}

fn bytes(hexadecimal: &str) -> Vec<u8> {
    let digits: Vec<u8> = hexadecimal
        .split_whitespace()
        .flat_map(str::chars)
        .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()).expect("hexadecimal"))
        .collect();
    digits.chunks(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}

/// The interpreter that knows libsodium, Debian's or another; `None` where there is none.
fn python_with_libsodium() -> Option<&'static str> {
    ["python3", "/usr/bin/python3"].into_iter().find(|python| {
        let import = Command::new(python).args(["-c", "import nacl.bindings"]).output();
        import.is_ok_and(|output| output.status.success())
    })
}

fn opened_by_libsodium(
    python: &str,
    person: &str,
    wrapped: &Path,
    sealed: &Path,
) -> Option<Vec<u8>> {
    let output = Command::new(python)
        .arg(here("open_vault.py"))
        .args([master_key().to_text().as_str(), ORGANISATION, person])
        .args([wrapped, sealed])
        .output()
        .expect("the interpreter has just started");
    output.status.success().then_some(output.stdout)
}

#[test]
fn the_bytes_of_version_1_are_opened_for_ever() {
    let wrapped = WrappedKey::from_bytes(&bytes(include_str!("wrapped_key_v1.hex")))
        .expect("a wrapped key of version 1");
    let key = wrapped.open(&master_key(), &Owner::new(ORGANISATION, 12)).expect("its master key");
    let sealed = bytes(include_str!("sealed_request_v1.hex"));
    let plaintext = key.open(Kind::Request, &sealed).expect("sealed data of version 1");
    assert_eq!(plaintext.as_slice(), b"une avance");
}

#[test]
fn the_same_seed_seals_the_same_bytes_of_version_1() {
    let mut entropy = SeededEntropy::new(7);
    let key = PersonKey::generate(Owner::new(ORGANISATION, 12), &mut SeededEntropy::new(12))
        .expect("a seed always gives bytes");
    let wrapped = key.wrap(&master_key(), &mut entropy).expect("a seed always gives bytes");
    let sealed = key.seal(Kind::Request, b"une avance", &mut entropy).expect("it is short");
    assert_eq!(wrapped.as_bytes(), bytes(include_str!("wrapped_key_v1.hex")));
    assert_eq!(sealed, bytes(include_str!("sealed_request_v1.hex")));
}

#[test]
fn libsodium_opens_what_we_sealed_and_for_its_owner_only() {
    let Some(python) = python_with_libsodium() else {
        println!("skipped: no PyNaCl (Debian: python3-nacl)");
        return;
    };
    let (wrapped, sealed) = (here("wrapped_key_v1.hex"), here("sealed_request_v1.hex"));
    let opened = opened_by_libsodium(python, "12", &wrapped, &sealed);
    assert_eq!(opened.as_deref(), Some(b"une avance".as_slice()));
    assert_eq!(opened_by_libsodium(python, "13", &wrapped, &sealed), None);
}
