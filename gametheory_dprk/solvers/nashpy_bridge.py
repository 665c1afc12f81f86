"""Nash equilibria by nashpy: its floats find supports, exact linear programs make the answers.

Pairs of supports of equal size are tried with nashpy's indifference solver; where its
probabilities are positive and no reply is better by more than rounding, the equilibrium on these
supports is solved for anew in exact arithmetic. What has no exact solution is dropped, so floats
propose and never decide. Equilibria of degenerate games with supports of unequal sizes are not
found, hence nothing is claimed complete.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import comb
from typing import TYPE_CHECKING, Any

from gametheory_dprk.errors import LimitReached
from gametheory_dprk.games import NormalGame
from gametheory_dprk.limits import Budget
from gametheory_dprk.solution import Assessment, Candidate, Notice
from gametheory_dprk.solvers.bimatrix.exact_supports import solve_support
from gametheory_dprk.solvers.bimatrix.two_players import accept_two_players, assessment_of
from gametheory_dprk.solvers.spec import Findings, SolverSpec

if TYPE_CHECKING:
    from numpy import ndarray

    Matrix = ndarray[Any, Any]

MOST_PAIRS = 50_000
"""Pairs of supports up to which a game is taken: a matter of seconds."""

ROUNDING = 1e-9
"""By how much a float may miss, for payoffs scaled to the unit interval."""

INCOMPLETE = Notice(
    "incomplete",
    "equilibria with supports of unequal sizes were not looked for, and those found may belong to "
    "larger components",
)


def accepts(game: NormalGame[Any]) -> str:
    """Say why a game is outside, or "" if it has two players and few enough supports.

    Examples
    --------
    >>> accepts(NormalGame.from_arrays([[0] * 10] * 10, [[0] * 10] * 10))
    'has 184755 pairs of supports of equal size; up to 50000 are tried'
    """
    if reason := accept_two_players(game):
        return reason
    first, second = (len(moves) for moves in game.moves.values())
    pairs = comb(first + second, first) - 1
    few = pairs <= MOST_PAIRS
    return (
        "" if few else f"has {pairs} pairs of supports of equal size; up to {MOST_PAIRS} are tried"
    )


def solve(game: NormalGame[Fraction], concept: str, budget: Budget) -> Findings:
    """Find the Nash equilibria that nashpy's support enumeration leads to."""
    found: list[Candidate] = []
    limit = None
    try:
        found.extend(map(Candidate, equilibria(game, budget.tick)))
    except LimitReached as reached:
        limit = str(reached)
    return Findings(tuple(found), complete=False, limit=limit, warnings=(INCOMPLETE,))


def equilibria(game: NormalGame[Fraction], tick: Callable[[], None]) -> Iterator[Assessment]:
    """Exact equilibria on the supports that floats propose, each once."""
    seen = set()
    for first, second in float_supports(game, tick):
        mine = solve_support(game, game.players[0], first, second, tick)
        theirs = solve_support(game, game.players[1], second, first, tick)
        if mine is None or theirs is None:
            continue
        key = (*mine.values(), *theirs.values())
        if key not in seen:
            seen.add(key)
            yield assessment_of(game, mine, theirs)


def float_supports(
    game: NormalGame[Fraction], tick: Callable[[], None]
) -> Iterator[tuple[list[str], list[str]]]:
    """Supports on which there seems to be an equilibrium, small ones first."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nashpy.algorithms.support_enumeration import potential_support_pairs

    own, theirs = (unit_matrix(game, player) for player in game.players)
    moves = [game.moves[player] for player in game.players]
    for rows, columns in potential_support_pairs(own, theirs, non_degenerate=True):
        tick()
        if promising(own, rows, columns) and promising(theirs.T, columns, rows):
            yield [moves[0][k] for k in rows], [moves[1][k] for k in columns]


def unit_matrix(game: NormalGame[Fraction], player: str) -> Matrix:
    """A player's payoffs as floats, scaled exactly to the unit interval first."""
    from numpy import array

    table = game.payoffs[player]
    least, most = min(table.values()), max(table.values())
    scale = (most - least) or 1
    floats = [float((table[profile] - least) / scale) for profile in game.profiles()]
    return array(floats).reshape([len(game.moves[name]) for name in game.players])


def promising(payoffs: Matrix, rows: tuple[int, ...], columns: tuple[int, ...]) -> bool:
    """Whether some mixture of columns seems to make these rows, and no others, best."""
    from nashpy.algorithms.support_enumeration import solve_indifference

    inside = range(len(rows))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mixture = solve_indifference(payoffs[list(rows)][:, list(columns)], inside, inside)
    if mixture is False or not all(mixture > 0):
        return False
    pays = payoffs[:, list(columns)] @ mixture
    return bool(pays.max() <= pays[list(rows)].max() + ROUNDING)


SPEC = SolverSpec(
    name="nashpy",
    game=NormalGame,
    concepts=frozenset({"nash"}),
    run=solve,
    accepts=accepts,
    complete=False,
    rank=80,
    about="support enumeration in floats by nashpy, each answer solved for again exactly",
    source="Knight and Campbell 2018",
)
