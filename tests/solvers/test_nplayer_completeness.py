"""Certificates of games with several players: what is linear is proved, the rest is said to be."""

from __future__ import annotations

import copy
import json
from random import Random
from typing import Any

import pytest
from nplayer_games import random_game

from gametheory_dprk.completeness import Open, Refuted
from gametheory_dprk.games import NormalGame
from gametheory_dprk.planner import solve
from gametheory_dprk.solution_json import encode_solution
from gametheory_dprk.verification import verify

Document = dict[str, Any]

# Only agreement pays, 1 at the first moves and 2 at the second ones: both are strict equilibria.
AGREE = NormalGame.from_arrays(
    *[
        [[[1 + (a == 1) if a == b == c else 0 for c in (0, 1)] for b in (0, 1)] for a in (0, 1)]
        for _ in range(3)
    ]
)
# The second move is strictly better for everyone, whatever the others do.
DOMINATED = NormalGame.from_arrays(
    *[
        [[[(a, b, c)[k] for c in (0, 1)] for b in (0, 1)] for a in (0, 1)]
        for k in range(3)
    ]
)  # fmt: skip


def certified(game: NormalGame[Any]) -> Document:
    solution = solve(game, "nash", certify_complete=True)
    assert solution.complete
    assert solution.completeness is not None
    document: Document = {"solution": encode_solution(solution)}
    return json.loads(json.dumps(document))


def test_what_dominance_decides_is_certified_completely() -> None:
    document = certified(DOMINATED)
    assert "o" not in document["solution"]["completeness"]["tree"].split()
    verification = verify(DOMINATED, document)
    assert verification.failures() == ()
    assert verification.completeness.startswith("rechecked: each of 64 support cases")


def test_a_mixed_case_that_is_not_linear_is_said_to_be_open() -> None:
    # All mix equally often where (1 - x)^2 = 2 x^2: x = sqrt(2) - 1.
    document = certified(AGREE)
    assert len(document["solution"]["equilibria"]) == 3
    assert document["solution"]["completeness"]["tree"].split().count("o") == 1
    verification = verify(AGREE, document)
    assert verification.valid
    assert verification.completeness.startswith("rechecked in part: all but 1 of 64 support cases")


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("most", [1, 2, 20])
def test_certificates_of_random_games_verify(seed: int, most: int) -> None:
    game = random_game(Random(seed), (2, 2, 2), most)
    solution = solve(game, "nash", certify_complete=True)
    if solution.completeness is None:
        assert not solution.complete
        return
    verification = verify(game, {"solution": encode_solution(solution)})
    assert verification.failures() == ()
    assert any(isinstance(step, Refuted) for step in solution.completeness.tree)
    left = any(isinstance(step, Open) for step in solution.completeness.tree)
    assert verification.completeness.startswith("rechecked in part" if left else "rechecked: ")


def test_dropping_a_pure_equilibrium_is_refuted() -> None:
    document = certified(AGREE)
    for position, each in enumerate(document["solution"]["equilibria"]):
        wrong = copy.deepcopy(document)
        del wrong["solution"]["equilibria"][position]
        verification = verify(AGREE, wrong)
        if each["label"] == "pure":
            assert verification.completeness.startswith("REFUTED: case ")


def test_changing_any_multiplier_is_refuted() -> None:
    document = certified(AGREE)
    for k, reason in enumerate(document["solution"]["completeness"]["reasons"]):
        for row in reason["multipliers"]:
            wrong = copy.deepcopy(document)
            del wrong["solution"]["completeness"]["reasons"][k]["multipliers"][row]
            assert not verify(AGREE, wrong).valid


def test_large_games_have_none_and_say_why() -> None:
    game = random_game(Random(1), (5, 5, 3), 9)
    from gametheory_dprk.limits import Budget
    from gametheory_dprk.planner import prove_complete
    from gametheory_dprk.planning.plans import Findings, make_plan

    plan = make_plan(game, "nash", "polynomial_supports")
    proof, (notice,) = prove_complete(plan, Findings((), complete=True), "nash", Budget(0.5))
    assert proof is None
    assert notice.code == "no_certificate"
