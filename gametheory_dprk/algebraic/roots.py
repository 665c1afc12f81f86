"""Real roots of irreducible polynomials, those of degree two in terms of a square root."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from gametheory_dprk.algebraic.element import Real, generator
from gametheory_dprk.algebraic.field import number_field, root_intervals

TRIAL_PRIMES = 2000
"""Square factors are looked for among so many primes, besides a square that is left over."""


def real_roots(polynomial: Any) -> list[Real]:
    """The real roots of an irreducible integer polynomial (`fmpz_poly`), in ascending order.

    Examples
    --------
    >>> from flint import fmpz_poly
    >>> [str(root) for root in real_roots(fmpz_poly([-1, -1, 1]))]
    ['1/2 - sqrt(5)/2', '1/2 + sqrt(5)/2']
    >>> real_roots(fmpz_poly([1, 0, 1]))
    []
    """
    coefficients = tuple(int(c) for c in polynomial.coeffs())
    if len(coefficients) == 2:
        return [Fraction(-coefficients[0], coefficients[1])]
    if len(coefficients) == 3:
        return quadratic_roots(*coefficients)
    count = len(root_intervals(coefficients))
    return [generator(number_field(coefficients, index)) for index in range(count)]


def quadratic_roots(c: int, b: int, a: int) -> list[Real]:
    """The real roots of `a x**2 + b x + c`, irreducible with `a` positive, in ascending order."""
    radicand = b * b - 4 * a * c
    if radicand < 0:
        return []
    root = square_root(radicand)
    return [(-b - root) / (2 * a), (-b + root) / (2 * a)]


def square_root(radicand: int) -> Real:
    """The square root of a whole number that is not negative.

    Examples
    --------
    >>> str(square_root(12)), str(square_root(9))
    ('2*sqrt(3)', '3')
    """
    outer, inner = square_part(radicand)
    if inner < 2:
        return Fraction(outer * inner)
    return generator(number_field((-inner, 0, 1), 1)) * outer


def square_part(number: int) -> tuple[int, int]:
    """A square divisor's root and what is left, without the square factors that are easy to find.

    What is left is no square, unless it is 0 or 1.
    """
    from flint import fmpz

    outer, inner = 1, 1
    for factor, exponent in fmpz(number).factor(trial_limit=TRIAL_PRIMES) if number else ():
        outer *= int(factor) ** (exponent // 2)
        inner *= int(factor) ** (exponent % 2)
    return (outer, inner) if number else (0, 0)
