"""The equilibria of a two-player tree in realization weights: products of two polytopes.

Vertices of both players that together bear all labels are extreme equilibria. What pairs of them
are joined throughout, a maximal biclique, spans a maximal Nash subset, the product of two hulls:
a reply that is best against some strategies is best against their mixtures. The subsets that hang
together make a component.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import TypeAlias

from gametheory_dprk.polyhedra import Infeasible, feasible_point, linear_system
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.bimatrix.bicliques import Edge, connected_parts, maximal_bicliques
from gametheory_dprk.solvers.trees.nash_vertices import ReplyVertex, Weights, reply_vertices
from gametheory_dprk.solvers.trees.sequence_form import SequenceForm

Positions: TypeAlias = tuple[int, ...]
Sides: TypeAlias = tuple[tuple[Weights, ...], tuple[Weights, ...]]
"""The extreme points of the two polytopes of a maximal Nash subset."""


@dataclass(frozen=True, slots=True)
class NashPairs:
    """The extreme equilibria of a tree.

    Attributes
    ----------
    vertices : tuple of two lists of ReplyVertex
    edges : list of Edge
        The positions of those that together are an equilibrium.
    """

    vertices: tuple[Sequence[ReplyVertex], Sequence[ReplyVertex]]
    edges: Sequence[Edge]

    @classmethod
    def of(cls, form: SequenceForm, tick: Tick) -> NashPairs:
        """All of them."""
        first, second = (reply_vertices(form, k, tick) for k in (0, 1))
        count = sum(len(side.length) - 1 for side in form.sides)
        return cls((first, second), list(complementary_pairs(first, second, count, tick)))

    def components(self, tick: Tick) -> Iterator[list[tuple[Positions, Positions]]]:
        """The maximal Nash subsets of each component, as positions of vertices."""
        for part in connected_parts(self.edges):
            yield maximal_bicliques(part, tick)

    def sides(self, lefts: Positions, rights: Positions, tick: Tick) -> Sides:
        """The extreme points of a maximal Nash subset."""
        rows = [self.vertices[0][position].weights for position in lefts]
        columns = [self.vertices[1][position].weights for position in rights]
        return tuple(extreme(rows, tick)), tuple(extreme(columns, tick))


def complementary_pairs(
    first: Sequence[ReplyVertex], second: Sequence[ReplyVertex], count: int, tick: Tick
) -> Iterator[Edge]:
    """Positions of vertices that together bear all labels.

    Each label knows the second player's vertices that bear it, as the bits of an integer.
    """
    bearers = [
        sum(1 << position for position, each in enumerate(second) if each.labels >> label & 1)
        for label in range(count)
    ]
    everyone = (1 << len(second)) - 1
    for position, vertex in enumerate(first):
        tick()
        missing = (bearers[label] for label in range(count) if not vertex.labels >> label & 1)
        partners = reduce(and_, missing, everyone)
        while partners:
            last = partners & -partners
            yield position, last.bit_length() - 1
            partners ^= last


def extreme(points: Sequence[Weights], tick: Tick) -> list[Weights]:
    """The points that are not mixtures of the others.

    Examples
    --------
    >>> from fractions import Fraction
    >>> thirds = [(Fraction(1), Fraction(k, 3)) for k in range(4)]
    >>> [str(point[1]) for point in extreme(thirds, lambda: None)]
    ['0', '1']
    """
    kept = list(points)
    for point in points if len(points) > 2 else ():
        others = [each for each in kept if each != point]
        if is_mixture(point, others, tick):
            kept = others
    return kept


def is_mixture(point: Weights, points: Sequence[Weights], tick: Tick) -> bool:
    """Whether a point lies in the hull of some points; all have a first coordinate of 1."""
    shares = range(len(points))
    equal = [
        ({k: points[k][j] for k in shares if points[k][j]}, -value) for j, value in enumerate(point)
    ]
    return not isinstance(
        feasible_point(linear_system(shares, equal=equal, nonnegative=shares), tick), Infeasible
    )
