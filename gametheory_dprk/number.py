"""Exact numbers and their text in documents."""

from __future__ import annotations

from fractions import Fraction
from typing import TypeAlias

Number: TypeAlias = Fraction
"""What an exact game is made of and what a solution is stated in."""


def number_text(value: Number) -> str:
    """Text of an exact number, as documents carry it.

    Examples
    --------
    >>> number_text(Fraction(2, 5)), number_text(Fraction(3))
    ('2/5', '3')
    """
    return str(value)


def read_number(text: object) -> Number:
    """Read the text of an exact number.

    Raises
    ------
    ValueError
        If the text is not an integer, a decimal or a fraction of two integers.

    Examples
    --------
    >>> read_number("4/9")
    Fraction(4, 9)
    """
    if not isinstance(text, str) or len(text) > 10_000:
        raise ValueError(f"expected an exact number as text such as '2/5', got {text!r:.60}")
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text!r:.60} is not an exact number such as '2/5'") from None
