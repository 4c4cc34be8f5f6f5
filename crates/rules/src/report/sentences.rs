//! The report as sentences.

use caisse_units::Language;

use super::{Loss, Report, Sweep, Swept};
use crate::explain::exact_written;
use crate::tree::RuleSet;
use crate::value::ValueType;

impl Report {
    /// The sentences: bounds, then for each sweep its highest marginal rate, its jumps and its
    /// losses. Sweeps that say the same thing are told once.
    pub fn sentences(&self, set: &RuleSet, language: Language) -> Vec<String> {
        let rule = set.rule(&self.rule);
        let version = rule.and_then(|rule| rule.version_on(self.on));
        let mut told: Vec<String> = Vec::new();
        for bounds in &self.bounds {
            let line = version.and_then(|version| version.line(&bounds.line));
            let title = line.map_or(bounds.line.as_str(), |(_, line)| line.title.text(language));
            let [low, high] = [&bounds.lowest, &bounds.highest].map(|v| v.written(language));
            told.push(match language {
                Language::French => format!("« {title} » va de {low} à {high}."),
                Language::English => format!("“{title}” goes from {low} to {high}."),
            });
        }
        let kind = rule.map_or(ValueType::Euros, |rule| rule.result);
        for sweep in &self.sweeps {
            let input = rule.and_then(|rule| rule.input(&sweep.input));
            let title = input.map_or(sweep.input.as_str(), |input| input.title.text(language));
            for sentence in sweep.sentences(title, kind, language) {
                if !told.contains(&sentence) {
                    told.push(sentence);
                }
            }
        }
        told
    }
}

impl Sweep {
    fn sentences(&self, title: &str, kind: ValueType, language: Language) -> Vec<String> {
        let Swept::Linear { jumps, losses, .. } = &self.found else {
            return vec![match language {
                Language::French => format!(
                    "Selon « {title} » : le résultat dépend aussi des autres participants ou ne se \
                     décrit pas par morceaux droits."
                ),
                Language::English => format!(
                    "By “{title}”: the result also depends on the other participants, or is not \
                     made of straight pieces."
                ),
            }];
        };
        let rate = |factor| exact_written(ValueType::Rate, factor, language);
        let mut told = Vec::new();
        if let Some(piece) = self.steepest()
            && kind == ValueType::Euros
        {
            let (slope, from, to) =
                (rate(&piece.slope), piece.from.written(language), piece.to.written(language));
            told.push(match language {
                Language::French => format!(
                    "Selon « {title} » : au plus fort, un euro de plus change le résultat de \
                     {slope}, de {from} à {to}."
                ),
                Language::English => format!(
                    "By “{title}”: at most, one more euro changes the result by {slope}, from \
                     {from} to {to}."
                ),
            });
        }
        for jump in jumps {
            let at = jump.at.written(language);
            let [before, after] =
                [&jump.before, &jump.after].map(|value| exact_written(kind, value, language));
            told.push(match language {
                Language::French => {
                    format!("Saut à {at} de « {title} » : de {before} à {after}.")
                }
                Language::English => {
                    format!("Jump at {at} of “{title}”: from {before} to {after}.")
                }
            });
        }
        for loss in losses {
            told.push(loss.sentence(title, language));
        }
        told
    }
}

impl Loss {
    fn sentence(&self, title: &str, language: Language) -> String {
        match self {
            Loss::AtAJump { at, lost } => {
                let (at, lost) =
                    (at.written(language), exact_written(ValueType::Euros, lost, language));
                match language {
                    Language::French => format!(
                        "Attention : à {at} de « {title} », gagner davantage laisse {lost} de moins."
                    ),
                    Language::English => {
                        format!("Warning: at {at} of “{title}”, earning more leaves {lost} less.")
                    }
                }
            }
            Loss::Along { from, to, each } => {
                let (from, to) = (from.written(language), to.written(language));
                let each = exact_written(ValueType::Rate, each, language);
                match language {
                    Language::French => format!(
                        "Attention : de {from} à {to} de « {title} », chaque euro gagné en laisse \
                         moins ({each} de perte)."
                    ),
                    Language::English => format!(
                        "Warning: from {from} to {to} of “{title}”, each euro earned leaves less \
                         ({each} lost)."
                    ),
                }
            }
        }
    }
}
