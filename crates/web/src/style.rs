//! The style sheet: a few commented files, in the order in which they build on each other.

use std::sync::LazyLock;

/// All of it, as served.
pub(crate) const STYLE: &str = concat!(
    include_str!("style/1-values.css"),
    include_str!("style/2-ground.css"),
    include_str!("style/3-frame.css"),
    include_str!("style/4-parts.css"),
    include_str!("style/5-tables.css"),
    include_str!("style/6-drawings.css"),
    include_str!("style/7-print.css"),
    include_str!("style/8-booth.css"),
    include_str!("style/9-room.css"),
    include_str!("style/forms.css"),
);

/// Its address, which changes with its content, so that a browser may keep it for a year and still
/// shows the new one after an upgrade.
pub(crate) static ADDRESS: LazyLock<String> =
    LazyLock::new(|| format!("/style.css?{:016x}", fingerprint(STYLE)));

/// FNV-1a: tells two style sheets apart, protects nothing.
pub(crate) fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
