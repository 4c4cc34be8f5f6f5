//! The list of what programs may read, each with its address, its shape and how it is asked.

use std::str::FromStr;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::extract::RawPathParams;
use axum::extract::rejection::RawPathParamsRejection;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get};
use caisse_units::Language;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::Value;

use super::{problem, stranger};
use crate::house::House;
use crate::pages::Trouble;
use crate::reception::{Inside, Reception};
use crate::views::Supposed;
use crate::visit::Visit;

/// One thing that programs may read.
pub(crate) struct Reading {
    /// Its address, with the names of its parameters in braces.
    pub path: &'static str,
    /// What it is, in French and in English.
    pub says: (&'static str, &'static str),
    /// Whether it is one page of a long list.
    pub paged: bool,
    /// Its shape.
    pub schema: Value,
    route: MethodRouter<Arc<dyn Reception>>,
}

impl Reading {
    /// The names of the parameters of its address, in order.
    pub fn parameters(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    }
}

/// What a program asks: the parameters of the address, and what its query says.
pub(crate) struct Asked {
    parameters: Vec<(String, String)>,
    /// The page of a long list, from 1.
    pub page: u32,
    /// Figures that are only supposed.
    pub supposed: Supposed,
    /// The language to answer in.
    pub language: Language,
}

impl Asked {
    /// A parameter as it stands in the address; empty when there is none of that name.
    pub fn text(&self, name: &str) -> &str {
        let found = self.parameters.iter().find(|(other, _)| other == name);
        found.map_or("", |(_, value)| value)
    }

    /// A parameter, read; nothing when it is not one.
    pub fn read<T: FromStr>(&self, name: &str) -> Option<T> {
        self.text(name).parse().ok()
    }
}

/// The list, while it is made and afterwards.
pub(crate) struct Catalogue {
    /// Each reading, in the order of the document.
    pub readings: Vec<Reading>,
    schemas: Mutex<SchemaGenerator>,
}

impl Catalogue {
    pub fn new() -> Catalogue {
        let settings = SchemaSettings::draft2020_12()
            .for_serialize()
            .with(|settings| settings.definitions_path = "/components/schemas".into());
        Catalogue { readings: Vec::new(), schemas: Mutex::new(settings.into_generator()) }
    }

    /// One more reading.
    #[must_use]
    pub fn with<T: Serialize + JsonSchema + 'static>(
        self,
        path: &'static str,
        says: (&'static str, &'static str),
        ask: fn(&dyn House, &Asked) -> Option<T>,
    ) -> Catalogue {
        self.reading(path, says, false, ask)
    }

    /// One more reading, of a list that is given page by page.
    #[must_use]
    pub fn with_pages<T: Serialize + JsonSchema + 'static>(
        self,
        path: &'static str,
        says: (&'static str, &'static str),
        ask: fn(&dyn House, &Asked) -> Option<T>,
    ) -> Catalogue {
        self.reading(path, says, true, ask)
    }

    fn reading<T: Serialize + JsonSchema + 'static>(
        mut self,
        path: &'static str,
        says: (&'static str, &'static str),
        paged: bool,
        ask: fn(&dyn House, &Asked) -> Option<T>,
    ) -> Catalogue {
        let schema = {
            let mut schemas = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
            schemas.subschema_for::<T>().to_value()
        };
        let route = get(move |inside: Inside, visit: Visit, parameters: Parameters| {
            tell(inside, visit, parameters, ask)
        });
        self.readings.push(Reading { path, says, paged, schema, route });
        self
    }

    /// The routes of all readings.
    pub fn routes(&self) -> Router<Arc<dyn Reception>> {
        self.readings.iter().fold(Router::new(), |router, reading| {
            router.route(&format!("/api/v1{}", reading.path), reading.route.clone())
        })
    }

    /// The shapes by name, to which those of the readings refer.
    pub fn shapes(&self) -> Value {
        let schemas = self.schemas.lock().unwrap_or_else(PoisonError::into_inner);
        Value::Object(schemas.definitions().clone())
    }
}

type Parameters = Result<RawPathParams, RawPathParamsRejection>;

/// Asks the house on a thread where taking its time delays nobody.
async fn tell<T: Serialize + 'static>(
    inside: Inside,
    visit: Visit,
    parameters: Parameters,
    ask: fn(&dyn House, &Asked) -> Option<T>,
) -> Response {
    let language = visit.language;
    if inside.wrong_token {
        return stranger(language);
    }
    let Ok(parameters) = parameters else { return problem(Trouble::Unreadable, language) };
    let named = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let asked = Asked {
        parameters: parameters.iter().map(named).collect(),
        page: visit.page,
        supposed: visit.supposed(),
        language,
    };
    let told = tokio::task::spawn_blocking(move || {
        ask(&*inside.house, &asked).map(|found| serde_json::to_vec(&found))
    });
    match told.await {
        Ok(Some(Ok(json))) => ([(CONTENT_TYPE, "application/json")], json).into_response(),
        Ok(None) => problem(Trouble::NotFound, language),
        Ok(Some(Err(_))) | Err(_) => problem(Trouble::Broken, language),
    }
}
