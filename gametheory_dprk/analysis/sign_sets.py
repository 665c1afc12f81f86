"""Where polynomials in one variable are all nonnegative, between zero and one, exactly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.algebraic.roots import real_roots
from gametheory_dprk.number import Number, number_text

Coefficients = tuple[Fraction, ...]
"""Of a polynomial, the constant first."""

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """An interval of numbers; its ends may be irrational, and each may be left out.

    Examples
    --------
    >>> str(Stretch(Fraction(4, 9), ONE, high_open=True))
    '[4/9, 1)'
    """

    low: Number
    high: Number
    low_open: bool = False
    high_open: bool = False

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{{{number_text(self.low)}}}"
        opening, closing = "(" if self.low_open else "[", ")" if self.high_open else "]"
        return f"{opening}{number_text(self.low)}, {number_text(self.high)}{closing}"


def nonnegative_set(polynomials: Sequence[Coefficients]) -> tuple[Stretch, ...]:
    """The numbers from 0 to below 1 at which all polynomials are nonnegative.

    Examples
    --------
    >>> half_up, no_middle = (Fraction(-1), Fraction(2)), (Fraction(2), Fraction(-9), Fraction(9))
    >>> [str(each) for each in nonnegative_set([half_up, no_middle])]
    ['[2/3, 1)']
    """
    points = sorted({ZERO, *(root for each in polynomials for root in roots_inside(each))})
    found: list[Stretch] = []
    for low, high in zip(points, [*points[1:], ONE], strict=True):
        at_low = all(value(each, low) >= 0 for each in polynomials)
        middle = between(low, high)
        inside = all(value(each, middle) >= 0 for each in polynomials)
        if inside:
            found.append(Stretch(low, high, not at_low, high_open=True))
        elif at_low:
            found.append(Stretch(low, low))
    return tuple(joined(found))


def joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Put stretches together that meet at a point which belongs to the second."""
    waiting: Stretch | None = None
    for each in stretches:
        if waiting and waiting.high == each.low and not each.low_open:
            high_open = each.high_open
            waiting = Stretch(waiting.low, each.high, waiting.low_open, high_open)
        else:
            if waiting:
                yield waiting
            waiting = each
    if waiting:
        yield waiting


def roots_inside(polynomial: Coefficients) -> list[Number]:
    """The different roots above 0 and below 1; none of the zero polynomial."""
    from flint import fmpq, fmpq_poly

    exact = fmpq_poly([fmpq(c.numerator, c.denominator) for c in polynomial])
    if not exact:
        return []
    factors = exact.numer().factor()[1]
    roots = (root for factor, _ in factors if factor.degree() for root in real_roots(factor))
    return [root for root in roots if 0 < root < 1]


def value(polynomial: Coefficients, point: Number) -> Number:
    """The value of a polynomial at a number."""
    total: Number = ZERO
    for coefficient in reversed(polynomial):
        total = total * point + coefficient
    return total


def between(low: Number, high: Number) -> Fraction:
    """A rational number strictly between two numbers.

    Examples
    --------
    >>> between(ZERO, ONE)
    Fraction(1, 2)
    """
    bits = 8
    while True:
        bits *= 2
        below, above = bounds(low, bits)[1], bounds(high, bits)[0]
        if below < above:
            return simplest((3 * below + above) / 4, (below + 3 * above) / 4)


def bounds(number: Number, bits: int) -> tuple[Fraction, Fraction]:
    """Rationals around a number, closer together for more bits."""
    if isinstance(number, Fraction):
        return number, number
    low, high = number.interval(bits)
    return Fraction(int(low.p), int(low.q)), Fraction(int(high.p), int(high.q))


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """A number of small denominator between two rationals."""
    denominator = 1
    while True:
        candidate = Fraction(round((low + high) / 2 * denominator), denominator)
        if low < candidate < high:
            return candidate
        denominator *= 2
