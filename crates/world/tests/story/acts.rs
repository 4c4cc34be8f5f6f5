//! What people do in the stories, as commands.

use caisse_app::models::rule_files;
use caisse_domain::allocations::{self, ShortageMethod};
use caisse_domain::contributions::{self, IncomeKind, Means};
use caisse_domain::identity::{HouseholdId, LevelId, OfficeId};
use caisse_domain::ledger::{Entry, JournalCode, Posting, Reason};
use caisse_domain::members::{self, SituationMark, Standing};
use caisse_domain::offices::{self, Actor, Office, Role};
use caisse_domain::payments::{self, Beneficiary, Item};
use caisse_domain::rules::{self, AdoptedRule, Purpose, Situations};
use caisse_domain::{Command, Organisation, bank, books};
use caisse_rules::RuleSet;
use caisse_units::{Amount, Day};
use caisse_world::caisse::{decision, first_commands, person, treasurer};

use super::words::{amount, day, month, number, places};
use super::{Story, assemblies, federation, projects, proposals, readings, unusual, votes};

type Asked = Vec<(Actor, Command)>;

impl Story {
    /// The commands of an act, with who asks for them.
    pub(super) fn commands(&mut self, house: Option<&Organisation>, act: &str) -> Asked {
        if let Some(commands) = self.founding(act) {
            return commands;
        }
        let (actor, act) = actor(act);
        if let Some(p) = places(act, "clôt toute l'année {}") {
            return whole_year(actor, number(p[0]));
        }
        if let Some(p) = places(act, "déclare un salaire net de {}") {
            let Actor::Member(member) = actor else { panic!("un membre déclare") };
            self.declare(member, "salaire_net", p[0].trim_end_matches('€').trim());
            return Vec::new();
        }
        let today = self.today.expect("un jour est dit");
        if let Some(command) = federation::asked(house, &self.here, act) {
            return vec![(actor, command)];
        }
        if let Some(command) = assemblies::asked(house, act, today, actor) {
            return vec![(actor, Command::Assemblies(command))];
        }
        let commands = votes::asked(house, act, today);
        if let Some(commands) = commands.or_else(|| proposals::asked(house, act, today)) {
            return commands.into_iter().map(|command| (actor, command)).collect();
        }
        let command = unusual::command(house, act, today, actor)
            .or_else(|| projects::asked(act, today, actor))
            .or_else(|| readings::asked(act, today, actor))
            .or_else(|| register(house, act, today))
            .or_else(|| assembly(house, act, today))
            .or_else(|| self.contributions(act, today, actor))
            .or_else(|| self.bank(house, act, today))
            .or_else(|| self.needs(act, today, actor))
            .or_else(|| payments(house, act, today))
            .or_else(|| books(act, today));
        let command = command.unwrap_or_else(|| panic!("cet acte n'est pas compris : {act}"));
        vec![(actor, command)]
    }

    fn founding(&mut self, act: &str) -> Option<Asked> {
        let kinds = [
            ("une caisse alimentaire est fondée avec {} membres", "food-caisse-gironde"),
            ("un syndicat est fondé avec {} membres", "union-dues-cgt"),
            ("une caisse de secteur est fondée avec {} membres", "sector-caisse"),
        ];
        for (phrase, model) in kinds {
            if let Some(p) = places(act, phrase) {
                let commands = first_commands(model, number(p[0]), self.today?);
                return Some(commands.into_iter().map(|c| (Actor::Founders, c)).collect());
            }
        }
        let wrong = unusual::wrong_founding(act, self.today?)?;
        Some(vec![(Actor::Founders, Command::Found(Box::new(wrong)))])
    }

