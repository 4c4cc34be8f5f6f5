//! "Why this figure?" tells what was true when the amount was granted, whatever came after.

use caisse_domain::allocations::{self, Event as Allocated};
use caisse_domain::contributions::{self, IncomeKind};
use caisse_domain::identity::{AllocationId, DecisionId, MemberId};
use caisse_domain::rules::Question;
use caisse_domain::{Command, Event};
use caisse_rules::Value;
use caisse_units::{Amount, Day};
use caisse_world::caisse::{Core, day, treasurer};

const RULE: &str = "prise_en_charge_formation";

fn euros(euros: i64) -> Amount {
    Amount::from_cents(euros * 100)
}

fn granted(core: &mut Core, member: MemberId, cost: Amount, on: Day) -> (AllocationId, Amount) {
    let ask = allocations::Command::Ask {
        member,
        rule: RULE.to_owned(),
        asked: cost,
        documents: Vec::new(),
        sensitive: false,
        on,
    };
    let asked = core.act(treasurer(), Command::Allocations(ask)).expect("it may be asked");
    let Event::Allocations(Allocated::Asked { request, .. }) = asked else { panic!("{asked:?}") };
    let grant = allocations::Command::Grant {
        request,
        amount: None,
        reasons: "formation utile".to_owned(),
        decision: None,
        on,
        expires: None,
        situation: None,
    };
    let granted = core.act(treasurer(), Command::Allocations(grant)).expect("the fund suffices");
    let Event::Allocations(Allocated::Granted { allocation, amount, .. }) = granted else {
        panic!("{granted:?}")
    };
    (allocation, amount)
}

#[test]
fn an_amount_near_a_yearly_cap_is_told_as_it_was_granted() {
    let on = day(2026, 3, 2);
    let mut core = Core::founded("sector-caisse", 4, on);
    let gift = contributions::Command::ReceiveOther {
        kind: IncomeKind::Gift,
        amount: euros(10_000),
        on,
        label: "don de départ".to_owned(),
        line: None,
        decision: DecisionId(1),
    };
    core.act(treasurer(), Command::Contributions(gift)).expect("a gift is welcome");

    // 70 % of the cost, within 1,500 € a year: the second and the third meet the cap.
    let member = MemberId(3);
    let expected = [(2_000, 1_400), (100, 70), (1_000, 30)];
    let mut allocations = Vec::new();
    for (cost, amount) in expected {
        let (allocation, found) = granted(&mut core, member, euros(cost), on);
        assert_eq!(found, euros(amount));
        allocations.push((allocation, euros(cost), found));
    }

    let house = core.house();
    let rule = house.rules.benefit(RULE, on).expect("it is in force");
    for (allocation, cost, amount) in allocations {
        let question =
            Question { member, on, counted: on, asked: Some(cost), told: Some(allocation) };
        let outcome = rule.explain(house, question, None).expect("nothing is missing");
        assert_eq!(outcome.value, Value::Euros(amount), "{allocation}");
    }
}
