//! Months computed again, and ahead, for every member or household.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use caisse_domain::Organisation;
use caisse_domain::allocations::AllocationState;
use caisse_domain::identity::MemberId;
use caisse_domain::ledger::{AccountNumber, Use};
use caisse_domain::members::{MemberKind, Standing};
use caisse_domain::rules::{self, InForce, Purpose, RuleBook, Situation};
use caisse_rules::{Inputs, Rule};
use caisse_units::{Amount, Day, Month, Rate};

use super::declared::Declared;
use super::figures::{Both, Flow, MonthOfRun, Run};
use super::{MONTHS, Question};

/// The rules that apply to everyone each month.
pub(super) struct Monthly<'a> {
    /// What is owed.
    pub contribution: Option<InForce<'a>>,
    /// What is given without being asked for.
    pub allowances: Vec<InForce<'a>>,
    /// The last day on which any rule changed: until the next, the same inputs give the same.
    since: Option<Day>,
}

/// One month under both rules.
struct Plan<'a> {
    month: Month,
    rules: Both<Monthly<'a>>,
}

/// Members who pay and receive as one.
pub(super) struct Unit {
    /// The one the figures are kept under: the first member of the household.
    pub key: MemberId,
    /// All of them, in order of number.
    pub members: Vec<MemberId>,
}

/// What one unit paid and received over the months replayed.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnitTotal {
    /// The unit.
    pub key: MemberId,
    /// The sums.
    pub replay: Both<Flow>,
}

/// What was computed for all units.
pub(super) struct Told {
    /// The sums of each month, replayed ones first.
    months: Vec<Both<Flow>>,
    /// The sums of each unit.
    pub units: Vec<UnitTotal>,
    /// Units that could not be computed.
    pub failed: usize,
}

/// The months to compute and the rules that apply in each.
pub(super) struct Replay<'a> {
    pub question: Question<'a>,
    plans: Vec<Plan<'a>>,
    past: usize,
    done: Option<&'a AtomicUsize>,
}

impl<'a> Replay<'a> {
    pub fn new(question: Question<'a>) -> Replay<'a> {
        let Question { house, proposed, effective, today } = question;
        let this_month = today.month();
        let first = this_month.plus_months(-i32::try_from(MONTHS).unwrap_or(12));
        let joined = house.members.all().map(|(_, member)| member.joined.month()).min();
        let first = joined.map_or(this_month, |joined| joined.max(first));
        // Before the first call nobody owed anything: such months are not lived again.
        let called = house.contributions.months().next();
        let first = called.map_or(first, |called| first.max(called).min(this_month));
        let past = usize::try_from(this_month.months_since(first)).unwrap_or(0);
        let allowances = allowances(question, first);
        let months = past + MONTHS as usize;
        let plans = (0..months).map(|index| {
            let month = first.plus_months(i32::try_from(index).unwrap_or(0));
            let days = if index < past {
                Both { today, proposed: effective.max(today) }
            } else {
                Both { today: month.first_day(), proposed: month.first_day() }
            };
            let rules = Both {
                today: monthly(&house.rules, &allowances, days.today),
                proposed: monthly(proposed, &allowances, days.proposed),
            };
            Plan { month, rules }
        });
        Replay { question, plans: plans.collect(), past, done: None }
    }

    /// Counts there each unit that is computed.
    pub fn watched(mut self, done: &'a AtomicUsize) -> Replay<'a> {
        self.done = Some(done);
        self
    }

    /// How many months are replayed: twelve, or as many as the caisse has lived.
    pub fn past(&self) -> usize {
        self.past
    }

    /// The rules of a whole month of replay, or of the first month ahead.
    pub fn rules(&self) -> &Both<Monthly<'a>> {
        &self.plans[if self.past > 0 { self.past - 1 } else { 0 }].rules
    }

    /// Every unit.
    pub fn units(&self) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        let mut households = BTreeMap::new();
        for (member, known) in self.question.house.members.all() {
            match known.household.and_then(|household| households.get(&household).copied()) {
                Some(place) => {
                    let unit: &mut Unit = &mut units[place];
                    unit.members.push(member);
                }
                None => {
                    if let Some(household) = known.household {
                        households.insert(household, units.len());
                    }
                    units.push(Unit { key: member, members: vec![member] });
                }
            }
        }
        units
    }

