//! An outcome in one sentence, as minutes and decisions say it: options by their names, places from
//! the first, equals together.
//!
//! Absent on purpose: the count, and names of persons: members stand by their number.

use caisse_units::Language;
use caisse_votes::motion::{Presence, sentence};
use serde_json::Value;

use super::{Outcome, motion_rule};
use crate::assemblies::poll::Poll;

impl Outcome {
    /// The outcome as minutes say it, with the figures to check it.
    pub fn sentence(&self, poll: &Poll, language: Language) -> String {
        let told = self.told(poll, language);
        format!("{told}{}", tied_words(self.tied(), poll, language))
    }

    /// Options that the count left equal at the last seat.
    fn tied(&self) -> &[usize] {
        match self {
            Outcome::Approval { tied, .. }
            | Outcome::Scores { tied, .. }
            | Outcome::Judgment { tied, .. }
            | Outcome::Ranking { tied, .. }
            | Outcome::Pairs { tied, .. }
            | Outcome::Transfers { tied, .. } => tied,
            Outcome::Motion(_) | Outcome::Consent(_) | Outcome::EqualShares { .. } => &[],
        }
    }

    fn told(&self, poll: &Poll, language: Language) -> String {
        // Who counts for the quorum changes no word of the sentence.
        let rule = motion_rule(poll, Presence::default());
        match self {
            Outcome::Motion(outcome) => sentence(&rule, outcome, language),
            Outcome::Consent(outcome) => {
                let met = outcome.withdrawn + outcome.integrated;
                let objections = objections(outcome.standing, met, language);
                match &outcome.fallback {
                    Some(vote) => format!("{objections}. {}", sentence(&rule, vote, language)),
                    None => objections,
                }
            }
            Outcome::Approval { counts, .. } => {
                let heading = language.choose("Approbations", "Approvals");
                with_figures(heading, counts, poll, language)
            }
            Outcome::Scores { sheet, .. } => {
                let points: Vec<String> =
                    sheet.scores.iter().map(|score| score.points.to_string()).collect();
                with_figures("Points", &points, poll, language)
            }
            Outcome::Judgment { sheet, .. } => {
                let medians: Vec<String> =
                    sheet.sheets.iter().map(|sheet| sheet.median.to_string()).collect();
                let heading = language.choose(
                    "Mentions majoritaires, la pire étant 0",
                    "Majority grades, the worst being 0",
                );
                with_figures(heading, &medians, poll, language)
            }
            Outcome::Ranking { sheet, .. } => {
                ranked(language.choose("Classement", "Ranking"), sheet, poll, language)
            }
            Outcome::Pairs { sheet, .. } => {
                let heading =
                    language.choose("Classement par paires rangées", "Ranking by ranked pairs");
                ranked(heading, sheet, poll, language)
            }
            Outcome::Transfers { sheet, .. } => transferred(sheet, poll, language),
            Outcome::EqualShares { voters, spent, lines, .. } => {
                let heading = match language {
                    Language::French => {
                        format!("Parts égales entre {} ; soutiens", counted(*voters, "votant", "s"))
                    }
                    Language::English => {
                        format!("Equal shares among {}; support", counted(*voters, "voter", "s"))
                    }
                };
                let supporters: Vec<u64> =
                    lines.iter().map(|(supporters, _)| *supporters).collect();
                let told = with_figures(&heading, &supporters, poll, language);
                let spent = spent.written(language);
                match language {
                    Language::French => format!("{told} ; {spent} attribués"),
                    Language::English => format!("{told}; {spent} granted"),
                }
            }
        }
    }
}

/// `3 votants`, `1 votant`.
fn counted(number: u64, one: &str, plural: &str) -> String {
    format!("{number} {one}{}", if number > 1 { plural } else { "" })
}

fn objections(standing: u64, met: u64, language: Language) -> String {
    match language {
        Language::French => format!(
            "Consentement : {} {}, {met} {}",
            counted(standing, "objection", "s"),
            if standing > 1 { "maintenues" } else { "maintenue" },
            if met > 1 { "levées" } else { "levée" }
        ),
        Language::English => {
            let plural = if standing == 1 { "objection stands" } else { "objections stand" };
            format!("Consent: {standing} {plural}, {met} met")
        }
    }
}

