//! The style sheet: a few commented files, in the order in which they build on each other.

use std::sync::LazyLock;

use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::Compression;

use crate::compression::{gzip, takes_gzip};

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

/// Its mark, the same whether or not it is compressed.
static MARK: LazyLock<String> = LazyLock::new(|| format!("W/\"{:016x}\"", fingerprint(STYLE)));

/// Compressed once, as well as can be.
static PACKED: LazyLock<Vec<u8>> = LazyLock::new(|| gzip(STYLE.as_bytes(), Compression::best()));

/// Sends it, unless the browser shows that it has it.
pub(crate) async fn style(asked: HeaderMap) -> Response {
    let kept = [
        (CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
        (ETAG, HeaderValue::from_str(&MARK).expect("hexadecimal digits in quotes")),
    ];
    let has = asked.get(IF_NONE_MATCH).and_then(|marks| marks.to_str().ok());
    if has.is_some_and(|marks| marks.split(',').any(|mark| mark.trim() == *MARK)) {
        return (StatusCode::NOT_MODIFIED, kept).into_response();
    }
    let kind = [(CONTENT_TYPE, "text/css; charset=utf-8")];
    if takes_gzip(&asked) {
        return (kept, kind, [(CONTENT_ENCODING, "gzip")], PACKED.as_slice()).into_response();
    }
    (kept, kind, STYLE).into_response()
}

/// FNV-1a: tells two style sheets apart, protects nothing.
pub(crate) fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
