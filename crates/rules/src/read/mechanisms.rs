//! A formula of the file, to an expression with its lines.

use caisse_units::Amount;

use super::atoms::{self, Names};
use super::document::{Node, Reader, Spans};
use super::eligibility::{classes, eligible};
use super::words::{self, MECHANISMS, Word};
use super::{DEPTH_LIMIT, NODES_LIMIT};
use crate::exact::Direction;
use crate::rule_error::{Form, Limited, RuleProblem};
use crate::tree::{
    AggregateFunction, Bracket, Column, Comparison, Expression, GridStep, Outside, Period,
    TableRow, Title,
};
use crate::value::{Value, ValueType};

/// An expression and its lines, which have the same shape.
pub(super) struct Read {
    pub expression: Expression,
    pub spans: Spans,
}

/// Gathers the formulas inside a mechanism, in the order of `Expression::children`.
pub(super) struct Parts {
    line: usize,
    depth: usize,
    children: Vec<Spans>,
}

impl Parts {
    pub fn done(self, expression: Expression) -> Option<Read> {
        let spans = Spans { line: self.line, children: self.children };
        Some(Read { expression, spans })
    }
}

/// A formula inside a line; its size is limited.
pub(super) fn formula<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
) -> Option<Read> {
    let read = expression(reader, node, names, 0)?;
    within_limit(reader, node, &read.expression)?;
    Some(read)
}

/// Reports a formula of too many steps.
pub(super) fn within_limit(
    reader: &mut Reader<'_>,
    node: Node<'_>,
    expression: &Expression,
) -> Option<()> {
    if expression.size() <= NODES_LIMIT {
        return Some(());
    }
    let problem = RuleProblem::TooMany { what: Limited::Nodes, limit: NODES_LIMIT };
    reader.report(node.line, problem);
    None
}

fn expression<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    depth: usize,
) -> Option<Read> {
    if depth > DEPTH_LIMIT {
        let problem = RuleProblem::TooMany { what: Limited::Depth, limit: DEPTH_LIMIT };
        reader.report(node.line, problem);
        return None;
    }
    if node.text().is_some() {
        let text = reader.text(node)?;
        return match atoms::formula(&text, names) {
            Ok(expression) => Some(flat(expression, node.line)),
            Err(problem) => {
                reader.report(node.line, problem);
                None
            }
        };
    }
    let value = if let Some(number) = node.integer() {
        Some(Value::Count(number))
    } else if let Some(yes) = node.boolean() {
        Some(Value::YesNo(yes))
    } else {
        node.date().and_then(|date| date.parse().ok()).map(Value::Date)
    };
    if let Some(value) = value {
        return Some(flat(Expression::Constant(value), node.line));
    }
    if node.table().is_none() {
        reader.wrong_form(node, Form::Formula);
        return None;
    }
    reader.only(node, &[MECHANISMS]);
    mechanism(reader, node, names, depth)
}

/// The lines of an expression that stands on one line.
fn flat(expression: Expression, line: usize) -> Read {
    fn spans(expression: &Expression, line: usize) -> Spans {
        let children = expression.children().into_iter().map(|child| spans(child, line)).collect();
        Spans { line, children }
    }
    let spans = spans(&expression, line);
    Read { expression, spans }
}

