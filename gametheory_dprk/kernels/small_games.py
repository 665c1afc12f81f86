"""Running the kernels on many small games, a slice at a time."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import combinations
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from gametheory_dprk.kernels.small_signaling import MOST, WIDTH, solve_signaling
from gametheory_dprk.kernels.support_checks import CLOSE, LARGEST, check
from gametheory_dprk.kernels.support_screen import LANES, errors, screen
from gametheory_dprk.kernels.two_by_two import solve_two

__all__ = ["CLOSE", "LARGEST", "Profiles", "solve_games", "solve_signaling_games", "support_pairs"]

Array = npt.NDArray[Any]
Tick = Callable[[], None]
Solve = Callable[[Array, Array, Array, "Profiles"], bool]
"""Writes the counts of some games and appends their equilibria; whether some payoff may not be a
finite number."""

MEMORY = 1 << 21
"""Bytes of a slice: it should stay near the core."""


class Profiles:
    """A list of equilibria that grows.

    Attributes
    ----------
    rows : ndarray, shape (room, width)
    used : int
    """

    def __init__(self, room: int, width: int) -> None:
        self.rows = np.empty((room, width))
        self.used = 0

    def provide(self, room: int) -> None:
        """Make sure that so many rows are free."""
        if len(self.rows) - self.used < room:
            grown = np.empty((2 * len(self.rows) + room, self.rows.shape[1]))
            grown[: self.used] = self.rows[: self.used]
            self.rows = grown

    def append(self, work: Callable[[Array, Array], None], room: int, parts: int) -> None:
        """Let work on several parts write its rows, and put them one after the other.

        Parameters
        ----------
        work : callable
            Takes room for rows, of shape (parts, room, width), and where to say how many there
            are; it is repeated with more room where there are more.
        """
        filled = np.zeros(parts, np.int64)
        while True:
            self.provide(room)
            free = self.rows[self.used : self.used + room]
            parted = free[None] if parts == 1 else np.empty((parts, *free.shape))
            work(parted, filled)
            if filled.max() <= room:
                break
            room = int(filled.max())
        self.provide(int(filled.sum()))
        for part, count in enumerate(filled.tolist()):
            if parts > 1:
                self.rows[self.used : self.used + count] = parted[part, :count]
            self.used += count


def solve_games(first: Array, second: Array, tick: Tick) -> tuple[Array, Array, bool]:
    """Solve games of one size in floats.

    Parameters
    ----------
    first, second : ndarray, shape (games, rows, columns)
        Payoffs of both players.
    tick : callable
        Called between slices; may raise `LimitReached`.

    Returns
    -------
    counts : ndarray of int, shape (games,)
        The number of equilibria of each game, or CLOSE, where there is a tie or nearly one.
    profiles : ndarray, shape (equilibria, rows + columns)
        The strategies of both players, one after the other, game by game.
    suspect : bool
        Whether some payoff may not be a finite number.

    Examples
    --------
    >>> pennies = np.array([[[1.0, -1.0], [-1.0, 1.0]]])
    >>> solve_games(pennies, -pennies, lambda: None)
    (array([1]), array([[0.5, 0.5, 0.5, 0.5]]), False)
    """
    games, rows, columns = first.shape
    counts = np.empty(games, np.int64)
    parts, suspect = numba.get_num_threads(), False
    step = max(MEMORY // (16 * rows * columns) // LANES, 1) * LANES * parts
    found = Profiles(max(2, min(rows, columns) - 1) * games + 4 * step, rows + columns)
    solver = two_by_two if rows == columns == 2 else by_supports
    solve = solver(rows, columns, min(step, games), parts)
    for start in range(0, games, step):
        tick()
        some = slice(start, start + step)
        suspect |= solve(first[some], second[some], counts[some], found)
    return counts, found.rows[: found.used], suspect


def solve_signaling_games(
    prior: Array, sender: Array, receiver: Array, tick: Tick
) -> tuple[Array, Array]:
    """Solve signaling games of two types, messages and replies in floats.

    Parameters
    ----------
    prior : ndarray, shape (games, 2)
    sender, receiver : ndarray, shape (games, 2, 2, 2)
    tick : callable
        Called between slices; may raise `LimitReached`.

    Returns
    -------
    counts : ndarray of int, shape (games,)
        The number of components of each game, or UNDECIDED.
    components : ndarray, shape (components, WIDTH)
        As `small_signaling` describes them, game by game.
    """
    games = len(prior)
    counts = np.empty(games, np.int64)
    parts = numba.get_num_threads()
    step = MEMORY // 144 * parts
    found = Profiles(2 * games + MOST * step, WIDTH)
    for start in range(0, games, step):
        tick()
        some = slice(start, start + step)
        given = prior[some], sender[some], receiver[some], counts[some]
        most = MOST * (len(given[0]) // parts + 1)
        found.append(partial(solve_signaling, *given), most, parts)
    return counts, found.rows[: found.used]


def two_by_two(rows: int, columns: int, games: int, parts: int) -> Solve:
    """Solve up to so many games of two by two moves at a time."""
    suspects = np.empty(parts)

    def solve(first: Array, second: Array, counts: Array, found: Profiles) -> bool:
        def work(free: Array, filled: Array) -> None:
            solve_two(first, second, counts, free, filled, suspects)

        found.append(work, 3 * (len(first) // parts + 1), parts)
        return bool(np.isnan(suspects).any())

    return solve


def by_supports(rows: int, columns: int, games: int, parts: int) -> Solve:
    """Solve up to so many games at a time by pairs of supports."""
    supports, bounds = support_pairs(rows, columns), errors()
    most = (games + LANES - 1) // LANES
    all_marks = np.empty((most, rows * columns + len(supports), LANES), np.int8)
    all_suspects = np.empty(most)

    def solve(first: Array, second: Array, counts: Array, found: Profiles) -> bool:
        blocks = (len(first) + LANES - 1) // LANES
        marks, suspects = all_marks[:blocks], all_suspects[:blocks]

        def work(free: Array, filled: Array) -> None:
            check(first, second, supports, marks, counts, free, filled)

        screen(first, second, supports, bounds, marks, suspects)
        found.append(work, 4 * LANES * (blocks // parts + 1), parts)
        return bool(np.isnan(suspects).any()) or min(rows, columns) == 1

    return solve


def support_pairs(rows: int, columns: int) -> Array:
    """Pairs of supports of one size, two or more: the size, the rows and the columns, filled up.

    Examples
    --------
    >>> support_pairs(2, 2).tolist()
    [[2, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]]
    """
    pairs = [
        (size, *own, *[0] * (LARGEST - size), *other, *[0] * (LARGEST - size))
        for size in range(2, min(rows, columns) + 1)
        for own in combinations(range(rows), size)
        for other in combinations(range(columns), size)
    ]
    return np.array(pairs, np.int64).reshape(-1, 1 + 2 * LARGEST)
