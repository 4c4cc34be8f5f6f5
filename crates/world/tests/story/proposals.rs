//! Proposals, as the stories tell them.

use caisse_domain::agreements::{self, Ceded, Spending, Terms};
use caisse_domain::identity::{MemberId, ProposalId};
use caisse_domain::offices::Role;
use caisse_domain::proposals::{
    Change, Command as P, Consequences, Content, Effect, Link, ProposalState,
};
use caisse_domain::rules::AdoptedRule;
use caisse_domain::{Command, Organisation};
use caisse_rules::tree::Expression;
use caisse_units::{Amount, Day, Rate};

use super::acts::floor;
use super::projects::{digest, list};
use super::words::{amount, day, month, number, places};

/// What is asked of proposals: a proposal is drafted and opened at once.
pub fn asked(house: Option<&Organisation>, act: &str, today: Day) -> Option<Vec<Command>> {
    let house = house?;
    if let Some((effect, from)) = effect(house, act, today) {
        let title = act.split('«').nth(1).and_then(|rest| rest.split('»').next());
        let title = title.map(str::trim).filter(|title| !title.is_empty());
        let content = Box::new(content(title.unwrap_or(act), effect, from));
        let proposal = ProposalId::at(house.proposals.all().count());
        let commands = [P::Draft(content), P::Open { proposal }];
        return Some(commands.into_iter().map(Command::Proposals).collect());
    }
    if let Some(p) = places(act, "note {} de crédits dépensés en {} sous {} par la pièce {}") {
        let (month, document) = (month(p[1]), digest(p[3]));
        let spending = Spending { month, amount: amount(p[0]), document };
        let agreement = number(p[2]);
        let command = agreements::Command::RecordSpending { agreement, spending };
        return Some(vec![Command::Agreements(command)]);
    }
    Some(vec![Command::Proposals(steps(act, today)?)])
}

fn content(title: &str, effect: Effect, from: Day) -> Content {
    Content {
        title: title.chars().take(200).collect(),
        text: "L'exposé des motifs.".to_owned(),
        effect,
        from,
        links: Vec::new(),
        documents: Vec::new(),
    }
}

fn steps(act: &str, today: Day) -> Option<P> {
    let place = |text: &str| number::<u16>(text) - 1;
    let titled =
        |title: &str| Box::new(Change { title: Some(title.to_owned()), ..Change::default() });
    let command = if let Some(p) = places(act, "rédige « {} » liée au projet {}") {
        let mut linked = content(p[0], Effect::Resolution, today);
        linked.links = vec![Link::Project(number(p[1]))];
        P::Draft(Box::new(linked))
    } else if let Some(p) = places(act, "rédige « {} » avec {} liens") {
        let mut linked = content(p[0], Effect::Resolution, today);
        linked.links = vec![Link::Proposal(ProposalId(1)); number(p[1])];
        P::Draft(Box::new(linked))
    } else if let Some(p) = places(act, "ouvre {} au soutien") {
        P::Open { proposal: number(p[0]) }
    } else if let Some(p) = places(act, "rédige « {} »") {
        P::Draft(Box::new(content(p[0], Effect::Resolution, today)))
    } else if let Some(p) = places(act, "réécrit {} en « {} »") {
        let content = content(p[1], Effect::Resolution, today);
        P::Revise { proposal: number(p[0]), content: Box::new(content) }
    } else if let Some(p) = places(act, "soutient {}") {
        P::Support { proposal: number(p[0]) }
    } else if let Some(p) = places(act, "ne soutient plus {}") {
        P::TakeBackSupport { proposal: number(p[0]) }
    } else if let Some(p) = places(act, "amende {} en « {} »") {
        let reasons = "C'est plus clair.".to_owned();
        P::Amend { proposal: number(p[0]), reasons, change: titled(p[1]) }
    } else if let Some(p) = places(act, "amende {} sans rien changer") {
        let reasons = "Pour la forme.".to_owned();
        P::Amend { proposal: number(p[0]), reasons, change: Box::default() }
    } else if let Some(p) = places(act, "accepte l'amendement {} de {}") {
        P::AcceptAmendment { proposal: number(p[1]), amendment: place(p[0]) }
    } else if let Some(p) = places(act, "décline l'amendement {} de {}") {
        P::DeclineAmendment { proposal: number(p[1]), amendment: place(p[0]) }
    } else if let Some(p) = places(act, "joint à {} les conséquences d'empreinte {}") {
        let (digest, summary) = (digest(p[1]), "Ce qui changerait.".to_owned());
        P::AttachConsequences {
            proposal: number(p[0]),
            consequences: Consequences { digest, summary },
        }
    } else {
        let p = places(act, "retire {} : {}")?;
        P::Withdraw { proposal: number(p[0]), reasons: p[1].to_owned() }
    };
    Some(command)
}

