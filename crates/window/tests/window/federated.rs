//! A federation of two caisses, tied by their assemblies, seen from both sides.

use caisse_domain::Command;
use caisse_domain::agreements::Ceded;
use caisse_domain::assemblies::poll::{Ballot, Channel, Part, Question};
use caisse_domain::assemblies::statutes::Kind;
use caisse_domain::assemblies::{
    self, BallotGiven, Paper, meeting::Bureau, meeting::Place as Where,
};
use caisse_domain::books;
use caisse_domain::federation::{Card, Command as F, Side};
use caisse_domain::identity::*;
use caisse_domain::members::{Enrolment, MemberKind};
use caisse_domain::proposals::Effect;
use caisse_domain::rules::{AdoptedRule, Purpose};
use caisse_rules::RuleSet;
use caisse_units::{Amount, Language, Rate};
use caisse_votes::motion::Answer;
use caisse_web::House;
use caisse_web::views::{Place, Supposed};
use caisse_window::Reader;

use crate::browser::Server;
use crate::caisse::{Caisse, Seen, TREASURER, day, euros, month};
use crate::voted::SEALED;

const POOL: &str = include_str!("../../../../models/equalisation/par-tete.toml");
const WAGE: &str = "regle = \"salaire_commun\"\ntitre = { fr = \"Salaire commun\" }\nresultat = \"EUR\"\n[[version]]\ndepuis = 2025-05-01\nvaleur = \"2000,00 EUR\"\n";
const NAMES: [&str; 3] = ["federation", "caisse-1", "caisse-2"];
const RULE: &str = "perequation_par_tete";

/// A federation and its two caisses.
pub struct World {
    pub federation: Caisse,
    pub caisses: Vec<Caisse>,
}

fn card(origin: &str) -> Card {
    Card {
        origin: origin.to_owned(),
        name: format!("La {origin}"),
        key: format!("{origin}+0a0b0c0d+AQID"),
        address: None,
    }
}

fn common(text: &str, name: &str, purpose: Purpose) -> AdoptedRule {
    let set = RuleSet::read(&[("rule.toml".to_owned(), text.to_owned())]).expect("sound rules");
    let mut rule = set.rule(name).expect("it is there").clone();
    rule.versions[0].since = day("2025-05-01");
    AdoptedRule { purpose, rule }
}

impl Caisse {
    fn tell(&mut self, command: F) {
        self.act(TREASURER, Command::Federation(command));
    }

    /// An assembly that adopts all these proposals, convened on the first day and held on the second.
    /// Organisations vote what is given for them.
    fn decide(
        &mut self,
        on: [&str; 2],
        effects: Vec<(&str, Effect, &str)>,
        others: &[(u32, Answer)],
    ) {
        let assembly = self.called(on, effects);
        self.held(assembly, on[1], others);
    }

    fn called(&mut self, on: [&str; 2], effects: Vec<(&str, Effect, &str)>) -> AssemblyId {
        self.clock.set(day(on[0]));
        let house = self.desk.state().expect("founded");
        let first = house.proposals.all().count() as u32 + 1;
        let assembly = AssemblyId::at(house.assemblies.assemblies().count());
        let count = effects.len() as u32;
        for (title, effect, from) in effects {
            self.propose(3, title, "Décidé ensemble.", effect, from);
        }
        let proposals: Vec<u32> = (first..first + count).collect();
        self.convene("Assemblée du lien", on[1], &proposals);
        assembly
    }

