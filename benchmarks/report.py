"""Turn the measurements of `make bench` into docs/benchmarks.md.

    python benchmarks/report.py .benchmarks/measured.jsonl [MORE ...]

Where files overlap, the later one counts.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median, median_low
from typing import Any

from measurements import Entry, Row, grouped, read
from targets import LIMITS, TITLES, Target, reason, target

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
PEERS = (
    "quantecon", "pygambit", "nashpy", "open_spiel", "scipy", "numba", "numpy", "python-flint"
)  # fmt: skip
QUIET = 1.3
"""Load of the machine up to which this is the only job that runs."""

KNOWN = {"workload", "size", "seed", "solver", "seconds", "instances", "over", "missing"}
LEAST = {"least_bytes": "bandwidth", "least_flops": "flops"}
"""What a solver has to do at least, and which rate of the machine bounds it."""


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


def plain(number: float) -> str:
    """Three digits, without an exponent where there are no more than six."""
    return f"{number:.3g}" if not 1000 <= abs(number) < 1e6 else f"{number:.0f}"


def done(entries: list[Entry]) -> dict[int, float]:
    """Seconds by instance, where there are any."""
    return {each.seed: each.seconds for each in entries if each.seconds is not None}


def bounded(entries: list[Entry]) -> dict[int, float]:
    """The same, and the limit where it was not kept."""
    return done(entries) | {each.seed: each.over for each in entries if each.over is not None}


def cell(entries: list[Entry]) -> str:
    """A peer's median of what ended, and how often a limit was not kept."""
    times, over = done(entries), [each.over for each in entries if each.over is not None]
    if not times and over:
        return f">{seconds(max(over))}"
    if not times:
        return short(entries[0].why) if entries else "-"
    several = f"; {len(over)} of {len(times) + len(over)} >{seconds(max(over))}" if over else ""
    return seconds(median(times.values())) + several


def short(why: str) -> str:
    """What is told in a cell."""
    return next((word for word in ("not tried", "not installed") if word in why), "failed")


def ratios(ours: dict[int, float], entries: list[Entry]) -> list[float]:
    """How many times longer the peer takes, instance by instance, in order."""
    return sorted(took / ours[seed] for seed, took in bounded(entries).items() if seed in ours)


def ratio(ours: dict[int, float], entries: list[Entry]) -> str:
    """Median and range of the ratios."""
    found = ratios(ours, entries)
    if not found:
        return "-"
    over = any(each.over is not None for each in entries)
    middle = f">{plain(median_low(found))}" if over else plain(median(found))
    return middle if len(found) == 1 else f"{middle} ({plain(found[0])} to {plain(found[-1])})"


def reached(row: Row, goal: Target) -> tuple[str, bool]:
    """A target in words, and whether it is met."""
    ours = bounded(row["ours"])
    if goal.seconds is not None:
        words = seconds(goal.seconds) + (" in all" if goal.every else "")
        stopped = goal.every and any(each.over is not None for each in row["ours"])
        return words, bool(ours) and not stopped and judged(goal, ours) <= goal.seconds
    found = ratios(ours, row.get(goal.peer, []))
    words = f"{plain(goal.times or 0.0)} x {goal.peer}"
    return words, bool(found) and median(found) >= (goal.times or 0.0)


def judged(goal: Target, ours: dict[int, float]) -> float:
    """The time that a target is about."""
    return max(ours.values()) if goal.every else median(ours.values())


def verdict(workload: str, size: str, row: Row) -> str:
    """The cell of the target."""
    goal = target(workload, size)
    if goal is None:
        return ""
    words, met = reached(row, goal)
    if goal.peer and not ratios(done(row["ours"]), row.get(goal.peer, [])):
        return f"{words}: not measured"
    return f"{words}: {'met' if met else '**missed**'}"


def notes(row: Row) -> str:
    """What else was noted of all solvers: ours first, then peers by name."""
    parts = []
    for solver in sorted(row, key=lambda name: (name != "ours", name)):
        told = [each.info for each in row[solver] if each.seconds is not None]
        keys = dict.fromkeys(key for info in told for key in info if key not in {*KNOWN, *LEAST})
        words = [noted(key, [info[key] for info in told if key in info]) for key in keys]
        if words:
            parts.append(", ".join(words) if solver == "ours" else f"{solver}: {', '.join(words)}")
    return "; ".join(parts)


def noted(key: str, values: list[Any]) -> str:
    """One remark on all instances."""
    if key == "solved" or all(isinstance(value, bool) for value in values):
        return f"{key} {sum(values)} of {len(values)}"
    if key == "regret":
        return f"regret {max(max(values), 0.0):.0e}"
    if key in ("passed", "search", "checker"):
        return f"{key} {seconds(median(values))}"
    if all(isinstance(value, int | float) for value in values):
        return f"{key} {plain(median(values))}"
    return f"{key} {', '.join(dict.fromkeys(map(str, values)))}"


def above(entries: list[Entry], machine: dict[str, Any]) -> str:
    """How many times longer ours takes than the machine needs for the least there is to do."""
    found = [
        each.seconds / (each.info[least] / machine[rate])
        for each in entries
        for least, rate in LEAST.items()
        if least in each.info and each.seconds is not None
    ]
    return plain(median(found)) if found else ""


