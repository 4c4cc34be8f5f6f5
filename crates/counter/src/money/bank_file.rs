//! The file of a signed order, for the bank.

use caisse_app::work::bank_files::{self, LevelAccounts};
use caisse_domain::identity::PaymentId;
use caisse_domain::payments::{Beneficiary, PaymentState};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Field, Form, Kind};

use super::{TREASURER, paid};
use crate::job::{Deed, Faults, Here, Job, Part, fault};

pub(crate) const JOB: Job = Job {
    name: "fichier-banque",
    title: ("Le fichier pour la banque", "The file for the bank"),
    purpose: (
        "Un virement groupé (pain.001), à déposer sur le site de la banque. Les comptes ne bougent qu'au relevé.",
        "A transfer of several payments (pain.001), to be uploaded on the bank's site. The books move with the statement only.",
    ),
    part: Part::Money,
    roles: TREASURER,
    offered: false,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let id: PaymentId = here.about()?;
    let order = here.house.payments.get(id)?;
    if order.state != PaymentState::Signed {
        return None;
    }
    let mut form = JOB
        .asks(here.language, ("Télécharger", "Download"))
        .fact(here.say("Ordre", "Order"), id.to_string())
        .fact(here.say("Total", "Total"), here.amount(order.total()))
        .part(caisse_web::form::Part::Table(paid(here, &order.items)));
    for item in &order.items {
        if let Beneficiary::Level(level) = item.to {
            let name = here.house.rules.level(level).unwrap_or_default();
            let (holder, iban) = match here.language {
                Language::French => (
                    format!("Titulaire du compte de «\u{a0}{name}\u{a0}»"),
                    format!("IBAN de «\u{a0}{name}\u{a0}»"),
                ),
                Language::English => {
                    (format!("Holder of the account of “{name}”"), format!("IBAN of “{name}”"))
                }
            };
            form = form
                .field(Field::new(
                    format!("titulaire-{}", level.0),
                    holder,
                    Kind::Text { most: 70 },
                ))
                .field(Field::new(format!("iban-{}", level.0), iban, Kind::Text { most: 42 }));
        }
    }
    Some(form)
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let payment: PaymentId = deed.about()?;
    let mut accounts = LevelAccounts::new();
    for (level, name) in deed.house()?.rules.levels() {
        let holder = deed.filled.text(&format!("titulaire-{}", level.0)).to_owned();
        let iban = deed.filled.text(&format!("iban-{}", level.0)).to_owned();
        if !iban.is_empty() {
            accounts.insert(name.to_owned(), (holder, iban));
        }
    }
    let bytes = bank_files::transfers(deed.desk, payment, &accounts)
        .map_err(|error| vec![fault("", error.sentence(deed.language))])?;
    Ok(Acted::File {
        name: format!("{payment}.xml"),
        kind: "application/xml".to_owned(),
        bytes: bytes.into(),
    })
}
