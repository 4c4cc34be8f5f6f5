//! Saying what the open lines of the bank are, each with what it seems to be.

use caisse_app::work::matching::{self, Match, OpenLine};
use caisse_domain::contributions::{self, Means};
use caisse_domain::identity::{BankLineId, MemberId};
use caisse_domain::{Command, bank};
use caisse_units::Language;
use caisse_web::Acted;
use caisse_web::form::{Choice, Field, Form, Kind, Part as FormPart, Row, Rows, Value};

use super::TREASURER;
use crate::job::{Deed, Faults, Here, Job, Part, done, fault, sentence, whole};

/// The lines that one form shows; the others come next.
const SHOWN: usize = 40;

pub(crate) const JOB: Job = Job {
    name: "rapprocher",
    title: ("Rapprocher les lignes de la banque", "Match the lines of the bank"),
    purpose: (
        "Dites ce qu'est chaque ligne. Celles que vous laissez attendent.",
        "Say what each line is. Those that you leave will wait.",
    ),
    part: Part::Money,
    roles: TREASURER,
    offered: true,
    form,
    preview: None,
    act,
};

fn found(here: &Here<'_>) -> Option<Vec<(OpenLine, Match)>> {
    let directory = matching::Directory::open(here.desk).ok()?;
    let mut lines = matching::open_lines(here.desk).ok()?;
    if let Some(line) = here.about::<BankLineId>() {
        lines.retain(|open| open.id == line);
    }
    lines.truncate(SHOWN);
    let found = matching::look_up(here.house, &directory, &lines);
    Some(lines.into_iter().zip(found).collect())
}

fn form(here: &Here<'_>) -> Option<Form> {
    let form = JOB.asks(here.language, ("Enregistrer", "Record"));
    let rows: Vec<Row> =
        found(here)?.into_iter().map(|(line, found)| row(here, &line, &found)).collect();
    if rows.is_empty() {
        return here.subject.is_none().then(|| {
            form.part(FormPart::Words(
                here.say("Toutes les lignes sont rapprochées.", "Every line is matched."),
            ))
        });
    }
    Some(form.part(FormPart::Rows(Rows {
        caption: here.say("Lignes à rapprocher", "Lines to match"),
        columns: vec![
            here.say("Ligne", "Line"),
            here.say("Montant", "Amount"),
            here.say("Libellé", "Wording"),
            here.say("Ce que c'est", "What it is"),
            here.say("Ou ce membre", "Or this member"),
        ],
        rows,
    })))
}

fn row(here: &Here<'_>, line: &OpenLine, found: &Match) -> Row {
    let id = line.id;
    let mut list = Vec::new();
    if matching::command(id, &line.line, found).is_some() {
        list.push(Choice::new("propose", proposed(here, found)));
    }
    if let Match::Perhaps(members) = found {
        let perhaps = members.iter().take(4).map(|member| {
            Choice::new(member.to_string(), here.name(*member))
                .meaning(here.say("peut-être", "perhaps"))
        });
        list.extend(perhaps);
    }
    if line.line.amount.is_negative() {
        list.push(Choice::new("frais", here.say("Frais de la banque", "Charge of the bank")));
    } else {
        list.push(Choice::new("depot", here.say("Espèces déposées", "Cash brought to the bank")));
    }
    list.push(Choice::new("attente", here.say("Mettre en attente", "Set aside")));
    list.push(Choice::new("laisser", here.say("Plus tard", "Later")));
    let label = here.say("Ce que c'est", "What it is");
    let member =
        here.say("Ou le numéro du membre qui a versé", "Or the number of the member who paid");
    Row {
        head: format!("{id}, {}", line.line.booked.written(here.language)),
        cells: vec![here.amount(line.line.amount), line.text.summary()],
        fields: vec![
            Field::new(format!("ligne-{id}"), format!("{label} ({id})"), Kind::Choice(list))
                .value("laisser"),
            Field::new(format!("membre-{id}"), format!("{member} ({id})"), Kind::Text { most: 12 })
                .optional(),
        ],
    }
}

