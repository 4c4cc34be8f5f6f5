//! Importing a table of members, in two steps: shown, then taken.

use caisse_app::work::members_file;
use caisse_units::Language;
use caisse_web::form::{Field, Filled, Form, Kind, Table};
use caisse_web::{Acted, Preview};

use super::KEEPERS;
use crate::job::{Deed, Faults, Here, Job, Part, done, fault, sentence};

/// The rows that a preview shows.
const SHOWN: usize = 100;

pub(crate) const JOB: Job = Job {
    name: "importer-membres",
    title: ("Importer un tableau de membres", "Import a table of members"),
    purpose: (
        "Un fichier CSV avec au moins une colonne «\u{a0}nom\u{a0}». Ceux qui sont connus sont mis à jour, les autres inscrits.",
        "A CSV file with at least a column “name”. Those who are known are brought up to date, the others enrolled.",
    ),
    part: Part::Members,
    roles: KEEPERS,
    offered: true,
    form,
    preview: Some(preview),
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let kind = Kind::Files { endings: vec!["csv", "txt"], most_bytes: 4 << 20, most: 1 };
    let field = Field::new("tableau", here.say("Le tableau", "The table"), kind).hint(here.say(
        "Colonnes lues\u{a0}: numéro, nom, prénom, courriel, téléphone, IBAN, titulaire, naissance, catégorie, foyer, adhésion, et ce que les règles demandent.",
        "Columns read: number, name, given names, email, phone, IBAN, account holder, birth date, category, household, joined, and what the rules ask.",
    ));
    Some(JOB.asks(here.language, ("Voir ce qui changerait", "See what would change")).field(field))
}

fn read(here: &Here<'_>, filled: &Filled) -> Result<members_file::Preview, Faults> {
    let upload = filled.files("tableau").first().ok_or_else(|| filled.missing("tableau"))?;
    let read = members_file::preview(here.desk, &upload.bytes, here.today)
        .map_err(|error| vec![fault("tableau", sentence(&error.sentence(here.language)))])?;
    read.map_err(|problems| {
        problems
            .iter()
            .map(|one| fault("tableau", sentence(&one.sentence(here.language))))
            .collect()
    })
}

fn preview(here: &Here<'_>, filled: &Filled) -> Result<Preview, Faults> {
    let read = read(here, filled)?;
    let (new, changed, same) = (read.new.len(), read.changed.len(), read.unchanged.len());
    let added = read.new.iter().map(|row| {
        let name = row.data.full_name().unwrap_or_default();
        vec![name, here.say("à inscrire", "to enrol"), row.line.to_string()]
    });
    let known = read.changed.iter().map(|(member, row, fields)| {
        vec![here.name(*member), fields.join(", "), row.line.to_string()]
    });
    Ok(Preview {
        title: here.say("Importer ce tableau\u{a0}?", "Import this table?"),
        sentences: vec![match here.language {
            Language::French => format!("{new} nouveaux, {changed} modifiés, {same} inchangés."),
            Language::English => format!("{new} new, {changed} changed, {same} unchanged."),
        }],
        tables: vec![Table {
            caption: here
                .say("Ce qui changera (les 100 premiers)", "What will change (the first 100)"),
            columns: vec![
                here.say("Qui", "Who"),
                here.say("Quoi", "What"),
                here.say("Ligne du tableau", "Line of the table"),
            ],
            rows: known.chain(added).take(SHOWN).collect(),
        }],
        button: here.say("Importer", "Import"),
    })
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let filled = deed.filled;
    let mut preview = Ok(None);
    deed.look(false, |here| preview = read(here, filled).map(Some));
    let Some(preview) = preview? else { return Err(filled.missing("tableau").into()) };
    let (changed, actor, language) = (preview.changed.len(), deed.actor(), deed.language);
    let count = members_file::take(deed.desk, actor, preview)
        .map_err(|error| vec![fault("tableau", sentence(&error.sentence(language)))])?;
    done(
        match language {
            Language::French => format!("{count} membres inscrits, {changed} mis à jour."),
            Language::English => format!("{count} members enrolled, {changed} brought up to date."),
        },
        "/faire",
    )
}
