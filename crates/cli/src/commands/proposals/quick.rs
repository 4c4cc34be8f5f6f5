//! The commonest proposals, in a line and without a file.

use caisse_app::work::proposal_file::parse_link;
use caisse_domain::Organisation;
use caisse_domain::agreements::Ceded;
use caisse_domain::federation::Side;
use caisse_domain::identity::MemberId;
use caisse_domain::offices::Role;
use caisse_domain::proposals::{Content, Effect, Link};
use caisse_units::{Amount, Day, Language, Rate};

use crate::answer::Failure;
use crate::arguments::{NewProposal, OfficeName};
use crate::context::Context;

/// Refuses options beside a file: the file says everything.
pub(super) fn check_file_alone(context: &Context, given: &NewProposal) -> Result<(), Failure> {
    let texts = given.title.is_some() || given.text.is_some() || given.mandate.is_some();
    let days = given.from.is_some() || given.until.is_some() || given.report_by.is_some();
    let lists = !given.links.is_empty()
        || !given.candidates.is_empty()
        || !given.renews.is_empty()
        || !given.projects.is_empty()
        || !given.ceded.is_empty();
    let cession = given.notice.is_some() || given.majority.is_some();
    if texts || cession || days || lists || given.amount.is_some() || given.seats.is_some() {
        return Err(Failure::new(context.say(
            "le fichier dit tout ; écrivez-y le titre, la date et le reste, ou passez-vous du fichier",
            "the file says everything; write title, date and the rest there, or do without the file",
        )));
    }
    Ok(())
}

/// The content that the options make.
pub(super) fn content(
    context: &Context,
    house: &Organisation,
    given: &NewProposal,
) -> Result<Content, Failure> {
    let (title, effect) = proposed(context, house, given)?;
    check_used(context, given, &effect)?;
    let from = match given.from {
        Some(from) => from,
        None if effect.is_dated() => return Err(missing(context, "--from 2027-03-01")),
        None => context.today(),
    };
    let title = given.title.clone().unwrap_or(title);
    let text = given.text.clone().unwrap_or_else(|| title.clone());
    Ok(Content { title, text, effect, from, links: links(context, given)?, documents: Vec::new() })
}

/// Refuses an option that this kind of proposal has no use for, rather than forget it.
fn check_used(context: &Context, given: &NewProposal, effect: &Effect) -> Result<(), Failure> {
    let election = matches!(effect, Effect::Elect { .. });
    let money = matches!(effect, Effect::FundProject { .. } | Effect::OpenEnvelope { .. });
    let reported = matches!(effect, Effect::FundProject { .. } | Effect::Prioritise { .. });
    let until = matches!(effect, Effect::Elect { .. } | Effect::OpenEnvelope { .. });
    let unused = [
        (!given.candidates.is_empty() && !election, "--candidate"),
        (given.seats.is_some() && !election, "--seats"),
        (given.mandate.is_some() && !election, "--mandate"),
        (!given.renews.is_empty() && !election, "--renews"),
        (given.until.is_some() && !until, "--until"),
        (given.amount.is_some() && !money, "--amount"),
        (given.report_by.is_some() && !reported, "--report-by"),
        (!given.ceded.is_empty() && given.what.join.is_none(), "--cede"),
        (given.notice.is_some() && given.ceded.is_empty(), "--notice"),
        (given.majority.is_some() && given.ceded.is_empty(), "--majority"),
        (!given.projects.is_empty() && !matches!(effect, Effect::Prioritise { .. }), "--project"),
    ];
    let Some((_, option)) = unused.into_iter().find(|(unused, _)| *unused) else { return Ok(()) };
    let effect = effect.written(context.language);
    Err(Failure::new(match context.language {
        Language::French => format!("{option} ne sert pas à « {effect} » ; retirez-le"),
        Language::English => format!("{option} is of no use to “{effect}”; leave it out"),
    }))
}

fn proposed(
    context: &Context,
    house: &Organisation,
    given: &NewProposal,
) -> Result<(String, Effect), Failure> {
    let what = &given.what;
    if let Some(office) = what.elect {
        return elect(context, given, office);
    }
    if let Some(office) = what.revoke {
        let title = match house.offices.office(office) {
            Some(held) => {
                let role = held.role.written(context.language);
                let member = held.member;
                let revoke = context.say("Révoquer", "Revoke");
                format!("{revoke} {member} ({role})")
            }
            None => format!("{} {office}", context.say("Révoquer", "Revoke")),
        };
        return Ok((title, Effect::Revoke { office }));
    }
    if let Some(project) = what.fund {
        let amount = amount(context, given)?;
        let report_by = report_by(context, given)?;
        let title = house.projects.get(project).map_or(String::new(), |p| p.plan.title.clone());
        let title = match context.language {
            Language::French => format!("Financer {project}, {title}"),
            Language::English => format!("Fund {project}, {title}"),
        };
        return Ok((title, Effect::FundProject { project, amount, report_by }));
    }
    if let Some(name) = &what.envelope {
        let (amount, title) = (amount(context, given)?, name.clone());
        let until = given.until.ok_or_else(|| missing(context, "--until 2027-06-30"))?;
        return Ok((title.clone(), Effect::OpenEnvelope { title, amount, until }));
    }
    if let Some(envelope) = what.choose {
        if given.projects.is_empty() {
            return Err(missing(context, "--project PJ1"));
        }
        let report_by = report_by(context, given)?;
        let title = match context.language {
            Language::French => format!("Choisir des projets dans {envelope}"),
            Language::English => format!("Choose projects within {envelope}"),
        };
        let projects = given.projects.clone();
        return Ok((title, Effect::Prioritise { envelope, projects, report_by }));
    }
    if let Some(tied) = tied(context, house, given)? {
        return Ok(tied);
    }
    let title = what.resolution.clone().unwrap_or_default();
    if given.text.is_none() {
        return Err(missing(context, "--text \"…\""));
    }
    Ok((title, Effect::Resolution))
}

