"""Time and memory against size for each workload, ours and peers; draws docs/figures and a page.

    python benchmarks/scaling.py                 measures everything in some minutes
    python benchmarks/scaling.py --seconds 10    the same with another limit

Every run is a process of its own, ended at the limit. Sizes grow until a run does not end in time,
or the list is over; the slope is that of a straight line through the logarithms of the larger half.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parent.parent
PAGE, FIGURES = ROOT / "docs" / "scaling.md", ROOT / "docs" / "figures"
SPARE = 20.0
"""Seconds for a process to start, to build its game and to load compiled code."""

Games = tuple[Any, Any]


def uniform(size: int) -> Games:
    """Independent payoffs from 0 to 1."""
    return tuple(np.random.default_rng(0).random((2, size, size)))


def whole(size: int) -> Games:
    """Independent whole payoffs from 0 to 99."""
    return tuple(np.random.default_rng(0).integers(0, 100, (2, size, size)))


def our_nash(size: int) -> Callable[[], Any]:
    """One equilibrium in floats; one of a small game first, so that all code is loaded."""
    import gametheory_dprk as gt

    gt.nash(*uniform(3))
    first, second = uniform(size)
    return lambda: gt.nash(first, second)


def quantecon_nash(size: int) -> Callable[[], Any]:
    """The same by quantecon."""
    from quantecon import game_theory

    def game(size: int) -> Any:
        first, second = uniform(size)
        columns = np.ascontiguousarray(second.T)
        return game_theory.NormalFormGame([game_theory.Player(first), game_theory.Player(columns)])

    game_theory.lemke_howson(game(3), capping=10)
    large = game(size)
    return lambda: game_theory.lemke_howson(large, capping=10)


def our_extremes(size: int) -> Callable[[], Any]:
    """All extreme equilibria, exactly."""
    import gametheory_dprk as gt

    gt.all_nash(*whole(3), exact=True)
    first, second = whole(size)
    return lambda: gt.all_nash(first, second, exact=True)


def lrs_extremes(size: int) -> Callable[[], Any]:
    """The same by lrsnash, its process included."""
    from workloads import lrsnash

    first, second = whole(size)
    return lambda: lrsnash(first, second, limit=1e6)


def our_pbe(size: int) -> Callable[[], Any]:
    """All perfect Bayesian equilibria of a signaling game, with components."""
    from gametheory_dprk.games import SignalingGame
    from gametheory_dprk.planner import solve

    def game(size: int) -> Any:
        payoffs = np.random.default_rng(0).integers(0, 100, (2, size, size, size)).tolist()
        return SignalingGame.from_arrays([f"1/{size}"] * size, *payoffs)

    solve(game(2), "pbe")
    large = game(size)
    return lambda: solve(large, "pbe")


def our_branch(size: int) -> Callable[[], Any]:
    """The principal logit branch to a regret of a millionth."""
    from gametheory_dprk.kernels.logit_two_players import follow_to

    follow_to(*uniform(3), 1e-6, lambda: None)
    first, second = uniform(size)
    return lambda: follow_to(first, second, 1e-6, lambda: None)


def gambit_branch(size: int) -> Callable[[], Any]:
    """The same by Gambit."""
    import pygambit

    game = pygambit.Game.from_arrays(*uniform(size))
    return lambda: pygambit.qre.logit_solve_branch(game, maxregret=1e-6)


@dataclass(frozen=True, slots=True)
class Study:
    """One workload: what it is, and for every solver how to prepare a run and the sizes."""

    title: str
    solvers: dict[str, tuple[Callable[[int], Callable[[], Any]], tuple[int, ...]]]


STUDIES = {
    "W1": Study(
        "One equilibrium in floats, uniform payoffs",
        {
            "ours": (our_nash, (25, 50, 100, 200, 400, 800, 1600, 3200)),
            "quantecon": (quantecon_nash, (25, 50, 100, 200, 400, 800, 1600, 3200)),
        },
    ),
    "W3": Study(
        "All extreme equilibria over the rationals, whole payoffs from 0 to 99",
        {
            "ours": (our_extremes, (6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28)),
            "lrsnash": (lrs_extremes, (6, 8, 10, 12, 14, 16, 18, 20)),
        },
    ),
    "W5": Study(
        "All perfect Bayesian equilibria of signaling games, as many types, signals and replies",
        {"ours": (our_pbe, (2, 3, 4, 5))},
    ),
    "W8": Study(
        "The principal branch of logit equilibria, uniform payoffs",
        {
            "ours": (our_branch, (10, 20, 40, 80, 160, 320, 640)),
            "gambit": (gambit_branch, (10, 20, 40, 80, 160, 320)),
        },
    ),
}


def main() -> None:
    """Measure all, or be one of the measured processes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--run", nargs=3, metavar=("WORKLOAD", "SOLVER", "SIZE"))
    chosen = parser.parse_args()
    if chosen.run:
        workload, solver, size = chosen.run
        print(json.dumps(measured(STUDIES[workload].solvers[solver][0](int(size)))))
        return
    FIGURES.mkdir(parents=True, exist_ok=True)
    PAGE.write_text("\n".join([*page(chosen.seconds), ""]), encoding="utf-8")


