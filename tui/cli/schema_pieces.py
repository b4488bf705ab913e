"""What the JSON Schema is put together of: the types of values, objects, lists and references."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": "integer", "minimum": 0}
FLAG: Schema = {"type": "boolean"}
TIME: Schema = {
    "type": ["string", "null"],
    "description": "ISO 8601 with offset",
    "pattern": r"^\d{4}-\d\d-\d\dT.*[+-]\d\d:\d\d$",
}
DATE: Schema = {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"}
PUBLIC_ID: Schema = {"type": "string", "pattern": "^[0-9a-hjkmnp-tv-z]{13}$"}
PERSON: Schema = {"type": ["string", "null"], "description": "a person's readable id"}
MEAN: Schema = {"type": ["number", "null"]}
TEXTS: Schema = {"type": "object", "additionalProperties": TEXT}


def listed(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def one_of(codes: tuple[str, ...], null: bool = False) -> Schema:
    return {"enum": [*codes, None] if null else list(codes)}


def thing(**properties: Schema) -> Schema:
    """An object with all of these; more may come in a later version."""
    return {"type": "object", "required": list(properties), "properties": properties}


def ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def or_null(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}
