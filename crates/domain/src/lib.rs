//! The pure core of Caisse: [`decide`] and [`apply`].
//!
//! An [`Organisation`] is what its journal says, folded: [`decide`] reads it and answers a
//! [`Command`] with an [`Event`] or a [`Refusal`]; [`apply`] takes an event into the state and never
//! fails. Each module has its own words (`mod.rs`), its own `decide` and its own `apply`; anyone may
//! read the whole past, nobody writes another's part. Money moves in [`ledger`] only, by entries that
//! the events carry whole, so that the books of a journal never depend on later code.
//!
//! Absent on purpose: clock, disk, network, randomness, names of people, file formats.

pub mod agreements;
pub mod allocations;
pub mod assemblies;
pub mod bank;
pub mod books;
pub mod contributions;
pub mod federation;
pub mod founding;
pub mod identity;
pub mod ledger;
pub mod members;
pub mod offices;
pub mod payments;
pub mod projects;
pub mod proposals;
pub mod readings;
pub mod rules;

mod columns;
#[cfg(test)]
mod fixture;
mod posting;
mod refusal;

pub use founding::Founding;
pub use posting::post;
pub use refusal::Refusal;

use caisse_units::{Amount, Day};
use serde::{Deserialize, Serialize};

use identity::{BankLineId, EntryId, LevelId};
use ledger::{Chart, Entry, Ledger, LedgerRefusal, Party, Periods, Use, check_parties};
use offices::{Actor, Power};

/// Who asks, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope {
    /// Who acts.
    pub actor: Actor,
    /// The day of the record, given by whoever orders the requests.
    pub today: Day,
}

/// One organisation, folded from its journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// How it was founded.
    pub founding: Founding,
    /// The chart of accounts.
    pub chart: Chart,
    /// Which months and years are locked.
    pub periods: Periods,
    /// The books.
    pub ledger: Ledger,
    /// Budgets.
    pub books: books::Books,
    /// The register.
    pub members: members::Members,
    /// Decisions and offices.
    pub offices: offices::Offices,
    /// The rules adopted.
    pub rules: rules::RuleBook,
    /// What is owed and received.
    pub contributions: contributions::Contributions,
    /// What the bank says.
    pub bank: bank::Bank,
    /// Requests and what was granted.
    pub allocations: allocations::Allocations,
    /// Payment orders.
    pub payments: payments::Payments,
    /// Statutes, assemblies, polls.
    pub assemblies: assemblies::Assemblies,
    /// What is proposed.
    pub proposals: proposals::Proposals,
    /// Grievances, demands, projects.
    pub projects: projects::Projects,
    /// Agreements and matters ceded.
    pub agreements: agreements::Agreements,
    /// Ties with other organisations, what was said and heard.
    pub federation: federation::Federation,
    /// Shared readings of the accounts, questions pinned to figures.
    pub readings: readings::Readings,
}

/// What one may ask of an organisation. Serialised only to tell the same command asked again from
/// another one under the same key; situations are left out, since a digest of them could be guessed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Command {
    /// Found it.
    Found(Box<Founding>),
    /// On the register.
    Members(members::Command),
    /// On decisions and offices.
    Offices(offices::Command),
    /// On rules.
    Rules(rules::Command),
    /// On contributions.
    Contributions(contributions::Command),
    /// On bank lines.
    Bank(bank::Command),
    /// On requests and allocations.
    Allocations(allocations::Command),
    /// On payments.
    Payments(payments::Command),
    /// On the books.
    Books(books::Command),
    /// On assemblies and polls.
    Assemblies(assemblies::Command),
    /// On proposals.
    Proposals(proposals::Command),
    /// On grievances, demands and projects.
    Projects(projects::Command),
    /// On agreements.
    Agreements(agreements::Command),
    /// Between organisations.
    Federation(federation::Command),
    /// On readings of the accounts.
    Readings(readings::Command),
}

/// What happened. Its serialised form is what journals hold for ever: a change must keep reading the
/// journals of every release (`journals/`, decision 0005).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The organisation was founded: always the first event, and only it.
    Founded(Box<Founding>),
    /// On the register.
    Members(members::Event),
    /// On decisions and offices.
    Offices(offices::Event),
    /// On rules.
    Rules(rules::Event),
    /// On contributions.
    Contributions(contributions::Event),
    /// On bank lines.
    Bank(bank::Event),
    /// On requests and allocations.
    Allocations(allocations::Event),
    /// On payments.
    Payments(payments::Event),
    /// On the books.
    Books(books::Event),
    /// On assemblies and polls.
    Assemblies(assemblies::Event),
    /// On proposals.
    Proposals(proposals::Event),
    /// On grievances, demands and projects.
    Projects(projects::Event),
    /// On agreements and matters ceded.
    Agreements(agreements::Event),
    /// Between organisations.
    Federation(federation::Event),
    /// On readings of the accounts.
    Readings(readings::Event),
}

