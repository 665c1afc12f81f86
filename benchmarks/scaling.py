"""Time and memory against size for each workload, ours and peers; draws docs/figures and a page.

    python benchmarks/scaling.py                 measures everything, in about half an hour
    python benchmarks/scaling.py --seconds 10    the same with another limit
    python benchmarks/scaling.py --only W1 W3    these alone; the others stay as they are

Every run is a process of its own, ended at the limit. Sizes grow until a run does not end in time,
or the list is over. Results are kept in .benchmarks/scaling.json, from which the page is written.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import conftest  # noqa: F401  (linear algebra on one thread, before numpy is loaded)
import numpy as np
from peers import NotInstalled, OverLimit, Worker
from scaling_figure import Results, draw
from scaling_solvers import Prepare
from scaling_studies import STUDIES

ROOT = Path(__file__).parent.parent
PAGE, FIGURES = ROOT / "docs" / "scaling.md", ROOT / "docs" / "figures"
RESULTS = ROOT / ".benchmarks" / "scaling.json"
LEAST = 3
"""Points that a slope needs."""

NOISE = 10.0
"""Megabytes by which memory differs between runs of whatever size."""


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--only", nargs="*", choices=STUDIES, default=list(STUDIES))
    chosen = parser.parse_args()
    RESULTS.parent.mkdir(exist_ok=True)
    found = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    for workload in chosen.only:
        for solver in STUDIES[workload].solvers:
            climbed = climb(workload, solver, chosen.seconds)
            found.setdefault(workload, {})[solver] = climbed
            RESULTS.write_text(json.dumps(found, indent=1), encoding="utf-8")
            PAGE.write_text("\n".join([*page(found), ""]), encoding="utf-8")


def climb(workload: str, solver: str, limit: float) -> dict[str, Any]:
    """Points by size, where it stopped and why."""
    prepare, sizes = STUDIES[workload].solvers[solver]
    points: list[dict[str, float]] = []
    for size in sizes:
        try:
            point = {"size": size, **run(prepare, size, limit), "load": os.getloadavg()[0]}
        except (OverLimit, NotInstalled, ChildProcessError, RuntimeError) as failure:
            why = f"{limit:g} s" if isinstance(failure, OverLimit) else told_of(failure)
            print(workload, solver, size, why, flush=True)
            return {"points": points, "stopped": size, "why": why, "limit": limit}
        print(workload, solver, point, flush=True)
        points.append(point)
    return {"points": points, "stopped": None, "why": "", "limit": limit}


def told_of(failure: Exception) -> str:
    """Why a run did not end."""
    return "refused as too large" if "LimitReached" in str(failure) else str(failure)[:60]


def run(prepare: Prepare, size: int, limit: float) -> dict[str, float]:
    """One process."""
    worker = Worker()
    try:
        seconds, _ = worker.timed(silent, (prepare, size), limit)
        return {"seconds": seconds, "megabytes": worker.megabytes()}
    finally:
        worker.stop()


def silent(prepare: Prepare, size: int) -> Callable[[], None]:
    """Prepare, and give no answer, which would have to be sent from one process to the other."""
    solve = prepare(size)

    def run() -> None:
        solve()

    return run


def curves(found: dict[str, Any], key: str) -> Results:
    """Points of each solver by size; memory beyond what the smallest size takes."""
    results: Results = {}
    for solver, each in found.items():
        points = {point["size"]: point[key] for point in each["points"]}
        results[solver] = points
    return results


def slope(points: dict[int, float]) -> float | None:
    """The exponent of size, fitted to the larger half of the sizes."""
    sizes = sorted(points)
    sizes = sizes[-max(LEAST, (len(sizes) + 1) // 2) :]
    if len(sizes) < LEAST:
        return None
    values = [points[size] for size in sizes]
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


def page(found: dict[str, Any]) -> Iterator[str]:
    """The page."""
    limits = {each["limit"] for solvers in found.values() for each in solvers.values()}
    loads = [p["load"] for s in found.values() for each in s.values() for p in each["points"]]
    yield "# Scaling"
    yield ""
    yield (
        "Processor time and memory against size, one random instance a size (seed 0). Every run is "
        f"a process of its own with a limit of {' or '.join(f'{x:g}' for x in sorted(limits))} "
        "seconds; times are medians of five where a run takes less than half a second. Exponents "
        "are slopes on logarithmic axes, fitted to the larger half of the sizes: of time, and of "
        "the memory beyond what the smallest size takes (with Python and its libraries). Single "
        "instances scatter, so read an exponent to half a unit. What is exponential in size has no "
        "exponent of its own: the slope tells how steep it is where it stops. Crosses in the "
        "figures are the first sizes that did not end in time; building a game has as much time."
    )
    yield ""
    yield f"Load of the machine of {os.cpu_count()} cores while measuring: {told(loads)}."
    FIGURES.mkdir(parents=True, exist_ok=True)
    for workload, study in STUDIES.items():
        if workload in found:
            yield from section(workload, study.title, study.size, found[workload])
    missing = [
        f"{workload} ({solver})"
        for workload, study in STUDIES.items()
        for solver in study.solvers
        if solver not in found.get(workload, {})
    ]
    if missing:
        yield from ("", f"Not measured: {'; '.join(missing)}.")
    yield ""
    yield f"Python {platform.python_version()}, {platform.machine()}."
    yield "Made by `python benchmarks/scaling.py`."


def told(loads: list[float]) -> str:
    """Median and range."""
    return f"{np.median(loads):.1f} ({min(loads):.1f} to {max(loads):.1f})" if loads else "-"


def section(workload: str, title: str, size: str, found: dict[str, Any]) -> Iterator[str]:
    """One workload: its figure and its table."""
    name = f"scaling_{workload.lower()}.svg"
    stops = {solver: each["stopped"] for solver, each in found.items() if each["points"]}
    limit = max(each["limit"] for each in found.values())
    panels = {
        "processor seconds": curves(found, "seconds"), "megabytes": curves(found, "megabytes")
    }  # fmt: skip
    (FIGURES / name).write_text(draw(panels, stops, limit, title, size), encoding="utf-8")
    yield from ("", f"## {workload}: {title}", "", f"![{title}](figures/{name})", "")
    heads = "solver", "largest done", "seconds", "megabytes", "exponents of time, memory"
    yield f"| {' | '.join(heads)} | first not done |"
    yield "|" + " --- |" * 6
    for solver, each in found.items():
        yield row(solver, each)


def row(solver: str, found: dict[str, Any]) -> str:
    """A line of a table."""
    stopped = f"{found['stopped']} ({found['why']})" if found["stopped"] else "none tried"
    if not found["points"]:
        return f"| {solver} | none | - | - | - | {stopped} |"
    last = found["points"][-1]
    times = {point["size"]: point["seconds"] for point in found["points"]}
    memory = {point["size"]: point["megabytes"] for point in found["points"]}
    growth = {size: most - min(memory.values()) for size, most in memory.items()}
    exponents = slope(times), slope({s: more for s, more in growth.items() if more > NOISE})
    words = ", ".join("-" if each is None else f"{each:.1f}" for each in exponents)
    cells = (solver, last["size"], f"{last['seconds']:.2g}", f"{last['megabytes']:.0f}", words)
    return f"| {' | '.join(map(str, cells))} | {stopped} |"


if __name__ == "__main__":
    main()
