"""Members of an equilibrium component: the one reported, the corners, and the cells' centers.

A cell is a product of blocks, each a polytope of strategies times a polytope of beliefs. Every
corner is an equilibrium, and so is every mixture within a block.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice, product

from gametheory_dprk.solution import Assessment, Cell, Equilibrium, Vertex

MAX_MEMBERS = 5000
"""Members of one component that are looked at."""


def members(equilibrium: Equilibrium) -> tuple[Assessment, ...]:
    """List the member that stands for an equilibrium, then corners and centers of its cells.

    A quantity that is linear in every block takes its least and its greatest value at corners.
    At most `MAX_MEMBERS` are listed.
    """
    return tuple(islice(all_members(equilibrium), MAX_MEMBERS))


def all_members(equilibrium: Equilibrium) -> Iterator[Assessment]:
    """The member, then corners and center cell by cell."""
    yield equilibrium.assessment
    for cell in equilibrium.component.cells if equilibrium.component else ():
        for parts in (*corners(cell), center(cell)):
            strategies, beliefs = (merged(side) for side in zip(*parts, strict=True))
            yield equilibrium.assessment.replace(strategies, beliefs)


def corners(cell: Cell) -> Iterator[tuple[tuple[Vertex, Vertex], ...]]:
    """One pair of a strategy vertex and a belief vertex for each block, in every way."""
    yield from islice(product(*(block.corners() for block in cell.blocks)), MAX_MEMBERS)


def center(cell: Cell) -> tuple[tuple[Vertex, Vertex], ...]:
    """The middle of each block."""
    return tuple((middle(block.strategies), middle(block.beliefs)) for block in cell.blocks)


def middle(vertices: Sequence[Vertex]) -> Vertex:
    """The average of vertices, nothing where there are none."""
    if not vertices:
        return {}
    share = Fraction(1, len(vertices))
    return {
        key: {
            name: share * sum((vertex[key][name] for vertex in vertices), Fraction(0))
            for name in distribution
        }
        for key, distribution in vertices[0].items()
    }


def merged(vertices: Sequence[Vertex]) -> Vertex:
    """The distributions of several blocks together."""
    return {key: each for vertex in vertices for key, each in vertex.items()}