    fn held(&mut self, assembly: AssemblyId, on: &str, others: &[(u32, Answer)]) {
        let at = |text: &str| text.parse::<assemblies::TimeOfDay>().expect("a time");
        let (chair, secretary) = (Some(MemberId(3)), Some(MemberId(4)));
        let bureau = Bureau { chair, secretary, scrutineers: Vec::new() };
        self.at_the_desk(assemblies::Command::SetBureau { assembly, bureau });
        self.clock.set(day(on));
        let people = (1..=12).filter(|number| *number != 6);
        let voters: Vec<u32> = people.chain(others.iter().map(|(number, _)| *number)).collect();
        let members = voters.iter().copied().map(MemberId).collect();
        let place = Where::Room;
        self.at_the_desk(assemblies::Command::Arrive { assembly, members, place, at: at("18:00") });
        self.at_the_desk(assemblies::Command::Open { assembly, at: at("18:30") });
        let house = self.desk.state().expect("founded");
        let agenda = &house.assemblies.assembly(assembly).expect("convened").convocation.agenda;
        let proposals: Vec<Option<ProposalId>> = agenda.iter().map(|item| item.proposal).collect();
        let polls = house.assemblies.polls().count();
        for (item, proposal) in (0_u16..).zip(proposals) {
            self.at_the_desk(assemblies::Command::GoTo { assembly, item });
            let question = Box::new(Question {
                item,
                kind: Kind::Resolution,
                text: String::new(),
                options: Vec::new(),
                proposal,
                amendment: None,
                seats: 0,
                spending: None,
            });
            self.at_the_desk(assemblies::Command::OpenPoll { assembly, question, rule: None });
            let poll = PollId::at(polls + usize::from(item));
            let ballots = voters.iter().map(|voter| {
                let other = others.iter().find(|(number, _)| number == voter);
                let answer = match (other, voter) {
                    (Some((_, answer)), _) => *answer,
                    (None, 9) => Answer::No,
                    (None, _) => Answer::Yes,
                };
                let part = Part { ballot: Ballot::Answer(answer), votes: 1 };
                let paper = Paper::Open(vec![part]);
                BallotGiven { voter: MemberId(*voter), by: None, channel: Channel::Room, paper }
            });
            let ballots = ballots.collect();
            self.at_the_desk(assemblies::Command::Cast { poll, ballots });
            self.at_the_desk(assemblies::Command::ClosePoll { poll, opened: Vec::new() });
        }
        self.at_the_desk(assemblies::Command::Close { assembly, at: at("20:30") });
    }

    /// Hears all that another one said and that was not heard yet.
    fn hear(&mut self, origin: &str, from: &str, other: &Caisse) {
        let theirs = &other.desk.state().expect("founded").federation;
        let own = theirs.by_origin(origin).map(|(peer, _)| peer);
        let sent = theirs.sent().to_vec();
        let house = self.desk.state().expect("founded");
        let (peer, known) = house.federation.by_origin(from).expect("known");
        let next = known.next();
        for (number, sent) in (1_u64..).zip(sent).filter(|(number, _)| *number >= next) {
            let for_us = sent.to.is_none() || sent.to == own;
            let message = for_us.then(|| Box::new(sent.message));
            let digest = format!("{number:064x}");
            self.tell(F::Receive { peer, number, digest, message });
        }
    }
}

impl World {
    /// Tied in March, a common rule and a pool in April, May's statements, their equalisation in June.
    pub fn lived() -> World {
        let mut world = World { federation: house(), caisses: vec![house(), house()] };
        let enrolment = Enrolment {
            kind: MemberKind::Organisation,
            joined: day("2025-01-10"),
            category: "active".to_owned(),
            household: None,
        };
        let two = vec![(enrolment.clone(), Default::default()), (enrolment, Default::default())];
        world.federation.desk.enrol(TREASURER, two).expect("two organisations");
        world.tie();
        world.congress();
        world.equalise();
        world
    }

    fn tie(&mut self) {
        let days = ["2025-02-20", "2025-03-15"];
        for (index, caisse) in self.caisses.iter_mut().enumerate() {
            let own = NAMES[index + 1];
            let side = Side::Above;
            caisse.tell(F::Introduce { own: own.to_owned(), card: card(NAMES[0]), side });
            let side = Side::Below(MemberId(15 + index as u32));
            let own_name = NAMES[0].to_owned();
            self.federation.tell(F::Introduce { own: own_name, card: card(own), side });
            let ceded = ["reference_wage", "equalisation"].map(|matter| Ceded {
                matter: matter.to_owned(),
                federation: String::new(),
                until: None,
                notice_days: 90,
                majority: Rate::from_parts_per_million(666_667),
                rules: Vec::new(),
            });
            let join = Effect::Tie { peer: PeerId(1), ceded: ceded.to_vec() };
            caisse.decide(days, vec![("Rejoindre la fédération", join, "2025-04-01")], &[]);
        }
        let admit = |peer| Effect::Tie { peer: PeerId(peer), ceded: Vec::new() };
        let both = vec![
            ("Admettre la première", admit(1), "2025-04-01"),
            ("Admettre la seconde", admit(2), "2025-04-01"),
        ];
        self.federation.decide(days, both, &[]);
        self.exchange("2025-04-01");
    }

