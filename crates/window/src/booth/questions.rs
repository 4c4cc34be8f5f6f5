//! A question as a voter reads it: what is asked, how it is decided, what may be chosen.

use caisse_app::ballots;
use caisse_domain::assemblies::Method;
use caisse_domain::assemblies::poll::{Answer, Ballot, Choice, Objected, Parts, Poll};
use caisse_domain::identity::{MemberId, PollId};
use caisse_units::Language;
use caisse_votes::motion::consent::Objection;
use caisse_web::ballot_form::{Answering, Fields, Mark, Marks, Shape};
use caisse_web::views::Candidate;

use super::Voter;

/// The names of the grades from the worst, where everyone knows them (Mieux Voter's).
const GRADES: [(&str, &str); 7] = [
    ("À rejeter", "To reject"),
    ("Insuffisant", "Poor"),
    ("Passable", "Acceptable"),
    ("Assez bien", "Fair"),
    ("Bien", "Good"),
    ("Très bien", "Very good"),
    ("Excellent", "Excellent"),
];

/// The objection of a member that stands, with its number from 1.
pub(super) fn objection_of(poll: &Poll, member: MemberId) -> Option<(u16, &Objected)> {
    let mut numbered = (1_u16..).zip(&poll.objections);
    numbered.find(|(_, known)| known.by == member && known.state == Objection::Raised)
}

