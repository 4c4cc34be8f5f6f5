//! Which claim a payment settles.

use std::time::Instant;

use caisse_units::{Amount, Day};
use proptest::prelude::*;

use crate::statement::matching::{Evidence, Match, OpenClaim, PaymentMatch, Share, match_lines};
use crate::statement::reading::bare_line;
use crate::statement::{Batch, Detail, StatementLine};

fn euros(text: &str) -> Amount {
    text.parse().unwrap()
}

fn claim(id: u64, payer: u64, amount: &str) -> OpenClaim {
    OpenClaim {
        id,
        payer,
        amount: euros(amount),
        reference: None,
        mandate: None,
        end_to_end: None,
        order: None,
        iban: None,
        name: None,
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn line(amount: &str, label: &str, details: Vec<Detail>) -> StatementLine {
    let day = Day::new(2026, 1, 5).unwrap();
    StatementLine { label: label.to_owned(), details, ..bare_line(1, day, day, euros(amount)) }
}

fn payment(amount: &str, detail: Detail) -> StatementLine {
    let amount_read = Some(euros(amount));
    line(amount, "VIR SEPA", vec![Detail { amount: amount_read, ..detail }])
}

fn outcome(line: StatementLine, claims: &[OpenClaim]) -> Match {
    match_lines(&[line], claims, &[]).remove(0).outcome
}

fn certain(outcome: &Match) -> (Vec<(u64, Amount)>, Evidence) {
    let Match::Certain(found) = outcome else { panic!("{outcome:?}") };
    (found.shares.iter().map(|share| (share.claim, share.amount)).collect(), found.evidence)
}

fn proposed(outcome: &Match) -> Vec<(u64, Evidence)> {
    let Match::Proposals(proposals) = outcome else { panic!("{outcome:?}") };
    proposals.iter().map(|p| (p.shares[0].claim, p.evidence)).collect()
}

#[test]
fn a_reference_is_enough_even_inside_a_text_and_for_a_part() {
    let claims = [OpenClaim { reference: some("RF05 COT2 0250 1"), ..claim(1, 1, "50") }];
    let by_field = Detail { creditor_reference: some("RF05COT202501"), ..Detail::default() };
    let found = outcome(payment("50", by_field.clone()), &claims);
    assert_eq!(certain(&found), (vec![(1, euros("50"))], Evidence::Reference));
    let by_text =
        Detail { text: some("ma cotisation rf05 cot2 0250 1 merci"), ..Detail::default() };
    assert_eq!(certain(&outcome(payment("50", by_text), &claims)).1, Evidence::Reference);
    let part = outcome(payment("20", by_field.clone()), &claims);
    assert_eq!(certain(&part).0, [(1, euros("20"))]);
    let too_much = outcome(payment("60", by_field), &claims);
    assert_eq!(proposed(&too_much), [(1, Evidence::Reference)]);
}

#[test]
fn a_wrong_reference_is_no_reference() {
    let claims = [OpenClaim { reference: some("RF06COT202501"), ..claim(1, 1, "50") }];
    let detail = Detail { text: some("RF06COT202501"), ..Detail::default() };
    assert_eq!(outcome(payment("50", detail), &claims), Match::None);
}

#[test]
fn a_debit_is_known_by_its_end_to_end_reference_and_its_mandate() {
    let claims = [
        OpenClaim { mandate: some("M-1"), end_to_end: some("COT-1-01"), ..claim(1, 1, "50") },
        OpenClaim { mandate: some("M-1"), end_to_end: some("COT-1-02"), ..claim(2, 1, "50") },
        OpenClaim { mandate: some("M-2"), end_to_end: some("COT-2-01"), ..claim(3, 2, "70") },
    ];
    let both = Detail { end_to_end: some("COT-1-02"), mandate: some("M-1"), ..Detail::default() };
    assert_eq!(certain(&outcome(payment("50", both), &claims)).0, [(2, euros("50"))]);
    let mandate = Detail { mandate: some("M-2"), ..Detail::default() };
    assert_eq!(certain(&outcome(payment("70", mandate), &claims)).1, Evidence::Mandate);
}

#[test]
fn an_iban_and_the_amount_settle_the_oldest_of_one_payer_and_ask_between_two() {
    let owes = |id, payer, amount| OpenClaim { iban: some("FR1"), ..claim(id, payer, amount) };
    let detail = || Detail { iban: some("FR1"), ..Detail::default() };
    let one = [owes(1, 1, "60"), owes(2, 1, "60")];
    assert_eq!(certain(&outcome(payment("60", detail()), &one)).0, [(1, euros("60"))]);
    let together = outcome(payment("120", detail()), &one);
    assert_eq!(certain(&together).0, [(1, euros("60")), (2, euros("60"))]);
    assert_eq!(proposed(&outcome(payment("59", detail()), &one)).len(), 2);
    let two = [owes(1, 1, "60"), owes(2, 2, "60")];
    assert_eq!(proposed(&outcome(payment("60", detail()), &two)).len(), 2);
}

#[test]
fn a_claim_is_not_settled_twice() {
    let claims = [OpenClaim { iban: some("FR1"), ..claim(1, 1, "60") }];
    let pay = || payment("60", Detail { iban: some("FR1"), ..Detail::default() });
    let found = match_lines(&[pay(), pay()], &claims, &[]);
    assert_eq!(certain(&found[0].outcome).0, [(1, euros("60"))]);
    assert_eq!(found[1].outcome, Match::None);
}

#[test]
fn a_name_only_proposes() {
    let claims = [
        OpenClaim { name: some("Jean-Noël Le Gall"), ..claim(1, 1, "60") },
        OpenClaim { name: some("Jean Martin"), ..claim(2, 2, "60") },
        OpenClaim { name: some("Noël Le Gall"), ..claim(3, 3, "61") },
    ];
    let found = outcome(line("60", "VIR INST JEAN-NOEL LE GALL", Vec::new()), &claims);
    assert_eq!(proposed(&found), [(1, Evidence::NameAndAmount)]);
    assert_eq!(outcome(line("60", "VIR SEPA DUPONT", Vec::new()), &claims), Match::None);
}

#[test]
fn a_batch_booked_as_one_sum_settles_its_whole_order() {
    let of = |id, amount| OpenClaim { order: some("PRLV-1"), ..claim(id, id, amount) };
    let claims = [of(1, "10"), of(2, "20"), claim(3, 3, "30")];
    let batch = |amount: &str| StatementLine {
        batch: Some(Batch { payment_information: some("PRLV-1"), count: Some(2) }),
        ..line(amount, "REMISE", Vec::new())
    };
    let whole = outcome(batch("30"), &claims);
    assert_eq!(certain(&whole), (vec![(1, euros("10")), (2, euros("20"))], Evidence::Order));
    let Match::Proposals(proposals) = outcome(batch("29"), &claims) else { panic!() };
    assert_eq!(proposals[0].shares.len(), 2);
}

#[test]
fn a_batch_whose_payments_have_no_amounts_is_known_by_their_references() {
    let of = |id, amount, name| OpenClaim { end_to_end: some(name), ..claim(id, id, amount) };
    let claims = [of(1, "10", "A"), of(2, "20", "B")];
    let named = |name| Detail { end_to_end: some(name), ..Detail::default() };
    let whole = outcome(line("30", "REMISE", vec![named("A"), named("B")]), &claims);
    assert_eq!(certain(&whole).0, [(1, euros("10")), (2, euros("20"))]);
    assert_eq!(outcome(line("30", "REMISE", vec![named("A"), named("C")]), &claims), Match::None);
}

#[test]
fn a_return_is_matched_with_what_was_settled() {
    let paid = [OpenClaim { mandate: some("M-1"), ..claim(1, 1, "50") }];
    let open = [OpenClaim { mandate: some("M-1"), ..claim(2, 1, "50") }];
    let detail = Detail { mandate: some("M-1"), return_reason: some("AM04"), ..Detail::default() };
    let found = match_lines(&[payment("-50", detail)], &open, &paid);
    assert_eq!(certain(&found[0].outcome).0, [(1, euros("-50"))]);
}

#[test]
fn money_out_settles_what_we_pay_and_not_what_we_are_owed() {
    let iban = |claim| OpenClaim { iban: some("FR1"), ..claim };
    let claims = [iban(claim(1, 1, "50")), iban(claim(2, 1, "-50"))];
    let detail = Detail { iban: some("FR1"), ..Detail::default() };
    assert_eq!(certain(&outcome(payment("-50", detail), &claims)).0, [(2, euros("-50"))]);
}

/// Ten thousand lines and claims: references, IBANs, names, and namesakes of one amount.
fn crowd(size: u64) -> (Vec<StatementLine>, Vec<OpenClaim>) {
    let iban = |n: u64| Some(format!("FR76{n:023}"));
    let claims = (0..size)
        .map(|n| OpenClaim {
            iban: iban(n),
            name: Some(format!("Martin {n:05}")),
            ..claim(n, n, "15")
        })
        .collect();
    let lines = (0..size)
        .map(|n| {
            let detail = Detail {
                iban: iban(n).filter(|_| n % 4 != 0),
                name: Some(format!("MARTIN {n:05}")),
                ..Detail::default()
            };
            payment("15", detail)
        })
        .collect();
    (lines, claims)
}

#[test]
fn ten_thousand_lines_and_claims_are_matched_at_once() {
    let (lines, claims) = crowd(10_000);
    let start = Instant::now();
    let found = match_lines(&lines, &claims, &[]);
    let elapsed = start.elapsed();
    let certain = found.iter().filter(|m| matches!(m.outcome, Match::Certain(_))).count();
    assert_eq!(certain, 7_500);
    let proposed = found.iter().filter(|m| matches!(m.outcome, Match::Proposals(_))).count();
    assert_eq!(proposed, 2_500, "a rare word finds one namesake among ten thousand");
    // The bar is 0.3 s in release; a debug build on a busy machine gets room, a quadratic one not.
    assert!(elapsed.as_secs() < 20, "{elapsed:?}");
}

proptest! {
    #[test]
    fn certain_shares_sum_to_the_payment_and_never_exceed_what_is_due(
        claims in prop::collection::vec((0u64..4, -3i64..4, 0u8..3, 0u8..3), 0..12),
        payments in prop::collection::vec((-9i64..10, 0u8..3, 0u8..3), 0..12),
    ) {
        let key = |kind: &str, number: u8| (number > 0).then(|| format!("{kind}{number}"));
        let claims: Vec<OpenClaim> = claims
            .iter()
            .enumerate()
            .map(|(id, (payer, amount, iban, end_to_end))| OpenClaim {
                amount: Amount::from_cents(*amount),
                iban: key("I", *iban),
                end_to_end: key("E", *end_to_end),
                ..claim(id as u64, *payer, "0")
            })
            .collect();
        let lines: Vec<StatementLine> = payments
            .iter()
            .map(|(amount, iban, end_to_end)| {
                let amount = Amount::from_cents(*amount);
                let detail = Detail {
                    amount: Some(amount),
                    iban: key("I", *iban),
                    end_to_end: key("E", *end_to_end),
                    ..Detail::default()
                };
                StatementLine { amount, ..line("0", "", vec![detail]) }
            })
            .collect();
        let mut settled = vec![Amount::ZERO; claims.len()];
        for PaymentMatch { amount, outcome, .. } in match_lines(&lines, &claims, &[]) {
            if let Match::Certain(found) = outcome {
                let total: Amount = found.shares.iter().map(|share| share.amount).sum();
                prop_assert_eq!(total, amount);
                for Share { claim, amount } in found.shares {
                    settled[claim as usize] = settled[claim as usize].plus(amount);
                }
            }
        }
        for (claim, settled) in claims.iter().zip(settled) {
            prop_assert!(settled.magnitude() <= claim.amount.magnitude());
            prop_assert!(settled.is_zero() || settled.is_negative() == claim.amount.is_negative());
        }
    }
}
