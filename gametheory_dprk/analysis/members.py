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
    Where blocks mix realization weights no centers are listed, as the game would be needed.
    At most `MAX_MEMBERS` are listed.
    """
    return tuple(islice(all_members(equilibrium), MAX_MEMBERS))


def all_members(equilibrium: Equilibrium) -> Iterator[Assessment]:
    """The member, then corners and center cell by cell; where formulas vary, their members."""
    yield equilibrium.assessment
    component = equilibrium.component
    for cell in component.cells if component else ():
        centers = [center(cell)] if component and component.mixing == "behavior" else []
        for base in bases(equilibrium.assessment, cell):
            for parts in (*corners(cell), *centers):
                strategies, beliefs = map(merged, zip(*parts, strict=True)) if parts else ({}, {})
                yield base.replace(strategies, beliefs)


def bases(member: Assessment, cell: Cell) -> Iterator[Assessment]:
    """The member, as the formulas of a cell have it at their own members."""
    if cell.formulas is None:
        yield member
        return
    for point in cell.formulas.members:
        yield member.replace(*cell.formulas.at(point))


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
