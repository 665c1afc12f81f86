"""Places of nodes: one row for every end of a play, one column for every depth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gametheory_dprk.report.drawing.branches import Branch
from gametheory_dprk.report.drawing.marks import text_width

PILL = 22.0
"""Height of a box with a player's name."""


@dataclass(slots=True)
class Spot:
    """A node with its place: `x` is the left end of its box, `y` its middle."""

    branch: Branch
    depth: int
    children: list[Spot]
    x: float = 0.0
    y: float = 0.0

    @property
    def width(self) -> float:
        """Of the box with the player's name; the end of a play has none."""
        return text_width(self.branch.player, 12, bold=True) + 18 if self.branch.player else 0.0

    def walk(self) -> Iterator[Spot]:
        """The node and all below it, from the top."""
        yield self
        for child in self.children:
            yield from child.walk()


def place(branch: Branch, depth: int) -> Spot:
    """Give every node of a tree a spot, all still at the origin."""
    children = [place(child, depth + 1) for child in branch.children.values()]
    return Spot(branch, depth, children)
