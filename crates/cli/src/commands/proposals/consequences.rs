//! What a proposal on rules would change for this very caisse, in tables; and for oneself.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use caisse_app::Desk;
use caisse_app::work::consequences::{
    AsProposed, Case, Consequences, Declared, Flow, Group, MONTHS, Mine, Ranking, Run, as_proposed,
    consequences_watched, mine,
};
use caisse_domain::identity::{MemberId, ProposalId};
use caisse_domain::proposals::{self, Command as C, Refusal};
use caisse_journal::Digest;
use caisse_units::{Amount, Language};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;

use super::{act, state};
use crate::answer::{Answer, Failure};
use crate::context::Context;

/// `caisse proposal consequences`.
pub(super) fn run(
    context: &Context,
    proposal: ProposalId,
    attach: bool,
    output: Option<&Path>,
) -> Result<Answer, Failure> {
    let mut desk = if attach { context.desk()? } else { context.reading()? };
    let house = state(context, &desk)?;
    let language = context.language;
    let Some(known) = house.proposals.get(proposal) else {
        return Err(context.fail(|l| Refusal::Unknown { proposal }.sentence(l)));
    };
    let ready = as_proposed(house, proposal, known, context.today())
        .map_err(|refusal| context.fail(|l| refusal.sentence(l)))?;
    let Some(ready) = ready else {
        let effect = known.content.effect.written(language);
        return Err(Failure::new(match language {
            Language::French => format!(
                "{proposal} ({effect}) ne change pas de règle : il n'y a pas de conséquences à calculer"
            ),
            Language::English => format!(
                "{proposal} ({effect}) changes no rule: there are no consequences to compute"
            ),
        }));
    };
    let (told, mine) = compute(context, &desk, &ready)?;
    let document = serde_json::to_vec_pretty(&told)
        .map_err(|error| Failure::new(format!("JSON : {error}")))?;
    let digest = Digest::of(&document).to_string();
    let mut text = tables(&told, language);
    if let Some((member, mine)) = &mine {
        text.push_str(&own(*member, mine.as_ref(), language));
    }
    if let Some(path) = output {
        context.write(path, &document)?;
        let _ = writeln!(text, "\n{}", path.display());
    }
    if attach {
        let summary = told.sentences(language).join("\n");
        let consequences = proposals::Consequences { digest: digest.clone(), summary };
        act(context, &mut desk, C::AttachConsequences { proposal, consequences })?;
        let said = context.say("jointes à", "attached to");
        let _ = writeln!(text, "\n{said} {proposal} : {digest}");
    }
    let json = json!({
        "proposal": proposal.to_string(), "consequences": told, "digest": digest,
        "attached": attach, "sentences": told.sentences(language),
        "mine": mine.and_then(|(_, mine)| mine),
    });
    Ok(Answer::new(text, json))
}

type Own = Option<(MemberId, Option<Mine>)>;

/// Everything is computed with what members declared, opened for this alone.
fn compute(
    context: &Context,
    desk: &Desk,
    ready: &AsProposed,
) -> Result<(Consequences, Own), Failure> {
    let house = state(context, desk)?;
    let today = context.today();
    let question = ready.question(house, today);
    let first = today.month().plus_months(-i32::try_from(MONTHS).unwrap_or(12)).first_day();
    let done = AtomicUsize::new(0);
    watched(context, house.members.len() * 2, &done, || {
        let declared = Declared::open_watched(&desk.people, house, first, &done)
            .map_err(|error| context.fail(|l| error.sentence(l)))?;
        let told = consequences_watched(question, &declared, &done);
        let own = context.actor.map(|member| (member, mine(question, &declared, member)));
        Ok((told, own))
    })
}

/// Shows how far the work is, when it lasts longer than half a second.
fn watched<T>(context: &Context, total: usize, done: &AtomicUsize, work: impl FnOnce() -> T) -> T {
    let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}");
    let over = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let wait = || std::thread::park_timeout(Duration::from_millis(100));
            let is_over = || over.load(Ordering::Acquire) == 1;
            for _ in 0..5 {
                if is_over() {
                    return;
                }
                wait();
            }
            let said = context.say("situations et mois calculés", "situations and months computed");
            let bar = ProgressBar::new(total as u64).with_message(said);
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            while !is_over() {
                bar.set_position(done.load(Ordering::Relaxed) as u64);
                wait();
            }
            bar.finish_and_clear();
        });
        let worked = work();
        over.store(1, Ordering::Release);
        worked
    })
}

fn tables(told: &Consequences, language: Language) -> String {
    let mut text = told.sentences(language).join("\n");
    text.push('\n');
    let past = told.replay.months.len();
    if past > 0 {
        text.push_str(&heading(
            language,
            &format!("Les {past} derniers mois, recalculés"),
            &format!("The last {past} months, computed again"),
        ));
        text.push_str(&months(&told.replay, language));
    }
    let ahead = told.projection.months.len();
    text.push_str(&heading(
        language,
        &format!("Les {ahead} mois à venir"),
        &format!("The next {ahead} months"),
    ));
    text.push_str(&months(&told.projection, language));
    let by = match &told.ranking {
        Ranking::Declared(input) => (
            format!("Par tranche de revenu (« {input} » déclaré), par mois"),
            format!("By income (“{input}” as declared), per month"),
        ),
        Ranking::Contribution => (
            "Par tranche de cotisation d'aujourd'hui, par mois".to_owned(),
            "By contribution of today, per month".to_owned(),
        ),
    };
    if !told.by_income.is_empty() {
        text.push_str(&heading(language, &by.0, &by.1));
        text.push_str(&groups(&told.by_income, language));
    }
    if !told.by_household.is_empty() {
        text.push_str(&heading(language, "Par foyer, par mois", "By household, per month"));
        text.push_str(&groups(&told.by_household, language));
    }
    if !told.cases.is_empty() {
        text.push_str(&heading(language, "Cas types, par mois", "Typical cases, per month"));
        text.push_str(&cases(&told.cases, language));
    }
    text.push_str(&heading(
        language,
        "Ce que ces chiffres supposent",
        "What these figures suppose",
    ));
    for line in told.assumptions(language) {
        let _ = writeln!(text, "- {line}");
    }
    text
}

