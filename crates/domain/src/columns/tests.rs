use caisse_units::Amount;
use serde::{Deserialize, Serialize};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Columns {
    #[serde(with = "super")]
    kinds: Vec<u8>,
    #[serde(with = "super")]
    places: Vec<u16>,
    #[serde(with = "super")]
    numbers: Vec<u32>,
    #[serde(with = "super")]
    amounts: Vec<Amount>,
}

fn columns() -> Columns {
    Columns {
        kinds: vec![0, 1, u8::MAX],
        places: vec![u16::MAX, 258],
        numbers: vec![0x0102_0304],
        amounts: vec![Amount::from_cents(-1), Amount::from_cents(i64::MAX), Amount::ZERO],
    }
}

#[test]
fn columns_are_read_back() {
    let bytes = postcard::to_allocvec(&columns()).unwrap();
    assert_eq!(bytes[4..9], [4, 255, 255, 2, 1], "four bytes, two numbers, the lowest byte first");
    assert_eq!(postcard::from_bytes::<Columns>(&bytes).unwrap(), columns());
}

#[test]
fn a_column_that_ends_within_a_number_is_refused() {
    let whole = postcard::to_allocvec(&columns()).unwrap();
    let mut bytes = whole.clone();
    bytes[4] = 3;
    bytes.remove(5);
    assert!(postcard::from_bytes::<Columns>(&bytes).is_err());
    for length in 0..whole.len() {
        assert!(postcard::from_bytes::<Columns>(&whole[..length]).is_err(), "{length}");
    }
}
