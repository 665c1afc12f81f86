"""All equilibria of many small two-player games, by pairs of supports of one size.

Both strategies on a pair of supports solve linear equations, whose solutions are written as minors.
In a nondegenerate game the equilibria are the pairs with positive weights to which no other move
is a better reply (von Stengel 2002). Every comparison knows a bound on its rounding error, and an
extreme equilibrium of a degenerate game always meets one that is too close to call: the vertex of
the player with the larger support needs as many best replies as it uses moves, and on these the
other's weights are zero somewhere or the equations are singular. Such games are told apart, never
answered wrongly.

Games lie side by side in the lanes of all loops, so that these become vector instructions. Weights
are worked out again in the few lanes that hold an equilibrium.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from gametheory_dprk.kernels.compiled import compiled, compiled_parallel

UNIT = 1.2e-16
"""A little more than half the distance of one to the next double."""

TINY = 1e-300
"""More than all roundings of numbers too small for full precision add up to."""

LARGEST = 6
"""Moves a player up to which this is done."""

CLOSE = -1
"""The count of equilibria of a game in which a comparison is too close to call."""

LANES = 128
"""Games that are solved side by side."""

BLOCK = 4096
"""Games that one core takes at a time."""


@compiled_parallel
def solve_games(first: Any, second: Any, supports: Any, counts: Any, profiles: Any) -> None:
    """Solve games of one size, on all cores.

    Parameters
    ----------
    first, second : ndarray, shape (games, rows, columns)
        Payoffs of both players.
    supports : ndarray of int, shape (pairs, 1 + 2 LARGEST)
        The size of a pair of supports, at least two, the moves of the row and of the column player.
    counts : ndarray of int, shape (games,)
        Receives the number of equilibria, or CLOSE.
    profiles : ndarray, shape (room, games, rows + columns)
        Receives the strategies of both players, one after the other; zero before. A game with more
        equilibria than there is room for counts as CLOSE.
    """
    games = len(first)
    for block in numba.prange((games + BLOCK - 1) // BLOCK):
        stop = min(games, (block + 1) * BLOCK)
        solve_block(first, second, supports, counts, profiles, block * BLOCK, stop)


@compiled
def solve_block(
    first: Any, second: Any, supports: Any, counts: Any, profiles: Any, begin: int, stop: int
) -> None:
    """Solve the games of one block, as many at a time as there are lanes."""
    rows, columns = first.shape[1:]
    tables = np.empty((2, LARGEST, LARGEST, LANES))
    bounds = np.empty((2, 2 * LARGEST + 2, LANES))
    weights, marks = np.empty((LARGEST + 2, LANES)), np.empty((2, LANES))
    tops = np.empty((2, LARGEST, 2, LANES))
    found = np.empty(LANES, np.int64)
    hits = np.empty(LANES, np.int8)
    words = hits.view(np.uint64)
    lines = np.empty((LARGEST + 1, LARGEST))
    for start in range(begin, stop, LANES):
        many = min(stop - start, LANES)
        found[:] = 0
        load(first, second, start, many, tables)
        bound(tables, rows, columns, bounds)
        rank(tables[0], rows, columns, tops[0])
        rank(tables[1], columns, rows, tops[1])
        for i in range(rows):
            for j in range(columns):
                match(tables[0, i, j], tables[1, j, i], tops[0, j], tops[1, i], hits)
                for word in range(LANES // 8):
                    if words[word]:
                        for t in range(8 * word, min(many, 8 * word + 8)):
                            if hits[t] and claim(hits, found, t, len(profiles)):
                                profile = profiles[found[t] - 1, start + t]
                                profile[i] = 1.0
                                profile[rows + j] = 1.0
        for pair in supports:
            size = pair[0]
            own, other = pair[1 : 1 + LARGEST], pair[1 + LARGEST : 1 + 2 * LARGEST]
            judge(tables[0], rows, own, other, size, bounds[0], weights, marks[0])
            judge(tables[1], columns, other, own, size, bounds[1], weights, marks[1])
            both(marks[0], marks[1], hits)
            for word in range(LANES // 8):
                if words[word]:
                    for t in range(8 * word, min(many, 8 * word + 8)):
                        if hits[t] and claim(hits, found, t, len(profiles)):
                            profile = profiles[found[t] - 1, start + t]
                            place(profile, 0, tables[1], other, own, size, t, lines)
                            place(profile, rows, tables[0], own, other, size, t, lines)
        for t in range(many):
            counts[start + t] = found[t]


@compiled
def load(first: Any, second: Any, start: int, many: int, tables: Any) -> None:
    """Spread games over lanes, the last one over those left."""
    rows, columns = first.shape[1:]
    for i in range(rows):
        for j in range(columns):
            mine, theirs = tables[0, i, j], tables[1, j, i]
            for t in range(many):
                mine[t] = first[start + t, i, j]
                theirs[t] = second[start + t, i, j]
            for t in range(many, LANES):
                mine[t] = mine[many - 1]
                theirs[t] = theirs[many - 1]


@compiled
def bound(tables: Any, rows: int, columns: int, bounds: Any) -> None:
    """Bounds on rounding errors of weights and of differences of payoffs, for each size.

    A weight is a minor of differences, none larger than the spread of payoffs: a sum of (size - 1)!
    products of size - 1 differences each, worked out in fewer than 4 size (size - 1) roundings a
    product.
    """
    low, high = np.empty(LANES), np.empty(LANES)
    for side in range(2):
        low[:] = np.inf
        high[:] = -np.inf
        for i in range(rows if side == 0 else columns):
            for j in range(columns if side == 0 else rows):
                pays = tables[side, i, j]
                for t in range(LANES):
                    x, y, z = pays[t], low[t], high[t]
                    low[t] = x if x < y else y
                    high[t] = x if x > z else z
        factor = 1.0
        for t in range(LANES):
            low[t] = high[t] - low[t]
            high[t] = 1.0
        for size in range(2, min(rows, columns) + 1):
            factor *= size - 1
            error, limit = bounds[side, 2 * size - 2], bounds[side, 2 * size - 1]
            for t in range(LANES):
                high[t] *= low[t]
                most = factor * high[t]
                error[t] = 4.0 * size * UNIT * most * (size - 1) + TINY
                limit[t] = size * low[t] * (error[t] + (size + 4) * UNIT * most) + TINY


@compiled
def rank(table: Any, moves: int, others: int, tops: Any) -> None:
    """The best and second-best payoff against each move of the other."""
    for j in range(others):
        best, second = tops[j, 0], tops[j, 1]
        best[:] = table[0, j]
        second[:] = -np.inf
        for i in range(1, moves):
            pays = table[i, j]
            for t in range(LANES):
                x, b = pays[t], best[t]
                less, more = (b, x) if b < x else (x, b)
                s = second[t]
                second[t] = less if less > s else s
                best[t] = more


@compiled
def claim(hits: Any, found: Any, t: int, room: int) -> bool:
    """Count an equilibrium, unless its game is too close to call or has no room left."""
    if hits[t] == 2 or found[t] == room:
        found[t] = CLOSE
    if found[t] == CLOSE:
        return False
    found[t] += 1
    return True


@compiled
def both(first: Any, second: Any, hits: Any) -> None:
    """Join the marks of both players: 0 where one is negative, 2 where one is open, else 1."""
    for t in range(LANES):
        m = first[t] if first[t] < second[t] else second[t]
        hits[t] = np.int8(0) if m < 0.0 else (np.int8(1) if m > 0.0 else np.int8(2))


@compiled
def match(mine: Any, theirs: Any, own: Any, other: Any, hits: Any) -> None:
    """Where two moves are best replies to each other: 0 not, 1 strictly, 2 with a tie."""
    a, b, c, d = own[0], own[1], other[0], other[1]
    for t in range(LANES):
        x, y = mine[t], theirs[t]
        fits = (x == a[t]) & (y == c[t])
        tied = (x == b[t]) | (y == d[t])
        hits[t] = (np.int8(2) if tied else np.int8(1)) if fits else np.int8(0)


@compiled
def judge(
    table: Any,
    moves: int,
    support: Any,
    others: Any,
    size: int,
    bounds: Any,
    weights: Any,
    mark: Any,
) -> None:
    """Whether a support is best against the other's weights that make it indifferent.

    Parameters
    ----------
    mark : ndarray
        Receives 1 if all weights are positive and all other moves worse, -1 if a weight is negative
        or a move better, and 0 if neither is certain.
    """
    error, limit = bounds[2 * size - 2], bounds[2 * size - 1]
    s0, s1, o0, o1 = support[0], support[1], others[0], others[1]
    first, second = table[s0], table[s1]
    a, b, c, d = first[o0], first[o1], second[o0], second[o1]
    if size == 2 and moves == 2:
        two(a, b, c, d, error, mark)
        return
    if size == 2 and moves == 3:
        third = table[3 - s0 - s1]
        two_one(a, b, c, d, third[o0], third[o1], error, limit, mark)
        return
    if size == 2 and moves == 4:
        q = 0
        while q in (s0, s1):
            q += 1
        third, fourth = table[q], table[6 - s0 - s1 - q]
        two_two(a, b, c, d, third[o0], third[o1], fourth[o0], fourth[o1], error, limit, mark)
        return
    sign = weights[LARGEST]
    if size == 2:
        weigh_two(a, b, c, d, weights)
    elif size == 3:
        weigh_three(first, second, table[support[2]], o0, o1, others[2], weights)
    elif size == 4:
        weigh_four(table, support, others, weights)
    else:
        weigh_many(table, support, others, size, weights)
    sort(weights, size, error, sign, mark)
    inside = 0
    for k in range(size):
        inside |= 1 << support[k]
    for r in range(moves):
        if (inside >> r) & 1 == 0:
            challenge(table[s0], table[r], others, size, weights, sign, limit, mark)


@compiled
def two(a: Any, b: Any, c: Any, d: Any, error: Any, mark: Any) -> None:
    """Two moves and no others."""
    for t in range(LANES):
        x, y, e = b[t] - d[t], c[t] - a[t], error[t]
        up, down = (x > e) | (y > e), (x < -e) | (y < -e)
        sure = ((x > e) & (y > e)) | ((x < -e) & (y < -e))
        mark[t] = -1.0 if up & down else (1.0 if sure else 0.0)


@compiled
def two_one(
    a: Any, b: Any, c: Any, d: Any, p: Any, q: Any, error: Any, limit: Any, mark: Any
) -> None:
    """Two moves and one other."""
    for t in range(LANES):
        at, bt, e, m = a[t], b[t], error[t], limit[t]
        x, y = bt - d[t], c[t] - at
        z = x * (at - p[t]) + y * (bt - q[t])
        up, down = (x > e) | (y > e), (x < -e) | (y < -e)
        sure = ((x > e) & (y > e) & (z > m)) | ((x < -e) & (y < -e) & (z < -m))
        bad = (up & down) | (up & (z < -m)) | (down & (z > m))
        mark[t] = -1.0 if bad else (1.0 if sure else 0.0)


@compiled
def two_two(
    a: Any,
    b: Any,
    c: Any,
    d: Any,
    p: Any,
    q: Any,
    r: Any,
    s: Any,
    error: Any,
    limit: Any,
    mark: Any,
) -> None:
    """Two moves and two others."""
    for t in range(LANES):
        at, bt, e, m = a[t], b[t], error[t], limit[t]
        x, y = bt - d[t], c[t] - at
        z = x * (at - p[t]) + y * (bt - q[t])
        w = x * (at - r[t]) + y * (bt - s[t])
        up, down = (x > e) | (y > e), (x < -e) | (y < -e)
        sure = ((x > e) & (y > e) & (z > m) & (w > m)) | ((x < -e) & (y < -e) & (z < -m) & (w < -m))
        bad = (up & down) | (up & ((z < -m) | (w < -m))) | (down & ((z > m) | (w > m)))
        mark[t] = -1.0 if bad else (1.0 if sure else 0.0)


@compiled
def weigh_two(a: Any, b: Any, c: Any, d: Any, weights: Any) -> None:
    """Weights of two moves, up to a factor of either sign."""
    x, y = weights[0], weights[1]
    for t in range(LANES):
        x[t] = b[t] - d[t]
        y[t] = c[t] - a[t]


@compiled
def weigh_three(
    first: Any, second: Any, third: Any, o0: int, o1: int, o2: int, weights: Any
) -> None:
    """Weights of three moves: minors of the differences of payoffs on the support."""
    a, b, c = first[o0], first[o1], first[o2]
    d, e, f = second[o0], second[o1], second[o2]
    g, h, i = third[o0], third[o1], third[o2]
    x, y, z = weights[0], weights[1], weights[2]
    for t in range(LANES):
        p0, p1, p2 = a[t] - d[t], b[t] - e[t], c[t] - f[t]
        q0, q1, q2 = a[t] - g[t], b[t] - h[t], c[t] - i[t]
        x[t] = p1 * q2 - p2 * q1
        y[t] = p2 * q0 - p0 * q2
        z[t] = p0 * q1 - p1 * q0


@compiled
def weigh_four(table: Any, support: Any, others: Any, weights: Any) -> None:
    """Weights of four moves: minors of two differences, expanded by the third."""
    pairs = np.empty((6, LANES))
    minors(table[support[0]], table[support[1]], table[support[2]], others, 4, pairs)
    first, last = table[support[0]], table[support[3]]
    a, b, c, d = first[others[0]], first[others[1]], first[others[2]], first[others[3]]
    e, f, g, h = last[others[0]], last[others[1]], last[others[2]], last[others[3]]
    w0, w1, w2, w3 = weights[0], weights[1], weights[2], weights[3]
    m01, m02, m03, m12, m13, m23 = pairs[0], pairs[1], pairs[2], pairs[3], pairs[4], pairs[5]
    for t in range(LANES):
        r0, r1, r2, r3 = a[t] - e[t], b[t] - f[t], c[t] - g[t], d[t] - h[t]
        w0[t] = r1 * m23[t] - r2 * m13[t] + r3 * m12[t]
        w1[t] = r2 * m03[t] - r0 * m23[t] - r3 * m02[t]
        w2[t] = r0 * m13[t] - r1 * m03[t] + r3 * m01[t]
        w3[t] = r1 * m02[t] - r0 * m12[t] - r2 * m01[t]


@compiled
def minors(first: Any, second: Any, third: Any, others: Any, size: int, pairs: Any) -> None:
    """Minors of the differences of two rows from the first, for all pairs of columns."""
    k = 0
    for i in range(size):
        a, b, c = first[others[i]], second[others[i]], third[others[i]]
        for j in range(i + 1, size):
            d, e, f = first[others[j]], second[others[j]], third[others[j]]
            m = pairs[k]
            for t in range(LANES):
                at, dt = a[t], d[t]
                m[t] = (at - b[t]) * (dt - f[t]) - (dt - e[t]) * (at - c[t])
            k += 1


@compiled
def weigh_many(table: Any, support: Any, others: Any, size: int, weights: Any) -> None:
    """Weights of five or six moves: minors of two rows and of two more, combined (Laplace)."""
    pairs = np.empty((2, 15, LANES))
    first = table[support[0]]
    minors(first, table[support[1]], table[support[2]], others, size, pairs[0])
    minors(first, table[support[3]], table[support[4]], others, size, pairs[1])
    if size == 5:
        for k in range(5):
            four(pairs, 5, k, -1, weights[k], 1.0 if k % 2 == 0 else -1.0)
        return
    part = np.empty(LANES)
    last = table[support[5]]
    for k in range(6):
        total = weights[k]
        total[:] = 0.0
        for c in range(6):
            if c != k:
                # place of c among the columns other than k decides the sign
                odd = (c - (c > k)) % 2
                four(pairs, 6, k, c, part, 1.0 if (odd + k) % 2 == 0 else -1.0)
                a, e = first[others[c]], last[others[c]]
                for t in range(LANES):
                    total[t] += part[t] * (a[t] - e[t])


@compiled
def four(pairs: Any, size: int, without: int, also: int, result: Any, sign: float) -> None:
    """A minor of four rows without one or two columns, from the minors of two rows each."""
    columns = np.empty(4, np.int64)
    n = 0
    for c in range(size):
        if c != without and c != also:
            columns[n] = c
            n += 1
    p, q, r, s = columns[0], columns[1], columns[2], columns[3]
    u, v = pairs[0], pairs[1]
    pq, pr, ps = at(p, q, size), at(p, r, size), at(p, s, size)
    qr, qs, rs = at(q, r, size), at(q, s, size), at(r, s, size)
    combine(u[pq], v[rs], u[pr], v[qs], u[ps], v[qr], result)
    add(u[qr], v[ps], u[qs], v[pr], u[rs], v[pq], result, sign)


@compiled
def combine(a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, result: Any) -> None:
    """Half of Laplace's expansion by pairs of rows."""
    for t in range(LANES):
        result[t] = a[t] * b[t] - c[t] * d[t] + e[t] * f[t]


