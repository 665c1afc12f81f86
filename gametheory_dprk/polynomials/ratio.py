"""Rational functions: quotients of two polynomials in lowest terms."""

from __future__ import annotations

from dataclasses import dataclass

from gametheory_dprk.polynomials.ring import Polynomial, Ring, rational


@dataclass(frozen=True, slots=True)
class Ratio:
    """A quotient of polynomials without common factors.

    Build with `Ratio.of`, which reduces; the arithmetic keeps quotients reduced.

    Examples
    --------
    >>> ring = Ring(["x"])
    >>> x = Ratio.of(ring.generators["x"], ring.one)
    >>> one = Ratio.of(ring.one, ring.one)
    >>> (x * x - one) / (x - one) == x + one
    True
    """

    numerator: Polynomial
    denominator: Polynomial

    @classmethod
    def of(cls, numerator: Polynomial, denominator: Polynomial) -> Ratio:
        """Reduce a quotient; the denominator has coprime integers, the first one positive.

        Raises
        ------
        ZeroDivisionError
            If the denominator is the zero polynomial.
        """
        if denominator.is_zero():
            raise ZeroDivisionError("the denominator is zero")
        if denominator.is_one():
            return cls(numerator, denominator)
        common = numerator.gcd(denominator)
        if not common.is_constant():
            numerator, denominator = numerator // common, denominator // common
        content, primitive = Ring.primitive(denominator)
        if primitive.coeffs()[0] < 0:
            content, primitive = -content, -primitive
        return cls(numerator * rational(1 / content), primitive)

    def is_zero(self) -> bool:
        """Whether this is the zero function."""
        return self.numerator.is_zero()

    def __add__(self, other: Ratio) -> Ratio:
        if self.denominator == other.denominator:
            return Ratio.of(self.numerator + other.numerator, self.denominator)
        top = self.numerator * other.denominator + other.numerator * self.denominator
        return Ratio.of(top, self.denominator * other.denominator)

    def __neg__(self) -> Ratio:
        return Ratio(-self.numerator, self.denominator)

    def __sub__(self, other: Ratio) -> Ratio:
        return self + -other

    def __mul__(self, other: Ratio) -> Ratio:
        top = self.numerator * other.numerator
        return Ratio.of(top, self.denominator * other.denominator)

    def __truediv__(self, other: Ratio) -> Ratio:
        top = self.numerator * other.denominator
        return Ratio.of(top, self.denominator * other.numerator)
