//! What a closed poll came to: in words, drawn, and with its proof sheet.
//!
//! The figures are those that were recorded at the closing; who paid for what under equal shares, which
//! is not, is counted again from the recorded ballots.

use std::collections::BTreeMap;

use caisse_app::work::ballot_file::{election, profile, shares_method};
use caisse_domain::assemblies::poll::{Ballot, Closed, Poll};
use caisse_domain::assemblies::{Method, Outcome, Verdict};
use caisse_units::{Amount, Language};
use caisse_votes::graded::judgment::JudgmentOutcome;
use caisse_votes::graded::scores::ScoreOutcome;
use caisse_votes::motion::{Base, BlankVotes, MotionOutcome, Part, Presence, Threshold};
use caisse_votes::participatory::{self, Phase};
use caisse_votes::ranked::{Pairwise, Unranked};
use caisse_web::views::{
    Bar, Funding, Matrix, MeritRow, MotionBar, Payers, Picture, PollResult, SharedProject, Shares,
    Table, Weighs,
};
use serde_json::Value;

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

    fn picture(&self, poll: &Poll, closed: &Closed) -> Picture {
        if closed.ballots.is_empty() {
            return Picture::None;
        }
        match &closed.outcome.0 {
            Outcome::Motion(outcome) => Picture::Motion(motion_bars(poll, outcome)),
            Outcome::Consent(outcome) => match &outcome.fallback {
                Some(vote) => Picture::Motion(motion_bars(poll, vote)),
                None => Picture::None,
            },
            Outcome::Approval { counts, .. } => Picture::Bars {
                unit: self.say("Approbations", "Approvals"),
                most: cast(closed),
                bars: self.bars(poll, closed, |option| counts[option]),
            },
            Outcome::Scores { sheet, .. } => {
                let most = match poll.terms.method {
                    Method::Scores { most } => u64::from(most),
                    _ => 1,
                };
                Picture::Bars {
                    unit: self.say("Points", "Points"),
                    most: cast(closed).saturating_mul(most),
                    bars: self.bars(poll, closed, |option| points(sheet, option)),
                }
            }
            Outcome::Judgment { sheet, .. } => self.merit(poll, closed, sheet),
            Outcome::Ranking { sheet, .. } => {
                self.matrix(poll, closed, sheet).map_or(Picture::None, Picture::Matrix)
            }
            Outcome::EqualShares { voters, share, spent, .. } => {
                let shares = self.shares(poll, closed, *voters, share, *spent);
                shares.map_or(Picture::None, Picture::Shares)
            }
            Outcome::Pairs { sheet, .. } => {
                self.duels(poll, closed, sheet).map_or(Picture::None, Picture::Matrix)
            }
            Outcome::Transfers { .. } => self.first_choices(poll, closed),
        }
    }

    fn bars(&self, poll: &Poll, closed: &Closed, value: impl Fn(usize) -> u64) -> Vec<Bar> {
        let mut options: Vec<usize> = (0..poll.question.options.len()).collect();
        options.sort_by_key(|option| std::cmp::Reverse(value(*option)));
        let shown = options.into_iter().take(MOST_OPTIONS);
        shown
            .map(|option| {
                let reference = self.option_reference(poll, option);
                Bar {
                    name: reference.label,
                    place: reference.place,
                    value: value(option),
                    chosen: is_chosen(closed, option),
                }
            })
            .collect()
    }

    fn merit(&self, poll: &Poll, closed: &Closed, sheet: &JudgmentOutcome) -> Picture {
        let count = sheet.sheets.first().map_or(0, |sheet| sheet.profile.len());
        let rows = sheet.classes.iter().flatten().take(MOST_OPTIONS).map(|option| {
            let reference = self.option_reference(poll, *option);
            let graded = &sheet.sheets[*option];
            MeritRow {
                name: reference.label,
                place: reference.place,
                counts: graded.profile.iter().rev().copied().collect(),
                grade: count.saturating_sub(1 + usize::from(graded.median)),
                chosen: is_chosen(closed, *option),
            }
        });
        Picture::Merit { grades: self.grades(count), rows: rows.collect() }
    }

    /// The grades in words, best first: numbers, as on the ballots.
    fn grades(&self, count: usize) -> Vec<String> {
        let last = count.saturating_sub(1);
        let name = |grade: usize| match grade {
            0 => self.say("0 (la pire)", "0 (worst)"),
            _ if grade == last => {
                format!("{grade} {}", self.language.choose("(la meilleure)", "(best)"))
            }
            _ => grade.to_string(),
        };
        (0..count).rev().map(name).collect()
    }

    fn matrix(&self, poll: &Poll, closed: &Closed, sheet: &Value) -> Option<Matrix> {
        let mut options = Vec::new();
        let mut order = Vec::new();
        for class in sheet["ranking_classes"].as_array()? {
            let rank = u32::try_from(order.len() + 1).ok()?;
            for number in class.as_array()? {
                let option = usize::try_from(number.as_u64()?).ok()?.checked_sub(1)?;
                options.push((rank, self.option_name(poll, option), is_chosen(closed, option)));
                order.push((option + 1).to_string());
            }
        }
        options.truncate(MOST_OPTIONS);
        order.truncate(MOST_OPTIONS);
        let cell =
            |of: &Value, row: &str, column: &str| (row != column).then(|| of[row][column].clone());
        let wins = order.iter().map(|row| {
            let cells =
                order.iter().map(|column| cell(&sheet["pairwise_wins"], row, column)?.as_u64());
            cells.collect()
        });
        let paths = order.iter().map(|row| {
            let cells = order.iter().map(|column| {
                let victory = cell(&sheet["strongest_paths"], row, column)?;
                Some((victory["votes_for"].as_u64()?, victory["votes_against"].as_u64()?))
            });
            cells.collect()
        });
        Some(Matrix { options, wins: wins.collect(), paths: paths.collect() })
    }

    /// Comparisons two by two, in the order of a ranking that has no paths.
    fn duels(&self, poll: &Poll, closed: &Closed, sheet: &Value) -> Option<Matrix> {
        let pairwise = Pairwise::count(&profile(poll, closed)?, Unranked::default());
        let wins = serde_json::to_value(pairwise.wins()).ok()?;
        let ranking = &sheet["ranking_classes"];
        let whole = serde_json::json!({
            "ranking_classes": ranking, "pairwise_wins": wins, "strongest_paths": {},
        });
        self.matrix(poll, closed, &whole)
    }

    /// How many ballots begin with each option.
    fn first_choices(&self, poll: &Poll, closed: &Closed) -> Picture {
        let mut first = vec![0u64; poll.question.options.len()];
        for merged in &closed.ballots {
            if let Ballot::Rank(classes) = &merged.ballot
                && let Some([option]) = classes.first().map(Vec::as_slice)
                && let Some(count) = first.get_mut(usize::from(*option))
            {
                *count = count.saturating_add(merged.votes);
            }
        }
        Picture::Bars {
            unit: self.say("Premiers choix", "First choices"),
            most: cast(closed),
            bars: self.bars(poll, closed, |option| first[option]),
        }
    }

    /// A number of votes without the zeros that say nothing, as the reader writes it.
    fn votes_written(&self, votes: &str) -> String {
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

    fn shares(
        &self,
        poll: &Poll,
        closed: &Closed,
        voters: u64,
        share: &str,
        spent: Amount,
    ) -> Option<Shares> {
        let spending = poll.question.spending.as_ref()?;
        let election = election(poll, closed)?;
        let outcome = participatory::equal_shares(&election, &shares_method(poll)).ok()?;
        let lines = outcome.sheet(&election);
        let funded = outcome.winners();
        let others = (0..lines.len()).filter(|place| !funded.contains(place));
        let order: Vec<usize> = funded.iter().copied().chain(others).take(MOST_OPTIONS).collect();
        let projects = order.into_iter().map(|place| {
            let line = &lines[place];
            let reference = self.option_reference(poll, place);
            let funding = match &line.selected {
                Some((_, selection)) if selection.phase == Phase::EqualShares => {
                    Funding::Supporters
                }
                Some(_) => Funding::Rest,
                None => Funding::None,
            };
            let cost = spending.costs.get(place).copied().unwrap_or_default();
            let left =
                line.supporters_left.as_ref().map(|left| to_the_cent(left.numer(), left.denom()));
            SharedProject {
                name: reference.label,
                place: reference.place,
                cost,
                supporters: line.support.voters,
                funding,
                payers: payers(&outcome.payments(place)),
                paid: match funding {
                    Funding::Supporters => cost,
                    _ => left.unwrap_or_default().min(cost),
                },
            }
        });
        Some(Shares {
            budget: spending.budget,
            spent,
            voters,
            share: self.share_told(&outcome, share),
            projects: projects.collect(),
        })
    }

    /// What each voter began with: to the cent, and exactly where that is not the same.
    fn share_told(&self, outcome: &participatory::Outcome, exact: &str) -> String {
        let Some(start) = &outcome.endowment_start else { return exact.to_owned() };
        let cents = to_the_cent(start.numer(), start.denom());
        match (exact.contains('/'), self.language) {
            (false, _) => self.money(cents),
            (true, Language::French) => format!("{}, exactement {exact}", self.money(cents)),
            (true, Language::English) => format!("{}, exactly {exact}", self.money(cents)),
        }
    }

    /// The figures of the proof sheet that no picture tells.
    fn figures(&self, poll: &Poll, closed: &Closed) -> Vec<Table> {
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

    fn how_counted(&self, poll: &Poll, closed: &Closed) -> Vec<String> {
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
    fn ballots_table(&self, poll: &Poll, closed: &Closed) -> (Option<Table>, usize) {
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

fn motion_bars(poll: &Poll, outcome: &MotionOutcome) -> Vec<MotionBar> {
    let set_aside = poll.terms.blank == BlankVotes::SetAside;
    let weighs = match poll.terms.base {
        Base::VotesCast => {
            Weighs { blank: poll.terms.blank == BlankVotes::AsVotesCast, ..Weighs::default() }
        }
        Base::VotesAndAbstentions => Weighs { abstain: true, blank: !set_aside, silent: false },
        Base::Present | Base::Entitled => Weighs { abstain: true, blank: true, silent: true },
    };
    let bar = |name: Option<String>, part: &Part| MotionBar {
        name,
        yes: part.tally.yes,
        no: part.tally.no,
        abstain: part.tally.abstain,
        blank: part.tally.blank,
        base: part.base,
        needed: part.needed,
        reached: part.reached,
        weighs,
    };
    let colleges = outcome.colleges.iter().map(|one| bar(Some(one.college.clone()), &one.part));
    std::iter::once(bar(None, &outcome.whole)).chain(colleges).collect()
}

/// Voters who paid the same, together, the most first.
fn payers(payments: &[participatory::Payment]) -> Vec<Payers> {
    let mut together: BTreeMap<(Amount, bool), u64> = BTreeMap::new();
    for payment in payments {
        let each = to_the_cent(payment.each.numer(), payment.each.denom());
        let voters = together.entry((each, payment.exhausted)).or_default();
        *voters += u64::from(payment.voters);
    }
    let listed = together.into_iter().rev();
    listed.map(|((each, all_left), voters)| Payers { voters, each, all_left }).collect()
}

/// A fraction of euros as an amount, to the cent below.
fn to_the_cent<N>(above: &N, below: &N) -> Amount
where
    for<'b> &'b N: std::ops::Mul<i64, Output = N>,
    for<'b> N: std::ops::Div<&'b N, Output = N>,
    i64: TryFrom<N>,
{
    i64::try_from(above * 100_i64 / below).map_or(Amount::ZERO, Amount::from_cents)
}
