"""The exact equilibrium on the supports that the end of a branch of logit equilibria shows.

Nothing is enumerated. With the supports fixed, strategies solve linear equations; where these have
one solution, and every condition of equilibrium holds, all of it exactly, that is the only
equilibrium on these supports.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import singledispatch
from typing import TYPE_CHECKING, Any

from gametheory_dprk.games import NormalGame, SignalingGame
from gametheory_dprk.solution import Candidate, PerSet

if TYPE_CHECKING:
    from gametheory_dprk.kernels.logit_bimatrix import Floats

Tick = Callable[[], None]

LEVELS = (1e-2, 1e-3, 1e-4, 1e-5, 1e-6)
"""Probabilities above which a move may belong to the support."""


@singledispatch
def supported(game: Any, end: PerSet, tick: Tick) -> Iterator[Candidate]:
    """Exact equilibria on the supports that play close to one shows; none for most game forms.

    Parameters
    ----------
    game : Game[Fraction]
    end : PerSet
        Play close to an equilibrium, in floats.
    tick : callable
        May raise `LimitReached`.

    Examples
    --------
    >>> pennies = NormalGame.from_arrays([[4, 0], [0, 1]], [[0, 1], [1, 0]])
    >>> end = {"row": {"row": {"r1": 0.5, "r2": 0.5}}, "column": {"column": {"c1": 0.2, "c2": 0.8}}}
    >>> (found,) = supported(pennies, end, lambda: None)
    >>> found.assessment.strategies["column"]["column"]["c1"]
    Fraction(1, 5)
    """
    yield from ()


@supported.register
def supported_pair(game: NormalGame, end: PerSet, tick: Tick) -> Iterator[Candidate]:  # type: ignore[type-arg]
    """Equilibria of a game of two players with rational payoffs."""
    from gametheory_dprk.kernels.exact_bimatrix import Basis, exact_pair
    from gametheory_dprk.solvers.bimatrix.payoff_matrices import (
        accept_rational,
        named,
        payoff_matrices,
    )
    from gametheory_dprk.solvers.bimatrix.two_players import accept_two_players, assessment_of

    if accept_two_players(game) or accept_rational(game):
        return
    tables = payoff_matrices(game)
    sides = [list(map(float, end[player][player].values())) for player in game.players]
    used = (
        tuple(tuple(k for k, x in enumerate(side) if x > level) for side in sides)
        for level in LEVELS
    )
    for rows, columns in dict.fromkeys(used):
        tick()
        if len(rows) == len(columns):
            pair = exact_pair(*tables, Basis(rows, columns), Basis(columns, rows))
            if pair is not None:
                chances = (
                    each.fractions(len(side)) for each, side in zip(pair, sides, strict=True)
                )
                mixed = (named(game, p, x) for p, x in zip(game.players, chances, strict=True))
                yield Candidate(assessment_of(game, *mixed))


@supported.register
def supported_signals(game: SignalingGame, end: PerSet, tick: Tick) -> Iterator[Candidate]:  # type: ignore[type-arg]
    """Equilibria of a signaling game whose types all have positive probability."""
    from gametheory_dprk.solvers.compact_signaling.exact_game import ExactGame
    from gametheory_dprk.solvers.compact_signaling.supports import Supports, exact_equilibrium

    if not all(isinstance(x, Fraction) and x for x in game.prior.values()):
        return
    exact = ExactGame(game)
    sends, answers = played(game, end)
    for supports in dict.fromkeys(Supports.above(sends, answers, level) for level in LEVELS):
        found = None if supports is None else exact_equilibrium(exact, supports, tick)
        if found is not None:
            yield found


def played(game: SignalingGame[Fraction], end: PerSet) -> tuple[Floats, Floats]:
    """Chances of signals by signal and type, and of responses by signal and response."""
    import numpy as np

    sends = [[float(end[game.sender][t][m]) for t in game.types] for m in game.signals]
    answers = np.zeros((len(game.signals), max(map(len, game.responses.values()))))
    for row, (m, responses) in zip(answers, game.responses.items(), strict=True):
        row[: len(responses)] = [float(end[game.receiver][m][r]) for r in responses]
    return np.array(sends), answers
