//! Papers in strict order, laid out for counts that read them many times.

use std::fmt;

use caisse_units::Language;
use serde::{Deserialize, Serialize};

use crate::ranked::Profile;

/// What becomes of a paper that ranks several candidates equally, in a count for several seats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EqualRanks {
    /// The count is refused. The default: to divide such papers, or to stop them, changes who is
    /// elected, so nobody should do it without having said so.
    #[default]
    Refused,
    /// The paper counts down to its first equal rank and is not transferable from there, as a paper
    /// on which the voter wrote the same number twice. A paper whose first rank holds several does not
    /// count.
    PaperStops,
}

/// Why votes cannot be counted by transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransferableError {
    /// Nobody is to be elected.
    NoSeat,
    /// Papers rank several candidates equally and the rule does not say what becomes of them.
    EqualRanks {
        /// How many voters cast such papers.
        voters: u64,
    },
}

impl TransferableError {
    /// What is refused and the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match (self, language) {
            (TransferableError::NoSeat, Language::French) => {
                "aucun siège à pourvoir : donnez un nombre de sièges d'au moins 1".to_owned()
            }
            (TransferableError::NoSeat, Language::English) => {
                "no seat to fill: give a number of seats of at least 1".to_owned()
            }
            (TransferableError::EqualRanks { voters }, Language::French) => format!(
                "{voters} bulletins placent plusieurs candidats au même rang, ce que ce dépouillement \
                 ne prévoit pas : dites par la règle que le bulletin s'arrête là (paper_stops), ou \
                 dépouillez par une autre méthode"
            ),
            (TransferableError::EqualRanks { voters }, Language::English) => format!(
                "{voters} papers rank several candidates equally, for which this count has no rule: say \
                 in the rule that the paper stops there (paper_stops), or count by another method"
            ),
        }
    }
}

impl fmt::Display for TransferableError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for TransferableError {}

/// The papers that rank somebody, identical ones together, one order after the other in memory.
pub(crate) struct Papers {
    order: Vec<u16>,
    starts: Vec<usize>,
    counts: Vec<u64>,
}

impl Papers {
    pub(crate) fn new(profile: &Profile, equal: EqualRanks) -> Result<Papers, TransferableError> {
        let unclear = profile.ballots().iter().filter(|ballot| !ballot.is_strict());
        let voters: u64 = unclear.map(|ballot| ballot.count()).sum();
        if voters > 0 && equal == EqualRanks::Refused {
            return Err(TransferableError::EqualRanks { voters });
        }
        let ballots = profile.ballots().iter().filter(|ballot| !ballot.is_blank());
        let mut papers = Papers { order: Vec::new(), starts: vec![0], counts: Vec::new() };
        for ballot in ballots {
            let start = papers.order.len();
            for (candidate, shares) in ballot.places() {
                if shares {
                    papers.order.pop();
                    break;
                }
                papers.order.push(candidate as u16);
            }
            if papers.order.len() == start {
                continue;
            }
            papers.starts.push(papers.order.len());
            papers.counts.push(ballot.count());
        }
        Ok(papers)
    }

    pub(crate) fn len(&self) -> usize {
        self.counts.len()
    }

    pub(crate) fn count(&self, paper: usize) -> u64 {
        self.counts[paper]
    }

    pub(crate) fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    pub(crate) fn order(&self, paper: usize) -> &[u16] {
        &self.order[self.starts[paper]..self.starts[paper + 1]]
    }
}

/// The papers as a tree: what they have in common from the first preference on is one branch.
///
/// Nodes stand in the order of a walk that goes down first, so that a branch is a range.
pub(crate) struct Branches {
    nodes: Vec<Branch>,
    /// Preferences of the longest paper.
    pub(crate) depth: usize,
}

/// A preference that papers share with all that comes before it.
pub(crate) struct Branch {
    /// Who is preferred.
    pub(crate) candidate: usize,
    /// How many preferences come before.
    pub(crate) depth: usize,
    /// How many papers share it.
    pub(crate) papers: u64,
    /// Where the branch ends among the nodes.
    pub(crate) end: usize,
}

impl Branches {
    pub(crate) fn new(papers: &Papers) -> Branches {
        let mut sorted: Vec<usize> = (0..papers.len()).collect();
        sorted.sort_unstable_by_key(|&paper| papers.order(paper));
        let mut nodes: Vec<Branch> = Vec::new();
        // The nodes of the paper before, from the first preference on.
        let mut path: Vec<usize> = Vec::new();
        let mut longest = 0;
        for paper in sorted {
            let order = papers.order(paper);
            let shared = path.iter().zip(order);
            let shared =
                shared.take_while(|&(&node, &c)| nodes[node].candidate == usize::from(c)).count();
            let end = nodes.len();
            for node in path.drain(shared..) {
                nodes[node].end = end;
            }
            for (depth, &candidate) in order.iter().enumerate().skip(shared) {
                path.push(nodes.len());
                let candidate = usize::from(candidate);
                nodes.push(Branch { candidate, depth, papers: 0, end: 0 });
            }
            for &node in &path {
                nodes[node].papers += papers.count(paper);
            }
            longest = longest.max(order.len());
        }
        let end = nodes.len();
        for node in path {
            nodes[node].end = end;
        }
        Branches { nodes, depth: longest }
    }

    pub(crate) fn nodes(&self) -> &[Branch] {
        &self.nodes
    }
}
