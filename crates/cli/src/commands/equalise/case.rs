//! A case file, read with its limits: every fault names the place in the file.

use caisse_rules::equalisation::{Exact, FormulaError, parse};
use caisse_units::Language;
use serde_json::{Map, Value};

/// The longest case file, in bytes.
const LONGEST: usize = 16 * 1024 * 1024;
/// The most entries of one list.
const MOST: usize = 100_000;

/// A case file.
pub struct Case {
    /// Its name.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Which computation.
    pub operation: String,
    /// What is given.
    pub inputs: Inputs,
    /// What must come out; nothing if empty.
    pub expected: Map<String, Value>,
    /// The difference allowed.
    pub tolerance: Exact,
}

impl Case {
    /// Reads a file.
    ///
    /// # Errors
    /// A sentence that says what is missing or wrong.
    pub fn read(bytes: &[u8], language: Language) -> Result<Case, String> {
        let say = |french: &str, english: &str| language.choose(french, english).to_owned();
        if bytes.len() > LONGEST {
            return Err(say("le fichier dépasse 16 Mo", "the file is over 16 MB"));
        }
        let value: Value = serde_json::from_slice(bytes).map_err(|error| {
            format!("{} : {error}", say("ce n'est pas du JSON", "this is no JSON"))
        })?;
        if value["schema"] != "equalisation-case/1" {
            return Err(say(
                "« schema » doit être « equalisation-case/1 »",
                "“schema” must be “equalisation-case/1”",
            ));
        }
        let text = |name: &str| value[name].as_str().unwrap_or_default().to_owned();
        let operation = text("op");
        let Some(inputs) = value["inputs"].as_object() else {
            return Err(say("« inputs » manque", "“inputs” is missing"));
        };
        let tolerance = value["rounding"]["tolerance"].as_str().and_then(parse).unwrap_or_default();
        Ok(Case {
            id: text("id"),
            title: text("title"),
            operation,
            inputs: Inputs { map: inputs.clone(), place: "inputs".to_owned() },
            expected: value["expected"].as_object().cloned().unwrap_or_default(),
            tolerance,
        })
    }
}

/// Why a case cannot be computed.
#[derive(Debug)]
pub enum CaseError {
    /// An operation that this program does not know.
    Operation {
        /// What was read.
        found: String,
        /// Those that it knows.
        known: &'static [&'static str],
    },
    /// A value that is missing or of another form.
    Value {
        /// Where: `inputs.funds[1].income`.
        place: String,
        /// What it must be, in French and English.
        wanted: (&'static str, &'static str),
    },
    /// The formula has no answer.
    Formula(FormulaError),
}

impl From<FormulaError> for CaseError {
    fn from(error: FormulaError) -> CaseError {
        CaseError::Formula(error)
    }
}

impl CaseError {
    /// The sentence, with the remedy.
    pub fn sentence(&self, language: Language) -> String {
        match self {
            CaseError::Operation { found, known } => format!(
                "{} « {found} » ; {} : {}",
                language.choose("opération inconnue :", "unknown operation:"),
                language.choose("connues", "known"),
                known.join(", ")
            ),
            CaseError::Value { place, wanted } => {
                let wanted = language.choose(wanted.0, wanted.1);
                format!("{place} : {} {wanted}", language.choose("il faut", "needed:"))
            }
            CaseError::Formula(error) => error.sentence(language),
        }
    }
}

const NUMBER: (&str, &str) = (
    "un nombre : entier, décimal ou fraction p/q, exact, en texte",
    "a number: integer, decimal or fraction p/q, exact, as text",
);
const LIST: (&str, &str) = ("une liste d'au plus 100 000 éléments", "a list of at most 100,000");
const TABLE: (&str, &str) = ("un objet", "an object");
const PAIR: (&str, &str) = ("un nom et une valeur", "a name and a value");

/// An object of the file, with its place.
pub struct Inputs {
    map: Map<String, Value>,
    place: String,
}