fn effect(house: &Organisation, act: &str, today: Day) -> Option<(Effect, Day)> {
    let of = |rule| Effect::AdoptRules { rules: vec![rule] };
    if let Some(found) = super::federation::effect(house, act) {
        return Some(found);
    }
    let effect = if let Some(p) = places(act, "propose une cotisation plancher de {} dès {}") {
        let from = month(p[1]).first_day();
        return Some((of(floor(house, p[0], from)), from));
    } else if let Some(p) = places(act, "propose dès {} une règle mal écrite") {
        let from = month(p[0]).first_day();
        let mut broken = floor(house, "12,00 €", from);
        let version = broken.rule.versions.last_mut()?;
        version.result = "nulle_part".to_owned();
        version.lines[0].floor = Some(Expression::Line("ailleurs".to_owned()));
        return Some((of(broken), from));
    } else if let Some(p) = places(act, "propose pour le {} une cotisation plancher dès {}") {
        return Some((of(floor(house, "12,00 €", month(p[1]).first_day())), day(p[0])));
    } else if let Some(p) = places(act, "propose de rétablir « {} » dès {}") {
        let from = month(p[1]).first_day();
        let mut rule = house.rules.set().rule(p[0])?.clone();
        let mut version = rule.versions.last()?.clone();
        version.since = from;
        rule.versions.push(version);
        let purpose = house.rules.purpose(p[0])?.clone();
        return Some((of(AdoptedRule { purpose, rule }), from));
    } else if let Some(p) = places(act, "propose d'abroger « {} » dès {}") {
        return Some((Effect::RepealRule { rule: p[0].to_owned() }, month(p[1]).first_day()));
    } else if let Some(found) = election(act) {
        return Some(found);
    } else if let Some(p) = places(act, "propose des statuts où votent les délégués dès le {}")
    {
        let mut statutes = Box::new(super::votes::statutes("2/3"));
        statutes.voters.delegates = Some(caisse_votes::mandate::WeightRule::ByMembers);
        return Some((Effect::ChangeStatutes { statutes }, day(p[0])));
    } else if act == "propose d'autres statuts" {
        let statutes = Box::new(super::votes::statutes("3/4"));
        return Some((Effect::ChangeStatutes { statutes }, today.plus_days(10)));
    } else if let Some(p) = places(act, "propose de révoquer {} dès le {}") {
        return Some((Effect::Revoke { office: number(p[0]) }, day(p[1])));
    } else if let Some(p) = places(act, "propose la convention de {} à {} du {} au {}") {
        let rate = Rate::parse(p[1]).ok()?;
        let criteria = if rate == Rate::WHOLE { "" } else { "Local, et à prix convenus." };
        let terms =
            Terms { partner: number(p[0]), criteria: criteria.to_owned(), rate, until: day(p[3]) };
        return Some((Effect::Agree(terms), day(p[2])));
    } else if let Some(p) = places(act, "propose de finir {} dès le {}") {
        return Some((Effect::EndAgreement { agreement: number(p[0]) }, day(p[1])));
    } else if let Some(p) = places(act, "propose de céder « {} » à « {} » dès le {}") {
        let ceded = Ceded {
            matter: p[0].to_owned(),
            federation: p[1].to_owned(),
            until: None,
            notice_days: 90,
            majority: Rate::from_parts_per_million(666_667),
            rules: Vec::new(),
        };
        return Some((Effect::Cede(ceded), day(p[2])));
    } else if let Some(p) = places(act, "propose de reprendre {} dès le {}") {
        return Some((Effect::TakeBack { cession: number(p[0]) }, day(p[1])));
    } else if let Some(p) = places(act, "propose la résolution « {} » pour le {}") {
        return Some((Effect::Resolution, day(p[1])));
    } else if act.starts_with("propose la résolution « ") {
        Effect::Resolution
    } else if let Some(p) = places(act, "propose un budget {} de {} au compte {}") {
        let lines: Vec<(_, Amount)> = vec![(number(p[2]), amount(p[1]))];
        Effect::AdoptBudget { year: number(p[0]), lines }
    } else if let Some(p) = places(act, "propose de financer {} de {} dès le {}") {
        let (project, amount, from) = (number(p[0]), amount(p[1]), day(p[2]));
        let report_by = from.plus_days(90);
        return Some((Effect::FundProject { project, amount, report_by }, from));
    } else if let Some(p) = places(act, "propose de financer {} de {}, compte rendu le {}") {
        Effect::FundProject { project: number(p[0]), amount: amount(p[1]), report_by: day(p[2]) }
    } else if let Some(p) = places(act, "propose une enveloppe de {} jusqu'au {}") {
        let title = "Budget participatif".to_owned();
        Effect::OpenEnvelope { title, amount: amount(p[0]), until: day(p[1]) }
    } else {
        let p = places(act, "propose de choisir dans {} entre {}, compte rendu le {}")?;
        Effect::Prioritise { envelope: number(p[0]), projects: list(p[1]), report_by: day(p[2]) }
    };
    Some((effect, today))
}

