"""All solutions of a polynomial system: where products of unknowns remain, branch by branch.

After everything determined has been put in, an inequality with products is dropped where it holds
all over the polytopes that the linear conditions leave. Equations with products are taken through
Groebner bases and factors: finitely many solutions are points with algebraic coordinates, other
branches are systems again, of lower degree. Inequalities with products are taken factor by factor.
What still has products is a curved set, given by formulas; where it has none, a straight slice of
it is given, and that there is more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import Any

from gametheory_dprk.algebraic import Algebraic
from gametheory_dprk.number import Number
from gametheory_dprk.polyhedra.ticks import Tick, never_stop
from gametheory_dprk.solvers.supports.branches import branches
from gametheory_dprk.solvers.supports.conditions import sign_cases
from gametheory_dprk.solvers.supports.groebner import (
    TooLarge,
    is_zero_dimensional,
    quotient_algebra,
)
from gametheory_dprk.solvers.trees.polynomial import Monomial, Polynomial, number, unknown
from gametheory_dprk.solvers.trees.polynomial_forms import flint_form, own_form, ring
from gametheory_dprk.solvers.trees.polynomial_system import (
    Point,
    PolynomialSystem,
    Polytopes,
    connected_by_unknowns,
    reduced,
    solved_for_monomials,
)
from gametheory_dprk.solvers.trees.surface_questions import Unsolved
from gametheory_dprk.solvers.trees.surface_solutions import curved

SHARES = (Fraction(1, 2), Fraction(0), Fraction(1), Fraction(1, 4), Fraction(3, 4))
"""Where a curved set is sliced, between the least and the highest value of an unknown."""

TIGHTENED = 2
"""How often the ranges of unknowns are brought closer before a curved set is sliced."""

MOST_CORNERS = 5_000
"""Corners of polytopes at which an inequality with products is tried."""


def solutions(
    system: PolynomialSystem, tick: Tick = never_stop, known: Point | None = None
) -> Iterator[Polytopes | None]:
    """Every part of the solutions; None stands for one of which only a slice follows.

    Parameters
    ----------
    system : PolynomialSystem
    tick : callable
        May raise to stop.
    known : Mapping
        Values that have been put in already.

    Examples
    --------
    >>> from gametheory_dprk.solvers.trees.polynomial import number, unknown
    >>> x, y = unknown("x"), unknown("y")
    >>> one, two = number(1), number(2)
    >>> system = PolynomialSystem([x * y * two - one, x - y], positive=[x, y, one - x, one - y])
    >>> [str(found.known["x"]) for found in solutions(system) if found]
    ['sqrt(2)/2']
    """
    tick()
    if any(has_algebraic(each) for each in system.conditions()):
        yield None
        return
    implied = [each for each in system.implied if not has_algebraic(each)]
    simpler = replace(system, implied=implied).reduced(tick)
    if simpler is None:
        return
    values, rest = simpler
    values = {**(known or {}), **values}
    parts = rest.split(tick)
    if all(each.is_linear for each in rest.conditions()):
        yield Polytopes(values, parts, linear=rest)
        return
    alternatives = next(filter(None, map(list, steps(rest, parts, tick))), None)
    if alternatives is not None:
        yield from continued(alternatives, values, tick)
        return
    ranges = tightened(rest, tick)
    if ranges is None:
        return
    try:
        yield from list(curved(rest, values, tick))
    except Unsolved:
        yield None
        sliced = (list(continued(each, values, tick)) for each in slices(rest, ranges))
        yield from next(filter(None, sliced), ())


Parts = Sequence[Sequence[Point]]
"""Polytopes by their vertices, each in other unknowns."""

Ranges = Mapping[Any, tuple[Fraction, Fraction]]
"""The least and the highest value of each unknown."""

Alternative = tuple[Mapping[Any, Number], PolynomialSystem]
"""Values to be put into a system; together alternatives have its solutions."""


def steps(system: PolynomialSystem, parts: Parts, tick: Tick) -> Iterator[Iterable[Alternative]]:
    """Ways on, the cheapest first; each either has nothing to offer or makes progress."""
    yield without_implied(system, parts)
    yield with_fewer_products(system)
    yield with_single_values(system, tick)
    yield at_zero_or_above(system)
    for group in connected_by_unknowns(system.equal):
        if not all(each.is_linear for each in group):
            yield equation_branches(system, group, tick)
    for inequality in system.at_least:
        if not inequality.is_linear:
            yield inequality_branches(system, inequality)


def continued(
    alternatives: Iterable[Alternative], known: Point, tick: Tick
) -> Iterator[Polytopes | None]:
    """The solutions of alternatives."""
    for point, system in alternatives:
        after = system.at(point)
        if after is not None:
            yield from solutions(after, tick, {**known, **point})


def tightened(system: PolynomialSystem, tick: Tick) -> Ranges | None:
    """Ranges of the unknowns, from bounds on their products; None if there is no solution.

    For unknowns between bounds the products of their distances from these are not negative
    (McCormick 1976).
    """
    ranges = system.ranges(tick)
    for _ in range(TIGHTENED):
        pairs = {m for e in system.conditions() for m in e.terms if len(m) == 2}
        implied = [e for m in sorted(pairs) for e in bound_products(m, ranges)]
        closer = replace(system, implied=[*system.implied, *implied])
        if not closer.is_possible(tick):
            return None
        ranges = closer.ranges(tick)
    return ranges


def bound_products(pair: Monomial, ranges: Ranges) -> Iterator[Polynomial]:
    """The products of distances of two unknowns from their bounds."""
    distances = [
        (unknown(name) - number(ranges[name][0]), number(ranges[name][1]) - unknown(name))
        for name in pair
    ]
    return (one * other for one, other in product(*distances))


def slices(system: PolynomialSystem, ranges: Ranges) -> Iterator[list[Alternative]]:
    """The system at some values of unknowns that are multiplied, one after another."""
    products = Counter(n for e in system.conditions() for m in e.terms if len(m) > 1 for n in m)
    for name in sorted(products, key=lambda n: (-products[n], n)):
        low, high = ranges[name]
        for share in SHARES:
            yield [({name: low + (high - low) * share}, system)]


def without_implied(system: PolynomialSystem, parts: Parts) -> Iterator[Alternative]:
    """The system without inequalities with products that the linear conditions imply."""
    kept = [e for e in system.at_least if e.is_linear or not holds_all_over(e, parts)]
    if len(kept) < len(system.at_least):
        yield {}, replace(system, at_least=kept)


def with_single_values(system: PolynomialSystem, tick: Tick) -> Iterator[Alternative]:
    """The system with unknowns put in that the relaxation leaves one value."""
    values = {name: low for name, (low, high) in system.ranges(tick).items() if low == high}
    if values:
        yield values, system


def with_fewer_products(system: PolynomialSystem) -> Iterator[Alternative]:
    """The system with products in inequalities replaced by what equations say they equal."""
    solved = solved_for_monomials(each for each in system.equal if not each.is_linear)
    at_least = [reduced(each, solved) for each in system.at_least]
    if product_count(at_least) < product_count(system.at_least):
        yield {}, replace(system, at_least=at_least)


def product_count(polynomials: Iterable[Polynomial]) -> int:
    """How many products of unknowns there are."""
    return sum(len(m) > 1 for each in polynomials for m in each.terms)


def holds_all_over(inequality: Polynomial, parts: Parts) -> bool:
    """Whether an inequality holds at all corners of a product on which it is multi-affine.

    Where unknowns of one polytope are multiplied, each of them is let vary between its extremes.
    """
    names = inequality.unknowns()
    touched = [part for part in parts if part and names & part[0].keys()]
    if any(sum(name in part[0] for name in m) > 1 for part in touched for m in inequality.terms):
        singles = [(name, part) for part in touched for name in names & part[0].keys()]
        if any(len(set(m)) < len(m) for m in inequality.terms):
            return False
        touched = [({n: low}, {n: high}) for n, low, high in map(extremes, singles)]
    if prod(map(len, touched)) > MOST_CORNERS:
        return False
    return all(
        inequality.at({n: v for corner in choice for n, v in corner.items()}).constant >= 0
        for choice in product(*touched)
    )


def extremes(single: tuple[Any, Sequence[Point]]) -> tuple[Any, Fraction, Fraction]:
    """An unknown with its least and its highest value on a polytope."""
    name, part = single
    return name, min(v[name] for v in part), max(v[name] for v in part)


def at_zero_or_above(system: PolynomialSystem) -> Iterator[Alternative]:
    """The first unknown in a product that may be zero: with it at zero, and with it positive."""
    strict = {next(iter(e.terms)) for e in system.positive if len(e.terms) == 1}
    products = (m for e in system.conditions() for m in sorted(e.terms) if len(m) > 1)
    name = next((n for m in products for n in m if (n,) not in strict), None)
    if name is not None:
        yield {name: Fraction(0)}, system
        positive = [*system.positive, Polynomial({(name,): Fraction(1)})]
        yield {}, replace(system, positive=positive)


def equation_branches(
    system: PolynomialSystem, group: list[Polynomial], tick: Tick
) -> Iterator[Alternative]:
    """What some equations branch into; nothing where their basis is no simpler."""
    names = sorted({name for each in group for name in each.unknowns()})
    context = ring(len(names))
    others = [each for each in system.equal if each not in group]
    try:
        bases = list(branches([flint_form(each, names, context) for each in group], tick))
    except (TooLarge, OverflowError):
        # FLINT cannot sort factors whose coefficients differ by more than a machine word.
        return
    if not bases:
        yield {}, PolynomialSystem([Polynomial({(): Fraction(1)})])
    for basis in bases:
        if is_zero_dimensional(basis):
            for point in quotient_algebra(basis).real_points():
                yield dict(zip(names, point, strict=True)), replace(system, equal=others)
        else:
            equal = [own_form(each, names) for each in basis]
            if len(bases) == 1 and not is_simpler(equal, group):
                return
            yield {}, replace(system, equal=[*others, *equal])


def is_simpler(equations: list[Polynomial], others: list[Polynomial]) -> bool:
    """Whether fewer equations have products."""
    count, before = (sum(not each.is_linear for each in group) for group in (equations, others))
    return count < before


def inequality_branches(system: PolynomialSystem, inequality: Polynomial) -> Iterator[Alternative]:
    """The ways in which the factors of an inequality can have signs that satisfy it."""
    names = sorted(inequality.unknowns())
    context = ring(len(names))
    others = [each for each in system.at_least if each is not inequality]
    cases = list(sign_cases(flint_form(inequality, names, context)))
    factors = [[own_form(each, names) for each in case] for case in cases]
    degree = max(map(len, inequality.terms))
    if all(len(m) < degree for case in factors for each in case for m in each.terms):
        for case in factors:
            yield {}, replace(system, at_least=[*others, *case])
        if not cases:
            yield {}, PolynomialSystem([Polynomial({(): Fraction(1)})])


def has_algebraic(polynomial: Polynomial) -> bool:
    """Whether some coefficient is irrational."""
    return any(isinstance(each, Algebraic) for each in polynomial.terms.values())
