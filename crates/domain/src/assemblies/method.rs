//! How ballots become a result.
//!
//! Absent on purpose: the counting itself (`caisse-votes`); encrypted ballots, which would be one
//! more method and one more secrecy.

use caisse_units::{Amount, Language};
use serde::{Deserialize, Serialize};

/// How ballots become a result.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Yes, no, abstention, blank.
    #[default]
    Motion,
    /// Adopted when no objection stands; by a yes-or-no vote otherwise, if the statutes say so.
    Consent {
        /// True if a vote decides when objections stand.
        vote_otherwise: bool,
    },
    /// As many options as one approves; the most approved are chosen.
    Approval,
    /// Points from 0 to `most` for each option; the greatest sums are chosen.
    Scores {
        /// The most points, 1 to 100.
        most: u16,
    },
    /// A grade for each option, majority judgment; no opinion is the worst grade.
    Judgment {
        /// How many grades, 2 to 20.
        grades: u16,
    },
    /// Options in order of preference, by the method of Schulze.
    Ranking,
    /// Approved projects share a sum by equal shares (cost utility), completed greedily.
    EqualShares,
    /// Options in order of preference, by ranked pairs (Tideman).
    RankedPairs,
    /// Options in order of preference: the last leaves, its ballots pass on, until one has more than
    /// half. For one seat; several are filled as by [`Method::Transferable`].
    Runoff,
    /// Options in order of preference, for several seats, counted as in Scotland's council elections.
    /// A ballot stops at its first rank that holds several options.
    Transferable,
    /// Equal shares (cost utility) with another completion.
    EqualSharesWith(SharesCompletion),
}

/// What is done with the money that equal shares leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SharesCompletion {
    /// Nothing: it stays in the envelope.
    None,
    /// Everyone's share is raised by so much, again and again, until no supported project fits or
    /// just before too much would be spent.
    AddOne {
        /// By how much; positive.
        step: Amount,
    },
    /// The same, but only until just before too much would be spent.
    AddOneUntilOverspending {
        /// By how much; positive.
        step: Amount,
    },
    /// As `add_one`, then greedily.
    AddOneThenGreedy {
        /// By how much; positive.
        step: Amount,
    },
}

impl SharesCompletion {
    /// By how much the shares are raised, if they are.
    pub fn step(self) -> Option<Amount> {
        match self {
            SharesCompletion::None => None,
            SharesCompletion::AddOne { step }
            | SharesCompletion::AddOneUntilOverspending { step }
            | SharesCompletion::AddOneThenGreedy { step } => Some(step),
        }
    }

    fn written(self, language: Language) -> String {
        let step = self.step().unwrap_or_default().written(language);
        match (self, language) {
            (SharesCompletion::None, _) => language
                .choose("ce qui reste demeure dans l'enveloppe", "what is left stays in the sum")
                .to_owned(),
            (SharesCompletion::AddOne { .. }, Language::French) => {
                format!("chaque part étant relevée de {step} tant qu'un projet soutenu y tient")
            }
            (SharesCompletion::AddOne { .. }, Language::English) => {
                format!("each share being raised by {step} while a supported project fits")
            }
            (SharesCompletion::AddOneUntilOverspending { .. }, Language::French) => {
                format!("chaque part étant relevée de {step} jusqu'avant de trop dépenser")
            }
            (SharesCompletion::AddOneUntilOverspending { .. }, Language::English) => {
                format!("each share being raised by {step} until just before overspending")
            }
            (SharesCompletion::AddOneThenGreedy { .. }, Language::French) => format!(
                "chaque part étant relevée de {step} tant qu'un projet soutenu y tient, puis les plus soutenus"
            ),
            (SharesCompletion::AddOneThenGreedy { .. }, Language::English) => format!(
                "each share being raised by {step} while a supported project fits, then the most supported"
            ),
        }
    }
}

impl Method {
    /// True if its own parameters can give a result.
    pub fn is_sound(&self) -> bool {
        match self {
            Method::Scores { most } => (1..=100).contains(most),
            Method::Judgment { grades } => (2..=20).contains(grades),
            Method::EqualSharesWith(completion) => {
                completion.step().is_none_or(|step| step.is_positive() && step <= Amount::LIMIT)
            }
            _ => true,
        }
    }

    /// True if options are projects that share a sum.
    pub fn shares_a_sum(&self) -> bool {
        matches!(self, Method::EqualShares | Method::EqualSharesWith(_))
    }

    /// True if a ballot puts options in order.
    pub fn is_ranked(&self) -> bool {
        matches!(
            self,
            Method::Ranking | Method::RankedPairs | Method::Runoff | Method::Transferable
        )
    }

    /// True if the answer is yes or no, and not one of several options.
    pub fn is_motion(&self) -> bool {
        matches!(self, Method::Motion | Method::Consent { .. })
    }

    /// The method in words.
    pub fn written(&self, language: Language) -> String {
        match self {
            Method::Motion => language.choose("par oui ou non", "by yes or no"),
            Method::Consent { vote_otherwise: true } => language.choose(
                "par consentement, et par un vote si une objection demeure",
                "by consent, and by a vote if an objection stands",
            ),
            Method::Consent { vote_otherwise: false } => {
                language.choose("par consentement", "by consent")
            }
            Method::Approval => language.choose(
                "par approbation : les plus approuvés sont choisis",
                "by approval: the most approved are chosen",
            ),
            Method::Scores { most } => {
                return match language {
                    Language::French => format!("par points, de 0 à {most}"),
                    Language::English => format!("by points from 0 to {most}"),
                };
            }
            Method::Judgment { grades } => {
                return match language {
                    Language::French => format!("par jugement majoritaire, {grades} mentions"),
                    Language::English => format!("by majority judgment, {grades} grades"),
                };
            }
            Method::Ranking => language.choose(
                "par classement, selon la méthode de Schulze",
                "by ranking, by the method of Schulze",
            ),
            Method::EqualShares => {
                language.choose("par parts égales dans l'enveloppe", "by equal shares of the sum")
            }
            Method::RankedPairs => language.choose(
                "par classement, paires rangées de la plus nette à la moins nette",
                "by ranking, by ranked pairs",
            ),
            Method::Runoff => language.choose(
                "par classement, en éliminant le dernier jusqu'à une majorité",
                "by ranking, the last leaving until one has a majority",
            ),
            Method::Transferable => language.choose(
                "par classement, les voix au-delà du quota et celles des éliminés se reportant (vote unique transférable, règle écossaise)",
                "by ranking, votes above the quota and of the excluded passing on (single transferable vote, Scottish rules)",
            ),
            Method::EqualSharesWith(completion) => {
                let (heading, rest) = (
                    Method::EqualShares.written(language),
                    completion.written(language),
                );
                return format!("{heading}, {rest}");
            }
        }
        .to_owned()
    }
}
