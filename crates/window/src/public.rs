//! The public page: what the caisse is for, what it has, how long it lasts, what it decided.

use caisse_app::Desk;
use caisse_domain::allocations::AllocationState;
use caisse_domain::ledger::figures::{Behind, ClosingEntries, Destination, Period};
use caisse_domain::ledger::{AccountNumber, Use};
use caisse_domain::members::MemberKind;
use caisse_units::{Amount, Day, Language, Month};
use caisse_web::views::{
    Alone, Flow, FundPoint, MemberCount, Part, Place, Public, RuleInForce, Survival,
};

use crate::look::Look;

/// How many whole months the pace is taken from.
const PACE: i32 = 6;
/// How many months of the past are drawn at most.
const DRAWN: i32 = 24;
/// How many months ahead are drawn at most.
pub(crate) const AHEAD: i32 = 12;

/// The page of a caisse that is not founded yet.
pub(crate) fn before_the_founding(desk: &Desk, language: Language) -> Public {
    let today = desk.today();
    let nothing = Flow { contributions: Amount::ZERO, allocations: Amount::ZERO };
    let say = |french: &str, english: &str| language.choose(french, english).to_owned();
    let unfounded = say("La caisse n'est pas encore fondée.", "The caisse is not founded yet.");
    Public {
        purpose: unfounded.clone(),
        as_of: today,
        fund: Amount::ZERO,
        kept_for_others: Amount::ZERO,
        members: MemberCount { people: 0, households: 0, organisations: 0 },
        month: today.month(),
        this_month: nothing,
        this_year: nothing,
        survival: Survival {
            months: None,
            method: unfounded,
            alone: None,
            fund: Vec::new(),
            floor: None,
        },
        ten_euros: Vec::new(),
        rules: Vec::new(),
        checkpoint: None,
    }
}

