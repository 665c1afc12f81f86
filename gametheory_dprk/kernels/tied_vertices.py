"""Vertices of best-reply polyhedra of games with many ties, in whole numbers that fit the machine.

The strategies z of a player with a payoff v of the other's, scaled by any positive number, make the
cone z >= 0, v >= payoffs(reply, z). Where payoffs tie it has few extreme rays, each on many of its
facets. They are found by adding one reply after the other (double description; Fukuda and Prodon
1996): rays that a reply cuts off are replaced by those where it meets the edges that lead to them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from gametheory_dprk.kernels.compiled import compiled

Integers = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]
Rows = list[list[int]]
Vertices = tuple[Integers, Words]

EXACT = 2.0**62
"""Whole numbers up to here are safe from overflow, judged in floats."""

PAIRS = 20_000_000
"""Pairs of rays between two looks at the clock."""


def cone_vertices(
    pays: Rows, own: int, other: int, most: int, tick: Callable[[], None]
) -> Vertices | None:
    """All vertices of a player's polyhedron, or None where there are too many on the way.

    Parameters
    ----------
    pays : list of list of int, shape (replies, moves)
        The other's payoffs.
    own, other : int
        Labels of the first move and of the first reply; there are up to 63.
    most : int
        Rays to stop at.
    tick : callable
        May raise `LimitReached`.

    Returns
    -------
    shares : ndarray of int, shape (vertices, moves)
        Weights of the moves.
    labels : ndarray of uint64, shape (vertices,)
        Moves not used and replies that are best, as bits.
    None, also, where numbers become too large for the machine.

    Examples
    --------
    >>> shares, labels = cone_vertices([[1, 0], [0, 1]], 0, 2, 100, lambda: None)
    >>> shares.tolist(), labels.tolist()
    ([[1, 0], [1, 1], [0, 1]], [6, 12, 9])
    """
    largest = max(1, *(abs(pay) for row in pays for pay in row))
    moves = len(pays[0])
    safe = EXACT / (largest * (moves + 1))
    if safe < largest:
        return None
    table = np.array(pays, np.int64)
    found: Vertices | None = first_rays(table[0], own, other)
    for reply in range(1, len(pays)):
        found = found and with_reply(found, table[reply], other + reply, most, safe, tick)
    if found is None:
        return None
    used = found[0][:, :moves].any(axis=1)
    return found[0][used, :moves], found[1][used]


def first_rays(pays: Integers, own: int, other: int) -> Vertices:
    """The rays with one reply: each move by itself, and the payoff alone."""
    moves = len(pays)
    every = ((1 << moves) - 1) << own
    rays = np.eye(moves + 1, dtype=np.int64)
    rays[:moves, moves] = pays
    tight = [every & ~(1 << own + move) | 1 << other for move in range(moves)]
    return rays, np.array([*tight, every], np.uint64)


def with_reply(
    found: Vertices, pays: Integers, label: int, most: int, safe: float, tick: Callable[[], None]
) -> Vertices | None:
    """Cut off what a reply excludes."""
    rays, tight = found
    heights = rays[:, -1] - rays[:, :-1] @ pays
    above, below = np.flatnonzero(heights > 0), np.flatnonzero(heights < 0)
    flag = np.uint64(1) << np.uint64(label)
    tight[heights == 0] |= flag
    fresh = np.empty((most, rays.shape[1]), np.int64)
    marks = np.empty(most, np.uint64)
    step, count = max(1, PAIRS // max(1, len(below))), 0
    for start in range(0, len(above), step):
        tick()
        some = above[start : start + step]
        count = cut(rays, tight, heights, some, below, fresh, marks, count, safe)
        if count < 0:
            return None
    kept = heights >= 0
    if count + int(kept.sum()) > most:
        return None
    return (
        np.concatenate([rays[kept], fresh[:count]]),
        np.concatenate([tight[kept], marks[:count] | flag]),
    )


@compiled
def cut(
    rays: Any, tight: Any, heights: Any, above: Any, below: Any, fresh: Any, marks: Any, count: int,
    safe: float,
) -> int:  # fmt: skip
    """Add the rays on edges that are cut; their number, -1 where they or numbers are too many."""
    facets = rays.shape[1] - 2
    for p in above:
        for q in below:
            common = tight[p] & tight[q]
            if ones(common) >= facets and adjacent(tight, common):
                if count == len(fresh) or not meet(rays, heights, p, q, fresh, count, safe):
                    return -1
                marks[count] = common
                count += 1
    return count


@compiled
def ones(word: Any) -> int:
    """The number of bits that are set."""
    a, b = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
    word = word - ((word >> np.uint64(1)) & a)
    word = (word & b) + ((word >> np.uint64(2)) & b)
    word = (word + (word >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return int((word * np.uint64(0x0101010101010101)) >> np.uint64(56))


@compiled
def adjacent(tight: Any, common: Any) -> bool:
    """Whether no third ray is on all facets that two have in common."""
    many = 0
    for k in range(len(tight)):
        many += tight[k] & common == common
        if many > 2:
            return False
    return True


@compiled
def meet(rays: Any, heights: Any, p: int, q: int, fresh: Any, place: int, safe: float) -> bool:
    """Write where the edge between two rays meets a facet; False if numbers may overflow."""
    x, y, divisor, largest = heights[p], -heights[q], 0, 0.0
    width = rays.shape[1]
    for c in range(width):
        size = float(x) * abs(float(rays[q, c])) + float(y) * abs(float(rays[p, c]))
        largest = max(largest, size)
    if largest >= safe:
        return False
    for c in range(width):
        value = x * rays[q, c] + y * rays[p, c]
        fresh[place, c] = value
        a, b = abs(value), divisor
        while b:
            a, b = b, a % b
        divisor = a
    for c in range(width):
        fresh[place, c] //= divisor
    return True


def complementary(first: Words, second: Words, everything: int) -> list[tuple[int, int]]:
    """Positions of vertices of both players that have all labels together.

    Examples
    --------
    >>> complementary(np.array([5], np.uint64), np.array([2, 10], np.uint64), 15)
    [(0, 1)]
    """
    found = []
    for place, lacks in enumerate(np.uint64(everything) & ~first):
        partners = np.flatnonzero((second & lacks) == lacks)
        found += [(place, partner) for partner in partners.tolist()]
    return found
