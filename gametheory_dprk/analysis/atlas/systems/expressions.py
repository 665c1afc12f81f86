"""Polynomials in unknowns whose coefficients are polynomials in the parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from gametheory_dprk.analysis.atlas.checker.algebra import Poly
from gametheory_dprk.analysis.atlas.signaling.closed_forms import ClosedForm
from gametheory_dprk.polynomials import Polynomial, Ratio, Ring
from gametheory_dprk.regions.columns import CONSTANT

Expression: TypeAlias = "dict[tuple[str, ...], Polynomial]"
"""Coefficients by product of unknowns, each product sorted."""


def expression(given: Poly, ring: Ring) -> Expression:
    """Read a polynomial of the checker; unknowns are the names with a parenthesis.

    Examples
    --------
    >>> ring = Ring(["a"])
    >>> expression({(("P(x)", 2), ("a", 1)): Fraction(3)}, ring)
    {('P(x)', 'P(x)'): 3*a}
    """
    found: Expression = {}
    for monomial, number in given.items():
        unknowns = tuple(name for name, e in monomial if "(" in name for _ in range(e))
        term = ring.constant(number)
        for name, exponent in monomial:
            if "(" not in name:
                term *= ring.generators[name] ** exponent
        found[unknowns] = found[unknowns] + term if unknowns in found else term
    return found


def plain(given: Poly, ring: Ring) -> Polynomial:
    """Read a polynomial without unknowns."""
    return expression(given, ring).get((), ring.zero)


def unknowns_of(given: Expression) -> frozenset[str]:
    """Return the unknowns that occur."""
    return frozenset(name for product in given for name in product)


def is_linear(given: Expression) -> bool:
    """Whether no unknowns are multiplied by one another."""
    return all(len(product) < 2 for product in given)


def coefficients(given: Expression) -> dict[str, Polynomial]:
    """Return the coefficients of a linear form by unknown."""
    return {product[0] if product else CONSTANT: f for product, f in given.items()}


def times(one: Expression, other: Mapping[str, Polynomial]) -> Expression:
    """Multiply by a linear form."""
    found: Expression = {}
    for product, f in one.items():
        for unknown, g in other.items():
            key = tuple(sorted((*product, unknown))) if unknown else product
            found[key] = found[key] + f * g if key in found else f * g
    return found


def substitute(block: ClosedForm, given: Expression, ring: Ring) -> Expression:
    """Put formulas in place of unknowns, times an even power of their denominator.

    The power is odd only where the denominator is known to be positive, so that the sign stays.
    """
    own = block.numerators
    degrees = {product: sum(name in own for name in product) for product in given}
    highest = max(degrees.values(), default=0)
    total: Expression = {}
    for product, f in given.items():
        start = f * block.denominator ** (highest - degrees[product])
        rest = tuple(name for name in product if name not in own)
        inside = (own[name] for name in product if name in own)
        for key, g in reduce(times, inside, {rest: start}).items():
            total[key] = total[key] + g if key in total else g
    if highest % 2 and not block.signed:
        total = {key: g * block.denominator for key, g in total.items()}
    return {key: g for key, g in total.items() if not g.is_zero()}


def substituted(blocks: Iterable[ClosedForm], given: Expression, ring: Ring) -> Expression:
    """Put the formulas of all blocks into an expression, one block after another."""
    nonzero = {key: f for key, f in given.items() if not f.is_zero()}
    return reduce(lambda e, block: substitute(block, e, ring), blocks, nonzero)


def lifted(f: Polynomial, ring: Ring, wide: Ring) -> Polynomial:
    """Read a polynomial in a ring with further names after the others."""
    if ring.names == wide.names:
        return f
    total = wide.zero
    for exponents, number in ring.terms(f):
        term = wide.one * number
        for name, exponent in ring.monomial(exponents):
            term *= wide.generators[name] ** exponent
        total += term
    return total


class Values:
    """Expressions as rational functions of the parameters and of free unknowns.

    Parameters
    ----------
    free
        The name under which each free unknown appears.
    """

    def __init__(self, ring: Ring, blocks: Iterable[ClosedForm], free: Mapping[str, str]) -> None:
        self.narrow = ring
        self.ring = Ring((*ring.names, *free.values())) if free else ring
        self.free = free
        self.known: dict[str, Ratio] = {}
        for block in blocks:
            below = lifted(block.denominator, ring, self.ring)
            for unknown, parts in block.numerators.items():
                self.known[unknown] = Ratio.of(self.linear(parts), below)

    def linear(self, parts: Mapping[str, Polynomial]) -> Polynomial:
        """Write a linear form in free unknowns."""
        total = self.ring.zero
        for unknown, f in parts.items():
            factor = self.ring.generators[self.free[unknown]] if unknown else self.ring.one
            total += lifted(f, self.narrow, self.ring) * factor
        return total

    @property
    def one(self) -> Ratio:
        """The number one."""
        return Ratio(self.ring.one, self.ring.one)

    def ratio(self, given: Expression) -> Ratio:
        """Evaluate an expression."""
        total = Ratio(self.ring.zero, self.ring.one)
        for product, f in given.items():
            term = Ratio(lifted(f, self.narrow, self.ring), self.ring.one)
            for name in product:
                term = term * self.known[name]
            total = total + term
        return total

    def number(self, given: Fraction | int) -> Ratio:
        """Write a number."""
        return Ratio(self.ring.constant(given), self.ring.one)
