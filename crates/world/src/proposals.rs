//! What the people of a simulated caisse try to do next: mostly what makes sense that day, sometimes
//! what the house must refuse.

mod incoming;

use caisse_domain::allocations::{self, AllocationState, RequestState, ShortageMethod};
use caisse_domain::books::{self, Budget};
use caisse_domain::contributions;
use caisse_domain::identity::{
    AllocationId, ClaimId, DecisionId, EntryId, LevelId, MemberId, OfficeId, PaymentId, RequestId,
};
use caisse_domain::ledger::{Entry, JournalCode, Posting, Reason, Use};
use caisse_domain::members::{self, SituationMark, Standing};
use caisse_domain::offices::{self, Actor, Office, Role};
use caisse_domain::payments::{self, Beneficiary, Item, PaymentState};
use caisse_domain::rules::{self, AdoptedRule, Purpose, Situation, Situations};
use caisse_domain::{Command, Organisation};
use caisse_units::{Amount, Day, Month};

use crate::bank;
use crate::caisse::{CO_SIGNATORY, decision, founding, person, treasurer};
use crate::chance::Chance;

/// Draws who acts and what is asked; situations are those that the members declared.
pub fn draw(
    house: &Organisation,
    today: Day,
    situations: &Situations,
    chance: &mut Chance,
) -> (Actor, Command) {
    let mut drawing = Drawing { house, today, situations, chance };
    let command = drawing.command();
    let actor = drawing.actor(&command);
    (actor, command)
}

/// What a member may declare, as a caisse of a sector asks it.
pub fn situation(chance: &mut Chance) -> Situation {
    let salary = chance.between(0, 400_000);
    let entries = [
        ("salaire", format!("{}.{:02}", salary / 100, salary % 100)),
        ("niveau", chance.between(1, 4).to_string()),
        ("statut", "salarie".to_owned()),
        ("jours_sans_revenu", chance.between(0, 28).to_string()),
    ];
    entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

struct Drawing<'a> {
    house: &'a Organisation,
    today: Day,
    situations: &'a Situations,
    chance: &'a mut Chance,
}