    /// The federation's congress of 20 April; the second delegate does not vote as told.
    fn congress(&mut self) {
        let wage = common(WAGE, "salaire_commun", Purpose::Parameter);
        let mut plan = wage.clone();
        plan.rule.name = "plan_commun".to_owned();
        let pool = common(POOL, RULE, Purpose::Equalisation);
        let adopt = |matter: &str, rule| Effect::AdoptCommonRules {
            matter: matter.to_owned(),
            rules: vec![rule],
        };
        let effects = vec![
            ("Un salaire commun", adopt("reference_wage", wage), "2025-05-01"),
            ("Un plan commun", adopt("plan", plan), "2025-05-01"),
            ("Partager par tête", adopt("equalisation", pool), "2025-05-01"),
        ];
        let assembly = self.federation.called(["2025-04-02", "2025-04-20"], effects);
        self.federation.tell(F::Summon { assembly });
        self.exchange("2025-04-03");
        for caisse in &mut self.caisses {
            for item in [0, 1] {
                let (peer, poll) = (PeerId(1), PollId(1));
                let text = "Dire pourquoi.".to_owned();
                caisse.tell(F::Instruct { peer, assembly, item, poll, text });
            }
        }
        self.exchange("2025-04-10");
        self.federation.held(assembly, "2025-04-20", &[(15, Answer::Yes), (16, Answer::No)]);
        self.exchange("2025-04-21");
    }

    fn equalise(&mut self) {
        for (caisse, base) in self.caisses.iter_mut().zip(["100000,00", "20000,00"]) {
            caisse.clock.set(day("2025-06-05"));
            for number in 1..=5 {
                let month = month(2025, number);
                caisse.act(TREASURER, Command::Books(books::Command::CloseMonth { month }));
            }
            let base = Some(euros(base));
            caisse.tell(F::PublishStatement { month: month(2025, 5), base });
        }
        self.exchange("2025-06-05");
        self.federation.tell(F::Equalise { rule: RULE.to_owned(), month: month(2025, 5) });
        self.exchange("2025-06-06");
    }

    fn exchange(&mut self, on: &str) {
        self.federation.clock.set(day(on));
        for (index, caisse) in self.caisses.iter_mut().enumerate() {
            caisse.clock.set(day(on));
            self.federation.hear(NAMES[0], NAMES[index + 1], caisse);
        }
        for (index, caisse) in self.caisses.iter_mut().enumerate() {
            caisse.hear(NAMES[index + 1], NAMES[0], &self.federation);
        }
    }

    /// The window on the first caisse, which pays.
    fn payer(mut self, reader: Reader) -> Seen {
        self.caisses.remove(0).seen_by(reader)
    }
}

fn house() -> Caisse {
    let mut caisse = Caisse::founded();
    caisse.people();
    caisse.order();
    caisse.month(month(2025, 2), "2025-02-01");
    caisse
}

#[test]
fn a_federation_sees_its_caisses_side_by_side_and_each_vote_beside_its_mandate() {
    let window = World::lived().federation.seen();
    let told = window.federation(Language::French);
    let below = told.below.expect("members");
    assert_eq!(below.month, month(2025, 5));
    let bases: Vec<Option<Amount>> =
        below.members.iter().map(|one| one.statement.as_ref().expect("a statement").base).collect();
    assert_eq!(bases, [Some(euros("100000,00")), Some(euros("20000,00"))]);
    for one in &below.members {
        let statement = one.statement.as_ref().expect("a statement");
        assert_eq!((statement.members, &one.lacks, &one.caught), (14, &None, &None));
        let floor_and_free = statement.available.cents() + 7;
        assert_eq!(statement.available_per_head, Some(Amount::from_cents(floor_and_free / 14)));
    }
    let owed: Vec<bool> =
        below.members.iter().map(|one| one.debt.as_ref().expect("a debt").ours).collect();
    assert_eq!(owed, [false, true], "the payer owes us, and we owe the receiver");
    assert_eq!(below.set.len(), 3);
    let items = &below.assemblies[0].items;
    let deviates: Vec<Vec<bool>> = items
        .iter()
        .map(|item| item.mandates.iter().map(|mandate| mandate.deviates).collect())
        .collect();
    assert_eq!(deviates, [[false, true], [false, true], [false, false]]);
    let mandate = &items[0].mandates[1];
    let instructed = mandate.instructed.as_ref().expect("an instruction");
    assert_eq!((instructed.in_favour, instructed.against), (10, 1));
    assert_eq!(mandate.voted.as_deref(), Some("1 contre"));
    assert!(items[2].mandates[0].instructed.is_none(), "nothing was told for the third");
    assert_eq!((told.equalised[0].payers, told.equalised[0].receivers), (1, 1));
}

