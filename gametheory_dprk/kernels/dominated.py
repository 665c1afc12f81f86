"""Iterated elimination of moves that another single move strictly dominates.

Whether one move pays more than another against everything depends only on the order of payoffs
against each move of the other, so that ranks decide, exactly, whatever the numbers are. The order
of elimination does not matter (Gilboa, Kalai and Zemel 1990), and no equilibrium uses a move that
goes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[Any]

BLOCK = 1 << 22
"""Comparisons made at a time."""


def undominated(
    first: Array, second: Array, tick: Callable[[], None] = lambda: None
) -> tuple[Array, Array]:
    """The rows and columns that survive.

    Parameters
    ----------
    first, second : ndarray, shape (rows, columns)
        Payoffs of the row and of the column player: floats, integers or `Fraction`.

    Examples
    --------
    >>> first, second = np.array([[3, 0], [5, 1]]), np.array([[3, 5], [0, 1]])
    >>> [kept.tolist() for kept in undominated(first, second)]
    [[1], [1]]
    """
    own, other = ranks(first), ranks(second.T)
    rows, columns = np.arange(len(own)), np.arange(len(other))
    while True:
        kept = best_of(own[np.ix_(rows, columns)], tick)
        rows_left = rows[kept]
        columns_left = columns[best_of(other[np.ix_(columns, rows_left)], tick)]
        if len(rows_left) == len(rows) and len(columns_left) == len(columns):
            return rows, columns
        rows, columns = rows_left, columns_left


def ranks(payoffs: Array) -> Array:
    """The place of every payoff among those against the same move of the other.

    Examples
    --------
    >>> ranks(np.array([[0.5, 7.0], [0.5, -1.0]])).tolist()
    [[0, 1], [0, 0]]
    """
    places = [np.unique(column, return_inverse=True)[1].reshape(-1) for column in payoffs.T]
    return np.array(places).T


def best_of(order: Array, tick: Callable[[], None]) -> Array:
    """Which rows are not below some other row everywhere."""
    kept = np.ones(len(order), bool)
    step = max(1, BLOCK // max(1, order.size))
    for start in range(0, len(order), step):
        tick()
        some = order[start : start + step]
        better = np.all(order[None] > some[:, None], axis=2)
        kept[start : start + step] = ~np.any(better, axis=1)
    return kept
