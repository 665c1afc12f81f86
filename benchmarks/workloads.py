"""Instances, and the way all are timed: one benchmark for each solver and instance."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from peers import NotInstalled, OverLimit, Prepare, Worker

ROUNDS = 5
"""Rounds of which the median counts; solvers slower than about a second are run once."""

LIMIT = 20.0
"""Seconds of the processor that a peer has for an instance, unless more are given."""


def uniform(size: int, seed: int) -> tuple[Any, Any]:
    """Independent payoffs from 0 to 1."""
    random = np.random.default_rng(seed)
    return random.random((size, size)), random.random((size, size))


def covariant(size: int, seed: int, rho: float = -0.5) -> tuple[Any, Any]:
    """Normal payoffs, of which the two players' are correlated."""
    random = np.random.default_rng(seed)
    first = random.normal(size=(size, size))
    return first, rho * first + np.sqrt(1 - rho**2) * random.normal(size=(size, size))


def integers(size: int, seed: int, most: int = 99) -> tuple[Any, Any]:
    """Independent whole payoffs from 0 to `most`; few values make ties."""
    random = np.random.default_rng(seed)
    return tuple(random.integers(0, most + 1, (2, size, size)))


def travellers(size: int, seed: int) -> tuple[Any, Any]:
    """Traveller's dilemma: both get the lower claim, the lower one a reward from the higher."""
    reward = int(np.random.default_rng(seed).integers(2, 10))
    own, other = np.indices((size, size)) + reward
    first = np.minimum(own, other) + reward * np.sign(other - own)
    return first, first.T.copy()


def dispersion(size: int, seed: int) -> tuple[Any, Any]:
    """Both want to be apart: the amount that each place is worth, if the other is elsewhere."""
    worth = np.random.default_rng(seed).integers(50, 100, (2, size))
    apart = 1 - np.eye(size, dtype=np.int64)
    return apart * worth[0][:, None], apart * worth[1]


def grab_the_dollar(size: int, seed: int) -> tuple[Any, Any]:
    """Who grabs first, at a time of choice, has the dollar; both lose if at once; it shrinks."""
    random = np.random.default_rng(seed)
    high, low = np.sort(random.integers(10, 1000, (2, size)), axis=0)[::-1]
    own, other = np.indices((size, size))
    early = np.minimum(own, other)
    first = np.where(own < other, high[early], np.where(own > other, low[early], -low[early]))
    return first, first.T.copy()


def attrition(size: int, seed: int) -> tuple[Any, Any]:
    """War of attrition: who holds out longer has the prize, both pay until the other gives in."""
    prizes = np.random.default_rng(seed).integers(size // 2, 2 * size, 2)
    own, other = np.indices((size, size))
    paid = np.minimum(own, other)
    first, second = (
        2 * np.where(mine > theirs, prize, 0) + np.where(mine == theirs, prize, 0) - 2 * paid
        for mine, theirs, prize in ((own, other, prizes[0]), (other, own, prizes[1]))
    )
    return first, second


def bidding(size: int, seed: int) -> tuple[Any, Any]:
    """Sealed bids for an object of which each knows the other's value; ties are split."""
    values = np.random.default_rng(seed).integers(size // 2, 2 * size, 2)
    own, other = np.indices((size, size))
    first = (values[0] - own) * (np.sign(own - other) + 1)
    second = (values[1] - other) * (np.sign(other - own) + 1)
    return first, second


def demands(size: int, seed: int) -> tuple[Any, Any]:
    """Nash's demand game on a grid, with concave utilities: what both ask for, if it can be had."""
    bends = np.random.default_rng(seed).integers(1, 10, 2)
    own, other = np.indices((size, size)) + 1
    both = own + other <= size + 1
    first, second = (
        both * share * (bend * 2 * size - share)
        for share, bend in zip((own, other), bends, strict=True)
    )
    return first, second


CLASSES = {
    "traveller's dilemma": travellers,
    "dispersion": dispersion,
    "grab the dollar": grab_the_dollar,
    "war of attrition": attrition,
    "bidding": bidding,
    "demands on a grid": demands,
}
"""Games with structure, and many ties; the first five after the generators of GAMUT."""


def smoke(request: Any) -> bool:
    """Whether benchmarks are only to be tried out, on the smallest instances."""
    return bool(request.config.getoption("benchmark_disable")) and not request.config.getoption(
        "benchmark_enable"
    )


def run(
    benchmark: Any, workload: str, size: Any, seed: int, solver: str, solve: Callable[[], Any],
    slow: bool = False,
) -> Any:  # fmt: skip
    """Time a solver on one instance, and note which it was."""
    benchmark.extra_info.update(workload=workload, size=str(size), seed=seed, solver=solver)
    if slow:
        return benchmark.pedantic(solve, rounds=1, iterations=1)
    return benchmark.pedantic(solve, rounds=ROUNDS, iterations=1, warmup_rounds=1)


WORKERS: list[Worker] = []
TIRED: set[tuple[str, str, str]] = set()
"""Peers that went over their limit, with the workload and the kind of instances."""


def run_peer(
    benchmark: Any, workload: str, size: Any, seed: int, solver: str, prepare: Prepare,
    *arguments: Any, limit: float = LIMIT, kind: str = "",
) -> Any:  # fmt: skip
    """Time a peer on one instance in a process of its own; skipped where it takes too long.

    A peer that went over its limit is not given the instances of this kind that follow.
    """
    note = {"workload": workload, "size": str(size), "seed": seed, "solver": solver}
    benchmark.extra_info.update(note)
    if (workload, solver, kind) in TIRED:
        pytest.skip("not tried: over the limit before")
    answers = []
    signal.alarm(0)  # a peer has limits of its own
    try:
        benchmark.pedantic(
            lambda: answers.append(worker().timed(prepare, arguments, limit)),
            rounds=1, iterations=1,
        )  # fmt: skip
    except OverLimit:
        TIRED.add((workload, solver, kind))
        benchmark.extra_info["over"] = limit
        WORKERS.clear()
        pytest.skip(f"more than {limit:g} s")
    except NotInstalled as missing:
        benchmark.extra_info["missing"] = "not installed"
        pytest.skip(str(missing))
    except ChildProcessError:
        WORKERS.clear()
        raise
    benchmark.extra_info["seconds"], answer = answers[0]
    return answer


def worker() -> Worker:
    """The child process that is alive."""
    if not WORKERS:
        WORKERS.append(Worker())
    return WORKERS[0]


def regret(first: Any, second: Any, x: Any, y: Any) -> float:
    """The most that a player gains by deviating, per range of payoffs."""
    rows, columns = first @ y, x @ second
    gains = (rows.max() - x @ rows) / np.ptp(first), (columns.max() - columns @ y) / np.ptp(second)
    return float(max(gains))


def regret_of_peer(benchmark: Any, first: Any, second: Any, found: Any) -> float:
    """The regret of what a peer found; skipped where it has not as many moves as the game."""
    x, y = found
    if (len(x), len(y)) != first.shape:
        benchmark.extra_info["missing"] = "failed: an answer with too few moves"
        pytest.skip("too few moves")
    return regret(first, second, x, y)


def peer(name: str) -> Any:
    """A peer's module; the benchmark is skipped where it is not installed."""
    return pytest.importorskip(name)
