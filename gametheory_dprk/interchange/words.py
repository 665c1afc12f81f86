"""The words of Gambit's files: quoted texts, numbers, bare words and signs, each with its place."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NoReturn, TypeAlias

from gametheory_dprk.errors import Problem, ScenarioSyntaxError, Span
from gametheory_dprk.expr.exact import MAX_BITS
from gametheory_dprk.expr.parser import MAX_SCALE

MAX_DIGITS = int(MAX_BITS * math.log10(2)) + 1
"""Digits of a number of as many bits as any number may have."""

Kind: TypeAlias = Literal["text", "number", "word", "sign", "end"]

_PATTERN = re.compile(
    r"""(?P<gap>\s+) | (?P<text>"(?:[^"\\]++|\\.)*+") | (?P<sign>[{},]) | (?P<word>[^\s{},"]+)""",
    re.VERBOSE | re.DOTALL,
)
_NUMBER = re.compile(
    r"(?P<mantissa>[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+))"
    r"(?:[eE](?P<scale>[+-]?[0-9]+)|/(?P<denominator>[0-9]+))?"
)
_ESCAPE = re.compile(r'\\([\\"])')
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word, text, number or sign.

    Attributes
    ----------
    text : str
        As it is meant: a quoted text without its quotation marks.
    value : Fraction
        Of a number; 0 for all else.
    """

    kind: Kind
    text: str
    span: Span
    value: Fraction = Fraction(0)

    def __str__(self) -> str:
        """Write the word as it appears in messages."""
        if self.kind == "end":
            return "the end of the file"
        return f'"{self.text:.40}"' if self.kind == "text" else f"'{self.text:.40}'"


def fail(span: Span, message: str, hint: str = "") -> NoReturn:
    """Stop reading a file.

    Raises
    ------
    ScenarioSyntaxError
    """
    raise ScenarioSyntaxError(Problem(span, "", message, hint))


def read_words(text: str, file: str) -> Iterator[Word]:
    r"""Yield the words of a file, the last one of kind ``end``.

    Raises
    ------
    ScenarioSyntaxError
        At a control character, a text that is not closed, or a number beyond the limits.

    Examples
    --------
    >>> [word.text for word in read_words('c "a \\"b\\"" { .5, 1/2 }', "deal.efg")]
    ['c', 'a "b"', '{', '.5', ',', '1/2', '}', '']
    """
    position, line, line_start = 0, 1, 0
    forbidden = _FORBIDDEN.search(text)
    while position < len(text):
        span = Span(file, line, position - line_start + 1)
        match = _PATTERN.match(text, position)
        if match is None:
            fail(span, "this text is not closed", 'end it with "; write \\" for a " inside')
        if forbidden and forbidden.start() < match.end():
            code = f"U+{ord(forbidden[0]):04X}"
            fail(span, f"character {code} does not belong in a text file", "is this binary?")
        if match.lastgroup != "gap":
            yield _word(match, span)
        breaks = match[0].count("\n")
        if breaks:
            line += breaks
            line_start = match.start() + match[0].rfind("\n") + 1
        position = match.end()
    yield Word("end", "", Span(file, line, position - line_start + 1))


def _word(match: re.Match[str], span: Span) -> Word:
    """Make the word of a match."""
    if match.lastgroup == "text":
        return Word("text", _ESCAPE.sub(r"\1", match[0][1:-1]), span)
    if match.lastgroup == "sign":
        return Word("sign", match[0], span)
    number = _NUMBER.fullmatch(match[0])
    if number is None:
        return Word("word", match[0], span)
    return Word("number", match[0], span, _value(number, span))


def _value(number: re.Match[str], span: Span) -> Fraction:
    """The exact value of a number of acceptable size."""
    scale = number["scale"] or "0"
    if max(len(number["mantissa"]), len(number["denominator"] or "")) > MAX_DIGITS:
        fail(span, f"number has more than {MAX_DIGITS} digits")
    if len(scale) > len(str(MAX_SCALE)) + 1 or abs(int(scale)) > MAX_SCALE:
        fail(span, f"power of ten is beyond {MAX_SCALE}")
    try:
        return Fraction(number[0])
    except ZeroDivisionError:
        fail(span, "division by zero")
    except ValueError:
        fail(span, f"'{number[0]:.40}' is not a number", "a fraction is one of whole numbers")
