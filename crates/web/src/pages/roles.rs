//! The door of a demonstration.

use caisse_units::Language;
use maud::html;

use super::{Page, Section};
use crate::entrance::Role;

pub(crate) fn roles(roles: &[Role], entered: bool, way: &str, language: Language) -> Page {
    let title = language.choose("Qui voulez-vous être ?", "Whom do you want to be?");
    Page {
        title: title.to_owned(),
        section: Section::Elsewhere,
        body: html! {
            h1 { (title) }
            p { (language.choose(
                "Dans cette démonstration tout le monde est inventé : on entre sans mot de passe, et ce que l'on fait s'inscrit vraiment au journal. Dans une vraie caisse, chacun entre sous son propre compte.",
                "In this demonstration everybody is invented: one enters without a password, and what one does is truly recorded in the journal. In a real caisse, everyone enters under an account of their own.",
            )) }
            form.form method="post" action="/entrer" {
                @if !way.is_empty() { input type="hidden" name="vers" value=(way); }
                @for role in roles {
                    section {
                        h2 { (role.title) }
                        p { (role.purpose) }
                        button type="submit" name="qui" value=(role.member) {
                            (language.choose("Entrer : ", "Enter: ")) (role.title)
                        }
                    }
                }
            }
            @if entered {
                form.form method="post" action="/sortir" {
                    button type="submit" { (language.choose("Sortir", "Sign out")) }
                }
            }
        },
    }
}
