"""The weights of clues as a waterfall: each event moves the sum from where the last one left it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gametheory_dprk.report.drawing.marks import (
    FAINT,
    INK,
    PLAYER_COLORS,
    RULE,
    Box,
    Line,
    Mark,
    Picture,
    Words,
    text_width,
)
from gametheory_dprk.report.drawing.svg import to_svg

if TYPE_CHECKING:
    from gametheory_dprk.analysis.compare import Comparison

AWAY, TOWARDS = PLAYER_COLORS[1], PLAYER_COLORS[0]
ROW, CHART, HEAD = 26.0, 420.0, 56.0
CHARACTERS = 48
"""Width of the chart where it is drawn in text."""

ENDLESS = 30.0
"""Decibels that an infinite weight is drawn as; its label says that it is infinite."""


@dataclass(frozen=True, slots=True)
class Step:
    """One bar.

    Attributes
    ----------
    label : str
    start, end : float
        Sums of decibels before and after the clue.
    weight : float or None
        Of the clue itself; None after an impossible history.
    total : bool
        Whether it is the sum of all.
    """

    label: str
    start: float
    end: float
    weight: float | None
    total: bool = False


def waterfall(comparison: Comparison, hypothesis: str) -> tuple[Step, ...]:
    """The bars of one hypothesis against the first, in the order of the record."""
    steps: list[Step] = []
    start = 0.0
    for clue in comparison.clues:
        weight = clue.decibel.get(hypothesis)
        end = start + drawn(weight)
        steps.append(Step(f"{clue.date}  {clue.player} {clue.move}", start, end, weight))
        start = end
    weights = [step.weight for step in steps]
    whole = None if None in weights else math.fsum(w for w in weights if w is not None)
    return (*steps, Step("all clues", 0.0, start, whole, True))


def drawn(weight: float | None) -> float:
    """How long a weight is drawn."""
    return 0.0 if weight is None else max(-ENDLESS, min(ENDLESS, weight))


def rivals(comparison: Comparison) -> Sequence[str]:
    """The named hypotheses but the first."""
    return [each.id for each in comparison.hypotheses if each.id in comparison.clues[0].tests][1:]


def waterfall_text(comparison: Comparison) -> str:
    """The waterfall in letters."""
    return (
        "\n".join(line for name in rivals(comparison) for line in text_lines(comparison, name))
        + "\n"
    )


def text_lines(comparison: Comparison, hypothesis: str) -> Iterator[str]:
    """The lines of one hypothesis."""
    steps = waterfall(comparison, hypothesis)
    low, high = extent(steps)
    wide = max(len(step.label) for step in steps)
    scale = (CHARACTERS - 1) / (high - low)
    zero = round(-low * scale)
    yield title(comparison, hypothesis)
    for step in steps:
        begin, end = sorted(round((each - low) * scale) for each in (step.start, step.end))
        cells = ["#" if begin <= k < end else "|" if k == zero else " " for k in range(CHARACTERS)]
        if begin == end and step.start != step.end:
            cells[begin] = "#"
        yield f"{step.label:<{wide}}  {label(step):>7}  {''.join(cells)}".rstrip()
    yield ""


def waterfall_svg(comparison: Comparison) -> str:
    """The waterfall as a picture."""
    names = rivals(comparison)
    panels = [waterfall(comparison, name) for name in names]
    left = 24 + max(text_width(step.label) for steps in panels for step in steps)
    marks: list[Mark] = []
    top = 0.0
    for name, steps in zip(names, panels, strict=True):
        marks += panel(title(comparison, name), steps, left, top)
        top += HEAD + ROW * len(steps)
    heading = f"Weight of evidence: {comparison.scenario['title']}"
    words = f"Bars to the right speak for the hypothesis named, to the left for {first(comparison)}"
    return to_svg(Picture(left + CHART + 90, top + 24, tuple(marks), heading, words))


def panel(heading: str, steps: Sequence[Step], left: float, top: float) -> Iterator[Mark]:
    """The bars of one hypothesis."""
    low, high = extent(steps)
    scale = CHART / (high - low)
    zero = left - low * scale
    yield Words(16, top + 28, heading, INK, 15, bold=True)
    bottom = top + HEAD + ROW * len(steps)
    yield Line(((zero, top + HEAD - 12), (zero, bottom)), RULE)
    for row, step in enumerate(steps):
        base = top + HEAD + ROW * row
        x, width = (
            left + (min(step.start, step.end) - low) * scale,
            abs(step.end - step.start) * scale,
        )
        color = INK if step.total else TOWARDS if step.end >= step.start else AWAY
        yield Words(16, base + 13, step.label, INK if step.total else FAINT, bold=step.total)
        yield Box(x, base, max(width, 1.5), ROW - 9, color)
        yield Words(left + CHART + 14, base + 13, label(step), INK, bold=step.total)


def extent(steps: Sequence[Step]) -> tuple[float, float]:
    """What the chart reaches from and to, zero included."""
    ends = [0.0, *(each for step in steps for each in (step.start, step.end))]
    low, high = min(ends), max(ends)
    return (low, high) if high - low > 1e-9 else (-1.0, 1.0)


def label(step: Step) -> str:
    """The weight of a bar in words."""
    if step.weight is None:
        return "-"
    return f"{round(step.weight, 1) + 0.0:+.1f}" if step.weight else "0.0"


def title(comparison: Comparison, hypothesis: str) -> str:
    """What a panel shows."""
    return f"{hypothesis} against {first(comparison)}, decibels clue by clue"


def first(comparison: Comparison) -> str:
    """The hypothesis that others are held against."""
    return comparison.hypotheses[0].id
