//! Proposals: the list, and one with its way, its amendments and its votes.

use caisse_domain::assemblies::Verdict;
use caisse_domain::identity::ProposalId;
use caisse_domain::proposals::{
    Amendment as Moved, AmendmentState, Effect, Link, Proposal as Known, ProposalState,
};
use caisse_units::{Day, Language};
use caisse_web::LINES_PER_PAGE;
use caisse_web::views::{
    Amendment, ObjectionRaised, Pages, Proposal, ProposalLine, ProposalList, ProposalVote, Reached,
    Reference, Station,
};

use crate::look::Look;

impl Look<'_> {
    /// The proposals; drafts are their authors' own and not in the list.
    pub fn proposals(&self, page: u32) -> Option<ProposalList> {
        let mut list = ProposalList::default();
        for (id, known) in self.state.proposals.all() {
            let line = self.proposal_line(id, known);
            match &known.state {
                ProposalState::Draft => (),
                ProposalState::Open { .. } => list.open.push(line),
                ProposalState::Scheduled { .. } => list.scheduled.push(line),
                ProposalState::InVote { .. } => list.in_vote.push(line),
                _ => list.decided.push(line),
            }
        }
        list.decided.sort_by_key(|line| std::cmp::Reverse(line.id[2..].parse::<u32>().ok()));
        let count = u32::try_from(list.decided.len().div_ceil(LINES_PER_PAGE)).ok()?.max(1);
        if page == 0 || page > count {
            return None;
        }
        let start = (page as usize - 1) * LINES_PER_PAGE;
        list.decided = list.decided.into_iter().skip(start).take(LINES_PER_PAGE).collect();
        if page > 1 {
            (list.open, list.scheduled, list.in_vote) = Default::default();
        }
        list.pages = Some(Pages { current: page, count });
        Some(list)
    }

    /// Whether this reader may open a proposal: drafts are shown to nobody on the network.
    pub fn proposal_shown(&self, id: ProposalId) -> bool {
        let known = self.state.proposals.get(id);
        known.is_some_and(|known| self.sight.names || known.state != ProposalState::Draft)
    }

    fn proposal_line(&self, id: ProposalId, known: &Known) -> ProposalLine {
        ProposalLine {
            id: id.to_string(),
            title: known.content.title.clone(),
            does: known.content.effect.written(self.language).to_owned(),
            author: self.person(known.author),
            day: known.on,
            supporters: u32::try_from(known.supporters.len()).unwrap_or(u32::MAX),
            state: known.state.written(self.language),
            refused: matches!(known.state, ProposalState::Refused { .. }),
        }
    }

    /// One proposal, its consequences left aside.
    pub fn proposal(&self, id: ProposalId) -> Option<Proposal> {
        if !self.proposal_shown(id) {
            return None;
        }
        let known = self.state.proposals.get(id)?;
        let content = &known.content;
        let attached = known.consequences.as_ref().filter(|_| known.is_over());
        Some(Proposal {
            line: self.proposal_line(id, known),
            text: self.paragraphs(&content.text),
            from: content.from,
            path: self.path(known),
            effects: self.effect_lines(content, chosen(known)),
            differences: self.differences(content),
            terms: self.carried_text(&content.effect),
            consequences: None,
            attached: attached.map(|told| (self.paragraphs(&told.summary), told.digest.clone())),
            amendments: (1..)
                .zip(&known.amendments)
                .map(|(number, moved)| self.amendment(number, moved, known))
                .collect(),
            objections: self.objections(known),
            origins: content.links.iter().map(|link| self.link(*link)).collect(),
            documents: content.documents.clone(),
            votes: known.votes.iter().filter_map(|vote| self.proposal_vote(vote)).collect(),
            decision: known.decision().map(|decision| self.decision_reference(decision)),
        })
    }

    /// Written, opened, scheduled, voted, in force.
    fn path(&self, known: &Known) -> Vec<Station> {
        let here = match &known.state {
            ProposalState::Draft => 0,
            ProposalState::Open { .. } => 1,
            ProposalState::Scheduled { .. } => 2,
            ProposalState::InVote { .. } => 3,
            _ => 4,
        };
        let reached = |place: usize| match place.cmp(&here) {
            std::cmp::Ordering::Less => Reached::Done,
            std::cmp::Ordering::Equal => Reached::Here,
            std::cmp::Ordering::Greater => Reached::ToCome,
        };
        let station = |place, french: &str, english: &str| Station {
            name: self.say(french, english),
            day: None,
            at: None,
            reached: reached(place),
        };
        let written = Station { day: Some(known.on), ..station(0, "écrite", "written") };
        let mut stations = vec![written];
        if let ProposalState::Withdrawn { on, reasons } = &known.state {
            let reasons = Reference { label: reasons.clone(), detail: None, place: None };
            let ended = self.ended(("retirée", "withdrawn"), *on, Some(reasons));
            stations.push(ended);
            return stations;
        }
        let since = match known.state {
            ProposalState::Open { since } => Some(since),
            _ => None,
        };
        let last = known.votes.iter().rev().find(|vote| vote.amendment.is_none());
        let poll = last.and_then(|vote| self.state.assemblies.poll(vote.poll));
        let assembly = match &known.state {
            ProposalState::Scheduled { assembly } => Some(*assembly),
            _ => poll.map(|poll| poll.assembly),
        };
        let open = Station { day: since, ..station(1, "ouverte au soutien", "open for support") };
        let at = assembly.map(|assembly| self.assembly_reference(assembly));
        let scheduled = Station { at, ..station(2, "à l'ordre du jour", "on the agenda") };
        let at = last.map(|vote| self.poll_reference(vote.poll));
        let day = last.and_then(|vote| vote.verdict.as_ref()).map(|(day, _)| *day);
        let voted = Station { day, at, ..station(3, "votée", "voted") };
        stations.extend([open, scheduled, voted]);
        stations.push(self.last_station(known));
        stations
    }

    fn ended(&self, name: (&str, &str), on: Day, at: Option<Reference>) -> Station {
        let name = self.say(name.0, name.1);
        Station { name, day: Some(on), at, reached: Reached::Ended }
    }

    fn last_station(&self, known: &Known) -> Station {
        let from = known.content.from;
        match &known.state {
            ProposalState::Refused { on, .. } => self.ended(("rejetée", "rejected"), *on, None),
            ProposalState::Blocked { on, why, .. } => {
                let why = why.text(self.language).to_owned();
                let at = Some(Reference { label: why, detail: None, place: None });
                self.ended(("adoptée, sans effet", "adopted, without effect"), *on, at)
            }
            ProposalState::Adopted { on, .. } => {
                let from = from.max(*on);
                let begun = from <= self.today;
                Station {
                    name: match begun {
                        true => self.say("en vigueur", "in force"),
                        false => self.say("adoptée, en vigueur", "adopted, in force"),
                    },
                    day: Some(from),
                    at: None,
                    reached: if begun { Reached::Done } else { Reached::Here },
                }
            }
            _ => Station {
                name: self.say("en vigueur", "in force"),
                day: Some(from),
                at: None,
                reached: Reached::ToCome,
            },
        }
    }

    fn amendment(&self, number: u32, moved: &Moved, known: &Known) -> Amendment {
        let change = &moved.change;
        let mut changes = Vec::new();
        if let Some(title) = &change.title {
            changes.push(match self.language {
                Language::French => format!("le titre devient « {title} »"),
                Language::English => format!("the title becomes “{title}”"),
            });
        }
        if let Some(text) = &change.text {
            changes.push(self.say("le texte devient :", "the text becomes:"));
            changes.extend(self.paragraphs(text));
        }
        if let Some(effect) = &change.effect {
            let amended = change.on(&known.content);
            let lines = self.effect_lines(&amended, None);
            changes.push(match self.language {
                Language::French => format!("l'effet devient : {}", effect.written(self.language)),
                Language::English => {
                    format!("the effect becomes: {}", effect.written(self.language))
                }
            });
            changes.extend(lines.into_iter().map(|line| line.label));
            changes.extend(self.amended_rules(effect));
        }
        if let Some(from) = change.from {
            changes.push(match self.language {
                Language::French => format!("la prise d'effet devient le {}", self.day(from)),
                Language::English => format!("it takes effect on {} instead", self.day(from)),
            });
        }
        Amendment {
            number,
            author: self.person(moved.author),
            day: moved.on,
            reasons: moved.reasons.clone(),
            changes,
            state: self.amendment_state(&moved.state),
        }
    }

    /// What rules of an amended effect change against those in force.
    fn amended_rules(&self, effect: &Effect) -> Vec<String> {
        let Effect::AdoptRules { rules } = effect else { return Vec::new() };
        let before = self.state.rules.set();
        let mut after = before.clone();
        for adopted in rules {
            after.insert(adopted.rule.clone());
        }
        let told = rules.iter().filter_map(|adopted| {
            let since = adopted.rule.versions.last()?.since;
            caisse_rules::difference::between(before, &after, &adopted.rule.name, since)
        });
        told.flat_map(|difference| difference.sentences(self.language)).collect()
    }

    fn amendment_state(&self, state: &AmendmentState) -> String {
        let on = |french: &str, english: &str, day: Day| match self.language {
            Language::French => format!("{french} le {}", self.day(day)),
            Language::English => format!("{english} on {}", self.day(day)),
        };
        match state {
            AmendmentState::Moved => self.say("à examiner par l'auteur", "with the author"),
            AmendmentState::Declined(day) => on("décliné", "declined", *day),
            AmendmentState::InVote(poll) => format!("{} ({poll})", self.say("au vote", "in vote")),
            AmendmentState::Adopted(day) => on("adopté", "adopted", *day),
            AmendmentState::Rejected(day) => on("rejeté", "rejected", *day),
            AmendmentState::Withdrawn(day) => on("retiré", "withdrawn", *day),
        }
    }

    /// The objections raised at its votes, with how each was met.
    fn objections(&self, known: &Known) -> Vec<ObjectionRaised> {
        let polls = known.polls().filter_map(|poll| self.state.assemblies.poll(poll));
        polls
            .flat_map(|poll| &poll.objections)
            .map(|objected| ObjectionRaised {
                by: self.person(objected.by),
                text: objected.text.clone(),
                state: self.objection_state(objected),
            })
            .collect()
    }

    fn objection_state(&self, objected: &caisse_domain::assemblies::poll::Objected) -> String {
        use caisse_votes::motion::consent::Objection as State;
        match objected.state {
            State::Raised => self.say("maintenue", "stands"),
            State::Withdrawn => self.say("retirée", "withdrawn"),
            State::Integrated => {
                format!("{} {}", self.say("intégrée :", "integrated:"), objected.how)
            }
        }
    }

    fn link(&self, link: Link) -> Reference {
        match link {
            Link::Grievance(grievance) => Reference {
                label: format!("{} {grievance}", self.say("grief", "grievance")),
                detail: None,
                place: Some(self.grievance_place(grievance)),
            },
            Link::Demand(demand) => self.demand_reference(demand),
            Link::Project(project) => self.project_reference(project),
            Link::Proposal(proposal) => self.proposal_reference(proposal),
        }
    }

    fn proposal_vote(&self, vote: &caisse_domain::proposals::Vote) -> Option<ProposalVote> {
        let poll = self.state.assemblies.poll(vote.poll)?;
        let mut reference = self.poll_reference(vote.poll);
        if let Some(amendment) = vote.amendment {
            let amendment = amendment + 1;
            reference.label = match self.language {
                Language::French => format!("{}, amendement {amendment}", reference.label),
                Language::English => format!("{}, amendment {amendment}", reference.label),
            };
        }
        let mut outcome = self.poll_outcome(poll);
        if matches!(vote.verdict, Some((_, Verdict::NoQuorum))) {
            outcome = format!("{} {outcome}", self.say("Quorum non atteint.", "Quorum not met."));
        }
        Some(ProposalVote {
            poll: reference,
            assembly: self.assembly_reference(poll.assembly),
            minutes: poll.closed.is_some().then(|| self.minutes_reference(poll.assembly)),
            day: vote.verdict.as_ref().map(|(day, _)| *day),
            outcome,
            count: self.vote_count(poll),
        })
    }
}

/// What the vote chose among the options of a proposal, by place.
fn chosen(known: &Known) -> Option<&[usize]> {
    let verdicts = known.votes.iter().filter(|vote| vote.amendment.is_none());
    match verdicts.filter_map(|vote| vote.verdict.as_ref()).next_back()? {
        (_, Verdict::Chosen(places)) => Some(places),
        _ => None,
    }
}
