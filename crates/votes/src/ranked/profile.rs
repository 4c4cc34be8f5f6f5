//! Candidates and merged ballots.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use caisse_units::Language;
use serde::{Deserialize, Serialize};

/// The number of a candidate on the ballot, as the file or the assembly gives it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct CandidateNumber(pub u32);

impl fmt::Display for CandidateNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Who, or what, may be ranked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The number on the ballot.
    pub number: CandidateNumber,
    /// The name; may be empty.
    pub name: String,
}

/// Marks a place of [`Ballot::order`] that shares the rank of the place before it.
const SHARES_RANK: u16 = 0x8000;

/// One order of candidates, and how many voters cast it.
///
/// Candidates are named here by their place in [`Profile::candidates`], from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    order: Arc<[u16]>,
    count: u64,
}

impl Ballot {
    /// How many voters cast it; at least 1.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many candidates it ranks.
    pub fn ranked(&self) -> usize {
        self.order.len()
    }

    /// True if it ranks nobody.
    pub fn is_blank(&self) -> bool {
        self.order.is_empty()
    }

    /// True if no two candidates share a rank.
    pub fn is_strict(&self) -> bool {
        self.order.iter().all(|place| place & SHARES_RANK == 0)
    }

    /// The ranked candidates, best first, each with true if it shares the rank of the one before.
    pub fn places(&self) -> impl Iterator<Item = (usize, bool)> + '_ {
        self.order
            .iter()
            .map(|&place| (usize::from(place & !SHARES_RANK), place & SHARES_RANK != 0))
    }

    /// The candidates of the class that starts at `start`, and where the next class starts.
    pub(crate) fn class_at(&self, start: usize) -> (impl Iterator<Item = usize> + '_, usize) {
        let rest = self.order.get(start + 1..).unwrap_or_default();
        let sharing = rest.iter().take_while(|&&place| place & SHARES_RANK != 0).count();
        let end = (start + 1 + sharing).min(self.order.len());
        let class = self.order.get(start..end).unwrap_or_default();
        (class.iter().map(|&place| usize::from(place & !SHARES_RANK)), end)
    }

    /// The classes of equal candidates, best first.
    pub fn classes(&self) -> Vec<Vec<usize>> {
        let mut classes: Vec<Vec<usize>> = Vec::new();
        for (candidate, shares) in self.places() {
            match classes.last_mut() {
                Some(class) if shares => class.push(candidate),
                _ => classes.push(vec![candidate]),
            }
        }
        classes
    }
}

/// The candidates and what the voters cast.
///
/// Candidates stand in the order of their numbers; identical ballots are merged, and the merged
/// ballots stand in a fixed order (most voters first), so that the order in which ballots come
/// changes nothing at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    candidates: Vec<Candidate>,
    ballots: Vec<Ballot>,
    voters: u64,
}

impl Profile {
    /// Most candidates that a profile may hold.
    pub const CANDIDATES_LIMIT: usize = 4_096;
    /// Most voters that a profile may hold: every product of the counts below fits in 128 bits.
    pub const VOTERS_LIMIT: u64 = 1_000_000_000_000;

    /// A profile from its candidates and its ballots, each a list of classes of equal candidates,
    /// best first, with the number of voters who cast it.
    ///
    /// # Errors
    /// The first of [`ProfileError`] in the order of the ballots.
    pub fn new<'a>(
        candidates: Vec<Candidate>,
        ballots: impl IntoIterator<Item = (&'a [Vec<CandidateNumber>], u64)>,
    ) -> Result<Profile, ProfileError> {
        let mut builder = ProfileBuilder::new(candidates)?;
        for (classes, count) in ballots {
            builder.add(classes, count)?;
        }
        Ok(builder.build())
    }

    /// The candidates, in the order of their numbers.
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// The merged ballots.
    pub fn ballots(&self) -> &[Ballot] {
        &self.ballots
    }

