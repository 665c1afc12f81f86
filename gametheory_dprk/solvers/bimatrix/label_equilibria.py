"""All extreme equilibria of a two-player game with whole payoffs, from its cases of labels.

The compiled search hands over cases that together hold every equilibrium, each a face of either
player's polyhedron. Their vertices are found over the rationals, and two of them are an
equilibrium exactly if every label is had by one of them. Where the search took labels for implied
that are not, it is repeated without that shortcut. With many ties all vertices are enumerated.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from gametheory_dprk.polyhedra import linear_system, vertices
from gametheory_dprk.polyhedra.ticks import Tick
from gametheory_dprk.solvers.bimatrix.tied_equilibria import tied_pairs

if TYPE_CHECKING:
    from gametheory_dprk.kernels.exact_faces import Corner, Polyhedron
    from gametheory_dprk.kernels.label_cases import Cases, Claims

Rows = list[list[int]]


@dataclass(slots=True)
class Faces:
    """Vertices of the faces of one player's polyhedron; each face is solved once."""

    polyhedron: Polyhedron
    tick: Tick
    known: dict[int, list[Corner] | None] = field(default_factory=dict)

    def single(self, labels: int) -> list[Corner]:
        """The vertex that has some labels and is the only solution of their equations."""
        if labels not in self.known:
            self.tick()
            self.known[labels] = self.polyhedron.corners(labels)
        return self.known[labels] or []

    def all(self, labels: int) -> list[Corner]:
        """Vertices of the face with some labels."""
        found = self.single(labels)
        if self.known[labels] is None:
            found = self.known[labels] = face_corners(self, labels)
        return found


def face_corners(faces: Faces, labels: int) -> list[Corner]:
    """Vertices of a face of positive dimension.

    Scaled so that the best payoff, made positive, is one, the face is bounded.
    """
    polyhedron = faces.polyhedron
    support, tight = polyhedron.support(labels), set(polyhedron.tight(labels))
    shift = 1 - min(map(min, polyhedron.pays))
    rows = [({c: -(pays[c] + shift) for c in support}, 1) for pays in polyhedron.pays]
    system = linear_system(
        support,
        equal=[row for r, row in enumerate(rows) if r in tight],
        at_least=[row for r, row in enumerate(rows) if r not in tight],
        nonnegative=support,
    )
    points = (whole(point, len(polyhedron.pays[0])) for point in vertices(system, faces.tick))
    found = (polyhedron.corner(shares) for shares in points if any(shares))
    return [corner for corner in found if corner is not None]


def whole(point: dict[int, Fraction], moves: int) -> list[int]:
    """A point of some moves as whole shares of all moves."""
    from math import lcm

    scale = lcm(*(share.denominator for share in point.values()))
    return [int(point.get(c, Fraction(0)) * scale) for c in range(moves)]


@dataclass(frozen=True, slots=True)
class ExtremeEquilibria:
    """The extreme equilibria found.

    Attributes
    ----------
    rows, columns : list of Corner
        Strategies of both players, those with more weight on earlier moves first.
    pairs : list of tuple of int
        Which of them together are an equilibrium, ascending.
    """

    rows: list[Corner]
    columns: list[Corner]
    pairs: list[tuple[int, int]]


def extreme_equilibria(first: Rows, second: Rows, tick: Tick) -> ExtremeEquilibria:
    """Find all extreme equilibria.

    Parameters
    ----------
    first, second : list of list of int
        Payoffs of the row and of the column player, rows by columns.
    tick : callable
        May raise `LimitReached`.

    Examples
    --------
    >>> found = extreme_equilibria([[0, 7], [2, 6]], [[0, 2], [7, 6]], lambda: None)
    >>> [(found.rows[x].shares, found.columns[y].shares) for x, y in found.pairs]
    [((1, 0), (0, 1)), ((1, 2), (1, 2)), ((0, 1), (1, 0))]
    """
    from gametheory_dprk.kernels.label_cases import find_cases

    sides = both_faces(first, second, tick)
    tied = tied_pairs(sides[0].polyhedron, sides[1].polyhedron, tick)
    if tied is not None:
        return arranged(tied)

    def believe(claims: Claims) -> bool:
        return are_true(sides[0].polyhedron, claims, tick)

    cases = find_cases(first, second, tick, believe=believe)
    cases = cases or find_cases(first, second, tick, claiming=False)
    assert cases is not None
    return assemble(sides, cases)


def are_true(polyhedron: Polyhedron, claims: Claims, tick: Tick) -> bool:
    """Check claims one by one: ties make as many as cases."""
    for claim in claims:
        tick()
        if not is_true(polyhedron, *claim):
            return False
    return True


def is_true(polyhedron: Polyhedron, kind: int, labels: int, value: int) -> bool:
    """Check a claim: labels that are implied (kind 0), or the least dimension (kind 1)."""
    return polyhedron.dimension(labels) >= value if kind else polyhedron.implies(labels, value)


def both_faces(first: Rows, second: Rows, tick: Tick) -> tuple[Faces, Faces]:
    """The polyhedra of both players."""
    from gametheory_dprk.kernels.exact_faces import Polyhedron

    rows = len(first)
    turned = [list(column) for column in zip(*second, strict=True)]
    return Faces(Polyhedron(turned, 0, rows), tick), Faces(Polyhedron(first, rows, 0), tick)


def assemble(sides: tuple[Faces, Faces], cases: Cases) -> ExtremeEquilibria:
    """Pair each vertex of the first side with those that have all labels that it lacks."""
    first, second = sides
    everything = (1 << len(first.polyhedron.pays[0]) + len(second.polyhedron.pays[0])) - 1
    corners = {x for labels, _ in cases.leaves for x in first.single(labels)}
    corners |= {x for labels, _ in cases.opens for x in first.all(labels)}
    return arranged((x, y) for x in corners for y in second.all(everything & ~x.labels))


def arranged(pairs: Iterable[tuple[Corner, Corner]]) -> ExtremeEquilibria:
    """Number the strategies of pairs in the order of answers."""
    pairs = list(pairs)
    rows, columns = in_order({x for x, _ in pairs}), in_order({y for _, y in pairs})
    row_place, column_place = ({c: k for k, c in enumerate(side)} for side in (rows, columns))
    return ExtremeEquilibria(
        rows, columns, sorted((row_place[x], column_place[y]) for x, y in pairs)
    )


def in_order(corners: Iterable[Corner]) -> list[Corner]:
    """Strategies with more weight on earlier moves first."""
    from gametheory_dprk.kernels.exact_faces import Corner

    return sorted(corners, key=Corner.chances, reverse=True)
