"""All equilibria of many small two-player games at once."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

MOST_EQUILIBRIA = {1: 1, 2: 3, 3: 7, 4: 15}
"""Equilibria that a nondegenerate game with so many moves of the player with fewer can have."""


class Batch(NamedTuple):
    """The equilibria of a batch of games.

    Attributes
    ----------
    counts : ndarray of int, shape (games,)
        Number of extreme equilibria; a nondegenerate game has no others.
    x : ndarray, shape (games, most, rows)
        Strategies of the row player: the first `counts[g]` of game `g`, then zeros.
    y : ndarray, shape (games, most, columns)
        The column player's.
    exact : ndarray of bool, shape (games,)
        Games in which a comparison was too close for floats, and which were therefore solved
        over the rationals; their equilibria may belong to larger components.
    """

    counts: Array
    x: Array
    y: Array
    exact: Array


def solve_batch(A: Any, B: Any) -> Batch:  # noqa: N803
    """Find all extreme equilibria of many games of up to four by four moves.

    Parameters
    ----------
    A, B : array_like, shape (games, rows, columns)
        Payoffs of the row and of the column player.

    Returns
    -------
    Batch
        `counts`, `x`, `y` and `exact`. Every list is complete: games with ties, or so near to
        one that floats cannot tell, are solved over the rationals.

    Raises
    ------
    ValueError
        If shapes are wrong or an entry is not a finite number.

    Examples
    --------
    >>> import numpy as np
    >>> chicken = np.array([[0.0, 7.0], [2.0, 6.0]])
    >>> batch = solve_batch([chicken, np.zeros((2, 2))], [chicken.T, np.zeros((2, 2))])
    >>> batch.counts, batch.exact
    (array([3, 4]), array([False,  True]))
    >>> batch.x[0, :3]
    array([[1.        , 0.        ],
           [0.        , 1.        ],
           [0.33333333, 0.66666667]])
    """
    import numpy as np

    from gametheory_dprk.kernels.small_games import CLOSE, solve_games

    first, second = read_batch("A", A), read_batch("B", B)
    if first.shape != second.shape:
        raise ValueError(f"B: shape {second.shape}; expected {first.shape}, as A has")
    games, rows, columns = first.shape
    counts = np.zeros(games, np.int64)
    profiles = np.zeros((games, MOST_EQUILIBRIA[min(rows, columns)], rows + columns))
    solve_games(first, second, support_pairs(rows, columns), counts, profiles)
    exact = counts == CLOSE
    profiles[exact] = 0.0
    answers = {g: exact_profiles(first[g], second[g]) for g in np.flatnonzero(exact).tolist()}
    missing = max(map(len, answers.values()), default=0) - profiles.shape[1]
    if missing > 0:
        profiles = np.pad(profiles, ((0, 0), (0, missing), (0, 0)))
    for g, found in answers.items():
        counts[g] = len(found)
        profiles[g, : len(found)] = found
    return Batch(counts, profiles[:, :, :rows], profiles[:, :, rows:], exact)


def read_batch(name: str, games: Any) -> Array:
    """Read payoffs of many games as floats.

    Raises
    ------
    ValueError
        Naming the argument and what is wrong with it.
    """
    import numpy as np

    from gametheory_dprk.kernels.small_games import LARGEST

    try:
        array = np.ascontiguousarray(games, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: expected numbers of shape (games, rows, columns)") from None
    if array.ndim != 3 or not 1 <= min(array.shape[1:]) <= max(array.shape[1:]) <= LARGEST:
        raise ValueError(
            f"{name}: shape {np.shape(games)}; expected (games, rows, columns) with 1 to {LARGEST} "
            "rows and columns"
        )
    if not np.isfinite(array).all():
        raise ValueError(f"{name}: {array[~np.isfinite(array)][0]} is not a finite number")
    return array


def support_pairs(rows: int, columns: int) -> Array:
    """Pairs of supports of one size: the size, the rows and the columns, each filled up to four."""
    import numpy as np

    pairs = [
        (size, *own, *[0] * (4 - size), *other, *[0] * (4 - size))
        for size in range(1, min(rows, columns) + 1)
        for own in combinations(range(rows), size)
        for other in combinations(range(columns), size)
    ]
    return np.array(pairs)


def exact_profiles(first: Array, second: Array) -> list[list[float]]:
    """All extreme equilibria of one game, solved over the rationals and rounded once."""
    from gametheory_dprk.api.arrays import all_nash

    return [[*map(float, x), *map(float, y)] for x, y in all_nash(first, second, exact=True)]