    /// How many voters cast a ballot, blank ones included.
    pub fn voters(&self) -> u64 {
        self.voters
    }

    /// How many voters ranked at least one candidate.
    pub fn voters_who_rank(&self) -> u64 {
        self.ballots.iter().filter(|ballot| !ballot.is_blank()).map(Ballot::count).sum()
    }

    /// The number of the candidate at a place of [`Profile::candidates`].
    ///
    /// # Panics
    /// If there is no such place.
    pub fn number(&self, place: usize) -> CandidateNumber {
        self.candidates[place].number
    }

    /// The sizes that every outcome repeats.
    pub fn figures(&self) -> Figures {
        Figures {
            voters: self.voters,
            candidates: self.candidates.len(),
            distinct_ballots: self.ballots.len(),
        }
    }

    pub(crate) fn numbers(&self, places: &[usize]) -> Vec<CandidateNumber> {
        places.iter().map(|&place| self.number(place)).collect()
    }

    /// For each candidate, its rank in an order where the first is the most favoured: those of
    /// `lots` first, then the others by number. Numbers of nobody are passed over.
    pub(crate) fn favour(&self, lots: &[CandidateNumber]) -> Vec<usize> {
        let mut rank = vec![usize::MAX; self.candidates.len()];
        let mut next = 0;
        let named = lots
            .iter()
            .filter_map(|lot| self.candidates.binary_search_by_key(lot, |c| c.number).ok());
        for place in named.chain(0..self.candidates.len()) {
            if rank[place] == usize::MAX {
                rank[place] = next;
                next += 1;
            }
        }
        rank
    }
}

/// The sizes of a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Figures {
    /// Ballots cast.
    pub voters: u64,
    /// Candidates.
    pub candidates: usize,
    /// Different ballots, after merging.
    pub distinct_ballots: usize,
}

/// Takes ballots one by one and merges them.
#[derive(Debug)]
pub struct ProfileBuilder {
    candidates: Vec<Candidate>,
    /// The place of each number; empty if the numbers are too large for a table.
    places: Vec<u16>,
    ballots: Vec<Ballot>,
    merged: HashMap<Arc<[u16]>, usize>,
    voters: u64,
    /// For each candidate, the last ballot that named it: finds a candidate named twice.
    named: Vec<u64>,
    added: u64,
    order: Vec<u16>,
}

impl ProfileBuilder {
    /// No ballot yet.
    ///
    /// # Errors
    /// No candidate, too many, or two of the same number.
    pub fn new(mut candidates: Vec<Candidate>) -> Result<ProfileBuilder, ProfileError> {
        if candidates.is_empty() {
            return Err(ProfileError::NoCandidate);
        }
        if candidates.len() > Profile::CANDIDATES_LIMIT {
            return Err(ProfileError::TooManyCandidates { candidates: candidates.len() });
        }
        candidates.sort_by_key(|candidate| candidate.number);
        let twin = candidates.windows(2).find(|pair| pair[0].number == pair[1].number);
        if let Some(pair) = twin {
            return Err(ProfileError::SameNumber { number: pair[0].number });
        }
        let places = table(&candidates);
        let named = vec![0; candidates.len()];
        Ok(ProfileBuilder {
            candidates,
            places,
            ballots: Vec::new(),
            merged: HashMap::new(),
            voters: 0,
            named,
            added: 0,
            order: Vec::new(),
        })
    }

    /// Adds `count` identical ballots. A refused ballot changes nothing.
    ///
    /// # Errors
    /// A candidate unknown or named twice, a count of 0, too many voters. The ballot is named by its
    /// place among those offered so far, from 1.
    pub fn add(
        &mut self,
        classes: &[Vec<CandidateNumber>],
        count: u64,
    ) -> Result<(), ProfileError> {
        let flat = classes
            .iter()
            .flat_map(|class| class.iter().enumerate().map(|(index, &number)| (number, index > 0)));
        self.add_places(flat, count)
    }

