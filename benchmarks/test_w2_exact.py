"""W2: one equilibrium over the rationals, with Gambit's complementary pivoting beside."""

from __future__ import annotations

import numpy as np
import peer_solvers
import pytest
from workloads import run, run_peer, smoke, uniform

import gametheory_dprk as gt

SIZES = {10: 5, 50: 5, 100: 5, 200: 5}
PEER = {10: 5, 50: 5, 100: 5, 200: 3}
"""Instances of each size."""


@pytest.mark.parametrize(
    ("size", "seed"), [(size, seed) for size, count in SIZES.items() for seed in range(count)]
)
@pytest.mark.parametrize("solver", ["ours", "gambit"])
def test_one_exactly(benchmark, request, solver, size, seed):
    if smoke(request) and (size > 10 or seed > 1):
        pytest.skip("smoke")
    first, second = (np.round(1000 * each).astype(np.int64) for each in uniform(size, seed))
    if solver == "ours":
        found = run(benchmark, "W2", size, seed, solver, lambda: gt.nash(first, second, exact=True))
        benchmark.extra_info["pivots"] = found.pivots
        assert found.certified
        x, y = (np.array(side, dtype=object) for side in found)
    else:
        if seed >= PEER[size]:
            pytest.skip("fewer instances")
        x, y = run_peer(
            benchmark, "W2", size, seed, solver, peer_solvers.gambit, first, second, limit=30.0
        )
    first, second = first.astype(object), second.astype(object)
    assert max(first @ y) == x @ first @ y
    assert max(x @ second) == x @ second @ y
