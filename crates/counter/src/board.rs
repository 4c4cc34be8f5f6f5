//! What awaits someone: the treasurer's month as queues, a member's own matters, the next assembly.
//!
//! Absent on purpose: lists; a queue says how many and where they are worked on.

use caisse_app::work::payables;
use caisse_domain::allocations::RequestState;
use caisse_domain::assemblies::meeting::Stage;
use caisse_domain::contributions::ClaimState;
use caisse_domain::offices::Role;
use caisse_domain::payments::PaymentState;
use caisse_units::{Amount, Language};
use caisse_web::Queue;

use crate::job::Here;
use crate::member;

/// How many things of a queue are named.
const NAMED: usize = 20;

/// Everything that awaits this person, what is pressing first.
pub(crate) fn awaiting(here: &Here<'_>) -> Vec<Queue> {
    let holds = |role| here.house.offices.holds(here.member, role, here.today);
    let mut queues = own(here);
    if holds(Role::Treasurer) || holds(Role::CoSignatory) {
        queues.extend(to_sign(here));
    }
    if holds(Role::Treasurer) {
        queues.extend(month(here));
    }
    if holds(Role::Facilitator) {
        queues.extend(assemblies(here));
    }
    queues
}

fn queue(title: String, count: usize, sentence: String, place: Option<&str>) -> Queue {
    let count = Some(u64::try_from(count).unwrap_or(u64::MAX));
    Queue { title, count, sentence, place: place.map(str::to_owned), items: Vec::new() }
}

/// What a member owes, was refused, and is invited to.
fn own(here: &Here<'_>) -> Vec<Queue> {
    let mut queues = Vec::new();
    let contributions = &here.house.contributions;
    let open = contributions.open_claims(here.member);
    let owed: Amount =
        open.iter().filter_map(|id| contributions.claim(*id)).map(|claim| claim.left()).sum();
    if owed.is_positive() {
        let sum = here.amount(owed);
        let sentence = match here.language {
            Language::French => {
                format!("{sum} à payer\u{a0}; pourquoi, et comment, sont sur votre page.")
            }
            Language::English => format!("{sum} to pay; why, and how, stand on your page."),
        };
        let place = format!("/membres/{}", here.member);
        queues.push(queue(
            here.say("Mes cotisations", "My contributions"),
            open.len(),
            sentence,
            Some(&place),
        ));
    }
    let refused: Vec<_> = here
        .house
        .allocations
        .requests()
        .filter(|(_, request)| {
            request.member == here.member && matches!(request.state, RequestState::Refused { .. })
        })
        .map(|(id, _)| (id.to_string(), format!("/faire/contester/{id}")))
        .take(NAMED)
        .collect();
    if !refused.is_empty() {
        let sentence = here.say("Vous pouvez contester un refus.", "You may contest a refusal.");
        let mut one = queue(
            here.say("Mes demandes refusées", "My refused requests"),
            refused.len(),
            sentence,
            None,
        );
        one.items = refused;
        queues.push(one);
    }
    for id in member::convened(here.house) {
        let Some(held) = here.house.assemblies.assembly(id) else { continue };
        queues.push(Queue {
            title: held.convocation.title.clone(),
            count: None,
            sentence: held.convocation.on.written(here.language),
            place: Some(format!("/assemblees/{id}")),
            items: Vec::new(),
        });
    }
    queues
}

/// Orders that this person has not signed yet.
fn to_sign(here: &Here<'_>) -> Vec<Queue> {
    let orders: Vec<_> = here
        .house
        .payments
        .all()
        .filter(|(_, order)| {
            order.state == PaymentState::ToSign && !order.signatures.contains(&here.member)
        })
        .map(|(id, order)| {
            (format!("{id}, {}", here.amount(order.total())), format!("/faire/signer/{id}"))
        })
        .collect();
    if orders.is_empty() {
        return Vec::new();
    }
    let sentence = here.say("Votre signature est attendue.", "Your signature is awaited.");
    let mut one = queue(here.say("À signer", "To sign"), orders.len(), sentence, None);
    one.items = orders.into_iter().take(NAMED).collect();
    vec![one]
}

