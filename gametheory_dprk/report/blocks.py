"""What a report is made of: a document for programs, and blocks for readers.

A block says *what* is shown; the formats say how. Text is a phrase: words with exact numbers
between them, so that one format writes `1/5 (0.2)` where another writes a LaTeX fraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from gametheory_dprk.expr import Expr
from gametheory_dprk.number import Number


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula among words."""

    expr: Expr


Piece: TypeAlias = str | Number | Formula
"""A word, an exact number or a formula."""

Phrase: TypeAlias = tuple[Piece, ...]
"""Pieces written one after the other; blanks are part of the words."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; level 1 is that of the whole report."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A labelled line such as `Values: NK 1/2`; the label may be empty."""

    label: str
    phrase: Phrase


@dataclass(frozen=True, slots=True)
class Table:
    """Named columns and rows of phrases.

    Examples
    --------
    >>> Table("moves", ("player", "plays"), ((("NK",), ("talk",)),)).columns
    ('player', 'plays')
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Phrase, ...], ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A line and what belongs below it: a tree of phrases."""

    phrase: Phrase
    children: tuple[Outline, ...] = ()

    def lines(self, level: int = 0) -> Iterator[tuple[int, Phrase]]:
        """Every line with its level, from the top.

        Examples
        --------
        >>> list(Outline(("US",), (Outline(("talk",)),)).lines())
        [(0, ('US',)), (1, ('talk',))]
        """
        yield level, self.phrase
        for child in self.children:
            yield from child.lines(level + 1)


Block: TypeAlias = Heading | Paragraph | Table | Outline


@dataclass(frozen=True, slots=True)
class Records:
    """Tidy rows: one observation a row, plain text or exact numbers in every column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One result, ready to be written in any format.

    Attributes
    ----------
    document : Mapping
        For programs; becomes JSON.
    blocks : tuple of Block
        For readers.
    records : Records
        For spreadsheets and data frames.
    """

    document: Mapping[str, Any]
    blocks: tuple[Block, ...]
    records: Records = field(default=Records((), ()))


def table_of(title: str, columns: Iterable[str], rows: Iterable[Iterable[Piece]]) -> Table:
    """Make a table whose cells are single pieces.

    Examples
    --------
    >>> table_of("", ["name"], [["talk"]]).rows
    ((('talk',),),)
    """
    cells = tuple(tuple((piece,) for piece in row) for row in rows)
    return Table(title, tuple(columns), cells)


def joined(phrases: Iterable[Phrase], separator: str = ", ") -> Phrase:
    """Write phrases one after the other with a separator between them.

    Examples
    --------
    >>> joined([("talk ", "often"), ("wait",)])
    ('talk ', 'often', ', ', 'wait')
    """
    pieces: list[Piece] = []
    for phrase in phrases:
        pieces += [separator, *phrase] if pieces else phrase
    return tuple(pieces)
