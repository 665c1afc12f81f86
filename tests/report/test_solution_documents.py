"""Solution documents keep to the JSON Schema that other programs are written against."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import gametheory_dprk as gt

SCHEMA = json.loads((Path(__file__).parent / "solution.schema.json").read_text())
SCENARIOS = Path(__file__).parents[1] / "golden" / "scenarios"


def document(name: str, **options: Any) -> dict[str, Any]:
    return gt.load(SCENARIOS / f"{name}.yaml").solve(**options).to_dict()


@pytest.mark.parametrize("name", ["talks", "breakfast", "inspection"])
def test_documents_keep_to_the_schema(name: str) -> None:
    jsonschema.validate(document(name), SCHEMA)
    json.dumps(document(name), allow_nan=False)


def test_the_schema_can_refuse() -> None:
    good = document("inspection")
    for spoil in (
        lambda bad: bad.pop("schema_version"),
        lambda bad: bad["parameters"].update(g=1.0),
        lambda bad: bad["solution"].update(status="fine"),
        lambda bad: bad["solution"]["equilibria"][0]["values"].update(D="0.5"),
        lambda bad: bad["solution"]["equilibria"][0]["certificate"].update(valid=False),
    ):
        bad = copy.deepcopy(good)
        spoil(bad)
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(bad, SCHEMA)


def test_inspection_rates_are_those_of_hand_algebra() -> None:
    """Inspect with g/(d(g + f)) = 5/16, violate with c_I/(d h) = 1/4."""
    (equilibrium,) = document("inspection")["solution"]["equilibria"]
    assert equilibrium["strategies"]["I"]["I"]["inspect"] == "5/16"
    assert equilibrium["strategies"]["D"]["D"]["violate"] == "1/4"


def test_refusals_name_the_refinement() -> None:
    solution = document("breakfast")["solution"]
    assert [each["removed_by"] for each in solution["removed"]] == ["intuitive"]
    assert solution["removed"][0]["strategies"]["A"]["strong"]["quiche"] == "1"