    /// The unit of one member.
    pub fn unit_of(&self, member: MemberId) -> Option<Unit> {
        self.units().into_iter().find(|unit| unit.members.contains(&member))
    }

    /// Computes these units, on all cores.
    pub fn all(&self, units: &[Unit], declared: &Declared) -> Told {
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(8);
        let size = units.len().div_ceil(threads).max(256);
        let parts: Vec<Told> = std::thread::scope(|scope| {
            let parts = units.chunks(size);
            let work = parts.map(|part| scope.spawn(|| self.some(part, declared)));
            let work: Vec<_> = work.collect();
            work.into_iter()
                .map(|part| part.join().expect("a computation does not panic"))
                .collect()
        });
        let mut told = Told { months: self.no_months(), units: Vec::new(), failed: 0 };
        for part in parts {
            for (sum, month) in told.months.iter_mut().zip(part.months) {
                *sum = plus(*sum, month);
            }
            told.units.extend(part.units);
            told.failed += part.failed;
        }
        self.add_requests(&mut told, units, declared);
        told
    }

    fn no_months(&self) -> Vec<Both<Flow>> {
        vec![Both::default(); self.plans.len()]
    }

    fn some(&self, units: &[Unit], declared: &Declared) -> Told {
        let mut told = Told { months: self.no_months(), units: Vec::new(), failed: 0 };
        let mut memory = Memory::default();
        for unit in units {
            if let Some(done) = self.done {
                done.fetch_add(1, Ordering::Relaxed);
            }
            memory.forget();
            let Some(months) = self.unit(unit, declared, &mut memory) else {
                told.failed += 1;
                continue;
            };
            if months.iter().all(Option::is_none) {
                continue;
            }
            let months = months.into_iter().map(Option::unwrap_or_default);
            let mut replay = Both::default();
            for (index, flow) in months.enumerate() {
                told.months[index] = plus(told.months[index], flow);
                if index < self.past {
                    replay = plus(replay, flow);
                }
            }
            told.units.push(UnitTotal { key: unit.key, replay });
        }
        told
    }

    /// The flows of one unit month by month, `None` in the months when nobody of it is active; `None`
    /// for all when a rule cannot be computed.
    fn unit(
        &self,
        unit: &Unit,
        declared: &Declared,
        memory: &mut Memory,
    ) -> Option<Vec<Option<Both<Flow>>>> {
        let house = self.question.house;
        let flows = self.plans.iter().map(|plan| {
            let last = plan.month.last_day();
            let active = |member: &&MemberId| {
                let known = house.members.get(**member);
                known.and_then(|known| known.standing_on(last)) == Some(Standing::Active)
            };
            let Some(payer) = unit.members.iter().find(active) else { return Some(None) };
            let who = Who { house, member: *payer, month: plan.month, declared };
            if !who.is_reached(&plan.rules.today) && !who.is_reached(&plan.rules.proposed) {
                return Some(None);
            }
            Some(Some(Both {
                today: who.flow(&plan.rules.today, &mut memory.today)?,
                proposed: who.flow(&plan.rules.proposed, &mut memory.proposed)?,
            }))
        });
        flows.collect()
    }

    /// Requests for help that were granted in the months replayed, each computed again.
    fn add_requests(&self, told: &mut Told, units: &[Unit], declared: &Declared) {
        let house = self.question.house;
        let keys: BTreeMap<MemberId, MemberId> = units
            .iter()
            .flat_map(|unit| unit.members.iter().map(|member| (*member, unit.key)))
            .collect();
        let places: BTreeMap<MemberId, usize> =
            told.units.iter().enumerate().map(|(place, unit)| (unit.key, place)).collect();
        let days = Both {
            today: self.question.today,
            proposed: self.question.effective.max(self.question.today),
        };
        let mut received = Received::new();
        for (_, allocation) in house.allocations.all() {
            let Some(request) = allocation.request.and_then(|id| house.allocations.request(id))
            else {
                continue;
            };
            let index = self.plans.iter().position(|plan| plan.month == allocation.on.month());
            let place = keys.get(&request.member).and_then(|key| places.get(key));
            let given_up = matches!(
                allocation.state,
                AllocationState::Cancelled(_) | AllocationState::Expired(_)
            );
            let (Some(index), Some(place)) = (index.filter(|index| *index < self.past), place)
            else {
                continue;
            };
            if given_up {
                continue;
            }
            let situation = declared.on(request.member, allocation.on);
            let mut compute = |book: &RuleBook, on: Day, proposed: bool| {
                let year = (request.member, request.rule.clone(), allocation.on.year(), proposed);
                let before = received.get(&year).copied().unwrap_or_default();
                let amount = again(house, book, request, on, with_received(situation, before));
                let amount =
                    amount.unwrap_or(if proposed && book.benefit(&request.rule, on).is_err() {
                        Amount::ZERO
                    } else {
                        allocation.amount
                    });
                received.insert(year, before.plus(amount));
                amount
            };
            let amounts = Both {
                today: compute(&house.rules, days.today, false),
                proposed: compute(self.question.proposed, days.proposed, true),
            };
            let given = |allocations| Flow { contributions: Amount::ZERO, allocations };
            let flow = Both { today: given(amounts.today), proposed: given(amounts.proposed) };
            told.months[index] = plus(told.months[index], flow);
            told.units[*place].replay = plus(told.units[*place].replay, flow);
            self.repeat_ahead(told, index, flow);
        }
    }

