"""Reading the text of algebraic numbers: a small grammar of our own, so that no text is executed.

    sum      = ["-"] product (("+" | "-") product)*
    product  = power (("*" | "/") power)*
    power    = whole number | "(" sum ")" | root ["**" whole number]
    root     = "x" | "sqrt(" whole number ")" | "CRootOf(" sum "," whole number ")"

`x` stands only within `CRootOf`; `CRootOf`, `sqrt` and `/` only outside of it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from gametheory_dprk.algebraic.element import Real, generator
from gametheory_dprk.algebraic.field import MAX_DEGREE, number_field
from gametheory_dprk.algebraic.roots import square_root

MAX_LENGTH = 1_000_000
"""Characters a number may have."""

MAX_DIGITS = 100_000
"""Digits a whole number may have."""

MAX_DEPTH = 20
"""How deep parentheses may nest."""

TOKEN = re.compile(r"\s*(\*\*|[-+*/(),x]|sqrt|CRootOf|[0-9]+)")


def read_algebraic(text: str) -> Real:
    """Read a number as `algebraic_text` writes it; a rational result is a Fraction.

    Raises
    ------
    ValueError
        If the text is not of this form, or a polynomial is reducible or has no such root.

    Examples
    --------
    >>> read_algebraic("1/2 + sqrt(5)/10")
    Algebraic('1/2 + sqrt(5)/10')
    >>> read_algebraic("__import__('os')")
    Traceback (most recent call last):
    ...
    ValueError: cannot read a number from "__import__('os')"
    """
    try:
        if len(text) > MAX_LENGTH:
            raise ValueError("too long")
        return Reader(text).whole()
    except (ValueError, ZeroDivisionError, IndexError) as error:
        raise ValueError(f"cannot read a number from {text!r:.60}") from error


class Reader:
    """The tokens of one text and how far they have been read."""

    def __init__(self, text: str) -> None:
        self.tokens = [*split(text), "end"]
        self.position = 0
        self.depth = 0
        self.inside = False

    def whole(self) -> Real:
        """Read everything."""
        value: Real = self.sum()
        if self.tokens[self.position] != "end":
            raise ValueError("something follows the number")
        return value

    def accept(self, *signs: str) -> str:
        """Consume the next token if it is one of these; "" if it is not."""
        token = self.tokens[self.position]
        if token not in signs:
            return ""
        self.position += 1
        return token

    def expect(self, sign: str) -> None:
        """Consume the next token, which must be this one."""
        if not self.accept(sign):
            raise ValueError(f"expected {sign}")

    def number(self) -> int:
        """Consume a whole number."""
        token = self.tokens[self.position]
        self.position += 1
        if not token.isdigit() or len(token) > MAX_DIGITS:
            raise ValueError("expected a whole number")
        return whole_number(token)

    def sum(self) -> Any:
        """Read products joined by plus and minus."""
        value = -self.product() if self.accept("-") else self.product()
        while sign := self.accept("+", "-"):
            right = self.product()
            value = value + right if sign == "+" else value - right
        return value

    def product(self) -> Any:
        """Read powers joined by times and, but within polynomials, divided by."""
        value = self.power()
        while sign := self.accept("*", "*" if self.inside else "/"):
            right = self.power()
            value = value * right if sign == "*" else value / right
            if self.inside and value.degree() > MAX_DEGREE:
                raise ValueError("degree too large")
        return value

    def power(self) -> Any:
        """Read an atom, and an exponent where the atom is a root or the unknown."""
        first = self.tokens[self.position]
        value = self.atom()
        if first in ("x", "sqrt", "CRootOf") and self.accept("**"):
            exponent = self.number()
            if exponent > MAX_DEGREE:
                raise ValueError("exponent too large")
            value = value**exponent
        return value

    def atom(self) -> Any:
        """Read a number, a root, the unknown or a parenthesis."""
        if self.accept("("):
            return self.nested(self.sum)
        if not self.inside and self.accept("sqrt"):
            self.expect("(")
            return self.nested(lambda: square_root(self.number()))
        if not self.inside and self.accept("CRootOf"):
            self.expect("(")
            return self.nested(self.root)
        if self.inside:
            return self.polynomial_atom()
        return Fraction(self.number())

    def nested(self, read: Any) -> Any:
        """Read something up to a closing parenthesis."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ValueError("nested too deep")
        value = read()
        self.expect(")")
        self.depth -= 1
        return value

    def polynomial_atom(self) -> Any:
        """Read the unknown or a coefficient."""
        from flint import fmpz_poly

        return fmpz_poly([0, 1]) if self.accept("x") else fmpz_poly([self.number()])

    def root(self) -> Real:
        """Read a polynomial and the number of its root."""
        self.inside = True
        polynomial = self.sum()
        self.inside = False
        self.expect(",")
        coefficients = tuple(int(c) for c in polynomial.coeffs())
        return generator(number_field(coefficients, self.number()))


def whole_number(digits: str) -> int:
    """A whole number from its digits, however many."""
    from flint import fmpz

    return int(fmpz(digits))


def split(text: str) -> list[str]:
    """The tokens of a text."""
    tokens, position = [], 0
    text = text.rstrip()
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise ValueError("unknown sign")
        tokens.append(match[1])
        position = match.end()
    return tokens
