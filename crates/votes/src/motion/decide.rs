//! From votes to a verdict.

use std::collections::{BTreeMap, BTreeSet};

use caisse_units::Language;

use super::{
    Answer, Base, BlankVotes, CollegeCount, CollegeOutcome, CollegeRule, Count, Electorate,
    MotionError, MotionOutcome, MotionRule, Part, Presence, Quorum, QuorumOutcome, QuorumSize,
    Tally, Threshold, TieDecision, TieRule, Verdict,
};

/// Whether the votes of `count` adopt a motion under `rule`, and by which figures.
///
/// A motion without a single yes is never adopted. The tie rule decides only where it can: the
/// whole counts, as many yes as no, and one yes more reaches the threshold; in one college, a tie
/// is a threshold not reached. Linear in the number of colleges.
///
/// # Errors
/// Figures that contradict each other: more votes than people, colleges named twice or unknown, a
/// threshold that nothing reaches.
pub fn decide(rule: &MotionRule, count: &Count) -> Result<MotionOutcome, MotionError> {
    check_rule(rule, count)?;
    check_electorate("", &count.attendance)?;
    for college in &count.colleges {
        check_college(college)?;
    }
    let (electorate, tally) = together(&count.colleges)?;
    let quorum = rule.quorum.map(|quorum| measure_quorum(quorum, &count.attendance));
    let whole = measure(rule, rule.threshold, &electorate, tally)?;
    let colleges = measure_colleges(rule, count)?;
    let reached = colleges.iter().filter(|college| college.part.reached).count() as u64;
    let colleges_needed = match &rule.colleges {
        CollegeRule::Together => None,
        CollegeRule::EachCollege { .. } => Some(colleges.len() as u64),
        CollegeRule::WholeAndColleges { colleges, .. } => Some(*colleges),
    };
    let whole_decides = !matches!(rule.colleges, CollegeRule::EachCollege { .. });
    let tie = if whole_decides { decide_tie(rule, &whole, count.chair) } else { None };
    let verdict = if quorum.is_some_and(|quorum| !quorum.met) {
        Verdict::QuorumNotMet
    } else if whole_decides && !whole.reached && tie != Some(TieDecision::ChairYes) {
        Verdict::ThresholdNotReached
    } else if colleges_needed.is_some_and(|needed| reached < needed) {
        Verdict::CollegesNotReached
    } else {
        Verdict::Adopted
    };
    let adopted = verdict == Verdict::Adopted;
    Ok(MotionOutcome { adopted, verdict, quorum, whole, colleges, colleges_needed, tie })
}

fn check_rule(rule: &MotionRule, count: &Count) -> Result<(), MotionError> {
    if count.colleges.is_empty() {
        return Err(MotionError::NoCount);
    }
    let mut names = BTreeSet::new();
    for college in &count.colleges {
        if !names.insert(college.college.as_str()) {
            return Err(MotionError::CollegeTwice { college: college.college.clone() });
        }
    }
    match &rule.colleges {
        CollegeRule::Together => Ok(()),
        CollegeRule::EachCollege { thresholds } => {
            match thresholds.keys().find(|name| !names.contains(name.as_str())) {
                Some(college) => Err(MotionError::UnknownCollege { college: college.clone() }),
                None => Ok(()),
            }
        }
        CollegeRule::WholeAndColleges { colleges, .. } => {
            let found = count.colleges.len() as u64;
            if *colleges > found {
                return Err(MotionError::TooFewColleges { needed: *colleges, found });
            }
            Ok(())
        }
    }
}

fn check_electorate(college: &str, electorate: &Electorate) -> Result<u64, MotionError> {
    let there = u128::from(electorate.present) + u128::from(electorate.represented);
    if there > u128::from(electorate.entitled) {
        return Err(MotionError::MorePresentThanEntitled {
            college: college.to_owned(),
            there,
            entitled: electorate.entitled,
        });
    }
    Ok(electorate.present + electorate.represented)
}

fn check_college(count: &CollegeCount) -> Result<(), MotionError> {
    let there = check_electorate(&count.college, &count.electorate)?;
    let votes = count.tally.total();
    if votes > u128::from(there) {
        return Err(MotionError::MoreVotesThanPresent {
            college: count.college.clone(),
            votes,
            there,
        });
    }
    Ok(())
}

