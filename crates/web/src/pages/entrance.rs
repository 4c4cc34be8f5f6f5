//! The pages of entering and of one's account.

use caisse_units::Language;
use maud::{Markup, html};

use super::charts::qr;
use super::parts::date;
use super::{Page, Section};
use crate::entrance::{AccountPage, Moment, SessionLine, Setup};
use crate::form::markup::{self, SEAL, Shown};
use crate::form::{Fault, Form, Sent};

/// One form alone on its page, and perhaps another way beside it.
pub(crate) fn entrance_form(
    form: &Form,
    sent: Option<&Sent>,
    faults: &[Fault],
    seal: &str,
    action: &str,
    aside: Option<(&str, &str)>,
    language: Language,
) -> Page {
    let shown = Shown { sent, faults, held: &[], key: "", seal, action, language };
    Page {
        title: form.title.clone(),
        section: Section::Elsewhere,
        body: html! {
            h1 { (form.title) }
            @for sentence in &form.introduction { p { (sentence) } }
            (markup::form(form, &shown))
            @if let Some((address, words)) = aside { p { a href=(address) { (words) } } }
        },
    }
}

/// What is told to whoever asked for a link, known or not.
pub(crate) fn link_on_its_way(language: Language) -> Page {
    let title = language.choose("Regardez votre courriel", "Look at your e-mail");
    Page {
        title: title.to_owned(),
        section: Section::Elsewhere,
        body: html! {
            h1 { (title) }
            p {
                (language.choose(
                    "Si la caisse connaît ce nom et une adresse de courriel, un lien est en route. Il sert une fois, dans le quart d'heure.",
                    "If the caisse knows this name and an e-mail address, a link is on its way. It works once, within a quarter of an hour.",
                ))
            }
            p {
                (language.choose(
                    "Rien n'arrive ? Regardez parmi les indésirables, ou demandez une invitation à la personne qui tient la caisse.",
                    "Nothing comes? Look among unwanted mail, or ask for an invitation from whoever keeps the caisse.",
                ))
            }
            p { a href="/entrer" { (language.choose("← Entrer", "← Sign in")) } }
        },
    }
}

/// A link or an invitation that is worth nothing any more.
pub(crate) fn word_ended(language: Language) -> Page {
    let title = language.choose("Ce lien n'est plus valable", "This link is not valid any more");
    Page {
        title: title.to_owned(),
        section: Section::Elsewhere,
        body: html! {
            h1 { (title) }
            p {
                (language.choose(
                    "Il a servi, il est trop ancien, ou un plus récent l'a remplacé. Vérifiez l'adresse lettre par lettre, ou demandez-en un autre.",
                    "It was used, it is too old, or a newer one replaced it. Check the address letter by letter, or ask for another.",
                ))
            }
            p { a href="/entrer" { (language.choose("Entrer", "Sign in")) } }
        },
    }
}

/// A second factor to set up: the code to read, the same to type, and its first code asked.
pub(crate) fn factor_setup(
    setup: &Setup,
    form: &Form,
    faults: &[Fault],
    seal: &str,
    language: Language,
) -> Page {
    let action = "/compte/second-facteur";
    let shown = Shown { sent: None, faults, held: &[], key: "", seal, action, language };
    Page {
        title: form.title.clone(),
        section: Section::Elsewhere,
        body: html! {
            p.above { a href="/compte" { (language.choose("← Mon compte", "← My account")) } }
            h1 { (form.title) }
            ol {
                li {
                    (language.choose(
                        "Sur votre téléphone, ouvrez une application de codes (Aegis, FreeOTP, 2FAS, ou une autre) et ajoutez un compte.",
                        "On your telephone, open an application for codes (Aegis, FreeOTP, 2FAS, or another) and add an account.",
                    ))
                }
                li {
                    (language.choose("Montrez-lui ce dessin", "Show it this drawing"))
                    (qr("second-facteur", language.choose("Le code à montrer à l'application", "The code to show to the application"), &setup.address))
                    p {
                        (language.choose("ou tapez cette clé : ", "or type this key: "))
                        code { (setup.secret) }
                    }
                    p { a href=(setup.address) {
                        (language.choose("ou, sur ce téléphone même, ouvrez l'application", "or, on this very telephone, open the application"))
                    } }
                }
                li { (language.choose("Recopiez le code qu'elle montre.", "Copy the code that it shows.")) }
            }
            (markup::form(form, &shown))
        },
    }
}

/// Recovery codes, shown this once.
pub(crate) fn recovery_codes(codes: &[String], language: Language) -> Page {
    let title = language.choose("Vos codes de secours", "Your recovery codes");
    Page {
        title: title.to_owned(),
        section: Section::Elsewhere,
        body: html! {
            h1 { (title) }
            p.purpose role="status" {
                (language.choose(
                    "Imprimez cette page ou recopiez-la : elle ne sera plus montrée. Chaque code sert une fois, le jour où vous n'avez pas votre téléphone.",
                    "Print this page or copy it: it will not be shown again. Each code works once, on the day when you do not have your telephone.",
                ))
            }
            ol.codes { @for code in codes { li { code { (code) } } } }
            p { a href="/compte" { (language.choose("C'est fait", "It is done")) } }
        },
    }
}

