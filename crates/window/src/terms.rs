//! The rule of a poll, line by line, as it was fixed when the poll opened.

use caisse_domain::assemblies::Method;
use caisse_domain::assemblies::poll::{Poll, Terms};
use caisse_domain::assemblies::statutes::{Remote, Secrecy, Together};
use caisse_units::Language;
use caisse_votes::motion::{Base, BlankVotes, TieRule};
use caisse_web::views::Fact;

use crate::look::Look;

impl Look<'_> {
    /// What decides a poll: method, threshold and base or seats, ties, quorum, colleges, secrecy, where.
    pub fn terms(&self, poll: &Poll) -> Vec<Fact> {
        let terms = &poll.terms;
        let by_answer = match terms.method {
            Method::Motion => true,
            Method::Consent { vote_otherwise } => vote_otherwise,
            _ => false,
        };
        let mut facts = vec![self.term("Méthode", "Method", terms.method.written(self.language))];
        if by_answer {
            facts.extend(self.terms_of_answers(terms));
        } else if !terms.method.is_motion() {
            facts.extend(self.terms_of_options(poll));
        }
        facts.push(self.term("Quorum", "Quorum", self.quorum_of_terms(poll)));
        let colleges = self.colleges_of_terms(terms);
        facts.extend(colleges.map(|said| self.term("Collèges", "Colleges", said)));
        facts.push(self.term("Secret", "Secrecy", self.secrecy_of_terms(terms)));
        facts.push(self.term("Où voter", "Where to vote", self.where_to_vote(terms)));
        facts
    }

    fn term(&self, french: &str, english: &str, value: String) -> Fact {
        Fact { name: self.say(french, english), value, place: None }
    }

    fn terms_of_answers(&self, terms: &Terms) -> Vec<Fact> {
        let (threshold, base) =
            (terms.threshold.written(self.language), terms.base.written(self.language));
        let tie = match terms.tie {
            TieRule::Rejected => self.say("la question est rejetée", "the question is rejected"),
            TieRule::ChairDecides => {
                self.say("la voix de la présidence l'emporte", "the chair's vote decides")
            }
        };
        let blank = self.blank(terms.blank, terms.base);
        vec![
            self.term("Seuil", "Threshold", format!("{threshold} {base}")),
            self.term("Bulletins blancs", "Blank ballots", blank),
            self.term("À égalité", "In a tie", tie),
        ]
    }

    fn terms_of_options(&self, poll: &Poll) -> Vec<Fact> {
        let seats = poll.question.seats.max(1);
        let most = match self.language {
            Language::French => format!("{seats} au plus"),
            Language::English => format!("{seats} at most"),
        };
        let what = match &poll.question.spending {
            None => self.term("À choisir", "To choose", most),
            Some(spending) => {
                self.term("Somme à partager", "Sum to share", self.money(spending.budget))
            }
        };
        let tie = match poll.terms.method.shares_a_sum() {
            true => self.say(
                "le projet le moins cher, puis le plus soutenu, puis le premier de la liste",
                "the cheapest project, then the most supported, then the first of the list",
            ),
            false => self.say(
                "à la dernière place, personne n'est choisi : un autre vote départage",
                "at the last seat nobody is chosen: another vote decides",
            ),
        };
        vec![what, self.term("À égalité", "In a tie", tie)]
    }

    fn quorum_of_terms(&self, poll: &Poll) -> String {
        let quorum = poll.terms.quorum.written(self.language);
        match (poll.electorate.quorum.needed, self.language) {
            (0, _) => quorum,
            (needed, Language::French) => format!("{quorum}, soit {needed} membres"),
            (needed, Language::English) => format!("{quorum}, that is {needed} members"),
        }
    }

    fn colleges_of_terms(&self, terms: &Terms) -> Option<String> {
        match (terms.colleges, self.language) {
            (Together::Whole, _) => None,
            (Together::EachCollege, _) => {
                Some(self.say("chacun atteint le seuil", "each reaches the threshold"))
            }
            (Together::WholeAndColleges(colleges), Language::French) => {
                Some(format!("l'ensemble et {colleges} collèges atteignent le seuil"))
            }
            (Together::WholeAndColleges(colleges), Language::English) => {
                Some(format!("the whole and {colleges} colleges reach the threshold"))
            }
        }
    }

    fn secrecy_of_terms(&self, terms: &Terms) -> String {
        match terms.secrecy {
            Secrecy::Open => self.say(
                "vote ouvert : on saura qui a voté quoi",
                "open vote: who voted what will be known",
            ),
            Secrecy::Discreet => self.say(
                "vote discret : on saura qui a voté, jamais quoi",
                "discreet vote: who voted will be known, never what",
            ),
        }
    }

    fn blank(&self, blank: BlankVotes, base: Base) -> String {
        match blank {
            BlankVotes::AsAbstentions if base == Base::VotesCast => self
                .say("comme des abstentions : ne pèsent pas", "as abstentions: they do not weigh"),
            BlankVotes::AsAbstentions => self.say("comme des abstentions", "as abstentions"),
            BlankVotes::AsVotesCast => self.say("des suffrages exprimés", "votes cast"),
            BlankVotes::SetAside => self.say("mis à part", "set aside"),
        }
    }

    fn where_to_vote(&self, terms: &Terms) -> String {
        let remote = match terms.remote {
            Remote::None => self.say("dans la salle", "in the room"),
            Remote::Attending => self.say(
                "dans la salle, ou à distance pour qui suit l'assemblée",
                "in the room, or from afar for those who attend",
            ),
            Remote::Everyone => self.say(
                "dans la salle, ou à distance pour tout le monde",
                "in the room, or from afar for everyone",
            ),
        };
        match terms.paper {
            true => {
                format!("{remote}{}", self.language.choose(" ; papier admis", "; paper allowed"))
            }
            false => remote,
        }
    }
}