/// The one mechanism of a table, which may hold other keys.
pub(super) fn mechanism<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    depth: usize,
) -> Option<Read> {
    let found: Vec<(&Word, Node<'d>)> =
        MECHANISMS.iter().filter_map(|word| Some((word, reader.optional(node, *word)?))).collect();
    match found.as_slice() {
        [] => {
            let mechanisms = MECHANISMS.iter().map(|(french, _)| (*french).to_owned()).collect();
            reader.report(node.line, RuleProblem::NoMechanism { mechanisms });
            None
        }
        [((french, _), inside)] => one(reader, french, *inside, names, depth),
        several => {
            let found = several.iter().map(|((french, _), _)| (*french).to_owned()).collect();
            reader.report(node.line, RuleProblem::SeveralMechanisms { found });
            None
        }
    }
}

fn one<'d>(
    reader: &mut Reader<'d>,
    name: &str,
    node: Node<'d>,
    names: &Names<'_>,
    depth: usize,
) -> Option<Read> {
    let parts = Parts { line: node.line, depth: depth + 1, children: Vec::new() };
    match name {
        "valeur" => expression(reader, node, names, depth + 1),
        "somme" => list(reader, node, names, parts, Expression::Sum),
        "minimum" => list(reader, node, names, parts, Expression::Minimum),
        "maximum" => list(reader, node, names, parts, Expression::Maximum),
        "tous" => list(reader, node, names, parts, Expression::All),
        "un_de" => list(reader, node, names, parts, Expression::Any),
        "non" => {
            let mut parts = parts;
            let inside = part(reader, node, names, &mut parts)?;
            parts.done(Expression::Not(inside))
        }
        "difference" => two(reader, node, names, parts, [words::OF, words::MINUS], |[a, b]| {
            Expression::Difference { from: a, subtract: b }
        }),
        "complement" => two(reader, node, names, parts, [words::OF, words::MINUS], |[a, b]| {
            Expression::DifferenceFloored { from: a, subtract: b }
        }),
        "mois_entre" => two(reader, node, names, parts, [words::OF, words::TO], |[a, b]| {
            Expression::MonthsBetween { from: a, to: b }
        }),
        "prorata" => {
            let keys = [words::OF, words::PRESENT, words::OUT_OF];
            several(reader, node, names, parts, keys, |[base, present, whole]| {
                Expression::Prorata { base, present, whole }
            })
        }
        "condition" => {
            let keys = [words::IF, words::THEN, words::OTHERWISE];
            several(reader, node, names, parts, keys, |[when, then, otherwise]| {
                Expression::Condition { when, then, otherwise }
            })
        }
        "rapport" => {
            let keys = [words::OF, words::BY, words::OTHERWISE];
            several(reader, node, names, parts, keys, |[of, by, otherwise]| Expression::Ratio {
                of,
                by,
                otherwise,
            })
        }
        "produit" => product(reader, node, names, parts),
        "bareme" => scale(reader, node, names, parts),
        "grille" => grid(reader, node, names, parts),
        "table" => table(reader, node, names, parts),
        "pas" => step(reader, node, names, parts),
        "comparaison" => comparison(reader, node, names, parts),
        "eligible" => eligible(reader, node, names, parts),
        "part_plafonnee" => capped(reader, node, names, parts),
        "carence" => waiting(reader, node, names, parts),
        "choix" => chosen(reader, node, names, parts),
        "classe" => classes(reader, node, names, parts),
        _ => aggregate(reader, node, names, parts),
    }
}

pub(super) type Boxed = Box<Expression>;

/// A formula inside a mechanism.
pub(super) fn part<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    parts: &mut Parts,
) -> Option<Boxed> {
    let read = expression(reader, node, names, parts.depth)?;
    parts.children.push(read.spans);
    Some(Box::new(read.expression))
}

/// A formula under a key that must be there.
pub(super) fn part_at<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    parts: &mut Parts,
    word: Word,
) -> Option<Boxed> {
    let inside = reader.required(node, word)?;
    part(reader, inside, names, parts)
}

/// A table whose keys are exactly these, each a formula.
fn several<'d, const N: usize>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
    keys: [Word; N],
    build: impl FnOnce([Boxed; N]) -> Expression,
) -> Option<Read> {
    reader.only(node, &[&keys]);
    let read = keys.map(|key| part_at(reader, node, names, &mut parts, key));
    let complete: Option<Vec<Boxed>> = read.into_iter().collect();
    let array: [Boxed; N] = complete?.try_into().ok()?;
    parts.done(build(array))
}

fn two<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    parts: Parts,
    keys: [Word; 2],
    build: impl FnOnce([Boxed; 2]) -> Expression,
) -> Option<Read> {
    several(reader, node, names, parts, keys, build)
}

