//! A rule in force, applied to a member.

use caisse_rules::sharing;
use caisse_rules::tree::{Content, Input, SharingMethod, Version};
use caisse_rules::{EvaluationError, Inputs, Outcome, Rule, Value, ValueType, evaluate};
use caisse_units::{Amount, Day, Language, Month};

use super::{Purpose, Refusal, RuleBook, Situation};
use crate::Organisation;
use crate::allocations::Request;
use crate::identity::{AllocationId, LevelId, MemberId};
use crate::ledger::Reason;
use crate::members::MemberKind;

/// A share of an amount by the keys in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyShare {
    /// The name in the keys.
    pub name: String,
    /// The level it goes to; `None` stays in the caisse.
    pub level: Option<LevelId>,
    /// How much.
    pub amount: Amount,
}

/// Why a rule gives nothing usable for a member.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// A declared value is not what the input asks for.
    Unreadable {
        /// The input.
        input: String,
        /// What was declared.
        text: String,
        /// The type asked for.
        expected: ValueType,
    },
    /// The rule cannot be computed.
    Evaluation(EvaluationError),
}

impl Failure {
    /// The sentence for the treasurer.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            Failure::Unreadable { input, text, expected } => match language {
                Language::French => format!(
                    "« {text} » déclaré pour « {input} » ne se lit pas comme : {}",
                    expected.name(language)
                ),
                Language::English => format!(
                    "“{text}” declared for “{input}” cannot be read as: {}",
                    expected.name(language)
                ),
            },
            Failure::Evaluation(error) => error.sentence(language),
        }
    }
}

/// The input by which a rule asks whether a member is an organisation; a rule that asks it reaches
/// organisations, any other reaches people only.
pub const ORGANISATION: &str = "organisation";

/// The members a rule is applied to on a day: those active, of each household the first active one
/// only, and no organisation unless the rule asks for `organisation` and so says what it owes or gets.
pub fn payers(
    house: &Organisation,
    rule: &InForce<'_>,
    day: Day,
) -> impl Iterator<Item = MemberId> {
    let with_organisations = rule.reaches_organisations();
    let mut households = std::collections::BTreeSet::new();
    house.members.active_on(day).filter_map(move |(id, member)| {
        if member.kind == MemberKind::Organisation && !with_organisations {
            return None;
        }
        match member.household {
            Some(household) => households.insert(household).then_some(id),
            None => Some(id),
        }
    })
}

/// What a rule is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    /// For whom.
    pub member: MemberId,
    /// For which day: the first of the month, for what is periodic.
    pub on: Day,
    /// The day whose household counts: the last of the month for what is periodic, as for who is
    /// called ([`payers`]), so that a household that joins within the month counts whole.
    pub counted: Day,
    /// How much was asked for, or the cost to be shared.
    pub asked: Option<Amount>,
    /// The allocation that is told again: only what came before it counts as already received.
    pub told: Option<AllocationId>,
}

impl Question {
    /// What a periodic rule is asked for a month.
    pub fn of_month(member: MemberId, month: Month) -> Question {
        let (on, counted) = (month.first_day(), month.last_day());
        Question { member, on, counted, asked: None, told: None }
    }
}

/// A rule in force on a day.
pub struct InForce<'a> {
    book: &'a RuleBook,
    rule: &'a Rule,
    version: &'a Version,
    purpose: &'a Purpose,
    inputs: Vec<&'a Input>,
    on: Day,
}

