"""All equilibria of small two-player games, among the pairs of moves and of supports marked.

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

TINY = 1e-300
"""More than all roundings of numbers too small for full precision add up to."""

LARGEST = 6
"""Moves a player up to which this is done."""

OUT, OPEN = np.int8(0), np.int8(1)
"""Marks of what is no equilibrium, and of what may be none; all others are."""

CLOSE = -1
"""The count of equilibria of a game in which a comparison is too close to call."""

WORSE, UNSURE, BEST = range(3)
"""What became of a candidate."""


@compiled_parallel
def check(
    first: Any, second: Any, supports: Any, marks: Any, counts: Any, profiles: Any, filled: Any
) -> None:
    """Keep the equilibria among what is marked, each part of the games on one core.

    Parameters
    ----------
    first, second : ndarray, shape (games, rows, columns)
        Payoffs of both players.
    supports, marks : ndarray
        As in `screen`; what turns out to be no equilibrium is wiped out.
    counts : ndarray of int, shape (games,)
        Receives the number of equilibria, or CLOSE.
    profiles : ndarray, shape (parts, room, rows + columns)
        Receives the strategies of both players, one after the other, game by game.
    filled : ndarray of int, shape (parts,)
        Receives how many a part of the games has. What is beyond the room is not written.
    """
    blocks, parts = len(marks), len(profiles)
    for part in numba.prange(parts):
        filled[part] = check_part(
            first, second, supports, marks, counts, profiles, part,
            part * blocks // parts, (part + 1) * blocks // parts,
        )  # fmt: skip


@compiled
def check_part(
    first: Any, second: Any, supports: Any, marks: Any, counts: Any, profiles: Any, part: int,
    begin: int, stop: int,
) -> int:  # fmt: skip
    """Keep the equilibria of some games, and say how many there are."""
    lanes = marks.shape[2]
    room, bounds = np.empty((LARGEST + 1, LARGEST)), np.empty((2, LARGEST + 1, 2))
    found, doubts = np.empty(lanes, np.int64), np.empty(lanes, np.int8)
    games, places = np.empty(lanes, np.int64), np.empty(lanes, np.int64)
    words = marks.view(np.uint64)
    n = 0
    for block in range(begin, stop):
        start, before = block * lanes, n
        many = min(len(first) - start, lanes)
        tally(marks, block, found, doubts)
        for t in range(many):
            sure = True
            if doubts[t]:
                sure = settle(first, second, start + t, supports, marks, block, t, bounds, room)
                found[t] = 0
                for bit in range(marks.shape[1]):
                    found[t] += marks[block, bit, t] != OUT
            counts[start + t] = found[t] if sure else CLOSE
            found[t], n = n, n + found[t]
        if n <= profiles.shape[1]:
            write(first, second, supports, words, block, found, games, places, profiles, part,
                  before, n, room)  # fmt: skip
    return n


@compiled
def write(
    first: Any, second: Any, supports: Any, words: Any, block: int, found: Any, games: Any,
    places: Any, profiles: Any, part: int, before: int, after: int, room: Any,
) -> None:  # fmt: skip
    """Write the equilibria of a block, each where the list of its game has come to."""
    rows, columns = first.shape[1:]
    for n in range(before, after):
        for k in range(rows + columns):
            profiles[part, n, k] = 0.0
    for bit in range(words.shape[1]):
        many = listed(words, block, bit, found, games, places)
        pair = bit - rows * columns
        if pair < 0:
            i, j = bit // columns, rows + bit % columns
            for e in range(many):
                profiles[part, places[e], i] = 1.0
                profiles[part, places[e], j] = 1.0
        elif many and supports[pair, 0] == 2:
            write_two(first, second, supports, pair, games, places, many, profiles, part)
        elif many:
            for side in range(2):
                pays = first if side == 0 else second
                for e in range(many):
                    g, n = games[e], places[e]
                    weigh_side(pays, side, g, supports, pair, profiles, part, n, room)


@compiled
def listed(words: Any, block: int, bit: int, found: Any, games: Any, places: Any) -> int:
    """List the games that have a mark, and the next places in their lists."""
    many, lanes = 0, len(found)
    for word in range(lanes // 8):
        flags = words[block, bit, word]
        while flags:
            t = 8 * word + lowest(flags) // 8
            flags &= ~(np.uint64(255) << np.uint64(8 * (t % 8)))
            games[many], places[many] = block * lanes + t, found[t]
            found[t] += 1
            many += 1
    return many


@compiled
def write_two(
    first: Any, second: Any, supports: Any, pair: int, games: Any, places: Any, many: int,
    profiles: Any, part: int,
) -> None:  # fmt: skip
    """Write equilibria in two moves of both players."""
    rows, own, other = first.shape[1], 1, 1 + LARGEST
    i, k = supports[pair, own], supports[pair, own + 1]
    j, m = supports[pair, other], supports[pair, other + 1]
    for e in range(many):
        g, n = games[e], places[e]
        x, y = first[g, i, m] - first[g, k, m], first[g, k, j] - first[g, i, j]
        z, w = second[g, k, j] - second[g, k, m], second[g, i, m] - second[g, i, j]
        profiles[part, n, i], profiles[part, n, k] = z / (z + w), w / (z + w)
        profiles[part, n, rows + j], profiles[part, n, rows + m] = x / (x + y), y / (x + y)


@compiled
def tally(marks: Any, block: int, found: Any, doubts: Any) -> None:
    """Count marks of every game, and find the games with one that is open."""
    for t in range(len(found)):
        found[t], doubts[t] = 0, 0
    for bit in range(marks.shape[1]):
        for t in range(len(found)):
            mark = marks[block, bit, t]
            found[t] += mark & 1
            doubts[t] |= np.int8(1) if mark == OPEN else np.int8(0)


@compiled
def settle(
    first: Any, second: Any, g: int, supports: Any, marks: Any, block: int, t: int, bounds: Any,
    room: Any,
) -> bool:  # fmt: skip
    """Wipe out marks that are no equilibria; all, returning False, if one is too close to call."""
    rows, columns = first.shape[1:]
    bound(first, g, bounds, 0)
    bound(second, g, bounds, 1)
    sure = True
    for bit in range(marks.shape[1]):
        if marks[block, bit, t] == OUT:
            continue
        if bit < rows * columns:
            verdict = best_moves(first, second, g, bit // columns, bit % columns)
        else:
            pair = bit - rows * columns
            verdict = best_supports(first, second, g, supports, pair, bounds, room)
        sure &= verdict != UNSURE
        if verdict != BEST:
            marks[block, bit, t] = OUT
    if not sure:
        for bit in range(marks.shape[1]):
            marks[block, bit, t] = OUT
    return sure


@compiled
def lowest(flags: Any) -> int:
    """Place of the lowest bit that is set."""
    below = (flags & (~flags + np.uint64(1))) - np.uint64(1)
    count = 0
    while below:
        below &= below - np.uint64(1)
        count += 1
    return count


@compiled
def best_moves(first: Any, second: Any, g: int, i: int, j: int) -> int:
    """Whether two moves are the only best replies to each other."""
    rows, columns = first.shape[1:]
    mine, theirs = first[g, i, j], second[g, i, j]
    tied = False
    for k in range(rows):
        if first[g, k, j] > mine:
            return WORSE
        tied |= (k != i) & (first[g, k, j] == mine)
    for k in range(columns):
        if second[g, i, k] > theirs:
            return WORSE
        tied |= (k != j) & (second[g, i, k] == theirs)
    return UNSURE if tied else BEST


@compiled
def bound(pays: Any, g: int, bounds: Any, side: int) -> None:
    """Bounds on rounding errors of weights and of differences of payoffs, for each size.

    A weight is a minor of differences, none larger than the spread of payoffs: a sum of (size - 1)!
    products of size - 1 differences each, worked out in fewer than 4 size (size - 1) roundings a
    product.
    """
    rows, columns = pays.shape[1:]
    low = high = pays[g, 0, 0]
    for i in range(rows):
        for j in range(columns):
            low, high = min(low, pays[g, i, j]), max(high, pays[g, i, j])
    spread, most = high - low, 1.0
    for size in range(2, min(rows, columns) + 1):
        most *= spread * (size - 1)
        error = 4.0 * size * UNIT * most * (size - 1) + TINY
        bounds[side, size, 0] = error
        bounds[side, size, 1] = size * spread * (error + (size + 4) * UNIT * most) + TINY


@compiled
def best_supports(
    first: Any, second: Any, g: int, supports: Any, pair: int, bounds: Any, room: Any
) -> int:
    """Whether two supports are best replies to weights on each other."""
    verdict = BEST
    for side in range(2):
        pays = first if side == 0 else second
        verdict = min(verdict, judge(pays, side, g, supports, pair, bounds, room))
    return verdict


@compiled
def pay(pays: Any, side: int, g: int, i: int, j: int) -> float:
    """What a move pays against another's."""
    return pays[g, j, i] if side else pays[g, i, j]  # type: ignore[no-any-return]


