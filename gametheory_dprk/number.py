"""Exact numbers and their text in documents."""

from __future__ import annotations

from fractions import Fraction
from math import isfinite
from typing import Any, TypeAlias, cast

from gametheory_dprk.algebraic import Algebraic, Enclosed
from gametheory_dprk.algebraic.element import is_real
from gametheory_dprk.algebraic.enclosed import decimal

Number: TypeAlias = Fraction | Algebraic
"""What a solution is stated in: rationals, and real algebraic numbers where there is no other way.

Both know exact arithmetic and exact order, with each other and with whole numbers. Where a
concept is numerical, as quantal response is, a solution holds floats instead; no exact claim
is ever decided by them. Where algebraic numbers would be too large, it holds `Enclosed` ones, and
what is proved is proved of all numbers between their ends.
"""

MAX_CHARACTERS = 10_000
"""Longest text of a rational number."""


def is_exact(value: object) -> bool:
    """Whether a value is an exact number; a float is not.

    Examples
    --------
    >>> is_exact(Fraction(1, 3)), is_exact(1), is_exact(0.5)
    (True, True, False)
    """
    return is_real(value)


def number_text(value: Number) -> str:
    """Text of an exact number, as documents carry it.

    Examples
    --------
    >>> number_text(Fraction(2, 5)), number_text(Fraction(3))
    ('2/5', '3')
    """
    return str(value)


def encode_number(value: Number) -> Any:
    """A number in a document: exact text, beside a decimal where irrational; a float as it is.

    Examples
    --------
    >>> encode_number(Fraction(2, 5))
    '2/5'
    >>> encode_number(read_number("sqrt(2)/2"))
    {'exact': 'sqrt(2)/2', 'approx': 0.7071067811865476}
    """
    if isinstance(value, float):
        return value
    if isinstance(value, Enclosed):
        return encode_ends(value)
    text = number_text(value)
    return {"exact": text, "approx": float(value)} if isinstance(value, Algebraic) else text


def encode_ends(value: Enclosed) -> dict[str, Any]:
    """The two rationals between which a number lies, beside a decimal in the middle.

    Examples
    --------
    >>> encode_ends(Enclosed(Fraction("0.33"), Fraction("0.34")))
    {'low': '0.33', 'high': '0.34', 'approx': 0.335}
    """
    return {"low": decimal(value.low), "high": decimal(value.high), "approx": float(value)}


def decode_number(document: object) -> Number:
    """Read a number of a document; a JSON number with a decimal point is a float.

    Raises
    ------
    ValueError
        If it is none such, or its decimal is not that of the exact number.

    Examples
    --------
    >>> decode_number({"exact": "sqrt(2)/2", "approx": 0.7071067811865476})
    Algebraic('sqrt(2)/2')
    """
    if isinstance(document, float) and isfinite(document):
        return cast(Number, document)
    if not isinstance(document, dict):
        return read_number(document)
    if document.keys() == {"low", "high", "approx"}:
        return decode_ends(document)
    value = read_number(document.get("exact"))
    if encode_number(value) != document:
        raise ValueError(f"{document!r:.60} does not show an irrational number and its decimal")
    return value


def decode_ends(document: dict[str, object]) -> Number:
    """Read a number that is known between two rationals.

    Raises
    ------
    ValueError
    """
    low, high = (read_number(document[key]) for key in ("low", "high"))
    if not isinstance(low, Fraction) or not isinstance(high, Fraction) or low > high:
        raise ValueError(f"{document!r:.60} does not show two rationals in their order")
    value = Enclosed(low, high)
    if encode_ends(value) != document:
        raise ValueError(f"{document!r:.60} does not show two rationals and what is between them")
    return cast(Number, value)


def read_number(text: object) -> Number:
    """Read the text of an exact number.

    Raises
    ------
    ValueError
        If the text is not an integer, a decimal, a fraction of two integers, or a root expression
        such as "1/2 + sqrt(5)/10".

    Examples
    --------
    >>> read_number("4/9")
    Fraction(4, 9)
    >>> read_number("1 - sqrt(2)/2")
    Algebraic('1 - sqrt(2)/2')
    """
    if not isinstance(text, str):
        raise ValueError(f"expected an exact number as text such as '2/5', got {text!r:.60}")
    if "sqrt" in text or "CRootOf" in text:
        from gametheory_dprk.algebraic.reading import read_algebraic

        return read_algebraic(text)
    try:
        if len(text) > MAX_CHARACTERS:
            raise ValueError
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text!r:.60} is not an exact number such as '2/5'") from None
