//! What came in, byte for byte: a form as browsers send it, with or without files, within limits.
//!
//! Absent on purpose: what the fields mean ([`super::Form`]), storage: what is sent is held in memory.

use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};
use axum::http::header::CONTENT_TYPE;

use super::Upload;

/// The most bytes of a form with its files.
pub(crate) const MOST_BYTES: usize = 16 << 20;
/// The most bytes of a form without files: several thousand rows.
const MOST_TEXT: usize = 1 << 20;
/// The most fields: ten thousand members, one question each, and what is carried.
const MOST_FIELDS: usize = 10_100;
/// The most files.
const MOST_FILES: usize = 10;
/// The longest name of a field, in bytes.
const LONGEST_NAME: usize = 40;
/// The longest name of a file that is kept, in signs.
const LONGEST_FILE_NAME: usize = 120;

/// The fields and files that were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sent {
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) uploads: Vec<(String, Upload)>,
}

/// Why something sent is no form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SentError {
    /// More bytes, fields or files than a form has.
    TooMuch,
    /// Not a form, or not one of ours.
    Strange,
}

impl Sent {
    /// Reads the body of a request. Linear in its bytes.
    pub(crate) async fn from_request(request: Request<Body>) -> Result<Sent, SentError> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
        let kind = kind.unwrap_or_default().split(';').next().unwrap_or_default().trim();
        if kind.eq_ignore_ascii_case("multipart/form-data") {
            return Sent::in_parts(request).await;
        }
        if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            return Err(SentError::Strange);
        }
        let body = to_bytes(request.into_body(), MOST_TEXT).await;
        let body = body.map_err(|_| SentError::TooMuch)?;
        let mut sent = Sent::default();
        for (name, value) in percent_decoded_pairs(&body).ok_or(SentError::Strange)? {
            sent.add(name, value)?;
        }
        Ok(sent)
    }

    async fn in_parts(mut request: Request<Body>) -> Result<Sent, SentError> {
        DefaultBodyLimit::max(MOST_BYTES).apply(&mut request);
        let parts = Multipart::from_request(request, &()).await;
        let (mut parts, mut sent) = (parts.map_err(|_| SentError::Strange)?, Sent::default());
        let failed = |error: axum::extract::multipart::MultipartError| {
            let too_much = error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE;
            if too_much { SentError::TooMuch } else { SentError::Strange }
        };
        while let Some(part) = parts.next_field().await.map_err(failed)? {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(str::to_owned);
            let bytes = part.bytes().await.map_err(failed)?;
            match file {
                None => {
                    let text = String::from_utf8(bytes.into()).map_err(|_| SentError::Strange)?;
                    sent.add(name, text)?;
                }
                // A field without a file chosen is sent as a nameless empty one.
                Some(name) if name.is_empty() && bytes.is_empty() => (),
                Some(file) => {
                    let upload = Upload { name: file, bytes: bytes.as_ref().into() };
                    sent.attach(name, upload)?;
                }
            }
        }
        Ok(sent)
    }

    pub(crate) fn add(&mut self, name: String, value: String) -> Result<(), SentError> {
        named(&name)?;
        if self.fields.len() == MOST_FIELDS {
            return Err(SentError::TooMuch);
        }
        self.fields.push((name, value));
        Ok(())
    }

    /// Adds a file, under its name without folders.
    pub(crate) fn attach(&mut self, name: String, upload: Upload) -> Result<(), SentError> {
        named(&name)?;
        if self.uploads.len() == MOST_FILES {
            return Err(SentError::TooMuch);
        }
        let upload = Upload { name: kept_name(&upload.name), ..upload };
        self.uploads.push((name, upload));
        Ok(())
    }

    /// The first value of a field, without blanks around it; empty without one.
    pub(crate) fn first(&self, name: &str) -> &str {
        self.first_as_typed(name).trim()
    }

    /// The first value of a field, blanks and all.
    pub(crate) fn first_as_typed(&self, name: &str) -> &str {
        let found = self.fields.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value)
    }

    /// Every value of a field, without blanks around it.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.trim())
    }

    /// The files of a field.
    pub(crate) fn files<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Upload> {
        self.uploads.iter().filter(move |(other, _)| other == name).map(|(_, upload)| upload)
    }
}

fn named(name: &str) -> Result<(), SentError> {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    let fine = !name.is_empty() && name.len() <= LONGEST_NAME && name.bytes().all(known);
    if fine { Ok(()) } else { Err(SentError::Strange) }
}

/// The name of a file without its folders, and without what no name should hold.
fn kept_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(LONGEST_FILE_NAME).collect()
}

/// The pairs of `a=1&b=2`, decoded; `None` for what is no text.
pub(crate) fn percent_decoded_pairs(body: &[u8]) -> Option<Vec<(String, String)>> {
    let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let split = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            let name = crate::ballot_form::decoded(&pair[..split]).ok()?;
            let value = crate::ballot_form::decoded(pair.get(split + 1..).unwrap_or_default());
            Some((name, value.ok()?))
        })
        .collect()
}
