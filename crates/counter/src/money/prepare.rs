//! Preparing an order of payment: what waits, ticked, for two people to sign.

use caisse_app::work::payables;
use caisse_banking::payment::target_days::next_target_day;
use caisse_domain::payments::{self, Beneficiary, Item};
use caisse_domain::{Command, Event, Organisation, Refusal};
use caisse_units::{Amount, Language};
use caisse_web::form::{Choice, Field, Filled, Form, Kind};
use caisse_web::{Acted, Preview};

use super::{TREASURER, paid, paid_to};
use crate::job::{Deed, Faults, Here, Job, Part, done, fault, sentence};

pub(crate) const JOB: Job = Job {
    name: "preparer-paiement",
    title: ("Préparer un paiement", "Prepare a payment"),
    purpose: (
        "Un ordre pour la banque, que deux personnes signent ensuite.",
        "An order for the bank, which two people then sign.",
    ),
    part: Part::Money,
    roles: TREASURER,
    offered: true,
    form,
    preview: Some(preview),
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let form = JOB.asks(here.language, ("Voir l'ordre", "See the order"));
    let waiting = waiting(here.house);
    if waiting.is_empty() {
        let text = here.say("Rien n'attend d'être payé.", "Nothing waits to be paid.");
        return Some(form.part(caisse_web::form::Part::Words(text)));
    }
    let words: Vec<String> = waiting.iter().map(|to| word(*to)).collect();
    let list = waiting.iter().map(|to| {
        let amount = here.amount(payables::amount(here.house, *to));
        Choice::new(word(*to), paid_to(here, *to)).meaning(amount)
    });
    let mut field = Field::new(
        "quoi",
        here.say("Que payer\u{a0}?", "Pay what?"),
        Kind::Several(list.collect()),
    );
    field.values = words;
    Some(form.field(field).field(here.day_field("jour", &here.say("Exécuter le", "Execute on"))))
}

/// What waits, and what is owed to the levels.
fn waiting(house: &Organisation) -> Vec<Beneficiary> {
    let levels = house.rules.levels().map(|(level, _)| Beneficiary::Level(level));
    let owed = levels.filter(|to| payables::amount(house, *to).is_positive());
    payables::waiting(house).into_iter().chain(owed).collect()
}

fn word(to: Beneficiary) -> String {
    match to {
        Beneficiary::Allocation(id) => id.to_string(),
        Beneficiary::Supplier(id) => id.to_string(),
        Beneficiary::Level(level) => format!("niveau-{}", level.0),
    }
}

fn asked(house: &Organisation, filled: &Filled) -> Result<Command, Faults> {
    let chosen = filled.several("quoi");
    let named = waiting(house).into_iter().filter(|to| chosen.contains(&word(*to)));
    let items: Vec<Item> =
        named.map(|to| Item { to, amount: payables::amount(house, to) }).collect();
    let execution = next_target_day(filled.day("jour")?);
    Ok(Command::Payments(payments::Command::Prepare { items, execution }))
}

fn at(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Payments(_) => "quoi",
        _ => "",
    }
}

fn preview(here: &Here<'_>, filled: &Filled) -> Result<Preview, Faults> {
    let event = here
        .would(asked(here.house, filled)?)
        .map_err(|refusal| vec![fault(at(&refusal), sentence(&refusal.sentence(here.language)))])?;
    let Event::Payments(payments::Event::Prepared { items, execution, .. }) = event else {
        return Err(vec![filled.missing("quoi")]);
    };
    let total: Amount = items.iter().map(|item| item.amount).sum();
    let (count, total) = (items.len(), here.amount(total));
    let day = execution.written(here.language);
    Ok(Preview {
        title: here.say("Préparer cet ordre\u{a0}?", "Prepare this order?"),
        sentences: vec![match here.language {
            Language::French => format!("{count} paiements, {total} en tout, à exécuter le {day}."),
            Language::English => {
                format!("{count} payments, {total} in all, to be executed on {day}.")
            }
        }],
        tables: vec![paid(here, &items)],
        button: here.say("Préparer", "Prepare"),
    })
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let command = asked(deed.house()?, deed.filled)?;
    let event = deed.execute(command, Vec::new(), at)?.event;
    let Event::Payments(payments::Event::Prepared { payment, .. }) = event else {
        return Err(deed.filled.missing("quoi").into());
    };
    done(
        match deed.language {
            Language::French => {
                format!("{payment} est prêt\u{a0}; deux personnes doivent le signer.")
            }
            Language::English => format!("{payment} is ready; two people must sign it."),
        },
        format!("/faire/signer/{payment}"),
    )
}
