"""W3: all extreme equilibria of games with whole payoffs, exactly, with ties and without."""

from __future__ import annotations

import peer_solvers
import pytest
from workloads import CLASSES, integers, run, run_peer, smoke

import gametheory_dprk as gt

SIZES = {
    99: {6: 3, 12: 3, 14: 2, 16: 1, 18: 1, 20: 1, 22: 1, 24: 1},
    9: {12: 3, 16: 1},
    2: {8: 3, 12: 1},
    1: {8: 3, 10: 3, 12: 1},
}
"""Instances of each size, by the largest payoff."""

LIMITS = {"lrsnash": 60.0, "quantecon": 20.0, "gambit": 20.0}
LARGEST = {"lrsnash": 18, "quantecon": 16, "gambit": 8}
"""Seconds, and the largest size that a peer is given."""

CASES = [
    (most, size, seed)
    for most, sizes in SIZES.items()
    for size, count in sizes.items()
    for seed in range(count)
]


@pytest.mark.parametrize(("most", "size", "seed"), CASES)
@pytest.mark.parametrize("solver", ["ours", *LIMITS])
def test_all_exactly(benchmark, request, solver, most, size, seed):
    if smoke(request) and size > 6:
        pytest.skip("smoke")
    named = f"{size}, payoffs 0 to {most}"
    if solver != "ours" and size > LARGEST[solver]:
        pytest.skip("larger than the peers are given")
    measure(benchmark, solver, named, seed, integers(size, seed, most), f"to {most}", size > 18)


@pytest.mark.parametrize("kind", CLASSES)
@pytest.mark.parametrize("solver", ["ours", "lrsnash"])
def test_structured_games(benchmark, request, solver, kind):
    if smoke(request):
        pytest.skip("smoke")
    measure(benchmark, solver, f"8, {kind}", 0, CLASSES[kind](8, 0), kind)


def measure(benchmark, solver, named, seed, tables, kind, slow=False):
    """Time a solver and hold exact answers against ours."""
    if solver == "ours":
        found = run(
            benchmark, "W3", named, seed, solver, lambda: gt.all_nash(*tables, exact=True),
            slow=slow,
        )  # fmt: skip
        benchmark.extra_info["equilibria"] = len(found)
        assert len(set(found)) == len(found)
        return
    prepare, *more = {
        "lrsnash": (peer_solvers.lrsnash, LIMITS["lrsnash"]),
        "quantecon": (peer_solvers.quantecon_vertices,),
        "gambit": (peer_solvers.gambit_extremes,),
    }[solver]
    found = run_peer(
        benchmark, "W3", named, seed, solver, prepare, *tables, *more,
        limit=LIMITS[solver], kind=kind,
    )  # fmt: skip
    benchmark.extra_info["equilibria"] = len(found)
    if solver != "quantecon":
        assert set(found) == set(gt.all_nash(*tables, exact=True))
