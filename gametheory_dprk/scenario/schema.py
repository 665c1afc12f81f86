"""The JSON Schema of scenario files, by which editors complete and check them."""

from __future__ import annotations

import json
from typing import Any

from pydantic.json_schema import models_json_schema

from gametheory_dprk.scenario.kinds.spec import kinds

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """Return the schema of all kinds of files, as one of which a file must fit.

    Examples
    --------
    >>> schema = json_schema()
    >>> sorted(schema["$defs"])[:3]
    ['BargainingFile', 'EventBlock', 'ExpectationBlock']
    """
    models = [kind.model for kind in kinds().values()]
    _, schema = models_json_schema([(model, "validation") for model in models])
    references = json.dumps(schema)
    roots = {model.__name__ for model in models}
    definitions = {
        name: definition
        for name, definition in schema["$defs"].items()
        if name in roots or f'"#/$defs/{name}"' in references
    }
    for definition in definitions.values():
        _tidy(definition)
    return {
        "$schema": DIALECT,
        "title": "Scenario",
        "description": "A scenario file of gametheory_dprk.",
        "type": "object",
        "required": ["gtd", "kind", "title", "players"],
        "properties": {"kind": {"enum": list(kinds())}},
        "oneOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in models],
        "$defs": definitions,
    }


def _tidy(definition: dict[str, Any]) -> None:
    """Leave out generated titles and empty defaults, which editors would show as noise."""
    for field in definition.get("properties", {}).values():
        field.pop("title", None)
        if field.get("default", ...) in (None, [], {}):
            del field["default"]