    /// As [`ProfileBuilder::add`], from candidates each with true if it shares the rank of the one
    /// before.
    ///
    /// # Errors
    /// As [`ProfileBuilder::add`].
    pub fn add_places(
        &mut self,
        places: impl IntoIterator<Item = (CandidateNumber, bool)>,
        count: u64,
    ) -> Result<(), ProfileError> {
        self.added += 1;
        let ballot = self.added;
        if count == 0 {
            return Err(ProfileError::NoVoter { ballot });
        }
        let voters = self.voters.checked_add(count).filter(|&sum| sum <= Profile::VOTERS_LIMIT);
        let voters = voters.ok_or(ProfileError::TooManyVoters { ballot })?;
        self.order.clear();
        let mut class_start = 0;
        let mut equal_ranks = false;
        for (number, shares) in places {
            let Some(place) = self.place(number) else {
                return Err(ProfileError::UnknownCandidate { ballot, number });
            };
            if std::mem::replace(&mut self.named[usize::from(place)], ballot) == ballot {
                return Err(ProfileError::NamedTwice { ballot, number });
            }
            if shares && !self.order.is_empty() {
                equal_ranks = true;
            } else {
                close_class(&mut self.order, class_start);
                class_start = self.order.len();
            }
            self.order.push(place);
        }
        if equal_ranks {
            close_class(&mut self.order, class_start);
        }
        self.voters = voters;
        if let Some(&index) = self.merged.get(self.order.as_slice()) {
            self.ballots[index].count += count;
        } else {
            let order: Arc<[u16]> = Arc::from(self.order.as_slice());
            self.merged.insert(Arc::clone(&order), self.ballots.len());
            self.ballots.push(Ballot { order, count });
        }
        Ok(())
    }

    fn place(&self, number: CandidateNumber) -> Option<u16> {
        if self.places.is_empty() {
            let place = self.candidates.binary_search_by_key(&number, |c| c.number).ok()?;
            return u16::try_from(place).ok();
        }
        self.places.get(number.0 as usize).copied().filter(|&place| place != NOBODY)
    }

    /// The profile of what was added.
    pub fn build(self) -> Profile {
        let ProfileBuilder { candidates, mut ballots, voters, .. } = self;
        ballots.sort_unstable_by(|a, b| {
            b.count.cmp(&a.count).then_with(|| a.order.as_ref().cmp(b.order.as_ref()))
        });
        Profile { candidates, ballots, voters }
    }
}

/// The place of a number that is nobody's.
const NOBODY: u16 = u16::MAX;

/// For each number, the place of the candidate; empty if some number is too large for that.
fn table(candidates: &[Candidate]) -> Vec<u16> {
    let largest = candidates.last().map_or(0, |candidate| candidate.number.0 as usize);
    if largest > 4 * Profile::CANDIDATES_LIMIT {
        return Vec::new();
    }
    let mut table = vec![NOBODY; largest + 1];
    for (place, candidate) in (0u16..).zip(candidates) {
        table[candidate.number.0 as usize] = place;
    }
    table
}

/// Puts the last class in the order of the candidates and marks all but its first.
fn close_class(order: &mut [u16], start: usize) {
    let class = &mut order[start..];
    if class.len() > 1 {
        class.sort_unstable();
        for place in &mut class[1..] {
            *place |= SHARES_RANK;
        }
    }
}

/// Why ballots do not make a profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProfileError {
    /// There is nobody to rank.
    NoCandidate,
    /// More candidates than [`Profile::CANDIDATES_LIMIT`].
    TooManyCandidates {
        /// How many there are.
        candidates: usize,
    },
    /// Two candidates have the same number.
    SameNumber {
        /// The number.
        number: CandidateNumber,
    },
    /// A ballot ranks somebody who does not stand.
    UnknownCandidate {
        /// Which ballot, from 1.
        ballot: u64,
        /// The number read.
        number: CandidateNumber,
    },
    /// A ballot ranks a candidate twice.
    NamedTwice {
        /// Which ballot, from 1.
        ballot: u64,
        /// The candidate.
        number: CandidateNumber,
    },
    /// A ballot cast by nobody.
    NoVoter {
        /// Which ballot, from 1.
        ballot: u64,
    },
    /// More voters than [`Profile::VOTERS_LIMIT`].
    TooManyVoters {
        /// The ballot that goes beyond.
        ballot: u64,
    },
}

