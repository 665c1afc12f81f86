"""Scenarios as a report: the list of those that are shipped, or one of them in detail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from gametheory_dprk.expr import to_text
from gametheory_dprk.report.blocks import Block, Heading, Paragraph, Records, Report, table_of
from gametheory_dprk.report.document import envelope
from gametheory_dprk.scenario.values import interval_text

if TYPE_CHECKING:
    from gametheory_dprk.scenario.model import Event, Parameter, Scenario

LISTED = ("name", "kind", "concept", "title")
PARAMETERS = ("parameter", "value", "range", "unit", "about", "source")
EVENTS = ("date", "player", "plays", "note", "source")


def catalog_report(scenarios: Sequence[Scenario]) -> Report:
    """List scenarios."""
    rows = tuple((each.id, each.kind, each.solve.concept, each.title) for each in scenarios)
    entries = [dict(zip(LISTED, row, strict=True)) for row in rows]
    document = {**envelope("catalog"), "scenarios": entries}
    return Report(document, (table_of("", LISTED, rows),), Records(LISTED, rows))


def scenario_report(scenario: Scenario) -> Report:
    """Describe one scenario."""
    parameters = tuple(map(parameter_row, scenario.parameters.values()))
    document = {**envelope("catalog", scenario), "about": scenario_document(scenario)}
    return Report(document, tuple(scenario_blocks(scenario)), Records(PARAMETERS, parameters))


def scenario_blocks(scenario: Scenario) -> Iterator[Block]:
    """Everything the file says before the game."""
    yield Heading(scenario.title, 1)
    yield Paragraph("Scenario", (f"{scenario.id} ({scenario.kind})",))
    if scenario.about:
        yield Paragraph("", (scenario.about,))
    for name, text in scenario.players.items():
        yield Paragraph(f"Player {name}", (text,))
    solve = scenario.solve
    refine = f", refined by {', '.join(solve.refine)}" if solve.refine else ""
    yield Paragraph("Solved for", (f"{solve.concept}{refine}",))
    if scenario.assume:
        yield Paragraph("Assumed", (", ".join(map(to_text, scenario.assume)),))
    if scenario.parameters:
        rows = map(parameter_row, scenario.parameters.values())
        yield table_of("parameters", PARAMETERS, rows)
    if scenario.observed:
        yield table_of("observed", EVENTS, map(event_row, scenario.observed))
    for each in scenario.hypotheses:
        yield Paragraph(f"Hypothesis {each.id}", (each.claim,))
    for key, source in scenario.sources.items():
        yield Paragraph(f"Source {key}", (", ".join(filter(None, source.values())),))


def parameter_row(parameter: Parameter) -> tuple[str, ...]:
    """One parameter."""
    span = interval_text(parameter.range) if parameter.range else ""
    value = str(parameter.value)
    return (parameter.name, value, span, parameter.unit, parameter.about, parameter.source)


def event_row(event: Event) -> tuple[str, ...]:
    """One move of the record."""
    return (event.date, event.player, event.words, event.note, event.source)


def scenario_document(scenario: Scenario) -> dict[str, Any]:
    """One scenario for programs."""
    return {
        "about": scenario.about,
        "players": dict(scenario.players),
        "concept": scenario.solve.concept,
        "refine": list(scenario.solve.refine),
        "assume": list(map(to_text, scenario.assume)),
        "parameters": [
            dict(zip(PARAMETERS, parameter_row(each), strict=True))
            for each in scenario.parameters.values()
        ],
        "observed": [dict(zip(EVENTS, event_row(each), strict=True)) for each in scenario.observed],
        "hypotheses": [{"id": each.id, "claim": each.claim} for each in scenario.hypotheses],
        "sources": {key: dict(source) for key, source in scenario.sources.items()},
    }