    fn contributions(&mut self, act: &str, today: Day, actor: Actor) -> Option<Command> {
        use contributions::Command as C;
        let command = if let Some(p) = places(act, "appelle {} à payer le {}") {
            let situations = self.situations.clone();
            C::Call { month: month(p[0]), due: day(p[1]), situations }
        } else if let Some(p) = places(act, "choisit de cotiser {} dès {}") {
            let Actor::Member(member) = actor else { return None };
            C::Choose { member, from: month(p[1]), amount: amount(p[0]) }
        } else if let Some(p) = places(act, "encaisse {} de {} en espèces") {
            receive(p[1], p[0], today, Means::Cash)
        } else if let Some(p) = places(act, "encaisse {} de {} par le chèque {}") {
            receive(p[1], p[0], today, Means::Cheque { number: p[2].to_owned() })
        } else if let Some(p) = places(act, "encaisse {} de {} par la ligne {}") {
            receive(p[1], p[0], today, Means::Transfer { line: number(p[2]) })
        } else if let Some(p) =
            places(act, "constate les premiers prélèvements de {} sur la ligne {}")
        {
            C::SettleDebits { run: number(p[0]), first_debits: true, line: number(p[1]) }
        } else if let Some(p) =
            places(act, "constate les prélèvements suivants de {} sur la ligne {}")
        {
            C::SettleDebits { run: number(p[0]), first_debits: false, line: number(p[1]) }
        } else if let Some(p) = places(act, "constate le rejet de {} sur la ligne {} pour {}") {
            let (receipt, line, reason) = (number(p[0]), number(p[1]), said(p[2]));
            C::Return { receipt, on: today, reason, line }
        } else if let Some(p) = places(act, "constate le prélèvement de {} seul sur la ligne {}")
        {
            C::SettleDebit { claim: number(p[0]), line: number(p[1]) }
        } else if let Some(p) = places(act, "partage la ligne {} : {}") {
            let part = |text: &str| {
                let p = places(text, "{} de {}").expect("un montant et un membre");
                (number(p[1]), amount(p[0]))
            };
            let parts = p[1].split(" puis ").map(part).collect();
            C::ReceiveTogether { line: number(p[0]), parts }
        } else if let Some(p) = places(act, "rend la ligne partagée {} : {}") {
            C::UndoTogether { line: number(p[0]), on: today, reason: said(p[1]) }
        } else if let Some(p) = places(act, "défait le rejet de la ligne {} : {}") {
            C::UndoReturn { line: number(p[0]), on: today, reason: said(p[1]) }
        } else if let Some(p) = places(act, "remet {} à la banque") {
            C::SendDebits { run: number(p[0]), on: today }
        } else if let Some(p) = places(act, "renonce à {} dans {} : {}") {
            let (claims, run, reason) = (vec![number(p[0])], number(p[1]), said(p[2]));
            C::AbandonDebits { run, claims, reason, on: today }
        } else if let Some(p) = places(act, "renonce à {} : {}") {
            let (run, reason) = (number(p[0]), said(p[1]));
            C::AbandonDebits { run, claims: Vec::new(), reason, on: today }
        } else if let Some(p) = places(act, "rend la ligne {} : {}") {
            C::UndoDebits { line: number(p[0]), on: today, reason: said(p[1]) }
        } else if let Some(p) = places(act, "défait {} : {}").filter(|p| p[0].starts_with('R')) {
            C::UndoReceipt { receipt: number(p[0]), on: today, reason: said(p[1]) }
        } else if let Some(p) = places(act, "remet {} sur {} par {} : {}") {
            let (claim, amount, decision) = (number(p[1]), amount(p[0]), number(p[2]));
            C::Waive { claim, amount, reason: said(p[3]), decision, on: today }
        } else if let Some(p) = places(act, "étale {} : {}") {
            let part = |text: &str| {
                let p = places(text, "{} le {}").expect("un montant et un jour");
                (day(p[1]), amount(p[0]))
            };
            C::Spread { claim: number(p[0]), parts: p[1].split(" puis ").map(part).collect() }
        } else if let Some(p) = places(act, "relance {}") {
            let list = p[0].split(", ").filter(|text| *text != "personne");
            C::Remind { claims: list.map(number).collect(), on: today }
        } else if let Some(p) = places(act, "enregistre le mandat « {} » de {}") {
            C::SignMandate { member: number(p[1]), reference: p[0].to_owned(), signed: today }
        } else if let Some(p) = places(act, "révoque le mandat {}") {
            C::RevokeMandate { mandate: number(p[0]), on: today }
        } else if let Some(p) = places(act, "prépare le prélèvement du {}") {
            C::PrepareDebits { collection: day(p[0]) }
        } else {
            return self.other_income(act, today);
        };
        Some(Command::Contributions(command))
    }

