//! Rules and results told to people, in French and in English.
//!
//! A rule becomes sentences, tables of brackets and worked examples, generated from the same tree
//! that is executed: the text voted is the rule. A result becomes its steps, down to each parameter
//! with its date and its source.
//!
//! Absent on purpose: HTML. What comes out is structure and plain text; pages dress it.

mod formula;
mod number;
mod result;

use caisse_units::{Day, Language};

use crate::evaluate::evaluate_pool;
use crate::tree::{Content, Example, Line, Residue, Rule, RuleSet, SharingMethod, Version};
use crate::value::{Inputs, Value, ValueType};
use formula::Phrases;
pub use number::exact_written;
pub use result::{StepText, steps};

/// A rule told to an assembly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleText {
    /// The rule's title.
    pub title: String,
    /// Since when, by which decision, from which source.
    pub origin: Vec<String>,
    /// What must be known, one sentence for each input.
    pub inputs: Vec<String>,
    /// Its lines, the result last said so.
    pub lines: Vec<LineText>,
    /// Worked examples: those of the rule, computed again.
    pub examples: Vec<String>,
}

/// A line told to an assembly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineText {
    /// The line's name.
    pub name: String,
    /// The sentence: title, formula, rounding, floor and ceiling.
    pub sentence: String,
    /// The tables that the sentence refers to, in order.
    pub tables: Vec<TableText>,
}

/// A table of brackets, steps or cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableText {
    /// The headings of its columns.
    pub headings: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

/// Tells a rule as it stands on a day; `None` when there is no such rule or it is not in force.
pub fn rule_text(set: &RuleSet, rule: &str, on: Day, language: Language) -> Option<RuleText> {
    let rule = set.rule(rule)?;
    let version = rule.version_on(on)?;
    let lines = version.lines.iter().map(|line| {
        let phrases = Phrases { set, rule, version, on, language };
        line_text(&phrases, line, line.name == version.result && version.lines.len() > 1)
    });
    Some(RuleText {
        title: rule.title.text(language).to_owned(),
        origin: origin(rule, version, language),
        inputs: rule.inputs.iter().map(|input| input_sentence(input, language)).collect(),
        lines: lines.collect(),
        examples: examples(set, rule, version, language),
    })
}

fn origin(rule: &Rule, version: &Version, language: Language) -> Vec<String> {
    let since = version.since.written(language);
    let next = rule.versions.iter().find(|other| other.since > version.since);
    let mut origin = vec![match (next, language) {
        (Some(next), Language::French) => {
            format!("En vigueur du {since} au {}.", next.since.plus_days(-1).written(language))
        }
        (None, Language::French) => format!("En vigueur depuis le {since}."),
        (Some(next), Language::English) => {
            format!("In force from {since} to {}.", next.since.plus_days(-1).written(language))
        }
        (None, Language::English) => format!("In force since {since}."),
    }];
    let colon = language.choose("\u{a0}: ", ": ");
    if let Some(decision) = &version.decision {
        origin.push(format!("{}{colon}{decision}.", language.choose("Adoptée par", "Adopted by")));
    }
    if let Some(source) = &version.source {
        origin.push(format!("Source{colon}{source}."));
    }
    origin
}

/// What must be known, as a sentence.
pub(crate) fn input_sentence(input: &crate::tree::Input, language: Language) -> String {
    let title = input.title.text(language);
    let mut kind = input.kind.name(language).to_owned();
    if let Some(per) = input.per {
        kind += &format!(" {} {}", language.choose("par", "per"), per.name(language));
    }
    if !input.choices.is_empty() {
        kind = input.choices.join(", ");
    }
    let mut notes = vec![kind];
    let bound = |value: &Value| value.written(language);
    match (&input.lowest, &input.highest) {
        (Some(low), Some(high)) => notes.push(match language {
            Language::French => format!("de {} à {}", bound(low), bound(high)),
            Language::English => format!("from {} to {}", bound(low), bound(high)),
        }),
        (Some(low), None) => {
            notes.push(format!("{} {}", language.choose("au moins", "at least"), bound(low)));
        }
        (None, Some(high)) => {
            notes.push(format!("{} {}", language.choose("au plus", "at most"), bound(high)));
        }
        (None, None) => {}
    }
    if input.optional {
        notes.push(language.choose("facultatif", "optional").to_owned());
    }
    if let Some(default) = &input.default {
        notes.push(match language {
            Language::French => format!("{} si rien n'est dit", bound(default)),
            Language::English => format!("{} if nothing is said", bound(default)),
        });
    }
    let colon = language.choose("\u{a0}: ", ": ");
    format!("{title}{colon}{}.", notes.join(", "))
}

