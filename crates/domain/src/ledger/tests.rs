use super::*;

pub(super) const CHARTS: [(&str, &str); 4] = [
    ("association-2018", include_str!("../../../../charts/association-2018.csv")),
    ("association-2025", include_str!("../../../../charts/association-2025.csv")),
    ("union-2018", include_str!("../../../../charts/union-2018.csv")),
    ("union-2025", include_str!("../../../../charts/union-2025.csv")),
];

#[test]
fn every_chart_that_we_ship_is_coherent() {
    for (name, text) in CHARTS {
        match Chart::parse(text) {
            Ok(chart) => assert!(chart.accounts().len() > 80, "{name}"),
            Err(errors) => panic!("{name}: {errors:#?}"),
        }
    }
}