    /// A request comes back in the months ahead, at the same distance.
    fn repeat_ahead(&self, told: &mut Told, index: usize, flow: Both<Flow>) {
        for ahead in
            (self.past..self.plans.len()).filter(|ahead| (ahead - self.past) % self.past == index)
        {
            let begun = self.plans[ahead].month.first_day() >= self.question.effective;
            let proposed = if begun { flow.proposed } else { flow.today };
            told.months[ahead] = plus(told.months[ahead], Both { today: flow.today, proposed });
        }
    }

    /// The part of what was called and is due that came in.
    pub fn collected(&self) -> Rate {
        let house = self.question.house;
        let months = self.plans[..self.past].iter().map(|plan| plan.month);
        let (mut called, mut paid) = (0_i128, 0_i128);
        for month in months {
            for (_, claim) in house.contributions.claims_of(month) {
                if claim.due <= self.question.today {
                    called += i128::from(claim.called.cents());
                    paid += i128::from(claim.paid.cents());
                }
            }
        }
        let parts = (paid * 1_000_000).checked_div(called).unwrap_or(1_000_000).clamp(0, 1_000_000);
        Rate::from_parts_per_million(i64::try_from(parts).unwrap_or(1_000_000))
    }

    /// The months replayed, or those ahead, with their balances.
    pub fn run(&self, told: &Told, collected: Rate, ahead: bool) -> Run {
        let house = self.question.house;
        let range = if ahead { self.past..self.plans.len() } else { 0..self.past };
        let eve = match self.plans.get(range.start) {
            Some(_) if ahead => self.question.today,
            Some(plan) => plan.month.previous().last_day(),
            None => self.question.today,
        };
        let opening = house.ledger.free_money(&house.chart, eve);
        let mut run = Run { opening, ..Run::default() };
        let mut balance = Both { today: opening, proposed: opening };
        let others = self.others();
        let past = i64::try_from(self.past.max(1)).unwrap_or(i64::MAX);
        let mean = Amount::from_cents(others.iter().copied().sum::<Amount>().cents() / past);
        for index in range {
            let (month, flow) = (self.plans[index].month, told.months[index]);
            let day = month.first_day();
            let other = others.get(index).copied().unwrap_or(mean);
            balance.today =
                after(balance.today, flow.today, &house.rules, collected, day).plus(other);
            balance.proposed =
                after(balance.proposed, flow.proposed, self.question.proposed, collected, day)
                    .plus(other);
            run.months.push(MonthOfRun { month, flow, balance });
        }
        let total = run.total();
        let closing = run.closing();
        run.survival_tenths = Both {
            today: lasting(closing.today, total.today.allocations, run.months.len()),
            proposed: lasting(closing.proposed, total.proposed.allocations, run.months.len()),
        };
        let empty = |balance: fn(&MonthOfRun) -> Amount| {
            let mut months = run.months.iter();
            months.find(|month| balance(month).is_negative()).map(|month| month.month)
        };
        run.empty_in =
            Both { today: empty(|m| m.balance.today), proposed: empty(|m| m.balance.proposed) };
        run
    }

