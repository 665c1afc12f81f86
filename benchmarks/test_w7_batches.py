"""W7: all equilibria of many small games with independent normal payoffs, on one core."""

from __future__ import annotations

import numpy as np
import pytest
from workloads import peer, run, smoke

import gametheory_dprk as gt

GAMES = {2: 400_000, 3: 200_000, 4: 100_000, 5: 20_000, 6: 5_000}
FEWER = {2: 1000, 3: 1000, 4: 1000, 5: 400, 6: 100}
"""Games that the peer is given; times are told for a million."""

SIGNALING = 200_000
"""Signaling games of two types, messages and replies; no peer solves them."""

STUDY = 10_000
"""Games of each kind in the study of agreement."""


@pytest.mark.parametrize("size", GAMES)
@pytest.mark.parametrize("solver", ["ours", "quantecon"])
def test_batches(benchmark, request, solver, size):
    import numba

    count = 100 if smoke(request) else (GAMES if solver == "ours" else FEWER)[size]
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


def test_signaling_batches(benchmark, request):
    import numba

    count = 100 if smoke(request) else SIGNALING
    random = np.random.default_rng(0)
    prior, games = random.random((count, 2)) + 0.01, random.normal(size=(2, count, 2, 2, 2))
    benchmark.extra_info["instances"] = count
    gt.solve_signaling_batch(prior[:1], *games[:, :1])
    numba.set_num_threads(1)
    batch = run(
        benchmark, "W7", "2 x 2 x 2 signaling", 0, "ours",
        lambda: gt.solve_signaling_batch(prior, *games),
    )  # fmt: skip
    numba.set_num_threads(numba.config.NUMBA_NUM_THREADS)
    assert (batch.counts > 0).all()
    assert not batch.solutions


def payoffs(kind, random, count, size):
    """Games with and without ties."""
    shape = (2, count, size, size)
    match kind:
        case "normal":
            return random.normal(size=shape)
        case "whole":
            return random.integers(0, 10, shape).astype(float)
        case "tenths":
            return random.integers(0, 30, shape) * 0.1
    return random.integers(0, 3, shape) + 1e-15 * random.normal(size=shape)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["normal", "whole", "tenths", "near ties"])
@pytest.mark.parametrize("size", [2, 3, 4])
def test_agreement_with_the_exact_solver(request, kind, size):
    """Identical sets on each of 120,000 games in all."""
    count = 20 if smoke(request) else STUDY
    first, second = payoffs(kind, np.random.default_rng(size), count, size)
    batch = gt.solve_batch(first, second)
    for g, pairs in enumerate(batch.pairs()):
        expected = gt.all_nash(first[g], second[g])
        found = {(*np.round(x, 9), *np.round(y, 9)) for x, y in zip(*pairs, strict=True)}
        assert batch.counts[g] == len(expected)
        assert found == {(*np.round(x, 9), *np.round(y, 9)) for x, y in expected}
