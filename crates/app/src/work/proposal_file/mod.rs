//! A proposal written in a TOML file, with French or English keys: its title, its text, what it does
//! once adopted, from when, where it comes from.
//!
//! Files that it names (rules, statutes, documents) are opened by the caller and stand beside it. A
//! rule file may hold the new version alone: those adopted before are kept by themselves. Every error
//! is told with its file, its line, what was expected and what may have been meant; one error and
//! nothing is taken.
//!
//! **Absent on purpose:** whether the proposal is possible today (`domain` decides that), and opening
//! files by itself.

mod effects;
mod reader;
mod rules;
#[cfg(test)]
mod tests;
mod ties;

use std::path::{Component, Path};

use caisse_domain::proposals::{Change, Content, Effect, LONGEST_LIST, Link};
use caisse_domain::rules::RuleBook;
use caisse_journal::Digest;
use caisse_units::{Day, Language};
use toml::de::DeTable;

use reader::{Found, Reader, Table, Word};

/// The most bytes of the file itself.
pub const MOST_BYTES: usize = 1_000_000;
/// The most bytes of a file that it names.
pub const MOST_BYTES_BESIDE: usize = 64_000_000;
const MOST_PROBLEMS: usize = 100;
const MOST_LIST: usize = LONGEST_LIST;

const TITLE: Word = Word("titre", "title");
const TEXT: Word = Word("texte", "text");
const FROM: Word = Word("a_partir_du", "from");
const LINKS: Word = Word("liens", "links");
const DOCUMENTS: Word = Word("documents", "documents");
const REASONS: Word = Word("motif", "reason");

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Which file.
    pub file: String,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong and what to do, in French and in English.
    pub text: (String, String),
}

impl Problem {
    /// The sentence, with its place.
    pub fn sentence(&self, language: Language) -> String {
        let text = language.choose(&self.text.0, &self.text.1);
        match (self.line, language) {
            (0, Language::French) => format!("{} : {text}", self.file),
            (0, Language::English) => format!("{}: {text}", self.file),
            (line, Language::French) => format!("{}, ligne {line} : {text}", self.file),
            (line, Language::English) => format!("{}, line {line}: {text}", self.file),
        }
    }
}

/// Opens a file that stands beside a proposal, by the path written there.
pub type Beside<'s> = dyn Fn(&str) -> Result<Vec<u8>, String> + 's;

/// A proposal as written, and what it is read with.
#[derive(Clone, Copy)]
pub struct Source<'s> {
    /// The name of the file, for errors.
    pub name: &'s str,
    /// What it says.
    pub text: &'s str,
    /// Opens the files that it names.
    pub beside: &'s Beside<'s>,
    /// The rules adopted so far.
    pub book: &'s RuleBook,
    /// The day it is: the day of effect, when none is given and the effect has none of its own.
    pub today: Day,
}

/// An amendment as written.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenChange {
    /// Why, if the file says so.
    pub reasons: Option<String>,
    /// What it changes.
    pub change: Change,
}

/// Opens files in one folder: what a proposal names there, and nothing above it.
pub fn folder(root: &Path) -> impl Fn(&str) -> Result<Vec<u8>, String> + '_ {
    move |name| {
        let path = Path::new(name);
        if path.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
            return Err("un chemin relatif, sans « .. » / a relative path, without “..”".to_owned());
        }
        let path = root.join(path);
        let length = std::fs::metadata(&path).map_err(|error| error.to_string())?.len();
        if length > MOST_BYTES_BESIDE as u64 {
            return Err("plus de 64 Mo / over 64 MB".to_owned());
        }
        std::fs::read(&path).map_err(|error| error.to_string())
    }
}

/// Reads a whole proposal.
///
/// # Errors
/// Every problem with its place, at most 100.
pub fn content(source: Source<'_>) -> Result<Content, Vec<Problem>> {
    read(source, |reader, root| {
        let mut words = vec![TITLE, TEXT, FROM, LINKS, DOCUMENTS];
        words.extend(effects::words());
        reader.check_keys(root, &words);
        let title = needed_text(reader, root, TITLE, "\"La cotisation passe à 12 €\"");
        let text = needed_text(reader, root, TEXT, "\"Pourquoi et comment\"");
        let written = effects::read(reader, root, source);
        let from = reader.find(root, FROM).and_then(|found| reader.day(found));
        let links = reader.find(root, LINKS).map(|found| links(reader, found));
        let documents = reader.find(root, DOCUMENTS).map(|found| documents(reader, found, source));
        let (effect, starts) = written.unwrap_or((Effect::Resolution, None));
        let from = from.or(starts).or_else(|| {
            if effect.is_dated() && reader.find(root, FROM).is_none() && reader.problems.is_empty()
            {
                reader.need(root, FROM, "2027-03-01");
            }
            Some(source.today)
        });
        Some(Content {
            title: title?,
            text: text?,
            effect,
            from: from?,
            links: links.unwrap_or_default(),
            documents: documents.unwrap_or_default(),
        })
    })
}

