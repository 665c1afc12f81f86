"""W1 and W2: one equilibrium of large games, with independent and with opposed payoffs."""

from __future__ import annotations

import numpy as np
import pytest
from workloads import covariant, peer, regret, run, smoke, uniform

import gametheory_dprk as gt

SIZES = [20, 200, 1000, 2000]
SEEDS = range(9)
SLOW_SEEDS = (0, 1, 2)
"""Instances of the largest size that the peer is given."""

HARD = {50: 5, 100: 5, 200: 20, 500: 2}
"""Instances of each size whose payoffs are opposed."""


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("solver", ["ours", "quantecon"])
def test_one_in_floats(benchmark, request, solver, size, seed):
    if smoke(request) and (size > 20 or seed > 1):
        pytest.skip("smoke")
    if solver != "ours" and size == 2000 and seed not in SLOW_SEEDS:
        pytest.skip("takes minutes")
    first, second = uniform(size, seed)
    if solver == "ours":
        x, y = found = run(benchmark, "W1", size, seed, solver, lambda: gt.nash(first, second))
        benchmark.extra_info["pivots"] = found.pivots
    else:
        game_theory = peer("quantecon").game_theory
        game = game_theory.NormalFormGame(
            [game_theory.Player(first), game_theory.Player(np.ascontiguousarray(second.T))]
        )
        x, y = run(
            benchmark, "W1", size, seed, solver,
            lambda: game_theory.lemke_howson(game, capping=10), slow=size > 500,
        )  # fmt: skip
    assert regret(first, second, x, y) < 1e-9


@pytest.mark.parametrize(
    ("size", "seed"), [(size, seed) for size, n in HARD.items() for seed in range(n)]
)
@pytest.mark.parametrize("solver", ["ours", "quantecon"])
def test_one_of_opposed_payoffs(benchmark, request, solver, size, seed):
    if smoke(request) and (size > 50 or seed > 1):
        pytest.skip("smoke")
    if solver != "ours" and size > 100:
        pytest.skip("takes minutes and cannot be interrupted")
    first, second = covariant(size, seed)
    if solver == "ours":
        x, y = run(
            benchmark, "W1b", size, seed, solver, lambda: gt.nash(first, second), slow=size > 100
        )
    else:
        game_theory = peer("quantecon").game_theory
        game = game_theory.NormalFormGame(
            [game_theory.Player(first), game_theory.Player(np.ascontiguousarray(second.T))]
        )
        x, y = run(
            benchmark, "W1b", size, seed, solver,
            lambda: game_theory.lemke_howson(game, max_iter=10**8, capping=1000), slow=True,
        )  # fmt: skip
    assert regret(first, second, x, y) < 1e-9


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("size", [10, 50, 100, 200])
@pytest.mark.parametrize("solver", ["ours", "gambit"])
def test_one_exactly(benchmark, request, solver, size, seed):
    if smoke(request) and (size > 10 or seed > 1):
        pytest.skip("smoke")
    if solver != "ours" and size > 100:
        pytest.skip("takes minutes and cannot be interrupted")
    first, second = (np.round(1000 * each).astype(np.int64) for each in uniform(size, seed))
    if solver == "ours":
        found = run(benchmark, "W2", size, seed, solver, lambda: gt.nash(first, second, exact=True))
        assert found.certified
        x, y = (np.array(side, dtype=object) for side in found)
    else:
        gambit = peer("pygambit")
        game = gambit.Game.from_arrays(first, second)

        def solve():
            return gambit.nash.lcp_solve(game, rational=True, stop_after=1).equilibria[0]

        profile = run(benchmark, "W2", size, seed, solver, solve, slow=True)
        x, y = (
            np.array([profile[move] for move in player.strategies], dtype=object)
            for player in game.players
        )
    first, second = first.astype(object), second.astype(object)
    assert max(first @ y) == x @ first @ y
    assert max(x @ second) == x @ second @ y
