//! The sentences of the errors, French and English side by side.

use caisse_units::Language;

use super::{Form, Limited, RuleProblem};
use crate::tree::Period;
use crate::value::ValueType;

impl RuleProblem {
    /// The sentence without the place.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::French => self.french(),
            Language::English => self.english(),
        }
    }

    fn french(&self) -> String {
        use RuleProblem as P;
        let fr = Language::French;
        match self {
            P::NotToml { reason } => format!("le fichier n'est pas du TOML : {reason}"),
            P::TooMany { what, limit } => {
                format!("trop de {} ; il en faut au plus {limit}", what.name(fr))
            }
            P::UnknownKey { key, nearest, expected } => {
                let hint = match nearest {
                    Some(nearest) => format!("voulez-vous dire « {nearest} » ?"),
                    None => format!("clés possibles : {}", expected.join(", ")),
                };
                format!("la clé « {key} » n'a pas de sens ici ; {hint}")
            }
            P::MissingKey { key } => format!("il manque la clé « {key} »"),
            P::KeySaidTwice { french, english } => {
                format!("« {french} » et « {english} » disent la même chose ; gardez-en une")
            }
            P::WrongForm { expected, found } => {
                format!("attendu : {} ; trouvé : {found}", expected.name(fr))
            }
            P::DecimalNumber { number } => format!(
                "le nombre {number} n'a pas d'unité ; écrivez par exemple \"{number} EUR\" ou \
                 \"{number} %\""
            ),
            P::NoMechanism { mechanisms } => {
                format!("il faut un mécanisme parmi : {}", mechanisms.join(", "))
            }
            P::SeveralMechanisms { found } => {
                format!("un seul mécanisme à la fois ; trouvés : {}", found.join(", "))
            }
            P::BadName { name } => format!(
                "« {name} » n'est pas un nom ; prenez des lettres minuscules sans accent, des \
                 chiffres et « _ », une lettre d'abord"
            ),
            P::NameTwice { name } => format!("le nom « {name} » est donné deux fois"),
            P::UnknownName { name, nearest } => format!(
                "« {name} » n'est ni une entrée, ni une ligne plus haut, ni une règle{}",
                did_you_mean(nearest, fr)
            ),
            P::UnknownCase { case, input, choices, nearest } => format!(
                "« {case} » n'est pas un cas de « {input} » ({}){}",
                choices.join(", "),
                did_you_mean(nearest, fr)
            ),
            P::KeyTwice { key } => format!("le cas « {} » est donné deux fois", key.written(fr)),
            P::EmptyList => "la liste est vide ; il y faut au moins un élément".to_owned(),
            P::NoLine => "il faut au moins une version, et une ligne par version".to_owned(),
            P::OtherwiseMissing => {
                "il manque « sinon » : que vaut-elle quand il n'y a personne ?".to_owned()
            }
            P::IllTyped { expected, found } => {
                let mut sentence =
                    format!("attendu : {} ; trouvé : {}", type_names(expected, fr), found.name(fr));
                if let Some(hint) = type_hint(expected, *found, fr) {
                    sentence += hint;
                }
                sentence
            }
            P::MixedPeriods { one, other } => format!(
                "un montant par {} et un montant par {} ne vont pas ensemble ; convertissez l'un \
                 des deux",
                one.name(fr),
                other.name(fr)
            ),
            other => other.french_checks(),
        }
    }

    fn french_checks(&self) -> String {
        use RuleProblem as P;
        let fr = Language::French;
        match self {
            P::StepNotPositive => "le pas doit dépasser zéro".to_owned(),
            P::RoundingOfNonEuros => {
                "seul un montant s'arrondit à un multiple d'euros ; ôtez le pas".to_owned()
            }
            P::OptionalOutsideChoice { name } => format!(
                "l'entrée facultative « {name} » peut être inconnue ; lisez-la par « choix », ou \
                 donnez-lui une valeur par défaut"
            ),
            P::KeysNotWhole { sum } => {
                format!("les clés font {} ; elles doivent faire 100 %", sum.written(fr))
            }
            P::Cycle { rules } => {
                format!("ces règles dépendent en rond l'une de l'autre : {}", rules.join(" → "))
            }
            P::SameDate { day } => format!(
                "deux versions commencent le {} ; une version vaut jusqu'à la suivante",
                day.written(fr)
            ),
            P::VersionsOutOfOrder { day, after } => format!(
                "la version du {} vient après celle du {} ; rangez-les par date",
                day.written(fr),
                after.written(fr)
            ),
            P::ReferenceTooYoung { rule, first } => format!(
                "« {rule} » n'existe qu'à partir du {} ; donnez-lui une version plus ancienne",
                first.written(fr)
            ),
            P::LimitsNotIncreasing { number, on } => format!(
                "la limite de la tranche {number} ne dépasse pas la précédente (au {}) ; les \
                 tranches se chevauchent",
                on.written(fr)
            ),
            P::OpenBracketNotLast { number } => {
                format!(
                    "la tranche {number} n'a pas de limite ; seule la dernière peut s'en passer"
                )
            }
            P::LimitNotFixed { number } => format!(
                "rien ne montre que la limite de la tranche {number} dépasse la précédente ; prenez \
                 des constantes, des paramètres, ou le même prorata dans chaque tranche"
            ),
            P::MayOverflow { inputs } => format!(
                "le résultat pourrait dépasser ce qui s'écrit ; bornez les entrées : {}",
                inputs.join(", ")
            ),
            P::WholeMayBeZero => {
                "le tout du prorata pourrait être nul ; bornez-le au-dessus de zéro".to_owned()
            }
            P::TotalMayBeNegative => "le montant à partager pourrait être négatif ; prenez un \
                 « complement », qui s'arrête à zéro"
                .to_owned(),
            P::TotalNotCommon => "le montant à partager dépend du participant ; il doit être le \
                 même pour tous"
                .to_owned(),
            P::TransfersBounded => "une ligne de transferts n'a ni plancher ni plafond : ils \
                 rompraient l'équilibre ; bornez le montant de chacun dans la formule et nommez qui \
                 porte l'écart (reste_a ou porteurs)"
                .to_owned(),
            P::TransfersCommon => "le transfert est le même pour tous : personne ne paierait ou \
                 personne ne recevrait ; il doit dépendre du participant"
                .to_owned(),
            P::BoundsCrossed => "la borne basse dépasse la borne haute".to_owned(),
            P::InputMisdeclared { kind } => format!(
                "une borne ou la valeur par défaut n'est pas du type {} ou sort des bornes",
                kind.name(fr)
            ),
            P::ChoicesMisplaced => {
                "une catégorie a besoin de ses cas (« choix »), et elle seule en a".to_owned()
            }
            P::InputDisagrees { name, other } => format!(
                "l'entrée « {name} » est déclarée autrement par la règle « {other} », utilisée ici"
            ),
            P::ResultType { expected, found } => format!(
                "le résultat annoncé est : {} ; la dernière ligne donne : {}",
                expected.name(fr),
                found.name(fr)
            ),
            P::ExampleDiffers { name, expected, found } => match found {
                Some(found) => format!(
                    "l'exemple attend {} pour « {name} » ; la règle donne {}",
                    expected.written(fr),
                    found.written(fr)
                ),
                None => format!("l'exemple attend « {name} », que la règle n'a pas"),
            },
            P::ExampleFails { error } => {
                format!("l'exemple ne se calcule pas : {}", error.sentence(fr))
            }
            _ => String::new(),
        }
    }

    fn english(&self) -> String {
        use RuleProblem as P;
        let en = Language::English;
        match self {
            P::NotToml { reason } => format!("the file is not TOML: {reason}"),
            P::TooMany { what, limit } => {
                format!("too many {}; there may be at most {limit}", what.name(en))
            }
            P::UnknownKey { key, nearest, expected } => {
                let hint = match nearest {
                    Some(nearest) => format!("did you mean “{nearest}”?"),
                    None => format!("possible keys: {}", expected.join(", ")),
                };
                format!("the key “{key}” has no meaning here; {hint}")
            }
            P::MissingKey { key } => format!("the key “{key}” is missing"),
            P::KeySaidTwice { french, english } => {
                format!("“{french}” and “{english}” say the same thing; keep one")
            }
            P::WrongForm { expected, found } => {
                format!("expected: {}; found: {found}", expected.name(en))
            }
            P::DecimalNumber { number } => format!(
                "the number {number} has no unit; write for example \"{number} EUR\" or \
                 \"{number} %\""
            ),
            P::NoMechanism { mechanisms } => {
                format!("a mechanism is needed among: {}", mechanisms.join(", "))
            }
            P::SeveralMechanisms { found } => {
                format!("one mechanism at a time; found: {}", found.join(", "))
            }
            P::BadName { name } => format!(
                "“{name}” is not a name; use small letters without accents, digits and “_”, a \
                 letter first"
            ),
            P::NameTwice { name } => format!("the name “{name}” is given twice"),
            P::UnknownName { name, nearest } => format!(
                "“{name}” is neither an input, nor a line above, nor a rule{}",
                did_you_mean(nearest, en)
            ),
            P::UnknownCase { case, input, choices, nearest } => format!(
                "“{case}” is not a case of “{input}” ({}){}",
                choices.join(", "),
                did_you_mean(nearest, en)
            ),
            P::KeyTwice { key } => format!("the case “{}” is given twice", key.written(en)),
            P::EmptyList => "the list is empty; it needs at least one element".to_owned(),
            P::NoLine => "at least one version is needed, and one line per version".to_owned(),
            P::OtherwiseMissing => {
                "“sinon” (otherwise) is missing: what is it when there is nobody?".to_owned()
            }
            P::IllTyped { expected, found } => {
                let mut sentence =
                    format!("expected: {}; found: {}", type_names(expected, en), found.name(en));
                if let Some(hint) = type_hint(expected, *found, en) {
                    sentence += hint;
                }
                sentence
            }
            P::MixedPeriods { one, other } => format!(
                "an amount per {} and an amount per {} do not go together; convert one of them",
                one.name(en),
                other.name(en)
            ),
            other => other.english_checks(),
        }
    }

    fn english_checks(&self) -> String {
        use RuleProblem as P;
        let en = Language::English;
        match self {
            P::StepNotPositive => "the step must be above zero".to_owned(),
            P::RoundingOfNonEuros => {
                "only an amount rounds to a multiple of euros; remove the step".to_owned()
            }
            P::OptionalOutsideChoice { name } => format!(
                "the optional input “{name}” may be unknown; read it by “choix” (chosen), or give \
                 it a default value"
            ),
            P::KeysNotWhole { sum } => {
                format!("the keys make {}; they must make 100%", sum.written(en))
            }
            P::Cycle { rules } => {
                format!("these rules depend on each other in a circle: {}", rules.join(" → "))
            }
            P::SameDate { day } => {
                format!("two versions begin on {}; a version holds until the next", day.written(en))
            }
            P::VersionsOutOfOrder { day, after } => format!(
                "the version of {} comes after that of {}; put them in order of date",
                day.written(en),
                after.written(en)
            ),
            P::ReferenceTooYoung { rule, first } => format!(
                "“{rule}” only exists from {}; give it an earlier version",
                first.written(en)
            ),
            P::LimitsNotIncreasing { number, on } => format!(
                "the limit of bracket {number} is not above the one before (on {}); brackets \
                 overlap",
                on.written(en)
            ),
            P::OpenBracketNotLast { number } => {
                format!("bracket {number} has no limit; only the last may have none")
            }
            P::LimitNotFixed { number } => format!(
                "nothing shows that the limit of bracket {number} is above the one before; use \
                 constants, parameters, or the same proportion in each bracket"
            ),
            P::MayOverflow { inputs } => format!(
                "the result could exceed what can be written; give bounds to the inputs: {}",
                inputs.join(", ")
            ),
            P::WholeMayBeZero => {
                "the whole of the proportion could be zero; bound it above zero".to_owned()
            }
            P::TotalMayBeNegative => "the amount to share could be negative; use a “complement” \
                 (top_up), which stops at zero"
                .to_owned(),
            P::TotalNotCommon => "the amount to share depends on the participant; it must be the \
                 same for all"
                .to_owned(),
            P::TransfersBounded => "a line of transfers has no floor and no ceiling: they would \
                 unbalance it; bound each one's amount in the formula and name who bears the \
                 difference (remainder_to or carriers)"
                .to_owned(),
            P::TransfersCommon => "the transfer is the same for all: nobody would pay or nobody \
                 would receive; it must depend on the participant"
                .to_owned(),
            P::BoundsCrossed => "the lower bound is above the upper bound".to_owned(),
            P::InputMisdeclared { kind } => format!(
                "a bound or the default value is not of type {}, or is out of bounds",
                kind.name(en)
            ),
            P::ChoicesMisplaced => {
                "a category needs its cases (“choix”), and nothing else has any".to_owned()
            }
            P::InputDisagrees { name, other } => {
                format!("the input “{name}” is declared otherwise by the rule “{other}”, used here")
            }
            P::ResultType { expected, found } => format!(
                "the announced result is: {}; the last line gives: {}",
                expected.name(en),
                found.name(en)
            ),
            P::ExampleDiffers { name, expected, found } => match found {
                Some(found) => format!(
                    "the example expects {} for “{name}”; the rule gives {}",
                    expected.written(en),
                    found.written(en)
                ),
                None => format!("the example expects “{name}”, which the rule does not have"),
            },
            P::ExampleFails { error } => {
                format!("the example cannot be computed: {}", error.sentence(en))
            }
            _ => String::new(),
        }
    }
}

