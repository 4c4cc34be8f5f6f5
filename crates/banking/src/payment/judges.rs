//! Every file is put before the schema of its form, by a program that is not ours.

use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;

use super::debit::{DebitVersion, Sequence};
use super::tests::{any_name, debit, debits, transfer, transfers};
use super::transfer::TransferVersion;

/// What xmllint says of the bytes against this schema: `None` if it cannot be asked.
fn verdict(bytes: &[u8], form: &str) -> Option<Result<(), String>> {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/banking/xsd");
    let schema: PathBuf = schemas.join(format!("{form}.xsd"));
    if !schema.exists() {
        println!("skipped: no shared data");
        return None;
    }
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("file.xml");
    std::fs::write(&path, bytes).unwrap();
    let mut run = Command::new("xmllint");
    match run.args(["--noout", "--nonet", "--schema"]).arg(schema).arg(&path).output() {
        Err(_) => {
            println!("skipped: xmllint is not installed");
            None
        }
        Ok(output) if output.status.success() => Some(Ok(())),
        Ok(output) => Some(Err(String::from_utf8_lossy(&output.stderr).into_owned())),
    }
}

const TRANSFERS: [(TransferVersion, &str); 2] =
    [(TransferVersion::V09, "pain.001.001.09"), (TransferVersion::V03, "pain.001.001.03")];
const DEBITS: [(DebitVersion, &str); 2] =
    [(DebitVersion::V08, "pain.008.001.08"), (DebitVersion::V02, "pain.008.001.02")];

#[test]
fn the_schemas_accept_our_files() {
    for (version, form) in TRANSFERS {
        let bytes = transfers().to_xml(version).unwrap();
        assert_eq!(verdict(&bytes, form).unwrap_or(Ok(())), Ok(()), "{form}");
    }
    for (version, form) in DEBITS {
        let bytes = debits().to_xml(version).unwrap();
        assert_eq!(verdict(&bytes, form).unwrap_or(Ok(())), Ok(()), "{form}");
    }
}

#[test]
fn the_judge_does_refuse_a_wrong_file() {
    let bytes = transfers().to_xml(TransferVersion::V09).unwrap();
    let wrong =
        String::from_utf8(bytes).unwrap().replace("<BICFI>", "<BIC>").replace("</BICFI>", "</BIC>");
    if let Some(verdict) = verdict(wrong.as_bytes(), "pain.001.001.09") {
        assert!(verdict.is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_the_names_the_schemas_accept_or_we_refuse(
        names in prop::collection::vec((any_name(), "\\PC{0,200}", 1_i64..99_999_999_999), 1..6)
    ) {
        let mut file = transfers();
        file.batches.truncate(1);
        file.batches[0].items = names.iter().enumerate().map(|(rank, (name, text, cents))| {
            transfer(&format!("E{rank}"), *cents, name, text)
        }).collect();
        let mut collected = debits();
        collected.batches.truncate(1);
        collected.batches[0].sequence = Sequence::Recurrent;
        collected.batches[0].items = names.iter().enumerate().map(|(rank, (name, text, cents))| {
            debit(&format!("E{rank}"), *cents, name, text)
        }).collect();
        for (version, form) in TRANSFERS {
            if let Ok(bytes) = file.to_xml(version) {
                prop_assert_eq!(verdict(&bytes, form).unwrap_or(Ok(())), Ok(()));
            }
        }
        for (version, form) in DEBITS {
            if let Ok(bytes) = collected.to_xml(version) {
                prop_assert_eq!(verdict(&bytes, form).unwrap_or(Ok(())), Ok(()));
            }
        }
    }
}
