"""All equilibria of many games of two by two moves, which takes comparisons alone.

What the games have in common is worked out for many at once, in vector instructions; the answers
are then written one after the other, since games have one equilibrium or three. That leaves the
memory that is read and written as the bound: 64 bytes a game and 32 an equilibrium.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from gametheory_dprk.kernels.compiled import compiled, compiled_parallel

CLOSE = -1
"""The count of equilibria of a game with a tie."""

LANES = 256
"""Games that are looked at side by side."""


@compiled_parallel
def solve_two(
    first: Any, second: Any, counts: Any, profiles: Any, filled: Any, suspects: Any
) -> None:
    """Solve games, each part of them on one core.

    Parameters
    ----------
    first, second : ndarray, shape (games, 2, 2)
        Payoffs of both players.
    counts : ndarray of int, shape (games,)
        Receives the number of equilibria, or CLOSE.
    profiles : ndarray, shape (parts, room, 4)
        Receives the strategies of both players, one after the other, game by game; there must be
        room for three a game of a part.
    filled : ndarray of int, shape (parts,)
        Receives how many equilibria a part of the games has.
    suspects : ndarray, shape (parts,)
        Receives NaN where a payoff may be none, else zero.
    """
    games, parts = len(first), len(profiles)
    for part in numba.prange(parts):
        solve_part(
            first, second, counts, profiles, filled, suspects, part,
            part * games // parts, (part + 1) * games // parts,
        )  # fmt: skip


@compiled
def solve_part(
    first: Any, second: Any, counts: Any, profiles: Any, filled: Any, suspects: Any, part: int,
    begin: int, stop: int,
) -> None:  # fmt: skip
    """Solve a part of the games."""
    cells, kinds = np.zeros(4 * LANES), np.empty(LANES, np.int8)
    n, suspect = 0, 0.0
    for start in range(begin, stop, LANES):
        many = min(stop - start, LANES)
        suspect += load(first, False, start, many, cells) + load(second, True, start, many, cells)
        look(cells, kinds)
        for t in range(many):
            kind = kinds[t]
            count = 0 if kind < 0 else 1 + 2 * (kind > 0)
            counts[start + t] = CLOSE if kind < 0 else count
            last = n + max(count, 1) - 1
            for k in range(4):
                profiles[part, last, k] = cells[k * LANES + t]
            if count == 3:
                cross = kind - 1.0
                for k in range(2):
                    profiles[part, n + k, 0] = 1.0 - k
                    profiles[part, n + k, 1] = k
                    profiles[part, n + k, 2] = 1.0 - cross if k == 0 else cross
                    profiles[part, n + k, 3] = cross if k == 0 else 1.0 - cross
            n += count
    filled[part], suspects[part] = n, suspect


@compiled
def load(pays: Any, turned: bool, start: int, many: int, cells: Any) -> float:
    """Spread over lanes by how much the first move is better, against both of the other's.

    Returns NaN if some payoff or difference is not a finite number.
    """
    suspect = 0.0
    for t in range(many):
        s = start + t
        a, b, c, d = pays[s, 0, 0], pays[s, 0, 1], pays[s, 1, 0], pays[s, 1, 1]
        x, y = (a - b, c - d) if turned else (a - c, b - d)
        suspect += 0.0 * (x + y)
        if turned:
            cells[2 * LANES + t], cells[3 * LANES + t] = x, y
        else:
            cells[t], cells[LANES + t] = x, y
    return suspect


@compiled
def look(cells: Any, kinds: Any) -> None:
    """The only equilibrium of every game, or the mixed one, and what kind of game it is.

    The kind is -1 with a tie, 0 with one equilibrium, 1 if like moves of both are equilibria too,
    2 if unlike ones are.
    """
    for t in range(LANES):
        q, p, z, r = cells[t], cells[LANES + t], cells[2 * LANES + t], cells[3 * LANES + t]
        left, right, top, low = q > 0.0, p > 0.0, z > 0.0, r > 0.0
        tied = (q == 0.0) | (p == 0.0) | (z == 0.0) | (r == 0.0)
        x, y = abs(r) + abs(z), abs(p) + abs(q)
        mixed = (left != right) & (top != low)
        over = mixed & ~((x < np.inf) & (y < np.inf))
        row = left if left == right else (left if top else right)
        column = (top if row else low) if left == right else top
        u, v = 1.0 / x, 1.0 / y
        cells[t] = abs(r) * u if mixed else (1.0 if row else 0.0)
        cells[LANES + t] = abs(z) * u if mixed else (0.0 if row else 1.0)
        cells[2 * LANES + t] = abs(p) * v if mixed else (1.0 if column else 0.0)
        cells[3 * LANES + t] = abs(q) * v if mixed else (0.0 if column else 1.0)
        kind = np.int8(1) if left else np.int8(2)
        three = mixed & (left == top)
        kinds[t] = np.int8(-1) if tied | over else (kind if three else np.int8(0))
