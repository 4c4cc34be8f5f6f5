//! No space left: in a file system that is full, and under a limit on the size of files. Both need a
//! process of their own, so the test starts itself again as a child.

use std::path::{Path, PathBuf};
use std::process::Command;

use caisse_app::{ExecuteError, House, SetClock};
use caisse_journal::StoreError;
use caisse_units::Language;
use caisse_world::caisse::{founded, identifier, open};

use super::{MODEL, cash, disk, founded_on, request, state};

/// Where the child works, and what fills its disk.
const FOLDER: &str = "CAISSE_FULL_DISK_FOLDER";
const LIMITED: &str = "CAISSE_FULL_DISK_LIMITED";

/// Commands of a batch: enough that the disk is full after some.
const TOGETHER: i64 = 40;

/// Executes until the disk refuses; gives how many were acknowledged and the refusal.
fn until_full(house: &mut House, mut number: i64) -> (i64, ExecuteError) {
    for _ in 0..5_000 {
        let asked = (number..number + TOGETHER)
            .map(|n| request(format!("cash-{n}"), cash(1, 100 + n, founded_on())));
        let answers = house.execute_batch(asked.collect());
        if let Some(Err(error)) = answers.iter().find(|answer| answer.is_err()) {
            assert!(answers.iter().all(|answer| answer.as_ref() == Err(error)), "all or nothing");
            return (number, error.clone());
        }
        number += TOGETHER;
    }
    panic!("the disk never fills");
}

/// What the child does on its small disk: full, twice the same refusal, space again, and on.
fn fill(folder: &Path, told_clearly: fn(&StoreError), free: impl FnOnce()) {
    let told_clearly = |refusal: &ExecuteError| match refusal {
        ExecuteError::Store(error) => told_clearly(error),
        other => panic!("{other:?}"),
    };
    let path = folder.join("journal.sqlite");
    let clock = SetClock::at(founded_on());
    let mut house = founded(disk(&path), &clock, MODEL, 3);
    let before = house.head().size;
    let (done, refusal) = until_full(&mut house, 0);
    assert!(done > 0, "something was written first");
    told_clearly(&refusal);

    // The state before stands, and the caisse is not read-only for that.
    let stands = |house: &House, done: i64| {
        assert_eq!(house.read_only(), None);
        assert_eq!(house.head().size, before + done as u64);
        assert_eq!(state(house).contributions.receipts().count() as i64, done);
    };
    stands(&house, done);
    let (still, refusal) = until_full(&mut house, done);
    assert_eq!(still, done);
    told_clearly(&refusal);
    stands(&house, done);

    // Whoever opens the same full disk reads all that was acknowledged. What closing moved out of the
    // log may have made a little space.
    drop(house);
    let mut house = open(disk(&path), &clock, 2);
    stands(&house, done);
    let (done, refusal) = until_full(&mut house, done);
    told_clearly(&refusal);

    free();
    let asked =
        (0..done + TOGETHER).map(|n| request(format!("cash-{n}"), cash(1, 100 + n, founded_on())));
    for (n, answer) in house.execute_batch(asked.collect()).into_iter().enumerate() {
        let told = answer.unwrap_or_else(|error| panic!("with space again: {error}"));
        assert_eq!(told.repeated, (n as i64) < done, "each once");
    }
    drop(house);
    let store = disk(&path);
    let house = open(store.clone(), &clock, 3);
    assert_eq!(state(&house).contributions.receipts().count() as i64, done + TOGETHER);
    assert!(caisse_app::verify::store(store.as_ref(), &identifier(), &[]).is_sound());
    println!("the disk was full after {done} commands");
}

/// The refusal of a full disk names the place and what to do.
fn told_that_it_is_full(error: &StoreError) {
    assert!(matches!(error, StoreError::Full { .. }), "{error:?}");
    let french = error.sentence(Language::French);
    assert!(french.contains("journal.sqlite") && french.contains("plus de place"), "{french}");
    let english = error.sentence(Language::English);
    assert!(english.contains("free some space and try again"), "{english}");
}

/// A limit is told by SQLite as any other failure of the disk: the place, and what to look at.
fn told_to_look_at_the_disk(error: &StoreError) {
    assert!(matches!(error, StoreError::Failed { .. } | StoreError::Full { .. }), "{error:?}");
    let french = error.sentence(Language::French);
    assert!(french.contains("journal.sqlite") && french.contains("disque"), "{french}");
    let english = error.sentence(Language::English);
    assert!(english.contains("check the disk before trying again"), "{english}");
}

#[test]
#[ignore = "started by the tests below"]
fn child_fills_its_disk() {
    let Some(folder) = std::env::var_os(FOLDER).map(PathBuf::from) else { return };
    if std::env::var_os(LIMITED).is_some() {
        return fill(&folder, told_to_look_at_the_disk, lift_the_limit);
    }
    // Most of the disk is taken by another file, which is removed later.
    let other = folder.join("other");
    std::fs::write(&other, vec![0; 3 << 20]).expect("there is room for it");
    fill(&folder, told_that_it_is_full, || std::fs::remove_file(&other).expect("removed"));
}

fn lift_the_limit() {
    let process = std::process::id().to_string();
    let lifted = Command::new("prlimit").args(["--pid", &process, "--fsize=unlimited"]).status();
    assert!(lifted.is_ok_and(|status| status.success()), "the limit is lifted");
}

/// The child, run by a shell that prepares its disk.
fn child(shell: &str, folder: &Path, limited: bool) -> std::process::Output {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new("sh");
    command.args(["-c", shell, "sh"]).arg(program).env(FOLDER, folder);
    if limited {
        command.env(LIMITED, "1");
    }
    command.output().expect("a shell")
}

const RUN: &str = r#"exec "$1" --exact full_disk::child_fills_its_disk --ignored --nocapture"#;

fn passed(output: &std::process::Output) {
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && out.contains("1 passed"), "{out}\n{err}");
    let told = out.lines().find(|line| line.contains("the disk was full"));
    println!("{}", told.expect("it was filled"));
}

#[test]
fn a_full_file_system_refuses_clearly_and_all_goes_on_when_there_is_space() {
    let folder = tempfile::tempdir().expect("a folder");
    // A file system in memory, in a namespace of the child alone: it is gone with it.
    let prepare = format!("mount -t tmpfs -o size=6m none \"${FOLDER}\" || exit 77\n{RUN}");
    let shell = format!("exec unshare --map-root-user --mount sh -c '{prepare}' sh \"$1\"");
    let output = child(&shell, folder.path(), false);
    if output.status.code() == Some(77) || !String::from_utf8_lossy(&output.stdout).contains("test")
    {
        println!("skipped: no file system can be mounted here");
        return;
    }
    passed(&output);
}

#[test]
fn a_limit_on_the_size_of_files_refuses_clearly_and_all_goes_on_without_it() {
    let folder = tempfile::tempdir().expect("a folder");
    // The signal that would end the child is not heard, so that the write fails instead.
    let shell = format!("trap '' XFSZ; ulimit -S -f 2048\n{RUN}");
    passed(&child(&shell, folder.path(), true));
}