/// The month as one board: called, paid, late, unmatched, to decide, to pay, to send, to close.
fn month(here: &Here<'_>) -> Vec<Queue> {
    let house = here.house;
    let mut queues = vec![called(here)];
    let late = house.contributions.all_open();
    let late = late.filter(|(_, claim)| claim.state_on(here.today) == ClaimState::Late).count();
    queues.push(queue(
        here.say("En retard", "Late"),
        late,
        here.say("Cotisations dont l'échéance est passée.", "Contributions whose day has passed."),
        Some("/faire/relancer"),
    ));
    queues.push(queue(
        here.say("À rapprocher", "To match"),
        house.bank.open_lines().count(),
        here.say(
            "Lignes de la banque que rien n'explique encore.",
            "Lines of the bank that nothing explains yet.",
        ),
        Some("/faire/rapprocher"),
    ));
    let decide: Vec<_> = house
        .allocations
        .requests()
        .filter(|(_, request)| {
            matches!(request.state, RequestState::Asked | RequestState::Appealed { .. })
        })
        .map(|(id, request)| {
            (format!("{id}, {}", here.name(request.member)), format!("/faire/decider/{id}"))
        })
        .collect();
    let mut deciding = queue(
        here.say("À décider", "To decide"),
        decide.len(),
        here.say(
            "Demandes d'aide qui attendent une réponse.",
            "Requests for help that await an answer.",
        ),
        None,
    );
    deciding.items = decide.into_iter().take(NAMED).collect();
    queues.push(deciding);
    queues.push(queue(
        here.say("À payer", "To pay"),
        payables::waiting(house).len(),
        here.say(
            "Aides accordées et factures acceptées, sans ordre encore.",
            "Help granted and invoices accepted, without an order yet.",
        ),
        Some("/faire/preparer-paiement"),
    ));
    let signed: Vec<_> = house
        .payments
        .all()
        .filter(|(_, order)| order.state == PaymentState::Signed)
        .map(|(id, order)| {
            (format!("{id}, {}", here.amount(order.total())), format!("/faire/fichier-banque/{id}"))
        })
        .collect();
    let mut sending = queue(
        here.say("À remettre à la banque", "To hand to the bank"),
        signed.len(),
        here.say(
            "Ordres signés\u{a0}; ils sont payés quand le relevé les montre.",
            "Signed orders; they are paid when the statement shows them.",
        ),
        None,
    );
    sending.items = signed.into_iter().take(NAMED).collect();
    queues.push(sending);
    queues
}

/// The last month that was called, with how many paid.
fn called(here: &Here<'_>) -> Queue {
    let Some(month) = here.house.contributions.months().next_back() else {
        return Queue {
            title: here.say("Aucun mois appelé", "No month called"),
            count: None,
            sentence: here.say("Appelez le premier.", "Call the first."),
            place: Some("/faire/appeler".to_owned()),
            items: Vec::new(),
        };
    };
    let claims: Vec<_> = here.house.contributions.claims_of(month).collect();
    let paid = claims.iter().filter(|(_, claim)| claim.left().is_zero()).count();
    let written = month.written(here.language);
    let mut one = queue(
        match here.language {
            Language::French => format!("Appelées pour {written}"),
            Language::English => format!("Called for {written}"),
        },
        claims.len(),
        match here.language {
            Language::French => format!("{paid} payées ou remises."),
            Language::English => format!("{paid} paid or waived."),
        },
        None,
    );
    one.place = Some(format!("/mois/{month}"));
    one.items = vec![
        (here.say("Appeler le mois suivant", "Call the next month"), "/faire/appeler".to_owned()),
        (here.say("Clore un mois", "Close a month"), "/faire/clore".to_owned()),
    ];
    one
}

/// Each assembly under way, with what comes next in it.
fn assemblies(here: &Here<'_>) -> Vec<Queue> {
    let mut queues = Vec::new();
    for (id, held) in here.house.assemblies.assemblies() {
        let step = |french: &str, english: &str, job: &str| {
            (here.say(french, english), format!("/faire/{job}/{id}"))
        };
        let mut items = match held.stage {
            Stage::Convened => vec![
                step("Ajouter un point", "Add an item", "ordre-du-jour"),
                step("Noter les présences", "Note who is present", "presence"),
                step("Ouvrir", "Open", "ouvrir-assemblee"),
            ],
            Stage::Open => vec![
                step("Noter les présences", "Note who is present", "presence"),
                step("Ouvrir un scrutin", "Open a poll", "ouvrir-scrutin"),
                step("Écrire au procès-verbal", "Write into the minutes", "noter"),
                step("Clore", "Close", "clore-assemblee"),
            ],
            Stage::Closed => {
                vec![step("Écrire au procès-verbal", "Write into the minutes", "noter")]
            }
            _ => continue,
        };
        for poll in &held.polls {
            let known = here.house.assemblies.poll(*poll);
            if known.is_some_and(|poll| poll.closed.is_none() && poll.annulled.is_none()) {
                items.push((
                    format!("{} {poll}", here.say("Dépouiller", "Count papers of")),
                    format!("/faire/depouiller/{poll}"),
                ));
                items.push((
                    format!("{} {poll}", here.say("Fermer", "Close")),
                    format!("/faire/fermer-scrutin/{poll}"),
                ));
            }
        }
        queues.push(Queue {
            title: format!("{} {}", here.say("Animer\u{a0}:", "Run:"), held.convocation.title),
            count: None,
            sentence: held.convocation.on.written(here.language),
            place: Some(format!("/assemblees/{id}")),
            items,
        });
    }
    queues
}
