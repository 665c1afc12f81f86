"""A saved solution verifies; with any one number changed it does not."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from gametheory_dprk.errors import AnalysisError
from gametheory_dprk.games import Game
from gametheory_dprk.planner import solve
from gametheory_dprk.report.documents import recheck
from gametheory_dprk.report.solution import solution_document
from gametheory_dprk.scenario.model import Scenario
from gametheory_dprk.scenario.reader import read
from gametheory_dprk.scenario.values import parameter_values
from gametheory_dprk.solution_json import encode_solution
from gametheory_dprk.verification import verify

NAMES = (
    "dprk/agreed_framework_1994",
    "dprk/agreed_framework_implementation",
    "dprk/singapore_2018",
    "dprk/verification",
    "dprk/alliance_wedge",
    "textbook/cho_kreps_1987",
    "textbook/selten_horse",
)
BARE = {"concept": "pbe", "status": "ok", "complete": True}
PLACES = ("strategies", "beliefs", "values", "outcome", "component")


def solved(name: str) -> tuple[Game[Fraction], dict[str, Any]]:
    scenario = read(name)
    values = parameter_values(scenario, {})
    solution = solve(scenario.game, scenario.solve.concept, values=values)
    return scenario.game.at(values), {"solution": encode_solution(solution)}


def leaves(document: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The place of every exact number below a place of a document."""
    if isinstance(document, dict):
        for key, child in document.items():
            yield from leaves(child, (*path, key))
    elif isinstance(document, list):
        for position, child in enumerate(document):
            yield from leaves(child, (*path, position))
    elif isinstance(document, str):
        yield path


def changed(document: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """The document with 1/7 added to one number."""
    other = copy.deepcopy(document)
    place: Any = other
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = str(Fraction(place[path[-1]]) + Fraction(1, 7))
    return other


@pytest.mark.parametrize("name", NAMES)
def test_what_was_solved_verifies(name: str) -> None:
    game, document = solved(name)
    verification = verify(game, document)
    assert verification.valid
    assert len(verification.checks) > 5


@pytest.mark.parametrize("name", NAMES)
def test_any_one_number_changed_is_refuted_with_the_claim_named(name: str) -> None:
    game, document = solved(name)
    tried = 0
    for k, equilibrium in enumerate(document["solution"]["equilibria"]):
        for place in PLACES:
            for path in leaves(equilibrium[place]):
                wrong = changed(document, ("solution", "equilibria", k, place, *path))
                failures = verify(game, wrong).failures()
                assert failures, path
                assert failures[0][0] == f"solution.equilibria[{k}]"
                assert failures[0][1].claim
                tried += 1
    assert tried > 5


def test_an_equilibrium_that_is_none_is_refuted_with_the_deviation_named() -> None:
    game, document = solved("dprk/agreed_framework_1994")
    mixed = document["solution"]["equilibria"][1]
    mixed["strategies"]["US"]["after_talk"] = {"relief": "1/4", "hold": "3/4"}
    claims = [check.claim for _, check in verify(game, document).failures()]
    assert "DPRK at ploy: provoke in the support earns at least talk" in claims


def test_a_wrong_verdict_label_or_status_is_refuted() -> None:
    game, document = solved("textbook/cho_kreps_1987")
    for change in ({"label": "separating"}, {"refinements": {"intuitive": True}}):
        wrong = copy.deepcopy(document)
        wrong["solution"]["equilibria"][0].update(change)
        assert not verify(game, wrong).valid


def test_an_equilibrium_listed_twice_is_refuted() -> None:
    game, document = solved("dprk/verification")
    document["solution"]["equilibria"] *= 2
    document["solution"]["equilibria"][1] = {**document["solution"]["equilibria"][1], "id": 2}
    assert [check.claim for _, check in verify(game, document).failures()] == ["listed once"]


@pytest.mark.parametrize(
    ("change", "claim"),
    [
        ({"status": "none"}, "status none goes with an empty list"),
        ({"status": "partial"}, "a complete list has status ok or none, and no other has"),
        ({"status": "done"}, "status 'done' is one of ok, none, partial, limit"),
        ({"complete": False}, "a complete list has status ok or none, and no other has"),
    ],
)
def test_what_cannot_be_true_of_a_list_is_refuted(change: dict[str, Any], claim: str) -> None:
    game, document = solved("textbook/selten_horse")
    document["solution"].update(change)
    assert claim in [check.claim for _, check in verify(game, document).failures()]


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ({}, "document.solution"),
        ({"solution": []}, "document.solution"),
        ({"solution": {"concept": "nothing"}}, "not a concept for this game"),
        ({"solution": {"concept": "pbe"}}, "solution.status"),
        ({"solution": {**BARE, "complete": 1}}, "solution.complete: expected true or false"),
        ({"solution": BARE}, "solution.equilibria"),
        ({"solution": {**BARE, "equilibria": [], "removed": 1}}, "solution.removed"),
        ({"solution": {**BARE, "equilibria": [1], "removed": []}}, r"equilibria\[0\].id"),
        ({"solution": {**BARE, "equilibria": [{"id": 1}], "removed": []}}, "strategies"),
        ({"solution": {**BARE, "equilibria": [], "removed": [{"id": 1}]}}, "removed_by"),
        (
            {
                "solution": {
                    **BARE,
                    "equilibria": [{"id": 1, "strategies": {"A": 1}, "beliefs": {}}],
                    "removed": [],
                }
            },
            "strategies.A",
        ),
    ],
)
def test_what_is_not_a_solution_is_named(document: dict[str, Any], words: str) -> None:
    game, _ = solved("textbook/cho_kreps_1987")
    with pytest.raises(AnalysisError, match=words):
        verify(game, document)


