//! The forms of entering, as data.

use caisse_units::Language;

use super::Invited;
use crate::form::{Field, Form, Kind};

/// The field that carries where one was going.
pub(super) const WAY: &str = "vers";
pub(super) const NAME: &str = "nom";
pub(super) const PASSWORD: &str = "mot-de-passe";
pub(super) const OLD: &str = "ancien";
pub(super) const CODE: &str = "code";

/// The most signs of a name.
const LONGEST_NAME: usize = 200;

pub(super) fn enter(way: &str, language: Language) -> Form {
    let say = |french, english| language.choose(french, english);
    let mut form = Form::new(say("Entrer", "Sign in"), say("Entrer", "Sign in"));
    if way.contains("repris=") {
        form = form.say(say(
            "Votre session s'est terminée. Ce que vous aviez écrit est gardé : entrez, et vous le retrouverez.",
            "Your session has ended. What you had written is kept: sign in, and you will find it again.",
        ));
    }
    form.field(
        Field::new(
            NAME,
            say("Votre nom pour entrer", "Your name to sign in"),
            Kind::Text { most: LONGEST_NAME },
        )
        .hint(say(
            "Votre adresse de courriel, votre numéro (comme M12), ou le nom que vous avez choisi.",
            "Your e-mail address, your number (such as M12), or the name that you chose.",
        ))
        .autocomplete("username"),
    )
    .field(
        Field::new(PASSWORD, say("Mot de passe", "Password"), Kind::Secret)
            .autocomplete("current-password"),
    )
    .field(Field::hidden(WAY, way))
}

pub(super) fn ask_link(way: &str, language: Language) -> Form {
    let say = |french, english| language.choose(french, english);
    Form::new(
        say("Recevoir un lien par courriel", "Get a link by e-mail"),
        say("Envoyer le lien", "Send the link"),
    )
    .say(say(
        "Le lien vous fait entrer sans mot de passe. Il sert une fois, dans le quart d'heure.",
        "The link lets you in without a password. It works once, within a quarter of an hour.",
    ))
    .field(
        Field::new(
            NAME,
            say("Votre nom pour entrer", "Your name to sign in"),
            Kind::Text { most: LONGEST_NAME },
        )
        .hint(say(
            "Votre adresse de courriel, votre numéro (comme M12), ou le nom que vous avez choisi.",
            "Your e-mail address, your number (such as M12), or the name that you chose.",
        ))
        .autocomplete("username"),
    )
    .field(Field::hidden(WAY, way))
}

pub(super) fn link(name: &str, language: Language) -> Form {
    let (title, button) = match language {
        Language::French => (format!("Bonjour {name}"), "Entrer"),
        Language::English => (format!("Hello {name}"), "Sign in"),
    };
    Form::new(title, button).say(language.choose(
        "Ce lien est le vôtre. Il ne servira plus ensuite.",
        "This link is yours. It will not work again afterwards.",
    ))
}

pub(super) fn code(way: &str, language: Language) -> Form {
    let say = |french, english| language.choose(french, english);
    Form::new(say("Le code de votre téléphone", "The code of your telephone"), say("Continuer", "Continue"))
        .field(
            Field::new(CODE, "Code", Kind::Text { most: 40 })
                .hint(say(
                    "Les six chiffres que montre votre application. Sans téléphone : un de vos codes de secours.",
                    "The six digits that your application shows. Without your telephone: one of your recovery codes.",
                ))
                .autocomplete("one-time-code"),
        )
        .field(Field::hidden(WAY, way))
}

pub(super) fn accept(invited: &Invited, language: Language) -> Form {
    let title = match language {
        Language::French => format!("Bienvenue, {}", invited.name),
        Language::English => format!("Welcome, {}", invited.name),
    };
    let say = |french, english| language.choose(french, english);
    let mut form = Form::new(title, say("Choisir et entrer", "Choose and sign in"));
    form = form.say(match (&invited.inviter, language) {
        (Some(inviter), Language::French) => {
            format!("{inviter} vous invite à entrer dans la caisse.")
        }
        (Some(inviter), Language::English) => format!("{inviter} invites you into the caisse."),
        (None, Language::French) => "La caisse vous invite à entrer.".to_owned(),
        (None, Language::English) => "The caisse invites you in.".to_owned(),
    });
    if invited.again {
        form = form.say(say(
            "Le mot de passe que vous choisissez remplace celui d'avant.",
            "The password that you choose replaces the one before.",
        ));
    }
    form = form.say(match language {
        Language::French => format!(
            "Vous entrerez ensuite avec votre numéro, {}, votre adresse de courriel si la caisse la connaît, ou le nom que vous choisissez ici. Cette invitation vaut jusqu'au {}.",
            invited.member, invited.until
        ),
        Language::English => format!(
            "You will then sign in with your number, {}, your e-mail address if the caisse knows it, or the name that you choose here. This invitation is good until {}.",
            invited.member, invited.until
        ),
    });
    form.field(new_password(language)).field(
        Field::new(
            NAME,
            say("Un nom pour entrer", "A name to sign in"),
            Kind::Text { most: LONGEST_NAME },
        )
        .hint(say("Si vous préférez à votre numéro.", "If you like it better than your number."))
        .optional()
        .autocomplete("username"),
    )
}

fn new_password(language: Language) -> Field {
    Field::new(
        PASSWORD,
        language.choose("Nouveau mot de passe", "New password"),
        Kind::Secret,
    )
    .hint(language.choose(
        "Au moins 12 caractères, ou quatre mots qui ne vont pas ensemble. Ni chiffre ni signe n'est exigé.",
        "At least 12 characters, or four words that do not belong together. No digit or sign is required.",
    ))
    .autocomplete("new-password")
}

pub(super) fn password(asks_old: bool, language: Language) -> Form {
    let say = |french, english| language.choose(french, english);
    let mut form =
        Form::new(say("Changer de mot de passe", "Change the password"), say("Changer", "Change"))
            .say(say("Vos autres sessions seront fermées.", "Your other sessions will be ended."));
    if asks_old {
        let old = Field::new(OLD, say("Mot de passe actuel", "Current password"), Kind::Secret);
        form = form.field(old.autocomplete("current-password"));
    }
    form.field(new_password(language))
}

pub(super) fn confirm_factor(language: Language) -> Form {
    let say = |french, english| language.choose(french, english);
    Form::new(
        say("Installer un second facteur", "Set up a second factor"),
        say("Confirmer", "Confirm"),
    )
    .field(
        Field::new(CODE, say("Le premier code", "The first code"), Kind::Text { most: 40 })
            .hint(say(
                "Les six chiffres que l'application montre maintenant.",
                "The six digits that the application shows now.",
            ))
            .autocomplete("one-time-code"),
    )
}
