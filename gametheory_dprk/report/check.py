"""What re-deriving the promises of scenarios came to, as a report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gametheory_dprk.number import number_text
from gametheory_dprk.report.blocks import Paragraph, Phrase, Records, Report, Table, joined
from gametheory_dprk.report.document import envelope

if TYPE_CHECKING:
    from gametheory_dprk.analysis.check import CheckResult
    from gametheory_dprk.scenario.model import Scenario

    Results = Sequence[tuple[Scenario, CheckResult]]

COLUMNS = ("scenario", "path", "status", "claim", "detail", "source")


def check_report(results: Results) -> Report:
    """Make the report of the promises of one or more scenarios."""
    document = {**envelope("check"), "checks": [entry(*each) for each in results]}
    return Report(
        document,
        (Paragraph("Checked", (summary(results),)), table(results), *counterexamples(results)),
        Records(COLUMNS, tuple(row(*each) for each in results)),
    )


def summary(results: Results) -> str:
    """How many promises were kept."""
    counts = Counter(result.status for _, result in results)
    parts = [f"{counts[name]} {name}" for name in ("passed", "failed", "unknown") if counts[name]]
    return ", ".join(parts) or "nothing is promised"


def table(results: Results) -> Table:
    """One line a promise."""
    rows = tuple(tuple((cell,) for cell in row(*each)[:5]) for each in results)
    return Table("", COLUMNS[:5], rows)


def counterexamples(results: Results) -> list[Paragraph]:
    """Where broken promises break."""
    return [
        Paragraph(
            f"Counterexample to {scenario.id} {result.path}", point_phrase(result.counterexample)
        )
        for scenario, result in results
        if result.counterexample
    ]


def point_phrase(point: Any) -> Phrase:
    """A parameter point."""
    return joined((f"{name}=", value) for name, value in point.items())


def row(scenario: Scenario, result: CheckResult) -> tuple[str, ...]:
    """One promise as text."""
    return (scenario.id, result.path, result.status, result.claim, result.detail, result.source)


def entry(scenario: Scenario, result: CheckResult) -> dict[str, Any]:
    """One promise for programs."""
    point = result.counterexample
    return {
        **dict(zip(COLUMNS, row(scenario, result), strict=True)),
        "place": str(result.span) if result.span else None,
        "points": result.points,
        "proved": result.proved,
        "counterexample": point and {name: number_text(each) for name, each in point.items()},
    }
