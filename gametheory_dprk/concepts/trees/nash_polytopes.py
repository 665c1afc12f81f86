"""All vertices of what rows leave of nonnegative numbers, in whole numbers.

The same as `generation.vertices`, for rational rows only and so much faster: a ray is a list of
whole numbers without a common factor, and its support the bits of another whole number. Every
inequality adds a coordinate for what it leaves over, so that a cone always is a linear subspace
of an orthant. There two extreme rays are adjacent exactly if no third has its support in the union
of theirs, and only adjacent ones are crossed (Fukuda and Prodon 1996).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from operator import mul
from typing import TypeAlias

from gametheory_dprk.concepts.completeness import UNIT, Row, Variable

Point: TypeAlias = dict[Variable, Fraction]
"""The coordinates that are positive."""


@dataclass(frozen=True, slots=True)
class Ray:
    """A ray and, as bits, the coordinates that are positive on it."""

    values: list[int]
    support: int


def rational_vertices(rows: Iterable[Row]) -> list[Point]:
    """Vertices of all nonnegative numbers that satisfy rational rows, strict ones up to closure.

    Where the rows do not bound the numbers, what may be added to them for ever is left out.

    Examples
    --------
    >>> simplex = Row({("x",): Fraction(1), ("y",): Fraction(1), UNIT: Fraction(-1)}, "==", {})
    >>> above = Row({("x",): Fraction(1), ("y",): Fraction(-2)}, ">=", {})
    >>> for vertex in rational_vertices([simplex, above]):
    ...     print({name: str(number) for (name,), number in sorted(vertex.items())})
    {'x': '1'}
    {'x': '2/3', 'y': '1/3'}
    """
    kept = sorted(distinct(rows), key=lambda row: (row.relation != "==", len(row.form)))
    names = list(dict.fromkeys([UNIT, *(name for row in kept for name in row.form)]))
    rays = [
        Ray([int(j == position) for j in range(len(names))], 1 << position)
        for position in range(len(names))
    ]
    for row in kept:
        scale = lcm(*(exact(value).denominator for value in row.form.values()))
        form = [int(scale * exact(row.form.get(name, Fraction(0)))) for name in names]
        rays = cut(rays, form, row.relation != "==")
    return [
        {
            name: Fraction(value, ray.values[0])
            for name, value in zip(names[1:], ray.values[1:], strict=False)
            if value
        }
        for ray in rays
        if ray.values[0]
    ]


def exact(value: object) -> Fraction:
    """A coefficient, which is rational."""
    assert isinstance(value, int | Fraction)
    return Fraction(value)


def distinct(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows that say more than a sign, each once, and one equality for two opposite inequalities.

    Variables that a row says to be zero are left out of the others.
    """
    kept = list(rows)
    zeros = {
        name
        for row in kept
        if row.relation == "==" and len(row.form) == 1
        for name, value in row.form.items()
        if value and name != UNIT
    }
    forms: dict[frozenset[tuple[Variable, object]], Row] = {}
    for row in kept:
        form = {name: value for name, value in row.form.items() if name not in zeros and value}
        key = frozenset(form.items())
        opposite = frozenset((name, -value) for name, value in form.items())
        if opposite in forms and forms[opposite].relation != "==":
            forms[opposite] = Row(forms[opposite].form, "==", {})
        elif opposite not in forms and (key not in forms or row.relation == "=="):
            forms[key] = Row(form, row.relation, {})
    return (row for row in forms.values() if row.form and not says_sign(row))


def says_sign(row: Row) -> bool:
    """Whether a row says no more than that numbers are not negative."""
    return row.relation != "==" and all(value > 0 for value in row.form.values())


def cut(rays: Sequence[Ray], form: Sequence[int], inequality: bool) -> list[Ray]:
    """Generators of the part of a cone that satisfies one more row."""
    values = [sum(map(mul, form, ray.values)) for ray in rays]
    over = [0] if inequality else []
    found = [Ray(r.values + over, r.support) for r, v in zip(rays, values, strict=True) if not v]
    above = [(r, v) for r, v in zip(rays, values, strict=True) if v > 0]
    below = [(r, -v) for r, v in zip(rays, values, strict=True) if v < 0]
    if inequality:
        bit = len(rays[0].values) if rays else 0
        found += [reduced([*r.values, v], r.support | 1 << bit) for r, v in above]
    supports = [ray.support for ray in rays]
    for one, gain in above:
        for other, loss in below:
            union = one.support | other.support
            if sum(not support & ~union for support in supports) == 2:
                pairs = zip(one.values, other.values, strict=True)
                crossing = [loss * a + gain * b for a, b in pairs]
                found.append(reduced(crossing + over, union))
    return found


def reduced(values: list[int], support: int) -> Ray:
    """A ray without a common factor."""
    divisor = gcd(*values)
    return Ray([value // divisor for value in values] if divisor > 1 else values, support)
