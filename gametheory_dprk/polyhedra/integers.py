"""Rows of integers that stand for rows of Fractions up to a positive factor."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import gcd, lcm


def scaled(values: Sequence[Fraction]) -> tuple[list[int], int]:
    """Write Fractions as integers over their least common denominator.

    Examples
    --------
    >>> scaled([Fraction(1, 2), Fraction(-2, 3)])
    ([3, -4], 6)
    """
    denominator = lcm(*[value.denominator for value in values])
    if denominator == 1:
        return [value.numerator for value in values], 1
    return [value.numerator * (denominator // value.denominator) for value in values], denominator


def primitive(values: list[int]) -> list[int]:
    """Divide by the greatest common divisor, which keeps the numbers short.

    Examples
    --------
    >>> primitive([6, -4, 0])
    [3, -2, 0]
    """
    divisor = gcd(*values)
    return [value // divisor for value in values] if divisor > 1 else values
