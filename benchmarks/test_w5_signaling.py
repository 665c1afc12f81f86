"""W5: all perfect Bayesian equilibria of random signaling games, exactly, with components.

Compiled kernels are loaded before. The independent checker certifies every component, which the
time includes; what search and checker take is noted beside.
"""

from __future__ import annotations

import random
from fractions import Fraction
from time import process_time

import pytest
from workloads import run, smoke

from gametheory_dprk.concepts.signaling.assessment import check_signaling
from gametheory_dprk.games import SignalingGame
from gametheory_dprk.kernels import case_margins  # noqa: F401 (loaded before the clock starts)
from gametheory_dprk.limits import Budget
from gametheory_dprk.solvers.signaling_supports import run as solve

SEEDS = {(2, 2, 2): 9, (3, 3, 3): 9, (4, 4, 4): 9, (5, 5, 4): 3, (6, 6, 4): 10}
LIMIT = 60
CASES = [(size, seed) for size, seeds in SEEDS.items() for seed in range(seeds)]


def game(size, seed):
    """Independent whole payoffs from 0 to 1000, prior weights from 1 to 9."""
    draw = random.Random(seed)
    kinds, signals, responses = size
    weights = [draw.randint(1, 9) for _ in range(kinds)]

    def table():
        return [
            [[draw.randint(0, 1000) for _ in range(responses)] for _ in range(signals)]
            for _ in range(kinds)
        ]

    prior = [Fraction(weight, sum(weights)) for weight in weights]
    return SignalingGame.from_arrays(prior, table(), table())


@pytest.mark.parametrize(("size", "seed"), CASES)
def test_all_equilibria(benchmark, request, size, seed):
    if smoke(request) and size > (3, 3, 3):
        pytest.skip("smoke")
    instance = game(size, seed)
    parts = []

    def timed():
        """Find all equilibria, and let the independent checker certify each."""
        started = process_time()
        found = solve(instance, "pbe", Budget(LIMIT))
        middle = process_time()
        assert all(check_signaling(instance, candidate).valid for candidate in found.candidates)
        parts.append((middle - started, process_time() - middle))
        return found

    name = " x ".join(map(str, size))
    found = run(benchmark, "W5", name, seed, "ours", timed, slow=size > (4, 4, 4))
    cells = [len(c.component.cells) if c.component else 1 for c in found.candidates]
    search, checker = (min(times) for times in zip(*parts, strict=True))
    benchmark.extra_info.update(
        search=search, checker=checker, components=len(cells), cells=sum(cells),
        complete=found.complete,
    )  # fmt: skip
    if not found.complete:
        benchmark.extra_info["over"] = LIMIT
    assert found.candidates
