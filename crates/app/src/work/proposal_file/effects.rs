//! What a proposal does once adopted: one table, named by the effect.

use caisse_domain::agreements::{Ceded, Terms};
use caisse_domain::ledger::AccountNumber;
use caisse_domain::offices::Role;
use caisse_domain::proposals::Effect;
use caisse_rules::nearest::nearest;
use caisse_units::{Amount, Day, Language};

use super::reader::{Found, Reader, Table, Word, short};
use super::{Problem, Source, beside, needed_text, rules, ties};
use crate::work::statutes_file;

/// An effect, and its first day if it brings one of its own.
pub(super) type Written = (Effect, Option<Day>);

type Read = fn(&mut Reader, Table<'_>, Source<'_>) -> Option<Written>;

/// The tables, each with its reader.
const EFFECTS: &[(Word, Read)] = &[
    (Word("resolution", "plain_resolution"), |_, _, _| Some((Effect::Resolution, None))),
    (Word("adopter_regles", "adopt_rules"), rules::adopt),
    (Word("abroger_regle", "repeal_rule"), rules::repeal),
    (Word("budget", "adopt_budget"), budget),
    (Word("financer_projet", "fund_project"), fund),
    (Word("ouvrir_enveloppe", "open_envelope"), envelope),
    (Word("choisir_projets", "choose_projects"), prioritise),
    (Word("elire", "elect"), elect),
    (Word("revoquer", "revoke"), revoke),
    (Word("conventionner", "agree"), agree),
    (Word("finir_convention", "end_agreement"), end_agreement),
    (Word("changer_statuts", "change_statutes"), statutes),
    (Word("ceder", "cede"), cede),
    (Word("reprendre", "take_back"), take_back),
    (Word("lier", "tie"), ties::tie),
    (Word("delier", "end_tie"), ties::end_tie),
    (Word("regles_communes", "common_rules"), rules::common),
];

const UNTIL: Word = Word("jusqu_au", "until");
const AMOUNT: Word = Word("montant", "amount");
const PROJECT: Word = Word("projet", "project");
const REPORT_BY: Word = Word("compte_rendu", "report_by");

/// The names of the tables.
pub(super) fn words() -> impl Iterator<Item = Word> {
    EFFECTS.iter().map(|(word, _)| *word)
}

