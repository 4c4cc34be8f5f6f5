//! A document and its places; the questions that the reader asks of a table.

use std::ops::Range;

use toml_edit::{Document, Item, Table, TableLike, Value as Toml};

use super::words::Word;
use super::{BYTES_LIMIT, ELEMENTS_LIMIT, LETTERS_LIMIT};
use crate::nearest::nearest;
use crate::rule_error::{Form, Limited, Place, RuleError, RuleProblem};

/// A parsed file.
pub(super) struct Parsed {
    pub name: String,
    pub document: Document<String>,
    starts: Vec<usize>,
}

impl Parsed {
    /// The line, from 1, of a byte.
    fn line_of(&self, byte: usize) -> usize {
        self.starts.partition_point(|start| *start <= byte).max(1)
    }
}

/// Parses one file.
pub(super) fn parse(name: &str, text: &str) -> Result<Parsed, RuleError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > BYTES_LIMIT {
        let problem = RuleProblem::TooMany { what: Limited::Bytes, limit: BYTES_LIMIT };
        let place = Place { file: Some(name.to_owned()), ..Place::default() };
        return Err(RuleError { place: Box::new(place), problem: Box::new(problem) });
    }
    let starts: Vec<usize> =
        std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    match Document::parse(text.to_owned()) {
        Ok(document) => Ok(Parsed { name: name.to_owned(), document, starts }),
        Err(error) => {
            let byte = error.span().map_or(0, |span| span.start);
            let line = starts.partition_point(|start| *start <= byte).max(1);
            let problem = RuleProblem::NotToml { reason: error.message().replace('\n', ", ") };
            let place = Place::of_file(name, line);
            Err(RuleError { place: Box::new(place), problem: Box::new(problem) })
        }
    }
}

/// The lines of a formula and of the formulas inside it, in the order of
/// [`crate::tree::Expression::children`].
#[derive(Clone, Debug)]
pub(crate) struct Spans {
    pub line: usize,
    pub children: Vec<Spans>,
}

/// A value of the file, with the line on which it stands.
#[derive(Clone, Copy)]
pub(super) struct Node<'t> {
    pub value: Shape<'t>,
    pub line: usize,
}

/// The three ways in which TOML holds a value.
#[derive(Clone, Copy)]
pub(super) enum Shape<'t> {
    Item(&'t Item),
    Value(&'t Toml),
    Table(&'t Table),
}

impl<'t> Node<'t> {
    pub fn table(self) -> Option<&'t dyn TableLike> {
        match self.value {
            Shape::Item(item) => item.as_table_like(),
            Shape::Value(value) => value.as_inline_table().map(|table| table as &dyn TableLike),
            Shape::Table(table) => Some(table),
        }
    }

    fn toml(self) -> Option<&'t Toml> {
        match self.value {
            Shape::Item(item) => item.as_value(),
            Shape::Value(value) => Some(value),
            Shape::Table(_) => None,
        }
    }

    pub fn text(self) -> Option<&'t str> {
        self.toml().and_then(Toml::as_str)
    }

    pub fn integer(self) -> Option<i64> {
        self.toml().and_then(Toml::as_integer)
    }

    /// A number with a point, as text: it is refused, never computed with.
    pub fn decimal(self) -> Option<String> {
        self.toml().and_then(Toml::as_float).map(|number| number.to_string())
    }

    pub fn boolean(self) -> Option<bool> {
        self.toml().and_then(Toml::as_bool)
    }

    /// A date without time, as text.
    pub fn date(self) -> Option<String> {
        let date = self.toml().and_then(Toml::as_datetime)?;
        let plain = date.time.is_none() && date.offset.is_none();
        plain.then(|| date.to_string())
    }

    /// What it is, for an error.
    pub fn found(self) -> String {
        let text = match self.value {
            Shape::Item(item) => item.to_string(),
            Shape::Value(value) => value.to_string(),
            Shape::Table(table) => table.to_string(),
        };
        let text = text.trim();
        match text.char_indices().nth(60) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        }
    }
}

/// Reads one document and gathers its errors.
pub(super) struct Reader<'d> {
    document: &'d Parsed,
    pub errors: Vec<RuleError>,
    /// The rule, version and part being read, for the errors.
    pub rule: Option<String>,
    pub version: Option<caisse_units::Day>,
    pub part: Option<String>,
}

impl<'d> Reader<'d> {
    pub fn new(document: &'d Parsed) -> Reader<'d> {
        Reader { document, errors: Vec::new(), rule: None, version: None, part: None }
    }

    pub fn root(&self) -> Node<'d> {
        Node { value: Shape::Item(self.document.document.as_item()), line: 1 }
    }

    pub fn file(&self) -> &str {
        &self.document.name
    }

    pub fn report(&mut self, line: usize, problem: RuleProblem) {
        let place = Place {
            rule: self.rule.clone(),
            version: self.version,
            part: self.part.clone(),
            ..Place::of_file(&self.document.name, line)
        };
        self.errors.push(RuleError { place: Box::new(place), problem: Box::new(problem) });
    }

    pub fn wrong_form(&mut self, node: Node<'_>, expected: Form) {
        if let Some(number) = node.decimal() {
            self.report(node.line, RuleProblem::DecimalNumber { number });
        } else {
            let found = node.found();
            self.report(node.line, RuleProblem::WrongForm { expected, found });
        }
    }

