//! Signing an order of payment: one of two persons, with a second factor.

use caisse_domain::identity::PaymentId;
use caisse_domain::offices::Role;
use caisse_domain::payments::{self, PaymentState};
use caisse_domain::{Command, Event};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Field, Form, Kind, Part as FormPart};

use super::paid;
use crate::job::{Deed, Faults, Here, Job, Part, done, whole};

pub(crate) const JOB: Job = Job {
    name: "signer",
    title: ("Signer un paiement", "Sign a payment"),
    purpose: (
        "Deux personnes signent chaque ordre, et aucune pour sa propre aide.",
        "Two people sign each order, and nobody for their own help.",
    ),
    part: Part::Money,
    roles: &[Role::Treasurer, Role::CoSignatory],
    offered: false,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let id: PaymentId = here.about()?;
    let order = here.house.payments.get(id)?;
    let state = match order.state {
        PaymentState::ToSign => here.say("à signer", "to sign"),
        PaymentState::Signed => {
            here.say("signé, à remettre à la banque", "signed, to hand to the bank")
        }
        PaymentState::Executed(day) => {
            format!("{} {}", here.say("payé le", "paid on"), day.written(here.language))
        }
        PaymentState::Abandoned(day) => {
            format!("{} {}", here.say("abandonné le", "given up on"), day.written(here.language))
        }
    };
    let signed: Vec<String> = order.signatures.iter().map(|member| here.name(*member)).collect();
    let signed = if signed.is_empty() { here.say("personne", "nobody") } else { signed.join(", ") };
    let form = JOB
        .asks(here.language, ("Signer", "Sign"))
        .fact(here.say("Ordre", "Order"), id.to_string())
        .fact(here.say("Total", "Total"), here.amount(order.total()))
        .fact(
            here.say("À exécuter le", "To be executed on"),
            order.execution.written(here.language),
        )
        .fact(here.say("Déjà signé par", "Signed by"), signed)
        .fact(here.say("État", "State"), state)
        .part(FormPart::Table(paid(here, &order.items)));
    Some(if here.second_factor {
        form.field(Field::new(
            "lu",
            here.say("J'ai vérifié chaque ligne et le total", "I checked each line and the total"),
            Kind::YesNo,
        ))
    } else {
        form.part(FormPart::Words(factor(here.language))).part(FormPart::Link(
            here.say("Montrer mon second facteur", "Show my second factor"),
            format!("/entrer/code?vers=/faire/signer/{id}"),
        ))
    })
}

fn factor(language: Language) -> String {
    language
        .choose(
            "Signer demande un second facteur\u{a0}: montrez-le d'abord, puis revenez ici.",
            "Signing needs a second factor: show it first, then come back here.",
        )
        .to_owned()
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    // The form asks this only of those who showed a second factor in this session.
    if !deed.filled.yes("lu") {
        return Err(whole(factor(deed.language)));
    }
    let payment: PaymentId = deed.about()?;
    let event = deed.plainly(Command::Payments(payments::Command::Sign { payment }))?.event;
    let _ = matches!(event, Event::Payments(_));
    let complete = deed
        .house()?
        .payments
        .get(payment)
        .is_some_and(|order| order.state == PaymentState::Signed);
    let (text, place) = if complete {
        (
            match deed.language {
                Language::French => format!(
                    "{payment} a ses deux signatures\u{a0}; son fichier est prêt pour la banque."
                ),
                Language::English => {
                    format!("{payment} has its two signatures; its file is ready for the bank.")
                }
            },
            format!("/faire/fichier-banque/{payment}"),
        )
    } else {
        (
            match deed.language {
                Language::French => {
                    format!("Vous avez signé {payment}. Il manque une autre signature.")
                }
                Language::English => format!("You signed {payment}. Another signature is missing."),
            },
            "/faire".to_owned(),
        )
    };
    done(text, place)
}
