//! Pages go out compressed where the browser takes it: a phone on a slow line waits a third as long.
//!
//! Only gzip, which every browser takes; only text of known length, so that a stream of events is not
//! held back. A request that another site caused is answered uncompressed: from the length of an answer
//! which repeats what it was asked, that site could guess what else stands in it (the BREACH attack).
//!
//! Absent on purpose: caches (the style sheet keeps its own compressed form), other codings.

use std::io::Write as _;

use axum::body::{Body, HttpBody as _, to_bytes};
use axum::extract::Request;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use flate2::Compression;
use flate2::write::GzEncoder;

/// Below this many bytes, compressing gains nothing: it all fits one packet.
const LEAST_BYTES: u64 = 1_200;
/// Above this many, the file is somebody's archive and not a page.
const MOST_BYTES: u64 = 8 << 20;

/// Answers with the body compressed where that helps and harms nobody.
pub(crate) async fn compressed(request: Request, next: Next) -> Response {
    let taken = takes_gzip(request.headers()) && !caused_elsewhere(request.headers());
    let response = next.run(request).await;
    if !taken || !helps(&response) {
        return response;
    }
    let (mut head, body) = response.into_parts();
    let most = usize::try_from(MOST_BYTES).unwrap_or(usize::MAX);
    // A body of known length that cannot be read any more is one that nobody could have sent.
    let plain = to_bytes(body, most).await.unwrap_or_default();
    let pack = move || gzip(&plain, Compression::fast());
    let packed = tokio::task::spawn_blocking(pack).await.unwrap_or_else(|broken| {
        std::panic::resume_unwind(broken.into_panic());
    });
    head.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    head.headers.insert(CONTENT_LENGTH, HeaderValue::from(packed.len()));
    Response::from_parts(head, Body::from(packed))
}

/// The bytes as a gzip file.
pub(crate) fn gzip(bytes: &[u8], level: Compression) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), level);
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("a vector takes all that is written")
}

/// Whether the browser takes gzip (RFC 9110, 12.5.3): it names it, and not with a quality of zero.
pub(crate) fn takes_gzip(headers: &HeaderMap) -> bool {
    let lists = headers.get_all(ACCEPT_ENCODING).iter().filter_map(|list| list.to_str().ok());
    lists.flat_map(|list| list.split(',')).any(|coding| {
        let (name, quality) = coding.split_once(';').unwrap_or((coding, "q=1"));
        let refused = quality
            .trim()
            .strip_prefix("q=")
            .is_none_or(|quality| quality.chars().all(|sign| matches!(sign, '0' | '.')));
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

/// Whether the browser says that another site made it ask.
fn caused_elsewhere(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site" || site == "same-site")
}

/// Whether this is text of a length that is worth it, and not compressed already.
fn helps(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let is_text = kind.is_some_and(|kind| {
        kind.starts_with("text/") || kind.contains("json") || kind.contains("xml")
    });
    let length = response.body().size_hint().exact();
    let worth = length.is_some_and(|length| (LEAST_BYTES..=MOST_BYTES).contains(&length));
    is_text && worth && !response.headers().contains_key(CONTENT_ENCODING)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;
    use axum::http::header::ACCEPT_ENCODING;

    use super::takes_gzip;

    #[test]
    fn a_browser_takes_gzip_when_it_says_so() {
        for (list, taken) in [
            ("gzip, deflate, br, zstd", true),
            ("br;q=1.0, GZIP;q=0.5", true),
            ("gzip;q=0", false),
            ("gzip;q=0.000", false),
            ("identity", false),
            ("", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, list.parse().expect("a header"));
            assert_eq!(takes_gzip(&headers), taken, "{list}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