    fn line(&self, span: Option<Range<usize>>, otherwise: usize) -> usize {
        span.map_or(otherwise, |span| self.document.line_of(span.start))
    }

    /// The value of a key, or nothing.
    pub fn optional(&mut self, node: Node<'d>, word: Word) -> Option<Node<'d>> {
        let table = node.table()?;
        let (french, english) = word;
        let mut found = None;
        for name in [french, english] {
            if let Some((key, item)) = table.get_key_value(name)
                && !item.is_none()
            {
                if found.is_some() && french != english {
                    let (french, english) = (french.to_owned(), english.to_owned());
                    self.report(node.line, RuleProblem::KeySaidTwice { french, english });
                    break;
                }
                let line = self.line(key.span().or_else(|| item.span()), node.line);
                found = Some(Node { value: Shape::Item(item), line });
            }
        }
        found
    }

    /// The value of a key that must be there.
    pub fn required(&mut self, node: Node<'d>, word: Word) -> Option<Node<'d>> {
        let found = self.optional(node, word);
        if found.is_none() && node.table().is_some() {
            self.report(node.line, RuleProblem::MissingKey { key: word.0.to_owned() });
        }
        found
    }

    /// Every key with its value.
    pub fn entries(&mut self, node: Node<'d>) -> Vec<(String, Node<'d>)> {
        let Some(table) = node.table() else {
            self.wrong_form(node, Form::Table);
            return Vec::new();
        };
        let entries = table.iter().map(|(name, item)| {
            let span = table.key(name).and_then(|key| key.span()).or_else(|| item.span());
            let line = self.line(span, node.line);
            (name.to_owned(), Node { value: Shape::Item(item), line })
        });
        let entries: Vec<_> = entries.take(ELEMENTS_LIMIT + 1).collect();
        self.within_limit(node, entries.len());
        entries
    }

    fn within_limit(&mut self, node: Node<'_>, elements: usize) {
        if elements > ELEMENTS_LIMIT {
            let problem = RuleProblem::TooMany { what: Limited::Elements, limit: ELEMENTS_LIMIT };
            self.report(node.line, problem);
        }
    }

    /// Reports every key that is none of these words.
    pub fn only(&mut self, node: Node<'d>, words: &[&[Word]]) {
        let known = || words.iter().copied().flatten();
        for (name, value) in self.entries(node) {
            if known().any(|(french, english)| name == *french || name == *english) {
                continue;
            }
            let names = known().flat_map(|(french, english)| [*french, *english]);
            let nearest = nearest(&name, names).map(str::to_owned);
            let expected = known().map(|(french, _)| (*french).to_owned()).collect();
            self.report(value.line, RuleProblem::UnknownKey { key: name, nearest, expected });
        }
    }

    /// The elements of a list or of an array of tables.
    pub fn list(&mut self, node: Node<'d>) -> Option<Vec<Node<'d>>> {
        let nodes: Vec<Node<'d>> = match node.value {
            Shape::Item(Item::ArrayOfTables(tables)) => tables
                .iter()
                .take(ELEMENTS_LIMIT + 1)
                .map(|table| {
                    let line = self.line(table.span(), node.line);
                    Node { value: Shape::Table(table), line }
                })
                .collect(),
            _ => match node.toml().and_then(Toml::as_array) {
                Some(array) => array
                    .iter()
                    .take(ELEMENTS_LIMIT + 1)
                    .map(|value| {
                        let line = self.line(value.span(), node.line);
                        Node { value: Shape::Value(value), line }
                    })
                    .collect(),
                None => {
                    self.wrong_form(node, Form::List);
                    return None;
                }
            },
        };
        self.within_limit(node, nodes.len());
        Some(nodes)
    }

    /// A text that must not be too long.
    pub fn text(&mut self, node: Node<'d>) -> Option<String> {
        let Some(text) = node.text() else {
            self.wrong_form(node, Form::Text);
            return None;
        };
        if text.chars().count() > LETTERS_LIMIT {
            let problem = RuleProblem::TooMany { what: Limited::Letters, limit: LETTERS_LIMIT };
            self.report(node.line, problem);
            return None;
        }
        Some(text.to_owned())
    }

    /// A name in references.
    pub fn name(&mut self, node: Node<'d>) -> Option<String> {
        let name = self.text(node)?;
        self.good_name(&name, node.line).then_some(name)
    }

    pub fn good_name(&mut self, name: &str, line: usize) -> bool {
        let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let reserved = super::words::RESERVED.contains(&name);
        let begins = name.starts_with(|c: char| c.is_ascii_lowercase());
        let is_good = begins && name.len() <= 64 && name.chars().all(good) && !reserved;
        if !is_good {
            self.report(line, RuleProblem::BadName { name: name.to_owned() });
        }
        is_good
    }

    /// True or false; false when the key is absent.
    pub fn flag(&mut self, node: Node<'d>, word: Word) -> bool {
        let Some(node) = self.optional(node, word) else { return false };
        node.boolean().unwrap_or_else(|| {
            self.wrong_form(node, Form::TrueOrFalse);
            false
        })
    }
}
