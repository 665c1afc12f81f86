"""Exact roots of rational numbers, or the knowledge that they are irrational."""

from __future__ import annotations

from fractions import Fraction


def exact_root(value: Fraction, degree: int) -> Fraction | None:
    """Return the root of a number that is not negative, or None where it is irrational.

    A fraction in lowest terms has a rational root exactly if numerator and denominator both have
    an integer root.

    Examples
    --------
    >>> exact_root(Fraction(8, 27), 3)
    Fraction(2, 3)
    >>> exact_root(Fraction(2), 2) is None
    True
    """
    above = _integer_root(value.numerator, degree)
    below = _integer_root(value.denominator, degree)
    return None if above is None or below is None else Fraction(above, below)


def _integer_root(number: int, degree: int) -> int | None:
    """Newton's iteration from above, which stops at the integer part of the root."""
    if number < 2:
        return number
    if degree >= number.bit_length():  # the root lies strictly between 1 and 2
        return None
    guess = 1 << -(-number.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + number // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess if guess**degree == number else None
        guess = better