def table(workload: str, sizes: dict[str, Row], machine: dict[str, Any]) -> Iterator[str]:
    """One line for each size: medians over instances, and medians of the ratios on each."""
    peers = sorted({solver for row in sizes.values() for solver in row} - {"ours"})
    limits = any(above(row.get("ours", []), machine) for row in sizes.values())
    heads = ["size", "games", "ours", *(["slowest"] if widest(sizes) > 1 else []), *peers]
    heads += [*(f"ratio to {peer}" for peer in peers), "target"]
    heads += [*(["over limit"] if limits else []), "notes"]
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for size, row in sizes.items():
        row.setdefault("ours", [])
        ours = done(row["ours"])
        cells = [size, str(len(ours)), *own(row["ours"], ours, widest(sizes) > 1)]
        cells += [cell(row.get(peer, [])) for peer in peers]
        cells += [ratio(ours, row.get(peer, [])) for peer in peers]
        cells += [verdict(workload, size, row)]
        cells += [above(row["ours"], machine)] if limits else []
        yield "| " + " | ".join([*cells, notes(row)]) + " |"


def widest(sizes: dict[str, Row]) -> int:
    """The most instances of a size."""
    return max(len(done(row.get("ours", []))) for row in sizes.values())


def own(entries: list[Entry], ours: dict[int, float], slowest: bool) -> list[str]:
    """Median and slowest of ours."""
    middle = seconds(median(ours.values())) if ours else cell(entries)
    return [middle, *([seconds(max(ours.values())) if ours else "-"] if slowest else [])]


def misses(workload: str, sizes: dict[str, Row]) -> Iterator[str]:
    """A sentence for each target that is missed."""
    for size, row in sizes.items():
        goal = target(workload, size)
        if goal is None or "**missed**" not in verdict(workload, size, row):
            continue
        ours, why = bounded(row["ours"]), reason(workload, size)
        if goal.seconds is not None:
            slow = sum(took > goal.seconds for took in ours.values())
            worst = seconds(max(ours.values())) if ours else "any limit"
            found = f"{slow} of {len(ours)} take longer than {seconds(goal.seconds)}, up to {worst}"
        else:
            middle = median(ratios(ours, row[goal.peer]))
            found = f"{plain(middle)} times {goal.peer} instead of {plain(goal.times or 0.0)}"
        yield f"- *{size}*: {found}{'; ' if why else ''}{why}."


def unfinished(entries: list[Entry]) -> Iterator[str]:
    """What was begun and has no time, with the reason, counted."""
    counted = Counter(
        (each.workload, each.size, each.solver, reason_of(each))
        for each in entries
        if each.seconds is None
    )
    for (workload, size, solver, why), count in counted.items():
        several = f" ({count} instances)" if count > 1 else ""
        yield f"- {workload}, {size}, {solver}: {why}{several}"


def reason_of(each: Entry) -> str:
    """Why an entry has no time."""
    return f"more than {each.over:g} s" if each.over is not None else each.why or "failed"


def known(package: str) -> str:
    """A package with its version."""
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"{package} not installed"


def shared(loads: list[float]) -> str:
    """What the load of the machine says."""
    if not loads:
        return "Nothing was measured."
    typical = median(loads)
    if typical <= QUIET:
        return f"The machine did nothing else (load {typical:.1f} in the median)."
    return (
        f"**The machine was shared: its load was {typical:.1f} in the median, {max(loads):.1f} at "
        "most.** Processor time does not count what others do, but caches and memory bandwidth "
        "are shared: ratios are of solvers that suffered alike, times are rather too long."
    )


def page(lines: Iterable[str]) -> Iterator[str]:
    """The whole page."""
    machine, entries, loads = read(lines)
    yield "# Benchmarks"
    yield ""
    yield (
        "Written by `make bench`. Every answer of ours is checked in the benchmark that times it: "
        "regret below 1e-9, exact comparison, or the set that an exact peer finds. Times are "
        "processor seconds, medians of five rounds; what takes longer than about a second runs "
        "once. *Ours* is the median over instances, and ratios are the peer's time over ours on "
        "the same instance: median, and range over instances. Every peer runs in a process of "
        "its own with a limit; `>` marks a bound where it was reached, and then larger instances "
        "are not tried. Targets are for the median, or for all instances where it says so. "
        "Instances come from `numpy.random.default_rng(seed)` with seeds from 0 on."
    )
    yield ""
    yield (
        f"Machine: {machine['cpu']}, {machine['cores']} cores, linear algebra on one thread; "
        f"memory is read at {machine['bandwidth'] / 1e9:.3g} GB/s and matrices are multiplied at "
        f"{machine['flops'] / 1e9:.3g} GFLOP/s, measured at the start. Python "
        f"{machine['python']}; {', '.join(map(known, PEERS))}. {shared(loads)}"
    )
    for workload, sizes in grouped(entries).items():
        yield from ("", f"## {workload}: {TITLES.get(workload, workload)}", "")
        yield from table(workload, sizes, machine)
        missed = list(misses(workload, sizes))
        yield from ("", *missed, "") if missed else ("",)
        yield LIMITS.get(workload, "")
    left = list(unfinished(entries))
    if left:
        yield from ("", "## What has no time", "", *left)


def main() -> None:
    """Write the page."""
    lines = [line for name in sys.argv[1:] for line in Path(name).read_text().splitlines()]
    PAGE.write_text("\n".join(page(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
