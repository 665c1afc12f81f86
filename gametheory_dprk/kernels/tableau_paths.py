"""Lemke-Howson on plain tableaux, for floats and for exact numbers alike.

Slow and short, it is the reference for the compiled paths. With exact numbers and the
lexicographic rule for ties it ends at an equilibrium of every game (Lemke and Howson 1964; von
Stengel 2002), so it has the last word where rounding misled the compiled ones.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.kernels.exact_bimatrix import Basis

Tableau = npt.NDArray[Any]


class Polytope:
    """The tableau of one player's polytope; its columns are named by labels.

    Parameters
    ----------
    payoffs : ndarray, shape (moves, replies)
        Positive payoffs of the other player.
    moves, replies : sequence of int
        Labels of the player's moves and of the other's.
    bounds : ndarray, shape (replies,)
    """

    def __init__(self, payoffs: Tableau, moves: range, replies: range, bounds: Tableau) -> None:
        one = type(payoffs.flat[0])(1)
        identity = np.eye(len(replies), dtype=payoffs.dtype) * one
        self.table = np.hstack([bounds[:, None], identity, payoffs.T])
        self.place = {label: 1 + k for k, label in enumerate((*replies, *moves))}
        self.basic = list(replies)
        self.moves, self.replies = moves, replies

    def pivot(self, entering: int) -> int:
        """Let a label's variable grow until another one is zero, whose label is returned."""
        column = self.table[:, self.place[entering]]
        ratios = {
            row: tuple(self.table[row, : 1 + len(self.replies)] / column[row])
            for row in np.flatnonzero(column > 0)
        }
        row = min(ratios, key=ratios.__getitem__)
        self.table[row] = self.table[row] / column[row]
        others = np.arange(len(self.table)) != row
        change = np.outer(self.table[others, self.place[entering]], self.table[row])
        self.table[others] = self.table[others] - change
        leaving, self.basic[row] = self.basic[row], entering
        return leaving

    def basis(self) -> Basis:
        """Moves in use and best replies, numbered from zero."""
        used = sorted(label - self.moves.start for label in self.basic if label in self.moves)
        loose = set(self.basic)
        tight = (k for k, label in enumerate(self.replies) if label not in loose)
        return Basis(tuple(used), tuple(tight))


def follow_tableau(
    first: Tableau,
    second: Tableau,
    label: int,
    tick: Callable[[], None],
    bounds: tuple[Tableau, Tableau] | None = None,
) -> tuple[Basis, Basis, list[int]]:
    """Follow the path of a label to its end.

    Parameters
    ----------
    first, second : ndarray, shape (rows, columns)
        Positive payoffs of the row and of the column player: floats or `Fraction` objects.
    label : int
        Rows count from zero, columns after them.
    tick : callable
        Called before every pivot; may raise `LimitReached`.
    bounds : pair of ndarray, optional
        Right sides for columns and for rows; ones by default.

    Returns
    -------
    tuple
        The bases of both players, and the labels that left on the way.

    Examples
    --------
    >>> chicken = np.array([[1.0, 8.0], [3.0, 7.0]])
    >>> follow_tableau(chicken, chicken.T.copy(), 0, lambda: None)
    (Basis(used=(0,), tight=(1,)), Basis(used=(1,), tight=(0,)), [3, 0])
    """
    rows, columns = first.shape
    one = type(first.flat[0])(1)
    left, right = bounds or (np.array([one] * columns), np.array([one] * rows))
    names = range(rows), range(rows, rows + columns)
    sides = Polytope(second, names[0], names[1], left), Polytope(first.T, names[1], names[0], right)
    path: list[int] = []
    turn, entering = label >= rows, label
    while not path or path[-1] != label:
        tick()
        path.append(sides[turn].pivot(entering))
        turn, entering = not turn, path[-1]
    return sides[0].basis(), sides[1].basis(), path