#[test]
fn the_accounts_of_all_together_hold_no_transfer_between_them() {
    let window = World::lived().federation.seen();
    let accounts = window.consolidated(2025, Language::French).expect("a year");
    let may = &accounts.months[0];
    assert_eq!((accounts.months.len(), may.month, may.told, may.of), (1, month(2025, 5), 2, 2));
    assert_eq!((may.members, may.moved), (28, euros("600,00")));
    let transfers: Vec<Amount> = accounts.caisses.iter().map(|one| one.transfer).collect();
    assert_eq!(transfers, [euros("-600,00"), euros("600,00")]);
    let below = window.federation(Language::French).below.expect("members");
    let told = |of: fn(&caisse_web::views::Statement) -> Amount| -> Amount {
        below.members.iter().map(|one| of(one.statement.as_ref().expect("a statement"))).sum()
    };
    assert_eq!(may.available, told(|one| one.available));
    assert_eq!(may.received, told(|one| one.received));
    assert!(window.consolidated(2024, Language::French).is_none());
    assert_eq!(below.years, [2025]);
}

#[test]
fn a_statement_that_lacks_is_told_with_its_days() {
    let world = World::lived();
    world.federation.clock.set(day("2025-07-10"));
    let below = world.federation.seen().federation(Language::English).below.expect("members");
    let lacks = below.members[0].lacks.as_deref();
    assert_eq!(lacks, Some("Statement of June 2025 awaited for 10 days."));
}

#[test]
fn a_caisse_reads_what_it_ceded_what_is_set_here_and_what_is_only_offered() {
    let window = World::lived().payer(Reader::Everyone);
    let told = window.federation(Language::French);
    assert!(told.below.is_none() && told.equalised.is_empty());
    let one = &told.above[0];
    assert!(one.state.contains("1er avril 2025, par les deux assemblées"), "{}", one.state);
    assert_eq!(one.adoption.as_ref().expect("a vote").title, "Rejoindre la fédération");
    assert_eq!(one.cessions.len(), 2);
    let set: Vec<&str> = one.set.iter().map(|rule| rule.rule.label.as_str()).collect();
    assert!(set.contains(&"Salaire commun") && set.contains(&"Péréquation par tête"), "{set:?}");
    assert!(one.set[0].adoption.assembly.starts_with("La federation — "), "{:?}", one.set[0]);
    assert_eq!(one.offered.len(), 1);
    assert!(one.offered[0].why.contains("n'est pas cédé"), "{}", one.offered[0].why);
    assert_eq!(one.shares[0].amount, euros("-600,00"));
    let debt = one.debt.as_ref().expect("a debt");
    assert_eq!((debt.amount, debt.ours, debt.since), (euros("600,00"), true, day("2025-06-06")));
    let items = &one.assemblies[0].items;
    assert!(items[0].instruction.is_some() && items[2].instruction.is_none());
    assert!(one.heard.contains("aujourd'hui"), "{}", one.heard);
}

#[test]
fn a_vote_on_a_tie_tells_the_other_side_and_what_is_ceded() {
    let window = World::lived().payer(Reader::Everyone);
    let lines = window.proposal("PR1", Language::French).expect("PR1").effects;
    let labels: Vec<&str> = lines.iter().map(|line| line.label.as_str()).collect();
    assert_eq!(labels[0], "La federation");
    assert_eq!(labels[1], "« reference_wage » est cédé à La federation");
    let decision = window.decision("D3", Language::French).expect("the vote");
    assert!(
        decision
            .effects
            .iter()
            .any(|effect| effect.sentence == "le lien avec La federation commence")
    );
}

#[test]
fn the_federation_stands_behind_its_rule_and_its_decision() {
    let window = World::lived().payer(Reader::Everyone);
    for language in [Language::French, Language::English] {
        let rule = window.rule("salaire_commun", None, language).expect("in force here");
        let common = rule.common.expect("set by the federation");
        assert_eq!(common.federation.place, Some(Place::Peer("OL1".to_owned())));
        let decision = window.decision(&common.adoption.decision, language).expect("a page");
        assert_eq!(decision.federation.expect("a federation").label, "La federation");
        assert!(!decision.effects.is_empty());
        let own = window.rule("cotisation", None, language).expect("a rule of ours");
        assert!(own.common.is_none());
        assert!(window.decision("D2", language).expect("D2").federation.is_none());
    }
}

