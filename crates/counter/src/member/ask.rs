//! Asking for help, with documents that are sealed.

use caisse_domain::allocations::{self, Refusal as R};
use caisse_domain::identity::MemberId;
use caisse_domain::rules::Purpose;
use caisse_domain::{Command, Event, Refusal};
use caisse_units::{Day, Language};
use caisse_web::Acted;
use caisse_web::form::{Choice, Field, Form, Kind};

use crate::job::{Deed, Faults, Here, Job, Part, done};

/// The most bytes of a document: a photograph of a telephone.
const MOST_BYTES: usize = 5 << 20;
/// The most documents of one request.
const MOST: usize = 3;

pub(crate) const JOB: Job = Job {
    name: "demander",
    title: ("Demander une aide", "Ask for help"),
    purpose: (
        "Une règle votée calcule l'aide. Vos pièces sont scellées\u{a0}: seules les personnes qui décident les ouvrent.",
        "A rule that was voted computes the help. Your documents are sealed: only those who decide open them.",
    ),
    part: Part::Mine,
    roles: &[],
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    questions(here, JOB.asks(here.language, ("Demander", "Ask")))
}

/// What every request says; nothing when no rule gives help on request.
pub(crate) fn questions(here: &Here<'_>, form: Form) -> Option<Form> {
    let in_force = here.house.rules.all().filter(|(rule, purpose)| {
        matches!(purpose, Purpose::Benefit { .. })
            && here.house.rules.version_on(&rule.name, here.today).is_some()
    });
    let list: Vec<Choice> = in_force
        .map(|(rule, _)| Choice::new(rule.name.clone(), rule.title.text(here.language)))
        .collect();
    if list.is_empty() {
        return None;
    }
    let kind = Kind::Files {
        endings: vec!["pdf", "jpg", "jpeg", "png", "heic"],
        most_bytes: MOST_BYTES,
        most: MOST,
    };
    Some(
        form.field(Field::new(
            "regle",
            here.say("Pour quoi\u{a0}?", "What for?"),
            Kind::Choice(list),
        ))
        .field(
            Field::new(
                "somme",
                here.say("Combien demandez-vous\u{a0}?", "How much do you ask for?"),
                Kind::POSITIVE,
            )
            .hint(here.say(
                "Ou ce que la dépense a coûté, si la règle en paie une part.",
                "Or what the expense cost, when the rule pays a part of it.",
            )),
        )
        .field(
            Field::new("pieces", here.say("Pièces", "Documents"), kind)
                .hint(here.say(
                    "Trois au plus\u{a0}: photo ou PDF, 5 Mo chacune.",
                    "Three at most: photo or PDF, 5 MB each.",
                ))
                .optional(),
        )
        .field(
            Field::new(
                "delicat",
                here.say("Seulement pour le petit comité", "For the small committee only"),
                Kind::YesNo,
            )
            .hint(here.say(
                "Pour ce qui touche à la santé, à la famille, aux dettes.",
                "For what touches on health, family, debts.",
            ))
            .optional(),
        ),
    )
}

fn at(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Allocations(R::NotAMember { .. }) => "membre",
        Refusal::Allocations(R::AmountUnusable { .. }) => "somme",
        Refusal::Allocations(R::DocumentsUnusable) => "pieces",
        Refusal::Rules(_) => "regle",
        _ => "",
    }
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let (member, today) = (deed.member, deed.desk.today());
    record(deed, member, today)
}

/// Records a request of that member with its documents, sealed in the same commit.
pub(crate) fn record(deed: &mut Deed<'_>, member: MemberId, on: Day) -> Result<Acted, Faults> {
    let (mut documents, mut sealed) = (Vec::new(), Vec::new());
    for upload in deed.filled.files("pieces") {
        let entropy = deed.desk.house.entropy();
        let put = deed.desk.people.seal_document(member, &upload.bytes, entropy);
        let (digest, writes) = put.map_err(|error| deed.refused(&error, |_| "pieces"))?;
        documents.push(digest);
        sealed.extend(writes);
    }
    let command = allocations::Command::Ask {
        member,
        rule: deed.filled.text("regle").to_owned(),
        asked: deed.filled.amount("somme")?,
        documents,
        sensitive: deed.filled.yes("delicat"),
        on,
    };
    let event = deed.execute(Command::Allocations(command), sealed, at)?.event;
    let Event::Allocations(allocations::Event::Asked { request, .. }) = event else {
        return Err(deed.filled.missing("regle").into());
    };
    done(
        match deed.language {
            Language::French => format!(
                "La demande {request} est enregistrée\u{a0}; la réponse sera sur cette page."
            ),
            Language::English => {
                format!("Request {request} is recorded; the answer will stand on this page.")
            }
        },
        format!("/membres/{member}"),
    )
}