fn list<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
    build: impl FnOnce(Vec<Expression>) -> Expression,
) -> Option<Read> {
    let terms: Vec<Option<Boxed>> =
        reader.list(node)?.into_iter().map(|term| part(reader, term, names, &mut parts)).collect();
    let terms: Option<Vec<Expression>> = terms.into_iter().map(|term| Some(*term?)).collect();
    parts.done(build(terms?))
}

fn product<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
) -> Option<Read> {
    reader.only(node, &[&[words::OF, words::RATE, words::TIMES]]);
    let base = part_at(reader, node, names, &mut parts, words::OF);
    if let Some(times) = reader.optional(node, words::TIMES) {
        let count = part(reader, times, names, &mut parts);
        return parts.done(Expression::ByCount { base: base?, count: count? });
    }
    let rate = part_at(reader, node, names, &mut parts, words::RATE);
    parts.done(Expression::ByRate { base: base?, rate: rate? })
}

fn scale<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
) -> Option<Read> {
    reader.only(node, &[&[words::BASE, words::BRACKETS]]);
    let base = part_at(reader, node, names, &mut parts, words::BASE);
    let rows = reader.required(node, words::BRACKETS)?;
    let mut brackets: Vec<Option<Bracket>> = Vec::new();
    for row in reader.list(rows)? {
        reader.only(row, &[&[words::UP_TO, words::RATE]]);
        let limit = reader.optional(row, words::UP_TO);
        let has_limit = limit.is_some();
        let limit = limit.and_then(|limit| part(reader, limit, names, &mut parts));
        let rate = part_at(reader, row, names, &mut parts, words::RATE);
        brackets.push(match (has_limit, limit, rate) {
            (false, _, Some(rate)) => Some(Bracket { up_to: None, rate: *rate }),
            (true, Some(limit), Some(rate)) => Some(Bracket { up_to: Some(*limit), rate: *rate }),
            _ => None,
        });
    }
    let brackets: Option<Vec<Bracket>> = brackets.into_iter().collect();
    parts.done(Expression::MarginalScale { base: base?, brackets: brackets? })
}

fn grid<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
) -> Option<Read> {
    reader.only(node, &[&[words::ACCORDING_TO, words::BRACKETS, words::OTHERWISE]]);
    let on = part_at(reader, node, names, &mut parts, words::ACCORDING_TO);
    let rows = reader.required(node, words::BRACKETS)?;
    let mut steps: Vec<Option<GridStep>> = Vec::new();
    for row in reader.list(rows)? {
        reader.only(row, &[&[words::UP_TO, words::UNDER, words::VALUE]]);
        let under = reader.optional(row, words::UNDER);
        let included = under.is_none();
        let limit = match under {
            Some(under) => part(reader, under, names, &mut parts),
            None => part_at(reader, row, names, &mut parts, words::UP_TO),
        };
        let value = part_at(reader, row, names, &mut parts, words::VALUE);
        let step = limit.zip(value).map(|(limit, value)| {
            let (limit, value) = (*limit, *value);
            GridStep { limit, included, value }
        });
        steps.push(step);
    }
    let otherwise = part_at(reader, node, names, &mut parts, words::OTHERWISE);
    let steps: Option<Vec<GridStep>> = steps.into_iter().collect();
    parts.done(Expression::Grid { on: on?, steps: steps?, otherwise: otherwise? })
}

fn table<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
) -> Option<Read> {
    reader.only(node, &[&[words::ACCORDING_TO, words::CASES, words::OTHERWISE]]);
    let on = part_at(reader, node, names, &mut parts, words::ACCORDING_TO);
    let kind = on.as_ref().and_then(|on| names.type_of(on)).map(|typed| typed.kind);
    let cases = reader.required(node, words::CASES)?;
    let mut rows: Vec<Option<TableRow>> = Vec::new();
    for (key, value) in reader.entries(cases) {
        let value_line = value.line;
        let value = part(reader, value, names, &mut parts);
        let wanted = kind.unwrap_or(ValueType::Category);
        let key = atoms::value_of(wanted, &key).or_else(|| {
            let found = key.clone();
            let expected = Form::Constant;
            reader.report(value_line, RuleProblem::WrongForm { expected, found });
            None
        });
        rows.push(key.zip(value).map(|(key, value)| TableRow { key, value: *value }));
    }
    let otherwise = part_at(reader, node, names, &mut parts, words::OTHERWISE);
    let rows: Option<Vec<TableRow>> = rows.into_iter().collect();
    parts.done(Expression::Table { on: on?, rows: rows?, otherwise: otherwise? })
}