/// One's account.
pub(crate) fn account(account: &AccountPage, seal: &str, language: Language) -> Page {
    let title = language.choose("Mon compte", "My account");
    Page {
        title: title.to_owned(),
        section: Section::Elsewhere,
        body: html! {
            h1 { (title) }
            p {
                (language.choose("Vous pouvez entrer sous ", "You may sign in as "))
                @for (place, name) in account.names.iter().enumerate() {
                    @if place > 0 { (language.choose(" ou ", " or ")) }
                    strong { (name) }
                }
                "."
            }
            (button("/sortir", &[], language.choose("Sortir", "Sign out"), seal))
            h2 { (language.choose("Mot de passe", "Password")) }
            p { a href="/compte/mot-de-passe" {
                @if account.has_password { (language.choose("Changer de mot de passe", "Change the password")) }
                @else { (language.choose("Choisir un mot de passe", "Choose a password")) }
            } }
            (factor(account, seal, language))
            (sessions(&account.sessions, seal, language))
            (diary(account, language))
        },
    }
}

fn factor(account: &AccountPage, seal: &str, language: Language) -> Markup {
    let say = |french, english| language.choose(french, english);
    html! {
        h2 { (say("Second facteur", "Second factor")) }
        @if account.has_factor {
            p {
                (say(
                    "Un code de votre téléphone est demandé à chaque entrée. Codes de secours qui restent : ",
                    "A code of your telephone is asked at each sign-in. Recovery codes left: ",
                )) (account.codes) "."
            }
            @if account.factor_shown {
                (button("/compte/codes", &[], say("Imprimer de nouveaux codes de secours", "Print new recovery codes"), seal))
                p { a href="/compte/second-facteur" { (say("Changer de téléphone", "Change the telephone")) } }
                @if !account.needs_factor {
                    (button("/compte/second-facteur/retirer", &[], say("Retirer le second facteur", "Remove the second factor"), seal))
                }
            } @else {
                p { a href="/entrer/code?vers=/compte" {
                    (say("Montrer un code pour le changer", "Show a code to change it"))
                } }
            }
        } @else {
            p {
                @if account.needs_factor {
                    strong { (say(
                        "Votre mandat le demande : sans second facteur, vous ne pourrez pas signer de paiement.",
                        "Your office asks for it: without a second factor you cannot sign payments.",
                    )) }
                } @else {
                    (say(
                        "Un code de votre téléphone, en plus du mot de passe : qui apprend votre mot de passe n'entre pas.",
                        "A code of your telephone besides the password: whoever learns your password does not get in.",
                    ))
                }
            }
            p { a href="/compte/second-facteur" { (say("Installer un second facteur", "Set up a second factor")) } }
        }
    }
}

fn sessions(sessions: &[SessionLine], seal: &str, language: Language) -> Markup {
    let say = |french, english| language.choose(french, english);
    let caption = say("Où vous êtes entré·e", "Where you are signed in");
    html! {
        h2 { (say("Sessions", "Sessions")) }
        div.wide tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr {
                    th scope="col" { (say("Navigateur", "Browser")) }
                    th scope="col" { (say("Depuis", "Since")) }
                    th scope="col" { (say("Vue", "Last seen")) }
                    th scope="col" { span.unseen { (say("Fermer", "End")) } }
                } }
                tbody { @for session in sessions { tr {
                    th scope="row" {
                        @if session.agent.is_empty() { (say("inconnu", "unknown")) } @else { (session.agent) }
                    }
                    td { (moment(&session.began, language)) }
                    td { (moment(&session.seen, language)) }
                    td {
                        @if session.here { (say("celle-ci", "this one")) }
                        @else { (button("/compte/sessions", &[("session", &session.number.to_string())], say("Fermer", "End"), seal)) }
                    }
                } } }
            }
        }
        @if sessions.len() > 1 {
            (button("/compte/sessions", &[], say("Fermer toutes les autres", "End all the others"), seal))
        }
    }
}

fn diary(account: &AccountPage, language: Language) -> Markup {
    html! {
        @if !account.diary.is_empty() {
            h2 { (language.choose("Ce qui s'est passé", "What happened")) }
            ul {
                @for (at, [french, english], agent) in &account.diary { li {
                    (moment(at, language)) " : " (language.choose(french, english))
                    @if !agent.is_empty() { " (" (agent) ")" }
                } }
            }
            p.quiet {
                (language.choose(
                    "Quelque chose n'est pas de vous ? Fermez les autres sessions et changez de mot de passe.",
                    "Something is not yours? End the other sessions and change the password.",
                ))
            }
        }
    }
}

fn moment(moment: &Moment, language: Language) -> Markup {
    html! { (date(moment.day, language)) ", " (moment.time) }
}

/// A form that is one button.
fn button(action: &str, fields: &[(&str, &str)], words: &str, seal: &str) -> Markup {
    html! {
        form.asked method="post" action=(action) {
            input type="hidden" name=(SEAL) value=(seal);
            @for (name, value) in fields { input type="hidden" name=(name) value=(value); }
            p.send { button.second type="submit" { (words) } }
        }
    }
}
