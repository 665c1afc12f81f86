"""The formulas beside the curves of a phase diagram: outside the frame where a curve leaves it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Literal

from gametheory_dprk.report.figures.frame import Frame
from gametheory_dprk.report.figures.lettering import Line, line_width
from gametheory_dprk.report.figures.outlines import Piece
from gametheory_dprk.report.figures.placement import Places
from gametheory_dprk.report.figures.shapes import INK, PAPER, Point, Shape, Stroke, Text

SIZE = 12.0
NEAR = 0.8
"""Pixels within which a curve ends at the frame."""
APART = 15.0
"""Pixels between labels on the right side."""
OFF = 7.0
ROW = 15.0
SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)
"""Where along a curve its label may stand."""


@dataclass(frozen=True, slots=True)
class Beside:
    """A formula and where it goes: right of the frame, above it, or along a piece."""

    line: Line
    side: Literal["right", "top", "inside"]
    place: float
    piece: Piece


def besides(pieces: Sequence[Piece], formulas: Mapping[int, Line], frame: Frame) -> list[Beside]:
    """Decide on which side the formula of every curve stands."""
    found = []
    for curve, line in formulas.items():
        own = [piece for piece in pieces if piece.curve == curve]
        longest = max(own, key=lambda piece: length(piece.points))
        ends = [end for piece in own for end in (piece.points[0], piece.points[-1])]
        at_right = [y for x, y in ends if abs(x - frame.right) < NEAR]
        at_top = [x for x, y in ends if abs(y - frame.top) < NEAR]
        if at_right:
            found.append(Beside(line, "right", min(at_right), longest))
        elif at_top:
            found.append(Beside(line, "top", max(at_top), longest))
        else:
            found.append(Beside(line, "inside", 0.0, longest))
    return sorted(found, key=lambda one: (one.side, one.place))


def beside_shapes(found: Sequence[Beside], frame: Frame, places: Places) -> Iterator[Shape]:
    """Yield the formulas, with short strokes to the curves that they belong to."""
    yield from right_labels([each for each in found if each.side == "right"], frame)
    yield from top_labels([each for each in found if each.side == "top"], frame)
    for each in found:
        if each.side == "inside":
            yield inner_label(each, places)


def right_labels(found: Sequence[Beside], frame: Frame) -> Iterator[Shape]:
    """Yield labels at the right side, moved apart where they are close."""
    for each, y in zip(found, spread([each.place for each in found], APART), strict=True):
        yield Stroke(((frame.right, each.place), (frame.right + OFF, y)), INK, 0.7)
        yield Text(frame.right + OFF + 3, y + 4, each.line, SIZE)


def top_labels(found: Sequence[Beside], frame: Frame) -> Iterator[Shape]:
    """Yield labels above the frame, higher where they would touch."""
    for each, row in zip(found, rows(found), strict=True):
        y = frame.top - OFF - 2 - ROW * row
        yield Stroke(((each.place, frame.top), (each.place, y + 3)), INK, 0.7)
        yield Text(each.place, y, each.line, SIZE, INK, "middle")


def rows(found: Sequence[Beside]) -> list[int]:
    """Give labels above the frame a row each, so that their strokes cross as few labels as can be.

    Labels are put down from the left, or from the right, on the first row with room.
    """
    spans = [(each.place, line_width(each.line, SIZE) / 2 + 4) for each in found]
    return min(
        (stacked(spans), stacked(spans[::-1])[::-1]), key=lambda each: crossings(spans, each)
    )


def stacked(spans: Sequence[tuple[float, float]]) -> list[int]:
    """Put spans, given by middle and half width, on the first rows where they touch none."""
    chosen: list[int] = []
    for middle, half in spans:
        taken = {
            row
            for row, (other, wide) in zip(chosen, spans, strict=False)
            if abs(middle - other) < half + wide
        }
        chosen.append(next(row for row in range(len(spans)) if row not in taken))
    return chosen


def crossings(spans: Sequence[tuple[float, float]], chosen: Sequence[int]) -> int:
    """Count the labels that strokes of higher rows cross."""
    placed = list(zip(spans, chosen, strict=True))
    return sum(
        row > lower and abs(middle - other) < wide
        for (middle, _), row in placed
        for (other, wide), lower in placed
    )


def spread(values: Sequence[float], gap: float) -> list[float]:
    """Move ascending numbers apart so that neighbors keep a gap, together as little as possible.

    Examples
    --------
    >>> spread([0.0, 1.0, 40.0], 10.0)
    [-4.5, 5.5, 40.0]
    """
    groups: list[list[float]] = []
    for value in values:
        groups.append([value])
        while len(groups) > 1 and end(groups[-1], gap, -1) < end(groups[-2], gap, 1) + gap:
            groups[-2:] = [groups[-2] + groups[-1]]
    return [end(group, gap, -1) + i * gap for group in groups for i in range(len(group))]


def end(group: Sequence[float], gap: float, side: int) -> float:
    """Return where the first (-1) or the last (1) of a group goes."""
    return sum(group) / len(group) + side * gap * (len(group) - 1) / 2


def length(points: Sequence[Point]) -> float:
    """Return how long a path is."""
    return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))


def inner_label(each: Beside, places: Places) -> Text:
    """Write along a curve, on the side where there is room; else on it, with a rim."""
    for share in SHARES:
        point, angle = along(each.piece.points, share)
        for side in (1, -1):
            text = shifted(each.line, point, angle, side)
            band = points_of(text)
            if places.free(band):
                for x, y in band:
                    places.take((x, y), SIZE, SIZE)
                return text
    point, angle = along(each.piece.points, 0.5)
    return Text(point[0], point[1] + 4, each.line, SIZE, INK, "middle", angle, PAPER)


def along(points: Sequence[Point], share: float) -> tuple[Point, float]:
    """Return a point of a path and its slope in degrees, so that letters are not upside down."""
    wanted, gone = share * length(points), 0.0
    for a, b in pairwise(points):
        step = hypot(b[0] - a[0], b[1] - a[1])
        if step > 0 and gone + step >= wanted:
            part = (wanted - gone) / step
            angle = degrees(atan2(a[1] - b[1], b[0] - a[0]))
            turned = (angle + 89.9) % 180 - 89.9
            return (a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part), turned
        gone += step
    return points[-1], 0.0


def shifted(line: Line, point: Point, angle: float, side: int) -> Text:
    """Move a label off its curve: above it (1) or below it (-1), as its letters stand."""
    off = 4.0 if side > 0 else -(SIZE * 0.7 + 3.0)
    x = point[0] - sin(radians(angle)) * off
    y = point[1] - cos(radians(angle)) * off
    return Text(x, y, line, SIZE, INK, "middle", angle)


def points_of(text: Text) -> list[Point]:
    """Return points all over the letters of a text."""
    half, angle = line_width(text.line, text.size) / 2 + 3, radians(text.turned)
    found = []
    for i in range(9):
        offset = -half + i * half / 4
        for rise in (-1.0, 0.4 * SIZE, 0.8 * SIZE):
            x = text.x + cos(angle) * offset - sin(angle) * rise
            y = text.y - sin(angle) * offset - cos(angle) * rise
            found.append((x, y))
    return found