/// The name of an option of the question, from 0.
fn named(poll: &Poll, option: usize) -> String {
    poll.question
        .options
        .get(option)
        .map_or_else(|| (option + 1).to_string(), |choice| choice.written())
}

/// `A`, `A et B`, `A, B et C`.
fn all_named(options: impl IntoIterator<Item = usize>, poll: &Poll, language: Language) -> String {
    let mut names: Vec<String> = options.into_iter().map(|option| named(poll, option)).collect();
    let Some(last) = names.pop() else { return language.choose("personne", "nobody").to_owned() };
    match names.is_empty() {
        true => last,
        false => format!("{} {} {last}", names.join(", "), language.choose("et", "and")),
    }
}

/// Every option with its figure, in the order of the list.
fn with_figures(
    heading: &str,
    figures: &[impl std::fmt::Display],
    poll: &Poll,
    language: Language,
) -> String {
    let colon = language.choose(" :", ":");
    let figures = figures.iter().enumerate();
    let told: Vec<String> =
        figures.map(|(option, figure)| format!("{} ({figure})", named(poll, option))).collect();
    format!("{heading}{colon} {}", told.join(", "))
}

/// The options of a list of a sheet, where they count from 1.
fn places(list: &Value) -> impl Iterator<Item = usize> {
    let list = list.as_array().map_or(&[][..], Vec::as_slice);
    let numbers = list.iter().filter_map(|number| usize::try_from(number.as_u64()?).ok());
    numbers.map(|number| number.saturating_sub(1))
}

/// The classes of a sheet: `1. A ; 2. B et C, à égalité ; 4. D`.
fn ranked(heading: &str, sheet: &Value, poll: &Poll, language: Language) -> String {
    let classes = sheet["ranking_classes"].as_array().map_or(&[][..], Vec::as_slice);
    let (mut before, mut told) = (0, Vec::with_capacity(classes.len()));
    for class in classes {
        let options: Vec<usize> = places(class).collect();
        let equal = match options.len() {
            0 | 1 => "",
            _ => language.choose(", à égalité", ", equal"),
        };
        let (place, size) = (before + 1, options.len());
        told.push(format!("{place}. {}{equal}", all_named(options, poll, language)));
        before += size;
    }
    let colon = language.choose(" :", ":");
    format!("{heading}{colon} {}", told.join(language.choose(" ; ", "; ")))
}

/// A run-off or a transferable vote.
fn transferred(sheet: &Value, poll: &Poll, language: Language) -> String {
    let winners: Vec<usize> = places(&sheet["winners"]).collect();
    let several = winners.len() > 1;
    let winners = all_named(winners, poll, language);
    match (sheet["quota"].as_u64(), language) {
        (Some(quota), Language::French) => {
            format!("Report des voix, quota {quota} : en tête {winners}")
        }
        (Some(quota), Language::English) => {
            format!("Transferable vote, quota {quota}: ahead {winners}")
        }
        (None, language) => {
            let rounds = sheet["rounds"].as_array().map_or(0, |rounds| rounds.len() as u64);
            let equal = match several {
                true => language.choose(", à égalité", ", equal"),
                false => "",
            };
            match language {
                Language::French => {
                    format!("{} : en tête {winners}{equal}", counted(rounds, "tour", "s"))
                }
                Language::English => {
                    format!("{}: ahead {winners}{equal}", counted(rounds, "round", "s"))
                }
            }
        }
    }
}

/// What was left undecided at the last seat.
fn tied_words(tied: &[usize], poll: &Poll, language: Language) -> String {
    if tied.is_empty() {
        return String::new();
    }
    let options = all_named(tied.iter().copied(), poll, language);
    match language {
        Language::French => {
            format!(" ; à égalité pour la dernière place, un autre vote départage {options}")
        }
        Language::English => {
            format!("; equal at the last seat, another vote decides between {options}")
        }
    }
}
