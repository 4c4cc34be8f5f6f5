//! Deciding a request: granted as the rule computes, or less, or refused, always with reasons.

use caisse_domain::allocations::{self, Refusal as R, RequestState};
use caisse_domain::identity::RequestId;
use caisse_domain::{Command, Event, Refusal, offices};
use caisse_units::Language;
use caisse_web::form::{Choice, Field, Filled, Form, Kind};
use caisse_web::{Acted, Preview};

use super::TREASURER;
use crate::job::{Deed, Faults, Here, Job, Part, done, fault, sentence};

pub(crate) const JOB: Job = Job {
    name: "decider",
    title: ("Décider une demande", "Decide a request"),
    purpose: (
        "La règle calcule l'aide\u{a0}; moins demande une décision, plus n'est pas possible.",
        "The rule computes the help; less needs a decision, more is not possible.",
    ),
    part: Part::Money,
    roles: TREASURER,
    offered: false,
    form,
    preview: Some(preview),
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let id: RequestId = here.about()?;
    let request = here.house.allocations.request(id)?;
    let rule = here.house.rules.set().rule(&request.rule);
    let title = rule.map_or(request.rule.clone(), |rule| rule.title.text(here.language).to_owned());
    let state = match &request.state {
        RequestState::Asked => here.say("à décider", "to decide"),
        RequestState::Appealed { .. } => here.say("contestée", "contested"),
        RequestState::Granted(allocation) => {
            format!("{} {allocation}", here.say("accordée", "granted"))
        }
        RequestState::Refused { .. } => here.say("refusée", "refused"),
    };
    let mut form = JOB
        .asks(here.language, ("Continuer", "Continue"))
        .fact(here.say("Demande", "Request"), id.to_string())
        .fact(here.say("De", "By"), here.name(request.member))
        .fact(here.say("Pour", "For"), title)
        .fact(here.say("Demandé", "Asked"), here.amount(request.asked))
        .fact(here.say("Pièces", "Documents"), request.documents.len().to_string())
        .fact(here.say("État", "State"), state)
        .fact(
            here.say("Disponible dans la caisse", "Available in the caisse"),
            here.amount(here.house.available(here.today)),
        );
    if let RequestState::Appealed { reasons } = &request.state {
        form = form.say(format!(
            "{} {reasons}",
            here.say("Le membre conteste\u{a0}:", "The member contests:")
        ));
    }
    let answers = vec![
        Choice::new("accorder", here.say("Accorder", "Grant")),
        Choice::new("refuser", here.say("Refuser", "Refuse")),
    ];
    Some(
        form.field(Field::new(
            "reponse",
            here.say("Que répondre\u{a0}?", "What is the answer?"),
            Kind::Choice(answers),
        ))
        .field(here.reason_field("raison"))
        .field(
            Field::new(
                "somme",
                here.say("Moins que la règle", "Less than the rule"),
                Kind::NOT_NEGATIVE,
            )
            .hint(
                here.say("Vide\u{a0}: ce que la règle calcule.", "Empty: what the rule computes."),
            )
            .optional(),
        )
        .field(here.decision_field("decision").optional())
        .field(
            Field::new("expire", here.say("À payer au plus tard le", "To be paid by"), Kind::Day)
                .optional(),
        ),
    )
}

fn at(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Allocations(R::ReasonUnusable) => "raison",
        Refusal::Allocations(R::MoreThanComputed { .. } | R::AmountUnusable { .. }) => "somme",
        Refusal::Allocations(R::DecisionNeeded { .. })
        | Refusal::Offices(offices::Refusal::DecisionUnknown { .. }) => "decision",
        Refusal::Allocations(_) => "reponse",
        _ => "",
    }
}

fn command(
    filled: &Filled,
    request: RequestId,
    on: caisse_units::Day,
    situation: Option<caisse_domain::rules::Situation>,
) -> Result<Command, Faults> {
    let reasons = filled.text("raison").to_owned();
    if filled.text("reponse") == "refuser" {
        return Ok(Command::Allocations(allocations::Command::Refuse { request, reasons, on }));
    }
    let decision = match filled.text("decision") {
        "" => None,
        _ => Some(filled.named("decision")?),
    };
    Ok(Command::Allocations(allocations::Command::Grant {
        request,
        amount: filled.amount_if_any("somme"),
        reasons,
        decision,
        on,
        expires: filled.day_if_any("expire"),
        situation,
    }))
}

fn preview(here: &Here<'_>, filled: &Filled) -> Result<Preview, Faults> {
    let Some(id) = here.about::<RequestId>() else { return Err(Vec::new()) };
    let member = here.house.allocations.request(id).map(|request| request.member);
    let situation = member.and_then(|member| {
        here.desk.people.situation(here.house, member, here.today).ok().flatten()
    });
    let event = here
        .would(command(filled, id, here.today, situation)?)
        .map_err(|refusal| vec![fault(at(&refusal), sentence(&refusal.sentence(here.language)))])?;
    let name = member.map_or(String::new(), |member| here.name(member));
    let (title, text, button) = match event {
        Event::Allocations(allocations::Event::Granted { computed, amount, .. }) => {
            let (computed, amount) = (here.amount(computed), here.amount(amount));
            let text = match here.language {
                Language::French => format!(
                    "La règle calcule {computed}\u{a0}; {amount} seront réservés pour {name}."
                ),
                Language::English => {
                    format!("The rule computes {computed}; {amount} will be reserved for {name}.")
                }
            };
            (
                here.say("Accorder cette aide\u{a0}?", "Grant this help?"),
                text,
                here.say("Accorder", "Grant"),
            )
        }
        _ => (
            here.say("Refuser cette demande\u{a0}?", "Refuse this request?"),
            match here.language {
                Language::French => format!("{name} pourra contester ce refus."),
                Language::English => format!("{name} may contest this refusal."),
            },
            here.say("Refuser", "Refuse"),
        ),
    };
    let reasons = filled.text("raison").to_owned();
    Ok(Preview { title, sentences: vec![text, reasons], tables: Vec::new(), button })
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let request: RequestId = deed.about()?;
    let (house, today) = (deed.house()?, deed.desk.today());
    let member = house.allocations.request(request).map(|known| known.member);
    let situation = match member {
        Some(member) => deed.desk.people.situation(house, member, today),
        None => Ok(None),
    };
    let situation = situation.map_err(|error| deed.refused(&error, |_| ""))?;
    let command = command(deed.filled, request, today, situation)?;
    let event = deed.execute(command, Vec::new(), at)?.event;
    match event {
        Event::Allocations(allocations::Event::Granted { allocation, amount, .. }) => {
            let sum = amount.written(deed.language);
            let text = match deed.language {
                Language::French => {
                    format!("{request} est accordée\u{a0}: {sum} réservés ({allocation}).")
                }
                Language::English => {
                    format!("{request} is granted: {sum} reserved ({allocation}).")
                }
            };
            done(text, format!("/pourquoi/{allocation}"))
        }
        _ => done(
            match deed.language {
                Language::French => format!("{request} est refusée."),
                Language::English => format!("{request} is refused."),
            },
            "/faire",
        ),
    }
}
