//! A result, step by step: from each line down to the parameters, their dates and their sources.

use caisse_units::{Amount, Language};

use super::formula::{comparison_words, joined};
use super::number::{exact_written, term_written};
use crate::exact::{Direction, Exact};
use crate::trace::{Bounded, LineTrace, Origin, RuleTrace, Step, Trace};
use crate::tree::AggregateFunction;
use crate::value::ValueType;

/// A step of an explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepText {
    /// How deep it stands: 0 for a rule, 1 for a line, 2 and more for what led to it.
    pub depth: usize,
    /// The sentence.
    pub text: String,
}

/// The steps of a result: first the rules it used, then its own lines.
pub fn steps(trace: &RuleTrace, language: Language) -> Vec<StepText> {
    let mut told = Vec::new();
    for used in &trace.used {
        rule(used, language, &mut told);
    }
    rule(trace, language, &mut told);
    told
}

fn rule(trace: &RuleTrace, language: Language, told: &mut Vec<StepText>) {
    let title = trace.origin.title.text(language);
    let (on, origin) = (trace.on.written(language), origin_text(&trace.origin, language));
    let text = match language {
        Language::French => format!("{title}, au {on} ({origin})"),
        Language::English => format!("{title}, on {on} ({origin})"),
    };
    told.push(StepText { depth: 0, text });
    for line in &trace.lines {
        self::line(line, language, told);
    }
}

/// Since when, by which decision, from which source.
fn origin_text(origin: &Origin, language: Language) -> String {
    let since = origin.since.written(language);
    let mut parts = vec![match language {
        Language::French => format!("version du {since}"),
        Language::English => format!("version of {since}"),
    }];
    let colon = language.choose("\u{a0}: ", ": ");
    if let Some(decision) = &origin.decision {
        parts.push(format!("{}{colon}{decision}", language.choose("décision", "decision")));
    }
    if let Some(source) = &origin.source {
        parts.push(format!("source{colon}{source}"));
    }
    parts.join(language.choose(" ; ", "; "))
}

fn line(line: &LineTrace, language: Language, told: &mut Vec<StepText>) {
    let title = line.title.text(language);
    let colon = language.choose("\u{a0}: ", ": ");
    let mut text = format!("{title}{colon}{}", line.value.written(language));
    if line.rounded.is_some() {
        let exact = term_written(&line.exact, language);
        text += &match language {
            Language::French => format!(" (arrondi de {exact})"),
            Language::English => format!(" (rounded from {exact})"),
        };
    }
    match &line.bounded {
        Some(Bounded::Raised(from)) => {
            let from = from.written(language);
            text += &match language {
                Language::French => format!(", porté au plancher depuis {from}"),
                Language::English => format!(", raised to the floor from {from}"),
            };
        }
        Some(Bounded::Lowered(from)) => {
            let from = from.written(language);
            text += &match language {
                Language::French => format!(", ramené au plafond depuis {from}"),
                Language::English => format!(", lowered to the ceiling from {from}"),
            };
        }
        None => {}
    }
    told.push(StepText { depth: 1, text });
    for part in &line.parts {
        let text = format!("{}{colon}{}", part.name, part.amount.written(language));
        told.push(StepText { depth: 2, text });
    }
    for step in &line.steps {
        self::step(step, 2, language, told);
    }
}

fn step(trace: &Trace, depth: usize, language: Language, told: &mut Vec<StepText>) {
    // A bare constant says nothing that its user does not say.
    if trace.step == Step::Constant && depth > 2 {
        return;
    }
    let text = sentence(trace, language).replace("= ≈", "≈");
    told.push(StepText { depth, text });
    for child in &trace.children {
        step(child, depth + 1, language, told);
    }
}

