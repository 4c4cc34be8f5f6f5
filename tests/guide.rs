//! The chapters of the guide on assemblies and proposals, played: every command that they show is run in order, and
//! the program must answer what they say.
//!
//! In a chapter, `<!-- jour 2026-03-02 -->` sets the day, `<!-- caisse … -->` runs a command that is not
//! shown, `<!-- fichier NOM -->` names the block that follows, which becomes that file. A `…` at the end of
//! a line stands for any text. `<!-- cle MOT DOSSIER -->` has the word stand, in commands, for the key of that
//! directory, which is drawn anew each time. `CAISSE_GUIDE=write` writes the answers into the chapters, to be read before they are
//! kept.

use std::path::{Path, PathBuf};
use std::process::Command;

struct Player {
    folder: PathBuf,
    day: String,
    /// Words that stand for a key.
    keys: Vec<(String, String)>,
}

impl Player {
    /// Has a word stand for the key that signs for a directory.
    fn remember(&mut self, word: &str, directory: &str) {
        let card = self.answer(&format!("caisse --dir {directory} --json federation card"));
        let key = card.split("\"key\":").nth(1).and_then(|rest| rest.split('"').nth(1));
        self.keys.push((word.to_owned(), key.expect("a card has a key").to_owned()));
    }

    /// Standard and error output of a command, as a terminal shows them.
    fn answer(&self, command: &str) -> String {
        let mut words = words(command);
        for word in &mut words {
            if let Some((_, key)) = self.keys.iter().find(|(name, _)| name == word) {
                word.clone_from(key);
            }
        }
        let output = Command::new(env!("CARGO_BIN_EXE_caisse"))
            .args(&words[1..])
            .args(["--language", "fr", "--today", &self.day])
            .current_dir(&self.folder)
            .env("CAISSE_DIR", "cite")
            .output()
            .expect("the program starts");
        let bytes = [output.stdout, output.stderr].concat();
        String::from_utf8_lossy(&bytes).trim_end().to_owned()
    }
}

/// The words of a command line; quotes hold spaces together.
fn words(command: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted, mut any) = (Vec::new(), String::new(), false, false);
    for letter in command.chars() {
        match letter {
            '"' => (quoted, any) = (!quoted, true),
            ' ' if !quoted => {
                if any || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                any = false;
            }
            letter => word.push(letter),
        }
    }
    if any || !word.is_empty() {
        words.push(word);
    }
    words
}

/// True if a line, or the end of one, is left out.
fn elided(said: &str) -> bool {
    said.lines().any(|line| line.trim_end().ends_with('…'))
}

/// True if the answer is what the chapter says, where `…` stands for any lines.
fn same(said: &str, answer: &str) -> bool {
    let plain = |text: &str| text.replace(['\u{a0}', '\u{202f}'], " ");
    let (said, answer) = (plain(said), plain(answer));
    if !elided(&said) {
        return said.trim_end() == answer.trim_end();
    }
    let mut rest = answer.as_str();
    said.split('…').all(|part| match rest.find(part.trim()) {
        Some(at) => {
            rest = &rest[at + part.trim().len()..];
            true
        }
        None => false,
    })
}

/// Plays a chapter; gives it with the answers of the program in their places, and what differs.
fn play(player: &mut Player, text: &str) -> (String, Vec<String>) {
    let (mut written, mut differences) = (Vec::new(), Vec::new());
    let mut file: Option<String> = None;
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        written.push(line.to_owned());
        if let Some(note) = line.trim().strip_prefix("<!-- ").and_then(|l| l.strip_suffix(" -->")) {
            match note.split_once(' ') {
                Some(("jour", day)) => player.day = day.to_owned(),
                Some(("fichier", name)) => file = Some(name.to_owned()),
                Some(("cle", rest)) => {
                    let (word, directory) = rest.split_once(' ').expect("a word, a directory");
                    player.remember(word, directory);
                }
                Some(("caisse", _)) => {
                    let answer = player.answer(note);
                    let wrong = answer.is_empty() && differences.is_empty();
                    assert!(!wrong, "{note}");
                }
                _ => panic!("{note}"),
            }
        } else if line.starts_with("```") {
            let mut block: Vec<String> = Vec::new();
            for line in lines.by_ref().take_while(|line| *line != "```") {
                block.push(line.to_owned());
            }
            if let Some(name) = file.take() {
                std::fs::write(player.folder.join(name), block.join("\n") + "\n").expect("a file");
                written.extend(block);
            } else if block.first().is_some_and(|line| line.starts_with("$ caisse")) {
                written.extend(play_block(player, &block, &mut differences));
            } else {
                written.extend(block);
            }
            written.push("```".to_owned());
        }
    }
    (written.join("\n") + "\n", differences)
}

fn play_block(player: &Player, block: &[String], differences: &mut Vec<String>) -> Vec<String> {
    let mut written = Vec::new();
    let starts: Vec<usize> = (0..block.len()).filter(|at| block[*at].starts_with("$ ")).collect();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(block.len());
        let (command, said) = (&block[*start], block[start + 1..end].join("\n"));
        let answer = player.answer(command.trim_start_matches("$ "));
        if index > 0 {
            written.push(String::new());
        }
        written.push(command.clone());
        let elided = elided(&said);
        if !same(&said, &answer) {
            differences.push(format!("{command}\n— dit :\n{said}\n— répond :\n{answer}\n"));
        }
        let kept = if elided { said.trim_end() } else { &answer };
        written.extend(kept.lines().map(str::to_owned));
    }
    written
}

#[test]
fn the_chapters_on_assemblies_say_what_the_program_answers() {
    play_chapters("guide", &["15-assembler.md", "16-voter.md"]);
}

#[test]
fn the_chapters_on_proposals_and_projects_say_what_the_program_answers() {
    play_chapters("guide-proposals", &["17-proposer.md", "18-projets.md"]);
}

#[test]
fn the_chapter_on_federations_says_what_the_program_answers() {
    play_chapters("guide-federation", &["19-federation.md"]);
}

/// Plays chapters one after the other in a folder of their own.
fn play_chapters(folder: &str, chapters: &[&str]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).expect("emptied");
    }
    std::fs::create_dir_all(&folder).expect("made");
    let mut player = Player { folder, day: "2026-03-02".to_owned(), keys: Vec::new() };
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide");
    let write = std::env::var("CAISSE_GUIDE").is_ok_and(|value| value == "write");
    for chapter in chapters {
        let path = guide.join(chapter);
        let text = std::fs::read_to_string(&path).expect("a chapter");
        let (played, differences) = play(&mut player, &text);
        if write {
            std::fs::write(&path, played).expect("written");
        } else {
            assert!(differences.is_empty(), "{chapter}\n{}", differences.join("\n"));
        }
    }
}

#[test]
fn a_chapter_that_says_otherwise_is_found_out() {
    assert!(same("un\n…\ntrois", "un\ndeux\ntrois"));
    assert!(!same("un\n…\nquatre", "un\ndeux\ntrois"));
    assert!(!same("un", "un\ndeux"));
    assert_eq!(words("caisse a \"b c\" d"), ["caisse", "a", "b c", "d"]);
}
