//! Readings of the accounts that were held, and the questions pinned to figures.
//!
//! What was asked and answered was said to everyone who reads the accounts: its words are opened from the
//! vault for every reader, as long as nobody had them erased. Names are for who may read names.

use caisse_domain::identity::{GrievanceId, QuestionId, ReadingId};
use caisse_domain::readings::{Became, Figure, Question, Reading, Step};
use caisse_units::Language;
use caisse_web::views::{
    Pages, PinnedQuestion, Place, ReadingList, ReadingRecord, ReadingStep, Reference,
};

use crate::look::Look;

/// How many readings stand on one page of the list.
const PER_PAGE: usize = 10;
/// How many questions stand beside a figure, and how many asked alone stand in the list.
const MOST: usize = 25;

/// The step of the core that a step of the pages is.
pub(crate) fn domain_step(step: ReadingStep) -> Step {
    match step {
        ReadingStep::TenEuros => Step::TenEuros,
        ReadingStep::TwoMonths => Step::TwoMonths,
        ReadingStep::Reserve => Step::Reserve,
        ReadingStep::HoldingOut => Step::HoldingOut,
        ReadingStep::WhatIf => Step::WhatIf,
    }
}

fn step_shown(step: Step) -> ReadingStep {
    match step {
        Step::TenEuros => ReadingStep::TenEuros,
        Step::TwoMonths => ReadingStep::TwoMonths,
        Step::Reserve => ReadingStep::Reserve,
        Step::HoldingOut => ReadingStep::HoldingOut,
        Step::WhatIf => ReadingStep::WhatIf,
    }
}

