//! Declaring one's situation: what the rules in force ask, and nothing else.

use caisse_domain::rules::Purpose;
use caisse_rules::ValueType;
use caisse_rules::tree::Input;
use caisse_web::Acted;
use caisse_web::form::{Choice, Field, Form, Kind};

use crate::job::{Deed, Faults, Here, Job, Part, Values, done, sentence, whole};

/// What the register knows already.
const KNOWN: [&str; 6] =
    ["categorie", "organisation", "personnes", "anciennete", "demande", "deja_recu"];

pub(crate) const JOB: Job = Job {
    name: "declarer",
    title: ("Déclarer ma situation", "Declare my situation"),
    purpose: (
        "Elle sert à calculer ce que vous payez et ce que vous recevez. Elle est scellée\u{a0}: le journal n'en garde que la date et une empreinte, et elle n'est ouverte que pour un calcul.",
        "It serves to compute what you pay and what you receive. It is sealed: the journal keeps its date and a digest only, and it is opened for a computation only.",
    ),
    part: Part::Mine,
    roles: &[],
    offered: true,
    form,
    preview: None,
    act,
};

fn form(here: &Here<'_>) -> Option<Form> {
    let asked = asked(here);
    let form = JOB.asks(here.language, ("Déclarer", "Declare"));
    if asked.is_empty() {
        let text = here.say(
            "Aucune règle en vigueur ne demande votre situation\u{a0}: il n'y a rien à déclarer.",
            "No rule in force asks for your situation: there is nothing to declare.",
        );
        return Some(form.part(caisse_web::form::Part::Words(text)));
    }
    let declared = here.desk.people.situation(here.house, here.member, here.today).ok().flatten();
    let declared: Values = declared.unwrap_or_default().into_iter().collect();
    let form = asked
        .iter()
        .fold(form, |form, input| form.field(question(here, input, declared.get(&input.name))));
    Some(form.field(here.day_field("depuis", &here.say("Depuis le", "Since")).hint(here.say(
        "Le premier jour où c'est vrai. Cela vaut jusqu'à la déclaration suivante.",
        "The first day on which it is so. It holds until the next declaration.",
    ))))
}

/// What the contribution and the benefits in force ask of a member, each once.
fn asked(here: &Here<'_>) -> Vec<Input> {
    let rules = &here.house.rules;
    let mut asked: Vec<Input> = Vec::new();
    for (rule, purpose) in rules.all() {
        if !matches!(purpose, Purpose::Contribution | Purpose::Benefit { .. }) {
            continue;
        }
        let Ok(in_force) = rules.named(&rule.name, here.today) else { continue };
        for input in in_force.asks() {
            let known = KNOWN.contains(&input.name.as_str())
                || asked.iter().any(|other| other.name == input.name);
            if !known {
                asked.push((*input).clone());
            }
        }
    }
    asked
}

/// The name of a question in the form: the names of rules may hold what fields may not.
fn name(input: &Input) -> String {
    format!("v-{}", input.name.replace(|c: char| !c.is_ascii_alphanumeric(), "-"))
}

fn question(here: &Here<'_>, input: &Input, declared: Option<&String>) -> Field {
    let title = input.title.text(here.language);
    let kind = match input.kind {
        ValueType::YesNo => Kind::Choice(vec![
            Choice::new("oui", here.say("Oui", "Yes")),
            Choice::new("non", here.say("Non", "No")),
        ]),
        ValueType::Category => {
            Kind::Choice(input.choices.iter().map(|word| Choice::new(word, word)).collect())
        }
        ValueType::Euros => Kind::NOT_NEGATIVE,
        ValueType::Date => Kind::Day,
        _ => Kind::LINE,
    };
    let field = Field::new(name(input), title, kind).now(declared);
    if input.optional || input.default.is_some() { field.optional() } else { field }
}

fn act(deed: &mut Deed<'_>) -> Result<Acted, Faults> {
    let mut inputs = Vec::new();
    deed.look(false, |here| inputs = asked(here));
    let mut values = Values::new();
    for input in &inputs {
        let typed = deed.filled.values().find(|(given, _)| *given == name(input));
        use caisse_web::form::Value;
        let text = match typed.map(|(_, value)| value) {
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Amount(amount)) => amount.to_string(),
            Some(Value::Day(day)) => day.to_string(),
            _ => continue,
        };
        values.insert(input.name.clone(), text);
    }
    if values.is_empty() {
        return Err(whole(
            deed.say("Répondez à une question au moins.", "Answer one question at least."),
        ));
    }
    let (from, member, actor) = (deed.filled.day("depuis")?, deed.member, deed.actor());
    let declared = deed.desk.declare(actor, vec![(member, from, values)]);
    declared.map_err(|error| whole(sentence(&error.sentence(deed.language))))?;
    done(
        deed.say(
            "Votre situation est déclarée et scellée.",
            "Your situation is declared and sealed.",
        ),
        format!("/membres/{member}"),
    )
}
