//! Jobs and forms as JSON, and the document (OpenAPI 3.1) that is written from them.
//!
//! Absent on purpose: anything that a form does not say itself.

use caisse_units::{Amount, Language};
use serde_json::{Map, Value, json};

use crate::counter::{Counter, JobCard, Preview};
use crate::form::{Field, Form, Kind, Table};
use crate::reception::Guest;

/// The jobs of a guest, each with its form when it has one without a subject.
pub(super) fn jobs(
    counter: &dyn Counter,
    guest: &Guest,
    language: Language,
) -> Vec<(JobCard, Option<Form>)> {
    let cards = counter.described(guest, language).into_iter();
    cards
        .map(|card| {
            let alone = card.subject.is_none();
            let form = alone.then(|| counter.form(guest, &card.job, None, language)).flatten();
            (card, form)
        })
        .collect()
}

/// A job of the list.
pub(super) fn card(card: &JobCard) -> Value {
    let subject = if card.subject.is_some() { "/{subject}" } else { "" };
    json!({
        "job": card.job, "title": card.title, "purpose": card.purpose, "part": card.part,
        "address": format!("/api/v1/jobs/{}{subject}", card.job),
    })
}

/// A form: how things stand, and the schema of the answers.
pub(super) fn form(form: &Form) -> Value {
    let facts: Vec<Value> =
        form.facts.iter().map(|fact| json!({ "label": fact.label, "value": fact.value })).collect();
    json!({
        "title": form.title, "introduction": form.introduction, "facts": facts,
        "answers": schema(form),
    })
}

/// What will happen if one agrees.
pub(super) fn preview(preview: &Preview) -> Value {
    let table = |table: &Table| json!({ "caption": table.caption, "columns": table.columns, "rows": table.rows });
    json!({ "confirm": {
        "title": preview.title, "sentences": preview.sentences,
        "tables": preview.tables.iter().map(table).collect::<Vec<_>>(),
    } })
}

/// The schema of the answers of a form.
fn schema(form: &Form) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for field in form.fields() {
        properties.insert(field.name.clone(), property(field));
        if field.required && field.kind != Kind::Hidden {
            required.push(field.name.clone());
        }
    }
    properties.insert("confirm".to_owned(), json!({ "type": "boolean", "default": false }));
    json!({
        "type": "object", "properties": properties, "required": required,
        "additionalProperties": false,
    })
}

fn property(field: &Field) -> Value {
    let text = |format: &str| json!({ "type": "string", "format": format });
    let mut property = match &field.kind {
        Kind::Text { most } | Kind::LongText { most } => {
            json!({ "type": "string", "maxLength": most })
        }
        Kind::Amount { least, most } => amount(*least, *most),
        Kind::Rate => json!({ "type": "string", "examples": ["2.5%"] }),
        Kind::Day => text("date"),
        Kind::Month => json!({ "type": "string", "examples": ["2026-01"] }),
        Kind::Whole { least, most } => {
            json!({ "type": "integer", "minimum": least, "maximum": most })
        }
        Kind::Choice(list) => {
            json!({ "type": "string", "enum": list.iter().map(|one| &one.word).collect::<Vec<_>>() })
        }
        Kind::Several(list) => json!({
            "type": "array", "uniqueItems": true,
            "items": {
                "type": "string",
                "enum": list.iter().map(|one| &one.word).collect::<Vec<_>>(),
            },
        }),
        Kind::YesNo => json!({ "type": "boolean" }),
        Kind::Email => text("email"),
        Kind::Secret => text("password"),
        Kind::Files { most, .. } => json!({
            "type": "array", "maxItems": most,
            "items": { "$ref": "#/components/schemas/File" },
        }),
        Kind::Hidden => json!({ "type": "string" }),
    };
    property["title"] = json!(field.label);
    if let Some(hint) = &field.hint {
        property["description"] = json!(hint);
    }
    property
}

fn amount(least: Amount, most: Amount) -> Value {
    json!({
        "type": "string", "examples": ["12.50"], "pattern": "^[0-9 ]+([.,][0-9]{1,2})?$",
        "x-minimum": least.to_string(), "x-maximum": most.to_string(),
    })
}

