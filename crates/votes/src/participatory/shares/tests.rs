use proptest::prelude::*;

use super::*;

/// Who cannot pay, found pass after pass until nobody is added.
fn passes(supporters: &[(u32, u32)], estimates: &[Estimate], cost: u64, all: &Sums) -> Sums {
    let mut poor = Sums::default();
    loop {
        let price = (cost - poor.money, all.values - poor.values);
        let next = unable(supporters, estimates, price);
        if next.values == poor.values {
            return poor;
        }
        poor = next;
    }
}

proptest! {
    #[test]
    fn sorting_the_supporters_finds_the_same_poor_as_passing_over_them(
        groups in prop::collection::vec((1u64..1000, 1u64..5, 1u32..5), 1..30),
        part in 1u64..100,
    ) {
        let estimates: Vec<Estimate> =
            groups.iter().map(|&(left, voters, _)| Estimate { left, voters }).collect();
        let supporters: Vec<(u32, u32)> =
            groups.iter().enumerate().map(|(group, &(_, _, value))| (group as u32, value)).collect();
        let mut all = Sums::default();
        for (estimate, &(_, value)) in estimates.iter().zip(&supporters) {
            all.add(estimate, value, u64::MAX);
        }
        // Never more than there is, so that somebody can pay in full.
        let cost = (all.money * part / 100).max(1);
        let (one, other) =
            (sorted(&supporters, &estimates, cost, &all), passes(&supporters, &estimates, cost, &all));
        prop_assert_eq!((one.money, one.values), (other.money, other.values));
        let plain: Vec<(u32, u32)> = supporters.iter().map(|&(group, _)| (group, 1)).collect();
        let price = cost.div_ceil(all.values);
        let (one, other) =
            (below(&plain, &estimates, price), unable(&plain, &estimates, (cost, all.values)));
        prop_assert_eq!((one.money, one.values), (other.money, other.values));
    }
}