/// Ties between organisations.
fn tied(
    context: &Context,
    house: &Organisation,
    given: &NewProposal,
) -> Result<Option<(String, Effect)>, Failure> {
    let what = &given.what;
    let (peer, (french, english)) = match (what.join, what.admit, what.leave) {
        (Some(peer), ..) => (peer, ("Rejoindre", "Join")),
        (_, Some(peer), _) => (peer, ("Admettre", "Admit")),
        (.., Some(peer)) => (peer, ("Mettre fin au lien avec", "End the tie with")),
        _ => return Ok(None),
    };
    let known = house.federation.peer(peer);
    let side = known.map(|known| known.side);
    let wrong = match side {
        Some(Side::Above) => what.admit.is_some(),
        Some(Side::Below(_)) => what.join.is_some(),
        None => false,
    };
    if wrong {
        return Err(Failure::new(context.say(
            "on rejoint une fédération (au-dessus) et on admet une caisse (au-dessous) : voyez « caisse federation list »",
            "one joins a federation (above) and admits a caisse (below): see “caisse federation list”",
        )));
    }
    let name = known.map_or_else(|| peer.to_string(), |known| known.card.name.clone());
    let title = format!("{} {name}", context.say(french, english));
    if what.leave.is_some() {
        return Ok(Some((title, Effect::EndTie { peer })));
    }
    let ceded = given.ceded.iter().map(|matter| Ceded {
        matter: matter.clone(),
        federation: name.clone(),
        until: None,
        notice_days: given.notice.unwrap_or(90),
        majority: given.majority.unwrap_or(Rate::from_parts_per_million(666_667)),
        rules: Vec::new(),
    });
    Ok(Some((title, Effect::Tie { peer, ceded: ceded.collect() })))
}

fn elect(
    context: &Context,
    given: &NewProposal,
    office: OfficeName,
) -> Result<(String, Effect), Failure> {
    let role = role(office);
    if given.candidates.is_empty() {
        return Err(missing(context, "--candidate M3"));
    }
    let names: Vec<String> = given.candidates.iter().map(MemberId::to_string).collect();
    let (written, names) = (role.written(context.language), names.join(", "));
    let title = match context.language {
        Language::French => format!("Élection ({written}) : {names}"),
        Language::English => format!("Election ({written}): {names}"),
    };
    let effect = Effect::Elect {
        role,
        candidates: given.candidates.clone(),
        seats: given.seats.unwrap_or(1),
        until: given.until,
        mandate: given.mandate.clone(),
        renews: given.renews.clone(),
    };
    Ok((title, effect))
}

fn role(office: OfficeName) -> Role {
    match office {
        OfficeName::Treasurer => Role::Treasurer,
        OfficeName::CoSignatory => Role::CoSignatory,
        OfficeName::Facilitator => Role::Facilitator,
        OfficeName::Auditor => Role::Auditor,
    }
}

fn amount(context: &Context, given: &NewProposal) -> Result<Amount, Failure> {
    given.amount.ok_or_else(|| missing(context, "--amount 1200,00"))
}

fn report_by(context: &Context, given: &NewProposal) -> Result<Day, Failure> {
    given.report_by.ok_or_else(|| missing(context, "--report-by 2027-06-30"))
}

fn links(context: &Context, given: &NewProposal) -> Result<Vec<Link>, Failure> {
    let read = |text: &String| {
        parse_link(text).ok_or_else(|| {
            Failure::new(match context.language {
                Language::French => format!(
                    "« {text} » n'est pas un lien ; il y a les griefs (G1), les revendications (RV1), les projets (PJ1) et les propositions (PR1)"
                ),
                Language::English => format!(
                    "“{text}” is not a link; there are grievances (G1), demands (RV1), projects (PJ1) and proposals (PR1)"
                ),
            })
        })
    };
    given.links.iter().map(read).collect()
}

fn missing(context: &Context, option: &str) -> Failure {
    Failure::new(match context.language {
        Language::French => format!("il manque une option ; par exemple {option}"),
        Language::English => format!("an option is missing; for example {option}"),
    })
}
