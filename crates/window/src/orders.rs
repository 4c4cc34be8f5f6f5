//! Statutes, offices, mandates, agreements: how the assembly is ordered, and by which vote.

use caisse_domain::agreements::{Agreement as Agreed, Cession as Ceded};
use caisse_domain::assemblies::meeting::Mandate as Given;
use caisse_domain::identity::{AgreementId, CessionId, OfficeId};
use caisse_domain::offices::Office as Held;
use caisse_units::{Day, Language};
use caisse_web::views::{
    Agreement, Agreements, Cession, Mandate, Office, Offices, Place, Reference, Statutes,
    StatutesVersion,
};

use crate::look::Look;

impl Look<'_> {
    /// A version of the statutes: in force today, or the one that began on a day.
    pub fn statutes(&self, since: Option<Day>) -> Option<Statutes> {
        let all = self.state.assemblies.statutes();
        let shown = match since {
            Some(since) => all.iter().find(|version| version.since == since)?,
            None => self.state.assemblies.statutes_on(self.today).or_else(|| all.first())?,
        };
        let mut text = shown.statutes.text(self.language);
        if text.first() == Some(&shown.statutes.title) {
            text.remove(0);
        }
        let ceded = self.state.agreements.cessions().filter(|(_, one)| one.holds_on(self.today));
        let mut versions: Vec<StatutesVersion> = all
            .iter()
            .map(|version| StatutesVersion {
                since: version.since,
                until: self.statutes_until(version.since),
                adoption: self.adoption(version.decision),
            })
            .collect();
        versions.reverse();
        Some(Statutes {
            title: shown.statutes.title.clone(),
            since: shown.since,
            until: self.statutes_until(shown.since),
            text,
            adoption: self.adoption(shown.decision),
            ceded: ceded.map(|(id, one)| self.ceded_reference(id, one)).collect(),
            versions,
        })
    }

    fn statutes_until(&self, since: Day) -> Option<Day> {
        let later = self.state.assemblies.statutes().iter().map(|version| version.since);
        later.filter(|other| *other > since).min().map(|next| next.plus_days(-1))
    }

    fn ceded_reference(&self, id: CessionId, one: &Ceded) -> Reference {
        let federation = &one.content.federation;
        Reference {
            label: one.content.matter.clone(),
            detail: Some(match self.language {
                Language::French => format!("décidé par {federation} ({id})"),
                Language::English => format!("decided by {federation} ({id})"),
            }),
            place: Some(Place::Agreements),
        }
    }

    /// Who holds what.
    pub fn offices_page(&self) -> Offices {
        let over = |until: Option<Day>| until.is_some_and(|until| until < self.today);
        let (mut held, mut past) = (Vec::new(), Vec::new());
        for (id, office) in self.state.offices.offices() {
            let shown = self.office(id, office);
            if over(office.until) { past.push(shown) } else { held.push(shown) }
        }
        past.reverse();
        let mandates = self.state.assemblies.mandates().filter(|(_, one)| !over(one.until));
        let delegates = mandates.map(|(_, one)| self.mandate(one)).collect();
        Offices { held, past, delegates }
    }

    fn office(&self, id: OfficeId, office: &Held) -> Office {
        let instruction = self.state.mandate(id).unwrap_or_default();
        Office {
            id: id.to_string(),
            role: office.role.written(self.language).to_owned(),
            holder: self.person_reference(office.member),
            from: office.from,
            until: office.until,
            adoption: self.adoption(office.decision),
            instruction: self.paragraphs(instruction),
        }
    }

    fn mandate(&self, given: &Given) -> Mandate {
        Mandate {
            delegate: self.person_reference(given.delegate),
            of: given.of.clone(),
            members: given.members,
            instruction: self.paragraphs(&given.instruction),
            from: given.from,
            until: given.until,
            kind: given.kind.map(|kind| kind.written(self.language).to_owned()),
        }
    }

    /// Agreements and matters ceded; those that hold come first.
    pub fn agreements_page(&self) -> Agreements {
        let all = self.state.agreements.all();
        let mut agreements: Vec<Agreement> = all.map(|(id, one)| self.agreement(id, one)).collect();
        agreements.sort_by_key(|one| !one.holds);
        let cessions = self.state.agreements.cessions();
        Agreements {
            agreements,
            cessions: cessions.map(|(id, one)| self.cession(id, one)).collect(),
        }
    }

    fn agreement(&self, id: AgreementId, one: &Agreed) -> Agreement {
        Agreement {
            id: id.to_string(),
            partner: self.person_reference(one.terms.partner),
            criteria: self.paragraphs(&one.terms.criteria),
            rate: one.terms.rate.written(self.language),
            from: one.from,
            until: one.last_day(),
            holds: one.holds_on(self.today),
            adoption: self.adoption(one.decision),
            ended: one.ended.map(|(_, decision)| self.adoption(decision)),
            spent: one.spent_by_month().into_iter().collect(),
        }
    }

    /// A matter ceded, with its terms.
    pub fn cession(&self, id: CessionId, one: &Ceded) -> Cession {
        let content = &one.content;
        let (from, notice) = (self.day(one.from), content.notice_days);
        let majority = content.majority.written(self.language);
        let term = match (content.until, self.language) {
            (Some(until), Language::French) => format!("Du {from} au {}.", self.day(until)),
            (Some(until), Language::English) => format!("From {from} to {}.", self.day(until)),
            (None, Language::French) => format!("Depuis le {from}, sans terme fixé."),
            (None, Language::English) => format!("Since {from}, no term set."),
        };
        let back = match self.language {
            Language::French => format!(
                "La caisse peut la reprendre par {majority} des voix, avec un préavis de {notice} jours."
            ),
            Language::English => format!(
                "The caisse can take it back by {majority} of the votes, with {notice} days' notice."
            ),
        };
        Cession {
            id: id.to_string(),
            matter: content.matter.clone(),
            federation: content.federation.clone(),
            terms: vec![term, back],
            adoption: self.adoption(one.decision),
            taken_back: one.taken_back.map(|(day, decision)| (day, self.adoption(decision))),
        }
    }
}
