//! Coming in: by password, by a link, by an invitation; and the second door.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::caller::{Caller, local, whole};
use super::forms::{self, CODE, NAME, PASSWORD, WAY};
use super::{Entrance, Pass};
use crate::form::{Fault, Form, Sent, SentError};
use crate::pages::{self, Trouble};

type Word = Result<Path<String>, PathRejection>;

/// Answers on a thread where the disk and the working on passwords delay nobody.
pub(super) async fn on_a_thread(answer: impl FnOnce() -> Response + Send + 'static) -> Response {
    tokio::task::spawn_blocking(answer).await.unwrap_or_else(|broken| {
        std::panic::resume_unwind(broken.into_panic());
    })
}

/// A form of someone who has not entered, shown.
fn show(
    caller: &Caller,
    form: &Form,
    sent: Option<&Sent>,
    faults: &[Fault],
    aside: Option<(&str, &str)>,
) -> Response {
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page =
        pages::entrance_form(form, sent, faults, "", caller.visit.path(), aside, caller.language());
    caller.page(status, &page)
}

/// Where the visitor was going.
fn way(caller: &Caller) -> String {
    caller.visit.asked(WAY).and_then(local).unwrap_or_default().to_owned()
}

pub(super) async fn ask(State(entrance): State<Entrance>, caller: Caller) -> Response {
    on_a_thread(move || {
        if caller.entered().is_some() {
            return super::caller::to("/compte");
        }
        sign_in(&entrance, &caller, &way(&caller), None, &[])
    })
    .await
}

fn sign_in(
    entrance: &Entrance,
    caller: &Caller,
    way: &str,
    sent: Option<&Sent>,
    faults: &[Fault],
) -> Response {
    let form = forms::enter(way, caller.language());
    let link = match way {
        "" => "/entrer/lien".to_owned(),
        way => format!("/entrer/lien?{WAY}={}", crate::address::percent_encoded(way)),
    };
    let words = caller.language().choose(
        "Mot de passe oublié ? Recevoir un lien par courriel",
        "Forgot the password? Get a link by e-mail",
    );
    let aside = entrance.door.sends_letters().then_some((link.as_str(), words));
    show(caller, &form, sent, faults, aside)
}

/// Ends the session that this browser had before, if any, and lets in.
fn let_in(entrance: &Entrance, caller: &Caller, pass: &Pass, way: &str) -> Response {
    if let Some(old) = caller.session.as_deref().filter(|old| *old != pass.word) {
        entrance.door.leave(old);
    }
    caller.let_in(pass, way, &entrance.door.home())
}

pub(super) async fn enter(
    State(entrance): State<Entrance>,
    caller: Caller,
    request: Request<Body>,
) -> Response {
    let sent = Sent::from_request(request).await;
    on_a_thread(move || {
        let sent = match caller.form(sent) {
            Ok(sent) => sent,
            Err(answer) => return *answer,
        };
        let way = local(sent.first(WAY)).unwrap_or_default().to_owned();
        let language = caller.language();
        let read = forms::enter(&way, language).read(&sent, language);
        let entered = read.and_then(|_| {
            let password = sent.first_as_typed(PASSWORD);
            let entered = entrance.door.enter(sent.first(NAME), password, &caller.with, language);
            entered.map_err(whole)
        });
        match entered {
            Ok(pass) => let_in(&entrance, &caller, &pass, &way),
            Err(faults) => sign_in(&entrance, &caller, &way, Some(&sent), &faults),
        }
    })
    .await
}

pub(super) async fn ask_link(State(entrance): State<Entrance>, caller: Caller) -> Response {
    on_a_thread(move || {
        if !entrance.door.sends_letters() {
            return caller.trouble(Trouble::NotFound);
        }
        show(&caller, &forms::ask_link(&way(&caller), caller.language()), None, &[], None)
    })
    .await
}

pub(super) async fn send_link(
    State(entrance): State<Entrance>,
    caller: Caller,
    request: Request<Body>,
) -> Response {
    let sent = Sent::from_request(request).await;
    on_a_thread(move || {
        let sent = match caller.form(sent) {
            Ok(sent) if entrance.door.sends_letters() => sent,
            Ok(_) => return caller.trouble(Trouble::NotFound),
            Err(answer) => return *answer,
        };
        let language = caller.language();
        let form = forms::ask_link(local(sent.first(WAY)).unwrap_or_default(), language);
        if let Err(faults) = form.read(&sent, language) {
            return show(&caller, &form, Some(&sent), &faults, None);
        }
        entrance.door.send_link(sent.first(NAME), &caller.here, &caller.with, language);
        caller.page(StatusCode::OK, &pages::link_on_its_way(language))
    })
    .await
}