    fn other_income(&self, act: &str, today: Day) -> Option<Command> {
        let p = places(act, "reçoit {} en espèces de {} par {} : {}")?;
        let kind = match p[1] {
            "dons" => IncomeKind::Gift,
            "l'excédent d'une activité" => IncomeKind::Surplus,
            "une autre caisse" => IncomeKind::OtherCaisse,
            _ => IncomeKind::Grant,
        };
        Some(Command::Contributions(contributions::Command::ReceiveOther {
            kind,
            amount: amount(p[0]),
            on: today,
            label: said(p[3]),
            line: None,
            decision: number(p[2]),
        }))
    }

    fn bank(&mut self, house: Option<&Organisation>, act: &str, today: Day) -> Option<Command> {
        use bank::Command as B;
        let known = house.and_then(|house| house.bank.last_closing()).unwrap_or_default();
        let command = if let Some(p) = places(act, "importe un relevé de {} à {} : {}") {
            B::Import(self.statement(amount(p[0]), Some(amount(p[1])), p[2], today))
        } else if let Some(p) = places(act, "importe le même relevé : {}") {
            self.statements -= 1;
            B::Import(self.statement(known, None, p[0], today))
        } else if let Some(p) = places(act, "importe les mêmes lignes sous un autre fichier : {}")
        {
            self.statements -= 1;
            let mut statement = self.statement(known, None, p[0], today);
            (statement.opening, statement.closing) = (None, None);
            statement.file = format!("{:064x}", u64::MAX);
            B::Import(statement)
        } else if let Some(p) = places(act, "importe un relevé : {}") {
            B::Import(self.statement(known, None, p[0], today))
        } else if let Some(p) = places(act, "note que la ligne {} est un frais bancaire") {
            B::Charge { line: number(p[0]) }
        } else if let Some(p) = places(act, "met la ligne {} en attente") {
            B::SetAside { line: number(p[0]) }
        } else if let Some(p) = places(act, "note que la ligne {} est une remise d'espèces") {
            B::CashDeposit { line: number(p[0]) }
        } else if let Some(p) = places(act, "paie par la ligne {} la dépense {} (compte {}) par {}")
        {
            let (line, account, decision) = (number(p[0]), number(p[2]), number(p[3]));
            B::Expense { line, account, label: said(p[1]), decision }
        } else {
            return None;
        };
        Some(Command::Bank(command))
    }

    fn statement(
        &mut self,
        opening: Amount,
        closing: Option<Amount>,
        lines: &str,
        today: Day,
    ) -> bank::Statement {
        self.statements += 1;
        let file = format!("{:064x}", self.statements);
        let line = |(index, text): (usize, &str)| bank::Line {
            identity: bank::LineIdentity::of(&format!(
                "{:032x}",
                self.statements * 1000 + index as u64
            )),
            booked: today,
            amount: amount(text),
        };
        let lines: Vec<bank::Line> = lines.split(" puis ").enumerate().map(line).collect();
        let total: Amount = lines.iter().map(|line| line.amount).sum();
        let closing = Some(closing.unwrap_or(opening.plus(total)));
        bank::Statement { account: "0123".into(), file, opening: Some(opening), closing, lines }
    }

