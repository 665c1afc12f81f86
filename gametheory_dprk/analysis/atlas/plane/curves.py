"""Irreducible curves in a plane of two parameters, and the numbers at which they meet lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import fmpq, fmpq_poly, fmpz_poly

from gametheory_dprk.algebraic.roots import real_roots
from gametheory_dprk.number import Number
from gametheory_dprk.polynomials import Polynomial, Ring
from gametheory_dprk.polynomials.ring import rational

Univariate = Any
"""An `fmpq_poly`."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The zeros of an irreducible polynomial in the two parameters of a plane.

    Build with `curve`.

    Attributes
    ----------
    polynomial : Polynomial
        Over the ring of the plane, primitive.
    by_height, by_width : tuple of fmpq_poly
        Its coefficients by the power of the second parameter as polynomials in the first, and
        the other way round.
    """

    polynomial: Polynomial
    by_height: tuple[Univariate, ...]
    by_width: tuple[Univariate, ...]

    @property
    def vertical(self) -> bool:
        """Whether the second parameter does not occur."""
        return len(self.by_height) == 1

    def above(self, x: Fraction) -> Univariate:
        """Return the polynomial on the vertical line at `x`."""
        return specialized(self.by_height, x)

    def along(self, y: Fraction) -> Univariate:
        """Return the polynomial on the horizontal line at `y`."""
        return specialized(self.by_width, y)

    def sign(self, x: Fraction, y: Fraction) -> int:
        """Return the sign at a point."""
        value = self.above(x)(rational(y))
        return int(value > 0) - int(value < 0)


def curve(polynomial: Polynomial, plane: Ring) -> Curve:
    """Read an irreducible polynomial as a curve.

    Examples
    --------
    >>> plane = Ring(["x", "y"])
    >>> x, y = plane.generators.values()
    >>> found = curve(x * y**2 - 1, plane)
    >>> [str(root) for root in roots(found.above(Fraction(2)))]
    ['-sqrt(2)/2', 'sqrt(2)/2']
    """
    return Curve(polynomial, coefficients(polynomial, plane, 1), coefficients(polynomial, plane, 0))


def coefficients(polynomial: Polynomial, plane: Ring, position: int) -> tuple[Univariate, ...]:
    """Sort the terms by the power of one of two parameters."""
    degree = max(int(polynomial.degrees()[position]), 0)
    found: list[dict[int, fmpq]] = [{} for _ in range(degree + 1)]
    for exponents, number in plane.terms(polynomial):
        found[exponents[position]][exponents[1 - position]] = number
    return tuple(dense(terms) for terms in found)


def dense(terms: Mapping[int, fmpq]) -> Univariate:
    """Build a polynomial in one unknown from coefficients by power."""
    size = max(terms, default=-1) + 1
    return fmpq_poly([terms.get(power, fmpq(0)) for power in range(size)])


def univariate(polynomial: Polynomial, plane: Ring) -> Univariate:
    """Read a polynomial in which only the first parameter occurs."""
    return coefficients(polynomial, plane, 1)[0]


def specialized(parts: tuple[Univariate, ...], value: Fraction) -> Univariate:
    """Put a number for the parameter that the coefficients are polynomials in."""
    exact = rational(value)
    return fmpq_poly([part(exact) for part in parts])


def roots(polynomial: Univariate) -> list[Number]:
    """Return the different real roots in ascending order; none of the zero polynomial."""
    if polynomial.degree() < 1:
        return []
    factors = polynomial.numer().factor()[1]
    found = [root for factor, _ in factors for root in real_roots(oriented(factor))]
    return sorted(found)


def oriented(factor: fmpz_poly) -> fmpz_poly:
    """Make the leading coefficient positive."""
    return factor if factor.leading_coefficient() > 0 else -factor


def restricted(
    polynomial: Polynomial, ring: Ring, plane: Ring, values: Mapping[str, Fraction]
) -> Polynomial:
    """Put numbers for all parameters but the two of a plane.

    Examples
    --------
    >>> ring, plane = Ring(["p", "b", "c"]), Ring(["c", "p"])
    >>> p, b, c = ring.generators.values()
    >>> restricted(p * b + c * b**2, ring, plane, {"b": Fraction(1, 2)})
    1/4*c + 1/2*p
    """
    total = plane.zero
    for exponents, number in ring.terms(polynomial):
        term = plane.one * number
        for name, exponent in ring.monomial(exponents):
            if name in plane.generators:
                term *= plane.generators[name] ** exponent
            else:
                term *= rational(values[name] ** exponent)
        total += term
    return total
