//! What a proposal changes, line by line, in the words of the part that it changes.

use caisse_domain::Organisation;
use caisse_domain::identity::{MemberId, OfficeId, ProjectId};
use caisse_domain::ledger::AccountNumber;
use caisse_domain::offices::Role;
use caisse_domain::proposals::{Content, Effect};
use caisse_units::{Amount, Day, Language};

/// What a content changes, line by line.
pub(super) fn changes(house: &Organisation, content: &Content, language: Language) -> Vec<String> {
    let colon = language.choose(" : ", ": ");
    match &content.effect {
        Effect::Resolution => Vec::new(),
        Effect::AdoptRules { .. } | Effect::RepealRule { .. } => rules(house, content, language),
        Effect::AdoptBudget { year, lines } => budget(house, *year, lines, language),
        Effect::FundProject { project, amount, report_by } => {
            vec![funding(house, *project, *amount, *report_by, language)]
        }
        Effect::OpenEnvelope { title, amount, until } => {
            let (amount, last) = (amount.written(language), until.written(language));
            vec![format!("{title}{colon}{amount}, {} {last}", language.choose("jusqu'au", "until"))]
        }
        Effect::Prioritise { envelope, projects, .. } => {
            let left = house.projects.envelope(*envelope).map_or(Amount::ZERO, |one| one.left());
            let (left, among) = (left.written(language), language.choose("reste", "left"));
            let first = format!("{envelope}{colon}{left} {among}");
            std::iter::once(first)
                .chain(projects.iter().map(|p| lacking(house, *p, language)))
                .collect()
        }
        Effect::Elect { role, candidates, seats, until, mandate, renews } => {
            let mut lines = vec![seats_of(*role, candidates, *seats, *until, language)];
            lines.extend(renews.iter().map(|office| renewed(house, *office, language)));
            let word = language.choose("mandat", "mandate");
            lines.extend(mandate.iter().map(|mandate| format!("{word}{colon}{mandate}")));
            lines
        }
        Effect::Revoke { office } => vec![held(house, *office, language)],
        Effect::Agree(terms) => {
            let (partner, rate) = (terms.partner, terms.rate.written(language));
            let (until, last) =
                (language.choose("jusqu'au", "until"), terms.until.written(language));
            vec![format!("{partner}{colon}{rate}, {until} {last}"), terms.criteria.clone()]
        }
        Effect::EndAgreement { agreement } => {
            let known = house.agreements.get(*agreement);
            let partner = known.map_or_else(String::new, |one| one.terms.partner.to_string());
            vec![format!("{agreement}{colon}{partner}")]
        }
        Effect::ChangeStatutes { statutes } => {
            let before = house.assemblies.statutes_on(content.from);
            let before = before.map_or_else(Vec::new, |known| known.statutes.text(language));
            side_by_side(&before, &statutes.text(language))
        }
        Effect::Cede(ceded) => vec![cession(ceded, language)],
        Effect::Tie { peer, ceded } => {
            let name = house.federation.peer(*peer).map(|known| known.card.name.clone());
            let first = format!("{peer}{colon}{}", name.unwrap_or_default());
            std::iter::once(first).chain(ceded.iter().map(|one| cession(one, language))).collect()
        }
        Effect::EndTie { peer } => {
            let name = house.federation.peer(*peer).map(|known| known.card.name.clone());
            vec![format!("{peer}{colon}{}", name.unwrap_or_default())]
        }
        Effect::AdoptCommonRules { matter, .. } => {
            let said = language.choose("pour toutes, domaine", "for all, matter");
            std::iter::once(format!("{said} « {matter} »"))
                .chain(rules(house, content, language))
                .collect()
        }
        Effect::TakeBack { cession } => {
            let matter = house.agreements.cession(*cession).map(|one| one.content.matter.clone());
            vec![format!("{cession}{colon}{}", matter.unwrap_or_default())]
        }
    }
}

