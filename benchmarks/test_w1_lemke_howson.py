"""W1: one equilibrium of large games in floats: independent, opposed and structured payoffs."""

from __future__ import annotations

import peer_solvers
import pytest
from workloads import (
    CLASSES,
    covariant,
    regret,
    regret_of_peer,
    run,
    run_peer,
    smoke,
    uniform,
)

import gametheory_dprk as gt

SIZES = {10: 9, 20: 9, 50: 9, 200: 9, 1000: 9, 2000: 9}
"""Instances of each size."""

PEERS = {"quantecon": {2000: 3}, "gambit": {50: 3, 200: 2}, "nashpy": {20: 3, 50: 2}}
"""Instances of the largest sizes that a peer is given, where these are fewer."""

HARD = {50: 5, 100: 5, 200: 20, 500: 2}
"""Instances of each size whose payoffs are opposed."""

RHOS = (-0.9, -0.2, 0.0, 0.5, 0.9)


@pytest.mark.parametrize(
    ("size", "seed"), [(size, seed) for size, count in SIZES.items() for seed in range(count)]
)
@pytest.mark.parametrize("solver", ["ours", *PEERS])
def test_one_in_floats(benchmark, request, solver, size, seed):
    if smoke(request) and (size > 20 or seed > 1):
        pytest.skip("smoke")
    first, second = uniform(size, seed)
    if solver == "ours":
        found = run(benchmark, "W1", size, seed, solver, lambda: gt.nash(first, second))
        benchmark.extra_info.update(pivots=found.pivots, least_bytes=16 * size**2)
    else:
        few = PEERS[solver]
        if size > max(few) or seed >= few.get(size, seed + 1):
            pytest.skip("fewer instances")
        found = run_peer(benchmark, "W1", size, seed, solver, *called(solver, first, second))
    benchmark.extra_info["regret"] = regret_of_peer(benchmark, first, second, found)
    if solver in ("ours", "quantecon"):
        assert benchmark.extra_info["regret"] < 1e-9


def called(solver, first, second, capping=10):
    """A peer and its arguments."""
    if solver == "quantecon":
        return peer_solvers.quantecon, first, second, capping
    if solver == "gambit":
        return peer_solvers.gambit, first, second, False
    return peer_solvers.nashpy, first, second


@pytest.mark.parametrize(
    ("size", "seed", "rho"),
    [(size, seed, -0.5) for size, count in HARD.items() for seed in range(count)]
    + [(200, seed, rho) for rho in RHOS for seed in range(3)],
)
@pytest.mark.parametrize("solver", ["ours", "quantecon"])
def test_one_of_opposed_payoffs(benchmark, request, solver, size, seed, rho):
    if smoke(request) and (size > 50 or seed > 1):
        pytest.skip("smoke")
    if solver != "ours" and seed > 4:
        pytest.skip("fewer instances")
    first, second = covariant(size, seed, rho)
    named = f"{size}, correlation {rho}"
    if solver == "ours":
        x, y = found = run(
            benchmark, "W1b", named, seed, solver, lambda: gt.nash(first, second), slow=size > 100
        )
        benchmark.extra_info["pivots"] = found.pivots
    else:
        x, y = run_peer(
            benchmark, "W1b", named, seed, solver, *called(solver, first, second, 1000),
            kind=f"{rho}",
        )  # fmt: skip
    benchmark.extra_info["regret"] = regret(first, second, x, y)
    assert benchmark.extra_info["regret"] < 1e-9


@pytest.mark.parametrize("size", [50, 500])
@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("solver", ["ours", "quantecon", "gambit"])
def test_one_of_structured_games(benchmark, request, solver, kind, size):
    if smoke(request) and size > 50:
        pytest.skip("smoke")
    first, second = (each.astype(float) for each in CLASSES[kind](size, 0))
    named = f"{size}, {kind}"
    if solver == "ours":
        x, y = found = run(benchmark, "W1c", named, 0, solver, lambda: gt.nash(first, second))
        benchmark.extra_info["pivots"] = found.pivots
    else:
        if solver == "gambit" and size > 50:
            pytest.skip("fewer instances")
        x, y = run_peer(
            benchmark, "W1c", named, 0, solver, *called(solver, first, second), kind=kind
        )
    benchmark.extra_info["regret"] = regret(first, second, x, y)
    assert benchmark.extra_info["regret"] < 1e-9 or solver != "ours"
