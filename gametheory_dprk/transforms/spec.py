"""What a transform is: a rewrite of a game that carries its way back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gametheory_dprk.solution import Candidate


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A rewritten game, and how an answer to it is read in the original.

    Attributes
    ----------
    game : Game
    restore : callable
        `restore(candidate) -> Candidate` in the names of the original game.
    """

    game: Any
    restore: Callable[[Candidate], Candidate]


@dataclass(frozen=True, slots=True)
class TransformSpec:
    """A transform's card.

    Attributes
    ----------
    name : str
        `source_to_target`.
    source, target : type
        Game forms.
    concepts : frozenset of str
        The concepts whose sets of equilibria it preserves exactly.
    apply : callable
        `apply(game) -> Rewritten` on an exact game.
    accepts : callable
        `accepts(game) -> str`: why this game is outside, or "" where it is inside.
    """

    name: str
    source: type
    target: type
    concepts: frozenset[str]
    apply: Callable[[Any], Rewritten]
    accepts: Callable[[Any], str]
    about: str
