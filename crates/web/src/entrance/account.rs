//! One's account: sessions, password, second factor. Only for those who entered, and every form
//! carries the seal of the session.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::Entrance;
use super::caller::{Caller, append_cookie, to, to_and_say};
use super::entering::on_a_thread;
use super::forms::{self, CODE, OLD, PASSWORD};
use crate::form::{Fault, Form, Sent};
use crate::pages;

/// A form of the account that was sent, from whom and with which session.
struct Taken {
    caller: Caller,
    sent: Sent,
    seal: String,
    session: String,
}

/// Takes a form of one who entered, and answers on a thread of its own.
async fn take(
    entrance: Entrance,
    caller: Caller,
    request: Request<Body>,
    answer: impl FnOnce(&Entrance, &Taken) -> Response + Send + 'static,
) -> Response {
    let sent = Sent::from_request(request).await;
    on_a_thread(move || {
        let sent = match caller.form(sent) {
            Ok(sent) => sent,
            Err(answer) => return *answer,
        };
        let Some((guest, session)) = caller.entered() else {
            return to("/entrer?vers=/compte");
        };
        if !caller.sealed(&sent) {
            return to_and_say("/compte", caller.language().choose(
                "Vous êtes entré·e de nouveau depuis que cette page est ouverte ; rien n'a été changé. Recommencez d'ici.",
                "You signed in again since that page was opened; nothing was changed. Begin again from here.",
            ));
        }
        let (seal, session) = (guest.seal.clone(), session.to_owned());
        answer(&entrance, &Taken { caller, sent, seal, session })
    })
    .await
}

/// Shows something of the account to one who entered.
async fn read(
    entrance: Entrance,
    caller: Caller,
    answer: impl FnOnce(&Entrance, &Caller, &str, &str) -> Response + Send + 'static,
) -> Response {
    on_a_thread(move || {
        let Some((guest, session)) = caller.entered() else {
            let way = crate::address::percent_encoded(caller.visit.path());
            return to(&format!("/entrer?vers={way}"));
        };
        answer(&entrance, &caller, session, &guest.seal)
    })
    .await
}

fn form_page(
    caller: &Caller,
    form: &Form,
    sent: Option<&Sent>,
    faults: &[Fault],
    seal: &str,
) -> Response {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let back = caller.language().choose("← Mon compte", "← My account");
    let path = caller.visit.path();
    let page = pages::entrance_form(
        form,
        sent,
        faults,
        seal,
        path,
        Some(("/compte", back)),
        caller.language(),
    );
    caller.page(status, &page)
}

pub(super) async fn show(State(entrance): State<Entrance>, caller: Caller) -> Response {
    read(entrance, caller, |entrance, caller, session, seal| match entrance.door.account(session) {
        Some(account) => {
            caller.page(StatusCode::OK, &pages::account(&account, seal, caller.language()))
        }
        None => to("/entrer?vers=/compte"),
    })
    .await
}

/// `/sortir`. A session that has ended already is left all the same.
pub(super) async fn leave(
    State(entrance): State<Entrance>,
    caller: Caller,
    request: Request<Body>,
) -> Response {
    take(entrance, caller, request, |entrance, taken| {
        entrance.door.leave(&taken.session);
        let said = taken.caller.language().choose("Vous êtes sorti·e.", "You are signed out.");
        let mut response = to_and_say("/", said);
        append_cookie(&mut response, &taken.caller.cookie("", 0));
        response
    })
    .await
}

pub(super) async fn end_session(
    State(entrance): State<Entrance>,
    caller: Caller,
    request: Request<Body>,
) -> Response {
    take(entrance, caller, request, |entrance, taken| {
        let language = taken.caller.language();
        let number = taken.sent.first("session").parse().ok();
        let said = match entrance.door.end_session(&taken.session, number, language) {
            Ok(()) if number.is_some() => {
                language.choose("La session est fermée.", "The session is ended.").to_owned()
            }
            Ok(()) => language
                .choose("Les autres sessions sont fermées.", "The other sessions are ended.")
                .to_owned(),
            Err(sentence) => sentence,
        };
        to_and_say("/compte", &said)
    })
    .await
}

