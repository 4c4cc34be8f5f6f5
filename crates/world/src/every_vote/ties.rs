//! A year of a federation between its member caisses and a confederation above it: every kind of
//! event between organisations, on the caisse of [`super`].

use std::collections::BTreeMap;

use caisse_domain::agreements::{Cession, Covered};
use caisse_domain::books;
use caisse_domain::federation::{
    Answer as Answered, Card, Command as F, CommonRules, Consultation, Despite, Equalised,
    Instruction, Message, Side, Statement, Summons, Tier,
};
use caisse_domain::identity::PeerId;
use caisse_domain::rules::{AdoptedRule, Purpose};
use caisse_rules::RuleSet;

use super::*;

/// Lives the year on an empty desk whose clock stands at the founding; ends with a signed checkpoint.
///
/// # Errors
/// A refusal, where the core no longer accepts what this year asks.
///
/// # Panics
/// If the desk holds something already.
pub fn live(desk: &mut Desk, clock: &SetClock) -> Result<(), ExecuteError> {
    let mut year = Year { desk, clock };
    year.found()?;
    year.introductions()?;
    year.helped()?;
    year.joining()?;
    year.common_rules()?;
    year.delegates()?;
    year.equalisation()?;
    year.levels()?;
    year.doubts()?;
    year.leaving()?;
    year.desk.checkpoint().map(drop).map_err(|error| match error {
        DeskError::Execute(error) => error,
        DeskError::Directory(error) => panic!("{error}"),
    })
}

const ABOVE: PeerId = PeerId(1);
const PORT: PeerId = PeerId(2);
const GARE: PeerId = PeerId(3);

/// A rule that only says an amount.
fn parameter(name: &str, euros: &str, since: &str) -> AdoptedRule {
    let text = format!(
        "regle = \"{name}\"\ntitre = {{ fr = \"{name}\" }}\nresultat = \"EUR\"\n[[version]]\ndepuis = {since}\nvaleur = \"{euros} EUR\"\n"
    );
    let set = RuleSet::read(&[("p.toml".to_owned(), text)]).expect("a parameter");
    let rule = set.rule(name).expect("it").clone();
    AdoptedRule { purpose: Purpose::Parameter, rule }
}

/// What each puts in is shared by head.
fn pool(since: &str) -> AdoptedRule {
    let text = include_str!("../../../../models/equalisation/par-tete.toml");
    let set = RuleSet::read(&[("pool.toml".to_owned(), text.to_owned())]).expect("sound rules");
    let mut rule = set.rule("perequation_par_tete").expect("it is there").clone();
    rule.versions[0].since = since.parse().expect("a date");
    AdoptedRule { purpose: Purpose::Equalisation, rule }
}

fn statement(members: u64, base: i64) -> Statement {
    Statement {
        month: month(2026, 1),
        members,
        contributors: members,
        base: Some(euros(base)),
        called: euros(1_000),
        received: euros(900),
        granted: euros(500),
        asked: 2,
        available: euros(5_000),
        floor: euros(300),
        survival: Some(35),
    }
}

