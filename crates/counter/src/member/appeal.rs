//! Contesting a refusal.

use caisse_domain::allocations::{self, Refusal as R, RequestState};
use caisse_domain::identity::RequestId;
use caisse_domain::members::HelpWith;
use caisse_domain::{Command, Refusal};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::Form;

use crate::job::{Deed, Faults, Here, Job, Part, done};

pub(crate) const JOB: Job = Job {
    name: "contester",
    title: ("Contester un refus", "Contest a refusal"),
    purpose: (
        "La demande est regardée de nouveau, avec vos raisons.",
        "The request is looked at again, with your reasons.",
    ),
    part: Part::Mine,
    roles: &[],
    offered: false,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let id: RequestId = here.about()?;
    let request = here.house.allocations.request(id)?;
    let own = request.member == here.member
        || here.house.members.may_act_for(
            here.member,
            request.member,
            HelpWith::Requests,
            here.today,
        );
    let RequestState::Refused { reasons } = &request.state else { return None };
    own.then(|| {
        JOB.asks(here.language, ("Contester", "Contest"))
            .fact(here.say("Demande", "Request"), id.to_string())
            .fact(here.say("Demandé", "Asked"), here.amount(request.asked))
            .fact(here.say("Refusée parce que", "Refused because"), reasons.clone())
            .field(here.reason_field("raison"))
    })
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let request: RequestId = deed.about()?;
    let reasons = deed.filled.text("raison").to_owned();
    let on = deed.desk.today();
    let command = allocations::Command::Appeal { request, reasons, on };
    deed.execute(Command::Allocations(command), Vec::new(), |refusal| match refusal {
        Refusal::Allocations(R::ReasonUnusable) => "raison",
        _ => "",
    })?;
    done(
        match deed.language {
            Language::French => format!("{request} sera regardée de nouveau."),
            Language::English => format!("{request} will be looked at again."),
        },
        format!("/membres/{}", deed.member),
    )
}
