//! A union: dues by net pay, their split by the keys, and what each level is owed and paid.

use std::collections::BTreeMap;

use caisse_app::work::bank_files;
use caisse_app::work::matching::{self, Match};
use caisse_domain::Command;
use caisse_domain::identity::{BankLineId, ClaimId, LevelId};
use caisse_domain::payments::{self, Beneficiary, Item};
use caisse_units::Amount;

use super::caisse::{Caisse, accepted_by_schema, acting, day, euros, found, iban, member};
use super::camt::{Line, statement};
use super::month::{import, match_all, other_programs_agree};

/// Dues of 15.00, 13.33 and 20.01, received by transfer.
fn received() -> Caisse {
    let mut caisse = found("union-dues-cgt", day("2026-01-01"));
    let mut table = "nom,prenom,iban,situation:salaire_net\n".to_owned();
    for (number, pay) in [(1, "1500,00"), (2, "1333,33"), (3, "2000,70")] {
        table.push_str(&format!("Nom{number},Prenom,{},\"{pay} EUR\"\n", iban(number)));
    }
    caisse.enrol(&table, day("2026-01-01"));
    caisse.elect(&[1, 2], day("2026-01-01"));
    caisse.call("2026-01", "2026-01-31");
    caisse.clock.set(day("2026-01-20"));
    let called: Vec<Amount> =
        caisse.state().contributions.claims().map(|(_, claim)| claim.called).collect();
    assert_eq!(called, vec![euros("15"), euros("13.33"), euros("20.01")]);
    let line = |number: u32, amount: &str| {
        let reference = matching::reference(ClaimId(number)).grouped();
        Line::transfer("2026-01-20", amount, "X", &iban(u64::from(number)), &reference)
    };
    let lines = [line(1, "15.00"), line(2, "13.33"), line(3, "20.01")];
    import(&mut caisse, &statement("0.00", &lines)).unwrap();
    assert_eq!(match_all(&mut caisse).taken.len(), 3);
    caisse
}

/// By hand: each part rounded down, the union keeps the rest.
fn owed() -> BTreeMap<&'static str, Amount> {
    BTreeMap::from([
        ("professionnel", euros("4.35").plus(euros("3.86")).plus(euros("5.80"))),
        ("territorial", euros("4.05").plus(euros("3.59")).plus(euros("5.40"))),
        ("presse", euros("0.45").plus(euros("0.39")).plus(euros("0.60"))),
        ("national", euros("1.50").plus(euros("1.33")).plus(euros("2.00"))),
    ])
}

#[test]
fn each_level_is_owed_its_keys_to_the_cent_and_then_paid() {
    let mut caisse = received();
    let levels: Vec<(LevelId, String)> =
        caisse.state().rules.levels().map(|(id, name)| (id, name.to_owned())).collect();
    let found: BTreeMap<&str, Amount> =
        levels.iter().map(|(id, name)| (name.as_str(), caisse.state().owed_to(*id))).collect();
    assert_eq!(found, owed());
    let items: Vec<Item> = levels
        .iter()
        .map(|(id, name)| Item { to: Beneficiary::Level(*id), amount: owed()[name.as_str()] })
        .collect();
    let total: Amount = items.iter().map(|item| item.amount).sum();
    let too_much = {
        let mut items = items.clone();
        items[0].amount = items[0].amount.plus(euros("0.01"));
        payments::Command::Prepare { items, execution: day("2026-01-22") }
    };
    assert!(caisse.act(Command::Payments(too_much)).is_err());
    let prepare = payments::Command::Prepare { items, execution: day("2026-01-22") };
    caisse.act(Command::Payments(prepare)).unwrap();
    let payment = caisse.state().payments.all().last().unwrap().0;
    for number in [1, 2] {
        let sign = Command::Payments(payments::Command::Sign { payment });
        caisse.desk.act(acting(number), sign).unwrap();
    }
    let accounts = levels
        .iter()
        .zip(90..)
        .map(|((_, name), number)| (name.clone(), (format!("Niveau {name}"), iban(number))))
        .collect();
    let file = bank_files::transfers(&caisse.desk, payment, &accounts).unwrap();
    accepted_by_schema(&file, "pain.001.001.09");
    let lines = [Line::batch("2026-01-22", &(-total).to_string(), "PAIEMENT-P1-1")];
    caisse.clock.set(day("2026-01-23"));
    import(&mut caisse, &statement("48.34", &lines)).unwrap();
    assert_eq!(match_all(&mut caisse).taken, vec![(BankLineId(4), Match::Payment(payment))]);
    for (id, _) in &levels {
        assert_eq!(caisse.state().owed_to(*id), Amount::ZERO);
    }
    assert_eq!(caisse.state().in_hand(), euros("48.34").minus(total));
    other_programs_agree(&caisse);
}

#[test]
fn two_members_with_one_account_are_told_apart_by_the_amount_only() {
    let mut caisse = received();
    caisse.call("2026-02", "2026-02-28");
    let mut data = caisse.desk.people.personal(member(2)).unwrap();
    data.iban = Some(iban(1));
    caisse.desk.people.put_personal(member(2), &data, caisse.desk.house.entropy()).unwrap();
    let lines = [
        Line::transfer("2026-02-02", "13.33", "COMPTE JOINT", &iban(1), ""),
        Line::transfer("2026-02-02", "12.00", "COMPTE JOINT", &iban(1), ""),
    ];
    import(&mut caisse, &statement("48.34", &lines)).unwrap();
    let matched = match_all(&mut caisse);
    assert_eq!(matched.taken, vec![(BankLineId(4), Match::Contribution(member(2)))]);
    let perhaps = Match::Perhaps(vec![member(1), member(2)]);
    assert_eq!(matched.left, vec![(BankLineId(5), perhaps)]);
}