impl Look<'_> {
    /// The public page. Linear in the postings, the members and the receipts.
    pub fn public(&self) -> Public {
        let month = self.this_month();
        let year_start = Day::new(month.year(), 1, 1).unwrap_or(month.first_day());
        let fund = self.fund();
        Public {
            purpose: self.purpose(),
            as_of: self.today,
            fund,
            kept_for_others: self.kept_for_others(),
            members: self.member_count(),
            month,
            this_month: self.flow(Period::month(month)),
            this_year: self.flow(Period { from: year_start, to: month.last_day() }),
            survival: self.survival(fund),
            ten_euros: self.parts_of(Amount::from_cents(1_000)),
            rules: self.rules_in_force(),
            checkpoint: self.checkpoint(),
        }
    }

    /// What the caisse is for: the text of its founding decision, or its title.
    fn purpose(&self) -> String {
        let decision = &self.state.founding.decision;
        let text = decision.text.split("\n\n").map(str::trim).find(|part| !part.is_empty());
        text.unwrap_or(decision.title.trim()).to_owned()
    }

    /// What the assembly can dispose of: money in hand, less what is owed to levels and to members,
    /// less what givers earmarked.
    pub fn fund(&self) -> Amount {
        let accounts = self.fund_accounts().into_iter();
        accounts.map(|account| self.state.ledger.balance_under(account)).sum()
    }

    /// Shares owed to other levels and dedicated funds.
    pub fn kept_for_others(&self) -> Amount {
        let chart = &self.state.chart;
        let owed = chart.account(caisse_domain::ledger::Use::OwedToLevels);
        let mut kept: Vec<_> = chart.dedicated_funds().iter().map(|fund| fund.fund).collect();
        kept.push(owed);
        kept.sort_unstable();
        kept.dedup();
        -kept.into_iter().map(|account| self.state.ledger.balance_under(account)).sum::<Amount>()
    }

    fn member_count(&self) -> MemberCount {
        let (mut people, mut alone, mut organisations) = (0, 0, 0);
        let mut households = std::collections::BTreeSet::new();
        for (_, member) in self.state.members.active_on(self.today) {
            match (member.kind, member.household) {
                (MemberKind::Organisation, _) => organisations += 1,
                (MemberKind::Person, household) => {
                    people += 1;
                    match household {
                        Some(household) => drop(households.insert(household)),
                        None => alone += 1,
                    }
                }
            }
        }
        let together = u32::try_from(households.len()).unwrap_or(u32::MAX);
        MemberCount { people, households: together + alone, organisations }
    }

    /// Contributions received, those that the bank took back deducted, and allocations paid.
    pub fn flow(&self, period: Period) -> Flow {
        let mut contributions = Amount::ZERO;
        for (_, receipt) in self.state.contributions.receipts() {
            if period.contains(receipt.on) {
                contributions = contributions.plus(receipt.amount);
            }
            if receipt.returned.is_some_and(|day| period.contains(day)) {
                contributions = contributions.minus(receipt.amount);
            }
        }
        let paid = self.state.allocations.all().filter(|(_, allocation)| {
            matches!(allocation.state, AllocationState::Paid(day) if period.contains(day))
        });
        Flow { contributions, allocations: paid.map(|(_, allocation)| allocation.amount).sum() }
    }

    /// How the fund moved over the last whole months, and how long it lasts if that goes on.
    pub fn survival(&self, fund: Amount) -> Survival {
        let this = self.this_month();
        let first = self.first_month();
        let known = self.fund_by_month(first.max(this.plus_months(-DRAWN)), this);
        let floor = self.state.rules.reserve_floor(self.today);
        let whole = this.months_since(first).clamp(0, PACE);
        let change = self.change(&known, whole);
        let lasting = |change: Amount| Pace { fund, floor, whole, change }.lasting(Amount::ZERO);
        let months = change.and_then(lasting);
        let method = self.method(whole, change, floor);
        let other = self.other_income(whole);
        let alone = change.filter(|_| other.is_positive()).map(|change| {
            let rest = change.minus(other);
            let months = lasting(rest);
            let last = known.last().copied();
            let fund = last.map(|last| expected(last, rest, whole)).unwrap_or_default();
            Alone { months, method: self.alone(whole, other, rest, months), fund }
        });
        let mut drawn = known;
        if let (Some(change), Some(last)) = (change, drawn.last().copied()) {
            drawn.extend(expected(last, change, whole));
        }
        let floor = floor.is_positive().then_some(floor);
        Survival { months, method, alone, fund: drawn, floor }
    }

    /// The pace of the last whole months; nothing without any.
    pub fn pace(&self) -> Option<Pace> {
        let (this, first) = (self.this_month(), self.first_month());
        let whole = this.months_since(first).clamp(0, PACE);
        let known = self.fund_by_month(first.max(this.plus_months(-DRAWN)), this);
        let change = self.change(&known, whole)?;
        let floor = self.state.rules.reserve_floor(self.today);
        Some(Pace { fund: self.fund(), floor, whole, change })
    }

    /// What came in over the whole months before this one that no contribution brought: gifts, grants,
    /// surpluses, money of other caisses; what givers earmarked is not in the fund and left out.
    fn other_income(&self, whole: i32) -> Amount {
        let last = self.this_month().previous();
        let period = Period { from: last.plus_months(1 - whole).first_day(), to: last.last_day() };
        let chart = &self.state.chart;
        let sources =
            [Use::Gifts, Use::Subsidies, Use::Surpluses, Use::FromOtherBodies, Use::OtherIncome];
        let mut accounts: Vec<_> = sources.iter().map(|used| chart.account(*used)).collect();
        accounts.sort_unstable();
        accounts.dedup();
        let came: Amount = accounts.into_iter().map(|account| -self.moved(account, period)).sum();
        let funds = chart.dedicated_funds().iter();
        let earmarked: Amount = funds.map(|fund| -self.moved(fund.fund, period)).sum();
        came.minus(earmarked.max(Amount::ZERO))
    }

    /// The movements of an account over a period, debits above zero; closing entries left out.
    fn moved(&self, account: AccountNumber, period: Period) -> Amount {
        let behind = Behind::account(account, period, ClosingEntries::LeftOut);
        self.state.ledger.postings_behind(&behind).map(|(_, posting)| posting.amount).sum()
    }

    /// How long the fund lasts on contributions alone, in a sentence.
    fn alone(&self, whole: i32, other: Amount, rest: Amount, months: Option<u32>) -> String {
        let (other, moved) = (self.money(other), self.money(rest.magnitude()));
        match (months, self.language) {
            (None, Language::French) => format!(
                "Ce rythme compte {other} de dons, de subventions ou d'autres rentrées, qui peuvent ne pas revenir : sans elles, le fonds aurait encore gagné {moved} en {whole} mois."
            ),
            (None, Language::English) => format!(
                "This pace counts {other} of gifts, grants or other income, which may not come again: without it the fund would still have gained {moved} in {whole} months."
            ),
            (Some(months), Language::French) => format!(
                "Ce rythme compte {other} de dons, de subventions ou d'autres rentrées, qui peuvent ne pas revenir : sans elles, le fonds aurait perdu {moved} en {whole} mois, et celui d'aujourd'hui tiendrait {months} mois."
            ),
            (Some(months), Language::English) => format!(
                "This pace counts {other} of gifts, grants or other income, which may not come again: without it the fund would have lost {moved} in {whole} months, and that of today would last {months} months."
            ),
        }
    }

    /// What the fund gained or lost over the whole months before this one; nothing without any.
    fn change(&self, known: &[FundPoint], whole: i32) -> Option<Amount> {
        if whole < 1 {
            return None;
        }
        let end = self.this_month().previous();
        let start = end.plus_months(-whole);
        let at = |month: Month| known.iter().find(|point| point.month == month);
        let before = at(start).map_or(Amount::ZERO, |point| point.fund);
        Some(at(end)?.fund.minus(before))
    }

    fn method(&self, whole: i32, change: Option<Amount>, floor: Amount) -> String {
        let Some(change) = change else {
            return self.say(
                "Aucun mois entier n'est encore passé : il n'y a pas de rythme à prolonger.",
                "No whole month has passed yet: there is no pace to carry on.",
            );
        };
        let moved = self.money(change.magnitude());
        let gained = !change.is_negative();
        let kept = match (floor.is_positive(), self.language) {
            (false, _) => String::new(),
            (true, Language::French) => {
                format!(", sans toucher à la réserve de {}", self.money(floor))
            }
            (true, Language::English) => {
                format!(", the reserve of {} left untouched", self.money(floor))
            }
        };
        match (self.language, gained) {
            (Language::French, true) => format!(
                "En {whole} mois entiers, le fonds a gagné {moved} : à ce rythme, il ne s'épuise pas."
            ),
            (Language::French, false) => format!(
                "En {whole} mois entiers, le fonds a perdu {moved} ; le fonds d'aujourd'hui est divisé par cette perte moyenne{kept}."
            ),
            (Language::English, true) => format!(
                "In {whole} whole months the fund gained {moved}: at this pace it does not run out."
            ),
            (Language::English, false) => format!(
                "In {whole} whole months the fund lost {moved}; today's fund is divided by that mean loss{kept}."
            ),
        }
    }

    /// Where a sum goes, as the money of this year went; the parts sum to it.
    pub fn parts_of(&self, sum: Amount) -> Vec<Part> {
        let (state, year) = (self.state, self.this_year());
        let Some(period) = Period::year(year) else { return Vec::new() };
        if !sum.is_positive() {
            return Vec::new();
        }
        let shares = state.ledger.shares_of(&state.chart, period, sum);
        if shares.is_empty() {
            let name = self.say("dans le fonds commun", "in the common fund");
            return vec![Part { name, amount: sum, place: Some(Place::Accounts(year)) }];
        }
        let parts = shares.into_iter().map(|share| Part {
            name: self.destination(share.destination),
            amount: share.share,
            place: Some(self.destination_place(share.destination, year)),
        });
        parts.collect()
    }

    fn destination(&self, destination: Destination) -> String {
        match destination {
            Destination::Allocations(account) => self.account_plain(account),
            Destination::PassedOn => {
                self.say("reversé aux autres niveaux", "passed on to other levels")
            }
            Destination::Dedicated => {
                self.say("mis de côté dans des fonds dédiés", "set aside in dedicated funds")
            }
            Destination::Running => self.say("fonctionnement", "running costs"),
            Destination::Kept => self.say("reste dans le fonds commun", "left in the common fund"),
        }
    }

    fn destination_place(&self, destination: Destination, year: i16) -> Place {
        let account = |account: caisse_domain::ledger::AccountNumber| {
            let known = self.state.chart.find(account).is_some();
            let to = Place::Account { account: account.to_string(), year };
            if known { to } else { Place::Accounts(year) }
        };
        match destination {
            Destination::Allocations(number) => account(number),
            Destination::PassedOn => {
                account(self.state.chart.account(caisse_domain::ledger::Use::PassedOn))
            }
            _ => Place::Accounts(year),
        }
    }

    /// The rules in force today: contribution, keys, benefits, floor, then the others.
    fn rules_in_force(&self) -> Vec<RuleInForce> {
        let mut rules: Vec<_> = self
            .state
            .rules
            .all()
            .filter_map(|(rule, purpose)| {
                let version = self.state.rules.version_on(&rule.name, self.today)?;
                let shown = RuleInForce {
                    name: rule.name.clone(),
                    title: rule.title.text(self.language).to_owned(),
                    summary: self.rule_summary(rule, purpose),
                    since: version.since,
                    adoption: self.adoption(self.adopted_by(&rule.name, version.since)),
                };
                Some((rank(purpose), shown))
            })
            .collect();
        rules.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
        rules.into_iter().map(|(_, rule)| rule).collect()
    }
}

