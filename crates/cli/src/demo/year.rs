//! What happens in the demo, month by month.

use std::path::Path;
use std::sync::Arc;

use caisse_app::work::{bank_files, matching, notices, statements};
use caisse_app::{Desk, ExecuteError, SetClock, Source, models};
use caisse_banking::payment::target_days::next_target_day;
use caisse_banking::statement::ReadOptions;
use caisse_domain::allocations::AllocationState;
use caisse_domain::contributions::{self, DebitItem, IncomeKind, Means};
use caisse_domain::founding::Founding;
use caisse_domain::identity::{ClaimId, DebitRunId, DecisionId, MemberId, PaymentId};
use caisse_domain::offices::{self, Actor, Role};
use caisse_domain::payments::{self, Beneficiary, Item};
use caisse_domain::rules::{self, AdoptedRule, LegalMode, Purpose};
use caisse_domain::{Command, Event, allocations, bank as lines, books};
use caisse_journal::OrganisationId;
use caisse_rules::RuleSet;
use caisse_units::{Amount, Day, Month};

use super::bank::{Movement, statement};
use super::people::{self, Pays};
use super::{Stage, founded, own_iban};
use crate::answer::Failure;
use crate::context::Context;

/// The sender of the demo's letters.
const SENDER: &str = "Caisse de la demo <caisse@exemple.org>";
/// What the public bodies give each month.
const GRANT: Amount = Amount::from_cents(4_450_000);
/// Help with an unforeseen cost, adopted in the summer.
const HELP: &str = include_str!("aide.toml");

/// Founds the caisse, adopts the model's rules, enrols its people and gives the offices.
pub fn found<'a>(context: &'a Context, root: &Path, clock: SetClock) -> Result<Stage<'a>, Failure> {
    let model = models::model("food-caisse-gironde")
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let chart = models::chart(&model.chart).map_err(|error| context.fail(|l| error.sentence(l)))?;
    let organisation = OrganisationId::new("caisse.demo-gironde.20241214")
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let desk = Desk::create(root, organisation, Arc::new(clock.clone()), Source::system())
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let first_day = Day::new(2025, 1, 1).expect("a day of the calendar");
    let (members, households) = people::all(first_day);
    let (balance, statement, late) = (Amount::ZERO, 0, Vec::new());
    let mut stage = Stage { context, desk, clock, households, balance, statement, late };
    let founding = Founding {
        name: "Caisse alimentaire de démonstration".to_owned(),
        sector: "alimentation".to_owned(),
        model: Some(model.name.clone()),
        siren: Some("123456782".to_owned()),
        iban: Some(own_iban()),
        creditor_identifier: Some("FR72ZZZ123456".to_owned()),
        first_year: 2025,
        chart,
        decision: offices::Decision {
            assembly: "Assemblée fondatrice".to_owned(),
            on: founded(),
            title: "Fondation de la caisse".to_owned(),
            text: "193 foyers, 400 personnes, fondent une caisse commune pour que chacun mange bien : chaque foyer cotise selon ses moyens, tous reçoivent la même allocation, les comptes sont ouverts à tous. Les règles sont celles publiées en Gironde.".to_owned(),
            document: None,
        },
    };
    stage.act(Actor::Founders, Command::Found(Box::new(founding)))?;
    let adopt = rules::Command::Adopt { rules: model.rules, decision: DecisionId(1) };
    stage.act(Actor::Founders, Command::Rules(adopt))?;
    let enrolled = stage.desk.enrol(Actor::Founders, members);
    enrolled.map_err(|error| context.fail(|l| error.sentence(l)))?;
    stage.decide(
        Actor::Founders,
        "Convention de financement",
        "Les collectivités versent 44 500 € par mois pour les allocations.",
    )?;
    // Those in office do not stand for their household: nobody signs a payment to oneself.
    for (role, member) in stage.officers() {
        let office =
            offices::Office { member, role, from: founded(), until: None, decision: DecisionId(1) };
        let give = Command::Offices(offices::Command::Give(office));
        // The treasurer comes last: from then on the founders may do nothing more.
        stage.act(Actor::Founders, give)?;
    }
    stage.choices()?;
    stage.mandates()?;
    Ok(stage)
}

