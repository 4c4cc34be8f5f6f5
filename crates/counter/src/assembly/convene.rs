//! Convening an assembly with its agenda.

use caisse_domain::assemblies::meeting::{Convocation, Item};
use caisse_domain::assemblies::{self, Command as Asked, TimeOfDay};
use caisse_domain::{Command, Event};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Field, Filled, Form, Kind, Part as FormPart, Row, Rows};

use super::{FACILITATORS, kind, kinds};
use crate::job::{Deed, Faults, Here, Job, Part, done, fault};

/// The items of one form; more are added afterwards.
const MOST: usize = 8;

pub(crate) const JOB: Job = Job {
    name: "convoquer",
    title: ("Convoquer une assemblée", "Convene an assembly"),
    purpose: (
        "Le jour, le lieu et l'ordre du jour. Les statuts disent combien de jours avant il faut convoquer.",
        "The day, the place and the agenda. The statutes say how many days before one has to convene.",
    ),
    part: Part::Assembly,
    roles: FACILITATORS,
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let line = |name: &str, label: String| Field::new(name, label, Kind::LINE);
    let rows = (1..=MOST).map(|number| row(here, number)).collect();
    Some(
        JOB.asks(here.language, ("Convoquer", "Convene"))
            .field(line("titre", here.say("Titre", "Title")))
            .field(Field::new("jour", here.say("Quel jour\u{a0}?", "Which day?"), Kind::Day))
            .field(
                Field::new(
                    "heure",
                    here.say("À quelle heure\u{a0}?", "At what time?"),
                    Kind::Text { most: 5 },
                )
                .hint(here.say("Par exemple 18:30.", "For instance 18:30.")),
            )
            .field(line("lieu", here.say("Où\u{a0}?", "Where?")).optional())
            .field(
                line(
                    "lien",
                    here.say("Lien pour participer à distance", "Link to take part from afar"),
                )
                .optional(),
            )
            .part(FormPart::Rows(Rows {
                caption: here.say("Ordre du jour", "Agenda"),
                columns: vec![
                    "N°".to_owned(),
                    here.say("Point", "Item"),
                    here.say("Sorte", "Kind"),
                    here.say("Minutes", "Minutes"),
                    here.say("Proposition", "Proposal"),
                ],
                rows,
            })),
    )
}

fn row(here: &Here<'_>, number: usize) -> Row {
    let say = |fr: &str, en: &str| format!("{} {number}", here.say(fr, en));
    let minutes = Kind::Whole { least: 1, most: 600 };
    Row {
        head: number.to_string(),
        cells: Vec::new(),
        fields: vec![
            Field::new(
                format!("point-{number}"),
                say("Titre du point", "Title of item"),
                Kind::LINE,
            )
            .optional(),
            // A short list in a row is a list to open.
            Field::new(
                format!("sorte-{number}"),
                say("Sorte du point", "Kind of item"),
                Kind::Choice(kinds(here)),
            )
            .optional(),
            Field::new(
                format!("minutes-{number}"),
                say("Minutes du point", "Minutes of item"),
                minutes,
            )
            .optional(),
            Field::new(
                format!("propose-{number}"),
                say("Proposition du point", "Proposal of item"),
                Kind::Text { most: 12 },
            )
            .optional(),
        ],
    }
}

/// One item as a form says it, under the end of its names.
pub(super) fn item(filled: &Filled, number: &str) -> Result<Option<Item>, Faults> {
    let name = |what: &str| format!("{what}-{number}");
    let title = filled.text(&name("point")).to_owned();
    if title.is_empty() {
        return Ok(None);
    }
    let proposal = match filled.text(&name("propose")) {
        "" => None,
        _ => Some(filled.named(&name("propose"))?),
    };
    let kind = match (proposal, filled.text(&name("sorte"))) {
        (Some(_), "") => kind("proposition"),
        (_, word) => kind(word),
    };
    let minutes =
        filled.whole_if_any(&name("minutes")).and_then(|minutes| u16::try_from(minutes).ok());
    Ok(Some(Item { title, kind, proposal, minutes, documents: Vec::new(), report: None }))
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let mut agenda = Vec::new();
    for number in 1..=MOST {
        agenda.extend(item(deed.filled, &number.to_string())?);
    }
    let at: TimeOfDay = deed.filled.text("heure").parse().map_err(|_| {
        vec![fault(
            "heure",
            deed.say("Écrivez l'heure ainsi\u{a0}: 18:30.", "Write the time so: 18:30."),
        )]
    })?;
    let convocation = Convocation {
        title: deed.filled.text("titre").to_owned(),
        on: deed.filled.day("jour")?,
        at,
        place: deed.filled.text("lieu").to_owned(),
        link: deed.filled.text("lien").to_owned(),
        agenda,
        second_call_of: None,
        request: None,
    };
    let command = Command::Assemblies(Asked::Convene(Box::new(convocation)));
    let event = deed.execute(command, Vec::new(), |_| "jour")?.event;
    let Event::Assemblies(assemblies::Event::Convened { assembly, .. }) = event else {
        return Err(deed.filled.missing("jour").into());
    };
    done(
        match deed.language {
            Language::French => {
                format!("{assembly} est convoquée. Envoyez maintenant les convocations.")
            }
            Language::English => format!("{assembly} is convened. Now send the convocations."),
        },
        format!("/assemblees/{assembly}"),
    )
}