fn step<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
) -> Option<Read> {
    reader.only(node, &[&[words::OF, words::MULTIPLE, words::DIRECTION]]);
    let base = part_at(reader, node, names, &mut parts, words::OF);
    let multiple = reader.required(node, words::MULTIPLE);
    let step = multiple.and_then(|multiple| amount(reader, multiple));
    let direction = match reader.optional(node, words::DIRECTION) {
        None => Some(Direction::Nearest),
        Some(node) => {
            let text = reader.text(node)?;
            let direction = direction_of(&text);
            if direction.is_none() {
                reader.wrong_form(node, Form::Rounding);
            }
            direction
        }
    };
    parts.done(Expression::Step { base: base?, step: step?, direction: direction? })
}

/// `inférieur`, `supérieur` or `proche`.
pub(super) fn direction_of(text: &str) -> Option<Direction> {
    match text.trim() {
        "inférieur" | "inferieur" | "down" => Some(Direction::Down),
        "supérieur" | "superieur" | "up" => Some(Direction::Up),
        "proche" | "nearest" => Some(Direction::Nearest),
        _ => None,
    }
}

pub(super) fn amount<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Option<Amount> {
    match node.text().and_then(atoms::constant) {
        Some(Value::Euros(amount)) => Some(amount),
        _ => {
            reader.wrong_form(node, Form::Amount);
            None
        }
    }
}

fn comparison<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
) -> Option<Read> {
    reader.only(node, &[&[words::LEFT, words::IS, words::RIGHT]]);
    let left = part_at(reader, node, names, &mut parts, words::LEFT);
    let sign = reader.required(node, words::IS);
    let right = part_at(reader, node, names, &mut parts, words::RIGHT);
    let sign = sign?;
    let comparison = match sign.text() {
        Some("<") => Comparison::Less,
        Some("<=" | "≤") => Comparison::AtMost,
        Some("=") => Comparison::Equal,
        Some("!=" | "≠") => Comparison::Different,
        Some(">=" | "≥") => Comparison::AtLeast,
        Some(">") => Comparison::More,
        _ => {
            reader.wrong_form(sign, Form::Comparison);
            return None;
        }
    };
    parts.done(Expression::Compare { left: left?, comparison, right: right? })
}

/// A list of texts.
pub(super) fn texts<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Option<Vec<String>> {
    let texts: Vec<Option<String>> =
        reader.list(node)?.into_iter().map(|node| reader.text(node)).collect();
    texts.into_iter().collect()
}

/// A title: a text in French, or `{ fr = …, en = … }`.
pub(super) fn title<'d>(reader: &mut Reader<'d>, node: Node<'d>) -> Option<Title> {
    if node.table().is_none() {
        return reader.text(node).map(Title::french);
    }
    let (french, english) = (("fr", "fr"), ("en", "en"));
    reader.only(node, &[&[french, english]]);
    let french = reader.required(node, french).and_then(|node| reader.text(node));
    let english = reader.optional(node, english).and_then(|node| reader.text(node));
    Some(Title { french: french?, english })
}

fn capped<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
) -> Option<Read> {
    reader.only(node, &[&[words::SHARE, words::CAP, words::ALREADY, words::PER]]);
    let base = part_at(reader, node, names, &mut parts, words::SHARE);
    let cap = part_at(reader, node, names, &mut parts, words::CAP);
    let already = part_at(reader, node, names, &mut parts, words::ALREADY);
    let per = reader.required(node, words::PER)?;
    let Some(period) = per.text().and_then(period_of) else {
        reader.wrong_form(per, Form::Period);
        return None;
    };
    parts.done(Expression::Capped { base: base?, cap: cap?, already: already?, period })
}

