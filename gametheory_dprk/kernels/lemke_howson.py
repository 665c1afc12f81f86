"""Lemke-Howson paths that keep only the payoffs on the current supports inverted.

The strategies x of a player, scaled so that the other's best payoff is one, fill the polytope

    x >= 0,   payoffs(x, reply) <= 1  for every reply of the other,

with payoffs made positive. A vertex is known by its k used moves, its k tight replies and the
inverse of the k x k payoffs between them. A pivot reads the k used rows of the payoff matrix once
and changes the inverse by a matrix of rank one, so that it costs k times the replies, where a
tableau costs the moves times the replies; the path is the same (Lemke and Howson 1964).

Paths start at every label in a given order with a small cap on their pivots; each round takes half
as many labels and a larger cap, since short paths are common and long ones costly. A player's
polytope and vertex are a `Side` of implicit_polytope.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from gametheory_dprk.kernels.compiled import compiled

RUNNING, FOUND, ROUNDS_OVER = 0, 1, 2
"""What a search says of itself."""

STATUS, PIVOTS, RUNS, TURN, LABEL, ENTERING, ON_PATH, CAP, COUNT = range(9)
"""Places in the state of a search; TURN is the place of the current label in the order."""

FIRST_CAP, GROWTH, FEWEST = 10, 4, 8
"""Pivots allowed on a path in the first round, their growth, and the fewest labels a round."""

ROUNDING = 1e-11
"""Rates smaller than this are taken for zero; payoffs lie between .1 and 1.1."""


@compiled
def reset(side: Any) -> None:
    """Return to the origin."""
    size = side.size[0]
    for k in range(size):
        side.used_place[side.used[k]] = -1
        side.tight_place[side.tight[k]] = -1
    side.size[0] = 0
    side.slack[:] = side.bounds


@compiled
def find_rates(side: Any, entering: int) -> None:
    """How fast weights grow and slacks fall when a move, or the slack of a reply, enters."""
    moves, replies = side.payoffs.shape
    factor, offset = side.affine[0], side.affine[1]
    size = side.size[0]
    rates, falls, inverse = side.rates, side.falls, side.inverse
    total = 0.0
    if entering < moves:
        row = side.payoffs[entering]
        for b in range(size):
            side.work[b] = row[side.tight[b]] * factor + offset
        for a in range(size):
            rate = 0.0
            for b in range(size):
                rate -= inverse[a, b] * side.work[b]
            rates[a] = rate
            total += rate
        for r in range(replies):
            falls[r] = row[r] * factor + offset * (1.0 + total)
    else:
        place = side.tight_place[entering - moves]
        for a in range(size):
            rates[a] = -inverse[a, place]
            total += rates[a]
        falls[:] = offset * total
    add_rows(falls, side.payoffs, side.used, rates, factor, size)
    for b in range(size):
        falls[side.tight[b]] = 0.0


@compiled
def add_rows(out: Any, rows: Any, chosen: Any, weights: Any, factor: float, size: int) -> None:
    """Add weighted rows, four at a time so that the sum is written seldom."""
    length = out.shape[0]
    k = 0
    while k + 4 <= size:
        first, second = rows[chosen[k]], rows[chosen[k + 1]]
        third, fourth = rows[chosen[k + 2]], rows[chosen[k + 3]]
        w1, w2 = weights[k] * factor, weights[k + 1] * factor
        w3, w4 = weights[k + 2] * factor, weights[k + 3] * factor
        for r in range(length):
            out[r] += w1 * first[r] + w2 * second[r] + w3 * third[r] + w4 * fourth[r]
        k += 4
    while k < size:
        row, weight = rows[chosen[k]], weights[k] * factor
        for r in range(length):
            out[r] += weight * row[r]
        k += 1


@compiled
def find_leaving(side: Any) -> tuple[int, float]:
    """What reaches zero first, and when: a used move, or the number of moves plus a reply.

    Returns -1 where nothing does, which rounding alone can bring about.
    """
    moves, replies = side.payoffs.shape
    leaving, step = -1, np.inf
    slack, falls = side.slack, side.falls
    for r in range(replies):
        if falls[r] > ROUNDING and slack[r] < step * falls[r]:
            step = slack[r] / falls[r]
            leaving = moves + r
    for a in range(side.size[0]):
        if side.rates[a] < -ROUNDING and side.level[a] < -step * side.rates[a]:
            step = -side.level[a] / side.rates[a]
            leaving = side.used[a]
    return leaving, max(step, 0.0)


@compiled
def subtract_product(matrix: Any, column: Any, row: Any, skipped: int, size: int) -> None:
    """Subtract column times row from a square matrix, in all rows but one."""
    for a in range(size):
        if a != skipped and column[a] != 0.0:
            weight = column[a]
            target = matrix[a]
            for b in range(size):
                target[b] -= weight * row[b]


@compiled
def exchange_move(side: Any, place: int, entering: int) -> None:
    """A used move leaves the support and another one comes in its place."""
    size, inverse = side.size[0], side.inverse
    pivot = -1.0 / side.rates[place]
    for b in range(size):
        side.work[b] = inverse[place, b] * pivot
        inverse[place, b] = side.work[b]
    for a in range(size):
        side.rates[a] = -side.rates[a]
    subtract_product(inverse, side.rates, side.work, place, size)
    side.used_place[side.used[place]] = -1
    side.used[place] = entering
    side.used_place[entering] = place


@compiled
def grow(side: Any, entering: int, reply: int) -> None:
    """A move enters the support and a reply becomes tight."""
    size, inverse = side.size[0], side.inverse
    row_through_inverse(side, reply)
    pivot = 1.0 / side.falls[reply]
    for a in range(size):
        weight = side.rates[a] * pivot
        target = inverse[a]
        for b in range(size):
            target[b] -= weight * side.work[b]
        inverse[a, size] = weight
    for b in range(size):
        inverse[size, b] = -side.work[b] * pivot
    inverse[size, size] = pivot
    side.used[size] = entering
    side.used_place[entering] = size
    side.tight[size] = reply
    side.tight_place[reply] = size
    side.size[0] = size + 1


@compiled
def row_through_inverse(side: Any, reply: int) -> None:
    """The payoffs of a reply from the used moves, times the inverse."""
    size = side.size[0]
    factor, offset = side.affine[0], side.affine[1]
    work = side.work
    for b in range(size):
        work[b] = 0.0
    for a in range(size):
        payoff = side.payoffs[side.used[a], reply] * factor + offset
        row = side.inverse[a]
        for b in range(size):
            work[b] += payoff * row[b]


@compiled
def exchange_reply(side: Any, place: int, reply: int) -> None:
    """A tight reply becomes loose and another one becomes tight in its place."""
    size, inverse = side.size[0], side.inverse
    row_through_inverse(side, reply)
    pivot = 1.0 / side.work[place]
    side.work[place] = 0.0
    for a in range(size):
        weight = inverse[a, place] * pivot
        target = inverse[a]
        for b in range(size):
            target[b] -= weight * side.work[b]
        inverse[a, place] = weight
    side.tight_place[side.tight[place]] = -1
    side.tight[place] = reply
    side.tight_place[reply] = place


@compiled
def shrink(side: Any, place: int, loose: int) -> None:
    """A used move leaves the support and a tight reply becomes loose."""
    size, inverse = side.size[0], side.inverse
    pivot = 1.0 / inverse[place, loose]
    for b in range(size):
        side.work[b] = inverse[place, b] * pivot
    for a in range(size):
        side.rates[a] = inverse[a, loose]
    subtract_product(inverse, side.rates, side.work, place, size)
    last = size - 1
    side.used_place[side.used[place]] = -1
    side.tight_place[side.tight[loose]] = -1
    if place != last:
        inverse[place, :size] = inverse[last, :size]
        side.level[place] = side.level[last]
        side.used[place] = side.used[last]
        side.used_place[side.used[place]] = place
    if loose != last:
        for a in range(last):
            inverse[a, loose] = inverse[a, last]
        side.tight[loose] = side.tight[last]
        side.tight_place[side.tight[loose]] = loose
    side.size[0] = last


@compiled
def pivot(side: Any, entering: int) -> int:
    """Move along an edge to the next vertex; returns what left, -1 if nothing did."""
    moves, replies = side.payoffs.shape
    find_rates(side, entering)
    leaving, step = find_leaving(side)
    if leaving < 0:
        return leaving
    for r in range(replies):
        side.slack[r] -= step * side.falls[r]
    size = side.size[0]
    for a in range(size):
        side.level[a] += step * side.rates[a]
    if entering < moves:
        if leaving < moves:
            place = side.used_place[leaving]
            exchange_move(side, place, entering)
        else:
            place = size
            grow(side, entering, leaving - moves)
        side.level[place] = step
    elif leaving < moves:
        shrink(side, side.used_place[leaving], side.tight_place[entering - moves])
    else:
        exchange_reply(side, side.tight_place[entering - moves], leaving - moves)
    if entering >= moves:
        side.slack[entering - moves] = step
    if leaving >= moves:
        side.slack[leaving - moves] = 0.0
    return leaving


@compiled
def follow(first: Any, second: Any, order: Any, state: Any, allowance: int) -> None:
    """Follow paths for a number of pivots, or until one ends at an equilibrium.

    Parameters
    ----------
    first, second : Side
        Of the row and of the column player.
    order : ndarray of int
        Labels: rows, then columns after them.
    state : ndarray of int, shape (9,)
        Changed in place; all zero but COUNT, CAP and ENTERING (-1) at the start.
    allowance : int
    """
    rows, columns = first.payoffs.shape
    for _ in range(allowance):
        if state[ENTERING] < 0:
            reset(first)
            reset(second)
            state[LABEL] = state[ENTERING] = order[state[TURN]]
            state[ON_PATH] = 0
            state[RUNS] += 1
        entering = state[ENTERING]
        in_first = (state[LABEL] < rows) == (state[ON_PATH] % 2 == 0)
        if in_first:
            leaving = pivot(first, entering)
        else:
            code = entering - rows if entering >= rows else columns + entering
            leaving = pivot(second, code)
            if leaving >= 0:
                leaving = rows + leaving if leaving < columns else leaving - columns
        state[PIVOTS] += 1
        state[ON_PATH] += 1
        state[ENTERING] = leaving
        if leaving == state[LABEL]:
            state[STATUS] = FOUND
            return
        if leaving < 0 or state[ON_PATH] >= state[CAP]:
            state[ENTERING] = -1
            state[TURN] += 1
            if state[TURN] >= state[COUNT]:
                state[TURN] = 0
                state[CAP] *= GROWTH
                state[COUNT] = max(state[COUNT] // 2, min(FEWEST, order.shape[0]))
