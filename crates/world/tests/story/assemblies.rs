//! What people do in assemblies, as commands; and what one reads of them.

use caisse_domain::Organisation;
use caisse_domain::assemblies::meeting::{
    Bureau, Convocation, Document, Item, ItemKind, Mandate, Place,
};
use caisse_domain::assemblies::poll::Answer;
use caisse_domain::assemblies::poll::{Ballot, Channel, Merged, Part, Question};
use caisse_domain::assemblies::statutes::{Secrecy, SpeakingRules};
use caisse_domain::assemblies::{
    BallotGiven, Command as C, Kind, Paper, Statutes, TimeOfDay, Verdict,
};
use caisse_domain::identity::{AssemblyId, DecisionId, MemberId, PollId, ProposalId};
use caisse_domain::offices::Actor;
use caisse_units::Day;

use super::choices;
use super::words::{day, number, places};

/// What is said, or nothing at all.
fn said(text: &str) -> String {
    if text == "rien" { String::new() } else { text.to_owned() }
}

fn time(text: &str) -> TimeOfDay {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

pub(super) fn members(text: &str) -> Vec<MemberId> {
    if text == "personne" {
        return Vec::new();
    }
    text.replace(" et ", ", ").split(", ").map(number).collect()
}

/// The statutes of the stories, changed in one point.
fn statutes(but: &str) -> Statutes {
    let mut text = serde_json::json!({
        "title": "Statuts de la caisse",
        "convening": {
            "roles": ["treasurer"], "member_share": "1/3", "notice_days": 14, "agenda_days": 7,
        },
        "quorum": { "first": { "share": "1/2" }, "second": "none", "second_call_days": 7 },
        "proxies": { "per_holder": 1 },
        "decisions": {
            "statutes": { "threshold": { "at_least": "2/3" } },
            "resolution": { "paper": true },
            "election": { "method": "approval" },
        },
    });
    match but {
        "" => (),
        "personne ne convoque" => {
            text["convening"] = serde_json::json!({ "notice_days": 14 });
        }
        "il faut plus que tout le monde" => {
            text["decisions"]["statutes"]["threshold"] = serde_json::json!({ "more_than": "1/1" });
        }
        "personne ne vote" => {
            text["voters"] = serde_json::json!({ "seniority_months": 12 });
        }
        "il n'y a pas de procuration" => text["proxies"]["per_holder"] = 0.into(),
        "une résolution se prend par consentement" => {
            let consent = serde_json::json!({ "consent": { "vote_otherwise": false } });
            text["decisions"]["resolution"] = serde_json::json!({ "method": consent });
        }
        "votent les délégués" => {
            text["voters"] = serde_json::json!({ "delegates": "by_members" });
        }
        "chaque délégation a une voix" => {
            text["voters"] = serde_json::json!({ "delegates": "one_each" });
        }
        "aucune délégation ne dépasse 49 % des voix" => {
            let share = serde_json::json!({ "share": { "numerator": 49, "denominator": 100 } });
            text["voters"] = serde_json::json!({ "delegates": { "capped_share": share } });
        }
        "les voix des délégués sont dégressives" => {
            text["voters"] = serde_json::json!({ "delegates": "square_root" });
        }
        "il faut la majorité des voix et celle des caisses" => {
            text["voters"] = serde_json::json!({ "delegates": "by_members" });
            let college = |name: &str| serde_json::json!({ "name": name, "categories": [name] });
            text["colleges"] = ["Bordeaux", "Bègles", "Langon"].map(college).into();
            let double = serde_json::json!({ "colleges": { "whole_and_colleges": 2 } });
            text["decisions"]["resolution"] = double;
        }
        "une résolution est discrète" => {
            text["decisions"]["resolution"] = serde_json::json!({ "secrecy": "discreet" });
        }
        "une résolution se prend dans la salle" => {
            text["decisions"]["resolution"] = serde_json::json!({ "remote": "none" });
        }
        "tout le monde vote de partout" => {
            text["decisions"]["resolution"] = serde_json::json!({ "remote": "everyone" });
        }
        "une objection qui demeure mène au vote" => {
            let consent = serde_json::json!({ "consent": { "vote_otherwise": true } });
            text["decisions"]["resolution"] = serde_json::json!({ "method": consent });
        }
        "seuls les gens votent" => text["voters"] = serde_json::json!({ "people_only": true }),
        "les membres ne convoquent pas" => {
            text["convening"]["member_share"] = serde_json::Value::Null;
        }
        "une procuration reste dans le foyer" => {
            text["proxies"]["holder"] = "same_household".into();
        }
        "deux collèges doivent consentir" => {
            text["colleges"] = serde_json::json!([
                { "name": "habitant·es", "categories": ["active"] },
                { "name": "producteur·ices", "categories": ["cooperative"] },
            ]);
            text["decisions"]["resolution"] = serde_json::json!({ "colleges": "each_college" });
        }
        _ => panic!("ces statuts ne sont pas connus : {but}"),
    }
    serde_json::from_value(text).expect("des statuts")
}

fn agenda(of: Option<&str>) -> Vec<Item> {
    let item = |title: &str, kind, proposal| Item {
        title: title.to_owned(),
        kind,
        proposal,
        minutes: None,
        documents: Vec::new(),
        report: None,
    };
    match of {
        Some(proposal) => {
            let proposal: ProposalId = number(proposal);
            vec![item("La proposition", ItemKind::Proposal, Some(proposal))]
        }
        None => vec![
            item("Les horaires", ItemKind::Debate, None),
            item("Les comptes", ItemKind::Information, None),
        ],
    }
}

fn convene(on: &str, of: Option<&str>) -> Convocation {
    Convocation {
        title: "assemblée générale".to_owned(),
        on: day(on),
        at: time("18:00"),
        place: "la salle".to_owned(),
        link: String::new(),
        agenda: agenda(of),
        second_call_of: None,
        request: None,
    }
}

pub(super) fn answer(word: &str) -> Option<Answer> {
    Some(match word {
        "oui" => Answer::Yes,
        "non" => Answer::No,
        "blanc" => Answer::Blank,
        "abstention" => Answer::Abstain,
        _ => return None,
    })
}

/// `M3 oui et M4 non`.
fn opened(text: &str) -> Vec<(MemberId, Vec<Part>)> {
    let one = |part: &str| {
        let (member, word) = part.split_once(' ').expect("un membre et une réponse");
        let ballot = Ballot::Answer(answer(word).expect("une réponse"));
        (number(member), vec![Part { ballot, votes: 1 }])
    };
    text.split(" et ").map(one).collect()
}

fn tally(text: &str) -> Vec<Merged> {
    let one = |part: &str| {
        let (votes, word) = part.split_once(' ').expect("un nombre et une réponse");
        let ballot = match word {
            "approbation" => Ballot::Approve(vec![0]),
            word => Ballot::Answer(answer(word).expect("une réponse")),
        };
        Merged { college: 0, ballot, votes: number(votes) }
    };
    text.split(", ").map(one).collect()
}

/// A command of assemblies, on the last assembly and the last poll.
pub fn asked(house: Option<&Organisation>, act: &str, today: Day, actor: Actor) -> Option<C> {
    let known = &house?.assemblies;
    let assembly = AssemblyId::at(known.assemblies().count().saturating_sub(1));
    let poll = PollId::at(known.polls().count().saturating_sub(1));
    founding(act, today)
        .or_else(|| convening(house?, act, assembly))
        .or_else(|| meeting(act, assembly))
        .or_else(|| choices::asked(house?, act, assembly, poll, actor))
        .or_else(|| votes(house?, act, assembly, poll, actor))
        .or_else(|| speech(act, assembly, actor))
}

fn founding(act: &str, since: Day) -> Option<C> {
    let by = |decision: DecisionId, but: &str| {
        let statutes = Box::new(statutes(but));
        Some(C::AdoptStatutes { statutes, since, decision })
    };
    if act == "adopte les statuts" {
        return by(DecisionId(1), "");
    }
    if let Some(p) = places(act, "adopte les statuts par {}") {
        return by(number(p[0]), "");
    }
    if let Some(p) = places(act, "adopte pour le {} les statuts") {
        let statutes = Box::new(statutes(""));
        return Some(C::AdoptStatutes { statutes, since: day(p[0]), decision: DecisionId(1) });
    }
    let p = places(act, "adopte des statuts où {}")?;
    by(DecisionId(1), p[0])
}

fn convening(house: &Organisation, act: &str, assembly: AssemblyId) -> Option<C> {
    let convened = |convocation| Some(C::Convene(Box::new(convocation)));
    if let Some(p) = places(act, "convoque une assemblée sur {} pour le {}") {
        return convened(convene(p[1], Some(p[0])));
    }
    if let Some(p) = places(act, "convoque une assemblée sans ordre du jour pour le {}") {
        return convened(Convocation { agenda: Vec::new(), ..convene(p[0], None) });
    }
    if let Some(p) = places(act, "convoque une assemblée avec un point sans titre pour le {}") {
        let mut convocation = convene(p[0], None);
        convocation.agenda[0].title = " ".to_owned();
        return convened(convocation);
    }
    if let Some(p) = places(act, "convoque une assemblée pour le {} à la demande {}") {
        return convened(Convocation { request: Some(number(p[1])), ..convene(p[0], None) });
    }
    if let Some(p) = places(act, "convoque une assemblée pour le {}") {
        return convened(convene(p[0], None));
    }
    if let Some(p) = places(act, "convoque de nouveau {} sur autre chose pour le {}") {
        let mut again = convene(p[1], None);
        again.agenda.pop();
        again.second_call_of = Some(number(p[0]));
        return convened(again);
    }
    if let Some(p) = places(act, "convoque de nouveau {} pour le {}") {
        let first: AssemblyId = number(p[0]);
        let mut again = convene(p[1], None);
        if let Some(known) = house.assemblies.assembly(first) {
            again.agenda = known.convocation.agenda.clone();
        }
        again.second_call_of = Some(first);
        return convened(again);
    }
    if let Some(p) = places(act, "convoque une assemblée avec un tirage au sort pour le {}") {
        let mut convocation = convene(p[0], None);
        convocation.agenda[0].kind = ItemKind::Sortition;
        return convened(convocation);
    }
    Some(if let Some(p) = places(act, "demande une assemblée : {}") {
        C::RequestAssembly { title: said(p[0]) }
    } else if let Some(p) = places(act, "soutient la demande d'assemblée {}") {
        C::SupportRequest { request: number(p[0]) }
    } else if let Some(p) = places(act, "renonce à l'assemblée : {}") {
        C::Cancel { assembly, reasons: said(p[0]) }
    } else if act == "raccourcit l'ordre du jour" {
        C::AmendAgenda { assembly, agenda: agenda(None)[..1].to_vec() }
    } else if let Some(p) = places(act, "joint au point {} le document d'empreinte {}") {
        let item: u16 = number(p[0]);
        let documents = vec![Document { name: "Comptes".to_owned(), digest: p[1].to_owned() }];
        C::AddDocuments { assembly, item: item - 1, documents }
    } else if let Some(p) = places(act, "confie la présidence à {} et le secrétariat à {}") {
        let (chair, secretary) = (Some(number(p[0])), Some(number(p[1])));
        let bureau = Bureau { chair, secretary, scrutineers: Vec::new() };
        C::SetBureau { assembly, bureau }
    } else if let Some(p) = places(act, "note le mandat de {} pour {} membres de {}") {
        mandate(house, p[0], p[1], p[2])
    } else if let Some(p) = places(act, "note le mandat de {} pour {} membres") {
        mandate(house, p[0], p[1], "section du port")
    } else {
        let p = places(act, "met fin au mandat {} le {}")?;
        C::EndMandate { mandate: number(p[0]), on: day(p[1]) }
    })
}

fn mandate(house: &Organisation, delegate: &str, members: &str, of: &str) -> C {
    C::GiveMandate(Box::new(Mandate {
        delegate: number(delegate),
        of: of.to_owned(),
        members: number(members),
        instruction: "Refuser la baisse.".to_owned(),
        from: house.founding.decision.on,
        until: None,
        kind: None,
    }))
}

fn meeting(act: &str, assembly: AssemblyId) -> Option<C> {
    Some(if let Some(p) = places(act, "note l'arrivée de {} à {}") {
        C::Arrive { assembly, members: members(p[0]), place: Place::Room, at: time(p[1]) }
    } else if let Some(p) = places(act, "note la présence à distance de {} à {}") {
        C::Arrive { assembly, members: members(p[0]), place: Place::Remote, at: time(p[1]) }
    } else if let Some(p) = places(act, "note le départ de {} à {}") {
        C::Leave { assembly, members: members(p[0]), at: time(p[1]) }
    } else if let Some(p) = places(act, "reçoit la procuration de {} pour {}") {
        C::GiveProxy { assembly, giver: number(p[0]), holder: number(p[1]) }
    } else if let Some(p) = places(act, "retire la procuration de {}") {
        C::WithdrawProxy { assembly, giver: number(p[0]) }
    } else if let Some(p) = places(act, "ouvre l'assemblée à {}") {
        C::Open { assembly, at: time(p[0]) }
    } else if act == "constate l'absence de quorum" {
        C::DeclareWithoutQuorum { assembly }
    } else if let Some(p) = places(act, "passe au point {}") {
        let item: u16 = number(p[0]);
        C::GoTo { assembly, item: item - 1 }
    } else if let Some(p) = places(act, "lève l'assemblée à {}") {
        C::Close { assembly, at: time(p[0]) }
    } else if let Some(p) = places(act, "ajoute au procès-verbal : {}") {
        C::AddToMinutes { assembly, item: None, text: said(p[0]) }
    } else if act == "scelle le procès-verbal" {
        C::SealMinutes { assembly, digest: "ab".repeat(32) }
    } else if act == "scelle le procès-verbal par abc" {
        C::SealMinutes { assembly, digest: "abc".to_owned() }
    } else if act == "signe le procès-verbal" {
        C::SignMinutes { assembly }
    } else {
        return None;
    })
}

fn votes(
    house: &Organisation,
    act: &str,
    assembly: AssemblyId,
    poll: PollId,
    actor: Actor,
) -> Option<C> {
    let question = |item: u16, kind, text: &str, proposal| {
        Box::new(Question {
            item,
            kind,
            text: text.to_owned(),
            options: Vec::new(),
            proposal,
            amendment: None,
            seats: 0,
            spending: None,
        })
    };
    let open = |question, rule| Some(C::OpenPoll { assembly, question, rule });
    if let Some(p) = places(act, "met {} aux voix") {
        let proposal: ProposalId = number(p[0]);
        return open(question(0, Kind::Resolution, "", Some(proposal)), None);
    }
    if let Some(p) = places(act, "met aux voix au point {} : {}") {
        let item: u16 = number(p[0]);
        return open(question(item - 1, Kind::Resolution, p[1], None), None);
    }
    if let Some(p) = places(act, "met aux voix un budget au point {} : {}") {
        let item: u16 = number(p[0]);
        return open(question(item - 1, Kind::Budget, p[1], None), None);
    }
    let actor_member = match actor {
        Actor::Member(member) => member,
        Actor::Founders => MemberId(1),
    };
    if let Some(rest) = act.strip_prefix("vote ") {
        return ballot(house, rest, poll, actor_member);
    }
    Some(if let Some(p) = places(act, "distribue des bulletins de papier à {}") {
        C::HandOut { poll, to: members(p[0]) }
    } else if let Some(p) = places(act, "compte sur papier {}") {
        C::EnterTally { poll, tally: tally(p[0]) }
    } else if let Some(p) = places(act, "confirme sur papier {}") {
        C::ConfirmTally { poll, tally: tally(p[0]) }
    } else if let Some(p) = places(act, "objecte : {}") {
        C::Object { poll, text: said(p[0]) }
    } else if let Some(p) = places(act, "retire l'objection {}") {
        C::WithdrawObjection { poll, objection: number(p[0]) }
    } else if let Some(p) = places(act, "intègre l'objection {} : {}") {
        C::IntegrateObjection { poll, objection: number(p[0]), how: said(p[1]) }
    } else if act == "clôt le scrutin" {
        C::ClosePoll { poll, opened: Vec::new() }
    } else if let Some(p) = places(act, "clôt le scrutin en ouvrant {}") {
        C::ClosePoll { poll, opened: opened(p[0]) }
    } else if let Some(p) = places(act, "clôt le scrutin {}") {
        C::ClosePoll { poll: number(p[0]), opened: Vec::new() }
    } else {
        let p = places(act, "abandonne le scrutin : {}")?;
        C::AnnulPoll { poll, reasons: said(p[0]) }
    })
}

/// `oui`, `oui à distance`, `oui pour M5`, `40 oui et 27 non`, `oui à découvert`.
fn ballot(house: &Organisation, words: &str, poll: PollId, actor: MemberId) -> Option<C> {
    let (words, bare) = match words.strip_suffix(" à découvert") {
        Some(words) => (words, true),
        None => (words, false),
    };
    let (words, channel) = match words.strip_suffix(" à distance") {
        Some(words) => (words, Channel::Remote),
        None => (words, Channel::Room),
    };
    let (words, voter, by) = match words.split_once(" pour ") {
        Some((words, voter)) => (words, number(voter), Some(actor)),
        None => (words, actor, None),
    };
    let known = house.assemblies.poll(poll);
    let held = known.and_then(|poll| house.assemblies.assembly(poll.assembly));
    let weight = held.and_then(|held| held.roll.voter(voter)).map_or(1, |voter| voter.votes);
    let part = |text: &str| match text.split_once(' ') {
        Some((votes, word)) => {
            Some(Part { ballot: Ballot::Answer(answer(word)?), votes: number(votes) })
        }
        None => Some(Part { ballot: Ballot::Answer(answer(text)?), votes: weight }),
    };
    let parts = words.split(" et ").map(part).collect::<Option<Vec<Part>>>()?;
    let discreet = known.is_some_and(|poll| poll.terms.secrecy == Secrecy::Discreet);
    let paper = match discreet && !bare {
        true => Paper::Sealed { parts, commitment: "cd".repeat(32) },
        false => Paper::Open(parts),
    };
    Some(C::Cast { poll, ballots: vec![BallotGiven { voter, by, channel, paper }] })
}

fn speech(act: &str, assembly: AssemblyId, actor: Actor) -> Option<C> {
    let Actor::Member(member) = actor else { return None };
    Some(match act {
        "demande la parole" => C::AskToSpeak { assembly, member },
        "renonce à la parole" => C::LeaveSpeakers { assembly, member },
        "donne la parole" => C::StartSpeaking { assembly, member: None },
        "veut que qui n'a pas parlé passe en premier" => {
            let rules = SpeakingRules { first_time_first: true, ..SpeakingRules::default() };
            C::SetSpeaking { assembly, rules, lists: Vec::new() }
        }
        "veut une alternance sans listes" => {
            let alternate = caisse_domain::assemblies::statutes::Alternate::ByList;
            let rules = SpeakingRules { alternate, ..SpeakingRules::default() };
            C::SetSpeaking { assembly, rules, lists: Vec::new() }
        }
        _ => {
            if let Some(p) = places(act, "donne la parole à {}") {
                C::StartSpeaking { assembly, member: Some(number(p[0])) }
            } else {
                let p = places(act, "note {} secondes de parole")?;
                C::StopSpeaking { assembly, seconds: number(p[0]) }
            }
        }
    })
}

/// What one reads of assemblies.
pub fn figures(house: &Organisation, figure: &str) -> Option<String> {
    let said = |holds: bool| Some(if holds { String::new() } else { "ce n'est pas le cas".into() });
    let known = &house.assemblies;
    if let Some(p) = places(figure, "le scrutin {} adopte") {
        let verdict = known.poll(number(p[0]))?.verdict();
        return said(matches!(verdict, Some(Verdict::Adopted | Verdict::Chosen(_))));
    }
    if let Some(p) = places(figure, "le scrutin {} rejette") {
        return said(known.poll(number(p[0]))?.verdict() == Some(&Verdict::Rejected));
    }
    if let Some(p) = places(figure, "le scrutin {} manque de quorum") {
        return said(known.poll(number(p[0]))?.verdict() == Some(&Verdict::NoQuorum));
    }
    if let Some(p) = places(figure, "le scrutin {} choisit {}") {
        return Some(choices::chosen(known.poll(number(p[0]))?, p[1]));
    }
    if let Some(p) = places(figure, "le tirage {} désigne {}") {
        return Some(choices::drawn(house, number(p[0]), p[1]));
    }
    if let Some(p) = places(figure, "la décision {} vient du scrutin {}") {
        return said(known.poll_of(number(p[0])) == Some(number(p[1])));
    }
    if let Some(p) = places(figure, "{} personnes sont présentes") {
        let (_, held) = known.assemblies().next_back()?;
        return said(held.there().members_present() == number::<u64>(p[0]));
    }
    if let Some(p) = places(figure, "l'ordre du jour de {} a {} points, le dernier « {} »") {
        let agenda = &known.assembly(number(p[0]))?.convocation.agenda;
        let last = agenda.last().map_or("", |item| item.title.as_str());
        return said(agenda.len() == number::<usize>(p[1]) && last == p[2]);
    }
    if let Some(p) = places(figure, "{} a la parole") {
        let (_, held) = known.assemblies().next_back()?;
        return said(held.speakers.speaking == Some(number(p[0])));
    }
    if let Some(p) = places(figure, "le procès-verbal de {} est signé") {
        return said(known.assembly(number(p[0]))?.is_signed());
    }
    None
}