impl Stage<'_> {
    fn act(&mut self, actor: Actor, command: Command) -> Result<Event, Failure> {
        let done = self.desk.act(actor, command).map_err(|error| self.fail(&error))?;
        Ok(done.event)
    }

    fn fail(&self, error: &ExecuteError) -> Failure {
        self.context.fail(|language| error.sentence(language))
    }

    /// Second members of households of two or more: a co-signatory, a facilitator, an auditor, and
    /// the treasurer last.
    fn officers(&self) -> Vec<(Role, MemberId)> {
        let seconds = self
            .households
            .iter()
            .filter(|household| household.people > 1)
            .map(|household| MemberId(household.head.0 + 1));
        let roles = [Role::CoSignatory, Role::Facilitator, Role::Auditor, Role::Treasurer];
        roles.into_iter().zip(seconds.step_by(9)).collect()
    }

    fn officer(&self, role: Role) -> Actor {
        let found = self.officers().into_iter().find(|(held, _)| *held == role);
        Actor::Member(found.expect("every role is given").1)
    }

    fn treasurer(&self) -> Actor {
        self.officer(Role::Treasurer)
    }

    fn decide(&mut self, actor: Actor, title: &str, text: &str) -> Result<DecisionId, Failure> {
        let content = offices::Decision {
            assembly: "Assemblée de la caisse".to_owned(),
            on: self.desk.today(),
            title: title.to_owned(),
            text: text.to_owned(),
            document: None,
        };
        match self.act(actor, Command::Offices(offices::Command::Record(content)))? {
            Event::Offices(offices::Event::DecisionRecorded { decision, .. }) => Ok(decision),
            _ => unreachable!("a decision was recorded"),
        }
    }

    /// Most households choose to pay more than the floor.
    fn choices(&mut self) -> Result<(), Failure> {
        let from = Month::new(2025, 1).expect("a month of the calendar");
        for household in self.households.clone() {
            if let Some(amount) = household.chosen {
                let choice =
                    contributions::Command::Choose { member: household.head, from, amount };
                self.act(Actor::Member(household.head), Command::Contributions(choice))?;
            }
        }
        Ok(())
    }

    fn mandates(&mut self) -> Result<(), Failure> {
        for household in self.households.clone() {
            if household.pays == Pays::Debit {
                let sign = contributions::Command::SignMandate {
                    member: household.head,
                    reference: format!("CAISSE-{}", household.head),
                    signed: founded(),
                };
                self.act(self.treasurer(), Command::Contributions(sign))?;
            }
        }
        Ok(())
    }

    /// One month: call, collect, grant, pay, ask for help, match, remind, close the month before.
    pub fn month(&mut self, month: Month) -> Result<(), Failure> {
        let day = |of_month| Day::new(month.year(), month.month_of_year(), of_month);
        let day = |of_month| day(of_month).expect("every month has 28 days");
        self.change_rules(month)?;
        self.on(day(2));
        let situations = rules::Situations::new();
        let call = contributions::Command::Call { month, due: day(15), situations };
        self.act(self.treasurer(), Command::Contributions(call))?;
        notices::of_call(&self.desk, month, SENDER).map_err(|error| self.fail(&error))?;
        let (run, collected) = self.collect(day(4), next_target_day(day(12)))?;
        self.cash(day(8), month)?;

        // The first statement: the grant, the debits, the transfers of those who pay in time.
        let mut movements = vec![Movement {
            on: Some(day(5)),
            amount: GRANT,
            label: "VIR COLLECTIVITES CONVENTION".to_owned(),
            party: Some(("Collectivités de Gironde".to_owned(), people::iban(2))),
            text: Some("Convention caisse alimentaire".to_owned()),
            ..Movement::default()
        }];
        movements.extend(debits(run, &collected, next_target_day(day(12))));
        movements.extend(self.transfers(month, day(10)));
        self.import(day(1), day(14), movements)?;
        self.take_grant()?;

        let payment = self.grant_and_order(month, day(16))?;
        self.requests(month, day(17))?;

        // The second statement: the allowances leave, some debits come back, the bank takes its fee,
        // and some who were late pay.
        let total = self.desk.house.state().and_then(|house| house.payments.get(payment));
        let (amount, count) = total.map_or((Amount::ZERO, 0), |p| (p.total(), p.items.len()));
        let mut movements = vec![Movement {
            on: Some(day(20)),
            amount: -amount,
            label: format!("VIR SEPA REMISE {count} OP"),
            batch: Some((format!("{}-1", matching::payment_message(payment)), count)),
            ..Movement::default()
        }];
        movements.extend(self.returns(run, &collected, day(21)));
        movements.extend(self.late_payers(day(24)));
        movements.push(Movement {
            on: Some(day(28)),
            amount: Amount::from_cents(-1_240),
            label: "FRAIS DE TENUE DE COMPTE".to_owned(),
            ..Movement::default()
        });
        self.import(day(15), month.last_day(), movements)?;
        self.remind_and_close(month)
    }

    /// In June the assembly adopts, from July on, a higher floor, and help with unforeseen costs.
    fn change_rules(&mut self, month: Month) -> Result<(), Failure> {
        if (month.year(), month.month_of_year()) != (2025, 6) {
            return Ok(());
        }
        self.on(Day::new(2025, 6, 1).expect("a day of the calendar"));
        let facilitator = self.officer(Role::Facilitator);
        let decision = self.decide(
            facilitator,
            "Cotisation plancher de 12 € et aide aux imprévus",
            "À partir du 1er juillet 2025 : la cotisation plancher d'un foyer passe de 10 € à 12 € ; la caisse prend en charge la moitié d'un imprévu alimentaire, dans la limite de 200 € par foyer et par an.",
        )?;
        let house = self.desk.house.state().expect("the caisse is founded");
        let mut contribution =
            house.rules.set().rule("cotisation").expect("the model has a contribution").clone();
        let since = Day::new(2025, 7, 1).expect("a day of the calendar");
        let last = contribution.versions.last().expect("a rule has a version");
        // The version of the model with another floor: everything else is word for word the same.
        let text = serde_json::to_string(last).expect("a version is plain data");
        let text = text.replace(r#"{"euros":1000}"#, r#"{"euros":1200}"#);
        let mut raised: caisse_rules::tree::Version =
            serde_json::from_str(&text).expect("a version is plain data");
        raised.since = since;
        raised.source = None;
        raised.decision = Some(format!("Assemblée du 1er juin 2025, décision {decision}"));
        raised.examples.clear();
        contribution.versions.push(raised);
        let help =
            RuleSet::read(&[("aide.toml".to_owned(), HELP.to_owned())]).map_err(|errors| {
                Failure::new(errors.iter().map(ToString::to_string).collect::<String>())
            })?;
        let help = help.rule("aide_imprevu").expect("the file holds it").clone();
        let mode = LegalMode::DiscretionaryAid;
        let purpose = Purpose::Benefit { need: "solidarity".to_owned(), mode };
        let adopted = vec![
            AdoptedRule { purpose: Purpose::Contribution, rule: contribution },
            AdoptedRule { purpose, rule: help },
        ];
        let adopt = rules::Command::Adopt { rules: adopted, decision };
        self.act(facilitator, Command::Rules(adopt))?;
        Ok(())
    }

    /// Prepares the collection and its file for the bank.
    fn collect(
        &mut self,
        on: Day,
        collection: Day,
    ) -> Result<(DebitRunId, Vec<DebitItem>), Failure> {
        self.on(on);
        let prepare = contributions::Command::PrepareDebits { collection };
        let event = self.act(self.treasurer(), Command::Contributions(prepare))?;
        let Event::Contributions(contributions::Event::DebitsPrepared { run, items, .. }) = event
        else {
            unreachable!("a collection was prepared");
        };
        let file = bank_files::debits(&self.desk, run)
            .map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        let path =
            self.desk.directory.exports().join(format!("{}.xml", matching::run_message(run)));
        let send = contributions::Command::SendDebits { run, on };
        self.act(self.treasurer(), Command::Contributions(send))?;
        self.context.write(&path, &file)?;
        Ok((run, items))
    }

    /// Cash at the market stall: most pay the day of the stall, one in four next month.
    fn cash(&mut self, on: Day, month: Month) -> Result<(), Failure> {
        self.on(on);
        for household in self.households.clone() {
            let absent =
                (household.head.0 + u32::from(month.month_of_year().unsigned_abs())) % 4 == 0;
            if household.pays != Pays::Cash || absent {
                continue;
            }
            let amount = self.owed(household.head);
            if amount.is_positive() {
                let means = Means::Cash;
                let receive =
                    contributions::Command::Receive { member: household.head, amount, on, means };
                self.act(self.treasurer(), Command::Contributions(receive))?;
            }
        }
        Ok(())
    }

    fn owed(&self, member: MemberId) -> Amount {
        let Some(house) = self.desk.house.state() else { return Amount::ZERO };
        let open = house.contributions.open_claims(member).iter();
        open.filter_map(|claim| house.contributions.claim(*claim)).map(|c| c.left()).sum()
    }

    /// Transfers of the month: some carry the reference of the notice, some do not; one in seven
    /// forgets and pays later.
    fn transfers(&mut self, month: Month, on: Day) -> Vec<Movement> {
        let Some(house) = self.desk.house.state() else { return Vec::new() };
        let (mut movements, mut late) = (Vec::new(), Vec::new());
        for (claim, owed) in house.contributions.claims_of(month) {
            let Some(household) =
                self.households.iter().find(|household| household.head == owed.member)
            else {
                continue;
            };
            let by_transfer =
                matches!(household.pays, Pays::Transfer | Pays::TransferWithoutReference);
            if !by_transfer || !owed.left().is_positive() {
                continue;
            }
            let rank = owed.member.0 + u32::from(month.month_of_year().unsigned_abs());
            if rank.is_multiple_of(7) {
                late.push(claim);
                continue;
            }
            movements.push(transfer(household, claim, owed.left(), on));
        }
        self.late.extend(late);
        movements
    }

    /// Two debits come back each month: no money on the account.
    fn returns(&self, run: DebitRunId, items: &[DebitItem], on: Day) -> Vec<Movement> {
        let Some(house) = self.desk.house.state() else { return Vec::new() };
        let skip = (run.0 as usize * 37) % items.len().max(3);
        let chosen = items.iter().cycle().skip(skip).step_by(29).take(2);
        chosen
            .filter_map(|item| {
                let claim = house.contributions.claim(item.claim)?;
                let household = self.households.iter().find(|h| h.head == claim.member)?;
                Some(Movement {
                    on: Some(on),
                    amount: -item.amount,
                    label: "REJET PRLV SEPA PROVISION INSUFFISANTE".to_owned(),
                    party: Some((household.name.clone(), household.iban.clone())),
                    end_to_end: Some(matching::debit_identifier(run, item.claim)),
                    returned: Some("AM04".to_owned()),
                    ..Movement::default()
                })
            })
            .collect()
    }

    /// Those who were late pay what they owe; one in three waits longer.
    fn late_payers(&mut self, on: Day) -> Vec<Movement> {
        let Some(house) = self.desk.house.state() else { return Vec::new() };
        let (mut movements, mut still) = (Vec::new(), Vec::new());
        for claim in std::mem::take(&mut self.late) {
            let owed = house.contributions.claim(claim).expect("it was called");
            let household = self.households.iter().find(|h| h.head == owed.member);
            match household {
                Some(household) if !claim.0.is_multiple_of(3) && owed.left().is_positive() => {
                    movements.push(transfer(household, claim, owed.left(), on));
                }
                _ => still.push(claim),
            }
        }
        // Whoever waited this month pays the next.
        self.late = still.into_iter().filter(|claim| !claim.0.is_multiple_of(9)).collect();
        movements
    }

    /// The bank's statement of a period, imported and matched.
    fn import(&mut self, from: Day, to: Day, movements: Vec<Movement>) -> Result<(), Failure> {
        self.on(to);
        self.statement += 1;
        let mut movements = movements;
        movements.sort_by_key(|movement| movement.on);
        let number = self.statement;
        let (bytes, closing) = statement(&own_iban(), number, from, to, self.balance, &movements);
        let name = format!("releve-{number:03}.xml");
        self.context.write(&self.desk.directory.exports().join(&name), &bytes)?;
        let house = self.desk.house.state().expect("the caisse is founded");
        let preview = statements::preview(house, &bytes, Some(&name), &ReadOptions::default())
            .map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        let actor = self.treasurer();
        statements::import(&mut self.desk, actor, &preview)
            .map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        matching::match_all(&mut self.desk, actor).map_err(|error| self.fail(&error))?;
        self.balance = closing;
        Ok(())
    }

    /// The treasurer says what the line of the public bodies is.
    fn take_grant(&mut self) -> Result<(), Failure> {
        let house = self.desk.house.state().expect("the caisse is founded");
        let line = house.bank.open_lines().find(|(_, line)| line.amount == GRANT);
        let Some((line, content)) = line.map(|(id, line)| (id, line.clone())) else {
            return Ok(());
        };
        let receive = contributions::Command::ReceiveOther {
            kind: IncomeKind::Grant,
            amount: content.amount,
            on: content.booked,
            label: "Convention de financement des collectivités".to_owned(),
            line: Some(line),
            decision: DecisionId(2),
        };
        self.act(self.treasurer(), Command::Contributions(receive))?;
        Ok(())
    }

    /// The month's allowance to every household, ordered and signed by two people.
    fn grant_and_order(&mut self, month: Month, on: Day) -> Result<PaymentId, Failure> {
        self.on(on);
        let grant = allocations::Command::GrantPeriodic {
            month,
            rule: "allocation".to_owned(),
            on,
            envelope: None,
            shortage: Some(allocations::ShortageMethod::ConstrainedEqualAwards),
            situations: rules::Situations::new(),
        };
        let treasurer = self.treasurer();
        self.act(treasurer, Command::Allocations(grant))?;
        let house = self.desk.house.state().expect("the caisse is founded");
        let reserved = house
            .allocations
            .all()
            .filter(|(_, allocation)| allocation.state == AllocationState::Reserved);
        let items: Vec<Item> = reserved
            .map(|(id, granted)| Item { to: Beneficiary::Allocation(id), amount: granted.amount })
            .collect();
        let execution = next_target_day(on.plus_days(2));
        let prepare = Command::Payments(payments::Command::Prepare { items, execution });
        let Event::Payments(payments::Event::Prepared { payment, .. }) =
            self.act(treasurer, prepare)?
        else {
            unreachable!("an order was prepared");
        };
        for actor in [treasurer, self.officer(Role::CoSignatory)] {
            self.act(actor, Command::Payments(payments::Command::Sign { payment }))?;
        }
        let file = bank_files::transfers(&self.desk, payment, &bank_files::LevelAccounts::new())
            .map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        let name = format!("{}.xml", matching::payment_message(payment));
        self.context.write(&self.desk.directory.exports().join(name), &file)?;
        Ok(payment)
    }

    /// Once the rule is in force, some households ask for help with an unforeseen cost.
    fn requests(&mut self, month: Month, on: Day) -> Result<(), Failure> {
        if month < Month::new(2025, 7).expect("a month of the calendar") {
            return Ok(());
        }
        self.on(on);
        let turn = usize::from(month.month_of_year().unsigned_abs());
        for (rank, euros) in [(turn * 11, 90), (turn * 17 + 3, 260)] {
            let household = self.households[rank % self.households.len()].clone();
            let ask = allocations::Command::Ask {
                member: household.head,
                rule: "aide_imprevu".to_owned(),
                asked: Amount::from_cents(euros * 100),
                documents: Vec::new(),
                sensitive: false,
                on,
            };
            let asked = self.act(Actor::Member(household.head), Command::Allocations(ask))?;
            let Event::Allocations(allocations::Event::Asked { request, .. }) = asked else {
                unreachable!("a request was recorded");
            };
            // The last request of the demo waits for the committee.
            if (month.year(), euros) == (2026, 260) {
                continue;
            }
            let grant = allocations::Command::Grant {
                request,
                amount: None,
                reasons: "Imprévu constaté par le comité".to_owned(),
                decision: None,
                on,
                expires: Some(on.plus_days(60)),
                situation: None,
            };
            let granted = self.desk.act(self.treasurer(), Command::Allocations(grant));
            if let Err(error) = granted {
                let refuse = allocations::Command::Refuse {
                    request,
                    reasons: error.sentence(caisse_units::Language::French),
                    on,
                };
                self.act(self.treasurer(), Command::Allocations(refuse))?;
            }
        }
        Ok(())
    }

    /// At the start of the next month: what is unknown is set aside, the late are reminded, cash is
    /// counted, the month is closed. The last month of the demo stays open.
    fn remind_and_close(&mut self, month: Month) -> Result<(), Failure> {
        if month == super::months().last().expect("the demo has months") {
            return Ok(());
        }
        self.on(month.next().first_day());
        let treasurer = self.treasurer();
        let house = self.desk.house.state().expect("the caisse is founded");
        let open: Vec<_> = house.bank.open_lines().map(|(id, _)| id).collect();
        for line in open {
            self.act(treasurer, Command::Bank(lines::Command::SetAside { line }))?;
        }
        let (_, late) = notices::of_late(&self.desk, SENDER).map_err(|error| self.fail(&error))?;
        if !late.is_empty() {
            let remind = contributions::Command::Remind { claims: late, on: self.desk.today() };
            self.act(treasurer, Command::Contributions(remind))?;
        }
        let close = |command| Command::Books(command);
        self.act(treasurer, close(books::Command::CloseMonth { month }))?;
        if month.month_of_year() == 12 {
            let year = month.year();
            self.act(treasurer, close(books::Command::CloseYear { year }))?;
        }
        self.desk.checkpoint().map_err(|error| self.context.fail(|l| error.sentence(l)))?;
        Ok(())
    }
}

