"""CFR+ in sequence form: known values, bounds that hold, and the rounds in plain Python."""

from __future__ import annotations

import sys
import time
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.kernels import counterfactual_regret as regret
from gametheory_dprk.kernels.counterfactual_regret import minimize_regret
from gametheory_dprk.kernels.sequence_program import View, solve_exactly
from gametheory_dprk.kernels.treeplex import Builder, sequence_game, treeplex
from gametheory_dprk.limits import Budget

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from poker import leduc, liars_dice


def forever() -> None:
    """No limit."""


def test_a_matrix_game():
    """Mixtures (2/5, 3/5) on both sides; the value is 1/5."""
    side = treeplex([0], [2])
    pays = {(1, 1): 2, (1, 2): -1, (2, 1): -1, (2, 2): 1}
    game = sequence_game((side, side), {pair: Fraction(each) for pair, each in pays.items()})
    found = minimize_regret(game, 1e-4, 100_000, forever)
    assert found.x == pytest.approx([1, 0.4, 0.6], abs=1e-3)
    assert found.lower <= 0.2 <= found.upper
    assert found.exploitability <= 1e-4


def test_leduc_has_its_known_size_and_value():
    """936 information sets; the first player loses .0856 a deal."""
    game = leduc()
    assert [len(side.before) for side in game.sides] == [468, 468]
    exact = solve_exactly(game, forever)
    assert round(float(exact.value), 4) == -0.0856
    found = minimize_regret(game, 1e-4, 10_000, forever)
    assert found.lower <= float(exact.value) <= found.upper
    assert found.upper - found.lower <= 2e-4


def test_small_liars_dice():
    game = liars_dice(3)
    exact = solve_exactly(game, forever)
    found = minimize_regret(game, 1e-5, 100_000, forever)
    assert found.lower - 1e-12 <= float(exact.value) <= found.upper + 1e-12
    for number in (0, 1):
        assert View(game, number).assured(exact.weights[number]) == (1 - 2 * number) * exact.value


def test_compiled_rounds_are_those_of_plain_python(monkeypatch):
    game = liars_dice(2)
    compiled = minimize_regret(game, 0.0, 7, forever)
    for name in ("play_rounds", "product", "up", "down", "best"):
        monkeypatch.setattr(regret, name, getattr(regret, name).py_func)
    plain = minimize_regret(game, 0.0, 7, forever)
    assert compiled.x == pytest.approx(plain.x, abs=1e-12)
    assert compiled.lower == pytest.approx(plain.lower, abs=1e-12)


def test_weights_are_realization_weights():
    game = leduc()
    found = minimize_regret(game, 0.0, 60, forever)
    for side, weights in zip(game.sides, (found.x, found.y), strict=True):
        sums = np.add.reduceat(weights, side.starts[:-1])
        assert weights[0] == 1
        assert sums == pytest.approx(weights[side.before], abs=1e-12)


def test_a_player_without_moves():
    builder = Builder()
    for move, amount in (("left", 1), ("right", 3)):
        builder.add([(0, "here", move, ("left", "right"))], Fraction(amount))
    game = builder.game()
    assert solve_exactly(game, forever).value == 3
    assert minimize_regret(game, 1e-9, 100, forever).upper == 3


def test_the_clock_is_looked_at():
    minimize_regret(leduc(), 0.0, 1, forever)  # compiles
    started = time.perf_counter()
    with pytest.raises(LimitReached):
        minimize_regret(leduc(), 0.0, 10**9, Budget(0.3).tick)
    assert time.perf_counter() - started < 5
