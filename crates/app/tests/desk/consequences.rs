//! A proposal is seen before it is voted: totals to the cent, nobody pointed at.

use caisse_app::work::consequences::{self, Count, Declared, GroupName, Question, Ranking};
use caisse_domain::identity::DecisionId;
use caisse_domain::rules::{self, AdoptedRule, RuleBook};
use caisse_domain::{Command, Organisation, contributions};
use caisse_rules::evaluate::evaluate_untraced;
use caisse_rules::{Inputs, Value};
use caisse_units::{Day, Language};

use super::caisse::{Caisse, day, euros, found, iban, member, month};
use super::month::food;

/// The rule book with a new version of a rule in which some text of its written form is replaced.
fn proposed(house: &Organisation, rule: &str, since: Day, before: &str, after: &str) -> RuleBook {
    let mut changed = house.rules.set().rule(rule).unwrap().clone();
    let purpose = house.rules.purpose(rule).unwrap().clone();
    let mut version = changed.versions.last().unwrap().clone();
    let written = serde_json::to_string(&version.lines).unwrap();
    assert!(written.contains(before), "{before} is in {written}");
    version.lines = serde_json::from_str(&written.replace(before, after)).unwrap();
    version.since = since;
    version.examples = Vec::new();
    changed.versions.push(version);
    let mut book = house.rules.clone();
    let adopted = vec![AdoptedRule { purpose, rule: changed }];
    rules::apply(&mut book, &rules::Event::Adopted { rules: adopted, decision: DecisionId(9) });
    book
}

fn asked<'a>(
    caisse: &'a Caisse,
    proposed: &'a RuleBook,
    effective: &str,
    today: &str,
) -> Question<'a> {
    let (effective, today) = (day(effective), day(today));
    Question { house: caisse.state(), proposed, effective, today }
}

fn declared(caisse: &Caisse) -> Declared {
    Declared::open(&caisse.desk.people, caisse.state(), day("2025-01-01")).unwrap()
}

#[test]
fn a_higher_floor_is_told_to_the_cent() {
    let mut caisse = food();
    caisse.call("2026-01", "2026-01-10");
    let book = proposed(
        caisse.state(),
        "cotisation",
        day("2026-09-01"),
        "{\"euros\":1000}",
        "{\"euros\":1200}",
    );
    let question = asked(&caisse, &book, "2026-09-01", "2026-07-15");
    let told = consequences::consequences(question, &declared(&caisse));
    assert_eq!((told.replay.months.len(), told.projection.months.len()), (6, 12));
    let replay = told.replay.total();
    assert_eq!(replay.today.contributions, euros("570"));
    assert_eq!(replay.proposed.contributions, euros("642"));
    let ahead = told.projection.total();
    assert_eq!(ahead.today.contributions, euros("1140"));
    assert_eq!(ahead.proposed.contributions, euros("1260"), "two months before, ten after");
    assert_eq!((told.change.lose, told.change.gain), (Count::Exactly(6), Count::Exactly(0)));
    assert_eq!(told.change.mean_loss, Some(euros("2")));
    assert_eq!(told.ranking, Ranking::Contribution);
    assert_eq!(told.by_income.len(), 1);
    assert!(matches!(told.by_household[..], [ref one] if one.name == GroupName::Persons(1)));
    let sentences = told.sentences(Language::French).join("\n");
    assert!(sentences.contains("642,00"), "{sentences}");
}

#[test]
fn a_grant_of_the_months_lived_comes_back_each_month_and_months_before_the_first_call_do_not() {
    let mut caisse = food();
    caisse.call("2026-03", "2026-03-10");
    let grant = contributions::Command::ReceiveOther {
        kind: contributions::IncomeKind::Grant,
        amount: euros("1000"),
        on: day("2026-04-02"),
        label: "Convention de financement".to_owned(),
        line: None,
        decision: DecisionId(1),
    };
    caisse.clock.set(day("2026-04-02"));
    caisse.act(Command::Contributions(grant)).unwrap();
    let (before, after) = ("{\"euros\":1000}", "{\"euros\":1200}");
    let book = proposed(caisse.state(), "cotisation", day("2026-09-01"), before, after);
    let question = asked(&caisse, &book, "2026-09-01", "2026-07-15");
    let told = consequences::consequences(question, &declared(&caisse));
    assert_eq!(told.replay.months.len(), 4, "March, called first, to June");
    let april = told.replay.months[1].balance.today;
    assert_eq!(april.minus(told.replay.months[0].balance.today), euros("1000"));
    // A thousand in four months; nothing that was called came in.
    assert_eq!(told.projection.closing().today.minus(told.projection.opening), euros("3000"));
}

