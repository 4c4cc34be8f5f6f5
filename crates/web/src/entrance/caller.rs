//! Who calls, from what the request says; and the answers that open and close a session.

use std::convert::Infallible;
use std::net::SocketAddr;

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::{HOST, LOCATION, SET_COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use caisse_units::Language;

use super::{Entrance, Pass};
use crate::address::percent_encoded;
use crate::booth::from_here;
use crate::form::Fault;
use crate::form::markup::SEAL;
use crate::form::{Sent, SentError};
use crate::pages::{self, Around, Page, Trouble};
use crate::reception::{Guest, Inside, SESSION};
use crate::visit::{DONE, Visit, cookie};

/// How long a browser keeps the cookie, in seconds: as long as a session lives at most.
pub(super) const KEPT: u32 = 30 * 24 * 60 * 60;
/// The longest address that is carried through the door, in bytes.
const LONGEST_WAY: usize = 500;

/// One who calls.
pub(super) struct Caller {
    /// Who it is, and the house.
    pub inside: Inside,
    /// What is asked.
    pub visit: Visit,
    /// The word of the cookie, which may be worth nothing.
    pub session: Option<String>,
    /// The browser in a few words.
    pub with: String,
    /// The address under which this site was asked, such as `https://caisse.example`.
    pub here: String,
    /// Whether the form was sent from this site.
    pub from_here: bool,
    /// Whether what lies between is encrypted.
    secure: bool,
}

impl FromRequestParts<Entrance> for Caller {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        entrance: &Entrance,
    ) -> Result<Caller, Infallible> {
        let inside = Inside::from_request_parts(parts, entrance).await?;
        let visit = Visit::from_request_parts(parts, entrance).await?;
        let headers = &parts.headers;
        let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        // Only a web server on this very machine is believed about what lies before it.
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let proxied = peer.is_some_and(|ConnectInfo(address)| address.ip().is_loopback());
        let secure = proxied && said("x-forwarded-proto") == Some("https");
        let scheme = if secure { "https" } else { "http" };
        Ok(Caller {
            session: cookie(headers, SESSION).map(str::to_owned),
            with: browser(said(USER_AGENT.as_str()).unwrap_or_default()),
            here: format!("{scheme}://{}", said(HOST.as_str()).unwrap_or("localhost")),
            from_here: from_here(headers),
            inside,
            visit,
            secure,
        })
    }
}

impl Caller {
    pub(super) fn language(&self) -> Language {
        self.visit.language
    }

    /// The guest, when it is one who entered, with the word of the session.
    pub(super) fn entered(&self) -> Option<(&Guest, &str)> {
        let guest = self.inside.guest.as_ref().filter(|guest| guest.member.is_some())?;
        Some((guest, self.session.as_deref()?))
    }

    pub(super) fn page(&self, status: StatusCode, page: &Page) -> Response {
        let around = Around::of(&self.inside, &self.visit);
        let document = pages::document(&around, &self.visit, page);
        let mut response = (status, Html(document.into_string())).into_response();
        for cookie in self.visit.cookies() {
            append_cookie(&mut response, &cookie);
        }
        response
    }

    pub(super) fn trouble(&self, trouble: Trouble) -> Response {
        self.page(trouble.status(), &pages::error(trouble, self.language()))
    }

    /// What keeps a form from being read at all.
    pub(super) fn form(&self, sent: Result<Sent, SentError>) -> Result<Sent, Box<Response>> {
        let trouble = match sent {
            _ if !self.from_here => Trouble::OtherForm,
            Ok(sent) => return Ok(sent),
            Err(SentError::TooMuch) => Trouble::TooLarge,
            Err(SentError::Strange) => Trouble::NotAForm,
        };
        Err(Box::new(self.trouble(trouble)))
    }

    /// Whether a form carries the seal of this session.
    pub(super) fn sealed(&self, sent: &Sent) -> bool {
        self.entered()
            .is_some_and(|(guest, _)| !guest.seal.is_empty() && sent.first(SEAL) == guest.seal)
    }

    /// Came in: the cookie, and on to where one was going.
    pub(super) fn let_in(&self, pass: &Pass, way: &str, home: &str) -> Response {
        let way = local(way);
        let mut response = match (pass.asks_code, way) {
            (true, None) => to("/entrer/code"),
            (true, Some(way)) => to(&format!("/entrer/code?vers={}", percent_encoded(way))),
            (false, way) => to(way.unwrap_or(home)),
        };
        append_cookie(&mut response, &self.cookie(&pass.word, KEPT));
        response
    }

    /// The cookie of a session, or with no time to keep it its end.
    pub(super) fn cookie(&self, word: &str, seconds: u32) -> String {
        let secure = if self.secure { "; Secure" } else { "" };
        format!("{SESSION}={word}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
    }
}

/// To another page.
pub(super) fn to(address: &str) -> Response {
    match HeaderValue::from_str(address) {
        Ok(address) => (StatusCode::SEE_OTHER, [(LOCATION, address)]).into_response(),
        Err(_) => StatusCode::NO_CONTENT.into_response(),
    }
}

/// To another page, which says what was done.
pub(super) fn to_and_say(address: &str, sentence: &str) -> Response {
    let mut response = to(address);
    let said = percent_encoded(sentence);
    append_cookie(
        &mut response,
        &format!("{DONE}={said}; Path=/; Max-Age=60; SameSite=Lax; HttpOnly"),
    );
    response
}

pub(super) fn append_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

/// A place of this site that may be led to: nothing that a browser could read as another site.
pub(super) fn local(way: &str) -> Option<&str> {
    let fine = way.len() <= LONGEST_WAY
        && way.starts_with('/')
        && !way.starts_with("//")
        && way.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    fine.then_some(way)
}

/// A fault of the form as a whole.
pub(super) fn whole(sentence: String) -> Vec<Fault> {
    vec![Fault { field: String::new(), sentence }]
}

/// The browser and the system in a few words, from what a browser says of itself.
fn browser(agent: &str) -> String {
    let first = |list: &[(&str, &'static str)]| {
        list.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    // The order matters: most browsers also name those that they resemble.
    let browser = first(&[
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Chromium/", "Chromium"),
        ("Chrome/", "Chrome"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = first(&[
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    [browser, system].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_led_to_this_site_only() {
        for good in ["/", "/faire", "/faire/declarer/M2?repris=0a1b"] {
            assert_eq!(local(good), Some(good));
        }
        let long = format!("/{}", "a".repeat(600));
        for bad in [
            "",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "x",
            "/a b",
            "/\n",
            &long,
        ] {
            assert_eq!(local(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_browser_is_named_in_a_few_words() {
        let firefox = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0";
        let chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";
        let safari = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Safari/604.1";
        assert_eq!(browser(firefox), "Firefox, Android");
        assert_eq!(browser(chrome), "Chrome, Windows");
        assert_eq!(browser(safari), "Safari, iPhone");
        assert_eq!(browser(""), "");
    }
}