/// How the fund moves.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    /// The fund of today.
    pub fund: Amount,
    /// The reserve left untouched.
    pub floor: Amount,
    /// How many whole months the pace is taken from, at least 1.
    pub whole: i32,
    /// What the fund gained or lost over them.
    pub change: Amount,
}

impl Pace {
    /// How many whole months the fund lasts with so much more a month; nothing when it does not shrink.
    pub fn lasting(self, more: Amount) -> Option<u32> {
        let (fund, whole) = (self.fund.minus(self.floor).cents().max(0), i128::from(self.whole));
        let change = i128::from(self.change.cents()) + i128::from(more.cents()) * whole;
        let months = || u32::try_from(i128::from(fund) * whole / -change).unwrap_or(u32::MAX);
        (change < 0).then(months)
    }
}

fn rank(purpose: &caisse_domain::rules::Purpose) -> u8 {
    use caisse_domain::rules::Purpose;
    match purpose {
        Purpose::Contribution => 0,
        Purpose::Keys { .. } => 1,
        Purpose::Benefit { .. } => 2,
        Purpose::ReserveFloor => 3,
        Purpose::Equalisation => 4,
        Purpose::Parameter => 5,
    }
}

/// The months ahead at the pace of `whole` months that changed the fund by `change`, until it is used
/// up.
fn expected(last: FundPoint, change: Amount, whole: i32) -> Vec<FundPoint> {
    let mut points = Vec::new();
    for ahead in 1..=AHEAD {
        let moved = i128::from(change.cents()) * i128::from(ahead) / i128::from(whole.max(1));
        let Ok(moved) = i64::try_from(moved) else { break };
        let fund = last.fund.plus(Amount::from_cents(moved)).max(Amount::ZERO);
        points.push(FundPoint { month: last.month.plus_months(ahead), fund, expected: true });
        if fund.is_zero() {
            break;
        }
    }
    points
}