/// A line told by itself, its tables in brackets after it.
pub(crate) fn line_alone(
    set: &RuleSet,
    rule: &Rule,
    version: &Version,
    on: Day,
    line: &Line,
    language: Language,
) -> String {
    let phrases = Phrases { set, rule, version, on, language };
    let LineText { mut sentence, tables, .. } = line_text(&phrases, line, false);
    for row in tables.iter().flat_map(|table| &table.rows) {
        sentence.push_str(&format!(" [{}]", row.join(" | ")));
    }
    sentence
}

/// A formula told by itself.
pub(crate) fn formula_alone(
    set: &RuleSet,
    rule: &Rule,
    version: &Version,
    on: Day,
    formula: &crate::tree::Expression,
    language: Language,
) -> String {
    Phrases { set, rule, version, on, language }.phrase(formula, &mut Vec::new())
}

fn line_text(phrases: &Phrases<'_>, line: &Line, is_result: bool) -> LineText {
    let language = phrases.language;
    let mut tables = Vec::new();
    let title = line.title.text(language);
    let said = match &line.content {
        Content::Formula(formula) => phrases.phrase(formula, &mut tables),
        Content::Sharing(sharing) => {
            let total = phrases.phrase(&sharing.total, &mut tables);
            sharing_phrase(phrases, &total, &sharing.method, &mut tables)
        }
    };
    let mut sentence = format!("{title}{}{said}", language.choose("\u{a0}: ", ": "));
    if let Some(rounding) = rounding_phrase(line, language) {
        sentence += &format!(", {rounding}");
    }
    if let Some(floor) = &line.floor {
        let floor = phrases.phrase(floor, &mut tables);
        sentence += &format!(" ; {} {floor}", language.choose("au moins", "at least"));
    }
    if let Some(ceiling) = &line.ceiling {
        let ceiling = phrases.phrase(ceiling, &mut tables);
        sentence += &format!(" ; {} {ceiling}", language.choose("au plus", "at most"));
    }
    sentence.push('.');
    if language == Language::English {
        sentence = sentence.replace(" ; ", "; ");
    }
    if is_result {
        sentence += language.choose(" C'est le résultat.", " This is the result.");
    }
    LineText { name: line.name.clone(), sentence, tables }
}

/// How the line is rounded, when that is not the house's rounding.
fn rounding_phrase(line: &Line, language: Language) -> Option<String> {
    use crate::exact::Direction;
    if line.rounding.is_default() {
        return None;
    }
    let step = match line.rounding.step {
        Some(step) => step.written(language),
        None if line.kind == ValueType::Euros => language.choose("le centime", "the cent").into(),
        None => language.choose("l'unité", "the unit").to_owned(),
    };
    let (french, english) = match line.rounding.direction {
        Direction::Nearest => ("arrondi au plus proche, pas", "rounded to the nearest, step"),
        Direction::Down => ("arrondi vers le bas, pas", "rounded down, step"),
        Direction::Up => ("arrondi vers le haut, pas", "rounded up, step"),
    };
    let colon = language.choose("\u{a0}: ", ": ");
    Some(format!("{}{colon}{step}", language.choose(french, english)))
}

