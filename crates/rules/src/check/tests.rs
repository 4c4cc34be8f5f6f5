//! What the checker promises, on random rules: a checked rule has a value, within its bounds.

use proptest::prelude::*;

use super::bounds::line_ranges;
use super::check;
use crate::evaluation_error::EvaluationProblem;
use crate::exact::Exact;
use crate::random::{self, Draw};
use crate::report::{Swept, report};
use crate::rule_error::RuleProblem;
use crate::tree::{Content, Expression, RuleSet, Title};
use crate::value::{Value, ValueType};

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 600, failure_persistence: None, ..ProptestConfig::default()
    })]

    #[test]
    fn a_checked_rule_always_has_a_value_within_its_bounds(seed in any::<u64>()) {
        let mut draw = Draw(seed);
        let set = RuleSet::single(random::rule(&mut draw));
        if let Err(errors) = check(&set) {
            // The trees are well typed; only what depends on bounds may be refused.
            for error in errors {
                let accepted = matches!(*error.problem, RuleProblem::MayOverflow { .. });
                prop_assert!(accepted, "{}", error);
            }
            return Ok(());
        }
        let ranges = line_ranges(&set, "hasard", random::day());
        for _ in 0..8 {
            let row = random::table_row(&mut draw);
            match set.evaluate("hasard", random::day(), &row) {
                Ok(outcome) => {
                    for (line, (name, range)) in outcome.lines.iter().zip(&ranges) {
                        let value = line.value.exact().expect("the lines are numbers");
                        let (low, high) = range.numbers.clone().expect("numbers");
                        prop_assert!(low <= value && value <= high, "{name}: {low:?} {value:?} {high:?}");
                    }
                }
                Err(error) => prop_assert!(
                    matches!(*error.problem, EvaluationProblem::ChoiceOutOfBounds { .. }),
                    "{}", error
                ),
            }
        }
    }

    #[test]
    fn the_report_gives_the_value_of_the_rule_before_rounding(seed in any::<u64>()) {
        let mut draw = Draw(seed);
        let mut rule = random::rule(&mut draw);
        // One line, so that its exact value is the result before rounding, without steps.
        let version = &mut rule.versions[0];
        version.lines.truncate(1);
        version.lines[0].floor = None;
        version.result.clone_from(&version.lines[0].name);
        rule.result = version.lines[0].kind;
        let Content::Formula(formula) = &version.lines[0].content else { return Ok(()) };
        let stepped = |node: &Expression| {
            matches!(node, Expression::Step { .. } | Expression::Chosen { .. })
        };
        if formula.any(&stepped) || rule.result != ValueType::Euros {
            return Ok(());
        }
        let set = RuleSet::single(rule);
        if check(&set).is_err() {
            return Ok(());
        }
        let report = report(&set, "hasard", random::day()).expect("in force");
        for sweep in &report.sweeps {
            let Swept::Linear { pieces, .. } = &sweep.found else { continue };
            for piece in pieces {
                let width = piece.to.cents() - piece.from.cents();
                if width < 4 {
                    continue;
                }
                // Inside the piece: its ends are rounded to the cent.
                let x = piece.from.cents() + width / 2;
                let mut row = sweep.situation.clone();
                row.insert(sweep.input.clone(), Value::from_units(ValueType::Euros, x).expect("euros"));
                let outcome = set.evaluate("hasard", random::day(), &row).expect("checked");
                let trace = outcome.trace.expect("traced");
                let crate::trace::Term::Number(_, exact) = &trace.lines[0].exact else {
                    panic!("a number")
                };
                // The start is exact at the exact limit, which is within half a cent of `from`.
                let expected = piece.start.plus(
                    &piece.slope.times(&Exact::whole(x - piece.from.cents())),
                );
                let gap = exact.minus(&expected);
                let gap = if gap.is_negative() { gap.negated() } else { gap };
                let slope = if piece.slope.is_negative() { piece.slope.negated() } else { piece.slope.clone() };
                prop_assert!(gap <= slope, "at {x} of {}: {exact:?} {expected:?}", sweep.input);
            }
        }
    }
}

/// Formulas of any shape, ill-typed ones included, must be refused and never panic.
#[test]
fn an_ill_typed_rule_from_a_journal_is_refused_and_evaluates_to_an_error() {
    for seed in 0..400 {
        let mut draw = Draw(seed);
        let mut rule = random::rule(&mut draw);
        let other = random::rule(&mut draw);
        // Two formulas are exchanged without regard to their types.
        let stranger = other.versions[0].lines[0].content.clone();
        rule.versions[0].lines[0].content = match stranger {
            Content::Formula(inside) => Content::Formula(Expression::ByRate {
                base: Box::new(Expression::Not(Box::new(inside.clone()))),
                rate: Box::new(inside),
            }),
            sharing => sharing,
        };
        let set = RuleSet::single(rule);
        assert!(check(&set).is_err(), "seed {seed}");
        let row = random::table_row(&mut draw);
        assert!(set.evaluate("hasard", random::day(), &row).is_err(), "seed {seed}");
    }
}

#[test]
fn an_optional_input_is_read_by_a_choice_only() {
    let mut rule = random::rule(&mut Draw(3));
    rule.versions[0].lines[0].content =
        Content::Formula(Expression::Input("choix_libre".to_owned()));
    rule.versions[0].lines[0].kind = ValueType::Euros;
    rule.versions[0].lines.truncate(1);
    rule.versions[0].result = "ligne_0".to_owned();
    rule.result = ValueType::Euros;
    let errors = check(&RuleSet::single(rule)).expect_err("it may be unknown");
    let name = "choix_libre".to_owned();
    assert_eq!(*errors[0].problem, RuleProblem::OptionalOutsideChoice { name });
}

#[test]
fn a_title_without_translation_is_shown_in_french() {
    use caisse_units::Language;
    assert_eq!(Title::french("Réserve").text(Language::English), "Réserve");
}

#[test]
fn most_random_rules_pass_the_check_and_are_swept() {
    let (mut passed, mut linear, mut several) = (0, 0, 0);
    for seed in 0..400 {
        let set = RuleSet::single(random::rule(&mut Draw(seed)));
        if check(&set).is_err() {
            continue;
        }
        passed += 1;
        let report = report(&set, "hasard", random::day()).expect("in force");
        for sweep in report.sweeps {
            if let Swept::Linear { pieces, .. } = sweep.found {
                linear += 1;
                several += i32::from(pieces.len() > 1);
            }
        }
    }
    assert!(passed > 300, "{passed} of 400 rules pass");
    assert!(linear > 300, "{linear} sweeps are linear");
    assert!(several > 50, "{several} sweeps have several pieces");
}