impl Drawing<'_> {
    fn actor(&mut self, command: &Command) -> Actor {
        if self.chance.percent(4) {
            return match self.chance.below(3) {
                0 => Actor::Founders,
                _ => Actor::Member(self.member()),
            };
        }
        match command {
            Command::Payments(payments::Command::Sign { .. }) => match self.chance.below(5) {
                0 | 1 => treasurer(),
                2 | 3 => Actor::Member(CO_SIGNATORY),
                _ => Actor::Member(self.member()),
            },
            Command::Allocations(allocations::Command::Ask { member, .. })
            | Command::Contributions(contributions::Command::Choose { member, .. }) => {
                Actor::Member(*member)
            }
            _ => treasurer(),
        }
    }

    fn command(&mut self) -> Command {
        match self.chance.below(100) {
            0..=9 => self.register(),
            10..=13 => self.assembly(),
            14..=51 => self.contributions(),
            52..=67 => self.bank(),
            68..=82 => self.needs(),
            83..=91 => self.payments(),
            92 if self.chance.percent(10) => {
                Command::Found(Box::new(founding("food-caisse-gironde", self.today)))
            }
            _ => self.books(),
        }
    }

    fn register(&mut self) -> Command {
        Command::Members(match self.chance.below(9) {
            0..=2 => {
                let mut list = vec![person(self.day())];
                if self.chance.percent(30) {
                    let last = self.house.members.last_household().map_or(0, |last| last.0);
                    let number = self.chance.between(1, i64::from(last) + 1);
                    list[0].household =
                        u32::try_from(number).ok().map(caisse_domain::identity::HouseholdId);
                    list.push(list[0].clone());
                }
                if self.chance.percent(10) {
                    list[0].category = String::new();
                }
                members::Command::Enrol(list)
            }
            3 => members::Command::Change {
                member: self.member(),
                category: self.chance.one_of(&["active", "retired", ""]).unwrap_or("").to_owned(),
                household: None,
            },
            4 => members::Command::SetStanding {
                member: MemberId(3 + self.member().0),
                standing: self
                    .chance
                    .one_of(&[Standing::Active, Standing::Suspended, Standing::Left])
                    .unwrap_or(Standing::Active),
                from: self.day(),
                reason: self.reason(),
            },
            5 if self.chance.percent(20) => {
                members::Command::Erase { member: MemberId(3 + self.member().0) }
            }
            _ => {
                let digits = if self.chance.percent(10) { 12 } else { 64 };
                let commitment = self.chance.hexadecimal(digits);
                let mark = SituationMark { from: self.day(), commitment };
                members::Command::DeclareSituations(vec![(self.member(), mark)])
            }
        })
    }

    fn assembly(&mut self) -> Command {
        match self.chance.below(5) {
            0 | 1 => {
                let title = self.reason();
                let on = self.today.plus_days(i32::from(self.chance.percent(10)));
                Command::Offices(offices::Command::Record(decision(on, &title)))
            }
            2 => Command::Offices(offices::Command::Give(Office {
                member: self.member(),
                role: self
                    .chance
                    .one_of(&[Role::Facilitator, Role::Auditor, Role::CoSignatory])
                    .unwrap_or(Role::Auditor),
                from: self.today,
                until: Some(self.today.plus_days(self.small(200))),
                decision: self.decision(),
            })),
            3 => {
                let known = u64::try_from(self.house.offices.offices().count()).unwrap_or(0);
                let number = u32::try_from(3 + self.chance.below(known)).unwrap_or(3);
                let (office, on) = (OfficeId(number), self.today);
                Command::Offices(offices::Command::End { office, on, decision: self.decision() })
            }
            _ => Command::Rules(rules::Command::Adopt {
                rules: self.new_version().into_iter().collect(),
                decision: self.decision(),
            }),
        }
    }

    /// The contribution rule with one more version, from the first day of a month near today.
    fn new_version(&mut self) -> Option<AdoptedRule> {
        let all = self.house.rules.all();
        let (rule, purpose) = all.into_iter().find(|(_, p)| **p == Purpose::Contribution)?;
        let mut rule = rule.clone();
        let months = self.small(4) - 1;
        let mut version = rule.versions.last()?.clone();
        version.since = self.today.month().plus_months(months).first_day();
        if self.chance.percent(10) {
            rule.versions.clear();
        }
        rule.versions.push(version);
        Some(AdoptedRule { purpose: purpose.clone(), rule })
    }

    fn needs(&mut self) -> Command {
        use allocations::Command as A;
        let known = self.house.allocations.requests().count();
        let request = self.undecided().unwrap_or(RequestId(self.number(known)));
        Command::Allocations(match self.chance.below(15) {
            0..=3 => A::Ask {
                member: self.member(),
                rule: self.benefit(),
                asked: self.amount(40_000),
                documents: if self.chance.percent(10) {
                    vec!["not a digest".to_owned()]
                } else {
                    vec![self.chance.hexadecimal(64)]
                },
                sensitive: self.chance.percent(30),
                on: self.day(),
            },
            4..=7 => {
                let decided = self.chance.percent(30);
                A::Grant {
                    request,
                    amount: self.chance.percent(30).then(|| self.amount(30_000)),
                    reasons: self.reason(),
                    decision: decided.then(|| self.decision()),
                    on: self.day(),
                    expires: self.chance.percent(40).then(|| self.today.plus_days(self.small(60))),
                    situation: self.situation_of(request),
                }
            }
            8 => A::Refuse { request, reasons: self.reason(), on: self.today },
            9 => {
                let request = RequestId(self.number(known));
                A::Appeal { request, reasons: self.reason(), on: self.today }
            }
            10 | 11 => A::GrantPeriodic {
                month: self.month(),
                rule: self.benefit(),
                on: self.day(),
                envelope: self.chance.percent(60).then(|| self.amount(60_000)),
                shortage: self
                    .chance
                    .one_of(&[
                        Some(ShortageMethod::Proportional),
                        Some(ShortageMethod::ConstrainedEqualAwards),
                        Some(ShortageMethod::ConstrainedEqualLosses),
                        None,
                    ])
                    .flatten(),
                situations: self.situations.clone(),
            },
            12 | 13 => {
                let allocation = self.reserved();
                A::Cancel { allocation, reasons: self.reason(), on: self.day() }
            }
            _ => A::Expire { on: self.today },
        })
    }

    fn situation_of(&self, request: RequestId) -> Option<Situation> {
        let member = self.house.allocations.request(request)?.member;
        self.situations.get(&member).cloned()
    }

    fn undecided(&mut self) -> Option<RequestId> {
        let open: Vec<RequestId> = self
            .house
            .allocations
            .requests()
            .filter(|(_, r)| matches!(r.state, RequestState::Asked | RequestState::Appealed { .. }))
            .map(|(id, _)| id)
            .collect();
        if self.chance.percent(90) { self.chance.one_of(&open) } else { None }
    }

    fn reserved(&mut self) -> AllocationId {
        let open: Vec<AllocationId> = self
            .house
            .allocations
            .all()
            .filter(|(_, allocation)| allocation.state == AllocationState::Reserved)
            .map(|(id, _)| id)
            .collect();
        let known = self.house.allocations.all().count();
        let wild = AllocationId(self.number(known));
        if self.chance.percent(90) { self.chance.one_of(&open).unwrap_or(wild) } else { wild }
    }

    fn payments(&mut self) -> Command {
        use payments::Command as P;
        let known = self.house.payments.all().count();
        Command::Payments(match self.chance.below(10) {
            0..=2 => P::Prepare { items: self.items(), execution: self.today },
            3..=6 => {
                let wild = PaymentId(self.number(known));
                P::Sign { payment: self.order(PaymentState::ToSign).unwrap_or(wild) }
            }
            7 if self.chance.percent(30) => {
                let payment = PaymentId(self.number(known));
                P::Abandon { payment, reasons: self.reason(), on: self.day() }
            }
            8 if self.chance.percent(40) => {
                let payment = PaymentId(self.number(known));
                P::Undo { payment, reasons: self.reason(), on: self.day() }
            }
            _ => {
                let wild = PaymentId(self.number(known));
                let payment = self.order(PaymentState::Signed).unwrap_or(wild);
                let total = self.house.payments.get(payment).map(|order| -order.total());
                let line = total.and_then(|total| bank::line_of(self.house, total));
                P::Execute { payment, line: line.unwrap_or_else(|| self.any_line()) }
            }
        })
    }

    fn order(&mut self, state: PaymentState) -> Option<PaymentId> {
        let all = self.house.payments.all().filter(|(_, order)| order.state == state);
        let open: Vec<PaymentId> = all.map(|(id, _)| id).collect();
        self.chance.one_of(&open)
    }

    fn items(&mut self) -> Vec<Item> {
        let mut items = Vec::new();
        for _ in 0..self.chance.below(4) {
            let allocation = self.reserved();
            let reserved = self.house.allocations.get(allocation).map(|known| known.amount);
            let wrong = self.chance.percent(5);
            let amount = reserved.filter(|_| !wrong).unwrap_or_else(|| self.amount(9_000));
            items.push(Item { to: Beneficiary::Allocation(allocation), amount });
        }
        let levels = self.house.rules.levels().count();
        if levels > 0 && self.chance.percent(40) {
            let level = LevelId(self.number(levels));
            let amount = self.house.owed_to(level);
            items.push(Item { to: Beneficiary::Level(level), amount });
        }
        items
    }

    fn books(&mut self) -> Command {
        use books::Command as B;
        Command::Books(match self.chance.below(10) {
            0 => B::OpenYear { year: self.today.year() + i16::from(self.chance.percent(80)) },
            1 | 9 => B::Record(self.entry()),
            2 | 3 => {
                let entry = EntryId(self.number(self.house.ledger.entry_count()));
                B::Correct { entry, on: self.day(), reasons: self.reason() }
            }
            4 => {
                let account = self.house.chart.account(Use::Allocations);
                let lines = vec![(account, self.amount(900_000))];
                let budget = Budget { decision: self.decision(), lines };
                B::AdoptBudget { year: self.today.year(), budget }
            }
            5..=7 => B::CloseMonth { month: self.month_to_close() },
            _ => B::CloseYear { year: self.today.year() - 1 },
        })
    }

    /// The first month that is not closed, or any.
    fn month_to_close(&mut self) -> Month {
        let periods = &self.house.periods;
        let start = caisse_units::Month::new(self.house.founding.first_year, 1);
        let next = periods.last_closed_month().map(Month::next).or(start);
        match next {
            Some(month) if self.chance.percent(85) => month,
            _ => self.month(),
        }
    }

    /// An entry by hand that moves no account which a module keeps; sometimes it does not balance.
    fn entry(&mut self) -> Entry {
        let amount = self.amount(20_000);
        let less = Amount::from_cents(i64::from(self.chance.percent(10)));
        let kept = [Use::ContributionsReceivable, Use::AllocationsPayable, Use::Bank];
        let by_hand = match self.chance.percent(10) {
            true => self.chance.one_of(&kept).unwrap_or(Use::OwedToLevels),
            false => Use::OtherExpense,
        };
        let debit = self.house.chart.account(by_hand);
        let credit = self.house.chart.account(Use::Suppliers);
        let reason = if self.chance.percent(50) {
            Reason::Decision(self.decision())
        } else {
            Reason::Document { digest: self.chance.hexadecimal(64) }
        };
        Entry {
            journal: JournalCode::General,
            date: self.day(),
            label: self.reason(),
            reason,
            postings: vec![
                Posting::debit(debit, None, amount),
                Posting::credit(credit, None, amount.minus(less)),
            ],
        }
    }

    /// A number from 1 to `count`; sometimes one that does not exist.
    fn number(&mut self, count: usize) -> u32 {
        let count = u64::try_from(count).unwrap_or(0);
        if self.chance.percent(5) {
            return u32::try_from(self.chance.one_of(&[0, count + 1, 4_000_000]).unwrap_or(0))
                .unwrap_or(0);
        }
        u32::try_from(self.chance.below(count) + 1).unwrap_or(1)
    }

    fn member(&mut self) -> MemberId {
        MemberId(self.number(self.house.members.len()))
    }

    fn decision(&mut self) -> DecisionId {
        DecisionId(self.number(self.house.offices.decisions().count()))
    }

    fn benefit(&mut self) -> String {
        let all = self.house.rules.all();
        let benefits = all.filter(|(_, purpose)| matches!(purpose, Purpose::Benefit { .. }));
        let names: Vec<String> = benefits.map(|(rule, _)| rule.name.clone()).collect();
        let wrong = self.chance.percent(10);
        self.chance.one_of(&names).filter(|_| !wrong).unwrap_or_else(|| "cotisation".to_owned())
    }

    /// A claim, open if there is one, and what is left of it.
    fn claim(&mut self) -> (ClaimId, Amount) {
        let open: Vec<(ClaimId, Amount)> =
            self.house.contributions.all_open().map(|(id, claim)| (id, claim.left())).collect();
        let known = self.house.contributions.claims().count();
        let wild = (ClaimId(self.number(known)), Amount::from_cents(1_000));
        if self.chance.percent(95) { self.chance.one_of(&open).unwrap_or(wild) } else { wild }
    }

    fn amount(&mut self, most: i64) -> Amount {
        match self.chance.below(60) {
            0 => Amount::ZERO,
            1 => Amount::from_cents(-500),
            2 => Amount::LIMIT.plus(Amount::from_cents(1)),
            _ => Amount::from_cents(self.chance.between(1, most)),
        }
    }

    fn reason(&mut self) -> String {
        if self.chance.percent(4) { " ".to_owned() } else { "comme convenu".to_owned() }
    }

    fn small(&mut self, most: i64) -> i32 {
        i32::try_from(self.chance.between(1, most)).unwrap_or(1)
    }

    /// Today or some days before; sometimes far from it.
    fn day(&mut self) -> Day {
        match self.chance.below(30) {
            0 => self.today.plus_days(-400),
            1 => self.today.plus_days(400),
            2..=20 => self.today,
            _ => self.today.plus_days(-self.small(12)),
        }
    }

    fn month(&mut self) -> Month {
        let away = match self.chance.below(10) {
            0 => -1,
            1 => 1,
            2 => -14,
            _ => 0,
        };
        self.today.month().plus_months(away)
    }
}
