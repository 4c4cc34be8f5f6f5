//! Importing a statement of the bank: read, shown line by line, then taken and matched.

use caisse_app::work::{columns, matching, statements};
use caisse_banking::statement::{Format, ReadOptions};
use caisse_units::Language;
use caisse_web::form::{Field, Filled, Form, Kind, Table, Upload};
use caisse_web::{Acted, Preview};

use super::TREASURER;
use crate::job::{Deed, Faults, Here, Job, Part, done, fault};

/// The most bytes of a statement.
const MOST_BYTES: usize = 8 << 20;
/// The lines that a preview shows.
const SHOWN: usize = 100;

pub(crate) const JOB: Job = Job {
    name: "importer-releve",
    title: ("Importer un relevé de banque", "Import a bank statement"),
    purpose: (
        "Le fichier que la banque propose au téléchargement. Rien n'est enregistré avant que vous ayez vu ses lignes\u{a0}; un relevé déjà importé ne change rien.",
        "The file that the bank offers for download. Nothing is recorded before you have seen its lines; a statement imported before changes nothing.",
    ),
    part: Part::Money,
    roles: TREASURER,
    offered: true,
    form,
    preview: Some(preview),
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let endings = vec![
        "xml", "camt", "ofx", "qfx", "csv", "txt", "qif", "sta", "mt940", "940", "asc", "cfo",
        "cfonb",
    ];
    let kind = Kind::Files { endings, most_bytes: MOST_BYTES, most: 1 };
    Some(
        JOB.asks(here.language, ("Voir les lignes", "See the lines")).field(
            Field::new("releve", here.say("Le fichier de la banque", "The file of the bank"), kind)
                .hint(here.say(
                    "CAMT.053, OFX, CFONB 120, MT940, QIF ou CSV.",
                    "CAMT.053, OFX, CFONB 120, MT940, QIF or CSV.",
                )),
        ),
    )
}

/// How to read it: with the columns that are remembered for such a table, if any.
fn options(root: &std::path::Path, upload: &Upload) -> Result<ReadOptions, Faults> {
    let csv = columns::known(root, &upload.bytes);
    let csv = csv.map_err(|error| vec![fault("releve", error.to_string())])?;
    let format = csv.is_some().then_some(Format::Csv);
    Ok(ReadOptions { format, csv, ..ReadOptions::default() })
}

fn read(here: &Here<'_>, filled: &Filled) -> Result<statements::Preview, Faults> {
    let upload = filled.files("releve").first().ok_or_else(|| filled.missing("releve"))?;
    let options = options(here.desk.directory.root(), upload)?;
    statements::preview(here.house, &upload.bytes, Some(&upload.name), &options)
        .map_err(|error| vec![fault("releve", error.sentence(here.language))])
}

fn preview(here: &Here<'_>, filled: &Filled) -> Result<Preview, Faults> {
    let read = read(here, filled)?;
    if read.new == 0 {
        let sentence = here.say(
            "Toutes les lignes de ce relevé sont déjà connues\u{a0}: il n'y a rien à importer.",
            "Every line of this statement is known already: there is nothing to import.",
        );
        return Err(vec![fault("releve", sentence)]);
    }
    let lines: Vec<_> = read.statements.iter().flat_map(|statement| &statement.lines).collect();
    let rows = lines.iter().take(SHOWN).map(|line| {
        let known = caisse_domain::bank::LineIdentity::of_digest(*line.identity.bytes());
        let state = match here.house.bank.by_identity(&known) {
            Some(_) => here.say("déjà connue", "known already"),
            None => here.say("nouvelle", "new"),
        };
        vec![line.booked.to_string(), here.amount(line.amount), line.label.clone(), state]
    });
    let (new, known) = (read.new, read.known);
    let mut sentences = vec![match here.language {
        Language::French => format!("{new} lignes nouvelles, {known} déjà connues."),
        Language::English => format!("{new} new lines, {known} known already."),
    }];
    if lines.len() > SHOWN {
        sentences.push(here.say("Les 100 premières sont montrées.", "The first 100 are shown."));
    }
    let warnings = read.statements.iter().flat_map(|statement| &statement.warnings);
    sentences.extend(warnings.map(|warning| warning.sentence(here.language)));
    Ok(Preview {
        title: here.say("Importer ces lignes\u{a0}?", "Import these lines?"),
        sentences,
        tables: vec![Table {
            caption: here.say("Les lignes du relevé", "The lines of the statement"),
            columns: vec![
                here.say("Jour", "Day"),
                here.say("Montant", "Amount"),
                here.say("Libellé", "Wording"),
                here.say("État", "State"),
            ],
            rows: rows.collect(),
        }],
        button: here.say("Importer", "Import"),
    })
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let filled = deed.filled;
    let mut preview = Ok(None);
    deed.look(false, |here| preview = read(here, filled).map(Some));
    let Some(preview) = preview? else { return Err(filled.missing("releve").into()) };
    let (actor, language) = (deed.actor(), deed.language);
    statements::import(deed.desk, actor, &preview)
        .map_err(|error| vec![fault("releve", error.sentence(language))])?;
    let matched = matching::match_all(deed.desk, actor)
        .map_err(|error| vec![fault("", error.sentence(language))])?;
    let (new, taken) = (preview.new, matched.taken.len());
    let left = matched.left.len() + matched.refused.len();
    let sentence = match language {
        Language::French => format!(
            "{new} lignes importées\u{a0}; {taken} rapprochées d'elles-mêmes, {left} à rapprocher."
        ),
        Language::English => {
            format!("{new} lines imported; {taken} matched by themselves, {left} to match.")
        }
    };
    done(sentence, if left > 0 { "/faire/rapprocher" } else { "/mois" })
}
