//! What accounts, needs and events are called in plain words.

use caisse_domain::ledger::{AccountNumber, Use};
use caisse_units::Amount;

use crate::look::Look;

impl Look<'_> {
    /// The title of an account in the chart; its number when the chart has none.
    pub fn account_title(&self, account: AccountNumber) -> String {
        let known = self.state.chart.find(account);
        known.map_or_else(|| account.to_string(), |known| known.label(self.language).to_owned())
    }

    /// What an account is in plain words: by its use in the chart, else its title.
    pub fn account_plain(&self, account: AccountNumber) -> String {
        let chart = &self.state.chart;
        if let Some((need, _)) = chart.needs().find(|(_, number)| *number == account) {
            let need = need.to_owned();
            return match self.language {
                caisse_units::Language::French => {
                    format!("allocations accordées : {}", self.need(&need))
                }
                caisse_units::Language::English => {
                    format!("allowances granted: {}", self.need(&need))
                }
            };
        }
        let used = Use::ALL.iter().find(|used| chart.account(**used) == account);
        used.map(|used| plain(*used))
            .map_or_else(|| self.account_title(account), |(fr, en)| self.say(fr, en))
    }

    /// A kind of need in words, as far as the charts name them.
    pub fn need(&self, need: &str) -> String {
        match need {
            "food" => self.say("alimentation", "food"),
            "income" => self.say("revenu", "income"),
            "training" => self.say("formation", "training"),
            "tools" => self.say("outils", "tools"),
            "projects" => self.say("projets", "projects"),
            "solidarity" => self.say("solidarité", "solidarity"),
            "strike" => self.say("grève", "strike"),
            "other" => self.say("autres besoins", "other needs"),
            other => other.to_owned(),
        }
    }

    /// How many days late, in words.
    pub fn days_late(&self, days: u32) -> String {
        match (self.language, days) {
            (caisse_units::Language::French, 1) => "1 jour de retard".to_owned(),
            (caisse_units::Language::French, days) => format!("{days} jours de retard"),
            (caisse_units::Language::English, 1) => "1 day late".to_owned(),
            (caisse_units::Language::English, days) => format!("{days} days late"),
        }
    }
}

/// The two sides of a signed amount: debit, credit.
pub(crate) fn sides(amount: Amount) -> (Amount, Amount) {
    match amount.is_negative() {
        true => (Amount::ZERO, -amount),
        false => (amount, Amount::ZERO),
    }
}

fn plain(used: Use) -> (&'static str, &'static str) {
    match used {
        Use::Bank => ("argent à la banque", "money in the bank"),
        Use::Cash => ("argent en espèces", "notes and coins"),
        Use::InTransit => {
            ("argent en route entre deux comptes", "money on its way between accounts")
        }
        Use::Suspense => ("lignes de banque pas encore expliquées", "bank lines not explained yet"),
        Use::ContributionsReceivable => {
            ("cotisations appelées, pas encore reçues", "contributions called, not received yet")
        }
        Use::DoubtfulContributions => {
            ("cotisations qui risquent de ne pas venir", "contributions that may not come")
        }
        Use::ContributionsIncome => ("cotisations des membres", "contributions of members"),
        Use::ContributionsLost => {
            ("cotisations perdues ou remises", "contributions lost or waived")
        }
        Use::ContributionsInAdvance => {
            ("cotisations reçues d'avance", "contributions received in advance")
        }
        Use::OwedToLevels => ("parts dues aux autres niveaux", "shares owed to other levels"),
        Use::PassedOn => ("parts reversées aux autres niveaux", "shares passed on to other levels"),
        Use::FromOtherBodies => ("argent d'autres caisses", "money from other caisses"),
        Use::Gifts => ("dons reçus", "gifts received"),
        Use::Subsidies => ("subventions reçues", "subsidies received"),
        Use::Surpluses => {
            ("excédents d'activités collectives", "surpluses of collective activities")
        }
        Use::OtherIncome => ("autres rentrées", "other income"),
        Use::Allocations => ("allocations accordées", "allowances granted"),
        Use::AllocationsPayable => {
            ("allocations accordées, pas encore versées", "allowances granted, not paid yet")
        }
        Use::Suppliers => ("dû à des fournisseurs", "owed to suppliers"),
        Use::VolunteerExpenses => ("frais de bénévoles", "expenses of volunteers"),
        Use::BankCharges => ("frais de banque", "bank charges"),
        Use::OtherExpense => ("autres dépenses", "other spending"),
        Use::OpeningPosition => ("ce qu'il y avait au départ", "what there was at the start"),
        Use::StatutoryReserve => ("réserve des statuts", "reserve of the statutes"),
        Use::ProjectReserve => ("réserve pour nos projets", "reserve for our projects"),
        Use::RetainedSurplus => ("excédents des années passées", "surpluses of past years"),
        Use::RetainedDeficit => ("pertes des années passées", "deficits of past years"),
        Use::ResultSurplus => ("excédent de l'année", "surplus of the year"),
        Use::ResultDeficit => ("perte de l'année", "deficit of the year"),
        Use::VolunteerWorkUsed => ("travail bénévole utilisé", "volunteer work used"),
        Use::VolunteerWorkGiven => ("travail bénévole donné", "volunteer work given"),
    }
}