@compiled
def judge(pays: Any, side: int, g: int, supports: Any, pair: int, bounds: Any, room: Any) -> int:
    """Whether a support is best against the other's weights that make it indifferent."""
    own, other = 1 + side * LARGEST, 1 + (1 - side) * LARGEST
    size, s0 = supports[pair, 0], supports[pair, own]
    fill(pays, side, g, supports, pair, room)
    weigh(room, size)
    low = high = room[LARGEST, 0]
    for k in range(1, size):
        low, high = min(low, room[LARGEST, k]), max(high, room[LARGEST, k])
    error, limit = bounds[side, size, 0], bounds[side, size, 1]
    up, down = high > error, low < -error
    if up and down:
        return WORSE
    sure = low > error or high < -error
    sign = 1.0 if up else (-1.0 if down else 0.0)
    inside = 0
    for k in range(size):
        inside |= 1 << supports[pair, own + k]
    for r in range(pays.shape[1 + side]):
        if (inside >> r) & 1 == 0:
            ahead = 0.0
            for k in range(size):
                o = supports[pair, other + k]
                by = pay(pays, side, g, s0, o) - pay(pays, side, g, r, o)
                ahead += room[LARGEST, k] * by
            if sign * ahead < -limit:
                return WORSE
            sure &= sign * ahead > limit
    return BEST if sure else UNSURE


