"""Polynomial conditions of which only the linear consequences are used.

Linear equations between products of unknowns determine some unknowns; put in, these lower the
degree of what is left, and so on. What is then linear bounds the unknowns to polytopes, one for
each group of unknowns that share a condition, whose vertices are found; an unknown that is the
same at all of them is put in, too. What has products to the end is dropped: the polytopes contain
all solutions, and perhaps more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.concepts.completeness import UNIT, Row
from gametheory_dprk.concepts.generation import vertices
from gametheory_dprk.number import Number

ZERO, ONE = Fraction(0), Fraction(1)
Unknown: TypeAlias = tuple[str, ...]
Product: TypeAlias = tuple[Unknown, ...]
"""Unknowns in sorted order; none for the constant."""

Polynomial: TypeAlias = Mapping[Product, Number]
Point: TypeAlias = Mapping[Unknown, Number]


def constant(value: Number) -> dict[Product, Number]:
    """A number."""
    return {(): value} if value else {}


def variable(name: Unknown) -> dict[Product, Number]:
    """An unknown."""
    return {(name,): ONE}


def plus(one: Polynomial, other: Polynomial, times: Number = ONE) -> dict[Product, Number]:
    """One polynomial and a multiple of another."""
    total = dict(one)
    for product, value in other.items():
        total[product] = total.get(product, ZERO) + times * value
    return {product: value for product, value in total.items() if value}


def multiplied(one: Polynomial, other: Polynomial) -> dict[Product, Number]:
    """The product.

    Examples
    --------
    >>> x, y = variable(("x",)), variable(("y",))
    >>> multiplied(plus(x, y), plus(x, y, -ONE)) == plus(multiplied(x, x), multiplied(y, y), -ONE)
    True
    """
    total: dict[Product, Number] = {}
    for left, value in one.items():
        for right, factor in other.items():
            product = tuple(sorted(left + right))
            total[product] = total.get(product, ZERO) + value * factor
    return {product: value for product, value in total.items() if value}


def evaluated(polynomial: Polynomial, known: Point) -> dict[Product, Number]:
    """A polynomial with what is known put in."""
    total: dict[Product, Number] = {}
    for product, value in polynomial.items():
        for name in product:
            value = value * known.get(name, ONE)
        rest = tuple(name for name in product if name not in known)
        total[rest] = total.get(rest, ZERO) + value
    return {product: value for product, value in total.items() if value}


def is_linear(polynomial: Polynomial) -> bool:
    """Whether no unknowns are multiplied."""
    return all(len(product) < 2 for product in polynomial)


@dataclass(frozen=True, slots=True)
class Conditions:
    """Polynomials that are zero, not negative, and positive."""

    equal: list[Polynomial]
    at_least: list[Polynomial]
    positive: list[Polynomial]

    def at(self, known: Point) -> Conditions:
        """All with what is known put in."""

        def put_in(group: list[Polynomial]) -> list[Polynomial]:
            return [evaluated(each, known) for each in group]

        return Conditions(put_in(self.equal), put_in(self.at_least), put_in(self.positive))

    def are_broken(self) -> bool:
        """Whether a condition on nothing fails."""
        return (
            any(each.keys() == {()} for each in self.equal)
            or any(each.keys() == {()} and each[()] < 0 for each in self.at_least)
            or any(not each.keys() - {()} and each.get((), ZERO) <= 0 for each in self.positive)
        )


@dataclass(frozen=True, slots=True)
class Polytopes:
    """What is known, and the vertices of what varies, by groups of unknowns."""

    known: Point
    parts: Sequence[Sequence[Point]]


def bounded(conditions: Conditions) -> Polytopes | None:
    """Polytopes that contain all solutions; None if there are none.

    Examples
    --------
    >>> x, y = variable(("x",)), variable(("y",))
    >>> double = plus(multiplied(x, y), constant(Fraction(-1, 4)))
    >>> half = plus(x, constant(Fraction(-1, 2)))
    >>> found = bounded(Conditions([half, double], [x, y], []))
    >>> {name: str(value) for (name,), value in found.known.items()}
    {'x': '1/2', 'y': '1/2'}
    """
    known: dict[Unknown, Number] = {}
    while True:
        left = conditions.at(known)
        if left.are_broken():
            return None
        values = determined(left.equal)
        if not values:
            parts = [list(part_vertices(group)) for group in groups(left)]
            if not all(parts) or vanishes(left.positive, parts):
                return None
            values = constants(parts)
            if not values:
                return Polytopes(known, parts)
        known |= values


def determined(equations: Iterable[Polynomial]) -> dict[Unknown, Number]:
    """Unknowns that the equations determine, products taken for unknowns of their own."""
    solved: dict[Product, dict[Product, Number]] = {}
    for equation in equations:
        rest = substituted(equation, solved)
        products = sorted(filter(None, rest), key=lambda product: (-len(product), product))
        if products:
            lead = products[0]
            value = {p: -x / rest[lead] for p, x in rest.items() if p != lead}
            solved = {p: substituted(each, {lead: value}) for p, each in solved.items()}
            solved[lead] = value
    return {
        product[0]: value.get((), ZERO)
        for product, value in solved.items()
        if len(product) == 1 and not value.keys() - {()}
    }


def substituted(
    polynomial: Polynomial, solved: Mapping[Product, Polynomial]
) -> dict[Product, Number]:
    """Products replaced by what they equal."""
    total = {product: value for product, value in polynomial.items() if product not in solved}
    for product, value in polynomial.items():
        if product in solved:
            total = plus(total, solved[product], value)
    return total


def groups(conditions: Conditions) -> list[list[Row]]:
    """The linear conditions on unknowns, by groups that share none, as rows."""
    found: list[tuple[set[Unknown], list[Row]]] = []
    for row in linear_rows(conditions):
        names, rows = {name for name in row.form if name != UNIT}, [row]
        for group in [group for group in found if group[0] & names]:
            found.remove(group)
            names |= group[0]
            rows = group[1] + rows
        found.append((names, rows))
    return [rows for _, rows in found]


def linear_rows(conditions: Conditions) -> Iterator[Row]:
    """Linear conditions as rows; strict ones up to closure."""
    for each in conditions.equal:
        if is_linear(each) and each.keys() - {()}:
            yield Row(form(each), "==", {})
    for each in (*conditions.at_least, *conditions.positive):
        if is_linear(each) and each.keys() - {()}:
            yield Row(form(each), ">=", {})


def form(polynomial: Polynomial) -> dict[Unknown, Number]:
    """A linear polynomial by its unknowns."""
    return {product[0] if product else UNIT: value for product, value in polynomial.items()}


def part_vertices(rows: Sequence[Row]) -> Iterator[Point]:
    """The vertices of one polytope, with every unknown named."""
    names = {name: None for row in rows for name in row.form if name != UNIT}
    for vertex in vertices(rows):
        yield {name: vertex.get(name, ZERO) for name in names}


def vanishes(positive: Iterable[Polynomial], parts: Sequence[Sequence[Point]]) -> bool:
    """Whether something that should be positive is zero all over a polytope."""
    return any(
        all(not evaluated(each, vertex) for vertex in part)
        for each in positive
        for part in parts
        if is_linear(each) and part[0].keys() & {name for product in each for name in product}
    )


def constants(parts: Sequence[Sequence[Point]]) -> dict[Unknown, Number]:
    """Unknowns that are the same at all vertices."""
    return {
        name: value
        for part in parts
        for name, value in part[0].items()
        if all(vertex[name] == value for vertex in part)
    }
