//! Assemblies: what is to come, what was decided, how one was convened and held.
//!
//! Absent on purpose: names, except for the treasurer; the link to take part from afar, which is in
//! each member's own convocation.

use caisse_domain::assemblies::meeting::{self, ItemKind, Place as There, Quorate, Stage as Held};
use caisse_domain::assemblies::speech::speaking_time;
use caisse_domain::assemblies::statutes::{Alternate, SpeakingRules, Statutes};
use caisse_domain::identity::{AssemblyId, MemberId, PollId};
use caisse_units::Language;
use caisse_votes::motion::Presence;
use caisse_web::views::{
    AgendaItem, Assemblies, Assembly, AssemblyInShort, CollegeTurnout, Fact, Pages, Person, Place,
    Quorum, Reference, SpeakingTime, Speech, Stage, Turnout,
};

use crate::look::Look;

/// How many past assemblies a page lists, each with what it decided.
const ASSEMBLIES_PER_PAGE: usize = 20;

impl Look<'_> {
    /// The assemblies: those to come, and a page of the past ones, the latest first.
    pub fn assemblies(&self, page: u32) -> Option<Assemblies> {
        let all = &self.state.assemblies;
        let (mut next, mut past): (Vec<_>, Vec<_>) =
            all.assemblies().partition(|(_, held)| self.is_to_come(held));
        next.sort_by_key(|(_, held)| (held.convocation.on, held.convocation.at));
        past.sort_by_key(|(id, held)| std::cmp::Reverse((held.convocation.on, *id)));
        let count = past.len().div_ceil(ASSEMBLIES_PER_PAGE).max(1);
        let pages = Pages { current: page, count: u32::try_from(count).ok()? };
        if page == 0 || page > pages.count {
            return None;
        }
        let shown =
            past.iter().skip((page as usize - 1) * ASSEMBLIES_PER_PAGE).take(ASSEMBLIES_PER_PAGE);
        let none_yet = all.assemblies().next().is_none().then(|| match all.statutes().is_empty() {
            true => self.say(
                "Cette caisse n'a pas encore de statuts : elle décide comme sa fondation l'a prévu.",
                "This caisse has no statutes yet: it decides as its founding provided.",
            ),
            false => self.say(
                "Aucune assemblée n'a encore été convoquée sous les statuts en vigueur.",
                "No assembly was convened yet under the statutes in force.",
            ),
        });
        Some(Assemblies {
            next: next.iter().map(|(id, held)| self.in_short(*id, held)).collect(),
            past: shown.map(|(id, held)| self.in_short(*id, held)).collect(),
            pages,
            none_yet,
        })
    }

    fn is_to_come(&self, held: &meeting::Assembly) -> bool {
        match held.stage {
            Held::Open => true,
            Held::Convened => held.convocation.on >= self.today,
            _ => false,
        }
    }

    fn in_short(&self, id: AssemblyId, held: &meeting::Assembly) -> AssemblyInShort {
        let convocation = &held.convocation;
        AssemblyInShort {
            id: id.to_string(),
            title: convocation.title.clone(),
            day: convocation.on,
            time: convocation.at.written(self.language),
            clock: convocation.at.to_string(),
            convened: held.convened,
            room: convocation.place.clone(),
            stage: stage(held),
            agenda: self.agenda(held),
            turnout: held.opening.or(failed(held)).map(|quorum| turnout(&quorum)),
            decided: self.decided(held),
        }
    }

    /// The page of one assembly. Before its opening, linear in the members.
    pub fn assembly_page(&self, id: &str) -> Option<Assembly> {
        let id: AssemblyId = id.parse().ok()?;
        let held = self.state.assemblies.assembly(id)?;
        let convocation = &held.convocation;
        let link = convocation.link.trim();
        Some(Assembly {
            id: id.to_string(),
            title: convocation.title.clone(),
            day: convocation.on,
            time: convocation.at.written(self.language),
            room: convocation.place.clone(),
            link: (self.sight.within() && !link.is_empty()).then(|| link.to_owned()),
            stage: stage(held),
            hours: self.hours(held),
            convening: self.convening(id, held),
            calls: self.calls(id, held),
            quorum: self.quorum(held),
            bureau: self.bureau(held),
            agenda: self.agenda(held),
            speech: self.speech(held),
            decided: self.decisions(held),
            minutes: held.opening.is_some() || failed(held).is_some(),
            sheet: self.sight.names,
            record: self.index.convened(id).map(|convened| convened.record),
        })
    }

    /// A member: the number, and the name for who may read it.
    pub fn shown_person(&self, member: MemberId) -> Person {
        let name = || self.desk.people.personal(member).ok().and_then(|data| data.full_name());
        Person {
            number: member.to_string(),
            name: self.knows(member).then(name).flatten(),
            place: self.sight.opens(member).then(|| Place::Member(member.to_string())),
        }
    }

    fn hours(&self, held: &meeting::Assembly) -> Vec<String> {
        let at = self.language.choose(" à ", " at ");
        let opened = held.opened.map(|(day, time)| {
            let said = self.language.choose("Ouverte le", "Opened on");
            format!("{said} {}{at}{}.", self.day(day), time.written(self.language))
        });
        let closed = held.closed.map(|(day, time)| {
            let said = self.language.choose("Close le", "Closed on");
            format!("{said} {}{at}{}.", self.day(day), time.written(self.language))
        });
        opened.into_iter().chain(closed).collect()
    }

    fn convening(&self, id: AssemblyId, held: &meeting::Assembly) -> Vec<Fact> {
        let fact = |french: &str, english: &str, value: String| Fact {
            name: self.say(french, english),
            value,
            place: None,
        };
        let convocation = &held.convocation;
        let mut facts = Vec::new();
        if let Some(by) = self.index.convened(id).and_then(|convened| convened.by) {
            let mut one = fact("Convoquée par", "Convened by", self.person(by));
            one.place = self.shown_person(by).place;
            facts.push(one);
        }
        facts.push(fact("Convoquée le", "Convened on", self.day(held.convened)));
        let notice = convocation.on.days_since(held.convened).max(0);
        facts.push(fact(
            "Délai",
            "Notice",
            match self.language {
                Language::French => format!("{notice} jours"),
                Language::English => format!("{notice} days"),
            },
        ));
        facts.push(fact(
            "Appel",
            "Call",
            match convocation.second_call_of {
                Some(first) => match self.language {
                    Language::French => format!("seconde convocation, après {first}"),
                    Language::English => format!("second call, after {first}"),
                },
                None => self.say("première convocation", "first call"),
            },
        ));
        let size = match convocation.second_call_of {
            Some(_) => held.quorums.second,
            None => held.quorums.first,
        };
        facts.push(fact("Quorum", "Quorum", size.written(self.language)));
        if let Some(request) = convocation.request {
            let mut requests = self.state.assemblies.requests();
            if let Some((_, asked)) = requests.find(|(number, _)| *number == request) {
                facts.push(fact(
                    "À la demande de",
                    "At the request of",
                    match self.language {
                        Language::French => {
                            format!("{} membres : {}", asked.supporters.len(), asked.title)
                        }
                        Language::English => {
                            format!("{} members: {}", asked.supporters.len(), asked.title)
                        }
                    },
                ));
            }
        }
        facts
    }

    /// The first call that this one repeats, and the second that repeats this one.
    fn calls(&self, id: AssemblyId, held: &meeting::Assembly) -> Vec<Reference> {
        let reference = |id: AssemblyId, said: String| {
            let other = self.state.assemblies.assembly(id)?;
            Some(Reference {
                label: format!("{} {id}", said),
                detail: Some(self.day(other.convocation.on)),
                place: Some(Place::Assembly(id.to_string())),
            })
        };
        let first = held.convocation.second_call_of.and_then(|first| {
            reference(
                first,
                self.say("Première convocation, sans quorum :", "First call, without quorum:"),
            )
        });
        let mut all = self.state.assemblies.assemblies();
        let second = all.find(|(_, other)| other.convocation.second_call_of == Some(id));
        let second = second.and_then(|(second, _)| {
            reference(second, self.say("Convoquée de nouveau :", "Convened again:"))
        });
        first.into_iter().chain(second).collect()
    }

    /// The quorum: of the opening once it is over, of this moment before.
    fn quorum(&self, held: &meeting::Assembly) -> Option<Quorum> {
        let (quorate, moment) = match (&held.stage, held.opening) {
            (Held::Cancelled { .. }, _) => return None,
            (Held::WithoutQuorum(quorate), _) => (*quorate, self.say("ce jour-là", "on that day")),
            (Held::Open, _) => {
                (held.quorate(held.needed()), self.say("en ce moment", "at this moment"))
            }
            (_, Some(opening)) => (opening, self.say("à l'ouverture", "at the opening")),
            _ => (self.expected(held)?, self.say("en ce moment", "at this moment")),
        };
        let remote = held.attendance.values();
        let remote = remote.filter(|came| came.place == There::Remote && came.left.is_none());
        Some(Quorum {
            turnout: turnout(&quorate),
            sentence: self.quorum_sentence(held, &quorate),
            moment,
            remote: remote.count() as u64,
            proxies: held.proxies.len() as u64,
            colleges: self.college_turnout(held),
        })
    }

    /// “41 présents ou représentés sur 120 ; il en faut 30.”
    fn quorum_sentence(&self, held: &meeting::Assembly, quorate: &Quorate) -> String {
        self.quorum_words(held.quorums.counted, quorate.found, quorate.entitled, quorate.needed)
    }

    /// The same from figures.
    pub fn quorum_words(
        &self,
        counted: Presence,
        found: u64,
        entitled: u64,
        needed: u64,
    ) -> String {
        let there = match (counted, self.language) {
            (Presence::PresentAndRepresented, Language::French) => "présents ou représentés",
            (Presence::PresentAndRepresented, Language::English) => "present or represented",
            (Presence::PresentOnly, Language::French) => "présents",
            (Presence::PresentOnly, Language::English) => "present",
        };
        match (self.language, needed) {
            (Language::French, 0) => {
                format!("{found} {there} sur {entitled} ; aucun nombre n'est exigé.")
            }
            (Language::French, _) => {
                format!("{found} {there} sur {entitled} ; il en faut {needed}.")
            }
            (Language::English, 0) => {
                format!("{found} {there} of {entitled}; no number is required.")
            }
            (Language::English, _) => {
                format!("{found} {there} of {entitled}; {needed} are needed.")
            }
        }
    }

    /// Before the opening there is no roll yet: who would be on it today.
    fn expected(&self, held: &meeting::Assembly) -> Option<Quorate> {
        let statutes = self.statutes_of(held)?;
        let on = held.convocation.on;
        let entitled: Vec<MemberId> = self.entitled(statutes, on).collect();
        let votes = |member: &MemberId| entitled.binary_search(member).is_ok();
        let there = |member: &MemberId| held.is_present(*member);
        let present = held.attendance.keys().filter(|member| there(member) && votes(member));
        let present = present.count() as u64;
        let represented = held
            .proxies
            .iter()
            .filter(|(giver, holder)| there(holder) && !there(giver) && votes(giver));
        let represented = represented.count() as u64;
        let found = match held.quorums.counted {
            Presence::PresentAndRepresented => present + represented,
            Presence::PresentOnly => present,
        };
        let size = match held.convocation.second_call_of {
            Some(_) => held.quorums.second,
            None => held.quorums.first,
        };
        let entitled = entitled.len() as u64;
        Some(Quorate { entitled, present, represented, needed: size.needed(entitled), found })
    }

    /// The statutes that hold for an assembly.
    pub fn statutes_of(&self, held: &meeting::Assembly) -> Option<&Statutes> {
        let all = &self.state.assemblies;
        let version = all.statutes_on(held.convocation.on).or_else(|| all.statutes().last())?;
        Some(&version.statutes)
    }

    /// Who may vote on a day, in the order of numbers.
    pub fn entitled<'b>(
        &'b self,
        statutes: &'b Statutes,
        on: caisse_units::Day,
    ) -> impl Iterator<Item = MemberId> + 'b {
        let state = self.state;
        state.members.all().filter_map(move |(member, known)| {
            let carries = statutes.voters.delegates.is_none()
                || state.assemblies.mandates_of(member, on).next().is_some();
            (carries && statutes.entitled(state, member, known, on)).then_some(member)
        })
    }

    fn college_turnout(&self, held: &meeting::Assembly) -> Vec<CollegeTurnout> {
        let entitled = held.roll.heads_by_college(held.colleges.len());
        let there = held.there();
        let colleges = held.colleges.iter().enumerate();
        colleges
            .map(|(place, name)| CollegeTurnout {
                name: name.clone(),
                entitled: entitled[place].members,
                present: there.present[place].members,
                represented: there.represented[place].members,
            })
            .collect()
    }

    fn bureau(&self, held: &meeting::Assembly) -> Vec<(String, Vec<Person>)> {
        let bureau = &held.bureau;
        let people =
            |members: &[MemberId]| members.iter().map(|one| self.shown_person(*one)).collect();
        let chair: Vec<MemberId> = bureau.chair.into_iter().collect();
        let secretary: Vec<MemberId> = bureau.secretary.into_iter().collect();
        let offices = [
            (self.say("Présidence", "Chair"), chair.as_slice()),
            (self.say("Secrétariat", "Secretary"), secretary.as_slice()),
            (self.say("Dépouillement", "Scrutineers"), bureau.scrutineers.as_slice()),
        ];
        let named = offices.into_iter().filter(|(_, members)| !members.is_empty());
        named.map(|(office, members)| (office, people(members))).collect()
    }

    fn agenda(&self, held: &meeting::Assembly) -> Vec<AgendaItem> {
        let open = held.stage == Held::Open;
        let items = held.convocation.agenda.iter().enumerate();
        items
            .map(|(place, item)| AgendaItem {
                title: item.title.clone(),
                kind: self.item_kind(item.kind),
                minutes: item.minutes,
                current: open && held.item.map(usize::from) == Some(place),
                proposal: item.proposal.map(|proposal| self.proposal_reference(proposal)),
                documents: item
                    .documents
                    .iter()
                    .map(|document| (document.name.clone(), document.digest.clone()))
                    .collect(),
                polls: self.polls_at(held, place).map(|poll| self.poll_in_short(poll)).collect(),
                lines: self.draws_at(held, place),
            })
            .collect()
    }

    fn item_kind(&self, kind: ItemKind) -> String {
        match kind {
            ItemKind::Information => self.say("information", "information"),
            ItemKind::Debate => self.say("débat", "debate"),
            ItemKind::Proposal => self.say("proposition au vote", "proposal to be voted"),
            ItemKind::Election => self.say("élection", "election"),
            ItemKind::Priorities => self.say("priorités au vote", "priorities to be voted"),
            ItemKind::Sortition => self.say("tirage au sort", "draw by lot"),
        }
    }

    /// The polls of an item of an agenda.
    fn polls_at<'b>(
        &'b self,
        held: &'b meeting::Assembly,
        place: usize,
    ) -> impl Iterator<Item = PollId> + 'b {
        held.polls.iter().copied().filter(move |poll| {
            let known = self.state.assemblies.poll(*poll);
            known.is_some_and(|known| usize::from(known.question.item) == place)
        })
    }

    fn draws_at(&self, held: &meeting::Assembly, place: usize) -> Vec<String> {
        let mine = self.state.assemblies.draws().filter(|(number, drawing)| {
            held.draws.contains(number) && usize::from(drawing.lots.item) == place
        });
        let told = mine.map(|(_, drawing)| {
            let (seats, pool) = (drawing.lots.seats, drawing.lots.pool.len());
            let fixed = match self.language {
                Language::French => format!("Tirage au sort de {seats} membres parmi {pool}"),
                Language::English => format!("Draw by lot of {seats} members among {pool}"),
            };
            let Some((_, draw)) = &drawing.drawn else { return format!("{fixed}.") };
            let elected = draw.0.strata.iter().flat_map(|stratum| stratum.elected());
            let elected: Vec<String> = elected
                .map(|pick| match pick.id.parse::<MemberId>() {
                    Ok(member) => self.person(member),
                    Err(_) => pick.id.clone(),
                })
                .collect();
            let colon = self.language.choose("\u{a0}: ", ": ");
            format!("{fixed}{colon}{}.", elected.join(", "))
        });
        told.collect()
    }

    /// What was voted: each closed poll with its outcome.
    fn decided(&self, held: &meeting::Assembly) -> Vec<Reference> {
        let closed = held.polls.iter().filter(|poll| {
            self.state.assemblies.poll(**poll).is_some_and(|known| known.closed.is_some())
        });
        closed.map(|poll| self.poll_in_short(*poll)).collect()
    }

    /// The decisions recorded, each leading to its page.
    fn decisions(&self, held: &meeting::Assembly) -> Vec<Reference> {
        let polls = held.polls.iter().filter_map(|poll| self.state.assemblies.poll(*poll));
        let taken = polls.filter_map(|poll| {
            let closed = poll.closed.as_ref()?;
            let decision = closed.decision?;
            let said = self.language.choose("décision", "decision");
            Some(Reference {
                label: poll.question.text.clone(),
                detail: Some(format!("{said} {decision}")),
                place: Some(Place::Decision(decision.to_string())),
            })
        });
        taken.collect()
    }

    fn speech(&self, held: &meeting::Assembly) -> Option<Speech> {
        let speakers = &held.speakers;
        if speakers.waiting.is_empty() && speakers.speaking.is_none() && speakers.spoken.is_empty()
        {
            return None;
        }
        let groups = speaking_time(self.state, held).into_iter();
        Some(Speech {
            rules: self.speaking_rules(&speakers.rules),
            speaking: speakers.speaking.map(|member| self.shown_person(member)),
            waiting: speakers.waiting.iter().map(|member| self.shown_person(*member)).collect(),
            groups: groups
                .map(|(name, spoken)| SpeakingTime {
                    name,
                    turns: spoken.turns,
                    seconds: spoken.seconds,
                })
                .collect(),
        })
    }

    fn speaking_rules(&self, rules: &SpeakingRules) -> Vec<String> {
        let first = rules.first_time_first.then(|| {
            self.say(
                "Qui n'a pas encore parlé passe en premier.",
                "Who has not spoken yet goes first.",
            )
        });
        let alternate = match rules.alternate {
            Alternate::None => None,
            Alternate::ByCategory => Some(self.say(
                "La parole alterne entre les catégories de membres.",
                "Speech alternates between categories of members.",
            )),
            Alternate::ByList => Some(self.say(
                "La parole alterne entre les listes déclarées.",
                "Speech alternates between the lists declared.",
            )),
        };
        let seconds = rules.seconds.map(|seconds| match self.language {
            Language::French => format!("Un tour de parole dure {seconds} secondes au plus."),
            Language::English => format!("A turn lasts {seconds} seconds at most."),
        });
        first.into_iter().chain(alternate).chain(seconds).collect()
    }
}

/// The figures of a quorum for a page.
fn turnout(quorate: &Quorate) -> Turnout {
    let Quorate { entitled, present, represented, needed, found } = *quorate;
    Turnout { entitled, present, represented, needed, found }
}

/// The figures of an assembly that failed its quorum.
pub(crate) fn failed(held: &meeting::Assembly) -> Option<Quorate> {
    match &held.stage {
        Held::WithoutQuorum(quorate) => Some(*quorate),
        _ => None,
    }
}

fn stage(held: &meeting::Assembly) -> Stage {
    match &held.stage {
        Held::Convened => Stage::Convened,
        Held::Cancelled { reasons } => Stage::Cancelled(reasons.clone()),
        Held::WithoutQuorum(_) => Stage::WithoutQuorum,
        Held::Open => Stage::Open,
        Held::Closed => Stage::Closed,
        Held::Sealed { .. } if held.is_signed() => Stage::Signed,
        Held::Sealed { .. } => Stage::Sealed,
    }
}