#[test]
fn an_equalisation_reads_the_same_on_both_sides_and_sums_to_zero() {
    let World { federation, mut caisses } = World::lived();
    let (above, below) = (federation.seen(), caisses.remove(0).seen_by(Reader::Everyone));
    let nothing = Supposed::default();
    for language in [Language::French, Language::English] {
        let ours = above.equalisation(None, RULE, month(2025, 5), &nothing, language);
        let told = below.equalisation(Some("OL1"), RULE, month(2025, 5), &nothing, language);
        let (ours, told) = (ours.expect("computed here"), told.expect("told here"));
        let amounts = |one: &caisse_web::views::Equalisation| -> Vec<Amount> {
            one.sharers.iter().map(|sharer| sharer.amount).collect()
        };
        assert_eq!(amounts(&ours), [euros("-600,00"), euros("600,00")]);
        assert_eq!(amounts(&ours), amounts(&told));
        assert_eq!(ours.columns.len(), 3, "members, base, and what was put in");
        assert!(ours.sharers.iter().all(|sharer| sharer.figures.len() == 3));
        assert_eq!(ours.checked, told.checked);
        assert!(told.checked.contains(language.choose("les mêmes montants", "the same amounts")));
        assert!(told.sharers[0].ours && !told.sharers[1].ours);
        assert!(told.by.is_some() && ours.by.is_none());
    }
    let language = Language::French;
    assert!(below.equalisation(None, RULE, month(2025, 5), &nothing, language).is_none());
    assert!(below.equalisation(Some("OL2"), RULE, month(2025, 5), &nothing, language).is_none());
    assert!(below.equalisation(Some("x"), RULE, month(2025, 5), &nothing, language).is_none());
    assert!(above.equalisation(None, RULE, month(2025, 4), &nothing, language).is_none());
}

#[test]
fn what_if_computes_the_same_formula_on_other_figures_and_changes_nothing() {
    let window = World::lived().payer(Reader::Everyone);
    let ask = |figures: &[(&str, &str)]| {
        let supposed = Supposed {
            origin: Some("caisse-2".to_owned()),
            figures: figures.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect(),
        };
        let page =
            window.equalisation(Some("OL1"), RULE, month(2025, 5), &supposed, Language::French);
        page.expect("a page").trial.expect("a form")
    };
    assert!(ask(&[]).outcome.is_none());
    assert!(ask(&[("inconnu", "3")]).outcome.is_none(), "the rule does not know it");
    let fields: Vec<String> = ask(&[]).fields.into_iter().map(|field| field.value).collect();
    assert_eq!(fields, ["14", "20000,00"]);
    // The same base as the other: nobody pays.
    let rows = ask(&[("assiette", "100 000,00 €")]).outcome.expect("tried").expect("computed");
    let after: Vec<Amount> = rows.iter().map(|(_, _, after)| *after).collect();
    assert_eq!(after, [Amount::ZERO, Amount::ZERO]);
    assert_eq!(rows[0].1, euros("-600,00"), "what was decided stands beside");
    // Twice as many members: two thirds of 1,800 € come back to them, less the 300 € put in.
    let rows = ask(&[("membres", "28")]).outcome.expect("tried").expect("computed");
    assert_eq!((rows[0].2, rows[1].2), (euros("-900,00"), euros("900,00")));
    for wrong in ["douze", "", "-1", "99999999999"] {
        let outcome = ask(&[("membres", wrong)]).outcome.expect("tried");
        assert!(outcome.is_err(), "{wrong}: {outcome:?}");
    }
}

#[test]
fn a_card_is_shown_in_groups_and_a_contradiction_in_plain_words() {
    let mut world = World::lived();
    let note = "the signed heading".to_owned();
    world.caisses[0].tell(F::KeepEvidence { peer: PeerId(1), note: note.clone() });
    let window = world.payer(Reader::Everyone);
    let page = window.peer("OL1", Language::French).expect("known");
    assert_eq!(page.key_groups, caisse_app::peers::key_in_digits(&page.key));
    assert!(page.key_groups.len() == 12 && page.key_groups.iter().all(|group| group.len() == 5));
    let (said, proofs) = page.caught.expect("a contradiction");
    assert!(said.contains("un passé a été réécrit"), "{said}");
    assert_eq!(proofs, [note]);
    assert!(window.federation(Language::English).above[0].caught.is_some());
    assert!(
        window.peer("OL2", Language::French).is_none()
            && window.peer("1", Language::French).is_none()
    );
}

#[test]
fn every_link_between_organisations_leads_to_a_page_and_shows_nothing_sealed() {
    let World { federation, mut caisses } = World::lived();
    for caisse in [federation, caisses.remove(0)] {
        let server = Server::of(caisse.seen_by(Reader::Everyone));
        let pages = server.all("fr");
        for (path, (status, body)) in &pages {
            assert_eq!(*status, 200, "{path}");
            for word in SEALED {
                assert!(!body.contains(word), "{path} says {word}");
            }
        }
        for start in ["/federation?", "/federation/OL1?"] {
            assert!(pages.keys().any(|path| path.starts_with(start)), "{start}");
        }
        let equalised = pages.keys().any(|path| path.contains("/perequation/"));
        assert!(equalised, "no link to the equalisation");
    }
}