impl ProfileError {
    /// What is wrong and the remedy, without the place.
    pub fn problem(&self, language: Language) -> String {
        let limit = match self {
            ProfileError::TooManyVoters { .. } => Profile::VOTERS_LIMIT,
            _ => Profile::CANDIDATES_LIMIT as u64,
        };
        match (self, language) {
            (ProfileError::NoCandidate, Language::French) => {
                "aucun candidat ; nommez au moins un candidat".to_owned()
            }
            (ProfileError::NoCandidate, Language::English) => {
                "no candidate; name at least one candidate".to_owned()
            }
            (ProfileError::TooManyCandidates { candidates }, Language::French) => {
                format!("{candidates} candidats, {limit} au plus ; partagez l'élection")
            }
            (ProfileError::TooManyCandidates { candidates }, Language::English) => {
                format!("{candidates} candidates, {limit} at most; divide the election")
            }
            (ProfileError::SameNumber { number }, Language::French) => {
                format!("deux candidats ont le numéro {number} ; donnez à chacun le sien")
            }
            (ProfileError::SameNumber { number }, Language::English) => {
                format!("two candidates have number {number}; give each its own")
            }
            (ProfileError::UnknownCandidate { number, .. }, Language::French) => {
                format!("aucun candidat n'a le numéro {number} ; corrigez-le ou retirez-le")
            }
            (ProfileError::UnknownCandidate { number, .. }, Language::English) => {
                format!("no candidate has number {number}; correct it or remove it")
            }
            (ProfileError::NamedTwice { number, .. }, Language::French) => {
                format!("le candidat {number} est classé deux fois ; gardez un seul rang")
            }
            (ProfileError::NamedTwice { number, .. }, Language::English) => {
                format!("candidate {number} is ranked twice; keep one rank")
            }
            (ProfileError::NoVoter { .. }, Language::French) => {
                "aucun votant pour ce bulletin ; écrivez 1 ou plus, ou retirez-le".to_owned()
            }
            (ProfileError::NoVoter { .. }, Language::English) => {
                "nobody cast this ballot; write 1 or more, or remove it".to_owned()
            }
            (ProfileError::TooManyVoters { .. }, Language::French) => {
                format!("plus de {limit} votants ; corrigez les nombres de bulletins")
            }
            (ProfileError::TooManyVoters { .. }, Language::English) => {
                format!("more than {limit} voters; correct the numbers of ballots")
            }
        }
    }

    /// The ballot at fault, from 1, if it is one.
    pub fn ballot(&self) -> Option<u64> {
        match *self {
            ProfileError::UnknownCandidate { ballot, .. }
            | ProfileError::NamedTwice { ballot, .. }
            | ProfileError::NoVoter { ballot }
            | ProfileError::TooManyVoters { ballot } => Some(ballot),
            ProfileError::NoCandidate
            | ProfileError::TooManyCandidates { .. }
            | ProfileError::SameNumber { .. } => None,
        }
    }

    /// What is refused, where, and the remedy.
    pub fn sentence(&self, language: Language) -> String {
        let problem = self.problem(language);
        match (self.ballot(), language) {
            (Some(ballot), Language::French) => format!("bulletin {ballot} : {problem}"),
            (Some(ballot), Language::English) => format!("ballot {ballot}: {problem}"),
            (None, _) => problem,
        }
    }
}

impl fmt::Display for ProfileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.sentence(Language::English))
    }
}

impl std::error::Error for ProfileError {}
