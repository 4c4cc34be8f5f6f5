//! The models of caisse that come with the program: rules as files, and what each rule is for.

use std::path::Path;

use caisse_domain::assemblies::Statutes;
use caisse_domain::ledger::Chart;
use caisse_domain::rules::{AdoptedRule, LegalMode, Purpose};
use caisse_rules::RuleSet;
use caisse_units::Language;
use serde::Deserialize;

use crate::work::statutes_file;

/// A model, read.
#[derive(Clone, Debug)]
pub struct Model {
    /// Its name on the command line.
    pub name: String,
    /// Its title in French and in English.
    pub title: (String, String),
    /// The sector it is written for.
    pub sector: String,
    /// The name of its chart of accounts.
    pub chart: String,
    /// Its rules, each with its purpose.
    pub rules: Vec<AdoptedRule>,
}

/// Why a model is not used: every reason, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    /// Each in French and in English.
    pub problems: Vec<(String, String)>,
}

impl ModelError {
    fn one(french: String, english: String) -> ModelError {
        ModelError { problems: vec![(french, english)] }
    }

    /// The problems, one per line.
    pub fn sentence(&self, language: Language) -> String {
        let lines: Vec<&str> = self
            .problems
            .iter()
            .map(|(french, english)| language.choose(french, english))
            .collect();
        lines.join("\n")
    }
}

macro_rules! files {
    ($($model:literal: [$($file:literal),*];)*) => {
        &[$(($model, &[
            ("modele.toml", include_str!(concat!("../../../models/", $model, "/modele.toml"))),
            $(($file, include_str!(concat!("../../../models/", $model, "/", $file)))),*
        ])),*]
    };
}

type Files = &'static [(&'static str, &'static [(&'static str, &'static str)])];

const MODELS: Files = files! {
    "food-caisse-ariege": ["caisse.toml"];
    "food-caisse-gironde": ["caisse.toml"];
    "food-caisse-lyon": ["caisse.toml"];
    "sector-caisse": ["caisse.toml"];
    "union-dues-cgt": ["cotisation.toml"];
};

const STATUTES: &[(&str, &str)] = &[
    ("association-1901", include_str!("../../../models/statutes/association-1901.toml")),
    ("union-section", include_str!("../../../models/statutes/union-section.toml")),
    ("colleges", include_str!("../../../models/statutes/colleges.toml")),
];

const CHARTS: &[(&str, &str)] = &[
    ("association-2018", include_str!("../../../charts/association-2018.csv")),
    ("association-2025", include_str!("../../../charts/association-2025.csv")),
    ("union-2018", include_str!("../../../charts/union-2018.csv")),
    ("union-2025", include_str!("../../../charts/union-2025.csv")),
];

/// The name of the file that says what each rule of a model is for.
pub const MANIFEST: &str = "modele.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    titre: Titled,
    secteur: String,
    plan: String,
    #[serde(default)]
    regle: Vec<Use>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Titled {
    fr: String,
    en: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Use {
    nom: String,
    objet: Object,
    besoin: Option<String>,
    mode: Option<Mode>,
    propre: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Object {
    Cotisation,
    Allocation,
    Cles,
    Plancher,
    Parametre,
    Perequation,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Aide,
    Dons,
    Assurance,
    Credit,
}

/// The names of the models that come with the program.
pub fn names() -> impl Iterator<Item = &'static str> {
    MODELS.iter().map(|(name, _)| *name)
}

/// A chart of accounts that comes with the program.
///
/// # Errors
/// [`ModelError`] names the charts there are.
pub fn chart(name: &str) -> Result<Chart, ModelError> {
    let found = CHARTS.iter().find(|(known, _)| *known == name);
    let Some((_, text)) = found else {
        let known: Vec<&str> = CHARTS.iter().map(|(known, _)| *known).collect();
        return Err(ModelError::one(
            format!(
                "aucun plan de comptes ne s'appelle « {name} » ; il y a : {}",
                known.join(", ")
            ),
            format!("no chart of accounts is called “{name}”; there are: {}", known.join(", ")),
        ));
    };
    Chart::parse(text).map_err(|errors| ModelError {
        problems: errors
            .iter()
            .map(|error| (error.sentence(Language::French), error.sentence(Language::English)))
            .collect(),
    })
}

/// The names of the statutes that come with the program.
pub fn statutes_names() -> impl Iterator<Item = &'static str> {
    STATUTES.iter().map(|(name, _)| *name)
}

/// Statutes that come with the program, or those of a file.
///
/// # Errors
/// [`ModelError`] lists everything that is wrong with the file, each with its line, or names the
/// statutes there are.
pub fn statutes(name: &str) -> Result<Statutes, ModelError> {
    let bytes = match STATUTES.iter().find(|(known, _)| *known == name) {
        Some((_, text)) => text.as_bytes().to_vec(),
        None if Path::new(name).is_file() => statutes_bytes(Path::new(name))?,
        None => {
            let known = statutes_names().collect::<Vec<&str>>().join(", ");
            return Err(ModelError::one(
                format!(
                    "« {name} » n'est ni un fichier ni le nom de statuts connus ; il y a : {known}"
                ),
                format!(
                    "“{name}” is neither a file nor the name of known statutes; there are: {known}"
                ),
            ));
        }
    };
    statutes_file::read(&bytes).map_err(|problems| ModelError {
        problems: problems
            .iter()
            .map(|one| (one.sentence(Language::French), one.sentence(Language::English)))
            .collect(),
    })
}

