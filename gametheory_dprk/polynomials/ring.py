"""The ring of polynomials in named parameters over the rationals, on python-flint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import TypeAlias

from flint import Ordering, fmpq, fmpq_mpoly, fmpq_mpoly_ctx

Polynomial: TypeAlias = fmpq_mpoly
Monomial: TypeAlias = tuple[tuple[str, int], ...]
"""Names with their exponents, in the order of the ring."""


def fraction(value: fmpq) -> Fraction:
    """Return a rational of python-flint as a `Fraction`.

    Examples
    --------
    >>> fraction(fmpq(6, 4))
    Fraction(3, 2)
    """
    return Fraction(int(value.p), int(value.q))


def rational(value: Fraction | int) -> fmpq:
    """Return a `Fraction` as a rational of python-flint."""
    exact = Fraction(value)
    return fmpq(exact.numerator, exact.denominator)


class Ring:
    """Polynomials in some parameters.

    Parameters
    ----------
    names : sequence of str
        The parameters, in the order in which terms are written.

    Examples
    --------
    >>> ring = Ring(["p", "b"])
    >>> p, b = ring.generators.values()
    >>> ring.value((p + b) ** 2, {"p": Fraction(1, 2), "b": Fraction(1)})
    Fraction(9, 4)
    >>> sorted(ring.variables(p * b - p * b + 3 * b))
    ['b']
    """

    __slots__ = ("_context", "generators", "names", "one", "zero")

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._context = _context(self.names)
        self.generators: Mapping[str, Polynomial] = dict(
            zip(self.names, self._context.gens(), strict=False)
        )
        self.zero = self._context.constant(0)
        self.one = self._context.constant(1)

    def constant(self, value: Fraction | int) -> Polynomial:
        """Return a constant polynomial."""
        return self._context.constant(rational(value))

    def terms(self, polynomial: Polynomial) -> Iterator[tuple[tuple[int, ...], fmpq]]:
        """Yield the exponents and the coefficient of each term, in the order of the ring."""
        monomials = polynomial.monoms()
        for exponents, coefficient in zip(monomials, polynomial.coeffs(), strict=True):
            yield tuple(map(int, exponents)), coefficient

    def monomial(self, exponents: Sequence[int]) -> Monomial:
        """Name the exponents that are not zero."""
        named = zip(self.names, exponents, strict=False)
        return tuple((name, exponent) for name, exponent in named if exponent)

    def variables(self, polynomial: Polynomial) -> frozenset[str]:
        """Return the parameters that occur in a polynomial."""
        degrees = polynomial.degrees()
        return frozenset(n for n, d in zip(self.names, degrees, strict=False) if int(d) > 0)

    def value(self, polynomial: Polynomial, point: Mapping[str, Fraction]) -> Fraction:
        """Evaluate exactly."""
        return fraction(self.rational_value(polynomial, self.coordinates(point)))

    def coordinates(self, point: Mapping[str, Fraction]) -> tuple[fmpq, ...]:
        """Put the values of a point in the order of the ring."""
        return tuple(rational(point[name]) for name in self.names) or (fmpq(0),)

    @staticmethod
    def rational_value(polynomial: Polynomial, coordinates: Sequence[fmpq]) -> fmpq:
        """Evaluate at coordinates in the order of the ring."""
        return polynomial(*coordinates)

    @staticmethod
    def primitive(polynomial: Polynomial) -> tuple[Fraction, Polynomial]:
        """Split off a positive rational so that coprime integers remain.

        Examples
        --------
        >>> ring = Ring(["x"])
        >>> Ring.primitive(ring.generators["x"] * 6 - 4)[0]
        Fraction(2, 1)
        """
        from math import gcd, lcm

        if polynomial.is_zero():
            return Fraction(1), polynomial
        coefficients = [fraction(c) for c in polynomial.coeffs()]
        top = gcd(*(c.numerator for c in coefficients))
        bottom = lcm(*(c.denominator for c in coefficients))
        return Fraction(top, bottom), polynomial * rational(Fraction(bottom, top))


@cache
def _context(names: tuple[str, ...]) -> fmpq_mpoly_ctx:
    """One context a set of names; python-flint needs at least one name."""
    return fmpq_mpoly_ctx.get(names or ("_",), Ordering.lex)


def exact_quotient(dividend: Polynomial, divisor: Polynomial) -> Polynomial | None:
    """Divide, or return None where something would remain.

    Examples
    --------
    >>> x = Ring(["x"]).generators["x"]
    >>> exact_quotient(x**2 - 1, x - 1) == x + 1, exact_quotient(x, x - 1)
    (True, None)
    """
    quotient, remainder = divmod(dividend, divisor)
    return quotient if remainder.is_zero() else None
