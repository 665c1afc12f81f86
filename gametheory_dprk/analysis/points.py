"""Parameter points at which a promised region is tested: deterministic, exact, on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from gametheory_dprk.errors import ExpressionError
from gametheory_dprk.expr import Expr, decide, evaluate
from gametheory_dprk.scenario.model import Interval, Parameter, Scenario
from gametheory_dprk.scenario.values import broken_relations

Point = Mapping[str, Fraction]
"""A value for every parameter."""

DRAWS = 1000
"""Points drawn before a side of the region counts as not found."""

GRID = 97
"""Values a parameter takes between the ends of its range."""

LEAP = 409
"""Only every so many-th point of Halton's sequence is used, which undoes its correlations in
many dimensions (Kocis and Whiten 1997)."""

HALVINGS = 5
"""Steps towards the boundary between a point inside and a point outside."""


@dataclass(frozen=True, slots=True)
class Sides:
    """Points inside and outside a region."""

    inside: tuple[Point, ...]
    outside: tuple[Point, ...]


def sides(scenario: Scenario, region: Expr, count: int) -> Sides:
    """Draw points of the ranges at which `assume` holds, up to `count` on each side of a region.

    The default values come first, and one pair on both sides close to the boundary last.
    """
    found: dict[bool, list[Point]] = {True: [], False: []}
    for point in islice(draw(scenario), DRAWS):
        side = found[is_inside(scenario, region, point)]
        if len(side) < count:
            side.append(point)
        if min(map(len, found.values())) == count:
            break
    if all(found.values()):
        for point in close_pair(scenario, region, found[True][-1], found[False][-1]):
            found[is_inside(scenario, region, point)].append(point)
    return Sides(tuple(found[True]), tuple(found[False]))


def definitions_at(scenario: Scenario, point: Point) -> dict[str, Fraction]:
    """The values of parameters, and those of definitions that have one there."""
    values = dict(point)
    for name, formula in scenario.let.items():
        try:
            values[name] = evaluate(formula, point)
        except ExpressionError:
            continue
    return values


def is_inside(scenario: Scenario, region: Expr, point: Point) -> bool:
    """Tell whether a point lies in a region."""
    return decide(region, definitions_at(scenario, point))


def draw(scenario: Scenario) -> Iterator[Point]:
    """The default values, then quasi-random points at which the assumptions hold."""
    parameters = scenario.parameters
    yield {name: parameter.value for name, parameter in parameters.items()}
    for index in range(LEAP, LEAP * DRAWS, LEAP):
        shares = (radical_inverse(index, base) for base in primes())
        point = {
            name: between(parameter, share)
            for (name, parameter), share in zip(parameters.items(), shares, strict=False)
        }
        if not broken_relations(scenario.assume, point):
            yield point


def between(parameter: Parameter, share: Fraction) -> Fraction:
    """A value of the parameter's range, never an end of it; the default where there is none."""
    if parameter.range is None:
        return parameter.value
    low, high = ends(parameter.range, parameter.value)
    cell = int(share * GRID)
    return low + (high - low) * Fraction(2 * cell + 1, 2 * GRID)


def ends(interval: Interval, value: Fraction) -> tuple[Fraction, Fraction]:
    """The ends of a range; an infinite one is put beyond the default value."""
    reach = 1 + abs(value)
    low = value - reach if interval.low is None else interval.low
    return low, (max(value, low) + reach if interval.high is None else interval.high)


def radical_inverse(index: int, base: int) -> Fraction:
    """The digits of a number mirrored at the point (Halton 1960).

    Examples
    --------
    >>> radical_inverse(6, 2)
    Fraction(3, 8)
    """
    numerator, denominator = 0, 1
    while index:
        index, digit = divmod(index, base)
        numerator, denominator = numerator * base + digit, denominator * base
    return Fraction(numerator, denominator)


def primes() -> Iterator[int]:
    """The prime numbers.

    Examples
    --------
    >>> list(islice(primes(), 5))
    [2, 3, 5, 7, 11]
    """
    found: list[int] = []
    candidate = 2
    while True:
        if all(candidate % prime for prime in found):
            found.append(candidate)
            yield candidate
        candidate += 1


def close_pair(scenario: Scenario, region: Expr, inside: Point, outside: Point) -> list[Point]:
    """Halve the way between a point inside and one outside; empty where assumptions forbid it."""
    for _ in range(HALVINGS):
        middle = {name: (value + outside[name]) / 2 for name, value in inside.items()}
        if broken_relations(scenario.assume, middle):
            return []
        if is_inside(scenario, region, middle):
            inside = middle
        else:
            outside = middle
    return [inside, outside]
