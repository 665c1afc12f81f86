"""Which hypothesis a dated record supports, as a report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from gametheory_dprk.number import Number
from gametheory_dprk.report.blocks import (
    Block,
    Heading,
    Paragraph,
    Phrase,
    Records,
    Report,
    Table,
    joined,
    table_of,
)
from gametheory_dprk.report.comparison_parts import (
    decimal,
    further_rows,
    quantal_blocks,
    sensitivity_blocks,
    spread_table,
)
from gametheory_dprk.report.document import envelope

if TYPE_CHECKING:
    from gametheory_dprk.analysis.compare import Comparison
    from gametheory_dprk.scenario.model import Scenario

HYPOTHESES = (
    "hypothesis",
    "log10 Bayes factor",
    "bounds",
    "prior",
    "posterior",
    "identified",
    "claim",
)
RECORDS = ("scenario", "hypothesis", "quantity", "value")


def comparison_report(comparison: Comparison, scenario: Scenario) -> Report:
    """Make the report of a comparison."""
    drawn = {"seed": comparison.settings.get("seed")}
    head = envelope("compare", scenario, comparison.parameters, drawn, comparison.warnings)
    document = {**head, **comparison.to_document()}
    rows = tuple(record_rows(comparison))
    return Report(document, tuple(comparison_blocks(comparison)), Records(RECORDS, rows))


def joint_report(reports: Sequence[Report]) -> Report:
    """Put the reports of several scenarios into one."""
    document = {**envelope("compare"), "comparisons": [each.document for each in reports]}
    blocks = tuple(block for each in reports for block in each.blocks)
    rows = tuple(row for each in reports for row in each.records.rows)
    return Report(document, blocks, Records(RECORDS, rows))


def comparison_blocks(comparison: Comparison) -> Iterator[Block]:
    """Hypotheses, what each event says, what to look for next, and what the numbers hang on."""
    yield Heading(comparison.scenario["title"], 1)
    values = comparison.parameters.items()
    if values:
        yield Paragraph("Parameters", joined((f"{name}=", each) for name, each in values))
    yield hypothesis_table(comparison)
    yield clue_table(comparison)
    yield from quantal_blocks(comparison)
    yield from (spread_table(each) for each in comparison.spreads)
    yield from sensitivity_blocks(comparison)
    if comparison.next_observations:
        rows = ((each.observation, decimal(each.bits)) for each in comparison.next_observations)
        yield table_of("what would tell them apart", ("observation", "bits"), rows)
    for warning in comparison.warnings:
        yield Paragraph("Warning", (f"{warning.message} [{warning.code}]",))
    if comparison.settings:
        yield Heading("Settings")
    for name, value in comparison.settings.items():
        if is_said(value):
            yield Paragraph(str(name).replace("_", " "), (setting_text(value),))


def is_said(setting: object) -> bool:
    """Whether a setting says anything: neither None nor a collection of nothing."""
    if isinstance(setting, Mapping):
        return any(map(is_said, setting.values()))
    return setting is not None and setting not in ("", (), [])


def hypothesis_table(comparison: Comparison) -> Table:
    """One line a hypothesis; factors are against the first."""
    rows = tuple(
        (
            (each.id,),
            (decimal(each.log10_bayes_factor),),
            (" to ".join(map(decimal, each.bounds)),),
            exact(each.prior),
            exact(each.posterior),
            ("yes" if each.identified else "no",),
            (each.claim,),
        )
        for each in comparison.hypotheses
    )
    return Table("hypotheses", HYPOTHESES, rows)


def clue_table(comparison: Comparison) -> Table:
    """One line an event: decibels for each hypothesis against the first."""
    names = [each.id for each in comparison.hypotheses]
    rows = (
        (each.date, each.player, each.move, *(decimal(each.decibel.get(name)) for name in names))
        for each in comparison.clues
    )
    return table_of("clues, in decibels", ("date", "player", "move", *names), rows)


def exact(value: Number | None) -> Phrase:
    """A probability, or a dash."""
    return ("-",) if value is None else (value,)


def setting_text(value: Any) -> str:
    """A setting on one line."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {setting_text(each)}" for name, each in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(map(setting_text, value))
    return str(value)


def record_rows(comparison: Comparison) -> Iterator[tuple[str, ...]]:
    """One row for every hypothesis and quantity."""
    scenario = comparison.scenario["id"]
    for each in comparison.hypotheses:
        quantities = {
            "evidence": each.evidence,
            "log10_bayes_factor": each.log10_bayes_factor,
            "bound_low": each.bounds[0],
            "bound_high": each.bounds[1],
            "prior": each.prior,
            "posterior": each.posterior,
            "identified": str(each.identified).lower(),
        }
        for name, value in quantities.items():
            yield (scenario, each.id, name, "" if value is None else str(value))
    yield from further_rows(scenario, comparison)
