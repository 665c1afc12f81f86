"""What an assessment brings about, whether its moves are drawn together or each apart."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gametheory_dprk.concepts.play import outcome, values, weighted_plays
from gametheory_dprk.games import Game, Play
from gametheory_dprk.number import Number
from gametheory_dprk.solution import Assessment


def realized_plays(
    game: Game[Number], assessment: Assessment
) -> Iterator[tuple[Play[Number], Number]]:
    """Every play of nonzero probability, with it."""
    if not assessment.joint:
        yield from weighted_plays(game, assessment.strategies)
        return
    for play in game.plays():
        chance = assessment.joint[play.path]
        if chance:
            yield play, chance


def realized_outcome(game: Game[Number], assessment: Assessment) -> dict[str, Number]:
    """Probability of every play that can happen.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> game = NormalGame.from_arrays([[1, 0], [0, 1]], [[1, 0], [0, 1]])
    >>> half, zero = Fraction(1, 2), Fraction(0)
    >>> coin = {"r1.c1": half, "r1.c2": zero, "r2.c1": zero, "r2.c2": half}
    >>> realized_outcome(game, Assessment({}, joint=coin))
    {'r1.c1': Fraction(1, 2), 'r2.c2': Fraction(1, 2)}
    """
    if not assessment.joint:
        return outcome(game, assessment.strategies)
    return {play.path: chance for play, chance in realized_plays(game, assessment)}


def realized_values(game: Game[Number], assessment: Assessment) -> dict[str, Number]:
    """Expected payoff of every player.

    Examples
    --------
    >>> from gametheory_dprk.games import NormalGame
    >>> game = NormalGame.from_arrays([[4, 0], [0, 2]], [[2, 0], [0, 4]])
    >>> half, zero = Fraction(1, 2), Fraction(0)
    >>> coin = {"r1.c1": half, "r1.c2": zero, "r2.c1": zero, "r2.c2": half}
    >>> realized_values(game, Assessment({}, joint=coin))
    {'row': Fraction(3, 1), 'column': Fraction(3, 1)}
    """
    if not assessment.joint:
        return values(game, assessment.strategies)
    totals: dict[str, Number] = dict.fromkeys(game.players, Fraction(0))
    for play, chance in realized_plays(game, assessment):
        for player in totals:
            totals[player] += chance * play.payoffs[player]
    return totals
