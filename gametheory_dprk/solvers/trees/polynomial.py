"""Polynomials with rational coefficients in named unknowns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

Monomial: TypeAlias = tuple[Any, ...]
"""Unknowns in sorted order, repeated for powers; the empty one is the constant."""


@dataclass(frozen=True, slots=True)
class Polynomial:
    """A sum of coefficients times monomials; zero coefficients are left out.

    Examples
    --------
    >>> x, y = unknown("x"), unknown("y")
    >>> ((ONE - x) * y + x * y).terms
    {('y',): Fraction(1, 1)}
    """

    terms: Mapping[Monomial, Fraction]

    def __add__(self, other: Polynomial) -> Polynomial:
        terms = dict(self.terms)
        for monomial, coefficient in other.terms.items():
            terms[monomial] = terms.get(monomial, Fraction(0)) + coefficient
        return Polynomial({m: c for m, c in terms.items() if c})

    def __sub__(self, other: Polynomial) -> Polynomial:
        return self + other * number(-1)

    def __mul__(self, other: Polynomial) -> Polynomial:
        terms: dict[Monomial, Fraction] = {}
        for one, left in self.terms.items():
            for two, right in other.terms.items():
                monomial = tuple(sorted(one + two))
                terms[monomial] = terms.get(monomial, Fraction(0)) + left * right
        return Polynomial({m: c for m, c in terms.items() if c})

    @property
    def constant(self) -> Fraction:
        """The coefficient of the constant monomial."""
        return self.terms.get((), Fraction(0))

    @property
    def is_constant(self) -> bool:
        """Whether no unknown is left."""
        return not self.terms or self.terms.keys() == {()}

    @property
    def is_linear(self) -> bool:
        """Whether no two unknowns are multiplied."""
        return all(len(monomial) <= 1 for monomial in self.terms)

    def unknowns(self) -> set[Any]:
        """The unknowns that occur."""
        return {each for monomial in self.terms for each in monomial}

    def multiplied(self) -> set[Any]:
        """The unknowns that occur in products."""
        return {each for monomial in self.terms if len(monomial) > 1 for each in monomial}

    def at(self, values: Mapping[Any, Fraction]) -> Polynomial:
        """Put in values for some unknowns.

        Examples
        --------
        >>> (unknown("x") * unknown("y")).at({"x": Fraction(2)}).terms
        {('y',): Fraction(2, 1)}
        """
        if not values.keys() & self.unknowns():
            return self
        terms: dict[Monomial, Fraction] = {}
        for monomial, coefficient in self.terms.items():
            rest = tuple(each for each in monomial if each not in values)
            for each in monomial:
                coefficient *= values.get(each, 1)
            terms[rest] = terms.get(rest, Fraction(0)) + coefficient
        return Polynomial({m: c for m, c in terms.items() if c})


def number(value: Fraction | int) -> Polynomial:
    """A constant."""
    return Polynomial({(): Fraction(value)} if value else {})


def unknown(name: Any) -> Polynomial:
    """A single unknown."""
    return Polynomial({(name,): Fraction(1)})


ZERO, ONE = number(0), number(1)
