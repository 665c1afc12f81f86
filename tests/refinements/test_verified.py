"""Verification judges again: a flipped verdict is found out, whatever the refinement."""

from __future__ import annotations

import json
from copy import deepcopy
from fractions import Fraction
from functools import cache

import pytest
from criteria import CARDS
from signaling_games import beer_quiche
from tree_games import flagship

from gametheory_dprk.games import NormalGame
from gametheory_dprk.planner import solve
from gametheory_dprk.solution_json import encode_solution
from gametheory_dprk.verification import verify

GAMES = {
    "signaling": (beer_quiche(Fraction(9, 10)), "pbe"),
    "tree": (flagship("1/10", "1/5"), "sequential"),
    "normal": (NormalGame.from_arrays([[3, 0], [2, 2]], [[3, 2], [0, 2]]), "nash"),
}


def document(name, refine=()):
    game, _ = GAMES[name]
    return game, json.loads(written(name, refine))


@cache
def written(name, refine):
    game, concept = GAMES[name]
    return json.dumps({"solution": encode_solution(solve(game, concept, refine=refine))})


@pytest.mark.parametrize("name", GAMES)
def test_what_solve_writes_is_valid(name):
    for refine in ((), ("pareto",)):
        game, body = document(name, refine)
        assert verify(game, body).failures() == ()


@pytest.mark.parametrize("name", GAMES)
@pytest.mark.parametrize("refinement", CARDS)
def test_a_flipped_verdict_is_refused(name, refinement):
    game, body = document(name)
    for k, each in enumerate(body["solution"]["equilibria"]):
        if refinement not in each["refinements"]:
            continue
        lie = deepcopy(body)
        stated = lie["solution"]["equilibria"][k]["refinements"]
        stated[refinement] = stated[refinement] is not True
        failures = verify(game, lie).failures()
        assert [check.claim for _, check in failures] == [f"verdict of {refinement}"]


def test_every_refinement_was_put_to_the_test():
    judged = {n for name in GAMES for each in document(name)[1]["solution"]["equilibria"]
              for n in each["refinements"]}  # fmt: skip
    assert judged == set(CARDS)


def test_removed_equilibria_are_compared_with_too():
    """Of the stag hunts two are removed, beaten by the one that stays; without it they would not
    be, and the document is refused."""
    game, body = document("normal", ("pareto",))
    assert len(body["solution"]["removed"]) == 2
    assert verify(game, body).valid
    body["solution"]["equilibria"] = []
    claims = [check.claim for _, check in verify(game, body).failures()]
    assert claims.count("verdict of pareto") == 2
    assert "equilibria are numbered from 1" in claims


def test_nothing_may_be_removed_that_passes():
    game, body = document("signaling", ("d1",))
    survivor = body["solution"]["equilibria"].pop()
    body["solution"]["removed"].append({**survivor, "removed_by": "d1"})
    assert [check.claim for _, check in verify(game, body).failures()] == ["fails d1"]
