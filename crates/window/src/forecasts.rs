//! The consequences of proposals on rules, computed once for each state of the journal.
//!
//! The state and the situations are taken under the lock of the desk; the computation itself runs
//! outside it, so that people go on working meanwhile. Readers who come for the same figures wait
//! for the first one's.
//!
//! Absent on purpose: figures of one member ([`Look::my_changes`] computes them for that member's own
//! page and keeps nothing).

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use caisse_app::Desk;
use caisse_app::work::consequences::{self, Declared, MONTHS, Question};
use caisse_domain::assemblies::Verdict;
use caisse_domain::identity::{DecisionId, MemberId, ProposalId};
use caisse_domain::proposals::{self, Effect};
use caisse_domain::rules::{self, RuleBook};
use caisse_domain::{Event, Organisation};
use caisse_units::{Day, Language};
use caisse_web::views::MyChange;

use crate::look::Look;

/// How many sets of figures are kept; older heads go first.
const KEPT: usize = 64;
/// The most proposals that a member's page computes.
const MOST_MINE: usize = 5;

/// What was computed, or why it cannot be, in French and in English.
pub(crate) type Told = Result<consequences::Consequences, (String, String)>;

/// The head of the journal, the day and the proposal: figures of the same are the same. A proposal
/// cannot change without the journal growing.
type Key = (u64, String, Day, ProposalId);

/// The figures computed so far.
#[derive(Default)]
pub(crate) struct Forecasts {
    kept: Mutex<BTreeMap<Key, Arc<OnceLock<Told>>>>,
}

/// All that a computation needs, taken from the desk at one moment.
struct Taken {
    house: Organisation,
    proposed: RuleBook,
    effective: Day,
    today: Day,
    declared: Declared,
}

impl Forecasts {
    /// The consequences of a proposal on rules that is not decided; `None` for any other. `desk` is
    /// read twice at most, and never while computing.
    pub fn of<'d, D>(&self, id: ProposalId, desk: impl Fn() -> D) -> Option<Arc<OnceLock<Told>>>
    where
        D: std::ops::Deref<Target = Desk> + 'd,
    {
        let key = {
            let desk = desk();
            let house = desk.house.state()?;
            undecided(house, id)?;
            let head = desk.house.head();
            (head.size, head.hash.to_string(), desk.today(), id)
        };
        let cell = self.cell(key);
        cell.get_or_init(|| {
            let taken = take(&desk(), id)?;
            let Taken { house, proposed, effective, today, declared } = &taken;
            let (effective, today) = (*effective, *today);
            let question = Question { house, proposed, effective, today };
            Ok(consequences::consequences(question, declared))
        });
        Some(cell)
    }

    fn cell(&self, key: Key) -> Arc<OnceLock<Told>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let cell = Arc::clone(kept.entry(key).or_default());
        while kept.len() > KEPT {
            kept.pop_first();
        }
        cell
    }
}

/// A proposal on rules that is not decided yet, with its first day.
fn undecided(house: &Organisation, id: ProposalId) -> Option<Day> {
    let known = house.proposals.get(id)?;
    let rules =
        matches!(known.content.effect, Effect::AdoptRules { .. } | Effect::RepealRule { .. });
    (rules && !known.is_over()).then_some(known.content.from)
}

/// The rule book as it would be, or why the proposal could not take effect any more.
fn proposed(
    house: &Organisation,
    id: ProposalId,
    today: Day,
) -> Result<RuleBook, (String, String)> {
    let decision = DecisionId::at(house.offices.decisions().count());
    let events = proposals::effects(house, id, &Verdict::Adopted, decision, today)
        .map_err(|why| (why.sentence(Language::French), why.sentence(Language::English)))?;
    let mut book = house.rules.clone();
    for event in &events {
        if let Event::Rules(event) = event {
            rules::apply(&mut book, event);
        }
    }
    Ok(book)
}

fn take(desk: &Desk, id: ProposalId) -> Result<Taken, (String, String)> {
    let said = |error: caisse_app::ExecuteError| {
        (error.sentence(Language::French), error.sentence(Language::English))
    };
    let house = desk.state().map_err(said)?;
    let today = desk.today();
    let effective = undecided(house, id).unwrap_or(today);
    let proposed = proposed(house, id, today)?;
    let first = first_day(today);
    let declared = Declared::open(&desk.people, house, first).map_err(said)?;
    Ok(Taken { house: house.clone(), proposed, effective, today, declared })
}

/// The first day of the months computed again.
fn first_day(today: Day) -> Day {
    today.month().plus_months(-i32::try_from(MONTHS).unwrap_or(12)).first_day()
}

impl Look<'_> {
    /// What each open proposal on rules would change for a member, from the private situation. Linear
    /// in the members for each proposal; kept nowhere.
    pub fn my_changes(&self, member: MemberId) -> Vec<MyChange> {
        let house = self.state;
        let open = house.proposals.all().filter(|(id, known)| {
            undecided(house, *id).is_some() && known.state != proposals::ProposalState::Draft
        });
        let mut open: Vec<_> = open.collect();
        if open.is_empty() {
            return Vec::new();
        }
        let Some(declared) = self.own_situation(member) else { return Vec::new() };
        let late = open.len().saturating_sub(MOST_MINE);
        open.drain(..late);
        let changes = open.into_iter().filter_map(|(id, known)| {
            let proposed = proposed(house, id, self.today).ok()?;
            let (effective, today) = (known.content.from, self.today);
            let question = Question { house, proposed: &proposed, effective, today };
            let mine = consequences::mine(question, &declared, member)?;
            Some(self.my_change(id, &known.content.title, &mine))
        });
        changes.collect()
    }

    /// What the member and those of the same household declared, and nobody else.
    fn own_situation(&self, member: MemberId) -> Option<Declared> {
        let members = &self.state.members;
        let household = members.get(member)?.household;
        let together = members.all().filter(|(id, known)| {
            *id == member || (household.is_some() && known.household == household)
        });
        let mut values = Vec::new();
        for (id, known) in together {
            let first = first_day(self.today);
            let before = known.situation_on(first).map(|mark| mark.from);
            let later = known.situations.iter().map(|mark| mark.from).filter(|day| *day > first);
            let days: std::collections::BTreeSet<Day> = later.chain(before).collect();
            for day in days {
                let opened = self.desk.people.situation(self.state, id, day).ok()?;
                values.extend(opened.map(|situation| (id, day, situation)));
            }
        }
        Some(Declared::from_values(values))
    }

    fn my_change(&self, id: ProposalId, title: &str, mine: &consequences::Mine) -> MyChange {
        use crate::consequences::{allocations, contributions};
        MyChange {
            proposal: id.to_string(),
            title: title.to_owned(),
            months: u32::try_from(mine.months).unwrap_or(0),
            contributions: contributions(mine.replay),
            allocations: allocations(mine.replay),
            first_contribution: contributions(mine.first_month),
            first_allocation: allocations(mine.first_month),
        }
    }
}
