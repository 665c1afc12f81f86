"""The results of a benchmark run, as conftest writes them: one line for each test."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """What came of one solver on one instance; `seconds` is None where nothing was measured."""

    workload: str
    size: str
    solver: str
    seed: int
    seconds: float | None
    info: dict[str, Any]
    why: str

    @property
    def over(self) -> float | None:
        """The limit that was not kept."""
        return self.info.get("over")


Row = dict[str, list[Entry]]
"""Entries of one size, by solver."""


def read(lines: Iterable[str]) -> tuple[dict[str, Any], list[Entry], list[float]]:
    """The machine, all entries, and the loads while they were measured."""
    tests: dict[str, dict[str, Any]] = {}
    machine: dict[str, Any] = {}
    for line in map(json.loads, lines):
        if "test" in line:
            tests[line["test"]] = line
        else:
            machine = line
    entries = [entry(line) for line in tests.values() if "workload" in line["info"]]
    return machine, entries, [line["load"] for line in tests.values()]


def entry(line: dict[str, Any]) -> Entry:
    """One line of results; times of many instances are told for a million."""
    info = line["info"]
    scale = 1e6 / info["instances"] if "instances" in info else 1.0
    seconds = info.get("seconds", line["median"] * scale) if "median" in line else None
    place = (info[key] for key in ("workload", "size", "solver", "seed"))
    return Entry(*place, seconds, info, info.get("missing", line.get("why", "")))


def grouped(entries: list[Entry]) -> dict[str, dict[str, Row]]:
    """Entries by workload, size and solver."""
    tables: Any = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for each in entries:
        tables[each.workload][each.size][each.solver].append(each)
    return dict(sorted(tables.items(), key=lambda item: (len(item[0].rstrip("bc")), item[0])))
