"""What became of the rows of a ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gametheory_dprk.ledgers.rows import Row
from gametheory_dprk.scenario.dates import read_date

LISTED = 1000
"""Rows that are listed one by one; beyond them they are counted."""

MOST_KINDS = 10_000
"""Different actions of rows that map nowhere that are counted apart."""


@dataclass(slots=True)
class Coverage:
    """Counts of rows, growing as rows are read; its size does not grow with the ledger.

    Attributes
    ----------
    rows, mapped, grouped : int
        Rows read, rows that are events, and those among them that repeat an event on its date.
    dropped : Counter
        By reason.
    unmapped : int
        Rows that no rule fits; the first of them are in `listed`.
    kinds : Counter
        Who did what to whom in rows that map nowhere.
    out_of_order : int
        Rows that stand after a later one; the first of them are in `late`.
    """

    rows: int = 0
    mapped: int = 0
    grouped: int = 0
    unmapped: int = 0
    out_of_order: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    listed: list[Row] = field(default_factory=list)
    late: list[Row] = field(default_factory=list)
    first: str = ""
    last: str = ""
    latest: date = date.min

    def take(self, row: Row) -> None:
        """Count a row."""
        self.rows += 1
        period = read_date(row.date)
        if period.last < self.latest:
            self.out_of_order += 1
            keep(self.late, row)
        self.latest = max(self.latest, period.first)
        self.first = min(self.first or row.date, row.date)
        self.last = max(self.last, row.date)

    def leave(self, row: Row) -> None:
        """Count a row that no rule fits."""
        self.unmapped += 1
        keep(self.listed, row)
        if row.words in self.kinds or len(self.kinds) < MOST_KINDS:
            self.kinds[row.words] += 1

    def to_document(self) -> dict[str, Any]:
        """The counts as JSON."""
        return {
            "rows": self.rows,
            "mapped": self.mapped,
            "grouped": self.grouped,
            "dropped": dict(sorted(self.dropped.items())),
            "unmapped": self.unmapped,
            "unmapped_rows": [row_document(row) for row in self.listed],
            "unmapped_kinds": dict(ranked(self.kinds)),
            "out_of_order": self.out_of_order,
            "out_of_order_rows": [row_document(row) for row in self.late],
            "first_date": self.first or None,
            "last_date": self.last or None,
        }


def keep(rows: list[Row], row: Row) -> None:
    """List a row if there is room."""
    if len(rows) < LISTED:
        rows.append(row)


def row_document(row: Row) -> dict[str, Any]:
    """One row as JSON."""
    return {"row": row.number, "line": row.span.line, "date": row.date, "what": row.words}


def ranked(kinds: Mapping[str, int]) -> list[tuple[str, int]]:
    """The most frequent first.

    Examples
    --------
    >>> ranked({"talk": 1, "test": 3})
    [('test', 3), ('talk', 1)]
    """
    return sorted(kinds.items(), key=lambda each: (-each[1], each[0]))
