//! Reading along the form: values with their lines, and every error.

use std::collections::BTreeMap;

use caisse_domain::assemblies::Share;
use caisse_rules::nearest::nearest;
use caisse_units::{Amount, Language};
use serde_json::{Map, Value, json};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::form::{Field, Form, Keyed, Word};
use super::{MOST_ELEMENTS, MOST_PROBLEMS, Problem, plain};

/// The line of each part of the file, by its place in the domain's own form: `quorum/first`.
pub(super) struct Lines(BTreeMap<String, usize>);

impl Lines {
    /// The line of a place, or of the nearest place around it; 0 for the file as a whole.
    pub fn nearest(&self, place: &str) -> usize {
        let mut place = place;
        loop {
            match (self.0.get(place), place.rsplit_once('/')) {
                (Some(line), _) => return *line,
                (None, Some((around, _))) => place = around,
                (None, None) => return 0,
            }
        }
    }
}

/// Reads a file with these keys into the domain's own form.
pub(super) fn read(text: &str, fields: &[Field]) -> Result<(Value, Lines), Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut reader = Reader { starts, problems: Vec::new(), lines: BTreeMap::new() };
    let table = DeTable::parse(text).map_err(|error| {
        let line = error.span().map_or(0, |span| reader.line(span.start));
        let reason = error.message().replace('\n', ", ");
        vec![Problem::new(
            line,
            format!("le fichier n'est pas du TOML : {reason}"),
            format!("the file is not TOML: {reason}"),
        )]
    })?;
    let value = reader.table(table.get_ref(), 1, fields, "");
    if reader.problems.is_empty() {
        return Ok((value, Lines(reader.lines)));
    }
    reader.problems.sort_by_key(|problem| problem.line);
    reader.problems.truncate(MOST_PROBLEMS);
    Err(reader.problems)
}

struct Reader {
    starts: Vec<usize>,
    problems: Vec<Problem>,
    lines: BTreeMap<String, usize>,
}

type Node<'t> = Spanned<DeValue<'t>>;

impl Reader {
    /// The line, from 1, of a byte.
    fn line(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).max(1)
    }

    fn report(&mut self, line: usize, french: impl Into<String>, english: impl Into<String>) {
        // One more than is told, and no more: a hostile file costs little.
        if self.problems.len() <= MOST_PROBLEMS {
            self.problems.push(Problem::new(line, french, english));
        }
    }

    /// A value of another form than the one expected.
    fn expected(&mut self, line: usize, node: &Node<'_>, french: &str, english: &str) -> Value {
        let found = found(node);
        self.report(
            line,
            format!("« {found} » : attendu, {french}"),
            format!("“{found}”: expected {english}"),
        );
        Value::Null
    }

    fn table(&mut self, table: &DeTable<'_>, line: usize, fields: &[Field], at: &str) -> Value {
        let mut object = Map::new();
        for (key, node) in table {
            let (name, line) = (key.get_ref().as_ref(), self.line(key.span().start));
            let known = fields.iter().find(|field| name == field.french || name == field.english);
            let Some(field) = known else {
                self.unknown(line, name, fields.iter().map(|field| (field.french, field.english)));
                continue;
            };
            let place =
                if at.is_empty() { field.key.into() } else { format!("{at}/{}", field.key) };
            self.lines.insert(place.clone(), line);
            let value = self.value(node, line, &field.form, &place);
            if object.insert(field.key.to_owned(), value).is_some() {
                let (french, english) = (field.french, field.english);
                self.report(
                    line,
                    format!("« {french} » et « {english} » sont la même clé ; gardez-en une"),
                    format!("“{french}” and “{english}” are the same key; keep one of them"),
                );
            }
        }
        for field in fields.iter().filter(|field| field.needed && !object.contains_key(field.key)) {
            let (french, english) = (field.french, field.english);
            self.report(
                line,
                format!("il manque la clé « {french} »"),
                format!("the key “{english}” is missing"),
            );
        }
        Value::Object(object)
    }

    fn unknown<'w>(
        &mut self,
        line: usize,
        name: &str,
        known: impl Iterator<Item = (&'w str, &'w str)> + Clone,
    ) {
        let near = nearest(name, known.clone().flat_map(|(french, english)| [french, english]));
        let (french, english): (Vec<&str>, Vec<&str>) = known.unzip();
        let (french, english) = (french.join(", "), english.join(", "));
        match near {
            Some(near) => self.report(
                line,
                format!("« {name} » n'est pas connu ici ; vouliez-vous dire « {near} » ?"),
                format!("“{name}” is not known here; did you mean “{near}”?"),
            ),
            None => self.report(
                line,
                format!("« {name} » n'est pas connu ici ; attendus : {french}"),
                format!("“{name}” is not known here; expected: {english}"),
            ),
        }
    }

    fn value(&mut self, node: &Node<'_>, line: usize, form: &Form, at: &str) -> Value {
        match form {
            Form::Table(fields) => match node.get_ref() {
                DeValue::Table(table) => self.table(table, line, fields, at),
                _ => self.expected(line, node, "une table de clés", "a table of keys"),
            },
            Form::List(inner) => self.list(node, line, inner, at),
            Form::OneOf(words, keyed) => self.one_of(node, line, words, keyed, at),
            Form::Text => match text(node) {
                Some(text) => json!(text),
                None => self.expected(line, node, "un texte entre guillemets", "a quoted text"),
            },
            Form::YesNo => match node.get_ref() {
                DeValue::Boolean(yes) => json!(yes),
                _ => self.expected(line, node, "true ou false", "true or false"),
            },
            Form::Count(most) => match count(node) {
                Some(count) if count <= *most => json!(count),
                _ => {
                    let french = format!("un nombre entier de 0 à {most}");
                    self.expected(line, node, &french, &format!("a whole number from 0 to {most}"))
                }
            },
            Form::Share | Form::Fraction | Form::Size | Form::Enough | Form::Amount => {
                match quantity(node, form) {
                    Ok(value) => value,
                    Err((french, english)) => self.expected(line, node, &french, &english),
                }
            }
        }
    }

    fn list(&mut self, node: &Node<'_>, line: usize, inner: &Form, at: &str) -> Value {
        let DeValue::Array(nodes) = node.get_ref() else {
            return self.expected(line, node, "une liste entre crochets", "a list in brackets");
        };
        if nodes.len() > MOST_ELEMENTS {
            self.report(
                line,
                format!("la liste a plus de {MOST_ELEMENTS} éléments"),
                format!("the list has more than {MOST_ELEMENTS} elements"),
            );
            return Value::Null;
        }
        let values = nodes.iter().enumerate().map(|(place, node)| {
            let (line, at) = (self.line(node.span().start), format!("{at}/{place}"));
            self.lines.insert(at.clone(), line);
            self.value(node, line, inner, &at)
        });
        Value::Array(values.collect())
    }

    fn one_of(
        &mut self,
        node: &Node<'_>,
        line: usize,
        words: &[Word],
        keyed: &[Keyed],
        at: &str,
    ) -> Value {
        let names = words.iter().map(|(french, english, _)| (*french, *english));
        if let Some(text) = text(node) {
            let said = plain(text);
            let meant =
                |(french, english, _): &&Word| said == plain(french) || said == plain(english);
            if let Some((_, _, json)) = words.iter().find(meant) {
                return serde_json::from_str(json).unwrap_or_default();
            }
            self.unknown(line, text, names);
            return Value::Null;
        }
        if let DeValue::Table(table) = node.get_ref()
            && let (Some((key, inner)), 1) = (table.iter().next(), table.len())
        {
            let name = key.get_ref().as_ref();
            let known = keyed.iter().find(|one| name == one.french || name == one.english);
            let Some(one) = known else {
                self.unknown(line, name, keyed.iter().map(|one| (one.french, one.english)));
                return Value::Null;
            };
            let value = self.value(inner, line, &one.form, at);
            return one.path.iter().rev().fold(value, |value, key| json!({ *key: value }));
        }
        let tables = keyed.iter().map(|one| (one.french, one.english));
        let braced = |name: &str| format!("{{ {name} = … }}");
        let french = names.clone().map(|(french, _)| french.to_owned());
        let french: Vec<String> = french.chain(tables.clone().map(|(f, _)| braced(f))).collect();
        let english = names.map(|(_, english)| english.to_owned());
        let english: Vec<String> = english.chain(tables.map(|(_, e)| braced(e))).collect();
        self.expected(line, node, &french.join(", "), &english.join(", "))
    }
}

