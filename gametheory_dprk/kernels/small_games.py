"""All equilibria of many small two-player games, by pairs of supports of one size.

Both strategies on a pair of supports solve linear equations, whose solutions are written as minors.
In a nondegenerate game the equilibria are the pairs with positive weights to which no other move
is a better reply (von Stengel 2002). Every comparison knows a bound on its rounding error, and an
extreme equilibrium of a degenerate game always meets one that is too close to call: the vertex of
the player with the larger support needs as many best replies as it uses moves, and on these the
other's weights are zero somewhere or the equations are singular. Such games are told apart, never
answered wrongly.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from gametheory_dprk.kernels.compiled import compiled, compiled_parallel

UNIT = 1.2e-16
"""A little more than half the distance of one to the next double."""

LARGEST = 4
"""Moves a player up to which this is done."""

CLOSE = -1
"""The count of equilibria of a game in which a comparison is too close to call."""

LANES = 64
"""Games that are solved side by side."""


@compiled_parallel
def solve_games(first: Any, second: Any, supports: Any, counts: Any, profiles: Any) -> None:
    """Solve games of one size, on all cores, many games at a time in the lanes of all loops.

    Parameters
    ----------
    first, second : ndarray, shape (games, rows, columns)
        Payoffs of both players.
    supports : ndarray of int, shape (pairs, 9)
        The size of a pair of supports, four moves of the row and four of the column player.
    counts : ndarray of int, shape (games,)
        Receives the number of equilibria, or CLOSE.
    profiles : ndarray, shape (games, room, rows + columns)
        Receives the strategies of both players, one after the other; zero before.
    """
    games, rows, columns = first.shape
    for chunk in numba.prange((games + LANES - 1) // LANES):
        tables, weights = np.empty((2, 4, 4, LANES)), np.empty((2, 4, LANES))
        spreads, room = np.empty((2, LANES)), np.empty((6, LANES))
        verdicts, found = np.empty((2, LANES), np.int8), np.zeros(LANES, np.int64)
        start = chunk * LANES
        many = min(games - start, LANES)
        load(first, second, start, many, tables, spreads)
        for pair in supports:
            size, own, other = pair[0], pair[1:5], pair[5:9]
            settle(tables[0], rows, own, other, size, weights[1], spreads[0], room, verdicts[0])
            settle(tables[1], columns, other, own, size, weights[0], spreads[1], room, verdicts[1])
            hits = 0
            for t in range(LANES):
                verdicts[0, t] = min(verdicts[0, t], verdicts[1, t])
                hits += verdicts[0, t] >= 0
            if hits == 0:
                continue
            for t in range(many):
                if verdicts[0, t] >= 0 and found[t] != CLOSE:
                    if verdicts[0, t] == 0 or found[t] == profiles.shape[1]:
                        found[t] = CLOSE
                        continue
                    profile = profiles[start + t, found[t]]
                    place(profile, 0, own, weights[0], size, t)
                    place(profile, rows, other, weights[1], size, t)
                    found[t] += 1
        for t in range(many):
            counts[start + t] = found[t]


@compiled
def load(first: Any, second: Any, start: int, many: int, tables: Any, spreads: Any) -> None:
    """Spread games over lanes, the last one over those left, and find how far payoffs differ."""
    rows, columns = first.shape[1:]
    low, high = np.empty((2, LANES)), np.empty((2, LANES))
    low[:] = np.inf
    high[:] = -np.inf
    for t in range(LANES):
        g = start + min(t, many - 1)
        for i in range(rows):
            for j in range(columns):
                tables[0, i, j, t] = first[g, i, j]
                tables[1, j, i, t] = second[g, i, j]
    for side in range(2):
        for i in range(rows if side == 0 else columns):
            for j in range(columns if side == 0 else rows):
                pays = tables[side, i, j]
                for t in range(LANES):
                    low[side, t] = min(low[side, t], pays[t])
                    high[side, t] = max(high[side, t], pays[t])
        for t in range(LANES):
            spreads[side, t] = high[side, t] - low[side, t]


@compiled
def place(profile: Any, start: int, support: Any, weights: Any, size: int, t: int) -> None:
    """Write a strategy, scaled to probabilities."""
    total = 0.0
    for k in range(size):
        total += weights[k, t]
    for k in range(size):
        profile[start + support[k]] = weights[k, t] / total


@compiled
def settle(
    table: Any,
    moves: int,
    support: Any,
    others: Any,
    size: int,
    weights: Any,
    most: Any,
    room: Any,
    verdict: Any,
) -> None:
    """The other's weights that make a support indifferent, and whether it is then best.

    Parameters
    ----------
    verdict : ndarray of int8
        Receives 1 if all weights are positive and all other moves worse, -1 if a weight is negative
        or a move better, and 0 if neither is certain.
    """
    sign, error, limit = room[0], room[1], room[2]
    if size == 1:
        own = table[support[0], others[0]]
        for t in range(LANES):
            weights[0, t] = 1.0
            verdict[t] = 1
        for r in range(moves):
            if r != support[0]:
                rival = table[r, others[0]]
                for t in range(LANES):
                    v = np.int8(own[t] > rival[t]) - np.int8(own[t] < rival[t])
                    verdict[t] = min(verdict[t], v)
        return
    if size == 2:
        find_two(table, support, others, weights)
        for t in range(LANES):
            error[t] = 2.0 * UNIT * most[t]
            limit[t] = 2.0 * most[t] * (error[t] + 4.0 * UNIT * most[t])
    elif size == 3:
        find_three(table, support, others, weights)
        for t in range(LANES):
            bound = 2.0 * most[t] * most[t]
            error[t] = 8.0 * UNIT * bound
            limit[t] = 3.0 * most[t] * (error[t] + 4.0 * UNIT * bound)
    else:
        find_four(table, support, others, weights)
        for t in range(LANES):
            bound = 6.0 * most[t] * most[t] * most[t]
            error[t] = 16.0 * UNIT * bound
            limit[t] = 4.0 * most[t] * (error[t] + 4.0 * UNIT * bound)
    least, largest = room[3], room[4]
    for t in range(LANES):
        least[t] = largest[t] = weights[0, t]
    for k in range(1, size):
        weight = weights[k]
        for t in range(LANES):
            least[t] = min(least[t], weight[t])
            largest[t] = max(largest[t], weight[t])
    for t in range(LANES):
        up, down = largest[t] > error[t], least[t] < -error[t]
        sure = (least[t] > error[t]) | (largest[t] < -error[t])
        verdict[t] = np.int8(-1) if up & down else np.int8(sure)
        sign[t] = 1.0 if up else (-1.0 if down else 0.0)
    inside = 0
    for k in range(size):
        inside |= 1 << support[k]
    ahead = room[5]
    for r in range(moves):
        if (inside >> r) & 1:
            continue
        for t in range(LANES):
            ahead[t] = 0.0
        for k in range(size):
            own, rival, weight = table[support[0], others[k]], table[r, others[k]], weights[k]
            for t in range(LANES):
                ahead[t] += weight[t] * (own[t] - rival[t])
        for t in range(LANES):
            by = sign[t] * ahead[t]
            v = np.int8(1) if by > limit[t] else (np.int8(-1) if by < -limit[t] else np.int8(0))
            verdict[t] = min(verdict[t], v)


@compiled
def find_two(table: Any, support: Any, others: Any, weights: Any) -> None:
    """Weights of two moves, up to a factor of either sign."""
    a, b = table[support[0], others[0]], table[support[0], others[1]]
    c, d = table[support[1], others[0]], table[support[1], others[1]]
    first, second = weights[0], weights[1]
    for t in range(LANES):
        first[t] = b[t] - d[t]
        second[t] = c[t] - a[t]


@compiled
def find_three(table: Any, support: Any, others: Any, weights: Any) -> None:
    """Weights of three moves: minors of the differences of payoffs on the support."""
    a, b, c = (
        table[support[0], others[0]],
        table[support[0], others[1]],
        table[support[0], others[2]],
    )
    d, e, f = (
        table[support[1], others[0]],
        table[support[1], others[1]],
        table[support[1], others[2]],
    )
    g, h, i = (
        table[support[2], others[0]],
        table[support[2], others[1]],
        table[support[2], others[2]],
    )
    w0, w1, w2 = weights[0], weights[1], weights[2]
    for t in range(LANES):
        p0, p1, p2 = a[t] - d[t], b[t] - e[t], c[t] - f[t]
        q0, q1, q2 = a[t] - g[t], b[t] - h[t], c[t] - i[t]
        w0[t] = p1 * q2 - p2 * q1
        w1[t] = p2 * q0 - p0 * q2
        w2[t] = p0 * q1 - p1 * q0


@compiled
def find_four(table: Any, support: Any, others: Any, weights: Any) -> None:
    """Weights of four moves, likewise; the support is all there is."""
    for t in range(LANES):
        p0 = table[0, 0, t] - table[1, 0, t]
        p1 = table[0, 1, t] - table[1, 1, t]
        p2 = table[0, 2, t] - table[1, 2, t]
        p3 = table[0, 3, t] - table[1, 3, t]
        q0 = table[0, 0, t] - table[2, 0, t]
        q1 = table[0, 1, t] - table[2, 1, t]
        q2 = table[0, 2, t] - table[2, 2, t]
        q3 = table[0, 3, t] - table[2, 3, t]
        r0 = table[0, 0, t] - table[3, 0, t]
        r1 = table[0, 1, t] - table[3, 1, t]
        r2 = table[0, 2, t] - table[3, 2, t]
        r3 = table[0, 3, t] - table[3, 3, t]
        m01, m02, m03 = p0 * q1 - p1 * q0, p0 * q2 - p2 * q0, p0 * q3 - p3 * q0
        m12, m13, m23 = p1 * q2 - p2 * q1, p1 * q3 - p3 * q1, p2 * q3 - p3 * q2
        weights[0, t] = r1 * m23 - r2 * m13 + r3 * m12
        weights[1, t] = r2 * m03 - r0 * m23 - r3 * m02
        weights[2, t] = r0 * m13 - r1 * m03 + r3 * m01
        weights[3, t] = r1 * m02 - r0 * m12 - r2 * m01