@compiled
def fill(pays: Any, side: int, g: int, supports: Any, pair: int, room: Any) -> None:
    """Differences of payoffs between the first move of a support and the others."""
    own, other = 1 + side * LARGEST, 1 + (1 - side) * LARGEST
    size, s0 = supports[pair, 0], supports[pair, own]
    for i in range(1, size):
        s = supports[pair, own + i]
        for k in range(size):
            o = supports[pair, other + k]
            room[i - 1, k] = pay(pays, side, g, s0, o) - pay(pays, side, g, s, o)


@compiled
def weigh(d: Any, size: int) -> None:
    """Weights up to a factor of either sign: minors with alternating signs, in the last row."""
    last = LARGEST
    if size == 2:
        d[last, 0], d[last, 1] = d[0, 1], -d[0, 0]
        return
    if size == 3:
        d[last, 0] = two(d, 0, 1, 2)
        d[last, 1] = -two(d, 0, 0, 2)
        d[last, 2] = two(d, 0, 0, 1)
        return
    columns = np.empty(5, np.int64)
    for k in range(size):
        for c in range(size - 1):
            columns[c] = c + int(c >= k)
        sign = 1.0 if k % 2 == 0 else -1.0
        p, q, r, s, u = columns[0], columns[1], columns[2], columns[3], columns[4]
        if size == 4:
            minor = three(d, p, q, r)
        elif size == 5:
            minor = four(d, p, q, r, s)
        else:
            minor = d[4, p] * four(d, q, r, s, u) - d[4, q] * four(d, p, r, s, u)
            minor += d[4, r] * four(d, p, q, s, u) - d[4, s] * four(d, p, q, r, u)
            minor += d[4, u] * four(d, p, q, r, s)
        d[last, k] = sign * minor


@compiled
def two(d: Any, i: int, p: int, q: int) -> float:
    """A minor of two rows."""
    return d[i, p] * d[i + 1, q] - d[i, q] * d[i + 1, p]  # type: ignore[no-any-return]


@compiled
def three(d: Any, p: int, q: int, r: int) -> float:
    """A minor of three rows, expanded by the last."""
    return (  # type: ignore[no-any-return]
        d[2, p] * two(d, 0, q, r) - d[2, q] * two(d, 0, p, r) + d[2, r] * two(d, 0, p, q)
    )


@compiled
def four(d: Any, p: int, q: int, r: int, s: int) -> float:
    """A minor of four rows, by minors of two and of two more (Laplace)."""
    return (
        two(d, 0, p, q) * two(d, 2, r, s) - two(d, 0, p, r) * two(d, 2, q, s)
        + two(d, 0, p, s) * two(d, 2, q, r) + two(d, 0, q, r) * two(d, 2, p, s)
        - two(d, 0, q, s) * two(d, 2, p, r) + two(d, 0, r, s) * two(d, 2, p, q)
    )  # fmt: skip


@compiled
def weigh_side(
    pays: Any, side: int, g: int, supports: Any, pair: int, profiles: Any, part: int, n: int,
    room: Any,
) -> None:  # fmt: skip
    """Write the other's weights that make a support indifferent, as probabilities."""
    size, last, other = supports[pair, 0], LARGEST, 1 + (1 - side) * LARGEST
    start = 0 if side else pays.shape[1]
    fill(pays, side, g, supports, pair, room)
    if size == 3:
        weigh(room, size)
    else:
        null_vector(room, size)
    total = 0.0
    for k in range(size):
        total += room[last, k]
    total = 1.0 / total
    for k in range(size):
        profiles[part, n, start + supports[pair, other + k]] = room[last, k] * total


@compiled
def null_vector(lines: Any, size: int) -> None:
    """Solve size - 1 homogeneous equations by elimination with complete pivoting.

    The solution is written in the last row, the order of columns in the row above.
    """
    last, order = LARGEST, LARGEST - 1
    free = size - 1
    for k in range(size):
        lines[order, k] = k
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
        lines[order, k], lines[order, bj] = lines[order, bj], lines[order, k]
        for i in range(k + 1, size - 1):
            f = lines[i, k] / lines[k, k]
            for j in range(k, size):
                lines[i, j] -= f * lines[k, j]
    lines[last, int(lines[order, free])] = 1.0
    for k in range(size - 2, -1, -1):
        s = 0.0
        for j in range(k + 1, size):
            s -= lines[k, j] * lines[last, int(lines[order, j])]
        lines[last, int(lines[order, k])] = s / lines[k, k]
