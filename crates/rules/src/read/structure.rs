//! Rules, versions, lines, inputs and examples of a file.

use std::collections::BTreeMap;

use caisse_units::Day;

use super::atoms::{self, Names};
use super::document::{Node, Parsed, Reader};
use super::examples::{ExampleContext, example};
use super::mechanisms::{self, Read};
use super::sharing::sharing;
use super::words::{self, MECHANISMS, SHARING};
use super::{
    Headers, INPUTS_LIMIT, LINES_LIMIT, LineSpans, RuleSpans, VERSIONS_LIMIT, VersionSpans,
};
use crate::check::Header;
use crate::exact::Direction;
use crate::rule_error::{Form, Limited, RuleProblem};
use crate::tree::{Content, Input, Line, Period, Role, Rounding, Rule, Title, Version};
use crate::typing::Typed;
use crate::value::{Value, ValueType};

/// The name and announced type of every rule, without a word on their errors.
pub(super) fn headers(documents: &[Parsed]) -> Headers {
    let mut headers = Headers::new();
    for document in documents {
        let mut reader = Reader::new(document);
        for rule in tables(&mut reader) {
            let name = reader.optional(rule, words::RULE).and_then(Node::text);
            let result = reader.optional(rule, words::RESULT).and_then(Node::text);
            let typed = result.and_then(type_of_text);
            if let Some(name) = name {
                headers.insert(name.to_owned(), Header { typed });
            }
        }
    }
    headers
}

/// The tables of the rules of a document: the document itself, or its list of rules.
fn tables<'d>(reader: &mut Reader<'d>) -> Vec<Node<'d>> {
    let root = reader.root();
    match reader.optional(root, words::RULES) {
        Some(list) => reader.list(list).unwrap_or_default(),
        None => vec![root],
    }
}

/// Reads the rules of a document, as far as they are without error.
pub(super) fn rules<'d>(
    reader: &mut Reader<'d>,
    headers: &Headers,
    seen: &mut BTreeMap<String, ()>,
    rules: &mut Vec<(Rule, RuleSpans)>,
) {
    let root = reader.root();
    if reader.optional(root, words::RULES).is_some() {
        reader.only(root, &[&[words::RULES]]);
    }
    for table in tables(reader) {
        (reader.rule, reader.version, reader.part) = (None, None, None);
        let before = reader.errors.len();
        let read = rule(reader, table, headers);
        let Some((rule, spans)) = read else { continue };
        if seen.insert(rule.name.clone(), ()).is_some() {
            reader.part = None;
            reader.report(table.line, RuleProblem::NameTwice { name: rule.name.clone() });
        }
        if reader.errors.len() == before {
            rules.push((rule, spans));
        }
    }
}

fn rule<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    headers: &Headers,
) -> Option<(Rule, RuleSpans)> {
    let keys =
        [words::RULE, words::TITLE, words::RESULT, words::ROLE, words::INPUTS, words::VERSION];
    reader.only(node, &[&keys]);
    let name = reader.required(node, words::RULE).and_then(|node| reader.name(node));
    reader.rule = name.clone();
    let title = reader.required(node, words::TITLE).and_then(|n| mechanisms::title(reader, n));
    let result = reader.required(node, words::RESULT).and_then(|node| kind(reader, node));
    let role = reader.optional(node, words::ROLE).map(|node| role(reader, node));
    let mut spans = RuleSpans {
        file: reader.file().to_owned(),
        line: node.line,
        inputs: BTreeMap::new(),
        versions: Vec::new(),
    };
    let inputs = match reader.optional(node, words::INPUTS) {
        Some(table) => inputs(reader, table, &mut spans.inputs),
        None => Vec::new(),
    };
    let list = reader.required(node, words::VERSION)?;
    let tables = reader.list(list)?;
    if tables.len() > VERSIONS_LIMIT {
        let problem = RuleProblem::TooMany { what: Limited::Versions, limit: VERSIONS_LIMIT };
        reader.report(list.line, problem);
        return None;
    }
    let mut versions = Vec::new();
    for table in tables {
        let name = name.as_deref().unwrap_or("resultat");
        let kind = result.map(|typed| typed.kind);
        if let Some((version, lines)) = version(reader, table, name, kind, &inputs, headers) {
            versions.push(version);
            spans.versions.push(lines);
        }
        reader.version = None;
    }
    let result = result?;
    let rule = Rule {
        name: name?,
        title: title?,
        result: result.kind,
        per: result.per,
        role: role.flatten(),
        inputs,
        versions,
    };
    Some((rule, spans))
}

