"""Budgets end work that takes too long, or too much memory."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget, megabytes_in_use
from gametheory_dprk.planner import solve
from gametheory_dprk.planning.plans import make_plan


def spend(budget: Budget) -> None:
    while True:
        budget.tick()


def test_a_spent_budget_raises() -> None:
    with pytest.raises(LimitReached, match=r"0\.001 seconds"):
        spend(Budget(0.001))


def test_an_open_budget_does_not() -> None:
    Budget(60).tick()
    Budget(None).tick()
    assert Budget().elapsed() >= 0


def test_a_memory_limit_ends_work_that_piles_up() -> None:
    with pytest.raises(LimitReached, match="memory limit of"):
        pile_up(Budget(megabytes=megabytes_in_use() + 50))


def pile_up(budget: Budget) -> None:
    kept = []
    while True:
        kept.append(bytearray(1_000_000))
        budget.looked = 0
        budget.tick()


def test_a_solver_that_runs_out_of_memory_hands_in_a_limit() -> None:
    game = NormalGame.from_arrays([[0]], [[0]])
    plan = make_plan(game, "nash")

    def run(*given: object) -> None:
        raise MemoryError

    found = replace(plan, solver=replace(plan.solver, run=run)).run("nash", Budget(), {})
    assert found.limit == "memory limit reached"
    assert not found.complete


class OverForAll(Budget):
    """Without time for a search for all equilibria, with time for one."""

    def tick(self) -> None:
        if self.share < 1:
            raise LimitReached("time limit of 5 seconds reached")


def test_one_equilibrium_is_found_where_all_are_out_of_reach() -> None:
    game = NormalGame.from_arrays([[3, 1], [0, 2]], [[2, 1], [0, 3]])
    found = solve(game, "nash", budget=OverForAll(5.0))
    assert (found.status, found.complete, len(found)) == ("limit", False, 1)
    assert found.plan == ("lemke_howson",)
    assert any(
        each.code == "limit" and "had an equilibrium" in each.message for each in found.warnings
    )


def test_a_solver_asked_by_name_is_not_followed_by_another() -> None:
    game = NormalGame.from_arrays([[3, 1], [0, 2]], [[2, 1], [0, 3]])
    found = solve(game, "nash", budget=Budget(0.0), solver="vertex_enumeration")
    assert (found.status, len(found), found.plan) == ("limit", 0, ("vertex_enumeration",))
