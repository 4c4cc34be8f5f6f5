//! Federations and member caisses: ties, common rules, statements, mandates, equalisations.

use caisse_units::{Amount, Day, Month};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Adoption, Cession, Place, Reference};

/// All that ties this organisation to others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Federation {
    /// How many messages we said, numbered from 1.
    pub told: u64,
    /// The federations that we belong to.
    pub above: Vec<Above>,
    /// Those who belong to us, when we are a federation.
    pub below: Option<Below>,
    /// The equalisations that we computed, the newest first.
    pub equalised: Vec<PastEqualisation>,
}

/// A federation that we belong to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Above {
    /// Which.
    pub peer: Reference,
    /// Where the tie stands, in a sentence.
    pub state: String,
    /// The vote of ours that made the tie.
    pub adoption: Option<Adoption>,
    /// The matters ceded to it.
    pub cessions: Vec<Cession>,
    /// The rules that it set here.
    pub set: Vec<CommonRule>,
    /// What it decided and what has no effect here by itself.
    pub offered: Vec<Offered>,
    /// What its equalisations gave us or took from us.
    pub shares: Vec<EqualisationShare>,
    /// What is owed, by whom.
    pub debt: Option<Debt>,
    /// Its assemblies and our instructions.
    pub assemblies: Vec<TheirAssembly>,
    /// How far we listened to it, in a sentence.
    pub heard: String,
    /// What it was caught at, in a sentence.
    pub caught: Option<String>,
}

/// A rule in force by the decision of a federation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CommonRule {
    /// The rule.
    pub rule: Reference,
    /// The federation.
    pub federation: Reference,
    /// The matter.
    pub matter: String,
    /// From which day.
    pub from: Day,
    /// The federation's vote, as recorded here.
    pub adoption: Adoption,
}

/// Rules of a federation that wait for a local assembly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Offered {
    /// The title of the decision.
    pub title: String,
    /// The assembly that took it.
    pub assembly: String,
    /// When.
    pub on: Day,
    /// The rules, by title.
    pub rules: Vec<String>,
    /// Why it has no effect here by itself.
    pub why: String,
}

/// What one equalisation gave us or took from us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EqualisationShare {
    /// The month.
    pub month: Month,
    /// The rule, by title.
    pub rule: String,
    /// Received (above zero) or paid (below).
    pub amount: Amount,
    /// Among how many.
    pub among: u64,
    /// When it was booked.
    pub on: Day,
    /// The whole equalisation.
    pub place: Place,
}

/// What is owed between two organisations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Debt {
    /// How much, above zero.
    pub amount: Amount,
    /// True if we owe it; false if it is owed to us.
    pub ours: bool,
    /// Since when it has not been settled whole.
    pub since: Day,
    /// The entry that began it.
    pub entry: Option<Place>,
}

/// An assembly of a federation, as it was told to us.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TheirAssembly {
    /// Its number there.
    pub id: String,
    /// Its title.
    pub title: String,
    /// When.
    pub on: Day,
    /// Its items.
    pub items: Vec<TheirItem>,
}

/// An item of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TheirItem {
    /// Its title.
    pub title: String,
    /// Our instruction, if our assembly gave one.
    pub instruction: Option<Instructed>,
}

/// How a membership told its delegate to vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Instructed {
    /// In favour.
    pub in_favour: u64,
    /// Against.
    pub against: u64,
    /// Abstentions.
    pub abstained: u64,
    /// What the delegate has to say.
    pub text: Vec<String>,
}

/// The members of a federation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Below {
    /// The last month that ended, whose statements are expected.
    pub month: Month,
    /// The years of which there are accounts of all together.
    pub years: Vec<i16>,
    /// The members, in the order in which they came.
    pub members: Vec<MemberCaisse>,
    /// The rules that we set for all.
    pub set: Vec<SetForAll>,
    /// Our assemblies for which mandates are given or awaited, the newest first.
    pub assemblies: Vec<Mandated>,
}

/// A member of a federation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MemberCaisse {
    /// Which.
    pub peer: Reference,
    /// True if both sides hold the tie on the day of the page.
    pub tied: bool,
    /// Where the tie stands, in a sentence.
    pub state: String,
    /// Its last statement.
    pub statement: Option<Statement>,
    /// What lacks, in a sentence: the statement of the month that ended.
    pub lacks: Option<String>,
    /// What is owed, by whom.
    pub debt: Option<Debt>,
    /// What it was caught at, in a sentence.
    pub caught: Option<String>,
    /// How far we listened to it, in a sentence.
    pub heard: String,
}

/// Where a caisse stood at the end of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Statement {
    /// The month.
    pub month: Month,
    /// Members.
    pub members: u64,
    /// Members who were called to contribute.
    pub contributors: u64,
    /// The base of contributions, if known.
    pub base: Option<Amount>,
    /// Contributions called.
    pub called: Amount,
    /// Contributions received.
    pub received: Amount,
    /// Granted.
    pub granted: Amount,
    /// Requests still to be decided.
    pub asked: u64,
    /// Free to be spent above the floor.
    pub available: Amount,
    /// What must stay.
    pub floor: Amount,
    /// Tenths of months that the fund lasts; without end if absent.
    pub survival: Option<u32>,
    /// Contributions received per member.
    pub received_per_head: Option<Amount>,
    /// Granted per member.
    pub granted_per_head: Option<Amount>,
    /// Available per member.
    pub available_per_head: Option<Amount>,
}