/// A period by its French or English name.
pub(super) fn period_of(text: &str) -> Option<Period> {
    match text.trim() {
        "heure" | "hour" => Some(Period::Hour),
        "jour" | "day" => Some(Period::Day),
        "mois" | "month" => Some(Period::Month),
        "an" | "annee" | "année" | "year" => Some(Period::Year),
        _ => None,
    }
}

fn waiting<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
) -> Option<Read> {
    reader.only(node, &[&[words::OF, words::THRESHOLD, words::FROM_THE_FIRST]]);
    let quantity = part_at(reader, node, names, &mut parts, words::OF);
    let threshold = part_at(reader, node, names, &mut parts, words::THRESHOLD);
    let from_the_first = reader.flag(node, words::FROM_THE_FIRST);
    let (quantity, threshold) = (quantity?, threshold?);
    parts.done(Expression::Waiting { quantity, threshold, from_the_first })
}

fn chosen<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
) -> Option<Read> {
    let keys = [words::ENTRY, words::PROPOSED, words::LOWEST, words::HIGHEST, words::OUTSIDE];
    reader.only(node, &[&keys]);
    let input = reader.required(node, words::ENTRY).and_then(|node| reader.text(node));
    let proposed = part_at(reader, node, names, &mut parts, words::PROPOSED);
    let mut bounds = [None, None];
    for (place, word) in [words::LOWEST, words::HIGHEST].into_iter().enumerate() {
        if let Some(bound) = reader.optional(node, word) {
            bounds[place] = Some(part(reader, bound, names, &mut parts)?);
        }
    }
    let [lowest, highest] = bounds;
    let outside = match reader.optional(node, words::OUTSIDE) {
        None => Outside::Refused,
        Some(node) => match node.text() {
            Some("refus" | "refused") => Outside::Refused,
            Some("ramene" | "ramené" | "clamped") => Outside::Clamped,
            _ => {
                reader.wrong_form(node, Form::Outside);
                return None;
            }
        },
    };
    let (input, proposed) = (input?, proposed?);
    parts.done(Expression::Chosen { input, proposed, lowest, highest, outside })
}

fn aggregate<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
    mut parts: Parts,
) -> Option<Read> {
    let keys = [words::FUNCTION, words::OF, words::AMONG, words::OTHERWISE];
    reader.only(node, &[&keys]);
    let function = reader.required(node, words::FUNCTION).and_then(|node| {
        let function = match node.text() {
            Some("somme" | "sum") => Some(AggregateFunction::Sum),
            Some("nombre" | "count") => Some(AggregateFunction::Count),
            Some("moyenne" | "mean") => Some(AggregateFunction::Mean),
            Some("minimum") => Some(AggregateFunction::Minimum),
            Some("maximum") => Some(AggregateFunction::Maximum),
            _ => None,
        };
        if function.is_none() {
            reader.wrong_form(node, Form::Function);
        }
        function
    });
    let of = reader.required(node, words::OF).and_then(|node| column(reader, node, names));
    let among = match reader.optional(node, words::AMONG) {
        Some(node) => Some(column(reader, node, names)?),
        None => None,
    };
    let otherwise = match reader.optional(node, words::OTHERWISE) {
        Some(otherwise) => Some(part(reader, otherwise, names, &mut parts)?),
        None => None,
    };
    let (function, of) = (function?, of?);
    parts.done(Expression::Aggregate { function, of, among, otherwise })
}

/// The name of an input or of a line above.
pub(super) fn column<'d>(
    reader: &mut Reader<'d>,
    node: Node<'d>,
    names: &Names<'_>,
) -> Option<Column> {
    let text = reader.text(node)?;
    match names.reference(&text) {
        Ok(Expression::Input(name)) => Some(Column::Input(name)),
        Ok(Expression::Line(name)) => Some(Column::Line(name)),
        Ok(_) => {
            reader.wrong_form(node, Form::Column);
            None
        }
        Err(problem) => {
            reader.report(node.line, problem);
            None
        }
    }
}