/// Decides a command: an event, or the reason why not. Nothing is changed.
///
/// # Errors
/// The first [`Refusal`]: the organisation exists (or not, to found it), the actor may do this, then
/// the checks of the module in their order.
pub fn decide(
    house: Option<&Organisation>,
    envelope: Envelope,
    command: Command,
) -> Result<Event, Refusal> {
    let Some(house) = house else {
        return match command {
            Command::Found(founding) => founding::decide(*founding, envelope.today),
            _ => Err(Refusal::NotFounded),
        };
    };
    authorise(house, envelope, &command)?;
    assemblies::by_vote_only(house, envelope, &command)?;
    let today = envelope.today;
    match command {
        Command::Found(_) => Err(Refusal::AlreadyFounded { name: house.founding.name.clone() }),
        Command::Members(command) => {
            Ok(Event::Members(members::decide(&house.members, command, envelope.actor)?))
        }
        Command::Offices(command) => {
            Ok(Event::Offices(offices::decide(&house.offices, &house.members, command, today)?))
        }
        Command::Rules(command) => Ok(Event::Rules(rules::decide(house, command)?)),
        Command::Contributions(command) => {
            Ok(Event::Contributions(contributions::decide(house, command, envelope)?))
        }
        Command::Bank(command) => Ok(Event::Bank(bank::decide(house, command, today)?)),
        Command::Allocations(command) => {
            Ok(Event::Allocations(allocations::decide(house, command, today)?))
        }
        Command::Payments(command) => {
            Ok(Event::Payments(payments::decide(house, command, envelope)?))
        }
        Command::Books(command) => Ok(Event::Books(books::decide(house, command, today)?)),
        Command::Assemblies(command) => {
            Ok(Event::Assemblies(assemblies::decide(house, command, envelope)?))
        }
        Command::Proposals(command) => {
            Ok(Event::Proposals(proposals::decide(house, command, envelope)?))
        }
        Command::Projects(command) => {
            Ok(Event::Projects(projects::decide(house, command, envelope)?))
        }
        Command::Agreements(command) => Ok(Event::Agreements(agreements::decide(house, command)?)),
        Command::Federation(command) => {
            Ok(Event::Federation(federation::decide(house, command, today)?))
        }
        Command::Readings(command) => {
            Ok(Event::Readings(readings::decide(house, command, envelope)?))
        }
    }
}

/// Takes an event into the state; `record` is the number of the record that carries it. Trusts the
/// journal: what was decided happened.
///
/// # Panics
/// If the journal holds an event before the founding, or a second founding: the reader of the
/// journal verifies it first.
pub fn apply(house: &mut Option<Organisation>, event: &Event, record: u64) {
    if let Event::Founded(founding) = event {
        assert!(house.is_none(), "a journal has one founding");
        *house = Some(Organisation::founded(founding));
        return;
    }
    let house = house.as_mut().expect("a journal starts with the founding");
    apply_one(house, event, record);
}

