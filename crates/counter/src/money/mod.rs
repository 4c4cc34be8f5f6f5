//! The treasurer's jobs, in the order of the month.
//!
//! Absent on purpose: the rules of the caisse; each job asks the domain.

mod bank_file;
mod call;
mod close;
mod decide;
mod import;
mod instalments;
mod matching;
mod prepare;
mod receive;
mod remind;
mod request;
mod sign;
mod waive;

use caisse_domain::identity::{ClaimId, MemberId};
use caisse_domain::offices::Role;
use caisse_domain::payments::Beneficiary;
use caisse_web::form::{Choice, Field, Form, Kind, Table};

use crate::job::{Here, Job};

/// The jobs of the money.
pub(crate) const JOBS: &[Job] = &[
    import::JOB,
    matching::JOB,
    call::JOB,
    receive::JOB,
    waive::JOB,
    instalments::JOB,
    remind::JOB,
    request::JOB,
    decide::JOB,
    prepare::JOB,
    sign::JOB,
    bank_file::JOB,
    close::JOB,
];

/// Those who keep the accounts.
const TREASURER: &[Role] = &[Role::Treasurer];
/// How many open claims are offered in a list.
const MOST_CLAIMS: usize = 200;

/// Which claim: the one of the address, whose facts are shown; else one of those that are open.
fn about_claim(here: &Here<'_>, form: Form) -> Option<Form> {
    if here.subject.is_some() {
        let id: ClaimId = here.about()?;
        let claim = here.house.contributions.claim(id)?;
        return Some(
            form.fact(here.say("Membre", "Member"), here.name(claim.member))
                .fact(here.say("Mois", "Month"), claim.month.written(here.language))
                .fact(here.say("Appelé", "Called"), here.amount(claim.called))
                .fact(here.say("Payé", "Paid"), here.amount(claim.paid))
                .fact(here.say("Reste dû", "Left"), here.amount(claim.left())),
        );
    }
    let open = here.house.contributions.all_open().take(MOST_CLAIMS + 1).collect::<Vec<_>>();
    let label = here.say("Quelle cotisation\u{a0}?", "Which contribution?");
    if open.len() > MOST_CLAIMS {
        let hint = here.say("Son numéro, par exemple C40.", "Its number, such as C40.");
        return Some(
            form.field(Field::new("cotisation", label, Kind::Text { most: 12 }).hint(hint)),
        );
    }
    let list = open.into_iter().map(|(id, claim)| {
        let left = here.amount(claim.left());
        let month = claim.month.written(here.language);
        Choice::new(id.to_string(), format!("{id}, {}", here.name(claim.member)))
            .meaning(format!("{month}, {left}"))
    });
    Some(form.field(Field::new("cotisation", label, Kind::Choice(list.collect()))))
}

/// The beneficiary of a payment, as people read it.
fn paid_to(here: &Here<'_>, to: Beneficiary) -> String {
    match to {
        Beneficiary::Allocation(id) => {
            let member = here.house.allocations.get(id).map(|known| known.member);
            let whose = member.map_or(String::new(), |member: MemberId| here.name(member));
            format!("{id}, {whose}")
        }
        Beneficiary::Level(level) => here.house.rules.level(level).unwrap_or_default().to_owned(),
        Beneficiary::Supplier(id) => {
            let known = here.house.projects.expense(id);
            let project = known.map_or(String::new(), |known| known.invoice.project.to_string());
            format!("{id}, {project}")
        }
    }
}

/// What an order pays, as a table.
fn paid(here: &Here<'_>, items: &[caisse_domain::payments::Item]) -> Table {
    Table {
        caption: here.say("Ce qui est payé", "What is paid"),
        columns: vec![here.say("À qui", "To whom"), here.say("Combien", "How much")],
        rows: items
            .iter()
            .map(|item| vec![paid_to(here, item.to), here.amount(item.amount)])
            .collect(),
    }
}