@compiled
def add(a: Any, b: Any, c: Any, d: Any, e: Any, f: Any, result: Any, sign: float) -> None:
    """The other half, and the sign."""
    for t in range(LANES):
        result[t] = sign * (result[t] + a[t] * b[t] - c[t] * d[t] + e[t] * f[t])


@compiled
def at(i: int, j: int, size: int) -> int:
    """Place of a pair among all pairs in order."""
    return i * size - i * (i + 1) // 2 + j - i - 1


@compiled
def sort(weights: Any, size: int, error: Any, sign: Any, mark: Any) -> None:
    """Find the common sign of weights, and mark where there is none."""
    least, largest = sign, mark
    least[:] = weights[0]
    largest[:] = weights[0]
    for k in range(1, size):
        weight = weights[k]
        for t in range(LANES):
            w, low, high = weight[t], least[t], largest[t]
            least[t] = w if w < low else low
            largest[t] = w if w > high else high
    for t in range(LANES):
        low, high, e = least[t], largest[t], error[t]
        up, down = high > e, low < -e
        sure = (low > e) | (high < -e)
        sign[t] = 1.0 if up else (-1.0 if down else 0.0)
        mark[t] = -1.0 if up & down else (1.0 if sure else 0.0)


@compiled
def challenge(
    own: Any,
    rival: Any,
    others: Any,
    size: int,
    weights: Any,
    sign: Any,
    limit: Any,
    mark: Any,
) -> None:
    """Mark where another move is better than those of the support, or may be."""
    ahead = weights[LARGEST + 1]
    a, b, c, d = own[others[0]], own[others[1]], rival[others[0]], rival[others[1]]
    x, y = weights[0], weights[1]
    for t in range(LANES):
        ahead[t] = x[t] * (a[t] - c[t]) + y[t] * (b[t] - d[t])
    for k in range(2, size):
        p, q, z = own[others[k]], rival[others[k]], weights[k]
        for t in range(LANES):
            ahead[t] += z[t] * (p[t] - q[t])
    for t in range(LANES):
        by = sign[t] * ahead[t]
        v = 1.0 if by > limit[t] else (-1.0 if by < -limit[t] else 0.0)
        m = mark[t]
        mark[t] = v if v < m else m


