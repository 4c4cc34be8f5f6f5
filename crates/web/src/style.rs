//! The style sheet: a few commented files, in the order in which they build on each other.

use std::sync::LazyLock;

/// All of it, as served. Each file is a cascade layer of its own, so that a rule of a later file wins over
/// one of an earlier file however precise that one is; print comes last.
pub(crate) const STYLE: &str = concat!(
    "@layer values, ground, frame, parts, tables, drawings, booth, room, forms, large, print;\n",
    "@layer values {\n",
    include_str!("style/1-values.css"),
    "}\n@layer ground {\n",
    include_str!("style/2-ground.css"),
    "}\n@layer frame {\n",
    include_str!("style/3-frame.css"),
    "}\n@layer parts {\n",
    include_str!("style/4-parts.css"),
    "}\n@layer tables {\n",
    include_str!("style/5-tables.css"),
    "}\n@layer drawings {\n",
    include_str!("style/6-drawings.css"),
    "}\n@layer booth {\n",
    include_str!("style/8-booth.css"),
    "}\n@layer room {\n",
    include_str!("style/9-room.css"),
    "}\n@layer forms {\n",
    include_str!("style/forms.css"),
    "}\n@layer large {\n",
    include_str!("style/10-large.css"),
    "}\n@layer print {\n",
    include_str!("style/7-print.css"),
    "}\n",
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
