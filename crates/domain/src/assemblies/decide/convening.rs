//! Statutes adopted, assemblies asked for, convened, prepared.

use caisse_units::Day;

use super::{Desk, is_digest, said};
use crate::assemblies::meeting::{Assembly, Bureau, Convocation, Document, Item, ItemKind, Stage};
use crate::assemblies::refusal::{ByVote, Expected};
use crate::assemblies::{Event, Refusal, Statutes};
use crate::identity::{AssemblyId, DecisionId};
use crate::{Organisation, proposals};

/// Statutes adopted by a decision, from a day on: the first ones, or the effect of a proposal.
///
/// # Errors
/// [`Refusal::StatutesUnusable`] with every problem, [`Refusal::StatutesTooEarly`] if they would
/// begin before those adopted last, or before `today`.
pub fn adopt_statutes(
    house: &Organisation,
    statutes: Statutes,
    since: Day,
    decision: DecisionId,
    today: Day,
) -> Result<Event, Refusal> {
    let problems = statutes.problems_here(house, today);
    if !problems.is_empty() {
        return Err(Refusal::StatutesUnusable { problems });
    }
    let last = house.assemblies.statutes().last().map(|version| version.since.plus_days(1));
    let earliest = last.map_or(today, |last| last.max(today));
    if since < earliest {
        return Err(Refusal::StatutesTooEarly { since, earliest });
    }
    Ok(Event::StatutesAdopted { since, decision, statutes: Box::new(statutes) })
}

