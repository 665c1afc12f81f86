"""Completeness certificates of two-player games verify; what is dropped or changed is refuted."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

import pytest

from gametheory_dprk.games import NormalGame
from gametheory_dprk.planner import solve
from gametheory_dprk.solution_json import encode_solution
from gametheory_dprk.verification import verify

Document = dict[str, Any]

CHICKEN = NormalGame.from_arrays([[0, 7], [2, 6]], [[0, 2], [7, 6]])
# One strategy of row is best against all of column's: any mixture of column's is an equilibrium.
FREE = NormalGame.from_arrays([[1, 1], [0, 0]], [[0, 0], [3, 1]])
# Two maximal Nash subsets that meet: x = (1, 0) with any y, and y = (1, 0) with any x.
CROSS = NormalGame.from_arrays([[1, 1], [1, 0]], [[1, 1], [1, 0]])
NOTHING = NormalGame.from_arrays([[0] * 8] * 8, [[0] * 8] * 8)


def random_game(random: Random, size: int, most: int) -> NormalGame[Any]:
    """Whole payoffs from -most to most; with a small one many of them tie."""
    first, second = (
        [[random.randint(-most, most) for _ in range(size)] for _ in range(size)] for _ in "ab"
    )
    return NormalGame.from_arrays(first, second)


def certified(game: NormalGame[Any], solver: str | None = None) -> Document:
    solution = solve(game, "nash", certify_complete=True, solver=solver)
    document: Document = {"solution": encode_solution(solution)}
    document = json.loads(json.dumps(document))
    assert "completeness" in document["solution"]
    return document


def spoiled(document: Document) -> Document:
    return copy.deepcopy(document)


@pytest.mark.parametrize("game", [CHICKEN, FREE, CROSS, NOTHING])
def test_certificates_of_known_games_verify(game: NormalGame[Any]) -> None:
    verification = verify(game, certified(game))
    assert verification.failures() == ()
    facts = sum(len(moves) for moves in game.moves.values())
    assert f"each of {2**facts} support cases" in verification.completeness


def test_a_game_of_nothing_but_ties_needs_a_single_step() -> None:
    assert certified(NOTHING)["solution"]["completeness"]["tree"] == "e1.1"


@pytest.mark.parametrize("size", [2, 3, 5, 6])
@pytest.mark.parametrize("most", [1, 2, 30])
@pytest.mark.parametrize("solver", ["vertex_enumeration", None])
def test_certificates_of_random_games_verify(size: int, most: int, solver: str | None) -> None:
    game = random_game(Random(size * 100 + most), size, most)
    assert verify(game, certified(game, solver)).failures() == ()


@pytest.mark.parametrize("game", [CHICKEN, FREE, CROSS])
def test_dropping_an_equilibrium_is_refuted(game: NormalGame[Any]) -> None:
    document = certified(game)
    for position in range(len(document["solution"]["equilibria"])):
        wrong = spoiled(document)
        del wrong["solution"]["equilibria"][position]
        assert verify(game, wrong).completeness.startswith("REFUTED: case ")


def test_dropping_a_cell_is_refuted() -> None:
    document = certified(CROSS)
    cells = document["solution"]["equilibria"][0]["component"]["cells"]
    assert len(cells) == 2
    for position in (0, 1):
        wrong = spoiled(document)
        del wrong["solution"]["equilibria"][0]["component"]["cells"][position]
        assert not verify(CROSS, wrong).valid
        assert verify(CROSS, wrong).completeness.startswith("REFUTED")


def test_a_cell_cut_short_is_refuted() -> None:
    wrong = certified(FREE)
    (only,) = wrong["solution"]["equilibria"]
    (cell,) = only["component"]["cells"]
    cell["column"]["strategies"][1] = {"c1": "1/2", "c2": "1/2"}
    verification = verify(FREE, wrong)
    assert "strategies of column outside cell 1 of equilibrium 1" in verification.completeness


@pytest.mark.parametrize("game", [CHICKEN, random_game(Random(1), 4, 30)])
def test_dropping_a_step_or_changing_a_multiplier_is_refuted(game: NormalGame[Any]) -> None:
    document = certified(game)
    steps = document["solution"]["completeness"]["tree"].split()
    for position in range(len(steps)):
        wrong = spoiled(document)
        wrong["solution"]["completeness"]["tree"] = " ".join(
            steps[:position] + steps[position + 1 :]
        )
        assert not verify(game, wrong).valid
    for k, reason in enumerate(document["solution"]["completeness"]["reasons"]):
        for row in reason["multipliers"]:
            wrong = spoiled(document)
            del wrong["solution"]["completeness"]["reasons"][k]["multipliers"][row]
            assert not verify(game, wrong).valid


def test_no_case_of_two_players_may_be_left_open() -> None:
    wrong = certified(CHICKEN)
    wrong["solution"]["completeness"] = {"facts": [], "tree": "o", "reasons": []}
    verification = verify(CHICKEN, wrong)
    assert verification.completeness == "REFUTED: case of no facts: not accounted for"
