"""All vertices of a small polytope of nonnegative numbers, by Motzkin's double description.

Written for the checkers, apart from the producers' polyhedra. The polytope is the slice at 1 of
a cone in the nonnegative orthant. The cone is cut by one row after another: of the rays that
generate it, those on the right side stay, and every two on opposite sides add the one where they
cross the row. What an inequality leaves over is one more nonnegative coordinate, so the cone
always is a linear subspace of an orthant; its extreme rays are the ones with minimal support
(no two have the same), and only these are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.concepts.completeness import UNIT, Form, Row, Variable
from gametheory_dprk.number import Number

ZERO = Fraction(0)
Ray: TypeAlias = dict[Variable, Number]
"""The coordinates that are positive."""


def vertices(rows: Iterable[Row]) -> list[Ray]:
    """Vertices of all nonnegative numbers that satisfy rows, strict ones up to closure.

    Parameters
    ----------
    rows : iterable of Row
        Every variable occurs in one, and they bound it.

    Returns
    -------
    list of dict
        The positive numbers of each vertex; empty where the rows contradict each other.

    Examples
    --------
    >>> simplex = Row({("x",): Fraction(1), ("y",): Fraction(1), UNIT: Fraction(-1)}, "==", {})
    >>> above = Row({("x",): Fraction(1), ("y",): Fraction(-2)}, ">=", {})
    >>> for vertex in vertices([simplex, above]):
    ...     print({name: str(number) for (name,), number in sorted(vertex.items())})
    {'x': '1'}
    {'x': '2/3', 'y': '1/3'}
    """
    kept = [row for row in rows if not says_sign(row)]
    kept.sort(key=lambda row: (row.relation != "==", len(row.form)))
    names = dict.fromkeys(name for row in kept for name in row.form)
    rays: list[Ray] = [{name: Fraction(1)} for name in {UNIT: None} | names]
    for number, row in enumerate(kept):
        rays = cut(rays, row, ("left over", "of row", str(number)))
    variables = names.keys() - {UNIT}
    return [
        {name: x / ray[UNIT] for name, x in ray.items() if name in variables}
        for ray in rays
        if UNIT in ray
    ]


def says_sign(row: Row) -> bool:
    """Whether a row says no more than that a variable is not negative."""
    signs = row.relation != "==" and UNIT not in row.form and len(row.form) == 1
    return signs and all(value > 0 for value in row.form.values())


def cut(rays: list[Ray], row: Row, slack: Variable) -> list[Ray]:
    """Generators of the part of a cone that satisfies one more row."""
    valued = [(ray, value_at(row.form, ray)) for ray in rays]
    found = [ray for ray, value in valued if not value]
    if row.relation != "==":
        found += [{**ray, slack: value} for ray, value in valued if value > 0]
    found += crossings(valued)
    return list(minimal(found))


def value_at(form: Form, ray: Ray) -> Number:
    """A form at a ray."""
    return sum((form[name] * x for name, x in ray.items() if name in form), ZERO)


def crossings(valued: list[tuple[Ray, Number]]) -> Iterator[Ray]:
    """Where segments between rays on opposite sides of a row cross it."""
    above = [(ray, value) for ray, value in valued if value > 0]
    below = [(ray, -value) for ray, value in valued if value < 0]
    for one, gain in above:
        for other, loss in below:
            names = dict.fromkeys((*one, *other))
            yield {v: one.get(v, ZERO) * loss + other.get(v, ZERO) * gain for v in names}


def minimal(rays: list[Ray]) -> Iterator[Ray]:
    """Rays whose support contains no other's; of those with equal support the first."""
    by_support: dict[frozenset[Variable], Ray] = {}
    for ray in rays:
        by_support.setdefault(frozenset(ray), ray)
    for support, ray in by_support.items():
        if not any(other < support for other in by_support):
            yield ray
