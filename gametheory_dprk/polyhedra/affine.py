"""Affine facts about points and systems: dimension, inner points, membership."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from gametheory_dprk.polyhedra.integers import scaled
from gametheory_dprk.polyhedra.system import LinearSystem, V


def affine_dimension(points: Sequence[Mapping[V, Fraction]]) -> int:
    """Return the dimension of the smallest flat through some points; -1 if there are none.

    Parameters
    ----------
    points
        Points with the same coordinates.

    Examples
    --------
    >>> zero, one, two = Fraction(0), Fraction(1), Fraction(2)
    >>> affine_dimension([{"x": zero}, {"x": one}, {"x": two}])
    1
    """
    if not points:
        return -1
    from flint import fmpz_mat

    origin = points[0]
    differences = [
        scaled([point[name] - start for name, start in origin.items()])[0] for point in points[1:]
    ]
    return int(fmpz_mat(differences).rank()) if differences and origin else 0


def relative_interior_point(vertices: Sequence[Mapping[V, Fraction]]) -> dict[V, Fraction]:
    """Return the average of a polytope's vertices, which lies in its relative interior.

    Parameters
    ----------
    vertices
        At least one point.

    Examples
    --------
    >>> relative_interior_point([{"x": Fraction(0)}, {"x": Fraction(1)}])
    {'x': Fraction(1, 2)}
    """
    if not vertices:
        raise ValueError("an empty set has no interior point")
    return {
        name: sum((vertex[name] for vertex in vertices), Fraction(0)) / len(vertices)
        for name in vertices[0]
    }


def contains(system: LinearSystem[V], point: Mapping[V, Fraction]) -> bool:
    """Tell whether a point satisfies a system.

    Parameters
    ----------
    system
        The system.
    point
        A value for each of its variables.

    Examples
    --------
    >>> from gametheory_dprk.polyhedra.system import linear_system
    >>> contains(linear_system("x", at_least=[({"x": 2}, -1)]), {"x": Fraction(1, 3)})
    False
    """
    return (
        all(point[name] >= 0 for name in system.nonnegative)
        and all(row.at(point) == 0 for row in system.equalities)
        and all(row.at(point) >= 0 for row in system.inequalities)
    )
