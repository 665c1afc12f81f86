"""What every benchmark run does: one thread, a limit for each test, and a line for each result.

Linear algebra runs on one thread, so that times are of one core. Each result is written to
.benchmarks/measured.jsonl as soon as it is there: what stops or fails later spoils nothing.
"""

from __future__ import annotations

import json
import os
import platform
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

for library in ("OPENBLAS", "OMP", "MKL"):
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parent))
sys.path.append(str(Path(__file__).parents[1]))  # some share helpers with the tests

RESULTS = Path(__file__).parents[1] / ".benchmarks" / "measured.jsonl"
"""Where results go, unless `--results` says otherwise."""

LIMIT = 180
"""Seconds for one test; it fails then, and the next one begins."""


class Overrun(Exception):
    """A test took too long."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Results may go elsewhere, so that a part can be measured again."""
    parser.addoption("--results", type=Path, default=RESULTS)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Begin a new file of results, with the machine on its first line."""
    if measuring(session.config):
        results: Path = session.config.getoption("results")
        results.parent.mkdir(exist_ok=True)
        results.write_text(json.dumps(machine()) + "\n", encoding="utf-8")


def measuring(config: pytest.Config) -> bool:
    """Whether this is no smoke test."""
    return bool(config.getoption("benchmark_enable"))


def machine() -> dict[str, Any]:
    """Where this runs, and how fast it reads memory and multiplies."""
    from machine_limits import bandwidth, flops

    return {
        "cpu": processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "bandwidth": bandwidth(),
        "flops": flops(),
    }


def processor() -> str:
    """Its name, where the system tells."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Stop a test that takes too long, as soon as it is back from compiled code."""

    def stop(*_: Any) -> None:
        raise Overrun(f"more than {LIMIT} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LIMIT if measuring(item.config) else 0)
    try:
        return (yield)
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """Write a line about a test that was run, whatever came of it."""
    report = yield
    benchmark = getattr(item, "funcargs", {}).get("benchmark")
    if call.when == "call" and benchmark is not None and measuring(item.config):
        line = {"test": item.nodeid, "outcome": report.outcome, "load": os.getloadavg()[0]}
        line["info"] = dict(benchmark.extra_info)
        if report.outcome == "passed" and benchmark.stats is not None:
            line["median"] = benchmark.stats.stats.median
        elif call.excinfo is not None:
            line["why"] = str(call.excinfo.value).partition("\n")[0][:200]
            if call.excinfo.errisinstance(Overrun):
                line["info"]["over"] = LIMIT
        results: Path = item.config.getoption("results")
        with results.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, default=float) + "\n")
    return report
