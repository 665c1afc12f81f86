"""W7: all equilibria of many small games with independent normal payoffs, on one core."""

from __future__ import annotations

import numpy as np
import pytest
from workloads import peer, run, smoke

import gametheory_dprk as gt

GAMES = {2: 200_000, 3: 100_000, 4: 50_000}
FEWER = 1000
"""Games that the peer is given; times are told for a million."""


@pytest.mark.parametrize("size", GAMES)
@pytest.mark.parametrize("solver", ["ours", "quantecon"])
def test_batches(benchmark, request, solver, size):
    import numba

    count = 100 if smoke(request) else (GAMES[size] if solver == "ours" else FEWER)
    first, second = np.random.default_rng(size).normal(size=(2, count, size, size))
    benchmark.extra_info["instances"] = count
    if solver == "ours":
        gt.solve_batch(first[:1], second[:1])
        numba.set_num_threads(1)
        counts = run(benchmark, "W7", size, 0, solver, lambda: gt.solve_batch(first, second)).counts
        numba.set_num_threads(numba.config.NUMBA_NUM_THREADS)
        assert (counts % 2 == 1).all()
        return
    game_theory = peer("quantecon").game_theory
    games = [
        game_theory.NormalFormGame(
            [game_theory.Player(a), game_theory.Player(np.ascontiguousarray(b.T))]
        )
        for a, b in zip(first, second, strict=True)
    ]

    def solve():
        return [len(game_theory.support_enumeration(game)) for game in games]

    counts = run(benchmark, "W7", size, 0, solver, solve)
    assert counts == gt.solve_batch(first, second).counts.tolist()
