//! The methods by name, with the files and the parameters that each takes.

use caisse_units::Language;

use super::parameters::{Parameters, Slot, Takes};
use super::tallied::Tallied;
use super::{Ballots, answers, approvals, budgets, grades, ranked, seats};
use crate::answer::Failure;
use crate::arguments::Format;

/// A method.
pub struct Method {
    /// Its name.
    pub name: &'static str,
    /// What it is, in both languages.
    pub about: (&'static str, &'static str),
    /// The files it counts.
    pub formats: &'static [Format],
    /// The parameters it takes.
    pub slots: &'static [Slot],
    /// Counts.
    pub count: fn(&Ballots, &Parameters, Language) -> Result<Tallied, Failure>,
}

/// The method of a name, or all of them.
pub fn find(name: &str, language: Language) -> Result<&'static Method, Failure> {
    METHODS.iter().find(|method| method.name == name).ok_or_else(|| {
        let said = match language {
            Language::French => format!("aucune méthode ne s'appelle « {name} » ; il y a :"),
            Language::English => format!("no method is called “{name}”; there are:"),
        };
        let lines = METHODS.iter().map(|method| {
            let (french, english) = method.about;
            format!("  {:<48} {}", method.name, language.choose(french, english))
        });
        let lines: Vec<String> = std::iter::once(said).chain(lines).collect();
        Failure::new(lines.join("\n"))
    })
}

const RANKINGS: &[Format] = &[Format::Orders, Format::Blt];

const UNRANKED: Takes = Takes::Words(&["below the ranked, tied among themselves", "ignored"]);
const STRENGTH: Takes =
    Takes::Words(&["winning_votes", "margins", "winning_votes, then fewer losing votes"]);
const LOTS: Slot = Slot::quiet("lots", Takes::Text { example: "lots=3,1,2" });
const SEATS: Slot = Slot::told("seats", Takes::Whole { least: 1, usual: None });
const COMMITTEE: &[Slot] =
    &[SEATS, Slot::quiet("ties", Takes::Words(&["all", "lowest", "lots"])), LOTS];
/// A `.blt` file says its seats itself.
const SEATS_OF_FILE: Slot = Slot::quiet("seats", Takes::Whole { least: 1, usual: None });
const EQUAL_RANKS: Slot = Slot::quiet("equal_ranks", Takes::Words(&["refused", "paper_stops"]));
const UTILITY: Slot = Slot::told(
    "utility",
    Takes::Words(&[
        "cost",
        "cardinality",
        "score",
        "score_times_cost",
        "borda_last_one",
        "borda_last_one_times_cost",
        "borda_last_zero",
        "borda_last_zero_times_cost",
    ]),
);
const TIES: Slot = Slot::quiet(
    "ties",
    Takes::Words(&[
        "project_id",
        "lowest_cost",
        "most_votes",
        "lot",
        "lowest_cost, then most_votes, then lot",
    ]),
);
const PROJECT_LOT: Slot = Slot::quiet("lots", Takes::Text { example: "lots=12,7,9" });
const SCALE: Slot =
    Slot::quiet("scale", Takes::Text { example: "scale=rejected,poor,fair,good,excellent" });
const BEST: Slot = Slot::quiet("best", Takes::Whole { least: 1, usual: None });

