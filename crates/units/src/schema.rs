//! The shapes of our units in JSON: amounts are whole cents, rates parts per million, days and months
//! as ISO 8601 writes them.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::{Amount, Day, Month, Rate};

/// A unit that has a name and one shape.
macro_rules! shape {
    ($unit:ty, $name:literal, $shape:tt) => {
        impl JsonSchema for $unit {
            fn schema_name() -> Cow<'static, str> {
                $name.into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($shape)
            }
        }
    };
}

shape!(Amount, "Amount", {
    "type": "integer",
    "format": "int64",
    "description": "Euros in whole cents; may be negative."
});
shape!(Rate, "Rate", {
    "type": "integer",
    "format": "int64",
    "description": "A rate in parts per million."
});
shape!(Day, "Day", {
    "type": "string",
    "format": "date",
    "description": "A day, as 2026-11-24."
});
shape!(Month, "Month", {
    "type": "string",
    "pattern": "^[0-9]{4}-[0-9]{2}$",
    "description": "A month, as 2026-11."
});
