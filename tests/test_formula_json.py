"""Curved components as documents: they come back as they were, and no change goes unseen."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tree_games import random_tree, two_observers

import gametheory_dprk as gt
from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.planner import solve
from gametheory_dprk.report.formulas import formula_words
from gametheory_dprk.solution_json import decode_candidate, encode_equilibrium, encode_solution
from gametheory_dprk.verification import verify

SCHEMA = json.loads((Path(__file__).parent / "report" / "solution.schema.json").read_text())


@pytest.fixture(scope="module")
def observers() -> Any:
    game = two_observers(2)
    return game, {"solution": encode_solution(solve(game, "pbe"))}


def component(document: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = document["solution"]["equilibria"][0]["component"]
    return found


def formulas_of(document: dict[str, Any]) -> dict[str, Any]:
    return next(each for each in component(document)["formulas"] if each)


@pytest.mark.parametrize(("players", "seed"), [("AB", 1089), ("ABC", 1208)])
def test_documents_come_back_as_they_were(players: str, seed: int) -> None:
    game = random_tree(seed, players, 4)
    solution = solve(game, "sequential")
    assert any(each.component and each.component.is_curved for each in solution)
    for each in solution:
        text = json.dumps(encode_equilibrium(each), allow_nan=False)
        candidate = decode_candidate(json.loads(text), game, "equilibrium")
        assert candidate.component == each.component
        assert candidate.assessment == each.assessment


def test_documents_keep_to_the_schema() -> None:
    document = gt.load("textbook/kuhn_poker").solve(concept="sequential").to_dict()
    assert formulas_of(document)
    jsonschema.validate(document, SCHEMA)


def test_what_was_solved_verifies(observers: Any) -> None:
    game, document = observers
    assert verify(game, document).valid


def formula_places(table: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Where the formulas of a table are."""
    if isinstance(table, str):
        yield path
        return
    for key, child in table.items():
        yield from formula_places(child, (*path, key))


def test_any_formula_changed_is_refuted(observers: Any) -> None:
    game, document = observers
    tables = {kind: formulas_of(document)[kind] for kind in ("strategies", "beliefs")}
    places = list(formula_places(tables))
    assert len(places) >= 4
    for *path, last in places:
        bad = copy.deepcopy(document)
        place: Any = formulas_of(bad)
        for key in path:
            place = place[key]
        place[last] = f"({place[last]}) + 1/7"
        assert not verify(game, bad).valid


@pytest.mark.parametrize("conditions", [[], ["p*q >= 1/4"], ["p >= 1/2", "q >= 1/2"]])
def test_conditions_that_let_in_more_are_refuted(observers: Any, conditions: list[str]) -> None:
    game, document = observers
    bad = copy.deepcopy(document)
    formulas_of(bad)["conditions"] = conditions
    assert not verify(game, bad).valid


def test_another_way_to_write_a_condition_will_do(observers: Any) -> None:
    game, document = observers
    other = copy.deepcopy(document)
    formulas_of(other)["conditions"] = ["p >= 1/(3*q)"]
    assert verify(game, other).valid


@pytest.mark.parametrize(
    "spoil",
    [
        lambda f: f.pop("parameters"),
        lambda f: f.update(parameters=[]),
        lambda f: f["parameters"].update({"not a name": {}}),
        lambda f: f["parameters"]["p"].pop("player"),
        lambda f: f.update(conditions="p >= 1/2"),
        lambda f: f.update(conditions=["p >="]),
        lambda f: f.update(conditions=[1]),
        lambda f: f.update(conditions=["__import__('os')"]),
        lambda f: f.update(members=[[]]),
        lambda f: f.update(members=[{"p": "x", "q": "1/2"}]),
        lambda f: f.update(members=[{"p": 1, "q": "1/2"}]),
        lambda f: f["strategies"].update({"2": []}),
        lambda f: f["strategies"].update({"2": {"seen": []}}),
    ],
)
def test_documents_of_another_layout_are_refused(observers: Any, spoil: Any) -> None:
    game, document = observers
    bad = copy.deepcopy(document)
    spoil(formulas_of(bad))
    with pytest.raises(AnalysisError, match="formulas"):
        verify(game, bad)


def test_as_many_formulas_as_cells(observers: Any) -> None:
    game, document = observers
    bad = copy.deepcopy(document)
    component(bad)["formulas"].append(None)
    with pytest.raises(AnalysisError, match="as many as there are cells"):
        verify(game, bad)


@pytest.mark.parametrize(
    "bomb", ["((p + q)^20)^20 >= 0", "p^2^2^2^2^2^2 >= 0", "1/(1/(1/(p + q)^9 + q)^9 + p)^9 >= 0"]
)
def test_formulas_that_would_take_forever_are_refuted(observers: Any, bomb: str) -> None:
    game, document = observers
    bad = copy.deepcopy(document)
    formulas_of(bad)["conditions"].append(bomb)
    assert not verify(game, bad).valid


def test_words() -> None:
    (out, _) = solve(two_observers(2), "pbe")
    assert out.component is not None
    (cell,) = [each for each in out.component.cells if each.formulas]
    assert cell.formulas is not None
    assert formula_words(cell.formulas) == [
        "2 at seen: pass = p, stop = 1 - p",
        "3 at told: punish = q, spare = 1 - q",
        "for every p and q in (0, 1) with 3*p*q - 1 >= 0",
    ]
