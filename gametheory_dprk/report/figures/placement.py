"""Where labels go: into the widest part of a region, measured in the label's own shape.

This is the pole of inaccessibility for a box instead of a disc: the point around which the box,
blown up as far as possible, still lies within the region.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any, TypeAlias

from gametheory_dprk.report.figures.frame import Frame
from gametheory_dprk.report.figures.outlines import Outlines
from gametheory_dprk.report.figures.shapes import Point

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[Any]

STEP = 2.0
"""Pixels between neighboring points at which a place is looked for."""
SCALES = (3.0, 2.4, 2.0, 1.7, 1.5, 1.35, 1.2, 1.1, 1.0)


class Places:
    """Free room within the regions of a figure.

    Attributes
    ----------
    owner : array of int, shape (rows, columns)
        The phase at each point, rows from above; 0 where something was put.
    """

    def __init__(self, frame: Frame, outlines: Outlines) -> None:
        import numpy as np

        self.frame = frame
        self.columns = frame.left + STEP * (np.arange(int(frame.width / STEP)) + 0.5)
        self.rows = frame.top + STEP * (np.arange(int(frame.height / STEP)) + 0.5)
        self.owner = np.zeros((len(self.rows), len(self.columns)), dtype=int)
        self._own(outlines)

    def _own(self, outlines: Outlines) -> None:
        """Find the phase at every point from the boundaries of its strip."""
        import numpy as np

        inside = {place: phase.id for phase in outlines.diagram.phases for place in phase.sectors}
        for i, heights in enumerate(outlines.heights):
            left, right = heights[0][0][0], heights[0][-1][0]
            for j in np.flatnonzero((self.columns >= left) & (self.columns < right)):
                x = self.columns[j]
                levels = [
                    np.interp(x, [a for a, _ in path], [b for _, b in path]) for path in heights
                ]
                for k, (lower, upper) in enumerate(pairwise(levels)):
                    within = (self.rows <= lower) & (self.rows >= upper)
                    self.owner[within, j] = inside[i, k]

    def room(self, phase: int, width: float, height: float) -> Point | None:
        """Find the center of a box in a phase, as far from its ends as possible."""
        for scale in SCALES:
            found = self.fits(self.owner == phase, width * scale, height * scale)
            if len(found):
                return self.central(found)
        return None

    def nearest(self, anchor: Point, width: float, height: float, away: float) -> Point | None:
        """Find the free box nearest to a point that keeps some distance from it."""
        found = []
        for phase in sorted(set(self.owner.ravel().tolist()) - {0}):
            for row, column in self.fits(self.owner == phase, width, height):
                x, y = float(self.columns[column]), float(self.rows[row])
                across, down = abs(x - anchor[0]), abs(y - anchor[1])
                if max(across - width / 2, down) >= away:
                    found.append((across + down, (x, y)))
        near = (point for _, point in sorted(found))
        return next((point for point in near if self.clear(anchor, point, height)), None)

    def clear(self, start: Point, end: Point, height: float) -> bool:
        """Whether a line to a label crosses nothing that was put on the figure."""
        count = 24
        for i in range(1, count):
            x = start[0] + (end[0] - start[0]) * i / count
            y = start[1] + (end[1] - start[1]) * i / count
            if abs(y - end[1]) > height / 2 and self.owner_at(x, y) == 0:
                return False
        return True

    def fits(self, mask: Numbers, width: float, height: float) -> Sequence[tuple[int, int]]:
        """Return the places around which a box lies in a mask, by summed areas."""
        import numpy as np

        w, h = ceil(width / STEP), ceil(height / STEP)
        rows, columns = mask.shape
        if rows < h or columns < w:
            return []
        total = np.zeros((rows + 1, columns + 1), dtype=int)
        total[1:, 1:] = mask.cumsum(0).cumsum(1)
        counts = total[h:, w:] - total[:-h, w:] - total[h:, :-w] + total[:-h, :-w]
        found = np.argwhere(counts == h * w)
        return [(int(r) + h // 2, int(c) + w // 2) for r, c in found]

    def free(self, points: Sequence[Point]) -> bool:
        """Whether points lie in one phase where nothing was put."""
        owners = {self.owner_at(x, y) for x, y in points}
        return len(owners) == 1 and 0 not in owners

    def owner_at(self, x: float, y: float) -> int:
        """Return the phase at a point, 0 outside the frame."""
        row, column = int((y - self.frame.top) // STEP), int((x - self.frame.left) // STEP)
        rows, columns = self.owner.shape
        return int(self.owner[row, column]) if 0 <= row < rows and 0 <= column < columns else 0

    def central(self, found: Sequence[tuple[int, int]]) -> Point:
        """Return the place nearest to the middle of all."""
        row = sum(r for r, _ in found) / len(found)
        column = sum(c for _, c in found) / len(found)
        r, c = min(found, key=lambda one: ((one[0] - row) ** 2 + (one[1] - column) ** 2, one))
        return float(self.columns[c]), float(self.rows[r])

    def take(self, center: Point, width: float, height: float) -> None:
        """Mark a box as used."""
        x, y = center
        across = abs(self.columns - x) <= width / 2
        down = abs(self.rows - y) <= height / 2
        self.owner[down[:, None] & across[None, :]] = 0