fn sentence(trace: &Trace, language: Language) -> String {
    let value = term_written(&trace.value, language);
    let parts: Vec<String> =
        trace.children.iter().map(|child| term_written(&child.value, language)).collect();
    let [first, second, third] = [0, 1, 2].map(|at| parts.get(at).cloned().unwrap_or_default());
    let colon = language.choose("\u{a0}: ", ": ");
    let word = |french: &str, english: &str| language.choose(french, english).to_owned();
    match &trace.step {
        Step::Constant => value,
        Step::Input { title, .. } | Step::Line { title, .. } => {
            format!("{}{colon}{value}", title.text(language))
        }
        Step::Rule { origin, .. } => {
            let title = origin.title.text(language);
            format!("{title}{colon}{value} ({})", origin_text(origin, language))
        }
        Step::Floor => format!("{}{colon}{value}", word("plancher", "floor")),
        Step::Ceiling => format!("{}{colon}{value}", word("plafond", "ceiling")),
        Step::EvaluationDay => format!("{}{colon}{value}", word("jour du calcul", "day")),
        Step::DaysOfMonth => {
            format!("{}{colon}{value}", word("jours du mois", "days of the month"))
        }
        Step::MonthsBetween => match language {
            Language::French => format!("mois entiers du {first} au {second}{colon}{value}"),
            Language::English => format!("whole months from {first} to {second}{colon}{value}"),
        },
        Step::Sum => format!("{} = {value}", parts.join(" + ")),
        Step::Difference => format!("{first} − {second} = {value}"),
        Step::DifferenceFloored => {
            let floor = word("sans descendre sous zéro", "never below zero");
            format!("{first} − {second}, {floor} = {value}")
        }
        Step::ByRate | Step::ByCount => format!("{first} × {second} = {value}"),
        Step::MarginalScale => {
            format!("{} {first} = {value}", word("barème par tranches de", "bracket scale of"))
        }
        Step::Bracket { number, from, up_to, within, rate } => {
            let euros = |number| exact_written(ValueType::Euros, number, language);
            let rate = exact_written(ValueType::Rate, rate, language);
            let (from, within) = (euros(from), euros(within));
            let limits = match (up_to.as_ref().map(euros), language) {
                (Some(to), Language::French) => format!("de {from} à {to}"),
                (Some(to), Language::English) => format!("from {from} to {to}"),
                (None, Language::French) => format!("au-delà de {from}"),
                (None, Language::English) => format!("beyond {from}"),
            };
            let bracket = word("tranche", "bracket");
            format!("{bracket} {number}, {limits}{colon}{within} × {rate} = {value}")
        }
        Step::Minimum => {
            let terms = joined(&parts, language.choose("et", "and"));
            format!("{} {terms} = {value}", word("le plus petit de", "the least of"))
        }
        Step::Maximum => {
            let terms = joined(&parts, language.choose("et", "and"));
            format!("{} {terms} = {value}", word("le plus grand de", "the greatest of"))
        }
        Step::Stepped { step, .. } => {
            let step = step.written(language);
            format!("{first}, {} {step} = {value}", word("par pas de", "by steps of"))
        }
        Step::Ratio { divided: true } => format!("{first} ÷ {second} = {value}"),
        Step::Prorata => format!("{first} × {second} ÷ {third} = {value}"),
        other => decision(other, trace, &value, &parts, language),
    }
}