fn role<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Option<Role> {
    let role = match node.text() {
        Some("verse" | "versé" | "paid") => Some(Role::Paid),
        Some("recu" | "reçu" | "received") => Some(Role::Received),
        Some("reste" | "kept") => Some(Role::Kept),
        _ => None,
    };
    if role.is_none() {
        reader.wrong_form(node, Form::Role);
    }
    role
}

/// A type with its period: `EUR/mois`.
fn kind<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Option<Typed> {
    let typed = node.text().and_then(type_of_text);
    if typed.is_none() {
        reader.wrong_form(node, Form::Type);
    }
    typed
}

fn type_of_text(text: &str) -> Option<Typed> {
    let text = text.trim();
    if matches!(text, "oui/non" | "yes/no") {
        return Some(Typed::of(ValueType::YesNo));
    }
    let (name, per) = match text.split_once('/') {
        Some((name, per)) => (name.trim(), Some(mechanisms::period_of(per)?)),
        None => (text, None),
    };
    let kind = match name {
        "EUR" | "eur" | "€" | "euro" | "euros" => ValueType::Euros,
        "taux" | "rate" => ValueType::Rate,
        "mois" | "months" => ValueType::Months,
        "jours" | "days" => ValueType::Days,
        "heures" | "hours" => ValueType::Hours,
        "nombre" | "count" => ValueType::Count,
        "categorie" | "catégorie" | "category" => ValueType::Category,
        "date" => ValueType::Date,
        _ => return None,
    };
    if per.is_some() && !matches!(kind, ValueType::Euros | ValueType::Hours | ValueType::Days) {
        return None;
    }
    // Only amounts keep their period: hours per month are hours.
    let per: Option<Period> = per.filter(|_| kind == ValueType::Euros);
    Some(Typed { kind, per })
}

fn inputs<'d>(
    reader: &mut Reader<'d>,
    table: Node<'d>,
    spans: &mut BTreeMap<String, usize>,
) -> Vec<Input> {
    let mut inputs = Vec::new();
    let entries = reader.entries(table);
    if entries.len() > INPUTS_LIMIT {
        let problem = RuleProblem::TooMany { what: Limited::Inputs, limit: INPUTS_LIMIT };
        reader.report(table.line, problem);
        return inputs;
    }
    for (name, node) in entries {
        reader.part = Some(name.clone());
        spans.insert(name.clone(), node.line);
        if let (true, Some(input)) =
            (reader.good_name(&name, node.line), input(reader, &name, node))
        {
            inputs.push(input);
        }
        reader.part = None;
    }
    inputs
}

fn input<'d>(reader: &mut Reader<'d>, name: &str, node: Node<'d>) -> Option<Input> {
    let mut input = Input {
        name: name.to_owned(),
        title: Title::french(name.replace('_', " ")),
        kind: ValueType::Euros,
        per: None,
        lowest: None,
        highest: None,
        choices: Vec::new(),
        default: None,
        optional: false,
    };
    if node.table().is_none() {
        let typed = kind(reader, node)?;
        (input.kind, input.per) = (typed.kind, typed.per);
        return Some(input);
    }
    let keys = [
        words::KIND,
        words::TITLE,
        words::LOWEST,
        words::HIGHEST,
        words::CHOICES,
        words::DEFAULT,
        words::OPTIONAL,
    ];
    reader.only(node, &[&keys]);
    let typed = reader.required(node, words::KIND).and_then(|node| kind(reader, node))?;
    (input.kind, input.per) = (typed.kind, typed.per);
    if let Some(node) = reader.optional(node, words::TITLE) {
        input.title = mechanisms::title(reader, node)?;
    }
    for (word, slot) in [
        (words::LOWEST, &mut input.lowest),
        (words::HIGHEST, &mut input.highest),
        (words::DEFAULT, &mut input.default),
    ] {
        if let Some(node) = reader.optional(node, word) {
            *slot = value(reader, node, typed.kind);
        }
    }
    if let Some(node) = reader.optional(node, words::CHOICES) {
        input.choices = mechanisms::texts(reader, node)?;
    }
    input.optional = reader.flag(node, words::OPTIONAL);
    Some(input)
}

