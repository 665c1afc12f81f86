"""What a solver is: a producer of candidates. It never judges its own answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from gametheory_dprk.completeness import Completeness
from gametheory_dprk.errors import LimitReached
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


def collected(candidates: Iterable[Candidate]) -> Findings:
    """Gather candidates as they come; a limit reached on the way keeps those before it.

    Examples
    --------
    >>> collected([]).complete
    True
    """
    found: list[Candidate] = []
    try:
        found.extend(candidates)
    except LimitReached as limit:
        return Findings(tuple(found), complete=False, limit=str(limit))
    return Findings(tuple(found), complete=True)


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
        what it has, with `limit` set. A solver that has options gets them as a fourth argument,
        a mapping of texts, and raises `SolveError` where one does not make sense.
    accepts : callable
        `accepts(game) -> str`: why this game is outside, or "" where it is inside.
    exact, complete : bool
        Whether its answers are exact, and whether a run that ends finds all.
    rank : int
        Among solvers that fit, the lowest is taken.
    about, source : str
    options : Mapping[str, str]
        What can be asked of it, as `gtd solve --option NAME=VALUE` or in the scenario's `solve:`
        block: each name with what it does.
    prove : callable or None
        `prove(game, concept, budget) -> Completeness`, for a complete run: that there are no
        equilibria but its candidates, which are numbered from 1 in their order. None where the
        solver leaves no certificate. It raises `LimitReached` on a spent budget.
    """

    name: str
    game: type
    concepts: frozenset[str]
    run: Callable[..., Findings]
    about: str
    source: str = ""
    accepts: Callable[[Any], str] = field(default=lambda game: "")
    exact: bool = True
    complete: bool = True
    rank: int = 50
    options: Mapping[str, str] = field(default_factory=dict)
    prove: Callable[[Any, str, Budget], Completeness] | None = None