fn decision(
    step: &Step,
    trace: &Trace,
    value: &str,
    parts: &[String],
    language: Language,
) -> String {
    let colon = language.choose("\u{a0}: ", ": ");
    let word = |french: &str, english: &str| language.choose(french, english).to_owned();
    let part = |at: usize| parts.get(at).cloned().unwrap_or_default();
    match step {
        Step::Grid { reached: Some(number) } => match language {
            Language::French => format!("{} est dans la tranche {number}{colon}{value}", part(0)),
            Language::English => format!("{} is in step {number}{colon}{value}", part(0)),
        },
        Step::Grid { reached: None } => {
            let beyond = word("dépasse la dernière limite", "is beyond the last limit");
            format!("{} {beyond}{colon}{value}", part(0))
        }
        Step::Table { found: true } => {
            format!("{} « {} »{colon}{value}", word("cas", "case"), part(0))
        }
        Step::Table { found: false } => {
            let none = word("n'est pas dans la table", "is not in the table");
            format!("« {} » {none}{colon}{value}", part(0))
        }
        Step::Condition { met } => {
            let answer = match met {
                true => word("la condition est remplie", "the condition is met"),
                false => word("la condition n'est pas remplie", "the condition is not met"),
            };
            format!("{answer}{colon}{value}")
        }
        Step::Compare(comparison) => {
            let (french, english) = comparison_words(*comparison);
            let words = language.choose(french, english);
            format!("{} {words} {}{colon}{value}", part(0), part(1))
        }
        Step::All => format!("{}{colon}{value}", word("toutes les conditions", "all conditions")),
        Step::Any => format!("{}{colon}{value}", word("l'une des conditions", "any condition")),
        Step::Not => format!("{}{colon}{value}", word("le contraire", "the contrary")),
        Step::Eligible => format!("{}{colon}{value}", word("a droit", "is entitled")),
        Step::Seniority => {
            let needed = word("d'ancienneté, il en faut", "of seniority, needed:");
            format!("{} {needed} {}{colon}{value}", part(0), part(1))
        }
        Step::Status { among } => {
            let among = joined(among, language.choose("ou", "or"));
            let needed = word("il faut", "needed:");
            format!("{} ({needed} {among}){colon}{value}", part(0))
        }
        Step::Requirement { title } => format!("{}{colon}{value}", title.text(language)),
        Step::Capped { period } => {
            let per = period.name(language);
            let (cap, already) = (part(1), part(2));
            match language {
                Language::French => {
                    format!("{}, plafond {cap} par {per}, déjà reçu {already} = {value}", part(0))
                }
                Language::English => format!(
                    "{}, cap {cap} per {per}, already received {already} = {value}",
                    part(0)
                ),
            }
        }
        Step::Waiting { from_the_first } => {
            let words = match from_the_first {
                true => word("en entier au-delà de", "whole beyond"),
                false => word("au-delà de", "beyond"),
            };
            format!("{} {words} {} = {value}", part(0), part(1))
        }
        Step::Chosen { chosen, clamped, .. } => {
            let words = match (chosen, clamped) {
                (true, true) => word("choix ramené à la borne", "choice brought to the bound"),
                (true, false) => word("choix du membre", "choice of the member"),
                (false, _) => word("valeur proposée", "proposed value"),
            };
            format!("{words}{colon}{value}")
        }
        Step::PriorityClass { title } => {
            format!("{} {value}{colon}{}", word("classe", "class"), title.text(language))
        }
        Step::Aggregate { function, of, participants, .. } => {
            let figure = match function {
                AggregateFunction::Sum => word("somme", "sum"),
                AggregateFunction::Count => word("nombre", "count"),
                AggregateFunction::Mean => word("moyenne", "mean"),
                AggregateFunction::Minimum => word("minimum", "minimum"),
                AggregateFunction::Maximum => word("maximum", "maximum"),
            };
            match language {
                Language::French => {
                    format!("{figure} de « {of} » sur {participants} participants = {value}")
                }
                Language::English => {
                    format!("{figure} of “{of}” over {participants} participants = {value}")
                }
            }
        }
        Step::Ratio { .. } => {
            format!("{}{colon}{value}", word("le diviseur est nul", "the divisor is zero"))
        }
        Step::Transferred { raw, volume } => transferred(raw, *volume, value, language),
        Step::Shared { total, participants } => {
            let total = total.written(language);
            match language {
                Language::French => {
                    format!("part de {total} entre {participants} participants = {value}")
                }
                Language::English => {
                    format!("share of {total} between {participants} participants = {value}")
                }
            }
        }
        _ => term_written(&trace.value, language),
    }
}

/// A transfer with its payer or receiver written out, never a bare sign.
fn transferred(raw: &Exact, volume: Amount, value: &str, language: Language) -> String {
    let cents = raw.rounded(1, Direction::Nearest).map_or(Amount::ZERO, Amount::from_cents);
    let amount = if cents.is_negative() { -cents } else { cents };
    let (amount, volume) = (amount.written(language), volume.written(language));
    let (french, english) = match cents.is_negative() {
        true => (format!("paie {amount}"), format!("pays {amount}")),
        false => (format!("reçoit {amount}"), format!("receives {amount}")),
    };
    match language {
        Language::French => format!(
            "{french} avant équilibre ; {volume} passent en tout de ceux qui paient à ceux qui \
             reçoivent ; transfert = {value}"
        ),
        Language::English => format!(
            "{english} before balancing; {volume} go in all from those who pay to those who \
             receive; transfer = {value}"
        ),
    }
}

/// The whole as plain text, two spaces for each depth.
fn plain(steps: &[StepText]) -> String {
    steps.iter().map(|step| format!("{}{}\n", "  ".repeat(step.depth), step.text)).collect()
}

impl RuleTrace {
    /// The explanation as plain text.
    pub fn text(&self, language: Language) -> String {
        plain(&steps(self, language))
    }
}
