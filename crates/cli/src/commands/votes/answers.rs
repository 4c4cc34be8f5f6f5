//! Motions: yes, no, abstention.

use std::collections::BTreeMap;

use caisse_units::Language;
use caisse_votes::motion::{
    self, Answer, Base, BlankVotes, CollegeRule, Count, Electorate, Fraction, MotionRule, Presence,
    Quorum, QuorumSize, Threshold, TieRule,
};
use caisse_votes::read::answers;
use caisse_votes::read::table::Limits;
use serde_json::json;

use super::Ballots;
use super::parameters::Parameters;
use super::tallied::Tallied;
use crate::answer::Failure;

/// `yes_no`.
pub fn yes_no(
    ballots: &Ballots,
    parameters: &Parameters,
    language: Language,
) -> Result<Tallied, Failure> {
    let table = answers::read(&ballots.bytes, Limits::default()).map_err(|errors| {
        let lines: Vec<String> = errors.iter().map(|error| error.sentence(language)).collect();
        Failure::new(lines.join("\n"))
    })?;
    let rule = rule(parameters, language)?;
    let mut count = Count {
        attendance: Electorate { entitled: table.voters, present: table.voters, represented: 0 },
        colleges: table.colleges,
        chair: chair(parameters),
    };
    attend(&mut count, parameters, language)?;
    let outcome =
        motion::decide(&rule, &count).map_err(|error| Failure::new(error.sentence(language)))?;
    let tally = outcome.whole.tally;
    let ties = match rule.tie {
        TieRule::Rejected => "as many yes as no: rejected",
        TieRule::ChairDecides => "as many yes as no: the chair's vote counts once more",
    };
    let mut tallied = Tallied::new("yes_no", parameters)
        .with("tie_breaking", json!(ties))
        .with("adopted", json!(outcome.adopted))
        .with(
            "key_figures",
            json!({
                "voters": table.voters, "yes": tally.yes, "no": tally.no,
                "abstain": tally.abstain, "blank": tally.blank,
                "base": outcome.whole.base, "needed": outcome.whole.needed,
            }),
        )
        .with("ties", json!({ "decided": outcome.tie }))
        .with("sheet", json!({ "rule": rule, "count": count, "outcome": outcome }));
    tallied.line(motion::sentence(&rule, &outcome, language));
    if !outcome.colleges.is_empty() {
        let head = language.choose(
            "collège,oui,non,abstention,blanc,base,il faut",
            "college,yes,no,abstain,blank,base,needed",
        );
        let mut rows = vec![head.split(',').map(str::to_owned).collect::<Vec<_>>()];
        for college in &outcome.colleges {
            let part = college.part;
            let figures = [
                part.tally.yes,
                part.tally.no,
                part.tally.abstain,
                part.tally.blank,
                part.base,
                part.needed,
            ];
            let figures = figures.iter().map(u64::to_string);
            rows.push(std::iter::once(college.college.clone()).chain(figures).collect());
        }
        tallied.table(language.choose("Collèges", "Colleges"), &rows);
    }
    Ok(tallied)
}

/// Figures of the whole assembly, where the table alone does not say who was absent. With colleges
/// they count for the quorum only, which is in members.
fn attend(count: &mut Count, parameters: &Parameters, language: Language) -> Result<(), Failure> {
    let (entitled, present) = (parameters.number("entitled"), parameters.number("present"));
    let represented = parameters.text("represented").map(|_| parameters.number("represented"));
    if entitled.is_none() && present.is_none() && represented.is_none() {
        return Ok(());
    }
    let told = |electorate: Electorate| {
        let represented = represented.flatten().unwrap_or(0);
        let present = present.unwrap_or(electorate.present.saturating_sub(represented));
        let entitled = entitled.unwrap_or(electorate.entitled.max(present + represented));
        Electorate { entitled, present, represented }
    };
    if let [only] = count.colleges.as_mut_slice()
        && only.college.is_empty()
    {
        let weighted = only.electorate.entitled != count.attendance.entitled;
        if weighted && entitled.is_none() {
            let said = language.choose(
                "les votes sont pondérés : donnez aussi entitled, en voix",
                "votes are weighted: give entitled too, in votes",
            );
            return Err(Failure::new(said));
        }
        only.electorate = told(only.electorate);
    }
    count.attendance = told(count.attendance);
    Ok(())
}

fn rule(parameters: &Parameters, language: Language) -> Result<MotionRule, Failure> {
    let threshold = match parameters.text("threshold") {
        None => Threshold::MAJORITY,
        Some(text) => {
            threshold(text).ok_or_else(|| parameters.unreadable("threshold", language))?
        }
    };
    let base = match parameters.word("base") {
        "votes_and_abstentions" => Base::VotesAndAbstentions,
        "present" => Base::Present,
        "entitled" => Base::Entitled,
        _ => Base::VotesCast,
    };
    let mut rule = MotionRule::of(threshold, base)
        .with_blank(match parameters.word("blank") {
            "as_votes_cast" => BlankVotes::AsVotesCast,
            "set_aside" => BlankVotes::SetAside,
            _ => BlankVotes::AsAbstentions,
        })
        .with_tie(match parameters.word("tie") {
            "chair_decides" => TieRule::ChairDecides,
            _ => TieRule::Rejected,
        });
    if let Some(text) = parameters.text("quorum") {
        let size = match (text.parse::<u64>(), self::threshold(text)) {
            (Ok(members), _) => QuorumSize::Members(members),
            (_, Some(share)) => QuorumSize::Share(share),
            _ => return Err(parameters.unreadable("quorum", language)),
        };
        rule = rule.with_quorum(Quorum { size, counted: Presence::default() });
    }
    if let Some(text) = parameters.text("colleges") {
        let colleges = match (text, text.parse::<u64>()) {
            ("each", _) => CollegeRule::EachCollege { thresholds: BTreeMap::new() },
            (_, Ok(colleges)) => CollegeRule::WholeAndColleges { colleges, threshold },
            _ => return Err(parameters.unreadable("colleges", language)),
        };
        rule = rule.with_colleges(colleges);
    }
    Ok(rule)
}

/// `more than 1/2`, `at least 2/3`, `2/3` (at least), in French too.
fn threshold(text: &str) -> Option<Threshold> {
    let text = text.trim();
    let more = ["more than", "plus de", ">"].iter().find_map(|words| text.strip_prefix(words));
    let least = ["at least", "au moins", "≥"].iter().find_map(|words| text.strip_prefix(words));
    let (top, below) = more.or(least).unwrap_or(text).trim().split_once('/')?;
    let fraction = Fraction::new(top.trim().parse().ok()?, below.trim().parse().ok()?).ok()?;
    Some(if more.is_some() { Threshold::MoreThan(fraction) } else { Threshold::AtLeast(fraction) })
}

fn chair(parameters: &Parameters) -> Option<Answer> {
    Some(match parameters.text("chair")? {
        "yes" => Answer::Yes,
        "no" => Answer::No,
        "abstain" => Answer::Abstain,
        _ => Answer::Blank,
    })
}
