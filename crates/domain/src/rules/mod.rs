//! The rules a caisse has adopted: which, from when, by which decision, and what each is for.
//!
//! The language itself (types, evaluation, explanation) is the crate `caisse-rules`. Here a rule is
//! adopted by a decision, its past versions can no longer change, and it is applied to a member: what
//! the register knows (seniority, category, household) and the situation that was opened for the
//! computation become its inputs.
//!
//! Absent on purpose: where situations are kept (vault); they are handed over with a command and
//! leave no trace but the amounts.

mod apply;
mod decide;
mod in_force;
mod refusal;

pub use apply::apply;
pub(crate) use apply::name_level;
pub use decide::decide;
pub(crate) use decide::{adopt, repeal, settled};
pub use in_force::{Failure, InForce, KeyShare, ORGANISATION, Question, payers};
pub use refusal::Refusal;

use std::collections::BTreeMap;

use caisse_rules::tree::Version;
use caisse_rules::{Rule, RuleSet};
use caisse_units::Day;
use serde::{Deserialize, Serialize};

use crate::identity::{DecisionId, LevelId, MemberId};

/// What a member declared, by name of input, as typed; opened from the vault for one computation.
pub type Situation = BTreeMap<String, String>;

/// Situations by member.
pub type Situations = BTreeMap<MemberId, Situation>;

/// The declared legal mode of a benefit; a lawyer's eye is for the caisse to ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LegalMode {
    /// Aid that the caisse may grant, not a right.
    DiscretionaryAid,
    /// Gifts between members of a circle.
    GiftCircle,
    /// Insured by a partner.
    InsuredByPartner,
    /// Credit issued by a third party.
    CreditByThirdParty,
}

/// What a rule is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// What each member owes each month.
    Contribution,
    /// How each receipt is split between levels; `own` is the key that stays in this caisse.
    Keys {
        /// The key that stays.
        own: String,
    },
    /// A benefit: the kind of need names its account in the chart.
    Benefit {
        /// The kind of need.
        need: String,
        /// Its declared legal mode.
        mode: LegalMode,
    },
    /// What must stay in the fund.
    ReserveFloor,
    /// A figure other rules use.
    Parameter,
    /// How a federation shares between its members: a pool rule whose result is a line of transfers.
    Equalisation,
}

/// A rule with its purpose, as adopted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdoptedRule {
    /// What it is for.
    pub purpose: Purpose,
    /// The rule, with all its versions.
    pub rule: Rule,
}

/// The rules adopted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct RuleBook {
    set: RuleSet,
    purposes: BTreeMap<String, Purpose>,
    decisions: BTreeMap<(String, Day), DecisionId>,
    levels: Vec<String>,
    repeals: BTreeMap<String, Vec<Repeal>>,
}

/// The end of a rule by decision; a later version may bring it back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeal {
    /// The first day it no longer holds.
    pub from: Day,
    /// The decision.
    pub decision: DecisionId,
}

/// How a snapshot keeps a [`RuleBook`].
#[derive(Clone, Serialize, Deserialize)]
struct Written {
    rules: Vec<String>,
    purposes: BTreeMap<String, Purpose>,
    decisions: Vec<(String, Day, DecisionId)>,
    levels: Vec<String>,
    repeals: BTreeMap<String, Vec<Repeal>>,
}

impl TryFrom<Written> for RuleBook {
    type Error = serde_json::Error;

    fn try_from(written: Written) -> Result<RuleBook, serde_json::Error> {
        let rules = written.rules.iter().map(|text| serde_json::from_str::<Rule>(text));
        let decisions = written.decisions.into_iter();
        Ok(RuleBook {
            set: RuleSet::from_rules(rules.collect::<Result<Vec<Rule>, _>>()?),
            purposes: written.purposes,
            decisions: decisions.map(|(rule, since, by)| ((rule, since), by)).collect(),
            levels: written.levels,
            repeals: written.repeals,
        })
    }
}

impl From<RuleBook> for Written {
    fn from(book: RuleBook) -> Written {
        let decisions = book.decisions.into_iter();
        Written {
            rules: book.set.rules().map(text).collect(),
            purposes: book.purposes,
            decisions: decisions.map(|((rule, since), by)| (rule, since, by)).collect(),
            levels: book.levels,
            repeals: book.repeals,
        }
    }
}

/// A rule as text: compact formats cannot hold its optional fields.
fn text(rule: &Rule) -> String {
    serde_json::to_string(rule).expect("a rule is plain data")
}

/// What one may ask.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub enum Command {
    /// Adopt rules, or new versions of rules, by a recorded decision.
    Adopt {
        /// The rules, each with all its versions.
        rules: Vec<AdoptedRule>,
        /// The decision.
        decision: DecisionId,
    },
    /// End a rule from a day on, by a recorded decision.
    Repeal {
        /// Its name.
        rule: String,
        /// The first day it no longer holds.
        from: Day,
        /// The decision.
        decision: DecisionId,
    },
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// Rules were adopted.
    Adopted {
        /// The rules, each with all its versions.
        rules: Vec<AdoptedRule>,
        /// The decision.
        decision: DecisionId,
    },
    /// A rule was repealed.
    Repealed {
        /// Its name.
        rule: String,
        /// The first day it no longer holds.
        from: Day,
        /// The decision.
        decision: DecisionId,
    },
}

impl RuleBook {
    /// The rules as the language knows them.
    pub fn set(&self) -> &RuleSet {
        &self.set
    }

    /// What a rule is for.
    pub fn purpose(&self, rule: &str) -> Option<&Purpose> {
        self.purposes.get(rule)
    }

    /// The decision that adopted a version.
    pub fn decision(&self, rule: &str, since: Day) -> Option<DecisionId> {
        self.decisions.get(&(rule.to_owned(), since)).copied()
    }

    /// The version of a rule in force on a day: the last one begun, unless the rule was repealed since.
    pub fn version_on(&self, rule: &str, on: Day) -> Option<&Version> {
        let version = self.set.rule(rule)?.version_on(on)?;
        let ended = |repeal: &Repeal| version.since < repeal.from && repeal.from <= on;
        (!self.repeals(rule).iter().any(ended)).then_some(version)
    }

    /// The repeals of a rule, in the order decided.
    pub fn repeals(&self, rule: &str) -> &[Repeal] {
        self.repeals.get(rule).map_or(&[], Vec::as_slice)
    }

    /// Every rule adopted, with its purpose.
    pub fn all(&self) -> impl Iterator<Item = (&Rule, &Purpose)> {
        self.set.rules().filter_map(|rule| Some((rule, self.purposes.get(&rule.name)?)))
    }

    /// The name of a level.
    pub fn level(&self, level: LevelId) -> Option<&str> {
        self.levels.get((level.0 as usize).checked_sub(1)?).map(String::as_str)
    }

    /// The levels that receive shares, in the order they first appeared in the keys.
    pub fn levels(&self) -> impl Iterator<Item = (LevelId, &str)> {
        self.levels.iter().enumerate().map(|(index, name)| (LevelId::at(index), name.as_str()))
    }
}
