//! Why a rule could not be evaluated.

use std::fmt;

use caisse_units::{Day, Language};

use crate::sharing::SharingError;
use crate::value::{Value, ValueType};

/// Why a rule could not be evaluated, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluationError {
    /// The rule.
    pub rule: String,
    /// The line, when one had begun.
    pub line: Option<String>,
    /// The participant, from 0, in a pool of several.
    pub participant: Option<usize>,
    /// What is wrong.
    pub problem: Box<EvaluationProblem>,
}

/// What is wrong. The first six depend on what was given; the others cannot happen to a rule that
/// was checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EvaluationProblem {
    /// No rule has that name.
    UnknownRule {
        /// The name.
        name: String,
        /// The nearest name there is.
        nearest: Option<String>,
    },
    /// The rule has no version on that day.
    NotYetInForce {
        /// The day.
        on: Day,
        /// The first day of its first version.
        first: Option<Day>,
    },
    /// An input is not given.
    MissingInput {
        /// Its name.
        name: String,
        /// Its type.
        kind: ValueType,
    },
    /// An input is of another type.
    InputType {
        /// Its name.
        name: String,
        /// The type declared.
        expected: ValueType,
        /// What was given.
        found: Value,
    },
    /// An input is outside its bounds.
    InputOutOfBounds {
        /// Its name.
        name: String,
        /// What was given.
        found: Value,
        /// The lowest accepted.
        lowest: Value,
        /// The highest accepted.
        highest: Value,
    },
    /// A category is not one of the declared cases.
    UnknownChoice {
        /// The input's name.
        name: String,
        /// What was given.
        found: String,
        /// The cases there are.
        choices: Vec<String>,
    },
    /// A value chosen by the member is outside the bounds of the rule.
    ChoiceOutOfBounds {
        /// The input's name.
        name: String,
        /// What was chosen.
        chosen: Value,
        /// The lowest choice.
        lowest: Option<Value>,
        /// The highest choice.
        highest: Option<Value>,
    },
    /// A line is beyond the bounds of its type.
    OutOfBounds,
    /// An operand has another type than the formula needs.
    IllTyped {
        /// What the formula needs.
        expected: Vec<ValueType>,
        /// What it found.
        found: ValueType,
    },
    /// A name that is neither a line above nor a declared input.
    UnknownName {
        /// The name.
        name: String,
    },
    /// A rule refers to itself through others.
    Cycle,
    /// The whole of a proportion is zero or less.
    WholeNotPositive,
    /// A list that must have an element has none.
    EmptyList,
    /// The sharing method refuses its amounts.
    Sharing {
        /// Its reason.
        error: SharingError,
    },
}

impl EvaluationProblem {
    fn sentence(&self, language: Language) -> String {
        let french = language == Language::French;
        match self {
            EvaluationProblem::UnknownRule { name, nearest } => {
                let hint = match nearest {
                    Some(nearest) if french => format!(" ; voulez-vous dire « {nearest} » ?"),
                    Some(nearest) => format!("; did you mean “{nearest}”?"),
                    None => String::new(),
                };
                if french {
                    format!("aucune règle ne s'appelle « {name} »{hint}")
                } else {
                    format!("no rule is called “{name}”{hint}")
                }
            }
            EvaluationProblem::NotYetInForce { on, first } => {
                let on = on.written(language);
                match (first, french) {
                    (Some(day), true) => format!(
                        "la règle n'est pas en vigueur le {on} ; elle l'est depuis le {}",
                        day.written(language)
                    ),
                    (Some(day), false) => format!(
                        "the rule is not in force on {on}; it is since {}",
                        day.written(language)
                    ),
                    (None, true) => "la règle n'a aucune version".to_owned(),
                    (None, false) => "the rule has no version".to_owned(),
                }
            }
            EvaluationProblem::MissingInput { name, kind } => {
                let kind = kind.name(language);
                if french {
                    format!("l'entrée « {name} » ({kind}) n'est pas renseignée")
                } else {
                    format!("the input “{name}” ({kind}) is not given")
                }
            }
            EvaluationProblem::InputType { name, expected, found } => {
                let (expected, found) = (expected.name(language), found.written(language));
                if french {
                    format!("l'entrée « {name} » attend : {expected} ; reçu : {found}")
                } else {
                    format!("the input “{name}” takes: {expected}; given: {found}")
                }
            }
            EvaluationProblem::InputOutOfBounds { name, found, lowest, highest } => {
                let [found, lowest, highest] =
                    [found, lowest, highest].map(|value| value.written(language));
                if french {
                    format!("l'entrée « {name} » vaut {found} ; elle va de {lowest} à {highest}")
                } else {
                    format!("the input “{name}” is {found}; it goes from {lowest} to {highest}")
                }
            }
            EvaluationProblem::UnknownChoice { name, found, choices } => {
                let choices = choices.join(", ");
                if french {
                    format!("« {found} » n'est pas un cas de « {name} » ; les cas sont : {choices}")
                } else {
                    format!("“{found}” is not a case of “{name}”; the cases are: {choices}")
                }
            }
            EvaluationProblem::ChoiceOutOfBounds { name, chosen, lowest, highest } => {
                choice_sentence(name, chosen, lowest.as_ref(), highest.as_ref(), language)
            }
            other => other.unchecked_sentence(language),
        }
    }