/// The effect of a proposal; `None` when the file has none, or when it is wrong.
pub(super) fn read(reader: &mut Reader, root: Table<'_>, source: Source<'_>) -> Option<Written> {
    let given: Vec<(Found<'_>, Read)> = EFFECTS
        .iter()
        .filter_map(|(word, read)| Some((reader.find(root, *word)?, *read)))
        .collect();
    if let [(first, _), (second, _), ..] = given.as_slice() {
        let (first, line, second) = (first.key, second.line, second.key);
        reader.report(
            line,
            format!("une proposition a un seul effet ; ce fichier en a deux, [{first}] et [{second}] : faites-en deux propositions"),
            format!("a proposal has one effect; this file has two, [{first}] and [{second}]: make two proposals"),
        );
        return None;
    }
    let (found, read) = given.first()?;
    let table = reader.table(*found)?;
    read(reader, table, source)
}

fn day(reader: &mut Reader, table: Table<'_>, word: Word) -> Option<Day> {
    let found = reader.need(table, word, "2027-06-30")?;
    reader.day(found)
}

fn amount(reader: &mut Reader, table: Table<'_>) -> Option<Amount> {
    let found = reader.need(table, AMOUNT, "\"1 200,00\"")?;
    reader.amount(found)
}

/// A day that may stay away.
fn until(reader: &mut Reader, table: Table<'_>) -> Option<Day> {
    let found = reader.find(table, UNTIL)?;
    reader.day(found)
}

fn budget(reader: &mut Reader, table: Table<'_>, _: Source<'_>) -> Option<Written> {
    const YEAR: Word = Word("annee", "year");
    const LINES: Word = Word("lignes", "lines");
    reader.check_keys(table, &[YEAR, LINES]);
    let year = reader.need(table, YEAR, "2027").and_then(|found| reader.number(found, 9_999));
    let lines = reader.need(table, LINES, "{ 6064 = \"200,00\", 75411 = \"50,00\" }")?;
    let lines = reader.table(lines)?;
    let mut planned = Vec::new();
    for (key, value) in lines.content {
        let line = reader.line(&key.span());
        let account = match key.get_ref().parse::<AccountNumber>() {
            Ok(account) => account,
            Err(error) => {
                let sentence = |language| error.sentence(language);
                reader.report(line, sentence(Language::French), sentence(Language::English));
                continue;
            }
        };
        let found = Found { key: "lignes", line, value: value.get_ref() };
        if let Some(amount) = reader.amount(found) {
            planned.push((account, amount));
        }
    }
    planned.sort_by_key(|(account, _)| *account);
    let year = i16::try_from(year?).ok()?;
    Some((Effect::AdoptBudget { year, lines: planned }, None))
}

fn fund(reader: &mut Reader, table: Table<'_>, _: Source<'_>) -> Option<Written> {
    reader.check_keys(table, &[PROJECT, AMOUNT, REPORT_BY]);
    let project = reader.need(table, PROJECT, "\"PJ1\"").and_then(|found| reader.id(found));
    let (amount, report_by) = (amount(reader, table), day(reader, table, REPORT_BY));
    let effect = Effect::FundProject { project: project?, amount: amount?, report_by: report_by? };
    Some((effect, None))
}

fn envelope(reader: &mut Reader, table: Table<'_>, _: Source<'_>) -> Option<Written> {
    const NAME: Word = Word("nom", "name");
    reader.check_keys(table, &[NAME, AMOUNT, UNTIL]);
    let title = needed_text(reader, table, NAME, "\"Projets de 2027\"");
    let (amount, until) = (amount(reader, table), day(reader, table, UNTIL));
    let effect = Effect::OpenEnvelope { title: title?, amount: amount?, until: until? };
    Some((effect, None))
}

fn prioritise(reader: &mut Reader, table: Table<'_>, _: Source<'_>) -> Option<Written> {
    const ENVELOPE: Word = Word("enveloppe", "envelope");
    const PROJECTS: Word = Word("projets", "projects");
    reader.check_keys(table, &[ENVELOPE, PROJECTS, REPORT_BY]);
    let envelope = reader.need(table, ENVELOPE, "\"EV1\"").and_then(|found| reader.id(found));
    let projects = reader.need(table, PROJECTS, "[\"PJ1\", \"PJ2\"]");
    let projects = projects.map(|found| reader.ids(found));
    let report_by = day(reader, table, REPORT_BY);
    let effect =
        Effect::Prioritise { envelope: envelope?, projects: projects?, report_by: report_by? };
    Some((effect, None))
}

/// The words for each office.
const ROLES: &[(Role, &[&str])] = &[
    (Role::Treasurer, &["trésorerie", "tresorerie", "treasurer"]),
    (Role::CoSignatory, &["cosignature", "co-signatory"]),
    (Role::Facilitator, &["animation", "facilitator"]),
    (Role::Auditor, &["contrôle des comptes", "contrôle", "controle", "auditor"]),
];

fn role(reader: &mut Reader, found: Found<'_>) -> Option<Role> {
    let text = found.value.as_str().unwrap_or_default().trim().to_lowercase();
    let known = ROLES.iter().find(|(_, words)| words.contains(&text.as_str()));
    if let Some((role, _)) = known {
        return Some(*role);
    }
    let near = nearest(&text, ROLES.iter().flat_map(|(_, words)| words.iter().copied()));
    let hint = |ask: &str, all: &str| match near {
        Some(near) => ask.replace("{}", near),
        None => all.to_owned(),
    };
    let told = short(&text);
    let french =
        hint("voulez-vous dire « {} » ?", "il y a : trésorerie, cosignature, animation, contrôle");
    let english =
        hint("do you mean “{}”?", "there are: treasurer, co-signatory, facilitator, auditor");
    reader.report(
        found.line,
        format!("« {told} » n'est pas une fonction ; {french}"),
        format!("“{told}” is not an office; {english}"),
    );
    None
}

fn elect(reader: &mut Reader, table: Table<'_>, _: Source<'_>) -> Option<Written> {
    const ROLE: Word = Word("fonction", "office");
    const CANDIDATES: Word = Word("candidats", "candidates");
    const SEATS: Word = Word("sieges", "seats");
    const MANDATE: Word = Word("mandat", "mandate");
    const RENEWS: Word = Word("renouvelle", "renews");
    reader.check_keys(table, &[ROLE, CANDIDATES, SEATS, UNTIL, MANDATE, RENEWS]);
    let role = reader.need(table, ROLE, "\"trésorerie\"").and_then(|found| role(reader, found));
    let candidates = reader.need(table, CANDIDATES, "[\"M3\", \"M8\"]");
    let candidates = candidates.map(|found| reader.ids(found));
    let seats = reader.find(table, SEATS);
    let seats = seats.map_or(Some(1), |found| reader.number(found, super::MOST_LIST as u16));
    let until = until(reader, table);
    let mandate = reader.find(table, MANDATE).and_then(|found| reader.text(found));
    let renews = reader.find(table, RENEWS).map(|found| reader.ids(found));
    let effect = Effect::Elect {
        role: role?,
        candidates: candidates?,
        seats: seats?,
        until,
        mandate,
        renews: renews.unwrap_or_default(),
    };
    Some((effect, None))
}

fn revoke(reader: &mut Reader, table: Table<'_>, _: Source<'_>) -> Option<Written> {
    const OFFICE: Word = Word("fonction", "office");
    reader.check_keys(table, &[OFFICE]);
    let office = reader.need(table, OFFICE, "\"O2\"")?;
    Some((Effect::Revoke { office: reader.id(office)? }, None))
}

fn agree(reader: &mut Reader, table: Table<'_>, _: Source<'_>) -> Option<Written> {
    const PARTNER: Word = Word("partenaire", "partner");
    const CRITERIA: Word = Word("criteres", "criteria");
    const RATE: Word = Word("part", "share");
    reader.check_keys(table, &[PARTNER, CRITERIA, RATE, UNTIL]);
    let partner = reader.need(table, PARTNER, "\"M7\"").and_then(|found| reader.id(found));
    let criteria = needed_text(reader, table, CRITERIA, "\"local, payé au juste prix\"");
    let rate = reader.need(table, RATE, "\"50 %\"").and_then(|found| reader.rate(found));
    let until = day(reader, table, UNTIL);
    let terms = Terms { partner: partner?, criteria: criteria?, rate: rate?, until: until? };
    Some((Effect::Agree(terms), None))
}

fn end_agreement(reader: &mut Reader, table: Table<'_>, _: Source<'_>) -> Option<Written> {
    const AGREEMENT: Word = Word("convention", "agreement");
    reader.check_keys(table, &[AGREEMENT]);
    let agreement = reader.need(table, AGREEMENT, "\"CV1\"")?;
    Some((Effect::EndAgreement { agreement: reader.id(agreement)? }, None))
}

fn statutes(reader: &mut Reader, table: Table<'_>, source: Source<'_>) -> Option<Written> {
    const FILE: Word = Word("fichier", "file");
    reader.check_keys(table, &[FILE]);
    let found = reader.need(table, FILE, "\"statuts.toml\"")?;
    let name = reader.text(found)?;
    let bytes = beside(reader, found.line, &name, source)?;
    match statutes_file::read(&bytes) {
        Ok(statutes) => Some((Effect::ChangeStatutes { statutes: Box::new(statutes) }, None)),
        Err(problems) => {
            let there = |problem: statutes_file::Problem| Problem {
                file: name.clone(),
                line: problem.line,
                text: problem.text,
            };
            reader.problems.extend(problems.into_iter().map(there));
            None
        }
    }
}

fn cede(reader: &mut Reader, table: Table<'_>, _: Source<'_>) -> Option<Written> {
    const MATTER: Word = Word("domaine", "matter");
    const FEDERATION: Word = Word("federation", "to_federation");
    const NOTICE: Word = Word("preavis_jours", "notice_days");
    const MAJORITY: Word = Word("majorite", "majority");
    const RULES: Word = Word("regles", "rules");
    reader.check_keys(table, &[MATTER, FEDERATION, UNTIL, NOTICE, MAJORITY, RULES]);
    let matter = needed_text(reader, table, MATTER, "\"salaires de référence\"");
    let federation = needed_text(reader, table, FEDERATION, "\"Fédération de l'énergie\"");
    let until = until(reader, table);
    let notice = reader.need(table, NOTICE, "90").and_then(|found| reader.number(found, 3_660));
    let majority = reader.need(table, MAJORITY, "\"66,67 %\"");
    let majority = majority.and_then(|found| reader.rate(found));
    let rules = super::ties::covered(reader, table)?;
    let ceded = Ceded {
        matter: matter?,
        federation: federation?,
        until,
        notice_days: notice?,
        majority: majority?,
        rules,
    };
    Some((Effect::Cede(ceded), None))
}

fn take_back(reader: &mut Reader, table: Table<'_>, _: Source<'_>) -> Option<Written> {
    const CESSION: Word = Word("cession", "ceded_matter");
    reader.check_keys(table, &[CESSION]);
    let cession = reader.need(table, CESSION, "\"MF1\"")?;
    Some((Effect::TakeBack { cession: reader.id(cession)? }, None))
}
