"""The solver of one equilibrium, its place among the others, and its honesty."""

from __future__ import annotations

from random import Random

import pytest
from bimatrix_games import game_of, random_arrays

from gametheory_dprk.concepts.nash import check_normal
from gametheory_dprk.limits import Budget
from gametheory_dprk.planner import solve
from gametheory_dprk.planning.plans import make_plan
from gametheory_dprk.solvers import lemke_howson


@pytest.mark.parametrize("most", [1, 2, 9, 1000])
def test_answers_are_certified_and_not_called_complete(most):
    random = Random(most)
    for _ in range(30):
        size = random.randint(1, 6), random.randint(1, 6)
        game = game_of(*random_arrays(random, size, most))
        findings = lemke_howson.solve(game, "nash", Budget())
        (candidate,) = findings.candidates
        assert not findings.complete
        assert [notice.code for notice in findings.warnings] == ["incomplete"]
        assert check_normal(game, candidate).failures() == ()


@pytest.mark.parametrize(
    ("size", "solver"),
    [
        ((3, 3), "vertex_enumeration"),
        ((12, 12), "label_enumeration"),
        ((3, 70), "undominated_moves"),
        ((8, 70), "vertex_enumeration"),
        ((40, 40), "lemke_howson"),
    ],
)
def test_the_size_of_the_game_chooses_the_solver(size, solver):
    assert make_plan(game_of(*random_arrays(Random(0), size, 9)), "nash").solver.name == solver


def test_a_large_game_is_solved_in_part():
    solution = solve(game_of(*random_arrays(Random(2), (40, 40), 99)), "nash")
    assert (solution.status, solution.complete, len(solution.equilibria)) == ("partial", False, 1)


def test_a_spent_budget_is_reported():
    pennies = game_of([[1, 0], [0, 1]], [[0, 1], [1, 0]])
    findings = lemke_howson.solve(pennies, "nash", Budget(0.0))
    assert (findings.candidates, findings.limit) == ((), "time limit of 0 seconds reached")
