"""Curved sets of solutions: some unknowns free under conditions, the others ratios of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gametheory_dprk.polynomials import Polynomial as Form
from gametheory_dprk.polynomials import Ratio, Ring
from gametheory_dprk.polynomials.ring import fraction
from gametheory_dprk.solvers.trees.polynomial import Polynomial


@dataclass(frozen=True, slots=True)
class Surface:
    """The graph of ratios over a set of parameters.

    It consists of the points at which the conditions hold and every probability that is not
    zero throughout is positive, and of their limits.

    Attributes
    ----------
    ring : Ring
    values : Mapping
        Every unknown as a ratio of the parameters, which are unknowns themselves.
    parameters : Mapping[str, Any]
        The unknown that each parameter is.
    conditions : tuple of Form
        Not negative.
    sample : Mapping[str, Fraction]
        Parameters at which all of that holds strictly.
    whole : bool
        Whether the set is known to be connected.
    """

    ring: Ring
    values: Mapping[Any, Ratio]
    parameters: Mapping[str, Any]
    conditions: tuple[Form, ...]
    sample: Mapping[str, Fraction]
    whole: bool = True

    @property
    def dimension(self) -> int:
        """The number of parameters."""
        return len(self.parameters)

    def point(self) -> dict[Any, Fraction]:
        """The values of all unknowns at the sample."""
        return {name: value_at(self.ring, each, self.sample) for name, each in self.values.items()}

    def ratio(self, polynomial: Polynomial) -> Ratio:
        """A polynomial in the unknowns as a ratio of the parameters."""
        return ratio_of(polynomial, self.values, self.ring)


def moved(form: Form, source: Ring, target: Ring, names: Mapping[str, str]) -> Form:
    """A polynomial of one ring in another, with other names."""
    total = target.zero
    for exponents, coefficient in source.terms(form):
        term = target.constant(fraction(coefficient))
        for name, power in source.monomial(exponents):
            term = term * target.generators[names[name]] ** power
        total = total + term
    return total


def moved_ratio(ratio: Ratio, source: Ring, target: Ring, names: Mapping[str, str]) -> Ratio:
    """The same of a ratio."""
    above, below = (
        moved(form, source, target, names) for form in (ratio.numerator, ratio.denominator)
    )
    return Ratio.of(above, below)


def joined(surfaces: Sequence[Surface]) -> Surface:
    """Surfaces that vary independently as one."""
    keys = [(k, name) for k, each in enumerate(surfaces) for name in each.parameters]
    ring = Ring([f"x{k}" for k in range(len(keys))])
    names: list[dict[str, str]] = [{} for _ in surfaces]
    for (k, name), fresh in zip(keys, ring.names, strict=True):
        names[k][name] = fresh
    numbered = list(enumerate(surfaces))
    return Surface(
        ring,
        {
            unknown: moved_ratio(ratio, each.ring, ring, names[k])
            for k, each in numbered
            for unknown, ratio in each.values.items()
        },
        {names[k][n]: unknown for k, each in numbered for n, unknown in each.parameters.items()},
        tuple(moved(f, each.ring, ring, names[k]) for k, each in numbered for f in each.conditions),
        {names[k][name]: value for k, each in numbered for name, value in each.sample.items()},
        all(each.whole for each in surfaces),
    )


def ratio_of(polynomial: Polynomial, values: Mapping[Any, Ratio], ring: Ring) -> Ratio:
    """A polynomial at ratios that stand for its unknowns."""
    total = Ratio(ring.zero, ring.one)
    for monomial, coefficient in polynomial.terms.items():
        product = Ratio(ring.constant(coefficient), ring.one)
        for name in monomial:
            product = product * values[name]
        total = total + product
    return total


def value_at(ring: Ring, ratio: Ratio, point: Mapping[str, Fraction]) -> Fraction:
    """A ratio at a point of its parameters."""
    known = {name: point.get(name, Fraction(0)) for name in ring.names}
    return ring.value(ratio.numerator, known) / ring.value(ratio.denominator, known)


def coefficients(form: Form, name: str, ring: Ring) -> list[Form]:
    """The coefficients of the powers of one unknown, from power 0 up.

    Examples
    --------
    >>> ring = Ring(["x", "y"])
    >>> x, y = ring.generators.values()
    >>> coefficients(3 * x * y + y - 1, "y", ring)
    [-1, 3*x + 1]
    """
    position = ring.names.index(name)
    found: list[Form] = []
    for exponents, coefficient in ring.terms(form):
        power = exponents[position]
        found += [ring.zero] * (power + 1 - len(found))
        term = ring.constant(fraction(coefficient))
        for other, exponent in zip(ring.names, exponents, strict=False):
            if other != name:
                term = term * ring.generators[other] ** exponent
        found[power] = found[power] + term
    return found or [ring.zero]