/// An event, and those that it causes: a closed poll carries its decision and its effects.
fn apply_one(house: &mut Organisation, event: &Event, record: u64) {
    let first_entry = EntryId::at(house.ledger.entry_count());
    posting::post_own(&mut house.ledger, &mut house.periods, event, record);
    match event {
        Event::Founded(_) => unreachable!("a journal has one founding"),
        Event::Members(event) => members::apply(&mut house.members, event),
        Event::Offices(event) => offices::apply(&mut house.offices, event),
        Event::Rules(event) => rules::apply(&mut house.rules, event),
        Event::Contributions(event) => {
            contributions::apply(&mut house.contributions, event, first_entry);
        }
        Event::Bank(event) => bank::apply(&mut house.bank, event),
        Event::Allocations(event) => allocations::apply(&mut house.allocations, event),
        Event::Payments(event) => {
            allocations::follow_payment(&mut house.allocations, &house.payments, event);
            projects::follow_payment(&mut house.projects, &house.payments, event);
            payments::apply(&mut house.payments, event, first_entry);
        }
        Event::Books(event) => books::apply(&mut house.books, event),
        Event::Assemblies(event) => {
            proposals::follow(&mut house.proposals, &house.assemblies, event);
            assemblies::apply(&mut house.assemblies, event);
            if let assemblies::Event::PollClosed(closed) = event {
                if let Some((decision, content)) = &closed.decision {
                    let (decision, content) = (*decision, content.clone());
                    let recorded = offices::Event::DecisionRecorded { decision, content };
                    offices::apply(&mut house.offices, &recorded);
                }
                for effect in &closed.effects {
                    apply_one(house, effect, record);
                }
            }
        }
        Event::Proposals(event) => proposals::apply(&mut house.proposals, event),
        Event::Projects(event) => projects::apply(&mut house.projects, event, first_entry),
        Event::Agreements(event) => agreements::apply(&mut house.agreements, event),
        Event::Readings(event) => readings::apply(&mut house.readings, event),
        Event::Federation(event) => {
            federation::apply(&mut house.federation, event);
            match event {
                federation::Event::Introduced { card, .. } => {
                    rules::name_level(&mut house.rules, &card.name);
                }
                federation::Event::Received { decision, effects, .. } => {
                    if let Some((decision, content)) = decision {
                        let (decision, content) = (*decision, content.clone());
                        let recorded = offices::Event::DecisionRecorded { decision, content };
                        offices::apply(&mut house.offices, &recorded);
                    }
                    for effect in effects {
                        apply_one(house, effect, record);
                    }
                }
                _ => (),
            }
        }
    }
    if let Some(line) = explained_line(event) {
        let entry = can_be_undone(event).then_some(first_entry);
        bank::explain(&mut house.bank, line, entry);
    }
    if let Event::Books(books::Event::Corrected { entry, .. }) = event {
        bank::reopen(&mut house.bank, *entry);
    }
    if let Some(line) = line_given_back(event) {
        bank::wait_again(&mut house.bank, line);
    }
}

/// The bank line whose explanation an event undoes where it was made.
fn line_given_back(event: &Event) -> Option<BankLineId> {
    match event {
        Event::Contributions(contributions::Event::ReceiptUndone { line, .. }) => *line,
        Event::Contributions(
            contributions::Event::DebitsUndone { line, .. }
            | contributions::Event::DebitUndone { line, .. }
            | contributions::Event::TogetherUndone { line, .. }
            | contributions::Event::ReturnUndone { line, .. },
        ) => Some(*line),
        Event::Payments(payments::Event::Undone { line, .. }) => Some(*line),
        _ => None,
    }
}

/// True for explanations of a bank line that a plain counter-entry undoes; the others (receipts,
/// payments) are undone where they were made.
fn can_be_undone(event: &Event) -> bool {
    let other =
        |event: &contributions::Event| matches!(event, contributions::Event::OtherReceived { .. });
    match event {
        Event::Bank(_) | Event::Federation(federation::Event::MoneyReceived { .. }) => true,
        Event::Contributions(event) => other(event),
        _ => false,
    }
}

/// The bank line that an event explains.
fn explained_line(event: &Event) -> Option<BankLineId> {
    match event {
        Event::Contributions(event) => match event {
            contributions::Event::Received { content, .. } => content.means.line(),
            contributions::Event::DebitsSettled { line, .. }
            | contributions::Event::DebitSettled { line, .. }
            | contributions::Event::ReceivedTogether { line, .. }
            | contributions::Event::Returned { line, .. } => Some(*line),
            contributions::Event::OtherReceived { line, .. } => *line,
            _ => None,
        },
        Event::Payments(payments::Event::Executed { line, .. })
        | Event::Federation(federation::Event::MoneyReceived { line, .. })
        | Event::Bank(bank::Event::Explained { line, .. }) => Some(*line),
        _ => None,
    }
}