/// Reads an amendment: the parts that it changes, the others stay away. A date of effect that is not
/// given stays as it was, but for rules: they bring theirs.
///
/// # Errors
/// Every problem with its place, at most 100.
pub fn change(source: Source<'_>) -> Result<WrittenChange, Vec<Problem>> {
    read(source, |reader, root| {
        let mut words = vec![REASONS, TITLE, TEXT, FROM];
        words.extend(effects::words());
        reader.check_keys(root, &words);
        let mut text = |word| reader.find(root, word).and_then(|found| reader.text(found));
        let (reasons, title, body) = (text(REASONS), text(TITLE), text(TEXT));
        let written = effects::read(reader, root, source);
        let from = reader.find(root, FROM).and_then(|found| reader.day(found));
        let (effect, starts) = written.map_or((None, None), |(effect, from)| (Some(effect), from));
        let change = Change { title, text: body, effect, from: from.or(starts) };
        Some(WrittenChange { reasons, change })
    })
}

fn read<T>(
    source: Source<'_>,
    build: impl FnOnce(&mut Reader, Table<'_>) -> Option<T>,
) -> Result<T, Vec<Problem>> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(source.text);
    let mut reader = Reader::new(source.name, text);
    if text.len() > MOST_BYTES {
        reader.report(0, "le fichier dépasse 1 Mo", "the file is over 1 MB");
        return Err(reader.problems);
    }
    let document = match DeTable::parse(text) {
        Ok(document) => document,
        Err(error) => {
            let line = error.span().map_or(1, |span| reader.line(&span));
            let reason = error.message().replace('\n', ", ");
            reader.report(
                line,
                format!("ce n'est pas du TOML : {reason} ; un texte est entre guillemets, sur plusieurs lignes entre \"\"\""),
                format!("this is not TOML: {reason}; a text stands between quotes, over several lines between \"\"\""),
            );
            return Err(reader.problems);
        }
    };
    let root = Table { name: "", line: 1, content: document.get_ref() };
    let built = build(&mut reader, root);
    match built {
        Some(built) if reader.problems.is_empty() => Ok(built),
        _ => {
            let name = source.name;
            reader.problems.sort_by_key(|problem| (problem.file != name, problem.line));
            Err(reader.problems)
        }
    }
}

fn needed_text(reader: &mut Reader, table: Table<'_>, word: Word, like: &str) -> Option<String> {
    let found = reader.need(table, word, like)?;
    reader.text(found)
}

fn links(reader: &mut Reader, found: Found<'_>) -> Vec<Link> {
    let list = reader.list(found);
    list.into_iter().filter_map(|one| link(reader, one)).collect()
}

fn link(reader: &mut Reader, found: Found<'_>) -> Option<Link> {
    let text = found.value.as_str().unwrap_or_default().trim();
    let link = parse_link(text);
    if link.is_none() {
        let told = reader::short(text);
        reader.report(
            found.line,
            format!("« {told} » n'est pas un lien ; il y a les griefs (G1), les revendications (RV1), les projets (PJ1) et les propositions (PR1)"),
            format!("“{told}” is not a link; there are grievances (G1), demands (RV1), projects (PJ1) and proposals (PR1)"),
        );
    }
    link
}

/// A link as it is written: G1, RV1, PJ1 or PR1.
pub fn parse_link(text: &str) -> Option<Link> {
    let grievance = text.parse().map(Link::Grievance);
    let other = grievance.or_else(|_| text.parse().map(Link::Demand));
    let other = other.or_else(|_| text.parse().map(Link::Project));
    other.or_else(|_| text.parse().map(Link::Proposal)).ok()
}

fn documents(reader: &mut Reader, found: Found<'_>, source: Source<'_>) -> Vec<String> {
    let mut digests = Vec::new();
    for one in reader.list(found) {
        let Some(name) = reader.text(one) else { continue };
        if let Some(bytes) = beside(reader, one.line, &name, source) {
            digests.push(Digest::of(&bytes).to_string());
        }
    }
    digests
}

/// The bytes of a file that stands beside.
fn beside(reader: &mut Reader, line: usize, name: &str, source: Source<'_>) -> Option<Vec<u8>> {
    match (source.beside)(name) {
        Ok(bytes) => Some(bytes),
        Err(reason) => {
            let name = reader::short(name);
            reader.report(
                line,
                format!("le fichier « {name} » ne s'ouvre pas ({reason}) ; son chemin part du dossier de ce fichier-ci"),
                format!("the file “{name}” does not open ({reason}); its path starts in the folder of this file"),
            );
            None
        }
    }
}
