//! What a reader sees when there is nothing to see, in plain words.

use axum::http::StatusCode;
use caisse_units::Language;
use maud::html;

use super::{Page, Section};
use crate::views::Place;

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// Nothing here, or not for this reader.
    NotFound,
    /// The address cannot be read.
    Unreadable,
    /// Something other than reading was asked.
    OnlyReading,
    /// A form that another site sent.
    OtherSite,
    /// More than a form holds.
    TooMuch,
    /// A form that is not one of ours.
    StrangeForm,
    /// A form of the counter that another site sent.
    OtherForm,
    /// A form of the counter with more than it holds.
    TooLarge,
    /// Something that is no form of the counter.
    NotAForm,
    /// Too many addresses were tried that are nobody's.
    TooManyWrongWords,
    /// The house broke down while it answered.
    Broken,
}

impl Trouble {
    /// The HTTP status.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Trouble::NotFound => StatusCode::NOT_FOUND,
            Trouble::Unreadable => StatusCode::BAD_REQUEST,
            Trouble::OnlyReading => StatusCode::METHOD_NOT_ALLOWED,
            Trouble::OtherSite => StatusCode::FORBIDDEN,
            Trouble::TooMuch => StatusCode::PAYLOAD_TOO_LARGE,
            Trouble::StrangeForm => StatusCode::BAD_REQUEST,
            Trouble::OtherForm => StatusCode::FORBIDDEN,
            Trouble::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Trouble::NotAForm => StatusCode::BAD_REQUEST,
            Trouble::TooManyWrongWords => StatusCode::TOO_MANY_REQUESTS,
            Trouble::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn title(self, language: Language) -> &'static str {
        match self {
            Trouble::NotFound => language.choose("Page introuvable", "Page not found"),
            Trouble::Unreadable => language.choose("Adresse illisible", "Unreadable address"),
            Trouble::OnlyReading => language.choose("Lecture seule", "Reading only"),
            Trouble::OtherSite | Trouble::OtherForm => language.choose("Envoi refusé", "Refused"),
            Trouble::TooMuch | Trouble::TooLarge => language.choose("Envoi trop long", "Too long"),
            Trouble::StrangeForm | Trouble::NotAForm => {
                language.choose("Envoi illisible", "Unreadable form")
            }
            Trouble::TooManyWrongWords => language.choose("Trop d'essais", "Too many attempts"),
            Trouble::Broken => language.choose("Panne", "Breakdown"),
        }
    }

    /// What to tell the reader, with the remedy.
    pub(crate) fn sentence(self, language: Language) -> &'static str {
        match self {
            Trouble::NotFound => language.choose(
                "Il n'y a rien à cette adresse, ou cette page n'est pas pour vous. Vérifiez le \
                 numéro, ou repartez d'une page ci-dessous.",
                "There is nothing at this address, or this page is not for you. Check the \
                 number, or start again from a page below.",
            ),
            Trouble::Unreadable => language.choose(
                "Cette adresse contient des signes que la caisse ne sait pas lire. Repartez \
                 d'une page ci-dessous.",
                "This address holds signs that the caisse cannot read. Start again from a page \
                 below.",
            ),
            Trouble::OnlyReading => language.choose(
                "Ces pages ne font que montrer. Pour agir, la trésorerie se sert de la commande \
                 «\u{a0}caisse\u{a0}».",
                "These pages only show. To act, the treasurer uses the “caisse” command.",
            ),
            Trouble::OtherSite => language.choose(
                "Ce bulletin vient d'un autre site et n'a pas été enregistré. Ouvrez vous-même \
                 l'adresse de votre convocation, et votez sur cette page.",
                "This ballot comes from another site and was not recorded. Open the address of your \
                 convocation yourself, and vote on that page.",
            ),
            Trouble::TooMuch => language.choose(
                "Ce qui a été envoyé est plus long qu'un bulletin\u{a0}; rien n'a été enregistré. \
                 Revenez à la page et raccourcissez votre texte.",
                "What was sent is longer than a ballot; nothing was recorded. Go back to the page \
                 and shorten your text.",
            ),
            Trouble::StrangeForm => language.choose(
                "Ce qui a été envoyé n'est pas un bulletin de cette page\u{a0}; rien n'a été \
                 enregistré. Rechargez la page et recommencez.",
                "What was sent is not a ballot of this page; nothing was recorded. Load the page \
                 again and start over.",
            ),
            Trouble::OtherForm => language.choose(
                "Ce formulaire vient d'un autre site et rien n'a été enregistré. Ouvrez vous-même la \
                 page de la caisse, et répondez-y.",
                "This form comes from another site and nothing was recorded. Open the page of the \
                 caisse yourself, and answer there.",
            ),
            Trouble::TooLarge => language.choose(
                "Ce qui a été envoyé est plus gros que ce qu'un formulaire prend (16\u{a0}Mo en tout)\u{a0}; \
                 rien n'a été enregistré. Revenez à la page et envoyez moins à la fois.",
                "What was sent is larger than a form takes (16 MB in all); nothing was recorded. Go \
                 back to the page and send less at once.",
            ),
            Trouble::NotAForm => language.choose(
                "Ce qui a été envoyé n'est pas un formulaire de cette page\u{a0}; rien n'a été \
                 enregistré. Rechargez la page et recommencez.",
                "What was sent is not a form of this page; nothing was recorded. Load the page again \
                 and start over.",
            ),
            Trouble::TooManyWrongWords => language.choose(
                "Beaucoup d'adresses fausses viennent d'être essayées. Attendez dix secondes, puis \
                 recopiez l'adresse de votre convocation lettre par lettre.",
                "Many wrong addresses were just tried. Wait ten seconds, then copy the address of \
                 your convocation letter by letter.",
            ),
            Trouble::Broken => language.choose(
                "Cette page n'a pas pu être calculée\u{a0}; rien n'a été changé. Réessayez, et \
                 si cela dure, prévenez la personne qui héberge la caisse.",
                "This page could not be computed; nothing was changed. Try again, and if it \
                 lasts, tell the person who hosts the caisse.",
            ),
        }
    }
}

pub(crate) fn error(trouble: Trouble, language: Language) -> Page {
    Page {
        title: trouble.title(language).to_owned(),
        section: Section::Elsewhere,
        body: html! {
            p.above { (trouble.status().as_u16()) }
            h1 { (trouble.title(language)) }
            p.purpose { (trouble.sentence(language)) }
            ul {
                li { a href=(Place::Public.address()) { (language.choose("La caisse", "The caisse")) } }
                li { a href=(Place::Rules.address()) { (language.choose("Les règles en vigueur", "The rules in force")) } }
                li { a href=(Place::Journal(1).address()) { (language.choose("Le journal", "The journal")) } }
            }
        },
    }
}