/// Which office each command needs. A member may act for oneself: declare a situation, choose to pay
/// more, ask, contest.
fn authorise(house: &Organisation, envelope: Envelope, command: &Command) -> Result<(), Refusal> {
    let own = |member: identity::MemberId| envelope.actor == Actor::Member(member);
    // Oneself, or somebody who has a mandate for it.
    let for_whom = |member: identity::MemberId, what: members::HelpWith| match envelope.actor {
        Actor::Member(actor) if actor == member => true,
        Actor::Member(actor) => house.members.may_act_for(actor, member, what, envelope.today),
        Actor::Founders => false,
    };
    let power = match command {
        Command::Found(_) => return Ok(()),
        Command::Members(members::Command::DeclareSituations(situations))
            if situations
                .iter()
                .all(|(member, _)| for_whom(*member, members::HelpWith::Situation)) =>
        {
            return Ok(());
        }
        Command::Members(
            members::Command::GiveHelper { member, .. }
            | members::Command::EndHelper { member, .. },
        ) if own(*member) => return Ok(()),
        Command::Members(members::Command::EndHelper { helper, .. }) if own(*helper) => {
            return Ok(());
        }
        Command::Members(_) => Power::KeepRegister,
        Command::Offices(_) | Command::Rules(_) => Power::RecordDecisions,
        Command::Contributions(contributions::Command::Choose { member, .. })
            if for_whom(*member, members::HelpWith::Contributions) =>
        {
            return Ok(());
        }
        Command::Allocations(allocations::Command::Ask { member, .. })
            if for_whom(*member, members::HelpWith::Requests) =>
        {
            return Ok(());
        }
        Command::Allocations(allocations::Command::Appeal { request, .. })
            if house
                .allocations
                .request(*request)
                .is_some_and(|asked| for_whom(asked.member, members::HelpWith::Requests)) =>
        {
            return Ok(());
        }
        Command::Payments(payments::Command::Sign { .. }) => Power::Sign,
        Command::Contributions(_)
        | Command::Bank(_)
        | Command::Allocations(_)
        | Command::Payments(_)
        | Command::Books(_)
        | Command::Agreements(_) => Power::KeepAccounts,
        Command::Proposals(command) => return proposals::authorise(house, envelope, command),
        Command::Projects(command) => return projects::authorise(house, envelope, command),
        Command::Assemblies(command) => return assemblies::authorise(house, envelope, command),
        Command::Federation(command) => return federation::authorise(house, envelope, command),
        Command::Readings(command) => return readings::authorise(house, envelope, command),
    };
    Ok(house.offices.allow(envelope.actor, power, envelope.today)?)
}

/// True for a SHA-256 digest as it is written: 64 hexadecimal digits.
pub(crate) fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

impl Organisation {
    fn founded(founding: &Founding) -> Organisation {
        let mut periods = Periods::default();
        periods.open_year(founding.first_year);
        Organisation {
            founding: founding.clone(),
            chart: founding.chart.clone(),
            periods,
            ledger: Ledger::default(),
            books: books::Books::default(),
            members: members::Members::default(),
            offices: offices::Offices::founded(&founding.decision),
            rules: rules::RuleBook::default(),
            contributions: contributions::Contributions::default(),
            bank: bank::Bank::default(),
            allocations: allocations::Allocations::default(),
            payments: payments::Payments::default(),
            assemblies: assemblies::Assemblies::default(),
            proposals: proposals::Proposals::default(),
            projects: projects::Projects::default(),
            agreements: agreements::Agreements::default(),
            federation: federation::Federation::default(),
            readings: readings::Readings::default(),
        }
    }

    /// May this entry be posted?
    ///
    /// # Errors
    /// The ledger's first refusal.
    pub fn check(&self, entry: &Entry) -> Result<(), LedgerRefusal> {
        let members = u32::try_from(self.members.len()).unwrap_or(u32::MAX);
        let levels = u32::try_from(self.rules.levels().count()).unwrap_or(u32::MAX);
        check_parties(entry, members, levels)?;
        self.ledger.check(entry, &self.chart, &self.periods)
    }

    /// May this account be written by hand, on an entry or as the other side of a bank line? Claims,
    /// allocations and the shares of levels keep accounts of their own: what is written there besides
    /// would belong to nobody. The bank account is kept by its statements; only its opening balance
    /// is written.
    ///
    /// # Errors
    /// [`books::Refusal::KeptAccount`].
    pub fn check_by_hand(
        &self,
        account: ledger::AccountNumber,
        opening: bool,
    ) -> Result<(), books::Refusal> {
        let kept =
            [Use::ContributionsReceivable, Use::AllocationsPayable, Use::OwedToLevels, Use::Bank];
        let by = kept.into_iter().find(|by| self.chart.account(*by) == account);
        match by {
            Some(Use::Bank) if opening => Ok(()),
            Some(by) => Err(books::Refusal::KeptAccount { account, by }),
            None => Ok(()),
        }
    }

    /// Money in hand: bank, cash, and what is between them.
    pub fn in_hand(&self) -> Amount {
        [Use::Bank, Use::Cash, Use::InTransit]
            .map(|place| self.ledger.balance(self.chart.account(place)))
            .into_iter()
            .sum()
    }

    /// What is owed to a level and not paid yet.
    pub fn owed_to(&self, level: LevelId) -> Amount {
        let account = self.chart.account(Use::OwedToLevels);
        -self.ledger.party_balance(account, Party::Level(level))
    }

    /// What may still be granted on that day: money in hand, less what is reserved for allocations
    /// and for projects, less what is owed to other levels, less the reserve floor.
    pub fn available(&self, on: Day) -> Amount {
        let owed = -self.ledger.balance(self.chart.account(Use::OwedToLevels));
        self.in_hand()
            .minus(self.allocations.reserved())
            .minus(self.projects.reserved(on))
            .minus(owed)
            .minus(self.rules.reserve_floor(on))
    }
}
