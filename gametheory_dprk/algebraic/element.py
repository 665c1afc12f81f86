"""Real algebraic numbers that are not rational, with exact arithmetic and exact order.

A number is a polynomial in the generator of its field. As the generator's minimal polynomial is
irreducible, a polynomial of lower degree that is not constant is never rational: zero is known by
reduction alone, and the sign of anything else by evaluating it on smaller and smaller intervals
around the generator. What turns out rational is a `Fraction`.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeAlias

from gametheory_dprk.algebraic.field import Interval, NumberField

FIRST_BITS = 64
"""Precision with which a sign is looked for first; it doubles until the sign shows."""


class Algebraic:
    """An irrational element of a number field.

    Numbers of one field are added and multiplied as polynomials in its generator. Numbers of
    different fields meet in the field that both generate. Equal numbers are equal, and have one
    hash, in whatever field they are written.

    Examples
    --------
    >>> from gametheory_dprk.algebraic.field import number_field
    >>> golden = (1 + generator(number_field((-5, 0, 1), 1))) / 2
    >>> golden, golden**2 - golden, golden > Fraction(1618, 1000)
    (Algebraic('1/2 + sqrt(5)/2'), Fraction(1, 1), True)
    """

    __slots__ = ("_hash", "field", "polynomial")

    def __init__(self, field: NumberField, polynomial: Any) -> None:
        self.field = field
        self.polynomial = polynomial
        self._hash: int | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return element, (self.field, self.coefficients)

    @property
    def coefficients(self) -> tuple[Fraction, ...]:
        """Of the powers of the field's generator, from the zeroth on."""
        return tuple(Fraction(int(c.p), int(c.q)) for c in self.polynomial.coeffs())

    def __str__(self) -> str:
        from gametheory_dprk.algebraic.text import algebraic_text

        return algebraic_text(self)

    def __repr__(self) -> str:
        return f"Algebraic({str(self)!r})"

    def __float__(self) -> float:
        bits = FIRST_BITS
        while True:
            low, high = self.interval(bits)
            below, above = (float(Fraction(int(x.p), int(x.q))) for x in (low, high))
            if below == above:
                return below
            bits *= 2

    def interval(self, bits: int) -> Interval:
        """Rationals between which the number lies, closer together for more bits."""
        from flint import fmpq

        left, right = self.field.interval(bits)
        low = high = fmpq(0)
        for coefficient in reversed(self.polynomial.coeffs()):
            ends = (low * left, low * right, high * left, high * right)
            low, high = min(ends) + coefficient, max(ends) + coefficient
        return low, high

    def sign(self) -> int:
        """1 or -1; zero is rational and never an `Algebraic`."""
        bits = FIRST_BITS
        while True:
            low, high = self.interval(bits)
            if low > 0 or high < 0:
                return 1 if low > 0 else -1
            bits *= 2

    def minimal_polynomial(self) -> tuple[int, ...]:
        """Coefficients of the primitive minimal polynomial, constant first."""
        from gametheory_dprk.algebraic.common import minimal_polynomial

        return minimal_polynomial(self)

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(self.minimal_polynomial())
        return self._hash

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Algebraic):
            return NotImplemented
        if self.field is other.field:
            return bool(self.polynomial == other.polynomial)
        from gametheory_dprk.algebraic.common import same_root

        return same_root(self, other)

    def _combine(self, other: Real | int, operation: Callable[[Any, Any], Any]) -> Real:
        """Apply a ring operation to two polynomials in one generator."""
        from flint import fmpq, fmpq_poly

        if isinstance(other, Algebraic):
            if self.field is not other.field:
                from gametheory_dprk.algebraic.common import in_common_field

                one, two = in_common_field(self, other)
                return one._combine(two, operation)
            operand = other.polynomial
        else:
            operand = fmpq_poly([fmpq(other.numerator, other.denominator)])
        return reduced(self.field, operation(self.polynomial, operand) % self.field.modulus)

    def __add__(self, other: Real | int) -> Real:
        return self._combine(other, lambda a, b: a + b) if is_real(other) else NotImplemented

    def __radd__(self, other: Fraction | int) -> Real:
        return self + other if is_real(other) else NotImplemented

    def __sub__(self, other: Real | int) -> Real:
        return self._combine(other, lambda a, b: a - b) if is_real(other) else NotImplemented

    def __rsub__(self, other: Fraction | int) -> Real:
        return -self + other if is_real(other) else NotImplemented

    def __mul__(self, other: Real | int) -> Real:
        return self._combine(other, lambda a, b: a * b) if is_real(other) else NotImplemented

    def __rmul__(self, other: Fraction | int) -> Real:
        return self * other if is_real(other) else NotImplemented

    def __truediv__(self, other: Real | int) -> Real:
        if not is_real(other):
            return NotImplemented
        return self * (other.inverse() if isinstance(other, Algebraic) else Fraction(1) / other)

    def __rtruediv__(self, other: Fraction | int) -> Real:
        return self.inverse() * other if is_real(other) else NotImplemented

    def inverse(self) -> Algebraic:
        """One divided by the number."""
        _, factor, _ = self.polynomial.xgcd(self.field.modulus)
        return Algebraic(self.field, factor % self.field.modulus)

    def __pow__(self, exponent: int) -> Real:
        if not isinstance(exponent, int):
            return NotImplemented
        base: Real = self if exponent >= 0 else self.inverse()
        result: Real = Fraction(1)
        for bit in f"{abs(exponent):b}":
            result = result * result * (base if bit == "1" else 1)
        return result

    def __neg__(self) -> Algebraic:
        return Algebraic(self.field, -self.polynomial)

    def __pos__(self) -> Algebraic:
        return self

    def __abs__(self) -> Algebraic:
        return self if self.sign() > 0 else -self

    def __bool__(self) -> bool:
        return True

    def _compare(self, other: Real | int) -> int:
        """The sign of the difference."""
        if isinstance(other, Algebraic) and self.field is not other.field:
            from gametheory_dprk.algebraic.common import compare_apart

            return compare_apart(self, other)
        difference = self - other
        if isinstance(difference, Algebraic):
            return difference.sign()
        return (difference > 0) - (difference < 0)

    def __lt__(self, other: Real | int) -> bool:
        return self._compare(other) < 0 if is_real(other) else NotImplemented

    def __le__(self, other: Real | int) -> bool:
        return self._compare(other) <= 0 if is_real(other) else NotImplemented

    def __gt__(self, other: Real | int) -> bool:
        return self._compare(other) > 0 if is_real(other) else NotImplemented

    def __ge__(self, other: Real | int) -> bool:
        return self._compare(other) >= 0 if is_real(other) else NotImplemented