fn heading(language: Language, french: &str, english: &str) -> String {
    format!("\n{}\n", language.choose(french, english))
}

/// The heads of the columns that every table of flows has, twice.
fn flow_heads(first: &str, language: Language) -> Vec<String> {
    let say = |french, english| language.choose(french, english).to_owned();
    vec![
        first.to_owned(),
        say("cotisations", "contributions"),
        say("proposées", "proposed"),
        say("allocations", "allocations"),
        say("proposées", "proposed"),
    ]
}

fn flow_cells(today: Flow, proposed: Flow, language: Language) -> [String; 4] {
    let sum = |amount: Amount| amount.written(language);
    [
        sum(today.contributions),
        sum(proposed.contributions),
        sum(today.allocations),
        sum(proposed.allocations),
    ]
}

fn months(run: &Run, language: Language) -> String {
    let mut heads = flow_heads(language.choose("mois", "month"), language);
    heads.push(language.choose("solde", "balance").to_owned());
    heads.push(language.choose("proposé", "proposed").to_owned());
    let mut rows = vec![heads];
    let mut row = |first: String, flow: (Flow, Flow), balance: (Amount, Amount)| {
        let mut row = vec![first];
        row.extend(flow_cells(flow.0, flow.1, language));
        row.extend([balance.0.written(language), balance.1.written(language)]);
        rows.push(row);
    };
    for month in &run.months {
        let (flow, balance) = (month.flow, month.balance);
        let balance = (balance.today, balance.proposed);
        row(month.month.written(language), (flow.today, flow.proposed), balance);
    }
    let (total, closing) = (run.total(), run.closing());
    let all = language.choose("en tout", "in all").to_owned();
    row(all, (total.today, total.proposed), (closing.today, closing.proposed));
    columns(&rows)
}

fn groups(groups: &[Group], language: Language) -> String {
    let mut heads = flow_heads("", language);
    heads.push(language.choose("nombre", "number").to_owned());
    heads.push(language.choose("y gagnent", "gain").to_owned());
    heads.push(language.choose("y perdent", "lose").to_owned());
    let mut rows = vec![heads];
    for group in groups {
        let mut row = vec![group.name.written(language)];
        row.extend(flow_cells(group.mean.today, group.mean.proposed, language));
        row.push(group.units.to_string());
        row.extend([group.change.gain.written(language), group.change.lose.written(language)]);
        rows.push(row);
    }
    columns(&rows)
}

fn cases(cases: &[Case], language: Language) -> String {
    let mut rows = vec![flow_heads("", language)];
    for case in cases {
        let known: Vec<String> = case
            .inputs
            .iter()
            .map(|input| {
                let colon = language.choose(" : ", ": ");
                format!("{}{colon}{}", input.title.text(language), input.value.written(language))
            })
            .collect();
        let mut row = vec![known.join(", ")];
        row.extend(flow_cells(case.flow.today, case.flow.proposed, language));
        rows.push(row);
    }
    columns(&rows)
}

/// The part that is for one member alone.
fn own(member: MemberId, mine: Option<&Mine>, language: Language) -> String {
    let Some(mine) = mine else {
        let why = language.choose(
            "pas de chiffres : ce membre n'est pas actif, ou n'a pas déclaré ce que ces règles demandent",
            "no figures: this member is not active, or has not declared what these rules ask for",
        );
        return format!("\n{member} : {why}\n");
    };
    let said = language.choose(
        "pour vous seul·e, d'après ce que vous avez déclaré ; ce n'est ni gardé ni joint",
        "for you alone, from what you declared; this is neither kept nor attached",
    );
    let mut rows = vec![flow_heads("", language)];
    let mut row = |first: String, today, proposed| {
        let mut row = vec![first];
        row.extend(flow_cells(today, proposed, language));
        rows.push(row);
    };
    let months = mine.months;
    let past = match language {
        Language::French => format!("sur {months} mois"),
        Language::English => format!("over {months} months"),
    };
    row(past, mine.replay.today, mine.replay.proposed);
    let first = language.choose("le premier mois", "the first month").to_owned();
    row(first, mine.first_month.today, mine.first_month.proposed);
    format!("\n{member} ({said})\n{}", columns(&rows))
}

/// Rows with their columns under each other: the first to the left, the others to the right.
fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |place: usize| {
        rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.chars().count()).max()
    };
    let widths: Vec<usize> = (0..count).map(|place| width(place).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (place, cell) in row.iter().enumerate() {
            let width = widths[place];
            let _ = match place {
                0 => write!(line, "  {cell:<width$}"),
                _ => write!(line, "  {cell:>width$}"),
            };
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}
