//! Correcting one's own data: names, where to write, the account.

use caisse_banking::identifiers::Iban;
use caisse_web::Acted;
use caisse_web::form::{Field, Form, Kind};

use crate::job::{Deed, Faults, Here, Job, Part, done, fault, sentence, whole};

pub(crate) const JOB: Job = Job {
    name: "mes-coordonnees",
    title: ("Corriger mes coordonnées", "Correct my data"),
    purpose: (
        "Elles sont scellées à votre nom et n'apparaissent sur aucune page publique.",
        "They are sealed under your name and stand on no public page.",
    ),
    part: Part::Mine,
    roles: &[],
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let data = here.desk.people.personal(here.member).ok()?;
    let line = |name: &str, label: String, now: Option<String>, complete| {
        Field::new(name, label, Kind::LINE).now(now).optional().autocomplete(complete)
    };
    Some(
        JOB.asks(here.language, ("Enregistrer", "Record"))
            .field(line(
                "prenoms",
                here.say("Prénoms", "Given names"),
                data.given_names,
                "given-name",
            ))
            .field(line("nom", here.say("Nom", "Family name"), data.family_name, "family-name"))
            .field(
                Field::new("courriel", here.say("Courriel", "E-mail"), Kind::Email)
                    .now(data.email)
                    .optional(),
            )
            .field(line("telephone", here.say("Téléphone", "Telephone"), data.phone, "tel"))
            .group(
                here.say("Compte pour recevoir une aide", "Account on which to receive help"),
                vec![
                    line("iban", "IBAN".to_owned(), data.iban, "off"),
                    line(
                        "titulaire",
                        here.say("Titulaire, si ce n'est pas vous", "Holder, if it is not you"),
                        data.account_holder,
                        "off",
                    ),
                ],
            ),
    )
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let member = deed.member;
    let text = |name: &str| deed.filled.text_if_any(name);
    if let Some(iban) = text("iban")
        && let Err(error) = Iban::parse(&iban)
    {
        return Err(vec![fault("iban", sentence(&error.sentence(deed.language)))]);
    }
    let data = deed.desk.people.personal(member);
    let mut data = data.map_err(|error| deed.refused(&error, |_| ""))?;
    data.given_names = text("prenoms");
    data.family_name = text("nom");
    data.email = text("courriel");
    data.phone = text("telephone");
    data.iban = text("iban");
    data.account_holder = text("titulaire");
    if data.full_name().is_none() {
        let text = deed.say("Écrivez un nom au moins.", "Write a name at least.");
        return Err(vec![fault("nom", text)]);
    }
    let desk = &mut *deed.desk;
    let put = desk.people.put_personal(member, &data, desk.house.entropy());
    put.map_err(|error| whole(sentence(&error.sentence(deed.language))))?;
    done(
        deed.say("Vos coordonnées sont corrigées.", "Your data are corrected."),
        format!("/membres/{member}"),
    )
}
