"""W4: large zero-sum games: in floats, exactly, and to a gap of one part in ten thousand."""

from __future__ import annotations

import numpy as np
import peer_solvers
import pytest
from workloads import regret, run, run_peer, smoke, uniform

import gametheory_dprk as gt
from gametheory_dprk.kernels.zero_sum import guess

SIZES = [60, 500, 1000, 2000]
PEERS = {
    "highs-ds": {60: 3, 500: 3, 1000: 1},
    "highs-ipm": {60: 3, 500: 3, 1000: 2, 2000: 1},
}
"""Instances of each size that linear programs are given."""

LIMIT = 60.0
GAP = 1e-4
"""Between what the two players can be sure of, per range of payoffs."""


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("solver", ["ours", *PEERS])
def test_zero_sum(benchmark, request, solver, size, seed):
    if smoke(request) and (size > 60 or seed):
        pytest.skip("smoke")
    payoffs, _ = uniform(size, seed)
    if solver == "ours":
        x, y = run(benchmark, "W4", size, seed, solver, lambda: gt.nash(payoffs, -payoffs))
        assert regret(payoffs, -payoffs, x, y) < 1e-9
    else:
        if seed >= PEERS[solver].get(size, 0):
            pytest.skip("fewer instances")
        x, y = run_peer(
            benchmark, "W4", size, seed, solver, peer_solvers.highs, payoffs, solver, limit=LIMIT
        )
    benchmark.extra_info["regret"] = regret(payoffs, -payoffs, x, y)
    assert benchmark.extra_info["regret"] < 1e-6


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("solver", ["ours", "highs-ipm", "gambit"])
def test_exactly(benchmark, request, solver, size, seed):
    """Whole payoffs: an exact solution of the supports, all comparisons exact; HiGHS in floats."""
    if smoke(request):
        pytest.skip("smoke")
    payoffs = np.random.default_rng(seed).integers(0, 100, (size, size))
    named = f"{size}, payoffs 0 to 99, exact"
    if solver == "ours":
        found = run(
            benchmark, "W4", named, seed, solver,
            lambda: gt.nash(payoffs, -payoffs, exact=True), slow=size > 500,
        )  # fmt: skip
        assert found.certified
        return
    if seed or size > {"gambit": 60, "highs-ipm": 1000}[solver]:
        pytest.skip("fewer instances")
    if solver == "gambit":
        solved = peer_solvers.gambit_zero_sum, payoffs
    else:
        solved = peer_solvers.highs, payoffs.astype(float), solver
    run_peer(benchmark, "W4", named, seed, solver, *solved, kind="whole")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("size", SIZES[1:])
@pytest.mark.parametrize("solver", ["ours", "highs-ipm"])
def test_nearly(benchmark, request, solver, size, seed):
    """Regret matching+ until the gap is small enough; the peer solves the program to its end."""
    if smoke(request):
        pytest.skip("smoke")
    payoffs, _ = uniform(size, seed)
    named = f"{size}, to a gap of {GAP:g}"
    if solver == "ours":
        gap = GAP * float(np.ptp(payoffs))
        found = run(benchmark, "W4", named, seed, solver, lambda: guess(payoffs, gap, forever))
        reads = 2 * found.rounds * 8 * size**2
        benchmark.extra_info.update(rounds=found.rounds, least_bytes=reads)
        assert found.gap <= gap
        return
    if seed or size > 1000:
        pytest.skip("fewer instances")
    run_peer(
        benchmark, "W4", named, seed, solver, peer_solvers.highs, payoffs, solver, kind="nearly"
    )


def forever():
    """No limit."""
