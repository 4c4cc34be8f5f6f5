//! What a closed poll came to: in words, drawn, and with its proof sheet.
//!
//! The figures are those that were recorded at the closing; who paid for what under equal shares, which
//! is not, is counted again from the recorded ballots.

mod drawings;
mod sheet;

use caisse_domain::assemblies::poll::{Closed, Poll};
use caisse_domain::assemblies::{Outcome, Verdict};
use caisse_units::Language;
use caisse_votes::graded::scores::ScoreOutcome;
use caisse_votes::motion::Presence;
use caisse_web::views::PollResult;

use crate::look::Look;

/// The most rounds of a run-off that a page lists.
const MOST_ROUNDS: usize = 20;
/// The most kinds of ballots that a page lists.
const MOST_BALLOTS: usize = 60;
/// The most options of which a page draws or lists the figures.
pub(crate) const MOST_OPTIONS: usize = 40;

impl Look<'_> {
    /// What a poll came to.
    pub fn result(&self, poll: &Poll, closed: &Closed) -> PollResult {
        let mut sheet = self.figures(poll, closed);
        let mut remarks = self.how_counted(poll, closed);
        let (ballots, more) = self.ballots_table(poll, closed);
        sheet.extend(ballots);
        if more > 0 {
            remarks.push(match self.language {
                Language::French => {
                    format!("{more} autres sortes de bulletins se lisent dans les fichiers.")
                }
                Language::English => format!("{more} more kinds of ballots are in the files."),
            });
        }
        let verdict = self.verdict(poll, closed);
        // What stands above the sentence is not said again in it.
        let sentence = self.outcome_sentence(poll, closed);
        let said = format!("{verdict}{}", self.language.choose("\u{a0}: ", ": "));
        let sentence = sentence.strip_prefix(&said).map(str::to_owned).unwrap_or(sentence);
        let options = poll.question.options.len();
        if options > MOST_OPTIONS {
            remarks.push(match self.language {
                Language::French => format!("Les {MOST_OPTIONS} premières options sur {options} ; les autres se lisent dans les fichiers."),
                Language::English => format!("The first {MOST_OPTIONS} options of {options}; the others are in the files."),
            });
        }
        PollResult {
            verdict,
            decided: matches!(closed.verdict, Verdict::Adopted | Verdict::Chosen(_)),
            sentence,
            quorum: self.quorum_at_closing(poll, closed),
            picture: self.picture(poll, closed),
            sheet,
            remarks,
        }
    }

    fn quorum_at_closing(&self, poll: &Poll, closed: &Closed) -> String {
        let held = self.state.assemblies.assembly(poll.assembly);
        let counted = held.map(|held| held.quorums.counted).unwrap_or_default();
        let (present, represented) =
            (closed.there.members_present(), closed.there.members_represented());
        let found = match counted {
            Presence::PresentAndRepresented => present + represented,
            Presence::PresentOnly => present,
        };
        let quorum = &poll.electorate.quorum;
        let said = self.language.choose("Quorum à la clôture", "Quorum at the closing");
        let words = self.quorum_words(counted, found, quorum.entitled, quorum.needed);
        format!("{said}{}{words}", self.language.choose("\u{a0}: ", ": "))
    }

    /// The outcome in a sentence, options by their names.
    fn outcome_sentence(&self, poll: &Poll, closed: &Closed) -> String {
        let told = match &closed.outcome.0 {
            Outcome::Motion(_) | Outcome::Consent(_) => {
                return format!("{}.", closed.outcome.0.sentence(poll, self.language));
            }
            Outcome::Approval { counts, tied } => {
                let unit = self.language.choose("approbations", "approvals");
                self.best(poll, closed, |option| format!("{} {unit}", counts[option]), tied)
            }
            Outcome::Scores { sheet, tied } => {
                let value = |option: usize| format!("{} points", sheet.scores[option].points);
                self.best(poll, closed, value, tied)
            }
            Outcome::Judgment { sheet, tied } => {
                let said = self.language.choose("mention", "grade");
                let value = |option: usize| format!("{said} {}", sheet.sheets[option].median);
                self.best(poll, closed, value, tied)
            }
            Outcome::Ranking { tied, .. }
            | Outcome::Pairs { tied, .. }
            | Outcome::Transfers { tied, .. } => self.best(poll, closed, |_| String::new(), tied),
            Outcome::EqualShares { voters, spent, .. } => {
                let budget = poll.question.spending.as_ref().map(|spending| spending.budget);
                let (spent, budget) = (self.money(*spent), self.money(budget.unwrap_or_default()));
                match self.language {
                    Language::French => format!(
                        "{voters} votants se partagent {budget} à parts égales ; {spent} sont attribués."
                    ),
                    Language::English => {
                        format!("{voters} voters share {budget} equally; {spent} are granted.")
                    }
                }
            }
        };
        match closed.verdict {
            Verdict::NoQuorum => {
                let said = self.say(
                    "Trop peu de membres étaient là : rien n'est décidé.",
                    "Too few members were there: nothing is decided.",
                );
                format!("{said} {told}")
            }
            _ => told,
        }
    }

    fn best(
        &self,
        poll: &Poll,
        closed: &Closed,
        value: impl Fn(usize) -> String,
        tied: &[usize],
    ) -> String {
        let chosen: &[usize] = match &closed.verdict {
            Verdict::Chosen(options) => options,
            _ => &[],
        };
        let with_value = |option: &usize| {
            let (name, value) = (self.option_name(poll, *option), value(*option));
            if value.is_empty() { name } else { format!("{name} ({value})") }
        };
        let votes = cast(closed);
        let names: Vec<String> = chosen.iter().map(with_value).collect();
        let mut told = match (names.is_empty(), self.language) {
            (true, Language::French) => format!("{votes} bulletins ; aucune option n'est choisie."),
            (true, Language::English) => format!("{votes} ballots; no option is chosen."),
            (false, Language::French) => {
                format!("{votes} bulletins ; choisi : {}.", names.join(", "))
            }
            (false, Language::English) => format!("{votes} ballots; chosen: {}.", names.join(", ")),
        };
        if !tied.is_empty() {
            let names: Vec<String> = tied.iter().map(with_value).collect();
            let names = names.join(", ");
            told.push_str(&match self.language {
                Language::French => {
                    format!(" À égalité pour la dernière place, un autre vote départage : {names}.")
                }
                Language::English => {
                    format!(" Equal at the last seat, another vote decides between: {names}.")
                }
            });
        }
        told
    }
}

/// All votes of the merged ballots.
fn cast(closed: &Closed) -> u64 {
    closed.ballots.iter().fold(0, |sum, merged| sum.saturating_add(merged.votes))
}

fn is_chosen(closed: &Closed, option: usize) -> bool {
    matches!(&closed.verdict, Verdict::Chosen(options) if options.contains(&option))
}

fn points(sheet: &ScoreOutcome, option: usize) -> u64 {
    u64::try_from(sheet.scores[option].points).unwrap_or(0)
}
