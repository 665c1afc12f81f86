"""The index of an isolated equilibrium of a two-player game: +1 or -1 (Shapley 1974).

Let every payoff be positive (adding a constant to a player's payoffs changes no equilibrium), and
let A and B be the payoffs restricted to the moves played. Where both have as many rows as columns,
say k, and only moves played are best replies, the index of the equilibrium is

    (-1)^(k + 1) times the signs of det A and det B,

provided these are not zero: the equilibrium is then isolated and regular. Strict equilibria, which
are pure, have index +1, and over all equilibria of a nondegenerate game the indices add up to +1,
so their number is odd.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from gametheory_dprk.concepts.label import support
from gametheory_dprk.concepts.linear import pivot
from gametheory_dprk.concepts.nash import deviation_payoffs
from gametheory_dprk.games import Game, NormalGame
from gametheory_dprk.number import Number, is_exact
from gametheory_dprk.solution import Assessment, Candidate

Matrix = list[list[Number]]


def equilibrium_index(game: Game[Any], candidate: Candidate) -> int | None:
    """Index of an isolated regular Nash equilibrium of a two-player game in normal form.

    Parameters
    ----------
    game : Game
    candidate : Candidate
        Well formed.

    Returns
    -------
    int or None
        None for other game forms, for components, for moves drawn together, for numerical
        answers, and where the assessment is no regular equilibrium.

    References
    ----------
    L. S. Shapley 1974, "A note on the Lemke-Howson algorithm", Mathematical Programming Study 1.

    Examples
    --------
    >>> game = NormalGame.from_arrays([[2, 0], [0, 1]], [[1, 0], [0, 2]])
    >>> sure, never, third = Fraction(1), Fraction(0), Fraction(1, 3)
    >>> def profile(x, y):
    ...     return Candidate(Assessment({"row": {"row": {"r1": x, "r2": 1 - x}},
    ...                                  "column": {"column": {"c1": y, "c2": 1 - y}}}))
    >>> [equilibrium_index(game, profile(x, y))
    ...  for x, y in [(sure, sure), (2 * third, third), (never, never), (sure, never)]]
    [1, -1, 1, None]
    """
    joined = candidate.component is not None or candidate.assessment.joint
    if joined or not isinstance(game, NormalGame) or len(game.players) != 2:
        return None
    chances = (candidate.assessment.strategies[player][player] for player in game.players)
    if not all(is_exact(chance) for each in chances for chance in each.values()):
        return None
    supports = [played(game, candidate.assessment, player) for player in game.players]
    size = len(supports[0])
    if len(supports[1]) != size or not only_best(game, candidate.assessment, supports):
        return None
    signs = [sign(determinant(positive(game, player, supports))) for player in game.players]
    return (signs[0] * signs[1] if size % 2 else -signs[0] * signs[1]) or None


def played(game: NormalGame[Number], assessment: Assessment, player: str) -> list[str]:
    """The moves of positive probability, in order."""
    chosen = support(assessment.strategies[player][player])
    return [move for move in game.moves[player] if move in chosen]


def only_best(
    game: NormalGame[Number], assessment: Assessment, supports: Sequence[Sequence[str]]
) -> bool:
    """Whether the moves played are exactly the best replies."""
    for player, moves in zip(game.players, supports, strict=True):
        payoffs = deviation_payoffs(game, assessment.strategies, player)
        best = max(payoffs.values())
        if [move for move, payoff in payoffs.items() if payoff == best] != list(moves):
            return False
    return True


def positive(game: NormalGame[Number], player: str, supports: Sequence[Sequence[str]]) -> Matrix:
    """A player's payoffs at the moves played, raised so that the least payoff anywhere is 1."""
    table = game.payoffs[player]
    raised = 1 - min(table.values())
    return [[table[row, column] + raised for column in supports[1]] for row in supports[0]]


def determinant(matrix: Matrix) -> Number:
    """Determinant, by elimination; rows change places where a leading entry is zero."""
    rows = [list(row) for row in matrix]
    product: Number = Fraction(1)
    for k in range(len(rows)):
        lead = next((i for i in range(k, len(rows)) if rows[i][k]), None)
        if lead is None:
            return Fraction(0)
        if lead != k:
            rows[k], rows[lead] = rows[lead], rows[k]
            product = -product
        product *= rows[k][k]
        pivot(rows, k, k)
    return product


def sign(value: Number) -> int:
    """-1, 0 or 1."""
    return (value > 0) - (value < 0)
