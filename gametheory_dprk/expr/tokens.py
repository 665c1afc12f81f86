"""The words and signs of a formula, each with the offset at which it starts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from gametheory_dprk.errors import ExpressionError, Problem, Span

MAX_LENGTH = 4096
"""Characters a formula may have."""

KEYWORDS = frozenset({"and", "or", "not"})
"""Words that are operators and never names."""

Kind: TypeAlias = Literal["number", "name", "sign", "end"]

_PATTERN = re.compile(
    r"""\s*(?:
      (?P<number> (?:[0-9]+\.?[0-9]*|\.[0-9]+) (?:[eE][+-]?[0-9]+)? )
    | (?P<name> [^\W\d]\w* (?:\.[^\W\d]\w*)* )
    | (?P<sign> \*\*|[<>=!]=|[-+*/^()<>,|] )
    | (?P<end> \Z )
    )""",
    re.VERBOSE,
)
_INSTEAD = {
    "=": "write == to compare",
    "!": "write not",
    "&": "write and",
    "≤": "write <=",
    "≥": "write >=",
    "≠": "write !=",
    "\u00d7": "write *",
    "·": "write *",
    "\u2212": "write -",
    "%": "write 0.05 for 5%",
}


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign; ``**`` is read as ``^``, and the words and, or, not are signs."""

    kind: Kind
    text: str
    start: int

    def __str__(self) -> str:
        """Write the token as it appears in messages."""
        return "end of formula" if self.kind == "end" else repr(self.text)


def read_tokens(text: str, span: Span) -> Iterator[Token]:
    """Yield the tokens of a formula, the last one of kind ``end``.

    Parameters
    ----------
    text
        The formula.
    span
        Where its first character stands.

    Raises
    ------
    ExpressionError
        At the first character or name that no formula may contain.

    Examples
    --------
    >>> [token.text for token in read_tokens("NK.cheat**2 >= .5", Span("formula", 1, 1))]
    ['NK.cheat', '^', '2', '>=', '.5', '']
    """
    if len(text) > MAX_LENGTH:
        message = f"formula is longer than {MAX_LENGTH} characters"
        raise ExpressionError(Problem(span, "", message, "name parts of it under let"))
    position = 0
    token = None
    while token is None or token.kind != "end":
        match = _PATTERN.match(text, position)
        if match is None:
            raise _unreadable(text, position, span)
        token = _token(match, span)
        position = match.end()
        yield token


def _token(match: re.Match[str], span: Span) -> Token:
    """Make the token of a match, refusing names that no formula may contain."""
    kind = cast(Kind, match.lastgroup)
    word, start = match[kind], match.start(kind)
    if word in KEYWORDS:
        return Token("sign", word, start)
    if kind == "name":
        _check_name(word, span.shifted(start))
    return Token(kind, "^" if word == "**" else word, start)


def _check_name(name: str, span: Span) -> None:
    """Refuse names that look like Python's inner ones, or have more than one dot."""
    segments = name.split(".")
    if any(segment.startswith("__") for segment in segments):
        raise ExpressionError(Problem(span, "", f"name {name!r} starts with two underscores"))
    if len(segments) > 2:
        message = f"name {name!r} has more than one dot"
        raise ExpressionError(Problem(span, "", message, "write PLAYER.move"))
    if not all(segment.isidentifier() for segment in segments):
        raise ExpressionError(Problem(span, "", f"{name!r} is no name"))


def _unreadable(text: str, position: int, span: Span) -> ExpressionError:
    """Say which character cannot start a word or sign."""
    start = position + len(text[position:]) - len(text[position:].lstrip())
    message = f"unexpected character {text[start]!r}"
    return ExpressionError(Problem(span.shifted(start), "", message, _INSTEAD.get(text[start], "")))