impl RuleBook {
    /// The contribution rule in force.
    ///
    /// # Errors
    /// [`Refusal::NoneInForce`].
    pub fn contribution(&self, on: Day) -> Result<InForce<'_>, Refusal> {
        // Several rules may have served in turn, one repealed before the next: the one in force.
        let found = self
            .all()
            .filter(|(_, purpose)| matches!(purpose, Purpose::Contribution))
            .find(|(rule, _)| self.version_on(&rule.name, on).is_some());
        self.in_force(found, "cotisation", on)
    }

    /// The benefit of that name in force.
    ///
    /// # Errors
    /// [`Refusal::NoneInForce`].
    pub fn benefit(&self, rule: &str, on: Day) -> Result<InForce<'_>, Refusal> {
        let is_it = |(known, purpose): &(&Rule, &Purpose)| {
            known.name == rule && matches!(purpose, Purpose::Benefit { .. })
        };
        self.in_force(self.all().find(is_it), rule, on)
    }

    /// Any rule in force by name.
    ///
    /// # Errors
    /// [`Refusal::NoneInForce`].
    pub fn named(&self, rule: &str, on: Day) -> Result<InForce<'_>, Refusal> {
        self.in_force(self.all().find(|(known, _)| known.name == rule), rule, on)
    }

    fn in_force<'a>(
        &'a self,
        found: Option<(&'a Rule, &'a Purpose)>,
        name: &str,
        on: Day,
    ) -> Result<InForce<'a>, Refusal> {
        let none = || Refusal::NoneInForce { rule: name.to_owned(), on };
        let (rule, purpose) = found.ok_or_else(none)?;
        let version = self.version_on(&rule.name, on).ok_or_else(none)?;
        let inputs = self.set.inputs_of(&rule.name);
        Ok(InForce { book: self, rule, version, purpose, inputs, on })
    }

    /// An amount split by the keys in force; the whole stays when no keys are adopted.
    ///
    /// # Errors
    /// [`Refusal::Unsound`] never: keys are checked at adoption to make 100 %.
    pub fn shares(&self, amount: Amount, on: Day) -> Result<Vec<KeyShare>, Refusal> {
        let keys = self.all().find_map(|(rule, purpose)| match purpose {
            Purpose::Keys { own } => Some((self.version_on(&rule.name, on)?, own)),
            _ => None,
        });
        let Some((version, own)) = keys else { return Ok(Vec::new()) };
        for line in &version.lines {
            let Content::Sharing(sharing) = &line.content else { continue };
            let SharingMethod::ByKeys { keys, remainder_to } = &sharing.method else { continue };
            let parts = sharing::split(amount, keys, remainder_to)
                .expect("keys make 100 % and name who takes the rest, which adoption checks");
            let share = |(key, amount): (&caisse_rules::tree::Key, Amount)| KeyShare {
                name: key.name.clone(),
                level: if key.name == *own { None } else { self.level_named(&key.name) },
                amount,
            };
            return Ok(keys.iter().zip(parts).map(share).collect());
        }
        Ok(Vec::new())
    }

    fn level_named(&self, name: &str) -> Option<LevelId> {
        self.levels().find(|(_, known)| *known == name).map(|(level, _)| level)
    }

    /// What must stay in the fund on that day, by the rule in force; nothing without one.
    pub fn reserve_floor(&self, on: Day) -> Amount {
        let rule = self
            .all()
            .filter(|(_, purpose)| matches!(purpose, Purpose::ReserveFloor))
            .find(|(rule, _)| self.version_on(&rule.name, on).is_some());
        let outcome = rule.and_then(|(rule, _)| {
            evaluate::evaluate_untraced(&self.set, &rule.name, on, &Inputs::new()).ok()
        });
        match outcome.map(|outcome| outcome.value) {
            Some(Value::Euros(floor)) => floor,
            _ => Amount::ZERO,
        }
    }
}

