//! Closing a month: locked for good, with a signed checkpoint.

use caisse_domain::books;
use caisse_domain::{Command, Refusal};
use caisse_units::{Language, Month};
use caisse_web::form::{Field, Filled, Form, Kind};
use caisse_web::{Acted, Preview};

use super::TREASURER;
use crate::job::{Deed, Faults, Here, Job, Part, done, fault, sentence, whole};

pub(crate) const JOB: Job = Job {
    name: "clore",
    title: ("Clore un mois", "Close a month"),
    purpose: (
        "Un mois clos ne change plus\u{a0}; une erreur se corrige ensuite par une contre-écriture.",
        "A closed month does not change any more; a mistake is then corrected by a counter-entry.",
    ),
    part: Part::Money,
    roles: TREASURER,
    offered: true,
    form,
    preview: Some(preview),
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let open = here.house.bank.open_lines().count();
    let last = here.today.month().previous();
    Some(
        JOB.asks(here.language, ("Continuer", "Continue"))
            .fact(
                here.say("Lignes de banque à rapprocher", "Bank lines to match"),
                open.to_string(),
            )
            .field(
                Field::new("mois", here.say("Quel mois\u{a0}?", "Which month?"), Kind::Month)
                    .month(last),
            ),
    )
}

fn at(_: &Refusal) -> &'static str {
    "mois"
}

fn preview(here: &Here<'_>, filled: &Filled) -> Result<Preview, Faults> {
    let month: Month = filled.month("mois")?;
    here.would(Command::Books(books::Command::CloseMonth { month }))
        .map_err(|refusal| vec![fault(at(&refusal), sentence(&refusal.sentence(here.language)))])?;
    let written = month.written(here.language);
    Ok(Preview {
        title: match here.language {
            Language::French => format!("Clore {written}\u{a0}?"),
            Language::English => format!("Close {written}?"),
        },
        sentences: vec![here.say(
            "Les écritures de ce mois seront verrouillées, et un point de contrôle signé.",
            "The entries of this month will be locked, and a checkpoint signed.",
        )],
        tables: Vec::new(),
        button: here.say("Clore", "Close"),
    })
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let month = deed.filled.month("mois")?;
    deed.execute(Command::Books(books::Command::CloseMonth { month }), Vec::new(), at)?;
    let checkpoint = deed.desk.checkpoint();
    checkpoint.map_err(|error| whole(error.sentence(deed.language)))?;
    let written = month.written(deed.language);
    done(
        match deed.language {
            Language::French => format!("{written} est clos."),
            Language::English => format!("{written} is closed."),
        },
        format!("/mois/{month}"),
    )
}
