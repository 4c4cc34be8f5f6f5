//! What an assembly reads of consequences.

use caisse_units::{Amount, Language};

use super::figures::{Change, Consequences, Count, GroupName, Run};

impl Consequences {
    /// The main figures in sentences, in the order in which a person asks for them.
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let mut said = Vec::new();
        if !self.replay.months.is_empty() {
            said.push(replayed(&self.replay, language));
        }
        said.push(projected(&self.projection, language));
        said.push(lasting(&self.projection, language));
        said.push(self.change.sentence(self.units, language));
        if self.not_counted != Count::Exactly(0) {
            let number = self.not_counted.written(language);
            said.push(match language {
                Language::French => format!(
                    "{number} ne sont pas comptés : il manque une déclaration que ces règles demandent."
                ),
                Language::English => format!(
                    "{number} are not counted: a declaration that these rules ask for is missing."
                ),
            });
        }
        said
    }

    /// What these figures suppose.
    pub fn assumptions(&self, language: Language) -> Vec<String> {
        let collected = self.collected.written(language);
        match language {
            Language::French => vec![
                "Les mois passés sont recalculés avec les membres et les situations de l'époque, comme si chaque règle avait toujours valu.".to_owned(),
                "Les mois à venir supposent les membres et les situations d'aujourd'hui, et les mêmes demandes d'aide que l'an passé.".to_owned(),
                format!("Il rentre {collected} de ce qui est appelé, comme sur les mois passés."),
                "Les autres recettes et dépenses reviennent chaque mois, en moyenne comme sur les mois passés ; les projets, votés un par un, n'y sont pas.".to_owned(),
                "Aucun groupe de moins de cinq n'est montré seul.".to_owned(),
            ],
            Language::English => vec![
                "Past months are computed with the members and situations of their time, as if each rule had always held.".to_owned(),
                "Months ahead suppose the members and situations of today, and the same requests for help as last year.".to_owned(),
                format!("{collected} of what is called comes in, as over the past months."),
                "Other income and expense come back each month, on average as over the past months; projects, voted one by one, are left out.".to_owned(),
                "No group of fewer than five is shown alone.".to_owned(),
            ],
        }
    }
}

impl Change {
    /// Who gains and who loses among so many.
    pub fn sentence(&self, units: usize, language: Language) -> String {
        let by = |mean: Option<Amount>| match (mean, language) {
            (Some(mean), Language::French) => {
                format!(" (de {} par mois en moyenne)", mean.written(language))
            }
            (Some(mean), Language::English) => {
                format!(" (by {} a month on average)", mean.written(language))
            }
            (None, _) => String::new(),
        };
        let (gain, lose) = (self.gain.written(language), self.lose.written(language));
        let same = self.same.written(language);
        let (by_gain, by_loss) = (by(self.mean_gain), by(self.mean_loss));
        match language {
            Language::French => format!(
                "Sur {units} foyers ou membres comparés, {gain} y gagnent{by_gain}, {lose} y perdent{by_loss}, {same} sans changement."
            ),
            Language::English => format!(
                "Of {units} households or members compared, {gain} gain{by_gain}, {lose} lose{by_loss}, {same} see no change."
            ),
        }
    }
}

impl GroupName {
    /// As the first column of a table says it.
    pub fn written(&self, language: Language) -> String {
        match (self, language) {
            (GroupName::Part { part, of, mean }, Language::French) => {
                format!("{part} sur {of}, vers {}", mean.written(language))
            }
            (GroupName::Part { part, of, mean }, Language::English) => {
                format!("{part} of {of}, around {}", mean.written(language))
            }
            (GroupName::Persons(1), _) => language.choose("1 personne", "1 person").to_owned(),
            (GroupName::Persons(5), _) => {
                language.choose("5 personnes et plus", "5 persons or more").to_owned()
            }
            (GroupName::Persons(persons), _) => {
                format!("{persons} {}", language.choose("personnes", "persons"))
            }
            (GroupName::OtherSizes, _) => {
                language.choose("autres tailles réunies", "other sizes together").to_owned()
            }
        }
    }
}

fn replayed(run: &Run, language: Language) -> String {
    let (total, months) = (run.total(), run.months.len());
    let write = |amount: Amount| amount.written(language);
    let (today, proposed) = (total.today, total.proposed);
    let over = match (language, months) {
        (Language::French, 1) => "Sur le dernier mois".to_owned(),
        (Language::French, _) => format!("Sur les {months} derniers mois"),
        (Language::English, 1) => "Over the last month".to_owned(),
        (Language::English, _) => format!("Over the last {months} months"),
    };
    match language {
        Language::French => format!(
            "{over}, les cotisations auraient été de {} au lieu de {}, les allocations de {} au lieu de {}.",
            write(proposed.contributions),
            write(today.contributions),
            write(proposed.allocations),
            write(today.allocations)
        ),
        Language::English => format!(
            "{over} contributions would have been {} instead of {}, allowances {} instead of {}.",
            write(proposed.contributions),
            write(today.contributions),
            write(proposed.allocations),
            write(today.allocations)
        ),
    }
}

fn projected(run: &Run, language: Language) -> String {
    let (closing, months) = (run.closing(), run.months.len());
    let write = |amount: Amount| amount.written(language);
    let (opening, today, proposed) = (run.opening, closing.today, closing.proposed);
    match language {
        Language::French => format!(
            "Dans {months} mois, l'argent libre passerait de {} à {} ; sans la proposition, à {}.",
            write(opening),
            write(proposed),
            write(today)
        ),
        Language::English => format!(
            "In {months} months the free money would go from {} to {}; without the proposal, to {}.",
            write(opening),
            write(proposed),
            write(today)
        ),
    }
}

fn lasting(run: &Run, language: Language) -> String {
    let one = |tenths: Option<i64>| match tenths {
        Some(tenths) => {
            let comma = language.choose(",", ".");
            format!("{}{comma}{} {}", tenths / 10, tenths % 10, language.choose("mois", "months"))
        }
        None => language.choose("sans limite", "without limit").to_owned(),
    };
    let lasting = (run.survival_tenths.proposed, run.survival_tenths.today);
    let mut said = match language {
        Language::French if lasting == (None, None) => {
            "Rien ne sortirait de la caisse : elle tiendrait sans limite, avec ou sans la proposition."
                .to_owned()
        }
        Language::English if lasting == (None, None) => {
            "Nothing would leave the fund: it would last without limit, with or without the proposal."
                .to_owned()
        }
        Language::French => format!(
            "Si plus rien ne rentrait ensuite, la caisse tiendrait {} ; sans la proposition, {}.",
            one(run.survival_tenths.proposed),
            one(run.survival_tenths.today)
        ),
        Language::English => format!(
            "If nothing came in after that, the fund would last {}; without the proposal, {}.",
            one(run.survival_tenths.proposed),
            one(run.survival_tenths.today)
        ),
    };
    if let Some(month) = run.empty_in.proposed {
        let month = month.written(language);
        said.push_str(&match language {
            Language::French => format!(" Avec la proposition, elle serait vide en {month}."),
            Language::English => format!(" With the proposal it would be empty in {month}."),
        });
    }
    said
}
