//! Giving a proxy for an assembly, or taking it back.

use caisse_domain::assemblies::Command as Asked;
use caisse_domain::assemblies::meeting::Stage;
use caisse_domain::identity::AssemblyId;
use caisse_domain::{Command, Organisation};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Choice, Field, Form, Kind};

use crate::job::{Deed, Faults, Here, Job, Part, done};

pub(crate) const JOB: Job = Job {
    name: "donner-pouvoir",
    title: ("Donner un pouvoir", "Give a proxy"),
    purpose: (
        "Un autre membre vote pour vous à une assemblée. Si vous venez, c'est vous qui votez.",
        "Another member votes for you at an assembly. If you come, you vote yourself.",
    ),
    part: Part::Mine,
    roles: &[],
    offered: true,
    form,
    preview: None,
    act,
};

/// The assemblies to come.
pub(crate) fn convened(house: &Organisation) -> impl Iterator<Item = AssemblyId> {
    let stage = |stage: &Stage| matches!(stage, Stage::Convened | Stage::Open);
    house.assemblies.assemblies().filter(move |(_, held)| stage(&held.stage)).map(|(id, _)| id)
}

fn form(here: &Here<'_>) -> Option<Form> {
    let list: Vec<Choice> = convened(here.house)
        .filter_map(|id| {
            let held = &here.house.assemblies.assembly(id)?.convocation;
            Some(
                Choice::new(id.to_string(), held.title.clone())
                    .meaning(held.on.written(here.language)),
            )
        })
        .collect();
    let first = list.first()?.word.clone();
    let mut form = JOB.asks(here.language, ("Enregistrer", "Record"));
    for id in convened(here.house) {
        let held = here.house.assemblies.assembly(id)?;
        if let Some(holder) = held.proxies.get(&here.member) {
            form = form.fact(
                format!("{} {id}", here.say("Votre pouvoir pour", "Your proxy for")),
                here.name(*holder),
            );
        }
    }
    let holder = here.member_field("a", &here.say("À qui\u{a0}?", "To whom?")).optional();
    Some(
        form.field(
            Field::new(
                "assemblee",
                here.say("Pour quelle assemblée\u{a0}?", "For which assembly?"),
                Kind::Choice(list),
            )
            .value(first),
        )
        .field(holder.hint(
            here.say(
                "Vide\u{a0}: vous reprenez votre pouvoir.",
                "Empty: you take your proxy back.",
            ),
        )),
    )
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let (assembly, giver): (AssemblyId, _) = (deed.filled.named("assemblee")?, deed.member);
    let (command, text) = match deed.filled.text("a") {
        "" => (
            Asked::WithdrawProxy { assembly, giver },
            deed.say("Vous avez repris votre pouvoir.", "You took your proxy back."),
        ),
        _ => {
            let holder = deed.filled.named("a")?;
            let text = match deed.language {
                Language::French => format!("{holder} votera pour vous."),
                Language::English => format!("{holder} will vote for you."),
            };
            (Asked::GiveProxy { assembly, giver, holder }, text)
        }
    };
    deed.execute(Command::Assemblies(command), Vec::new(), |_| "a")?;
    done(text, format!("/assemblees/{assembly}"))
}
