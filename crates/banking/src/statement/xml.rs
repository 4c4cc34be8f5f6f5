//! XML as far as statements need it: elements, their text, their currency; nothing that reaches
//! outside the file.
//!
//! The document is never held whole: each element of a chosen name is given to the caller as it
//! closes, and then forgotten, so that memory follows one entry and not the file.
//!
//! Absent on purpose: document types and their entities (refused), schemas, namespaces other than
//! by dropping their prefix.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::errors::{IllFormedError, SyntaxError};
use quick_xml::events::{BytesStart, Event};

use super::text::{number, place_of};
use super::{Limits, Place, Problem, StatementError};

/// An element. Small, because hostile files hold millions.
#[derive(Debug)]
struct Node<'a> {
    name: &'a str,
    text: Cow<'a, str>,
    currency: Option<[u8; 3]>,
    offset: u32,
    /// Positions of other nodes; 0, the root, is nobody's child and stands for none.
    first_child: u32,
    last_child: u32,
    next: u32,
}

/// The elements still held.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    source: &'a str,
    nodes: Vec<Node<'a>>,
}

/// One element of a tree.
#[derive(Clone, Copy)]
pub(super) struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    index: usize,
}

impl<'t, 'a> Element<'t, 'a> {
    /// The name, without prefix.
    pub(super) fn name(self) -> &'a str {
        self.tree.nodes[self.index].name
    }

    /// The text, trimmed.
    pub(super) fn text(self) -> &'t str {
        self.tree.nodes[self.index].text.trim()
    }

    /// The `Ccy` attribute; `???` for anything but three ASCII characters.
    pub(super) fn currency(self) -> Option<&'t str> {
        let code = self.tree.nodes[self.index].currency.as_ref()?;
        Some(std::str::from_utf8(code).unwrap_or("???"))
    }

    /// Where it opens.
    pub(super) fn place(self) -> Place {
        place_of(&self.tree.source.as_bytes()[..self.tree.nodes[self.index].offset as usize])
    }

    /// Its children, in order.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'t, 'a>> + use<'t, 'a> {
        let tree = self.tree;
        let mut next = tree.nodes[self.index].first_child;
        std::iter::from_fn(move || {
            let index = Some(next as usize).filter(|index| *index != 0)?;
            next = tree.nodes[index].next;
            Some(Element { tree, index })
        })
    }

    /// Its children of that name, in order.
    pub(super) fn named(self, name: &'t str) -> impl Iterator<Item = Element<'t, 'a>> {
        self.children().filter(move |child| child.name() == name)
    }

    /// Its first child of that name.
    pub(super) fn child(self, name: &str) -> Option<Element<'t, 'a>> {
        self.children().find(|child| child.name() == name)
    }

    /// The element at the end of a path of first children, such as `["Id", "IBAN"]`.
    pub(super) fn at(self, path: &[&str]) -> Option<Element<'t, 'a>> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The text at the end of a path, when there is one.
    pub(super) fn text_at(self, path: &[&str]) -> Option<&'t str> {
        self.at(path).map(Element::text).filter(|text| !text.is_empty())
    }
}

/// Reads a document. Each element called `unit` is given to `visit` when it closes, with the
/// elements around it that are already read, and forgotten if `visit` says so.
///
/// # Errors
/// The first breach of grammar or of the limits; a document type; a torn end.
pub(super) fn walk<'a>(
    source: &'a str,
    limits: &Limits,
    mut visit: impl FnMut(Element<'_, 'a>) -> Visit,
) -> Result<Tree<'a>, StatementError> {
    let mut walker = Walker {
        tree: Tree { source, nodes: Vec::new() },
        open: Vec::new(),
        seen: 0,
        limits,
        roots: 0,
    };
    let mut reader = Reader::from_str(source);
    loop {
        let offset = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(0).min(source.len());
            walker.grammar_error(at, error)
        })?;
        match event {
            Event::Start(start) => walker.open(&start, offset)?,
            Event::Empty(start) => {
                walker.open(&start, offset)?;
                walker.close(&mut visit);
            }
            Event::End(_) => walker.close(&mut visit),
            Event::Text(text) => walker.text(text.xml10_content(), offset)?,
            Event::CData(text) => walker.text(text.xml10_content(), offset)?,
            Event::GeneralRef(reference) => {
                let character = match reference.resolve_char_ref() {
                    Ok(Some(character)) => Some(character),
                    Ok(None) => predefined(&reference),
                    Err(_) => None,
                };
                let character = character.ok_or_else(|| {
                    let name = reference.chars().take(40).collect();
                    Problem::UnknownEntity { name }.at(walker.place(offset))
                })?;
                walker.text(Cow::Owned(character.to_string()), offset)?;
            }
            Event::DocType(_) => return Err(Problem::DocumentType.at(walker.place(offset))),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
        }
    }
    walker.end()
}

/// What to do with an element once it was visited.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Visit {
    /// Keep it in the tree.
    Keep,
    /// Drop its content.
    Forget,
}

struct Walker<'a, 'l> {
    tree: Tree<'a>,
    open: Vec<usize>,
    seen: usize,
    limits: &'l Limits,
    roots: usize,
}

