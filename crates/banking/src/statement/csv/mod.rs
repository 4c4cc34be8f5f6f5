//! Tables: every bank has its own columns, so that the treasurer maps them once and the map is
//! kept.

mod mapping;

pub use mapping::{AmountColumns, CsvMapping, DayOrder, DecimalSign, TextEncoding};