fn together(colleges: &[CollegeCount]) -> Result<(Electorate, Tally), MotionError> {
    let sum = |part: fn(&CollegeCount) -> u64| {
        colleges
            .iter()
            .try_fold(0_u64, |sum, college| sum.checked_add(part(college)))
            .ok_or(MotionError::TooManyVotes)
    };
    let electorate = Electorate {
        entitled: sum(|college| college.electorate.entitled)?,
        present: sum(|college| college.electorate.present)?,
        represented: sum(|college| college.electorate.represented)?,
    };
    let tally = Tally {
        yes: sum(|college| college.tally.yes)?,
        no: sum(|college| college.tally.no)?,
        abstain: sum(|college| college.tally.abstain)?,
        blank: sum(|college| college.tally.blank)?,
    };
    Ok((electorate, tally))
}

fn measure_quorum(quorum: Quorum, attendance: &Electorate) -> QuorumOutcome {
    let found = match quorum.counted {
        Presence::PresentAndRepresented => attendance.present + attendance.represented,
        Presence::PresentOnly => attendance.present,
    };
    let needed = match quorum.size {
        QuorumSize::Share(threshold) => {
            u64::try_from(threshold.least(attendance.entitled)).unwrap_or(u64::MAX)
        }
        QuorumSize::Members(members) => members,
    };
    QuorumOutcome { needed, found, met: found >= needed }
}

/// The base in votes. Every sum fits: it is at most the votes of those present, which were checked
/// against the entitled.
fn base_of(rule: &MotionRule, electorate: &Electorate, tally: &Tally) -> u64 {
    let cast = tally.yes + tally.no;
    match (rule.base, rule.blank) {
        (Base::VotesCast, BlankVotes::AsVotesCast) => cast + tally.blank,
        (Base::VotesCast, _) => cast,
        (Base::VotesAndAbstentions, BlankVotes::SetAside) => cast + tally.abstain,
        (Base::VotesAndAbstentions, _) => cast + tally.abstain + tally.blank,
        (Base::Present, _) => electorate.present + electorate.represented,
        (Base::Entitled, _) => electorate.entitled,
    }
}

fn measure(
    rule: &MotionRule,
    threshold: Threshold,
    electorate: &Electorate,
    tally: Tally,
) -> Result<Part, MotionError> {
    if matches!(threshold, Threshold::MoreThan(fraction) if fraction.numerator() == fraction.denominator())
    {
        return Err(MotionError::OutOfReach { threshold });
    }
    let base = base_of(rule, electorate, &tally);
    let needed = u64::try_from(threshold.least(base)).unwrap_or(u64::MAX).max(1);
    Ok(Part { tally, base, threshold, needed, reached: tally.yes >= needed })
}

fn measure_colleges(rule: &MotionRule, count: &Count) -> Result<Vec<CollegeOutcome>, MotionError> {
    let only_the_assembly =
        matches!(count.colleges.as_slice(), [college] if college.college.is_empty());
    if only_the_assembly && rule.colleges == CollegeRule::Together {
        return Ok(Vec::new());
    }
    let own: BTreeMap<&str, Threshold> = match &rule.colleges {
        CollegeRule::EachCollege { thresholds } => {
            thresholds.iter().map(|(college, threshold)| (college.as_str(), *threshold)).collect()
        }
        _ => BTreeMap::new(),
    };
    let usual = match &rule.colleges {
        CollegeRule::WholeAndColleges { threshold, .. } => *threshold,
        _ => rule.threshold,
    };
    let measured = count.colleges.iter().map(|college| {
        let threshold = own.get(college.college.as_str()).copied().unwrap_or(usual);
        let part = measure(rule, threshold, &college.electorate, college.tally)?;
        Ok(CollegeOutcome { college: college.college.clone(), part })
    });
    measured.collect()
}

