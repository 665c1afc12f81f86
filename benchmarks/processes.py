"""Whole processes, timed: processor seconds, start-up included, and the seconds that pass."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import Any

import pytest

ROUNDS, SLOW, LIMIT = 5, 2.0, 120.0
"""Rounds of which the median counts; what takes longer than `SLOW` seconds runs once."""


def command(name: str) -> str:
    """A command of this environment."""
    return str(Path(sys.executable).parent / name)


def run_process(
    benchmark: Any, workload: str, size: str, solver: str, call: list[str], imports: str = ""
) -> None:
    """Time a process; the first run, which fills caches on disk, is not counted.

    A peer whose `imports` are not installed is skipped.
    """
    benchmark.extra_info.update(workload=workload, size=size, seed=0, solver=solver)
    if imports and subprocess.run([sys.executable, "-c", imports], capture_output=True).returncode:
        benchmark.extra_info["missing"] = "not installed"
        pytest.skip("not installed")
    times = [once(call)]
    if times[0][0] <= SLOW:
        times = [once(call) for _ in range(ROUNDS - 1)]
    times.append(benchmark.pedantic(once, args=(call,), rounds=1, iterations=1))
    processor, passed = zip(*times, strict=True)
    benchmark.extra_info.update(seconds=median(processor), passed=median(passed))


def once(call: list[str]) -> tuple[float, float]:
    """Processor seconds of a process and of its children, and the seconds that pass."""
    before, started = used(), time.perf_counter()
    subprocess.run(
        call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=LIMIT,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": ""},
    )  # fmt: skip
    return used() - before, time.perf_counter() - started


def used() -> float:
    """Processor seconds of all child processes that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime
