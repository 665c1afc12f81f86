"""The JSON Schema that editors use agrees with what the reader accepts."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
import yaml

from gametheory_dprk.scenario.kinds.spec import kinds
from gametheory_dprk.scenario.schema import json_schema

from .examples import BEER_QUICHE, FLAGSHIP, FLAGSHIP_AS_TREE, NORMAL

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
FILES = [BEER_QUICHE, FLAGSHIP, FLAGSHIP_AS_TREE, NORMAL]
FILES += [kind.template_text for kind in kinds().values()]


def as_editors_read(text: str) -> Any:
    """YAML 1.2 as a language server has it: numbers and booleans, but no dates."""

    class Loader(yaml.SafeLoader):
        """Without dates."""

    Loader.yaml_implicit_resolvers = {
        first: [pair for pair in pairs if "timestamp" not in pair[0]]
        for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader)


def test_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"].endswith("2020-12/schema")


@pytest.mark.parametrize("text", FILES)
def test_valid_files_fit(text: str) -> None:
    assert list(VALIDATOR.iter_errors(as_editors_read(text))) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title:", "tilte:"),
        ("players: [A, B]", "players: 3"),
        ("value: 0.9,", ""),
        ("value: 0.9", "worth: 0.9"),
        ("types:", "kinds:"),
        ("[duel, walk]", "3"),
        ("gtd: 1", "gtd: 2"),
        ("kind: signaling", "kind: normal"),
    ],
)
def test_wrong_files_do_not_fit(old: str, new: str) -> None:
    assert old in BEER_QUICHE
    assert list(VALIDATOR.iter_errors(as_editors_read(BEER_QUICHE.replace(old, new))))


def test_every_key_is_described_and_no_other_is_allowed() -> None:
    for name, definition in SCHEMA["$defs"].items():
        open_block = name in ("SolveFields", "EventBlock")
        assert bool(definition["additionalProperties"]) == open_block, name
        assert definition["description"], name
        for key, field in definition["properties"].items():
            assert field.get("description"), f"{name}.{key}"
