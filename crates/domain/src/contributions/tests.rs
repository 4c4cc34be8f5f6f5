use caisse_units::Amount;

use super::Settled;
use crate::identity::ClaimId;

#[test]
fn what_a_receipt_settled_is_read_back_as_a_list() {
    let claim = |number: u32| (ClaimId(number), Amount::from_cents(i64::from(number) * 100));
    for claims in [vec![], vec![claim(7)], vec![claim(7), claim(9)]] {
        let settled = Settled::from(claims.as_slice());
        assert_eq!(*settled, *claims);
        assert_eq!(settled.into_iter().count(), claims.len());
        let bytes = postcard::to_allocvec(&settled).unwrap();
        assert_eq!(bytes, postcard::to_allocvec(&claims).unwrap());
        assert_eq!(postcard::from_bytes::<Settled>(&bytes).unwrap(), settled);
    }
}
