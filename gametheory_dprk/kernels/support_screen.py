"""Which pairs of moves and of supports can be equilibria of many small two-player games.

Games lie side by side in the lanes of all loops, in single precision, so that these become vector
instructions on sixteen games. A player's payoffs count only as differences between two own moves;
divided by the largest one, they are at most one, and bounds on all rounding errors are constants.
What is ruled out here is ruled out with certainty; what is not is looked at in double precision.
"""

from __future__ import annotations

from math import factorial
from typing import Any

import numba
import numpy as np

from gametheory_dprk.kernels.compiled import compiled, compiled_parallel

LARGEST = 6
"""Moves a player up to which this is done."""

LANES = 256
"""Games that are looked at side by side."""

BLOCK = 2048
"""Games that one core takes at a time."""

BITS = 64
"""Of a word of a mask."""

OUT, OPEN, SURE = np.int8(0), np.int8(1), np.int8(3)
"""Marks of candidates, of which `and` makes the mark of both sides."""

STEP = 2.0**-23
"""The distance of one to the next single, more than the error of a difference of payoffs."""


def errors() -> Any:
    """For every size, bounds on the errors of weights and of a rival's distance.

    A weight is a minor of differences, each at most one and off by less than STEP: a sum of
    (size - 1)! products, worked out in fewer than 4 size (size - 1) roundings by half of STEP.
    """
    bounds = np.zeros((LARGEST + 1, 2), np.float32)
    for size in range(2, LARGEST + 1):
        most = factorial(size - 1)
        error = most * (size - 1) * (1 + 2 * size) * STEP
        bounds[size] = 1.01 * error, 1.01 * size * (error + most * (size + 6) / 2 * STEP)
    return bounds


@compiled_parallel
def screen(first: Any, second: Any, supports: Any, bounds: Any, marks: Any, suspects: Any) -> None:
    """Mark what may be an equilibrium, on all cores.

    Parameters
    ----------
    first, second : ndarray, shape (games, rows, columns)
        Payoffs of both players.
    supports : ndarray of int, shape (pairs, 1 + 2 LARGEST)
        The size of a pair of supports, at least two, the moves of the row and of the column player.
    bounds : ndarray of float32, shape (LARGEST + 1, 2)
        What `errors` gives.
    marks : ndarray of int8, shape (blocks, pairs of moves and of supports, LANES)
        Receives OUT, OPEN or SURE for every pair of moves, row by row, and then for every pair of
        supports, of as many games at a time as there are lanes.
    suspects : ndarray, shape (blocks,)
        Receives NaN where a payoff may be none, else zero.
    """
    for block in numba.prange(len(marks)):
        suspects[block] = screen_block(first, second, supports, bounds, marks, block)


