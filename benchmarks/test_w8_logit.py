"""W8: the principal branch of logit equilibria, followed until nobody gains more than a millionth.

The branch is the same if both solvers play the same where they have the same lambda; Gambit runs
in a process of its own, which can be ended.
"""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
from workloads import peer, run, smoke, uniform

from gametheory_dprk.kernels.logit_two_players import follow_at, follow_to

REGRET = 1e-6
SIZES = {10: 9, 20: 9, 50: 9, 100: 2, 200: 3, 500: 1}
"""Instances of each size."""

GAMBIT = {10: 9, 20: 9, 50: 9, 100: 2, 200: 1}
"""Instances of each size that Gambit is given."""

LIMIT = 150
"""Seconds that it has for each."""

CHILD = """
import json, sys, time
import numpy as np, pygambit
size, seed, regret = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
random = np.random.default_rng(seed)
game = pygambit.Game.from_arrays(random.random((size, size)), random.random((size, size)))
started = time.process_time()
points = pygambit.qre.logit_solve_branch(game, maxregret=regret)
seconds = time.process_time() - started
end = points[-1]
chances = [float(end.profile[move]) for player in game.players for move in player.strategies]
print(json.dumps([seconds, end.lam, chances]))
"""
CASES = [(size, seed) for size, count in SIZES.items() for seed in range(count)]


@pytest.mark.parametrize(("size", "seed"), CASES)
@pytest.mark.parametrize("solver", ["ours", "gambit"])
def test_branch(benchmark, request, solver, size, seed):
    if smoke(request) and (size > 10 or seed > 1):
        pytest.skip("smoke")
    first, second = uniform(size, seed)
    if solver == "ours":
        found = run(
            benchmark, "W8", size, seed, solver, lambda: follow_to(first, second, REGRET, forever),
            slow=size > 200,
        )  # fmt: skip
        benchmark.extra_info["steps"] = found.steps
        assert found.regret <= REGRET
        return
    if seed >= GAMBIT.get(size, 0):
        pytest.skip("takes minutes")
    peer("pygambit")
    try:
        answer = run(benchmark, "W8", size, seed, solver, lambda: gambit(size, seed), slow=True)
    except subprocess.TimeoutExpired:
        benchmark.extra_info["over"] = LIMIT
        pytest.skip(f"more than {LIMIT} s")
    seconds, rationality, chances = answer
    benchmark.extra_info["seconds"] = seconds
    ours = follow_at(first, second, np.array([rationality]), forever)
    assert np.exp(np.concatenate([ours.x[0], ours.y[0]])) == pytest.approx(chances, abs=1e-4)


def gambit(size, seed):
    """Follow the branch in a child process: its own seconds, lambda and what is played."""
    command = [sys.executable, "-c", CHILD, str(size), str(seed), str(REGRET)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=True)
    return json.loads(done.stdout)


def forever():
    """No limit."""
