//! The proof sheet of a closed poll: the figures that no picture tells, how they were counted, and the
//! ballots.

use caisse_domain::assemblies::Outcome;
use caisse_domain::assemblies::poll::{Closed, Poll};
use caisse_units::Language;
use caisse_votes::graded::judgment::JudgmentOutcome;
use caisse_votes::motion::{MotionOutcome, Part, Threshold};
use caisse_web::views::Table;
use serde_json::Value;

use super::{MOST_BALLOTS, MOST_OPTIONS, MOST_ROUNDS};
use crate::look::Look;

impl Look<'_> {
    /// The figures of the proof sheet that no picture tells.
    pub(super) fn figures(&self, poll: &Poll, closed: &Closed) -> Vec<Table> {
        match &closed.outcome.0 {
            Outcome::Motion(outcome) => vec![self.motion_table(outcome)],
            Outcome::Consent(outcome) => {
                outcome.fallback.iter().map(|vote| self.motion_table(vote)).collect()
            }
            Outcome::Judgment { sheet, .. } => vec![self.judgment_table(poll, sheet)],
            Outcome::EqualShares { lines, .. } => vec![self.shares_table(poll, lines)],
            Outcome::Transfers { sheet, .. } => {
                self.rounds_table(poll, sheet).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    fn motion_table(&self, outcome: &MotionOutcome) -> Table {
        let head = match self.language {
            Language::French => {
                ["Collège", "Oui", "Non", "Abstentions", "Blancs", "Base", "Il faut", "Atteint"]
            }
            Language::English => {
                ["College", "Yes", "No", "Abstentions", "Blank", "Base", "Needed", "Reached"]
            }
        };
        let row = |name: String, part: &Part| {
            let figures = [
                part.tally.yes,
                part.tally.no,
                part.tally.abstain,
                part.tally.blank,
                part.base,
                part.needed,
            ];
            let reached = if part.reached { self.say("oui", "yes") } else { self.say("non", "no") };
            let figures = figures.iter().map(u64::to_string);
            std::iter::once(name).chain(figures).chain([reached]).collect()
        };
        let colleges = outcome.colleges.iter().map(|one| row(one.college.clone(), &one.part));
        let rows = std::iter::once(row(self.say("l'ensemble", "the whole"), &outcome.whole));
        Table {
            caption: self.say("Le décompte", "The count"),
            columns: head.map(str::to_owned).to_vec(),
            rows: rows.chain(colleges).collect(),
        }
    }

    fn judgment_table(&self, poll: &Poll, sheet: &JudgmentOutcome) -> Table {
        let head = match self.language {
            Language::French => ["Option", "Mention", "Au-dessus", "Au-dessous"],
            Language::English => ["Option", "Grade", "Above", "Below"],
        };
        let rows = sheet.classes.iter().flatten().take(MOST_OPTIONS).map(|option| {
            let graded = &sheet.sheets[*option];
            let figures = [u64::from(graded.median), graded.above, graded.below];
            let figures = figures.iter().map(u64::to_string);
            std::iter::once(self.option_name(poll, *option)).chain(figures).collect()
        });
        Table {
            caption: self.say("Ce qui classe, du meilleur au moins bon", "What ranks, best first"),
            columns: head.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }
    }

    fn shares_table(&self, poll: &Poll, lines: &[(u64, Option<String>)]) -> Table {
        let head = match self.language {
            Language::French => ["Projet", "Soutiens", "Prix par euro"],
            Language::English => ["Project", "Supporters", "Price per euro"],
        };
        let rows =
            lines.iter().enumerate().take(MOST_OPTIONS).map(|(option, (supporters, price))| {
                let price = price.clone().unwrap_or_else(|| "–".to_owned());
                vec![self.option_name(poll, option), supporters.to_string(), price]
            });
        Table {
            caption: self.say("Soutiens et prix exacts", "Supporters and exact prices"),
            columns: head.map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }
    }

    /// A number of votes without the zeros that say nothing, as the reader writes it.
    pub(super) fn votes_written(&self, votes: &str) -> String {
        let trimmed = match votes.contains('.') {
            true => votes.trim_end_matches('0').trim_end_matches('.'),
            false => votes,
        };
        trimmed.replace('.', self.language.choose(",", "."))
    }

    /// The votes of each option, round by round or stage by stage.
    fn rounds_table(&self, poll: &Poll, sheet: &Value) -> Option<Table> {
        let rounds = sheet["rounds"].as_array().or_else(|| sheet["sheet"].as_array())?;
        let shown = rounds.iter().take(MOST_ROUNDS);
        let heads = (1..=shown.len()).map(|round| match self.language {
            Language::French => format!("Tour {round}"),
            Language::English => format!("Round {round}"),
        });
        let votes = |round: &Value, option: usize| match &round["votes"][(option + 1).to_string()] {
            Value::Null => "–".to_owned(),
            Value::String(votes) => self.votes_written(votes),
            votes => votes.to_string(),
        };
        let options = 0..poll.question.options.len().min(MOST_OPTIONS);
        let rows = options.map(|option| {
            let votes = rounds.iter().take(MOST_ROUNDS).map(|round| votes(round, option));
            std::iter::once(self.option_name(poll, option)).chain(votes).collect()
        });
        let rows: Vec<Vec<String>> = rows.collect();
        let quota = sheet["quota"].as_u64().map(|quota| match self.language {
            Language::French => format!(" (il faut {quota} voix pour un siège)"),
            Language::English => format!(" ({quota} votes are needed for a seat)"),
        });
        let caption = self.say("Les voix, tour par tour", "The votes, round by round");
        Some(Table {
            caption: format!("{caption}{}", quota.unwrap_or_default()),
            columns: std::iter::once(self.say("Option", "Option")).chain(heads).collect(),
            rows,
        })
    }

    pub(super) fn how_counted(&self, poll: &Poll, closed: &Closed) -> Vec<String> {
        let told = match &closed.outcome.0 {
            Outcome::Motion(outcome) => Some(self.threshold_told(poll, outcome)),
            Outcome::Consent(outcome) => {
                outcome.fallback.as_ref().map(|vote| self.threshold_told(poll, vote))
            }
            Outcome::Approval { .. } => None,
            Outcome::Scores { .. } => Some(self.say(
                "Les points s'ajoutent ; sans avis, c'est 0.",
                "Points are added up; no opinion is 0.",
            )),
            Outcome::Judgment { .. } => Some(self.say(
                "La mention majoritaire est celle du milieu, la plus basse des deux s'il y en a deux ; sans avis compte comme la pire. À mention égale, on compare les suivantes en s'éloignant du milieu.",
                "The majority grade is the middle one, the lower of the two if there are two; no opinion counts as the worst. Where it is equal, the next ones are compared away from the middle.",
            )),
            Outcome::Ranking { .. } => Some(self.say(
                "Chaque option est comparée à chaque autre. Une option en bat une autre si le plus fort chemin de victoires va de l'une à l'autre ; la force d'un chemin est celle de sa plus faible victoire. Qui n'est pas classé vient après tous ceux qui le sont.",
                "Each option is compared with each other. One beats another if the strongest path of victories goes from the one to the other; a path is as strong as its weakest victory. Who is not ranked comes after all who are.",
            )),
            Outcome::Pairs { .. } => Some(self.say(
                "Chaque option est comparée à chaque autre. Les victoires sont prises de la plus forte à la plus faible, sauf celles qui contrediraient les précédentes.",
                "Each option is compared with each other. Victories are taken from the strongest to the weakest, but for those that would contradict the ones before.",
            )),
            Outcome::Transfers { .. } => Some(self.say(
                "Un bulletin vaut pour son premier choix ; ce qui dépasse le quota d'un siège passe aux choix suivants, et le dernier sort quand personne n'atteint le quota.",
                "A ballot counts for its first choice; what is above the quota of a seat goes to the next choices, and the last one leaves when nobody reaches the quota.",
            )),
            Outcome::EqualShares { ties, .. } => Some(match self.language {
                Language::French => format!(
                    "Chaque votant reçoit la même part. Un projet est financé quand ses soutiens peuvent le payer ; d'abord celui qui leur coûte le moins par euro dépensé. Ce qui reste est traité comme la règle le dit. Égalités rencontrées : {ties}."
                ),
                Language::English => format!(
                    "Each voter gets the same share. A project is funded when its supporters can pay it; first the one that costs them least per euro spent. What is left is dealt with as the rule says. Ties met: {ties}."
                ),
            }),
        };
        told.into_iter().collect()
    }

    fn threshold_told(&self, poll: &Poll, outcome: &MotionOutcome) -> String {
        let Part { base, needed, threshold, .. } = outcome.whole;
        let of = poll.terms.base.written(self.language);
        let exact = match threshold {
            Threshold::MoreThan(fraction) => match self.language {
                Language::French => format!("plus de {fraction}"),
                Language::English => format!("more than {fraction}"),
            },
            Threshold::AtLeast(fraction) => match self.language {
                Language::French => format!("au moins {fraction}"),
                Language::English => format!("at least {fraction}"),
            },
        };
        match self.language {
            Language::French => {
                format!("La base est de {base} ({of}) ; {exact} de {base} fait {needed} oui.")
            }
            Language::English => {
                format!("The base is {base} ({of}); {exact} of {base} makes {needed} yes.")
            }
        }
    }

    /// The ballots, equal ones together, the most frequent first.
    pub(super) fn ballots_table(&self, poll: &Poll, closed: &Closed) -> (Option<Table>, usize) {
        if closed.ballots.is_empty() {
            return (None, 0);
        }
        let colleges = &poll.electorate.colleges;
        let mut ballots: Vec<_> = closed.ballots.iter().collect();
        ballots.sort_by_key(|merged| std::cmp::Reverse(merged.votes));
        let rows = ballots.iter().take(MOST_BALLOTS).map(|merged| {
            let mut row = vec![self.ballot_text(poll, &merged.ballot)];
            if !colleges.is_empty() {
                row.push(colleges.get(usize::from(merged.college)).cloned().unwrap_or_default());
            }
            row.push(merged.votes.to_string());
            row
        });
        let mut columns = vec![self.say("Bulletin", "Ballot")];
        if !colleges.is_empty() {
            columns.push(self.say("Collège", "College"));
        }
        columns.push(self.say("Voix", "Votes"));
        let caption = self.say(
            "Les bulletins, réunis quand ils sont pareils",
            "The ballots, equal ones together",
        );
        let rows: Vec<Vec<String>> = rows.collect();
        let more = closed.ballots.len().saturating_sub(rows.len());
        (Some(Table { caption, columns, rows }), more)
    }
}
