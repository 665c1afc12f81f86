"""All equilibria of many small two-player games at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from gametheory_dprk.limits import Budget

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]

Tick = Callable[[], None]

LARGEST_INTEGER = 2**53
"""Up to here every integer is a float."""


class Batch(NamedTuple):
    """The equilibria of a batch of games, game by game.

    Attributes
    ----------
    counts : ndarray of int, shape (games,)
        Number of extreme equilibria; a nondegenerate game has no others.
    x : ndarray, shape (equilibria, rows)
        Strategies of the row player: the `counts[0]` of the first game, then those of the next.
    y : ndarray, shape (equilibria, columns)
        The column player's.
    exact : ndarray of bool, shape (games,)
        Games in which a comparison was too close for floats, and which were therefore solved
        over the rationals; their equilibria may belong to larger components.
    """

    counts: Array
    x: Array
    y: Array
    exact: Array

    def starts(self) -> Array:
        """Where the equilibria of each game start in `x` and `y`; and where the last ones end."""
        import numpy as np

        return np.concatenate([[0], np.cumsum(self.counts)])

    def pairs(self) -> Iterator[tuple[Array, Array]]:
        """Every game's strategies of the row player, and of the column player."""
        starts = self.starts().tolist()
        for begin, end in pairwise(starts):
            yield self.x[begin:end], self.y[begin:end]


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
    >>> batch.x[:3]
    array([[1.        , 0.        ],
           [0.        , 1.        ],
           [0.33333333, 0.66666667]])
    >>> [len(x) for x, y in batch.pairs()]
    [3, 4]
    """
    from gametheory_dprk.kernels.small_games import CLOSE, solve_games

    first, second = read_batch("A", A), read_batch("B", B)
    if first.shape != second.shape:
        raise ValueError(f"B: shape {second.shape}; expected {first.shape}, as A has")
    tick = Budget(limit_seconds).tick
    counts, profiles, suspect = solve_games(first, second, tick)
    if suspect:
        require_finite("A", first)
        require_finite("B", second)
    exact = counts == CLOSE
    if exact.any():
        profiles = with_exact(first, second, counts, exact, profiles, tick)
    rows = first.shape[1]
    return Batch(counts, profiles[:, :rows], profiles[:, rows:], exact)


def with_exact(
    first: Array, second: Array, counts: Array, exact: Array, profiles: Array, tick: Tick
) -> Array:
    """Put the equilibria of games that are solved over the rationals where they belong."""
    import numpy as np

    counts[exact] = 0
    places, answers = np.cumsum(counts), []
    for g in np.flatnonzero(exact).tolist():
        tick()
        answers.append(exact_profiles(first[g], second[g]))
    numbers = [len(found) for found in answers]
    added = np.concatenate([np.array(found) for found in answers])
    whole = np.insert(profiles, np.repeat(places[exact], numbers), added, axis=0)
    counts[exact] = numbers
    return whole


def read_batch(name: str, games: Any) -> Array:
    """Read payoffs of many games as floats, which must be what was given.

    Raises
    ------
    ValueError
        Naming the argument and what is wrong with it.
    """
    from gametheory_dprk.kernels.small_games import LARGEST

    array = read_numbers(name, games, "(games, rows, columns)")
    if array.ndim != 3 or not 1 <= min(array.shape[1:]) <= max(array.shape[1:]) <= LARGEST:
        raise ValueError(
            f"{name}: shape {array.shape}; expected (games, rows, columns) with 1 to {LARGEST} "
            "rows and columns"
        )
    return array


def read_numbers(name: str, games: Any, shape: str) -> Array:
    """Read numbers as floats, which must be what was given; they may not be finite.

    Raises
    ------
    ValueError
        Naming the argument and the shape that is expected.
    """
    import numpy as np

    try:
        given = np.asarray(games)
        array = np.asarray(given, dtype=np.float64, order="C")
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name}: expected numbers of shape {shape}") from None
    if given.dtype.kind not in "biuf":
        raise ValueError(
            f"{name}: expected machine integers or floats of shape {shape}, got {given.dtype}"
        )
    if given.dtype.kind in "iu" and array.size and too_large(given):
        raise ValueError(f"{name}: integers beyond 2**53 are not exact as floats")
    return array


def require_finite(name: str, array: Array) -> None:
    """Refuse NaN and infinity.

    Raises
    ------
    ValueError
    """
    import numpy as np

    finite = np.isfinite(array)
    if not finite.all():
        raise ValueError(
            f"{name}: {array[~finite][0]} is not a finite number, in shape {array.shape}"
        )


def too_large(integers: Array) -> bool:
    """Whether some integers are beyond those that are all floats."""
    extremes = int(integers.min()), int(integers.max())
    return extremes[0] < -LARGEST_INTEGER or extremes[1] > LARGEST_INTEGER


def exact_profiles(first: Array, second: Array) -> list[list[float]]:
    """All extreme equilibria of one game, solved over the rationals and rounded once."""
    from gametheory_dprk.api.arrays import all_nash

    return [[*map(float, x), *map(float, y)] for x, y in all_nash(first, second, exact=True)]
