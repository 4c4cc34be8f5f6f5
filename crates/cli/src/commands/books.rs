//! Closing, correcting, verifying.

use caisse_app::clock::day_of;
use caisse_app::verify as verification;
use caisse_app::{Directory, ExecuteError, peers};
use caisse_domain::{Command, Event, books};
use caisse_journal::{Moment, NoteKey};
use caisse_units::{Language, Month};
use serde_json::json;

use crate::answer::{Answer, Failure};
use crate::arguments::{Close, Correct, Verify};
use crate::context::Context;

/// `caisse close`: a month or a year, then a signed checkpoint.
pub fn close(context: &Context, arguments: &Close) -> Result<Answer, Failure> {
    let fail = |error: ExecuteError| context.fail(|l| error.sentence(l));
    let text = arguments.period.trim();
    let command = match (text.parse::<Month>(), text.parse::<i16>()) {
        (Ok(month), _) => books::Command::CloseMonth { month },
        (_, Ok(year)) => books::Command::CloseYear { year },
        (Err(error), Err(_)) => return Err(context.fail(|l| error.sentence(l))),
    };
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    desk.act(actor, Command::Books(command)).map_err(fail)?;
    let note = desk.checkpoint().map_err(|error| context.fail(|l| error.sentence(l)))?;
    let said = context.say(
        "clos et verrouillé ; point de contrôle signé :",
        "closed and locked; signed checkpoint:",
    );
    let answer = format!("{text} {said}\n\n{note}");
    Ok(Answer::new(answer, json!({ "closed": text, "checkpoint": note })))
}

/// `caisse correct`.
pub fn correct(context: &Context, arguments: Correct) -> Result<Answer, Failure> {
    let mut desk = context.desk()?;
    let actor = context.acting(desk.house.state());
    let on = arguments.on.unwrap_or_else(|| context.today());
    let command = books::Command::Correct { entry: arguments.entry, on, reasons: arguments.reason };
    let done = desk
        .act(actor, Command::Books(command))
        .map_err(|error| context.fail(|l| error.sentence(l)))?;
    let Event::Books(books::Event::Corrected { entry, .. }) = done.event else {
        unreachable!("a correction was decided");
    };
    let said = context.say("contre-passée", "undone");
    Ok(Answer::new(format!("{entry} {said}"), json!({ "entry": entry.to_string() })))
}

/// `caisse verify`: a directory or an archive; exit status 1 if anything is wrong.
pub fn verify(context: &Context, arguments: &Verify) -> Result<Answer, Failure> {
    let mut keys = Vec::new();
    for text in &arguments.keys {
        keys.push(NoteKey::parse(text).map_err(|error| context.fail(|l| error.sentence(l)))?);
    }
    let mut witnesses = Vec::new();
    let report = if arguments.path.is_dir() {
        let directory = Directory::open_read_only(&arguments.path)
            .map_err(|error| context.fail(|l| error.sentence(l)))?;
        if keys.is_empty()
            && let Ok(signer) = directory.signer()
        {
            keys.push(signer.public());
            keys.extend(directory.former_keys().unwrap_or_default());
        }
        witnesses =
            peers::cosigned(&directory).map_err(|error| context.fail(|l| error.sentence(l)))?;
        let store = directory.store();
        verification::store(store.as_ref(), directory.organisation(), &keys)
    } else {
        let file = std::fs::File::open(&arguments.path)
            .map_err(|error| Failure::new(format!("{} : {error}", arguments.path.display())))?;
        verification::archive(std::io::BufReader::new(file), &keys)
            .map_err(|error| context.fail(|l| error.sentence(l)))?
    };
    let sound = report.is_sound();
    let verdict = match sound {
        true => context
            .say("Tout ce qui a été vérifié est juste.", "Everything that was checked is right."),
        false => {
            context.say("La vérification a trouvé une faute.", "The verification found a fault.")
        }
    };
    let mut sentence = report.sentence(context.language);
    for one in &witnesses {
        let (name, size) = (&one.witness, one.size);
        let moment = Moment(i64::try_from(one.second).unwrap_or(i64::MAX).saturating_mul(1000));
        let on = day_of(moment).written(context.language);
        sentence.push_str(&match context.language {
            Language::French => {
                format!("\nCosigné par {name} le {on} : {size} enregistrements, à la suite de ce que ce témoin avait vu.")
            }
            Language::English => {
                format!("\nCosigned by {name} on {on}: {size} records, continuing what this witness had seen.")
            }
        });
    }
    let json = json!({
        "sound": sound, "events": report.events, "entries": report.entries,
        "report": sentence.lines().collect::<Vec<_>>(),
        "witnesses": witnesses
            .iter()
            .map(|one| json!({ "witness": one.witness, "size": one.size, "second": one.second }))
            .collect::<Vec<_>>(),
    });
    Ok(Answer { text: format!("{sentence}\n\n{verdict}"), json, good: sound })
}
