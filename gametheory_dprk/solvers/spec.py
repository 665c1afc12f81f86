"""What a solver is: a producer of candidates. It never judges its own answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Candidate, Notice


@dataclass(frozen=True, slots=True)
class Findings:
    """What a solver found.

    Attributes
    ----------
    candidates : tuple of Candidate
        In a deterministic order.
    complete : bool
        True only where the run proved that there are no others.
    limit : str or None
        Why the search stopped early, if it did.
    """

    candidates: tuple[Candidate, ...]
    complete: bool
    limit: str | None = None
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class SolverSpec:
    """A solver's card.

    Attributes
    ----------
    name : str
        Of the algorithm.
    game : type
        The game form it solves.
    concepts : frozenset of str
        Every candidate it yields satisfies each of these; `complete` refers to each.
    run : callable
        `run(game, concept, budget) -> Findings` on an exact game. On a spent budget it returns
        what it has, with `limit` set.
    accepts : callable
        `accepts(game) -> str`: why this game is outside, or "" where it is inside.
    exact, complete : bool
        Whether its answers are exact, and whether a run that ends finds all.
    rank : int
        Among solvers that fit, the lowest is taken.
    about, source : str
    """

    name: str
    game: type
    concepts: frozenset[str]
    run: Callable[[Any, str, Budget], Findings]
    about: str
    source: str = ""
    accepts: Callable[[Any], str] = field(default=lambda game: "")
    exact: bool = True
    complete: bool = True
    rank: int = 50
