"""Sets of equilibria that are products of one polytope a player, and how they make components."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from gametheory_dprk.algebraic import Enclosed
from gametheory_dprk.number import Number
from gametheory_dprk.polyhedra import (
    Infeasible,
    LinearSystem,
    affine_dimension,
    contains,
    feasible_point,
)
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solution import Assessment, Block, Candidate, Cell, Component

Strategy: TypeAlias = Mapping[str, Number]
"""A probability for every move."""


@dataclass(frozen=True, slots=True)
class Polytope:
    """Strategies of one player.

    Attributes
    ----------
    vertices : tuple of Strategy
    system : LinearSystem or None
        What describes it; None for a single strategy, which describes itself.
    """

    vertices: tuple[Strategy, ...]
    system: LinearSystem[str] | None = None

    def holds(self, strategy: Any) -> bool:
        """Whether a strategy is in the polytope; one that is only enclosed is isolated."""
        if self.system is None or any(isinstance(each, Enclosed) for each in strategy.values()):
            return bool(self.system is None and self.vertices[0] == strategy)
        return contains(self.system, strategy)

    def includes(self, other: Polytope) -> bool:
        """Whether another polytope is a subset."""
        return all(self.holds(vertex) for vertex in other.vertices)

    def meets(self, other: Polytope, tick: Tick) -> bool:
        """Whether another polytope has a strategy in common."""
        if self.system is None or other.system is None:
            return self.includes(other) or other.includes(self)
        both = LinearSystem(
            self.system.variables,
            self.system.equalities + other.system.equalities,
            self.system.inequalities + other.system.inequalities,
            self.system.nonnegative,
        )
        return not isinstance(feasible_point(both, tick), Infeasible)

    @property
    def dimension(self) -> int:
        """Dimension; zero for a single strategy."""
        points: Any = self.vertices
        return 0 if len(points) == 1 else affine_dimension(points)


ProductCell: TypeAlias = Mapping[str, Polytope]
"""A polytope for each player; any combination is an equilibrium."""


def point_cell(profile: Mapping[str, Strategy]) -> ProductCell:
    """The cell that is a single equilibrium."""
    return {player: Polytope((strategy,)) for player, strategy in profile.items()}


def maximal_cells(cells: Sequence[ProductCell], tick: Tick) -> list[ProductCell]:
    """Cells that no other one includes; the first of equal ones."""
    kept: list[ProductCell] = []
    for cell in sorted(cells, key=lambda cell: -dimension(cell)):
        tick()
        if not any(includes(other, cell) for other in kept):
            kept.append(cell)
    return [cell for cell in cells if any(cell is each for each in kept)]


def includes(one: ProductCell, other: ProductCell) -> bool:
    """Whether a cell is a superset of another."""
    return all(one[player].includes(other[player]) for player in one)


def meet(one: ProductCell, other: ProductCell, tick: Tick) -> bool:
    """Whether two cells have an equilibrium in common."""
    return all(one[player].meets(other[player], tick) for player in one)


def dimension(cell: ProductCell) -> int:
    """Dimension of a cell."""
    return sum(polytope.dimension for polytope in cell.values())


def candidates(cells: Sequence[ProductCell], tick: Tick) -> Iterator[Candidate]:
    """One candidate for each connected union of maximal cells, in the order of the first ones."""
    for part in connected(maximal_cells(cells, tick), tick):
        member = Assessment({p: {p: polytope.vertices[0]} for p, polytope in part[0].items()})
        largest = max(map(dimension, part))
        component = Component(largest, tuple(map(solution_cell, part))) if largest else None
        yield Candidate(member, component)


def connected(cells: Sequence[ProductCell], tick: Tick) -> list[list[ProductCell]]:
    """Group cells that hang together."""
    parts: list[list[ProductCell]] = []
    for cell in cells:
        tick()
        touched = [part for part in parts if any(meet(cell, other, tick) for other in part)]
        if not touched:
            parts.append([cell])
            continue
        first, *others = touched
        for part in others:
            first += part
            parts.remove(part)
        first.append(cell)
    return parts


def solution_cell(cell: ProductCell) -> Cell:
    """A cell as solutions state it."""
    return Cell(
        tuple(
            Block(((player, player),), tuple({(player, player): v} for v in polytope.vertices))
            for player, polytope in cell.items()
        )
    )
