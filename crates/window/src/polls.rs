//! One poll, as its page tells it.
//!
//! Absent on purpose: the result and any ballot while the poll is open; who voted what in a discreet
//! poll, which nobody knows; names, except for the treasurer.

use std::collections::BTreeMap;

use caisse_domain::assemblies::Verdict;
use caisse_domain::assemblies::poll::{Ballot, Choice, Closed, Objected, Poll as Put};
use caisse_domain::assemblies::statutes::Secrecy;
use caisse_domain::identity::{MemberId, PollId};
use caisse_units::Language;
use caisse_votes::motion::consent::Objection as ObjectionState;
use caisse_web::views::{Objection, OpenVotes, Place, Poll, PollState, PollTurnout, Reference};

use crate::look::Look;

/// The most voters that a page lists one by one.
const MOST_VOTERS: usize = 300;
/// The most options that a page lists in the order of the ballots.
const MOST_LISTED: usize = 100;
/// The longest name of an option inside a ballot; longer ones are told by their number.
const LONGEST_INSIDE: usize = 40;

impl Look<'_> {
    /// The page of a poll.
    pub fn poll_page(&self, id: &str) -> Option<Poll> {
        let id: PollId = id.parse().ok()?;
        let poll = self.state.assemblies.poll(id)?;
        let held = self.state.assemblies.assembly(poll.assembly)?;
        let recorded = self.index.poll(id);
        let day = recorded.map_or(held.convocation.on, |(_, day)| day);
        let closed = poll.closed.as_ref();
        let decision = closed.and_then(|closed| closed.decision);
        let effects = decision.and_then(|decision| self.decision(&decision.to_string()));
        Some(Poll {
            id: id.to_string(),
            question: poll.question.text.clone(),
            kind: poll.question.kind.written(self.language).to_owned(),
            assembly: Reference {
                label: held.convocation.title.clone(),
                detail: None,
                place: Some(Place::Assembly(poll.assembly.to_string())),
            },
            item: held.item(poll.question.item).map(|item| item.title.clone()).unwrap_or_default(),
            day,
            about: self.about(poll),
            options: (0..poll.question.options.len().min(MOST_LISTED))
                .map(|option| self.option_reference(poll, option))
                .collect(),
            rule: self.terms(poll),
            turnout: self.turnout(poll),
            state: match (&poll.annulled, closed) {
                (Some(reasons), _) => PollState::GivenUp(reasons.clone()),
                (None, Some(closed)) => PollState::Closed(Box::new(self.result(poll, closed))),
                (None, None) => PollState::Open,
            },
            objections: poll.objections.iter().map(|one| self.objection(one)).collect(),
            effects: effects.map(|decision| decision.effects).unwrap_or_default(),
            decision: decision.map(|decision| Reference {
                label: match self.language {
                    Language::French => format!("Décision {decision}"),
                    Language::English => format!("Decision {decision}"),
                },
                detail: None,
                place: Some(Place::Decision(decision.to_string())),
            }),
            blocked: closed
                .and_then(|closed| closed.blocked.as_ref())
                .map(|(french, english)| self.say(french, english)),
            votes: closed.and_then(|_| self.open_votes(poll)),
            recount: closed.and_then(|closed| self.recount(id, poll, closed)),
            record: recorded.map(|(record, _)| record),
        })
    }

    /// A poll in one line: its question and where it stands or what it came to.
    pub fn poll_in_short(&self, id: PollId) -> Reference {
        let poll = self.state.assemblies.poll(id);
        let place = Some(Place::Poll(id.to_string()));
        let Some(poll) = poll else {
            return Reference { label: id.to_string(), detail: None, place: None };
        };
        let detail = match (&poll.annulled, &poll.closed) {
            (Some(_), _) => self.say("scrutin abandonné", "poll given up"),
            (None, Some(closed)) => self.verdict(poll, closed),
            (None, None) => self.say("scrutin ouvert", "poll open"),
        };
        Reference { label: poll.question.text.clone(), detail: Some(detail), place }
    }

    fn about(&self, poll: &Put) -> Vec<Reference> {
        let Some(proposal) = poll.question.proposal else { return Vec::new() };
        let mut reference = self.proposal_reference(proposal);
        let said = match (poll.question.amendment, self.language) {
            (Some(place), Language::French) => format!("Amendement {} à la proposition", place + 1),
            (Some(place), Language::English) => format!("Amendment {} to the proposal", place + 1),
            (None, _) => self.say("Proposition", "Proposal"),
        };
        reference.label = format!("{said} {}", reference.label);
        vec![reference]
    }

    /// An option by its place from 0.
    pub fn option_reference(&self, poll: &Put, option: usize) -> Reference {
        let (label, place) = match poll.question.options.get(option) {
            Some(Choice::Text(text)) => (text.clone(), None),
            Some(Choice::Member(member)) => {
                (self.person(*member), self.shown_person(*member).place)
            }
            Some(Choice::Project(project)) => {
                let known = self.state.projects.get(*project);
                let title = known.map(|known| known.plan.title.as_str()).unwrap_or_default();
                (format!("{title} ({project})"), known.map(|_| Place::Project(project.to_string())))
            }
            Some(Choice::Proposal(proposal)) => {
                let reference = self.proposal_reference(*proposal);
                (reference.label, reference.place)
            }
            None => ((option + 1).to_string(), None),
        };
        Reference { label, detail: None, place }
    }

    /// The name of an option.
    pub fn option_name(&self, poll: &Put, option: usize) -> String {
        self.option_reference(poll, option).label
    }

    /// The outcome in a few words.
    pub fn verdict(&self, poll: &Put, closed: &Closed) -> String {
        match &closed.verdict {
            Verdict::Adopted => self.say("Adopté", "Adopted"),
            Verdict::Rejected if poll.terms.method.is_motion() => self.say("Rejeté", "Rejected"),
            Verdict::Rejected => self.say("Rien n'a été choisi", "Nothing was chosen"),
            Verdict::NoQuorum => self.say("Quorum non atteint", "Quorum not met"),
            Verdict::Chosen(options) => {
                let names: Vec<String> =
                    options.iter().map(|option| self.option_name(poll, *option)).collect();
                let (said, colon) = (
                    self.language.choose("Choisi", "Chosen"),
                    self.language.choose("\u{a0}: ", ": "),
                );
                format!("{said}{colon}{}", names.join(", "))
            }
        }
    }

    fn turnout(&self, poll: &Put) -> PollTurnout {
        let turnout = poll.turnout();
        let mut remarks = Vec::new();
        if let Some((by, _)) = &poll.papers.entered {
            let by = self.person(*by);
            remarks.push(match (poll.papers.confirmed, self.language) {
                (Some(second), Language::French) => format!(
                    "Bulletins de papier comptés par {by}, et une seconde fois par {}.",
                    self.person(second)
                ),
                (Some(second), Language::English) => format!(
                    "Paper ballots counted by {by}, and a second time by {}.",
                    self.person(second)
                ),
                (None, Language::French) => format!(
                    "Bulletins de papier comptés par {by} ; une autre personne doit les recompter."
                ),
                (None, Language::English) => {
                    format!("Paper ballots counted by {by}; another person must count them again.")
                }
            });
        }
        let proxies = poll.votes.iter().filter(|(voter, vote)| vote.by != **voter).count();
        if proxies > 0 {
            remarks.push(match self.language {
                Language::French => format!("Dont {proxies} par procuration."),
                Language::English => format!("Of these, {proxies} by proxy."),
            });
        }
        PollTurnout {
            entitled: turnout.entitled,
            cast: turnout.cast,
            papers: turnout.papers,
            remarks,
        }
    }

    fn objection(&self, objected: &Objected) -> Objection {
        let state = match objected.state {
            ObjectionState::Raised => self.say("maintenue", "stands"),
            ObjectionState::Withdrawn => self.say("retirée", "withdrawn"),
            ObjectionState::Integrated => self.say("intégrée", "integrated"),
        };
        Objection {
            by: self.shown_person(objected.by),
            text: objected.text.clone(),
            state,
            stands: objected.state == ObjectionState::Raised,
            how: Some(objected.how.clone()).filter(|how| !how.is_empty()),
        }
    }

    /// Who voted what, in an open poll.
    fn open_votes(&self, poll: &Put) -> Option<OpenVotes> {
        if poll.terms.secrecy != Secrecy::Open || poll.votes.is_empty() {
            return None;
        }
        let mut by_ballot: BTreeMap<&Ballot, Vec<MemberId>> = BTreeMap::new();
        for (voter, vote) in poll.votes.iter().take(MOST_VOTERS) {
            for part in &vote.parts {
                by_ballot.entry(&part.ballot).or_default().push(*voter);
            }
        }
        let ballots = by_ballot.into_iter().map(|(ballot, voters)| {
            let voters = voters.into_iter().map(|voter| self.shown_person(voter)).collect();
            (self.ballot_text(poll, ballot), voters)
        });
        let more = poll.votes.len().saturating_sub(MOST_VOTERS) as u64;
        Some(OpenVotes { ballots: ballots.collect(), more })
    }

    /// A ballot in words: its options by their names where all of these are short, else by the numbers
    /// of the projects or by their places on the ballot, which the page lists.
    pub fn ballot_text(&self, poll: &Put, ballot: &Ballot) -> String {
        let options = 0..poll.question.options.len();
        let names: Vec<String> = options.map(|option| self.option_name(poll, option)).collect();
        let short = names.iter().all(|name| name.chars().count() <= LONGEST_INSIDE);
        let name = |option: u16| match poll.question.options.get(usize::from(option)) {
            Some(Choice::Project(project)) if !short => project.to_string(),
            Some(_) if short => names[usize::from(option)].clone(),
            _ => format!("option {}", option + 1),
        };
        match ballot {
            Ballot::Answer(_) => ballot.written(poll, self.language),
            Ballot::Approve(approved) if approved.is_empty() => {
                self.say("aucune option", "no option")
            }
            Ballot::Approve(approved) => {
                approved.iter().map(|option| name(*option)).collect::<Vec<_>>().join(", ")
            }
            Ballot::Rank(classes) if classes.is_empty() => self.say("aucune option", "no option"),
            Ballot::Rank(classes) => {
                let class = |class: &Vec<u16>| {
                    class.iter().map(|option| name(*option)).collect::<Vec<_>>().join(" = ")
                };
                classes.iter().map(class).collect::<Vec<_>>().join(" > ")
            }
            Ballot::Grade(grades) => {
                let told = grades.iter().zip(0..).map(|(grade, option)| match grade {
                    Some(grade) => format!("{} {grade}", name(option)),
                    None => format!("{} –", name(option)),
                });
                told.collect::<Vec<_>>().join(", ")
            }
        }
    }
}
