"""Text of real algebraic numbers, as computer algebra systems read it.

Numbers in the field of a square root read `1/2 + sqrt(5)/10`; others are polynomials in
`CRootOf(x**3 - x - 1, 0)`: a real root of a polynomial and its number, from 0 in ascending order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gametheory_dprk.algebraic.element import Algebraic
    from gametheory_dprk.algebraic.field import NumberField


def algebraic_text(number: Algebraic) -> str:
    """Write a number.

    Examples
    --------
    >>> from gametheory_dprk.algebraic.element import generator
    >>> from gametheory_dprk.algebraic.field import number_field
    >>> root = generator(number_field((-1, -1, 0, 1), 0))
    >>> algebraic_text(1 - root * root / 2)
    '1 - CRootOf(x**3 - x - 1, 0)**2/2'
    """
    return sum_text(number.coefficients, generator_text(number.field))


def generator_text(field: NumberField) -> str:
    """Write the generator of a field."""
    if field.radicand:
        return f"sqrt({field.radicand})"
    polynomial = sum_text([Fraction(c) for c in field.coefficients], "x", descending=True)
    return f"CRootOf({polynomial}, {field.index})"


def sum_text(coefficients: Sequence[Fraction], base: str, *, descending: bool = False) -> str:
    """Write the sum of coefficients times powers of something."""
    terms = [(c, power) for power, c in enumerate(coefficients) if c]
    return "".join(signed_terms(terms[::-1] if descending else terms, base))


def signed_terms(terms: Sequence[tuple[Fraction, int]], base: str) -> Iterator[str]:
    """Each term after its sign."""
    for position, (coefficient, power) in enumerate(terms):
        minus = coefficient < 0
        yield (" - " if minus else " + ") if position else ("-" if minus else "")
        yield term_text(abs(coefficient), power, base)


def term_text(coefficient: Fraction, power: int, base: str) -> str:
    """Write one term with a positive coefficient."""
    numerator, denominator = digits(coefficient.numerator), digits(coefficient.denominator)
    divisor = "" if denominator == "1" else f"/{denominator}"
    if not power:
        return f"{numerator}{divisor}"
    raised = base if power == 1 else f"{base}**{power}"
    return f"{raised}{divisor}" if numerator == "1" else f"{numerator}*{raised}{divisor}"


def digits(number: int) -> str:
    """Text of a whole number, however long."""
    from flint import fmpz

    return str(fmpz(number))
