//! What the stories of refusals ask and nobody should: commands that are wrong in one point.

use caisse_domain::allocations;
use caisse_domain::founding::Founding;
use caisse_domain::identity::{BankLineId, DecisionId, MemberId};
use caisse_domain::ledger::{Entry, JournalCode, Party, Posting, Reason};
use caisse_domain::offices::Actor;
use caisse_domain::rules::{self, AdoptedRule, LegalMode, Purpose};
use caisse_domain::{Command, Organisation, books};
use caisse_rules::RuleSet;
use caisse_units::{Amount, Day};
use caisse_world::caisse::{founding, model};

use super::words::{amount, day, number, places};

/// A founding that is wrong in one point.
pub fn wrong_founding(act: &str, today: Day) -> Option<Founding> {
    let mut one = founding("food-caisse-gironde", today);
    match act {
        "une caisse sans nom est fondée" => one.name = "  ".to_owned(),
        "une caisse est fondée par une décision sans titre" => one.decision.title = String::new(),
        _ => {
            if let Some(p) = places(act, "une caisse est fondée par l'assemblée du {}") {
                one.decision.on = day(p[0]);
            } else {
                let p = places(act, "une caisse est fondée pour l'exercice {}")?;
                one.first_year = number(p[0]);
            }
        }
    }
    Some(one)
}

/// A command that no usual act says.
pub fn command(
    house: Option<&Organisation>,
    act: &str,
    today: Day,
    actor: Actor,
) -> Option<Command> {
    let entry = entry(act, today).map(|entry| Command::Books(books::Command::Record(entry)));
    entry.or_else(|| adoption(house?, act)).or_else(|| request(act, today, actor))
}

fn request(act: &str, on: Day, actor: Actor) -> Option<Command> {
    let p = places(act, "demande {} au titre de « {} » avec la pièce {}")?;
    let Actor::Member(member) = actor else { return None };
    Some(Command::Allocations(allocations::Command::Ask {
        member,
        rule: p[1].to_owned(),
        asked: amount(p[0]),
        documents: vec![p[2].to_owned()],
        sensitive: false,
        on,
    }))
}

/// Entries by hand: bank charges owed to a supplier, wrong in one point.
fn entry(act: &str, today: Day) -> Option<Entry> {
    let ten = Amount::from_cents(1_000);
    let line = |account: &str, cents: i64| Posting {
        account: number(account),
        party: None,
        amount: Amount::from_cents(cents),
    };
    let mut entry = Entry {
        journal: JournalCode::General,
        date: today,
        label: "Écriture à la main".to_owned(),
        reason: Reason::Decision(DecisionId(1)),
        postings: vec![line("6064", 1_000), line("401", -1_000)],
    };
    match act {
        "passe une écriture vide" => entry.postings.clear(),
        "passe une écriture sans libellé" => entry.label = "   ".to_owned(),
        "passe une écriture dont une ligne est à zéro" => entry.postings.push(line("618", 0)),
        "passe une écriture de mille milliards d'euros" => {
            entry.postings = vec![
                line("6064", Amount::LIMIT.cents() + 1),
                line("401", -Amount::LIMIT.cents() - 1),
            ];
        }
        "passe un bénévolat de 10,00 € au 864 et de 9,00 € au 870" => {
            entry.postings = vec![line("864", 1_000), line("870", -900), line("401", -100)];
        }
        _ => {
            if let Some(p) = places(act, "passe une écriture du {}") {
                entry.date = day(p[0]);
            } else if let Some(p) = places(act, "passe une écriture au compte de {}") {
                let party = Some(Party::Member(number::<MemberId>(p[0])));
                entry.postings[0] = Posting::debit(number("411"), party, ten);
            } else {
                let p = places(act, "passe une écriture selon la ligne {}")?;
                entry.reason = Reason::BankLine(number::<BankLineId>(p[0]));
            }
        }
    }
    Some(entry)
}

/// Adoptions of rules that are wrong in one point.
fn adoption(house: &Organisation, act: &str) -> Option<Command> {
    let known = || house.rules.set().rule("cotisation").expect("adopted").clone();
    let adopted = match act {
        "change la première version de la cotisation" => {
            let mut rule = known();
            rule.versions[0].since = rule.versions[0].since.plus_days(1);
            AdoptedRule { purpose: Purpose::Contribution, rule }
        }
        "fait de la cotisation une allocation" => {
            let mut rule = known();
            let mut version = rule.versions[0].clone();
            version.since = version.since.plus_days(1_000);
            rule.versions.push(version);
            let (need, mode) = ("food".to_owned(), LegalMode::DiscretionaryAid);
            AdoptedRule { purpose: Purpose::Benefit { need, mode }, rule }
        }
        "adopte une seconde règle de cotisation" => {
            let mut rule = known();
            rule.name = "autre_cotisation".to_owned();
            AdoptedRule { purpose: Purpose::Contribution, rule }
        }
        "adopte la garantie de revenu sans le salaire de référence" => {
            let of = |one: &&AdoptedRule| one.rule.name == "garantie_de_revenu";
            model("sector-caisse").rules.iter().find(of).expect("in the model").clone()
        }
        "adopte comme cotisation une règle qui donne un nombre" => {
            AdoptedRule { purpose: Purpose::Contribution, rule: number_of_persons() }
        }
        _ => return None,
    };
    let (rules, decision) = (vec![adopted], DecisionId(1));
    Some(Command::Rules(rules::Command::Adopt { rules, decision }))
}

/// A rule that counts and gives no amount.
fn number_of_persons() -> caisse_rules::Rule {
    const TEXT: &str = r#"
[[regles]]
regle = "points"
titre = { fr = "Points du foyer", en = "Points of the household" }
resultat = "nombre"
[regles.entrees]
personnes = { type = "nombre", titre = { fr = "Personnes", en = "Persons" }, min = 1, max = 20 }
[[regles.version]]
depuis = 2026-01-01
somme = ["personnes", "personnes"]
"#;
    let files = vec![("points.toml".to_owned(), TEXT.to_owned())];
    let set = RuleSet::read(&files).unwrap_or_else(|errors| panic!("{errors:?}"));
    set.rule("points").expect("the rule").clone()
}
