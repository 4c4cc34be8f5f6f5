//! Rules that a proposal adopts or repeals: the files it names, read beside the rules adopted.

use caisse_domain::proposals::Effect;
use caisse_domain::rules::{AdoptedRule, LegalMode, Purpose, RuleBook};
use caisse_rules::nearest::nearest;
use caisse_rules::{Rule, RuleError};
use caisse_units::{Day, Language};

use super::effects::Written;
use super::reader::{Found, Reader, Table, Word, short};
use super::{Problem, Source, beside, needed_text};

const MATTER: Word = Word("domaine", "matter");
const FILES: Word = Word("fichiers", "files");
const RULE: Word = Word("regle", "rule");
const NAME: Word = Word("nom", "name");
const PURPOSE: Word = Word("objet", "purpose");
const NEED: Word = Word("besoin", "need");
const MODE: Word = Word("mode", "mode");
const OWN: Word = Word("propre", "own");

/// The rules of the files that are not adopted as they are.
pub(super) fn adopt(reader: &mut Reader, table: Table<'_>, source: Source<'_>) -> Option<Written> {
    reader.check_keys(table, &[FILES, RULE]);
    let (rules, from) = adopted(reader, table, source)?;
    Some((Effect::AdoptRules { rules }, from))
}

/// The same, for all members of a federation, in a matter that they ceded.
pub(super) fn common(reader: &mut Reader, table: Table<'_>, source: Source<'_>) -> Option<Written> {
    reader.check_keys(table, &[MATTER, FILES, RULE]);
    let matter = needed_text(reader, table, MATTER, "\"salaires de référence\"");
    let (rules, from) = adopted(reader, table, source)?;
    Some((Effect::AdoptCommonRules { matter: matter?, rules }, from))
}

fn adopted(
    reader: &mut Reader,
    table: Table<'_>,
    source: Source<'_>,
) -> Option<(Vec<AdoptedRule>, Option<Day>)> {
    let list = reader.need(table, FILES, "[\"cotisation.toml\"]")?;
    let (list_line, mut files) = (list.line, Vec::new());
    for found in reader.list(list) {
        let Some(name) = reader.text(found) else { continue };
        let Some(bytes) = beside(reader, found.line, &name, source) else { continue };
        match String::from_utf8(bytes) {
            Ok(text) => files.push((name, text)),
            Err(_) => {
                let name = short(&name);
                reader.report(
                    found.line,
                    format!("« {name} » n'est pas un texte UTF-8 ; enregistrez-le ainsi"),
                    format!("“{name}” is not UTF-8 text; save it as such"),
                );
            }
        }
    }
    let purposes: Vec<(String, Purpose)> = match reader.find(table, RULE) {
        Some(found) => {
            let list = reader.list(found);
            list.into_iter().filter_map(|one| purpose(reader, one, source.book)).collect()
        }
        None => Vec::new(),
    };
    if !reader.problems.is_empty() {
        return None;
    }
    let rules = match proposed(&files, source.book) {
        Ok(rules) => rules,
        Err(errors) => {
            reader
                .problems
                .extend(errors.iter().map(|error| problem(error, source.name, list_line)));
            return None;
        }
    };
    if rules.is_empty() {
        reader.report(
            list_line,
            "ces fichiers ne changent aucune règle adoptée ; écrivez-y une nouvelle version, avec sa date (depuis)",
            "these files change no adopted rule; write a new version in them, with its date (depuis)",
        );
        return None;
    }
    for (name, _) in &purposes {
        if !rules.iter().any(|rule| rule.name == *name) {
            reader.report(
                table.line,
                format!(
                    "[[{}.regle]] parle de « {name} », qu'aucun de ces fichiers ne change",
                    table.name
                ),
                format!(
                    "[[{}.rule]] speaks of “{name}”, which none of these files changes",
                    table.name
                ),
            );
            return None;
        }
    }
    let from = rules.iter().filter_map(|rule| start(rule, source.book)).min();
    let adopted = |rule: Rule| {
        let told = purposes.iter().find(|(name, _)| *name == rule.name).map(|one| &one.1);
        let purpose = told.or(source.book.purpose(&rule.name));
        AdoptedRule { purpose: purpose.cloned().unwrap_or(Purpose::Parameter), rule }
    };
    Some((rules.into_iter().map(adopted).collect(), from))
}

/// The first day of what is new in a rule.
fn start(rule: &Rule, book: &RuleBook) -> Option<Day> {
    let kept = book.set().rule(&rule.name).map_or(0, |known| known.versions.len());
    rule.versions.get(kept).or(rule.versions.last()).map(|version| version.since)
}

