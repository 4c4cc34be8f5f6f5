use super::*;

fn faults(text: &str) -> Vec<(u64, TableFault)> {
    let errors = read(text.as_bytes(), Limits::default()).unwrap_err();
    errors.into_iter().map(|error| (error.line, error.fault)).collect()
}

#[test]
fn a_pool_keeps_the_order_of_its_file() {
    let pool = read(b"nom;strate;poids\nEve;sud;2\nAda;nord;\n", Limits::default()).unwrap();
    assert_eq!(pool.published(), "1\tEve\t2\tsud\n2\tAda\t1\tnord\n");
    let plain = read(b"who\nEve\nAda\n", Limits::default()).unwrap();
    assert_eq!(plain.published(), "1\tEve\t1\t\n2\tAda\t1\t\n");
}

#[test]
fn who_stands_twice_or_weighs_nothing_is_found_on_the_line() {
    let twice = SortitionError::Twice { id: "Ada".into() };
    assert_eq!(faults("nom\nAda\nEve\nAda\n"), [(4, TableFault::Pool(twice))]);
    let weight = SortitionError::NoWeight { id: "Eve".into() };
    assert_eq!(faults("nom,poids\nAda,1\nEve,0\n"), [(3, TableFault::Pool(weight))]);
    assert_eq!(
        faults("nom,poids\nAda,x\nEve,1.5\n"),
        [
            (2, TableFault::NotANumber { text: "x".into() }),
            (3, TableFault::NotANumber { text: "1.5".into() })
        ]
    );
    let stratum = SortitionError::StratumMissing { id: "Eve".into() };
    assert_eq!(faults("nom,strate\nAda,nord\nEve,\n"), [(3, TableFault::Pool(stratum))]);
}