impl Desk<'_> {
    pub(super) fn first_statutes(
        &self,
        statutes: Statutes,
        since: Day,
        decision: DecisionId,
    ) -> Result<Event, Refusal> {
        // Those adopted for a day to come count too: they are changed by a vote once in force.
        if let Some(version) = self.house.assemblies.statutes().first() {
            let (since, decision) = (version.since, version.decision);
            return Err(Refusal::ByVoteOnly { what: ByVote::Statutes, since, decision });
        }
        adopt_statutes(self.house, statutes, since, decision, self.today)
    }

    pub(super) fn request(&self, title: String) -> Result<Event, Refusal> {
        if self.statutes()?.convening.member_share.is_none() {
            return Err(Refusal::NoRequests);
        }
        let by = self.oneself()?;
        self.entitled(by)?;
        said(&title, 200)?;
        let count = self.house.assemblies.requests().count();
        let request = u32::try_from(count + 1).unwrap_or(u32::MAX);
        Ok(Event::AssemblyRequested { request, title, by, on: self.today })
    }

    pub(super) fn support(&self, request: u32) -> Result<Event, Refusal> {
        let by = self.oneself()?;
        self.entitled(by)?;
        let mut requests = self.house.assemblies.requests();
        let known = requests.find(|(number, known)| *number == request && known.assembly.is_none());
        let (_, known) = known.ok_or(Refusal::RequestUnknown { request })?;
        if known.supporters.contains(&by) {
            return Err(Refusal::AlreadySupported { member: by });
        }
        Ok(Event::RequestSupported { request, by })
    }

    pub(super) fn convene(
        &self,
        mut convocation: Box<Convocation>,
    ) -> Result<Event, crate::Refusal> {
        let statutes = self.statutes()?;
        if let Some(request) = convocation.request {
            self.enough_ask(statutes, request)?;
        }
        let lengths = convocation.title.chars().count() <= 200
            && convocation.place.chars().count() <= 200
            && convocation.link.chars().count() <= 500;
        if convocation.title.trim().is_empty() || !lengths {
            return Err(Refusal::ConvocationUnusable.into());
        }
        self.check_agenda(&convocation.agenda)?;
        let earliest = match convocation.second_call_of {
            Some(first) => self.second_call(statutes, first, &convocation)?,
            None => self.today.plus_days(i32::from(statutes.convening.notice_days)),
        };
        if convocation.on < earliest {
            let notice = match convocation.second_call_of {
                Some(_) => statutes.quorum.second_call_days,
                None => statutes.convening.notice_days,
            };
            return Err(Refusal::NoticeTooShort { on: convocation.on, notice, earliest }.into());
        }
        if convocation.second_call_of.is_none() {
            self.add_reports(&mut convocation.agenda, convocation.on);
        }
        let assembly = AssemblyId::at(self.house.assemblies.assemblies().count());
        Ok(Event::Convened { assembly, on: self.today, convocation, quorums: statutes.quorum })
    }

    fn enough_ask(&self, statutes: &Statutes, request: u32) -> Result<(), Refusal> {
        let share = statutes.convening.member_share.ok_or(Refusal::NoRequests)?;
        let mut requests = self.house.assemblies.requests();
        let known = requests.find(|(number, known)| *number == request && known.assembly.is_none());
        let (_, known) = known.ok_or(Refusal::RequestUnknown { request })?;
        let entitled = |member: &crate::identity::MemberId| self.entitled(*member).is_ok();
        let supporters = known.supporters.iter().filter(|member| entitled(member)).count() as u64;
        let members = self.house.members.all();
        let voters = members
            .filter(|(member, known)| statutes.entitled(self.house, *member, known, self.today));
        let needed = share.least(voters.count() as u64).max(1);
        if supporters < needed {
            return Err(Refusal::RequestTooSmall { supporters, needed });
        }
        Ok(())
    }

    /// The first day possible for a second call.
    fn second_call(
        &self,
        statutes: &Statutes,
        first: AssemblyId,
        convocation: &Convocation,
    ) -> Result<Day, Refusal> {
        let assemblies = &self.house.assemblies;
        let known = assemblies.assembly(first);
        let known = known.ok_or(Refusal::AssemblyUnknown { assembly: first })?;
        if !matches!(known.stage, Stage::WithoutQuorum(_)) {
            return Err(Refusal::NotWithoutQuorum { assembly: first });
        }
        let again = |held: &Assembly| {
            held.convocation.second_call_of == Some(first)
                && !matches!(held.stage, Stage::Cancelled { .. })
        };
        if let Some((by, _)) = assemblies.assemblies().find(|(_, held)| again(held)) {
            return Err(Refusal::AlreadyConvenedAgain { by });
        }
        if known.convocation.agenda != convocation.agenda {
            return Err(Refusal::AgendaDiffers { assembly: first });
        }
        let delay = i32::from(statutes.quorum.second_call_days);
        Ok(known.convocation.on.plus_days(delay).max(self.today))
    }

    fn check_agenda(&self, agenda: &[Item]) -> Result<(), crate::Refusal> {
        if agenda.is_empty() || agenda.len() > 100 {
            return Err(Refusal::ConvocationUnusable.into());
        }
        for (index, item) in agenda.iter().enumerate() {
            let place = index + 1;
            let titled = !item.title.trim().is_empty() && item.title.chars().count() <= 200;
            let needs = item.kind == ItemKind::Proposal;
            let known =
                item.report.is_none_or(|project| self.house.projects.get(project).is_some());
            if !titled || !known || (needs && item.proposal.is_none()) {
                return Err(Refusal::ItemUnusable { place }.into());
            }
            check_documents(&item.documents)?;
            if let Some(proposal) = item.proposal {
                proposals::check_schedulable(self.house, proposal, self.today)?;
            }
        }
        Ok(())
    }

    /// Results are reported back to the assembly that voted: a report due by its day is on its agenda,
    /// whoever writes it.
    fn add_reports(&self, agenda: &mut Vec<Item>, on: Day) {
        for owed in self.house.projects.reports_owed(on) {
            let Some(known) = self.house.projects.get(owed.project) else { continue };
            let title = format!("Compte rendu de {} : {}", owed.project, known.plan.title);
            let title: String = title.chars().take(200).collect();
            // Who writes the agenda anew from its text keeps the item by its title.
            let there = |item: &&mut Item| item.report == Some(owed.project) || item.title == title;
            if let Some(item) = agenda.iter_mut().find(there) {
                item.report = Some(owed.project);
                continue;
            }
            agenda.push(Item {
                title,
                kind: ItemKind::Information,
                proposal: None,
                minutes: None,
                documents: Vec::new(),
                report: Some(owed.project),
            });
        }
    }

    pub(super) fn cancel(&self, assembly: AssemblyId, reasons: String) -> Result<Event, Refusal> {
        self.assembly(assembly, Expected::Convened)?;
        said(&reasons, 500)?;
        Ok(Event::Cancelled { assembly, on: self.today, reasons })
    }

    pub(super) fn amend(
        &self,
        assembly: AssemblyId,
        mut agenda: Vec<Item>,
    ) -> Result<Event, crate::Refusal> {
        let known = self.assembly(assembly, Expected::Convened)?;
        if let Some(first) = known.convocation.second_call_of {
            return Err(Refusal::AgendaDiffers { assembly: first }.into());
        }
        self.check_agenda(&agenda)?;
        let days = i32::from(self.statutes()?.convening.agenda_days);
        let last = known.convocation.on.plus_days(-days);
        if self.today > last {
            return Err(Refusal::AgendaClosed { since: last.plus_days(1) }.into());
        }
        self.add_reports(&mut agenda, known.convocation.on);
        Ok(Event::AgendaAmended { assembly, on: self.today, agenda })
    }

    pub(super) fn add_documents(
        &self,
        assembly: AssemblyId,
        item: u16,
        documents: Vec<Document>,
    ) -> Result<Event, Refusal> {
        let known = self.assembly(assembly, Expected::ToCome)?;
        let place = usize::from(item) + 1;
        let there = known.item(item).ok_or(Refusal::ItemUnknown { place })?;
        check_documents(&documents)?;
        if documents.is_empty() || there.documents.len() + documents.len() > 50 {
            return Err(Refusal::DocumentUnusable);
        }
        Ok(Event::DocumentsAdded { assembly, item, documents })
    }

    pub(super) fn set_bureau(
        &self,
        assembly: AssemblyId,
        bureau: Bureau,
    ) -> Result<Event, Refusal> {
        self.assembly(assembly, Expected::ToCome)?;
        let (Some(chair), Some(secretary)) = (bureau.chair, bureau.secretary) else {
            return Err(Refusal::BureauUnusable);
        };
        if chair == secretary || bureau.scrutineers.len() > 20 {
            return Err(Refusal::BureauUnusable);
        }
        for member in [chair, secretary].iter().chain(&bureau.scrutineers) {
            self.in_good_standing(*member)?;
        }
        Ok(Event::BureauSet { assembly, bureau })
    }
}

fn check_documents(documents: &[Document]) -> Result<(), Refusal> {
    let named = |document: &Document| {
        !document.name.trim().is_empty() && document.name.chars().count() <= 200
    };
    let usable = |document: &Document| named(document) && is_digest(&document.digest);
    if documents.len() > 50 || !documents.iter().all(usable) {
        return Err(Refusal::DocumentUnusable);
    }
    Ok(())
}
