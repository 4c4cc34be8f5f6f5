//! One poll: a question, what decides it, the ballots, and what it came to.
//!
//! Absent on purpose: the counting (`count`), the effects of a decision (`proposals`).

use std::collections::{BTreeMap, BTreeSet};

use caisse_units::{Amount, Language};
pub use caisse_votes::motion::Answer;
use caisse_votes::motion::consent::Objection;
use caisse_votes::motion::{Base, BlankVotes, TieRule};
use serde::{Deserialize, Serialize};

use super::Verdict;
use super::count::Outcome;
use super::meeting::{Quorate, There};
use super::method::Method;
use super::roll::Heads;
use super::statutes::{DecisionRule, Kind, Remote, Secrecy, Size, Together};
use super::written::{Enough, Kept};
use crate::identity::{AssemblyId, DecisionId, MemberId, ProjectId, ProposalId};

/// What one may choose, in a poll with options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// A text, 1 to 200 characters. Never a name: the journal knows numbers.
    Text(String),
    /// A member.
    Member(MemberId),
    /// A project.
    Project(ProjectId),
    /// A proposal.
    Proposal(ProposalId),
}

impl Choice {
    /// An option as a person names it: the number of a member (`M3`), of a project (`PJ1`) or of a
    /// proposal (`PR2`), else a text.
    pub fn read(text: &str) -> Choice {
        let text = text.trim();
        if let Ok(member) = text.parse() {
            Choice::Member(member)
        } else if let Ok(project) = text.parse() {
            Choice::Project(project)
        } else if let Ok(proposal) = text.parse() {
            Choice::Proposal(proposal)
        } else {
            Choice::Text(text.to_owned())
        }
    }

    /// The choice as the journal knows it: its text, or the number of what is chosen.
    pub fn written(&self) -> String {
        match self {
            Choice::Text(text) => text.clone(),
            Choice::Member(member) => member.to_string(),
            Choice::Project(project) => project.to_string(),
            Choice::Proposal(proposal) => proposal.to_string(),
        }
    }
}

/// Everything that decides the result, fixed when the poll opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// How ballots become a result.
    pub method: Method,
    /// How many yes are enough.
    pub threshold: Enough,
    /// Of what.
    pub base: Base,
    /// What a blank ballot is.
    pub blank: BlankVotes,
    /// What decides between as many yes as no.
    pub tie: TieRule,
    /// How many must be there.
    pub quorum: Size,
    /// What colleges change.
    pub colleges: Together,
    /// Whether the record says who voted what.
    pub secrecy: Secrecy,
    /// Who may vote from afar.
    pub remote: Remote,
    /// True if paper ballots may be handed out.
    pub paper: bool,
}

impl Terms {
    /// The same as a rule of statutes, with the quorum that was in force.
    pub fn rule(&self) -> DecisionRule {
        let terms = self.clone();
        DecisionRule {
            method: terms.method,
            threshold: terms.threshold,
            base: terms.base,
            blank: terms.blank,
            tie: terms.tie,
            quorum: Some(terms.quorum),
            colleges: terms.colleges,
            secrecy: terms.secrecy,
            remote: terms.remote,
            paper: terms.paper,
        }
    }
}

/// A question as it is put.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The item of the agenda, from 0.
    pub item: u16,
    /// What is decided.
    pub kind: Kind,
    /// The question, 1 to 500 characters.
    pub text: String,
    /// The options, in order; none where the answer is yes or no.
    #[serde(default)]
    pub options: Vec<Choice>,
    /// The proposal whose effects it brings: kind, options, seats and sums are then its own.
    #[serde(default)]
    pub proposal: Option<ProposalId>,
    /// The amendment of that proposal that is voted, from 0, and not the proposal itself.
    #[serde(default)]
    pub amendment: Option<u16>,
    /// How many options are chosen at most; 0 means one.
    #[serde(default)]
    pub seats: u16,
    /// What each option costs and what all may cost, where they share a sum.
    #[serde(default)]
    pub spending: Option<Spending>,
}

/// What projects cost, and what they may cost together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spending {
    /// The sum to share.
    pub budget: Amount,
    /// The cost of each option, in their order.
    pub costs: Vec<Amount>,
}

/// The figures of the roll, fixed when the poll opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Electorate {
    /// The names of the colleges; none when all vote together.
    pub colleges: Vec<String>,
    /// Entitled to vote, by college.
    pub entitled: Vec<Heads>,
    /// Who was there.
    pub there: There,
    /// The quorum.
    pub quorum: Quorate,
}

/// What a ballot says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ballot {
    /// An answer to a motion.
    Answer(Answer),
    /// The options approved, by place from 0, in order.
    Approve(Vec<u16>),
    /// Classes of equal options, best first; those not named come last.
    Rank(Vec<Vec<u16>>),
    /// A grade or points for each option, the worst being 0; none without an opinion.
    Grade(Vec<Option<u16>>),
}

/// Some of a delegate's votes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// For what.
    pub ballot: Ballot,
    /// How many.
    pub votes: u64,
}

/// All that one voter casts: one part, or several where a mandate is split.
pub type Parts = Vec<Part>;

