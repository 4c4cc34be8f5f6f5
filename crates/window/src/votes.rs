//! What stands behind a decision: the poll, the assembly, the minutes, the proposal; and people as
//! this reader may read them.

use caisse_domain::assemblies::Outcome;
use caisse_domain::assemblies::meeting::{Assembly, Stage};
use caisse_domain::assemblies::poll::Poll;
use caisse_domain::identity::{AssemblyId, DecisionId, MemberId, PollId, ProposalId};
use caisse_units::Language;
use caisse_web::views::{Origin, Place, Reference, Vote};

use crate::look::Look;

impl Look<'_> {
    /// A member as this reader may read it: the number, and the name for who may see names.
    pub fn person(&self, member: MemberId) -> String {
        let known = || self.desk.people.personal(member).ok().and_then(|data| data.full_name());
        match self.knows(member).then(known).flatten() {
            Some(name) => format!("{name} ({member})"),
            None => member.to_string(),
        }
    }

    /// Whether this reader may read the name of a member.
    pub fn knows(&self, member: MemberId) -> bool {
        self.sight.names || self.sight.own == Some(member)
    }

    /// The same, leading to the member's page for who may open it.
    pub fn person_reference(&self, member: MemberId) -> Reference {
        let place = self.sight.opens(member).then(|| Place::Member(member.to_string()));
        Reference { label: self.person(member), detail: None, place }
    }

    /// A text paragraph by paragraph.
    pub fn paragraphs(&self, text: &str) -> Vec<String> {
        let lines = text.split('\n').map(str::trim).filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    }

    /// A poll, by its number.
    pub fn poll_reference(&self, poll: PollId) -> Reference {
        let label = format!("{} {poll}", self.say("scrutin", "poll"));
        Reference { label, detail: None, place: Some(Place::Poll(poll.to_string())) }
    }

    /// An assembly, with its title and day.
    pub fn assembly_reference(&self, id: AssemblyId) -> Reference {
        let held = self.state.assemblies.assembly(id);
        let label = held.map_or_else(|| id.to_string(), |held| held.convocation.title.clone());
        let detail = held.map(|held| format!("{id}, {}", self.day(held.convocation.on)));
        Reference { label, detail, place: Some(Place::Assembly(id.to_string())) }
    }

    /// The minutes of an assembly, and how far they are sealed.
    pub fn minutes_reference(&self, id: AssemblyId) -> Reference {
        let held = self.state.assemblies.assembly(id);
        let label = match self.language {
            Language::French => format!("procès-verbal de {id}"),
            Language::English => format!("minutes of {id}"),
        };
        let detail = held.map(|held| self.minutes_state(held));
        Reference { label, detail, place: Some(Place::Minutes(id.to_string())) }
    }

    fn minutes_state(&self, held: &Assembly) -> String {
        match &held.stage {
            Stage::Sealed { .. } if held.is_signed() => {
                self.say("scellé et signé", "sealed and signed")
            }
            Stage::Sealed { .. } => self.say("scellé, à signer", "sealed, to be signed"),
            _ => self.say("en cours", "being written"),
        }
    }

    /// A proposal, with its title.
    pub fn proposal_reference(&self, id: ProposalId) -> Reference {
        let known = self.state.proposals.get(id);
        Reference {
            label: known.map_or_else(|| id.to_string(), |known| known.content.title.clone()),
            detail: Some(id.to_string()),
            place: self.proposal_shown(id).then(|| Place::Proposal(id.to_string())),
        }
    }

    /// What took a decision, when a poll did.
    pub fn origin(&self, decision: DecisionId) -> Option<Origin> {
        let id = self.state.assemblies.poll_of(decision)?;
        let poll = self.state.assemblies.poll(id)?;
        Some(Origin {
            proposal: poll.question.proposal.map(|proposal| self.proposal_reference(proposal)),
            poll: self.poll_reference(id),
            outcome: self.poll_outcome(poll),
            assembly: self.assembly_reference(poll.assembly),
            minutes: self.minutes_reference(poll.assembly),
        })
    }

    /// What a poll came to, with the figures to check it.
    pub fn poll_outcome(&self, poll: &Poll) -> String {
        match (&poll.closed, &poll.annulled) {
            (Some(closed), _) => closed.outcome.0.sentence(poll, self.language),
            (None, Some(reasons)) => {
                format!("{} {reasons}", self.say("Scrutin abandonné :", "Poll given up:"))
            }
            (None, None) => {
                let (cast, entitled) = (poll.turnout().cast, poll.turnout().entitled);
                match self.language {
                    Language::French => format!(
                        "Vote ouvert : {cast} bulletins sur {entitled} ; le résultat reste caché jusqu'à la clôture."
                    ),
                    Language::English => format!(
                        "Vote open: {cast} ballots of {entitled}; the result stays hidden until it closes."
                    ),
                }
            }
        }
    }

    /// The count of a poll whose answer is yes or no.
    pub fn vote_count(&self, poll: &Poll) -> Option<Vote> {
        let tally = match &poll.closed.as_ref()?.outcome.0 {
            Outcome::Motion(outcome) => outcome.whole.tally,
            Outcome::Consent(outcome) => outcome.fallback.as_ref()?.whole.tally,
            _ => return None,
        };
        let number = |votes: u64| u32::try_from(votes).unwrap_or(u32::MAX);
        Some(Vote {
            in_favour: number(tally.yes),
            against: number(tally.no),
            abstentions: number(tally.abstain),
            blanks: number(tally.blank),
        })
    }

    /// The count of the poll that took a decision.
    pub fn decision_count(&self, decision: DecisionId) -> Option<Vote> {
        let poll = self.state.assemblies.poll_of(decision)?;
        self.vote_count(self.state.assemblies.poll(poll)?)
    }

    /// The same in one line: “112 pour, 9 contre, 14 abstentions”.
    pub fn count_in_words(&self, vote: Vote) -> String {
        let Vote { in_favour, against, abstentions, blanks } = vote;
        let one = |number: u32| if number > 1 { "s" } else { "" };
        let mut said = match self.language {
            Language::French => {
                let plural = one(abstentions);
                format!("{in_favour} pour, {against} contre, {abstentions} abstention{plural}")
            }
            Language::English => {
                format!("{in_favour} for, {against} against, {abstentions} abstained")
            }
        };
        if blanks > 0 {
            said.push_str(&match self.language {
                Language::French => format!(", {blanks} blanc{}", one(blanks)),
                Language::English => format!(", {blanks} blank"),
            });
        }
        said
    }
}
