"""Ratios that calculate with rational numbers, so that a formula can stand where a number does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from gametheory_dprk.polynomials.ratio import Ratio
from gametheory_dprk.polynomials.ring import fraction, rational


@dataclass(frozen=True, slots=True)
class Quantity:
    """A rational function; true unless it is zero throughout.

    Examples
    --------
    >>> from gametheory_dprk.polynomials.ring import Ring
    >>> ring = Ring(["q"])
    >>> q = Quantity(Ratio.of(ring.generators["q"], ring.one))
    >>> odds = q / (1 - q)
    >>> odds / (1 + odds) == q, bool(q - q), (q - q + Fraction(1, 2)).constant
    (True, False, Fraction(1, 2))
    """

    ratio: Ratio

    def coerced(self, other: object) -> Ratio | None:
        """Another quantity or a rational number as a ratio."""
        if isinstance(other, Quantity):
            return other.ratio
        if isinstance(other, int | Fraction):
            one = self.ratio.denominator * 0 + 1
            return Ratio(one * rational(other), one)
        return None

    def combined(self, other: object, operation: Callable[[Ratio, Ratio], Ratio]) -> Quantity:
        """An operation on both."""
        ratio = self.coerced(other)
        return NotImplemented if ratio is None else Quantity(operation(self.ratio, ratio))

    def __add__(self, other: object) -> Quantity:
        return self.combined(other, lambda one, two: one + two)

    def __sub__(self, other: object) -> Quantity:
        return self.combined(other, lambda one, two: one - two)

    def __rsub__(self, other: object) -> Quantity:
        return self.combined(other, lambda one, two: two - one)

    def __mul__(self, other: object) -> Quantity:
        return self.combined(other, lambda one, two: one * two)

    def __truediv__(self, other: object) -> Quantity:
        return self.combined(other, lambda one, two: one / two)

    def __rtruediv__(self, other: object) -> Quantity:
        return self.combined(other, lambda one, two: two / one)

    __radd__, __rmul__ = __add__, __mul__

    def __pow__(self, power: int) -> Quantity:
        return Quantity(Ratio.of(self.ratio.numerator**power, self.ratio.denominator**power))

    def __neg__(self) -> Quantity:
        return Quantity(-self.ratio)

    def __bool__(self) -> bool:
        return not self.ratio.is_zero()

    def __eq__(self, other: object) -> bool:
        ratio = self.coerced(other)
        return NotImplemented if ratio is None else (self.ratio - ratio).is_zero()

    def __hash__(self) -> int:
        return hash((str(self.ratio.numerator), str(self.ratio.denominator)))

    @property
    def constant(self) -> Fraction | None:
        """The number that it is everywhere, if it is one."""
        above, below = self.ratio.numerator, self.ratio.denominator
        if not (above.is_constant() and below.is_constant()):
            return None
        return fraction(above.coeffs()[0] / below.coeffs()[0]) if self else Fraction(0)
