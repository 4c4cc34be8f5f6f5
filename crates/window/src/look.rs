//! One look at a caisse: the moment, the language and the reader of one page.

use caisse_app::Desk;
use caisse_domain::Organisation;
use caisse_domain::identity::DecisionId;
use caisse_domain::ledger::{AccountNumber, Use};
use caisse_units::{Amount, Day, Language, Month};
use caisse_web::views::{Adoption, Frame, FundPoint};

use crate::index::Index;
use crate::reader::Sight;

/// What a page is written from.
pub(crate) struct Look<'a> {
    /// The desk.
    pub desk: &'a Desk,
    /// The state.
    pub state: &'a Organisation,
    /// The records that pages lead to.
    pub index: &'a Index,
    /// The reader's language.
    pub language: Language,
    /// The day it is.
    pub today: Day,
    /// What the reader sees.
    pub sight: Sight,
}

/// What stands around the pages of a caisse that is not founded yet.
pub(crate) fn before_the_founding(desk: &Desk, warning: Option<String>) -> Frame {
    let today = desk.today();
    Frame {
        name: desk.house.organisation().to_string(),
        kind: String::new(),
        month: today.month(),
        years: vec![today.year()],
        warning,
    }
}

impl Look<'_> {
    /// One of two texts, by language.
    pub fn say(&self, french: &str, english: &str) -> String {
        self.language.choose(french, english).to_owned()
    }

    /// What stands around every page.
    pub fn frame(&self, warning: Option<String>) -> Frame {
        Frame {
            name: self.state.founding.name.clone(),
            kind: self.state.founding.sector.clone(),
            month: self.this_month(),
            years: self.state.periods.years().collect(),
            warning,
        }
    }

    /// The first month of the caisse: that of its founding, or of its first entry.
    pub fn first_month(&self) -> Month {
        let founded = self.state.founding.decision.on.month();
        let entry = self.state.ledger.entries().map(|entry| entry.date()).min();
        entry.map_or(founded, |day| day.month().min(founded))
    }

    /// The month at hand.
    pub fn this_month(&self) -> Month {
        self.today.month().max(self.state.founding.decision.on.month())
    }

    /// The last month that has a page: the month at hand, or the last one called.
    pub fn last_month(&self) -> Month {
        let called = self.state.contributions.months().next_back();
        called.map_or(self.this_month(), |called| called.max(self.this_month()))
    }

    /// The year of the books that is at hand: this one, or the last that was opened before.
    pub fn this_year(&self) -> i16 {
        let opened = || self.state.periods.years();
        let until_now = opened().rfind(|year| *year <= self.today.year());
        until_now.or_else(|| opened().next()).unwrap_or(self.state.founding.first_year)
    }

    /// A day in words.
    pub fn day(&self, day: Day) -> String {
        day.written(self.language)
    }

    /// An amount in figures.
    pub fn money(&self, amount: Amount) -> String {
        amount.written(self.language)
    }

    /// The decision in one line; D1 when the number is not one.
    pub fn adoption(&self, decision: DecisionId) -> Adoption {
        let (id, content) = match self.state.offices.decision(decision) {
            Some(content) => (decision, content),
            None => (DecisionId::at(0), &self.state.founding.decision),
        };
        Adoption {
            decision: id.to_string(),
            title: content.title.clone(),
            day: content.on,
            assembly: content.assembly.clone(),
            vote: self.decision_count(id).map(|vote| self.count_in_words(vote)),
        }
    }

    /// The decision that adopted a version; the founding decision when the book names none.
    pub fn adopted_by(&self, rule: &str, since: Day) -> DecisionId {
        self.state.rules.decision(rule, since).unwrap_or(DecisionId::at(0))
    }

    /// The accounts that make the fund: money, less what is owed to levels and to members, less what
    /// givers earmarked.
    pub fn fund_accounts(&self) -> Vec<AccountNumber> {
        let chart = &self.state.chart;
        let money = [Use::Bank, Use::Cash, Use::InTransit].map(|place| chart.account(place));
        money.into_iter().chain(self.kept_accounts()).collect()
    }

    /// The accounts of money that is kept for others.
    pub fn kept_accounts(&self) -> Vec<AccountNumber> {
        let chart = &self.state.chart;
        let owed = [Use::OwedToLevels, Use::AllocationsPayable].map(|owed| chart.account(owed));
        let dedicated = chart.dedicated_funds().iter().map(|fund| fund.fund);
        let mut kept: Vec<AccountNumber> = owed.into_iter().chain(dedicated).collect();
        kept.sort_unstable();
        kept.dedup();
        kept
    }

    /// The fund at the end of each month, known ones only.
    pub fn fund_by_month(&self, first: Month, last: Month) -> Vec<FundPoint> {
        let lines = self.state.ledger.monthly(&self.fund_accounts(), first, last);
        lines
            .into_iter()
            .map(|line| FundPoint { month: line.month, fund: line.balance, expected: false })
            .collect()
    }
}
