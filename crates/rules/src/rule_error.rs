//! What is wrong with a rule file or a rule: each error with its place and its remedy.

use std::fmt;

use caisse_units::{Day, Language, Rate};

use crate::evaluation_error::EvaluationError;
use crate::tree::Period;
use crate::value::{Value, ValueType};

/// Where an error stands; what is not known is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: Option<String>,
    /// The line of the file, from 1.
    pub line: Option<usize>,
    /// The rule.
    pub rule: Option<String>,
    /// The version, by its first day.
    pub version: Option<Day>,
    /// The line of the version, or the input.
    pub part: Option<String>,
}

/// An error of a rule or of its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// Where.
    pub place: Box<Place>,
    /// What.
    pub problem: Box<RuleProblem>,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleProblem {
    /// The text is not TOML.
    NotToml {
        /// What the TOML reader says.
        reason: String,
    },
    /// Too much of something.
    TooMany {
        /// Of what.
        what: Limited,
        /// How many there may be.
        limit: usize,
    },
    /// A key that has no meaning there.
    UnknownKey {
        /// The key.
        key: String,
        /// The nearest key that would have one.
        nearest: Option<String>,
        /// The keys that would have one, in French.
        expected: Vec<String>,
    },
    /// A key that is needed.
    MissingKey {
        /// The key, in French.
        key: String,
    },
    /// The same thing said twice, in French and in English.
    KeySaidTwice {
        /// The French key.
        french: String,
        /// The English key.
        english: String,
    },
    /// A value of another form.
    WrongForm {
        /// What was expected.
        expected: Form,
        /// What was found.
        found: String,
    },
    /// A number with a decimal point where the unit must be said.
    DecimalNumber {
        /// The number.
        number: String,
    },
    /// A formula without mechanism.
    NoMechanism {
        /// The mechanisms there are, in French.
        mechanisms: Vec<String>,
    },
    /// A formula with several mechanisms.
    SeveralMechanisms {
        /// Those found.
        found: Vec<String>,
    },
    /// A name with other letters than small letters, digits and underscores.
    BadName {
        /// The name.
        name: String,
    },
    /// A name given twice.
    NameTwice {
        /// The name.
        name: String,
    },
    /// A name that means nothing here.
    UnknownName {
        /// The name.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// A category that is not a case of its input.
    UnknownCase {
        /// The category.
        case: String,
        /// The input.
        input: String,
        /// Its cases.
        choices: Vec<String>,
        /// The nearest case.
        nearest: Option<String>,
    },
    /// A key of a table given twice.
    KeyTwice {
        /// The key.
        key: Value,
    },
    /// A list without elements.
    EmptyList,
    /// A version without lines, or a rule without versions.
    NoLine,
    /// The otherwise-branch is missing.
    OtherwiseMissing,
    /// A value of another type than needed.
    IllTyped {
        /// What is needed.
        expected: Vec<ValueType>,
        /// What was found.
        found: ValueType,
    },
    /// An amount per month met an amount per year.
    MixedPeriods {
        /// One period.
        one: Period,
        /// The other.
        other: Period,
    },
    /// A step of zero or less.
    StepNotPositive,
    /// A rounding by amounts for something else than euros.
    RoundingOfNonEuros,
    /// An optional input read outside a choice.
    OptionalOutsideChoice {
        /// The input.
        name: String,
    },
    /// Keys that do not sum to 100 %.
    KeysNotWhole {
        /// Their sum.
        sum: Rate,
    },
    /// Rules that refer to each other in a circle.
    Cycle {
        /// The circle, first rule repeated at the end.
        rules: Vec<String>,
    },
    /// Two versions from one date.
    SameDate {
        /// The date.
        day: Day,
    },
    /// A version listed after a later one.
    VersionsOutOfOrder {
        /// Its date.
        day: Day,
        /// The date of the version before it.
        after: Day,
    },
    /// A referenced rule that begins later.
    ReferenceTooYoung {
        /// The referenced rule.
        rule: String,
        /// Its first day.
        first: Day,
    },
    /// A limit that is not above the one before.
    LimitsNotIncreasing {
        /// The number of the bracket or step, from 1.
        number: usize,
        /// The day on which it happens.
        on: Day,
    },
    /// An open bracket that is not the last.
    OpenBracketNotLast {
        /// The number of the bracket, from 1.
        number: usize,
    },
    /// A limit that depends on the person, and is not provably above the one before.
    LimitNotFixed {
        /// The number of the bracket or step, from 1.
        number: usize,
    },
    /// A line may leave the bounds of its type.
    MayOverflow {
        /// The inputs whose bounds would help.
        inputs: Vec<String>,
    },
    /// The whole of a proportion may be zero or less.
    WholeMayBeZero,
    /// The amount to share may be below zero.
    TotalMayBeNegative,
    /// The amount to share depends on the participant.
    TotalNotCommon,
    /// A floor or a ceiling on a line of transfers.
    TransfersBounded,
    /// Transfers that are the same for every participant.
    TransfersCommon,
    /// A lower bound above the upper one.
    BoundsCrossed,
    /// A default or bound of another type, or out of bounds.
    InputMisdeclared {
        /// The type declared.
        kind: ValueType,
    },
    /// A category without cases, or cases without category.
    ChoicesMisplaced,
    /// The same input declared otherwise by another rule that is used with this one.
    InputDisagrees {
        /// The input.
        name: String,
        /// The other rule.
        other: String,
    },
    /// The result is not of the type announced.
    ResultType {
        /// The type announced.
        expected: ValueType,
        /// The type computed.
        found: ValueType,
    },
    /// An example gives something else.
    ExampleDiffers {
        /// The line or taker.
        name: String,
        /// What the example says.
        expected: Value,
        /// What the rule gives.
        found: Option<Value>,
    },
    /// An example cannot be computed.
    ExampleFails {
        /// Why.
        error: EvaluationError,
    },
}

/// What is limited in number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limited {
    /// Files.
    Files,
    /// Bytes of a file.
    Bytes,
    /// Rules.
    Rules,
    /// Versions of a rule.
    Versions,
    /// Lines of a version.
    Lines,
    /// Inputs of a rule.
    Inputs,
    /// Steps of a formula.
    Nodes,
    /// Formulas inside each other.
    Depth,
    /// Rules that refer to each other in a chain.
    Chain,
    /// Elements of a list.
    Elements,
    /// Letters of a text.
    Letters,
}