/// All methods.
pub static METHODS: &[Method] = &[
    Method {
        name: "yes_no",
        about: ("oui, non, abstention", "yes, no, abstention"),
        formats: &[Format::Csv],
        slots: &[
            Slot::quiet(
                "threshold",
                Takes::Text { example: "threshold=more than 1/2, threshold=at least 2/3" },
            ),
            Slot::told(
                "base",
                Takes::Words(&["votes_cast", "votes_and_abstentions", "present", "entitled"]),
            ),
            Slot::quiet("blank", Takes::Words(&["as_abstentions", "as_votes_cast", "set_aside"])),
            Slot::quiet("tie", Takes::Words(&["rejected", "chair_decides"])),
            Slot::quiet("chair", Takes::Words(&["yes", "no", "abstain", "blank"])),
            Slot::quiet("entitled", Takes::Whole { least: 0, usual: None }),
            Slot::quiet("present", Takes::Whole { least: 0, usual: None }),
            Slot::quiet("represented", Takes::Whole { least: 0, usual: Some(0) }),
            Slot::quiet("quorum", Takes::Text { example: "quorum=1/3, quorum=25" }),
            Slot::quiet("colleges", Takes::Text { example: "colleges=each, colleges=2" }),
        ],
        count: answers::yes_no,
    },
    Method {
        name: "pairwise",
        about: ("duels, gagnant de Condorcet", "comparisons, Condorcet winner"),
        formats: RANKINGS,
        slots: &[Slot::told("unranked", UNRANKED)],
        count: ranked::pairwise,
    },
    Method {
        name: "schulze",
        about: ("classement de Schulze", "Schulze's ranking"),
        formats: RANKINGS,
        slots: &[Slot::told("strength", STRENGTH), Slot::quiet("unranked", UNRANKED)],
        count: ranked::schulze,
    },
    Method {
        name: "ranked_pairs",
        about: ("paires rangées (Tideman)", "ranked pairs (Tideman)"),
        formats: RANKINGS,
        slots: &[Slot::told("strength", STRENGTH), Slot::quiet("unranked", UNRANKED), LOTS],
        count: ranked::ranked_pairs,
    },
    Method {
        name: "instant_runoff",
        about: ("vote alternatif", "instant run-off"),
        formats: RANKINGS,
        slots: &[
            Slot::quiet("equal_ranks", Takes::Words(&["weight split equally"])),
            Slot::quiet("last_tie", Takes::Words(&["highest_number", "earlier_round", "lots"])),
            LOTS,
        ],
        count: seats::instant_runoff,
    },
    Method {
        name: "stv_scottish",
        about: ("vote unique transférable, règle écossaise", "transferable vote, Scottish rules"),
        formats: RANKINGS,
        slots: &[
            SEATS_OF_FILE,
            Slot::told("quota", Takes::Words(&["floor(papers/(seats+1))+1"])),
            Slot::told("transfer_value_decimals", Takes::Words(&["5"])),
            EQUAL_RANKS,
            LOTS,
        ],
        count: seats::scottish,
    },
    Method {
        name: "stv_meek",
        about: ("vote unique transférable de Meek", "transferable vote, Meek's rules"),
        formats: RANKINGS,
        slots: &[
            SEATS_OF_FILE,
            Slot::told("arithmetic", Takes::Words(&["9 decimals (stv-rs fixed9)"])),
            EQUAL_RANKS,
            LOTS,
        ],
        count: seats::meek,
    },
    Method {
        name: "approval",
        about: ("approbations", "approvals"),
        formats: &[Format::Categories],
        slots: &[Slot::told("approved", Takes::Words(&["first category only"]))],
        count: approvals::approval,
    },
    Method {
        name: "committee_equal-shares",
        about: ("délégué·es, parts égales", "delegates, equal shares"),
        formats: &[Format::Categories],
        slots: COMMITTEE,
        count: approvals::delegates,
    },
    Method {
        name: "committee_equal-shares-without-completion",
        about: ("délégué·es, parts égales sans complément", "delegates, equal shares alone"),
        formats: &[Format::Categories],
        slots: COMMITTEE,
        count: approvals::delegates,
    },
    Method {
        name: "committee_equal-shares-with-increment-completion",
        about: ("délégué·es, parts égales par paliers", "delegates, equal shares by increment"),
        formats: &[Format::Categories],
        slots: COMMITTEE,
        count: approvals::delegates,
    },
    Method {
        name: "committee_seqpav",
        about: ("délégué·es, proportionnelle de Thiele", "delegates, Thiele's proportional rule"),
        formats: &[Format::Categories],
        slots: COMMITTEE,
        count: approvals::delegates,
    },
    Method {
        name: "committee_seqphragmen",
        about: ("délégué·es, règle de Phragmén", "delegates, Phragmén's rule"),
        formats: &[Format::Categories],
        slots: COMMITTEE,
        count: approvals::delegates,
    },
    Method {
        name: "majority_judgment",
        about: ("jugement majoritaire", "majority judgment"),
        formats: &[Format::Csv],
        slots: &[
            Slot::told(
                "no_opinion",
                Takes::Text { example: "no_opinion=worst grade (median grade, ignored, grade 3)" },
            ),
            Slot::told("median", Takes::Words(&["lower of the two middle grades"])),
            BEST,
            SCALE,
        ],
        count: grades::majority_judgment,
    },
    Method {
        name: "score_sum",
        about: ("somme des notes", "sum of scores"),
        formats: &[Format::Csv],
        slots: &[Slot::told("no_opinion", Takes::Words(&["0 points"])), BEST, SCALE],
        count: grades::score_sum,
    },
    Method {
        name: "score_mean",
        about: ("moyenne des notes", "mean of scores"),
        formats: &[Format::Csv],
        slots: &[Slot::told("no_opinion", Takes::Words(&["ignored", "0 points"])), BEST, SCALE],
        count: grades::score_mean,
    },
    Method {
        name: "pb_equal_shares",
        about: ("budget participatif, parts égales", "participatory budget, equal shares"),
        formats: &[Format::Pb],
        slots: &[
            UTILITY,
            Slot::told(
                "completion",
                Takes::Words(&["add1", "add1_overspend", "add1_greedy", "greedy", "none"]),
            ),
            Slot::quiet("start", Takes::Words(&["exact", "whole_units"])),
            Slot::quiet("step", Takes::Text { example: "step=1, step=5/2, step=1%" }),
            Slot::quiet("most_runs", Takes::Whole { least: 1, usual: None }),
            TIES,
            PROJECT_LOT,
        ],
        count: budgets::equal_shares,
    },
    Method {
        name: "pb_greedy",
        about: ("budget participatif, glouton", "participatory budget, greedy"),
        formats: &[Format::Pb],
        slots: &[UTILITY, TIES, PROJECT_LOT],
        count: budgets::greedy,
    },
    Method {
        name: "pb_official_outcome",
        about: ("ce que les organisateurs ont décidé", "what the organisers decided"),
        formats: &[Format::Pb],
        slots: &[Slot::quiet("rule", Takes::Text { example: "rule=greedy" })],
        count: budgets::official,
    },
];
