//! Who is in the room: ticked as they come.

use caisse_domain::Command;
use caisse_domain::assemblies::Command as Asked;
use caisse_domain::assemblies::meeting::{Place, Stage};
use caisse_domain::identity::{AssemblyId, MemberId};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Choice, Field, Form, Kind};

use super::{FACILITATORS, about, held};
use crate::job::{Deed, Faults, Here, Job, Part, done, fault};

/// Up to so many members are ticked in a list; more are written by number.
const MOST: usize = 300;

pub(crate) const JOB: Job = Job {
    name: "presence",
    title: ("Noter les présences", "Note who is present"),
    purpose: (
        "Cochez ceux qui arrivent. Qui est noté reste noté jusqu'à son départ.",
        "Tick those who arrive. Who is noted stays so until leaving.",
    ),
    part: Part::Assembly,
    roles: FACILITATORS,
    offered: false,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let (id, assembly) = held(here, |stage| matches!(stage, Stage::Convened | Stage::Open))?;
    let absent: Vec<MemberId> = here
        .house
        .members
        .active_on(here.today)
        .map(|(member, _)| member)
        .filter(|member| !assembly.is_present(*member))
        .collect();
    let places = vec![
        Choice::new("salle", here.say("Dans la salle", "In the room")),
        Choice::new("loin", here.say("À distance", "From afar")),
    ];
    let form = about(here, JOB.asks(here.language, ("Noter", "Note")), id, assembly);
    let form = form.field(
        Field::new("ou", here.say("Où\u{a0}?", "Where?"), Kind::Choice(places)).value("salle"),
    );
    let label = here.say("Qui arrive\u{a0}?", "Who arrives?");
    Some(if absent.len() <= MOST {
        let list = absent.into_iter().map(|one| Choice::new(one.to_string(), here.name(one)));
        form.field(Field::new("qui", label, Kind::Several(list.collect())))
    } else {
        let hint = here.say(
            "Les numéros, séparés par des espaces\u{a0}: M3 M12.",
            "The numbers, with spaces between: M3 M12.",
        );
        form.field(Field::new("numeros", label, Kind::LongText { most: 20_000 }).hint(hint))
    })
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let assembly: AssemblyId = deed.about()?;
    let place = match deed.filled.text("ou") {
        "loin" => Place::Remote,
        _ => Place::Room,
    };
    let typed = deed.filled.text("numeros").split_whitespace().map(str::to_owned);
    let words: Vec<String> = deed.filled.several("qui").iter().cloned().chain(typed).collect();
    let mut members: Vec<MemberId> = Vec::new();
    for word in words {
        let text = deed.say("n'est pas un numéro de membre.", "is no number of a member.");
        members.push(
            word.parse()
                .map_err(|_| vec![fault("numeros", format!("«\u{a0}{word}\u{a0}» {text}"))])?,
        );
    }
    let (count, at) = (members.len(), deed.desk.house.clock().time_of_day());
    let command = Command::Assemblies(Asked::Arrive { assembly, members, place, at });
    deed.execute(command, Vec::new(), |_| "qui")?;
    done(
        match deed.language {
            Language::French => format!("{count} présences notées."),
            Language::English => format!("{count} arrivals noted."),
        },
        format!("/faire/presence/{assembly}"),
    )
}
