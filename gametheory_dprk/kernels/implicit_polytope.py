"""One player's polytope and a vertex of it, known by the payoffs on the support alone."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


class Side(NamedTuple):
    """One player's polytope and the vertex reached on it.

    Attributes
    ----------
    payoffs : ndarray, shape (moves, replies)
        The other player's payoffs; each row contiguous.
    affine : ndarray, shape (2,)
        Factor and offset that make the payoffs positive.
    bounds, slack, falls : ndarray, shape (replies,)
        Right sides, how far each reply is from best, and how fast that falls.
    inverse : ndarray, shape (most, most)
        Of the payoffs of tight replies (rows) from used moves (columns).
    level, rates, work : ndarray, shape (most,)
        Weight of each used move, how fast it grows, and room to compute.
    used, tight : ndarray of int, shape (most,)
        The support and the replies that are best, both of the present size.
    used_place, tight_place : ndarray of int
        Where each move is in `used`, and each reply in `tight`; -1 where it is not.
    size : ndarray of int, shape (1,)
    """

    payoffs: Floats
    affine: Floats
    bounds: Floats
    slack: Floats
    falls: Floats
    inverse: Floats
    level: Floats
    rates: Floats
    work: Floats
    used: Integers
    tight: Integers
    used_place: Integers
    tight_place: Integers
    size: Integers


def make_side(payoffs: Floats, low: float, high: float, bounds: Floats) -> Side:
    """Put a player at the origin of the polytope."""
    moves, replies = payoffs.shape
    most = min(moves, replies) + 1
    factor = 1.0 / (high - low) if high > low else 1.0
    level, rates, work = np.zeros((3, most))
    used, tight = np.zeros((2, most), np.int64)
    return Side(
        payoffs,
        np.array([factor, 0.1 - low * factor]),
        bounds,
        bounds.copy(),
        np.zeros(replies),
        np.zeros((most, most)),
        level,
        rates,
        work,
        used,
        tight,
        np.full(moves, -1),
        np.full(replies, -1),
        np.zeros(1, np.int64),
    )


def refresh(side: Side) -> None:
    """Compute the vertex anew from its used moves and tight replies, which removes drift."""
    size = int(side.size[0])
    if not size:
        return
    used, tight = side.used[:size], side.tight[:size]
    factor, offset = side.affine
    block = side.payoffs[np.ix_(used, tight)].T * factor + offset
    side.inverse[:size, :size] = np.linalg.inv(block)
    side.level[:size] = side.inverse[:size, :size] @ side.bounds[tight]
    weights = side.level[:size]
    side.slack[:] = side.bounds - factor * (weights @ side.payoffs[used]) - offset * weights.sum()
    side.slack[tight] = 0.0
