"""What was found when a limit is reached is described within bounds, all of it right."""

from __future__ import annotations

import random
from dataclasses import dataclass
from fractions import Fraction

import pytest

from gametheory_dprk.concepts.signaling.assessment import check_signaling
from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.limits import Budget, megabytes_in_use
from gametheory_dprk.solvers import signaling_supports
from gametheory_dprk.solvers.signaling import judge
from gametheory_dprk.solvers.signaling_supports import run


@dataclass
class Asks(Budget):
    """A budget that allows so many questions."""

    left: int = 0

    def tick(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise LimitReached("enough was asked")


@pytest.fixture
def game(monkeypatch) -> SignalingGame[Fraction]:
    monkeypatch.setattr(judge, "MANY", 0)
    draw = random.Random(1)
    tables = [
        [[[draw.randint(0, 1000) for _ in range(4)] for _ in range(4)] for _ in range(4)]
        for _ in range(2)
    ]
    return SignalingGame.from_arrays([Fraction(1, 4)] * 4, *tables)


@pytest.mark.parametrize("asked", [0, 200, 1500, 2500])
def test_what_was_found_is_right_though_not_all(game, asked):
    findings = run(game, "pbe", Asks(left=asked))
    assert (findings.complete, findings.limit) == (False, "enough was asked")
    assert bool(findings.candidates) == (asked >= 1500)
    assert all(check_signaling(game, each).valid for each in findings.candidates)


def test_describing_ends_though_there_is_no_time(game, monkeypatch):
    monkeypatch.setattr(signaling_supports, "GRACE", 0.0)
    assert run(game, "pbe", Asks(left=2500)).candidates == ()


def test_describing_keeps_to_a_margin_of_memory(game, monkeypatch):
    budget = Asks(left=2500, megabytes=megabytes_in_use() + 1e4)
    assert run(game, "pbe", budget).candidates
    if megabytes_in_use():
        monkeypatch.setattr(signaling_supports, "MARGIN", -1e5)
        assert run(game, "pbe", Asks(left=2500, megabytes=budget.megabytes)).candidates == ()