fn did_you_mean(nearest: &Option<String>, language: Language) -> String {
    match (nearest, language) {
        (Some(nearest), Language::French) => format!(" ; voulez-vous dire « {nearest} » ?"),
        (Some(nearest), Language::English) => format!("; did you mean “{nearest}”?"),
        (None, _) => String::new(),
    }
}

fn type_names(kinds: &[ValueType], language: Language) -> String {
    let names: Vec<&str> = kinds.iter().map(|kind| kind.name(language)).collect();
    names.join(language.choose(" ou ", " or "))
}

/// What people most often mean by the mistake.
fn type_hint(expected: &[ValueType], found: ValueType, language: Language) -> Option<&'static str> {
    let (french, english) = match (expected, found) {
        ([ValueType::Rate], ValueType::Euros) => (
            " (des euros ne se multiplient pas par des euros ; prenez un taux)",
            " (euros are not multiplied by euros; use a rate)",
        ),
        ([ValueType::Euros], ValueType::Rate) => (
            " (un taux ne s'ajoute pas à des euros ; multipliez-le d'abord par un montant)",
            " (a rate is not added to euros; multiply it by an amount first)",
        ),
        ([ValueType::Euros], ValueType::Count) => {
            (" (écrivez l'unité : \"5 EUR\")", " (write the unit: \"5 EUR\")")
        }
        _ => return None,
    };
    Some(language.choose(french, english))
}