/// Rules that a federation set for all its members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct SetForAll {
    /// The matter.
    pub matter: String,
    /// The rules.
    pub rules: Vec<Reference>,
    /// From which day.
    pub from: Day,
    /// The vote.
    pub adoption: Adoption,
}

/// An assembly of delegates, with what their caisses told them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Mandated {
    /// The assembly.
    pub assembly: Reference,
    /// Its items.
    pub items: Vec<MandatedItem>,
}

/// An item voted by delegates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MandatedItem {
    /// Its title.
    pub title: String,
    /// Its poll, if it was put to the vote.
    pub poll: Option<Reference>,
    /// Each caisse.
    pub mandates: Vec<DelegateMandate>,
}

/// What a caisse told its delegate and what the delegate did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct DelegateMandate {
    /// The caisse.
    pub caisse: Reference,
    /// What it told; nothing yet if absent.
    pub instructed: Option<Instructed>,
    /// What the delegate voted, when the poll is closed and its votes are open: in words.
    pub voted: Option<String>,
    /// True if the vote is not the mandate.
    pub deviates: bool,
}

/// An equalisation in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PastEqualisation {
    /// The rule, by title.
    pub rule: String,
    /// The month.
    pub month: Month,
    /// What changed hands.
    pub volume: Amount,
    /// How many pay and how many receive.
    pub payers: u64,
    /// How many receive.
    pub receivers: u64,
    /// The whole.
    pub place: Place,
}

/// Another organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Peer {
    /// Its number here.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Under what name its feed goes.
    pub origin: String,
    /// Where its feed is read, if elsewhere.
    pub address: Option<String>,
    /// Its whole key.
    pub key: String,
    /// The key in twelve groups of five digits, to compare aloud.
    pub key_groups: Vec<String>,
    /// What it is to us, in a sentence.
    pub side: String,
    /// Where the tie stands, in a sentence.
    pub state: String,
    /// The vote of ours that made the tie.
    pub adoption: Option<Adoption>,
    /// What is owed, by whom.
    pub debt: Option<Debt>,
    /// How far we listened to it, in a sentence.
    pub heard: String,
    /// What it was caught at, in a sentence, with the proofs as signed.
    pub caught: Option<(String, Vec<String>)>,
    /// Its statements, the newest first.
    pub statements: Vec<Statement>,
}

/// One equalisation, whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Equalisation {
    /// Its own place.
    pub place: Place,
    /// The rule.
    pub rule: Reference,
    /// The first day of the version applied.
    pub since: Day,
    /// The month.
    pub month: Month,
    /// The federation that computed it; ourselves if absent.
    pub by: Option<Reference>,
    /// The vote that adopted the rule, when it is known here.
    pub adoption: Option<Adoption>,
    /// The rule in sentences, when it is known here.
    pub sentences: Vec<String>,
    /// The titles of the figures of each.
    pub columns: Vec<String>,
    /// Each caisse.
    pub sharers: Vec<Sharer>,
    /// Whether a new computation gave the same, in a sentence.
    pub checked: String,
    /// A try with other figures, where the rule is known here.
    pub trial: Option<Trial>,
}

/// A caisse in an equalisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Sharer {
    /// Which, as messages name it.
    pub origin: String,
    /// Which.
    pub who: Reference,
    /// True if it is us.
    pub ours: bool,
    /// Its figures, in the order of the columns.
    pub figures: Vec<String>,
    /// Received (above zero) or paid (below).
    pub amount: Amount,
}

/// The question “what if”.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Trial {
    /// Whose figures are changed, as messages name it.
    pub origin: String,
    /// Its name.
    pub name: String,
    /// The figures that may be changed.
    pub fields: Vec<TrialField>,
    /// What was computed, if something was asked; or why the formula gives nothing.
    pub outcome: Option<Result<Vec<Tried>, String>>,
}

/// A caisse in the answer: its name, what was decided, what the formula gives.
pub type Tried = (String, Amount, Amount);

/// A figure of the question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TrialField {
    /// The name in the address.
    pub name: String,
    /// Its title.
    pub title: String,
    /// What stands in it.
    pub value: String,
}

/// What was asked: which caisse, and its figures by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Supposed {
    /// Whose figures, as messages name it.
    pub origin: Option<String>,
    /// The figures as typed.
    pub figures: Vec<(String, String)>,
}

/// The accounts of all members together: the sums of their statements, without what went from one to
/// another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Consolidated {
    /// The year.
    pub year: i16,
    /// The months of which at least one statement was read, in order.
    pub months: Vec<ConsolidatedMonth>,
    /// The members, each over the year.
    pub caisses: Vec<ConsolidatedCaisse>,
}

/// A month of all members together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConsolidatedMonth {
    /// The month.
    pub month: Month,
    /// How many statements were read.
    pub told: u64,
    /// How many members were tied on its last day.
    pub of: u64,
    /// Members of the caisses that told.
    pub members: u64,
    /// Contributions received.
    pub received: Amount,
    /// Granted.
    pub granted: Amount,
    /// Free above the floors, at the end of the month.
    pub available: Amount,
    /// What went from caisse to caisse, and is in no sum.
    pub moved: Amount,
}

/// A member over a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ConsolidatedCaisse {
    /// Which.
    pub peer: Reference,
    /// Contributions received.
    pub received: Amount,
    /// Granted.
    pub granted: Amount,
    /// Received from the others (above zero) or paid to them (below), all equalisations together.
    pub transfer: Amount,
    /// Contributions received per member of the last statement.
    pub received_per_head: Option<Amount>,
    /// Granted per member.
    pub granted_per_head: Option<Amount>,
}