/// The bytes of a file, one more than are allowed at most.
fn statutes_bytes(path: &Path) -> Result<Vec<u8>, ModelError> {
    use std::io::Read as _;
    let mut bytes = Vec::new();
    let most = statutes_file::MOST_BYTES as u64 + 1;
    let read = std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| {
        ModelError::one(
            format!("{} ne peut être lu : {error}", path.display()),
            format!("{} cannot be read: {error}", path.display()),
        )
    })?;
    Ok(bytes)
}

/// A model that comes with the program, or one in a folder of rule files.
///
/// # Errors
/// [`ModelError`] lists everything that is wrong.
pub fn model(name: &str) -> Result<Model, ModelError> {
    if let Some((_, files)) = MODELS.iter().find(|(known, _)| *known == name) {
        let files: Vec<(String, String)> =
            files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        return read(name, files);
    }
    let folder = Path::new(name);
    if !folder.is_dir() {
        let known: Vec<&str> = names().collect();
        return Err(ModelError::one(
            format!("aucun modèle ne s'appelle « {name} » ; il y a : {}", known.join(", ")),
            format!("no model is called “{name}”; there are: {}", known.join(", ")),
        ));
    }
    read(name, rule_files(folder)?)
}

/// The TOML files of a folder, or the one file.
///
/// # Errors
/// [`ModelError`] names the file that cannot be read.
pub fn rule_files(place: &Path) -> Result<Vec<(String, String)>, ModelError> {
    let fail = |path: &Path, error: std::io::Error| {
        ModelError::one(
            format!("{} ne peut être lu : {error}", path.display()),
            format!("{} cannot be read: {error}", path.display()),
        )
    };
    let mut paths = Vec::new();
    if place.is_dir() {
        for entry in std::fs::read_dir(place).map_err(|error| fail(place, error))? {
            let path = entry.map_err(|error| fail(place, error))?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                paths.push(path);
            }
        }
        paths.sort();
    } else {
        paths.push(place.to_path_buf());
    }
    let mut files = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(|error| fail(&path, error))?;
        let name = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
        files.push((name, text));
    }
    Ok(files)
}

fn read(name: &str, files: Vec<(String, String)>) -> Result<Model, ModelError> {
    let (manifests, rules): (Vec<_>, Vec<_>) =
        files.into_iter().partition(|(file, _)| file == MANIFEST);
    let Some((_, text)) = manifests.first() else {
        return Err(ModelError::one(
            format!("il manque {MANIFEST}, qui dit l'objet de chaque règle"),
            format!("{MANIFEST}, which says what each rule is for, is missing"),
        ));
    };
    let manifest: Manifest = toml::from_str(text).map_err(|error| {
        ModelError::one(format!("{MANIFEST} : {error}"), format!("{MANIFEST}: {error}"))
    })?;
    let set = RuleSet::read(&rules).map_err(|errors| ModelError {
        problems: errors
            .iter()
            .map(|error| (error.sentence(Language::French), error.sentence(Language::English)))
            .collect(),
    })?;
    let rules = purposes(&manifest, &set)?;
    Ok(Model {
        name: name.to_owned(),
        title: (manifest.titre.fr, manifest.titre.en),
        sector: manifest.secteur,
        chart: manifest.plan,
        rules,
    })
}

fn purposes(manifest: &Manifest, set: &RuleSet) -> Result<Vec<AdoptedRule>, ModelError> {
    for listed in &manifest.regle {
        if set.rule(&listed.nom).is_none() {
            return Err(ModelError::one(
                format!("{MANIFEST} parle de « {} », qu'aucun fichier ne définit", listed.nom),
                format!("{MANIFEST} speaks of “{}”, which no file defines", listed.nom),
            ));
        }
    }
    let mut rules = Vec::new();
    for rule in set.rules() {
        let listed = manifest.regle.iter().find(|listed| listed.nom == rule.name);
        let purpose = listed.map_or(Ok(Purpose::Parameter), purpose)?;
        rules.push(AdoptedRule { purpose, rule: rule.clone() });
    }
    Ok(rules)
}

fn purpose(listed: &Use) -> Result<Purpose, ModelError> {
    let missing = |field: &str| {
        ModelError::one(
            format!("{MANIFEST} : « {} » doit dire « {field} »", listed.nom),
            format!("{MANIFEST}: “{}” must say “{field}”", listed.nom),
        )
    };
    Ok(match listed.objet {
        Object::Cotisation => Purpose::Contribution,
        Object::Plancher => Purpose::ReserveFloor,
        Object::Parametre => Purpose::Parameter,
        Object::Perequation => Purpose::Equalisation,
        Object::Cles => {
            Purpose::Keys { own: listed.propre.clone().ok_or_else(|| missing("propre"))? }
        }
        Object::Allocation => Purpose::Benefit {
            need: listed.besoin.clone().ok_or_else(|| missing("besoin"))?,
            mode: match listed.mode.ok_or_else(|| missing("mode"))? {
                Mode::Aide => LegalMode::DiscretionaryAid,
                Mode::Dons => LegalMode::GiftCircle,
                Mode::Assurance => LegalMode::InsuredByPartner,
                Mode::Credit => LegalMode::CreditByThirdParty,
            },
        },
    })
}
