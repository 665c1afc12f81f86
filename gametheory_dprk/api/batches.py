"""All equilibria of many small two-player games at once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from gametheory_dprk.limits import Budget

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

ROOM = {1: 1, 2: 3, 3: 7, 4: 15, 5: 15, 6: 15}
"""Equilibria for which there is room, by the moves of the player with fewer: as many as a
nondegenerate game can have up to four; games with more are solved over the rationals."""

LARGEST_INTEGER = 2**53
"""Up to here every integer is a float."""

SLICE = 1 << 16
"""Games between two looks at the clock."""


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


def solve_batch(A: Any, B: Any, *, limit_seconds: float | None = None) -> Batch:  # noqa: N803
    """Find all extreme equilibria of many games of up to six by six moves.

    Parameters
    ----------
    A, B : array_like, shape (games, rows, columns)
        Payoffs of the row and of the column player: floats, or integers of up to 53 bits.
    limit_seconds : float, optional
        Give up after so long.

    Returns
    -------
    Batch
        `counts`, `x`, `y` and `exact`. Every list is complete: games with ties, or so near to
        one that floats cannot tell, are solved over the rationals.

    Raises
    ------
    ValueError
        If shapes are wrong, an entry is not a finite number, or an integer is too large for a
        float to hold.
    LimitReached
        If the time is up.

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

    from gametheory_dprk.kernels.small_games import CLOSE

    first, second = read_batch("A", A), read_batch("B", B)
    if first.shape != second.shape:
        raise ValueError(f"B: shape {second.shape}; expected {first.shape}, as A has")
    tick = Budget(limit_seconds).tick
    games, rows, columns = first.shape
    counts = np.zeros(games, np.int64)
    profiles = np.zeros((ROOM[min(rows, columns)], games, rows + columns))
    solve_floats(first, second, counts, profiles, tick)
    exact = counts == CLOSE
    answers = {}
    for g in np.flatnonzero(exact).tolist():
        tick()
        profiles[:, g] = 0.0
        answers[g] = exact_profiles(first[g], second[g])
    missing = max(map(len, answers.values()), default=0) - len(profiles)
    if missing > 0:
        profiles = np.pad(profiles, ((0, missing), (0, 0), (0, 0)))
    for g, found in answers.items():
        counts[g] = len(found)
        profiles[: len(found), g] = found
    by_game = profiles.transpose(1, 0, 2)
    return Batch(counts, by_game[:, :, :rows], by_game[:, :, rows:], exact)


def solve_floats(
    first: Array, second: Array, counts: Array, profiles: Array, tick: Callable[[], None]
) -> None:
    """Solve games in floats, a slice at a time, so that limits and interrupts are obeyed."""
    from gametheory_dprk.kernels.small_games import solve_games, solve_two

    rows, columns = first.shape[1:]
    pairs = support_pairs(rows, columns)
    for start in range(0, len(first), SLICE):
        tick()
        some = slice(start, start + SLICE)
        if rows == columns == 2:
            solve_two(first[some], second[some], counts[some], profiles[:, some])
        else:
            solve_games(first[some], second[some], pairs, counts[some], profiles[:, some])


def read_batch(name: str, games: Any) -> Array:
    """Read payoffs of many games as floats, which must be what was given.

    Raises
    ------
    ValueError
        Naming the argument and what is wrong with it.
    """
    import numpy as np

    from gametheory_dprk.kernels.small_games import LARGEST

    try:
        given = np.asarray(games)
        array = np.ascontiguousarray(given, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name}: expected numbers of shape (games, rows, columns)") from None
    if given.dtype.kind not in "biuf":
        raise ValueError(
            f"{name}: expected machine integers or floats of shape (games, rows, columns), got "
            f"{given.dtype}"
        )
    if array.ndim != 3 or not 1 <= min(array.shape[1:]) <= max(array.shape[1:]) <= LARGEST:
        raise ValueError(
            f"{name}: shape {given.shape}; expected (games, rows, columns) with 1 to {LARGEST} "
            "rows and columns"
        )
    with np.errstate(over="ignore", invalid="ignore"):
        suspect = not np.isfinite(array.sum())
    if suspect and not (finite := np.isfinite(array)).all():
        raise ValueError(f"{name}: {array[~finite][0]} is not a finite number")
    if given.dtype.kind in "iu" and array.size and too_large(given):
        raise ValueError(f"{name}: integers beyond 2**53 are not exact as floats")
    return array


def too_large(integers: Array) -> bool:
    """Whether some integers are beyond those that are all floats."""
    extremes = int(integers.min()), int(integers.max())
    return extremes[0] < -LARGEST_INTEGER or extremes[1] > LARGEST_INTEGER


def support_pairs(rows: int, columns: int) -> Array:
    """Pairs of supports of one size, two or more: the size, the rows and the columns, filled up."""
    import numpy as np

    from gametheory_dprk.kernels.small_games import LARGEST

    pairs = [
        (size, *own, *[0] * (LARGEST - size), *other, *[0] * (LARGEST - size))
        for size in range(2, min(rows, columns) + 1)
        for own in combinations(range(rows), size)
        for other in combinations(range(columns), size)
    ]
    return np.array(pairs, np.int64).reshape(-1, 1 + 2 * LARGEST)


def exact_profiles(first: Array, second: Array) -> list[list[float]]:
    """All extreme equilibria of one game, solved over the rationals and rounded once."""
    from gametheory_dprk.api.arrays import all_nash

    return [[*map(float, x), *map(float, y)] for x, y in all_nash(first, second, exact=True)]
