"""Instances, peers and the way all are timed: one benchmark for each solver and instance."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

ROUNDS = 5
"""Rounds of which the median counts; solvers slower than a second are run once."""


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
    benchmark.group = f"{workload} {size}"
    benchmark.extra_info.update(workload=workload, size=str(size), seed=seed, solver=solver)
    if slow:
        return benchmark.pedantic(solve, rounds=1, iterations=1)
    return benchmark.pedantic(solve, rounds=ROUNDS, iterations=1, warmup_rounds=1)


def regret(first: Any, second: Any, x: Any, y: Any) -> float:
    """The most that a player gains by deviating, per range of payoffs."""
    rows, columns = first @ y, x @ second
    gains = (rows.max() - x @ rows) / np.ptp(first), (columns.max() - columns @ y) / np.ptp(second)
    return float(max(gains))


def peer(name: str) -> Any:
    """A peer's module; the benchmark is skipped where it is not installed."""
    return pytest.importorskip(name)


def lrsnash(first: Any, second: Any, limit: float = 300.0) -> set[Any]:
    """All extreme equilibria by lrsnash, exactly."""
    if shutil.which("lrsnash") is None:
        pytest.skip("lrsnash is not installed")
    rows, columns = first.shape
    blocks = "\n\n".join("\n".join(" ".join(map(str, row)) for row in t) for t in (first, second))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "game.txt"
        file.write_text(f"{rows} {columns}\n\n{blocks}\n")
        command = ["lrsnash", file]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=limit)
        except subprocess.TimeoutExpired:
            pytest.skip(f"lrsnash takes more than {limit:g} seconds")
    found, partners = set(), []
    for line in done.stdout.splitlines():
        number, *values = line.split() or [""]
        if number == "2":
            partners.append(tuple(map(Fraction, values[:columns])))
        elif number == "1":
            found |= {(tuple(map(Fraction, values[:rows])), y) for y in partners}
            partners = []
    return found
