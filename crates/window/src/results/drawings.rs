//! What a closed poll came to, drawn: each method its own picture.

use std::collections::BTreeMap;

use caisse_app::work::ballot_file::{election, profile, shares_method};
use caisse_domain::assemblies::poll::{Ballot, Closed, Poll};
use caisse_domain::assemblies::{Method, Outcome};
use caisse_units::{Amount, Language};
use caisse_votes::graded::judgment::JudgmentOutcome;
use caisse_votes::motion::{Base, BlankVotes, MotionOutcome, Part};
use caisse_votes::participatory::{self, Phase};
use caisse_votes::ranked::{Pairwise, Unranked};
use caisse_web::views::{
    Bar, Funding, Matrix, MeritRow, MotionBar, Payers, Picture, SharedProject, Shares, Weighs,
};
use serde_json::Value;

use super::{MOST_OPTIONS, cast, is_chosen, points};
use crate::look::Look;

impl Look<'_> {
    pub(super) fn picture(&self, poll: &Poll, closed: &Closed) -> Picture {
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