fn election(act: &str) -> Option<(Effect, Day)> {
    let offices = [
        ("à la trésorerie", Role::Treasurer),
        ("à la cosignature", Role::CoSignatory),
        ("à l'animation", Role::Facilitator),
    ];
    offices.into_iter().find_map(|(office, role)| {
        let phrase = format!("propose d'élire {{}} {office} dès le {{}} jusqu'au {{}}");
        let p = places(act, &phrase)?;
        let (candidates, seats) = match p[0].split_once(" sur ") {
            Some((candidates, seats)) => (candidates, number(seats)),
            None => (p[0], 1),
        };
        Some((elect(candidates, role, seats, day(p[2])), day(p[1])))
    })
}

fn elect(candidates: &str, role: Role, seats: u16, until: Day) -> Effect {
    let candidates: Vec<MemberId> =
        candidates.split(" ou ").filter(|text| *text != "personne").map(number).collect();
    let mandate = Some("Rendre compte chaque trimestre.".to_owned());
    let until = Some(until);
    Effect::Elect { role, candidates, seats, until, mandate, renews: Vec::new() }
}

/// What the stories say of proposals.
pub fn figures(house: &Organisation, today: Day, figure: &str) -> Option<String> {
    let said = |holds: bool, found: &dyn std::fmt::Debug| {
        Some(if holds { String::new() } else { format!("c'est {found:?}") })
    };
    if let Some(p) = places(figure, "la proposition {} est {}") {
        let state = &house.proposals.get(number(p[0]))?.state;
        let word = match state {
            ProposalState::Draft => "un brouillon",
            ProposalState::Open { .. } => "ouverte",
            ProposalState::Scheduled { .. } => "à l'ordre du jour",
            ProposalState::InVote { .. } => "au vote",
            ProposalState::Adopted { .. } => "adoptée",
            ProposalState::Refused { .. } => "rejetée",
            ProposalState::Withdrawn { .. } => "retirée",
            ProposalState::Blocked { .. } => "sans effet",
        };
        return said(word == p[1], state);
    }
    if let Some(p) = places(figure, "la proposition {} s'intitule « {} »") {
        let title = &house.proposals.get(number(p[0]))?.content.title;
        return said(title == p[1], title);
    }
    if let Some(p) = places(figure, "{} change ceci : {}") {
        let told = house.rule_differences(number(p[0]));
        let language = caisse_units::Language::French;
        let sentences: Vec<String> = told
            .iter()
            .flat_map(|one| one.sentences(language))
            .map(|s| super::words::plain(&s))
            .collect();
        return said(sentences.iter().any(|sentence| sentence == p[1]), &sentences);
    }
    if let Some(p) = places(figure, "{} exerce la trésorerie") {
        return said(house.offices.holds(number(p[0]), Role::Treasurer, today), &"non");
    }
    if let Some(p) = places(figure, "le mandat de {} est « {} »") {
        let found = house.mandate(number(p[0]));
        return said(found == Some(p[1]), &found);
    }
    if let Some(p) = places(figure, "la convention {} a reçu {} de crédits") {
        let found = house.agreements.get(number(p[0]))?.total_spent();
        return said(found == amount(p[1]), &found);
    }
    if let Some(p) = places(figure, "« {} » est cédé") {
        return said(house.agreements.ceded(p[0], today).is_some(), &"non");
    }
    if let Some(p) = places(figure, "« {} » n'est pas cédé") {
        return said(house.agreements.ceded(p[0], today).is_none(), &"si");
    }
    None
}
