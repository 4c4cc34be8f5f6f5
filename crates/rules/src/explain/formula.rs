//! A formula as a phrase, with the tables that it refers to.

use caisse_units::{Day, Language};

use super::TableText;
use crate::exact::Direction;
use crate::tree::{
    AggregateFunction, Bracket, Column, Comparison, Expression, GridStep, Requirement, Rule,
    RuleSet, TableRow, Version,
};
use crate::value::Value;

/// Where a formula stands and for whom it is told.
pub(super) struct Phrases<'a> {
    pub set: &'a RuleSet,
    pub rule: &'a Rule,
    pub version: &'a Version,
    pub on: Day,
    pub language: Language,
}

impl Phrases<'_> {
    fn say(&self, french: String, english: String) -> String {
        match self.language {
            Language::French => french,
            Language::English => english,
        }
    }

    fn word(&self, french: &str, english: &str) -> String {
        self.language.choose(french, english).to_owned()
    }

    /// The title of an input or of a line.
    pub fn column(&self, column: &Column) -> String {
        let title = match column {
            Column::Input(name) => self.rule.input(name).map(|input| &input.title),
            Column::Line(name) => self.version.line(name).map(|(_, line)| &line.title),
        };
        title.map_or(column.name(), |title| title.text(self.language)).to_owned()
    }

    /// A part of a phrase, in parentheses when it is itself an operation.
    fn part(&self, expression: &Expression, tables: &mut Vec<TableText>) -> String {
        use Expression as E;
        let phrase = self.phrase(expression, tables);
        match expression {
            E::Constant(_) | E::Input(_) | E::Line(_) | E::Rule(_) => phrase,
            E::EvaluationDay | E::DaysOfMonth | E::Aggregate { .. } => phrase,
            _ => format!("({phrase})"),
        }
    }

    fn parts(&self, terms: &[Expression], tables: &mut Vec<TableText>) -> Vec<String> {
        terms.iter().map(|term| self.part(term, tables)).collect()
    }

    /// The phrase of a formula.
    pub fn phrase(&self, expression: &Expression, tables: &mut Vec<TableText>) -> String {
        use Expression as E;
        let language = self.language;
        match expression {
            E::Constant(value) => value.written(language),
            E::Input(name) => quoted(&self.column(&Column::Input(name.clone())), language),
            E::Line(name) => quoted(&self.column(&Column::Line(name.clone())), language),
            E::Rule(name) => self.reference(name),
            E::EvaluationDay => self.word("le jour du calcul", "the day of the calculation"),
            E::DaysOfMonth => {
                self.word("le nombre de jours du mois", "the number of days of the month")
            }
            E::MonthsBetween { from, to } => {
                let (from, to) = (self.part(from, tables), self.part(to, tables));
                self.say(
                    format!("les mois entiers de {from} à {to}"),
                    format!("the whole months from {from} to {to}"),
                )
            }
            E::Sum(terms) => self.parts(terms, tables).join(language.choose(" plus ", " plus ")),
            E::Difference { from, subtract } => {
                let (from, subtract) = (self.part(from, tables), self.part(subtract, tables));
                self.say(format!("{from} moins {subtract}"), format!("{from} minus {subtract}"))
            }
            E::DifferenceFloored { from, subtract } => {
                let (from, subtract) = (self.part(from, tables), self.part(subtract, tables));
                self.say(
                    format!("{from} moins {subtract}, sans descendre sous zéro"),
                    format!("{from} minus {subtract}, never below zero"),
                )
            }
            E::ByRate { base, rate } => {
                let (base, rate) = (self.part(base, tables), self.part(rate, tables));
                self.say(format!("{rate} de {base}"), format!("{rate} of {base}"))
            }
            E::ByCount { base, count } => {
                let (base, count) = (self.part(base, tables), self.part(count, tables));
                format!("{base} × {count}")
            }
            E::MarginalScale { base, brackets } => self.scale(base, brackets, tables),
            E::Grid { on, steps, otherwise } => self.grid(on, steps, otherwise, tables),
            E::Table { on, rows, otherwise } => self.table(on, rows, otherwise, tables),
            E::Minimum(terms) => {
                let terms = self.listed(terms, tables, ("et", "and"));
                self.say(format!("le plus petit de {terms}"), format!("the least of {terms}"))
            }
            E::Maximum(terms) => {
                let terms = self.listed(terms, tables, ("et", "and"));
                self.say(format!("le plus grand de {terms}"), format!("the greatest of {terms}"))
            }
            E::Step { base, step, direction } => {
                let (base, step) = (self.phrase(base, tables), step.written(language));
                let (french, english) = match direction {
                    Direction::Nearest => ("au plus proche", "to the nearest"),
                    Direction::Down => ("vers le bas", "down"),
                    Direction::Up => ("vers le haut", "up"),
                };
                self.say(
                    format!("{base}, {french} par pas de {step}"),
                    format!("{base}, {english} by steps of {step}"),
                )
            }
            other => self.decision(other, tables),
        }
    }

    fn decision(&self, expression: &Expression, tables: &mut Vec<TableText>) -> String {
        use Expression as E;
        match expression {
            E::Condition { when, then, otherwise } => {
                let when = self.phrase(when, tables);
                let (then, otherwise) = (self.phrase(then, tables), self.phrase(otherwise, tables));
                self.say(
                    format!("si {when}, {then} ; sinon, {otherwise}"),
                    format!("if {when}, {then}; otherwise, {otherwise}"),
                )
            }
            E::Compare { left, comparison, right } => {
                let (left, right) = (self.part(left, tables), self.part(right, tables));
                let (french, english) = comparison_words(*comparison);
                format!("{left} {} {right}", self.language.choose(french, english))
            }
            E::All(terms) => self.listed(terms, tables, ("et", "and")),
            E::Any(terms) => self.listed(terms, tables, ("ou", "or")),
            E::Not(inside) => {
                let inside = self.phrase(inside, tables);
                self.say(
                    format!("il n'est pas vrai que {inside}"),
                    format!("it is not so that {inside}"),
                )
            }
            E::Eligible(requirements) => {
                let all: Vec<String> =
                    requirements.iter().map(|one| self.requirement(one, tables)).collect();
                let all = joined(&all, self.language.choose("et", "and"));
                self.say(format!("oui si {all}"), format!("yes if {all}"))
            }
            E::Capped { base, cap, already, period } => {
                let base = self.phrase(base, tables);
                let (cap, already) = (self.part(cap, tables), self.part(already, tables));
                let per = period.name(self.language);
                self.say(
                    format!("{base}, sans dépasser {cap} par {per} avec {already}"),
                    format!("{base}, never above {cap} per {per} together with {already}"),
                )
            }
            E::Waiting { quantity, threshold, from_the_first } => {
                let quantity = self.part(quantity, tables);
                let threshold = self.part(threshold, tables);
                if *from_the_first {
                    self.say(
                        format!("{quantity} en entier au-delà de {threshold}, rien en deçà"),
                        format!("the whole of {quantity} beyond {threshold}, nothing below"),
                    )
                } else {
                    self.say(
                        format!("ce que {quantity} compte au-delà de {threshold}"),
                        format!("what {quantity} counts beyond {threshold}"),
                    )
                }
            }
            E::Prorata { base, present, whole } => {
                let base = self.part(base, tables);
                let (present, whole) = (self.part(present, tables), self.part(whole, tables));
                self.say(
                    format!("{base}, au prorata de {present} sur {whole}"),
                    format!("{base}, in proportion to {present} out of {whole}"),
                )
            }
            E::Chosen { input, proposed, lowest, highest, .. } => {
                let input = quoted(&self.column(&Column::Input(input.clone())), self.language);
                let mut phrase = self.phrase(proposed, tables);
                phrase = self.say(
                    format!("{phrase}, ou {input} si elle est donnée"),
                    format!("{phrase}, or {input} if it is given"),
                );
                for (bound, french, english) in
                    [(lowest, "au moins", "at least"), (highest, "au plus", "at most")]
                {
                    if let Some(bound) = bound {
                        let bound = self.part(bound, tables);
                        phrase += &format!(", {} {bound}", self.language.choose(french, english));
                    }
                }
                phrase
            }
            E::PriorityClass { classes, otherwise } => {
                let mut phrases = Vec::new();
                for (at, class) in classes.iter().enumerate() {
                    let title = class.title.text(self.language);
                    let when = self.phrase(&class.when, tables);
                    phrases.push(self.say(
                        format!("{} ({title}) si {when}", at + 1),
                        format!("{} ({title}) if {when}", at + 1),
                    ));
                }
                let last = format!("{} ({})", classes.len() + 1, otherwise.text(self.language));
                self.say(
                    format!("{} ; sinon {last}", phrases.join(", ")),
                    format!("{}; otherwise {last}", phrases.join(", ")),
                )
            }
            E::Aggregate { function, of, among, .. } => {
                self.aggregate(*function, of, among.as_ref())
            }
            E::Ratio { of, by, otherwise } => {
                let (of, by) = (self.part(of, tables), self.part(by, tables));
                let otherwise = self.part(otherwise, tables);
                self.say(
                    format!("{of} divisé par {by} ({otherwise} si le diviseur est nul)"),
                    format!("{of} divided by {by} ({otherwise} if the divisor is zero)"),
                )
            }
            _ => String::new(),
        }
    }

    /// Another rule by its title; a parameter with its value of the day.
    fn reference(&self, name: &str) -> String {
        let Some(rule) = self.set.rule(name) else { return name.to_owned() };
        let title = rule.title.text(self.language);
        let version = rule.version_on(self.on).filter(|_| rule.is_parameter());
        let constant = version.and_then(|version| match &version.lines[0].content {
            crate::tree::Content::Formula(Expression::Constant(value)) => Some((version, value)),
            _ => None,
        });
        let Some((version, value)) = constant else { return quoted(title, self.language) };
        let (value, since) = (value.written(self.language), version.since.written(self.language));
        self.say(
            format!("{title} ({value} depuis le {since})"),
            format!("{title} ({value} since {since})"),
        )
    }

    fn listed(
        &self,
        terms: &[Expression],
        tables: &mut Vec<TableText>,
        (french, english): (&str, &str),
    ) -> String {
        let parts = self.parts(terms, tables);
        joined(&parts, self.language.choose(french, english))
    }

    fn requirement(&self, requirement: &Requirement, tables: &mut Vec<TableText>) -> String {
        match requirement {
            Requirement::Seniority { months, at_least } => {
                let (months, least) = (self.part(months, tables), self.part(at_least, tables));
                self.say(
                    format!("{months} est d'au moins {least}"),
                    format!("{months} is at least {least}"),
                )
            }
            Requirement::Status { on, among } => {
                let on = self.part(on, tables);
                let among = joined(among, self.language.choose("ou", "or"));
                self.say(format!("{on} est {among}"), format!("{on} is {among}"))
            }
            Requirement::Other { title, .. } => title.text(self.language).to_owned(),
        }
    }

    fn aggregate(
        &self,
        function: AggregateFunction,
        of: &Column,
        among: Option<&Column>,
    ) -> String {
        let of = quoted(&self.column(of), self.language);
        let phrase = match function {
            AggregateFunction::Sum => {
                self.say(format!("la somme de {of}"), format!("the sum of {of}"))
            }
            AggregateFunction::Count => {
                self.word("le nombre de participants", "the number of participants")
            }
            AggregateFunction::Mean => {
                self.say(format!("la moyenne de {of}"), format!("the mean of {of}"))
            }
            AggregateFunction::Minimum => {
                self.say(format!("le plus petit de {of}"), format!("the least of {of}"))
            }
            AggregateFunction::Maximum => {
                self.say(format!("le plus grand de {of}"), format!("the greatest of {of}"))
            }
        };
        match among {
            None => self.say(format!("{phrase} (tous)"), format!("{phrase} (all)")),
            Some(among) => {
                let among = quoted(&self.column(among), self.language);
                self.say(
                    format!("{phrase} (ceux pour qui {among} est oui)"),
                    format!("{phrase} (those for whom {among} is yes)"),
                )
            }
        }
    }

    fn scale(
        &self,
        base: &Expression,
        brackets: &[Bracket],
        tables: &mut Vec<TableText>,
    ) -> String {
        let base = self.part(base, tables);
        let mut rows = Vec::new();
        let mut from = Value::Euros(caisse_units::Amount::ZERO).written(self.language);
        for bracket in brackets {
            let rate = self.phrase(&bracket.rate, tables);
            let to = bracket.up_to.as_ref().map(|limit| self.phrase(limit, tables));
            let shown = to.clone().unwrap_or_else(|| self.word("sans limite", "no limit"));
            rows.push(vec![from.clone(), shown, rate]);
            from = to.unwrap_or_default();
        }
        let heading = |french, english| self.word(french, english);
        let headings = vec![heading("De", "From"), heading("À", "To"), heading("Taux", "Rate")];
        tables.push(TableText { headings, rows });
        self.say(
            format!("{base}, par tranches : chaque taux du tableau s'applique à sa tranche"),
            format!("{base}, by brackets: each rate of the table applies to its own bracket"),
        )
    }

    fn grid(
        &self,
        on: &Expression,
        steps: &[GridStep],
        otherwise: &Expression,
        tables: &mut Vec<TableText>,
    ) -> String {
        let on = self.part(on, tables);
        let mut rows = Vec::new();
        for step in steps {
            let limit = self.phrase(&step.limit, tables);
            let limit = match step.included {
                true => self.say(format!("jusqu'à {limit}"), format!("up to {limit}")),
                false => self.say(format!("moins de {limit}"), format!("under {limit}")),
            };
            rows.push(vec![limit, self.phrase(&step.value, tables)]);
        }
        rows.push(vec![self.word("au-delà", "beyond"), self.phrase(otherwise, tables)]);
        tables.push(TableText { headings: vec![on.clone(), self.word("Valeur", "Value")], rows });
        self.say(
            format!("selon {on}, la valeur du tableau"),
            format!("by {on}, the value of the table"),
        )
    }

    fn table(
        &self,
        on: &Expression,
        cases: &[TableRow],
        otherwise: &Expression,
        tables: &mut Vec<TableText>,
    ) -> String {
        let on = self.part(on, tables);
        let mut rows = Vec::new();
        for case in cases {
            rows.push(vec![case.key.written(self.language), self.phrase(&case.value, tables)]);
        }
        rows.push(vec![self.word("autre cas", "any other"), self.phrase(otherwise, tables)]);
        tables.push(TableText { headings: vec![on.clone(), self.word("Valeur", "Value")], rows });
        self.say(
            format!("selon {on}, la valeur du tableau"),
            format!("by {on}, the value of the table"),
        )
    }
}

fn quoted(text: &str, language: Language) -> String {
    language.choose("« {} »", "“{}”").replace("{}", text)
}

/// `a, b et c`.
pub(super) fn joined(parts: &[String], last: &str) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// The words of a comparison.
pub(super) fn comparison_words(comparison: Comparison) -> (&'static str, &'static str) {
    match comparison {
        Comparison::Less => ("est inférieur à", "is under"),
        Comparison::AtMost => ("est d'au plus", "is at most"),
        Comparison::Equal => ("est égal à", "is"),
        Comparison::Different => ("est différent de", "is not"),
        Comparison::AtLeast => ("est d'au moins", "is at least"),
        Comparison::More => ("dépasse", "is above"),
    }
}
