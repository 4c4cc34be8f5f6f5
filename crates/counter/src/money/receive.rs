//! Cash or a cheque, received by hand.

use caisse_domain::contributions::{self, Means, Refusal as R};
use caisse_domain::{Command, Refusal};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Choice, Field, Form, Kind};

use super::TREASURER;
use crate::job::{Deed, Faults, Here, Job, Part, done};

pub(crate) const JOB: Job = Job {
    name: "encaisser",
    title: ("Encaisser des espèces ou un chèque", "Take cash or a cheque"),
    purpose: (
        "La somme paie ce que le membre doit, le plus ancien d'abord. Les virements viennent du relevé.",
        "The sum pays what the member owes, the oldest first. Transfers come from the statement.",
    ),
    part: Part::Money,
    roles: TREASURER,
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let means = vec![
        Choice::new("especes", here.say("Espèces", "Cash")),
        Choice::new("cheque", here.say("Chèque", "Cheque")),
    ];
    let member = here.member_field("membre", &here.say("De qui\u{a0}?", "From whom?"));
    let member = here.subject.iter().fold(member, |field, subject| field.value(*subject));
    Some(
        JOB.asks(here.language, ("Enregistrer", "Record"))
            .field(member)
            .field(Field::new("somme", here.say("Combien\u{a0}?", "How much?"), Kind::POSITIVE))
            .field(Field::new("moyen", here.say("Comment\u{a0}?", "How?"), Kind::Choice(means)))
            .field(
                Field::new(
                    "cheque",
                    here.say("Numéro du chèque", "Number of the cheque"),
                    Kind::Text { most: 40 },
                )
                .optional(),
            )
            .field(here.day_field("jour", &here.say("Reçu le", "Received on"))),
    )
}

fn at(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Contributions(R::MemberUnknown { .. }) => "membre",
        Refusal::Contributions(R::AmountUnusable { .. }) => "somme",
        Refusal::Contributions(R::ReferenceUnusable { .. }) => "cheque",
        Refusal::Ledger(_) => "jour",
        _ => "",
    }
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let (member, amount) = (deed.filled.named("membre")?, deed.filled.amount("somme")?);
    let on = deed.filled.day("jour")?;
    let means = match deed.filled.text("moyen") {
        "cheque" => {
            let number =
                deed.filled.text_if_any("cheque").ok_or_else(|| deed.filled.missing("cheque"))?;
            Means::Cheque { number }
        }
        _ => Means::Cash,
    };
    let command = contributions::Command::Receive { member, amount, on, means };
    deed.execute(Command::Contributions(command), Vec::new(), at)?;
    let sum = amount.written(deed.language);
    done(
        match deed.language {
            Language::French => format!("{sum} reçus de {member}."),
            Language::English => format!("{sum} received from {member}."),
        },
        format!("/membres/{member}"),
    )
}
