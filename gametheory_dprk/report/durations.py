"""Expected durations, added to the report of a stochastic game's solution."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from gametheory_dprk.analysis.durations import Durations, durations
from gametheory_dprk.number import Number, encode_number
from gametheory_dprk.report.blocks import Block, Heading, Paragraph, Phrase, Report, joined
from gametheory_dprk.solution import Solution


def with_durations(report: Report, game: Any, solution: Solution) -> Report:
    """Add how long states, cycles and the game last in each equilibrium.

    Parameters
    ----------
    report : Report
    game : StochasticGame
        Exact.
    solution : Solution
    """
    found = {each.id: durations(game, each.strategies) for each in solution}
    document = [{"id": number, **durations_document(each)} for number, each in found.items()]
    blocks = [block for number, each in found.items() for block in duration_blocks(number, each)]
    return replace(
        report,
        document={**report.document, "durations": document},
        blocks=(*report.blocks, *blocks),
    )


def durations_document(found: Durations) -> dict[str, Any]:
    """Durations for programs."""

    def encoded(value: Number | None) -> Any:
        return None if value is None else encode_number(value)

    return {
        "shares": {name: encode_number(each) for name, each in found.shares.items()},
        "stays": {name: encoded(each) for name, each in found.stays.items()},
        "cycles": {name: encoded(each) for name, each in found.cycles.items()},
        "until_end": encoded(found.until_end),
    }


def duration_blocks(number: int, found: Durations) -> list[Block]:
    """Durations for readers."""
    blocks: list[Block] = [Heading(f"Durations in equilibrium {number}, in periods")]
    lines = {
        "Share of time": {name: each for name, each in found.shares.items() if each},
        "Mean stay": found.stays,
        "Mean cycle": found.cycles,
    }
    for label, numbers in lines.items():
        phrases: list[Phrase] = [(f"{n} ", each) for n, each in numbers.items() if each is not None]
        if phrases:
            blocks.append(Paragraph(label, joined(phrases)))
    if found.until_end is not None:
        blocks.append(Paragraph("Mean time to the end", (found.until_end,)))
    return blocks
