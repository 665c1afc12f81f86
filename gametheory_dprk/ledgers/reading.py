"""Reads a ledger: rows in, events of a scenario out, with an account of every row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

from gametheory_dprk.errors import (
    AnalysisError,
    ConsistencyError,
    Problem,
    ScenarioError,
    Span,
)
from gametheory_dprk.ledgers.coverage import Coverage
from gametheory_dprk.ledgers.mapping import CODED, LedgerMap, Rule
from gametheory_dprk.ledgers.records import LONGEST, Lines
from gametheory_dprk.ledgers.rows import Row, Rows
from gametheory_dprk.ledgers.spec import LedgerSpec, find_adapter
from gametheory_dprk.limits import Budget
from gametheory_dprk.scenario.dates import read_date
from gametheory_dprk.scenario.model import Event, Scenario

MOST_EVENTS = 10_000
"""Events that a record may have; a ledger may have any number of rows."""

MOST_PROBLEMS = 100
"""Problems that are told; a file with more is given up."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger, read.

    Attributes
    ----------
    events : tuple of Event
        In the order of the file, or of time where the map says so.
    digest : str
        SHA-256 of the file's bytes, hexadecimal.
    """

    name: str
    digest: str
    adapter: str
    map: LedgerMap | None
    events: tuple[Event, ...]
    coverage: Coverage

    def origin(self) -> dict[str, str]:
        """Where a record comes from, by name and digest."""
        found = {"ledger": Path(self.name).name, "digest": self.digest, "adapter": self.adapter}
        if self.map is not None:
            found |= {"map": Path(self.map.name).name, "map_digest": self.map.digest}
        return found

    def record(self) -> tuple[Event, ...]:
        """The events as a record, of which every row has to be accounted for.

        Raises
        ------
        ConsistencyError
            Naming the rows that map nowhere, or events that are out of order.
        """
        problems = [
            Problem(row.span, f"row {row.number}", f"no rule fits {row.date} {row.words!r:.80}")
            for row in self.coverage.listed[:MOST_PROBLEMS]
        ]
        further = self.coverage.unmapped - len(problems)
        if further > 0:
            problems.append(Problem(None, "", f"and {further} more rows"))
        if problems:
            hint = "add a rule, or a last one such as {drop: of no concern here}"
            problems[0] = replace(problems[0], hint=hint)
        problems += late(self.events)
        if problems:
            raise ConsistencyError(*problems)
        return self.events


def late(events: Sequence[Event]) -> list[Problem]:
    """A problem for each event that stands after a later one."""
    found: list[Problem] = []
    latest = None
    for event in events:
        period = read_date(event.date)
        if latest is not None and period.last < latest:
            message = f"{event.date} stands after {latest}, but was before"
            found.append(Problem(event.span, "date", message, "sort: yes in the map file"))
        latest = period.first if latest is None else max(latest, period.first)
    return found[:MOST_PROBLEMS]


def read_ledger(
    path: str | Path,
    adapter: str | None = None,
    ledger_map: LedgerMap | None = None,
    scenario: Scenario | None = None,
    budget: Budget | None = None,
) -> Ledger:
    """Read a ledger row by row; only events are kept.

    Parameters
    ----------
    path : str or Path
    adapter : str, optional
        The name of its format; found by its first line if neither this nor the map names one.
    ledger_map : LedgerMap, optional
        Without one every row is counted as mapping nowhere.
    scenario : Scenario, optional
        Whose moves the map has to name.

    Raises
    ------
    AnalysisError
        If there is no such adapter, the file is no ledger, or it has too many events.
    ScenarioError
        With every row that cannot be read.
    """
    name = str(path)
    if ledger_map is not None and scenario is not None:
        ledger_map.check_moves(scenario)
    try:
        with open(path, "rb") as file:
            spec = find_adapter(named(adapter, ledger_map), first_line(file), name)
            return _read(file, name, spec, ledger_map, budget or Budget())
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        raise ScenarioError(Problem(Span(name, 1, 1), "", message)) from None


def named(adapter: str | None, ledger_map: LedgerMap | None) -> str | None:
    """The adapter that is asked for."""
    return adapter or (None if ledger_map is None else ledger_map.adapter)


def first_line(file: BinaryIO) -> str:
    """The first line, roughly decoded, to tell formats apart; the file is wound back."""
    line = file.readline(LONGEST).removeprefix(b"\xef\xbb\xbf").decode("latin-1")
    file.seek(0)
    return line


def _read(
    file: BinaryIO, name: str, spec: LedgerSpec, ledger_map: LedgerMap | None, budget: Budget
) -> Ledger:
    """Read the rows of an open file."""
    problems: list[Problem] = []
    lines = Lines(file, name, spec.encoding, problems)
    rows = Rows(lines, spec)
    if ledger_map is not None:
        ledger_map.check_fields(rows.names)
    taken = Taking(ledger_map, Coverage(), {})
    for row in rows:
        if row.number % 1000 == 0:
            budget.tick()
        if len(problems) > MOST_PROBLEMS:
            break
        taken.take(row)
    if problems:
        raise ScenarioError(*shortened(problems))
    events: Iterable[Event] = taken.events.values()
    if ledger_map is not None and ledger_map.sort:
        events = sorted(events, key=lambda event: read_date(event.date).first)
    digest = lines.digest.hexdigest()
    return Ledger(name, digest, spec.name, ledger_map, tuple(events), taken.coverage)


def shortened(problems: Sequence[Problem]) -> list[Problem]:
    """Problems, the last of too many replaced by words."""
    if len(problems) <= MOST_PROBLEMS:
        return list(problems)
    return [*problems[:MOST_PROBLEMS], Problem(None, "", "and more; the rest was not read")]


@dataclass(frozen=True, slots=True)
class Taking:
    """Rows taken one after the other."""

    map: LedgerMap | None
    coverage: Coverage
    events: dict[Any, Event]

    def take(self, row: Row) -> None:
        """Count a row, and keep the event that it is."""
        self.coverage.take(row)
        rule = None if self.map is None else self.map.rule(row)
        if rule is None:
            self.coverage.leave(row)
        elif rule.drop:
            self.coverage.dropped[rule.drop] += 1
        else:
            self.keep(row, rule)

    def keep(self, row: Row, rule: Rule) -> None:
        """Keep an event, or count that it is known."""
        self.coverage.mapped += 1
        grouped = self.map is not None and self.map.group
        same = (row.date, rule.player, rule.move, rule.absent)
        key = same if grouped else row.number
        if key in self.events:
            self.coverage.grouped += 1
            return
        if len(self.events) >= MOST_EVENTS:
            message = f"more than {MOST_EVENTS} events: a record of a game needs fewer"
            raise AnalysisError(Problem(row.span, f"row {row.number}", message, "add drop rules"))
        self.events[key] = event(row, rule)


def event(row: Row, rule: Rule) -> Event:
    """The event that a row is by a rule."""
    coded = {name: row.fields[name] for name in CODED if row.fields.get(name)}
    return Event(
        row.date,
        rule.player,
        rule.move,
        note=row.words,
        source=row.fields.get("source", ""),
        eta=row.eta if rule.eta is None else rule.eta,
        details={**coded, **rule.details},
        span=row.span,
        absent=rule.absent,
    )