/// The form that a value of a file must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A text.
    Text,
    /// A table of keys.
    Table,
    /// A list.
    List,
    /// A date.
    Date,
    /// True or false.
    TrueOrFalse,
    /// A formula: a text, a number, a date or a table of one mechanism.
    Formula,
    /// A type: `EUR/mois`, `taux`, `nombre`…
    Type,
    /// A constant: an amount, a rate, a quantity, a case, a date.
    Constant,
    /// An amount.
    Amount,
    /// A rate.
    Rate,
    /// A comparison sign.
    Comparison,
    /// A rounding: `centime`, `euro`, `5 EUR`, with `inférieur` or `supérieur`.
    Rounding,
    /// One of the methods of sharing.
    Method,
    /// Who bears what transfers lack to sum to zero.
    Residue,
    /// One of the figures over participants.
    Function,
    /// A period: `mois`, `an`…
    Period,
    /// `versé`, `reçu` or `reste`.
    Role,
    /// `refus` or `ramené`.
    Outside,
    /// The name of an input or of a line above.
    Column,
}

impl RuleProblem {
    pub(crate) fn ill_typed(expected: &[ValueType], found: ValueType) -> RuleProblem {
        RuleProblem::IllTyped { expected: expected.to_vec(), found }
    }
}

impl RuleError {
    /// The sentence for the person who wrote the rule: place, what is wrong, remedy.
    pub fn sentence(&self, language: Language) -> String {
        let colon = language.choose("\u{a0}: ", ": ");
        let place = self.place.written(language);
        let problem = self.problem.sentence(language);
        if place.is_empty() { problem } else { format!("{place}{colon}{problem}") }
    }
}

impl Place {
    fn written(&self, language: Language) -> String {
        let mut parts = Vec::new();
        match (&self.file, self.line) {
            (Some(file), Some(line)) => parts.push(format!("{file}:{line}")),
            (Some(file), None) => parts.push(file.clone()),
            _ => {}
        }
        if let Some(rule) = &self.rule {
            parts.push(language.choose("règle « {} »", "rule “{}”").replace("{}", rule));
        }
        if let Some(version) = self.version {
            let since = language.choose("version du ", "version of ");
            parts.push(format!("{since}{}", version.written(language)));
        }
        if let Some(part) = &self.part {
            parts.push(language.choose("« {} »", "“{}”").replace("{}", part));
        }
        parts.join(", ")
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for RuleError {}

mod sentences;