fn proposed(here: &Here<'_>, found: &Match) -> String {
    match found {
        Match::Contribution(member) => here.name(*member),
        Match::Together(parts) => {
            let names: Vec<String> = parts.iter().map(|(member, _)| here.name(*member)).collect();
            names.join(" + ")
        }
        Match::Debits(run, _) => format!("{} {run}", here.say("Prélèvements", "Debits")),
        Match::Debit(claim) => format!("{} {claim}", here.say("Prélèvement de", "Debit of")),
        Match::Return(receipt, reason) => {
            format!("{} {receipt} ({reason})", here.say("Rejet de", "Return of"))
        }
        Match::Payment(payment) => format!("{} {payment}", here.say("Paiement", "Payment")),
        Match::Charge => here.say("Frais de la banque", "Charge of the bank"),
        Match::Perhaps(_) | Match::Unknown => String::new(),
    }
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let filled = deed.filled;
    let mut known = Vec::new();
    deed.look(false, |here| known = found(here).unwrap_or_default());
    let (mut chosen, mut faults) = (Vec::new(), Vec::new());
    for (line, found) in &known {
        match command(deed, line, found) {
            Ok(command) => chosen.extend(command.map(|command| (line.id, command))),
            Err(fault) => faults.extend(fault),
        }
    }
    let asked =
        filled.rows("ligne-").filter(|(_, value)| **value != Value::Text("laisser".to_owned()));
    let gone = asked.filter(|(id, _)| !known.iter().any(|(line, _)| line.id.to_string() == *id));
    faults.extend(gone.map(|(id, _)| {
        let text = deed.say("est déjà rapprochée.", "is matched already.");
        fault("", format!("{id} {text}"))
    }));
    if !faults.is_empty() {
        return Err(faults);
    }
    if chosen.is_empty() {
        return Err(whole(
            deed.say("Dites ce qu'est une ligne au moins.", "Say what one line is at least."),
        ));
    }
    let (mut taken, mut refused) = (0, Vec::new());
    for (line, command) in chosen {
        match deed.plainly(command) {
            Ok(_) => taken += 1,
            Err(faults) => refused.extend(
                faults.into_iter().map(|one| fault(&format!("ligne-{line}"), one.sentence)),
            ),
        }
    }
    if taken == 0 {
        return Err(refused);
    }
    let mut text = match deed.language {
        Language::French => format!("{taken} lignes rapprochées."),
        Language::English => format!("{taken} lines matched."),
    };
    for fault in refused {
        text.push_str(&format!(
            " {}\u{a0}: {}",
            fault.field.trim_start_matches("ligne-"),
            sentence(&fault.sentence)
        ));
    }
    done(text, "/faire/rapprocher")
}

/// What the answer of a row makes of its line; nothing when it is left.
fn command(deed: &Deed<'_>, line: &OpenLine, found: &Match) -> Result<Option<Command>, Faults> {
    let (id, content) = (line.id, &line.line);
    let by = |member: MemberId| {
        Command::Contributions(contributions::Command::Receive {
            member,
            amount: content.amount,
            on: content.booked,
            means: Means::Transfer { line: id },
        })
    };
    let named = format!("membre-{id}");
    if !deed.filled.text(&named).is_empty() {
        return Ok(Some(by(deed.filled.named(&named)?)));
    }
    Ok(match deed.filled.text(&format!("ligne-{id}")) {
        "" | "laisser" => None,
        "propose" => matching::command(id, content, found),
        "frais" => Some(Command::Bank(bank::Command::Charge { line: id })),
        "depot" => Some(Command::Bank(bank::Command::CashDeposit { line: id })),
        "attente" => Some(Command::Bank(bank::Command::SetAside { line: id })),
        member => member.parse().ok().map(by),
    })
}