fn transfer(household: &people::Household, claim: ClaimId, amount: Amount, on: Day) -> Movement {
    let named = household.pays == Pays::Transfer;
    Movement {
        on: Some(on),
        amount,
        label: format!("VIR SEPA {}", household.name.to_uppercase()),
        party: Some((household.name.clone(), household.iban.clone())),
        reference: named.then(|| matching::reference(claim).to_string()),
        text: (!named).then(|| "cotisation".to_owned()),
        ..Movement::default()
    }
}

/// The bank books the first debits and the recurring ones apart.
fn debits(run: DebitRunId, items: &[DebitItem], on: Day) -> Vec<Movement> {
    let mut movements = Vec::new();
    let kinds: Vec<Vec<&DebitItem>> = [true, false]
        .into_iter()
        .map(|first| items.iter().filter(|item| item.first == first).collect())
        .filter(|kind: &Vec<_>| !kind.is_empty())
        .collect();
    for (rank, kind) in kinds.iter().enumerate() {
        movements.push(Movement {
            on: Some(on),
            amount: kind.iter().map(|item| item.amount).sum(),
            label: "PRLV SEPA REMISE COTISATIONS".to_owned(),
            batch: Some((format!("{}-{}", matching::run_message(run), rank + 1), kind.len())),
            ..Movement::default()
        });
    }
    movements
}