    fn unchecked_sentence(&self, language: Language) -> String {
        let (french, english) = match self {
            EvaluationProblem::IllTyped { expected, found } => {
                let names = |language| {
                    let names: Vec<_> = expected.iter().map(|kind| kind.name(language)).collect();
                    names.join(", ")
                };
                let (fr, en) = (Language::French, Language::English);
                (
                    format!("attendu : {} ; trouvé : {}", names(fr), found.name(fr)),
                    format!("expected: {}; found: {}", names(en), found.name(en)),
                )
            }
            EvaluationProblem::UnknownName { name } => (
                format!("« {name} » n'est ni une entrée ni une ligne plus haut"),
                format!("“{name}” is neither an input nor a line above"),
            ),
            EvaluationProblem::Sharing { error } => {
                (error.sentence(Language::French), error.sentence(Language::English))
            }
            EvaluationProblem::Cycle => {
                ("la règle dépend d'elle-même".to_owned(), "the rule depends on itself".to_owned())
            }
            EvaluationProblem::WholeNotPositive => (
                "le tout d'un prorata doit dépasser zéro".to_owned(),
                "the whole of a proportion must be above zero".to_owned(),
            ),
            EvaluationProblem::EmptyList => (
                "une liste est vide ; il y faut au moins un élément".to_owned(),
                "a list is empty; it needs at least one element".to_owned(),
            ),
            _ => (
                "le résultat dépasse les bornes de son type".to_owned(),
                "the result is beyond the bounds of its type".to_owned(),
            ),
        };
        language.choose(&french, &english).to_owned()
    }
}

fn choice_sentence(
    name: &str,
    chosen: &Value,
    lowest: Option<&Value>,
    highest: Option<&Value>,
    language: Language,
) -> String {
    let chosen = chosen.written(language);
    let bounds = match (lowest.map(|v| v.written(language)), highest.map(|v| v.written(language))) {
        (Some(low), Some(high)) => match language {
            Language::French => format!("de {low} à {high}"),
            Language::English => format!("from {low} to {high}"),
        },
        (Some(low), None) => format!("{} {low}", language.choose("au moins", "at least")),
        (None, Some(high)) => format!("{} {high}", language.choose("au plus", "at most")),
        (None, None) => String::new(),
    };
    match language {
        Language::French => {
            format!(
                "la valeur choisie pour « {name} », {chosen}, est refusée ; choisissez {bounds}"
            )
        }
        Language::English => {
            format!("the value chosen for “{name}”, {chosen}, is refused; choose {bounds}")
        }
    }
}

impl EvaluationError {
    /// The sentence for the person who asked, with the place and the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let mut place = match language {
            Language::French => format!("règle « {} »", self.rule),
            Language::English => format!("rule “{}”", self.rule),
        };
        if let Some(line) = &self.line {
            place += &match language {
                Language::French => format!(", ligne « {line} »"),
                Language::English => format!(", line “{line}”"),
            };
        }
        if let Some(participant) = self.participant {
            place += &match language {
                Language::French => format!(", participant {}", participant + 1),
                Language::English => format!(", participant {}", participant + 1),
            };
        }
        let colon = language.choose("\u{a0}: ", ": ");
        format!("{place}{colon}{}", self.problem.sentence(language))
    }
}

impl fmt::Display for EvaluationError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for EvaluationError {}