def test_a_complete_list_cannot_be_empty() -> None:
    game, document = solved("textbook/cho_kreps_1987")
    document["solution"]["equilibria"] = []
    claims = [check.claim for _, check in verify(game, document).failures()]
    assert "equilibria in a complete list >= 1" in claims


@pytest.mark.parametrize("name", ["textbook/cho_kreps_1987", "dprk/agreed_framework_1994"])
def test_a_wrong_dimension_is_refuted(name: str) -> None:
    game, document = solved(name)
    document["solution"]["equilibria"][0]["component"]["dimension"] = 7
    claims = [check.claim for _, check in verify(game, document).failures()]
    assert claims == ["dimension of the component"]


def saved(tmp_path: Path, *changes: tuple[str, str]) -> Scenario:
    """A copy of a scenario file in which some words are replaced."""
    text = (Path(__file__).parent.parent / "scenarios/textbook/chicken.yaml").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "copy.yaml"
    path.write_text(text, "utf-8")
    return read(str(path))


def document_of(scenario: Scenario) -> dict[str, Any]:
    values = parameter_values(scenario, {})
    return solution_document(solve(scenario.game, "nash", values=values), scenario)


def test_a_changed_file_with_the_same_game_is_noted(tmp_path: Path) -> None:
    before = saved(tmp_path)
    document = document_of(before)
    assert recheck(before, document)[1] == []
    verification, notes = recheck(saved(tmp_path, ("title: ", "title: Another ")), document)
    assert verification.valid
    assert "but the game at these parameters is the same" in notes[0]


def test_a_changed_game_is_refused(tmp_path: Path) -> None:
    before = saved(tmp_path)
    document = document_of(before)
    verification, notes = recheck(saved(tmp_path, ("A: win*", "A: 2*win*")), document)
    claims = [check.claim for _, check in verification.failures()]
    assert "the solution was made from this game" in claims
    assert "its digest differs" in notes[0]
    del document["game"]
    after = recheck(saved(tmp_path, ("title: ", "title: Another ")), document)[0]
    assert not after.valid