impl Period {
    /// The name for people: `mois`, `month`.
    pub fn name(self, language: Language) -> &'static str {
        let (french, english) = match self {
            Period::Hour => ("heure", "hour"),
            Period::Day => ("jour", "day"),
            Period::Month => ("mois", "month"),
            Period::Year => ("an", "year"),
        };
        language.choose(french, english)
    }
}

impl Limited {
    fn name(self, language: Language) -> &'static str {
        let (french, english) = match self {
            Limited::Files => ("fichiers", "files"),
            Limited::Bytes => ("octets", "bytes"),
            Limited::Rules => ("règles", "rules"),
            Limited::Versions => ("versions", "versions"),
            Limited::Lines => ("lignes", "lines"),
            Limited::Inputs => ("entrées", "inputs"),
            Limited::Nodes => ("étapes dans une formule", "steps in one formula"),
            Limited::Depth => ("formules l'une dans l'autre", "formulas inside each other"),
            Limited::Chain => ("règles en chaîne", "rules in a chain"),
            Limited::Elements => ("éléments dans une liste", "elements in one list"),
            Limited::Letters => ("lettres dans un texte", "letters in one text"),
        };
        language.choose(french, english)
    }
}

impl Form {
    fn name(self, language: Language) -> &'static str {
        let (french, english) = match self {
            Form::Text => ("un texte entre guillemets", "a text in quotes"),
            Form::Table => ("une table { clé = valeur }", "a table { key = value }"),
            Form::List => ("une liste [ … ]", "a list [ … ]"),
            Form::Date => ("une date comme 2026-01-31", "a date such as 2026-01-31"),
            Form::TrueOrFalse => ("true ou false", "true or false"),
            Form::Formula => (
                "une formule : un nom, une valeur avec son unité, ou { mécanisme = … }",
                "a formula: a name, a value with its unit, or { mechanism = … }",
            ),
            Form::Type => (
                "un type : EUR, EUR/mois, taux, mois, jours, heures, nombre, oui/non, categorie, \
                 date",
                "a type: EUR, EUR/month, rate, months, days, hours, count, yes/no, category, date",
            ),
            Form::Constant => (
                "une valeur avec son unité : \"12,50 EUR\", \"2,5 %\", \"6 mois\", 3, \"'cas'\"",
                "a value with its unit: \"12.50 EUR\", \"2.5 %\", \"6 months\", 3, \"'case'\"",
            ),
            Form::Amount => ("un montant comme \"5,00 EUR\"", "an amount such as \"5.00 EUR\""),
            Form::Rate => ("un taux comme \"2,5 %\"", "a rate such as \"2.5 %\""),
            Form::Comparison => ("<, <=, =, !=, >= ou >", "<, <=, =, !=, >= or >"),
            Form::Rounding => (
                "un arrondi : \"centime\", \"centime inférieur\", \"euro supérieur\", \"5 EUR\"…",
                "a rounding: \"cent\", \"cent down\", \"euro up\", \"5 EUR\"…",
            ),
            Form::Method => (
                "une méthode : cles, proportion, egal, recompenses_egales, pertes_egales, talmud, \
                 priorites, jusqu_au_niveau, plus_forts_restes, transferts",
                "a method: keys, proportion, equal, equal_awards, equal_losses, talmud, \
                 priorities, up_to_level, largest_remainders, transfers",
            ),
            Form::Residue => (
                "qui porte l'écart : personne, payeurs, receveurs ou deux_cotes",
                "who bears the difference: nobody, payers, receivers or both",
            ),
            Form::Function => (
                "somme, nombre, moyenne, minimum ou maximum",
                "sum, count, mean, minimum or maximum",
            ),
            Form::Period => ("heure, jour, mois ou an", "hour, day, month or year"),
            Form::Role => ("verse, recu ou reste", "paid, received or kept"),
            Form::Outside => ("refus ou ramene", "refused or clamped"),
            Form::Column => (
                "le nom d'une entrée ou d'une ligne plus haut",
                "the name of an input or of a line above",
            ),
        };
        language.choose(french, english)
    }
}
