//! Questions with options, the ballots that answer them, and draws by lot.

use caisse_domain::Organisation;
use caisse_domain::assemblies::meeting::Lots;
use caisse_domain::assemblies::poll::{Ballot, Channel, Choice, Part, Poll, Question};
use caisse_domain::assemblies::statutes::DecisionRule;
use caisse_domain::assemblies::{BallotGiven, Command as C, Kind, Method, Paper, Verdict};
use caisse_domain::identity::{AssemblyId, MemberId, PollId};
use caisse_domain::offices::Actor;

use super::assemblies::members;
use super::words::{number, places};

/// What is asked.
pub fn asked(
    house: &Organisation,
    act: &str,
    assembly: AssemblyId,
    poll: PollId,
    actor: Actor,
) -> Option<C> {
    if let Some(rest) = act.strip_prefix("met aux voix par ") {
        return put(rest, assembly);
    }
    if let Some(p) = places(act, "met {} aux voix par {}") {
        let question = Question { proposal: Some(number(p[0])), ..question(0, "", 0) };
        return Some(open(assembly, question, method(p[1])?));
    }
    if let Some(p) = places(act, "fixe un tirage de {} parmi {} d'après {}") {
        let sources = p[2].split(" puis ").map(str::to_owned).collect();
        let pool = members(p[1]).into_iter().map(|member| (member, None)).collect();
        let lots = Lots { assembly, item: 0, pool, seats: number(p[0]), reserve: 1, sources };
        return Some(C::FixLots(Box::new(lots)));
    }
    if let Some(p) = places(act, "tire au sort le tirage {} : {}") {
        let values = p[1].split(" puis ").map(str::to_owned).collect();
        return Some(C::Draw { draw: number(p[0]), values });
    }
    let Actor::Member(member) = actor else { return None };
    let known = house.assemblies.poll(poll)?;
    let ballot = ballot(known, act)?;
    let held = house.assemblies.assembly(known.assembly)?;
    let votes = held.roll.voter(member).map_or(1, |voter| voter.votes);
    let paper = Paper::Open(vec![Part { ballot, votes }]);
    let given = BallotGiven { voter: member, by: None, channel: Channel::Room, paper };
    Some(C::Cast { poll, ballots: vec![given] })
}

fn question(item: u16, text: &str, seats: u16) -> Question {
    Question {
        item,
        kind: Kind::Resolution,
        text: text.to_owned(),
        options: Vec::new(),
        proposal: None,
        amendment: None,
        seats,
        spending: None,
    }
}

fn open(assembly: AssemblyId, question: Question, method: Method) -> C {
    let rule = DecisionRule { method, ..DecisionRule::default() };
    C::OpenPoll { assembly, question: Box::new(question), rule: Some(Box::new(rule)) }
}

fn method(words: &str) -> Option<Method> {
    Some(match words {
        "approbation" => Method::Approval,
        "classement" => Method::Ranking,
        "paires rangées" => Method::RankedPairs,
        "élimination" => Method::Runoff,
        "report des voix" => Method::Transferable,
        _ => {
            if let Some(p) = places(words, "points de 0 à {}") {
                Method::Scores { most: number(p[0]) }
            } else {
                Method::Judgment { grades: number(places(words, "jugement à {} mentions")?[0]) }
            }
        }
    })
}

/// `classement au point 1 : Quel jour ? (samedi, dimanche) pour 2 places`.
fn put(words: &str, assembly: AssemblyId) -> Option<C> {
    let p = places(words, "{} au point {} : {}")?;
    let (text, seats) = match p[2].split_once(" pour ") {
        Some((text, seats)) => (text, number(seats.trim_end_matches(" places"))),
        None => (p[2].trim_end(), 0),
    };
    let (text, options) = text.trim_end_matches(')').split_once(" (").unwrap_or((text, ""));
    let item: u16 = number(p[1]);
    let mut question = question(item - 1, text, seats);
    let options = options.split(", ").filter(|option| !option.is_empty());
    question.options = options.map(|option| Choice::Text(option.to_owned())).collect();
    Some(open(assembly, question, method(p[0])?))
}

/// The name of an option: its text, `M3`, `PJ1`.
fn name(choice: &Choice) -> String {
    match choice {
        Choice::Text(text) => text.clone(),
        Choice::Member(member) => member.to_string(),
        Choice::Project(project) => project.to_string(),
        Choice::Proposal(proposal) => proposal.to_string(),
    }
}

/// `approuve samedi et lundi`, `classe samedi > lundi = dimanche`, `note 5, 0, -`.
fn ballot(poll: &Poll, act: &str) -> Option<Ballot> {
    let option = |text: &str| -> u16 {
        let mut options = poll.question.options.iter();
        let place = options.position(|choice| name(choice) == text.trim());
        // What is not an option stands for one too many.
        place.unwrap_or(poll.question.options.len()) as u16
    };
    if let Some(words) = act.strip_prefix("approuve ") {
        let words = words.split(" et ").filter(|word| *word != "rien");
        let mut approved: Vec<u16> = words.map(option).collect();
        approved.sort_unstable();
        return Some(Ballot::Approve(approved));
    }
    if let Some(words) = act.strip_prefix("classe ") {
        let class = |class: &str| class.split(" = ").map(option).collect();
        return Some(Ballot::Rank(words.split(" > ").map(class).collect()));
    }
    let words = act.strip_prefix("note ")?;
    let grade = |word: &str| if word == "-" { Some(None) } else { word.parse().ok().map(Some) };
    words.split(", ").map(grade).collect::<Option<_>>().map(Ballot::Grade)
}

/// Nothing if the poll chose these options in this order; what it chose, otherwise.
pub fn chosen(poll: &Poll, expected: &str) -> String {
    let Some(Verdict::Chosen(places)) = poll.verdict() else {
        return format!("c'est {:?}", poll.verdict());
    };
    let options: Vec<String> =
        places.iter().map(|place| name(&poll.question.options[*place])).collect();
    let found = options.join(", ");
    if found == expected { String::new() } else { format!("c'est {found}") }
}

/// Nothing if the draw names these members in this order; whom it names, otherwise.
pub fn drawn(house: &Organisation, number: u32, expected: &str) -> String {
    let mut draws = house.assemblies.draws();
    let found = draws.find(|(known, _)| *known == number).and_then(|(_, draw)| draw.drawn.as_ref());
    let Some((_, outcome)) = found else { return "rien n'est tiré".to_owned() };
    let picks = outcome.0.strata.iter().flat_map(|stratum| stratum.elected());
    let found: Vec<&str> = picks.map(|pick| pick.id.as_str()).collect();
    let found = found.join(", ");
    if found == expected { String::new() } else { format!("c'est {found}") }
}

/// Whose vote weighs more than anyone can count: many mandates of as many members as one may carry.
pub fn mandates(of: &str, how_many: u32, from: caisse_units::Day) -> Vec<C> {
    let delegate: MemberId = number(of);
    let mandate = |section: u32| {
        C::GiveMandate(Box::new(caisse_domain::assemblies::meeting::Mandate {
            delegate,
            of: format!("section {section}"),
            members: 10_000_000,
            instruction: String::new(),
            from,
            until: None,
            kind: None,
        }))
    };
    (1..=how_many).map(mandate).collect()
}