#[test]
fn who_chose_to_pay_more_is_not_touched_and_few_are_not_shown() {
    let mut caisse = food();
    for number in 1..=4 {
        let choose = contributions::Command::Choose {
            member: member(number),
            from: month("2026-01"),
            amount: euros("50"),
        };
        caisse.act(Command::Contributions(choose)).unwrap();
    }
    let book = proposed(
        caisse.state(),
        "cotisation",
        day("2026-09-01"),
        "{\"euros\":1000}",
        "{\"euros\":1200}",
    );
    let question = asked(&caisse, &book, "2026-09-01", "2026-07-15");
    let told = consequences::consequences(question, &declared(&caisse));
    assert_eq!((told.change.lose, told.change.same), (Count::Few, Count::Exactly(6)));
    assert_eq!(told.change.mean_loss, None);
}

#[test]
fn a_member_sees_the_own_figures_and_only_these() {
    let caisse = food();
    let book = proposed(
        caisse.state(),
        "cotisation",
        day("2026-09-01"),
        "{\"euros\":1000}",
        "{\"euros\":1200}",
    );
    let question = asked(&caisse, &book, "2026-09-01", "2026-07-15");
    let mine = consequences::mine(question, &declared(&caisse), member(3)).unwrap();
    assert_eq!(mine.first_month.today.contributions, euros("20"));
    assert_eq!(mine.first_month.proposed.contributions, euros("22"));
    assert_eq!(mine.replay.proposed.contributions, euros("132"));
    assert_eq!(consequences::mine(question, &declared(&caisse), member(99)), None);
}

#[test]
fn an_income_ranks_ten_parts_and_makes_five_round_cases() {
    let mut caisse = found("sector-caisse", day("2026-01-01"));
    let mut table =
        "nom;prenom;courriel;iban;situation:salaire;situation:niveau;situation:statut\n".to_owned();
    for number in 1..=60_u64 {
        let wage = 1_217 + number * 53;
        table.push_str(&format!(
            "N{number};P;m{number}@example.org;{};{wage};2;salarie\n",
            iban(number)
        ));
    }
    caisse.enrol(&table, day("2026-01-01"));
    caisse.elect(&[1, 2], day("2026-01-01"));
    let (before, after) = ("{\"rate\":12500}", "{\"rate\":25000}");
    let book = proposed(caisse.state(), "cotisation", day("2026-09-01"), before, after);
    let question = asked(&caisse, &book, "2026-09-01", "2026-07-15");
    let told = consequences::consequences(question, &declared(&caisse));
    assert_eq!(told.ranking, Ranking::Declared("salaire".to_owned()));
    assert_eq!(told.by_income.len(), 10);
    let smic = evaluate_untraced(book.set(), "smic", day("2026-09-01"), &Inputs::new()).unwrap();
    let Value::Euros(smic) = smic.value else { panic!("the minimum wage is an amount") };
    let above = (1..=60).filter(|n| euros(&(1_217 + n * 53).to_string()) > smic).count();
    assert_eq!(told.change.lose, Count::Exactly(above), "who earns more than {smic:?} pays more");
    assert_eq!(told.change.same, Count::Exactly(60 - above));
    assert_eq!(told.cases.len(), 5);
    let Value::Euros(wage) = told.cases[4].inputs[0].value else { panic!("a wage is an amount") };
    assert_eq!(wage.cents() % 5_000, 0, "a case has a round wage");
    let (lowest, highest) = (&told.cases[0].flow, &told.cases[4].flow);
    assert_eq!(lowest.today, lowest.proposed);
    assert!(highest.proposed.contributions > highest.today.contributions);
}
