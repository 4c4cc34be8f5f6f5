//! The voter's page: where the assembly stands, what is open, what came out.

use caisse_domain::assemblies::meeting::Stage;
use caisse_domain::assemblies::poll::Poll;
use caisse_domain::assemblies::statutes::Remote;
use caisse_domain::assemblies::{Method, Refusal};
use caisse_domain::identity::{MemberId, PollId};
use caisse_units::Language;
use caisse_web::views::{Asked, Paper, Sheet, Told, VoterPage};

use super::questions::objection_of;
use super::{Voter, capitalised};

impl Voter<'_> {
    /// The whole page.
    pub(super) fn page(&self) -> VoterPage {
        let convocation = &self.assembly.convocation;
        let mut place = convocation.at.written(self.language);
        if !convocation.place.is_empty() {
            place = format!("{place}, {}", convocation.place);
        }
        let polls = || {
            let known = |poll: &PollId| Some((*poll, self.state.assemblies.poll(*poll)?));
            self.assembly.polls.iter().filter_map(known)
        };
        VoterPage {
            assembly: convocation.title.clone(),
            on: convocation.on,
            place,
            voter: self.name(self.member),
            notes: self.notes(),
            presence: self.presence(),
            open: polls()
                .filter(|(_, poll)| poll.is_open())
                .map(|(id, poll)| self.asked(id, poll))
                .collect(),
            closed: polls()
                .rev()
                .filter(|(_, poll)| !poll.is_open())
                .map(|(id, poll)| self.told(id, poll))
                .collect(),
        }
    }

    fn asked(&self, id: PollId, poll: &Poll) -> Asked {
        Asked {
            poll: id.to_string(),
            question: poll.question.text.clone(),
            about: self.about(poll),
            decided: self.decided(poll),
            turnout: self.turnout(poll),
            papers: self.voices().map(|voter| self.paper(id, poll, voter)).collect(),
        }
    }

    fn paper(&self, id: PollId, poll: &Poll, voter: MemberId) -> Paper {
        let own = voter == self.member;
        let whose = (!own).then(|| {
            let name = self.name(voter);
            match self.language {
                Language::French => format!("Pour {name}, qui vous a donné procuration"),
                Language::English => format!("For {name}, who gave you a proxy"),
            }
        });
        let sheet = match self.hindrance(poll, voter) {
            Some(why) => Err(why),
            None => Ok(self.sheet(id, poll, voter)),
        };
        Paper { voter: voter.to_string(), whose, standing: self.standing(poll, voter), sheet }
    }

    fn sheet(&self, id: PollId, poll: &Poll, voter: MemberId) -> Sheet {
        Sheet {
            shape: self.shape(poll, voter),
            options: self.candidates(poll),
            grades: self.grades(poll),
            budget: poll.question.spending.as_ref().map(|spending| spending.budget),
            given: self.fields(id, poll, voter),
            cast: poll.vote(voter).is_some() || objection_of(poll, voter).is_some(),
        }
    }

    /// Where a ballot stands, without what it says.
    fn standing(&self, poll: &Poll, voter: MemberId) -> String {
        let objects = objection_of(poll, voter).is_some();
        match poll.vote(voter) {
            _ if objects => {
                self.say("Votre objection est enregistrée.", "Your objection is recorded.")
            }
            Some(vote) if vote.by == self.member && voter == self.member => {
                self.say("Votre bulletin est enregistré.", "Your ballot is recorded.")
            }
            Some(vote) if vote.by == self.member => {
                self.say("Ce bulletin est enregistré.", "This ballot is recorded.")
            }
            Some(vote) if voter == self.member => {
                let holder = self.name(vote.by);
                match self.language {
                    Language::French => format!(
                        "{holder} a voté pour vous par procuration ; si vous votez, votre bulletin prend la place du sien."
                    ),
                    Language::English => format!(
                        "{holder} voted for you by proxy; if you vote, your ballot takes the place of that one."
                    ),
                }
            }
            Some(_) => self.say("Cette personne a voté elle-même.", "This person voted in person."),
            None if poll.terms.method == (Method::Consent { vote_otherwise: false }) => {
                self.say("Vous n'avez pas fait d'objection.", "You have not objected.")
            }
            None => self.say("Pas encore de bulletin.", "No ballot yet."),
        }
    }

    /// Why the ballot of this voter cannot be cast here and now, as far as one can tell.
    fn hindrance(&self, poll: &Poll, voter: MemberId) -> Option<String> {
        if self.assembly.roll.voter(voter).is_none() {
            return Some(self.refusal(&Refusal::NotOnTheRoll { member: voter }));
        }
        if poll.papers.handed.contains(&voter) {
            return Some(self.refusal(&Refusal::HasPaper { voter }));
        }
        let in_person = poll.vote(voter).is_some_and(|vote| vote.by == voter);
        if voter != self.member && in_person {
            return Some(self.refusal(&Refusal::VotedInPerson { voter }));
        }
        let alone = poll.terms.method == (Method::Consent { vote_otherwise: false });
        if alone && voter != self.member {
            return Some(self.say(
                "Ici on consent ou on fait objection, et chacun·e pour soi : une procuration n'y sert pas.",
                "Here one consents or objects, each for oneself: a proxy is of no use.",
            ));
        }
        match poll.terms.remote {
            _ if self.in_the_room() => None,
            Remote::Everyone => None,
            Remote::None => Some(self.refusal(&Refusal::NotFromAfar)),
            Remote::Attending if self.assembly.is_present(self.member) => None,
            Remote::Attending => Some(self.say(
                "Pour voter, dites d'abord que vous participez à distance : le bouton est en haut de cette page. Dans la salle, faites noter votre arrivée au bureau.",
                "To vote, first say that you take part from afar: the button is at the top of this page. In the room, have your arrival noted at the desk.",
            )),
        }
    }

    fn refusal(&self, refusal: &Refusal) -> String {
        capitalised(&refusal.sentence(self.language))
    }

    fn told(&self, id: PollId, poll: &Poll) -> Told {
        let result = match (&poll.closed, &poll.annulled) {
            (Some(closed), _) => closed.outcome.0.sentence(poll, self.language),
            (None, Some(reasons)) => match self.language {
                Language::French => format!("Scrutin annulé : {reasons}"),
                Language::English => format!("Poll annulled: {reasons}"),
            },
            (None, None) => String::new(),
        };
        Told { poll: id.to_string(), question: poll.question.text.clone(), result }
    }

    /// Why one would say that one takes part from afar, when one can.
    fn presence(&self) -> Option<String> {
        let on = self.assembly.convocation.on;
        let today = self.desk.today();
        let time = match self.assembly.stage {
            Stage::Open => true,
            Stage::Convened => on <= today && today <= on.plus_days(1),
            _ => false,
        };
        let statutes = &self.state.assemblies.statutes_on(today)?.statutes;
        if !time || self.assembly.is_present(self.member) || !statutes.takes_part_from_afar() {
            return None;
        }
        let mut why = self.say(
            "Si vous suivez l'assemblée à distance, dites-le : vous comptez alors pour le quorum, et vous pouvez voter aux scrutins qui le demandent.",
            "If you follow the assembly from afar, say so: you then count for the quorum, and may vote in the polls that ask for it.",
        );
        if self.assembly.proxies.contains_key(&self.member) {
            why.push_str(
                self.language.choose(" Votre procuration tombe alors.", " Your proxy then falls."),
            );
        }
        Some(why)
    }

    /// Where the assembly and the voter stand.
    fn notes(&self) -> Vec<String> {
        let mut notes = vec![match &self.assembly.stage {
            Stage::Convened => self.say(
                "L'assemblée n'est pas encore ouverte. Gardez cette adresse : les votes s'ouvriront ici.",
                "The assembly is not open yet. Keep this address: votes will open here.",
            ),
            Stage::Cancelled { reasons } => match self.language {
                Language::French => format!("L'assemblée est annulée : {reasons}"),
                Language::English => format!("The assembly is called off: {reasons}"),
            },
            Stage::WithoutQuorum(quorum) => match self.language {
                Language::French => format!(
                    "Trop peu de monde est venu ({} sur {} nécessaires) : l'assemblée sera convoquée à nouveau.",
                    quorum.found, quorum.needed
                ),
                Language::English => format!(
                    "Too few came ({} of {} needed): the assembly will be convened again.",
                    quorum.found, quorum.needed
                ),
            },
            Stage::Open if self.no_poll_open() => self.say(
                "L'assemblée est ouverte. Aucun scrutin ne l'est en ce moment : rechargez cette page quand un vote est annoncé.",
                "The assembly is open. No poll is at the moment: load this page again when a vote is announced.",
            ),
            Stage::Open => self.say("L'assemblée est ouverte.", "The assembly is open."),
            Stage::Closed | Stage::Sealed { .. } => {
                self.say("L'assemblée est close.", "The assembly is closed.")
            }
        }];
        let there = self.assembly.attendance.get(&self.member).filter(|there| there.left.is_none());
        if there.is_some() && self.assembly.stage == Stage::Open {
            notes.push(match self.in_the_room() {
                true => self.say("Vous êtes dans la salle.", "You are in the room."),
                false => self.say("Vous participez à distance.", "You take part from afar."),
            });
        }
        if let Some(holder) = self.assembly.proxies.get(&self.member) {
            let holder = self.name(*holder);
            notes.push(match self.language {
                Language::French => format!("Vous avez donné procuration à {holder}."),
                Language::English => format!("You gave a proxy to {holder}."),
            });
        }
        notes
    }

    fn no_poll_open(&self) -> bool {
        let open =
            |poll: &PollId| self.state.assemblies.poll(*poll).is_some_and(|known| known.is_open());
        !self.assembly.polls.iter().any(open)
    }
}