impl Look<'_> {
    /// The questions pinned to a figure, the newest first.
    pub fn pinned_to(&self, figure: &Figure) -> Vec<PinnedQuestion> {
        self.newest(|known| known == figure)
    }

    /// The questions pinned to the accounts and the months of a year, the newest first.
    pub fn pinned_to_year(&self, year: i16) -> Vec<PinnedQuestion> {
        self.newest(|figure| match figure {
            Figure::Account { year: pinned, .. } => *pinned == year,
            Figure::Month(month) => month.year() == year,
            _ => false,
        })
    }

    fn newest(&self, wanted: impl Fn(&Figure) -> bool) -> Vec<PinnedQuestion> {
        let all = self.state.readings.questions().rev();
        let wanted = all.filter(|(_, one)| wanted(&one.asked.figure)).take(MOST);
        wanted.map(|(id, one)| self.pinned(id, one)).collect()
    }

    /// A page of the readings, the newest first.
    pub fn readings(&self, page: u32) -> Option<ReadingList> {
        let known = &self.state.readings;
        let count = u32::try_from(known.all().len().div_ceil(PER_PAGE)).ok()?.max(1);
        if page == 0 || page > count {
            return None;
        }
        let readings = known.all().rev().skip((page as usize - 1) * PER_PAGE).take(PER_PAGE);
        let readings = readings.map(|(id, one)| self.reading_record(id, one)).collect();
        let (mut waiting, mut alone) = (Vec::new(), Vec::new());
        if page == 1 {
            let open = known.open_questions().take(MOST);
            waiting = open.map(|(id, one)| self.pinned(id, one)).collect();
            let others = known.questions().rev();
            let others = others.filter(|(_, one)| one.asked.reading.is_none() && !one.is_open());
            alone = others.take(MOST).map(|(id, one)| self.pinned(id, one)).collect();
        }
        Some(ReadingList { waiting, alone, readings, pages: Pages { current: page, count } })
    }

    fn reading_record(&self, id: ReadingId, one: &Reading) -> ReadingRecord {
        let closing = one.closing.as_ref();
        let record = closing.and_then(|closing| closing.record.as_ref());
        let record = record.and_then(|digest| {
            self.desk.people.text(Some(one.session.facilitator), digest).ok().flatten()
        });
        let asked = self.state.readings.asked_in(id);
        ReadingRecord {
            id: id.to_string(),
            title: one.session.title.clone(),
            day: one.session.on,
            facilitator: self.person(one.session.facilitator),
            closed: closing.map(|closing| (closing.on, closing.took_part)),
            record: record.map(|text| self.paragraphs(&text)).unwrap_or_default(),
            questions: asked.map(|(id, one)| self.pinned(id, one)).collect(),
        }
    }

    fn pinned(&self, id: QuestionId, one: &Question) -> PinnedQuestion {
        let asked = &one.asked;
        let words = |of, digest: &str| self.desk.people.text(of, digest).ok().flatten();
        PinnedQuestion {
            id: id.to_string(),
            text: words(asked.by, &asked.text),
            who: asked.by.map(|member| self.person(member)),
            day: one.on,
            figure: self.figure_reference(&asked.figure),
            reading: asked.reading.map(|reading| self.reading_reference(reading)),
            answers: one
                .answers
                .iter()
                .map(|answer| {
                    (self.person(answer.by), answer.on, words(Some(answer.by), &answer.text))
                })
                .collect(),
            became: one.became.iter().filter_map(|into| self.became(*into)).collect(),
        }
    }

    fn reading_reference(&self, id: ReadingId) -> Reference {
        let known = self.state.readings.reading(id);
        let from_the_end = self.state.readings.all().len().saturating_sub(id.0 as usize);
        let page = u32::try_from(from_the_end / PER_PAGE + 1).unwrap_or(1);
        Reference {
            label: known.map_or_else(|| id.to_string(), |known| known.session.title.clone()),
            detail: None,
            place: Some(Place::AmongReadings { id: id.to_string(), page }),
        }
    }

    /// A figure in words, leading to where it stands.
    fn figure_reference(&self, figure: &Figure) -> Reference {
        let (label, place) = match figure {
            Figure::Step(step) => {
                let step = step_shown(*step);
                (step.title(self.language).to_owned(), Some(Place::ReadingStep(step)))
            }
            Figure::Account { account, year } => {
                let place = Place::Account { account: account.to_string(), year: *year };
                (format!("{}, {year}", self.account_plain(*account)), Some(place))
            }
            Figure::Month(month) => {
                let written = month.written(self.language);
                let place = match self.sight.accounts {
                    true => Place::Month(*month),
                    false => Place::Accounts(month.year()),
                };
                (written, Some(place))
            }
            Figure::Rule(name) => {
                let known = self.state.rules.set().rule(name);
                let title = known
                    .map_or_else(|| name.clone(), |rule| rule.title.text(self.language).to_owned());
                (title, known.map(|_| Place::Rule { name: name.clone(), since: None }))
            }
        };
        Reference { label, detail: None, place }
    }

    /// What a question became; a draft is its author's own and not told.
    fn became(&self, into: Became) -> Option<Reference> {
        match into {
            Became::Proposal(id) => {
                let known = self.state.proposals.get(id)?;
                let label = match self.language {
                    Language::French => format!("la proposition « {} »", known.content.title),
                    Language::English => format!("the proposal “{}”", known.content.title),
                };
                let place = Some(Place::Proposal(id.to_string()));
                let detail = Some(known.state.written(self.language));
                self.proposal_shown(id).then_some(Reference { label, detail, place })
            }
            Became::Grievance(id) => Some(self.pinned_grievance(id)),
        }
    }

    fn pinned_grievance(&self, id: GrievanceId) -> Reference {
        let label = format!("{} {id}", self.say("le grief", "the grievance"));
        Reference { label, detail: None, place: Some(self.grievance_place(id)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_pin_a_question_are_those_of_the_addresses() {
        for step in ReadingStep::ALL {
            assert_eq!(domain_step(step).word(), step.word());
            assert_eq!(step_shown(domain_step(step)), step);
        }
        assert_eq!(Step::ALL.len(), ReadingStep::ALL.len());
    }
}
