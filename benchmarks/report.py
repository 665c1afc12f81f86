"""Turn the measurements of `make bench` into docs/benchmarks.md."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
PEERS = ("quantecon", "pygambit", "open_spiel", "scipy", "numba", "numpy", "python-flint")

TITLES = {
    "W1": "One equilibrium in floats, independent uniform payoffs",
    "W1b": "One equilibrium in floats, normal payoffs of correlation -0.5",
    "W2": "One equilibrium over the rationals, whole payoffs from 0 to 1000",
    "W3": "All extreme equilibria over the rationals, whole payoffs",
    "W4": "Zero-sum games, independent uniform payoffs, linear programs by HiGHS as peers",
    "W5": "All perfect Bayesian equilibria of random signaling games, with components, exact",
    "W6": "Signaling games on grids: one equilibrium and its certificate",
    "W6-blotto": "Colonel Blotto, exact, beside the linear program of the whole matrix",
    "W7": "A million small games, independent normal payoffs, one core",
    "W8": "The principal branch of logit equilibria, to a regret of a millionth",
    "W9": "Zero-sum trees: counterfactual regret and exact values",
}

LIMITS = {
    "W1": "Half and more of these games have a pure equilibrium, which a single look at both "
    "matrices finds: memory bandwidth is the limit. Otherwise the transpose and short paths cost "
    "about the same. Below about 50 moves the overhead of Python decides, and the peer is faster. "
    "Games whose payoffs are opposed have long paths and take far longer.",
    "W1b": "The number of pivots; from 100 moves on, if paths are long, the branch of logit "
    "equilibria is followed to its limit instead, whose cost is one factorization of the size of "
    "the supports for each third of a step.",
    "W2": "Dixon lifting on the support, whose size is what counts.",
    "W3": "Pivots on small tableaux, which fit into the first cache; with payoffs of few values, "
    "checking ties in exact arithmetic. On games with payoffs 0 and 1 lrsnash is faster.",
    "W4": "Cholesky factors of the interior point, about a dozen, on the moves left, which become "
    "fewer.",
    "W5": "Up to 3 x 3 x 3 exact linear programs; beyond, the number of cells of the answer, most "
    "of which tell how signals that nobody sends are answered. No peer lists components.",
    "W6": "Formulas over types times signals: bandwidth of caches and memory. At 64 the overhead "
    "of Python decides; cheap talk takes many rounds of best responses. No peer takes such games.",
    "W6-blotto": "Best replies by dynamic programming over fractions; one small linear program "
    "a round.",
    "W7": "Arithmetic: every pair of supports of one size is tried, with error bounds; at 2 the "
    "memory that the answers take.",
    "W8": "Products and factorizations of the size of the moves that are played at all, close to "
    "what the linear algebra library reaches; then the number of steps. At the end both solvers "
    "play the same at the same lambda. Gambit's time is what its own process measures.",
    "W9": "Reading the sparse payoffs twice a round, from the caches. OpenSpiel walks the tree. "
    "Exact values: linear programming in floats, then equations over the whole numbers.",
}


def seconds(amount: float) -> str:
    """A time to three digits.

    Examples
    --------
    >>> seconds(0.01234), seconds(12.34), seconds(0.0000456)
    ('12.3 ms', '12.3 s', '45.6 us')
    """
    units = (("s", 1.0), ("ms", 1e3), ("us", 1e6))
    unit, factor = next((each for each in units if amount * each[1] >= 1), units[-1])
    return f"{amount * factor:.3g} {unit}"


def collect(measured: list[dict[str, Any]]) -> dict[str, dict[str, dict[str, dict[int, Any]]]]:
    """Median seconds and remarks by workload, size, solver and seed."""
    tables: Any = defaultdict(lambda: defaultdict(lambda: defaultdict(dict)))
    for each in measured:
        info = each["extra_info"]
        if "workload" in info:
            scale = 1e6 / info["instances"] if "instances" in info else 1.0
            entry = info.get("seconds", each["stats"]["median"] * scale), info
            tables[info["workload"]][info["size"]][info["solver"]][info["seed"]] = entry
    return tables


def table(sizes: dict[str, dict[str, dict[int, Any]]]) -> list[str]:
    """One line for each size: medians over instances, and medians of the ratios on each."""
    peers = sorted({solver for solvers in sizes.values() for solver in solvers} - {"ours"})
    heads = ["size", "games", "ours", "slowest", *peers, *(f"ratio to {peer}" for peer in peers)]
    lines = ["| " + " | ".join(heads) + " |", "|" + " --- |" * len(heads)]
    for size, solvers in sizes.items():
        ours = {seed: entry[0] for seed, entry in solvers["ours"].items()}
        cells = [size, str(len(ours)), seconds(median(ours.values())), seconds(max(ours.values()))]
        cells += [cell(solvers.get(peer, {})) for peer in peers]
        cells += [ratio(ours, solvers.get(peer, {})) for peer in peers]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def cell(entries: dict[int, Any]) -> str:
    """A peer's median."""
    return seconds(median(entry[0] for entry in entries.values())) if entries else "-"


def ratio(ours: dict[int, float], entries: dict[int, Any]) -> str:
    """How many times longer the peer takes, instance by instance: median and range."""
    ratios = sorted(entry[0] / ours[seed] for seed, entry in entries.items() if seed in ours)
    if not ratios:
        return "-"
    return f"{median(ratios):.3g} ({ratios[0]:.3g} to {ratios[-1]:.3g})"


def known(package: str) -> str:
    """A package with its version."""
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} not installed"


def page(document: dict[str, Any]) -> str:
    """The whole page."""
    machine = document["machine_info"]
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`. Every answer is checked in the benchmark that times it: regret "
        "below 1e-9 (1e-6 for linear programs), exact comparison, or the identical set. Times are "
        "medians of wall-clock time; solvers slower than about a second run once. Ratios are the "
        "peer's time over ours on the same instance: median, and range over instances. Instances "
        "come from `numpy.random.default_rng(seed)` with seeds from 0 on.",
        "",
        f"Machine: {machine['cpu']['brand_raw']}, {machine['cpu']['count']} cores, linear algebra "
        f"on one thread; Python {machine['python_version']}; {', '.join(map(known, PEERS))}.",
    ]
    for workload, sizes in sorted(collect(document["benchmarks"]).items()):
        lines += ["", f"## {workload}: {TITLES[workload]}", "", *table(sizes), "", LIMITS[workload]]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(json.loads(Path(sys.argv[1]).read_text())))
