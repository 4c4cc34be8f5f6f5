//! What the stories say of the state.

use caisse_domain::Organisation;
use caisse_domain::allocations::{AllocationState, RequestState};
use caisse_domain::identity::{AllocationId, ClaimId, DebitRunId, LevelId, MemberId, RequestId};
use caisse_domain::payments::PaymentState;
use caisse_units::{Amount, Day, Language};
use caisse_world::laws;

use super::words::{amount, day, month, number, places};
use super::{assemblies, federation, projects, proposals, readings};

/// Checks one sentence about the state; every law too.
pub fn expect(house: &Organisation, today: Day, figure: &str) {
    let holds = amounts(house, today, figure)
        .or_else(|| states(house, figure))
        .or_else(|| assemblies::figures(house, figure))
        .or_else(|| projects::figures(house, today, figure))
        .or_else(|| readings::figures(house, figure))
        .or_else(|| proposals::figures(house, today, figure))
        .or_else(|| federation::figures(house, today, figure));
    match holds {
        Some(found) => assert!(found.is_empty(), "{figure} : {found}"),
        None => panic!("cette phrase n'est pas comprise : {figure}"),
    }
}

fn same(found: Amount, expected: &str) -> Option<String> {
    let expected = amount(expected);
    Some(match found == expected {
        true => String::new(),
        false => format!("c'est {}", found.written(Language::French)),
    })
}

fn amounts(house: &Organisation, today: Day, figure: &str) -> Option<String> {
    let contributions = &house.contributions;
    if let Some(p) = places(figure, "la caisse dispose de {}") {
        return same(house.available(today), p[0]);
    }
    if let Some(p) = places(figure, "le compte {} est à {}") {
        return same(house.ledger.balance(number(p[0])), p[1]);
    }
    if let Some(p) = places(figure, "il reste {} à payer sur {}") {
        return same(contributions.claim(number::<ClaimId>(p[1]))?.left(), p[0]);
    }
    if let Some(p) = places(figure, "{} sont en retard sur {}") {
        return same(contributions.late_on(number::<ClaimId>(p[1]), today), p[0]);
    }
    if let Some(p) = places(figure, "{} a {} d'avance") {
        return same(contributions.credit(number::<MemberId>(p[0])), p[1]);
    }
    if let Some(p) = places(figure, "le prélèvement {} est de {}") {
        let run = contributions.run(number::<DebitRunId>(p[0]))?;
        return same(run.items.iter().map(|item| item.amount).sum(), p[1]);
    }
    if let Some(p) = places(figure, "la cotisation {} est de {}") {
        return same(contributions.claim(number::<ClaimId>(p[0]))?.called, p[1]);
    }
    if let Some(p) = places(figure, "l'allocation {} est de {}") {
        return same(house.allocations.get(number::<AllocationId>(p[0]))?.amount, p[1]);
    }
    if let Some(p) = places(figure, "{} sont dus au niveau {}") {
        return same(house.owed_to(number::<LevelId>(p[1])), p[0]);
    }
    None
}

fn states(house: &Organisation, figure: &str) -> Option<String> {
    let said = |holds: bool| Some(if holds { String::new() } else { "ce n'est pas le cas".into() });
    if figure == "les comptes s'équilibrent" {
        let broken = laws::check_state(house).err();
        return Some(broken.unwrap_or_default());
    }
    if let Some(p) = places(figure, "{} est datée du {}") {
        return said(house.ledger.entry(number(p[0]))?.date() == day(p[1]));
    }
    if let Some(p) = places(figure, "le report à nouveau de {} s'équilibre") {
        let carried = house.ledger.carried_over(&house.chart, number::<i16>(p[0]) - 1);
        let sum: Amount = carried.iter().map(|line| line.balance).sum();
        return said(!carried.is_empty() && sum.is_zero());
    }
    if let Some(p) = places(figure, "{} est close") {
        return said(house.periods.is_month_closed(month(p[0])));
    }
    if let Some(p) = places(figure, "{} lignes de relevé attendent") {
        return said(house.bank.open_lines().count() == number::<usize>(p[0]));
    }
    if let Some(p) = places(figure, "l'allocation {} est réservée") {
        return said(allocation(house, p[0]) == AllocationState::Reserved);
    }
    if let Some(p) = places(figure, "l'allocation {} est payée") {
        return said(matches!(allocation(house, p[0]), AllocationState::Paid(_)));
    }
    if let Some(p) = places(figure, "l'allocation {} est annulée") {
        return said(matches!(allocation(house, p[0]), AllocationState::Cancelled(_)));
    }
    if let Some(p) = places(figure, "l'allocation {} est échue") {
        return said(matches!(allocation(house, p[0]), AllocationState::Expired(_)));
    }
    if let Some(p) = places(figure, "la demande {} est refusée") {
        let request = house.allocations.request(number::<RequestId>(p[0]))?;
        return said(matches!(request.state, RequestState::Refused { .. }));
    }
    if let Some(p) = places(figure, "le paiement {} est signé") {
        return said(house.payments.get(number(p[0]))?.state == PaymentState::Signed);
    }
    None
}

fn allocation(house: &Organisation, text: &str) -> AllocationState {
    house.allocations.get(number(text)).expect("une allocation").state
}
