"""Real numbers known only to lie between two rationals.

What is computed with such numbers lies between what it can be at their ends. An order that the ends
do not settle is not guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from gametheory_dprk.algebraic.element import FIRST_BITS, Algebraic
from gametheory_dprk.errors import LimitReached

Known: TypeAlias = "Fraction | Algebraic | int"
"""A number that is known exactly."""

PLACES = 24
"""Decimal places to which the ends of a computed number are rounded, outward."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A real number, known to lie between two rationals, the ends included.

    Two of them are equal (`==`) if their ends are, which says nothing of the numbers.

    Attributes
    ----------
    low, high : Fraction

    Examples
    --------
    >>> third = Enclosed(Fraction("0.33"), Fraction("0.34"))
    >>> 1 - third
    Enclosed(0.66, 0.67)
    >>> third * third < Fraction(1, 5), float(third)
    (True, 0.335)
    >>> third < Fraction(1, 3)
    Traceback (most recent call last):
    ...
    gametheory_dprk.errors.LimitReached: 0.33 to 0.34 is not told from 1/3
    """

    low: Fraction
    high: Fraction

    def __str__(self) -> str:
        return f"{decimal(self.low)} to {decimal(self.high)}"

    def __repr__(self) -> str:
        return f"Enclosed({decimal(self.low)}, {decimal(self.high)})"

    def __float__(self) -> float:
        return float((self.low + self.high) / 2)

    def _combine(
        self, other: Enclosed | Known, operation: Callable[[Fraction, Fraction], Fraction]
    ) -> Enclosed:
        """An operation that is monotone in each number, at all pairs of ends."""
        low, high = ends(other)
        found = [operation(one, two) for one in (self.low, self.high) for two in (low, high)]
        return outward(min(found), max(found))

    def __add__(self, other: Enclosed | Known) -> Enclosed:
        return self._combine(other, lambda a, b: a + b) if is_number(other) else NotImplemented

    def __radd__(self, other: Known) -> Enclosed:
        return self + other if is_number(other) else NotImplemented

    def __sub__(self, other: Enclosed | Known) -> Enclosed:
        return self._combine(other, lambda a, b: a - b) if is_number(other) else NotImplemented

    def __rsub__(self, other: Known) -> Enclosed:
        return -self + other if is_number(other) else NotImplemented

    def __mul__(self, other: Enclosed | Known) -> Enclosed:
        return self._combine(other, lambda a, b: a * b) if is_number(other) else NotImplemented

    def __rmul__(self, other: Known) -> Enclosed:
        return self * other if is_number(other) else NotImplemented

    def __truediv__(self, other: Enclosed | Known) -> Enclosed:
        if not is_number(other):
            return NotImplemented
        sign_of(other)
        return self._combine(other, lambda a, b: a / b)

    def __rtruediv__(self, other: Known) -> Enclosed:
        return Enclosed(*ends(other)) / self if is_number(other) else NotImplemented

    def __neg__(self) -> Enclosed:
        return Enclosed(-self.high, -self.low)

    def __abs__(self) -> Enclosed:
        return self if sign_of(self) > 0 else -self

    def __bool__(self) -> bool:
        return bool(self.low or self.high)

    def _compare(self, other: Enclosed | Known) -> int:
        """The sign of the difference.

        Raises
        ------
        LimitReached
            If the ends do not tell.
        """
        low, high = ends(other)
        if self.low > high or self.high < low:
            return 1 if self.low > high else -1
        if self.low == self.high == low == high:
            return 0
        raise LimitReached(f"{self} is not told from {other}")

    def __lt__(self, other: Enclosed | Known) -> bool:
        return self._compare(other) < 0 if is_number(other) else NotImplemented

    def __le__(self, other: Enclosed | Known) -> bool:
        return self._compare(other) <= 0 if is_number(other) else NotImplemented

    def __gt__(self, other: Enclosed | Known) -> bool:
        return self._compare(other) > 0 if is_number(other) else NotImplemented

    def __ge__(self, other: Enclosed | Known) -> bool:
        return self._compare(other) >= 0 if is_number(other) else NotImplemented


def is_number(value: object) -> bool:
    """Whether a value is a real number other than a float."""
    return isinstance(value, int | Fraction | Algebraic | Enclosed)


def ends(value: Enclosed | Known) -> tuple[Fraction, Fraction]:
    """Rationals between which a number lies."""
    if isinstance(value, Enclosed):
        return value.low, value.high
    if isinstance(value, Algebraic):
        low, high = (Fraction(int(x.p), int(x.q)) for x in value.interval(2 * FIRST_BITS))
        return low, high
    return Fraction(value), Fraction(value)


def sign_of(value: Enclosed | Known) -> int:
    """1 or -1.

    Raises
    ------
    ZeroDivisionError
        If the ends do not exclude zero.
    """
    low, high = ends(value)
    if low <= 0 <= high:
        raise ZeroDivisionError(f"{value} may be zero")
    return 1 if low > 0 else -1


def outward(low: Fraction, high: Fraction, places: int = PLACES) -> Enclosed:
    """Ends with so many decimal places, outside of the given ones.

    Examples
    --------
    >>> outward(Fraction(1, 3), Fraction(2, 3), 3)
    Enclosed(0.333, 0.667)
    """
    unit = 10**places
    floor = low.numerator * unit // low.denominator
    ceiling = -(-high.numerator * unit // high.denominator)
    return Enclosed(Fraction(floor, unit), Fraction(ceiling, unit))


def decimal(value: Fraction) -> str:
    """A rational as a decimal where it has one, else as a fraction.

    Examples
    --------
    >>> decimal(Fraction(-1, 8)), decimal(Fraction(5)), decimal(Fraction(1, 3))
    ('-0.125', '5', '1/3')
    """
    places, rest = 0, value.denominator
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest //= prime
            power += 1
        places = max(places, power)
    if rest > 1 or not places:
        return str(value)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"