impl Voter<'_> {
    /// What the ballot of this voter asks.
    pub(super) fn shape(&self, poll: &Poll, voter: MemberId) -> Shape {
        let own = voter == self.member;
        let answering = match poll.terms.method {
            Method::Motion => Answering::Motion,
            // One objects for oneself; for who gave a proxy one answers the vote that may follow.
            Method::Consent { .. } if !own => Answering::Motion,
            Method::Consent { vote_otherwise } => Answering::Consent { vote: vote_otherwise },
            Method::Approval => Answering::Approval,
            Method::Scores { most } => Answering::Scores { most },
            Method::Judgment { grades } => Answering::Judgment { grades },
            Method::Ranking | Method::RankedPairs => Answering::Ranking { ties: true },
            Method::Runoff | Method::Transferable => Answering::Ranking { ties: false },
            Method::EqualShares | Method::EqualSharesWith(_) => Answering::Shares,
        };
        let options = u16::try_from(poll.question.options.len()).unwrap_or(u16::MAX);
        let votes = self.assembly.roll.voter(voter).map_or(1, |right| right.votes);
        Shape { answering, options, votes }
    }

    /// The options, each with its cost where they share a sum.
    pub(super) fn candidates(&self, poll: &Poll) -> Vec<Candidate> {
        let costs = poll.question.spending.as_ref().map(|spending| spending.costs.as_slice());
        let candidate = |(place, choice): (usize, &Choice)| Candidate {
            label: self.label(choice),
            cost: costs.and_then(|costs| costs.get(place)).copied(),
        };
        poll.question.options.iter().enumerate().map(candidate).collect()
    }

    fn label(&self, choice: &Choice) -> String {
        match choice {
            Choice::Text(text) => text.clone(),
            Choice::Member(member) => self.name(*member),
            Choice::Project(project) => match self.state.projects.get(*project) {
                Some(known) => format!("{project}, {}", known.plan.title),
                None => project.to_string(),
            },
            Choice::Proposal(proposal) => match self.state.proposals.get(*proposal) {
                Some(known) => format!("{proposal}, {}", known.content.title),
                None => proposal.to_string(),
            },
        }
    }

    /// The names of the grades from the worst; none for other methods.
    pub(super) fn grades(&self, poll: &Poll) -> Vec<String> {
        let Method::Judgment { grades } = poll.terms.method else { return Vec::new() };
        let names: Vec<String> =
            GRADES.iter().map(|(fr, en)| self.language.choose(fr, en).to_string()).collect();
        let kept: &[usize] = match grades {
            7 => &[0, 1, 2, 3, 4, 5, 6],
            6 => &[0, 1, 2, 3, 4, 5],
            5 => &[0, 1, 2, 4, 5],
            _ => &[],
        };
        if kept.is_empty() {
            let written = |grade: u16| match (grade, self.language) {
                (0, Language::French) => "0, la pire mention".to_owned(),
                (0, Language::English) => "0, the worst grade".to_owned(),
                (grade, Language::French) if grade + 1 == grades => {
                    format!("{grade}, la meilleure mention")
                }
                (grade, Language::English) if grade + 1 == grades => {
                    format!("{grade}, the best grade")
                }
                (grade, _) => grade.to_string(),
            };
            return (0..grades).map(written).collect();
        }
        kept.iter().map(|place| names[*place].clone()).collect()
    }

    /// The title and the changes of the proposal behind a question.
    pub(super) fn about(&self, poll: &Poll) -> Vec<String> {
        let Some(id) = poll.question.proposal else { return Vec::new() };
        let Some(proposal) = self.state.proposals.get(id) else { return Vec::new() };
        let title = &proposal.content.title;
        let of = match (poll.question.amendment, self.language) {
            (Some(number), Language::French) => {
                format!("Amendement {} à la proposition {id} : {title}", number + 1)
            }
            (Some(number), Language::English) => {
                format!("Amendment {} to proposal {id}: {title}", number + 1)
            }
            (None, Language::French) => format!("Proposition {id} : {title}"),
            (None, Language::English) => format!("Proposal {id}: {title}"),
        };
        let mut about = vec![of];
        if poll.question.amendment.is_none() {
            for difference in self.state.rule_differences(id) {
                about.push(difference.heading(self.language));
                about.extend(difference.sentences(self.language));
            }
        }
        about
    }

    /// How it is decided, as the statutes say it, and the quorum in figures.
    pub(super) fn decided(&self, poll: &Poll) -> Vec<String> {
        let rule = poll.terms.rule();
        let quorum = poll.electorate.quorum;
        let counted = match self.language {
            Language::French => format!(
                "À l'ouverture du scrutin : {} personnes comptées pour le quorum, {} nécessaires.",
                quorum.found, quorum.needed
            ),
            Language::English => format!(
                "When the poll opened: {} people counted for the quorum, {} needed.",
                quorum.found, quorum.needed
            ),
        };
        vec![rule.text(poll.question.kind, self.language), counted]
    }

    /// How many voted, never what.
    pub(super) fn turnout(&self, poll: &Poll) -> String {
        let turnout = poll.turnout();
        let (cast, entitled, papers) = (turnout.cast, turnout.entitled, turnout.papers);
        let mut text = match self.language {
            Language::French => format!("Bulletins reçus : {cast} sur {entitled}"),
            Language::English => format!("Ballots received: {cast} of {entitled}"),
        };
        if papers > 0 {
            text.push_str(&match self.language {
                Language::French => format!(" ; bulletins de papier remis : {papers}"),
                Language::English => format!("; paper ballots handed out: {papers}"),
            });
        }
        text.push_str(match self.language {
            Language::French => ". Le résultat reste caché jusqu'à la clôture.",
            Language::English => ". The result stays hidden until the poll closes.",
        });
        text
    }

    /// The ballot as it stands, as the fields that made it; empty when there is none to show.
    pub(super) fn fields(&self, id: PollId, poll: &Poll, voter: MemberId) -> Fields {
        let shape = self.shape(poll, voter);
        if matches!(shape.answering, Answering::Consent { .. })
            && let Some((_, objected)) = objection_of(poll, voter)
        {
            return shape.fields(&Marks::Objection(objected.text.clone()));
        }
        // What a proxy cast for this voter, or this voter in person, is theirs to know.
        let mine = poll.vote(voter).is_some_and(|vote| vote.by == self.member);
        let parts = mine.then(|| ballots::standing(self.desk, id, voter).ok().flatten()).flatten();
        let marks = parts.and_then(|parts| marks(shape, parts));
        marks.map_or_else(Fields::default, |marks| shape.fields(&marks))
    }
}

/// The marks that made these parts; `None` for what this page does not make.
fn marks(shape: Shape, parts: Parts) -> Option<Marks> {
    if shape.answering == Answering::Motion {
        let answer = |part: &caisse_domain::assemblies::poll::Part| match part.ballot {
            Ballot::Answer(answer) => Some((mark(answer), part.votes)),
            _ => None,
        };
        return parts.iter().map(answer).collect::<Option<Vec<_>>>().map(Marks::Answers);
    }
    let [part] = <[_; 1]>::try_from(parts).ok()?;
    match part.ballot {
        Ballot::Answer(Answer::Yes) => Some(Marks::NoObjection),
        Ballot::Answer(Answer::Abstain) => Some(Marks::Abstention),
        // Who objected and was met still has a no in the vote that may follow.
        Ballot::Answer(_) => None,
        Ballot::Approve(options) => Some(Marks::Approved(options)),
        Ballot::Rank(classes) => Some(Marks::Ranked(classes)),
        Ballot::Grade(grades) => Some(Marks::Graded(grades)),
    }
}

fn mark(answer: Answer) -> Mark {
    match answer {
        Answer::Yes => Mark::Yes,
        Answer::No => Mark::No,
        Answer::Abstain => Mark::Abstain,
        Answer::Blank => Mark::Blank,
    }
}
