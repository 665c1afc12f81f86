"""The phases of a diagram as polygons, and the curves between them, on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gametheory_dprk.analysis.atlas.plane.phases import Border, PhaseDiagram
from gametheory_dprk.analysis.atlas.plane.tracing import trace
from gametheory_dprk.report.figures.frame import Frame
from gametheory_dprk.report.figures.shapes import Point

Path = tuple[Point, ...]
JOIN = 0.6
"""Pixels between ends of one curve that are drawn as one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a curve on paper that parts the same phases all along."""

    curve: int
    points: Path
    border: Border


class Outlines:
    """Turns an exact diagram into points on paper.

    Attributes
    ----------
    heights : list of list of path
        For every strip its boundaries from below: the edge, the branches, the edge.
    """

    def __init__(self, diagram: PhaseDiagram, frame: Frame) -> None:
        self.diagram = diagram
        self.frame = frame
        bottom, top = frame.y_range
        self.heights: list[list[Path]] = []
        for strip in diagram.arrangement.strips:
            left, right = float(strip.low), float(strip.high)
            lines = [
                self.path(trace(diagram.reader.curves[b.curve], b.rank, strip.low, strip.high))
                for b in strip.branches
            ]
            edges = [self.path([(left, y), (right, y)]) for y in (bottom, top)]
            self.heights.append([edges[0], *lines, edges[1]])

    def path(self, points: Sequence[Point]) -> Path:
        """Put points on paper."""
        return tuple(self.frame.at(x, y) for x, y in points)

    def polygon(self, strip: int, sector: int) -> Path:
        """Return a sector."""
        lower, upper = self.heights[strip][sector : sector + 2]
        return (*lower, *reversed(upper))

    def polygons(self) -> Mapping[int, tuple[Path, ...]]:
        """Return the sectors of every phase."""
        return {
            phase.id: tuple(self.polygon(*place) for place in phase.sectors)
            for phase in self.diagram.phases
        }

    def pieces(self) -> list[Piece]:
        """Return the curves between phases, neighbors of one kind joined."""
        found: list[Piece] = []
        for border in self.diagram.borders:
            new = Piece(border.curve, self.drawn(border), border)
            last = next((p for p in reversed(found) if continues(p, new)), None)
            if last is None:
                found.append(new)
            else:
                found[found.index(last)] = Piece(
                    last.curve, (*last.points, *new.points[1:]), last.border
                )
        return found

    def drawn(self, border: Border) -> Path:
        """Return a piece over one strip, or along a cut."""
        if border.rank < 0:
            x = float(self.diagram.arrangement.cuts[border.strip])
            return self.path([(x, float(border.low)), (x, float(border.high))])
        strip = self.diagram.arrangement.strips[border.strip]
        for i, branch in enumerate(strip.branches, start=1):
            if (branch.curve, branch.rank) == (border.curve, border.rank):
                return self.heights[border.strip][i]
        raise AssertionError("a border is a branch of its strip")


def continues(last: Piece, new: Piece) -> bool:
    """Whether a piece goes on where another of the same kind ends."""
    same = (last.curve, last.border.phases, last.border.families) == (
        new.curve,
        new.border.phases,
        new.border.families,
    )
    (x, y), (a, b) = last.points[-1], new.points[0]
    return same and abs(x - a) < JOIN and abs(y - b) < JOIN