/// The document.
pub(super) fn document(jobs: &[(JobCard, Option<Form>)], language: Language) -> Value {
    let mut paths = Map::new();
    paths.insert("/api/v1/jobs".to_owned(), json!({ "get": {
        "operationId": "jobs",
        "summary": language.choose("Les tâches de qui a donné le jeton", "The jobs of whoever gave the token"),
        "responses": { "200": answered("Jobs"), "401": problem() },
    } }));
    for (card, form) in jobs {
        let (address, path) = match &card.subject {
            Some(_) => (format!("/api/v1/jobs/{}/{{subject}}", card.job), true),
            None => (format!("/api/v1/jobs/{}", card.job), false),
        };
        paths.insert(address, operations(card, form.as_ref(), path));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Caisse", "version": "1",
            "description": language.choose(
                "Les mêmes tâches que dans le navigateur. Chaque envoi porte une clé d'idempotence\u{a0}; ce qui se confirme est d'abord montré (202), puis fait avec «\u{a0}confirm\u{a0}: true\u{a0}».",
                "The same jobs as in the browser. Each request carries an idempotency key; what is to be agreed to is shown first (202), then done with “confirm: true”.",
            ),
        },
        "security": [{ "token": [] }],
        "paths": paths,
        "components": components(),
    })
}

fn operations(card: &JobCard, form: Option<&Form>, subject: bool) -> Value {
    let mut parameters = Vec::new();
    if subject {
        parameters.push(json!({
            "name": "subject", "in": "path", "required": true,
            "schema": { "type": "string", "maxLength": 40 },
        }));
    }
    let key = json!({
        "name": "Idempotency-Key", "in": "header", "required": true,
        "schema": { "type": "string", "pattern": "^[A-Za-z0-9-]{16,64}$" },
    });
    let answers = form.map_or_else(|| json!({ "type": "object" }), schema);
    let posted = parameters.iter().cloned().chain([key]).collect::<Vec<_>>();
    json!({
        "get": {
            "operationId": format!("show-{}", card.job), "summary": card.title,
            "description": card.purpose, "tags": [card.part], "parameters": parameters,
            "responses": { "200": answered("Form"), "401": problem(), "404": problem() },
        },
        "post": {
            "operationId": card.job, "summary": card.title, "description": card.purpose,
            "tags": [card.part], "parameters": posted,
            "requestBody": {
                "required": true, "content": { "application/json": { "schema": answers } },
            },
            "responses": {
                "200": {
                    "description": "OK",
                    "content": {
                        "application/json": { "schema": { "$ref": "#/components/schemas/Done" } },
                        "application/xml": { "schema": { "type": "string" } },
                    },
                },
                "202": answered("Confirm"), "400": problem(), "401": problem(), "404": problem(),
                "409": problem(), "413": problem(), "415": problem(), "422": problem(),
            },
        },
    })
}

fn answered(name: &str) -> Value {
    let schema = format!("#/components/schemas/{name}");
    json!({
        "description": name, "content": { "application/json": { "schema": { "$ref": schema } } },
    })
}

fn problem() -> Value {
    json!({
        "description": "Problem",
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" },
        } },
    })
}

fn components() -> Value {
    let text = json!({ "type": "string" });
    json!({
        "securitySchemes": { "token": { "type": "http", "scheme": "bearer" } },
        "schemas": {
            "Jobs": {
                "type": "object", "required": ["jobs"],
                "properties": { "jobs": { "type": "array", "items": { "type": "object" } } },
            },
            "Form": {
                "type": "object", "required": ["title", "facts", "answers"],
                "properties": {
                    "title": text, "introduction": { "type": "array", "items": text },
                    "facts": { "type": "array", "items": { "type": "object" } },
                    "answers": { "type": "object" },
                },
            },
            "Done": {
                "type": "object", "required": ["done", "place"],
                "properties": { "done": text, "place": text },
            },
            "Confirm": {
                "type": "object", "required": ["confirm"],
                "properties": { "confirm": { "type": "object" } },
            },
            "File": {
                "type": "object", "required": ["name", "base64"], "additionalProperties": false,
                "properties": {
                    "name": text, "base64": { "type": "string", "contentEncoding": "base64" },
                },
            },
            "Problem": {
                "type": "object", "required": ["type", "title", "status", "detail", "errors"],
                "properties": {
                    "type": text, "title": text, "status": { "type": "integer" }, "detail": text,
                    "errors": { "type": "array", "items": {
                        "type": "object", "required": ["field", "detail"],
                        "properties": { "field": text, "detail": text },
                    } },
                },
            },
        },
    })
}