/// Reads the files after what is adopted: a rule goes on from its past versions.
fn proposed(files: &[(String, String)], book: &RuleBook) -> Result<Vec<Rule>, Vec<RuleError>> {
    let read = book.set().read_after(files)?;
    let changed = read.rules().filter(|rule| book.set().rule(&rule.name) != Some(*rule));
    Ok(changed.cloned().collect())
}

/// An error of a rule file has its own file and line; one in an adopted rule, which the change
/// causes, stands where the files are named.
fn problem(error: &RuleError, name: &str, list_line: usize) -> Problem {
    let mut rest = error.clone();
    let file = rest.place.file.take();
    let line = rest.place.line.take();
    let text = (rest.sentence(Language::French), rest.sentence(Language::English));
    match file {
        Some(file) => Problem { file, line: line.unwrap_or(0), text },
        None => Problem { file: name.to_owned(), line: list_line, text },
    }
}

/// What a rule is for, when it is new.
fn purpose(reader: &mut Reader, found: Found<'_>, book: &RuleBook) -> Option<(String, Purpose)> {
    let table = reader.table(found)?;
    reader.check_keys(table, &[NAME, PURPOSE, NEED, MODE, OWN]);
    let name = needed_text(reader, table, NAME, "\"cotisation\"");
    let object = reader.need(table, PURPOSE, "\"allocation\"")?;
    let text = reader.text(object)?;
    let own = |reader: &mut Reader| needed_text(reader, table, OWN, "\"caisse\"");
    let purpose = match text.as_str() {
        "cotisation" | "contribution" => Purpose::Contribution,
        "plancher" | "floor" => Purpose::ReserveFloor,
        "parametre" | "parameter" => Purpose::Parameter,
        "perequation" | "equalisation" => Purpose::Equalisation,
        "cles" | "keys" => Purpose::Keys { own: own(reader)? },
        "allocation" | "benefit" => {
            let need = needed_text(reader, table, NEED, "\"food\"");
            let mode = reader.need(table, MODE, "\"aide\"").and_then(|found| mode(reader, found));
            Purpose::Benefit { need: need?, mode: mode? }
        }
        other => {
            let known =
                ["cotisation", "allocation", "cles", "plancher", "parametre", "perequation"];
            unknown(reader, object.line, other, &known);
            return None;
        }
    };
    let name = name?;
    if let Some(before) = book.purpose(&name)
        && *before != purpose
    {
        reader.report(
            object.line,
            format!("« {name} » est déjà adoptée pour autre chose ; son objet ne change pas"),
            format!("“{name}” is adopted for something else already; its purpose does not change"),
        );
        return None;
    }
    Some((name, purpose))
}

fn mode(reader: &mut Reader, found: Found<'_>) -> Option<LegalMode> {
    let text = reader.text(found)?;
    Some(match text.as_str() {
        "aide" | "aid" => LegalMode::DiscretionaryAid,
        "dons" | "gifts" => LegalMode::GiftCircle,
        "assurance" | "insurance" => LegalMode::InsuredByPartner,
        "credit" => LegalMode::CreditByThirdParty,
        other => {
            unknown(reader, found.line, other, &["aide", "dons", "assurance", "credit"]);
            return None;
        }
    })
}

fn unknown(reader: &mut Reader, line: usize, given: &str, known: &[&str]) {
    let (told, all) = (short(given), known.join(", "));
    let near = nearest(given, known.iter().copied());
    let (french, english) = match near {
        Some(near) => (format!("voulez-vous dire « {near} » ?"), format!("do you mean “{near}”?")),
        None => (format!("il y a : {all}"), format!("there are: {all}")),
    };
    reader.report(
        line,
        format!("« {told} » n'est pas connu ; {french}"),
        format!("“{told}” is not known; {english}"),
    );
}

/// The rule that a proposal repeals.
pub(super) fn repeal(reader: &mut Reader, table: Table<'_>, source: Source<'_>) -> Option<Written> {
    reader.check_keys(table, &[RULE]);
    let found = reader.need(table, RULE, "\"cotisation\"")?;
    let rule = reader.text(found)?;
    if source.book.set().rule(&rule).is_none() {
        let names: Vec<&str> = source.book.all().map(|(rule, _)| rule.name.as_str()).collect();
        unknown(reader, found.line, &rule, &names);
        return None;
    }
    Some((Effect::RepealRule { rule }, None))
}