Real: TypeAlias = Fraction | Algebraic
"""An exact real number."""


def is_real(value: object) -> bool:
    """Whether a value is an exact real number; floats are not.

    Examples
    --------
    >>> is_real(1), is_real(Fraction(1, 2)), is_real(0.5)
    (True, True, False)
    """
    return isinstance(value, int | Fraction | Algebraic)


def reduced(field: NumberField, polynomial: Any) -> Real:
    """The element that a reduced polynomial (`fmpq_poly`) is; a Fraction where it is constant."""
    if polynomial.degree() > 0:
        return Algebraic(field, polynomial)
    constant = polynomial[0]
    return Fraction(int(constant.p), int(constant.q))


def element(field: NumberField, coefficients: tuple[Fraction, ...]) -> Real:
    """The sum of coefficients times powers of a field's generator.

    Examples
    --------
    >>> from gametheory_dprk.algebraic.field import number_field
    >>> element(number_field((-2, 0, 1), 1), (Fraction(1), Fraction(0), Fraction(1, 2)))
    Fraction(2, 1)
    """
    from flint import fmpq, fmpq_poly

    polynomial = fmpq_poly([fmpq(c.numerator, c.denominator) for c in coefficients])
    return reduced(field, polynomial % field.modulus)


def generator(field: NumberField) -> Algebraic:
    """The root that generates a field."""
    from flint import fmpq_poly

    return Algebraic(field, fmpq_poly([0, 1]))