impl Inputs {
    /// The place of a field.
    fn at(&self, name: &str) -> String {
        format!("{}.{name}", self.place)
    }

    /// True when the field is there and is not null.
    pub fn has(&self, name: &str) -> bool {
        self.map.get(name).is_some_and(|value| !value.is_null())
    }

    /// The names of the fields that begin so.
    pub fn beginning(&self, start: &str) -> Option<&str> {
        self.map.keys().map(String::as_str).find(|name| name.starts_with(start))
    }

    /// A number.
    pub fn number(&self, name: &str) -> Result<Exact, CaseError> {
        number(&self.map.get(name).cloned().unwrap_or_default(), &self.at(name))
    }

    /// A yes or no.
    pub fn yes(&self, name: &str) -> Result<bool, CaseError> {
        let wanted = ("true ou false", "true or false");
        self.map
            .get(name)
            .and_then(Value::as_bool)
            .ok_or_else(|| CaseError::Value { place: self.at(name), wanted })
    }

    /// A list of values with their places.
    fn values(&self, name: &str) -> Result<Vec<(Value, String)>, CaseError> {
        let list = self.map.get(name).and_then(Value::as_array);
        let list = list.filter(|list| list.len() <= MOST);
        let list = list.ok_or_else(|| CaseError::Value { place: self.at(name), wanted: LIST })?;
        let places = (0..).map(|index| format!("{}[{index}]", self.at(name)));
        Ok(list.iter().cloned().zip(places).collect())
    }

    /// A list of numbers.
    pub fn numbers(&self, name: &str) -> Result<Vec<Exact>, CaseError> {
        self.values(name)?.iter().map(|(value, place)| number(value, place)).collect()
    }

    /// A list of objects.
    pub fn tables(&self, name: &str) -> Result<Vec<Inputs>, CaseError> {
        let table = |(value, place): (Value, String)| match value {
            Value::Object(map) => Ok(Inputs { map, place }),
            _ => Err(CaseError::Value { place, wanted: TABLE }),
        };
        self.values(name)?.into_iter().map(table).collect()
    }

    /// An object.
    pub fn table(&self, name: &str) -> Result<Inputs, CaseError> {
        match self.map.get(name) {
            Some(Value::Object(map)) => Ok(Inputs { map: map.clone(), place: self.at(name) }),
            _ => Err(CaseError::Value { place: self.at(name), wanted: TABLE }),
        }
    }

    /// The numbers of an object, in the order of the file's names.
    pub fn entries(&self) -> Result<Vec<(String, Exact)>, CaseError> {
        let entry =
            |(name, value): (&String, &Value)| Ok((name.clone(), number(value, &self.at(name))?));
        self.map.iter().map(entry).collect()
    }

    /// A list of rows: so many numbers, after a name if `named`.
    pub fn rows(
        &self,
        name: &str,
        named: bool,
        count: usize,
    ) -> Result<Vec<Vec<Exact>>, CaseError> {
        let skipped = usize::from(named);
        let row = |(value, place): (Value, String)| {
            let cells = value.as_array().filter(|cells| cells.len() == skipped + count);
            let cells =
                cells.ok_or_else(|| CaseError::Value { place: place.clone(), wanted: PAIR })?;
            cells.iter().skip(skipped).map(|cell| number(cell, &place)).collect()
        };
        self.values(name)?.into_iter().map(row).collect()
    }

    /// The numbers of a list of rows of a name and a number.
    pub fn named(&self, name: &str) -> Result<Vec<Exact>, CaseError> {
        Ok(self.rows(name, true, 1)?.into_iter().flatten().collect())
    }
}

/// A number: a text, or an integer of JSON. Binary fractions are not exact, and refused.
fn number(value: &Value, place: &str) -> Result<Exact, CaseError> {
    let read = match value {
        Value::String(text) => parse(text),
        Value::Number(number) if !number.is_f64() => parse(&number.to_string()),
        _ => None,
    };
    read.ok_or_else(|| CaseError::Value { place: place.to_owned(), wanted: NUMBER })
}