@compiled
def screen_block(
    first: Any, second: Any, supports: Any, bounds: Any, marks: Any, block: int
) -> float:
    """Mark what may be an equilibrium of as many games as there are lanes.

    Returns NaN if some payoff or difference is not a finite number.

    All numbers are rows of one array: for both sides the differences between moves, by both of
    them and the other's move; the best and the second-best of them; minors of two differences,
    by three moves and a pair of the other's; and room to compute. No row is ever made an array of
    its own, which would cost more than the work on it.
    """
    rows, columns = first.shape[1:]
    most = max(rows, columns)
    side_rows = most**3 + 2 * most + most**3 * (most * (most - 1) // 2)
    cells = np.empty((2 * side_rows + LARGEST + 4, LANES), np.float32)
    raw = np.zeros((most**2 + 2, LANES))
    start = block * LANES
    many = min(len(first) - start, LANES)
    for side in range(2):
        base, pays = side * side_rows, first if side == 0 else second
        moves, others = (rows, columns) if side == 0 else (columns, rows)
        compare(pays, side, moves, others, start, many, raw, cells, base, most)
        if min(rows, columns) > 2:
            combine(cells, base, moves, others, most)
    bit = 0
    for i in range(rows):
        for j in range(columns):
            top, other = most**3 + j, side_rows + most**3 + i
            mine, theirs = i * most**2 + j, side_rows + j * most**2 + i
            match(cells, mine, theirs, top, other, most, marks, block, bit)
            bit += 1
    for pair in range(len(supports)):
        for t in range(LANES):
            marks[block, bit, t] = SURE
        for side in range(2):
            moves, others = (rows, columns) if side == 0 else (columns, rows)
            own, other = 1 + side * LARGEST, 1 + (1 - side) * LARGEST
            judge(
                cells, side * side_rows, moves, others, most, supports, pair, own, other, bounds,
                marks, block, bit,
            )  # fmt: skip
        bit += 1
    for place in range(bit):
        for t in range(many, LANES):
            marks[block, place, t] = OUT
    suspect = 0.0
    for t in range(many):
        suspect += raw[most**2 + 1, t]
    return suspect


@compiled
def compare(
    pays: Any, turned: int, moves: int, others: int, start: int, many: int, raw: Any, cells: Any,
    base: int, most: int,
) -> None:  # fmt: skip
    """Spread differences between moves over lanes, and find the best moves.

    Differences are divided by twice the largest one from the first move, so that none is larger
    than one.
    """
    spread = most**2
    for t in range(cells.shape[1]):
        raw[spread, t] = 0.0
    for i in range(1, moves):
        for j in range(others):
            spread_out(pays, turned, i, j, start, many, raw, i * most + j, spread)
    for t in range(cells.shape[1]):
        raw[spread, t] = 0.5 / raw[spread, t]
    for j in range(others):
        top = base + most**3 + j
        for t in range(cells.shape[1]):
            cells[top, t] = cells[base + j, t] = np.float32(0.0)
            cells[top + most, t] = np.float32(-np.inf)
        for i in range(1, moves):
            by, back = base + i * most**2 + j, base + i * most + j
            for t in range(cells.shape[1]):
                d = np.float32(raw[i * most + j, t] * raw[spread, t])
                best, second = cells[top, t], cells[top + most, t]
                less = d if d < best else best
                cells[by, t] = d
                cells[back, t] = -d
                cells[top, t] = d if d > best else best
                cells[top + most, t] = less if less > second else second
    for i in range(1, moves):
        for k in range(1, moves):
            if i != k:
                for j in range(others):
                    x, y = base + i * most**2 + j, base + k * most**2 + j
                    z = base + (i * most + k) * most + j
                    for t in range(cells.shape[1]):
                        cells[z, t] = cells[x, t] - cells[y, t]


@compiled
def spread_out(
    pays: Any, turned: int, i: int, j: int, start: int, many: int, raw: Any, row: int, spread: int
) -> None:
    """Write a difference from the first move, and how large differences are."""
    r, c, q, d = (j, i, j, 0) if turned else (i, j, 0, j)
    for t in range(many):
        raw[row, t] = pays[start + t, r, c] - pays[start + t, q, d]
    for t in range(raw.shape[1]):
        x, most = abs(raw[row, t]), raw[spread, t]
        raw[spread, t] = x if x > most else most
        raw[spread + 1, t] += 0.0 * x


@compiled
def combine(cells: Any, base: int, moves: int, others: int, most: int) -> None:
    """Minors of what a move is ahead of two later ones, for all pairs of the other's moves."""
    pairs = most * (most - 1) // 2
    minors = base + most**3 + 2 * most
    for i in range(moves):
        for j in range(i + 1, moves):
            for k in range(j + 1, moves):
                x, y = base + (i * most + j) * most, base + (i * most + k) * most
                z = minors + ((i * most + j) * most + k) * pairs
                for c in range(others):
                    for d in range(c + 1, others):
                        cross(cells, x + c, x + d, y + c, y + d, z)
                        z += 1


@compiled
def cross(cells: Any, a: int, b: int, c: int, d: int, result: int) -> None:
    """A minor of two rows."""
    for t in range(cells.shape[1]):
        cells[result, t] = cells[a, t] * cells[d, t] - cells[b, t] * cells[c, t]


@compiled
def at(i: int, j: int, others: int) -> int:
    """Place of a pair of the other's moves among all pairs in order."""
    return i * others - i * (i + 1) // 2 + j - i - 1


@compiled
def match(
    cells: Any, mine: int, theirs: int, own: int, other: int, most: int, marks: Any, block: int,
    bit: int,
) -> None:  # fmt: skip
    """Where two moves may be best replies to each other."""
    for t in range(cells.shape[1]):
        x, y = cells[mine, t], cells[theirs, t]
        bad = (x < cells[own, t]) | (y < cells[other, t])
        sure = (x > cells[own + most, t]) & (y > cells[other + most, t])
        marks[block, bit, t] = OUT if bad else (SURE if sure else OPEN)


@compiled
def judge(
    cells: Any, base: int, moves: int, others: int, most: int, supports: Any, pair: int, own: int,
    other: int, bounds: Any, marks: Any, block: int, bit: int,
) -> None:  # fmt: skip
    """Keep hits where a support may be best against weights on the replies.

    The weights make the support indifferent. They must have one sign, and what the support is
    ahead of every other move must have it too.
    """
    size = supports[pair, 0]
    error, ratio = bounds[size, 0], bounds[size, 0] / bounds[size, 1]
    s0, s1, s2 = supports[pair, own], supports[pair, own + 1], supports[pair, own + 2]
    o0, o1, o2 = supports[pair, other], supports[pair, other + 1], supports[pair, other + 2]
    ahead, inside = base + s0 * most**2, 0
    for k in range(size):
        inside |= 1 << supports[pair, own + k]
    if size == 2:
        x, y = ahead + s1 * most + o1, base + (s1 * most + s0) * most + o0
        if moves == 2:
            two(cells, x, y, error, marks, block, bit)
        waiting = -1
        for r in range(moves):
            if (inside >> r) & 1 == 0:
                p = ahead + r * most
                if waiting < 0:
                    waiting = p
                else:
                    q = waiting
                    two_two(
                        cells, x, y, p + o0, p + o1, q + o0, q + o1, error, ratio, marks, block, bit
                    )
                    waiting = -1
        if waiting >= 0:
            two_one(cells, x, y, waiting + o0, waiting + o1, error, ratio, marks, block, bit)
        return
    pairs = most * (most - 1) // 2
    minors = base + most**3 + 2 * most + (s0 * most + s1) * most * pairs
    if size == 3:
        first = minors + s2 * pairs
        x, y = first + at(o1, o2, others), first + at(o0, o2, others)
        z = first + at(o0, o1, others)
        if moves == 3:
            three(cells, x, y, z, error, marks, block, bit)
        for r in range(moves):
            if (inside >> r) & 1 == 0:
                p = ahead + r * most
                three_one(cells, x, y, z, p + o0, p + o1, p + o2, error, ratio, marks, block, bit)
        return
    room = len(cells) - LARGEST - 4
    weigh(cells, base, others, most, supports, pair, own, other, room)
    sort(cells, room, size)
    low, high, reach = room + LARGEST, room + LARGEST + 1, room + LARGEST + 2
    drop(cells, low, high, low, high, error, marks, block, bit)
    for r in range(moves):
        if (inside >> r) & 1 == 0:
            challenge(cells, ahead + r * most, supports, pair, other, room, ratio, reach)
            drop(cells, low, high, reach, reach, error, marks, block, bit)


@compiled
def two(cells: Any, x: int, y: int, error: float, marks: Any, block: int, bit: int) -> None:
    """Two weights."""
    for t in range(cells.shape[1]):
        p, q = cells[x, t], cells[y, t]
        low, high = p if p < q else q, p if p > q else q
        bad = (high > error) & (low < -error)
        sure = (low > error) | (high < -error)
        marks[block, bit, t] &= OUT if bad else (SURE if sure else OPEN)


@compiled
def two_one(
    cells: Any,
    x: int,
    y: int,
    a: int,
    b: int,
    error: float,
    ratio: float,
    marks: Any,
    block: int,
    bit: int,
) -> None:
    """Two weights and a rival."""
    for t in range(cells.shape[1]):
        p, q = cells[x, t], cells[y, t]
        z = (p * cells[a, t] + q * cells[b, t]) * ratio
        low, high = p if p < q else q, p if p > q else q
        least, most = z if z < low else low, z if z > high else high
        bad = ((high > error) & (least < -error)) | ((low < -error) & (most > error))
        sure = (least > error) | (most < -error)
        marks[block, bit, t] &= OUT if bad else (SURE if sure else OPEN)


@compiled
def two_two(
    cells: Any, x: int, y: int, a: int, b: int, c: int, d: int, error: float, ratio: float,
    marks: Any, block: int, bit: int,
) -> None:  # fmt: skip
    """Two weights and two rivals."""
    for t in range(cells.shape[1]):
        p, q = cells[x, t], cells[y, t]
        z = (p * cells[a, t] + q * cells[b, t]) * ratio
        w = (p * cells[c, t] + q * cells[d, t]) * ratio
        low, high = p if p < q else q, p if p > q else q
        least, most = z if z < w else w, z if z > w else w
        least, most = low if low < least else least, high if high > most else most
        bad = ((high > error) & (least < -error)) | ((low < -error) & (most > error))
        sure = (least > error) | (most < -error)
        marks[block, bit, t] &= OUT if bad else (SURE if sure else OPEN)


@compiled
def three(
    cells: Any, x: int, y: int, z: int, error: float, marks: Any, block: int, bit: int
) -> None:
    """Three weights, of which the second has the other sign."""
    for t in range(cells.shape[1]):
        p, q, r = cells[x, t], -cells[y, t], cells[z, t]
        low, high = p if p < q else q, p if p > q else q
        low, high = r if r < low else low, r if r > high else high
        bad = (high > error) & (low < -error)
        sure = (low > error) | (high < -error)
        marks[block, bit, t] &= OUT if bad else (SURE if sure else OPEN)


@compiled
def three_one(
    cells: Any, x: int, y: int, z: int, a: int, b: int, c: int, error: float, ratio: float,
    marks: Any, block: int, bit: int,
) -> None:  # fmt: skip
    """Three weights, of which the second has the other sign, and a rival."""
    for t in range(cells.shape[1]):
        p, q, r = cells[x, t], -cells[y, t], cells[z, t]
        low, high = p if p < q else q, p if p > q else q
        low, high = r if r < low else low, r if r > high else high
        w = (p * cells[a, t] + q * cells[b, t] + r * cells[c, t]) * ratio
        least, most = w if w < low else low, w if w > high else high
        bad = ((high > error) & (least < -error)) | ((low < -error) & (most > error))
        sure = (least > error) | (most < -error)
        marks[block, bit, t] &= OUT if bad else (SURE if sure else OPEN)


@compiled
def weigh(
    cells: Any, base: int, others: int, most: int, supports: Any, pair: int, own: int, other: int,
    room: int,
) -> None:  # fmt: skip
    """Weights of four to six moves: minors of two differences, expanded by the others (Laplace)."""
    size, s0, s3 = supports[pair, 0], supports[pair, own], supports[pair, own + 3]
    width = most * (most - 1) // 2
    minors = base + most**3 + 2 * most
    triple = (s0 * most + supports[pair, own + 1]) * most + supports[pair, own + 2]
    pairs, columns = minors + triple * width, np.empty(5, np.int64)
    for k in range(size):
        for c in range(size - 1):
            columns[c] = supports[pair, other + c + int(c >= k)]
        sign = np.float32(1.0) if k % 2 == 0 else np.float32(-1.0)
        if size == 4:
            last = base + (s0 * most + s3) * most
            by_one(cells, pairs, last, columns, others, sign, room + k)
            continue
        more = minors + ((s0 * most + s3) * most + supports[pair, own + 4]) * width
        if size == 5:
            by_two(cells, pairs, more, columns, 4, others, sign, room + k)
            continue
        last = base + (s0 * most + supports[pair, own + 5]) * most
        for t in range(cells.shape[1]):
            cells[room + k, t] = np.float32(0.0)
        for c in range(5):
            by_two(cells, pairs, more, columns, c, others, sign, room + LARGEST + 3)
            sign = -sign
            gather(cells, room + k, room + LARGEST + 3, last + columns[c])


@compiled
def by_one(
    cells: Any, pairs: int, last: int, columns: Any, others: int, sign: Any, result: int
) -> None:
    """A minor of three rows, expanded by the last."""
    p, q, r = columns[0], columns[1], columns[2]
    pq, pr, qr = pairs + at(p, q, others), pairs + at(p, r, others), pairs + at(q, r, others)
    a, b, c = last + p, last + q, last + r
    for t in range(cells.shape[1]):
        x = cells[a, t] * cells[qr, t] - cells[b, t] * cells[pr, t] + cells[c, t] * cells[pq, t]
        cells[result, t] = sign * x


@compiled
def by_two(
    cells: Any, pairs: int, more: int, columns: Any, without: int, others: int, sign: Any,
    result: int,
) -> None:  # fmt: skip
    """A minor of four rows in all columns but one of five, from the minors of two rows each."""
    p, q = columns[int(without <= 0)], columns[1 + int(without <= 1)]
    r, s = columns[2 + int(without <= 2)], columns[3 + int(without <= 3)]
    pq, pr, ps = at(p, q, others), at(p, r, others), at(p, s, others)
    qr, qs, rs = at(q, r, others), at(q, s, others), at(r, s, others)
    for t in range(cells.shape[1]):
        x = cells[pairs + pq, t] * cells[more + rs, t] - cells[pairs + pr, t] * cells[more + qs, t]
        y = cells[pairs + ps, t] * cells[more + qr, t] + cells[pairs + qr, t] * cells[more + ps, t]
        z = cells[pairs + rs, t] * cells[more + pq, t] - cells[pairs + qs, t] * cells[more + pr, t]
        cells[result, t] = sign * (x + y + z)


@compiled
def gather(cells: Any, total: int, part: int, factor: int) -> None:
    """Add products."""
    for t in range(cells.shape[1]):
        cells[total, t] += cells[part, t] * cells[factor, t]


@compiled
def sort(cells: Any, weights: int, size: int) -> None:
    """The least and the largest weight."""
    low, high = weights + LARGEST, weights + LARGEST + 1
    for t in range(cells.shape[1]):
        p, q, r, s = (
            cells[weights, t], cells[weights + 1, t], cells[weights + 2, t], cells[weights + 3, t]
        )  # fmt: skip
        x, y = p if p < q else q, p if p > q else q
        z, w = r if r < s else s, r if r > s else s
        cells[low, t] = x if x < z else z
        cells[high, t] = y if y > w else w
    for k in range(4, size):
        for t in range(cells.shape[1]):
            w, x, y = cells[weights + k, t], cells[low, t], cells[high, t]
            cells[low, t] = w if w < x else x
            cells[high, t] = w if w > y else y


@compiled
def challenge(
    cells: Any, own: int, supports: Any, pair: int, other: int, weights: int, ratio: float,
    reach: int,
) -> None:  # fmt: skip
    """What a support is ahead of a rival, in the measure of weights."""
    a, b = own + supports[pair, other], own + supports[pair, other + 1]
    c, d = own + supports[pair, other + 2], own + supports[pair, other + 3]
    p, q, r, s = weights, weights + 1, weights + 2, weights + 3
    for t in range(cells.shape[1]):
        x = cells[p, t] * cells[a, t] + cells[q, t] * cells[b, t]
        y = cells[r, t] * cells[c, t] + cells[s, t] * cells[d, t]
        cells[reach, t] = (x + y) * ratio
    for k in range(4, supports[pair, 0]):
        a, p = own + supports[pair, other + k], weights + k
        for t in range(cells.shape[1]):
            cells[reach, t] += cells[p, t] * cells[a, t] * ratio


@compiled
def drop(
    cells: Any,
    low: int,
    high: int,
    least: int,
    most: int,
    error: float,
    marks: Any,
    block: int,
    bit: int,
) -> None:
    """Drop hits where signs differ for certain."""
    for t in range(cells.shape[1]):
        p, q, x, y = cells[low, t], cells[high, t], cells[least, t], cells[most, t]
        bad = ((q > error) & (x < -error)) | ((p < -error) & (y > error))
        sure = ((p > error) & (x > error)) | ((q < -error) & (y < -error))
        marks[block, bit, t] &= OUT if bad else (SURE if sure else OPEN)
