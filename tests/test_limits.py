"""Budgets end work that takes too long."""

from __future__ import annotations

import pytest

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.limits import Budget


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