fn sharing_phrase(
    phrases: &Phrases<'_>,
    total: &str,
    method: &SharingMethod,
    tables: &mut Vec<TableText>,
) -> String {
    let language = phrases.language;
    let column = |column| phrases.column(column);
    let (french, english) = match method {
        SharingMethod::ByKeys { keys, remainder_to } => {
            let heading = |french, english| language.choose(french, english).to_owned();
            tables.push(TableText {
                headings: vec![heading("Qui reçoit", "Taker"), heading("Part", "Part")],
                rows: keys
                    .iter()
                    .map(|key| vec![key.name.clone(), key.rate.written(language)])
                    .collect(),
            });
            (
                format!(
                    "{total}, partagé selon les clés du tableau ; chaque part est arrondie vers le \
                     bas et « {remainder_to} » reçoit ce qui reste"
                ),
                format!(
                    "{total}, split by the keys of the table; each part is rounded down and \
                     “{remainder_to}” receives what is left"
                ),
            )
        }
        SharingMethod::InProportion { weights }
        | SharingMethod::LargestRemainders { weights, .. } => {
            let by = column(weights);
            (
                format!("une part de {total}, en proportion de : {by}, au plus fort reste"),
                format!("a share of {total}, in proportion to {by}, by largest remainders"),
            )
        }
        SharingMethod::Equally { among: None } => (
            format!("une part égale de {total} pour chacun"),
            format!("an equal share of {total} for each"),
        ),
        SharingMethod::Equally { among: Some(among) } => {
            let among = column(among);
            (
                format!("une part égale de {total} entre ceux pour qui « {among} » est oui"),
                format!("an equal share of {total} between those for whom “{among}” is yes"),
            )
        }
        SharingMethod::ConstrainedEqualAwards { claims } => {
            let claims = column(claims);
            (
                format!("une part de {total} : la même pour chacun, sans dépasser « {claims} »"),
                format!("a share of {total}: the same for each, never above “{claims}”"),
            )
        }
        SharingMethod::ConstrainedEqualLosses { claims } => {
            let claims = column(claims);
            (
                format!(
                    "une part de {total} : chacun perd le même montant sur « {claims} », sans \
                     descendre sous zéro"
                ),
                format!(
                    "a share of {total}: each loses the same amount of “{claims}”, never below zero"
                ),
            )
        }
        SharingMethod::Talmud { claims } => {
            let claims = column(claims);
            (
                format!(
                    "une part de {total} : gains égaux jusqu'à la moitié de « {claims} », pertes \
                     égales au-delà"
                ),
                format!(
                    "a share of {total}: equal gains up to half of “{claims}”, equal losses beyond"
                ),
            )
        }
        SharingMethod::PriorityClasses { claims, classes } => {
            let (claims, classes) = (column(claims), column(classes));
            (
                format!(
                    "une part de {total} : d'abord ceux dont « {classes} » est 1, puis 2, et ainsi \
                     de suite, chacun jusqu'à « {claims} » ; dans la classe qui ne peut l'être en \
                     entier, en proportion"
                ),
                format!(
                    "a share of {total}: first those whose “{classes}” is 1, then 2, and so on, \
                     each up to “{claims}”; in proportion within the class that cannot be served \
                     whole"
                ),
            )
        }
        SharingMethod::UpTo { holdings, level } => {
            let (holdings, level) = (column(holdings), phrases.phrase(level, tables));
            (
                format!(
                    "ce qui relève « {holdings} » jusqu'à {level}, dans la limite de {total}, les \
                     plus bas d'abord"
                ),
                format!("what raises “{holdings}” up to {level}, within {total}, the lowest first"),
            )
        }
        SharingMethod::Transfers { residue } => {
            let (french, english) = residue_phrase(phrases, residue);
            (
                format!(
                    "un transfert de {total} (reçu au-dessus de zéro, payé au-dessous) ; ce que les \
                     uns paient est au centime ce que les autres reçoivent ; {french}"
                ),
                format!(
                    "a transfer of {total} (received above zero, paid below); what some pay is to \
                     the cent what the others receive; {english}"
                ),
            )
        }
    };
    language.choose(&french, &english).to_owned()
}

