//! Enrolling one member.

use caisse_domain::members::{Enrolment, MemberKind};
use caisse_units::Language;
use caisse_vault::PersonalData;
use caisse_web::Acted;
use caisse_web::form::{Choice, Field, Form, Kind};

use super::KEEPERS;
use crate::job::{Deed, Faults, Here, Job, Part, done, fault, sentence};

pub(crate) const JOB: Job = Job {
    name: "inscrire",
    title: ("Inscrire un membre", "Enrol a member"),
    purpose: (
        "Le journal ne garde qu'un numéro, une date et une catégorie\u{a0}; le reste est scellé.",
        "The journal keeps a number, a day and a category only; the rest is sealed.",
    ),
    part: Part::Members,
    roles: KEEPERS,
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let kinds = vec![
        Choice::new("personne", here.say("Une personne", "A person")),
        Choice::new("organisation", here.say("Une organisation", "An organisation")),
    ];
    let mut categories: Vec<&str> =
        here.house.members.all().map(|(_, member)| member.category.as_str()).collect();
    categories.sort_unstable();
    categories.dedup();
    let hint = match categories.as_slice() {
        [] => here.say("Par exemple\u{a0}: active, retraitée.", "For instance: active, retired."),
        known => {
            format!("{} {}", here.say("Déjà utilisées\u{a0}:", "Used already:"), known.join(", "))
        }
    };
    let line = |name: &str, label: String| Field::new(name, label, Kind::LINE);
    Some(
        JOB.asks(here.language, ("Inscrire", "Enrol"))
            .field(
                Field::new("sorte", here.say("Qui\u{a0}?", "Who?"), Kind::Choice(kinds))
                    .value("personne"),
            )
            .field(line("prenoms", here.say("Prénoms", "Given names")).optional())
            .field(line("nom", here.say("Nom", "Name")))
            .field(Field::new("courriel", here.say("Courriel", "E-mail"), Kind::Email).optional())
            .field(line("telephone", here.say("Téléphone", "Telephone")).optional())
            .field(
                Field::new("categorie", here.say("Catégorie", "Category"), Kind::Text { most: 40 })
                    .hint(hint),
            )
            .field(here.day_field("depuis", &here.say("Membre depuis le", "Member since"))),
    )
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let text = |name: &str| deed.filled.text_if_any(name);
    let kind = match deed.filled.text("sorte") {
        "organisation" => MemberKind::Organisation,
        _ => MemberKind::Person,
    };
    let category = deed.filled.text("categorie").to_owned();
    let enrolment =
        Enrolment { kind, joined: deed.filled.day("depuis")?, category, household: None };
    let data = PersonalData {
        given_names: text("prenoms"),
        family_name: text("nom"),
        email: text("courriel"),
        phone: text("telephone"),
        ..PersonalData::default()
    };
    let actor = deed.actor();
    let enrolled = deed.desk.enrol(actor, vec![(enrolment, data)]);
    let member = enrolled
        .map_err(|error| vec![fault("categorie", sentence(&error.sentence(deed.language)))])?;
    done(
        match deed.language {
            Language::French => format!("Le membre {member} est inscrit."),
            Language::English => format!("Member {member} is enrolled."),
        },
        format!("/membres/{member}"),
    )
}