    fn needs(&self, act: &str, today: Day, actor: Actor) -> Option<Command> {
        use allocations::Command as A;
        let command = if let Some(p) = places(act, "demande {} au titre de « {} »") {
            let Actor::Member(member) = actor else { return None };
            let (asked, rule) = (amount(p[0]), p[1].to_owned());
            A::Ask { member, rule, asked, documents: vec![], sensitive: false, on: today }
        } else if let Some(p) =
            places(act, "accorde l'allocation « {} » de {} avec {} à partager {}")
        {
            let shortage = match p[3] {
                "en proportion" => ShortageMethod::Proportional,
                "à gains égaux" => ShortageMethod::ConstrainedEqualAwards,
                _ => ShortageMethod::ConstrainedEqualLosses,
            };
            self.periodic(p[0], p[1], today, Some(amount(p[2])), Some(shortage))
        } else if let Some(p) = places(act, "accorde l'allocation « {} » de {}") {
            self.periodic(p[0], p[1], today, None, None)
        } else if let Some(p) = places(act, "accorde {} sur {} par {}") {
            grant(p[1], Some(p[0]), Some(p[2]), None, today)
        } else if let Some(p) = places(act, "accorde {} sur {}") {
            grant(p[1], Some(p[0]), None, None, today)
        } else if let Some(p) = places(act, "accorde {} jusqu'au {}") {
            grant(p[0], None, None, Some(day(p[1])), today)
        } else if let Some(p) = places(act, "refuse {} : {}") {
            A::Refuse { request: number(p[0]), reasons: said(p[1]), on: today }
        } else if let Some(p) = places(act, "fait appel pour {} : {}") {
            A::Appeal { request: number(p[0]), reasons: said(p[1]), on: today }
        } else if let Some(p) = places(act, "annule {} : {}").filter(|p| p[0].starts_with('A')) {
            A::Cancel { allocation: number(p[0]), reasons: said(p[1]), on: today }
        } else if act == "constate les allocations échues" {
            A::Expire { on: today }
        } else {
            let p = places(act, "accorde {}")?;
            grant(p[0], None, None, None, today)
        };
        Some(Command::Allocations(command))
    }

    fn periodic(
        &self,
        rule: &str,
        of: &str,
        on: Day,
        envelope: Option<Amount>,
        shortage: Option<ShortageMethod>,
    ) -> allocations::Command {
        let (month, rule) = (month(of), rule.to_owned());
        let situations: Situations = self.situations.clone();
        allocations::Command::GrantPeriodic { month, rule, on, envelope, shortage, situations }
    }
}

/// The twelve months of a year, then the year.
fn whole_year(actor: Actor, year: i16) -> Asked {
    let months = (1..=12).filter_map(|number| caisse_units::Month::new(year, number));
    let close = |month| books::Command::CloseMonth { month };
    let commands = months.map(close).chain([books::Command::CloseYear { year }]);
    commands.map(|command| (actor, Command::Books(command))).collect()
}

/// Who acts, and the rest of the sentence.
fn actor(act: &str) -> (Actor, &str) {
    for subject in ["la trésorerie ", "l'assemblée "] {
        if let Some(rest) = act.strip_prefix(subject) {
            return (treasurer(), rest);
        }
    }
    if let Some(rest) = act.strip_prefix("quelqu'un ") {
        return (Actor::Founders, rest);
    }
    let (subject, rest) = act.split_once(' ').expect("un sujet et un verbe");
    (Actor::Member(number(subject)), rest)
}

/// What is said, or nothing at all.
fn said(text: &str) -> String {
    if text == "rien" { String::new() } else { text.to_owned() }
}

fn receive(member: &str, sum: &str, on: Day, means: Means) -> contributions::Command {
    contributions::Command::Receive { member: number(member), amount: amount(sum), on, means }
}

fn grant(
    request: &str,
    sum: Option<&str>,
    decision: Option<&str>,
    expires: Option<Day>,
    on: Day,
) -> allocations::Command {
    allocations::Command::Grant {
        request: number(request),
        amount: sum.map(amount),
        reasons: "selon la règle".to_owned(),
        decision: decision.map(number),
        on,
        expires,
        situation: None,
    }
}