pub(super) async fn ask_password(State(entrance): State<Entrance>, caller: Caller) -> Response {
    read(entrance, caller, |entrance, caller, session, seal| {
        let asks_old = entrance.door.account(session).is_none_or(|account| account.asks_old);
        form_page(caller, &forms::password(asks_old, caller.language()), None, &[], seal)
    })
    .await
}

pub(super) async fn change_password(
    State(entrance): State<Entrance>,
    caller: Caller,
    request: Request<Body>,
) -> Response {
    take(entrance, caller, request, |entrance, taken| {
        let language = taken.caller.language();
        let account = entrance.door.account(&taken.session);
        let form = forms::password(account.is_none_or(|account| account.asks_old), language);
        let changed = form.read(&taken.sent, language).and_then(|_| {
            let (old, new) = (taken.sent.first_as_typed(OLD), taken.sent.first_as_typed(PASSWORD));
            entrance.door.change_password(&taken.session, old, new, language)
        });
        match changed {
            Ok(()) => to_and_say(
                "/compte",
                language.choose(
                    "Le mot de passe est changé, et vos autres sessions sont fermées.",
                    "The password is changed, and your other sessions are ended.",
                ),
            ),
            Err(faults) => form_page(&taken.caller, &form, Some(&taken.sent), &faults, &taken.seal),
        }
    })
    .await
}

pub(super) async fn ask_factor(State(entrance): State<Entrance>, caller: Caller) -> Response {
    read(entrance, caller, |entrance, caller, session, seal| {
        set_up(entrance, caller, session, seal, &[])
    })
    .await
}

/// The page on which a second factor is set up. One that is there already is first shown.
fn set_up(
    entrance: &Entrance,
    caller: &Caller,
    session: &str,
    seal: &str,
    faults: &[Fault],
) -> Response {
    let language = caller.language();
    let account = entrance.door.account(session);
    if account.is_some_and(|account| account.has_factor && !account.factor_shown) {
        return to("/entrer/code?vers=/compte/second-facteur");
    }
    match entrance.door.prepare_factor(session, language) {
        Ok(setup) => {
            let form = forms::confirm_factor(language);
            let status =
                if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
            caller.page(status, &pages::factor_setup(&setup, &form, faults, seal, language))
        }
        Err(sentence) => to_and_say("/compte", &sentence),
    }
}

pub(super) async fn confirm_factor(
    State(entrance): State<Entrance>,
    caller: Caller,
    request: Request<Body>,
) -> Response {
    take(entrance, caller, request, |entrance, taken| {
        let language = taken.caller.language();
        let code = taken.sent.first(CODE);
        match entrance.door.confirm_factor(&taken.session, code, language) {
            Ok((pass, codes)) => {
                let page = pages::recovery_codes(&codes, language);
                let mut response = taken.caller.page(StatusCode::OK, &page);
                append_cookie(&mut response, &taken.caller.cookie(&pass.word, super::caller::KEPT));
                response
            }
            Err(sentence) => {
                let faults = vec![Fault { field: CODE.to_owned(), sentence }];
                set_up(entrance, &taken.caller, &taken.session, &taken.seal, &faults)
            }
        }
    })
    .await
}

pub(super) async fn renew_codes(
    State(entrance): State<Entrance>,
    caller: Caller,
    request: Request<Body>,
) -> Response {
    take(entrance, caller, request, |entrance, taken| {
        let language = taken.caller.language();
        match entrance.door.renew_codes(&taken.session, language) {
            Ok(codes) => {
                taken.caller.page(StatusCode::OK, &pages::recovery_codes(&codes, language))
            }
            Err(_) => to("/entrer/code?vers=/compte"),
        }
    })
    .await
}

pub(super) async fn remove_factor(
    State(entrance): State<Entrance>,
    caller: Caller,
    request: Request<Body>,
) -> Response {
    take(entrance, caller, request, |entrance, taken| {
        let language = taken.caller.language();
        match entrance.door.remove_factor(&taken.session, language) {
            Ok(()) => to_and_say(
                "/compte",
                language.choose("Le second facteur est retiré.", "The second factor is removed."),
            ),
            Err(_) => to("/entrer/code?vers=/compte"),
        }
    })
    .await
}
