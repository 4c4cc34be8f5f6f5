use super::*;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

#[test]
fn easter_falls_where_the_calendar_says() {
    for (year, date) in [
        (1961, "1961-04-02"),
        (1981, "1981-04-19"),
        (2000, "2000-04-23"),
        (2008, "2008-03-23"),
        (2024, "2024-03-31"),
        (2025, "2025-04-20"),
        (2026, "2026-04-05"),
        (2038, "2038-04-25"),
        (2049, "2049-04-18"),
        (2076, "2076-04-19"),
        (2285, "2285-03-22"),
    ] {
        assert_eq!(easter_sunday(year), day(date));
    }
}

#[test]
fn a_long_weekend_is_waited_out() {
    // Good Friday 3 April 2026 to Easter Monday 6 April.
    assert_eq!(next_target_day(day("2026-04-03")), day("2026-04-07"));
    assert_eq!(previous_target_day(day("2026-04-06")), day("2026-04-02"));
    // 25 and 26 December 2025 are a Thursday and a Friday.
    assert_eq!(next_target_day(day("2025-12-25")), day("2025-12-29"));
    assert_eq!(next_target_day(day("2026-01-01")), day("2026-01-02"));
    assert_eq!(next_target_day(day("2026-07-14")), day("2026-07-14"), "TARGET works on 14 July");
    assert_eq!(target_days_after(day("2026-04-30"), 1), day("2026-05-04"));
    assert_eq!(target_days_after(day("2026-05-01"), 0), day("2026-05-04"));
}

#[test]
fn a_debtor_has_fourteen_days() {
    assert_eq!(last_day_to_notify(day("2026-02-05"), USUAL_NOTICE), day("2026-01-22"));
    assert_eq!(first_collection_day(day("2026-01-17"), USUAL_NOTICE), day("2026-02-02"));
}

#[test]
fn a_mandate_unused_for_three_years_lapses() {
    assert_eq!(mandate_lapses_on(day("2023-05-31")), day("2026-05-31"));
    assert_eq!(mandate_lapses_on(day("2024-02-29")), day("2027-02-28"));
}