@compiled
def place(
    profile: Any, start: int, table: Any, support: Any, others: Any, size: int, t: int, lines: Any
) -> None:
    """Write the other's weights that make a support indifferent, as probabilities."""
    if size == 2:
        x = table[support[0], others[1], t] - table[support[1], others[1], t]
        y = table[support[1], others[0], t] - table[support[0], others[0], t]
        profile[start + others[0]] = x / (x + y)
        profile[start + others[1]] = y / (x + y)
        return
    for i in range(1, size):
        for k in range(size):
            lines[i - 1, k] = table[support[0], others[k], t] - table[support[i], others[k], t]
    w = lines[size]
    if size == 3:
        w[0] = lines[0, 1] * lines[1, 2] - lines[0, 2] * lines[1, 1]
        w[1] = lines[0, 2] * lines[1, 0] - lines[0, 0] * lines[1, 2]
        w[2] = lines[0, 0] * lines[1, 1] - lines[0, 1] * lines[1, 0]
    else:
        null_vector(lines, size, w)
    total = 0.0
    for k in range(size):
        total += w[k]
    for k in range(size):
        profile[start + others[k]] = w[k] / total


@compiled
def null_vector(lines: Any, size: int, w: Any) -> None:
    """Solve size - 1 homogeneous equations by elimination with complete pivoting."""
    free = size - 1
    order = np.arange(size)
    for k in range(size - 1):
        bi, bj, big = k, k, 0.0
        for i in range(k, size - 1):
            for j in range(k, size):
                v = abs(lines[i, j])
                if v > big:
                    bi, bj, big = i, j, v
        for j in range(size):
            lines[k, j], lines[bi, j] = lines[bi, j], lines[k, j]
        for i in range(size - 1):
            lines[i, k], lines[i, bj] = lines[i, bj], lines[i, k]
        order[k], order[bj] = order[bj], order[k]
        for i in range(k + 1, size - 1):
            f = lines[i, k] / lines[k, k]
            for j in range(k, size):
                lines[i, j] -= f * lines[k, j]
    w[order[free]] = 1.0
    for k in range(size - 2, -1, -1):
        s = 0.0
        for j in range(k + 1, size):
            s -= lines[k, j] * w[order[j]]
        w[order[k]] = s / lines[k, k]