impl Year<'_> {
    fn tie(&mut self, command: F) -> Lived {
        self.by(1, Command::Federation(command)).map(drop)
    }

    fn hear(&mut self, peer: PeerId, message: Option<Message>) -> Lived {
        let number = self.state().federation.peer(peer).expect("it was introduced").next();
        let digest = format!("{:032x}{number:032x}", peer.0);
        self.tie(F::Receive { peer, number, digest, message: message.map(Box::new) })
    }

    fn vote(&mut self, effect: Effect, from: Day, on: Day) -> Lived {
        let proposal = self.propose(effect, from)?;
        self.adopt(proposal, on, Ballot::Answer(Answer::Yes))
    }

    /// Somebody acts for a member for a while.
    fn helped(&mut self) -> Lived {
        let from = founded_on();
        let (member, helper) = (MemberId(3), MemberId(4));
        let may = vec![members::HelpWith::Situation, members::HelpWith::Requests];
        let mandate = members::Helper { helper, may, from, until: None, document: None };
        let give = members::Command::GiveHelper { member, helper: mandate };
        self.by(3, Command::Members(give))?;
        let end = members::Command::EndHelper { member, helper, on: from };
        self.by(3, Command::Members(end)).map(drop)
    }

    /// A confederation above, M9 and M10 below.
    fn introductions(&mut self) -> Lived {
        let mut caisse = person(founded_on());
        caisse.kind = members::MemberKind::Organisation;
        self.by(1, Command::Members(members::Command::Enrol(vec![caisse])))?;
        let known = [
            ("confederation", "Confédération", Side::Above),
            ("caisse-du-port", "Caisse du port", Side::Below(MemberId(9))),
            ("caisse-de-la-gare", "Caisse de la gare", Side::Below(MemberId(10))),
        ];
        for (origin, name, side) in known {
            let card = Card {
                origin: origin.to_owned(),
                name: name.to_owned(),
                key: format!("{origin}+0a0b0c0d+AQID"),
                address: (side == Side::Above).then(|| "https://conf.example".to_owned()),
            };
            self.tie(F::Introduce { own: "federation".to_owned(), card, side })?;
        }
        Ok(())
    }

    fn joining(&mut self) -> Lived {
        let on = self.to(1, 6);
        let ceded = Ceded {
            matter: "salaires".to_owned(),
            federation: "la confédération".to_owned(),
            until: None,
            notice_days: 30,
            majority: Rate::from_parts_per_million(500_000),
            rules: Vec::new(),
        };
        let rules = vec![
            Covered::Equalisation,
            Covered::Keys,
            Covered::Rule("loyer_de_reference".to_owned()),
            Covered::Benefits("logement".to_owned()),
        ];
        let listed = Ceded { matter: "partage".to_owned(), rules, ..ceded.clone() };
        self.vote(Effect::Tie { peer: ABOVE, ceded: vec![ceded, listed] }, on, on)?;
        let (from, decision) = (on, DecisionId(2));
        self.hear(ABOVE, Some(Message::Admits { from, decision }))?;
        for peer in [PORT, GARE] {
            self.vote(Effect::Tie { peer, ceded: Vec::new() }, on, on)?;
            let matters = vec![("equalisation".to_owned(), 90)];
            self.hear(peer, Some(Message::Joins { from, matters, decision }))?;
        }
        Ok(())
    }

    /// One of ours for the members, one of the confederation that applies here, one that is offered.
    fn common_rules(&mut self) -> Lived {
        let on = self.to(1, 7);
        let from = day(2026, 3, 1);
        let rules = vec![parameter("loyer_commun", "500,00", "2026-03-01")];
        let matter = "logement".to_owned();
        self.vote(Effect::AdoptCommonRules { matter, rules }, from, on)?;
        for (matter, name) in [("salaires", "salaire_commun"), ("plan", "plan_commun")] {
            let common = CommonRules {
                matter: matter.to_owned(),
                rules: vec![parameter(name, "2000,00", "2026-03-01")],
                from,
                decision: DecisionId(7),
                assembly: "Congrès".to_owned(),
                on,
                title: "Une règle pour toutes".to_owned(),
            };
            self.hear(ABOVE, Some(Message::CommonRules(common)))?;
        }
        self.vote(Effect::AdoptRules { rules: vec![pool("2026-01-08")] }, day(2026, 1, 8), on)
    }

    /// Our members instruct their delegates; we instruct ours.
    fn delegates(&mut self) -> Lived {
        let on = self.to(1, 8);
        let proposal = self.propose(Effect::Resolution, on)?;
        let agenda = vec![item("La proposition", ItemKind::Proposal, Some(proposal))];
        self.convene(day(2026, 1, 20), agenda, None)?;
        let assembly = self.assembly();
        self.tie(F::Summon { assembly })?;
        let told = Instruction {
            assembly,
            item: 0,
            in_favour: 40,
            against: 27,
            abstained: 1,
            text: "Avec un bilan à un an.".to_owned(),
        };
        self.hear(PORT, Some(Message::Instruction(told)))?;
        let items = vec![caisse_domain::federation::ItemOf {
            item: 0,
            title: "Une centrale d'achat".to_owned(),
        }];
        let (assembly, title) = (AssemblyId(12), "Congrès".to_owned());
        let summons = Summons { assembly, title, on: day(2026, 2, 1), items };
        self.hear(ABOVE, Some(Message::Summons(summons)))?;
        let (peer, poll, text) = (ABOVE, PollId(1), "Pour, si c'est local.".to_owned());
        self.tie(F::Instruct { peer, assembly, item: 0, poll, text })
    }

    /// January between our members, then between the federations of the confederation.
    fn equalisation(&mut self) -> Lived {
        self.to(2, 5);
        let month = month(2026, 1);
        self.by(1, Command::Books(books::Command::CloseMonth { month }))?;
        self.tie(F::PublishStatement { month, base: Some(euros(100_000)) })?;
        self.hear(PORT, Some(Message::Statement(statement(100, 200_000))))?;
        self.hear(GARE, Some(Message::Statement(statement(200, 150_000))))?;
        self.tie(F::Equalise { rule: "perequation_par_tete".to_owned(), month })?;
        let transfers = BTreeMap::from([
            ("federation".to_owned(), -euros(120)),
            ("autre-federation".to_owned(), euros(120)),
        ]);
        let statements = BTreeMap::new();
        let (rule, since) = ("perequation_par_tete".to_owned(), day(2026, 1, 1));
        let (despite, decision, settles) = (BTreeMap::new(), None, false);
        let done =
            Equalised { rule, since, month, statements, transfers, despite, decision, settles };
        self.hear(ABOVE, Some(Message::Equalised(done.clone())))?;
        // Said again, it is not booked again.
        self.hear(ABOVE, Some(Message::Equalised(done)))?;
        let line = BankLineId(2);
        self.state_line(2, euros(1_000), day(2026, 2, 5))?;
        self.tie(F::ReceiveFrom { peer: PORT, line })
    }

    /// February without a sure statement, then settled; shares passed on; who stands above; what a
    /// proposal would change, asked on both sides.
    fn levels(&mut self) -> Lived {
        self.to(3, 1);
        let (month, rule) = (month(2026, 2), "perequation_par_tete".to_owned());
        self.by(1, Command::Books(books::Command::CloseMonth { month }))?;
        let february = |members, base| Statement { month, ..statement(members, base) };
        self.hear(PORT, Some(Message::Statement(february(100, 200_000))))?;
        let (despite, decision) = (vec![(GARE, Despite::LastKnown)], DecisionId(1));
        self.tie(F::EqualiseDespite { rule: rule.clone(), month, despite, decision })?;
        self.hear(GARE, Some(Message::Statement(february(200, 120_000))))?;
        self.tie(F::Settle { rule, month })?;
        self.hear(PORT, Some(Message::PassedOn { month, amount: euros(40) }))?;
        let rules = vec![Covered::Equalisation, Covered::Contribution, Covered::ReserveFloor];
        let content = Ceded {
            matter: "equalisation".to_owned(),
            federation: "la fédération".to_owned(),
            until: Some(day(2028, 12, 31)),
            notice_days: 90,
            majority: Rate::from_parts_per_million(666_667),
            rules,
        };
        let (from, taken_back) = (day(2026, 1, 6), None);
        let cession = Cession { content, from, decision, taken_back };
        self.hear(PORT, Some(Message::Cedes(vec![cession])))?;
        self.hear(ABOVE, Some(Message::Above(vec!["union-des-secteurs".to_owned()])))?;
        self.consultations()
    }

    fn consultations(&mut self) -> Lived {
        let from = day(2026, 5, 1);
        let rules = vec![parameter("loyer_de_reference", "480,00", "2026-05-01")];
        let asked = Consultation {
            proposal: ProposalId(3),
            title: "Un loyer de référence".to_owned(),
            matter: "partage".to_owned(),
            rules,
            from,
        };
        self.hear(ABOVE, Some(Message::Consultation(asked)))?;
        let answer = Answered {
            proposal: ProposalId(3),
            members: 40,
            months: 12,
            contributions: (euros(1_000), euros(1_200)),
            allocations: (euros(500), euros(900)),
            gain: Some(30),
            lose: None,
            by_income: vec![Tier { members: 20, change: euros(12) }],
            impossible: None,
        };
        self.tie(F::AnswerTo { peer: ABOVE, answer: Box::new(answer.clone()) })?;
        let rules = vec![parameter("prime_commune", "50,00", "2026-05-01")];
        let effect = Effect::AdoptCommonRules { matter: "primes".to_owned(), rules };
        let proposal = self.propose(effect, from)?;
        self.tie(F::Consult { proposal })?;
        let answer = Answered {
            proposal,
            members: 0,
            gain: None,
            by_income: Vec::new(),
            impossible: Some(("trop peu".to_owned(), "too few".to_owned())),
            ..answer
        };
        self.hear(PORT, Some(Message::Answer(answer)))
    }

    /// Keys and addresses; what is not for us; a contradiction, and a key accepted after it.
    fn doubts(&mut self) -> Lived {
        let key = |number: u32| format!("federation+{number:08x}+BAUG");
        self.tie(F::Announce { key: Some(key(1)), address: None })?;
        self.tie(F::Announce { key: None, address: Some("https://nous.example".to_owned()) })?;
        self.hear(PORT, Some(Message::Key { key: "caisse-du-port+01020304+BAUG".to_owned() }))?;
        self.hear(PORT, Some(Message::Moved { address: "https://port.example".to_owned() }))?;
        self.hear(PORT, None)?;
        let note = "caisse message 1\ncaisse-de-la-gare\n2\n".to_owned();
        self.tie(F::KeepEvidence { peer: GARE, note })?;
        let (key, decision) = ("caisse-de-la-gare+05060708+BAUG".to_owned(), DecisionId(1));
        self.tie(F::AcceptKey { peer: GARE, key, decision })
    }

    /// One leaves by its own assembly, one by ours.
    fn leaving(&mut self) -> Lived {
        let on = self.to(3, 2);
        let (last, decision) = (day(2026, 3, 31), DecisionId(9));
        self.hear(PORT, Some(Message::Leaves { on: last, decision }))?;
        self.vote(Effect::EndTie { peer: GARE }, day(2026, 4, 1), on)
    }
}
