//! The style sheet: a few commented files, in the order in which they build on each other.

/// All of it, as served.
pub(crate) const STYLE: &str = concat!(
    include_str!("style/1-values.css"),
    include_str!("style/2-ground.css"),
    include_str!("style/3-frame.css"),
    include_str!("style/4-parts.css"),
    include_str!("style/5-tables.css"),
    include_str!("style/6-drawings.css"),
    include_str!("style/7-print.css"),
);
