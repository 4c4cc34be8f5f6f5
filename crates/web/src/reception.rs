//! Who stands before us: from the session of a request to the house that answers this guest.
//!
//! Whoever has not entered is a guest too, and sees what is public. A house without a door (the
//! treasurer's own machine) has one answer for all: [`OneHouse`].
//!
//! Absent on purpose: passwords and how a session began (the application), what a guest may see (a
//! [`House`] answers `None` to the rest).

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRef, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use crate::house::House;
use crate::visit::cookie;

/// The name of the cookie that carries a session.
pub const SESSION: &str = "caisse_session";

/// Who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guest {
    /// The pseudonym, such as `M12`, of one who entered.
    pub member: Option<String>,
    /// The name to greet by.
    pub name: Option<String>,
    /// The session's word against forms sent from elsewhere: it stands in every form of this guest.
    /// Empty without a session.
    pub seal: String,
    /// Whether a second factor was shown in this session.
    pub second_factor: bool,
}

/// What the pages ask before they ask anything else.
pub trait Reception: Send + Sync {
    /// Whose session this is; someone unknown for no session, an ended or a wrong one.
    fn guest(&self, session: Option<&str>) -> Guest;

    /// The house as it answers this guest.
    fn house(&self, guest: &Guest) -> Arc<dyn House>;

    /// Who a program acts for, by the token that it shows; `None` for a token that is not or no longer
    /// valid.
    fn bearer(&self, _token: &str) -> Option<Guest> {
        None
    }

    /// Whether there is a door: pages then offer to enter, or greet and offer to leave.
    fn has_door(&self) -> bool {
        true
    }
}

/// A house that answers everyone alike.
pub struct OneHouse(pub Arc<dyn House>);

impl Reception for OneHouse {
    fn guest(&self, _: Option<&str>) -> Guest {
        Guest::default()
    }

    fn house(&self, _: &Guest) -> Arc<dyn House> {
        Arc::clone(&self.0)
    }

    fn has_door(&self) -> bool {
        false
    }
}

/// A request that came in: who asks, and the house that answers them.
#[derive(Clone)]
pub(crate) struct Inside {
    /// The house.
    pub house: Arc<dyn House>,
    /// Who asks; `None` where nobody can enter.
    pub guest: Option<Guest>,
    /// True when a token was shown that is not valid; the guest is then a stranger.
    pub wrong_token: bool,
}

impl<S> FromRequestParts<S> for Inside
where
    S: Send + Sync,
    Arc<dyn Reception>: FromRef<S>,
{
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Inside, Infallible> {
        let reception = Arc::<dyn Reception>::from_ref(state);
        let session = cookie(&parts.headers, SESSION).map(str::to_owned);
        let token = bearer(&parts.headers).map(str::to_owned);
        let welcome = move || {
            let (guest, wrong_token) = match token {
                Some(token) => match reception.bearer(&token) {
                    Some(guest) => (guest, false),
                    None => (Guest::default(), true),
                },
                None => (reception.guest(session.as_deref()), false),
            };
            let house = reception.house(&guest);
            Inside { house, guest: reception.has_door().then_some(guest), wrong_token }
        };
        // A session may be looked up on the disk: on a thread where that delays nobody.
        Ok(tokio::task::spawn_blocking(welcome).await.unwrap_or_else(|broken| {
            std::panic::resume_unwind(broken.into_panic());
        }))
    }
}

/// The token that a program shows (RFC 6750).
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}