/// A value of a known type.
pub(super) fn value<'d>(reader: &mut Reader<'d>, node: Node<'d>, kind: ValueType) -> Option<Value> {
    let text = match (node.text(), node.integer(), node.boolean(), node.date()) {
        (Some(text), ..) => Some(text.to_owned()),
        (_, Some(number), ..) => Some(number.to_string()),
        (.., Some(yes), _) => Some(if yes { "oui" } else { "non" }.to_owned()),
        (.., date) => date,
    };
    let value = text.and_then(|text| atoms::value_of(kind, &text));
    if value.is_none() {
        reader.wrong_form(node, Form::Constant);
    }
    value
}

pub(super) fn day<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Option<Day> {
    let text = node.date().or_else(|| node.text().map(str::to_owned));
    let day = text.and_then(|text| text.parse().ok());
    if day.is_none() {
        reader.wrong_form(node, Form::Date);
    }
    day
}

fn version<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    rule: &str,
    kind: Option<ValueType>,
    inputs: &[Input],
    headers: &Headers,
) -> Option<(Version, VersionSpans)> {
    let keys = [words::SINCE, words::SOURCE, words::DECISION, words::EXAMPLES];
    let bounds = [words::ROUNDING, words::FLOOR, words::CEILING, SHARING];
    let listed = reader.optional(node, words::LINE);
    match listed {
        Some(_) => reader.only(node, &[&keys, &[words::LINE, words::RESULT]]),
        None => reader.only(node, &[&keys, &bounds, MECHANISMS]),
    }
    let since = reader.required(node, words::SINCE).and_then(|node| day(reader, node));
    reader.version = since;
    let source = reader.optional(node, words::SOURCE).and_then(|node| reader.text(node));
    let decision = reader.optional(node, words::DECISION).and_then(|node| reader.text(node));
    let mut lines: Vec<(Line, LineSpans)> = Vec::new();
    let mut result = rule.to_owned();
    let mut complete = true;
    match listed {
        None => match line(reader, node, (rule.to_owned(), None), inputs, &[], headers) {
            Some(read) => lines.push(read),
            None => complete = false,
        },
        Some(list) => {
            let tables = reader.list(list)?;
            if tables.len() > LINES_LIMIT {
                let problem = RuleProblem::TooMany { what: Limited::Lines, limit: LINES_LIMIT };
                reader.report(list.line, problem);
                return None;
            }
            complete &= named_lines(reader, &tables, inputs, headers, &mut lines);
            if let Some(last) = lines.last() {
                result.clone_from(&last.0.name);
            }
            if let Some(named) = reader.optional(node, words::RESULT) {
                result = reader.text(named)?;
                if complete && !lines.iter().any(|(line, _)| line.name == result) {
                    let names = lines.iter().map(|(line, _)| line.name.as_str());
                    let nearest = crate::nearest::nearest(&result, names).map(str::to_owned);
                    let problem = RuleProblem::UnknownName { name: result.clone(), nearest };
                    reader.report(named.line, problem);
                }
            }
        }
    }
    let (lines, line_spans): (Vec<Line>, Vec<LineSpans>) = lines.into_iter().unzip();
    let mut spans = VersionSpans { line: node.line, lines: line_spans, examples: Vec::new() };
    let mut examples = Vec::new();
    if let Some(list) = reader.optional(node, words::EXAMPLES) {
        let context = ExampleContext { inputs, lines: &lines, result: &result, kind, complete };
        for node in reader.list(list)? {
            if let Some(example) = example(reader, node, &context) {
                examples.push(example);
                spans.examples.push(node.line);
            }
        }
    }
    if !complete {
        return None;
    }
    let version = Version { since: since?, source, decision, lines, result, examples };
    Some((version, spans))
}