impl InForce<'_> {
    /// The rule's name.
    pub fn name(&self) -> &str {
        &self.rule.name
    }

    /// What the rule, and those it refers to, must know.
    pub fn asks(&self) -> &[&Input] {
        &self.inputs
    }

    /// True if the rule, or one it refers to, asks whether a member is an organisation.
    pub fn reaches_organisations(&self) -> bool {
        let asks = |input: &&Input| input.name == ORGANISATION && input.kind == ValueType::YesNo;
        self.inputs.iter().any(asks)
    }

    /// The first day of the version.
    pub fn since(&self) -> Day {
        self.version.since
    }

    /// What an entry under this rule carries out.
    pub fn reason(&self) -> Reason {
        Reason::Rule { rule: self.rule.name.clone(), since: self.version.since }
    }

    /// The kind of need, for a benefit.
    pub fn need(&self) -> &str {
        match self.purpose {
            Purpose::Benefit { need, .. } => need,
            _ => "",
        }
    }

    /// The amount for a member and a month.
    ///
    /// # Errors
    /// [`Failure`] says what is missing or unreadable.
    pub fn amount(
        &self,
        house: &Organisation,
        member: MemberId,
        month: Month,
        situation: Option<&Situation>,
    ) -> Result<Amount, Failure> {
        let question = Question::of_month(member, month);
        self.evaluate(&self.inputs(house, question, situation)?)
    }

    /// The amount for a request.
    ///
    /// # Errors
    /// [`Failure`] says what is missing or unreadable.
    pub fn amount_for_request(
        &self,
        house: &Organisation,
        request: &Request,
        on: Day,
        situation: Option<&Situation>,
    ) -> Result<Amount, Failure> {
        let (member, asked) = (request.member, Some(request.asked));
        let question = Question { member, on, counted: on, asked, told: None };
        self.evaluate(&self.inputs(house, question, situation)?)
    }

    /// The same with every step, for "why this figure?".
    ///
    /// # Errors
    /// [`Failure`] says what is missing or unreadable.
    pub fn explain(
        &self,
        house: &Organisation,
        question: Question,
        situation: Option<&Situation>,
    ) -> Result<Outcome, Failure> {
        let inputs = self.inputs(house, question, situation)?;
        evaluate::evaluate(&self.book.set, &self.rule.name, self.on, &inputs)
            .map_err(Failure::Evaluation)
    }

    /// The amount for inputs made by [`InForce::inputs`], or by hand for a typical case.
    ///
    /// # Errors
    /// [`Failure::Evaluation`] says what is missing or out of bounds.
    pub fn evaluate(&self, inputs: &Inputs) -> Result<Amount, Failure> {
        let outcome = evaluate::evaluate_untraced(&self.book.set, &self.rule.name, self.on, inputs)
            .map_err(Failure::Evaluation)?;
        match outcome.value {
            Value::Euros(amount) => Ok(amount),
            _ => unreachable!("adoption requires euros"),
        }
    }

    /// What is declared, completed by what the register knows: `anciennete` (months of membership),
    /// `categorie`, `organisation` (yes for an organisation, no for a person), `personnes` (active
    /// members of the household), `demande` (the amount asked for), `deja_recu` (received under this
    /// rule in the calendar year).
    ///
    /// # Errors
    /// [`Failure::Unreadable`] when a declared value is not what the input asks for.
    pub fn inputs(
        &self,
        house: &Organisation,
        question: Question,
        situation: Option<&Situation>,
    ) -> Result<Inputs, Failure> {
        let mut inputs = Inputs::new();
        for input in &self.inputs {
            let declared = situation.and_then(|situation| situation.get(&input.name));
            let value = match declared {
                Some(text) => Some(Value::parse(input.kind, text).map_err(|error| {
                    let (name, text, expected) = (input.name.clone(), error.text, error.kind);
                    Failure::Unreadable { input: name, text, expected }
                })?),
                None => self.known(house, question, &input.name),
            };
            if let Some(value) = value
                && value.kind() == input.kind
            {
                inputs.insert(input.name.clone(), value);
            }
        }
        Ok(inputs)
    }

    fn known(&self, house: &Organisation, question: Question, input: &str) -> Option<Value> {
        let Question { member, on, counted, asked, told } = question;
        let known = house.members.get(member)?;
        match input {
            "anciennete" => Some(Value::Months(i64::from(known.seniority_on(on)))),
            "categorie" => Some(Value::Category(known.category.clone())),
            ORGANISATION => Some(Value::YesNo(known.kind == MemberKind::Organisation)),
            "personnes" => {
                let size = house.members.household_size(member, counted);
                Some(Value::Count(i64::try_from(size).unwrap_or(i64::MAX)))
            }
            "demande" => asked.map(Value::Euros),
            "deja_recu" => Some(Value::Euros(match told {
                Some(allocation) => house.allocations.received_before(allocation, on.year()),
                None => house.allocations.received_in_year(member, &self.rule.name, on.year()),
            })),
            _ => None,
        }
    }
}