fn register(house: Option<&Organisation>, act: &str, today: Day) -> Option<Command> {
    use members::Command as M;
    let command = if let Some(p) = places(act, "inscrit un foyer de {} personnes") {
        let last = house.and_then(|house| house.members.last_household()).map_or(0, |last| last.0);
        let mut one = person(today);
        one.household = Some(HouseholdId(last + 1));
        M::Enrol(vec![one; number(p[0])])
    } else if let Some(p) = places(act, "inscrit {} personnes") {
        M::Enrol(vec![person(today); number(p[0])])
    } else if let Some(p) = places(act, "inscrit une personne de catégorie « {} »") {
        let mut one = person(today);
        one.category = p[0].to_owned();
        M::Enrol(vec![one])
    } else if act == "inscrit une coopérative" || act == "inscrit une coopérative qui produit" {
        let mut one = person(today);
        one.kind = members::MemberKind::Organisation;
        if act.ends_with("produit") {
            one.category = "cooperative".to_owned();
        }
        M::Enrol(vec![one])
    } else if let Some(p) = places(act, "inscrit la caisse de {}") {
        let mut one = person(today);
        one.kind = members::MemberKind::Organisation;
        one.category = p[0].to_owned();
        M::Enrol(vec![one])
    } else if let Some(p) = places(act, "suspend {} : {}") {
        standing(p[0], Standing::Suspended, today, p[1])
    } else if let Some(p) = places(act, "note que {} quitte la caisse le {}") {
        standing(p[0], Standing::Left, day(p[1]), "départ")
    } else if let Some(p) = places(act, "note le retour de {} le {}") {
        standing(p[0], Standing::Active, day(p[1]), "retour")
    } else if let Some(p) = places(act, "dépose pour {} la situation d'empreinte {}") {
        let mark = SituationMark { from: today, commitment: p[1].to_owned() };
        M::DeclareSituations(vec![(number(p[0]), mark)])
    } else if let Some(p) = places(act, "efface les données de {}") {
        M::Erase { member: number(p[0]) }
    } else {
        helper(act, today)?
    };
    Some(Command::Members(command))
}

/// `M4 peut agir pour M3 : situation, demandes`, with a paper or without, until a day or without end.
fn helper(act: &str, today: Day) -> Option<members::Command> {
    if let Some(p) = places(act, "met fin au mandat de {} pour {}") {
        let (helper, member) = (number(p[0]), number(p[1]));
        return Some(members::Command::EndHelper { member, helper, on: today });
    }
    let (act, document) = match places(act, "{}, pièce {}") {
        Some(p) => (p[0].to_owned(), Some(p[1].to_owned())),
        None => (act.to_owned(), None),
    };
    let (act, until) = match places(&act, "{} jusqu'au {}") {
        Some(p) => (p[0].to_owned(), Some(day(p[1]))),
        None => (act, None),
    };
    let p = places(&act, "dit que {} peut agir pour {} : {}")?;
    let may = p[2].split(", ").filter_map(|word| match word {
        "situation" => Some(members::HelpWith::Situation),
        "demandes" => Some(members::HelpWith::Requests),
        "cotisation" => Some(members::HelpWith::Contributions),
        _ => None,
    });
    let (helper, may) = (number(p[0]), may.collect());
    let helper = members::Helper { helper, may, from: today, until, document };
    Some(members::Command::GiveHelper { member: number(p[1]), helper })
}

fn standing(member: &str, standing: Standing, from: Day, reason: &str) -> members::Command {
    members::Command::SetStanding { member: number(member), standing, from, reason: said(reason) }
}

