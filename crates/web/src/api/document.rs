//! The OpenAPI 3.1 document, made from the list that makes the routes.

use serde_json::{Map, Value, json};

use super::catalogue::{Catalogue, Reading};

/// The document.
pub(super) fn openapi(catalogue: &Catalogue) -> Value {
    let mut shapes = catalogue.shapes();
    shapes["Problem"] = problem_shape();
    let paths: Map<String, Value> = catalogue
        .readings
        .iter()
        .map(|reading| (format!("/api/v1{}", reading.path), json!({ "get": operation(reading) })))
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Caisse",
            "version": "1",
            "description": "What the pages of a caisse say, for programs. Amounts are whole cents; \
                a place is the address of a page, and its JSON is at the same address under /api/v1.",
            "license": { "name": "AGPL-3.0-or-later", "identifier": "AGPL-3.0-or-later" },
        },
        "servers": [{ "url": "/" }],
        "security": [{}, { "token": [] }, { "session": [] }],
        "paths": paths,
        "components": {
            "schemas": shapes,
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer" },
                "session": { "type": "apiKey", "in": "cookie", "name": crate::SESSION },
            },
        },
    })
}

fn operation(reading: &Reading) -> Value {
    let text = json!({ "type": "string" });
    let mut parameters: Vec<Value> = reading
        .parameters()
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": text }))
        .collect();
    parameters.push(json!({
        "name": "langue", "in": "query", "required": false,
        "description": "fr or en; otherwise what Accept-Language prefers.",
        "schema": { "type": "string", "enum": ["fr", "en"] },
    }));
    if reading.paged {
        parameters.push(json!({
            "name": "page", "in": "query", "required": false,
            "description": "The page of the list, from 1.",
            "schema": { "type": "integer", "minimum": 1, "maximum": u32::MAX, "default": 1 },
        }));
    }
    json!({
        "operationId": operation_id(reading),
        "summary": reading.says.1,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": reading.says.1,
                "content": { "application/json": { "schema": reading.schema } },
            },
            "400": problem("The address cannot be read."),
            "401": problem("The token is not or no longer valid."),
            "404": problem("There is no such thing, or you may not see it."),
            "500": problem("The house broke down; the next question gets an ordinary answer."),
        },
    })
}

/// `GET /comptes/{year}` as `comptes_year`.
fn operation_id(reading: &Reading) -> String {
    let parts = reading.path.split('/').filter(|part| !part.is_empty());
    let words: Vec<String> =
        parts.map(|part| part.replace(['{', '}'], "").replace('-', "_")).collect();
    words.join("_")
}

fn problem(description: &str) -> Value {
    json!({
        "description": description,
        "content": { "application/problem+json": {
            "schema": { "$ref": "#/components/schemas/Problem" }
        } },
    })
}

/// RFC 9457.
fn problem_shape() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string", "format": "uri-reference" },
            "title": { "type": "string" },
            "status": { "type": "integer" },
            "detail": { "type": "string", "description": "What happened and what to do." },
        },
    })
}
