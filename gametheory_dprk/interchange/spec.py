"""What a file format is: a card that says which games it holds, how to read and how to write."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from gametheory_dprk.registry import discover

FORMATS = "gametheory_dprk.interchange"

SCENARIO_SUFFIXES = (".yaml", ".yml", ".json")
"""Suffixes of files that the scenario reader reads."""


@dataclass(frozen=True, slots=True)
class Document:
    """A game with what files say about it.

    Attributes
    ----------
    game : Game[Fraction]
        Its names are as the other program has them; see `names` for the few exceptions.
    title, about : str
    players : Mapping[str, str]
        What players' names stand for; players of whom nothing is said may be missing.
    concept : str
        Solution concept that goes with the game; may be empty.
    refine : tuple of str
    options : Mapping[str, str]
        Of the solver, which scenario files alone hold.
    """

    game: Any
    title: str = ""
    about: str = ""
    players: Mapping[str, str] = field(default_factory=dict)
    concept: str = ""
    refine: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormatSpec:
    """A format's card.

    Attributes
    ----------
    name, suffix : str
        Such as "efg" and ".efg".
    forms : frozenset of type
        Game forms that `write` takes.
    write : callable
        `write(document) -> str`; the same document gives the same text.
    read : callable or None
        `read(text, file) -> Document`, raising `ScenarioError` with the place in the file.
        None where the scenario reader is the one that reads the format.
    unread : str
        What the format says of games that `read` passes over.
    """

    name: str
    suffix: str
    forms: frozenset[type]
    write: Callable[[Document], str]
    read: Callable[[str, str], Document] | None
    about: str
    unread: str = ""


def foreign_format(file: str) -> FormatSpec | None:
    """Return the format of another program that the suffix of a file names.

    Examples
    --------
    >>> foreign_format("poker.EFG").name, foreign_format("poker.yaml")
    ('efg', None)
    """
    suffix = PurePath(file).suffix.lower()
    if suffix in ("", *SCENARIO_SUFFIXES):
        return None
    cards = discover(FORMATS).values()
    return next((card for card in cards if card.suffix == suffix and card.read), None)
