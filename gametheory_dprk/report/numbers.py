"""Exact numbers as readers like them: the fraction, and a decimal beside it."""

from __future__ import annotations

from fractions import Fraction

from gametheory_dprk.expr import to_text
from gametheory_dprk.number import Number, is_exact, number_text
from gametheory_dprk.report.blocks import Formula, Phrase, Piece

LONGEST = 16
"""Characters an exact number may have before a reader is given the decimal alone."""


def decimal_text(value: Number) -> str:
    """Write a number as a decimal with four significant digits.

    Examples
    --------
    >>> decimal_text(Fraction(4, 9)), decimal_text(Fraction(-95, 100)), decimal_text(Fraction(7))
    ('0.4444', '-0.95', '7')
    """
    try:
        return f"{float(value):.4g}"
    except OverflowError:
        digits = len(number_text(value).lstrip("-").partition("/")[0])
        below = len(number_text(value).partition("/")[2])
        return f"{'-' if value < 0 else ''}1e{digits - max(below, 1)}"


def number_words(value: Number) -> str:
    """Write an exact number with its decimal beside it where it is no integer; a float as decimal.

    Examples
    --------
    >>> number_words(Fraction(1, 5)), number_words(Fraction(3))
    ('1/5 (0.2)', '3')
    >>> number_words(0.123456)
    '0.1235'
    >>> number_words(Fraction(123456789123, 987654321987))
    '~0.125'
    """
    if not is_exact(value):
        return decimal_text(value)
    exact = number_text(value)
    if len(exact) > LONGEST:
        return f"~{decimal_text(value)}"
    return exact if is_whole(value) else f"{exact} ({decimal_text(value)})"


def is_whole(value: Number) -> bool:
    """Whether a number is an integer.

    Examples
    --------
    >>> is_whole(Fraction(4, 2)), is_whole(Fraction(1, 2))
    (True, False)
    """
    return isinstance(value, Fraction) and value.denominator == 1


def piece_text(piece: Piece) -> str:
    """Write one piece of a phrase as plain text."""
    if isinstance(piece, Formula):
        return to_text(piece.expr)
    return piece if isinstance(piece, str) else number_words(piece)


def phrase_text(phrase: Phrase) -> str:
    """Write a phrase as plain text.

    Examples
    --------
    >>> phrase_text(("relief up to ", Fraction(1, 5)))
    'relief up to 1/5 (0.2)'
    """
    return "".join(map(piece_text, phrase))


def short_number(value: Fraction) -> str:
    """Write a number as short as it can be told: a decimal where that is exact.

    Examples
    --------
    >>> short_number(Fraction(-7, 10)), short_number(Fraction(1, 3))
    ('-0.7', '1/3')
    >>> short_number(Fraction(1234567, 8910111))
    '~0.1386'
    """
    decimal = decimal_text(value)
    if Fraction(decimal) == value:
        return decimal
    exact = str(value)
    return exact if len(exact) <= 7 else f"~{decimal}"
