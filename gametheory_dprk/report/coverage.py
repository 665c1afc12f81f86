"""What became of the rows of a ledger, as a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gametheory_dprk.report.blocks import (
    Block,
    Heading,
    Paragraph,
    Records,
    Report,
    joined,
    table_of,
)
from gametheory_dprk.report.document import envelope

if TYPE_CHECKING:
    from gametheory_dprk.analysis.observed_sets import ObservedSets
    from gametheory_dprk.ledgers.reading import Ledger
    from gametheory_dprk.scenario.model import Scenario

SHOWN = 20
"""Rows and kinds of rows that readers are shown; the document for programs has more."""

OUT = "out_of_order"
ROW = ("row", "line", "date", "what")
COLUMNS = ("ledger", "quantity", "value")


def coverage_report(found: Ledger, scenario: Scenario | None) -> Report:
    """Make the report of a ledger.

    Raises
    ------
    AnalysisError
        If an event is none that a player of the scenario could have made.
    """
    sets = None
    if scenario is not None and found.map is not None:
        from gametheory_dprk.analysis.observed_sets import observed_sets

        sets = observed_sets(scenario, found.events)
    counts = found.coverage.to_document()
    body = {**found.origin(), **counts, "events": len(found.events), "information_sets": None}
    if sets is not None:
        body["information_sets"] = set_document(sets)
    rows = tuple((found.name, n, str(v)) for n, v in counts.items() if isinstance(v, int))
    document = {**envelope("ledger", scenario), "coverage": body}
    return Report(document, tuple(blocks(found, sets)), Records(COLUMNS, rows))


def set_document(sets: ObservedSets) -> dict[str, Any]:
    """Information sets as JSON."""
    return {
        "episodes": sets.episodes,
        "share": sets.share,
        "observed": [".".join(key) for key in sets.observed],
        "unobserved": [".".join(key) for key in sets.unobserved],
    }


def blocks(found: Ledger, sets: ObservedSets | None) -> Iterator[Block]:
    """Counts, then what needs attention."""
    counts = found.coverage
    yield Heading(found.name, 1)
    period = f", {counts.first} to {counts.last}" if counts.rows else ""
    yield Paragraph("Rows", (f"{counts.rows} read by adapter {found.adapter}{period}",))
    if found.map is not None:
        grouped = f"{counts.mapped} rows, {counts.grouped} of them repeat an event on its date"
        yield Paragraph("Events", (f"{len(found.events)}: {grouped}",))
    for reason, number in sorted(counts.dropped.items()):
        yield Paragraph("Left out", (f"{number}: {reason}",))
    yield Paragraph("Map nowhere", (f"{counts.unmapped} rows",))
    yield Paragraph("Out of order", (f"{counts.out_of_order} rows",))
    if sets is not None:
        yield from set_blocks(sets)
    data = counts.to_document()
    for title, name in (("rows that map nowhere", "unmapped"), ("rows out of order", OUT)):
        rows = data[f"{name}_rows"][:SHOWN]
        if rows:
            cells = ((str(row[column]) for column in ROW) for row in rows)
            yield table_of(title, ROW, cells)
    if kinds := list(data["unmapped_kinds"].items())[:SHOWN]:
        counted = ((what, str(number)) for what, number in kinds)
        yield table_of("what maps nowhere, most frequent first", ("what", "rows"), counted)


def set_blocks(sets: ObservedSets) -> Iterator[Block]:
    """Which information sets are ever observed."""
    whole = len(sets.observed) + len(sets.unobserved)
    words = f"{len(sets.observed)} of {whole} ({100 * sets.share:.0f} %) in {sets.episodes} plays"
    yield Paragraph("Information sets observed", (words,))
    if sets.unobserved:
        yield Paragraph("Never observed", joined((".".join(key),) for key in sets.unobserved))
