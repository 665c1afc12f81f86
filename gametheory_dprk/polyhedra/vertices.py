"""All vertices of a bounded polyhedron, exactly and completely.

Equalities are eliminated and free variables made basic in a simplex dictionary; what is left is a
polyhedron in the nonnegative orthant of the nonbasic variables. Its homogenisation is a cone, whose
extreme rays the double description method lists: rays with a positive last coordinate are the
vertices, the others are directions in which the polyhedron is unbounded.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from operator import mul
from typing import Any, Generic, NamedTuple

from gametheory_dprk.polyhedra.dictionary import Dictionary
from gametheory_dprk.polyhedra.double_description import Ray, extreme_rays
from gametheory_dprk.polyhedra.simplex import find_feasible_basis
from gametheory_dprk.polyhedra.system import LinearSystem, V
from gametheory_dprk.polyhedra.ticks import Tick, never_stop


class Vertex(NamedTuple, Generic[V]):
    """A vertex and the positions of the inequality rows that hold there with equality."""

    point: dict[V, Fraction]
    tight: frozenset[int]


class UnboundedPolyhedronError(ValueError):
    """The polyhedron is unbounded, so its vertices do not describe it.

    Parameters
    ----------
    ray
        A direction in which one may go for ever.
    """

    ray: Mapping[Any, Fraction]

    def __init__(self, ray: Mapping[V, Fraction]) -> None:
        direction = {name: str(value) for name, value in ray.items() if value}
        super().__init__(f"the polyhedron is unbounded in the direction {direction}")
        self.ray = ray


def vertices(system: LinearSystem[V], tick: Tick = never_stop) -> tuple[dict[V, Fraction], ...]:
    """List all vertices of a bounded polyhedron, in lexicographic order.

    Parameters
    ----------
    system
        The polyhedron. If it is empty, so is the answer.
    tick
        Called regularly; may raise to stop.

    Raises
    ------
    UnboundedPolyhedronError
        A `ValueError`, if the polyhedron is unbounded; its `ray` is a direction.

    Examples
    --------
    >>> from gametheory_dprk.polyhedra.system import linear_system
    >>> interval = linear_system("x", at_least=[({"x": -3}, 1)], nonnegative="x")
    >>> vertices(interval)
    ({'x': Fraction(0, 1)}, {'x': Fraction(1, 3)})
    """
    return tuple(vertex.point for vertex in vertices_with_tight(system, tick))


def vertices_with_tight(system: LinearSystem[V], tick: Tick = never_stop) -> tuple[Vertex[V], ...]:
    """List all vertices with the inequality rows that are tight there.

    The rows are told by their positions in ``system.inequalities``. A nonnegative variable's
    own limit is tight where the variable is 0.

    Parameters, order and errors are those of `vertices`.

    Examples
    --------
    >>> from gametheory_dprk.polyhedra.system import linear_system
    >>> interval = linear_system("x", at_least=[({"x": -3}, 1), ({"x": 1}, 0)])
    >>> [sorted(vertex.tight) for vertex in vertices_with_tight(interval)]
    [[1], [0]]
    """
    dictionary = Dictionary(system)
    if find_feasible_basis(dictionary, tick) is not None:
        return ()
    if dictionary.lines:
        raise UnboundedPolyhedronError(dictionary.direction(dictionary.lines[0]))
    chart = _chart(dictionary)
    rays = extreme_rays(len(dictionary.open) + 1, chart.inequalities, tick)
    for ray in rays:
        if not ray.direction[-1]:
            raise UnboundedPolyhedronError(chart.values(ray, 1))
    found = []
    for ray in rays:
        tick()
        found.append(Vertex(chart.values(ray, ray.direction[-1]), chart.tight(ray)))
    return tuple(sorted(found, key=lambda vertex: tuple(vertex.point.values())))


@dataclass(frozen=True, slots=True)
class _Chart(Generic[V]):
    """How the coordinates of the cone are read as values of variables and as tight rows.

    A variable's reading is a form in the cone's coordinates and its denominator; a row's is the bit
    that marks its slack as 0.
    """

    inequalities: list[list[int]]
    readings: dict[V, tuple[list[int], int]]
    slack_bits: list[int]

    def values(self, ray: Ray, scale: int) -> dict[V, Fraction]:
        """Return the values of all variables along a ray, divided by a scale."""
        return {
            name: Fraction(sum(map(mul, form, ray.direction)), denominator * scale)
            for name, (form, denominator) in self.readings.items()
        }

    def tight(self, ray: Ray) -> frozenset[int]:
        """Return the positions of the inequality rows that are tight on a ray."""
        return frozenset(i for i, bit in enumerate(self.slack_bits) if ray.tight & bit)


def _chart(dictionary: Dictionary[V]) -> _Chart[V]:
    """Homogenise a dictionary: its open columns and a last coordinate for the constant."""
    columns = [*dictionary.open, dictionary.width]
    forms: dict[int, tuple[list[int], int]] = {}
    for variable, row in zip(dictionary.basic, dictionary.rows, strict=True):
        forms[variable] = [row[j] for j in columns], row[-1]
    bits = {}
    for k, j in enumerate(dictionary.open):
        forms[dictionary.nonbasic[j]] = [int(i == j) for i in columns], 1
        bits[dictionary.nonbasic[j]] = 1 << k
    for k, i in enumerate(dictionary.limits):
        bits[dictionary.basic[i]] = 1 << (len(columns) + k)
    return _Chart(
        [forms[dictionary.basic[i]][0] for i in dictionary.limits],
        {name: forms[j] for j, name in enumerate(dictionary.system.variables)},
        [bits[slack] for slack in dictionary.inequality_slacks()],
    )