fn text<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match node.get_ref() {
        DeValue::String(text) => Some(text),
        _ => None,
    }
}

fn count(node: &Node<'_>) -> Option<u64> {
    match node.get_ref() {
        DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
        _ => None,
    }
}

/// Fractions and sums; in French and in English, what was expected instead.
fn quantity(node: &Node<'_>, form: &Form) -> Result<Value, (String, String)> {
    let said = text(node);
    let share = said.and_then(|text| text.parse::<Share>().ok());
    let example = |french: &str, english: &str| (french.to_owned(), english.to_owned());
    let fraction = || example("une fraction de 0 à 1, « 1/4 »", "a fraction from 0 to 1, “1/4”");
    match form {
        Form::Share => share.map(|share| json!(share)).ok_or_else(fraction),
        Form::Fraction => {
            let numbers = |share: Share| json!({ "numerator": share.0.numerator(), "denominator": share.0.denominator() });
            share.map(numbers).ok_or_else(fraction)
        }
        Form::Amount => {
            let Some(text) = said else {
                return Err(example("une somme, « 500,00 EUR »", "a sum, “500.00 EUR”"));
            };
            Amount::parse(text).map(|amount| json!(amount)).map_err(|error| {
                (error.sentence(Language::French), error.sentence(Language::English))
            })
        }
        Form::Size => {
            let members = count(node).filter(|members| u32::try_from(*members).is_ok());
            let none = said.is_some_and(|text| matches!(plain(text).as_str(), "aucun" | "none"));
            match (members, share) {
                (Some(members), _) => Ok(json!({ "members": members })),
                (None, Some(share)) => Ok(json!({ "share": share })),
                (None, None) if none => Ok(json!("none")),
                (None, None) => Err(example(
                    "« aucun », une fraction « 1/2 » ou un nombre de membres",
                    "“none”, a fraction “1/2” or a number of members",
                )),
            }
        }
        _ => {
            let said = said.map(plain).unwrap_or_default();
            let enough = [
                ("plus de ", "more_than"),
                ("more than ", "more_than"),
                ("au moins ", "at_least"),
                ("at least ", "at_least"),
            ];
            let read = enough.into_iter().find_map(|(words, key)| {
                let share = said.strip_prefix(words)?.parse::<Share>().ok()?;
                Some(json!({ key: share }))
            });
            read.ok_or_else(|| {
                example("« plus de 1/2 » ou « au moins 2/3 »", "“more than 1/2” or “at least 2/3”")
            })
        }
    }
}

/// What stands in the file, for an error: a short text.
fn found(node: &Node<'_>) -> String {
    let text = match node.get_ref() {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.to_string(),
        DeValue::Float(number) => number.to_string(),
        DeValue::Boolean(yes) => yes.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(_) => "[…]".to_owned(),
        DeValue::Table(_) => "{…}".to_owned(),
    };
    match text.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