fn named_lines<'d>(
    reader: &mut Reader<'d>,
    tables: &[Node<'d>],
    inputs: &[Input],
    headers: &Headers,
    lines: &mut Vec<(Line, LineSpans)>,
) -> bool {
    let mut complete = true;
    let mut above: Vec<(String, Typed)> = Vec::new();
    for table in tables {
        let bounds =
            [words::NAME, words::TITLE, words::ROUNDING, words::FLOOR, words::CEILING, SHARING];
        reader.only(*table, &[&bounds, MECHANISMS]);
        let name = reader.required(*table, words::NAME).and_then(|node| reader.name(node));
        reader.part = name.clone();
        let title = match reader.optional(*table, words::TITLE) {
            Some(node) => mechanisms::title(reader, node),
            None => None,
        };
        let Some(name) = name else {
            complete = false;
            continue;
        };
        let clash = inputs.iter().any(|input| input.name == name);
        if clash || above.iter().any(|(line, _)| *line == name) {
            reader.report(table.line, RuleProblem::NameTwice { name: name.clone() });
        }
        match line(reader, *table, (name.clone(), title), inputs, &above, headers) {
            Some((line, spans)) => {
                let names = Names { inputs, lines: &above, headers };
                let per = match &line.content {
                    Content::Formula(formula) => names.type_of(formula),
                    Content::Sharing(sharing) => names.type_of(&sharing.total),
                };
                let per = per.and_then(|typed| typed.per);
                above.push((name, Typed { kind: line.kind, per }));
                lines.push((line, spans));
            }
            None => {
                // Known by name, so that the lines below do not all complain.
                above.push((name, Typed::of(ValueType::Euros)));
                complete = false;
            }
        }
        reader.part = None;
    }
    complete
}

fn line<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    (name, title): (String, Option<Title>),
    inputs: &[Input],
    above: &[(String, Typed)],
    headers: &Headers,
) -> Option<(Line, LineSpans)> {
    let names = Names { inputs, lines: above, headers };
    let sharing_node = reader.optional(node, SHARING);
    let (content, spans) = match sharing_node {
        Some(inside) => {
            let (sharing, spans) = sharing(reader, inside, &names)?;
            (Some(Content::Sharing(sharing)), Some(spans))
        }
        None => match mechanisms::mechanism(reader, node, &names, 0) {
            Some(Read { expression, spans }) => {
                mechanisms::within_limit(reader, node, &expression)?;
                (Some(Content::Formula(expression)), Some(spans))
            }
            None => (None, None),
        },
    };
    let rounding = match reader.optional(node, words::ROUNDING) {
        Some(node) => rounding(reader, node),
        None => Some(Rounding::default()),
    };
    let mut bounds = [None, None];
    for (place, word) in [words::FLOOR, words::CEILING].into_iter().enumerate() {
        if let Some(bound) = reader.optional(node, word) {
            bounds[place] = Some(mechanisms::formula(reader, bound, &names)?);
        }
    }
    let [floor, ceiling] = bounds.map(|bound| match bound {
        Some(Read { expression, spans }) => (Some(expression), Some(spans)),
        None => (None, None),
    });
    let (content, formula) = (content?, spans?);
    let kind = match &content {
        Content::Formula(formula) => names.type_of(formula).map(|typed| typed.kind),
        Content::Sharing(_) => Some(ValueType::Euros),
    };
    let line = Line {
        title: title.unwrap_or_else(|| Title::french(name.replace('_', " "))),
        name,
        // A formula without type is reported by the checker.
        kind: kind.unwrap_or(ValueType::Euros),
        content,
        rounding: rounding?,
        floor: floor.0,
        ceiling: ceiling.0,
    };
    let spans = LineSpans { line: node.line, formula, floor: floor.1, ceiling: ceiling.1 };
    Some((line, spans))
}

fn rounding<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Option<Rounding> {
    let text = reader.text(node)?;
    let text = text.trim();
    let (step, direction) = match text.rsplit_once(' ') {
        Some((step, word)) => match mechanisms::direction_of(word) {
            Some(direction) => (step, direction),
            None => (text, Direction::Nearest),
        },
        None => match mechanisms::direction_of(text) {
            Some(direction) => ("centime", direction),
            None => (text, Direction::Nearest),
        },
    };
    let step = match step {
        "centime" | "cent" | "unité" | "unite" | "unit" => Some(None),
        "euro" => Some(Some(caisse_units::Amount::from_cents(100))),
        amount => match atoms::constant(amount) {
            Some(Value::Euros(amount)) => Some(Some(amount)),
            _ => None,
        },
    };
    if step.is_none() {
        reader.wrong_form(node, Form::Rounding);
    }
    Some(Rounding { direction, step: step? })
}
