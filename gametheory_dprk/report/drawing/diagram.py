"""Lays out states in a row, with arrows above them to the right and below them to the left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gametheory_dprk.report.drawing.marks import (
    CHANCE_COLOR,
    FAINT,
    INK,
    Box,
    Curve,
    Line,
    Mark,
    Picture,
    Words,
    text_width,
)

MARGIN, TOP, GAP = 28.0, 52.0, 44.0
LINE, PAD = 15.0, 12.0
RISE = 22.0
"""How much higher an arrow is drawn for every state that it passes."""

SHADE = "#e8edf2"
LONGEST = 56
"""Letters of a label that are shown; a pointer is told the rest."""


@dataclass(frozen=True, slots=True)
class Station:
    """A state: its name, and what is said of it below."""

    name: str
    notes: tuple[str, ...] = ()

    @property
    def width(self) -> float:
        """Of its box."""
        notes = [text_width(shortened(note), 11) for note in self.notes]
        return max(text_width(self.name, bold=True), *notes, 40.0) + 2 * PAD

    @property
    def height(self) -> float:
        """Of its box."""
        return 26 + LINE * len(self.notes)


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one state to another, or to itself."""

    source: str
    target: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """States in a row, under a heading that may be empty."""

    heading: str
    stations: tuple[Station, ...]
    arrows: tuple[Arrow, ...]

    def reach(self, arrow: Arrow) -> int:
        """How many states an arrow leads to the right; negative to the left."""
        names = [station.name for station in self.stations]
        return names.index(arrow.target) - names.index(arrow.source)

    @property
    def spacing(self) -> float:
        """Between the middles of two states."""
        labels = [text_width(shortened(arrow.label), 11) for arrow in self.arrows]
        return max(*(station.width for station in self.stations), *labels, 60.0) + 24

    @property
    def above(self) -> float:
        """Room for the arrows above the states."""
        reaches = [self.reach(arrow) for arrow in self.arrows]
        return max((rise(max(reach, 0)) + 18 for reach in reaches if reach >= 0), default=8.0)

    @property
    def below(self) -> float:
        """Room for the arrows below them."""
        reaches = [-self.reach(arrow) for arrow in self.arrows]
        return max((rise(reach) + 18 for reach in reaches if reach > 0), default=8.0)


def diagram(rows: Sequence[Row], title: str, description: str) -> Picture:
    """Draw rows of states, one below the other.

    Examples
    --------
    >>> row = Row("", (Station("a"), Station("b")), (Arrow("a", "b", "go"), Arrow("b", "a", "")))
    >>> sum(isinstance(mark, Curve) for mark in diagram([row], "two", "").marks)
    2
    """
    marks: list[Mark] = [Words(MARGIN, 28, title, size=15, bold=True)]
    y = TOP
    for row in rows:
        if row.heading:
            marks.append(Words(MARGIN, y + 8, row.heading, FAINT, bold=True))
            y += 20
        y += row.above
        height = max(station.height for station in row.stations)
        marks += drawn(row, y, height)
        y += height + row.below + GAP / 2
    width = max(row.spacing * len(row.stations) for row in rows)
    width = max(width, text_width(title, 15, True)) + 2 * MARGIN
    return Picture(width, y + MARGIN - GAP / 2, tuple(marks), title, description)


def drawn(row: Row, top: float, height: float) -> Iterator[Mark]:
    """The arrows of a row and then its boxes, all of one height."""
    middle = {
        station.name: MARGIN + (k + 0.5) * row.spacing for k, station in enumerate(row.stations)
    }
    for arrow in row.arrows:
        start, end = middle[arrow.source], middle[arrow.target]
        yield from stroke(arrow, row.reach(arrow), (start, end), (top, top + height))
    for arrow in row.arrows:
        start, end = middle[arrow.source], middle[arrow.target]
        yield label(arrow, row.reach(arrow), (start + end) / 2, (top, top + height))
    for station in row.stations:
        x = middle[station.name]
        yield Box(x - station.width / 2, top, station.width, height, SHADE, 6)
        yield Words(x, top + 17, station.name, anchor="middle", bold=True)
        for k, note in enumerate(station.notes):
            y = top + 17 + LINE * (k + 1)
            yield Words(x, y, shortened(note), FAINT, 11, "middle", tip=note)


def stroke(
    arrow: Arrow, reach: int, ends: tuple[float, float], sides: tuple[float, float]
) -> Iterator[Mark]:
    """An arrow: over the top, or under the bottom if it leads back."""
    up = -1 if reach >= 0 else 1
    y = sides[0] if reach >= 0 else sides[1]
    shift = -6.0 if reach == 0 else (14.0 if reach > 0 else -14.0)
    start, end = (ends[0] + shift, y), (ends[1] - shift, y)
    bend = up * rise(abs(reach)) / 0.75
    points = (start, (start[0], y + bend), (end[0], y + bend), end)
    yield Curve(points, CHANCE_COLOR, dashed=False)
    yield Line(
        ((end[0] - 4, y + up * 8), end, (end[0] + 4, y + up * 8)),
        CHANCE_COLOR,
    )


def label(arrow: Arrow, reach: int, middle: float, sides: tuple[float, float]) -> Mark:
    """The words at the height of an arrow; italic ones keep strokes at a distance."""
    height = rise(abs(reach))
    y = sides[0] - height - 5 if reach >= 0 else sides[1] + height + 14
    words = shortened(arrow.label)
    return Words(middle, y, words, INK, 11, "middle", italic=True, tip=arrow.label)


def rise(reach: int) -> float:
    """How high an arrow is drawn that passes so many states."""
    return 14 + RISE * reach


def shortened(text: str) -> str:
    """A text that is not too long to stand in a picture.

    Examples
    --------
    >>> len(shortened("x" * 100))
    56
    """
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "\u2026"
