"""One Nash equilibrium of a larger normal form with several players, exactly, from small supports.

Most games have an equilibrium in which few moves are played (Porter, Nudelman and Shoham 2008 found
this in nearly all of the games they drew), and few moves make small systems of equations. Support
profiles come in the order of their size, balanced ones first, and the search ends at the first
that holds an equilibrium, whose coordinates are rational or algebraic numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice
from math import prod
from typing import Any

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.polyhedra.ticks import Tick, never_stop
from gametheory_dprk.solution import Candidate, Notice
from gametheory_dprk.solvers.spec import Findings, SolverSpec
from gametheory_dprk.solvers.supports.cells import support_cells
from gametheory_dprk.solvers.supports.equilibrium_cells import candidates
from gametheory_dprk.solvers.supports.profiles import support_profiles
from gametheory_dprk.solvers.supports.system import support_system

FEWEST_SUPPORTS = 8192
"""Support profiles from which on all of them are examined only where that is asked for."""

ONE_ONLY = Notice(
    "incomplete",
    "one equilibrium was looked for; there may be others (solver polynomial_supports looks for all "
    "of them)",
)


def support_count(game: NormalGame[Any]) -> int:
    """Number of support profiles of a game, dominance aside.

    Examples
    --------
    >>> support_count(NormalGame.from_arrays([[0, 0], [0, 0]], [[0, 0], [0, 0]]))
    9
    """
    return prod(2 ** len(moves) - 1 for moves in game.moves.values())


def accepts(game: NormalGame[Any]) -> str:
    """Say why a game is outside, or "" if it has several players and many supports.

    Examples
    --------
    >>> accepts(NormalGame.from_arrays([[0]], [[1]]))
    'needs three players or more, not 2'
    """
    if len(game.players) < 3:
        return f"needs three players or more, not {len(game.players)}"
    count = support_count(game)
    few = count < FEWEST_SUPPORTS
    return f"has {count} support profiles; up to {FEWEST_SUPPORTS} all are examined" if few else ""


def solve(game: NormalGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find one Nash equilibrium.

    Examples
    --------
    >>> pennies = NormalGame.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
    >>> (candidate,) = solve(pennies, "nash", Budget()).candidates
    >>> candidate.assessment.strategies["row"]["row"]
    {'r1': Fraction(1, 2), 'r2': Fraction(1, 2)}
    """
    try:
        found = tuple(islice(members(game, budget.tick), 1))
    except LimitReached as reached:
        return Findings((), complete=False, limit=str(reached))
    return Findings(found, complete=False, warnings=(ONE_ONLY,))


def members(game: NormalGame[Fraction], tick: Tick) -> Iterator[Candidate]:
    """A single equilibrium of every support profile that is found to hold some."""
    for supports in support_profiles(game, tick):
        cells = support_cells(game, support_system(game, supports), tick).cells
        for each in candidates(cells[:1], never_stop):
            yield Candidate(each.assessment)


SPEC = SolverSpec(
    name="small_supports",
    game=NormalGame,
    concepts=frozenset({"nash"}),
    run=solve,
    accepts=accepts,
    complete=False,
    rank=28,
    about="one equilibrium of a larger normal form with three players or more, from the smallest "
    "supports that hold one",
    source="Porter, Nudelman and Shoham 2008",
)