fn residue_phrase(phrases: &Phrases<'_>, residue: &Residue) -> (String, String) {
    let (french, english) = match residue {
        Residue::Nobody => (
            "une formule qui ne s'équilibre pas est refusée",
            "a formula that does not balance is refused",
        ),
        Residue::Payers => (
            "l'écart éventuel est à la charge de ceux qui paient, en proportion",
            "a difference, if any, is borne by those who pay, in proportion",
        ),
        Residue::Receivers => (
            "l'écart éventuel est à la charge de ceux qui reçoivent, en proportion",
            "a difference, if any, is borne by those who receive, in proportion",
        ),
        Residue::Both => (
            "l'écart éventuel est porté pour moitié par ceux qui paient, pour moitié par ceux qui \
             reçoivent",
            "a difference, if any, is borne half by those who pay, half by those who receive",
        ),
        Residue::Carriers(carriers) => {
            let by = phrases.column(carriers);
            return (
                format!("l'écart éventuel est porté en proportion de « {by} »"),
                format!("a difference, if any, is borne in proportion to “{by}”"),
            );
        }
    };
    (french.to_owned(), english.to_owned())
}

/// The examples of the version, computed again: what is known, what comes out.
fn examples(set: &RuleSet, rule: &Rule, version: &Version, language: Language) -> Vec<String> {
    version.examples.iter().filter_map(|one| example(set, rule, version, one, language)).collect()
}

fn example(
    set: &RuleSet,
    rule: &Rule,
    version: &Version,
    example: &Example,
    language: Language,
) -> Option<String> {
    let on = example.on.unwrap_or(version.since);
    let rows: Vec<Inputs> = example.rows.iter().map(|row| row.inputs.clone()).collect();
    let outcomes = evaluate_pool(set, &rule.name, on, &rows, false).ok()?;
    let colon = language.choose("\u{a0}: ", ": ");
    let told = rows.iter().zip(outcomes).map(|(inputs, outcome)| {
        let known: Vec<String> = inputs
            .iter()
            .map(|(name, value)| {
                let title = rule.input(name).map_or(name.as_str(), |i| i.title.text(language));
                format!("{title}{colon}{}", value.written(language))
            })
            .collect();
        format!("{} → {}", known.join(", "), outcome.value.written(language))
    });
    let told: Vec<String> = told.collect();
    let day = match (example.on, language) {
        (Some(day), Language::French) => format!("le {}{colon}", day.written(language)),
        (Some(day), Language::English) => format!("on {}{colon}", day.written(language)),
        (None, _) => String::new(),
    };
    Some(format!("{day}{}", told.join(" ; ")))
}

impl RuleText {
    /// The whole as plain text.
    pub fn text(&self, language: Language) -> String {
        let mut text = format!("{}\n", self.title);
        for sentence in &self.origin {
            text += &format!("{sentence}\n");
        }
        if !self.inputs.is_empty() {
            text += language.choose("\nCe qu'il faut savoir\n", "\nWhat must be known\n");
            for input in &self.inputs {
                text += &format!("- {input}\n");
            }
        }
        text += language.choose("\nLa règle\n", "\nThe rule\n");
        for line in &self.lines {
            text += &format!("- {}\n", line.sentence);
            for table in &line.tables {
                text += &table.text();
            }
        }
        if !self.examples.is_empty() {
            text += language.choose("\nExemples\n", "\nExamples\n");
            for example in &self.examples {
                text += &format!("- {example}\n");
            }
        }
        text
    }
}

impl TableText {
    /// The table in columns of plain text.
    pub fn text(&self) -> String {
        let all = || std::iter::once(&self.headings).chain(&self.rows);
        let width = |column: usize| {
            all().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max()
        };
        let mut text = String::new();
        for row in all() {
            let cells: Vec<String> = row
                .iter()
                .enumerate()
                .map(|(at, cell)| {
                    let width = width(at).unwrap_or(0);
                    format!("{cell:<width$}")
                })
                .collect();
            text += &format!("    {}\n", cells.join(" | ").trim_end());
        }
        text
    }
}

#[cfg(test)]
mod tests;