fn rules(house: &Organisation, content: &Content, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for difference in house.differences_of(content) {
        lines.push(difference.heading(language));
        let changes = difference.sentences(language);
        lines.extend(changes.into_iter().map(|change| format!("- {change}")));
    }
    lines
}

fn title(house: &Organisation, project: ProjectId) -> String {
    house.projects.get(project).map_or_else(String::new, |known| known.plan.title.clone())
}

fn funding(
    house: &Organisation,
    project: ProjectId,
    amount: Amount,
    report_by: Day,
    language: Language,
) -> String {
    let (amount, report_by) = (amount.written(language), report_by.written(language));
    let title = title(house, project);
    match language {
        Language::French => format!(
            "{project}, {title} : {amount} ; les résultats sont rendus le {report_by} au plus tard"
        ),
        Language::English => {
            format!("{project}, {title}: {amount}; results are reported by {report_by}")
        }
    }
}

fn lacking(house: &Organisation, project: ProjectId, language: Language) -> String {
    let amount = house.projects.get(project).map_or(Amount::ZERO, |known| known.lacking());
    let (title, colon) = (title(house, project), language.choose(" : ", ": "));
    format!("{project}, {title}{colon}{}", amount.written(language))
}

fn seats_of(
    role: Role,
    candidates: &[MemberId],
    seats: u16,
    until: Option<Day>,
    language: Language,
) -> String {
    let names: Vec<String> = candidates.iter().map(ToString::to_string).collect();
    let (role, names) = (role.written(language), names.join(", "));
    let line = match language {
        Language::French => format!("{role} : {seats} à élire parmi {names}"),
        Language::English => format!("{role}: {seats} to be elected among {names}"),
    };
    match until {
        Some(last) => {
            format!("{line}, {} {}", language.choose("jusqu'au", "until"), last.written(language))
        }
        None => line,
    }
}

fn held(house: &Organisation, office: OfficeId, language: Language) -> String {
    let held = house.offices.office(office);
    let held = held.map(|held| format!("{}, {}", held.member, held.role.written(language)));
    format!("{office}{}{}", language.choose(" : ", ": "), held.unwrap_or_default())
}

fn renewed(house: &Organisation, office: OfficeId, language: Language) -> String {
    format!("{} {}", language.choose("renouvelle", "renews"), held(house, office, language))
}

fn cession(ceded: &caisse_domain::agreements::Ceded, language: Language) -> String {
    let (matter, to) = (&ceded.matter, &ceded.federation);
    let (notice, majority) = (ceded.notice_days, ceded.majority.written(language));
    match language {
        Language::French => format!(
            "{matter} : décidé par {to} ; repris à {majority} des voix, avec {notice} jours de préavis"
        ),
        Language::English => format!(
            "{matter}: decided by {to}; taken back by {majority} of the votes, at {notice} days' notice"
        ),
    }
}

/// The lines of a budget, each beside what was adopted before.
fn budget(
    house: &Organisation,
    year: i16,
    lines: &[(AccountNumber, Amount)],
    language: Language,
) -> Vec<String> {
    let before = house.books.budget(year);
    let told = |(account, amount): &(AccountNumber, Amount)| {
        let was = before.and_then(|budget| budget.lines.iter().find(|line| line.0 == *account));
        let now = amount.written(language);
        let was = was.filter(|line| line.1 != *amount).map(|line| line.1.written(language));
        match (was, language) {
            (Some(was), Language::French) => format!("{account}  {was} devient {now}"),
            (Some(was), Language::English) => format!("{account}  {was} becomes {now}"),
            (None, _) => format!("{account}  {now}"),
        }
    };
    std::iter::once(format!("Budget {year}")).chain(lines.iter().map(told)).collect()
}

/// Lines that go, then lines that come.
fn side_by_side(before: &[String], after: &[String]) -> Vec<String> {
    let gone = before.iter().filter(|line| !after.contains(line)).map(|line| format!("- {line}"));
    let come = after.iter().filter(|line| !before.contains(line)).map(|line| format!("+ {line}"));
    gone.chain(come).collect()
}