@compiled_parallel
def solve_two(first: Any, second: Any, counts: Any, profiles: Any) -> None:
    """Solve games of two by two moves, which takes comparisons alone."""
    for chunk in numba.prange((len(first) + 1023) // 1024):
        for g in range(1024 * chunk, min(len(first), 1024 * chunk + 1024)):
            a, b, c, d = first[g, 0], first[g, 1], second[g, 0], second[g, 1]
            counts[g] = two_by_two(a[0], a[1], b[0], b[1], c[0], c[1], d[0], d[1], profiles[:, g])


@compiled
def two_by_two(
    a: float,
    b: float,
    c: float,
    d: float,
    e: float,
    f: float,
    g: float,
    h: float,
    profile: Any,
) -> int:
    """Solve the game in which the rows pay ((a, b), (c, d)) and the columns ((e, f), (g, h))."""
    if (a == c) | (b == d) | (e == f) | (g == h):
        return CLOSE
    left, right = a > c, b > d
    top, low = e > f, g > h
    if left == right or top == low:
        row = left if left == right else (left if top else right)
        column = (top if row else low) if left == right else top
        profile[0, 0 if row else 1] = 1.0
        profile[0, 2 if column else 3] = 1.0
        return 1
    p, q = abs(b - d), abs(a - c)
    r, s = abs(g - h), abs(e - f)
    if not (r + s < np.inf and p + q < np.inf):
        return CLOSE
    k = 0
    if left == top:
        first = 0 if left else 1
        profile[0, 0] = 1.0
        profile[0, 2 + first] = 1.0
        profile[1, 1] = 1.0
        profile[1, 3 - first] = 1.0
        k = 2
    profile[k, 0], profile[k, 1] = r / (r + s), s / (r + s)
    profile[k, 2], profile[k, 3] = p / (p + q), q / (p + q)
    return k + 1
