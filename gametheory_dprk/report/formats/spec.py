"""What a format is: a way to write a report, and the file suffixes that ask for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gametheory_dprk.report.blocks import Report


@dataclass(frozen=True, slots=True)
class Page:
    """What the report is written on.

    Attributes
    ----------
    width : int
        Characters a line.
    color : bool
        Whether the reader's screen shows colors.
    """

    width: int = 100
    color: bool = False


@dataclass(frozen=True, slots=True)
class FormatSpec:
    """A format's card.

    Attributes
    ----------
    name : str
    suffixes : tuple of str
        Of files that are written in this format unless another is asked for.
    write : callable
        `write(report, page) -> str`, ending with a line break.
    """

    name: str
    suffixes: tuple[str, ...]
    write: Callable[[Report, Page], str]
    about: str