def measured(solve: Callable[[], Any]) -> dict[str, float]:
    """CPU seconds of a run and of what it started, and the most memory in megabytes."""
    before = used()
    solve()
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": used() - before, "megabytes": max(own, children) / 1024}


def used() -> float:
    """CPU seconds of this process and of its children."""
    times = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + times.ru_utime + times.ru_stime


def run(workload: str, solver: str, size: int, limit: float) -> dict[str, float] | None:
    """One process; None where it did not end in time."""
    command = [sys.executable, __file__, "--run", workload, solver, str(size)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=limit + SPARE, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    found: dict[str, float] = json.loads(done.stdout)
    return found if found["seconds"] <= limit else None


def climb(workload: str, solver: str, limit: float) -> tuple[dict[int, dict[str, float]], str]:
    """Results by size, and the first size that did not end in time."""
    results: dict[int, dict[str, float]] = {}
    for size in STUDIES[workload].solvers[solver][1]:
        found = run(workload, solver, size, limit)
        print(workload, solver, size, found, flush=True)
        if found is None:
            return results, str(size)
        results[size] = found
    return results, "none tried"


def slope(results: dict[int, dict[str, float]], key: str = "seconds") -> str:
    """The exponent of size, fitted to the larger half of the sizes."""
    sizes = sorted(results)[-max(3, len(results) // 2) :]
    if len(sizes) < 3:
        return "-"
    values = [max(results[size][key], 1e-6) for size in sizes]
    return f"{np.polyfit(np.log(sizes), np.log(values), 1)[0]:.1f}"


def page(limit: float) -> Iterator[str]:
    """The page, measured."""
    yield "# Scaling"
    yield ""
    yield (
        "CPU time and memory of one run against size, one random instance a size; every run is a "
        f"process of its own with a limit of {limit:g} seconds. The exponent is the slope on "
        "logarithmic axes, fitted to the larger half of the sizes; single instances scatter, so "
        "that it is rough, and where cost grows exponentially it only describes the range shown."
    )
    for workload, study in STUDIES.items():
        found = {solver: climb(workload, solver, limit) for solver in study.solvers}
        name = f"scaling_{workload.lower()}.svg"
        draw({solver: each for solver, (each, _) in found.items()}, study.title, FIGURES / name)
        yield from ("", f"## {workload}: {study.title}", "", f"![{study.title}](figures/{name})")
        yield from ("", "| solver | largest done | seconds | megabytes | exponent of time "
                    "| first not done |", "| --- | --- | --- | --- | --- | --- |")  # fmt: skip
        for solver, (results, stopped) in found.items():
            yield row(solver, results, stopped)
    yield ""
    yield f"Python {platform.python_version()}, {platform.machine()}."
    yield "Made by `python benchmarks/scaling.py`."


def row(solver: str, results: dict[int, dict[str, float]], stopped: str) -> str:
    """A line of a table."""
    if not results:
        return f"| {solver} | none | - | - | - | {stopped} |"
    largest = max(results)
    seconds, megabytes = results[largest]["seconds"], results[largest]["megabytes"]
    cells = (solver, largest, f"{seconds:.2g}", f"{megabytes:.0f}", slope(results), stopped)
    return f"| {' | '.join(map(str, cells))} |"


def draw(results: dict[str, dict[int, dict[str, float]]], title: str, file: Path) -> None:
    """Time and memory on logarithmic axes."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "scaling"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    for axis, key, name in zip(
        axes, ("seconds", "megabytes"), ("CPU seconds", "megabytes"), strict=True
    ):
        for solver, mark in zip(results, "os^", strict=False):
            sizes = sorted(results[solver])
            values = [max(results[solver][size][key], 1e-5) for size in sizes]
            axis.loglog(sizes, values, marker=mark, label=solver)
        axis.set_xlabel("size")
        axis.set_ylabel(name)
        axis.grid(True, which="both", alpha=0.3)
    axes[0].legend()
    figure.suptitle(title, fontsize=10)
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)


if __name__ == "__main__":
    main()
