"""Exact polynomials and the formulas they are read from.

A polynomial is a dict from monomials, sorted tuples of (name, exponent), to Fractions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

Poly = dict[tuple[tuple[str, int], ...], Fraction]
Condition = tuple[Poly, str]

ONE: Poly = {(): Fraction(1)}
MAX_POWER = 60
MAX_PRODUCTS = 200_000
MAX_DIGITS = 10_000


class Rejected(Exception):
    """A claim does not hold, or a certificate is malformed."""


def require(truth: bool, complaint: str) -> None:
    """Reject unless something is true."""
    if not truth:
        raise Rejected(complaint)


# polynomials


def add(one: Poly, other: Poly, factor: Fraction = Fraction(1)) -> Poly:
    """Return one + factor * other."""
    result = dict(one)
    for monomial, number in other.items():
        value = result.get(monomial, Fraction(0)) + factor * number
        if value:
            result[monomial] = value
        else:
            result.pop(monomial, None)
    return result


def times(one: Poly, other: Poly) -> Poly:
    """Multiply."""
    require(len(one) * len(other) <= MAX_PRODUCTS, "a polynomial is too large")
    result: Poly = {}
    for left, a in one.items():
        for right, b in other.items():
            powers = dict(left)
            for name, exponent in right:
                powers[name] = powers.get(name, 0) + exponent
            monomial = tuple(sorted(powers.items()))
            value = result.get(monomial, Fraction(0)) + a * b
            if value:
                result[monomial] = value
            else:
                result.pop(monomial, None)
    return result


def rational(text: Any) -> Fraction:
    """Read an integer or a quotient of two."""
    require(isinstance(text, str) and len(text) <= MAX_DIGITS, "a number is not text")
    require(re.fullmatch(r"-?\d+(/\d+)?", text) is not None, f"{text!r:.40} is not a number")
    return Fraction(text)


def scale(one: Poly, factor: Fraction) -> Poly:
    """Multiply by a number."""
    return {monomial: factor * number for monomial, number in one.items()} if factor else {}


def evaluate(one: Poly, point: Mapping[str, Fraction]) -> Fraction:
    """Evaluate."""
    total = Fraction(0)
    for monomial, number in one.items():
        for name, exponent in monomial:
            number *= point[name] ** exponent
        total += number
    return total


def divide(dividend: Poly, divisor: Poly) -> Poly:
    """Divide exactly, or reject."""
    require(bool(divisor), "division by zero")
    quotient: Poly = {}
    names = sorted({name for f in (dividend, divisor) for m in f for name, _ in m})

    def rank(monomial: tuple[tuple[str, int], ...]) -> tuple[int, ...]:
        powers = dict(monomial)
        return tuple(powers.get(name, 0) for name in names)

    lead = max(divisor, key=rank)
    rest = dict(dividend)
    while rest:
        top = max(rest, key=rank)
        powers = dict(top)
        for name, exponent in lead:
            powers[name] = powers.get(name, 0) - exponent
        require(min(powers.values(), default=0) >= 0, "a quotient is not exact")
        monomial = tuple(sorted((n, e) for n, e in powers.items() if e))
        term = {monomial: rest[top] / divisor[lead]}
        quotient = add(quotient, term)
        rest = add(rest, times(term, divisor), Fraction(-1))
    return quotient


# formulas

TOKEN = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+|[A-Za-z_][\w.]*|\*\*|<=|>=|[-+*/^()<>])")


class Reader:
    """Reads a formula as a quotient of polynomials."""

    def __init__(self, text: str) -> None:
        self.tokens: list[str] = []
        place = 0
        while place < len(text.rstrip()):
            match = TOKEN.match(text, place)
            require(match is not None, f"cannot read {text!r:.60}")
            assert match is not None
            self.tokens.append(match.group(1))
            place = match.end()
        self.next = 0

    def peek(self) -> str:
        """Return the next token."""
        return self.tokens[self.next] if self.next < len(self.tokens) else ""

    def take(self) -> str:
        """Consume a token."""
        token = self.peek()
        require(token != "", "a formula ends too early")
        self.next += 1
        return token

    def total(self) -> tuple[Poly, Poly]:
        """Read a sum."""
        top, bottom = self.product()
        while self.peek() in ("+", "-"):
            sign = Fraction(1 if self.take() == "+" else -1)
            other, below = self.product()
            if bottom == below:
                top = add(top, other, sign)
            else:
                top = add(times(top, below), times(other, bottom), sign)
                bottom = times(bottom, below)
        return top, bottom

    def product(self) -> tuple[Poly, Poly]:
        """Read a product."""
        top, bottom = self.signed()
        while self.peek() in ("*", "/"):
            upward = self.take() == "*"
            other, below = self.signed()
            top = times(top, other if upward else below)
            bottom = times(bottom, below if upward else other)
            require(bool(bottom), "division by zero")
        return top, bottom

    def signed(self) -> tuple[Poly, Poly]:
        """Read a sign."""
        if self.peek() in ("+", "-"):
            negative = self.take() == "-"
            top, bottom = self.signed()
            return (scale(top, Fraction(-1)) if negative else top), bottom
        return self.power()

    def power(self) -> tuple[Poly, Poly]:
        """Read a power."""
        base, below = self.atom()
        if self.peek() not in ("^", "**"):
            return base, below
        self.take()
        exponent, one = self.signed()
        number = exponent.get((), Fraction(0)) / one.get((), Fraction(1))
        require(set(exponent) | set(one) <= {()} and number.denominator == 1, "a power varies")
        count = int(number)
        require(abs(count) <= MAX_POWER, "a power is too large")
        if count < 0:
            base, below, count = below, base, -count
            require(bool(below), "division by zero")
        top, bottom = ONE, ONE
        for _ in range(count):
            top, bottom = times(top, base), times(bottom, below)
        return top, bottom

    def atom(self) -> tuple[Poly, Poly]:
        """Read a number, a name or parentheses."""
        token = self.take()
        if token == "(":
            inside = self.total()
            require(self.take() == ")", "a parenthesis is not closed")
            return inside
        if token[0].isdigit() or token[0] == ".":
            return scale(ONE, Fraction(token)), ONE
        require(token[0].isalpha() or token[0] == "_", f"cannot read {token!r}")
        require(self.peek() != "(", f"{token} is not a rational function")
        return {((token, 1),): Fraction(1)}, ONE


def quotient_of(text: str) -> tuple[Poly, Poly]:
    """Read a formula."""
    reader = Reader(text)
    found = reader.total()
    require(reader.peek() == "", f"cannot read {text!r:.60}")
    return found


def polynomial_of(text: Any) -> Poly:
    """Read a formula without parameters in denominators."""
    require(isinstance(text, str), "a polynomial is not text")
    top, bottom = quotient_of(text)
    require(set(bottom) == {()}, "a polynomial has a denominator")
    return scale(top, 1 / bottom[()])


def relations_of(text: str) -> Iterator[Condition]:
    """Read inequalities joined by `and`."""
    for part in re.split(r"\band\b", text):
        reader = Reader(part)
        left, below = reader.total()
        relation = reader.take()
        require(relation in ("<", "<=", ">", ">="), f"{text!r:.60} is no inequality")
        right, under = reader.total()
        require(reader.peek() == "", f"cannot read {text!r:.60}")
        sign = Fraction(1 if relation in (">", ">=") else -1)
        difference = scale(add(times(left, under), times(right, below), Fraction(-1)), sign)
        bottom = times(below, under)
        yield times(difference, bottom), ">" if "=" not in relation else ">="