pub(super) async fn link(State(entrance): State<Entrance>, caller: Caller, word: Word) -> Response {
    on_a_thread(move || {
        let name = word.ok().and_then(|Path(word)| entrance.door.link(&word));
        match name {
            Some(name) => show(&caller, &forms::link(&name, caller.language()), None, &[], None),
            None => ended(&caller),
        }
    })
    .await
}

fn ended(caller: &Caller) -> Response {
    caller.page(StatusCode::GONE, &pages::word_ended(caller.language()))
}

pub(super) async fn enter_by_link(
    State(entrance): State<Entrance>,
    caller: Caller,
    word: Word,
    request: Request<Body>,
) -> Response {
    let sent = Sent::from_request(request).await;
    on_a_thread(move || {
        if let Err(answer) = caller.form(sent) {
            return *answer;
        }
        let Ok(Path(word)) = word else { return ended(&caller) };
        match entrance.door.enter_by_link(&word, &caller.with, caller.language()) {
            Ok(pass) => let_in(&entrance, &caller, &pass, ""),
            Err(_) => ended(&caller),
        }
    })
    .await
}

pub(super) async fn ask_code(State(_): State<Entrance>, caller: Caller) -> Response {
    on_a_thread(move || {
        if caller.session.is_none() {
            return super::caller::to("/entrer");
        }
        show(&caller, &forms::code(&way(&caller), caller.language()), None, &[], None)
    })
    .await
}

pub(super) async fn show_code(
    State(entrance): State<Entrance>,
    caller: Caller,
    request: Request<Body>,
) -> Response {
    let sent: Result<Sent, SentError> = Sent::from_request(request).await;
    on_a_thread(move || {
        let sent = match caller.form(sent) {
            Ok(sent) => sent,
            Err(answer) => return *answer,
        };
        let Some(session) = caller.session.as_deref() else { return super::caller::to("/entrer") };
        let language = caller.language();
        let way = local(sent.first(WAY)).unwrap_or_default().to_owned();
        let form = forms::code(&way, language);
        let shown = form.read(&sent, language).and_then(|_| {
            let shown = entrance.door.show_code(session, sent.first(CODE), &caller.with, language);
            shown.map_err(|sentence| vec![Fault { field: CODE.to_owned(), sentence }])
        });
        match shown {
            // The old word is worth nothing already.
            Ok(pass) => caller.let_in(&pass, &way, &entrance.door.home()),
            Err(faults) => show(&caller, &form, Some(&without(&sent, CODE)), &faults, None),
        }
    })
    .await
}

/// What was sent, but for one field that is to be typed anew.
fn without(sent: &Sent, name: &str) -> Sent {
    let fields = sent.fields.iter().filter(|(other, _)| other != name).cloned().collect();
    Sent { fields, uploads: Vec::new() }
}

pub(super) async fn invitation(
    State(entrance): State<Entrance>,
    caller: Caller,
    word: Word,
) -> Response {
    on_a_thread(move || {
        let language = caller.language();
        let invited = word.ok().and_then(|Path(word)| entrance.door.invitation(&word, language));
        match invited {
            Some(invited) => show(&caller, &forms::accept(&invited, language), None, &[], None),
            None => ended(&caller),
        }
    })
    .await
}

pub(super) async fn accept(
    State(entrance): State<Entrance>,
    caller: Caller,
    word: Word,
    request: Request<Body>,
) -> Response {
    let sent = Sent::from_request(request).await;
    on_a_thread(move || {
        let sent = match caller.form(sent) {
            Ok(sent) => sent,
            Err(answer) => return *answer,
        };
        let language = caller.language();
        let Ok(Path(word)) = word else { return ended(&caller) };
        let Some(invited) = entrance.door.invitation(&word, language) else {
            return ended(&caller);
        };
        let form = forms::accept(&invited, language);
        let accepted = form.read(&sent, language).and_then(|_| {
            let password = sent.first_as_typed(PASSWORD);
            entrance.door.accept(&word, password, sent.first(NAME), &caller.with, language)
        });
        match accepted {
            Ok(pass) => let_in(&entrance, &caller, &pass, ""),
            Err(faults) => show(&caller, &form, Some(&sent), &faults, None),
        }
    })
    .await
}