impl<'a> Walker<'a, '_> {
    fn place(&self, offset: usize) -> Place {
        let bytes = self.tree.source.as_bytes();
        place_of(&bytes[..offset.min(bytes.len())])
    }

    fn grammar_error(&self, offset: usize, error: quick_xml::Error) -> StatementError {
        let unfinished = match &error {
            // A syntax error is a construct that the end of the text cut, but for this one.
            quick_xml::Error::Syntax(syntax) => *syntax != SyntaxError::InvalidBangMarkup,
            quick_xml::Error::IllFormed(form) => {
                matches!(form, IllFormedError::MissingEndTag(_))
            }
            _ => false,
        };
        let problem = if unfinished {
            Problem::Truncated { expected: "</Document>" }
        } else {
            Problem::Malformed { grammar: "XML", detail: error.to_string() }
        };
        problem.at(self.place(offset))
    }

    fn open(&mut self, start: &BytesStart<'_>, offset: usize) -> Result<(), StatementError> {
        self.seen += 1;
        // Entries are forgotten as they close: only hostile files make many be held at once.
        let (all, held) = (self.limits.nodes, (self.limits.nodes / 8).max(1));
        if self.seen > all || self.tree.nodes.len() > held {
            let limit = if self.seen > all { all } else { held };
            return Err(Problem::TooManyElements { limit }.at(self.place(offset)));
        }
        if self.open.len() >= self.limits.depth {
            let limit = self.limits.depth;
            return Err(Problem::TooDeep { limit }.at(self.place(offset)));
        }
        let node = Node {
            name: local_name(self.tree.source, offset),
            text: Cow::Borrowed(""),
            currency: self.currency(start, offset)?,
            offset: number(offset),
            first_child: 0,
            last_child: 0,
            next: 0,
        };
        let index = self.tree.nodes.len();
        self.tree.nodes.push(node);
        match self.open.last() {
            Some(parent) => self.link(*parent, index),
            None => self.roots += 1,
        }
        if self.roots > 1 {
            let detail = "two roots".to_owned();
            return Err(Problem::Malformed { grammar: "XML", detail }.at(self.place(offset)));
        }
        self.open.push(index);
        Ok(())
    }

    fn link(&mut self, parent: usize, child: usize) {
        let link = number(child);
        match std::mem::replace(&mut self.tree.nodes[parent].last_child, link) as usize {
            0 => self.tree.nodes[parent].first_child = link,
            previous => self.tree.nodes[previous].next = link,
        }
    }

    fn currency(
        &self,
        start: &BytesStart<'_>,
        offset: usize,
    ) -> Result<Option<[u8; 3]>, StatementError> {
        let mut currency = None;
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| {
                let detail = error.to_string();
                Problem::Malformed { grammar: "XML", detail }.at(self.place(offset))
            })?;
            if attribute.key.local_name().as_ref() == "Ccy" {
                let code = attribute.value.trim().as_bytes();
                currency = Some(code.try_into().unwrap_or(*b"???"));
            }
        }
        Ok(currency)
    }

    fn text(&mut self, text: Cow<'a, str>, offset: usize) -> Result<(), StatementError> {
        let Some(index) = self.open.last() else {
            if text.trim().is_empty() {
                return Ok(());
            }
            let detail = "text outside the root".to_owned();
            return Err(Problem::Malformed { grammar: "XML", detail }.at(self.place(offset)));
        };
        let node = &mut self.tree.nodes[*index];
        if node.text.is_empty() {
            // Space between elements is not text.
            if !text.trim().is_empty() {
                node.text = text;
            }
        } else {
            node.text.to_mut().push_str(&text);
        }
        Ok(())
    }

    fn close(&mut self, visit: &mut impl FnMut(Element<'_, 'a>) -> Visit) {
        let Some(index) = self.open.pop() else { return };
        if visit(Element { tree: &self.tree, index }) == Visit::Forget {
            // Its descendants are the last nodes of all; the node itself stays, emptied, because
            // its elder sibling points at it.
            self.tree.nodes.truncate(index + 1);
            let node = &mut self.tree.nodes[index];
            node.first_child = 0;
            node.last_child = 0;
            node.text = Cow::Borrowed("");
        }
    }

    fn end(self) -> Result<Tree<'a>, StatementError> {
        let place = self.place(self.tree.source.len());
        if self.roots == 0 {
            return Err(Problem::Empty.at(Place::File));
        }
        if !self.open.is_empty() {
            return Err(Problem::Truncated { expected: "</Document>" }.at(place));
        }
        Ok(self.tree)
    }
}

impl<'a> Tree<'a> {
    /// The root element; a document that was read has one.
    pub(super) fn root(&self) -> Option<Element<'_, 'a>> {
        (!self.nodes.is_empty()).then_some(Element { tree: self, index: 0 })
    }
}

/// The name of the tag that opens at that offset, without prefix.
fn local_name(source: &str, offset: usize) -> &str {
    let tag = source.get(offset + 1..).unwrap_or("");
    let end = tag.find(|c: char| c.is_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len());
    let name = &tag[..end];
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

fn predefined(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}
