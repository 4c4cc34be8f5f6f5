//! Speaking up: a grievance in one's own name, or a proposal to the assembly.

use caisse_domain::projects::{self, LONGEST_TEXT, Voice};
use caisse_domain::proposals::{self, Content, Effect};
use caisse_domain::{Command, Event};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Choice, Field, Form, Kind};

use crate::job::{Deed, Faults, Here, Job, Part, done};

pub(crate) const JOB: Job = Job {
    name: "parler",
    title: ("Prendre la parole", "Speak up"),
    purpose: (
        "Un grief à porter ensemble, ou une proposition que l'assemblée votera.",
        "A grievance to carry together, or a proposal that the assembly will vote on.",
    ),
    part: Part::Mine,
    roles: &[],
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let kinds = vec![
        Choice::new("grief", here.say("Un grief", "A grievance")).meaning(here.say(
            "ce qui ne va pas au travail\u{a0}; le texte est scellé à votre nom",
            "what is wrong at work; the text is sealed under your name",
        )),
        Choice::new("proposition", here.say("Une proposition", "A proposal")).meaning(here.say(
            "à discuter et à voter\u{a0}; tout le monde la lit",
            "to be discussed and voted on; everyone reads it",
        )),
    ];
    Some(
        JOB.asks(here.language, ("Envoyer", "Send"))
            .field(Field::new(
                "quoi",
                here.say("Que voulez-vous dire\u{a0}?", "What do you want to say?"),
                Kind::Choice(kinds),
            ))
            .field(
                Field::new(
                    "titre",
                    here.say("Titre de la proposition", "Title of the proposal"),
                    Kind::LINE,
                )
                .optional(),
            )
            .field(Field::new(
                "texte",
                here.say("Votre texte", "Your text"),
                Kind::LongText { most: LONGEST_TEXT },
            ))
            .field(
                Field::new(
                    "lieu",
                    here.say("Lieu de travail, pour un grief", "Workplace, for a grievance"),
                    Kind::Text { most: 100 },
                )
                .optional(),
            ),
    )
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    match deed.filled.text("quoi") {
        "proposition" => propose(deed),
        _ => complain(deed),
    }
}

fn propose(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let title = deed.filled.text_if_any("titre").ok_or_else(|| deed.filled.missing("titre"))?;
    let content = Content {
        title,
        text: deed.filled.text("texte").to_owned(),
        effect: Effect::Resolution,
        from: deed.desk.today(),
        links: Vec::new(),
        documents: Vec::new(),
    };
    let command = proposals::Command::Draft(Box::new(content));
    let event = deed.execute(Command::Proposals(command), Vec::new(), |_| "texte")?.event;
    let Event::Proposals(proposals::Event::Drafted { proposal, .. }) = event else {
        return Err(deed.filled.missing("texte").into());
    };
    let text = match deed.language {
        Language::French => format!("{proposal} est écrite."),
        Language::English => format!("{proposal} is written."),
    };
    done(text, format!("/propositions/{proposal}"))
}

fn complain(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let (member, on) = (deed.member, deed.desk.today());
    let entropy = deed.desk.house.entropy();
    let sealed = deed.desk.people.seal_text(Some(member), deed.filled.text("texte"), entropy);
    let (digest, writes) = sealed.map_err(|error| deed.refused(&error, |_| "texte"))?;
    let content = projects::Grievance {
        voice: Voice::Named(member),
        text: digest,
        workplace: deed.filled.text_if_any("lieu"),
        on,
    };
    let command = Command::Projects(projects::Command::RecordGrievance(content));
    let event = deed.execute(command, writes, |_| "texte")?.event;
    let Event::Projects(projects::Event::GrievanceRecorded { grievance, .. }) = event else {
        return Err(deed.filled.missing("texte").into());
    };
    let text = match deed.language {
        Language::French => {
            format!("{grievance} est inscrit\u{a0}; le texte est au coffre, scellé à votre nom.")
        }
        Language::English => {
            format!("{grievance} is recorded; the text is in the vault, sealed under your name.")
        }
    };
    done(text, "/projets")
}