    /// Other income less other expense of each month replayed: neither contributions, lost ones and what
    /// levels had of them, nor allocations, nor invoices of projects, which are voted one by one. Linear in
    /// the postings.
    fn others(&self) -> Vec<Amount> {
        let house = self.question.house;
        let chart = &house.chart;
        let told = [Use::ContributionsIncome, Use::ContributionsLost, Use::PassedOn];
        let told = told.map(|purpose| chart.account(purpose));
        let counts = |account: AccountNumber| {
            matches!(account.class(), 6 | 7)
                && !told.contains(&account)
                && !chart.needs().any(|(_, need)| need == account)
        };
        let mut others = vec![Amount::ZERO; self.past];
        let Some(first) = self.plans.first().map(|plan| plan.month) else { return others };
        for entry in house.ledger.entries().filter(|entry| !entry.is_closing()) {
            let place = usize::try_from(entry.date().month().months_since(first));
            let Some(sum) = place.ok().and_then(|place| others.get_mut(place)) else { continue };
            let counted = entry.postings().filter(|posting| counts(posting.account));
            let change: Amount = counted.map(|posting| posting.amount).sum();
            if change != Amount::ZERO && !house.projects.made_entry(entry.id()) {
                *sum = sum.minus(change);
            }
        }
        others
    }

    /// The first month ahead in which the proposed rules hold.
    pub fn first_month_of(&self, told: &Told) -> Both<Flow> {
        let mut ahead = self.plans.iter().zip(&told.months).skip(self.past);
        let begun = |(plan, _): &(&Plan<'_>, &Both<Flow>)| {
            plan.month.first_day() >= self.question.effective
        };
        let last = told.months.last().copied().unwrap_or_default();
        ahead.find(begun).map_or(last, |(_, flow)| *flow)
    }
}

/// A member's question to the rules of a month.
struct Who<'a> {
    house: &'a Organisation,
    member: MemberId,
    month: Month,
    declared: &'a Declared,
}

impl Who<'_> {
    fn flow(&self, rules: &Monthly<'_>, memory: &mut Answers) -> Option<Flow> {
        let situation = self.declared.on(self.member, self.month.first_day());
        let mut flow = Flow::default();
        if let Some(rule) = rules.contribution.as_ref().filter(|rule| self.is_reached_by(rule)) {
            let proposed = self.amount((rule, rules.since), situation, memory, 0)?;
            let chosen = self.house.contributions.chosen(self.member, self.month);
            flow.contributions = proposed.max(chosen.unwrap_or_default());
        }
        let allowances = rules.allowances.iter().enumerate();
        for (index, rule) in allowances.filter(|(_, rule)| self.is_reached_by(rule)) {
            let amount = self.amount((rule, rules.since), situation, memory, index + 1)?;
            flow.allocations = flow.allocations.plus(amount.max(Amount::ZERO));
        }
        Some(flow)
    }

    /// False for an organisation of which no rule asks.
    fn is_reached(&self, rules: &Monthly<'_>) -> bool {
        let mut all = rules.contribution.iter().chain(&rules.allowances);
        let known = self.house.members.get(self.member);
        known.is_some_and(|known| known.kind == MemberKind::Person)
            || all.any(|rule| self.is_reached_by(rule))
    }

    /// Organisations owe and get only by a rule that asks for them, as when it is called.
    fn is_reached_by(&self, rule: &InForce<'_>) -> bool {
        let known = self.house.members.get(self.member);
        let organisation = known.is_some_and(|known| known.kind == MemberKind::Organisation);
        !organisation || rule.reaches_organisations()
    }

    /// The rule for this month; the answer of the month before stands when nothing it asks changed.
    fn amount(
        &self,
        (rule, since): (&InForce<'_>, Option<Day>),
        situation: Option<&Situation>,
        memory: &mut Answers,
        place: usize,
    ) -> Option<Amount> {
        let on = self.month.first_day();
        let question = rules::Question {
            member: self.member,
            on,
            counted: on.month().last_day(),
            asked: None,
            told: None,
        };
        let inputs = rule.inputs(self.house, question, situation).ok()?;
        if let Some(Some((then, before, amount))) = memory.get(place)
            && *then == since
            && *before == inputs
        {
            return Some(*amount);
        }
        let amount = rule.evaluate(&inputs).ok()?;
        memory.resize_with(memory.len().max(place + 1), || None);
        memory[place] = Some((since, inputs, amount));
        Some(amount)
    }
}

