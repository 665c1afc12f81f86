"""Two-player games as arrays of exact payoffs, and supports as named strategies again."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from gametheory_dprk.games import NormalGame
from gametheory_dprk.number import Number

if TYPE_CHECKING:
    import numpy.typing as npt

    Matrix = npt.NDArray[Any]


def accept_rational(game: NormalGame[Any]) -> str:
    """Say why a game is outside, or "" if all payoffs are rational.

    Examples
    --------
    >>> accept_rational(NormalGame.from_arrays([[0]], [["1/3"]]))
    ''
    """
    values = (value for table in game.payoffs.values() for value in table.values())
    rational = all(isinstance(value, Fraction | int) for value in values)
    return "" if rational else "needs rational payoffs"


def payoff_matrices(game: NormalGame[Any]) -> tuple[Matrix, Matrix]:
    """The payoffs of both players as arrays of exact numbers, rows by columns.

    Examples
    --------
    >>> payoff_matrices(NormalGame.from_arrays([[1, 2]], [["1/2", 0]]))[1]
    array([[Fraction(1, 2), Fraction(0, 1)]], dtype=object)
    """
    import numpy as np

    shape = tuple(len(game.moves[player]) for player in game.players)
    first, second = (
        np.array([game.payoffs[player][profile] for profile in game.profiles()], dtype=object)
        for player in game.players
    )
    return first.reshape(shape), second.reshape(shape)


def named(game: NormalGame[Any], player: str, chances: Sequence[Number]) -> dict[str, Number]:
    """A mixed strategy by the names of the moves.

    Examples
    --------
    >>> named(NormalGame.from_arrays([[1], [2]], [[0], [0]]), "row", [Fraction(1), Fraction(0)])
    {'r1': Fraction(1, 1), 'r2': Fraction(0, 1)}
    """
    return dict(zip(game.moves[player], chances, strict=True))