fn assembly(house: Option<&Organisation>, act: &str, today: Day) -> Option<Command> {
    use offices::Command as O;
    if let Some(p) = places(act, "porte la cotisation plancher à {} dès {} par {}") {
        let rules = vec![floor(house?, p[0], month(p[1]).first_day())];
        return Some(Command::Rules(rules::Command::Adopt { rules, decision: number(p[2]) }));
    }
    if let Some(p) =
        places(act, "fixe la cotisation à {} par personne et {} par organisation dès {}")
    {
        let rules = vec![by_kind(house?, p[0], p[1], month(p[2]).first_day())];
        let decision = caisse_domain::identity::DecisionId(1);
        return Some(Command::Rules(rules::Command::Adopt { rules, decision }));
    }
    if act == "adopte de nouveau les mêmes règles" {
        return Some(caisse_world::caisse::adoption("food-caisse-gironde"));
    }
    if act == "adopte une liste vide" {
        let decision = caisse_domain::identity::DecisionId(1);
        return Some(Command::Rules(rules::Command::Adopt { rules: vec![], decision }));
    }
    let command = if let Some(p) = places(act, "décide « {} »") {
        O::Record(decision(today, p[0]))
    } else if let Some(p) = places(act, "décide pour le {} « {} »") {
        O::Record(decision(day(p[0]), p[1]))
    } else if let Some(p) = places(act, "met fin à la fonction {} par {}") {
        O::End { office: number::<OfficeId>(p[0]), on: today, decision: number(p[1]) }
    } else {
        let p = places(act, "confie {} à {} par {} jusqu'au {}")?;
        let role = match p[0] {
            "la cosignature" => Role::CoSignatory,
            "l'animation" => Role::Facilitator,
            _ => Role::Auditor,
        };
        let (member, decision, until) = (number(p[1]), number(p[2]), Some(day(p[3])));
        O::Give(Office { member, role, from: today, until, decision })
    };
    Some(Command::Offices(command))
}

/// The contribution rule of the Gironde with one more version: another floor from a day on.
pub(super) fn floor(house: &Organisation, sum: &str, since: Day) -> AdoptedRule {
    let folder =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/food-caisse-gironde/caisse.toml");
    let mut files = rule_files(std::path::Path::new(folder)).expect("the model");
    // The one rule, without its examples, which tell the floor before.
    files.retain(|(name, _)| name == "caisse.toml");
    let (_, text) = &mut files[0];
    let rule = text.split("[[regles.version.exemples]]").next().expect("the first rule");
    let floor = format!("somme = [\"{} EUR\"", sum.trim_end_matches(" €"));
    *text = rule.replace("somme = [\"10,00 EUR\"", &floor);
    let set = RuleSet::read(&files).unwrap_or_else(|errors| panic!("{errors:?}"));
    let mut version = set.rule("cotisation").expect("the rule").versions[0].clone();
    version.since = since;
    let mut rule = house.rules.set().rule("cotisation").expect("adopted").clone();
    rule.versions.push(version);
    AdoptedRule { purpose: Purpose::Contribution, rule }
}

/// The contribution rule with one more version, which asks organisations too.
fn by_kind(house: &Organisation, person: &str, organisation: &str, since: Day) -> AdoptedRule {
    let (person, organisation) =
        (person.trim_end_matches(" €"), organisation.trim_end_matches(" €"));
    let text = format!(
        r#"
[[regles]]
regle = "cotisation"
titre = {{ fr = "Cotisation", en = "Contribution" }}
resultat = "EUR/mois"
[regles.entrees]
organisation = {{ type = "oui/non", titre = {{ fr = "Organisation", en = "Organisation" }} }}
[[regles.version]]
depuis = {since}
condition = {{ si = "organisation", alors = "{organisation} EUR", sinon = "{person} EUR" }}
"#
    );
    let set = RuleSet::read(&[("cotisation.toml".to_owned(), text)])
        .unwrap_or_else(|errors| panic!("{errors:?}"));
    let written = set.rule("cotisation").expect("the rule");
    let mut rule = house.rules.set().rule("cotisation").expect("adopted").clone();
    rule.inputs.extend(written.inputs.iter().cloned());
    rule.versions.push(written.versions[0].clone());
    AdoptedRule { purpose: Purpose::Contribution, rule }
}

