"""Number fields: the rationals with one real algebraic number adjoined.

A field is told by the minimal polynomial of its generator and by which of the polynomial's real
roots, in ascending order, the generator is. Equal fields are one object, so that comparing them
is cheap.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any, TypeAlias

MAX_DEGREE = 300
"""Largest degree of a generator."""

Interval: TypeAlias = tuple[Any, Any]
"""Two rationals (`fmpq`) between which a number lies."""


class NumberField:
    """The rationals with a real root of an irreducible polynomial adjoined.

    Made by `number_field`, which checks the polynomial and keeps one object a field.

    Attributes
    ----------
    coefficients : tuple of int
        Of the minimal polynomial of the generator, constant first; primitive, the last positive.
    index : int
        Which real root the generator is, counted from 0 in ascending order.
    """

    __slots__ = ("_interval", "_rising", "coefficients", "index", "modulus")

    def __init__(self, coefficients: tuple[int, ...], index: int, interval: Interval) -> None:
        from flint import fmpq_poly

        self.coefficients = coefficients
        self.index = index
        self.modulus = fmpq_poly(list(coefficients))
        self._interval = interval
        self._rising = self.modulus(interval[0]) < 0

    def __reduce__(self) -> tuple[Any, ...]:
        return number_field, (self.coefficients, self.index)

    def __repr__(self) -> str:
        return f"number_field({self.coefficients}, {self.index})"

    @property
    def degree(self) -> int:
        """Degree of the minimal polynomial."""
        return len(self.coefficients) - 1

    @property
    def radicand(self) -> int:
        """The whole number whose square root generates the field, or 0 if it is none such."""
        if self.coefficients[1:] == (0, 1) and self.index == 1:
            return -self.coefficients[0]
        return 0

    def bounds(self) -> tuple[Fraction, Fraction]:
        """An interval with the generator and no other root of the minimal polynomial."""
        low, high = self._interval
        return Fraction(int(low.p), int(low.q)), Fraction(int(high.p), int(high.q))

    def interval(self, bits: int) -> Interval:
        """An interval around the generator, of a width of at most two to the power `-bits`."""
        from flint import fmpq

        low, high = self._interval
        width = fmpq(1, 1 << bits)
        while high - low > width:
            middle = (low + high) / 2
            if (self.modulus(middle) < 0) == self._rising:
                low = middle
            else:
                high = middle
        self._interval = low, high
        return self._interval


@cache
def number_field(coefficients: tuple[int, ...], index: int) -> NumberField:
    """The field that a real root of an irreducible polynomial generates.

    Parameters
    ----------
    coefficients : tuple of int
        Of a primitive irreducible polynomial of degree two or more, constant first, the last
        positive.
    index : int
        Which of its real roots, counted from 0 in ascending order.

    Raises
    ------
    ValueError
        If the polynomial is none such or has not so many real roots.

    Examples
    --------
    >>> number_field((-2, 0, 1), 1).radicand
    2
    >>> number_field((-4, 0, 1), 1)
    Traceback (most recent call last):
    ...
    ValueError: not a primitive irreducible polynomial of degree 2 to 300: (-4, 0, 1)
    """
    polynomial = integer_polynomial(coefficients)
    fit = 2 <= polynomial.degree() <= MAX_DEGREE and len(coefficients) == polynomial.degree() + 1
    if not fit or polynomial.factor() != (1, [(polynomial, 1)]):
        raise ValueError(
            f"not a primitive irreducible polynomial of degree 2 to {MAX_DEGREE}: {coefficients}"
        )
    intervals = root_intervals(coefficients)
    if not 0 <= index < len(intervals):
        raise ValueError(f"the polynomial has {len(intervals)} real roots; none is number {index}")
    return NumberField(coefficients, index, intervals[index])


@cache
def root_intervals(coefficients: tuple[int, ...]) -> tuple[Interval, ...]:
    """Isolating intervals of the real roots of an irreducible polynomial, in ascending order.

    The enclosures are those of FLINT's certified root finder. That the polynomial changes its
    sign on each of them is checked exactly, so every interval holds a root of its own.

    Examples
    --------
    >>> len(root_intervals((-1, -1, 0, 1)))
    1
    """
    polynomial = integer_polynomial(coefficients)
    enclosures = [root.real for root, _ in polynomial.complex_roots() if root.imag == 0]
    centers = ((each.mid().fmpq(), each.rad().fmpq()) for each in enclosures)
    intervals = tuple(sorted((center - radius, center + radius) for center, radius in centers))
    apart = all(one[1] < two[0] for one, two in pairwise(intervals))
    if not apart or any(polynomial(low) * polynomial(high) >= 0 for low, high in intervals):
        raise ArithmeticError(f"the real roots of {polynomial} were not told apart")
    return intervals


def integer_polynomial(coefficients: tuple[int, ...]) -> Any:
    """The polynomial (`fmpz_poly`) with given coefficients, constant first."""
    from flint import fmpz_poly

    return fmpz_poly(list(coefficients))