/// The chair's vote counts once more: one yes more, and one vote more where the base is of votes.
fn decide_tie(rule: &MotionRule, whole: &Part, chair: Option<Answer>) -> Option<TieDecision> {
    let half = |fraction: super::Fraction| {
        u128::from(fraction.numerator()) * 2 == u128::from(fraction.denominator())
    };
    let majority = matches!(rule.threshold, Threshold::MoreThan(fraction) if half(fraction));
    if !majority || whole.reached || whole.tally.yes != whole.tally.no || whole.tally.yes == 0 {
        return None;
    }
    let base = match rule.base {
        Base::VotesCast | Base::VotesAndAbstentions => whole.base + 1,
        Base::Present | Base::Entitled => whole.base,
    };
    if u128::from(whole.tally.yes) + 1 < rule.threshold.least(base) {
        return None;
    }
    Some(match (rule.tie, chair) {
        (TieRule::Rejected, _) => TieDecision::Rejected,
        (TieRule::ChairDecides, Some(Answer::Yes)) => TieDecision::ChairYes,
        (TieRule::ChairDecides, Some(Answer::No)) => TieDecision::ChairNo,
        (TieRule::ChairDecides, _) => TieDecision::ChairSilent,
    })
}

/// The outcome as minutes say it, with the figures to check it.
pub fn sentence(rule: &MotionRule, outcome: &MotionOutcome, language: Language) -> String {
    let Part { tally, base, threshold, needed, .. } = outcome.whole;
    let (of, how_much) = (rule.base.written(language), threshold.written(language));
    // In French the plural begins at two, in English all but one is plural.
    let votes = match language {
        Language::French => format!(
            "{} oui, {} non, {} abstention{}, {} blanc{} ; il faut {how_much} {of} ({base}), soit {needed} oui",
            tally.yes,
            tally.no,
            tally.abstain,
            if tally.abstain > 1 { "s" } else { "" },
            tally.blank,
            if tally.blank > 1 { "s" } else { "" }
        ),
        Language::English => format!(
            "{} yes, {} no, {} abstention{}, {} blank; {how_much} {of} ({base}) is needed, that is {needed} yes",
            tally.yes,
            tally.no,
            tally.abstain,
            if tally.abstain == 1 { "" } else { "s" },
            tally.blank
        ),
    };
    let colon = language.choose("\u{a0}: ", ": ");
    format!("{}{colon}{votes}{}", head(outcome, language), tail(outcome, language))
}

fn head(outcome: &MotionOutcome, language: Language) -> String {
    match (outcome.verdict, outcome.quorum, language) {
        (Verdict::Adopted, _, _) => language.choose("Adopté", "Adopted").to_owned(),
        (Verdict::QuorumNotMet, Some(quorum), Language::French) => {
            format!("Quorum non atteint ({} sur {} requis)", quorum.found, quorum.needed)
        }
        (Verdict::QuorumNotMet, Some(quorum), Language::English) => {
            format!("Quorum not met ({} of {} needed)", quorum.found, quorum.needed)
        }
        _ => language.choose("Rejeté", "Rejected").to_owned(),
    }
}

fn tail(outcome: &MotionOutcome, language: Language) -> String {
    let mut text = String::new();
    if let Some(needed) = outcome.colleges_needed {
        let reached = outcome.colleges.iter().filter(|college| college.part.reached).count();
        text.push_str(&match language {
            Language::French => format!(" ; {reached} collèges favorables, il en faut {needed}"),
            Language::English => format!("; {reached} colleges in favour, {needed} needed"),
        });
    }
    text.push_str(match outcome.tie {
        None => "",
        Some(TieDecision::Rejected) => {
            language.choose(" ; à égalité, la règle rejette", "; tied, and the rule rejects")
        }
        Some(TieDecision::ChairYes) => language.choose(
            " ; à égalité, la voix de la présidence adopte",
            "; tied, and the chair's vote adopts",
        ),
        Some(TieDecision::ChairNo) => language.choose(
            " ; à égalité, la voix de la présidence rejette",
            "; tied, and the chair's vote rejects",
        ),
        Some(TieDecision::ChairSilent) => language.choose(
            " ; à égalité, la présidence n'a voté ni oui ni non",
            "; tied, and the chair voted neither yes nor no",
        ),
    });
    text
}
