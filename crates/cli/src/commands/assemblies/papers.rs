//! `caisse poll paper`: handed out, counted by one, confirmed by another.

use caisse_app::work::ballot_text;
use caisse_domain::assemblies::Command as Asked;
use caisse_domain::assemblies::poll::{Merged, Poll};
use caisse_units::Language;
use serde_json::json;

use super::{ask_at_the_desk, polls, state};
use crate::answer::{Answer, Failure};
use crate::arguments::{Paper, PaperTally};
use crate::context::Context;

/// `caisse poll paper`.
pub fn run(context: &Context, arguments: Paper) -> Result<Answer, Failure> {
    match arguments {
        Paper::HandOut { poll, members } => {
            let count = members.len();
            let (desk, _) = ask_at_the_desk(context, Asked::HandOut { poll, to: members })?;
            let known = polls::known(context, state(context, &desk)?, poll)?;
            let handed = known.papers.handed.len();
            let text = match context.language {
                Language::French => format!("{poll} : {count} bulletins remis, {handed} en tout"),
                Language::English => format!("{poll}: {count} ballots handed out, {handed} in all"),
            };
            Ok(Answer::new(text, json!({ "poll": poll.to_string(), "handed": handed })))
        }
        Paper::Enter(arguments) => {
            let tally = tally(context, &arguments)?;
            let poll = arguments.poll;
            ask_at_the_desk(context, Asked::EnterTally { poll, tally: tally.clone() })?;
            let text = match context.language {
                Language::French => format!(
                    "Décompte entré. Une autre personne le confirme par le sien : caisse --as MEMBRE poll paper confirm {poll} --count …"
                ),
                Language::English => format!(
                    "Count entered. Another person confirms it by one of their own: caisse --as MEMBER poll paper confirm {poll} --count …"
                ),
            };
            Ok(Answer::new(text, json!({ "poll": poll.to_string(), "tally": tally })))
        }
        Paper::Confirm(arguments) => {
            let tally = tally(context, &arguments)?;
            let poll = arguments.poll;
            ask_at_the_desk(context, Asked::ConfirmTally { poll, tally })?;
            let said = context.say("décompte confirmé", "count confirmed");
            Ok(Answer::new(format!("{poll} : {said}"), json!({ "poll": poll.to_string() })))
        }
    }
}

/// The lines of a count, every one that cannot be read told.
fn tally(context: &Context, arguments: &PaperTally) -> Result<Vec<Merged>, Failure> {
    let desk = context.reading()?;
    let poll: &Poll = polls::known(context, state(context, &desk)?, arguments.poll)?;
    let (mut tally, mut wrong) = (Vec::new(), Vec::new());
    for line in &arguments.lines {
        match ballot_text::tally_line(poll, line) {
            Ok(merged) => tally.push(merged),
            Err(error) => wrong.push(error.sentence(context.language)),
        }
    }
    if wrong.is_empty() { Ok(tally) } else { Err(Failure::new(wrong.join("\n"))) }
}