/// Where a ballot came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// In the room, entered at the desk or on one's own device.
    Room,
    /// From afar.
    Remote,
}

/// A ballot as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cast {
    /// Whose vote it is.
    pub voter: MemberId,
    /// Who cast it, if a proxy did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<MemberId>,
    /// Where from.
    pub channel: Channel,
    /// What it says, in an open poll.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parts: Option<Parts>,
    /// A commitment to the sealed ballot, in a discreet poll: 64 hexadecimal digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<String>,
}

/// A vote as the state keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// Who cast it; the voter, or the holder of the proxy.
    pub by: MemberId,
    /// Where from.
    pub channel: Channel,
    /// What it says, in an open poll.
    pub parts: Parts,
}

/// Equal ballots of one college, merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// The place of the college.
    pub college: u16,
    /// What they say.
    pub ballot: Ballot,
    /// How many votes.
    pub votes: u64,
}

/// Paper ballots: handed out, counted by one, confirmed by another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Papers {
    /// Who received one.
    pub handed: BTreeSet<MemberId>,
    /// The tally entered, and by whom.
    pub entered: Option<(MemberId, Vec<Merged>)>,
    /// Who confirmed it.
    pub confirmed: Option<MemberId>,
}

/// An objection to a proposal taken by consent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objected {
    /// Who objects.
    pub by: MemberId,
    /// Why, 1 to 2,000 characters.
    pub text: String,
    /// Where it is.
    pub state: Objection,
    /// How it was integrated.
    pub how: String,
}

/// What a poll came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Closed {
    /// In one word.
    pub verdict: Verdict,
    /// With its proof sheet.
    pub outcome: Kept<Outcome>,
    /// The ballots, merged and sorted.
    pub ballots: Vec<Merged>,
    /// Who was there at the closing.
    pub there: There,
    /// The decision recorded, if one was taken.
    pub decision: Option<DecisionId>,
    /// Why its effects could not take place, in French and in English.
    pub blocked: Option<(String, String)>,
}

/// One poll.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Poll {
    /// Where.
    pub assembly: AssemblyId,
    /// What is asked.
    pub question: Question,
    /// What decides.
    pub terms: Terms,
    /// The figures at the opening.
    pub electorate: Electorate,
    /// Votes by voter.
    pub votes: BTreeMap<MemberId, Vote>,
    /// Paper ballots.
    pub papers: Papers,
    /// Objections.
    pub objections: Vec<Objected>,
    /// Why it was given up, if it was.
    pub annulled: Option<String>,
    /// What it came to.
    pub closed: Option<Closed>,
}

/// How many voted, while the result is hidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnout {
    /// Members entitled to vote.
    pub entitled: u64,
    /// Ballots cast in the room or from afar, proxies included.
    pub cast: u64,
    /// Paper ballots handed out.
    pub papers: u64,
}

impl Poll {
    /// True while ballots are taken.
    pub fn is_open(&self) -> bool {
        self.closed.is_none() && self.annulled.is_none()
    }

    /// How many voted so far.
    pub fn turnout(&self) -> Turnout {
        Turnout {
            entitled: self.electorate.quorum.entitled,
            cast: self.votes.len() as u64,
            papers: self.papers.handed.len() as u64,
        }
    }

    /// The vote of a member, to be shown to that member, and to all once an open poll is closed.
    pub fn vote(&self, member: MemberId) -> Option<&Vote> {
        self.votes.get(&member)
    }

    /// How often each verdict would be told: what it came to, once closed.
    pub fn verdict(&self) -> Option<&Verdict> {
        self.closed.as_ref().map(|closed| &closed.verdict)
    }
}

impl Ballot {
    /// The ballot in words.
    pub fn written(&self, _poll: &Poll, language: Language) -> String {
        if self.is_empty() {
            return language.choose("bulletin vide", "empty ballot").to_owned();
        }
        match self {
            Ballot::Answer(answer) => match answer {
                Answer::Yes => language.choose("oui", "yes"),
                Answer::No => language.choose("non", "no"),
                Answer::Abstain => language.choose("abstention", "abstention"),
                Answer::Blank => language.choose("blanc", "blank"),
            }
            .to_owned(),
            Ballot::Approve(approved) => listed(approved, ", "),
            Ballot::Rank(classes) => {
                let classes: Vec<String> =
                    classes.iter().map(|class| listed(class, " = ")).collect();
                classes.join(" > ")
            }
            Ballot::Grade(grades) => {
                let grade = |grade: &Option<u16>| grade.map_or("-".to_owned(), |g| g.to_string());
                grades.iter().map(grade).collect::<Vec<String>>().join(", ")
            }
        }
    }

    /// True for a ballot that says nothing of any option.
    pub fn is_empty(&self) -> bool {
        match self {
            Ballot::Answer(_) => false,
            Ballot::Approve(approved) => approved.is_empty(),
            Ballot::Rank(classes) => classes.is_empty(),
            Ballot::Grade(grades) => grades.iter().all(Option::is_none),
        }
    }
}

/// Options by their number as printed, from 1.
fn listed(options: &[u16], between: &str) -> String {
    let numbers: Vec<String> = options.iter().map(|option| (option + 1).to_string()).collect();
    numbers.join(between)
}