/// The last answer of each rule, with the last change of the rules and its inputs.
type Answers = Vec<Option<(Option<Day>, Inputs, Amount)>>;

#[derive(Default)]
struct Memory {
    today: Answers,
    proposed: Answers,
}

impl Memory {
    fn forget(&mut self) {
        self.today.clear();
        self.proposed.clear();
    }
}

/// What was received so far under a rule in a year, by scenario.
type Received = BTreeMap<(MemberId, String, i16, bool), Amount>;

fn plus(one: Both<Flow>, other: Both<Flow>) -> Both<Flow> {
    Both { today: one.today.plus(other.today), proposed: one.proposed.plus(other.proposed) }
}

fn monthly<'a>(book: &'a RuleBook, allowances: &BTreeSet<String>, on: Day) -> Monthly<'a> {
    let in_force = allowances.iter().filter_map(|name| book.benefit(name, on).ok());
    let versions = book.set().rules().flat_map(|rule| &rule.versions);
    let since = versions.map(|version| version.since).filter(|since| *since <= on).max();
    Monthly { contribution: book.contribution(on).ok(), allowances: in_force.collect(), since }
}

/// The benefits given without being asked for: those granted so since `first`, and those that the
/// proposal brings or changes. A benefit that needs the amount asked for is one-time help.
fn allowances(question: Question<'_>, first: Month) -> BTreeSet<String> {
    let Question { house, proposed, .. } = question;
    let given: BTreeSet<&str> = house
        .allocations
        .all()
        .filter(|(_, allocation)| {
            allocation.request.is_none() && allocation.on >= first.first_day()
        })
        .map(|(_, allocation)| house.allocations.rule_of(allocation))
        .collect();
    let on_request = |book: &RuleBook, rule: &Rule| {
        book.set().inputs_of(&rule.name).iter().any(|input| input.name == "demande")
    };
    let wanted = |(rule, purpose): &(&Rule, &Purpose)| {
        let before = house.rules.set().rule(&rule.name);
        let touched = before.is_none_or(|before| before.first_difference(rule).is_some());
        matches!(purpose, Purpose::Benefit { .. })
            && !on_request(proposed, rule)
            && (touched || given.contains(rule.name.as_str()))
    };
    let by_proposal = proposed.all().filter(wanted);
    let by_today = house.rules.all().filter(|(rule, purpose)| {
        matches!(purpose, Purpose::Benefit { .. })
            && !on_request(&house.rules, rule)
            && given.contains(rule.name.as_str())
    });
    by_proposal.chain(by_today).map(|(rule, _)| rule.name.clone()).collect()
}

/// A situation in which what was already received is what this computation gave so far.
fn with_received(situation: Option<&Situation>, before: Amount) -> Situation {
    let mut situation = situation.cloned().unwrap_or_default();
    situation.insert("deja_recu".to_owned(), before.written(caisse_units::Language::French));
    situation
}

/// A request under other rules; `None` when these cannot be computed.
fn again(
    house: &Organisation,
    book: &RuleBook,
    request: &caisse_domain::allocations::Request,
    on: Day,
    situation: Situation,
) -> Option<Amount> {
    let rule = book.benefit(&request.rule, on).ok()?;
    let (member, asked) = (request.member, Some(request.asked));
    let question =
        rules::Question { member, on: request.on, counted: request.on, asked, told: None };
    let inputs = rule.inputs(house, question, Some(&situation)).ok()?;
    rule.evaluate(&inputs).ok().map(|amount| amount.max(Amount::ZERO))
}

/// A balance after a month: what is collected and stays in this caisse, less what is granted.
fn after(before: Amount, flow: Flow, book: &RuleBook, collected: Rate, on: Day) -> Amount {
    let came_in = collected.of(flow.contributions).unwrap_or(flow.contributions);
    let kept = match book.shares(came_in, on) {
        Ok(shares) if !shares.is_empty() => {
            shares.iter().filter(|share| share.level.is_none()).map(|share| share.amount).sum()
        }
        _ => came_in,
    };
    before.plus(kept).minus(flow.allocations)
}

fn lasting(balance: Amount, spent: Amount, months: usize) -> Option<i64> {
    let months = i128::try_from(months).ok()?;
    let tenths = i128::from(balance.cents().max(0)) * months * 10;
    tenths.checked_div(i128::from(spent.cents())).and_then(|tenths| i64::try_from(tenths).ok())
}
