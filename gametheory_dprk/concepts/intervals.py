"""Interval arithmetic with rational ends, and systems of linear forms in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.concepts.linear import pivot
from gametheory_dprk.number import Number

Interval: TypeAlias = tuple[Fraction, Fraction]
"""Two rationals in their order, and all between them."""

ZERO, ONE = Fraction(0), Fraction(1)

GRAIN = 10**60
"""Ends of products are rounded outward to multiples of one part in so many."""


def times(one: Interval, other: Interval) -> Interval:
    """All products.

    Examples
    --------
    >>> times((Fraction(-1), Fraction(2)), (Fraction(3), Fraction(4)))
    (Fraction(-4, 1), Fraction(8, 1))
    """
    found = [a * b for a in one for b in other]
    return outward(min(found), max(found))


def scaled(factor: Fraction, interval: Interval) -> Interval:
    """All multiples by a rational."""
    one, other = factor * interval[0], factor * interval[1]
    return (one, other) if one <= other else (other, one)


def plus(intervals: Iterable[Interval]) -> Interval:
    """All sums."""
    low = high = ZERO
    for one, other in intervals:
        low, high = low + one, high + other
    return low, high


def outward(low: Fraction, high: Fraction) -> Interval:
    """Ends with few digits, outside of the given ones."""
    if low.denominator <= GRAIN and high.denominator <= GRAIN:
        return low, high
    floor = low.numerator * GRAIN // low.denominator
    ceiling = -(-high.numerator * GRAIN // high.denominator)
    return Fraction(floor, GRAIN), Fraction(ceiling, GRAIN)


def middle(interval: Interval) -> Fraction:
    """The number in the middle."""
    return (interval[0] + interval[1]) / 2


def inverse(matrix: Sequence[Sequence[Fraction]]) -> list[list[Fraction]] | None:
    """The inverse of a square matrix, its entries rounded; None where there is none.

    Examples
    --------
    >>> two = Fraction(2)
    >>> inverse([[two, two * 0], [two, two / 2]])
    [[Fraction(1, 2), Fraction(0, 1)], [Fraction(-1, 1), Fraction(1, 1)]]
    """
    size = range(len(matrix))
    rows: list[list[Number]] = [
        [*row, *(ONE if i == j else ZERO for j in size)] for i, row in enumerate(matrix)
    ]
    for column in size:
        lead = next((i for i in size if i >= column and rows[i][column]), None)
        if lead is None:
            return None
        rows[column], rows[lead] = rows[lead], rows[column]
        pivot(rows, column, column)
    return [[rounded(each) for each in row[len(matrix) :]] for row in rows]


def rounded(value: Number) -> Fraction:
    """A rational close to one."""
    assert isinstance(value, Fraction)
    return value if value.denominator <= GRAIN else Fraction(round(value * GRAIN), GRAIN)