fn payments(house: Option<&Organisation>, act: &str, today: Day) -> Option<Command> {
    use payments::Command as P;
    let item = |text: &str| -> Item {
        if let Some(p) = places(text, "{} pour {}") {
            let to = match p[0].chars().next() {
                Some('L') => Beneficiary::Level(number::<LevelId>(p[0])),
                Some('F') => Beneficiary::Supplier(number(p[0])),
                _ => Beneficiary::Allocation(number(p[0])),
            };
            return Item { to, amount: amount(p[1]) };
        }
        if text.starts_with('F') {
            let expense = number(text);
            let known = house.and_then(|house| house.projects.expense(expense));
            let amount = known.map_or(Amount::ZERO, |known| known.invoice.amount);
            return Item { to: Beneficiary::Supplier(expense), amount };
        }
        let allocation = number(text);
        let known = house.and_then(|house| house.allocations.get(allocation));
        let amount = known.map_or(Amount::ZERO, |known| known.amount);
        Item { to: Beneficiary::Allocation(allocation), amount }
    };
    let command = if let Some(p) = places(act, "prépare le paiement de {}") {
        let list = p[0].split(" et ").filter(|text| *text != "rien");
        P::Prepare { items: list.map(item).collect(), execution: today }
    } else if let Some(p) = places(act, "signe {}") {
        P::Sign { payment: number(p[0]) }
    } else if let Some(p) = places(act, "abandonne {} : {}") {
        P::Abandon { payment: number(p[0]), reasons: said(p[1]), on: today }
    } else if let Some(p) = places(act, "défait {} : {}") {
        P::Undo { payment: number(p[0]), reasons: said(p[1]), on: today }
    } else {
        let p = places(act, "constate le paiement de {} sur la ligne {}")?;
        P::Execute { payment: number(p[0]), line: number(p[1]) }
    };
    Some(Command::Payments(command))
}

fn books(act: &str, today: Day) -> Option<Command> {
    use books::Command as B;
    let command = if let Some(p) = places(act, "clôt l'exercice {}") {
        B::CloseYear { year: number(p[0]) }
    } else if let Some(p) = places(act, "ouvre l'exercice {}") {
        B::OpenYear { year: number(p[0]) }
    } else if let Some(p) = places(act, "ouvre les comptes avec {} au compte {} par {}") {
        let (sum, reason) = (amount(p[0]), Reason::Decision(number(p[2])));
        let entry = hand_written(today, reason, sum, sum, (p[1], "1021"));
        B::Record(Entry { journal: JournalCode::Opening, ..entry })
    } else if let Some(p) = places(act, "clôt {}") {
        B::CloseMonth { month: month(p[0]) }
    } else if let Some(p) = places(act, "contre-passe {} : {}") {
        B::Correct { entry: number(p[0]), on: today, reasons: said(p[1]) }
    } else if let Some(p) = places(act, "vote un budget de {} au compte {} par {}") {
        let lines = vec![(number(p[1]), amount(p[0]))];
        B::AdoptBudget {
            year: today.year(),
            budget: books::Budget { decision: number(p[2]), lines },
        }
    } else if let Some(p) = places(act, "passe {} du compte {} au compte {} par {}") {
        let sum = amount(p[0]);
        let reason = match p[3].strip_prefix("la pièce ") {
            Some(digest) => Reason::Document { digest: digest.to_owned() },
            None => Reason::Decision(number(p[3])),
        };
        B::Record(hand_written(today, reason, sum, sum, (p[2], p[1])))
    } else {
        let p = places(act, "passe une écriture boiteuse de {} et {} par {}")?;
        let reason = Reason::Decision(number(p[2]));
        B::Record(hand_written(today, reason, amount(p[0]), amount(p[1]), ("627", "401")))
    };
    Some(Command::Books(command))
}

fn hand_written(
    date: Day,
    reason: Reason,
    debit: Amount,
    credit: Amount,
    accounts: (&str, &str),
) -> Entry {
    Entry {
        journal: JournalCode::General,
        date,
        label: "Écriture à la main".to_owned(),
        reason,
        postings: vec![
            Posting::debit(number(accounts.0), None, debit),
            Posting::credit(number(accounts.1), None, credit),
        ],
    }
}
